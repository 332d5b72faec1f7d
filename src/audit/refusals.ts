/** Refused attempts in the audit log: of whom is known, on what the policy table guards. */
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Actor } from '../access/actor.ts'
import { contextOf } from '../platform/context.ts'
import type { DomainError } from '../platform/errors.ts'
import { encoded } from '../platform/resolve.ts'
import { Folio, isPurpose } from '../platform/wire.ts'
import { draftOf } from './entries.ts'

/**
 * Refusals that are entered: all but failures, which are mostly the database's, that would not take the
 * entry either; and a cut-off that does not add up, which was entered with its refusal (seal.ts).
 */
const isEntered = ({ statusCode, code }: DomainError, actor: Actor): boolean =>
  statusCode < 500 && code !== 'CUTOFF_REFUSED' && (code !== 'TOO_MANY_REQUESTS' || !floods(actor))

/** Requests beyond its limit that are entered of one client in a minute: no flood fills the log. */
const FLOOD_ENTERED = 1_200

const beyondLimit = new LRUCache<string, { count: number }>({
  max: 10_000,
  ttl: 60_000,
  noUpdateTTL: true,
})

/** Counts one request beyond the limit, and says whether it is one too many to be entered. */
function floods({ role, sub }: Actor): boolean {
  const name = `${role} ${sub}`
  const seen = beyondLimit.get(name) ?? { count: 0 }
  if (seen.count === 0) beyondLimit.set(name, seen)
  seen.count += 1
  return seen.count > FLOOD_ENTERED
}

/**
 * A refusal of one action: of the policy table in REST, a field of the schema in GraphQL, or `graphql`
 * when it was of the document.
 */
export type Refusal = {
  action: string
  problem: DomainError
  folio?: unknown
  /** What a field was asked for, where it says so itself. */
  purpose?: unknown
}

/** Enters refusals before their answer leaves. An answer that refuses leaves even if that fails. */
export async function enterRefusals(request: FastifyRequest, refusals: Refusal[]): Promise<void> {
  const { actor } = request
  if (!actor) return
  const entered = refusals.filter(({ problem }) => isEntered(problem, actor))
  if (entered.length === 0) return
  const ctx = contextOf(request)
  const noting = entered.map(({ action, problem, folio, purpose }) => {
    // Only what has the form of a folio: anything may stand in an address.
    const known = Folio.safeParse(folio)
    const folios = known.success ? [known.data] : []
    const said = typeof purpose === 'string' && isPurpose(encoded(purpose)) ? purpose : ctx.purpose
    return ctx.audit.add(
      draftOf({ ...ctx, purpose: said }, { action, outcome: problem.code, folios }),
    )
  })
  await Promise.all(noting).catch((error: Error) => {
    request.log.error({ error: error.name }, 'A refusal could not be entered in the audit log')
  })
}
