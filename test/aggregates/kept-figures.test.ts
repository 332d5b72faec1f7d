import t from 'tap'
import { keptFigures } from '../../src/aggregates/service.ts'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

t.test('a table of figures is kept until something moves', async (t) => {
  const running = await startApp(t)
  const portal = running.as({ role: 'srve' })
  const auditor = running.as({ role: 'auditor' })
  const oaxaca = running.as({ role: 'opl', entity: '20' })
  const tables = keptFigures(running.services.db)
  const submit = async (entity: string) => {
    const body = aSubmission({ entity })
    const answer = await portal.post('/v1/inscription-requests', body, {
      'idempotency-key': aKey(),
    })
    t.equal(answer.status, 201, answer.text)
  }
  const path = '/v1/aggregates/entities'

  await submit('09')
  const first = await auditor.get(path)
  t.equal(first.status, 200, first.text)
  t.equal(first.body.total.total, 1)
  t.equal(tables.size, 1)
  const second = await auditor.get(path)
  t.equal(second.text, first.text, 'the same bytes')
  t.equal(second.headers.get('content-type'), first.headers.get('content-type'))
  t.equal(tables.size, 1, 'found, not made again')

  const csv = await auditor.get(`${path}?format=csv`)
  t.match(csv.text, /TOTAL/)
  t.equal(tables.size, 1, 'whatever the form')

  t.equal((await oaxaca.get(path)).body.total.total, 0, 'a scope has a table of its own')
  t.equal(tables.size, 2)

  await submit('20')
  t.equal((await auditor.get(path)).body.total.total, 2, 'a movement shows at once')
  t.equal((await oaxaca.get(path)).body.total.total, 1)
  const before = await auditor.get(`${path}?knownAsOf=1&validAsOf=${first.body.asOf}`)
  t.same(before.body, first.body, 'what was known before is found again')
})
