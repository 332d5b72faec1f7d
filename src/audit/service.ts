/** The audit log as its readers see it: entries, heads, proofs, and who consulted a record. */
import { authorize } from '../access/policy.ts'
import { type Answer, act } from '../platform/act.ts'
import type { Context } from '../platform/context.ts'
import { askAs } from '../platform/database.ts'
import { DomainError, invalidRequest } from '../platform/errors.ts'
import { draftOf } from './entries.ts'
import { treeRoot } from './log.ts'
import { consistencyPath, inclusionPath, withNodes } from './merkle.ts'
import * as queries from './queries.ts'
import { selectPauses } from './reading.ts'
import type {
  AuditEntriesQuery,
  AuditEntryPage,
  AuditHead,
  ConsistencyProof,
  ConsistencyQuery,
  Consultations,
  ConsultationsQuery,
  InclusionProof,
  InclusionQuery,
  ReadingPause,
  ReadingRelease,
} from './schemas.ts'

const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'))

/** A page of the log, newest first. */
export async function listAuditEntries(
  ctx: Context,
  { record, before, limit }: AuditEntriesQuery,
): Promise<AuditEntryPage> {
  const scope = authorize(ctx.actor, 'audit:read')
  const found = await askAs(ctx.db, scope, (db) =>
    queries.selectEntries(db, scope, {
      record,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit: limit + 1,
    }),
  )
  await ctx.audit.add(draftOf(ctx, { action: scope.action, outcome: 'OK', folios: [] }))
  const data = found.slice(0, limit)
  const hasMore = found.length > limit
  return { data, page: { nextBefore: hasMore ? data.at(-1)?.index : undefined, hasMore } }
}

/**
 * The last signed head.
 * @throws NOT_FOUND before the first one
 */
export async function getAuditHead(ctx: Context): Promise<AuditHead> {
  authorize(ctx.actor, 'audit:prove')
  const head = await queries.selectLastHead(ctx.db)
  if (!head) throw new DomainError('NOT_FOUND')
  return head
}

/** The size that a proof is asked for: that of the last signed head unless told. */
async function provenSize(ctx: Context, wanted: number | undefined, pointer: string) {
  const head = await queries.selectLastHead(ctx.db)
  const last = head?.size ?? 0
  if (wanted !== undefined && wanted > last) {
    throw invalidRequest([{ pointer: `query.${pointer}`, code: 'AFTER_KNOWN' }])
  }
  return wanted ?? last
}

/**
 * The proof that the log of a size holds a leaf, by its hash (as in a receipt) or its entry.
 * @throws NOT_FOUND while the log does not hold it, INVALID_REQUEST
 */
export async function proveInclusion(ctx: Context, query: InclusionQuery): Promise<InclusionProof> {
  authorize(ctx.actor, 'audit:prove')
  const size = await provenSize(ctx, query.size, 'size')
  const index = await queries.findLeaf(ctx.db, query)
  if (index === undefined || index >= size) throw new DomainError('NOT_FOUND')
  const path = await withNodes(
    (hashOf) => inclusionPath(hashOf, index, size),
    (nodes) => queries.selectNodes(ctx.db, nodes),
  )
  return { index, size, root: await treeRoot(ctx.db, size), path: hex(path) }
}

/**
 * The proof that the log of one size is the beginning of that of another.
 * @throws INVALID_REQUEST
 */
export async function proveConsistency(
  ctx: Context,
  query: ConsistencyQuery,
): Promise<ConsistencyProof> {
  authorize(ctx.actor, 'audit:prove')
  const to = await provenSize(ctx, query.to, 'to')
  const { from } = query
  if (from > to) throw invalidRequest([{ pointer: 'query.from', code: 'TOO_LARGE' }])
  const path = await withNodes(
    (hashOf) => consistencyPath(hashOf, from, to),
    (nodes) => queries.selectNodes(ctx.db, nodes),
  )
  const [fromRoot, toRoot] = [await treeRoot(ctx.db, from), await treeRoot(ctx.db, to)]
  return { from, to, fromRoot, toRoot, path: hex(path) }
}

/** Consultations told at once. */
const TOLD = 200

/**
 * Which bodies did what with a record, when and why: what its holder may ask for (derechos ARCO). The
 * latest; with `before`, those before an instant, so that none hides behind many later ones.
 */
export async function listConsultations(
  ctx: Context,
  folio: string,
  { before }: ConsultationsQuery = {},
): Promise<Consultations> {
  const scope = authorize(ctx.actor, 'audit:consultations')
  const data = await askAs(ctx.db, scope, (db) =>
    queries.selectConsultations(db, scope, ctx.keys.pseudonym(folio), TOLD, before),
  )
  await ctx.audit.add(draftOf(ctx, { action: scope.action, outcome: 'OK', folios: [folio] }))
  return { data: data as Consultations['data'], page: { hasMore: data.length >= TOLD } }
}

/** `about` of an alarm; a subject may hold colons, a role does not. */
function pauseOf({ id, about, at }: { id: string; about: string; at: string }): ReadingPause {
  const colon = about.indexOf(':')
  return { id, role: about.slice(0, colon), subject: about.slice(colon + 1), since: at }
}

/** Who is paused for having read more than usual, until somebody releases it. */
export async function listReadingPauses(ctx: Context): Promise<ReadingPause[]> {
  const scope = authorize(ctx.actor, 'audit:pauses')
  const pauses = await askAs(ctx.db, scope, (db) => selectPauses(db, scope))
  await ctx.audit.add(draftOf(ctx, { action: scope.action, outcome: 'OK', folios: [] }))
  return pauses.map(pauseOf)
}

/**
 * Lets somebody else read on, for a reason; what was read before counts no more. Other instances
 * follow with their next job, within half a minute.
 *
 * @throws NOT_FOUND, SAME_PERSON
 */
export async function releaseReading(
  ctx: Context,
  id: string,
  { reason }: ReadingRelease,
): Promise<Answer<ReadingPause>> {
  const scope = authorize(ctx.actor, 'audit:pauses')
  const input = { id, reason }
  const about = (body: ReadingPause) => `${body.role}:${body.subject}`
  const operation = { name: 'releaseReading', input, about }
  // The reason stands where purposes do: readable, and only its digest in the leaf.
  const answer = await act({ ...ctx, purpose: reason }, scope, operation, async (tx) => {
    const found = (await selectPauses(tx, scope)).find((pause) => pause.id === id)
    if (!found) throw new DomainError('NOT_FOUND')
    const body = pauseOf(found)
    if (body.subject === ctx.actor.sub) throw new DomainError('SAME_PERSON')
    return { status: 200, body }
  })
  await ctx.reading.follow(ctx)
  return answer
}
