import { z } from 'zod'
import { ENTITY_CODES } from '../vocabulary.ts'

/** Printable, since it is written beside every act. */
export const Name = z.string().regex(/^[^\p{C}]{1,128}$/u)

/** What RFC 9068 demands of every access token, beside `iss` and `aud`. Dates are finite seconds. */
const common = {
  sub: Name,
  client_id: Name,
  jti: Name,
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
}
const party = z.string().regex(/^[A-Z0-9_]{1,30}$/)

/**
 * Claims of a token, by role. A token whose role is not here, or that lacks what its role needs (an
 * OPL its entity, a party its name), is nobody.
 */
export const Claims = z.discriminatedUnion('role', [
  z.object({
    ...common,
    role: z.enum([
      'srve',
      'inetel_agent',
      'derfe_reviewer',
      'derfe_admin',
      'derfe_analyst',
      'utsi',
      'deoe',
      'ine_viewer',
      'auditor',
    ]),
  }),
  z.object({ ...common, role: z.literal('opl'), entity: z.enum(ENTITY_CODES) }),
  z.object({ ...common, role: z.literal('party'), party }),
  z.object({ ...common, role: z.literal('party_reviewer'), party }),
])

/** Who acts: subject, role, and what bounds the role. */
export type Actor = z.infer<typeof Claims>

/** Systems by role; any other token whose subject is its client is a system as well. */
const SYSTEM_ROLES: readonly Actor['role'][] = ['srve', 'utsi', 'deoe']

/** Whether the role is one of people: a system that bears it must meet what people must. */
export const isRoleOfPeople = ({ role }: Actor): boolean => !SYSTEM_ROLES.includes(role)

/** Whether the actor is a system, whose purpose stands in its registration, and not a person. */
export const isSystem = (actor: Actor): boolean =>
  SYSTEM_ROLES.includes(actor.role) || actor.client_id === actor.sub
