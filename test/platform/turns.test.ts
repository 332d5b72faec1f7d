/** Questions that take much of the database: who asks many waits for itself, and nobody for it. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { Actor } from '../../src/access/actor.ts'
import { Turns } from '../../src/platform/turns.ts'

const actorOf = (sub: string): Actor => ({ role: 'party', sub }) as Actor

t.test('one after another for a client, and three at once for all', async (t) => {
  const turns = new Turns()
  const seen: string[] = []
  let running = 0
  let most = 0
  const ask = (client: string, name: string) =>
    turns.take(actorOf(client), async () => {
      running += 1
      most = Math.max(most, running)
      seen.push(`${client}${name}`)
      await sleep(5)
      running -= 1
      if (name === '2') throw new Error(name)
      return name
    })
  const asked = ['a', 'b', 'c', 'd', 'e'].flatMap((client) =>
    ['1', '2', '3'].map((name) => ask(client, name)),
  )
  const told = await Promise.allSettled(asked)
  t.equal(told.filter(({ status }) => status === 'fulfilled').length, 10)
  t.equal(told.filter(({ status }) => status === 'rejected').length, 5, 'failures are their own')
  t.equal(most, 3)
  for (const client of ['a', 'b', 'c', 'd', 'e']) {
    const own = seen.filter((one) => one.startsWith(client))
    t.same(
      own,
      [1, 2, 3].map((name) => `${client}${name}`),
      'in the order in which it asked',
    )
  }
  t.equal(await ask('a', '4'), '4', 'nobody is left behind')
})

t.test('who has too many waiting is told to come back, and others are not', async (t) => {
  const turns = new Turns()
  let open = () => {}
  const gate = new Promise<void>((pass) => {
    open = pass
  })
  const flood = Array.from({ length: 20 }, () => turns.take(actorOf('a'), () => gate))
  t.throws(() => turns.take(actorOf('a'), () => gate), { code: 'UNAVAILABLE' })
  t.equal(await turns.take(actorOf('b'), async () => 'b'), 'b')
  open()
  await Promise.all(flood)
  t.equal(await turns.take(actorOf('a'), async () => 'a'), 'a')
})
