import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { Test } from 'tap'

/** A database of its own for one test: migrated, with its catalogues, and without requests. */
export type TestDatabase = {
  name: string
  /** As the superuser, whom no grant and no policy restrains. */
  ownerUrl: string
  /** As the service connects: every session takes the role that may not rewrite history. */
  appUrl: string
}

/** The database that `test/run.ts` migrates once, for tests to copy. */
export const TEMPLATE_DATABASE = 'template_lne'

/** The one that the first test of the demo fills: see `startDemo`. */
export const DEMO_TEMPLATE = 'template_demo'

/** The server that `test/run.ts` has started. */
function testServer(): string {
  const server = process.env.LNE_TEST_SERVER
  if (!server) throw new Error('There is no test server: run the tests with "npm test -- <file>"')
  return server
}

/** A database as the tests know it, on the server of all of them unless another is told. */
export function databaseOf(name: string, server = testServer()): TestDatabase {
  const ownerUrl = new URL(server)
  ownerUrl.pathname = `/${name}`
  return { name, ownerUrl: ownerUrl.href, appUrl: `${ownerUrl.href}?options=-c%20role%3Dlne_app` }
}

/**
 * Copies a template, the migrated one unless it is told, into a new database, dropped at the end of `t`.
 *
 * @throws Error outside of a run that `test/run.ts` has started, as there is no server then
 */
export async function createTestDatabase(
  t: Test,
  template = TEMPLATE_DATABASE,
): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer((server) =>
    server.query(`create database ${name} template ${template} strategy file_copy`),
  )
  // By force, since a test that failed may have left its connections open.
  t.teardown(() => onServer((server) => server.query(`drop database ${name} with (force)`)))
  return databaseOf(name)
}

/**
 * A template that the first test file to need it makes, while the others wait: what takes long is
 * made once a run.
 */
export async function makeTemplateOnce(
  name: string,
  fill: (database: TestDatabase) => Promise<void>,
): Promise<void> {
  await onServer(async (server) => {
    await server.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await server.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    const draft = `${name}_draft`
    // A file that was stopped half-way leaves its draft.
    await server.query(`drop database if exists ${draft} with (force)`)
    await server.query(`create database ${draft} template ${TEMPLATE_DATABASE}`)
    await fill(databaseOf(draft))
    await server.query(`alter database ${draft} rename to ${name}`)
  })
}

async function onServer(work: (server: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: testServer() })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
