/** How features speak REST: judged parts, problems, answers. */
import { createHash } from 'node:crypto'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { createSchema } from 'zod-openapi'
import { createRegistry } from 'zod-openapi/api'
import type { Actor } from '../access/actor.ts'
import { POLICY } from '../access/policy.ts'
import { enterExport } from '../audit/exports.ts'
import { enterRefusals } from '../audit/refusals.ts'
import type { Answer } from './act.ts'
import type { Services } from './context.ts'
import { toCsv } from './csv.ts'
import { DomainError, type FieldProblem } from './errors.ts'
import { judge, type RequestSchemas } from './judge.ts'
import { Problem } from './wire.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Rules beyond the shapes, judged with them so that everything is told at once. */
    rules?: (services: Services, request: FastifyRequest) => Promise<FieldProblem[]>
    /** Refusals by role that look into the query, judged before it is parsed. */
    permits?: (actor: Actor, request: FastifyRequest) => void
    /** The body is judged by the handler itself: a dry run answers what is wrong with it. */
    judgesOwnBody?: boolean
  }
}

const REFUSALS = {
  400: 'Petición con campos por corregir',
  401: 'Sin token vigente',
  403: 'El rol no lo permite',
  404: 'No existe o no está a su alcance',
  406: 'Sin una forma aceptable',
  409: 'El estado no lo admite',
  412: 'La solicitud cambió',
  413: 'Cuerpo demasiado grande',
  415: 'Tipo de contenido no admitido',
  422: 'Clave de idempotencia usada con otra petición',
  428: 'Falta If-Match',
  429: 'Demasiados intentos',
  500: 'El servicio falló',
  503: 'No disponible por ahora',
} as const
type Refusal = keyof typeof REFUSALS

/**
 * The refusals of an operation, for its contract; each a new object, since the library keys its
 * documents by identity.
 */
export const refusals = (...statuses: Refusal[]) =>
  Object.fromEntries(
    ([401, 403, 429, 500, 503, ...statuses] as Refusal[]).map((status) => [
      status,
      {
        description: REFUSALS[status],
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  )

/** What a write on an existing request may refuse. */
export const ACT_REFUSALS = [400, 404, 409, 412, 413, 415, 422, 428] as const

/** Sends what a write answers, with its headers. */
export function sendAnswer<Body>(reply: FastifyReply, answer: Answer<Body>): FastifyReply {
  if (answer.etag !== undefined) reply.header('etag', `"${answer.etag}"`)
  if (answer.location !== undefined) reply.header('location', answer.location)
  if (answer.replayed) reply.header('idempotency-replayed', 'true')
  return reply.code(answer.status).send(answer.body as never)
}

/**
 * The form that a table is asked for: `?format=` wins over Accept.
 * @throws NOT_ACCEPTABLE
 */
export const formOf = (request: FastifyRequest, format?: 'json' | 'csv'): 'json' | 'csv' =>
  format ?? preferredForm(request, { json: 'application/json', csv: 'text/csv' })

/**
 * The form that the caller likes best: by the quality of the most specific range that admits it
 * (RFC 9110, section 12.5.1), then by the order of `types`.
 * @throws NOT_ACCEPTABLE
 */
export function preferredForm<Form extends string>(
  request: FastifyRequest,
  types: Record<Form, string>,
): Form {
  const ranges = new Map(
    (request.headers.accept ?? '*/*').split(',').map((range) => {
      const [type = '', ...parameters] = range.toLowerCase().replaceAll(/\s/g, '').split(';')
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return [type, quality ? Number(quality.slice(2)) : 1]
    }),
  )
  const qualityOf = (type: string) =>
    ranges.get(type) ?? ranges.get(type.replace(/\/.*/, '/*')) ?? ranges.get('*/*') ?? 0
  const [best] = (Object.entries(types) as [Form, string][])
    .map(([form, type]) => ({ form, quality: qualityOf(type) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  if (!best) throw new DomainError('NOT_ACCEPTABLE')
  return best.form
}

/** Whether the caller holds these bytes already (RFC 9110, section 13.1.2). */
const holds = (request: FastifyRequest, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '')
    .split(',')
    .some((known) => ['*', etag].includes(known.trim().replace(/^W\//, '')))

/**
 * Sends a file as it is kept, byte for byte, with its SHA-256 as ETag and digest (RFC 9530), once it is
 * entered in the audit log; nothing to who holds it already.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: { name: string; mediaType: string; bytes: Buffer },
): Promise<FastifyReply> {
  const digest = createHash('sha256').update(file.bytes).digest()
  const etag = `"${digest.toString('hex')}"`
  reply
    .header('etag', etag)
    .header('vary', 'accept')
    .header('repr-digest', `sha-256=:${digest.toString('base64')}:`)
    .header('content-disposition', `attachment; filename="${file.name}"`)
  if (holds(request, etag)) return reply.code(304).send()
  await enterExport(request, file.name)
  return reply.type(file.mediaType).send(file.bytes as never)
}

/** JSON of tables that have been sent: those that are kept cost more to write out than to find. */
const sent = new WeakMap<object, Buffer>()

function jsonOf(reply: FastifyReply, table: object): Buffer {
  const known = sent.get(table)
  if (known) return known
  const serialize = reply.getSerializationFunction('200', 'application/json') ?? JSON.stringify
  const bytes = Buffer.from(serialize(table as never))
  sent.set(table, bytes)
  return bytes
}

/** Sends a table in the form asked for; as a file, once it is entered in the audit log. */
export const sendTable = (
  request: FastifyRequest,
  reply: FastifyReply,
  table: { rows: readonly object[]; total: object },
  name: string,
  format?: 'json' | 'csv',
): Promise<FastifyReply> => sendLines(request, reply, table, () => toCsv(table), name, format)

/** The same of what has a CSV of its own. */
export async function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  table: object,
  csv: () => string,
  name: string,
  format?: 'json' | 'csv',
): Promise<FastifyReply> {
  reply.header('vary', 'accept')
  if (formOf(request, format) === 'json') {
    reply.type('application/json; charset=utf-8')
    return reply.send(jsonOf(reply, table) as never)
  }
  const file = `${name}.csv`
  await enterExport(request, file)
  return reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${file}"`)
    .serializer(String)
    .send(csv() as never)
}

/** The serializer of an answer, compiled once per route: undeclared keys are dropped. */
function compileSerializer({ schema }: { schema: unknown }): (data: unknown) => string {
  if (!(schema instanceof z.ZodType)) return fastJsonStringify(schema as object)
  const { schema: jsonSchema, components } = createSchema(schema, {
    io: 'output',
    registry: createRegistry({}),
    schemaRefPath: '#/definitions/',
  })
  const stringify = fastJsonStringify({
    ...(jsonSchema as object),
    definitions: components,
  } as never)
  return (data) => stringify(data)
}

/** The same, refusing an answer that is not what the contract says: for the tests. */
function compileCheckingSerializer({ schema }: { schema: unknown }): (data: unknown) => string {
  if (!(schema instanceof z.ZodType)) return fastJsonStringify(schema as object)
  return (data) => JSON.stringify(schema.parse(data))
}

/** What tells of people, or of who asked for them. */
const OF_PEOPLE = /^\/v1\/(inscription-requests|access-grants|audit|reports|token-revocations)\b/

/**
 * Whether nobody on the way may keep an answer: those about people, and figures of the moment, which
 * are others a moment later. A figure is not of the moment when it says the point that it is of.
 */
function isKeptByNobody({ routeOptions: { url = '' }, query }: FastifyRequest): boolean {
  if (!url.startsWith('/v1/aggregates')) return OF_PEOPLE.test(url)
  const { validAsOf, cutoff, to } = query as Record<string, unknown>
  if (url === '/v1/aggregates/cases') return true
  if (url === '/v1/aggregates/difference') return to === 'now'
  return validAsOf === undefined && cutoff === undefined
}

/** What an operation that declares no query or body takes: nothing, and says so to whoever sends some. */
const NOTHING = z.strictObject({})

/**
 * The REST scope: routes of the features under one prefix, judged in one place. Fastify validates
 * part by part and stops at the first wrong one; here the parts are judged together, before the
 * handler.
 */
export async function serveRest(
  app: FastifyInstance,
  options: { features: FastifyPluginAsyncZodOpenApi[]; checkAnswers: boolean },
): Promise<void> {
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(
    options.checkAnswers ? compileCheckingSerializer : (compileSerializer as never),
  )
  app.addHook('onRoute', ({ method, url, config }) => {
    // Whatever the contract says of it, or hides.
    if (!Object.hasOwn(POLICY, config?.action ?? '')) {
      throw new Error(`${method} ${url} has no row of the policy table`)
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions
    if (isKeptByNobody(request)) reply.header('cache-control', 'no-store')
    if (config.permits) config.permits(request.actor, request)
  })
  app.addHook('preHandler', async (request) => {
    const { schema, config } = request.routeOptions
    if (!schema || (schema as { hide?: boolean }).hide) return
    const declared = schema as RequestSchemas
    const schemas = { querystring: NOTHING, body: NOTHING, ...declared } as RequestSchemas
    if (config.judgesOwnBody) delete schemas.body
    const body = request.body === undefined ? {} : request.body
    const found = config.rules ? await config.rules(request.server.services, request) : []
    const judged = judge(
      schemas,
      {
        params: request.params,
        querystring: request.query,
        headers: request.headers,
        body,
      },
      found,
    )
    if (judged.params) request.params = judged.params
    if (judged.querystring) request.query = judged.querystring
    if (schemas.body) request.body = judged.body
  })
  app.addHook('onSend', (request, _reply, _payload, done) => {
    const { refusal: problem, routeOptions } = request
    const action = routeOptions.config.action
    if (!problem || !action) return done()
    const { folio } = (request.params ?? {}) as { folio?: unknown }
    void enterRefusals(request, [{ action, problem, folio }]).then(() => done())
  })
  for (const feature of options.features) await app.register(feature)
}
