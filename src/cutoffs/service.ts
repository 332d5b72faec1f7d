/** Cut-offs: fortnightly figures, sealed; the only figures that a party sees. */
import { authorize, jobScope } from '../access/policy.ts'
import { selectHead } from '../aggregates/queries.ts'
import { type Entry, entryOf } from '../audit/entries.ts'
import { signHead } from '../audit/log.ts'
import type { CatalogueReader, Process } from '../catalogues/reader.ts'
import { processAt } from '../inscription-requests/service.ts'
import { type Answer, act } from '../platform/act.ts'
import { dateAt, endOfDay, fortnightEnds, isBefore } from '../platform/calendar.ts'
import type { Context, Services } from '../platform/context.ts'
import { findRow } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { findCutoff, insertProposal, type StoredCutoff, selectCutoffs } from './queries.ts'
import {
  type Cutoff,
  type CutoffProposal,
  type CutoffQuery,
  type CutoffSummary,
  CutoffTables,
} from './schemas.ts'
import { type SealedContent, seal } from './seal.ts'

/** The fortnights of a process that have ended. */
const dueDates = (process: Process, now: string): string[] =>
  fortnightEnds(process.cutoffsFrom, process.cutoffsTo).filter(
    (date) => !isBefore(now, endOfDay(date)),
  )

const pending = (process: string, date: string): CutoffSummary => ({
  process,
  date,
  instant: endOfDay(date),
  status: 'PENDING',
})

/** A stored cut-off without what it does not have. */
const summaryOf = ({ refusal, ...stored }: StoredCutoff): CutoffSummary => ({
  process: stored.process,
  date: stored.date,
  instant: stored.instant,
  status: stored.status,
  knownAsOf: stored.knownAsOf ?? undefined,
  digest: stored.digest ?? undefined,
  refusal: refusal ?? undefined,
  proposedBy: stored.proposedBy ?? undefined,
  approvedBy: stored.approvedBy ?? undefined,
})

/** Who is asked: the process in force or named, with the business clock. */
async function current(
  ctx: Pick<Context, 'catalogues'>,
  code?: string,
): Promise<{ process: Process; now: string; catalogues: CatalogueReader }> {
  const catalogues = await ctx.catalogues.fresh()
  const now = catalogues.now()
  return { process: processAt(catalogues, now, code), now, catalogues }
}

/** Every cut-off of a process, newest first; those that are due and not sealed are listed too. */
export async function listCutoffs(ctx: Context, code?: string): Promise<CutoffSummary[]> {
  const scope = authorize(ctx.actor, 'cutoff:read')
  const { process, now } = await current(ctx, code)
  const stored = (await selectCutoffs(ctx.db, scope, process.code)).map(summaryOf)
  const known = new Set(stored.map(({ date }) => date))
  const missing = dueDates(process, now).filter((date) => !known.has(date))
  return [...stored, ...missing.map((date) => pending(process.code, date))].sort((a, b) =>
    a.date < b.date ? 1 : -1,
  )
}

/**
 * One cut-off; sealed, with its tables as they were stored.
 * @throws NOT_FOUND when the date has none and none is due
 */
export async function getCutoff(ctx: Context, date: string, code?: string): Promise<Cutoff> {
  const scope = authorize(ctx.actor, 'cutoff:read')
  const { process, now } = await current(ctx, code)
  const stored = await findCutoff(ctx.db, scope, process.code, date)
  if (stored) {
    const content = stored.content ? (JSON.parse(stored.content) as SealedContent) : undefined
    return { ...summaryOf(stored), tables: content?.tables }
  }
  if (dueDates(process, now).includes(date)) return pending(process.code, date)
  throw new DomainError('NOT_FOUND')
}

/**
 * One table of a sealed cut-off.
 * @throws NOT_FOUND, CUTOFF_NOT_SEALED
 */
export async function getCutoffTable(
  ctx: Context,
  date: string,
  { table = 'entities', process }: CutoffQuery,
): Promise<CutoffTables[keyof CutoffTables]> {
  const cutoff = await getCutoff(ctx, date, process)
  if (!cutoff.tables) throw new DomainError('CUTOFF_NOT_SEALED')
  // Canonical JSON orders names by the alphabet; the schema puts them back in their printed order.
  return CutoffTables.shape[table].parse(cutoff.tables[table])
}

/**
 * Proposes to seal the cut-off of a day that has ended; any day of the process, so that figures can
 * be sealed between fortnights too.
 * @throws CUTOFF_NOT_DUE, CUTOFF_ALREADY_PROPOSED, CUTOFF_ALREADY_SEALED
 */
export async function proposeCutoff(
  ctx: Context,
  { date }: CutoffProposal,
): Promise<Answer<Cutoff>> {
  const scope = authorize(ctx.actor, 'cutoff:seal')
  return act(ctx, scope, { name: 'proposeCutoff', input: date }, async (tx, now) => {
    const process = processAt(ctx.catalogues, now)
    const instant = endOfDay(date)
    if (isBefore(now, instant) || date < dateAt(process.registration.opensAt)) {
      throw new DomainError('CUTOFF_NOT_DUE')
    }
    const by = ctx.actor.sub
    const proposed = await insertProposal(tx, { process: process.code, date, instant, by, at: now })
    const stored = await findCutoff(tx, scope, process.code, date)
    if (!stored) throw new DomainError('NOT_FOUND')
    if (!proposed) {
      throw new DomainError(
        stored.status === 'SEALED' ? 'CUTOFF_ALREADY_SEALED' : 'CUTOFF_ALREADY_PROPOSED',
      )
    }
    return { status: 202, body: summaryOf(stored), location: `/v1/cutoffs/${date}` }
  })
}

/**
 * Approves a proposed cut-off, which seals it.
 * @throws NOT_FOUND, SAME_PERSON, CUTOFF_ALREADY_SEALED, CUTOFF_REFUSED
 */
export async function approveCutoff(ctx: Context, date: string): Promise<Answer<Cutoff>> {
  const scope = authorize(ctx.actor, 'cutoff:seal')
  const { process } = await current(ctx)
  const stored = await findCutoff(ctx.db, scope, process.code, date)
  if (!stored || stored.status === 'REFUSED') throw new DomainError('NOT_FOUND')
  if (stored.status === 'SEALED') throw new DomainError('CUTOFF_ALREADY_SEALED')
  if (stored.proposedBy === ctx.actor.sub) throw new DomainError('SAME_PERSON')
  const outcome = await seal(ctx.db, scope, ctx.catalogues, {
    process: process.code,
    date,
    approvedBy: ctx.actor.sub,
  })
  if (outcome.status === 'REFUSED') {
    throw new DomainError('CUTOFF_REFUSED', { params: { identity: outcome.identity } })
  }
  await noteSeal(ctx, entryOf(ctx, { action: 'approveCutoff', outcome: 'OK', folios: [] }))
  return { status: 200, body: await getCutoff(ctx, date) }
}

/** A seal is in the audit log, and the log under a signed head, before it is told. */
async function noteSeal(services: Services, entry: Entry): Promise<void> {
  await services.audit.add(entry)
  await signHead(services)
}

/**
 * Closes the cut-offs that are due, oldest first. Harmless when repeated, late, or run by several
 * instances at once.
 *
 * @returns the dates that it closed
 */
export async function closeDueCutoffs(services: Services): Promise<string[]> {
  const { process, catalogues } = await current(services)
  // By the clock of the database, which the writers read: a day must have ended for them too.
  const head = await findRow(services.db, selectHead, [process.code])
  const stored = await selectCutoffs(services.db, jobScope('cutoff:seal'), process.code)
  const sealed = new Set(stored.filter(({ status }) => status === 'SEALED').map(({ date }) => date))
  const due = dueDates(process, head?.now ?? '').filter((date) => !sealed.has(date))
  const closed: string[] = []
  // A process without movements has no figures to seal.
  for (const date of head?.number ? due : []) {
    const cutoff = { process: process.code, date, approvedBy: null }
    const { status } = await seal(services.db, jobScope('cutoff:seal'), catalogues, cutoff)
    if (status !== 'SEALED') continue
    closed.push(date)
    const deed = { action: 'closeDueCutoffs', outcome: 'OK', folios: [] }
    await noteSeal(services, entryOf(services, deed))
  }
  return closed
}
