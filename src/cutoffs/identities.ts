import type { Panorama, ReviewCounts } from '../aggregates/schemas.ts'
import type { CutoffTables } from './schemas.ts'

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

const totals = (rows: readonly { total: number }[]): number => sum(rows.map(({ total }) => total))

function* panoramaIdentities(name: string, table: { rows: Panorama[]; total: Panorama }) {
  for (const [index, row] of [...table.rows, table.total].entries()) {
    const at = index === table.rows.length ? 'TOTAL' : `row ${index + 1}`
    for (const parts of ['medium', 'credentialType', 'modality', 'sex'] as const) {
      yield [
        `${name} ${at}: total = Σ ${parts}`,
        row.total,
        sum(Object.values(row[parts])),
      ] as const
    }
  }
  yield [`${name}: national = Σ rows`, table.total.total, totals(table.rows)] as const
}

const reviewSum = (row: ReviewCounts): number =>
  row.initialCheck + row.inAnalysis + row.subsane + row.complies + row.inadmissible

/**
 * The accounting identities of a cut-off: each with its name and the two numbers that must be equal.
 *
 * Source: they hold in every row of the tables that INE published on 30 November 2023.
 */
export function* identitiesOf(tables: CutoffTables): Generator<readonly [string, number, number]> {
  for (const name of [
    'entities',
    'entitiesComplying',
    'countries',
    'countriesComplying',
  ] as const) {
    yield* panoramaIdentities(name, tables[name])
  }
  const { countryEntity, review, reviewByCountry, daily } = tables
  for (const row of [...countryEntity.rows, countryEntity.total]) {
    yield ['countryEntity: total = Σ cells', row.total, totals(row.cells)]
  }
  for (const [index, cell] of countryEntity.total.cells.entries()) {
    const column = sum(countryEntity.rows.map((row) => row.cells[index]?.total ?? 0))
    yield [`countryEntity column ${cell.entity} = Σ countries`, cell.total, column]
    yield [
      `countryEntity column ${cell.entity} = entities`,
      cell.total,
      tables.entities.rows.find((row) => row.entity === cell.entity)?.total ?? 0,
    ]
  }
  for (const row of [...review.rows, review.total, ...reviewByCountry.rows]) {
    yield ['review: received = Σ states', row.received, reviewSum(row)]
  }
  const national = tables.entities.total.total
  yield ['countries = entities', tables.countries.total.total, national]
  yield ['countryEntity = entities', countryEntity.total.total, national]
  yield ['review = entities', review.total.received, national]
  yield ['reviewByCountry = entities', reviewByCountry.total.received, national]
  yield ['daily = entities', daily.total.received, national]
  yield ['daily cumulative = daily', daily.rows.at(-1)?.cumulative ?? 0, daily.total.received]
  yield ['complying = review', tables.entitiesComplying.total.total, review.total.complies]
  yield [
    'countriesComplying = complying',
    tables.countriesComplying.total.total,
    review.total.complies,
  ]
}

/** The first identity that fails, told with its numbers; nothing when all hold. */
export function brokenIdentity(tables: CutoffTables): string | undefined {
  for (const [name, left, right] of identitiesOf(tables)) {
    if (left !== right) return `${name} (${left} ≠ ${right})`
  }
  return undefined
}
