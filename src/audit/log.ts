/**
 * The verifiable log: gives entries their order, signs heads, and copies them out of the database,
 * so that whoever owns the database cannot change what a head has covered without being seen.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { jobScope } from '../access/policy.ts'
import type { Services } from '../platform/context.ts'
import { askAs, type Queryable } from '../platform/database.ts'
import { rootOf, withNodes } from './merkle.ts'
import * as queries from './queries.ts'
import { jwsOf } from './receipts.ts'

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
 * Signs the head of the log as it stands, with every entry that waits in its place. Harmless when
 * repeated or run by several instances at once.
 *
 * @returns the new head, or the last one when nothing has been added since
 */
export async function signHead({ db, keys }: Services): Promise<queries.Head> {
  while (await queries.isWaiting(db)) {
    await askAs(db, jobScope('job'), (tx) => queries.sequence(tx, BATCH))
  }
  const [last, size] = await Promise.all([queries.selectLastHead(db), queries.selectSize(db)])
  if (last?.size === size) return last
  const root = await treeRoot(db, size)
  const at = new Date().toISOString()
  const signature = jwsOf(keys.audit, 'lne-audit-head', { at, size, root })
  const head = { at, size, root, signature }
  await queries.insertHead(db, head)
  return head
}

const instantOf = (jws: string): string =>
  (JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as { at: string }).at

/**
 * Appends the heads that a file lacks: one signature per line, in order. Where it lies is a setting,
 * so that it can be on another machine's disk.
 */
export async function copyHeads(db: Queryable, file: string): Promise<void> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  const copied = lines.at(-1) ? instantOf(lines.at(-1) as string) : '-infinity'
  const heads = await queries.selectHeadsAfter(db, copied)
  if (heads.length === 0) return
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, heads.map(({ signature }) => `${signature}\n`).join(''), { mode: 0o600 })
}
