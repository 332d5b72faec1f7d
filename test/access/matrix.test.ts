import Fastify, { type FastifyInstance } from 'fastify'
import { isObjectType } from 'graphql'
import { SignJWT } from 'jose'
import t from 'tap'
import { FIELD_GROUPS, fieldsOf, POLICY, reachOf } from '../../src/access/policy.ts'
import { serveRest } from '../../src/platform/rest.ts'
import { ACTIONS } from '../../src/resolvers.ts'
import { ENTITY_CODES, ROLES } from '../../src/vocabulary.ts'
import { type Caller, callerOf, type Reply, type RunningApp, startApp } from '../helpers/app.ts'
import { visitorOf } from '../helpers/browser.ts'
import {
  ABSENT_FOLIO,
  claimsOf,
  contractOf,
  documentOf,
  fields,
  SAMPLES,
  schema,
  selectionOf,
} from '../helpers/operations.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/*
 * Every operation of the contract and every field of the schema, for every role and for nobody,
 * against the policy table. An operation without a row fails.
 */

/** Who calls without a token that is good. */
async function nobodiesOf({ as, address, keys }: RunningApp): Promise<Record<string, Caller>> {
  const expired = await new SignJWT({ role: 'derfe_admin', client_id: 'x' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.token?.id ?? '' })
    .setIssuer('lne-extranjero-development')
    .setAudience('lne-extranjero')
    .setSubject('ayer')
    .setJti('ayer')
    .setIssuedAt(Math.floor(Date.now() / 1000) - 7200)
    .setExpirationTime(Math.floor(Date.now() / 1000) - 3600)
    .sign(keys.token?.privateKey as never)
  return {
    'no token': as(),
    'an expired token': callerOf(address, Promise.resolve(expired)),
  }
}

t.test('every operation, for every role, as the policy table says', async (t) => {
  const running = await startApp(t)
  const { app, as } = running
  const contract = contractOf(app)
  const nobodies = await nobodiesOf(running)
  const callers = new Map(ROLES.map((role) => [role, as(claimsOf(role))]))

  let cells = 0
  const operations: string[] = []
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const action = operation['x-action'] as keyof typeof POLICY
      const name = operation.operationId ?? `${method} ${path}`
      operations.push(name)
      if (!Object.hasOwn(POLICY, action ?? '')) {
        t.fail(`${name} has no row of the policy table`)
        continue
      }
      const url = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => SAMPLES[key] ?? 'none')
      const ask = (caller: Caller): Promise<Reply> =>
        method === 'post'
          ? caller.post(url, {}, { 'idempotency-key': aKey() })
          : caller.get(url, { purpose: 'Prueba' })
      for (const [who, caller] of Object.entries(nobodies)) {
        const { status, headers } = await ask(caller)
        if (status !== 401 || !headers.get('www-authenticate')) t.fail(`${name}, ${who}: ${status}`)
        cells += 1
      }
      for (const role of ROLES) {
        const { status, body, text } = await ask(callers.get(role) as Caller)
        const isRefused = status === 403 && body.code === 'FORBIDDEN'
        if (isRefused !== (reachOf(role, action) === '-')) t.fail(`${name}, ${role}: ${text}`)
        if (status === 401 || status >= 500) t.fail(`${name}, ${role}: ${text}`)
        cells += 1
      }
    }
  }
  t.ok(operations.length >= 35, `${operations.length} operations, ${cells} cells`)
  t.equal(new Set(operations).size, operations.length)
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
