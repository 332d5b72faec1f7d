/**
 * The deny-list: tokens that are refused before they expire. Every instance holds it in memory and
 * reads what is new every two seconds, so that a revocation acts everywhere within five and a request
 * pays two look-ups in memory for it.
 */
import pg from 'pg'
import {
  type Database,
  findRow,
  type Queryable,
  rowsOf,
  type Statement,
} from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import type { Actor } from './actor.ts'

/** A token lasts at most this long, whatever the settings say; a revocation need not outlive it. */
export const TOKEN_LIFETIME_MAX_SECONDS = 43_200

/** How far the clocks of issuer, database and service may be apart. */
export const CLOCK_TOLERANCE_MS = 5_000

/** An instance whose clock is further from the database's judges no token [configuration]. */
const CLOCK_APART_MAX_MS = 30_000

const READ_EVERY_MS = 2_000
/** Connecting and reading are each given up after this. */
const READ_TIMEOUT_MS = 1_500
/** The service starts without waiting longer for a database that does not answer. */
const FIRST_READ_MS = 3_000
/** With a list older than this nobody is let in. */
const STALE_AFTER_MS = 10_000

type Revocation = {
  jti: string | null
  subject: string | null
  issuedBeforeMs: number | null
  revokedAtMs: number
  untilMs: number
}

/**
 * Those newer than the last one seen; a minute more, since they are not committed in the order of
 * their times, and no transaction lasts that long.
 */
const selectNew: Statement<Revocation> = {
  name: 'new_revoked_tokens',
  text: `
select jti, subject, extract(epoch from issued_before) * 1000 as "issuedBeforeMs",
       extract(epoch from revoked_at) * 1000 as "revokedAtMs",
       extract(epoch from until) * 1000 as "untilMs"
  from revoked_tokens
 where revoked_at > to_timestamp($1::float8 / 1000) - interval '1 minute' and until > now()`,
}

const selectClock: Statement<{ nowMs: number }> = {
  name: 'clock',
  text: 'select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs"',
}

/** Removes what concerns no token any more. */
export async function forgetRevocations(db: Queryable): Promise<void> {
  await findRow(db, {
    name: 'forget_revoked_tokens',
    text: 'delete from revoked_tokens where until < now()',
  })
}

/**
 * The deny-list in memory, read again by a timer, so that a revocation acts on every instance
 * within seconds.
 */
export class Revocations {
  readonly #db: Database
  readonly #tokens = new Map<string, { untilMs: number }>()
  readonly #subjects = new Map<string, { untilMs: number; issuedBeforeMs: number }>()
  #lastRevokedAtMs = 0
  #readAt: number | undefined
  #clockApartMs = 0
  #reading: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  /** A connection of its own to the same database: requests that wait for theirs must not delay it. */
  constructor(db: Database) {
    this.#db = new pg.Pool({
      ...db.options,
      max: 1,
      connectionTimeoutMillis: READ_TIMEOUT_MS,
      statement_timeout: READ_TIMEOUT_MS,
      query_timeout: READ_TIMEOUT_MS,
    })
    // The next read connects again.
    this.#db.on('error', () => {})
  }

  /** Whether the list is recent enough to be believed. */
  get ready(): boolean {
    return this.#readAt !== undefined && performance.now() - this.#readAt < STALE_AFTER_MS
  }

  /** Whether this process's clock is the database's, as far as times of tokens need it. */
  get clockAgrees(): boolean {
    return Math.abs(this.#clockApartMs) <= CLOCK_APART_MAX_MS
  }

  /**
   * By a wrong clock an expired token is good and a good one expired.
   * @throws UNAVAILABLE when the clocks of this process and of the database are apart
   */
  requireClock(): void {
    if (!this.clockAgrees) throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '2' } })
  }

  /**
   * Whether the token of this actor was revoked.
   * @throws UNAVAILABLE when the list has not been read for ten seconds: a revoked token may be on it
   */
  refuses({ jti, sub, iat }: Pick<Actor, 'jti' | 'sub' | 'iat'>): boolean {
    if (!this.ready) throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '2' } })
    if (this.#tokens.has(jti)) return true
    const subject = this.#subjects.get(sub)
    return subject !== undefined && iat * 1000 < subject.issuedBeforeMs
  }

  /** Reads the list, and what is new from then on. Resolves also when it could not be read. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => this.#read(), READ_EVERY_MS).unref()
    await Promise.race([
      this.#read(),
      new Promise((resolve) => setTimeout(resolve, FIRST_READ_MS).unref()),
    ])
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#reading
    await this.#db.end()
  }

  /** One read at a time; a failure only leaves the list as old as it is. */
  #read(): Promise<void> {
    this.#reading ??= this.#readNew()
      .catch(() => {})
      .finally(() => {
        this.#reading = undefined
      })
    return this.#reading
  }

  async #readNew(): Promise<void> {
    const startedAt = performance.now()
    const clock = await findRow(this.#db, selectClock)
    // A slow answer is no wrong clock: it was told at some time between.
    const waitedMs = performance.now() - startedAt
    const apart = Date.now() - (clock?.nowMs ?? 0)
    this.#clockApartMs = apart > 0 ? Math.max(apart - waitedMs, 0) : apart
    const revocations = await rowsOf(this.#db, selectNew, [this.#lastRevokedAtMs])
    for (const { jti, subject, issuedBeforeMs, revokedAtMs, untilMs } of revocations) {
      if (jti !== null) this.#tokens.set(jti, { untilMs })
      if (subject !== null) {
        const known = this.#subjects.get(subject)
        this.#subjects.set(subject, {
          untilMs: Math.max(untilMs, known?.untilMs ?? 0),
          issuedBeforeMs: Math.max(issuedBeforeMs ?? 0, known?.issuedBeforeMs ?? 0),
        })
      }
      this.#lastRevokedAtMs = Math.max(this.#lastRevokedAtMs, revokedAtMs)
    }
    this.#readAt = startedAt
    this.#forget()
  }

  #forget(): void {
    for (const revoked of [this.#tokens, this.#subjects]) {
      for (const [name, { untilMs }] of revoked) if (untilMs < Date.now()) revoked.delete(name)
    }
  }
}
