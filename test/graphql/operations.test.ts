import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { buildSchema, type GraphQLField, getNamedType, isCompositeType } from 'graphql'
import pg from 'pg'
import t from 'tap'
import { REQUIREMENTS } from '../../src/vocabulary.ts'
import { type Caller, type Reply, startApp } from '../helpers/app.ts'
import { aKey, allDocuments, aSubmission } from '../helpers/requests.ts'

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'))

const CREATE = `mutation ($submission: SubmissionInput!, $key: String) {
  createInscriptionRequest(submission: $submission, idempotencyKey: $key) {
    folio status etag lastMovement entityLabel countryLabel electorKey givenNames
  }
}`

const extensionsOf = ({ body }: Reply) => body.errors?.[0]?.extensions

async function create(caller: Caller, overrides: Record<string, unknown> = {}) {
  const { body } = await caller.query(CREATE, { submission: aSubmission(overrides), key: aKey() })
  return body.data.createInscriptionRequest
}

t.test('a request walks from submission to a change of modality', async (t) => {
  const { as } = await startApp(t)
  const portal = as({ role: 'srve' })
  const reviewer = as({ role: 'derfe_reviewer', subject: 'ana' })

  let { folio, etag, ...created } = await create(portal)
  t.match(created, { status: 'RECEIVED', entityLabel: 'Ciudad de México', countryLabel: 'EUA' })

  /** One act, as the request then is. */
  async function step(
    caller: Caller,
    field: string,
    args: string,
    variables: Record<string, unknown> = {},
    types = '',
  ) {
    const match = args.includes('$etag') ? ', $etag: String' : ''
    const reply = await caller.query(
      `mutation ($folio: String!${match}${types}) {
        act: ${field}(folio: $folio ${args}) { status etag claimedBy corrections { id closedAt items { code label } } modality venueLabel }
      }`,
      { folio, etag, ...variables },
    )
    t.notOk(reply.body.errors, `${field}: ${JSON.stringify(reply.body.errors)}`)
    etag = reply.body.data.act.etag
    return reply.body.data.act
  }

  t.match(await step(reviewer, 'checkInscriptionRequest', ', ifMatch: $etag'), {
    status: 'IN_ANALYSIS',
  })
  t.match(await step(reviewer, 'claimInscriptionRequest', ''), { claimedBy: 'ana' })
  const asked = await step(
    reviewer,
    'askCorrection',
    ', ifMatch: $etag, idempotencyKey: $key, items: [{ code: "PROOF_EXPIRED", kind: OUTDATED, text: "Envíe un comprobante reciente." }]',
    { key: aKey() },
    ', $key: String',
  )
  t.equal(asked.status, 'SUBSANE')
  t.match(asked.corrections[0], { closedAt: null, items: [{ code: 'PROOF_EXPIRED', label: /\w/ }] })
  const answer = await step(
    portal,
    'answerCorrection',
    ', id: $id, documents: $documents, ifMatch: $etag',
    { id: asked.corrections[0].id, documents: allDocuments() },
    ', $id: ID!, $documents: [DocumentDigestInput!]',
  )
  t.equal(answer.status, 'IN_ANALYSIS')
  t.ok(answer.corrections[0].closedAt)
  t.equal(answer.claimedBy, null, 'hidden from the portal')
  const decided = await step(
    reviewer,
    'decideInscriptionRequest',
    ', decision: $decision, ifMatch: $etag',
    {
      decision: {
        to: 'COMPLIES',
        requirements: REQUIREMENTS.map((code) => ({ code, result: 'MET' })),
        note: null,
      },
    },
    ', $decision: DecisionInput!',
  )
  t.equal(decided.status, 'COMPLIES')
  t.match(
    await step(
      portal,
      'changeModality',
      ', change: { modality: IN_PERSON, venue: "CHICAGO" }, ifMatch: $etag',
    ),
    { status: 'COMPLIES', modality: 'IN_PERSON', venueLabel: 'Chicago' },
  )
  await step(portal, 'changeContactData', ', change: { email: "otra@example.com" }, ifMatch: $etag')

  t.test('and REST tells the same of it', async (t) => {
    const purpose = { purpose: 'Prueba' }
    const rest = await reviewer.get(`/v1/inscription-requests/${folio}`, purpose)
    t.equal(rest.headers.get('etag'), etag)
    const fields = Object.keys(rest.body)
      .map((field) => {
        const type = getNamedType(
          (
            schema.getType('InscriptionRequest') as unknown as {
              getFields(): Record<string, GraphQLField<unknown, unknown>>
            }
          ).getFields()[field]?.type,
        )
        return type && isCompositeType(type) ? `${field} ${selectionOf(type)}` : field
      })
      .join(' ')
    const { body } = await reviewer.query(
      `query ($folio: String!, $purpose: String) {
        getInscriptionRequest(folio: $folio, purpose: $purpose) { ${fields} movements { number kind from to effectiveAt recordedAt reasons } }
        listMovements(folio: $folio) { number kind from to effectiveAt recordedAt reasons }
      }`,
      { folio, purpose: 'Prueba' },
    )
    t.notOk(body.errors, JSON.stringify(body.errors))
    const { movements, ...request } = body.data.getInscriptionRequest
    t.same(withoutNulls(request), withoutNulls(rest.body))
    const listed = await reviewer.get(`/v1/inscription-requests/${folio}/movements`)
    t.same(movements, listed.body.data)
    t.same(body.data.listMovements, listed.body.data)
    t.equal(movements.length, 8)
  })

  t.test('look-up, release, withdrawal', async (t) => {
    const agent = as({ role: 'inetel_agent' })
    const submission = aSubmission()
    const { body } = await agent.query(CREATE, { submission, key: aKey() })
    const other = body.data.createInscriptionRequest
    const found = await agent.query(
      'mutation ($key: String!) { lookupInscriptionRequest(electorKey: $key, purpose: "Llamada") { folio etag givenNames } }',
      { key: submission.electorKey },
    )
    t.match(found.body.data.lookupInscriptionRequest, { folio: other.folio, etag: other.etag })
    const released = await reviewer.query(
      `mutation { claimInscriptionRequest(folio: "${other.folio}") { claimedBy } releaseInscriptionRequest(folio: "${other.folio}") { claimedBy etag } }`,
    )
    t.same(released.body.data, {
      claimInscriptionRequest: { claimedBy: 'ana' },
      releaseInscriptionRequest: { claimedBy: null, etag: other.etag },
    })
    const withdrawn = await agent.query(
      'mutation ($folio: String!, $etag: String) { withdrawInscriptionRequest(folio: $folio, ifMatch: $etag) { status } }',
      { folio: other.folio, etag: other.etag },
    )
    t.same(withdrawn.body.data, { withdrawInscriptionRequest: { status: 'WITHDRAWN' } })
  })

  t.test(
    'movements of a request that did not come by the portal stay out of its reach',
    async (t) => {
      const submission = aSubmission()
      const { body } = await as({ role: 'inetel_agent' }).query(CREATE, { submission, key: aKey() })
      const reached = await portal.query(
        'mutation ($key: String!, $folio: String) { lookupInscriptionRequest(electorKey: $key, folio: $folio) { status movements { number } } }',
        { key: submission.electorKey, folio: body.data.createInscriptionRequest.folio },
      )
      t.same(reached.body.data, {
        lookupInscriptionRequest: { status: 'RECEIVED', movements: null },
      })
      t.equal(extensionsOf(reached).code, 'NOT_FOUND')
    },
  )
})

const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, member) => (member === null ? undefined : member))

/** Where a label is GraphQL's own. */
const LABELLED = ['CorrectionItem', 'RequirementOutcome', 'Reason']

/** Every field of a type, to the last one, without those that only GraphQL has. */
function selectionOf(type: unknown): string {
  const named = type as {
    name: string
    getFields(): Record<string, GraphQLField<unknown, unknown>>
  }
  const fields = Object.values(named.getFields())
    .filter(({ name }) => name !== 'label' || !LABELLED.includes(named.name))
    .map((field) => {
      const inner = getNamedType(field.type)
      return isCompositeType(inner) ? `${field.name} ${selectionOf(inner)}` : field.name
    })
  return `{ ${fields.join(' ')} }`
}

t.test('figures, cut-offs and catalogues are those of REST', async (t) => {
  const { as } = await startApp(t)
  for (const [role, overrides] of [
    ['srve', {}],
    ['srve', { country: 'CA', modality: 'POSTAL', entity: '14' }],
    ['inetel_agent', { sex: 'H', credentialType: 'CPV' }],
  ] as const) {
    t.ok(await create(as({ role }), overrides))
  }
  const admin = as({ role: 'derfe_admin', subject: 'uno' })
  const second = as({ role: 'derfe_admin', subject: 'dos' })

  for (const [field, path] of [
    ['getEntityFigures', 'entities'],
    ['getCountryFigures', 'countries'],
    ['getCountryEntityFigures', 'country-entity'],
    ['getReviewFigures', 'review'],
    ['getDailyFigures', 'daily'],
  ] as const) {
    const type = getNamedType(schema.getQueryType()?.getFields()[field]?.type)
    for (const [args, query] of [
      ['', ''],
      ['(status: RECEIVED, entity: "14")', '?status=RECEIVED&entity=14'],
      ['(validAsOf: "2023-11-30", knownAsOf: "1")', '?validAsOf=2023-11-30&knownAsOf=1'],
    ]) {
      const { body } = await admin.query(`{ ${field}${args} ${selectionOf(type)} }`)
      t.notOk(body.errors, JSON.stringify(body.errors))
      const rest = await admin.get(`/v1/aggregates/${path}${query}`)
      t.equal(rest.status, 200)
      t.same(withoutNulls(body.data[field]), withoutNulls(rest.body), `${path}${query}`)
    }
  }

  const figures = await as({ role: 'opl', entity: '09' }).query(
    '{ own: getReviewFigures { rows { entity } } other: getReviewFigures(entity: "14") { rows { entity } } }',
  )
  t.same(figures.body.data, { own: { rows: [{ entity: '09' }] }, other: null })
  t.match(figures.body.errors, [
    { path: ['other'], extensions: { code: 'ENTITY_FORBIDDEN', status: 403 } },
  ])

  t.test('a cut-off by two persons', async (t) => {
    const propose =
      'mutation ($key: String) { proposeCutoff(date: "2023-11-29", idempotencyKey: $key) { status proposedBy } }'
    t.match(extensionsOf(await admin.query(propose)), {
      code: 'INVALID_REQUEST',
      errors: [{ pointer: 'header.idempotency-key', code: 'REQUIRED' }],
    })
    const proposed = await admin.query(propose, { key: aKey() })
    t.same(proposed.body.data.proposeCutoff, { status: 'PROPOSED', proposedBy: 'uno' })
    const approve = 'mutation { approveCutoff(date: "2023-11-29") { status digest } }'
    t.equal(extensionsOf(await admin.query(approve)).code, 'SAME_PERSON')
    const sealed = await second.query(approve)
    t.equal(sealed.body.data.approveCutoff.status, 'SEALED')

    const party = as({ role: 'party', party: 'PARTIDO_A' })
    const type = getNamedType(schema.getQueryType()?.getFields().getCutoff?.type)
    const { body } = await party.query(`{ getCutoff(date: "2023-11-29") ${selectionOf(type)} }`)
    t.notOk(body.errors, JSON.stringify(body.errors))
    const rest = await party.get('/v1/cutoffs/2023-11-29')
    t.same(withoutNulls(body.data.getCutoff), withoutNulls(rest.body))
    const list = await party.query(
      '{ listCutoffs { process date instant status knownAsOf digest refusal proposedBy approvedBy manifestDigest previous { date digest } key } }',
    )
    t.same(withoutNulls(list.body.data.listCutoffs), (await party.get('/v1/cutoffs')).body.data)

    const add =
      'mutation ($annex: AnnexInput!, $key: String) { addCutoffAnnex(date: "2023-11-29", annex: $annex, idempotencyKey: $key) { id digest signature } }'
    const annex = {
      title: 'Llamadas atendidas',
      source: 'INETEL',
      period: { from: '2023-11-16', to: '2023-11-29' },
      table: {
        columns: ['País', 'Llamadas'],
        rows: [
          ['EUA', 1520],
          ['ZZ', null],
        ],
      },
    }
    t.equal(extensionsOf(await party.query(add, { annex, key: aKey() })).code, 'FORBIDDEN')
    t.match(extensionsOf(await admin.query(add, { annex })), {
      errors: [{ pointer: 'header.idempotency-key', code: 'REQUIRED' }],
    })
    const { id } = (await admin.query(add, { annex, key: aKey() })).body.data.addCutoffAnnex
    for (const [field, args, path] of [
      ['getCutoffManifest', '', 'manifest'],
      ['listCutoffAnnexes', '', 'annexes'],
      ['getCutoffAnnex', `, id: "${id}"`, `annexes/${id}`],
    ] as const) {
      const type = getNamedType(schema.getQueryType()?.getFields()[field]?.type)
      const { body } = await party.query(
        `{ ${field}(date: "2023-11-29"${args}) ${selectionOf(type)} }`,
      )
      t.notOk(body.errors, JSON.stringify(body.errors))
      const rest = await party.get(`/v1/cutoffs/2023-11-29/${path}`)
      t.same(body.data[field], rest.body.data ?? rest.body, field)
    }
  })

  t.test('catalogues and their versions', async (t) => {
    for (const name of [
      'entities',
      'countries',
      'venues',
      'grounds',
      'requirements',
      'processes',
    ]) {
      const { body } = await admin.query(
        `{ listCatalogue(name: ${name}) { code value validFrom act } }`,
      )
      t.same(body.data.listCatalogue, (await admin.get(`/v1/catalogues/${name}`)).body.data, name)
    }
    const past = await admin.query(
      '{ listCatalogue(name: entities, asOf: "2023-09-30") { code } listTransitions { from kind to } }',
    )
    t.equal(past.body.data.listCatalogue.length, 32)
    t.same(
      past.body.data.listTransitions,
      (await admin.get('/v1/catalogues/transitions')).body.data,
    )

    const version = {
      code: 'AMS',
      value: { label: 'Ámsterdam', country: 'NL', open: true },
      validFrom: '2023-12-02T06:00:00Z',
      act: 'INE/CG000/2023',
    }
    const propose =
      'mutation ($version: CatalogueVersionInput!) { proposeCatalogueVersion(name: venues, version: $version) { id status value } }'
    const wrong = await admin.query(propose, {
      version: { ...version, value: { label: 'x', closed: 1 } },
    })
    t.match(extensionsOf(wrong), { code: 'INVALID_REQUEST' })
    t.ok(
      extensionsOf(wrong).errors.some((one: { pointer: string }) =>
        one.pointer.startsWith('/value/'),
      ),
    )
    const proposed = await admin.query(propose, { version })
    t.match(proposed.body.data.proposeCatalogueVersion, {
      status: 'PROPOSED',
      value: version.value,
    })
    const approved = await second.query(
      'mutation ($id: ID!) { approveCatalogueVersion(name: venues, id: $id) { status approvedBy } }',
      {
        id: proposed.body.data.proposeCatalogueVersion.id,
      },
    )
    t.same(approved.body.data.approveCatalogueVersion, { status: 'APPROVED', approvedBy: 'dos' })
    const versions = await admin.query(
      '{ listCatalogueVersions(name: venues) { id catalogue code value validFrom act status proposedBy proposedAt approvedBy approvedAt } }',
    )
    t.same(
      withoutNulls(versions.body.data.listCatalogueVersions),
      (await admin.get('/v1/catalogues/venues/versions')).body.data,
    )
  })
})

t.test('a page is a constant number of queries, and follows Relay', async (t) => {
  const { as, services } = await startApp(t)
  const portal = as({ role: 'srve' })
  for (let made = 0; made < 55; made += 1) {
    const { status } = await portal.post('/v1/inscription-requests', aSubmission(), {
      'idempotency-key': aKey(),
    })
    if (status !== 201) t.fail(`submission answered ${status}`)
  }
  let queries: string[] = []
  const { query } = pg.Client.prototype
  // Every connection of the pool sends its statements through here.
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: never[]) {
    // Whether catalogues changed or tokens were revoked is asked by the clock, whatever is read.
    const { name, text } = Object(args[0]) as { name?: string; text?: string }
    if (name !== 'service_state' && name !== 'new_revoked_tokens') {
      queries.push(name ?? text ?? String(args[0]))
    }
    return (query as (...given: never[]) => unknown).apply(this, args)
  } as never
  t.teardown(() => {
    pg.Client.prototype.query = query
  })

  const admin = as({ role: 'derfe_admin' })
  const PAGE = `query ($first: Int, $after: String) {
    listInscriptionRequests(first: $first, after: $after, status: RECEIVED, purpose: "Prueba") {
      edges { cursor node { folio receivedAt entityLabel countryLabel venueLabel movements { number kind } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`
  const queriesOf = async (first: number) => {
    await services.catalogues.fresh()
    queries = []
    const { body } = await admin.query(PAGE, { first })
    t.equal(body.data.listInscriptionRequests.edges.length, first)
    for (const { node } of body.data.listInscriptionRequests.edges)
      t.equal(node.movements.length, 1)
    return queries
  }
  await admin.query(PAGE, { first: 1 })
  t.same(await queriesOf(50), await queriesOf(2), 'fifty cost the same queries as two')
  // Requests and movements: each BEGIN, claims, statement, COMMIT, and an entry in the audit log.
  t.ok(queries.length >= 10 && queries.length <= 12, `${queries.length} queries`)

  const folios: string[] = []
  let after: string | undefined
  for (const size of [20, 20, 15]) {
    const { body } = await admin.query(PAGE, { first: 20, after })
    const { edges, pageInfo } = body.data.listInscriptionRequests
    t.equal(edges.length, size)
    t.same(pageInfo, {
      hasNextPage: size === 20,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0].cursor,
      endCursor: edges.at(-1).cursor,
    })
    folios.push(...edges.map(({ node }: { node: { folio: string } }) => node.folio))
    after = pageInfo.endCursor
  }
  t.equal(new Set(folios).size, 55)
  const rest = await admin.get('/v1/inscription-requests?limit=55&status=RECEIVED', {
    purpose: 'Prueba',
  })
  t.same(
    folios,
    rest.body.data.map((request: { folio: string }) => request.folio),
  )

  const middle = await admin.query(PAGE, {
    first: 3,
    after: (await admin.query(PAGE, { first: 5 })).body.data.listInscriptionRequests.edges[1]
      .cursor,
  })
  t.same(
    middle.body.data.listInscriptionRequests.edges.map(
      ({ node }: { node: { folio: string } }) => node.folio,
    ),
    folios.slice(2, 5),
    'any cursor starts a page',
  )
  const otherFilters = await admin.query(
    'query ($after: String) { listInscriptionRequests(after: $after, purpose: "Prueba") { edges { cursor } } }',
    { after },
  )
  t.match(extensionsOf(otherFilters), {
    errors: [{ pointer: 'query.after', code: 'CURSOR_OF_OTHER_FILTERS' }],
  })
})

t.test('failures carry the codes and the texts of problems', async (t) => {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const { as, address, database } = await startApp(t, { logger: { level: 'info', stream } })
  const portal = as({ role: 'srve' })
  const admin = as({ role: 'derfe_admin' })

  t.test('without a good token: 401, and nothing is judged', async (t) => {
    for (const headers of [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: 'Basic x' },
    ] as Record<string, string>[]) {
      const reply = await as().query('{ nonsense }', {}, headers)
      t.equal(reply.status, 401)
      t.match(reply.headers.get('www-authenticate'), /^Bearer/)
      t.equal(reply.body.data, undefined)
      t.match(extensionsOf(reply), {
        code: 'UNAUTHENTICATED',
        status: 401,
        traceId: /^[0-9a-f]{32}$/,
      })
    }
    t.equal((await as().get('/graphql?query=%7B__typename%7D')).status, 401)
  })

  t.test('what is not an operation in JSON', async (t) => {
    for (const [body, type, status, code] of [
      ['{', 'application/json', 400, 'MALFORMED_JSON'],
      ['{ __typename }', 'application/graphql', 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['{ __typename }', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
      [JSON.stringify({ query: ' '.repeat(70_000) }), 'application/json', 413, 'BODY_TOO_LARGE'],
      ['{"query":"{__typename}","__proto__":{}}', 'application/json', 400, 'MALFORMED_JSON'],
    ] as const) {
      const reply = await admin.post('/graphql', body, { 'content-type': type })
      t.equal(reply.status, status)
      t.equal(extensionsOf(reply).code, code)
    }
    const reply = await admin.post('/graphql', { operationName: 1, variables: [] })
    t.match(extensionsOf(reply).errors, [
      { pointer: '/query', code: 'REQUIRED' },
      { pointer: '/operationName', code: 'WRONG_TYPE' },
      { pointer: '/variables', code: 'WRONG_TYPE' },
    ])
  })

  t.test('the text is in the language of the reader', async (t) => {
    const query = '{ getInscriptionRequest(folio: "0000-0000-0000-1") { folio } }'
    for (const [language, detail] of [
      ['es-MX', /^No es un folio/],
      ['en', /^Is not a folio/],
    ] as const) {
      const reply = await admin.query(query, {}, { 'accept-language': language })
      t.equal(reply.status, 200)
      t.match(extensionsOf(reply).errors, [
        { pointer: 'path.folio', code: 'INVALID_FOLIO', detail },
      ])
    }
  })

  t.test('wrong fields are named as in REST', async (t) => {
    const submission = aSubmission({
      birthDate: '1990-02-30',
      email: 'nobody',
      country: 'MX',
      section: '12',
      curp: 'X',
    })
    const rest = await portal.post('/v1/inscription-requests', submission, {
      'idempotency-key': 'short',
    })
    t.equal(rest.status, 400)
    const reply = await portal.query(CREATE, { submission, key: 'short' })
    t.equal(reply.body.data.createInscriptionRequest, null)
    const byPointer = (errors: { pointer: string }[]) =>
      [...errors].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    t.same(byPointer(extensionsOf(reply).errors), byPointer(rest.body.errors))
    t.equal(reply.body.errors[0].message, rest.body.detail)

    for (const [field, args, pointer, code] of [
      ['createInscriptionRequest', 'submission: $submission', 'header.idempotency-key', 'REQUIRED'],
      [
        'changeModality',
        'folio: "x", change: { modality: POSTAL }, ifMatch: "5"',
        'header.if-match',
        'INVALID_IF_MATCH',
      ],
    ]) {
      const declared = args?.includes('$') ? '($submission: SubmissionInput!)' : ''
      const wrong = await portal.query(`mutation ${declared} { ${field}(${args}) { folio } }`, {
        submission: aSubmission(),
      })
      t.ok(
        extensionsOf(wrong).errors.some(
          (one: { pointer: string; code: string }) => one.pointer === pointer && one.code === code,
        ),
        `${field}: ${JSON.stringify(extensionsOf(wrong))}`,
      )
    }
  })

  t.test('variables of another type are named, and not repeated', async (t) => {
    const canary = 'CANARY840229'
    const { sex: _, ...submission } = aSubmission()
    const wrong = { modality: canary, givenNames: { canary }, unknown: canary, address: null }
    const reply = await portal.query(CREATE, {
      submission: { ...submission, ...wrong },
      key: aKey(),
    })
    t.equal(reply.body.data, undefined)
    t.equal(reply.body.errors.length, 1)
    t.equal(extensionsOf(reply).code, 'INVALID_REQUEST')
    t.same(
      extensionsOf(reply)
        .errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
        .sort(),
      [
        ['/address', 'REQUIRED'],
        ['/givenNames', 'WRONG_TYPE'],
        ['/modality', 'UNKNOWN_VALUE'],
        ['/sex', 'REQUIRED'],
        ['/unknown', 'UNKNOWN_FIELD'],
      ],
    )
    t.notMatch(reply.text, canary)
    const missing = await portal.query(CREATE, { key: 5 })
    t.same(
      extensionsOf(missing)
        .errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
        .sort(),
      [
        ['/', 'REQUIRED'],
        ['variables.key', 'WRONG_TYPE'],
      ],
    )
    const literal = await portal.query(
      `mutation { lookupInscriptionRequest(electorKey: { a: "${canary}" }) { folio } }`,
    )
    t.equal(extensionsOf(literal).code, 'INVALID_QUERY')
    t.notMatch(literal.text, canary)
  })

  t.test('conditions of an act', async (t) => {
    const submission = aSubmission()
    const key = aKey()
    const first = await portal.query(CREATE, { submission, key })
    t.notOk(first.body.errors, JSON.stringify(first.body.errors))
    t.equal(first.headers.get('idempotency-replayed'), null)
    const again = await portal.query(CREATE, { submission, key })
    t.same(again.body, first.body)
    t.equal(again.headers.get('idempotency-replayed'), 'true')
    const rest = await portal.post('/v1/inscription-requests', submission, {
      'idempotency-key': key,
    })
    t.equal(rest.headers.get('idempotency-replayed'), 'true', 'the key is the same at both doors')
    t.equal(rest.body.folio, first.body.data.createInscriptionRequest.folio)
    const reused = await portal.query(CREATE, { submission: aSubmission(), key })
    t.match(extensionsOf(reused), { code: 'IDEMPOTENCY_KEY_REUSED', status: 422 })
    const live = await portal.query(CREATE, { submission, key: aKey() })
    t.match(extensionsOf(live), { code: 'LIVE_REQUEST_EXISTS', status: 409 })

    const change =
      'mutation ($folio: String!, $etag: String) { changeModality(folio: $folio, change: { modality: POSTAL }, ifMatch: $etag) { status } }'
    const { folio } = rest.body
    const withHeader = { 'if-match': first.body.data.createInscriptionRequest.etag }
    t.equal(
      extensionsOf(await portal.query(change, { folio }, withHeader)).code,
      'PRECONDITION_REQUIRED',
      'headers are not arguments',
    )
    t.equal(
      extensionsOf(await portal.query(change, { folio, etag: '"999"' })).code,
      'PRECONDITION_FAILED',
    )
    const absent = await portal.query(change, { folio: '0000-0000-0000-0', etag: '"1"' })
    t.match(extensionsOf(absent), { code: 'NOT_FOUND', status: 404 })
  })

  t.test('a purpose, by argument or by header', async (t) => {
    const list = (args: string, headers = {}) =>
      admin.query(`{ listInscriptionRequests${args} { edges { cursor } } }`, {}, headers)
    t.equal(extensionsOf(await list('')).code, 'PURPOSE_REQUIRED')
    t.match(extensionsOf(await list('(purpose: "x")')).errors, [
      { pointer: 'header.purpose', code: 'INVALID_PURPOSE' },
    ])
    t.match(extensionsOf(await list('', { purpose: 'x' })).errors, [
      { pointer: 'header.purpose', code: 'INVALID_PURPOSE' },
    ])
    const lone = await admin.query(
      'query ($purpose: String) { listInscriptionRequests(purpose: $purpose) { edges { cursor } } }',
      { purpose: '\uD800abc' },
    )
    t.match(extensionsOf(lone).errors, [{ pointer: 'header.purpose', code: 'INVALID_PURPOSE' }])
    t.notOk((await list('(purpose: "Atención ciudadana")')).body.errors)
    t.notOk((await list('', { purpose: 'Atenci%C3%B3n' })).body.errors)
    const filtered = await as({ role: 'opl', entity: '09' }).query(
      '{ listInscriptionRequests(sex: H, purpose: "Prueba") { edges { cursor } } }',
    )
    t.match(extensionsOf(filtered), { code: 'FIELD_FORBIDDEN', status: 403 })
  })

  t.test('what fails is one field, and what is hidden is null', async (t) => {
    const opl = as({ role: 'opl', entity: '09' })
    const reply = await opl.query(`{
      listInscriptionRequests(purpose: "Prueba") { edges { node { folio givenNames electorKey email birthDate etag entityLabel movements { number } } } }
      listCatalogueVersions(name: venues) { id }
      listCutoffs { date }
    }`)
    t.equal(reply.status, 200)
    t.ok(reply.body.data.listCutoffs.length > 0)
    t.equal(reply.body.data.listCatalogueVersions, null)
    const [{ node }] = reply.body.data.listInscriptionRequests.edges
    t.match(node, {
      givenNames: /\w/,
      electorKey: null,
      email: null,
      birthDate: null,
      movements: null,
      entityLabel: 'Ciudad de México',
    })
    t.same(
      [
        ...new Set(
          reply.body.errors.map((error: { extensions: { code: string } }) => error.extensions.code),
        ),
      ],
      ['FORBIDDEN'],
    )
  })

  t.test('what nobody expected is masked, and recorded once', async (t) => {
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    t.teardown(() => owner.end())
    await owner.query('alter table movements rename to movements_away')
    lines.length = 0
    const reply = await admin.query(
      '{ listInscriptionRequests(purpose: "Canario") { edges { node { folio movements { number } } } } }',
    )
    await owner.query('alter table movements_away rename to movements')
    t.equal(reply.status, 200)
    t.match(extensionsOf(reply), { code: 'INTERNAL', status: 500 })
    t.notMatch(reply.text, /movements_away|relation|select|at /)
    const failures = lines.filter((line) => JSON.parse(line).level >= 50)
    t.equal(failures.length, 1)
    t.match(failures[0], '42P01')
    t.notMatch(lines.join(''), /Canario|Ficticia|Ejemplo/)
  })

  t.test('the media type decides whether a failed document is an HTTP failure', async (t) => {
    const accept = { accept: 'application/graphql-response+json, application/json;q=0.9' }
    const failed = await admin.query('{ nonsense }', {}, accept)
    t.equal(failed.status, 400)
    t.match(failed.headers.get('content-type'), 'application/graphql-response+json')
    t.equal((await admin.query('{ nonsense }')).status, 200)
    const refused = await as({ role: 'party', party: 'X' }).query(
      '{ getEntityFigures { asOf } }',
      {},
      accept,
    )
    t.equal(refused.status, 200, 'a refused field is an answer')
    t.ok(address)
  })
})
