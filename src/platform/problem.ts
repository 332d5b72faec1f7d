import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { isFolio } from '../inscription-requests/identifiers.ts'
import { languageOf } from './context.ts'
import {
  DomainError,
  FIELD_PROBLEMS,
  type Language,
  PROBLEMS,
  type ProblemCode,
  textOf,
  titleOf,
} from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What it was refused with, if it was. */
    refusal?: DomainError
  }
}

/** A new trace id. Node keeps random bytes in store for UUIDs, and fetches 16 at a time otherwise. */
const newTraceId = (): string => randomUUID().replaceAll('-', '')

/** Trace id of the caller (W3C), or a new one; it is in the answer, the problem and the log. */
export const traceIdOf = ({ traceparent }: Record<string, unknown>): string =>
  (traceparent !== undefined &&
    /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(traceparent))?.[1]) ||
  newTraceId()

/** Refusals of the framework, by the codes that it gives them. */
const FRAMEWORK: Record<string, ProblemCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'MALFORMED_JSON',
  FST_ERR_BAD_URL: 'MALFORMED_URL',
  FST_ERR_MAX_PARAM_LENGTH: 'URL_TOO_LONG',
}

/** PostgreSQL's words for "not now": shutting down, too many connections, a wait cut short. */
const DATABASE_AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
  '08006',
  '08003',
  '08001',
  '25006',
  '53100',
  '40P01',
  '40001',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
])

const isDatabaseAway = (error: { code?: string; message?: string }): boolean =>
  DATABASE_AWAY.has(error.code ?? '') ||
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout/.test(
    error.message ?? '',
  )

/** Whatever was thrown, as a refusal of ours; a failure that nobody expected is masked. */
export function toDomainError(error: unknown, bodyLimit = 0): DomainError {
  if (error instanceof DomainError) return error
  const { code, statusCode } = error as Partial<FastifyError>
  const known = FRAMEWORK[code ?? '']
  if (known) return new DomainError(known, { params: { limit: bodyLimit } })
  if (error instanceof SyntaxError && statusCode === 400) return new DomainError('MALFORMED_JSON')
  if (isDatabaseAway(error as Error)) {
    return new DomainError('UNAVAILABLE', { headers: { 'retry-after': '2' } })
  }
  return new DomainError('INTERNAL')
}

/** Every wrong field, told to people, where there is any. */
export const fieldErrorsOf = (
  error: DomainError,
  language: Language,
): { errors?: { pointer: string; code: string; detail: string }[] } =>
  error.errors
    ? {
        errors: error.errors.map(({ pointer, code }) => ({
          pointer,
          code,
          detail: textOf(FIELD_PROBLEMS[code], language),
        })),
      }
    : {}

/** The body of a problem, RFC 9457. */
export function problemOf(
  error: DomainError,
  language: Language,
  instance: string,
  traceId: string,
): object {
  const detail = error.textIn(language)
  return {
    type: `/docs/errors#${error.code}`,
    title: titleOf(PROBLEMS[error.code], language),
    status: error.statusCode,
    detail,
    instance,
    code: error.code,
    ...fieldErrorsOf(error, language),
    traceId,
  }
}

/** What may stand in an address beside folios: dates and ids. */
const KNOWN_PARAMETER = /^(\d{4}-\d{2}-\d{2}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/**
 * An address that was asked for, by the pattern of its route: what nobody expected in it is not
 * repeated, since it may be somebody's data.
 */
export const instanceAt = (pattern: string, values: Record<string, string | undefined>): string =>
  pattern.replaceAll(/:(\w+)/g, (name, key: string) => {
    const value = values[key] ?? ''
    return isFolio(value) || KNOWN_PARAMETER.test(value) ? value : name
  })

/** The address of a request, as it may be repeated. */
export function instanceOf({ routeOptions, params, is404 }: FastifyRequest): string {
  if (is404 || !routeOptions?.url) return '/'
  return instanceAt(routeOptions.url, (params ?? {}) as Record<string, string>)
}

/** What is told of a failure: names and places only, since messages of the database may quote what was sent. */
export function namesOf(error: unknown): { error?: string; errorCode?: string; where?: string[] } {
  const { name, code, stack } = error as { name?: string; code?: string; stack?: string }
  const where = stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
  return { error: name, errorCode: code, where }
}

/** Records a refusal, and what nobody expected so that a person can act on it. */
export function recordRefusal(error: unknown, problem: DomainError, log: FastifyBaseLogger): void {
  if (problem.code === 'INTERNAL') {
    log.error(namesOf(error), 'Unexpected failure')
  } else {
    log.info({ code: problem.code }, 'Refused')
  }
}

/**
 * Sends a refusal, and records it once.
 *
 * @param extensions what it tells beside, as members of the problem
 */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  extensions: object = {},
): void {
  const problem = toDomainError(error, request.routeOptions?.bodyLimit)
  recordRefusal(error, problem, request.log)
  request.refusal = problem
  const language = languageOf(request.headers['accept-language'])
  reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .header('content-type', 'application/problem+json')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send({ ...problemOf(problem, language, instanceOf(request), request.id), ...extensions })
}

/**
 * What browsers are told with every answer: no framing, no guessing of types, no referrer. Kept by
 * Fastify until it answers; a plugin would set them one by one on Node's own answer, which costs more.
 */
const SECURITY_HEADERS = {
  // Pages say their own: nothing else is a document.
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
} as const

/** For a year, browsers come by TLS only. Where there is none, it would shut people out. */
const BY_TLS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

const securityHeaders = (byTlsOnly: boolean): Record<string, string> => ({
  ...SECURITY_HEADERS,
  ...(byTlsOnly ? BY_TLS_ONLY : {}),
})

/** Refusals of the parser, by the codes that it gives them; all others are of malformed messages. */
const PARSER: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'BODY_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
}

/** A refusal of what never becomes a request of Fastify, after which the connection closes. */
function bareProblem(code: ProblemCode, byTlsOnly: boolean) {
  const problem = new DomainError(code, { params: { limit: 0 } })
  const traceId = newTraceId()
  const body = JSON.stringify(problemOf(problem, 'es', '', traceId))
  const headers = {
    ...securityHeaders(byTlsOnly),
    'x-request-id': traceId,
    'content-type': 'application/problem+json',
    'content-language': 'es',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  return { status: problem.statusCode, headers, body }
}

/** What could not even be read as HTTP is answered as a problem too, and the connection closed. */
export const refuseMalformedMessage =
  (byTlsOnly: boolean) =>
  (error: { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const code = PARSER[error.code ?? ''] ?? 'MALFORMED_MESSAGE'
    const { status, headers, body } = bareProblem(code, byTlsOnly)
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
  }

/** Node answers an unknown expectation by itself, without a word. */
const refuseExpectation =
  (byTlsOnly: boolean) =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    const { status, headers, body } = bareProblem('EXPECTATION_FAILED', byTlsOnly)
    response.writeHead(status, headers).end(body)
  }

/** An address that leads to no route, since it cannot be read: no hook of ours sees it. */
export const refuseAddress =
  (byTlsOnly: boolean) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(securityHeaders(byTlsOnly)).header('x-request-id', request.id)
    sendProblem(error, request, reply)
  }

/**
 * Two readers could take one message for two: by a version without fields, by an address that is a
 * whole URL, by two hosts or none (RFC 9112, 3.2), by a body where one that only reads has none.
 */
function hasOneReading({
  method,
  url,
  httpVersion,
  rawHeaders,
  headers,
}: IncomingMessage): boolean {
  if (httpVersion === '0.9' || !url?.startsWith('/')) return false
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.length === 4 && rawHeaders[i]?.toLowerCase() === 'host') hosts += 1
  }
  if (hosts !== 1 && (hosts > 1 || httpVersion === '1.1')) return false
  if (method !== 'GET' && method !== 'HEAD') return true
  return headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
}

/** Every refusal leaves as problem+json, whoever refused. */
export const problems = fp<{ byTlsOnly: boolean }>(
  async (app, { byTlsOnly }) => {
    const headers = securityHeaders(byTlsOnly)
    app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
    app.setNotFoundHandler((request, reply) =>
      sendProblem(new DomainError('UNKNOWN_ADDRESS'), request, reply),
    )
    // Not in the same turn: what the parser refuses of the same packet is then told first.
    app.addHook('onRequest', async (request, reply) => {
      reply.headers(headers).header('x-request-id', request.id)
      if (hasOneReading(request.raw)) return
      // What follows on the connection may be part of it.
      throw new DomainError('MALFORMED_MESSAGE', { headers: { connection: 'close' } })
    })
    app.server.on('checkExpectation', refuseExpectation(byTlsOnly))
  },
  { name: 'problems' },
)
