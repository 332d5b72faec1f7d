import type { Scope } from '../access/policy.ts'
import type { Filters, Point } from '../aggregates/queries.ts'
import { findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import type { Dimension } from '../vocabulary.ts'

/** A sealed cut-off: where it stands, and what was sealed, as text. */
export type Sealed = Point & { content: string }

const sealedStatement: Statement<Sealed> = {
  name: 'sealed_cutoff',
  text: `
select instant, known_as_of as number, content
  from cutoffs
 where process = $1 and date = $2 and status = 'SEALED'`,
}

/** A sealed cut-off with its point and content. */
export const findSealed = (
  db: Queryable,
  _scope: Scope<'figure:cross' | 'figure:cases'>,
  process: string,
  date: string,
): Promise<Sealed | undefined> => findRow(db, sealedStatement, [process, date])

/**
 * The sealed cut-off of a date and those sealed before it, in the order of sealing: what was told when
 * it was sealed. One of an earlier day that is sealed later changes nothing of it.
 */
export const selectSealedDates = async (
  db: Queryable,
  _scope: Scope<'figure:cross'>,
  process: string,
  date: string,
): Promise<string[]> =>
  (await rowsOf(db, sealedDatesStatement, [process, date])).map((cutoff) => cutoff.date)

const sealedDatesStatement: Statement<{ date: string }> = {
  name: 'sealed_dates',
  text: `
select c.date
  from cutoffs c
  join cutoffs asked on asked.process = c.process and asked.basis >= c.basis
 where asked.process = $1 and asked.date = $2 and asked.status = 'SEALED' and c.status = 'SEALED'
 order by c.basis`,
}

/** AGE_GROUPS in SQL, of `age`. */
const AGE_GROUP = `case when age < 18 then '0-17' when age <= 23 then '18-23'
       when age <= 29 then '24-29' when age <= 35 then '30-35' when age <= 41 then '36-41'
       when age <= 47 then '42-47' when age <= 53 then '48-53' else '54+' end`

const EXPRESSIONS: Record<Dimension, string> = {
  entity: 'entity',
  country: 'country',
  status: 'status',
  medium: 'medium',
  modality: 'modality',
  credentialType: 'credential_type',
  sex: 'sex',
  ageGroup: AGE_GROUP,
  receivedOn: 'received_on::text',
}

export type Group = Partial<Record<Dimension, string>> & { total: number }

/**
 * Requests at a point by any dimensions: the states of now, less what has moved since the point on
 * either clock. Reads every request of the process, and the movements since; never those before.
 *
 * @param day the day on whose end ages are completed
 */
export function selectGroups(
  db: Queryable,
  _scope: Scope<'figure:cross' | 'cutoff:seal'>,
  process: string,
  dimensions: readonly Dimension[],
  filters: Filters,
  point: Point,
  day: string,
): Promise<Group[]> {
  const columns = 'entity, country, status, medium, modality, credential_type, sex, birth_date'
  const text = `
with cells as (
  select 1 as d, ${columns}, (received_at at time zone 'America/Mexico_City')::date as received_on
    from inscription_requests
   where process = $1 and status not in ('SUPERSEDED', 'WITHDRAWN')
  union all
  select -d, ${columns}, received_on from movement_cells
   where process = $1 and number > $2
  union all
  select -d, ${columns}, received_on from movement_cells
   where process = $1 and number <= $2 and effective_at >= $3
),
aged as (
  select c.*, extract(year from age($4::date, birth_date)) as age from cells c
   where ($5::text is null or entity = $5) and ($6::text is null or country = $6)
     and ($7::text is null or status = $7)
)
select ${dimensions.map((name) => `${EXPRESSIONS[name]} as "${name}"`).join(', ')},
       sum(d)::integer as total
  from aged
 group by ${dimensions.map((_, index) => index + 1).join(', ')}
having sum(d) <> 0`
  const { entity = null, country = null, status = null } = filters
  const name = `groups:${dimensions.join()}`
  const values = [process, point.number, point.instant, day, entity, country, status]
  return rowsOf<Group>(db, { name, text }, values)
}

const keepGroupsStatement: Statement<object> = {
  name: 'keep_groups',
  text: 'insert into cutoff_groups (process, date, groups) values ($1, $2, $3)',
}

/** Keeps the groups of a cut-off, once. */
export const storeGroups = (
  db: Queryable,
  process: string,
  date: string,
  groups: readonly Group[],
): Promise<object[]> => rowsOf(db, keepGroupsStatement, [process, date, JSON.stringify(groups)])

const keptGroupsStatement: Statement<{ groups: Group[] }> = {
  name: 'kept_groups',
  text: 'select groups from cutoff_groups where process = $1 and date = $2',
}

/** The groups kept with a cut-off. */
export const findGroups = async (
  db: Queryable,
  _scope: Scope<'figure:cross'>,
  process: string,
  date: string,
): Promise<Group[] | undefined> => (await findRow(db, keptGroupsStatement, [process, date]))?.groups

/** What a case must be, beside its place: as the column and the keys of its figure say. */
export type Wanted = {
  medium?: string
  credentialType?: string
  modality?: string
  sex?: string
  /** Completed years at the end of `day`. */
  ageGroup?: string
  day: string
  receivedOn?: string
  receivedTo?: string
  /** Of the last decision or correction. */
  reason?: string
  /** Any of these. */
  statuses: readonly string[]
}

const casesStatement: Statement<{ id: string; folio: string }> = {
  name: 'cases_at',
  text: `
with moved_since as (
  select m.request_id from movements m where m.process = $1 and m.number > $2
  union
  select m.request_id from movements m
   where m.process = $1 and m.number <= $2 and m.effective_at >= $3
)
select r.id, r.folio
  from inscription_requests r
 cross join lateral (
         select m.to_status, m.to_country, m.to_modality
           from movements m
          where m.request_id = r.id and m.number <= $2 and m.effective_at < $3
          order by m.number desc
          limit 1) l
 where r.process = $1 and ($4::uuid is null or r.id > $4)
   and ($5::text is null or r.entity = $5) and ($6::text is null or r.medium = $6)
   and ($7::text is null or r.credential_type = $7) and ($8::text is null or r.sex = $8)
   and ((r.status = any($9::text[]) and ($10::text is null or r.country = $10)
         and ($11::text is null or r.modality = $11))
        or r.id in (select request_id from moved_since))
   and l.to_status = any($9::text[]) and ($10::text is null or l.to_country = $10)
   and ($11::text is null or l.to_modality = $11)
   and ($12::text is null
        or (select ${AGE_GROUP} from (select extract(year from age($13::date, r.birth_date)) as age) a) = $12)
   and ($14::date is null or (r.received_at at time zone 'America/Mexico_City')::date = $14)
   and ($15::date is null or (r.received_at at time zone 'America/Mexico_City')::date <= $15)
   and ($16::text is null or $16 = any (array(
         select unnest(g.reasons)
           from (select m.reasons from movements m
                  where m.request_id = r.id and m.number <= $2 and m.effective_at < $3
                    and m.from_status is distinct from m.to_status
                  order by m.number desc
                  limit 1) g)))
 order by r.id
 limit $17`,
}

/**
 * The requests that a figure counts at a point, by id. Who has not moved since the point stands where
 * it stands now; the others are looked up among their movements.
 */
export const selectCases = (
  db: Queryable,
  _scope: Scope<'figure:cases'>,
  process: string,
  filters: Pick<Filters, 'entity' | 'country'>,
  wanted: Wanted,
  point: Point,
  after: string | undefined,
  limit: number,
): Promise<{ id: string; folio: string }[]> =>
  rowsOf(db, casesStatement, [
    process,
    point.number,
    point.instant,
    after ?? null,
    filters.entity ?? null,
    wanted.medium ?? null,
    wanted.credentialType ?? null,
    wanted.sex ?? null,
    wanted.statuses,
    filters.country ?? null,
    wanted.modality ?? null,
    wanted.ageGroup ?? null,
    wanted.day,
    wanted.receivedOn ?? null,
    wanted.receivedTo ?? null,
    wanted.reason ?? null,
    limit,
  ])
