/** Signatures of the service (RFC 7515, EdDSA), and the public keys that verify them. */
import { sign } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import type { Keys, SigningPair } from './keys.ts'

/** The three parts of a JWS over bytes. */
function partsOf({ id, privateKey }: SigningPair, typ: string, payload: string | Buffer) {
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: id, typ })).toString('base64url')
  const body = Buffer.from(payload).toString('base64url')
  const signature = sign(null, Buffer.from(`${header}.${body}`), privateKey).toString('base64url')
  return { header, body, signature }
}

/**
 * A compact JWS over a JSON payload. Signed at once, without a promise: a write must not wait a turn
 * between its movement and its commit.
 */
export function jwsOf(pair: SigningPair, typ: string, payload: object): string {
  const { header, body, signature } = partsOf(pair, typ, JSON.stringify(payload))
  return `${header}.${body}.${signature}`
}

/** A JWS whose payload travels beside it (RFC 7515, appendix F). */
export function detachedJwsOf(pair: SigningPair, typ: string, payload: string): string {
  const { header, signature } = partsOf(pair, typ, payload)
  return `${header}..${signature}`
}

/** The public keys that verify what the service signs, retired ones included, as a JWKS. */
export const publicJwks = (keys: Keys): Promise<object[]> =>
  Promise.all(
    [...keys.auditPairs, ...keys.sealingPairs].map(async ({ id, publicKey }) => ({
      ...(await exportJWK(publicKey)),
      kid: id,
      alg: 'EdDSA',
      use: 'sig',
    })),
  )

/** What people compare a key by: its RFC 7638 thumbprint in hexadecimal, in groups of four. */
export async function fingerprintOf({ publicKey }: SigningPair): Promise<string> {
  const thumbprint = await calculateJwkThumbprint(await exportJWK(publicKey), 'sha256')
  return (Buffer.from(thumbprint, 'base64url').toString('hex').match(/.{4}/g) ?? []).join(' ')
}
