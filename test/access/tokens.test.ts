/**
 * Tokens that must not be believed, by families, each over REST and over GraphQL: RFC 8725, RFC 9068,
 * and what attackers of JWT services have tried. None of them may cost a message to the issuer or a
 * connection to the database.
 */
import { spawnSync } from 'node:child_process'
import {
  constants,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto'
import { once } from 'node:events'
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import t, { type Test } from 'tap'
import { signDevelopmentToken } from '../../src/access/development-tokens.ts'
import { buildApp } from '../../src/app.ts'
import { parseConfig } from '../../src/platform/config.ts'
import { AUDIENCE, startApp } from '../helpers/app.ts'

const ISSUER = 'https://issuer.example/realms/ine'

/** Signs bytes as one algorithm of RFC 7518 or RFC 8037 has it. */
const SIGNERS = {
  ES256: (data: Buffer, key: KeyObject) =>
    signBytes('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  ES384: (data: Buffer, key: KeyObject) =>
    signBytes('sha384', data, { key, dsaEncoding: 'ieee-p1363' }),
  EdDSA: (data: Buffer, key: KeyObject) => signBytes(null, data, key),
  RS256: (data: Buffer, key: KeyObject) => signBytes('sha256', data, key),
  RS384: (data: Buffer, key: KeyObject) => signBytes('sha384', data, key),
  RS512: (data: Buffer, key: KeyObject) => signBytes('sha512', data, key),
  PS256: (data: Buffer, key: KeyObject) => signPss('sha256', data, key),
  PS384: (data: Buffer, key: KeyObject) => signPss('sha384', data, key),
  PS512: (data: Buffer, key: KeyObject) => signPss('sha512', data, key),
} as const
type Alg = keyof typeof SIGNERS

const signPss = (hash: string, data: Buffer, key: KeyObject): Buffer =>
  signBytes(hash, data, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  })

/** A pair of keys with the id and the algorithm under which the issuer uses it. */
type Pair = { kid: string; alg: Alg; privateKey: KeyObject; publicKey: KeyObject }

const ec = (kid: string): Pair => ({
  kid,
  alg: 'ES256',
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
})
const ed = (kid: string): Pair => ({ kid, alg: 'EdDSA', ...generateKeyPairSync('ed25519') })
const rsa = (kid: string, modulusLength = 2048): Pair => ({
  kid,
  alg: 'RS256',
  ...generateKeyPairSync('rsa', { modulusLength }),
})

const KEYS = [ec('es-1'), ed('ed-1'), rsa('rs-1')] as const
const [ES, ED, RS] = KEYS

/** Keys that the issuer publishes and that verify nothing. */
const encrypting = ec('encrypting')
/** Two keys under one id: whichever is meant, neither counts. */
const ambiguous = [ec('ambiguous'), ec('ambiguous')] as const
const weak = rsa('weak', 1024)
const p384: Pair = {
  kid: 'p384',
  alg: 'ES384',
  ...generateKeyPairSync('ec', { namedCurve: 'P-384' }),
}
const leaked = ec('leaked')
const signingOnly = ec('signing-only')
const otherAlg = rsa('other-alg')

const jwkOf = ({ kid, publicKey }: Pair, more: object = {}): object => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  ...more,
})

const PUBLISHED = [
  jwkOf(ES, { alg: 'ES256', use: 'sig' }),
  jwkOf(ED, { use: 'sig' }),
  jwkOf(RS, { key_ops: ['verify'] }),
  jwkOf(encrypting, { use: 'enc' }),
  ...ambiguous.map((pair) => jwkOf(pair)),
  jwkOf(weak),
  jwkOf(p384),
  { ...leaked.privateKey.export({ format: 'jwk' }), kid: leaked.kid },
  jwkOf(signingOnly, { key_ops: ['sign'] }),
  jwkOf(otherAlg, { alg: 'PS256' }),
  { kty: 'oct', k: Buffer.from('secret').toString('base64url'), kid: 'oct' },
  { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'no-point' },
]

type Json = Record<string, unknown>

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const nowSeconds = (): number => Math.floor(Date.now() / 1000)

/** Claims as a good issuer says them, for five minutes. */
const claims = (change: Json = {}): Json => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'ana',
  client_id: 'console',
  jti: 'token-1',
  iat: nowSeconds(),
  exp: nowSeconds() + 300,
  role: 'derfe_admin',
  ...change,
})

const headerOf = ({ alg, kid }: Pair, change: Json = {}): Json => ({
  alg,
  typ: 'at+jwt',
  kid,
  ...change,
})

/** header.payload.signature, signed by `pair` with the algorithm given, whatever the header says. */
function token(
  pair: Pair,
  { header, payload, by = pair.alg }: { header?: unknown; payload?: unknown; by?: Alg } = {},
): string {
  const input = `${encode(header ?? headerOf(pair))}.${encode(payload ?? claims())}`
  const signature = SIGNERS[by](Buffer.from(input), pair.privateKey)
  return `${input}.${signature.toString('base64url')}`
}

const without = (object: Json, name: string): Json => {
  const { [name]: _, ...rest } = object
  return rest
}

/** A claim as JSON text, for what JSON.stringify cannot write. */
const rawClaim = (name: string, text: string): string =>
  JSON.stringify(claims({ [name]: '@' })).replace('"@"', text)

/** What is sent: one Authorization header, several, or other headers and an address. */
type Bad = {
  name: string
  authorization?: string | string[]
  headers?: string[]
  query?: string
}

const bearer = (name: string, value: string): Bad => ({ name, authorization: `Bearer ${value}` })

/** alg "none" in every spelling, with no signature, a borrowed one and a meaningless one. */
function unsigned(): Bad[] {
  const borrowed = token(ED).split('.')[2] ?? ''
  const algs = ['none', 'None', 'NONE', 'nOnE', ' none', 'none\0', '', null, [], ['EdDSA'], {}, 0]
  return [...algs, undefined].flatMap((alg) =>
    ['', borrowed, 'AAAA'].map((signature, i) =>
      bearer(
        `alg ${JSON.stringify(alg)} with signature ${i}`,
        `${encode(headerOf(ED, { alg }))}.${encode(claims())}.${signature}`,
      ),
    ),
  )
}

/** A public key taken for the secret of an HMAC: RFC 8725, 2.1. */
function keyedWithPublicKeys(): Bad[] {
  return KEYS.flatMap((pair) => {
    const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const der = pair.publicKey.export({ type: 'spki', format: 'der' })
    const secrets: Record<string, string | Buffer> = {
      pem,
      'pem without its last line end': pem.trimEnd(),
      der,
      'der in base64': der.toString('base64'),
      jwk: JSON.stringify(jwkOf(pair)),
      'the kid': pair.kid,
      nothing: '',
    }
    return ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
      Object.entries(secrets).map(([name, secret]) => {
        const input = `${encode(headerOf(pair, { alg }))}.${encode(claims())}`
        const mac = createHmac(`sha${alg.slice(2)}`, secret)
          .update(input)
          .digest('base64url')
        return bearer(`${alg} with ${name} of ${pair.kid}`, `${input}.${mac}`)
      }),
    )
  })
}

/** Signatures that are good, by a key or in a way that does not count here. */
function confused(): Bad[] {
  const stranger = { 'es-1': ec('es-1'), 'ed-1': ed('ed-1'), 'rs-1': rsa('rs-1') }
  const others = (pair: Pair) => KEYS.filter(({ kid }) => kid !== pair.kid)
  return [
    ...Object.values(stranger).map((pair) =>
      bearer(`a stranger's key under ${pair.kid}`, token(pair)),
    ),
    ...KEYS.flatMap((pair) =>
      others(pair).flatMap((other) => [
        bearer(`${pair.kid} signs under ${other.kid}`, token(pair, { header: headerOf(other) })),
        bearer(
          `${pair.kid} signs, says its alg, names ${other.kid}`,
          token(pair, { header: headerOf(pair, { kid: other.kid }) }),
        ),
        bearer(
          `${pair.kid} signs, says the alg of ${other.kid}`,
          token(pair, { header: headerOf(pair, { alg: other.alg }) }),
        ),
      ]),
    ),
    ...(['RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const).map((by) =>
      bearer(`${by} by the RSA key`, token(RS, { header: headerOf(RS, { alg: by }), by })),
    ),
    ...KEYS.flatMap((pair) =>
      [pair.alg.toLowerCase(), `${pair.alg} `, `${pair.alg}\0`, [pair.alg]].map((alg) =>
        bearer(
          `alg written ${JSON.stringify(alg)}`,
          token(pair, { header: headerOf(pair, { alg }) }),
        ),
      ),
    ),
    ...['Ed25519', 'Ed448', 'ES512', 'ES256K', 'HS256', 'dir', 'RSA1_5', 'A128KW'].map((alg) =>
      bearer(`alg ${alg} and an EdDSA signature`, token(ED, { header: headerOf(ED, { alg }) })),
    ),
    ...[encrypting, weak, leaked, signingOnly, otherAlg].map((pair) =>
      bearer(`the published key ${pair.kid}`, token(pair)),
    ),
    ...ambiguous.map((pair, i) => bearer(`published key ${i} of an ambiguous id`, token(pair))),
    bearer('the published key p384', token(p384)),
    bearer('p384 as ES256', token(p384, { header: headerOf(p384, { alg: 'ES256' }), by: 'ES256' })),
    bearer(
      'PS256 by the key published for it',
      token(otherAlg, { header: headerOf(otherAlg, { alg: 'PS256' }), by: 'PS256' }),
    ),
  ]
}

/** Key ids that name no key, or would be used as something else. */
function misnamed(jwksUrl: string): Bad[] {
  const kids: unknown[] = [
    ...[undefined, null, 0, 1, true, [], ['es-1'], {}, { kid: 'es-1' }, ''],
    ...[
      'ES-1',
      'es-1 ',
      ' es-1',
      'es-1\0',
      'es-1\n',
      'es-1/',
      'es-1,ed-1',
      'es_1',
      'ｅs-1',
      'еs-1',
    ],
    ...[
      '../../../../dev/null',
      '/etc/passwd',
      'file:///dev/null',
      'C:\\Windows\\win.ini',
      '*',
      '.*',
    ],
    ...[
      "' or '1'='1",
      "x' union select 'k' --",
      '"; drop table revoked_tokens; --',
      '$(id)',
      '|id',
    ],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'oct', 'no-point', jwksUrl],
    ...['\ud800', '\u202e1-se', 'é', '😀', 'k'.repeat(201), 'k'.repeat(5_000), 'unknown'],
  ]
  return kids.map((kid) =>
    bearer(
      `kid ${JSON.stringify(kid)?.slice(0, 40)} of ${String(kid).length}`,
      token(ES, { header: headerOf(ES, { kid }) }),
    ),
  )
}

/** Headers that bring a key along, or change how the token is read; by our key and by a stranger's. */
function injected(jwksUrl: string): Bad[] {
  const stranger = ec('es-1')
  const certificate = Buffer.alloc(32, 1).toString('base64')
  const headers: Json[] = [
    ...[jwksUrl, 'http://127.0.0.1:9/', 'file:///etc/passwd', '', null].map((jku) => ({ jku })),
    ...[jwksUrl, '', null, []].map((x5u) => ({ x5u })),
    ...[jwkOf(stranger), jwkOf(ES), {}, null, 'x'].map((jwk) => ({ jwk })),
    ...[[certificate], [], null].map((x5c) => ({ x5c })),
    ...[['exp'], ['b64'], ['kid'], ['urn:x'], [], null, 'exp', {}, [['exp']]].map((crit) => ({
      crit,
    })),
    ...[false, true, null, 'false'].map((b64) => ({ b64 })),
    { crit: ['b64'], b64: false },
    { zip: 'DEF' },
  ]
  return headers.flatMap((header) =>
    [ES, stranger].map((pair, i) =>
      bearer(
        `${JSON.stringify(header).slice(0, 40)} by ${i === 0 ? 'the issuer' : 'a stranger'}`,
        token(pair, { header: headerOf(pair, header) }),
      ),
    ),
  )
}

/** Tokens of the issuer for another use: RFC 8725, 3.11; RFC 9068, 4. */
function mistyped(): Bad[] {
  const typs: unknown[] = [
    ...[undefined, null, 1, true, [], ['at+jwt'], {}, '', 'JWT', 'jwt', 'application/jwt', 'at'],
    ...[
      'at-jwt',
      'at+jwt ',
      ' at+jwt',
      'at+jwt;v=1',
      'at+jwtx',
      'xat+jwt',
      'text/at+jwt',
      'at+jwt\0',
    ],
    ...['application/application/at+jwt', 'application/', 'dpop+jwt', 'logout+jwt', 'secevent+jwt'],
    ...[
      'id_token+jwt',
      'client-authentication+jwt',
      'token-introspection+jwt',
      'oauth-authz-req+jwt',
    ],
  ]
  return typs.map((typ) =>
    bearer(`typ ${JSON.stringify(typ)}`, token(ES, { header: headerOf(ES, { typ }) })),
  )
}

/** Claims that are missing, or not of their type. */
function misclaimed(): Bad[] {
  const required = ['iss', 'aud', 'exp', 'iat', 'sub', 'jti', 'client_id', 'role']
  const names = ['sub', 'jti', 'client_id']
  const dates = ['exp', 'iat', 'nbf']
  const say = (name: string, payload: unknown): Bad => bearer(name, token(ED, { payload }))
  return [
    ...required.map((name) => say(`without ${name}`, without(claims(), name))),
    ...required.flatMap((name) =>
      [null, true, {}, []].map((value) =>
        say(`${name} is ${JSON.stringify(value)}`, claims({ [name]: value })),
      ),
    ),
    ...[null, true, {}].map((nbf) => say(`nbf is ${JSON.stringify(nbf)}`, claims({ nbf }))),
    ...names.flatMap((name) =>
      [5, '', '\0', 'a\nb', 'x'.repeat(129), '\ud800', ['ana'], { a: 1 }].map((value) =>
        say(`${name} is ${JSON.stringify(value).slice(0, 20)}`, claims({ [name]: value })),
      ),
    ),
    ...dates.flatMap((name) =>
      ['"@now"', '"2030-01-01T00:00:00Z"', '[1]', '1e999', '-1e999'].map((text) =>
        say(`${name} is ${text}`, rawClaim(name, text.replace('@now', String(nowSeconds() + 100)))),
      ),
    ),
  ]
}

/** Issuers and audiences that only resemble ours. */
function misaddressed(): Bad[] {
  const issuers: unknown[] = [
    ...[`${ISSUER}/`, `${ISSUER} `, ` ${ISSUER}`, ISSUER.toUpperCase(), ISSUER.slice(0, -1)],
    ...[`${ISSUER}2`, `${ISSUER}@evil.example`, ISSUER.replace('https', 'http'), '', '*', '.*'],
    ...['https://issuer.example.evil.example/realms/ine', 'https://evil.example/?https://issuer'],
    ...[[ISSUER], [ISSUER, 'https://evil.example'], { iss: ISSUER }, 'lne-extranjero-development'],
  ]
  const audiences: unknown[] = [
    ...['other', `${AUDIENCE}2`, AUDIENCE.slice(0, -1), AUDIENCE.toUpperCase(), `${AUDIENCE} `, ''],
    ...[`${AUDIENCE} other`, `${AUDIENCE},other`, '*', 1, {}, [], [[AUDIENCE]], ['other'], [null]],
    ...[[AUDIENCE, 5], [null, AUDIENCE], { 0: AUDIENCE }, `https://${AUDIENCE}`],
  ]
  return [
    ...issuers.map((iss) =>
      bearer(`iss ${JSON.stringify(iss)}`, token(RS, { payload: claims({ iss }) })),
    ),
    ...audiences.map((aud) =>
      bearer(`aud ${JSON.stringify(aud)}`, token(RS, { payload: claims({ aud }) })),
    ),
  ]
}

/** Times out of order, too early, too late, too long; clocks may be 5 seconds apart. */
function mistimed(): Bad[] {
  const now = nowSeconds()
  const times: Record<string, Json> = {
    'expired 7 seconds ago': { iat: now - 100, exp: now - 7 },
    'expired an hour ago': { iat: now - 3_900, exp: now - 3_600 },
    'expired in 1970': { iat: 0, exp: 1 },
    'expires before time began': { iat: -900, exp: -1 },
    'lives a second too long': { exp: now + 901 },
    'lives a moment too long': { exp: now + 900.5 },
    'lives too long, most of it gone': { iat: now - 86_400, exp: now + 60 },
    'lives ten years': { exp: now + 315_360_000 },
    'lives for ever': { exp: Number.MAX_SAFE_INTEGER },
    'milliseconds for seconds': { iat: now * 1000, exp: (now + 300) * 1000 },
    'exp in milliseconds': { exp: (now + 300) * 1000 },
    'iat at the beginning of time': { iat: 0 },
    'iat before time began': { iat: -1e300 },
    'issued in a minute': { iat: now + 60 },
    'issued tomorrow': { iat: now + 86_400, exp: now + 86_700 },
    'issued after it expires': { iat: now + 4, exp: now + 3 },
    'no life at all': { iat: now, exp: now },
    'not before a minute from now': { nbf: now + 60 },
    'not before tomorrow': { nbf: now + 86_400 },
    'nbf in milliseconds': { nbf: now * 1000 },
  }
  return Object.entries(times).map(([name, change]) =>
    bearer(name, token(ES, { payload: claims(change) })),
  )
}

/** Roles that are not, and roles without what bounds them. */
function nobodies(): Bad[] {
  const roles: Json[] = [
    ...['', 'admin', 'DERFE_ADMIN', 'derfe_admin ', ' derfe_admin', 'superuser', 'root', '*'].map(
      (role) => ({ role }),
    ),
    ...['__proto__', 'constructor', 'derfe_admin,auditor', 'lne_app', 'postgres'].map((role) => ({
      role,
    })),
    ...[['derfe_admin'], { role: 'derfe_admin' }, 1].map((role) => ({ role })),
    { role: undefined, roles: ['derfe_admin'] },
    { role: undefined, realm_access: { roles: ['derfe_admin'] } },
    ...[undefined, null, 9, '9', '00', '33', '09 ', '*', 'ALL', ['09'], '0９', { code: '09' }].map(
      (entity) => ({ role: 'opl', entity }),
    ),
    ...['party', 'party_reviewer'].flatMap((role) =>
      [undefined, null, '', 'partido_a', 'PARTIDO A', 'P'.repeat(31), ['A'], 1].map((party) => ({
        role,
        party,
      })),
    ),
  ]
  return roles.map((change) =>
    bearer(`${JSON.stringify(change)}`, token(ED, { payload: claims(change) })),
  )
}

/** The same content in another spelling: the last letter of a part carries bits that say nothing. */
function respelled(part: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + letters[letters.indexOf(part.at(-1) ?? '') ^ 1]
}

/** What is not written as a token is. */
function malformed(): Bad[] {
  const good = token(ES)
  const [h = '', p = '', s = ''] = good.split('.')
  const [eh = '', ep = '', es = ''] = token(ED).split('.')
  const flip = (text: string, at: number): string =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  const der = signBytes('sha256', Buffer.from(`${h}.${p}`), ES.privateKey).toString('base64url')
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
  const padding = 'x'.repeat(8_000)
  const texts: Record<string, string> = {
    'one part': h,
    'two parts': `${h}.${p}`,
    'no signature': `${h}.${p}.`,
    'no payload': `${h}..${s}`,
    'no header': `.${p}.${s}`,
    'four parts': `${good}.${s}`,
    'five parts': `${h}.${p}.${s}.${p}.${s}`,
    'a dot before': `.${good}`,
    'a dot after': `${good}.`,
    'dots only': '..',
    nothing: '',
    'parts in another order': `${p}.${h}.${s}`,
    'payload twice': `${h}.${p}.${p}`,
    'header twice': `${h}.${h}.${s}`,
    'the signature of another token': `${h}.${p}.${es}`,
    'the payload of another token': `${h}.${ep}x.${s}`,
    'the header of another key': `${eh}.${p}.${s}`,
    'the signature, cut': good.slice(0, -1),
    'the signature, half of it': `${h}.${p}.${s.slice(0, 43)}`,
    'the signature, one letter more': `${good}A`,
    'the signature, twice': `${good}${s}`,
    'the payload, cut': `${h}.${p.slice(0, -1)}.${s}`,
    'the header, cut': `${h.slice(0, -1)}.${p}.${s}`,
    'the signature with padding': `${good}==`,
    'the header with padding': `${h}=.${p}.${s}`,
    'plain base64': `${h}.${p}.${Buffer.from(s, 'base64url').toString('base64')}`,
    'a plus': `${h}.${p}.+${s.slice(1)}`,
    'a slash': `${h}.${p}./${s.slice(1)}`,
    'a percent sign': good.replaceAll('.', '%2E'),
    'an asterisk': `${h}.${p}.${s.slice(0, 10)}*${s.slice(11)}`,
    'a space inside': `${h}. ${p}.${s}`,
    'a tab inside': `${h}.${p}.\t${s}`,
    'another spelling of the signature': `${h}.${p}.${respelled(s)}`,
    'a signature of zeros': `${h}.${p}.${Buffer.alloc(64).toString('base64url')}`,
    'a signature of the order of the curve': `${h}.${p}.${Buffer.from(order + order, 'hex').toString('base64url')}`,
    'a signature in DER': `${h}.${p}.${der}`,
    'a header that is not JSON': token(ES, { header: 'header' }),
    'a header cut short': token(ES, { header: '{"alg":"ES256"' }),
    'a header that is a list': token(ES, { header: [headerOf(ES)] }),
    'a header that is null': token(ES, { header: 'null' }),
    'a header that is text': token(ES, { header: '"ES256"' }),
    'a header that is a number': token(ES, { header: '1' }),
    'a header after a byte order mark': token(ES, {
      header: `\ufeff${JSON.stringify(headerOf(ES))}`,
    }),
    'a header of nested lists': token(ES, { header: `${'['.repeat(2_000)}${']'.repeat(2_000)}` }),
    'a payload that is not JSON': token(ES, { payload: 'payload' }),
    'a payload that is a list': token(ES, { payload: [claims()] }),
    'a payload that is null': token(ES, { payload: 'null' }),
    'a payload that is text': token(ES, { payload: JSON.stringify(JSON.stringify(claims())) }),
    'a payload that is a token': token(ES, { payload: good }),
    'claims one level down': token(ES, { payload: { payload: claims() } }),
    'claims of a prototype': token(ES, { payload: `{"__proto__":${JSON.stringify(claims())}}` }),
    'a token of 9 KiB': token(ES, { payload: claims({ padding }) }),
    'a header of 9 KiB': token(ES, { header: headerOf(ES, { padding }) }),
    'the JSON serialization': encode({ payload: p, signatures: [{ protected: h, signature: s }] }),
    'a token twice': `${good},${good}`,
    'a token and another': `${good} ${token(ED)}`,
    'a token in quotes': `"${good}"`,
    'a token with a name': `token=${good}`,
    null: 'null',
    undefined: 'undefined',
    'an object': '[object Object]',
    'a UUID': '0f3c9a52-6f1e-4a55-9d0d-0a6f3c9a526f',
  }
  const notUtf8 = Buffer.concat([
    Buffer.from('{"name":"'),
    Buffer.from([0xc3, 0x28]),
    Buffer.from(`",${JSON.stringify(claims()).slice(1)}`),
  ]).toString('base64url')
  const input = `${h}.${notUtf8}`
  const signature = SIGNERS.ES256(Buffer.from(input), ES.privateKey).toString('base64url')
  return [
    ...Object.entries(texts).map(([name, text]) => bearer(name, text)),
    bearer('a payload that is not UTF-8', `${input}.${signature}`),
    ...[0, 7, 20, 60, 120, 180].map((at) =>
      bearer(`letter ${at} of the payload`, `${h}.${flip(p, at)}.${s}`),
    ),
    ...[0, 7, 42, 43, 64, 80].map((at) =>
      bearer(`letter ${at} of the signature`, `${h}.${p}.${flip(s, at)}`),
    ),
  ]
}

/** A good token in the wrong place. */
function misplaced(): Bad[] {
  const good = token(RS)
  const schemes = [
    'Basic',
    'Token',
    'JWT',
    'DPoP',
    'MAC',
    'Negotiate',
    'Digest',
    'Bearerx',
    'Bea rer',
  ]
  const whole: Record<string, string> = {
    'the scheme alone': 'Bearer',
    'the token alone': good,
    'a colon': `Bearer: ${good}`,
    'an equals sign': `Bearer=${good}`,
    'a tab': `Bearer\t${good}`,
    'two spaces': `Bearer  ${good}`,
    'the scheme twice': `Bearer Bearer ${good}`,
    'words after it': `Bearer ${good} and more`,
    'a parameter after it': `Bearer ${good}; realm=x`,
    'the scheme in quotes': `"Bearer" ${good}`,
    'a scheme of other letters': `Ｂearer ${good}`,
    'two schemes': `Basic eDp5, Bearer ${good}`,
  }
  const other = token(ED)
  return [
    ...schemes.map((scheme) => ({ name: `scheme ${scheme}`, authorization: `${scheme} ${good}` })),
    ...Object.entries(whole).map(([name, authorization]) => ({ name, authorization })),
    { name: 'no header' },
    { name: 'an empty header', authorization: '' },
    { name: 'the same token in two headers', authorization: [`Bearer ${good}`, `Bearer ${good}`] },
    { name: 'two tokens in two headers', authorization: [`Bearer ${good}`, `Bearer ${other}`] },
    { name: 'a good one and a bad one', authorization: [`Bearer ${good}`, 'Bearer nonsense'] },
    { name: 'a good one and a password', authorization: [`Bearer ${good}`, 'Basic eDp5'] },
    { name: 'in the address', query: `?access_token=${good}` },
    { name: 'in a cookie', headers: ['Cookie', `token=${good}; access_token=${good}`] },
    { name: 'in Proxy-Authorization', headers: ['Proxy-Authorization', `Bearer ${good}`] },
    { name: 'in X-Access-Token', headers: ['X-Access-Token', good] },
    {
      name: 'in X-Forwarded-Authorization',
      headers: ['X-Forwarded-Authorization', `Bearer ${good}`],
    },
  ]
}

/** Tokens that are good, each in its way. */
function goodOnes(): Bad[] {
  const now = nowSeconds()
  const say = (name: string, pair: Pair, header: Json, payload: Json): Bad =>
    bearer(name, token(pair, { header: headerOf(pair, header), payload: claims(payload) }))
  const plain = token(ES)
  return [
    ...KEYS.map((pair) => bearer(`by ${pair.kid}`, token(pair))),
    ...['application/at+jwt', 'AT+JWT', 'Application/AT+jwt'].map((typ) =>
      say(`typ ${typ}`, ES, { typ }, {}),
    ),
    say('headers that mean nothing to us', ES, { x5t: 'AA', cty: 'x', nonce: 1 }, {}),
    say('one of several audiences', ED, {}, { aud: ['other', AUDIENCE] }),
    say('the longest life', RS, {}, { iat: now, exp: now + 900 }),
    say('a clock 3 seconds ahead', ES, {}, { iat: now + 3, nbf: now + 3 }),
    say('fractions of seconds', ES, {}, { iat: now - 0.5, exp: now + 60.25 }),
    say('claims of other services', ES, {}, { scope: 'a b', realm_access: { roles: ['x'] } }),
    say('just below 8 KiB', ES, {}, { padding: 'x'.repeat(5_600) }),
    ...['bearer', 'BEARER', 'bEaReR'].map((scheme) => ({
      name: `scheme ${scheme}`,
      authorization: `${scheme} ${plain}`,
    })),
  ]
}

/** The issuer's JWKS address, which counts who asks. */
async function startJwks(t: Test): Promise<{ url: string; fetches: () => number }> {
  let fetches = 0
  const server = createServer((_request, response) => {
    fetches += 1
    response.setHeader('content-type', 'application/jwk-set+json')
    response.end(JSON.stringify({ keys: PUBLISHED }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/jwks`, fetches: () => fetches }
}

type Answer = { status: number; headers: Record<string, unknown>; text: string }

const DOORS = {
  REST: { method: 'GET', path: '/v1/cutoffs', body: undefined },
  GraphQL: {
    method: 'POST',
    path: '/graphql',
    body: JSON.stringify({ query: '{ listCutoffs { date } }' }),
  },
} as const
type Door = keyof typeof DOORS

/** Sends headers as they are, also those that no client would. */
function sender(t: Test, address: string): (door: Door, what: Bad) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  t.teardown(() => agent.destroy())
  const { hostname, port } = new URL(address)
  return (door, { authorization = [], headers = [], query = '' }) =>
    new Promise((resolve, reject) => {
      const { method, path, body } = DOORS[door]
      const credentials = [authorization]
        .flat()
        // Bytes, as a client in another encoding than Node's would send them.
        .flatMap((value) => ['Authorization', Buffer.from(value).toString('latin1')])
      const sent = httpRequest(
        {
          ...{ agent, hostname, port, method, path: path + query, timeout: 10_000 },
          headers: [
            ...['Host', `${hostname}:${port}`, 'Content-Length', String(body?.length ?? 0)],
            ...(body ? ['Content-Type', 'application/json'] : []),
            ...credentials,
            ...headers,
          ],
        },
        (answer) => {
          let text = ''
          answer.setEncoding('utf8')
          answer.on('data', (chunk) => {
            text += chunk
          })
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
          )
        },
      )
      sent.on('error', reject).on('timeout', () => sent.destroy(new Error('No answer')))
      sent.end(body)
    })
}

t.test('what is not a good token is nobody, and costs nothing', async (t) => {
  const jwks = await startJwks(t)
  const running = await startApp(t, {
    outside: {
      issuer: ISSUER,
      jwksUrl: jwks.url,
      refreshSeconds: 60,
      maxLifetimeSeconds: 900,
    },
  })
  const { services, database, keys } = running
  const send = sender(t, running.address)
  t.equal(jwks.fetches(), 1, 'the keys are read at the start')

  const families: Record<string, Bad[]> = {
    'nobody signed': unsigned(),
    'a public key as a secret': keyedWithPublicKeys(),
    'a signature that does not count': confused(),
    'a key that is not': misnamed(jwks.url),
    'a header that brings a key or changes the reading': injected(jwks.url),
    'a token of another type': mistyped(),
    'claims missing or of another type': misclaimed(),
    'another issuer or audience': misaddressed(),
    times: mistimed(),
    'nobody by role': nobodies(),
    'not written as a token': malformed(),
    'not in its place': misplaced(),
    'the development issuer': [
      bearer(
        'a development token',
        await signDevelopmentToken(keys, AUDIENCE, { role: 'derfe_admin' }),
      ),
    ],
  }
  const total = Object.values(families).flat().length
  t.ok(total >= 500, `${total} bad tokens, over two doors`)

  for (const [family, bad] of Object.entries(families)) {
    await t.test(family, async (t) => {
      t.equal(new Set(bad.map(({ name }) => name)).size, bad.length, 'each has its name')
      for (const one of bad) {
        for (const door of Object.keys(DOORS) as Door[]) {
          const { status, headers, text } = await send(door, one)
          const problem = text.startsWith('{') ? JSON.parse(text) : {}
          const hasCredentials = one.authorization !== undefined
          t.strictSame(
            {
              status,
              type: headers['content-type'],
              authenticate: headers['www-authenticate'],
              problem: [problem.status, problem.code, problem.type, typeof problem.title],
              instance: problem.instance,
              cache: headers['cache-control'],
            },
            {
              status: 401,
              type: 'application/problem+json',
              authenticate: `Bearer realm="lne-extranjero"${hasCredentials ? ', error="invalid_token"' : ''}`,
              problem: [401, 'UNAUTHENTICATED', '/docs/errors#UNAUTHENTICATED', 'string'],
              instance: DOORS[door].path,
              cache: 'no-store',
            },
            `${one.name}, over ${door}`,
          )
        }
      }
    })
  }

  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const connections = async (): Promise<number> => {
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::integer as n from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    return rows[0]?.n ?? -1
  }
  t.equal(jwks.fetches(), 1, 'no bad token made the service ask for keys')
  t.equal(services.db.totalCount, 0, 'nor take a connection of the pool')
  t.equal(await connections(), 1, 'the only one is that of the deny-list')

  await t.test('and good tokens are somebody', async (t) => {
    for (const one of goodOnes()) {
      for (const door of Object.keys(DOORS) as Door[]) {
        const { status, text } = await send(door, one)
        t.equal(status, 200, `${one.name}, over ${door}: ${text.slice(0, 200)}`)
        t.notMatch(text, 'errors')
      }
    }
  })
  t.ok(services.db.totalCount > 0, 'which takes connections: they would have been seen')
  t.ok((await connections()) > 1)
  t.equal(jwks.fetches(), 1)
})

t.test('the signatures that these tests make are what they say', async (t) => {
  const input = (text: string) => Buffer.from(text.slice(0, text.lastIndexOf('.')))
  const signature = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url')
  const es = token(ES)
  const key = { key: ES.publicKey, dsaEncoding: 'ieee-p1363' } as const
  t.ok(verifyBytes('sha256', input(es), key, signature(es)))
  const pss = token(RS, { by: 'PS256' })
  const pssKey = { key: RS.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING }
  t.ok(verifyBytes('sha256', input(pss), pssKey, signature(pss)))
  const [, , cut = ''] = es.split('.')
  const same = Buffer.from(respelled(cut), 'base64url').equals(Buffer.from(cut, 'base64url'))
  t.ok(same, 'another spelling has the same bytes')
})

t.test('a good token stops being good when it expires, also when it is kept', async (t) => {
  const jwks = await startJwks(t)
  const running = await startApp(t, {
    outside: { issuer: ISSUER, jwksUrl: jwks.url, refreshSeconds: 60, maxLifetimeSeconds: 900 },
  })
  const send = sender(t, running.address)
  // Good for a second and the 5 by which clocks may differ.
  const short = bearer('short', token(ED, { payload: claims({ exp: nowSeconds() + 1 }) }))
  const statusNow = async () => (await send('REST', short)).status
  t.equal(await statusNow(), 200)
  t.equal(await statusNow(), 200, 'from those that are kept')
  await new Promise((resolve) => setTimeout(resolve, 7_000))
  t.equal(await statusNow(), 401)
})

t.test('people signed in as the settings demand, or are told how to', async (t) => {
  const jwks = await startJwks(t)
  const outside = { issuer: ISSUER, jwksUrl: jwks.url, refreshSeconds: 60, maxLifetimeSeconds: 900 }
  const acrValues = ['urn:ine:hw', 'urn:ine:mfa']
  const first = await startApp(t, { outside: { ...outside, demands: {} } })
  const { database } = first
  const instance = async (demands: object) =>
    sender(t, (await startApp(t, { database, outside: { ...outside, demands } })).address)
  const [open, strong, recent, both] = [
    sender(t, first.address),
    await instance({ acrValues }),
    await instance({ maxAgeSeconds: 60 }),
    await instance({ acrValues, maxAgeSeconds: 60 }),
  ]
  const bearing = (change: Json) => bearer('token', token(ED, { payload: claims(change) }))
  const now = nowSeconds()
  const cases: [claims: Json, isStrong: boolean, isRecent: boolean][] = [
    [{}, false, false],
    [{ acr: 'urn:ine:mfa' }, true, false],
    [{ acr: 'urn:ine:hw', auth_time: now }, true, true],
    [{ acr: 'urn:ine:pwd', auth_time: now - 30 }, false, true],
    [{ acr: ['urn:ine:mfa'], auth_time: String(now) }, false, false],
    [{ acr: 'urn:ine:mfa urn:ine:hw', auth_time: now - 90 }, false, false],
    [{ acr: '', auth_time: now + 60 }, false, false],
    [{ role: 'opl', entity: '09', client_id: 'ana' }, false, false],
    [{ role: 'auditor', acr: 'URN:INE:MFA', auth_time: null }, false, false],
    [{ role: 'srve', sub: 'portal', client_id: 'portal' }, true, true],
    [{ role: 'deoe', sub: 'deoe', client_id: 'deoe' }, true, true],
  ]
  const challenge = 'Bearer realm="lne-extranjero", error="insufficient_user_authentication"'
  const classes = ', acr_values="urn:ine:hw urn:ine:mfa"'
  const age = ', max_age="60"'
  for (const [change, isStrong, isRecent] of cases) {
    for (const door of Object.keys(DOORS) as Door[]) {
      for (const [send, isGood, told] of [
        [open, true, ''],
        [strong, isStrong, classes],
        [recent, isRecent, age],
        [both, isStrong && isRecent, `${classes}${age}`],
      ] as const) {
        const { status, headers } = await send(door, bearing(change))
        const name = `${JSON.stringify(change)} for ${told || 'nothing'}, over ${door}`
        t.equal(status === 401, !isGood, name)
        t.equal(headers['www-authenticate'], isGood ? undefined : `${challenge}${told}`, name)
      }
    }
  }

  // A second is left of the minute, and the 5 by which clocks may differ.
  const kept = bearing({ auth_time: nowSeconds() - 59 })
  t.equal((await recent('REST', kept)).status, 200)
  t.equal((await recent('REST', kept)).status, 200, 'from those that are kept')
  await new Promise((resolve) => setTimeout(resolve, 7_000))
  t.equal((await recent('REST', kept)).status, 401, 'though it has not expired')
  t.equal((await open('REST', kept)).status, 200)

  const settings = { JWT_ISSUER: ISSUER, JWT_JWKS_URL: 'https://issuer.example/jwks' }
  t.match(parseConfig({ ...settings, JWT_ACR_VALUES: ' a  urn:b ' }).JWT_ACR_VALUES, ['a', 'urn:b'])
  t.match(parseConfig(settings), { JWT_ACR_VALUES: undefined, JWT_MAX_AUTH_AGE_SECONDS: undefined })
  for (const [change, complaint] of [
    [{ JWT_ACR_VALUES: 'a"b' }, /JWT_ACR_VALUES: /],
    [{ JWT_ACR_VALUES: '  ' }, /JWT_ACR_VALUES: /],
    [{ JWT_MAX_AUTH_AGE_SECONDS: '59' }, /JWT_MAX_AUTH_AGE_SECONDS: /],
  ] as const) {
    t.throws(() => parseConfig({ ...settings, ...change }), { message: complaint })
  }
  for (const alone of [{ JWT_ACR_VALUES: 'a' }, { JWT_MAX_AUTH_AGE_SECONDS: '60' }]) {
    t.throws(() => parseConfig(alone), { message: /: goes with JWT_ISSUER/ })
  }
})

t.test('development tokens and an outside issuer exclude each other', async (t) => {
  const production = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://lne_app@127.0.0.1/lne',
    LNE_KEYS_FILE: 'keys.json',
    AUDIT_HEADS_FILE: 'heads/heads.jsonl',
    JWT_ISSUER: ISSUER,
    JWT_JWKS_URL: 'https://issuer.example/jwks',
  }
  t.match(parseConfig(production), { JWT_JWKS_REFRESH_SECONDS: 30, JWT_MAX_LIFETIME_SECONDS: 900 })
  const forgotten = { DATABASE_URL: production.DATABASE_URL, HOST: '0.0.0.0' }
  t.throws(() => parseConfig(forgotten), { message: /HOST: only this machine takes development/ })
  t.ok(parseConfig({ ...forgotten, HOST: '127.0.0.1' }))
  t.ok(parseConfig({ HOST: '0.0.0.0' }), 'the demo has a database of its own')
  for (const [change, complaint] of [
    [{ JWT_ISSUER: '', JWT_JWKS_URL: '' }, /JWT_ISSUER: .*\n.*JWT_JWKS_URL: is required in prod/],
    [{ JWT_ISSUER: '' }, /JWT_ISSUER: goes with JWT_JWKS_URL/],
    [{ JWT_JWKS_URL: '' }, /JWT_JWKS_URL: goes with JWT_ISSUER/],
    [{ LNE_NOW: '2023-12-01T06:00:00Z' }, /LNE_NOW: .* outside issuer excludes/],
    [{ JWT_JWKS_URL: 'http://issuer.example/jwks' }, /JWT_JWKS_URL: must be https/],
    [{ JWT_JWKS_URL: 'http://127.0.0.1.example/jwks' }, /JWT_JWKS_URL: must be https/],
    [{ JWT_JWKS_URL: 'http://10.0.0.1/jwks' }, /JWT_JWKS_URL: must be https/],
    [{ JWT_JWKS_URL: 'file:///etc/passwd' }, /JWT_JWKS_URL: Invalid URL/],
    [{ JWT_JWKS_URL: 'https://a:b@issuer.example/' }, /JWT_JWKS_URL: cannot carry a user/],
    [{ JWT_JWKS_REFRESH_SECONDS: '56' }, /JWT_JWKS_REFRESH_SECONDS: /],
    [{ JWT_MAX_LIFETIME_SECONDS: '43201' }, /JWT_MAX_LIFETIME_SECONDS: /],
  ] as const) {
    t.throws(
      () => parseConfig({ ...production, ...change }),
      { message: complaint },
      JSON.stringify(change),
    )
  }
  for (const address of ['http://127.0.0.1:8080/jwks', 'http://localhost/jwks', 'http://[::1]/']) {
    t.equal(parseConfig({ ...production, JWT_JWKS_URL: address }).JWT_JWKS_URL, address)
  }

  for (const [name, script, args, complaint] of [
    ['the service', 'build/src/server.js', [], 'JWT_JWKS_URL: is required in production'],
    ['lne token', 'build/src/lne.js', ['token', '--role', 'srve'], 'outside issuer'],
  ] as const) {
    const { JWT_ISSUER, JWT_JWKS_URL } = production
    const settings =
      name === 'lne token' ? { JWT_ISSUER, JWT_JWKS_URL } : { NODE_ENV: 'production' }
    const child = spawnSync(process.execPath, [script, ...args], {
      env: { PATH: process.env.PATH, ...settings },
      encoding: 'utf8',
      timeout: 30_000,
    })
    t.equal(child.status, 1, `${name} does not start`)
    t.match(child.stderr, complaint)
    t.equal(child.stdout, '')
  }

  const { services, keys, token: developmentToken } = await startApp(t)
  const outside = {
    issuer: ISSUER,
    jwksUrl: 'http://127.0.0.1:9/',
    refreshSeconds: 60,
    maxLifetimeSeconds: 900,
  }
  await t.rejects(
    buildApp({ services, tokens: { audience: AUDIENCE, outside, development: keys.token } }),
    /excludes development tokens/,
  )
  const [header = '', payload = ''] = (await developmentToken({ role: 'srve' })).split('.')
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  t.match(decoded(header), { alg: 'EdDSA', typ: 'at+jwt' })
  t.match(decoded(payload), { sub: 'srve', client_id: 'srve', jti: /^[0-9a-f-]{36}$/ })
  t.equal(decoded(payload).exp - decoded(payload).iat, 43_200, '12 hours')
})
