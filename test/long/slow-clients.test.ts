/**
 * The same as in test/security, with a thousand connections of each kind; of those that do not read,
 * 200: the system buffers some 4 MB for each, and 1,000 would be more than Linux has for all sockets.
 */
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { letSlowClientsGo, scenarios } from '../helpers/slow-clients.ts'

t.test('seven ways of being slow, in numbers', async (t) => {
  const running = await startApp(t)
  const authorization = `Bearer ${await running.token({ role: 'derfe_admin' })}`
  for (const [name, way] of Object.entries(scenarios(authorization))) {
    await t.test(name, (t) => letSlowClientsGo(t, running, way, way.deaf ? 200 : 1_000))
  }
})
