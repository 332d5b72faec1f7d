/** Input that is never right, made at random from a seed, so that every run sends the same. */
import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { Test } from 'tap'
import { PROBLEMS } from '../../src/platform/errors.ts'
import { type RunningApp, startApp } from './app.ts'
import { contentsOf } from './contents.ts'
import { aKey, aSubmission } from './requests.ts'

/** What is sent; `headers` beside those of a good request. */
export type Hostile = {
  method: 'GET' | 'POST'
  path: string
  as: 'portal' | 'agent' | 'admin'
  headers?: Record<string, string>
  body?: Buffer
  /** Whether it may be harmless after all: then only a failure of the service counts. */
  mayPass?: boolean
}

const SEED = 20_240_602

/** The same cases at every run. */
export const casesOf = (arbitrary: fc.Arbitrary<Hostile>, count: number): Hostile[] =>
  fc.sample(arbitrary, { numRuns: count, seed: SEED })

const deep = (levels: number, open: string, close: string) =>
  `${open.repeat(levels)}1${close.repeat(levels)}`

/** JSON texts that are the value of no field; some are no JSON. */
const hostileJson: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"x\\udfffy"',
    '"\\udbff\\udbff"',
    '"\\u202eabc\\u0007"',
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":1,"a":2}',
    '{"\\u0000":1}',
    '[[]]',
    '["a","b"]',
    '[null]',
    '1e308',
    '1e999',
    '-1e999',
    '-0.0000001',
    '9007199254740993',
    '0x10',
    'NaN',
    'Infinity',
    '01',
    '.5',
    'undefined',
    "'a'",
    '"\t"',
    '"\\x41"',
    '/**/1',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
  ),
  fc
    .integer({ min: 1, max: 60_000 })
    .map((length) => JSON.stringify('ñ'.repeat(length / 2 + 5_000))),
  fc.bigInt({ min: 10n ** 20n, max: 10n ** 400n }).map(String),
  fc.integer({ min: 50, max: 10_000 }).map((levels) => deep(levels, '[', ']')),
  fc.integer({ min: 50, max: 10_000 }).map((levels) => deep(levels, '{"a":', '}')),
  fc.integer({ min: 1_000, max: 10_000 }).map((levels) => '['.repeat(levels)),
  fc
    .string({ unit: 'binary', minLength: 300, maxLength: 2_000 })
    .map((text) => JSON.stringify(`\u0000${text}`)),
  fc.dictionary(fc.string({ unit: 'binary', minLength: 1 }), fc.jsonValue(), { minKeys: 1 }).map(
    // A key that no schema has, so that the rest may be anything.
    (value) => JSON.stringify({ ...value, '¿': 1 }),
  ),
)

/** A body that has one hostile member in a good submission, or is hostile as a whole. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...['electorKey', 'curp', 'cic', 'givenNames', 'firstSurname', 'secondSurname', 'sex'],
          ...['birthDate', 'entity', 'country', 'address', 'email', 'mobile', 'credentialType'],
          ...['modality', 'venue', 'documents', 'simulationOptIn', 'supersedes', '__proto__'],
          ...['value', 'to', 'requirements', 'reasons', 'date', 'folio', 'items', 'note', 'code'],
        ),
        hostileJson,
      )
      .map(([name, value]) => {
        const rest = JSON.stringify({ ...aSubmission(), [name]: undefined })
        return `${rest.slice(0, -1)},${JSON.stringify(name)}:${value}}`
      }),
  },
  { weight: 1, arbitrary: hostileJson },
)

/** Bytes of no text, of text in another encoding, or of half a text. */
const hostileBytes: fc.Arbitrary<Buffer> = fc.oneof(
  hostileText.map((text) => Buffer.from(text)),
  fc.constantFrom('latin1' as const, 'utf16le' as const).map((encoding) => {
    const text = JSON.stringify({ ...aSubmission(), firstSurname: 'Ñandú' })
    return Buffer.from(text, encoding)
  }),
  fc.constant(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"a":1}', 'utf16le')])),
  fc.integer({ min: 1, max: 300 }).map((length) => {
    return Buffer.from(JSON.stringify(aSubmission())).subarray(0, length)
  }),
  fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from([0x7f, ...bytes])),
  fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => {
    const text = Buffer.from(JSON.stringify(aSubmission()))
    // Of no UTF-8, wherever it comes to lie.
    return Buffer.concat([
      text.subarray(0, 60),
      Buffer.from([0xc3, 0x28, ...bytes]),
      text.subarray(60),
    ])
  }),
)

/** Where bodies go; each has its fields, and none takes what is sent. */
const POSTS: [as: Hostile['as'], path: string][] = [
  ['portal', '/v1/inscription-requests'],
  ['portal', '/v1/inscription-requests'],
  ['agent', '/v1/inscription-requests/lookup'],
  ['portal', '/v1/inscription-requests/$folio/modality'],
  ['portal', '/v1/inscription-requests/$folio/contact-data'],
  ['portal', '/v1/inscription-requests/$folio/withdrawal'],
  ['admin', '/v1/inscription-requests/$folio/initial-check'],
  ['admin', '/v1/inscription-requests/$folio/claim'],
  ['admin', '/v1/inscription-requests/$folio/release'],
  ['admin', '/v1/inscription-requests/$folio/decision'],
  ['admin', '/v1/inscription-requests/$folio/corrections'],
  ['admin', '/v1/cutoffs'],
  ['admin', '/v1/catalogues/venues/versions'],
]

export const hostileBodies: fc.Arbitrary<Hostile> = fc
  .tuple(
    fc.constantFrom(...POSTS),
    hostileBytes,
    fc.oneof(
      { weight: 12, arbitrary: fc.constant('application/json') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          ...['text/plain', 'application/xml', 'multipart/form-data; boundary=a', 'x', '/', ''],
          ...['application/json; charset=utf-16', 'application/x-www-form-urlencoded', '\xff/\xfe'],
        ),
      },
    ),
  )
  .map(([[as, path], body, type]) => ({
    method: 'POST',
    path,
    as,
    body,
    headers: { 'content-type': type, 'idempotency-key': aKey(), 'if-match': '"1"' },
  }))

const percent = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

/** Texts for an address: encoded wrongly, beyond any size, or of characters that no field has. */
const hostileInUrl: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['%00', 'a%00b', '%', '%zz', '%E0%A4%A', '%c0%80', '%ff%fe', '%ed%a0%80', '%25%30%30'],
    ...[
      '%F0%9F%92%A9',
      "'%20or%201=1--",
      '%24%7Bjndi%7D',
      '%3Cscript%3E',
      '..%2f..%2fetc%2fpasswd',
    ],
    ...[
      '__proto__',
      'constructor',
      '1e400',
      '-1.5',
      '99999999999999999999999',
      '%2B%2B',
      '%0d%0aa:%20b',
    ],
  ),
  fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => `%01${percent(bytes)}`),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((text) => {
    return `%01${encodeURIComponent(text.toWellFormed())}`
  }),
  fc.integer({ min: 250, max: 8_000 }).map((length) => 'a'.repeat(length)),
)

const GETS: [path: string, names: string[]][] = [
  [
    '/v1/inscription-requests',
    [
      'entity',
      'country',
      'status',
      'limit',
      'cursor',
      'receivedFrom',
      'receivedTo',
      'updatedSince',
    ],
  ],
  ['/v1/inscription-requests/$folio/movements', ['limit', 'x']],
  ['/v1/aggregates/entities', ['validAsOf', 'knownAsOf', 'status', 'format', 'country']],
  ['/v1/aggregates/country-entity', ['validAsOf', 'knownAsOf', 'process']],
  ['/v1/cutoffs', ['process', 'limit']],
  ['/v1/catalogues/venues', ['at', 'process', '__proto__', 'constructor[prototype][polluted]']],
  ['/graphql', ['query', 'variables', 'operationName', 'extensions']],
]

export const hostileAddresses: fc.Arbitrary<Hostile> = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...GETS), fc.nat(), hostileInUrl, fc.boolean())
        .map(([[path, names], index, value, twice]) => {
          const name = names[index % names.length]
          return `${path}?${name}=${value}${twice ? `&${name}=1` : ''}`
        }),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            '/v1/inscription-requests/',
            '/v1/cutoffs/',
            '/v1/catalogues/',
            '/v1/',
            '/',
          ),
          hostileInUrl,
          fc.constantFrom('', '/', '/movements', '/versions', '?', '#', ';a=b', '//'),
        )
        .map(([path, value, rest]) => `${path}${value}${rest}`),
    },
  )
  .map((path) => ({ method: 'GET', path, as: 'admin' }))

/** Fields of a request that is otherwise good; most are none of its business. */
export const hostileHeaders: fc.Arbitrary<Hostile> = fc
  .tuple(
    fc.constantFrom(
      ...['purpose', 'accept', 'accept-language', 'accept-encoding', 'idempotency-key', 'if-match'],
      ...[
        'traceparent',
        'x-forwarded-for',
        'cookie',
        'range',
        'if-none-match',
        'x-http-method-override',
      ],
      ...['authorization', 'forwarded', 'x-original-url', 'origin', 'referer'],
    ),
    fc.oneof(
      hostileInUrl.map((text) => text.slice(0, 4_000)),
      fc.string({ unit: fc.integer({ min: 0x80, max: 0xff }).map((c) => String.fromCharCode(c)) }),
      fc.constantFrom(
        ...['', '*', ';q=', ',,,;;;', 'q=1;q=2', '"', '/v1/cutoffs', 'bytes=-1', 'DELETE'],
      ),
    ),
  )
  .map(([name, value]) => ({
    method: 'GET',
    path: '/v1/inscription-requests?limit=1',
    as: 'admin',
    headers: { purpose: 'Prueba', [name]: value },
    mayPass: true,
  }))

const repeated = (unit: (n: number) => string, max: number) =>
  fc
    .integer({ min: 16, max })
    .map((count) => Array.from({ length: count }, (_, n) => unit(n)).join(' '))

/** Documents that ask for too much, for nothing, or for themselves. */
export const hostileDocuments: fc.Arbitrary<Hostile> = fc
  .oneof(
    repeated((n) => `a${n}: listCutoffs { date }`, 240).map((text) => `{ ${text} }`),
    repeated((n) => `a${n}: claimInscriptionRequest(folio: "x") { folio }`, 100).map(
      (text) => `mutation { ${text} }`,
    ),
    repeated((n) => `@skip(if: false) @a${n}`, 300).map((text) => `{ __typename ${text} }`),
    repeated((n) => `fragment f${n} on Query { ...f${n + 1} ...f0 }`, 90).map(
      (text) => `{ ...f0 } ${text}`,
    ),
    fc.integer({ min: 9, max: 400 }).map((n) => `{ ${'a { '.repeat(n)} b ${'}'.repeat(n)} }`),
    fc.integer({ min: 5, max: 900 }).map((n) => {
      return `{ getCutoff(date: ${'['.repeat(n)}${']'.repeat(n)}) { date } }`
    }),
    fc.integer({ min: 5, max: 60 }).map((n) => {
      return `{ __schema { types { ${'fields { type { ofType { '.repeat(n)} name ${'} } }'.repeat(n)} } } }`
    }),
    fc
      .integer({ min: 0, max: 40 })
      .map((n) => `query ($a: ${'['.repeat(n)}Int${']'.repeat(n)}) { nothing(a: $a) }`),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).map((text) => `{${text}`),
    fc
      .array(
        fc.constantFrom(
          ...['{', '}', '(', ')', '...', 'on', '@', '$', ':', '!', '"""', '"', '#', '|', '&'],
        ),
        { minLength: 1, maxLength: 80 },
      )
      .map((tokens) => `${tokens.join(' ')} {`),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => {
      return `{ getInscriptionRequest(folio: ${JSON.stringify(`\u0000${text}`)}, purpose: "Prueba") { folio } }`
    }),
    hostileInUrl.map(
      (text) =>
        `{ listInscriptionRequests(after: ${JSON.stringify(text)}, purpose: "Prueba") { edges { cursor } } }`,
    ),
  )
  .map((query) => ({ query }))
  .chain((document) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(JSON.stringify(document)) },
      { weight: 1, arbitrary: fc.constant(JSON.stringify([document, document])) },
      {
        weight: 2,
        arbitrary: hostileJson.map((value) => {
          const query =
            'query ($a: String!) { getInscriptionRequest(folio: $a, purpose: "Prueba") { folio } }'
          return `{"query":${JSON.stringify(query)},"variables":{"a":${value}}}`
        }),
      },
      {
        weight: 1,
        arbitrary: hostileJson.map((value) => `{"query":"{ nothing }","variables":${value}}`),
      },
    ),
  )
  .map((text) => ({
    method: 'POST',
    path: '/graphql',
    as: 'admin',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(text),
  }))

type Answer = { status: number; type: string; text: string; ms: number }

/** The most that refusing a document may take and say. */
const DOCUMENT_MS = 2_000
const DOCUMENT_CHARACTERS = 200_000

/** What no answer may tell: how the service is made, or what failed inside. */
const INSIDE =
  /node_modules|\bat \w+ \(|\.ts:\d|pg_|select |insert into|SyntaxError|RangeError|TypeError/

/** The service with one request in it, and how to send it what is hostile. */
export async function startTarget(t: Test): Promise<{
  running: RunningApp
  attack(t: Test, cases: Hostile[]): Promise<void>
}> {
  const running = await startApp(t, { introspection: false })
  const created = await running
    .as({ role: 'srve' })
    .post('/v1/inscription-requests', aSubmission(), { 'idempotency-key': aKey() })
  const tokens = {
    portal: `Bearer ${await running.token({ role: 'srve' })}`,
    agent: `Bearer ${await running.token({ role: 'inetel_agent', subject: 'agente' })}`,
    admin: `Bearer ${await running.token({ role: 'derfe_admin', subject: 'uno' })}`,
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  t.teardown(() => agent.destroy())
  const { hostname, port } = new URL(running.address)

  const send = ({ method, path, as, headers, body }: Hostile): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const started = performance.now()
      const options = {
        agent,
        hostname,
        port,
        method,
        path: path.replace('$folio', created.body.folio),
        headers: { authorization: tokens[as], ...headers },
        timeout: 5_000,
      }
      const request = httpRequest(options, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            text,
            ms: performance.now() - started,
          }),
        )
      })
      request.on('timeout', () => request.destroy(new Error('no answer')))
      request.on('error', reject)
      request.end(body)
    })

  /** What is wrong with an answer, if anything is. */
  function faultOf({ path, mayPass }: Hostile, answer: Answer): string | undefined {
    const { status, type, text, ms } = answer
    if (status >= 500 || status === 0) return `failed with ${status}`
    if (INSIDE.test(text)) return 'tells what is inside'
    if (mayPass && status < 400) return undefined
    if (path.startsWith('/graphql')) {
      if (ms > DOCUMENT_MS) return `took ${ms.toFixed(0)} ms`
      if (text.length > DOCUMENT_CHARACTERS) return `said ${text.length} characters`
    }
    if (path.startsWith('/graphql') && type.includes('application/json')) {
      const { data, errors } = JSON.parse(text)
      const codes: string[] = (errors ?? []).map(
        (error: { extensions: { code: string } }) => error.extensions.code,
      )
      if (codes.length === 0) return 'a document that passed'
      const unknown = codes.filter((code) => !Object.hasOwn(PROBLEMS, code) || code === 'INTERNAL')
      if (unknown.length > 0) return `codes ${unknown}`
      const told = Object.values(data ?? {}).some((value) => value !== null)
      return told ? 'data beside the refusal' : undefined
    }
    if (status < 400) return `passed with ${status}`
    if (!type.startsWith('application/problem+json')) return `told as ${type}`
    const problem = JSON.parse(text)
    if (problem.status !== status) return `status ${status} told as ${problem.status}`
    return Object.hasOwn(PROBLEMS, problem.code) ? undefined : `code ${problem.code}`
  }

  return {
    running,
    attack: async (t, cases) => {
      const before = await contentsOf(running.database)
      const faults: string[] = []
      const statuses: Record<number, number> = {}
      const waiting = cases.values()
      const worker = async () => {
        for (const one of waiting) {
          const answer = await send(one).catch((error: Error) => error)
          const fault = answer instanceof Error ? answer.message : faultOf(one, answer)
          if (!(answer instanceof Error)) {
            statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
          }
          if (!fault) continue
          const sent = `${one.method} ${one.path.slice(0, 200)} ${JSON.stringify(one.headers ?? {}).slice(0, 200)} ${one.body?.toString().slice(0, 300) ?? ''}`
          const said = answer instanceof Error ? '' : answer.text.slice(0, 200)
          faults.push(`${fault}: ${sent} → ${said}`)
        }
      }
      let under = true
      const latencies: number[] = []
      const bystander = async () => {
        while (under) {
          const started = performance.now()
          await (await fetch(`${running.address}/health/live`)).text()
          latencies.push(performance.now() - started)
          await sleep(20)
        }
      }
      const beside = bystander()
      await Promise.all(Array.from({ length: 8 }, worker))
      under = false
      await beside
      const p99 = latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? 0
      t.comment(`p99 of ${latencies.length} answers to a bystander: ${p99.toFixed(0)} ms`)
      // The attackers share process and processors with it.
      t.ok(p99 <= 1_000, 'a bystander is answered')
      t.comment(`${cases.length} cases: ${JSON.stringify(statuses)}`)
      t.same(faults.slice(0, 10), [], `${faults.length} faults in ${cases.length} cases`)
      t.same(await contentsOf(running.database), before, 'nothing was written')
      t.same(Object.keys(Object.prototype), [], 'no prototype was changed')
      t.equal(({} as { polluted?: boolean }).polluted, undefined)
    },
  }
}
