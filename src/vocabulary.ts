/**
 * The closed lists of the domain, spelled once: the same words in PostgreSQL, JSON, GraphQL and CSV.
 * Sources: docs/domain.md, which cites the document behind each list.
 */

/** Channel by which a request arrived. `EX_OFFICIO` is an inclusion by act of the authority. */
export const MEDIA = ['INETEL', 'SRVE', 'EX_OFFICIO'] as const
export type Medium = (typeof MEDIA)[number]

/** Where the voting card was issued: abroad (`CPVE`) or in Mexico (`CPV`). */
export const CREDENTIAL_TYPES = ['CPVE', 'CPV'] as const
export type CredentialType = (typeof CREDENTIAL_TYPES)[number]

/** How the elector chose to vote. */
export const MODALITIES = ['ELECTRONIC', 'POSTAL', 'IN_PERSON'] as const
export type Modality = (typeof MODALITIES)[number]

/** Sex on the card: hombre, mujer, X. It may differ from the one inside the elector key. */
export const SEXES = ['H', 'M', 'X'] as const
export type Sex = (typeof SEXES)[number]

/** What the figures of a place are divided by, with the parts in printed order. */
export const FACETS = {
  medium: MEDIA,
  credentialType: CREDENTIAL_TYPES,
  modality: MODALITIES,
  sex: SEXES,
} as const
export type Facet = keyof typeof FACETS
/** Their names, in printed order. */
export const FACET_NAMES = Object.keys(FACETS) as Facet[]

/** States that the figures count. */
export const COUNTED_STATUSES = [
  'RECEIVED',
  'INITIAL_CHECK',
  'IN_ANALYSIS',
  'SUBSANE',
  'COMPLIES',
  'INADMISSIBLE',
] as const
export type CountedStatus = (typeof COUNTED_STATUSES)[number]

/** What figures can be crossed by. */
export const DIMENSIONS = [
  'entity',
  'country',
  'status',
  'medium',
  'modality',
  'credentialType',
  'sex',
  'ageGroup',
  'receivedOn',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Age groups as INE published them; the last two overlapped there, hence 54+ (docs/domain.md). */
export const AGE_GROUPS = [
  '0-17',
  '18-23',
  '24-29',
  '30-35',
  '36-41',
  '42-47',
  '48-53',
  '54+',
] as const

/** Every state of a request; the last two are out of the figures. */
export const STATUSES = [...COUNTED_STATUSES, 'SUPERSEDED', 'WITHDRAWN'] as const
export type Status = (typeof STATUSES)[number]

/** What a movement is. */
export const MOVEMENT_KINDS = [
  'SUBMISSION',
  'INITIAL_CHECK',
  'DECISION',
  'CORRECTION_REQUEST',
  'CORRECTION_ANSWER',
  'MODALITY_CHANGE',
  'CONTACT_CHANGE',
  'SUPERSESSION',
  'WITHDRAWAL',
] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

/** Roles of a token (claim `role`). */
export const ROLES = [
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
] as const
export type Role = (typeof ROLES)[number]

/** What a request presents: both sides of the card, and where its holder lives. */
export const DOCUMENT_TYPES = ['CARD_FRONT', 'CARD_BACK', 'PROOF_OF_ADDRESS'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** Requirements that a decision judges one by one [design]. */
export const REQUIREMENTS = [
  'IDENTITY_FOUND',
  'CARD_VALID',
  'CPVE_CONFIRMED',
  'OF_AGE',
  'CARD_IMAGES',
  'SIGNATURE',
  'PROOF_OF_ADDRESS',
  'CONTACT',
  'IN_TIME',
] as const
export type Requirement = (typeof REQUIREMENTS)[number]

/** How a requirement was judged. */
export const REQUIREMENT_RESULTS = ['MET', 'NOT_MET', 'NOT_APPLICABLE'] as const
export type RequirementResult = (typeof REQUIREMENT_RESULTS)[number]

/** Why an item must be corrected. */
export const CORRECTION_KINDS = ['INCORRECT', 'INCOMPLETE', 'OUTDATED'] as const
export type CorrectionKind = (typeof CORRECTION_KINDS)[number]

/** The 32 federal entities by INEGI code, in the order in which INE prints them: by name, not by code. */
// biome-ignore format: a printed order reads better in rows
export const ENTITY_CODES = [
  '01', '02', '03', '04', '07', '08', '09', '05', '06', '10', '11', '12', '13', '14', '15', '16',
  '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32',
] as const
export type EntityCode = (typeof ENTITY_CODES)[number]
