/** The same as in test/security, with bodies of 100 MB. */
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { refuseLargeBodies } from '../helpers/large-bodies.ts'

t.test('bodies of 100 MB are refused, and not kept', async (t) => {
  await refuseLargeBodies(t, await startApp(t), { megabytes: 100, bodies: 10, ceilingMb: 64 })
})
