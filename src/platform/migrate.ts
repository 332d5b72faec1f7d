import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { policyRows } from '../access/policy.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

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

/** Whether row-level security follows the policy table of this version. */
export async function policyIsCurrent(db: pg.Pool | pg.Client): Promise<boolean> {
  const { rows } = await db.query('select action, role, reach from access_policy')
  const sorted = (list: { action: string; role: string; reach: string }[]) =>
    JSON.stringify(list.map((row) => [row.action, row.role, row.reach].join(' ')).sort())
  return sorted(rows) === sorted(policyRows())
}

/** How the schema of the database stands beside migrations/: `older` ones are refused at start. */
export async function schemaState(db: pg.Pool | pg.Client): Promise<'older' | 'current' | 'newer'> {
  const expected = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0
  const present = await db.query<{ exists: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  )
  if (!present.rows[0]?.exists) return 'older'
  const { rows } = await db.query<{ last: string | null }>(
    'select max(created_at)::text as last from drizzle.__drizzle_migrations',
  )
  const last = Number(rows[0]?.last ?? 0)
  if (last < expected) return 'older'
  return last > expected ? 'newer' : 'current'
}
