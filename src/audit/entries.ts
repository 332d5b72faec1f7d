/**
 * Entries of the audit log: who did or read what, when and for what purpose. An act's entry commits
 * with it; a read's before its answer leaves. The log's order and its proofs come later (log.ts).
 *
 * When it was is told by the clock of the database, the same for every instance: by their own clocks
 * the log would go backwards. Whoever reads that clock is among the writers that the log waits for.
 */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import {
  type Database,
  findRow,
  type Queryable,
  rowsOf,
  type Statement,
  untilHoldersEnd,
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

/** An instant of the database: to the millisecond, and as ids of then begin, to the microsecond. */
export type Instant = { at: string; stem: string }

/** An entry that has no instant yet: made by one, and by its place among those of that instant. */
export type Draft = (instant: Instant, place?: number) => Entry

/** The lock that writers of entries share, from before they read the clock to the end of what they do. */
const ENTRY_WRITERS = 7305

/** Waits for the writers of entries who have read the clock. Whoever comes meanwhile is not waited for. */
export const untilWritersEnd = (db: Queryable): Promise<void> => untilHoldersEnd(db, ENTRY_WRITERS)

/** How ids of an instant `t` begin, in SQL: a version 7 UUID (RFC 9562, method 3) up to its variant. */
const STEM = `
overlay(lpad(to_hex(micros / 1000), 12, '0') placing '-' from 9 for 0)
  || '-7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')`

/** The lowest id that an entry of an instant of the database, in SQL, can have; those of before are lower. */
export const lowestIdAt = (instant: string): string => `(
select (${STEM} || '-8000-000000000000')::uuid
  from (select (extract(epoch from ${instant}) * 1000000)::bigint as micros) i)`

/** Joins the writers of entries, and only then reads the clock: `at` and `stem` of the table `clock`. */
export const CLOCK = `
     joined as materialized (select pg_advisory_xact_lock_shared(${ENTRY_WRITERS})),
     instant as materialized (select clock_timestamp() as t from joined),
     clock as materialized (
       select to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, ${STEM} as stem
         from instant, lateral (select (extract(epoch from t) * 1000000)::bigint as micros) m)`

/** The clock, for what is entered in a transaction. */
export const stamp: Statement<Instant> = {
  name: 'stamp_audit',
  text: `with ${CLOCK} select at, stem from clock`,
}

/** Bits of a UUID for the place of an entry among those of one instant, and what is left for chance. */
const [PLACES, CHANCE] = [512, 2 ** 21]

/** The rest of an id: the variant, the place and chance, so that ids are in the order of the clock. */
function tail(place: number): string {
  const high = (place % PLACES) * CHANCE + randomInt(CHANCE)
  const hex = (
    (0b10n << 62n) |
    (BigInt(high) << 32n) |
    BigInt(randomBytes(4).readUInt32BE())
  ).toString(16)
  return `${hex.slice(0, 4)}-${hex.slice(4)}`
}

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
  return ({ at, stem }, place = 0) => {
    const id = `${stem}-${tail(place)}`
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
  const instant = (await findRow(db, stamp)) as Instant
  await storeEntries(
    db,
    drafts.map((draft, place) => draft(instant, place)),
  )
}

/** Stands for an instant in entries until the statement that stores them reads the clock; nobody guesses it. */
const YET_UNKNOWN: Instant = { at: randomUUID(), stem: randomUUID() }

const enterStatement: Statement<object> = {
  name: 'enter_audit',
  text: `
with ${CLOCK}
select record_audit(replace(replace($1, $2, at), $3, stem)::jsonb) from clock`,
}

/** Stores what is entered in a transaction of its own, in one statement, as of now. */
const enter = (db: Queryable, drafts: readonly Draft[]): Promise<object[]> =>
  rowsOf(db, enterStatement, [
    JSON.stringify(drafts.map((draft, place) => draft(YET_UNKNOWN, place))),
    YET_UNKNOWN.at,
    YET_UNKNOWN.stem,
  ])

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
        await enter(
          this.#db,
          batch.map(({ draft }) => draft),
        )
        for (const { pass } of batch) pass()
      } catch (error) {
        for (const { fail } of batch) fail(error as Error)
      }
    }
    this.#storing = false
  }
}
