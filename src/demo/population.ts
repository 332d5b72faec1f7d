/**
 * The invented people of the demo, and the histories that lead their requests to the state
 * published for 30 November 2023. Nobody here exists: surnames are words that hardly anyone bears,
 * streets and telephone numbers are not assigned, e-mail lives under the reserved domains of RFC
 * 2606, and the keys take homonym numbers that real ones seldom reach.
 *
 * What is given (entity, country, medium, card, modality, sex, birth date, reception, state) comes
 * from the rows described in data/README.md; all else is drawn from a seeded generator, so that
 * every run gives the same people. Times, shares and delays of the histories are [design]: INE
 * publishes none.
 */

import {
  type BirthEntityCode,
  buildCurp,
  buildElectorKey,
  type KeyHolder,
} from '../inscription-requests/identifiers.ts'
import {
  type CorrectionKind,
  type CredentialType,
  type DocumentType,
  ENTITY_CODES,
  type Medium,
  type Modality,
  type MovementKind,
  REQUIREMENTS,
  type Requirement,
  type RequirementResult,
  type Sex,
  type Status,
} from '../vocabulary.ts'
import { readRequests } from './published-tables.ts'

/** One movement of a request; `effectiveAt` is UTC, RFC 3339 with milliseconds. */
export type LoadMovement = {
  kind: MovementKind
  from: Status | null
  to: Status
  effectiveAt: string
  /** Ground codes; only a request for correction has any here. */
  reasons: string[]
}

/** One item that the elector is asked to correct; `text` is Spanish, written to the elector. */
export type LoadCorrectionItem = { code: string; kind: CorrectionKind; text: string }

/** A request for correction. `answeredAt` is null while it is open, overdue or not. */
export type LoadCorrection = {
  openedAt: string
  dueAt: string
  answeredAt: string | null
  items: LoadCorrectionItem[]
}

/** A decision with the result of every requirement. */
export type LoadDecision = {
  decidedAt: string
  to: Status
  requirements: { code: Requirement; result: RequirementResult }[]
  reasons: { code: string; tellElector: boolean }[]
}

/**
 * A request with its person and its whole history, ready for loading. Instants are UTC, RFC 3339
 * with milliseconds; the first movement takes effect at `receivedAt` and each later one at least a
 * second after the one before.
 */
export type LoadRequest = {
  entity: string
  country: string
  medium: Medium
  credentialType: CredentialType
  modality: Modality
  venue: string | null
  sex: Sex
  birthDate: string
  receivedAt: string
  simulationOptIn: boolean
  identity: {
    electorKey: string
    curp: string | null
    cic: string | null
    ocr: string | null
    citizenIdentifier: string | null
    issueNumber: string | null
    givenNames: string
    firstSurname: string
    secondSurname: string | null
    section: string | null
  }
  contact: {
    address: { lines: string[]; city: string; region: string | null; postalCode: string | null }
    email: string | null
    mobile: string | null
  }
  documents: { type: DocumentType; sha256: string; mime: string; size: number }[]
  corrections: LoadCorrection[]
  decisions: LoadDecision[]
  movements: LoadMovement[]
}

/**
 * The 51,185 requests of the demo in order of reception, the same on every run. Added up as at
 * 2023-12-01T06:00:00Z (the end of 30 November in Mexico City) they give INE's published tables,
 * and as at the end of 31 October the split of press bulletin 415.
 *
 * Source: data/README.md; INE, progress report on the vote abroad, November 2023, sections 4.1.1
 * and 4.1.2; INE, press bulletin 415 of 1 November 2023.
 */
export function* demoPopulation(): Generator<LoadRequest> {
  const rows = publishedRows()
  const serials = new Serials(rows, 0, DEMO_SERIALS)
  for (const [index, row] of rows.entries()) {
    yield inventRequest(row, row.receivedMs, `${index + 1}`, draws(DEMO_SEED, index), serials)
  }
}

/**
 * Any number of requests in the proportions of the published ones, for measuring at scale: the same
 * rows repeated (or thinned out) evenly, each with a new person and a new history, in order of
 * reception, the same on every run. No clave de elector occurs twice, nor in `demoPopulation`.
 * Memory does not grow with `count`.
 *
 * @throws RangeError when a date of birth runs out of keys, far beyond ten million requests
 */
export function* syntheticPopulation(count: number): Generator<LoadRequest> {
  const rows = publishedRows()
  const serials = new Serials(rows, DEMO_SERIALS, UNUSUAL_HOMONYMS)
  for (let index = 0; index < count; index += 1) {
    const position = (index * rows.length) / count
    const row = rows[Math.floor(position)]
    if (!row) return
    // Copies of a row spread over the time until the next one, which keeps the order of reception.
    const next = rows[Math.floor(position) + 1]?.receivedMs ?? row.receivedMs + MINUTE
    const receivedMs = Math.floor(row.receivedMs + (next - row.receivedMs) * (position % 1))
    const random = draws(SYNTHETIC_SEED, index)
    yield inventRequest(row, receivedMs, `s${index + 1}`, random, serials)
  }
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Mexico City has kept UTC-6 all year since October 2022. */
const MEXICO_CITY_OFFSET = -6 * HOUR

const OPENS_AT = Date.UTC(2023, 8, 1) - MEXICO_CITY_OFFSET
/** End of 30 November 2023 in Mexico City; every movement is earlier. */
const CLOSES_AT = Date.UTC(2023, 11, 1) - MEXICO_CITY_OFFSET
const LAST_INSTANT = CLOSES_AT - 5 * SECOND

/** Days to answer a correction. Source: docs/domain.md §3.2 (`rectificationDays`, default 3). */
const RECTIFICATION_MS = 3 * DAY

const DEMO_SEED = 0x1e7a2023
const SYNTHETIC_SEED = 0x5ca1ab1e

type Random = () => number

/** Mulberry32 started for one request, so that no request depends on the draws of another. */
function draws(seed: number, index: number): Random {
  let state = seed ^ Math.imul(index + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function whole(random: Random, limit: number): number {
  return Math.floor(random() * limit)
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[whole(random, values.length)] as T
}

function digits(random: Random, length: number): string {
  return String(whole(random, 10 ** length)).padStart(length, '0')
}

/** A waiting time of the given mean: many short ones, some long. */
function wait(random: Random, mean: number): number {
  return -Math.log(1 - random()) * mean
}

type Row = {
  entity: string
  country: string
  medium: Medium
  credentialType: CredentialType
  modality: Modality
  sex: Sex
  birthDate: string
  status: string
  receivedMs: number
}

function publishedRows(): Row[] {
  return Array.from(readRequests(), (row) => ({
    entity: row.entity_code,
    country: row.country_iso2,
    medium: row.medium as Medium,
    credentialType: row.credential_type as CredentialType,
    modality: row.modality.toUpperCase() as Modality,
    sex: row.sex as Sex,
    birthDate: row.birth_date,
    status: row.status,
    receivedMs: Date.parse(row.received_at),
  }))
}

// biome-ignore format: a list of words reads better in rows
const WOMEN = [
  'Adriana', 'Alejandra', 'Alma', 'Ana', 'Araceli', 'Beatriz', 'Blanca', 'Brenda', 'Carmen',
  'Citlali', 'Claudia', 'Cristina', 'Daniela', 'Dulce', 'Edith', 'Elena', 'Elvira', 'Esther',
  'Fabiola', 'Gabriela', 'Graciela', 'Guadalupe', 'Irma', 'Itzel', 'Jimena', 'Josefina', 'Juana',
  'Laura', 'Leticia', 'Lorena', 'Lucía', 'Marisol', 'Martha', 'Mónica', 'Nayeli', 'Norma', 'Ofelia',
  'Patricia', 'Raquel', 'Rebeca', 'Rocío', 'Rosa', 'Sandra', 'Silvia', 'Sofía', 'Teresa',
  'Verónica', 'Xóchitl', 'Yolanda', 'Zenaida',
]

// biome-ignore format: a list of words reads better in rows
const MEN = [
  'Aarón', 'Abel', 'Adrián', 'Agustín', 'Alberto', 'Alejandro', 'Andrés', 'Antonio', 'Arturo',
  'Benito', 'Carlos', 'César', 'Cuauhtémoc', 'Daniel', 'David', 'Diego', 'Eduardo', 'Efraín',
  'Emilio', 'Enrique', 'Ernesto', 'Felipe', 'Fernando', 'Francisco', 'Gerardo', 'Guillermo',
  'Héctor', 'Hugo', 'Ignacio', 'Iván', 'Jaime', 'Javier', 'Jesús', 'Joaquín', 'Jorge', 'Juan',
  'Julio', 'Leonardo', 'Luis', 'Manuel', 'Marcos', 'Mario', 'Miguel', 'Óscar', 'Pablo', 'Pedro',
  'Rafael', 'Raúl', 'Roberto', 'Tomás',
]

// biome-ignore format: a list of words reads better in rows
const SURNAMES = [
  'Abecedario', 'Acordeón', 'Acuarela', 'Adverbio', 'Ahuehuete', 'Ajedrez', 'Ajolote', 'Alebrije',
  'Alfabeto', 'Alfombra', 'Amapola', 'Amaranto', 'Antaño', 'Archipiélago', 'Arcoíris', 'Ardilla',
  'Arrecife', 'Asterisco', 'Asteroide', 'Astrolabio', 'Azafrán', 'Balero', 'Biznaga', 'Boceto',
  'Borrador', 'Brújula', 'Bufanda', 'Bugambilia', 'Caballete', 'Candil', 'Canela', 'Canica',
  'Caracola', 'Castañuela', 'Catalejo', 'Cateto', 'Cempasúchil', 'Cenzontle', 'Cerrojo', 'Chayote',
  'Chubasco', 'Cincel', 'Colibrí', 'Cometa', 'Compás', 'Conjetura', 'Corchete', 'Crucigrama',
  'Diptongo', 'Dominó', 'Eclipse', 'Ejemplo', 'Engrane', 'Ensayo', 'Ensueño', 'Esbozo', 'Espejismo',
  'Fábula', 'Farola', 'Ficción', 'Girasol', 'Gorrión', 'Granizo', 'Guanábana', 'Guarismo',
  'Guitarra', 'Hexágono', 'Hipotenusa', 'Hipótesis', 'Hogaño', 'Huarache', 'Huitlacoche', 'Ilusión',
  'Inventado', 'Jacaranda', 'Jícama', 'Lámpara', 'Leyenda', 'Libélula', 'Lienzo', 'Logaritmo',
  'Luciérnaga', 'Mamey', 'Manantial', 'Mapache', 'Maqueta', 'Marimba', 'Meseta', 'Metrónomo',
  'Mezquite', 'Microscopio', 'Modelo', 'Muestra', 'Murciélago', 'Nebulosa', 'Nopalito', 'Novela',
  'Ñandú', 'Ñoñería', 'Orégano', 'Otoño', 'Papalote', 'Paraguas', 'Paréntesis', 'Péndulo',
  'Península', 'Pentagrama', 'Pestaña', 'Pimienta', 'Pincelada', 'Pitahaya', 'Poliedro', 'Prueba',
  'Quimera', 'Rebozo', 'Relámpago', 'Relato', 'Rompecabezas', 'Sarape', 'Sextante', 'Sílaba',
  'Simulacro', 'Sombrilla', 'Sueño', 'Supuesto', 'Tambora', 'Tapete', 'Tejocote', 'Telaraña',
  'Telescopio', 'Tlacuache', 'Tomillo', 'Tornillo', 'Trompeta', 'Trompo', 'Vainilla', 'Violonchelo',
  'Vocablo', 'Zapote', 'De la Imaginación', 'Del Espejo', 'De los Ensayos',
]

function inventGivenNames(random: Random, sex: Sex): string {
  const names = sex === 'M' ? WOMEN : MEN
  const first = pick(random, names)
  const kind = random()
  if (kind < 0.12) return `${sex === 'M' ? 'María' : 'José'} ${first}`
  if (kind < 0.35) {
    const second = pick(random, names)
    return second === first ? first : `${first} ${second}`
  }
  return first
}

const plainLetters = new Map<string, string>()

/** The last word of a name in small letters without accents, for the local part of an e-mail. */
function plain(name: string): string {
  let letters = plainLetters.get(name)
  if (letters === undefined) {
    letters = (name.split(' ').at(-1) ?? '')
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z]/g, '')
    plainLetters.set(name, letters)
  }
  return letters
}

const BIRTH_ENTITIES: readonly BirthEntityCode[] = [...ENTITY_CODES, '87', '88']

/**
 * Homonym numbers used: those whose last two digits are 05 or more. Real keys end in 00 or little
 * more, so that a key invented here is unlikely to be someone's.
 */
const UNUSUAL_HOMONYMS = 950
/** The demo takes the first of them, the synthetic population the others: they never meet. */
const DEMO_SERIALS = 50

/**
 * Numbers the people who share birth date, sex and entity of birth, which makes every clave de
 * elector unique whatever the names. Takes a few megabytes however many people there are.
 */
class Serials {
  readonly #groupOf = new Map<string, number>()
  readonly #next: Uint16Array
  readonly #limit: number

  constructor(rows: readonly Row[], first: number, limit: number) {
    for (const row of rows) {
      const key = row.birthDate + row.sex
      if (!this.#groupOf.has(key)) this.#groupOf.set(key, this.#groupOf.size)
    }
    this.#next = new Uint16Array(this.#groupOf.size * BIRTH_ENTITIES.length).fill(first)
    this.#limit = limit
  }

  /** The wished entity of birth, or the next one with numbers left, and the number in it. */
  take(row: Row, wished: BirthEntityCode): { entityCode: BirthEntityCode; serial: number } {
    const group = this.#groupOf.get(row.birthDate + row.sex) ?? 0
    const start = BIRTH_ENTITIES.indexOf(wished)
    for (let step = 0; step < BIRTH_ENTITIES.length; step += 1) {
      const entity = (start + step) % BIRTH_ENTITIES.length
      const cell = group * BIRTH_ENTITIES.length + entity
      const serial = this.#next[cell] ?? this.#limit
      if (serial < this.#limit) {
        this.#next[cell] = serial + 1
        return { entityCode: BIRTH_ENTITIES[entity] ?? wished, serial: serial + group * 7 }
      }
    }
    throw new RangeError(`No clave de elector is left for births of ${row.birthDate}`)
  }
}

/** Spreads serials over the unusual homonym numbers; 137 shares no factor with 950. */
function homonymOf(serial: number): number {
  const position = (serial * 137) % UNUSUAL_HOMONYMS
  return Math.floor(position / 95) * 100 + 5 + (position % 95)
}

function inventIdentity(row: Row, random: Random, serials: Serials): LoadRequest['identity'] {
  const origin = random()
  const wished: BirthEntityCode =
    origin < 0.74
      ? (row.entity as BirthEntityCode)
      : origin < 0.97
        ? pick(random, ENTITY_CODES)
        : origin < 0.995
          ? '87'
          : '88'
  const { entityCode, serial } = serials.take(row, wished)
  const holder: KeyHolder = {
    givenNames: inventGivenNames(random, row.sex),
    firstSurname: pick(random, SURNAMES),
    secondSurname: random() < 0.04 ? null : pick(random, SURNAMES),
    birthDate: row.birthDate,
    entityCode,
    sex: row.sex,
    homonym: homonymOf(serial),
  }
  const section = random() < 0.03 ? null : String(1 + whole(random, 6900)).padStart(4, '0')
  // Cards issued abroad are all of models E to H; a few of those issued in Mexico are of model D.
  const modelD = row.credentialType === 'CPV' && random() < 0.15
  return {
    electorKey: buildElectorKey(holder),
    curp: random() < 0.08 ? null : buildCurp({ ...holder, homonym: 3 + (serial % 7) }),
    cic: digits(random, 9),
    ocr: modelD ? (section ?? digits(random, 4)) + digits(random, 9) : null,
    citizenIdentifier: modelD ? null : digits(random, 9),
    issueNumber: `0${whole(random, 5)}`,
    givenNames: holder.givenNames,
    firstSurname: holder.firstSurname,
    secondSurname: holder.secondSurname,
    section,
  }
}

/**
 * Per country: calling code, shape of the postal code (`#` a digit, blank when there is none) and
 * places as `city,region`. Postal codes begin with zeros, or use letters, that none is assigned to.
 */
const PLACES = `
US|1|000##|Los Angeles,California;Chicago,Illinois;Houston,Texas;Dallas,Texas;San Antonio,Texas
US|1|000##|Phoenix,Arizona;New York,New York;Atlanta,Georgia;Denver,Colorado;Las Vegas,Nevada
US|1|000##|Seattle,Washington;Raleigh,North Carolina;Orlando,Florida;San Diego,California
US|1|000##|Fresno,California;Portland,Oregon;Milwaukee,Wisconsin;Salt Lake City,Utah
CA|1|X0X 0X#|Toronto,Ontario;Montreal,Quebec;Vancouver,British Columbia
CA|1|X0X 0X#|Calgary,Alberta;Ottawa,Ontario;Leamington,Ontario
ES|34|000##|Madrid,Madrid;Barcelona,Cataluña;Valencia,Comunidad Valenciana;Sevilla,Andalucía
DE|49|000##|Berlin,Berlin;München,Bayern;Hamburg,Hamburg;Frankfurt am Main,Hessen
FR|33|000##|Paris,Île-de-France;Lyon,Auvergne-Rhône-Alpes;Toulouse,Occitanie
GB|44|ZZ# #ZZ|London,England;Manchester,England;Edinburgh,Scotland
IT|39|000##|Roma,Lazio;Milano,Lombardia
NL|31|00## ZZ|Amsterdam,Noord-Holland;Rotterdam,Zuid-Holland
CH|41|00##|Zürich,Zürich;Genève,Genève
AU|61|00##|Sydney,New South Wales;Melbourne,Victoria
CO|57|0000##|Bogotá,Bogotá D.C.;Medellín,Antioquia
GT|502|000##|Ciudad de Guatemala,Guatemala
CL|56|00000##|Santiago,Región Metropolitana
BE|32|00##|Bruxelles,Bruxelles
SE|46|000 ##|Stockholm,Stockholm
AT|43|00##|Wien,Wien
BR|55|00000-0##|São Paulo,São Paulo;Rio de Janeiro,Rio de Janeiro
AR|54|00##|Buenos Aires,Buenos Aires
DK|45|00##|København,
IE|353||Dublin,
PA|507||Ciudad de Panamá,
JP|81|000-00##|Tokyo,Tokyo;Osaka,Osaka
FI|358|000##|Helsinki,
CR|506|000##|San José,San José
PR|1|000##|San Juan,
PE|51|000##|Lima,Lima
CZ|420|000 ##|Praha,
NZ|64|00##|Auckland,Auckland
PT|351|0000-0##|Lisboa,Lisboa
NO|47|00##|Oslo,
AE|971||Dubai,Dubai
CN|86|0000##|Shanghai,Shanghai
PL|48|00-0##|Warszawa,
IL|972|00000##|Tel Aviv,
EC|593|0000##|Quito,Pichincha
UY|598|000##|Montevideo,Montevideo
SV|503|00##|San Salvador,San Salvador
DO|1|000##|Santo Domingo,
HU|36|00##|Budapest,
BO|591||La Paz,La Paz
LU|352|00##|Luxembourg,
HN|504|000##|Tegucigalpa,Francisco Morazán
SG|65|0000##|Singapore,
GR|30|000 ##|Athina,
TR|90|000##|Istanbul,Istanbul
QA|974||Doha,
CU|53|000##|La Habana,La Habana
HK|852||Hong Kong,
IS|354|0##|Reykjavík,
VE|58|00##|Caracas,Distrito Capital
EE|372|000##|Tallinn,
RU|7|0000##|Moskva,
NI|505|000##|Managua,Managua
KR|82|000##|Seoul,
SK|421|000 ##|Bratislava,
GE|995|00##|Tbilisi,
MA|212|000##|Rabat,
RS|381|000##|Beograd,
SA|966|000##|Riyadh,
PH|63|00##|Manila,
TH|66|000##|Bangkok,
MY|60|000##|Kuala Lumpur,
ZA|27|00##|Pretoria,Gauteng
SI|386|00##|Ljubljana,
IN|91|0000##|New Delhi,Delhi
PY|595|00##|Asunción,
BZ|501||Belmopán,Cayo
MT|356|ZZZ 00##|Valletta,
RO|40|0000##|București,
EG|20|000##|Cairo,
AF|93|00##|Kabul,
KE|254|000##|Nairobi,
LI|423|00##|Vaduz,
UA|380|000##|Kyiv,
VN|84|0000##|Hanoi,
BA|387|000##|Sarajevo,
CY|357|00##|Nicosia,
HR|385|000##|Zagreb,
VA|379|000##|Ciudad del Vaticano,
KW|965|000##|Kuwait,
LB|961|00##|Beirut,
NG|234|0000##|Abuja,
OM|968|0##|Muscat,
MK|389|00##|Skopje,
AD|376|ZZ0##|Andorra la Vella,
AO|244||Luanda,
AW|297||Oranjestad,
BH|973|0##|Manama,
BM|1|ZZ ##|Hamilton,
ZZ|999||Ciudad Inventada,
`

type Country = {
  callingCode: string
  postalCode: string
  places: { city: string; region: string | null }[]
}

const COUNTRIES = new Map<string, Country>()
for (const line of PLACES.trim().split('\n')) {
  const [code = '', callingCode = '', postalCode = '', places = ''] = line.split('|')
  const country = COUNTRIES.get(code) ?? { callingCode, postalCode, places: [] }
  for (const place of places.split(';')) {
    const [city = '', region = ''] = place.split(',')
    country.places.push({ city, region: region || null })
  }
  COUNTRIES.set(code, country)
}

const ENGLISH_STREETS = [
  'Example Street',
  'Fictional Avenue',
  'Imaginary Road',
  'Invented Boulevard',
  'Make-Believe Drive',
  'Sample Lane',
]
const SPANISH_STREETS = [
  'Avenida Imaginaria',
  'Calle de la Muestra',
  'Calle del Ejemplo',
  'Calle Ficticia',
  'Calle Inventada',
  'Paseo del Supuesto',
]
const SPANISH_SPEAKING = new Set(
  'ES CO GT CL AR PA CR PR PE EC UY SV DO BO HN CU VE NI PY ZZ'.split(' '),
)

function inventContact(
  row: Row,
  label: string,
  identity: LoadRequest['identity'],
  random: Random,
): LoadRequest['contact'] {
  const country = COUNTRIES.get(row.country)
  if (!country) throw new RangeError(`No places for country ${row.country}`)
  const { city, region } = pick(random, country.places)
  const number = 1 + whole(random, 9999)
  const spanish = SPANISH_SPEAKING.has(row.country)
  const lines = [
    spanish
      ? `${pick(random, SPANISH_STREETS)} ${number}`
      : `${number} ${pick(random, ENGLISH_STREETS)}`,
  ]
  if (random() < 0.25) lines.push(`${spanish ? 'Depto.' : 'Apt.'} ${1 + whole(random, 60)}`)
  const reachable = row.modality === 'ELECTRONIC'
  const name = `${plain(identity.givenNames)}.${plain(identity.firstSurname)}.${label}`
  const domain = pick(random, ['example.com', 'example.net', 'example.org'])
  return {
    address: {
      lines,
      city,
      region,
      postalCode: country.postalCode
        ? country.postalCode.replace(/#/g, () => digits(random, 1))
        : null,
    },
    email: reachable || random() < 0.9 ? `${name}@${domain}` : null,
    mobile: reachable || random() < 0.85 ? inventMobile(country.callingCode, random) : null,
  }
}

/**
 * A number that nobody has: in the North American plan 555-0100 to 555-0199, kept for fiction; in
 * the United Kingdom 07700 900000 to 900999, likewise; elsewhere a national number that begins with
 * 000.
 */
function inventMobile(callingCode: string, random: Random): string {
  if (callingCode === '1') return `+1${200 + whole(random, 700)}55501${digits(random, 2)}`
  if (callingCode === '44') return `+447700900${digits(random, 3)}`
  return `+${callingCode}000${digits(random, 6)}`
}

/** Source: docs/domain.md §5.3. */
// biome-ignore format: a list of words reads better in rows
const UNITED_STATES_VENUES = [
  'ATLANTA', 'CHICAGO', 'DALLAS', 'FRESNO', 'HOUSTON', 'LOS_ANGELES', 'NEW_BRUNSWICK', 'NEW_YORK',
  'OKLAHOMA_CITY', 'ORLANDO', 'PHOENIX', 'RALEIGH', 'SACRAMENTO', 'SAN_BERNARDINO', 'SAN_DIEGO',
  'SAN_FRANCISCO', 'SAN_JOSE', 'SANTA_ANA', 'SEATTLE', 'WASHINGTON',
]

const VENUES = [...UNITED_STATES_VENUES, 'MONTREAL', 'MADRID', 'PARIS']

const VENUES_BY_COUNTRY = new Map<string, readonly string[]>([
  ['US', UNITED_STATES_VENUES],
  ['PR', ['ORLANDO', 'NEW_YORK']],
  ['CA', ['MONTREAL', 'MONTREAL', 'MONTREAL', 'SEATTLE', 'CHICAGO']],
  ['ES', ['MADRID']],
  ['PT', ['MADRID']],
  ['FR', ['PARIS']],
  ...'DE GB IT NL CH BE SE AT DK IE FI CZ NO PL HU LU GR'
    .split(' ')
    .map((code): [string, readonly string[]] => [code, ['PARIS', 'PARIS', 'MADRID']]),
])

function inventDocuments(row: Row, random: Random): LoadRequest['documents'] {
  const types: DocumentType[] =
    row.credentialType === 'CPV'
      ? ['CARD_FRONT', 'CARD_BACK', 'PROOF_OF_ADDRESS']
      : // Holders of a card issued abroad prove their address only when it has changed.
        row.medium === 'SRVE' && random() < 0.12
        ? ['PROOF_OF_ADDRESS']
        : []
  return types.map((type) => ({
    type,
    sha256: Array.from({ length: 8 }, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join(''),
    mime: type === 'PROOF_OF_ADDRESS' && random() < 0.6 ? 'application/pdf' : 'image/jpeg',
    size: 60_000 + whole(random, 2_900_000),
  }))
}

/**
 * The pace of human review, hour by hour in Mexico City: full in office hours, a little in the
 * evening and on Saturday morning, next to none otherwise; and until midnight on the last day, when
 * the report was closed. 16 September and 20 November were holidays.
 */
function paceOf(hour: number): number {
  const local = new Date(OPENS_AT + MEXICO_CITY_OFFSET + hour * HOUR)
  const [month, date, weekday, clock] = [
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCDay(),
    local.getUTCHours(),
  ]
  if (month === 11 && date === 30 && clock >= 9) return 1
  const holiday = (month === 9 && date === 16) || (month === 11 && date === 20)
  if (holiday || weekday === 0) return 0.01
  if (weekday === 6) return clock >= 9 && clock < 14 ? 0.2 : 0.01
  if (clock >= 9 && clock < 18) return 1
  return clock === 8 || clock === 18 || clock === 19 ? 0.2 : 0.01
}

const HOURS = (CLOSES_AT - OPENS_AT) / HOUR
/** Working hours done before each hour of the period. */
const WORK_BEFORE = new Float64Array(HOURS + 1)
for (let hour = 0; hour < HOURS; hour += 1) {
  WORK_BEFORE[hour + 1] = (WORK_BEFORE[hour] ?? 0) + paceOf(hour)
}

/** Working hours from the opening to an instant. */
function workAt(instant: number): number {
  const elapsed = (instant - OPENS_AT) / HOUR
  const hour = Math.min(Math.max(Math.floor(elapsed), 0), HOURS - 1)
  const before = WORK_BEFORE[hour] ?? 0
  return before + (elapsed - hour) * ((WORK_BEFORE[hour + 1] ?? 0) - before)
}

/** The instant by which so many working hours were done: the inverse of `workAt`. */
function instantOf(work: number): number {
  let low = 0
  let high = HOURS - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((WORK_BEFORE[middle] ?? 0) <= work) low = middle
    else high = middle - 1
  }
  const before = WORK_BEFORE[low] ?? 0
  const share = (work - before) / ((WORK_BEFORE[low + 1] ?? 0) - before)
  return Math.floor(OPENS_AT + (low + Math.min(share, 1)) * HOUR)
}

/** Of the initial requests, those received after this are unread at the close. */
const UNREAD_AFTER = CLOSES_AT - 50 * MINUTE

/** Corrections opened from here on are still within their term at the close. */
const IN_TERM_SINCE = CLOSES_AT - RECTIFICATION_MS
/** Overdue corrections of the demo were opened in the three weeks before. */
const OVERDUE_SINCE = IN_TERM_SINCE - 21 * DAY

/** What happened to a request: when it was read and passed on, its corrections, its decision. */
type Course = {
  checkedAt: number | null
  passedAt: number | null
  rounds: { openedAt: number; answeredAt: number | null }[]
  compliesAt: number | null
}

function inventCourse(row: Row, receivedMs: number, random: Random): Course {
  if (row.status === 'initial') {
    const checkedAt = receivedMs + 15 * SECOND + wait(random, 5 * MINUTE)
    const unread = receivedMs > UNREAD_AFTER
    return {
      checkedAt: unread ? null : Math.floor(Math.min(checkedAt, LAST_INSTANT)),
      passedAt: null,
      rounds: [],
      compliesAt: null,
    }
  }
  // The registry is asked by machine, at any hour; what comes late on the last day goes faster.
  const room = (LAST_INSTANT - receivedMs) / 2
  const toCheck = Math.min(15 * SECOND + wait(random, 90 * SECOND), room / 4)
  const toPass = Math.min(3 * MINUTE + wait(random, 30 * MINUTE), 100 * MINUTE, room - toCheck)
  const checkedAt = Math.floor(receivedMs + Math.max(toCheck, SECOND))
  const passedAt = Math.floor(checkedAt + Math.max(toPass, SECOND))
  const course = { checkedAt, passedAt, rounds: [], compliesAt: null }

  if (row.status === 'subsane') {
    // Two in three are within their term at the close, the others overdue and not yet closed.
    const inTerm = random() < 0.66
    const earliest = workAt(Math.max(passedAt + HOUR, inTerm ? IN_TERM_SINCE : OVERDUE_SINCE))
    const wished = workAt(inTerm ? LAST_INSTANT : IN_TERM_SINCE)
    const latest = wished > earliest ? wished : workAt(LAST_INSTANT)
    const openedAt = instantOf(earliest + (latest - earliest) * random())
    return { ...course, rounds: [{ openedAt, answeredAt: null }] }
  }

  const corrected = inventAnsweredRounds(row, passedAt, random)
  if (row.status === 'processing') return { ...course, rounds: corrected }

  const resumedAt = corrected.at(-1)?.answeredAt
  const start = workAt(resumedAt ?? passedAt)
  const left = workAt(LAST_INSTANT) - start
  const wished = resumedAt ? 1 + wait(random, 12) : 2 + wait(random, 26)
  const effort = wished < left ? wished : left * (0.1 + 0.89 * random())
  return { ...course, rounds: corrected, compliesAt: instantOf(start + effort) }
}

/**
 * The corrections that a request went through and answered: none for most; one, seldom two, for a
 * share that is larger for cards issued in Mexico, whose papers can be at fault. Late answers are
 * taken while nobody has closed the request.
 */
function inventAnsweredRounds(
  row: Row,
  passedAt: number,
  random: Random,
): { openedAt: number; answeredAt: number }[] {
  const share = row.credentialType === 'CPV' ? 0.45 : 0.17
  const chance = row.status === 'complies' ? share : share / 3
  const rounds: { openedAt: number; answeredAt: number }[] = []
  if (random() >= chance) return rounds
  const wantedRounds = random() < 0.08 ? 2 : 1
  let since = passedAt
  while (rounds.length < wantedRounds) {
    const openedAt = instantOf(workAt(since) + 1 + wait(random, 14))
    const days = random() < 0.76 ? 0.3 + 2.7 * random() : 3 + 9 * random()
    const answeredAt = Math.floor(openedAt + days * DAY)
    if (answeredAt > LAST_INSTANT - 2 * HOUR) break
    rounds.push({ openedAt, answeredAt })
    since = answeredAt
  }
  return rounds
}

type Ground = LoadCorrectionItem & { asks: 'anyone' | CredentialType | 'proof' }

/** What corrections ask for. Source: docs/domain.md §3.3 for the codes; the texts are ours. */
const GROUNDS: readonly Ground[] = [
  {
    code: 'SIGNATURE_ILLEGIBLE',
    kind: 'INCORRECT',
    asks: 'CPV',
    text: 'La firma de la hoja con su credencial no se distingue. Envíe otra foto con buena luz.',
  },
  {
    code: 'SIGNATURE_PHOTOCOPIED',
    kind: 'INCORRECT',
    asks: 'CPV',
    text: 'La firma es una copia. Firme a mano, o con su huella, la hoja con su credencial.',
  },
  {
    code: 'SIGNATURE_MISSING',
    kind: 'INCOMPLETE',
    asks: 'CPV',
    text: 'La hoja con su credencial no está firmada. Fírmela, o ponga su huella, y envíela.',
  },
  {
    code: 'CARD_SIDE_MISSING',
    kind: 'INCOMPLETE',
    asks: 'CPV',
    text: 'Las dos imágenes muestran el mismo lado de la credencial. Envíe el lado que falta.',
  },
  {
    code: 'CARD_ILLEGIBLE',
    kind: 'INCORRECT',
    asks: 'CPV',
    text: 'La imagen de su credencial no se puede leer. Envíe otra, enfocada y completa.',
  },
  {
    code: 'PROOF_EXPIRED',
    kind: 'OUTDATED',
    asks: 'proof',
    text: 'Su comprobante de domicilio tiene más de tres meses. Envíe uno reciente.',
  },
  {
    code: 'ADDRESS_NOT_ABROAD',
    kind: 'INCORRECT',
    asks: 'proof',
    text: 'El comprobante muestra un domicilio en México. Envíe uno de su domicilio actual.',
  },
  {
    code: 'CPVE_NOT_CONFIRMED',
    kind: 'INCOMPLETE',
    asks: 'CPVE',
    text: 'Falta confirmar que recibió su credencial. Confírmelo y avísenos.',
  },
  {
    code: 'CARD_DATA_MISMATCH',
    kind: 'INCORRECT',
    asks: 'anyone',
    text: 'Los datos escritos no coinciden con los de su credencial. Revíselos y corríjalos.',
  },
  {
    code: 'ADDRESS_NONEXISTENT',
    kind: 'INCORRECT',
    asks: 'anyone',
    text: 'No encontramos el domicilio que escribió. Revíselo y complételo.',
  },
  {
    code: 'CONTACT_INVALID',
    kind: 'INCORRECT',
    asks: 'anyone',
    text: 'No pudimos comunicarnos con los datos de contacto que dio. Revíselos y corríjalos.',
  },
  {
    code: 'INCOMPLETE',
    kind: 'INCOMPLETE',
    asks: 'anyone',
    text: 'Faltan datos en su solicitud. Complételos para seguir con su revisión.',
  },
]

function groundsFor(credentialType: CredentialType, proof: boolean): Ground[] {
  return GROUNDS.filter(
    ({ asks }) => asks === 'anyone' || asks === credentialType || (asks === 'proof' && proof),
  )
}

const GROUNDS_OF_CPV = groundsFor('CPV', true)
const GROUNDS_OF_CPVE = groundsFor('CPVE', false)
const GROUNDS_OF_CPVE_WITH_PROOF = groundsFor('CPVE', true)

function inventItems(
  row: Row,
  documents: LoadRequest['documents'],
  random: Random,
): LoadCorrectionItem[] {
  const grounds =
    row.credentialType === 'CPV'
      ? GROUNDS_OF_CPV
      : documents.length > 0
        ? GROUNDS_OF_CPVE_WITH_PROOF
        : GROUNDS_OF_CPVE
  const first = pick(random, grounds)
  const second = random() < 0.22 ? pick(random, grounds) : first
  const chosen = second === first ? [first] : [first, second]
  return chosen.map(({ code, kind, text }) => ({ code, kind, text }))
}

/** Source: docs/domain.md §2.1: what each kind of card must prove. */
function resultOf(
  code: Requirement,
  row: Row,
  documents: LoadRequest['documents'],
): RequirementResult {
  switch (code) {
    case 'CPVE_CONFIRMED':
      return row.credentialType === 'CPVE' ? 'MET' : 'NOT_APPLICABLE'
    case 'CARD_IMAGES':
    case 'SIGNATURE':
      return row.credentialType === 'CPV' ? 'MET' : 'NOT_APPLICABLE'
    case 'PROOF_OF_ADDRESS':
      return documents.some(({ type }) => type === code) ? 'MET' : 'NOT_APPLICABLE'
    default:
      return 'MET'
  }
}

function inventHistory(
  row: Row,
  receivedMs: number,
  documents: LoadRequest['documents'],
  random: Random,
): Pick<LoadRequest, 'corrections' | 'decisions' | 'movements'> {
  const { checkedAt, passedAt, rounds, compliesAt } = inventCourse(row, receivedMs, random)
  const corrections: LoadCorrection[] = []
  const decisions: LoadDecision[] = []
  const movements: LoadMovement[] = []

  addMovement(movements, 'SUBMISSION', 'RECEIVED', receivedMs)
  if (checkedAt !== null) addMovement(movements, 'INITIAL_CHECK', 'INITIAL_CHECK', checkedAt)
  if (passedAt !== null) addMovement(movements, 'INITIAL_CHECK', 'IN_ANALYSIS', passedAt)
  for (const round of rounds) {
    const items = inventItems(row, documents, random)
    const codes = items.map(({ code }) => code)
    corrections.push({
      openedAt: addMovement(movements, 'CORRECTION_REQUEST', 'SUBSANE', round.openedAt, codes),
      dueAt: new Date(round.openedAt + RECTIFICATION_MS).toISOString(),
      answeredAt:
        round.answeredAt === null
          ? null
          : addMovement(movements, 'CORRECTION_ANSWER', 'IN_ANALYSIS', round.answeredAt),
      items,
    })
  }
  if (compliesAt !== null) {
    decisions.push({
      decidedAt: addMovement(movements, 'DECISION', 'COMPLIES', compliesAt),
      to: 'COMPLIES',
      requirements: REQUIREMENTS.map((code) => ({ code, result: resultOf(code, row, documents) })),
      reasons: [],
    })
  }
  return { corrections, decisions, movements }
}

/** Adds a movement out of the state reached so far and returns its instant as text. */
function addMovement(
  movements: LoadMovement[],
  kind: MovementKind,
  to: Status,
  at: number,
  reasons: string[] = [],
): string {
  const effectiveAt = new Date(at).toISOString()
  movements.push({ kind, from: movements.at(-1)?.to ?? null, to, effectiveAt, reasons })
  return effectiveAt
}

function inventRequest(
  row: Row,
  receivedMs: number,
  label: string,
  random: Random,
  serials: Serials,
): LoadRequest {
  const identity = inventIdentity(row, random, serials)
  const documents = inventDocuments(row, random)
  return {
    entity: row.entity,
    country: row.country,
    medium: row.medium,
    credentialType: row.credentialType,
    modality: row.modality,
    venue:
      row.modality === 'IN_PERSON'
        ? pick(random, VENUES_BY_COUNTRY.get(row.country) ?? VENUES)
        : null,
    sex: row.sex,
    birthDate: row.birthDate,
    receivedAt: new Date(receivedMs).toISOString(),
    simulationOptIn: random() < (row.modality === 'ELECTRONIC' ? 0.4 : 0.1),
    identity,
    contact: inventContact(row, label, identity, random),
    documents,
    ...inventHistory(row, receivedMs, documents, random),
  }
}
