import Fastify, { type FastifyInstance } from 'fastify'
import { type GraphQLOutputType, getNamedType, isNonNullType, isObjectType } from 'graphql'
import t from 'tap'
import {
  FIELD_GROUPS,
  fieldsOf,
  GRANTED_VIEW,
  isToldPublished,
  reachOf,
  type Scope,
} from '../../src/access/policy.ts'
import { serveRest } from '../../src/platform/rest.ts'
import { ACTIONS } from '../../src/resolvers.ts'
import { ENTITY_CODES, ROLES, type Role } from '../../src/vocabulary.ts'
import { type Reply, startApp } from '../helpers/app.ts'
import { visitorOf } from '../helpers/browser.ts'
import { startSmallDemo } from '../helpers/demo.ts'
import {
  ABSENT_FOLIO,
  claimsOf,
  contractOf,
  documentOf,
  fields,
  SAMPLES,
  schema,
  selectionOf,
} from '../helpers/every-door.ts'
import { wholeQuery } from '../helpers/figures.ts'
import { nobodiesOf, walkOperations } from '../helpers/matrix.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/*
 * Every operation of the contract and every field of the schema, for every role and for nobody,
 * against the policy table. An operation without a row fails.
 */

t.test('a scope that the policy has not given does not compile', async (t) => {
  const action = 'request:list'
  const claims = { role: 'party', action, reach: 'all', entity: null, subject: 'x' } as const
  // @ts-expect-error
  const forged: Scope<typeof action> = claims
  t.ok(forged)
})

t.test('every operation, for every role, as the policy table says', async (t) => {
  const running = await startApp(t)
  await walkOperations(t, running, contractOf(running.app))
})

t.test('no address is served without a row, whatever the contract says of it', async (t) => {
  const app = Fastify()
  const feature = async (scope: FastifyInstance) => {
    scope.get('/aggregates/everything', { schema: { hide: true } }, async () => 'everything')
  }
  await t.rejects(
    async () => serveRest(app, { features: [feature as never], checkAnswers: true }),
    { message: 'GET /aggregates/everything has no row of the policy table' },
  )
})

t.test('every role ends its own session, as the policy table says, and no other', async (t) => {
  const { services, address, token } = await startApp(t)
  const revoked = async () =>
    (await services.db.query('select jti, subject, revoked_by from revoked_tokens order by id'))
      .rows
  const expected: object[] = []
  for (const role of ROLES) {
    const visitor = visitorOf(address)
    const own = await token({ ...claimsOf(role), subject: `${role}-1` })
    await visitor.send('/tablero/entrar', { token: own })
    t.equal((await visitor.send('/tablero/salir', {})).status, 303, role)
    const { jti } = JSON.parse(Buffer.from(own.split('.')[1] ?? '', 'base64url').toString())
    const isAdmitted = reachOf(role, 'token:sign-out') === 'own'
    if (isAdmitted) expected.push({ jti, subject: null, revoked_by: `${role}-1` })
    t.same(await revoked(), expected, role)
  }
})

t.test('every GraphQL field, for every role, as the policy table says', async (t) => {
  const running = await startApp(t)
  const { as } = running
  t.same(fields.map(([, { name }]) => name).sort(), Object.keys(ACTIONS).sort(), 'a row for each')
  let cells = 0
  for (const role of ROLES) {
    const caller = as(claimsOf(role))
    for (const [kind, field] of fields) {
      const { status, body, text } = await caller.query(documentOf(kind, field))
      const codes: string[] = (body.errors ?? []).map(
        (one: { extensions: { code: string } }) => one.extensions.code,
      )
      if (status !== 200 || codes.includes('INVALID_QUERY') || codes.includes('INTERNAL'))
        t.fail(`${field.name}: ${text}`)
      const action = ACTIONS[field.name as keyof typeof ACTIONS]
      if (codes.includes('FORBIDDEN') !== (reachOf(role, action) === '-'))
        t.fail(`${field.name}, ${role}: ${text}`)
      cells += 1
    }
  }
  for (const [who, caller] of Object.entries(await nobodiesOf(running))) {
    for (const [kind, field] of fields) {
      const { status } = await caller.query(documentOf(kind, field))
      if (status !== 401) t.fail(`${field.name}, ${who}: ${status}`)
      cells += 1
    }
  }
  t.ok(cells > 300, `${cells} cells`)
})

t.test('what is another entity’s is as what does not exist', async (t) => {
  const { as } = await startApp(t)
  const portal = as({ role: 'srve' })
  const folios = new Map<string, string>()
  for (const entity of ENTITY_CODES) {
    const { body } = await portal.post('/v1/inscription-requests', aSubmission({ entity }), {
      'idempotency-key': aKey(),
    })
    folios.set(entity, body.folio)
  }
  const purpose = { purpose: 'Prueba' }
  const times = { foreign: [] as number[], absent: [] as number[] }
  let foreign = 0
  for (const entity of ENTITY_CODES) {
    const opl = as({ role: 'opl', entity })
    const absent = await opl.get(`/v1/inscription-requests/${ABSENT_FOLIO}`, purpose)
    t.equal(absent.status, 404)
    for (const [other, folio] of folios) {
      if (other === entity) continue
      const startedAt = performance.now()
      const answer = await opl.get(`/v1/inscription-requests/${folio}`, purpose)
      times.foreign.push(performance.now() - startedAt)
      if (bare(answer) !== bare(absent)) t.fail(`${entity} on ${other}: ${answer.text}`)
      foreign += 1
      if (foreign % 4 === 0) {
        const before = performance.now()
        await opl.get(`/v1/inscription-requests/${ABSENT_FOLIO}`, purpose)
        times.absent.push(performance.now() - before)
      }
    }
    const list = await opl.get('/v1/inscription-requests', purpose)
    t.same(
      list.body.data.map(({ folio }: { folio: string }) => folio),
      [folios.get(entity)],
    )
    const other = ENTITY_CODES.find((code) => code !== entity) as string
    const named = await opl.get(`/v1/inscription-requests?entity=${other}`, purpose)
    t.same([named.status, named.body.data], [200, []], 'naming another gives an empty page')
    t.equal((await opl.get(`/v1/aggregates/entities?entity=${other}`)).status, 403)
    const { body } = await opl.query(
      `{ getInscriptionRequest(folio: "${folios.get(other)}", purpose: "Prueba") { folio } }`,
    )
    t.equal(body.errors[0].extensions.code, 'NOT_FOUND')
  }
  t.equal(foreign, 32 * 31)
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
  // Not how fast it is, but that the time tells nothing.
  const gap = Math.abs(median(times.foreign) - median(times.absent))
  t.ok(gap <= 2, `medians of foreign and absent differ by ${gap.toFixed(2)} ms`)
})

/** An answer but for what is of the moment: the address asked for and the trace. */
function bare({ status, body, text }: Reply): string {
  if (typeof body !== 'object' || body === null) return JSON.stringify([status, text])
  const { traceId: _, instance: __, ...rest } = body
  return JSON.stringify([status, rest])
}

t.test('another entity’s token, at every door', async (t) => {
  const { app, as } = await startApp(t)
  const sent = aSubmission({ entity: '14' })
  const headers = { 'idempotency-key': aKey(), purpose: 'Prueba' }
  const { body: request } = await as({ role: 'srve' }).post(
    '/v1/inscription-requests',
    sent,
    headers,
  )
  const opl = as({ role: 'opl', entity: '09' })
  /** Whether something of the request is told, but for the address that was asked for. */
  const told = (answer: Reply): boolean =>
    [request.folio, sent.firstSurname, sent.givenNames].some((one) =>
      bare(answer).includes(String(one)),
    )

  const contract = contractOf(app)
  const doors = { folio: 0, entity: 0, others: 0 }
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, { operationId = '', parameters = [] }] of Object.entries(methods)) {
      const urlOf = (folio: string) =>
        path.replaceAll(
          /\{(\w+)\}/g,
          (_, key) => (key === 'folio' ? folio : SAMPLES[key]) ?? 'none',
        )
      const ask = (url: string): Promise<Reply> =>
        method === 'post'
          ? opl.post(url, {}, { 'idempotency-key': aKey() })
          : opl.get(url, { purpose: 'Prueba' })
      if (path.includes('{folio}')) {
        const [foreign, absent] = [await ask(urlOf(request.folio)), await ask(urlOf(ABSENT_FOLIO))]
        t.equal(bare(foreign), bare(absent), operationId)
        t.notOk(told(foreign), operationId)
        doors.folio += 1
      } else if (parameters.some(({ name }) => name === 'entity')) {
        for (const format of ['', '&format=csv', '&format=xlsx']) {
          const answer = await ask(`${urlOf('')}?entity=14${format}`)
          const isEmpty = answer.status === 200 && answer.body.data?.length === 0
          t.ok(isEmpty || [400, 403].includes(answer.status), `${operationId}: ${answer.text}`)
          t.notOk(told(answer), operationId)
        }
        doors.entity += 1
      } else if (method === 'get') {
        t.notOk(told(await ask(urlOf(''))), operationId)
        doors.others += 1
      }
    }
  }
  for (const [kind, field] of fields) {
    const has = (name: string) => field.args.some((arg) => arg.name === name)
    const ask = (values: Record<string, string>) =>
      opl.query(
        documentOf(kind, field, values).replace(
          /(listInscriptionRequests.*)\{ __typename \}/,
          '$1{ edges { node { folio } } }',
        ),
      )
    const purpose: Record<string, string> = has('purpose') ? { purpose: '"Prueba"' } : {}
    if (has('folio')) {
      const [foreign, absent] = [
        await ask({ ...purpose, folio: `"${request.folio}"` }),
        await ask({ ...purpose, folio: `"${ABSENT_FOLIO}"` }),
      ]
      const code = ({ body }: Reply) =>
        (body.errors ?? []).map((one: { message: string; extensions: { code: string } }) => [
          one.message,
          one.extensions.code,
        ])
      t.same(code(foreign), code(absent), field.name)
      t.not(code(foreign).length, 0, field.name)
      doors.folio += 1
    } else if (has('entity')) {
      const answer = await ask({ ...purpose, entity: '"14"' })
      t.notOk(told(answer), field.name)
      const value = answer.body.data?.[field.name]
      t.ok(answer.body.errors || value?.edges?.length === 0, `${field.name}: ${answer.text}`)
      doors.entity += 1
    }
  }
  t.ok(doors.folio >= 20 && doors.entity >= 15 && doors.others >= 10, JSON.stringify(doors))
})

t.test('the fields of a request, for every role, at both doors', async (t) => {
  const { as } = await startApp(t)
  const sent = aSubmission({ entity: '09' })
  const { body } = await as({ role: 'srve' }).post('/v1/inscription-requests', sent, {
    'idempotency-key': aKey(),
  })
  const { folio } = body
  const groups = new Set(Object.values(FIELD_GROUPS).flat() as string[])
  const type = schema.getType('InscriptionRequest')
  const asked = isObjectType(type)
    ? Object.values(type.getFields()).filter(({ name }) => groups.has(name))
    : []
  t.equal(asked.length, groups.size, 'every field of the groups is in the schema')
  for (const role of ROLES) {
    const caller = as(claimsOf(role))
    const seen = new Set<string>(reachOf(role, 'request:read') === '-' ? [] : fieldsOf(role))
    const rest = await caller.get(`/v1/inscription-requests/${folio}`, { purpose: 'Prueba' })
    if (seen.size === 0) t.equal(rest.status, 403, role)
    else {
      const keys = Object.keys(rest.body).filter((name) => groups.has(name))
      t.same(
        keys.filter((name) => !seen.has(name)),
        [],
        `${role}, over REST`,
      )
    }
    for (const field of asked) {
      const document = `{ getInscriptionRequest(folio: "${folio}", purpose: "Prueba") { ${field.name}${selectionOf(field.type)} } }`
      const { body } = await caller.query(document)
      const value = body.data?.getInscriptionRequest?.[field.name] ?? null
      if (!seen.has(field.name)) t.equal(value, null, `${role}, ${field.name}`)
      else {
        t.notOk(body.errors, `${role}, ${field.name}: ${JSON.stringify(body.errors)}`)
        t.equal(value === null, (rest.body[field.name] ?? null) === null, `${role}, ${field.name}`)
      }
    }
  }
})

/** Every value of an answer, with the object type and the field that it is of. */
function* toldIn(
  value: unknown,
  type: GraphQLOutputType,
): Generator<{ of: string; object: object; field: string; value: unknown }> {
  const named = getNamedType(type)
  if (!isObjectType(named)) return
  for (const object of [value].flat()) {
    for (const [field, inner] of Object.entries((object as object | null) ?? {})) {
      yield { of: named.name, object: object as object, field, value: inner }
      const next = named.getFields()[field]?.type
      if (next) yield* toldIn(inner, next)
    }
  }
}

/** Records that a role reaches only once it has looked them up, and what has no such record here. */
const UNTOLD_ROOTS: Partial<Record<(typeof ROLES)[number], string[]>> = {
  srve: ['getInscriptionRequest', 'listMovements'],
  inetel_agent: ['listMovements'],
}
/** Roots, what acts alone answer, and what nobody causes here. */
const UNREAD = ['Query', 'Mutation', 'DryRun', 'Finding', 'TokenRevocation', 'ReadingPause']

/** Queries whose answers hold requests. */
const TELLS_APART = [
  'listInscriptionRequests',
  'getInscriptionRequest',
  'readGranted',
  'getFigureDifference',
  'listFigureCases',
]

/** Fields beside those of a request that some who ask are not told, and who they are. */
const WITHHELD: Record<string, (role: Role) => boolean> = {
  'FigureCase.folio': (role) => role === 'auditor',
  'FigureCase.pseudonym': (role) => role !== 'auditor',
  'DifferenceFlow.reason': isToldPublished,
}

/** What comes with every request that is told, whatever groups of fields the role sees. */
const ALWAYS = ['etag', 'entityLabel', 'countryLabel', 'venueLabel', 'receipt']

t.test('every field of every type that is read, for every role', async (t) => {
  const { as } = await startSmallDemo(t, 1_300)
  const [reviewer, admin] = [as(claimsOf('derfe_reviewer')), as(claimsOf('derfe_admin'))]
  const purpose = { purpose: 'Prueba' }
  const path = '/v1/inscription-requests'
  const listed = (query: string) => reviewer.get(`${path}?entity=09&limit=1&${query}`, purpose)
  const subsane = (await listed('status=SUBSANE')).body.data[0].folio
  const waiting = (await listed('status=IN_ANALYSIS')).body.data[0].folio
  const etag = async () => ({
    'if-match': (await reviewer.get(`${path}/${waiting}`, purpose)).headers.get('etag') ?? '',
  })
  t.equal((await reviewer.post(`${path}/${waiting}/claim`, undefined, await etag())).status, 200)
  const decision = {
    to: 'INADMISSIBLE',
    requirements: [{ code: 'CARD_VALID', result: 'NOT_MET' }],
    reasons: [{ code: 'CARD_NOT_VALID', tellElector: true }],
    note: 'Nota',
  }
  const decided = await reviewer.post(`${path}/${waiting}/decision`, decision, await etag())
  t.equal(decided.status, 200, decided.text)
  const annex = {
    title: 'Llamadas',
    source: 'INETEL',
    period: { from: '2023-11-16', to: '2023-11-30' },
    table: { columns: ['País'], rows: [['EUA']] },
  }
  const keyed = () => ({ 'idempotency-key': aKey() })
  const added = await admin.post('/v1/cutoffs/2023-11-30/annexes', annex, keyed())
  const granted: Record<string, string> = {}
  for (const role of ['derfe_analyst', 'auditor'] as const) {
    const asked = { folio: subsane, reason: 'Queja de la ciudadana, 41', minutes: 30 }
    const { body } = await as(claimsOf(role)).post('/v1/access-grants', asked, keyed())
    t.equal((await admin.post(`/v1/access-grants/${body.id}/approve`, {})).status, 200)
    granted[role] = body.id
  }
  const { body: entries } = await as(claimsOf('auditor')).get('/v1/audit/entries?limit=1')

  /** What each query is asked about, so that it has something to tell. */
  const argumentsOf = (role: (typeof ROLES)[number], folio: string): Record<string, object> => ({
    listInscriptionRequests: { first: 2, purpose: 'Prueba' },
    getInscriptionRequest: { folio, purpose: 'Prueba' },
    listMovements: { folio },
    listLastMovements: { limit: 2 },
    getFigureDifference: { table: 'review', from: '2023-10-31', to: '2023-11-30' },
    getCrossing: { groupBy: 'entity,modality', cutoff: '2023-11-30' },
    listFigureCases: { limit: 2 },
    getCutoff: { date: '2023-11-30' },
    getCutoffManifest: { date: '2023-11-30' },
    listCutoffAnnexes: { date: '2023-11-30' },
    getCutoffAnnex: { date: '2023-11-30', id: added.body.id },
    listAuditEntries: { limit: 2 },
    proveInclusion: { entry: entries.data[0].id },
    proveConsistency: { from: 1 },
    listConsultations: { folio: subsane },
    readGranted: { id: granted[role] ?? ABSENT_FOLIO, purpose: 'Prueba' },
  })
  const told = new Set<string>()
  const asked = new Set<string>()
  for (const role of ROLES) {
    const caller = as(claimsOf(role))
    const seen = new Set<string>([...fieldsOf(role), ...ALWAYS])
    if (reachOf(role, 'request:movements') !== '-') seen.add('movements')
    const ofGranted = new Set<string>([...fieldsOf(GRANTED_VIEW), ...ALWAYS])
    for (const [kind, field] of fields) {
      // All tables of all cut-offs cost too much at once; the type is that of getCutoff.
      if (kind !== 'query' || field.name === 'listCutoffs') continue
      const action = ACTIONS[field.name as keyof typeof ACTIONS]
      // What is told alike to all who are told is told to one here, and refused to the others.
      const isSame = !TELLS_APART.includes(field.name) && asked.has(field.name)
      if (reachOf(role, action) !== '-') asked.add(field.name)
      if (reachOf(role, action) !== '-' && isSame) continue
      for (const folio of field.name === 'getInscriptionRequest' ? [subsane, waiting] : [subsane]) {
        const given = Object.entries(argumentsOf(role, folio)[field.name] ?? {})
        const args = Object.fromEntries(given.map(([name, one]) => [name, JSON.stringify(one)]))
        if (field.name.startsWith('listCatalogue')) args.name = 'venues'
        const { body, text } = await caller.query(wholeQuery(field.name, args))
        const value = body.data?.[field.name] ?? null
        const at = `${role}, ${field.name}: ${text.slice(0, 300)}`
        if (reachOf(role, action) === '-') {
          if (value !== null) t.fail(at)
          continue
        }
        if (value === null) asked.delete(field.name)
        if (value === null && !UNTOLD_ROOTS[role]?.includes(field.name)) t.fail(at)
        for (const one of toldIn(value, field.type)) {
          if (one.value === null) continue
          told.add(`${one.of}.${one.field}`)
          if (WITHHELD[`${one.of}.${one.field}`]?.(role)) t.fail(`${at} tells ${one.field}`)
          const visible = field.name === 'readGranted' ? ofGranted : seen
          if (one.of !== 'InscriptionRequest' || visible.has(one.field)) continue
          t.fail(`${role}, ${field.name} tells ${one.field}`)
        }
      }
    }
  }
  const required = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !UNREAD.includes(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => `${type.name}.${field.name}`),
    )
  t.same(
    required.filter((one) => !told.has(one)),
    [],
    `${told.size} fields told to somebody, and ${required.length} that are never null among them`,
  )
})
