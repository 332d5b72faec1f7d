import type { Scope } from '../access/policy.ts'
import type { Point } from '../aggregates/queries.ts'
import type { Entry } from '../audit/entries.ts'
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
  /** Of its manifest; null while it has none. */
  manifestDigest: string | null
  previous: { date: string; digest: string } | null
  key: string | null
}

const COLUMNS = `process, date, instant, status, known_as_of as "knownAsOf", c.digest, refusal,
       proposed_by as "proposedBy", approved_by as "approvedBy", m.digest as "manifestDigest",
       m.manifest::json -> 'previous' as previous, m.manifest::json ->> 'key' as key`

const listStatement: Statement<StoredCutoff> = {
  name: 'cutoffs_of_process',
  text: `
select ${COLUMNS}
  from cutoffs c
  left join cutoff_manifests m using (process, date)
 where process = $1
 order by date desc`,
}

/** The cut-offs of a process, newest first, whatever their status. */
export const selectCutoffs = (
  db: Queryable,
  _scope: Scope<'cutoff:read'>,
  process: string,
): Promise<StoredCutoff[]> => rowsOf(db, listStatement, [process])

const findStatement: Statement<StoredCutoff & { content: string | null }> = {
  name: 'find_cutoff',
  text: `
select ${COLUMNS}, content
  from cutoffs c
  left join cutoff_manifests m using (process, date)
 where process = $1 and date = $2`,
}

/** A cut-off with its content, which only a sealed one has. */
export const findCutoff = (
  db: Queryable,
  _scope: Scope<'cutoff:read' | 'cutoff:seal' | 'figure:difference'>,
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
values ($1, $2, $3, $4, 'SEALED', $5, $6, $7, $8, $9)
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
    sealedAt: string
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
    seal.sealedAt,
  ])

const refuseStatement: Statement<object> = {
  name: 'refuse_cutoff',
  text: `
with stored as (
  insert into cutoffs (process, date, basis, instant, status, refusal)
  values ($1, $2, 0, $3, 'REFUSED', $4)
  on conflict on constraint cutoffs_one_per_date do update
     set status = 'REFUSED', refusal = excluded.refusal
   where cutoffs.status <> 'SEALED' and cutoffs.refusal is distinct from excluded.refusal
  returning date)
select record_audit($5::jsonb) from stored`,
}

/**
 * Records that a seal was refused, and why, with its entry in the audit log; the same refusal once,
 * however often the job tries again.
 */
export const storeRefusal = (
  db: Queryable,
  refusal: { process: string; date: string; instant: string; identity: string },
  entry: Entry,
): Promise<object[]> =>
  rowsOf(db, refuseStatement, [
    refusal.process,
    refusal.date,
    refusal.instant,
    refusal.identity,
    JSON.stringify([entry]),
  ])

const nextBasisStatement: Statement<{ basis: number }> = {
  name: 'next_cutoff_basis',
  text: 'select coalesce(max(basis), 0) + 1 as basis from cutoffs where process = $1',
}

/** The number under which the next cut-off keeps its counters. */
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

/** A sealed cut-off without a manifest. */
export type UnsignedCutoff = {
  date: string
  instant: string
  knownAsOf: number
  content: string
  digest: string
  sealedAt: string
}

const unsignedStatement: Statement<UnsignedCutoff> = {
  name: 'unsigned_cutoffs',
  text: `
select c.date, c.instant, c.known_as_of as "knownAsOf", c.content, c.digest,
       c.sealed_at as "sealedAt"
  from cutoffs c
 where c.process = $1 and c.status = 'SEALED'
   and not exists (select from cutoff_manifests m where m.process = c.process and m.date = c.date)
 order by c.basis`,
}

/** What is sealed and has no manifest, in the order of sealing. */
export const selectUnsigned = (db: Queryable, process: string): Promise<UnsignedCutoff[]> =>
  rowsOf(db, unsignedStatement, [process])

const unsignedProcessesStatement: Statement<{ process: string }> = {
  name: 'processes_with_unsigned_cutoffs',
  text: `
select distinct c.process
  from cutoffs c
 where c.status = 'SEALED'
   and not exists (select from cutoff_manifests m where m.process = c.process and m.date = c.date)
 order by 1`,
}

/** Processes with cut-offs that are sealed and have no manifest. */
export const selectUnsignedProcesses = async (db: Queryable): Promise<string[]> =>
  (await rowsOf(db, unsignedProcessesStatement)).map(({ process }) => process)

type UngroupedCutoff = Point & { process: string; date: string }

const ungroupedStatement: Statement<UngroupedCutoff> = {
  name: 'ungrouped_cutoff',
  text: `
select c.process, c.date, c.instant, c.known_as_of as number
  from cutoffs c
 where c.status = 'SEALED'
   and not exists (select from cutoff_groups g where g.process = c.process and g.date = c.date)
 order by c.process, c.basis
 limit 1`,
}

/** The first sealed cut-off whose groups are not kept yet. */
export const findUngrouped = (
  db: Queryable,
  _scope: Scope<'cutoff:seal'>,
): Promise<UngroupedCutoff | undefined> => findRow(db, ungroupedStatement)

type FormerCutoff = { instant: string; knownAsOf: number; content: string }

const formerStatement: Statement<FormerCutoff> = {
  name: 'former_cutoff',
  text: `
select instant, known_as_of as "knownAsOf", content
  from cutoffs c
 where process = $1 and date < $2 and status = 'SEALED'
   and exists (select from cutoff_manifests m where m.process = c.process and m.date = c.date)
 order by date desc
 limit 1`,
}

/**
 * The cut-off before a date, of those that were sealed earlier: where several have no manifest yet, one
 * without is sealed later, and the first of all would have a difference.
 */
export const findFormer = (
  db: Queryable,
  process: string,
  date: string,
): Promise<FormerCutoff | undefined> => findRow(db, formerStatement, [process, date])

/** The end of the chain of manifests. */
type Link = { date: string; digest: string; position: number }

const lastLinkStatement: Statement<Link> = {
  name: 'last_cutoff_manifest',
  text: `
select date, digest, position
  from cutoff_manifests
 where process = $1
 order by position desc
 limit 1`,
}

/** The end of the chain: the manifest sealed last. */
export const selectLastLink = (db: Queryable, process: string): Promise<Link | undefined> =>
  findRow(db, lastLinkStatement, [process])

const storeFormStatement: Statement<object> = {
  name: 'store_cutoff_form',
  text: `
insert into cutoff_forms (process, date, name, media_type, bytes) values ($1, $2, $3, $4, $5)`,
}

/** Stores the forms of a cut-off, before its manifest. */
export async function storeForms(
  db: Queryable,
  process: string,
  date: string,
  forms: readonly { name: string; mediaType: string; bytes: Buffer }[],
): Promise<void> {
  for (const { name, mediaType, bytes } of forms) {
    await rowsOf(db, storeFormStatement, [process, date, name, mediaType, bytes])
  }
}

const storeManifestStatement: Statement<object> = {
  name: 'store_cutoff_manifest',
  text: `
insert into cutoff_manifests (process, date, position, manifest, digest, signature)
values ($1, $2, $3, $4, $5, $6)`,
}

/** Stores the next manifest of the chain. */
export const storeManifest = (
  db: Queryable,
  link: {
    process: string
    date: string
    position: number
    manifest: string
    digest: string
    signature: string
  },
): Promise<object[]> =>
  rowsOf(db, storeManifestStatement, [
    link.process,
    link.date,
    link.position,
    link.manifest,
    link.digest,
    link.signature,
  ])

/** A manifest as it is stored. */
export type StoredManifest = { manifest: string; digest: string; signature: string }

const manifestStatement: Statement<StoredManifest> = {
  name: 'find_cutoff_manifest',
  text: 'select manifest, digest, signature from cutoff_manifests where process = $1 and date = $2',
}

/** The manifest of a cut-off with its digest and signature. */
export const findManifest = (
  db: Queryable,
  _scope: Scope<'cutoff:read' | 'cutoff:annex'>,
  process: string,
  date: string,
): Promise<StoredManifest | undefined> => findRow(db, manifestStatement, [process, date])

const formStatement: Statement<{ bytes: Buffer }> = {
  name: 'find_cutoff_form',
  text: 'select bytes from cutoff_forms where process = $1 and date = $2 and name = $3',
}

/** The bytes of one form. */
export const findForm = async (
  db: Queryable,
  _scope: Scope<'cutoff:read'>,
  process: string,
  date: string,
  name: string,
): Promise<Buffer | undefined> => (await findRow(db, formStatement, [process, date, name]))?.bytes

/** An annex as it is stored. */
export type StoredAnnex = { id: string; content: string; digest: string; signature: string }

const annexesStatement: Statement<StoredAnnex> = {
  name: 'cutoff_annexes',
  text: `
select id, content, digest, signature
  from cutoff_annexes
 where process = $1 and date = $2
 order by position`,
}

/** The annexes of a cut-off, in the order in which they were added. */
export const selectAnnexes = (
  db: Queryable,
  _scope: Scope<'cutoff:read'>,
  process: string,
  date: string,
): Promise<StoredAnnex[]> => rowsOf(db, annexesStatement, [process, date])

const annexStatement: Statement<StoredAnnex> = {
  name: 'find_cutoff_annex',
  text: `
select id, content, digest, signature
  from cutoff_annexes
 where process = $1 and date = $2 and id = $3`,
}

/** One annex of a cut-off. */
export const findAnnex = (
  db: Queryable,
  _scope: Scope<'cutoff:read'>,
  process: string,
  date: string,
  id: string,
): Promise<StoredAnnex | undefined> => findRow(db, annexStatement, [process, date, id])

const lastAnnexStatement: Statement<{ digest: string; position: number }> = {
  name: 'last_cutoff_annex',
  text: `
select digest, position
  from cutoff_annexes
 where process = $1 and date = $2
 order by position desc
 limit 1`,
}

/** Any number will do, as long as whoever adds an annex takes the same lock. */
const ANNEXES = 7304

const annexesLockStatement: Statement<object> = {
  name: 'lock_annexes',
  text: 'select pg_advisory_xact_lock($1)',
}

/** Waits for whoever else adds an annex, and gives the one that was added last. */
export async function takeLastAnnex(
  tx: Queryable,
  process: string,
  date: string,
): Promise<{ digest: string; position: number } | undefined> {
  await rowsOf(tx, annexesLockStatement, [ANNEXES])
  return findRow(tx, lastAnnexStatement, [process, date])
}

const storeAnnexStatement: Statement<object> = {
  name: 'store_cutoff_annex',
  text: `
insert into cutoff_annexes (id, process, date, position, content, digest, signature, added_by, added_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}

/** Stores the next annex of a cut-off. */
export const storeAnnex = (
  db: Queryable,
  annex: StoredAnnex & {
    process: string
    date: string
    position: number
    addedBy: string
    addedAt: string
  },
): Promise<object[]> =>
  rowsOf(db, storeAnnexStatement, [
    annex.id,
    annex.process,
    annex.date,
    annex.position,
    annex.content,
    annex.digest,
    annex.signature,
    annex.addedBy,
    annex.addedAt,
  ])
