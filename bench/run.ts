/**
 * `npm run bench`: measures the service against bare Fastify and pg, and against pgbench, on a
 * PostgreSQL of its own. docs/performance.md says how to read it.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { signDevelopmentToken } from '../src/access/development-tokens.ts'
import { readKeys } from '../src/platform/keys.ts'
import { type Bench, CONNECTIONS, connected, type Site } from './bench.ts'
import { type BenchDatabase, type Cluster, openCluster } from './cluster.ts'
import { byId, counters, figures, page, submission } from './lines.ts'
import { findPgbench } from './pgbench.ts'
import { canMeasureCpu, parentOf, startChild, startServer, stopChildren } from './processes.ts'
import { ENTITY } from './questions.ts'
import { type Line, printed, summary } from './report.ts'

const AUDIENCE = 'lne-bench'

/** The lines in their order, by the name that `--only` takes; two of them are one name. */
const LINES = {
  'by-id': [byId],
  page: [page],
  figures: [figures, counters],
  submission: [submission],
} as const
type LineName = keyof typeof LINES

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number from 1.')
  return Number(text)
}
const lineNames = (text: string): LineName[] => {
  const wrong = text.split(',').find((name) => !Object.hasOwn(LINES, name))
  if (wrong !== undefined) throw new InvalidArgumentError(`There is no line "${wrong}".`)
  return text.split(',') as LineName[]
}

const options = new Command('bench')
  .option(
    '--requests <sizes>',
    'how many requests, several with commas',
    (text) => text.split(',').map(wholeNumber),
    [50_000, 1_000_000],
  )
  .option('--rounds <n>', 'bursts of each server', wholeNumber, 12)
  .option('--seconds <n>', 'length of a burst', wholeNumber, 1)
  .option('--only <lines>', `of ${Object.keys(LINES)}`, lineNames, Object.keys(LINES) as LineName[])
  .option('--fresh', 'load again what a former run has loaded', false)
  .option('--data <directory>', 'where the cluster is kept', '.data/bench')
  .option('--json <file>', 'write the results there')
  .option('--profile <directory>', 'write CPU profiles of the servers there; they slow them down')
  .parse()
  .opts<{
    requests: number[]
    rounds: number
    seconds: number
    only: LineName[]
    fresh: boolean
    data: string
    json?: string
    profile?: string
  }>()

const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => interruption.abort(new Error('Interrupted')))
}
// Instants are compared as JavaScript reads them, which depends on the zone of the process.
process.env.TZ = 'UTC'

const say = (text: string): void => console.log(text)

process.exitCode = await main().catch((error: Error) => {
  console.error(`The bench failed: ${error.message}`)
  return 1
})

/** 0 when every line that was asked for was measured, whatever it came to. */
async function main(): Promise<number> {
  const dataDir = resolve(options.data)
  mkdirSync(dataDir, { recursive: true })
  const cluster = await openCluster(dataDir, {
    fresh: options.fresh,
    signal: interruption.signal,
    log: say,
  })
  try {
    return await run(cluster)
  } finally {
    await stopChildren()
    await cluster.stop()
  }
}

async function run(cluster: Cluster): Promise<number> {
  const { signal } = interruption
  const databases: BenchDatabase[] = []
  for (const size of options.requests.toSorted((a, b) => a - b)) {
    databases.push(await cluster.loaded(size))
    signal.throwIfAborted()
  }
  const largest = databases.at(-1) as BenchDatabase
  const writing = options.only.includes('submission')
    ? await cluster.copied(largest, 'bench_writing')
    : undefined
  const unaudited = writing && (await cluster.copied(largest, 'bench_unaudited'))
  // Copies are far from the disk yet: what follows would be measured waiting for them.
  if (unaudited) {
    await connected(cluster.url(unaudited.name), async (client) => {
      await client.query(`create or replace function record_audit(p_entries jsonb) returns void
        language sql volatile security definer as ''`)
      await client.query('checkpoint')
    })
  }
  const bench = await startBench(cluster, databases, writing, unaudited)
  const startedAt = performance.now()
  const circumstances = {
    at: new Date().toISOString(),
    node: process.version,
    postgres: cluster.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model}`,
    load: loadavg().map((load) => load.toFixed(1)),
    ...{ rounds: options.rounds, seconds: options.seconds, connections: CONNECTIONS },
    pgbench: bench.pgbench !== undefined,
    cpuMeasured: canMeasureCpu(),
  }
  say(
    `PostgreSQL ${cluster.version}, Node ${process.version}, ${circumstances.cpu}, load ${circumstances.load[0]}; ` +
      `${options.rounds} rounds of ${options.seconds} s, ${CONNECTIONS} connections. ` +
      'Ratios within a round: median (quartiles).',
  )
  const lines: Line[] = []
  for (const name of options.only) {
    for (const measureLine of LINES[name]) {
      const line = await measureLine(bench)
      lines.push(line)
      say(printed(line))
    }
  }
  say(`\n${summary(lines)}, in ${Math.round((performance.now() - startedAt) / 1000)} s.`)
  if (options.json) {
    writeFileSync(options.json, `${JSON.stringify({ circumstances, lines }, null, 2)}\n`)
  }
  return lines.some((line) => line.missing.length > 0) ? 1 : 0
}

/** Starts every server, and whatever asks them. */
async function startBench(
  cluster: Cluster,
  databases: readonly BenchDatabase[],
  writing: BenchDatabase | undefined,
  unaudited: BenchDatabase | undefined,
): Promise<Bench> {
  const keys = readKeys(cluster.keysFile)
  const site = async (database: BenchDatabase): Promise<Site> => {
    const { appUrl, ownerUrl } = database
    const given = { appUrl, ownerUrl, keysFile: cluster.keysFile, audience: AUDIENCE }
    return {
      database,
      ours: await startServer('server-ours.ts', given, options.profile),
      forgetful: await startServer('server-ours.ts', { ...given, forgets: true }, options.profile),
      silent: await startServer('server-ours.ts', { ...given, silent: true }, options.profile),
      unbound: await startServer('server-ours.ts', { ...given, appUrl: ownerUrl }, options.profile),
      bare: await startServer('server-bare.ts', given, options.profile),
      folios: await foliosOf(database),
    }
  }
  const sites: Site[] = []
  for (const database of databases) sites.push(await site(database))
  const { child: generator } = await startChild('generator.ts', {})
  const token = (request: Parameters<typeof signDevelopmentToken>[2]) =>
    signDevelopmentToken(keys, AUDIENCE, request)
  const backend = await connected(cluster.url('postgres'), async (client) => {
    const { rows } = await client.query('select pg_backend_pid() as pid')
    return parentOf(rows[0].pid)
  })
  return {
    sites,
    writing: writing && (await site(writing)),
    unaudited: unaudited && (await site(unaudited)),
    tokens: {
      derfe_reviewer: await token({ role: 'derfe_reviewer', subject: 'rafael' }),
      opl: await token({ role: 'opl', subject: 'olivia', entity: ENTITY }),
      srve: await token({ role: 'srve' }),
    },
    generator,
    pgbench: findPgbench(),
    pace: {
      rounds: options.rounds,
      seconds: options.seconds,
      postmaster: backend,
      signal: interruption.signal,
    },
  }
}

/** Some thousands of folios from all over the table, by who may read them. */
function foliosOf({ ownerUrl }: BenchDatabase): Promise<Site['folios']> {
  return connected(ownerUrl, async (client) => {
    const some = async (where: string): Promise<string[]> => {
      const { rows } = await client.query(
        `select folio from inscription_requests where ${where} order by md5(folio) limit 5000`,
      )
      return rows.map((row) => row.folio)
    }
    return { derfe_reviewer: await some('true'), opl: await some(`entity = '${ENTITY}'`) }
  })
}
