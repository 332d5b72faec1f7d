import { spawnSync } from 'node:child_process'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { draftOf, recordEntries } from '../../src/audit/entries.ts'
import { exportLog, wrongColumns } from '../../src/audit/export.ts'
import { copyHeads, signHead } from '../../src/audit/log.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { jwsOf, publicJwks } from '../../src/platform/jws.ts'
import { createKeysFile } from '../../src/platform/keys.ts'
import { makeKeys, type RunningApp, startApp } from '../helpers/app.ts'
import { Random, seedOfRun } from '../helpers/random.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const { verifyAudit } = await import(new URL('../../verifiers/audit.mjs', import.meta.url).href)

async function ownerOf(t: Test, { database }: RunningApp): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  return owner
}

const keyed = () => ({ 'idempotency-key': aKey() })
const purpose = { purpose: encodeURIComponent('Atención ciudadana') }

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 9162 section 2.1.3.2: whether a path leads from a leaf to a root. Written apart from the service. */
function leadsTo(leaf: string, index: number, size: number, path: string[], root: string): boolean {
  let [fn, sn] = [index, size - 1]
  let hash: Buffer = Buffer.from(leaf, 'hex')
  for (const step of path.map((text) => Buffer.from(text, 'hex'))) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(Buffer.of(1), step, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else {
      hash = sha256(Buffer.of(1), hash, step)
    }
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && hash.toString('hex') === root
}

/** RFC 9162 section 2.1.4.2: whether the tree of `from` leaves begins that of `to`. */
function begins(from: number, to: number, path: string[], first: string, second: string): boolean {
  if (from === to) return path.length === 0 && first === second
  if (from === 0) return path.length === 0
  const steps = path.map((text) => Buffer.from(text, 'hex'))
  if (Number.isInteger(Math.log2(from))) steps.unshift(Buffer.from(first, 'hex'))
  let [fn, sn] = [from - 1, to - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  let [fr, sr] = [steps[0] as Buffer, steps[0] as Buffer]
  for (const step of steps.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = sha256(Buffer.of(1), step, fr)
      sr = sha256(Buffer.of(1), step, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else {
      sr = sha256(Buffer.of(1), sr, step)
    }
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && fr.toString('hex') === first && sr.toString('hex') === second
}

t.test('a file that cannot be written is told in one line', async (t) => {
  const { database } = await startApp(t)
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-export-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  createKeysFile(join(folder, 'keys.json'))
  const file = join(folder, 'nowhere', 'log.jsonl')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['build/src/lne.js', 'audit', 'export', file],
    {
      env: { PATH: process.env.PATH, DATABASE_URL: database.ownerUrl, LNE_DATA_DIR: folder },
      encoding: 'utf8',
      timeout: 60_000,
    },
  )
  t.equal(status, 1)
  t.match(stderr, /^The log is not exported to .*: ENOENT: .*\n$/)
})

t.test('every read, write and refused attempt is an entry', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const portal = running.as({ role: 'srve' })
  const reviewer = running.as({ role: 'derfe_reviewer', subject: 'rafael' })
  const party = running.as({ role: 'party', party: 'PARTIDO_A' })
  const opl = running.as({ role: 'opl', entity: '20', subject: 'olivia' })
  let expected = 0
  const outcomes: string[] = []
  /** Runs a request and says what its entry must be. */
  const entered = async (
    asked: Promise<{ status: number; body: unknown; headers: Headers }>,
    status: number,
    ...entries: string[]
  ) => {
    const answer = await asked
    t.equal(answer.status, status, JSON.stringify(answer.body).slice(0, 200))
    outcomes.push(...entries)
    expected += entries.length
    const { rows } = await owner.query(
      `select action || ' ' || outcome as line from audit_entries order by id`,
    )
    const last = rows.slice(rows.length - entries.length).map(({ line }) => line)
    t.same(last.sort(), entries.sort(), `${expected} entries`)
    t.equal(rows.length, expected, 'neither more nor fewer')
    return answer as { status: number; body: Record<string, unknown>; headers: Headers }
  }
  const path = '/v1/inscription-requests'
  const submission = aSubmission({ entity: '09' })
  const key = keyed()
  const made = await entered(portal.post(path, submission, key), 201, 'createInscriptionRequest OK')
  const folio = String(made.body.folio)
  await entered(portal.post(path, submission, key), 201, 'createInscriptionRequest REPLAYED')
  await entered(portal.post(path, submission, keyed()), 409, 'request:submit LIVE_REQUEST_EXISTS')
  await entered(portal.post(path, {}, keyed()), 400, 'request:submit INVALID_REQUEST')
  await entered(portal.post(`${path}/dry-run`, submission), 200, 'request:dry-run OK')
  await entered(reviewer.get(`${path}/${folio}`, purpose), 200, 'request:read OK')
  await entered(reviewer.get(`${path}/${folio}`), 400, 'request:read PURPOSE_REQUIRED')
  await entered(reviewer.get(`${path}?limit=5`, purpose), 200, 'request:list OK')
  await entered(reviewer.get(`${path}/${folio}/movements`, purpose), 200, 'request:movements OK')
  await entered(party.get(`${path}/${folio}`), 403, 'request:read FORBIDDEN')
  await entered(opl.get(`${path}/${folio}`, purpose), 404, 'request:read NOT_FOUND')
  await entered(
    reviewer.post(`${path}/lookup`, { electorKey: submission.electorKey }, purpose),
    200,
    'request:lookup OK',
  )
  const act = `${path}/${folio}/initial-check`
  await entered(reviewer.post(act, {}), 428, 'review:check PRECONDITION_REQUIRED')
  await entered(
    reviewer.post(act, {}, { 'if-match': '"99"' }),
    412,
    'review:check PRECONDITION_FAILED',
  )
  await entered(reviewer.post(act, {}, { 'if-match': '"1"' }), 200, 'checkInscriptionRequest OK')
  await entered(
    reviewer.query(
      'query ($f: String!, $p: String) { getInscriptionRequest(folio: $f, purpose: $p) { folio } }',
      {
        f: folio,
        p: 'Revisión',
      },
    ),
    200,
    'request:read OK',
  )
  await entered(
    party.query('query ($f: String!) { getInscriptionRequest(folio: $f) { folio } }', { f: folio }),
    200,
    'getInscriptionRequest FORBIDDEN',
  )
  // By its name and folio, whatever it is called in the answer.
  await entered(
    party.query('query ($f: String!) { getCutoff: getInscriptionRequest(folio: $f) { folio } }', {
      f: folio,
    }),
    200,
    'getInscriptionRequest FORBIDDEN',
  )
  const attempt = await owner.query('select records from audit_entries order by id desc limit 1')
  t.same(attempt.rows[0].records, [running.keys.pseudonym(folio)])
  await entered(running.as().get(`${path}/${folio}`), 401)

  const { rows } = await owner.query(
    `select * from audit_entries where action = 'request:read' and outcome = 'OK' order by id limit 1`,
  )
  const [read] = rows
  t.equal(read.role, 'derfe_reviewer')
  t.equal(read.actor, 'rafael')
  t.equal(read.purpose, 'Atención ciudadana')
  t.same(read.records, [running.keys.pseudonym(folio)])
  t.notMatch(read.content, /Atenci/, 'the leaf holds the purpose as a salted digest')
  t.notMatch(JSON.stringify(rows), folio, 'and no folio')

  t.test('and whose records they were is told to who may ask', async (t) => {
    const admin = running.as({ role: 'derfe_admin' })
    const { status, body } = await admin.get(`${path}/${folio}/consultations`)
    t.equal(status, 200)
    t.ok(
      body.data.some(
        (one: { action: string; actor: string; purpose: string }) =>
          one.action === 'request:read' &&
          one.actor === 'rafael' &&
          one.purpose === 'Atención ciudadana',
      ),
    )
    t.equal(
      (await running.as({ role: 'auditor' }).get(`${path}/${folio}/consultations`)).status,
      403,
    )
    // Nobody hides what he read behind what he did after it.
    const hider = running.as({ role: 'derfe_reviewer', subject: 'rafael' })
    for (let times = 210; times > 0; times -= 1) await hider.get(`${path}/${folio}/movements`)
    const pages: { at: string; purpose: string | null }[][] = []
    for (let before = ''; ; ) {
      const { body: page } = await admin.get(`${path}/${folio}/consultations${before}`)
      pages.push(page.data)
      if (!page.page.hasMore) break
      before = `?before=${page.data.at(-1).at}`
    }
    t.equal(pages.length, 2)
    const purposes = pages.map((page) =>
      page.some(({ purpose }) => purpose === 'Atención ciudadana'),
    )
    t.same(purposes, [false, true])
    const instants = pages.flat().map(({ at }) => Date.parse(at))
    t.same(
      instants,
      instants.toSorted((a, b) => b - a),
      'newest first, and none twice',
    )
    const older = await admin.query(
      `{ listConsultations(folio: "${folio}", before: "${pages[1]?.[0]?.at}") { purpose } }`,
    )
    t.ok(older.body.data.listConsultations.length < (pages[1]?.length ?? 0))
    const { body: log } = await running.as({ role: 'auditor' }).get('/v1/audit/entries')
    t.equal(log.data.length, 0, 'what has no place in the log yet is not in it')
    await signHead(running.services)
    const { body: page } = await running
      .as({ role: 'auditor' })
      .get(`/v1/audit/entries?record=${running.keys.pseudonym(folio)}&limit=3`)
    t.equal(page.data.length, 3)
    t.ok(page.page.hasMore)
    t.equal((await admin.get('/v1/audit/entries')).status, 403)
  })
})

t.test('a receipt is proven, by its holder, against a signed head', async (t) => {
  const running = await startApp(t)
  const portal = running.as({ role: 'srve' })
  const submission = aSubmission()
  const { body: made } = await portal.post('/v1/inscription-requests', submission, keyed())
  for (let others = 0; others < 9; others += 1) {
    await portal.post('/v1/inscription-requests', aSubmission(), keyed())
  }
  await signHead(running.services)
  const jwks = (await running.as().get('/.well-known/jwks.json')).body

  /** The payload of a JWS whose signature holds. */
  const opened = (jws: string, typ: string) => {
    const [header = '', payload = '', signature = ''] = jws.split('.')
    const { kid, typ: stated } = JSON.parse(Buffer.from(header, 'base64url').toString())
    t.equal(stated, typ)
    const jwk = jwks.keys.find((one: { kid: string }) => one.kid === kid)
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const signed = Buffer.from(`${header}.${payload}`)
    t.ok(verify(null, signed, key, Buffer.from(signature, 'base64url')), `${typ} is signed`)
    const forged = Buffer.from(signature, 'base64url')
    forged[5] = (forged[5] ?? 0) ^ 1
    t.notOk(verify(null, signed, key, forged))
    return JSON.parse(Buffer.from(payload, 'base64url').toString())
  }
  const receipt = opened(made.receipt, 'lne-receipt')
  t.equal(receipt.folio, made.folio)
  const { body: head } = await portal.get('/v1/audit/head')
  const signed = opened(head.signature, 'lne-audit-head')
  t.same([signed.size, signed.root], [head.size, head.root])
  const { body: proof } = await portal.get(`/v1/audit/proofs/inclusion?leaf=${receipt.leaf}`)
  t.equal(proof.root, head.root)
  t.ok(
    leadsTo(receipt.leaf, proof.index, proof.size, proof.path, proof.root),
    'the path leads there',
  )
  t.notOk(leadsTo('00'.repeat(32), proof.index, proof.size, proof.path, proof.root))
  t.equal((await portal.get(`/v1/audit/proofs/inclusion?leaf=${'00'.repeat(32)}`)).status, 404)
  t.equal((await portal.get('/v1/audit/proofs/inclusion')).status, 400)
  t.equal(
    (await portal.get(`/v1/audit/proofs/inclusion?leaf=${receipt.leaf}&size=9999`)).status,
    400,
  )
})

t.test('proofs hold between every two sizes of the log', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const auditor = running.as({ role: 'auditor' })
  const sizes: { size: number; root: string }[] = []
  // Heads at odd sizes, taken one by one and several at once.
  for (const step of [1, 1, 1, 2, 3, 5, 7, 12]) {
    for (let left = step; left > 0; left -= 1) await auditor.get('/v1/audit/entries?limit=1')
    sizes.push(await signHead(running.services))
  }
  t.same(
    sizes.map(({ size }) => size),
    [1, 2, 3, 5, 8, 13, 20, 32],
  )
  const leaves = (
    await owner.query(`select encode(hash, 'hex') as leaf from audit_leaves order by index`)
  ).rows
  for (const [at, from] of sizes.entries()) {
    for (const to of sizes.slice(at)) {
      const { body } = await auditor.get(
        `/v1/audit/proofs/consistency?from=${from.size}&to=${to.size}`,
      )
      t.same([body.fromRoot, body.toRoot], [from.root, to.root])
      t.ok(
        begins(from.size, to.size, body.path, from.root, to.root),
        `${from.size} begins ${to.size}`,
      )
      if (from.size < to.size) {
        t.notOk(begins(from.size, to.size, body.path, to.root, to.root), 'another root does not')
      }
    }
    for (const [index, { leaf }] of leaves.slice(0, from.size).entries()) {
      const { body } = await auditor.get(
        `/v1/audit/proofs/inclusion?leaf=${leaf}&size=${from.size}`,
      )
      if (!leadsTo(leaf, index, from.size, body.path, from.root)) t.fail(`${index} in ${from.size}`)
    }
  }
})

t.test('of instances that sign at once no later head is of less', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const another = openDatabase(running.database.appUrl, { size: 4 })
  t.teardown(() => another.end())
  const auditor = running.as({ role: 'auditor' })
  const signers = [running.services, { ...running.services, db: another }]
  let signing = true
  const reading = (async () => {
    while (signing) await auditor.get('/v1/audit/entries?limit=1')
  })()
  // A head is signed when there is something new: how often that is, the machine decides.
  for (let round = 0, heads = 0; heads <= 20 && round < 1_500; round += 1) {
    await Promise.all(signers.map(signHead))
    if (round % 20 > 0) continue
    heads = (await owner.query('select count(*)::int as n from audit_heads')).rows[0].n
  }
  signing = false
  await reading
  const { rows } = await owner.query(`
select count(*)::int as heads, count(*) filter (where size <= before)::int as inverted
  from (select size, lag(size) over (order by at) as before from audit_heads) h`)
  t.ok(rows[0].heads > 20, `${rows[0].heads} heads`)
  t.equal(rows[0].inverted, 0)
})

t.test('what is entered late has its place before what was later', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const { services } = running
  const slow = await services.db.connect()
  const deed = { action: 'access:use', outcome: 'OK', folios: [], about: 'slow' }
  await slow.query('begin')
  await recordEntries(slow, [draftOf(services, deed)])
  const auditor = running.as({ role: 'auditor' })
  await auditor.get('/v1/audit/entries?limit=1')
  const signed = signHead(services)
  await auditor.get('/v1/audit/entries?limit=1')
  t.equal(await Promise.race([signed, sleep(100, 'waits')]), 'waits')
  await slow.query('commit')
  slow.release()
  t.equal((await signed).size, 2, 'without what came meanwhile')
  t.equal((await signHead(services)).size, 3)
  const { rows } = await owner.query(
    `select action from audit_leaves l join audit_entries e on e.id = l.entry order by l.index`,
  )
  t.same(
    rows.map(({ action }) => action),
    ['access:use', 'audit:read', 'audit:read'],
  )
})

t.test('heads are copied out of the database, each once', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const auditor = running.as({ role: 'auditor' })
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-heads-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'outside', 'heads.jsonl')
  const lines = () => readFileSync(file, 'utf8').trimEnd().split('\n')
  const signed: string[] = []
  for (let round = 0; round < 3; round += 1) {
    await auditor.get('/v1/audit/entries')
    signed.push((await signHead(running.services)).signature)
    await copyHeads(running.services.db, file)
    await copyHeads(running.services.db, file)
  }
  t.same(lines(), signed)
  await owner.query(
    `insert into audit_heads select '2999-01-01', size + 1000, root, signature from audit_heads limit 1`,
  )
  await auditor.get('/v1/audit/entries')
  const { signature } = await signHead(running.services)
  await copyHeads(running.services.db, file)
  t.equal(lines().at(-1), signature, 'one planted in the future does not stop the others')
})

t.test('nobody changes the log, and who can is found out', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const auditor = running.as({ role: 'auditor' })
  const reviewer = running.as({ role: 'derfe_reviewer' })
  for (let round = 0; round < 12; round += 1) {
    for (let left = 5 + (round % 4); left > 0; left -= 1) {
      await (round % 2
        ? auditor.get('/v1/audit/entries?limit=1')
        : reviewer.get('/v1/inscription-requests', purpose))
    }
    await signHead(running.services)
  }

  for (const statement of [
    `update audit_entries set outcome = 'OK'`,
    'delete from audit_entries',
    'truncate audit_entries',
    `update audit_leaves set hash = '\\x00'`,
    'delete from audit_leaves where index = 3',
    'truncate audit_leaves',
    'delete from audit_nodes',
    'delete from audit_heads',
    `update audit_heads set size = 1`,
  ]) {
    for (const db of [owner, running.services.db]) {
      await t.rejects(db.query(statement), { code: '42501' }, statement)
    }
  }

  const lines: string[] = []
  for await (const line of exportLog(owner)) lines.push(line)
  const heads = lines.flatMap((line) => JSON.parse(line).head ?? [])
  const jwks = (await running.as().get('/.well-known/jwks.json')).body
  const sound = await verifyAudit(lines, heads, jwks)
  t.same(sound.problems, [], 'as it stands it holds')
  t.equal(sound.covered, sound.entries)
  t.ok(sound.entries > 70, `${sound.entries} entries`)

  const seed = seedOfRun()
  t.comment(`LNE_TEST_SEED=${seed}`)
  const random = new Random(seed)
  const entries = lines.flatMap((line) => (JSON.parse(line).head ? [] : JSON.parse(line)))
  const headLines = heads.map((head: string) => JSON.stringify({ head }))
  const written = (list: { index: number; leaf: string; content: string }[]) =>
    list.map((entry) => JSON.stringify(entry))
  /** What somebody who owns the database does: everything is made to fit, but signatures. */
  const renumbered = (list: { content: string }[]) =>
    written(
      list.map(({ content }, index) => ({
        index,
        content,
        leaf: sha256(Buffer.of(0), content).toString('hex'),
      })),
    )
  const at = () => random.between(0, entries.length - 1)
  const changedByte = (text: string): string => {
    const place = random.between(0, text.length - 1)
    const other = String.fromCharCode(((text.charCodeAt(place) + random.between(1, 90)) % 94) + 33)
    return text.slice(0, place) + (other === text[place] ? '~' : other) + text.slice(place + 1)
  }
  const ATTACKS: Record<string, () => string[]> = {
    'a byte of a content': () => {
      const which = at()
      return written(
        entries.map((e, i) => (i === which ? { ...e, content: changedByte(e.content) } : e)),
      )
    },
    'a byte of a content, all hashes made again': () => {
      const which = at()
      return renumbered(
        entries.map((e, i) => (i === which ? { content: changedByte(e.content) } : e)),
      )
    },
    'an entry removed': () => {
      const which = at()
      return written(entries.filter((_, i) => i !== which))
    },
    'an entry removed, the others closed up': () => {
      const which = at()
      return renumbered(entries.filter((_, i) => i !== which))
    },
    'two entries exchanged': () => {
      const [a, b] = [at(), at()]
      const list = [...entries]
      if (a === b) return renumbered(entries.slice(1))
      ;[list[a], list[b]] = [list[b], list[a]]
      return renumbered(list)
    },
    'an entry put in': () => {
      const which = at()
      return renumbered([...entries.slice(0, which), { content: '{}' }, ...entries.slice(which)])
    },
    'the tail cut off': () => written(entries.slice(0, -random.between(1, entries.length))),
  }
  const names = Object.keys(ATTACKS)
  const unseen: string[] = []
  for (let round = 0; round < 1_000; round += 1) {
    const name = names[round % names.length] as string
    // The attacker shows no heads that would give it away; those outside remain.
    const shown = [...(round % 2 ? headLines : []), ...(ATTACKS[name]?.() ?? [])]
    const { problems } = await verifyAudit(shown, heads, jwks)
    if (problems.length === 0) unseen.push(`${name} in round ${round}`)
  }
  t.same(unseen, [], '1,000 of 1,000 changes are found')

  t.test('and named', async (t) => {
    const shown = written(entries.map((e, i) => (i === 7 ? { ...e, content: `${e.content} ` } : e)))
    t.match((await verifyAudit(shown, heads, jwks)).problems[0], /^entry 7: /)
    const cut = await verifyAudit(written(entries.slice(0, -1)), heads, jwks)
    t.match(cut.problems[0], /covers \d+ entries, and there are only \d+/)
    const forged = heads.map((head: string, i: number) =>
      i === 2 ? `${head.slice(0, -8)}AAAAAAAA` : head,
    )
    t.match((await verifyAudit(written(entries), forged, jwks)).problems, [
      /signature is not valid/,
    ])
  })
})

t.test('what the service tells of an entry is what its leaf holds', async (t) => {
  const running = await startApp(t)
  const owner = await ownerOf(t, running)
  const made = await running
    .as({ role: 'srve' })
    .post('/v1/inscription-requests', aSubmission(), keyed())
  const reviewer = running.as({ role: 'derfe_reviewer' })
  for (let reads = 0; reads < 3; reads += 1) {
    await reviewer.get(`/v1/inscription-requests/${made.body.folio}`, purpose)
  }
  await signHead(running.services)
  t.same(await wrongColumns(owner), [])
  await owner.query('begin')
  await owner.query('alter table audit_entries disable trigger user')
  const changes = {
    actor: `update audit_entries set actor = 'inocente' where id = $1`,
    role: `update audit_entries set role = 'party' where id = $1`,
    action: `update audit_entries set action = 'request:list' where id = $1`,
    outcome: `update audit_entries set outcome = 'FORBIDDEN' where id = $1`,
    records: `update audit_entries set records = '{}' where id = $1`,
    purpose: `update audit_entries set purpose = 'Otra finalidad' where id = $1`,
    at: `update audit_entries set at = at + interval '1 second' where id = $1`,
  }
  const { rows } = await owner.query(
    `select id from audit_entries where action = 'request:read' order by id limit 1`,
  )
  for (const [column, statement] of Object.entries(changes)) {
    await owner.query('savepoint one')
    await owner.query(statement, [rows[0].id])
    const [wrong = '', ...more] = await wrongColumns(owner)
    t.same(more, [])
    t.match(wrong, `entry ${rows[0].id}: its ${column} is not`)
    await owner.query('rollback to one')
  }
  await owner.query(`update audit_entries set purpose = null`)
  t.same(await wrongColumns(owner), [], 'a purpose may be erased')
  await owner.query(
    `insert into audit_entries (id, at, role, actor, action, outcome, records, content)
     values (gen_random_uuid(), now(), 'party', 'falso', 'request:read', 'OK', '{}', '{}')`,
  )
  t.match((await wrongColumns(owner)).join(), /place in the log/, 'one that is planted')
  await owner.query('rollback')
})

t.test('every receipt is proven offline, and forged ones are named', async (t) => {
  const running = await startApp(t)
  const portal = running.as({ role: 'srve' })
  const submit = async (): Promise<{ folio: string; receipt: string }> =>
    (await portal.post('/v1/inscription-requests', aSubmission(), keyed())).body
  const made = []
  for (let submissions = 0; submissions < 20; submissions += 1) made.push(await submit())
  await signHead(running.services)
  const late = await submit()

  const owner = await ownerOf(t, running)
  const lines: string[] = []
  for await (const line of exportLog(owner)) lines.push(line)
  const heads = lines.flatMap((line) => JSON.parse(line).head ?? [])
  const jwks = (await running.as().get('/.well-known/jwks.json')).body
  const receipts = made.map(({ receipt }) => receipt)
  const proven = await verifyAudit(lines, heads, jwks, receipts)
  t.same(proven.problems, [])
  t.equal(proven.receipts, 20, 'all that were given')

  const problemsOf = async (...given: string[]): Promise<string[]> =>
    (await verifyAudit(lines, heads, jwks, given)).problems
  const { folio, receipt } = made[3] ?? late
  const [header = '', payload = '', signature = ''] = receipt.split('.')
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const written = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const changes: object[] = Object.keys(said).map((name) => ({ ...said, [name]: late.folio }))
  for (const changed of changes) {
    const [problem, ...others] = await problemsOf(`${header}.${written(changed)}.${signature}`)
    t.match(problem, /^receipt 1 \(folio .+\): the signature is not valid$/)
    t.same(others, [])
  }
  for (const bytes of Buffer.from(signature, 'base64url').keys()) {
    const forged = Buffer.from(signature, 'base64url')
    forged[bytes] = (forged[bytes] ?? 0) ^ 1
    const changed = `${header}.${payload}.${forged.toString('base64url')}`
    t.same(await problemsOf(receipt, changed), [
      `receipt 2 (folio ${folio}): the signature is not valid`,
    ])
  }
  const unsigned = written({ alg: 'none', kid: running.keys.audit.id, typ: 'lne-receipt' })
  t.match(await problemsOf(`${unsigned}.${payload}.`), [/the signature is not valid$/])
  t.match(await problemsOf(heads[0]), [/the signature is not valid$/], 'a head is no receipt')
  t.same(await problemsOf('x'), ['receipt 1: cannot be read'])
  const others = { ...running.keys.audit, privateKey: makeKeys(t).audit.privateKey }
  t.match(await problemsOf(jwsOf(others, 'lne-receipt', said)), [/the signature is not valid$/])

  // Signed by the service's own key, and yet of nothing that the log holds.
  const invented = { ...said, leaf: 'ab'.repeat(32) }
  t.same(await problemsOf(jwsOf(running.keys.audit, 'lne-receipt', invented)), [
    `receipt 1 (folio ${folio}): the log has not the entry that it promises`,
  ])
  t.same(
    await problemsOf(late.receipt),
    [`receipt 1 (folio ${late.folio}): the log has not the entry that it promises`],
    'an export made too early does not hold it yet',
  )
  const withoutHeads = lines.filter((line) => !JSON.parse(line).head)
  t.same((await verifyAudit(withoutHeads, [], jwks, [receipt])).problems, [
    'no valid head says whose log this is',
    `receipt 1 (folio ${folio}): no signed head covers its entry`,
  ])

  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-receipts-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const run = (given: string[]) =>
    spawnSync(
      process.execPath,
      [
        'verifiers/audit.mjs',
        file('log.jsonl', `${lines.join('\n')}\n`),
        ...['--keys', file('jwks.json', JSON.stringify(jwks))],
        ...['--receipts', file('receipts.txt', `${given.join('\n')}\n`)],
      ],
      { encoding: 'utf8', env: {} },
    )
  const good = run(receipts)
  t.equal(good.status, 0, good.stdout + good.stderr)
  t.match(good.stdout, /; 20 receipts\.$/m)
  t.equal(run([...receipts, `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`]).status, 1)
})

t.test("what no valid head covers is nobody's word, and moves no cursor", async (t) => {
  const keys = makeKeys(t)
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-unsigned-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = (name: string, lines: string[]): string => {
    writeFileSync(join(folder, name), lines.join('\n'))
    return join(folder, name)
  }
  const jwks = file('jwks.json', [JSON.stringify({ keys: await publicJwks(keys) })])
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['verifiers/audit.mjs', ...args], { encoding: 'utf8', env: {} })
  const judged = (lines: object[], ...more: string[]) =>
    run(
      file(
        'log.jsonl',
        lines.map((line) => JSON.stringify(line)),
      ),
      '--keys',
      jwks,
      ...more,
    )
  const leaves = ['{"a":1}', '{"a":2}'].map((content) => sha256(Buffer.of(0), content))
  const entries = ['{"a":1}', '{"a":2}'].map((content, index) => ({
    index,
    leaf: leaves[index]?.toString('hex'),
    content,
  }))
  const at = '2023-11-30T00:00:00Z'
  const head = (pair = keys.audit) => ({
    head: jwsOf(pair, 'lne-audit-head', { at, size: 1, root: leaves[0]?.toString('hex') }),
  })
  const stranger = { ...keys.audit, privateKey: makeKeys(t).audit.privateKey }
  for (const heads of [[], [head(stranger)]]) {
    const { status, stdout } = judged([...heads, ...entries])
    t.equal(status, 1, stdout)
    t.match(stdout, /^no valid head says whose log this is$/m)
  }
  const partly = judged([head(), ...entries])
  t.equal(partly.status, 0, partly.stdout)
  t.match(partly.stdout, /^Verified: 1 signed heads; 1 of 2 entries are under a signed head\.$/m)
  t.match(judged([head(), ...entries.slice(0, 1)]).stdout, /all 1 entries are under/)

  const forged = '\u001b[2J\u009b2J\u202e\u2028\nVerified: all of it'
  const claim = (typ: string, payload: object) => jwsOf(stranger, typ, payload)
  const receipts = file('receipts.txt', [claim('lne-receipt', { folio: forged })])
  const foreign = { head: claim('lne-audit-head', { at: forged, size: 1, root: '' }) }
  const wild = judged(
    [foreign, head(), { ...entries[0], index: forged }, ...entries.slice(1)],
    '--receipts',
    receipts,
  )
  t.equal(wild.status, 1)
  t.notMatch(wild.stdout, /^Verified/m)
  t.notMatch(wild.stdout.replaceAll('\n', ''), /[\p{C}\p{Zl}]/u)
  t.equal(wild.stdout.match(/\ufffd\[2J/g)?.length, 3, wild.stdout)

  for (const [args, told] of [
    [[file('none.jsonl', ['{"index":0}']), '--keys', jwks], /^Line 1 of the export is neither/],
    [[file('torn.jsonl', ['{"ind\u001b[2J']), '--keys', jwks], /^Line 1 of the export is neither/],
    [[jwks, '--keys', file('none.json', ['{}'])], /^The public keys are no JWKS$/m],
    [[jwks, '--keys', file('torn.json', ['\u001b[2J'])], /torn\.json is no JSON$/m],
  ] as const) {
    const { status, stderr } = run(...args)
    t.equal(status, 2)
    t.match(stderr, told)
  }
  t.equal(run('--help').status, 0)
})
