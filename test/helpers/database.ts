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

/**
 * Copies the migrated template into a new database, dropped at the end of `t`.
 *
 * @throws Error outside of a run that `test/run.ts` has started, as there is no server then
 */
export async function createTestDatabase(t: Test): Promise<TestDatabase> {
  const server = process.env.LNE_TEST_SERVER
  if (!server) throw new Error('There is no test server: run the tests with "npm test -- <file>"')
  const name = `test_${randomBytes(8).toString('hex')}`
  await execute(server, `create database ${name} template ${TEMPLATE_DATABASE}`)
  // By force, since a test that failed may have left its connections open.
  t.teardown(() => execute(server, `drop database ${name} with (force)`))

  const ownerUrl = new URL(server)
  ownerUrl.pathname = `/${name}`
  return { name, ownerUrl: ownerUrl.href, appUrl: `${ownerUrl.href}?options=-c%20role%3Dlne_app` }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
