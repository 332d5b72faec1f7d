import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import t, { type Test } from 'tap'
import { signHead } from '../../src/audit/log.ts'
import { publicJwks } from '../../src/platform/jws.ts'
import {
  addEncryptionKey,
  addSigningKey,
  createKeysFile,
  encryptWithNewestKey,
  readKeys,
  signWithNewestKey,
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
  t.equal(encryptWithNewestKey(path), 2)
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

t.test('keys are read by their owner alone, and no nonce is used twice', async (t) => {
  const path = keysFile(t)
  const ownerAlone = () => t.equal(statSync(path).mode & 0o077, 0, 'nobody else reads the file')
  ownerAlone()
  addEncryptionKey(path)
  ownerAlone()
  const keys = readKeys(path)
  const nonces = new Set<string>()
  const TIMES = 20_000
  for (let left = TIMES; left > 0; left -= 1) {
    // After the byte of the key's version.
    nonces.add(keys.seal('a place', 'the same').subarray(1, 13).toString('hex'))
  }
  t.equal(nonces.size, TIMES)
})

t.test('signing keys are exchanged in two steps, and retired ones stay public', async (t) => {
  const path = keysFile(t)
  for (const use of ['audit', 'seal'] as const) {
    const pairs = () => {
      const keys = readKeys(path)
      return use === 'audit' ? keys.auditPairs : keys.sealingPairs
    }
    const first = pairs()[0]?.id
    t.equal(signWithNewestKey(path, use), first, 'without a new one nothing changes')
    const second = addSigningKey(path, use)
    t.equal(pairs()[0]?.id, first, 'published before it signs')
    t.equal(signWithNewestKey(path, use), second)
    const third = addSigningKey(path, use)
    t.equal(signWithNewestKey(path, use), third, 'the newest, and no older one')
    t.same(
      pairs().map(({ id }) => id),
      [third, second, first],
    )
    const published = (await publicJwks(readKeys(path))).map((jwk) => 'kid' in jwk && jwk.kid)
    for (const id of [first, second, third]) t.ok(published.includes(id), `${use}: ${id} is public`)
  }
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

t.test('what the operator exports and rotates is in the log', async (t) => {
  const path = keysFile(t)
  const running = await startApp(t, { keys: readKeys(path) })
  const lne = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['build/src/lne.js', ...args], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        _TAPJS_PROCESSINFO_COVERAGE_: '0',
        DATABASE_MIGRATION_URL: running.database.ownerUrl,
        LNE_KEYS_FILE: path,
      },
    })
  await lne('audit', 'export', `${path}.log.jsonl`)
  await lne('keys', 'rotate')
  await signHead(running.services)
  const { body } = await running.as({ role: 'auditor' }).get('/v1/audit/entries')
  const deeds = body.data.map(({ role, action }: Record<string, string>) => `${role} ${action}`)
  t.same(deeds, ['operator lne keys rotate', 'operator lne audit export'])
})
