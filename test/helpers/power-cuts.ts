/** A service that is killed again and again while it is written to, and what its database holds then. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Test } from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { leafHash } from '../../src/audit/entries.ts'
import { AUDIENCE, type Caller, callerOf } from './app.ts'
import { startInstances } from './instance.ts'
import { Random, seedOfRun } from './random.ts'
import { aKey, aSubmission } from './requests.ts'

const REQUESTS = '/v1/inscription-requests'
const SUBMITTERS = 12

export type PowerCuts = {
  kills: number
  /** Submissions that an instance acknowledges, at least, before it is killed. */
  acknowledgedBetween: number
  /** Most that an instance may take from its start to its first answer, at the 95th percentile. */
  readyMs: number
}

type Acknowledged = { key: string; body: Record<string, unknown>; answer: Record<string, unknown> }

/** What a receipt says. */
type Receipt = { folio: string; entry: string; leaf: string }

const receiptIn = ({ receipt }: Record<string, unknown>): Receipt =>
  JSON.parse(Buffer.from(String(receipt).split('.')[1] ?? '', 'base64url').toString())

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

/**
 * Submits from many sides with idempotency keys and kills the instance under them, `kills` times.
 * Whoever got no answer asks again with the same key, as the contract says. At the end every
 * acknowledged submission is there once, answers as it did, and has its entry in the audit log; and
 * nothing else is there.
 */
export async function cutThePower(
  t: Test,
  { kills, acknowledgedBetween, readyMs }: PowerCuts,
): Promise<void> {
  const seed = seedOfRun()
  const random = new Random(seed)
  t.comment(`LNE_TEST_SEED=${seed}`)
  const { database, keys, instances, start } = await startInstances(t, 1)
  let [instance] = instances
  if (!instance) throw new Error('There is an instance')
  const token = signDevelopmentToken(keys, AUDIENCE, { role: 'srve' })
  const asPortal = (): Caller => callerOf(instance?.address ?? '', token)

  const acknowledged: Acknowledged[] = []
  const refused: string[] = []
  const statusesOfRepeats: Record<number, number> = {}
  /** What was sent and not answered: it is sent again, to the next instance. */
  const unanswered: { key: string; body: Record<string, unknown> }[] = []
  let inFlight = 0
  let goesOn = true

  async function submitter(): Promise<void> {
    const portal = asPortal()
    while (goesOn) {
      const repeated = unanswered.pop()
      const one = repeated ?? { key: aKey(), body: aSubmission() }
      inFlight += 1
      const answer = await portal
        .post(REQUESTS, one.body, { 'idempotency-key': one.key })
        .catch(() => undefined)
      inFlight -= 1
      if (!answer) {
        unanswered.push(one)
        return
      }
      if (repeated) {
        const { status, headers } = answer
        const told = headers.has('idempotency-replayed') ? -status : status
        statusesOfRepeats[told] = (statusesOfRepeats[told] ?? 0) + 1
      }
      if (answer.status === 201) acknowledged.push({ ...one, answer: answer.body })
      else refused.push(`${answer.status} ${answer.text.slice(0, 200)}`)
    }
  }

  /** All submitters at work until so many more are acknowledged, or there is nothing to repeat. */
  async function work(isEnough: () => boolean): Promise<{ end(): Promise<unknown> }> {
    goesOn = true
    const all = Promise.all(Array.from({ length: SUBMITTERS }, submitter))
    while (!isEnough() && refused.length === 0) await sleep(2)
    return { end: () => all }
  }

  let killsInFlight = 0
  const readyTimes: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    const target = acknowledged.length + acknowledgedBetween + random.below(SUBMITTERS)
    const working = await work(() => acknowledged.length >= target)
    // Somewhere within the next few, and not when one of them is just done.
    await sleep(random.below(12))
    if (inFlight > 0) killsInFlight += 1
    const killed = instance.kill()
    goesOn = false
    await Promise.all([killed, working.end()])
    const started = performance.now()
    instance = await start()
    while ((await asPortal().get('/health/ready')).status !== 200) await sleep(10)
    readyTimes.push(performance.now() - started)
  }
  // Whoever was cut off last asks again too.
  const working = await work(() => unanswered.length === 0)
  goesOn = false
  await working.end()
  const p95 = quantile(readyTimes, 0.95)
  t.comment(
    `${kills} kills, ${killsInFlight} with submissions in flight; ${acknowledged.length} acknowledged; ready again within ${quantile(readyTimes, 0.5).toFixed(0)} ms (median), ${p95.toFixed(0)} ms (p95)`,
  )
  t.comment(`asked again (negative: the first answer, kept): ${JSON.stringify(statusesOfRepeats)}`)
  t.same(refused, [], 'nothing is refused, and no submission is taken for another')
  t.equal(unanswered.length, 0, 'everybody is answered in the end')
  t.ok(killsInFlight >= 0.9 * kills, 'nine of ten kills meet submissions in flight')
  t.ok(p95 <= readyMs, `an instance is ready within ${readyMs} ms of its start`)

  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { rows: stored } = await owner.query<{ folio: string; movements: number }>(`
select r.folio, count(m.number)::integer as movements
  from inscription_requests r left join movements m on m.request_id = r.id
 group by r.folio order by r.folio`)
  t.same(
    stored.map(({ folio }) => folio),
    acknowledged.map(({ answer }) => answer.folio).sort(),
    'what is acknowledged is there, and nothing else: 0 lost, 0 twice',
  )
  t.same(
    stored.filter(({ movements }) => movements !== 1),
    [],
    'each with its one movement',
  )
  const { rows: entries } = await owner.query<{ id: string; content: string }>(
    `select id, content from audit_entries where outcome = 'OK' and action = 'createInscriptionRequest'`,
  )
  const { rows: movements } = await owner.query<{ number: number; folio: string }>(`
select m.number::integer as number, r.folio
  from movements m join inscription_requests r on r.id = m.request_id order by m.number`)
  t.same(
    movements.map(({ number }) => number),
    movements.map((_, index) => index + 1),
    'movements are numbered without a gap',
  )
  const recorded = entries.map(({ content }) => {
    const { movement, records } = JSON.parse(content)
    return `${movement} ${records}`
  })
  t.same(
    recorded.sort(),
    movements.map(({ number, folio }) => `${number} ${keys.pseudonym(folio)}`).sort(),
    'every movement has its one entry, and every entry its movement',
  )
  const contents = new Map(entries.map(({ id, content }) => [id, content]))
  const unproven = acknowledged.filter(({ answer }) => {
    const { folio, entry, leaf } = receiptIn(answer)
    const content = contents.get(entry)
    return !content || folio !== answer.folio || leafHash(content).toString('hex') !== leaf
  })
  t.same(unproven, [], 'every receipt is that of an entry')

  const changed: string[] = []
  const portal = asPortal()
  const asking = acknowledged.values()
  const again = async () => {
    for (const { key, body, answer } of asking) {
      const repeat = await portal.post(REQUESTS, body, { 'idempotency-key': key })
      if (JSON.stringify(repeat.body) !== JSON.stringify(answer)) changed.push(key)
    }
  }
  await Promise.all(Array.from({ length: SUBMITTERS }, again))
  t.same(changed, [], 'whoever asks again is told the same')
}
