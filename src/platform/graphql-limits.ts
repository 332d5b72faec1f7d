/**
 * How much one GraphQL document may ask for. Depth and aliases are counted in the document, through
 * its fragments; the cost is an estimate of the values in the answer, known with the variables.
 */
import {
  type DocumentNode,
  type FieldNode,
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

/** Pages, by the argument that says how many items they hold: 50 unless it does, and 200 at most. */
const PAGES: Record<string, string> = {
  'Query.listInscriptionRequests': 'first',
  'Query.listLastMovements': 'limit',
  'Query.listFigureCases': 'limit',
  'Query.listAuditEntries': 'limit',
}

/** How many items a list of another kind usually holds. */
const ITEMS: Record<string, number> = {
  'InscriptionRequest.movements': 5,
  'InscriptionRequest.corrections': 2,
  'InscriptionRequest.documents': 3,
  'InscriptionRequest.decisions': 2,
  'Correction.items': 3,
  'Decision.requirements': 9,
  'Decision.reasons': 2,
  'DryRun.errors': 5,
  'DryRun.warnings': 5,
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
  'Funnel.rows': 32,
  'Durations.rows': 6,
  'Manifest.forms': 20,
  'Query.listMovements': 5,
  'Query.listCutoffs': 20,
  'Query.listCutoffAnnexes': 3,
  'Query.listTransitions': 45,
  'Query.listCatalogue': 60,
  'Query.listCatalogueVersions': 60,
  'Query.listConsultations': 200,
  'Query.listReadingPauses': 20,
  'Query.listGrants': 200,
}

/** The catalogue that is longer than the others. */
const COUNTRIES = 250

/** What a field costs before it answers anything: queries over the counters, writes, and long texts. */
const PRICES: Record<string, number> = {
  'Query.getEntityFigures': 500,
  'Query.getCountryFigures': 500,
  'Query.getCountryEntityFigures': 500,
  'Query.getReviewFigures': 500,
  'Query.getDailyFigures': 500,
  'Query.getReasonFigures': 1_000,
  'Query.getFunnel': 500,
  'Query.getDurations': 4_000,
  'Query.getFigureDifference': 4_000,
  'Query.getCrossing': 2_000,
  'Query.listFigureCases': 2_000,
  'AnnexTable.rows': 5_000,
  'AuditEntry.content': 40,
  'CatalogueEntry.value': 10,
  'CatalogueEntry.act': 10,
  'CatalogueVersion.value': 10,
  'CatalogueVersion.act': 10,
  'InclusionProof.path': 150,
  'ConsistencyProof.path': 150,
}
const PRICE_OF_MUTATION = 100

/** Every field whose answer is more than one value by what is known of it, as `Type.field`. */
export const ESTIMATED: ReadonlySet<string> = new Set([PAGES, ITEMS, PRICES].flatMap(Object.keys))

/** Longer than any name of the schema; beyond it, each ten characters count as a value. */
const NAME_CHARACTERS = 32

/** A field is answered under a name that the caller chooses, once for each item that holds it. */
const priceOfName = ({ alias, name }: FieldNode): number =>
  Math.ceil(Math.max((alias ?? name).value.length - NAME_CHARACTERS, 0) / 10)

function itemsOf(name: string, args: Record<string, unknown>): number {
  const page = PAGES[name]
  if (page !== undefined) {
    // What is not a number of items is refused later, as in REST; here it must not cost less than 0.
    const size = args[page]
    return typeof size === 'number' ? Math.min(Math.max(size, 1), 200) : 50
  }
  if (name.startsWith('Query.listCatalogue') && args.name === 'countries') return COUNTRIES
  if (name === 'Query.getCrossing') {
    // From the third dimension on, each at least doubles the rows; a fifth is refused later.
    const dimensions = String(args.groupBy ?? '').split(',').length
    return 2 ** Math.max(Math.min(dimensions, 4) - 2, 0)
  }
  return ITEMS[name] ?? 1
}

/** An item per value; a page holds as many as it is asked for of what is in it. */
const estimate: ComplexityEstimator = ({ type, field, node, args, childComplexity }) => {
  const name = `${type.name}.${field.name}`
  const price = PRICES[name] ?? (type.name === 'Mutation' ? PRICE_OF_MUTATION : 1)
  return price + priceOfName(node) + itemsOf(name, args) * childComplexity
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
