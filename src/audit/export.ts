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
