/** How features speak GraphQL: arguments judged by the schemas of REST, and the conditions of an act. */
import type { Answer } from './act.ts'
import type { Context } from './context.ts'
import type { FieldProblem } from './errors.ts'
import { parseArguments, type RequestSchemas } from './judge.ts'

/** The context of a GraphQL operation, shared by its fields. */
export type GraphqlContext = Context & {
  /** Whether a mutation gave the kept answer of a former one with the same key. */
  replayed: boolean
  /** What the operation costs, once it is known. */
  cost: number | undefined
  /** Which operation of the document runs. */
  operationName: string | undefined
  /** The header as it came, which may be no purpose: the fields that read it judge it. */
  purposeHeader: string | undefined
}

/** What REST says in headers, as arguments of a field. */
export type Conditions = {
  idempotencyKey?: string | null
  ifMatch?: string | null
  purpose?: string | null
}

/** Input types nest less than this; what lies deeper is a catalogue's value, and stays as it was sent. */
const NESTING = 5

/** A null argument is an absent one; objects of the library become plain. */
export function given(value: unknown, nesting = NESTING): unknown {
  if (nesting === 0 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => given(item, nesting - 1))
  const present = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(present.map(([name, member]) => [name, given(member, nesting - 1)]))
}

/** A purpose as the header carries it; text that no encoding holds becomes what its schema refuses. */
export const encoded = (purpose: string): string =>
  /\p{Cs}/u.test(purpose) ? '%' : encodeURIComponent(purpose)

/**
 * Judges the arguments of a field as REST judges the parts of a request, and gives the context of
 * its act. Conditions are arguments, not headers: a document may hold several acts. Only the purpose
 * may come as a header as well.
 *
 * @throws INVALID_REQUEST with every wrong field
 */
export function judgeArguments<Schemas extends RequestSchemas>(
  ctx: GraphqlContext,
  schemas: Schemas,
  sent: { params?: unknown; querystring?: unknown; body?: unknown; conditions?: Conditions },
  found: FieldProblem[] = [],
) {
  const { idempotencyKey, ifMatch, purpose } = given(sent.conditions ?? {}) as {
    [Name in keyof Conditions]?: string
  }
  const headers = given({
    'idempotency-key': idempotencyKey ?? null,
    'if-match': ifMatch ?? null,
    purpose: purpose === undefined ? (ctx.purposeHeader ?? null) : encoded(purpose),
  })
  const parts = { params: given(sent.params ?? {}), querystring: given(sent.querystring ?? {}) }
  const input = { ...parts, headers, body: given(sent.body ?? {}) }
  return {
    ...parseArguments(schemas, input, found),
    act: { ...ctx, idempotencyKey, ifMatch, purpose: purpose ?? ctx.purpose } as Context,
  }
}

/** What a mutation answers; that it is a kept answer is told once for the whole response. */
export async function answered<Body>(
  ctx: GraphqlContext,
  answer: Promise<Answer<Body>>,
): Promise<Body> {
  const { body, replayed } = await answer
  if (replayed) ctx.replayed = true
  return body
}
