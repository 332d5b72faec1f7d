/** The lines of the bench: what is compared with what, and the goal that each was set. */
import type pg from 'pg'
import {
  answerOf,
  type Bench,
  CONNECTIONS,
  connected,
  figurePath,
  headersOf,
  limit,
  mustAgree,
  reads,
  type Site,
  sql,
  submissions,
} from './bench.ts'
import { NOW, PROCESS } from './cluster.ts'
import { selfMadeInsert } from './inserts.ts'
import { scriptOf } from './pgbench.ts'
import {
  byIdQuestion,
  FIGURES,
  type Figure,
  figureQuestion,
  pageQuestion,
  READERS,
  type Reader,
} from './questions.ts'
import { compare, type Line, noise, type Row } from './report.ts'
import { type Entry, measure } from './rounds.ts'

const NO_PGBENCH = 'the limit by pgbench, which is neither in PATH nor in /usr/lib/postgresql/*/bin'

/** Goals of docs/performance.md. */
const GOALS = {
  byId: { rpsAtLeast: 0.75, cpuAtMost: 1.4 },
  page: { rpsAtLeast: 1 },
  pageLean: { rpsAtLeast: 0.85 },
  depth: { rpsAtLeast: 1 / 1.2, cpuAtMost: 1.2 },
  figures: { rpsAtLeast: 0.9 },
  kept: { rpsAtLeast: 20 },
  live: { postgresAtMost: 1 / 50 },
  flat: { rpsAtLeast: 1 / 2.2, cpuAtMost: 2.2 },
  submission: { rpsAtLeast: 0.65 },
  hotCell: { rpsAtLeast: 0.5 },
} as const

const label = (site: Site, name: string): string => `${name} @ ${site.database.size}`
const seenBy: Record<Reader, string> = {
  derfe_reviewer: 'derfe_reviewer (full view)',
  opl: 'opl (masked view of one entity)',
}

/** One request by folio: token, scope and masking against none of them. */
export async function byId(bench: Bench): Promise<Line> {
  const entries: Entry[] = []
  for (const site of bench.sites) {
    for (const reader of READERS) {
      const folios = site.folios[reader]
      const ours = folios.map((folio) => `/v1/inscription-requests/${folio}`)
      const bare = folios.map((folio) => `/${reader}/requests/${folio}`)
      for (const i of [0, 1, 2]) {
        mustAgree(
          `Answers by id as ${reader}`,
          await answerOf(site.ours, ours[i] ?? '', headersOf(bench, reader)),
          await answerOf(site.bare, bare[i] ?? ''),
        )
      }
      const headers = headersOf(bench, reader)
      entries.push(reads(bench, label(site, `ours ${reader}`), site.ours, ours, headers))
      entries.push(reads(bench, label(site, `bare ${reader}`), site.bare, bare))
      if (reader !== 'derfe_reviewer') continue
      entries.push(reads(bench, label(site, 'ours again'), site.ours, ours, headers))
      entries.push(reads(bench, label(site, 'silent'), site.silent, ours, headers))
      entries.push(reads(bench, label(site, 'unbound'), site.unbound, ours, headers))
      if (bench.pgbench) {
        const script = scriptOf(await byIdQuestion(reader, ''), folios.slice(0, 256))
        entries.push(limit(bench, label(site, 'pgbench'), site.database, script))
      }
    }
  }
  const samples = await measure(entries, bench.pace)
  return {
    title: 'By id',
    rows: bench.sites.flatMap((site) => {
      const row = (
        of: string,
        against: string,
        what: string,
        goal?: Parameters<typeof compare>[4],
      ) => compare(samples, site.database.size, [label(site, of), label(site, against)], what, goal)
      return [
        ...READERS.map((reader) =>
          row(`ours ${reader}`, `bare ${reader}`, `ours / bare, ${seenBy[reader]}`, GOALS.byId),
        ),
        row('ours derfe_reviewer', 'silent', 'with / without entries in the audit log'),
        row('ours derfe_reviewer', 'unbound', 'with / without row-level security'),
        ...(bench.pgbench
          ? [
              row('bare derfe_reviewer', 'pgbench', 'bare / pgbench (limit)'),
              row('ours derfe_reviewer', 'pgbench', 'ours / pgbench (limit)'),
            ]
          : []),
        noise(samples, site.database.size, [
          label(site, 'ours again'),
          label(site, 'ours derfe_reviewer'),
        ]),
      ]
    }),
    facts: [],
    missing: bench.pgbench ? [] : [NO_PGBENCH],
  }
}

type Page = {
  data: { folio: string; receivedAt: string }[]
  page: { hasMore: boolean; nextCursor?: string }
}

/** How deep the deep page lies, in rows, in a list of `size`. */
const depthOf = (size: number): number => Math.min(100_000, Math.floor(size / 2))

/** The address of the page after many rows, found by walking there. */
async function deepPage(site: Site, headers: Record<string, string>): Promise<string> {
  const step = 200
  const list = '/v1/inscription-requests'
  let cursor: string | undefined
  for (let passed = 0; passed < depthOf(site.database.size); passed += step) {
    const path = `${list}?limit=${step}${cursor ? `&cursor=${cursor}` : ''}`
    const { page } = await answerOf<Page>(site.ours, path, headers)
    if (!page.nextCursor) throw new Error(`The list ends after ${passed} rows`)
    cursor = page.nextCursor
  }
  return `${list}?limit=50&cursor=${cursor}`
}

/** A page of 50: the first, and one far into the list. */
export async function page(bench: Bench): Promise<Line> {
  const entries: Entry[] = []
  const path = '/v1/inscription-requests?limit=50'
  for (const site of bench.sites) {
    for (const reader of READERS) {
      const headers = headersOf(bench, reader)
      const ours = await answerOf<Page>(site.ours, path, headers)
      const bare = await answerOf<Page>(site.bare, `/${reader}/requests`)
      if (ours.data.length !== 50 || !ours.page.hasMore) throw new Error('A page is not of 50')
      mustAgree(`Pages as ${reader}`, ours.data, bare.data)
      entries.push(reads(bench, label(site, `ours ${reader}`), site.ours, [path], headers))
      entries.push(
        reads(bench, label(site, `bare ${reader}`), site.bare, [`/${reader}/requests`]),
        reads(bench, label(site, `lean ${reader}`), site.bare, [`/text/${reader}/requests`]),
      )
      if (reader !== 'derfe_reviewer') continue
      const deep = await deepPage(site, headers)
      const after = await answerOf<Page>(site.ours, deep, headers)
      if ((after.data[0]?.receivedAt ?? '') >= (ours.data.at(-1)?.receivedAt ?? '')) {
        throw new Error('The deep page does not lie behind the first')
      }
      entries.push(reads(bench, label(site, 'deep'), site.ours, [deep], headers))
      entries.push(reads(bench, label(site, 'ours again'), site.ours, [path], headers))
      if (bench.pgbench) {
        const script = scriptOf(await pageQuestion(reader))
        entries.push(limit(bench, label(site, 'pgbench'), site.database, script))
      }
    }
  }
  const samples = await measure(entries, bench.pace)
  return {
    title: 'Page of 50',
    rows: bench.sites.flatMap((site) => {
      const { size } = site.database
      const row = (
        of: string,
        against: string,
        what: string,
        goal?: Parameters<typeof compare>[4],
      ) => compare(samples, size, [label(site, of), label(site, against)], what, goal)
      return [
        ...READERS.flatMap((reader) => [
          row(`ours ${reader}`, `bare ${reader}`, `ours / bare, ${seenBy[reader]}`, GOALS.page),
          row(
            `ours ${reader}`,
            `lean ${reader}`,
            `ours / bare with instants as text, ${reader}`,
            GOALS.pageLean,
          ),
        ]),
        row(
          'deep',
          'ours derfe_reviewer',
          `after ${depthOf(size).toLocaleString('en')} rows / the first`,
          GOALS.depth,
        ),
        ...(bench.pgbench
          ? [
              row('bare derfe_reviewer', 'pgbench', 'bare / pgbench (limit)'),
              row('ours derfe_reviewer', 'pgbench', 'ours / pgbench (limit)'),
            ]
          : []),
        noise(samples, size, [label(site, 'ours again'), label(site, 'ours derfe_reviewer')]),
      ]
    }),
    facts: [],
    missing: bench.pgbench ? [] : [NO_PGBENCH],
  }
}

const COUNTED = `process = '${PROCESS}' and status not in ('SUPERSEDED', 'WITHDRAWN')`
const panorama = `count(*)::int as n,
  count(*) filter (where medium = 'INETEL') as inetel, count(*) filter (where medium = 'SRVE') as srve,
  count(*) filter (where credential_type = 'CPVE') as cpve,
  count(*) filter (where modality = 'ELECTRONIC') as electronic,
  count(*) filter (where modality = 'POSTAL') as postal, count(*) filter (where sex = 'H') as sex_h,
  count(*) filter (where sex = 'M') as sex_m`

/** The same figures added up from the requests themselves. */
const LIVE: Record<Figure, string> = {
  entities: `
select entity as key, ${panorama},
       sum(extract(year from age(date '2023-11-30', birth_date)))::int as ages
  from inscription_requests where ${COUNTED} group by 1`,
  'country-entity': `
select country as key, entity as key2, count(*)::int as n
  from inscription_requests where ${COUNTED} group by 1, 2`,
  review: `
select entity as key, status as key2, count(*)::int as n
  from inscription_requests where ${COUNTED} group by 1, 2`,
}

const NAMES = Object.keys(FIGURES) as Figure[]

type Counted = { key: string; key2?: string | null; n: number; ages?: number | null }
const cellsOf = (rows: readonly Counted[], withAges: boolean): string[] =>
  rows.map((row) => [row.key, row.key2, row.n, withAges ? Number(row.ages) : ''].join()).sort()

/** Service, bare server, counters and table must say the same before anything is timed. */
async function probeFigures(bench: Bench, site: Site, figure: Figure, client: pg.Client) {
  const counters = (await client.query(await figureQuestion(figure, NOW))).rows
  const live = (await client.query(LIVE[figure])).rows
  const withAges = figure === 'entities'
  mustAgree(`Counters and table by ${figure}`, cellsOf(counters, withAges), cellsOf(live, withAges))
  const bare = await answerOf<Counted[]>(site.bare, `/figures/${figure}`)
  mustAgree(`Bare ${figure}`, cellsOf(bare, withAges), cellsOf(live, withAges))
  const ours = await answerOf<{ total: { total?: number; received?: number } }>(
    site.ours,
    figurePath(figure),
    headersOf(bench, 'derfe_reviewer'),
  )
  const all = live.reduce((sum: number, row: Counted) => sum + row.n, 0)
  mustAgree(`Totals by ${figure}`, ours.total.total ?? ours.total.received, all)
}

/** Live figures: the service, the same query by the bare server, and how both grow. */
export async function figures(bench: Bench): Promise<Line> {
  const entries: Entry[] = []
  const headers = headersOf(bench, 'derfe_reviewer')
  for (const site of bench.sites) {
    await connected(site.database.ownerUrl, async (client) => {
      for (const figure of NAMES) await probeFigures(bench, site, figure, client)
    })
    for (const figure of NAMES) {
      entries.push(
        reads(bench, label(site, `ours ${figure}`), site.forgetful, [figurePath(figure)], headers),
        reads(bench, label(site, `kept ${figure}`), site.ours, [figurePath(figure)], headers),
        reads(bench, label(site, `bare ${figure}`), site.bare, [`/figures/${figure}`]),
      )
    }
    const again = [figurePath('entities')]
    entries.push(reads(bench, label(site, 'ours again'), site.forgetful, again, headers))
  }
  const samples = await measure(entries, bench.pace)
  const [smallest, largest] = [bench.sites[0], bench.sites.at(-1)]
  const rows: Row[] = bench.sites.flatMap((site) => [
    ...NAMES.map((figure) =>
      compare(
        samples,
        site.database.size,
        [label(site, `ours ${figure}`), label(site, `bare ${figure}`)],
        `ours / bare on the same counters, ${figure}`,
        GOALS.figures,
      ),
    ),
    ...NAMES.map((figure) =>
      compare(
        samples,
        site.database.size,
        [label(site, `kept ${figure}`), label(site, `ours ${figure}`)],
        `unchanged since the last read / made anew, ${figure}`,
        GOALS.kept,
      ),
    ),
    noise(samples, site.database.size, [label(site, 'ours again'), label(site, 'ours entities')]),
  ])
  if (smallest && largest && smallest !== largest) {
    for (const who of ['ours', 'bare']) {
      for (const figure of NAMES) {
        const pair: [string, string] = [
          label(largest, `${who} ${figure}`),
          label(smallest, `${who} ${figure}`),
        ]
        const what = `${who} / ${who} at ${smallest.database.size.toLocaleString('en')}, ${figure}`
        const goal = who === 'ours' ? GOALS.flat : undefined
        rows.push(compare(samples, largest.database.size, pair, what, goal))
      }
    }
  }
  return { title: 'Figures, live', rows, facts: [], missing: [] }
}

/** The counters against adding up the table, in PostgreSQL alone: one connection, its CPU. */
export async function counters(bench: Bench): Promise<Line> {
  const rows: Row[] = []
  const pace = { ...bench.pace, rounds: Math.min(bench.pace.rounds, 5) }
  for (const site of bench.sites) {
    const samples = await connected(site.database.ownerUrl, async (client) => {
      const entries: Entry[] = []
      for (const figure of NAMES) {
        const text = LIVE[figure]
        entries.push(sql(`live ${figure}`, client, { name: `live ${figure}`, text }))
        entries.push(sql(`counters ${figure}`, client, await figureQuestion(figure, NOW)))
      }
      return measure(entries, pace)
    })
    for (const figure of NAMES) {
      // A small table is added up quickly: the goal is for a large one.
      const goal = site.database.size >= 1_000_000 ? GOALS.live : undefined
      const pair: [string, string] = [`counters ${figure}`, `live ${figure}`]
      rows.push(
        compare(
          samples,
          site.database.size,
          pair,
          `counters / GROUP BY of the table, ${figure}`,
          goal,
        ),
      )
    }
  }
  return { title: 'Figures, PostgreSQL alone', rows, facts: [], missing: [] }
}

const DEADLOCKS =
  'select deadlocks::int as n from pg_stat_database where datname = current_database()'

/** Whether counters and movements say what a count of the requests says, in every cell. */
const EXACT = `
with counted as (
  select entity, country, status, count(*)::int as n from inscription_requests
   where ${COUNTED} group by 1, 2, 3
), kept as (
  select entity, country, status, sum(n)::int as n from counters
   where process = '${PROCESS}' and basis = 0 and margin = 'PAIR' group by 1, 2, 3 having sum(n) <> 0
)
select (select count(*)::int from (select * from counted except select * from kept) x)
     + (select count(*)::int from (select * from kept except select * from counted) x) as wrong,
       (select sum(n)::int from kept) as total,
       (select number::int from movement_heads where process = '${PROCESS}')
     - (select count(*)::int from movements where process = '${PROCESS}') as gaps`

/** Submissions, durable and validated, spread over cells and all in one. */
export async function submission(bench: Bench): Promise<Line> {
  const site = bench.writing
  if (!site) throw new Error('There is no database to write into')
  const size = site.database.size
  const hot = { hot: true, connections: 2 * CONNECTIONS }
  const path = '/v1/inscription-requests'
  const entries = [
    submissions(bench, 'ours', site.ours, path),
    submissions(bench, 'bare', site.bare, '/requests'),
    ...(bench.unaudited ? [submissions(bench, 'unaudited', bench.unaudited.ours, path)] : []),
    ...(bench.pgbench ? [limit(bench, 'pgbench', site.database, selfMadeInsert())] : []),
    submissions(bench, 'ours again', site.ours, path),
    submissions(bench, 'ours hot', site.ours, path, hot),
    submissions(bench, 'bare hot', site.bare, '/requests', hot),
  ]
  const samples = await measure(entries, bench.pace)
  const { wrong, total, gaps, deadlocks } = await connected(
    site.database.ownerUrl,
    async (client) => {
      const [counted] = (await client.query(EXACT)).rows
      const [{ n }] = (await client.query(DEADLOCKS)).rows
      return { ...counted, deadlocks: n }
    },
  )
  const row = (of: string, against: string, what: string, goal?: Parameters<typeof compare>[4]) =>
    compare(samples, size, [of, against], what, goal)
  return {
    title: 'Submission',
    rows: [
      row('ours', 'bare', 'ours, with counters / bare inserts of the same rows', GOALS.submission),
      row('ours hot', 'bare hot', '32 submitters on one cell: ours / bare', GOALS.hotCell),
      row('ours hot', 'ours', 'ours: 32 on one cell / 16 on many'),
      ...(bench.unaudited ? [row('ours', 'unaudited', 'with / without the audit log')] : []),
      ...(bench.pgbench
        ? [
            row('bare', 'pgbench', 'bare / pgbench (limit)'),
            row('ours', 'pgbench', 'ours / pgbench (limit)'),
          ]
        : []),
      noise(samples, size, ['ours again', 'ours']),
    ],
    facts: [
      { what: `totals exact in every cell (${total} requests counted)`, holds: wrong === 0 },
      { what: 'movement numbers without gaps', holds: gaps === 0 },
      { what: `${deadlocks} deadlocks`, holds: deadlocks === 0 },
    ],
    missing: bench.pgbench ? [] : [NO_PGBENCH],
  }
}
