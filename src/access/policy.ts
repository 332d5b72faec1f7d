/**
 * Who may do what, on which rows, and which fields they see. This file is the only statement of
 * access in the service: REST, GraphQL and the docs (docs/policy.md is generated from it) follow it.
 * What the table does not name is refused.
 *
 * Sources: docs/domain.md, "Actors". An OPL sees its entity's list with names because the service
 * was asked for so; INE's own practice is narrower, hence the fields per role are data.
 */
import type { Claims } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { DIMENSIONS, type Dimension, type Role } from '../vocabulary.ts'
import type { Actor } from './actor.ts'

/**
 * Which rows: `all`; those that came by the `portal`; records `attended`, opened by a look-up;
 * the rows of its own `entity`; the one record of a grant in force; of all, what `figures` count, and
 * no row that tells who; of the audit `log` all, and no record; what is published `sealed`, and no row;
 * what is `open`, since it is about nobody, and no row; what is its `own`, and no row; `-` none.
 */
export type Reach =
  | 'all'
  | 'portal'
  | 'attended'
  | 'entity'
  | 'granted'
  | 'figures'
  | 'log'
  | 'sealed'
  | 'open'
  | 'own'
  | '-'

/** The roles in the order in which the table below tells of them. */
export const POLICY_COLUMNS = [
  'srve',
  'inetel_agent',
  'derfe_reviewer',
  'derfe_admin',
  'derfe_analyst',
  'utsi',
  'deoe',
  'ine_viewer',
  'opl',
  'party',
  'party_reviewer',
  'auditor',
] as const satisfies readonly Role[]

type Row = readonly [
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
  Reach,
]

/**
 * Who may do what, and of whose: for each action what each role reaches, in the order of the roles
 * above.
 */
// biome-ignore format: a table is read by columns
export const POLICY = {
  //                        srve      inetel      reviewer   admin      analyst    utsi      deoe      viewer     opl       party      p_review   auditor
  'request:submit':       ['all',    'all',      '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'request:dry-run':      ['all',    'all',      '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'request:list':         ['portal', '-',        'all',     'all',     '-',       '-',      '-',      '-',       'entity', '-',       '-',       '-'],
  'request:read':         ['portal', 'all',      'all',     'all',     '-',       '-',      '-',      '-',       'entity', '-',       '-',       '-'],
  'request:lookup':       ['all',    'all',      'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'request:movements':    ['portal', 'attended', 'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'request:change':       ['portal', 'attended', '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'request:withdraw':     ['portal', 'attended', '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'correction:answer':    ['portal', 'attended', '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'review:check':         ['-',      '-',        'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'review:claim':         ['-',      '-',        'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'review:decide':        ['-',      '-',        'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'review:backdate':      ['-',      '-',        '-',       'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'correction:ask':       ['-',      '-',        'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'figure:read':          ['-',      '-',        'figures', 'figures', 'figures', '-',      '-',      'figures', 'entity', '-',       '-',       'figures'],
  'figure:cross':         ['-',      '-',        'figures', 'figures', 'figures', 'sealed', 'sealed', 'sealed',  'sealed', 'sealed',  'sealed',  'figures'],
  'figure:cases':         ['-',      '-',        'figures', 'figures', 'figures', '-',      '-',      '-',       '-',      '-',       '-',       'figures'],
  'report:reasons':       ['-',      'figures',  'figures', 'figures', 'figures', '-',      '-',      'figures', '-',      '-',       '-',       'figures'],
  'report:last-movements':['-',      '-',        'figures', 'figures', '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'figure:difference':    ['-',      '-',        'figures', 'figures', 'figures', '-',      '-',      'figures', 'entity', 'figures', 'figures', 'figures'],
  'cutoff:read':          ['-',      '-',        'sealed',  'sealed',  'sealed',  '-',      '-',      'sealed',  'sealed', 'sealed',  'sealed',  'sealed'],
  'cutoff:seal':          ['-',      '-',        '-',       'figures', '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'cutoff:annex':         ['-',      '-',        '-',       'open',    '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'catalogue:read':       ['open',   'open',     'open',    'open',    'open',    'open',   'open',   'open',    'open',   'open',    'open',    'open'],
  'catalogue:change':     ['-',      '-',        '-',       'open',    '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'document:store':       ['portal', '-',        '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'document:read':        ['portal', '-',        'all',     'all',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'audit:read':           ['-',      '-',        '-',       '-',       '-',       '-',      '-',      '-',       '-',      '-',       '-',       'log'],
  'audit:prove':          ['open',   'open',     'open',    'open',    'open',    'open',   'open',   'open',    'open',   'open',    'open',    'open'],
  'audit:consultations':  ['-',      '-',        '-',       'log',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'audit:pauses':         ['-',      '-',        '-',       'log',     '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'token:revoke':         ['-',      '-',        '-',       'open',    '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'token:sign-out':       ['own',    'own',      'own',     'own',     'own',     'own',    'own',    'own',     'own',    'own',     'own',     'own'],
  'access:request':       ['-',      '-',        '-',       '-',       'open',    '-',      '-',      '-',       '-',      '-',       '-',       'open'],
  'access:approve':       ['-',      '-',        '-',       'open',    '-',       '-',      '-',      '-',       '-',      '-',       '-',       '-'],
  'access:use':           ['-',      '-',        '-',       '-',       'granted', '-',      '-',      '-',       '-',      '-',       '-',       'granted'],
} as const satisfies Record<string, Row>

export type Action = keyof typeof POLICY

/** Groups of fields of a request; the first is what every reader of a request sees. */
export const FIELD_GROUPS = {
  status: [
    'folio',
    'process',
    'status',
    'statusSince',
    'receivedAt',
    'lastMovementAt',
    'lastMovement',
    'personalDataRemovedAt',
  ],
  place: ['entity', 'country'],
  modality: ['modality'],
  facts: ['medium', 'credentialType', 'sex', 'venue', 'simulationOptIn'],
  birth: ['birthDate'],
  name: ['givenNames', 'firstSurname', 'secondSurname'],
  identifiers: ['electorKey', 'curp', 'cic', 'ocr', 'citizenIdentifier', 'issueNumber', 'section'],
  contact: ['address', 'email', 'mobile'],
  corrections: ['corrections'],
  documents: ['documents'],
  review: ['claimedBy', 'claimedAt', 'decisions'],
} as const

export type FieldGroup = keyof typeof FIELD_GROUPS
export type RequestField = (typeof FIELD_GROUPS)[FieldGroup][number]

/** Groups that tell who a person is: reading them carries a purpose. */
const PERSONAL: readonly FieldGroup[] = ['birth', 'name', 'identifiers', 'contact']

/** The groups of a request's fields that each role sees. */
// biome-ignore format: a table is read by columns
export const VISIBLE_GROUPS: Partial<Record<Role, readonly FieldGroup[]>> = {
  srve:           ['status', 'place', 'modality', 'facts', 'birth', 'name', 'identifiers', 'contact', 'corrections', 'documents'],
  inetel_agent:   ['status', 'place', 'modality', 'facts', 'birth', 'name', 'identifiers', 'contact', 'corrections'],
  derfe_reviewer: ['status', 'place', 'modality', 'facts', 'birth', 'name', 'identifiers', 'contact', 'corrections', 'documents', 'review'],
  derfe_admin:    ['status', 'place', 'modality', 'facts', 'birth', 'name', 'identifiers', 'contact', 'corrections', 'documents', 'review'],
  opl:            ['status', 'place', 'modality', 'name'],
}

/** As whom the holder of a grant in force sees its one record. */
export const GRANTED_VIEW = 'derfe_reviewer' satisfies Role

declare const granted: unique symbol
/**
 * The rows that an actor reaches for one action. Only `authorize` makes one, and `jobScope` for the
 * service itself; queries demand it.
 */
export type Scope<A extends Action = Action> = Claims & {
  readonly reach: Exclude<Reach, '-'>
  readonly [granted]: A
}

/** The cell of the table. */
export const reachOf = (role: Role, action: Action): Reach =>
  POLICY[action][POLICY_COLUMNS.indexOf(role)] ?? '-'

/**
 * The rows that the actor reaches for the action.
 * @throws FORBIDDEN when the table gives none
 */
export function authorize<A extends Action>(actor: Actor, action: A): Scope<A> {
  const reach = reachOf(actor.role, action)
  if (reach === '-') throw new DomainError('FORBIDDEN')
  return {
    role: actor.role,
    action,
    reach,
    entity: reach === 'entity' && actor.role === 'opl' ? actor.entity : null,
    subject: actor.sub,
  } as Scope<A>
}

/** What the service's own jobs do, for nobody: rows of the policy table for the role `service`. */
export const JOBS = {
  job: 'all',
  'cutoff:seal': 'figures',
  'audit:read': 'log',
  'figure:cross': 'figures',
} as const satisfies Record<string, Reach>

/** The scope of a job of the service. */
export const jobScope = <A extends Action>(action: keyof typeof JOBS = 'job'): Scope<A> =>
  ({
    role: 'service',
    action,
    reach: JOBS[action],
    entity: null,
    subject: 'lne-extranjero',
  }) as Scope<A>

/** The table as rows, for the copy that row-level security reads. */
export const policyRows = (): { action: string; role: string; reach: string }[] =>
  [
    ...Object.keys(POLICY).flatMap((action) =>
      POLICY_COLUMNS.map((role) => ({
        action,
        role,
        reach: reachOf(role, action as Action) as string,
      })),
    ),
    ...Object.entries(JOBS).map(([action, reach]) => ({ action, role: 'service', reach })),
  ].filter(({ reach }) => reach !== '-')

/**
 * Records that one subject usually reads in ten minutes, by role [configuration]. Reading more raises
 * an alarm and is paused until another person releases it: a stolen session copies no list, but this
 * much of it on each instance.
 */
export const USUAL_READS: Partial<Record<Role, number>> = {
  srve: 50_000,
  inetel_agent: 200,
  derfe_reviewer: 2_000,
  derfe_admin: 2_000,
  derfe_analyst: 2_000,
  opl: 20_000,
  auditor: 2_000,
}

const WITHIN = { dimensions: DIMENSIONS, most: 4 } as const
const PUBLISHED = {
  dimensions: ['entity', 'country', 'status', 'medium', 'modality', 'credentialType', 'sex'],
  most: 3,
} as const
const VOTING = { dimensions: ['entity', 'modality'], most: 2 } as const

/**
 * The least people of a group that a crossing finer than the published tables tells outside DERFE and
 * audit [configuration]. One number for all who are told: what one of them reads, the others may.
 */
export const SMALLEST_GROUP = 10

/**
 * Whom nothing finer than the published tables is told but by the rule of small groups: grounds by
 * cell, live tables divided by one more filter, and what stood at any other point than now and the
 * sealed ones, are told inside DERFE and audit.
 */
export const isToldPublished = (role: Role): boolean => reachOf(role, 'figure:cross') === 'sealed'

/**
 * What each role may cross figures by, and how many dimensions at once [configuration]. Where the
 * reach is `sealed`: what the published tables show, and two parts of the panorama at once without
 * small groups (docs/small-cells.md).
 */
export const CROSSINGS: Partial<
  Record<Role, { readonly dimensions: readonly Dimension[]; readonly most: number }>
> = {
  derfe_reviewer: WITHIN,
  derfe_admin: WITHIN,
  derfe_analyst: WITHIN,
  auditor: WITHIN,
  utsi: VOTING,
  deoe: VOTING,
  ine_viewer: PUBLISHED,
  opl: PUBLISHED,
  party: PUBLISHED,
  party_reviewer: PUBLISHED,
}

const fieldsByRole = new Map<Role, readonly RequestField[]>()

/** The fields of a request that a role sees, in the order of the groups. */
export function fieldsOf(role: Role): readonly RequestField[] {
  const known = fieldsByRole.get(role)
  if (known) return known
  const fields = (VISIBLE_GROUPS[role] ?? []).flatMap(
    (group) => [...FIELD_GROUPS[group]] as RequestField[],
  )
  fieldsByRole.set(role, fields)
  return fields
}

/** Whether what the role reads of a request tells who a person is. */
export const readsPersonalData = (role: Role): boolean =>
  (VISIBLE_GROUPS[role] ?? []).some((group) => PERSONAL.includes(group))

const PERSONAL_FIELDS: ReadonlySet<string> = new Set(
  PERSONAL.flatMap((group) => FIELD_GROUPS[group]),
)

/** A request without what tells who a person is, but for what its reader has just sent. */
export const withoutPersonalData = <Request extends object>(
  request: Request,
  sent: object = {},
): Request =>
  Object.fromEntries(
    Object.entries(request).filter(([field]) => field in sent || !PERSONAL_FIELDS.has(field)),
  ) as Request
