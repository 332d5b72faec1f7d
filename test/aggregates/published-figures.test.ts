import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import t, { type Test } from 'tap'
import { readTable } from '../../src/demo/published-tables.ts'
import type { Caller } from '../helpers/app.ts'
import { startDemo } from '../helpers/demo.ts'
import { flattened, parseCsv, wholeQuery, withoutNulls } from '../helpers/figures.ts'

/** A table as it was answered; its rows are of many shapes. */
// biome-ignore lint/suspicious/noExplicitAny: the promises below say what must be in it
type Table = any

const OF_NOVEMBER = { validAsOf: '2023-11-30' }
const OF_OCTOBER = { validAsOf: '2023-10-31' }

/** Columns of the published panorama, and where the service tells each. */
const PANORAMA: [printed: string, read: (row: Table) => number][] = [
  ['total', (row) => row.total],
  ['inetel', (row) => row.medium.INETEL],
  ['srve', (row) => row.medium.SRVE],
  ['credential_abroad', (row) => row.credentialType.CPVE],
  ['credential_national', (row) => row.credentialType.CPV],
  ['electronic', (row) => row.modality.ELECTRONIC],
  ['postal', (row) => row.modality.POSTAL],
  ['in_person', (row) => row.modality.IN_PERSON],
  ['men', (row) => row.sex.H],
  ['women', (row) => row.sex.M],
]

const FIELDS = {
  entities: 'getEntityFigures',
  countries: 'getCountryFigures',
  'country-entity': 'getCountryEntityFigures',
  review: 'getReviewFigures',
  daily: 'getDailyFigures',
} as const
type Name = keyof typeof FIELDS

type Query = Record<string, string | number>

function pathOf(name: Name, query: Query): string {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) parameters.set(key, `${value}`)
  return `/v1/aggregates/${name}?${parameters}`
}

/** As arguments of GraphQL: of the values used here only a status is an enumeration. */
const literals = (query: Query): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      name === 'status' ? `${value}` : JSON.stringify(`${value}`),
    ]),
  )

/** One table over JSON, when CSV and GraphQL tell the same. */
async function ask(t: Test, caller: Caller, name: Name, query: Query): Promise<Table> {
  const json = await caller.get(pathOf(name, query))
  t.equal(json.status, 200, `${name}: JSON`)

  const csv = await caller.get(pathOf(name, query), { accept: 'text/csv' })
  t.match(csv.headers.get('content-type'), /^text\/csv/)
  const { rows, total } = json.body
  const lines = parseCsv(csv.text)
  t.same(lines.slice(0, -1), rows.map(flattened), `${name}: CSV has the rows of JSON`)
  const last = lines.at(-1) ?? {}
  const [first = ''] = Object.keys(last)
  t.equal(last[first], 'TOTAL')
  for (const [column, value] of Object.entries(flattened(total))) {
    if (column !== first && last[column] !== value) t.fail(`${name}: CSV TOTAL of ${column}`)
  }

  const graphql = await caller.query(wholeQuery(FIELDS[name], literals(query)))
  t.notOk(graphql.body.errors, `${name}: GraphQL ${JSON.stringify(graphql.body.errors ?? '')}`)
  t.same(
    withoutNulls(graphql.body.data?.[FIELDS[name]]),
    withoutNulls(json.body),
    `${name}: GraphQL tells what JSON does`,
  )
  return json.body
}

const demo = await startDemo(t)
const analyst = demo.as({ role: 'derfe_analyst', subject: 'daniel' })
const party = demo.as({ role: 'party', subject: 'pablo', party: 'PARTIDO_A' })

/** A stored cut-off, as a party reads it. */
const cutoffOf = async (date: string): Promise<Table> =>
  (await party.get(`/v1/cutoffs/${date}`)).body

/** The 32 entities in the order in which INE prints them. */
const ENTITIES = readTable('entities').sort(
  (a, b) => Number(a.matrix_position) - Number(b.matrix_position),
)

/** The rows of a published table by entity, in printed order. */
function publishedByEntity(printed: 'received' | 'complying'): Record<string, string>[] {
  const rows = readTable(`requests_${printed}_by_entity`)
  return ENTITIES.flatMap(({ entity_code, entity_name = '' }) =>
    // The name as entities.csv has it: one of the tables spells one with a small c (data/errata.md).
    rows.filter((row) => row.entity_code === entity_code).map((row) => ({ ...row, entity_name })),
  )
}

/** Both tables of requests by entity: every cell, in printed order. */
function equalsPublishedEntities(t: Test, figures: Table, printed: 'received' | 'complying'): void {
  const published = publishedByEntity(printed)
  t.equal(published.length, 32)
  t.same(
    figures.rows.map((row: Table) => [row.entity, row.label, ...PANORAMA.map(([, of]) => of(row))]),
    published.map((row) => [
      row.entity_code,
      row.entity_name,
      ...PANORAMA.map(([column]) => Number(row[column])),
    ]),
    `${printed}: 32 rows in printed order, every column`,
  )
  const totals = readTable('requests_printed_totals').find(({ table }) => table === printed)
  t.same(
    PANORAMA.map(([, of]) => of(figures.total)),
    PANORAMA.map(([column]) => Number(totals?.[column])),
    `${printed}: the printed TOTAL`,
  )
  for (const { medium, sex, label } of figures.rows) {
    if (medium.EX_OFFICIO !== 0 || sex.X !== 0) t.fail(`${label}: INE printed no such column`)
  }
}

/** The averages that differ from the printed ones, with both. */
const averagesThatDiffer = (
  figures: Table,
  printed: 'received' | 'complying',
): [string, number, number][] =>
  publishedByEntity(printed).flatMap((row, index) => {
    const { averageAge, total } = figures.rows[index]
    if (averageAge.n !== total) return [[`${row.entity_code} n`, averageAge.n, total]]
    return averageAge.value === Number(row.average_age)
      ? []
      : [[`${printed} ${row.entity_code}`, averageAge.value, Number(row.average_age)]]
  })

/** Every printed total of a country, and the twelve requests whose country is not printed. */
function equalsPublishedCountries(t: Test, rows: Table[]): void {
  const published = readTable('countries')
  t.equal(published.length, 89)
  t.same(
    Object.fromEntries(rows.map(({ country, label, total }) => [country, [label, total]])),
    Object.fromEntries([
      ...published.map((row) => [
        row.country_iso2,
        [row.country_name, Number(row.requests_received)],
      ]),
      ['ZZ', ['País no publicado', 12]],
    ]),
    '89 printed totals and ZZ',
  )
  t.same(
    rows.map(({ total }) => total),
    rows.map(({ total }) => total).sort((a, b) => b - a),
    'by total, descending',
  )
}

/** Every cell of the matrix that the source lets us be certain of. */
function equalsPublishedMatrix(t: Test, figures: Table): void {
  const byCountry = new Map<string, Table>(figures.rows.map((row: Table) => [row.country, row]))
  let certain = 0
  let uncertain = 0
  for (const printed of readTable('country_entity_matrix')) {
    const row = byCountry.get(printed.country_iso2 ?? '')
    t.equal(row?.total, Number(printed.total), `${printed.country_name}: total`)
    const wrong: string[] = []
    for (const { entity, total } of row?.cells ?? []) {
      const column = Object.keys(printed).find((name) => name.startsWith(`e${entity}_`)) ?? ''
      if (printed[column] === '') uncertain += 1
      else {
        certain += 1
        if (Number(printed[column]) !== total) wrong.push(`${column}: ${total}`)
      }
    }
    t.same(wrong, [], `${printed.country_name}: every certain cell`)
  }
  t.same([certain, uncertain], [2848 - 971, 971], 'as many certain cells as data/errata.md counts')
}

const STATES = {
  received: 51_185,
  initialCheck: 18,
  forAnalysis: 51_167,
  inAnalysis: 7_259,
  subsane: 464,
  complies: 43_444,
  inadmissible: 0,
}

/** What press bulletin 415 published for 31 October. */
function equalsBulletin(t: Test, total: Table, countries: Table[]): void {
  for (const { dimension, value = '', requests } of readTable('bulletin_415_cut')) {
    const told: Record<string, number | undefined> = {
      total: total.total,
      medium: total.medium[value],
      modality: total.modality[value.toUpperCase()],
      sex: total.sex[value],
      country: countries.find(({ country }) => country === value)?.total,
    }
    t.equal(told[dimension ?? ''], Number(requests), `${dimension} ${value}`)
  }
}

/** Entities whose column says that they elect local offices from abroad. */
const localVotes = (figures: Table): string[] =>
  figures.columns.filter(({ localVote }: Table) => localVote).map(({ entity }: Table) => entity)

t.test('30 November: requests received and complying by entity', async (t) => {
  const received = await ask(t, analyst, 'entities', OF_NOVEMBER)
  t.match(received, {
    process: '2023-2024',
    asOf: '2023-12-01T06:00:00Z',
    cutDate: '2023-11-30',
    status: 'PROVISIONAL',
    filter: {},
  })
  equalsPublishedEntities(t, received, 'received')
  const complying = await ask(t, analyst, 'entities', { ...OF_NOVEMBER, status: 'COMPLIES' })
  t.same(complying.filter, { status: 'COMPLIES' })
  equalsPublishedEntities(t, complying, 'complying')

  // Two printed averages cannot come from whole ages by rounding, only by cutting off.
  t.same(
    [...averagesThatDiffer(received, 'received'), ...averagesThatDiffer(complying, 'complying')],
    [
      ['complying 03', 44.49, 44.48],
      ['complying 04', 44.78, 44.77],
    ],
    '62 of 64 averages by rounding, and the two that data/errata.md tells',
  )
  t.same(received.total.averageAge, { value: 45.46, n: 51_185 })
  t.same(complying.total.averageAge, { value: 46.18, n: 43_444 })
})

t.test('30 November: where the review stands', async (t) => {
  const { rows, total } = await ask(t, analyst, 'review', OF_NOVEMBER)
  t.same(total, STATES, '51,185 = 18 + 7,259 + 464 + 43,444')
  for (const row of rows) {
    const states = row.initialCheck + row.inAnalysis + row.subsane + row.complies + row.inadmissible
    t.equal(row.received, states, `${row.label}: received is the sum of the states`)
    t.equal(row.forAnalysis, row.received - row.initialCheck)
  }
  t.same(
    rows.map(({ complies }: Table) => complies),
    publishedByEntity('complying').map((row) => Number(row.total)),
  )
})

t.test('30 November: countries, and country by entity', async (t) => {
  const countries = await ask(t, analyst, 'countries', OF_NOVEMBER)
  equalsPublishedCountries(t, countries.rows)
  const matrix = await ask(t, analyst, 'country-entity', OF_NOVEMBER)
  equalsPublishedMatrix(t, matrix)
  t.same(
    matrix.total.cells.map(({ total }: Table) => total),
    publishedByEntity('received').map(({ total }) => Number(total)),
    'the margin of the columns is the table by entity',
  )
})

t.test('30 November: day by day', async (t) => {
  const { rows, total } = await ask(t, analyst, 'daily', OF_NOVEMBER)
  t.equal(rows.at(-1).cumulative, 51_185)
  t.equal(total.received, 51_185)
  const atOctober = rows.findLast(({ date }: Table) => date <= '2023-10-31')
  t.equal(atOctober.cumulative, 36_810, 'all of October was received by its end')
})

t.test('31 October: the split of press bulletin 415', async (t) => {
  const entities = await ask(t, analyst, 'entities', OF_OCTOBER)
  const countries = await ask(t, analyst, 'countries', OF_OCTOBER)
  equalsBulletin(t, entities.total, countries.rows)
  t.equal(entities.asOf, '2023-11-01T06:00:00Z')
  const review = await ask(t, analyst, 'review', OF_OCTOBER)
  t.equal(review.total.received, 36_810)
  const daily = await ask(t, analyst, 'daily', OF_OCTOBER)
  t.equal(daily.total.received, 36_810)
})

t.test('Mexico joins the local votes between both dates', async (t) => {
  const october = localVotes(await ask(t, analyst, 'country-entity', OF_OCTOBER))
  const november = localVotes(await ask(t, analyst, 'country-entity', OF_NOVEMBER))
  t.notOk(october.includes('15'))
  t.ok(november.includes('15'))
  t.same(
    november.filter((entity) => entity !== '15'),
    october,
    'and nothing else changes',
  )
})

t.test('the stored cut-offs hold the same tables', async (t) => {
  const november = await cutoffOf('2023-11-30')
  equalsPublishedEntities(t, november.tables.entities, 'received')
  equalsPublishedEntities(t, november.tables.entitiesComplying, 'complying')
  equalsPublishedCountries(t, november.tables.countries.rows)
  equalsPublishedMatrix(t, november.tables.countryEntity)
  t.same(november.tables.review.total, STATES)
  t.same(november.tables.reviewByCountry.total, STATES)
  t.equal(november.tables.daily.total.received, 51_185)
  t.ok(localVotes(november.tables.countryEntity).includes('15'))

  const october = await cutoffOf('2023-10-31')
  equalsBulletin(t, october.tables.entities.total, october.tables.countries.rows)
  t.notOk(localVotes(october.tables.countryEntity).includes('15'))

  for (const date of ['2023-10-31', '2023-11-30']) {
    const stored = date === '2023-10-31' ? october : november
    const csv = await party.get(`/v1/cutoffs/${date}?table=entities&format=csv`)
    t.same(
      parseCsv(csv.text).slice(0, -1),
      stored.tables.entities.rows.map(flattened),
      `${date}: CSV`,
    )
    for (const table of Object.keys(stored.tables)) {
      const document = wholeQuery('getCutoff', { date: JSON.stringify(date) }, ['tables', table])
      const { body } = await party.query(document)
      t.notOk(body.errors, `${date} ${table}: GraphQL ${JSON.stringify(body.errors ?? '')}`)
      t.same(
        withoutNulls(body.data?.getCutoff.tables[table]),
        withoutNulls(stored.tables[table]),
        `${date} ${table}: GraphQL`,
      )
    }
  }
})

t.test('every fortnight is sealed at its own movement', async (t) => {
  const { body } = await party.get('/v1/cutoffs')
  t.same(
    body.data.map(({ date, status }: Table) => [date, status]),
    ['11-30', '11-15', '10-31', '10-15', '09-30', '09-15'].map((day) => [`2023-${day}`, 'SEALED']),
  )
  const numbers = body.data.map(({ knownAsOf }: Table) => knownAsOf)
  t.equal(new Set(numbers).size, 6, 'each at its own movement number')
  t.same(
    numbers,
    [...numbers].sort((a, b) => b - a),
    'and the later the cut-off, the higher',
  )
  for (const { date, knownAsOf } of body.data) {
    const { tables } = await cutoffOf(date)
    for (const state of ['inAnalysis', 'subsane', 'complies']) {
      t.ok(tables.review.total[state] > 0, `${date}: ${state}`)
    }
    for (const [name, table] of Object.entries<Table>(tables)) {
      t.match(table, { status: 'SEALED', cutDate: date, knownAsOf }, `${date}: ${name}`)
    }
  }
})

t.test('a digest is that of the RFC 8785 bytes of what is served', async (t) => {
  for (const { date } of (await party.get('/v1/cutoffs')).body.data) {
    const { digest, instant, knownAsOf, process, tables } = await cutoffOf(date)
    const bytes = canonicalize({ date, instant, knownAsOf, process, tables }) ?? ''
    t.equal(createHash('sha256').update(bytes).digest('hex'), digest, date)
  }
})

t.test('the same question has the same answer, to the byte', async (t) => {
  const questions = [
    '/v1/cutoffs',
    '/v1/cutoffs/2023-11-15',
    '/v1/cutoffs/2023-11-15?table=daily&format=csv',
    ...(Object.keys(FIELDS) as Name[]).flatMap((name) => [
      pathOf(name, {}),
      pathOf(name, { validAsOf: '2023-10-20T17:30:00Z', knownAsOf: 100_000 }),
      pathOf(name, { validAsOf: '2023-11-07', format: 'csv' }),
    ]),
  ]
  for (const question of questions) {
    const [once, again] = [await analyst.get(question), await analyst.get(question)]
    t.equal(once.status, 200, question)
    t.equal(again.text, once.text, question)
  }
})

t.test('the number of a cut-off with its instant gives its figures again', async (t) => {
  for (const { date, instant, knownAsOf } of (await party.get('/v1/cutoffs')).body.data) {
    const { tables } = await cutoffOf(date)
    const sealed = {
      entities: tables.entities,
      countries: tables.countries,
      'country-entity': tables.countryEntity,
      review: tables.review,
      daily: tables.daily,
    }
    for (const name of Object.keys(FIELDS) as Name[]) {
      const { body } = await analyst.get(pathOf(name, { validAsOf: instant, knownAsOf }))
      t.same({ ...body, status: 'SEALED' }, sealed[name], `${date}: ${name}`)
    }
  }
})

t.test('what was not known yet is not told', async (t) => {
  // The movement number of October knows nothing of November, whatever the instant asked for.
  const { knownAsOf } = await cutoffOf('2023-10-31')
  const { body } = await analyst.get(pathOf('review', { ...OF_NOVEMBER, knownAsOf }))
  t.equal(body.total.received, 36_810)
  // Nor does the instant at which that cut ended, as every movement was recorded when it took effect.
  const byInstant = { ...OF_NOVEMBER, knownAsOf: '2023-11-01T05:59:59.999Z' }
  const answer = await analyst.get(pathOf('review', byInstant))
  t.equal(answer.body.knownAsOf, knownAsOf)
  t.same(answer.body.total, body.total)
})
