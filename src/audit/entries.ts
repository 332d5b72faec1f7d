/**
 * Entries of the audit log: who did or read what, when and for what purpose. An act's entry commits
 * with it; a read's before its answer leaves. The log's order and its proofs come later (log.ts).
 */
import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { uuidv7 } from 'uuidv7'
import { type Database, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import type { Keys } from '../platform/keys.ts'

/** What was done: an action of the policy table or the name of an operation, and how it ended. */
export type Deed = {
  action: string
  /** `OK`, `REPLAYED`, or the code of the refusal. */
  outcome: string
  folios: readonly string[]
  /** Whom or what, beside records: `role:subject`, `token:id`, `cutoff:date`, `countries:FR`, `file:name`. */
  about?: string
  /** Number of the movement that it ended with. */
  movement?: number
  /** What was sent: the entry holds its salted digest, the receipt the salt. */
  input?: unknown
}

/** Who acted, as its token says. */
type Who = { role: string; sub: string; client_id?: string; entity?: string; party?: string }

/** An entry as it is stored. `content` is what the log's leaf hashes (RFC 8785). */
export type Entry = {
  id: string
  at: string
  role: string
  actor: string
  action: string
  outcome: string
  /** Pseudonyms of the folios: the log names no request to who has not the key. */
  records: readonly string[]
  content: string
  purpose: string | null
  /** Salt of the digests of the purpose and the input, in hexadecimal; null without either. */
  salt: string | null
}

/** SHA-256 of a salt and a text, in hexadecimal: tells nothing to who has not both. */
export const saltedDigest = (salt: string, text: string): string =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).update(text).digest('hex')

/** Hash of a leaf of the log: SHA-256(0x00 ‖ content), RFC 6962 section 2.1. */
export const leafHash = (content: string): Buffer =>
  createHash('sha256').update(Buffer.of(0)).update(content).digest()

/** The service itself, for what its jobs do. */
const SERVICE = { role: 'service', sub: 'lne-extranjero' }

/** The entry of a deed of somebody, or of a job of the service, by the real clock. */
export function entryOf(
  { keys, actor = SERVICE, purpose }: { keys: Keys; actor?: Who; purpose?: string },
  { action, outcome, folios, about, movement, input }: Deed,
): Entry {
  const id = uuidv7()
  const at = new Date().toISOString()
  const salt = purpose === undefined && input === undefined ? null : randomBytes(16).toString('hex')
  const digest = (value: unknown) =>
    salt === null || value === undefined
      ? undefined
      : saltedDigest(salt, typeof value === 'string' ? value : (canonicalize(value) ?? ''))
  const records = folios.map((folio) => keys.pseudonym(folio))
  const { role, sub } = actor
  const content = canonicalize({
    id,
    at,
    role,
    actor: sub,
    client: actor.client_id,
    entity: actor.entity,
    party: actor.party,
    action,
    outcome,
    about,
    records,
    movement,
    inputDigest: digest(input),
    purposeDigest: digest(purpose),
  }) as string
  return {
    id,
    at,
    role,
    actor: sub,
    action,
    outcome,
    records,
    content,
    purpose: purpose ?? null,
    salt,
  }
}

const recordStatement: Statement<object> = {
  name: 'record_audit',
  text: 'select record_audit($1::jsonb)',
}

/** Stores entries in a transaction of the caller's. */
export const recordEntries = (db: Queryable, entries: readonly Entry[]): Promise<object[]> =>
  rowsOf(db, recordStatement, [JSON.stringify(entries)])

/** Entries that go in with one statement at most. */
const BATCH = 200

/** Stores entries that belong to no transaction; those that come while one is stored go together. */
export class AuditWriter {
  #waiting: { entry: Entry; pass: () => void; fail: (error: Error) => void }[] = []
  #storing = false
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Resolves when the entry is committed. */
  add(entry: Entry): Promise<void> {
    return new Promise((pass, fail) => {
      this.#waiting.push({ entry, pass, fail })
      if (!this.#storing) void this.#store()
    })
  }

  async #store(): Promise<void> {
    this.#storing = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      try {
        await recordEntries(
          this.#db,
          batch.map(({ entry }) => entry),
        )
        for (const { pass } of batch) pass()
      } catch (error) {
        for (const { fail } of batch) fail(error as Error)
      }
    }
    this.#storing = false
  }
}
