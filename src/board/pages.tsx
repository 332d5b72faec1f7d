/** The pages of the board: what stands around the figures. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Actor } from '../access/actor.ts'
import { CROSSINGS } from '../access/policy.ts'
import type { ReviewCounts } from '../aggregates/schemas.ts'
import {
  type CutoffAnnex,
  type CutoffManifest,
  type CutoffSummary,
  type Manifest,
  TABLE_NAMES,
} from '../cutoffs/schemas.ts'
import { fortnightEnds } from '../platform/calendar.ts'
import { differenceName, reportName, sealedFileName, tableName } from '../reports/names.ts'
import { classOf } from './charts.tsx'
import {
  BOARD_FIGURES,
  type BoardFigure,
  CELL_CLASSES,
  CELL_LABELS,
  type Cell,
  type Column,
  comparisonFigure,
  type Figure,
  reasonsFigure,
  standingsOf,
  type Table,
  waitingFigure,
} from './figures.tsx'
import type { BoardQuery } from './schemas.ts'
import {
  type Board,
  type Comparison,
  type ReviewReport,
  reachOfBoard,
  seesReview,
} from './service.ts'
import { filtersOf, subjectOf } from './subject.ts'
import { ROLE_WORDS, STATUS_WORDS, type Words } from './words.ts'

/** Who looks at which page, in which language. */
export type Frame = {
  actor?: Actor
  /** The entity or party that bounds the role. */
  bound?: string
  words: Words
  title: string
  /** Path of the page, to say where one is and to come back to it in the other language. */
  path: string
  query: Record<string, string | undefined>
  /** Files of the page, by the digest of their content. */
  assets: { style: string; script: string }
}

/** An address of the board with what was chosen, in the language of the page. */
export function linkTo(path: string, query: Record<string, string | undefined>): string {
  const chosen = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return chosen.length > 0 ? `${path}?${new URLSearchParams(chosen)}` : path
}

const langOf = ({ language }: Words): { lang?: string } => (language === 'en' ? { lang: 'en' } : {})

const LINKS = [
  ['/tablero', 'Panorama', 'Overview'],
  ['/tablero/comparar', 'Comparar cortes', 'Compare cut-offs'],
  ['/tablero/revision', 'Revisión', 'Review'],
  ['/tablero/cortes', 'Cortes y descargas', 'Cut-offs and downloads'],
] as const

/** Which pages a role is led to; where it goes, the policy table judges again. */
const linksOf = ({ role }: Actor) =>
  LINKS.filter(([path]) =>
    path === '/tablero/revision' ? seesReview(role) : reachOfBoard(role) !== 'none',
  )

/** Whether a page is where one is, or leads to it: everything is below the overview. */
const currentOf = (to: string, path: string): 'page' | 'true' | undefined => {
  if (to === path) return 'page'
  return to !== '/tablero' && path.startsWith(`${to}/`) ? 'true' : undefined
}

const SignedIn = (frame: Frame & { actor: Actor }): VNode => {
  const { actor, words, path, query } = frame
  const { say } = words
  return (
    <>
      <span>
        {say(...ROLE_WORDS[actor.role])}
        {frame.bound && ` · ${frame.bound}`}
      </span>
      <OtherLanguage words={words} path={path} query={query} />
      <form method="post" action="/tablero/salir">
        <button type="submit" class="quiet">
          {say('Cerrar sesión', 'Sign out')}
        </button>
      </form>
    </>
  )
}

const OtherLanguage = ({ words, path, query }: Pick<Frame, 'words' | 'path' | 'query'>): VNode => (
  <a
    href={linkTo(path, { ...query, lang: words.language === 'es' ? 'en' : undefined })}
    hreflang={words.language === 'es' ? 'en' : 'es-MX'}
    lang={words.language === 'es' ? 'en' : 'es-MX'}
  >
    {words.language === 'es' ? 'English' : 'Español'}
  </a>
)

/** A whole page, as text. */
export function renderPage(frame: Frame, content: ComponentChildren): string {
  const { actor, words, title, path, assets } = frame
  const { say } = words
  const page = (
    <html lang={words.language === 'es' ? 'es-MX' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · LNE-Extranjero`}</title>
        <link rel="icon" href="/tablero/icono.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={assets.style} />
        <script src={assets.script} defer />
      </head>
      <body>
        <a class="skip" href="#contenido">
          {say('Ir al contenido', 'Skip to content')}
        </a>
        <header class="top">
          <div class="wide">
            <div>
              <p class="org">
                {say('Instituto Nacional Electoral', 'National Electoral Institute of Mexico')}
              </p>
              <p class="brand">
                {say(
                  'Lista Nominal del Electorado en el Extranjero',
                  'Electoral List of Mexicans Abroad',
                )}
              </p>
            </div>
            <div class="who">
              {actor ? (
                <SignedIn {...frame} actor={actor} />
              ) : (
                <OtherLanguage words={words} path={path} query={frame.query} />
              )}
            </div>
          </div>
        </header>
        {actor && linksOf(actor).length > 0 && (
          <nav aria-label={say('Tablero', 'Board')}>
            <ul class="wide">
              {linksOf(actor).map(([to, es, en]) => (
                <li>
                  <a href={linkTo(to, langOf(words))} aria-current={currentOf(to, path)}>
                    {say(es, en)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <main id="contenido" class="wide">
          {content}
        </main>
        <footer>
          <div class="wide">
            <p>
              {say('Cifras preliminares e informativas.', 'Preliminary figures, for information.')}
            </p>
            <p>
              {say(
                'Horas de la Ciudad de México. Mapas: MapSVG (CC BY 4.0) y Natural Earth.',
                'Times of Mexico City. Maps: MapSVG (CC BY 4.0) and Natural Earth.',
              )}
            </p>
          </div>
        </footer>
      </body>
    </html>
  )
  return `<!doctype html>${renderToString(page)}`
}

/** A value as people read it. */
function written(cell: Cell, kind: Column['kind'], words: Words): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  if (kind === 'percent') return words.percent(cell)
  if (kind === 'age') return words.age(cell)
  return kind === 'difference' ? words.difference(cell) : words.count(cell)
}

const isText = (kind: Column['kind']): boolean => kind === 'text' || kind === 'label'

/** Text between tags, and inside of an attribute in double quotes. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/**
 * A table as text, with the ends of cells left to the reader as HTML allows: the page has thousands
 * of them, and is a third shorter so.
 */
function tableHtml({ columns, rows, total }: Table, words: Words): string {
  const line = (row: readonly Cell[], labels?: string): string =>
    row
      .map((cell, index) => {
        const kind = columns[index]?.kind ?? 'text'
        const text = escaped(written(cell, kind, words))
        const lang = kind === 'label' && labels ? ` lang=${labels}` : ''
        if (index === 0) {
          return `<th scope=row${lang}>${text}`
        }
        return isText(kind) ? `<td class=left${lang}>${text}` : `<td>${text}`
      })
      .join('')
  const heads = columns.map(
    ({ label, kind }) => `<th scope=col${isText(kind) ? ' class=left' : ''}>${escaped(label)}`,
  )
  return [
    `<table data-sort><thead><tr>${heads.join('')}<tbody>`,
    ...rows.map((row) => `<tr>${line(row, words.labels)}`),
    total ? `<tfoot><tr>${line(total)}</table>` : '</table>',
  ].join('')
}

/** A table in a box that scrolls by itself, and can be reached by keyboard. */
const TableBox = (props: { label: string; html: string; class?: string }): VNode => (
  <section
    class={props.class ?? 'scroll'}
    tabIndex={0}
    aria-label={props.label}
    // biome-ignore lint/security/noDangerouslySetInnerHtml: tables written here, of escaped text
    dangerouslySetInnerHTML={{ __html: props.html }}
  />
)

/** Addresses of a figure by itself. */
const Files = ({ id, query }: { id: string; query: Record<string, string | undefined> }): VNode => (
  <p class="files">
    {(['svg', 'png', 'csv'] as const).map((form) => (
      <a href={linkTo(`/tablero/g/${id}.${form}`, query)}>{form.toUpperCase()}</a>
    ))}
  </p>
)

type FigureProps = {
  figure: Figure
  words: Words
  query: Record<string, string | undefined>
  /** In place of the drawing. */
  children?: ComponentChildren
  class?: string
  /** The table is what is drawn already. */
  isTable?: boolean
}

/** A finding, with the label that it quotes in its own language. */
const Finding = ({ figure, words }: Pick<FigureProps, 'figure' | 'words'>): VNode => {
  const { finding, quoted } = figure
  if (!quoted || !words.labels) return <p>{finding}</p>
  const at = finding.indexOf(quoted)
  return (
    <p>
      {finding.slice(0, at)}
      <span lang={words.labels}>{quoted}</span>
      {finding.slice(at + quoted.length)}
    </p>
  )
}

const FigureBox = ({
  figure,
  words,
  query,
  children,
  class: name,
  isTable,
}: FigureProps): VNode => (
  <figure role="group" aria-labelledby={`c-${figure.id}`} id={figure.id} class={name}>
    <figcaption id={`c-${figure.id}`}>
      <h2>{figure.title}</h2>
      <Finding figure={figure} words={words} />
    </figcaption>
    {children ?? figure.drawing}
    {figure.note && <p class="note">{figure.note}</p>}
    {!isTable && (
      <details>
        <summary>{words.say('Datos y descargas', 'Data and downloads')}</summary>
        <TableBox label={figure.title} html={tableHtml(figure.table, words)} />
        <Files id={figure.id} query={query} />
      </details>
    )}
    {isTable && <Files id={figure.id} query={query} />}
  </figure>
)

/** The numbers of the review in one line, above the bar that they add up to. */
const ProgressBox = (props: FigureProps & { counts: ReviewCounts }): VNode => {
  const { figure, words, query, counts } = props
  const { say, count } = words
  const segments = standingsOf(counts, words).filter(({ kind }) => kind !== 're')
  const steps = [
    ['', counts.received, say('recibidas', 'received'), ''],
    ['−', counts.initialCheck, say('en verificación inicial', 'in initial check'), 're'],
    ['=', counts.forAnalysis, say('para análisis', 'for analysis'), ''],
    ...segments.map(({ kind, label, value }, index) => [
      index === 0 ? '→' : '+',
      value,
      label.toLowerCase(),
      kind,
    ]),
  ] as [string, number, string, string][]
  let x = 0
  return (
    <FigureBox figure={figure} words={words} query={query}>
      <ol class="steps">
        {steps.map(([sign, value, label, kind]) => (
          <li>
            {sign && <span class="sign">{sign}</span>}
            {kind && <i class={`sw ${kind}`} />}
            <b>{count(value)}</b> {label}
          </li>
        ))}
      </ol>
      <svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        {standingsOf(counts, words).map(({ kind, label, value }) => {
          const width = (value / Math.max(counts.received, 1)) * 1000
          const at = x
          x += width
          return value === 0 ? null : (
            <rect class={kind} x={at.toFixed(1)} y="0" width={width.toFixed(1)} height="20">
              <title>{`${label}: ${count(value)}`}</title>
            </rect>
          )
        })}
      </svg>
    </FigureBox>
  )
}

/** Country by entity, each cell in its class. */
function matrixHtml({ tables, entities }: Board, words: Words): string {
  const { columns, rows, total } = tables.matrix
  const names = new Map(entities.map(({ code, label }) => [code, label]))
  const lang = words.labels ? ` lang=${words.labels}` : ''
  const cell = (n: number): string => {
    const kind = classOf(CELL_CLASSES, n)
    return `<td${kind === 'k0' ? '' : ` class=${kind}`}>${words.count(n)}`
  }
  const heads = columns.map(
    ({ entity, abbreviation, localVote }) =>
      `<th scope=col${localVote ? ' class=l' : ''}><abbr${lang} title="${escaped(names.get(entity) ?? entity)}">${escaped(abbreviation)}</abbr>`,
  )
  const lines = rows.map(
    (row) =>
      `<tr><th scope=row${lang}>${escaped(row.label)}<td>${words.count(row.total)}${row.cells.map(({ total }) => cell(total)).join('')}`,
  )
  return [
    `<table data-sort><colgroup><col><col>${columns.map(({ localVote }) => (localVote ? '<col class=l>' : '<col>')).join('')}</colgroup>`,
    `<thead><tr><th scope=col>${words.say('País', 'Country')}<th scope=col>Total${heads.join('')}</thead>`,
    `<tbody>${lines.join('')}</tbody>`,
    `<tfoot><tr><th scope=row>TOTAL<td>${words.count(total.total)}${total.cells.map(({ total }) => `<td>${words.count(total)}`).join('')}</tfoot></table>`,
  ].join('')
}

const MatrixBox = (props: FigureProps & { board: Board }): VNode => {
  const { figure, words, query, board } = props
  const { say } = words
  return (
    <FigureBox figure={figure} words={words} query={query} class="table" isTable>
      <ul class="keys">
        {CELL_LABELS.map((label, index) => (
          <li>
            <i class={`k${index}`} />
            {label}
          </li>
        ))}
        <li>
          <i class="l" />
          {say('elección local', 'local election')}
        </li>
      </ul>
      <TableBox class="scroll matrix" label={figure.title} html={matrixHtml(board, words)} />
    </FigureBox>
  )
}

const Option = (props: {
  value: string
  chosen?: string
  lang?: string
  children: ComponentChildren
}): VNode => (
  <option value={props.value} selected={props.value === (props.chosen ?? '')} lang={props.lang}>
    {props.children}
  </option>
)

const CutoffOptions = (props: {
  sealed: CutoffSummary[]
  chosen?: string
  words: Words
}): VNode => (
  <>
    {props.sealed.map(({ date }) => (
      <Option value={date} chosen={props.chosen}>
        {`${props.words.say('Corte al', 'Cut-off of')} ${props.words.date(date)}`}
      </Option>
    ))}
  </>
)

const Filters = (props: { board: Board; query: BoardQuery; isSealed: boolean; words: Words }) => {
  const { board, query, isSealed, words } = props
  const { say } = words
  return (
    <form class="filters" method="get" action="/tablero">
      {words.language === 'en' && <input type="hidden" name="lang" value="en" />}
      <label>
        {say('Cifras', 'Figures')}
        <select name="corte">
          {!isSealed && (
            <Option value="" chosen={query.corte}>
              {say('Al momento', 'Live')}
            </Option>
          )}
          <CutoffOptions sealed={board.sealed} chosen={board.cutoff?.date} words={words} />
        </select>
      </label>
      {board.mayFilter && (
        <>
          {!board.ownEntity && (
            <label>
              {say('Entidad', 'Entity')}
              <select name="entidad">
                <Option value="" chosen={query.entidad}>
                  {say('Todas', 'All')}
                </Option>
                {board.entities.map(({ code, label }) => (
                  <Option value={code} chosen={query.entidad} lang={words.labels}>
                    {label}
                  </Option>
                ))}
              </select>
            </label>
          )}
          <label>
            {say('País', 'Country')}
            <select name="pais">
              <Option value="" chosen={query.pais}>
                {say('Todos', 'All')}
              </Option>
              {board.countries.map(({ code, label }) => (
                <Option value={code} chosen={query.pais} lang={words.labels}>
                  {label}
                </Option>
              ))}
            </select>
          </label>
          <label>
            {say('Situación', 'Standing')}
            <select name="estado">
              <Option value="" chosen={query.estado}>
                {say('Todas', 'All')}
              </Option>
              {Object.entries(STATUS_WORDS).map(([status, names]) => (
                <Option value={status} chosen={query.estado}>
                  {say(...names)}
                </Option>
              ))}
            </select>
          </label>
        </>
      )}
      <button type="submit">{say('Ver', 'Show')}</button>
      {(query.entidad || query.pais || query.estado || query.corte) && (
        <a class="clear" href={linkTo('/tablero', langOf(words))}>
          {say('Quitar filtros', 'Clear filters')}
        </a>
      )}
    </form>
  )
}

/** What the figures are of, and how far they go. */
const Stamp = ({ board, words }: { board: Board; words: Words }): VNode => {
  const { say } = words
  const { cutoff } = board
  const chosen = filtersOf(subjectOf(board), words)
  return (
    <p class="stamp">
      <strong>
        {cutoff
          ? say(
              `Corte al ${words.upTo(cutoff.instant)}`,
              `Cut-off of ${words.upTo(cutoff.instant)}`,
            )
          : say(
              `Datos al momento: ${words.upTo(board.asOf)}`,
              `Live figures: ${words.upTo(board.asOf)}`,
            )}
      </strong>
      {chosen.length > 0 && ` · ${chosen.join(' · ')}`}{' '}
      <span class="legend">
        {say('Cifras preliminares e informativas', 'Preliminary figures, for information')}
      </span>
      {cutoff?.digest && (
        <span class="only-print">
          {`SHA-256 ${cutoff.digest.slice(0, 16)}… · ${say('verificar en', 'verify at')} /tablero/cortes/${cutoff.date}`}
        </span>
      )}
    </p>
  )
}

const Cards = ({ board, words }: { board: Board; words: Words }): VNode => {
  const { say, count, difference, shortDate } = words
  const { total } = board.standing
  const { before } = board
  const changeOf = (n: number): string => (n === 0 ? say('sin cambio', 'no change') : difference(n))
  const cards = [
    ['', say('Recibidas', 'Received'), 'received'],
    ['cu', say(...STATUS_WORDS.COMPLIES), 'complies'],
    ['an', say(...STATUS_WORDS.IN_ANALYSIS), 'inAnalysis'],
    ['su', say(...STATUS_WORDS.SUBSANE), 'subsane'],
    ['im', say(...STATUS_WORDS.INADMISSIBLE), 'inadmissible'],
  ] as const
  return (
    <dl class="cards">
      {cards.map(([kind, label, key]) => (
        <div class={kind || undefined}>
          <dt>{label}</dt>
          <dd class="big">{count(total[key])}</dd>
          {before && (
            <dd class="since">
              {changeOf(total[key] - before.total[key])}{' '}
              {say(`desde el ${shortDate(before.date)}`, `since ${shortDate(before.date)}`)}
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** The first page: every figure that the role reaches. */
export function Overview(props: {
  board: Board
  query: BoardQuery
  isSealed: boolean
  words: Words
}) {
  const { board, query, isSealed, words } = props
  const { say } = words
  const asked: Record<string, string | undefined> = { ...query, ...langOf(words) }
  const show = (name: BoardFigure): VNode | null => {
    const figure = BOARD_FIGURES[name](board, words)
    if (!figure) return null
    if (name === 'avance') {
      return (
        <ProgressBox figure={figure} words={words} query={asked} counts={board.standing.total} />
      )
    }
    if (name === 'entidades' && !query.estado) {
      const isShare = query.escala === '100'
      const to = { ...asked, escala: isShare ? undefined : '100' }
      return (
        <FigureBox figure={figure} words={words} query={asked}>
          {figure.drawing}
          <p class="note">
            <a href={`${linkTo('/tablero', to)}#entidades`}>
              {isShare
                ? say('Ver en cantidades', 'Show counts')
                : say('Ver al 100 %', 'Show at 100 %')}
            </a>
          </p>
        </FigureBox>
      )
    }
    return name === 'pais-entidad' ? (
      <MatrixBox figure={figure} words={words} query={asked} board={board} />
    ) : (
      <FigureBox figure={figure} words={words} query={asked} />
    )
  }
  return (
    <>
      <h1 lang={words.labels}>{board.process.label}</h1>
      <div data-refresh={board.cutoff ? undefined : true}>
        <Stamp board={board} words={words} />
        {board.filter.status && (
          <p class="note">
            {say(
              'Las tarjetas y el avance cuentan todas las situaciones; las demás figuras, la elegida.',
              'Cards and progress count every standing; the other figures, the one that was chosen.',
            )}
          </p>
        )}
        <Cards board={board} words={words} />
      </div>
      <Filters board={board} query={query} isSealed={isSealed} words={words} />
      {board.standing.total.received === 0 ? (
        <p class="paper">
          {say('Todavía no hay solicitudes que contar.', 'There are no requests to count yet.')}
        </p>
      ) : (
        <>
          {show('avance')}
          {board.tables.daily ? (
            <div class="pair">
              {show('diario')}
              {show('acumulado')}
            </div>
          ) : (
            <p class="note">
              {say(
                'De un corte sólo hay registros por día de todo el país, sin filtros.',
                'Of a cut-off there are registrations by day for the whole country only, without filters.',
              )}
            </p>
          )}
          <div class="pair">
            {show('entidades')}
            {show('edad')}
          </div>
          {board.filter.entity ? (
            <>
              <div class="pair">
                {show('proporciones')}
                {show('mapa-mundo')}
              </div>
              <div class="pair">
                {show('paises')}
                {show('pais-entidad')}
              </div>
            </>
          ) : (
            <>
              <div class="pair">
                <div>
                  {show('proporciones')}
                  {show('paises')}
                </div>
                <div>
                  {show('mapa-mexico')}
                  {show('mapa-mundo')}
                </div>
              </div>
              {show('pais-entidad')}
            </>
          )}
        </>
      )}
    </>
  )
}

/** For roles without an overview: what the access table gives them stands elsewhere. */
export function NoFigures({ actor, words }: { actor: Actor; words: Words }): VNode {
  const { say } = words
  const crossed = CROSSINGS[actor.role]?.dimensions
  return (
    <div class="paper narrow">
      <h1>{say('Sin panorama para este rol', 'No overview for this role')}</h1>
      <p>
        {say(
          `Su sesión es de ${say(...ROLE_WORDS[actor.role])}, cuyo trabajo con este servicio es por la API.`,
          `You are signed in as ${say(...ROLE_WORDS[actor.role])}, whose work with this service is over the API.`,
        )}
      </p>
      {crossed && (
        <p>
          {say(
            'Las cifras de los cortes sellados que le corresponden se piden ahí, cruzadas por entidad y modalidad: ',
            'Its figures of sealed cut-offs are asked for there, crossed by entity and modality: ',
          )}
          <code>{`GET /v1/aggregates?groupBy=${crossed.join(',')}&cutoff=${say('AAAA-MM-DD', 'YYYY-MM-DD')}`}</code>
        </p>
      )}
      {seesReview(actor.role) && (
        <p>
          {say('Los totales por causa están en la página ', 'Totals per ground are on the page ')}
          <a href={linkTo('/tablero/revision', langOf(words))}>{say('Revisión', 'Review')}</a>.
        </p>
      )}
      <p>
        <a href="/docs">{say('Documentación de la API', 'Documentation of the API')}</a>
      </p>
    </div>
  )
}

/** What the roles of sealed figures see before the first seal. */
export function NoCutoffs({ words }: { words: Words }): VNode {
  const { say } = words
  return (
    <div class="paper narrow">
      <h1>{say('Todavía no hay cortes sellados', 'No cut-off is sealed yet')}</h1>
      <p>
        {say(
          'Las cifras de los partidos son las de los cortes quincenales, iguales para todos. Aparecerán aquí cuando se selle el primero.',
          'Parties see the figures of the fortnightly cut-offs, the same for all. They will be here once the first is sealed.',
        )}
      </p>
    </div>
  )
}

/** Two sealed cut-offs side by side; while there are not two, a word on it. */
export function ComparisonPage(props: { comparison: Comparison | undefined; words: Words }): VNode {
  const { comparison, words } = props
  const { say } = words
  if (!comparison) {
    return (
      <>
        <h1>{say('Comparar cortes', 'Compare cut-offs')}</h1>
        <p class="paper">
          {say('Hacen falta dos cortes sellados.', 'It takes two sealed cut-offs.')}
        </p>
      </>
    )
  }
  const { sealed, from, to, figure } = comparison
  const query = { de: from.date, a: to.date, cifra: figure, ...langOf(words) }
  const drawn = comparisonFigure(comparison, words)
  return (
    <>
      <h1>{say('Comparar cortes', 'Compare cut-offs')}</h1>
      <p class="stamp">
        <strong>{`${words.date(from.date)} → ${words.date(to.date)}`}</strong>{' '}
        <span class="legend">
          {say('Cifras selladas, de todo el país', 'Sealed figures, of the whole country')}
        </span>
      </p>
      <form class="filters" method="get" action="/tablero/comparar">
        {words.language === 'en' && <input type="hidden" name="lang" value="en" />}
        <label>
          {say('De', 'From')}
          <select name="de">
            <CutoffOptions sealed={sealed} chosen={from.date} words={words} />
          </select>
        </label>
        <label>
          {say('A', 'To')}
          <select name="a">
            <CutoffOptions sealed={sealed} chosen={to.date} words={words} />
          </select>
        </label>
        <label>
          {say('Cifra', 'Figure')}
          <select name="cifra">
            <Option value="received" chosen={figure}>
              {say('Recibidas', 'Received')}
            </Option>
            <Option value="complies" chosen={figure}>
              {say('Cumplen', 'Compliant')}
            </Option>
          </select>
        </label>
        <button type="submit">{say('Comparar', 'Compare')}</button>
      </form>
      <div class="pair">
        <FigureBox figure={drawn} words={words} query={query} isTable />
        <figure role="group" aria-labelledby="c-tabla">
          <figcaption id="c-tabla">
            <h2>{say('Antes y después', 'Before and after')}</h2>
            <p>{`${words.count(comparison.total.before)} → ${words.count(comparison.total.after)}`}</p>
          </figcaption>
          <TableBox class="scroll all" label={drawn.title} html={tableHtml(drawn.table, words)} />
        </figure>
      </div>
    </>
  )
}

/** Grounds, and how long requests wait. */
export function ReviewPage({ report, words }: { report: ReviewReport; words: Words }): VNode {
  const { say } = words
  const reasons = report.reasons && reasonsFigure(report.reasons, words, report.reasonsOf)
  const waiting = report.durations && waitingFigure(report.durations, words)
  const query = langOf(words)
  return (
    <>
      <h1>{say('Revisión: causas y tiempos', 'Review: grounds and times')}</h1>
      <p class="stamp">
        <strong>
          {say(
            `Datos al momento: ${words.upTo(report.asOf)}`,
            `Live figures: ${words.upTo(report.asOf)}`,
          )}
        </strong>{' '}
        <span class="legend">
          {say('Cifras preliminares e informativas', 'Preliminary figures, for information')}
        </span>
      </p>
      <div class="pair">
        {reasons && <FigureBox figure={reasons} words={words} query={query} />}
        {waiting && <FigureBox figure={waiting} words={words} query={query} />}
      </div>
      {!reasons && !waiting && (
        <p class="paper">
          {say('Ninguna solicitud espera ni tiene causas.', 'No request waits or has grounds.')}
        </p>
      )}
    </>
  )
}

const CUTOFF_WORDS: Record<CutoffSummary['status'], readonly [es: string, en: string]> = {
  SEALED: ['Sellado', 'Sealed'],
  PENDING: ['Por sellar', 'Pending'],
  PROPOSED: ['Propuesto', 'Proposed'],
  REFUSED: ['Negado', 'Refused'],
}

/** Others are sealed by hand. */
const isFortnightEnd = (date: string): boolean => fortnightEnds(date, date).length > 0

/** Every cut-off with its status and digest, each leading to its own page. */
export function CutoffsPage({ cutoffs, words }: { cutoffs: CutoffSummary[]; words: Words }): VNode {
  const { say } = words
  return (
    <>
      <h1>{say('Cortes', 'Cut-offs')}</h1>
      <p class="stamp">
        {say(
          'Cada corte se sella una vez y no cambia: los mismos bytes para todos, con su huella SHA-256.',
          'Each cut-off is sealed once and never changes: the same bytes for all, with their SHA-256.',
        )}
      </p>
      {cutoffs.length === 0 ? (
        <p class="paper">{say('Todavía no vence ninguno.', 'None is due yet.')}</p>
      ) : (
        <section class="scroll" tabIndex={0} aria-label={say('Cortes', 'Cut-offs')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('Corte', 'Cut-off')}</th>
                <th scope="col" class="left">
                  {say('Situación', 'Standing')}
                </th>
                <th scope="col" class="left">
                  SHA-256
                </th>
              </tr>
            </thead>
            <tbody>
              {cutoffs.map(({ date, status, digest, refusal }) => (
                <tr>
                  <th scope="row">
                    {status === 'SEALED' ? (
                      <a href={linkTo(`/tablero/cortes/${date}`, langOf(words))}>
                        {words.date(date)}
                      </a>
                    ) : (
                      words.date(date)
                    )}
                  </th>
                  <td class="left">
                    {say(...CUTOFF_WORDS[status])}
                    {!isFortnightEnd(date) && ` · ${say('fuera de quincena', 'off-schedule')}`}
                    {refusal && ` · ${refusal}`}
                  </td>
                  <td class="left hash">{digest?.slice(0, 16) ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

/** Tables of a cut-off, as people call them. */
const TABLE_WORDS: Record<string, readonly [es: string, en: string]> = {
  entities: ['Recibidas por entidad', 'Received, by entity'],
  entitiesComplying: ['Cumplen por entidad', 'Compliant, by entity'],
  countries: ['Recibidas por país', 'Received, by country'],
  countriesComplying: ['Cumplen por país', 'Compliant, by country'],
  countryEntity: ['País por entidad', 'Country by entity'],
  review: ['Situación por entidad', 'Standing by entity'],
  reviewByCountry: ['Situación por país', 'Standing by country'],
  daily: ['Serie diaria', 'Daily series'],
  reasons: ['Causas', 'Grounds'],
  difference: ['Diferencia con el corte anterior', 'Difference from the former cut-off'],
}

/** The forms of a cut-off that the manifest names, each with where it is downloaded. */
function downloadsOf({ date, digest, forms }: Manifest, words: Words) {
  const { say } = words
  const address = (query: Record<string, string>) =>
    linkTo(`/tablero/cortes/${date}/descarga`, query)
  const named = new Map(forms.map((form) => [form.name, form]))
  const found = (name: string, label: string, query: Record<string, string>) => {
    const form = named.get(name)
    return form ? [{ ...form, label, href: address(query) }] : []
  }
  return [
    ...found(reportName(date, digest, 'pdf'), say('Informe (PDF)', 'Report (PDF)'), {
      format: 'pdf',
    }),
    ...found(reportName(date, digest, 'xlsx'), say('Informe (Excel)', 'Report (Excel)'), {
      format: 'xlsx',
    }),
    ...found(
      differenceName(date, digest, 'csv'),
      `${say(...(TABLE_WORDS.difference as [string, string]))} (CSV)`,
      { format: 'csv', table: 'difference' },
    ),
    ...TABLE_NAMES.flatMap((table) =>
      found(
        tableName(table, date, digest),
        `${say(...(TABLE_WORDS[table] ?? [table, table]))} (CSV)`,
        {
          format: 'csv',
          table,
        },
      ),
    ),
  ]
}

/** One sealed cut-off: its digest, its files, and how anybody checks that they are the ones. */
export function CutoffPage(props: {
  cutoff: CutoffSummary
  /** Absent where a cut-off of an older version is not signed yet. */
  signed?: CutoffManifest
  annexes: CutoffAnnex[]
  words: Words
}): VNode {
  const { cutoff, signed, annexes, words } = props
  const { say, count } = words
  const manifest = signed?.manifest
  const previous = manifest?.previous
  return (
    <>
      <h1>{say(`Corte al ${words.date(cutoff.date)}`, `Cut-off of ${words.date(cutoff.date)}`)}</h1>
      <p class="stamp">
        <strong>
          {manifest
            ? say(
                `Sellado el ${words.instant(manifest.sealedAt)}`,
                `Sealed on ${words.instant(manifest.sealedAt)}`,
              )
            : say('Sellado', 'Sealed')}
        </strong>
        {` · ${say('cifras hasta el movimiento', 'figures up to movement')} ${count(cutoff.knownAsOf ?? 0)}`}
      </p>
      <p>
        <a href={linkTo('/tablero', { corte: cutoff.date, ...langOf(words) })}>
          {say('Ver las cifras de este corte', 'See the figures of this cut-off')}
        </a>
      </p>
      <section class="paper full">
        <h2>{say('Lo que se selló', 'What was sealed')}</h2>
        <dl class="facts">
          <dt>{say('Huella del contenido (SHA-256)', 'Digest of the content (SHA-256)')}</dt>
          <dd class="hash">{cutoff.digest}</dd>
          {manifest && (
            <>
              <dt>{say('Huella del manifiesto (SHA-256)', 'Digest of the manifest (SHA-256)')}</dt>
              <dd class="hash">{cutoff.manifestDigest}</dd>
              <dt>
                {say(
                  'Corte anterior en la cadena, y huella de su manifiesto (SHA-256)',
                  'Former cut-off in the chain, and digest of its manifest (SHA-256)',
                )}
              </dt>
              <dd class="hash">
                {previous ? (
                  <>
                    <a href={linkTo(`/tablero/cortes/${previous.date}`, langOf(words))}>
                      {previous.date}
                    </a>
                    {` · ${previous.digest}`}
                  </>
                ) : (
                  say('ninguno: es el primero', 'none: it is the first')
                )}
              </dd>
              <dt>{say('Clave que firma', 'Signing key')}</dt>
              <dd class="hash">
                {`${manifest.key} · `}
                <a href="/.well-known/jwks.json">/.well-known/jwks.json</a>
              </dd>
            </>
          )}
        </dl>
      </section>
      {manifest && (
        <section class="paper full">
          <h2>{say('Descargas', 'Downloads')}</h2>
          <p>
            <a
              class="main"
              href={linkTo(`/tablero/cortes/${cutoff.date}/descarga`, { format: 'json' })}
            >
              {say('Archivo sellado, para verificar', 'Sealed file, to verify')}
            </a>{' '}
            <code>{sealedFileName(manifest.date, manifest.digest)}</code>
          </p>
          <TableBox
            class="scroll all"
            label={say('Descargas', 'Downloads')}
            html={downloadsHtml(manifest, words)}
          />
          <p class="note">
            {say(
              'Cada archivo se hizo una sola vez, al sellar: los mismos bytes para todos los partidos y para siempre.',
              'Each file was made once, at sealing: the same bytes for every party and for ever.',
            )}
          </p>
        </section>
      )}
      {annexes.length > 0 && (
        <section class="paper full">
          <h2>{say('Anexos', 'Annexes')}</h2>
          <p>
            {say(
              'Tablas de otros sistemas, firmadas y unidas a este corte. ',
              'Tables of other systems, signed and chained to this cut-off. ',
            )}
            <a href={`/tablero/cortes/${cutoff.date}/anexos.json`}>
              {say('Descargar los anexos para verificarlos', 'Download the annexes to verify them')}
            </a>
          </p>
          {annexes.map(({ annex, digest }) => (
            <details>
              <summary>
                {`${annex.title} (${annex.source}, ${words.date(annex.period.from)} – ${words.date(annex.period.to)}) · `}
                <span class="hash">{`SHA-256 ${digest.slice(0, 16)}…`}</span>
              </summary>
              <section class="scroll" tabIndex={0} aria-label={annex.title}>
                <table>
                  <thead>
                    <tr>
                      {annex.table.columns.map((column) => (
                        <th scope="col">{column}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {annex.table.rows.map((row) => (
                      <tr>
                        {row.map((cell) => (
                          <td class={typeof cell === 'number' ? undefined : 'left'}>
                            {typeof cell === 'number' ? words.number(cell) : cell}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            </details>
          ))}
        </section>
      )}
      {manifest && <HowToVerify manifest={manifest} words={words} />}
    </>
  )
}

function downloadsHtml(manifest: Manifest, words: Words): string {
  const { say, count } = words
  const rows = downloadsOf(manifest, words).map(
    ({ href, label, bytes, sha256 }) =>
      `<tr><th scope=row><a href="${escaped(href)}">${escaped(label)}</a><td>${count(bytes)}<td class="left hash">${sha256}`,
  )
  return `<table><thead><tr><th scope=col>${say('Archivo', 'File')}<th scope=col>Bytes<th scope=col class=left>SHA-256<tbody>${rows.join('')}</table>`
}

/** By a page without a network or by a command; the key's fingerprint comes from elsewhere. */
const HowToVerify = ({ manifest, words }: { manifest: Manifest; words: Words }): VNode => {
  const { say } = words
  const file = sealedFileName(manifest.date, manifest.digest)
  return (
    <section class="paper full">
      <h2>{say('Cómo verificarlo', 'How to verify it')}</h2>
      <ol>
        <li>
          {say('Guarde el archivo sellado, ', 'Save the sealed file, ')}
          <a href="/.well-known/jwks.json" download="jwks.json">
            {say('las claves públicas', 'the public keys')}
          </a>
          {say(' y un verificador: ', ' and a verifier: ')}
          <a href="/tablero/verificador/cutoff.html">cutoff.html</a>
          {say(
            ', una página que funciona sin red, o ',
            ', a page that works without a network, or ',
          )}
          <a href="/tablero/verificador/cutoff.mjs">cutoff.mjs</a>
          {say(', para Node.', ', for Node.')}
        </li>
        <li>
          {say(
            'Tome la huella de la clave que sella de donde el INE la publica, y no de este servicio: quien pudiera cambiar un corte podría cambiar también las claves que el servicio da.',
            'Take the fingerprint of the sealing key from where INE publishes it, and not from this service: whoever could change a cut-off could also change the keys that the service gives.',
          )}
        </li>
        <li>
          {say(
            'Abra la página y déle los archivos, o en una terminal:',
            'Open the page and give it the files, or in a terminal:',
          )}
          <pre>{`node cutoff.mjs ${file} --keys jwks.json --fingerprint ${say('HUELLA', 'FINGERPRINT')}`}</pre>
        </li>
        <li>
          {say(
            'Con varios cortes comprueba también la cadena, y con --files los demás archivos de este corte. Compare la huella del contenido con la de otra representación: debe ser la misma.',
            'With several cut-offs it checks the chain too, and with --files the other files of this one. Compare the digest of the content with that of another party: it must be the same.',
          )}
        </li>
      </ol>
    </section>
  )
}

/** The door: a token where the service makes them, and INE's provider of identity otherwise. */
export function SignInPage(props: {
  words: Words
  way: 'token' | 'provider' | 'none'
  back: string
  problem?: string
}): VNode {
  const { words, way, back, problem } = props
  const { say } = words
  return (
    <div class="paper narrow">
      <h1>{say('Entrar al tablero', 'Sign in to the board')}</h1>
      {problem && (
        <p class="alert" role="alert">
          {problem}
        </p>
      )}
      {way === 'token' && (
        <form method="post" action="/tablero/entrar">
          <input type="hidden" name="volver" value={back} />
          {words.language === 'en' && <input type="hidden" name="lang" value="en" />}
          <label>
            {say('Token de la demostración', 'Token of the demonstration')}
            <input type="password" name="token" required autocomplete="off" spellcheck={false} />
          </label>
          <button type="submit">{say('Entrar', 'Sign in')}</button>
          <p class="note">
            {say(
              'La demostración imprime uno por rol al iniciar, que vale hasta que cierre la sesión; otros, con ',
              'The demonstration prints one per role when it starts, good until you sign out; others with ',
            )}
            <code class="line">npm run --silent token -- --role ine_viewer</code>
          </p>
        </form>
      )}
      {way === 'provider' && (
        <p>
          <a href={linkTo('/tablero/entrar/proveedor', { volver: back, ...langOf(words) })}>
            {say('Entrar con la cuenta institucional', 'Sign in with your institutional account')}
          </a>
        </p>
      )}
      {way === 'none' && (
        <p>
          {say(
            'Este servicio no tiene configurada la entrada al tablero (OIDC_CLIENT_ID).',
            'This service has no sign-in to the board configured (OIDC_CLIENT_ID).',
          )}
        </p>
      )}
    </div>
  )
}

/** A refusal, for people. */
export function ProblemPage(props: {
  words: Words
  title: string
  code: string
  errors: { pointer: string; detail: string }[]
  traceId: string
}): VNode {
  const { words, title, code, errors, traceId } = props
  return (
    <div class="paper narrow">
      <h1>{title}</h1>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ pointer, detail }) => (
            <li>
              <code>{pointer.replace(/^query\./, '')}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={linkTo('/tablero', langOf(words))}>
          {words.say('Volver al tablero', 'Back to the board')}
        </a>
      </p>
      <p class="note">
        <code>{code}</code> · {traceId}
      </p>
    </div>
  )
}
