/**
 * What two scanners find from outside: sqlmap at level 3 on every parameter of every address that
 * reads, on bodies and on headers, and wapiti on the pages of the board. Both are taken where they are
 * installed (`apt-get install sqlmap wapiti`), and otherwise left out, which is told.
 */
import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { signHead } from '../../src/audit/log.ts'
import { closeDueCutoffs } from '../../src/cutoffs/service.ts'
import { setClock } from '../../src/platform/provision.ts'
import { ROLES, type Role } from '../../src/vocabulary.ts'
import { startApp } from '../helpers/app.ts'
import { startInstances } from '../helpers/instance.ts'
import { aKey, allDocuments, aSubmission } from '../helpers/requests.ts'

/** Addresses that sqlmap is at work on at a time, each for some minutes. */
const AT_ONCE = Number(process.env.LNE_TEST_SCANS ?? 2)
/** Only addresses with this text, to go on from where a run was stopped. */
const ONLY = new RegExp(process.env.LNE_TEST_ADDRESSES ?? '')

const LIMITS = { person: 1e9, system: 1e9, address: 1e9, inProgress: 1_000 }
const MINUTES_OF_WAPITI = 5

const has = (tool: string): boolean => !spawnSync(tool, ['--version']).error
const missing = (tool: string) => (has(tool) ? false : `${tool} is not installed`)
const scratch = (): string =>
  mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'scanner-'))

/** What sqlmap says of an address; a finding is an injection point. */
async function sqlmap({ url, headers, data }: Target): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'sqlmap',
    [
      ...['-u', url, '--batch', '--disable-coloring', '--flush-session', '--output-dir', scratch()],
      ...[
        '--level',
        '3',
        '--risk',
        '1',
        '--dbms',
        'PostgreSQL',
        '--timeout',
        '10',
        '--retries',
        '0',
      ],
      ...['--time-sec', '3', '--ignore-code', '401,404', '--skip', 'user-agent,referer,host'],
      ...headers.flatMap((header) => ['-H', header]),
      ...(data === undefined ? [] : ['--data', data]),
    ],
    { maxBuffer: 64 * 1_048_576, timeout: 20 * 60_000 },
  )
  return stdout
}
const FOUND = /identified the following injection point|is vulnerable/
const CLEAN = /all tested parameters do not appear to be injectable/

type Sent = Record<string, string>
type Operation = { operationId: string; parameters?: { name: string; in: string }[] }
/** What sqlmap is given; places that it is to change are marked with a star. */
type Target = { url: string; headers: string[]; data?: string }
type Named = Target & { path: string }

/** A good value for each parameter, from which sqlmap departs. */
const VALUES: Sent = {
  process: '2023-2024',
  entity: '09',
  country: 'US',
  status: 'RECEIVED',
  modality: 'ELECTRONIC',
  medium: 'SRVE',
  credentialType: 'CPV',
  sex: 'H',
  ageGroup: '54%2B',
  receivedFrom: '2023-09-01T00:00:00Z',
  receivedTo: '2023-11-30',
  receivedOn: '2023-11-20',
  reason: 'PROOF_EXPIRED',
  updatedSince: '2023-09-01T00:00:00Z',
  limit: '1',
  validAsOf: '2023-11-30',
  knownAsOf: '2',
  format: 'json',
  table: 'entities',
  from: '2023-11-15',
  to: '2023-11-30',
  groupBy: 'entity,sex',
  column: 'total',
  asOf: '2023-11-30',
  before: '2023-12-31T00:00:00Z',
  date: '2023-11-30',
  name: 'venues',
}
/** Where an address takes another value, or none (an empty text) beside its other parameters. */
const OTHERS: Record<string, Sent> = {
  listInscriptionRequests: { receivedTo: '2023-12-01T06:00:00Z' },
  getCrossing: { cutoff: '' },
  listFigureCases: { cutoff: '' },
  getCutoffReport: { format: 'csv' },
  listAuditEntries: { before: '5' },
  proveInclusion: { entry: '', size: '1' },
  proveConsistency: { from: '1', to: '1' },
}

/** Who may ask what the administrator may not. */
const ROLE_OF: Record<string, Role> = {
  readGranted: 'derfe_analyst',
  dryRunInscriptionRequest: 'srve',
}
const DOCUMENT =
  'query ($folio: String!) { getInscriptionRequest(folio: $folio, purpose: "Prueba") { folio } }'

/** A running service in which every address that reads has something to answer. */
async function openScene(t: Test) {
  const unwatched = Object.fromEntries(ROLES.map((role) => [role, Infinity])) as never
  const running = await startApp(t, {
    limits: LIMITS,
    usualReads: unwatched,
    now: '2023-11-20T18:00:00Z',
  })
  const { as, services, token } = running
  const made = async (role: Role, path: string, body?: unknown) => {
    const headers = { 'idempotency-key': aKey() }
    const answer = await as({ role, subject: role }).post(path, body, headers)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const file = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.from('un anverso')])
  const sha256 = createHash('sha256').update(file).digest('hex')
  const [, ...rest] = allDocuments()
  const front = { type: 'CARD_FRONT', mime: 'image/jpeg', sha256, size: file.length }
  const submission = (documents: object[]) =>
    aSubmission({ credentialType: 'CPV', documents, sex: 'H' })
  const first = submission([front, ...rest])
  const { folio } = await made('srve', '/v1/inscription-requests', first)
  await made('srve', '/v1/inscription-requests', submission(allDocuments()))
  await setClock(running.database.ownerUrl, '2023-12-02T18:00:00Z')
  await closeDueCutoffs(services)
  const stored = await fetch(`${running.address}/v1/inscription-requests/${folio}/documents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token({ role: 'srve' })}`,
      'content-type': front.mime,
      'idempotency-key': aKey(),
    },
    body: file,
  })
  const document = (await stored.json()) as { id: string }
  const annex = await made('derfe_admin', '/v1/cutoffs/2023-11-30/annexes', {
    title: 'Llamadas atendidas',
    source: 'INETEL',
    period: { from: '2023-11-01', to: '2023-11-15' },
    table: { columns: ['País', 'Llamadas'], rows: [['EUA', 1520]] },
  })
  const grant = await made('derfe_analyst', '/v1/access-grants', {
    folio,
    reason: 'Recurso de revisión 12/2023',
    minutes: 120,
  })
  await made('derfe_admin', `/v1/access-grants/${grant.id}/approve`)
  await signHead(services)
  const { rows } = await services.db.query(
    `select encode(hash, 'hex') as leaf from audit_leaves where index = 0`,
  )
  const record = running.keys.pseudonym(folio)
  const values: Sent = { ...VALUES, folio, leaf: rows[0].leaf, record }
  const ids: Sent = { getDocument: document.id, getCutoffAnnex: annex.id, readGranted: grant.id }

  const headersOf = async (path: string, operation: string) => {
    const role: Role =
      ROLE_OF[operation] ?? (path.startsWith('/v1/audit') ? 'auditor' : 'derfe_admin')
    return [`Authorization: Bearer ${await token({ role, subject: role })}`, 'Purpose: Prueba']
  }
  /** Every address that reads, with all that it takes. */
  async function* readingAddresses(): AsyncGenerator<Named> {
    const contract = parse(readFileSync('openapi.yaml', 'utf8')) as {
      paths: Record<string, { get?: Operation }>
    }
    for (const [path, { get }] of Object.entries(contract.paths)) {
      if (!get?.parameters?.some((one) => one.in !== 'header')) continue
      const { operationId, parameters } = get
      const own: Sent = { ...values, id: ids[operationId] ?? '', ...OTHERS[operationId] }
      const headers = await headersOf(path, operationId)
      const filled = path.replace(/\{(\w+)\}/g, (_, name) => `${own[name]}*`)
      const star = filled === path ? '' : '*'
      const query = parameters.filter(({ name, in: place }) => place === 'query' && own[name])
      const search = query.map(({ name }) => `${name}=${own[name]}${star}`).join('&')
      let url = `${running.address}${filled}${search && `?${search}`}`
      if (parameters.some(({ name }) => name === 'cursor')) {
        // Nobody has a ground yet, and a cursor is of its own filters: one after the other.
        if (own.reason && url.includes('&reason=')) yield { path, url, headers }
        url = url.replace(/&reason=\w+/, '')
        const { body } = await answerOf({ url, headers })
        url += `&cursor=${body.page?.nextCursor}${star}`
      }
      yield { path, url, headers }
    }
  }
  const bodies: [path: string, operation: string, body: object][] = [
    ['/v1/inscription-requests/lookup', '', { electorKey: first.electorKey }],
    ['/v1/inscription-requests/dry-run', 'dryRunInscriptionRequest', aSubmission()],
    ['/graphql', '', { query: DOCUMENT, variables: { folio } }],
  ]
  const [authorization = '', purpose = ''] = await headersOf('', '')
  const headers = {
    path: 'headers',
    url: `${running.address}/v1/cutoffs`,
    headers: [authorization, purpose].concat(
      'If-None-Match: x*',
      'X-Request-Id: x*',
      'Accept-Language: es*',
    ),
  }
  const targets: Named[] = [headers]
  for (const [path, operation, body] of bodies) {
    const json = [...(await headersOf(path, operation)), 'Content-Type: application/json']
    targets.push({
      path,
      url: `${running.address}${path}`,
      headers: json,
      data: JSON.stringify(body),
    })
  }
  for await (const target of readingAddresses()) targets.push(target)
  return { running, folio, targets }
}

/** The answer to a target as it is, without the marks. */
async function answerOf({ url, headers, data }: Target) {
  const answer = await fetch(url.replaceAll('*', ''), {
    method: data === undefined ? 'GET' : 'POST',
    headers: headers.map((line) => line.replace(/\*$/, '').split(': ') as [string, string]),
    body: data,
  })
  const text = await answer.text()
  return { status: answer.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} }
}

t.test('sqlmap', async (t) => {
  const { running, folio, targets } = await openScene(t)

  // An address that refuses its own values refuses whatever is put into them, and tells nothing.
  t.test('what is scanned is answered as it is', async (t) => {
    for (const target of targets) {
      const { status, text, body } = await answerOf(target)
      t.equal(status, 200, `${target.path}: ${text.slice(0, 300)}`)
      if (target.path === '/graphql') t.equal(body.errors, undefined, text)
    }
    t.ok(targets.length > 30, `${targets.length} of them`)
  })

  const skip = missing('sqlmap')
  t.test('finds what is injectable', { skip }, async (t) => {
    const pool = new pg.Pool({ connectionString: running.database.ownerUrl, max: 2 })
    const server = createServer((request, response) => {
      const code = new URL(request.url ?? '', 'http://x').searchParams.get('code')
      pool
        .query(`select folio from inscription_requests where folio = '${code}'`)
        .then(({ rows }) => response.end(JSON.stringify(rows)))
        .catch((error) => response.writeHead(500).end(error.message))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(async () => {
      server.close()
      await pool.end()
    })
    const { port } = server.address() as AddressInfo
    t.match(await sqlmap({ url: `http://127.0.0.1:${port}/?code=${folio}`, headers: [] }), FOUND)
  })

  t.jobs = AT_ONCE
  for (const target of targets.filter(({ path }) => ONLY.test(path))) {
    t.test(target.path, { buffered: true, skip }, async (t) => {
      const found = await sqlmap(target)
      t.match(found, CLEAN)
      t.notMatch(found, FOUND)
    })
  }
})

t.test('wapiti', { skip: missing('wapiti') }, async (t) => {
  const { instances, keys } = await startInstances(t, 1, LIMITS)
  const address = instances[0]?.address ?? ''
  const bearer = await signDevelopmentToken(keys, 'lne-extranjero', { role: 'derfe_admin' })
  for (const start of ['/tablero', '/docs/errors', '/v1/cutoffs?process=2023-2024']) {
    const directory = scratch()
    const report = join(directory, 'report.json')
    await promisify(execFile)(
      'wapiti',
      [
        ...['-u', `${address}${start}`, '--scope', 'domain', '--flush-session', '--no-bugreport'],
        ...['-m', 'blindsql,crlf,exec,file,permanentxss,redirect,sql,ssrf,xss,xxe'],
        ...['--max-scan-time', String(MINUTES_OF_WAPITI * 60), '--max-attack-time', '60'],
        ...['--max-links-per-page', '50', '-d', '3', '--store-session', directory],
        ...['-H', `Authorization: Bearer ${bearer}`, '-f', 'json', '-o', report],
      ],
      { maxBuffer: 64 * 1_048_576, timeout: 2 * MINUTES_OF_WAPITI * 60_000 },
    )
    const told = JSON.parse(readFileSync(report, 'utf8')) as {
      vulnerabilities: Record<string, unknown[]>
      infos: { crawled_pages_nbr?: number }
    }
    const found = Object.entries(told.vulnerabilities).filter(([, list]) => list.length > 0)
    t.same(found, [], start)
    t.comment(`${start}: ${JSON.stringify(told.infos)}`)
  }
})
