/**
 * The bulk path: whole histories of requests, in the order of their movements, in batches. Requests
 * go in with the state that their last movement leaves, so that nothing is written twice; counters
 * are kept by the same function of the database as for one act. A test shows that both ways give
 * the same rows.
 */
import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { newFolio } from '../inscription-requests/identifiers.ts'
import { insertRequests, type NewRequest } from '../inscription-requests/queries.ts'
import type { Keys } from '../platform/keys.ts'
import type { LoadMovement, LoadRequest } from './population.ts'

/** Movements per transaction: about a second of work, so that a waiting seal is not held up long. */
const BATCH = 20_000

/** A movement with its request, its place in the request's history, and its number. */
type Step = { index: number; place: number; number: number; movement: LoadMovement }

/** What a request's place in the population decides: 32 bytes, the same on each run. */
const seedOf = (index: number, keys: Keys): Buffer =>
  createHmac('sha256', keys.electorHash('demo')).update(String(index)).digest()

/** An id in the order of reception, as version 7 ids are. */
function idOf(request: LoadRequest, seed: Buffer): string {
  const time = Date.parse(request.receivedAt).toString(16).padStart(12, '0')
  const hex = seed.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}

/** A request to load, with the state that its last movement leaves. */
function newRequest(
  request: LoadRequest,
  index: number,
  process: string,
  keys: Keys,
  lastNumber: number,
): NewRequest {
  const seed = seedOf(index, keys)
  const last = request.movements.at(-1) as LoadMovement
  const since = request.movements.findLast((movement) => movement.from !== movement.to) ?? last
  return {
    request: {
      id: idOf(request, seed),
      process,
      folio: newFolio(seed.subarray(16, 32)),
      entity: request.entity,
      country: request.country,
      medium: request.medium,
      credential_type: request.credentialType,
      modality: request.modality,
      venue: request.venue,
      sex: request.sex,
      birth_date: request.birthDate,
      received_at: request.receivedAt,
      simulation_opt_in: request.simulationOptIn,
      supersedes: null,
      status: last.to,
      status_since: since.effectiveAt,
      last_movement: lastNumber,
      last_movement_at: last.effectiveAt,
    },
    identity: {
      elector_hash: keys.electorHash(request.identity.electorKey).toString('base64'),
      elector_key: request.identity.electorKey,
      curp: request.identity.curp,
      cic: request.identity.cic,
      ocr: request.identity.ocr,
      citizen_identifier: request.identity.citizenIdentifier,
      issue_number: request.identity.issueNumber,
      section: request.identity.section,
      given_names: request.identity.givenNames,
      first_surname: request.identity.firstSurname,
      second_surname: request.identity.secondSurname,
    },
    contact: {
      ...request.contact,
      address: Object.fromEntries(
        Object.entries(request.contact.address).filter(([, value]) => value !== null),
      ),
    },
    documents: request.documents.map((document) => ({ id: uuidv7(), ...document })),
  }
}

const RECEIVERS = { SRVE: ['srve', 'srve'], INETEL: ['inetel_agent', 'inetel-demo'] } as const

/** Who made a movement: the channel that received it, the elector's channel, or the reviewers. */
const actorOf = (request: LoadRequest, movement: LoadMovement): readonly [string, string] =>
  movement.kind === 'SUBMISSION' || movement.kind === 'CORRECTION_ANSWER'
    ? RECEIVERS[request.medium === 'INETEL' ? 'INETEL' : 'SRVE']
    : ['derfe_reviewer', 'reviewer-demo']

const insertLive = `
insert into live_requests (process, elector_hash, request_id)
select $1, decode(l.elector_hash, 'base64'), l.id
  from jsonb_to_recordset($2::jsonb) as l(elector_hash text, id uuid)`

const insertReview = `
with given as (
  select g.id, g.corrections, g.decisions
    from jsonb_to_recordset($1::jsonb) as g(id uuid, corrections jsonb, decisions jsonb)
),
asked as (
  insert into corrections (id, request_id, items, opened_at, due_at, closed_at, answered)
  select gen_random_uuid(), g.id, c.items, c."openedAt", c."dueAt", c."answeredAt", c."answeredAt" is not null
    from given g
   cross join lateral jsonb_to_recordset(g.corrections) as c(
           items jsonb, "openedAt" timestamptz, "dueAt" timestamptz, "answeredAt" timestamptz)
)
insert into decisions (id, request_id, decided_at, to_status, requirements, reasons, decided_by)
select gen_random_uuid(), g.id, d."decidedAt", d."to", d.requirements, d.reasons, 'reviewer-demo'
  from given g
 cross join lateral jsonb_to_recordset(g.decisions) as d(
         "decidedAt" timestamptz, "to" text, requirements jsonb, reasons jsonb)`

const insertMovements = `
insert into movements (
  process, number, request_id, kind, entity, medium, credential_type, sex,
  from_status, from_country, from_modality, to_status, to_country, to_modality,
  effective_at, recorded_at, actor_role, actor, reasons)
select $1, m.number, m.request_id, m.kind, m.entity, m.medium, m.credential_type, m.sex,
       m.from_status, m.from_country, m.from_modality, m.to_status, m.country, m.modality,
       m.effective_at, m.effective_at, m.actor_role, m.actor, m.reasons
  from jsonb_to_recordset($2::jsonb) as m(
         number bigint, request_id uuid, kind text, entity text, medium text, credential_type text,
         sex text, from_status text, from_country text, from_modality text, to_status text,
         country text, modality text, effective_at timestamptz, actor_role text, actor text,
         reasons text[])`

const moveHead = `
update movement_heads
   set number = $2, last_effective_at = greatest(last_effective_at, $3), last_recorded_at = $3
 where process = $1`

/** Every movement of the population in the order in which it took effect, numbered from 1. */
function stepsOf(requests: readonly LoadRequest[]): Step[] {
  const steps = requests.flatMap((request, index) =>
    request.movements.map((movement, place) => ({ index, place, number: 0, movement })),
  )
  const at = (step: Step) => step.movement.effectiveAt
  steps.sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.index - b.index))
  for (const [position, step] of steps.entries()) step.number = position + 1
  return steps
}

/**
 * Loads a population as the owner of the schema, each movement at its own instant, from where an
 * earlier load stopped. `milestones` are instants, in order: when every movement before one is in,
 * `atMilestone` runs.
 *
 * @param progress called with how many movements are in, of how many
 * @returns how many requests and movements the population has
 */
export async function loadPopulation(
  owner: pg.Client,
  keys: Keys,
  process: string,
  population: Iterable<LoadRequest>,
  options: {
    milestones?: readonly string[]
    atMilestone?: (milestone: string) => Promise<void>
    progress?: (done: number, total: number) => void
  } = {},
): Promise<{ requests: number; movements: number }> {
  const requests = [...population]
  const steps = stepsOf(requests)
  const lastNumbers = new Map(steps.map((step) => [step.index, step.number]))
  const { rows } = await owner.query('select number from movement_heads where process = $1', [
    process,
  ])
  let done = Number(rows[0]?.number ?? 0)
  const milestones = [...(options.milestones ?? [])]
  let storing: Promise<void> = Promise.resolve()
  for (;;) {
    while (milestones[0] && (steps[done]?.movement.effectiveAt ?? '9') >= milestones[0]) {
      await storing
      await options.atMilestone?.(milestones.shift() as string)
    }
    const ahead = steps.slice(done, done + BATCH)
    const [next] = milestones
    const batch = next ? ahead.filter((step) => step.movement.effectiveAt < next) : ahead
    // One batch is made ready while the database stores the one before.
    const ready = batch.length > 0 ? prepare(process, requests, keys, lastNumbers, batch) : undefined
    await storing
    options.progress?.(done, steps.length)
    if (!ready) return { requests: requests.length, movements: steps.length }
    storing = store(owner, process, ready)
    // Awaited above, on the next turn; until then a failure must not count as unheard.
    storing.catch(() => {})
    done += batch.length
  }
}

/** A batch as the statements take it. */
type Batch = {
  requests: NewRequest[]
  live: string
  review: string
  movements: string
  after: number
  last: Step
}

/** One batch: new requests with what hangs from them, then the movements. */
function prepare(
  process: string,
  requests: readonly LoadRequest[],
  keys: Keys,
  lastNumbers: ReadonlyMap<number, number>,
  batch: readonly Step[],
): Batch {
  const at = (index: number) => requests[index] as LoadRequest
  const firsts = batch.filter((step) => step.place === 0).map((step) => step.index)
  const received = firsts.map((index) =>
    newRequest(at(index), index, process, keys, lastNumbers.get(index) ?? 0),
  )
  const live = received
    .filter(({ request }) => request.status !== 'SUPERSEDED' && request.status !== 'WITHDRAWN')
    .map(({ request, identity }) => ({ id: request.id, elector_hash: identity.elector_hash }))
  const review = firsts.map((index, position) => ({
    id: received[position]?.request.id,
    corrections: at(index).corrections,
    decisions: at(index).decisions,
  }))
  const movements = batch.map(({ index, place, number, movement }) => {
    const request = at(index)
    const [actorRole, actor] = actorOf(request, movement)
    const { country, modality } = request
    return {
      number,
      request_id: idOf(request, seedOf(index, keys)),
      kind: movement.kind,
      entity: request.entity,
      medium: request.medium,
      credential_type: request.credentialType,
      sex: request.sex,
      from_status: movement.from,
      from_country: place === 0 ? null : country,
      from_modality: place === 0 ? null : modality,
      to_status: movement.to,
      country,
      modality,
      effective_at: movement.effectiveAt,
      actor_role: actorRole,
      actor,
      reasons: movement.reasons,
    }
  })
  return {
    requests: received,
    live: JSON.stringify(live),
    review: JSON.stringify(review),
    movements: JSON.stringify(movements),
    after: (batch[0] as Step).number - 1,
    last: batch.at(-1) as Step,
  }
}

/** Stores a batch in one transaction, with its counters. */
async function store(owner: pg.Client, process: string, batch: Batch): Promise<void> {
  const { last } = batch
  await owner.query('begin')
  try {
    await owner.query('select begin_act()')
    await owner.query(insertLive, [process, batch.live])
    await insertRequests(owner, batch.requests)
    await owner.query(insertReview, [batch.review])
    await owner.query(moveHead, [process, last.number, last.movement.effectiveAt])
    await owner.query(insertMovements, [process, batch.movements])
    await owner.query('select count_movements($1, $2)', [process, batch.after])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
