/** Moving documents' contents over to the encryption key in use, while the service runs. */
import type pg from 'pg'
import type { Keys } from '../platform/keys.ts'
import { type DocumentStore, placeOf } from './storage.ts'

/** Ids of one look at the table. */
const BATCH = 500

/**
 * Encrypts with the key in use every object that another one encrypted. One by one, each while its
 * request is locked against removal; it can be stopped, and writes what is left when repeated.
 *
 * @param owner a connection of the owner's
 * @returns how many objects were written, and the documents that are missing or do not open: to be
 * restored from a backup, or sent again
 */
export async function rotateDocuments(
  owner: pg.ClientBase,
  keys: Keys,
  store: DocumentStore,
): Promise<{ written: number; damaged: string[] }> {
  let written = 0
  const damaged: string[] = []
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await owner.query<{ id: string }>(
      `select id from documents where id > $1 and stored_at is not null order by id limit ${BATCH}`,
      [last],
    )
    for (const { id } of rows) {
      await owner.query('begin')
      const { rowCount } = await owner.query(
        `select from documents d join inscription_requests r on r.id = d.request_id
          where d.id = $1 and r.personal_data_removed_at is null for share`,
        [id],
      )
      if (rowCount === 1) {
        const outcome = await moveOver(id, keys, store)
        if (outcome === 'damaged') damaged.push(id)
        if (outcome === 'written') written += 1
      }
      await owner.query('commit')
    }
    const final = rows.at(-1)
    if (rows.length < BATCH || !final) return { written, damaged }
    last = final.id
  }
}

async function moveOver(
  id: string,
  keys: Keys,
  store: DocumentStore,
): Promise<'written' | 'current' | 'damaged'> {
  const sealed = await store.get(id)
  if (sealed?.[0] === keys.encryptionVersion) return 'current'
  let bytes: Buffer
  try {
    bytes = keys.open(placeOf(id), sealed ?? Buffer.alloc(0))
  } catch {
    return 'damaged'
  }
  await store.put(id, keys.seal(placeOf(id), bytes))
  return 'written'
}
