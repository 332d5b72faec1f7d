/**
 * Every refusal of the service, spelled once: its stable code, its status and what it says to people.
 * docs/errors.md is generated from here.
 */
export const PROBLEMS = {
  INVALID_REQUEST: {
    status: 400,
    es: 'La petición tiene campos por corregir.',
    en: 'The request has fields to correct.',
  },
  MALFORMED_JSON: {
    status: 400,
    es: 'El cuerpo no es JSON bien formado.',
    en: 'The body is not well-formed JSON.',
  },
  MALFORMED_URL: {
    status: 400,
    es: 'La dirección no está bien codificada.',
    en: 'The address is not well encoded.',
  },
  MALFORMED_MESSAGE: {
    status: 400,
    es: 'El mensaje no es HTTP bien formado.',
    en: 'The message is not well-formed HTTP.',
  },
  PURPOSE_REQUIRED: {
    status: 400,
    es: 'Consultar datos personales requiere decir la finalidad en el encabezado Purpose (de 3 a 200 caracteres, codificados en porcentaje).',
    en: 'Reading personal data requires a purpose in the Purpose header (3 to 200 characters, percent-encoded).',
  },
  DOCUMENT_NOT_OF_ITS_TYPE: {
    status: 400,
    es: 'El contenido no empieza como el tipo que dice: {mime}.',
    en: 'The contents do not begin like the type that they claim: {mime}.',
  },
  UNAUTHENTICATED: {
    status: 401,
    es: 'Falta un token vigente y válido para este servicio.',
    en: 'A current token, valid for this service, is missing.',
  },
  FORBIDDEN: {
    status: 403,
    es: 'Su rol no permite esta acción.',
    en: 'Your role does not allow this action.',
  },
  FIELD_FORBIDDEN: {
    status: 403,
    es: 'Su rol no permite ese filtro: {field}.',
    en: 'Your role does not allow that filter: {field}.',
  },
  ENTITY_FORBIDDEN: {
    status: 403,
    es: 'Su rol sólo alcanza las cifras de su entidad.',
    en: 'Your role reaches the figures of its own entity only.',
  },
  SEALED_ONLY: {
    status: 403,
    es: 'Su rol sólo cruza cifras de cortes sellados: diga cutoff con su fecha (GET /v1/cutoffs los lista).',
    en: 'Your role crosses figures of sealed cut-offs only: say cutoff with its date (GET /v1/cutoffs lists them).',
  },
  CROSSING_NOT_PUBLISHED: {
    status: 403,
    es: 'Ese cruce no se publica: pida entity o country con una característica, entity con country, o dos características sin country ni status; y filtre cada tabla sólo por lo que se publica de ella.',
    en: 'That crossing is not published: ask for entity or country with one characteristic, entity with country, or two characteristics without country or status; and filter each table only by what is published of it.',
  },
  POINT_NOT_PUBLISHED: {
    status: 403,
    es: 'Su rol consulta cifras de este momento o de un corte sellado, y causales sólo de cortes sellados: diga la fecha de uno (GET /v1/cutoffs los lista) en validAsOf, con su knownAsOf o sin él; en una diferencia de causales, en to.',
    en: 'Your role is told figures of this moment or of a sealed cut-off, and grounds of sealed cut-offs alone: say the date of one (GET /v1/cutoffs lists them) in validAsOf, with its knownAsOf or without; in a difference of grounds, in to.',
  },
  SAME_PERSON: {
    status: 403,
    es: 'Quien propone no puede aprobar: se requiere otra persona.',
    en: 'Whoever proposes cannot approve: another person is needed.',
  },
  CROSS_SITE: {
    status: 403,
    es: 'Esto no se pidió desde el tablero. Ábralo y pídalo ahí.',
    en: 'This was not asked for from the board. Open it and ask for it there.',
  },
  NOT_FOUND: {
    status: 404,
    es: 'No existe lo que se busca, o no está a su alcance.',
    en: 'What you look for does not exist, or is out of your reach.',
  },
  UNKNOWN_ADDRESS: {
    status: 404,
    es: 'No hay nada en esta dirección.',
    en: 'There is nothing at this address.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    es: 'Esta dirección no admite ese método.',
    en: 'This address does not admit that method.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    es: 'No hay una forma de esta respuesta entre las que pide.',
    en: 'None of the forms you ask for is available.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    es: 'La petición no llegó completa a tiempo.',
    en: 'The request did not arrive whole in time.',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    status: 409,
    es: 'La primera petición con esta clave sigue en curso.',
    en: 'The first request with this key is still running.',
  },
  LIVE_REQUEST_EXISTS: {
    status: 409,
    es: 'Ya hay una solicitud vigente en este proceso. Para reemplazarla, envíe su folio en supersedes; para corregirla, use el seguimiento con folio y clave de elector.',
    en: 'There is a live request in this process already. To replace it, send its folio in supersedes; to correct it, follow it up with folio and elector key.',
  },
  NOTHING_TO_SUPERSEDE: {
    status: 409,
    es: 'No hay una solicitud vigente con el folio que se quiere reemplazar.',
    en: 'There is no live request with the folio to supersede.',
  },
  WINDOW_CLOSED: {
    status: 409,
    es: 'La ventana está cerrada: abre {opensAt} y cierra {closesAt}.',
    en: 'The window is closed: it opens {opensAt} and closes {closesAt}.',
  },
  TRANSITION_NOT_ADMITTED: {
    status: 409,
    es: 'El estado no admite este acto: en {status} se admite {admitted}.',
    en: 'The state does not admit this act: in {status}, {admitted} is admitted.',
  },
  NOT_CLAIMED: {
    status: 409,
    es: 'Tome primero la solicitud (claim): sólo decide quien la tiene.',
    en: 'Claim the request first: only its holder decides.',
  },
  CLAIMED_BY_ANOTHER: {
    status: 409,
    es: 'Otra persona tiene tomada la solicitud.',
    en: 'Another person holds the request.',
  },
  BACKDATED_TOO_FAR: {
    status: 409,
    es: 'El instante no es admisible: ni antes del movimiento anterior ({previousAt}) ni en el futuro.',
    en: 'The instant is not admissible: neither before the previous movement ({previousAt}) nor in the future.',
  },
  CORRECTION_CLOSED: {
    status: 409,
    es: 'Esta corrección ya se cerró.',
    en: 'This correction is closed already.',
  },
  NOTHING_CHANGES: {
    status: 409,
    es: 'La solicitud ya está así: no hay nada que cambiar.',
    en: 'The request is so already: there is nothing to change.',
  },
  DOCUMENT_NOT_PRESENTED: {
    status: 409,
    es: 'Ningún documento de la solicitud tiene esta huella, este tipo y este tamaño.',
    en: 'No document of the request has this digest, type and size.',
  },
  DOCUMENT_NOT_STORED: {
    status: 409,
    es: 'De este documento sólo se conoce la huella: aún no se recibe su contenido.',
    en: 'Only the digest of this document is known: its contents have not arrived yet.',
  },
  DOCUMENT_DAMAGED: {
    status: 409,
    es: 'El contenido guardado falta o ya no es el que se recibió: hay que enviarlo otra vez.',
    en: 'The stored contents are missing or no longer what was received: they must be sent again.',
  },
  CUTOFF_NOT_DUE: {
    status: 409,
    es: 'El día del corte no ha terminado, o es anterior al proceso.',
    en: 'The day of the cut-off has not ended, or precedes the process.',
  },
  CUTOFF_ALREADY_PROPOSED: {
    status: 409,
    es: 'El corte de esa fecha ya está propuesto.',
    en: 'The cut-off of that date is already proposed.',
  },
  CUTOFF_ALREADY_SEALED: {
    status: 409,
    es: 'El corte de esa fecha ya está sellado.',
    en: 'The cut-off of that date is sealed already.',
  },
  CUTOFF_NOT_SEALED: {
    status: 409,
    es: 'El corte de esa fecha aún no está sellado.',
    en: 'The cut-off of that date is not sealed yet.',
  },
  CUTOFF_NOT_SIGNED: {
    status: 409,
    es: 'El corte está sellado y aún sin manifiesto firmado: lo tendrá en un minuto.',
    en: 'The cut-off is sealed and has no signed manifest yet: it will have one within a minute.',
  },
  CUTOFF_REFUSED: {
    status: 409,
    es: 'El corte no se selló: falla la identidad {identity}.',
    en: 'The cut-off was not sealed: identity {identity} fails.',
  },
  VERSION_ALREADY_APPROVED: {
    status: 409,
    es: 'Esta versión ya está aprobada.',
    en: 'This version is approved already.',
  },
  VERSION_DATE_TAKEN: {
    status: 409,
    es: 'Ya hay una versión aprobada con esa fecha de vigencia.',
    en: 'There is an approved version with that date of validity already.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    es: 'La solicitud cambió desde que la leyó: vuelva a leerla.',
    en: 'The request changed since you read it: read it again.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    es: 'El cuerpo es demasiado grande: se admiten {limit} bytes.',
    en: 'The body is too large: {limit} bytes are admitted.',
  },
  URL_TOO_LONG: {
    status: 414,
    es: 'La dirección es demasiado larga.',
    en: 'The address is too long.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    es: 'El cuerpo debe ser application/json; el de un documento, image/jpeg, image/png o application/pdf.',
    en: 'The body must be application/json; that of a document, image/jpeg, image/png or application/pdf.',
  },
  EXPECTATION_FAILED: {
    status: 417,
    es: 'El encabezado Expect pide algo que el servicio no hace.',
    en: 'The Expect header asks for what the service does not do.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    es: 'Esta clave ya se usó con otra petición.',
    en: 'This key was used with another request.',
  },
  PRECONDITION_REQUIRED: {
    status: 428,
    es: 'Este acto requiere If-Match con el ETag de la solicitud.',
    en: 'This act requires If-Match with the ETag of the request.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    es: 'Demasiados intentos: espere antes de repetir.',
    en: 'Too many attempts: wait before you repeat.',
  },
  READING_PAUSED: {
    status: 429,
    es: 'Ha consultado más registros de los habituales: la lectura se reanuda cuando otra persona la libere. El hecho quedó en la bitácora.',
    en: 'You have read more records than usual: reading resumes when another person releases it. The fact is in the audit log.',
  },
  GRANT_NOT_IN_FORCE: {
    status: 403,
    es: 'El acceso extraordinario no está vigente: no se ha aprobado o ya terminó.',
    en: 'The extraordinary access is not in force: it was not approved, or has ended.',
  },
  GRANT_ALREADY_APPROVED: {
    status: 409,
    es: 'El acceso ya fue aprobado.',
    en: 'The access has been approved already.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    es: 'Los encabezados son demasiado grandes.',
    en: 'The headers are too large.',
  },
  INTERNAL: {
    status: 500,
    es: 'El servicio falló; el fallo quedó registrado.',
    en: 'The service failed; the failure was recorded.',
  },
  UNAVAILABLE: {
    status: 503,
    es: 'El servicio no puede atender por ahora: reintente.',
    en: 'The service cannot answer for now: retry.',
  },
  INVALID_QUERY: {
    status: 400,
    es: 'El documento GraphQL no corresponde al esquema.',
    en: 'The GraphQL document does not fit the schema.',
  },
  QUERY_TOO_LONG: {
    status: 400,
    es: 'La consulta pasa de {characters} caracteres o de {tokens} símbolos.',
    en: 'The query exceeds {characters} characters or {tokens} tokens.',
  },
  QUERY_TOO_DEEP: {
    status: 400,
    es: 'La consulta es demasiado profunda: se admiten {limit} niveles.',
    en: 'The query is too deep: {limit} levels are admitted.',
  },
  QUERY_TOO_MANY_ALIASES: {
    status: 400,
    es: 'La consulta tiene demasiados alias: se admiten {limit}.',
    en: 'The query has too many aliases: {limit} are admitted.',
  },
  QUERY_TOO_COSTLY: {
    status: 400,
    es: 'La consulta es demasiado costosa: cuesta {cost} y se admite hasta {limit}.',
    en: 'The query is too costly: it costs {cost} and up to {limit} is admitted.',
  },
} as const satisfies Record<string, { status: number; es: string; en: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** What is wrong with one field; told together with all others under INVALID_REQUEST. */
export const FIELD_PROBLEMS = {
  REQUIRED: { es: 'Falta.', en: 'Is missing.' },
  NOT_ADMITTED: { es: 'No se admite aquí.', en: 'Is not admitted here.' },
  UNKNOWN_FIELD: { es: 'No es un campo conocido.', en: 'Is not a known field.' },
  UNKNOWN_VALUE: { es: 'No es un valor del catálogo.', en: 'Is not a value of the catalogue.' },
  WRONG_TYPE: { es: 'No es del tipo esperado.', en: 'Is not of the expected type.' },
  WRONG_FORMAT: { es: 'No tiene el formato esperado.', en: 'Does not have the expected format.' },
  TOO_SHORT: { es: 'Es demasiado corto.', en: 'Is too short.' },
  TOO_LONG: { es: 'Es demasiado largo.', en: 'Is too long.' },
  TOO_FEW: { es: 'Tiene muy pocos elementos.', en: 'Has too few items.' },
  TOO_MANY: { es: 'Tiene demasiados elementos.', en: 'Has too many items.' },
  TOO_SMALL: { es: 'Es menor que lo admitido.', en: 'Is less than admitted.' },
  TOO_LARGE: { es: 'Es mayor que lo admitido.', en: 'Is greater than admitted.' },
  REPEATED: { es: 'Se repite.', en: 'Is repeated.' },
  INVALID_CHARACTER: {
    es: 'Contiene caracteres que no se admiten.',
    en: 'Contains characters that are not admitted.',
  },
  ELECTOR_KEY_FORMAT: {
    es: 'La clave de elector tiene 18 caracteres con la estructura de la credencial.',
    en: 'The elector key has 18 characters, structured as on the card.',
  },
  ELECTOR_KEY_DATE: {
    es: 'La fecha dentro de la clave de elector no existe.',
    en: 'The date inside the elector key does not exist.',
  },
  CURP_FORMAT: { es: 'La CURP no tiene su estructura.', en: 'The CURP is not structured as one.' },
  CURP_DATE: {
    es: 'La fecha dentro de la CURP no existe.',
    en: 'The date inside the CURP does not exist.',
  },
  CURP_CENTURY: {
    es: 'El siglo que dice la posición 17 de la CURP no da una fecha posible.',
    en: 'The century told by position 17 of the CURP gives no possible date.',
  },
  CURP_CHECK_DIGIT: {
    es: 'El dígito verificador de la CURP no corresponde.',
    en: 'The check digit of the CURP does not match.',
  },
  INVALID_DATE: {
    es: 'No es una fecha del calendario (AAAA-MM-DD).',
    en: 'Is not a calendar date (YYYY-MM-DD).',
  },
  DATE_IN_FUTURE: { es: 'Es una fecha futura.', en: 'Is a future date.' },
  INVALID_INSTANT: {
    es: 'No es un instante RFC 3339 con Z.',
    en: 'Is not an RFC 3339 instant with Z.',
  },
  INVALID_EMAIL: { es: 'No es un correo electrónico.', en: 'Is not an e-mail address.' },
  INVALID_MOBILE: {
    es: 'No es un teléfono en formato E.164 (+, lada y número).',
    en: 'Is not a telephone in E.164 format.',
  },
  INVALID_SHA256: {
    es: 'No es una huella SHA-256 (64 hexadecimales en minúsculas).',
    en: 'Is not a SHA-256 digest (64 lower-case hexadecimals).',
  },
  INVALID_FOLIO: {
    es: 'No es un folio: revise sus caracteres, el último verifica a los demás.',
    en: 'Is not a folio: check its characters, the last one verifies the others.',
  },
  INVALID_CURSOR: {
    es: 'No es un cursor de esta lista.',
    en: 'Is not a cursor of this list.',
  },
  CURSOR_OF_OTHER_FILTERS: {
    es: 'El cursor es de una lista con otros filtros.',
    en: 'The cursor belongs to a list with other filters.',
  },
  INVALID_IDEMPOTENCY_KEY: {
    es: 'La clave lleva de 8 a 128 caracteres visibles ASCII.',
    en: 'The key has 8 to 128 visible ASCII characters.',
  },
  INVALID_IF_MATCH: {
    es: 'Es un ETag entre comillas, como "1234".',
    en: 'Is a quoted ETag, such as "1234".',
  },
  INVALID_PURPOSE: {
    es: 'La finalidad lleva de 3 a 200 caracteres visibles, tres de ellos letras o cifras, en UTF-8 codificado en porcentaje.',
    en: 'The purpose has 3 to 200 printable characters, three of them letters or digits, in percent-encoded UTF-8.',
  },
  UNDERAGE_ON_ELECTION_DAY: {
    es: 'Debe tener 18 años cumplidos el día de la elección.',
    en: 'Must be 18 years old by election day.',
  },
  RESIDENCE_IN_MEXICO: {
    es: 'México no es una residencia en el extranjero.',
    en: 'Mexico is not a residence abroad.',
  },
  COUNTRY_UNKNOWN: {
    es: 'No es un país del catálogo.',
    en: 'Is not a country of the catalogue.',
  },
  VENUE_UNKNOWN: {
    es: 'No es una sede abierta del catálogo.',
    en: 'Is not an open venue of the catalogue.',
  },
  GROUND_UNKNOWN: {
    es: 'No es una causal del catálogo.',
    en: 'Is not a ground of the catalogue.',
  },
  PROCESS_UNKNOWN: {
    es: 'No es un proceso del catálogo.',
    en: 'Is not a process of the catalogue.',
  },
  CARD_NUMBERS_REQUIRED: {
    es: 'Envíe cic con ocr o con citizenIdentifier, según el modelo de la credencial.',
    en: 'Send cic with ocr or with citizenIdentifier, by the model of the card.',
  },
  EMAIL_REQUIRED_FOR_ELECTRONIC: {
    es: 'El voto por internet requiere correo electrónico.',
    en: 'Internet voting requires an e-mail address.',
  },
  MOBILE_REQUIRED_FOR_ELECTRONIC: {
    es: 'El voto por internet requiere teléfono móvil.',
    en: 'Internet voting requires a mobile telephone.',
  },
  VENUE_REQUIRED_FOR_IN_PERSON: {
    es: 'El voto presencial requiere una sede consular.',
    en: 'In-person voting requires a consular venue.',
  },
  VENUE_ONLY_FOR_IN_PERSON: {
    es: 'La sede sólo corresponde al voto presencial.',
    en: 'A venue goes with in-person voting only.',
  },
  DOCUMENTS_REQUIRED_FOR_CPV: {
    es: 'Una credencial expedida en México requiere anverso, reverso y comprobante de domicilio.',
    en: 'A card issued in Mexico requires both card sides and proof of address.',
  },
  REASONS_REQUIRED: {
    es: 'Declarar improcedente requiere al menos una causal.',
    en: 'Declaring inadmissible requires at least one ground.',
  },
  REQUIREMENT_NOT_MET: {
    es: 'No puede cumplir con un requisito no satisfecho.',
    en: 'Cannot comply with a requirement that is not met.',
  },
  REQUIREMENTS_INCOMPLETE: {
    es: 'La decisión dice el resultado de cada requisito.',
    en: 'A decision tells the result of every requirement.',
  },
  EFFECTIVE_AT_NOT_ADMITTED: {
    es: 'Sólo derfe_admin puede fijar cuándo surte efecto.',
    en: 'Only derfe_admin may set when it takes effect.',
  },
  ELECTOR_KEY_BIRTH_DATE_DIFFERS: {
    es: 'La fecha dentro de la clave de elector difiere de la declarada.',
    en: 'The date inside the elector key differs from the declared one.',
  },
  ELECTOR_KEY_SEX_DIFFERS: {
    es: 'El sexo dentro de la clave de elector difiere del declarado.',
    en: 'The sex inside the elector key differs from the declared one.',
  },
  CURP_BIRTH_DATE_DIFFERS: {
    es: 'La fecha dentro de la CURP difiere de la declarada.',
    en: 'The date inside the CURP differs from the declared one.',
  },
  CURP_SEX_DIFFERS: {
    es: 'El sexo dentro de la CURP difiere del declarado.',
    en: 'The sex inside the CURP differs from the declared one.',
  },
  UNKNOWN_TABLE: { es: 'No es una tabla del corte.', en: 'Is not a table of the cut-off.' },
  AFTER_KNOWN: {
    es: 'Es posterior a lo último registrado.',
    en: 'Is later than what has been recorded.',
  },
  AFTER_CUTOFF: { es: 'Es posterior al corte.', en: 'Is later than the cut-off.' },
  IN_THE_FUTURE: { es: 'Es posterior a este momento.', en: 'Is later than this moment.' },
} as const satisfies Record<string, { es: string; en: string }>

export type FieldCode = keyof typeof FIELD_PROBLEMS

/** One wrong field: where it is (`/body` members without prefix, `query.`, `header.`), and what is wrong. */
export type FieldProblem = { pointer: string; code: FieldCode }

export type Language = 'es' | 'en'

/** A refusal that the caller can understand and act on. Anything else thrown is a bug, and is masked. */
export class DomainError extends Error {
  readonly code: ProblemCode
  readonly params: Record<string, string | number>
  readonly errors: FieldProblem[] | undefined
  readonly headers: Record<string, string>

  constructor(
    code: ProblemCode,
    options: {
      params?: Record<string, string | number>
      errors?: FieldProblem[]
      headers?: Record<string, string>
    } = {},
  ) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.params = options.params ?? {}
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }

  /** What it says to people. */
  textIn(language: Language): string {
    return textOf(PROBLEMS[this.code], language, this.params)
  }

  /** HTTP status; GraphQL servers read it under this name. */
  get statusCode(): number {
    return PROBLEMS[this.code].status
  }
}

/** Fields that an answer says to be wrong: no form has so many, and whoever sends 64 KiB of them is told no more. */
export const FIELD_PROBLEMS_TOLD = 100

/** The refusal of a request whose fields are wrong. */
export const invalidRequest = (errors: FieldProblem[]): DomainError =>
  new DomainError('INVALID_REQUEST', { errors: errors.slice(0, FIELD_PROBLEMS_TOLD) })

/** The text of a code without what changes from one occurrence to another: what a title says. */
export function titleOf(text: { es: string; en: string }, language: Language): string {
  const whole = text[language]
  return whole.includes('{') ? `${whole.split(/:| \{/, 1)[0]}.` : whole
}

/** The text of a code in the reader's language, with its parameters in place. */
export function textOf(
  text: { es: string; en: string },
  language: Language,
  params: Record<string, string | number> = {},
): string {
  return text[language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
