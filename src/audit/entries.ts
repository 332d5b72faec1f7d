/**
 * Entries of the audit log: who did or read what, when and for what purpose. An act's entry commits
 * with it; a read's before its answer leaves. The log's order and its proofs come later (log.ts).
 *
 * When it was is told by the clock of the database, the same for every instance: by their own clocks
 * the log would go backwards. Whoever reads that clock is among the writers that the log waits for.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto'
import canonicalize from 'canonicalize'
import { UUID } from 'uuidv7'
import { jobScope } from '../access/policy.ts'
import {
  type Database,
  findRow,
  type Queryable,
  rowsOf,
  type Statement,
  transact,
} from '../platform/database.ts'
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

/** An entry that has no instant yet: made by one, and by its place among those of that instant. */
export type Draft = (at: string, place?: number) => Entry

/** The lock that writers of entries share, from before they read the clock to the end of what they do. */
export const ENTRY_WRITERS = 7305

/** The clock of the database, in SQL, to the microsecond and in the same words on every connection. */
export const CLOCK = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Joins the writers of entries, and only then reads the clock. In a transaction. */
export const stamp: Statement<{ at: string }> = {
  name: 'stamp_audit',
  text: `
with joined as materialized (select pg_advisory_xact_lock_shared(${ENTRY_WRITERS}))
select ${CLOCK} as at from joined`,
}

/** Bits of a UUID for the place of an entry among those of one instant, and what is left for chance. */
const [PLACES, CHANCE] = [512, 2 ** 21]

/** An id of an instant of the database: ids are in the order of its clock, to the microsecond. */
function idAt(at: string, place: number): string {
  const micros = Number((/\.(\d+)Z$/.exec(at)?.[1] ?? '').padEnd(6, '0').slice(3, 6))
  const high = (place % PLACES) * CHANCE + randomInt(CHANCE)
  const low = randomBytes(4).readUInt32BE()
  return UUID.fromFieldsV7(Date.parse(at), Math.floor(micros * 4.096), high, low).toString()
}

/** The lowest id that an entry of an instant of the database can have; those of before are lower. */
export const lowestIdAt = (at: string): string => `${idAt(at, 0).slice(0, 18)}-8000-000000000000`

/** SHA-256 of a salt and a text, in hexadecimal: tells nothing to who has not both. */
export const saltedDigest = (salt: string, text: string): string =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).update(text).digest('hex')

/** Hash of a leaf of the log: SHA-256(0x00 ‖ content), RFC 6962 section 2.1. */
export const leafHash = (content: string): Buffer =>
  createHash('sha256').update(Buffer.of(0)).update(content).digest()

/** The service itself, for what its jobs do. */
const SERVICE = { role: 'service', sub: 'lne-extranjero' }

/** The entry of a deed of somebody, or of a job of the service, once it is known when it was. */
export function draftOf(
  { keys, actor = SERVICE, purpose }: { keys: Keys; actor?: Who; purpose?: string },
  { action, outcome, folios, about, movement, input }: Deed,
): Draft {
  const salt = purpose === undefined && input === undefined ? null : randomBytes(16).toString('hex')
  const digest = (value: unknown) =>
    salt === null || value === undefined
      ? undefined
      : saltedDigest(salt, typeof value === 'string' ? value : (canonicalize(value) ?? ''))
  const records = folios.map((folio) => keys.pseudonym(folio))
  const { role, sub } = actor
  const told = { role, actor: sub, action, outcome, records }
  const rest = {
    client: actor.client_id,
    entity: actor.entity,
    party: actor.party,
    about,
    movement,
    inputDigest: digest(input),
    purposeDigest: digest(purpose),
  }
  return (instant, place = 0) => {
    const id = idAt(instant, place)
    const at = new Date(instant).toISOString()
    const content = canonicalize({ id, at, ...told, ...rest }) as string
    return { id, at, ...told, content, purpose: purpose ?? null, salt }
  }
}

const recordStatement: Statement<object> = {
  name: 'record_audit',
  text: 'select record_audit($1::jsonb)',
}

/** Stores entries in the transaction that their instant was read in. */
export const storeEntries = (db: Queryable, entries: readonly Entry[]): Promise<object[]> =>
  rowsOf(db, recordStatement, [JSON.stringify(entries)])

/** Stores what is entered in a transaction of the caller's, as of now. */
export async function recordEntries(db: Queryable, drafts: readonly Draft[]): Promise<void> {
  const { at } = (await findRow(db, stamp)) as { at: string }
  await storeEntries(
    db,
    drafts.map((draft, place) => draft(at, place)),
  )
}

/** Entries that go in with one statement at most. */
const BATCH = 200

/** Stores entries that belong to no transaction; those that come while one is stored go together. */
export class AuditWriter {
  #waiting: { draft: Draft; pass: () => void; fail: (error: Error) => void }[] = []
  #storing = false
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Resolves when the entry is committed. */
  add(draft: Draft): Promise<void> {
    return new Promise((pass, fail) => {
      this.#waiting.push({ draft, pass, fail })
      if (!this.#storing) void this.#store()
    })
  }

  async #store(): Promise<void> {
    this.#storing = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      try {
        await transact(
          this.#db,
          jobScope('job'),
          { begin: stamp },
          async (_tx, { at }) => batch.map(({ draft }, place) => draft(at, place)),
          storeEntries,
        )
        for (const { pass } of batch) pass()
      } catch (error) {
        for (const { fail } of batch) fail(error as Error)
      }
    }
    this.#storing = false
  }
}
