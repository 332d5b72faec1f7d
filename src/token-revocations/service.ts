/** Revocations: tokens that every instance refuses from then on, before they expire. */
import { uuidv7 } from 'uuidv7'
import { authorize } from '../access/policy.ts'
import { type Answer, act } from '../platform/act.ts'
import type { Context } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { insertOwnRevocation, insertRevocation } from './queries.ts'
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
  // The row goes once the tokens have expired; whose they were, and why, stays in the log.
  const about = () => (input.jti === undefined ? `subject:${input.subject}` : `token:${input.jti}`)
  const reasoned = { ...ctx, purpose: input.reason }
  return act(reasoned, scope, { name: 'revokeTokens', input, about }, async (tx) => {
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

/**
 * Ends a session by the act of whoever has it: its token, and every copy of it, is refused by every
 * instance within five seconds. Harmless when repeated.
 */
export async function signOut(ctx: Context): Promise<void> {
  const { jti, exp, sub } = ctx.actor
  const scope = authorize(ctx.actor, 'token:sign-out')
  const revocation = { id: uuidv7(), jti, expiresAt: exp, reason: 'Cierre de sesión', by: sub }
  // A form has no key, whatever a header says.
  const unkeyed = { ...ctx, idempotencyKey: undefined }
  await act(unkeyed, scope, { name: 'signOut', input: null }, async (tx) => {
    await insertOwnRevocation(tx, scope, revocation)
    return { status: 204, body: null }
  })
}
