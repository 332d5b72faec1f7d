/** Losing the machine and going on with another, as docs/operations.md tells, and what is judged then. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Test } from 'tap'
import type { TokenRequest } from '../../src/access/development-tokens.ts'
import { copyHeads, signHead, treeRoot } from '../../src/audit/log.ts'
import { seedCatalogues } from '../../src/catalogues/seed.ts'
import { closeDueCutoffs } from '../../src/cutoffs/service.ts'
import { openFolder } from '../../src/documents/storage.ts'
import { openServices } from '../../src/platform/context.ts'
import { openDatabase, type Queryable } from '../../src/platform/database.ts'
import { readKeys } from '../../src/platform/keys.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { setClock } from '../../src/platform/provision.ts'
import { REQUIREMENTS } from '../../src/vocabulary.ts'
import { contentsOf, type TableContents } from './contents.ts'
import { notedFetch } from './contract.ts'
import type { TestDatabase } from './database.ts'
import type { Contract } from './every-door.ts'
import { walkOperations } from './matrix.ts'
import { aKey, aSubmission } from './requests.ts'
import {
  archivedUpTo,
  archiveSettings,
  backUp,
  check,
  copyDocuments,
  databaseOn,
  documentsOf,
  loseMachine,
  lsnOf,
  makePlaces,
  operatorOf,
  type Places,
  passwordOf,
  prepare,
  type Ran,
  restore,
  run,
  type Service,
  sha256,
  startArchiving,
  startService,
} from './restore.ts'

const REQUESTS = '/v1/inscription-requests'
const SUBMITTERS = 4
/** Between two submissions of one submitter. */
const PAUSE_MS = 100
/** The recommended most that is lost, in time, and in which all is back. */
const MOST_LOST_MS = 60_000
const BACK_WITHIN_MS = 30 * 60_000

const PORTAL: TokenRequest = { role: 'srve' }
const REVIEWER: TokenRequest = { role: 'derfe_reviewer', subject: 'ana' }
const purpose = { purpose: 'Prueba' }

export type Drill = {
  /** Dates of the last cut-off that falls due before the base backup, and after it. */
  cutoffs: [before: string, after: string]
  /** Fills the database before, in bulk. */
  load?: (database: TestDatabase, keysFile: string) => Promise<void>
  /**
   * How long submissions go on after the base backup, until the machine is lost under them. Without it
   * they stop, all of the log is archived, and what comes then is lost for certain.
   */
  writeForMs?: number
}

type Submitted = {
  key: string
  body: Record<string, unknown>
  answer: Record<string, unknown> & { folio: string }
  /** The log had all of it up to here. */
  lsn: bigint
  at: number
}

/** A moment of the day after a date, by the business clock. */
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T18:00:00Z`) + 86_400_000).toISOString()

/** Whoever owns the database, on a connection of its own. */
async function ownerOf(t: Test, database: TestDatabase): Promise<Client> {
  const owner = new Client({ connectionString: database.ownerUrl })
  // The server under it is going to be lost.
  owner.on('error', () => {})
  await owner.connect()
  t.teardown(() => owner.end().catch(() => {}))
  return owner
}

/** The portal, and all that it was told to have been received. */
function portalOf(service: Service, owner: Queryable) {
  const portal = service.as(PORTAL)
  const submitted: Submitted[] = []
  const refused: string[] = []
  async function submit(overrides: Record<string, unknown> = {}): Promise<Submitted | undefined> {
    const [key, body] = [aKey(), aSubmission(overrides)]
    const answer = await portal
      .post(REQUESTS, body, { 'idempotency-key': key })
      // The machine was lost, and nobody was told anything.
      .catch(() => undefined)
    if (answer?.status !== 201) {
      if (answer && answer.status !== 503) refused.push(answer.text)
      return undefined
    }
    const at = performance.now()
    const place = await owner
      .query('select pg_current_wal_lsn()::text as lsn')
      .catch(() => undefined)
    // Unknown, it is beyond all that is archived: the server was gone by then.
    const lsn = place ? lsnOf(place.rows[0].lsn) : 2n ** 64n
    const one = { key, body, answer: answer.body, lsn, at }
    submitted.push(one)
    return one
  }
  /** Submits from several sides until it is told to end. */
  function keepSubmitting(): { end(): Promise<unknown> } {
    let goesOn = true
    const submitter = async () => {
      while (goesOn) {
        await submit()
        await sleep(PAUSE_MS)
      }
    }
    const all = Promise.all(Array.from({ length: SUBMITTERS }, submitter))
    return {
      end: () => {
        goesOn = false
        return all
      },
    }
  }
  return { submit, submitted, refused, keepSubmitting }
}

/** A document whose contents the portal has sent. */
type Sent = { folio: string; id: string; bytes: Buffer }

async function sendContents({ address, token }: Service, folio: string, bytes: Buffer) {
  const answer = await notedFetch(`${address}${REQUESTS}/${folio}/documents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token(PORTAL)}`,
      'idempotency-key': aKey(),
      'content-type': 'image/jpeg',
    },
    body: new Uint8Array(bytes),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  return ((await answer.json()) as { id: string }).id
}

async function readContents({ address, token }: Service, { folio, id }: Sent) {
  const answer = await notedFetch(`${address}${REQUESTS}/${folio}/documents/${id}`, {
    headers: { authorization: `Bearer ${await token(REVIEWER)}`, ...purpose },
  })
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
}

/** Submits a request with a document, and its contents. */
async function placeDocument(
  service: Service,
  { submit }: ReturnType<typeof portalOf>,
): Promise<Sent> {
  const bytes = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), randomBytes(5_000)])
  const presented = {
    type: 'CARD_FRONT',
    mime: 'image/jpeg',
    sha256: sha256(bytes),
    size: bytes.length,
  }
  const made = await submit({ documents: [presented] })
  if (!made) throw new Error('It was not received')
  const { folio } = made.answer
  return { folio, id: await sendContents(service, folio, bytes), bytes }
}

/** Decides a request; the state that it is left in. */
async function decide(service: Service, { answer }: Submitted): Promise<string> {
  const reviewer = service.as(REVIEWER)
  const path = `${REQUESTS}/${answer.folio}`
  const match = async () => ({
    'if-match': (await reviewer.get(path, purpose)).headers.get('etag') ?? '',
  })
  await reviewer.post(`${path}/initial-check`, {}, await match())
  await reviewer.post(`${path}/claim`, {})
  const requirements = REQUIREMENTS.map((code) => ({ code, result: 'MET' }))
  const decided = await reviewer.post(
    `${path}/decision`,
    { to: 'COMPLIES', requirements, reasons: [] },
    await match(),
  )
  if (decided.status !== 200) throw new Error(decided.text)
  return decided.body.status
}

const TABLES = ['entities', 'countries', 'review', 'daily']

/** Figures at a point of both clocks, which is the same for ever. */
async function figuresAt(service: Service, point: string): Promise<Record<string, string>> {
  const figures: Record<string, string> = {}
  for (const table of TABLES) {
    const { status, text } = await service
      .as({ role: 'derfe_analyst' })
      .get(`/v1/aggregates/${table}?${point}`)
    if (status !== 200) throw new Error(text)
    figures[table] = text
  }
  return figures
}

async function pointNow(service: Service): Promise<string> {
  const { body } = await service.as({ role: 'derfe_analyst' }).get('/v1/aggregates/review')
  return `validAsOf=${encodeURIComponent(body.asOf)}&knownAsOf=${body.knownAsOf}`
}

/** The sealed cut-offs by date, as a party gets them: bytes to keep. */
async function cutoffsOf(service: Service): Promise<Map<string, Buffer>> {
  const party: TokenRequest = { role: 'party', party: 'PARTIDO_A' }
  const kept = new Map<string, Buffer>()
  const { body } = await service.as(party).get('/v1/cutoffs')
  for (const { date } of body.data as { date: string }[]) {
    const answer = await notedFetch(`${service.address}/v1/cutoffs/${date}/report`, {
      headers: { authorization: `Bearer ${await service.token(party)}` },
    })
    kept.set(date, Buffer.from(await answer.arrayBuffer()))
  }
  return kept
}

type Head = { size: number; root: string }

/** The heads that were copied out of the database. */
const headsIn = (file: string): Head[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(Buffer.from(line.split('.')[1] ?? '', 'base64url').toString()))

/** Verifies what is sealed with nothing but the verifier and the public keys. */
async function verifySealed(service: Service, cutoffs: Map<string, Buffer>): Promise<unknown> {
  const { verifyCutoffs } = await import(
    new URL('../../verifiers/cutoff.mjs', import.meta.url).href
  )
  return verifyCutoffs({
    cutoffs: [...cutoffs].map(([date, bytes]) => ({ name: `${date}.lne.json`, bytes })),
    jwks: (await service.as().get('/.well-known/jwks.json')).body,
  })
}

/** Waits until the service has sealed the cut-off of a date, and those before. */
async function untilSealed(owner: Client, date: string): Promise<void> {
  const text = `select from cutoffs where date = $1 and status = 'SEALED'`
  while ((await owner.query(text, [date])).rows.length === 0) await sleep(20)
}

/** Waits until everything written so far is archived. */
async function archiveAll(owner: Client, places: Places): Promise<void> {
  const { rows } = await owner.query('select pg_switch_wal()::text as lsn')
  while (archivedUpTo(places) < lsnOf(rows[0].lsn)) await sleep(20)
}

/** What is left of a machine that is gone: on others, and in the memory of whoever used it. */
type Left = {
  places: Places
  password: string
  submitted: Submitted[]
  lostAt: number
  /** Where the archived log ended. */
  archivedEnd: bigint
  decided: { folio: string; status: string }[]
  copied: Sent[]
  /** Sent after the last copy of the documents. */
  notCopied: Sent
  cutoffs: Map<string, Buffer>
  point: string
  figures: Record<string, string>
  /** All tables at the end of the archived log, where nobody wrote any more. */
  contents: Record<string, TableContents> | undefined
}

/** Works on a machine, backs it up meanwhile, works on, and loses it. */
async function workAndLose(
  t: Test,
  { cutoffs: [first, last], load, writeForMs }: Drill,
): Promise<Left> {
  const places = makePlaces(t)
  await prepare(places, async (database) => {
    await migrate(database.ownerUrl)
    await seedCatalogues(database.ownerUrl)
    await load?.(database, places.keysFile)
    await setClock(database.ownerUrl, dayAfter(first))
  })
  const server = await startArchiving(t, places)
  const settings = archiveSettings(places)
  t.ok(Number(settings.archive_timeout) * 1_000 < MOST_LOST_MS, 'archived within a minute')
  const database = databaseOn(server)
  const owner = await ownerOf(t, database)
  const service = await startService(t, database, places)
  // What its jobs do each half minute, at the moments that matter here.
  const db = openDatabase(database.ownerUrl, { size: 4, statementTimeoutMs: 600_000 })
  const portal = portalOf(service, db)
  const services = openServices(
    db,
    readKeys(places.keysFile),
    openFolder(documentsOf(places.machine)),
  )
  const copySignedHead = async () => {
    await signHead(services)
    await copyHeads(db, places.headsFile)
  }
  const closeUpTo = async (date: string) => {
    // The service's own job may be at it too: who comes second waits, and may give up.
    await closeDueCutoffs(services).catch(() => {})
    await untilSealed(owner, date)
  }
  const decided: Left['decided'] = []
  const decideOne = async () => {
    const one = await portal.submit({ documents: [] })
    if (!one) throw new Error('It was not received')
    decided.push({ folio: one.answer.folio, status: await decide(service, one) })
  }

  for (let count = 0; count < 12; count += 1) await portal.submit()
  await decideOne()
  const copied = [await placeDocument(service, portal)]
  await closeUpTo(first)
  await copySignedHead()

  const writing = portal.keepSubmitting()
  const started = performance.now()
  const by = await backUp(server, places)
  t.comment(`Base backup by ${by} in ${seconds(started)}, with submissions under way`)
  const backedUp = performance.now()
  await sleep(500)
  await decideOne()
  copied.push(await placeDocument(service, portal))
  await setClock(database.ownerUrl, dayAfter(last))
  await closeUpTo(last)
  await copyDocuments(places)
  const notCopied = await placeDocument(service, portal)
  await copySignedHead()
  const cutoffs = await cutoffsOf(service)
  for (const [date, bytes] of cutoffs) {
    writeFileSync(join(places.cutoffs, `${date}.lne.json`), bytes)
  }
  t.ok(cutoffs.has(first) && cutoffs.has(last), 'sealed before the base backup, and after')
  const point = await pointNow(service)
  const figures = await figuresAt(service, point)

  let contents: Left['contents']
  if (writeForMs === undefined) {
    await writing.end()
    await copySignedHead()
    contents = await contentsOf(database)
    await archiveAll(owner, places)
    for (let count = 0; count < 6; count += 1) await portal.submit()
    await copySignedHead()
  } else {
    while (performance.now() - backedUp < writeForMs) {
      await sleep(Math.min(5_000, writeForMs))
      await copySignedHead()
    }
  }
  const password = passwordOf(places)
  // An error of a connection that breaks is not the test's.
  db.on('error', () => {})
  const lostAt = performance.now()
  const ended = writing.end()
  await Promise.all([service.kill(), loseMachine(server, places)])
  await ended
  await db.end()
  t.same(portal.refused, [], 'nothing was refused before')
  t.notOk(existsSync(places.machine), 'the machine is gone, with its documents')
  const { submitted } = portal
  return {
    places,
    password,
    submitted,
    lostAt,
    archivedEnd: archivedUpTo(places),
    decided,
    copied,
    notCopied,
    cutoffs,
    point,
    figures,
    contents,
  }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`

/** Which acknowledged submissions are gone, and that none is whose log was archived. */
async function judgeLoss(t: Test, owner: Client, left: Left): Promise<Submitted[]> {
  const { submitted, lostAt, archivedEnd: end } = left
  const { rows } = await owner.query(
    `select folio from inscription_requests where folio = any($1)`,
    [submitted.map(({ answer }) => answer.folio)],
  )
  const there = new Set(rows.map(({ folio }) => folio))
  const lost = submitted.filter(({ answer }) => !there.has(answer.folio))
  const archived = submitted.filter(({ lsn }) => lsn <= end)
  t.ok(archived.length > 0, `${archived.length} of ${submitted.length} acknowledged are archived`)
  t.same(
    lost.filter(({ lsn }) => lsn <= end).map(({ answer }) => answer.folio),
    [],
    'none of them is lost',
  )
  const oldest = Math.max(0, ...lost.map(({ at }) => lostAt - at))
  t.comment(
    `${submitted.length} acknowledged, ${archived.length} archived; ${lost.length} lost, the oldest ${(oldest / 1_000).toFixed(1)} s before the end`,
  )
  t.ok(oldest <= MOST_LOST_MS, 'what is lost was written within the last minute')
  const { rows: movements } = await owner.query(`
select count(*)::int as broken from inscription_requests r
 where not exists (select from movements m where m.request_id = r.id and m.number = r.last_movement)`)
  t.equal(movements[0].broken, 0, 'each request that is there has its movement')
  return lost
}

/** What the restored log is judged by: how many entries it had before the service was started, and the check. */
type Checked = { entries: number; ran: Ran[] }

/** That the log of the restored database is the recorded one, as far as it goes. */
async function judgeLog(
  t: Test,
  owner: Client,
  { entries, ran }: Checked,
  { places, contents }: Left,
): Promise<void> {
  for (const { command, code, output } of ran.slice(0, -1))
    t.equal(code, 0, `${command}: ${output}`)
  const heads = headsIn(places.headsFile)
  const [kept, beyond] = [true, false].map((isKept) => {
    const some = heads.filter(({ size }) => size <= entries === isKept)
    // The service's own job may have copied one too.
    return [...new Map(some.map((head) => [head.size, head])).values()]
  }) as [Head[], Head[]]
  t.ok(kept.length >= 2, `${kept.length} heads that were copied out are of what is there`)
  for (const { size, root } of kept) t.equal(await treeRoot(owner, size), root, `root of ${size}`)
  const { command, code, output } = ran.at(-1) as Ran
  t.match(command, 'audit verify')
  if (beyond.length === 0) t.equal(code, 0, output)
  else {
    // What the operator is told of heads that were signed after the last archived segment.
    const problems = output.trimEnd().split('\n').slice(0, -1)
    t.equal(problems.length, beyond.length, output)
    for (const problem of problems) t.match(problem, `, and there are only ${entries}`)
  }
  if (contents) t.ok(beyond.length > 0, 'a head of what is lost tells of it')
  t.comment(`${entries} entries; ${kept.length} heads outside of them, and ${beyond.length} beyond`)
}

/** That whoever asks the restored service is answered as before. */
async function judgeService(t: Test, service: Service, left: Left): Promise<void> {
  const { cutoffs, copied, notCopied, decided, submitted, archivedEnd, point, figures } = left
  t.match(await service.as().get('/health/ready'), { status: 200 })
  t.same(await figuresAt(service, point), figures, 'figures at the same point are the same')
  const served = await cutoffsOf(service)
  for (const [date, bytes] of cutoffs) t.ok(served.get(date)?.equals(bytes), `cut-off ${date}`)
  t.match(await verifySealed(service, served), { verified: true, problems: [] })

  const reviewer = service.as(REVIEWER)
  for (const { folio, status } of decided) {
    const { body } = await reviewer.get(`${REQUESTS}/${folio}`, purpose)
    t.equal(body.status, status, `${folio} as it was decided`)
  }
  const newest = submitted.findLast(({ lsn }) => lsn <= archivedEnd)
  for (const { body, answer } of [submitted[0], newest] as Submitted[]) {
    const read = await reviewer.get(`${REQUESTS}/${answer.folio}`, purpose)
    for (const field of ['givenNames', 'firstSurname', 'electorKey', 'email', 'address']) {
      t.match(read.body[field], body[field] as string, `${field} can be read`)
    }
  }
  for (const one of copied) {
    t.same(await readContents(service, one), { status: 200, bytes: one.bytes }, 'a document')
  }
  t.equal((await readContents(service, notCopied)).status, 409, 'one that was not copied is told')
  await sendContents(service, notCopied.folio, notCopied.bytes)
  t.same(await readContents(service, notCopied), { status: 200, bytes: notCopied.bytes })
}

/** That the portal, asking again with its keys, gets what was received and loses nothing. */
async function judgeRepeats(t: Test, service: Service, { submitted }: Left, lost: Submitted[]) {
  const portal = service.as(PORTAL)
  const wrong: string[] = []
  for (const one of submitted) {
    const again = await portal.post(REQUESTS, one.body, { 'idempotency-key': one.key })
    const isSame = JSON.stringify(again.body) === JSON.stringify(one.answer)
    const isRepeat = again.headers.has('idempotency-replayed')
    const isRight = lost.includes(one) ? !isRepeat : isRepeat && isSame
    if (again.status !== 201 || !isRight) wrong.push(again.text)
  }
  t.same(wrong, [], `${lost.length} are received anew, the others answered as they were`)
}

/**
 * The whole drill: work, a base backup under way, more work, the loss of the machine, and the restored
 * service on an empty one.
 */
export async function loseAndRestore(t: Test, drill: Drill): Promise<void> {
  const left = await workAndLose(t, drill)
  const { places } = left

  const started = performance.now()
  const server = await restore(t, places, left.password)
  const restoredIn = seconds(started)
  const database = databaseOn(server)
  const owner = await ownerOf(t, database)
  const checking = performance.now()
  const { rows: leaves } = await owner.query('select count(*)::int as entries from audit_leaves')
  const checked = { entries: leaves[0].entries, ran: await check(server, places) }
  const checkedIn = seconds(checking)
  const headsFile = join(places.headsFile, '..', 'audit-heads-2.jsonl')
  const service = await startService(t, database, { ...places, headsFile })
  const { rows } = await owner.query(
    `select count(*)::int as requests, pg_size_pretty(pg_database_size(current_database())) as size
       from inscription_requests`,
  )
  const { requests, size } = rows[0]
  t.comment(
    `Restored in ${restoredIn}, checked in ${checkedIn}, ready ${seconds(started)} after the empty machine: ${requests} requests, ${size}`,
  )
  t.ok(performance.now() - started < BACK_WITHIN_MS, 'all is back within half an hour')

  const { contents } = left
  if (contents) t.same(await contentsOf(database), contents, 'every table is what it was')
  const lost = await judgeLoss(t, owner, left)
  if (contents) t.equal(lost.length, 6, 'what came after the last archived segment, and no more')
  await judgeLog(t, owner, checked, left)
  await judgeService(t, service, left)
  await judgeRepeats(t, service, left, lost)
  t.test('every operation, for every role, as the policy table says', async (t) => {
    const contract = (await service.as().get('/openapi.json')).body as Contract
    await walkOperations(t, service, contract)
  })
  const verified = await run(
    `npx lne audit verify --heads '${headsFile}'`,
    places,
    operatorOf(server, places),
  )
  t.equal(verified.code, 0, `the log goes on: ${verified.output}`)
}
