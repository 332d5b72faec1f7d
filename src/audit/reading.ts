/**
 * Unusual reading: who has read more records than its role usually does is alarmed, and paused until
 * another person releases it. Alarms and releases are entries of the audit log, so that all instances
 * go by the same ones and nobody removes one.
 */
import { LRUCache } from 'lru-cache'
import type { Actor } from '../access/actor.ts'
import { jobScope, type Scope, USUAL_READS } from '../access/policy.ts'
import type { Services } from '../platform/context.ts'
import { askAs, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { draftOf, lowestIdAt } from './entries.ts'

/** The time that reading is added up over. */
const MINUTES = 10

type Reader = { role: string; actor: string; records: number }

/** When each reader was last released. */
const RELEASED = `
  select content::json ->> 'about' as about, max(at) as at
    from audit_entries
   where action = 'releaseReading' and outcome = 'OK'
   group by 1`

/** Reads that count, by their action. Reports of folios without names are pages of a list, and do not. */
const COUNTED: readonly string[] = [
  'request:read',
  'request:list',
  'request:lookup',
  'request:dry-run',
  'access:use',
  'document:read',
  'figure:cases',
]

/**
 * Reads are entered under the action of the policy table. Acts have names of their own: those with a
 * purpose were answered with the person as well, and so were their repetitions.
 */
const readersStatement: Statement<Reader> = {
  name: 'readers_of_late',
  text: `
with released as (${RELEASED})
select e.role, e.actor, sum(cardinality(e.records))::integer as records
  from audit_entries e
  left join released r on r.about = e.role || ':' || e.actor
 where e.id >= ${lowestIdAt("now() - $1 * interval '1 minute'")}
   and e.at > greatest(r.at, now() - $1 * interval '1 minute')
   and e.outcome in ('OK', 'REPLAYED')
   and (e.purpose is not null and e.action not like '%:%'
        or e.action in (${COUNTED.map((action) => `'${action}'`).join(', ')}))
 group by e.role, e.actor`,
}

/** A pause as it stands: the id is that of the alarm's entry. */
type Pause = { id: string; about: string; at: string }

const pausesStatement: Statement<Pause> = {
  name: 'reading_pauses',
  text: `
with released as (${RELEASED})
select distinct on (about) a.id, about, a.at
  from audit_entries a
 cross join lateral (select a.content::json ->> 'about' as about) named
  left join released r using (about)
 where a.action = 'alarm:reading' and (r.at is null or a.at > r.at)
 order by about, a.at`,
}

/** The pauses that nobody has released, by their readers. */
export const selectPauses = (db: Queryable, _scope: Scope<'audit:pauses' | 'audit:read'>) =>
  rowsOf(db, pausesStatement)

const nameOf = ({ role, sub }: Actor): string => `${role}:${sub}`

/**
 * Who is paused, as the audit log says; each instance looks at it with its jobs, and counts by itself
 * what is read on it, so that nobody copies a list until they do.
 */
export class ReadingWatch {
  readonly #usual: Partial<Record<string, number>>
  #paused = new Set<string>()
  /** Records that each reader has read here, since when. */
  readonly #here = new LRUCache<string, { records: number }>({
    max: 10_000,
    ttl: MINUTES * 60_000,
    noUpdateTTL: true,
  })

  /** @param usual records in ten minutes, by role */
  constructor(usual: Partial<Record<string, number>> = USUAL_READS) {
    this.#usual = usual
  }

  /** Counts what an entry is about to tell as read, as the jobs will. */
  note(actor: Actor, action: string, records: number): void {
    if (!COUNTED.includes(action) || records === 0) return
    const name = nameOf(actor)
    const read = this.#here.get(name)
    if (read) read.records += records
    else this.#here.set(name, { records })
  }

  /** Whether it has read more than usual here, or nobody has released it yet. */
  isPaused(actor: Actor): boolean {
    const { records = 0 } = this.#here.get(nameOf(actor)) ?? {}
    return this.#paused.has(nameOf(actor)) || records > (this.#usual[actor.role] ?? 0)
  }

  /** @throws READING_PAUSED */
  refuse(actor: Actor): void {
    if (!this.isPaused(actor)) return
    throw new DomainError('READING_PAUSED', { headers: { 'retry-after': '60' } })
  }

  /** Goes by the alarms and releases that the log has now. */
  async follow(services: Services): Promise<void> {
    const scope = jobScope<'audit:read'>('audit:read')
    const pauses = await askAs(services.db, scope, (db) => selectPauses(db, scope))
    const paused = new Set(pauses.map(({ about }) => about))
    // Who was released begins anew.
    for (const about of this.#paused) if (!paused.has(about)) this.#here.delete(about)
    this.#paused = paused
  }

  /**
   * Adds up what was read of late, on all instances; enters an alarm for who has read more than
   * usual and is not paused yet.
   *
   * @returns the new alarms, as `role:subject`
   */
  async watch(services: Services): Promise<string[]> {
    await this.follow(services)
    const readers = await askAs(services.db, jobScope('audit:read'), (db) =>
      rowsOf(db, readersStatement, [MINUTES]),
    )
    const alarms = readers
      .filter(({ role, records }) => records > (this.#usual[role] ?? 0))
      .map(({ role, actor }) => `${role}:${actor}`)
      .filter((about) => !this.#paused.has(about))
    for (const about of alarms) {
      await services.audit.add(
        draftOf(services, { action: 'alarm:reading', outcome: 'OK', folios: [], about }),
      )
      this.#paused.add(about)
    }
    return alarms
  }
}
