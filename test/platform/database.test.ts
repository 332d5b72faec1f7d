import pg from 'pg'
import t from 'tap'
import { openDatabase } from '../../src/platform/database.ts'
import { createTestDatabase } from '../helpers/database.ts'

t.test('instants are UTC whatever the zone of the server', async (t) => {
  const { ownerUrl, appUrl, name } = await createTestDatabase(t)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(`alter database ${name} set timezone to 'America/Mexico_City'`)
  await owner.query(`alter database ${name} set datestyle to 'SQL, DMY'`)
  await owner.end()
  for (const url of [appUrl, ownerUrl]) {
    const db = openDatabase(url, { size: 1 })
    t.teardown(() => db.end())
    const { rows } = await db.query(
      `select '2023-12-01T06:00:00.120Z'::timestamptz as instant, '2023-11-30'::date as day,
              current_user = 'lne_app' as "asApplication"`,
    )
    t.same(rows[0], {
      instant: '2023-12-01T06:00:00.12Z',
      day: '2023-11-30',
      asApplication: url === appUrl,
    })
  }
})
