import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Test, t } from 'tap'
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/embedded-postgres.ts'

/** What the child process tells of the server that it has started. */
type Started = Pick<EmbeddedPostgres, 'dataDir' | 'adopted'> & { url: string }

// The suite's own choice of server: a directory of binaries, or the launcher's default.
const chosen = process.env.LNE_TEST_POSTGRES ?? 'embedded'
const binaries = chosen === 'embedded' ? undefined : chosen

const MODULE = new URL('../src/platform/embedded-postgres.js', import.meta.url).href
const STARTER = `
  const { startEmbeddedPostgres } = await import(${JSON.stringify(MODULE)})
  const [dataDir, binaries] = process.argv.slice(1)
  const server = await startEmbeddedPostgres({ dataDir, binaries, durable: true, log() {} })
  console.log(JSON.stringify({ ...server, url: server.url('postgres') }))
  const stop = () => server.stop().then(() => process.exit())
  process.on('SIGTERM', stop)
  process.stdin.on('end', stop).resume()
`

// Creating a cluster is the slow part, so these tests go through the life of one cluster.
t.test('a cluster', async (t) => {
  const dataDir = scratch(t)

  await t.test('is created for this service alone', async (t) => {
    const messages: string[] = []
    const server = await start(t, dataDir, { log: (message) => messages.push(message) })
    t.notOk(server.adopted)
    t.match(messages.at(-1), /^Creating a PostgreSQL \d+ cluster in /)
    const password = join(server.dataDir, 'cluster', 'password')
    t.equal(fs.statSync(password).mode & 0o777, 0o600)
    const found = await query(
      server.url('postgres'),
      `select current_setting('server_version') as version, current_setting('TimeZone') as zone,
         current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
         current_setting('max_connections') as connections, current_user as name,
         current_setting('listen_addresses') as addresses,
         current_setting('unix_socket_directories') as sockets, 'ñ' < 'z' as alphabetical`,
    )
    t.match(found, {
      version: server.version,
      zone: 'UTC',
      encoding: 'UTF8',
      fsync: 'on',
      connections: '300',
      name: 'postgres',
      addresses: '127.0.0.1',
      sockets: '',
      alphabetical: false,
    })
    const stranger = new URL(server.url('postgres'))
    stranger.password = 'guess'
    await t.rejects(query(stranger.href, 'select 1'), { code: '28P01' })

    await query(server.url('postgres'), 'create table kept as select 1 as row')
    const pid = serverPid(server.dataDir)
    const address = findEmbeddedPostgres(dataDir)
    t.equal(address?.('postgres', 'postgres'), server.url('postgres'), 'others find it')
    await server.stop()
    await server.stop()
    t.notOk(isAlive(pid), 'stopping leaves no process')
    t.equal(findEmbeddedPostgres(dataDir), undefined)
  })

  await t.test('keeps its rows, also where it may be careless with new ones', async (t) => {
    const server = await start(t, dataDir, { durable: false })
    t.notOk(server.adopted)
    t.same(await query(server.url('postgres'), 'select * from kept'), { row: 1 })
    const settings = `select current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`
    t.same(await query(server.url('postgres'), settings), {
      fsync: 'off',
      commit: 'off',
      pages: 'off',
    })
  })

  await t.test('is adopted, running, when the process that owned it was killed', async (t) => {
    const owner = await startChild(t, dataDir)
    const pid = serverPid(owner.dataDir)
    await kill(owner.child)
    t.ok(isAlive(pid), 'the server outlives its owner')

    const heir = await start(t, dataDir)
    t.ok(heir.adopted)
    t.equal(heir.url('postgres'), owner.url)
    await heir.stop()
    t.notOk(isAlive(pid), 'stopping leaves no process')
  })

  await t.test('has its committed rows when owner and server were killed at once', async (t) => {
    const owner = await startChild(t, dataDir)
    await query(owner.url, 'create table committed as select generate_series(1, 1000) as row')
    const pid = serverPid(owner.dataDir)
    process.kill(pid, 'SIGKILL')
    await kill(owner.child)

    const server = await start(t, dataDir)
    t.notOk(server.adopted)
    t.not(serverPid(server.dataDir), pid)
    const count = 'select count(*)::int as rows from committed'
    t.same(await query(server.url('postgres'), count), { rows: 1000 })
  })

  await t.test('starts when its process id has gone to another program', async (t) => {
    const server = await start(t, dataDir)
    const file = pidFile(server.dataDir)
    const lines = fs.readFileSync(file, 'utf8').split('\n')
    await server.stop()
    fs.writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 })
    const { uid, gid } = fs.statSync(join(server.dataDir, 'cluster', 'data'))
    fs.chownSync(file, uid, gid)

    t.notOk((await start(t, dataDir)).adopted)
  })
})

t.test('an interrupted creation is started over, by one of two that come at once', async (t) => {
  const dataDir = scratch(t)
  const interrupted = spawnStarter(dataDir)
  await waitFor(() => drafts(dataDir).some((dir) => fs.existsSync(join(dataDir, dir, 'data/base'))))
  // The whole group, or initdb would go on by itself.
  process.kill(-(interrupted.pid ?? 0), 'SIGKILL')
  await ended(interrupted)
  t.equal(drafts(dataDir).length, 1)
  t.notOk(fs.existsSync(join(dataDir, 'cluster')))

  const [one, other] = await Promise.all([startChild(t, dataDir), startChild(t, dataDir)])
  t.equal(drafts(dataDir).length, 0)
  t.equal(one.url, other.url)
  t.same([one.adopted, other.adopted].sort(), [false, true])
  t.same(await query(one.url, 'select 1 as one'), { one: 1 })
  const pid = serverPid(one.dataDir)
  one.child.kill('SIGTERM')
  other.child.kill('SIGTERM')
  await Promise.all([ended(one.child), ended(other.child)])
  t.notOk(isAlive(pid), 'stopping leaves no process')
})

t.test('a failure names DATABASE_URL as the way out', async (t) => {
  const options = { dataDir: scratch(t), durable: false, log: () => {} }
  const nothing = startEmbeddedPostgres({ ...options, binaries: join(tmpdir(), 'nothing-here') })
  await t.rejects(nothing, { message: /DATABASE_URL/ })
})

/** A folder for one test, removed with all that the test has put there. */
function scratch(t: Test): string {
  const dir = fs.mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'embedded-'))
  t.teardown(() => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function start(
  t: Test,
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const defaults = { dataDir, binaries, durable: true, log: () => {} }
  const server = await startEmbeddedPostgres({ ...defaults, ...options })
  t.teardown(() => server.stop())
  return server
}

/** Starts the server in a process of its own, which can be killed. */
async function startChild(t: Test, dataDir: string): Promise<Started & { child: ChildProcess }> {
  const child = spawnStarter(dataDir)
  t.teardown(() => kill(child))
  const lines = createInterface({ input: child.stdout ?? process.stdin })
  const line = once(lines, 'line').then(([text]) => text as string)
  const started = await Promise.race([line, ended(child)])
  if (!started) throw new Error('The child process ended without a server')
  return { ...(JSON.parse(started) as Started), child }
}

function spawnStarter(dataDir: string): ChildProcess {
  const flags = ['--input-type=module', '--eval', STARTER, dataDir]
  return spawn(process.execPath, [...flags, ...(binaries ? [binaries] : [])], {
    // The test runner's own instruments would follow the child.
    env: { ...process.env, NODE_OPTIONS: '', _TAPJS_PROCESSINFO_COVERAGE_: '0' },
    // Closing its input ends the child, even when these tests are killed.
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await ended(child)
}

async function ended(child: ChildProcess): Promise<undefined> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

function drafts(home: string): string[] {
  return fs.readdirSync(home).filter((file) => file.startsWith('draft.'))
}

function serverPid(dataDir: string): number {
  return Number(fs.readFileSync(pidFile(dataDir), 'utf8').split('\n')[0])
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'cluster', 'data', 'postmaster.pid')
}

/** A zombie is not alive: who started it may be gone, and nobody may collect it. */
function isAlive(pid: number): boolean {
  const flags = ['-o', 'stat=', '-p', String(pid)]
  return /^[^Z]/.test(spawnSync('ps', flags, { encoding: 'utf8' }).stdout.trim())
}

async function waitFor(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !condition(); await sleep(5)) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${condition}`)
  }
}

async function query(url: string, text: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}
