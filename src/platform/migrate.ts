import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { policyRows } from '../access/policy.ts'
import { migrationsFolder } from './schema-state.ts'

/** Any number will do, as long as every instance takes the same lock to migrate. */
const MIGRATION_LOCK = 7300

/**
 * Applies what is missing of migrations/ as the owner of the schema. Harmless when repeated or run
 * by several instances at once: the library takes no lock, so this does.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMigrations(drizzle(client), { migrationsFolder })
    await copyPolicy(client)
  } finally {
    await client.end()
  }
}

/** Writes the policy table where row-level security reads it: the code is its only statement. */
async function copyPolicy(owner: pg.Client): Promise<void> {
  await owner.query('begin')
  await owner.query('delete from access_policy')
  await owner.query(
    `insert into access_policy (action, role, reach)
     select p.action, p.role, p.reach
       from jsonb_to_recordset($1::jsonb) as p(action text, role text, reach text)`,
    [JSON.stringify(policyRows())],
  )
  await owner.query('commit')
}
