/** The memory that bodies cost does not follow their size; both ends are in this process. */
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { refuseLargeBodies } from '../helpers/large-bodies.ts'

t.test('bodies beyond the limit are refused, and not kept', async (t) => {
  const running = await startApp(t)
  await t.test('1 MB', (t) =>
    refuseLargeBodies(t, running, { megabytes: 1, bodies: 100, ceilingMb: 60 }),
  )
  await t.test('10 MB', (t) =>
    refuseLargeBodies(t, running, { megabytes: 10, bodies: 20, ceilingMb: 100 }),
  )
})
