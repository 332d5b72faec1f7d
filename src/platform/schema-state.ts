/** How a database stands beside this version; to change it is migrate.ts, which loads far more. */
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type pg from 'pg'
import { policyRows } from '../access/policy.ts'

/** Where the migrations are, as SQL with drizzle's journal. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Whether row-level security follows the policy table of this version. */
export async function policyIsCurrent(db: pg.Pool | pg.Client): Promise<boolean> {
  const { rows } = await db.query('select action, role, reach from access_policy')
  const sorted = (list: { action: string; role: string; reach: string }[]) =>
    JSON.stringify(list.map((row) => [row.action, row.role, row.reach].join(' ')).sort())
  return sorted(rows) === sorted(policyRows())
}

let newest: number | undefined

/** Of the last migration of this version; read once, since all of their files are for it. */
function newestMigration(): number {
  newest ??= readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0
  return newest
}

/**
 * How the schema of the database stands beside migrations/: `older` ones are refused at start.
 *
 * @param withinMs how long each question may take
 */
export async function schemaState(
  db: pg.Pool | pg.Client,
  withinMs?: number,
): Promise<'older' | 'current' | 'newer'> {
  const expected = newestMigration()
  const ask = <Row extends object>(text: string) => {
    const asking = { text, query_timeout: withinMs }
    return db.query<Row>(asking)
  }
  const present = await ask<{ exists: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  )
  if (!present.rows[0]?.exists) return 'older'
  const { rows } = await ask<{ last: string | null }>(
    'select max(created_at)::text as last from drizzle.__drizzle_migrations',
  )
  const last = Number(rows[0]?.last ?? 0)
  if (last < expected) return 'older'
  return last > expected ? 'newer' : 'current'
}
