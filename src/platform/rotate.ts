/** Moving what older keys encrypted over to the key in use, while the service runs. */
import { Presets, SingleBar } from 'cli-progress'
import pg from 'pg'
import type { Keys } from './keys.ts'

/** Encrypted columns by table, with the columns that name the row, each with its lowest value. */
const TABLES = {
  identities: [
    { request_id: '00000000-0000-0000-0000-000000000000' },
    [
      'elector_key',
      'curp',
      'cic',
      'ocr',
      'citizen_identifier',
      'issue_number',
      'section',
      'given_names',
      'first_surname',
      'second_surname',
    ],
  ],
  contact_data: [
    { request_id: '00000000-0000-0000-0000-000000000000' },
    ['address', 'email', 'mobile'],
  ],
  idempotency_keys: [{ subject: '', key: '' }, ['answer']],
} as const

/** Rows of one transaction. */
const BATCH = 500

/** Key version of what was stored before there was encryption: plain text behind one byte. */
const PLAIN = 0

/** Whether a former version has left anything plain. Whole rows are plain or encrypted. */
async function holdsPlain(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query(
    `select exists (select from identities where get_byte(elector_key, 0) = ${PLAIN})
         or exists (select from contact_data where get_byte(address, 0) = ${PLAIN})
         or exists (select from idempotency_keys where get_byte(answer, 0) = ${PLAIN}) as plain`,
  )
  return rows[0].plain
}

/**
 * Encrypts with the key in use every value that another one encrypted. In batches by key, each its
 * own transaction: it can be stopped, and goes over what is left when repeated. A row that somebody
 * changes meanwhile is locked for an instant, and read again.
 *
 * @param which `plain`: only what was never encrypted
 * @param observe told after each batch how many rows have been looked at, of about how many
 * @returns how many rows were written
 */
export async function rotateKeys(
  ownerUrl: string,
  keys: Keys,
  which: 'all' | 'plain' = 'all',
  observe: (done: number, total: number) => void = () => {},
): Promise<{ rows: number }> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  let written = 0
  try {
    if (which === 'plain' && !(await holdsPlain(owner))) return { rows: 0 }
    for (const [table, [first, columns]] of Object.entries(TABLES)) {
      const key = Object.keys(first)
      const places = (offset: number) => key.map((_, i) => `$${i + offset}`).join(', ')
      const isOld = (sealed: Buffer | null): sealed is Buffer =>
        sealed !== null &&
        (which === 'plain' ? sealed[0] === PLAIN : sealed[0] !== keys.encryptionVersion)
      const { rows: counted } = await owner.query(`select count(*)::int as total from ${table}`)
      let looked = 0
      for (let last: string[] = Object.values(first); ; ) {
        await owner.query('begin')
        const { rows } = await owner.query<Record<string, unknown>>(
          `select ${[...key, ...columns].join(', ')} from ${table}
            where (${key}) > (${places(1)}) order by ${key} limit ${BATCH} for no key update`,
          last,
        )
        const idOf = (row: Record<string, unknown>) => key.map((column) => row[column] as string)
        const sealedIn = (row: Record<string, unknown>, column: string) =>
          row[column] as Buffer | null
        const changed = rows.filter((row) => columns.some((column) => isOld(sealedIn(row, column))))
        for (const row of changed) {
          const values = columns.map((column) => {
            const sealed = sealedIn(row, column)
            if (!isOld(sealed)) return sealed
            const place = `${table}.${column}:${idOf(row).join(':')}`
            const plain = sealed[0] === PLAIN ? sealed.subarray(1) : keys.open(place, sealed)
            return keys.seal(place, plain)
          })
          const set = columns.map((column, i) => `${column} = $${i + 1 + key.length}`)
          await owner.query(
            `update ${table} set ${set.join(', ')} where (${key}) = (${places(1)})`,
            [...idOf(row), ...values],
          )
        }
        await owner.query('commit')
        written += changed.length
        looked += rows.length
        observe(looked, counted[0].total)
        const final = rows.at(-1)
        if (rows.length < BATCH || !final) break
        last = idOf(final)
      }
    }
    return { rows: written }
  } finally {
    await owner.end()
  }
}

/** The same with a progress bar, or without one where nobody looks. */
export async function rotateWithProgress(
  ownerUrl: string,
  keys: Keys,
  which: 'all' | 'plain' = 'all',
): Promise<{ rows: number }> {
  const bar = new SingleBar({ noTTYOutput: false }, Presets.shades_classic)
  bar.start(1, 0)
  try {
    return await rotateKeys(ownerUrl, keys, which, (done, total) => {
      bar.setTotal(Math.max(1, total))
      bar.update(done)
    })
  } finally {
    bar.stop()
  }
}
