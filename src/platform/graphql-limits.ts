/**
 * How much one GraphQL document may ask for. Depth and aliases are counted in the document, through
 * its fragments; the cost is an estimate of the values in the answer, known with the variables.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql'
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity'
import { DomainError, type ProblemCode } from './errors.ts'

/** The limits, for the docs and the tests too. */
export const LIMITS = {
  characters: 16_384,
  tokens: 1_000,
  depth: 8,
  aliases: 15,
  /**
   * Admits a page of 200 with every field and the movements of each request, or one cut-off with all
   * its tables; refuses two of them in one document.
   */
  cost: 20_000,
} as const

/** Selections that the estimate visits before it gives up: fragments can multiply without end. */
const NODES_VISITED = 3_000

type Extent = { depth: number; aliases: number }

const NOTHING: Extent = { depth: 0, aliases: 0 }

/** Questions about the schema have a limit of their own in the library. */
const isIntrospection = (name: string): boolean => name.startsWith('__')

/** How deep a selection goes and how many aliases it holds, each fragment measured once. */
function measure(
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
  measured: Map<string, Extent>,
): Extent {
  let { depth, aliases } = NOTHING
  for (const selection of selections) {
    let inner = NOTHING
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value
      const fragment = fragments.get(name)
      const known = measured.get(name)
      if (known) inner = known
      else if (fragment) {
        // A fragment inside itself counts nothing: another rule refuses it.
        measured.set(name, NOTHING)
        inner = measure(fragment.selectionSet, fragments, measured)
        measured.set(name, inner)
      }
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      inner = measure(selection.selectionSet, fragments, measured)
    } else {
      const below =
        selection.selectionSet && !isIntrospection(selection.name.value)
          ? measure(selection.selectionSet, fragments, measured)
          : NOTHING
      inner = { depth: below.depth + 1, aliases: below.aliases + (selection.alias ? 1 : 0) }
    }
    depth = Math.max(depth, inner.depth)
    aliases += inner.aliases
  }
  return { depth, aliases }
}

/** Refuses operations that go too deep or hold too many aliases. */
export const limitsRule: ValidationRule = (context) => ({
  Document(document) {
    const fragments = new Map<string, FragmentDefinitionNode>()
    const operations: OperationDefinitionNode[] = []
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        fragments.set(definition.name.value, definition)
      if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
    }
    const measured = new Map<string, Extent>()
    const refuse = (code: ProblemCode, limit: number, nodes: OperationDefinitionNode) => {
      const originalError = new DomainError(code, { params: { limit } })
      context.reportError(new GraphQLError(code, { nodes, originalError }))
    }
    for (const operation of operations) {
      const { depth, aliases } = measure(operation.selectionSet, fragments, measured)
      if (depth > LIMITS.depth) refuse('QUERY_TOO_DEEP', LIMITS.depth, operation)
      if (aliases > LIMITS.aliases) refuse('QUERY_TOO_MANY_ALIASES', LIMITS.aliases, operation)
    }
  },
})

/** How many items a list without `first` usually holds. */
const ITEMS: Record<string, number> = {
  'InscriptionRequest.movements': 5,
  'InscriptionRequest.corrections': 2,
  'InscriptionRequest.documents': 3,
  'InscriptionRequest.decisions': 2,
  'Correction.items': 3,
  'Decision.requirements': 9,
  'Decision.reasons': 2,
  'EntityFigures.rows': 32,
  'CountryFigures.rows': 120,
  'CountryEntityFigures.columns': 32,
  'CountryEntityFigures.rows': 120,
  'MatrixRow.cells': 32,
  'MatrixTotal.cells': 32,
  'ReviewFigures.rows': 32,
  'ReviewByCountryFigures.rows': 120,
  'DailyFigures.rows': 100,
  'ReasonFigures.rows': 40,
  'FigureDifference.rows': 400,
  'DifferenceRow.in': 2,
  'DifferenceRow.out': 2,
  'Crossing.rows': 500,
  'FigureCasePage.data': 50,
  'Query.listMovements': 5,
  'Query.listCutoffs': 20,
  'Query.listTransitions': 45,
  'Query.listCatalogue': 100,
  'Query.listCatalogueVersions': 200,
}

/** What a field costs before it answers anything: queries over the counters, and writes. */
const PRICES: Record<string, number> = {
  'Query.getEntityFigures': 500,
  'Query.getCountryFigures': 500,
  'Query.getCountryEntityFigures': 500,
  'Query.getReviewFigures': 500,
  'Query.getDailyFigures': 500,
  'Query.getFigureDifference': 2_000,
  'Query.getCrossing': 2_000,
  'Query.listFigureCases': 2_000,
}
const PRICE_OF_MUTATION = 100

/** An item per value; a page holds `first` of what is in it. */
const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const name = `${type.name}.${field.name}`
  const price = PRICES[name] ?? (type.name === 'Mutation' ? PRICE_OF_MUTATION : 1)
  if (name === 'Query.listInscriptionRequests') {
    // What is not a number of items is refused later, as in REST; here it must not cost less than 0.
    const first = typeof args.first === 'number' ? Math.min(Math.max(args.first, 1), 200) : 50
    return price + first * childComplexity
  }
  return price + (ITEMS[name] ?? 1) * childComplexity
}

/** The refusal of a document; without `cost`, of one whose cost nobody went on to estimate. */
export const tooCostly = (cost?: number): DomainError =>
  new DomainError('QUERY_TOO_COSTLY', {
    params: { cost: cost ?? `> ${LIMITS.cost}`, limit: LIMITS.cost },
  })

/**
 * What the chosen operation costs.
 * @throws QUERY_TOO_COSTLY
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  operationName: string | undefined,
): number {
  const operation = getOperationAST(document, operationName)
  if (!operation) return 0
  let cost: number
  try {
    cost = getComplexity({
      schema,
      query: document,
      variables,
      operationName: operation.name?.value,
      estimators: [estimate],
      maxQueryNodes: NODES_VISITED,
    })
  } catch (error) {
    if (!/maximum allowed number of nodes/.test((error as Error).message)) throw error
    throw tooCostly()
  }
  if (cost > LIMITS.cost) throw tooCostly(cost)
  return cost
}
