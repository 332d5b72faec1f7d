/** What every line of the bench works with, and the ways to ask. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import type { BenchDatabase } from './cluster.ts'
import type { Order, Outcome, Target } from './generator.ts'
import { runPgbench } from './pgbench.ts'
import type { ServerProcess } from './processes.ts'
import type { Figure, Reader } from './questions.ts'
import type { Burst, Entry, Pace } from './rounds.ts'

/** One database with the servers that stand on it. */
export type Site = {
  database: BenchDatabase
  ours: ServerProcess
  /** The same, which makes each table of figures anew. */
  forgetful: ServerProcess
  /** The same, which enters no read in the audit log. */
  silent: ServerProcess
  /** The same, as the owner: row-level security does not bind it. */
  unbound: ServerProcess
  bare: ServerProcess
  /** Some folios, by who may read them. */
  folios: Record<Reader, string[]>
}

/** Who asks the service: its tokens by role. */
export type Tokens = Record<'derfe_reviewer' | 'opl' | 'srve', string>

/** Everything that is up. */
export type Bench = {
  sites: Site[]
  /** A copy to write into. */
  writing: Site | undefined
  /** A copy of it whose audit log takes no entries. */
  unaudited: Site | undefined
  tokens: Tokens
  generator: ChildProcess
  pgbench: string | undefined
  pace: Pace
}

/** As many connections as the peers were measured with. */
export const CONNECTIONS = 16

/** Some requests at random, asked by the load generator. */
export function reads(
  bench: Bench,
  name: string,
  server: ServerProcess,
  paths: string[],
  headers: Record<string, string> = {},
): Entry {
  const target: Target = {
    kind: 'reads',
    port: server.port,
    headers,
    connections: CONNECTIONS,
    paths,
  }
  return { name, pid: server.pid, burst: (seconds) => generate(bench, { target, seconds }) }
}

/** Submissions of new electors, each with a key of its own. */
export function submissions(
  bench: Bench,
  name: string,
  server: ServerProcess,
  path: string,
  options: { hot?: boolean; connections?: number } = {},
): Entry {
  const target: Target = {
    kind: 'submissions',
    port: server.port,
    headers: { authorization: `Bearer ${bench.tokens.srve}` },
    connections: options.connections ?? CONNECTIONS,
    path,
    hot: options.hot ?? false,
  }
  return { name, pid: server.pid, burst: (seconds) => generate(bench, { target, seconds }) }
}

/** What a reader of the service sends with every request. */
export const headersOf = (bench: Bench, reader: Reader): Record<string, string> => ({
  authorization: `Bearer ${bench.tokens[reader]}`,
  purpose: 'Medici%C3%B3n',
})

async function generate({ generator }: Bench, order: Order): Promise<Burst> {
  const settled = new AbortController()
  const { signal } = settled
  try {
    generator.send(order)
    const [answer] = (await Promise.race([
      once(generator, 'message', { signal }),
      once(generator, 'exit', { signal }).then(() => [{ failure: 'it ended' }]),
    ])) as [{ outcome?: Outcome; failure?: string }]
    const { outcome, failure } = answer
    if (!outcome) throw new Error(`The load generator failed: ${failure}`)
    if (outcome.firstError) {
      throw new Error(`${outcome.errors} requests failed, the first with ${outcome.firstError}`)
    }
    return outcome
  } finally {
    settled.abort()
  }
}

/** A script of pgbench. */
export function limit(bench: Bench, name: string, database: BenchDatabase, script: string): Entry {
  const { pgbench = '', pace } = bench
  return {
    name,
    burst: (seconds) =>
      runPgbench(pgbench, database.ownerUrl, script, {
        seconds,
        connections: CONNECTIONS,
        signal: pace.signal,
      }),
  }
}

/** One query again and again on one connection. */
export function sql(name: string, client: pg.Client, query: pg.QueryConfig): Entry {
  return {
    name,
    burst: async (seconds) => {
      const startedAt = performance.now()
      const elapsed = () => (performance.now() - startedAt) / 1000
      let requests = 0
      while (requests === 0 || elapsed() < seconds) {
        await client.query(query)
        requests += 1
      }
      return { requests, seconds: elapsed(), errors: 0 }
    },
  }
}

/** A connection as the application's user, for `work`. */
export async function connected<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** One answer, which must be a success. */
export async function answerOf<Body>(
  server: ServerProcess,
  path: string,
  headers: Record<string, string> = {},
): Promise<Body> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers })
  if (answer.status !== 200) {
    throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`)
  }
  return (await answer.json()) as Body
}

/** Refuses answers that differ in more than how they write instants, or keys that pages lack. */
export function mustAgree(what: string, one: unknown, other: unknown): void {
  const written = (value: unknown) => JSON.stringify(sorted(value))
  if (written(one) !== written(other)) {
    throw new Error(`${what} differ:\n${written(one)}\n${written(other)}`)
  }
}

function sorted(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]?/.test(value)) return Date.parse(value)
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** The tables of figures that are measured, for the paths of the service. */
export const figurePath = (figure: Figure): string => `/v1/aggregates/${figure}`
