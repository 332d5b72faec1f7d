/**
 * Crossings that the published tables show, read from a sealed cut-off: what roles outside DERFE and
 * audit may ask for. Nothing finer leaves, so no sum or difference of answers tells more than the
 * tables that everybody has (docs/small-cells.md).
 */
import type { Filters } from '../aggregates/queries.ts'
import type {
  CountryEntityFigures,
  CountryFigures,
  EntityFigures,
  Panorama,
} from '../aggregates/schemas.ts'
import { type Dimension, FACETS, type Facet } from '../vocabulary.ts'
import type { Group } from './queries.ts'

/** The tables of a cut-off that crossings are read from. */
export type PublishedTables = {
  entities: EntityFigures
  entitiesComplying: EntityFigures
  countries: CountryFigures
  countriesComplying: CountryFigures
  countryEntity: CountryEntityFigures
}

const isFacet = (name: string): name is Facet => Object.hasOwn(FACETS, name)

function byFacet(key: Group | object, row: Panorama, facet: Facet | undefined): Group[] {
  if (!facet) return [{ ...key, total: row.total }]
  return Object.entries(row[facet]).map(([value, total]) => ({ ...key, [facet]: value, total }))
}

/**
 * The groups of a crossing, from the one table that shows it; nothing when no table does: two
 * facets at once, an entity within a country by facet, a state other than COMPLIES.
 */
export function publishedGroups(
  tables: PublishedTables,
  dimensions: readonly Dimension[],
  { entity, country, status }: Filters,
): Group[] | undefined {
  const facets = dimensions.filter(isFacet)
  if (facets.length > 1 || (status !== undefined && status !== 'COMPLIES')) return undefined
  if (dimensions.some((name) => !isFacet(name) && name !== 'entity' && name !== 'country')) {
    return undefined
  }
  const [facet] = facets
  const within = (groups: Group[]): Group[] => groups.filter(({ total }) => total !== 0)
  const withEntity = dimensions.includes('entity') || entity !== undefined
  const withCountry = dimensions.includes('country') || country !== undefined
  if (withEntity && withCountry) {
    if (facet || status) return undefined
    const totals = new Map<string, Group>()
    for (const row of tables.countryEntity.rows) {
      if (country !== undefined && row.country !== country) continue
      for (const cell of row.cells) {
        if (entity !== undefined && cell.entity !== entity) continue
        const key: Partial<Record<Dimension, string>> = {}
        if (dimensions.includes('entity')) key.entity = cell.entity
        if (dimensions.includes('country')) key.country = row.country
        const known = totals.get(JSON.stringify(key))
        if (known) known.total += cell.total
        else totals.set(JSON.stringify(key), { ...key, total: cell.total })
      }
    }
    return within([...totals.values()])
  }
  const complying = status === 'COMPLIES'
  if (withCountry) {
    const { rows } = complying ? tables.countriesComplying : tables.countries
    const own = rows.filter((row) => country === undefined || row.country === country)
    const named = dimensions.includes('country')
    return within(own.flatMap((row) => byFacet(named ? { country: row.country } : {}, row, facet)))
  }
  const table = complying ? tables.entitiesComplying : tables.entities
  if (!withEntity) return within(byFacet({}, table.total, facet))
  const own = table.rows.filter((row) => entity === undefined || row.entity === entity)
  const named = dimensions.includes('entity')
  return within(own.flatMap((row) => byFacet(named ? { entity: row.entity } : {}, row, facet)))
}
