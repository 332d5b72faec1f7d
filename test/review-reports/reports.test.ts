import pg from 'pg'
import t from 'tap'
import { askAs } from '../../src/platform/database.ts'
import type { Reply } from '../helpers/app.ts'
import { notedFetch } from '../helpers/contract.ts'
import { startDemo } from '../helpers/demo.ts'
import { parseCsv, wholeQuery, withoutNulls } from '../helpers/figures.ts'
import { linesOf } from '../helpers/paper.ts'
import { readWorkbook } from '../helpers/workbook.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Json = any

const demo = await startDemo(t)
const analyst = demo.as({ role: 'derfe_analyst', subject: 'daniel' })
const reviewer = demo.as({ role: 'derfe_reviewer', subject: 'rafael' })
const owner = new pg.Client({ connectionString: demo.database.ownerUrl })
await owner.connect()
t.teardown(() => owner.end())

/** What was not asked through the service: the movements, in memory. */
const movements = (
  await owner.query(`
select m.request_id as id, m.number::int, m.from_status as "from", m.to_status as "to", m.entity,
       (extract(epoch from m.effective_at) * 1000)::float8 as at, m.reasons
  from movements m order by m.number`)
).rows as {
  id: string
  number: number
  from: string | null
  to: string
  entity: string
  at: number
  reasons: string[]
}[]

/** The last movement of each request that changed its state, by an instant, among those recorded. */
function standing(untilMs: number, number = Infinity): Map<string, (typeof movements)[number]> {
  const last = new Map<string, (typeof movements)[number]>()
  for (const movement of movements) {
    if (movement.number > number || movement.at >= untilMs) continue
    if (movement.from !== movement.to) last.set(movement.id, movement)
  }
  return last
}

t.test('grounds are those of the movement that put requests where they are', async (t) => {
  for (const [query, untilMs, entity] of [
    ['?validAsOf=2023-11-30', Date.parse('2023-12-01T06:00:00Z'), undefined],
    ['?validAsOf=2023-10-31', Date.parse('2023-11-01T06:00:00Z'), undefined],
    ['?validAsOf=2023-11-30&entity=09', Date.parse('2023-12-01T06:00:00Z'), '09'],
  ] as const) {
    const expected = new Map<string, number>()
    for (const { to, reasons, entity: of } of standing(untilMs).values()) {
      if (!['SUBSANE', 'INADMISSIBLE'].includes(to) || (entity && of !== entity)) continue
      for (const reason of reasons) {
        expected.set(`${to} ${reason}`, (expected.get(`${to} ${reason}`) ?? 0) + 1)
      }
    }
    const { status, body } = await analyst.get(`/v1/aggregates/reasons${query}`)
    t.equal(status, 200)
    t.ok(body.rows.length > 0)
    t.same(
      new Map(body.rows.map((row: Json) => [`${row.status} ${row.reason}`, row.total])),
      expected,
      query,
    )
  }
  const sealed = await analyst.get('/v1/cutoffs/2023-10-31')
  const live = await analyst.get('/v1/aggregates/reasons?validAsOf=2023-10-31')
  const byGround = ({ rows }: Json) =>
    Object.fromEntries(rows.map((row: Json) => [`${row.status} ${row.reason}`, row.total]))
  t.same(byGround(live.body), byGround(sealed.body.tables.reasons), 'as the cut-off sealed them')
  const agent = await demo
    .as({ role: 'inetel_agent', subject: 'ines' })
    .get('/v1/aggregates/reasons')
  t.equal(agent.status, 200, 'INETEL reads its report')
  const own = demo.as({ role: 'opl', subject: 'olivia', entity: '09' })
  t.equal((await own.get('/v1/aggregates/reasons')).body.code, 'FORBIDDEN', 'no OPL')
  const viewer = demo.as({ role: 'ine_viewer', subject: 'elena' })
  t.same(
    (await viewer.get('/v1/aggregates/reasons?validAsOf=2023-11-30')).body.rows,
    (await analyst.get('/v1/aggregates/reasons?validAsOf=2023-11-30')).body.rows,
    'grounds of the country, as INE publishes them',
  )
  t.match((await viewer.get('/v1/aggregates/reasons?entity=14')).body, {
    status: 403,
    code: 'CROSSING_NOT_PUBLISHED',
  })
})

t.test('the funnel is that of the review, and nobody is listed yet', async (t) => {
  const { body } = await analyst.get('/v1/aggregates/funnel?validAsOf=2023-11-30')
  t.same(body.total, { received: 51_185, complies: 43_444, listed: null })
  t.equal(body.rows.length, 32)
  t.same(
    body.rows.reduce((sum: number, row: Json) => sum + row.complies, 0),
    43_444,
  )
})

/** Percentiles as they are defined: the first value that so many do not exceed. */
function staysOf(hours: number[]) {
  const sorted = hours.map((one) => Math.round(one * 10) / 10).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
  return { n: sorted.length, median: at(0.5), p90: at(0.9), p95: at(0.95), max: at(1) }
}

t.test('time in each state, with percentiles, now and as it was', async (t) => {
  const HOUR = 3_600_000
  const from = Date.parse('2023-11-01T06:00:00Z')
  const path = '/v1/aggregates/durations?from=2023-11-01'
  const sealed = (await analyst.get('/v1/cutoffs/2023-11-15')).body
  const known = Math.round(sealed.knownAsOf * 0.9)
  const totals: Json[] = []
  for (const [lastDay, point] of [
    ['2023-11-30', '&to=2023-11-30'],
    ['2023-11-15', `&validAsOf=2023-11-15&knownAsOf=${sealed.knownAsOf}`],
    ['2023-11-30', `&validAsOf=2023-11-30&knownAsOf=${known}`],
    ['2023-11-20', `&entity=09&validAsOf=2023-11-20T12:00:00Z&knownAsOf=${known}`],
  ] as const) {
    const { status, body } = await analyst.get(`${path}${point}`)
    t.equal(status, 200)
    t.match(body, { from: '2023-11-01', to: lastDay })
    const to = Date.parse(`${lastDay}T06:00:00Z`) + 24 * HOUR
    const asOf = Date.parse(body.asOf)
    const ofEntity = (one: { entity: string }) => !point.includes('entity') || one.entity === '09'
    const ended = new Map<string, number[]>()
    const since = new Map<string, number>()
    for (const movement of movements.filter(ofEntity)) {
      const { id, number, from: before, to: after, at } = movement
      if (before === after || number > body.knownAsOf || at >= asOf) continue
      const began = since.get(id)
      if (before !== null && began !== undefined && at >= from && at < to) {
        const hours = ended.get(before) ?? []
        hours.push((at - began) / HOUR)
        ended.set(before, hours)
      }
      since.set(id, at)
    }
    const open = new Map<string, number[]>()
    for (const one of standing(asOf, body.knownAsOf).values()) {
      if (!ofEntity(one)) continue
      const hours = open.get(one.to) ?? []
      hours.push((asOf - one.at) / HOUR)
      open.set(one.to, hours)
    }
    const close = (a: number | null, b: number | null) => Math.abs((a ?? 0) - (b ?? 0)) <= 0.1
    for (const row of body.rows) {
      for (const [kind, all] of [
        ['ended', ended],
        ['open', open],
      ] as const) {
        const expected = staysOf(all.get(row.status) ?? [])
        t.equal(row[kind].n, expected.n, `${point} ${row.status} ${kind}`)
        for (const name of ['median', 'p90', 'p95', 'max'] as const) {
          t.ok(
            close(row[kind][name], expected[name]),
            `${point} ${row.status} ${kind} ${name}: ${row[kind][name]} and ${expected[name]}`,
          )
        }
      }
    }
    totals.push(body.total)
  }
  t.ok(totals[0].ended.n > 10_000)
  t.equal(totals[0].open.n, 51_185)
  t.equal(totals[1].open.n, sealed.tables.review.total.received, 'as many as the cut-off sealed')
  t.ok(totals[2].open.n < totals[0].open.n && totals[3].open.n < totals[2].open.n)
  const past = (await analyst.get('/v1/aggregates/durations?validAsOf=2023-11-15')).body
  t.match(past, { asOf: '2023-11-16T06:00:00Z', from: '2023-11-01', to: '2023-11-15' })
  t.same((await analyst.get('/v1/aggregates/durations?validAsOf=2023-11-15')).body, past)
  const late = await analyst.get('/v1/aggregates/durations?from=2024-01-01')
  t.match(late.body, { status: 400, errors: [{ pointer: 'query.from', code: 'IN_THE_FUTURE' }] })
  for (const [query, pointer] of [
    ['validAsOf=2023-10-31&from=2023-11-01', 'query.from'],
    ['to=2023-12-10', 'query.to'],
    ['to=9999-12-31', 'query.to'],
    ['validAsOf=0001-01-01', 'query.validAsOf'],
  ] as const) {
    const { body } = await analyst.get(`/v1/aggregates/durations?${query}`)
    t.match(body, { status: 400, errors: [{ pointer }] }, query)
  }
  t.equal((await analyst.get('/v1/aggregates/entities?validAsOf=0002-01-01')).status, 200)
  t.equal((await analyst.get('/v1/aggregates/durations?to=0002-01-10')).status, 200)
  const turned = await analyst.get('/v1/aggregates/durations?from=2023-11-30&to=2023-11-01')
  t.equal(turned.status, 400)
})

t.test('last movements, page by page, without names and in the log', async (t) => {
  const path = '/v1/reports/last-movements?entity=06&status=COMPLIES&limit=100'
  const seen: Json[] = []
  let cursor: string | undefined
  do {
    const answer: Reply = await reviewer.get(`${path}${cursor ? `&cursor=${cursor}` : ''}`)
    t.equal(answer.status, 200)
    seen.push(...answer.body.data)
    cursor = answer.body.page.nextCursor
  } while (cursor)
  const { rows } = await owner.query(`
select folio, entity, country, status, last_movement::int as "lastMovement" from inscription_requests
 where entity = '06' and status = 'COMPLIES' order by last_movement desc`)
  t.same(
    seen.map(({ lastMovementAt: _, ...row }) => row),
    rows,
  )
  t.ok(seen.every(({ lastMovementAt }) => /^2023-.*Z$/.test(lastMovementAt)))
  const [{ folio }] = seen
  const { rows: entries } = await owner.query(
    `select count(*)::int as n from audit_entries where action = 'report:last-movements' and records @> $1`,
    [[demo.keys.pseudonym(folio)]],
  )
  t.equal(entries[0].n, 1, 'the page is in the audit log with its folios')

  const csv = await reviewer.get(`${path}&format=csv`)
  t.equal(parseCsv(csv.text).length, 100, 'a page, and no line of a total')
  const next = /<([^>]+)>/.exec(csv.headers.get('link') ?? '')?.[1] ?? ''
  t.equal(parseCsv((await reviewer.get(next)).text)[0]?.folio, seen[100].folio)

  const wrong = await reviewer.get(`${path}&cursor=e30`)
  t.match(wrong.body.errors, [{ pointer: 'query.cursor', code: 'INVALID_CURSOR' }])
  const first = await reviewer.get(path)
  const other = `/v1/reports/last-movements?entity=14&cursor=${first.body.page.nextCursor}`
  t.match((await reviewer.get(other)).body.errors, [{ code: 'CURSOR_OF_OTHER_FILTERS' }])
  const ofAnother = Buffer.from(first.body.page.nextCursor, 'base64url')
    .toString()
    .replace('2023-2024', '2017-2018')
  const mixed = await reviewer.get(`${path}&cursor=${Buffer.from(ofAnother).toString('base64url')}`)
  t.match(mixed.body.errors, [{ code: 'CURSOR_OF_OTHER_FILTERS' }], 'nor of another process')
  const action = 'report:last-movements'
  const { rows: plan } = await askAs(
    demo.services.db,
    { role: 'derfe_reviewer', action, entity: null, subject: 'rafael' },
    (tx) =>
      tx.query(
        `explain select folio from inscription_requests
          where process = '2023-2024' and last_movement < 100000
          order by last_movement desc limit 9`,
      ),
  )
  t.match(JSON.stringify(plan), /inscription_requests_latest_moved/, 'the latest are found')
  t.equal((await analyst.get(path)).status, 403)
})

t.test('CSV and GraphQL tell the same', async (t) => {
  for (const [field, path] of [
    ['getReasonFigures', 'reasons?validAsOf=2023-11-30'],
    ['getFunnel', 'funnel?validAsOf=2023-11-30'],
    ['getDurations', 'durations?from=2023-11-01&to=2023-11-30'],
  ] as const) {
    const query = new URLSearchParams(path.split('?')[1])
    const literals = Object.fromEntries(
      [...query].map(([name, value]) => [name, JSON.stringify(value)]),
    )
    const { body } = await analyst.query(wholeQuery(field, literals))
    t.notOk(body.errors, JSON.stringify(body.errors))
    const json = (await analyst.get(`/v1/aggregates/${path}`)).body
    const { asOf: _, ...told } = withoutNulls(body.data[field]) as Json
    const { asOf: __, ...expected } = withoutNulls(json) as Json
    // Open stays grow while they are asked about.
    if (field === 'getDurations')
      for (const row of [...told.rows, ...expected.rows]) delete row.open
    t.same(told, expected, field)
    const csv = await analyst.get(`/v1/aggregates/${path}&format=csv`)
    t.match(csv.headers.get('content-type'), /^text\/csv/)
    t.equal(parseCsv(csv.text).length, json.rows.length + 1)
  }
  const { body } = await reviewer.query(
    '{ listLastMovements(limit: 3, status: SUBSANE) { data { folio status lastMovement } hasMore nextCursor } }',
  )
  t.equal(body.data.listLastMovements.data.length, 3)
  t.ok(body.data.listLastMovements.hasMore)
})

/** What is printed of each report: its sheet, and numbers that its last line and its first must have. */
const PRINTED: Record<string, [sheet: string, numbersOf: (body: Json) => number[]]> = {
  entities: ['Cumplen por entidad', ({ total }) => [total.total, total.sex.H, total.sex.M]],
  countries: ['Recibidas por país', ({ total }) => [total.total, total.medium.SRVE]],
  'country-entity': [
    'País por entidad',
    ({ total }) => [total.total, ...total.cells.map((cell: Json) => cell.total)],
  ],
  review: [
    'Análisis jurídico',
    ({ total }) => [total.received, total.complies, total.inadmissible],
  ],
  daily: ['Serie diaria', ({ total }) => [total.received, total.modality.POSTAL]],
  reasons: ['Causales', ({ total }) => [total.total]],
  funnel: ['De solicitud a la lista', ({ total }) => [total.received, total.complies]],
  durations: ['Tiempo en cada estado', ({ total }) => [total.ended.n, total.open.n]],
}

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

t.test('every report is printed as a workbook and as a document', async (t) => {
  const token = await demo.token({ role: 'derfe_reviewer', subject: 'rafael' })
  const print = async (path: string, accept = '*/*') => {
    const headers = { authorization: `Bearer ${token}`, accept, purpose: 'Pruebas' }
    const answer = await notedFetch(`${demo.address}${path}`, { headers })
    const bytes = Buffer.from(await answer.arrayBuffer())
    t.equal(answer.status, 200, `${path}: ${answer.status === 200 ? '' : bytes}`)
    return { answer, bytes }
  }
  const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
  for (const [report, [sheet, numbersOf]] of Object.entries(PRINTED)) {
    const point = `validAsOf=2023-11-30${report === 'entities' ? '&status=COMPLIES' : ''}`
    const path = `/v1/aggregates/${report}?${point}`
    const { body } = await reviewer.get(path)
    const { answer, bytes } = await print(path, SHEET)
    t.match(answer.headers.get('content-disposition'), /^attachment; filename="[a-z-]+_.*\.xlsx"$/)
    t.equal(answer.headers.get('content-type'), SHEET)
    const book = readWorkbook(bytes)
    t.same([...book.keys()], [sheet], report)
    const page = book.get(sheet)
    const totals = [...(page?.cells ?? [])].filter(([, { formula }]) => formula?.startsWith('SUM('))
    const summed = totals.map(([, { value }]) => value)
    for (const number of numbersOf(body)) t.ok(summed.includes(number), `${report}: ${number}`)
    t.match(
      page?.row(3)[0],
      /^Proceso 2023-2024 · Cifras al 30 de noviembre de 2023, 24:00 .*hora del centro/,
    )
    const paper = await print(`${path}&format=pdf`)
    t.equal(paper.answer.headers.get('content-type'), 'application/pdf')
    const lines = linesOf(paper.bytes).flat()
    for (const number of numbersOf(body))
      t.ok(lines.includes(count(number)), `${report}: ${number}`)
    t.ok(lines.some((line) => line.includes('Cifras preliminares e informativas')))
  }
  const opl = await demo.token({ role: 'opl', subject: 'olivia', entity: '09' })
  const own = await notedFetch(`${demo.address}/v1/aggregates/durations?format=pdf`, {
    headers: { authorization: `Bearer ${opl}` },
  })
  const ofOwn = linesOf(Buffer.from(await own.arrayBuffer())).flat()
  t.ok(
    ofOwn.some((line) => line.includes('ENTIDAD 09')),
    'it says whom it is of',
  )
  const [json, csv] = ['application/json, application/pdf;q=0.1', 'text/csv, application/pdf;q=0']
  const path = '/v1/aggregates/review?validAsOf=2023-11-30'
  t.match((await print(path, json)).answer.headers.get('content-type'), 'application/json')
  t.match((await print(path, csv)).answer.headers.get('content-type'), 'text/csv')
  t.match((await print(path, 'APPLICATION/PDF')).answer.headers.get('content-type'), '/pdf')
  const again = '/v1/aggregates/review?validAsOf=2023-11-30&format=xlsx'
  t.same((await print(again)).bytes, (await print(again)).bytes, 'the same bytes at any time')

  const last = await print('/v1/reports/last-movements?limit=7&status=SUBSANE&format=xlsx')
  t.match(last.answer.headers.get('link'), /rel="next"/)
  const { data } = (await reviewer.get('/v1/reports/last-movements?limit=7&status=SUBSANE')).body
  const sheet = readWorkbook(last.bytes).get('Último movimiento')
  const folios = data.map(({ folio }: Json) => folio)
  const names = async (catalogue: string): Promise<Map<string, string>> => {
    const { body } = await reviewer.get(`/v1/catalogues/${catalogue}`)
    return new Map(body.data.map(({ code, value }: Json) => [code, value.label]))
  }
  const [entities, countries] = [await names('entities'), await names('countries')]
  t.same(
    folios.map((_: string, at: number) => sheet?.row(5 + at).slice(0, 3)),
    data.map(({ folio, entity, country }: Json) => [
      folio,
      entities.get(entity),
      countries.get(country),
    ]),
    'people read names, and no codes',
  )
  t.match(sheet?.row(3)[0], /Proceso 2023-2024 .* estado: Subsane/)
  const paper = await print('/v1/reports/last-movements?limit=7&status=SUBSANE&format=pdf')
  const lines = linesOf(paper.bytes).flat()
  for (const folio of folios) t.ok(lines.includes(folio), folio)
  for (const { country } of data) t.ok(lines.includes(countries.get(country) ?? ''), country)
})

t.test('printing is refused like the report itself', async (t) => {
  const party = demo.as({ role: 'party', party: 'PARTIDO_A' })
  t.equal((await party.get('/v1/aggregates/review?format=pdf')).status, 403)
  t.equal((await analyst.get('/v1/reports/last-movements?format=xlsx')).status, 403)
  const crossing = await analyst.get('/v1/aggregates?groupBy=sex&format=xlsx')
  t.match(crossing.body, { status: 400, errors: [{ pointer: 'query.format' }] })
})
