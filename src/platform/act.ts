import type { Context } from './context.ts'
import { findRow, type Queryable, type Statement, type Transaction, transact } from './database.ts'
import { DomainError } from './errors.ts'

/** What a write answers, the same for REST and GraphQL. */
export type Answer<Body> = {
  status: number
  body: Body
  /** Number of the request's last movement after the act. */
  etag?: number
  location?: string
  /** Whether this is the kept answer of the first request with the same key. */
  replayed?: boolean
}

type Opening = { now: string; catalogue_revision: number }

const beginAct: Statement<Opening> = {
  name: 'begin_act',
  text: 'select now, catalogue_revision from begin_act()',
}

const takeKey: Statement<{ taken: boolean }> = {
  name: 'take_idempotency_key',
  text: `
insert into idempotency_keys (subject, key, fingerprint) values ($1, $2, $3)
on conflict (subject, key) do nothing
returning true as taken`,
}

const findKey: Statement<{ same: boolean; answer: Answer<unknown> | null }> = {
  name: 'find_idempotency_key',
  text: `
select fingerprint = $3 as same, answer from idempotency_keys where subject = $1 and key = $2`,
}

const keepAnswer: Statement<object> = {
  name: 'keep_idempotent_answer',
  text: 'update idempotency_keys set answer = $3 where subject = $1 and key = $2',
}

/** Codes of PostgreSQL for a wait that was cut short. */
const WAIT_CUT_SHORT = new Set(['57014', '55P03'])

/**
 * One write, whole or not at all. The transaction first joins the writers that a seal waits for and
 * reads the business clock; a repetition with the same idempotency key and input gets the first
 * answer, also when both run at once (the second waits for the first).
 *
 * @param operation its name and its judged input, which the key is bound to
 * @throws IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_USE, and whatever `work` refuses
 */
export async function act<Body>(
  ctx: Context,
  operation: { name: string; input: unknown },
  work: (tx: Transaction, now: string) => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  const subject = `${ctx.actor.role}:${ctx.actor.sub}`
  const key = ctx.idempotencyKey
  const answerOnce = async (tx: Transaction, opening: Opening): Promise<Answer<Body>> => {
    await ctx.catalogues.refresh(tx, opening.catalogue_revision)
    if (key === undefined) return work(tx, opening.now)

    const fingerprint = ctx.keys.fingerprint(JSON.stringify([operation.name, operation.input]))
    const taken = await findRow(tx, takeKey, [subject, key, fingerprint]).catch((error) => {
      if (WAIT_CUT_SHORT.has(error.code)) {
        throw new DomainError('IDEMPOTENCY_KEY_IN_USE', { headers: { 'retry-after': '1' } })
      }
      throw error
    })
    if (!taken) {
      const first = await findRow(tx, findKey, [subject, key, fingerprint])
      if (!first?.same) throw new DomainError('IDEMPOTENCY_KEY_REUSED')
      return { ...(first.answer as Answer<Body>), replayed: true }
    }
    return work(tx, opening.now)
  }
  // Kept in the same flush as COMMIT: until then every other writer waits for this one.
  return transact(ctx.db, { begin: beginAct }, answerOnce, (tx, answer) =>
    key === undefined || answer.replayed
      ? undefined
      : findRow(tx, keepAnswer, [subject, key, JSON.stringify(answer)]),
  )
}

/** Forgets first answers older than a week. */
export async function forgetIdempotencyKeys(db: Queryable): Promise<void> {
  await findRow(db, {
    name: 'forget_idempotency_keys',
    text: `delete from idempotency_keys where created_at < now() - interval '7 days'`,
  })
}
