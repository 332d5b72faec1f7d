/*
 * Random histories, each asked for at random points of both clocks, another table at each, against a
 * recount that shares no code with the counters. A history is the whole life of a small process: its electors submit,
 * are reviewed, change, replace, withdraw and are reopened; acts name instants before those that
 * were recorded earlier, often the same; and cut-offs are sealed in between. Histories run side by
 * side, so that seals meet writers of other processes in flight.
 *
 *   LNE_TEST_SEED=123        the histories of an earlier run
 *   LNE_TEST_HISTORIES=500   more of them, or fewer
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import canonicalize from 'canonicalize'
import pg from 'pg'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { jobScope } from '../../src/access/policy.ts'
import { DifferenceQuery } from '../../src/aggregates/schemas.ts'
import { getFigureDifference, getFigures } from '../../src/aggregates/service.ts'
import { verifyFigures } from '../../src/aggregates/verify.ts'
import { CatalogueReader } from '../../src/catalogues/reader.ts'
import { seal } from '../../src/cutoffs/seal.ts'
import {
  insertRequests,
  type NewMovement,
  type NewRequest,
  recordMovements,
  releaseLiveRequest,
  takeLiveRequest,
} from '../../src/inscription-requests/queries.ts'
import type { Context } from '../../src/platform/context.ts'
import { type Database, openDatabase, transact } from '../../src/platform/database.ts'
import { setClock } from '../../src/platform/provision.ts'
import { Turns } from '../../src/platform/turns.ts'
import { destinations } from '../../src/review/transitions.ts'
import {
  COUNTED_STATUSES,
  CREDENTIAL_TYPES,
  ENTITY_CODES,
  MEDIA,
  MODALITIES,
  MOVEMENT_KINDS,
  SEXES,
  type Status,
} from '../../src/vocabulary.ts'
import { makeKeys, REPORT_INSTANT } from '../helpers/app.ts'
import { createTestDatabase } from '../helpers/database.ts'
import { isThorough, Random, seedOfRun } from '../helpers/random.ts'
import {
  brokenSum,
  dayOf,
  differenceCells,
  type Filters,
  type Raw,
  readRaw,
  recount,
  recountDifference,
  standingAt,
  withoutNames,
} from '../helpers/recount.ts'

const SEED = seedOfRun()
const HISTORIES = Number(process.env.LNE_TEST_HISTORIES ?? (isThorough ? 1_000 : 150))
/** Few histories are sealed more often: every run has cut-offs enough for what follows them. */
const SEALED_SHARE = Math.max(0.02, 6 / HISTORIES)
const POINTS = 5
const AT_ONCE = 6

const TABLES = ['entities', 'countries', 'country-entity', 'review', 'daily'] as const
const COUNTRIES = ['US', 'CA', 'ES', 'DE', 'ZZ'] as const
const GROUNDS = ['PROOF_EXPIRED', 'SIGNATURE_MISSING', 'CARD_ILLEGIBLE'] as const
const ROLE = { role: 'derfe_analyst', sub: 'recount' } as const

const OPENED_MS = Date.parse('2023-09-01T06:00:00Z')
const CLOSED_MS = Date.parse(REPORT_INSTANT)
const DAY_MS = 86_400_000

const iso = (instantMs: number): string => new Date(instantMs).toISOString()

/** A request as its history has left it so far. */
type Subject = {
  id: string
  folio: string
  elector: Buffer
  status: Status
  country: string
  modality: string
  venue: string | null
  lastMs: number
}

/** A movement as it was asked for, with the cell that it must have left. */
type Asked = NewMovement & { from: [string, string, string] | null }

type History = {
  process: string
  random: Random
  entities: readonly string[]
  countries: readonly string[]
  /** Instants to draw from: few, so that they coincide. */
  instants: number[]
  electors: Buffer[]
  live: Map<Buffer, Subject>
  asked: Asked[]
  sealed: string[]
}

function beginHistory(index: number): History {
  const random = new Random(SEED + index * 7919)
  const process = `H${index}`
  const instants = Array.from({ length: random.between(2, 8) }, () => {
    const instant = OPENED_MS + random.below(CLOSED_MS - OPENED_MS)
    // Every other one stands within a millisecond of a midnight in Mexico City.
    if (random.chance(0.5)) return instant
    const midnight = OPENED_MS + Math.round((instant - OPENED_MS) / DAY_MS) * DAY_MS
    return Math.min(midnight + random.between(-1, 1), CLOSED_MS)
  })
  return {
    process,
    random,
    entities: Array.from({ length: random.between(1, 3) }, () => random.pick(ENTITY_CODES)),
    countries: random.some(COUNTRIES),
    instants: instants.sort((a, b) => a - b),
    electors: Array.from({ length: random.between(1, 4) }, (_, number) =>
      createHash('sha256').update(`${SEED} ${process} ${number}`).digest(),
    ),
    live: new Map(),
    asked: [],
    sealed: [],
  }
}

/** An instant of the history, at or after one: the same one when it has no later. */
function instantFrom({ random, instants }: History, earliestMs: number): number {
  const later = instants.filter((instant) => instant >= earliestMs)
  return later.length > 0 ? random.pick(later) : earliestMs
}

const venueOf = (modality: string): string | null => (modality === 'IN_PERSON' ? 'CHICAGO' : null)

/** Birthdays gather around the days that ages are completed on, and on 29 February. */
function birthDateOf({ random, instants }: History): string {
  const year = random.between(1930, 2005)
  if (random.chance(0.1)) return `${year - (year % 4)}-02-29`
  const day = random.chance(0.5) ? random.pick(instants) : OPENED_MS - random.below(365) * DAY_MS
  return `${year}-${dayOf(day + random.between(-1, 1) * DAY_MS).slice(5)}`.replace(
    '-02-29',
    '-03-01',
  )
}

function submit(history: History, elector: Buffer, receivedMs: number): NewRequest {
  const { random, process } = history
  const modality = random.pick(MODALITIES)
  const subject: Subject = {
    id: uuidv7(),
    folio: `${process}-${history.asked.length}`,
    elector,
    status: 'RECEIVED',
    country: random.pick(history.countries),
    modality,
    venue: venueOf(modality),
    lastMs: receivedMs,
  }
  history.live.set(elector, subject)
  ask(history, subject, 'SUBMISSION', receivedMs, null)
  return {
    request: {
      id: subject.id,
      process,
      folio: subject.folio,
      entity: random.pick(history.entities),
      country: subject.country,
      medium: random.pick(MEDIA),
      credential_type: random.pick(CREDENTIAL_TYPES),
      modality,
      venue: subject.venue,
      sex: random.pick(SEXES),
      birth_date: birthDateOf(history),
      received_at: iso(receivedMs),
      simulation_opt_in: false,
      supersedes: null,
      status: 'RECEIVED',
      status_since: iso(receivedMs),
      last_movement: null,
      last_movement_at: iso(receivedMs),
    },
    identity: {
      elector_hash: elector.toString('base64'),
      elector_key: 'XXXXXX00000000H000',
      curp: null,
      cic: null,
      ocr: null,
      citizen_identifier: null,
      issue_number: null,
      section: null,
      given_names: 'Ficticia',
      first_surname: 'Ejemplo',
      second_surname: null,
    },
    contact: {
      address: { lines: ['1 Example Street'], city: 'Chicago' },
      email: null,
      mobile: null,
    },
    documents: [],
  }
}

/** Adds the movement that leaves a request as the subject now is. */
function ask(
  history: History,
  subject: Subject,
  kind: NewMovement['kind'],
  effectiveMs: number,
  from: Asked['from'],
): void {
  const hasReasons = subject.status === 'SUBSANE' || subject.status === 'INADMISSIBLE'
  subject.lastMs = effectiveMs
  history.asked.push({
    request_id: subject.id,
    kind,
    to_status: subject.status,
    to_country: subject.country,
    to_modality: subject.modality,
    to_venue: subject.venue,
    effective_at: iso(effectiveMs),
    reasons: hasReasons ? history.random.some(GROUNDS) : [],
    from,
  })
}

/** Moves a live request by any movement that its state admits. */
function move(history: History, subject: Subject, kind: NewMovement['kind'], to: Status): void {
  const { random } = history
  const from: Asked['from'] = [subject.status, subject.country, subject.modality]
  subject.status = to
  // A change of contact data may keep the country: a movement that stays in its cell.
  if (kind === 'CONTACT_CHANGE') subject.country = random.pick(history.countries)
  if (kind === 'MODALITY_CHANGE') {
    subject.modality = random.pick(MODALITIES)
    subject.venue = venueOf(subject.modality)
  }
  ask(history, subject, kind, instantFrom(history, subject.lastMs), from)
}

/** One act of several movements, as the service writes it: whole, as the application's user. */
async function actIn(db: Database, history: History): Promise<void> {
  const { random, live, process } = history
  const first = history.asked.length
  const requests: NewRequest[] = []
  const released: Subject[] = []
  const taken: Subject[] = []
  const take = (elector: Buffer, receivedMs: number) => {
    requests.push(submit(history, elector, receivedMs))
    taken.push(live.get(elector) as Subject)
  }
  // Any elector moves at most once per act, or twice in a row: places are freed before they are taken.
  for (const elector of random.some(history.electors)) {
    const subject = live.get(elector)
    if (!subject) {
      take(elector, instantFrom(history, 0))
      continue
    }
    for (let times = random.between(1, 2); times > 0; times -= 1) {
      const admitted = MOVEMENT_KINDS.flatMap((kind) =>
        destinations(subject.status, kind).map((to) => [kind, to] as const),
      )
      // Half of those that would end a life go on instead, so that lives are long enough to turn back.
      const going = admitted.filter(([, to]) => to !== 'SUPERSEDED' && to !== 'WITHDRAWN')
      const [kind, to] = random.pick(random.chance(0.5) ? going : admitted)
      move(history, subject, kind, to)
      if (to === 'SUPERSEDED' || to === 'WITHDRAWN') {
        released.push(subject)
        live.delete(elector)
        if (to === 'SUPERSEDED') take(elector, subject.lastMs)
        break
      }
    }
  }
  const movements = history.asked.slice(first).map(({ from: _, ...movement }) => movement)
  const begin = { name: 'begin_act', text: 'select now from begin_act()' }
  await transact(db, jobScope('job'), { begin }, async (tx) => {
    for (const { elector, folio } of released) {
      await releaseLiveRequest(tx, process, elector, folio)
    }
    for (const { elector, id } of taken) await takeLiveRequest(tx, process, elector, id)
    await insertRequests(tx, keys, requests)
    const number = await recordMovements(tx, process, movements, { ...ROLE, role: 'srve' })
    if (number !== history.asked.length) throw new Error(`${process}: number ${number}`)
  })
}

async function live(db: Database, catalogues: CatalogueReader, history: History): Promise<void> {
  const { random, process, sealed } = history
  for (let acts = random.between(2, 8); acts > 0; acts -= 1) {
    await actIn(db, history)
    // Something follows, for what is late.
    if (acts === 1 || !random.chance(SEALED_SHARE)) continue
    const date = dayOf(random.pick(history.instants) - random.below(2) * DAY_MS)
    if (sealed.includes(date) || date >= '2023-12-01') continue
    sealed.push(date)
    await seal({ db, keys, catalogues }, jobScope(), { process, date, approvedBy: null })
  }
}

/** Runs work for every item, some at once. */
async function forEach<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of left) await work(item)
    }),
  )
}

type Question = { validAsOf?: string; knownAsOf?: string | number }

/** A point of both clocks, on purpose often at the very edge of a movement or of a day. */
function pointIn({ random, instants }: History, raw: Raw): Question {
  const valid = [
    undefined,
    iso(random.pick(instants) + random.between(-1, 1)),
    dayOf(random.pick(instants) - random.below(2) * DAY_MS),
    iso(OPENED_MS + random.below(CLOSED_MS - OPENED_MS)),
  ]
  const known = [
    undefined,
    random.between(0, raw.movements.length),
    random.between(0, raw.movements.length),
    iso((random.pick(raw.movements)?.recordedMs ?? CLOSED_MS) + random.between(-1, 1)),
  ]
  const question: Question = { validAsOf: random.pick(valid), knownAsOf: random.pick(known) }
  // Today has not ended in the process.
  if (question.validAsOf === dayOf(CLOSED_MS)) question.validAsOf = undefined
  return question
}

/** The number of movements known by a question. */
function numberOf(raw: Raw, known: Question['knownAsOf']): number {
  if (known === undefined) return raw.movements.length
  if (typeof known === 'number') return known
  return raw.movements.filter(({ recordedMs }) => recordedMs <= Date.parse(known)).length
}

/** The instant that a question means; a date means its end in Mexico City, at UTC-6. */
function instantOf(valid: string): number {
  return valid.length === 10 ? Date.parse(`${valid}T06:00:00Z`) + DAY_MS : Date.parse(valid)
}

/** The last movement and the last midnight: where live figures stand, when both are past. */
const livePoint = (raw: Raw): number =>
  Math.max(CLOSED_MS, ...raw.movements.map(({ effectiveMs }) => effectiveMs + 1))

const filtersIn = ({ random, entities, countries }: History): Filters => ({
  ...(random.chance(0.4) && {
    entity: random.chance(0.9) ? random.pick(entities) : random.pick(ENTITY_CODES),
  }),
  ...(random.chance(0.4) && {
    country: random.chance(0.9) ? random.pick(countries) : random.pick(COUNTRIES),
  }),
  ...(random.chance(0.4) && { status: random.pick(COUNTED_STATUSES) }),
})

/** What is wrong with one table at one point; nothing when it is right. */
async function wrongWith(
  ctx: Context,
  { process }: History,
  raw: Raw,
  table: (typeof TABLES)[number],
  question: Question,
  filters: Filters,
): Promise<string | undefined> {
  const figures = await getFigures(ctx, table, { process, ...question, ...(filters as object) })
  const instantMs =
    question.validAsOf === undefined ? livePoint(raw) : instantOf(question.validAsOf)
  const number = numberOf(raw, question.knownAsOf)
  const told = `${process} ${table} ${JSON.stringify({ ...question, ...filters })}`
  if (Date.parse(figures.asOf) !== instantMs) return `${told}: as of ${figures.asOf}`
  if (figures.knownAsOf !== number)
    return `${told}: known as of ${figures.knownAsOf}, not ${number}`
  const broken = brokenSum(figures)
  if (broken) return `${told}: ${broken} does not add up`
  const expected = recount(table, standingAt(raw, instantMs, number), instantMs, filters)
  const actual = withoutNames(figures)
  return isDeepStrictEqual(actual, expected)
    ? undefined
    : `${told}:\n${JSON.stringify(actual)}\nrecounted:\n${JSON.stringify(expected)}`
}

/** The first of many failures is enough to see what is wrong, with how many there are. */
function none(t: Test, failures: string[], promise: string): void {
  t.equal(failures.length, 0, failures.length === 0 ? promise : `${promise}: ${failures[0]}`)
}

t.comment(`LNE_TEST_SEED=${SEED}`)
const database = await createTestDatabase(t)
await setClock(database.ownerUrl, REPORT_INSTANT)
const owner = new pg.Client({ connectionString: database.ownerUrl })
await owner.connect()
const db = openDatabase(database.appUrl, { size: AT_ONCE + 1, statementTimeoutMs: 60_000 })
t.teardown(async () => {
  await owner.end()
  await db.end()
})

const keys = makeKeys(t)
const histories = Array.from({ length: HISTORIES }, (_, index) => beginHistory(index))
await owner.query(
  `
with processes as (
  insert into catalogue_versions (
    id, catalogue, code, value, valid_from, act, proposed_by, proposed_at, approved_by, approved_at)
  select gen_random_uuid(), catalogue, n.code, value, valid_from, act, proposed_by, proposed_at,
         approved_by, approved_at
    from catalogue_versions, unnest($1::text[]) as n(code)
   where catalogue = 'processes'
  returning code
)
insert into movement_heads (process, number, last_effective_at, last_recorded_at)
select code, 0, '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z' from processes`,
  [histories.map(({ process }) => process)],
)

const catalogues = new CatalogueReader(db)
const ctx = {
  db,
  catalogues,
  turns: new Turns(),
  actor: { ...ROLE, exp: 0 },
} as unknown as Context
await catalogues.fresh()
await forEach(histories, (history) => live(db, catalogues, history))
await owner.query('analyze')
const stored = await readRaw(database.ownerUrl)

t.test('the movements stored are those that were asked for', async (t) => {
  const failures: string[] = []
  let asked = 0
  for (const history of histories) {
    const raw = stored.get(history.process)?.movements ?? []
    asked += raw.length
    const expected = history.asked.map((one, index) => ({
      number: index + 1,
      requestId: one.request_id,
      kind: one.kind,
      left: one.from,
      entered: [one.to_status, one.to_country, one.to_modality],
      effectiveMs: Date.parse(one.effective_at),
      reasons: one.reasons,
    }))
    const actual = raw.map((one) => ({
      number: one.number,
      requestId: one.requestId,
      kind: one.kind,
      left: one.from && [one.from, one.fromCountry, one.fromModality],
      entered: [one.status, one.country, one.modality],
      effectiveMs: one.effectiveMs,
      reasons: one.reasons,
    }))
    if (!isDeepStrictEqual(actual, expected)) failures.push(history.process)
    if (raw.some((one, index) => one.recordedMs < (raw[index - 1]?.recordedMs ?? 0))) {
      failures.push(`${history.process}: recorded backwards`)
    }
  }
  none(t, failures, `${asked} movements of ${histories.length} histories`)
})

t.test('the histories hold what they are meant to hold', async (t) => {
  const all = [...stored.values()].flatMap(({ movements }) => movements)
  const kinds = new Set(all.map(({ kind }) => kind))
  t.same([...kinds].sort(), [...MOVEMENT_KINDS].sort(), 'every kind of movement')
  const backDated = all.filter(
    ({ process, number, effectiveMs }) =>
      number > 1 && effectiveMs < (stored.get(process)?.movements[number - 2]?.effectiveMs ?? 0),
  )
  const reopened = all.filter(({ from, status }) => from === 'INADMISSIBLE' && status !== from)
  const still = all.filter(
    (one) =>
      one.from === one.status &&
      one.fromCountry === one.country &&
      one.fromModality === one.modality,
  )
  const simultaneous = all.filter(
    ({ process, number, effectiveMs }) =>
      effectiveMs === stored.get(process)?.movements[number - 2]?.effectiveMs,
  )
  for (const [name, some] of Object.entries({ backDated, reopened, still, simultaneous })) {
    t.ok(some.length > histories.length / 50, `${some.length} ${name}`)
  }
  const seals = histories.flatMap(({ sealed }) => sealed).length
  t.ok(seals > histories.length / 50, `${seals} cut-offs sealed among them`)
})

t.test('every figure equals its recount, at every point', async (t) => {
  const failures: string[] = []
  let asked = 0
  await forEach(histories, async (history) => {
    const raw = stored.get(history.process) ?? { movements: [], facts: new Map() }
    for (let point = 0; point < POINTS; point += 1) {
      const table = TABLES[point % TABLES.length] ?? 'entities'
      const question = pointIn(history, raw)
      const wrong = await wrongWith(ctx, history, raw, table, question, filtersIn(history))
      if (wrong) failures.push(wrong)
      asked += 1
    }
  })
  none(t, failures, `${asked} tables, each at a point of its own`)
})

t.test('every sealed cut-off equals its recount', async (t) => {
  const { rows } = await owner.query(
    `select process, instant, known_as_of::int as number, content from cutoffs where status = 'SEALED'`,
  )
  t.equal(rows.length, histories.flatMap(({ sealed }) => sealed).length, 'all were sealed')
  const failures: string[] = []
  for (const { process, instant, number, content } of rows) {
    const raw = stored.get(process) as Raw
    const instantMs = instant.getTime()
    const standing = standingAt(raw, instantMs, number)
    const { tables } = JSON.parse(content)
    for (const [name, table, filters] of [
      ['entities', 'entities', {}],
      ['entitiesComplying', 'entities', { status: 'COMPLIES' }],
      ['countries', 'countries', {}],
      ['countriesComplying', 'countries', { status: 'COMPLIES' }],
      ['countryEntity', 'country-entity', {}],
      ['review', 'review', {}],
      ['reviewByCountry', 'reviewByCountry', {}],
      ['daily', 'daily', {}],
      ['reasons', 'reasons', {}],
    ] as const) {
      const expected = recount(table, standing, instantMs, filters)
      const actual = withoutNames(tables[name])
      if (!isDeepStrictEqual(actual, expected)) {
        failures.push(
          `${process} ${name} at ${instant.toISOString()}, ${number}:\n${JSON.stringify(actual)}\n${JSON.stringify(expected)}`,
        )
      }
    }
  }
  none(t, failures, `${rows.length} cut-offs of nine tables`)
})

t.test('every sealed cut-off is verified, with its difference', async (t) => {
  const { verifyCutoffs } = await import(
    new URL('../../verifiers/cutoff.mjs', import.meta.url).href
  )
  const { rows } = await owner.query(
    `select m.process, m.date::text, m.manifest, m.signature, c.content,
            (select convert_from(f.bytes, 'UTF8') from cutoff_forms f
              where f.process = m.process and f.date = m.date
                and f.name like 'diferencia%.json') as difference
       from cutoff_manifests m join cutoffs c using (process, date)`,
  )
  t.equal(rows.length, histories.flatMap(({ sealed }) => sealed).length, 'all are signed')
  const jwks = {
    keys: [keys.sealing, keys.audit].map((pair) => ({
      ...pair.publicKey.export({ format: 'jwk' }),
      kid: pair.id,
    })),
  }
  const cutoffs = rows.map(({ process, date, manifest, signature, content, difference }) => ({
    name: `${process} ${date}`,
    bytes: Buffer.from(JSON.stringify({ manifest, signature, content, difference })),
  }))
  const { problems } = await verifyCutoffs({ cutoffs, jwks })
  const told = rows.filter(({ difference }) => difference !== null).length
  none(t, problems.map(canonicalize), `${rows.length} cut-offs and ${told} differences`)
})

const COMPARED = DifferenceQuery.shape.table.options

t.test('every difference equals its recount, movement by movement', async (t) => {
  const { rows } = await owner.query(
    `select process, date::text, instant, known_as_of::int as number from cutoffs where status = 'SEALED'`,
  )
  const failures: string[] = []
  const seen = { compared: 0, cells: 0, late: 0, still: 0 }
  await forEach(rows, async ({ process, date, instant, number }) => {
    const raw = stored.get(process) as Raw
    const ends = rows
      .filter((other) => other.process === process)
      .map((other) => [other.date, other.instant.getTime(), other.number] as const)
    for (const [to, instantMs, last] of [
      ...ends,
      ['now', livePoint(raw), raw.movements.length] as const,
    ]) {
      for (const table of COMPARED) {
        const told = await getFigureDifference(ctx, { process, table, from: date, to })
        const actual = differenceCells(told.rows)
        const opening = { instantMs: instant.getTime(), number }
        const expected = recountDifference(table, raw, opening, { instantMs, number: last })
        seen.compared += 1
        for (const row of told.rows) {
          seen.cells += 1
          seen.late += [...row.in, ...row.out].some(({ late }) => late > 0) ? 1 : 0
          seen.still += row.in.length + row.out.length === 0 ? 1 : 0
        }
        if (!isDeepStrictEqual(actual, expected)) {
          failures.push(
            `${process} ${table} ${date} ${to}:\n${JSON.stringify(actual)}\n${JSON.stringify(expected)}`,
          )
        }
      }
    }
  })
  none(t, failures, `${seen.compared} differences of ${seen.cells} cells`)
  t.comment(JSON.stringify(seen))
  for (const [name, times] of Object.entries(seen)) t.ok(times > 0, `${times} ${name}`)
})

t.test('counters, states and movements agree in the end', async (t) => {
  t.same(await verifyFigures(db), [], 'live counters are what the states of requests add up to')
  const { rows } = await owner.query(`
select count(*)::int as n
  from inscription_requests r
  join lateral (select * from movements m where m.request_id = r.id
                 order by m.number desc limit 1) m on true
 where (r.status, r.country, r.modality, r.last_movement, r.last_movement_at)
       is distinct from (m.to_status, m.to_country, m.to_modality, m.number, m.effective_at)
    or r.status_since is distinct from
       (select max(s.effective_at) from movements s
         where s.request_id = r.id and s.from_status is distinct from s.to_status)`)
  t.equal(rows[0].n, 0, 'the state of a request is what its movements say')
  const left = `
select m.process, m.number, m.from_since, (
         select max(s.effective_at) from movements s
          where s.request_id = m.request_id and s.number < m.number
            and s.from_status is distinct from s.to_status) as since
  from movements m where m.from_status is not null order by 1, 2`
  const stays = await owner.query(left)
  t.ok(stays.rows.length > 100)
  t.same(
    stays.rows.filter((row) => String(row.from_since) !== String(row.since)),
    [],
    'a movement tells since when its request stood in the state that it left',
  )
  // A database of an earlier version comes to the same.
  const migration = readFileSync('migrations/0012_keep_when_a_state_began.sql', 'utf8')
  const [fill = ''] = /update movements m[^;]+;/.exec(migration) ?? []
  await owner.query('begin')
  await owner.query('alter table movements disable trigger movements_append_only')
  await owner.query('alter table movements drop constraint movements_left_cell_whole')
  await owner.query('update movements set from_since = null')
  await owner.query(fill)
  t.same((await owner.query(left)).rows, stays.rows, 'also those that were there before')
  await owner.query('rollback')
  const negative = await owner.query('select from counters where n < 0')
  t.equal(negative.rowCount, 0, 'no cell holds fewer than none')
  const places = await owner.query(
    'select process, count(*)::int as n from live_requests group by 1',
  )
  t.same(
    Object.fromEntries(places.rows.map(({ process, n }) => [process, n])),
    Object.fromEntries(
      histories
        .filter(({ live }) => live.size > 0)
        .map(({ process, live }) => [process, live.size]),
    ),
    'one live request per elector',
  )
})
