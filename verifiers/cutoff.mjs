#!/usr/bin/env node
// @ts-check
/**
 * Verifica cortes sellados con este archivo, Node y las claves públicas, y nada más.
 *
 *   node cutoff.mjs CORTE.lne.json [OTRO.lne.json …] --keys jwks.json
 *        [--fingerprint HUELLA] [--files informe.xlsx tabla.csv …] [--annexes anexos.json] [--json]
 *
 * CORTE.lne.json es el archivo de GET /v1/cutoffs/{fecha}/report. Con varios se comprueba también la
 * cadena. La huella de la clave que sella se toma de fuera del servicio: quien pudiera cambiar el corte
 * podría cambiar también las claves que el servicio publica.
 *
 * Qué se comprueba, y cómo escribir su propio verificador:
 *   1. El archivo es JSON.stringify({ manifest, signature, content, difference }), en ese orden y sin
 *      espacios; difference es null en el primer corte. Cada uno de los tres textos es JSON canónico
 *      (RFC 8785): nombres ordenados por unidades UTF-16, sin espacios, números como los escribe
 *      ECMAScript, sin nombres repetidos.
 *   2. signature es un JWS separado (RFC 7515, apéndice F): ENCABEZADO..FIRMA. El encabezado es
 *      {"alg":"EdDSA","kid":…,"typ":"lne-cutoff-manifest"} y nada más; la firma Ed25519 es sobre
 *      ENCABEZADO "." BASE64URL(manifest); la clave es la del JWKS que kid nombra, y manifest.key
 *      nombra la misma. La huella de la clave es su RFC 7638 en hexadecimal; se dan varias cuando la
 *      clave cambió entre dos cortes.
 *   3. manifest.digest = SHA-256(content), y process, date, instant y knownAsOf son los de content.
 *      instant es el fin de ese día en la Ciudad de México: las 06:00 UTC del día siguiente.
 *   4. Cada tabla es de ese instante y movimiento. Todo conteo es un entero no negativo; las 32
 *      entidades van en el orden en que el INE las imprime. Las cuentas cierran: total = suma por medio,
 *      credencial, modalidad y sexo; nacional = Σ filas; los dos márgenes de la matriz; recibidas = Σ
 *      estados; el diario acumula hasta el total; las que cumplen son las de la revisión, y la de cada
 *      país la de países; ningún renglón se repite; los días van en orden y no pasan del corte; las
 *      causales, de SUBSANE e INADMISSIBLE, ni pasan de su estado una por una ni le faltan juntas.
 *   5. Cada renglón de la diferencia: apertura + Σ entradas − Σ salidas = cierre; el cierre es la celda
 *      de este corte, y la apertura la del anterior por fecha, si se da. Ninguna celda que cambió falta.
 *      Los movimientos son de una clase conocida, con su causal o null, una vez por sentido. Por clase y
 *      causal, lo que mueve a un total es lo que mueve a sus partes, y nacionalmente al mismo total en
 *      cada tabla: entradas − salidas, porque un cambio de modalidad, estado o país sale y entra.
 *   6. manifest.forms nombra los archivos del corte con tamaño y SHA-256, en orden y una vez cada uno;
 *      entre ellos están content y difference. Un archivo dado (--files) es uno de ellos, byte por byte.
 *   7. manifest.previous nombra el corte del proceso sellado justo antes y el SHA-256 de su manifiesto.
 *      Entre los archivos dados los eslabones coinciden, no hay bifurcaciones, y ni movimiento, ni hora
 *      de sellado ni tamaño de la bitácora retroceden, tampoco donde falte un corte de en medio. El que
 *      dice ser primero (previous null) no trae diferencia, ni se da con otro sellado antes.
 *      manifest.auditHead es un JWS compacto (typ lne-audit-head) de {at, size, root}.
 *   8. Cada anexo: digest = SHA-256 de su JSON canónico, firma separada (typ lne-cutoff-annex), cutoff
 *      = SHA-256 del manifiesto, key = la clave que firma, previous = digest del anexo anterior (null en el primero).
 *
 * De lo que no está firmado se imprime lo que se ve y nada más (sin controles ni saltos de renglón), y
 * de un corte que no es el sellado no se dicen sus datos, sino qué no coincide.
 *
 * Salida: 0 verificado, 1 algo no coincide y se nombra, 2 no se puede leer.
 */

/**
 * @typedef {{ name: string, bytes: Uint8Array }} NamedFile
 * @typedef {{ code: string, file: string, message: string }} Finding
 * @typedef {Record<string, any>} Json
 * @typedef {{ kid: string, kty?: string, crv?: string, x?: string }} Jwk
 * @typedef {{ verified: boolean, byFingerprint: boolean, annexes: number, problems: Finding[], notes: string[], cutoffs: { file: string, date: string, digest: string, manifest: string, knownAsOf: number, received: number, fingerprint: string }[] }} Verdict
 */

/** Orden en que el INE imprime las entidades, por su clave del INEGI. */
const ENTITIES =
  '01 02 03 04 07 08 09 05 06 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32'.split(
    ' ',
  )
const TABLES = [
  'countries',
  'countriesComplying',
  'countryEntity',
  'daily',
  'entities',
  'entitiesComplying',
  'reasons',
  'review',
  'reviewByCountry',
]
/** Las tablas de una diferencia: todas; los primeros cortes sellaron estas cuatro. */
const DIFFERENCE_TABLES = [TABLES, ['countries', 'countryEntity', 'entities', 'review']]
const KEYS = ['entity', 'country', 'date', 'status', 'reason']
/** De qué es cada renglón de una diferencia, por tabla. */
const KEYS_OF = {
  countries: 'country',
  countriesComplying: 'country',
  countryEntity: 'country entity',
  daily: 'date',
  entities: 'entity',
  entitiesComplying: 'entity',
  reasons: 'reason status',
  review: 'entity',
  reviewByCountry: 'country',
}
/** Qué puede ser un movimiento. */
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
]
const MANIFEST_NAMES =
  'auditHead date digest forms instant key knownAsOf previous process sealedAt version'
const CONTENT_NAMES = 'date instant knownAsOf process tables'
const PARTS = ['medium', 'credentialType', 'modality', 'sex']
const STATES = ['initialCheck', 'inAnalysis', 'subsane', 'complies', 'inadmissible']
/** Lo que traen dentro el total y cada renglón de una tabla. @type {Record<string, string[]>} */
const INNER_OF = {
  countries: PARTS,
  countriesComplying: PARTS,
  daily: ['medium', 'modality'],
  entities: PARTS,
  entitiesComplying: PARTS,
}
/** Columnas de una tabla que son la suma de otras, que se nombran por lo que va antes del punto. */
const SUMS_OF_PANORAMA = PARTS.map((part) => ['total', [part]])
const SUMS_OF_REVIEW = [
  ['received', STATES],
  ['forAnalysis', STATES.slice(1)],
]
/** @type {Record<string, any[]>} */
const SUMS_OF = {
  countries: SUMS_OF_PANORAMA,
  countriesComplying: SUMS_OF_PANORAMA,
  daily: ['medium', 'modality'].map((part) => ['received', [part]]),
  entities: SUMS_OF_PANORAMA,
  entitiesComplying: SUMS_OF_PANORAMA,
  review: SUMS_OF_REVIEW,
  reviewByCountry: SUMS_OF_REVIEW,
}
/** Columnas que cuentan a las mismas personas, cada una en su tabla. */
const SAME_PEOPLE = [
  [
    ['entities', 'total'],
    ['countries', 'total'],
    ['countryEntity', 'total'],
    ['review', 'received'],
    ['reviewByCountry', 'received'],
    ['daily', 'received'],
  ],
  [
    ['review', 'complies'],
    ['reviewByCountry', 'complies'],
    ['entitiesComplying', 'total'],
    ['countriesComplying', 'total'],
  ],
]

const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @param {Uint8Array | string} data */
async function sha256(data) {
  const bytes = typeof data === 'string' ? utf8.encode(data) : data
  const digest = await crypto.subtle.digest('SHA-256', /** @type {BufferSource} */ (bytes))
  return hex(new Uint8Array(digest))
}

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

/**
 * Los bytes de un texto base64url; nada si no es exactamente como se escribe.
 * @param {string} text
 */
function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text)) return undefined
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    // Los bits que sobran al final deben ser cero, o dos textos dirían lo mismo.
    return base64url(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * Texto de un archivo que cualquiera pudo escribir, como se puede imprimir: no mueve el cursor, ni
 * cambia de renglón, ni voltea lo que sigue.
 * @param {string} text
 */
export const printable = (text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}')

/**
 * Lo que dice un error de este archivo; lo que diga el intérprete de JavaScript no le sirve a nadie.
 * @param {unknown} error
 */
export const toldBy = (error, otherwise = 'Algún archivo no tiene su forma.') =>
  error instanceof Error && error.name === 'Error' ? printable(error.message) : otherwise

/**
 * Las claves públicas de un archivo.
 * @param {Uint8Array} bytes
 * @returns {{ keys: Jwk[] }}
 */
export function jwksOf(bytes) {
  try {
    const jwks = JSON.parse(strictUtf8.decode(bytes))
    if (jwks.keys.every((key) => typeof key.kid === 'string')) return jwks
  } catch {}
  throw new Error('Las claves públicas no son un JWKS: falta keys, o el kid de alguna.')
}

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Una cadena de JSON canónico. La mitad de un par de UTF-16 no es ningún carácter (RFC 8785, 3.2.2.2).
 * @param {string} text
 */
function quoted(text) {
  if (/\p{Surrogate}/u.test(text)) throw new Error('tiene un carácter a medias')
  return JSON.stringify(text)
}

/**
 * JSON canónico (RFC 8785).
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object') {
    const names = Object.keys(value).sort()
    return `{${names.map((name) => `${quoted(name)}:${canonical(/** @type {Json} */ (value)[name])}`).join(',')}}`
  }
  throw new Error('no es JSON')
}

/**
 * Dónde difieren dos textos, en bytes desde el principio.
 * @param {string} a
 * @param {string} b
 */
function firstDifference(a, b) {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return utf8.encode(a.slice(0, at)).length
}

/** @param {string} date */
function endOfDayInMexico(date) {
  const next = new Date(`${date}T06:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().replace('.000Z', 'Z')
}

/**
 * Si un texto es un día de algún calendario.
 * @param {unknown} text
 */
const isDate = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(String(text)) &&
  new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** @param {unknown} value */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0

/** @param {Iterable<number>} numbers */
function sum(numbers) {
  let total = 0
  for (const number of numbers) total += number
  return total
}

/** @param {Json | undefined} object */
const sumOf = (object) => sum(Object.values(object ?? {}))

/**
 * Huella RFC 7638 de una clave Ed25519, en hexadecimal.
 * @param {Jwk} key
 */
export const fingerprintOf = (key) => sha256(canonical({ crv: 'Ed25519', kty: 'OKP', x: key.x }))

/**
 * Una huella como se imprime: en grupos de cuatro.
 * @param {string} fingerprint
 */
export const inGroups = (fingerprint) => (fingerprint.match(/.{4}/g) ?? []).join(' ')

/**
 * Las huellas que se dieron, en grupos o seguidas: más de una cuando la clave cambió entre dos cortes.
 * @param {string} text
 */
function fingerprintsIn(text) {
  const digits = text.replace(/[\s:,;]/g, '').toLowerCase()
  return /^([0-9a-f]{64})+$/.test(digits) ? (digits.match(/.{64}/g) ?? []) : undefined
}

/**
 * Comprueba un JWS y devuelve la clave con que se firmó.
 * @param {string} header
 * @param {string} payload
 * @param {string} signature
 * @param {string} typ
 * @param {Map<string, Jwk>} keys
 * @returns {Promise<{ key?: Jwk, code?: string, message?: string }>}
 */
async function checkSignature(header, payload, signature, typ, keys) {
  const headerBytes = fromBase64url(header)
  const signatureBytes = fromBase64url(signature)
  if (!headerBytes || !signatureBytes) {
    return { code: 'SIGNATURE_FORM', message: 'La firma no está escrita en base64url.' }
  }
  /** @type {Json} */
  let fields
  try {
    fields = JSON.parse(strictUtf8.decode(headerBytes))
  } catch {
    return { code: 'SIGNATURE_FORM', message: 'El encabezado de la firma no es JSON.' }
  }
  if (
    typeof fields !== 'object' ||
    fields === null ||
    Object.keys(fields).sort().join() !== 'alg,kid,typ'
  ) {
    return {
      code: 'SIGNATURE_HEADER',
      message: 'El encabezado de la firma no tiene solamente alg, kid y typ.',
    }
  }
  if (fields.alg !== 'EdDSA') {
    return {
      code: 'SIGNATURE_ALGORITHM',
      message: `La firma dice ser ${JSON.stringify(fields.alg)}; solo se acepta EdDSA.`,
    }
  }
  if (fields.typ !== typ) {
    return {
      code: 'SIGNATURE_TYPE',
      message: `La firma es de ${JSON.stringify(fields.typ)}, no de ${typ}.`,
    }
  }
  const key = keys.get(fields.kid)
  if (!key) {
    return {
      code: 'KEY_UNKNOWN',
      message: `La clave ${JSON.stringify(fields.kid)} no está entre las públicas.`,
    }
  }
  const { kty, crv, x } = key
  const imported = await crypto.subtle
    .importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify'])
    .catch(() => undefined)
  if (!imported || crv !== 'Ed25519') {
    return { code: 'KEY_UNUSABLE', message: `La clave ${fields.kid} no es Ed25519.` }
  }
  const valid = await crypto.subtle.verify(
    'Ed25519',
    imported,
    /** @type {BufferSource} */ (signatureBytes),
    utf8.encode(`${header}.${payload}`),
  )
  return valid
    ? { key }
    : {
        code: 'SIGNATURE_WRONG',
        message: `La firma no es de lo firmado con la clave ${fields.kid}.`,
      }
}

/**
 * Lee un texto que debe ser JSON canónico.
 * @param {unknown} text
 * @param {string} what
 * @param {(code: string, message: string) => void} refuse
 * @returns {Json | undefined}
 */
function readCanonical(text, what, refuse) {
  if (typeof text !== 'string') {
    refuse('FILE_SHAPE', `Falta ${what.charAt(0).toLowerCase()}${what.slice(1)}.`)
    return undefined
  }
  /** @type {Json} */
  let value
  try {
    value = JSON.parse(text)
  } catch {
    refuse('NOT_JSON', `${what} no es JSON.`)
    return undefined
  }
  try {
    const expected = canonical(value)
    if (expected !== text) {
      const at = firstDifference(text, expected)
      refuse('NOT_CANONICAL', `${what} no es JSON canónico: difiere en el byte ${at}.`)
    }
  } catch (error) {
    refuse('NOT_CANONICAL', `${what} no es JSON canónico: ${toldBy(error, 'no se deja escribir')}.`)
    return undefined
  }
  if (!isObject(value)) {
    refuse('FILE_SHAPE', `${what} no es un objeto.`)
    return undefined
  }
  return value
}

/**
 * Las identidades contables: nombre y los dos números que deben ser iguales.
 * @param {Json} tables
 * @returns {Generator<[string, number, number]>}
 */
function* identities(tables) {
  for (const name of ['entities', 'entitiesComplying', 'countries', 'countriesComplying']) {
    const { rows, total } = tables[name]
    for (const row of [...rows, total]) {
      const at = `/tables/${name}/${row.entity ?? row.country ?? 'total'}`
      for (const part of PARTS) yield [`${at}: total = Σ ${part}`, row.total, sumOf(row[part])]
    }
    yield [`/tables/${name}: nacional = Σ filas`, total.total, sum(rows.map((r) => r.total))]
    for (const part of PARTS) {
      for (const key of Object.keys(total[part])) {
        const column = sum(rows.map((row) => row[part][key]))
        yield [`/tables/${name}: ${part}.${key} nacional = Σ filas`, total[part][key], column]
      }
    }
    if (total.averageAge) {
      const people = sum(rows.map((row) => row.averageAge?.n ?? 0))
      yield [`/tables/${name}: edades de todas las filas`, total.averageAge.n, people]
    }
  }
  const matrix = tables.countryEntity
  for (const row of [...matrix.rows, matrix.total]) {
    const at = `/tables/countryEntity/${row.country ?? 'total'}`
    yield [`${at}: total = Σ celdas`, row.total, sum(row.cells.map((c) => c.total))]
  }
  for (const [index, { entity, total }] of matrix.total.cells.entries()) {
    const at = `/tables/countryEntity/columna ${entity}`
    yield [`${at} = Σ países`, total, sum(matrix.rows.map((row) => row.cells[index].total))]
    const of = tables.entities.rows.find((row) => row.entity === entity)
    yield [`${at} = entidades`, total, of?.total ?? 0]
  }
  for (const row of matrix.rows) {
    const of = tables.countries.rows.find((other) => other.country === row.country)
    yield [`/tables/countryEntity/${row.country} = países`, row.total, of?.total ?? 0]
  }
  for (const name of ['review', 'reviewByCountry']) {
    const { rows, total } = tables[name]
    for (const row of [...rows, total]) {
      const at = `/tables/${name}/${row.entity ?? row.country ?? 'total'}`
      yield [`${at}: recibidas = Σ estados`, row.received, sum(STATES.map((state) => row[state]))]
      yield [`${at}: para análisis`, row.forAnalysis, row.received - row.initialCheck]
    }
    for (const key of ['received', ...STATES]) {
      yield [`/tables/${name}: ${key} = Σ filas`, total[key], sum(rows.map((row) => row[key]))]
    }
  }
  const { daily } = tables
  const days = daily.rows.filter(
    ({ date }, index) =>
      isDate(date) && date <= daily.cutDate && (index === 0 || daily.rows[index - 1].date < date),
  )
  yield ['/tables/daily: días en orden, hasta el corte', days.length, daily.rows.length]
  let cumulative = 0
  for (const row of daily.rows) {
    cumulative += row.received
    const at = `/tables/daily/${row.date}`
    yield [`${at}: acumulado`, row.cumulative, cumulative]
    yield [`${at}: recibidas = Σ medio`, row.received, sumOf(row.medium)]
    yield [`${at}: recibidas = Σ modalidad`, row.received, sumOf(row.modality)]
  }
  yield ['/tables/daily: total = Σ días', daily.total.received, cumulative]
  for (const part of ['medium', 'modality']) {
    for (const key of Object.keys(daily.total[part])) {
      const column = sum(daily.rows.map((row) => row[part][key]))
      yield [`/tables/daily: ${part}.${key} = Σ días`, daily.total[part][key], column]
    }
  }
  const national = tables.entities.total.total
  yield ['países = entidades', tables.countries.total.total, national]
  yield ['matriz = entidades', matrix.total.total, national]
  yield ['revisión = entidades', tables.review.total.received, national]
  yield ['revisión por país = entidades', tables.reviewByCountry.total.received, national]
  yield ['diario = entidades', daily.total.received, national]
  const { complies } = tables.review.total
  yield ['las que cumplen, por entidad = revisión', tables.entitiesComplying.total.total, complies]
  yield ['las que cumplen, por país = revisión', tables.countriesComplying.total.total, complies]
  for (const [index, row] of tables.review.rows.entries()) {
    const at = `/tables/review/${row.entity}`
    yield [`${at}: recibidas = entidades`, row.received, tables.entities.rows[index].total]
    yield [`${at}: cumplen = entidades`, row.complies, tables.entitiesComplying.rows[index].total]
  }
  // Un país sin renglón no cuenta a nadie; que no falte ninguno se sigue de las sumas nacionales.
  for (const row of tables.reviewByCountry.rows) {
    const at = `/tables/reviewByCountry/${row.country}`
    for (const [key, name, what] of [
      ['received', 'countries', 'recibidas = países'],
      ['complies', 'countriesComplying', 'cumplen = países'],
    ]) {
      const of = tables[name].rows.find((other) => other.country === row.country)
      yield [`${at}: ${what}`, row[key], of?.total ?? 0]
    }
  }
  for (const key of STATES) {
    const [left, right] = [tables.reviewByCountry.total[key], tables.review.total[key]]
    yield [`/tables/reviewByCountry: ${key} = revisión`, left, right]
  }
  yield* groundIdentities(tables)
  for (const name of TABLES) {
    const keys = tables[name].rows.map((row) => canonical(KEYS.map((key) => row[key] ?? null)))
    yield [`/tables/${name}: renglones distintos`, new Set(keys).size, keys.length]
  }
}

/**
 * A quien está en SUBSANE o INADMISSIBLE se le dijo al menos una causal, y cada una, una vez: ninguna
 * causal tiene más solicitudes que su estado, ni menos todas juntas.
 * @param {Json} tables
 * @returns {Generator<[string, number, number]>}
 */
function* groundIdentities({ reasons: { rows, total }, review }) {
  yield ['/tables/reasons: total = Σ causales', total.total, sum(rows.map((row) => row.total))]
  for (const [status, n] of [
    ['SUBSANE', review.total.subsane],
    ['INADMISSIBLE', review.total.inadmissible],
  ]) {
    const own = rows.filter((row) => row.status === status).map((row) => row.total)
    yield [`/tables/reasons/${status}: Σ causales ≥ revisión`, Math.min(sum(own), n), n]
    yield [`/tables/reasons/${status}: ninguna causal > revisión`, Math.max(...own, n), n]
  }
  const known = rows.filter(({ status }) => status === 'SUBSANE' || status === 'INADMISSIBLE')
  yield ['/tables/reasons: causales de SUBSANE o INADMISSIBLE', known.length, rows.length]
}

/**
 * Los números de una tabla que no son conteos, por su lugar.
 * @param {unknown} value
 * @param {string} at
 * @returns {Generator<string>}
 */
function* wrongCounts(value, at) {
  if (typeof value === 'number') {
    const isAverage = at.endsWith('/averageAge/value')
    if (isAverage ? !(value >= 0 && value < 150) : !isCount(value)) yield at
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* wrongCounts(inner, `${at}/${name}`)
  }
}

/**
 * Lo que les falta a las tablas para poder hacer sus cuentas, por su lugar.
 * @param {Json} tables
 * @returns {Generator<string>}
 */
function* missingIn(tables) {
  for (const name of TABLES) {
    const at = `/tables/${name}`
    const { rows, total } = Object(tables[name])
    if (!Array.isArray(rows)) yield `${at}/rows`
    for (const [row, cells] of [...Object.entries(Object(rows)), ['total', total]]) {
      if (!isObject(cells)) yield `${at}/${row}`
      for (const inner of INNER_OF[name] ?? []) {
        if (!isObject(cells?.[inner])) yield `${at}/${row}/${inner}`
      }
      if (name === 'countryEntity' && !areEntities(cells?.cells)) yield `${at}/${row}/cells`
    }
  }
  if (!areEntities(tables.countryEntity?.columns)) yield '/tables/countryEntity/columns'
}

/**
 * Si hay un objeto para cada entidad; el orden se comprueba aparte.
 * @param {unknown} list
 */
const areEntities = (list) =>
  Array.isArray(list) && list.length === ENTITIES.length && list.every(isObject)

/**
 * @param {Json} content
 * @param {(code: string, message: string) => void} refuse
 * @returns {boolean} si las tablas tienen su forma
 */
function checkTables(content, refuse) {
  const { tables } = content
  if (!isObject(tables) || Object.keys(tables).sort().join() !== TABLES.join()) {
    refuse('TABLES_SHAPE', '/tables: no están las nueve tablas de un corte, o hay otras.')
    return false
  }
  const missing = [...missingIn(tables)]
  if (missing.length > 0) {
    refuse('TABLES_SHAPE', `Falta ${missing[0]}, o no tiene su forma.`)
    return false
  }
  for (const name of TABLES) {
    const table = tables[name]
    const { process = null, asOf = null, cutDate = null, knownAsOf = null, status = null } = table
    const of = [process, asOf, cutDate, knownAsOf, status]
    const expected = [content.process, content.instant, content.date, content.knownAsOf, 'SEALED']
    if (canonical(of) !== canonical(expected)) {
      refuse('TABLE_POINT', `/tables/${name}: no es de este instante y movimiento.`)
    }
    for (const at of wrongCounts({ rows: table.rows, total: table.total }, `/tables/${name}`)) {
      refuse('NOT_A_COUNT', `${at}: no es un conteo.`)
    }
  }
  /** @type {(list: Json[], at: string, what: string) => boolean} */
  const isInOrder = (list, at, what) => {
    if (list.map(({ entity }) => entity).join(' ') === ENTITIES.join(' ')) return true
    refuse('ENTITY_ORDER', `/tables/${at}: no son las 32 ${what} en el orden del INE.`)
    return false
  }
  const lists = ['entities', 'entitiesComplying', 'review'].map((name) =>
    isInOrder(tables[name].rows, name, 'entidades'),
  )
  lists.push(isInOrder(tables.countryEntity.columns, 'countryEntity', 'columnas'))
  if (lists.includes(false)) return false
  for (const [name, left, right] of identities(tables)) {
    if (left !== right) refuse('ACCOUNT_OPEN', `${name}: ${left} ≠ ${right}`)
  }
  return true
}

/** @type {(table: string, key: Json, column: string) => string} */
const cellOf = (table, key, column) =>
  [table, ...KEYS.map((name) => key[name] ?? ''), column].join('|')

/**
 * Las celdas de un corte como la diferencia las nombra: «tabla|claves|columna». Sin nombres, ni
 * promedios, ni el acumulado de los días, que son sumas de otros renglones.
 * @param {Json} tables
 * @param {string[]} names de las tablas que la diferencia trae
 * @returns {Map<string, number>}
 */
function cellsOf(tables, names) {
  /** @type {Map<string, number>} */
  const cells = new Map()
  /** @type {(table: string, key: Json, column: string, value: unknown) => void} */
  const put = (table, key, column, value) => {
    if (typeof value === 'number') cells.set(cellOf(table, key, column), value)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        put(table, key, column === '' ? name : `${column}.${name}`, inner)
      }
    }
  }
  for (const table of names.filter((name) => TABLES.includes(name))) {
    for (const row of tables[table].rows) {
      const { label: _, averageAge: __, cumulative: ___, cells: inner, ...columns } = row
      const key = Object.fromEntries(KEYS.map((name) => [name, columns[name]]))
      for (const name of KEYS) delete columns[name]
      if (!inner) put(table, key, '', columns)
      for (const { entity, total } of inner ?? []) put(table, { ...key, entity }, 'total', total)
    }
  }
  return cells
}

/** @type {(object: Json, names: string) => boolean} */
const hasOnly = (object, names) =>
  isObject(object) && Object.keys(object).sort().join(' ') === names

/**
 * Si unos movimientos están dichos como se dicen: de una clase conocida, y cada clase y causal, una vez.
 * @param {Json[]} flows
 */
const areFlows = (flows) =>
  flows.every(
    (flow) =>
      hasOnly(flow, 'kind late n reason') &&
      MOVEMENT_KINDS.includes(flow.kind) &&
      (flow.reason === null || (typeof flow.reason === 'string' && flow.reason !== '')) &&
      flow.n > 0,
  ) && new Set(flows.map(({ kind, reason }) => canonical([kind, reason]))).size === flows.length

/**
 * Lo que movió a unas celdas, por clase y causal: entradas menos salidas, o cada sentido aparte.
 * @param {Json[]} rows
 * @param {boolean} apart
 */
function movedIn(rows, apart) {
  /** @type {Map<string, [n: number, late: number]>} */
  const moved = new Map()
  for (const row of rows) {
    for (const direction of ['in', 'out']) {
      const sign = direction === 'in' ? 1 : -1
      for (const { kind, reason, n, late } of row[direction]) {
        const id = canonical([kind, reason, apart ? direction : ''])
        const [sum, sumLate] = moved.get(id) ?? [0, 0]
        moved.set(id, [sum + sign * n, sumLate + sign * late])
      }
    }
  }
  return canonical([...moved].filter(([, sums]) => sums.some((sum) => sum !== 0)).sort())
}

/**
 * Los renglones de cada clave. (Map.groupBy no está en todos los Node en que esto se ejecuta.)
 * @param {Json[]} rows
 */
function rowsByKey(rows) {
  /** @type {Map<string, Json[]>} */
  const groups = new Map()
  for (const row of rows) {
    const key = Object.values(row.key).join(' ')
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/**
 * Lo que mueve a un total mueve a sus partes, y al mismo total en las demás tablas. Un cambio de
 * modalidad o de estado sale de una parte y entra en otra, y uno de país, de renglón: ahí se comparan
 * entradas menos salidas.
 * @param {Json} tables
 * @param {(code: string, message: string) => void} refuse
 */
function checkFlows(tables, refuse) {
  for (const [table, { rows }] of Object.entries(tables)) {
    for (const [key, own] of rowsByKey(rows)) {
      for (const [whole, parts] of SUMS_OF[table] ?? []) {
        const apart = ['medium', 'credentialType', 'sex'].includes(parts[0])
        const ofWhole = own.filter(({ column }) => column === whole)
        const ofParts = own.filter(({ column }) => parts.includes(column.split('.')[0]))
        if (movedIn(ofWhole, apart) !== movedIn(ofParts, apart)) {
          refuse(
            'DIFFERENCE_SUM',
            `Diferencia, ${table} ${key}: lo que movió a ${whole} no es lo que movió a ${parts.join(' + ')}.`,
          )
        }
      }
    }
  }
  for (const columns of SAME_PEOPLE) {
    const [first, ...others] = columns.filter(([table]) => table in tables)
    /** @type {(one: string[]) => string} */
    const moved = ([table, name]) =>
      movedIn(
        tables[table].rows.filter(({ column }) => column === name),
        false,
      )
    for (const other of others) {
      if (moved(other) !== moved(first)) {
        refuse(
          'DIFFERENCE_SUM',
          `Diferencia: lo que movió a ${other.join(' ')} no es lo que movió a ${first.join(' ')}.`,
        )
      }
    }
  }
}

/**
 * @param {Json} difference
 * @param {Json} content
 * @param {Json | undefined} former
 * @param {(code: string, message: string) => void} refuse
 */
function checkDifference(difference, content, former, refuse) {
  const { process, from, to, tables } = difference
  if (
    process !== content.process ||
    to?.date !== content.date ||
    to?.instant !== content.instant ||
    to?.knownAsOf !== content.knownAsOf
  ) {
    refuse('DIFFERENCE_POINT', 'La diferencia no termina en este corte.')
  }
  if (!(from?.date < content.date)) {
    refuse('DIFFERENCE_POINT', 'La diferencia no empieza en un corte de fecha anterior.')
  }
  if (former && (from.instant !== former.instant || from.knownAsOf !== former.knownAsOf)) {
    refuse('DIFFERENCE_POINT', 'La diferencia no empieza en el corte anterior que se dio.')
  }
  const names = Object.keys(tables ?? {})
  if (!DIFFERENCE_TABLES.some((known) => known.join() === names.join())) {
    refuse('DIFFERENCE_SHAPE', 'La diferencia no es de las tablas del corte.')
    return
  }
  if (
    !hasOnly(difference, 'from process tables to') ||
    ![from, to].every((point) => hasOnly(point, 'date instant knownAsOf')) ||
    !names.every((table) => hasOnly(tables[table], 'rows') && Array.isArray(tables[table].rows))
  ) {
    refuse('DIFFERENCE_SHAPE', 'La diferencia no tiene sus campos, y ninguno más.')
    return
  }
  const closings = cellsOf(content.tables, names)
  const openings = former && cellsOf(former.tables, names)
  /** @type {Set<string>} */
  const told = new Set()
  let hasShape = true
  for (const [table, { rows }] of Object.entries(tables)) {
    for (const [index, row] of rows.entries()) {
      const { key, column, opening, closing } = Object(row)
      if (
        !hasOnly(row, 'closing column in key opening out') ||
        !hasOnly(key, KEYS_OF[table]) ||
        ![column, ...Object.values(key)].every((name) => typeof name === 'string') ||
        ![row.in, row.out].every((flows) => Array.isArray(flows) && flows.every(isObject))
      ) {
        refuse(
          'DIFFERENCE_SHAPE',
          `Diferencia, ${table} renglón ${index + 1}: no tiene los campos de su tabla, y ninguno más.`,
        )
        hasShape = false
        continue
      }
      const cell = cellOf(table, key, column)
      const place = [key.country, key.entity, key.date, key.status, key.reason, column]
      const at = `Diferencia, ${table} ${place.filter(Boolean).join(' ')}`
      const flows = [...row.in, ...row.out]
      if (![opening, closing, ...flows.map(({ n }) => n)].every(isCount)) {
        refuse('NOT_A_COUNT', `${at}: no son conteos.`)
        continue
      }
      if (![row.in, row.out].every(areFlows)) {
        refuse('DIFFERENCE_FLOW', `${at}: hay movimientos que no lo son, o que están dos veces.`)
      }
      if (flows.some(({ n, late }) => !isCount(late) || late > n)) {
        refuse('DIFFERENCE_LATE', `${at}: lo registrado tarde no es parte de lo contado.`)
      }
      if (told.has(cell)) refuse('DIFFERENCE_REPEATED', `${at}: está dos veces.`)
      told.add(cell)
      const moved = sum(row.in.map(({ n }) => n)) - sum(row.out.map(({ n }) => n))
      if (opening + moved !== closing) {
        refuse('DIFFERENCE_OPEN', `${at}: ${opening} + ${moved} ≠ ${closing}`)
      }
      if ((closings.get(cell) ?? 0) !== closing) {
        refuse(
          'DIFFERENCE_CLOSING',
          `${at}: cierra en ${closing} y el corte dice ${closings.get(cell) ?? 0}.`,
        )
      }
      if (openings && (openings.get(cell) ?? 0) !== opening) {
        refuse(
          'DIFFERENCE_OPENING',
          `${at}: abre en ${opening} y el corte anterior dice ${openings.get(cell) ?? 0}.`,
        )
      }
    }
  }
  for (const [cell, value] of closings) {
    if (value !== 0 && !told.has(cell)) {
      refuse('DIFFERENCE_MISSING', `La diferencia no dice nada de ${cell.replaceAll(/\|+/g, ' ')}.`)
    }
  }
  for (const [cell, value] of openings ?? []) {
    if (value !== 0 && !told.has(cell)) {
      refuse('DIFFERENCE_MISSING', `La diferencia no dice nada de ${cell.replaceAll(/\|+/g, ' ')}.`)
    }
  }
  if (hasShape) checkFlows(tables, refuse)
}

/**
 * @param {Json} manifest
 * @param {(code: string, message: string) => void} refuse
 */
function checkForms(manifest, refuse) {
  const names = manifest.forms.map(({ name }) => name)
  if (names.some((name, index) => index > 0 && !(names[index - 1] < name))) {
    refuse('FORMS_ORDER', 'Los archivos del manifiesto no están en orden, o alguno se repite.')
  }
  for (const form of manifest.forms) {
    const shape = Object.keys(form).sort().join()
    if (
      shape !== 'bytes,mediaType,name,sha256' ||
      !isCount(form.bytes) ||
      !/^[0-9a-f]{64}$/.test(form.sha256) ||
      !form.name.includes(`_${manifest.date}_${manifest.digest.slice(0, 8)}.`)
    ) {
      refuse('FORMS_SHAPE', `El manifiesto nombra mal el archivo ${JSON.stringify(form.name)}.`)
    }
  }
}

/**
 * Un corte sellado por sí solo.
 * @param {NamedFile} file
 * @param {Map<string, Jwk>} keys
 * @param {string[] | undefined} fingerprints
 * @param {(code: string, message: string) => void} refuse
 */
async function readCutoff(file, keys, fingerprints, refuse) {
  let text
  /** @type {Json} */
  let outer
  try {
    text = strictUtf8.decode(file.bytes)
    outer = JSON.parse(text)
  } catch {
    refuse('NOT_JSON', 'El archivo no es JSON en UTF-8.')
    return undefined
  }
  const { manifest: manifestText, signature, content: contentText, difference } = outer ?? {}
  const expected = JSON.stringify({
    manifest: manifestText,
    signature,
    content: contentText,
    difference,
  })
  if (expected !== text) {
    refuse(
      'FILE_SHAPE',
      `El archivo no está como se entrega: difiere en el byte ${firstDifference(text, expected)}.`,
    )
  }
  const manifest = readCanonical(manifestText, 'El manifiesto', refuse)
  const content = readCanonical(contentText, 'El contenido', refuse)
  if (!manifest || !content) return undefined
  if (Object.keys(manifest).sort().join(' ') !== MANIFEST_NAMES || manifest.version !== 1) {
    refuse('MANIFEST_SHAPE', 'El manifiesto no tiene los campos de la versión 1.')
    return undefined
  }
  if (Object.keys(content).sort().join(' ') !== CONTENT_NAMES) {
    refuse('CONTENT_SHAPE', 'El contenido no tiene los campos de un corte.')
    return undefined
  }

  const [header = '', between, sign = '', ...rest] = String(signature).split('.')
  if (between !== '' || rest.length > 0) {
    refuse('SIGNATURE_FORM', 'La firma no es un JWS separado (ENCABEZADO..FIRMA).')
  }
  const payload = base64url(utf8.encode(manifestText))
  const { key, code, message } = await checkSignature(
    header,
    payload,
    sign,
    'lne-cutoff-manifest',
    keys,
  )
  if (code) refuse(code, message ?? '')
  if (key && key.kid !== manifest.key) {
    refuse('KEY_OTHER', `El manifiesto dice ${manifest.key} y lo firma ${key.kid}.`)
  }
  const signedWith = key ? await fingerprintOf(key) : ''
  if (fingerprints && key && !fingerprints.includes(signedWith)) {
    refuse('FINGERPRINT', `La huella de la clave es ${inGroups(signedWith)}, no la que usted dio.`)
  }

  const digest = await sha256(contentText)
  if (digest !== manifest.digest) {
    refuse(
      'CONTENT_CHANGED',
      `El contenido no es el sellado: su SHA-256 es ${digest}, el manifiesto dice ${manifest.digest}.`,
    )
  }
  for (const name of ['process', 'date', 'instant', 'knownAsOf']) {
    if (manifest[name] !== content[name]) {
      refuse('CONTENT_OTHER', `El manifiesto y el contenido no dicen lo mismo de ${name}.`)
    }
  }
  if (!isCount(manifest.knownAsOf)) refuse('NOT_A_COUNT', 'knownAsOf no es un conteo.')
  if (
    !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(manifest.sealedAt) ||
    Number.isNaN(Date.parse(manifest.sealedAt))
  ) {
    refuse('MANIFEST_SHAPE', 'El manifiesto no dice cuándo se selló.')
  }
  if (!isDate(content.date) || endOfDayInMexico(content.date) !== content.instant) {
    refuse('INSTANT', `${content.instant} no es el fin del ${content.date} en la Ciudad de México.`)
  }
  let hasTables = false
  try {
    hasTables = checkTables(content, refuse)
  } catch {
    refuse('TABLES_SHAPE', 'Las tablas no tienen su forma.')
  }
  try {
    checkForms(manifest, refuse)
  } catch {
    refuse('FORMS_SHAPE', 'El manifiesto no nombra sus archivos como debe.')
    return undefined
  }

  const listed = new Map(manifest.forms.map((form) => [form.name, form]))
  /** @type {(kind: string, text: string) => Promise<void>} */
  const checkListed = async (kind, body) => {
    const form = listed.get(`${kind}_${manifest.date}_${manifest.digest.slice(0, 8)}.json`)
    if (!form || form.sha256 !== (await sha256(body)) || form.bytes !== utf8.encode(body).length) {
      refuse(
        'FORM_CHANGED',
        `El manifiesto no nombra este ${kind === 'corte' ? 'contenido' : 'texto de la diferencia'}.`,
      )
    }
  }
  await checkListed('corte', contentText)
  const changes =
    difference === null ? undefined : readCanonical(difference, 'La diferencia', refuse)
  if (changes) await checkListed('diferencia', difference)
  else if (listed.has(`diferencia_${manifest.date}_${manifest.digest.slice(0, 8)}.json`)) {
    refuse('DIFFERENCE_ABSENT', 'El manifiesto nombra una diferencia y el archivo no la trae.')
  }

  let head
  if (manifest.auditHead !== null) {
    const [h = '', p = '', s = '', ...more] = String(manifest.auditHead).split('.')
    const of = await checkSignature(h, p, s, 'lne-audit-head', keys)
    try {
      head = JSON.parse(strictUtf8.decode(fromBase64url(p) ?? new Uint8Array()))
    } catch {
      head = undefined
    }
    if (of.code || more.length > 0 || !isCount(head?.size)) {
      refuse('AUDIT_HEAD', `La cabeza de la bitácora no es válida. ${of.message ?? ''}`.trim())
    }
  }
  return {
    file: file.name,
    manifest,
    content,
    hasTables,
    changes,
    head,
    manifestDigest: await sha256(manifestText),
    fingerprint: signedWith,
  }
}

/** @typedef {NonNullable<Awaited<ReturnType<typeof readCutoff>>>} ReadCutoff */

/** @param {ReadCutoff} cutoff */
const sealedAt = ({ manifest }) => Date.parse(manifest.sealedAt)

/**
 * Si uno se selló antes que otro, por lo que nunca retrocede; basta con que una cosa lo diga.
 * @type {(one: ReadCutoff, other: ReadCutoff) => boolean}
 */
const precedes = (one, other) =>
  sealedAt(one) < sealedAt(other) ||
  one.manifest.knownAsOf < other.manifest.knownAsOf ||
  (one.head?.size ?? 0) < (other.head?.size ?? 0)

/** @param {ReadCutoff} cutoff */
const toldOf = ({ changes }) => Object.keys(changes?.tables ?? {}).length

/** @type {(one: ReadCutoff, other: ReadCutoff) => boolean} */
const follows = (one, other) => one.manifest.previous?.digest === other.manifestDigest

/**
 * Verifica cortes sellados, y lo que se dé con ellos.
 *
 * @param {{ cutoffs: NamedFile[], jwks: { keys: Jwk[] }, fingerprint?: string, files?: NamedFile[], annexes?: NamedFile }} given
 * @returns {Promise<Verdict>}
 */
export async function verifyCutoffs({ cutoffs, jwks, fingerprint, files = [], annexes }) {
  /** @type {Finding[]} */
  const problems = []
  /** @type {string[]} */
  const notes = []
  /** @type {(file: string) => (code: string, message: string) => void} */
  const refuser = (file) => (code, message) =>
    void problems.push({ code, file: printable(file), message: printable(message) })
  const keys = new Map(jwks.keys.map((key) => [key.kid, key]))
  if (keys.size < jwks.keys.length) {
    refuser('jwks')('KEYS_AMBIGUOUS', 'Dos claves públicas tienen el mismo nombre (kid).')
  }
  const wanted = fingerprint === undefined ? undefined : fingerprintsIn(fingerprint)
  if (fingerprint !== undefined && !wanted) {
    refuser('huella')('FINGERPRINT', 'La huella que se dio no tiene 64 cifras hexadecimales.')
  }

  /** @type {ReadCutoff[]} */
  const read = []
  /** Los que por sí solos son lo que se selló: de otros no se dice nada como si lo fuera. @type {Set<ReadCutoff>} */
  const sound = new Set()
  for (const file of cutoffs) {
    const before = problems.length
    try {
      const one = await readCutoff(file, keys, wanted, refuser(file.name))
      if (one) read.push(one)
      if (one && problems.length === before) sound.add(one)
    } catch {
      refuser(file.name)('FILE_SHAPE', 'El archivo no tiene la forma de un corte.')
    }
  }
  if (fingerprint === undefined) {
    notes.push(
      'No se dio la huella de la clave: compárela con la que el INE publica fuera de este servicio.',
    )
  }

  for (const one of read) {
    if (!one.changes) continue
    const former = read.find(
      ({ content }) =>
        content.process === one.content.process && content.date === one.changes?.from?.date,
    )
    if (!former)
      notes.push(
        `${one.file}: falta el corte del ${one.changes.from?.date} para comparar la apertura.`,
      )
    // Lo que les falta a las tablas ya se dijo.
    if (!one.hasTables || former?.hasTables === false) continue
    try {
      checkDifference(one.changes, one.content, former?.content, refuser(one.file))
    } catch {
      refuser(one.file)('DIFFERENCE_SHAPE', 'La diferencia no tiene su forma.')
    }
  }

  const byDigest = new Map(read.map((one) => [one.manifestDigest, one]))
  /** @type {Map<string, string>} */
  const followers = new Map()
  for (const one of read) {
    const { previous, date, process } = one.manifest
    const refuse = refuser(one.file)
    const twin = read.find(
      (other) =>
        other.manifest.process === process &&
        other.manifest.date === date &&
        other.manifestDigest !== one.manifestDigest,
    )
    if (twin)
      refuse('CHAIN_TWO_OF_A_DATE', `Hay otro corte del ${date} con otro manifiesto: ${twin.file}.`)
    const link = previous?.digest ?? `primero de ${process}`
    const rival = followers.get(link)
    if (rival && byDigest.get(rival) !== one && rival !== one.manifestDigest) {
      refuse(
        'CHAIN_FORK',
        `${byDigest.get(rival)?.file} también dice seguir ${previous ? `al corte del ${previous.date}` : 'a ninguno'}.`,
      )
    }
    followers.set(link, one.manifestDigest)
    if (previous === null) {
      const earlier = read.find(
        (other) => other.manifest.process === process && precedes(other, one),
      )
      if (earlier) refuse('CHAIN_BROKEN', `Dice ser el primero, y ${earlier.file} se selló antes.`)
      if (one.changes) refuse('CHAIN_BROKEN', 'Dice ser el primero, y trae una diferencia.')
      continue
    }
    const before = byDigest.get(previous.digest)
    if (!before) {
      const same = read.find(
        ({ manifest }) => manifest.process === process && manifest.date === previous.date,
      )
      if (same)
        refuse('CHAIN_BROKEN', `Sigue a un corte del ${previous.date} que no es ${same.file}.`)
      else notes.push(`${one.file}: falta el corte del ${previous.date} para comprobar el eslabón.`)
      continue
    }
    if (before.manifest.date !== previous.date) {
      refuse('CHAIN_BROKEN', `Llama ${previous.date} al corte del ${before.manifest.date}.`)
    }
    if (before.manifest.process !== process) {
      refuse('CHAIN_BROKEN', `Sigue a un corte de otro proceso, ${before.manifest.process}.`)
    }
    if (sealedAt(before) > sealedAt(one)) {
      refuse('CHAIN_BACKWARDS', 'Se selló antes que el corte al que sigue.')
    }
  }
  // También entre cortes que no se siguen: quitar los de en medio no esconde nada.
  const inOrder = read.toSorted(
    (a, b) => sealedAt(a) - sealedAt(b) || Number(follows(a, b)) - Number(follows(b, a)),
  )
  for (const [index, one] of inOrder.entries()) {
    const before = inOrder
      .slice(0, index)
      .findLast(({ manifest }) => manifest.process === one.manifest.process)
    if (!before) continue
    const refuse = refuser(one.file)
    const fuller = inOrder
      .slice(0, index)
      .find(
        (other) => other.manifest.process === one.manifest.process && toldOf(other) > toldOf(one),
      )
    if (one.changes && fuller) {
      refuse(
        'DIFFERENCE_SHAPE',
        `Su diferencia es de menos tablas que la de ${fuller.file}, sellado antes.`,
      )
    }
    if (before.manifest.knownAsOf > one.manifest.knownAsOf) {
      refuse('CHAIN_BACKWARDS', `Conoce menos movimientos que ${before.file}, sellado antes.`)
    }
    if ((before.head?.size ?? 0) > (one.head?.size ?? 0)) {
      refuse('CHAIN_BACKWARDS', `Su bitácora es más corta que la de ${before.file}, sellado antes.`)
    }
  }

  for (const { name, bytes } of files) {
    const base = name.split(/[\\/]/).at(-1) ?? name
    const digest = await sha256(bytes)
    const all = read.flatMap(({ manifest }) => manifest.forms)
    const form = all.find((one) => one.name === base)
    const same = all.find((one) => one.sha256 === digest && one.bytes === bytes.length)
    if (form && form.sha256 === digest && form.bytes === bytes.length) continue
    if (form) {
      refuser(name)(
        'FORM_CHANGED',
        `No es el archivo sellado: su SHA-256 es ${digest}, el manifiesto dice ${form.sha256}.`,
      )
    } else if (same) notes.push(`${name} es ${same.name}, con otro nombre.`)
    else refuser(name)('FORM_UNKNOWN', 'Ningún manifiesto de los dados nombra este archivo.')
  }

  let annexed = 0
  if (annexes) {
    const refuse = refuser(annexes.name)
    try {
      annexed = await checkAnnexes(annexes, read, keys, wanted, refuse)
      notes.push(
        `${annexed === 1 ? 'Se da 1 anexo' : `Se dan ${annexed} anexos`}: si falta alguno del final, sólo otra copia lo dice.`,
      )
    } catch {
      refuse('ANNEX_CHANGED', 'Los anexos no tienen su forma.')
    }
  }

  return {
    verified: problems.length === 0 && read.length > 0,
    byFingerprint: wanted !== undefined,
    annexes: annexed,
    problems,
    notes: notes.map(printable),
    cutoffs: [...sound].map(({ file, manifest, content, manifestDigest, fingerprint: of }) => ({
      file: printable(file),
      date: manifest.date,
      digest: manifest.digest,
      manifest: manifestDigest,
      knownAsOf: manifest.knownAsOf,
      received: content.tables.entities.total.total,
      fingerprint: inGroups(of),
    })),
  }
}

/**
 * @param {NamedFile} file la respuesta de GET /v1/cutoffs/{fecha}/annexes
 * @param {{ manifest: Json, manifestDigest: string }[]} cutoffs
 * @param {Map<string, Jwk>} keys
 * @param {string[] | undefined} fingerprints
 * @param {(code: string, message: string) => void} refuse
 * @returns {Promise<number>} cuántos son
 */
async function checkAnnexes(file, cutoffs, keys, fingerprints, refuse) {
  /** @type {Json[]} */
  let all
  try {
    all = JSON.parse(strictUtf8.decode(file.bytes)).data
    if (!Array.isArray(all)) throw new Error('sin data')
  } catch {
    refuse('NOT_JSON', 'Los anexos no son la respuesta del servicio en JSON.')
    return 0
  }
  let previous = null
  for (const [index, one] of all.entries()) {
    const { annex, digest, signature } = Object(one)
    const at = `Anexo ${index + 1}`
    if (!isObject(annex)) {
      refuse('ANNEX_CHANGED', `${at}: no tiene contenido.`)
      continue
    }
    const text = canonical(annex)
    const own = await sha256(text)
    if (own !== digest) refuse('ANNEX_CHANGED', `${at}: su SHA-256 es ${own}, dice ${digest}.`)
    const [header = '', between, sign = ''] = String(signature).split('.')
    const of = await checkSignature(
      header,
      base64url(utf8.encode(text)),
      sign,
      'lne-cutoff-annex',
      keys,
    )
    if (of.code || between !== '')
      refuse('ANNEX_SIGNATURE', `${at}: ${of.message ?? 'la firma no es separada.'}`)
    else if (of.key && of.key.kid !== annex.key) {
      refuse('KEY_OTHER', `${at}: dice ${annex.key} y lo firma ${of.key.kid}.`)
    }
    if (fingerprints && of.key && !fingerprints.includes(await fingerprintOf(of.key))) {
      refuse('FINGERPRINT', `${at}: lo firma una clave cuya huella no es la que usted dio.`)
    }
    if (annex.previous !== previous) refuse('ANNEX_CHAIN', `${at}: no sigue al anexo anterior.`)
    const cutoff = cutoffs.find(({ manifestDigest }) => manifestDigest === annex.cutoff)
    if (
      !cutoff ||
      cutoff.manifest.date !== annex.date ||
      cutoff.manifest.process !== annex.process
    ) {
      refuse('ANNEX_CUTOFF', `${at}: no es de ninguno de los cortes dados.`)
    }
    previous = own
  }
  return all.length
}

/**
 * Un veredicto en renglones para leer.
 * @param {Verdict} verdict
 */
export function linesOf({ verified, byFingerprint, problems, notes, cutoffs }) {
  const sealed = cutoffs.length === 1 ? 'el corte es' : 'los cortes son'
  return [
    ...cutoffs.map(
      ({ file, date, received, digest, fingerprint }) =>
        `${file}: corte del ${date}, ${received} solicitudes\n  contenido ${digest}\n  clave     ${fingerprint}`,
    ),
    ...notes.map((note) => `Aviso: ${note}`),
    ...problems.map(({ file, code, message }) => `${file}: ${message} [${code}]`),
    verified
      ? byFingerprint
        ? `VERIFICADO: ${sealed} lo que se selló, y sus cuentas cierran.`
        : `VERIFICADO SIN HUELLA: ${sealed} lo que firmó la clave dada, y sus cuentas cierran; de quién es la clave no se comprobó.`
      : `NO VERIFICADO: ${problems.length} ${problems.length === 1 ? 'cosa no coincide' : 'cosas no coinciden'}.`,
  ]
}

/* Desde aquí, la línea de comandos. */

/** @param {string[]} args */
async function main(args) {
  const { readFileSync } = await import('node:fs')
  const text =
    'Uso: node cutoff.mjs CORTE.lne.json … --keys jwks.json [--fingerprint HUELLA] [--files ARCHIVO …] [--annexes anexos.json] [--json]'
  if (args.includes('--help')) {
    console.log(text)
    return 0
  }
  const usage = () => {
    console.error(text)
    return 2
  }
  /** Cuántos valores toma cada opción; lo que sigue a los suyos es otra vez un corte. */
  const takes = new Map([
    ['cutoffs', Number.POSITIVE_INFINITY],
    ['keys', 1],
    ['fingerprint', Number.POSITIVE_INFINITY],
    ['files', Number.POSITIVE_INFINITY],
    ['annexes', 1],
    ['json', 0],
  ])
  /** @type {Record<string, string[]>} */
  const options = { cutoffs: [] }
  let list = 'cutoffs'
  for (const arg of args) {
    if (arg.startsWith('--')) {
      list = arg.slice(2)
      if (!takes.has(list) || list === 'cutoffs') return usage()
      options[list] ??= []
      continue
    }
    const isFull = options[list].length >= (takes.get(list) ?? 0)
    const isNoDigit = list === 'fingerprint' && !/^[0-9a-f\s:,;]+$/i.test(arg)
    if (isFull || isNoDigit) list = 'cutoffs'
    options[list].push(arg)
  }
  const [keysFile] = options.keys ?? []
  const [annexes] = options.annexes ?? []
  const lacks = ['fingerprint', 'files', 'annexes'].some((name) => options[name]?.length === 0)
  if (options.cutoffs.length === 0 || !keysFile || lacks) return usage()
  const read = (/** @type {string} */ name) => {
    try {
      return { name, bytes: new Uint8Array(readFileSync(name)) }
    } catch {
      throw new Error(`No se puede leer ${name}.`)
    }
  }
  const verdict = await verifyCutoffs({
    cutoffs: options.cutoffs.map(read),
    jwks: jwksOf(read(keysFile).bytes),
    fingerprint: options.fingerprint?.join(' '),
    files: (options.files ?? []).map(read),
    annexes: annexes === undefined ? undefined : read(annexes),
  })
  console.log(options.json ? JSON.stringify(verdict, null, 2) : linesOf(verdict).join('\n'))
  return verdict.verified ? 0 : 1
}

if (globalThis.process?.argv?.[1]) {
  const { realpathSync } = await import('node:fs')
  const { pathToFileURL } = await import('node:url')
  if (pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url) {
    process.exitCode = await main(process.argv.slice(2)).catch((error) => {
      console.error(toldBy(error))
      return 2
    })
  }
}
