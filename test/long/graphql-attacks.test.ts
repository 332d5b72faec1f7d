/**
 * The same as in test/security, twenty times over, on a service in a process of its own: here its times
 * are judged, too.
 */
import t from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { AUDIENCE, callerOf } from '../helpers/app.ts'
import { contentsOf } from '../helpers/contents.ts'
import { attackAll, attacksOf, fillForAttacks, tellOutcome } from '../helpers/graphql-attacks.ts'
import { startInstances } from '../helpers/instance.ts'

const ROUNDS = 20
const BYSTANDER_MS = 250

t.test('GraphQL attacks in numbers, and a bystander within 250 ms', async (t) => {
  const { instances, keys, database } = await startInstances(t, 1)
  const address = instances[0]?.address ?? ''
  const token = (request: Parameters<typeof signDevelopmentToken>[2]) =>
    signDevelopmentToken(keys, AUDIENCE, request)
  const as = (request: Parameters<typeof token>[0]) => callerOf(address, token(request))
  const folio = await fillForAttacks({ as })
  // What is compiled and cached with the first of each kind is not what the others wait for.
  await attackAll({ address, token }, folio, attacksOf(), 4)
  const before = await contentsOf(database)
  const attacks = Array.from({ length: ROUNDS }, (_, round) => attacksOf(round + 1)).flat()
  const outcome = await attackAll({ address, token }, folio, attacks, 4)
  tellOutcome(t, outcome)
  t.same(outcome.faults.slice(0, 10), [], `${outcome.faults.length} of ${attacks.length}`)
  t.same(outcome.bystander.failures, [], 'a bystander is answered, every time')
  t.ok(outcome.bystander.answers >= 200, `${outcome.bystander.answers} times`)
  t.ok(outcome.bystander.p99 <= BYSTANDER_MS, `99 of 100 within ${BYSTANDER_MS} ms`)
  t.same(await contentsOf(database), before, 'nothing was written')
})
