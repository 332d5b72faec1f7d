import type { Scope } from '../access/policy.ts'
import { findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import type { Document } from './schemas.ts'

type DocumentScope = Scope<'document:read' | 'document:store'>

/**
 * The condition that keeps a query inside a scope: whoever does not reach all has what came by the
 * portal. What was removed when its time had come is nobody's any more.
 */
const within = ({ reach }: DocumentScope): string =>
  `r.personal_data_removed_at is null${reach === 'all' ? '' : ` and r.medium = 'SRVE'`}`

const columns = `r.folio, d.id, d.type, d.sha256, d.mime, d.size,
       d.recorded_at as "recordedAt", d.stored_at as "storedAt"`

/** Only who reaches all requests may learn of others than the one asked for. */
const alsoIn = ({ reach }: DocumentScope): string =>
  reach === 'all'
    ? `,
       (select count(distinct o.request_id)::integer from documents o
         where o.sha256 = d.sha256 and o.request_id <> d.request_id) as "alsoIn"`
    : ''

/**
 * The documents of a request in the order in which they were presented; undefined when the request is
 * not within the scope.
 */
export async function selectDocuments(
  db: Queryable,
  scope: DocumentScope,
  folio: string,
): Promise<Document[] | undefined> {
  const statement: Statement<Document & { id: string | null }> = {
    name: `documents_of_request:${scope.reach}`,
    text: `
select ${columns}${alsoIn(scope)}
  from inscription_requests r
  left join documents d on d.request_id = r.id
 where r.folio = $1 and ${within(scope)}
 order by d.recorded_at, d.id`,
  }
  const rows = await rowsOf(db, statement, [folio])
  // A request without documents is one row without a document.
  return rows.length === 0 ? undefined : rows.filter(({ id }) => id !== null)
}

/**
 * Locks a request, so that its documents are not removed before the transaction ends.
 * @returns whether it is within the scope
 */
export async function lockRequest(
  tx: Queryable,
  scope: DocumentScope,
  folio: string,
): Promise<boolean> {
  const statement: Statement<{ id: string }> = {
    name: `lock_request_of_documents:${scope.reach}`,
    text: `
select r.id from inscription_requests r where r.folio = $1 and ${within(scope)} for share of r`,
  }
  return (await findRow(tx, statement, [folio])) !== undefined
}

const markStoredStatement: Statement<Document> = {
  name: 'mark_documents_stored',
  text: `
with marked as (
  update documents d set stored_at = coalesce(d.stored_at, $3)
    from inscription_requests r
   where r.folio = $1 and d.request_id = r.id and d.id = any($2::uuid[])
  returning ${columns})
select * from marked order by "recordedAt", id`,
}

/** Says of documents of a request that their contents are kept since `now`, or since earlier. */
export const markStored = (
  tx: Queryable,
  _scope: Scope<'document:store'>,
  folio: string,
  ids: readonly string[],
  now: string,
): Promise<Document[]> => rowsOf(tx, markStoredStatement, [folio, ids, now])

const storedStatement: Statement<{ id: string }> = {
  name: 'stored_documents_of_process',
  text: `
select d.id from documents d
  join inscription_requests r on r.id = d.request_id
 where r.process = $1 and d.stored_at is not null
 limit 500`,
}

/** Some documents of a process whose contents are kept. */
export const selectStored = (
  db: Queryable,
  _scope: Scope<'document:store'>,
  process: string,
): Promise<{ id: string }[]> => rowsOf(db, storedStatement, [process])

const knownStatement: Statement<{ id: string; isKept: boolean }> = {
  name: 'documents_known',
  text: `select id, stored_at is not null as "isKept" from documents where id = any($1::uuid[])`,
}

/** Those of some ids that are documents, and whether their contents are kept. */
export const selectKnown = (
  db: Queryable,
  _scope: Scope<'document:store'>,
  ids: readonly string[],
): Promise<{ id: string; isKept: boolean }[]> => rowsOf(db, knownStatement, [ids])

const forgetStoredStatement: Statement<object> = {
  name: 'forget_stored_documents',
  text: 'update documents set stored_at = null where id = any($1::uuid[])',
}

/** Says that the contents of documents are not kept any more. */
export const forgetStored = (
  db: Queryable,
  _scope: Scope<'document:store'>,
  ids: readonly string[],
): Promise<object[]> => rowsOf(db, forgetStoredStatement, [ids])
