/** Refused attempts in the audit log: of whom is known, on what the policy table guards. */
import type { FastifyRequest } from 'fastify'
import { contextOf } from '../platform/context.ts'
import type { DomainError } from '../platform/errors.ts'
import { Folio } from '../platform/wire.ts'
import { entryOf } from './entries.ts'

/**
 * Statuses that are entered. What never reached an action (unknown address, media type, size) and
 * floods (429, but for who goes on reading while paused) are counted and logged; so are tokens that are
 * nobody's (401).
 */
const ENTERED = new Set([400, 403, 404, 409, 412, 422, 428])

/** A refusal of one action: of the policy table in REST, a field of the schema in GraphQL. */
export type Refusal = { action: string; problem: DomainError; folio?: unknown }

/** Enters refusals before their answer leaves. An answer that refuses leaves even if that fails. */
export async function enterRefusals(request: FastifyRequest, refusals: Refusal[]): Promise<void> {
  const entered = refusals.filter(
    ({ problem }) => ENTERED.has(problem.statusCode) || problem.code === 'READING_PAUSED',
  )
  if (!request.actor || entered.length === 0) return
  const ctx = contextOf(request)
  const noting = entered.map(({ action, problem, folio }) => {
    // Only what has the form of a folio: anything may stand in an address.
    const known = Folio.safeParse(folio)
    const folios = known.success ? [known.data] : []
    return ctx.audit.add(entryOf(ctx, { action, outcome: problem.code, folios }))
  })
  await Promise.all(noting).catch((error: Error) => {
    request.log.error({ error: error.name }, 'A refusal could not be entered in the audit log')
  })
}
