/** Exports in the audit log: figures that leave as a file to keep, whoever may read them. */
import type { FastifyRequest } from 'fastify'
import type { Action } from '../access/policy.ts'
import { contextOf } from '../platform/context.ts'
import { draftOf } from './entries.ts'

/** Rows of the policy table whose reads are entered with their folios, whatever the form. */
const ENTERED_WITH_FOLIOS: ReadonlySet<Action> = new Set<Action>(['report:last-movements'])

/**
 * Enters a file before it leaves; if it cannot be, none does.
 *
 * @param file its name, which says what it is of
 * @param action the row of the policy table, where the route does not name it
 */
export async function enterExport(
  request: FastifyRequest,
  file: string,
  action: Action | undefined = request.routeOptions.config.action,
): Promise<void> {
  if (!action || ENTERED_WITH_FOLIOS.has(action)) return
  const ctx = contextOf(request)
  await ctx.audit.add(draftOf(ctx, { action, outcome: 'OK', folios: [], about: `file:${file}` }))
}
