/** Clients that let the service wait are gone within 15 s, and whoever is not slow notices nothing. */
import t from 'tap'
import { type RunningApp, startApp } from '../helpers/app.ts'
import { answersIn, sendRaw } from '../helpers/raw.ts'
import { letSlowClientsGo, scenarios } from '../helpers/slow-clients.ts'

t.test('seven ways of being slow, 20 connections each', { jobs: 8 }, async (t) => {
  const first = await startApp(t)
  const authorization = `Bearer ${await first.token({ role: 'derfe_admin' })}`
  const ways = Object.entries(scenarios(authorization))
  t.equal(ways.length, 7)

  // An instance of its own for each, so that its connections can be told from others.
  const instances: RunningApp[] = []
  for (const _ of ways) {
    instances.push(await startApp(t, { database: first.database, keys: first.keys }))
  }
  for (const [index, [name, way]] of ways.entries()) {
    t.test(name, (t) => letSlowClientsGo(t, instances[index] as RunningApp, way, 20))
  }
  t.test('who is too slow is told so', async (t) => {
    const [answer] = answersIn(await sendRaw(first.address, 'GET /v1/cut', 18_000))
    t.equal(answer?.status, 408)
    t.match(answer?.headers['content-type'], /^application\/problem\+json/)
    t.equal(answer?.headers['x-content-type-options'], 'nosniff', 'as browsers are told otherwise')
    t.match(JSON.parse(answer?.text ?? ''), { status: 408, code: 'REQUEST_TIMEOUT' })
  })
})
