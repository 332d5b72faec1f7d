/**
 * Ten times as many clients as the instance serves well: those whom it takes on are answered, the
 * others are told to come back, and nobody is dropped. Limits of time are loosened, since clients,
 * service and database share their processors with whatever else runs there; counts are not.
 */
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { startInstances } from '../helpers/instance.ts'

const CLIENTS = 20
const BACK_OFF_MS = 100

/**
 * Limits of time at the 99th percentile, for two shared cores on which the clients run as well. The
 * first answer on a connection is judged apart: a busy process takes new connections one at a time.
 */
const LIMITS = { acceptedMs: 3_000, refusedMs: 3_000, healthMs: 2_000, firstMs: 12_000 }

type Sample = { status: number; ms: number; retryAfter?: string; isFirst: boolean }

const later = (samples: Sample[]): Sample[] => samples.filter(({ isFirst }) => !isFirst)

const p99 = (samples: Sample[]): number =>
  samples.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(samples.length * 0.99)] ?? 0

t.test('ten times the clients', async (t) => {
  const limits = { person: 1e9, system: 1e9, address: 1e9, inProgress: 2 * CLIENTS }
  const { instances, keys } = await startInstances(t, 1, limits)
  const address = instances[0]?.address
  const token = await signDevelopmentToken(keys, 'lne-extranjero', { role: 'ine_viewer' })
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())

  const ask = (path: string): Promise<Sample> =>
    new Promise((resolve, reject) => {
      const started = performance.now()
      const headers = { authorization: `Bearer ${token}` }
      const request = get(`${address}${path}`, { agent, headers }, (answer) => {
        answer.resume()
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            ms: performance.now() - started,
            retryAfter: answer.headers['retry-after'],
            isFirst: !request.reusedSocket,
          }),
        )
      })
      request.on('error', reject)
    })

  /** So many clients for so long, each asking again when it is answered. */
  async function load(clients: number, durationMs: number) {
    const until = performance.now() + durationMs
    const samples: Sample[] = []
    const health: Sample[] = []
    let dropped = 0
    const client = async (_: unknown, index: number) => {
      // Even a crowd does not come in one millisecond.
      await sleep((index / clients) * 1_000)
      while (performance.now() < until) {
        const sample = await ask('/v1/cutoffs').catch(() => undefined)
        if (!sample) dropped += 1
        else samples.push(sample)
        if (sample?.status !== 200) await sleep(BACK_OFF_MS)
      }
    }
    const watcher = async () => {
      while (performance.now() < until) {
        health.push(await ask('/health/live'))
        await sleep(20)
      }
    }
    await Promise.all([watcher(), ...Array.from({ length: clients }, client)])
    const accepted = samples.filter(({ status }) => status === 200)
    const refused = samples.filter(({ status }) => status === 503)
    const others = samples.length - accepted.length - refused.length
    const first = samples.filter(({ isFirst }) => isFirst)
    return { accepted, refused, others, dropped, health, first }
  }

  await load(CLIENTS, 2_000)
  const before = await load(CLIENTS, 4_000)
  const during = await load(10 * CLIENTS, 8_000)
  const after = await load(CLIENTS, 4_000)
  for (const [name, one] of Object.entries({ before, during, after })) {
    const [accepted, refused, first, health] = [
      later(one.accepted),
      later(one.refused),
      one.first,
      one.health,
    ].map((samples) => `${samples.length}, p99 ${p99(samples).toFixed(0)} ms`)
    t.comment(
      `${name}: answered ${accepted}; refused ${refused}; first on a connection ${first}; health ${health}`,
    )
    t.equal(one.dropped, 0, `${name}: nobody is dropped`)
    t.equal(one.others, 0, `${name}: 200 or 503`)
    t.equal(one.health.filter(({ status }) => status !== 200).length, 0, `${name}: health answers`)
    t.ok(p99(later(one.health)) <= LIMITS.healthMs, `${name}: within ${LIMITS.healthMs} ms`)
    t.same(
      one.refused.filter(({ retryAfter }) => !retryAfter),
      [],
      `${name}: whoever is refused is told when to come back`,
    )
  }
  const most = Math.max(LIMITS.acceptedMs, 2 * p99(before.accepted))
  t.ok(p99(later(during.accepted)) <= most, `who is taken on is answered within ${most} ms`)
  t.ok(p99(later(during.refused)) <= LIMITS.refusedMs, `who is not, within ${LIMITS.refusedMs} ms`)
  t.ok(p99(during.first) <= LIMITS.firstMs, `who comes anew, within ${LIMITS.firstMs} ms`)
  t.ok(p99(later(after.accepted)) <= most, 'and afterwards as before')
  t.equal(before.refused.length, 0)
  t.ok(during.refused.length > 100, 'more than it takes on')
  t.ok(during.accepted.length / 2 >= before.accepted.length * 0.5, 'half of what it did, at least')
  t.equal(after.refused.length, 0, 'and it is over when they are gone')
})
