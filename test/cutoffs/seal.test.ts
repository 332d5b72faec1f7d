import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import t, { type Test } from 'tap'
import { jobScope } from '../../src/access/policy.ts'
import { seal } from '../../src/cutoffs/seal.ts'
import { closeDueCutoffs } from '../../src/cutoffs/service.ts'
import {
  insertRequests,
  movementOf,
  recordMovements,
  takeLiveRequest,
} from '../../src/inscription-requests/queries.ts'
import { Submission } from '../../src/inscription-requests/schemas.ts'
import { newRequest } from '../../src/inscription-requests/service.ts'
import type { Services } from '../../src/platform/context.ts'
import { openServices } from '../../src/platform/context.ts'
import { claim, openDatabase, type Transaction } from '../../src/platform/database.ts'
import { setClock } from '../../src/platform/provision.ts'
import { type Caller, type RunningApp, startApp } from '../helpers/app.ts'
import { Random, seedOfRun } from '../helpers/random.ts'
import { readRaw, recount, standingAt, withoutNames } from '../helpers/recount.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const PROCESS = '2023-2024'

/** The tables of a cut-off, with how each is recounted. */
const TABLES = [
  ['entities', 'entities', {}],
  ['entitiesComplying', 'entities', { status: 'COMPLIES' }],
  ['countries', 'countries', {}],
  ['countriesComplying', 'countries', { status: 'COMPLIES' }],
  ['countryEntity', 'country-entity', {}],
  ['review', 'review', {}],
  ['reviewByCountry', 'reviewByCountry', {}],
  ['daily', 'daily', {}],
  ['reasons', 'reasons', {}],
] as const

/** A connection as the owner of the schema, closed at the end of the test. */
async function ownerOf(t: Test, { database }: RunningApp): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  return owner
}

/** Another instance on the same database: its own pool, its own catalogues. */
function anotherInstance(t: Test, { database, keys, services }: RunningApp): Services {
  const db = openDatabase(database.appUrl, { size: 4 })
  t.teardown(() => db.end())
  return openServices(db, keys, services.documents)
}

const submit = (portal: Caller, overrides: Record<string, unknown> = {}) =>
  portal.post('/v1/inscription-requests', aSubmission(overrides), { 'idempotency-key': aKey() })

const propose = (admin: Caller, date: string) =>
  admin.post('/v1/cutoffs', { date }, { 'idempotency-key': aKey() })

const sealDate = (services: Services, date: string) =>
  seal(services, jobScope('cutoff:seal'), { process: PROCESS, date, approvedBy: null })

/** Waits for something that another connection brings about; it has no other way to tell. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve))
}

/** Whether some session of this database waits for a table that another one holds. */
const someoneWaits = (owner: pg.Client) => async () =>
  (
    await owner.query(
      `select from pg_locks where not granted and locktype = 'relation'
          and database = (select oid from pg_database where datname = current_database())`,
    )
  ).rowCount !== 0

/** Whether a seal waits for those who write: it looks at their locks, again and again. */
const sealWaits = (owner: pg.Client) => async () =>
  (
    await owner.query(
      `select from pg_stat_activity where datname = current_database()
          and pid <> pg_backend_pid() and query like '%virtualtransaction%'`,
    )
  ).rowCount !== 0

/** A submission in a transaction that is left open, written as the service writes it. */
async function submitIn(
  tx: Transaction,
  { keys }: RunningApp,
  receivedAt: string,
  overrides: Record<string, unknown> = {},
): Promise<void> {
  const submission = Submission.parse(aSubmission(overrides))
  const electorHash = keys.electorHash(submission.electorKey)
  const given = { process: PROCESS, medium: 'SRVE', electorHash, now: receivedAt } as const
  const request = newRequest(submission, given)
  await takeLiveRequest(tx, PROCESS, electorHash, request.request.id)
  await insertRequests(tx, keys, [request])
  const subject = { ...request.request, modality: submission.modality, status: 'RECEIVED' } as const
  const actor = { role: 'srve', sub: 'srve' }
  await recordMovements(tx, PROCESS, [movementOf(subject, 'SUBMISSION', receivedAt)], actor)
}

/** Begins a write, which joins the writers and only then reads the clock. */
async function beginWrite(t: Test, { services }: RunningApp) {
  const tx = await services.db.connect()
  let open = true
  const end = async (how: 'commit' | 'rollback') => {
    if (!open) return
    open = false
    await tx.query(how)
    tx.release()
  }
  // Before the pool ends, which waits for every connection.
  t.teardown(() => end('rollback'))
  await tx.query('begin')
  await claim(tx, jobScope('job'))
  const { rows } = await tx.query('select now from begin_act()')
  return { tx, now: rows[0].now as string, commit: () => end('commit') }
}

type Sealed = {
  date: string
  instant: Date
  number: number
  basis: number
  content: string
  digest: string
}

const sealedOf = async (owner: pg.Client): Promise<Sealed[]> =>
  (
    await owner.query<Sealed>(`
select date::text, instant, known_as_of::int as number, basis, content, digest
  from cutoffs where status = 'SEALED' order by date`)
  ).rows

/** Every sealed table is what the movements add up to at its instant and number. */
async function equalsRecount(t: Test, running: RunningApp, owner: pg.Client): Promise<Sealed[]> {
  const raw = (await readRaw(running.database.ownerUrl)).get(PROCESS)
  const sealed = await sealedOf(owner)
  for (const { date, instant, number, content } of sealed) {
    const { tables } = JSON.parse(content)
    const standing = raw ? standingAt(raw, instant.getTime(), number) : []
    for (const [name, table, filters] of TABLES) {
      const expected = recount(table, standing, instant.getTime(), filters)
      const actual = withoutNames(tables[name])
      if (!isDeepStrictEqual(actual, expected)) t.same(actual, expected, `${date}: ${name}`)
    }
    t.equal(tables.review.total.received, standing.length, `${date}: ${standing.length} counted`)
  }
  // What past figures start from belongs to a cut-off, and to one only.
  const { rows } = await owner.query(
    'select distinct basis from counters where basis > 0 order by basis',
  )
  const bases = sealed.map(({ basis }) => basis).sort((a, b) => a - b)
  t.equal(new Set(bases).size, bases.length, 'every cut-off has counters of its own')
  t.ok(
    rows.every(({ basis }) => bases.includes(basis)),
    'no counters are kept for nothing',
  )
  return sealed
}

t.test(
  'a write that began before the end of the day is in, even if it commits later',
  async (t) => {
    const running = await startApp(t, { now: '2023-10-01T05:59:00Z' })
    const owner = await ownerOf(t, running)
    const early = await beginWrite(t, running)
    t.ok(early.now < '2023-10-01T06:00:00', 'it read the clock before midnight in Mexico City')

    await setClock(running.database.ownerUrl, '2023-10-01T06:00:01Z')
    const sealing = sealDate(anotherInstance(t, running), '2023-09-30')
    await until(sealWaits(owner))
    // Whoever comes now does not stand behind the seal, and reads the clock after its instant.
    const late = await beginWrite(t, running)
    t.ok(late.now > '2023-10-01T06:00:00')
    await submitIn(late.tx, running, late.now)
    await late.commit()
    await submitIn(early.tx, running, early.now)
    await early.commit()

    t.same(await sealing, { status: 'SEALED' })
    const [cutoff] = await equalsRecount(t, running, owner)
    t.equal(cutoff?.number, 2)
    t.equal(
      JSON.parse(cutoff?.content ?? '').tables.entities.total.total,
      1,
      'the early one, alone',
    )
  },
)

t.test('a movement belongs to the day of its millisecond in Mexico City', async (t) => {
  const running = await startApp(t, { now: '2023-10-16T06:00:05Z' })
  const owner = await ownerOf(t, running)
  const { tx, commit } = await beginWrite(t, running)
  for (const [instant, entity] of [
    ['2023-10-16T05:59:59.999Z', '01'],
    ['2023-10-16T06:00:00.000Z', '02'],
    ['2023-10-16T06:00:00.001Z', '03'],
  ] as const) {
    await submitIn(tx, running, instant, { entity })
  }
  await commit()
  await sealDate(running.services, '2023-10-15')
  const [cutoff] = await equalsRecount(t, running, owner)
  const { entities, daily } = JSON.parse(cutoff?.content ?? '').tables
  const counted = entities.rows.filter(({ total }: { total: number }) => total > 0)
  t.same(
    counted.map(({ entity }: { entity: string }) => entity),
    ['01'],
    'only what took effect before midnight',
  )
  t.same(
    daily.rows.map(({ date, received }: { date: string; received: number }) => [date, received]),
    [['2023-10-15', 1]],
  )
  const analyst = running.as({ role: 'derfe_analyst' })
  const live = await analyst.get('/v1/aggregates/daily?validAsOf=2023-10-16T06:00:00.002Z')
  t.same(
    live.body.rows.map(({ date, received }: { date: string; received: number }) => [
      date,
      received,
    ]),
    [
      ['2023-10-15', 1],
      ['2023-10-16', 2],
    ],
  )
})

t.test('submissions at once with seals are neither lost nor counted twice', async (t) => {
  const seed = seedOfRun()
  t.comment(`LNE_TEST_SEED=${seed}`)
  const random = new Random(seed)
  const running = await startApp(t, { now: '2023-09-15T20:00:00Z' })
  const owner = await ownerOf(t, running)
  const other = anotherInstance(t, running)
  const portal = running.as({ role: 'srve' })
  const SUBMITTERS = 20
  const EACH = 8
  let sealing = true
  const folios: string[] = []
  const gates: { at: number; pass: () => void }[] = []
  const submitter = async () => {
    // Until the last seal has come, and once more: it must find writers before and after it.
    for (let left = EACH; left > 0 || sealing; left -= 1) {
      const entity = random.pick(['01', '09', '14'])
      const country = random.pick(['US', 'CA'])
      const reply = await submit(portal, { entity, country })
      if (reply.status !== 201) t.fail(`${reply.status}: ${reply.text}`)
      folios.push(reply.body.folio)
      for (const gate of gates) if (folios.length >= gate.at) gate.pass()
    }
  }
  const submissions = Array.from({ length: SUBMITTERS }, submitter)
  /** Seals each day as it ends, while the others keep submitting. */
  const sealer = async () => {
    for (const [index, date] of [
      '2023-09-15',
      '2023-09-16',
      '2023-09-17',
      '2023-09-18',
    ].entries()) {
      await new Promise<void>((pass) => {
        const at = (index + 1) * SUBMITTERS
        if (folios.length >= at) pass()
        else gates.push({ at, pass })
      })
      const end = new Date(Date.parse(`${date}T06:00:00Z`) + 86_400_000).toISOString()
      await setClock(running.database.ownerUrl, end)
      await Promise.all([sealDate(running.services, date), sealDate(other, date)])
    }
    sealing = false
    folios.push((await submit(portal)).body.folio)
  }
  await Promise.all([...submissions, sealer()])

  const sealed = await equalsRecount(t, running, owner)
  t.equal(sealed.length, 4)
  const numbers = sealed.map(({ number }) => number)
  t.same(
    numbers,
    [...numbers].sort((a, b) => a - b),
  )
  const all = folios.length
  t.ok((numbers[0] ?? 0) > 0 && (numbers.at(-1) ?? 0) < all, `sealed at ${numbers}`)
  const { rows } = await owner.query(
    `select count(*)::int as movements, count(distinct request_id)::int as requests,
            max(number)::int as last from movements`,
  )
  t.same(rows[0], { movements: all, requests: all, last: all }, 'one number each, without gaps')
  t.equal(new Set(folios).size, all)
  const live = await running.as({ role: 'auditor' }).get('/v1/aggregates/entities')
  t.equal(live.body.total.total, all, 'live figures count every one of them')
})

t.test('two instances seal a date once, and other dates beside it', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  const portal = running.as({ role: 'srve' })
  for (let left = 3; left > 0; left -= 1) {
    await submit(portal)
  }
  await setClock(running.database.ownerUrl, '2023-10-22T18:00:00Z')
  const others = [anotherInstance(t, running), anotherInstance(t, running)]
  const outcomes = await Promise.all(
    ['2023-10-20', '2023-10-21', '2023-10-20', '2023-10-21', '2023-10-20', '2023-10-19'].map(
      (date, index) => sealDate(others[index % 2] as Services, date),
    ),
  )
  t.same(new Set(outcomes.map(({ status }) => status)), new Set(['SEALED']))
  const first = await equalsRecount(t, running, owner)
  t.same(
    first.map(({ date }) => date),
    ['2023-10-19', '2023-10-20', '2023-10-21'],
    'what is told to be sealed is sealed',
  )

  // Again, after one more submission: nothing of what is sealed changes, and later dates still seal.
  await submit(portal)
  await sealDate(running.services, '2023-10-20')
  await setClock(running.database.ownerUrl, '2023-10-23T18:00:00Z')
  await sealDate(running.services, '2023-10-22')
  const again = await equalsRecount(t, running, owner)
  t.same(again.slice(0, 3), first, 'same bytes, same digest')
  t.equal(again[3]?.date, '2023-10-22')
})

t.test('a date that is proposed while it is being sealed is sealed', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submit(running.as({ role: 'srve' }))
  await setClock(running.database.ownerUrl, '2023-10-22T18:00:00Z')
  // The seal has its snapshot, and waits for the counters.
  await owner.query('begin')
  await owner.query('lock table counters in access exclusive mode')
  const watcher = await ownerOf(t, running)
  const sealing = sealDate(anotherInstance(t, running), '2023-10-20')
  await until(someoneWaits(watcher))
  const admin = running.as({ role: 'derfe_admin', subject: 'ana' })
  t.equal((await propose(admin, '2023-10-20')).status, 202)
  await owner.query('commit')
  t.same(await sealing, { status: 'SEALED' })
  const [cutoff] = await equalsRecount(t, running, watcher)
  t.equal(cutoff?.date, '2023-10-20')
})

t.test('one person proposes, another approves', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const ana = running.as({ role: 'derfe_admin', subject: 'ana' })
  const beatriz = running.as({ role: 'derfe_admin', subject: 'beatriz' })
  const party = running.as({ role: 'party', subject: 'pablo', party: 'PARTIDO_A' })
  const date = '2023-10-18'
  const approve = `/v1/cutoffs/${date}/approve`

  const proposed = await propose(ana, date)
  t.match(proposed, { status: 202, body: { date, status: 'PROPOSED', proposedBy: 'ana' } })
  t.match(await propose(beatriz, date), {
    status: 409,
    body: { code: 'CUTOFF_ALREADY_PROPOSED' },
  })
  t.match(await party.get(`/v1/cutoffs/${date}?format=csv`), {
    status: 409,
    body: { code: 'CUTOFF_NOT_SEALED' },
  })
  t.match(await ana.post(approve), { status: 403, body: { code: 'SAME_PERSON' } })
  const sealed = await beatriz.post(approve)
  t.match(sealed, {
    status: 200,
    body: { date, status: 'SEALED', proposedBy: 'ana', approvedBy: 'beatriz', knownAsOf: 0 },
  })
  t.match(sealed.body.digest, /^[0-9a-f]{64}$/)
  for (const caller of [ana, beatriz]) {
    t.match(await caller.post(approve), { status: 409, body: { code: 'CUTOFF_ALREADY_SEALED' } })
    t.match(await propose(caller, date), {
      status: 409,
      body: { code: 'CUTOFF_ALREADY_SEALED' },
    })
  }
  t.match(await propose(ana, '2023-10-20'), {
    status: 409,
    body: { code: 'CUTOFF_NOT_DUE' },
  })
  t.equal((await party.get(`/v1/cutoffs/${date}`)).body.digest, sealed.body.digest)
})

t.test('due cut-offs close by themselves, once', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submit(running.as({ role: 'srve' }))
  const viewer = running.as({ role: 'ine_viewer' })
  const statuses = async () =>
    (await viewer.get('/v1/cutoffs')).body.data.map(
      ({ date, status }: { date: string; status: string }) => [date, status],
    )
  t.same(await statuses(), [
    ['2023-10-15', 'PENDING'],
    ['2023-09-30', 'PENDING'],
    ['2023-09-15', 'PENDING'],
  ])
  t.match(await viewer.get('/v1/cutoffs/2023-10-15'), { status: 200, body: { status: 'PENDING' } })

  const others = [anotherInstance(t, running), anotherInstance(t, running)]
  await Promise.all([running.services, ...others].map((services) => closeDueCutoffs(services)))
  const sealed = await equalsRecount(t, running, owner)
  t.same(
    sealed.map(({ date }) => date),
    ['2023-09-15', '2023-09-30', '2023-10-15'],
  )
  t.same(
    await closeDueCutoffs(running.services),
    { closed: [], refused: [] },
    'nothing is left to close',
  )
  t.same(await sealedOf(owner), sealed)
  t.ok((await statuses()).every(([, status]: string[]) => status === 'SEALED'))

  // A day later than the next one ends, and not a millisecond before.
  await setClock(running.database.ownerUrl, '2023-11-01T05:59:00Z')
  t.same((await closeDueCutoffs(anotherInstance(t, running))).closed, [])
  await setClock(running.database.ownerUrl, '2023-11-01T06:00:00Z')
  t.same((await closeDueCutoffs(anotherInstance(t, running))).closed, ['2023-10-31'])
  await equalsRecount(t, running, owner)
})

t.test('history cannot be rewritten, by anybody', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submit(running.as({ role: 'srve' }))
  await sealDate(running.services, '2023-10-15')
  /** The SQLSTATE with which a statement is refused; nothing when it is not. */
  const refusal = async (db: Pick<pg.ClientBase, 'query'>, sql: string) =>
    db.query(sql).then(
      () => undefined,
      (error) => error.code,
    )

  for (const statement of [
    `update cutoffs set content = '{}' where date = '2023-10-15'`,
    `delete from cutoffs`,
    `truncate cutoffs`,
    `update movements set to_status = 'COMPLIES'`,
    `delete from movements`,
    `truncate movements`,
  ]) {
    t.equal(await refusal(owner, statement), '42501', `owner: ${statement}`)
    t.equal(await refusal(running.services.db, statement), '42501', `service: ${statement}`)
  }
  for (const statement of [
    `insert into movements select * from movements`,
    `insert into counters select * from counters`,
    `insert into birthday_counters select * from birthday_counters`,
    `update counters set n = n + 1`,
    `delete from counters`,
    `update birthday_counters set n = n + 1`,
    `update movement_heads set number = 0`,
    `delete from movement_heads`,
    `update inscription_requests set status = 'COMPLIES'`,
    `update inscription_requests set birth_date = '1990-01-01'`,
    `delete from inscription_requests`,
    `update identities set curp = null`,
    `delete from decisions`,
    `update service_state set clock_offset_ms = 0`,
    `select count_movements('${PROCESS}', 0)`,
    `alter table movements disable trigger all`,
    `set session_replication_role = replica`,
  ]) {
    t.equal(await refusal(running.services.db, statement), '42501', `service: ${statement}`)
  }
})
