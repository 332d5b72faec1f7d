/** An instance whose clock is wrong by a day, beside one that is right. */
import pg from 'pg'
import t from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { callerOf } from '../helpers/app.ts'
import { startInstances } from '../helpers/instance.ts'

const DAY_MS = 86_400_000

t.test('an instance whose clock is a day off judges no token, and says so', async (t) => {
  const { database, keys, instances, start } = await startInstances(t, 1)
  const [right] = instances
  const good = signDevelopmentToken(keys, 'lne-extranjero', {
    role: 'derfe_reviewer',
    subject: 'rafael',
  })
  const path = '/v1/inscription-requests'
  t.equal((await callerOf(right?.address ?? '', good).get(path, { purpose: 'Prueba' })).status, 200)
  for (const skewMs of [DAY_MS, -DAY_MS]) {
    const { address } = await start(skewMs)
    const answer = await callerOf(address, good).get(path)
    t.match(answer, { status: 503, body: { code: 'UNAVAILABLE' } }, `${skewMs}`)
    t.equal(answer.headers.get('retry-after'), '2')
    t.equal((await callerOf(address, Promise.resolve('a.bad.token')).get(path)).status, 503)
    const ready = await fetch(`${address}/health/ready`)
    t.equal(ready.status, 503)
    t.match(ready.headers.get('content-type'), /^application\/problem\+json/)
    t.match(await ready.json(), {
      type: '/docs/errors#UNAVAILABLE',
      title: 'El servicio no puede atender por ahora: reintente.',
      status: 503,
      instance: '/health/ready',
      checks: { clock: false, database: true },
    })
    t.equal((await fetch(`${address}/health/live`)).status, 200)
  }
  t.equal((await callerOf(right?.address ?? '', good).get(path, { purpose: 'Prueba' })).status, 200)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { rows } = await owner.query(
    `select count(*)::int as n, count(*) filter (where at < before)::int as disordered,
            bool_and(abs(extract(epoch from at - now())) < 600) as today
       from (select at, lag(at) over (order by id) as before from audit_entries) e`,
  )
  t.match(
    rows[0],
    { disordered: 0, today: true },
    'entries are in order, by the clock of the database',
  )
  t.ok(rows[0].n >= 2)
})
