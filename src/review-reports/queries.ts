import type { Scope } from '../access/policy.ts'
import type { Point } from '../aggregates/queries.ts'
import { type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { COUNTED_STATUSES, type CountedStatus } from '../vocabulary.ts'
import type { LastMovement } from './schemas.ts'

/** Stays in a state: how many, and the hours at the median, the 90th, the 95th percentile and the longest. */
export type StaysRow = { status: CountedStatus; n: number; hours: (string | number)[] | null }

/**
 * Stays by state, from those given by `status` and `tenths` of an hour: equal ones are counted first,
 * since a few thousand counts are put in order far sooner than a million stays.
 */
const staysOf = (stays: string): string => `
with stays as (${stays}),
counted as (select status, tenths, count(*) as n from stays group by 1, 2),
ordered as (select status, tenths, n, sum(n) over of_status as total,
                   sum(n) over (of_status order by tenths) as up_to
              from counted window of_status as (partition by status))
select status, sum(n)::integer as n,
       array[min(tenths) filter (where up_to >= 0.5 * total) / 10.0,
             min(tenths) filter (where up_to >= 0.9 * total) / 10.0,
             min(tenths) filter (where up_to >= 0.95 * total) / 10.0,
             max(tenths) / 10.0]::float8[] as hours
  from ordered group by status`

/**
 * Row-level security hides from the planner how many stays there are: it takes a million for some
 * thousands, and puts them in order to count them. Sent with the question, for its transaction.
 */
const byHash = (db: Queryable): Promise<unknown> => db.query('set local enable_sort = off')

/** The time between two instants in tenths of an hour, rounded. */
const tenthsOf = (from: string, to: string): string =>
  `((date_part('epoch', ${to} - ${from}) * 1000)::bigint + 180000) / 360000 as tenths`

/**
 * Stays that a movement between two instants ended, as known at a point. The movement tells since when
 * its request stood in the state that it left.
 */
export async function selectEndedStays(
  db: Queryable,
  _scope: Scope<'figure:read'>,
  process: string,
  from: string,
  to: string,
  point: Point,
  entity: string | null,
): Promise<StaysRow[]> {
  const text = staysOf(`
select m.from_status as status, ${tenthsOf('m.from_since', 'm.effective_at')}
  from movements m
 where m.process = $1 and m.effective_at >= $2 and m.effective_at < least($3, $4::timestamptz)
   and m.number <= $5 and m.from_status <> m.to_status and ($6::text is null or m.entity = $6)`)
  // Without a name it is planned for its period: a day is found by its index, the whole is read through.
  const values = [process, from, to, point.instant, point.number, entity]
  const [, rows] = await Promise.all([byHash(db), rowsOf<StaysRow>(db, { text }, values)])
  return rows
}

const ofCounted = (status: string): string =>
  `${status} in (${COUNTED_STATUSES.map((s) => `'${s}'`).join(', ')})`

const openStatement: Statement<StaysRow> = {
  name: 'stays_open',
  text: staysOf(`
select r.status, ${tenthsOf('r.status_since', '$2::timestamptz')}
  from inscription_requests r
 where r.process = $1 and ${ofCounted('r.status')} and ($3::text is null or r.entity = $3)
   and r.last_movement <= $4 and r.last_movement_at < $2
union all
select l.status, ${tenthsOf('l.since', '$2::timestamptz')}
  from (
       select distinct on (m.request_id) m.from_status as status, m.from_since as since
         from (
              select * from movements where process = $1 and number > $4
              union all
              select * from movements where process = $1 and number <= $4 and effective_at >= $2) m
        where $3::text is null or m.entity = $3
        order by m.request_id, m.number) l
 where ${ofCounted('l.status')}`),
}

/**
 * Stays that go on at a point. Whose movements are all within it stands as it stands now; of any other
 * the first movement beyond tells in which state it stood, and since when.
 */
export async function selectOpenStays(
  db: Queryable,
  _scope: Scope<'figure:read'>,
  process: string,
  point: Point,
  entity: string | null,
): Promise<StaysRow[]> {
  const values = [process, point.instant, entity, point.number]
  const [, rows] = await Promise.all([byHash(db), rowsOf(db, openStatement, values)])
  return rows
}

/** Where a page of last movements goes on. */
export type Position = { lastMovement: number }

const lastMovementsStatement: Statement<LastMovement> = {
  name: 'last_movements',
  text: `
select r.folio, r.entity, r.country, r.status, r.last_movement as "lastMovement",
       r.last_movement_at as "lastMovementAt"
  from inscription_requests r
 where r.process = $1 and r.last_movement < $2
   and ${ofCounted('r.status')}
   and ($3::text is null or r.entity = $3) and ($4::text is null or r.status = $4)
 order by r.last_movement desc
 limit $5`,
}

/** Requests that are counted, by their last movement, the latest first. */
export const selectLastMovements = (
  db: Queryable,
  _scope: Scope<'report:last-movements'>,
  process: string,
  filters: { entity?: string; status?: string },
  before: number,
  limit: number,
): Promise<LastMovement[]> =>
  rowsOf(db, lastMovementsStatement, [
    process,
    before,
    filters.entity ?? null,
    filters.status ?? null,
    limit,
  ])
