import type { Scope } from '../access/policy.ts'
import { type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { COUNTED_STATUSES, type CountedStatus } from '../vocabulary.ts'
import type { LastMovement } from './schemas.ts'

/** Stays in a state: how many, and the hours at the median, the 90th, the 95th percentile and the longest. */
export type StaysRow = { status: CountedStatus; n: number; hours: (string | number)[] | null }

const HOURS = (seconds: string): string => `
       percentile_disc(array[0.5, 0.9, 0.95, 1]) within group (
         order by round(extract(epoch from ${seconds}) / 3600, 1))::float8[]`

/**
 * Stays that a movement between two instants ended. Movements of a request only go forward, so the one
 * before by number began the stay; they are read of the requests that have moved since the first
 * instant, which is what the cost grows with.
 */
export function selectEndedStays(
  db: Queryable,
  _scope: Scope<'figure:read'>,
  process: string,
  from: string,
  to: string,
  entity: string | null,
): Promise<StaysRow[]> {
  const text = `
select s.status, count(*)::integer as n, ${HOURS('s.ended_at - s.began_at')} as hours
  from (select m.from_status as status, m.effective_at as ended_at,
               lag(m.effective_at) over (partition by m.request_id order by m.number) as began_at
          from movements m
         where m.process = $1 and m.effective_at < $3 and m.from_status is distinct from m.to_status
           and ($4::text is null or m.entity = $4)
           and m.request_id in (
               select r.id from inscription_requests r
                where r.process = $1 and r.last_movement_at >= $2)) s
 where s.ended_at >= $2 and s.status is not null
 group by 1`
  // Without a name it is planned for its period: a day is found by indexes, a month is read through.
  return rowsOf(db, { text }, [process, from, to, entity])
}

const openStatement: Statement<StaysRow> = {
  name: 'stays_open',
  text: `
select r.status, count(*)::integer as n, ${HOURS('$2::timestamptz - r.status_since')} as hours
  from inscription_requests r
 where r.process = $1 and r.status in (${COUNTED_STATUSES.map((s) => `'${s}'`).join(', ')})
   and ($3::text is null or r.entity = $3)
 group by 1`,
}

/** Stays that go on at an instant, which is now. */
export const selectOpenStays = (
  db: Queryable,
  _scope: Scope<'figure:read'>,
  process: string,
  now: string,
  entity: string | null,
): Promise<StaysRow[]> => rowsOf(db, openStatement, [process, now, entity])

/** Where a page of last movements goes on. */
export type Position = { lastMovement: number }

const lastMovementsStatement: Statement<LastMovement> = {
  name: 'last_movements',
  text: `
select r.folio, r.entity, r.country, r.status, r.last_movement as "lastMovement",
       r.last_movement_at as "lastMovementAt"
  from inscription_requests r
 where r.process = $1 and r.last_movement < $2
   and r.status in (${COUNTED_STATUSES.map((s) => `'${s}'`).join(', ')})
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
