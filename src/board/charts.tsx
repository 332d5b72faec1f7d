/**
 * Drawings, as SVG without a script. All are 520 units wide, so that their letters are as large as
 * those beside them on a screen and can still be read on a telephone. What a mark is called by its
 * class, the style sheet paints.
 */
import { scaleLinear, scaleLog } from 'd3-scale'
import { curveMonotoneX, line } from 'd3-shape'
import type { ComponentChildren, VNode } from 'preact'
import {
  COUNTRY_AREAS,
  COUNTRY_SPOTS,
  ENTITY_AREAS,
  MAP_WIDTH,
  MEXICO_HEIGHT,
  WORLD_HEIGHT,
} from './outlines.ts'
import type { Words } from './words.ts'

/** Width of every drawing but the maps, in its own units: pages scale it. */
export const WIDTH = 520

/** Where names end and marks begin, and where marks end and numbers begin. */
const NAMES_TO = 150
const MARKS_FROM = 158
const MARKS_TO = 450
const ROW = 19

const round = (n: number): number => Math.round(n * 10) / 10

type Props = { height: number; label: string; children: ComponentChildren }

/** A drawing and what it shows. */
export const Drawing = ({ height, label, children }: Props): VNode => (
  <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
    {children}
  </svg>
)

const Text = (props: {
  x: number
  y: number
  end?: boolean
  middle?: boolean
  class?: string
  children: ComponentChildren
}): VNode => (
  <text
    x={round(props.x)}
    y={round(props.y)}
    class={props.class}
    text-anchor={props.end ? 'end' : props.middle ? 'middle' : undefined}
  >
    {props.children}
  </text>
)

export type Segment = { kind: string; label: string; value: number }

const Segments = (props: {
  segments: Segment[]
  from: number
  /** The middle of the bar. */
  y: number
  scale: (value: number) => number
  name?: string
  words: Words
}): VNode => {
  let x = props.from
  return (
    <>
      {props.segments.map(({ kind, label, value }) => {
        if (value === 0) return null
        const width = props.scale(value)
        const at = x
        x += width
        // A gap between neighbours, where there is room for one.
        const drawn = Math.max(width - 1, Math.min(width, 1))
        return (
          <path class={kind} d={`M${round(at)} ${props.y}h${round(drawn)}`}>
            <title>
              {`${props.name ? `${props.name} · ` : ''}${label}: ${props.words.count(value)}`}
            </title>
          </path>
        )
      })}
    </>
  )
}

/** Names of colours, in the order of the segments, in lines with room for the letters of a telephone. */
function legendOf(segments: Segment[]): { drawn: VNode; height: number } {
  let [x, y] = [0, 12]
  const drawn = segments.map(({ kind, label }) => {
    const width = 34 + label.length * 8.6
    if (x > 0 && x + width > WIDTH) [x, y] = [0, y + 20]
    const at = x
    x += width
    return (
      <>
        <rect class={kind} x={round(at)} y={y - 10} width={11} height={11} />
        <Text x={at + 16} y={y}>
          {label}
        </Text>
      </>
    )
  })
  return { drawn: <>{drawn}</>, height: y + 14 }
}

/** Rows of stacked bars, with the total at the end, below the names of their colours. */
export const StackedRows = (props: {
  label: string
  rows: { name: string; total: number; segments: Segment[] }[]
  legend: Segment[]
  /** Room for the names. */
  names?: number
  /** Every row as long as the others: what is compared is its parts. */
  isShare?: boolean
  words: Words
}): VNode => {
  const namesTo = props.names ?? NAMES_TO
  const from = namesTo + 8
  const max = Math.max(...props.rows.map(({ total }) => total), 1)
  const scale = (value: number, total = max) =>
    (value / Math.max(props.isShare ? total : max, 1)) * (MARKS_TO - from)
  const { drawn: legend, height: top } = legendOf(props.legend)
  return (
    <Drawing height={top + props.rows.length * ROW + 4} label={props.label}>
      {legend}
      <Names
        names={props.rows.map(({ name }) => name)}
        lang={props.words.labels}
        x={namesTo}
        top={top + 14}
      />
      <g class="w">
        {props.rows.map(({ name, segments, total }, index) => (
          <Segments
            segments={segments}
            from={from}
            y={top + index * ROW + 9.5}
            scale={(value) => scale(value, total)}
            name={name}
            words={props.words}
          />
        ))}
      </g>
      <g class="n">
        {props.rows.map(({ total }, index) => (
          <Text x={from + scale(total, total) + 6} y={top + index * ROW + 14}>
            {props.words.count(total)}
          </Text>
        ))}
      </g>
    </Drawing>
  )
}

/** Names of rows, to the left of their marks. */
const Names = (props: { names: string[]; lang?: string; x: number; top: number }): VNode => (
  <g text-anchor="end" lang={props.lang}>
    {props.names.map((name, index) => (
      <Text x={props.x} y={props.top + index * ROW}>
        {name}
      </Text>
    ))}
  </g>
)

/** Shares of a whole, each group as one bar with its parts written below it. */
export const ShareBars = (props: {
  label: string
  groups: { name: string; segments: Segment[] }[]
  words: Words
}): VNode => {
  const { count, percent } = props.words
  let y = 0
  const drawn = props.groups.map(({ name, segments }) => {
    const total = segments.reduce((sum, { value }) => sum + value, 0)
    const top = y
    y += 40 + segments.length * 19 + 14
    return (
      <>
        <Text x={0} y={top + 14} class="h">
          {name}
        </Text>
        <g class="w">
          <Segments
            segments={segments}
            from={0}
            y={top + 27.5}
            scale={(value) => (value / Math.max(total, 1)) * WIDTH}
            name={name}
            words={props.words}
          />
        </g>
        {segments.map(({ kind, label, value }, index) => {
          const line = top + 52 + index * 19
          return (
            <>
              <rect class={kind} x={0} y={line - 10} width={11} height={11} />
              <Text x={18} y={line}>
                {label}
              </Text>
              <Text x={430} y={line} end class="n">
                {count(value)}
              </Text>
              <Text x={WIDTH} y={line} end class="n">
                {percent(value / Math.max(total, 1))}
              </Text>
            </>
          )
        })}
      </>
    )
  })
  return (
    <Drawing height={Math.max(y - 8, 20)} label={props.label}>
      {drawn}
    </Drawing>
  )
}

/** A day, its count, and the mean of the seven days that end with it. */
export type Day = { date: string; received: number; mean: number | null; cumulative: number }

const DAY_MS = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

const PLOT = { left: 64, right: 492, top: 14, bottom: 206 }

const YAxis = (props: { ticks: number[]; y: (n: number) => number; words: Words }): VNode => (
  <>
    {props.ticks.map((tick) => (
      <>
        <path
          class={tick === 0 ? 'x' : 'g'}
          d={`M${PLOT.left} ${round(props.y(tick))}H${PLOT.right}`}
        />
        <Text x={PLOT.left - 8} y={props.y(tick) + 4} end class="t">
          {props.words.count(tick)}
        </Text>
      </>
    ))}
  </>
)

/** Room for a short date in the letters of a telephone. */
const DATE_ROOM = 60

/** Dashed rules where cut-offs are, each with its date if a later one leaves room for it. */
const CutRules = (props: { cuts: string[]; x: (date: string) => number; words: Words }): VNode => {
  let free = Number.POSITIVE_INFINITY
  const labelled = props.cuts.toReversed().filter((date) => {
    const hasRoom = props.x(date) + DATE_ROOM <= free
    if (hasRoom) free = props.x(date)
    return hasRoom
  })
  return (
    <>
      {props.cuts.map((date) => {
        const x = props.x(date)
        return (
          <>
            <path class="c" d={`M${round(x)} ${PLOT.top}V${PLOT.bottom}`} />
            {labelled.includes(date) && (
              <Text x={x} y={PLOT.bottom + 18} middle class="t">
                {props.words.shortDate(date)}
              </Text>
            )}
          </>
        )
      })}
    </>
  )
}

/** Registrations by day with their weekly mean, and the fortnights. */
export const DailyBars = (props: {
  label: string
  days: Day[]
  cuts: string[]
  words: Words
}): VNode => {
  const { days, words } = props
  const [first, last] = [dayOf(days[0]?.date ?? ''), dayOf(days.at(-1)?.date ?? '')]
  const x = scaleLinear([first - 0.5, last + 0.5], [PLOT.left + 2, PLOT.right])
  const y = scaleLinear(
    [0, Math.max(...days.map(({ received }) => received), 4)],
    [PLOT.bottom, PLOT.top],
  ).nice(4)
  const width = round(Math.min(((PLOT.right - PLOT.left) / days.length) * 0.72, 12))
  const mean = line<Day>()
    .defined((day) => day.mean !== null)
    .x((day) => x(dayOf(day.date)))
    .y((day) => y(day.mean ?? 0))
    .curve(curveMonotoneX)
    .digits(1)
  return (
    <Drawing height={236} label={props.label}>
      <YAxis ticks={y.ticks(4)} y={y} words={words} />
      <CutRules cuts={props.cuts} x={(date) => x(dayOf(date) + 0.5)} words={words} />
      <g class="b" stroke-width={width}>
        {days.map(({ date, received }) => (
          <path d={`M${round(x(dayOf(date)))} ${PLOT.bottom}V${round(y(received))}`}>
            <title>{`${words.shortDate(date)}: ${words.count(received)}`}</title>
          </path>
        ))}
      </g>
      <path class="m" d={mean(days) ?? ''} />
    </Drawing>
  )
}

/** What has come so far, up to the day on which registration closes. */
export const CumulativeLine = (props: {
  label: string
  days: Day[]
  cuts: string[]
  closesOn: string
  words: Words
}): VNode => {
  const { days, words, closesOn } = props
  const last = days.at(-1)
  const ends = closesOn > (last?.date ?? '') ? closesOn : (last?.date ?? '')
  const x = scaleLinear([dayOf(days[0]?.date ?? ''), dayOf(ends)], [PLOT.left + 2, PLOT.right - 6])
  const y = scaleLinear([0, Math.max(last?.cumulative ?? 0, 4)], [PLOT.bottom, PLOT.top + 8]).nice(
    4,
  )
  const path = line<Day>()
    .x((day) => x(dayOf(day.date)))
    .y((day) => y(day.cumulative))
    .digits(1)(days)
  const known = new Map(days.map((day) => [day.date, day]))
  const cuts = props.cuts.filter((date) => known.has(date))
  return (
    <Drawing height={236} label={props.label}>
      <YAxis ticks={y.ticks(4)} y={y} words={words} />
      <path class="f" d={`${path}V${PLOT.bottom}H${PLOT.left + 2}z`} />
      <path class="m" d={path ?? ''} />
      {cuts.map((date) => (
        <circle
          class="d"
          cx={round(x(dayOf(date)))}
          cy={round(y(known.get(date)?.cumulative ?? 0))}
          r={3.5}
        >
          <title>
            {`${words.shortDate(date)}: ${words.count(known.get(date)?.cumulative ?? 0)}`}
          </title>
        </circle>
      ))}
      {last && (
        <>
          <Text x={x(dayOf(last.date)) + 8} y={y(last.cumulative) + 4} class="h">
            {words.count(last.cumulative)}
          </Text>
          <Text x={x(dayOf(last.date))} y={PLOT.bottom + 18} middle class="t">
            {words.shortDate(last.date)}
          </Text>
        </>
      )}
      <Text x={PLOT.left} y={PLOT.bottom + 18} class="t">
        {words.shortDate(days[0]?.date ?? closesOn)}
      </Text>
      <path class="c" d={`M${round(x(dayOf(closesOn)))} ${PLOT.top}V${PLOT.bottom}`} />
      <Text x={WIDTH} y={PLOT.bottom + 18} end class="t">
        {`${words.say('cierre', 'closing')} ${words.shortDate(closesOn)}`}
      </Text>
    </Drawing>
  )
}

/** Rows of one dot each on a common axis, or of two: a ring for what was before, and the way from it. */
export const DotRows = (props: {
  label: string
  rows: { name: string; value: number; before?: number; text: string }[]
  /** What rings and dots are. */
  ends?: [before: string, after: string]
  /** Equal steps are equal factors: where one row has most of all. */
  isLogarithmic?: boolean
  reference?: { value: number; label: string }
  /** The language of the names, where it is not that of the rest. */
  lang?: string
}): VNode => {
  const { rows, reference } = props
  const values = rows.flatMap(({ value, before }) => (before ? [value, before] : [value]))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const scale = props.isLogarithmic
    ? scaleLog(
        [Math.max(10 ** Math.floor(Math.log10(Math.max(low, 1))), 1), Math.max(high, 10)],
        [MARKS_FROM, MARKS_TO],
      )
    : scaleLinear(
        [Math.floor(low), Math.max(Math.ceil(high), Math.floor(low) + 1)],
        [MARKS_FROM, MARKS_TO],
      )
  const top = reference || props.ends ? 22 : 2
  const bottom = top + rows.length * ROW
  const yOf = (index: number): number => top + index * ROW + 10
  return (
    <Drawing height={bottom + 4} label={props.label}>
      {reference && (
        <>
          <path class="c" d={`M${round(scale(reference.value))} ${top - 2}V${bottom}`} />
          <Text x={scale(reference.value)} y={13} middle class="t">
            {reference.label}
          </Text>
        </>
      )}
      <Names names={rows.map(({ name }) => name)} lang={props.lang} x={NAMES_TO} top={top + 14} />
      <path
        class="g"
        d={rows.map((_, index) => `M${MARKS_FROM} ${yOf(index)}H${MARKS_TO}`).join('')}
      />
      {props.ends && (
        <>
          <circle class="o" cx={MARKS_FROM + 5} cy={9} r="4.5" />
          <Text x={MARKS_FROM + 16} y={13}>
            {props.ends[0]}
          </Text>
          <circle class="d" cx={MARKS_FROM + 95} cy={9} r="4.5" />
          <Text x={MARKS_FROM + 106} y={13}>
            {props.ends[1]}
          </Text>
        </>
      )}
      {props.ends && (
        <path
          class="s"
          d={rows
            .map(({ value, before }, index) =>
              before ? `M${round(scale(before))} ${yOf(index)}H${round(scale(value))}` : '',
            )
            .join('')}
        />
      )}
      {props.ends && (
        <g class="o">
          {rows.map(({ before }, index) =>
            before ? <circle cx={round(scale(before))} cy={yOf(index)} r="4" /> : null,
          )}
        </g>
      )}
      <g class="d">
        {rows.map(({ name, value, text }, index) =>
          value > 0 ? (
            <circle cx={round(scale(value))} cy={yOf(index)} r="4.5">
              <title>{`${name}: ${text}`}</title>
            </circle>
          ) : null,
        )}
      </g>
      <g class="n" text-anchor="end">
        {rows.map(({ text }, index) => (
          <Text x={WIDTH} y={yOf(index) + 4}>
            {text}
          </Text>
        ))}
      </g>
    </Drawing>
  )
}

/** Classes of a map or a table: from which count on each begins; the first is of nothing. */
export type Classes = { from: number[] }

/** The class of a count: k0 is none at all. */
export const classOf = ({ from }: Classes, value: number): string =>
  `k${from.filter((limit) => value >= limit).length}`

/** From which count on each colour is; of nothing only where there is any. */
const ClassLegend = (props: { classes: Classes; y: number; hasNone: boolean; words: Words }) => {
  const steps = props.classes.from.map((from, index) => [`k${index + 1}`, from] as const)
  const shown = props.hasNone ? ([['k0', 0], ...steps] as const) : steps
  const width = WIDTH / shown.length
  return (
    <>
      {shown.map(([kind, from], index) => (
        <>
          <rect
            class={kind}
            x={round(index * width)}
            y={props.y}
            width={round(width)}
            height={10}
          />
          <Text x={index * width} y={props.y + 25} class="t">
            {from === 0 ? '0' : `${props.words.count(from)}+`}
          </Text>
        </>
      ))}
    </>
  )
}

type MapProps = {
  label: string
  counts: Map<string, { name: string; total: number }>
  classes: Classes
  words: Words
}

/** Areas with a count, each with its name, over one path of all that have none. */
const MapAreas = (props: MapProps & { areas: readonly (readonly [string, string])[] }): VNode => {
  const isCounted = ([code]: readonly [string, string]): boolean =>
    (props.counts.get(code)?.total ?? 0) > 0
  const empty = props.areas.filter((area) => !isCounted(area))
  return (
    <>
      {empty.length > 0 && <path class="k0" d={empty.map(([, path]) => path).join('')} />}
      {props.areas.filter(isCounted).map(([code, path]) => {
        const { name = code, total = 0 } = props.counts.get(code) ?? {}
        return (
          <path class={classOf(props.classes, total)} d={path}>
            <title>{`${name}: ${props.words.count(total)}`}</title>
          </path>
        )
      })}
    </>
  )
}

const MAP_SCALE = WIDTH / MAP_WIDTH

/** The entities by class. */
export const MexicoMap = (props: MapProps): VNode => {
  const height = Math.ceil(MEXICO_HEIGHT * MAP_SCALE)
  return (
    <Drawing height={height + 42} label={props.label}>
      <g class="a" lang={props.words.labels} transform={`scale(${MAP_SCALE})`}>
        <MapAreas {...props} areas={ENTITY_AREAS} />
      </g>
      <ClassLegend
        classes={props.classes}
        y={height + 10}
        hasNone={[...props.counts.values()].some(({ total }) => total === 0)}
        words={props.words}
      />
    </Drawing>
  )
}

/** The countries by class; places too small for an area are circles. */
export const WorldMap = (props: MapProps): VNode => {
  const height = Math.ceil(WORLD_HEIGHT * MAP_SCALE)
  return (
    <Drawing height={height + 42} label={props.label}>
      <g class="a" lang={props.words.labels} transform={`scale(${MAP_SCALE})`}>
        <MapAreas {...props} areas={COUNTRY_AREAS} />
        {COUNTRY_SPOTS.map(([code, x, y]) => {
          const row = props.counts.get(code)
          if (!row || row.total === 0) return null
          return (
            <circle class={classOf(props.classes, row.total)} cx={x} cy={y} r={5}>
              <title>{`${row.name}: ${props.words.count(row.total)}`}</title>
            </circle>
          )
        })}
      </g>
      <ClassLegend classes={props.classes} y={height + 10} hasNone words={props.words} />
    </Drawing>
  )
}

/** Country by entity as a drawing, for those who paste it somewhere: the first countries only. */
export const MatrixTiles = (props: {
  label: string
  columns: { name: string; isLocal: boolean }[]
  rows: { name: string; cells: number[] }[]
  classes: Classes
  /** What the colours are. */
  legend: Segment[]
  words: Words
}): VNode => {
  const { drawn: legend, height: top } = legendOf(props.legend)
  const side = Math.min((WIDTH - 120) / Math.max(props.columns.length, 1), 40)
  const x = (index: number) => 120 + index * side
  return (
    <Drawing height={top + props.rows.length * 14 + 52} label={props.label}>
      {legend}
      {props.columns.map(({ name, isLocal }, index) => (
        <>
          {isLocal && (
            <rect class="l" x={round(x(index))} y={top} width={round(side - 1)} height={44} />
          )}
          <text
            transform={`translate(${round(x(index) + side / 2 + 3)} ${top + 42}) rotate(-90)`}
            class="i"
          >
            {name}
          </text>
        </>
      ))}
      {props.rows.map(({ name, cells }, row) => (
        <>
          <Text x={114} y={top + row * 14 + 57} end class="i">
            {name}
          </Text>
          {cells.map((value, index) => (
            <rect
              class={classOf(props.classes, value)}
              x={round(x(index))}
              y={top + row * 14 + 47}
              width={round(side - 1)}
              height={13}
            >
              <title>{`${name} · ${props.columns[index]?.name}: ${props.words.count(value)}`}</title>
            </rect>
          ))}
        </>
      ))}
    </Drawing>
  )
}
