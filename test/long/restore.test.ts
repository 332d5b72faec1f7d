/**
 * The same as in test/platform at size, with submissions under way until the machine is lost: what is
 * lost then is what the timer of the archive leaves. RESTORE_REQUESTS tells how many requests are
 * loaded, each with some four movements; RESTORE_SECONDS for how long is written after the base backup.
 *
 *   RESTORE_REQUESTS=2000000 npm test -- --timeout=7200 test/long/restore.test.ts
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { totalmem } from 'node:os'
import { Client } from 'pg'
import t from 'tap'
import type { TestDatabase } from '../helpers/database.ts'
import { loseAndRestore } from '../helpers/restore-drill.ts'

const REQUESTS = Number(process.env.RESTORE_REQUESTS ?? 20_000)
const SECONDS = Number(process.env.RESTORE_SECONDS ?? 130)

/** Loads the population in a process with room for it. */
async function load({ ownerUrl }: TestDatabase, keysFile: string): Promise<void> {
  const given = { ownerUrl, keysFile, size: REQUESTS, process: '2023-2024' }
  const heap = Math.floor((totalmem() / 2 ** 20) * 0.7)
  const filler = fork('bench/fill.ts', {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heap}`],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      _TAPJS_PROCESSINFO_COVERAGE_: '0',
      BENCH_FILL: JSON.stringify(given),
    },
  })
  const [code] = await once(filler, 'exit')
  if (code !== 0) throw new Error('The load failed')
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('vacuum (freeze, analyze)')
  await owner.end()
}

t.test(
  `a lost machine of ${REQUESTS} requests is restored`,
  {
    timeout: 7_200_000,
    // The commands of the guide are for the machines that it is about.
    skip: process.platform === 'linux' ? false : 'the commands are for Linux',
  },
  (t) =>
    loseAndRestore(t, { cutoffs: ['2023-11-30', '2023-12-15'], load, writeForMs: SECONDS * 1_000 }),
)
