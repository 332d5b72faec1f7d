/** A service that is killed while it is written to: the same in numbers is in test/long. */
import t from 'tap'
import { cutThePower } from './helpers/power-cuts.ts'

t.test('what is acknowledged outlives the service, three times killed', (t) =>
  cutThePower(t, { kills: 3, acknowledgedBetween: 30, readyMs: 30_000 }),
)
