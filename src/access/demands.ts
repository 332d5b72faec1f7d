/**
 * How people must have signed in at the issuer, where the settings demand it: by one of some classes
 * (`acr`), and not too long ago (`auth_time`). Sources: OpenID Connect Core 1.0, 2; RFC 9068, 2.2.1;
 * RFC 9470.
 */
import { DomainError } from '../platform/errors.ts'
import { type Actor, isRoleOfPeople } from './actor.ts'
import { CLOCK_TOLERANCE_MS } from './revocations.ts'

/** What is demanded; nothing where both are absent. */
export type Demands = {
  /** Any of these classes will do. */
  acrValues?: readonly string[]
  /** The greatest age of a sign-in. */
  maxAgeSeconds?: number
}

/** RFC 9470, 3: whoever signed in otherwise is told how, so that a client can ask the issuer for it. */
function insufficient({ acrValues, maxAgeSeconds }: Demands): DomainError {
  const demanded = [
    'error="insufficient_user_authentication"',
    acrValues && `acr_values="${acrValues.join(' ')}"`,
    maxAgeSeconds && `max_age="${maxAgeSeconds}"`,
  ]
  const challenge = demanded.filter(Boolean).join(', ')
  return new DomainError('UNAUTHENTICATED', {
    headers: { 'www-authenticate': `Bearer realm="lne-extranjero", ${challenge}` },
  })
}

/**
 * Until when a sign-in is as recent as is demanded, in seconds; for ever where no age is.
 * @param payload the claims as the issuer wrote them
 * @throws UNAUTHENTICATED when it is not as demanded, or the token does not say
 */
export function recentUntil(actor: Actor, payload: unknown, demands: Demands): number {
  if (!isRoleOfPeople(actor)) return Number.POSITIVE_INFINITY
  const { acr, auth_time: signedInAt } = payload as { acr?: unknown; auth_time?: unknown }
  const { acrValues, maxAgeSeconds } = demands
  if (acrValues && !acrValues.some((value) => value === acr)) throw insufficient(demands)
  if (maxAgeSeconds === undefined) return Number.POSITIVE_INFINITY
  if (typeof signedInAt !== 'number') throw insufficient(demands)
  const ageMs = Date.now() - signedInAt * 1000
  const isOfTomorrow = ageMs < -CLOCK_TOLERANCE_MS
  if (isOfTomorrow || ageMs > maxAgeSeconds * 1000 + CLOCK_TOLERANCE_MS) throw insufficient(demands)
  return signedInAt + maxAgeSeconds
}
