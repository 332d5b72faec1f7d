/**
 * Retention: personal data go when their time has come; movements, figures and the log stay. When it
 * has come is the database's to say too (remove_personal_data), whose owner alone can delete.
 */
import { jobScope } from '../access/policy.ts'
import { draftOf, recordEntries } from '../audit/entries.ts'
import { removeContents } from '../documents/service.ts'
import { endOfDay, isBefore } from '../platform/calendar.ts'
import type { Services } from '../platform/context.ts'
import { askAs, rowsOf, type Statement, transact } from '../platform/database.ts'

/** Requests that are removed in one transaction. */
const BATCH = 500

const dueStatement: Statement<{ process: string }> = {
  name: 'processes_due_for_removal',
  text: 'select process from processes_due_for_removal()',
}

const removeStatement: Statement<{ folios: string[] }> = {
  name: 'remove_personal_data',
  text: `
select coalesce(array_agg(folio), '{}') as folios from remove_personal_data($1, $2) as folio`,
}

/**
 * Removes the contents of documents of processes whose last day has ended, with an entry for each. All
 * documents are gone through, so that it is no work for every half minute.
 */
export async function removeEnded(services: Services): Promise<void> {
  const { catalogues } = services
  await catalogues.fresh()
  const now = catalogues.now()
  for (const { code, value } of catalogues.entries('processes', now)) {
    const { endsOn } = value
    if (endsOn === undefined || isBefore(now, endOfDay(endsOn))) continue
    const removed = await removeContents(services, code)
    if (removed === 0) continue
    const deed = { action: 'retention:documents', outcome: 'OK', folios: [], about: code }
    await services.audit.add(draftOf(services, deed))
  }
}

/**
 * Removes the personal data of processes whose seven years have passed, with the contents of their
 * documents (LGIPE art. 335.3 and 335.5), in batches: harmless when stopped, repeated, or run by several
 * instances at once. Each batch is an entry of the audit log, committed with it.
 *
 * @returns how many requests it took the personal data of
 */
export async function removeDue(services: Services): Promise<number> {
  const scope = jobScope('job')
  const due = await askAs(services.db, scope, (db) => rowsOf(db, dueStatement))
  let removed = 0
  for (const { process } of due) {
    // Contents before the rows: while a request is left the process stays due, and none is forgotten.
    await removeContents(services, process)
    for (;;) {
      const opening = { begin: removeStatement, values: [process, BATCH] }
      const folios = await transact(services.db, scope, opening, async (tx, { folios }) => {
        const deed = { action: 'retention:remove', outcome: 'OK', folios, about: process }
        if (folios.length > 0) await recordEntries(tx, [draftOf(services, deed)])
        return folios
      })
      if (folios.length === 0) break
      removed += folios.length
    }
  }
  return removed
}
