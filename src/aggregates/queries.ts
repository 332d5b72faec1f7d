import type { Scope } from '../access/policy.ts'
import { findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { COUNTED_STATUSES, type CountedStatus } from '../vocabulary.ts'

/** Where figures stand on two clocks: effective before `instant`, numbered up to `number`. */
export type Point = { instant: string; number: number }

/** What figures start from: counters kept at a point, or nothing at all. */
export type Basis = Point & { basis: number }

/** Nothing recorded yet: the start of figures for which no counter was kept. */
export const NOTHING: Basis = { basis: -1, instant: '-infinity', number: 0 }

/** Where the movements of a process stand. */
export type Head = { number: number; lastEffectiveAt: string; now: string }

/**
 * The last number of a process's movements, its latest effective instant, and the business clock.
 */
export const selectHead: Statement<Head> = {
  name: 'movement_head',
  text: `
select h.number, h.last_effective_at as "lastEffectiveAt", business_now() as now
  from movement_heads h
 where h.process = $1`,
}

const settledNumberBy: Statement<{ number: number }> = {
  name: 'settled_number_by',
  text: 'select settled_number_by($1, $2) as number',
}

/**
 * The number of the last movement recorded by an instant, for ever: it waits for who is recording
 * one just now, so it is asked outside of a snapshot.
 */
export const selectNumberBy = async (
  db: Queryable,
  process: string,
  instant: string,
): Promise<number> => (await findRow(db, settledNumberBy, [process, instant]))?.number ?? 0

const nearestCutoff: Statement<Basis> = {
  name: 'nearest_cutoff',
  text: `
select basis, instant, known_as_of as number
  from cutoffs
 where process = $1 and status = 'SEALED' and instant <= $2 and known_as_of <= $3
 order by instant desc
 limit 1`,
}

/** The counters kept nearest before a point, from which its figures are reached. */
export const selectNearestBasis = async (
  db: Queryable,
  process: string,
  point: Point,
): Promise<Basis> =>
  (await findRow(db, nearestCutoff, [process, point.instant, point.number])) ?? NOTHING

const pointsOfSeals: Statement<Point> = {
  name: 'points_of_seals',
  text: `
select instant, known_as_of as number
  from cutoffs
 where process = $1 and status = 'SEALED'
 order by instant desc`,
}

/** The points at which cut-offs are sealed, the latest day first. */
export const selectPointsOfSeals = (db: Queryable, process: string): Promise<Point[]> =>
  rowsOf(db, pointsOfSeals, [process])

/** Columns of the counters that are added up, with what each counts among movement cells. */
const MEASURES = {
  n: 'true',
  inetel: `medium = 'INETEL'`,
  srve: `medium = 'SRVE'`,
  ex_officio: `medium = 'EX_OFFICIO'`,
  cpve: `credential_type = 'CPVE'`,
  cpv: `credential_type = 'CPV'`,
  electronic: `modality = 'ELECTRONIC'`,
  postal: `modality = 'POSTAL'`,
  in_person: `modality = 'IN_PERSON'`,
  sex_h: `sex = 'H'`,
  sex_m: `sex = 'M'`,
  sex_x: `sex = 'X'`,
} as const
export type Measure = keyof typeof MEASURES
const NAMES = Object.keys(MEASURES) as Measure[]

/**
 * One line of figures: its key, its counts, and the sum of ages where it was kept. By two keys at
 * once `n` is the only count.
 */
export type Counts = { key: string; key2: string | null; ages: number | null } & Record<
  Measure,
  number
>

/** What figures are counted by. */
export type GroupedBy =
  | 'entity'
  | 'country'
  | 'day'
  | 'country-entity'
  | 'entity-status'
  | 'country-status'

export type Filters = { entity?: string; country?: string; status?: CountedStatus }

const KEYS: Record<GroupedBy, [key: string, key2: string]> = {
  entity: ['entity', 'null::text'],
  country: ['country', 'null::text'],
  day: ['received_on::text', 'null::text'],
  'country-entity': ['country', 'entity'],
  'entity-status': ['entity', 'status'],
  'country-status': ['country', 'status'],
}

/** The margin whose cells answer the question; there is none by day, entity and country at once. */
function marginOf(by: GroupedBy, filters: Filters): string | undefined {
  const entity = by.includes('entity') || filters.entity !== undefined
  const country = by.includes('country') || filters.country !== undefined
  if (by === 'day') {
    return entity && country ? undefined : entity ? 'DAY_ENTITY' : country ? 'DAY_COUNTRY' : 'DAY'
  }
  return entity && country ? 'PAIR' : entity ? 'ENTITY' : 'COUNTRY'
}

/**
 * Completed years of everybody in a cell on the day that is bound, from what the counters keep. Its
 * month is in the text, since it chooses columns; its day is not: statements are kept as long as their
 * connection, and there are twelve of these.
 */
const agesFromCounters = (month: number): string => {
  const laterMonths = Array.from({ length: 12 - month }, (_, index) => month + index + 1)
  const later = laterMonths.map((m) => `sum(c.born_${String(m).padStart(2, '0')})`)
  // Whoever has the birthday later in the year than the day has completed one year less.
  return `sum(c.n) * extract(year from $2::date) - sum(c.birth_years)${later.map((s) => ` - ${s}`).join('')}
         - coalesce(sum((select sum(b.n) from birthday_counters b
              where b.process = c.process and b.basis = c.basis and b.margin = c.margin
                and b.month_day > ${month * 100} + extract(day from $2::date)::integer
                and b.month_day <= ${month * 100 + 31}
                and b.key = case c.margin when 'ENTITY' then c.entity else c.country end
                and b.status = c.status)), 0)`
}

const conditions = (filters: Filters, alias: string, first: number): string =>
  (['entity', 'country', 'status'] as const)
    .filter((name) => filters[name] !== undefined)
    .map((name, index) => `\n     and ${alias}.${name} = $${first + index}`)
    .join('')

const filterValues = (filters: Filters): string[] =>
  [filters.entity, filters.country, filters.status].filter((value) => value !== undefined)

/**
 * Figures at a point of both clocks: the counters of `basis`, plus the movements that the point has
 * and the basis has not, minus those that the basis has and the point has not. With the live
 * counters as basis and the head as point there are none, and the cost is the same at any size.
 *
 * @param day the day on whose end ages are completed
 */
export function selectCounts(
  db: Queryable,
  _scope: Scope<'figure:read' | 'figure:difference' | 'cutoff:seal'>,
  process: string,
  by: GroupedBy,
  filters: Filters,
  basis: Basis,
  point: Point,
  day: string,
): Promise<Counts[]> {
  const margin = basis === NOTHING ? undefined : marginOf(by, filters)
  const from = margin ? basis : NOTHING
  const isPanorama = by === 'entity' || by === 'country' || by === 'day'
  // Crossings are told as totals alone: what nobody prints is not added up.
  const names = isPanorama ? NAMES : NAMES.slice(0, 1)
  const withAges = isPanorama && ['ENTITY', 'COUNTRY'].includes(marginOf(by, filters) ?? '')
  const unmoved = from.instant === point.instant && from.number === point.number
  const month = Number(day.slice(5, 7))
  const [key, key2] = KEYS[by]
  const values: unknown[] = [process, day]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const parts: string[] = []

  if (margin) {
    const basisPlace = bind(from.basis)
    const marginPlace = bind(margin)
    const filtersFrom = values.length + 1
    values.push(...filterValues(filters))
    parts.push(`
  select ${key} as key, ${key2} as key2,
         ${names.map((name) => `sum(c.${name}) as ${name}`).join(', ')},
         ${withAges ? agesFromCounters(month) : 'null::numeric'} as ages
    from counters c
   where c.process = $1 and c.basis = ${basisPlace} and c.margin = ${marginPlace}${conditions(filters, 'c', filtersFrom)}
   group by 1, 2`)
  }
  if (!unmoved) {
    const [number, instant] = [bind(point.number), bind(point.instant)]
    const [fromNumber, fromInstant] = [bind(from.number), bind(from.instant)]
    const filtersFrom = values.length + 1
    values.push(...filterValues(filters))
    const range = (sign: string, where: string) => `
          select ${sign} * m.d as d, m.* from movement_cells m
           where m.process = $1 and ${where}`
    parts.push(`
  select ${key} as key, ${key2} as key2,
         ${names.map((name) => `coalesce(sum(x.d) filter (where ${MEASURES[name]}), 0) as ${name}`).join(',\n         ')},
         ${withAges ? `sum(x.d * extract(year from age($2::date, birth_date)))` : 'null::numeric'} as ages
    from (${[
      range('1', `number > ${fromNumber} and number <= ${number} and effective_at < ${instant}`),
      range(
        '-1',
        `number > ${number} and number <= ${fromNumber} and effective_at < ${fromInstant}`,
      ),
      range(
        '1',
        `number <= least(${number}::bigint, ${fromNumber}::bigint) and effective_at >= ${fromInstant} and effective_at < ${instant}`,
      ),
      range(
        '-1',
        `number <= least(${number}::bigint, ${fromNumber}::bigint) and effective_at >= ${instant} and effective_at < ${fromInstant}`,
      ),
    ]
      .map((sql) => sql.replace('m.*', columnsOfCells))
      .join('\n          union all')}) x
   where true${conditions(filters, 'x', filtersFrom)}
   group by 1, 2`)
  }
  const text = `
select key, key2, ${names.map((name) => `sum(${name})::integer as ${name}`).join(', ')},
       sum(ages)::bigint as ages
  from (${parts.join('\n  union all')}) s
 where $2::date is not null
 group by key, key2
having ${names.map((name) => `sum(${name}) <> 0`).join(' or ')}`
  const used = (['entity', 'country', 'status'] as const).filter((name) => filters[name]).join()
  const name = unmoved ? `counts:${by}:${used}:${margin}:${withAges ? month : ''}` : undefined
  return rowsOf(db, { name, text }, values)
}

/** Columns of movement_cells that figures read, without `d`, which carries the sign. */
const columnsOfCells = `m.entity, m.country, m.status, m.medium, m.credential_type, m.modality, m.sex,
                 m.birth_date, m.received_on`

/**
 * Requests in SUBSANE or INADMISSIBLE by each ground of the movement that put them there, of one
 * entity or of all. A request whose movements are all within the point stands as it stands now; of the
 * others only those that ever came into these states are looked at. The cost grows with who is in them
 * and with what has moved since the point, and not with the movements.
 */
export function selectReasons(
  db: Queryable,
  _scope: Scope<'figure:read' | 'figure:difference' | 'cutoff:seal' | 'report:reasons'>,
  process: string,
  point: Point,
  entity: string | null,
): Promise<{ status: string; reason: string; total: number }[]> {
  const text = `
with candidates as (
  select r.id from inscription_requests r
   where r.process = $1 and r.status in ('SUBSANE', 'INADMISSIBLE')
  union
  select m.request_id from movements m
   where m.process = $1 and m.to_status in ('SUBSANE', 'INADMISSIBLE')
     and m.request_id in (
           select r.id from inscription_requests r
            where r.process = $1 and r.last_movement_at >= $3
           union all
           select later.request_id from movements later
            where later.process = $1 and later.number > $2)
)
select l.to_status as status, r.reason, count(*)::integer as total
  from candidates c
 cross join lateral (
         select m.to_status, m.reasons, m.entity
           from movements m
          where m.request_id = c.id and m.number <= $2 and m.effective_at < $3
            and m.from_status is distinct from m.to_status
          order by m.number desc
          limit 1) l
 cross join lateral unnest(l.reasons) as r(reason)
 where l.to_status in ('SUBSANE', 'INADMISSIBLE') and ($4::text is null or l.entity = $4)
 group by 1, 2`
  // Without a name it is planned for its point: how much has moved since decides how it is found.
  return rowsOf(db, { text }, [process, point.number, point.instant, entity])
}

/** What cells are told by: one part of the panorama, or nothing but the whole. */
export type CellPart = 'medium' | 'credentialType' | 'modality' | 'sex'

/**
 * Movements alike that one point counts and the other does not: `sign` is 1 where the second point
 * has gained them, −1 where it has lost them. Keys and values that they are not told by are null.
 * By ground a movement is told twice, as leading into its grounds and as leading out of those that it
 * left: the state on the other side is null.
 */
export type Flow = {
  sign: 1 | -1
  kind: string
  reason: string | null
  entity: string | null
  fromCountry: string | null
  toCountry: string | null
  date: string | null
  ground: string | null
  fromStatus: string | null
  toStatus: string | null
  part: CellPart | null
  fromValue: string | null
  toValue: string | null
  n: number
  late: number
}

/** What the cells of a table are told by. */
export type CellKeys = 'entity' | 'country' | 'country-entity' | 'date' | 'ground'

/** Each set of keys of a table, whole and by each part of the panorama, as far as a table has them. */
const FLOW_SETS = [
  'entity, from_country, to_country',
  ...['entity', 'from_country, to_country'].flatMap((keys) => [
    keys,
    ...['medium', 'credential_type', 'sex', 'from_modality, to_modality'].map(
      (part) => `${keys}, ${part}`,
    ),
  ]),
]

/** Keys that a set of flows is not told by. */
const without = (...names: (keyof Flow)[]): string =>
  names.map((name) => `null::text as "${name}"`).join(', ')

/**
 * The movements that one of two points counts and the other does not, of those that `where` leaves;
 * `late` are those that took effect before the first point and were recorded after it. Values: process,
 * the first point's instant and number, the second's.
 */
const between = (where: string): string =>
  [
    ['1', 'effective_at < $2', 'number > $3 and number <= $5 and effective_at < $4'],
    ['-1', 'false', 'number > $5 and number <= $3 and effective_at < $2'],
    [
      '1',
      'false',
      'number <= least($3::bigint, $5::bigint) and effective_at >= $2 and effective_at < $4',
    ],
    [
      '-1',
      'false',
      'number <= least($3::bigint, $5::bigint) and effective_at >= $4 and effective_at < $2',
    ],
  ]
    .map(
      ([sign, late, range]) => `
          select ${sign} as sign, ${late} as late, m.*
            from movements m
           where m.process = $1 and ${where} and ${range}`,
    )
    .join('\n          union all')

/** By entity, country, or both: grouped as finely as any table needs, and only then by the keys of each. */
const flowsByPlace = `
with finest as (
  select sign, kind, reasons[1] as reason, entity, medium, credential_type, sex, from_status,
         from_country, from_modality, to_status, to_country, to_modality,
         count(*)::integer as n, (count(*) filter (where late))::integer as late
    from (${between(`(from_status, from_country, from_modality)
                is distinct from (to_status, to_country, to_modality)`)}) x
   group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
)
select sign, kind, reason, entity, from_country as "fromCountry", to_country as "toCountry",
       ${without('date', 'ground')},
       from_status as "fromStatus", to_status as "toStatus",
       case when grouping(medium) = 0 then 'medium'
            when grouping(credential_type) = 0 then 'credentialType'
            when grouping(sex) = 0 then 'sex'
            when grouping(to_modality) = 0 then 'modality' end as part,
       coalesce(medium, credential_type, sex, from_modality) as "fromValue",
       coalesce(medium, credential_type, sex, to_modality) as "toValue",
       sum(n)::integer as n, sum(late)::integer as late
  from finest
 group by sign, kind, reason, from_status, to_status, grouping sets (
       ${FLOW_SETS.map((columns) => `(${columns})`).join(',\n       ')})`

const counted = (status: string): string =>
  `${status} in (${COUNTED_STATUSES.map((one) => `'${one}'`).join(', ')})`

/** By the day of reception: only what is counted on one side alone, or changes its modality. */
const flowsByDate = `
with moved as (
  select x.*, (r.received_at at time zone 'America/Mexico_City')::date::text as date
    from (${between(`(from_status is null or not ${counted('from_status')}
                or not ${counted('to_status')} or from_modality <> to_modality)`)}) x
    join inscription_requests r on r.id = x.request_id
)
select sign, kind, reasons[1] as reason, date, ${without('entity', 'fromCountry', 'toCountry', 'ground')},
       from_status as "fromStatus", to_status as "toStatus",
       case when grouping(medium) = 0 then 'medium'
            when grouping(to_modality) = 0 then 'modality' end as part,
       coalesce(medium, from_modality) as "fromValue", coalesce(medium, to_modality) as "toValue",
       count(*)::integer as n, (count(*) filter (where late))::integer as late
  from moved
 group by sign, kind, reasons[1], date, from_status, to_status,
       grouping sets ((), (medium), (from_modality, to_modality))`

const withGrounds = (status: string): string => `${status} in ('SUBSANE', 'INADMISSIBLE')`

/** By ground: a movement tells those that it leads into; those that it leaves, the one that led there. */
const flowsByGround = `
with moved as (${between(`from_status is distinct from to_status
                and (${withGrounds('from_status')} or ${withGrounds('to_status')})`)}
),
told as (
  select sign, late, kind, reasons[1] as reason, null as from_status, to_status,
         unnest(reasons) as ground
    from moved
   where ${withGrounds('to_status')}
  union all
  select m.sign, m.late, m.kind, m.reasons[1], m.from_status, null, unnest(led.reasons)
    from moved m
   cross join lateral (
         select e.reasons
           from movements e
          where e.request_id = m.request_id and e.number < m.number
            and e.from_status is distinct from e.to_status
          order by e.number desc
          limit 1) led
   where ${withGrounds('m.from_status')}
)
select sign, kind, reason, ground, ${without('entity', 'fromCountry', 'toCountry', 'date')},
       from_status as "fromStatus", to_status as "toStatus",
       ${without('part', 'fromValue', 'toValue')},
       count(*)::integer as n, (count(*) filter (where late))::integer as late
  from told
 group by sign, kind, reason, ground, from_status, to_status`

const FLOWS = {
  entity: flowsByPlace,
  country: flowsByPlace,
  'country-entity': flowsByPlace,
  date: flowsByDate,
  ground: flowsByGround,
} as const satisfies Record<CellKeys, string>

/**
 * The movements between two points, added up by where they lead from and to, by kind and by the first
 * of their reasons; `late` are those that took effect before the first point and were recorded after
 * it.
 *
 * @param keys of the tables that they are told for: of all, unless given
 */
export async function selectFlows(
  db: Queryable,
  _scope: Scope<'figure:difference' | 'cutoff:seal'>,
  process: string,
  from: Point,
  to: Point,
  keys: readonly CellKeys[] = Object.keys(FLOWS) as CellKeys[],
): Promise<Flow[]> {
  const values = [process, from.instant, from.number, to.instant, to.number]
  const texts = new Set(keys.map((one) => FLOWS[one]))
  const flows = await Promise.all([...texts].map((text) => rowsOf<Flow>(db, { text }, values)))
  return flows.flat()
}
