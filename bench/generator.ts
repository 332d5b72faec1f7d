/**
 * The load generator, a process of its own: requests written beforehand, sent over kept connections
 * one at a time each, answers read only as far as their status and length. A client that does more
 * takes more of the machine than the servers that it measures.
 */
import { connect, type Socket } from 'node:net'
import { buildCurp, buildElectorKey } from '../src/inscription-requests/identifiers.ts'
import type { EntityCode } from '../src/vocabulary.ts'
import { endWithBench } from './processes.ts'

/** Where requests go and what they ask: some addresses at random, or submissions of new electors. */
export type Target = { port: number; headers: Record<string, string>; connections: number } & (
  | { kind: 'reads'; paths: string[] }
  | { kind: 'submissions'; path: string; hot: boolean }
)
export type Order = { target: Target; seconds: number }
export type Outcome = {
  requests: number
  seconds: number
  errors: number
  firstError: string | undefined
  p50Ms: number
  p99Ms: number
  cpuMs: number
}

const ENTITIES: EntityCode[] = ['09', '14', '15', '16', '11', '30', '20', '32', '01', '31']
const COUNTRIES = ['US', 'CA', 'ES', 'DE', 'FR', 'GB']
const NAMES = ['Ficticia', 'Inventada', 'Supuesta', 'Imaginaria', 'Hipotética', 'Quimérica']
const DAY_MS = 86_400_000
const DAYS = 19_000

/** Submissions that can be made in a second are fewer than these. */
const SUBMISSIONS_PER_SECOND = 9_000

let people = 0

/** A body of an elector that this run has not had, in one cell of the figures or in many. */
function submission(hot: boolean): object {
  people += 1
  const birthDate = new Date(Date.UTC(1950, 0, 1) + (people % DAYS) * DAY_MS)
    .toISOString()
    .slice(0, 10)
  const round = Math.floor(people / DAYS)
  const entity = hot ? '09' : (ENTITIES[people % ENTITIES.length] ?? '09')
  const holder = {
    givenNames: NAMES[Math.floor(round / 10) % NAMES.length] ?? '',
    // No such surname is among those of the loaded population.
    firstSurname: 'Wzwz',
    secondSurname: 'Xkxk',
    birthDate,
    entityCode: entity,
    sex: 'M' as const,
    homonym: round % 10,
  }
  return {
    electorKey: buildElectorKey(holder),
    curp: buildCurp(holder),
    givenNames: holder.givenNames,
    firstSurname: holder.firstSurname,
    secondSurname: holder.secondSurname,
    birthDate,
    sex: 'M',
    entity,
    country: hot ? 'US' : COUNTRIES[people % COUNTRIES.length],
    address: {
      lines: ['100 Example Street'],
      city: 'Chicago',
      region: 'IL',
      postalCode: '60601',
    },
    email: `persona${people}@example.com`,
    mobile: '+13125550123',
    credentialType: 'CPVE',
    modality: 'ELECTRONIC',
  }
}

const headLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')

function requestsOf(target: Target, seconds: number): Buffer[] {
  const headers = headLines({ host: '127.0.0.1', ...target.headers })
  if (target.kind === 'reads') {
    return target.paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${headers}\r\n`))
  }
  return Array.from({ length: SUBMISSIONS_PER_SECOND * seconds }, () => {
    const body = JSON.stringify(submission(target.hot))
    const own = headLines({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'idempotency-key': `bench-${process.pid}-${people}`,
    })
    return Buffer.from(`POST ${target.path} HTTP/1.1\r\n${headers}${own}\r\n${body}`)
  })
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** Sends on one connection until `next` has no more. */
function drive(
  socket: Socket,
  next: () => Buffer | undefined,
  done: (ms: number, failure: string | undefined) => void,
): Promise<void> {
  return new Promise((finish, fail) => {
    let sentAt = 0
    let missing = 0
    let status = ''
    let head: Buffer | undefined
    const send = () => {
      let request: Buffer | undefined
      try {
        request = next()
      } catch (error) {
        fail(error)
      }
      if (!request) {
        socket.destroy()
        finish()
        return
      }
      sentAt = performance.now()
      socket.write(request)
    }
    const complete = () => {
      done(performance.now() - sentAt, /^2/.test(status) ? undefined : `status ${status}`)
      send()
    }
    socket.on('data', (chunk) => {
      if (missing > 0) {
        missing -= chunk.length
        if (missing === 0) complete()
        return
      }
      head = head ? Buffer.concat([head, chunk]) : chunk
      const end = head.indexOf(HEAD_END)
      if (end < 0) return
      const lines = head.toString('latin1', 0, end)
      const length = Number(/content-length: (\d+)/i.exec(lines)?.[1])
      status = lines.slice(9, 12)
      missing = length - (head.length - end - HEAD_END.length)
      head = undefined
      if (Number.isNaN(missing)) socket.destroy(new Error(`no length in the answer: ${lines}`))
      else if (missing === 0) complete()
    })
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the server closed a connection')))
    send()
  })
}

async function burst({ target, seconds }: Order): Promise<Outcome> {
  const requests = requestsOf(target, seconds)
  const sockets = await Promise.all(
    Array.from(
      { length: target.connections },
      () =>
        new Promise<Socket>((connected, fail) => {
          const socket = connect(target.port, '127.0.0.1', () => connected(socket))
          socket.once('error', fail).setNoDelay(true)
        }),
    ),
  )
  const times: number[] = []
  let errors = 0
  let firstError: string | undefined
  let position = 0
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const deadline = startedAt + seconds * 1000
  const next = (): Buffer | undefined => {
    if (performance.now() >= deadline) return undefined
    if (target.kind === 'reads') return requests[(Math.random() * requests.length) | 0]
    position += 1
    // Running out would measure the generator.
    if (position > requests.length) throw new Error('more submissions were asked for than prepared')
    return requests[position - 1]
  }
  await Promise.all(
    sockets.map((socket) =>
      drive(socket, next, (ms, failure) => {
        times.push(ms)
        if (failure === undefined) return
        errors += 1
        firstError ??= failure
      }),
    ),
  )
  const elapsed = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return {
    requests: times.length,
    seconds: elapsed,
    errors,
    firstError,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuMs: (user + system) / 1000,
  }
}

endWithBench(async () => {})
process.on('message', (order: Order) => {
  burst(order).then(
    (outcome) => process.send?.({ outcome }),
    (error: Error) => process.send?.({ failure: error.message }),
  )
})
process.send?.({ ready: true })
