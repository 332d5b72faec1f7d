/** Clients that keep a connection and let the service wait, each in its way. */
import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import type { RunningApp } from './app.ts'

const GONE_WITHIN_MS = 15_000

/**
 * Most that whoever is not slow waits, at the 99th percentile: the attackers share process and
 * processors with the service.
 */
const BYSTANDER_MS = 2_000

export type Scenario = {
  /** What is written at once. */
  opening: string
  /** What is written again every 500 ms, for as long as the connection lasts. */
  drop?: string
  /** Whether answers stay unread. */
  deaf?: boolean
}

/** The largest answer of the service; some of them fill all that a connection buffers. */
const LARGE = '/docs/static/swagger-ui-bundle.js'

/** Seven ways; those that ask for something ask for what is light, since slowness is what they try. */
export function scenarios(authorization: string): Record<string, Scenario> {
  const fields = `host: x\r\nauthorization: ${authorization}\r\n`
  const post = `POST /v1/inscription-requests HTTP/1.1\r\n${fields}content-type: application/json\r\n`
  return {
    'slow headers': { opening: `GET /v1/cutoffs HTTP/1.1\r\n${fields}`, drop: 'x-a: b\r\n' },
    'slow body': { opening: `${post}content-length: 60000\r\n\r\n{`, drop: ' ' },
    'no body': { opening: `${post}content-length: 60000\r\n\r\n` },
    'half a request line': { opening: 'GET /v1/cut' },
    'idle after an answer': { opening: `GET /health/live HTTP/1.1\r\n${fields}\r\n` },
    'slow reading': { opening: `GET ${LARGE} HTTP/1.1\r\n${fields}\r\n`.repeat(8), deaf: true },
    silence: { opening: '' },
  }
}

/**
 * Opens connections that all behave so.
 *
 * @returns how to end those that are still open; the service closes them on its own
 */
async function openSlowClients(
  address: string,
  { opening, drop, deaf }: Scenario,
  connections: number,
): Promise<() => void> {
  const { hostname, port } = new URL(address)
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  for (let n = 0; n < connections; n += 1) {
    const socket = connect(Number(port), hostname)
    sockets.add(socket)
    socket.on('error', () => {})
    if (!deaf) socket.resume()
    socket.write(opening)
    if (drop !== undefined) {
      const timer = setInterval(() => socket.writable && socket.write(drop), 500)
      timers.add(timer)
      socket.on('close', () => clearInterval(timer))
    }
    // Not more at once than a listening socket keeps in its queue.
    if (n % 50 === 49) await sleep(20)
  }
  return () => {
    for (const timer of timers) clearInterval(timer)
    for (const socket of sockets) socket.destroy()
  }
}

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

/** Slow clients come, whoever is not slow is answered meanwhile, and the service lets all of them go. */
export async function letSlowClientsGo(
  t: Test,
  { app, address, as }: RunningApp,
  scenario: Scenario,
  connections: number,
): Promise<void> {
  const end = await openSlowClients(address, scenario, connections)
  t.teardown(end)
  const started = performance.now()
  const elapsed = () => performance.now() - started
  const count = () => connectionsOf(app.server)
  while ((await count()) < connections && elapsed() < 5_000) await sleep(20)
  t.equal(await count(), connections, 'all are there')
  const viewer = as({ role: 'ine_viewer' })
  const waits: number[] = []
  const failures: unknown[] = []
  const bystander = async () => {
    const asked = performance.now()
    const answer = await viewer
      .get('/v1/cutoffs', { connection: 'close' })
      .catch((error: Error) => ({ status: error.message }))
    waits.push(performance.now() - asked)
    if (answer.status !== 200) failures.push(answer.status)
  }
  await bystander()
  while ((await count()) > 0 && elapsed() < GONE_WITHIN_MS + 3_000) {
    await bystander()
    await sleep(50)
  }
  const ms = elapsed()
  const p99 = waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN
  t.comment(
    `${connections} connections closed within ${(ms / 1000).toFixed(1)} s; p99 of ${waits.length} answers to a bystander: ${p99.toFixed(0)} ms`,
  )
  t.same(failures, [], 'whoever is not slow is answered, every time')
  t.ok(p99 <= BYSTANDER_MS, `and within ${BYSTANDER_MS} ms`)
  t.equal(await count(), 0, 'all are gone')
  t.ok(ms <= GONE_WITHIN_MS, `within ${GONE_WITHIN_MS / 1000} s`)
}
