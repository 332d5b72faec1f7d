/** Review: initial check, claim, decision, correction and its answer. */
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../access/actor.ts'
import { authorize, reachOf, type Scope } from '../access/policy.ts'
import {
  type LockedRequest,
  lockRequest,
  movementOf,
  recordMovements,
} from '../inscription-requests/queries.ts'
import type { InscriptionRequest } from '../inscription-requests/schemas.ts'
import { answerWith, lockForAct, processAt } from '../inscription-requests/service.ts'
import { type Answer, act } from '../platform/act.ts'
import { addDays, isBefore } from '../platform/calendar.ts'
import type { Context } from '../platform/context.ts'
import type { Transaction } from '../platform/database.ts'
import { DomainError, type FieldProblem, invalidRequest } from '../platform/errors.ts'
import * as queries from './queries.ts'
import type { CorrectionAnswer, CorrectionRequest, DecisionInput, InitialCheck } from './schemas.ts'
import { admit } from './transitions.ts'

type Catalogues = Pick<Context, 'catalogues'>

const fieldsSent = (sent: unknown): Record<string, unknown> =>
  typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {}

/** Grounds must be in use. What was sent may be anything: its shape is judged beside it. */
function groundProblems(
  { catalogues }: Catalogues,
  now: string,
  sent: unknown,
  list: 'reasons' | 'items',
): FieldProblem[] {
  const cited = fieldsSent(sent)[list]
  const codes = (Array.isArray(cited) ? cited : []).map((one) => fieldsSent(one).code)
  return codes.flatMap((code, index): FieldProblem[] =>
    typeof code !== 'string' || catalogues.find('grounds', code, now)?.value.inUse
      ? []
      : [{ pointer: `/${list}/${index}/code`, code: 'GROUND_UNKNOWN' }],
  )
}

/** Who may date back is in the policy table. */
const effectProblems = ({ role }: Actor, sent: unknown): FieldProblem[] =>
  fieldsSent(sent).effectiveAt !== undefined && reachOf(role, 'review:backdate') === '-'
    ? [{ pointer: '/effectiveAt', code: 'EFFECTIVE_AT_NOT_ADMITTED' }]
    : []

function requireNone(problems: FieldProblem[]): void {
  if (problems.length > 0) throw invalidRequest(problems)
}

/** The rules that what was sent as a decision breaks, whatever its shape. */
export async function decisionRules(
  services: Catalogues,
  actor: Actor,
  sent: unknown,
): Promise<FieldProblem[]> {
  const now = (await services.catalogues.fresh()).now()
  return [...groundProblems(services, now, sent, 'reasons'), ...effectProblems(actor, sent)]
}

/** The same for a correction that is asked for. */
export async function correctionRules(
  services: Catalogues,
  sent: unknown,
): Promise<FieldProblem[]> {
  const now = (await services.catalogues.fresh()).now()
  return groundProblems(services, now, sent, 'items')
}

/** Only who holds a request decides on it. */
function requireClaim(ctx: Context, request: LockedRequest): void {
  if (request.claimedBy === ctx.actor.sub) return
  throw new DomainError(request.claimedBy === null ? 'NOT_CLAIMED' : 'CLAIMED_BY_ANOTHER')
}

/**
 * Verification of the registry status: on to analysis, or kept in clarification. A request just
 * received passes through the check in the same act, by two movements.
 *
 * @throws as lockForAct, TRANSITION_NOT_ADMITTED
 */
export async function checkInscriptionRequest(
  ctx: Context,
  folio: string,
  check: InitialCheck,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'review:check')
  return act(
    ctx,
    scope,
    { name: 'checkInscriptionRequest', input: [folio, check] },
    async (tx, now) => {
      const request = await lockForAct(tx, ctx, scope, folio)
      const path =
        request.status === 'RECEIVED'
          ? (['INITIAL_CHECK', 'IN_ANALYSIS'] as const).slice(0, check.to === 'IN_ANALYSIS' ? 2 : 1)
          : [check.to]
      let from = request.status
      const movements = path.map((to) => {
        admit(from, 'INITIAL_CHECK', to)
        from = to
        return movementOf(request, 'INITIAL_CHECK', now, { to })
      })
      await recordMovements(tx, request.process, movements, ctx.actor)
      return answerWith(tx, ctx, folio)
    },
  )
}

/** Finds a request locked, without the conditions of an act that moves it. */
async function lockWithin(
  tx: Transaction,
  ctx: Context,
  scope: Scope,
  folio: string,
): Promise<LockedRequest> {
  const request = await lockRequest(tx, ctx.keys, scope, folio)
  if (!request) throw new DomainError('NOT_FOUND')
  return request
}

/**
 * Takes a request to review it. It writes no movement and leaves the ETag alone.
 * @throws NOT_FOUND, CLAIMED_BY_ANOTHER, TRANSITION_NOT_ADMITTED
 */
export async function claimInscriptionRequest(
  ctx: Context,
  folio: string,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'review:claim')
  return act(ctx, scope, { name: 'claimInscriptionRequest', input: [folio] }, async (tx, now) => {
    const request = await lockWithin(tx, ctx, scope, folio)
    if (request.status === 'SUPERSEDED' || request.status === 'WITHDRAWN') {
      admit(request.status, 'DECISION', 'IN_ANALYSIS')
    }
    if (request.claimedBy !== null && request.claimedBy !== ctx.actor.sub) {
      throw new DomainError('CLAIMED_BY_ANOTHER')
    }
    await queries.setClaim(tx, request.id, ctx.actor.sub, now)
    return answerWith(tx, ctx, folio)
  })
}

/**
 * Gives a request back. `derfe_admin` may give back one that another holds.
 * @throws NOT_FOUND, NOT_CLAIMED, CLAIMED_BY_ANOTHER
 */
export async function releaseInscriptionRequest(
  ctx: Context,
  folio: string,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'review:claim')
  return act(ctx, scope, { name: 'releaseInscriptionRequest', input: [folio] }, async (tx) => {
    const request = await lockWithin(tx, ctx, scope, folio)
    if (ctx.actor.role !== 'derfe_admin' || request.claimedBy === null) requireClaim(ctx, request)
    await queries.setClaim(tx, request.id, null, null)
    return answerWith(tx, ctx, folio)
  })
}

/**
 * The instant at which a decision takes effect: now, or the earlier one that `derfe_admin` names.
 * @throws INVALID_REQUEST, BACKDATED_TOO_FAR
 */
function effectOf(
  ctx: Context,
  request: LockedRequest,
  wanted: string | undefined,
  now: string,
): string {
  if (wanted === undefined) return now
  requireNone(effectProblems(ctx.actor, { effectiveAt: wanted }))
  if (isBefore(wanted, request.lastMovementAt) || isBefore(now, wanted)) {
    throw new DomainError('BACKDATED_TOO_FAR', { params: { previousAt: request.lastMovementAt } })
  }
  return wanted
}

/**
 * Decides on a request, with the result of each requirement and the grounds. The claim ends with it.
 * @throws as lockForAct, NOT_CLAIMED, CLAIMED_BY_ANOTHER, INVALID_REQUEST, TRANSITION_NOT_ADMITTED,
 *   BACKDATED_TOO_FAR
 */
export async function decideInscriptionRequest(
  ctx: Context,
  folio: string,
  decision: DecisionInput,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'review:decide')
  return act(
    ctx,
    scope,
    { name: 'decideInscriptionRequest', input: [folio, decision] },
    async (tx, now) => {
      const request = await lockForAct(tx, ctx, scope, folio)
      const codes = decision.reasons.map(({ code }) => code)
      requireNone(groundProblems(ctx, now, decision, 'reasons'))
      const effectiveAt = effectOf(ctx, request, decision.effectiveAt, now)
      admit(request.status, 'DECISION', decision.to)
      requireClaim(ctx, request)
      await Promise.all([
        queries.insertDecision(tx, {
          id: uuidv7(),
          requestId: request.id,
          decidedAt: effectiveAt,
          to: decision.to,
          requirements: decision.requirements,
          reasons: decision.reasons.map(({ code, tellElector }) => ({
            code,
            text: ctx.catalogues.find('grounds', code, now)?.value.electorText,
            tellElector,
          })),
          note: decision.note ?? null,
          decidedBy: ctx.actor.sub,
        }),
        queries.closeCorrection(tx, request.id, now, false),
        queries.setClaim(tx, request.id, null, null),
        recordMovements(
          tx,
          request.process,
          [movementOf(request, 'DECISION', effectiveAt, { to: decision.to, reasons: codes })],
          ctx.actor,
        ),
      ])
      return answerWith(tx, ctx, folio)
    },
  )
}

/** The earlier of the days allowed and the process's deadline for rectifying. */
function dueAt(now: string, process: ReturnType<typeof processAt>): string {
  const allowed = addDays(now, process.rectificationDays)
  return isBefore(process.rectificationDeadline, allowed) ? process.rectificationDeadline : allowed
}

/**
 * Asks the elector for a correction (subsane), item by item. The reviewer keeps the request.
 * @throws as lockForAct, NOT_CLAIMED, CLAIMED_BY_ANOTHER, INVALID_REQUEST, TRANSITION_NOT_ADMITTED
 */
export async function askCorrection(
  ctx: Context,
  folio: string,
  correction: CorrectionRequest,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'correction:ask')
  return act(ctx, scope, { name: 'askCorrection', input: [folio, correction] }, async (tx, now) => {
    const request = await lockForAct(tx, ctx, scope, folio)
    const codes = correction.items.map(({ code }) => code)
    requireNone(groundProblems(ctx, now, correction, 'items'))
    admit(request.status, 'CORRECTION_REQUEST', 'SUBSANE')
    requireClaim(ctx, request)
    await Promise.all([
      queries.openCorrection(tx, {
        id: uuidv7(),
        requestId: request.id,
        items: correction.items,
        openedAt: now,
        dueAt: dueAt(now, processAt(ctx.catalogues, now, request.process)),
      }),
      recordMovements(
        tx,
        request.process,
        [
          movementOf(request, 'CORRECTION_REQUEST', now, {
            to: 'SUBSANE',
            reasons: [...new Set(codes)],
          }),
        ],
        ctx.actor,
      ),
    ])
    return answerWith(tx, ctx, folio, { status: 201 })
  })
}

/**
 * Answers the open correction of a request, which goes back to analysis. A late answer is admitted
 * while the request is in SUBSANE: the reviewer judges IN_TIME.
 *
 * @throws as lockForAct, CORRECTION_CLOSED, TRANSITION_NOT_ADMITTED
 */
export async function answerCorrection(
  ctx: Context,
  folio: string,
  correctionId: string,
  answer: CorrectionAnswer,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'correction:answer')
  const operation = { name: 'answerCorrection', input: [folio, correctionId, answer] }
  return act(ctx, scope, operation, async (tx, now) => {
    const request = await lockForAct(tx, ctx, scope, folio, answer.electorKey)
    const correction = await queries.findCorrection(tx, correctionId, request.id)
    if (!correction) throw new DomainError('NOT_FOUND')
    if (correction.closedAt !== null) throw new DomainError('CORRECTION_CLOSED')
    admit(request.status, 'CORRECTION_ANSWER', 'IN_ANALYSIS')
    const documents = answer.documents.map((document) => ({ id: uuidv7(), ...document }))
    await Promise.all([
      queries.addDocuments(tx, request.id, correctionId, now, documents),
      queries.closeCorrection(tx, request.id, now, true),
      recordMovements(
        tx,
        request.process,
        [movementOf(request, 'CORRECTION_ANSWER', now, { to: 'IN_ANALYSIS' })],
        ctx.actor,
      ),
    ])
    return answerWith(tx, ctx, folio)
  })
}
