import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Keys } from '../platform/keys.ts'
import type { Role } from '../vocabulary.ts'
import { DEVELOPMENT_ISSUER } from './authenticate.ts'

/** Roles that are systems: their tokens name the client as subject. */
const SYSTEMS: readonly Role[] = ['srve', 'utsi', 'deoe']

/** What a development token says. */
export type TokenRequest = {
  role: Role
  entity?: string
  party?: string
  subject?: string
}

/**
 * Signs a development token, good for 12 hours. Only the demo and the tests use these: with an
 * outside issuer they are refused.
 *
 * @throws Error when the role lacks what it needs, or the keys file holds no token key
 */
export async function signDevelopmentToken(
  keys: Keys,
  audience: string,
  { role, entity, party, subject = role }: TokenRequest,
): Promise<string> {
  if (!keys.token) throw new Error('The keys file holds no key for development tokens')
  if (role === 'opl' && !entity) throw new Error('The role opl needs --entity, as in --entity 09')
  if (role.startsWith('party') && !party) throw new Error(`The role ${role} needs --party`)
  return new SignJWT({
    role,
    ...(role === 'opl' ? { entity } : {}),
    ...(role.startsWith('party') ? { party } : {}),
    client_id: SYSTEMS.includes(role) ? subject : 'lne-development',
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.token.id })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(audience)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(keys.token.privateKey)
}
