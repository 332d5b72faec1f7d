/**
 * Sealing at size: no more than three times one plain GROUP BY over the movements, and submissions go
 * on meanwhile. SEAL_REQUESTS tells how many requests are loaded; each has some four movements. Small
 * ones are judged with an allowance, since what does not grow with them weighs more.
 *
 *   LNE_TEST_SHARED_BUFFERS=1GB SEAL_REQUESTS=1000000 npm test -- --timeout=3600 test/long/seal.test.ts
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { setClock } from '../../src/platform/provision.ts'
import { AUDIENCE, callerOf, REPORT_INSTANT } from '../helpers/app.ts'
import { type Instances, startInstances } from '../helpers/instance.ts'
import { loadPopulation } from '../helpers/population.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const REQUESTS = Number(process.env.SEAL_REQUESTS ?? 20_000)
const SUBMITTERS = 8
/** Between two submissions of one submitter: the machine is in use, and not full. */
const PAUSE_MS = 40
/** Submissions without a seal are measured for so long. */
const BASELINE_MS = 10_000
/** What a seal and a submission may take where little is loaded. */
const ALLOWANCE =
  REQUESTS < 500_000 ? { sealMs: 1_000, submissionMs: 100 } : { sealMs: 0, submissionMs: 0 }
/** Sealed while nobody writes, and then one after another while many do. */
const QUIET = '2023-11-30'
const BUSY = ['2023-12-01', '2023-12-02', '2023-12-03', '2023-12-04', '2023-12-05']

const quantile = (times: number[], share: number): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN

const median = (times: number[]): number => quantile(times, 0.5)

async function ownerOf(t: Test, { database }: Instances): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  return owner
}

t.test(`a seal of ${REQUESTS} requests`, { timeout: 3_600_000 }, async (t) => {
  const running = await startInstances(t, 1)
  const [instance] = running.instances
  const owner = await ownerOf(t, running)
  await loadPopulation(running.database.ownerUrl, running.keysFile, REQUESTS)
  await owner.query('checkpoint')
  await setClock(running.database.ownerUrl, REPORT_INSTANT)
  const { rows } = await owner.query('select count(*)::int as movements from movements')
  const { movements } = rows[0]
  t.comment(`${movements} movements`)

  const as = (role: 'srve' | 'derfe_admin', subject: string) =>
    callerOf(
      instance?.address ?? '',
      signDevelopmentToken(running.keys, AUDIENCE, { role, subject }),
    )
  const portal = as('srve', 'portal')
  const refusals: string[] = []

  type Sample = { from: number; to: number }
  const lasting = ({ from, to }: Sample): number => to - from

  /** Submissions, one after another of each submitter, while something goes on. */
  async function submitDuring(work: Promise<unknown>): Promise<Sample[]> {
    let going = true
    void work.finally(() => {
      going = false
    })
    const samples: Sample[] = []
    const submitter = async () => {
      while (going) {
        const from = performance.now()
        const { status, text } = await portal.post('/v1/inscription-requests', aSubmission(), {
          'idempotency-key': aKey(),
        })
        samples.push({ from, to: performance.now() })
        if (status !== 201) refusals.push(text)
        await sleep(PAUSE_MS)
      }
    }
    await Promise.all(Array.from({ length: SUBMITTERS }, submitter))
    return samples
  }

  /** Proposed by one person and approved by another. */
  async function sealOf(date: string): Promise<Sample> {
    const proposed = await as('derfe_admin', 'ana').post(
      '/v1/cutoffs',
      { date },
      { 'idempotency-key': aKey() },
    )
    t.equal(proposed.status, 202)
    const from = performance.now()
    const sealed = await as('derfe_admin', 'beatriz').post(`/v1/cutoffs/${date}/approve`)
    t.match(sealed, { status: 200, body: { status: 'SEALED' } })
    return { from, to: performance.now() }
  }

  const plain: number[] = []
  const groupBy = async () => {
    const startedAt = performance.now()
    await owner.query(
      `select entity, to_country, to_status, count(*) from movements
        where process = '2023-2024' group by 1, 2, 3`,
    )
    plain.push(performance.now() - startedAt)
  }
  for (let round = 0; round < 3; round += 1) await groupBy()

  const quiet = lasting(await sealOf(QUIET))
  const limit = Math.max(3 * median(plain), ALLOWANCE.sealMs)
  t.comment(`sealed in ${Math.round(quiet)} ms; one GROUP BY: ${Math.round(median(plain))} ms`)
  t.ok(quiet <= limit, `${Math.round(quiet)} ms of ${Math.round(limit)} ms`)

  await setClock(running.database.ownerUrl, '2023-12-06T18:00:00Z')
  await submitDuring(sleep(3_000))
  const before = await submitDuring(sleep(BASELINE_MS))
  const seals: Sample[] = []
  const all = await submitDuring(
    (async () => {
      for (const date of BUSY) {
        await sleep(500)
        seals.push(await sealOf(date))
      }
    })(),
  )
  const during = all.filter(({ from, to }) =>
    seals.some((seal) => from < seal.to && to > seal.from),
  )
  t.same(refusals, [], 'every submission was taken')
  const [p99, p99During] = [before, during].map((samples) =>
    quantile(samples.map(lasting), 0.99),
  ) as [number, number]
  t.comment(
    `p99 of submissions: ${p99.toFixed(1)} ms of ${before.length} without a seal, ` +
      `${p99During.toFixed(1)} ms of ${during.length} beside one ` +
      `(${seals.map((seal) => Math.round(lasting(seal))).join(', ')} ms)`,
  )
  const patience = Math.max(2 * p99, ALLOWANCE.submissionMs)
  t.ok(p99During <= patience, `${p99During.toFixed(1)} ms of ${patience.toFixed(1)} ms`)

  // What came while they were sealed is not lost, nor in the ones before.
  const { rows: sealed } = await owner.query(`
select c.date::text, c.content,
       (select count(*)::int from inscription_requests
         where received_at < c.instant and status not in ('SUPERSEDED', 'WITHDRAWN')) as counted
  from cutoffs c order by c.date`)
  t.equal(sealed.length, 1 + BUSY.length)
  for (const { date, content, counted } of sealed) {
    t.equal(JSON.parse(content).tables.entities.total.total, counted, date)
  }
})
