#!/usr/bin/env node
// @ts-check
/**
 * Verifies an export of the audit log with nothing but this file, Node, and the public keys.
 *
 *   node audit.mjs EXPORT.jsonl --keys jwks.json [--heads audit-heads.jsonl] [--receipts receipts.txt]
 *
 * EXPORT has a line per signed head, {"head": jws}, and then one per entry, in order:
 * {"index": 0, "leaf": hex, "content": text}. HEADS has a signed head per line, as the service copied them out of the
 * database: take it from a place that the database's owner cannot write, or truncation cannot be seen.
 * RECEIPTS has a receipt per line, as the service gave it with each accepted submission.
 *
 * What is checked, and how to write your own:
 *   1. Entries are numbered from 0 without gaps.
 *   2. leaf = SHA-256(0x00 ‖ content in UTF-8).
 *   3. The root of the first n leaves is that of RFC 6962: SHA-256 of nothing for n = 0; the leaf for
 *      n = 1; otherwise SHA-256(0x01 ‖ left ‖ right), where left covers the largest power of two
 *      below n. Kept here as a stack of complete subtrees, merged as the bits of n say.
 *   4. Every head is a compact JWS (EdDSA, typ "lne-audit-head") of {at, size, root}, valid under the
 *      key that its kid names; sizes never shrink in the order of time; each root is that of step 3,
 *      and no head covers more entries than there are. Without a valid head anybody can have written
 *      the log; entries after the last one are told as such.
 *   5. Every receipt is a compact JWS (EdDSA, typ "lne-receipt") of {folio, at, entry, leaf, salt}, valid under the key
 *      that its kid names; its leaf is that of the entry that it names, and a valid head covers that.
 *
 * What is printed of unsigned text has no control characters and no line breaks.
 *
 * Exit status: 0 verified, 1 something is wrong and named, 2 cannot be read.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { closeSync, createReadStream, openSync, readFileSync, realpathSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** @param {...(Buffer | string)} parts */
const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * Text of a file that anybody can have written, as it may be printed: it moves no cursor, ends no line
 * and turns no text round.
 * @param {string} text
 */
export const printable = (text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}')

/**
 * The keys of a JWKS by their names.
 * @param {{ keys: (import('node:crypto').JsonWebKey & { kid: string })[] }} jwks
 */
function keysOf(jwks) {
  try {
    return new Map(jwks.keys.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]))
  } catch {
    throw new Error('The public keys are no JWKS')
  }
}

/**
 * A line of the export.
 * @param {string} line
 * @param {number} number
 * @returns {{ head?: string, index: number, leaf: string, content: string }}
 */
function readLine(line, number) {
  try {
    const read = JSON.parse(line)
    if (typeof read.head === 'string' || typeof read.content === 'string') return read
  } catch {}
  throw new Error(`Line ${number} of the export is neither a head nor an entry`)
}

/** The tree of the leaves so far: complete subtrees, the largest first. */
class Tree {
  size = 0
  /** @type {Buffer[]} */
  #peaks = []

  /** @param {Buffer} leaf */
  add(leaf) {
    let node = leaf
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      node = sha256(Buffer.of(1), /** @type {Buffer} */ (this.#peaks.pop()), node)
    }
    this.#peaks.push(node)
    this.size += 1
  }

  root() {
    if (this.#peaks.length === 0) return sha256()
    return this.#peaks.reduceRight((right, left) => sha256(Buffer.of(1), left, right))
  }
}

/**
 * What a compact JWS says, and whether it is of its kind and valid under the keys.
 * @param {string} jws
 * @param {string} kind
 * @param {Map<string, import('node:crypto').KeyObject>} keys
 */
function readJws(jws, kind, keys) {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.')
  const { alg, kid, typ } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const key = keys.get(kid)
  const holds =
    alg === 'EdDSA' &&
    typ === kind &&
    rest.length === 0 &&
    key !== undefined &&
    verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
  return { holds, said: JSON.parse(Buffer.from(payload, 'base64url').toString()) }
}

/**
 * A signed head, checked against the keys.
 * @param {string} jws
 * @param {Map<string, import('node:crypto').KeyObject>} keys
 * @returns {{ at: string, size: number, root: string, problem?: string }}
 */
function readHead(jws, keys) {
  const { holds, said } = readJws(jws, 'lne-audit-head', keys)
  const { at, size, root } = said
  return {
    at,
    size,
    root,
    problem: holds ? undefined : `head of ${at}: the signature is not valid`,
  }
}

/**
 * Receipts, checked against the keys: those that hold by their leaves, and what is wrong with others.
 * @param {Iterable<string>} receipts
 * @param {Map<string, import('node:crypto').KeyObject>} keys
 */
function readReceipts(receipts, keys) {
  /** @type {Map<string, { name: string, entry: string, index?: number }>} */
  const byLeaf = new Map()
  /** @type {string[]} */
  const problems = []
  let read = 0
  for (const jws of receipts) {
    if (jws === '') continue
    read += 1
    try {
      const { holds, said } = readJws(jws, 'lne-receipt', keys)
      const name = `receipt ${read} (folio ${said.folio})`
      if (holds) byLeaf.set(said.leaf, { name, entry: said.entry })
      else problems.push(`${name}: the signature is not valid`)
    } catch {
      problems.push(`receipt ${read}: cannot be read`)
    }
  }
  return { byLeaf, problems, read }
}

/**
 * The sizes that heads cover, valid or not.
 * @param {Set<string>} heads
 */
const sizesOf = (heads) =>
  new Set(
    [...heads].map((jws) => {
      try {
        return Number(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).size)
      } catch {
        return -1
      }
    }),
  )

/**
 * Verifies a log.
 *
 * @param {AsyncIterable<string> | Iterable<string>} lines lines of the export
 * @param {Iterable<string>} outsideHeads heads kept outside of the database, a JWS each
 * @param {{ keys: (import('node:crypto').JsonWebKey & { kid: string })[] }} jwks
 * @param {Iterable<string>} receipts receipts of submitters, a JWS each
 * @returns {Promise<{ entries: number, heads: number, covered: number, receipts: number, problems: string[] }>}
 */
export async function verifyAudit(lines, outsideHeads, jwks, receipts = []) {
  const keys = keysOf(jwks)
  const { byLeaf, problems, read: receiptsRead } = readReceipts(receipts, keys)
  const tree = new Tree()
  const heads = new Set(outsideHeads)
  heads.delete('')
  /** Roots at the sizes that heads cover. @type {Map<number, string>} */
  const roots = new Map()
  /** @type {Set<number> | undefined} */
  let covers
  const keepRoot = () => {
    if (covers?.has(tree.size)) roots.set(tree.size, tree.root().toString('hex'))
  }
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line === '') continue
    const entry = readLine(line, number)
    if (entry.head !== undefined) {
      heads.add(entry.head)
      continue
    }
    if (!covers) {
      covers = sizesOf(heads)
      keepRoot()
    }
    if (entry.index !== tree.size) {
      problems.push(`entry ${tree.size}: missing or out of place (found ${entry.index})`)
    }
    const leaf = sha256(Buffer.of(0), entry.content)
    if (leaf.toString('hex') !== entry.leaf) {
      problems.push(`entry ${entry.index}: its content is not that of its leaf`)
    }
    const receipt = byLeaf.get(leaf.toString('hex'))
    if (receipt && JSON.parse(entry.content).id === receipt.entry) receipt.index = tree.size
    tree.add(leaf)
    keepRoot()
  }
  if (!covers) {
    covers = sizesOf(heads)
    keepRoot()
  }

  let covered = 0
  /** Entries that a head covers whose root is theirs. */
  let proven = 0
  const read = [...heads].map((jws) => {
    try {
      return readHead(jws, keys)
    } catch {
      return { at: '?', size: 0, root: '', problem: 'a head cannot be read' }
    }
  })
  if (read.every(({ problem }) => problem)) problems.push('no valid head says whose log this is')
  read.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.size - b.size))
  for (const { at, size, root, problem } of read) {
    if (problem) {
      problems.push(problem)
      continue
    }
    if (size < covered)
      problems.push(`head of ${at}: covers ${size} entries, an earlier one ${covered}`)
    if (size > tree.size) {
      problems.push(`head of ${at}: covers ${size} entries, and there are only ${tree.size}`)
    } else if (roots.get(size) !== root) {
      problems.push(
        `head of ${at}: entries 0 to ${size - 1} are not those that it signed (unchanged up to ${lastGood(read, roots, at)})`,
      )
    } else {
      proven = Math.max(proven, size)
    }
    covered = Math.max(covered, size)
  }
  for (const { name, index } of byLeaf.values()) {
    if (index === undefined) problems.push(`${name}: the log has not the entry that it promises`)
    else if (index >= proven) problems.push(`${name}: no signed head covers its entry`)
  }
  return {
    entries: tree.size,
    heads: heads.size,
    covered,
    receipts: receiptsRead,
    problems: problems.map(printable),
  }
}

/**
 * How much of a log its heads sign: what came after the last one is nobody's word.
 * @param {{ entries: number, covered: number }} found
 */
export const signedPart = ({ entries, covered }) =>
  covered < entries
    ? `${covered} of ${entries} entries are under a signed head`
    : `all ${entries} entries are under a signed head`

/**
 * How many entries the last head before `at` whose root holds has covered.
 * @param {{ at: string, size: number, root: string, problem?: string }[]} heads
 * @param {Map<number, string>} roots
 * @param {string} at
 */
const lastGood = (heads, roots, at) =>
  Math.max(
    0,
    ...heads
      .filter((h) => h.at < at && !h.problem && roots.get(h.size) === h.root)
      .map((h) => h.size),
  )

/** @param {string} name */
const option = (name) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

/** @param {string} file */
function readJson(file) {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is no JSON`)
  }
}

const USAGE =
  'Usage: node audit.mjs EXPORT.jsonl --keys jwks.json [--heads audit-heads.jsonl] [--receipts receipts.txt]'

async function main() {
  if (process.argv.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const file = process.argv[2]
  const keysFile = option('--keys')
  const headsFile = option('--heads')
  const receiptsFile = option('--receipts')
  if (!file || !keysFile) {
    console.error(USAGE)
    return 2
  }
  const keys = readJson(keysFile)
  const outside = (headsFile ? readFileSync(headsFile, 'utf8').split('\n') : []).filter(
    (line) => line.trim() !== '',
  )
  if (headsFile && outside.length === 0) {
    console.error(`There are no heads at ${headsFile}`)
    return 2
  }
  // Says that it cannot be read before anything waits for its lines.
  closeSync(openSync(file, 'r'))
  const lines = createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  const receipts = receiptsFile ? readFileSync(receiptsFile, 'utf8').split(/\r?\n/) : []
  const result = await verifyAudit(lines, outside, keys, receipts)
  for (const problem of result.problems) console.log(problem)
  if (!headsFile)
    console.log('Without --heads a log that was cut short cannot be told from a short one.')
  console.log(
    result.problems.length === 0
      ? `Verified: ${result.heads} signed heads; ${signedPart(result)}${receiptsFile ? `; ${result.receipts} receipts` : ''}.`
      : `NOT verified: ${result.problems.length} problems in ${result.entries} entries.`,
  )
  return result.problems.length === 0 ? 0 : 1
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main().catch((error) => {
    console.error(printable(error.message))
    return 2
  })
}
