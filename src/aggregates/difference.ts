/**
 * What changed between two points, cell by cell: opening + Σ in − Σ out = closing, by kind of movement
 * and by the first of its reasons as they were recorded, so that a movement with several is told once
 * and the sum is right. What is sealed, and told outside DERFE and audit, has reasons for the whole
 * country alone, in the table by ground: by cell they would tell why one person was refused
 * (docs/small-cells.md). Openings and closings are those of the tables themselves, and the movements
 * are added up apart from them: where the two do not meet, there is an error and no difference.
 */
import type { SealedContent } from '../cutoffs/schemas.ts'
import { linesToCsv } from '../platform/csv.ts'
import { COUNTED_STATUSES, MOVEMENT_KINDS } from '../vocabulary.ts'
import type { CellKeys, CellPart, Flow } from './queries.ts'
import type { DifferenceFlow, DifferencePoint, DifferenceRow } from './schemas.ts'

/** The columns in which a request counts: of the part asked for, or of the whole. */
type Columns = (status: string, part: CellPart | null, value: string | null) => string[]

const panoramaOf =
  (counts: (status: string) => boolean): Columns =>
  (status, part, value) =>
    counts(status) ? [part ? `${part}.${value}` : 'total'] : []

const COLUMN_OF_STATUS: Record<string, string> = {
  IN_ANALYSIS: 'inAnalysis',
  SUBSANE: 'subsane',
  COMPLIES: 'complies',
  INADMISSIBLE: 'inadmissible',
}
const isCounted = (status: string): boolean =>
  (COUNTED_STATUSES as readonly string[]).includes(status)

const reviewOf: Columns = (status, part) => {
  if (part || !isCounted(status)) return []
  const column = COLUMN_OF_STATUS[status]
  return ['received', ...(column ? ['forAnalysis', column] : ['initialCheck'])]
}

/** The tables with a difference: what their cells are told by, and in which columns. */
const TABLES = {
  entities: { keys: 'entity', columns: panoramaOf(isCounted) },
  entitiesComplying: {
    keys: 'entity',
    columns: panoramaOf((status) => status === 'COMPLIES'),
  },
  countries: { keys: 'country', columns: panoramaOf(isCounted) },
  countriesComplying: {
    keys: 'country',
    columns: panoramaOf((status) => status === 'COMPLIES'),
  },
  countryEntity: { keys: 'country-entity', columns: panoramaOf(isCounted) },
  review: { keys: 'entity', columns: reviewOf },
  reviewByCountry: { keys: 'country', columns: reviewOf },
  daily: {
    keys: 'date',
    columns: (status, part, value) =>
      isCounted(status) ? [part ? `${part}.${value}` : 'received'] : [],
  },
  reasons: { keys: 'ground', columns: () => ['total'] },
} as const satisfies Record<string, { keys: CellKeys; columns: Columns }>
export type DifferenceTable = keyof typeof TABLES

/** What the cells of a table are told by. */
export const keysOfTable = (name: DifferenceTable): CellKeys => TABLES[name].keys

/** One table of figures, as far as a difference reads it. */
export type Table = { rows: readonly object[] }

type Cell = Pick<DifferenceRow, 'key' | 'column'>

/** What a row of a table may be told by, in printed order. */
export const KEYS = ['entity', 'country', 'date', 'status', 'reason'] as const

const idOf = ({ key, column }: Cell): string => [...KEYS.map((name) => key[name]), column].join('|')

/** What is no number of people by itself: keys, names, means, and sums of other rows. */
const NO_COLUMN: readonly string[] = [...KEYS, 'label', 'averageAge', 'cells', 'cumulative']

/** The cells of a table with their numbers, in printed order. */
function* cellsIn(table: Table): Generator<Cell & { value: number }> {
  for (const row of table.rows) {
    const { cells, ...told } = row as Cell['key'] & { cells?: { entity: string; total: number }[] }
    const key: Cell['key'] = {}
    for (const name of KEYS) if (told[name] !== undefined) key[name] = told[name]
    for (const { entity, total } of cells ?? []) {
      yield { key: { entity, ...key }, column: 'total', value: total }
    }
    if (cells) continue
    for (const [name, value] of Object.entries(row)) {
      if (NO_COLUMN.includes(name)) continue
      if (typeof value === 'number') yield { key, column: name, value }
      else {
        for (const [part, inner] of Object.entries(value as Record<string, number>)) {
          yield { key, column: `${name}.${part}`, value: inner }
        }
      }
    }
  }
}

/** A row while it is added up. */
type Draft = Cell & {
  opening: number
  closing: number
  in: Map<string, DifferenceFlow>
  out: Map<string, DifferenceFlow>
}

const keysOf = ({ entity, toCountry, date, ground }: Flow): CellKeys =>
  ground !== null
    ? 'ground'
    : date !== null
      ? 'date'
      : entity === null
        ? 'country'
        : toCountry === null
          ? 'entity'
          : 'country-entity'

/** The cells that a movement leaves and enters; one that is on both sides is neither. */
function sidesOf(flow: Flow, columns: Columns): { left: Cell[]; entered: Cell[] } {
  const { entity, date, ground, part } = flow
  const keyOf = (status: string, country: string | null): Cell['key'] => {
    if (ground !== null) return { status, reason: ground }
    if (date !== null) return { date }
    return { entity: entity ?? undefined, country: country ?? undefined }
  }
  const side = (status: string | null, country: string | null, value: string | null): Cell[] =>
    (status === null ? [] : columns(status, part, value)).map((column) => ({
      key: keyOf(status as string, country),
      column,
    }))
  const from = side(flow.fromStatus, flow.fromCountry, flow.fromValue)
  const to = side(flow.toStatus, flow.toCountry, flow.toValue)
  const without = (cells: Cell[], others: Cell[]) => {
    const ids = new Set(others.map(idOf))
    return cells.filter((cell) => !ids.has(idOf(cell)))
  }
  return { left: without(from, to), entered: without(to, from) }
}

const flowsOf = (flows: Map<string, DifferenceFlow>): DifferenceFlow[] =>
  [...flows.values()].sort(
    (a, b) =>
      MOVEMENT_KINDS.indexOf(a.kind) - MOVEMENT_KINDS.indexOf(b.kind) ||
      ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1),
  )

const sumOf = (flows: readonly DifferenceFlow[]): number =>
  flows.reduce((total, { n }) => total + n, 0)

/** Whether each movement is told with its reason in every table, or in the one by ground alone. */
export type Reasons = 'told' | 'withheld'

/** Whether a table tells its movements without their reasons. */
export const withholdsReasons = (name: DifferenceTable, reasons: Reasons): boolean =>
  reasons === 'withheld' && keysOfTable(name) !== 'ground'

/** Figures do not add up: the message tells which, with its numbers. */
export class Unbalanced extends Error {}

/**
 * The rows of one table: cells that are not zero on both sides, or that moved.
 * @throws Unbalanced
 */
function rowsOfTable(
  name: DifferenceTable,
  opening: Table,
  closing: Table,
  flows: readonly Flow[],
  reasons: Reasons,
): DifferenceRow[] {
  const { keys, columns } = TABLES[name]
  const isWithheld = withholdsReasons(name, reasons)
  const drafts = new Map<string, Draft>()
  const draftOf = ({ key, column }: Cell): Draft => {
    const id = idOf({ key, column })
    const known = drafts.get(id)
    if (known) return known
    const draft = { key, column, opening: 0, closing: 0, in: new Map(), out: new Map() }
    drafts.set(id, draft)
    return draft
  }
  for (const cell of cellsIn(closing)) draftOf(cell).closing = cell.value
  for (const cell of cellsIn(opening)) draftOf(cell).opening = cell.value
  const add = (flow: Flow, cell: Cell, direction: 'in' | 'out') => {
    const { kind, n, late } = flow
    const reason = isWithheld ? null : flow.reason
    const told = draftOf(cell)[direction]
    const id = `${kind}|${reason}`
    const known = told.get(id) ?? { kind: kind as DifferenceFlow['kind'], reason, n: 0, late: 0 }
    told.set(id, { ...known, n: known.n + n, late: known.late + late })
  }
  for (const flow of flows) {
    if (keysOf(flow) !== keys) continue
    const { left, entered } = sidesOf(flow, columns)
    for (const cell of entered) add(flow, cell, flow.sign === 1 ? 'in' : 'out')
    for (const cell of left) add(flow, cell, flow.sign === 1 ? 'out' : 'in')
  }
  return [...drafts.values()]
    .filter((draft) => draft.opening || draft.closing || draft.in.size || draft.out.size)
    .map((draft) => {
      const row = { ...draft, in: flowsOf(draft.in), out: flowsOf(draft.out) }
      const reached = row.opening + sumOf(row.in) - sumOf(row.out)
      if (reached === row.closing) return row
      const cell = [row.key.entity, row.key.country, row.column].filter(Boolean).join(' ')
      throw new Unbalanced(
        `difference ${name} ${cell}: opening + Σ in − Σ out = closing (${reached} ≠ ${row.closing})`,
      )
    })
}

/**
 * The difference of tables, each from its opening and closing, by what moved between them.
 * @throws Unbalanced
 */
export function differenceOf<Name extends DifferenceTable>(
  tables: Record<Name, readonly [opening: Table, closing: Table]>,
  flows: readonly Flow[],
  reasons: Reasons,
): Record<Name, { rows: DifferenceRow[] }> {
  const told = {} as Record<Name, { rows: DifferenceRow[] }>
  for (const name of Object.keys(tables) as Name[]) {
    const [opening, closing] = tables[name]
    told[name] = { rows: rowsOfTable(name, opening, closing, flows, reasons) }
  }
  return told
}

/** What changed since the former cut-off by date, in every sealed table. */
export type CutoffDifference = {
  process: string
  from: DifferencePoint
  to: DifferencePoint
  tables: Record<DifferenceTable, { rows: DifferenceRow[] }>
}

/**
 * The difference of a sealed cut-off from the former one, as everybody receives it.
 * @throws Unbalanced
 */
export function cutoffDifference(
  former: SealedContent,
  sealed: SealedContent,
  flows: readonly Flow[],
): CutoffDifference {
  const pointOf = ({ date, instant, knownAsOf }: SealedContent) => ({ date, instant, knownAsOf })
  const names = Object.keys(TABLES) as DifferenceTable[]
  const pairs = names.map((name) => [name, [former.tables[name], sealed.tables[name]]] as const)
  return {
    process: sealed.process,
    from: pointOf(former),
    to: pointOf(sealed),
    tables: differenceOf(
      Object.fromEntries(pairs) as Record<DifferenceTable, (typeof pairs)[number][1]>,
      flows,
      'withheld',
    ),
  }
}

/** The columns of the keys in CSV, where a movement's own reason stands beside the ground of its cell. */
const KEY_COLUMNS = {
  entity: 'entity',
  country: 'country',
  date: 'date',
  status: 'status',
  reason: 'ground',
} as const satisfies Record<(typeof KEYS)[number], string>

/** Cell, movement and sum on one line; a cell that did not move has a line of its own. */
function* linesOf(rows: readonly DifferenceRow[]): Generator<object> {
  for (const { key, column, opening, closing, ...row } of rows) {
    const keys = Object.fromEntries(KEYS.map((name) => [KEY_COLUMNS[name], key[name]]))
    const told = (['in', 'out'] as const).flatMap((direction) =>
      row[direction].map((flow) => ({ direction, ...flow })),
    )
    for (const flow of told.length > 0 ? told : [{}]) {
      yield { ...keys, column, opening, ...flow, closing }
    }
  }
}

const COLUMNS = ['column', 'opening', 'direction', 'kind', 'reason', 'n', 'late', 'closing']

/** The difference of one table as CSV: one line per cell and kind of movement. */
export function differenceCsv(rows: readonly DifferenceRow[]): string {
  const keys = KEYS.filter((name) => rows.some(({ key }) => key[name] !== undefined))
  return linesToCsv([...linesOf(rows)], [...keys.map((name) => KEY_COLUMNS[name]), ...COLUMNS])
}

/** The same of every table of a cut-off, with the table's name first. */
export const cutoffDifferenceCsv = ({ tables }: CutoffDifference): string =>
  linesToCsv(
    Object.entries(tables).flatMap(([table, { rows }]) =>
      [...linesOf(rows)].map((line) => ({ table, ...line })),
    ),
    ['table', ...Object.values(KEY_COLUMNS), ...COLUMNS],
  )
