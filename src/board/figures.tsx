/**
 * The figures of the board: each with its finding in one sentence, its drawing, and the table that
 * both were made from. A figure without anything to show is absent.
 */
import type { VNode } from 'preact'
import { SMALLEST_GROUP } from '../access/policy.ts'
import type { ReasonFigures, ReviewCounts } from '../aggregates/schemas.ts'
import { lastEndedDay } from '../platform/calendar.ts'
import type { Durations } from '../review-reports/schemas.ts'
import {
  type Classes,
  CumulativeLine,
  DailyBars,
  type Day,
  DotRows,
  MatrixTiles,
  MexicoMap,
  type Segment,
  ShareBars,
  StackedRows,
  WorldMap,
} from './charts.tsx'
import type { Board, Comparison } from './service.ts'
import { STATUS_WORDS, type Words } from './words.ts'

export type Cell = string | number | null
export type Column = {
  label: string
  /** A label is a text of the catalogues, which are in Spanish. */
  kind: 'text' | 'label' | 'count' | 'difference' | 'percent' | 'age' | 'date'
}
export type Table = { columns: Column[]; rows: Cell[][]; total?: Cell[] }

export type Figure = {
  id: string
  title: string
  finding: string
  /** A label of the catalogues in the finding that is no proper name. */
  quoted?: string
  drawing: VNode
  table: Table
  /** Where it comes from, or how it is to be read. */
  note?: string
  /** What the drawing by itself leaves out, where a page shows all. */
  partial?: string
}

/** Columns of a row of the review, in the order in which they are stacked, with their colours. */
const STANDINGS = [
  ['complies', 'COMPLIES', 'cu'],
  ['inAnalysis', 'IN_ANALYSIS', 'an'],
  ['subsane', 'SUBSANE', 'su'],
  ['initialCheck', 'INITIAL_CHECK', 're'],
  ['inadmissible', 'INADMISSIBLE', 'im'],
] as const

/** The states of a row of the review as segments of a stacked bar, in the order of their list. */
export const standingsOf = (counts: ReviewCounts, words: Words): Segment[] =>
  STANDINGS.map(([key, status, kind]) => ({
    kind,
    label: words.say(...STATUS_WORDS[status]),
    value: counts[key],
  }))

/** No country that is known: `ZZ` is of the published tables, whose rows add up to less. */
const UNPUBLISHED = 'ZZ'

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const column = (label: string, kind: Column['kind'] = 'count'): Column => ({ label, kind })

/** Where requests stand: 51,185 → 51,167 → 43,444 + 464 + 7,259. */
function progress({ standing }: Board, words: Words): Figure | undefined {
  const { total } = standing
  if (total.received === 0) return undefined
  const { say, count, percent } = words
  const segments = standingsOf(total, words)
  const judged = total.complies + total.inadmissible
  return {
    id: 'avance',
    title: say('Avance de la revisión', 'Progress of the review'),
    finding: say(
      `Cumplen ${count(total.complies)} de ${count(total.received)} solicitudes recibidas (${percent(shareOf(total.complies, total.received))}); ${count(total.received - judged)} esperan una decisión.`,
      `${count(total.complies)} of ${count(total.received)} requests comply (${percent(shareOf(total.complies, total.received))}); ${count(total.received - judged)} await a decision.`,
    ),
    drawing: <Progress segments={segments} words={words} title={say('Avance', 'Progress')} />,
    table: {
      columns: [
        column(say('Situación', 'Standing'), 'text'),
        column(say('Solicitudes', 'Requests')),
        column(say('De las recibidas', 'Of those received'), 'percent'),
      ],
      rows: segments.map(({ label, value }) => [label, value, shareOf(value, total.received)]),
      total: [say('Recibidas', 'Received'), total.received, 1],
    },
  }
}

const Progress = (props: { segments: Segment[]; words: Words; title: string }): VNode => (
  <ShareBars
    label={props.title}
    groups={[{ name: props.title, segments: props.segments }]}
    words={props.words}
  />
)

/**
 * Every day from the first to the last, with those on which nothing came. A day that has not ended has
 * no mean: its first minutes would look like a fall.
 */
function daysOf({ tables, cutDate }: Board): Day[] {
  const rows = tables.daily?.rows ?? []
  const [first] = rows
  if (!first) return []
  const last = rows.at(-1)?.date ?? first.date
  const received = new Map(rows.map((row) => [row.date, row.received]))
  const days: Day[] = []
  let cumulative = 0
  const end = last > cutDate ? last : cutDate
  for (let at = Date.parse(first.date); at <= Date.parse(end); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const count = received.get(date) ?? 0
    cumulative += count
    days.push({ date, received: count, mean: null, cumulative })
  }
  return days.map((day, index) => {
    const before = days[index - 7]?.cumulative ?? 0
    const isWhole = day.date <= cutDate
    return index < 6 || !isWhole ? day : { ...day, mean: (day.cumulative - before) / 7 }
  })
}

const cutsOf = ({ sealed, cutDate }: Board): string[] =>
  sealed
    .map(({ date }) => date)
    .filter((date) => date <= cutDate)
    .reverse()

function daily(board: Board, words: Words): Figure | undefined {
  const days = daysOf(board)
  const top = days.reduce((best, day) => (day.received > best.received ? day : best), {
    received: 0,
    date: '',
  })
  if (top.received === 0) return undefined
  const { say, count } = words
  const mean = days.findLast((day) => day.date <= board.cutDate)?.mean ?? null
  const lately =
    mean === null
      ? ''
      : say(
          `; en los últimos siete días completos llegaron ${count(Math.round(mean))} diarios en promedio`,
          `; over the last seven whole days ${count(Math.round(mean))} came daily on average`,
        )
  return {
    id: 'diario',
    title: say('Registros por día', 'Registrations by day'),
    finding: say(
      `El día con más registros fue el ${words.date(top.date)}, con ${count(top.received)}${lately}.`,
      `The busiest day was ${words.date(top.date)}, with ${count(top.received)}${lately}.`,
    ),
    drawing: (
      <DailyBars
        label={say('Registros por día', 'Registrations by day')}
        days={days}
        cuts={cutsOf(board).filter((date) => date >= (days[0]?.date ?? ''))}
        words={words}
      />
    ),
    note: say(
      'Línea: promedio de siete días completos. Líneas punteadas: cortes.',
      'Line: mean of seven whole days. Dashed rules: cut-offs.',
    ),
    table: {
      columns: [
        column(say('Fecha', 'Date'), 'date'),
        column(say('Registros', 'Registrations')),
        column(say('Acumulado', 'Cumulative')),
      ],
      rows: days.map(({ date, received, cumulative }) => [date, received, cumulative]),
    },
  }
}

function cumulative(board: Board, words: Words): Figure | undefined {
  const days = daysOf(board)
  const last = days.at(-1)
  if (!last || last.cumulative === 0) return undefined
  const { say, count } = words
  const { closesAt } = board.process
  const closesOn = lastEndedDay(closesAt)
  // Of the figures' moment, whatever day a filter leaves last; a day that has begun is still one.
  const left = Math.ceil((Date.parse(closesAt) - Date.parse(board.asOf)) / 86_400_000)
  const cuts = cutsOf(board)
  const known = new Map(days.map((day) => [day.date, day.cumulative]))
  const marks = [...new Set([...cuts.filter((date) => known.has(date)), last.date])]
  const when =
    left > 0
      ? say(
          `${left === 1 ? 'falta 1 día' : `faltan ${count(left)} días`} para el cierre del registro, al terminar el ${words.date(closesOn)}`,
          `registration closes in ${left === 1 ? '1 day' : `${count(left)} days`}, at the end of ${words.date(closesOn)}`,
        )
      : say(
          `el registro cerró el ${words.date(closesOn)}`,
          `registration closed on ${words.date(closesOn)}`,
        )
  return {
    id: 'acumulado',
    title: say('Acumulado hasta el cierre', 'Cumulative, up to the closing'),
    finding: say(
      `Se acumulan ${count(last.cumulative)} solicitudes; ${when}.`,
      `${count(last.cumulative)} requests so far; ${when}.`,
    ),
    drawing: (
      <CumulativeLine
        label={say('Solicitudes acumuladas', 'Cumulative requests')}
        days={days}
        cuts={cuts}
        closesOn={closesOn}
        words={words}
      />
    ),
    table: {
      columns: [column(say('Al', 'As of'), 'date'), column(say('Acumulado', 'Cumulative'))],
      rows: marks.map((date) => [date, known.get(date) ?? 0]),
    },
  }
}

function entities(board: Board, words: Words): Figure | undefined {
  if (board.filter.entity) return undefined
  const { say, percent } = words
  const { rows, total } = board.tables.review
  const sorted = [...rows].sort((a, b) => b.received - a.received)
  const [first] = sorted
  if (!first || total.received === 0) return undefined
  const five = sorted.slice(0, 5).reduce((sum, { received }) => sum + received, 0)
  const segments = standingsOf(total, words)
  const shown = segments.filter(({ value }) => value > 0)
  const title = say('Entidades por situación', 'Entities by standing')
  return {
    id: 'entidades',
    title,
    finding: say(
      `${first.label} concentra ${percent(shareOf(first.received, total.received))} de las solicitudes, y las cinco primeras entidades ${percent(shareOf(five, total.received))}.`,
      `${first.label} has ${percent(shareOf(first.received, total.received))} of the requests, and the first five entities ${percent(shareOf(five, total.received))}.`,
    ),
    drawing: (
      <StackedRows
        label={title}
        legend={shown}
        isShare={board.isShare}
        rows={sorted.map((row) => ({
          name: row.label,
          total: row.received,
          segments: standingsOf(row, words),
        }))}
        words={words}
      />
    ),
    table: {
      columns: [
        column(say('Entidad', 'Entity'), 'label'),
        column(say('Recibidas', 'Received')),
        ...segments.map(({ label }) => column(label)),
      ],
      rows: rows.map((row) => [
        row.label,
        row.received,
        ...standingsOf(row, words).map(({ value }) => value),
      ]),
      total: ['TOTAL', total.received, ...segments.map(({ value }) => value)],
    },
  }
}

function shares(board: Board, words: Words): Figure | undefined {
  const { total } = board.tables.panorama
  if (total.total === 0) return undefined
  const { say, percent } = words
  const some = (segments: Segment[]): Segment[] =>
    segments.filter(({ value, kind }) => value > 0 || kind !== 'p3')
  const groups = [
    {
      name: say('Modalidad de voto', 'Voting modality'),
      segments: some([
        {
          kind: 'p1',
          label: say('Electrónica por internet', 'By internet'),
          value: total.modality.ELECTRONIC,
        },
        { kind: 'p2', label: say('Postal', 'By post'), value: total.modality.POSTAL },
        { kind: 'p4', label: say('Presencial', 'In person'), value: total.modality.IN_PERSON },
      ]),
    },
    {
      name: say('Medio de registro', 'Medium'),
      segments: some([
        { kind: 'p1', label: 'SRVE', value: total.medium.SRVE },
        { kind: 'p2', label: 'INETEL', value: total.medium.INETEL },
        { kind: 'p3', label: say('De oficio', 'Ex officio'), value: total.medium.EX_OFFICIO },
      ]),
    },
    {
      name: say('Credencial expedida', 'Card issued'),
      segments: [
        { kind: 'p1', label: say('En el extranjero', 'Abroad'), value: total.credentialType.CPVE },
        {
          kind: 'p2',
          label: say('En territorio nacional', 'In Mexico'),
          value: total.credentialType.CPV,
        },
      ],
    },
    {
      name: say('Sexo', 'Sex'),
      segments: some([
        { kind: 'p1', label: say('Hombres', 'Men'), value: total.sex.H },
        { kind: 'p2', label: say('Mujeres', 'Women'), value: total.sex.M },
        { kind: 'p3', label: 'X', value: total.sex.X },
      ]),
    },
  ]
  const title = say('Cómo se registran', 'How they register')
  return {
    id: 'proporciones',
    title,
    finding: say(
      `${percent(shareOf(total.modality.ELECTRONIC, total.total))} elige votar por internet; ${percent(shareOf(total.credentialType.CPVE, total.total))} tiene una credencial expedida en el extranjero.`,
      `${percent(shareOf(total.modality.ELECTRONIC, total.total))} choose to vote by internet; ${percent(shareOf(total.credentialType.CPVE, total.total))} hold a card issued abroad.`,
    ),
    drawing: <ShareBars label={title} groups={groups} words={words} />,
    table: {
      columns: [
        column(say('Grupo', 'Group'), 'text'),
        column(say('Valor', 'Value'), 'text'),
        column(say('Solicitudes', 'Requests')),
        column(say('Proporción', 'Share'), 'percent'),
      ],
      rows: groups.flatMap(({ name, segments }) =>
        segments.map(({ label, value }) => [name, label, value, shareOf(value, total.total)]),
      ),
    },
  }
}

/** Classes by powers of ten: one country holds most, and equal steps would flatten the rest. */
const POWERS: Classes = {
  from: [1, 10, 100, 1_000, 10_000],
}

/** Five classes with about as many entities each, from round numbers. */
function classesOf(values: number[]): Classes {
  const some = values.filter((value) => value > 0).sort((a, b) => a - b)
  const roundDown = (n: number): number => {
    const step = 10 ** Math.max(Math.floor(Math.log10(Math.max(n, 1))) - 1, 0) * (n >= 100 ? 5 : 1)
    return Math.max(Math.floor(n / step) * step, 1)
  }
  const limits = [0.2, 0.4, 0.6, 0.8].map((q) => roundDown(some[Math.floor(q * some.length)] ?? 1))
  return { from: [...new Set([1, ...limits])] }
}

function mexico(board: Board, words: Words): Figure | undefined {
  if (board.filter.entity) return undefined
  const { say, count } = words
  const { rows, total } = board.tables.panorama
  if (total.total === 0) return undefined
  const sorted = [...rows].sort((a, b) => b.total - a.total)
  const [first, second, third] = sorted
  const title = say('Entidades en el mapa', 'Entities on the map')
  return {
    id: 'mapa-mexico',
    title,
    finding: say(
      `Las solicitudes son sobre todo de ${first?.label} (${count(first?.total ?? 0)}), ${second?.label} (${count(second?.total ?? 0)}) y ${third?.label} (${count(third?.total ?? 0)}).`,
      `Most requests are from ${first?.label} (${count(first?.total ?? 0)}), ${second?.label} (${count(second?.total ?? 0)}) and ${third?.label} (${count(third?.total ?? 0)}).`,
    ),
    drawing: (
      <MexicoMap
        label={title}
        counts={new Map(rows.map((row) => [row.entity, { name: row.label, total: row.total }]))}
        classes={classesOf(rows.map((row) => row.total))}
        words={words}
      />
    ),
    table: {
      columns: [
        column(say('Entidad', 'Entity'), 'label'),
        column(say('Solicitudes', 'Requests')),
        column(say('Proporción', 'Share'), 'percent'),
      ],
      rows: rows.map((row) => [row.label, row.total, shareOf(row.total, total.total)]),
      total: ['TOTAL', total.total, 1],
    },
    note: say('Mapa: MapSVG, CC BY 4.0.', 'Map: MapSVG, CC BY 4.0.'),
  }
}

function world(board: Board, words: Words): Figure | undefined {
  if (board.filter.country) return undefined
  const { say, count, percent } = words
  const { rows, total } = board.tables.byCountry
  const known = rows.filter(({ country }) => country !== UNPUBLISHED)
  const [first] = known
  if (!first) return undefined
  const single = known.filter((row) => row.total === 1).length
  const title = say('Países en el mapa', 'Countries on the map')
  return {
    id: 'mapa-mundo',
    title,
    finding: say(
      `Hay solicitudes desde ${count(known.length)} países; ${first.label} reúne ${percent(shareOf(first.total, total.total))} y ${count(single)} tienen una sola.`,
      `Requests come from ${count(known.length)} countries; ${first.label} has ${percent(shareOf(first.total, total.total))} and ${count(single)} have a single one.`,
    ),
    drawing: (
      <WorldMap
        label={title}
        counts={new Map(rows.map((row) => [row.country, { name: row.label, total: row.total }]))}
        classes={POWERS}
        words={words}
      />
    ),
    table: {
      columns: [
        column(say('País', 'Country'), 'label'),
        column(say('Solicitudes', 'Requests')),
        column(say('Proporción', 'Share'), 'percent'),
      ],
      rows: rows.map((row) => [row.label, row.total, shareOf(row.total, total.total)]),
      total: ['TOTAL', total.total, 1],
    },
    note: say(
      'Mapa: Natural Earth. Los círculos son lugares sin área a esta escala; la Guayana Francesa toma el color de Francia.',
      'Map: Natural Earth. Circles are places without an area at this scale; French Guiana takes the colour of France.',
    ),
  }
}

/** How many countries the dots show: the rest is in the table. */
const COUNTRIES_SHOWN = 20

function countryDots(board: Board, words: Words): Figure | undefined {
  if (board.filter.country) return undefined
  const { say, count, percent } = words
  const { rows, total } = board.tables.byCountry
  const shown = rows.filter(({ country }) => country !== UNPUBLISHED).slice(0, COUNTRIES_SHOWN)
  if (shown.length === 0) return undefined
  const rest = total.total - shown.reduce((sum, row) => sum + row.total, 0)
  const title = say('Países con más solicitudes', 'Countries with most requests')
  return {
    id: 'paises',
    title,
    finding:
      rest > 0
        ? say(
            `Los ${count(shown.length)} países con más solicitudes suman ${percent(shareOf(total.total - rest, total.total))}; los demás, ${count(rest)}.`,
            `The ${count(shown.length)} countries with most requests have ${percent(shareOf(total.total - rest, total.total))}; all others, ${count(rest)}.`,
          )
        : say(
            `Las solicitudes vienen de ${count(shown.length)} países.`,
            `Requests come from ${count(shown.length)} countries.`,
          ),
    drawing: (
      <DotRows
        label={title}
        rows={shown.map((row) => ({
          name: row.label,
          value: row.total,
          text: count(row.total),
        }))}
        isLogarithmic
        lang={words.labels}
      />
    ),
    note: say(
      'Escala logarítmica: cada paso igual multiplica por lo mismo.',
      'Logarithmic scale: equal steps multiply by the same.',
    ),
    table: {
      columns: [
        column(say('País', 'Country'), 'label'),
        column(say('Solicitudes', 'Requests')),
        column(say('Edad promedio', 'Mean age'), 'age'),
      ],
      rows: shown.map((row) => [row.label, row.total, row.averageAge?.value ?? null]),
    },
  }
}

function ages(board: Board, words: Words): Figure | undefined {
  if (board.filter.entity) return undefined
  const { say, age } = words
  const { rows, total } = board.tables.panorama
  const known = rows.flatMap((row) =>
    row.averageAge && row.averageAge.value !== null
      ? [{ label: row.label, value: row.averageAge.value, n: row.averageAge.n }]
      : [],
  )
  const sorted = known.sort((a, b) => b.value - a.value)
  const [oldest, youngest] = [sorted[0], sorted.at(-1)]
  const mean = total.averageAge?.value
  if (!oldest || !youngest || mean === null || mean === undefined) return undefined
  const title = say('Edad promedio por entidad', 'Mean age by entity')
  return {
    id: 'edad',
    title,
    finding: say(
      `La edad promedio es de ${age(mean)} años: de ${age(youngest.value)} en ${youngest.label} a ${age(oldest.value)} en ${oldest.label}.`,
      `The mean age is ${age(mean)}: from ${age(youngest.value)} in ${youngest.label} to ${age(oldest.value)} in ${oldest.label}.`,
    ),
    drawing: (
      <DotRows
        label={title}
        rows={sorted.map(({ label, value }) => ({ name: label, value, text: age(value) }))}
        reference={{ value: mean, label: say(`promedio ${age(mean)}`, `mean ${age(mean)}`) }}
        lang={words.labels}
      />
    ),
    table: {
      columns: [
        column(say('Entidad', 'Entity'), 'label'),
        column(say('Edad promedio', 'Mean age'), 'age'),
        column(say('Personas', 'People')),
      ],
      rows: sorted.map(({ label, value, n }) => [label, value, n]),
      total: ['TOTAL', mean, total.averageAge?.n ?? 0],
    },
  }
}

/** Classes of the cells of country by entity: 0, 1–9, 10–99, 100–999, 1,000 and more. */
export const CELL_CLASSES: Classes = { from: [1, 10, 100, 1_000] }
/** What the legend says of those classes. */
export const CELL_LABELS = ['0', '1–9', '10–99', '100–999', '≥ 1,000']

/** How many countries the drawing of cells shows: a page shows all in a table. */
const CELL_ROWS_DRAWN = 40

function matrix(board: Board, words: Words): Figure | undefined {
  const { say, count, percent } = words
  const { columns, rows, total } = board.tables.matrix
  if (total.total === 0) return undefined
  const label = new Map(board.entities.map((entity) => [entity.code, entity.label]))
  let top = { total: 0, country: '', entity: '' }
  let empty = 0
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cell.total === 0) empty += 1
      if (cell.total > top.total) {
        top = { total: cell.total, country: row.label, entity: label.get(cell.entity) ?? '' }
      }
    }
  }
  const cells = rows.length * columns.length
  const drawn = rows.slice(0, CELL_ROWS_DRAWN)
  const title = say('País de residencia por entidad', 'Country of residence by entity')
  const zeros =
    columns.length > 1
      ? say(
          `; ${percent(shareOf(empty, cells))} de las ${count(cells)} casillas está en cero`,
          `; ${percent(shareOf(empty, cells))} of the ${count(cells)} cells are zero`,
        )
      : ''
  return {
    id: 'pais-entidad',
    title,
    finding: say(
      `La mayor coincidencia es ${top.entity} desde ${top.country}, con ${count(top.total)}${zeros}.`,
      `The largest cell is ${top.entity} from ${top.country}, with ${count(top.total)}${zeros}.`,
    ),
    drawing: (
      <MatrixTiles
        label={title}
        columns={columns.map(({ abbreviation, localVote }) => ({
          name: abbreviation,
          isLocal: localVote,
        }))}
        rows={drawn.map((row) => ({
          name: row.label.length > 18 ? `${row.label.slice(0, 17)}…` : row.label,
          cells: row.cells.map((cell) => cell.total),
        }))}
        classes={CELL_CLASSES}
        legend={[
          ...CELL_LABELS.map((name, index) => ({ kind: `k${index}`, label: name, value: 1 })),
          { kind: 'l', label: say('elección local', 'local election'), value: 1 },
        ]}
        words={words}
      />
    ),
    partial:
      drawn.length < rows.length
        ? say(
            `Los ${count(drawn.length)} países con más solicitudes, de ${count(rows.length)}.`,
            `The ${count(drawn.length)} countries with most requests, of ${count(rows.length)}.`,
          )
        : undefined,
    note: say(
      'En rosa, las entidades con elección local con voto desde el extranjero.',
      'In pink, entities with a local election with votes from abroad.',
    ),
    table: {
      columns: [
        column(say('País', 'Country'), 'label'),
        column('Total'),
        ...columns.map(({ abbreviation }) => column(abbreviation)),
      ],
      rows: rows.map((row) => [row.label, row.total, ...row.cells.map((cell) => cell.total)]),
      total: ['TOTAL', total.total, ...total.cells.map((cell) => cell.total)],
    },
  }
}

/** The figures of a board by the name that stands in their address. */
export const BOARD_FIGURES = {
  avance: progress,
  diario: daily,
  acumulado: cumulative,
  entidades: entities,
  proporciones: shares,
  paises: countryDots,
  'pais-entidad': matrix,
  'mapa-mexico': mexico,
  'mapa-mundo': world,
  edad: ages,
} as const satisfies Record<string, (board: Board, words: Words) => Figure | undefined>
export type BoardFigure = keyof typeof BOARD_FIGURES

/** Two cut-offs by entity. */
export function comparisonFigure(comparison: Comparison, words: Words): Figure {
  const { say, difference, percent } = words
  const { rows, total, from, to } = comparison
  const changed = ({ before, after }: (typeof rows)[0]): number => Math.abs(after - before)
  const grown = [...rows].sort((a, b) => changed(b) - changed(a))[0]
  const step = total.after - total.before
  const title = say('Dos cortes por entidad', 'Two cut-offs by entity')
  const change = (before: number, after: number): number | null =>
    before === 0 ? null : (after - before) / before
  return {
    id: 'comparacion',
    title,
    finding: say(
      `Del ${words.date(from.date)} al ${words.date(to.date)} hay ${difference(step)} solicitudes (${percent(change(total.before, total.after) ?? 0)}); la entidad que más cambia es ${grown?.label}, con ${difference((grown?.after ?? 0) - (grown?.before ?? 0))}.`,
      `From ${words.date(from.date)} to ${words.date(to.date)} there are ${difference(step)} requests (${percent(change(total.before, total.after) ?? 0)}); ${grown?.label} changes most, with ${difference((grown?.after ?? 0) - (grown?.before ?? 0))}.`,
    ),
    drawing: (
      <DotRows
        label={title}
        rows={[...rows]
          .sort((a, b) => b.after - a.after)
          .map(({ label, before, after }) => ({
            name: label,
            value: after,
            before,
            text: difference(after - before),
          }))}
        ends={[words.shortDate(from.date), words.shortDate(to.date)]}
        isLogarithmic
        lang={words.labels}
      />
    ),
    note: say(
      'Escala logarítmica: cada paso igual multiplica por lo mismo.',
      'Logarithmic scale: equal steps multiply by the same.',
    ),
    table: {
      columns: [
        column(say('Entidad', 'Entity'), 'label'),
        column(words.shortDate(from.date)),
        column(words.shortDate(to.date)),
        column(say('Diferencia', 'Difference'), 'difference'),
        column('%', 'percent'),
      ],
      rows: rows.map(({ label, before, after }) => [
        label,
        before,
        after,
        after - before,
        change(before, after),
      ]),
      total: ['TOTAL', total.before, total.after, step, change(total.before, total.after)],
    },
  }
}

/** Grounds of corrections and of what is inadmissible; of a sealed cut-off where they are told so. */
export function reasonsFigure(
  reasons: ReasonFigures,
  words: Words,
  ofCutoff?: string,
): Figure | undefined {
  const { say, count } = words
  const [first] = [...reasons.rows].sort((a, b) => b.total - a.total)
  if (!first) return undefined
  const title = say('Causas', 'Grounds')
  const label = (status: string): string =>
    say(...STATUS_WORDS[status === 'SUBSANE' ? 'SUBSANE' : 'INADMISSIBLE'])
  return {
    id: 'causas',
    title,
    finding: say(
      `La causa más frecuente es «${first.label}», en ${count(first.total)} solicitudes; una solicitud puede tener varias.`,
      `The most frequent ground is “${first.label}”, in ${count(first.total)} requests; one request may have several.`,
    ),
    quoted: first.label,
    drawing: (
      <StackedRows
        label={title}
        names={275}
        rows={reasons.rows.map((row) => ({
          name: row.label,
          total: row.total,
          segments: [
            {
              kind: row.status === 'SUBSANE' ? 'su' : 'im',
              label: label(row.status),
              value: row.total,
            },
          ],
        }))}
        legend={[
          { kind: 'su', label: label('SUBSANE'), value: 1 },
          { kind: 'im', label: label('INADMISSIBLE'), value: 1 },
        ]}
        words={words}
      />
    ),
    note:
      ofCutoff &&
      say(`Del corte al ${words.date(ofCutoff)}.`, `Of the cut-off of ${words.date(ofCutoff)}.`),
    table: {
      columns: [
        column(say('Situación', 'Standing'), 'text'),
        column(say('Causa', 'Ground'), 'label'),
        column(say('Solicitudes', 'Requests')),
      ],
      rows: reasons.rows.map((row) => [label(row.status), row.label, row.total]),
    },
  }
}

/** States in which a request waits for somebody. */
const WAITING = ['RECEIVED', 'INITIAL_CHECK', 'IN_ANALYSIS', 'SUBSANE'] as const
const HOURS_PER_DAY = 24

/** How long requests have waited in each state that is not the last one. */
export function waitingFigure(durations: Durations, words: Words): Figure | undefined {
  const { say, count, tenths } = words
  const rows = WAITING.flatMap((status) => {
    const open = durations.rows.find((row) => row.status === status)?.open
    if (!open || open.n === 0) return []
    const label = say(...STATUS_WORDS[status])
    const [median, p90, max] = [open.median, open.p90, open.max].map((h) =>
      h === null ? null : h / HOURS_PER_DAY,
    )
    return [{ label, n: open.n, median: median ?? null, p90: p90 ?? null, max: max ?? null }]
  })
  const waiting = rows.reduce((sum, { n }) => sum + n, 0)
  if (waiting === 0) return undefined
  const oldest = rows.reduce((a, b) => ((b.max ?? 0) > (a.max ?? 0) ? b : a))
  // Where times are not told, nobody is the oldest.
  const isWithheld = rows.some(({ max }) => max === null)
  const title = say('Antigüedad de lo que espera', 'Age of what waits')
  return {
    id: 'espera',
    title,
    finding: isWithheld
      ? say(
          `Esperan ${count(waiting)} solicitudes; de menos de ${SMALLEST_GROUP} en un estado no se dice cuánto.`,
          `${count(waiting)} requests wait; of fewer than ${SMALLEST_GROUP} in a state how long is not told.`,
        )
      : say(
          `Esperan ${count(waiting)} solicitudes; la más antigua lleva ${tenths(oldest.max ?? 0)} días en «${oldest.label}».`,
          `${count(waiting)} requests wait; the oldest has been in “${oldest.label}” for ${tenths(oldest.max ?? 0)} days.`,
        ),
    drawing: (
      <DotRows
        label={title}
        rows={rows.map(({ label, median, p90 }) => ({
          name: label,
          value: p90 ?? 0,
          before: median ?? 0,
          text:
            p90 === null
              ? say('no se dice', 'not told')
              : say(`${tenths(p90)} días`, `${tenths(p90)} days`),
        }))}
        ends={[say('mediana', 'median'), say('percentil 90', '90th percentile')]}
      />
    ),
    note: say(
      'Días desde que la solicitud entró en su estado.',
      'Days since the request entered its state.',
    ),
    table: {
      columns: [
        column(say('Estado', 'State'), 'text'),
        column(say('Solicitudes', 'Requests')),
        column(say('Mediana', 'Median'), 'age'),
        column(say('Percentil 90', '90th percentile'), 'age'),
        column(say('Máximo', 'Longest'), 'age'),
      ],
      rows: rows.map(({ label, n, median, p90, max }) => [
        label,
        n,
        rounded(median),
        rounded(p90),
        rounded(max),
      ]),
    },
  }
}

const rounded = (days: number | null): number | null =>
  days === null ? null : Math.round(days * 100) / 100
