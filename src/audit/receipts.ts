/** Receipts: what a submitter keeps, to prove later that the log holds what the service accepted. */
import { sign } from 'node:crypto'
import { exportJWK } from 'jose'
import type { Keys, SigningPair } from '../platform/keys.ts'
import { type Entry, leafHash } from './entries.ts'

/**
 * A compact JWS (EdDSA) over a JSON payload. Signed at once, without a promise: a write must not
 * wait a turn between its movement and its commit.
 */
export function jwsOf({ id, privateKey }: SigningPair, typ: string, payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'EdDSA', kid: id, typ })}.${part(payload)}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

/**
 * The receipt of an accepted submission: the promise that the log will hold a leaf of this hash
 * within a minute. The salt opens the leaf's digest of what was sent.
 */
export const receiptOf = (keys: Keys, entry: Entry, folio: string): string =>
  jwsOf(keys.audit, 'lne-receipt', {
    folio,
    at: entry.at,
    entry: entry.id,
    leaf: leafHash(entry.content).toString('hex'),
    salt: entry.salt,
  })

/** The public keys that verify receipts and heads, retired ones included, as a JWKS. */
export const auditJwks = (keys: Keys): Promise<object[]> =>
  Promise.all(
    keys.auditPairs.map(async ({ id, publicKey }) => ({
      ...(await exportJWK(publicKey)),
      kid: id,
      alg: 'EdDSA',
      use: 'sig',
    })),
  )
