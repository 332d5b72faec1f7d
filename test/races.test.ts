/**
 * Two processes of the service on one database, asked at the same time over real sockets. Where it
 * matters that both are really inside, the test holds the lock that they need until both wait for it.
 */
import { Client } from 'pg'
import t, { type Test } from 'tap'
import { signDevelopmentToken, type TokenRequest } from '../src/access/development-tokens.ts'
import { type Caller, callerOf, type Reply } from './helpers/app.ts'
import { type Instances, startInstances } from './helpers/instance.ts'
import { aKey, aSubmission } from './helpers/requests.ts'

const REQUESTS = '/v1/inscription-requests'
const PORTAL: TokenRequest = { role: 'srve' }
const AGENT: TokenRequest = { role: 'inetel_agent', subject: 'agente' }
const ANA: TokenRequest = { role: 'derfe_reviewer', subject: 'ana' }
const BERTA: TokenRequest = { role: 'derfe_reviewer', subject: 'berta' }

/** Two instances, callers of either, and the database as its owner sees it. */
async function startPair(t: Test) {
  const started = await startInstances(t, 2)
  const { keys, instances } = started
  const [one, other] = instances
  if (!one || !other) throw new Error('There are two instances')
  const at =
    (address: string) =>
    (request: TokenRequest): Caller =>
      callerOf(address, signDevelopmentToken(keys, 'lne-extranjero', request))
  return { ...started, one, other, asOne: at(one.address), asOther: at(other.address) }
}

/** A connection of the owner, closed with `t`. */
async function ownerOf(t: Test, { database }: Instances): Promise<Client> {
  const client = new Client({ connectionString: database.ownerUrl })
  await client.connect()
  t.teardown(() => client.end())
  return client
}

/** A number that the database tells. */
async function numberOf(client: Client, sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await client.query<{ n: number }>(sql, values)
  return Number(rows[0]?.n)
}

/** Tables that hold one row per request, however it came. */
const PER_REQUEST = ['inscription_requests', 'identities', 'live_requests', 'movements'] as const

const countOf = (client: Client, table: string): Promise<number> =>
  numberOf(client, `select count(*) as n from ${table}`)

/** How many rows of each table were added between now and the call of what this answers. */
async function growthOf(client: Client, tables: readonly string[]) {
  const count = async (): Promise<number[]> => {
    const counts: number[] = []
    for (const table of tables) counts.push(await countOf(client, table))
    return counts
  }
  const before = await count()
  return async () => {
    const after = await count()
    return Object.fromEntries(
      tables.map((table, index) => [table, (after[index] ?? 0) - (before[index] ?? 0)]),
    )
  }
}

const each = (tables: readonly string[], rows: number) =>
  Object.fromEntries(tables.map((table) => [table, rows]))

const totalOf = async (caller: Caller): Promise<number> =>
  (await caller.get('/v1/aggregates/entities')).body.total.total

/** Runs `acts` at once, all of them waiting for a lock before any can go on. */
async function together(
  t: Test,
  pair: Instances,
  lock: { sql: string; values?: unknown[] },
  acts: (() => Promise<Reply>)[],
): Promise<Reply[]> {
  const holder = await ownerOf(t, pair)
  const watcher = await ownerOf(t, pair)
  await holder.query('begin')
  await holder.query(lock.sql, lock.values)
  const replies = Promise.all(acts.map((act) => act()))
  const until = Date.now() + 4_000
  let waiting = 0
  while (waiting < acts.length && Date.now() < until) {
    waiting = await numberOf(
      watcher,
      `select count(*) as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    )
  }
  t.equal(waiting, acts.length, 'all are inside at once')
  await holder.query('rollback')
  return replies
}

const HEAD = { sql: 'select from movement_heads for update' }
const rowOf = (folio: string) => ({
  sql: 'select from inscription_requests where folio = $1 for update',
  values: [folio],
})

const submit = (caller: Caller, body: unknown, key = aKey()): Promise<Reply> =>
  caller.post(REQUESTS, body, { 'idempotency-key': key })

/** Checks what each of some rivals was told, in any order. */
function checkTold(t: Test, replies: Reply[], told: [status: number, code?: string][]): void {
  t.same(
    replies.map(({ status, body }) => `${status} ${body.code ?? ''}`).sort(),
    told.map(([status, code]) => `${status} ${code ?? ''}`).sort(),
  )
}

type Pair = Awaited<ReturnType<typeof startPair>>

async function raceOfSubmissions(t: Test, pair: Pair): Promise<void> {
  const client = await ownerOf(t, pair)
  const growth = await growthOf(client, PER_REQUEST)
  const totalBefore = await totalOf(pair.asOne(ANA))
  const LIVE: [number, string] = [409, 'LIVE_REQUEST_EXISTS']

  await t.test('when both are inside before either can end', async (t) => {
    const { electorKey } = aSubmission()
    const replies = await together(t, pair, HEAD, [
      () => submit(pair.asOne(PORTAL), aSubmission({ electorKey })),
      () => submit(pair.asOther(AGENT), aSubmission({ electorKey })),
    ])
    checkTold(t, replies, [[201], LIVE])
  })

  await t.test('as they come, for twenty electors at once', async (t) => {
    const callers = [pair.asOne(PORTAL), pair.asOther(PORTAL)]
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { electorKey } = aSubmission()
        const rivals = callers.map((caller) => submit(caller, aSubmission({ electorKey })))
        checkTold(t, await Promise.all(rivals), [[201], LIVE])
      }),
    )
  })

  t.same(await growth(), each(PER_REQUEST, 21))
  const total = await totalOf(pair.asOther(ANA))
  t.equal(total - totalBefore, 21, 'and the figures count each elector once')

  await t.test('and of two that replace the same one, one does', async (t) => {
    const first = aSubmission()
    const { body } = await submit(pair.asOne(PORTAL), first)
    const again = () => aSubmission({ electorKey: first.electorKey, supersedes: body.folio })
    const replies = await together(t, pair, HEAD, [
      () => submit(pair.asOne(PORTAL), again()),
      () => submit(pair.asOther(PORTAL), again()),
    ])
    checkTold(t, replies, [[201], LIVE])
    t.equal((await totalOf(pair.asOne(ANA))) - totalBefore, 22)
  })

  await t.test('a replacement and a withdrawal never wait for each other', async (t) => {
    for (const withdrawalFirst of [true, false]) {
      const first = aSubmission()
      const { body, headers } = await submit(pair.asOne(PORTAL), first)
      const acts = [
        () =>
          pair.asOne(PORTAL).post(
            `${REQUESTS}/${body.folio}/withdrawal`,
            {},
            {
              'if-match': headers.get('etag') ?? '',
            },
          ),
        () =>
          submit(
            pair.asOther(PORTAL),
            aSubmission({ electorKey: first.electorKey, supersedes: body.folio }),
          ),
      ]
      if (!withdrawalFirst) acts.reverse()
      const replies = await together(t, pair, rowOf(body.folio), acts)
      const codes = replies.map(({ status, body: told }) => `${status} ${told.code ?? ''}`.trim())
      t.ok(
        ['200,409 NOTHING_TO_SUPERSEDE', '201,412 PRECONDITION_FAILED'].includes(
          codes.sort().join(),
        ),
        codes.join(),
      )
    }
  })
}

async function raceOfReviewers(t: Test, pair: Pair): Promise<void> {
  const client = await ownerOf(t, pair)
  const growth = await growthOf(client, ['decisions'])
  const [ana, berta] = [pair.asOne(ANA), pair.asOther(BERTA)]

  const received = async (): Promise<{ folio: string; match: Record<string, string> }> => {
    const reply = await submit(pair.asOne(PORTAL), aSubmission())
    return { folio: reply.body.folio, match: { 'if-match': reply.headers.get('etag') ?? '' } }
  }

  for (const round of [1, 2, 3]) {
    await t.test(`round ${round}`, async (t) => {
      const { folio, match } = await received()
      const path = `${REQUESTS}/${folio}`
      const checked = await together(t, pair, rowOf(folio), [
        () => ana.post(`${path}/initial-check`, {}, match),
        () => berta.post(`${path}/initial-check`, {}, match),
      ])
      checkTold(t, checked, [[200], [412, 'PRECONDITION_FAILED']])

      const claimed = await together(t, pair, rowOf(folio), [
        () => ana.post(`${path}/claim`),
        () => berta.post(`${path}/claim`),
      ])
      checkTold(t, claimed, [[200], [409, 'CLAIMED_BY_ANOTHER']])
      const holder = claimed[0]?.status === 200 ? 'ana' : 'berta'
      const { body, headers } = await ana.get(path, { purpose: 'Prueba' })
      t.equal(body.claimedBy, holder)

      const decision = { to: 'INADMISSIBLE', reasons: [{ code: 'DECEASED' }] }
      const etag = { 'if-match': headers.get('etag') ?? '' }
      const decided = await together(t, pair, rowOf(folio), [
        () => pair.asOne({ ...ANA, subject: holder }).post(`${path}/decision`, decision, etag),
        () => pair.asOther({ ...ANA, subject: holder }).post(`${path}/decision`, decision, etag),
      ])
      checkTold(t, decided, [[200], [412, 'PRECONDITION_FAILED']])
      t.equal(
        await numberOf(
          client,
          `select count(*) as n from movements m join inscription_requests r on r.id = m.request_id
            where r.folio = $1`,
          [folio],
        ),
        4,
        'submission, check by two movements, decision: nothing twice',
      )
    })
  }
  t.same(await growth(), { decisions: 3 })

  await t.test('the elector and the reviewer: whoever comes second reads again', async (t) => {
    const { folio, match } = await received()
    const replies = await together(t, pair, rowOf(folio), [
      () => ana.post(`${REQUESTS}/${folio}/initial-check`, {}, match),
      () => pair.asOther(PORTAL).post(`${REQUESTS}/${folio}/withdrawal`, {}, match),
    ])
    checkTold(t, replies, [[200], [412, 'PRECONDITION_FAILED']])
  })

  t.equal(
    await countOf(client, 'movements'),
    await numberOf(client, 'select number as n from movement_heads'),
    'numbers have no gaps',
  )
}

async function raceOfRepetitions(t: Test, pair: Pair): Promise<void> {
  const tables = [...PER_REQUEST, 'idempotency_keys']
  const growth = await growthOf(await ownerOf(t, pair), tables)
  const callers = [pair.asOne(PORTAL), pair.asOther(PORTAL)] as const
  const body = aSubmission()
  const key = aKey()
  const acts = Array.from(
    { length: 20 },
    (_, index) => () => submit(callers[index % 2] as Caller, body, key),
  )
  const replies = await together(t, pair, HEAD, acts)
  const answered = replies.filter(({ status }) => status === 201)
  t.ok(answered.length >= 1)
  for (const reply of replies) {
    if (reply.status !== 201) t.match(reply.body, { status: 409, code: 'IDEMPOTENCY_KEY_IN_USE' })
  }
  t.equal(new Set(answered.map(({ text }) => text)).size, 1, 'equal answers, byte by byte')
  t.equal(new Set(answered.map(({ headers }) => headers.get('etag'))).size, 1)
  t.equal(new Set(answered.map(({ headers }) => headers.get('location'))).size, 1)
  t.equal(
    answered.filter(({ headers }) => headers.get('idempotency-replayed') !== 'true').length,
    1,
    'and all but the first say that they repeat it',
  )
  t.same(await growth(), each(tables, 1), 'one row')

  await t.test('the same key with another body is refused by both', async (t) => {
    for (const caller of callers) {
      const reply = await submit(caller, aSubmission(), key)
      t.match(reply.body, { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
    }
    const other = { ...body, email: 'otra@example.com' }
    t.equal((await submit(callers[0], other, key)).status, 422, 'one member is another body')
  })

  await t.test('another subject has keys of its own', async (t) => {
    const reply = await submit(pair.asOther(AGENT), aSubmission(), key)
    t.equal(reply.status, 201)
    t.equal(reply.headers.get('idempotency-replayed'), null)
  })

  await t.test('a refusal is not kept: the key can be used again', async (t) => {
    const again = aKey()
    const refused = await submit(callers[0], aSubmission({ electorKey: body.electorKey }), again)
    t.equal(refused.status, 409)
    t.equal((await submit(callers[1], aSubmission(), again)).status, 201)
  })

  await t.test('a key is kept as a digest', async (t) => {
    const sent = aKey()
    t.equal((await submit(callers[0], aSubmission(), sent)).status, 201)
    const owner = await ownerOf(t, pair)
    const { rows } = await owner.query('select key from idempotency_keys')
    const kept = rows.map(({ key }) => key)
    t.notOk(kept.includes(sent))
    t.ok(kept.includes(pair.keys.fingerprint(sent).toString('hex')))
  })

  await t.test('while the first is still running, the second is told to wait', async (t) => {
    const running = aKey()
    const holder = await ownerOf(t, pair)
    await holder.query('begin')
    await holder.query(
      `insert into idempotency_keys (subject, key, fingerprint) values ('srve:srve', $1, '')`,
      [pair.keys.fingerprint(running).toString('hex')],
    )
    const reply = await submit(callers[0], aSubmission(), running)
    t.match(reply.body, { status: 409, code: 'IDEMPOTENCY_KEY_IN_USE' })
    t.equal(reply.headers.get('retry-after'), '1')
    await holder.query('rollback')
    t.equal((await submit(callers[0], aSubmission(), running)).status, 201)
  })
}

t.test('two processes on one database', async (t) => {
  const pair = await startPair(t)
  await t.test('of two submissions for one elector, one is received', (t) =>
    raceOfSubmissions(t, pair),
  )
  await t.test('of two reviewers on one request, one goes on', (t) => raceOfReviewers(t, pair))
  await t.test('twenty equal submissions with one key are one', (t) => raceOfRepetitions(t, pair))
})
