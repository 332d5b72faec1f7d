/** What GraphQL can be attacked by is refused, or bounded; and whoever reads meanwhile is answered. */
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { contentsOf } from '../helpers/contents.ts'
import {
  attackAll,
  attacksOf,
  digestOf,
  faultOf,
  fillForAttacks,
  MOST,
  tellOutcome,
} from '../helpers/graphql-attacks.ts'

t.test('GraphQL attacks are refused or bounded, and a bystander reads on', async (t) => {
  const attacks = attacksOf()
  const running = await startApp(t, { introspection: false })
  const folio = await fillForAttacks(running)

  await t.test('more than 144 of them', async (t) => {
    const distinct = new Set(attacks.map((attack) => digestOf(attack)))
    t.equal(distinct.size, attacks.length, 'each is another request')
    const whoever = new Set(attacks.map((attack) => digestOf({ ...attack, role: 'auditor' })))
    t.ok(whoever.size >= 300, `${whoever.size} of them, whoever sends them`)
    const before = await contentsOf(running.database)
    const outcome = await attackAll(running, folio, attacks, 4)
    tellOutcome(t, outcome)
    t.same(outcome.faults.slice(0, 10), [], `${outcome.faults.length} of ${attacks.length}`)
    t.same(outcome.bystander.failures, [], 'a bystander is answered, every time')
    t.ok(outcome.bystander.answers >= 20, `${outcome.bystander.answers} times`)
    t.same(await contentsOf(running.database), before, 'nothing was written')
    t.same(Object.keys(Object.prototype), [], 'no prototype was changed')
    t.equal(({} as { polluted?: boolean }).polluted, undefined)
  })

  await t.test('and this test would find what tells the schema', async (t) => {
    const { database, keys } = running
    const open = await startApp(t, { database, keys, introspection: true })
    for (const family of ['introspection', 'suggestions']) {
      const asked = attacks.filter((one) => one.family === family && one.role === 'auditor')
      const { faults } = await attackAll(open, folio, asked, 1)
      const telling = faults.filter((fault) => /: (tells the schema|suggests):/.test(fault))
      t.ok(telling.length >= asked.length / 2, `${family}: ${telling.length} of ${asked.length}`)
    }
  })

  await t.test('or is not refused, too long, too slow, or a failure', async (t) => {
    const [attack] = attacks.filter(({ mayPass }) => !mayPass)
    const [allowed] = attacks.filter(({ mayPass }) => mayPass)
    if (!attack || !allowed) throw new Error('There are both')
    const refusal = { status: 200, text: '{"errors":[{"message":"No."}]}', ms: 1 }
    t.equal(faultOf(attack, refusal), undefined)
    t.match(faultOf(attack, { ...refusal, status: 500 }), 'failed with 500')
    t.match(faultOf(attack, { ...refusal, ms: MOST.ms + 1 }), 'took 2001 ms')
    const long = { ...refusal, text: `"${'x'.repeat(MOST.bytes)}"` }
    t.match(faultOf(attack, long), 'answered 200002 bytes')
    t.match(faultOf(allowed, long), 'answered 200002 bytes')
    const answer = { ...refusal, text: '{"data":{"a":1}}' }
    t.match(faultOf(attack, answer), 'passed')
    t.equal(faultOf(allowed, answer), undefined)
    const both = { ...refusal, text: '{"data":{"a":1},"errors":[{"message":"No."}]}' }
    t.match(faultOf(attack, both), 'answered beside the refusal')
    const telling = {
      ...refusal,
      text: '{"errors":[{"message":"Field \\"electorKey\\" is there."}]}',
    }
    t.match(faultOf(attack, telling), 'names electorKey')
  })
})
