/** Canonical bytes and their digests: what signatures and seals are over. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** The RFC 8785 text of an object: the same for the same values, whatever the order of their names. */
export function canonicalText(value: object): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('Only an object has a canonical text here')
  return text
}

/** SHA-256 in hexadecimal; of a text, of its UTF-8 bytes. */
export const sha256 = (bytes: string | Buffer): string =>
  createHash('sha256').update(bytes).digest('hex')
