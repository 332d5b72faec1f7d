/** The PostgreSQL of the bench: one cluster that stays, with one loaded database for each size. */
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { seedCatalogues } from '../src/catalogues/seed.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { createKeysFile } from '../src/platform/keys.ts'
import { migrate } from '../src/platform/migrate.ts'
import { setClock } from '../src/platform/provision.ts'

/** The process of the loaded requests. */
export const PROCESS = '2023-2024'

/** Where the business clock starts: just after the last movement of the population. */
export const NOW = '2023-12-01T06:00:00Z'

/** What a server with this much to hold would be given; the defaults are for a laptop. */
const SETTINGS = {
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
}

/** One database of the cluster, as its two users reach it. */
export type BenchDatabase = { name: string; size: number; ownerUrl: string; appUrl: string }

/** The running cluster. */
export type Cluster = {
  version: string
  keysFile: string
  /** As the superuser, in any database. */
  url: (database: string) => string
  /** The database with that many requests, loaded if it is not there yet. */
  loaded: (size: number) => Promise<BenchDatabase>
  /** A copy of a database, to write into, thrown away by the next run. */
  copied: (source: BenchDatabase, name: string) => Promise<BenchDatabase>
  stop: () => Promise<void>
}

/** Opens the cluster of `dataDir`; `fresh` loads again what is there. */
export async function openCluster(
  dataDir: string,
  options: { fresh: boolean; signal: AbortSignal; log: (message: string) => void },
): Promise<Cluster> {
  const { log, signal } = options
  const server = await startEmbeddedPostgres({ dataDir, durable: true, settings: SETTINGS, log })
  const keysFile = join(dataDir, 'keys.json')
  createKeysFile(keysFile)
  const found = (name: string, size: number): BenchDatabase => ({
    name,
    size,
    ownerUrl: server.url(name, 'lne_owner'),
    appUrl: server.url(name, 'lne_app'),
  })
  await makeUsers(server)
  return {
    version: server.version,
    keysFile,
    url: (database) => server.url(database),
    loaded: async (size) => {
      const database = found(`bench_${size}`, size)
      // Whatever decides what is loaded: another schema or another population loads again.
      const mark = `${size} ${digestOf('migrations')} ${digestOf('src/demo')}`
      if (options.fresh || (await markOf(server, database.name)) !== mark) {
        log(`Loading ${size.toLocaleString('en')} requests …`)
        await load(server, database, keysFile, signal)
        await execute(server.url('postgres'), [`comment on database ${database.name} is '${mark}'`])
      }
      await setClock(database.ownerUrl, NOW)
      return database
    },
    copied: async (source, name) => {
      await execute(server.url('postgres'), [
        `drop database if exists ${name} with (force)`,
        `create database ${name} template ${source.name} owner lne_owner strategy file_copy`,
      ])
      return found(name, source.size)
    },
    stop: () => server.stop(),
  }
}

/** The two users that every database of the service has. */
async function makeUsers(server: EmbeddedPostgres): Promise<void> {
  const password = decodeURIComponent(new URL(server.url('x')).password)
  await execute(
    server.url('postgres'),
    ['lne_owner login createrole', 'lne_app login'].map(
      (role) => `do $$ begin create role ${role} password '${password}';
                 exception when duplicate_object then null; end $$`,
    ),
  )
}

async function markOf(server: EmbeddedPostgres, name: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
      [name],
    )
    return rows[0]?.mark
  } finally {
    await client.end()
  }
}

/** Makes the database anew and fills it by the bulk path, in a process with room for it. */
async function load(
  server: EmbeddedPostgres,
  database: BenchDatabase,
  keysFile: string,
  signal: AbortSignal,
): Promise<void> {
  await execute(server.url('postgres'), [
    `drop database if exists ${database.name} with (force)`,
    `create database ${database.name} owner lne_owner`,
  ])
  await migrate(database.ownerUrl)
  await seedCatalogues(database.ownerUrl)
  const heap = Math.floor((totalmem() / 2 ** 20) * 0.7)
  const filler = fork(join(import.meta.dirname, 'fill.ts'), {
    execArgv: [...process.execArgv, `--max-old-space-size=${heap}`],
    env: {
      ...process.env,
      BENCH_FILL: JSON.stringify({
        ownerUrl: database.ownerUrl,
        keysFile,
        size: database.size,
        process: PROCESS,
      }),
    },
  })
  const stop = () => filler.kill('SIGKILL')
  signal.addEventListener('abort', stop)
  const [code] = await once(filler, 'exit')
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (code !== 0) throw new Error(`Loading ${database.name} failed`)
  // What autovacuum would do some time later, in the middle of a burst.
  await execute(server.url(database.name), ['vacuum (freeze, analyze)', 'checkpoint'])
}

const digestOf = (folder: string): string => {
  const root = join(import.meta.dirname, '..', folder)
  const hash = createHash('sha256')
  for (const file of readdirSync(root).sort()) {
    if (/\.(sql|ts)$/.test(file)) hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 12)
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
