/** The thread that prints: how many wait for it, and what comes when it has just been given back. */
import { mock } from 'node:test'
import t from 'tap'
import type { DomainError } from '../../src/platform/errors.ts'
import { printOut } from '../../src/reports/maker.ts'

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9z"/></svg>'

t.test('pictures are made one after another, and only so many wait', async (t) => {
  let charged = 0
  const asked = Array.from({ length: 60 }, () =>
    printOut({ svg }, () => {
      charged += 1
    }),
  )
  const outcomes = await Promise.allSettled(asked)
  const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refused = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as DomainError] : [],
  )
  t.equal(made.length, 8)
  for (const picture of made) t.equal(picture.subarray(1, 4).toString(), 'PNG')
  t.equal(refused.length, 52)
  for (const { code, headers } of refused) {
    t.equal(code, 'UNAVAILABLE')
    t.same(headers, { 'retry-after': '1' })
  }
  t.equal(charged, 8, 'whoever is turned away pays nothing')
})

t.test('whoever asks while an idle thread ends gets another one', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  await printOut({ svg })
  mock.timers.tick(30_000)
  t.equal((await printOut({ svg })).subarray(1, 4).toString(), 'PNG')
})
