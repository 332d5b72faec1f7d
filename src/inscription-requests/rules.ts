/**
 * What a submission and the changes to a request must satisfy, beyond the shape of each field. Pure:
 * the clock, the process and the catalogues come in as values. The rules read what was sent even
 * when other fields are wrong, so that everything is told at once.
 */
import type { FieldProblem } from '../platform/errors.ts'
import type { Modality, Sex } from '../vocabulary.ts'
import { checkCurp, checkElectorKey, curpFacts, electorKeyFacts } from './identifiers.ts'

/** What the rules must know of the world. */
export type World = {
  /** Today in Mexico City, `YYYY-MM-DD`. */
  today: string
  electionDay: string
  isCountry: (code: string) => boolean
  isOpenVenue: (code: string) => boolean
}

/** The fields that the rules read, none of them certain to be there or well formed. */
type Sent = Record<string, unknown>

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined
const has = (sent: Sent, field: string): boolean =>
  sent[field] !== undefined && sent[field] !== null
const isDate = (value: string | undefined): value is string =>
  value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The date on which somebody born on `birthDate` is 18. */
const comesOfAgeOn = (birthDate: string): string =>
  `${String(Number(birthDate.slice(0, 4)) + 18).padStart(4, '0')}${birthDate.slice(4)}`

/**
 * What each modality needs: an e-mail and a mobile for internet voting, a venue for in-person
 * voting. A postal vote needs the address, which every request has.
 *
 * Source: docs/domain.md, "By modality" (INE, access to internet voting, 2024).
 */
export function modalityProblems(sent: Sent, world: World): FieldProblem[] {
  const problems: FieldProblem[] = []
  const modality = sent.modality as Modality | undefined
  const venue = textOf(sent.venue)
  if (modality === 'ELECTRONIC' && !has(sent, 'email')) {
    problems.push({ pointer: '/email', code: 'EMAIL_REQUIRED_FOR_ELECTRONIC' })
  }
  if (modality === 'ELECTRONIC' && !has(sent, 'mobile')) {
    problems.push({ pointer: '/mobile', code: 'MOBILE_REQUIRED_FOR_ELECTRONIC' })
  }
  if (modality === 'IN_PERSON' && !has(sent, 'venue')) {
    problems.push({ pointer: '/venue', code: 'VENUE_REQUIRED_FOR_IN_PERSON' })
  }
  if (modality !== undefined && modality !== 'IN_PERSON' && has(sent, 'venue')) {
    problems.push({ pointer: '/venue', code: 'VENUE_ONLY_FOR_IN_PERSON' })
  }
  if (venue !== undefined && !world.isOpenVenue(venue)) {
    problems.push({ pointer: '/venue', code: 'VENUE_UNKNOWN' })
  }
  return problems
}

/** Residence abroad: a country of the catalogue other than Mexico. `ZZ` comes from published data only. */
export function countryProblems(sent: Sent, world: World): FieldProblem[] {
  const country = textOf(sent.country)
  if (country === undefined || !/^[A-Z]{2}$/.test(country)) return []
  if (country === 'MX') return [{ pointer: '/country', code: 'RESIDENCE_IN_MEXICO' }]
  return country === 'ZZ' || !world.isCountry(country)
    ? [{ pointer: '/country', code: 'COUNTRY_UNKNOWN' }]
    : []
}

/**
 * A card issued in Mexico is presented with both sides and a proof of address abroad; nobody presents
 * the same kind of document twice.
 *
 * Source: docs/domain.md, "Two cases" (INE's requirements of 2023 and 2024).
 */
function documentProblems(sent: Sent): FieldProblem[] {
  const documents: unknown[] = Array.isArray(sent.documents) ? sent.documents : []
  const types = documents.map((document) => (document as { type?: unknown } | null)?.type)
  const problems: FieldProblem[] = types.flatMap((type, index) =>
    type !== undefined && types.indexOf(type) < index
      ? [{ pointer: `/documents/${index}/type`, code: 'REPEATED' as const }]
      : [],
  )
  const required = ['CARD_FRONT', 'CARD_BACK', 'PROOF_OF_ADDRESS']
  if (sent.credentialType === 'CPV' && required.some((type) => !types.includes(type))) {
    problems.push({ pointer: '/documents', code: 'DOCUMENTS_REQUIRED_FOR_CPV' })
  }
  return problems
}

/** Numbers of the card go in pairs: CIC with OCR (model D) or with citizen identifier (E to H). */
function cardNumberProblems(sent: Sent): FieldProblem[] {
  const other = has(sent, 'ocr') || has(sent, 'citizenIdentifier')
  if (has(sent, 'ocr') && has(sent, 'citizenIdentifier')) {
    return [{ pointer: '/ocr', code: 'NOT_ADMITTED' }]
  }
  if (has(sent, 'cic') === other) return []
  return [
    { pointer: has(sent, 'cic') ? '/citizenIdentifier' : '/cic', code: 'CARD_NUMBERS_REQUIRED' },
  ]
}

/** Every rule that a submission breaks. */
export function submissionProblems(sent: Sent, world: World): FieldProblem[] {
  const problems: FieldProblem[] = []
  const electorKey = textOf(sent.electorKey)
  const curp = textOf(sent.curp)
  const birthDate = textOf(sent.birthDate)
  if (electorKey !== undefined) {
    problems.push(...checkElectorKey(electorKey).map((code) => ({ pointer: '/electorKey', code })))
  }
  if (curp !== undefined) {
    problems.push(...checkCurp(curp, world.today).map((code) => ({ pointer: '/curp', code })))
  }
  if (isDate(birthDate) && birthDate > world.today) {
    problems.push({ pointer: '/birthDate', code: 'DATE_IN_FUTURE' })
  } else if (isDate(birthDate) && comesOfAgeOn(birthDate) > world.electionDay) {
    problems.push({ pointer: '/birthDate', code: 'UNDERAGE_ON_ELECTION_DAY' })
  }
  if (isDate(birthDate) && birthDate < '1900-01-01') {
    problems.push({ pointer: '/birthDate', code: 'TOO_SMALL' })
  }
  return [
    ...problems,
    ...countryProblems(sent, world),
    ...modalityProblems(sent, world),
    ...documentProblems(sent),
    ...cardNumberProblems(sent),
  ]
}

/**
 * What does not match and is admitted all the same: the registry settles it. A card may say X where
 * its keys keep H or M, if the birth record was not changed.
 */
export function submissionWarnings(sent: Sent): FieldProblem[] {
  const warnings: FieldProblem[] = []
  const birthDate = textOf(sent.birthDate)
  const sex = sent.sex as Sex | undefined
  const key = electorKeyFacts(textOf(sent.electorKey) ?? '')
  if (key && isDate(birthDate)) {
    const { year, month, day } = key.birthDate
    if (`${year}-${month}-${day}` !== birthDate.slice(2)) {
      warnings.push({ pointer: '/electorKey', code: 'ELECTOR_KEY_BIRTH_DATE_DIFFERS' })
    }
  }
  if (key && sex && key.sex !== sex) {
    warnings.push({ pointer: '/electorKey', code: 'ELECTOR_KEY_SEX_DIFFERS' })
  }
  const curp = curpFacts(textOf(sent.curp) ?? '')
  if (curp && isDate(birthDate) && curp.birthDate !== birthDate) {
    warnings.push({ pointer: '/curp', code: 'CURP_BIRTH_DATE_DIFFERS' })
  }
  if (curp && sex && curp.sex !== sex) {
    warnings.push({ pointer: '/curp', code: 'CURP_SEX_DIFFERS' })
  }
  return warnings
}
