import pg from 'pg'
import t from 'tap'
import { DIMENSIONS, type Dimension } from '../../src/crossings/schemas.ts'
import type { Caller } from '../helpers/app.ts'
import { startDemo } from '../helpers/demo.ts'
import { flattened, parseCsv, withoutNulls } from '../helpers/figures.ts'
import { Random, seedOfRun } from '../helpers/random.ts'
import {
  dayOf,
  lastDayBefore,
  type Raw,
  readRaw,
  type Standing,
  standingAt,
} from '../helpers/recount.ts'

/* Crossings and cases of the demo, against a recount of each request by itself. */

const PROCESS = '2023-2024'
const SEED = seedOfRun()
t.comment(`LNE_TEST_SEED=${SEED}`)
const random = new Random(SEED)

const demo = await startDemo(t)
const analyst = demo.as({ role: 'derfe_analyst' })
const auditor = demo.as({ role: 'auditor' })
const raw = (await readRaw(demo.database.ownerUrl)).get(PROCESS) as Raw

const GROUPS: [string, number][] = [
  ['0-17', 17],
  ['18-23', 23],
  ['24-29', 29],
  ['30-35', 35],
  ['36-41', 41],
  ['42-47', 47],
  ['48-53', 53],
  ['54+', 200],
]

function dimensionOf(one: Standing, dimension: Dimension, day: string): string {
  if (dimension === 'receivedOn') return dayOf(one.receivedMs)
  if (dimension !== 'ageGroup') return one[dimension]
  const years = Number(day.slice(0, 4)) - Number(one.birthDate.slice(0, 4))
  const age = day.slice(5) < one.birthDate.slice(5) ? years - 1 : years
  return GROUPS.find(([, most]) => age <= most)?.[0] ?? ''
}

type Filters = { entity?: string; country?: string; status?: string }

/** Groups that count somebody, as `value|value` → n. */
function recounted(all: Standing[], names: readonly Dimension[], day: string, filters: Filters) {
  const groups: Record<string, number> = {}
  for (const one of all) {
    if (filters.entity && one.entity !== filters.entity) continue
    if (filters.country && one.country !== filters.country) continue
    if (filters.status && one.status !== filters.status) continue
    const key = names.map((name) => dimensionOf(one, name, day)).join('|')
    groups[key] = (groups[key] ?? 0) + 1
  }
  return groups
}

type Row = { key: Record<string, string>; total: number }
const answered = (rows: Row[], names: readonly Dimension[]): Record<string, number> =>
  Object.fromEntries(
    rows.map(({ key, total }) => [names.map((name) => key[name]).join('|'), total]),
  )

const search = (query: object): string =>
  `${new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== undefined) as [string, string][],
  )}`

/** Where an answer stands, recounted. */
const standingOf = ({ asOf, knownAsOf }: { asOf: string; knownAsOf: number }): Standing[] =>
  standingAt(raw, Date.parse(asOf), knownAsOf)

const POINTS = [{}, { cutoff: '2023-10-31' }, { validAsOf: '2023-11-08' }, { knownAsOf: '60000' }]

t.test('any crossing within the budget equals its recount', async (t) => {
  for (let round = 0; round < 12; round += 1) {
    const names = [...DIMENSIONS]
      .sort(() => (random.chance(0.5) ? 1 : -1))
      .slice(0, 1 + (round % 4))
    const filters: Filters = [{}, { entity: '09' }, { country: 'US', status: 'COMPLIES' }][
      round % 3
    ] as Filters
    const query = { groupBy: names.join(), ...filters, ...POINTS[round % POINTS.length] }
    const { status, body, text } = await analyst.get(`/v1/aggregates?${search(query)}`)
    t.equal(status, 200, text.slice(0, 200))
    const day = lastDayBefore(Date.parse(body.asOf))
    const expected = recounted(standingOf(body), names, day, filters)
    t.same(answered(body.rows, names), expected, search(query))
    const total = body.rows.reduce((sum: number, row: Row) => sum + row.total, 0)
    t.equal(body.total.total, total)
  }
})

t.test('CSV and GraphQL tell the same, in a fixed order', async (t) => {
  const json = (await analyst.get('/v1/aggregates?groupBy=entity,modality')).body
  const csv = await analyst.get('/v1/aggregates?groupBy=entity,modality&format=csv')
  t.same(parseCsv(csv.text).slice(0, -1), json.rows.map(flattened))
  t.match(json.rows[0], { key: { entity: '01', modality: 'ELECTRONIC' } })
  const { body } = await analyst.query(
    '{ getCrossing(groupBy: "entity,modality") { rows { key { entity modality } total } total { total } } }',
  )
  t.same(withoutNulls(body.data.getCrossing), { rows: json.rows, total: json.total })
})

t.test('outside DERFE and audit nothing finer than the published tables', async (t) => {
  const cutoff = '2023-11-30'
  const callers: Record<string, Caller> = {
    utsi: demo.as({ role: 'utsi' }),
    ine_viewer: demo.as({ role: 'ine_viewer' }),
    opl: demo.as({ role: 'opl', entity: '09' }),
    party: demo.as({ role: 'party', party: 'PARTIDO_A' }),
  }
  const facets = ['medium', 'modality', 'credentialType', 'sex']
  const published = new Set([
    ...['', 'entity', 'country'].flatMap((place) =>
      ['', ...facets].map((facet) => [place, facet].filter(Boolean).sort().join()),
    ),
    'country,entity',
  ])
  let told = 0
  for (const [role, caller] of Object.entries(callers)) {
    for (const [index, first] of DIMENSIONS.entries()) {
      for (const second of ['', ...DIMENSIONS.slice(index + 1)]) {
        const names = [first, second].filter(Boolean) as Dimension[]
        const answer = await caller.get(`/v1/aggregates?groupBy=${names.join()}&cutoff=${cutoff}`)
        const allowed =
          published.has([...names].sort().join()) &&
          (role !== 'utsi' || names.every((name) => ['entity', 'modality'].includes(name)))
        t.equal(answer.status, allowed ? 200 : 403, `${role} ${names}: ${answer.status}`)
        if (!allowed) continue
        told += 1
        const full = await analyst.get(`/v1/aggregates?groupBy=${names.join()}&cutoff=${cutoff}`)
        t.same(
          answered(answer.body.rows, names),
          answered(full.body.rows, names),
          `${role} ${names}: true figures`,
        )
      }
    }
    const filtered: [string, number][] = [
      [`groupBy=sex&entity=09&country=US&cutoff=${cutoff}`, 403],
      [`groupBy=sex&status=SUBSANE&cutoff=${cutoff}`, 403],
      ['groupBy=entity', 403],
      ['groupBy=entity&validAsOf=2023-11-08', 403],
      [`groupBy=entity,country,sex&cutoff=${cutoff}`, role === 'utsi' ? 403 : 400],
    ]
    for (const [query, status] of filtered) {
      t.equal((await caller.get(`/v1/aggregates?${query}`)).status, status, `${role} ${query}`)
    }
  }
  t.ok(told > 30, `${told} crossings told`)
  t.match((await callers.party?.get('/v1/aggregates?groupBy=entity'))?.body, {
    code: 'SEALED_ONLY',
    detail: /cutoff/,
  })
  const own = await callers.party?.get(
    `/v1/aggregates?groupBy=sex&entity=09&status=COMPLIES&cutoff=${cutoff}`,
  )
  const full = await analyst.get(
    `/v1/aggregates?groupBy=sex&entity=09&status=COMPLIES&cutoff=${cutoff}`,
  )
  t.same(own?.body.rows, full.body.rows)
})

const COLUMNS: Record<string, (one: Standing) => boolean> = {
  total: () => true,
  'medium.INETEL': ({ medium }) => medium === 'INETEL',
  'credentialType.CPV': ({ credentialType }) => credentialType === 'CPV',
  'modality.IN_PERSON': ({ modality }) => modality === 'IN_PERSON',
  'sex.M': ({ sex }) => sex === 'M',
  initialCheck: ({ status }) => ['RECEIVED', 'INITIAL_CHECK'].includes(status),
  subsane: ({ status }) => status === 'SUBSANE',
}

t.test('as many cases as the figure says, each of them once', async (t) => {
  const entities = ['01', '04', '08', '20', '23', '31']
  const countries = ['US', 'CA', 'ES', 'DE', 'FR']
  for (let round = 0; round < 8; round += 1) {
    const column = random.pick(Object.keys(COLUMNS))
    const filters = {
      entity: random.pick(entities),
      country: random.pick(countries),
      ...(random.chance(0.3) ? { status: 'COMPLIES' } : {}),
    }
    const point = POINTS[round % POINTS.length]
    const figures = await analyst.get(
      `/v1/aggregates/entities?${search({ ...filters, ...(point?.cutoff ? { validAsOf: point.cutoff } : point) })}`,
    )
    const expected = standingOf(figures.body).filter(
      (one) =>
        one.entity === filters.entity &&
        one.country === filters.country &&
        (!filters.status || one.status === filters.status) &&
        COLUMNS[column]?.(one),
    ).length
    const question = search({ ...filters, ...point, column })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await auditor.get(
        `/v1/aggregates/cases?${question}&limit=200${cursor ? `&cursor=${cursor}` : ''}`,
      )
      t.equal(page.status, 200, page.text.slice(0, 200))
      seen.push(...page.body.data.map(({ pseudonym }: { pseudonym: string }) => pseudonym))
      cursor = page.body.page.nextCursor
    } while (cursor)
    t.equal(seen.length, expected, question)
    t.equal(new Set(seen).size, seen.length)
  }
})

t.test('folios for DERFE, pseudonyms for audit, nothing for others; all audited', async (t) => {
  const path = '/v1/aggregates/cases?entity=09&country=US&limit=3'
  const first = await analyst.get(path)
  t.equal(first.body.data.length, 3)
  const other = await auditor.get(path)
  t.same(
    other.body.data.map(({ pseudonym }: { pseudonym: string }) => pseudonym),
    first.body.data.map(({ folio }: { folio: string }) => demo.keys.pseudonym(folio)),
  )
  t.notOk(other.text.includes(first.body.data[0].folio))
  const { body } = await analyst.query(
    '{ listFigureCases(entity: "09", country: "US", limit: 3) { data { folio } nextCursor hasMore } }',
  )
  t.same(body.data.listFigureCases.data, first.body.data)
  t.equal(body.data.listFigureCases.nextCursor, first.body.page.nextCursor)
  for (const role of ['ine_viewer', 'party', 'opl', 'utsi', 'inetel_agent'] as const) {
    const { status } = await demo.as({ role, entity: '09', party: 'A' } as never).get(path)
    t.equal(status, 403, role)
  }
  const owner = new pg.Client({ connectionString: demo.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { rows } = await owner.query(
    `select role, records from audit_entries where action = 'figure:cases' and outcome = 'OK'
      order by id desc limit 3`,
  )
  const read = first.body.data.map(({ folio }: { folio: string }) => demo.keys.pseudonym(folio))
  t.same(
    rows.map(({ role, records }) => [role, records]),
    ['derfe_analyst', 'auditor', 'derfe_analyst'].map((role) => [role, read]),
    'every reading is entered with what was read',
  )
  const moved = await analyst.get(`${path}&cursor=${first.body.page.nextCursor}`)
  t.equal(moved.status, 200)
  t.match((await analyst.get(`/v1/aggregates/cases?cursor=${first.body.page.nextCursor}`)).body, {
    errors: [{ code: 'CURSOR_OF_OTHER_FILTERS' }],
  })
})
