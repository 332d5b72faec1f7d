/** Sealing: the one transaction in which a cut-off becomes final, and verifiable by anybody. */
import type { Scope } from '../access/policy.ts'
import { Unbalanced } from '../aggregates/difference.ts'
import * as figures from '../aggregates/figures.ts'
import { selectFlows, selectHead } from '../aggregates/queries.ts'
import { liveBasis } from '../aggregates/service.ts'
import { type Draft, draftOf, recordEntries, stamp } from '../audit/entries.ts'
import { signHead } from '../audit/log.ts'
import { keepGroups } from '../crossings/finer.ts'
import { endOfDay } from '../platform/calendar.ts'
import { canonicalText, sha256 } from '../platform/canonical.ts'
import type { Services } from '../platform/context.ts'
import {
  askAs,
  claim,
  type Database,
  findRow,
  openSession,
  type Transaction,
  transact,
  untilHoldersEnd,
} from '../platform/database.ts'
import { detachedJwsOf } from '../platform/jws.ts'
import { makeContent, makeForms } from '../reports/maker.ts'
import {
  findCutoff,
  findFormer,
  findUngrouped,
  keepCounters,
  selectLastLink,
  selectNextBasis,
  selectUnsigned,
  selectUnsignedProcesses,
  storeForms,
  storeManifest,
  storeRefusal,
  storeSeal,
  type UnsignedCutoff,
} from './queries.ts'
import type { CutoffTables, Manifest } from './schemas.ts'

/** The lock that every write holds, shared, from before it reads the clock. See begin_act(). */
const WRITERS = 7301

/** Seals go one after another, whatever their dates: each keeps counters under the next number. */
const SEALERS = 7302

/** A seal reads more than any request does: the whole list at a million people. */
export const SEAL_TIMEOUT_MS = 300_000

/** Every table of a cut-off, at its point. */
export async function cutoffTables(source: figures.Source): Promise<CutoffTables> {
  const complying = { status: 'COMPLIES' } as const
  return {
    entities: await figures.entityFigures(source, {}),
    entitiesComplying: await figures.entityFigures(source, complying),
    countries: await figures.countryFigures(source, {}),
    countriesComplying: await figures.countryFigures(source, complying),
    countryEntity: await figures.countryEntityFigures(source, {}),
    review: await figures.reviewFigures(source, {}),
    reviewByCountry: await figures.reviewByCountryFigures(source, {}),
    daily: await figures.dailyFigures(source, {}),
    reasons: await figures.reasonFigures(source, {}),
  }
}

/**
 * Works as the only sealer, in one snapshot; another seal waits until this one is stored. With
 * `settled`, no writer in flight is missing from the snapshot: it is taken when all have ended who had
 * begun before.
 */
async function asSealer<Result>(
  db: Database,
  scope: Scope<'cutoff:seal'>,
  { settled }: { settled: boolean },
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await openSession(db, SEAL_TIMEOUT_MS)
  try {
    // A seal takes its time on one processor, and leaves the others to those who submit.
    await client.query('set max_parallel_workers_per_gather = 0')
    await client.query('select pg_advisory_lock($1)', [SEALERS])
    // Who begins meanwhile reads the clock after the instant that is sealed, and takes effect after it.
    if (settled) await untilHoldersEnd(client, WRITERS)
    await client.query('begin isolation level repeatable read')
    // The first statement takes the snapshot.
    await claim(client, scope)
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    // With the connection goes whatever lock it holds.
    await client.end()
  }
}

/** What is signed, by the type of its signature. */
export const MANIFEST_TYPE = 'lne-cutoff-manifest'
export const ANNEX_TYPE = 'lne-cutoff-annex'

/**
 * Makes a sealed cut-off verifiable: its forms, and the signed manifest that names them and the cut-off
 * sealed before it.
 */
async function signOne(
  tx: Transaction,
  scope: Scope<'cutoff:seal'>,
  { keys, publicUrl }: Pick<Sealing, 'keys' | 'publicUrl'>,
  process: string,
  { date, instant, knownAsOf, content, digest, sealedAt }: UnsignedCutoff,
  auditHead: string,
): Promise<void> {
  const former = await findFormer(tx, process, date)
  const flows =
    former &&
    (await selectFlows(
      tx,
      scope,
      process,
      { instant: former.instant, number: former.knownAsOf },
      { instant, number: knownAsOf },
    ))
  const forms = await makeForms({ content, digest, former: former?.content, flows, publicUrl })
  if (!forms.some((form) => form.sha256 === digest)) {
    throw new Error(`No form of the cut-off of ${date} is its content`)
  }
  const last = await selectLastLink(tx, process)
  const manifest: Manifest = {
    version: 1,
    process,
    date,
    instant,
    knownAsOf,
    sealedAt,
    digest,
    previous: last ? { date: last.date, digest: last.digest } : null,
    auditHead,
    forms: forms
      .map(({ name, mediaType, bytes, sha256 }) => ({
        name,
        mediaType,
        bytes: bytes.length,
        sha256,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    key: keys.sealing.id,
  }
  const text = canonicalText(manifest)
  await storeForms(tx, process, date, forms)
  await storeManifest(tx, {
    process,
    date,
    position: (last?.position ?? 0) + 1,
    manifest: text,
    digest: sha256(text),
    signature: detachedJwsOf(keys.sealing, MANIFEST_TYPE, text),
  })
}

/** Signs what is sealed and has no manifest, in the order in which it was sealed. */
async function signUnsigned(
  tx: Transaction,
  scope: Scope<'cutoff:seal'>,
  services: Pick<Sealing, 'keys' | 'publicUrl'>,
  process: string,
  auditHead: string,
): Promise<string[]> {
  const unsigned = await selectUnsigned(tx, process)
  for (const cutoff of unsigned) await signOne(tx, scope, services, process, cutoff, auditHead)
  return unsigned.map(({ date }) => date)
}

/**
 * Gives cut-offs that an older version sealed without a manifest theirs, once; with an entry in the
 * audit log.
 *
 * @returns the dates that it signed
 */
export async function signSealed(
  services: Sealing,
  scope: Scope<'cutoff:seal'>,
): Promise<string[]> {
  const { db, keys } = services
  const signed: string[] = []
  for (const process of await selectUnsignedProcesses(db)) {
    const { signature } = await signHead(services)
    const dates = await asSealer(db, scope, { settled: false }, async (tx) => {
      const dates = await signUnsigned(tx, scope, services, process, signature)
      const entries = dates.map((date) =>
        draftOf(
          { keys },
          { action: 'signCutoffs', outcome: 'OK', folios: [], about: cutoffName(date) },
        ),
      )
      if (entries.length > 0) await recordEntries(tx, entries)
      return dates
    })
    signed.push(...dates)
  }
  return signed
}

/**
 * Adds up what finer crossings are made of for the cut-offs that are sealed, once: after their own
 * transaction, since nothing of it is signed, and no seal waits for it or fails with it.
 */
export async function groupSealed(db: Database, scope: Scope<'cutoff:seal'>): Promise<void> {
  while (await askAs(db, scope, (tx) => findUngrouped(tx, scope))) {
    await asSealer(db, scope, { settled: false }, async (tx) => {
      const cutoff = await findUngrouped(tx, scope)
      if (cutoff) await keepGroups(tx, scope, cutoff.process, cutoff.date, cutoff)
    })
  }
}

/** What sealing works with. */
export type Sealing = Pick<Services, 'db' | 'keys' | 'catalogues' | 'publicUrl'>

/** A cut-off as the audit log names it. */
export const cutoffName = (date: string): string => `cutoff:${date}`

/** What came of sealing: somebody else may have been first, and a refusal names the identity that failed. */
export type SealOutcome =
  | { status: 'SEALED'; already?: true }
  | { status: 'REFUSED'; identity: string }

/**
 * Seals the cut-off of a date: waits for writers in flight, fixes the movement number, computes
 * every table, checks that the accounts close, and stores the bytes, their forms, the signed
 * manifest and the entry in the audit log. Exactly once, whatever the number of instances that try.
 *
 * @param entry of the audit log, for how it ended: the job's unless somebody approves
 */
export async function seal(
  services: Sealing,
  scope: Scope<'cutoff:seal'>,
  cutoff: { process: string; date: string; approvedBy: string | null },
  entry: (outcome: string) => Draft = (outcome) =>
    draftOf(
      { keys: services.keys },
      { action: 'closeDueCutoffs', outcome, folios: [], about: cutoffName(cutoff.date) },
    ),
): Promise<SealOutcome> {
  const { db, catalogues } = services
  const { process, date, approvedBy } = cutoff
  const instant = endOfDay(date)
  await catalogues.fresh()
  const auditHead = await signHead(services)
  try {
    return await asSealer(db, scope, { settled: true }, async (tx) => {
      const head = await findRow(tx, selectHead, [process])
      if (!head) throw new Error(`process ${process} has no movements`)
      const stored = await findCutoff(tx, scope, process, date)
      if (stored?.status === 'SEALED') return { status: 'SEALED', already: true }
      const basis = await selectNextBasis(tx, process)
      await keepCounters(tx, process, basis, instant)
      const point = { instant, number: head.number }
      const tables = await cutoffTables({
        db: tx,
        scope,
        catalogues,
        process,
        point,
        basis: { ...point, basis },
        dailyBasis: liveBasis(head),
        status: 'SEALED',
      })
      const sealed = await makeContent({ date, instant, knownAsOf: head.number, process, tables })
      await storeSeal(tx, {
        process,
        date,
        basis,
        instant,
        knownAsOf: head.number,
        ...sealed,
        approvedBy,
        sealedAt: head.now,
      })
      await signUnsigned(tx, scope, services, process, auditHead.signature)
      await recordEntries(tx, [entry('OK')])
      return { status: 'SEALED' }
    })
  } catch (error) {
    if (error instanceof Unbalanced) {
      const refused = entry('CUTOFF_REFUSED')
      const identity = error.message
      await transact(db, scope, { begin: stamp }, (tx, entered) =>
        storeRefusal(tx, { process, date, instant, identity }, refused(entered)),
      )
      return { status: 'REFUSED', identity: error.message }
    }
    // Somebody proposed the date since the snapshot: from a new one, its row can be taken.
    if ((error as { code?: string }).code === SERIALIZATION_FAILURE) {
      return seal(services, scope, cutoff, entry)
    }
    throw error
  }
}

const SERIALIZATION_FAILURE = '40001'
