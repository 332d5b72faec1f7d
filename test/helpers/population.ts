import { fork } from 'node:child_process'
import { once } from 'node:events'
import { totalmem } from 'node:os'
import { Client } from 'pg'

/**
 * Loads the population of the bench into an empty database, in a process with room for it: some four
 * movements a request.
 */
export async function loadPopulation(
  ownerUrl: string,
  keysFile: string,
  requests: number,
): Promise<void> {
  const heap = Math.floor((totalmem() / 2 ** 20) * 0.7)
  const filler = fork('bench/fill.ts', {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heap}`],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      _TAPJS_PROCESSINFO_COVERAGE_: '0',
      BENCH_FILL: JSON.stringify({ ownerUrl, keysFile, size: requests, process: '2023-2024' }),
    },
  })
  const [code] = await once(filler, 'exit')
  if (code !== 0) throw new Error('The load failed')
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('vacuum (freeze, analyze)')
  await owner.end()
}
