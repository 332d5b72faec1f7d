/**
 * Figures recounted from movements and facts, one request at a time. Shares no code with the
 * counters: a request counts in the cell where its last movement by (T, N) left it, and what the
 * movements before did is of no matter.
 */
import pg from 'pg'

/** A movement as it is stored. Instants in milliseconds. */
export type RawMovement = {
  process: string
  number: number
  requestId: string
  kind: string
  from: string | null
  fromCountry: string | null
  fromModality: string | null
  status: string
  country: string
  modality: string
  effectiveMs: number
  recordedMs: number
  reasons: string[]
}

/** The facts of a request that figures are counted by. */
export type RawFacts = {
  id: string
  entity: string
  medium: string
  credentialType: string
  sex: string
  birthDate: string
  receivedMs: number
}

export type Raw = { movements: RawMovement[]; facts: Map<string, RawFacts> }

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`

/** Movements and facts, by process. */
export async function readRaw(ownerUrl: string): Promise<Map<string, Raw>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const movements = await client.query<RawMovement>(`
select process, number::int, request_id as "requestId", kind, from_status as "from",
       from_country as "fromCountry", from_modality as "fromModality", to_status as status,
       to_country as country, to_modality as modality, ${ms('effective_at')} as "effectiveMs",
       ${ms('recorded_at')} as "recordedMs", reasons
  from movements order by process, number`)
    const facts = await client.query<RawFacts & { process: string }>(`
select process, id, entity, medium, credential_type as "credentialType", sex,
       birth_date::text as "birthDate", ${ms('received_at')} as "receivedMs"
  from inscription_requests`)
    const byProcess = new Map<string, Raw>()
    const of = (process: string): Raw => {
      const known = byProcess.get(process) ?? { movements: [], facts: new Map() }
      byProcess.set(process, known)
      return known
    }
    for (const movement of movements.rows) of(movement.process).movements.push(movement)
    for (const { process, ...one } of facts.rows) of(process).facts.set(one.id, one)
    return byProcess
  } finally {
    await client.end()
  }
}

/** A request as it stood, with the movement that last changed its state. */
export type Standing = RawFacts & {
  status: string
  country: string
  modality: string
  reasons: string[]
}

/** Where each request stood: by its last movement effective before T and numbered up to N. */
export function standingAt(raw: Raw, instantMs: number, number: number): Standing[] {
  const last = new Map<string, { movement: RawMovement; reasons: string[] }>()
  for (const movement of raw.movements) {
    if (movement.number > number || movement.effectiveMs >= instantMs) continue
    const before = last.get(movement.requestId)
    const isSame = before?.movement.status === movement.status
    last.set(movement.requestId, { movement, reasons: isSame ? before.reasons : movement.reasons })
  }
  return [...last.values()]
    .filter(({ movement: { status } }) => status !== 'SUPERSEDED' && status !== 'WITHDRAWN')
    .map(({ movement: { number, requestId, status, country, modality }, reasons }) => {
      const facts = raw.facts.get(requestId)
      if (!facts) throw new Error(`Movement ${number} is of no request`)
      return { ...facts, status, country, modality, reasons }
    })
}

const inMexicoCity = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Mexico_City',
  dateStyle: 'short',
})
const DAY_MS = 86_400_000

/** The civil date in Mexico City, `YYYY-MM-DD`. */
export const dayOf = (instantMs: number): string => inMexicoCity.format(instantMs)

/** The last day that had ended by an instant: the one before the day that it lies in. */
export const lastDayBefore = (instantMs: number): string =>
  new Date(Date.parse(`${dayOf(instantMs)}T12:00:00Z`) - DAY_MS).toISOString().slice(0, 10)

/** Birthdays had by the end of a day. Who was born on 29 February has it on 1 March. */
function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** The mean to two decimals, half up, digit by digit. */
function mean(ages: number[]): number | null {
  if (ages.length === 0) return null
  const hundredfold = 100 * ages.reduce((sum, age) => sum + age, 0)
  const rest = hundredfold % ages.length
  return ((hundredfold - rest) / ages.length + (2 * rest >= ages.length ? 1 : 0)) / 100
}

const countIf = (all: Standing[], field: keyof Standing, value: string): number =>
  all.filter((one) => one[field] === value).length

const split = (all: Standing[], field: keyof Standing, values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [value, countIf(all, field, value)]))

const mediumOf = (all: Standing[]) => split(all, 'medium', ['INETEL', 'SRVE', 'EX_OFFICIO'])
const modalityOf = (all: Standing[]) =>
  split(all, 'modality', ['ELECTRONIC', 'POSTAL', 'IN_PERSON'])

function panorama(all: Standing[], day: string, withAges: boolean) {
  return {
    total: all.length,
    medium: mediumOf(all),
    credentialType: split(all, 'credentialType', ['CPVE', 'CPV']),
    modality: modalityOf(all),
    sex: split(all, 'sex', ['H', 'M', 'X']),
    ...(withAges && {
      averageAge: {
        value: mean(all.map(({ birthDate }) => ageOn(birthDate, day))),
        n: all.length,
      },
    }),
  }
}

function review(all: Standing[]) {
  const initialCheck = countIf(all, 'status', 'RECEIVED') + countIf(all, 'status', 'INITIAL_CHECK')
  return {
    received: all.length,
    initialCheck,
    forAnalysis: all.length - initialCheck,
    inAnalysis: countIf(all, 'status', 'IN_ANALYSIS'),
    subsane: countIf(all, 'status', 'SUBSANE'),
    complies: countIf(all, 'status', 'COMPLIES'),
    inadmissible: countIf(all, 'status', 'INADMISSIBLE'),
  }
}

function daily(all: Standing[]) {
  return { received: all.length, medium: mediumOf(all), modality: modalityOf(all) }
}

/** INE's printed order: by name. */
const ENTITIES =
  '01 02 03 04 07 08 09 05 06 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32'.split(
    ' ',
  )

export type Filters = { entity?: string; country?: string; status?: string }

const grouped = (all: Standing[], keyOf: (one: Standing) => string): [string, Standing[]][] => {
  const groups = new Map<string, Standing[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * The rows and the total that each table must have; rows by country in the order of their codes, as
 * the recount knows no names.
 */
export const RECOUNTS = {
  entities: (all: Standing[], day: string, { entity, country }: Filters) => ({
    rows: (entity ? [entity] : ENTITIES).map((code) => ({
      entity: code,
      ...panorama(
        all.filter((one) => one.entity === code),
        day,
        !country,
      ),
    })),
    total: panorama(all, day, !country),
  }),
  countries: (all: Standing[], day: string, { entity }: Filters) => ({
    rows: grouped(all, ({ country }) => country).map(([country, own]) => ({
      country,
      ...panorama(own, day, !entity),
    })),
    total: panorama(all, day, !entity),
  }),
  'country-entity': (all: Standing[], _day: string, { entity }: Filters) => {
    const codes = entity ? [entity] : ENTITIES
    const cells = (own: Standing[]) => ({
      total: own.length,
      cells: codes.map((code) => ({ entity: code, total: countIf(own, 'entity', code) })),
    })
    return {
      rows: grouped(all, ({ country }) => country).map(([country, own]) => ({
        country,
        ...cells(own),
      })),
      total: cells(all),
    }
  },
  review: (all: Standing[], _day: string, { entity }: Filters) => ({
    rows: (entity ? [entity] : ENTITIES).map((code) => ({
      entity: code,
      ...review(all.filter((one) => one.entity === code)),
    })),
    total: review(all),
  }),
  reviewByCountry: (all: Standing[]) => ({
    rows: grouped(all, ({ country }) => country).map(([country, own]) => ({
      country,
      ...review(own),
    })),
    total: review(all),
  }),
  daily: (all: Standing[]) => {
    let cumulative = 0
    return {
      rows: grouped(all, ({ receivedMs }) => dayOf(receivedMs)).map(([date, own]) => {
        cumulative += own.length
        return { date, cumulative, ...daily(own) }
      }),
      total: daily(all),
    }
  },
  reasons: (all: Standing[]) => {
    const rows = grouped(
      all.filter(({ status }) => status === 'SUBSANE' || status === 'INADMISSIBLE'),
      ({ status }) => status,
    ).flatMap(([status, own]) =>
      [...new Set(own.flatMap(({ reasons }) => reasons))].sort().map((reason) => ({
        status,
        reason,
        total: own.filter(({ reasons }) => reasons.includes(reason)).length,
      })),
    )
    return { rows, total: { total: rows.reduce((sum, row) => sum + row.total, 0) } }
  },
} as const

/** What a table must say of the requests that the filters leave. */
export const recount = (
  table: keyof typeof RECOUNTS,
  standing: Standing[],
  instantMs: number,
  filters: Filters = {},
) =>
  RECOUNTS[table](
    standing.filter(
      (one) =>
        (!filters.entity || one.entity === filters.entity) &&
        (!filters.country || one.country === filters.country) &&
        (!filters.status || one.status === filters.status),
    ),
    lastDayBefore(instantMs),
    filters,
  )

/** A served table in the form of the recount: without names, rows by country in the order of codes. */
export function withoutNames(table: { rows: readonly object[]; total: object }): {
  rows: object[]
  total: object
} {
  const rows = table.rows.map((row) => {
    const { label: _, ...rest } = row as { label?: string }
    return rest
  })
  const key = (row: object) => {
    const { country = '', status = '', reason = '' } = row as Record<string, string>
    return `${country} ${status} ${reason}`
  }
  const byCode = rows.some((row) => 'country' in row || 'reason' in row)
  return {
    rows: byCode ? rows.sort((a, b) => (key(a) < key(b) ? -1 : 1)) : rows,
    total: table.total,
  }
}

/** The first sum of a table that does not add up, told; nothing when all do. */
export function brokenSum(table: { rows: readonly object[]; total: object }): string | undefined {
  type Row = Record<string, number> & Record<string, Record<string, number>>
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const rows = table.rows as unknown as Row[]
  const whole = table.total as unknown as Row
  for (const row of [...rows, whole]) {
    const all = row.total ?? row.received
    for (const parts of ['medium', 'credentialType', 'modality', 'sex']) {
      const own = row[parts]
      if (own && sum(Object.values(own)) !== all) return `${parts} of ${JSON.stringify(row)}`
    }
    const cells = row.cells as unknown as { total: number }[] | undefined
    if (cells && sum(cells.map(({ total }) => total)) !== all) return `cells of ${row.country}`
    if (row.averageAge && row.averageAge.n !== row.total) return `n of ${JSON.stringify(row)}`
    if ('inAnalysis' in row) {
      const { received, initialCheck, inAnalysis, subsane, complies, inadmissible } = row
      const states = sum([initialCheck, inAnalysis, subsane, complies, inadmissible] as never)
      if (received !== states) return `states of ${JSON.stringify(row)}`
    }
  }
  for (const name of ['total', 'received']) {
    if (
      rows.length > 0 &&
      name in whole &&
      sum(rows.map((row) => Number(row[name]))) !== +(whole[name] ?? 0)
    ) {
      return `${name} of the rows`
    }
  }
  const last = rows.at(-1)
  if (last && 'cumulative' in last && +(last.cumulative ?? 0) !== +(whole.received ?? 0)) {
    return 'the last cumulative'
  }
  return undefined
}

type Side = { status: string; country: string; modality: string; reasons: string[] }

/** The cells of a difference in which a request counts while it stands on a side, as `key column`. */
const DIFFERENCE_CELLS: Record<string, (facts: RawFacts, side: Side) => string[]> = {
  entities: (facts, side) => panoramaCells(facts.entity, facts, side),
  entitiesComplying: (facts, side) =>
    side.status === 'COMPLIES' ? panoramaCells(facts.entity, facts, side) : [],
  countries: (facts, side) => panoramaCells(side.country, facts, side),
  countriesComplying: (facts, side) =>
    side.status === 'COMPLIES' ? panoramaCells(side.country, facts, side) : [],
  countryEntity: ({ entity }, { country }) => [`${entity} ${country} total`],
  review: ({ entity }, side) => reviewCells(entity, side),
  reviewByCountry: (_facts, side) => reviewCells(side.country, side),
  daily: ({ receivedMs, medium }, { modality }) =>
    ['received', `medium.${medium}`, `modality.${modality}`].map(
      (column) => `${dayOf(receivedMs)} ${column}`,
    ),
  reasons: (_facts, { status, reasons }) =>
    status === 'SUBSANE' || status === 'INADMISSIBLE'
      ? reasons.map((reason) => `${status} ${reason} total`)
      : [],
}

const reviewCells = (key: string, { status }: Side): string[] =>
  ({
    RECEIVED: ['received', 'initialCheck'],
    INITIAL_CHECK: ['received', 'initialCheck'],
    IN_ANALYSIS: ['received', 'forAnalysis', 'inAnalysis'],
    SUBSANE: ['received', 'forAnalysis', 'subsane'],
    COMPLIES: ['received', 'forAnalysis', 'complies'],
    INADMISSIBLE: ['received', 'forAnalysis', 'inadmissible'],
  })[status]?.map((column) => `${key} ${column}`) ?? []

function panoramaCells(key: string, facts: RawFacts, { modality }: Side): string[] {
  const { medium, credentialType, sex } = facts
  return [
    'total',
    `medium.${medium}`,
    `credentialType.${credentialType}`,
    `modality.${modality}`,
    `sex.${sex}`,
  ].map((column) => `${key} ${column}`)
}

/** A cell of a difference: movements as `in DECISION SIGNATURE_MISSING`, with how many and how many late. */
export type DifferenceCell = {
  opening: number
  closing: number
  moved: Record<string, [n: number, late: number]>
}

/**
 * A difference recounted: openings and closings one request at a time, and every movement that one
 * point counts and the other does not by the cells that it leaves and enters.
 */
export function recountDifference(
  table: string,
  raw: Raw,
  from: { instantMs: number; number: number },
  to: { instantMs: number; number: number },
): Record<string, DifferenceCell> {
  const told: Record<string, DifferenceCell> = {}
  const cellsOf = DIFFERENCE_CELLS[table]
  if (!cellsOf) throw new Error(`No difference of ${table}`)
  const at = (cell: string): DifferenceCell => {
    told[cell] ??= { opening: 0, closing: 0, moved: {} }
    return told[cell]
  }
  for (const [name, { instantMs, number }] of [
    ['opening', from],
    ['closing', to],
  ] as const) {
    for (const one of standingAt(raw, instantMs, number)) {
      for (const cell of cellsOf(one, one)) at(cell)[name] += 1
    }
  }
  /** The grounds of the state that each request stands in, as its movements go by. */
  const grounds = new Map<string, string[]>()
  for (const one of raw.movements) {
    const reasonsLeft = grounds.get(one.requestId) ?? []
    const reasons = one.from === one.status ? reasonsLeft : one.reasons
    grounds.set(one.requestId, reasons)
    const known = ({ instantMs, number }: { instantMs: number; number: number }) =>
      one.effectiveMs < instantMs && one.number <= number
    if (known(from) === known(to)) continue
    const facts = raw.facts.get(one.requestId) as RawFacts
    const cells = (side: Side) =>
      side.status === 'SUPERSEDED' || side.status === 'WITHDRAWN' ? [] : cellsOf(facts, side)
    const left = one.from
      ? cells({
          status: one.from,
          country: one.fromCountry ?? '',
          modality: one.fromModality ?? '',
          reasons: reasonsLeft,
        })
      : []
    const entered = cells({ ...one, reasons })
    const [into, outOf] = known(to) ? ['in', 'out'] : ['out', 'in']
    const late = one.effectiveMs < from.instantMs && one.number > from.number ? 1 : 0
    for (const [direction, some, others] of [
      [into, entered, left],
      [outOf, left, entered],
    ] as const) {
      for (const cell of some.filter((name) => !others.includes(name))) {
        const kind = `${direction} ${one.kind} ${one.reasons[0] ?? '-'}`
        const [n, lateN] = at(cell).moved[kind] ?? [0, 0]
        at(cell).moved[kind] = [n + 1, lateN + late]
      }
    }
  }
  return told
}

/** A served difference in the form of the recount. */
export const differenceCells = (
  rows: readonly {
    key: Partial<Record<'entity' | 'country' | 'date' | 'status' | 'reason', string>>
    column: string
    opening: number
    closing: number
    in: { kind: string; reason: string | null; n: number; late: number }[]
    out: { kind: string; reason: string | null; n: number; late: number }[]
  }[],
): Record<string, DifferenceCell> =>
  Object.fromEntries(
    rows.map((row) => [
      [row.key.entity, row.key.country, row.key.date, row.key.status, row.key.reason, row.column]
        .filter(Boolean)
        .join(' '),
      {
        opening: row.opening,
        closing: row.closing,
        moved: Object.fromEntries(
          (['in', 'out'] as const).flatMap((direction) =>
            row[direction].map(({ kind, reason, n, late }) => [
              `${direction} ${kind} ${reason ?? '-'}`,
              [n, late] as [number, number],
            ]),
          ),
        ),
      },
    ]),
  )
