/**
 * What two scanners find from outside: sqlmap at level 3 on every parameter of every address that
 * reads, on a body and on headers, and wapiti on the pages of the board. Both are taken where they are
 * installed (`apt-get install sqlmap wapiti`), and otherwise left out, which is told.
 */
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import t from 'tap'
import { parse } from 'yaml'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { callerOf } from '../helpers/app.ts'
import { startInstances } from '../helpers/instance.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

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
async function sqlmap(url: string, headers: string[], more: string[] = []): Promise<string> {
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
      ...more,
    ],
    { maxBuffer: 64 * 1_048_576, timeout: 20 * 60_000 },
  )
  return stdout
}
const FOUND = /identified the following injection point|is vulnerable/
const CLEAN = /all tested parameters do not appear to be injectable/

/** A good value for each parameter, from which sqlmap departs. */
const VALUES: Record<string, string> = {
  process: '2023-2024',
  entity: '09',
  country: 'US',
  status: 'IN_ANALYSIS',
  modality: 'POSTAL',
  medium: 'SRVE',
  credentialType: 'CPV',
  sex: 'H',
  receivedFrom: '2023-09-01',
  receivedTo: '2023-11-30',
  updatedSince: '2023-09-01T00:00:00Z',
  limit: '2',
  cursor: 'eyJhIjoxfQ',
  validAsOf: '2023-11-30',
  knownAsOf: '5',
  format: 'json',
  table: 'entities',
  from: '1',
  to: '1',
  groupBy: 'entity,sex',
  cutoff: '2023-11-30',
  column: 'total',
  asOf: '2023-11-30',
  record: 'abc',
  before: '5',
  leaf: 'abc',
  entry: 'abc',
  size: '1',
  folio: '$folio',
  date: '2023-11-30',
  id: '01890000-0000-7000-8000-000000000000',
  name: 'countries',
}

type Operation = { parameters?: { name: string; in: string }[] }

/** Every address that reads, with all that it takes; places in the path are marked for sqlmap. */
function readingAddresses(): string[] {
  const contract = parse(readFileSync('openapi.yaml', 'utf8')) as {
    paths: Record<string, { get?: Operation }>
  }
  return Object.entries(contract.paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const query = (get.parameters ?? []).filter((one) => one.in === 'query')
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => `${VALUES[name] ?? 'x'}*`)
    const search = query.map(
      ({ name }) => `${name}=${VALUES[name] ?? 'x'}${filled === path ? '' : '*'}`,
    )
    return filled === path && search.length === 0
      ? []
      : [`${filled}${search.length ? `?${search.join('&')}` : ''}`]
  })
}

t.test('sqlmap', { skip: missing('sqlmap') }, async (t) => {
  const { instances, keys, database } = await startInstances(t, 1, LIMITS)
  const address = instances[0]?.address ?? ''
  const token = (role: 'derfe_admin' | 'srve' | 'auditor') =>
    signDevelopmentToken(keys, 'lne-extranjero', { role, subject: role })
  const { body } = await callerOf(address, token('srve')).post(
    '/v1/inscription-requests',
    aSubmission(),
    { 'idempotency-key': aKey() },
  )
  const headersOf = async (role: 'derfe_admin' | 'auditor') => [
    `Authorization: Bearer ${await token(role)}`,
    'Purpose: Prueba',
  ]

  t.test('finds what is injectable', async (t) => {
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
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
    t.match(await sqlmap(`http://127.0.0.1:${port}/?code=${body.folio}`, []), FOUND)
  })

  t.jobs = AT_ONCE
  for (const path of readingAddresses().filter((path) => ONLY.test(path))) {
    const role =
      path.startsWith('/v1/audit') || path.startsWith('/v1/access') ? 'auditor' : 'derfe_admin'
    t.test(path, { buffered: true }, async (t) => {
      const found = await sqlmap(
        `${address}${path.replace('$folio', body.folio)}`,
        await headersOf(role),
      )
      t.match(found, CLEAN)
      t.notMatch(found, FOUND)
    })
  }

  t.test('a body, a document of GraphQL, and headers', async (t) => {
    const json = [...(await headersOf('derfe_admin')), 'Content-Type: application/json']
    const bodies = {
      '/v1/inscription-requests/lookup': { electorKey: 'GMVLRC85010109H100', process: '2023-2024' },
      '/graphql': {
        query:
          'query ($folio: String!) { getInscriptionRequest(folio: $folio, purpose: "x") { folio } }',
        variables: { folio: 'X' },
      },
    }
    for (const [path, data] of Object.entries(bodies)) {
      const found = await sqlmap(`${address}${path}`, json, ['--data', JSON.stringify(data)])
      t.match(found, CLEAN, path)
      t.notMatch(found, FOUND, path)
    }
    const found = await sqlmap(`${address}/v1/cutoffs`, [
      ...(await headersOf('derfe_admin')),
      'If-None-Match: x*',
      'X-Request-Id: x*',
      'Accept-Language: es*',
    ])
    t.notMatch(found, FOUND, 'headers')
  })
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
