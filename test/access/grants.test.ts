import pg from 'pg'
import t from 'tap'
import { draftOf } from '../../src/audit/entries.ts'
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
  t.equal(granted.headers.get('cache-control'), 'no-store', 'which nobody keeps')
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
      'carla access:approve OK',
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

t.test('whoever has read too much here is refused at once, at every door', async (t) => {
  const { as } = await startApp(t, {
    usualReads: { derfe_reviewer: 2, derfe_admin: 9, inetel_agent: 1, srve: 99 },
  })
  const portal = as({ role: 'srve' })
  const person = aSubmission()
  const { body: made } = await portal.post('/v1/inscription-requests', person, keyed())
  for (let left = 2; left > 0; left -= 1) {
    await portal.post('/v1/inscription-requests', aSubmission(), keyed())
  }
  const reviewer = as({ role: 'derfe_reviewer', subject: 'rita' })
  const page = await reviewer.get('/v1/inscription-requests?limit=3', purpose)
  t.equal(page.body.data.length, 3, 'what goes beyond is told, and is the last')
  const record = `/v1/inscription-requests/${made.folio}`
  const lookup = { electorKey: person.electorKey }
  for (const [door, answer] of Object.entries({
    list: await reviewer.get('/v1/inscription-requests?limit=1', purpose),
    record: await reviewer.get(record, purpose),
    'look-up': await reviewer.post('/v1/inscription-requests/lookup', lookup, purpose),
    documents: await reviewer.get(
      `${record}/documents/018c0000-0000-7000-8000-000000000000`,
      purpose,
    ),
    cases: await reviewer.get('/v1/aggregates/cases?entity=09'),
    'last movements': await reviewer.get('/v1/reports/last-movements'),
    'printed last movements': await reviewer.get('/v1/reports/last-movements?format=pdf'),
  })) {
    t.match(answer.body, { status: 429, code: 'READING_PAUSED' }, door)
  }
  const { body } = await reviewer.query(
    `{ getInscriptionRequest(folio: "${made.folio}", purpose: "Prueba") { folio } }`,
  )
  t.equal(body.errors[0].extensions.code, 'READING_PAUSED')
  t.equal((await as({ role: 'derfe_reviewer', subject: 'ema' }).get(record, purpose)).status, 200)

  const agent = as({ role: 'inetel_agent', subject: 'inés' })
  const dryRun = () => agent.post('/v1/inscription-requests/dry-run', lookup)
  t.equal((await dryRun()).body.liveRequest, true)
  t.equal((await dryRun()).body.liveRequest, true)
  t.match(
    (await dryRun()).body,
    { status: 429, code: 'READING_PAUSED' },
    'a dry run tells of somebody',
  )
})

t.test('a person who tries one elector after another by dry runs is refused', async (t) => {
  const { as, keys, database } = await startApp(t)
  const person = aSubmission()
  const { body: made } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    person,
    keyed(),
  )
  const agent = as({ role: 'inetel_agent', subject: 'adivina' })
  const dryRun = (electorKey: unknown) =>
    agent.post('/v1/inscription-requests/dry-run', { electorKey })
  await dryRun(person.electorKey)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query(
    `select records from audit_entries where action = 'request:dry-run'`,
  )
  await owner.end()
  t.same(rows, [{ records: [keys.pseudonym(made.folio)] }], 'the log says of whom it told')
  for (let left = 30; left > 0; left -= 1) {
    t.equal((await dryRun(aSubmission().electorKey)).body.liveRequest, false)
  }
  t.match((await dryRun(aSubmission().electorKey)).body, { status: 429, code: 'TOO_MANY_REQUESTS' })
})

t.test(
  'reading above the usual volume is alarmed, and paused until another person releases it',
  async (t) => {
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

    const admin = as({ role: 'derfe_admin', subject: 'carla' })
    const listed = await admin.get('/v1/audit/pauses')
    t.match(listed.body.data, [{ role: 'inetel_agent', subject: 'inés' }])
    t.equal(listed.body.data.length, 1)
    const release = `/v1/audit/pauses/${listed.body.data[0].id}/release`
    const reason = { reason: 'Jornada de llamadas por correcciones, oficio 7' }
    const herself = as({ role: 'derfe_admin', subject: 'inés' })
    t.equal((await agent.post(release, reason)).status, 403)
    t.equal((await herself.post(release, reason)).body.code, 'SAME_PERSON', 'in whatever role')
    t.equal((await admin.post(release, { reason: 'sí' })).status, 400)
    const absent = release.replace(/[0-9a-f]{12}\/release/, '000000000000/release')
    t.equal((await admin.post(absent, reason)).status, 404)
    const read = () => agent.get(`/v1/inscription-requests/${folios[0]}`, purpose)
    t.equal((await read()).status, 429, 'nothing of this has released her')
    const key = keyed()
    t.equal((await admin.post(release, reason, key)).status, 200)
    t.equal(
      (await admin.post(release, reason, key)).headers.get('idempotency-replayed'),
      'true',
      'told once',
    )
    t.equal((await admin.post(release, reason)).status, 404, 'it is released')
    t.same((await admin.query('{ listReadingPauses { id } }')).body.data.listReadingPauses, [])
    t.equal((await read()).status, 200)
    t.same(await services.reading.watch(services), [], 'what was read before counts no more')
    const again = as({ role: 'inetel_agent', subject: 'inés' })
    t.equal((await again.get(`/v1/inscription-requests/${folios[1]}`, purpose)).status, 200)
    await elsewhere.services.reading.watch(elsewhere.services)
    const there = elsewhere.as({ role: 'inetel_agent', subject: 'inés' })
    t.equal((await there.get(`/v1/inscription-requests/${folios[0]}`, purpose)).status, 200)

    for (let reads = 0; reads < 200; reads += 1) {
      await agent.get(`/v1/inscription-requests/${folios[reads % 30]}`, purpose)
    }
    t.same(await services.reading.watch(services), ['inetel_agent:inés'], 'and it begins again')
    const [pause] = (await admin.query('{ listReadingPauses { id subject } }')).body.data
      .listReadingPauses
    const released = await admin.query(
      `mutation ($id: String!, $reason: String!) { releaseReading(id: $id, reason: $reason) { role subject } }`,
      { id: pause.id, ...reason },
    )
    t.same(released.body.data.releaseReading, { role: 'inetel_agent', subject: 'inés' })
    t.equal((await read()).status, 200)

    const owner = new pg.Client({ connectionString: running.database.ownerUrl })
    await owner.connect()
    t.teardown(() => owner.end())
    const { rows } = await owner.query(
      `select actor, outcome, purpose, content::json ->> 'about' as about from audit_entries
      where action = 'releaseReading' order by id`,
    )
    const entry = { actor: 'carla', about: 'inetel_agent:inés', purpose: reason.reason }
    t.same(rows, [
      { ...entry, outcome: 'OK' },
      { ...entry, outcome: 'REPLAYED' },
      { ...entry, outcome: 'OK' },
    ])
  },
)

t.test('the log says whom and what acts on access and cut-offs were about', async (t) => {
  const { as, database } = await startApp(t)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { body: made } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    aSubmission(),
    keyed(),
  )
  const [ana, beatriz] = ['ana', 'beatriz'].map((subject) => as({ role: 'derfe_admin', subject }))
  const reason = 'Recurso de revisión 12/2023'
  const asked = await as({ role: 'auditor', subject: 'aurora' }).post(
    '/v1/access-grants',
    { folio: made.folio, reason, minutes: 5 },
    keyed(),
  )
  await ana?.post(`/v1/access-grants/${asked.body.id}/approve`)
  await ana?.post('/v1/token-revocations', { subject: 'pablo', reason: 'Equipo perdido' })
  await ana?.post('/v1/cutoffs', { date: '2023-11-29' }, keyed())
  await beatriz?.post('/v1/cutoffs/2023-11-29/approve')
  const { rows } = await owner.query(
    `select action || ' ' || (content::json ->> 'about') as line, purpose from audit_entries
      where outcome = 'OK' and content::json ->> 'about' is not null order by id`,
  )
  t.same(
    rows.map(({ line, purpose }) => [line, purpose]),
    [
      ['requestGrant auditor:aurora', reason],
      ['approveGrant auditor:aurora', null],
      ['revokeTokens subject:pablo', 'Equipo perdido'],
      ['proposeCutoff cutoff:2023-11-29', null],
      ['approveCutoff cutoff:2023-11-29', null],
    ],
  )
})

t.test('an act tells who the person is only to who says what for, and is not paused', async (t) => {
  const { as, services, database } = await startApp(t)
  const portal = as({ role: 'srve' })
  const reviewer = as({ role: 'derfe_reviewer', subject: 'rita' })
  const tells = (body: object) =>
    ['birthDate', 'givenNames', 'firstSurname', 'electorKey', 'address'].filter(
      (field) => field in body,
    ).length
  const submitted = await portal.post('/v1/inscription-requests', aSubmission(), keyed())
  t.equal(tells(submitted.body), 5, 'a system has its purpose in its registration')
  const path = `/v1/inscription-requests/${submitted.body.folio}`
  let etag = submitted.headers.get('etag') ?? ''
  const act = async (name: string, body: object, headers: Record<string, string>) => {
    const reply = await reviewer.post(`${path}/${name}`, body, { ...headers, 'if-match': etag })
    t.equal(reply.status, 200, `${name}: ${reply.text.slice(0, 200)}`)
    etag = reply.headers.get('etag') ?? etag
    return reply.body
  }
  const claim = (args = '') =>
    reviewer.query(
      `mutation { claimInscriptionRequest(folio: "${submitted.body.folio}"${args}) { folio givenNames birthDate } }`,
    )
  t.equal(tells(await act('initial-check', { to: 'IN_ANALYSIS' }, keyed())), 0)
  t.equal(tells(await act('claim', {}, keyed())), 0)
  const told = keyed()
  t.equal(tells(await act('release', {}, { ...told, ...purpose })), 5)
  t.equal(tells(await act('release', {}, { ...told, ...purpose })), 5, 'and again what it was told')
  t.equal(tells(await act('release', {}, told)), 0, 'but for nothing nobody is told again')
  const { folio } = submitted.body
  const { body: read } = await as({ role: 'derfe_admin' }).get(
    `/v1/inscription-requests/${folio}/consultations`,
  )
  t.equal(
    read.data.filter((one: { action: string }) => one.action === 'releaseInscriptionRequest')
      .length,
    3,
    'a repetition is a consultation',
  )
  const lost = { folio: 'AAAA-AAAA-AAAA-A', purpose: 'Una finalidad dicha' }
  await reviewer.query(
    `{ getInscriptionRequest(folio: "${lost.folio}", purpose: "${lost.purpose}") { folio } }`,
  )
  await reviewer.query(
    'query($p: String) { getInscriptionRequest(folio: "AAAA-AAAA-AAAA-A", purpose: $p) { folio } }',
    { p: lost.purpose },
  )
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const { rows } = await owner.query(
    `select purpose from audit_entries where action = 'getInscriptionRequest'`,
  )
  t.same(
    rows,
    [{ purpose: lost.purpose }, { purpose: lost.purpose }],
    'a refused field was asked for something',
  )
  t.match((await claim()).body.data.claimInscriptionRequest, { givenNames: null, birthDate: null })
  const wrong = await reviewer.post(`${path}/release`, {}, { ...keyed(), purpose: 'x' })
  t.match(wrong.body, { errors: [{ pointer: 'header.purpose', code: 'INVALID_PURPOSE' }] })

  const alarm = { action: 'alarm:reading', outcome: 'OK', folios: [], about: 'derfe_reviewer:rita' }
  await services.audit.add(draftOf(services, alarm))
  await services.reading.follow(services)
  t.equal((await reviewer.get(path, purpose)).status, 429)
  const key = keyed()
  t.equal(tells(await act('release', {}, { ...key, ...purpose })), 0, 'nor while it is paused')
  t.equal(tells(await act('release', {}, { ...key, ...purpose })), 0, 'nor by repeating it')
  t.equal(
    tells(await act('release', {}, { ...told, ...purpose })),
    0,
    'nor what it was told before',
  )
})

t.test('acts that told who the person is count as reading', async (t) => {
  const { as, services } = await startApp(t)
  const { body } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    aSubmission(),
    keyed(),
  )
  const agent = as({ role: 'inetel_agent', subject: 'iris' })
  const path = `/v1/inscription-requests/${body.folio}/withdrawal`
  for (let left = 205; left > 0; left -= 1) {
    const entry = draftOf(
      { ...services, actor: { role: 'inetel_agent', sub: 'iris' }, purpose: 'Atención' },
      { action: 'changeModality', outcome: 'REPLAYED', folios: [body.folio] },
    )
    await services.audit.add(entry)
  }
  t.same(await services.reading.watch(services), ['inetel_agent:iris'])
  t.equal((await agent.get(path.replace('/withdrawal', ''), purpose)).status, 429)
})
