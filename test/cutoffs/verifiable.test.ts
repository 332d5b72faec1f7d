/** A sealed cut-off can be verified by anybody: forms, manifest, signature, chain, annexes. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import pg from 'pg'
import t, { type Test } from 'tap'
import { jobScope } from '../../src/access/policy.ts'
import { TABLE_NAMES } from '../../src/cutoffs/schemas.ts'
import { seal } from '../../src/cutoffs/seal.ts'
import { closeDueCutoffs } from '../../src/cutoffs/service.ts'
import type { Services } from '../../src/platform/context.ts'
import { openServices } from '../../src/platform/context.ts'
import { askAs, openDatabase } from '../../src/platform/database.ts'
import { createKeysFile, readKeys } from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import { type Caller, type Reply, type RunningApp, startApp } from '../helpers/app.ts'
import { notedFetch } from '../helpers/contract.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const PROCESS = '2023-2024'
const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

const submit = (portal: Caller, overrides: Record<string, unknown> = {}) =>
  portal.post('/v1/inscription-requests', aSubmission(overrides), { 'idempotency-key': aKey() })

const sealDate = (services: Services, date: string) =>
  seal(services, jobScope('cutoff:seal'), { process: PROCESS, date, approvedBy: null })

const anotherInstance = (t: Test, { database, keys, services }: RunningApp): Services => {
  const db = openDatabase(database.appUrl, { size: 4 })
  t.teardown(() => db.end())
  return openServices(db, keys, services.documents)
}

async function ownerOf(t: Test, { database }: RunningApp): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  return owner
}

/** Whether a detached JWS is over a text, by a key that the service publishes, with that type. */
async function isSigned(caller: Caller, text: string, jws: string, typ: string): Promise<boolean> {
  const [header = '', payload, signature = ''] = jws.split('.')
  const { alg, kid, typ: found } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const { keys } = (await caller.get('/.well-known/jwks.json')).body
  const jwk = keys.find((key: { kid: string }) => key.kid === kid)
  const signed = `${header}.${Buffer.from(text).toString('base64url')}`
  return (
    [alg, payload, found].join() === ['EdDSA', '', typ].join() &&
    verify(
      null,
      Buffer.from(signed),
      createPublicKey({ key: jwk, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    )
  )
}

/** The bytes of an answer: `text()` takes a byte order mark away. */
async function bytesOf(running: RunningApp, path: string, role: 'party' | 'ine_viewer' = 'party') {
  const token = await running.token({ role, party: 'PARTIDO_A' })
  const answer = await notedFetch(`${running.address}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

t.test('a party verifies a cut-off with the file, the keys and nothing else', async (t) => {
  const running = await startApp(t, { now: '2023-10-10T18:00:00Z' })
  const portal = running.as({ role: 'srve' })
  for (const entity of ['01', '09', '09']) await submit(portal, { entity })
  await setClock(running.database.ownerUrl, '2023-10-20T18:00:00Z')
  t.same((await closeDueCutoffs(running.services)).closed, [
    '2023-09-15',
    '2023-09-30',
    '2023-10-15',
  ])
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  const date = '2023-10-15'

  const report = await party.get(`/v1/cutoffs/${date}/report`)
  t.equal(report.status, 200)
  const { manifest: text, signature, content, difference } = report.body
  const manifest = JSON.parse(text)
  t.equal(canonicalize(manifest), text, 'the manifest is canonical')
  t.ok(await isSigned(running.as(), text, signature, 'lne-cutoff-manifest'))
  t.notOk(await isSigned(running.as(), `${text} `, signature, 'lne-cutoff-manifest'))
  t.equal(manifest.digest, sha256(content))
  t.equal(canonicalize(JSON.parse(content)), content)
  t.match(JSON.parse(difference), { from: { date: '2023-09-30' }, to: { date } })
  const live = await party.get(`/v1/cutoffs/${date}`)
  t.same(JSON.parse(content).tables, live.body.tables, 'what is served beside it')
  for (const form of ['json', 'xlsx', 'pdf']) {
    const other = await party.get(`/v1/cutoffs/${date}/report?format=${form}&table=daily`)
    t.match(other.body, { status: 400, errors: [{ pointer: 'query.table', code: 'NOT_ADMITTED' }] })
  }
  const head = manifest.digest.slice(0, 8)
  t.match(report.headers.get('content-disposition'), `corte_${date}_${head}.lne.json`)
  t.match(manifest, {
    version: 1,
    process: PROCESS,
    date,
    instant: '2023-10-16T06:00:00Z',
    knownAsOf: 3,
    key: running.keys.sealing.id,
    auditHead: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  })
  t.match(live.body, {
    digest: manifest.digest,
    manifestDigest: sha256(text),
    previous: manifest.previous,
    key: manifest.key,
  })

  t.test('every form is the one that the manifest names', async (t) => {
    const names = manifest.forms.map(({ name }: { name: string }) => name)
    t.same(names, [...names].sort())
    t.equal(names.length, new Set(names).size)
    for (const table of TABLE_NAMES) {
      const path = `/v1/cutoffs/${date}/report?format=csv&table=${table}`
      const { answer, bytes } = await bytesOf(running, path)
      const name = `${table}_${date}_${head}.csv`
      const form = manifest.forms.find((one: { name: string }) => one.name === name)
      t.same([form.bytes, form.sha256], [bytes.length, sha256(bytes)], name)
      t.match(answer.headers.get('content-disposition'), name)
      t.match(answer.headers.get('content-type'), /^text\/csv; charset=utf-8/)
      t.equal(answer.headers.get('etag'), `"${form.sha256}"`)
      const digest = Buffer.from(form.sha256, 'hex').toString('base64')
      t.equal(answer.headers.get('repr-digest'), `sha-256=:${digest}:`)
    }
    const content = manifest.forms.find(
      ({ name }: { name: string }) => name === `corte_${date}_${head}.json`,
    )
    t.equal(content.sha256, manifest.digest)
  })

  t.test('who holds the bytes is told so', async (t) => {
    const etag = report.headers.get('etag') ?? ''
    t.equal(etag, `"${sha256(report.text)}"`)
    for (const known of [etag, `"x", W/${etag}`, '*']) {
      const again = await party.get(`/v1/cutoffs/${date}/report`, { 'if-none-match': known })
      t.same([again.status, again.text, again.headers.get('etag')], [304, '', etag])
    }
    const other = await party.get(`/v1/cutoffs/${date}/report`, { 'if-none-match': '"x"' })
    t.equal(other.status, 200)
  })

  t.test('the form is the one that is asked for', async (t) => {
    const typeOf = async (accept: string, query = '') => {
      const { status, headers } = await party.get(`/v1/cutoffs/${date}/report${query}`, { accept })
      return status === 200 ? headers.get('content-type')?.split(';')[0] : status
    }
    t.equal(await typeOf('*/*'), 'application/json')
    t.equal(await typeOf('text/csv'), 'text/csv')
    t.equal(await typeOf('text/csv;q=0.5, application/json;q=0.4'), 'text/csv')
    t.equal(await typeOf('application/*'), 'application/json')
    t.equal(await typeOf('text/csv', '?format=json'), 'application/json')
    t.equal(await typeOf('image/png'), 406)
    t.equal(await typeOf('application/json;q=0'), 406)
    const difference = '/report?format=csv&table=difference'
    t.equal((await party.get(`/v1/cutoffs/${date}${difference}`)).status, 200)
    const first = await party.get(`/v1/cutoffs/2023-09-15${difference}`)
    t.equal(first.status, 406, 'the first has no difference')
    t.equal(await typeOf('*/*', '?format=csv&table=nothing'), 400)
    t.equal((await party.get('/v1/cutoffs/2023-10-31/report')).status, 404)
  })

  t.test('the chain leads back to the first cut-off, in the order of sealing', async (t) => {
    // A day between two that are sealed already.
    await sealDate(anotherInstance(t, running), '2023-10-07')
    const order = ['2023-10-07', '2023-10-15', '2023-09-30', '2023-09-15']
    let wanted: { date: string; digest: string } | null = null
    for (const [index, date] of order.entries()) {
      const { manifest } = (await party.get(`/v1/cutoffs/${date}/manifest`)).body
      const { manifest: text } = (await party.get(`/v1/cutoffs/${date}/report`)).body
      if (wanted) t.same(wanted, { date, digest: sha256(text) })
      t.equal(canonicalize(manifest), text)
      t.equal(manifest.previous?.date, order[index + 1])
      wanted = manifest.previous
    }
    t.equal(wanted, null, 'the first has none before it')
    const list = (await party.get('/v1/cutoffs')).body.data
    t.same(
      list.map(({ date, previous }: Reply['body']) => [date, previous?.date]),
      [
        ['2023-10-15', '2023-09-30'],
        ['2023-10-07', '2023-10-15'],
        ['2023-09-30', '2023-09-15'],
        ['2023-09-15', undefined],
      ],
    )
  })
})

t.test('everybody gets the same bytes, whatever comes later', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  await submit(running.as({ role: 'srve' }))
  await closeDueCutoffs(running.services)
  const path = '/v1/cutoffs/2023-10-15/report'
  const paths = [path, `${path}?format=csv`, `${path}?format=csv&table=review`]
  const get = (callers: Caller[], path: string) =>
    Promise.all(callers.map(async (caller) => (await caller.get(path)).text))
  const callersOf = ({ as }: RunningApp) => [
    as({ role: 'party', party: 'PARTIDO_A' }),
    as({ role: 'party', party: 'PARTIDO_B' }),
    as({ role: 'party_reviewer', party: 'PARTIDO_B' }),
    as({ role: 'ine_viewer' }),
    as({ role: 'opl', entity: '09' }),
  ]
  const first = new Map<string, string>()
  for (const path of paths) {
    const [text = '', ...others] = await get(callersOf(running), path)
    t.ok(others.every((other) => other === text))
    first.set(path, text)
  }
  // More movements, attempts to seal again, and another instance.
  await submit(running.as({ role: 'srve' }))
  await sealDate(running.services, '2023-10-15')
  await setClock(running.database.ownerUrl, '2023-11-02T18:00:00Z')
  t.same((await closeDueCutoffs(running.services)).closed, ['2023-10-31'])
  const { database, keys } = running
  const restarted = await startApp(t, { database, keys })
  for (const path of paths) {
    const texts = await get(callersOf(restarted), path)
    t.same([...new Set(texts)], [first.get(path)])
  }
})

t.test('a refused cut-off leaves nothing behind', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  await submit(running.as({ role: 'srve' }), { entity: '09' })
  await owner.query(
    `update counters set n = n + 1 where basis = 0 and margin = 'ENTITY' and entity = '09'`,
  )
  t.match(await sealDate(running.services, '2023-10-20'), {
    status: 'REFUSED',
    identity: /\d+ ≠ \d+/,
  })
  t.match(await party.get('/v1/cutoffs/2023-10-20'), {
    body: { status: 'REFUSED', refusal: /≠/ },
  })
  for (const what of ['report', 'manifest', 'annexes']) {
    t.match(await party.get(`/v1/cutoffs/2023-10-20/${what}`), {
      status: 409,
      body: { code: 'CUTOFF_NOT_SEALED' },
    })
  }
  const { rows } = await owner.query(
    `select (select count(*)::int from cutoff_forms) as forms,
            (select count(*)::int from cutoff_manifests) as manifests`,
  )
  t.same(rows, [{ forms: 0, manifests: 0 }])
  // The job tries again every half minute.
  await sealDate(running.services, '2023-10-20')
  t.same(await outcomesOf(owner), ['CUTOFF_REFUSED'], 'once in the log')
})

/** How seals ended, as the audit log says. */
const outcomesOf = async (owner: pg.Client): Promise<string[]> =>
  (
    await owner.query(
      `select outcome from audit_entries where action = 'closeDueCutoffs' order by at`,
    )
  ).rows.map(({ outcome }) => outcome)

t.test('a seal and its entry in the log are one', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submit(running.as({ role: 'srve' }))
  await owner.query('alter function record_audit(jsonb) rename to record_nothing')
  await t.rejects(sealDate(running.services, '2023-10-18'))
  await owner.query('alter function record_nothing(jsonb) rename to record_audit')
  const { rows } = await owner.query('select status from cutoffs')
  t.same([rows, await outcomesOf(owner)], [[], []], 'neither without the other')
  const both = [sealDate(running.services, '2023-10-18'), sealDate(running.services, '2023-10-18')]
  t.same(
    (await Promise.all(both)).map((outcome) => 'already' in outcome).sort(),
    [false, true],
    'the second finds it sealed',
  )
  t.same(await outcomesOf(owner), ['OK'])
})

t.test('a difference that does not add up refuses the seal, and is named', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submit(running.as({ role: 'srve' }), { entity: '09' })
  t.match(await sealDate(running.services, '2023-10-18'), { status: 'SEALED' })
  // Everything twice: each account of the cut-off closes, and nothing moved.
  for (const table of ['counters', 'birthday_counters']) {
    const { rows } = await owner.query(
      `select column_name as name from information_schema.columns
        where table_name = $1 and data_type in ('integer', 'bigint')
          and column_name not in ('basis', 'month_day')`,
      [table],
    )
    const doubled = rows.map(({ name }) => `"${name}" = "${name}" * 2`).join()
    await owner.query(`update ${table} set ${doubled} where basis = 0`)
  }
  t.match(await sealDate(running.services, '2023-10-20'), {
    status: 'REFUSED',
    identity: /\b09\b.*≠/,
  })
})

t.test('what an older version sealed gets its manifest and its groups once', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  await submit(running.as({ role: 'srve' }))
  await closeDueCutoffs(running.services)
  // As the migration finds them.
  await owner.query(`set session_replication_role = replica`)
  await owner.query('delete from cutoff_manifests')
  await owner.query('delete from cutoff_forms')
  const { rows: kept } = await owner.query('select * from cutoff_groups order by date')
  await owner.query('delete from cutoff_groups')
  await owner.query('reset session_replication_role')
  t.equal((await party.get('/v1/cutoffs/2023-10-15')).body.manifestDigest, undefined)
  for (const what of ['report', 'manifest', 'annexes']) {
    t.match(await party.get(`/v1/cutoffs/2023-10-15/${what}`), {
      status: 409,
      body: { code: 'CUTOFF_NOT_SIGNED' },
    })
  }
  const finer = '/v1/aggregates?groupBy=sex,modality&cutoff=2023-10-15'
  t.equal((await party.get(finer)).status, 503, 'until they are added up')
  const others = [anotherInstance(t, running), anotherInstance(t, running)]
  await Promise.all([running.services, ...others].map((services) => closeDueCutoffs(services)))
  const { rows } = await owner.query(
    'select date::text, position from cutoff_manifests order by position',
  )
  t.same(rows, [
    { date: '2023-09-15', position: 1 },
    { date: '2023-09-30', position: 2 },
    { date: '2023-10-15', position: 3 },
  ])
  const { body } = await party.get('/v1/cutoffs/2023-10-15/report')
  t.ok(await isSigned(running.as(), body.manifest, body.signature, 'lne-cutoff-manifest'))
  t.equal(kept.length, 3)
  t.same((await owner.query('select * from cutoff_groups order by date')).rows, kept)
  t.equal((await party.get(finer)).status, 200)
})

t.test('nobody changes what was sealed, or adds to it', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  const owner = await ownerOf(t, running)
  await submit(running.as({ role: 'srve' }))
  await closeDueCutoffs(running.services)
  const admin = running.as({ role: 'derfe_admin' })
  const annex = await admin.post('/v1/cutoffs/2023-10-15/annexes', ANNEX, {
    'idempotency-key': aKey(),
  })
  t.equal(annex.status, 201)
  const refusal = (db: Pick<pg.ClientBase, 'query'>, sql: string): Promise<string | undefined> =>
    db.query(sql).then(
      () => undefined,
      (error) => error.code,
    )
  for (const statement of [
    `update cutoff_manifests set signature = signature`,
    `update cutoff_manifests set position = position + 10`,
    `delete from cutoff_manifests`,
    `truncate cutoff_manifests cascade`,
    `update cutoff_forms set bytes = ''`,
    `delete from cutoff_forms`,
    `truncate cutoff_forms`,
    `insert into cutoff_forms values ('${PROCESS}', '2023-10-15', 'informe.pdf', 'application/pdf', '')`,
    `delete from cutoff_groups`,
    `truncate cutoff_groups`,
    `update cutoff_groups set groups = '[]'`,
    `update cutoff_annexes set content = '{}'`,
    `delete from cutoff_annexes`,
    `truncate cutoff_annexes`,
  ]) {
    t.equal(await refusal(owner, statement), '42501', `owner: ${statement}`)
    t.equal(await refusal(running.services.db, statement), '42501', `service: ${statement}`)
  }
  t.equal((await running.services.db.query('select from cutoff_groups')).rowCount, 0)
  const reader = { role: 'party', action: 'figure:cross', entity: null, subject: 'PARTIDO_A' }
  const seen = await askAs(running.services.db, reader, (tx) =>
    tx.query('select from cutoff_groups'),
  )
  t.equal(seen.rowCount, 0, 'nor sees what it is not told')
  const manifest = (date: string, position: number) =>
    `insert into cutoff_manifests values ('${PROCESS}', '${date}', ${position}, '{}', '', '')`
  t.equal(await refusal(owner, manifest('2023-10-16', 4)), '23514', 'of nothing sealed')
  t.equal(
    await refusal(
      owner,
      `insert into cutoffs (process, date, basis, instant, status, known_as_of, content, digest, sealed_at)
       values ('${PROCESS}', '2023-10-17', 9, now(), 'SEALED', 0, '{}', '', now())`,
    ),
    '23514',
    'sealed without a manifest',
  )
})

const ANNEX = {
  title: 'Credenciales entregadas en el extranjero',
  source: 'CPVE',
  period: { from: '2023-10-01', to: '2023-10-15' },
  table: {
    columns: ['País', 'Entregadas', 'Promedio'],
    rows: [
      ['EUA', 1520, 12.5],
      ['Canadá', 31, null],
    ],
  },
}

t.test('annexes are signed, chained, and served to everybody', async (t) => {
  const running = await startApp(t, { now: '2023-10-20T18:00:00Z' })
  await submit(running.as({ role: 'srve' }))
  await closeDueCutoffs(running.services)
  const admin = running.as({ role: 'derfe_admin' })
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  const path = '/v1/cutoffs/2023-10-15/annexes'
  const add = (body: unknown, key = aKey(), at = path) =>
    admin.post(at, body, { 'idempotency-key': key })

  t.same((await party.get(path)).body, { data: [] })
  const key = aKey()
  const first = await add(ANNEX, key)
  t.equal(first.status, 201)
  t.equal(first.headers.get('location'), `${path}/${first.body.id}`)
  const replayed = await add(ANNEX, key)
  t.same(replayed.body, first.body)
  t.equal(replayed.headers.get('idempotency-replayed'), 'true')
  t.equal((await add({ ...ANNEX, title: 'Otra' }, key)).status, 422)
  // Several at once make one chain.
  const more = await Promise.all(
    ['a', 'b', 'c'].map((one) => add({ ...ANNEX, title: `más ${one}` })),
  )
  t.same(new Set(more.map(({ status }) => status)), new Set([201]))

  const { data } = (await party.get(path)).body
  t.equal(data.length, 4)
  const { manifestDigest } = (await party.get('/v1/cutoffs/2023-10-15')).body
  let previous = null
  for (const { id, digest, annex, signature } of data) {
    const text = canonicalize(annex) ?? ''
    t.equal(digest, sha256(text))
    t.ok(await isSigned(running.as(), text, signature, 'lne-cutoff-annex'))
    t.match(annex, { version: 1, process: PROCESS, date: '2023-10-15', cutoff: manifestDigest })
    t.equal(annex.previous, previous)
    t.same((await party.get(`${path}/${id}`)).body, { id, digest, annex, signature })
    previous = digest
  }
  t.match(data[0].annex, ANNEX)

  for (const [wrong, pointer, code] of [
    [{ ...ANNEX, title: 'x' }, '/title', 'TOO_SHORT'],
    [{ ...ANNEX, period: { from: '2023-10-15', to: '2023-10-01' } }, '/period/to', 'TOO_SMALL'],
    [{ ...ANNEX, table: { columns: ['a', 'a'], rows: [[1, 2]] } }, '/table/columns/1', 'REPEATED'],
    [{ ...ANNEX, table: { columns: ['a', 'b'], rows: [[1]] } }, '/table/rows/0', 'TOO_FEW'],
    [{ ...ANNEX, table: { columns: ['a'], rows: [[1, 2]] } }, '/table/rows/0', 'TOO_MANY'],
    [{ ...ANNEX, period: { from: '2023-10-16', to: '2023-10-16' } }, '/period/to', 'AFTER_CUTOFF'],
    [{ ...ANNEX, table: { columns: ['a'], rows: [[2 ** 53]] } }, '/table/rows/0/0', 'TOO_LARGE'],
    [{ ...ANNEX, table: { columns: ['a'], rows: [[true]] } }, '/table/rows/0/0', 'WRONG_TYPE'],
    [{ ...ANNEX, more: 1 }, '/more', 'UNKNOWN_FIELD'],
  ] as const) {
    t.match(await add(wrong), { status: 400, body: { errors: [{ pointer, code }] } })
  }
  const notYet = '/v1/cutoffs/2023-10-31/annexes'
  t.match(await add(ANNEX, aKey(), notYet), { status: 404, body: { code: 'NOT_FOUND' } })
  t.equal((await party.post(path, ANNEX, { 'idempotency-key': aKey() })).status, 403)
})

t.test('a key that is no longer in use still verifies what it signed', async (t) => {
  const directory = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-keys-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'keys.json')
  createKeysFile(path)
  const { seal: former, ...older } = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify(older))
  t.throws(() => readKeys(path), /seal/, 'a file of an older version lacks the use')
  createKeysFile(path)
  const { seal: added, ...others } = JSON.parse(readFileSync(path, 'utf8'))
  t.same(others, older, 'what was there stays')

  writeFileSync(path, JSON.stringify({ ...older, seal: former }))
  const first = await startApp(t, { now: '2023-10-20T18:00:00Z', keys: readKeys(path) })
  await submit(first.as({ role: 'srve' }))
  await sealDate(first.services, '2023-10-15')
  writeFileSync(path, JSON.stringify({ ...older, seal: [...added, ...former] }))
  const { database } = first
  const second = await startApp(t, { database, keys: readKeys(path) })
  await sealDate(second.services, '2023-10-16')
  const party = second.as({ role: 'party', party: 'PARTIDO_A' })
  for (const [date, key] of [
    ['2023-10-15', former[0].id],
    ['2023-10-16', added[0].id],
  ]) {
    const { body } = await party.get(`/v1/cutoffs/${date}/report`)
    t.equal(JSON.parse(body.manifest).key, key)
    t.ok(await isSigned(second.as(), body.manifest, body.signature, 'lne-cutoff-manifest'))
  }
})
