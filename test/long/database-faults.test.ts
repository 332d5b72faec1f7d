/**
 * A PostgreSQL of its own that is killed under the service, and one whose disk fills up: whoever asks is
 * answered in time, with an answer to try again by, and nothing is lost or done twice.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import t, { type Test } from 'tap'
import { seedCatalogues } from '../../src/catalogues/seed.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { databaseOf } from '../helpers/database.ts'
import {
  AT_ONCE,
  answersInTime,
  countOf,
  PROMISED,
  startBehindFaults,
  submissions,
} from '../helpers/database-faults.ts'
import { Random, seedOfRun } from '../helpers/random.ts'

const KILLS = Number(process.env.LNE_TEST_KILLS ?? 20)
const DATABASE = 'lne'
/** Room for a cluster, its log of what is written and some thousand submissions. */
const DISK_MB = 160

/** A folder of its own that goes with the test. */
function folderOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'lne-faults-'))
  chmodSync(folder, 0o755)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A service on a PostgreSQL of its own that survives a power cut, as far as its disk does. */
async function startOwn(t: Test, home: string) {
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      dataDir: join(home, 'postgres'),
      durable: true,
      settings: { min_wal_size: '32MB', max_wal_size: '32MB' },
      log: () => {},
    })
  let server = await start()
  t.teardown(() => server.stop())
  const owner = new Client({ connectionString: server.url('postgres') })
  await owner.connect()
  await owner.query(`create database ${DATABASE}`)
  await owner.end()
  await migrate(server.url(DATABASE))
  await seedCatalogues(server.url(DATABASE))
  const service = await startBehindFaults(t, databaseOf(DATABASE, server.url(DATABASE)), PROMISED)
  return {
    ...service,
    /** Ends the server with all its processes, as a power cut would. */
    kill(): void {
      const file = join(server.dataDir, 'cluster/data/postmaster.pid')
      process.kill(-Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL')
    },
    /** Starts the server again, unless it has outlived what happened. */
    async startAgain(): Promise<boolean> {
      server = await start()
      service.network.leadTo(server.url(DATABASE))
      return !server.adopted
    },
  }
}

t.test('a database that is killed', async (t) => {
  const seed = seedOfRun()
  const random = new Random(seed)
  t.comment(`LNE_TEST_SEED=${seed}`)
  const { submit, untilGood, allThereOnce, portal, kill, startAgain } = await startOwn(
    t,
    folderOf(t),
  )
  const sent = submissions(KILLS * AT_ONCE)
  let cutOff = 0
  for (let round = 0; round < KILLS; round += 1) {
    const wave = sent.slice(round * AT_ONCE, (round + 1) * AT_ONCE)
    const asked = wave.map(submit)
    await sleep(random.below(60))
    kill()
    const answers = await answersInTime(t, asked, PROMISED)
    if (countOf(answers, 503) > 0) cutOff += 1
    if (round === 0) {
      // Nobody is there to connect to.
      await answersInTime(t, [...wave.map(submit), portal.get('/health/ready')], PROMISED)
      t.equal((await portal.get('/health/live')).status, 200, 'it lives')
    }
    t.ok(await startAgain(), 'started again')
    await untilGood(t, wave[0] as (typeof wave)[0])
  }
  t.comment(`${KILLS} kills, ${cutOff} with submissions cut off; ${sent.length} submissions`)
  t.ok(cutOff > 0, 'some kills meet submissions in flight')
  await allThereOnce(t, sent)
})

t.test('a disk that is full', async (t) => {
  const home = folderOf(t)
  const disk = join(home, 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', disk], {
      stdio: 'ignore',
    })
  } catch {
    t.pass('', { skip: 'only root can make a disk so small' })
    return
  }
  t.teardown(() => execFileSync('umount', [disk]))
  const { submit, untilGood, allThereOnce, portal, startAgain } = await startOwn(t, disk)
  const sent = submissions(AT_ONCE)
  for (const one of sent) t.equal((await submit(one)).status, 201)

  const filler = join(disk, 'filler')
  try {
    writeFileSync(filler, Buffer.alloc(DISK_MB * 2 ** 20))
  } catch (error) {
    t.match(error, { code: 'ENOSPC' })
  }
  // Pages that are there already take some; then they must grow, and cannot.
  let refused = 0
  for (let wave = 0; wave < 200 && refused < 3 * AT_ONCE; wave += 1) {
    const more = submissions(AT_ONCE)
    sent.push(...more)
    refused += countOf(await answersInTime(t, more.map(submit), PROMISED), 503)
  }
  t.ok(refused >= 3 * AT_ONCE, `${refused} of ${sent.length} could not be received`)
  t.equal((await portal.get('/health/live')).status, 200, 'it lives')

  rmSync(filler)
  t.comment((await startAgain()) ? 'the server had ended' : 'the server lived on')
  await untilGood(t, sent.at(-1) as (typeof sent)[0])
  await allThereOnce(t, sent)
})
