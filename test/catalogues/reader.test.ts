import t from 'tap'
import { CatalogueReader } from '../../src/catalogues/reader.ts'
import type { Queryable } from '../../src/platform/database.ts'

/** As the database gives them: approved versions, the newest first. */
const VERSIONS = [
  ['2999-01-01T00:00:00Z', 'Mañana'],
  ['2023-10-01T06:00:00Z', 'Hoy'],
  ['2023-09-01T06:00:00Z', 'Ayer'],
].map(([validFrom, label]) => ({
  catalogue: 'grounds',
  code: 'X',
  value: { label },
  validFrom,
  act: 'INE/CG1/2023',
}))

t.test('a label is the one of its instant, and none is told before its day', async (t) => {
  const db = { query: async () => ({ rows: VERSIONS.map((one) => ({ ...one })) }) }
  const reader = new CatalogueReader(db as unknown as Queryable)
  await reader.refresh(db as unknown as Queryable, 1)
  t.equal(reader.label('grounds', 'X'), 'Hoy')
  t.equal(reader.label('grounds', 'X', '2999-01-01T00:00:00Z'), 'Mañana')
  t.equal(reader.label('grounds', 'X', '2023-09-15T06:00:00Z'), 'Ayer')
  t.equal(reader.label('grounds', 'X', '2020-01-01T00:00:00Z'), 'Ayer', 'the first, before any')
  t.equal(reader.label('grounds', 'Y'), 'Y')
})
