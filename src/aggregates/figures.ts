/**
 * The tables that figures are published in, made from counts. Live figures, past ones and sealed
 * cut-offs are the same tables at different points, so that a figure never depends on how it was
 * asked for.
 */
import type { Scope } from '../access/policy.ts'
import type { CatalogueReader } from '../catalogues/reader.ts'
import { lastEndedDay } from '../platform/calendar.ts'
import type { Queryable } from '../platform/database.ts'
import { ENTITY_CODES } from '../vocabulary.ts'
import {
  type Basis,
  type Counts,
  type Filters,
  type GroupedBy,
  type Measure,
  type Point,
  selectCounts,
  selectReasons,
} from './queries.ts'
import type {
  CountryEntityFigures,
  CountryFigures,
  DailyFigures,
  EntityFigures,
  Panorama,
  ReasonFigures,
  ReviewByCountryFigures,
  ReviewCounts,
  ReviewFigures,
} from './schemas.ts'

/** Where a table is taken from: which process, at which point, starting from which counters. */
export type Source = {
  db: Queryable
  scope: Scope<'figure:read' | 'figure:difference' | 'cutoff:seal'>
  catalogues: CatalogueReader
  process: string
  point: Point
  basis: Basis
  /** Daily counters are kept live only: what past days start from. */
  dailyBasis: Basis
  status: 'PROVISIONAL' | 'SEALED'
}

/** An instant as figures print it: without the fraction of a second where there is none. */
export const printed = (instant: string): string => instant.replace(/\.000Z$/, 'Z')

function headerOf(source: Pick<Source, 'process' | 'point' | 'status'>, filters: Filters) {
  const filter: Record<string, string> = {}
  for (const [name, value] of Object.entries(filters)) if (value) filter[name] = value
  return {
    process: source.process,
    asOf: printed(source.point.instant),
    cutDate: lastEndedDay(source.point.instant),
    knownAsOf: source.point.number,
    status: source.status,
    filter,
  }
}

/** As it was called at the point: a figure stays as it was told, and no name is told before its day. */
const labelOf = (
  { catalogues, point }: Pick<Source, 'catalogues' | 'point'>,
  name: 'entities' | 'countries' | 'grounds',
  code: string,
): string => catalogues.label(name, code, point.instant)

const countsOf = (source: Source, by: GroupedBy, filters: Filters): Promise<Counts[]> =>
  selectCounts(
    source.db,
    source.scope,
    source.process,
    by,
    filters,
    by === 'day' ? source.dailyBasis : source.basis,
    source.point,
    lastEndedDay(source.point.instant),
  )

type Sums = Record<Measure, number> & { ages: number | null }

const ZERO: Sums = {
  n: 0,
  inetel: 0,
  srve: 0,
  ex_officio: 0,
  cpve: 0,
  cpv: 0,
  electronic: 0,
  postal: 0,
  in_person: 0,
  sex_h: 0,
  sex_m: 0,
  sex_x: 0,
  ages: 0,
}
const MEASURES = Object.keys(ZERO) as (keyof Sums)[]

function sumOf(rows: readonly Sums[]): Sums {
  const total = { ...ZERO }
  for (const row of rows) {
    for (const measure of MEASURES) total[measure] = (total[measure] ?? 0) + (row[measure] ?? 0)
  }
  return total
}

/** Mean of completed years, rounded half up to two decimals, in whole numbers until the end. */
export const meanAge = (ages: number, n: number): number =>
  Math.floor((200 * ages + n) / (2 * n)) / 100

const mediumOf = (counts: Sums) => ({
  INETEL: counts.inetel,
  SRVE: counts.srve,
  EX_OFFICIO: counts.ex_officio,
})
const modalityOf = (counts: Sums) => ({
  ELECTRONIC: counts.electronic,
  POSTAL: counts.postal,
  IN_PERSON: counts.in_person,
})

function panoramaOf(counts: Sums, withAges: boolean): Panorama {
  const { n, ages } = counts
  return {
    total: n,
    medium: mediumOf(counts),
    credentialType: { CPVE: counts.cpve, CPV: counts.cpv },
    modality: modalityOf(counts),
    sex: { H: counts.sex_h, M: counts.sex_m, X: counts.sex_x },
    ...(withAges ? { averageAge: { value: n > 0 ? meanAge(ages ?? 0, n) : null, n } } : {}),
  }
}

/** A table in the columns of the panorama. */
export type WithAges = { rows: readonly Panorama[]; total: Panorama }

const withoutAge = <Row extends Panorama>(row: Row): Row =>
  row.averageAge ? { ...row, averageAge: { value: null, n: row.averageAge.n } } : row

/** The same table without any average age. */
export const withoutAges = <Table extends WithAges>(table: Table): Table => ({
  ...table,
  rows: table.rows.map(withoutAge),
  total: withoutAge(table.total),
})

/**
 * The same table without the average ages of fewer than `smallest` people; without the total's too,
 * where it less the rows that are told would be theirs.
 */
export function withoutSmallAges<Table extends WithAges>(table: Table, smallest: number): Table {
  const small = table.rows.filter(({ total }) => total < smallest)
  const untold = small.reduce((sum, { total }) => sum + total, 0)
  const isTotalTold = table.total.total >= smallest && (untold === 0 || untold >= smallest)
  return {
    ...table,
    rows: table.rows.map((row) => (row.total < smallest ? withoutAge(row) : row)),
    total: isTotalTold ? table.total : withoutAge(table.total),
  }
}

const entitiesOf = (filters: Filters): readonly string[] =>
  filters.entity ? [filters.entity] : ENTITY_CODES

/** Names are compared as Spanish does: México before Morelos, Ñ after N. */
const collator = new Intl.Collator('es')
const byTotalThenName = (
  a: { total: number; label: string },
  b: { total: number; label: string },
): number => b.total - a.total || collator.compare(a.label, b.label)

/** INE's panorama by entity: in printed order, zeros included. */
export async function entityFigures(source: Source, filters: Filters): Promise<EntityFigures> {
  const counts = await countsOf(source, 'entity', filters)
  const withAges = filters.country === undefined
  const byEntity = new Map(counts.map((row) => [row.key, row]))
  return {
    ...headerOf(source, filters),
    rows: entitiesOf(filters).map((entity) => ({
      entity,
      label: labelOf(source, 'entities', entity),
      ...panoramaOf(byEntity.get(entity) ?? ZERO, withAges),
    })),
    total: panoramaOf(sumOf(counts), withAges),
  }
}

/** The same columns by country of residence, by total descending, then name. */
export async function countryFigures(source: Source, filters: Filters): Promise<CountryFigures> {
  const counts = await countsOf(source, 'country', filters)
  const withAges = filters.entity === undefined
  return {
    ...headerOf(source, filters),
    rows: counts
      .map((row) => ({
        country: row.key,
        label: labelOf(source, 'countries', row.key),
        ...panoramaOf(row, withAges),
      }))
      .sort(byTotalThenName),
    total: panoramaOf(sumOf(counts), withAges),
  }
}

/** Country by entity with both margins; columns say which entities elect local offices from abroad. */
export async function countryEntityFigures(
  source: Source,
  filters: Filters,
): Promise<CountryEntityFigures> {
  const counts = await countsOf(source, 'country-entity', filters)
  const entities = entitiesOf(filters)
  const cellsOf = (rows: readonly Counts[]) => {
    const totals = new Map<string, number>()
    for (const row of rows) totals.set(row.key2 ?? '', (totals.get(row.key2 ?? '') ?? 0) + row.n)
    return {
      total: rows.reduce((total, row) => total + row.n, 0),
      cells: entities.map((entity) => ({ entity, total: totals.get(entity) ?? 0 })),
    }
  }
  const byCountry = new Map<string, Counts[]>()
  for (const row of counts) {
    const rows = byCountry.get(row.key)
    if (rows) rows.push(row)
    else byCountry.set(row.key, [row])
  }
  return {
    ...headerOf(source, filters),
    columns: entities.map((entity) => {
      const value = source.catalogues.find('entities', entity, source.point.instant)?.value
      return {
        entity,
        abbreviation: value?.abbreviation ?? entity,
        localVote: (value?.localVote.length ?? 0) > 0,
      }
    }),
    rows: [...byCountry]
      .map(([country, rows]) => ({
        country,
        label: labelOf(source, 'countries', country),
        ...cellsOf(rows),
      }))
      .sort(byTotalThenName),
    total: cellsOf(counts),
  }
}

function reviewOf(counts: readonly Counts[]): ReviewCounts {
  const by = (...statuses: string[]) =>
    counts
      .filter((row) => statuses.includes(row.key2 ?? ''))
      .reduce((total, row) => total + row.n, 0)
  const received = counts.reduce((total, row) => total + row.n, 0)
  const initialCheck = by('RECEIVED', 'INITIAL_CHECK')
  return {
    received,
    initialCheck,
    forAnalysis: received - initialCheck,
    inAnalysis: by('IN_ANALYSIS'),
    subsane: by('SUBSANE'),
    complies: by('COMPLIES'),
    inadmissible: by('INADMISSIBLE'),
  }
}

/** Where requests stand in the review, by entity. */
export async function reviewFigures(source: Source, filters: Filters): Promise<ReviewFigures> {
  const counts = await countsOf(source, 'entity-status', filters)
  return {
    ...headerOf(source, filters),
    rows: entitiesOf(filters).map((entity) => ({
      entity,
      label: labelOf(source, 'entities', entity),
      ...reviewOf(counts.filter((row) => row.key === entity)),
    })),
    total: reviewOf(counts),
  }
}

/** Where requests stand in the review, by country. */
export async function reviewByCountryFigures(
  source: Source,
  filters: Filters,
): Promise<ReviewByCountryFigures> {
  const counts = await countsOf(source, 'country-status', filters)
  const rows = [...new Set(counts.map((row) => row.key))].map((country) => ({
    country,
    label: labelOf(source, 'countries', country),
    ...reviewOf(counts.filter((row) => row.key === country)),
  }))
  return {
    ...headerOf(source, filters),
    rows: rows.sort((a, b) =>
      byTotalThenName({ total: a.received, label: a.label }, { total: b.received, label: b.label }),
    ),
    total: reviewOf(counts),
  }
}

/** What is counted, by the day of Mexico City on which it was received. */
export async function dailyFigures(source: Source, filters: Filters): Promise<DailyFigures> {
  const counts = await countsOf(source, 'day', filters)
  let cumulative = 0
  const dailyOf = (row: Sums) => ({
    received: row.n,
    medium: mediumOf(row),
    modality: modalityOf(row),
  })
  return {
    ...headerOf(source, filters),
    rows: counts
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map((row) => {
        cumulative += row.n
        const { received, medium, modality } = dailyOf(row)
        return { date: row.key, received, cumulative, medium, modality }
      }),
    total: dailyOf(sumOf(counts)),
  }
}

/** Requests in SUBSANE or INADMISSIBLE by ground; one with several grounds counts in each. */
export async function reasonFigures(
  source: Omit<Source, 'scope' | 'basis' | 'dailyBasis'> & {
    scope: Scope<'figure:read' | 'figure:difference' | 'cutoff:seal' | 'report:reasons'>
  },
  { entity }: Pick<Filters, 'entity'>,
): Promise<ReasonFigures> {
  const { db, scope, process, point } = source
  const counts = await selectReasons(db, scope, process, point, entity ?? null)
  return {
    ...headerOf(source, { entity }),
    rows: counts
      .map((row) => ({ ...row, label: labelOf(source, 'grounds', row.reason) }))
      .sort((a, b) => (a.status < b.status ? 1 : a.status > b.status ? -1 : byTotalThenName(a, b))),
    total: { total: counts.reduce((total, row) => total + row.total, 0) },
  }
}
