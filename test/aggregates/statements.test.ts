import t from 'tap'
import { jobScope } from '../../src/access/policy.ts'
import { selectCounts } from '../../src/aggregates/queries.ts'
import type { Queryable } from '../../src/platform/database.ts'

t.test('a year of live figures prepares no statement for each of its days', async (t) => {
  const prepared = new Map<string, string>()
  const db = {
    query: async ({ name, text }: { name: string; text: string }) => {
      t.equal(prepared.get(name) ?? text, text, 'a name is of one text')
      prepared.set(name, text)
      return { rows: [] }
    },
  } as unknown as Queryable
  const scope = jobScope<'cutoff:seal'>('cutoff:seal')
  for (let day = Date.UTC(2024, 0, 1); day <= Date.UTC(2024, 11, 31); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10)
    const point = { instant: `${date}T06:00:00Z`, number: 1 }
    await selectCounts(db, scope, 'P', 'entity', {}, { ...point, basis: 0 }, point, date)
  }
  t.equal(prepared.size, 12, 'one for each month')
})
