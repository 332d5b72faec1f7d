/**
 * The same as test/long/lost-machine.test.ts at size, with submissions under way until the machine is lost: what is
 * lost then is what the timer of the archive leaves. RESTORE_REQUESTS tells how many requests are
 * loaded, each with some four movements; RESTORE_SECONDS for how long is written after the base backup.
 *
 *   RESTORE_REQUESTS=2000000 npm test -- --timeout=7200 test/long/restore.test.ts
 */
import t from 'tap'
import { loadPopulation } from '../helpers/population.ts'
import { loseAndRestore } from '../helpers/restore-drill.ts'

const REQUESTS = Number(process.env.RESTORE_REQUESTS ?? 20_000)
const SECONDS = Number(process.env.RESTORE_SECONDS ?? 130)

t.test(
  `a lost machine of ${REQUESTS} requests is restored`,
  {
    timeout: 7_200_000,
    // The commands of the guide are for the machines that it is about.
    skip: process.platform === 'linux' ? false : 'the commands are for Linux',
  },
  (t) =>
    loseAndRestore(t, {
      cutoffs: ['2023-11-30', '2023-12-15'],
      load: ({ ownerUrl }, keysFile) => loadPopulation(ownerUrl, keysFile, REQUESTS),
      writeForMs: SECONDS * 1_000,
    }),
)
