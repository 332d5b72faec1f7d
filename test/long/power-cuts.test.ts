/** The same as in test/, with a hundred kills (LNE_TEST_KILLS) and some 6,000 submissions. */
import t from 'tap'
import { cutThePower } from '../helpers/power-cuts.ts'

const KILLS = Number(process.env.LNE_TEST_KILLS ?? 100)

t.test('what is acknowledged outlives the service, in numbers', (t) =>
  cutThePower(t, { kills: KILLS, acknowledgedBetween: 50, readyMs: 30_000 }),
)
