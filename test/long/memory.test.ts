/**
 * An hour of attacks and of ordinary work, mixed: the service keeps nothing of them. Resident memory
 * is read from outside, of a process of its own.
 *
 *   LNE_TEST_MINUTES=10    shorter, or longer
 */
import { existsSync, readFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { callerOf } from '../helpers/app.ts'
import { startInstances } from '../helpers/instance.ts'
import {
  casesOf,
  type Hostile,
  hostileAddresses,
  hostileBodies,
  hostileDocuments,
  hostileHeaders,
} from '../helpers/malformed.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const MINUTES = Number(process.env.LNE_TEST_MINUTES ?? 60)
const AT_ONCE = 6
const MOST_GROWTH = 0.1
/** A body larger than any route takes. */
const LARGE = Buffer.alloc(10 * 1_048_576, 0x20)

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const linux = existsSync('/proc/self/status')
const skip = linux ? false : 'resident memory is read from /proc'
t.test('memory after an hour is what it was', { skip }, async (t) => {
  const limits = { person: 1e9, system: 1e9, address: 1e9, inProgress: 1_000 }
  const { instances, keys } = await startInstances(t, 1, limits)
  const [instance] = instances
  if (!instance) throw new Error('There is an instance')
  const { address, pid } = instance
  const token = (role: 'srve' | 'derfe_admin' | 'inetel_agent') =>
    signDevelopmentToken(keys, 'lne-extranjero', { role, subject: role })
  const bearers = {
    portal: `Bearer ${await token('srve')}`,
    agent: `Bearer ${await token('inetel_agent')}`,
    admin: `Bearer ${await token('derfe_admin')}`,
  }
  const portal = callerOf(address, token('srve'))
  const admin = callerOf(address, token('derfe_admin'))
  const first = await portal.post('/v1/inscription-requests', aSubmission(), {
    'idempotency-key': aKey(),
  })
  const { folio } = first.body
  const cases: Hostile[] = [
    ...casesOf(hostileBodies, 1_500),
    ...casesOf(hostileDocuments, 800),
    ...casesOf(hostileAddresses, 500),
    ...casesOf(hostileHeaders, 300),
  ]
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  t.teardown(() => agent.destroy())
  const { hostname, port } = new URL(address)

  const attack = ({ method, path, as, headers, body }: Hostile): Promise<number> =>
    new Promise((resolve) => {
      const request = httpRequest(
        {
          ...{ agent, hostname, port, method, timeout: 10_000 },
          path: path.replace('$folio', folio),
          headers: { authorization: bearers[as], ...headers },
        },
        (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)),
      )
      request.on('timeout', () => request.destroy())
      // Whoever sends too much is cut off, which is an answer.
      request.on('error', () => resolve(0))
      request.end(body)
    })

  const until = performance.now() + MINUTES * 60_000
  const resident: { at: number; mb: number }[] = []
  const started = performance.now()
  const counts = { attacks: 0, failures: 0, large: 0, good: 0, badGood: 0 }
  const watch = async () => {
    while (performance.now() < until) {
      const [, kb] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      resident.push({ at: performance.now() - started, mb: Number(kb) / 1024 })
      await sleep(1_000)
    }
  }
  const work = async (_: unknown, worker: number) => {
    for (let n = worker; performance.now() < until; n += AT_ONCE) {
      const hostile = cases[n % cases.length] as Hostile
      const status = await attack(hostile)
      counts.attacks += 1
      if (status >= 500) counts.failures += 1
      if (n % 500 === 0) {
        await attack({ ...hostile, method: 'POST', path: '/v1/inscription-requests', body: LARGE })
        counts.large += 1
      }
      if (n % 25 !== 0) continue
      const answers = await Promise.all([
        admin.get('/v1/inscription-requests?limit=50', { purpose: 'Prueba' }),
        portal.post('/v1/inscription-requests', aSubmission(), { 'idempotency-key': aKey() }),
        admin.get('/v1/aggregates/entities'),
      ])
      counts.good += answers.length
      counts.badGood += answers.filter((one) => one.status >= 400).length
    }
  }
  await Promise.all([watch(), ...Array.from({ length: AT_ONCE }, work)])

  // The first fifth warms up: caches fill, and code is compiled.
  const tenth = (MINUTES * 60_000) / 10
  const between = (from: number, to: number) =>
    median(resident.filter(({ at }) => at >= from * tenth && at < to * tenth).map(({ mb }) => mb))
  const [early, late] = [between(2, 4), between(8, 10)]
  const most = Math.max(...resident.map(({ mb }) => mb))
  t.comment(
    `${MINUTES} min, ${JSON.stringify(counts)}: ${early.toFixed(0)} MB, then ${late.toFixed(0)} MB; at most ${most.toFixed(0)} MB`,
  )
  t.equal(counts.failures, 0, 'no attack made it fail')
  t.equal(counts.badGood, 0, 'and all along it worked')
  t.ok(counts.attacks > MINUTES * 100 && counts.large > 0, 'it was attacked')
  t.ok(late <= early * (1 + MOST_GROWTH), `grown by ${((late / early - 1) * 100).toFixed(1)} %`)
})
