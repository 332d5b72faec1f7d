/**
 * The whole data model. What PostgreSQL alone can say (functions, triggers, grants, comments)
 * is in the hand-written migrations beside the ones generated from here.
 *
 * Personal data live in `identities` and `contact_data` and nowhere else; the birth date stays with
 * the facts, since ages are figures.
 */
import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  COUNTED_STATUSES,
  CREDENTIAL_TYPES,
  DOCUMENT_TYPES,
  ENTITY_CODES,
  MEDIA,
  MODALITIES,
  MOVEMENT_KINDS,
  SEXES,
  STATUSES,
} from './vocabulary.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Milliseconds, so that a cursor made from what a client saw is exact; rendered as RFC 3339 text. */
const instant = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: 'string' })

const oneOf = (column: AnyPgColumn, values: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`

const newestFirst = (column: AnyPgColumn) => sql`${column} desc`

/** One row: the business clock's offset from the real one, and how often a catalogue changed. */
export const serviceState = pgTable(
  'service_state',
  {
    id: smallint().primaryKey(),
    clockOffsetMs: bigint('clock_offset_ms', { mode: 'number' }).notNull(),
    catalogueRevision: integer('catalogue_revision').notNull(),
  },
  (t) => [check('service_state_single_row', sql`${t.id} = 1`)],
)

/** Dated versions of every catalogue entry, changed by two persons with the legal act. */
export const catalogueVersions = pgTable(
  'catalogue_versions',
  {
    id: uuid().primaryKey(),
    catalogue: text().notNull(),
    code: text().notNull(),
    value: jsonb().notNull(),
    validFrom: instant('valid_from').notNull(),
    act: text().notNull(),
    proposedBy: text('proposed_by').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    approvedBy: text('approved_by'),
    approvedAt: instant('approved_at'),
  },
  (t) => [
    check(
      'catalogue_versions_catalogue_known',
      oneOf(t.catalogue, [
        'entities',
        'countries',
        'venues',
        'grounds',
        'requirements',
        'processes',
      ]),
    ),
    check(
      'catalogue_versions_approved_by_another',
      sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.proposedBy}`,
    ),
    uniqueIndex('catalogue_versions_one_approved_at_a_time')
      .on(t.catalogue, t.code, t.validFrom)
      .where(sql`${t.approvedBy} is not null`),
  ],
)

/** The facts of a request, and its state as its movements say it. */
export const inscriptionRequests = pgTable(
  'inscription_requests',
  {
    id: uuid().primaryKey(),
    process: text().notNull(),
    folio: text().notNull(),
    entity: text().notNull(),
    country: text().notNull(),
    medium: text({ enum: MEDIA }).notNull(),
    credentialType: text('credential_type', { enum: CREDENTIAL_TYPES }).notNull(),
    modality: text({ enum: MODALITIES }).notNull(),
    venue: text(),
    sex: text({ enum: SEXES }).notNull(),
    birthDate: date('birth_date').notNull(),
    receivedAt: instant('received_at').notNull(),
    simulationOptIn: boolean('simulation_opt_in').notNull(),
    supersedes: uuid(),
    status: text({ enum: STATUSES }).notNull(),
    statusSince: instant('status_since').notNull(),
    lastMovement: bigint('last_movement', { mode: 'number' }),
    lastMovementAt: instant('last_movement_at').notNull(),
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at'),
    /** When its personal data and documents were removed: the tombstone. */
    removedAt: instant('personal_data_removed_at'),
  },
  (t) => [
    uniqueIndex('inscription_requests_folio_unique').on(t.folio),
    index('inscription_requests_newest').on(
      t.process,
      newestFirst(t.receivedAt),
      newestFirst(t.id),
    ),
    index('inscription_requests_newest_of_entity').on(
      t.process,
      t.entity,
      newestFirst(t.receivedAt),
      newestFirst(t.id),
    ),
    index('inscription_requests_newest_in_status').on(
      t.process,
      t.status,
      newestFirst(t.receivedAt),
      newestFirst(t.id),
    ),
    index('inscription_requests_last_movement').on(t.process, t.lastMovementAt),
    index('inscription_requests_latest_moved').on(t.process, newestFirst(t.lastMovement)),
    check('inscription_requests_entity_known', oneOf(t.entity, ENTITY_CODES)),
    check('inscription_requests_country_format', sql`${t.country} ~ '^[A-Z]{2}$'`),
    check('inscription_requests_medium_known', oneOf(t.medium, MEDIA)),
    check('inscription_requests_credential_type_known', oneOf(t.credentialType, CREDENTIAL_TYPES)),
    check('inscription_requests_modality_known', oneOf(t.modality, MODALITIES)),
    check('inscription_requests_sex_known', oneOf(t.sex, SEXES)),
    check('inscription_requests_status_known', oneOf(t.status, STATUSES)),
    check(
      'inscription_requests_venue_when_in_person',
      sql`(${t.modality} = 'IN_PERSON') = (${t.venue} is not null)`,
    ),
    check('inscription_requests_not_resident_in_mexico', sql`${t.country} <> 'MX'`),
  ],
)

/**
 * Who the elector is. Personal data: every field but the keyed hash is encrypted, bound to its
 * column and row (platform/keys.ts).
 */
export const identities = pgTable('identities', {
  requestId: uuid('request_id')
    .primaryKey()
    .references(() => inscriptionRequests.id),
  electorHash: bytea('elector_hash').notNull(),
  electorKey: bytea('elector_key').notNull(),
  curp: bytea(),
  cic: bytea(),
  ocr: bytea(),
  citizenIdentifier: bytea('citizen_identifier'),
  issueNumber: bytea('issue_number'),
  section: bytea(),
  givenNames: bytea('given_names').notNull(),
  firstSurname: bytea('first_surname').notNull(),
  secondSurname: bytea('second_surname'),
})

/** Where the elector can be reached. Personal data, encrypted as in identities. */
export const contactData = pgTable('contact_data', {
  requestId: uuid('request_id')
    .primaryKey()
    .references(() => inscriptionRequests.id),
  address: bytea().notNull(),
  email: bytea(),
  mobile: bytea(),
})

/** Documents by digest. Their contents, encrypted, are kept outside the database. */
export const documents = pgTable(
  'documents',
  {
    id: uuid().primaryKey(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => inscriptionRequests.id),
    correctionId: uuid('correction_id'),
    type: text({ enum: DOCUMENT_TYPES }).notNull(),
    sha256: text().notNull(),
    mime: text().notNull(),
    size: integer().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** When its contents were stored; null while only the digest is known. */
    storedAt: instant('stored_at'),
  },
  (t) => [
    index('documents_of_request').on(t.requestId),
    index('documents_by_digest').on(t.sha256),
    check('documents_type_known', oneOf(t.type, DOCUMENT_TYPES)),
    check('documents_sha256_format', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('documents_size_positive', sql`${t.size} > 0`),
  ],
)

/** The one live request of an elector in a process: its primary key is the rule. */
export const liveRequests = pgTable(
  'live_requests',
  {
    process: text().notNull(),
    electorHash: bytea('elector_hash').notNull(),
    requestId: uuid('request_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'live_requests_one_per_elector', columns: [t.process, t.electorHash] }),
  ],
)

/** Last number given and last instants seen, per process: the row that orders all movements. */
export const movementHeads = pgTable('movement_heads', {
  process: text().primaryKey(),
  number: bigint({ mode: 'number' }).notNull(),
  lastEffectiveAt: instant('last_effective_at').notNull(),
  lastRecordedAt: instant('last_recorded_at').notNull(),
})

/** The source of truth: append-only, numbered in commit order, two clocks, codes only. */
export const movements = pgTable(
  'movements',
  {
    process: text().notNull(),
    number: bigint({ mode: 'number' }).notNull(),
    // No foreign key: the one function that inserts here joins the request that it names.
    requestId: uuid('request_id').notNull(),
    kind: text({ enum: MOVEMENT_KINDS }).notNull(),
    entity: text().notNull(),
    medium: text({ enum: MEDIA }).notNull(),
    credentialType: text('credential_type', { enum: CREDENTIAL_TYPES }).notNull(),
    sex: text({ enum: SEXES }).notNull(),
    fromStatus: text('from_status', { enum: STATUSES }),
    fromCountry: text('from_country'),
    fromModality: text('from_modality', { enum: MODALITIES }),
    fromSince: instant('from_since'),
    toStatus: text('to_status', { enum: STATUSES }).notNull(),
    toCountry: text('to_country').notNull(),
    toModality: text('to_modality', { enum: MODALITIES }).notNull(),
    effectiveAt: instant('effective_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    actorRole: text('actor_role').notNull(),
    actor: text().notNull(),
    reasons: text().array().notNull(),
  },
  (t) => [
    primaryKey({ name: 'movements_number', columns: [t.process, t.number] }),
    index('movements_of_request').on(t.requestId, t.number),
    index('movements_effective').on(t.process, t.effectiveAt),
    index('movements_into_grounds')
      .on(t.process, t.requestId)
      .where(sql`${t.toStatus} in ('SUBSANE', 'INADMISSIBLE')`),
    check('movements_kind_known', oneOf(t.kind, MOVEMENT_KINDS)),
    check('movements_to_status_known', oneOf(t.toStatus, STATUSES)),
    check(
      'movements_left_cell_whole',
      sql`(${t.fromStatus} is null) = (${t.kind} = 'SUBMISSION') and (${t.fromStatus} is null) = (${t.fromCountry} is null) and (${t.fromStatus} is null) = (${t.fromModality} is null) and (${t.fromStatus} is null) = (${t.fromSince} is null)`,
    ),
  ],
)

/** What a decision rested on: each requirement with its result, and the reasons told or not told. */
export const decisions = pgTable(
  'decisions',
  {
    id: uuid().primaryKey(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => inscriptionRequests.id),
    decidedAt: instant('decided_at').notNull(),
    toStatus: text('to_status', { enum: STATUSES }).notNull(),
    requirements: jsonb().notNull(),
    reasons: jsonb().notNull(),
    note: text(),
    decidedBy: text('decided_by').notNull(),
  },
  (t) => [index('decisions_of_request').on(t.requestId)],
)

/** Corrections asked of the elector (subsane), with their items and legal clock. */
export const corrections = pgTable(
  'corrections',
  {
    id: uuid().primaryKey(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => inscriptionRequests.id),
    items: jsonb().notNull(),
    openedAt: instant('opened_at').notNull(),
    dueAt: instant('due_at').notNull(),
    closedAt: instant('closed_at'),
    answered: boolean().notNull().default(false),
  },
  (t) => [
    index('corrections_of_request').on(t.requestId),
    uniqueIndex('corrections_one_open').on(t.requestId).where(sql`${t.closedAt} is null`),
  ],
)

/** Records that an agent is attending: what a look-up opens, for a time. */
export const attendedRecords = pgTable(
  'attended_records',
  {
    subject: text().notNull(),
    requestId: uuid('request_id').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.requestId] })],
)

/** First answers to writes, kept so that a repetition does no harm. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    subject: text().notNull(),
    /** Keyed digest of what was sent, in hexadecimal: callers may put persons into their keys. */
    key: text().notNull(),
    fingerprint: bytea().notNull(),
    /** Encrypted: it may hold what its reader saw of a person. */
    answer: bytea(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.key] }),
    index('idempotency_keys_age').on(t.createdAt),
  ],
)

const count = (name: string) => integer(name).notNull()

/**
 * How many requests stand in each cell, by the margins that the figures need. `*` and `infinity`
 * stand for every entity, every country, every day. `basis` 0 is the live count; any other is the
 * count kept with the cut-off of that number, from which past figures start.
 */
export const counters = pgTable(
  'counters',
  {
    process: text().notNull(),
    basis: integer().notNull(),
    margin: text().notNull(),
    entity: text().notNull(),
    country: text().notNull(),
    receivedOn: date('received_on').notNull(),
    status: text({ enum: COUNTED_STATUSES }).notNull(),
    n: count('n'),
    inetel: count('inetel'),
    srve: count('srve'),
    exOfficio: count('ex_officio'),
    cpve: count('cpve'),
    cpv: count('cpv'),
    electronic: count('electronic'),
    postal: count('postal'),
    inPerson: count('in_person'),
    sexH: count('sex_h'),
    sexM: count('sex_m'),
    sexX: count('sex_x'),
    birthYears: bigint('birth_years', { mode: 'number' }).notNull(),
    born01: count('born_01'),
    born02: count('born_02'),
    born03: count('born_03'),
    born04: count('born_04'),
    born05: count('born_05'),
    born06: count('born_06'),
    born07: count('born_07'),
    born08: count('born_08'),
    born09: count('born_09'),
    born10: count('born_10'),
    born11: count('born_11'),
    born12: count('born_12'),
  },
  (t) => [
    primaryKey({
      name: 'counters_cell',
      columns: [t.process, t.basis, t.margin, t.entity, t.country, t.receivedOn, t.status],
    }),
  ],
)

/** Birthdays by day of the year (month × 100 + day), for average ages on any day. */
export const birthdayCounters = pgTable(
  'birthday_counters',
  {
    process: text().notNull(),
    basis: integer().notNull(),
    margin: text().notNull(),
    key: text().notNull(),
    status: text({ enum: COUNTED_STATUSES }).notNull(),
    monthDay: smallint('month_day').notNull(),
    n: count('n'),
  },
  (t) => [
    primaryKey({
      name: 'birthday_counters_cell',
      columns: [t.process, t.basis, t.margin, t.key, t.status, t.monthDay],
    }),
  ],
)

/** Fortnightly cut-offs: proposed, sealed, or refused with the identity that failed. */
export const cutoffs = pgTable(
  'cutoffs',
  {
    process: text().notNull(),
    date: date().notNull(),
    /** Number of the counters kept with it; 0 until sealed. */
    basis: integer().notNull(),
    instant: instant('instant').notNull(),
    status: text({ enum: ['PROPOSED', 'SEALED', 'REFUSED'] }).notNull(),
    knownAsOf: bigint('known_as_of', { mode: 'number' }),
    /** RFC 8785 bytes of what is sealed, as text. */
    content: text(),
    digest: text(),
    refusal: text(),
    proposedBy: text('proposed_by'),
    proposedAt: instant('proposed_at'),
    approvedBy: text('approved_by'),
    sealedAt: instant('sealed_at'),
  },
  (t) => [
    primaryKey({ name: 'cutoffs_one_per_date', columns: [t.process, t.date] }),
    check('cutoffs_status_known', oneOf(t.status, ['PROPOSED', 'SEALED', 'REFUSED'])),
    check('cutoffs_approved_by_another', sql`${t.approvedBy} <> ${t.proposedBy}`),
    check(
      'cutoffs_sealed_whole',
      sql`(${t.status} = 'SEALED') = (${t.content} is not null and ${t.digest} is not null and ${t.knownAsOf} is not null and ${t.sealedAt} is not null)`,
    ),
  ],
)

/**
 * What makes a sealed cut-off verifiable: the manifest names it, the one sealed before it and every
 * form, and is signed. A table of its own, since sealed rows cannot change and older versions sealed
 * without one. No foreign key: a trigger asks for more, a cut-off that is sealed.
 */
export const cutoffManifests = pgTable(
  'cutoff_manifests',
  {
    process: text().notNull(),
    date: date().notNull(),
    /** Place in the chain: the order of sealing, from 1. */
    position: integer().notNull(),
    /** RFC 8785 bytes, as text. */
    manifest: text().notNull(),
    digest: text().notNull(),
    /** Detached JWS over the manifest. */
    signature: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'cutoff_manifests_one_per_date', columns: [t.process, t.date] }),
    uniqueIndex('cutoff_manifests_one_chain').on(t.process, t.position),
  ],
)

/** The forms of a sealed cut-off: files made once, before the manifest that holds their digests. */
export const cutoffForms = pgTable(
  'cutoff_forms',
  {
    process: text().notNull(),
    date: date().notNull(),
    name: text().notNull(),
    mediaType: text('media_type').notNull(),
    bytes: bytea().notNull(),
  },
  (t) => [primaryKey({ name: 'cutoff_forms_one_per_name', columns: [t.process, t.date, t.name] })],
)

/**
 * Everybody at a sealed cut-off by entity and every part of the panorama: what finer crossings are made
 * of. Finer than what is told, hence no part of what is signed, and behind row-level security.
 */
export const cutoffGroups = pgTable(
  'cutoff_groups',
  {
    process: text().notNull(),
    date: date().notNull(),
    groups: jsonb().notNull(),
  },
  (t) => [primaryKey({ name: 'cutoff_groups_one_per_date', columns: [t.process, t.date] })],
)

/** Tables of other systems beside a sealed cut-off: each signed, and chained to the one before. */
export const cutoffAnnexes = pgTable(
  'cutoff_annexes',
  {
    id: uuid().primaryKey(),
    process: text().notNull(),
    date: date().notNull(),
    /** Place among the annexes of its cut-off, from 1. */
    position: integer().notNull(),
    /** RFC 8785 bytes, as text. */
    content: text().notNull(),
    digest: text().notNull(),
    /** Detached JWS over the content. */
    signature: text().notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [
    uniqueIndex('cutoff_annexes_one_chain').on(t.process, t.date, t.position),
    foreignKey({
      name: 'cutoff_annexes_of_manifest',
      columns: [t.process, t.date],
      foreignColumns: [cutoffManifests.process, cutoffManifests.date],
    }),
  ],
)

/** The policy table as row-level security reads it: written from access/policy.ts, never by hand. */
export const accessPolicy = pgTable(
  'access_policy',
  {
    action: text().notNull(),
    role: text().notNull(),
    reach: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.action, t.role] })],
)

/** Tokens that are refused before they expire: one by its id, or all of a subject issued so far. */
export const revokedTokens = pgTable(
  'revoked_tokens',
  {
    id: uuid().primaryKey(),
    jti: text(),
    subject: text(),
    /** Tokens of the subject issued before this instant are refused. */
    issuedBefore: instant('issued_before'),
    reason: text().notNull(),
    revokedBy: text('revoked_by').notNull(),
    revokedAt: instant('revoked_at').notNull(),
    /** When the last of them expires: it may be forgotten then. */
    until: instant('until').notNull(),
  },
  (t) => [
    check('revoked_tokens_one_or_all', sql`(${t.jti} is null) <> (${t.subject} is null)`),
    check(
      'revoked_tokens_subject_before',
      sql`(${t.subject} is null) = (${t.issuedBefore} is null)`,
    ),
    index('revoked_tokens_until').on(t.until),
  ],
)

/**
 * What was done and read: append-only. `content` is the RFC 8785 text that the log's leaf hashes;
 * the other columns repeat it for search. The purpose is free text: the leaf holds its salted hash,
 * so that it can be erased.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: uuid().primaryKey(),
    at: instant('at').notNull(),
    role: text().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    outcome: text().notNull(),
    /** Pseudonyms of the requests that it was about. */
    records: text().array().notNull(),
    content: text().notNull(),
    purpose: text(),
    salt: bytea(),
  },
  (t) => [
    index('audit_entries_of_record').using('gin', t.records),
    index('audit_entries_of_alarms')
      .on(t.at)
      .where(sql`${t.action} in ('alarm:reading', 'releaseReading')`),
  ],
)

/** Entries that the log has not taken yet. */
export const auditPending = pgTable('audit_pending', { entry: uuid().primaryKey() })

/** The log's order: the entry of each leaf, with its hash (RFC 6962). */
export const auditLeaves = pgTable(
  'audit_leaves',
  {
    index: bigint({ mode: 'number' }).primaryKey(),
    entry: uuid().notNull(),
    hash: bytea().notNull(),
  },
  (t) => [uniqueIndex('audit_leaves_entry_once').on(t.entry)],
)

/** Hashes of the log's complete subtrees: `index` at `level` covers 2^level leaves. */
export const auditNodes = pgTable(
  'audit_nodes',
  {
    level: smallint().notNull(),
    index: bigint({ mode: 'number' }).notNull(),
    hash: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.index] })],
)

/** Signed heads of the log; each is also copied out of the database. */
export const auditHeads = pgTable('audit_heads', {
  at: instant('at').primaryKey(),
  size: bigint({ mode: 'number' }).notNull(),
  root: bytea().notNull(),
  /** Compact JWS of size, root and instant. */
  signature: text().notNull(),
})

/** Access beyond a role: asked for with a reason, given by a second person, for a time. */
export const accessGrants = pgTable(
  'access_grants',
  {
    id: uuid().primaryKey(),
    role: text().notNull(),
    subject: text().notNull(),
    folio: text().notNull(),
    reason: text().notNull(),
    minutes: integer().notNull(),
    requestedAt: instant('requested_at').notNull(),
    approvedBy: text('approved_by'),
    approvedAt: instant('approved_at'),
    endsAt: instant('ends_at'),
  },
  (t) => [
    check('access_grants_approved_by_another', sql`${t.approvedBy} <> ${t.subject}`),
    check(
      'access_grants_approved_whole',
      sql`(${t.approvedBy} is null) = (${t.approvedAt} is null) and (${t.approvedBy} is null) = (${t.endsAt} is null)`,
    ),
    check(
      'access_grants_end_in_time',
      sql`${t.endsAt} <= ${t.approvedAt} + ${t.minutes} * interval '1 minute'`,
    ),
    index('access_grants_of_subject').on(t.subject, t.endsAt),
  ],
)
