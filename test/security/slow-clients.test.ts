/** Clients that let the service wait are gone within 15 s, and whoever is not slow notices nothing. */
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { type RunningApp, startApp } from '../helpers/app.ts'
import { answersIn, sendRaw } from '../helpers/raw.ts'
import { openSlowClients, scenarios } from '../helpers/slow-clients.ts'

const CONNECTIONS = 20
const GONE_WITHIN_MS = 15_000

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

t.test(`seven ways of being slow, ${CONNECTIONS} connections each`, { jobs: 8 }, async (t) => {
  const first = await startApp(t)
  const authorization = `Bearer ${await first.token({ role: 'derfe_admin' })}`
  const ways = Object.entries(scenarios(authorization, '/openapi.json'))
  t.equal(ways.length, 7)

  // An instance of its own for each, so that its connections can be told from others.
  const instances: RunningApp[] = []
  for (const _ of ways) {
    instances.push(await startApp(t, { database: first.database, keys: first.keys }))
  }
  for (const [index, [name, way]] of ways.entries()) {
    const { app, address, as } = instances[index] as RunningApp
    t.test(name, async (t) => {
      const started = performance.now()
      const end = await openSlowClients(address, way, CONNECTIONS)
      t.teardown(end)
      const count = () => connectionsOf(app.server)
      while ((await count()) < CONNECTIONS && performance.now() - started < 5_000) await sleep(20)
      t.equal(await count(), CONNECTIONS, 'all are there')
      const bystander = await as({ role: 'ine_viewer' }).get('/v1/cutoffs', { connection: 'close' })
      t.equal(bystander.status, 200, 'whoever is not slow is answered')
      while ((await count()) > 0 && performance.now() - started < 18_000) await sleep(50)
      const seconds = (performance.now() - started) / 1000
      t.comment(`${name}: closed within ${seconds.toFixed(1)} s`)
      t.equal(await count(), 0, 'all are gone')
      t.ok(seconds <= GONE_WITHIN_MS / 1000, `within ${seconds.toFixed(1)} s`)
    })
  }
  t.test('who is too slow is told so', async (t) => {
    const bytes = await sendRaw(first.address, 'GET /v1/cut', 18_000)
    const [answer] = answersIn(bytes)
    t.match(answer?.headers['content-type'], /^application\/problem\+json/)
    t.match(JSON.parse(answer?.text ?? ''), { status: 408, code: 'REQUEST_TIMEOUT' })
    t.equal(answer?.status, 408)
  })
})
