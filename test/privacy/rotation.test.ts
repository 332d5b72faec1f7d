import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import {
  addEncryptionKey,
  createKeysFile,
  readKeys,
  useNewestEncryptionKey,
} from '../../src/platform/keys.ts'
import { rotateKeys } from '../../src/platform/rotate.ts'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const purpose = { purpose: 'Prueba' }

function keysFile(t: Test): string {
  const directory = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-keys-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'keys.json')
  createKeysFile(path)
  return path
}

t.test('encryption keys are exchanged while the service works', async (t) => {
  const path = keysFile(t)
  const old = readKeys(path)
  const before = await startApp(t, { keys: old })
  const portal = before.as({ role: 'srve' })
  const made: { folio: string; name: string }[] = []
  for (let left = 30; left > 0; left -= 1) {
    const body = aSubmission()
    const { body: answer } = await portal.post('/v1/inscription-requests', body, {
      'idempotency-key': aKey(),
    })
    made.push({ folio: answer.folio, name: body.givenNames as string })
  }

  t.equal(addEncryptionKey(path), 2)
  t.equal(readKeys(path).encryptionVersion, 1, 'known everywhere before anybody encrypts with it')
  t.equal(useNewestEncryptionKey(path), 2)
  const both = readKeys(path)
  t.equal(both.encryptionVersion, 2)
  const after = await startApp(t, { keys: both, database: before.database })
  const owner = new pg.Client({ connectionString: before.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const versions = async () =>
    (
      await owner.query(
        `select distinct get_byte(given_names, 0) as version from identities order by 1`,
      )
    ).rows.map(({ version }) => version)

  // Both instances serve while rows are moved over, a batch at a time.
  let reading = true
  const reader = async () => {
    let reads = 0
    while (reading) {
      const one = made[reads % made.length] as { folio: string; name: string }
      const answer = await after
        .as({ role: 'derfe_reviewer' })
        .get(`/v1/inscription-requests/${one.folio}`, purpose)
      if (answer.status !== 200 || answer.body.givenNames !== one.name) t.fail(answer.text)
      reads += 1
    }
    return reads
  }
  const reads = reader()
  const key = { 'idempotency-key': aKey() }
  const late = aSubmission()
  t.equal(
    (await after.as({ role: 'srve' }).post('/v1/inscription-requests', late, key)).status,
    201,
  )
  t.same(await versions(), [1, 2])
  const seen: number[] = []
  const { rows } = await rotateKeys(before.database.ownerUrl, both, 'all', (done) =>
    seen.push(done),
  )
  reading = false
  t.ok((await reads) > 0, `${await reads} reads meanwhile`)
  t.ok(rows >= 60, `${rows} rows written`)
  t.ok(seen.length >= 3, 'progress was told')
  t.same(await versions(), [2])
  t.equal((await rotateKeys(before.database.ownerUrl, both)).rows, 0, 'repeated, nothing is left')

  const file = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...file, encryption: [file.encryption[0]] }))
  const only = await startApp(t, { keys: readKeys(path), database: before.database })
  for (const { folio, name } of made) {
    const { body } = await only
      .as({ role: 'derfe_reviewer' })
      .get(`/v1/inscription-requests/${folio}`, purpose)
    if (body.givenNames !== name) t.fail(`${folio} is not readable with the new key alone`)
  }
  const again = await only.as({ role: 'srve' }).post('/v1/inscription-requests', late, key)
  t.equal(again.status, 201)
  t.equal(again.headers.get('idempotency-replayed'), 'true', 'kept answers were moved over too')
})

t.test('a value is bound to its table, column and row', async (t) => {
  const running = await startApp(t)
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const folios: string[] = []
  for (let left = 3; left > 0; left -= 1) {
    const { body } = await running
      .as({ role: 'srve' })
      .post('/v1/inscription-requests', aSubmission(), { 'idempotency-key': aKey() })
    folios.push(body.folio)
  }
  const read = (folio?: string) =>
    running.as({ role: 'derfe_reviewer' }).get(`/v1/inscription-requests/${folio}`, purpose)
  t.equal((await read(folios[0])).status, 200)
  for (const [attack, sql] of Object.entries({
    'another row': `update identities set given_names = (select given_names from identities where request_id <> (select id from inscription_requests where folio = $1) limit 1) where request_id = (select id from inscription_requests where folio = $1)`,
    'another column': `update identities set given_names = first_surname where request_id = (select id from inscription_requests where folio = $1)`,
    'one bit': `update contact_data set address = set_byte(address, 40, get_byte(address, 40) # 1) where request_id = (select id from inscription_requests where folio = $1)`,
  })) {
    const folio = folios.shift()
    await owner.query(sql, [folio])
    const answer = await read(folio)
    t.equal(answer.status, 500, attack)
    t.notMatch(answer.text, /givenNames/)
  }
})

t.test('what was stored before there was encryption is encrypted', async (t) => {
  const running = await startApp(t)
  const body = aSubmission()
  const { body: made } = await running
    .as({ role: 'srve' })
    .post('/v1/inscription-requests', body, { 'idempotency-key': aKey() })
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  t.equal((await rotateKeys(running.database.ownerUrl, running.keys, 'plain')).rows, 0)
  await owner.query(
    `update identities set elector_key = '\\x00'::bytea || convert_to($1, 'UTF8'), given_names = '\\x00'::bytea || convert_to($2, 'UTF8')`,
    [body.electorKey, body.givenNames],
  )
  t.equal((await rotateKeys(running.database.ownerUrl, running.keys, 'plain')).rows, 1)
  const { body: read } = await running
    .as({ role: 'derfe_reviewer' })
    .get(`/v1/inscription-requests/${made.folio}`, purpose)
  t.same([read.electorKey, read.givenNames], [body.electorKey, body.givenNames])
})
