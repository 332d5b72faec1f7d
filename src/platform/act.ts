import { jobScope, withoutPersonalData } from '../access/policy.ts'
import { CLOCK, draftOf, type Entry, type Instant, storeEntries } from '../audit/entries.ts'
import { type Context, mayTellPerson } from './context.ts'
import {
  askAs,
  type Claims,
  type Database,
  findRow,
  type Statement,
  type Transaction,
  transact,
} from './database.ts'
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

/** The business clock, and the real one, by which the act is entered. */
type Opening = Instant & { now: string; catalogue_revision: number }

const beginAct: Statement<Opening> = {
  name: 'begin_act',
  text: `
with begun as materialized (select now, catalogue_revision from begin_act()), ${CLOCK}
select now, catalogue_revision, at, stem from begun, clock`,
}

const takeKey: Statement<{ taken: boolean }> = {
  name: 'take_idempotency_key',
  text: `
insert into idempotency_keys (subject, key, fingerprint) values ($1, $2, $3)
on conflict (subject, key) do nothing
returning true as taken`,
}

const findKey: Statement<{ same: boolean; answer: Buffer | null }> = {
  name: 'find_idempotency_key',
  text: `
select fingerprint = $3 as same, answer from idempotency_keys where subject = $1 and key = $2`,
}

const keepAnswer: Statement<object> = {
  name: 'keep_idempotent_answer',
  text: 'update idempotency_keys set answer = $3 where subject = $1 and key = $2',
}

/** A kept answer for who may not be told the person: what it sent stays, as in the first answer. */
function withoutPerson<Body>(body: Body, input: unknown): Body {
  if (typeof body !== 'object' || body === null) return body
  const sent = [input].flat().find((part) => typeof part === 'object' && part !== null)
  return withoutPersonalData(body, sent ?? {})
}

/** Codes of PostgreSQL for a wait that was cut short. */
const WAIT_CUT_SHORT = new Set(['57014', '55P03'])

/** What an act is: its name, its judged input, and what of it is told beside the answer. */
export type Operation<Body> = {
  name: string
  input: unknown
  /** Puts a signed receipt for the act's entry in the audit log into the answer. */
  receipt?: (body: Body, entry: Entry) => Body
  /** Whom or what the act is about, as in Deed. */
  about?: (body: Body) => string
}

/**
 * One write, whole or not at all. The transaction first joins the writers that a seal waits for and
 * reads the business clock; a repetition with the same idempotency key and input gets the first
 * answer, also when both run at once (the second waits for the first).
 *
 * @param scope what the actor was authorized to; row-level security follows it
 * @param operation its name and its judged input, which the key is bound to
 * @throws IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_USE, and whatever `work` refuses
 */
export async function act<Body>(
  ctx: Context,
  scope: Claims,
  operation: Operation<Body>,
  work: (tx: Transaction, now: string) => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  const subject = `${ctx.actor.role}:${ctx.actor.sub}`
  // Callers make their keys of what they like, also of the person they write about: only a digest is kept.
  const key = ctx.idempotencyKey && ctx.keys.fingerprint(ctx.idempotencyKey).toString('hex')
  const place = `idempotency_keys.answer:${subject}:${key}`
  /** The answer with its entry in the audit log. */
  const noted = (instant: Instant, answer: Answer<Body>, outcome: string) => {
    const folio = (answer.body as { folio?: unknown } | null)?.folio
    const entry = draftOf(ctx, {
      action: operation.name,
      outcome,
      folios: typeof folio === 'string' ? [folio] : [],
      about: operation.about?.(answer.body),
      movement: answer.etag,
      input: operation.receipt && operation.input,
    })(instant)
    const body =
      operation.receipt && !answer.replayed ? operation.receipt(answer.body, entry) : answer.body
    return { answer: { ...answer, body }, entry }
  }
  const answerOnce = async (tx: Transaction, opening: Opening) => {
    await ctx.catalogues.refresh(tx, opening.catalogue_revision)
    if (key === undefined) return noted(opening, await work(tx, opening.now), 'OK')

    const fingerprint = ctx.keys.fingerprint(JSON.stringify([operation.name, operation.input]))
    const taken = await findRow(tx, takeKey, [subject, key, fingerprint]).catch((error) => {
      if (WAIT_CUT_SHORT.has(error.code)) {
        throw new DomainError('IDEMPOTENCY_KEY_IN_USE', { headers: { 'retry-after': '1' } })
      }
      throw error
    })
    if (!taken) {
      const first = await findRow(tx, findKey, [subject, key, fingerprint])
      if (!first?.same || !first.answer) throw new DomainError('IDEMPOTENCY_KEY_REUSED')
      const answer = JSON.parse(ctx.keys.open(place, first.answer).toString()) as Answer<Body>
      const body = mayTellPerson(ctx) ? answer.body : withoutPerson(answer.body, operation.input)
      return noted(opening, { ...answer, body, replayed: true }, 'REPLAYED')
    }
    return noted(opening, await work(tx, opening.now), 'OK')
  }
  // In the same flush as COMMIT: until then every other writer waits for this one.
  const last = (tx: Transaction, { answer, entry }: { answer: Answer<Body>; entry: Entry }) =>
    Promise.all([
      storeEntries(tx, [entry]),
      key === undefined || answer.replayed
        ? undefined
        : findRow(tx, keepAnswer, [subject, key, ctx.keys.seal(place, JSON.stringify(answer))]),
    ])
  const { answer } = await transact(ctx.db, scope, { begin: beginAct }, answerOnce, last)
  return answer
}

/** Forgets first answers older than a week. */
export async function forgetIdempotencyKeys(db: Database): Promise<void> {
  await askAs(db, jobScope('job'), (tx) =>
    findRow(tx, {
      name: 'forget_idempotency_keys',
      text: `delete from idempotency_keys where created_at < now() - interval '7 days'`,
    }),
  )
}
