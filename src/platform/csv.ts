import { stringify } from 'csv-stringify/sync'

type Cell = string | number | boolean | null
type Line = Record<string, Cell>

/** Lists of `{ entity, total }` become one column per entity; the rest is joined by dots. */
function flatten(value: unknown, path: string, line: Line): Line {
  if (Array.isArray(value)) {
    for (const item of value as { entity: string; total: number }[]) {
      line[`${path}.${item.entity}`] = item.total
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      flatten(inner, path === '' ? key : `${path}.${key}`, line)
    }
  } else {
    line[path] = value as Cell
  }
  return line
}

/**
 * A table of figures as CSV: UTF-8 with BOM and CRLF, for Excel; one line per row and a last line
 * TOTAL, the same numbers as in JSON.
 */
export function toCsv(table: { rows: readonly object[]; total: object }): string {
  const rows = table.rows.map((row) => flatten(row, '', {}))
  const total = flatten(table.total, '', {})
  const columns = Object.keys(rows[0] ?? total)
  const lines = [...rows, { ...total, [columns[0] ?? 'total']: 'TOTAL' }]
  return linesToCsv(lines, rows.length > 0 ? columns : Object.keys(total))
}

/** Lines as CSV, in the same manner, under a header of the columns named. */
export const linesToCsv = (lines: readonly object[], columns: readonly string[]): string =>
  stringify([...lines], {
    bom: true,
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
