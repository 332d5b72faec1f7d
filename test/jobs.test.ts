/** The work that the service does by itself, and what keeps it from it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { startJobs } from '../src/service.ts'
import { type RunningApp, startApp } from './helpers/app.ts'
import { aKey, aSubmission } from './helpers/requests.ts'

function aFolder(t: Test): string {
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-jobs-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Presents documents, and with them something to enter in the log. */
async function submit({ as }: RunningApp): Promise<void> {
  const { status, text } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    aSubmission({ credentialType: 'CPV' }),
    { 'idempotency-key': aKey() },
  )
  if (status !== 201) throw new Error(text)
}

t.test('heads are signed while another job takes its time', async (t) => {
  const running = await startApp(t)
  await submit(running)
  const headsFile = join(aFolder(t), 'heads.jsonl')
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const documents = {
    ...running.services.documents,
    async *list() {
      await answered
      yield []
    },
  }
  const stop = startJobs(running.app, { ...running.services, documents }, headsFile)
  const deadline = performance.now() + 60_000
  while (!existsSync(headsFile) && performance.now() < deadline) await sleep(20)
  t.ok(existsSync(headsFile))
  answer()
  await stop()
})

t.test('a job that fails is told by names and places, and never by its message', async (t) => {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) }
  const running = await startApp(t, { logger: { level: 'error', stream } })
  const documents = {
    ...running.services.documents,
    list: () => {
      throw Object.assign(new TypeError('of Juana Pérez'), { code: 'EAWAY' })
    },
  }
  const headsFile = join(aFolder(t), 'heads.jsonl')
  await startJobs(running.app, { ...running.services, documents }, headsFile)()
  const line = lines.find((one) => one.includes('"strays"')) ?? '{}'
  const told = JSON.parse(line)
  t.match(told, { job: 'strays', error: 'TypeError', errorCode: 'EAWAY' })
  t.match(told.where[0], /jobs\.test\.\w+:\d+:\d+/)
  t.notMatch(line, /Juana/)
})

t.test('an instance whose clock is wrong removes nothing when it starts', async (t) => {
  const running = await startApp(t)
  await submit(running)
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { rows } = await owner.query('select id from documents')
  const folder = aFolder(t)
  mkdirSync(join(folder, 'documents'))
  const contents = rows.map(({ id }) => join(folder, 'documents', id))
  // They are being sent: documents say that they have them once they are all there.
  for (const path of contents) writeFileSync(path, 'sealed')
  const preloaded = join(import.meta.dirname, 'helpers', 'skewed-clock.js')
  const child = spawn(process.execPath, ['--import', preloaded, 'build/src/server.js'], {
    env: {
      PATH: process.env.PATH,
      SKEW_MS: String(2 * 86_400_000),
      DATABASE_URL: running.database.ownerUrl,
      LNE_DATA_DIR: folder,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  t.teardown(async () => {
    child.kill()
    await ended
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('no job runs until it is')) break
  }
  t.ok(contents.length > 0)
  for (const path of contents) t.ok(existsSync(path))
})
