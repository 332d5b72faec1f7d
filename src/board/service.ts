/**
 * What the board shows to whom. It asks the services that answer the API, with the same actor: the
 * policy table decides what comes back, and the board has no cell of its own.
 */
import { isToldPublished, reachOf } from '../access/policy.ts'
import type {
  CountryEntityFigures,
  CountryFigures,
  DailyFigures,
  EntityFigures,
  ReasonFigures,
  ReviewFigures,
} from '../aggregates/schemas.ts'
import { getFigures } from '../aggregates/service.ts'
import { listCatalogue } from '../catalogues/service.ts'
import type { CutoffSummary, CutoffTables } from '../cutoffs/schemas.ts'
import { getCutoff, listCutoffs } from '../cutoffs/service.ts'
import { processAt } from '../inscription-requests/service.ts'
import { isBefore } from '../platform/calendar.ts'
import type { Context } from '../platform/context.ts'
import { DomainError, invalidRequest } from '../platform/errors.ts'
import type { Durations } from '../review-reports/schemas.ts'
import { getDurations, getReasonFigures } from '../review-reports/service.ts'
import type { CountedStatus, EntityCode, Role } from '../vocabulary.ts'
import type { BoardQuery, ComparisonQuery } from './schemas.ts'

/** Figures of all that the role reaches, sealed cut-offs only, or nothing. */
export type Reach = 'live' | 'sealed' | 'none'

/** What the policy table gives a role to look at. */
export function reachOfBoard(role: Role): Reach {
  if (reachOf(role, 'figure:read') !== '-') return 'live'
  return reachOf(role, 'cutoff:read') !== '-' ? 'sealed' : 'none'
}

type Option = { code: string; label: string }

/** Everything that one view shows. */
export type Board = {
  process: { code: string; label: string; closesAt: string }
  /** The sealed cut-off that is shown; absent when figures are live. */
  cutoff?: CutoffSummary
  /** Instant of the figures. */
  asOf: string
  cutDate: string
  isShare: boolean
  filter: { entity?: EntityCode; country?: string; status?: CountedStatus }
  /** The entity that bounds the role. */
  ownEntity?: EntityCode
  /** Whether the role may divide the figures further than they are published. */
  mayFilter: boolean
  entities: Option[]
  countries: Option[]
  /** Newest first. */
  sealed: CutoffSummary[]
  /** Where requests stand, whatever the status filter. */
  standing: ReviewFigures
  /** The same, of the last cut-off before. */
  before?: { date: string; total: ReviewFigures['total'] }
  tables: {
    review: ReviewFigures
    panorama: EntityFigures
    byCountry: CountryFigures
    matrix: CountryEntityFigures
    /** By day no figures of a past instant are kept with a filter. */
    daily?: DailyFigures
  }
}

/** Cut-offs that are sealed, newest first. */
export const sealedCutoffs = async (ctx: Context): Promise<CutoffSummary[]> =>
  (await listCutoffs(ctx)).filter(({ status }) => status === 'SEALED')

/** @throws INVALID_REQUEST */
function cutoffOn(sealed: CutoffSummary[], date: string, pointer: string): CutoffSummary {
  const cutoff = sealed.find((one) => one.date === date)
  if (!cutoff) throw invalidRequest([{ pointer, code: 'UNKNOWN_VALUE' }])
  return cutoff
}

/**
 * The tables of a sealed cut-off.
 * @throws FORBIDDEN, NOT_FOUND, CUTOFF_NOT_SEALED
 */
export async function tablesOf(ctx: Context, date: string): Promise<CutoffTables> {
  const { tables } = await getCutoff(ctx, date)
  if (!tables) throw new DomainError('CUTOFF_NOT_SEALED')
  return tables
}

/** A sealed cut-off is asked for by its two clocks, whose figures are those that were sealed. */
const pointOf = (cutoff: CutoffSummary | undefined) =>
  cutoff ? { validAsOf: cutoff.date, knownAsOf: cutoff.knownAsOf } : {}

/**
 * One view of the board; nothing where a role sees sealed cut-offs and none is sealed yet.
 * @throws FORBIDDEN, ENTITY_FORBIDDEN, INVALID_REQUEST
 */
export async function readBoard(ctx: Context, query: BoardQuery): Promise<Board | undefined> {
  const reach = reachOfBoard(ctx.actor.role)
  if (reach === 'none') throw new DomainError('FORBIDDEN')
  const sealed = await sealedCutoffs(ctx)
  const catalogues = await ctx.catalogues.fresh()
  const { code, label, registration } = processAt(catalogues, catalogues.now())
  const chosen = query.corte ? cutoffOn(sealed, query.corte, 'query.corte') : undefined
  const isDivisible = ctx.actor.role === 'opl' || !isToldPublished(ctx.actor.role)
  if (!isDivisible) refuseFilters(query)
  const shared = {
    mayFilter: isDivisible,
    process: { code, label, closesAt: registration.closesAt },
    // Of one state every row would be as long as the others.
    isShare: query.escala !== undefined && query.estado === undefined,
    sealed,
    entities: (await listCatalogue(ctx, 'entities')).map(optionOf),
    countries: [] as Option[],
  }
  return reach === 'live'
    ? liveBoard(ctx, query, chosen, shared)
    : sealedBoard(ctx, chosen ?? sealed[0], shared)
}

/** @throws INVALID_REQUEST */
function refuseFilters(query: BoardQuery): void {
  const filters = (['entidad', 'pais', 'estado'] as const).filter((name) => query[name])
  if (filters.length === 0) return
  throw invalidRequest(
    filters.map((name) => ({ pointer: `query.${name}`, code: 'NOT_ADMITTED' as const })),
  )
}

type Shared = Pick<Board, 'process' | 'mayFilter' | 'isShare' | 'sealed' | 'entities' | 'countries'>

const optionOf = ({ code, value }: { code: string; value: Record<string, unknown> }): Option => ({
  code,
  label: String(value.label),
})

const collator = new Intl.Collator('es')

async function liveBoard(
  ctx: Context,
  query: BoardQuery,
  cutoff: CutoffSummary | undefined,
  shared: Shared,
): Promise<Board> {
  const place = { entity: query.entidad, country: query.pais }
  const point = pointOf(cutoff)
  const filter = { ...place, status: query.estado }
  const standing = await getFigures(ctx, 'review', { ...place, ...point })
  const all = await getFigures(ctx, 'countries', point)
  const ask = { ...filter, ...point }
  const tables = {
    review: await getFigures(ctx, 'review', ask),
    panorama: await getFigures(ctx, 'entities', ask),
    byCountry: await getFigures(ctx, 'countries', ask),
    matrix: await getFigures(ctx, 'country-entity', ask),
    daily: await dailyOf(ctx, filter, cutoff),
  }
  const former = cutoff
    ? formerOf(shared.sealed, cutoff)
    : shared.sealed.find(({ instant }) => isBefore(instant, standing.asOf))
  const before = former && (await getFigures(ctx, 'review', { ...place, ...pointOf(former) })).total
  const ownEntity = ctx.actor.role === 'opl' ? ctx.actor.entity : undefined
  return {
    ...shared,
    countries: all.rows
      .map(({ country, label }) => ({ code: country, label }))
      .sort((a, b) => collator.compare(a.label, b.label)),
    cutoff,
    asOf: standing.asOf,
    cutDate: standing.cutDate,
    filter: { ...filter, entity: filter.entity ?? ownEntity },
    ownEntity,
    standing,
    before: former && before ? { date: former.date, total: before } : undefined,
    tables,
  }
}

/**
 * The cut-off that a sealed one was compared with when it was sealed: the last day before it of those
 * that the chain leads back to. A day that is sealed by hand later changes nothing of it.
 */
function formerOf(
  sealed: readonly CutoffSummary[],
  cutoff: CutoffSummary,
): CutoffSummary | undefined {
  const onDate = new Map(sealed.map((one) => [one.date, one]))
  const before: CutoffSummary[] = []
  for (let one = onDate.get(cutoff.previous?.date ?? ''); one; ) {
    if (one.date < cutoff.date) before.push(one)
    one = onDate.get(one.previous?.date ?? '')
  }
  return before.sort((a, b) => (a.date < b.date ? 1 : -1))[0]
}

/** Counters by day are kept live only: a cut-off's stand in the cut-off, for the whole country. */
async function dailyOf(
  ctx: Context,
  filter: Board['filter'],
  cutoff: CutoffSummary | undefined,
): Promise<DailyFigures | undefined> {
  if (!cutoff) return getFigures(ctx, 'daily', filter)
  const isFiltered = ctx.actor.role === 'opl' || Object.values(filter).some(Boolean)
  return isFiltered ? undefined : (await tablesOf(ctx, cutoff.date)).daily
}

async function sealedBoard(
  ctx: Context,
  cutoff: CutoffSummary | undefined,
  shared: Shared,
): Promise<Board | undefined> {
  if (!cutoff) return undefined
  const { review, entities, countries, countryEntity, daily } = await tablesOf(ctx, cutoff.date)
  const former = formerOf(shared.sealed, cutoff)
  return {
    ...shared,
    cutoff,
    asOf: cutoff.instant,
    cutDate: cutoff.date,
    filter: {},
    standing: review,
    before: former && {
      date: former.date,
      total: (await tablesOf(ctx, former.date)).review.total,
    },
    tables: {
      review,
      panorama: entities,
      byCountry: countries,
      matrix: countryEntity,
      daily,
    },
  }
}

/** Two cut-offs, and the same figure in both by entity. */
export type Comparison = {
  sealed: CutoffSummary[]
  from: CutoffSummary
  to: CutoffSummary
  figure: 'received' | 'complies'
  rows: { entity: string; label: string; before: number; after: number }[]
  total: { before: number; after: number }
}

/**
 * Compares two cut-offs, the last two by default; nothing where fewer than two are sealed.
 * @throws FORBIDDEN, INVALID_REQUEST
 */
export async function compareCutoffs(
  ctx: Context,
  query: ComparisonQuery,
): Promise<Comparison | undefined> {
  const sealed = await sealedCutoffs(ctx)
  const [last, former] = sealed
  if (!last || !former) return undefined
  const from = query.de ? cutoffOn(sealed, query.de, 'query.de') : former
  const to = query.a ? cutoffOn(sealed, query.a, 'query.a') : last
  const figure = query.cifra ?? 'received'
  const before = (await tablesOf(ctx, from.date)).review
  const after = (await tablesOf(ctx, to.date)).review
  return {
    sealed,
    from,
    to,
    figure,
    rows: after.rows.map(({ entity, label, ...counts }) => ({
      entity,
      label,
      before: before.rows.find((row) => row.entity === entity)?.[figure] ?? 0,
      after: counts[figure],
    })),
    total: { before: before.total[figure], after: after.total[figure] },
  }
}

/** Where the review stands: grounds of what waits or was refused, and how long requests wait. */
export type ReviewReport = {
  asOf: string
  /** The entity that bounds the role. */
  ownEntity?: Option
  reasons?: ReasonFigures
  /** The day of the sealed cut-off that grounds are of; absent when they are live. */
  reasonsOf?: string
  durations?: Durations
}

const seesReasons = (role: Role): boolean => reachOf(role, 'report:reasons') !== '-'
const seesDurations = (role: Role): boolean => reachOf(role, 'figure:read') !== '-'

/** Whether the role reaches one of the reports on the review. */
export const seesReview = (role: Role): boolean => seesReasons(role) || seesDurations(role)

/**
 * The reports on the review, of those that the role reaches: times go with figures, grounds are also
 * INETEL's, and no OPL's. INE's viewers see the grounds of the last sealed cut-off.
 * @throws FORBIDDEN
 */
export async function readReview(ctx: Context): Promise<ReviewReport> {
  const { role } = ctx.actor
  const isSealed = isToldPublished(role)
  // Before the first cut-off is sealed, whom grounds are told sealed has none.
  const hasReasons = seesReasons(role) && !(isSealed && (await sealedCutoffs(ctx)).length === 0)
  const reasons = hasReasons ? await getReasonFigures(ctx, {}) : undefined
  const durations = seesDurations(role) ? await getDurations(ctx, {}) : undefined
  const asOf = durations?.asOf ?? reasons?.asOf
  if (asOf === undefined) throw new DomainError('FORBIDDEN')
  const code = ctx.actor.role === 'opl' ? ctx.actor.entity : undefined
  const ownEntity = code && { code, label: ctx.catalogues.label('entities', code) }
  return {
    asOf,
    ownEntity: ownEntity || undefined,
    reasons,
    reasonsOf: isSealed ? reasons?.cutDate : undefined,
    durations,
  }
}
