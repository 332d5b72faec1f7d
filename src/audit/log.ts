/**
 * The verifiable log: gives entries their order, signs heads, and copies them out of the database,
 * so that whoever owns the database cannot change what a head has covered without being seen.
 */
import { existsSync } from 'node:fs'
import { appendFile, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { jobScope } from '../access/policy.ts'
import type { Services } from '../platform/context.ts'
import { type Database, type Queryable, transact } from '../platform/database.ts'
import { jwsOf } from '../platform/jws.ts'
import { untilWritersEnd } from './entries.ts'
import { rootOf, withNodes } from './merkle.ts'
import * as queries from './queries.ts'

/** Entries that get their place in one transaction. */
const BATCH = 5_000

/** The root of the tree of `size` leaves, in hexadecimal. */
export const treeRoot = async (db: Queryable, size: number): Promise<string> =>
  (
    await withNodes(
      (hashOf) => rootOf(hashOf, size),
      (nodes) => queries.selectNodes(db, nodes),
    )
  ).toString('hex')

/**
 * Gives their place to entries of lower ids, and so of before an instant, some at a time and in their
 * order; alone, since another may have done it.
 *
 * @returns how many
 */
const sequenceBelow = (db: Database, id: string): Promise<number> =>
  transact(db, jobScope('job'), { begin: queries.lockHeads }, async (tx) => {
    const waiting = await queries.countWaiting(tx, id, BATCH)
    if (waiting > 0) await queries.sequence(tx, waiting)
    return waiting
  })

/**
 * Signs the head of the log as it stands, with every entry that waits in its place. Harmless when
 * repeated or run by several instances at once: one signs at a time, so that a later head is never of
 * less.
 *
 * @returns the new head, or the last one when nothing has been added since
 */
export async function signHead({ db, keys }: Pick<Services, 'db' | 'keys'>): Promise<queries.Head> {
  // What waits now, and not what comes meanwhile: under load something always does, and whoever is
  // about to enter something of before would come after what was later.
  const { lowest } = await queries.selectClock(db)
  await untilWritersEnd(db)
  while ((await sequenceBelow(db, lowest)) === BATCH);
  const signed = await queries.selectSize(db)
  const last = await queries.selectHeadWithin(db, signed)
  if (last?.size === signed) return last
  return transact(db, jobScope('job'), { begin: queries.lockHeads }, async (tx) => {
    const size = await queries.selectSize(tx)
    const before = await queries.selectHeadWithin(tx, size)
    if (before?.size === size) return before
    const root = await treeRoot(tx, size)
    // By the clock of the database, whatever that of the instance says.
    const now = (await queries.selectClock(tx)).now
    const at = new Date(
      Math.max(Date.parse(now), before ? Date.parse(before.at) + 1 : 0),
    ).toISOString()
    const head = {
      at,
      size,
      root,
      signature: jwsOf(keys.audit, 'lne-audit-head', { at, size, root }),
    }
    await queries.insertHead(tx, head)
    return head
  })
}

/** Of each file, the instant of the last head that it holds. */
const lastCopied = new Map<string, string>()

/** Enough of the end of a file to hold its last head. */
const TAIL_BYTES = 8_192

/** The instant of the last head in a file that can be read; of none, the beginning of time. */
async function lastIn(file: string): Promise<string> {
  if (!existsSync(file)) return '-infinity'
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const { buffer } = await handle.read({
      buffer: Buffer.alloc(Math.min(size, TAIL_BYTES)),
      position: Math.max(0, size - TAIL_BYTES),
    })
    for (const line of buffer.toString().trimEnd().split('\n').reverse()) {
      try {
        const payload = Buffer.from(line.split('.')[1] ?? '', 'base64url').toString()
        return (JSON.parse(payload) as { at: string }).at
      } catch {
        // A line that was cut short: the one before it counts, and the head is copied again.
      }
    }
    return '-infinity'
  } finally {
    await handle.close()
  }
}

/**
 * Appends the heads that a file lacks: one signature per line, in order. Where it lies is a setting,
 * so that it can be on another machine's disk.
 */
export async function copyHeads(db: Queryable, file: string): Promise<void> {
  const copied = lastCopied.get(file) ?? (await lastIn(file))
  const heads = await queries.selectHeadsAfter(db, copied)
  const last = heads.at(-1)
  if (!last) return
  await mkdir(dirname(file), { recursive: true })
  await appendFile(file, heads.map(({ signature }) => `${signature}\n`).join(''), { mode: 0o600 })
  lastCopied.set(file, last.at)
}
