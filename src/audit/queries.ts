import type { Scope } from '../access/policy.ts'
import { findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { lowestIdAt } from './entries.ts'

type Reader = Scope<'audit:read' | 'audit:prove' | 'audit:consultations'>

/** A signed head of the log, with its root in hexadecimal. */
export type Head = { at: string; size: number; root: string; signature: string }

const sequenceStatement: Statement<{ size: number }> = {
  name: 'sequence_audit',
  text: 'select sequence_audit($1) as size',
}

/** Gives entries that wait their place in the log. @returns how many leaves it has then */
export const sequence = async (db: Queryable, limit: number): Promise<number> =>
  (await findRow(db, sequenceStatement, [limit]))?.size ?? 0

const pendingStatement: Statement<{ waiting: number }> = {
  name: 'audit_waiting',
  text: `
select count(*) as waiting
  from (select from audit_pending where entry < $1 order by entry limit $2) w`,
}

/** How many entries of lower ids wait for their place; no more than a limit. */
export const countWaiting = async (db: Queryable, below: string, limit: number): Promise<number> =>
  (await findRow(db, pendingStatement, [below, limit]))?.waiting ?? 0

const sizeStatement: Statement<{ size: number }> = {
  name: 'audit_size',
  text: 'select coalesce(max(index) + 1, 0) as size from audit_leaves',
}

/** How many leaves the log has. */
export const selectSize = async (db: Queryable): Promise<number> =>
  (await findRow(db, sizeStatement))?.size ?? 0

const nodesStatement: Statement<{ level: number; index: number; hash: Buffer }> = {
  name: 'audit_nodes',
  text: `
select n.level, n.index, n.hash
  from audit_nodes n
  join unnest($1::smallint[], $2::bigint[]) as w(level, index)
    on w.level = n.level and w.index = n.index`,
}

/** Nodes of the tree, by `level:index`. */
export async function selectNodes(
  db: Queryable,
  nodes: readonly { level: number; index: number }[],
): Promise<Map<string, Buffer>> {
  const rows = await rowsOf(db, nodesStatement, [
    nodes.map(({ level }) => level),
    nodes.map(({ index }) => index),
  ])
  return new Map(rows.map(({ level, index, hash }) => [`${level}:${index}`, hash]))
}

const headColumns = `at, size, encode(root, 'hex') as root, signature`

const lastHeadStatement: Statement<Head> = {
  name: 'last_audit_head',
  text: `select ${headColumns} from audit_heads order by at desc limit 1`,
}

/** The last signed head. */
export const selectLastHead = (db: Queryable): Promise<Head | undefined> =>
  findRow(db, lastHeadStatement)

const headWithinStatement: Statement<Head> = {
  name: 'last_audit_head_within',
  text: `select ${headColumns} from audit_heads
 where size <= $1 and at < clock_timestamp() + interval '1 minute' order by at desc limit 1`,
}

/** The last head that covers no more than the log has: one that was planted keeps nobody from signing. */
export const selectHeadWithin = (db: Queryable, size: number): Promise<Head | undefined> =>
  findRow(db, headWithinStatement, [size])

/** Whoever gives entries their place or signs a head does so alone, to the end of its transaction. */
export const lockHeads: Statement<object> = {
  name: 'lock_audit_log',
  text: 'select pg_advisory_xact_lock(7303)',
}

type Clock = { now: string; lowest: string }

const clockStatement: Statement<Clock> = {
  name: 'audit_clock',
  text: `select t as now, ${lowestIdAt('t')} as lowest from (select clock_timestamp() as t offset 0) c`,
}

/** The real clock of the database, the same for every instance, and the lowest id of an entry of then. */
export const selectClock = async (db: Queryable): Promise<Clock> =>
  (await findRow(db, clockStatement)) as Clock

const headsAfterStatement: Statement<Head> = {
  name: 'audit_heads_after',
  text: `select ${headColumns} from audit_heads
 where at > $1 and at < now() + interval '1 minute' order by at limit 1000`,
}

/** Signed heads after an instant, in order; none that pretends to be of a later time. */
export const selectHeadsAfter = (db: Queryable, at: string): Promise<Head[]> =>
  rowsOf(db, headsAfterStatement, [at])

const insertHeadStatement: Statement<{ at: string }> = {
  name: 'insert_audit_head',
  text: `
insert into audit_heads (at, size, root, signature) values ($1, $2, decode($3, 'hex'), $4)`,
}

/** Stores a signed head. */
export const insertHead = (db: Queryable, head: Head): Promise<object | undefined> =>
  findRow(db, insertHeadStatement, [head.at, head.size, head.root, head.signature])

const leafStatement: Statement<{ index: number }> = {
  name: 'audit_leaf_index',
  text: `select index from audit_leaves where hash = decode($1, 'hex') or entry = $2 order by index limit 1`,
}

/** The place of a leaf, by its hash or its entry. */
export const findLeaf = async (
  db: Queryable,
  { leaf, entry }: { leaf?: string; entry?: string },
): Promise<number | undefined> =>
  (await findRow(db, leafStatement, [leaf ?? '', entry ?? null]))?.index

/** An entry in its place. */
export type LogEntry = {
  index: number
  id: string
  at: string
  role: string
  actor: string
  action: string
  outcome: string
  records: string[]
  purpose: string | null
  content: string
  leaf: string
}

const entriesStatement: Statement<LogEntry> = {
  name: 'audit_log_entries',
  text: `
select l.index, e.id, e.at, e.role, e.actor, e.action, e.outcome, e.records, e.purpose, e.content,
       encode(l.hash, 'hex') as leaf
  from audit_leaves l
  join audit_entries e on e.id = l.entry
 where l.index < $1 and ($2::text is null or e.records @> array[$2::text])
 order by l.index desc
 limit $3`,
}

/** Entries before a place in the log, newest first, of one record or of all. */
export const selectEntries = (
  db: Queryable,
  _scope: Reader,
  query: { before: number; record?: string; limit: number },
): Promise<LogEntry[]> =>
  rowsOf(db, entriesStatement, [query.before, query.record ?? null, query.limit])

/** Who consulted a record, as its holder may be told. */
export type Consultation = {
  at: string
  role: string
  entity: string | null
  actor: string
  action: string
  purpose: string | null
}

const consultationsStatement: Statement<Consultation> = {
  name: 'consultations_of_record',
  text: `
select e.at, e.role, e.content::json ->> 'entity' as entity, e.actor, e.action, e.purpose
  from audit_entries e
 where e.records @> array[$1::text] and e.outcome in ('OK', 'REPLAYED') and ($3::timestamptz is null or e.at < $3)
 order by e.at desc
 fetch first $2 rows with ties`,
}

/**
 * What was done with a record and by whom, newest first, whether the log has taken it yet or not; all of
 * the last instant that is told, so that what was before it follows.
 */
export const selectConsultations = (
  db: Queryable,
  _scope: Reader,
  record: string,
  limit: number,
  before: string | undefined,
): Promise<Consultation[]> => rowsOf(db, consultationsStatement, [record, limit, before ?? null])
