import { fieldsOf, type RequestField, type Scope } from '../access/policy.ts'
import { later } from '../platform/calendar.ts'
import {
  findRow,
  type Queryable,
  rowsOf,
  type Statement,
  type Transaction,
} from '../platform/database.ts'
import type { Keys } from '../platform/keys.ts'
import {
  COUNTED_STATUSES,
  type Modality,
  type MovementKind,
  type Role,
  type Status,
} from '../vocabulary.ts'
import type { InscriptionRequest, Movement, RequestsQuery } from './schemas.ts'

/** Where each field of a request comes from. Personal data come from two tables and no other. */
const SOURCES: Record<RequestField, string> = {
  folio: 'r.folio',
  process: 'r.process',
  status: 'r.status',
  statusSince: 'r.status_since',
  receivedAt: 'r.received_at',
  lastMovementAt: 'r.last_movement_at',
  lastMovement: 'r.last_movement',
  personalDataRemovedAt: 'r.personal_data_removed_at',
  entity: 'r.entity',
  country: 'r.country',
  modality: 'r.modality',
  medium: 'r.medium',
  credentialType: 'r.credential_type',
  sex: 'r.sex',
  venue: 'r.venue',
  simulationOptIn: 'r.simulation_opt_in',
  birthDate: 'r.birth_date',
  givenNames: 'i.given_names',
  firstSurname: 'i.first_surname',
  secondSurname: 'i.second_surname',
  electorKey: 'i.elector_key',
  curp: 'i.curp',
  cic: 'i.cic',
  ocr: 'i.ocr',
  citizenIdentifier: 'i.citizen_identifier',
  issueNumber: 'i.issue_number',
  section: 'i.section',
  address: 'c.address',
  email: 'c.email',
  mobile: 'c.mobile',
  claimedBy: 'r.claimed_by',
  claimedAt: 'r.claimed_at',
  corrections: '',
  documents: '',
  decisions: '',
}

/** Fields that are encrypted, with the columns that their ciphertexts are bound to. */
const ENCRYPTED = Object.entries(SOURCES).flatMap(([field, source]) => {
  const [alias, column] = source.split('.')
  const table = { i: 'identities', c: 'contact_data' }[alias ?? '']
  return table ? [[field as RequestField, `${table}.${column}`] as const] : []
})

/** Fields that every request has, until a removal takes them. */
const ALWAYS_THERE: ReadonlySet<RequestField> = new Set([
  'electorKey',
  'givenNames',
  'firstSurname',
  'address',
])

/**
 * Opens what of a row is encrypted. A field that a removal has taken is left out, as one that the
 * reader may not see.
 */
export function openRequest<Row extends { id: string }>(keys: Keys, row: Row): Row {
  const fields: Record<string, unknown> = row
  for (const [field, place] of ENCRYPTED) {
    const sealed = fields[field]
    if (sealed === null && ALWAYS_THERE.has(field)) delete fields[field]
    if (!Buffer.isBuffer(sealed)) continue
    const text = keys.open(`${place}:${row.id}`, sealed).toString()
    fields[field] = field === 'address' ? JSON.parse(text) : text
  }
  if (fields.personalDataRemovedAt === null) delete fields.personalDataRemovedAt
  // It stays for the ages of past figures, and is told to nobody any more.
  else if (fields.personalDataRemovedAt !== undefined) delete fields.birthDate
  return row
}

const rfc3339 = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** What hangs from a request, told with one request and not in lists. */
const COLLECTIONS: Partial<Record<RequestField, string>> = {
  corrections: `
       (select coalesce(jsonb_agg(jsonb_build_object(
                 'id', k.id, 'items', k.items, 'openedAt', ${rfc3339('k.opened_at')},
                 'dueAt', ${rfc3339('k.due_at')}, 'closedAt', ${rfc3339('k.closed_at')},
                 'answered', k.answered) order by k.opened_at), '[]')
          from corrections k where k.request_id = r.id)`,
  documents: `
       (select coalesce(jsonb_agg(jsonb_build_object(
                 'type', d.type, 'sha256', d.sha256, 'mime', d.mime, 'size', d.size)
                 order by d.recorded_at, d.id), '[]')
          from documents d where d.request_id = r.id)`,
  decisions: `
       (select coalesce(jsonb_agg(jsonb_build_object(
                 'decidedAt', ${rfc3339('e.decided_at')}, 'to', e.to_status,
                 'requirements', e.requirements, 'reasons', e.reasons, 'note', e.note,
                 'decidedBy', e.decided_by) order by e.decided_at, e.id), '[]')
          from decisions e where e.request_id = r.id)`,
}

const columns = (role: Role, withCollections: boolean): string =>
  fieldsOf(role)
    .map((field) => [
      field,
      COLLECTIONS[field] ? withCollections && COLLECTIONS[field] : SOURCES[field],
    ])
    .filter(([, source]) => source)
    .map(([field, source]) => `${source} as "${field}"`)
    .join(',\n       ')

/** Only the tables that the role's fields come from. */
const tables = (role: Role): string => {
  const sources = fieldsOf(role).map((field) => SOURCES[field])
  const needs = (alias: string) => sources.some((source) => source.startsWith(`${alias}.`))
  return [
    'inscription_requests r',
    // What was removed when its time had come leaves the request without them.
    needs('i') ? '  left join identities i on i.request_id = r.id' : '',
    needs('c') ? '  left join contact_data c on c.request_id = r.id' : '',
  ]
    .filter(Boolean)
    .join('\n')
}

/**
 * The condition that keeps a query inside a scope, with the value that it binds, if any. The value
 * takes the place `position` among the statement's parameters.
 */
function within(scope: Scope, position: number): { sql: string; values: string[] } {
  switch (scope.reach) {
    case 'all':
      return { sql: 'true', values: [] }
    case 'portal':
      return { sql: `r.medium = 'SRVE'`, values: [] }
    case 'entity':
      return { sql: `r.entity = $${position}`, values: [scope.entity ?? ''] }
    case 'granted':
      return { sql: 'lne_granted(r.folio)', values: [] }
    case 'attended':
      return {
        sql: `exists (select from attended_records a
               where a.subject = $${position} and a.request_id = r.id and a.until > business_now())`,
        values: [scope.subject],
      }
    default:
      return { sql: 'false', values: [] }
  }
}

/** A statement made once and kept: its text depends on few things, its values on the call. */
const kept = new Map<string, Statement<never>>()
function statementFor<Row>(name: string, text: () => string): Statement<Row> {
  const known = kept.get(name)
  if (known) return known as Statement<Row>
  // PostgreSQL tells names apart by their first 63 bytes, and filters are longer than that.
  const statement = { name: `${name.slice(0, 50)}:${kept.size}`, text: text() }
  kept.set(name, statement as Statement<never>)
  return statement
}

/** One request by folio, with what the role sees of it, if it is within the scope. */
export async function findRequest(
  db: Queryable,
  keys: Keys,
  scope: Scope<'request:read' | 'request:lookup' | 'request:submit' | 'access:use'>,
  role: Role,
  folio: string,
): Promise<InscriptionRequest | undefined> {
  const { sql, values } = within(scope, 2)
  const statement = statementFor<ListedRequest>(
    `request:${role}:${scope.reach}`,
    () => `
select r.id, ${columns(role, true)}
  from ${tables(role)}
 where r.folio = $1 and ${sql}`,
  )
  const found = await findRow(db, statement, [folio, ...values])
  if (!found) return undefined
  const { id: _, ...request } = openRequest(keys, found)
  return request
}

/** What of a request its life depends on, locked until the transaction ends. */
export type LockedRequest = {
  id: string
  process: string
  folio: string
  status: Status
  country: string
  modality: Modality
  venue: string | null
  lastMovement: number
  lastMovementAt: string
  claimedBy: string | null
  /** Null once personal data were removed. */
  electorHash: Buffer | null
  byPortal: boolean
  attended: boolean
  address: unknown
  email: string | null
  mobile: string | null
}

const setProven: Statement<object> = {
  name: 'set_proven_elector',
  text: `select set_config('lne.proven', $1, true)`,
}

const lockRequestStatement: Statement<LockedRequest> = {
  name: 'lock_request',
  text: `
select r.id, r.process, r.folio, r.status, r.country, r.modality, r.venue,
       r.last_movement as "lastMovement", r.last_movement_at as "lastMovementAt",
       r.claimed_by as "claimedBy", i.elector_hash as "electorHash",
       r.medium = 'SRVE' as "byPortal",
       exists (select from attended_records a
                where a.subject = $2 and a.request_id = r.id and a.until > business_now()) as attended,
       c.address, c.email, c.mobile
  from inscription_requests r
  left join identities i on i.request_id = r.id
  left join contact_data c on c.request_id = r.id
 where r.folio = $1
   for no key update of r`,
}

/**
 * Locks a request by folio. An agent's record must be attended; the portal's must have come by it,
 * or be proven with the elector key of its holder (`provenHash`).
 */
export async function lockRequest(
  tx: Transaction,
  keys: Keys,
  scope: Scope,
  folio: string,
  provenHash?: Buffer,
): Promise<LockedRequest | undefined> {
  if (provenHash) await rowsOf(tx, setProven, [provenHash.toString('hex')])
  const found = await findRow(tx, lockRequestStatement, [folio, scope.subject])
  if (!found) return undefined
  const request = openRequest(keys, found)
  const reached: Partial<Record<Scope['reach'], boolean>> = {
    all: true,
    attended: request.attended,
    portal: provenHash ? (request.electorHash?.equals(provenHash) ?? false) : request.byPortal,
  }
  return reached[scope.reach] ? request : undefined
}

const FILTERS = {
  country: 'r.country =',
  status: 'r.status =',
  modality: 'r.modality =',
  medium: 'r.medium =',
  credentialType: 'r.credential_type =',
  sex: 'r.sex =',
  entity: 'r.entity =',
  receivedFrom: 'r.received_at >=',
  receivedTo: 'r.received_at <',
  updatedSince: 'r.last_movement_at >=',
} as const
export type FilterName = keyof typeof FILTERS
/** The names of the filters, as a query string has them. */
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[]

/** A place in the list, newest first. */
export type Position = { receivedAt: string; id: string }
export type ListedRequest = InscriptionRequest & { id: string }

/**
 * A page of requests, newest first, from after `after`. Without `status`, exactly what the figures
 * count. `limit` rows at most: ask for one more to know whether there are more.
 */
export async function selectRequests(
  db: Queryable,
  keys: Keys,
  scope: Scope<'request:list'>,
  role: Role,
  process: string,
  query: Pick<RequestsQuery, FilterName>,
  after: Position | undefined,
  limit: number,
): Promise<ListedRequest[]> {
  const used = FILTER_NAMES.filter((name) => query[name] !== undefined)
  const values: unknown[] = [process, limit, ...used.map((name) => query[name])]
  if (after) values.push(after.receivedAt, after.id)
  const bound = within(scope, values.length + 1)
  const statement = statementFor<ListedRequest>(
    `requests:${role}:${scope.reach}:${used.join()}:${after ? 'after' : 'first'}`,
    () => `
select r.id, ${columns(role, false)}
  from ${tables(role)}
 where r.process = $1
${used.map((name, index) => `   and ${FILTERS[name]} $${index + 3}\n`).join('')}${
  query.status ? '' : `   and r.status in (${COUNTED_STATUSES.map((s) => `'${s}'`).join(', ')})\n`
}${after ? `   and (r.received_at, r.id) < ($${used.length + 3}, $${used.length + 4})\n` : ''}   and ${bound.sql}
 order by r.received_at desc, r.id desc
 limit $2`,
  )
  const rows = await rowsOf(db, statement, [...values, ...bound.values])
  return rows.map((row) => openRequest(keys, row))
}

const requestIdStatement = (scope: Scope): Statement<{ id: string }> =>
  statementFor(
    `request_id:${scope.reach}`,
    () => `select r.id from inscription_requests r where r.folio = $1 and ${within(scope, 2).sql}`,
  )

/** The internal id of a request within the scope. */
export const findRequestId = (
  db: Queryable,
  scope: Scope,
  folio: string,
): Promise<{ id: string } | undefined> =>
  findRow(db, requestIdStatement(scope), [folio, ...within(scope, 2).values])

const movementsStatement = (scope: Scope): Statement<Movement & { folio: string }> =>
  statementFor(
    `movements_of_requests:${scope.reach}`,
    () => `
select r.folio, m.number, m.kind, m.from_status as "from", m.to_status as "to",
       m.effective_at as "effectiveAt", m.recorded_at as "recordedAt", m.reasons
  from movements m
  join inscription_requests r on r.id = m.request_id
 where r.folio = any($1::text[]) and ${within(scope, 2).sql}
 order by m.number`,
  )

/** Movements of several requests within the scope at once, in order of their numbers. */
export const selectMovements = (
  db: Queryable,
  scope: Scope<'request:movements'>,
  folios: readonly string[],
): Promise<(Movement & { folio: string })[]> =>
  rowsOf(db, movementsStatement(scope), [folios, ...within(scope, 2).values])

const findLive: Statement<{ folio: string }> = {
  name: 'find_live_request',
  text: `
select r.folio
  from live_requests l
  join inscription_requests r on r.id = l.request_id
 where l.process = $1 and l.elector_hash = $2`,
}

/** The live request of an elector in a process, if there is one. */
export const findLiveRequest = (
  db: Queryable,
  process: string,
  electorHash: Buffer,
): Promise<{ folio: string } | undefined> => findRow(db, findLive, [process, electorHash])

const deleteLive: Statement<{ requestId: string }> = {
  name: 'release_live_request',
  text: `
delete from live_requests l
 using inscription_requests r
 where l.process = $1 and l.elector_hash = $2 and r.id = l.request_id and r.folio = $3
returning l.request_id as "requestId"`,
}

/** Frees an elector's place, so that another request can take it. */
export const releaseLiveRequest = (
  tx: Transaction,
  process: string,
  electorHash: Buffer,
  folio: string,
): Promise<{ requestId: string } | undefined> =>
  findRow(tx, deleteLive, [process, electorHash, folio])

const lockLive: Statement<object> = {
  name: 'lock_live_place',
  text: `
select l.request_id
  from inscription_requests r
  join identities i on i.request_id = r.id
  join live_requests l on l.process = r.process and l.elector_hash = i.elector_hash
 where r.folio = $1
   for update of l`,
}

/**
 * Locks the place of a request's elector before the request itself, in the order in which a
 * submission that supersedes it takes both.
 */
export const lockLivePlace = (tx: Transaction, folio: string): Promise<object[]> =>
  rowsOf(tx, lockLive, [folio])

const takeLive: Statement<object> = {
  name: 'take_live_request',
  text: 'insert into live_requests (process, elector_hash, request_id) values ($1, $2, $3)',
}

/** Takes the elector's one place; breaks `live_requests_one_per_elector` when it is taken. */
export const takeLiveRequest = (
  tx: Transaction,
  process: string,
  electorHash: Buffer,
  requestId: string,
): Promise<object[]> => rowsOf(tx, takeLive, [process, electorHash, requestId])

/** A request with its identity, contact data and documents, as they are stored. */
export type NewRequest = {
  request: {
    id: string
    process: string
    folio: string
    entity: string
    country: string
    medium: string
    credential_type: string
    modality: string
    venue: string | null
    sex: string
    birth_date: string
    received_at: string
    simulation_opt_in: boolean
    supersedes: string | null
    /** Its state: as received, or, in an import, as its last movement left it. */
    status: Status
    status_since: string
    last_movement: number | null
    last_movement_at: string
  }
  identity: {
    elector_hash: string
    elector_key: string
    curp: string | null
    cic: string | null
    ocr: string | null
    citizen_identifier: string | null
    issue_number: string | null
    section: string | null
    given_names: string
    first_surname: string
    second_surname: string | null
  }
  contact: { address: unknown; email: string | null; mobile: string | null }
  documents: { id: string; type: string; sha256: string; mime: string; size: number }[]
}

const insertRequestsStatement: Statement<object> = {
  name: 'insert_requests',
  text: `
with given as (
  select n.request, n.identity, n.contact, n.documents
    from jsonb_to_recordset($1::jsonb) as n(request jsonb, identity jsonb, contact jsonb, documents jsonb)
),
facts as (
  insert into inscription_requests (
    id, process, folio, entity, country, medium, credential_type, modality, venue, sex, birth_date,
    received_at, simulation_opt_in, supersedes, status, status_since, last_movement,
    last_movement_at)
  select r.id, r.process, r.folio, r.entity, r.country, r.medium, r.credential_type, r.modality,
         r.venue, r.sex, r.birth_date, r.received_at, r.simulation_opt_in, r.supersedes, r.status,
         r.status_since, r.last_movement, r.last_movement_at
    from given
   cross join lateral jsonb_to_record(given.request) as r(
           id uuid, process text, folio text, entity text, country text, medium text,
           credential_type text, modality text, venue text, sex text, birth_date date,
           received_at timestamptz, simulation_opt_in boolean, supersedes uuid, status text,
           status_since timestamptz, last_movement bigint, last_movement_at timestamptz)
),
people as (
  insert into identities (
    request_id, elector_hash, elector_key, curp, cic, ocr, citizen_identifier, issue_number,
    section, given_names, first_surname, second_surname)
  select (given.request ->> 'id')::uuid, decode(i.elector_hash, 'base64'), i.elector_key, i.curp,
         i.cic, i.ocr, i.citizen_identifier, i.issue_number, i.section, i.given_names,
         i.first_surname, i.second_surname
    from given
   cross join lateral jsonb_to_record(given.identity) as i(
           elector_hash text, elector_key bytea, curp bytea, cic bytea, ocr bytea,
           citizen_identifier bytea, issue_number bytea, section bytea, given_names bytea,
           first_surname bytea, second_surname bytea)
),
reached as (
  insert into contact_data (request_id, address, email, mobile)
  select (given.request ->> 'id')::uuid, c.address, c.email, c.mobile
    from given
   cross join lateral jsonb_to_record(given.contact) as c(address bytea, email bytea, mobile bytea)
)
insert into documents (id, request_id, type, sha256, mime, size, recorded_at)
select d.id, (given.request ->> 'id')::uuid, d.type, d.sha256, d.mime, d.size,
       (given.request ->> 'received_at')::timestamptz
  from given
 cross join lateral jsonb_to_recordset(given.documents) as d(
         id uuid, type text, sha256 text, mime text, size integer)`,
}

/** A value encrypted for its place, as PostgreSQL writes bytes; nothing stays nothing. */
function sealed(keys: Keys, place: string, value: unknown): string | null {
  if (value === null) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `\\x${keys.seal(place, text).toString('hex')}`
}

/** Every value of a row but the keyed hash, encrypted for its place. */
const sealedRow = (keys: Keys, table: string, id: string, row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      column === 'elector_hash' ? value : sealed(keys, `${table}.${column}:${id}`, value),
    ]),
  )

/** Stores new requests with all that they bring; their first movement follows. */
export const insertRequests = (
  tx: Queryable,
  keys: Keys,
  requests: NewRequest[],
): Promise<object[]> => {
  const rows = requests.map(({ request, identity, contact, documents }) => ({
    request,
    identity: sealedRow(keys, 'identities', request.id, identity),
    contact: sealedRow(keys, 'contact_data', request.id, contact),
    documents,
  }))
  return rowsOf(tx, insertRequestsStatement, [JSON.stringify(rows)])
}

/** A movement to be recorded; the cell that it leaves is what the request's state says. */
export type NewMovement = {
  request_id: string
  kind: MovementKind
  to_status: Status
  to_country: string
  to_modality: string
  to_venue: string | null
  effective_at: string
  reasons: string[]
}

const recordStatement: Statement<{ number: number }> = {
  name: 'record_movements',
  text: 'select record_movements($1, $2::jsonb, $3, $4) as number',
}

/**
 * Records movements and all that follows from them; the last thing that a write does.
 * @returns the number of the last one
 */
export async function recordMovements(
  tx: Transaction,
  process: string,
  movements: NewMovement[],
  actor: { role: string; sub: string },
): Promise<number> {
  const row = await findRow(tx, recordStatement, [
    process,
    JSON.stringify(movements),
    actor.role,
    actor.sub,
  ])
  return row?.number ?? 0
}

/**
 * A movement that starts from what the request is now. Never before the last one: another act may
 * have read the clock later and gone first.
 */
export const movementOf = (
  request: Pick<LockedRequest, 'id' | 'status' | 'country' | 'modality' | 'venue'> & {
    lastMovementAt?: string
  },
  kind: MovementKind,
  effectiveAt: string,
  change: Partial<{
    to: Status
    country: string
    modality: Modality
    venue: string | null
    reasons: string[]
  }> = {},
): NewMovement => ({
  request_id: request.id,
  kind,
  to_status: change.to ?? request.status,
  to_country: change.country ?? request.country,
  to_modality: change.modality ?? request.modality,
  to_venue: change.venue === undefined ? request.venue : change.venue,
  effective_at: later(effectiveAt, request.lastMovementAt ?? effectiveAt),
  reasons: change.reasons ?? [],
})

const updateContactStatement: Statement<object> = {
  name: 'update_contact_data',
  text: 'update contact_data set address = $2, email = $3, mobile = $4 where request_id = $1',
}

/** Replaces the contact data of a request. */
export const updateContactData = (
  tx: Transaction,
  keys: Keys,
  requestId: string,
  contact: { address: unknown; email: string | null; mobile: string | null },
): Promise<object[]> => {
  const place = (column: string) => `contact_data.${column}:${requestId}`
  return rowsOf(tx, updateContactStatement, [
    requestId,
    sealed(keys, place('address'), contact.address),
    sealed(keys, place('email'), contact.email),
    sealed(keys, place('mobile'), contact.mobile),
  ])
}

const updateSimulationStatement: Statement<object> = {
  name: 'update_simulation_opt_in',
  text: 'update inscription_requests set simulation_opt_in = $2 where id = $1',
}

/** Keeps whether the elector takes part in the simulation of the vote by internet. */
export const updateSimulationOptIn = (
  tx: Transaction,
  requestId: string,
  simulationOptIn: boolean,
): Promise<object[]> => rowsOf(tx, updateSimulationStatement, [requestId, simulationOptIn])

const closeStatement: Statement<object> = {
  name: 'end_review_of_request',
  text: `
with closed as (
  update corrections set closed_at = $2 where request_id = $1 and closed_at is null
)
update inscription_requests set claimed_by = null, claimed_at = null where id = $1`,
}

/** Closes what is open on a request that leaves the review: its correction and its claim. */
export const endReview = (tx: Transaction, requestId: string, at: string): Promise<object[]> =>
  rowsOf(tx, closeStatement, [requestId, at])

const attendStatement: Statement<object> = {
  name: 'attend_record',
  text: `
insert into attended_records (subject, request_id, until)
values ($1, $2, business_now() + $3 * interval '1 minute')
on conflict (subject, request_id) do update set until = excluded.until`,
}

/** Opens a record to the agent who looked it up, for some minutes. */
export const attendRecord = (
  db: Queryable,
  subject: string,
  requestId: string,
  minutes: number,
): Promise<object[]> => rowsOf(db, attendStatement, [subject, requestId, minutes])
