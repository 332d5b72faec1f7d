import pg from 'pg'
import t from 'tap'
import { verifyFigures } from '../../src/aggregates/verify.ts'
import { exportLog } from '../../src/audit/export.ts'
import { signHead } from '../../src/audit/log.ts'
import { setClock } from '../../src/platform/provision.ts'
import { removeDue } from '../../src/retention/service.ts'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const { verifyAudit } = await import(new URL('../../verifiers/audit.mjs', import.meta.url).href)

t.test('personal data go when their time has come, and what must stay stays', async (t) => {
  const running = await startApp(t)
  const { as, database, services } = running
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const folios: string[] = []
  for (const entity of ['09', '14', '20']) {
    const { body } = await as({ role: 'srve' }).post(
      '/v1/inscription-requests',
      aSubmission({ entity }),
      { 'idempotency-key': aKey() },
    )
    folios.push(body.folio)
  }
  const reviewer = as({ role: 'derfe_reviewer' })
  const purpose = { purpose: 'Prueba' }
  // One of them was asked for something in words, and with a note.
  const asked = `/v1/inscription-requests/${folios[0]}`
  const etag = async () => (await reviewer.get(asked, purpose)).headers.get('etag') ?? ''
  await reviewer.post(`${asked}/initial-check`, {}, { 'if-match': await etag() })
  await reviewer.post(`${asked}/claim`, {})
  const items = [{ code: 'PROOF_EXPIRED', kind: 'OUTDATED', text: 'El recibo de Juana Pérez' }]
  const correction = await reviewer.post(
    `${asked}/corrections`,
    { items },
    { 'idempotency-key': aKey(), 'if-match': await etag() },
  )
  t.equal(correction.status, 201, correction.text)
  const figures = async () =>
    (await as({ role: 'auditor' }).get('/v1/aggregates/entities?validAsOf=2023-12-01T07:00:00Z'))
      .body
  await setClock(database.ownerUrl, '2023-12-02T06:00:00Z')
  const before = await figures()
  t.equal(before.total.total, 3)

  await setClock(database.ownerUrl, '2031-06-01T12:00:00Z')
  t.equal(await removeDue(services), 0, 'not before seven years after election day')
  await t.rejects(services.db.query('delete from identities'), { code: '42501' }, 'nor by hand')
  const early = await services.db.query(`select remove_personal_data('2023-2024', 10)`)
  t.equal(early.rows.length, 0, 'the database says so too')
  t.equal(
    (await reviewer.get(`/v1/inscription-requests/${folios[0]}`, purpose)).body.givenNames !==
      undefined,
    true,
  )

  await setClock(database.ownerUrl, '2031-06-04T12:00:00Z')
  t.equal(await removeDue(services), 3)
  t.equal(await removeDue(services), 0, 'repeated, nothing is left')
  for (const table of ['identities', 'contact_data', 'live_requests']) {
    t.equal((await owner.query(`select from ${table}`)).rows.length, 0, table)
  }
  const { status, body } = await reviewer.get(`/v1/inscription-requests/${folios[0]}`, purpose)
  t.equal(status, 200)
  t.equal(body.givenNames, undefined)
  t.equal(body.address, undefined)
  t.equal(body.birthDate, undefined)
  t.match(body.corrections[0].items[0], { code: 'PROOF_EXPIRED', text: '' })
  t.match(body.personalDataRemovedAt, /^2031-06-04T12:/, 'a tombstone tells it')
  t.equal(
    (await reviewer.get(`/v1/inscription-requests/${folios[0]}/movements`, purpose)).body.data
      .length,
    4,
  )
  t.same(await figures(), before, 'figures are what they were')
  t.same(await verifyFigures(owner), [])

  await signHead(services)
  const lines: string[] = []
  for await (const line of exportLog(owner)) lines.push(line)
  const heads = lines.flatMap((line) => JSON.parse(line).head ?? [])
  const jwks = (await as().get('/.well-known/jwks.json')).body
  t.same((await verifyAudit(lines, heads, jwks)).problems, [], 'the log holds')
  const { rows } = await owner.query(
    `select cardinality(records) as n from audit_entries where action = 'retention:remove'`,
  )
  t.same(rows, [{ n: 3 }], 'and says what was removed')
})
