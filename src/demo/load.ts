/**
 * The bulk path: whole histories of requests, in the order of their movements, in batches. Requests
 * go in with the state that their last movement leaves, so that nothing is written twice; counters
 * are kept by the same function of the database as for one act. A test shows that both ways give
 * the same rows.
 */
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { newFolio } from '../inscription-requests/identifiers.ts'
import { insertRequests, type NewRequest } from '../inscription-requests/queries.ts'
import type { Keys } from '../platform/keys.ts'
import type { LoadMovement, LoadRequest } from './population.ts'

/** Movements per transaction: about a second of work, so that a waiting seal is not held up long. */
const BATCH = 20_000

/** A movement with its request, its number, and since when the request stood in the state that it leaves. */
type Step = { index: number; number: number; movement: LoadMovement; since: string | null }

/** What a request's place in the population decides: 32 bytes, the same on each run. */
const seedOf = (index: number, key: Buffer): Buffer =>
  createHmac('sha256', key).update(String(index)).digest()

/** An id in the order of reception, as version 7 ids are. */
function idOf(request: LoadRequest, seed: Buffer): string {
  const time = Date.parse(request.receivedAt).toString(16).padStart(12, '0')
  const hex = seed.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}

/** A request of the population with what its place in it decides. */
type Placed = { request: LoadRequest; seed: Buffer; id: string; lastNumber: number }

/** A request to load, with the state that its last movement leaves. */
function newRequest(
  { request, seed, id, lastNumber }: Placed,
  process: string,
  keys: Keys,
): NewRequest {
  const last = request.movements.at(-1) as LoadMovement
  const since = request.movements.findLast((movement) => movement.from !== movement.to) ?? last
  return {
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

/** Facts come from the request, so that only what a movement adds has to travel. */
const insertMovements = `
insert into movements (
  process, number, request_id, kind, entity, medium, credential_type, sex,
  from_status, from_country, from_modality, from_since, to_status, to_country, to_modality,
  effective_at, recorded_at, actor_role, actor, reasons)
select $1, m.number, r.id, m.kind, r.entity, r.medium, r.credential_type, r.sex,
       m."from", case when m."from" is not null then r.country end,
       case when m."from" is not null then r.modality end, m.since, m."to", r.country, r.modality,
       m.at, m.at, m.role, m.actor, m.reasons
  from jsonb_to_recordset($2::jsonb) as m(
         number bigint, id uuid, kind text, "from" text, since timestamptz, "to" text, at timestamptz,
         role text, actor text, reasons text[])
  join inscription_requests r on r.id = m.id`

const moveHead = `
update movement_heads
   set number = $2, last_effective_at = greatest(last_effective_at, $3), last_recorded_at = $3
 where process = $1`

function placedOf(population: readonly LoadRequest[], keys: Keys): Placed[] {
  const key = keys.electorHash('demo')
  return population.map((request, index) => {
    const seed = seedOf(index, key)
    return { request, seed, id: idOf(request, seed), lastNumber: 0 }
  })
}

/** Every movement of the population in the order in which it took effect, numbered from 1. */
function stepsOf(requests: readonly Placed[]): Step[] {
  const steps = requests.flatMap(({ request }, index) => {
    let since: string | null = null
    return request.movements.map((movement) => {
      const step = { index, number: 0, movement, since }
      if (movement.from !== movement.to) since = movement.effectiveAt
      return step
    })
  })
  const at = (step: Step) => step.movement.effectiveAt
  steps.sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.index - b.index))
  for (const [position, step] of steps.entries()) {
    step.number = position + 1
    const request = requests[step.index]
    if (request) request.lastNumber = step.number
  }
  return steps
}

/** Requests per transaction of the loader that goes ahead. */
const REQUESTS = 4_000

/** Tells those who wait for it how far something has come. */
function gauge(reached: number) {
  const waiting: { goal: number; pass: () => void; fail: (error: Error) => void }[] = []
  let failure: Error | undefined
  const settle = () => {
    for (const one of waiting) {
      if (failure) one.fail(failure)
      else if (reached >= one.goal) one.pass()
    }
  }
  return {
    move: (to: number) => {
      reached = to
      settle()
    },
    fail: (error: Error) => {
      failure = error
      settle()
    },
    until: (goal: number) =>
      new Promise<void>((pass, fail) => {
        waiting.push({ goal, pass, fail })
        settle()
      }),
  }
}

/**
 * Loads a population as the owner of the schema, each movement at its own instant, from where an
 * earlier load stopped. Requests go ahead on one connection, movements follow on another, since
 * each keeps one core busy. `milestones` are instants, in order: when every movement before one is
 * in, `atMilestone` runs.
 *
 * @param progress called with how many movements are in, of how many
 * @returns how many requests and movements the population has
 */
export async function loadPopulation(
  ownerUrl: string,
  keys: Keys,
  process: string,
  population: Iterable<LoadRequest>,
  options: {
    milestones?: readonly string[]
    atMilestone?: (milestone: string) => Promise<void>
    progress?: (done: number, total: number) => void
  } = {},
): Promise<{ requests: number; movements: number }> {
  const requests = placedOf([...population], keys)
  const steps = stepsOf(requests)
  const [ahead, behind] = await Promise.all([connect(ownerUrl), connect(ownerUrl)])
  try {
    const { rows } = await behind.query(
      `
select (select count(*)::int from inscription_requests where process = $1) as received,
       (select number::int from movement_heads where process = $1) as moved`,
      [process],
    )
    const { received, moved } = rows[0] as { received: number; moved: number }
    const arrived = gauge(received)
    const goAhead = async () => {
      for (let from = received; from < requests.length; from += REQUESTS) {
        const batch = requests.slice(from, from + REQUESTS)
        await storeRequests(ahead, process, batch, keys)
        arrived.move(from + batch.length)
      }
    }
    const follow = async () => {
      const milestones = [...(options.milestones ?? [])]
      for (let done = moved; ; ) {
        options.progress?.(done, steps.length)
        while (milestones[0] && (steps[done]?.movement.effectiveAt ?? '9') >= milestones[0]) {
          await options.atMilestone?.(milestones.shift() as string)
        }
        const next = milestones[0] ?? '9'
        const batch = steps
          .slice(done, done + BATCH)
          .filter((step) => step.movement.effectiveAt < next)
        if (batch.length === 0) return
        await arrived.until(Math.max(...batch.map((step) => step.index)) + 1)
        await storeMovements(behind, process, requests, batch)
        done += batch.length
      }
    }
    await Promise.all([goAhead().catch(arrived.fail), follow()])
    return { requests: requests.length, movements: steps.length }
  } finally {
    await Promise.all([ahead.end(), behind.end()])
  }
}

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl })
  // A stop while loading closes the server first; the query in flight tells it.
  client.on('error', () => {})
  await client.connect()
  await client.query(`set work_mem = '64MB'; set jit = off`)
  return client
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await client.query('select begin_act()')
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** Stores requests with what hangs from them, and takes the place of each elector. */
async function storeRequests(
  owner: pg.Client,
  process: string,
  batch: readonly Placed[],
  keys: Keys,
): Promise<void> {
  const received = batch.map((placed) => newRequest(placed, process, keys))
  const live = received
    .filter(({ request }) => request.status !== 'SUPERSEDED' && request.status !== 'WITHDRAWN')
    .map(({ request, identity }) => ({ id: request.id, elector_hash: identity.elector_hash }))
  const review = batch.map(({ id, request: { corrections, decisions } }) => ({
    id,
    corrections,
    decisions,
  }))
  await inTransaction(owner, async () => {
    await owner.query(insertLive, [process, JSON.stringify(live)])
    await insertRequests(owner, keys, received)
    await owner.query(insertReview, [JSON.stringify(review)])
  })
}

/** Stores movements of requests that are there, with their counters. */
async function storeMovements(
  owner: pg.Client,
  process: string,
  requests: readonly Placed[],
  batch: readonly Step[],
): Promise<void> {
  const [first, last] = [batch[0] as Step, batch.at(-1) as Step]
  const movements = batch.map(({ index, number, movement, since }) => {
    const { request, id } = requests[index] as Placed
    const [role, actor] = actorOf(request, movement)
    const { kind, from, to, effectiveAt: at, reasons } = movement
    return { number, id, kind, from, since, to, at, role, actor, reasons }
  })
  await inTransaction(owner, async () => {
    await owner.query(moveHead, [process, last.number, last.movement.effectiveAt])
    await owner.query(insertMovements, [process, JSON.stringify(movements)])
    await owner.query('select count_movements($1, $2)', [process, first.number - 1])
  })
}
