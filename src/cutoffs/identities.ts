import { KEYS } from '../aggregates/difference.ts'
import type { Panorama } from '../aggregates/schemas.ts'
import { FACET_NAMES } from '../vocabulary.ts'
import type { CutoffTables } from './schemas.ts'

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

type Identity = readonly [name: string, left: number, right: number]

const STATES = ['initialCheck', 'inAnalysis', 'subsane', 'complies', 'inadmissible'] as const

function* panoramaIdentities(
  name: string,
  { rows, total }: { rows: (Panorama & { entity?: string; country?: string })[]; total: Panorama },
): Generator<Identity> {
  for (const row of [...rows, { ...total, entity: 'TOTAL', country: undefined }]) {
    const at = `${name} ${row.entity ?? row.country}`
    for (const part of FACET_NAMES) {
      yield [`${at}: total = Σ ${part}`, row.total, sum(Object.values(row[part]))]
    }
  }
  yield [`${name}: national = Σ rows`, total.total, sum(rows.map((row) => row.total))]
  for (const part of FACET_NAMES) {
    for (const [key, national] of Object.entries(total[part])) {
      const column = sum(rows.map((row) => (row[part] as Record<string, number>)[key] ?? 0))
      yield [`${name}: national ${part}.${key} = Σ rows`, national, column]
    }
  }
  if (total.averageAge) {
    const people = sum(rows.map((row) => row.averageAge?.n ?? 0))
    yield [`${name}: ages of all rows`, total.averageAge.n, people]
  }
}

function* matrixIdentities({
  countryEntity: { rows, total },
  entities,
  countries,
}: CutoffTables): Generator<Identity> {
  for (const row of [...rows, { ...total, country: 'TOTAL' }]) {
    const cells = sum(row.cells.map((cell) => cell.total))
    yield [`countryEntity ${row.country}: total = Σ cells`, row.total, cells]
  }
  const ofEntity = new Map(entities.rows.map((row) => [row.entity, row.total]))
  for (const [index, cell] of total.cells.entries()) {
    const at = `countryEntity column ${cell.entity}`
    yield [`${at} = Σ countries`, cell.total, sum(rows.map((row) => row.cells[index]?.total ?? 0))]
    yield [`${at} = entities`, cell.total, ofEntity.get(cell.entity) ?? 0]
  }
  const ofCountry = new Map(countries.rows.map((row) => [row.country, row.total]))
  for (const row of rows) {
    yield [`countryEntity ${row.country} = countries`, row.total, ofCountry.get(row.country) ?? 0]
  }
}

function* reviewIdentities({
  review,
  reviewByCountry,
  entities,
  entitiesComplying,
  countries,
  countriesComplying,
}: CutoffTables): Generator<Identity> {
  for (const [name, { rows, total }] of Object.entries({ review, reviewByCountry })) {
    for (const row of [...rows, { ...total, entity: 'TOTAL' }]) {
      const at = `${name} ${'entity' in row ? row.entity : row.country}`
      yield [`${at}: received = Σ states`, row.received, sum(STATES.map((state) => row[state]))]
      yield [`${at}: for analysis`, row.forAnalysis, row.received - row.initialCheck]
    }
    for (const key of ['received', ...STATES] as const) {
      yield [`${name}: ${key} = Σ rows`, total[key], sum(rows.map((row) => row[key]))]
    }
  }
  for (const [index, row] of review.rows.entries()) {
    const received = entities.rows[index]?.total ?? 0
    yield [`review ${row.entity}: received = entities`, row.received, received]
    const complying = entitiesComplying.rows[index]?.total ?? 0
    yield [`review ${row.entity}: complies = entities`, row.complies, complying]
  }
  // A country without a row counts nobody; that none is missing follows from the national sums.
  const totalsOf = ({ rows }: CutoffTables['countries']) =>
    new Map(rows.map((row) => [row.country, row.total]))
  const [received, complying] = [totalsOf(countries), totalsOf(countriesComplying)]
  for (const row of reviewByCountry.rows) {
    const at = `reviewByCountry ${row.country}`
    yield [`${at}: received = countries`, row.received, received.get(row.country) ?? 0]
    yield [`${at}: complies = countries`, row.complies, complying.get(row.country) ?? 0]
  }
  for (const key of STATES) {
    yield [`reviewByCountry: ${key} = review`, reviewByCountry.total[key], review.total[key]]
  }
}

/**
 * Who is in SUBSANE or INADMISSIBLE was told at least one ground, and each ground once: no ground has
 * more requests than its state, and all together no fewer.
 */
function* groundIdentities({ reasons, review }: CutoffTables): Generator<Identity> {
  const { rows, total } = reasons
  yield ['reasons: total = Σ rows', total.total, sum(rows.map((row) => row.total))]
  for (const [status, n] of [
    ['SUBSANE', review.total.subsane],
    ['INADMISSIBLE', review.total.inadmissible],
  ] as const) {
    const own = rows.filter((row) => row.status === status).map((row) => row.total)
    yield [`reasons ${status}: Σ rows ≥ review`, Math.min(sum(own), n), n]
    yield [`reasons ${status}: no row > review`, Math.max(...own, n), n]
  }
  const known = rows.filter(({ status }) => status === 'SUBSANE' || status === 'INADMISSIBLE')
  yield ['reasons: rows of SUBSANE or INADMISSIBLE', known.length, rows.length]
}

/** Each row of a table is of something else: a repeated one would count the same people twice. */
function* keyIdentities(tables: CutoffTables): Generator<Identity> {
  for (const [name, { rows }] of Object.entries(tables)) {
    const keys = rows.map((row: Partial<Record<(typeof KEYS)[number], string>>) =>
      JSON.stringify(KEYS.map((key) => row[key])),
    )
    yield [`${name}: rows that differ`, new Set(keys).size, keys.length]
  }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

function* dailyIdentities({ daily }: CutoffTables): Generator<Identity> {
  const { rows, total, cutDate } = daily
  const inOrder = rows.filter(
    ({ date }, index) =>
      isDate(date) && date <= cutDate && (index === 0 || (rows[index - 1]?.date ?? '') < date),
  )
  yield ['daily: days in order, up to the cut-off', inOrder.length, rows.length]
  let cumulative = 0
  for (const row of rows) {
    cumulative += row.received
    const at = `daily ${row.date}`
    yield [`${at}: cumulative`, row.cumulative, cumulative]
    yield [`${at}: received = Σ medium`, row.received, sum(Object.values(row.medium))]
    yield [`${at}: received = Σ modality`, row.received, sum(Object.values(row.modality))]
  }
  yield ['daily: total = Σ days', total.received, cumulative]
  for (const part of ['medium', 'modality'] as const) {
    for (const [key, national] of Object.entries(total[part])) {
      const column = sum(rows.map((row) => (row[part] as Record<string, number>)[key] ?? 0))
      yield [`daily: ${part}.${key} = Σ days`, national, column]
    }
  }
}

/**
 * The accounting identities of a cut-off: each with its name and the two numbers that must be equal.
 * The same that verifiers/cutoff.mjs checks, so that nothing is sealed that it would refuse.
 *
 * Source: they hold in every row of the tables that INE published on 30 November 2023.
 */
export function* identitiesOf(tables: CutoffTables): Generator<Identity> {
  for (const name of [
    'entities',
    'entitiesComplying',
    'countries',
    'countriesComplying',
  ] as const) {
    yield* panoramaIdentities(name, tables[name])
  }
  yield* matrixIdentities(tables)
  yield* reviewIdentities(tables)
  yield* dailyIdentities(tables)
  yield* groundIdentities(tables)
  yield* keyIdentities(tables)
  const { entities, countries, countryEntity, review, reviewByCountry, daily } = tables
  const national = entities.total.total
  yield ['countries = entities', countries.total.total, national]
  yield ['countryEntity = entities', countryEntity.total.total, national]
  yield ['review = entities', review.total.received, national]
  yield ['reviewByCountry = entities', reviewByCountry.total.received, national]
  yield ['daily = entities', daily.total.received, national]
  const { complies } = review.total
  yield ['entitiesComplying = review', tables.entitiesComplying.total.total, complies]
  yield ['countriesComplying = review', tables.countriesComplying.total.total, complies]
}

/** Numbers that count nobody, by their place: below nothing, or parts of a person. */
function* wrongCounts(value: unknown, at: string): Generator<string> {
  if (typeof value === 'number') {
    const isRight = at.endsWith('averageAge.value')
      ? value >= 0 && value < 150
      : Number.isSafeInteger(value) && value >= 0
    if (!isRight) yield at
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* wrongCounts(inner, `${at}.${name}`)
  }
}

/** The first identity that fails, told with its numbers; nothing when all hold. */
export function brokenIdentity(tables: CutoffTables): string | undefined {
  for (const [name, left, right] of identitiesOf(tables)) {
    if (left !== right) return `${name} (${left} ≠ ${right})`
  }
  for (const [name, { rows, total }] of Object.entries(tables)) {
    for (const at of wrongCounts({ rows, total }, name)) return `${at}: not a count`
  }
  return undefined
}
