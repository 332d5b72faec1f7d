/**
 * The keys of a person and of a request: clave de elector, CURP and folio. Pure rules: nothing
 * here reads a clock, a database or a random source.
 *
 * Source: docs/domain.md §2.4 (clave de elector), §2.5 (CURP), §2.3 (folio).
 */

import type { EntityCode, Sex } from '../vocabulary.ts'

/** Why a clave de elector is not well formed. */
export type ElectorKeyProblem = 'ELECTOR_KEY_FORMAT' | 'ELECTOR_KEY_DATE'

/** Why a CURP is not well formed. */
export type CurpProblem = 'CURP_FORMAT' | 'CURP_DATE' | 'CURP_CENTURY' | 'CURP_CHECK_DIGIT'

/** Where a person was born: an entity, `87` abroad, `88` naturalised. */
export type BirthEntityCode = EntityCode | '87' | '88'

/** What a clave de elector says of its holder; the century is not in the key. */
export type ElectorKeyFacts = {
  birthDate: { year: string; month: string; day: string }
  entityCode: BirthEntityCode
  sex: Sex
}

/** What a CURP says of its holder. `entityLetters` is `NE` for a birth abroad. */
export type CurpFacts = { birthDate: string; entityLetters: string; sex: Sex }

/** The person for whom a key is built. */
export type KeyHolder = {
  givenNames: string
  firstSurname: string
  secondSurname: string | null
  /** `YYYY-MM-DD`. */
  birthDate: string
  /** Entity of birth, which may differ from the one on the card. */
  entityCode: BirthEntityCode
  sex: Sex
  /** Tells apart people whose keys would otherwise be equal; 0 for the first of them. */
  homonym: number
}

const ELECTOR_KEY =
  /^[A-ZÑ]{6}(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(0[1-9]|[12]\d|3[0-2]|87|88)([HMX])\d{3}$/

const CURP =
  /^[A-Z][AEIOUX][A-Z]{2}(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([HMX])(AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}([A-Z\d])\d$/

/**
 * CURP letters of each place of birth. A naturalised person was born abroad too, hence `NE`.
 * Source: docs/domain.md §5.2.
 */
// biome-ignore format: a table of codes reads better in rows
const CURP_ENTITY_LETTERS: Record<BirthEntityCode, string> = {
  '01': 'AS', '02': 'BC', '03': 'BS', '04': 'CC', '05': 'CL', '06': 'CM', '07': 'CS', '08': 'CH',
  '09': 'DF', '10': 'DG', '11': 'GT', '12': 'GR', '13': 'HG', '14': 'JC', '15': 'MC', '16': 'MN',
  '17': 'MS', '18': 'NT', '19': 'NL', '20': 'OC', '21': 'PL', '22': 'QT', '23': 'QR', '24': 'SP',
  '25': 'SL', '26': 'SR', '27': 'TC', '28': 'TS', '29': 'TL', '30': 'VZ', '31': 'YN', '32': 'ZS',
  '87': 'NE', '88': 'NE',
}

/**
 * Values 0 to 36 of the check digit. Ñ never occurs in a CURP and must stay here all the same:
 * without it the letters from O to Z would each count one less.
 * Source: docs/domain.md §2.5.
 */
const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'

/**
 * Openings that would spell an offensive word; the second letter of the CURP becomes X.
 * Source: docs/domain.md §2.5 for the rule. The list is a selection of common knowledge, enough to
 * invent people and never used to refuse a key.
 */
// biome-ignore format: a list of words reads better in rows
const OFFENSIVE_OPENINGS = new Set([
  'BUEY', 'CACA', 'CACO', 'CAGA', 'CAGO', 'COGE', 'COJA', 'COJE', 'COJO', 'CULO', 'FALO', 'FETO',
  'GUEY', 'JOTO', 'KACA', 'KACO', 'KAGA', 'KAGO', 'KOGE', 'KOJO', 'KULO', 'LOCA', 'LOCO', 'LOKO',
  'MAME', 'MAMO', 'MEAR', 'MEAS', 'MEON', 'MION', 'MOCO', 'MULA', 'NACA', 'NACO', 'PEDA', 'PEDO',
  'PENE', 'PIPI', 'PITO', 'POPO', 'PUTA', 'PUTO', 'QULO', 'RATA', 'ROBA', 'ROBE', 'ROBO', 'RUIN',
  'SENO', 'TETA', 'VACA', 'VAGA', 'VAGO', 'VUEY', 'WUEY',
])

/** Given names skipped when another follows: José, María and their usual abbreviations. */
const SKIPPED_GIVEN_NAMES = new Set(['JOSE', 'J', 'J.', 'MARIA', 'MA', 'MA.', 'M.'])

/** Particles skipped in compound names (`de la Cruz` counts as `Cruz`), from common knowledge. */
// biome-ignore format: a list of words reads better in rows
const PARTICLES = new Set([
  'DA', 'DAS', 'DE', 'DEL', 'DER', 'DI', 'EL', 'LA', 'LAS', 'LE', 'LES', 'LOS', 'MAC', 'MC', 'VAN',
  'VON', 'Y',
])

/**
 * Judges the structure of a clave de elector. Its check algorithm is not public, so a key without
 * problems may still belong to nobody. Small letters and surrounding blanks are refused: whoever
 * normalises does so before. The key carries a two-digit year, so a date is taken as real when
 * it exists in 19YY or in 20YY.
 *
 * Source: docs/domain.md §2.4.
 * @returns no codes for a well-formed key; `ELECTOR_KEY_FORMAT` alone, or `ELECTOR_KEY_DATE`
 */
export function checkElectorKey(value: string): ElectorKeyProblem[] {
  const match = ELECTOR_KEY.exec(value)
  if (!match) return ['ELECTOR_KEY_FORMAT']
  const [, year, month, day] = match
  return existsIn('19', year, month, day) || existsIn('20', year, month, day)
    ? []
    : ['ELECTOR_KEY_DATE']
}

/**
 * What a clave de elector says of birth and sex, to compare with the declared data. A difference
 * is worth a warning, never a refusal: the sex on the card may have been corrected while the key
 * keeps the old one.
 *
 * Source: docs/domain.md §2.4, §5.1.
 * @returns null when the key does not have the form of one
 */
export function electorKeyFacts(value: string): ElectorKeyFacts | null {
  const match = ELECTOR_KEY.exec(value)
  if (!match) return null
  const [, year = '', month = '', day = '', entityCode, sex] = match
  return {
    birthDate: { year, month, day },
    entityCode: entityCode as BirthEntityCode,
    sex: sex as Sex,
  }
}

/**
 * Judges a CURP: form, real calendar date, century (position 17: a digit for births up to 1999, a
 * letter from 2000) and check digit. Small letters are refused: whoever normalises does so before.
 * Being 18 is another rule, and not judged here.
 *
 * Source: docs/domain.md §2.5.
 * @param today `YYYY-MM-DD` in Mexico City; a birth after it is a wrong century
 * @returns no codes for a good CURP; `CURP_FORMAT` alone; else every other problem: `CURP_DATE`
 *   when the day exists in no century, `CURP_CENTURY` when it does not exist, or lies in the
 *   future, in the century that position 17 tells, `CURP_CHECK_DIGIT`
 */
export function checkCurp(value: string, today: string): CurpProblem[] {
  const match = CURP.exec(value)
  if (!match) return ['CURP_FORMAT']
  const [, year, month, day, , , differentiator = ''] = match
  const problems: CurpProblem[] = []
  const century = centuryOf(differentiator)
  if (!existsIn('19', year, month, day) && !existsIn('20', year, month, day)) {
    problems.push('CURP_DATE')
  } else if (!existsIn(century, year, month, day) || `${century}${year}-${month}-${day}` > today) {
    problems.push('CURP_CENTURY')
  }
  if (curpCheckDigit(value.slice(0, 17)) !== value[17]) problems.push('CURP_CHECK_DIGIT')
  return problems
}

/**
 * The eighteenth character of a CURP: `(10 − S mod 10) mod 10`, where S adds the value of each
 * character times 18, 17 … 2.
 *
 * Source: docs/domain.md §2.5.
 * @throws RangeError when it is not given 17 characters of the CURP's alphabet
 */
export function curpCheckDigit(first17: string): string {
  if (first17.length !== 17) throw new RangeError('A CURP has 17 characters before its check digit')
  let sum = 0
  for (let index = 0; index < 17; index += 1) {
    const value = CURP_ALPHABET.indexOf(first17.charAt(index))
    if (value < 0) throw new RangeError('A CURP is written with digits and capital letters')
    sum += value * (18 - index)
  }
  return String((10 - (sum % 10)) % 10)
}

/**
 * What a CURP says of birth and sex, to compare with the declared data (a difference is worth a
 * warning). The century comes from position 17.
 *
 * Source: docs/domain.md §2.5.
 * @returns null when the value does not have the form of a CURP
 */
export function curpFacts(value: string): CurpFacts | null {
  const match = CURP.exec(value)
  if (!match) return null
  const [, year, month, day, sex, entityLetters = '', differentiator = ''] = match
  return {
    birthDate: `${centuryOf(differentiator)}${year}-${month}-${day}`,
    entityLetters,
    sex: sex as Sex,
  }
}

/**
 * The clave de elector that an invented person would have. The three final digits are `homonym`
 * as it stands: the real ones hold a check that is not public. José and María are skipped as in the
 * CURP, which no source says of this key [design].
 *
 * Source: docs/domain.md §2.4.
 * @throws RangeError when `homonym` is not a whole number from 0 to 999
 */
export function buildElectorKey(holder: KeyHolder): string {
  assertHomonym(holder.homonym, 1000)
  const [first, second, given] = keyWords(holder)
  return [
    first.charAt(0) + innerConsonant(first),
    second.charAt(0) + innerConsonant(second),
    given.charAt(0) + innerConsonant(given),
    yymmdd(holder.birthDate),
    holder.entityCode,
    holder.sex,
    String(holder.homonym).padStart(3, '0'),
  ].join('')
}

/**
 * The CURP that an invented person would have: every Ñ as X, X for what is missing, X as second
 * letter of an offensive opening, José and María skipped when another name follows. `homonym` gives
 * position 17: 0 to 9 for births up to 1999, A to Z from 2000.
 *
 * Source: docs/domain.md §2.5.
 * @throws RangeError when `homonym` has no digit or letter
 */
export function buildCurp(holder: KeyHolder): string {
  const bornBefore2000 = holder.birthDate < '2000'
  assertHomonym(holder.homonym, bornBefore2000 ? 10 : 26)
  const [first, second, given] = keyWords(holder).map((word) => word.replaceAll('Ñ', 'X')) as [
    string,
    string,
    string,
  ]
  const vowel = /[AEIOU]/.exec(first.slice(1))?.[0] ?? 'X'
  const opening = first.charAt(0) + vowel + second.charAt(0) + given.charAt(0)
  const first17 = [
    OFFENSIVE_OPENINGS.has(opening) ? `${opening.charAt(0)}X${opening.slice(2)}` : opening,
    yymmdd(holder.birthDate),
    holder.sex,
    CURP_ENTITY_LETTERS[holder.entityCode],
    innerConsonant(first),
    innerConsonant(second),
    innerConsonant(given),
    bornBefore2000 ? String(holder.homonym) : String.fromCharCode(65 + holder.homonym),
  ].join('')
  return first17 + curpCheckDigit(first17)
}

/** Crockford's base 32: no I, L, O or U, so that nothing read aloud or by hand is mistaken. */
const FOLIO_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const FOLIO = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]$/

const FOLIO_RANDOM_CHARACTERS = 12

/**
 * A new folio: twelve random characters (60 bits, so neither guessable nor telling of order or
 * amount) and a check character, printed `XXXX-XXXX-XXXX-C`. Uniqueness is the database's to keep.
 *
 * The check is a sum over the field of 32 elements GF(2)[x] / (x⁵ + x² + 1), each character being
 * the five bits of its place in the alphabet. With characters c₀ … c₁₂, the last one the check, a
 * folio is right when Σ cₖ·x^(12−k) = 0. Every weight has an inverse, so one wrong character is
 * always noticed; no two weights are equal (x has order 31), so a swap of two different characters,
 * adjacent or not, is always noticed too.
 *
 * Source: docs/domain.md §2.3: the real format is not established; opaque, unique, not guessable.
 * @param randomBytes at least 12 bytes of a cryptographic source; each gives one character
 * @throws RangeError when there are fewer
 */
export function newFolio(randomBytes: Uint8Array): string {
  if (randomBytes.length < FOLIO_RANDOM_CHARACTERS) {
    throw new RangeError(`A folio needs ${FOLIO_RANDOM_CHARACTERS} random bytes`)
  }
  let characters = ''
  let sum = 0
  for (let index = 0; index < FOLIO_RANDOM_CHARACTERS; index += 1) {
    // 256 is a multiple of 32, so that taking the low bits favours no character.
    const value = (randomBytes[index] ?? 0) & 31
    characters += FOLIO_ALPHABET.charAt(value)
    sum = timesX(sum) ^ value
  }
  characters += FOLIO_ALPHABET.charAt(timesX(sum))
  return (characters.match(/.{1,4}/g) ?? []).join('-')
}

/**
 * Whether a value is written as a folio (capital letters, groups of four) with a right check
 * character. It says nothing of a request existing under it.
 */
export function isFolio(value: string): boolean {
  if (!FOLIO.test(value)) return false
  let sum = 0
  for (const character of value.replaceAll('-', '')) {
    sum = timesX(sum) ^ FOLIO_ALPHABET.indexOf(character)
  }
  return sum === 0
}

/** Product by x in GF(2)[x] / (x⁵ + x² + 1). */
function timesX(value: number): number {
  const doubled = value << 1
  return doubled & 32 ? doubled ^ 0b100101 : doubled
}

function centuryOf(differentiator: string): '19' | '20' {
  return /\d/.test(differentiator) ? '19' : '20'
}

/** Whether a two-digit year, month and day make a date of that century. */
function existsIn(century: '19' | '20', year = '', month = '', day = ''): boolean {
  const fullYear = Number(century + year)
  const leap = fullYear % 4 === 0 && (fullYear % 100 !== 0 || fullYear % 400 === 0)
  const lastDay = month === '02' ? (leap ? 29 : 28) : /04|06|09|11/.test(month) ? 30 : 31
  return Number(day) <= lastDay
}

function yymmdd(birthDate: string): string {
  return birthDate.slice(2, 4) + birthDate.slice(5, 7) + birthDate.slice(8, 10)
}

function assertHomonym(homonym: number, limit: number): void {
  if (!Number.isInteger(homonym) || homonym < 0 || homonym >= limit) {
    throw new RangeError(`homonym must be a whole number from 0 to ${limit - 1}`)
  }
}

/** The words of first surname, second surname and given name from which keys take letters. */
function keyWords(holder: KeyHolder): [string, string, string] {
  return [
    keyWord(holder.firstSurname, PARTICLES),
    keyWord(holder.secondSurname ?? '', PARTICLES),
    keyWord(holder.givenNames, PARTICLES, SKIPPED_GIVEN_NAMES),
  ]
}

/** The first word not skipped, in capitals without accents; `X` when there is no name. */
function keyWord(name: string, ...skipped: Set<string>[]): string {
  const words = withoutAccents(name).split(/\s+/).filter(Boolean)
  while (words.length > 1 && skipped.some((set) => set.has(words[0] ?? ''))) words.shift()
  return words[0]?.replace(/[^A-ZÑ]/g, 'X') ?? 'X'
}

/** Capitals without diacritics; Ñ is a letter of its own and stays. */
function withoutAccents(name: string): string {
  const capitals = name.toUpperCase()
  if (/^[A-Z ]*$/.test(capitals)) return capitals
  return capitals
    .normalize('NFD')
    .replaceAll('N\u0303', 'Ñ')
    .replace(/[\u0300-\u036f]/g, '')
}

/** First consonant after the first letter, or X. */
function innerConsonant(word: string): string {
  return /[B-DF-HJ-NP-TV-ZÑ]/.exec(word.slice(1))?.[0] ?? 'X'
}
