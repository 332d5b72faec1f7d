/**
 * The whole suite as a test of openapi.yaml: each answer that the tests get is compared with what the
 * contract says of its operation, and noted; `test/run.ts` adds the notes up when all tests have run.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse } from 'yaml'

type MediaTypes = Record<string, { schema?: AnySchemaObject }>
type Operation = { operationId?: string; responses?: Record<string, { content?: MediaTypes }> }
export type Contract = { paths: Record<string, Record<string, Operation>> }

/** An answer as it came. */
export type Answer = {
  method: string
  /** With or without its query. */
  path: string
  status: number
  contentType: string | null
  text: string
}

/** What is remembered of answers that are alike. */
export type Note = {
  operation: string
  status: number
  verdict: 'valid' | 'undocumented status' | 'outside its schema'
  /** What is wrong with the first of them. */
  detail?: string
}

/** The notes of a run, and the contract ready to be read, in the folder that goes away with it. */
export const NOTES_FILE = 'contract-notes.jsonl'
export const CONTRACT_FILE = 'contract.json'

export const readContract = (): Contract => parse(readFileSync('openapi.yaml', 'utf8'))

export const operationsOf = ({ paths }: Contract): string[] =>
  Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => nameOf(operation, method, template)),
  )

const nameOf = ({ operationId }: Operation, method: string, template: string): string =>
  operationId ?? `${method.toUpperCase()} ${template}`

/**
 * The same contract, in which objects have no members but those that are named. To clients answers may
 * grow; here what nobody has written down is what nobody meant to tell.
 */
function closed<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(closed) as Part
  if (typeof part !== 'object' || part === null) return part
  const inside = Object.fromEntries(Object.entries(part).map(([key, one]) => [key, closed(one)]))
  const isOpen =
    inside.type === 'object' && inside.properties && !('additionalProperties' in inside)
  return (isOpen ? { ...inside, additionalProperties: false } : inside) as Part
}

/** Compares answers with a contract; schemas are compiled with the first answer that needs them. */
export function judgeOf(contract: Contract): (answer: Answer) => Note | undefined {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  ajv.addFormat('binary', true)
  ajv.addSchema(closed(contract), 'contract')
  const compiled = new Map<string, ValidateFunction>()
  const templates = Object.keys(contract.paths)
    // What is spelled out wins over what may be anything.
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((template) => ({
      template,
      pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    }))

  /** By what a schema refers to, where it does nothing else: most refusals share one. */
  const validatorOf = (schema: AnySchemaObject, path: string[]): ValidateFunction => {
    const isReference = typeof schema.$ref === 'string' && Object.keys(schema).length === 1
    const pointer = isReference
      ? schema.$ref
      : `#/${path.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const known = compiled.get(pointer)
    if (known) return known
    const made = ajv.compile({ $ref: `contract${pointer}` })
    compiled.set(pointer, made)
    return made
  }

  /** What is wrong with the body of an answer, for its documented status. */
  function faultOf(
    { contentType, text }: Answer,
    content: MediaTypes | undefined,
    where: string[],
  ): string | undefined {
    if (text === '') return content ? 'is empty' : undefined
    if (!content) return 'should be empty'
    const type = contentType?.split(';')[0]?.trim() ?? ''
    if (!content[type]) return `is ${type || 'of no type'}`
    const { schema } = content[type]
    if (!schema || !/[/+]json$/.test(type)) return undefined
    const validate = validatorOf(schema, [...where, 'content', type, 'schema'])
    if (validate(JSON.parse(text))) return undefined
    const [error] = validate.errors ?? []
    return `${error?.instancePath || 'it'} ${error?.message} ${JSON.stringify(error?.params)}`
  }

  return (answer) => {
    const path = answer.path.split(/[?#]/)[0] ?? ''
    const method = answer.method.toLowerCase()
    const template = templates.find(({ pattern }) => pattern.test(path))?.template
    const operation = template && contract.paths[template]?.[method]
    if (!operation) return undefined
    const status = String(answer.status)
    const noted = { operation: nameOf(operation, method, template), status: answer.status }
    const documented = operation.responses?.[status]
    if (!documented) {
      const detail = `${answer.method} ${path}: ${answer.text.slice(0, 200)}`
      return { ...noted, verdict: 'undocumented status', detail }
    }
    const where = ['paths', template, method, 'responses', status]
    const fault = faultOf(answer, documented.content, where)
    if (fault === undefined) return { ...noted, verdict: 'valid' }
    return { ...noted, verdict: 'outside its schema', detail: `${answer.method} ${path} ${fault}` }
  }
}

const scratch = process.env.LNE_TEST_SCRATCH

let judge: ReturnType<typeof judgeOf> | undefined
const known = new Set<string>()

/** Notes an answer of the service for the end of the run; once for each that tells something new. */
export function noteAnswer(answer: Answer): void {
  if (!scratch || !answer.path.startsWith('/v1/')) return
  judge ??= judgeOf(JSON.parse(readFileSync(join(scratch, CONTRACT_FILE), 'utf8')))
  const note = judge(answer)
  if (!note) return
  const key = `${note.operation} ${note.status} ${note.verdict}`
  if (known.has(key)) return
  known.add(key)
  // One write of one line: processes that note at the same time do not mix theirs.
  appendFileSync(join(scratch, NOTES_FILE), `${JSON.stringify(note)}\n`)
}

/** `fetch` of the service, noted, for those who need more than the client of the tests. */
export async function notedFetch(input: string | Request, init?: RequestInit): Promise<Response> {
  const { method, url } =
    typeof input === 'string' ? { method: init?.method ?? 'GET', url: input } : input
  const answer = await fetch(input, init)
  const { status, headers } = answer
  const contentType = headers.get('content-type')
  const text = await answer.clone().text()
  noteAnswer({ method, path: new URL(url).pathname, status, contentType, text })
  return answer
}

export type Summary = { line: string; passed: number; failures: string[] }

/** Of all operations this share is to be answered 2xx by some test. */
const REACHED = 0.95

/** What the notes of a run amount to. */
export function summaryOf(operations: string[], notes: Note[]): Summary {
  const distinct = new Map(
    notes.map((note) => [`${note.operation} ${note.status}: ${note.verdict}`, note]),
  )
  const worded = (verdict: Note['verdict']) =>
    [...distinct.entries()]
      .filter(([, note]) => note.verdict === verdict)
      .map(([words, { detail }]) => (detail ? `${words}: ${detail}` : words))
  const [undocumented, outside] = [worded('undocumented status'), worded('outside its schema')]
  const answered = new Set(notes.filter(({ status }) => status < 300).map((one) => one.operation))
  const unreached = operations.filter((operation) => !answered.has(operation))
  const reached = operations.length - unreached.length
  return {
    line:
      `Contract: ${reached} of ${operations.length} operations answered 2xx, ` +
      `${undocumented.length} undocumented statuses, ${outside.length} answers outside their schema`,
    passed: worded('valid').length + reached,
    failures: [
      ...undocumented,
      ...outside,
      ...(reached >= REACHED * operations.length
        ? []
        : unreached.map((operation) => `${operation}: never answered 2xx`)),
    ],
  }
}

/** The notes that the tests of a run have left. */
export function readNotes(folder: string): Note[] {
  const file = join(folder, NOTES_FILE)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
