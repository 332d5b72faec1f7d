/** Reading figures in tests: CSV back into numbers, and documents that ask GraphQL for everything. */
import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLOutputType, getNamedType, isObjectType } from 'graphql'

/** The lines of a CSV answer, each keyed by the header. */
export function parseCsv(text: string): Record<string, string>[] {
  const lines = text.replace(/^\uFEFF/, '').split('\r\n')
  if (lines.pop() !== '') throw new SyntaxError('A CSV must end with CRLF')
  const [header = [], ...rows] = lines.map(splitLine)
  return rows.map((values) => {
    if (values.length !== header.length) throw new SyntaxError(`${values.length} values: ${values}`)
    return Object.fromEntries(header.map((column, index) => [column, values[index] ?? '']))
  })
}

/** Values of one line (RFC 4180): quotes are doubled inside quotes. */
function splitLine(line: string): string[] {
  const values: string[] = []
  for (const [, quoted, plain = '', end] of line.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/g)) {
    values.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') break
  }
  return values
}

/** What a line of CSV must say for a row of JSON: dots for depth, one column per entity. */
export function flattened(row: object): Record<string, string> {
  const line: Record<string, string> = {}
  const walk = (value: unknown, path: string[]) => {
    if (Array.isArray(value))
      for (const cell of value) line[`${path.join('.')}.${cell.entity}`] = `${cell.total}`
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key])
    } else line[path.join('.')] = value === null ? '' : String(value)
  }
  walk(row, [])
  return line
}

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'))

/** Every field below a type, as a selection; along `path`, only the fields that it names. */
function everything(type: GraphQLOutputType, [only, ...path]: string[] = []): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return ''
  const fields = Object.values(named.getFields()).filter(({ name }) => !only || name === only)
  return `{ ${fields.map((field) => `${field.name} ${everything(field.type, path)}`).join(' ')} }`
}

/** A document that asks for all that a query field can tell, or for all at the end of `path`. */
export function wholeQuery(
  field: string,
  args: Record<string, string>,
  path: string[] = [],
): string {
  const type = schema.getQueryType()?.getFields()[field]?.type
  if (!type) throw new Error(`The schema has no query ${field}`)
  const given = Object.entries(args).map(([name, value]) => `${name}: ${value}`)
  return `{ ${field}${given.length > 0 ? `(${given.join(', ')})` : ''} ${everything(type, path)} }`
}

/** The same answer without the fields that are null, which REST leaves out. */
export function withoutNulls<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)])) as Value
}
