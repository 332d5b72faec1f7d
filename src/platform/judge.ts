/**
 * Where requests are judged: parameters, query, headers and body together, so that one answer tells
 * every wrong field. Fastify's own validation stops at the first wrong part.
 */
import type { z } from 'zod'
import type { FieldCode, FieldProblem } from './errors.ts'
import { FIELD_PROBLEMS, FIELD_PROBLEMS_TOLD, invalidRequest } from './errors.ts'

/** The parts of a request, each with its schema. */
export type RequestSchemas = {
  params?: z.ZodType
  querystring?: z.ZodType
  headers?: z.ZodType
  body?: z.ZodType
}

const PREFIX = { params: 'path.', querystring: 'query.', headers: 'header.', body: '/' } as const
type Part = keyof typeof PREFIX

const isFieldCode = (text: string | undefined): text is FieldCode =>
  text !== undefined && Object.hasOwn(FIELD_PROBLEMS, text)

/** Schemas say their own codes as messages; what the library finds by itself is mapped here. */
function codeOf(issue: z.core.$ZodIssue, value: unknown): FieldCode {
  if (value === undefined && issue.code === 'invalid_type') return 'REQUIRED'
  if (isFieldCode(issue.message)) return issue.message
  if (value === undefined && issue.code !== 'unrecognized_keys') return 'REQUIRED'
  const textOrList = 'origin' in issue ? issue.origin : undefined
  switch (issue.code) {
    case 'invalid_type':
      return 'WRONG_TYPE'
    case 'unrecognized_keys':
      return 'UNKNOWN_FIELD'
    case 'invalid_value':
      return 'UNKNOWN_VALUE'
    case 'too_small':
      return textOrList === 'string'
        ? 'TOO_SHORT'
        : textOrList === 'array'
          ? 'TOO_FEW'
          : 'TOO_SMALL'
    case 'too_big':
      return textOrList === 'string'
        ? 'TOO_LONG'
        : textOrList === 'array'
          ? 'TOO_MANY'
          : 'TOO_LARGE'
    default:
      return 'WRONG_FORMAT'
  }
}

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], root)

/** A path as a JSON pointer (RFC 6901) writes it, without the first slash. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')

const pointer = (part: Part, path: readonly PropertyKey[]): string => PREFIX[part] + pointerOf(path)

/** The problems of one part, each with where it is. */
export function problemsOf(part: Part, error: z.ZodError, input: unknown): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    const code = codeOf(issue, valueAt(input, issue.path))
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: pointer(part, [...issue.path, key]), code }))
    }
    return [{ pointer: pointer(part, issue.path), code }]
  })
}

/**
 * Parses every part that has a schema. `found` are problems that rules beyond the shapes have found.
 * @throws INVALID_REQUEST with every wrong field
 */
export function judge(
  schemas: RequestSchemas,
  input: Record<Part, unknown>,
  found: FieldProblem[] = [],
): Partial<Record<Part, unknown>> {
  const problems: FieldProblem[] = []
  const output: Partial<Record<Part, unknown>> = {}
  for (const part of ['params', 'querystring', 'headers', 'body'] as const) {
    const schema = schemas[part]
    if (!schema) continue
    const parsed = schema.safeParse(input[part])
    if (parsed.success) output[part] = parsed.data
    else problems.push(...problemsOf(part, parsed.error, input[part]))
  }
  problems.push(...found)
  if (problems.length > 0) throw invalidRequest(unique(problems))
  return output
}

const unique = (problems: FieldProblem[]): FieldProblem[] =>
  [
    ...new Map(problems.map((problem) => [`${problem.pointer} ${problem.code}`, problem])).values(),
  ].slice(0, FIELD_PROBLEMS_TOLD)

/** The problems of a body's shape, together with those that rules beyond it have found. */
export function judgeBody(schema: z.ZodType, sent: unknown, found: FieldProblem[]): FieldProblem[] {
  const parsed = schema.safeParse(sent)
  return unique([...(parsed.success ? [] : problemsOf('body', parsed.error, sent)), ...found])
}

/**
 * Parses the arguments of a GraphQL field with the schemas of the REST operation, part by part, so
 * that both name a wrong field alike.
 * @throws INVALID_REQUEST with every wrong field
 */
export function parseArguments<Schemas extends RequestSchemas>(
  schemas: Schemas,
  input: Partial<Record<Part, unknown>>,
  found: FieldProblem[] = [],
): { [Name in keyof Schemas]: z.output<NonNullable<Schemas[Name]>> } {
  const nothing = { params: {}, querystring: {}, headers: {}, body: {} }
  return judge(schemas, { ...nothing, ...input }, found) as {
    [Name in keyof Schemas]: z.output<NonNullable<Schemas[Name]>>
  }
}
