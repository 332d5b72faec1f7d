/**
 * The report of a sealed cut-off as a PDF to print and to hand on: the tables of the workbook, and the
 * days as a drawing. The same cut-off gives the same bytes: every time in it is the cut-off's.
 */
import { buffer } from 'node:stream/consumers'
import { scaleBand, scaleLinear } from 'd3-scale'
import type PDFDocument from 'pdfkit'
import { wordsOf } from '../board/words.ts'
import type { SealedContent } from '../cutoffs/seal.ts'
import {
  type Column,
  comparison,
  complying,
  countryByEntity,
  type Kind,
  LEGEND,
  type PrintedTable,
  printedDate,
  reasons,
  received,
  receivedByCountry,
  review,
  type Value,
} from './layout.ts'

type Doc = InstanceType<typeof PDFDocument>

/** Letter, lying; in points. */
const PAGE = { width: 792, height: 612 }
const MARGIN = 36
const INNER = PAGE.width - 2 * MARGIN
/** Where a table begins below the titles, and where it must end above the foot. */
const TOP = 92
const BOTTOM = PAGE.height - 50

/** The letters that every reader of PDF has; they hold all of Spanish. */
const PLAIN = 'Helvetica'
const BOLD = 'Helvetica-Bold'
const ITALIC = 'Helvetica-Oblique'
const FIXED = 'Courier'

const INK = '#1f2622'
const MUTED = '#5a625c'
const FAINT = '#a9ada8'
const ACCENT = '#1f5c43'
const SOFT = '#d5e4d9'
const SAND = '#efede6'
const RULE = '#dcd9cf'
const OCHRE = '#b0781a'
const PINK = '#fbdcea'

const words = wordsOf('es')

/** How a value is written. */
function textOf(value: Value, kind: Kind): string {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return kind === 'date' ? printedDate(value) : value
  if (kind === 'age') return words.age(value)
  if (kind === 'share') return words.percent(value)
  // A hyphen: the true minus is not among the letters of the font.
  if (kind === 'difference') return words.difference(value).replace('−', '-').replace('±', '')
  return words.count(value)
}

type Align = 'left' | 'center' | 'right'

const alignOf = ({ kind }: Column): Align =>
  kind === 'text' ? 'left' : kind === 'code' || kind === 'date' ? 'center' : 'right'

/** One line of text between two edges. */
function write(
  doc: Doc,
  text: string,
  [left, right]: readonly [number, number],
  y: number,
  align: Align,
): void {
  if (text === '') return
  const room = right - left - (align === 'left' ? 0 : doc.widthOfString(text))
  const x = left + (align === 'center' ? room / 2 : align === 'right' ? room : 0)
  doc.text(text, x, y, { lineBreak: false })
}

/** What a text becomes in lines that are no wider than `width`. */
function linesOf(doc: Doc, text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && doc.widthOfString(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** A page with its titles. */
function newPage(doc: Doc, titles: readonly [string, string], subject: string): void {
  doc.addPage()
  doc.font(BOLD).fontSize(14).fillColor(ACCENT)
  doc.text(titles[0], MARGIN, 36, { lineBreak: false })
  doc.fontSize(10).fillColor(INK).text(titles[1], MARGIN, 55, { lineBreak: false })
  doc.font(PLAIN).fontSize(8).fillColor(MUTED)
  doc.text(subject, MARGIN, 71, { lineBreak: false })
}

/** The edges of a table's columns: each as wide as its widest text, the rest shared among them. */
function edgesOf(doc: Doc, table: PrintedTable, texts: string[][], size: number): number[] {
  const { columns } = table
  const wanted = columns.map(({ title }, at) => {
    doc.font(BOLD).fontSize(size - 0.5)
    const heading = Math.max(...title.split(' ').map((word) => doc.widthOfString(word)))
    doc.fontSize(size)
    const longest = texts.reduce(
      (one, line) => ((line[at] ?? '').length > one.length ? (line[at] ?? '') : one),
      '',
    )
    return Math.max(heading, doc.widthOfString(longest)) + 5
  })
  const spare = INNER - wanted.reduce((sum, width) => sum + width, 0)
  const edges = [MARGIN]
  for (const width of wanted) edges.push((edges.at(-1) as number) + width + spare / columns.length)
  return edges
}

const HEADING_HEIGHT = 24
const GROUP_HEIGHT = 15
const NOTE_HEIGHT = 14

/** The headings of a table at `top`; where its figures begin. */
function drawHeadings(
  doc: Doc,
  { columns }: PrintedTable,
  edges: number[],
  top: number,
  size: number,
): number {
  const grouped = columns.some(({ group }) => group)
  const below = grouped ? top + GROUP_HEIGHT : top
  const end = below + HEADING_HEIGHT
  const edge = (at: number): number => edges[at] as number
  doc.font(BOLD).fontSize(size - 0.5)
  for (const [at, { title, group, local }] of columns.entries()) {
    const alone = grouped && !group
    const from = alone ? top : below
    const fill = local ? PINK : alone ? ACCENT : SOFT
    doc.rect(edge(at), from, edge(at + 1) - edge(at) - 0.6, end - from - 0.6).fill(fill)
    doc.fillColor(alone ? '#ffffff' : INK)
    const lines = linesOf(doc, title, edge(at + 1) - edge(at) - 2)
    const first = (from + end) / 2 - (lines.length * size) / 2
    for (const [index, line] of lines.entries()) {
      write(doc, line, [edge(at), edge(at + 1) - 0.6], first + index * size, 'center')
    }
    if (!group || columns[at - 1]?.group === group) continue
    const next = columns.findIndex((other, index) => index > at && other.group !== group)
    const right = edge(next === -1 ? columns.length : next)
    doc.rect(edge(at), top, right - edge(at) - 0.6, GROUP_HEIGHT - 0.6).fill(ACCENT)
    doc.fillColor('#ffffff')
    write(doc, group, [edge(at), right], top + GROUP_HEIGHT / 2 - size / 2 + 0.5, 'center')
  }
  return end
}

/** A table on as many pages as it takes, with its headings on each. */
function drawTable(doc: Doc, table: PrintedTable, subject: string, size: number): void {
  const { titles, columns, rows, total, note } = table
  const lines = (total ? [...rows, total] : rows).map((row) =>
    columns.map(({ kind }, at) => textOf(row[at] ?? null, kind)),
  )
  const edges = edgesOf(doc, table, lines, size)
  const aligns = columns.map(alignOf)
  const start = (): number => {
    newPage(doc, titles, subject)
    return drawHeadings(doc, table, edges, TOP, size) + 2
  }
  let y = start()
  doc.outline.addItem(table.name)
  // A TOTAL alone on a page helps nobody: what nearly fits on one is drawn a little closer.
  const room = (BOTTOM - y - (note ? NOTE_HEIGHT : 0)) / lines.length
  const height = room > size * 1.5 ? Math.min(size * 1.72, room) : size * 1.72
  const starts = (at: number): number => edges[at] as number
  for (const [index, line] of lines.entries()) {
    if (y + height > BOTTOM + 0.01) y = start()
    const isTotal = total !== undefined && index === rows.length
    for (const [at, { local }] of columns.entries()) {
      const fill = isTotal ? SAND : local ? PINK : undefined
      if (fill) doc.rect(starts(at), y, starts(at + 1) - starts(at), height).fill(fill)
    }
    doc.font(isTotal ? BOLD : PLAIN).fontSize(size)
    let colour = INK
    doc.fillColor(colour)
    for (const [at, text] of line.entries()) {
      const wanted = !isTotal && text === '0' ? FAINT : INK
      if (wanted !== colour) doc.fillColor(wanted)
      colour = wanted
      const align = aligns[at] as Align
      write(doc, text, [starts(at) + 2, starts(at + 1) - 2.5], y + size * 0.4, align)
    }
    y += height
    doc
      .moveTo(MARGIN, y)
      .lineTo(PAGE.width - MARGIN, y)
      .lineWidth(0.3)
      .stroke(RULE)
  }
  if (!note) return
  doc.font(PLAIN).fontSize(7.5).fillColor(MUTED)
  doc.text(note, MARGIN, Math.min(y + 6, BOTTOM - 8), { lineBreak: false })
}

/** A number with what it counts, on the cover. */
function drawNumber(doc: Doc, n: number, label: string, x: number, y: number, width: number): void {
  doc.rect(x, y, width, 78).fill(SAND)
  doc.rect(x, y, 4, 78).fill(ACCENT)
  doc.font(BOLD).fontSize(26).fillColor(INK)
  doc.text(words.count(n), x + 16, y + 16, { lineBreak: false })
  doc
    .font(PLAIN)
    .fontSize(10)
    .fillColor(MUTED)
    .text(label, x + 16, y + 50, { lineBreak: false })
}

function drawCover(doc: Doc, sealed: SealedContent, digest: string): void {
  const { process, date, instant, knownAsOf, tables } = sealed
  const state = tables.review.total
  doc.addPage()
  doc.outline.addItem('Portada')
  doc.rect(0, 0, PAGE.width, 10).fill(ACCENT)
  doc.font(BOLD).fontSize(26).fillColor(ACCENT)
  doc.text('Lista Nominal de Electores Residentes en el Extranjero', MARGIN, 70, {
    lineBreak: false,
  })
  doc.fontSize(18).fillColor(INK)
  doc.text(`Informe quincenal al ${words.date(date)}`, MARGIN, 106, { lineBreak: false })
  doc.font(ITALIC).fontSize(12).fillColor(OCHRE).text(LEGEND, MARGIN, 134, { lineBreak: false })
  const cards: [number, string][] = [
    [state.received, 'Solicitudes recibidas'],
    [state.complies, 'Cumplen'],
    [state.subsane, 'En subsane'],
    [state.inAnalysis, 'En procesamiento'],
    [state.initialCheck, 'En clarificación'],
    [state.inadmissible, 'No proceden'],
  ]
  const gap = 14
  const width = (INNER - 2 * gap) / 3
  for (const [at, [n, label]] of cards.entries()) {
    const x = MARGIN + (at % 3) * (width + gap)
    drawNumber(doc, n, label, x, 176 + Math.floor(at / 3) * (78 + gap), width)
  }
  const lines: [string, string, string?][] = [
    ['Proceso electoral', process],
    ['Corte', `Fin del ${words.date(date)} en la Ciudad de México (${instant})`],
    ['Último movimiento contado', words.count(knownAsOf)],
    ['SHA-256 del contenido', digest, FIXED],
    [
      'Cómo verificar',
      `El manifiesto firmado del corte está en /v1/cutoffs/${date}/manifest: nombra este archivo y el contenido`,
    ],
    [
      '',
      'del que se hizo, cada uno con su SHA-256. Las claves públicas están en /.well-known/jwks.json.',
    ],
  ]
  for (const [at, [label, text, font]] of lines.entries()) {
    const y = 378 + at * 20 - (label === '' ? 6 : 0)
    doc.font(BOLD).fontSize(10).fillColor(INK).text(label, MARGIN, y, { lineBreak: false })
    doc.font(font ?? PLAIN).text(text, MARGIN + 160, y, { lineBreak: false })
  }
}

/** Received by day, with the two cut-offs. */
function drawDays(
  doc: Doc,
  { date, tables }: SealedContent,
  former: SealedContent | undefined,
  subject: string,
): void {
  const { rows } = tables.daily
  newPage(doc, ['SOLICITUDES RECIBIDAS POR DÍA', 'HORA DEL CENTRO'], subject)
  doc.outline.addItem('Serie diaria')
  const box = { left: MARGIN + 34, right: PAGE.width - MARGIN, top: TOP + 24, bottom: BOTTOM - 40 }
  const x = scaleBand<string>()
    .domain(rows.map((row) => row.date))
    .range([box.left, box.right])
    .padding(0.18)
  const y = scaleLinear()
    .domain([0, Math.max(1, ...rows.map((row) => row.received))])
    .nice()
    .range([box.bottom, box.top])
  doc.font(PLAIN).fontSize(8)
  for (const tick of y.ticks(6).filter(Number.isInteger)) {
    doc.moveTo(box.left, y(tick)).lineTo(box.right, y(tick)).lineWidth(0.4).stroke(RULE)
    doc.fillColor(MUTED)
    write(doc, words.count(tick), [MARGIN, box.left - 6], y(tick) - 4, 'right')
  }
  const every = Math.ceil(rows.length / 26)
  for (const [at, row] of rows.entries()) {
    const left = x(row.date) ?? box.left
    doc.rect(left, y(row.received), x.bandwidth(), box.bottom - y(row.received)).fill(ACCENT)
    const middle = left + x.bandwidth() / 2
    const isCutoff = row.date === date || row.date === former?.date
    if (isCutoff) {
      doc
        .moveTo(middle, box.top - 8)
        .lineTo(middle, box.bottom)
        .lineWidth(0.8)
      doc.dash(3, { space: 2 }).stroke(OCHRE).undash()
      doc.font(BOLD).fontSize(8).fillColor(OCHRE)
      write(doc, `Corte ${printedDate(row.date)}`, [middle - 90, middle], box.top - 20, 'right')
    }
    if (at % every !== 0) continue
    doc.font(PLAIN).fontSize(7).fillColor(MUTED)
    write(
      doc,
      row.date.slice(5).split('-').reverse().join('/'),
      [middle, middle],
      box.bottom + 5,
      'center',
    )
  }
  doc.font(PLAIN).fontSize(9).fillColor(INK)
  const most = rows.reduce<(typeof rows)[number] | undefined>(
    (one, row) => (one && one.received >= row.received ? one : row),
    undefined,
  )
  if (!most) return
  doc.text(
    `${words.count(tables.daily.total.received)} solicitudes en ${words.count(rows.length)} días; el día de más registro, el ${words.date(most.date)}, con ${words.count(most.received)}.`,
    MARGIN,
    box.bottom + 22,
    { lineBreak: false },
  )
}

/** Digest, how to verify it, and the number of the page, on each page. */
function drawFeet(doc: Doc, date: string, digest: string): void {
  const { start, count } = doc.bufferedPageRange()
  const y = PAGE.height - 34
  const across = [MARGIN, PAGE.width - MARGIN] as const
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page)
    doc
      .moveTo(across[0], y - 6)
      .lineTo(across[1], y - 6)
      .lineWidth(0.5)
      .stroke(RULE)
    doc.font(PLAIN).fontSize(7).fillColor(MUTED)
    write(doc, `SHA-256 ${digest} · verificar en /v1/cutoffs/${date}/manifest`, across, y, 'left')
    write(doc, `${LEGEND} – Página ${page + 1} de ${count}`, across, y, 'right')
  }
}

/**
 * The report of a sealed cut-off to print.
 *
 * @param former the sealed cut-off before it by date: without one, nothing is compared
 */
export async function pdfOf(
  sealed: SealedContent,
  digest: string,
  former: SealedContent | undefined,
): Promise<Buffer> {
  // Loaded by who seals: it costs megabytes, and a start takes longer.
  const { default: PdfDocument } = await import('pdfkit')
  const at = new Date(sealed.instant)
  const doc = new PdfDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'es-MX',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: `LNE-Extranjero: informe al ${printedDate(sealed.date)}`,
      Author: 'LNE-Extranjero',
      Subject: LEGEND,
      Keywords: digest,
      CreationDate: at,
      ModDate: at,
    },
  })
  // Read while it is written, or the stream waits for a reader.
  const bytes = buffer(doc)
  const subject = `Proceso ${sealed.process} · Corte al ${printedDate(sealed.date)} · ${LEGEND}`
  drawCover(doc, sealed, digest)
  for (const [table, size] of [
    [received(sealed), 7.6],
    [complying(sealed), 7.6],
    [review(sealed), 7.6],
    [receivedByCountry(sealed), 7.6],
    [countryByEntity(sealed), 6.6],
  ] as const) {
    drawTable(doc, table, subject, size)
  }
  drawDays(doc, sealed, former, subject)
  if (former) {
    const compared = comparison(sealed, former)
    // Here they would be pages of small differences.
    const rows = compared.rows.filter(([scope]) => scope !== 'País')
    const note = 'Los países se comparan en el libro de cálculo del mismo corte.'
    drawTable(doc, { ...compared, rows, note }, subject, 7.6)
  }
  if (sealed.tables.reasons.rows.length > 0) drawTable(doc, reasons(sealed), subject, 8)
  drawFeet(doc, sealed.date, digest)
  doc.end()
  return bytes
}
