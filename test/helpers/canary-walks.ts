/**
 * Two walks through every operation of the contract and every root field of the schema, with a
 * person's values wherever there is room for text: one as it is meant, and one that is wrong in every
 * part. Which doors were gone through is noted, so that one that nobody drives is found.
 */
import { createHash } from 'node:crypto'
import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { type Action, reachOf } from '../../src/access/policy.ts'
import { ACTIONS } from '../../src/resolvers.ts'
import { REQUIREMENTS, ROLES, type Role } from '../../src/vocabulary.ts'
import type { Caller, Reply, RunningApp } from './app.ts'
import { type Contract, readContract } from './contract.ts'
import { claimsOf, documentOf, fields, SAMPLES } from './every-door.ts'
import { aKey, allDocuments } from './requests.ts'

/** Someone to be recognised: a submission, and the values in it that tell who it is. */
export type Person = { body: Record<string, unknown>; values: string[] }

/** A request of whoever it is, with headers beside it. */
type Ask = (who: Caller, headers: Record<string, string>) => Promise<Reply>

type Parts = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  headers?: Record<string, string>
  body?: Record<string, unknown> | string
}

/** How an operation ended, in the same words for both doors. */
type Outcome = { status: number; code?: string; text: string }

/** One of the two ways into the service. */
export type Door = {
  name: string
  /** All that it serves, each with its row of the policy table. */
  actions: Map<string, Action>
  /** Those that only read, with the address of each where it has one. */
  reads: Map<string, string>
  ask(
    who: Caller,
    operation: string,
    parts: Parts,
  ): Promise<Outcome & { body: Record<string, unknown> }>
}

/** What a walk leaves: where it has been, and answers to those who may not see who a person is. */
export type Walked = { through: Set<string>; others: string[] }

type Parameter = { name: string; in: string }
type Schema = { $ref?: string; properties?: Record<string, unknown> }
type RestOperation = {
  operationId: string
  'x-action': Action
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
}

const contract = readContract() as Contract & { components: { schemas: Record<string, Schema> } }
const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    ...(operation as RestOperation),
  })),
)
type Operation = (typeof operations)[number]

/** Members of a body, as the contract names them. */
function membersOf({ requestBody }: Operation): string[] {
  const { schema } = Object.values(requestBody?.content ?? {})[0] ?? {}
  const named = contract.components.schemas[schema?.$ref?.split('/').at(-1) ?? '']
  return Object.keys((named ?? schema)?.properties ?? {})
}

function urlOf({ path }: Operation, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? SAMPLES[name] ?? 'none'),
  )
  const asked = new URLSearchParams(query as Record<string, string>).toString()
  return asked === '' ? filled : `${filled}?${asked}`
}

const sendRest = (who: Caller, operation: Operation, parts: Parts): Promise<Reply> =>
  operation.method === 'get'
    ? who.get(urlOf(operation, parts), parts.headers)
    : who.post(urlOf(operation, parts), parts.body, parts.headers)

export const REST: Door = {
  name: 'REST',
  actions: new Map(operations.map((one) => [one.operationId, one['x-action']])),
  reads: new Map(
    operations.filter(({ method }) => method === 'get').map((one) => [one.operationId, one.path]),
  ),
  async ask(who, name, parts) {
    const operation = operations.find(({ operationId }) => operationId === name) as Operation
    const { status, text, body } = await sendRest(who, operation, parts)
    return { status, code: body.code, text, body }
  },
}

/** All fields of a type, and of what it holds, as deep as a list of cut-offs may cost. */
function wholeSelection(type: GraphQLOutputType, levels = 3): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (!isObjectType(named)) return '{ __typename }'
  const told = Object.values(named.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) || levels > 1)
    .filter((field) => !field.args.some(isRequiredArgument))
    .map((field) => `${field.name} ${wholeSelection(field.type, levels - 1)}`)
  return `{ ${told.join(' ')} }`
}

/** What REST says in address, headers and body, as arguments of the field. */
function variablesOf(field: GraphQLField<unknown, unknown>, parts: Parts) {
  const body = parts.body as Record<string, unknown> | undefined
  const { purpose, 'if-match': ifMatch, 'idempotency-key': idempotencyKey } = parts.headers ?? {}
  const known = { purpose, ifMatch, idempotencyKey, ...parts.query, ...parts.params, ...body }
  return field.args.flatMap(({ name, type }) => {
    const isBody = isInputObjectType(getNullableType(type))
    const value = isBody ? body : (known as Record<string, unknown>)[name]
    return value === undefined ? [] : [{ name, type, value }]
  })
}

const fieldNamed = (name: string) =>
  fields.find(([, field]) => field.name === name) as (typeof fields)[number]

/** @param label names the operation and the field of the answer, as whoever asks likes */
export const graphqlNamed = (label: string): Door => ({
  name: 'GraphQL',
  actions: new Map(Object.entries(ACTIONS)),
  reads: new Map(
    fields.filter(([kind]) => kind === 'query').map(([, { name }]) => [name, pathOf(name)]),
  ),
  async ask(who, name, parts) {
    const [kind, field] = fieldNamed(name)
    const given = variablesOf(field, parts)
    const listed = (pairs: string[]) => (pairs.length > 0 ? `(${pairs.join(', ')})` : '')
    const declared = listed(given.map(({ name, type }) => `$${name}: ${type}`))
    const passed = listed(given.map(({ name }) => `${name}: $${name}`))
    const document = `${kind} ${label}${declared} { ${label}: ${name}${passed} ${wholeSelection(field.type)} }`
    const variables = Object.fromEntries(given.map(({ name, value }) => [name, value]))
    const sent = { query: document, variables, operationName: label }
    const { status, text, body } = await who.post('/graphql', sent, parts.headers)
    const told = body.data?.[label]
    // A field inside that the role may not see is refused beside the rest.
    const refusal = told ? undefined : body.errors?.[0]?.extensions
    return {
      status: refusal?.status ?? status,
      code: refusal?.code,
      text,
      body: Array.isArray(told) ? { data: told } : (told ?? {}),
    }
  },
})

/** The address of the same operation, where REST has it. */
const pathOf = (name: string): string =>
  operations.find(({ operationId }) => operationId === name)?.path ?? ''

/** What a caller says beside its request, in headers that nobody asked for. */
const asides = (text: string): Record<string, string> => ({
  'user-agent': text,
  accept: `application/json, text/${text}`,
  'accept-language': `${text}, es`,
  cookie: `lne-tablero=${text}; ${text}=1`,
  referer: `https://example.org/${text}`,
  forwarded: `for="${text}"`,
  'x-forwarded-for': text,
  'x-request-id': text,
  // Not in the form of W3C, of which the trace is taken over, as docs/threat-model.md says.
  traceparent: `00-${text}-${text}-01`,
  tracestate: `lne=${text}`,
  'if-none-match': `"${text}"`,
  'x-http-method-override': text,
})

/** One value after the other, so that each comes to stand in many places. */
function inTurn(values: string[]): () => string {
  let turn = 0
  return () => {
    turn += 1
    return values[turn % values.length] as string
  }
}

/** Whose answers tell who a person is, to roles that may know it. */
const TELLS_PERSON = /^(request|review|correction|document):|^access:use$/

/** What a reading must be asked that has more than an address. */
const questionsOf = (date: string, leaf: string): Record<string, Record<string, unknown>> => ({
  getFigureDifference: { table: 'entities', from: date, to: 'now' },
  getCrossing: { groupBy: 'entity' },
  proveInclusion: { leaf },
  proveConsistency: { from: 1 },
})

/** Who reads, where several may: the first that the policy table names. */
const READERS: Role[] = ['derfe_admin', 'auditor']

/**
 * The life of a request and all that is done beside it, each operation once and as it is meant, with
 * the person in headers and keys too. What stays in clear as it was written names nobody here: purposes,
 * reasons, notes and what corrections ask (docs/threat-model.md, "Left"), and what is published, as
 * acts of catalogues and annexes.
 *
 * @param day a day whose cut-off nobody has sealed yet
 */
export async function walkAsMeant(
  { as, services }: RunningApp,
  door: Door,
  person: Person,
  day: string,
): Promise<Walked> {
  const walked: Walked = { through: new Set(), others: [] }
  const next = inTurn(person.values.filter((value) => !value.includes(' ')))
  const subject = (name: string) => `${name}-${door.name}`
  const portal = as({ role: 'srve' })
  const reviewer = as({ role: 'derfe_reviewer', subject: subject('raúl') })
  const analyst = as({ role: 'derfe_analyst', subject: subject('luz') })
  const [admin, another] = ['ana', 'beatriz'].map((name) =>
    as({ role: 'derfe_admin', subject: subject(name) }),
  ) as [Caller, Caller]

  async function ask(who: Caller, operation: string, parts: Parts = {}) {
    const key = `${next()}-${aKey()}`
    const headers = { ...asides(next()), purpose: 'Prueba', 'idempotency-key': key }
    const all = { ...parts, headers: { ...headers, ...parts.headers } }
    const { status, text, body } = await door.ask(who, operation, all)
    if (status >= 300) throw new Error(`${door.name}, ${operation}: ${text}`)
    walked.through.add(operation)
    if (!TELLS_PERSON.test(door.actions.get(operation) ?? '')) walked.others.push(text)
    // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
    return body as any
  }

  // A file that holds the person too, where the door takes files.
  const contents = `%PDF-1.7\n${person.values.join('\n')}`
  const file = {
    type: 'PROOF_OF_ADDRESS',
    mime: 'application/pdf',
    sha256: createHash('sha256').update(contents).digest('hex'),
    size: contents.length,
  }
  const submission = { ...person.body, documents: [file] }
  await ask(portal, 'dryRunInscriptionRequest', { body: submission })
  let request = await ask(portal, 'createInscriptionRequest', { body: submission })
  const { folio } = request
  const { electorKey, email, mobile, address } = person.body
  const act = async (who: Caller, operation: string, parts: Parts = {}) => {
    const headers = { 'if-match': `"${request.lastMovement}"` }
    request = await ask(who, operation, { ...parts, params: { folio, ...parts.params }, headers })
  }
  await ask(portal, 'lookupInscriptionRequest', { body: { electorKey, folio } })
  let documentId = ''
  if (door.actions.has('storeDocument')) {
    const headers = { 'content-type': file.mime }
    const stored = await ask(portal, 'storeDocument', {
      params: { folio },
      body: contents,
      headers,
    })
    documentId = stored.id
  }
  const electronic = { modality: 'ELECTRONIC', email, mobile, electorKey }
  await act(portal, 'changeModality', { body: { modality: 'POSTAL', electorKey } })
  await act(portal, 'changeModality', { body: electronic })
  await act(portal, 'changeContactData', { body: { address, email: `b.${email}`, electorKey } })
  await act(reviewer, 'checkInscriptionRequest', { body: { to: 'IN_ANALYSIS' } })
  await act(reviewer, 'claimInscriptionRequest')
  await act(reviewer, 'releaseInscriptionRequest')
  await act(reviewer, 'claimInscriptionRequest')
  const item = { code: 'PROOF_EXPIRED', kind: 'OUTDATED', text: 'Envíe uno más reciente.' }
  await act(reviewer, 'askCorrection', { body: { items: [item] } })
  const answer = { documents: allDocuments().slice(2), electorKey }
  const { id } = request.corrections[0]
  await act(portal, 'answerCorrection', { params: { id }, body: answer })
  const requirements = REQUIREMENTS.map((code) => ({ code, result: 'MET' }))
  await act(reviewer, 'decideInscriptionRequest', { body: { to: 'COMPLIES', requirements } })

  const params = { date: day, name: 'venues' }
  await ask(admin, 'proposeCutoff', { body: { date: day } })
  await ask(another, 'approveCutoff', { params })
  const annex = await ask(admin, 'addCutoffAnnex', {
    params,
    body: {
      title: 'Llamadas atendidas',
      source: 'INETEL',
      period: { from: day, to: day },
      table: { columns: ['País', 'Llamadas'], rows: [['EUA', 1520]] },
    },
  })
  const version = await ask(admin, 'proposeCatalogueVersion', {
    params,
    body: {
      code: `SEDE_${door.name.toUpperCase()}`,
      value: { label: 'Sede', country: 'PT', open: true },
      validFrom: '2023-12-01T06:00:00Z',
      act: 'INE/CG621/2023',
    },
  })
  await ask(another, 'approveCatalogueVersion', { params: { ...params, id: version.id } })
  await ask(admin, 'revokeTokens', { body: { subject: 'nadie', reason: 'Equipo perdido' } })
  const reason = 'Recurso de revisión 12/2023'
  const grant = await ask(analyst, 'requestGrant', { body: { folio, reason, minutes: 5 } })
  await ask(admin, 'approveGrant', { params: { id: grant.id } })
  await ask(analyst, 'readGranted', { params: { id: grant.id } })
  // One record is more than an analyst usually reads here.
  await services.reading.watch(services)
  const { data: pauses } = await ask(admin, 'listReadingPauses')
  await ask(admin, 'releaseReading', { params: { id: pauses[0].id }, body: { reason } })

  const { data: entries } = await ask(as({ role: 'auditor' }), 'listAuditEntries')
  const questions = questionsOf(day, entries.at(-1).leaf)
  const ids: Record<string, string> = { documents: documentId, annexes: annex.id }
  for (const [operation, path] of door.reads) {
    if (walked.through.has(operation)) continue
    const role = READERS.find((one) => reachOf(one, door.actions.get(operation) as Action) !== '-')
    const [, part = ''] = /(\w+)\/\{id\}/.exec(path) ?? []
    await ask(as({ role: role ?? 'derfe_admin' }), operation, {
      params: { ...params, folio, id: ids[part] ?? '' },
      query: questions[operation],
    })
  }
  await act(portal, 'withdrawInscriptionRequest', { body: { electorKey } })
  return walked
}

/** Somebody whom the policy table lets through to an action. */
const calledBy = ({ as }: RunningApp, action: Action): Caller => {
  const role = ROLES.find((one) => reachOf(one, action) !== '-') as Role
  return as({ ...claimsOf(role), subject: `${role}-errado` })
}

/** Codes of those who did not get so far that what they sent was looked at. */
const AT_THE_DOOR = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'UNKNOWN_ADDRESS'])

/** More than any body may have. */
const tooLarge = (value: string): string => JSON.stringify({ value: value.repeat(9_000) })

/** A token that nobody signed, with the person in it. */
function forgedToken(value: string): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
  return `Bearer ${part({ alg: 'EdDSA', typ: 'at+jwt', kid: value })}.${part({ sub: value })}.AAAA`
}

/** Headers that the service reads, none of them as it should be; each is a request of its own. */
const wrongHeaders = (next: () => string): Record<string, string>[] => [
  { 'idempotency-key': `${next()} ${next()}` },
  { 'idempotency-key': `${next()}-${aKey()}`, 'if-match': `"${next()}"` },
  { 'if-match': next() },
  { accept: `text/${next()}`, 'accept-language': next(), 'content-type': `text/${next()}` },
  { 'content-type': `application/json; charset=${next()}` },
  // A purpose is kept as it was said, and so names nobody here; one that is none is refused.
  { purpose: `%zz${next()}` },
  { purpose: `${next()}%00` },
  { purpose: next().repeat(40) },
  { authorization: forgedToken(next()) },
  { authorization: `Basic ${Buffer.from(next()).toString('base64')}` },
]

/**
 * Everything wrong that an operation may be asked with.
 * @param names stand where a name is expected, which whoever sent it is told back
 */
function wrongParts(operation: Operation, next: () => string, names: () => string): Parts[] {
  const { path, method, parameters = [] } = operation
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const inQuery = parameters.filter((one) => one.in === 'query')
  const members = membersOf(operation)
  const filled = (fill: () => unknown) => Object.fromEntries(members.map((name) => [name, fill()]))
  const whole = JSON.stringify(filled(next))
  const type = Object.keys(operation.requestBody?.content ?? {})[0] ?? 'application/json'
  return [
    ...inPath.map((name) => ({ params: { [name]: next() } })),
    ...inQuery.map(({ name }) => ({ query: { [name]: next() } })),
    { query: { [names()]: next() } },
    ...wrongHeaders(next).map((headers) => ({ headers, body: {} })),
    ...(method === 'get'
      ? []
      : [
          { body: filled(next) },
          { body: filled(() => ({ [names()]: next() })) },
          { body: filled(() => [next(), 1]) },
          ...members.map((name) => ({ body: { [name]: next() } })),
          { body: { [names()]: next() } },
          { body: JSON.stringify(next()) },
          { body: whole.slice(0, -1) },
          { body: `${next()}${whole}` },
          { body: tooLarge(next()) },
          { body: `%PDF-1.7\n${next()}`, headers: { 'content-type': type } },
        ]),
  ]
}

/** Everything wrong that a root field may be asked with, as documents with their variables. */
function wrongDocuments(
  [kind, field]: (typeof fields)[number],
  next: () => string,
  names: () => string,
): { query: string; variables: Record<string, unknown> }[] {
  const label = names()
  const labelled = (document: string, declared = '') =>
    document.replace(/^(\w+) \{ /, `$1 ${label}${declared} { ${label}: `)
  const document = documentOf(kind, field)
  // A purpose that is text is kept as it was said, and so names nobody.
  const spelled = field.args.filter(({ name }) => name !== 'purpose')
  const literal = (name: string, value: string) => ({
    query: labelled(documentOf(kind, field, { [name]: value })),
    variables: {},
  })
  return [
    ...spelled.map(({ name }) => literal(name, JSON.stringify(next()))),
    ...field.args.flatMap(({ name, type }) => [
      literal(name, `{ ${names()}: ${JSON.stringify(next())} }`),
      {
        query: labelled(documentOf(kind, field, { [name]: '$sent' }), `($sent: ${type})`),
        variables: { sent: { [names()]: next() }, [names()]: next() },
      },
    ]),
    { query: labelled(document.replace(field.name, names())), variables: {} },
    { query: labelled(document.replace(field.name, `${field.name} @${names()}`)), variables: {} },
    // Texts where the grammar has none.
    { query: document.replace(field.name, JSON.stringify(next())), variables: {} },
    { query: document.replace(field.name, `"""${next()}"""`), variables: {} },
    { query: `${document} ${JSON.stringify(next())}`, variables: {} },
    { query: labelled(document), variables: { [names()]: next() } },
  ]
}

/** Messages to GraphQL that hold no document, another one than they name, or come by the address. */
function wrongMessages(next: () => string, names: () => string): Ask[] {
  const document = `query ${names()} ($sent: String!) { getInscriptionRequest(folio: $sent) { folio } }`
  const sent = (more: object) => JSON.stringify({ query: document, ...more })
  const asked = (more: Record<string, string>) =>
    `/graphql?${new URLSearchParams({ query: document, ...more })}`
  return [
    (who, headers) => who.post('/graphql', next(), headers),
    (who, headers) => who.post('/graphql', sent({}).slice(0, -1), headers),
    (who, headers) => who.post('/graphql', tooLarge(next()), headers),
    (who, headers) => who.post('/graphql', [next()], headers),
    (who, headers) => who.post('/graphql', { query: { [names()]: next() } }, headers),
    (who, headers) => who.post('/graphql', sent({ operationName: next() }), headers),
    (who, headers) => who.post('/graphql', sent({ variables: next() }), headers),
    (who, headers) => who.post('/graphql', sent({ extensions: next() }), headers),
    (who, headers) => who.post('/graphql', sent({ variables: { sent: next() } }), headers),
    ...[`${next()}%00`, `%zz${next()}`, next().repeat(40)].map(
      (purpose): Ask =>
        (who, headers) =>
          who.query('{ listGrants { id } getAuditHead { size } }', {}, { ...headers, purpose }),
    ),
    (who, headers) => who.get(asked({ variables: JSON.stringify({ sent: next() }) }), headers),
    (who, headers) => who.get(asked({ variables: `{${next()}` }), headers),
    (who, headers) => who.get(asked({ operationName: next(), [names()]: next() }), headers),
    (who, headers) => who.get(`/graphql?query=${encodeURIComponent(next())}`, headers),
  ]
}

/** Addresses beside the contract, which the board, its documents and the machines around it ask. */
const ELSEWHERE = [
  ...['/', '/docs', '/docs/errors', '/openapi.json', '/graphiql', '/.well-known/jwks.json'],
  ...['/health/live', '/health/ready', '/tablero', '/tablero/entrar', '/tablero/salir'],
]

const wrongElsewhere = (next: () => string): Ask[] => [
  ...ELSEWHERE.flatMap((path): Ask[] => {
    const asked = `${path}?de=${encodeURIComponent(next())}`
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    return [
      (who, headers) => who.get(asked, headers),
      (who, headers) => who.post(asked, `token=${next()}`, { ...headers, ...form }),
    ]
  }),
  (who, headers) => who.get(`/${encodeURIComponent(next())}`, headers),
  (who, headers) => who.get(`/v1/${encodeURIComponent(next())}`, headers),
  (who, headers) => who.get(`/v1/%zz${next()}`, headers),
]

/** Does many things at once, as clients do, and no more than some. */
async function together(jobs: (() => Promise<void>)[]): Promise<void> {
  const waiting = jobs.values()
  const worker = async () => {
    for (const job of waiting) await job()
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

/**
 * Every operation and every root field, asked in every wrong way that there is room for.
 * @param named whose values stand where names are expected
 */
export async function walkAstray(
  running: RunningApp,
  person: Person,
  named: Person,
): Promise<Walked & { failed: string[]; asked: number }> {
  const walked = { through: new Set<string>(), others: [] as string[], failed: [] as string[] }
  const next = inTurn(person.values)
  const names = inTurn(named.values.filter((value) => /^[A-Za-z]\w*$/.test(value)))
  const note = (name: string, action: Action, sent: unknown, { status, code, text }: Outcome) => {
    // What is wrong may be none of an operation's business: then it answers as it should.
    if (status >= 400 || !TELLS_PERSON.test(action)) walked.others.push(text)
    if (status >= 500) walked.failed.push(`${name}: ${JSON.stringify(sent)} ${text}`)
    if (status >= 400 && code && !AT_THE_DOOR.has(code)) walked.through.add(name)
  }
  /** Said beside a request; header fields have no spaces that matter. */
  const aside = () => asides(next().replaceAll(' ', '-'))
  const jobs = [
    ...operations.flatMap((operation) => {
      const { operationId, 'x-action': action } = operation
      const who = calledBy(running, action)
      return wrongParts(operation, next, names).map((parts) => async () => {
        const headers = { ...aside(), 'idempotency-key': aKey(), ...parts.headers }
        const { status, body, text } = await sendRest(who, operation, { ...parts, headers })
        note(operationId, action, parts, { status, code: body.code, text })
      })
    }),
    ...fields.flatMap((field) => {
      const [, { name }] = field
      const action = ACTIONS[name as keyof typeof ACTIONS]
      const who = calledBy(running, action)
      return wrongDocuments(field, next, names).map(({ query, variables }) => async () => {
        const { status, body, text } = await who.query(query, variables, aside())
        const refusal = body.errors?.[0]?.extensions ?? {}
        note(`field ${name}`, action, query, { status, ...refusal, text })
      })
    }),
    ...[...wrongMessages(next, names), ...wrongElsewhere(next)].map((ask, number) => async () => {
      const reply = await ask(running.as(claimsOf('derfe_admin')), aside())
      note(`message ${number}`, 'request:read', number, reply)
    }),
  ]
  await together(jobs)
  return { ...walked, asked: jobs.length }
}

/** What both walks must have gone through. */
export const EVERY_OPERATION = operations.map(({ operationId }) => operationId)
export const EVERY_FIELD = fields.map(([, { name }]) => name)
