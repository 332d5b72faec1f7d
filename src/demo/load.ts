/**
 * The bulk path: whole histories of requests, in the order of their movements, in batches. It ends in
 * the same functions of the database as one act does; a test shows that it gives the same rows.
 */
import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { newFolio } from '../inscription-requests/identifiers.ts'
import { insertRequests, type NewRequest } from '../inscription-requests/queries.ts'
import type { Keys } from '../platform/keys.ts'
import type { LoadMovement, LoadRequest } from './population.ts'

/** Movements per transaction: a second's work at most, so that a waiting seal is not held up. */
const BATCH = 5_000

type Step = { index: number; at: string; movement: LoadMovement; first: boolean }

/** A request to load with what its place in the population gives it, the same on each run. */
function placed(request: LoadRequest, index: number, process: string, keys: Keys): NewRequest & {
  live: boolean
} {
  const seed = createHmac('sha256', keys.electorHash('demo')).update(String(index)).digest()
  const time = Date.parse(request.receivedAt).toString(16).padStart(12, '0')
  const hex = seed.toString('hex')
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
  const last = request.movements.at(-1)?.to
  return {
    live: last !== 'SUPERSEDED' && last !== 'WITHDRAWN',
    request: {
      id,
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
select r.request ->> 'process', decode(r.identity ->> 'elector_hash', 'base64'), (r.request ->> 'id')::uuid
  from jsonb_to_recordset($1::jsonb) as r(request jsonb, identity jsonb, live boolean)
 where r.live`

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
  const steps: Step[] = requests.flatMap((request, index) =>
    request.movements.map((movement, place) => ({
      index,
      at: movement.effectiveAt,
      movement,
      first: place === 0,
    })),
  )
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.index - b.index))
  const { rows } = await owner.query('select number from movement_heads where process = $1', [
    process,
  ])
  let done = Number(rows[0]?.number ?? 0)
  const milestones = [...(options.milestones ?? [])]
  options.progress?.(done, steps.length)

  const pass = async () => {
    while (milestones[0] !== undefined && (steps[done]?.at ?? '9') >= milestones[0]) {
      await options.atMilestone?.(milestones.shift() as string)
    }
  }
  await pass()
  while (done < steps.length) {
    const end = steps.findIndex(
      (step, place) => place > done && milestones[0] !== undefined && step.at >= milestones[0],
    )
    const batch = steps.slice(done, Math.min(done + BATCH, end === -1 ? steps.length : end))
    await loadBatch(owner, keys, process, requests, batch)
    done += batch.length
    options.progress?.(done, steps.length)
    await pass()
  }
  return { requests: requests.length, movements: steps.length }
}

/** One batch: new requests with what hangs from them, then the movements. */
async function loadBatch(
  owner: pg.Client,
  keys: Keys,
  process: string,
  requests: readonly LoadRequest[],
  batch: readonly Step[],
): Promise<void> {
  const at = (index: number) => requests[index] as LoadRequest
  const ids = new Map<number, NewRequest & { live: boolean }>()
  const idOf = (index: number) => {
    const known = ids.get(index) ?? placed(at(index), index, process, keys)
    ids.set(index, known)
    return known
  }
  const received = batch.filter((step) => step.first).map((step) => idOf(step.index))
  const review = batch
    .filter((step) => step.first)
    .map((step) => ({
      id: idOf(step.index).request.id,
      corrections: at(step.index).corrections,
      decisions: at(step.index).decisions,
    }))
  const movements = batch.map(({ index, movement }) => {
    const { request } = idOf(index)
    const [actorRole, actor] = actorOf(at(index), movement)
    return {
      request_id: request.id,
      kind: movement.kind,
      to_status: movement.to,
      to_country: request.country,
      to_modality: request.modality,
      to_venue: request.venue,
      effective_at: movement.effectiveAt,
      reasons: movement.reasons,
      actor_role: actorRole,
      actor,
    }
  })
  await owner.query('begin')
  try {
    await owner.query('select begin_act()')
    await owner.query(insertLive, [JSON.stringify(received)])
    await insertRequests(owner, received)
    await owner.query(insertReview, [JSON.stringify(review)])
    await owner.query('select append_movements($1, $2::jsonb, $3, $4, true)', [
      process,
      JSON.stringify(movements),
      'derfe_admin',
      'demo',
    ])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
