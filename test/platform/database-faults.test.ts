/**
 * The database stands still, is cut off, loses answers or takes no writes: whoever asks is answered in
 * time, with an answer to try again by, and nothing is lost or done twice.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import t, { type Test } from 'tap'
import { setClock } from '../../src/platform/provision.ts'
import { REPORT_INSTANT, type Reply, startApp } from '../helpers/app.ts'
import { createTestDatabase } from '../helpers/database.ts'
import { faultyNetwork } from '../helpers/faulty-network.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const REQUESTS = '/v1/inscription-requests'
/** More than pool connections. */
const AT_ONCE = 14
/** Six seconds where nothing else is at work; here several test files share two cores. */
const ANSWERED_WITHIN_MS = 10_000
/** After a repair. */
const GOOD_WITHIN_MS = 10_000

type Submission = { key: string; body: Record<string, unknown> }

const submissions = (count: number): Submission[] =>
  Array.from({ length: count }, () => ({ key: aKey(), body: aSubmission() }))

/** A service whose way to its database the test can break. */
async function startBehindFaults(t: Test) {
  const database = await createTestDatabase(t)
  await setClock(database.ownerUrl, REPORT_INSTANT)
  const network = await faultyNetwork(t, database)
  const running = await startApp(t, { database: network.database })
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const portal = running.as({ role: 'srve' })
  const submit = ({ key, body }: Submission): Promise<Reply> =>
    portal.post(REQUESTS, body, { 'idempotency-key': key })

  /** Sent again until it is received, which takes no longer than a repair may. */
  const untilGood = async (t: Test, one: Submission): Promise<Reply> => {
    const began = performance.now()
    for (;;) {
      const answer = await submit(one)
      const ms = performance.now() - began
      if (answer.status === 503 && ms < GOOD_WITHIN_MS) await sleep(50)
      else {
        t.equal(answer.status, 201, `received after ${ms.toFixed(0)} ms`)
        return answer
      }
    }
  }
  /** Sent again with their keys all are received, and each is there once, with its movement and its entry. */
  const allThereOnce = async (t: Test, sent: Submission[]) => {
    const folios: string[] = []
    for (const one of sent) folios.push((await untilGood(t, one)).body.folio)
    const { rows } = await owner.query(`
select (select array_agg(folio order by folio) from inscription_requests) as folios,
       (select count(*)::int from movements) as movements,
       (select count(*)::int from audit_entries
         where action = 'createInscriptionRequest' and outcome = 'OK') as entries`)
    t.same(rows[0], { folios: folios.sort(), movements: sent.length, entries: sent.length })
  }
  return { network, running, owner, portal, submit, untilGood, allThereOnce }
}

/** What is asked while something is wrong is answered in time: as always, or that it be tried again. */
async function answersInTime(t: Test, asked: Promise<Reply>[]): Promise<Reply[]> {
  const began = performance.now()
  const answers = await Promise.all(asked)
  const ms = performance.now() - began
  t.ok(ms < ANSWERED_WITHIN_MS, `all answered within ${ms.toFixed(0)} ms`)
  for (const { status, headers, body, text } of answers) {
    if (status < 300) continue
    t.equal(status, 503, text.slice(0, 200))
    t.equal(headers.get('retry-after'), '2')
    if (body.code) t.match(body, { status: 503, code: 'UNAVAILABLE' })
  }
  return answers
}

const countOf = (answers: Reply[], status: number): number =>
  answers.filter((one) => one.status === status).length

t.test('a database that stands still', async (t) => {
  const { network, running, portal, submit, untilGood, allThereOnce } = await startBehindFaults(t)
  const sent = submissions(2 * AT_ONCE + 1)
  const [first, ...rest] = sent as [Submission, ...Submission[]]
  t.equal((await submit(first)).status, 201)
  const reader = running.as({ role: 'derfe_admin' })

  network.stall()
  // The second wave finds no connection left that is open.
  for (const wave of [rest.slice(0, AT_ONCE), rest.slice(AT_ONCE)]) {
    const answers = await answersInTime(t, [
      ...wave.map(submit),
      reader.get('/v1/aggregates/entities'),
      reader.query('{ aggregateByEntity { total } }').then((reply) => {
        t.ok(reply.status === 503 || reply.body.errors?.length, 'GraphQL says so')
        return { ...reply, status: 299 }
      }),
      portal.get('/health/ready'),
    ])
    t.equal(countOf(answers, 503), AT_ONCE + 2)
    t.equal((await portal.get('/health/live')).status, 200, 'it lives')
  }
  network.repair()
  await untilGood(t, rest[0] as Submission)
  t.equal((await portal.get('/health/ready')).status, 200)
  await allThereOnce(t, sent)
})

t.test('connections that break, and commits whose answers are lost', async (t) => {
  const { network, submit, untilGood, allThereOnce } = await startBehindFaults(t)
  const sent = submissions(4 * AT_ONCE)
  for (let round = 0; round < 4; round += 1) {
    const wave = sent.slice(round * AT_ONCE, (round + 1) * AT_ONCE)
    const asked = wave.map(submit)
    await sleep(round * 4)
    if (round % 2 === 0) network.reset()
    else network.loseCommits()
    await answersInTime(t, asked)
    network.repair()
    await untilGood(t, wave[0] as Submission)
  }
  await allThereOnce(t, sent)
})

t.test('a commit whose answer is lost was made, and the same key says so', async (t) => {
  const { network, submit, owner } = await startBehindFaults(t)
  const [one] = submissions(1) as [Submission]
  network.loseCommits()
  t.equal((await submit(one)).status, 503)
  const { rows } = await owner.query('select folio from inscription_requests')
  t.equal(rows.length, 1)
  network.repair()
  const again = await submit(one)
  t.equal(again.status, 201)
  t.equal(again.body.folio, rows[0].folio)
  t.equal(again.headers.get('idempotency-replayed'), 'true')
})

t.test('a database that takes no writes', async (t) => {
  const { network, submit, owner, portal, untilGood, allThereOnce } = await startBehindFaults(t)
  const sent = submissions(AT_ONCE)
  const { rows } = await owner.query('select current_database() as name')
  const readOnly = (isOn: boolean) =>
    owner.query(`alter database ${rows[0].name} set default_transaction_read_only = ${isOn}`)
  await readOnly(true)
  network.reset()
  const answers = await answersInTime(t, sent.map(submit))
  t.equal(countOf(answers, 503), AT_ONCE, 'nothing is received')
  t.equal((await portal.get('/health/live')).status, 200)
  await readOnly(false)
  network.reset()
  await untilGood(t, sent[0] as Submission)
  await allThereOnce(t, sent)
})
