/** The tree of the audit log: RFC 6962 section 2.1, over nodes that are kept (migrations, sequence_audit). */
import { createHash } from 'node:crypto'

/** The hash of a complete subtree: node `index` of `level`, which covers 2^level leaves. */
export type HashOf = (level: number, index: number) => Buffer

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()

/** Root of a tree without leaves. */
export const EMPTY_ROOT = createHash('sha256').digest()

/** The largest power of two below `size`: where RFC 6962 splits a tree. */
const splitOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1))

/** Root over the leaves from `start` to, not including, `end`; `start` is a multiple of the range's split. */
function rangeRoot(hashOf: HashOf, start: number, end: number): Buffer {
  const size = end - start
  const level = Math.log2(size)
  if (Number.isInteger(level)) return hashOf(level, start / size)
  const split = start + splitOf(size)
  return nodeHash(rangeRoot(hashOf, start, split), rangeRoot(hashOf, split, end))
}

/** Root of the tree of `size` leaves. */
export const rootOf = (hashOf: HashOf, size: number): Buffer =>
  size === 0 ? EMPTY_ROOT : rangeRoot(hashOf, 0, size)

/** The hashes that lead from a leaf to the root of the tree of `size` leaves, from the leaf up. */
export function inclusionPath(hashOf: HashOf, index: number, size: number): Buffer[] {
  const path = (start: number, end: number): Buffer[] => {
    if (end - start === 1) return []
    const split = start + splitOf(end - start)
    return index < split
      ? [...path(start, split), rangeRoot(hashOf, split, end)]
      : [...path(split, end), rangeRoot(hashOf, start, split)]
  }
  return path(0, size)
}

/** The hashes that show the tree of `from` leaves to be the beginning of that of `to`. */
export function consistencyPath(hashOf: HashOf, from: number, to: number): Buffer[] {
  const path = (start: number, end: number, isWhole: boolean): Buffer[] => {
    if (from === end) return isWhole ? [] : [rangeRoot(hashOf, start, end)]
    const split = start + splitOf(end - start)
    return from <= split
      ? [...path(start, split, isWhole), rangeRoot(hashOf, split, end)]
      : [...path(split, end, false), rangeRoot(hashOf, start, split)]
  }
  return from === 0 || from === to ? [] : path(0, to, true)
}

/**
 * Runs a computation over nodes that have to be fetched: once to learn which it needs, once with
 * them.
 */
export async function withNodes<Result>(
  compute: (hashOf: HashOf) => Result,
  fetch: (nodes: { level: number; index: number }[]) => Promise<Map<string, Buffer>>,
): Promise<Result> {
  const wanted = new Map<string, { level: number; index: number }>()
  compute((level, index) => {
    wanted.set(`${level}:${index}`, { level, index })
    return EMPTY_ROOT
  })
  const known = await fetch([...wanted.values()])
  return compute((level, index) => {
    const hash = known.get(`${level}:${index}`)
    if (!hash) throw new Error(`The audit log has no node ${level}:${index}`)
    return hash
  })
}
