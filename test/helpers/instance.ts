import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import { createKeysFile, type Keys, readKeys } from '../../src/platform/keys.ts'
import type { Limits } from '../../src/platform/limits.ts'
import { setClock } from '../../src/platform/provision.ts'
import { REPORT_INSTANT } from './app.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** The service in a process of its own. */
export type Instance = {
  address: string
  pid: number
  /** Ends the process as a power cut would. */
  kill(): Promise<void>
}

export type Instances = {
  database: TestDatabase
  keys: Keys
  keysFile: string
  instances: Instance[]
  /** Starts another one, by a clock that is wrong by so much. */
  start(skewMs?: number): Promise<Instance>
}

/** Several processes of the service on one database, with the same keys, ended with `t`. */
export async function startInstances(t: Test, count: number, limits?: Limits): Promise<Instances> {
  const database = await createTestDatabase(t)
  await setClock(database.ownerUrl, REPORT_INSTANT)
  const directory = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-keys-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const keysFile = join(directory, 'keys.json')
  createKeysFile(keysFile)
  const start = (skewMs = 0) => startInstance(t, database.appUrl, keysFile, limits, skewMs)
  const instances = await Promise.all(Array.from({ length: count }, () => start()))
  return { database, keys: readKeys(keysFile), keysFile, instances, start }
}

async function startInstance(
  t: Test,
  databaseUrl: string,
  keysFile: string,
  limits: Limits | undefined,
  skewMs: number,
): Promise<Instance> {
  const child = spawn(
    process.execPath,
    [
      ...(skewMs === 0 ? [] : ['--import', join(import.meta.dirname, 'skewed-clock.js')]),
      join(import.meta.dirname, 'serve.js'),
    ],
    {
      env: {
        ...process.env,
        // The test runner's own instruments would follow the child, and wait for it.
        NODE_OPTIONS: '',
        _TAPJS_PROCESSINFO_COVERAGE_: '0',
        TEST_DATABASE_URL: databaseUrl,
        TEST_KEYS_FILE: keysFile,
        SKEW_MS: String(skewMs),
        TEST_LIMITS: limits && JSON.stringify(limits),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  t.teardown(async () => {
    child.stdin.end()
    await ended
  })
  return {
    address: await addressOf(child),
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The first line that an instance prints. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The instance has no output')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('The instance ended before it listened')
}
