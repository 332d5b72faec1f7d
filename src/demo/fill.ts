/** From an empty database to INE's published figures, with a cut-off at each fortnight on the way. */
import pg from 'pg'
import { jobScope } from '../access/policy.ts'
import { CatalogueReader } from '../catalogues/reader.ts'
import { groupSealed, seal } from '../cutoffs/seal.ts'
import { addMilliseconds, dateAt, endOfDay, fortnightEnds } from '../platform/calendar.ts'
import { openDatabase } from '../platform/database.ts'
import type { Keys } from '../platform/keys.ts'
import { loadPopulation } from './load.ts'
import { demoPopulation, type LoadRequest } from './population.ts'

/** The electoral process of the published figures. */
export const DEMO_PROCESS = '2023-2024'

/** The fortnights of the demo: the process has figures from 15 September, INE's report is of 30 November. */
export const DEMO_CUTOFFS = fortnightEnds('2023-09-15', '2023-11-30')

const ANALYZE = 'analyze movements, inscription_requests, counters, birthday_counters'

/**
 * Loads the demo population, with a cut-off sealed at each fortnight as it is reached. Goes on from
 * where an earlier run stopped, and does nothing when all the cut-offs are sealed.
 *
 * @param options who is told before the load begins, and then how many movements are in, of how many;
 *   and where the service is reached
 */
export async function fillDemo(
  database: { ownerUrl: string; appUrl: string },
  keys: Keys,
  options: {
    begin?: () => void
    progress?: (done: number, total: number) => void
    publicUrl?: string
  } = {},
  population: Iterable<LoadRequest> = demoPopulation(),
): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  // A stop while loading closes the server first; that is no failure.
  owner.on('error', () => {})
  await owner.connect()
  const db = openDatabase(database.appUrl, { size: 2, statementTimeoutMs: 60_000 })
  try {
    const { publicUrl } = options
    const { rows } = await owner.query(
      `select (select count(*)::int from cutoffs where status = 'SEALED') as sealed`,
    )
    if (rows[0]?.sealed >= DEMO_CUTOFFS.length) return
    options.begin?.()
    const catalogues = new CatalogueReader(db)
    await loadPopulation(database.ownerUrl, keys, DEMO_PROCESS, population, {
      milestones: DEMO_CUTOFFS.map(endOfDay),
      atMilestone: async (instant) => {
        const date = dateAt(addMilliseconds(instant, -1))
        // What was just loaded has no statistics yet, and plans made without them are slow.
        await owner.query(`set default_statistics_target = 10`)
        await owner.query(ANALYZE)
        await seal({ db, keys, catalogues, publicUrl }, jobScope('cutoff:seal'), {
          process: DEMO_PROCESS,
          date,
          approvedBy: null,
        })
      },
      progress: options.progress,
    })
    await owner.query('reset default_statistics_target')
    await owner.query(ANALYZE)
    // Requests are loaded ahead of their movements, as they will end: now both agree.
    await groupSealed(db, jobScope('cutoff:seal'))
  } finally {
    await owner.end()
    await db.end()
  }
}
