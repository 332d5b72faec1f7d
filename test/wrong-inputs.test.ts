/**
 * Whatever is sent wrong is told: by a 4xx, as problem+json, naming every wrong field; nothing is
 * written, and nothing of the person is repeated.
 */
import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { SignJWT } from 'jose'
import t, { type Test } from 'tap'
import type { TokenRequest } from '../src/access/development-tokens.ts'
import { newFolio } from '../src/inscription-requests/identifiers.ts'
import {
  FIELD_PROBLEMS,
  type FieldCode,
  PROBLEMS,
  type ProblemCode,
} from '../src/platform/errors.ts'
import { REQUIREMENTS } from '../src/vocabulary.ts'
import { type Caller, type Reply, type RunningApp, startApp } from './helpers/app.ts'
import { contentsOf } from './helpers/contents.ts'
import { aKey, allDocuments, aSubmission } from './helpers/requests.ts'

const REQUESTS = '/v1/inscription-requests'

/** Who calls. Each is a person or a system of its own. */
const CALLERS = {
  portal: { role: 'srve' },
  agent: { role: 'inetel_agent', subject: 'agente' },
  ana: { role: 'derfe_reviewer', subject: 'ana' },
  berta: { role: 'derfe_reviewer', subject: 'berta' },
  uno: { role: 'derfe_admin', subject: 'uno' },
  dos: { role: 'derfe_admin', subject: 'dos' },
  opl: { role: 'opl', entity: '09' },
  party: { role: 'party', party: 'PARTIDO_A' },
  utsi: { role: 'utsi' },
  nobody: undefined,
} as const satisfies Record<string, TokenRequest | undefined>
type Who = keyof typeof CALLERS

/** `/pointer CODE`, as short as a table needs it. */
type Wrong = `${string} ${FieldCode}`

type Case = {
  name: string
  as?: Who
  method?: string
  path?: string
  headers?: OutgoingHttpHeaders
  /** Objects travel as JSON; text and bytes as they are. */
  body?: unknown
  status?: number
  code?: ProblemCode
  /** Exactly what is wrong, in any order. */
  wrong?: Wrong[]
  /** Headers that the answer must carry. */
  carries?: Record<string, RegExp>
}

/** A name that is nowhere in the service's own words: an answer that holds it has repeated it. */
const CANARY = {
  givenNames: 'Quetzalina',
  firstSurname: 'Zopilote',
  secondSurname: 'Xoloitzcuintle',
  address: {
    lines: ['777 Xochiquetzal Lane'],
    city: 'Tlahuelilpanville',
    region: 'Aztlania',
    postalCode: 'Q7Q-7Q7',
  },
  email: 'zopilote.quetzalina@example.com',
  mobile: '+19995550777',
}

/** A good submission of the canary with some members changed; `undefined` leaves one out. */
const submissionWith = (change: Record<string, unknown>): Record<string, unknown> => ({
  ...aSubmission(CANARY),
  ...change,
})

/** A submission that is wrong in the way of its name. */
const submission = (name: string, change: Record<string, unknown>, ...wrong: Wrong[]): Case => ({
  name,
  path: REQUESTS,
  body: submissionWith(change),
  headers: { 'idempotency-key': aKey() },
  wrong,
})

const aDocument = (change: Record<string, unknown> = {}) => ({
  type: 'CARD_FRONT',
  sha256: 'a'.repeat(64),
  mime: 'image/jpeg',
  size: 1024,
  ...change,
})

const CARD = { cic: '123456789', citizenIdentifier: '987654321' }

/** Every rule of shape and of domain that a submission can break. */
const SUBMISSIONS: Case[] = [
  {
    ...submission(
      'nothing in it',
      {},
      ...[
        'electorKey',
        'givenNames',
        'firstSurname',
        'birthDate',
        'sex',
        'entity',
        'country',
        'address',
        'credentialType',
        'modality',
      ].map((field): Wrong => `/${field} REQUIRED`),
    ),
    body: {},
  },
  submission('no elector key', { electorKey: undefined }, '/electorKey REQUIRED'),
  submission('no given names', { givenNames: undefined }, '/givenNames REQUIRED'),
  submission('no first surname', { firstSurname: undefined }, '/firstSurname REQUIRED'),
  submission('no birth date', { birthDate: undefined }, '/birthDate REQUIRED'),
  submission('no sex', { sex: undefined }, '/sex REQUIRED'),
  submission('no entity', { entity: undefined }, '/entity REQUIRED'),
  submission('no country', { country: undefined }, '/country REQUIRED'),
  submission('no address', { address: undefined }, '/address REQUIRED'),
  submission('no credential type', { credentialType: undefined }, '/credentialType REQUIRED'),
  submission('no modality', { modality: undefined }, '/modality REQUIRED'),
  submission('an unknown field', { favouriteColour: 'red' }, '/favouriteColour UNKNOWN_FIELD'),
  submission('a field of ours', { status: 'COMPLIES' }, '/status UNKNOWN_FIELD'),
  submission('the medium', { medium: 'EX_OFFICIO' }, '/medium UNKNOWN_FIELD'),
  submission('a key with a slash', { 'a/b~c': 1 }, '/a~1b~0c UNKNOWN_FIELD'),
  submission('a member called constructor', { constructor: 1 }, '/constructor UNKNOWN_FIELD'),
  submission('a member called toString', { toString: 'x' }, '/toString UNKNOWN_FIELD'),
  submission('names that are null', { givenNames: null }, '/givenNames WRONG_TYPE'),
  submission('names that are a list', { givenNames: ['Ana'] }, '/givenNames WRONG_TYPE'),
  submission('names that are a number', { firstSurname: 7 }, '/firstSurname WRONG_TYPE'),
  submission('names that are an object', { secondSurname: {} }, '/secondSurname WRONG_TYPE'),
  submission('an empty name', { givenNames: '' }, '/givenNames TOO_SHORT'),
  submission('a blank name', { givenNames: '   ' }, '/givenNames TOO_SHORT'),
  submission('a long name', { givenNames: 'x'.repeat(81) }, '/givenNames TOO_LONG'),
  submission('a huge name', { firstSurname: 'ñ'.repeat(20_000) }, '/firstSurname TOO_LONG'),
  submission('U+0000 in a name', { givenNames: 'An\u0000a' }, '/givenNames INVALID_CHARACTER'),
  submission('a lone surrogate', { givenNames: 'An\ud800a' }, '/givenNames INVALID_CHARACTER'),
  submission(
    'an escape character',
    { firstSurname: '\u001b[31m' },
    '/firstSurname INVALID_CHARACTER',
  ),
  submission(
    'an elector key of another kind',
    { electorKey: 'X' },
    '/electorKey ELECTOR_KEY_FORMAT',
  ),
  submission(
    'an elector key that is too long',
    { electorKey: 'EJPRFC84022914M3000' },
    '/electorKey ELECTOR_KEY_FORMAT',
  ),
  submission(
    'an elector key in small letters',
    { electorKey: 'ejprfc84022914m300' },
    '/electorKey ELECTOR_KEY_FORMAT',
  ),
  submission(
    'an elector key with U+0000',
    { electorKey: 'EJPRFC8402291\u0000M300' },
    '/electorKey ELECTOR_KEY_FORMAT',
  ),
  submission(
    'an elector key of 30 February',
    { electorKey: 'EJPRFC84023014M300' },
    '/electorKey ELECTOR_KEY_DATE',
  ),
  submission('an elector key that is a number', { electorKey: 1 }, '/electorKey WRONG_TYPE'),
  submission('a CURP of another kind', { curp: 'EEPF' }, '/curp CURP_FORMAT'),
  submission('a CURP that is too long', { curp: 'EEPF840229MJCJRC088' }, '/curp CURP_FORMAT'),
  submission('a CURP that is a list', { curp: ['EEPF840229MJCJRC08'] }, '/curp WRONG_TYPE'),
  submission(
    'a CURP of 30 February',
    { curp: 'EEPF840230MJCJRC08' },
    '/curp CURP_DATE',
    '/curp CURP_CHECK_DIGIT',
  ),
  submission(
    'a CURP of a century to come',
    { curp: 'EEPF840229MJCJRCA3' },
    '/curp CURP_CENTURY',
    '/curp CURP_CHECK_DIGIT',
  ),
  submission('a CURP with a wrong digit', { curp: 'EEPF840229MJCJRC09' }, '/curp CURP_CHECK_DIGIT'),
  submission('a CIC alone', { cic: CARD.cic }, '/citizenIdentifier CARD_NUMBERS_REQUIRED'),
  submission('an OCR alone', { ocr: '1234567890123' }, '/cic CARD_NUMBERS_REQUIRED'),
  submission(
    'a citizen identifier alone',
    { citizenIdentifier: CARD.citizenIdentifier },
    '/cic CARD_NUMBERS_REQUIRED',
  ),
  submission('both card models', { ...CARD, ocr: '1234567890123' }, '/ocr NOT_ADMITTED'),
  submission('a short CIC', { ...CARD, cic: '12' }, '/cic WRONG_FORMAT'),
  submission('a CIC with letters', { ...CARD, cic: '12345678A' }, '/cic WRONG_FORMAT'),
  submission('a CIC that is a number', { ...CARD, cic: 123456789 }, '/cic WRONG_TYPE'),
  submission('an OCR of 11 digits', { cic: CARD.cic, ocr: '12345678901' }, '/ocr WRONG_FORMAT'),
  submission('an issue number of one digit', { issueNumber: '1' }, '/issueNumber WRONG_FORMAT'),
  submission('a section of three digits', { section: '123' }, '/section WRONG_FORMAT'),
  submission('digits of another script', { section: '١٢٣٤' }, '/section WRONG_FORMAT'),
  submission('30 February', { birthDate: '1990-02-30' }, '/birthDate INVALID_DATE'),
  submission(
    '29 February of a common year',
    { birthDate: '1900-02-29' },
    '/birthDate INVALID_DATE',
  ),
  submission('a date written otherwise', { birthDate: '30/01/1990' }, '/birthDate INVALID_DATE'),
  submission(
    'an instant as a date',
    { birthDate: '1990-01-30T00:00:00Z' },
    '/birthDate INVALID_DATE',
  ),
  submission('a date that is a number', { birthDate: 19900130 }, '/birthDate WRONG_TYPE'),
  submission(
    'the year 0',
    { birthDate: '0000-01-01' },
    '/birthDate INVALID_DATE',
    '/birthDate TOO_SMALL',
  ),
  submission('a date to come', { birthDate: '2023-12-02' }, '/birthDate DATE_IN_FUTURE'),
  submission(
    '18 on the day after the election',
    { birthDate: '2006-06-03' },
    '/birthDate UNDERAGE_ON_ELECTION_DAY',
  ),
  submission('the nineteenth century', { birthDate: '1899-12-31' }, '/birthDate TOO_SMALL'),
  submission('a sex that the card does not know', { sex: 'F' }, '/sex UNKNOWN_VALUE'),
  submission('a sex that is null', { sex: null }, '/sex UNKNOWN_VALUE'),
  submission('entity 33', { entity: '33' }, '/entity UNKNOWN_VALUE'),
  submission('an entity that is a number', { entity: 9 }, '/entity UNKNOWN_VALUE'),
  submission(
    'an entity that is a member of objects',
    { entity: 'constructor' },
    '/entity UNKNOWN_VALUE',
  ),
  submission('residence in Mexico', { country: 'MX' }, '/country RESIDENCE_IN_MEXICO'),
  submission('a country that is not', { country: 'QQ' }, '/country COUNTRY_UNKNOWN'),
  submission('the country of published data', { country: 'ZZ' }, '/country COUNTRY_UNKNOWN'),
  submission('a country in three letters', { country: 'USA' }, '/country COUNTRY_UNKNOWN'),
  submission('a country with U+0000', { country: 'U\u0000' }, '/country COUNTRY_UNKNOWN'),
  submission('a country that is a number', { country: 1 }, '/country WRONG_TYPE'),
  submission('an address that is a list', { address: [] }, '/address WRONG_TYPE'),
  submission('an address that is text', { address: '100 Example Street' }, '/address WRONG_TYPE'),
  submission('an address that is null', { address: null }, '/address WRONG_TYPE'),
  submission(
    'an empty address',
    { address: {} },
    '/address/lines REQUIRED',
    '/address/city REQUIRED',
  ),
  submission(
    'no lines of address',
    { address: { lines: [], city: 'X' } },
    '/address/lines TOO_FEW',
  ),
  submission(
    'five lines of address',
    { address: { lines: ['1', '2', '3', '4', '5'], city: 'X' } },
    '/address/lines TOO_MANY',
  ),
  submission(
    'lines of several wrong kinds',
    { address: { lines: ['', null, 'x'.repeat(121), 'a\u0007'], city: '' } },
    '/address/lines/0 TOO_SHORT',
    '/address/lines/1 WRONG_TYPE',
    '/address/lines/2 TOO_LONG',
    '/address/lines/3 INVALID_CHARACTER',
    '/address/city TOO_SHORT',
  ),
  submission(
    'an address with a country of its own',
    { address: { lines: ['x'], city: 'X', country: 'US' } },
    '/address/country UNKNOWN_FIELD',
  ),
  submission(
    'a long postal code',
    { address: { lines: ['x'], city: 'X', postalCode: '1'.repeat(17) } },
    '/address/postalCode TOO_LONG',
  ),
  submission('an e-mail without a domain', { email: 'nobody' }, '/email INVALID_EMAIL'),
  submission('an e-mail with U+0000', { email: 'a\u0000@example.com' }, '/email INVALID_EMAIL'),
  submission(
    'a long e-mail',
    { email: `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c.'.repeat(70)}com` },
    '/email TOO_LONG',
  ),
  submission('a mobile without a country', { mobile: '5512345678' }, '/mobile INVALID_MOBILE'),
  submission('a mobile that is a number', { mobile: 5512345678 }, '/mobile WRONG_TYPE'),
  submission(
    'no e-mail for voting online',
    { email: undefined },
    '/email EMAIL_REQUIRED_FOR_ELECTRONIC',
  ),
  submission(
    'neither e-mail nor mobile for voting online',
    { email: undefined, mobile: undefined },
    '/email EMAIL_REQUIRED_FOR_ELECTRONIC',
    '/mobile MOBILE_REQUIRED_FOR_ELECTRONIC',
  ),
  submission(
    'no venue for voting in person',
    { modality: 'IN_PERSON' },
    '/venue VENUE_REQUIRED_FOR_IN_PERSON',
  ),
  submission(
    'a venue for voting by post',
    { modality: 'POSTAL', venue: 'CHICAGO' },
    '/venue VENUE_ONLY_FOR_IN_PERSON',
  ),
  submission(
    'a venue that is not',
    { modality: 'IN_PERSON', venue: 'ATLANTIS' },
    '/venue VENUE_UNKNOWN',
  ),
  submission(
    'a venue in small letters',
    { modality: 'IN_PERSON', venue: 'chicago' },
    '/venue VENUE_UNKNOWN',
  ),
  submission('a modality that is not', { modality: 'TELEPATHIC' }, '/modality UNKNOWN_VALUE'),
  submission('a modality that is a list', { modality: ['POSTAL'] }, '/modality UNKNOWN_VALUE'),
  submission(
    'a credential that is not',
    { credentialType: 'INE' },
    '/credentialType UNKNOWN_VALUE',
  ),
  submission(
    'a card of Mexico without documents',
    { credentialType: 'CPV' },
    '/documents DOCUMENTS_REQUIRED_FOR_CPV',
  ),
  submission(
    'a card of Mexico without proof of address',
    { credentialType: 'CPV', documents: allDocuments().slice(0, 2) },
    '/documents DOCUMENTS_REQUIRED_FOR_CPV',
  ),
  submission(
    'one document twice',
    { documents: [aDocument(), aDocument()] },
    '/documents/1/type REPEATED',
  ),
  submission('documents that are an object', { documents: {} }, '/documents WRONG_TYPE'),
  submission('a document that is null', { documents: [null] }, '/documents/0 WRONG_TYPE'),
  submission(
    'seven documents',
    { documents: Array.from({ length: 7 }, () => aDocument()) },
    '/documents TOO_MANY',
    ...[1, 2, 3, 4, 5, 6].map((index): Wrong => `/documents/${index}/type REPEATED`),
  ),
  submission(
    'a document of a wrong kind in every member',
    {
      documents: [
        { type: 'SELFIE', sha256: 'A'.repeat(64), mime: 'image/gif', size: 0, name: 'x' },
      ],
    },
    '/documents/0/type UNKNOWN_VALUE',
    '/documents/0/sha256 INVALID_SHA256',
    '/documents/0/mime UNKNOWN_VALUE',
    '/documents/0/size TOO_SMALL',
    '/documents/0/name UNKNOWN_FIELD',
  ),
  submission(
    'half a byte',
    { documents: [aDocument({ size: 1.5 })] },
    '/documents/0/size WRONG_TYPE',
  ),
  submission(
    'a document that is too large',
    { documents: [aDocument({ size: 20_000_001 })] },
    '/documents/0/size TOO_LARGE',
  ),
  submission(
    'a size that is text',
    { documents: [aDocument({ size: '1' })] },
    '/documents/0/size WRONG_TYPE',
  ),
  submission('a word for yes', { simulationOptIn: 'sí' }, '/simulationOptIn WRONG_TYPE'),
  submission('a folio of no form', { supersedes: '1234' }, '/supersedes INVALID_FOLIO'),
  submission(
    'a folio with a wrong check character',
    { supersedes: '4Z8N-7QKM-2WXT-1' },
    '/supersedes INVALID_FOLIO',
  ),
  submission(
    'everything at once',
    {
      electorKey: 'X',
      curp: 'X',
      birthDate: '1990-13-01',
      sex: 'Z',
      entity: '00',
      country: 'MX',
      email: 'x',
      mobile: 'x',
      credentialType: 'CPV',
      modality: 'POSTAL',
      venue: 'ATLANTIS',
      cic: '1',
      extra: true,
    },
    '/electorKey ELECTOR_KEY_FORMAT',
    '/curp CURP_FORMAT',
    '/birthDate INVALID_DATE',
    '/sex UNKNOWN_VALUE',
    '/entity UNKNOWN_VALUE',
    '/country RESIDENCE_IN_MEXICO',
    '/email INVALID_EMAIL',
    '/mobile INVALID_MOBILE',
    '/documents DOCUMENTS_REQUIRED_FOR_CPV',
    '/venue VENUE_ONLY_FOR_IN_PERSON',
    '/venue VENUE_UNKNOWN',
    '/cic WRONG_FORMAT',
    '/citizenIdentifier CARD_NUMBERS_REQUIRED',
    '/extra UNKNOWN_FIELD',
  ),
]

const json = (value: unknown): string => JSON.stringify(value)

/** A good submission whose JSON text holds `needle` where `member` stands. */
const spliced = (member: string, needle: string | Buffer): Buffer => {
  const [before = '', after = ''] = json(submissionWith({ [member]: '@@' })).split('"@@"')
  return Buffer.concat([Buffer.from(before), Buffer.from(needle), Buffer.from(after)])
}

/** A body that cannot be read as JSON in UTF-8, or is another thing than an object. */
const body = (name: string, sent: string | Buffer | undefined, expected: Partial<Case>): Case => ({
  name,
  path: REQUESTS,
  body: sent,
  ...expected,
  headers: { 'idempotency-key': aKey(), ...expected.headers },
})

const malformed = { code: 'MALFORMED_JSON' } as const
const unsupported = { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' } as const

const BODIES: Case[] = [
  body('empty JSON', '', malformed),
  body('half a document', '{"electorKey":', malformed),
  body('a trailing comma', '{"electorKey":"X",}', malformed),
  body('single quotes', "{'electorKey':'X'}", malformed),
  body('NaN', spliced('simulationOptIn', 'NaN'), malformed),
  body('a comment', '{} // nothing', malformed),
  body('two documents', '{}{}', malformed),
  body(
    '__proto__',
    spliced('region', '1').toString().replace('{', '{"__proto__":{"role":"derfe_admin"},'),
    malformed,
  ),
  body('constructor.prototype', '{"constructor":{"prototype":{"role":"derfe_admin"}}}', malformed),
  body('UTF-16', Buffer.from(json(submissionWith({})), 'utf16le'), malformed),
  body('a byte of Latin-1', spliced('givenNames', Buffer.from('"Mu\xf1oz"', 'latin1')), malformed),
  body(
    'a surrogate in raw bytes',
    spliced('givenNames', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])),
    malformed,
  ),
  body(
    'an overlong encoding of NUL',
    spliced('givenNames', Buffer.from([0x22, 0x41, 0xc0, 0x80, 0x22])),
    malformed,
  ),
  body('a cut sequence', spliced('givenNames', Buffer.from([0x22, 0xc3, 0x22])), malformed),
  body('compressed', Buffer.from('1f8b0800000000000003abae050043bfa6a302000000', 'hex'), {
    ...malformed,
    headers: { 'content-encoding': 'gzip' },
  }),
  body('brackets without end', '['.repeat(60_000), malformed),
  body('null', 'null', { wrong: ['/ WRONG_TYPE'] }),
  body('a list', json([submissionWith({})]), { wrong: ['/ WRONG_TYPE'] }),
  body('text', '"solicitud"', { wrong: ['/ WRONG_TYPE'] }),
  body('a number', '1', { wrong: ['/ WRONG_TYPE'] }),
  body('true', 'true', { wrong: ['/ WRONG_TYPE'] }),
  body('a deep list', '['.repeat(25_000) + ']'.repeat(25_000), { wrong: ['/ WRONG_TYPE'] }),
  body('a deep member', spliced('email', `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`), {
    wrong: ['/email INVALID_EMAIL'],
  }),
  body('infinity', spliced('simulationOptIn', '1e400'), { wrong: ['/simulationOptIn WRONG_TYPE'] }),
  body(
    'a size beyond whole numbers',
    spliced('documents', `[${json(aDocument()).replace('1024', '9007199254740993')}]`),
    { wrong: ['/documents/0/size WRONG_TYPE', '/documents/0/size TOO_LARGE'] },
  ),
  body(
    'an infinite size',
    spliced('documents', `[${json(aDocument()).replace('1024', '1e999')}]`),
    { wrong: ['/documents/0/size WRONG_TYPE'] },
  ),
  body('a number of a thousand digits', spliced('section', '9'.repeat(1_000)), {
    wrong: ['/section WRONG_TYPE'],
  }),
  body('too large', json(submissionWith({ givenNames: 'x'.repeat(70_000) })), {
    status: 413,
    code: 'BODY_TOO_LARGE',
  }),
  body('plain text', json(submissionWith({})), {
    ...unsupported,
    headers: { 'content-type': 'text/plain' },
  }),
  body('a form', 'electorKey=X', {
    ...unsupported,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  body('several parts', '--x\r\n\r\n--x--', {
    ...unsupported,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }),
  body('XML', '<solicitud/>', { ...unsupported, headers: { 'content-type': 'application/xml' } }),
  body('a type that is none', '{}', { ...unsupported, headers: { 'content-type': 'json' } }),
  body('almost JSON', '{}', { ...unsupported, headers: { 'content-type': 'application/jsonp' } }),
]

/** Wrong headers of a good submission. */
const header = (name: string, headers: OutgoingHttpHeaders, ...wrong: Wrong[]): Case => ({
  ...submission(name, {}, ...wrong),
  headers,
})

const KEY = 'header.idempotency-key'

const HEADERS: Case[] = [
  header('no idempotency key', {}, `${KEY} REQUIRED`),
  header('a short key', { 'idempotency-key': 'short' }, `${KEY} INVALID_IDEMPOTENCY_KEY`),
  header('an empty key', { 'idempotency-key': '' }, `${KEY} INVALID_IDEMPOTENCY_KEY`),
  header('a long key', { 'idempotency-key': 'k'.repeat(129) }, `${KEY} INVALID_IDEMPOTENCY_KEY`),
  header(
    'a key with blanks',
    { 'idempotency-key': 'one two three' },
    `${KEY} INVALID_IDEMPOTENCY_KEY`,
  ),
  header('two keys', { 'idempotency-key': [aKey(), aKey()] }, `${KEY} INVALID_IDEMPOTENCY_KEY`),
  header(
    'a key beyond ASCII',
    { 'idempotency-key': Buffer.from('clave-número-1').toString('latin1') },
    `${KEY} INVALID_IDEMPOTENCY_KEY`,
  ),
]

/** Tokens that are nobody's. */
const unauthenticated = (name: string, authorization?: string): Case => ({
  name,
  as: 'nobody',
  method: 'GET',
  path: '/v1/aggregates/entities',
  headers: authorization === undefined ? {} : { authorization },
  status: 401,
  code: 'UNAUTHENTICATED',
  carries: { 'www-authenticate': /^Bearer realm=/ },
})

const read = (name: string, path: string, expected: Partial<Case>): Case => ({
  name,
  as: 'uno',
  method: 'GET',
  path,
  ...expected,
  headers: { purpose: 'Prueba', ...expected.headers },
})

const wrongQuery = (path: string, ...wrong: Wrong[]): Case => read(`query ${path}`, path, { wrong })

const cursorOf = (content: unknown): string => Buffer.from(json(content)).toString('base64url')
/** What a cursor of the list without filters says of them. */
const NO_FILTERS = json(Array(11).fill(null))
const ID = '018f0000-0000-7000-8000-000000000000'

/** Lists, figures, cut-offs and catalogues asked for in a wrong way. */
const QUERIES: Case[] = [
  wrongQuery(`${REQUESTS}?limit=0`, 'query.limit TOO_SMALL'),
  wrongQuery(`${REQUESTS}?limit=201`, 'query.limit TOO_LARGE'),
  wrongQuery(`${REQUESTS}?limit=-1`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=ten`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=1.5`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=0x10`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=1e1`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=${'9'.repeat(400)}`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?limit=10&limit=20`, 'query.limit WRONG_TYPE'),
  wrongQuery(`${REQUESTS}?Status=RECEIVED`, 'query.Status UNKNOWN_FIELD'),
  wrongQuery(
    `${REQUESTS}?page=2&sort=name`,
    'query.page UNKNOWN_FIELD',
    'query.sort UNKNOWN_FIELD',
  ),
  wrongQuery(`${REQUESTS}?__proto__=1`, 'query.__proto__ UNKNOWN_FIELD'),
  wrongQuery(`${REQUESTS}?status=received`, 'query.status UNKNOWN_VALUE'),
  wrongQuery(`${REQUESTS}?status=RECEIVED&status=COMPLIES`, 'query.status UNKNOWN_VALUE'),
  wrongQuery(`${REQUESTS}?status=`, 'query.status UNKNOWN_VALUE'),
  wrongQuery(`${REQUESTS}?entity=33`, 'query.entity UNKNOWN_VALUE'),
  wrongQuery(
    `${REQUESTS}?sex=F&medium=FAX`,
    'query.sex UNKNOWN_VALUE',
    'query.medium UNKNOWN_VALUE',
  ),
  wrongQuery(
    `${REQUESTS}?credentialType=X&modality=X`,
    'query.credentialType UNKNOWN_VALUE',
    'query.modality UNKNOWN_VALUE',
  ),
  wrongQuery(`${REQUESTS}?country=usa`, 'query.country COUNTRY_UNKNOWN'),
  wrongQuery(`${REQUESTS}?country=%00%00`, 'query.country COUNTRY_UNKNOWN'),
  wrongQuery(`${REQUESTS}?receivedFrom=2023-09-01`, 'query.receivedFrom INVALID_INSTANT'),
  wrongQuery(`${REQUESTS}?receivedTo=2023-09-31T00:00:00Z`, 'query.receivedTo INVALID_INSTANT'),
  wrongQuery(`${REQUESTS}?receivedTo=2023-09-30T24:00:00Z`, 'query.receivedTo INVALID_INSTANT'),
  wrongQuery(
    `${REQUESTS}?updatedSince=2023-09-01T00:00:00-06:00`,
    'query.updatedSince INVALID_INSTANT',
  ),
  wrongQuery(
    `${REQUESTS}?updatedSince=2023-09-01T00:00:00.0001Z`,
    'query.updatedSince INVALID_INSTANT',
  ),
  wrongQuery(`${REQUESTS}?receivedFrom=0000-01-01T00:00:00Z`, 'query.receivedFrom INVALID_INSTANT'),
  wrongQuery(`${REQUESTS}?process=2029-2030`, 'query.process PROCESS_UNKNOWN'),
  wrongQuery(`${REQUESTS}?process=${'9'.repeat(21)}`, 'query.process TOO_LONG'),
  wrongQuery(`${REQUESTS}?process=%00`, 'query.process PROCESS_UNKNOWN'),
  wrongQuery(`${REQUESTS}?process=%E0%A4`, 'query.process PROCESS_UNKNOWN'),
  wrongQuery(`${REQUESTS}?cursor=abc`, 'query.cursor INVALID_CURSOR'),
  wrongQuery(`${REQUESTS}?cursor=`, 'query.cursor INVALID_CURSOR'),
  wrongQuery(`${REQUESTS}?cursor=${'a'.repeat(401)}`, 'query.cursor INVALID_CURSOR'),
  wrongQuery(`${REQUESTS}?cursor=${cursorOf(null)}`, 'query.cursor INVALID_CURSOR'),
  wrongQuery(`${REQUESTS}?cursor=${cursorOf(['now', ID, '[]'])}`, 'query.cursor INVALID_CURSOR'),
  wrongQuery(
    `${REQUESTS}?cursor=${cursorOf(['1', ID, NO_FILTERS])}`,
    'query.cursor INVALID_CURSOR',
  ),
  wrongQuery(
    `${REQUESTS}?cursor=${cursorOf(['2023-12-01T06:00:00Z', '-'.repeat(36), NO_FILTERS])}`,
    'query.cursor INVALID_CURSOR',
  ),
  wrongQuery(
    `${REQUESTS}?cursor=${cursorOf(['2023-12-01T06:00:00Z', ID, '["otro"]'])}`,
    'query.cursor CURSOR_OF_OTHER_FILTERS',
  ),
  wrongQuery('/v1/aggregates/entities?status=SUPERSEDED', 'query.status UNKNOWN_VALUE'),
  wrongQuery('/v1/aggregates/entities?country=QQ', 'query.country COUNTRY_UNKNOWN'),
  wrongQuery('/v1/aggregates/entities?groupBy=sex', 'query.groupBy UNKNOWN_FIELD'),
  wrongQuery('/v1/aggregates/entities?validAsOf=2023-02-29', 'query.validAsOf WRONG_FORMAT'),
  wrongQuery('/v1/aggregates/entities?validAsOf=0000-01-01', 'query.validAsOf WRONG_FORMAT'),
  wrongQuery('/v1/aggregates/entities?validAsOf=ayer', 'query.validAsOf WRONG_FORMAT'),
  wrongQuery('/v1/aggregates/entities?validAsOf=', 'query.validAsOf WRONG_FORMAT'),
  wrongQuery('/v1/aggregates/review?validAsOf=2023-12-01', 'query.validAsOf IN_THE_FUTURE'),
  wrongQuery('/v1/aggregates/daily?validAsOf=9999-12-31', 'query.validAsOf IN_THE_FUTURE'),
  wrongQuery('/v1/aggregates/countries?knownAsOf=999999999', 'query.knownAsOf AFTER_KNOWN'),
  wrongQuery(
    '/v1/aggregates/countries?knownAsOf=2024-01-01T00:00:00Z',
    'query.knownAsOf AFTER_KNOWN',
  ),
  wrongQuery('/v1/aggregates/countries?knownAsOf=-1', 'query.knownAsOf INVALID_INSTANT'),
  wrongQuery('/v1/aggregates/countries?knownAsOf=1e400', 'query.knownAsOf INVALID_INSTANT'),
  wrongQuery(
    '/v1/aggregates/countries?knownAsOf=9007199254740993',
    'query.knownAsOf INVALID_INSTANT',
  ),
  wrongQuery('/v1/aggregates/countries?knownAsOf=', 'query.knownAsOf INVALID_INSTANT'),
  wrongQuery('/v1/aggregates/country-entity?format=xml', 'query.format UNKNOWN_VALUE'),
  wrongQuery('/v1/aggregates/entities?process=2029-2030', 'query.process PROCESS_UNKNOWN'),
  wrongQuery('/v1/cutoffs?status=SEALED', 'query.status UNKNOWN_FIELD'),
  wrongQuery('/v1/cutoffs?process=x', 'query.process PROCESS_UNKNOWN'),
  wrongQuery('/v1/cutoffs/2023-11-28?table=secret', 'query.table UNKNOWN_TABLE'),
  wrongQuery('/v1/cutoffs/2023-11-28?table=constructor', 'query.table UNKNOWN_TABLE'),
  wrongQuery('/v1/cutoffs/2023-11-31', 'path.date INVALID_DATE'),
  wrongQuery('/v1/cutoffs/0000-01-01', 'path.date INVALID_DATE'),
  wrongQuery('/v1/cutoffs/latest', 'path.date INVALID_DATE'),
  wrongQuery('/v1/catalogues/planets', 'path.name UNKNOWN_VALUE'),
  wrongQuery('/v1/catalogues/constructor', 'path.name UNKNOWN_VALUE'),
  wrongQuery('/v1/catalogues/entities?asOf=2023-13-01', 'query.asOf WRONG_FORMAT'),
  wrongQuery('/v1/catalogues/transitions?from=RECEIVED', 'query.from UNKNOWN_FIELD'),
  wrongQuery('/v1/catalogues/venues/versions?status=PROPOSED', 'query.status UNKNOWN_FIELD'),
  wrongQuery(`${REQUESTS}/4Z8N-7QKM-2WXT-1`, 'path.folio INVALID_FOLIO'),
  wrongQuery(`${REQUESTS}/4z8n-7qkm-2wxt-e`, 'path.folio INVALID_FOLIO'),
  wrongQuery(`${REQUESTS}/%00`, 'path.folio INVALID_FOLIO'),
  wrongQuery(`${REQUESTS}/..%2F..%2Fetc%2Fpasswd`, 'path.folio INVALID_FOLIO'),
  wrongQuery(`${REQUESTS}/4Z8N-7QKM-2WXT-0?expand=all`, 'query.expand UNKNOWN_FIELD'),
  wrongQuery(`${REQUESTS}/4Z8N-7QKM-2WXT-0/movements?limit=1`, 'query.limit UNKNOWN_FIELD'),
  read('mistakes in path, query and header at once', `${REQUESTS}/x?a=1`, {
    headers: { purpose: '%' },
    wrong: ['path.folio INVALID_FOLIO', 'query.a UNKNOWN_FIELD', 'header.purpose INVALID_PURPOSE'],
  }),
  read('no purpose', `${REQUESTS}?status=RECEIVED`, {
    headers: { purpose: undefined },
    code: 'PURPOSE_REQUIRED',
  }),
  read('a short purpose', REQUESTS, {
    headers: { purpose: 'no' },
    wrong: ['header.purpose INVALID_PURPOSE'],
  }),
  read('a long purpose', REQUESTS, {
    headers: { purpose: 'x'.repeat(201) },
    wrong: ['header.purpose INVALID_PURPOSE'],
  }),
  read('a purpose that is badly encoded', REQUESTS, {
    headers: { purpose: 'Atenci%F3n' },
    wrong: ['header.purpose INVALID_PURPOSE'],
  }),
  read('a form of figures that is not', '/v1/aggregates/entities', {
    headers: { accept: 'application/xml' },
    status: 406,
    code: 'NOT_ACCEPTABLE',
  }),
  read('a form of a cut-off that is not', '/v1/cutoffs/2023-11-28', {
    headers: { accept: 'image/png' },
    status: 406,
    code: 'NOT_ACCEPTABLE',
  }),
  read('an OPL filters by what it does not see', `${REQUESTS}?sex=H`, {
    as: 'opl',
    status: 403,
    code: 'FIELD_FORBIDDEN',
  }),
  read('an OPL asks for figures of another entity', '/v1/aggregates/entities?entity=14', {
    as: 'opl',
    status: 403,
    code: 'ENTITY_FORBIDDEN',
  }),
  read('an OPL asks for figures known at any number', '/v1/aggregates/entities?knownAsOf=1', {
    as: 'opl',
    status: 403,
    code: 'POINT_NOT_PUBLISHED',
  }),
  read('a party asks for live figures, whatever the query', '/v1/aggregates/entities?limit=x', {
    as: 'party',
    status: 403,
    code: 'FORBIDDEN',
  }),
  read('a cut-off of a day without one', '/v1/cutoffs/2023-09-20', {
    status: 404,
    code: 'NOT_FOUND',
  }),
  read('a folio of nobody', `${REQUESTS}/4Z8N-7QKM-2WXT-0`, { status: 404, code: 'NOT_FOUND' }),
]

const unknownAddress = (path: string, method = 'GET'): Case => ({
  name: `address ${method} ${path}`,
  as: 'uno',
  method,
  path,
  status: 404,
  code: 'UNKNOWN_ADDRESS',
})

const wrongMethod = (method: string, path: string, allow: RegExp): Case => ({
  name: `method ${method} ${path}`,
  as: 'uno',
  method,
  path,
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  carries: { allow },
})

const ADDRESSES: Case[] = [
  unknownAddress('/v1'),
  unknownAddress('/v1/'),
  unknownAddress('/v2/inscription-requests'),
  {
    ...unknownAddress(`${REQUESTS}/`),
    name: 'an empty folio',
    status: 400,
    code: 'INVALID_REQUEST',
    wrong: ['path.folio INVALID_FOLIO'],
    headers: { purpose: 'Prueba' },
  },
  unknownAddress('/V1/inscription-requests'),
  unknownAddress('/v1/aggregates/secrets'),
  unknownAddress('/v1/inscription-requests/4Z8N-7QKM-2WXT-0/secrets'),
  unknownAddress('/%2e%2e/etc/passwd'),
  unknownAddress('/v1/nothing', 'POST'),
  { ...unknownAddress('/v1/nothing'), name: 'an unknown address without a token', as: 'nobody' },
  {
    name: 'a badly encoded address',
    as: 'uno',
    method: 'GET',
    path: '/v1/cutoffs/%E0%A4%A',
    code: 'MALFORMED_URL',
  },
  {
    name: 'a lone percent sign',
    as: 'uno',
    method: 'GET',
    path: '/v1/cutoffs/%',
    code: 'MALFORMED_URL',
  },
  {
    name: 'a parameter that is too long',
    as: 'uno',
    method: 'GET',
    path: `/v1/cutoffs/${'9'.repeat(201)}`,
    status: 414,
    code: 'URL_TOO_LONG',
  },
  {
    name: 'an address that is too long',
    as: 'uno',
    method: 'GET',
    path: `/v1/cutoffs?process=${'9'.repeat(17_000)}`,
    status: 431,
    code: 'HEADERS_TOO_LARGE',
  },
  {
    name: 'headers that are too large',
    as: 'uno',
    method: 'GET',
    path: '/v1/cutoffs',
    headers: { 'x-filler': 'x'.repeat(17_000) },
    status: 431,
    code: 'HEADERS_TOO_LARGE',
  },
  wrongMethod('DELETE', REQUESTS, /^(?=.*GET)(?=.*POST)/),
  wrongMethod('PUT', REQUESTS, /POST/),
  wrongMethod('PATCH', `${REQUESTS}/4Z8N-7QKM-2WXT-0`, /GET/),
  wrongMethod('DELETE', `${REQUESTS}/4Z8N-7QKM-2WXT-0`, /GET/),
  wrongMethod('GET', `${REQUESTS}/4Z8N-7QKM-2WXT-0/claim`, /^POST$/),
  wrongMethod('POST', '/v1/aggregates/entities', /GET/),
  wrongMethod('DELETE', '/v1/cutoffs/2023-11-28', /GET/),
  wrongMethod('PUT', '/v1/catalogues/venues', /GET/),
  wrongMethod('OPTIONS', '/v1/cutoffs', /GET/),
  {
    ...wrongMethod('DELETE', REQUESTS, /POST/),
    name: 'a wrong method without a token',
    as: 'nobody',
  },
]

/** What the requests of the scene are, and what was agreed on before the wrong inputs come. */
type Scene = Awaited<ReturnType<typeof setScene>>
type Placed = { folio: string; etag: string; electorKey: string; correction: string }

async function succeed(reply: Promise<Reply>): Promise<Reply> {
  const answer = await reply
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer
}

/** Requests in the states that the acts below need, proposals that wait, and a sealed cut-off. */
async function setScene({ as }: RunningApp) {
  const callers = Object.fromEntries(
    Object.entries(CALLERS).map(([who, request]) => [who, as(request)]),
  ) as Record<Who, Caller>
  const { portal, agent, uno, dos } = callers

  async function place(by: Caller, acts: string[] = []): Promise<Placed> {
    const sent = aSubmission(CANARY)
    const created = await succeed(by.post(REQUESTS, sent, { 'idempotency-key': aKey() }))
    const placed: Placed = {
      folio: created.body.folio,
      etag: created.headers.get('etag') ?? '',
      electorKey: String(sent.electorKey),
      correction: '',
    }
    for (const act of acts) {
      const [who, verb, text] = act.split(' ', 3) as [Who, string, string | undefined]
      const answer = await succeed(
        callers[who].post(
          `${REQUESTS}/${placed.folio}/${verb.replace('$', placed.correction)}`,
          text === undefined ? undefined : JSON.parse(text),
          { 'if-match': placed.etag, 'idempotency-key': aKey() },
        ),
      )
      placed.etag = answer.headers.get('etag') ?? ''
      placed.correction = answer.body.corrections?.[0]?.id ?? placed.correction
    }
    return placed
  }

  const ASK =
    'ana corrections {"items":[{"code":"PROOF_EXPIRED","kind":"OUTDATED","text":"Otro."}]}'
  const ANALYSED = ['ana initial-check {}']
  const CLAIMED = [...ANALYSED, 'ana claim']
  const version = (validFrom: string) => ({
    code: 'AMSTERDAM',
    value: { label: 'Ámsterdam', country: 'NL', open: true },
    validFrom,
    act: 'INE/CG000/2023',
  })
  const VERSIONS = '/v1/catalogues/venues/versions'
  const approved = await succeed(uno.post(VERSIONS, version('2023-12-05T06:00:00Z')))
  await succeed(dos.post(`${VERSIONS}/${approved.body.id}/approve`))
  const rival = await succeed(uno.post(VERSIONS, version('2023-12-05T06:00:00Z')))
  for (const date of ['2023-11-28', '2023-11-29']) {
    await succeed(uno.post('/v1/cutoffs', { date }, { 'idempotency-key': aKey() }))
  }
  await succeed(dos.post('/v1/cutoffs/2023-11-28/approve'))
  const usedKey = aKey()
  const first = aSubmission()
  await succeed(portal.post(REQUESTS, first, { 'idempotency-key': usedKey }))
  const live = await place(portal)

  return {
    received: await place(portal),
    /** By telephone: out of the portal's reach, and looked up by no agent but its own. */
    byPhone: await place(agent),
    analysed: await place(portal, ANALYSED),
    claimed: await place(portal, CLAIMED),
    asked: await place(portal, [...CLAIMED, ASK]),
    answered: await place(portal, [...CLAIMED, ASK, 'portal corrections/$/answer {}']),
    withdrawn: await place(portal, ['portal withdrawal {}']),
    live,
    approvedVersion: approved.body.id as string,
    proposedVersion: rival.body.id as string,
    usedKey,
    first,
  }
}

const MET = REQUIREMENTS.map((code) => ({ code, result: 'MET' }))

/** Acts on the requests of the scene, proposals and approvals, wrong or out of place. */
function actsOn(scene: Scene): Case[] {
  const act = (
    name: string,
    as: Who,
    on: Placed,
    verb: string,
    sent: unknown,
    expected: Partial<Case>,
  ): Case => ({
    name,
    as,
    path: `${REQUESTS}/${on.folio}/${verb}`,
    body: sent,
    ...expected,
    headers: { 'if-match': on.etag, 'idempotency-key': aKey(), ...expected.headers },
  })
  const conflict = (code: ProblemCode): Partial<Case> => ({ status: 409, code })
  const { received, byPhone, analysed, claimed, asked, answered, withdrawn, live } = scene
  const decide = (name: string, decision: unknown, ...wrong: Wrong[]): Case =>
    act(name, 'ana', claimed, 'decision', decision, { wrong })
  const change = (name: string, sent: unknown, ...wrong: Wrong[]): Case =>
    act(name, 'portal', received, 'modality', sent, { wrong })
  const contact = (name: string, sent: unknown, ...wrong: Wrong[]): Case =>
    act(name, 'portal', received, 'contact-data', sent, { wrong })
  const ask = (name: string, sent: unknown, ...wrong: Wrong[]): Case =>
    act(name, 'ana', claimed, 'corrections', sent, { wrong })
  const answer = (name: string, sent: unknown, ...wrong: Wrong[]): Case =>
    act(name, 'portal', asked, `corrections/${asked.correction}/answer`, sent, { wrong })
  const item = { code: 'PROOF_EXPIRED', kind: 'OUTDATED', text: 'Envíe otro.' }
  const propose = (name: string, catalogue: string, sent: object, ...wrong: Wrong[]): Case => ({
    name,
    as: 'uno',
    path: `/v1/catalogues/${catalogue}/versions`,
    body: {
      code: 'LYON',
      value: { label: 'Lyon', country: 'FR', open: true },
      validFrom: '2023-12-10T06:00:00Z',
      act: 'INE/CG001/2023',
      ...sent,
    },
    wrong,
  })
  const cutoff = (name: string, date: unknown, expected: Partial<Case>): Case => ({
    name,
    as: 'uno',
    path: '/v1/cutoffs',
    body: { date },
    headers: { 'idempotency-key': aKey() },
    ...expected,
  })
  const lookup = (name: string, as: Who, sent: unknown, expected: Partial<Case>): Case => ({
    name,
    as,
    path: `${REQUESTS}/lookup`,
    body: sent,
    ...expected,
    headers: { purpose: 'Llamada', ...expected.headers },
  })
  const process = {
    label: 'x',
    electionDay: '2024-06-02',
    registration: { opensAt: '2023-09-01T06:00:00Z', closesAt: '2024-02-21T06:00:00Z' },
    withdrawalClosesAt: '2024-04-30T06:00:00Z',
    rectificationDays: 3,
    rectificationDeadline: '2024-03-06T06:00:00Z',
    cutoffsFrom: '2023-09-15',
    cutoffsTo: '2024-05-31',
    attentionMinutes: 60,
  }
  const absent = newFolio(Buffer.alloc(12, 7))

  return [
    // Conditions of an act.
    ...(
      [
        ['a number without quotes', '5', 'INVALID_IF_MATCH'],
        ['any ETag', '*', 'INVALID_IF_MATCH'],
        ['a list of ETags', '"1", "2"', 'INVALID_IF_MATCH'],
        ['an empty ETag', '""', 'INVALID_IF_MATCH'],
        ['an endless ETag', `"${'1'.repeat(65)}"`, 'INVALID_IF_MATCH'],
      ] as const
    ).map(([name, etag, code]) =>
      act(
        name,
        'portal',
        received,
        'withdrawal',
        {},
        {
          headers: { 'if-match': etag },
          wrong: [`header.if-match ${code}`],
        },
      ),
    ),
    act(
      'a weak ETag',
      'portal',
      received,
      'withdrawal',
      {},
      {
        headers: { 'if-match': `W/${received.etag}` },
        status: 412,
        code: 'PRECONDITION_FAILED',
      },
    ),
    act(
      'a stale ETag',
      'ana',
      analysed,
      'initial-check',
      {},
      {
        headers: { 'if-match': '"1"' },
        status: 412,
        code: 'PRECONDITION_FAILED',
      },
    ),
    act(
      'no ETag',
      'portal',
      received,
      'withdrawal',
      {},
      {
        headers: { 'if-match': undefined },
        status: 428,
        code: 'PRECONDITION_REQUIRED',
      },
    ),
    act('a short optional key', 'ana', analysed, 'claim', undefined, {
      headers: { 'idempotency-key': 'x' },
      wrong: [`${KEY} INVALID_IDEMPOTENCY_KEY`],
    }),
    act(
      'no key for a correction',
      'ana',
      claimed,
      'corrections',
      { items: [item] },
      {
        headers: { 'idempotency-key': undefined },
        wrong: [`${KEY} REQUIRED`],
      },
    ),
    act(
      'a claim with a body',
      'ana',
      analysed,
      'claim',
      { by: 'ana' },
      {
        wrong: ['/by UNKNOWN_FIELD'],
      },
    ),
    act('a release with a body', 'ana', claimed, 'release', [], { wrong: ['/ WRONG_TYPE'] }),
    {
      ...act(
        'mistakes in path, query, header and body at once',
        'ana',
        claimed,
        'decision',
        {},
        {
          headers: { 'if-match': '*', 'idempotency-key': 'x' },
          wrong: [
            'path.folio INVALID_FOLIO',
            'query.force UNKNOWN_FIELD',
            'header.if-match INVALID_IF_MATCH',
            `${KEY} INVALID_IDEMPOTENCY_KEY`,
            '/to REQUIRED',
          ],
        },
      ),
      path: `${REQUESTS}/x/decision?force=1`,
    },
    {
      ...submission(
        'mistakes in query, header and body at once',
        { entity: '33', email: 'x', modality: 'IN_PERSON' },
        '/entity UNKNOWN_VALUE',
        '/email INVALID_EMAIL',
        '/venue VENUE_REQUIRED_FOR_IN_PERSON',
        'query.validate UNKNOWN_FIELD',
        `${KEY} INVALID_IDEMPOTENCY_KEY`,
      ),
      path: `${REQUESTS}?validate=only`,
      headers: { 'idempotency-key': 'x' },
    },

    act(
      'rules of a change before its conditions, all at once',
      'portal',
      received,
      'modality',
      { modality: 'IN_PERSON', email: 'x' },
      {
        headers: { 'if-match': '*' },
        wrong: [
          '/venue VENUE_REQUIRED_FOR_IN_PERSON',
          '/email INVALID_EMAIL',
          'header.if-match INVALID_IF_MATCH',
        ],
      },
    ),
    act(
      'rules of contact data, with a stale ETag',
      'portal',
      received,
      'contact-data',
      { country: 'MX', mobile: 'x' },
      {
        headers: { 'if-match': '"1"' },
        wrong: ['/country RESIDENCE_IN_MEXICO', '/mobile INVALID_MOBILE'],
      },
    ),
    act(
      'rules of a decision, without an ETag',
      'berta',
      claimed,
      'decision',
      { to: 'INADMISSIBLE', reasons: [{ code: 'DISLIKED' }], note: '', effectiveAt: 'ayer' },
      {
        headers: { 'if-match': undefined },
        wrong: [
          '/reasons/0/code GROUND_UNKNOWN',
          '/note TOO_SHORT',
          '/effectiveAt INVALID_INSTANT',
          '/effectiveAt EFFECTIVE_AT_NOT_ADMITTED',
        ],
      },
    ),
    ask(
      'grounds and texts of items at once',
      {
        items: [
          { ...item, code: 'UNHEARD_OF' },
          { ...item, text: 'x' },
        ],
      },
      '/items/0/code GROUND_UNKNOWN',
      '/items/1/text TOO_SHORT',
    ),
    propose(
      'value, code, date and key of a version at once',
      'venues',
      { code: 'lyon', value: { label: '' }, validFrom: 'x' },
      '/code UNKNOWN_VALUE',
      '/value/label TOO_SHORT',
      '/value/country REQUIRED',
      '/value/open REQUIRED',
      '/validFrom INVALID_INSTANT',
    ),
    lookup(
      'folio and key of a look-up by the portal at once',
      'portal',
      { electorKey: 5 },
      { wrong: ['/folio REQUIRED', '/electorKey WRONG_TYPE'] },
    ),

    // What each act must say.
    act(
      'an initial check to nowhere',
      'ana',
      received,
      'initial-check',
      { to: 'COMPLIES' },
      {
        wrong: ['/to UNKNOWN_VALUE'],
      },
    ),
    decide('a decision that says nothing', {}, '/to REQUIRED'),
    decide('a decision to receive', { to: 'RECEIVED' }, '/to UNKNOWN_VALUE'),
    decide(
      'complies without requirements',
      { to: 'COMPLIES' },
      '/requirements REQUIREMENTS_INCOMPLETE',
    ),
    decide(
      'complies with one requirement less',
      { to: 'COMPLIES', requirements: MET.slice(1) },
      '/requirements REQUIREMENTS_INCOMPLETE',
    ),
    decide(
      'complies with a requirement that is not met',
      { to: 'COMPLIES', requirements: MET.with(2, { code: 'CPVE_CONFIRMED', result: 'NOT_MET' }) },
      '/requirements/2/result REQUIREMENT_NOT_MET',
    ),
    decide(
      'one requirement twice',
      { to: 'IN_ANALYSIS', requirements: [MET[0], MET[0]] },
      '/requirements/1/code REPEATED',
    ),
    decide(
      'more requirements than there are',
      { to: 'COMPLIES', requirements: [...MET, MET[0]] },
      '/requirements TOO_MANY',
    ),
    decide(
      'a requirement that is not',
      { to: 'INADMISSIBLE', requirements: [{ code: 'NICE', result: 'YES' }] },
      '/requirements/0/code UNKNOWN_VALUE',
      '/requirements/0/result UNKNOWN_VALUE',
      '/reasons REASONS_REQUIRED',
    ),
    decide('inadmissible without grounds', { to: 'INADMISSIBLE' }, '/reasons REASONS_REQUIRED'),
    decide(
      'one ground twice',
      { to: 'INADMISSIBLE', reasons: [{ code: 'DECEASED' }, { code: 'DECEASED' }] },
      '/reasons/1/code REPEATED',
    ),
    decide(
      'a ground that is not in the catalogue',
      { to: 'INADMISSIBLE', reasons: [{ code: 'DECEASED' }, { code: 'DISLIKED' }] },
      '/reasons/1/code GROUND_UNKNOWN',
    ),
    decide(
      'a ground in small letters',
      { to: 'INADMISSIBLE', reasons: [{ code: 'deceased', tellElector: 'yes' }] },
      '/reasons/0/code GROUND_UNKNOWN',
      '/reasons/0/tellElector WRONG_TYPE',
    ),
    decide(
      'eleven grounds',
      { to: 'INADMISSIBLE', reasons: Array.from({ length: 11 }, (_, n) => ({ code: `G${n}` })) },
      '/reasons TOO_MANY',
      ...Array.from({ length: 11 }, (_, n): Wrong => `/reasons/${n}/code GROUND_UNKNOWN`),
    ),
    decide(
      'a note of control characters',
      { to: 'IN_ANALYSIS', note: '\u0000' },
      '/note INVALID_CHARACTER',
    ),
    decide('an endless note', { to: 'IN_ANALYSIS', note: 'x'.repeat(1_001) }, '/note TOO_LONG'),
    decide(
      'a date as an instant',
      { to: 'IN_ANALYSIS', effectiveAt: '2023-11-30' },
      '/effectiveAt INVALID_INSTANT',
      '/effectiveAt EFFECTIVE_AT_NOT_ADMITTED',
    ),
    decide(
      'a reviewer who dates back',
      { to: 'COMPLIES', requirements: MET, effectiveAt: '2023-11-30T00:00:00Z' },
      '/effectiveAt EFFECTIVE_AT_NOT_ADMITTED',
    ),
    decide(
      'requirements that are an object',
      { to: 'COMPLIES', requirements: {} },
      '/requirements WRONG_TYPE',
      '/requirements REQUIREMENTS_INCOMPLETE',
    ),
    decide(
      'requirements that are null',
      { to: 'IN_ANALYSIS', requirements: [null] },
      '/requirements/0 WRONG_TYPE',
    ),
    ask('a correction of nothing', {}, '/items REQUIRED'),
    ask('a correction without items', { items: [] }, '/items TOO_FEW'),
    ask('eleven items', { items: Array.from({ length: 11 }, () => item) }, '/items TOO_MANY'),
    ask(
      'an item that says little',
      { items: [{ code: 'proof', kind: 'UGLY', text: 'x' }] },
      '/items/0/code GROUND_UNKNOWN',
      '/items/0/kind UNKNOWN_VALUE',
      '/items/0/text TOO_SHORT',
    ),
    ask(
      'an item with a ground that is not in the catalogue',
      { items: [item, { ...item, code: 'UNHEARD_OF' }] },
      '/items/1/code GROUND_UNKNOWN',
    ),
    answer(
      'an answer with a document of no form',
      { documents: [{ type: 'CARD_FRONT' }] },
      '/documents/0/sha256 REQUIRED',
      '/documents/0/mime REQUIRED',
      '/documents/0/size REQUIRED',
    ),
    answer('an answer with text of its own', { text: 'Aquí está' }, '/text UNKNOWN_FIELD'),
    {
      ...answer('a correction whose id is none', {}, 'path.id WRONG_FORMAT'),
      path: `${REQUESTS}/${asked.folio}/corrections/1/answer`,
    },
    {
      ...answer('a correction of another request', {}),
      path: `${REQUESTS}/${received.folio}/corrections/${asked.correction}/answer`,
      headers: { 'if-match': received.etag },
      wrong: undefined,
      status: 404,
      code: 'NOT_FOUND',
    },
    change('a change to nothing', {}, '/modality REQUIRED'),
    change('a change to another way', { modality: 'FAX' }, '/modality UNKNOWN_VALUE'),
    change('in person nowhere', { modality: 'IN_PERSON' }, '/venue VENUE_REQUIRED_FOR_IN_PERSON'),
    change(
      'by post at a venue',
      { modality: 'POSTAL', venue: 'CHICAGO' },
      '/venue VENUE_ONLY_FOR_IN_PERSON',
    ),
    change(
      'at a venue that is not',
      { modality: 'IN_PERSON', venue: 'ATLANTIS' },
      '/venue VENUE_UNKNOWN',
    ),
    change(
      'entity changes by superseding only',
      { modality: 'POSTAL', entity: '14' },
      '/entity UNKNOWN_FIELD',
    ),
    contact('contact in Mexico', { country: 'MX' }, '/country RESIDENCE_IN_MEXICO'),
    contact('contact nowhere', { country: 'QQ' }, '/country COUNTRY_UNKNOWN'),
    contact(
      'contact by a wrong e-mail',
      { email: 'x', mobile: 'x' },
      '/email INVALID_EMAIL',
      '/mobile INVALID_MOBILE',
    ),
    contact('an e-mail cannot be taken away', { email: null }, '/email INVALID_EMAIL'),
    contact('names are not contact data', { givenNames: 'Otra' }, '/givenNames UNKNOWN_FIELD'),
    contact('an address of one word', { address: 'x' }, '/address WRONG_TYPE'),

    // What the state, another person or the catalogues do not admit.
    act(
      'the same modality',
      'portal',
      received,
      'modality',
      { modality: 'ELECTRONIC' },
      conflict('NOTHING_CHANGES'),
    ),
    act('no contact data', 'portal', received, 'contact-data', {}, conflict('NOTHING_CHANGES')),
    act(
      'a decision on what was just received',
      'ana',
      received,
      'decision',
      { to: 'COMPLIES', requirements: MET },
      conflict('TRANSITION_NOT_ADMITTED'),
    ),
    act(
      'a second initial check',
      'ana',
      analysed,
      'initial-check',
      {},
      conflict('TRANSITION_NOT_ADMITTED'),
    ),
    act(
      'a withdrawal of what was withdrawn',
      'portal',
      withdrawn,
      'withdrawal',
      {},
      conflict('TRANSITION_NOT_ADMITTED'),
    ),
    act(
      'a claim of what was withdrawn',
      'ana',
      withdrawn,
      'claim',
      undefined,
      conflict('TRANSITION_NOT_ADMITTED'),
    ),
    act(
      'a decision without a claim',
      'ana',
      analysed,
      'decision',
      { to: 'COMPLIES', requirements: MET },
      conflict('NOT_CLAIMED'),
    ),
    act(
      'a release of what nobody holds',
      'ana',
      analysed,
      'release',
      undefined,
      conflict('NOT_CLAIMED'),
    ),
    act(
      'a decision on what another holds',
      'berta',
      claimed,
      'decision',
      { to: 'COMPLIES', requirements: MET },
      conflict('CLAIMED_BY_ANOTHER'),
    ),
    act(
      'a claim of what another holds',
      'berta',
      claimed,
      'claim',
      undefined,
      conflict('CLAIMED_BY_ANOTHER'),
    ),
    act(
      'a correction of what another holds',
      'berta',
      claimed,
      'corrections',
      { items: [item] },
      conflict('CLAIMED_BY_ANOTHER'),
    ),
    act(
      'a decision before the last movement',
      'uno',
      claimed,
      'decision',
      { to: 'COMPLIES', requirements: MET, effectiveAt: '2023-09-01T06:00:00Z' },
      conflict('BACKDATED_TOO_FAR'),
    ),
    act(
      'a decision in the future',
      'uno',
      claimed,
      'decision',
      { to: 'COMPLIES', requirements: MET, effectiveAt: '2023-12-24T06:00:00Z' },
      conflict('BACKDATED_TOO_FAR'),
    ),
    act(
      'an answer to a closed correction',
      'portal',
      answered,
      `corrections/${answered.correction}/answer`,
      {},
      conflict('CORRECTION_CLOSED'),
    ),
    act(
      'a change of what came by telephone',
      'portal',
      byPhone,
      'modality',
      { modality: 'POSTAL' },
      { status: 404, code: 'NOT_FOUND' },
    ),
    act(
      'a change by an agent who did not look it up',
      'agent',
      received,
      'modality',
      { modality: 'POSTAL' },
      { status: 404, code: 'NOT_FOUND' },
    ),
    {
      ...act(
        'a check of nothing',
        'ana',
        analysed,
        'initial-check',
        {},
        { status: 404, code: 'NOT_FOUND' },
      ),
      path: `${REQUESTS}/${absent}/initial-check`,
    },
    {
      ...submission('a second live request', { electorKey: live.electorKey }),
      wrong: undefined,
      ...conflict('LIVE_REQUEST_EXISTS'),
    },
    {
      ...submission('a second one that replaces another', {
        electorKey: live.electorKey,
        supersedes: received.folio,
      }),
      wrong: undefined,
      ...conflict('LIVE_REQUEST_EXISTS'),
    },
    {
      ...submission('a first one that replaces', { supersedes: received.folio }),
      wrong: undefined,
      ...conflict('NOTHING_TO_SUPERSEDE'),
    },
    {
      ...submission('a key used with another body', {}),
      wrong: undefined,
      headers: { 'idempotency-key': scene.usedKey },
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    },
    {
      ...submission('a submission by a reviewer, whatever the body', { sex: 'Z' }),
      as: 'ana',
      wrong: undefined,
      status: 403,
      code: 'FORBIDDEN',
    },
    {
      ...submission('a submission by nobody, whatever the body', { sex: 'Z' }),
      as: 'nobody',
      wrong: undefined,
      status: 401,
      code: 'UNAUTHENTICATED',
    },

    // Look-ups.
    lookup('a look-up of nothing', 'agent', {}, { wrong: ['/electorKey REQUIRED'] }),
    lookup(
      'a look-up by a number',
      'agent',
      { electorKey: 5 },
      { wrong: ['/electorKey WRONG_TYPE'] },
    ),
    lookup(
      'a look-up by too much',
      'agent',
      { electorKey: 'X'.repeat(19) },
      { wrong: ['/electorKey ELECTOR_KEY_FORMAT'] },
    ),
    lookup(
      'a look-up by a wrong folio',
      'agent',
      { electorKey: live.electorKey, folio: 'x' },
      { wrong: ['/folio INVALID_FOLIO'] },
    ),
    lookup(
      'a look-up by name',
      'agent',
      { electorKey: live.electorKey, firstSurname: 'Zopilote' },
      { wrong: ['/firstSurname UNKNOWN_FIELD'] },
    ),
    lookup(
      'a look-up by the portal without a folio',
      'portal',
      { electorKey: live.electorKey },
      { wrong: ['/folio REQUIRED'] },
    ),
    lookup(
      'a look-up with folio and key of two people',
      'portal',
      { electorKey: live.electorKey, folio: received.folio },
      { status: 404, code: 'NOT_FOUND' },
    ),
    lookup(
      'a look-up of nobody',
      'agent',
      { electorKey: 'EJPRFC84022914M300' },
      { status: 404, code: 'NOT_FOUND' },
    ),
    lookup(
      'a look-up without a purpose',
      'agent',
      { electorKey: live.electorKey },
      { headers: { purpose: undefined }, code: 'PURPOSE_REQUIRED' },
    ),
    lookup(
      'mistakes in query, header and body of a look-up',
      'agent',
      { electorKey: null },
      {
        headers: { purpose: 'x' },
        wrong: ['/electorKey WRONG_TYPE', 'header.purpose INVALID_PURPOSE'],
      },
    ),

    // Catalogues.
    propose(
      'a version of a venue without a country',
      'venues',
      { value: { label: 'Lyon', open: true } },
      '/value/country REQUIRED',
    ),
    propose(
      'a version of a venue in a long country',
      'venues',
      { value: { label: 'Lyon', country: 'FRA', open: 'yes', size: 1 } },
      '/value/country WRONG_FORMAT',
      '/value/open WRONG_TYPE',
      '/value/size UNKNOWN_FIELD',
    ),
    propose(
      'a version of a venue in small letters',
      'venues',
      { code: 'lyon' },
      '/code UNKNOWN_VALUE',
    ),
    propose('a version that is a list', 'venues', { value: [] }, '/value WRONG_TYPE'),
    propose(
      'a version from a day',
      'venues',
      { validFrom: '2023-12-10', act: 'x' },
      '/validFrom INVALID_INSTANT',
      '/act TOO_SHORT',
    ),
    propose(
      'a version from the year 0',
      'venues',
      { validFrom: '0000-12-10T06:00:00Z' },
      '/validFrom INVALID_INSTANT',
    ),
    propose(
      'a version with an act of control characters',
      'venues',
      { act: 'INE\u0000CG' },
      '/act INVALID_CHARACTER',
    ),
    propose(
      'a version with a label of control characters',
      'venues',
      { value: { label: 'Ly\u0000on', country: 'FR', open: true } },
      '/value/label INVALID_CHARACTER',
    ),
    propose('a version without a code', 'venues', { code: '' }, '/code TOO_SHORT'),
    propose(
      'a version of entity 33',
      'entities',
      { code: '33', value: { label: 'x', abbreviation: 'x', position: 33, localVote: ['KING'] } },
      '/code UNKNOWN_VALUE',
      '/value/position TOO_LARGE',
      '/value/localVote/0 UNKNOWN_VALUE',
    ),
    propose(
      'a version of a ground without a family',
      'grounds',
      { value: { label: 'x', electorText: '', inUse: true } },
      '/value/family REQUIRED',
      '/value/electorText TOO_SHORT',
    ),
    propose(
      'a window that closes before it opens',
      'processes',
      {
        code: '2023-2024',
        value: {
          ...process,
          registration: {
            opensAt: process.registration.closesAt,
            closesAt: process.registration.opensAt,
          },
        },
      },
      '/value/registration/closesAt TOO_SMALL',
    ),
    propose(
      'a process on days that do not exist',
      'processes',
      { code: '2023-2024', value: { ...process, electionDay: '2024-06-31', rectificationDays: 0 } },
      '/value/electionDay INVALID_DATE',
      '/value/rectificationDays TOO_SMALL',
    ),
    propose(
      'a process with half a window',
      'processes',
      {
        code: '2023',
        value: { ...process, registration: { opensAt: process.registration.opensAt } },
      },
      '/code UNKNOWN_VALUE',
      '/value/registration/closesAt REQUIRED',
    ),
    {
      ...propose('a version of a catalogue that is not', 'planets', {}, 'path.name UNKNOWN_VALUE'),
    },
    {
      name: 'an approval by the proposer',
      as: 'uno',
      path: `/v1/catalogues/venues/versions/${scene.proposedVersion}/approve`,
      status: 403,
      code: 'SAME_PERSON',
    },
    {
      name: 'an approval of what is approved',
      as: 'dos',
      path: `/v1/catalogues/venues/versions/${scene.approvedVersion}/approve`,
      ...conflict('VERSION_ALREADY_APPROVED'),
    },
    {
      name: 'an approval on a date that is taken',
      as: 'dos',
      path: `/v1/catalogues/venues/versions/${scene.proposedVersion}/approve`,
      ...conflict('VERSION_DATE_TAKEN'),
    },
    {
      name: 'an approval in another catalogue',
      as: 'dos',
      path: `/v1/catalogues/grounds/versions/${scene.proposedVersion}/approve`,
      status: 404,
      code: 'NOT_FOUND',
    },
    {
      name: 'an approval of no id',
      as: 'dos',
      path: '/v1/catalogues/grounds/versions/1/approve',
      wrong: ['path.id WRONG_FORMAT'],
    },
    {
      name: 'an approval with a body',
      as: 'dos',
      path: `/v1/catalogues/grounds/versions/${scene.proposedVersion}/approve`,
      body: { yes: true },
      wrong: ['/yes UNKNOWN_FIELD'],
    },

    // Cut-offs.
    cutoff('a cut-off on 31 November', '2023-11-31', { wrong: ['/date INVALID_DATE'] }),
    cutoff('a cut-off on a number', 20231130, { wrong: ['/date WRONG_TYPE'] }),
    cutoff('a cut-off of nothing', undefined, { wrong: ['/date REQUIRED'] }),
    cutoff('a cut-off without a key', '2023-11-27', { headers: {}, wrong: [`${KEY} REQUIRED`] }),
    cutoff('a cut-off of today', '2023-12-01', conflict('CUTOFF_NOT_DUE')),
    cutoff('a cut-off of the far future', '9999-12-31', conflict('CUTOFF_NOT_DUE')),
    cutoff('a cut-off before the process', '2023-08-31', conflict('CUTOFF_NOT_DUE')),
    cutoff('a cut-off that is proposed', '2023-11-29', conflict('CUTOFF_ALREADY_PROPOSED')),
    cutoff('a cut-off that is sealed', '2023-11-28', conflict('CUTOFF_ALREADY_SEALED')),
    cutoff('a cut-off by a reviewer', '2023-11-27', { as: 'ana', status: 403, code: 'FORBIDDEN' }),
    {
      name: 'a seal by the proposer',
      as: 'uno',
      path: '/v1/cutoffs/2023-11-29/approve',
      status: 403,
      code: 'SAME_PERSON',
    },
    {
      name: 'a seal of what is sealed',
      as: 'dos',
      path: '/v1/cutoffs/2023-11-28/approve',
      ...conflict('CUTOFF_ALREADY_SEALED'),
    },
    {
      name: 'a seal of what nobody proposed',
      as: 'dos',
      path: '/v1/cutoffs/2023-11-27/approve',
      status: 404,
      code: 'NOT_FOUND',
    },
    {
      name: 'a seal of a date that is none',
      as: 'dos',
      path: '/v1/cutoffs/2023-02-29/approve',
      wrong: ['path.date INVALID_DATE'],
    },
    read(
      'tables of a cut-off that is not sealed',
      '/v1/cutoffs/2023-11-29?format=csv',
      conflict('CUTOFF_NOT_SEALED'),
    ),

    // A dry run answers what is wrong with a submission, and refuses what is none.
    {
      name: 'a dry run in text',
      path: `${REQUESTS}/dry-run`,
      body: 'x',
      headers: { 'content-type': 'text/plain' },
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    },
    {
      name: 'a dry run of half a document',
      path: `${REQUESTS}/dry-run`,
      body: '{',
      code: 'MALFORMED_JSON',
    },
    {
      name: 'a dry run with a query',
      path: `${REQUESTS}/dry-run?really=1`,
      body: submissionWith({}),
      wrong: ['query.really UNKNOWN_FIELD'],
    },
  ]
}

const agent = new Agent({ keepAlive: true })

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string }

/** Sends exactly what it is given: a fetch would correct half of the mistakes. */
function send(
  address: string,
  message: { method: string; path: string; headers: OutgoingHttpHeaders; body?: Buffer },
): Promise<Answer> {
  const { hostname, port } = new URL(address)
  const { body: bytes, ...rest } = message
  const headers = Object.fromEntries(
    Object.entries({
      ...rest.headers,
      ...(bytes === undefined ? {} : { 'content-length': bytes.length }),
    }).filter(([, value]) => value !== undefined),
  )
  return new Promise((resolve, reject) => {
    const request = httpRequest({ agent, hostname, port, ...rest, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
      )
    })
    request.on('error', reject)
    request.end(bytes)
  })
}

/** Writes bytes to a socket and reads what comes back until the other side closes. */
function sendRaw(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'))
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

const bytesOf = (sent: unknown): Buffer | undefined => {
  if (sent === undefined || Buffer.isBuffer(sent)) return sent
  return Buffer.from(typeof sent === 'string' ? sent : json(sent))
}

/** Text of a person in what was sent, to be looked for in the answer. */
const personalTextOf = (sent: unknown): string[] => {
  const text = Buffer.isBuffer(sent)
    ? sent.toString()
    : typeof sent === 'string'
      ? sent
      : json(sent ?? '')
  const own = [...Object.values(CANARY), ...Object.values(CANARY.address)].flat()
  const keys = (sent as { electorKey?: unknown; curp?: unknown } | undefined) ?? {}
  return [...own, keys.electorKey, keys.curp].filter(
    (one): one is string => typeof one === 'string' && one.length > 3 && text.includes(one),
  )
}

const MEMBERS = ['code', 'detail', 'instance', 'status', 'title', 'traceId', 'type'] as const

/** What every problem says, in the language of the reader. */
function checkProblem(
  t: Test,
  answer: Answer,
  expected: { status: number; code: ProblemCode; instance: string; wrong?: Wrong[] },
  language: 'es' | 'en',
): void {
  const { status, code, instance, wrong } = expected
  t.equal(answer.status, status, `status ${status}: ${answer.text.slice(0, 300)}`)
  t.match(answer.headers['content-type'], /^application\/problem\+json/)
  const problem = JSON.parse(answer.text)
  t.same(
    Object.keys(problem).sort(),
    [...MEMBERS, ...(wrong ? ['errors'] : [])].sort(),
    'members of a problem',
  )
  t.match(problem, {
    type: `/docs/errors#${code}`,
    title: PROBLEMS[code][language].includes('{') ? /\w/ : PROBLEMS[code][language],
    status,
    detail: /\w.*\.$/,
    code,
    traceId: /^[0-9a-f]{32}$/,
  })
  t.notMatch(problem.detail, /[{}]|undefined|null/, 'the text is whole')
  // What no route expects is not repeated: it may be somebody's data.
  const asked = instance.split('/')
  const isSame = (part: string, at: number) => part === asked[at] || part.startsWith(':')
  const told = String(problem.instance).split('/')
  t.ok(
    problem.instance === '/' || (told.length === asked.length && told.every(isSame)),
    `${problem.instance} for ${instance}`,
  )
  if (!wrong) return
  const fields: { pointer: string; code: FieldCode; detail: string }[] = problem.errors
  t.same(
    fields.map((one) => `${one.pointer} ${one.code}`).sort(),
    [...wrong].sort(),
    'every wrong field',
  )
  for (const one of fields) t.equal(one.detail, FIELD_PROBLEMS[one.code][language])
}

t.test('what is sent wrong is told, and changes nothing', async (t) => {
  const running = await startApp(t)
  const { address, database, keys } = running
  const scene = await setScene(running)
  const tokens = Object.fromEntries(
    await Promise.all(
      Object.entries(CALLERS).map(async ([who, request]) => [
        who,
        request && `Bearer ${await running.token(request)}`,
      ]),
    ),
  ) as Record<Who, string | undefined>
  t.teardown(() => agent.destroy())

  const signed = (
    claims: Record<string, unknown>,
    change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
  ) => {
    if (!keys.token) throw new Error('no key')
    const jwt = new SignJWT({ client_id: 'pruebas', ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.token.id })
      .setIssuer('lne-extranjero-development')
      .setAudience('lne-extranjero')
      .setSubject('alguien')
      .setJti('prueba')
      .setIssuedAt()
      .setExpirationTime('1h')
    return change(jwt).sign(keys.token.privateKey)
  }
  const good = tokens.uno?.slice(7) ?? ''
  const TOKENS: Case[] = [
    unauthenticated('no token'),
    unauthenticated('a token of no form', 'Bearer nonsense'),
    unauthenticated('another scheme', 'Basic dXNlcjpwYXNz'),
    unauthenticated('a scheme alone', 'Bearer'),
    unauthenticated('a token whose signature was cut', `Bearer ${good.slice(0, -4)}`),
    unauthenticated(
      'a token that nobody signed',
      `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`,
    ),
    unauthenticated('an unknown role', `Bearer ${await signed({ role: 'superuser' })}`),
    unauthenticated('an OPL of no entity', `Bearer ${await signed({ role: 'opl' })}`),
    unauthenticated(
      'an expired token',
      `Bearer ${await signed({ role: 'derfe_admin' }, (jwt) => jwt.setExpirationTime('-1h'))}`,
    ),
    unauthenticated(
      'a token for another service',
      `Bearer ${await signed({ role: 'derfe_admin' }, (jwt) => jwt.setAudience('otro'))}`,
    ),
  ]
  const cases = [
    ...SUBMISSIONS,
    ...BODIES,
    ...HEADERS,
    ...TOKENS,
    ...QUERIES,
    ...ADDRESSES,
    ...actsOn(scene),
  ]
  const told = new Set<string>()
  const before = await contentsOf(database)

  for (const one of cases) {
    const { as = 'portal', method = 'POST', path = '/', wrong, carries = {} } = one
    const code = one.code ?? 'INVALID_REQUEST'
    const status = one.status ?? 400
    await t.test(`${method} ${one.name}`, async (t) => {
      for (const language of ['es', 'en'] as const) {
        const answer = await send(address, {
          method,
          path,
          headers: {
            ...(tokens[as] ? { authorization: tokens[as] } : {}),
            ...(one.body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(language === 'en' ? { 'accept-language': 'en-US,en;q=0.9,es;q=0.1' } : {}),
            ...one.headers,
          },
          body: bytesOf(one.body),
        })
        // What cannot be read as HTTP has no language and no address.
        const unread = code === 'HEADERS_TOO_LARGE'
        const expected = { status, code, wrong, instance: unread ? '' : (path.split('?')[0] ?? '') }
        checkProblem(t, answer, expected, unread ? 'es' : language)
        for (const [name, value] of Object.entries(carries))
          t.match(answer.headers[name], value, name)
        for (const text of personalTextOf(one.body))
          t.notOk(answer.text.includes(text), 'repeats nothing')
        told.add(code)
        for (const field of wrong ?? []) told.add(field.split(' ')[1] ?? '')
      }
    })
  }

  await t.test('bytes that are not HTTP', async (t) => {
    const line = `authorization: ${tokens.uno}\r\nhost: x\r\n`
    const cases: [name: string, bytes: string][] = [
      ['words', 'HOLA\r\n\r\n'],
      ['a blank in the address', `GET /v1/cut offs HTTP/1.1\r\n${line}\r\n`],
      ['an unknown method', `FETCH /v1/cutoffs HTTP/1.1\r\n${line}\r\n`],
      ['an unknown version', `GET /v1/cutoffs HTTP/9.9\r\n${line}\r\n`],
      ['a header without a colon', `GET /v1/cutoffs HTTP/1.1\r\n${line}nonsense\r\n\r\n`],
      ['NUL in a header', `GET /v1/cutoffs HTTP/1.1\r\n${line}x-a: a\0b\r\n\r\n`],
      [
        'two lengths',
        `POST ${REQUESTS} HTTP/1.1\r\n${line}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
      ],
      ['a negative length', `POST ${REQUESTS} HTTP/1.1\r\n${line}content-length: -2\r\n\r\n{}`],
      [
        'a length and chunks, to smuggle a request',
        `POST ${REQUESTS} HTTP/1.1\r\n${line}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
      ],
      [
        'a chunk of no size',
        `POST ${REQUESTS} HTTP/1.1\r\n${line}connection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n`,
      ],
    ]
    for (const [name, bytes] of cases) {
      const answer = await sendRaw(address, bytes)
      const [head = '', text = ''] = answer.split('\r\n\r\n', 2)
      t.match(head, /^HTTP\/1\.1 400 /, name)
      t.match(head.toLowerCase(), /content-type: application\/problem\+json/, name)
      t.match(head.toLowerCase(), /connection: close/, name)
      t.match(
        JSON.parse(text),
        { status: 400, code: /^MALFORMED_/, traceId: /^[0-9a-f]{32}$/ },
        name,
      )
      t.equal((answer.match(/HTTP\/1\.1 /g) ?? []).length, 1, `${name}: one answer and no other`)
      told.add(JSON.parse(text).code)
    }
  })

  await t.test('GraphQL says the same of the same mistakes', async (t) => {
    const CREATE = `mutation ($submission: SubmissionInput!, $key: String) {
      createInscriptionRequest(submission: $submission, idempotencyKey: $key) { folio }
    }`
    const portal = running.as(CALLERS.portal)
    for (const { name, body: sent, wrong = [] } of SUBMISSIONS) {
      const reply = await portal.query(CREATE, { submission: sent, key: aKey() })
      t.equal(reply.status, 200, name)
      t.equal(reply.body.data?.createInscriptionRequest ?? null, null, name)
      const errors = reply.body.errors as { extensions: { code: string; errors?: Finding[] } }[]
      t.same(
        errors.map(({ extensions }) => extensions.code),
        ['INVALID_REQUEST'],
        name,
      )
      const found = errors[0]?.extensions.errors ?? []
      // Types of the document are judged first: its errors may be some of REST's, under no other name.
      const pointers = wrong.map((one) => one.split(' ')[0] ?? '')
      t.ok(found.length > 0, name)
      for (const { pointer, code } of found) {
        const isWrong = pointers.some((one) => pointer === one || pointer.startsWith(`${one}/`))
        t.ok(isWrong && Object.hasOwn(FIELD_PROBLEMS, code), `${name}: ${pointer} ${code}`)
      }
      for (const text of personalTextOf(sent)) t.notOk(reply.text.includes(text), 'repeats nothing')
    }

    const accept = { accept: 'application/graphql-response+json' }
    const DOCUMENTS: [who: Who, document: string, codes: string[], wrong?: Wrong[]][] = [
      ['uno', '{', ['INVALID_QUERY']],
      ['uno', '{ nothing }', ['INVALID_QUERY']],
      ['uno', '{ listCutoffs(colour: "red") { date } }', ['INVALID_QUERY']],
      ['uno', '{ getCutoff(date: 5) { date } }', ['INVALID_QUERY']],
      ['uno', '{ listCutoffs { date colour } }', ['INVALID_QUERY']],
      ['uno', 'query ($a: Nothing) { listCutoffs { date } }', ['INVALID_QUERY']],
      ['uno', `{ ${'a'.repeat(17_000)} }`, ['QUERY_TOO_LONG']],
      [
        'uno',
        `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: listCutoffs { date }`).join(' ')} }`,
        ['QUERY_TOO_MANY_ALIASES'],
      ],
      [
        'uno',
        `{ ${[1, 2].map((n) => `a${n}: listInscriptionRequests(first: 200) { edges { node { folio address { lines city region postalCode } givenNames firstSurname secondSurname electorKey curp email mobile cic ocr section entity country status modality medium sex venue birthDate movements { number kind from to effectiveAt recordedAt reasons } } } }`).join(' ')} }`,
        ['QUERY_TOO_COSTLY'],
      ],
      ['uno', 'fragment f on Query { ...f } { ...f }', ['INVALID_QUERY']],
    ]
    for (const [who, document, codes] of DOCUMENTS) {
      const reply = await running.as(CALLERS[who]).query(document, {}, accept)
      t.equal(reply.status, 400, document.slice(0, 60))
      t.equal(reply.body.data, undefined)
      const found = reply.body.errors.map(
        (one: { extensions: { code: string } }) => one.extensions.code,
      )
      t.same([...new Set(found)], codes, document.slice(0, 60))
      for (const code of codes) told.add(code)
    }

    const FIELDS: [who: Who, field: string, code: ProblemCode, wrong?: Wrong[]][] = [
      [
        'uno',
        'getInscriptionRequest(folio: "x", purpose: "a") { folio }',
        'INVALID_REQUEST',
        ['path.folio INVALID_FOLIO', 'header.purpose INVALID_PURPOSE'],
      ],
      ['uno', 'getInscriptionRequest(folio: "4Z8N-7QKM-2WXT-0") { folio }', 'PURPOSE_REQUIRED'],
      [
        'uno',
        'getInscriptionRequest(folio: "4Z8N-7QKM-2WXT-0", purpose: "Prueba") { folio }',
        'NOT_FOUND',
      ],
      [
        'uno',
        'listInscriptionRequests(first: 0, after: "", receivedFrom: "ayer", purpose: "Prueba") { edges { cursor } }',
        'INVALID_REQUEST',
        ['query.first TOO_SMALL', 'query.receivedFrom INVALID_INSTANT'],
      ],
      [
        'uno',
        'listInscriptionRequests(after: "abc", purpose: "Prueba") { edges { cursor } }',
        'INVALID_REQUEST',
        ['query.after INVALID_CURSOR'],
      ],
      [
        'uno',
        'listInscriptionRequests(process: "x", purpose: "Prueba") { edges { cursor } }',
        'INVALID_REQUEST',
        ['query.process PROCESS_UNKNOWN'],
      ],
      [
        'uno',
        'getEntityFigures(validAsOf: "2023-02-30", knownAsOf: "x") { asOf }',
        'INVALID_REQUEST',
        ['query.validAsOf WRONG_FORMAT', 'query.knownAsOf INVALID_INSTANT'],
      ],
      [
        'uno',
        'getEntityFigures(knownAsOf: "99999999") { asOf }',
        'INVALID_REQUEST',
        ['query.knownAsOf AFTER_KNOWN'],
      ],
      [
        'uno',
        'getDailyFigures(validAsOf: "2023-12-31") { asOf }',
        'INVALID_REQUEST',
        ['query.validAsOf IN_THE_FUTURE'],
      ],
      [
        'uno',
        'getCutoff(date: "2023-11-31") { date }',
        'INVALID_REQUEST',
        ['path.date INVALID_DATE'],
      ],
      [
        'opl',
        'listInscriptionRequests(sex: H, purpose: "Prueba") { edges { cursor } }',
        'FIELD_FORBIDDEN',
      ],
      ['opl', 'getEntityFigures(entity: "14") { asOf }', 'ENTITY_FORBIDDEN'],
      ['party', 'getEntityFigures(entity: "14") { asOf }', 'FORBIDDEN'],
    ]
    for (const [who, field, code, wrong] of FIELDS) {
      const reply = await running.as(CALLERS[who]).query(`{ ${field} }`)
      t.equal(reply.status, 200, field)
      t.equal(reply.body.errors.length, 1, field)
      const { extensions } = reply.body.errors[0]
      t.equal(extensions.code, code, field)
      t.same(
        (extensions.errors ?? []).map((one: Finding) => `${one.pointer} ${one.code}`).sort(),
        [...(wrong ?? [])].sort(),
        field,
      )
    }
  })

  t.same(await contentsOf(database), before, 'every table holds what it held')
  t.equal(new Set(cases.map(({ name }) => name)).size, cases.length, 'each case is another one')
  t.ok(cases.length >= 150, `${cases.length} cases`)
  t.ok(told.size >= 40, `${told.size} distinct codes`)

  await t.test('every code of the service has its case, here or where it says', (t) => {
    const missing = [...Object.keys(PROBLEMS), ...Object.keys(FIELD_PROBLEMS)].filter(
      (code) => !told.has(code) && !Object.hasOwn(ELSEWHERE, code),
    )
    t.same(missing, [])
    t.same(
      Object.keys(ELSEWHERE).filter((code) => told.has(code)),
      [],
    )
    t.end()
  })
})

type Finding = { pointer: string; code: string }

/** Codes that no wrong input provokes by itself, and where they are shown. */
const ELSEWHERE: Partial<Record<ProblemCode | FieldCode, string>> = {
  WINDOW_CLOSED: 'a date: test/inscription-requests/intake.test.ts',
  TOO_MANY_REQUESTS: 'a number of attempts: test/inscription-requests/intake.test.ts',
  IDEMPOTENCY_KEY_IN_USE: 'two at once: test/races.test.ts',
  ELECTOR_KEY_BIRTH_DATE_DIFFERS: 'a warning: test/inscription-requests/intake.test.ts',
  ELECTOR_KEY_SEX_DIFFERS: 'a warning: test/inscription-requests/intake.test.ts',
  CURP_BIRTH_DATE_DIFFERS: 'a warning: test/inscription-requests/intake.test.ts',
  CURP_SEX_DIFFERS: 'a warning: test/inscription-requests/intake.test.ts',
  DOCUMENT_NOT_OF_ITS_TYPE: 'a body that is not JSON: test/documents/documents.test.ts',
  DOCUMENT_NOT_PRESENTED: 'a body that is not JSON: test/documents/documents.test.ts',
  DOCUMENT_NOT_STORED: 'contents that are missing: test/documents/documents.test.ts',
  DOCUMENT_DAMAGED: 'contents that were changed: test/documents/documents.test.ts',
  READING_PAUSED: 'a volume of reading: test/access/grants.test.ts',
  GRANT_NOT_IN_FORCE: 'a grant that has ended: test/access/grants.test.ts',
  GRANT_ALREADY_APPROVED: 'a grant in force: test/access/grants.test.ts',
  SEALED_ONLY: 'a finer crossing: test/crossings/crossings.test.ts',
  AFTER_CUTOFF: 'an annex of later days: test/cutoffs/verifiable.test.ts',
  CROSSING_NOT_PUBLISHED: 'a finer crossing: test/crossings/crossings.test.ts',
  CROSS_SITE: 'a form of another site: test/board/session.test.ts',
  CUTOFF_NOT_SIGNED: 'sealed by an older version: test/cutoffs',
  CUTOFF_REFUSED: 'counters that do not add up: test/cutoffs',
  QUERY_TOO_DEEP: 'the limits: test/graphql/limits.test.ts',
  REQUEST_TIMEOUT: 'slowness: test/security/slow-clients.test.ts',
  EXPECTATION_FAILED: 'framing: test/security/framing.test.ts',
  INTERNAL: 'a failure of ours',
  UNAVAILABLE: 'a database that is away',
}
