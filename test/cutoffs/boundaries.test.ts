/** When a cut-off closes, what it counts, and that nothing but the movements decides its bytes. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import pg from 'pg'
import t, { type Test } from 'tap'
import { jobScope } from '../../src/access/policy.ts'
import { seal } from '../../src/cutoffs/seal.ts'
import { closeDueCutoffs } from '../../src/cutoffs/service.ts'
import { loadPopulation } from '../../src/demo/load.ts'
import { syntheticPopulation } from '../../src/demo/population.ts'
import {
  insertRequests,
  movementOf,
  recordMovements,
  takeLiveRequest,
} from '../../src/inscription-requests/queries.ts'
import { Submission } from '../../src/inscription-requests/schemas.ts'
import { newRequest } from '../../src/inscription-requests/service.ts'
import { endOfDay, fortnightEnds } from '../../src/platform/calendar.ts'
import type { Services } from '../../src/platform/context.ts'
import { openServices } from '../../src/platform/context.ts'
import { claim, openDatabase } from '../../src/platform/database.ts'
import { createKeysFile, readKeys } from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import { type RunningApp, startApp } from '../helpers/app.ts'
import { Random, seedOfRun } from '../helpers/random.ts'
import { aSubmission } from '../helpers/requests.ts'

const PROCESS = '2023-2024'
const root = process.cwd()

/** Submissions with instants of their own, written as the service writes them. */
async function submitAt(
  { services: { db }, keys }: RunningApp,
  submissions: readonly { receivedAt: string; entity: string }[],
): Promise<void> {
  const tx = await db.connect()
  await tx.query('begin')
  await claim(tx, jobScope('job'))
  await tx.query('select begin_act()')
  for (const { receivedAt, entity } of submissions) {
    const submission = Submission.parse(aSubmission({ entity }))
    const electorHash = keys.electorHash(submission.electorKey)
    const request = newRequest(submission, {
      process: PROCESS,
      medium: 'SRVE',
      electorHash,
      now: receivedAt,
    })
    await takeLiveRequest(tx, PROCESS, electorHash, request.request.id)
    await insertRequests(tx, keys, [request])
    const subject = { ...request.request, modality: submission.modality, status: 'RECEIVED' }
    const movement = movementOf(subject as never, 'SUBMISSION', receivedAt)
    await recordMovements(tx, PROCESS, [movement], { role: 'srve', sub: 'srve' })
  }
  await tx.query('commit')
  tx.release()
}

const sealDate = (services: Services, date: string) =>
  seal(services, jobScope('cutoff:seal'), { process: PROCESS, date, approvedBy: null })

async function ownerOf(t: Test, { database }: RunningApp): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  return owner
}

/** A keys file that goes with the test. */
function keysFileOf(t: Test): string {
  const directory = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-keys-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'keys.json')
  createKeysFile(path)
  return path
}

/** `lne cutoff seal --json` in a process of its own, with its own clock and zone. */
async function operatorSeals(
  { database }: RunningApp,
  keysFile: string,
  options: { args?: string[]; skewMs?: number; zone?: string } = {},
): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['build/src/lne.js', 'cutoff', 'seal', '--json', ...(options.args ?? [])],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        TZ: options.zone ?? 'UTC',
        SKEW_MS: String(options.skewMs ?? 0),
        NODE_OPTIONS: `--import ${join(root, 'build/test/helpers/skewed-clock.js')}`,
        DATABASE_URL: database.ownerUrl,
        LNE_KEYS_FILE: keysFile,
      },
    },
  )
  return JSON.parse(stdout).sealed
}

const FORTNIGHTS = fortnightEnds('2023-09-15', '2024-03-15')

t.test('a second decides, at the end of every fortnight', async (t) => {
  const running = await startApp(t, { now: '2024-03-20T18:00:00Z' })
  t.ok(FORTNIGHTS.includes('2024-02-29'), 'a leap year')
  const around = FORTNIGHTS.flatMap((date) => {
    const midnight = Date.parse(endOfDay(date))
    const at = (ms: number) => new Date(midnight + ms).toISOString()
    return [
      { receivedAt: at(-1_000), entity: '01' },
      { receivedAt: at(0), entity: '02' },
      { receivedAt: at(1_000), entity: '03' },
    ]
  })
  await submitAt(running, around)
  const seed = seedOfRun()
  t.comment(`LNE_TEST_SEED=${seed}`)
  // Each takes the better part of a second: those at the turn of a year, in February, and some others.
  const others = new Random(seed).sample(
    FORTNIGHTS.filter((date) => !/12-31|02-29/.test(date)),
    3,
  )
  const sealed = FORTNIGHTS.filter((date) => /12-31|02-29/.test(date) || others.includes(date))
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  for (const date of sealed) {
    const index = FORTNIGHTS.indexOf(date)
    await sealDate(running.services, date)
    const { body } = await party.get(`/v1/cutoffs/${date}`)
    t.equal(
      body.instant,
      `${new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)}T06:00:00Z`,
    )
    const counted = Object.fromEntries(
      body.tables.entities.rows.map((row: { entity: string; total: number }) => [
        row.entity,
        row.total,
      ]),
    )
    t.match(counted, { '01': index + 1, '02': index, '03': index }, date)
    const last = body.tables.daily.rows.at(-1)
    t.match(last, { date, received: 1, cumulative: 3 * index + 1 }, date)
  }
})

t.test('clocks of instances decide nothing: the one of the database does', async (t) => {
  const DAY_MS = 86_400_000
  const keysFile = keysFileOf(t)
  const running = await startApp(t, { now: '2023-11-01T05:58:00Z', keys: readKeys(keysFile) })
  await submitAt(running, [{ receivedAt: '2023-10-20T18:00:00Z', entity: '09' }])
  // A process that believes to be a day late, and one that believes to be a day early.
  t.same(await operatorSeals(running, keysFile, { skewMs: DAY_MS }), [
    '2023-09-15',
    '2023-09-30',
    '2023-10-15',
  ])
  await setClock(running.database.ownerUrl, '2023-11-01T06:00:00Z')
  await t.rejects(
    operatorSeals(running, keysFile, { args: ['--date', '2023-11-15'] }),
    { code: 1 },
    'not due',
  )
  const date = '2023-10-31'
  t.same(await operatorSeals(running, keysFile, { skewMs: -DAY_MS, args: ['--date', date] }), [
    date,
  ])
  const { body } = await running
    .as({ role: 'party', party: 'PARTIDO_A' })
    .get(`/v1/cutoffs/${date}`)
  t.match(body, { status: 'SEALED', tables: { entities: { total: { total: 1 } } } })
})

t.test('an instant is the same whatever zone it is told in', async (t) => {
  const running = await startApp(t, { now: '2023-11-03T18:00:00Z' })
  await submitAt(running, [
    { receivedAt: '2023-11-01T05:59:59Z', entity: '01' },
    { receivedAt: '2023-11-01T06:00:00Z', entity: '02' },
  ])
  await sealDate(running.services, '2023-10-31')
  const analyst = running.as({ role: 'derfe_analyst' })
  const sealed = (await analyst.get('/v1/cutoffs/2023-10-31')).body.tables.entities
  for (let hours = -6; hours <= 14; hours += 1) {
    // Midnight in Mexico City as a wall clock and its offset say it there.
    const wall = new Date(Date.parse('2023-11-01T06:00:00Z') + hours * 3_600_000)
    const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`
    const local = wall.toISOString().replace('.000Z', offset)
    const instant = new Date(local).toISOString()
    const { body } = await analyst.get(`/v1/aggregates/entities?validAsOf=${instant}`)
    t.same([body.rows, body.total], [sealed.rows, sealed.total], local)
    t.match(await analyst.get(`/v1/aggregates/entities?validAsOf=${encodeURIComponent(local)}`), {
      status: 400,
      body: { errors: [{ pointer: 'query.validAsOf' }] },
    })
  }
})

t.test('the same movements give the same bytes on another database', async (t) => {
  const keysFile = keysFileOf(t)
  const keys = readKeys(keysFile)
  const dates = ['2023-09-15', '2023-09-30', '2023-10-15', '2023-10-31']
  const population = [...syntheticPopulation(600)].filter(({ movements }) =>
    movements.every(({ effectiveAt }) => effectiveAt < endOfDay('2023-10-31')),
  )
  t.ok(population.length > 100, `${population.length} requests`)
  const sealedBy = async (sealAll: (running: RunningApp) => Promise<unknown>) => {
    const running = await startApp(t, { keys })
    await loadPopulation(running.database.ownerUrl, keys, PROCESS, population)
    await setClock(running.database.ownerUrl, '2023-11-01T06:00:00Z')
    await sealAll(running)
    const owner = await ownerOf(t, running)
    const { rows } = await owner.query(
      'select date::text, content, digest from cutoffs order by date',
    )
    return rows
  }
  const one = await sealedBy(({ services }) => closeDueCutoffs(services))
  t.same(
    one.map(({ date }) => date),
    dates,
  )
  // In another order, by another process, on the other side of the date line.
  const other = await sealedBy(async (running) => {
    for (const date of ['2023-10-31', '2023-09-15']) {
      await sealDate(running.services, date)
    }
    t.same(await operatorSeals(running, keysFile, { zone: 'Pacific/Kiritimati' }), [
      '2023-09-30',
      '2023-10-15',
    ])
  })
  t.same(other, one)
  t.ok(one.every(({ content }, index) => index === 0 || content !== one[index - 1].content))
})

t.test('two instances at once make one chain', async (t) => {
  const running = await startApp(t, { now: '2023-11-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submitAt(running, [{ receivedAt: '2023-10-20T18:00:00Z', entity: '09' }])
  const other = openDatabase(running.database.appUrl, { size: 4 })
  t.teardown(() => other.end())
  const instances = [
    running.services,
    openServices(other, running.keys, running.services.documents),
  ] as const
  const asked = ['2023-11-17', '2023-11-15', '2023-11-16', '2023-11-17', '2023-11-16', '2023-11-15']
  await Promise.all([
    ...asked.map((date, index) => sealDate(instances[index % 2] as Services, date)),
    ...instances.map((services) => closeDueCutoffs(services)),
  ])
  const { rows } = await owner.query(`
select c.date::text, c.basis, m.position, m.digest, m.manifest::json -> 'previous' as previous
  from cutoff_manifests m join cutoffs c using (process, date) order by m.position`)
  t.equal(rows.length, 7, 'five fortnights have ended, and two days are asked for besides')
  for (const [index, { basis, position, previous }] of rows.entries()) {
    t.same([basis, position], [index + 1, index + 1])
    const before = rows[index - 1]
    t.same(previous, before ? { date: before.date, digest: before.digest } : null)
  }
})

t.test('a refused seal is told to the operator, by the tool and by the log', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  await submitAt(running, [{ receivedAt: '2023-10-10T18:00:00Z', entity: '09' }])
  const owner = await ownerOf(t, running)
  await owner.query(
    `update counters set n = n + 1 where basis = 0 and margin = 'ENTITY' and entity = '09'`,
  )
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: running.database.ownerUrl,
    LNE_KEYS_FILE: keysFileOf(t),
  }
  const due = ['2023-09-15', '2023-09-30', '2023-10-15']
  for (const args of [[], ['--date', '2023-10-15'], ['--json']]) {
    const asked = args.includes('--date') ? due.slice(-1) : due
    const child = spawnSync(process.execPath, ['build/src/lne.js', 'cutoff', 'seal', ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
    })
    t.equal(child.status, 1, args.join(' '))
    t.notMatch(child.stderr, 'Nothing is due')
    for (const date of asked) t.match(child.stderr, RegExp(`${date} .*: .*\\d ≠ \\d`))
    if (!args.includes('--json')) t.equal(child.stdout, '', 'nothing is sealed')
    else {
      const refused = asked.map((date) => ({ date, identity: /\d ≠ \d/ }))
      t.match(JSON.parse(child.stdout), { sealed: [], refused })
    }
  }

  const service = spawn(process.execPath, ['build/src/server.js'], {
    cwd: root,
    env: {
      ...env,
      PORT: '0',
      LNE_NOW: '2023-10-20T18:00:00Z',
      LNE_DATA_DIR: dirname(env.LNE_KEYS_FILE),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(service, 'exit')
  const told: { level: number; date: string; identity: string }[] = []
  for await (const line of createInterface({ input: service.stdout })) {
    const entry = JSON.parse(line)
    if (entry.identity) told.push(entry)
    if (told.length === due.length) service.kill('SIGTERM')
  }
  await ended
  t.match(
    told,
    due.map((date) => ({ level: 50, date, identity: /\d ≠ \d/ })),
  )
})

t.test(
  'what is back-dated after the seal is in later cut-offs, and never in this one',
  async (t) => {
    const running = await startApp(t, { now: '2023-10-16T18:00:00Z' })
    await submitAt(running, [{ receivedAt: '2023-10-10T18:00:00Z', entity: '09' }])
    await sealDate(running.services, '2023-10-15')
    const analyst = running.as({ role: 'derfe_analyst' })
    const party = running.as({ role: 'party', party: 'PARTIDO_A' })
    const before = await party.get('/v1/cutoffs/2023-10-15/report')

    // An import names the instant at which it was received.
    await submitAt(running, [{ receivedAt: '2023-10-14T18:00:00Z', entity: '14' }])
    await setClock(running.database.ownerUrl, '2023-11-01T06:00:00Z')
    await sealDate(running.services, '2023-10-31')

    const totals = (table: { rows: { entity: string; total: number }[] }) =>
      Object.fromEntries(
        table.rows.filter(({ total }) => total > 0).map(({ entity, total }) => [entity, total]),
      )
    const at = async (query: string) =>
      totals((await analyst.get(`/v1/aggregates/entities?${query}`)).body)
    const cutoff = async (date: string) => (await party.get(`/v1/cutoffs/${date}`)).body
    const [former, later] = [await cutoff('2023-10-15'), await cutoff('2023-10-31')]
    t.same(totals(former.tables.entities), { '09': 1 })
    t.same(totals(later.tables.entities), { '09': 1, '14': 1 })
    t.same(await at('validAsOf=2023-10-15'), { '09': 1, '14': 1 }, 'as it is known now')
    t.same(
      await at(`validAsOf=2023-10-15&knownAsOf=${former.knownAsOf}`),
      { '09': 1 },
      'as it was known when it was sealed',
    )
    const asked = ['countries', 'country-entity', 'review', 'daily', 'funnel'].map(
      (one) => `/${one}?`,
    )
    for (const one of [...asked, '?groupBy=sex,modality&', '/cases?']) {
      const path = `/v1/aggregates${one}validAsOf=2023-10-15`
      const { body: now } = await analyst.get(path)
      const { body: then } = await analyst.get(`${path}&knownAsOf=${former.knownAsOf}`)
      const people = ({ data, total }: typeof now): number =>
        data?.length ?? total.total ?? total.received
      t.same([people(now), people(then)], [2, 1], `${one} both views`)
    }
    t.same(
      later.tables.daily.rows.map(({ date }: { date: string }) => date),
      ['2023-10-10', '2023-10-14'],
    )
    t.equal((await party.get('/v1/cutoffs/2023-10-15/report')).text, before.text)
  },
)
