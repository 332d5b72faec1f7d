import { DomainError } from '../platform/errors.ts'
import { MOVEMENT_KINDS, type MovementKind, STATUSES, type Status } from '../vocabulary.ts'

/**
 * The life of a request: from each state, the movements it admits and where they lead. A new state
 * does not compile until its row exists. Served at /v1/catalogues/transitions, drawn in
 * docs/domain.md.
 *
 * Source: the states are INE's (report of November 2023, section 4.1; exclusion notices of April
 * 2024); the arrows are [design], docs/domain.md, "Life cycle". `COMPLIES` is provisional and
 * `INADMISSIBLE` can be reversed, as 36,355 requests were in 2024.
 */
export const TRANSITIONS = {
  RECEIVED: {
    INITIAL_CHECK: ['INITIAL_CHECK'],
    MODALITY_CHANGE: ['RECEIVED'],
    CONTACT_CHANGE: ['RECEIVED'],
    SUPERSESSION: ['SUPERSEDED'],
    WITHDRAWAL: ['WITHDRAWN'],
  },
  INITIAL_CHECK: {
    INITIAL_CHECK: ['IN_ANALYSIS'],
    DECISION: ['INADMISSIBLE'],
    CORRECTION_REQUEST: ['SUBSANE'],
    MODALITY_CHANGE: ['INITIAL_CHECK'],
    CONTACT_CHANGE: ['INITIAL_CHECK'],
    SUPERSESSION: ['SUPERSEDED'],
    WITHDRAWAL: ['WITHDRAWN'],
  },
  IN_ANALYSIS: {
    DECISION: ['COMPLIES', 'INADMISSIBLE'],
    CORRECTION_REQUEST: ['SUBSANE'],
    MODALITY_CHANGE: ['IN_ANALYSIS'],
    CONTACT_CHANGE: ['IN_ANALYSIS'],
    SUPERSESSION: ['SUPERSEDED'],
    WITHDRAWAL: ['WITHDRAWN'],
  },
  SUBSANE: {
    CORRECTION_ANSWER: ['IN_ANALYSIS'],
    DECISION: ['INADMISSIBLE'],
    MODALITY_CHANGE: ['SUBSANE'],
    CONTACT_CHANGE: ['SUBSANE'],
    SUPERSESSION: ['SUPERSEDED'],
    WITHDRAWAL: ['WITHDRAWN'],
  },
  COMPLIES: {
    DECISION: ['IN_ANALYSIS', 'INADMISSIBLE'],
    MODALITY_CHANGE: ['COMPLIES'],
    CONTACT_CHANGE: ['COMPLIES'],
    SUPERSESSION: ['SUPERSEDED'],
    WITHDRAWAL: ['WITHDRAWN'],
  },
  INADMISSIBLE: {
    DECISION: ['IN_ANALYSIS', 'COMPLIES'],
    MODALITY_CHANGE: ['INADMISSIBLE'],
    CONTACT_CHANGE: ['INADMISSIBLE'],
    SUPERSESSION: ['SUPERSEDED'],
    WITHDRAWAL: ['WITHDRAWN'],
  },
  SUPERSEDED: {},
  WITHDRAWN: {},
} as const satisfies Record<Status, Partial<Record<MovementKind, readonly Status[]>>>

type Row = Partial<Record<MovementKind, readonly Status[]>>

/** Where a movement of that kind may lead from a state; empty when it is not admitted. */
export const destinations = (from: Status, kind: MovementKind): readonly Status[] =>
  (TRANSITIONS[from] as Row)[kind] ?? []

/**
 * Lets a movement pass, or says what the state admits instead.
 * @throws TRANSITION_NOT_ADMITTED
 */
export function admit(from: Status, kind: MovementKind, to: Status): void {
  if (destinations(from, kind).includes(to)) return
  const admitted = Object.entries(TRANSITIONS[from] as Row)
    .map(([admittedKind, statuses]) => `${admittedKind} → ${statuses.join(' | ')}`)
    .join('; ')
  throw new DomainError('TRANSITION_NOT_ADMITTED', {
    params: { status: from, admitted: admitted || 'ninguno' },
  })
}

/** The table as rows, for the catalogue. */
export const transitionRows = (): { from: Status | null; kind: MovementKind; to: Status }[] => [
  { from: null, kind: 'SUBMISSION', to: 'RECEIVED' },
  ...STATUSES.flatMap((from) =>
    MOVEMENT_KINDS.flatMap((kind) => destinations(from, kind).map((to) => ({ from, kind, to }))),
  ),
]
