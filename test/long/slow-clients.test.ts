/**
 * The same as in test/security, with a thousand connections of each kind. Those that do not read ask a
 * service with the limits of production: the system buffers some 4 MB for each that is answered, and
 * for a thousand would need more than Linux has for all sockets.
 */
import t from 'tap'
import { parseConfig } from '../../src/platform/config.ts'
import { startApp } from '../helpers/app.ts'
import { letSlowClientsGo, scenarios } from '../helpers/slow-clients.ts'

const { LIMIT_PERSON, LIMIT_SYSTEM, LIMIT_ADDRESS, LIMIT_IN_PROGRESS } = parseConfig({})
const OF_PRODUCTION = {
  person: LIMIT_PERSON,
  system: LIMIT_SYSTEM,
  address: LIMIT_ADDRESS,
  inProgress: LIMIT_IN_PROGRESS,
}

t.test('seven ways of being slow, in numbers', async (t) => {
  for (const [name, { deaf }] of Object.entries(scenarios(''))) {
    await t.test(name, async (t) => {
      const running = await startApp(t, { limits: deaf ? OF_PRODUCTION : undefined })
      const authorization = `Bearer ${await running.token({ role: 'derfe_admin' })}`
      const way = scenarios(authorization)[name]
      if (way) await letSlowClientsGo(t, running, way, 1_000)
    })
  }
})
