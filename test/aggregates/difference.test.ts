/** What changed between cut-offs: on the demo, against a recount; in its forms; and for whom. */
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { startDemo } from '../helpers/demo.ts'
import { parseCsv, withoutNulls } from '../helpers/figures.ts'
import { differenceCells, type Raw, readRaw, recountDifference } from '../helpers/recount.ts'

const PROCESS = '2023-2024'
/** Every table is recounted over random histories in recount.test.ts; these over the population. */
const RECOUNTED = ['entitiesComplying', 'countryEntity', 'daily', 'reasons'] as const
const FROM = '2023-10-31'
const TO = '2023-11-30'

const running = await startDemo(t)
const analyst = running.as({ role: 'derfe_analyst' })
const raw = (await readRaw(running.database.ownerUrl)).get(PROCESS) as Raw
const path = (table: string, more = '', from = FROM, to = TO) =>
  `/v1/aggregates/difference?table=${table}&from=${from}&to=${to}${more}`

t.test('live figures close where they stand', async (t) => {
  const { body, headers } = await analyst.get(path('review', '', FROM, 'now'))
  t.equal(body.to.date, null)
  t.equal(headers.get('cache-control'), 'no-store', 'others a moment later')
  t.equal((await analyst.get(path('review'))).headers.get('cache-control'), null)
  const live = (await analyst.get('/v1/aggregates/review')).body
  const closings = body.rows.filter(({ column }: { column: string }) => column === 'complies')
  for (const { key, closing } of closings) {
    const row = live.rows.find(({ entity }: { entity: string }) => entity === key.entity)
    t.equal(closing, row.complies, key.entity)
  }
})

t.test('CSV and GraphQL say the same', async (t) => {
  const { body } = await analyst.get(path('countryEntity'))
  const lines = parseCsv((await analyst.get(path('countryEntity', '&format=csv'))).text)
  type Flow = { n: number }
  const moved = body.rows.flatMap((row: { in: Flow[]; out: Flow[] }) => [...row.in, ...row.out])
  const told = lines.filter(({ direction }) => direction !== '')
  t.equal(told.length, moved.length)
  t.equal(
    told.reduce((total, { n }) => total + Number(n), 0),
    moved.reduce((total: number, { n }: Flow) => total + n, 0),
  )
  t.same(Object.keys(lines[0] ?? {}), [
    'entity',
    'country',
    'column',
    'opening',
    'direction',
    'kind',
    'reason',
    'n',
    'late',
    'closing',
  ])
  const document = `{ getFigureDifference(table: "review", from: "${FROM}", to: "${TO}") {
    process table reasonsWithheld from { date instant knownAsOf } to { date instant knownAsOf }
    rows { key { entity country } column opening closing
           in { kind reason n late } out { kind reason n late } } } }`
  const graphql = (await analyst.post('/graphql', { query: document })).body
  const rest = (await analyst.get(path('review'))).body
  t.same(withoutNulls(graphql.data.getFigureDifference), withoutNulls(rest))
})

t.test('backwards, what came in went out', async (t) => {
  type Row = { opening: number; closing: number; in: { n: number }[]; out: { n: number }[] }
  const told = (rows: Row[], backwards: boolean) =>
    rows.map((row) => {
      const [into, outOf] = [row.in, row.out].map((flows) => flows.map(({ n }) => n))
      return backwards
        ? [row.closing, outOf, into, row.opening]
        : [row.opening, into, outOf, row.closing]
    })
  const there = (await analyst.get(path('review'))).body.rows
  const back = (await analyst.get(path('review', '', TO, FROM))).body.rows
  t.same(told(back, true), told(there, false))
})

t.test('each role compares what it may see', async (t) => {
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  const other = running.as({ role: 'party_reviewer', party: 'PARTIDO_B' })
  const told = await party.get(path('entities'))
  t.equal(told.status, 200)
  t.equal((await other.get(path('entities'))).text, told.text, 'the same for every party')
  t.equal((await party.get(path('entities', '', FROM, 'now'))).status, 403)

  const opl = running.as({ role: 'opl', entity: '09' })
  for (const table of ['entities', 'entitiesComplying', 'review', 'countryEntity']) {
    const all = (await party.get(path(table))).body
    const own = await opl.get(path(table))
    t.same(
      own.body.rows,
      all.rows.filter(({ key }: { key: { entity: string } }) => key.entity === '09'),
      `${table} of its entity`,
    )
  }
  t.equal((await opl.get(path('review', '', FROM, 'now'))).status, 200)
  for (const table of ['countries', 'countriesComplying', 'reviewByCountry', 'daily', 'reasons']) {
    t.same((await opl.get(path(table))).body, (await party.get(path(table))).body, table)
    const live = await opl.get(path(table, '', FROM, 'now'))
    t.match(live.body, { status: 403, code: 'ENTITY_FORBIDDEN' }, `${table} is sealed alone`)
  }
  for (const role of ['inetel_agent', 'srve', 'utsi', 'deoe'] as const) {
    t.equal((await running.as({ role }).get(path('entities'))).status, 403, role)
  }
})

t.test('outside DERFE and audit grounds are told for the country alone', async (t) => {
  type Flow = { kind: string; reason: string | null; n: number; late: number }
  type Row = { key: object; column: string; in: Flow[]; out: Flow[] }
  const flowsOf = (rows: Row[]) => rows.flatMap((row) => [...row.in, ...row.out])
  const grounds = (rows: Row[]) => flowsOf(rows).filter(({ reason }) => reason !== null).length
  /** As one flow of each kind: what is told where reasons are not. */
  const merged = (flows: Flow[]) => {
    const kinds = new Map<string, Flow>()
    for (const { kind, n, late } of flows) {
      const known = kinds.get(kind) ?? { kind, reason: null, n: 0, late: 0 }
      kinds.set(kind, { ...known, n: known.n + n, late: known.late + late })
    }
    return [...kinds.values()]
  }
  const outside = [
    running.as({ role: 'party', party: 'PARTIDO_A' }),
    running.as({ role: 'party_reviewer', party: 'PARTIDO_A' }),
    running.as({ role: 'ine_viewer' }),
  ]
  let told = 0
  for (const table of [
    'review',
    'reviewByCountry',
    'entitiesComplying',
    'countryEntity',
    'daily',
  ]) {
    const full = (await analyst.get(path(table))).body
    t.notOk(full.reasonsWithheld, `${table}: DERFE is told`)
    told += grounds(full.rows)
    for (const caller of outside) {
      const { reasonsWithheld, rows } = (await caller.get(path(table))).body
      t.ok(reasonsWithheld)
      t.equal(grounds(rows), 0, table)
      t.same(
        rows,
        full.rows.map((row: Row) => ({ ...row, in: merged(row.in), out: merged(row.out) })),
        `${table}: the same movements`,
      )
    }
    const csv = await outside[0]?.get(path(table, '&format=csv'))
    t.ok(parseCsv(csv?.text ?? '').every(({ reason }) => reason === ''))
  }
  t.ok(told > 500, `${told} grounds by cell that DERFE alone is told`)
  for (const caller of [...outside, running.as({ role: 'opl', entity: '09' })]) {
    const { reasonsWithheld, rows } = (await caller.get(path('reasons'))).body
    t.notOk(reasonsWithheld)
    t.same(rows, (await analyst.get(path('reasons'))).body.rows, 'of the country')
    const since = (await caller.get(path('review', '', FROM, 'now'))).body
    if (since.rows) t.equal(grounds(since.rows), 0, 'live too')
  }
  const report = (await analyst.get(`/v1/cutoffs/${TO}/report`)).body
  const sealed = JSON.parse(report.difference).tables as Record<string, { rows: Row[] }>
  for (const [table, { rows }] of Object.entries(sealed)) {
    t.equal(grounds(rows) > 0, table === 'reasons', `sealed ${table}`)
  }
})

t.test('only sealed cut-offs are compared', async (t) => {
  t.match((await analyst.get(path('entities', '', '2023-10-30'))).body, {
    status: 404,
    code: 'NOT_FOUND',
  })
  const wrong = await analyst.get('/v1/aggregates/difference?table=durations&from=now&to=x')
  t.same(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort(), [
    'query.from',
    'query.table',
    'query.to',
  ])
})

t.test('every seal but the first holds its difference from the former', async (t) => {
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  const { data } = (await analyst.get('/v1/cutoffs')).body
  const dates = data.map(({ date }: { date: string }) => date).sort()
  for (const [index, date] of dates.entries()) {
    const { body } = await analyst.get(`/v1/cutoffs/${date}/report`)
    const names = JSON.parse(body.manifest).forms.map(({ name }: { name: string }) => name)
    const own = names.filter((name: string) => name.startsWith('diferencia_'))
    if (index === 0) {
      t.same([body.difference, own], [null, []])
      continue
    }
    t.equal(own.length, 2, `${own}`)
    const difference = JSON.parse(body.difference)
    t.match(difference, { from: { date: dates[index - 1] }, to: { date } })
    const sealed = (await analyst.get(`/v1/cutoffs/${date}`)).body
    t.same(Object.keys(difference.tables).sort(), Object.keys(sealed.tables).sort())
    for (const table of ['countries', 'countryEntity', 'daily', 'reasons']) {
      const served = await party.get(path(table, '', dates[index - 1], date))
      t.same(difference.tables[table].rows, served.body.rows, table)
    }
    const report = await analyst.get(`/v1/cutoffs/${date}/report?format=csv&table=difference`)
    const lines = parseCsv(report.text)
    t.same([...new Set(lines.map(({ table }) => table))].sort(), Object.keys(sealed.tables).sort())
    t.ok(lines.some(({ table, ground }) => table === 'reasons' && ground !== ''))
    t.comment(`${date}: ${body.difference.length} bytes, ${lines.length} lines`)
  }
})

t.test('October to November equals its recount', async (t) => {
  const sealed = (await analyst.get(`/v1/cutoffs/${TO}`)).body
  // All are asked for first: a connection does not outlive a recount.
  const answers = await Promise.all(RECOUNTED.map((table) => analyst.get(path(table))))
  for (const [index, { body }] of answers.entries()) {
    const table = RECOUNTED[index] ?? ''
    t.match(body.to, { date: TO, instant: sealed.instant, knownAsOf: sealed.knownAsOf })
    t.ok(body.rows.length > 10, `${body.rows.length} rows`)
    const at = ({ instant, knownAsOf }: { instant: string; knownAsOf: number }) => ({
      instantMs: Date.parse(instant),
      number: knownAsOf,
    })
    const expected = recountDifference(table, raw, at(body.from), at(body.to))
    // tap's own comparison takes half a minute over thousands of cells.
    t.ok(isDeepStrictEqual(differenceCells(body.rows), expected), `${table}, movement by movement`)
  }
})
