/** Receipts: what a submitter keeps, to prove later that the log holds what the service accepted. */
import { jwsOf } from '../platform/jws.ts'
import type { Keys } from '../platform/keys.ts'
import { type Entry, leafHash } from './entries.ts'

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
