/**
 * GraphQL over HTTP: the same services as REST, under schema.graphql. The library parses, validates,
 * caches documents and batches loads; the route is our own, since the library's coerces parameters,
 * accepts documents written as JSON, and answers failures in other words than ours.
 */
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import {
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  Location,
  NoSchemaIntrospectionCustomRule,
  parse,
} from 'graphql'
import mercurius from 'mercurius'
import { z } from 'zod'
import { enterRefusals } from '../audit/refusals.ts'
import { contextOf, languageOf } from './context.ts'
import { DomainError, invalidRequest, type ProblemCode } from './errors.ts'
import { graphiql } from './graphiql.ts'
import {
  documentErrors,
  fieldErrors,
  graphqlProblem,
  type Reader,
  tooLong,
} from './graphql-errors.ts'
import { costOf, LIMITS, limitsRule } from './graphql-limits.ts'
import { parseArguments } from './judge.ts'
import { chargeCost } from './limits.ts'
import { instanceOf, problemOf, recordRefusal, toDomainError } from './problem.ts'
import type { GraphqlContext } from './resolve.ts'

/** What the features give: resolvers by type and field, and loads that are batched. */
export type GraphqlOptions = {
  introspection: boolean
  resolvers: object
  // biome-ignore lint/suspicious/noExplicitAny: each loader knows its own types
  loaders: mercurius.MercuriusLoaders<any>
}

/** Documents kept parsed and validated. */
const DOCUMENTS_KEPT = 256

const PATH = '/graphql'

const Operation = z.object({
  query: z.string('WRONG_TYPE').min(1, 'REQUIRED'),
  operationName: z.string('WRONG_TYPE').nullish(),
  variables: z.record(z.string(), z.unknown(), 'WRONG_TYPE').nullish(),
  extensions: z.record(z.string(), z.unknown(), 'WRONG_TYPE').nullish(),
})
type Operation = z.infer<typeof Operation>

const readerOf = (request: FastifyRequest): Reader => ({
  language: languageOf(request.headers['accept-language']),
  traceId: request.id,
  log: request.log,
})

const RESPONSE_TYPE = 'application/graphql-response+json'

/** Whether the caller prefers the media type in which a failed document is an HTTP failure. */
function wantsResponseType({ headers }: FastifyRequest): boolean {
  const quality = (type: string): number => {
    const range = (headers.accept ?? '').split(',').find((one) => one.trim().startsWith(type))
    if (range === undefined) return 0
    return Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1)
  }
  const wanted = quality(RESPONSE_TYPE)
  return wanted > 0 && wanted >= quality('application/json')
}

type Response = {
  data?: unknown
  errors?: readonly GraphQLFormattedError[]
  extensions?: Record<string, unknown>
}

function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  response: Response,
): FastifyReply {
  const type = wantsResponseType(request) ? RESPONSE_TYPE : 'application/json'
  return reply
    .code(status)
    .header('content-type', `${type}; charset=utf-8`)
    .header('vary', 'accept, accept-language')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(response)
}

/** How the audit log names what was refused before any field of it ran. */
const WHOLE = 'graphql'

/** A refusal before any document was read: no token, not JSON, too large. */
async function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const problem = toDomainError(error, request.routeOptions?.bodyLimit)
  recordRefusal(error, problem, request.log)
  await enterRefusals(request, [{ action: WHOLE, problem }])
  reply.headers(problem.headers)
  const reader = readerOf(request)
  const errors = [graphqlProblem(problem, reader)]
  if (problem.code === 'UNAUTHENTICATED') {
    // Nobody's request is refused as everywhere else: a problem. GraphQL clients find their errors in it.
    const body = { ...problemOf(problem, reader.language, instanceOf(request), request.id), errors }
    return reply
      .code(problem.statusCode)
      .header('content-type', 'application/problem+json')
      .header('content-language', reader.language)
      .header('vary', 'accept-language')
      .header('cache-control', 'no-store')
      .serializer(JSON.stringify)
      .send(body)
  }
  return respond(request, reply, problem.statusCode, { errors })
}

/** The parameters of a POST: its body, which must be JSON and one operation. */
function operationOfBody(request: FastifyRequest): Operation {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE')
  }
  return parseArguments({ body: Operation }, { body: request.body }).body
}

/** The parameters of a GET: variables and extensions are JSON in the query string. */
function operationOfQuery(request: FastifyRequest): Operation {
  const query = request.query as Record<string, unknown>
  const objectOf = (name: string): unknown => {
    if (typeof query[name] !== 'string') return query[name]
    try {
      return JSON.parse(query[name])
    } catch {
      throw invalidRequest([{ pointer: `query.${name}`, code: 'WRONG_FORMAT' }])
    }
  }
  const querystring = {
    ...query,
    ...(query.variables === undefined ? {} : { variables: objectOf('variables') }),
    ...(query.extensions === undefined ? {} : { extensions: objectOf('extensions') }),
  }
  return parseArguments({ querystring: Operation }, { querystring }).querystring
}

/**
 * A GET only reads. The library looks at this too late, and fails where no operation has the name.
 * @throws METHOD_NOT_ALLOWED, INVALID_QUERY
 */
function requireQuery({ query, operationName }: Operation): void {
  let document: ReturnType<typeof parse>
  try {
    document = parse(query, { maxTokens: LIMITS.tokens, noLocation: true })
  } catch {
    return
  }
  const operation = getOperationAST(document, operationName)
  if (!operation) throw new DomainError('INVALID_QUERY')
  if (operation.operation !== 'query') {
    throw new DomainError('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } })
  }
}

/** The errors inside a refusal of the library to execute. */
const errorsInside = (error: unknown): readonly Error[] | undefined => {
  const { errors } = error as { errors?: unknown }
  return Array.isArray(errors) ? errors : undefined
}

async function execute(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
): Promise<FastifyReply> {
  const { query, operationName, variables } = operation
  const reader = readerOf(request)
  const refuseDocument = async (errors: GraphQLFormattedError[]) => {
    const codes = [...new Set(errors.map((e) => e.extensions?.code as ProblemCode))]
    request.log.info({ codes }, 'Refused')
    const problem = new DomainError(codes[0] ?? 'INVALID_QUERY')
    await enterRefusals(request, [{ action: WHOLE, problem }])
    return respond(request, reply, wantsResponseType(request) ? 400 : 200, { errors })
  }
  if (query.length > LIMITS.characters) return refuseDocument([graphqlProblem(tooLong(), reader)])

  // Labels of catalogues are read in memory: what is there must be fresh before the fields run.
  await request.server.services.catalogues.fresh()
  const context: GraphqlContext = {
    ...contextOf(request),
    idempotencyKey: undefined,
    ifMatch: undefined,
    replayed: false,
    cost: undefined,
    operationName: operationName ?? undefined,
    purposeHeader: request.headers.purpose as string | undefined,
  }
  let execution: Awaited<ReturnType<typeof reply.graphql>>
  try {
    execution = await reply.graphql(query, context, variables ?? {}, operationName ?? undefined)
  } catch (error) {
    // The caller has asked for too much in all, and not in this document.
    if (error instanceof DomainError && error.code === 'TOO_MANY_REQUESTS') throw error
    if (error instanceof DomainError) return refuseDocument([graphqlProblem(error, reader)])
    const inside = errorsInside(error)
    if (!inside) throw error
    const { schema } = request.server.graphql
    return refuseDocument(documentErrors(inside, schema, variables ?? {}, reader))
  }
  const response: Response = { data: execution.data ?? null }
  if (execution.errors) {
    const { formatted, headers, refusals } = fieldErrors(execution.errors, variables ?? {}, reader)
    response.errors = formatted
    await enterRefusals(request, refusals)
    reply.headers(headers)
  }
  if (context.replayed) reply.header('idempotency-replayed', 'true')
  response.extensions = { cost: context.cost }
  return respond(request, reply, 200, response)
}

/** /graphql, and where the schema may be asked for, /graphiql. */
export const graphql = fp<GraphqlOptions>(
  async (app: FastifyInstance, { introspection, resolvers, loaders }) => {
    await app.register(mercurius, {
      schema: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
      resolvers: { ...scalars, ...resolvers } as mercurius.IResolvers,
      loaders,
      routes: false,
      cache: DOCUMENTS_KEPT,
      validationRules: [limitsRule, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])],
      graphql: {
        parseOptions: { maxTokens: LIMITS.tokens },
        // Suggestions would tell the schema name by name.
        validateOptions: { maxErrors: 20, hideSuggestions: !introspection } as object,
      },
      errorFormatter: ({ data, errors }) => ({
        statusCode: 200,
        response: { data: data ?? null, errors: errors as never },
      }),
    })
    app.graphql.addHook('preValidation', async (_schema, document) => {
      // The library also reads documents written as JSON, past the limit of tokens.
      if (!(document?.loc instanceof Location)) {
        const error = new mercurius.ErrorWithProps('Syntax Error')
        throw Object.assign(error, { errors: [new GraphQLError('Syntax Error: not a document.')] })
      }
    })
    app.graphql.addHook('preExecution', async (schema, document, context, variables) => {
      const ctx = context as unknown as GraphqlContext & { reply: FastifyReply }
      ctx.cost = costOf(schema, document, variables, ctx.operationName)
      chargeCost(ctx.reply, ctx.cost)
    })

    const options = {
      url: PATH,
      exposeHeadRoute: false,
      errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
        void refuse(error, request, reply)
      },
    }
    app.route({
      ...options,
      method: 'POST',
      handler: (request, reply) => execute(request, reply, operationOfBody(request)),
    })
    app.route({
      ...options,
      method: 'GET',
      handler: async (request, reply) => {
        const operation = operationOfQuery(request)
        requireQuery(operation)
        return execute(request, reply, operation)
      },
    })
    if (introspection) await app.register(graphiql)
  },
  { name: 'graphql', dependencies: ['authenticate'] },
)

const onlyText = (value: unknown): string => {
  if (typeof value !== 'string') throw new GraphQLError('A date is a string.')
  return value
}

/** Dates travel as text that the schemas of REST judge, so that both doors say the same of them. */
const scalars = {
  Date: {
    parseValue: onlyText,
    parseLiteral: (node: { value?: unknown; kind: string }) =>
      onlyText(node.kind === 'StringValue' ? node.value : undefined),
  },
  DateTime: {
    parseValue: onlyText,
    parseLiteral: (node: { value?: unknown; kind: string }) =>
      onlyText(node.kind === 'StringValue' ? node.value : undefined),
  },
}
