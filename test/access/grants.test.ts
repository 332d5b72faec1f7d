import pg from 'pg'
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const keyed = () => ({ 'idempotency-key': aKey() })
const purpose = { purpose: encodeURIComponent('Recurso de revisión 12/2023') }

t.test('access beyond a role takes a reason and a second person, and ends by itself', async (t) => {
  const running = await startApp(t)
  const { as } = running
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const analyst = as({ role: 'derfe_analyst', subject: 'ana' })
  const other = as({ role: 'derfe_analyst', subject: 'beto' })
  const admin = as({ role: 'derfe_admin', subject: 'carla' })
  const person = aSubmission()
  const { body: made } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    person,
    keyed(),
  )
  const { body: third } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    aSubmission(),
    keyed(),
  )
  t.equal((await analyst.get(`/v1/inscription-requests/${made.folio}`, purpose)).status, 403)

  const reason = 'Recurso de la ciudadana ante el Tribunal, expediente 12/2023'
  t.equal(
    (await analyst.post('/v1/access-grants', { folio: made.folio, reason: 'sí' }, keyed())).status,
    400,
  )
  const asked = await analyst.post(
    '/v1/access-grants',
    { folio: made.folio, reason, minutes: 10 },
    keyed(),
  )
  t.equal(asked.status, 202, asked.text)
  const { id } = asked.body
  const read = (who = analyst) => who.get(`/v1/access-grants/${id}/inscription-request`, purpose)
  t.equal((await read()).body.code, 'GRANT_NOT_IN_FORCE')
  t.equal((await analyst.post(`/v1/access-grants/${id}/approve`, {})).status, 403)
  t.equal((await admin.get('/v1/access-grants')).body.data[0].status, 'REQUESTED')
  const given = await admin.post(`/v1/access-grants/${id}/approve`, {})
  t.equal(given.status, 200, given.text)
  t.equal(given.body.status, 'IN_FORCE')
  t.equal((await admin.post(`/v1/access-grants/${id}/approve`, {})).status, 409)

  const granted = await read()
  t.equal(granted.status, 200, granted.text)
  t.equal(granted.body.givenNames, person.givenNames)
  t.equal(
    (await analyst.get(`/v1/access-grants/${id}/inscription-request`)).status,
    400,
    'with a purpose',
  )
  t.equal((await read(other)).status, 404, 'to nobody else')
  t.equal((await read(as({ role: 'auditor', subject: 'ana' }))).status, 404, 'in no other role')
  t.equal(
    (await analyst.get(`/v1/inscription-requests/${third.folio}`, purpose)).status,
    403,
    'and no other record',
  )

  await owner.query(`update access_grants set ends_at = now() - interval '1 second'`)
  t.equal((await read()).body.code, 'GRANT_NOT_IN_FORCE', 'it ends by itself')

  const { rows } = await owner.query(
    `select actor, action, outcome, purpose from audit_entries where action like 'access:%' or action like '%Grant' order by id`,
  )
  t.same(
    rows.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`),
    [
      'ana access:request INVALID_REQUEST',
      'ana requestGrant OK',
      'ana access:use GRANT_NOT_IN_FORCE',
      'ana access:approve FORBIDDEN',
      'carla approveGrant OK',
      'carla access:approve GRANT_ALREADY_APPROVED',
      'ana access:use OK',
      'ana access:use INVALID_REQUEST',
      'beto access:use NOT_FOUND',
      'ana access:use NOT_FOUND',
      'ana access:use GRANT_NOT_IN_FORCE',
    ].map((line) =>
      line.replace('ana access:use INVALID_REQUEST', 'ana access:use PURPOSE_REQUIRED'),
    ),
  )
  await t.rejects(
    owner.query(`insert into access_grants (id, role, subject, folio, reason, minutes, requested_at, approved_by, approved_at, ends_at)
      values (gen_random_uuid(), 'derfe_analyst', 'ana', 'x', 'y', 5, now(), 'ana', now(), now())`),
    /access_grants_approved_by_another/ as never,
  )
})

t.test('reading above the usual volume is alarmed, and paused until it falls', async (t) => {
  const running = await startApp(t)
  const { as, services } = running
  const folios: string[] = []
  for (let left = 30; left > 0; left -= 1) {
    const { body } = await as({ role: 'srve' }).post(
      '/v1/inscription-requests',
      aSubmission(),
      keyed(),
    )
    folios.push(body.folio)
  }
  const agent = as({ role: 'inetel_agent', subject: 'inés' })
  const calm = as({ role: 'inetel_agent', subject: 'calma' })
  for (let reads = 0; reads < 200; reads += 1) {
    await agent.get(`/v1/inscription-requests/${folios[reads % 30]}`, purpose)
  }
  t.same(await services.reading.watch(services), [], 'as much as usual')
  await agent.get(`/v1/inscription-requests/${folios[0]}`, purpose)
  await calm.get(`/v1/inscription-requests/${folios[0]}`, purpose)
  t.same(await services.reading.watch(services), ['inetel_agent:inés'])
  t.same(await services.reading.watch(services), [], 'one alarm for it')
  const paused = await agent.get(`/v1/inscription-requests/${folios[0]}`, purpose)
  t.equal(paused.status, 429)
  t.equal(paused.body.code, 'READING_PAUSED')
  t.ok(Number(paused.headers.get('retry-after')) > 0)
  t.equal((await calm.get(`/v1/inscription-requests/${folios[0]}`, purpose)).status, 200)
  const elsewhere = await startApp(t, { database: running.database, keys: running.keys })
  await elsewhere.services.reading.watch(elsewhere.services)
  t.equal(
    (
      await elsewhere
        .as({ role: 'inetel_agent', subject: 'inés' })
        .get(`/v1/inscription-requests/${folios[0]}`, purpose)
    ).status,
    429,
    'on every instance',
  )
})
