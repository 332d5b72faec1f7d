/**
 * Reports on paper, letter, landscape: that of a sealed cut-off, and single tables. The same figures
 * give the same bytes: the only times in them are the figures'. Letters are those that every reader of PDF brings along, whose
 * figures are all as wide; marks outside of Latin-1 are therefore not written.
 */
import PDFDocument from 'pdfkit'
import { wordsOf } from '../board/words.ts'
import type { SealedContent } from '../cutoffs/schemas.ts'
import {
  type Column,
  comparison,
  complying,
  countryByEntity,
  daily,
  type Kind,
  LEGEND,
  type PrintedTable,
  printed,
  printedDate,
  REVIEW_COLUMNS,
  type ReportName,
  reasons,
  received,
  receivedByCountry,
  review,
  type Subject,
  subjectOf,
  type Value,
} from './layout.ts'

const INK = '#1f2622'
const MUTED = '#5a625c'
/** Zeros, so that the rest is seen. */
const FAINT = '#8b918c'
const ACCENT = '#1f5c43'
const SOFT = '#d5e4d9'
const SAND = '#efede6'
const RULE = '#dcd9cf'
const OCHRE = '#8a5a08'
const PINK = '#fbdcea'
/** Of the bar of states: from what complies to what does not. */
const STATES = ['#1f5c43', '#b0781a', '#6d9480', '#3b3e3c', '#a9ada8']

const REGULAR = 'Helvetica'
const BOLD = 'Helvetica-Bold'

/** In points. */
const WIDTH = 792
const HEIGHT = 612
const SIDE = 36
const TOP = 52
const BOTTOM = HEIGHT - 44
const USABLE = WIDTH - 2 * SIDE

const words = wordsOf('es')

type Document = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement

/** A minus that the letters have. */
const written = (text: string): string => text.replaceAll('\u2212', '-').replaceAll('\u202f', ' ')

/** How a value is written in a column of a kind. */
function textOf(value: Value, kind: Kind): string {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return kind === 'date' ? printedDate(value) : value
  if (kind === 'age') return words.age(value)
  if (kind === 'hours') return words.tenths(value)
  if (kind === 'difference') return value === 0 ? '0' : written(words.difference(value))
  if (kind === 'share') return written(words.percent(value))
  return words.count(value)
}

type Face = { font?: string; size: number; color?: string }

/** Measures and writes one line; a width that was measured once is kept. */
function penOf(doc: Document) {
  const widths = new Map<string, number>()
  const widthOf = (text: string, { font = REGULAR, size }: Face): number => {
    const key = `${font} ${text}`
    let width = widths.get(key)
    if (width === undefined) {
      width = doc.font(font).fontSize(1000).widthOfString(text)
      widths.set(key, width)
    }
    return (width * size) / 1000
  }
  const write = (text: string, x: number, y: number, face: Face): void => {
    doc
      .font(face.font ?? REGULAR)
      .fontSize(face.size)
      .fillColor(face.color ?? INK)
      .text(text, x, y, { lineBreak: false })
  }
  /** The lines of a text that is no wider than so much, where a word allows it. */
  const linesOf = (text: string, width: number, face: Face): string[] => {
    const lines: string[] = []
    for (const word of text.split(' ')) {
      const last = lines.at(-1)
      if (last !== undefined && widthOf(`${last} ${word}`, face) <= width) {
        lines[lines.length - 1] = `${last} ${word}`
      } else lines.push(word)
    }
    return lines
  }
  return { doc, widthOf, write, linesOf }
}
type Pen = ReturnType<typeof penOf>

/** What is drawn and not read aloud. */
function decorate({ doc }: Pen, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

/** A text as a part of the document's structure. */
const say = (parent: Element, { doc }: Pen, type: string, draw: () => void): void => {
  parent.add(doc.struct(type, {}, draw))
}

const box = ({ doc }: Pen, x: number, y: number, w: number, h: number, color: string) =>
  doc.rect(x, y, w, h).fill(color)

const rule = (
  { doc }: Pen,
  y: number,
  color: string,
  width: number,
  from = SIDE,
  to = SIDE + USABLE,
) => doc.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(color).stroke()

/** A page with its title; it is told in the list of contents that readers show. */
function startPage(pen: Pen, parent: Element, titles: readonly [string, string]): number {
  const { doc } = pen
  doc.addPage()
  const [title, subtitle] = titles
  say(parent, pen, 'H2', () => {
    pen.write(title, SIDE, TOP, { font: BOLD, size: 13, color: ACCENT })
    if (subtitle) {
      const x = SIDE + pen.widthOf(title, { font: BOLD, size: 13 }) + 10
      pen.write(subtitle, x, TOP + 3, { font: BOLD, size: 9.5, color: MUTED })
    }
  })
  return TOP + 24
}

type Grid = { size: number; row: number; widths: number[]; heading: number; groups: boolean }

/** A table with more columns than this is a matrix. */
const MATRIX_FROM = 20

/** How large a table is written: as wide as the page, and as small as it must be. */
function gridOf(pen: Pen, { columns, rows, total }: PrintedTable): Grid {
  const matrix = columns.length > MATRIX_FROM
  const groups = columns.some(({ group }) => group)
  const lines = total ? [...rows, total] : rows
  for (let size = matrix ? 6.4 : 8.4; ; size -= 0.2) {
    const padding = matrix ? 3 : 9
    const head = { font: BOLD, size: size * 0.86 }
    const natural = columns.map(({ title, kind }, at) => {
      const texts = lines.map((line) => textOf(line[at] ?? null, kind))
      const body = Math.max(0, ...texts.map((text) => pen.widthOf(text, { font: BOLD, size })))
      const word = Math.max(...title.split(' ').map((one) => pen.widthOf(one, head)))
      return Math.max(body, word) + padding
    })
    const sum = natural.reduce((a, b) => a + b, 0)
    if (sum > USABLE && size > 4) continue
    // What is left goes to the numbers, evenly, so that a table fills the page without holes.
    const numbers = columns.filter(({ kind }) => kind !== 'text').length
    const extra = Math.min((USABLE - sum) / numbers, matrix ? 4 : 34)
    const widths = natural.map((width, at) =>
      columns[at]?.kind === 'text' ? width : width + extra,
    )
    const high = Math.max(
      ...columns.map(
        ({ title }, at) => pen.linesOf(title, (widths[at] as number) - padding / 2, head).length,
      ),
    )
    const heading = high * head.size * 1.15 + 7
    const room = BOTTOM - TOP - 24 - heading - (groups ? 14 : 0)
    const row = size * 1.52
    // A table that would leave a few lines for a second page is set a little closer.
    const fitting = room / (lines.length + 1)
    return {
      size,
      row: fitting < row && fitting > row * 0.86 ? fitting : row,
      widths,
      heading,
      groups,
    }
  }
}

/** The headings of a table, at the top of each page that it takes; returns where the figures begin. */
function putHeadings(
  pen: Pen,
  { columns }: PrintedTable,
  { size, widths, heading, groups }: Grid,
  at: number,
  head: Element | undefined,
): number {
  const face = { font: BOLD, size: size * 0.86 }
  const top = at + (groups ? 14 : 0)
  const starts = startsOf(widths)
  const centred = (text: string, x: number, width: number, y: number, color: string): void =>
    pen.write(text, x + (width - pen.widthOf(text, face)) / 2, y, { ...face, color })
  decorate(pen, () => {
    for (const [index, { group, local }] of columns.entries()) {
      const x = starts[index] as number
      const width = (widths[index] as number) - 0.8
      if (groups && !group) box(pen, x, at, width, top + heading - at, local ? PINK : SOFT)
      else box(pen, x, top, width, heading, local ? PINK : SOFT)
    }
  })
  const draw = (element: Element | undefined, work: () => void): void => {
    if (element) element.add(pen.doc.struct('TH', scoped('Column'), work))
    else decorate(pen, work)
  }
  if (groups) {
    const line = head && row(pen, head)
    for (const [index, { group }] of columns.entries()) {
      if (!group || columns[index - 1]?.group === group) continue
      let width = 0
      for (let next = index; columns[next]?.group === group; next++) width += widths[next] as number
      const x = starts[index] as number
      decorate(pen, () => box(pen, x, at, width - 0.8, 13.2, ACCENT))
      draw(line, () => centred(group, x, width - 0.8, at + 3.6, '#ffffff'))
    }
    line?.end()
  }
  const line = head && row(pen, head)
  for (const [index, { title, group, kind }] of columns.entries()) {
    const x = starts[index] as number
    const width = (widths[index] as number) - 0.8
    const lines = pen.linesOf(title, width - 2, face)
    const whole = groups && !group
    const from = whole ? at : top
    const high = whole ? top + heading - at : heading
    let y = from + (high - lines.length * face.size * 1.15) / 2 + 0.6
    draw(line, () => {
      for (const text of lines) {
        if (kind === 'text') pen.write(text, x + 3, y, { ...face, color: INK })
        else centred(text, x, width, y, INK)
        y += face.size * 1.15
      }
    })
  }
  line?.end()
  return top + heading + 1
}

/** What a heading is of; the library's types do not know of it yet. */
const scoped = (scope: 'Column' | 'Row') => ({ scope }) as Parameters<Document['struct']>[1]

/** A line of a table. */
function row({ doc }: Pen, parent: Element): Element {
  const element = doc.struct('TR')
  parent.add(element)
  return element
}

/** Where each column begins: the table stands in the middle. */
function startsOf(widths: number[]): number[] {
  const sum = widths.reduce((a, b) => a + b, 0)
  let x = SIDE + (USABLE - sum) / 2
  return widths.map((width) => {
    x += width
    return x - width
  })
}

/** A table on as many pages as it takes; its TOTAL never stands alone. */
function putTable(pen: Pen, parent: Element, table: PrintedTable): void {
  const { columns, rows, total, titles, note } = table
  const section = pen.doc.struct('Sect')
  parent.add(section)
  const grid = gridOf(pen, table)
  const { size, widths } = grid
  const starts = startsOf(widths)
  const end = (starts.at(-1) as number) + (widths.at(-1) as number)
  let y = startPage(pen, section, titles)
  pen.doc.outline.addItem(table.name)
  const element = pen.doc.struct('Table')
  section.add(element)
  const head = pen.doc.struct('THead')
  element.add(head)
  y = putHeadings(pen, table, grid, y, head)
  head.end()
  const body = pen.doc.struct('TBody')
  element.add(body)
  const lines = total ? [...rows, total] : rows
  for (const [index, values] of lines.entries()) {
    const last = total !== undefined && index === rows.length
    const needed = total && index === rows.length - 1 ? 2 * grid.row : grid.row
    if (y + needed > BOTTOM) {
      pen.doc.addPage()
      decorate(pen, () =>
        pen.write(`${titles[0]} · ${titles[1]} (continúa)`, SIDE, TOP, {
          font: BOLD,
          size: 9,
          color: MUTED,
        }),
      )
      y = putHeadings(pen, table, grid, TOP + 16, undefined)
    }
    putLine(pen, row(pen, body), columns, values, { ...grid, starts, end, y, last, size })
    y += grid.row
  }
  body.end()
  element.end()
  if (note) {
    if (y + 12 > BOTTOM + 6) {
      pen.doc.addPage()
      y = TOP
    }
    say(section, pen, 'P', () =>
      pen.write(note, starts[0] as number, y + 5, { size: 7.5, color: MUTED }),
    )
  }
  section.end()
}

type Line = Grid & { starts: number[]; end: number; y: number; last: boolean }

function putLine(
  pen: Pen,
  line: Element,
  columns: readonly Column[],
  values: readonly Value[],
  { size, row: height, widths, starts, end, y, last }: Line,
): void {
  const font = last ? BOLD : REGULAR
  decorate(pen, () => {
    const first = starts[0] as number
    if (last) box(pen, first, y, end - first - 0.8, height, SAND)
    for (const [at, { local }] of columns.entries()) {
      if (local) box(pen, starts[at] as number, y, (widths[at] as number) - 0.8, height, PINK)
    }
    rule(pen, y + height, last ? ACCENT : RULE, last ? 0.8 : 0.4, first, end - 0.8)
  })
  const top = y + (height - size) / 2 + size * 0.06
  for (const [at, { kind }] of columns.entries()) {
    const value = values[at] ?? null
    const text = written(textOf(value, kind))
    const x = starts[at] as number
    const width = (widths[at] as number) - 0.8
    const measure = pen.widthOf(text, { font, size })
    const edge = columns.length > MATRIX_FROM ? 1.8 : kind === 'code' || kind === 'date' ? 0 : 7
    const left =
      kind === 'text'
        ? x + 3
        : kind === 'code' || kind === 'date'
          ? x + (width - measure) / 2
          : x + width - measure - edge
    const color = value === 0 && !last ? FAINT : INK
    line.add(
      pen.doc.struct(at === 0 ? 'TH' : 'TD', at === 0 ? scoped('Row') : {}, () => {
        if (text) pen.write(text, left, top, { font, size, color })
      }),
    )
  }
  line.end()
}

/** Numbers of the cover: the whole, and where it stands. */
function putCover(
  pen: Pen,
  parent: Element,
  sealed: SealedContent,
  digest: string,
  former: SealedContent | undefined,
  publicUrl: string,
): void {
  const { doc } = pen
  const { process, date, knownAsOf, tables } = sealed
  const section = doc.struct('Sect')
  parent.add(section)
  doc.addPage()
  doc.outline.addItem('Portada')
  decorate(pen, () => {
    box(pen, 0, 0, WIDTH, 178, ACCENT)
    box(pen, 0, 178, WIDTH, 4, '#b0781a')
  })
  say(section, pen, 'P', () =>
    pen.write(`PROCESO ELECTORAL ${process}`, SIDE + 12, 48, {
      font: BOLD,
      size: 10,
      color: '#cfe3d6',
    }),
  )
  say(section, pen, 'H1', () => {
    pen.write('Lista Nominal de Electores', SIDE + 12, 68, {
      font: BOLD,
      size: 27,
      color: '#ffffff',
    })
    pen.write('Residentes en el Extranjero', SIDE + 12, 99, {
      font: BOLD,
      size: 27,
      color: '#ffffff',
    })
  })
  say(section, pen, 'P', () =>
    pen.write(`Informe al ${words.date(date)}, 24:00 (hora del centro)`, SIDE + 12, 140, {
      size: 13,
      color: '#ffffff',
    }),
  )

  const review = tables.review.total
  const before = former?.tables.review.total
  const cards = REVIEW_COLUMNS.filter(({ key }) => key !== 'forAnalysis')
  const gap = 10
  const width = (USABLE - 24 - gap * (cards.length - 1)) / cards.length
  for (const [index, { title, key }] of cards.entries()) {
    const x = SIDE + 12 + index * (width + gap)
    const y = 206
    decorate(pen, () => {
      box(pen, x, y, width, 84, index === 0 ? SOFT : SAND)
      box(pen, x, y, width, 2.4, index === 0 ? ACCENT : (stateColor(key) ?? RULE))
    })
    const face = { font: BOLD, size: 7.4, color: MUTED }
    say(section, pen, 'P', () => {
      for (const [at, text] of pen.linesOf(title, width - 16, face).entries()) {
        pen.write(text, x + 9, y + 11 + at * 9, face)
      }
      pen.write(words.count(review[key]), x + 9, y + 38, { font: BOLD, size: 21 })
      if (former && before) {
        const change = review[key] - before[key]
        pen.write(
          `${textOf(change, 'difference')} desde el ${printedDate(former.date)}`,
          x + 9,
          y + 66,
          { size: 7.4, color: MUTED },
        )
      }
    })
  }
  putStates(pen, section, sealed, 312)

  say(section, pen, 'P', () =>
    pen.write(`${LEGEND}.`, SIDE + 12, 372, { font: BOLD, size: 11, color: OCHRE }),
  )
  const facts: [string, string, string?][] = [
    ['Corte', `${words.date(date)}, 24:00 (hora del centro): ${sealed.instant}`],
    ['Último movimiento contado', words.count(knownAsOf)],
    ['Comparado con', former ? `el corte al ${words.date(former.date)}` : 'ninguno: es el primero'],
    ['SHA-256 del contenido', digest, 'Courier'],
    ['Cómo verificarlo', `${publicUrl}/tablero/cortes/${date}`, 'Courier'],
  ]
  let y = 402
  for (const [name, value, font] of facts) {
    say(section, pen, 'P', () => {
      pen.write(name, SIDE + 12, y, { font: BOLD, size: 9 })
      pen.write(value, SIDE + 160, y, { size: 9, ...(font && { font }) })
    })
    y += 17
  }
  section.end()
}

const SHARES = ['complies', 'subsane', 'inAnalysis', 'inadmissible', 'initialCheck'] as const

const stateColor = (key: string): string | undefined =>
  STATES[SHARES.indexOf(key as (typeof SHARES)[number])]

/** The states as parts of one bar. */
function putStates(pen: Pen, parent: Element, { tables }: SealedContent, y: number): void {
  const { doc } = pen
  const { total } = tables.review
  if (total.received === 0) return
  const labels = new Map(REVIEW_COLUMNS.map(({ key, title }) => [key, title]))
  const parts = SHARES.filter((key) => total[key] > 0).map((key) => ({
    key,
    label: `${labels.get(key)} ${words.percent(total[key] / total.received)}`,
  }))
  const alt = `Estado de las solicitudes: ${parts.map(({ label }) => label).join(', ')}`
  parent.add(
    doc.struct('Figure', { alt, bbox: [SIDE, y, SIDE + USABLE, y + 40] } as object, () => {
      const width = USABLE - 24
      let x = SIDE + 12
      for (const { key } of parts) {
        const share = (width * total[key]) / total.received
        box(pen, x, y, Math.max(share - 1, 0.6), 16, stateColor(key) as string)
        x += share
      }
      x = SIDE + 12
      for (const { key, label } of parts) {
        box(pen, x, y + 24, 8, 8, stateColor(key) as string)
        const text = `${label.charAt(0)}${label.slice(1).toLowerCase()}`
        pen.write(written(text), x + 12, y + 24, { size: 8, color: MUTED })
        x += 12 + pen.widthOf(text, { size: 8 }) + 18
      }
    }),
  )
}

/** A round step so that an axis has some five marks. */
function stepOf(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1)))
  const step = [0.2, 0.5, 1, 2].find((part) => highest / (part * power) <= 6) ?? 2
  return Math.max(1, step * power)
}

/** Days as bars, months below, and both cut-offs marked. */
function putDays(
  pen: Pen,
  parent: Element,
  sealed: SealedContent,
  former: SealedContent | undefined,
): void {
  const { doc } = pen
  const { rows } = sealed.tables.daily
  const section = doc.struct('Sect')
  parent.add(section)
  startPage(pen, section, daily(sealed.tables.daily).titles)
  doc.outline.addItem('Registro diario')
  const highest = rows.reduce((best, one) => (one.received > best.received ? one : best), {
    date: sealed.date,
    received: 0,
  })
  const recent = rows.filter(({ date }) => former === undefined || date > former.date)
  const sum = recent.reduce((all, { received }) => all + received, 0)
  const finding =
    rows.length === 0
      ? 'No hay solicitudes.'
      : `El día con más solicitudes fue el ${words.date(highest.date)}, con ${words.count(highest.received)}.${
          former
            ? ` Desde el corte anterior se recibieron ${words.count(sum)} en ${words.count(recent.length)} días.`
            : ''
        }`
  say(section, pen, 'P', () => pen.write(finding, SIDE, TOP + 26, { size: 10 }))
  const left = SIDE + 34
  const right = SIDE + USABLE
  const top = TOP + 66
  const base = BOTTOM - 40
  const step = stepOf(highest.received)
  const peak = Math.ceil(Math.max(highest.received, 1) / step) * step
  const heightOf = (n: number): number => ((base - top) * n) / peak
  const slot = (right - left) / Math.max(rows.length, 1)
  const bbox = [SIDE, top - 14, right, base + 30]
  section.add(
    doc.struct(
      'Figure',
      { alt: `Barras de solicitudes por día. ${finding}`, bbox } as object,
      () => {
        for (let mark = 0; mark <= peak; mark += step) {
          const y = base - heightOf(mark)
          rule(pen, y, mark === 0 ? MUTED : RULE, mark === 0 ? 0.8 : 0.5, left, right)
          const text = words.count(mark)
          pen.write(text, left - 6 - pen.widthOf(text, { size: 8 }), y - 4, {
            size: 8,
            color: MUTED,
          })
        }
        for (const [index, { date, received }] of rows.entries()) {
          const x = left + index * slot
          const isNew = former !== undefined && date > former.date
          box(
            pen,
            x + slot * 0.12,
            base - heightOf(received),
            slot * 0.76,
            heightOf(received),
            isNew ? ACCENT : '#69a181',
          )
          const day = Number(date.slice(8))
          if (day === 1 || day === 15) {
            doc
              .moveTo(x + slot / 2, base)
              .lineTo(x + slot / 2, base + 4)
              .lineWidth(0.6)
              .strokeColor(MUTED)
              .stroke()
            const text = words.shortDate(date)
            pen.write(text, x + slot / 2 - pen.widthOf(text, { size: 8 }) / 2, base + 7, {
              size: 8,
              color: MUTED,
            })
          }
          if (date === sealed.date || date === former?.date) {
            doc
              .moveTo(x + slot, top - 4)
              .lineTo(x + slot, base)
              .lineWidth(0.8)
              .dash(2, { space: 2 })
              .strokeColor(OCHRE)
              .stroke()
              .undash()
            const text = `Corte ${printedDate(date)}`
            const face = { font: BOLD, size: 8, color: OCHRE }
            pen.write(text, x + slot - pen.widthOf(text, face), top - 15, face)
          }
        }
      },
    ),
  )
  if (former) {
    decorate(pen, () => {
      box(pen, left, BOTTOM - 12, 8, 8, ACCENT)
      box(pen, left + 150, BOTTOM - 12, 8, 8, '#69a181')
    })
    say(section, pen, 'P', () => {
      const face = { size: 8, color: MUTED }
      pen.write('Desde el corte anterior', left + 12, BOTTOM - 12, face)
      pen.write('Hasta el corte anterior', left + 162, BOTTOM - 12, face)
    })
  }
  section.end()
}

/** What a reader does who does not want to believe. */
function putVerification(
  pen: Pen,
  parent: Element,
  sealed: SealedContent,
  digest: string,
  publicUrl: string,
): void {
  const { doc } = pen
  const { date } = sealed
  const section = doc.struct('Sect')
  parent.add(section)
  let y = startPage(pen, section, ['CÓMO VERIFICAR ESTE INFORME', '']) + 8
  doc.outline.addItem('Cómo verificar')
  const head = digest.slice(0, 8)
  const paragraphs: { text: string; font?: string }[] = [
    {
      text: `Este informe se hizo una sola vez, al sellar el corte, a partir de su contenido sellado y del corte anterior. Cualquiera puede comprobar, sin confiar en quien lo publica, que este archivo es el que se selló y que sus cifras son las del contenido.`,
    },
    {
      text: `1. Descargue el archivo sellado (corte_${date}_${head}.lne.json), que trae el contenido, el manifiesto y su firma: con una sesión, de ${publicUrl}/tablero/cortes/${date}; con un token, de ${publicUrl}/v1/cutoffs/${date}/report.`,
    },
    {
      text: `2. Descargue las claves públicas (${publicUrl}/.well-known/jwks.json), y tome la huella de la clave de donde el INE la publique fuera de este servicio: quien pudiera cambiar un corte podría cambiar también las claves que el servicio da.`,
    },
    {
      text: '3. Con el verificador (cutoff.html en un navegador, o cutoff.mjs con Node; ambos sin red) compruebe la firma Ed25519 del manifiesto con esa huella, y que los SHA-256 del manifiesto sean los de los archivos que tiene.',
    },
    {
      text: `4. El manifiesto nombra este archivo (informe_${date}_${head}.pdf) con su tamaño y su SHA-256, y el contenido del que se hizo, cuyo SHA-256 es:`,
    },
    { text: digest, font: 'Courier-Bold' },
    {
      text: '5. El manifiesto nombra también el corte sellado antes que éste: quien conserve uno nota cualquier cambio en los anteriores.',
    },
    {
      text: `Las mismas cifras, con fórmulas y en forma larga para tablas dinámicas, están en el libro informe_${date}_${head}.xlsx; las tablas completas, en CSV y JSON.`,
    },
  ]
  for (const { text, font } of paragraphs) {
    const face = { size: 10.5, ...(font && { font }) }
    say(section, pen, 'P', () => {
      for (const line of pen.linesOf(text, 560, face)) {
        pen.write(line, SIDE, y, face)
        y += 15
      }
    })
    y += 8
  }
  section.end()
}

/** Page n of m, with what it is a page of. */
function putFooters(pen: Pen, foot: string, head: string | undefined, headFrom: number): void {
  const { doc } = pen
  const { start, count } = doc.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    doc.switchToPage(start + index)
    doc.markContent('Artifact', { type: 'Pagination' })
    const face = { size: 7.5, color: MUTED }
    if (head !== undefined && index >= headFrom) {
      pen.write(head, SIDE, 28, face)
      const legend = LEGEND
      pen.write(legend, WIDTH - SIDE - pen.widthOf(legend, face), 28, face)
      rule(pen, 40, RULE, 0.6)
    }
    rule(pen, HEIGHT - 34, RULE, 0.6)
    pen.write(foot, SIDE, HEIGHT - 27, face)
    const page = `Página ${index + 1} de ${count}`
    pen.write(page, WIDTH - SIDE - pen.widthOf(page, face), HEIGHT - 27, face)
    doc.endMarkedContent()
  }
}

/** A document, and its bytes once what is put into it has been put. */
async function document(
  { title, keywords, at }: { title: string; keywords: string; at: string | undefined },
  put: (pen: Pen, root: Element) => void,
): Promise<Buffer> {
  const time = at === undefined ? undefined : new Date(at)
  const doc = new PDFDocument({
    size: 'LETTER',
    layout: 'landscape',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'es-MX',
    displayTitle: true,
    info: {
      Title: title,
      Author: 'LNE-Extranjero',
      Subject: LEGEND,
      Keywords: keywords,
      ...(time && { CreationDate: time, ModDate: time }),
    },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  put(penOf(doc), root)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

/**
 * The report of a sealed cut-off as PDF.
 *
 * @param former the sealed cut-off before it by date: without one, nothing is compared
 * @param publicUrl where the service is reached: without it, addresses are paths
 */
export const pdfOf = (
  sealed: SealedContent,
  digest: string,
  former: SealedContent | undefined,
  publicUrl = '',
): Promise<Buffer> =>
  document(
    {
      title: `LNE-Extranjero: informe al ${words.date(sealed.date)}`,
      keywords: digest,
      at: sealed.instant,
    },
    (pen, root) => {
      const { process, date, tables } = sealed
      putCover(pen, root, sealed, digest, former, publicUrl)
      putTable(pen, root, received(tables.entities))
      putTable(pen, root, complying(tables.entitiesComplying))
      putTable(pen, root, review(tables.review))
      putDays(pen, root, sealed, former)
      putTable(pen, root, receivedByCountry(tables.countries))
      putTable(pen, root, countryByEntity(tables.countryEntity))
      if (former) putTable(pen, root, comparison(sealed, former))
      putTable(pen, root, reasons(tables.reasons))
      putVerification(pen, root, sealed, digest, publicUrl)
      root.end()
      const head = `LNE-Extranjero · ${process} · Corte al ${printedDate(date)}`
      putFooters(pen, `SHA-256 del contenido: ${digest}`, head, 1)
    },
  )

/** One table as PDF, with what its figures are of at the foot of every page. */
export const reportPdf = (name: ReportName, report: Subject): Promise<Buffer> => {
  const table = printed(name, report)
  return document(
    { title: `LNE-Extranjero: ${table.name}`, keywords: name, at: report.asOf },
    (pen, root) => {
      putTable(pen, root, table)
      root.end()
      putFooters(pen, subjectOf(report), 'LNE-Extranjero', 0)
    },
  )
}
