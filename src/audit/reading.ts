/**
 * Unusual reading: who has read more records than its role usually does is alarmed, and paused until
 * another person releases it. Alarms and releases are entries of the audit log, so that all instances
 * go by the same ones and nobody removes one.
 */
import type { Actor } from '../access/actor.ts'
import { jobScope, type Scope, USUAL_READS } from '../access/policy.ts'
import type { Services } from '../platform/context.ts'
import { askAs, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { entryOf } from './entries.ts'

/** The time that reading is added up over. */
const MINUTES = 10

type Reader = { role: string; actor: string; records: number }

/** When each reader was last released. */
const RELEASED = `
  select content::json ->> 'about' as about, max(at) as at
    from audit_entries
   where action = 'releaseReading' and outcome = 'OK'
   group by 1`

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
 where e.id >= $2 and e.at > greatest(r.at, now() - $1 * interval '1 minute')
   and e.outcome in ('OK', 'REPLAYED')
   and (e.purpose is not null and e.action not like '%:%'
        or e.action in ('request:read', 'request:list', 'request:lookup', 'request:dry-run',
                        'request:movements', 'access:use', 'document:read', 'figure:cases',
                        'report:last-movements'))
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

/** The lowest version 7 UUID of an instant: ids are in the order of time, and indexed. */
function lowestIdAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** Who is paused, as the audit log says; each instance looks at it with its jobs. */
export class ReadingWatch {
  #paused = new Set<string>()

  /** Whether nobody has released it yet. */
  isPaused({ role, sub }: Actor): boolean {
    return this.#paused.has(`${role}:${sub}`)
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
    this.#paused = new Set(pauses.map(({ about }) => about))
  }

  /**
   * Adds up what was read of late, on all instances; enters an alarm for who has read more than
   * usual and is not paused yet.
   *
   * @returns the new alarms, as `role:subject`
   */
  async watch(services: Services): Promise<string[]> {
    await this.follow(services)
    const since = lowestIdAt(Date.now() - MINUTES * 60_000)
    const readers = await askAs(services.db, jobScope('audit:read'), (db) =>
      rowsOf(db, readersStatement, [MINUTES, since]),
    )
    const alarms = readers
      .filter(({ role, records }) => records > (USUAL_READS[role as Actor['role']] ?? 0))
      .map(({ role, actor }) => `${role}:${actor}`)
      .filter((about) => !this.#paused.has(about))
    for (const about of alarms) {
      await services.audit.add(
        entryOf(services, { action: 'alarm:reading', outcome: 'OK', folios: [], about }),
      )
      this.#paused.add(about)
    }
    return alarms
  }
}
