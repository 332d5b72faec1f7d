/** Unusual reading: who has read more records than its role usually does, alarmed and paused. */
import type { Actor } from '../access/actor.ts'
import { jobScope, USUAL_READS } from '../access/policy.ts'
import type { Services } from '../platform/context.ts'
import { askAs, rowsOf, type Statement } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { entryOf } from './entries.ts'

/** The time that reading is added up over. */
const MINUTES = 10

type Reader = { role: string; actor: string; records: number; alarmed: boolean }

/** Acts have names of their own; reads are entered under the action of the policy table. */
const readersStatement: Statement<Reader> = {
  name: 'readers_of_late',
  text: `
select e.role, e.actor, sum(cardinality(e.records))::integer as records,
       exists (select from audit_entries a
                where a.action = 'alarm:reading' and a.at > now() - $1 * interval '1 minute'
                  and a.content::json ->> 'about' = e.role || ':' || e.actor) as alarmed
  from audit_entries e
 where e.id >= $2 and e.at > now() - $1 * interval '1 minute'
   and e.outcome = 'OK' and e.action in ('request:read', 'request:list', 'request:lookup', 'access:use',
                                         'document:read')
 group by e.role, e.actor`,
}

/** The lowest version 7 UUID of an instant: ids are in the order of time, and indexed. */
function lowestIdAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** Who is paused, as the audit log says; each instance looks at it with its jobs. */
export class ReadingWatch {
  #paused = new Set<string>()

  /** @throws READING_PAUSED */
  refuse({ role, sub }: Actor): void {
    if (!this.#paused.has(`${role}:${sub}`)) return
    throw new DomainError('READING_PAUSED', { headers: { 'retry-after': '60' } })
  }

  /**
   * Adds up what was read of late, on all instances; enters an alarm for who has read more than
   * usual, once in the time that it is added up over.
   *
   * @returns the new alarms, as `role:subject`
   */
  async watch(services: Services): Promise<string[]> {
    const since = lowestIdAt(Date.now() - MINUTES * 60_000)
    const readers = await askAs(services.db, jobScope('audit:read'), (db) =>
      rowsOf(db, readersStatement, [MINUTES, since]),
    )
    const unusual = readers.filter(
      ({ role, records }) => records > (USUAL_READS[role as Actor['role']] ?? 0),
    )
    this.#paused = new Set(unusual.map(({ role, actor }) => `${role}:${actor}`))
    const alarms = unusual
      .filter(({ alarmed }) => !alarmed)
      .map(({ role, actor }) => `${role}:${actor}`)
    for (const about of alarms) {
      await services.audit.add(
        entryOf(services, { action: 'alarm:reading', outcome: 'OK', folios: [], about }),
      )
    }
    return alarms
  }
}
