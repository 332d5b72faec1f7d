/**
 * Crossings finer than the published tables, for roles outside DERFE and audit: two parts of the
 * panorama at once, for the country or by entity, at a sealed cut-off, without the cells that would
 * leave a small group (suppression.ts).
 */
import { jobScope, type Scope, SMALLEST_GROUP } from '../access/policy.ts'
import type { Filters, Point } from '../aggregates/queries.ts'
import { keptFigures } from '../aggregates/service.ts'
import { lastEndedDay } from '../platform/calendar.ts'
import { askAs, type Database, type Transaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { type Dimension, ENTITY_CODES, FACET_NAMES, FACETS, type Facet } from '../vocabulary.ts'
import { findGroups, type Group, selectGroups, selectSealedDates, storeGroups } from './queries.ts'
import { type Cube, suppress } from './suppression.ts'

/** A group whose size is null where it is not told. */
export type ToldGroup = Omit<Group, 'total'> & { total: number | null }

/**
 * Adds up everybody at a sealed point, by entity and every part of the panorama, and keeps it with the
 * cut-off. The sealer's to do, as soon as it has sealed: whatever moves afterwards is read back to the
 * point, and soon takes longer than an answer may.
 */
export async function keepGroups(
  tx: Transaction,
  scope: Scope<'cutoff:seal'>,
  process: string,
  date: string,
  point: Point,
): Promise<void> {
  const dimensions = ['entity', ...FACET_NAMES] as const
  const day = lastEndedDay(point.instant)
  const groups = await selectGroups(tx, scope, process, dimensions, {}, point, day)
  await storeGroups(tx, process, date, groups)
}

/**
 * What is kept of a sealed cut-off.
 * @throws UNAVAILABLE while it has not been added up yet
 */
async function jointGroups(db: Database, process: string, date: string): Promise<readonly Group[]> {
  const tables = keptFigures(db)
  const key = JSON.stringify(['joint', process, date])
  const known = tables.get(key)
  if (known) return known.rows as Group[]
  const scope = jobScope<'figure:cross'>('figure:cross')
  const rows = await askAs(db, scope, (tx) => findGroups(tx, scope, process, date))
  if (!rows) throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '60' } })
  tables.set(key, { rows })
  return rows
}

function cubeOf(groups: readonly Group[], first: Facet, second: Facet): Cube {
  const cube = new Map<string, number[][]>(
    ENTITY_CODES.map((code) => [code, FACETS[first].map(() => FACETS[second].map(() => 0))]),
  )
  for (const group of groups) {
    const row = cube.get(group.entity ?? '')?.[FACETS[first].indexOf(group[first] as never)]
    const column = FACETS[second].indexOf(group[second] as never)
    if (row) row[column] = (row[column] ?? 0) + group.total
  }
  return cube
}

/**
 * The groups of a crossing of two parts of the panorama, and how many people they are together; null
 * in place of the sizes that are not told. Nothing when the crossing is another one.
 * @throws UNAVAILABLE
 */
export async function finerGroups(
  db: Database,
  process: string,
  date: string,
  dimensions: readonly Dimension[],
  { entity, country, status }: Filters,
): Promise<{ groups: ToldGroup[]; total: number } | undefined> {
  const facets = FACET_NAMES.filter((facet) => dimensions.includes(facet))
  const byEntity = dimensions.includes('entity')
  const [first, second] = facets
  if (!first || !second || country !== undefined || status !== undefined) return undefined
  if (dimensions.length > 2 + Number(byEntity)) return undefined
  const scope = jobScope<'figure:cross'>('figure:cross')
  const dates = await askAs(db, scope, (tx) => selectSealedDates(tx, scope, process, date))
  if (dates.length === 0) return undefined
  const history: Cube[] = []
  for (const sealed of dates) {
    history.push(cubeOf(await jointGroups(db, process, sealed), first, second))
  }
  const cube = history.at(-1) as Cube
  const hidden = suppress(history, SMALLEST_GROUP)
  const groups: ToldGroup[] = []
  let total = 0
  const places =
    byEntity || entity ? [...cube.keys()].filter((code) => code === (entity ?? code)) : ['']
  for (const code of places) {
    const isHidden = code === '' ? hidden.nation : hidden.entities.get(code)
    for (const [r, row] of FACETS[first].entries()) {
      for (const [c, column] of FACETS[second].entries()) {
        const size =
          code === ''
            ? [...cube.values()].reduce((sum, table) => sum + (table[r]?.[c] ?? 0), 0)
            : (cube.get(code)?.[r]?.[c] ?? 0)
        total += size
        const key = { ...(byEntity ? { entity: code } : {}), [first]: row, [second]: column }
        if (isHidden?.[r]?.[c]) groups.push({ ...key, total: null })
        else if (size !== 0) groups.push({ ...key, total: size })
      }
    }
  }
  return { groups, total }
}
