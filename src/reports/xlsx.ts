/**
 * Reports as workbooks, in INE's printed layout: that of a sealed cut-off, and single tables. The same
 * figures give the same bytes: every time in them is the figures'.
 */
import { type Cell, type CellStyle, colToLetter, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { wordsOf } from '../board/words.ts'
import type { SealedContent } from '../cutoffs/schemas.ts'
import {
  type Column,
  comparison,
  complying,
  countryByEntity,
  cutoffDays,
  DICTIONARY,
  daily,
  type Kind,
  LEGEND,
  LONG_COLUMNS,
  longForm,
  type PrintedTable,
  printed,
  printedDate,
  type ReportName,
  reasons,
  received,
  review,
  type Subject,
  subjectOf,
  type Value,
} from './layout.ts'

const FONT = 'Arial'
const INK = '1F2622'
const MUTED = '7B807C'
const ACCENT = '1F5C43'
const SOFT = 'D5E4D9'
const SAND = 'EFEDE6'
const RULE = 'DCD9CF'
/** INE's pink, in the tone of the board. */
const PINK = 'FBDCEA'

const solid = (rgb: string): CellStyle['fill'] => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { rgb },
})
const font = (more: CellStyle['font'] = {}): CellStyle['font'] => ({
  name: FONT,
  size: 9,
  color: { rgb: INK },
  ...more,
})
const line = (style: 'thin' | 'hair' | 'medium', rgb: string) => ({ style, color: { rgb } })

const TITLE: CellStyle = { font: font({ size: 13, bold: true, color: { rgb: ACCENT } }) }
const SUBTITLE: CellStyle = { font: font({ size: 10, bold: true }) }
const NOTE: CellStyle = { font: font({ size: 8, color: { rgb: MUTED } }) }
const TEXT: CellStyle = { font: font(), alignment: { vertical: 'top', wrapText: true } }

/** How numbers and dates of a kind are shown. */
const FORMATS: Record<Kind, string> = {
  text: '@',
  code: '@',
  date: 'dd/mm/yyyy',
  count: '#,##0',
  age: '0.00',
  hours: '#,##0.0',
  difference: '+#,##0;-#,##0;0',
  share: '0.0%',
}

const WIDTHS: Record<Exclude<Kind, 'text'>, number> = {
  code: 12,
  date: 12,
  count: 12.5,
  age: 12.5,
  hours: 12.5,
  difference: 12.5,
  share: 9,
}

/** In points: two lines of a heading. */
const HEADING_HEIGHT = 26

/** The 32 entities with their headings and what stands below them. */
const ROWS_ON_A_PAGE = 40

/** In characters: a column is as wide as what it says, and a matrix as narrow as it can be. */
function widthOf({ columns, rows, total }: PrintedTable, column: Column): number {
  const at = columns.indexOf(column)
  const longest = (texts: string[]): number => Math.max(...texts.map((text) => text.length))
  const values = rows.map((row) => String(row[at] ?? ''))
  if (column.kind === 'text') return Math.max(12, longest([...values, '']) * 1.1 + 2)
  const word = longest(column.title.split(' '))
  if (columns.length > MATRIX_FROM) {
    return Math.max(word + 1.2, longest([...values, String(total?.[at] ?? '')]) * 1.15 + 1.4)
  }
  // Codes are written in capitals, which are wider.
  const code = column.kind === 'code' ? longest([...values, '']) * 1.25 + 2 : 0
  return Math.max(WIDTHS[column.kind], word * 1.1 + 2, code)
}

/** A table with more columns than this is a matrix. */
const MATRIX_FROM = 20

function styleOf({ kind, local }: Column, part: 'group' | 'header' | 'body' | 'total'): CellStyle {
  const header = part === 'group' || part === 'header'
  const horizontal =
    header || kind === 'code' || kind === 'date' ? 'center' : kind === 'text' ? 'left' : 'right'
  const fills = { group: ACCENT, header: SOFT, body: undefined, total: SAND }
  const fill = local ? PINK : fills[part]
  return {
    font: font({
      bold: part !== 'body',
      ...(header && { size: 8 }),
      ...(part === 'group' && !local && { color: { rgb: 'FFFFFF' } }),
    }),
    ...(fill && { fill: solid(fill) }),
    alignment: { horizontal, vertical: 'center', ...(header && { wrapText: true }) },
    border: header
      ? {
          left: line('thin', 'FFFFFF'),
          right: line('thin', 'FFFFFF'),
          bottom: line('thin', 'FFFFFF'),
        }
      : { [part === 'total' ? 'top' : 'bottom']: line(part === 'total' ? 'thin' : 'hair', RULE) },
    ...(!header && { numFmt: FORMATS[kind] }),
  }
}

/** Midnight in UTC is what a workbook calls a date. */
const cellValue = (value: Value, kind: Kind): Cell['value'] =>
  kind === 'date' && typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : value

/** Rows above the headings: two titles, and what the figures are of. */
const HEADINGS_AT = 3

/** The first row of figures, counted from 1. */
const bodyOf = ({ columns }: PrintedTable): number =>
  HEADINGS_AT + (columns.some(({ group }) => group) ? 2 : 1) + 1

/** The row TOTAL of a table, counted from 1. */
const totalRowOf = (table: PrintedTable): number => bodyOf(table) + table.rows.length

/** Repeats rows on every page: the library's own setting does not quote names with spaces. */
const repeated = (name: string, from: number, to: number) => ({
  name: '_xlnm.Print_Titles',
  range: `'${name}'!$${from}:$${to}`,
  scope: name,
})

const PAGE: Pick<WriteSheet, 'pageSetup' | 'headerFooter' | 'view'> = {
  pageSetup: {
    paperSize: 'letter',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    // As many pages down as it takes.
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  },
  headerFooter: { oddFooter: `&C&8${LEGEND} – Página &P de &N` },
  view: { showGridLines: false },
}

type RowDef = NonNullable<WriteSheet['rowDefs']> extends Map<number, infer Row> ? Row : never

type Sheet = WriteSheet & { cells: Map<string, Partial<Cell>> }

const emptySheet = (name: string): Sheet => ({ name, cells: new Map(), ...PAGE })

const put = (
  { cells }: Sheet,
  row: number,
  column: number,
  value: Cell['value'],
  style: CellStyle,
  more: Partial<Cell> = {},
): void => {
  cells.set(`${row},${column}`, { value, style, ...more })
}

/** Headings of one or two rows: what has a group stands below it, what has none is as high as both. */
function putHeadings(sheet: Sheet, { columns }: PrintedTable, first: number): void {
  const grouped = columns.some(({ group }) => group)
  const merges: NonNullable<WriteSheet['merges']> = []
  for (const [at, column] of columns.entries()) {
    const style = styleOf(column, grouped && !column.group ? 'group' : 'header')
    if (!grouped) {
      put(sheet, first, at, column.title, styleOf(column, 'header'))
    } else if (column.group) {
      const starts = columns[at - 1]?.group !== column.group
      put(sheet, first, at, starts ? column.group : null, styleOf(column, 'group'))
      put(sheet, first + 1, at, column.title, style)
      if (!starts) continue
      const next = columns.findIndex(({ group }, index) => index > at && group !== column.group)
      const end = (next === -1 ? columns.length : next) - 1
      if (end > at) merges.push({ startRow: first, endRow: first, startCol: at, endCol: end })
    } else {
      put(sheet, first, at, column.title, style)
      put(sheet, first + 1, at, null, style)
      merges.push({ startRow: first, endRow: first + 1, startCol: at, endCol: at })
    }
  }
  sheet.merges = merges
}

/** A table as a sheet: titles, headings that stay and repeat, figures, TOTAL as sums. */
function tableSheet(table: PrintedTable, subject: string): Sheet {
  const { name, titles, columns, rows, total, note } = table
  const sheet = emptySheet(name)
  put(sheet, 0, 0, titles[0], TITLE)
  put(sheet, 1, 0, titles[1], SUBTITLE)
  put(sheet, 2, 0, subject, NOTE)
  putHeadings(sheet, table, HEADINGS_AT)
  const body = bodyOf(table)
  const styles = columns.map((column) => styleOf(column, 'body'))
  const faint = styles.map((style) => ({ ...style, font: font({ color: { rgb: 'A9ADA8' } }) }))
  for (const [index, row] of rows.entries()) {
    const at = body + index
    for (const [column, { kind, formula }] of columns.entries()) {
      const value = cellValue(row[column] ?? null, kind)
      const style = (kind === 'count' && value === 0 ? faint : styles)[column] as CellStyle
      if (formula) {
        put(sheet, at - 1, column, null, style, { formula: formula(at), formulaResult: value })
      } else put(sheet, at - 1, column, value, style)
    }
  }
  if (total) {
    const at = totalRowOf(table)
    for (const [index, column] of columns.entries()) {
      const value = total[index] ?? null
      const style = styleOf(column, 'total')
      const letter = colToLetter(index)
      const sum =
        column.kind === 'count' && value !== null && rows.length > 0
          ? `SUM(${letter}${body}:${letter}${at - 1})`
          : column.formula?.(at)
      if (sum) put(sheet, at - 1, index, null, style, { formula: sum, formulaResult: value })
      else put(sheet, at - 1, index, value, style)
    }
  }
  if (note) put(sheet, totalRowOf(table) + (total ? 1 : 0), 0, note, NOTE)
  sheet.columns = columns.map((column) => ({ width: widthOf(table, column) }))
  const top: [number, RowDef][] = [[2, { height: 18 }]]
  for (let at = HEADINGS_AT; at < body - 1; at++) {
    top.push([at, { height: at === body - 2 ? HEADING_HEIGHT : 16 }])
  }
  sheet.rowDefs = new Map(top)
  // What fits on a page stays on one.
  if (rows.length <= ROWS_ON_A_PAGE) sheet.pageSetup = { ...PAGE.pageSetup, fitToHeight: 1 }
  sheet.freezePane = { rows: body - 1, columns: columns[1]?.kind === 'text' ? 2 : 1 }
  return sheet
}

/** The accounts between sheets, below the review. */
function putChecks(
  sheet: Sheet,
  tables: Record<'review' | 'received' | 'complying', PrintedTable>,
) {
  const at = totalRowOf(tables.review)
  const checks = [
    ['Recibidas = total de «Recibidas por entidad»', 'B', tables.received],
    ['Cumplen = total de «Cumplen por entidad»', 'E', tables.complying],
  ] as const
  for (const [index, [text, column, other]] of checks.entries()) {
    const row = at + 2 + index
    const mine = tables.review.total?.[column.charCodeAt(0) - 'A'.charCodeAt(0)]
    put(sheet, row, 0, text, NOTE)
    put(
      sheet,
      row,
      tables.review.columns.length - 1,
      null,
      styleOf({ title: '', kind: 'code' }, 'body'),
      {
        formula: `IF(${column}${at}='${other.name}'!B${totalRowOf(other)},"Sí","No")`,
        formulaResult: mine === other.total?.[1] ? 'Sí' : 'No',
      },
    )
  }
}

/** Of what the cover says, in characters. */
const COVER_WIDTH = 84

function cover(sealed: SealedContent, digest: string, sheets: string[], publicUrl: string): Sheet {
  const { process, date, instant, knownAsOf, tables } = sealed
  const words = wordsOf('es')
  const sheet = emptySheet('Portada')
  const label: CellStyle = { font: font({ size: 10, bold: true }), alignment: { vertical: 'top' } }
  const value: CellStyle = {
    font: font({ size: 10 }),
    alignment: { horizontal: 'left', vertical: 'top', wrapText: true },
  }
  const count: CellStyle = { ...value, numFmt: FORMATS.count }
  put(sheet, 0, 0, 'Lista Nominal de Electores Residentes en el Extranjero', {
    font: font({ size: 18, bold: true, color: { rgb: ACCENT } }),
  })
  put(sheet, 1, 0, `Informe quincenal al ${words.date(date)}`, {
    font: font({ size: 14, bold: true }),
  })
  put(sheet, 2, 0, LEGEND, { font: font({ size: 11, italic: true, color: { rgb: 'B0781A' } }) })
  const howToVerify = `Con una sesión, en ${publicUrl}/tablero/cortes/${date}; con un token, en ${publicUrl}/v1/cutoffs/${date}/report. El manifiesto firmado nombra este archivo con su SHA-256, y el contenido del que se hizo con el de arriba. Las claves públicas están en ${publicUrl}/.well-known/jwks.json; su huella se toma de donde el INE la publique fuera de este servicio.`
  const lines: [string, Cell['value'], CellStyle][] = [
    ['Proceso electoral', process, { ...value, numFmt: '@' }],
    ['Fecha de corte', new Date(`${date}T00:00:00Z`), { ...value, numFmt: FORMATS.date }],
    ['Instante del corte', `${instant}, fin del día en la Ciudad de México`, value],
    ['Último movimiento contado', knownAsOf, count],
    ['Solicitudes recibidas', tables.entities.total.total, count],
    ['Solicitudes que cumplen', tables.entitiesComplying.total.total, count],
    ['SHA-256 del contenido', digest, { ...value, font: font({ name: 'Courier New', size: 10 }) }],
    ['Cómo verificar', howToVerify, value],
  ]
  for (const [index, [name, content, style]] of lines.entries()) {
    put(sheet, 4 + index, 0, name, label)
    put(sheet, 4 + index, 1, content, style)
  }
  const at = 5 + lines.length
  put(sheet, at, 0, 'Contenido', SUBTITLE)
  const link = font({ size: 10, underline: true, color: { rgb: ACCENT } })
  for (const [index, name] of sheets.entries()) {
    put(
      sheet,
      at + 1 + index,
      0,
      name,
      { font: link },
      {
        hyperlink: { target: '', location: `'${name}'!A1` },
      },
    )
  }
  sheet.columns = [{ width: 34 }, { width: COVER_WIDTH }]
  sheet.rowDefs = new Map([
    [0, { height: 28 }],
    [1, { height: 22 }],
    [3 + lines.length, { height: 15 * Math.ceil(howToVerify.length / COVER_WIDTH + 1) }],
  ])
  return sheet
}

/** The sealed tables for pivot tables: an Excel table with filters. */
function dataSheet(sealed: SealedContent): WriteSheet {
  const lines = longForm(sealed)
  const formats = { date: FORMATS.date, number: '#,##0.##', text: '@', code: '@' } as const
  const titles = LONG_COLUMNS.map(([title]) => title)
  const header: CellStyle = {
    font: font({ bold: true, color: { rgb: 'FFFFFF' } }),
    fill: solid(ACCENT),
  }
  return {
    name: 'Datos (plano)',
    ...PAGE,
    rows: [
      [...titles],
      ...lines.map((values) =>
        values.map((value, at) =>
          cellValue(value, LONG_COLUMNS[at]?.[1] === 'date' ? 'date' : 'text'),
        ),
      ),
    ],
    columns: LONG_COLUMNS.map(([title, kind]) => ({
      width: { Tabla: 24, Entidad: 20, País: 26, Concepto: 30, Valor: 32 }[title as string] ?? 13,
      style: {
        font: font(),
        numFmt: formats[kind],
        alignment: { horizontal: kind === 'number' ? ('right' as const) : ('left' as const) },
      },
    })),
    cells: new Map(titles.map((value, at) => [`0,${at}`, { value, style: header }])),
    freezePane: { rows: 1 },
    tables: lines.slice(0, 1).map(() => ({
      name: 'Datos',
      range: `A1:${colToLetter(titles.length - 1)}${lines.length + 1}`,
      columns: titles.map((name) => ({ name })),
      style: 'TableStyleLight1',
    })),
  }
}

function dictionarySheet(): Sheet {
  const sheet = emptySheet('Diccionario')
  const titles = ['HOJA', 'COLUMNA', 'SIGNIFICADO', 'FUENTE']
  put(sheet, 0, 0, 'DICCIONARIO', TITLE)
  for (const [at, title] of titles.entries()) {
    put(sheet, 1, at, title, styleOf({ title, kind: 'text' }, 'header'))
  }
  for (const [row, texts] of DICTIONARY.entries()) {
    for (const [at, text] of texts.entries()) put(sheet, 2 + row, at, text, TEXT)
  }
  const widths = [22, 36, 74, 44]
  sheet.columns = widths.map((width) => ({ width }))
  sheet.rowDefs = new Map(
    DICTIONARY.map((texts, row) => {
      const lines = texts.map((text, at) => Math.ceil(text.length / (widths[at] as number)))
      return [2 + row, { height: 13 * Math.max(...lines) }]
    }),
  )
  sheet.freezePane = { rows: 2 }
  return sheet
}

/**
 * The workbook of a sealed cut-off.
 *
 * @param former the sealed cut-off before it by date: without one, nothing is compared
 * @param publicUrl where the service is reached: without it, addresses are paths
 */
export function workbookOf(
  sealed: SealedContent,
  digest: string,
  former: SealedContent | undefined,
  publicUrl = '',
): Promise<Buffer> {
  const subject = `Proceso ${sealed.process} · Corte al ${printedDate(sealed.date)} · ${LEGEND}`
  const accounts = {
    review: review(sealed.tables.review),
    received: received(sealed.tables.entities),
    complying: complying(sealed.tables.entitiesComplying),
  }
  const tables = [
    accounts.received,
    accounts.complying,
    countryByEntity(sealed.tables.countryEntity),
    accounts.review,
    daily(sealed.tables.daily, cutoffDays(sealed, former)),
    ...(former ? [comparison(sealed, former)] : []),
    reasons(sealed.tables.reasons),
  ]
  const sheets = tables.map((table) => tableSheet(table, subject))
  const reviewSheet = sheets.find(({ name }) => name === accounts.review.name)
  if (reviewSheet) putChecks(reviewSheet, accounts)
  const last = [dataSheet(sealed), dictionarySheet()]
  const names = [...sheets, ...last].map(({ name }) => name)
  return workbook(
    [cover(sealed, digest, names, publicUrl), ...sheets, ...last],
    [
      ...tables.map((table) => repeated(table.name, 1, bodyOf(table) - 1)),
      repeated('Datos (plano)', 1, 1),
      repeated('Diccionario', 2, 2),
    ],
    {
      title: `LNE-Extranjero: informe al ${printedDate(sealed.date)}`,
      keywords: digest,
      at: sealed.instant,
    },
  )
}

/** One table as a workbook, with what its figures are of below its titles. */
export function reportWorkbook(name: ReportName, report: Subject): Promise<Buffer> {
  const table = printed(name, report)
  return workbook(
    [tableSheet(table, subjectOf(report))],
    [repeated(table.name, 1, bodyOf(table) - 1)],
    { title: `LNE-Extranjero: ${table.name}`, keywords: name, at: report.asOf },
  )
}

async function workbook(
  sheets: WriteSheet[],
  namedRanges: ReturnType<typeof repeated>[],
  { title, keywords, at }: { title: string; keywords: string; at: string | undefined },
): Promise<Buffer> {
  const time = at === undefined ? undefined : new Date(at)
  const bytes = await writeXlsx({
    sheets,
    namedRanges,
    defaultFont: { name: FONT, size: 9 },
    properties: {
      title,
      subject: LEGEND,
      creator: 'LNE-Extranjero',
      keywords,
      ...(time && { created: time, modified: time }),
    },
  })
  return Buffer.from(bytes)
}
