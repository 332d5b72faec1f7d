/** What every answer tells browsers and caches, and how an address refuses what it does not do. */
import { METHODS } from 'node:http'
import t, { type Test } from 'tap'
import { signHead } from '../../src/audit/log.ts'
import { type Reply, type RunningApp, startApp } from '../helpers/app.ts'
import { answersIn, sendRaw } from '../helpers/raw.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/** A page with its policy; every file that it names must be there, and of this service. */
async function checkPage(t: Test, { as, address }: RunningApp, path: string): Promise<void> {
  const page = await as().get(path)
  t.equal(page.status, 200, path)
  t.match(page.headers.get('content-type'), /^text\/html; charset=utf-8$/i)
  const policy = page.headers.get('content-security-policy') ?? ''
  t.match(policy, /default-src '(self|none)'/)
  t.match(policy, /frame-ancestors 'none'/)
  t.match(policy, /base-uri 'none'/)
  t.match(policy, /object-src 'none'/)
  t.notMatch(policy, /https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/, 'nothing from outside')
  t.notMatch(page.text, /<script>(?!<)|<script [^>]*>[^<\s]|\son\w+=/, 'no script inside the page')
  const named = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, url]) => url as string)
  for (const url of named) {
    const { href, origin } = new URL(url, `${address}${path}`)
    t.equal(origin, address, url)
    const file = await fetch(href)
    await file.arrayBuffer()
    t.equal(file.status, 200, url)
  }
}

t.test('browsers are told to trust nothing', async (t) => {
  const running = await startApp(t)
  const { as } = running
  const admin = as({ role: 'derfe_admin' })
  const replies: [string, Reply][] = []
  for (const path of [
    '/health/live',
    '/openapi.json',
    '/v1/cutoffs',
    '/nowhere',
    '/v1/cutoffs/x',
  ]) {
    replies.push([path, await admin.get(path)])
  }
  replies.push(['GraphQL', await admin.query('{ __typename }')])
  replies.push(['no token', await as().get('/v1/cutoffs')])
  for (const [name, { headers }] of replies) {
    t.equal(headers.get('x-content-type-options'), 'nosniff', name)
    t.equal(headers.get('referrer-policy'), 'no-referrer', name)
    t.equal(
      headers.get('content-security-policy'),
      `default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'`,
      name,
    )
    t.equal(headers.get('strict-transport-security'), null, 'a demo without TLS stays reachable')
    t.equal(headers.get('access-control-allow-origin'), null, 'no other site may read')
    t.equal(headers.get('cross-origin-resource-policy'), 'same-origin', 'nor show it as its own')
    t.equal(headers.get('cross-origin-opener-policy'), 'same-origin', name)
    t.equal(headers.get('x-powered-by'), null)
    t.equal(headers.get('server'), null)
  }
  for (const path of ['/docs', '/docs/errors', '/graphiql', '/tablero/entrar']) {
    await checkPage(t, running, path)
  }
  const drawing = await as({ role: 'ine_viewer' }).get('/tablero/g/entidades.svg')
  t.match(drawing.headers.get('content-security-policy'), /base-uri 'none'; object-src 'none'/)
  const start = (await as().get('/docs/static/swagger-initializer.js')).text
  t.match(start, '"docExpansion"', 'the settings of the page')
  t.notMatch(start, /"persistAuthorization":\s*true/, 'a token that was typed in is not kept')
  const folder = await as().get('/docs/static/')
  t.notMatch(folder.text, /Index of|swagger-initializer\.js<|href="\.\.\/?"/, 'no list of files')
  t.equal((await as().get('/docs/static/package.json')).status, 404)

  const { database, keys } = running
  const production = await startApp(t, { database, keys, byTlsOnly: true, introspection: false })
  for (const path of ['/health/live', '/docs', '/nowhere']) {
    const { headers } = await production.as().get(path)
    t.equal(
      headers.get('strict-transport-security'),
      'max-age=31536000; includeSubDomains',
      `${path}: a year, and every name below`,
    )
  }
  t.equal((await production.as().get('/graphiql')).status, 404)
})

t.test('what never becomes a request is told the same', async (t) => {
  for (const byTlsOnly of [false, true]) {
    const { address, as } = await startApp(t, { byTlsOnly })
    const { headers } = await as().get('/nowhere')
    /** What an answer tells beside its own body. */
    const told: Record<string, string> = {}
    headers.forEach((value, name) => {
      if (/^(content-length|x-request-id|vary|date|connection|keep-alive)$/.test(name)) return
      told[name] = value
    })
    t.equal(told['strict-transport-security'] !== undefined, byTlsOnly)
    t.ok(Object.keys(told).length >= 14, Object.keys(told).join())
    const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`
    for (const [name, bytes, status] of [
      ['what is no HTTP', 'nonsense\r\n\r\n', 400],
      ['a head too large', get('/', `x-a: ${'a'.repeat(20_000)}\r\n`), 431],
      ['an unknown expectation', get('/v1/cutoffs', 'expect: miracles\r\n'), 417],
      ['an address that cannot be read', get('/v1/%zz'), 400],
      ['a part of it that is too long', get(`/v1/cutoffs/${'a'.repeat(300)}`), 414],
    ] as const) {
      const [answer] = answersIn(await sendRaw(address, bytes))
      t.equal(answer?.status, status, name)
      for (const [field, value] of Object.entries(told)) {
        t.equal(answer?.headers[field], value, `${name}: ${field}`)
      }
      const { traceId } = JSON.parse(answer?.text ?? '')
      t.equal(answer?.headers['x-request-id'], traceId, name)
    }
  }
})

t.test('nobody keeps answers about people', async (t) => {
  const running = await startApp(t)
  const { as } = running
  const sent = aSubmission()
  const created = await as({ role: 'srve' }).post('/v1/inscription-requests', sent, {
    'idempotency-key': aKey(),
  })
  const { folio } = created.body
  const purpose = { purpose: 'Prueba' }
  const admin = as({ role: 'derfe_admin' })
  const replies = [
    created,
    await admin.get('/v1/inscription-requests', purpose),
    await admin.get(`/v1/inscription-requests/${folio}`, purpose),
    await admin.get(`/v1/inscription-requests/${folio}/movements`, purpose),
    await as({ role: 'inetel_agent' }).post(
      '/v1/inscription-requests/lookup',
      { electorKey: sent.electorKey },
      purpose,
    ),
    await as({ role: 'srve' }).post('/v1/inscription-requests/dry-run', aSubmission()),
    await admin.query(
      '{ listInscriptionRequests(purpose: "Prueba") { edges { node { givenNames } } } }',
    ),
  ]
  for (const { status, headers } of replies) {
    t.ok(status < 300, `status ${status}`)
    t.equal(headers.get('cache-control'), 'no-store')
  }
  await figuresAreKeptAsTheyShould(t, running)
})

/** The log and figures of the moment are kept by nobody; a point that is told may be. */
async function figuresAreKeptAsTheyShould(t: Test, { as, services }: RunningApp): Promise<void> {
  const admin = as({ role: 'derfe_admin' })
  const auditor = as({ role: 'auditor' })
  await signHead(services)
  const { body: head } = await auditor.get('/v1/audit/head')
  for (const path of [
    '/v1/audit/entries',
    '/v1/audit/head',
    `/v1/audit/proofs/consistency?from=0&to=${head.size}`,
    '/v1/aggregates/entities',
    '/v1/aggregates/review?knownAsOf=0',
    '/v1/aggregates/daily?format=csv',
    '/v1/aggregates/reasons',
    '/v1/aggregates/funnel',
    '/v1/aggregates/durations?from=2023-11-01&to=2023-11-30',
    '/v1/aggregates?groupBy=entity',
  ]) {
    const { status, headers } = await auditor.get(path)
    t.same([status, headers.get('cache-control')], [200, 'no-store'], path)
  }
  for (const path of ['/v1/audit/pauses', '/v1/access-grants', '/v1/reports/last-movements']) {
    const { status, headers } = await admin.get(path)
    t.same([status, headers.get('cache-control')], [200, 'no-store'], path)
  }
  for (const path of [
    '/v1/aggregates/entities?validAsOf=2023-11-29',
    '/v1/aggregates/funnel?validAsOf=2023-11-29',
    '/v1/aggregates?groupBy=entity&validAsOf=2023-11-29',
    '/v1/cutoffs',
    '/v1/catalogues/entities',
  ]) {
    const { status, headers } = await auditor.get(path)
    t.same([status, headers.get('cache-control')], [200, null], path)
  }
}

t.test('an address refuses the methods that it lacks, and names those that it has', async (t) => {
  const { address } = await startApp(t)
  for (const [method, path, allow] of [
    ['POST', '/docs', 'GET, HEAD'],
    ['DELETE', '/docs/errors', 'GET, HEAD'],
    ['PUT', '/health/live', 'GET, HEAD'],
    ['PATCH', '/health/ready', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['POST', '/.well-known/jwks.json', 'GET, HEAD'],
    ['OPTIONS', '/graphiql', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/graphql', 'GET, POST'],
    ['OPTIONS', '/v1/cutoffs', 'GET, HEAD, POST'],
    ['DELETE', '/v1/cutoffs/2023-11-30', 'GET, HEAD'],
    ['GET', '/v1/cutoffs/2023-11-30/approve', 'POST'],
  ] as const) {
    const answer = await fetch(`${address}${path}`, { method })
    t.equal(answer.status, 405, `${method} ${path}`)
    t.equal(answer.headers.get('allow'), allow)
    t.match(answer.headers.get('content-type'), /^application\/problem\+json/)
    t.match(await answer.json(), { status: 405, code: 'METHOD_NOT_ALLOWED', instance: path })
  }
  // Whatever Node reads, those that nothing here has included.
  const strange = METHODS.filter((method) => !/^(CONNECT|TRACE|GET|HEAD|POST)$/.test(method))
  for (const method of strange) {
    for (const [path, status] of [
      ['/v1/cutoffs/2023-11-30', 405],
      ['/graphql', 405],
      ['/tablero', 405],
      ['/health/ready', 405],
      ['/v1/nowhere', 404],
      ['/tablero/nowhere', 404],
    ] as const) {
      const answer = await fetch(`${address}${path}`, { method })
      if (answer.status !== status) t.fail(`${method} ${path}: ${answer.status}`)
    }
  }
  const headers = { 'content-type': 'text/plain' }
  const wrong = await fetch(`${address}/v1/nowhere`, { method: 'POST', headers, body: 'x' })
  t.equal(wrong.status, 404, 'before its body is looked at')
  const propfind = await fetch(`${address}/v1/cutoffs/2023-11-30`, { method: 'PROPFIND' })
  t.equal(propfind.headers.get('allow'), 'GET, HEAD')
  t.match(await propfind.json(), { status: 405, code: 'METHOD_NOT_ALLOWED' })
  // No client sends it: it would repeat what a proxy adds on the way.
  for (const [path, status] of [
    ['/v1/cutoffs', 405],
    ['/tablero', 405],
    ['/nowhere', 404],
  ] as const) {
    const trace = `TRACE ${path} HTTP/1.1\r\nhost: x\r\nx-added: by-a-proxy\r\n\r\n`
    const [answer] = answersIn(await sendRaw(address, trace))
    t.equal(answer?.status, status, `TRACE ${path}`)
    t.notMatch(answer?.text, 'by-a-proxy')
  }
})

t.test('a purpose is text that a person can read', async (t) => {
  const { as } = await startApp(t)
  const admin = as({ role: 'derfe_admin' })
  const list = (purpose: string) => admin.get('/v1/inscription-requests?limit=1', { purpose })
  for (const purpose of [
    '%00%00%00',
    'abc%00',
    'abc%0d%0aSet-Cookie:%20a=b',
    '%1b%5b31mrojo',
    'abc%7f',
    'abc%C2%85',
    'abc%E2%80%AEcba',
    'ab',
    'a'.repeat(201),
    '%C3%28abc',
    '%ED%A0%80abc',
    '%20%20%20',
    '...',
    'a%20b',
    '\u2800'.repeat(3),
    ...['\u3164', '\u115f', '\u1160', '\uffa0'].map((filler) => `ab${filler.repeat(3)}`),
    '\u{1f5f3}'.repeat(3),
  ].map((purpose) => encodeURI(purpose).replaceAll('%25', '%'))) {
    const { status, body } = await list(purpose)
    t.equal(status, 400, purpose.slice(0, 40))
    t.match(body.errors, [{ pointer: 'header.purpose', code: 'INVALID_PURPOSE' }])
  }
  for (const purpose of [
    'abc',
    'Atenci%C3%B3n%20ciudadana',
    '%F0%9F%97%B3%20oficio%207',
    '%EC%A1%B0%ED%9A%8C%EC%9A%A9',
    '%C3%B1'.repeat(200),
  ]) {
    t.equal((await list(purpose)).status, 200, purpose.slice(0, 40))
  }
  const { body } = await admin.query(
    '{ listInscriptionRequests(first: 1, purpose: "\\u0000\\u0000\\u0000") { edges { cursor } } }',
  )
  t.match(body.errors[0].extensions, {
    code: 'INVALID_REQUEST',
    errors: [{ pointer: 'header.purpose', code: 'INVALID_PURPOSE' }],
  })
})
