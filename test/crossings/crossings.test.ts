import pg from 'pg'
import t from 'tap'
import { jobScope } from '../../src/access/policy.ts'
import type {
  CountryEntityFigures,
  CountryFigures,
  DailyFigures,
} from '../../src/aggregates/schemas.ts'
import { groupSealed, seal } from '../../src/cutoffs/seal.ts'
import { DIMENSIONS, type Dimension } from '../../src/vocabulary.ts'
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

const demo = await startDemo(t, { usualReads: { derfe_analyst: Infinity, auditor: Infinity } })
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

/** Where an answer stands, recounted once for each point. */
const standings = new Map<string, Standing[]>()
function standingOf({ asOf, knownAsOf }: { asOf: string; knownAsOf: number }): Standing[] {
  const key = `${asOf} ${knownAsOf}`
  const standing = standings.get(key) ?? standingAt(raw, Date.parse(asOf), knownAsOf)
  standings.set(key, standing)
  return standing
}

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
  const finer = (names: readonly string[]) =>
    names.length === 2 && names.every((name) => facets.includes(name))
  let told = 0
  for (const [role, caller] of Object.entries(callers)) {
    for (const [index, first] of DIMENSIONS.entries()) {
      for (const second of ['', ...DIMENSIONS.slice(index + 1)]) {
        const names = [first, second].filter(Boolean) as Dimension[]
        const answer = await caller.get(`/v1/aggregates?groupBy=${names.join()}&cutoff=${cutoff}`)
        const allowed =
          (published.has([...names].sort().join()) || finer(names)) &&
          (role !== 'utsi' || names.every((name) => ['entity', 'modality'].includes(name)))
        t.equal(answer.status, allowed ? 200 : 403, `${role} ${names}: ${answer.status}`)
        if (!allowed) continue
        told += 1
        if (finer(names)) continue
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
      [`groupBy=entity,country,sex&cutoff=${cutoff}`, 403],
      [`groupBy=sex,modality,medium&cutoff=${cutoff}`, 403],
      [`groupBy=sex,modality&country=US&cutoff=${cutoff}`, 403],
      [`groupBy=sex,modality&status=COMPLIES&cutoff=${cutoff}`, 403],
      [`groupBy=entity,sex,modality,medium&cutoff=${cutoff}`, role === 'utsi' ? 403 : 400],
    ]
    for (const [query, status] of filtered) {
      t.equal((await caller.get(`/v1/aggregates?${query}`)).status, status, `${role} ${query}`)
    }
  }
  t.ok(told > 30, `${told} crossings told`)
  t.match(
    (await callers.party?.get(`/v1/aggregates?groupBy=ageGroup,sex&cutoff=${cutoff}`))?.body,
    {
      code: 'FIELD_FORBIDDEN',
    },
  )
  t.match(
    (await callers.party?.get(`/v1/aggregates?groupBy=country,sex,modality&cutoff=${cutoff}`))
      ?.body,
    { code: 'CROSSING_NOT_PUBLISHED', detail: /característica/ },
  )
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

t.test('live tables are divided no further than the published ones', async (t) => {
  const viewer = demo.as({ role: 'ine_viewer' })
  const published: Record<string, string[]> = {
    entities: ['', 'entity=14', 'status=COMPLIES', 'entity=14&status=COMPLIES'],
    countries: ['', 'country=CA', 'status=COMPLIES', 'country=CA&status=COMPLIES'],
    'country-entity': ['', 'entity=14', 'country=CA', 'entity=14&country=CA'],
    review: [
      '',
      'entity=14',
      ...['COMPLIES', 'SUBSANE'].flatMap((one) => [`status=${one}`, `entity=14&status=${one}`]),
    ],
    daily: [''],
    funnel: ['', 'entity=14'],
    reasons: [''],
  }
  const filters = ['', 'entity=14', 'country=CA', 'status=COMPLIES', 'status=SUBSANE']
  const asked = filters.flatMap((one, index) => [
    one,
    ...filters.slice(Math.max(1, index + 1)).map((other) => `${one}&${other}`),
  ])
  for (const [table, told] of Object.entries(published)) {
    for (const filter of asked.filter((one) => one.split('status').length < 3)) {
      const query = filter.replace(/^&/, '')
      if (/country|status/.test(query) && table === 'reasons') continue
      if (/status/.test(query) && table === 'funnel') continue
      const { status, body, text } = await viewer.get(`/v1/aggregates/${table}?${query}`)
      const isTold = told.includes(query)
      t.equal(status, isTold ? 200 : 403, `${table} ${query} ${isTold ? text.slice(0, 200) : ''}`)
      if (status === 403) t.equal(body.code, 'CROSSING_NOT_PUBLISHED')
      const derfe = await analyst.get(`/v1/aggregates/${table}?${query}`)
      t.equal(derfe.status, 200, 'DERFE divides them')
    }
  }
  const { body } = await viewer.query(
    '{ getEntityFigures(entity: "14", country: "CA") { total { total } } }',
  )
  t.equal(body.errors[0].extensions.code, 'CROSSING_NOT_PUBLISHED', 'nor by GraphQL')
  const opl = demo.as({ role: 'opl', entity: '09' })
  t.equal(
    (await opl.get('/v1/aggregates/countries?country=CA')).status,
    200,
    'whom it reads by name',
  )
})

/** A group by what defines it, as `entity=09&sex=H`, with its size at a cut-off. */
const nameOf = (key: Record<string, string>): string =>
  Object.keys(key)
    .sort()
    .map((name) => `${name}=${key[name]}`)
    .join('&')

t.test(
  'two parts at once: true where told, and no difference of two answers is a small group',
  async (t) => {
    const SMALLEST = 10
    const party = demo.as({ role: 'party', party: 'PARTIDO_A' })
    const viewer = demo.as({ role: 'ine_viewer' })
    const facets = ['medium', 'credentialType', 'modality', 'sex'] as const
    const { body: list } = await party.get('/v1/cutoffs')
    const dates: string[] = list.data
      .filter(({ status }: { status: string }) => status === 'SEALED')
      .map(({ date }: { date: string }) => date)
      .sort()
    t.ok(dates.length >= 5)
    const EARLIER = '2023-11-29'
    const last = `/v1/aggregates?groupBy=entity,medium,sex&cutoff=${dates.at(-1)}`
    const toldOfLast = (await party.get(last)).text
    let reserved = 0
    let told = 0
    const former = new Map<string, number>()
    for (const date of [...dates, EARLIER]) {
      if (date === EARLIER) {
        // Two persons may seal any day that has ended, also when a later one is told already.
        const scope = jobScope<'cutoff:seal'>('cutoff:seal')
        await seal(demo.services, scope, { process: PROCESS, date, approvedBy: null })
        t.equal((await party.get(`/v1/aggregates?groupBy=sex,medium&cutoff=${date}`)).status, 503)
        await groupSealed(demo.services.db, scope)
      }
      const sizes = new Map<string, number>()
      const ask = async (names: readonly string[], isPublished: boolean) => {
        const question = `/v1/aggregates?groupBy=${names}&cutoff=${date}`
        const { status, body, text } = await party.get(question)
        t.equal(status, 200, text.slice(0, 200))
        const standing = standingOf(body)
        t.equal(body.total.total, standing.length, `${names}: the whole is true`)
        t.equal(body.smallestGroup, isPublished ? undefined : SMALLEST)
        const truth = recounted(standing, names as Dimension[], date, {})
        for (const { key, total } of body.rows as {
          key: Record<string, string>
          total: number | null
        }[]) {
          const size = truth[names.map((name) => key[name]).join('|')] ?? 0
          if (total === null) {
            reserved += 1
            continue
          }
          if (total !== size) t.fail(`${date} ${nameOf(key)}: ${total}, not ${size}`)
          sizes.set(nameOf(key), total)
          told += 1
        }
        // Nobody is told by leaving the line out.
        const rows = new Set((body.rows as Row[]).map(({ key }) => nameOf(key)))
        for (const values of Object.keys(truth)) {
          const parts = values.split('|')
          const name = nameOf(Object.fromEntries(names.map((one, at) => [one, parts[at] ?? ''])))
          if (!rows.has(name)) t.fail(`${date} ${name} is missing`)
        }
      }
      const published = new Set<string>()
      for (const names of [['entity'], ...facets.flatMap((one) => [[one], ['entity', one]])]) {
        await ask(names, true)
      }
      for (const name of sizes.keys()) published.add(name)
      for (const [index, one] of facets.entries()) {
        for (const other of facets.slice(index + 1)) {
          await ask([one, other], false)
          await ask(['entity', one, other], false)
        }
      }
      // A group that a published table tells by itself: its other part is the only one of its place.
      const isPublished = (name: string): boolean => {
        const parts = name.split('&')
        return parts.some((part) => {
          const wider = parts.filter((other) => other !== part).join('&')
          return published.has(wider) && sizes.get(wider) === sizes.get(name)
        })
      }
      for (const [name, size] of sizes) {
        if (published.has(name) || isPublished(name)) continue
        const parts = name.split('&')
        if (size < SMALLEST) t.fail(`${date} ${name} is ${size}`)
        for (const part of parts) {
          const wider = sizes.get(parts.filter((other) => other !== part).join('&'))
          const rest = wider === undefined ? 0 : wider - size
          if (rest !== 0 && rest < SMALLEST) t.fail(`${date} all but ${name} is ${rest}`)
        }
        const before = former.get(name)
        const change = before === undefined ? 0 : Math.abs(size - before)
        if (change !== 0 && change < SMALLEST) t.fail(`${date} ${name} changed by ${change}`)
        former.set(name, size)
      }
    }
    t.equal((await party.get(last)).text, toldOfLast, 'what was told of a cut-off stays as it is')
    t.ok(reserved > 100, `${reserved} groups hidden`)
    t.ok(told > 2000, `${told} groups told`)
    const question = '/v1/aggregates?groupBy=entity,modality,sex&cutoff=2023-11-30'
    t.same((await viewer.get(question)).body, (await party.get(question)).body, 'the same for all')
    const own = (
      await viewer.get('/v1/aggregates?groupBy=modality,sex&entity=09&cutoff=2023-11-30')
    ).body
    const among = (await viewer.get(question)).body.rows.filter(
      ({ key }: Row) => key.entity === '09',
    )
    t.same(
      own.rows.map(({ total }: Row) => total),
      among.map(({ total }: Row) => total),
    )
    const graphql = await viewer.query(
      '{ getCrossing(groupBy: "modality,sex", entity: "09", cutoff: "2023-11-30") { smallestGroup rows { key { modality sex } total } total { total } } }',
    )
    t.same(withoutNulls(graphql.body.data.getCrossing.rows), withoutNulls(own.rows))
    t.equal(graphql.body.data.getCrossing.smallestGroup, SMALLEST)
    const csv = await viewer.get(`${question}&format=csv`)
    t.match(csv.text, /\r\n\d\d,[A-Z_]+,[HMX],\r\n/, 'a cell that is not told is empty')
  },
)

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

t.test('every kind of cell leads to its cases', async (t) => {
  const cutoff = '2023-11-30'
  const { tables } = (await analyst.get(`/v1/cutoffs/${cutoff}`)).body
  const cells: [Record<string, string>, number][] = []
  const day = random.pick(tables.daily.rows as DailyFigures['rows'])
  const { date } = day
  cells.push([{ receivedOn: date }, day.received], [{ receivedTo: date }, day.cumulative])
  cells.push([{ receivedOn: date, medium: 'INETEL' }, day.medium.INETEL])
  cells.push([{ receivedOn: date, column: 'modality.POSTAL' }, day.modality.POSTAL])
  for (const { status, reason, total } of tables.reasons.rows) {
    if (total > 0 && total < 400) cells.push([{ status, reason }, total])
  }
  const { country, cells: line } = random.pick(
    tables.countryEntity.rows.slice(2) as CountryEntityFigures['rows'],
  )
  const { entity, total } = random.pick(line)
  cells.push([{ country, entity }, total])
  const complying = random.pick(tables.countriesComplying.rows.slice(3) as CountryFigures['rows'])
  cells.push([{ country: complying.country, status: 'COMPLIES' }, complying.total])
  for (const names of ['ageGroup,sex', 'medium,credentialType', 'receivedOn,ageGroup']) {
    const question = `/v1/aggregates?groupBy=entity,${names}&entity=20&cutoff=${cutoff}`
    const { key, total } = random.pick((await analyst.get(question)).body.rows as Row[])
    cells.push([key as Record<string, string>, total])
  }
  for (const [key, total] of cells) {
    let found = 0
    let cursor = ''
    do {
      const question = search({ ...key, cutoff, limit: '200', ...(cursor && { cursor }) })
      const { status, body, text } = await analyst.get(`/v1/aggregates/cases?${question}`)
      t.equal(status, 200, text.slice(0, 200))
      found += body.data.length
      cursor = body.page.nextCursor ?? ''
    } while (cursor)
    t.equal(found, total, JSON.stringify(key))
  }
  t.ok(cells.length > 12, `${cells.length} cells`)
  const both = await analyst.get('/v1/aggregates/cases?column=medium.SRVE&medium=INETEL')
  t.same(both.body.data, [], 'nobody is of two media')
  const graphql = await analyst.query(
    `{ listFigureCases(medium: INETEL, receivedOn: "${date}", cutoff: "${cutoff}", limit: 200) { data { folio } } }`,
  )
  t.equal(graphql.body.data.listFigureCases.data.length, Math.min(200, day.medium.INETEL))
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
  const every =
    '/v1/aggregates/cases?process=2023-2024&country=US&entity=09&column=total&medium=SRVE&credentialType=CPVE&modality=ELECTRONIC&sex=M&ageGroup=30-35&receivedTo=2023-11-30&validAsOf=2023-11-30&knownAsOf=2023-12-01T06:00:00Z&limit=1'
  const { nextCursor } = (await analyst.get(every)).body.page
  t.equal((await analyst.get(`${every}&cursor=${nextCursor}`)).status, 200, 'of whatever question')
})
