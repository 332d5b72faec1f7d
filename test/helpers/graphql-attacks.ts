/**
 * Documents and requests that ask GraphQL for too much, for what it does not tell, or for nothing that
 * it understands; and how to judge what comes of them.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import {
  buildSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql'
import type { Test } from 'tap'
import type { TokenRequest } from '../../src/access/development-tokens.ts'
import { ROLES, type Role } from '../../src/vocabulary.ts'
import type { Caller } from './app.ts'
import { aKey, aSubmission } from './requests.ts'

export type Attack = {
  family: string
  name: string
  role: Role
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
  /** Whether it may be within the limits after all: then its answer only has to be small. */
  mayPass: boolean
}

export type Answered = { status: number; text: string; ms: number }

/** The most that an attack may take, and be answered. */
export const MOST = { ms: 2_000, bytes: 200_000 } as const

/** What differs from a plain POST by an administrator, which must be refused. */
type Difference = Partial<Omit<Attack, 'family' | 'name' | 'body'>> & { body?: Buffer | string }

const JSON_TYPE = { 'content-type': 'application/json' }

const flood = (count: number, unit: (n: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, n) => unit(n)).join(between)

const nested = (levels: number, open: string, inside: string, close: string): string =>
  `${open.repeat(levels)}${inside}${close.repeat(levels)}`

const PAGE = 'listInscriptionRequests(first: 200, purpose: "Prueba")'
const WHOLE_PAGE = `${PAGE} { edges { cursor node { folio process status statusSince receivedAt
  lastMovementAt lastMovement etag entity entityLabel country countryLabel modality medium
  credentialType sex birthDate givenNames firstSurname secondSurname electorKey curp email mobile
  movements { number kind from to effectiveAt recordedAt reasons } } } }`
const MATRIX = 'getCountryEntityFigures { rows { country label total cells { entity total } } }'
const COUNTS = `total medium { INETEL SRVE EX_OFFICIO } credentialType { CPVE CPV }
  modality { ELECTRONIC POSTAL IN_PERSON } sex { H M X } averageAge { value n }`
const VERSIONS =
  '{ id catalogue code value validFrom act status proposedBy proposedAt approvedBy approvedAt }'
const ENTRIES = `listAuditEntries(limit: 200) { data { index id at role actor action outcome records
  purpose content leaf } }`

/** Names that every object has, or that JavaScript treats in its own way. */
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'then']

/** All of them; another `salt` makes other documents, so that none is known from the round before. */
export function attacksOf(salt = 0): Attack[] {
  const attacks: Attack[] = []
  const salted = (document: string) => (salt === 0 ? document : `${document}\n#${salt}`)

  const send = (family: string, name: string, { body, ...difference }: Difference) => {
    attacks.push({
      ...{ family, name, role: 'derfe_admin', method: 'POST', path: '/graphql' },
      ...{ headers: JSON_TYPE, mayPass: false },
      ...difference,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    })
  }
  /** The parameters of a POST, which need not be what they should. */
  const post = (family: string, name: string, parameters: unknown, difference: Difference = {}) =>
    send(family, name, { body: JSON.stringify(parameters), ...difference })
  const ask = (family: string, documents: Record<string, string>, difference: Difference = {}) => {
    for (const [name, document] of Object.entries(documents)) {
      post(family, name, { query: salted(document) }, difference)
    }
  }
  /** In one document, or with variables, or both. */
  const askWith = (family: string, name: string, query: string, variables: unknown) =>
    post(family, name, { query: salted(query), variables })
  const get = (family: string, name: string, search: string, difference: Difference = {}) =>
    send(family, name, { method: 'GET', headers: {}, path: `/graphql?${search}`, ...difference })
  const within: Difference = { mayPass: true }

  const inTables = (inside: string) => `{ getCutoff(date: "2023-11-30") { tables { ${inside} } } }`
  ask('depth', {
    ...Object.fromEntries(
      [7, 20, 100, 300].map((n) => [`${n} fields`, inTables(nested(n, 'a { ', 'a', ' }'))]),
    ),
    'fields that there are, and one too many': inTables(
      `entities { rows { medium { INETEL ${nested(6, 'a { ', 'a', ' }')} } } }`,
    ),
    'through fragments': `{ getCutoff(date: "2023-11-30") { ...f0 } } ${flood(
      9,
      (n) => `fragment f${n} on Cutoff { tables { ...f${n + 1} } }`,
    )} fragment f9 on Cutoff { date }`,
    'of a list in an argument': `{ getCutoff(date: ${nested(400, '[', '1', ']')}) { date } }`,
    'of an object in an argument': `mutation { createInscriptionRequest(submission: ${nested(
      200,
      '{ address: ',
      '1',
      ' }',
    )}) { folio } }`,
    "of a variable's type": `query ($a: ${nested(400, '[', 'Int', ']')}) { getAuditHead { size } }`,
  })
  ask(
    'depth',
    {
      'of fragments without a name': nested(150, '{ ... on Query ', '{ __typename }', ' }'),
      'of selections': nested(240, '{ ...', '{ __typename }', ' }'),
    },
    within,
  )

  ask('aliases', {
    ...Object.fromEntries(
      [16, 64, 240].map((n) => [
        `${n} of __typename`,
        `{ ${flood(n, (i) => `a${i}: __typename`)} }`,
      ]),
    ),
    '16 of a figure': `{ ${flood(16, (n) => `a${n}: getAuditHead { size }`)} }`,
    'of a write': `mutation { ${flood(100, (n) => `a${n}: claimInscriptionRequest(folio: "x") { folio }`)} }`,
    'deep inside': `{ listTransitions { ${flood(200, (n) => `a${n}: kind`)} } }`,
    'multiplied by fragments': `{ listTransitions { ...a ...b } }
      fragment a on Transition { ...c ...c ...b } fragment b on Transition { ...c ...c }
      fragment c on Transition { ${flood(8, (n) => `a${n}: kind`)} }`,
    'the same for two fields': '{ a: getAuditHead { size } a: listCutoffs { date } }',
    'the same for two arguments': `{ ${flood(9, (n) => `a: getCutoff(date: "2023-11-0${n + 1}") { date }`)} }`,
  })
  // A name of thousands of characters comes back with every row.
  for (const [length, difference] of [
    [1_000, within],
    [4_000, within],
    [15_000, {}],
  ] as const) {
    const long = 'a'.repeat(length)
    const rows: Record<string, string> = {
      'per entity': `{ getEntityFigures { rows { ${long}: total } } }`,
      'per cell of the matrix': `{ getCountryEntityFigures { rows { cells { ${long}: total } } } }`,
      'per request': `{ ${PAGE} { edges { node { ${long}: folio } } } }`,
      'per entry of a catalogue': `{ listCatalogue(name: countries) { ${long}: code } }`,
      'per movement that a state admits': `{ listTransitions { ${long}: __typename } }`,
      'in a fragment': `{ listCatalogueVersions(name: countries) { ...f } } fragment f on CatalogueVersion { ${long}: id }`,
    }
    for (const [name, document] of Object.entries(rows)) {
      ask('long names', { [`of ${length}, ${name}`]: document }, difference)
    }
  }

  ask('repetition', {
    'a field 490 times': `{ getAuditHead { ${'size '.repeat(980)} } }`,
    'fields with selections': `{ ${'getAuditHead { size at } '.repeat(190)} }`,
    'two that differ deep inside': `{ ${flood(120, (n) => `getCutoff(date: "2023-11-30") { tables { daily { rows { date x${n} } } } }`, ' ').slice(0, 12_000)} }`,
    'fragments that conflict': `{ ${flood(100, (n) => `...f${n}`)} } ${flood(
      100,
      (n) => `fragment f${n} on Query { a: __typename }`,
    )} fragment g on Query { a: getAuditHead { size } }`,
    __typename: `{ ${'__typename '.repeat(995)} }`,
  })
  ask(
    'repetition',
    {
      '500 of __typename': `{ ${'__typename '.repeat(500)} }`,
      '__typename in every row': `{ listTransitions { ${'__typename '.repeat(200)} } }`,
      'a field 60 times': `{ getAuditHead { ${'size '.repeat(60)} } }`,
    },
    within,
  )

  const doubling = (levels: number, type: string, last: string) =>
    flood(levels, (n) => `fragment f${n} on ${type} { ...f${n + 1} ...f${n + 1} }`) +
    ` fragment f${levels} on ${type} { ${last} }`
  ask('fragments', {
    'doubled 20 times': `{ ...f0 } ${doubling(20, 'Query', '__typename')}`,
    'doubled 80 times': `{ ...f0 } ${doubling(80, 'Query', '__typename')}`,
    'doubled inside of a list': `{ listTransitions { ...f0 } } ${doubling(40, 'Transition', 'kind')}`,
    'doubled with a page': `{ ...f0 } ${doubling(30, 'Query', WHOLE_PAGE)}`,
    ...Object.fromEntries(
      [1, 2, 3, 10, 60].map((n) => [
        `round in ${n}`,
        `{ ...f0 } ${flood(n, (i) => `fragment f${i} on Query { __typename ...f${(i + 1) % n} }`)}`,
      ]),
    ),
    'round, each to each': `{ ...f0 } ${flood(
      18,
      (n) => `fragment f${n} on Query { ${flood(18, (m) => `...f${m}`)} }`,
    )}`,
    'round, through what has no name':
      '{ ...f } fragment f on Query { ... on Query { ... { ...f } } }',
    'round, and never used':
      '{ __typename } fragment f on Query { ...g } fragment g on Query { ...f }',
    '150 that nobody uses': `{ __typename } ${flood(150, (n) => `fragment f${n} on Query { __typename }`)}`,
    '300 that are not there': `{ ${flood(300, (n) => `...f${n}`)} }`,
    'twice of one name':
      '{ ...f } fragment f on Query { __typename } fragment f on Query { __typename }',
    'on a type that is not there': '{ ... on Nothing { a } }',
    'on a type that it cannot be': '{ getAuditHead { ... on Cutoff { date } } }',
    'on a scalar': '{ ... on String { a } }',
    'on an input': '{ ... on SubmissionInput { curp } }',
    'of fragments only': 'fragment f on Query { __typename }',
    'named on': '{ ...on } fragment on on Query { __typename }',
  })
  ask(
    'fragments',
    { 'one 300 times': `{ ${'...f '.repeat(300)} } fragment f on Query { __typename }` },
    within,
  )

  ask('directives', {
    '300 of one kind': `{ __typename ${'@skip(if: false) '.repeat(160)} }`,
    '300 that are not there': `{ __typename ${flood(300, (n) => `@a${n}`)} }`,
    'on the operation': `query ${flood(200, () => '@a')} { __typename }`,
    'on a variable': `query ($a: Int ${'@a '.repeat(200)}) { __typename }`,
    'on a fragment': `{ ...f ${'@include(if: true) '.repeat(100)} } fragment f on Query { __typename }`,
    'without what they need': '{ __typename @skip @include }',
    'of a wrong type': '{ __typename @skip(if: "yes") }',
    'of the schema': '{ __typename @deprecated(reason: "x") }',
    'that put off': `{ ... @defer { __typename } listTransitions @stream(initialCount: 0) { kind } }`,
    'by a variable that is not there': '{ __typename @include(if: $a) }',
  })

  ask('arguments', {
    '200 that are not there': `{ getAuditHead(${flood(200, (n) => `a${n}: 1`, ', ')}) { size } }`,
    'the same 200 times': `{ listCutoffs(${'process: "a" '.repeat(200)}) { date } }`,
    'a list of 900': `{ listCutoffs(process: [${'1 '.repeat(900)}]) { date } }`,
    'a list of objects': `mutation { askCorrection(folio: "x", items: [${'{} '.repeat(400)}]) { folio } }`,
    'an object of 200 members': `mutation { createInscriptionRequest(submission: { ${flood(200, (n) => `a${n}: 1`)} }) { folio } }`,
    'a member 150 times': `mutation { createInscriptionRequest(submission: { ${'curp: "a" '.repeat(150)} }) { folio } }`,
    'none where one is needed': '{ getCutoff { date } }',
    'another scalar':
      '{ listInscriptionRequests(first: "200", purpose: true) { edges { cursor } } }',
    'a word for a text': '{ getInscriptionRequest(folio: FOLIO) { folio } }',
  })
  askWith(
    'arguments',
    'a list of 20,000 in a variable',
    'mutation ($a: [CorrectionItemInput!]!) { askCorrection(folio: "x", items: $a) { folio } }',
    { a: Array(20_000).fill(1) },
  )
  askWith(
    'arguments',
    'a list of 15,000 objects in a variable',
    'mutation ($a: [CorrectionItemInput!]!) { askCorrection(folio: "x", items: $a) { folio } }',
    { a: Array(15_000).fill({}) },
  )

  const page = (first: string, more = 'edges { cursor }') =>
    `{ listInscriptionRequests(first: ${first}, purpose: "Prueba") { ${more} } }`
  ask('values', {
    ...Object.fromEntries(
      ['0', '-1', '201', '-2147483648', '2147483647', '2147483648', '9007199254740993'].map((n) => [
        `a page of ${n}`,
        page(n),
      ]),
    ),
    'a number of 4,000 digits': page('9'.repeat(4_000)),
    'a number beyond all': page('1e99999'),
    'a fraction': page('1.5'),
    'a text of 15,000 characters': `{ getInscriptionRequest(folio: "${'A'.repeat(15_000)}", purpose: "Prueba") { folio } }`,
    'a text of quotes': `{ getInscriptionRequest(folio: """${'\\"""'.repeat(3_000)}""") { folio } }`,
    'a text of escapes': `{ getInscriptionRequest(folio: "${'\\u0041'.repeat(2_500)}") { folio } }`,
    'a date of 15,000 digits': `{ getCutoff(date: "${'9'.repeat(15_000)}") { date } }`,
    'a cursor of 15,000 characters': `{ listInscriptionRequests(after: "${'A'.repeat(15_000)}", purpose: "Prueba") { edges { cursor } } }`,
    'a date that takes a regular expression long': `{ getEntityFigures(validAsOf: "${'2023-11-30T'.repeat(1_000)}!") { total { total } } }`,
    'dimensions without end': `{ getCrossing(groupBy: "${'sex,'.repeat(3_000)}") { total { total } } }`,
    'a proof from nowhere': '{ proveConsistency(from: -1, to: 2147483647) { path } }',
    'a name of 15,000 characters': `{ ${'a'.repeat(15_000)} }`,
  })
  const byFolio =
    'query ($a: String!) { getInscriptionRequest(folio: $a, purpose: "Prueba") { folio } }'
  askWith('values', 'a variable of 60,000 characters', byFolio, { a: 'A'.repeat(60_000) })
  askWith('values', 'a variable of 20,000 letters of three bytes', byFolio, {
    a: '癸'.repeat(20_000),
  })
  for (const [name, number] of Object.entries({
    '1e308': 1e308,
    'minus nothing': -0,
    'beyond what is exact': 2 ** 53,
    'a fraction': 0.1,
    'a text': '200',
    'a list': [200],
    'an object': { valueOf: 200 },
  })) {
    const document =
      'query ($n: Int!) { listInscriptionRequests(first: $n, purpose: "Prueba") { edges { cursor } } }'
    askWith('values', `a page by a variable that is ${name}`, document, { n: number })
  }

  ask('variables', {
    '300 of them': `query (${flood(300, (n) => `$a${n}: Int`)}) { __typename }`,
    'that nobody uses': 'query ($a: Int) { __typename }',
    'that are not there': `{ ${flood(40, (n) => `getCutoff(date: $a${n}) { date }`)} }`,
    'twice of one name': `query (${'$a: Date! '.repeat(100)}) { getCutoff(date: $a) { date } }`,
    'of a type that is not there': 'query ($a: Nothing) { getCutoff(date: $a) { date } }',
    'of a type of answers': 'query ($a: Cutoff) { getCutoff(date: $a) { date } }',
    'of another type': 'query ($a: [[Int]]) { getCutoff(date: $a) { date } }',
    'that start with others':
      'query ($a: Date! = $b, $b: Date! = $a) { getCutoff(date: $a) { date } }',
    'with a deep start': `query ($a: SubmissionInput = ${nested(120, '{ address: ', '1', ' }')}) { __typename }`,
  })
  const dryRun =
    'mutation ($a: SubmissionInput!) { dryRunInscriptionRequest(submission: $a) { outcome } }'
  const deepText = (levels: number, open: string, close: string) =>
    `{"query":${JSON.stringify(salted(dryRun))},"variables":{"a":${nested(levels, open, '1', close)}}}`
  send('variables', 'a list 20,000 levels deep', { body: deepText(20_000, '[', ']') })
  send('variables', 'an object 8,000 levels deep', { body: deepText(8_000, '{"address":', '}') })
  send('variables', 'an object 200 levels deep', { body: deepText(200, '{"address":', '}') })
  askWith('variables', 'an object of 6,000 members', dryRun, {
    a: Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`k${n}`, n])),
  })
  askWith('variables', 'one with 300 wrong members', dryRun, {
    a: Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, n])),
  })
  post(
    'variables',
    '6,000 that the document does not name',
    {
      query: salted('{ __typename }'),
      variables: Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`k${n}`, n])),
    },
    within,
  )
  for (const variables of ['text', 7, true, [], [1], [[]]]) {
    post('variables', `that are ${JSON.stringify(variables)}`, {
      query: '{ __typename }',
      variables,
    })
  }

  const several = (count: number, unit: string) => `{ ${flood(count, (n) => `a${n}: ${unit}`)} }`
  ask('cost', {
    '2 pages of 200': several(2, WHOLE_PAGE),
    '4 pages of 200': several(4, WHOLE_PAGE),
    'pages by fragments': `{ ...a ...b } fragment a on Query { x: ${WHOLE_PAGE} } fragment b on Query { y: ${WHOLE_PAGE} }`,
    'a page that pays for others': `{ z: listInscriptionRequests(first: -100000, purpose: "Prueba") { edges { cursor } } ${several(2, WHOLE_PAGE).slice(1)}`,
    'the matrix 15 times': several(15, MATRIX),
    'crossings 15 times': several(
      15,
      'getCrossing(groupBy: "entity,country,sex") { total { total } }',
    ),
    'crossings by four dimensions, twice': several(
      2,
      `getCrossing(groupBy: "entity,country,sex,status") { rows { key { entity country sex status }
        total } }`,
    ),
    'cases 15 times': several(15, 'listFigureCases(limit: 200) { data { folio } }'),
    'differences 15 times': several(
      15,
      'getFigureDifference(table: "entities", from: "2023-11-15", to: "now") { rows { opening } }',
    ),
    'versions of catalogues 15 times': several(
      15,
      `listCatalogueVersions(name: countries) ${VERSIONS}`,
    ),
    'catalogues 15 times': several(
      15,
      'listCatalogue(name: countries) { code value validFrom act }',
    ),
    'cut-offs 15 times': several(
      15,
      `getCutoff(date: "2023-11-30") { tables { entities { rows { ${COUNTS} } } countryEntity { rows { cells { total } } } } }`,
    ),
    'behind a cheap operation': `query a { __typename } query b ${several(15, MATRIX)}`,
  })
  const auditor: Difference = { role: 'auditor' }
  ask(
    'cost',
    {
      '15 pages of the audit log': several(15, ENTRIES),
      '2 pages of the audit log': several(2, ENTRIES),
      'consultations 15 times': several(
        15,
        'listConsultations(folio: "x") { at role entity actor action purpose }',
      ),
    },
    auditor,
  )
  const paged = `query ($n: Int) { ${flood(3, (n) => `a${n}: ${WHOLE_PAGE.replace('200', '$n')}`)} }`
  askWith('cost', '3 pages by a variable', paged, { n: 200 })
  askWith('cost', '3 pages by a default', paged.replace('$n: Int', '$n: Int = 200'), {})
  askWith(
    'cost',
    'pages by a variable that is skipped nowhere',
    `query ($n: Int, $s: Boolean!) { ${flood(3, (n) => `a${n}: ${WHOLE_PAGE.replace('200', '$n').replace('{', '@skip(if: $s) {')}`)} }`,
    { n: 200, s: false },
  )
  ask(
    'cost',
    {
      'entities 15 times': several(15, `getEntityFigures { rows { ${COUNTS} } }`),
      'days 15 times': several(15, 'getDailyFigures { rows { date received cumulative } }'),
      'grants 15 times': several(15, 'listGrants { id }'),
      'last movements 15 times': several(
        15,
        `listLastMovements(limit: 200) { data { folio entity
        country status lastMovement lastMovementAt } }`,
      ),
      'heads 15 times': several(15, 'getAuditHead { size root at signature }'),
      'a page of 200': `{ ${PAGE} { edges { cursor node { folio } } } }`,
      'the matrix': `{ ${MATRIX} }`,
    },
    within,
  )

  const one = { query: '{ __typename }' }
  for (const count of [0, 1, 2, 10, 100, 1_500]) {
    post('batches', `of ${count}`, Array(count).fill(one))
  }
  post('batches', 'of batches', [[one, one], [one]])
  post('batches', 'of writes', Array(20).fill({ query: 'mutation { __typename }' }))
  post('batches', 'by number', { 0: one, 1: one, length: 2 })
  post('batches', 'of queries', { query: ['{ __typename }', '{ __typename }'] })
  get('batches', 'in an address', 'query=%7B__typename%7D&query=%7B__typename%7D')
  get(
    'batches',
    'in an address, as a list',
    'query%5B%5D=%7B__typename%7D&query%5B%5D=%7B__typename%7D',
  )
  post('batches', 'by a digest that was never sent', {
    extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } },
  })
  send('batches', 'as a file', {
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify([one, one])}\r\n--x--\r\n`,
  })
  send('batches', 'line by line', {
    headers: { 'content-type': 'application/x-ndjson' },
    body: `${JSON.stringify(one)}\n${JSON.stringify(one)}\n`,
  })
  send('batches', 'one after the other', { body: JSON.stringify(one) + JSON.stringify(one) })

  for (const role of ROLES) {
    const as: Difference = { role }
    ask('introspection', INTROSPECTION, as)
    post(
      'introspection',
      'by a variable',
      {
        query: salted('query ($n: String!) { __type(name: $n) { fields { name } } }'),
        variables: { n: 'Query' },
      },
      as,
    )
    get(
      'introspection',
      'in an address',
      `query=${encodeURIComponent(getIntrospectionQuery())}`,
      as,
    )
    ask('suggestions', SUGGESTIONS, as)
    get('suggestions', 'in an address', 'query=%7BlistCutoff%7Bdat%7D%7D', as)
  }
  ask('introspection', {
    'to the end': `{ __schema { types { ${nested(80, 'fields { type { ', 'name', ' } }')} } } }`,
    '15 times': several(15, '__schema { types { name fields { name } } }'),
  })

  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE']) {
    send('messages', `a ${method}`, {
      method,
      headers: {},
      path: '/graphql?query=%7B__typename%7D',
    })
  }
  for (const type of [
    ...['text/plain', 'application/graphql', 'application/x-www-form-urlencoded', 'text/html'],
    ...[
      'application/json+x',
      'application/graphql+json',
      'application/jsonp',
      'application/xml',
      '',
    ],
  ]) {
    send('messages', `as ${type || 'nothing'}`, {
      headers: { 'content-type': type },
      body: JSON.stringify(one),
    })
  }
  send('messages', 'in two bytes a character', {
    headers: { 'content-type': 'application/json; charset=utf-16' },
    body: Buffer.from(JSON.stringify(one), 'utf16le'),
  })
  send('messages', '20 MB in 20 kB', {
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(20_000_000, 0x20)),
  })
  send('messages', 'of 200 kB', { body: JSON.stringify({ query: 'a'.repeat(200_000) }) })
  const claim = 'mutation { claimInscriptionRequest(folio: "QHXB-2YYF-XETE-F") { folio } }'
  get('messages', 'a write by GET', `query=${encodeURIComponent(claim)}`)
  get(
    'messages',
    'a write by GET, behind a read',
    `operationName=b&query=${encodeURIComponent(`query a { __typename } ${claim.replace('mutation', 'mutation b')}`)}`,
  )
  get('messages', 'a write by GET that says it is a POST', `query=${encodeURIComponent(claim)}`, {
    headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST' },
  })
  get(
    'messages',
    'a document of 15,000 characters by GET',
    `query=${encodeURIComponent(`{ ${'a '.repeat(4_900)} }`)}`,
  )
  get('messages', 'variables that are no JSON', 'query=%7B__typename%7D&variables=%7B')
  get('messages', 'variables that are a list', 'query=%7B__typename%7D&variables=%5B%5D')
  get('messages', 'extensions that are no JSON', 'query=%7B__typename%7D&extensions=x')
  get('messages', 'nothing', '')
  get('messages', 'half a character', 'query=%7B__typename%7D%E0%A4')

  const named = 'query a { __typename } query b { getAuditHead { size } }'
  for (const [name, operationName] of Object.entries({
    'that is not there': 'c',
    'that is empty': '',
    'that is a number': 1,
    'that is a list': ['a'],
    'that is an object': { toString: 'a' },
    'of 60,000 characters': 'a'.repeat(60_000),
    'with NUL': 'a\u0000',
    ...Object.fromEntries(PROTOTYPE_KEYS.map((key) => [`that is ${key}`, key])),
  })) {
    post('operation names', name, { query: salted(named), operationName })
  }
  ask('operation names', {
    'none of two': named,
    'twice the same': 'query a { __typename } query a { __typename }',
    'with a name and without': '{ __typename } query a { __typename }',
    '240 of them': flood(240, (n) => `query a${n} { __typename }`),
  })

  ask('syntax', {
    '990 braces': '{'.repeat(990),
    '16,000 braces': '{'.repeat(16_000),
    'braces that end': '}'.repeat(900),
    '16,000 brackets': `{ a(b: ${'['.repeat(16_000)}`,
    '16,000 parentheses': `{ a${'('.repeat(16_000)}`,
    '5,000 spreads': `{ ${'...'.repeat(5_000)}`,
    '16,000 exclamation marks': `query ($a: Int${'!'.repeat(16_000)}) { a }`,
    'a text without an end': `{ a(b: "${'a'.repeat(15_000)}`,
    'a block of text without an end': `{ a(b: """${'a\n'.repeat(7_000)}`,
    '5,000 texts': `{ a(b: ${'""'.repeat(7_000)}`,
    'blocks of quotes': '"""'.repeat(5_000),
    backslashes: `{ a(b: "${'\\'.repeat(15_000)}`,
    'escapes of nothing': '{ a(b: "\\u{110000}\\uD800\\x41\\u00") }',
    'names that are escaped': '{ \\u005f\\u005ftypename }',
    'NUL between': '{ __type\u0000name }',
    'NUL in a text': '{ getInscriptionRequest(folio: "\u0000", purpose: "Prueba") { folio } }',
    'NUL in a comment': `{ __typename } #\u0000${'x'.repeat(20_000)}`,
    'half a character': '{ getInscriptionRequest(folio: "\ud800") { folio } }',
    'half an escaped character':
      '{ getInscriptionRequest(folio: "\\ud800\\ud800", purpose: "Prueba") { folio } }',
    'half a character as a name': '{ \udfff }',
    'letters of others': '{ __typenаme }',
    'a smile': '{ 😀 }',
    'spaces of no width': '{ __typename\u200b }',
    'from right to left': '{ \u202e__typename }',
    'BOM alone': '\ufeff',
    'BOM 5,000 times': '\ufeff'.repeat(5_000),
    'BOM inside': '{ \ufeff\u00a0__typename }',
    'spaces alone': ' '.repeat(16_000),
    'a comment alone': `#${'x'.repeat(16_000)}`,
    '20,000 commas': `{ __typename ${','.repeat(20_000)} }`,
    '20,000 ends of lines': `{ __typename ${'\r'.repeat(20_000)} }`,
    'a schema': 'type Query { a: Int } schema { query: Query }',
    'more of a schema': '{ __typename } extend type Query { a: Int }',
    'a document as JSON': JSON.stringify({ kind: 'Document', definitions: [] }),
    'a number that runs into a name': '{ a(b: 1a) }',
    'a number that starts with nothing': '{ a(b: 00001) }',
    HTML: '<script>alert(1)</script>',
    SQL: "'; drop table inscription_requests; --",
    'half of it': '{ getAuditHead { size ',
    'nothing in braces': '{ }',
    words: 'null true false on query mutation subscription fragment',
  })
  ask(
    'syntax',
    {
      '16,000 characters of comment': `{ __typename } #${'x'.repeat(16_000)}`,
      '5,000 comments': `{ __typename }${'\n#'.repeat(5_000)}`,
      '15,000 commas': `{ __typename ${','.repeat(15_000)} }`,
      '15,000 ends of lines': `{ __typename ${'\r\n'.repeat(7_500)} }`,
      'BOM before it': '\ufeff{ __typename }',
    },
    within,
  )
  for (const query of ['', null, 0, 1e99, true, {}, [], { toString: '{ __typename }' }]) {
    post('syntax', `a document that is ${JSON.stringify(query)}`, { query })
  }
  for (const [name, body] of Object.entries({
    'no JSON': '{ __typename }',
    'half of it': '{"query":"{ __typename }"',
    'a text': '"{ __typename }"',
    null: 'null',
    nothing: '',
    'BOM before it': `\ufeff${JSON.stringify(one)}`,
    'a key twice': '{"query":"{ __typename }","query":"{ nothing }"}',
    'a key beside': '{"query":"","__typename":"x"}',
    '30,000 brackets': '['.repeat(30_000),
    NaN: '{"query":NaN}',
    'a comment': '/**/{"query":"{ __typename }"}',
  })) {
    send('syntax', `a body that is ${name}`, { body, mayPass: name === 'BOM before it' })
  }
  send('syntax', 'a body that is no UTF-8', {
    body: Buffer.concat([
      Buffer.from('{"query":"{ __typename } #'),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"}'),
    ]),
  })

  ask('subscriptions', {
    'of nothing': 'subscription { nothing }',
    'of __typename': 'subscription { __typename }',
    'of 16 aliases': `subscription { ${flood(16, (n) => `a${n}: __typename`)} }`,
    'with a name': 'subscription a { requestAdded { folio } }',
  })
  get('subscriptions', 'by GET', 'query=subscription%7B__typename%7D', {
    headers: { accept: 'text/event-stream' },
  })
  post(
    'subscriptions',
    'in parts',
    { query: salted('subscription { __typename }') },
    { headers: { ...JSON_TYPE, accept: 'multipart/mixed; deferSpec=20220824' } },
  )
  get('subscriptions', 'by a socket', '', {
    headers: {
      ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      ...{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
      'sec-websocket-protocol': 'graphql-transport-ws',
    },
  })

  for (const key of PROTOTYPE_KEYS) {
    ask('prototypes', {
      [`${key} as a field`]: `{ ${key} }`,
      [`${key} as an argument`]: `{ getAuditHead(${key}: 1) { size } }`,
      [`${key} as a type`]: `{ ... on ${key} { a } }`,
      [`${key} as a directive`]: `{ __typename @${key} }`,
      [`${key} in an object`]: `mutation { dryRunInscriptionRequest(submission: { ${key}: { polluted: true } }) { outcome } }`,
    })
    ask(
      'prototypes',
      {
        [`${key} as an alias`]: `{ ${key}: __typename }`,
        [`${key} as a fragment`]: `{ ...${key} } fragment ${key} on Query { __typename }`,
      },
      within,
    )
    send('prototypes', `${key} as a variable`, {
      body: `{"query":${JSON.stringify(salted(`query ($${key}: Date!) { getCutoff(date: $${key}) { date } }`))},"variables":{}}`,
    })
    send('prototypes', `${key} among the variables`, {
      body: `{"query":${JSON.stringify(salted(dryRun))},"variables":{"a":{"${key}":{"polluted":true}},"${key}":{"polluted":true}}}`,
    })
    send('prototypes', `${key} beside the document`, {
      body: `{"query":"","${key}":{"polluted":true}}`,
    })
  }
  return attacks
}

const INTROSPECTION: Record<string, string> = {
  whole: getIntrospectionQuery(),
  'the types': '{ __schema { types { name } } }',
  'the roots': '{ __schema { queryType { name } mutationType { name } } }',
  'the directives': '{ __schema { directives { name args { name } } } }',
  'one type': '{ __type(name: "InscriptionRequest") { name fields { name type { name } } } }',
  'under another name': '{ a: __schema { b: types { c: name } } }',
  'in a fragment':
    '{ ...f } fragment f on Query { __schema { types { ...g } } } fragment g on __Type { name }',
  'without a name': '{ ... { ... on Query { __schema { types { name } } } } }',
  'beside what may be asked': '{ __typename __schema { types { name } } }',
  'as a variable may say':
    'query ($a: Boolean = true) { __schema @include(if: $a) { types { name } } }',
  'with spaces and comments': '{ #a\n__schema,,, #b\n{ types #c\n{ name } } }',
  'from the other root': 'mutation { __schema { types { name } } }',
  'from a type': '{ getAuditHead { __schema { types { name } } } }',
  'behind another operation': 'query a { __typename } query b { __schema { types { name } } }',
}

/** Each is one letter away from what there is. */
const SUGGESTIONS: Record<string, string> = {
  'a field': '{ listCutoff { date } }',
  'a field inside': '{ listCutoffs { dat } }',
  'an argument': '{ listCutoffs(proces: "x") { date } }',
  'a value': '{ listCatalogue(name: venue) { code } }',
  'a member': 'mutation { dryRunInscriptionRequest(submission: { electorKe: "x" }) { outcome } }',
  'a type': '{ ... on Quer { a } }',
  "a variable's type": 'query ($a: CatalogueNam!) { listCatalogue(name: $a) { code } }',
  'a directive': '{ __typename @skipp(if: true) }',
  'a write': 'mutation { claimInscriptionReques(folio: "x") { folio } }',
}

/** Names of fields, arguments and members: what a document must know to ask. */
const NAMES: ReadonlySet<string> = (() => {
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'))
  const names = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isEnumType(type)) return []
    if (!isObjectType(type) && !isInputObjectType(type)) return []
    return Object.values(type.getFields()).map(({ name }) => name)
  })
  return new Set(names.filter((name) => !name.startsWith('__')))
})()

/** Names of the schema in what the refusals say, which whoever attacks has not said. */
function namesTold({ errors }: { errors?: { message: string }[] }, attack: Attack): string[] {
  const said = `${decodeURIComponent(safe(attack.path))} ${attack.body ?? ''}`
  const quoted = (errors ?? []).flatMap(({ message }) => message.match(/"[^"]+"/g) ?? [])
  const words = quoted.flatMap((words) => words.match(/\w+/g) ?? [])
  return [...new Set(words)].filter((word) => NAMES.has(word) && !said.includes(word))
}

/** An address that can be decoded, whatever it holds. */
const safe = (path: string): string => path.replaceAll(/%(?![0-7][0-9a-f])/gi, '')

/** What is wrong with what came of an attack; nothing if it was refused, or allowed and small. */
export function faultOf(attack: Attack, { status, text, ms }: Answered): string | undefined {
  if (status === 0 || status >= 500) return `failed with ${status}`
  const bytes = Buffer.byteLength(text)
  if (bytes > MOST.bytes) return `answered ${bytes} bytes`
  if (ms > MOST.ms) return `took ${ms.toFixed(0)} ms`
  // By the library's words for names; it has others for quotes.
  if (/Did you mean/.test(text)) return 'suggests'
  let body: { data?: Record<string, unknown> | null; errors?: { message: string }[] } = {}
  try {
    body = JSON.parse(text)
  } catch {
    if (status < 400) return 'answered what is no JSON'
  }
  // Nothing of it is to be answered, under whatever name it was asked.
  if (attack.family === 'introspection' && body.data) return 'tells the schema'
  const told = namesTold(body, attack)
  if (told.length > 0) return `names ${told}`
  if (attack.mayPass) return undefined
  const isRefused = status >= 400 || (body.errors?.length ?? 0) > 0
  if (!isRefused) return 'passed'
  const hasData = Object.values(body.data ?? {}).some((value) => value !== null)
  return hasData ? 'answered beside the refusal' : undefined
}

/** What tells one request from another. */
export const digestOf = ({ role, method, path, headers, body }: Attack): string =>
  createHash('sha256')
    .update(JSON.stringify([role, method, path, headers]))
    .update(body ?? '')
    .digest('hex')

/** What is attacked: a service somewhere, and how its tokens are had. */
export type Target = { address: string; token(request: TokenRequest): Promise<string> }

/** Enough requests, movements and entries for the attacks to multiply. @returns the folio of one */
export async function fillForAttacks({
  as,
}: {
  as(request: TokenRequest): Caller
}): Promise<string> {
  const portal = as({ role: 'srve' })
  let folio = ''
  for (let n = 0; n < 20; n += 1) {
    const made = await portal.post('/v1/inscription-requests', aSubmission(), {
      'idempotency-key': aKey(),
    })
    if (made.status !== 201) throw new Error(made.text)
    folio = made.body.folio
  }
  return folio
}

export type Outcome = {
  faults: string[]
  statuses: Record<number, number>
  slowest: { ms: number; name: string }
  bystander: { answers: number; failures: string[]; p99: number }
}

export function tellOutcome(t: Test, { statuses, slowest, bystander }: Outcome): void {
  const { answers, p99 } = bystander
  t.comment(
    `${JSON.stringify(statuses)}; the slowest, ${slowest.name}: ${slowest.ms.toFixed(0)} ms`,
  )
  t.comment(`p99 of ${answers} answers to a bystander: ${p99.toFixed(0)} ms`)
}

/** How to ask one service, over connections that are kept. */
function asker(address: string, maxSockets: number) {
  const agent = new Agent({ keepAlive: true, maxSockets })
  const { hostname, port } = new URL(address)
  const ask = (
    bearer: string,
    { method, path, headers, body }: Pick<Attack, 'method' | 'path' | 'headers' | 'body'>,
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const started = performance.now()
      const request = httpRequest(
        {
          ...{ agent, hostname, port, method, path, timeout: 10_000 },
          headers: { authorization: `Bearer ${bearer}`, ...headers },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              ms: performance.now() - started,
            }),
          )
        },
      )
      request.on('timeout', () => request.destroy(new Error('no answer')))
      request.on('error', reject)
      request.end(body)
    })
  return { ask, close: () => agent.destroy() }
}

/** Reads one request by its folio every 20 ms, until it is told to end. */
function startBystander(address: string, bearer: string, folio: string) {
  const { ask, close } = asker(address, 50)
  const path = `/v1/inscription-requests/${folio}`
  const reading = { method: 'GET', path, headers: { purpose: 'Prueba' } }
  const latencies: number[] = []
  const failures: string[] = []
  let goesOn = true
  async function watch() {
    const reads: Promise<void>[] = []
    // By the clock, and not by the answers: whoever waits for one would spare the service the next.
    for (let due = performance.now(); goesOn; due += 20) {
      await sleep(Math.max(due - performance.now(), 0))
      const asked = due
      const noted = ask(bearer, reading).then(
        ({ status }) => {
          latencies.push(performance.now() - asked)
          if (status !== 200) failures.push(String(status))
        },
        (error: Error) => {
          failures.push(error.message)
        },
      )
      reads.push(noted)
    }
    await Promise.all(reads)
  }
  const watching = watch()
  return async (): Promise<Outcome['bystander']> => {
    goesOn = false
    await watching
    close()
    latencies.sort((a, b) => a - b)
    const p99 = latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN
    return { answers: latencies.length, failures, p99 }
  }
}

/** Sends all of them, several at once, while a bystander reads. */
export async function attackAll(
  { address, token }: Target,
  folio: string,
  attacks: readonly Attack[],
  atOnce: number,
): Promise<Outcome> {
  const tokens = new Map<Role, string>()
  for (const role of ROLES) {
    tokens.set(role, await token({ role, entity: '09', party: 'PARTIDO_A', subject: 'ataca' }))
  }
  const { ask, close } = asker(address, atOnce)
  const outcome: Omit<Outcome, 'bystander'> = {
    faults: [],
    statuses: {},
    slowest: { ms: 0, name: '' },
  }
  const { faults, statuses } = outcome
  const queue = attacks.values()
  async function attacker() {
    for (const attack of queue) {
      const name = `${attack.family}, ${attack.name} (${attack.role})`
      const answer = await ask(tokens.get(attack.role) ?? '', attack).catch((error: Error) => error)
      if (answer instanceof Error) {
        faults.push(`${name}: ${answer.message}`)
        continue
      }
      const { status, ms, text } = answer
      statuses[status] = (statuses[status] ?? 0) + 1
      if (ms > outcome.slowest.ms) outcome.slowest = { ms, name }
      const fault = faultOf(attack, answer)
      if (fault) faults.push(`${name}: ${fault}: ${text.slice(0, 300)}`)
    }
  }
  const endBystander = startBystander(
    address,
    await token({ role: 'derfe_reviewer', subject: 'mira' }),
    folio,
  )
  await Promise.all(Array.from({ length: atOnce }, attacker))
  close()
  return { ...outcome, bystander: await endBystander() }
}
