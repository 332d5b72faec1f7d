import { type Queryable, rowsOf } from '../platform/database.ts'

/** A cell in which the counters and the recount differ. */
export type Difference = {
  process: string
  entity: string
  country: string
  status: string
  counted: number
  recounted: number
}

/**
 * Compares the live counters with a recount of the requests' own states, which shares no code with
 * them.
 */
export const verifyFigures = (db: Queryable): Promise<Difference[]> =>
  rowsOf<Difference>(db, {
    name: 'verify_figures',
    text: `
with counted as (
  select process, entity, country, status, n
    from counters
   where basis = 0 and margin = 'PAIR' and n <> 0
),
recounted as (
  select process, entity, country, status, count(*) as n
    from inscription_requests
   where status not in ('SUPERSEDED', 'WITHDRAWN')
   group by process, entity, country, status
)
select process, entity, country, status,
       coalesce(c.n, 0)::integer as counted, coalesce(r.n, 0)::integer as recounted
  from counted c
  full join recounted r using (process, entity, country, status)
 where coalesce(c.n, 0) <> coalesce(r.n, 0)`,
  })
