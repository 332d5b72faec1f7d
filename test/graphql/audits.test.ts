import { auditServer } from 'graphql-http'
import t from 'tap'
import { startApp } from '../helpers/app.ts'

t.test('every audit of GraphQL over HTTP passes, without error, warning or notice', async (t) => {
  const { address, token } = await startApp(t)
  const authorization = `Bearer ${await token({ role: 'derfe_analyst' })}`
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as object), authorization } })

  const results = await auditServer({ url: `${address}/graphql`, fetchFn })
  t.equal(results.length, 61)
  for (const result of results) {
    const reason = 'reason' in result ? result.reason : undefined
    t.equal(result.status, 'ok', `${result.id} ${result.name}${reason ? `: ${reason}` : ''}`)
  }
})
