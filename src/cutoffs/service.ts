/** Cut-offs: fortnightly figures, sealed; the only figures that a party sees. */
import { uuidv7 } from 'uuidv7'
import { authorize, jobScope, type Scope } from '../access/policy.ts'
import { selectHead } from '../aggregates/queries.ts'
import { draftOf } from '../audit/entries.ts'
import { signHead } from '../audit/log.ts'
import type { CatalogueReader, Process } from '../catalogues/reader.ts'
import { processAt } from '../inscription-requests/service.ts'
import { type Answer, act } from '../platform/act.ts'
import { dateAt, endOfDay, fortnightEnds, isBefore } from '../platform/calendar.ts'
import { canonicalText, sha256 } from '../platform/canonical.ts'
import type { Context, Services } from '../platform/context.ts'
import { findRow } from '../platform/database.ts'
import { DomainError, invalidRequest } from '../platform/errors.ts'
import { detachedJwsOf } from '../platform/jws.ts'
import {
  differenceName,
  type Form,
  reportName,
  sealedFileName,
  tableName,
} from '../reports/names.ts'
import {
  findAnnex,
  findCutoff,
  findForm,
  findManifest,
  insertProposal,
  type StoredAnnex,
  type StoredCutoff,
  type StoredManifest,
  selectAnnexes,
  selectCutoffs,
  storeAnnex,
  takeLastAnnex,
} from './queries.ts'
import {
  type Annex,
  type AnnexProposal,
  type Cutoff,
  type CutoffAnnex,
  type CutoffManifest,
  type CutoffProposal,
  type CutoffQuery,
  type CutoffSummary,
  CutoffTables,
  type Manifest,
  REPORT_FORMS,
  type ReportForm,
  type ReportQuery,
  type SealedContent,
} from './schemas.ts'
import { ANNEX_TYPE, cutoffName, groupSealed, seal, signSealed } from './seal.ts'

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
  manifestDigest: stored.manifestDigest ?? undefined,
  previous: stored.previous ?? undefined,
  key: stored.key ?? undefined,
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
  const about = () => cutoffName(date)
  return act(ctx, scope, { name: 'proposeCutoff', input: date, about }, async (tx, now) => {
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
  const cutoff = { process: process.code, date, approvedBy: ctx.actor.sub }
  const outcome = await seal(ctx, scope, cutoff, (outcome) =>
    draftOf(ctx, { action: 'approveCutoff', outcome, folios: [], about: cutoffName(date) }),
  )
  if (outcome.status === 'REFUSED') {
    throw new DomainError('CUTOFF_REFUSED', { params: { identity: outcome.identity } })
  }
  if (outcome.already) throw new DomainError('CUTOFF_ALREADY_SEALED')
  // The log stands under a signed head before the seal is told.
  await signHead(ctx)
  // What finer crossings are made of is the job's to add up: nobody waits for it here.
  return { status: 200, body: await getCutoff(ctx, date) }
}

/** What came of closing what was due: a refusal names the identity that failed. */
export type Closing = { closed: string[]; refused: { date: string; identity: string }[] }

/**
 * Closes the cut-offs that are due, oldest first, signs those that an older version left without a
 * manifest, and adds up the groups behind finer crossings where they are missing. Harmless when
 * repeated, late, or run by several instances at once.
 *
 * @param only the one date to close, if it is due
 * @returns the dates that it closed, and those whose accounts do not close
 */
export async function closeDueCutoffs(services: Services, only?: string): Promise<Closing> {
  const scope = jobScope<'cutoff:seal'>('cutoff:seal')
  const { process } = await current(services)
  if ((await signSealed(services, scope)).length > 0) await signHead(services)
  // By the clock of the database, which the writers read: a day must have ended for them too.
  const head = await findRow(services.db, selectHead, [process.code])
  const stored = await selectCutoffs(services.db, jobScope('cutoff:seal'), process.code)
  const sealed = new Set(stored.filter(({ status }) => status === 'SEALED').map(({ date }) => date))
  const due = dueDates(process, head?.now ?? '').filter(
    (date) => !sealed.has(date) && (only === undefined || date === only),
  )
  const closing: Closing = { closed: [], refused: [] }
  // A process without movements has no figures to seal.
  for (const date of head?.number ? due : []) {
    const outcome = await seal(services, scope, { process: process.code, date, approvedBy: null })
    if (outcome.status === 'REFUSED') closing.refused.push({ date, identity: outcome.identity })
    else if (!outcome.already) {
      closing.closed.push(date)
      await signHead(services)
    }
  }
  await groupSealed(services.db, scope)
  return closing
}

/** A sealed cut-off with its manifest. */
type Signed = StoredManifest & { process: string; content: string }

/**
 * What a verifier needs of a cut-off.
 * @throws NOT_FOUND, CUTOFF_NOT_SEALED, CUTOFF_NOT_SIGNED
 */
async function getSigned(
  ctx: Context,
  scope: Scope<'cutoff:read'>,
  date: string,
  code?: string,
): Promise<Signed> {
  const { process, now } = await current(ctx, code)
  const stored = await findCutoff(ctx.db, scope, process.code, date)
  if (!stored && !dueDates(process, now).includes(date)) throw new DomainError('NOT_FOUND')
  if (!stored?.content) throw new DomainError('CUTOFF_NOT_SEALED')
  const manifest = await findManifest(ctx.db, scope, process.code, date)
  if (!manifest) throw new DomainError('CUTOFF_NOT_SIGNED')
  return { ...manifest, process: process.code, content: stored.content }
}

/**
 * The signed manifest of a cut-off.
 * @throws NOT_FOUND, CUTOFF_NOT_SEALED, CUTOFF_NOT_SIGNED
 */
export async function getCutoffManifest(
  ctx: Context,
  date: string,
  code?: string,
): Promise<CutoffManifest> {
  const scope = authorize(ctx.actor, 'cutoff:read')
  const { manifest, signature } = await getSigned(ctx, scope, date, code)
  return { manifest: JSON.parse(manifest) as Manifest, signature }
}

/**
 * A form of a sealed cut-off, as it was made when it was sealed; in JSON, the file that anybody can
 * verify by itself: content, difference, manifest and signature. The same bytes for everybody.
 * @throws NOT_FOUND, CUTOFF_NOT_SEALED, CUTOFF_NOT_SIGNED, NOT_ACCEPTABLE
 */
export async function getCutoffReport(
  ctx: Context,
  date: string,
  form: ReportForm,
  { process: code, table: asked }: ReportQuery,
): Promise<Form> {
  const scope = authorize(ctx.actor, 'cutoff:read')
  if (asked && form !== 'csv') {
    throw invalidRequest([{ pointer: 'query.table', code: 'NOT_ADMITTED' }])
  }
  const table = asked ?? 'entities'
  const { process, manifest, signature, content } = await getSigned(ctx, scope, date, code)
  const { digest, forms } = JSON.parse(manifest) as Manifest
  /** Nothing but what the manifest names is given out. */
  const bytesOf = async (name: string): Promise<Buffer | undefined> =>
    forms.some((one) => one.name === name)
      ? await findForm(ctx.db, scope, process, date, name)
      : undefined
  if (form === 'json') {
    const difference = (await bytesOf(differenceName(date, digest, 'json')))?.toString() ?? null
    return {
      name: sealedFileName(date, digest),
      mediaType: 'application/json; charset=utf-8',
      bytes: Buffer.from(JSON.stringify({ manifest, signature, content, difference })),
    }
  }
  const name =
    form !== 'csv'
      ? reportName(date, digest, form)
      : table === 'difference'
        ? differenceName(date, digest, form)
        : tableName(table, date, digest)
  const bytes = await bytesOf(name)
  if (!bytes) throw new DomainError('NOT_ACCEPTABLE')
  const mediaType = form === 'csv' ? 'text/csv; charset=utf-8; header=present' : REPORT_FORMS[form]
  return { name, mediaType, bytes }
}

const annexOf = ({ content, ...stored }: StoredAnnex): CutoffAnnex => ({
  ...stored,
  annex: JSON.parse(content) as Annex,
})

/**
 * The annexes of a sealed cut-off, in the order in which they were added.
 * @throws NOT_FOUND, CUTOFF_NOT_SEALED, CUTOFF_NOT_SIGNED
 */
export async function listCutoffAnnexes(
  ctx: Context,
  date: string,
  code?: string,
): Promise<CutoffAnnex[]> {
  const scope = authorize(ctx.actor, 'cutoff:read')
  const { process } = await getSigned(ctx, scope, date, code)
  return (await selectAnnexes(ctx.db, scope, process, date)).map(annexOf)
}

/**
 * One annex of a sealed cut-off.
 * @throws NOT_FOUND
 */
export async function getCutoffAnnex(
  ctx: Context,
  date: string,
  id: string,
  code?: string,
): Promise<CutoffAnnex> {
  const scope = authorize(ctx.actor, 'cutoff:read')
  const { process } = await current(ctx, code)
  const found = await findAnnex(ctx.db, scope, process.code, date, id)
  if (!found) throw new DomainError('NOT_FOUND')
  return annexOf(found)
}

/**
 * Adds a table of another system to a sealed cut-off, signed, and chained to the annex before it. It
 * tells of no day after the cut-off's: that belongs to a later one.
 * @throws INVALID_REQUEST, NOT_FOUND, CUTOFF_NOT_SEALED, CUTOFF_NOT_SIGNED
 */
export async function addCutoffAnnex(
  ctx: Context,
  date: string,
  proposal: AnnexProposal,
): Promise<Answer<CutoffAnnex>> {
  const scope = authorize(ctx.actor, 'cutoff:annex')
  if (proposal.period.to > date) {
    throw invalidRequest([{ pointer: '/period/to', code: 'AFTER_CUTOFF' }])
  }
  const operation = {
    name: 'addCutoffAnnex',
    input: [date, proposal],
    about: () => cutoffName(date),
  }
  return act(ctx, scope, operation, async (tx, now) => {
    const process = processAt(ctx.catalogues, now).code
    const manifest = await findManifest(tx, scope, process, date)
    if (!manifest) {
      // Tells why there is none.
      await getSigned(ctx, authorize(ctx.actor, 'cutoff:read'), date)
      throw new DomainError('CUTOFF_NOT_SIGNED')
    }
    const last = await takeLastAnnex(tx, process, date)
    const annex: Annex = {
      version: 1,
      process,
      date,
      cutoff: manifest.digest,
      previous: last?.digest ?? null,
      ...proposal,
      addedAt: now,
      key: ctx.keys.sealing.id,
    }
    const content = canonicalText(annex)
    const stored = {
      id: uuidv7(),
      content,
      digest: sha256(content),
      signature: detachedJwsOf(ctx.keys.sealing, ANNEX_TYPE, content),
    }
    await storeAnnex(tx, {
      ...stored,
      process,
      date,
      position: (last?.position ?? 0) + 1,
      addedBy: ctx.actor.sub,
      addedAt: now,
    })
    return {
      status: 201,
      body: annexOf(stored),
      location: `/v1/cutoffs/${date}/annexes/${stored.id}`,
    }
  })
}
