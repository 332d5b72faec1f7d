/**
 * What printed reports say: their tables with INE's titles, headings and order of columns, for
 * workbooks and for PDF alike, of sealed figures and of others. Sources: INE's progress report of November 2023, section 4.1, for
 * the panorama and the countries by entity; the rest is our own.
 */
import type {
  CountryEntityFigures,
  CountryFigures,
  DailyFigures,
  EntityFigures,
  Panorama,
  ReasonFigures,
  ReviewCounts,
  ReviewFigures,
} from '../aggregates/schemas.ts'
import { STATUS_WORDS, wordsOf } from '../board/words.ts'
import type { SealedContent } from '../cutoffs/schemas.ts'
import { dateAt, ZONE } from '../platform/calendar.ts'
import type { Durations, Funnel, LastMovement } from '../review-reports/schemas.ts'
import type { CountedStatus } from '../vocabulary.ts'

/** What a cell says. Dates are civil dates. */
export type Value = string | number | null

/** How a column is written. */
export type Kind = 'text' | 'code' | 'date' | 'count' | 'age' | 'hours' | 'difference' | 'share'

export type Column = {
  /** Columns side by side with the same group share a heading above theirs. */
  group?: string
  title: string
  kind: Kind
  /** An entity that elects an office with votes from abroad: INE prints it in pink. */
  local?: boolean
  /** In the workbook, the formula whose result the value is; `row` counts from 1. */
  formula?: (row: number) => string
}

export type PrintedTable = {
  /** The name of its sheet. */
  name: string
  titles: readonly [string, string]
  columns: readonly Column[]
  rows: readonly (readonly Value[])[]
  /** The line TOTAL: null is left empty, as INE leaves the average age. */
  total?: readonly Value[]
  /** What must be known to read it. */
  note?: string
}

/** `2023-11-30` as dates are written in Mexico. */
export const printedDate = (date: string): string => date.split('-').reverse().join('/')

/** What INE prints on every table. */
export const LEGEND = 'Cifras preliminares e informativas'

const PANORAMA_TITLE = 'PANORAMA GENERAL DE LNE-EXTRANJERO'

type PanoramaColumn = {
  group?: string
  title: string
  kind: 'count' | 'age'
  of(row: Panorama): number | null
  /** INE does not print it: it is only there when it counts somebody. */
  whenCounted?: true
}

/** The columns of INE's panorama, in INE's order, and those that INE had nobody for. */
export const PANORAMA_COLUMNS: readonly PanoramaColumn[] = [
  { title: 'TOTAL', kind: 'count', of: (row) => row.total },
  ...(
    [
      ['MEDIO DE REGISTRO', 'INETEL', (row) => row.medium.INETEL],
      ['MEDIO DE REGISTRO', 'SRVE', (row) => row.medium.SRVE],
      ['MEDIO DE REGISTRO', 'DE OFICIO', (row) => row.medium.EX_OFFICIO, true],
      ['TIPO DE CPV', 'EXTRANJERO', (row) => row.credentialType.CPVE],
      ['TIPO DE CPV', 'NACIONAL', (row) => row.credentialType.CPV],
      ['MODALIDAD DE VOTACIÓN', 'ELECTRÓNICO POR INTERNET', (row) => row.modality.ELECTRONIC],
      ['MODALIDAD DE VOTACIÓN', 'POSTAL', (row) => row.modality.POSTAL],
      ['MODALIDAD DE VOTACIÓN', 'PRESENCIAL', (row) => row.modality.IN_PERSON],
      ['SOLICITUDES POR SEXO Y EDAD', 'HOMBRES', (row) => row.sex.H],
      ['SOLICITUDES POR SEXO Y EDAD', 'MUJERES', (row) => row.sex.M],
      ['SOLICITUDES POR SEXO Y EDAD', 'X', (row) => row.sex.X, true],
    ] as [string, string, PanoramaColumn['of'], true?][]
  ).map(([group, title, of, whenCounted]) => ({
    group,
    title,
    kind: 'count' as const,
    of,
    ...(whenCounted && { whenCounted }),
  })),
  {
    group: 'SOLICITUDES POR SEXO Y EDAD',
    title: 'PROMEDIO DE EDAD',
    kind: 'age',
    of: (row) => row.averageAge?.value ?? null,
  },
]

/** A table as it is served or sealed, as far as it is printed. */
type Rows<Table extends { rows: unknown; total: unknown }> = Pick<Table, 'rows' | 'total'>

type PanoramaTable = { rows: readonly (Panorama & { label: string })[]; total: Panorama }

/** A table in the columns of INE's panorama. */
function panorama(
  name: string,
  subtitle: string,
  key: string,
  { rows, total }: PanoramaTable,
): PrintedTable {
  const columns = PANORAMA_COLUMNS.filter(({ whenCounted, of }) => !whenCounted || of(total) !== 0)
  return {
    name,
    titles: [PANORAMA_TITLE, subtitle],
    columns: [
      { title: key, kind: 'text' },
      ...columns.map(({ group, title, kind }) => ({ title, kind, ...(group && { group }) })),
    ],
    rows: rows.map((row) => [row.label, ...columns.map(({ of }) => of(row))]),
    total: ['TOTAL', ...columns.map(({ kind, of }) => (kind === 'age' ? null : of(total)))],
  }
}

/** Requests received, by entity. */
export const received = (table: Rows<EntityFigures>): PrintedTable =>
  panorama('Recibidas por entidad', 'POR ENTIDAD', 'ENTIDAD', table)

/** Requests that comply, by entity. */
export const complying = (table: Rows<EntityFigures>): PrintedTable =>
  panorama('Cumplen por entidad', 'POR ENTIDAD · SOLICITUDES QUE CUMPLEN', 'ENTIDAD', table)

/** In the order of the table: by total, then by name. */
export const receivedByCountry = (table: Rows<CountryFigures>): PrintedTable =>
  panorama('Recibidas por país', 'POR PAÍS DE RESIDENCIA', 'PAÍS', table)

/** The matrix of countries by entities, with both margins. */
export function countryByEntity({
  columns,
  rows,
  total,
}: Pick<CountryEntityFigures, 'columns' | 'rows' | 'total'>): PrintedTable {
  const line = (label: string, row: typeof total): Value[] => [
    label,
    row.total,
    ...row.cells.map((cell) => cell.total),
  ]
  return {
    name: 'País por entidad',
    titles: [PANORAMA_TITLE, 'PAÍS DE RESIDENCIA POR ENTIDAD'],
    columns: [
      { title: 'PAÍS', kind: 'text' },
      { title: 'TOTAL', kind: 'count' },
      ...columns.map(({ abbreviation, localVote }) => ({
        title: abbreviation,
        kind: 'count' as const,
        local: localVote,
      })),
    ],
    rows: rows.map((row) => line(row.label, row)),
    total: line('TOTAL', total),
    note: 'En rosa, las entidades con elección local en la que se vota desde el extranjero.',
  }
}

/** Where requests stand, in the words and the order of INE's report. */
export const REVIEW_COLUMNS: readonly { group?: string; title: string; key: keyof ReviewCounts }[] =
  [
    { title: 'RECIBIDAS', key: 'received' },
    { title: 'EN CLARIFICACIÓN Y VERIFICACIÓN', key: 'initialCheck' },
    { title: 'PARA ANÁLISIS JURÍDICO', key: 'forAnalysis' },
    { group: 'ANÁLISIS JURÍDICO', title: 'CUMPLEN', key: 'complies' },
    { group: 'ANÁLISIS JURÍDICO', title: 'SUBSANE', key: 'subsane' },
    { group: 'ANÁLISIS JURÍDICO', title: 'EN PROCESAMIENTO', key: 'inAnalysis' },
    { group: 'ANÁLISIS JURÍDICO', title: 'NO PROCEDEN', key: 'inadmissible' },
  ]

/** Whether a line of the review adds up. */
const addsUp = (row: ReviewCounts): string =>
  row.received === row.initialCheck + row.forAnalysis &&
  row.forAnalysis === row.complies + row.subsane + row.inAnalysis + row.inadmissible
    ? 'Sí'
    : 'No'

/** Where the review stands by entity, and whether each row adds up. */
export function review({ rows, total }: Rows<ReviewFigures>): PrintedTable {
  const line = (label: string, row: ReviewCounts): Value[] => [
    label,
    ...REVIEW_COLUMNS.map(({ key }) => row[key]),
    addsUp(row),
  ]
  return {
    name: 'Análisis jurídico',
    titles: ['ANÁLISIS DE LA SITUACIÓN REGISTRAL Y JURÍDICA', 'POR ENTIDAD'],
    columns: [
      { title: 'ENTIDAD', kind: 'text' },
      ...REVIEW_COLUMNS.map(({ title, group }) => ({
        title,
        kind: 'count' as const,
        ...(group && { group }),
      })),
      {
        title: 'CUADRA',
        kind: 'code',
        formula: (row) => `IF(AND(B${row}=C${row}+D${row},D${row}=SUM(E${row}:H${row})),"Sí","No")`,
      },
    ],
    rows: rows.map((row) => line(row.label, row)),
    total: line('TOTAL', total),
    note: 'Cuadra: recibidas = en clarificación + para análisis, y para análisis = cumplen + subsane + en procesamiento + no proceden.',
  }
}

/** The days of a cut-off and of the one before it. */
export const cutoffDays = (sealed: SealedContent, former: SealedContent | undefined): string[] =>
  former ? [former.date, sealed.date] : [sealed.date]

/** @param cutoffs days that are marked: a cut-off's own, and that of the one before */
export function daily(
  { rows, total }: Rows<DailyFigures>,
  cutoffs: readonly string[] = [],
): PrintedTable {
  const exOfficio = total.medium.EX_OFFICIO !== 0
  const counts = ({ medium, modality }: Pick<typeof total, 'medium' | 'modality'>): number[] => [
    medium.INETEL,
    medium.SRVE,
    ...(exOfficio ? [medium.EX_OFFICIO] : []),
    modality.ELECTRONIC,
    modality.POSTAL,
    modality.IN_PERSON,
  ]
  const column = (group: string, title: string): Column => ({ group, title, kind: 'count' })
  return {
    name: 'Serie diaria',
    titles: ['SOLICITUDES RECIBIDAS POR DÍA', 'HORA DEL CENTRO'],
    columns: [
      { title: 'FECHA', kind: 'date' },
      { title: 'RECIBIDAS', kind: 'count' },
      { title: 'ACUMULADO', kind: 'count' },
      column('MEDIO DE REGISTRO', 'INETEL'),
      column('MEDIO DE REGISTRO', 'SRVE'),
      ...(exOfficio ? [column('MEDIO DE REGISTRO', 'DE OFICIO')] : []),
      column('MODALIDAD DE VOTACIÓN', 'ELECTRÓNICO POR INTERNET'),
      column('MODALIDAD DE VOTACIÓN', 'POSTAL'),
      column('MODALIDAD DE VOTACIÓN', 'PRESENCIAL'),
      ...(cutoffs.length > 0 ? [{ title: 'CORTE', kind: 'code' } as const] : []),
    ],
    rows: rows.map((row) => [
      row.date,
      row.received,
      row.cumulative,
      ...counts(row),
      ...(cutoffs.length > 0 ? [cutoffs.includes(row.date) ? 'Corte' : null] : []),
    ]),
    total: ['TOTAL', total.received, null, ...counts(total), ...(cutoffs.length > 0 ? [null] : [])],
  }
}

/** The same measure in two cut-offs, received and complying. */
type Pair = { scope: string; label: string; counts: [number, number, number, number] }

/** Every row of two tables, in the order of the later one: where one has no row, nobody was counted. */
function pairsOf<Row extends { label: string; total: number }>(
  scope: string,
  keyOf: (row: Row) => string,
  [formerReceived, received, formerComplying, complying]: readonly [Row[], Row[], Row[], Row[]],
): Pair[] {
  const all = [formerReceived, received, formerComplying, complying].map(
    (rows) => new Map(rows.map((row) => [keyOf(row), row])),
  )
  const labels = new Map([...received, ...formerReceived].map((row) => [keyOf(row), row.label]))
  return [...labels].map(([key, label]) => ({
    scope,
    label,
    counts: all.map((rows) => rows.get(key)?.total ?? 0) as Pair['counts'],
  }))
}

/** This cut-off beside the one before it by date. */
export function comparison(sealed: SealedContent, former: SealedContent): PrintedTable {
  const before = former.tables
  const now = sealed.tables
  const totals = [
    before.entities.total,
    now.entities.total,
    before.entitiesComplying.total,
    now.entitiesComplying.total,
  ]
  const pairs: Pair[] = [
    ...PANORAMA_COLUMNS.filter(
      ({ kind, whenCounted, of }) =>
        kind === 'count' && (!whenCounted || totals.some((total) => of(total) !== 0)),
    ).map(({ group, title, of }) => ({
      scope: 'Nacional',
      label: group ? `${group}: ${title}` : title,
      counts: totals.map((total) => of(total) ?? 0) as Pair['counts'],
    })),
    ...pairsOf('Entidad', (row) => row.entity, [
      before.entities.rows,
      now.entities.rows,
      before.entitiesComplying.rows,
      now.entitiesComplying.rows,
    ]),
    ...pairsOf('País', (row) => row.country, [
      before.countries.rows,
      now.countries.rows,
      before.countriesComplying.rows,
      now.countriesComplying.rows,
    ]),
  ]
  const columnsOf = (group: string, first: string, second: string, result: string): Column[] => [
    { group, title: printedDate(former.date), kind: 'count' },
    { group, title: printedDate(sealed.date), kind: 'count' },
    {
      group,
      title: 'DIFERENCIA',
      kind: 'difference',
      formula: (row) => `${second}${row}-${first}${row}`,
    },
    {
      group,
      title: '%',
      kind: 'share',
      formula: (row) => `IF(${first}${row}=0,"",${result}${row}/${first}${row})`,
    },
  ]
  const compared = (was: number, is: number): Value[] => [
    was,
    is,
    is - was,
    was === 0 ? '' : (is - was) / was,
  ]
  return {
    name: 'Comparativo',
    titles: [
      'COMPARATIVO CON EL CORTE ANTERIOR',
      `${printedDate(former.date)} Y ${printedDate(sealed.date)}`,
    ],
    columns: [
      { title: 'ÁMBITO', kind: 'text' },
      { title: 'CONCEPTO', kind: 'text' },
      ...columnsOf('RECIBIDAS', 'C', 'D', 'E'),
      ...columnsOf('CUMPLEN', 'G', 'H', 'I'),
    ],
    rows: pairs.map(({ scope, label, counts: [r0, r1, c0, c1] }) => [
      scope,
      label,
      ...compared(r0, r1),
      ...compared(c0, c1),
    ]),
  }
}

const statusLabel = (status: string): string => STATUS_WORDS[status as CountedStatus][0]

/** Grounds of those who must correct or are inadmissible now. */
export const reasons = ({ rows, total }: Rows<ReasonFigures>): PrintedTable => ({
  name: 'Causales',
  titles: ['CAUSALES', 'SOLICITUDES EN SUBSANE O QUE NO PROCEDEN'],
  columns: [
    { title: 'ESTADO', kind: 'text' },
    { title: 'CLAVE', kind: 'code' },
    { title: 'CAUSAL', kind: 'text' },
    { title: 'SOLICITUDES', kind: 'count' },
  ],
  rows: rows.map(({ status, reason, label, total }) => [statusLabel(status), reason, label, total]),
  total: ['TOTAL', null, null, total.total],
  note: 'Una solicitud puede tener varias causales: el total cuenta menciones.',
})

const funnel = ({ rows, total }: Rows<Funnel>): PrintedTable => ({
  name: 'De solicitud a la lista',
  titles: ['DE SOLICITUD A LA LISTA NOMINAL', 'POR ENTIDAD'],
  columns: [
    { title: 'ENTIDAD', kind: 'text' },
    { title: 'RECIBIDAS', kind: 'count' },
    { title: 'CUMPLEN', kind: 'count' },
    { title: 'EN LA LISTA', kind: 'count' },
  ],
  rows: rows.map(({ label, received, complies, listed }) => [label, received, complies, listed]),
  total: ['TOTAL', total.received, total.complies, total.listed],
  ...(total.listed === null && { note: 'En la lista: vacío mientras no hay lista definitiva.' }),
})

const durations = ({ from, to, rows, total }: Durations): PrintedTable => {
  const columnsOf = (group: string): Column[] => [
    { group, title: 'ESTANCIAS', kind: 'count' },
    ...['MEDIANA', 'PERCENTIL 90', 'PERCENTIL 95', 'MÁXIMO'].map(
      (title): Column => ({ group, title, kind: 'hours' }),
    ),
  ]
  const valuesOf = ({ n, median, p90, p95, max }: Durations['rows'][number]['open']): Value[] => [
    n,
    median,
    p90,
    p95,
    max,
  ]
  const empty = [null, null, null, null]
  return {
    name: 'Tiempo en cada estado',
    titles: [
      'TIEMPO EN CADA ESTADO DE LA REVISIÓN, EN HORAS',
      `DEL ${printedDate(from)} AL ${printedDate(to)}`,
    ],
    columns: [
      { title: 'ESTADO', kind: 'text' },
      ...columnsOf('TERMINADAS EN EL PERIODO'),
      ...columnsOf('ABIERTAS AL MOMENTO'),
    ],
    rows: rows.map(({ status, ended, open }) => [
      STATUS_WORDS[status][0],
      ...valuesOf(ended),
      ...valuesOf(open),
    ]),
    total: ['TOTAL', total.ended.n, ...empty, total.open.n, ...empty],
  }
}

const words = wordsOf('es')

const clock = new Intl.DateTimeFormat('es-MX', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** The column that release 12 of the SRVE (22 November 2023) added to DERFE's report. */
const lastMovements = ({ rows }: { rows: readonly LastMovement[] }): PrintedTable => ({
  name: 'Último movimiento',
  titles: ['SOLICITUDES POR FECHA DE ÚLTIMO MOVIMIENTO', 'SIN NOMBRES'],
  columns: [
    { title: 'FOLIO', kind: 'code' },
    { title: 'ENTIDAD', kind: 'text' },
    { title: 'PAÍS', kind: 'text' },
    { title: 'ESTATUS', kind: 'text' },
    { title: 'FECHA DE ÚLTIMO MOVIMIENTO', kind: 'date' },
    { title: 'HORA', kind: 'code' },
    { title: 'MOVIMIENTO', kind: 'code' },
  ],
  rows: rows.map(({ folio, entity, country, status, lastMovementAt, lastMovement }) => [
    folio,
    entity,
    country,
    STATUS_WORDS[status][0],
    dateAt(lastMovementAt),
    clock.format(new Date(lastMovementAt)),
    String(lastMovement),
  ]),
  note: 'Una página, en la hora del centro; la siguiente se pide con el cursor (encabezado Link).',
})

/** Each report that is printed when it is asked for. */
export const REPORTS = {
  entities: (table: EntityFigures) =>
    table.filter.status === 'COMPLIES' ? complying(table) : received(table),
  countries: receivedByCountry,
  'country-entity': countryByEntity,
  review,
  daily: (table: DailyFigures) => daily(table),
  reasons,
  funnel,
  durations,
  'last-movements': lastMovements,
} as const
export type ReportName = keyof typeof REPORTS
export type ReportOf<Name extends ReportName> = Parameters<(typeof REPORTS)[Name]>[0]

/** What the figures of a report are of, as far as it says. */
export type Subject = {
  process?: string
  asOf?: string
  knownAsOf?: number
  filter?: Record<string, string>
}

const FILTERS: Record<string, (value: string) => string> = {
  entity: (code) => `entidad ${code}`,
  country: (code) => `país ${code}`,
  status: (status) => `estado: ${statusLabel(status)}`,
}

const filtersOf = ({ filter = {} }: Subject): string[] =>
  Object.entries(filter).map(([name, value]) => FILTERS[name]?.(value) ?? value)

/** A report as it is printed: its titles say whom it is of. */
export function printed(name: ReportName, report: Subject): PrintedTable {
  const table = REPORTS[name](report as never)
  const [title, subtitle] = table.titles
  const of = filtersOf(report).map((one) => one.toUpperCase())
  return { ...table, titles: [title, [subtitle, ...of].join(' · ')] }
}

/** The line below the titles. */
export function subjectOf(report: Subject): string {
  const { process, asOf, knownAsOf } = report
  return [
    process && `Proceso ${process}`,
    asOf && `Cifras al ${words.upTo(asOf)}`,
    knownAsOf !== undefined && `hasta el movimiento ${knownAsOf}`,
    ...filtersOf(report),
    LEGEND,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Dimension and value of a column in long form. */
type Measure<Row> = [concept: string, value: string, of: (row: Row) => number | null]

const PANORAMA_MEASURES: Measure<Panorama>[] = [
  ...PANORAMA_COLUMNS.map(
    ({ group, title, kind, of }): Measure<Panorama> =>
      kind === 'age' ? ['EDAD', title, of] : [group ?? title, group ? title : '', of],
  ),
  ['EDAD', 'PERSONAS CON EDAD', (row) => row.averageAge?.n ?? null],
]

/** The columns of the long form. */
export const LONG_COLUMNS = [
  ['Corte', 'date'],
  ['Tabla', 'text'],
  ['Entidad clave', 'code'],
  ['Entidad', 'text'],
  ['País ISO', 'code'],
  ['País', 'text'],
  ['Fecha', 'date'],
  ['Concepto', 'text'],
  ['Valor', 'text'],
  ['N', 'number'],
] as const

type Place = { entity?: string; country?: string; label?: string; date?: string }

/**
 * The sealed tables, one number a line, for pivot tables: without zeros and without totals, which
 * would be counted twice.
 */
export function longForm({ date, tables }: SealedContent): Value[][] {
  const lines: Value[][] = []
  const entityLabels = new Map(tables.entities.rows.map((row) => [row.entity, row.label]))
  const add = (
    table: string,
    { entity, country, label, date: day }: Place,
    concept: string,
    value: string,
    n: number | null,
  ): void => {
    if (n === null || n === 0) return
    lines.push([
      date,
      table,
      entity ?? null,
      entity === undefined ? null : (entityLabels.get(entity) ?? label ?? null),
      country ?? null,
      country === undefined ? null : (label ?? null),
      day ?? null,
      concept,
      value,
      n,
    ])
  }
  const addAll = <Row extends Place>(
    table: string,
    rows: readonly Row[],
    measures: Measure<Row>[],
  ) => {
    for (const row of rows) {
      for (const [concept, value, of] of measures) add(table, row, concept, value, of(row))
    }
  }
  const reviewMeasures = REVIEW_COLUMNS.map(
    ({ title, key }): Measure<ReviewCounts> => ['ESTADO', title, (row) => row[key]],
  )
  addAll('Recibidas por entidad', tables.entities.rows, PANORAMA_MEASURES)
  addAll('Cumplen por entidad', tables.entitiesComplying.rows, PANORAMA_MEASURES)
  addAll('Recibidas por país', tables.countries.rows, PANORAMA_MEASURES)
  addAll('Cumplen por país', tables.countriesComplying.rows, PANORAMA_MEASURES)
  for (const { country, label, cells } of tables.countryEntity.rows) {
    for (const { entity, total } of cells) {
      add('País por entidad', { entity, country, label }, 'TOTAL', '', total)
    }
  }
  addAll('Análisis por entidad', tables.review.rows, reviewMeasures)
  addAll('Análisis por país', tables.reviewByCountry.rows, reviewMeasures)
  addAll('Serie diaria', tables.daily.rows, [
    ['RECIBIDAS', '', (row) => row.received],
    ['ACUMULADO', '', (row) => row.cumulative],
    ['MEDIO DE REGISTRO', 'INETEL', (row) => row.medium.INETEL],
    ['MEDIO DE REGISTRO', 'SRVE', (row) => row.medium.SRVE],
    ['MEDIO DE REGISTRO', 'DE OFICIO', (row) => row.medium.EX_OFFICIO],
    ['MODALIDAD DE VOTACIÓN', 'ELECTRÓNICO POR INTERNET', (row) => row.modality.ELECTRONIC],
    ['MODALIDAD DE VOTACIÓN', 'POSTAL', (row) => row.modality.POSTAL],
    ['MODALIDAD DE VOTACIÓN', 'PRESENCIAL', (row) => row.modality.IN_PERSON],
  ])
  for (const { status, reason, total } of tables.reasons.rows) {
    add('Causales', {}, statusLabel(status), reason, total)
  }
  return lines
}

/** Sheet, column, meaning and source. */
export const DICTIONARY: readonly (readonly [string, string, string, string])[] = [
  [
    'Todas',
    'ENTIDAD',
    'Entidad federativa de la credencial, en el orden en que el INE las imprime',
    'Catálogo de entidades; claves 01 a 32 del INEGI',
  ],
  [
    'Todas',
    'PAÍS',
    'País de residencia declarado en la solicitud',
    'Catálogo de países; claves ISO 3166-1 de dos letras, nombres del INE',
  ],
  [
    'Todas',
    'TOTAL',
    'Solicitudes contadas al corte; en la última línea, suma de la columna',
    'Movimientos del sistema',
  ],
  [
    'Panorama',
    'MEDIO DE REGISTRO',
    'INETEL, por teléfono; SRVE, por el portal; DE OFICIO, por acto de la autoridad (solo si las hay)',
    'Solicitud',
  ],
  [
    'Panorama',
    'TIPO DE CPV',
    'Credencial para votar: EXTRANJERO, tramitada en el extranjero; NACIONAL, tramitada en México',
    'Solicitud',
  ],
  [
    'Panorama',
    'MODALIDAD DE VOTACIÓN',
    'Electrónica por internet, postal o presencial en sede',
    'Solicitud y sus cambios de modalidad',
  ],
  [
    'Panorama',
    'SOLICITUDES POR SEXO Y EDAD',
    'Sexo en la credencial: hombres, mujeres y X (solo si las hay)',
    'Solicitud',
  ],
  [
    'Panorama',
    'PROMEDIO DE EDAD',
    'Años cumplidos al corte, promedio a dos decimales; el INE no imprime el nacional',
    'Fecha de nacimiento',
  ],
  [
    'Cumplen por entidad',
    'Todas',
    'Las mismas columnas, de las solicitudes dictaminadas como procedentes',
    'Dictamen',
  ],
  [
    'País por entidad',
    'AGS … ZAC',
    'Entidades con las abreviaturas del INE; en rosa, con elección local en la que se vota desde el extranjero',
    'Catálogo de entidades, con su acto jurídico',
  ],
  ['Análisis jurídico', 'RECIBIDAS', 'Todas las solicitudes contadas', 'Movimientos del sistema'],
  [
    'Análisis jurídico',
    'EN CLARIFICACIÓN Y VERIFICACIÓN',
    'Recibidas cuya situación registral aún se verifica',
    'Verificación inicial',
  ],
  [
    'Análisis jurídico',
    'PARA ANÁLISIS JURÍDICO',
    'Las que pasaron la verificación',
    'Verificación inicial',
  ],
  ['Análisis jurídico', 'CUMPLEN · NO PROCEDEN', 'Dictaminadas', 'Dictamen'],
  [
    'Análisis jurídico',
    'SUBSANE',
    'Con un dato o documento por corregir, en plazo',
    'Requerimiento',
  ],
  ['Análisis jurídico', 'EN PROCESAMIENTO', 'En análisis, sin dictamen', 'Movimientos del sistema'],
  ['Análisis jurídico', 'CUADRA', 'Si las cuentas de la línea cierran', 'Fórmula'],
  [
    'Serie diaria',
    'FECHA',
    'Día de recepción, por la hora del centro (America/Mexico_City)',
    'Solicitud',
  ],
  ['Serie diaria', 'ACUMULADO', 'Recibidas desde el inicio del registro', 'Suma'],
  ['Serie diaria', 'CORTE', 'Día de este corte y del anterior', 'Cortes sellados'],
  [
    'Comparativo',
    'DIFERENCIA · %',
    'Este corte menos el anterior, y su parte del anterior; vacío si el anterior es cero',
    'Cortes sellados',
  ],
  [
    'Causales',
    'CLAVE · CAUSAL',
    'Por qué está en subsane o no procede; puede haber varias',
    'Catálogo de causales',
  ],
  [
    'Datos (plano)',
    'Todas',
    'Las tablas selladas, un número por línea, sin ceros ni totales',
    'Contenido sellado',
  ],
]
