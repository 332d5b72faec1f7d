/** Figures, live and at any past instant. */
import { LRUCache } from 'lru-cache'
import {
  authorize,
  isToldPublished,
  jobScope,
  type Scope,
  SMALLEST_GROUP,
} from '../access/policy.ts'
import { findCutoff } from '../cutoffs/queries.ts'
import { CutoffTables } from '../cutoffs/schemas.ts'
import { processAt } from '../inscription-requests/service.ts'
import { addMilliseconds, endOfDay, isBefore, lastMidnight, later } from '../platform/calendar.ts'
import type { Context } from '../platform/context.ts'
import {
  type Database,
  findRow,
  type Queryable,
  type Transaction,
  transact,
} from '../platform/database.ts'
import { DomainError, invalidRequest } from '../platform/errors.ts'
import {
  type DifferenceTable,
  differenceOf,
  keysOfTable,
  type Reasons,
  type Table,
  withholdsReasons,
} from './difference.ts'
import * as figures from './figures.ts'
import {
  type Basis,
  type Filters,
  type Head,
  type Point,
  selectFlows,
  selectHead,
  selectNearestBasis,
  selectNumberBy,
  selectPointsOfSeals,
} from './queries.ts'
import type { DifferencePoint, DifferenceQuery, FigureDifference, FiguresQuery } from './schemas.ts'

/** The tables of figures by name. */
const TABLES = {
  entities: figures.entityFigures,
  countries: figures.countryFigures,
  'country-entity': figures.countryEntityFigures,
  review: figures.reviewFigures,
  daily: figures.dailyFigures,
} as const
export type FigureTable = keyof typeof TABLES
export type FiguresOf<Table extends FigureTable> = Awaited<ReturnType<(typeof TABLES)[Table]>>

/** The filters that divide no cell further than INE's published tables do. */
const PUBLISHED_FILTERS: Record<FigureTable, readonly (keyof Filters)[]> = {
  entities: ['entity', 'status'],
  countries: ['country', 'status'],
  'country-entity': ['entity', 'country'],
  review: ['entity', 'status'],
  daily: [],
}

/**
 * Whether a live table so filtered tells no more than a published one. Tables by part are published
 * of everybody and of those that comply.
 */
export function isPublished(table: FigureTable, filters: Filters): boolean {
  const named = (Object.keys(filters) as (keyof Filters)[]).filter((name) => filters[name])
  if (!named.every((name) => PUBLISHED_FILTERS[table].includes(name))) return false
  return table === 'review' || (filters.status ?? 'COMPLIES') === 'COMPLIES'
}

/**
 * What the caller may filter by: an OPL's figures are its entity's, whose people it reads by name; who
 * is told what is published filters by what is published.
 * @throws ENTITY_FORBIDDEN, CROSSING_NOT_PUBLISHED, INVALID_REQUEST
 */
function filtersOf(
  ctx: Context,
  table: FigureTable,
  query: FiguresQuery,
  entity: string | null,
): Filters {
  if (entity !== null && query.entity !== undefined && query.entity !== entity) {
    throw new DomainError('ENTITY_FORBIDDEN')
  }
  if (query.country && !ctx.catalogues.find('countries', query.country, ctx.catalogues.now())) {
    throw invalidRequest([{ pointer: 'query.country', code: 'COUNTRY_UNKNOWN' }])
  }
  const filters = { entity: entity ?? query.entity, country: query.country, status: query.status }
  if (entity === null && isToldPublished(ctx.actor.role) && !isPublished(table, filters)) {
    throw new DomainError('CROSSING_NOT_PUBLISHED')
  }
  return filters
}

/** Live figures stand at the last midnight of Mexico City, or just after the last movement. */
const livePoint = (head: Head): Point => ({
  instant: later(lastMidnight(head.now), addMilliseconds(head.lastEffectiveAt, 1)),
  number: head.number,
})

/** The live counters: everything up to the head. */
export const liveBasis = (head: Head): Basis => ({
  basis: 0,
  instant: 'infinity',
  number: head.number,
})

/**
 * The point that a question asks for.
 * @throws INVALID_REQUEST when it lies ahead of what is known
 */
export async function pointOf(
  db: Queryable,
  process: string,
  { validAsOf, knownAsOf }: FiguresQuery,
  head: Head,
): Promise<Point> {
  const live = livePoint(head)
  const instant =
    validAsOf === undefined
      ? live.instant
      : validAsOf.length === 10
        ? endOfDay(validAsOf)
        : validAsOf
  if (isBefore(head.now, instant) && isBefore(live.instant, instant)) {
    throw invalidRequest([{ pointer: 'query.validAsOf', code: 'IN_THE_FUTURE' }])
  }
  const isAhead =
    typeof knownAsOf === 'string' ? isBefore(head.now, knownAsOf) : (knownAsOf ?? 0) > head.number
  if (isAhead) {
    throw invalidRequest([{ pointer: 'query.knownAsOf', code: 'AFTER_KNOWN' }])
  }
  const number =
    typeof knownAsOf === 'string'
      ? await selectNumberBy(db, process, knownAsOf)
      : (knownAsOf ?? head.number)
  return { instant, number }
}

/** The question with a number in place of an instant of knowledge: a snapshot could not wait for one. */
export async function settle<Query extends Pick<FiguresQuery, 'validAsOf' | 'knownAsOf'>>(
  ctx: Context,
  process: string,
  query: Query,
): Promise<Query> {
  if (typeof query.knownAsOf !== 'string') return query
  const head = await findRow(ctx.db, selectHead, [process])
  return head
    ? { ...query, knownAsOf: (await pointOf(ctx.db, process, query, head)).number }
    : query
}

/** Works in one snapshot of a process, whose head is read with it. */
export const inSnapshot = <Result>(
  ctx: Context,
  scope: Scope,
  process: string,
  work: (db: Transaction, head: Head) => Promise<Result>,
): Promise<Result> =>
  transact(
    ctx.db,
    scope,
    { isolation: 'repeatable read, read only', begin: selectHead, values: [process] },
    work,
  )

/**
 * The question at the point that its role is told. Who is told what is published asks as things stand
 * now, or at a sealed cut-off by its day, which means what was known when it was sealed: of any other
 * two points one person may be all that lies between them, and any day of hers a birthday.
 *
 * @param unasked what a question without a point is of
 * @throws POINT_NOT_PUBLISHED
 */
export async function atToldPoint<Query extends Pick<FiguresQuery, 'validAsOf' | 'knownAsOf'>>(
  ctx: Context,
  process: string,
  query: Query,
  unasked: 'now' | 'last sealed' = 'now',
): Promise<Query> {
  if (!isToldPublished(ctx.actor.role)) return query
  const { validAsOf, knownAsOf } = query
  const isUnasked = validAsOf === undefined && knownAsOf === undefined
  if (isUnasked && unasked === 'now') return query
  const sealed = await selectPointsOfSeals(ctx.db, process)
  const at = validAsOf?.length === 10 ? endOfDay(validAsOf) : validAsOf
  const point = isUnasked
    ? sealed[0]
    : sealed.find(({ instant }) => Date.parse(instant) === Date.parse(at ?? ''))
  if (!point || (knownAsOf !== undefined && knownAsOf !== point.number)) {
    throw new DomainError('POINT_NOT_PUBLISHED')
  }
  return { ...query, validAsOf: point.instant, knownAsOf: point.number }
}

/**
 * A table with the average ages that its reader is told: who is told what is published, all of a sealed
 * table that is published so, and else those of groups that are not small and divided by no status.
 */
function withToldAges<Table extends FigureTable>(
  ctx: Context,
  table: Table,
  filters: Filters,
  isSealed: boolean,
  told: FiguresOf<Table>,
): FiguresOf<Table> {
  if (table !== 'entities' && table !== 'countries') return told
  if (!isToldPublished(ctx.actor.role) || (isSealed && isPublished(table, filters))) return told
  const panorama = told as figures.WithAges
  return (
    filters.status === undefined
      ? figures.withoutSmallAges(panorama, SMALLEST_GROUP)
      : figures.withoutAges(panorama)
  ) as FiguresOf<Table>
}

/** The counters to reach a point from: the live ones where it is the head, else the nearest kept. */
async function basesOf(
  db: Queryable,
  process: string,
  point: Point,
  head: Head,
): Promise<{ basis: Basis; dailyBasis: Basis }> {
  const live = livePoint(head)
  if (point.instant === live.instant && point.number === live.number) {
    const basis = { ...live, basis: 0 }
    return { basis, dailyBasis: basis }
  }
  return { basis: await selectNearestBasis(db, process, point), dailyBasis: liveBasis(head) }
}

/** What live and past tables are made from, at a point. */
const sourceAt = async (
  at: Pick<figures.Source, 'db' | 'scope' | 'catalogues' | 'process' | 'point'>,
  head: Head,
): Promise<figures.Source> => ({
  ...at,
  ...(await basesOf(at.db, at.process, at.point, head)),
  status: 'PROVISIONAL',
})

/** How many rows of tables are remembered: some megabytes. */
const KEPT_ROWS = 50_000

const kept = new WeakMap<Database, LRUCache<string, { rows: readonly object[] }>>()

/**
 * The tables last made from a database. Figures at a point never change: the same table, filters,
 * point and labels give the same table, so it is read again only when something has moved.
 */
export function keptFigures(db: Database): LRUCache<string, { rows: readonly object[] }> {
  const tables =
    kept.get(db) ??
    new LRUCache({ maxSize: KEPT_ROWS, sizeCalculation: ({ rows }) => rows.length + 1 })
  kept.set(db, tables)
  return tables
}

/**
 * One table of figures. All that it adds up is read in one snapshot.
 * @throws FORBIDDEN, ENTITY_FORBIDDEN, CROSSING_NOT_PUBLISHED, POINT_NOT_PUBLISHED, INVALID_REQUEST
 */
export async function getFigures<Table extends FigureTable>(
  ctx: Context,
  table: Table,
  query: FiguresQuery,
): Promise<FiguresOf<Table>> {
  const scope = authorize(ctx.actor, 'figure:read')
  const catalogues = await ctx.catalogues.fresh()
  const process = processAt(catalogues, catalogues.now(), query.process).code
  const filters = filtersOf(ctx, table, query, scope.entity)
  const asked = await atToldPoint(ctx, process, query)
  const isLive = asked.validAsOf === undefined && asked.knownAsOf === undefined
  const tell = (told: FiguresOf<Table>) => withToldAges(ctx, table, filters, !isLive, told)
  const keyOf = (point: Point): string =>
    JSON.stringify([process, table, filters, point, catalogues.revision])
  const tables = keptFigures(ctx.db)
  const settled = await settle(ctx, process, asked)
  const before = await findRow(ctx.db, selectHead, [process])
  const pointBefore = before && (await pointOf(ctx.db, process, settled, before))
  const known = pointBefore && tables.get(keyOf(pointBefore))
  if (known) return tell(known as FiguresOf<Table>)
  const make = () =>
    inSnapshot(ctx, scope, process, async (db, head): Promise<FiguresOf<Table>> => {
      const point = await pointOf(db, process, settled, head)
      const source = await sourceAt({ db, scope, catalogues, process, point }, head)
      const figuresAt = (await TABLES[table](source, filters)) as FiguresOf<Table>
      tables.set(keyOf(point), figuresAt)
      return figuresAt
    })
  // Live figures are counters to read; those of a past point are reached from them by movements.
  return tell(await (isLive ? make() : ctx.turns.take(ctx.actor, make)))
}

/** Each table of a difference, as a cut-off names it, and the figures that it is live. */
const DIFFERENCES = {
  entities: figures.entityFigures,
  entitiesComplying: (source, filters) =>
    figures.entityFigures(source, { ...filters, status: 'COMPLIES' }),
  countries: figures.countryFigures,
  countriesComplying: (source, filters) =>
    figures.countryFigures(source, { ...filters, status: 'COMPLIES' }),
  countryEntity: figures.countryEntityFigures,
  review: figures.reviewFigures,
  reviewByCountry: figures.reviewByCountryFigures,
  daily: figures.dailyFigures,
  reasons: figures.reasonFigures,
} as const satisfies Record<
  DifferenceTable,
  (source: figures.Source, filters: Filters) => Promise<Table>
>

/** Of the whole country alone: no cell is an entity's. */
const NATIONAL: readonly DifferenceQuery['table'][] = [
  'countries',
  'countriesComplying',
  'reviewByCountry',
  'daily',
  'reasons',
]

/** The rows and cells of one entity alone. */
function ofEntity(table: Table, entity: string | null): Table {
  if (entity === null) return table
  type Row = { entity?: string; cells?: { entity: string }[] }
  const rows = (table.rows as Row[]).filter((row) => (row.entity ?? entity) === entity)
  return {
    rows: rows.map((row) =>
      row.cells ? { ...row, cells: row.cells.filter((cell) => cell.entity === entity) } : row,
    ),
  }
}

/**
 * Whose rows a difference is of: the caller's, or, where an OPL asks how the sealed national tables
 * changed, those that the job summed up when it sealed them for everybody. Grounds since a cut-off are
 * told inside DERFE and audit: asked for before and after a movement they are one person's.
 * @throws FORBIDDEN, ENTITY_FORBIDDEN, POINT_NOT_PUBLISHED
 */
function differenceScope(ctx: Context, { table, to }: DifferenceQuery): Scope<'figure:difference'> {
  const scope = authorize<'figure:difference'>(ctx.actor, 'figure:difference')
  if (to === 'now') authorize(ctx.actor, 'figure:read')
  const isOfCountry = NATIONAL.includes(table)
  if (to === 'now' && scope.entity !== null && isOfCountry) {
    throw new DomainError('ENTITY_FORBIDDEN')
  }
  if (to === 'now' && table === 'reasons' && isToldPublished(ctx.actor.role)) {
    throw new DomainError('POINT_NOT_PUBLISHED')
  }
  if (scope.entity === null || !isOfCountry) return scope
  return jobScope('cutoff:seal')
}

/**
 * What changed in a table between two sealed cut-offs, or since one. Who has no live figures compares
 * what is sealed; an OPL sees its entity's cells, and those of the national tables that are sealed.
 * Reasons by cell, and those since a cut-off, are told inside DERFE and audit.
 * @throws FORBIDDEN, ENTITY_FORBIDDEN, POINT_NOT_PUBLISHED, NOT_FOUND, CUTOFF_NOT_SEALED
 */
export async function getFigureDifference(
  ctx: Context,
  query: DifferenceQuery,
): Promise<FigureDifference> {
  const scope = differenceScope(ctx, query)
  const reasons: Reasons = isToldPublished(ctx.actor.role) ? 'withheld' : 'told'
  const catalogues = await ctx.catalogues.fresh()
  const process = processAt(catalogues, catalogues.now(), query.process).code
  const { table, from, to } = query
  const tables = keptFigures(ctx.db)
  const key = JSON.stringify(['difference', process, table, from, to, scope.entity, reasons])
  // What is sealed does not change: everybody is told the same, and it is added up once.
  const known = to === 'now' ? undefined : tables.get(key)
  if (known) return known as FigureDifference
  type End = { point: DifferencePoint; table: Table }
  const make = () =>
    inSnapshot(ctx, scope, process, async (db, head): Promise<FigureDifference> => {
      const sealedAt = async (date: string): Promise<End> => {
        const cutoff = await findCutoff(db, scope, process, date)
        if (!cutoff) throw new DomainError('NOT_FOUND')
        const { content, instant, knownAsOf } = cutoff
        if (content === null || knownAsOf === null) throw new DomainError('CUTOFF_NOT_SEALED')
        const stored = (JSON.parse(content) as { tables: CutoffTables }).tables[table]
        return {
          point: { date, instant, knownAsOf },
          table: CutoffTables.shape[table].parse(stored),
        }
      }
      const now = async (): Promise<End> => {
        const point = livePoint(head)
        const source = await sourceAt({ db, scope, catalogues, process, point }, head)
        return {
          point: { date: null, instant: point.instant, knownAsOf: point.number },
          table: await DIFFERENCES[table](
            source,
            scope.entity === null ? {} : { entity: scope.entity },
          ),
        }
      }
      const [first, last] = [await sealedAt(from), to === 'now' ? await now() : await sealedAt(to)]
      const at = ({ point }: End): Point => ({ instant: point.instant, number: point.knownAsOf })
      const ends = [
        ofEntity(first.table, scope.entity),
        ofEntity(last.table, scope.entity),
      ] as const
      const flows = await selectFlows(db, scope, process, at(first), at(last), [keysOfTable(table)])
      const told = differenceOf(
        { [table]: ends } as Record<DifferenceTable, typeof ends>,
        flows,
        reasons,
      )
      const difference = {
        process,
        table,
        from: first.point,
        to: last.point,
        reasonsWithheld: withholdsReasons(table, reasons),
        rows: told[table].rows,
      }
      if (to !== 'now') tables.set(key, difference)
      return difference
    })
  return ctx.turns.take(ctx.actor, make)
}
