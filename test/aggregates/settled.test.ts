import pg from 'pg'
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/** Held by the test; every commit of a movement waits for it. */
const GATE = 4_711

t.test('the last number by an instant waits for what was recorded by then', async (t) => {
  const { as, database, now } = await startApp(t)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  await owner.query(`
create function wait_at_the_gate() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(${GATE});
  return null;
end $$;
create constraint trigger gate after insert on movements deferrable initially deferred
  for each row execute function wait_at_the_gate()`)
  const waits = async (count: number): Promise<void> => {
    for (;;) {
      const { rowCount } = await owner.query(`
select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      if (rowCount === count) return
    }
  }

  await owner.query('select pg_advisory_lock($1)', [GATE])
  const submitting = as({ role: 'srve' }).post('/v1/inscription-requests', aSubmission(), {
    'idempotency-key': aKey(),
  })
  // Recorded, and on its way to the commit.
  await waits(1)

  const instant = await now()
  const ask = () =>
    as({ role: 'derfe_analyst', subject: 'daniel' }).get(
      `/v1/aggregates/review?validAsOf=${instant}&knownAsOf=${instant}`,
    )
  const asking = ask()
  await waits(2)
  await owner.query('select pg_advisory_unlock($1)', [GATE])

  const { status, body: submitted } = await submitting
  t.equal(status, 201)
  const { body: answer } = await asking
  t.equal(answer.knownAsOf, submitted.lastMovement)
  t.equal(answer.total.received, 1)
  t.same((await ask()).body, answer, 'and the same question has the same answer')
})
