/** Bursts in turn, and what they say: ratios within a round, then their median and quartiles. */
import { cpuOf, cpuOfPostgres } from './processes.ts'

/** What one burst did. */
export type Burst = { requests: number; seconds: number; errors: number; p99Ms?: number }

/** Something that answers, measured in bursts; `pid` is the server's process, if it has one. */
export type Entry = { name: string; pid?: number; burst: (seconds: number) => Promise<Burst> }

/** What one burst cost. CPU is in microseconds per request. */
export type Sample = { rps: number; serverUs: number; postgresUs: number; p99Ms: number }

/** The samples of each entry, round by round. */
export type Samples = Map<string, Sample[]>

/** A median with its quartiles. */
export type Spread = { median: number; low: number; high: number }

export type Pace = { rounds: number; seconds: number; postmaster: number; signal: AbortSignal }

async function sampleOf(entry: Entry, seconds: number, postmaster: number): Promise<Sample> {
  const cpu = () => [entry.pid ? cpuOf(entry.pid) : 0, cpuOfPostgres(postmaster)] as const
  const [serverBefore, postgresBefore] = cpu()
  const { requests, seconds: took, errors, p99Ms = Number.NaN } = await entry.burst(seconds)
  const [serverAfter, postgresAfter] = cpu()
  if (errors > 0) throw new Error(`${entry.name}: ${errors} of ${requests} requests failed`)
  if (requests === 0) throw new Error(`${entry.name}: nothing was answered in ${seconds} s`)
  return {
    rps: requests / took,
    serverUs: ((serverAfter - serverBefore) * 1000) / requests,
    postgresUs: ((postgresAfter - postgresBefore) * 1000) / requests,
    p99Ms,
  }
}

/** Bursts before the first that counts: a server that is entered once must be as warm as the others. */
const WARM_UP = 5

/** Each entry some times to warm up, then every entry in each round, in reverse order every other one. */
export async function measure(entries: readonly Entry[], pace: Pace): Promise<Samples> {
  const samples: Samples = new Map(entries.map(({ name }) => [name, []]))
  for (let round = 1 - WARM_UP; round <= pace.rounds; round += 1) {
    for (const entry of round % 2 === 0 ? entries : entries.toReversed()) {
      pace.signal.throwIfAborted()
      const sample = await sampleOf(entry, pace.seconds, pace.postmaster)
      if (round > 0) samples.get(entry.name)?.push(sample)
    }
  }
  return samples
}

/** Median and quartiles of some numbers. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => {
    const position = (sorted.length - 1) * share
    const [below = Number.NaN, above = below] = sorted.slice(Math.floor(position))
    return below + (above - below) * (position % 1)
  }
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

/** CPU of server and PostgreSQL together. */
export const totalUs = (sample: Sample): number => sample.serverUs + sample.postgresUs

/** How many times `of` is `against`, taken within each round. */
export function ratio(
  samples: Samples,
  of: string,
  against: string,
  value: (sample: Sample) => number,
): Spread {
  const references = samples.get(against) ?? []
  const values = (samples.get(of) ?? []).map((sample, round) => {
    const reference = references[round]
    return reference ? value(sample) / value(reference) : Number.NaN
  })
  return spreadOf(values)
}
