import { type GraphQLOutputType, getNullableType, isListType, isObjectType } from 'graphql'
import t from 'tap'
import { FIELD_PROBLEMS_TOLD } from '../../src/platform/errors.ts'
import { ESTIMATED, LIMITS } from '../../src/platform/graphql-limits.ts'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const codesOf = (body: { errors?: { extensions: { code: string } }[] }): string[] => [
  ...new Set((body.errors ?? []).map((error) => error.extensions.code)),
]

const EVERY_FIELD = `
  folio process status statusSince receivedAt lastMovementAt lastMovement etag entity entityLabel
  country countryLabel modality medium credentialType sex venue venueLabel simulationOptIn birthDate
  givenNames firstSurname secondSurname electorKey curp cic ocr citizenIdentifier issueNumber section
  address { lines city region postalCode } email mobile claimedBy claimedAt`
const MOVEMENTS = 'movements { number kind from to effectiveAt recordedAt reasons }'

t.test('a document asks for no more than the limits', async (t) => {
  const { app, as, address, token, services } = await startApp(t)
  const admin = as({ role: 'derfe_admin' })
  const submitted = await as({ role: 'srve' }).post('/v1/inscription-requests', aSubmission(), {
    'idempotency-key': aKey(),
  })
  t.equal(submitted.status, 201)

  t.test('depth', async (t) => {
    const nested = (levels: number) =>
      `{ getCutoff(date: "2023-11-30") { tables ${'{ a '.repeat(levels)}${'}'.repeat(levels)} } }`
    t.notOk(codesOf((await admin.query(nested(6))).body).includes('QUERY_TOO_DEEP'))
    t.ok(codesOf((await admin.query(nested(7))).body).includes('QUERY_TOO_DEEP'))
    const { body } = await admin.query(nested(7), {}, { 'accept-language': 'en' })
    const [refusal] = body.errors.filter(
      (error: { extensions: { code: string } }) => error.extensions.code === 'QUERY_TOO_DEEP',
    )
    t.equal(refusal.message, `The query is too deep: ${LIMITS.depth} levels are admitted.`)
    const inFragments = `
      { getCutoff(date: "2023-11-30") { tables { ...one } } }
      fragment one on CutoffTables { a { a { ...two } } }
      fragment two on CutoffTables { a { a { a { a { a } } } } }`
    t.ok(codesOf((await admin.query(inFragments)).body).includes('QUERY_TOO_DEEP'))
  })

  t.test('aliases, through fragments too', async (t) => {
    const aliased = (n: number) =>
      `{ ${Array.from({ length: n }, (_, i) => `a${i}: __typename`).join(' ')} }`
    t.same(codesOf((await admin.query(aliased(LIMITS.aliases))).body), [])
    t.same(codesOf((await admin.query(aliased(LIMITS.aliases + 1))).body), [
      'QUERY_TOO_MANY_ALIASES',
    ])
    const multiplied = `
      { listTransitions { ...four ...more } }
      fragment more on Transition { ...four ...again }
      fragment again on Transition { ...four ...four }
      fragment four on Transition { a: from b: kind c: to d: to }`
    t.same(codesOf((await admin.query(multiplied)).body), ['QUERY_TOO_MANY_ALIASES'])
    const mutations = Array.from(
      { length: LIMITS.aliases + 1 },
      (_, i) => `a${i}: claimInscriptionRequest(folio: "${submitted.body.folio}") { folio }`,
    )
    const { body } = await admin.query(`mutation { ${mutations.join(' ')} }`)
    t.same(codesOf(body), ['QUERY_TOO_MANY_ALIASES'])
    const { rows } = await services.db.query(
      'select from inscription_requests where claimed_by is not null',
    )
    t.equal(rows.length, 0, 'nothing ran')
  })

  t.test('cost: one full page of 200 with movements, not two', async (t) => {
    const page = (first: string) =>
      `listInscriptionRequests(first: ${first}, purpose: "Prueba de límites") { edges { cursor node { ${EVERY_FIELD} ${MOVEMENTS} } } pageInfo { hasNextPage } }`
    const one = await admin.query(`{ ${page('200')} }`)
    t.same(codesOf(one.body), [])
    t.equal(one.body.data.listInscriptionRequests.edges.length, 1)
    t.comment(`A full page of 200 costs ${one.body.extensions.cost}`)
    t.ok(one.body.extensions.cost > 10_000 && one.body.extensions.cost <= LIMITS.cost)

    const two = await admin.query(`{ a: ${page('200')} b: ${page('200')} }`)
    t.same(codesOf(two.body), ['QUERY_TOO_COSTLY'])
    t.equal(two.body.data, undefined)

    // The document is the same, and kept: the variables decide.
    const document = `query ($n: Int) { a: ${page('$n')} b: ${page('$n')} }`
    t.same(codesOf((await admin.query(document, { n: 10 })).body), [])
    t.same(codesOf((await admin.query(document, { n: 200 })).body), ['QUERY_TOO_COSTLY'])
    t.same(codesOf((await admin.query(document, { n: 10 })).body), [])
    t.same(codesOf((await admin.query(document, {})).body), [], 'the default is a page of 50')
    // What is no page size must not make the rest cheaper.
    const negative = `{ a: ${page('-100000')} b: ${page('200')} c: ${page('200')} }`
    t.same(codesOf((await admin.query(negative)).body), ['QUERY_TOO_COSTLY'])

    const operations = `query cheap { __typename } query dear { a: ${page('200')} b: ${page('200')} }`
    const named = (operationName: string) =>
      admin.post('/graphql', { query: operations, operationName })
    t.same(codesOf((await named('cheap')).body), [])
    t.same(codesOf((await named('dear')).body), ['QUERY_TOO_COSTLY'])
    t.same(codesOf((await named('other')).body), ['INVALID_QUERY'])
  })

  t.test('cost: all the tables of one cut-off', async (t) => {
    const counts =
      'total medium { INETEL SRVE EX_OFFICIO } credentialType { CPVE CPV } modality { ELECTRONIC POSTAL IN_PERSON } sex { H M X } averageAge { value n }'
    const figures = `asOf cutDate total { ${counts} }`
    const review = 'received initialCheck forAnalysis inAnalysis subsane complies inadmissible'
    const document = `{ getCutoff(date: "2023-11-30") { digest tables {
      entities { ${figures} rows { entity label ${counts} } }
      countries { ${figures} rows { country label ${counts} } }
      countryEntity { columns { entity abbreviation localVote } rows { country label total cells { entity total } } total { total } }
      review { rows { entity label ${review} } total { ${review} } }
      daily { rows { date received cumulative } }
      reasons { rows { status reason label total } }
    } } }`
    const { body } = await admin.query(document)
    t.same(codesOf(body), [])
    t.comment(`The tables of a cut-off cost ${body.extensions.cost}`)
    t.ok(body.extensions.cost > 10_000)
    const matrix = 'rows { country label total cells { entity total } }'
    const twice = `{ a: getCountryEntityFigures { ${matrix} } b: getCountryEntityFigures { ${matrix} } c: getCountryEntityFigures { ${matrix} } }`
    t.same(codesOf((await admin.query(twice)).body), ['QUERY_TOO_COSTLY'])
  })

  t.test('cost: what the caller names long, and what is long', async (t) => {
    const costOf = async (document: string, caller = admin): Promise<number> => {
      const { body } = await caller.query(document)
      t.same(codesOf(body), [], document.slice(0, 60))
      return body.extensions.cost
    }
    const named = (name: string) => `{ listTransitions { ${name}: kind } }`
    t.equal(await costOf(named('a'.repeat(32))), await costOf('{ listTransitions { kind } }'))
    t.ok((await costOf(named('a'.repeat(1_032)))) > 45 * 100)
    t.same(codesOf((await admin.query(named('a'.repeat(15_000)))).body), ['QUERY_TOO_COSTLY'])
    t.same(
      codesOf((await admin.query(named('a'.repeat(15_000)).replace('kind', '__typename'))).body),
      ['QUERY_TOO_COSTLY'],
    )

    const auditor = as({ role: 'auditor' })
    const entries = (limit: number) =>
      `listAuditEntries(limit: ${limit}) { data { index id at role actor action outcome records purpose content leaf } }`
    t.ok((await costOf(`{ ${entries(200)} }`, auditor)) > LIMITS.cost / 2)
    t.ok((await costOf(`{ ${entries(1)} }`, auditor)) < 100)
    const twice = await auditor.query(`{ a: ${entries(200)} b: ${entries(200)} }`)
    t.same(codesOf(twice.body), ['QUERY_TOO_COSTLY'])

    const catalogue = (name: string) => `listCatalogue(name: ${name}) { code value validFrom act }`
    const all = ['entities', 'countries', 'venues', 'grounds', 'requirements', 'processes']
    await costOf(`{ ${all.map((name) => `${name}: ${catalogue(name)}`).join(' ')} }`)
    const five = Array.from({ length: 5 }, (_, n) => `a${n}: ${catalogue('countries')}`)
    t.same(codesOf((await admin.query(`{ ${five.join(' ')} }`)).body), ['QUERY_TOO_COSTLY'])
  })

  t.test('cost: every list of the schema has its estimate', async (t) => {
    /** Of a known number: what a page holds, and few texts of one thing. */
    const COUNTED_ELSEWHERE = [
      ...['InscriptionRequestConnection.edges', 'AuditEntryPage.data', 'LastMovementPage.data'],
      ...['FigureCasePage.data', 'Address.lines', 'Movement.reasons', 'AnnexTable.columns'],
      'AuditEntry.records',
    ]
    const isList = (type: GraphQLOutputType): boolean => isListType(getNullableType(type))
    const lists = Object.values(app.graphql.schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__')
        ? Object.values(type.getFields())
            .filter((field) => isList(field.type))
            .map((field) => `${type.name}.${field.name}`)
        : [],
    )
    t.ok(lists.length > 40, `${lists.length} lists`)
    t.same(lists.filter((name) => !ESTIMATED.has(name)).sort(), COUNTED_ELSEWHERE.sort())
    const fields = new Set(
      Object.values(app.graphql.schema.getTypeMap()).flatMap((type) =>
        isObjectType(type)
          ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
          : [],
      ),
    )
    for (const name of ESTIMATED) t.ok(fields.has(name), `${name} is there to be estimated`)
  })

  t.test('a hundred wrong values are told, and no more', async (t) => {
    const document =
      'mutation ($items: [CorrectionItemInput!]!) { askCorrection(folio: "x", items: $items) { folio } }'
    const { body } = await admin.query(document, { items: Array(15_000).fill({}) })
    const told = body.errors.find(
      ({ extensions }: { extensions: { code: string } }) => extensions.code === 'INVALID_REQUEST',
    )
    t.equal(told.extensions.errors.length, FIELD_PROBLEMS_TOLD)
    const unknown = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]))
    for (const path of ['', '/dry-run']) {
      const { status, body } = await as({ role: 'srve' }).post(
        `/v1/inscription-requests${path}`,
        { ...aSubmission(), ...unknown },
        { 'idempotency-key': aKey() },
      )
      t.equal(status, path === '' ? 400 : 200)
      t.equal(body.errors.length, FIELD_PROBLEMS_TOLD, path)
    }
  })

  t.test('pages of at most 200', async (t) => {
    for (const [first, code] of [
      [201, 'TOO_LARGE'],
      [0, 'TOO_SMALL'],
      [-1, 'TOO_SMALL'],
    ] as const) {
      const { body } = await admin.query(
        `{ listInscriptionRequests(first: ${first}, purpose: "Prueba") { edges { cursor } } }`,
      )
      t.match(body.errors[0].extensions, {
        code: 'INVALID_REQUEST',
        errors: [{ pointer: 'query.first', code }],
      })
    }
  })

  t.test('characters and tokens', async (t) => {
    const long = await admin.query(`{ __typename } #${'x'.repeat(LIMITS.characters)}`)
    t.same(codesOf(long.body), ['QUERY_TOO_LONG'])
    const many = await admin.query(`{ ${'__typename '.repeat(LIMITS.tokens)} }`)
    t.same(codesOf(many.body), ['QUERY_TOO_LONG'])
    const repeated = await admin.query(`{ ${'__typename '.repeat(LIMITS.tokens - 10)} }`)
    t.same(codesOf(repeated.body), ['QUERY_TOO_COSTLY'], 'the library gives up comparing')
    t.same(codesOf((await admin.query(`{ ${'__typename '.repeat(500)} }`)).body), [])
  })

  t.test('fragments that multiply or go round end at once', async (t) => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`,
    )
    const bomb = `{ ...f0 } ${fragments.join(' ')} fragment f60 on Query { __typename }`
    const started = performance.now()
    t.same(codesOf((await admin.query(bomb)).body), ['QUERY_TOO_COSTLY'])
    const circular = `{ ...a } fragment a on Query { __typename ...b } fragment b on Query { __typename ...a }`
    const { body } = await admin.query(circular)
    t.same(codesOf(body), ['INVALID_QUERY'])
    t.match(body.errors[0].message, /Cannot spread fragment/)
    t.same(codesOf((await admin.query('{ ...a } fragment a on Query { ...a }')).body), [
      'INVALID_QUERY',
    ])
    const schema = `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`
    t.same(codesOf((await admin.query(schema)).body), ['INVALID_QUERY'])
    t.ok(performance.now() - started < 2_000, 'within two seconds')
  })

  t.test('one operation per request, written as GraphQL', async (t) => {
    const batch = await admin.post('/graphql', [
      { query: '{ __typename }' },
      { query: '{ __typename }' },
    ])
    t.equal(batch.status, 400)
    t.match(batch.body.errors[0].extensions, { code: 'INVALID_REQUEST', status: 400 })

    const selection = { kind: 'Field', name: { kind: 'Name', value: '__typename' } }
    const operation = {
      kind: 'OperationDefinition',
      operation: 'query',
      selectionSet: { kind: 'SelectionSet', selections: [selection] },
    }
    for (const document of [
      { kind: 'Document', definitions: [operation] },
      { kind: 'Document', definitions: [operation], loc: { start: 0, end: 1 } },
      { kind: 'Document' },
      [],
      null,
      1,
    ]) {
      const { status, body } = await admin.query(JSON.stringify(document))
      t.equal(status, 200)
      t.same(codesOf(body), ['INVALID_QUERY'], JSON.stringify(document).slice(0, 60))
    }
  })

  t.test('a GET reads, and only reads', async (t) => {
    const get = (query: string, more = '') =>
      admin.get(`/graphql?query=${encodeURIComponent(query)}${more}`)
    t.same((await get('{ __typename }')).body.data, { __typename: 'Query' })
    const variables = encodeURIComponent('{"name":"venues"}')
    const read = await get(
      'query ($name: CatalogueName!) { listCatalogue(name: $name) { code } }',
      `&variables=${variables}`,
    )
    t.ok(read.body.data.listCatalogue.length > 10)
    t.equal((await get('{ __typename }', '&variables=%7B')).status, 400)

    const mutation = `mutation { claimInscriptionRequest(folio: "${submitted.body.folio}") { folio } }`
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const refused = await get(mutation)
      t.equal(refused.status, 405)
      t.equal(refused.headers.get('allow'), 'POST')
      t.same(codesOf(refused.body), ['METHOD_NOT_ALLOWED'])
    }
    t.same(codesOf((await get('query a { __typename }', '&operationName=b')).body), [
      'INVALID_QUERY',
    ])
    const head = await fetch(`${address}/graphql?query=${encodeURIComponent(mutation)}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${await token({ role: 'derfe_admin' })}` },
    })
    t.equal(head.status, 405)
    const put = await fetch(`${address}/graphql`, { method: 'PUT' })
    t.equal(put.status, 405)
    const { rows } = await services.db.query(
      'select from inscription_requests where claimed_by is not null',
    )
    t.equal(rows.length, 0, 'nothing ran')
  })
})
