import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'
import { seedCatalogues } from '../src/catalogues/seed.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'
import { BUILD, compile, compiled, sourceNames } from './compile.ts'
import {
  CONTRACT_FILE,
  NOTES_FILE,
  operationsOf,
  readContract,
  readNotes,
  summaryOf,
} from './helpers/contract.ts'
import { DEMO_TEMPLATE, TEMPLATE_DATABASE } from './helpers/database.ts'

/*
 * Runs the tests on a PostgreSQL of their own, which is thrown away at the end.
 *
 *   npm test                         everything
 *   npm test -- test/x.test.ts       some files, or any other argument of tap
 *   npm test -- --watch              again after every change
 *   npm run coverage                 with coverage
 *
 * LNE_TEST_POSTGRES chooses the server: "embedded", or a directory of PostgreSQL binaries.
 * LNE_TEST_SHARED_BUFFERS gives it the memory of a server that has much to hold, as 1GB.
 */

const root = join(import.meta.dirname, '..')
const interruption = new AbortController()
const WITHOUT_COVERAGE = pathToFileURL(join(root, BUILD, 'test/helpers/without-coverage.js')).href
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort())

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  console.log('0 passed, 1 failed')
  return 1
})

/** The exit code of the last run: 0 if there were tests and none failed. */
async function main(args: string[]): Promise<number> {
  const chosen = process.env.LNE_TEST_POSTGRES || 'embedded'
  const dataDir = mkdtempSync(join(tmpdir(), 'lne-test-'))
  const binaries = chosen === 'embedded' ? undefined : chosen
  const log = (message: string) => console.log(message)
  let server: EmbeddedPostgres | undefined
  const built = buildTap()
  // Told where it is waited for: the server that starts meanwhile must be stopped.
  built.catch(() => {})
  try {
    const sharedBuffers = process.env.LNE_TEST_SHARED_BUFFERS
    const settings = sharedBuffers ? { shared_buffers: sharedBuffers } : undefined
    server = await startEmbeddedPostgres({ dataDir, durable: false, settings, log, binaries })
    mkdirSync(scratchOf(server))
    console.log(`Testing on PostgreSQL ${server.version} of ${server.binDir}`)
    const files = args.filter((arg) => arg !== '--watch')
    for (;;) {
      const [, , isCompiled] = await Promise.all([makeTemplate(server), built, compile(root)])
      if (!isCompiled) console.log('0 passed, 1 failed')
      const isReady = isCompiled && !interruption.signal.aborted
      const code = isReady ? await runTests(server, files.map(compiled)) : 1
      if (!args.includes('--watch') || !(await sourcesChange())) return code
    }
  } finally {
    await server?.stop()
    for (const dir of [server?.dataDir ?? dataDir, dataDir]) {
      rmSync(dir, { recursive: true, force: true })
    }
  }
}

/** Where tests put files, so that what an interrupted one leaves goes away with the cluster. */
function scratchOf(server: EmbeddedPostgres): string {
  return join(server.dataDir, 'scratch')
}

/** Migrates once for all tests: each copies the result, far quicker than doing it again. */
async function makeTemplate(server: EmbeddedPostgres): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') })
  await client.connect()
  for (const template of [TEMPLATE_DATABASE, DEMO_TEMPLATE]) {
    await client.query(`drop database if exists ${template}`)
  }
  await client.query(`create database ${TEMPLATE_DATABASE}`)
  await client.end()
  await migrate(server.url(TEMPLATE_DATABASE))
  await seedCatalogues(server.url(TEMPLATE_DATABASE))
}

/**
 * Builds tap for the plugins of .taprc, once after an installation. It would do so by itself, but only
 * its next run would be without the plugin that it came with.
 */
async function buildTap(): Promise<void> {
  const built = join(root, 'node_modules/@tapjs/test/test-built/dist/esm/index.js')
  if (!/@tapjs\/(typescript|mock)/.test(readFileSync(built, 'utf8'))) return
  await once(spawn(process.execPath, [tapCli(), 'build'], { cwd: root, stdio: 'ignore' }), 'exit')
}

function tapCli(): string {
  return realpathSync(join(root, 'node_modules', '.bin', 'tap'))
}

/** Runs tap, shows what matters of its report, and closes with the counts of assertions. */
async function runTests(server: EmbeddedPostgres, args: string[]): Promise<number> {
  const scratch = scratchOf(server)
  const contract = readContract()
  writeFileSync(join(scratch, CONTRACT_FILE), JSON.stringify(contract))
  rmSync(join(scratch, NOTES_FILE), { force: true })
  const isForCoverage = args.includes('--no-disable-coverage')
  const preload = isForCoverage ? '' : ` --import ${WITHOUT_COVERAGE}`
  const tap = spawn(process.execPath, [tapCli(), '--reporter=tap', ...args], {
    cwd: root,
    env: {
      ...process.env,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''}${preload}`,
      LNE_TEST_SERVER: server.url('postgres'),
      LNE_TEST_SCRATCH: scratch,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const interrupt = () => tap.kill('SIGTERM')
  interruption.signal.addEventListener('abort', interrupt)
  const closed = once(tap, 'close')

  const counts = { pass: 0, fail: 0, skip: 0, todo: 0 }
  for await (const line of createInterface({ input: tap.stdout })) {
    // The last comment of tap, as in "# { total: 5, pass: 4, fail: 1 }".
    if (line.startsWith('# { total: ')) {
      for (const [, name, count] of line.matchAll(/(pass|fail|skip|todo): (\d+)/g)) {
        counts[name as keyof typeof counts] = Number(count)
      }
    } else if (!isNoise(line)) console.log(sourceNames(line))
  }
  const [exitCode] = await closed
  interruption.signal.removeEventListener('abort', interrupt)

  const isWholeSuite = args.every((arg) => arg.startsWith('-'))
  if (isWholeSuite && !interruption.signal.aborted) {
    const { line, passed, failures } = summaryOf(operationsOf(contract), readNotes(scratch))
    counts.pass += passed
    counts.fail += failures.length
    for (const failure of failures) console.log(`not ok - ${failure}`)
    console.log(line)
  }

  // Tap can fail without a failed assertion, as when it finds no file: that too must show.
  const failed = counts.fail || (exitCode === 0 && counts.pass > 0 ? 0 : 1)
  const skipped = counts.skip + counts.todo
  console.log(`${counts.pass} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return failed ? 1 : 0
}

/** Plans, headings and single assertions that passed: the lines of the tests say it all. */
function isNoise(line: string): boolean {
  if (/^\s+ok \d+/.test(line)) return !/ # (time|SKIP|TODO)/.test(line)
  return /^(\s*|\}|TAP version \d+|\s*\d+\.\.\d+|\s*# (Subtest: |time=).*)$/.test(line)
}

/** True after a change in the sources; false when the user has had enough. */
async function sourcesChange(): Promise<boolean> {
  const folders = ['src', 'test', 'migrations'].map((name) =>
    watch(join(root, name), { recursive: true }),
  )
  try {
    await Promise.race([
      ...folders.map((folder) => once(folder, 'change')),
      once(interruption.signal, 'abort'),
    ])
    // An editor saves in several steps.
    await sleep(200)
    return !interruption.signal.aborted
  } finally {
    for (const folder of folders) folder.close()
  }
}
