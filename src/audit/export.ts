/** The audit log as a file: what the verifiers read. */
import type { Queryable } from '../platform/database.ts'

/** Entries read at once. */
const PAGE = 5_000

/**
 * The log, line by line: a line per signed head, then one per leaf in order. As the owner of the
 * schema, in one snapshot.
 */
export async function* exportLog(owner: Queryable): AsyncGenerator<string> {
  await owner.query('begin isolation level repeatable read, read only')
  try {
    const heads = await owner.query<{ signature: string }>(
      'select signature from audit_heads order by at',
    )
    for (const { signature } of heads.rows) yield JSON.stringify({ head: signature })
    for (let from = 0; ; from += PAGE) {
      const { rows } = await owner.query<{ index: string; leaf: string; content: string | null }>(
        `select l.index, encode(l.hash, 'hex') as leaf, e.content
           from audit_leaves l left join audit_entries e on e.id = l.entry
          where l.index >= $1 and l.index < $2 order by l.index`,
        [from, from + PAGE],
      )
      for (const { index, leaf, content } of rows) {
        yield JSON.stringify({ index: Number(index), leaf, content: content ?? '' })
      }
      // A gap is the verifier's to name; the end is where no more leaves lie ahead.
      const ahead = await owner.query('select from audit_leaves where index >= $1 limit 1', [
        from + PAGE,
      ])
      if (ahead.rows.length === 0) break
    }
  } finally {
    await owner.query('rollback')
  }
}

/**
 * Entries whose columns, by which the service tells and searches the log, say something else than the
 * content that their leaf hashes; and entries that are neither in the log nor waiting for it. Purposes
 * may be gone, not others. As the owner of the schema.
 *
 * @returns what is wrong, an entry a line
 */
export async function wrongColumns(owner: Queryable): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; wrong: string }>(`
with told as (select e.*, e.content::jsonb as c from audit_entries e),
judged as (
  select id, array_remove(array[
         case when c ->> 'id' is distinct from id::text then 'id' end,
         case when (c ->> 'at')::timestamptz is distinct from at then 'at' end,
         case when c ->> 'role' is distinct from role then 'role' end,
         case when c ->> 'actor' is distinct from actor then 'actor' end,
         case when c ->> 'action' is distinct from action then 'action' end,
         case when c ->> 'outcome' is distinct from outcome then 'outcome' end,
         case when c -> 'records' is distinct from to_jsonb(records) then 'records' end,
         case when purpose is not null
               and c ->> 'purposeDigest' is distinct from
                   encode(sha256(salt || convert_to(purpose, 'UTF8')), 'hex') then 'purpose' end,
         case when not exists (select from audit_leaves l where l.entry = told.id)
               and not exists (select from audit_pending p where p.entry = told.id)
              then 'place in the log' end], null) as wrong
    from told)
select id, array_to_string(wrong, ', ') as wrong from judged where wrong <> '{}' order by id`)
  return rows.map(({ id, wrong }) => `entry ${id}: its ${wrong} is not what its content says`)
}
