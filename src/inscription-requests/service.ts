/** Intake: what electors ask through the portal and the call centre, and how it is read. */
import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { type Actor, isSystem } from '../access/actor.ts'
import { authorize, fieldsOf, type Scope, withoutPersonalData } from '../access/policy.ts'
import { draftOf } from '../audit/entries.ts'
import { receiptOf } from '../audit/receipts.ts'
import type { CatalogueReader, Process } from '../catalogues/reader.ts'
import { type Answer, act, type Operation } from '../platform/act.ts'
import { dateAt, isBefore } from '../platform/calendar.ts'
import { type Context, mayTellPerson, requirePurpose } from '../platform/context.ts'
import { cursorOf, placeIn } from '../platform/cursor.ts'
import { askAs, brokenConstraint, type Transaction } from '../platform/database.ts'
import {
  DomainError,
  FIELD_PROBLEMS,
  type FieldProblem,
  invalidRequest,
  type Language,
  textOf,
} from '../platform/errors.ts'
import { judgeBody } from '../platform/judge.ts'
import { countFailure, refuseGuessing } from '../platform/throttle.ts'
import { Instant } from '../platform/wire.ts'
import { admit } from '../review/transitions.ts'
import type { Medium } from '../vocabulary.ts'
import { newFolio } from './identifiers.ts'
import * as queries from './queries.ts'
import {
  countryProblems,
  modalityProblems,
  submissionProblems,
  submissionWarnings,
  type World,
} from './rules.ts'
import {
  type ContactDataChange,
  type DryRun,
  FILTERED_FIELD,
  type InscriptionRequest,
  type InscriptionRequestPage,
  type Lookup,
  type ModalityChange,
  type Movement,
  type RequestsQuery,
  Submission,
  type Withdrawal,
} from './schemas.ts'

/** The channel that follows from the role that submits. */
const MEDIUM_OF_ROLE: Partial<Record<string, Medium>> = { srve: 'SRVE', inetel_agent: 'INETEL' }

const notFound = (): DomainError => new DomainError('NOT_FOUND')

/** What the rules must know, as at an instant. */
export function worldAt(catalogues: CatalogueReader, process: Process, now: string): World {
  return {
    today: dateAt(now),
    electionDay: process.electionDay,
    isCountry: (code) => catalogues.find('countries', code, now) !== undefined,
    isOpenVenue: (code) => catalogues.find('venues', code, now)?.value.open === true,
  }
}

/** The process in force, or the one named. */
export function processAt(catalogues: CatalogueReader, now: string, code?: string): Process {
  const process = catalogues.process(now, code)
  if (!process) throw invalidRequest([{ pointer: 'query.process', code: 'PROCESS_UNKNOWN' }])
  return process
}

/**
 * Registration is open from its first instant to, not including, its last.
 * Source: LGIPE art. 334.1 and the guidelines' extensions; the window is a dated version.
 */
function requireWindow(process: Process, now: string): void {
  const { opensAt, closesAt } = process.registration
  if (isBefore(now, opensAt) || !isBefore(now, closesAt)) {
    throw new DomainError('WINDOW_CLOSED', { params: { opensAt, closesAt } })
  }
}

const fieldsSent = (sent: unknown): Record<string, unknown> =>
  typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {}

/** The world of this moment, for what is judged before an act begins. */
async function worldNow({ catalogues }: Pick<Context, 'catalogues'>): Promise<World> {
  await catalogues.fresh()
  const now = catalogues.now()
  return worldAt(catalogues, processAt(catalogues, now), now)
}

/** The rules that what was sent as a submission breaks, whatever its shape. */
export async function submissionRules(
  services: Pick<Context, 'catalogues'>,
  sent: unknown,
): Promise<FieldProblem[]> {
  return submissionProblems(fieldsSent(sent), await worldNow(services))
}

/** The same for a change of modality; whether the e-mail and the mobile are there, the act sees. */
export async function modalityRules(
  services: Pick<Context, 'catalogues'>,
  sent: unknown,
): Promise<FieldProblem[]> {
  const { modality, venue } = fieldsSent(sent)
  const kept = { email: '', mobile: '' }
  return modalityProblems({ ...kept, modality, venue }, await worldNow(services))
}

/** The same for a change of contact data. */
export async function contactRules(
  services: Pick<Context, 'catalogues'>,
  sent: unknown,
): Promise<FieldProblem[]> {
  return countryProblems(fieldsSent(sent), await worldNow(services))
}

/** The same for a look-up: the portal proves by the folio that it asks for its citizen. */
export const lookupRules = ({ role }: Actor, sent: unknown): FieldProblem[] =>
  role === 'srve' && fieldsSent(sent).folio === undefined
    ? [{ pointer: '/folio', code: 'REQUIRED' }]
    : []

/**
 * Places the request where it stands: the elector's place, the facts, the first movement.
 * @returns what the act answers
 */
async function place(
  tx: Transaction,
  ctx: Context,
  process: Process,
  submission: Submission,
  now: string,
): Promise<Answer<InscriptionRequest>> {
  const medium = MEDIUM_OF_ROLE[ctx.actor.role] ?? 'SRVE'
  const electorHash = ctx.keys.electorHash(submission.electorKey)
  const request = newRequest(submission, { process: process.code, medium, electorHash, now })
  const first = queries.movementOf(
    { ...request.request, status: 'RECEIVED', modality: submission.modality },
    'SUBMISSION',
    now,
  )
  const movements = [first]
  if (submission.supersedes) {
    const former = await supersede(tx, ctx, process, electorHash, submission.supersedes, now)
    request.request.supersedes = former.request_id
    movements.unshift(former)
  }
  // One flush: the elector's place first, so that a rival waits on it and on nothing else; and the
  // answer with them, since from the movement to the commit every other writer waits.
  const [, , , submitted] = await Promise.all([
    queries.takeLiveRequest(tx, process.code, electorHash, request.request.id),
    queries.insertRequests(tx, ctx.keys, [request]),
    queries.recordMovements(tx, process.code, movements, ctx.actor),
    view(tx, ctx, request.request.folio),
  ]).catch((error) => {
    if (brokenConstraint(error) === 'live_requests_one_per_elector') {
      throw new DomainError('LIVE_REQUEST_EXISTS')
    }
    throw error
  })
  // Whoever submits is told what it has sent.
  return answerOf(submitted, 201)
}

/** A submission as it is stored, with its new id and folio. */
export function newRequest(
  submission: Submission,
  given: { process: string; medium: Medium; electorHash: Buffer; now: string },
): queries.NewRequest {
  const { address, email = null, mobile = null } = submission
  return {
    request: {
      id: uuidv7(),
      process: given.process,
      folio: newFolio(randomBytes(12)),
      entity: submission.entity,
      country: submission.country,
      medium: given.medium,
      credential_type: submission.credentialType,
      modality: submission.modality,
      venue: submission.venue ?? null,
      sex: submission.sex,
      birth_date: submission.birthDate,
      received_at: given.now,
      simulation_opt_in: submission.simulationOptIn,
      supersedes: null,
      status: 'RECEIVED',
      status_since: given.now,
      last_movement: null,
      last_movement_at: given.now,
    },
    identity: {
      elector_hash: given.electorHash.toString('base64'),
      elector_key: submission.electorKey,
      curp: submission.curp ?? null,
      cic: submission.cic ?? null,
      ocr: submission.ocr ?? null,
      citizen_identifier: submission.citizenIdentifier ?? null,
      issue_number: submission.issueNumber ?? null,
      section: submission.section ?? null,
      given_names: submission.givenNames,
      first_surname: submission.firstSurname,
      second_surname: submission.secondSurname ?? null,
    },
    contact: { address, email, mobile },
    documents: submission.documents.map((document) => ({ id: uuidv7(), ...document })),
  }
}

/**
 * Takes the former live request out of the way: it was named, so its elector means to replace it. The
 * elector's place is locked before the request, as a withdrawal does: otherwise each could hold what
 * the other waits for.
 */
async function supersede(
  tx: Transaction,
  ctx: Context,
  process: Process,
  electorHash: Buffer,
  folio: string,
  now: string,
): Promise<queries.NewMovement> {
  const released = await queries.releaseLiveRequest(tx, process.code, electorHash, folio)
  if (!released) {
    const live = await queries.findLiveRequest(tx, process.code, electorHash)
    throw new DomainError(live ? 'LIVE_REQUEST_EXISTS' : 'NOTHING_TO_SUPERSEDE')
  }
  const scope = { ...authorize(ctx.actor, 'request:submit'), reach: 'all' as const }
  const former = await queries.lockRequest(tx, ctx.keys, scope, folio)
  if (!former) throw new DomainError('NOTHING_TO_SUPERSEDE')
  admit(former.status, 'SUPERSESSION', 'SUPERSEDED')
  await queries.endReview(tx, former.id, now)
  return queries.movementOf(former, 'SUPERSESSION', now, { to: 'SUPERSEDED' })
}

/** A request as its role sees it, read inside the act that wrote it. */
async function view(tx: Transaction, ctx: Context, folio: string): Promise<InscriptionRequest> {
  const scope = { ...authorize(ctx.actor, 'request:read'), reach: 'all' as const }
  const request = await queries.findRequest(tx, ctx.keys, scope, ctx.actor.role, folio)
  if (!request) throw notFound()
  return request
}

/**
 * What a write on a request answers: the request as it is now, with its ETag. People are told who the
 * person is if they say what for, and otherwise what they have sent.
 */
export async function answerWith(
  tx: Transaction,
  ctx: Context,
  folio: string,
  { status = 200, sent }: { status?: number; sent?: object } = {},
): Promise<Answer<InscriptionRequest>> {
  const whole = await view(tx, ctx, folio)
  return answerOf(mayTellPerson(ctx) ? whole : withoutPersonalData(whole, sent), status)
}

function answerOf(body: InscriptionRequest, status: number): Answer<InscriptionRequest> {
  const { folio } = body
  return {
    status,
    body,
    etag: body.lastMovement,
    location: status === 201 ? `/v1/inscription-requests/${folio}` : undefined,
  }
}

/**
 * Receives a request.
 * @throws INVALID_REQUEST, WINDOW_CLOSED, LIVE_REQUEST_EXISTS, NOTHING_TO_SUPERSEDE
 */
export async function createInscriptionRequest(
  ctx: Context,
  submission: Submission,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'request:submit')
  const operation: Operation<InscriptionRequest> = {
    name: 'createInscriptionRequest',
    input: submission,
    receipt: (body, entry) => ({ ...body, receipt: receiptOf(ctx.keys, entry, body.folio) }),
  }
  return act(ctx, scope, operation, async (tx, now) => {
    const process = processAt(ctx.catalogues, now)
    const problems = submissionProblems(submission, worldAt(ctx.catalogues, process, now))
    if (problems.length > 0) throw invalidRequest(problems)
    requireWindow(process, now)
    return place(tx, ctx, process, submission, now)
  })
}

const findings = (problems: FieldProblem[], language: Language): DryRun['errors'] =>
  problems.map((problem) => ({
    ...problem,
    detail: textOf(FIELD_PROBLEMS[problem.code], language),
  }))

/**
 * What would happen if this were submitted, by the same judging; nothing is written, no folio is
 * given. What a live request says is only that it exists; its folio is in the log as read.
 * @throws READING_PAUSED, TOO_MANY_REQUESTS to people
 */
export async function dryRunInscriptionRequest(ctx: Context, sent: unknown): Promise<DryRun> {
  const scope = authorize(ctx.actor, 'request:dry-run')
  const problems = judgeBody(Submission, sent, await submissionRules(ctx, sent))
  const errors = findings(problems, ctx.language)
  const fields = fieldsSent(sent)
  const warnings = findings(submissionWarnings(fields), ctx.language)
  const now = ctx.catalogues.now()
  const process = processAt(ctx.catalogues, now)
  const refusals: DomainError[] = []
  const { electorKey } = fields
  // A portal asks before it submits; a person who asks for one elector after another is guessing.
  const isPerson = !isSystem(ctx.actor)
  if (isPerson) {
    ctx.reading.refuse(ctx.actor)
    refuseGuessing(ctx.actor)
  }
  const live =
    typeof electorKey === 'string'
      ? await askAs(ctx.db, scope, (db) =>
          queries.findLiveRequest(db, process.code, ctx.keys.electorHash(electorKey)),
        )
      : undefined
  if (live && live.folio !== fields.supersedes)
    refusals.push(new DomainError('LIVE_REQUEST_EXISTS'))
  if (!live && fields.supersedes) refusals.push(new DomainError('NOTHING_TO_SUPERSEDE'))
  try {
    requireWindow(process, now)
  } catch (error) {
    refusals.push(error as DomainError)
  }
  for (const refusal of refusals) {
    const pointer = refusal.code === 'WINDOW_CLOSED' ? '' : '/supersedes'
    errors.push({ pointer, code: refusal.code, detail: refusal.textIn(ctx.language) })
  }
  const outcome = errors.length === 0 ? 'ACCEPT' : 'REFUSE'
  if (isPerson && !live) countFailure(ctx.actor)
  await noteRead(ctx, scope, live ? [live.folio] : [])
  return {
    outcome,
    status: outcome === 'ACCEPT' ? 'RECEIVED' : null,
    errors,
    warnings,
    liveRequest: live !== undefined,
  }
}

/**
 * Filtering by a field tells that field: a role may filter only by what it sees.
 * @throws FIELD_FORBIDDEN
 */
export function requireVisibleFilters(actor: Actor, query: Record<string, unknown>): void {
  const visible = fieldsOf(actor.role)
  for (const name of queries.FILTER_NAMES) {
    if (query[name] !== undefined && !visible.includes(FILTERED_FIELD[name])) {
      throw new DomainError('FIELD_FORBIDDEN', { params: { field: name } })
    }
  }
}

/** Where a page of requests ends. */
const Place = z.tuple([Instant, z.guid()]).transform(([receivedAt, id]) => ({ receivedAt, id }))

const questionOf = (query: RequestsQuery): unknown[] => [
  query.process,
  ...queries.FILTER_NAMES.map((name) => query[name]),
]

/** A page of requests; the next page can start after any of them, by its cursor. */
export async function pageOfRequests(
  ctx: Context,
  query: RequestsQuery,
): Promise<{
  rows: queries.ListedRequest[]
  hasMore: boolean
  cursorOf: (row: queries.ListedRequest) => string
}> {
  const scope = authorize(ctx.actor, 'request:list')
  requireVisibleFilters(ctx.actor, query)
  requirePurpose(ctx)
  ctx.reading.refuse(ctx.actor)
  const catalogues = await ctx.catalogues.fresh()
  const process = processAt(catalogues, catalogues.now(), query.process)
  const question = questionOf(query)
  const after = query.cursor === undefined ? undefined : placeIn(query.cursor, Place, question)
  const { role } = ctx.actor
  const found = await askAs(ctx.db, scope, (db) =>
    queries.selectRequests(db, ctx.keys, scope, role, process.code, query, after, query.limit + 1),
  )
  const rows = found.slice(0, query.limit)
  await noteRead(
    ctx,
    scope,
    rows.map(({ folio }) => folio),
  )
  return {
    rows,
    hasMore: found.length > query.limit,
    cursorOf: ({ receivedAt, id }) => cursorOf([receivedAt, id], question),
  }
}

/** A page of requests, newest first, for REST. */
export async function listInscriptionRequests(
  ctx: Context,
  query: RequestsQuery,
): Promise<InscriptionRequestPage> {
  const { rows, hasMore, cursorOf } = await pageOfRequests(ctx, query)
  const last = hasMore ? rows.at(-1) : undefined
  return { data: rows, page: { nextCursor: last && cursorOf(last), hasMore } }
}

/** A read of records is in the audit log before its answer leaves. */
export function noteRead(
  ctx: Context,
  { action }: Scope,
  folios: readonly string[],
): Promise<void> {
  ctx.reading.note(ctx.actor, action, folios.length)
  return ctx.audit.add(draftOf(ctx, { action, outcome: 'OK', folios }))
}

/** An agent who looks a record up attends it for a while, and may act on it. */
async function attend(ctx: Context, folio: string): Promise<void> {
  if (ctx.actor.role !== 'inetel_agent') return
  const scope = authorize(ctx.actor, 'request:read')
  const request = await askAs(ctx.db, scope, (db) => queries.findRequestId(db, scope, folio))
  const catalogues = await ctx.catalogues.fresh()
  const { attentionMinutes } = processAt(catalogues, catalogues.now())
  if (!request) return
  await askAs(ctx.db, scope, (db) =>
    queries.attendRecord(db, ctx.actor.sub, request.id, attentionMinutes),
  )
}

/**
 * One request by folio.
 * @throws PURPOSE_REQUIRED, NOT_FOUND
 */
export async function getInscriptionRequest(
  ctx: Context,
  folio: string,
): Promise<InscriptionRequest> {
  const scope = authorize(ctx.actor, 'request:read')
  requirePurpose(ctx)
  ctx.reading.refuse(ctx.actor)
  const request = await askAs(ctx.db, scope, (db) =>
    queries.findRequest(db, ctx.keys, scope, ctx.actor.role, folio),
  )
  if (!request) throw notFound()
  await Promise.all([attend(ctx, folio), noteRead(ctx, scope, [folio])])
  return request
}

/**
 * The movements of one request, in order.
 * @throws NOT_FOUND
 */
export async function listMovements(ctx: Context, folio: string): Promise<Movement[]> {
  const scope = authorize(ctx.actor, 'request:movements')
  // Every request has movements: without any there is none within the scope.
  const movements = await askAs(ctx.db, scope, (db) => queries.selectMovements(db, scope, [folio]))
  if (movements.length === 0) throw notFound()
  await noteRead(ctx, scope, [folio])
  return movements
}

/**
 * Movements of the requests of a page, in as many lists, by one query. Every request has movements:
 * the list of one that is out of the scope is empty.
 */
export async function movementsOf(ctx: Context, folios: readonly string[]): Promise<Movement[][]> {
  const scope = authorize(ctx.actor, 'request:movements')
  const found = await askAs(ctx.db, scope, (db) => queries.selectMovements(db, scope, folios))
  await noteRead(ctx, scope, folios)
  return folios.map((folio) => found.filter((movement) => movement.folio === folio))
}

/** Either half of a pair may be known, and the other guessed. */
const guessedBy = (electorHash: Buffer, folio?: string): string[] => [
  electorHash.toString('base64url'),
  ...(folio === undefined ? [] : [folio]),
]

/**
 * The live request of an elector, by elector key: in the body, never in an address. The portal adds
 * the folio, and reaches with both what it did not submit.
 *
 * @throws PURPOSE_REQUIRED, TOO_MANY_REQUESTS, NOT_FOUND
 */
export async function lookupInscriptionRequest(
  ctx: Context,
  lookup: Lookup,
): Promise<InscriptionRequest> {
  const scope = authorize(ctx.actor, 'request:lookup')
  requirePurpose(ctx)
  ctx.reading.refuse(ctx.actor)
  const problems = lookupRules(ctx.actor, lookup)
  if (problems.length > 0) throw invalidRequest(problems)
  const electorHash = ctx.keys.electorHash(lookup.electorKey)
  const guessed = guessedBy(electorHash, lookup.folio)
  refuseGuessing(ctx.actor, guessed)
  const catalogues = await ctx.catalogues.fresh()
  const process = processAt(catalogues, catalogues.now())
  const live = await askAs(ctx.db, scope, (db) =>
    queries.findLiveRequest(db, process.code, electorHash),
  )
  if (!live || (lookup.folio !== undefined && lookup.folio !== live.folio)) {
    countFailure(ctx.actor, guessed)
    throw notFound()
  }
  const request = await askAs(ctx.db, scope, (db) =>
    queries.findRequest(db, ctx.keys, scope, ctx.actor.role, live.folio),
  )
  if (!request) throw notFound()
  await Promise.all([attend(ctx, live.folio), noteRead(ctx, scope, [live.folio])])
  return request
}

/** `"204713"` matches the request whose last movement is 204713; a weak ETag never does. */
export function requireMatch(ctx: Context, lastMovement: number): void {
  if (ctx.ifMatch === undefined) throw new DomainError('PRECONDITION_REQUIRED')
  if (ctx.ifMatch !== `"${lastMovement}"`) throw new DomainError('PRECONDITION_FAILED')
}

/**
 * Finds the request of an act, locked, as the caller read it.
 * @throws NOT_FOUND, TOO_MANY_REQUESTS, PRECONDITION_REQUIRED, PRECONDITION_FAILED
 */
export async function lockForAct(
  tx: Transaction,
  ctx: Context,
  scope: Scope,
  folio: string,
  electorKey?: string,
): Promise<queries.LockedRequest> {
  const provenHash =
    scope.reach === 'portal' && electorKey !== undefined
      ? ctx.keys.electorHash(electorKey)
      : undefined
  if (provenHash) refuseGuessing(ctx.actor, guessedBy(provenHash, folio))
  const request = await queries.lockRequest(tx, ctx.keys, scope, folio, provenHash)
  if (!request) {
    if (provenHash) countFailure(ctx.actor, guessedBy(provenHash, folio))
    throw notFound()
  }
  requireMatch(ctx, request.lastMovement)
  return request
}

/**
 * Changes modality or venue on the same folio; the status stays.
 * @throws as lockForAct, INVALID_REQUEST, WINDOW_CLOSED, TRANSITION_NOT_ADMITTED, NOTHING_CHANGES
 */
export async function changeModality(
  ctx: Context,
  folio: string,
  change: ModalityChange,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'request:change')
  return act(ctx, scope, { name: 'changeModality', input: [folio, change] }, async (tx, now) => {
    const request = await lockForAct(tx, ctx, scope, folio, change.electorKey)
    const process = processAt(ctx.catalogues, now, request.process)
    const contact = {
      address: request.address,
      email: change.email ?? request.email,
      mobile: change.mobile ?? request.mobile,
    }
    const problems = modalityProblems(
      { ...contact, modality: change.modality, venue: change.venue },
      worldAt(ctx.catalogues, process, now),
    )
    if (problems.length > 0) throw invalidRequest(problems)
    admit(request.status, 'MODALITY_CHANGE', request.status)
    requireWindow(process, now)
    const venue = change.venue ?? null
    if (change.modality === request.modality && venue === request.venue) {
      throw new DomainError('NOTHING_CHANGES')
    }
    await queries.updateContactData(tx, ctx.keys, request.id, contact)
    const { modality } = change
    const movement = queries.movementOf(request, 'MODALITY_CHANGE', now, { modality, venue })
    await queries.recordMovements(tx, request.process, [movement], ctx.actor)
    return answerWith(tx, ctx, folio)
  })
}

/**
 * Changes contact data on the same folio; what is not sent stays. The modality's needs still hold.
 * @throws as changeModality
 */
export async function changeContactData(
  ctx: Context,
  folio: string,
  change: ContactDataChange,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'request:change')
  return act(ctx, scope, { name: 'changeContactData', input: [folio, change] }, async (tx, now) => {
    const request = await lockForAct(tx, ctx, scope, folio, change.electorKey)
    const process = processAt(ctx.catalogues, now, request.process)
    const problems = countryProblems(change, worldAt(ctx.catalogues, process, now))
    if (problems.length > 0) throw invalidRequest(problems)
    admit(request.status, 'CONTACT_CHANGE', request.status)
    requireWindow(process, now)
    const { electorKey: _, ...changed } = change
    if (Object.keys(changed).length === 0) throw new DomainError('NOTHING_CHANGES')
    await queries.updateContactData(tx, ctx.keys, request.id, {
      address: change.address ?? request.address,
      email: change.email ?? request.email,
      mobile: change.mobile ?? request.mobile,
    })
    if (change.simulationOptIn !== undefined) {
      await queries.updateSimulationOptIn(tx, request.id, change.simulationOptIn)
    }
    const movement = queries.movementOf(request, 'CONTACT_CHANGE', now, { country: change.country })
    await queries.recordMovements(tx, request.process, [movement], ctx.actor)
    return answerWith(tx, ctx, folio, { sent: changed })
  })
}

/**
 * Withdraws a request: it leaves the figures, and its elector may submit again. No rule was found;
 * admitted until the process says [design].
 * @throws as lockForAct, WINDOW_CLOSED, TRANSITION_NOT_ADMITTED
 */
export async function withdrawInscriptionRequest(
  ctx: Context,
  folio: string,
  withdrawal: Withdrawal,
): Promise<Answer<InscriptionRequest>> {
  const scope = authorize(ctx.actor, 'request:withdraw')
  return act(
    ctx,
    scope,
    { name: 'withdrawInscriptionRequest', input: [folio] },
    async (tx, now) => {
      await queries.lockLivePlace(tx, folio)
      const request = await lockForAct(tx, ctx, scope, folio, withdrawal.electorKey)
      const process = processAt(ctx.catalogues, now, request.process)
      admit(request.status, 'WITHDRAWAL', 'WITHDRAWN')
      if (!isBefore(now, process.withdrawalClosesAt)) {
        throw new DomainError('WINDOW_CLOSED', {
          params: { opensAt: process.registration.opensAt, closesAt: process.withdrawalClosesAt },
        })
      }
      if (request.electorHash) {
        await queries.releaseLiveRequest(tx, request.process, request.electorHash, folio)
      }
      await queries.endReview(tx, request.id, now)
      const movement = queries.movementOf(request, 'WITHDRAWAL', now, { to: 'WITHDRAWN' })
      await queries.recordMovements(tx, request.process, [movement], ctx.actor)
      return answerWith(tx, ctx, folio)
    },
  )
}
