/**
 * Who comes in to the board and goes out, in the audit log: also who tried in vain, though never with
 * what. Whoever is nobody is counted by its address first, so that no flood fills the log.
 */
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { draftOf } from '../audit/entries.ts'
import type { ProblemCode } from '../platform/errors.ts'

/** Whoever had no token that is good. */
const NOBODY = { role: 'nobody', sub: 'nobody' }

const enter = (
  { server: { services } }: FastifyRequest,
  actor: Actor | typeof NOBODY,
  action: 'signIn' | 'signOut',
  outcome: 'OK' | ProblemCode,
): Promise<void> =>
  services.audit.add(draftOf({ keys: services.keys, actor }, { action, outcome, folios: [] }))

/**
 * Enters who signs in, before its session opens.
 * @throws what the database does: then none opens
 */
export const enterSignIn = (request: FastifyRequest, actor: Actor): Promise<void> =>
  enter(request, actor, 'signIn', 'OK')

/** Enters an attempt of nobody. It is refused also where that fails. */
export const enterAttempt = (
  request: FastifyRequest,
  action: 'signIn' | 'signOut',
  outcome: ProblemCode,
): Promise<void> =>
  enter(request, NOBODY, action, outcome).catch((error: Error) => {
    request.log.error({ error: error.name }, 'An attempt could not be entered in the audit log')
  })
