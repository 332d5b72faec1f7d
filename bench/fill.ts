/** Fills one database, as a process of its own: the population is held whole while it is loaded. */
import cliProgress from 'cli-progress'
import { loadPopulation } from '../src/demo/load.ts'
import { syntheticPopulation } from '../src/demo/population.ts'
import { readKeys } from '../src/platform/keys.ts'

// The bench decides when to stop; a Ctrl-C reaches every process of the terminal.
process.on('SIGINT', () => {})

const given = JSON.parse(process.env.BENCH_FILL ?? '{}')
const bar = new cliProgress.SingleBar(
  {
    format: '  [{bar}] {percentage} % · {value} of {total} movements',
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    hideCursor: true,
  },
  cliProgress.Presets.shades_classic,
)
bar.start(1, 0)
await loadPopulation(
  given.ownerUrl,
  readKeys(given.keysFile),
  given.process,
  syntheticPopulation(given.size),
  {
    progress: (done, total) => {
      bar.setTotal(total)
      bar.update(done)
    },
  },
)
bar.stop()
process.exit(0)
