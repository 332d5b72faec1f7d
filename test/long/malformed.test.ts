/** The same as in test/security, in numbers: 10,000 bodies, and 5,000 addresses, fields and documents. */
import t from 'tap'
import {
  casesOf,
  hostileAddresses,
  hostileBodies,
  hostileDocuments,
  hostileHeaders,
  startTarget,
} from '../helpers/malformed.ts'

t.test('malformed input in numbers is refused, and nothing comes of it', async (t) => {
  const { running, attack } = await startTarget(t)
  await t.test('bodies', (t) => attack(t, casesOf(hostileBodies, 8_000)))
  await t.test('GraphQL documents', (t) => attack(t, casesOf(hostileDocuments, 2_000)))
  await t.test('addresses', (t) => attack(t, casesOf(hostileAddresses, 4_000)))
  await t.test('header fields', (t) => attack(t, casesOf(hostileHeaders, 1_000)))
  t.equal((await running.as({ role: 'derfe_admin' }).get('/v1/cutoffs')).status, 200)
})
