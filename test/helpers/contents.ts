import { Client } from 'pg'
import type { TestDatabase } from './database.ts'

/** Rows of a table, and a digest of all that they hold. */
export type TableContents = { rows: number; digest: string }

/**
 * What every table of a database holds, as its owner sees it: equal before and after means that
 * nothing at all was written. Apart from the audit log, where refusals and reads are entered too.
 */
export async function contentsOf(database: TestDatabase): Promise<Record<string, TableContents>> {
  const client = new Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
select c.relname as name from pg_class c
 where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
   and c.relname not like 'audit_%'
 order by 1`)
    const contents: Record<string, TableContents> = {}
    for (const { name } of tables) {
      const { rows } = await client.query<TableContents>(`
select count(*)::integer as rows, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as digest
  from ${client.escapeIdentifier(name)} t`)
      contents[name] = rows[0] as TableContents
    }
    return contents
  } finally {
    await client.end()
  }
}
