import pg from 'pg'
import t, { type Test } from 'tap'
import { DEMO_CUTOFFS, DEMO_PROCESS, fillDemo } from '../../src/demo/fill.ts'
import { loadPopulation } from '../../src/demo/load.ts'
import { demoPopulation, type LoadMovement, type LoadRequest } from '../../src/demo/population.ts'
import type { Keys } from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import {
  type Caller,
  REPORT_INSTANT,
  type Reply,
  type RunningApp,
  startApp,
} from '../helpers/app.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { Random, seedOfRun } from '../helpers/random.ts'
import { aKey } from '../helpers/requests.ts'

/** What each table holds, one line per row, with the elector instead of the request's id. */
const PORTRAIT = {
  // Ids and folios are drawn anew by each path, those of the demo from the keys of the installation.
  requests: `
select encode(i.elector_hash, 'hex') as elector, to_jsonb(r) - '{id,folio,supersedes}'::text[] as row
  from inscription_requests r join identities i on i.request_id = r.id order by 1`,
  identities: `select to_jsonb(i) as row from identities i order by i.elector_hash`,
  contact: `
select encode(i.elector_hash, 'hex') as elector, to_jsonb(c) as row
  from contact_data c join identities i using (request_id) order by 1`,
  documents: `
select encode(i.elector_hash, 'hex') as elector, to_jsonb(d) - '{id,request_id}'::text[] as row
  from documents d join identities i using (request_id) order by 1, d.type`,
  live: `
select encode(i.elector_hash, 'hex') as elector, l.process, encode(l.elector_hash, 'hex') as hash
  from live_requests l join identities i using (request_id) order by 1`,
  movements: `
select encode(i.elector_hash, 'hex') as elector, to_jsonb(m) - 'request_id' as row
  from movements m join identities i using (request_id) order by m.process, m.number`,
  decisions: `
select encode(i.elector_hash, 'hex') as elector, to_jsonb(d) - '{id,request_id}'::text[] as row
  from decisions d join identities i using (request_id) order by 1, d.decided_at`,
  corrections: `
select encode(i.elector_hash, 'hex') as elector, to_jsonb(c) - '{id,request_id}'::text[] as row
  from corrections c join identities i using (request_id) order by 1, c.opened_at`,
  counters: `select to_jsonb(c) as row from counters c order by c::text`,
  birthdays: `select to_jsonb(b) as row from birthday_counters b order by b::text`,
  heads: `select to_jsonb(h) as row from movement_heads h order by h.process`,
  cutoffs: `
select to_jsonb(c) - 'sealed_at' as row from cutoffs c order by c.process, c.date`,
} as const

/** Tables whose values are encrypted, each for its place. */
const ENCRYPTED: Record<string, string> = { identities: 'identities', contact: 'contact_data' }

/** The values that a row of an encrypted table holds, without the request that they are bound to. */
function openedRow(keys: Keys, table: string, row: Record<string, string | null>): object {
  const { request_id: id, ...values } = row
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => {
      if (value === null || column === 'elector_hash') return [column, value]
      const sealed = Buffer.from(value.slice(2), 'hex')
      return [column, keys.open(`${table}.${column}:${id}`, sealed).toString()]
    }),
  )
}

async function portraitOf(database: TestDatabase, keys: Keys): Promise<Record<string, object[]>> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const portrait: Record<string, object[]> = {}
    for (const [name, sql] of Object.entries(PORTRAIT)) {
      const { rows } = await client.query(sql)
      const table = ENCRYPTED[name]
      portrait[name] = table
        ? rows.map(({ row, ...rest }) => ({ ...rest, row: openedRow(keys, table, row) }))
        : rows
    }
    return portrait
  } finally {
    await client.end()
  }
}

/** Both portraits row by row, since a whole table that differs tells nothing. */
function sameRows(
  t: Test,
  actual: Record<string, object[]>,
  expected: Record<string, object[]>,
): void {
  for (const name of Object.keys(PORTRAIT)) {
    const [own, other] = [actual[name] ?? [], expected[name] ?? []]
    t.equal(own.length, other.length, `${name}: ${other.length} rows`)
    const different = own.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(other[at]))
    t.same(own[different], other[different], `${name}: every column of every row`)
  }
}

/** Whom the demo invents: once for both tests. */
const everybody = [...demoPopulation()]

/** The last kinds of histories to be found first: the more corrections, the rarer. */
function variedRequests(): LoadRequest[] {
  const seen = new Map<string, number>()
  return everybody.filter((request) => {
    // The portal refuses the code of the countries that INE did not print, and rightly.
    if (request.country === 'ZZ') return false
    const kind = [
      request.movements.at(-1)?.to,
      request.corrections.length,
      request.medium,
      request.credentialType,
      request.modality,
      request.identity.ocr === null,
    ].join()
    const already = seen.get(kind) ?? 0
    seen.set(kind, already + 1)
    return already < (request.corrections.length > 1 ? 3 : 1)
  })
}

const withoutNulls = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))

const submissionOf = ({ identity, contact, ...request }: LoadRequest): object => ({
  ...withoutNulls(identity),
  ...withoutNulls({ ...contact, address: withoutNulls(contact.address) }),
  ...(request.venue && { venue: request.venue }),
  birthDate: request.birthDate,
  sex: request.sex,
  entity: request.entity,
  country: request.country,
  credentialType: request.credentialType,
  modality: request.modality,
  simulationOptIn: request.simulationOptIn,
  documents: request.documents,
})

/**
 * The business clock stands where the test puts it: the demo's instants are to the millisecond, and
 * a clock that runs would be late for them. Everything else is as in the service.
 */
async function fixClock(t: Test, database: TestDatabase): Promise<(now: string) => Promise<void>> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  await owner.query(`
create table fixed_clock as select '2023-09-01T06:00:00Z'::timestamptz as now;
grant select on fixed_clock to lne_app;
create or replace function business_now() returns timestamptz
language sql volatile as 'select now from public.fixed_clock'`)
  return async (now) => {
    await owner.query('update fixed_clock set now = $1', [now])
  }
}

/** Walks requests through the service over HTTP, one act after another. */
class Walk {
  readonly #portal: Caller
  readonly #agent: Caller
  readonly #reviewer: Caller
  /** Of each request: its address, its ETag and its open correction. */
  readonly #known = new Map<LoadRequest, { path: string; etag: string; correction?: string }>()

  constructor({ as }: RunningApp) {
    this.#portal = as({ role: 'srve', subject: 'srve' })
    this.#agent = as({ role: 'inetel_agent', subject: 'inetel-demo' })
    this.#reviewer = as({ role: 'derfe_reviewer', subject: 'reviewer-demo' })
  }

  /** The act that made a movement, by whom the bulk path says. */
  async make(request: LoadRequest, movement: LoadMovement): Promise<void> {
    const channel = request.medium === 'INETEL' ? this.#agent : this.#portal
    const done = request.movements.slice(0, request.movements.indexOf(movement))
    const asked = done.filter(({ kind }) => kind === 'CORRECTION_REQUEST').length
    switch (movement.kind) {
      case 'SUBMISSION': {
        const reply = await this.#expect(
          201,
          channel.post('/v1/inscription-requests', submissionOf(request), {
            'idempotency-key': aKey(),
          }),
        )
        const path = reply.headers.get('location') ?? ''
        this.#known.set(request, { path, etag: reply.headers.get('etag') ?? '' })
        return
      }
      case 'INITIAL_CHECK':
        await this.#act(this.#reviewer, request, 'initial-check', { to: movement.to })
        return
      case 'CORRECTION_REQUEST': {
        await this.#act(this.#reviewer, request, 'claim')
        const items = request.corrections[asked]?.items
        const { body } = await this.#act(this.#reviewer, request, 'corrections', { items })
        this.#of(request).correction = body.corrections.at(-1).id
        // A reviewer keeps what waits for the elector; the bulk path knows of no claims.
        await this.#act(this.#reviewer, request, 'release')
        return
      }
      case 'CORRECTION_ANSWER': {
        if (channel === this.#agent) {
          const { electorKey } = request.identity
          const lookup = { purpose: 'Respuesta', 'idempotency-key': aKey() }
          await this.#expect(
            200,
            channel.post('/v1/inscription-requests/lookup', { electorKey }, lookup),
          )
        }
        await this.#act(channel, request, `corrections/${this.#of(request).correction}/answer`, {})
        return
      }
      case 'DECISION': {
        const decision = request.decisions.find(
          ({ decidedAt }) => decidedAt === movement.effectiveAt,
        )
        await this.#act(this.#reviewer, request, 'claim')
        await this.#act(this.#reviewer, request, 'decision', {
          to: decision?.to,
          requirements: decision?.requirements,
          reasons: decision?.reasons,
        })
        return
      }
      default:
        throw new Error(`The demo makes no ${movement.kind}`)
    }
  }

  #of(request: LoadRequest) {
    const known = this.#known.get(request)
    if (!known) throw new Error('An act on a request that was not submitted')
    return known
  }

  async #act(caller: Caller, request: LoadRequest, act: string, body: object = {}): Promise<Reply> {
    const known = this.#of(request)
    const reply = await this.#expect(
      act === 'corrections' ? 201 : 200,
      caller.post(`${known.path}/${act}`, body, {
        'if-match': known.etag,
        'idempotency-key': aKey(),
      }),
    )
    known.etag = reply.headers.get('etag') ?? known.etag
    return reply
  }

  async #expect(status: number, answer: Promise<Reply>): Promise<Reply> {
    const reply = await answer
    if (reply.status !== status) throw new Error(`${reply.status}, not ${status}: ${reply.text}`)
    return reply
  }
}

t.test('the bulk path gives the rows that intake and review give', async (t) => {
  const varied = variedRequests()
  t.ok(varied.length >= 150, `${varied.length} kinds of requests`)
  const seed = seedOfRun()
  t.comment(`LNE_TEST_SEED=${seed}`)
  const rounds = ({ corrections }: LoadRequest) => corrections.length > 1
  const others = new Random(seed).sample(
    varied.filter((request) => !rounds(request)),
    60,
  )
  const sample = varied.filter((request) => rounds(request) || others.includes(request))
  t.ok(sample.filter(rounds).length >= 10, 'several rounds')

  const running = await startApp(t, { now: '2023-09-02T18:00:00Z' })
  const bulk = await createTestDatabase(t)
  await loadPopulation(bulk.ownerUrl, running.keys, DEMO_PROCESS, sample)

  const setNow = await fixClock(t, running.database)
  const walk = new Walk(running)
  const steps = sample
    .flatMap((request, index) =>
      request.movements.map((movement) => ({ request, index, movement })),
    )
    .sort((a, b) => (stepOf(a) < stepOf(b) ? -1 : 1))
  for (const { request, movement } of steps) {
    await setNow(movement.effectiveAt)
    await walk.make(request, movement)
  }
  sameRows(
    t,
    await portraitOf(bulk, running.keys),
    await portraitOf(running.database, running.keys),
  )
})

/** In the order of time, and of the requests where two movements share an instant. */
const stepOf = ({ movement, index }: { movement: LoadMovement; index: number }): string =>
  `${movement.effectiveAt} ${String(index).padStart(6, '0')}`

t.test('a load that was interrupted goes on where it stopped', async (t) => {
  // Enough for several batches of requests and of movements.
  const sample = everybody.filter((_, index) => index % 250 === 0)
  const whole = await startApp(t)
  await fillDemo(whole.database, whole.keys, {}, sample)

  const interrupted = await createTestDatabase(t)
  await setClock(interrupted.ownerUrl, REPORT_INSTANT)
  let furthest = 0
  let interruptions = 0
  /** Stops whenever it has come further than the time before. */
  const progress = (done: number, total: number) => {
    if (done <= furthest || done === total) return
    furthest = done
    interruptions += 1
    throw new Error('Interrupted on purpose')
  }
  let finished = false
  while (!finished) {
    finished = await fillDemo(interrupted, whole.keys, { progress }, sample).then(
      () => true,
      (error: Error) => {
        if (error.message !== 'Interrupted on purpose') throw error
        return false
      },
    )
  }
  t.ok(interruptions >= DEMO_CUTOFFS.length - 1, `${interruptions} interruptions`)

  const [own, other] = [
    await portraitOf(interrupted, whole.keys),
    await portraitOf(whole.database, whole.keys),
  ]
  sameRows(t, own, other)
  t.same(
    own.cutoffs?.map((cutoff) => {
      const { date, status } = (cutoff as { row: { date: string; status: string } }).row
      return [date, status]
    }),
    DEMO_CUTOFFS.map((date) => [date, 'SEALED']),
    'every cut-off was sealed, once',
  )
  await fillDemo(interrupted, whole.keys, { begin: () => t.fail('It was all there') }, sample)
})
