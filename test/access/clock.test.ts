/** Instances whose clocks are wrong, beside one that is right. */
import { SignJWT } from 'jose'
import pg from 'pg'
import t, { type Test } from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { signHead } from '../../src/audit/log.ts'
import { openDatabase } from '../../src/platform/database.ts'
import type { Keys } from '../../src/platform/keys.ts'
import { callerOf } from '../helpers/app.ts'
import type { TestDatabase } from '../helpers/database.ts'
import { startInstances } from '../helpers/instance.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const DAY_MS = 86_400_000

async function ownerOf(t: Test, { ownerUrl }: TestDatabase): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  return owner
}

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
  const owner = await ownerOf(t, database)
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

/** As far from the database's as a clock may be and still be served by. */
const APART_MS = 25_000

/** A token of the portal that was issued a minute ago: for a clock that is slow it is of no later day. */
const anOldToken = ({ token }: Keys): Promise<string> =>
  new SignJWT({ role: 'srve', client_id: 'srve' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: token?.id ?? '' })
    .setIssuer('lne-extranjero-development')
    .setAudience('lne-extranjero')
    .setSubject('srve')
    .setJti('reloj')
    .setIssuedAt(Math.floor(Date.now() / 1000) - 60)
    .setExpirationTime('1h')
    .sign(token?.privateKey as never)

t.test('of instances with different clocks the log is in one order', async (t) => {
  const { database, keys, start } = await startInstances(t, 0)
  const token = anOldToken(keys)
  const portals = (await Promise.all([start(APART_MS), start(-APART_MS), start()])).map(
    ({ address }) => callerOf(address, token),
  )
  const db = openDatabase(database.appUrl, { size: 2 })
  t.teardown(() => db.end())
  const path = '/v1/inscription-requests'
  let asked = 0
  for (let round = 0; round < 8; round += 1) {
    for (const portal of portals) {
      const { status, body } = await portal.post(path, aSubmission(), { 'idempotency-key': aKey() })
      t.equal(status, 201)
      t.equal((await portal.get(`${path}/${body.folio}`)).status, 200)
      t.equal((await portal.get(`${path}/nothing`)).status, 400)
      asked += 3
    }
    await signHead({ db, keys })
  }
  // And many at once, with heads meanwhile.
  let busy = true
  const heads = (async () => {
    while (busy) await signHead({ db, keys })
  })()
  const submissions = Array.from({ length: 60 }, (_, n) =>
    portals[n % 3]?.post(path, aSubmission(), { 'idempotency-key': aKey() }),
  )
  const reads = Array.from({ length: 120 }, (_, n) => portals[n % 3]?.get(`${path}?limit=1`))
  const answers = await Promise.all([...submissions, ...reads])
  // On a machine with too much to do some are turned away.
  const served = answers.filter((answer) => answer?.status !== 503)
  t.same([...new Set(served.map((answer) => answer?.status))].sort(), [200, 201])
  busy = false
  await heads
  await signHead({ db, keys })
  const owner = await ownerOf(t, database)
  const { rows } = await owner.query(
    `select count(*)::int as n, count(*) filter (where at < before)::int as disordered,
            count(*) filter (where id < "idBefore")::int as "idsDisordered",
            max(abs(extract(epoch from at - now())))::float as oldest
       from (select e.at, e.id, lag(e.at) over (order by l.index) as before,
                    lag(e.id) over (order by l.index) as "idBefore"
               from audit_leaves l join audit_entries e on e.id = l.entry) log`,
  )
  t.ok(rows[0].n >= asked + served.length, `${rows[0].n} entries`)
  t.match(rows[0], { disordered: 0, idsDisordered: 0 })
  t.ok(rows[0].oldest < APART_MS / 1000, `of the clock of the database, ${rows[0].oldest} s ago`)
})
