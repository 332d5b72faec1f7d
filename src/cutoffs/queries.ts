import type { Scope } from '../access/policy.ts'
import { findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'

/** A cut-off as it is stored. */
export type StoredCutoff = {
  process: string
  date: string
  instant: string
  status: 'PROPOSED' | 'SEALED' | 'REFUSED'
  knownAsOf: number | null
  digest: string | null
  refusal: string | null
  proposedBy: string | null
  approvedBy: string | null
}

const COLUMNS = `process, date, instant, status, known_as_of as "knownAsOf", digest, refusal,
       proposed_by as "proposedBy", approved_by as "approvedBy"`

const listStatement: Statement<StoredCutoff> = {
  name: 'cutoffs_of_process',
  text: `
select ${COLUMNS}
  from cutoffs
 where process = $1
 order by date desc`,
}

export const selectCutoffs = (
  db: Queryable,
  _scope: Scope<'cutoff:read'>,
  process: string,
): Promise<StoredCutoff[]> => rowsOf(db, listStatement, [process])

const findStatement: Statement<StoredCutoff & { content: string | null }> = {
  name: 'find_cutoff',
  text: `
select ${COLUMNS}, content
  from cutoffs
 where process = $1 and date = $2`,
}

export const findCutoff = (
  db: Queryable,
  _scope: Scope<'cutoff:read' | 'cutoff:seal'>,
  process: string,
  date: string,
): Promise<(StoredCutoff & { content: string | null }) | undefined> =>
  findRow(db, findStatement, [process, date])

const proposeStatement: Statement<{ date: string }> = {
  name: 'propose_cutoff',
  text: `
insert into cutoffs (process, date, basis, instant, status, proposed_by, proposed_at)
values ($1, $2, 0, $3, 'PROPOSED', $4, $5)
on conflict on constraint cutoffs_one_per_date do update
   set status = 'PROPOSED', proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
       refusal = null
 where cutoffs.status = 'REFUSED'
returning date`,
}

/** Stores a proposal, unless the date has one or is sealed. */
export const insertProposal = (
  db: Queryable,
  cutoff: { process: string; date: string; instant: string; by: string; at: string },
): Promise<{ date: string } | undefined> =>
  findRow(db, proposeStatement, [cutoff.process, cutoff.date, cutoff.instant, cutoff.by, cutoff.at])

const sealStatement: Statement<{ date: string }> = {
  name: 'seal_cutoff',
  text: `
insert into cutoffs (
  process, date, basis, instant, status, known_as_of, content, digest, approved_by, sealed_at)
values ($1, $2, $3, $4, 'SEALED', $5, $6, $7, $8, business_now())
on conflict on constraint cutoffs_one_per_date do update
   set basis = excluded.basis, status = 'SEALED', known_as_of = excluded.known_as_of,
       content = excluded.content, digest = excluded.digest, approved_by = excluded.approved_by,
       sealed_at = excluded.sealed_at, refusal = null
 where cutoffs.status <> 'SEALED'
returning date`,
}

/** Stores what is sealed; answers nothing when another instance sealed it first. */
export const storeSeal = (
  db: Queryable,
  seal: {
    process: string
    date: string
    basis: number
    instant: string
    knownAsOf: number
    content: string
    digest: string
    approvedBy: string | null
  },
): Promise<{ date: string } | undefined> =>
  findRow(db, sealStatement, [
    seal.process,
    seal.date,
    seal.basis,
    seal.instant,
    seal.knownAsOf,
    seal.content,
    seal.digest,
    seal.approvedBy,
  ])

const refuseStatement: Statement<object> = {
  name: 'refuse_cutoff',
  text: `
insert into cutoffs (process, date, basis, instant, status, refusal)
values ($1, $2, 0, $3, 'REFUSED', $4)
on conflict on constraint cutoffs_one_per_date do update
   set status = 'REFUSED', refusal = excluded.refusal
 where cutoffs.status <> 'SEALED'`,
}

/** Records that a seal was refused, and why. */
export const storeRefusal = (
  db: Queryable,
  refusal: { process: string; date: string; instant: string; identity: string },
): Promise<object[]> =>
  rowsOf(db, refuseStatement, [refusal.process, refusal.date, refusal.instant, refusal.identity])

const nextBasisStatement: Statement<{ basis: number }> = {
  name: 'next_cutoff_basis',
  text: 'select coalesce(max(basis), 0) + 1 as basis from cutoffs where process = $1',
}

export const selectNextBasis = async (db: Queryable, process: string): Promise<number> =>
  (await findRow(db, nextBasisStatement, [process]))?.basis ?? 1

const keepStatement: Statement<object> = {
  name: 'keep_counters',
  text: 'select keep_counters($1, $2, $3)',
}

/** Keeps the counters as they stood at the instant, for past figures to start from. */
export const keepCounters = (
  db: Queryable,
  process: string,
  basis: number,
  instant: string,
): Promise<object[]> => rowsOf(db, keepStatement, [process, basis, instant])
