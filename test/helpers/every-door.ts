/** Every operation of the contract and every root field of the schema, and something to ask of each. */
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'
import type { Role } from '../../src/vocabulary.ts'

export const ABSENT_FOLIO = '4Z8N-7QKM-2WXT-0'
/** What stands for each part of an address; there is none of them. */
export const SAMPLES: Record<string, string> = {
  folio: ABSENT_FOLIO,
  date: '2023-11-15',
  name: 'venues',
  id: '018c0000-0000-7000-8000-000000000000',
  correctionId: '018c0000-0000-7000-8000-000000000000',
}

/** An operation of the contract. */
export type Operation = {
  operationId?: string
  'x-action'?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  responses?: Record<string, { content?: Record<string, unknown> }>
}
/** The contract: operations by address and method. */
export type Contract = { paths: Record<string, Record<string, Operation>> }
export const contractOf = (app: FastifyInstance) => app.swagger() as Contract

/** What all roles' tokens carry: each takes what it needs of it. */
export const claimsOf = (role: Role) => ({
  role,
  entity: '09' as const,
  party: 'PARTIDO_A',
})

/** A literal that the schema admits for a type. */
export function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType)
  if (isListType(type)) return `[${literalOf(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField)
    return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`
  }
  return (
    {
      Int: '1',
      Float: '1',
      Boolean: 'true',
      Date: '"2023-11-30"',
      DateTime: '"2023-12-01T06:00:00Z"',
      JSON: '{}',
    }[type.name] ?? `"${ABSENT_FOLIO}"`
  )
}

export const selectionOf = (type: GraphQLOutputType): string =>
  isObjectType(getNamedType(type)) || 'getTypes' in getNamedType(type) ? ' { __typename }' : ''

/** @param values of arguments, also of some that are not required */
export function documentOf(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  values: Record<string, string> = {},
): string {
  const given = field.args
    .filter((arg) => isRequiredArgument(arg) || arg.name in values)
    .map((arg) => `${arg.name}: ${values[arg.name] ?? literalOf(arg.type)}`)
  return `${kind} { ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selectionOf(field.type)} }`
}

export const schema = buildSchema(readFileSync('schema.graphql', 'utf8'))
export const fields = [
  ...Object.values(schema.getQueryType()?.getFields() ?? {}).map(
    (field) => ['query', field] as const,
  ),
  ...Object.values(schema.getMutationType()?.getFields() ?? {}).map(
    (field) => ['mutation', field] as const,
  ),
]
