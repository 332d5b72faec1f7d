/** What is printed: each ratio beside the goal that it was set. */
import { ratio, type Sample, type Samples, type Spread, spreadOf, totalUs } from './rounds.ts'

/** What a comparison should come to; every part that is given must hold. */
export type Goal = { rpsAtLeast?: number; cpuAtMost?: number; postgresAtMost?: number }

/** One comparison. CPU is of server and PostgreSQL together, per request. */
export type Row = {
  size: number
  what: string
  rps: Spread
  cpu: Spread
  /** CPU of the server process alone, where both sides have one. */
  server: Spread
  postgres: Spread
  /** The medians behind the ratios. */
  sample: Sample
  reference: Sample
  goal: Goal | undefined
  verdict: 'MEETS' | 'MISSES' | ''
  isNoise: boolean
}

/** A fact that either holds or does not. */
export type Fact = { what: string; holds: boolean }

/** One line of the bench. */
export type Line = { title: string; rows: Row[]; facts: Fact[]; missing: string[] }

function middle(samples: readonly Sample[]): Sample {
  const of = (value: (sample: Sample) => number) => spreadOf(samples.map(value)).median
  return {
    rps: of((sample) => sample.rps),
    serverUs: of((sample) => sample.serverUs),
    postgresUs: of((sample) => sample.postgresUs),
    p99Ms: of((sample) => sample.p99Ms),
  }
}

/** Compares two entries of the same rounds. */
export function compare(
  samples: Samples,
  size: number,
  [of, against]: [string, string],
  what: string,
  goal?: Goal,
): Row {
  const rps = ratio(samples, of, against, (sample) => sample.rps)
  const cpu = ratio(samples, of, against, totalUs)
  const postgres = ratio(samples, of, against, (sample) => sample.postgresUs)
  const meets =
    rps.median >= (goal?.rpsAtLeast ?? 0) &&
    // Where the system tells no CPU time, that part cannot be judged.
    !(cpu.median > (goal?.cpuAtMost ?? Number.POSITIVE_INFINITY)) &&
    !(postgres.median > (goal?.postgresAtMost ?? Number.POSITIVE_INFINITY))
  return {
    size,
    what,
    rps,
    cpu,
    server: ratio(samples, of, against, (sample) => sample.serverUs),
    postgres,
    sample: middle(samples.get(of) ?? []),
    reference: middle(samples.get(against) ?? []),
    goal,
    verdict: goal ? (meets ? 'MEETS' : 'MISSES') : '',
    isNoise: false,
  }
}

/** The same server entered twice: what a ratio shows where there is nothing to show. */
export const noise = (samples: Samples, size: number, names: [string, string]): Row => ({
  ...compare(samples, size, names, 'the same server twice (noise floor)'),
  isNoise: true,
})

const short = (value: number): string =>
  Number.isFinite(value)
    ? value >= 100
      ? Math.round(value).toLocaleString('en')
      : value.toFixed(value >= 10 ? 1 : value < 0.1 ? 4 : 2)
    : '-'
const spread = ({ median, low, high }: Spread): string =>
  Number.isFinite(median) ? `${short(median)} (${short(low)}-${short(high)})` : '-'
const micros = ({ serverUs, postgresUs }: Sample): string =>
  serverUs > 0 ? `${short(serverUs)} + ${short(postgresUs)}` : short(postgresUs)

const goalText = (goal: Goal | undefined): string =>
  [
    goal?.rpsAtLeast && `rps ≥ ${short(goal.rpsAtLeast)}`,
    goal?.cpuAtMost && `CPU ≤ ${short(goal.cpuAtMost)}`,
    goal?.postgresAtMost && `PG CPU ≤ ${short(goal.postgresAtMost)}`,
  ]
    .filter(Boolean)
    .join(', ')

const HEADINGS = [
  'requests',
  'compared',
  'rps ×',
  'CPU ×',
  'server CPU ×',
  'µs per request: server + PG',
  'requests/s',
  'p99 ms',
  'goal',
  '',
]

const cells = (row: Row): string[] => [
  row.size.toLocaleString('en'),
  row.what,
  spread(row.rps),
  spread(row.cpu),
  spread(row.server),
  `${micros(row.sample)} vs ${micros(row.reference)}`,
  `${short(row.sample.rps)} vs ${short(row.reference.rps)}`,
  short(row.sample.p99Ms),
  goalText(row.goal),
  row.verdict,
]

/** A line as a table that reads well in a terminal and is Markdown at once. */
export function printed({ title, rows, facts, missing }: Line): string {
  const table = [HEADINGS, ...rows.map(cells)]
  const widths = HEADINGS.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)))
  const lines = table.map(
    (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`,
  )
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  return [
    `\n## ${title}\n`,
    ...(rows.length > 0 ? lines : []),
    ...(facts.length > 0 ? [''] : []),
    ...facts.map(({ what, holds }) => `- ${what}: ${holds ? 'MEETS' : 'MISSES'}`),
    ...missing.map((what) => `- MISSING: ${what}`),
  ].join('\n')
}

/** The closing count of goals. */
export function summary(lines: readonly Line[]): string {
  const verdicts = lines.flatMap(({ rows, facts }) => [
    ...rows.map(({ verdict }) => verdict),
    ...facts.map(({ holds }) => (holds ? 'MEETS' : 'MISSES')),
  ])
  const count = (verdict: string) => verdicts.filter((one) => one === verdict).length
  const missing = lines.reduce((sum, line) => sum + line.missing.length, 0)
  return `${count('MEETS')} goals met, ${count('MISSES')} missed, ${missing} lines missing`
}
