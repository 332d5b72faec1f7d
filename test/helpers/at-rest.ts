/** What a database leaves on the disk and in a backup, and how to look for much in much. */
import { execFile } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Client } from 'pg'
import type { Test } from 'tap'
import type { TestDatabase } from './database.ts'

/** Where the cluster of the tests is, as its superuser is told. */
export async function dataDirectory(owner: Client): Promise<string> {
  const { rows } = await owner.query('show data_directory')
  return rows[0].data_directory
}

/**
 * Files of one database from now on: its own, and the log that is written ahead of them, which the
 * server would otherwise use again for others after each checkpoint.
 */
export async function watchFiles(
  t: Test,
  owner: Client,
): Promise<() => Promise<Map<string, Buffer>>> {
  const directory = await dataDirectory(owner)
  const slot = `${(await owner.query('select current_database() as name')).rows[0].name}_files`
  await owner.query('select pg_create_physical_replication_slot($1, true)', [slot])
  t.teardown(() => owner.query('select pg_drop_replication_slot($1)', [slot]))
  const segment = async (): Promise<string> =>
    (await owner.query('select pg_walfile_name(pg_current_wal_lsn()) as name')).rows[0].name
  const first = await segment()
  return async () => {
    await owner.query('checkpoint')
    const last = await segment()
    const { rows } = await owner.query(
      'select oid::text from pg_database where datname = current_database()',
    )
    const files = new Map<string, Buffer>()
    const take = (folder: string, isWanted: (name: string) => boolean) => {
      for (const name of readdirSync(join(directory, folder)).filter(isWanted)) {
        const path = join(folder, name)
        if (statSync(join(directory, path)).isFile()) {
          files.set(path, readFileSync(join(directory, path)))
        }
      }
    }
    take(join('base', rows[0].oid), () => true)
    take('pg_wal', (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
    if (!files.has(join('pg_wal', first))) throw new Error(`The log from ${first} on is not there`)
    return files
  }
}

/**
 * A logical backup, table by table: by `pg_dump` where the server's binaries bring it, and otherwise
 * what it is made of, COPY of each table.
 */
export async function dumpOf(
  database: TestDatabase,
  owner: Client,
): Promise<{ by: string; tables: Map<string, string> }> {
  const program = join(process.env.LNE_TEST_POSTGRES ?? '', 'pg_dump')
  if (existsSync(program)) {
    const { stdout } = await promisify(execFile)(program, ['--dbname', database.ownerUrl], {
      maxBuffer: 1_000_000_000,
    })
    const parts = stdout.split(/^COPY public\.(\w+) .*$/m)
    const tables = new Map([['(schema)', parts[0] ?? '']])
    for (let i = 1; i < parts.length; i += 2) tables.set(parts[i] ?? '', parts[i + 1] ?? '')
    return { by: 'pg_dump', tables }
  }
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'dump-'))
  try {
    // The server writes the files itself, and may be another user.
    const { uid, gid } = statSync(await dataDirectory(owner))
    if (process.getuid?.() === 0) chownSync(folder, uid, gid)
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    )
    const tables = new Map<string, string>()
    for (const { name } of rows) {
      const file = join(folder, name)
      await owner.query(
        `copy ${owner.escapeIdentifier(name)} to ${owner.escapeLiteral(file)} (encoding 'UTF8')`,
      )
      tables.set(name, readFileSync(file, 'utf8'))
    }
    return { by: 'COPY', tables }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the server of the tests has logged; empty where it logs elsewhere. */
export async function serverLog(owner: Client): Promise<Buffer> {
  const file = join(dirname(dirname(await dataDirectory(owner))), 'postgres.log')
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
}

/** Looks for many texts, of four bytes or more, in one pass over the bytes of each place. */
export function searchFor(texts: readonly string[]): (bytes: Buffer) => string[] {
  const byStart = new Map<number, Buffer[]>()
  /** Whether some text starts with these two bytes: most places are left at that. */
  const starts = new Uint8Array(65_536)
  for (const text of texts) {
    const bytes = Buffer.from(text)
    const start = bytes.readUInt32LE(0)
    byStart.set(start, [...(byStart.get(start) ?? []), bytes])
    starts[bytes.readUInt16LE(0)] = 1
  }
  return (bytes) => {
    const found = new Set<string>()
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      if (!starts[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)]) continue
      for (const text of byStart.get(bytes.readUInt32LE(at)) ?? []) {
        const end = at + text.length
        if (end <= bytes.length && text.equals(bytes.subarray(at, end))) found.add(text.toString())
      }
    }
    return [...found]
  }
}
