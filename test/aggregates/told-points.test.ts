/**
 * Who is told what is published is told it as it stands now and as it was sealed. The attacks that any
 * other point allowed are replayed at both doors: DERFE and audit see what they told of one person.
 */
import pg from 'pg'
import t, { type Test } from 'tap'
import { SMALLEST_GROUP } from '../../src/access/policy.ts'
import { withoutSmallAges } from '../../src/aggregates/figures.ts'
import type { Panorama } from '../../src/aggregates/schemas.ts'
import type { Caller, Reply } from '../helpers/app.ts'
import { signedIn } from '../helpers/browser.ts'
import { startDemo } from '../helpers/demo.ts'
import { withoutNulls } from '../helpers/figures.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const demo = await startDemo(t)
const opl = demo.as({ role: 'opl', entity: '09', subject: 'olivia' })
const viewer = demo.as({ role: 'ine_viewer', subject: 'elena' })
const inside = {
  derfe_analyst: demo.as({ role: 'derfe_analyst', subject: 'daniel' }),
  auditor: demo.as({ role: 'auditor', subject: 'aurora' }),
}
const analyst = inside.derfe_analyst
const sealed = (await analyst.get('/v1/cutoffs/2023-11-30')).body

/** From here on figures of the moment are no longer those of the last cut-off. */
const sent = await demo
  .as({ role: 'srve' })
  .post('/v1/inscription-requests', aSubmission(), { 'idempotency-key': aKey() })
if (sent.status !== 201) throw new Error(sent.text)

const owner = new pg.Client({ connectionString: demo.database.ownerUrl })
await owner.connect()
t.teardown(() => owner.end())

/** A movement that asked one person for a correction, on a day that no cut-off closes. */
const [asked] = (
  await owner.query(`
select m.number::int, m.entity, m.to_country as country, m.sex,
       (m.effective_at at time zone 'America/Mexico_City')::date::text as day
  from movements m
 where m.entity = '09' and m.from_status = 'IN_ANALYSIS' and m.to_status = 'SUBSANE'
   and m.effective_at < '2023-11-29'
 order by m.number desc limit 1`)
).rows as { number: number; entity: string; country: string; sex: string; day: string }[]
if (!asked) throw new Error('The demo asks nobody of entity 09 for a correction')

const FIELDS: Record<string, string> = {
  entities: 'getEntityFigures',
  countries: 'getCountryFigures',
  'country-entity': 'getCountryEntityFigures',
  review: 'getReviewFigures',
  daily: 'getDailyFigures',
  reasons: 'getReasonFigures',
  funnel: 'getFunnel',
  durations: 'getDurations',
}

/** The same question by GraphQL: enums stand bare, and the rest is text. */
function inGraphql(table: string, query: string, selection = 'asOf'): string {
  const args = [...new URLSearchParams(query)].map(([name, value]) =>
    name === 'status' ? `${name}: ${value}` : `${name}: "${value}"`,
  )
  return `{ ${FIELDS[table]}${args.length ? `(${args.join(', ')})` : ''} { ${selection} } }`
}

/** Refused by REST and by GraphQL alike, with one code. */
async function refusedAtBothDoors(
  t: Test,
  caller: Caller,
  table: string,
  query: string,
  code: string,
): Promise<void> {
  const rest = await caller.get(`/v1/aggregates/${table}?${query}`)
  t.match(rest, { status: 403, body: { code } }, `${table}?${query}`)
  const { body } = await caller.query(inGraphql(table, query))
  t.match(body.errors, [{ extensions: { code, status: 403 } }], `${table}?${query} by GraphQL`)
}

t.test('no two points tell whose movement lies between them', async (t) => {
  const { number, day } = asked
  const before = `validAsOf=${day}&knownAsOf=${number - 1}`
  const after = `validAsOf=${day}&knownAsOf=${number}`
  const of = 'entity=09&status=SUBSANE'
  for (const [role, caller] of Object.entries(inside)) {
    const [first, last] = await Promise.all(
      [before, after].map((at) => caller.get(`/v1/aggregates/entities?${of}&${at}`)),
    )
    const sexOf = (answer: Reply | undefined) => answer?.body.total.sex[asked.sex]
    t.equal(sexOf(last) - sexOf(first), 1, `${role} is told of one person`)
  }
  for (const at of [
    before,
    after,
    `validAsOf=${day}`,
    `knownAsOf=${number}`,
    `knownAsOf=${day}T12:00:00Z`,
    `validAsOf=${day}T12:00:00Z`,
  ]) {
    await refusedAtBothDoors(t, opl, 'entities', `${of}&${at}`, 'POINT_NOT_PUBLISHED')
    for (const table of ['country-entity', 'review', 'daily', 'funnel', 'durations']) {
      await refusedAtBothDoors(t, opl, table, at, 'POINT_NOT_PUBLISHED')
    }
    const countries = `country=${asked.country}&${at}`
    await refusedAtBothDoors(t, viewer, 'countries', countries, 'POINT_NOT_PUBLISHED')
    for (const table of Object.keys(FIELDS)) {
      await refusedAtBothDoors(t, viewer, table, at, 'POINT_NOT_PUBLISHED')
    }
  }
  // A sealed day known by anything but its seal is another point.
  for (const knownAsOf of [sealed.knownAsOf - 1, sealed.knownAsOf + 1, '2023-12-01T06:00:00Z']) {
    const at = `validAsOf=2023-11-30&knownAsOf=${knownAsOf}`
    await refusedAtBothDoors(t, opl, 'entities', at, 'POINT_NOT_PUBLISHED')
  }
})

t.test('no walk day by day tells a birthday', async (t) => {
  const path = (day: string) => `/v1/aggregates/countries?status=COMPLIES&validAsOf=${day}`
  const days = Array.from({ length: 14 }, (_, index) => `2023-11-${16 + index}`)
  for (const day of days) t.equal((await viewer.get(path(day))).status, 403, day)
  t.equal((await analyst.get(path('2023-11-20'))).status, 200)
})

t.test('what is sealed is told as it was sealed, however it is asked for', async (t) => {
  const { instant, knownAsOf, tables } = sealed
  for (const at of [
    'validAsOf=2023-11-30',
    `validAsOf=${instant}`,
    `validAsOf=2023-11-30&knownAsOf=${knownAsOf}`,
  ]) {
    for (const [table, query, name] of [
      ['entities', '', 'entities'],
      ['entities', '&status=COMPLIES', 'entitiesComplying'],
      ['countries', '', 'countries'],
      ['countries', '&status=COMPLIES', 'countriesComplying'],
      ['country-entity', '', 'countryEntity'],
      ['review', '', 'review'],
      ['daily', '', 'daily'],
      ['reasons', '', 'reasons'],
    ] as const) {
      const { status, body } = await viewer.get(`/v1/aggregates/${table}?${at}${query}`)
      t.equal(status, 200, `${table} ${at}`)
      t.equal(body.knownAsOf, knownAsOf)
      t.same(body.rows, tables[name].rows, `${name} at ${at}`)
      t.same(body.total, tables[name].total)
    }
    const own = await opl.get(`/v1/aggregates/entities?${at}`)
    t.same(
      own.body.rows,
      tables.entities.rows.filter(({ entity }: { entity: string }) => entity === '09'),
      'an OPL its entity',
    )
    const { body } = await viewer.query(
      inGraphql('entities', at, 'knownAsOf total { total averageAge { value n } }'),
    )
    const { total, averageAge } = tables.entities.total
    t.same(body.data.getEntityFigures, { knownAsOf, total: { total, averageAge } })
  }
  const subsane = await opl.get('/v1/aggregates/entities?validAsOf=2023-11-30&status=SUBSANE')
  t.equal(subsane.body.total.averageAge.value, null, 'what no table publishes has no age')
  const known = (await analyst.get('/v1/aggregates/review?validAsOf=2023-11-30')).body.knownAsOf
  t.ok(known > knownAsOf, 'DERFE is told what is known by now')
})

t.test('live tables tell no average age of a small group', async (t) => {
  type Row = Panorama & { country?: string }
  const rowsOf = async (caller: Caller, query: string): Promise<[rows: Row[], total: Row]> => {
    const { status, body } = await caller.get(`/v1/aggregates/${query}`)
    t.equal(status, 200, query)
    return [body.rows, body.total]
  }
  for (const table of ['entities', 'countries']) {
    const [full, whole] = await rowsOf(analyst, table)
    const [rows, total] = await rowsOf(viewer, table)
    const untold = rows.filter(({ averageAge, total: n }) => n > 0 && averageAge?.value === null)
    t.equal(untold.length > 20, table === 'countries', `${untold.length} of ${table} are small`)
    t.same(
      rows,
      full.map((row) =>
        row.total < SMALLEST_GROUP ? { ...row, averageAge: { value: null, n: row.total } } : row,
      ),
    )
    t.same(total, whole)
    const [divided, whole2] = await rowsOf(viewer, `${table}?status=COMPLIES`)
    t.ok([...divided, whole2].every(({ averageAge }) => averageAge?.value === null))
    const [told] = await rowsOf(inside.auditor, `${table}?status=COMPLIES`)
    t.ok(told.every(({ averageAge, total: n }) => n === 0 || averageAge?.value))
    const small = full.find(({ total: n, country }) => country && n < SMALLEST_GROUP)
    if (!small) continue
    const [[one], all] = await rowsOf(viewer, `countries?country=${small.country}`)
    t.same([one?.averageAge?.value, all.averageAge?.value], [null, null], 'by itself neither')
    const { body } = await viewer.query(
      `{ getCountryFigures(country: "${small.country}") { total { averageAge { value } } } }`,
    )
    t.equal(body.data.getCountryFigures.total.averageAge.value, null)
    const csv = await viewer.get(`/v1/aggregates/countries?country=${small.country}&format=csv`)
    t.match(csv.text, new RegExp(`,,${small.total}\r\n`), 'an empty field')
  }
  const [, own] = await rowsOf(opl, 'entities')
  t.ok(own.averageAge?.value, 'an entity is no small group')
  for (const status of ['SUBSANE', 'COMPLIES', 'IN_ANALYSIS']) {
    const [, total] = await rowsOf(opl, `entities?status=${status}`)
    t.same(total.averageAge, { value: null, n: total.total }, status)
    const [, full] = await rowsOf(analyst, `entities?entity=09&status=${status}`)
    t.ok(full.averageAge?.value, 'DERFE is told')
  }
})

t.test('nor does a total less the ages that are told', (t) => {
  const rowOf = (total: number) =>
    ({ total, averageAge: { value: 40, n: total } }) as unknown as Panorama
  const told = (...sizes: number[]) => {
    const total = rowOf(sizes.reduce((sum, n) => sum + n, 0))
    const table = withoutSmallAges({ rows: sizes.map(rowOf), total }, 10)
    return [...table.rows, table.total].map(({ averageAge }) => averageAge?.value !== null)
  }
  t.same(told(10, 12), [true, true, true])
  t.same(told(10, 9), [true, false, false], 'the total would be theirs')
  t.same(told(10, 5, 4), [true, false, false, false])
  t.same(told(10, 5, 5), [true, false, false, true], 'ten together are no small group')
  t.same(told(30, 0), [true, false, true], 'nobody has no age')
  t.same(told(4), [false, false])
  t.same(told(), [false])
  t.end()
})

t.test('grounds are those of sealed cut-offs', async (t) => {
  const { number, day } = asked
  const { body } = await viewer.get('/v1/aggregates/reasons')
  t.equal(body.knownAsOf, sealed.knownAsOf, 'of the last one, where none is named')
  t.same(body.rows, sealed.tables.reasons.rows)
  const graphql = await viewer.query(inGraphql('reasons', '', 'knownAsOf rows { reason total }'))
  t.equal(graphql.body.data.getReasonFigures.knownAsOf, sealed.knownAsOf)
  for (const caller of Object.values(inside)) {
    const [now, past] = await Promise.all([
      caller.get('/v1/aggregates/reasons'),
      caller.get(`/v1/aggregates/reasons?entity=09&validAsOf=${day}&knownAsOf=${number}`),
    ])
    t.ok(now.body.knownAsOf > sealed.knownAsOf, 'of the moment')
    t.equal(past.status, 200)
  }
  const since = '/v1/aggregates/difference?from=2023-11-15&to=now&table='
  t.match((await viewer.get(`${since}reasons`)).body, { status: 403, code: 'POINT_NOT_PUBLISHED' })
  const document =
    '{ getFigureDifference(table: "reasons", from: "2023-11-15", to: "now") { rows { closing } } }'
  t.match((await viewer.query(document)).body.errors, [
    { extensions: { code: 'POINT_NOT_PUBLISHED' } },
  ])
  t.equal((await viewer.get(`${since}review`)).status, 200)
  t.equal((await viewer.get(`${since}reasons`.replace('now', '2023-11-30'))).status, 200)
  for (const caller of Object.values(inside)) {
    t.equal((await caller.get(`${since}reasons`)).status, 200)
  }
})

t.test('time in each state tells no small group, and no period of its own', async (t) => {
  const days = `from=${asked.day}&to=${asked.day}`
  for (const query of [days, `entity=09&${days}`, 'from=2023-11-20', 'to=2023-11-20']) {
    await refusedAtBothDoors(t, viewer, 'durations', query, 'CROSSING_NOT_PUBLISHED')
    await refusedAtBothDoors(t, opl, 'durations', query, 'CROSSING_NOT_PUBLISHED')
    for (const caller of Object.values(inside)) {
      t.equal((await caller.get(`/v1/aggregates/durations?${query}`)).status, 200, query)
    }
  }
  type Stays = { n: number; median: number | null; max: number | null }
  let withheld = 0
  for (const entity of ['01', '04', '09']) {
    const path = `/v1/aggregates/durations?entity=${entity}&validAsOf=2023-11-30`
    const full = (await analyst.get(`${path}&knownAsOf=${sealed.knownAsOf}`)).body
    const told = (await viewer.get(path)).body
    const { body } = await viewer.query(
      inGraphql(
        'durations',
        path.split('?')[1] ?? '',
        'rows { status ended { n median p90 p95 max } open { n median p90 p95 max } }',
      ),
    )
    t.same(withoutNulls(body.data.getDurations.rows), withoutNulls(told.rows))
    for (const [index, row] of told.rows.entries()) {
      for (const kind of ['ended', 'open'] as const) {
        const [own, all] = [row[kind] as Stays, full.rows[index][kind] as Stays]
        const isSmall = all.n < SMALLEST_GROUP
        t.same(
          own,
          isSmall ? { n: all.n, median: null, p90: null, p95: null, max: null } : all,
          `${entity} ${row.status} ${kind}`,
        )
        if (isSmall && all.n > 0) {
          t.ok(all.max !== null, 'DERFE is told')
          withheld += 1
        }
      }
    }
  }
  t.ok(withheld > 0, `${withheld} groups withheld`)
})

t.test('the board asks for what its reader is told', async (t) => {
  const visitor = await signedIn(demo, { role: 'ine_viewer', subject: 'elena' })
  const page = await visitor.get('/tablero/revision')
  t.equal(page.status, 200)
  t.match(page.text, 'Del corte al 30 de noviembre de 2023', 'grounds say of when they are')
  t.match((await visitor.get('/tablero/g/causas.svg')).text, 'Del corte al 30')
  const derfe = await signedIn(demo, { role: 'derfe_reviewer', subject: 'rafael' })
  t.notMatch((await derfe.get('/tablero/revision')).text, 'Del corte al')
  for (const [role, path] of [
    ['ine_viewer', '/tablero'],
    ['ine_viewer', '/tablero?corte=2023-10-31'],
    ['opl', '/tablero?estado=SUBSANE'],
    ['opl', '/tablero?corte=2023-10-31&estado=SUBSANE&pais=US'],
    ['opl', '/tablero/revision'],
  ] as const) {
    const reader = await signedIn(demo, { role, entity: '09', subject: 'olivia' })
    t.equal((await reader.get(path)).status, 200, `${role} ${path}`)
  }
  const { rows } = (await analyst.get('/v1/aggregates/review')).body
  const { entity } = rows.find(
    ({ subsane }: { subsane: number }) => subsane > 0 && subsane < SMALLEST_GROUP,
  )
  const small = await signedIn(demo, { role: 'opl', entity, subject: 'omar' })
  const waiting = await small.get('/tablero/revision')
  t.match(waiting.text, 'de menos de 10 en un estado no se dice cuánto')
  const csv = (await small.get('/tablero/g/espera.csv')).text
  t.match(csv, /Subsane,[1-9],,,\r\n/, 'how many, and not how long')
})
