import { once } from 'node:events'
import { type AddressInfo, createServer, connect as reach, type Socket } from 'node:net'
import type { Test } from 'tap'
import type { TestDatabase } from './database.ts'

/** The network between the service and its database, as it is when something is wrong. */
export type FaultyNetwork = {
  /** The same database, reached through here. */
  database: TestDatabase
  /** From now on nothing passes: what is sent is taken and answered by nobody, as by a server that stands still. */
  stall(): void
  /** Whoever commits gets no answer: it is done, and the connection breaks. */
  loseCommits(): void
  /** Every connection is broken, those to come are good. */
  reset(): void
  /** All is well again; what was held back goes on. */
  repair(): void
  /** From now on it leads to another server, as one that was started again. */
  leadTo(ownerUrl: string): void
  /** Where it leads, as the owner. */
  ownerUrl(): string
}

/** A network that does as it is told between whoever uses `database` of the result and the database. */
export async function faultyNetwork(t: Test, database: TestDatabase): Promise<FaultyNetwork> {
  let server = new URL(database.ownerUrl)
  const pairs = new Set<{ near: Socket; far: Socket }>()
  let state: 'good' | 'stalled' | 'losing' = 'good'

  const proxy = createServer((near) => {
    const far = reach(Number(server.port), server.hostname)
    const pair = { near, far }
    pairs.add(pair)
    let commits = false
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (data) => {
        if (from === near) commits = data.includes('commit\0')
        if (from === far && commits && state === 'losing') near.destroy()
        else to.write(data)
      })
      from.on('error', () => {})
      from.on('close', () => {
        pairs.delete(pair)
        to.end()
      })
    }
    pass(near, far)
    pass(far, near)
    if (state === 'stalled') hold(pair)
  })
  const hold = ({ near, far }: { near: Socket; far: Socket }) => {
    near.pause()
    far.pause()
  }
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const reset = () => {
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
  }
  t.teardown(() => {
    reset()
    proxy.close()
  })

  const through = (url: string): string => {
    const address = new URL(url)
    address.port = String(port)
    return address.href
  }
  return {
    database: { ...database, appUrl: through(database.appUrl) },
    stall() {
      state = 'stalled'
      for (const pair of pairs) hold(pair)
    },
    loseCommits() {
      state = 'losing'
    },
    reset,
    repair() {
      state = 'good'
      for (const { near, far } of pairs) {
        near.resume()
        far.resume()
      }
    },
    leadTo(ownerUrl) {
      server = new URL(ownerUrl)
    },
    ownerUrl: () => server.href,
  }
}
