/** Input that is never right: refused with a problem, without a failure of ours or a trace of it. */
import t from 'tap'
import {
  casesOf,
  hostileAddresses,
  hostileBodies,
  hostileDocuments,
  hostileHeaders,
  startTarget,
} from '../helpers/malformed.ts'

t.test('malformed input is refused, and nothing comes of it', async (t) => {
  const { running, attack } = await startTarget(t)
  await t.test('bodies', (t) => attack(t, casesOf(hostileBodies, 250)))
  await t.test('addresses', (t) => attack(t, casesOf(hostileAddresses, 200)))
  await t.test('header fields', (t) => attack(t, casesOf(hostileHeaders, 80)))
  await t.test('GraphQL documents', (t) => attack(t, casesOf(hostileDocuments, 160)))
  t.equal((await running.as({ role: 'derfe_admin' }).get('/v1/cutoffs')).status, 200)
})
