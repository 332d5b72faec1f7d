/** Figures by any declared dimensions, and the requests behind a figure. */
import { z } from 'zod'
import { authorize, CROSSINGS, SMALLEST_GROUP } from '../access/policy.ts'
import { printed } from '../aggregates/figures.ts'
import type { Filters, Head, Point } from '../aggregates/queries.ts'
import { inSnapshot, pointOf, settle } from '../aggregates/service.ts'
import { noteRead, processAt } from '../inscription-requests/service.ts'
import { lastEndedDay } from '../platform/calendar.ts'
import type { Context } from '../platform/context.ts'
import { cursorOf, placeIn } from '../platform/cursor.ts'
import type { Queryable } from '../platform/database.ts'
import { DomainError, invalidRequest } from '../platform/errors.ts'
import { COUNTED_STATUSES, type Dimension, ENTITY_CODES } from '../vocabulary.ts'
import { finerGroups, type ToldGroup } from './finer.ts'
import { type PublishedTables, publishedGroups } from './published.ts'
import { findSealed, selectCases, selectGroups, type Wanted } from './queries.ts'
import type { CasesQuery, Crossing, CrossingQuery, FigureCasePage } from './schemas.ts'

type Asked = Pick<
  CrossingQuery,
  'process' | 'cutoff' | 'validAsOf' | 'knownAsOf' | 'country' | 'entity' | 'status'
>

/** @throws INVALID_REQUEST */
function judgePlace(ctx: Context, query: Asked): void {
  if (query.country && !ctx.catalogues.find('countries', query.country, ctx.catalogues.now())) {
    throw invalidRequest([{ pointer: 'query.country', code: 'COUNTRY_UNKNOWN' }])
  }
  if (query.cutoff === undefined) return
  const others = (['validAsOf', 'knownAsOf'] as const).filter((name) => query[name] !== undefined)
  if (others.length > 0) {
    throw invalidRequest(
      others.map((name) => ({ pointer: `query.${name}`, code: 'UNKNOWN_FIELD' as const })),
    )
  }
}

const filtersOf = ({ entity, country, status }: Asked): Filters => ({ entity, country, status })

function printedFilters(filters: Filters): Record<string, string> {
  const entries = Object.entries(filters).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Record<string, string>
}

/** Entities in printed order, the rest by code. */
function inOrder(dimensions: readonly Dimension[]): (a: ToldGroup, b: ToldGroup) => number {
  const place = (name: Dimension, group: ToldGroup): string | number =>
    name === 'entity' ? ENTITY_CODES.indexOf(group.entity as never) : (group[name] ?? '')
  return (a, b) => {
    for (const name of dimensions) {
      const [left, right] = [place(name, a), place(name, b)]
      if (left !== right) return left < right ? -1 : 1
    }
    return 0
  }
}

/**
 * The point of a question, in its snapshot.
 * @throws CUTOFF_NOT_SEALED, INVALID_REQUEST
 */
async function pointIn(
  db: Queryable,
  scope: Parameters<typeof findSealed>[1],
  process: string,
  query: Asked,
  head: Head,
): Promise<Point & { content?: string }> {
  if (query.cutoff === undefined) return pointOf(db, process, query, head)
  const sealed = await findSealed(db, scope, process, query.cutoff)
  if (!sealed) throw new DomainError('CUTOFF_NOT_SEALED')
  return sealed
}

/**
 * Requests by the dimensions asked for, within the budget of the role (policy.ts). Roles outside
 * DERFE and audit get what the published tables show, at sealed cut-offs, and finer crossings
 * without their small groups.
 * @throws FORBIDDEN, FIELD_FORBIDDEN, SEALED_ONLY, CROSSING_NOT_PUBLISHED, CUTOFF_NOT_SEALED,
 *   INVALID_REQUEST, UNAVAILABLE
 */
export async function getCrossing(ctx: Context, query: CrossingQuery): Promise<Crossing> {
  const scope = authorize(ctx.actor, 'figure:cross')
  const budget = CROSSINGS[ctx.actor.role] ?? { dimensions: [], most: 0 }
  const { groupBy } = query
  const filters = filtersOf(query)
  const asked = [...groupBy, ...Object.keys(printedFilters(filters))]
  const beyond = asked.filter((name) => !(budget.dimensions as readonly string[]).includes(name))
  if (beyond[0] !== undefined)
    throw new DomainError('FIELD_FORBIDDEN', { params: { field: beyond[0] } })
  if (groupBy.length > budget.most) {
    throw invalidRequest([{ pointer: 'query.groupBy', code: 'TOO_MANY' }])
  }
  const isSealedOnly = scope.reach === 'sealed'
  if (isSealedOnly && query.cutoff === undefined) throw new DomainError('SEALED_ONLY')
  const catalogues = await ctx.catalogues.fresh()
  judgePlace(ctx, query)
  const process = processAt(catalogues, catalogues.now(), query.process).code
  const settled = await settle(ctx, process, query)
  const cross = async (finer?: Awaited<ReturnType<typeof finerGroups>>) =>
    inSnapshot(ctx, scope, process, async (db, head): Promise<Crossing> => {
      const point = await pointIn(db, scope, process, settled, head)
      let groups: ToldGroup[] | undefined = finer?.groups
      if (!groups && isSealedOnly) {
        const { tables } = JSON.parse(point.content ?? '{}') as { tables: PublishedTables }
        groups = publishedGroups(tables, groupBy, filters)
        if (!groups) throw new DomainError('CROSSING_NOT_PUBLISHED')
      } else if (!groups) {
        const day = lastEndedDay(point.instant)
        groups = await selectGroups(db, scope, process, groupBy, filters, point, day)
      }
      return {
        process,
        asOf: printed(point.instant),
        knownAsOf: point.number,
        status: query.cutoff === undefined ? 'PROVISIONAL' : 'SEALED',
        filter: printedFilters(filters),
        ...(finer ? { smallestGroup: SMALLEST_GROUP } : {}),
        rows: groups.sort(inOrder(groupBy)).map(({ total, ...values }) => ({
          key: Object.fromEntries(groupBy.map((name) => [name, (values as ToldGroup)[name]])),
          total,
        })),
        total: { total: finer?.total ?? groups.reduce((sum, { total }) => sum + (total ?? 0), 0) },
      }
    })
  return ctx.turns.take(ctx.actor, async () =>
    cross(
      isSealedOnly && query.cutoff !== undefined
        ? await finerGroups(ctx.db, process, query.cutoff, groupBy, filters)
        : undefined,
    ),
  )
}

const OF_COLUMN: Record<string, readonly string[]> = {
  initialCheck: ['RECEIVED', 'INITIAL_CHECK'],
  forAnalysis: ['IN_ANALYSIS', 'SUBSANE', 'COMPLIES', 'INADMISSIBLE'],
  inAnalysis: ['IN_ANALYSIS'],
  subsane: ['SUBSANE'],
  complies: ['COMPLIES'],
  inadmissible: ['INADMISSIBLE'],
}

/** States that are told with their grounds. */
const WITH_REASONS: readonly string[] = ['SUBSANE', 'INADMISSIBLE']

/** Whom a figure counts: those of its column among those of its keys; nothing where none can be both. */
function wantedOf(query: CasesQuery, point: Point): Wanted | undefined {
  const { column, status, reason, medium, credentialType, modality, sex } = query
  const statuses = (OF_COLUMN[column] ?? COUNTED_STATUSES).filter(
    (one) =>
      (status === undefined || one === status) &&
      (reason === undefined || WITH_REASONS.includes(one)),
  )
  const facets: Record<string, string | undefined> = { medium, credentialType, modality, sex }
  const [facet = '', value] = column.split('.')
  if (value !== undefined) {
    if ((facets[facet] ?? value) !== value) return undefined
    facets[facet] = value
  }
  const { ageGroup, receivedOn, receivedTo } = query
  const day = lastEndedDay(point.instant)
  return { ...facets, ageGroup, day, receivedOn, receivedTo, reason, statuses }
}

/** Where a page of cases ends. */
const Place = z.tuple([z.guid()])

/**
 * The requests behind a figure, live, at any point or at a sealed cut-off: as many as the figure
 * says. DERFE is told folios, the auditor pseudonyms. Entered in the audit log as a reading of those
 * records. Without `validAsOf` and `knownAsOf` a page is of its own moment: to read a figure page by
 * page while others write, say the figure's own.
 * @throws FORBIDDEN, READING_PAUSED, CUTOFF_NOT_SEALED, INVALID_REQUEST
 */
export async function listFigureCases(ctx: Context, query: CasesQuery): Promise<FigureCasePage> {
  const scope = authorize(ctx.actor, 'figure:cases')
  ctx.reading.refuse(ctx.actor)
  const catalogues = await ctx.catalogues.fresh()
  judgePlace(ctx, query)
  const { limit, cursor, ...question } = query
  const [after] = cursor === undefined ? [] : placeIn(cursor, Place, question)
  const process = processAt(catalogues, catalogues.now(), query.process).code
  const settled = await settle(ctx, process, query)
  const find = () =>
    inSnapshot(ctx, scope, process, async (db, head) => {
      const point = await pointIn(db, scope, process, settled, head)
      const wanted = wantedOf(query, point)
      if (!wanted) return []
      return selectCases(db, scope, process, query, wanted, point, after, limit + 1)
    })
  const found = await ctx.turns.take(ctx.actor, find)
  const cases = found.slice(0, limit)
  await noteRead(
    ctx,
    scope,
    cases.map(({ folio }) => folio),
  )
  const last = found.length > limit ? cases.at(-1) : undefined
  const isAuditor = ctx.actor.role === 'auditor'
  return {
    data: cases.map(({ folio }) =>
      isAuditor ? { pseudonym: ctx.keys.pseudonym(folio) } : { folio },
    ),
    page: { nextCursor: last && cursorOf([last.id], question), hasMore: last !== undefined },
  }
}
