/** The same as in test/security, with a thousand connections of each kind. */
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { letSlowClientsGo, scenarios } from '../helpers/slow-clients.ts'

t.test('seven ways of being slow, 1,000 connections each', async (t) => {
  const running = await startApp(t)
  const authorization = `Bearer ${await running.token({ role: 'derfe_admin' })}`
  for (const [name, way] of Object.entries(scenarios(authorization, '/openapi.json'))) {
    await t.test(name, (t) => letSlowClientsGo(t, running, way, 1_000))
  }
})
