/** Revocations: tokens that every instance refuses from then on, before they expire. */
import { uuidv7 } from 'uuidv7'
import { authorize } from '../access/policy.ts'
import { type Answer, act } from '../platform/act.ts'
import type { Context } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { insertRevocation } from './queries.ts'
import type { TokenRevocation, TokenRevocationInput } from './schemas.ts'

/**
 * Revokes one token, or all that a subject has had so far: refused by every instance within five
 * seconds. It cannot be undone; the subject asks its issuer for a new token.
 */
export async function revokeTokens(
  ctx: Context,
  input: TokenRevocationInput,
): Promise<Answer<TokenRevocation>> {
  const scope = authorize(ctx.actor, 'token:revoke')
  return act(ctx, scope, { name: 'revokeTokens', input }, async (tx) => {
    const revocation = { ...input, id: uuidv7(), by: ctx.actor.sub }
    const stored = await insertRevocation(tx, scope, revocation)
    if (!stored) throw new DomainError('UNAVAILABLE')
    const { jti, subject, issuedBefore, ...common } = stored
    return {
      status: 201,
      body: {
        ...common,
        jti: jti ?? undefined,
        subject: subject ?? undefined,
        issuedBefore: issuedBefore ?? undefined,
      },
    }
  })
}
