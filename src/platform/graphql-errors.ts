/** Failures as GraphQL tells them, with the codes and texts of problems. */
import type { FastifyBaseLogger } from 'fastify'
import {
  type ASTNode,
  coerceInputValue,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  Kind,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Refusal } from '../audit/refusals.ts'
import {
  DomainError,
  FIELD_PROBLEMS_TOLD,
  type FieldCode,
  type FieldProblem,
  invalidRequest,
  type Language,
} from './errors.ts'
import { LIMITS, tooCostly } from './graphql-limits.ts'
import { pointerOf } from './judge.ts'
import { fieldErrorsOf, recordRefusal, toDomainError } from './problem.ts'

/** Who reads the errors, and where those that nobody expected are recorded. */
export type Reader = { language: Language; traceId: string; log: FastifyBaseLogger }

/** One refusal of ours, as GraphQL tells it. */
export function graphqlProblem(
  problem: DomainError,
  { language, traceId }: Reader,
  located: Pick<GraphQLFormattedError, 'locations' | 'path'> = {},
): GraphQLFormattedError {
  return {
    message: problem.textIn(language),
    ...located,
    extensions: {
      code: problem.code,
      status: problem.statusCode,
      traceId,
      ...fieldErrorsOf(problem, language),
    },
  }
}

const locatedBy = ({ locations, path }: GraphQLError) => ({
  ...(locations ? { locations: [...locations] } : {}),
  ...(path ? { path: [...path] } : {}),
})

/**
 * Errors of fields. Those of the library about arguments are the caller's; anything else that is not
 * a refusal of ours is a bug, masked, and recorded once even when many fields tell it.
 */
export function fieldErrors(
  errors: readonly GraphQLError[],
  variables: Record<string, unknown>,
  reader: Reader,
): {
  formatted: GraphQLFormattedError[]
  headers: Record<string, string>
  refusals: Refusal[]
} {
  const recorded = new Set<unknown>()
  const entered = new Set<string>()
  const refusals: Refusal[] = []
  const headers: Record<string, string> = {}
  const formatted = errors.map((error) => {
    const { originalError: cause } = error
    const isArgument = cause instanceof GraphQLError && cause.nodes !== undefined
    const problem = isArgument ? new DomainError('INVALID_QUERY') : toDomainError(cause ?? error)
    const key = problem.code === 'INTERNAL' ? cause : problem.code
    if (!recorded.has(key)) recordRefusal(cause ?? error, problem, reader.log)
    recorded.add(key)
    Object.assign(headers, problem.headers)
    const place = `${placeOf(error)} ${problem.code}`
    if (!entered.has(place)) refusals.push({ ...attempted(error, variables), problem })
    entered.add(place)
    return graphqlProblem(problem, reader, locatedBy(error))
  })
  return { formatted, headers, refusals }
}

/** Where a field stands in the document: refused in every row of a list, it was attempted once. */
const placeOf = ({ path = [] }: GraphQLError): string =>
  path.filter((step) => typeof step === 'string').join('.')

/**
 * The field that was refused, the folio that it was asked for, and what for. Not by the path: an alias
 * is what whoever asks likes.
 */
function attempted(
  { nodes }: GraphQLError,
  variables: Record<string, unknown>,
): Omit<Refusal, 'problem'> {
  const field = nodes?.find((node) => node.kind === Kind.FIELD)
  const argumentOf = (argument: string) => {
    const given = field?.arguments?.find(({ name }) => name.value === argument)?.value
    return given && valueFromASTUntyped(given, variables)
  }
  return {
    action: field?.name.value ?? 'graphql',
    folio: argumentOf('folio'),
    purpose: argumentOf('purpose'),
  }
}

const isAboutVariable = (error: GraphQLError): boolean =>
  error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION &&
  /^Variable "\$\w+" (got invalid value|of (required|non-null) type)/.test(error.message)

const VALUES: ReadonlySet<ASTNode['kind']> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
])

/** Errors of the document: syntax, schema, limits, variables. Values that were sent are not repeated. */
export function documentErrors(
  errors: readonly Error[],
  schema: GraphQLSchema,
  variables: Record<string, unknown>,
  reader: Reader,
): GraphQLFormattedError[] {
  const known = errors.map((error) =>
    error instanceof GraphQLError ? error : new GraphQLError(error.message),
  )
  const definitions = known
    .filter(isAboutVariable)
    .map((error) => error.nodes?.[0] as VariableDefinitionNode)
  const others = known.filter((error) => !isAboutVariable(error))
  return [
    ...(definitions.length > 0
      ? [graphqlProblem(invalidRequest(variableProblems(definitions, schema, variables)), reader)]
      : []),
    ...others.map((error) => documentError(error, reader)),
  ]
}

/** Of a text or a number where the grammar has none, the library says its kind, and quotes it. */
const withoutValue = (message: string): string =>
  message.replace(/\b(String|BlockString|Int|Float) ".*"/s, '$1')

function documentError(error: GraphQLError, reader: Reader): GraphQLFormattedError {
  if (error.originalError instanceof DomainError) {
    return graphqlProblem(error.originalError, reader, locatedBy(error))
  }
  if (/contains more tha[nt] \d+ tokens/.test(error.message))
    return graphqlProblem(tooLong(), reader)
  // Comparing every field with every other has a budget in the library.
  if (error.message === 'Validation aborted.') return graphqlProblem(tooCostly(), reader)
  const problem = graphqlProblem(new DomainError('INVALID_QUERY'), reader, locatedBy(error))
  const quotesValue = error.nodes?.some(({ kind }) => VALUES.has(kind))
  // The library's own words say what does not fit; they are in English only.
  return quotesValue ? problem : { ...problem, message: withoutValue(error.message) }
}

/** The refusal of a document that is too long to be read. */
export const tooLong = (): DomainError =>
  new DomainError('QUERY_TOO_LONG', {
    params: { characters: LIMITS.characters, tokens: LIMITS.tokens },
  })

/** Ends the search: there is no more to tell. */
const ENOUGH = Symbol('enough')

/** Every variable that does not have its type, told as a field of the request. */
function variableProblems(
  definitions: readonly VariableDefinitionNode[],
  schema: GraphQLSchema,
  variables: Record<string, unknown>,
): FieldProblem[] {
  const problems = new Map<string, FieldProblem>()
  try {
    for (const definition of new Set(definitions)) addProblems(definition)
  } catch (end) {
    if (end !== ENOUGH) throw end
  }
  return [...problems.values()]

  function addProblems(definition: VariableDefinitionNode): void {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType
    const sent = Object.hasOwn(variables, name) ? variables[name] : undefined
    const isBody = isInputObjectType(getNullableType(type))
    const add = (path: readonly (string | number)[], code: FieldCode) => {
      const pointer = isBody ? `/${pointerOf(path)}` : ['variables', name, ...path].join('.')
      problems.set(pointer, { pointer, code })
      // Each one that the library finds costs a stack trace: a list of thousands would take seconds.
      if (problems.size >= FIELD_PROBLEMS_TOLD) throw ENOUGH
    }
    if (sent === undefined || sent === null) {
      if (isNonNullType(type)) add([], 'REQUIRED')
      return
    }
    coerceInputValue(sent, type, (path, _value, error) => add(...coercionProblem(path, error)))
  }
}

/** What the library says of a value, as a code; a member that is missing or unknown is named. */
function coercionProblem(
  path: readonly (string | number)[],
  { message }: GraphQLError,
): [path: readonly (string | number)[], code: FieldCode] {
  const [, missing] = /^Field "(\w+)" of required type/.exec(message) ?? []
  if (missing) return [[...path, missing], 'REQUIRED']
  const [, unknown] = /^Field "([^"]+)" is not defined by type/.exec(message) ?? []
  if (unknown) return [[...path, unknown], 'UNKNOWN_FIELD']
  if (/not to be null/.test(message)) return [path, 'REQUIRED']
  return [path, /does not exist in .* enum/.test(message) ? 'UNKNOWN_VALUE' : 'WRONG_TYPE']
}
