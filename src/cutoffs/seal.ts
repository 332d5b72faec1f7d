import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Scope } from '../access/policy.ts'
import * as figures from '../aggregates/figures.ts'
import { type Head, selectHead } from '../aggregates/queries.ts'
import { liveBasis } from '../aggregates/service.ts'
import type { CatalogueReader } from '../catalogues/reader.ts'
import { endOfDay } from '../platform/calendar.ts'
import { claim, type Database, findRow, type Transaction } from '../platform/database.ts'
import { brokenIdentity } from './identities.ts'
import { findCutoff, keepCounters, selectNextBasis, storeRefusal, storeSeal } from './queries.ts'
import type { CutoffTables } from './schemas.ts'

/** The lock that every write holds, shared, from before it reads the clock. See begin_act(). */
const WRITERS = 7301

/** Seals go one after another, whatever their dates: each keeps counters under the next number. */
const SEALERS = 7302

/** A seal reads more than any request does: the whole list at a million people. */
const SEAL_TIMEOUT_MS = 300_000

/** What is sealed: its RFC 8785 bytes are what the digest is of. */
export type SealedContent = {
  date: string
  instant: string
  knownAsOf: number
  process: string
  tables: CutoffTables
}

/** The canonical bytes, as text. */
export function canonicalText(content: SealedContent): string {
  const text = canonicalize(content)
  if (text === undefined) throw new Error('A cut-off must be a JSON object')
  return text
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

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
    reasons: await figures.reasonFigures(source),
  }
}

/**
 * A snapshot that no writer in flight is missing from. The exclusive lock waits for those who hold
 * it shared; it is taken at session level and in a statement of its own, since a lock taken inside
 * the transaction would come after its snapshot and miss the writer that it waited for. Once the
 * snapshot stands the writers go on, while another seal waits until this one is stored.
 */
async function inSettledSnapshot<Result>(
  db: Database,
  scope: Scope<'cutoff:seal'>,
  process: string,
  work: (tx: Transaction, head: Head) => Promise<Result>,
): Promise<Result> {
  const client = await db.connect()
  try {
    await client.query(`set statement_timeout = ${SEAL_TIMEOUT_MS}`)
    await client.query('select pg_advisory_lock($1)', [SEALERS])
    await client.query('select pg_advisory_lock($1)', [WRITERS])
    await client.query('begin isolation level repeatable read')
    await claim(client, scope)
    const head = await findRow(client, selectHead, [process])
    await client.query('select pg_advisory_unlock($1)', [WRITERS])
    if (!head) throw new Error(`process ${process} has no movements`)
    const result = await work(client, head)
    await client.query('commit')
    await client.query('select pg_advisory_unlock($1)', [SEALERS])
    await client.query('reset statement_timeout')
    client.release()
    return result
  } catch (error) {
    // The connection goes, and with it whatever lock it still held.
    client.release(true)
    throw error
  }
}

/** What came of sealing: a refusal names the identity that failed. */
export type SealOutcome = { status: 'SEALED' } | { status: 'REFUSED'; identity: string }

/**
 * Seals the cut-off of a date: waits for writers in flight, fixes the movement number, computes
 * every table, checks that the accounts close, and stores the bytes. Exactly once, whatever the
 * number of instances that try.
 */
export async function seal(
  db: Database,
  scope: Scope<'cutoff:seal'>,
  catalogues: CatalogueReader,
  cutoff: { process: string; date: string; approvedBy: string | null },
): Promise<SealOutcome> {
  const { process, date, approvedBy } = cutoff
  const instant = endOfDay(date)
  await catalogues.fresh()
  try {
    return await inSettledSnapshot(db, scope, process, async (tx, head) => {
      const stored = await findCutoff(tx, scope, process, date)
      if (stored?.status === 'SEALED') return { status: 'SEALED' }
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
      const identity = brokenIdentity(tables)
      if (identity !== undefined) throw new BrokenIdentity(identity)
      const content = canonicalText({ date, instant, knownAsOf: head.number, process, tables })
      await storeSeal(tx, {
        process,
        date,
        basis,
        instant,
        knownAsOf: head.number,
        content,
        digest: sha256(content),
        approvedBy,
      })
      return { status: 'SEALED' }
    })
  } catch (error) {
    if (error instanceof BrokenIdentity) {
      await storeRefusal(db, { process, date, instant, identity: error.message })
      return { status: 'REFUSED', identity: error.message }
    }
    // Somebody proposed the date since the snapshot: from a new one, its row can be taken.
    if ((error as { code?: string }).code === SERIALIZATION_FAILURE) {
      return seal(db, scope, catalogues, cutoff)
    }
    throw error
  }
}

class BrokenIdentity extends Error {}

const SERIALIZATION_FAILURE = '40001'
