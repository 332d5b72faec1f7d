/**
 * The database stands still, is cut off, loses answers or takes no writes: whoever asks is answered in
 * time, with an answer to try again by, and nothing is lost or done twice. That it is killed, or its
 * disk is full, is in test/long.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { startApp } from '../helpers/app.ts'
import { createTestDatabase } from '../helpers/database.ts'
import {
  AT_ONCE,
  answersInTime,
  countOf,
  type Submission,
  startBehindFaults,
  submissions,
} from '../helpers/database-faults.ts'

const start = async (t: Test) => startBehindFaults(t, await createTestDatabase(t))

t.test('a database that stands still', async (t) => {
  const { network, running, portal, submit, untilGood, untilReady, allThereOnce } = await start(t)
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
  await untilReady(t)
  await allThereOnce(t, sent)
})

t.test('connections that break, and commits whose answers are lost', async (t) => {
  const { network, submit, untilGood, allThereOnce } = await start(t)
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
  const { network, submit, ask } = await start(t)
  const [one] = submissions(1) as [Submission]
  network.loseCommits()
  t.equal((await submit(one)).status, 503)
  const rows = await ask('select folio from inscription_requests')
  t.equal(rows.length, 1)
  network.repair()
  const again = await submit(one)
  t.equal(again.status, 201)
  t.equal(again.body.folio, rows[0]?.folio)
  t.equal(again.headers.get('idempotency-replayed'), 'true')
})

t.test('a database that takes no writes', async (t) => {
  const { network, submit, ask, portal, untilGood, allThereOnce } = await start(t)
  const sent = submissions(AT_ONCE)
  const { name } = network.database
  const readOnly = (isOn: boolean) =>
    ask(
      `begin read write;
       alter database ${name} set default_transaction_read_only = ${isOn};
       commit`,
    )
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

t.test('a schema that cannot be looked at is told by health, and waited for 2 s', async (t) => {
  const { as, database } = await startApp(t)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  await owner.query('begin')
  await owner.query('lock table drizzle.__drizzle_migrations')
  const held = await as().get('/health/ready')
  t.match(held, { status: 503, body: { checks: { database: true, migrations: 'unknown' } } })
  await owner.query('rollback')
  t.equal((await as().get('/health/ready')).status, 200)
})
