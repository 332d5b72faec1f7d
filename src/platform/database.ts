import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A connection or a pool: what a query needs to run. */
export type Queryable = Pick<pg.ClientBase, 'query'>
export type Database = pg.Pool
export type Transaction = pg.ClientBase

/**
 * PostgreSQL prints `2023-12-01 06:00:00.12+00`; the service speaks RFC 3339 with `Z`. Cutting the
 * text is exact and far cheaper than a Date. Connections speak UTC.
 */
export const toRfc3339 = (text: string): string =>
  text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text

const { builtins } = pg.types
const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, toRfc3339],
  [builtins.DATE, String],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
])
const types: pg.CustomTypesConfig = {
  // biome-ignore lint/suspicious/noExplicitAny: the signature is pg's
  getTypeParser: (id: number, format?: any) =>
    (format !== 'binary' && PARSERS.get(id)) || pg.types.getTypeParser(id, format),
}

/**
 * The same address, for sessions that speak UTC whatever the zone of the server they meet, and that
 * compile no plan: with row-level security around every table PostgreSQL took three seconds to
 * compile the figures of a past instant, which it then reads in a tenth of one.
 */
function forSessions(url: string): string {
  const address = new URL(url)
  const options = [
    address.searchParams.get('options'),
    '-c timezone=UTC -c datestyle=ISO -c jit=off',
  ]
  address.searchParams.set('options', options.filter(Boolean).join(' '))
  return address.href
}

/** What is waited beyond a statement's own limit, for a server that says nothing at all. */
const SILENCE_MS = 700

/** For a connection, and again to open one where there is none: with the work, less than an answer may take. */
const CONNECTING_MS = 2_500

/**
 * A pool that speaks UTC and gives instants and dates as text. Every statement ends within
 * `statementTimeoutMs`: one slow query must not hold a connection for ever. A server that stands still,
 * or that the network has lost, is given up soon after, and its connection closed.
 */
export function openDatabase(
  url: string,
  options: { size?: number; statementTimeoutMs?: number } = {},
): Database {
  const limit = options.statementTimeoutMs ?? 5_000
  const pool = new pg.Pool({
    connectionString: forSessions(url),
    max: options.size ?? 10,
    types,
    pipeline: true,
    application_name: 'lne-extranjero',
    statement_timeout: limit,
    query_timeout: limit + SILENCE_MS,
    idle_in_transaction_session_timeout: 10_000,
    connectionTimeoutMillis: CONNECTING_MS,
    keepAlive: true,
    // A connection that stays keeps its plans; those of a write take far longer to make than to use.
    idleTimeoutMillis: 0,
  } as pg.PoolConfig)
  // A connection that breaks raises an error, here while it is idle and by itself while it is in use,
  // when what is under way on it fails and tells; unheard, either would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * A connection beside the pool, for work that takes longer than an answer may. Whoever opens it ends it.
 */
export async function openSession(db: Database, limitMs: number): Promise<pg.Client> {
  const client = new pg.Client({
    ...db.options,
    statement_timeout: limitMs,
    idle_in_transaction_session_timeout: limitMs,
    query_timeout: limitMs + SILENCE_MS,
  })
  // What is under way on it fails, and tells.
  client.on('error', () => {})
  await client.connect()
  return client
}

/**
 * One SQL statement: with a name each connection plans it once, without one it is planned for its
 * values, as where they decide how much is read.
 */
export type Statement<Row> = { name?: string; text: string; row?: Row }

/** The rows of a statement. */
export async function rowsOf<Row extends object>(
  db: Queryable,
  statement: Statement<Row>,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await db.query<Row>({ name: statement.name, text: statement.text, values })
  return rows
}

/** The first row of a statement, if there is one. */
export async function findRow<Row extends object>(
  db: Queryable,
  statement: Statement<Row>,
  values: unknown[] = [],
): Promise<Row | undefined> {
  return (await rowsOf(db, statement, values))[0]
}

/**
 * For whom a transaction works, as row-level security reads it. A transaction without claims sees no
 * record and no figure.
 */
export type Claims = {
  readonly role: string
  readonly action: string
  readonly entity: string | null
  readonly subject: string
}

const setClaims: Statement<object> = {
  name: 'set_claims',
  text: `
select set_config('lne.role', $1, true), set_config('lne.action', $2, true),
       set_config('lne.entity', $3, true), set_config('lne.subject', $4, true),
       set_config('lne.reach', coalesce((select p.reach from access_policy p
                                          where p.action = $2 and p.role = $1), ''), true)`,
}

/**
 * Says for whom a transaction works, from here to its end, and has PostgreSQL look up once, in its
 * copy of the policy table, how far that reaches.
 */
export const claim = (
  db: Queryable,
  { role, action, entity, subject }: Claims,
): Promise<object[]> => rowsOf(db, setClaims, [role, action, entity ?? '', subject])

/** The socket under a connection, which the driver's types do not tell. */
const socketOf = (client: Transaction): Socket | undefined =>
  (client as { connection?: { stream?: Socket } }).connection?.stream

/**
 * What remains of a connection after an answer: sent back, or thrown away when it is broken. Waiting for
 * it and the work together end within the pool's limit, since the driver would count for each statement
 * anew.
 */
async function withConnection<Result>(
  db: Database,
  work: (client: Transaction) => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + (db.options.query_timeout ?? 0)
  const client = await db.connect()
  const limit = setTimeout(() => socketOf(client)?.destroy(), until - performance.now())
  let broken: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    clearTimeout(limit)
    client.release(broken)
  }
}

/**
 * Sends several statements in one packet, which costs one call of the system instead of one for
 * each, and waits for all of them, so that nothing is still under way on a connection that goes back.
 */
async function together<const Results extends readonly unknown[]>(
  client: Transaction,
  send: () => readonly [...{ [K in keyof Results]: Promise<Results[K]> }],
): Promise<Results> {
  const socket = socketOf(client)
  socket?.cork()
  let promises: ReturnType<typeof send>
  try {
    promises = send()
  } finally {
    socket?.uncork()
  }
  await Promise.allSettled(promises)
  return Promise.all(promises) as unknown as Promise<Results>
}

/**
 * Asks one thing for somebody, in one message: BEGIN, the claims, what `ask` sends at once, COMMIT.
 * What it would send after an await comes too late, and finds nothing.
 */
export const askAs = <Result>(
  db: Database,
  claims: Claims,
  ask: (db: Queryable) => Promise<Result>,
): Promise<Result> =>
  withConnection(db, async (client) => {
    const [, , result] = await together(client, () => [
      client.query('begin'),
      claim(client, claims),
      ask(client),
      client.query('commit'),
    ])
    return result
  })

/**
 * Runs `work` in one transaction for somebody: committed when it resolves, rolled back when it
 * throws. `begin` is sent together with BEGIN and the claims, and `last` with COMMIT, so that they
 * cost no round trip of their own.
 */
export const transact = <Opening extends object, Result>(
  db: Database,
  claims: Claims,
  opening: {
    isolation?: 'repeatable read, read only'
    begin: Statement<Opening>
    values?: unknown[]
  },
  work: (tx: Transaction, opening: Opening) => Promise<Result>,
  last?: (tx: Transaction, result: Result) => Promise<unknown> | undefined,
): Promise<Result> =>
  withConnection(db, async (client) => {
    const begin = opening.isolation ? `begin isolation level ${opening.isolation}` : 'begin'
    const [, , first] = await together(client, () => [
      client.query(begin),
      claim(client, claims),
      findRow(client, opening.begin, opening.values),
    ])
    const result = await work(client, first as Opening)
    // After a statement that failed PostgreSQL takes COMMIT for a rollback: both must succeed.
    await together(client, () => [Promise.resolve(last?.(client, result)), client.query('commit')])
    return result
  })

/** The name of the constraint that a write broke, if that is what went wrong. */
export function brokenConstraint(error: unknown): string | undefined {
  const constraint = (error as { constraint?: unknown } | null)?.constraint
  return typeof constraint === 'string' ? constraint : undefined
}

/** Between two looks at who still holds a lock. */
const LOOK_AGAIN_MS = 2

const holdersStatement: Statement<{ id: string }> = {
  name: 'holders_of_lock',
  text: `
select l.virtualtransaction as id from pg_locks l
 where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.objsubid = 1
   and l.database = (select oid from pg_database where datname = current_database())`,
}

/**
 * Waits until everybody who holds an advisory lock now has ended. Whoever takes it meanwhile is not
 * waited for, nor kept waiting.
 */
export async function untilHoldersEnd(db: Queryable, lock: number): Promise<void> {
  let holders: string[] | undefined
  for (;;) {
    const now = new Set((await rowsOf(db, holdersStatement, [lock])).map(({ id }) => id))
    holders = (holders ?? [...now]).filter((id) => now.has(id))
    if (holders.length === 0) return
    await sleep(LOOK_AGAIN_MS)
  }
}
