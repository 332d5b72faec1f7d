/*
 * The audit log against the contract: every operation and every root field, done and refused, with the
 * entries that the rule demands and no other. An operation that has no example here fails.
 */
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import type { TokenRequest } from '../../src/access/development-tokens.ts'
import { type Action, reachOf } from '../../src/access/policy.ts'
import { draftOf } from '../../src/audit/entries.ts'
import { signHead } from '../../src/audit/log.ts'
import { openFolder } from '../../src/documents/storage.ts'
import { ACTIONS } from '../../src/resolvers.ts'
import { REQUIREMENTS, ROLES } from '../../src/vocabulary.ts'
import { type Reply, type RunningApp, startApp } from '../helpers/app.ts'
import { notedFetch } from '../helpers/contract.ts'
import {
  claimsOf,
  contractOf,
  documentOf,
  fields,
  type Operation,
  SAMPLES,
  selectionOf,
} from '../helpers/every-door.ts'
import { aKey, allDocuments, aSubmission } from '../helpers/requests.ts'

/**
 * Reading these tells nothing of a person, and leaves no entry: figures, what is published sealed, the
 * catalogues, and proofs of the log. Whatever else is read does.
 */
const NOBODYS: ReadonlySet<Action> = new Set<Action>([
  'figure:read',
  'figure:cross',
  'figure:difference',
  'report:reasons',
  'cutoff:read',
  'catalogue:read',
  'catalogue:change',
  'audit:prove',
])

/** Reads by POST, since what is looked for must not stand in an address. */
const READ_BY_POST = new Set(['dryRunInscriptionRequest', 'lookupInscriptionRequest'])

/** What the entry of an operation that was done must say; nothing where there must be none. */
function doneAs(name: string, action: Action, is: { write: boolean; file: boolean }): string[] {
  if (is.write && !READ_BY_POST.has(name)) return [`${name} OK`]
  return NOBODYS.has(action) && !is.file ? [] : [`${action} OK`]
}

type Entry = {
  id: string
  line: string
  role: string
  actor: string
  records: string[]
  about: string | null
}

/** The entries that the log has got since it was last asked. */
async function newEntriesOf(t: Test, { database }: RunningApp): Promise<() => Promise<Entry[]>> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const seen = new Set<string>()
  return async () => {
    const { rows } = await owner.query<Entry>(
      `select id, action || ' ' || outcome as line, role, actor, records,
              content::json ->> 'about' as about
         from audit_entries where id <> all($1)`,
      [[...seen]],
    )
    for (const { id } of rows) seen.add(id)
    return rows
  }
}

/** What the examples know of what was made before them. */
type Scene = Record<
  | 'folio'
  | 'etag'
  | 'electorKey'
  | 'correction'
  | 'document'
  | 'date'
  | 'annex'
  | 'version'
  | 'grant'
  | 'leaf'
  | 'pause',
  string
>

const FILE = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.from('un anverso')])
const [, ...OTHERS] = allDocuments()
const FRONT = {
  type: 'CARD_FRONT',
  mime: 'image/jpeg',
  sha256: createHash('sha256').update(FILE).digest('hex'),
  size: FILE.length,
}

/** One way to ask an operation that is done, when it comes in its turn. */
type Example = {
  name: string
  by: TokenRequest
  params?: object
  query?: Record<string, string>
  body?: unknown
  /** What is read of the answer over GraphQL. */
  selection?: string
  /** What the examples that follow need of the answer. */
  keep?: (answer: never) => void
}

const PORTAL: TokenRequest = { role: 'srve' }
const REVIEWER: TokenRequest = { role: 'derfe_reviewer', subject: 'rafael' }
const ANALYST: TokenRequest = { role: 'derfe_analyst', subject: 'ana' }
const AUDITOR: TokenRequest = { role: 'auditor', subject: 'aura' }
const ONE: TokenRequest = { role: 'derfe_admin', subject: 'uno' }
const OTHER: TokenRequest = { role: 'derfe_admin', subject: 'dos' }

const SELECTED = '{ folio etag corrections { id } }'

/** All of them, in an order in which each can be done. */
function* examplesOf(scene: Scene): Generator<Example> {
  const ofRequest = { params: { folio: scene.folio }, selection: SELECTED }
  const keepId = (name: keyof Scene) => ({
    selection: '{ id }',
    keep: ({ id }: { id: string }) => {
      scene[name] = id
    },
  })
  const submission = aSubmission({ credentialType: 'CPV', documents: [FRONT, ...OTHERS] })
  scene.electorKey = String(submission.electorKey)
  yield {
    name: 'createInscriptionRequest',
    by: PORTAL,
    body: submission,
    selection: SELECTED,
    keep: ({ folio }: Scene) => {
      scene.folio = folio
      ofRequest.params.folio = folio
    },
  }
  yield { name: 'dryRunInscriptionRequest', by: PORTAL, body: aSubmission() }
  const { electorKey } = scene
  yield { name: 'lookupInscriptionRequest', by: REVIEWER, body: { electorKey } }
  yield { name: 'listInscriptionRequests', by: REVIEWER }
  yield { name: 'getInscriptionRequest', by: REVIEWER, ...ofRequest }
  yield { name: 'listMovements', by: REVIEWER, params: ofRequest.params }
  yield { name: 'checkInscriptionRequest', by: REVIEWER, ...ofRequest, body: {} }
  yield { name: 'claimInscriptionRequest', by: REVIEWER, ...ofRequest }
  yield { name: 'releaseInscriptionRequest', by: REVIEWER, ...ofRequest }
  yield { name: 'claimInscriptionRequest', by: REVIEWER, ...ofRequest }
  yield {
    name: 'askCorrection',
    by: REVIEWER,
    ...ofRequest,
    body: { items: [{ code: 'PROOF_EXPIRED', kind: 'OUTDATED', text: 'Envíe uno reciente.' }] },
    keep: ({ corrections }: { corrections: { id: string }[] }) => {
      scene.correction = corrections.at(-1)?.id ?? ''
    },
  }
  const { folio } = scene
  yield {
    name: 'answerCorrection',
    by: PORTAL,
    ...ofRequest,
    params: { folio, id: scene.correction },
    body: { documents: allDocuments().slice(2) },
  }
  yield {
    name: 'decideInscriptionRequest',
    by: REVIEWER,
    ...ofRequest,
    body: {
      to: 'COMPLIES',
      requirements: REQUIREMENTS.map((code) => ({ code, result: 'MET' })),
      reasons: [],
    },
  }
  yield { name: 'changeContactData', by: PORTAL, ...ofRequest, body: { email: 'otra@example.com' } }
  yield {
    name: 'changeModality',
    by: PORTAL,
    ...ofRequest,
    body: { modality: 'IN_PERSON', venue: 'CHICAGO' },
  }
  yield {
    name: 'storeDocument',
    by: PORTAL,
    params: { folio },
    body: FILE,
    ...keepId('document'),
  }
  yield { name: 'listDocuments', by: REVIEWER, params: { folio } }
  yield { name: 'getDocument', by: REVIEWER, params: { folio, id: scene.document } }
  for (const name of [
    'getEntityFigures',
    'getCountryFigures',
    'getCountryEntityFigures',
    'getReviewFigures',
    'getDailyFigures',
    'getReasonFigures',
    'getFunnel',
    'getDurations',
    'listFigureCases',
  ]) {
    yield { name, by: ANALYST }
  }
  yield { name: 'getCrossing', by: ANALYST, query: { groupBy: 'entity,modality' } }
  yield { name: 'listLastMovements', by: REVIEWER }
  const { date } = scene
  yield { name: 'proposeCutoff', by: ONE, body: { date } }
  yield { name: 'approveCutoff', by: OTHER, params: { date } }
  yield { name: 'listCutoffs', by: ANALYST }
  for (const name of ['getCutoff', 'getCutoffReport', 'getCutoffManifest', 'listCutoffAnnexes']) {
    yield { name, by: ANALYST, params: { date } }
  }
  yield {
    name: 'addCutoffAnnex',
    by: ONE,
    params: { date },
    body: {
      title: 'Llamadas atendidas',
      source: 'INETEL',
      period: { from: '2023-11-01', to: '2023-11-15' },
      table: { columns: ['País', 'Llamadas'], rows: [['EUA', 1520]] },
    },
    ...keepId('annex'),
  }
  yield { name: 'getCutoffAnnex', by: ANALYST, params: { date, id: scene.annex } }
  const compared = { table: 'entities', from: date, to: 'now' }
  yield { name: 'getFigureDifference', by: ANALYST, query: compared }
  const venues = { name: 'venues' }
  yield { name: 'listTransitions', by: ANALYST }
  yield { name: 'listCatalogue', by: ANALYST, params: venues }
  yield {
    name: 'proposeCatalogueVersion',
    by: ONE,
    params: venues,
    body: {
      code: 'CHICAGO',
      value: { label: `Chicago, ${date}`, country: 'US', open: true },
      validFrom: `${date}T06:00:00Z`,
      act: 'INE/CG000/2023',
    },
    ...keepId('version'),
  }
  yield { name: 'listCatalogueVersions', by: ONE, params: venues }
  yield { name: 'approveCatalogueVersion', by: OTHER, params: { ...venues, id: scene.version } }
  yield { name: 'listAuditEntries', by: AUDITOR }
  yield { name: 'getAuditHead', by: AUDITOR }
  yield { name: 'proveInclusion', by: AUDITOR, query: { leaf: scene.leaf } }
  yield { name: 'proveConsistency', by: AUDITOR, query: { from: '1' } }
  yield { name: 'listConsultations', by: ONE, params: { folio } }
  yield { name: 'listReadingPauses', by: ONE }
  yield {
    name: 'releaseReading',
    by: ONE,
    params: { id: scene.pause },
    body: { reason: 'Era una revisión encargada' },
  }
  yield {
    name: 'requestGrant',
    by: ANALYST,
    body: { folio, reason: 'Recurso de revisión 12/2023', minutes: 30 },
    ...keepId('grant'),
  }
  yield { name: 'listGrants', by: ONE }
  yield { name: 'approveGrant', by: ONE, params: { id: scene.grant } }
  yield { name: 'readGranted', by: ANALYST, params: { id: scene.grant } }
  yield { name: 'revokeTokens', by: ONE, body: { jti: aKey(), reason: 'Equipo extraviado' } }
  yield { name: 'withdrawInscriptionRequest', by: PORTAL, ...ofRequest, body: {} }
}

type Door = {
  running: RunningApp
  newEntries: () => Promise<Entry[]>
  scene: Scene
}

/** The service with an entry under a signed head, and somebody who was paused. */
async function openDoor(t: Test, date: string): Promise<Door> {
  const folder = join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), `completeness-${date}`)
  const running = await startApp(t, { documents: openFolder(folder, 1_000) })
  const { services } = running
  const alarm = { action: 'alarm:reading', outcome: 'OK', folios: [], about: 'opl:olivia' }
  await services.audit.add(draftOf(services, alarm))
  await services.reading.follow(services)
  await signHead(services)
  const { rows } = await services.db.query(
    `select entry, encode(hash, 'hex') as leaf from audit_leaves`,
  )
  const newEntries = await newEntriesOf(t, running)
  await newEntries()
  const scene = { date, pause: rows[0].entry, leaf: rows[0].leaf } as Scene
  return { running, newEntries, scene }
}

/** An operation of the contract with its place. */
type Placed = Operation & { path: string; method: 'GET' | 'POST'; name: string; action: Action }

const placedOf = ({ app }: RunningApp): Map<string, Placed> =>
  new Map(
    Object.entries(contractOf(app).paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const name = operation.operationId ?? `${method} ${path}`
        const action = operation['x-action'] as Action
        return [name, { ...operation, path, method: method.toUpperCase() as 'GET', name, action }]
      }),
    ),
  )

/** Where an operation is asked with an example. */
function addressOf({ path }: Placed, params: object, query: Record<string, string> = {}): string {
  const values = params as Record<string, string>
  const search = new URLSearchParams(query).toString()
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? 'none')
  return search === '' ? filled : `${filled}?${search}`
}

type Asked = {
  by: TokenRequest
  method: string
  url: string
  body?: unknown
  headers: Record<string, string>
}

async function send({ address, token }: RunningApp, { by, method, url, body, headers }: Asked) {
  const isFile = Buffer.isBuffer(body)
  const type = isFile ? 'image/jpeg' : 'application/json'
  const answer = await notedFetch(`${address}${url}`, {
    method,
    headers: {
      authorization: `Bearer ${await token(by)}`,
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    body: (isFile || typeof body === 'string' ? body : JSON.stringify(body)) as never,
  })
  const text = await answer.text()
  const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : {} }
}

/** An example over REST, as it is done. */
function askedOf(operation: Placed, { by, params = {}, query, body }: Example, etag = ''): Asked {
  const sent = operation.method === 'POST' ? { body } : {}
  const headers = {
    purpose: 'Prueba',
    ...(operation.method === 'POST' ? { 'idempotency-key': aKey() } : {}),
    ...(operation.responses?.['412'] ? { 'if-match': etag } : {}),
  }
  const { method } = operation
  return { by, method, url: addressOf(operation, params, query), headers, ...sent }
}

/** A role that the policy table does not give the row. */
const strangerTo = (action: Action): TokenRequest | undefined => {
  const role = ROLES.find((role) => reachOf(role, action) === '-')
  return role && claimsOf(role)
}

/** Every way to be refused that an operation has, whatever it does. */
function refusedForms(operation: Placed, asked: Asked, usedKey: string | undefined): Asked[] {
  const { method, action, path, responses = {} } = operation
  const { url, headers } = asked
  const stranger = strangerTo(action)
  const forms: Asked[] = [{ ...asked, url: `${url}${url.includes('?') ? '&' : '?'}nothing=1` }]
  if (path.includes('{')) {
    forms.push({ ...asked, url: addressOf(operation, { ...SAMPLES, name: 'nothing' }) })
  }
  if (stranger) forms.push({ ...asked, by: stranger })
  if (responses['406']) {
    const wanted = { ...headers, accept: 'image/gif' }
    forms.push({ ...asked, headers: wanted })
  }
  if (method === 'POST') {
    forms.push(
      { ...asked, body: 'x', headers: { ...headers, 'content-type': 'text/plain' } },
      { ...asked, body: Buffer.isBuffer(asked.body) ? Buffer.alloc(1_001) : 'x'.repeat(65_537) },
      { ...asked, body: '{' },
    )
  }
  if (responses['412']) {
    const { 'if-match': _, ...unconditional } = headers
    forms.push({ ...asked, headers: unconditional })
    forms.push({ ...asked, headers: { ...headers, 'if-match': '"99999"' } })
  }
  if (responses['422'] && usedKey !== undefined) {
    forms.push({ ...asked, headers: { ...headers, 'idempotency-key': usedKey } })
  }
  return forms
}

/** The same in each form that is a file to keep, and nothing to who holds it. */
function fileForms({ responses = {} }: Placed, asked: Asked): Asked[] {
  const types = Object.keys((responses['406'] && responses['200']?.content) ?? {})
  const wanted: Record<string, string>[] = [
    ...types.filter((type) => type !== 'application/json').map((accept) => ({ accept })),
    ...(responses['304'] ? [{ 'if-none-match': '*' }] : []),
  ]
  return wanted.map((headers) => ({ ...asked, headers: { ...asked.headers, ...headers } }))
}

t.test('REST: each operation, done and refused, leaves the entries of the rule', async (t) => {
  const { running, newEntries, scene } = await openDoor(t, '2023-11-30')
  const operations = placedOf(running)
  // Another instance, on which nobody may ask for anything.
  const limits = { person: 0, system: 0, address: 1_000_000, inProgress: 1_000 }
  const limited = await startApp(t, { database: running.database, keys: running.keys, limits })
  /** The key that each caller used first, for something else. */
  const usedKeys = new Map<string, string>()
  const statuses = new Map<number, number>()
  let asked = 0

  /** Asks, and compares what was entered with what must be. */
  const ask = async (operation: Placed, form: Asked, isDone: boolean, on = running) => {
    const answer = await send(on, form)
    const entries = await newEntries()
    const { name, action, method, path } = operation
    const isOk = answer.status < 400
    const said = `${name} ${answer.status} ${answer.body.code ?? ''}`
    if (isDone && !isOk) t.fail(`${said} ${JSON.stringify(answer.body)}`)
    const file = /^attachment; filename="(.+)"$/.exec(
      answer.headers.get('content-disposition') ?? '',
    )?.[1]
    const is = { write: method === 'POST', file: file !== undefined && answer.status === 200 }
    const must = isOk ? doneAs(name, action, is) : [`${action} ${answer.body.code}`]
    const lines = entries.map(({ line }) => line)
    if (JSON.stringify(lines) !== JSON.stringify(must)) t.same(lines, must, said)
    const [entry] = entries
    const { role, subject = role } = form.by
    if (entry && (entry.role !== role || entry.actor !== subject))
      t.fail(`${said}: of ${entry.role} ${entry.actor}`)
    const folio = path.includes('{folio}') ? (form.url.split(/[/?]/)[3] ?? '') : undefined
    if (entry && folio && !entry.records.includes(running.keys.pseudonym(folio)))
      t.fail(`${said}: without its folio`)
    if (entry && is.file && NOBODYS.has(action)) t.equal(entry.about, `file:${file}`)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    asked += 1
    return answer
  }

  const shown = new Set<string>()
  for (const example of examplesOf(scene)) {
    const operation = operations.get(example.name)
    if (!operation) continue
    shown.add(example.name)
    const before = askedOf(operation, example, scene.etag)
    const who = `${example.by.role} ${example.by.subject}`
    for (const form of refusedForms(operation, before, usedKeys.get(who))) {
      await ask(operation, form, false)
    }
    await ask(operation, before, false, limited)
    const answer = await ask(operation, before, true)
    if (before.headers['idempotency-key'] && operation.responses?.['422'])
      usedKeys.set(who, before.headers['idempotency-key'])
    if (answer.body.folio && answer.headers.has('etag'))
      scene.etag = answer.headers.get('etag') ?? ''
    example.keep?.(answer.body as never)
    for (const form of fileForms(operation, before)) await ask(operation, form, true)
    // Once more: what was done already is refused, or done again.
    if (operation.method === 'POST') await ask(operation, askedOf(operation, example), false)
  }
  t.same([...shown].sort(), [...operations.keys()].sort(), 'every operation has its example')
  for (const status of [200, 201, 400, 403, 404, 406, 409, 412, 413, 415, 422, 428, 429])
    t.ok(statuses.get(status), `${status} was answered`)
  t.comment(`${asked} requests`)
})

/** The root fields of a document: each an argument of its name for whatever the example sends. */
function documentOfExample(example: Example, etag: string) {
  const found = fields.find(([, { name }]) => name === example.name)
  if (!found) return undefined
  const [kind, field] = found
  const { params = {}, query = {}, body = {} } = example
  const given: Record<string, unknown> = { ...query, ...params, ...(body as object) }
  const conditions = { purpose: 'Prueba', idempotencyKey: aKey(), ifMatch: etag }
  const variables = Object.fromEntries(
    field.args.flatMap(({ name, type }) => {
      const isWhole = /Input!$/.test(String(type))
      const value = { ...conditions, ...given, ...(isWhole ? { [name]: body } : {}) }[name]
      return value === undefined ? [] : [[name, String(type) === 'Int!' ? Number(value) : value]]
    }),
  )
  const asked = field.args.filter(({ name }) => name in variables)
  const list = (items: string[]) => (items.length > 0 ? `(${items.join(', ')})` : '')
  const declared = list(asked.map(({ name, type }) => `$${name}: ${type}`))
  const passed = list(asked.map(({ name }) => `${name}: $${name}`))
  const selection = example.selection ?? selectionOf(field.type)
  return { document: `${kind} ${declared} { act: ${field.name}${passed} ${selection} }`, variables }
}

t.test('GraphQL: each root field, done and refused, leaves the entries of the rule', async (t) => {
  const { running, newEntries, scene } = await openDoor(t, '2023-11-15')
  const { as } = running
  const linesOf = async () => (await newEntries()).map(({ line }) => line).sort()
  const codesOf = ({ body }: Reply): string[] =>
    (body.errors ?? []).map((one: { extensions: { code: string } }) => one.extensions.code)
  const limits = { person: 0, system: 0, address: 1_000_000, inProgress: 1_000 }
  const limited = await startApp(t, { database: running.database, keys: running.keys, limits })

  const shown = new Set<string>()
  for (const example of examplesOf(scene)) {
    const { name, by } = example
    const asked = documentOfExample(example, scene.etag)
    const [kind, field] = fields.find(([, field]) => field.name === name) ?? []
    if (!asked || !kind || !field) {
      // Contents travel by REST alone.
      if (name === 'storeDocument') {
        const form = askedOf(placedOf(running).get(name) as Placed, example)
        example.keep?.((await send(running, form)).body as never)
        await newEntries()
      }
      continue
    }
    shown.add(name)
    const action = ACTIONS[name as keyof typeof ACTIONS]
    const stranger = strangerTo(action)
    if (stranger) {
      const refused = await as(stranger).query(asked.document, asked.variables)
      t.same(codesOf(refused), ['FORBIDDEN'], `${name}: ${refused.text.slice(0, 300)}`)
      t.same(await linesOf(), [`${name} FORBIDDEN`], `${name}, by a stranger`)
    }
    const vague = await as(by).query(documentOf(kind, field))
    const [code] = codesOf(vague)
    const done = doneAs(name, action, { write: kind === 'mutation', file: false })
    t.same(await linesOf(), code ? [`${name} ${code}`] : done, `${name}, of nothing that exists`)
    const answer = await as(by).query(asked.document, asked.variables)
    t.same(codesOf(answer), [], `${name}: ${answer.text.slice(0, 300)}`)
    t.same(await linesOf(), done, name)
    const { act } = answer.body.data ?? {}
    if (act?.etag) scene.etag = act.etag
    example.keep?.(act as never)
    if (kind === 'mutation') {
      const again = await as(by).query(asked.document, asked.variables)
      const outcome = codesOf(again)[0]
      const replayed = again.headers.get('idempotency-replayed') ? [`${name} REPLAYED`] : done
      t.same(await linesOf(), outcome ? [`${name} ${outcome}`] : replayed, `${name}, once more`)
    }
  }
  t.same(
    [...shown].sort(),
    fields.map(([, { name }]) => name).sort(),
    'every field has its example',
  )

  const { folio } = scene
  const reviewer = as(REVIEWER)
  const read = (name: string) =>
    `${name}: getInscriptionRequest(folio: "${folio}", purpose: "Prueba")`
  await reviewer.query(`{ ${read('a')} { folio } ${read('b')} { folio } listCutoffs { date } }`)
  t.same(await linesOf(), ['request:read OK', 'request:read OK'], 'one for each root field')
  await as(claimsOf('party')).query(`{ ${read('a')} { folio } ${read('b')} { folio } }`)
  t.same(await linesOf(), Array(2).fill('getInscriptionRequest FORBIDDEN'), 'and for each refused')
  for (let rows = 0; rows < 2; rows += 1)
    await as(PORTAL).post('/v1/inscription-requests', aSubmission(), { 'idempotency-key': aKey() })
  await newEntries()
  const rows = await as(claimsOf('opl')).query(
    '{ listInscriptionRequests(purpose: "Prueba") { edges { node { movements { to } } } } }',
  )
  t.same(codesOf(rows), ['FORBIDDEN', 'FORBIDDEN'], 'refused in every row of a list')
  t.same(await linesOf(), ['movements FORBIDDEN', 'request:list OK'], 'it was attempted once')

  const whole: [what: string, ask: () => Promise<Reply>][] = [
    ['no document', () => reviewer.query('')],
    ['no such field', () => reviewer.query('{ nothing }')],
    [
      'a variable of another type',
      () => reviewer.query('query ($n: Int!) { proveConsistency(from: $n) { from } }', { n: 'x' }),
    ],
    [
      'too many aliases',
      () =>
        reviewer.query(
          `{ ${Array.from({ length: 16 }, (_, n) => read(`a${n}`))
            .map((one) => `${one} { folio }`)
            .join(' ')} }`,
        ),
    ],
    ['no JSON', () => reviewer.post('/graphql', '{')],
    ['another media type', () => reviewer.post('/graphql', 'x', { 'content-type': 'text/plain' })],
    ['too large', () => reviewer.post('/graphql', 'x'.repeat(65_537))],
    [
      'a write by GET',
      () =>
        reviewer.get(
          `/graphql?query=${encodeURIComponent('mutation { approveCutoff(date: "2023-11-30") { date } }')}`,
        ),
    ],
    ['beyond the limit', () => limited.as(REVIEWER).query('{ listCutoffs { date } }')],
  ]
  const codes = new Set<string>()
  for (const [what, ask] of whole) {
    const [code] = codesOf(await ask())
    t.same(await linesOf(), [`graphql ${code}`], what)
    codes.add(code ?? '')
  }
  t.equal(codes.size, 8, [...codes].join(', '))
  await as().query('{ listCutoffs { date } }')
  t.same(await linesOf(), [], 'who is nobody is not entered')
})

t.test('the board enters the files that leave it, and no page', async (t) => {
  const { running, newEntries } = await openDoor(t, '2023-10-31')
  const viewer = running.as({ role: 'ine_viewer', subject: 'elena' })
  const filesOf = async () => (await newEntries()).map(({ line, about }) => [line, about])
  await running.as(PORTAL).post('/v1/inscription-requests', aSubmission(), {
    'idempotency-key': aKey(),
  })
  await newEntries()
  for (const path of ['', '/revision', '/cortes', '/g/entidades.svg']) {
    t.equal((await viewer.get(`/tablero${path}`)).status, 200, path)
    t.same(await filesOf(), [], path)
  }
  const { status, headers } = await viewer.get('/tablero/g/entidades.csv')
  t.equal(status, 200)
  const [, file] = /filename="(.+)"/.exec(headers.get('content-disposition') ?? '') ?? []
  t.same(await filesOf(), [['figure:read OK', `file:${file}`]])
  t.equal((await viewer.get('/tablero/g/nada.csv')).status, 404)
  t.same(await filesOf(), [['figure:read NOT_FOUND', null]])
  // Where no token is read, nobody is known.
  for (const path of ['/v1/nothing', '/v1/cutoffs/2023-11-30/approve']) await viewer.get(path)
  t.same(await filesOf(), [])
})

t.test('a flood beyond the limit is entered, and does not fill the log', async (t) => {
  const limits = { person: 0, system: 0, address: 1_000_000, inProgress: 1_000 }
  const running = await startApp(t, { limits })
  const newEntries = await newEntriesOf(t, running)
  const flooder = running.as({ role: 'ine_viewer', subject: 'fulano' })
  for (let round = 0; round < 25; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => flooder.get('/v1/catalogues/venues')),
    )
    for (const { status } of answers) if (status !== 429) t.fail(`${status}`)
  }
  t.equal((await newEntries()).length, 1_200, 'of 1,250 requests in a minute')
  await running.as(ANALYST).get('/v1/catalogues/venues')
  t.equal((await newEntries()).length, 1, 'somebody else is entered')
})
