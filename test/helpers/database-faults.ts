import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Test } from 'tap'
import { setClock } from '../../src/platform/provision.ts'
import { type Caller, REPORT_INSTANT, type Reply, type RunningApp, startApp } from './app.ts'
import type { TestDatabase } from './database.ts'
import { type FaultyNetwork, faultyNetwork } from './faulty-network.ts'
import { aKey, aSubmission } from './requests.ts'

const REQUESTS = '/v1/inscription-requests'
/** More than pool connections. */
export const AT_ONCE = 14
/** What is promised, as it is judged where nothing else is at work. */
export const PROMISED = { answeredMs: 6_000, goodMs: 5_000 }
/** Where several test files share two cores. */
const ALLOWED: typeof PROMISED = { answeredMs: 10_000, goodMs: 10_000 }

export type Submission = { key: string; body: Record<string, unknown> }

export const submissions = (count: number): Submission[] =>
  Array.from({ length: count }, () => ({ key: aKey(), body: aSubmission() }))

/** A service whose way to its database the test can break. */
export type BehindFaults = {
  network: FaultyNetwork
  running: RunningApp
  /** Who submits. */
  portal: Caller
  /** What the database says to its owner, on a connection that no fault meets. */
  ask(sql: string): Promise<Record<string, unknown>[]>
  submit(one: Submission): Promise<Reply>
  /** Sent again until it is received, which takes no longer than a repair may. */
  untilGood(t: Test, one: Submission): Promise<Reply>
  /** Asked again until it is ready: a look that began while the database was away answers whoever asks. */
  untilReady(t: Test): Promise<Reply>
  /** Sent again with their keys all are received, and each is there once, with its movement and its entry. */
  allThereOnce(t: Test, sent: Submission[]): Promise<void>
}

export async function startBehindFaults(
  t: Test,
  database: TestDatabase,
  { goodMs } = ALLOWED,
): Promise<BehindFaults> {
  await setClock(database.ownerUrl, REPORT_INSTANT)
  const network = await faultyNetwork(t, database)
  const running = await startApp(t, { database: network.database })
  const portal = running.as({ role: 'srve' })
  const submit = ({ key, body }: Submission): Promise<Reply> =>
    portal.post(REQUESTS, body, { 'idempotency-key': key })

  const ask = async (sql: string): Promise<Record<string, unknown>[]> => {
    const owner = new Client({ connectionString: network.ownerUrl() })
    await owner.connect()
    try {
      return (await owner.query(sql)).rows
    } finally {
      await owner.end()
    }
  }

  const until = async (t: Test, status: number, ask: () => Promise<Reply>): Promise<Reply> => {
    const began = performance.now()
    for (;;) {
      const answer = await ask()
      const ms = performance.now() - began
      if (answer.status === 503 && ms < goodMs) await sleep(50)
      else {
        t.equal(answer.status, status, `${status} after ${ms.toFixed(0)} ms`)
        return answer
      }
    }
  }
  const untilGood = (t: Test, one: Submission) => until(t, 201, () => submit(one))
  const untilReady = (t: Test) => until(t, 200, () => portal.get('/health/ready'))

  const allThereOnce = async (t: Test, sent: Submission[]): Promise<void> => {
    const folios: string[] = []
    for (const one of sent) folios.push((await untilGood(t, one)).body.folio)
    const [there] = await ask(`
select (select array_agg(folio order by folio) from inscription_requests) as folios,
       (select count(*)::int from movements) as movements,
       (select count(*)::int from audit_entries
         where action = 'createInscriptionRequest' and outcome = 'OK') as entries`)
    t.same(there, { folios: folios.sort(), movements: sent.length, entries: sent.length })
  }
  return { network, running, portal, ask, submit, untilGood, untilReady, allThereOnce }
}

/** What is asked while something is wrong is answered in time: as always, or that it be tried again. */
export async function answersInTime(
  t: Test,
  asked: Promise<Reply>[],
  { answeredMs } = ALLOWED,
): Promise<Reply[]> {
  const began = performance.now()
  const answers = await Promise.all(asked)
  const ms = performance.now() - began
  t.ok(ms < answeredMs, `all answered within ${ms.toFixed(0)} ms`)
  for (const { status, headers, body, text } of answers) {
    if (status < 300) continue
    t.equal(status, 503, text.slice(0, 200))
    t.equal(headers.get('retry-after'), '2')
    if (body.code) t.match(body, { status: 503, code: 'UNAVAILABLE' })
  }
  return answers
}

export const countOf = (answers: Reply[], status: number): number =>
  answers.filter((one) => one.status === status).length
