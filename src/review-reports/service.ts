/** Reports on the review: grounds, time in each state, the funnel, and when each request last moved. */
import { z } from 'zod'
import { authorize, isToldPublished, type Scope, SMALLEST_GROUP } from '../access/policy.ts'
import { reasonFigures } from '../aggregates/figures.ts'
import { selectHead } from '../aggregates/queries.ts'
import type { ReasonFigures } from '../aggregates/schemas.ts'
import { atToldPoint, getFigures, pointOf } from '../aggregates/service.ts'
import { noteRead, processAt } from '../inscription-requests/service.ts'
import { addDays, addMilliseconds, dateAt, endOfDay, later } from '../platform/calendar.ts'
import type { Context } from '../platform/context.ts'
import { cursorOf, placeIn } from '../platform/cursor.ts'
import { askAs, findRow } from '../platform/database.ts'
import { DomainError, invalidRequest } from '../platform/errors.ts'
import { COUNTED_STATUSES } from '../vocabulary.ts'
import * as queries from './queries.ts'
import type {
  Durations,
  DurationsQuery,
  Funnel,
  FunnelQuery,
  LastMovementPage,
  LastMovementsQuery,
  ReasonsQuery,
} from './schemas.ts'

/**
 * The entity that a report is of: the caller's own, the one asked for, or all.
 * @throws ENTITY_FORBIDDEN
 */
function entityOf({ entity }: Scope, asked: string | undefined): string | null {
  if (entity !== null && asked !== undefined && asked !== entity) {
    throw new DomainError('ENTITY_FORBIDDEN')
  }
  return entity ?? asked ?? null
}

/** The process in force or named, its head, and the business clock. */
async function standing(ctx: Context, code: string | undefined) {
  const catalogues = await ctx.catalogues.fresh()
  const process = processAt(catalogues, catalogues.now(), code).code
  const head = await findRow(ctx.db, selectHead, [process])
  return { catalogues, process, head, now: head?.now ?? catalogues.now() }
}

/**
 * Requests in SUBSANE or INADMISSIBLE by ground: INETEL's totals per comment. One with several
 * grounds counts in each. Who is told what is published is told those of sealed cut-offs, of the last
 * one unless it names another.
 * @throws FORBIDDEN, ENTITY_FORBIDDEN, CROSSING_NOT_PUBLISHED, POINT_NOT_PUBLISHED, INVALID_REQUEST
 */
export async function getReasonFigures(ctx: Context, query: ReasonsQuery): Promise<ReasonFigures> {
  const scope = authorize(ctx.actor, 'report:reasons')
  const entity = entityOf(scope, query.entity)
  // Grounds are published for the whole country: by entity they would tell why one person was refused.
  if (entity !== null && isToldPublished(ctx.actor.role)) {
    throw new DomainError('CROSSING_NOT_PUBLISHED')
  }
  const { catalogues, process, head } = await standing(ctx, query.process)
  const asked = await atToldPoint(ctx, process, query, 'last sealed')
  const point = head
    ? await pointOf(ctx.db, process, asked, head)
    : { instant: catalogues.now(), number: 0 }
  const of = { catalogues, process, point, status: 'PROVISIONAL' } as const
  return ctx.turns.take(ctx.actor, () =>
    askAs(ctx.db, scope, (db) =>
      reasonFigures({ ...of, db, scope }, { entity: entity ?? undefined }),
    ),
  )
}

/**
 * From request to complying to the list, by entity. Nobody is listed before there is a list.
 * @throws as figures do
 */
export async function getFunnel(ctx: Context, query: FunnelQuery): Promise<Funnel> {
  const { rows, total, ...header } = await getFigures(ctx, 'review', query)
  return {
    ...header,
    rows: rows.map(({ entity, label, received, complies }) => ({
      entity,
      label,
      received,
      complies,
      listed: null,
    })),
    total: { received: total.received, complies: total.complies, listed: null },
  }
}

/** Days that a report of durations is of, unless it is asked for others [configuration]. */
const DAYS = 15

/** The stays in a state, with the times of as many as are told. */
const staysOf = (rows: readonly queries.StaysRow[], status: string, smallest: number) => {
  const row = rows.find((one) => one.status === status)
  const n = row?.n ?? 0
  const [median, p90, p95, max] = n < smallest ? [] : (row?.hours ?? []).map(Number)
  return {
    n,
    median: median ?? null,
    p90: p90 ?? null,
    p95: p95 ?? null,
    max: max ?? null,
  }
}

/**
 * How long requests stay in each state, in hours: stays that ended in the period, and those that go on
 * at the point asked for, which is now unless it is given. A stay begins with the movement that set the
 * state. Who is told what is published is told the fifteen days that ended last at its point, and no
 * times of small groups: two periods that differ by one stay would tell it.
 * @throws FORBIDDEN, ENTITY_FORBIDDEN, CROSSING_NOT_PUBLISHED, POINT_NOT_PUBLISHED, INVALID_REQUEST when
 *   the period goes beyond the point
 */
export async function getDurations(ctx: Context, query: DurationsQuery): Promise<Durations> {
  const scope = authorize(ctx.actor, 'figure:read')
  const entity = entityOf(scope, query.entity)
  const isPublished = isToldPublished(ctx.actor.role)
  if (isPublished && (query.from !== undefined || query.to !== undefined)) {
    throw new DomainError('CROSSING_NOT_PUBLISHED')
  }
  const smallest = isPublished ? SMALLEST_GROUP : 1
  const { process, head, now } = await standing(ctx, query.process)
  const asked = await atToldPoint(ctx, process, query)
  const latest = head ? later(now, addMilliseconds(head.lastEffectiveAt, 1)) : now
  const known = head ? await pointOf(ctx.db, process, asked, head) : { instant: now, number: 0 }
  const point = asked.validAsOf === undefined ? { ...known, instant: latest } : known
  const lastDay = dateAt(addMilliseconds(point.instant, -1))
  const to = query.to ?? lastDay
  const ahead = [
    ...(to > lastDay ? ['query.to'] : []),
    ...(query.from !== undefined && query.from > lastDay ? ['query.from'] : []),
  ]
  if (ahead.length > 0) {
    throw invalidRequest(ahead.map((pointer) => ({ pointer, code: 'IN_THE_FUTURE' })))
  }
  const end = endOfDay(to)
  const start = query.from ? addDays(endOfDay(query.from), -1) : addDays(end, -DAYS)
  const { ended, open } = await ctx.turns.take(ctx.actor, async () => ({
    ended: await askAs(ctx.db, scope, (db) =>
      queries.selectEndedStays(db, scope, process, start, end, point, entity),
    ),
    open: await askAs(ctx.db, scope, (db) =>
      queries.selectOpenStays(db, scope, process, point, entity),
    ),
  }))
  const rows = COUNTED_STATUSES.map((status) => ({
    status,
    ended: staysOf(ended, status, smallest),
    open: staysOf(open, status, smallest),
  }))
  const total = (key: 'ended' | 'open') => ({
    n: rows.reduce((sum, row) => sum + row[key].n, 0),
  })
  return {
    process,
    asOf: point.instant,
    knownAsOf: point.number,
    status: 'PROVISIONAL',
    filter: entity === null ? {} : { entity },
    from: dateAt(start),
    to,
    rows,
    total: { ended: total('ended'), open: total('open') },
  }
}

/** Where a page of last movements ends: the number of the last one told. */
const Place = z.tuple([z.int()])

/**
 * DERFE's report with the date of last movement (release 12 of the SRVE, 22 November 2023): folios and
 * where they stand, without names, the latest first. The numbers of movements are the order, so pages
 * stay whole while others write.
 * @throws FORBIDDEN, INVALID_REQUEST, READING_PAUSED
 */
export async function listLastMovements(
  ctx: Context,
  query: LastMovementsQuery,
): Promise<LastMovementPage & { process: string; asOf: string }> {
  const scope = authorize(ctx.actor, 'report:last-movements')
  ctx.reading.refuse(ctx.actor)
  const { process, now } = await standing(ctx, query.process)
  const question = [process, query.entity, query.status]
  const [before] =
    query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : placeIn(query.cursor, Place, question)
  const found = await askAs(ctx.db, scope, (db) =>
    queries.selectLastMovements(db, scope, process, query, before, query.limit + 1),
  )
  const data = found.slice(0, query.limit)
  await noteRead(
    ctx,
    scope,
    data.map(({ folio }) => folio),
  )
  const last = data.at(-1)
  const hasMore = found.length > query.limit
  return {
    process,
    asOf: now,
    data,
    page: {
      hasMore,
      nextCursor: hasMore && last ? cursorOf([last.lastMovement], question) : undefined,
    },
  }
}
