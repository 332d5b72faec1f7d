/**
 * A machine that is lost, and the service on another one: from a base backup, the archived log, the
 * copy of the documents, and the keys and heads that were kept apart. Settings and commands are those
 * that docs/operations.md gives the operator.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { exportJWK } from 'jose'
import { Client } from 'pg'
import type { Test } from 'tap'
import { DEVELOPMENT_ISSUER } from '../../src/access/authenticate.ts'
import { signDevelopmentToken, type TokenRequest } from '../../src/access/development-tokens.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.ts'
import { createKeysFile, type Keys, readKeys } from '../../src/platform/keys.ts'
import { AUDIENCE, type Caller, callerOf } from './app.ts'
import { databaseOf, type TestDatabase } from './database.ts'
import { listenFor } from './listener.ts'

const DATABASE = 'lne'
const SEGMENT_BYTES = 16n * 1024n * 1024n

/** The part of the operator's guide on backups: its blocks of code by the language that they are in. */
function guideBlocks(): { language: string; text: string }[] {
  const [, section = ''] = readFileSync('docs/operations.md', 'utf8').split('\n## Respaldo\n')
  const [own = ''] = section.split('\n## ')
  return [...own.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }))
}

/** The lines of the block of the guide that has a command. */
function guideLines(command: string): string[] {
  const found = guideBlocks().filter(({ text }) => text.includes(command))
  if (found.length !== 1) throw new Error(`${found.length} blocks of the guide have ${command}`)
  return found[0]?.text.split('\n') ?? []
}

/** Where everything is: what is lost together, and what is kept in places of their own. */
export type Places = {
  /** The database's cluster and the documents of the machine in use. */
  machine: string
  archive: string
  keysFile: string
  headsFile: string
  /** The sealed cut-offs, as parties keep them. */
  cutoffs: string
}

/** Folders of their own, which go with the test. */
export function makePlaces(t: Test): Places {
  const home = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-restore-'))
  // The server may be another user, and must get through.
  chmodSync(home, 0o755)
  t.teardown(() => rmSync(home, { recursive: true, force: true }))
  const folder = (name: string): string => {
    mkdirSync(join(home, name))
    return join(home, name)
  }
  const keysFile = join(folder('keys'), 'keys.json')
  createKeysFile(keysFile)
  return {
    machine: folder('machine'),
    archive: folder('archive'),
    keysFile,
    headsFile: join(folder('heads'), 'audit-heads.jsonl'),
    cutoffs: folder('cutoffs'),
  }
}

export const documentsOf = (machine: string): string => join(machine, 'data', 'documents')
const clusterOf = (machine: string): string => join(machine, 'postgres', 'cluster')

/** A command of the guide, with the places of this test in it. */
function withPlaces(command: string, { machine, archive, headsFile, cutoffs }: Places): string {
  const data = join(clusterOf(machine), 'data')
  const { uid, gid } = statSync(join(archive, 'wal'))
  return command
    .replaceAll('/var/lib/postgresql/lne', data)
    .replaceAll('/var/lib/lne-data/documents', documentsOf(machine))
    .replaceAll(/\/respaldo\/base\/(2027-06-01|\$\(date \+%F\))/g, join(archive, 'base', 'last'))
    .replaceAll('/respaldo', archive)
    .replaceAll('/mnt/cabezas/audit-heads.jsonl', headsFile)
    .replaceAll('cortes/', `${cutoffs}/`)
    .replaceAll(' postgres: ', ` ${uid}:${gid} `)
    .replaceAll('npx lne ', `'${process.execPath}' build/src/lne.js `)
}

/** What a command did. */
export type Ran = { command: string; code: number; output: string }

/** Runs a command of the guide as the operator would. */
export async function run(
  command: string,
  places: Places,
  environment: Record<string, string> = {},
): Promise<Ran> {
  const given = withPlaces(command, places)
  const { PATH = '' } = process.env
  return promisify(execFile)('/bin/sh', ['-c', given], {
    env: { PATH, ...environment },
    maxBuffer: 100_000_000,
  }).then(
    ({ stdout, stderr }) => ({ command, code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ command, code, output: stdout + stderr }),
  )
}

/** As `run`, where nothing may go wrong. */
async function runWell(
  command: string,
  places: Places,
  environment?: Record<string, string>,
): Promise<void> {
  const { code, output } = await run(command, places, environment)
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output}`)
}

/** The settings of the guide, with the places of this test. */
export function archiveSettings(places: Places): Record<string, string> {
  const [lines, ...others] = guideBlocks().filter(({ language }) => language === 'ini')
  if (!lines || others.length > 0) throw new Error('The guide has one block of settings')
  return Object.fromEntries(
    lines.text.split('\n').map((line) => {
      const [, name = '', value = ''] = /^(\w+) = '?(.*?)'?$/.exec(line) ?? []
      return [name, withPlaces(value, places)]
    }),
  )
}

const startServer = ({ machine }: Places, settings?: Record<string, string>) =>
  startEmbeddedPostgres({
    dataDir: join(machine, 'postgres'),
    durable: true,
    settings,
    log: () => {},
    binaries: chosenBinaries(),
  })

/** A durable PostgreSQL that archives its log. */
export async function startArchiving(t: Test, places: Places): Promise<EmbeddedPostgres> {
  const server = await startServer(places, archiveSettings(places))
  t.teardown(() => server.stop())
  return server
}

/** Makes the database, and the folders of the archive for the user that the server turns out to be. */
export async function prepare(
  places: Places,
  fill: (database: TestDatabase) => Promise<void>,
): Promise<void> {
  // It archives nothing yet: no backup would need what was written before it.
  const server = await startServer(places)
  try {
    const admin = new Client({ connectionString: server.url('postgres') })
    await admin.connect()
    await admin.query(`create database ${DATABASE}`)
    await admin.end()
    await fill(databaseOn(server))
  } finally {
    await server.stop()
  }
  const { uid, gid } = statSync(join(clusterOf(places.machine), 'data'))
  for (const name of ['wal', 'base']) {
    mkdirSync(join(places.archive, name), { mode: 0o700 })
    chownSync(join(places.archive, name), uid, gid)
  }
}

const chosenBinaries = (): string | undefined => {
  const { LNE_TEST_POSTGRES: chosen = 'embedded' } = process.env
  return chosen === 'embedded' || chosen === '' ? undefined : chosen
}

/** The database of the service on a server. */
export const databaseOn = (server: EmbeddedPostgres): TestDatabase =>
  databaseOf(DATABASE, server.url(DATABASE))

/** Names that hold nothing of a cluster that stands still, as the manual of PostgreSQL lists them. */
const NOT_COPIED =
  /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label|tablespace_map)$/
const EMPTY_IN_COPY = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]

/** Copies a cluster that is in use; a file that goes away meanwhile is not missed. */
async function copyCluster(from: string, to: string, isTop = true): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (NOT_COPIED.test(entry.name)) continue
    if (entry.isFile()) {
      await copyFile(source, target).catch((error) => {
        if (error.code !== 'ENOENT') throw error
      })
    } else if (isTop && EMPTY_IN_COPY.includes(entry.name)) await mkdir(target, { mode: 0o700 })
    else await copyCluster(source, target, false)
  }
}

/**
 * A base backup while the database is written to: by the commands of the guide where the server's
 * binaries bring them, and otherwise by what those are made of, which waits until its log is archived.
 *
 * @returns by what it was made
 */
export async function backUp(server: EmbeddedPostgres, places: Places): Promise<string> {
  if (existsSync(join(server.binDir, 'pg_basebackup'))) {
    const { hostname, port, username, password } = new URL(server.url('postgres'))
    for (const command of guideLines('pg_basebackup')) {
      await runWell(command, places, {
        PATH: `${server.binDir}:${process.env.PATH}`,
        PGHOST: hostname,
        PGPORT: port,
        PGUSER: username,
        PGPASSWORD: password,
      })
    }
    return 'pg_basebackup'
  }
  const last = join(places.archive, 'base', 'last')
  const owner = new Client({ connectionString: server.url('postgres') })
  await owner.connect()
  try {
    await owner.query(`select pg_backup_start('weekly', true)`)
    await copyCluster(join(clusterOf(places.machine), 'data'), last)
    const { rows } = await owner.query('select labelfile from pg_backup_stop(true)')
    writeFileSync(join(last, 'backup_label'), rows[0].labelfile)
  } finally {
    await owner.end()
  }
  return 'pg_backup_start'
}

/** The copy of the documents that the guide makes every minute. */
export async function copyDocuments(places: Places): Promise<void> {
  for (const command of guideLines('cp -au')) await runWell(command, places)
}

/** A place in the log, as a number: later ones are greater. */
export function lsnOf(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** Where the archived log ends. */
export function archivedUpTo({ archive }: Places): bigint {
  const last = readdirSync(join(archive, 'wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort()
    .at(-1)
  if (last === undefined) return 0n
  const perLog = 0x1_0000_0000n / SEGMENT_BYTES
  const segment = BigInt(`0x${last.slice(8, 16)}`) * perLog + BigInt(`0x${last.slice(16)}`)
  return (segment + 1n) * SEGMENT_BYTES
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // One that has ended, and that nobody has asked for yet, is not.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Ends the server with all its processes, as a power cut would, and takes its machine away. */
export async function loseMachine(server: EmbeddedPostgres, { machine }: Places): Promise<void> {
  const owner = new Client({ connectionString: server.url('postgres') })
  // It ends with the rest.
  owner.on('error', () => {})
  await owner.connect()
  const { rows } = await owner.query('select pid from pg_stat_activity')
  const file = join(clusterOf(machine), 'data', 'postmaster.pid')
  const pids = [
    Number(readFileSync(file, 'utf8').split('\n')[0]),
    ...rows.map(({ pid }: { pid: number }) => pid),
  ]
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  while (pids.some(isAlive)) await sleep(10)
  await owner.end().catch(() => {})
  rmSync(machine, { recursive: true })
}

/** What is known of a server that is no more. */
export const passwordOf = ({ machine }: Places): string =>
  readFileSync(join(clusterOf(machine), 'password'), 'utf8')

/**
 * Restores onto an empty machine by the commands of the guide, and starts the server there.
 *
 * @returns the server, once all of the archived log is in
 */
export async function restore(
  t: Test,
  places: Places,
  password: string,
): Promise<EmbeddedPostgres> {
  const cluster = clusterOf(places.machine)
  mkdirSync(cluster, { recursive: true })
  const { uid, gid } = statSync(join(places.archive, 'wal'))
  // What the server's start keeps beside the data.
  writeFileSync(join(cluster, 'password'), password, { mode: 0o600 })
  for (const path of [join(cluster, 'password'), cluster]) chownSync(path, uid, gid)
  for (const command of guideLines('recovery.signal')) await runWell(command, places)
  const server = await startArchiving(t, places)
  const owner = new Client({ connectionString: server.url('postgres') })
  await owner.connect()
  const isRecovering = async () =>
    (await owner.query('select pg_is_in_recovery() as is_recovering')).rows[0].is_recovering
  while (await isRecovering()) await sleep(50)
  await owner.end()
  return server
}

/** What the guide has the operator check before the service is started. */
export async function check(server: EmbeddedPostgres, places: Places): Promise<Ran[]> {
  const ran: Ran[] = []
  for (const command of guideLines('npx lne audit verify')) {
    ran.push(await run(command, places, operatorOf(server, places)))
  }
  return ran
}

/** What the operator's tool is told of the installation. */
export const operatorOf = (server: EmbeddedPostgres, places: Places): Record<string, string> => ({
  DATABASE_MIGRATION_URL: server.url(DATABASE),
  LNE_KEYS_FILE: places.keysFile,
})

/** The service as a process in production, by the settings that it reads. */
export type Service = {
  address: string
  keys: Keys
  as(request?: TokenRequest): Caller
  token(request: TokenRequest): Promise<string>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Who issues the tokens: the development key, published as an outside issuer does. */
async function publishIssuer(t: Test, { token }: Keys): Promise<string> {
  if (!token) throw new Error('The keys of the tests have one for tokens')
  const key = { ...(await exportJWK(token.publicKey)), kid: token.id, alg: 'EdDSA' }
  const address = await listenFor(t, (_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys: [key] }))
  })
  return `${address}/jwks`
}

/** Starts the service on a database, and waits until it is ready. */
export async function startService(
  t: Test,
  database: TestDatabase,
  { machine, keysFile, headsFile }: Places,
): Promise<Service> {
  const keys = readKeys(keysFile)
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/server.js')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: database.appUrl,
      LNE_DATA_DIR: join(machine, 'data'),
      LNE_KEYS_FILE: keysFile,
      AUDIT_HEADS_FILE: headsFile,
      JWT_ISSUER: DEVELOPMENT_ISSUER,
      JWT_JWKS_URL: await publishIssuer(t, keys),
      JWT_MAX_LIFETIME_SECONDS: '43200',
      LIMIT_PERSON: '1000000',
      LIMIT_SYSTEM: '1000000',
      LIMIT_ADDRESS: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  t.teardown(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const address = await addressOf(child)
  const token = (request: TokenRequest) => signDevelopmentToken(keys, AUDIENCE, request)
  const as = (request?: TokenRequest) => callerOf(address, request && token(request))
  while ((await as().get('/health/ready')).status !== 200) await sleep(20)
  return {
    address,
    keys,
    as,
    token,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Where the log of a service says that it listens; the rest of the log is let go. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    lines.on('line', (line) => {
      const [, address] = /listening at (http:[^"]+)"/.exec(line) ?? []
      if (address) resolve(address)
    })
    child.once('exit', () => reject(new Error('The service ended before it listened')))
  })
}

export const sha256 = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex')
