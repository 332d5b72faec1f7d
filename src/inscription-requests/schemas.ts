import { z } from 'zod'
import { CivilDate, Folio, Instant, Limit, Page, text } from '../platform/wire.ts'
import {
  CORRECTION_KINDS,
  CREDENTIAL_TYPES,
  DOCUMENT_TYPES,
  ENTITY_CODES,
  MEDIA,
  MODALITIES,
  MOVEMENT_KINDS,
  REQUIREMENT_RESULTS,
  REQUIREMENTS,
  SEXES,
  STATUSES,
} from '../vocabulary.ts'

const digits = (...lengths: number[]) =>
  z
    .string('WRONG_TYPE')
    .regex(new RegExp(`^(${lengths.map((length) => `\\d{${length}}`).join('|')})$`), 'WRONG_FORMAT')

const Country = z
  .string('WRONG_TYPE')
  .regex(/^[A-Z]{2}$/, 'COUNTRY_UNKNOWN')
  .meta({ description: 'País de residencia, ISO 3166-1 alfa-2', example: 'US' })

const Venue = z
  .string('WRONG_TYPE')
  .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'VENUE_UNKNOWN')
  .meta({ description: 'Sede consular del voto presencial', example: 'CHICAGO' })

const Email = z.email('INVALID_EMAIL').max(254, 'TOO_LONG')

const Mobile = z
  .string('WRONG_TYPE')
  .regex(/^\+[1-9]\d{6,14}$/, 'INVALID_MOBILE')
  .meta({ example: '+13125550123' })

/** Its structure is judged by the rules, which tell more than a pattern. */
const ElectorKey = z
  .string('WRONG_TYPE')
  .max(18, 'ELECTOR_KEY_FORMAT')
  .meta({ description: 'Clave de elector', example: 'EJPRFC84022914M300' })

/** Address abroad, structured as art. 336.4 of the LGIPE groups it: region and city apart. */
export const Address = z
  .strictObject({
    lines: z.array(text(1, 120)).min(1, 'TOO_FEW').max(4, 'TOO_MANY'),
    city: text(1, 80),
    region: text(1, 80).optional(),
    postalCode: text(1, 16).optional(),
  })
  .meta({ id: 'Address', description: 'Domicilio en el extranjero' })

/** A document that was presented, by its digest. */
export const DocumentDigest = z
  .strictObject({
    type: z.enum(DOCUMENT_TYPES),
    sha256: z.string('WRONG_TYPE').regex(/^[0-9a-f]{64}$/, 'INVALID_SHA256'),
    mime: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
    size: z.int('WRONG_TYPE').min(1, 'TOO_SMALL').max(20_000_000, 'TOO_LARGE'),
  })
  .meta({ id: 'DocumentDigest', description: 'Documento presentado, por su huella SHA-256' })

const Documents = z.array(DocumentDigest).max(6, 'TOO_MANY')

/**
 * What an elector submits. The conditional rules (what each modality and card type needs) are in
 * rules.ts, so that they are told together with the errors of shape.
 */
export const Submission = z
  .strictObject({
    electorKey: ElectorKey,
    curp: z.string('WRONG_TYPE').max(18, 'CURP_FORMAT').optional(),
    cic: digits(9).optional(),
    ocr: digits(12, 13).optional(),
    citizenIdentifier: digits(9).optional(),
    issueNumber: digits(2).optional(),
    givenNames: text(1, 80),
    firstSurname: text(1, 80),
    secondSurname: text(1, 80).optional(),
    birthDate: CivilDate,
    sex: z.enum(SEXES),
    entity: z
      .literal(ENTITY_CODES)
      .meta({ description: 'Entidad de la credencial, clave del INEGI' }),
    section: digits(4).optional(),
    country: Country,
    address: Address,
    email: Email.optional(),
    mobile: Mobile.optional(),
    credentialType: z.enum(CREDENTIAL_TYPES),
    modality: z.enum(MODALITIES),
    venue: Venue.optional(),
    simulationOptIn: z.boolean('WRONG_TYPE').default(false),
    documents: Documents.default([]),
    supersedes: Folio.optional().meta({
      description: 'Folio vigente que esta solicitud reemplaza',
    }),
  })
  .meta({
    id: 'Submission',
    description: 'Solicitud individual de inscripción',
    example: {
      electorKey: 'EJPRFC84022914M300',
      curp: 'EEPF840229MJCJRC08',
      cic: '123456789',
      citizenIdentifier: '987654321',
      givenNames: 'Ficticia',
      firstSurname: 'Ejemplo',
      secondSurname: 'Prueba',
      birthDate: '1984-02-29',
      sex: 'M',
      entity: '14',
      country: 'US',
      address: {
        lines: ['100 Example Street'],
        city: 'Chicago',
        region: 'IL',
        postalCode: '60601',
      },
      email: 'ficticia@example.com',
      mobile: '+13125550123',
      credentialType: 'CPVE',
      modality: 'ELECTRONIC',
    },
  })
export type Submission = z.infer<typeof Submission>

/** For the portal: proof that it acts for the holder of a request that it did not submit. */
const proof = {
  electorKey: ElectorKey.optional().meta({
    description: 'Clave de elector, cuando la solicitud no entró por el portal',
  }),
}

export const ModalityChange = z
  .strictObject({
    modality: z.enum(MODALITIES),
    venue: Venue.optional(),
    email: Email.optional(),
    mobile: Mobile.optional(),
    ...proof,
  })
  .meta({
    id: 'ModalityChange',
    description: 'Cambio de modalidad o de sede',
    example: { modality: 'IN_PERSON', venue: 'CHICAGO' },
  })
export type ModalityChange = z.infer<typeof ModalityChange>

export const ContactDataChange = z
  .strictObject({
    country: Country.optional(),
    address: Address.optional(),
    email: Email.optional(),
    mobile: Mobile.optional(),
    simulationOptIn: z.boolean('WRONG_TYPE').optional(),
    ...proof,
  })
  .meta({
    id: 'ContactDataChange',
    description: 'Cambio de datos de contacto; lo que no se envía queda igual',
    example: { email: 'nueva@example.com' },
  })
export type ContactDataChange = z.infer<typeof ContactDataChange>

export const Withdrawal = z.strictObject(proof).meta({
  id: 'Withdrawal',
  description: 'Retiro de la solicitud',
  example: {},
})
export type Withdrawal = z.infer<typeof Withdrawal>

export const Lookup = z.strictObject({ electorKey: ElectorKey, folio: Folio.optional() }).meta({
  id: 'Lookup',
  description: 'Búsqueda por clave de elector; el portal envía también el folio',
  example: { electorKey: 'EJPRFC84022914M300' },
})
export type Lookup = z.infer<typeof Lookup>

/** Filters of a list of requests, with the name of the field that each one filters by. */
export const REQUEST_FILTERS = {
  entity: z.literal(ENTITY_CODES).optional(),
  country: Country.optional(),
  status: z.enum(STATUSES).optional(),
  modality: z.enum(MODALITIES).optional(),
  medium: z.enum(MEDIA).optional(),
  credentialType: z.enum(CREDENTIAL_TYPES).optional(),
  sex: z.enum(SEXES).optional(),
  receivedFrom: Instant.optional(),
  receivedTo: Instant.optional(),
  updatedSince: Instant.optional(),
} as const

/** The field of a request that each filter reveals. */
export const FILTERED_FIELD = {
  entity: 'entity',
  country: 'country',
  status: 'status',
  modality: 'modality',
  medium: 'medium',
  credentialType: 'credentialType',
  sex: 'sex',
  receivedFrom: 'receivedAt',
  receivedTo: 'receivedAt',
  updatedSince: 'lastMovementAt',
} as const

export const RequestsQuery = z.strictObject({
  process: z.string().max(20).optional(),
  ...REQUEST_FILTERS,
  limit: Limit,
  cursor: z.string().max(400, 'INVALID_CURSOR').optional(),
})
export type RequestsQuery = z.infer<typeof RequestsQuery>

export const Correction = z
  .object({
    id: z.string(),
    items: z.array(
      z.object({ code: z.string(), kind: z.enum(CORRECTION_KINDS), text: z.string() }),
    ),
    openedAt: z.string(),
    dueAt: z.string(),
    closedAt: z.string().nullable(),
    answered: z.boolean(),
  })
  .meta({ id: 'Correction', description: 'Corrección pedida al elector (subsane)' })

export const Decision = z
  .object({
    decidedAt: z.string(),
    to: z.enum(STATUSES),
    requirements: z.array(
      z.object({ code: z.enum(REQUIREMENTS), result: z.enum(REQUIREMENT_RESULTS) }),
    ),
    reasons: z.array(
      z.object({ code: z.string(), text: z.string().optional(), tellElector: z.boolean() }),
    ),
    note: z.string().nullable(),
    decidedBy: z.string(),
  })
  .meta({ id: 'Decision', description: 'Decisión con el resultado de cada requisito' })

/** A request as a role sees it: a hidden field is absent, an empty one is null. */
export const InscriptionRequest = z
  .object({
    folio: z.string(),
    process: z.string(),
    status: z.enum(STATUSES),
    statusSince: z.string(),
    receivedAt: z.string(),
    lastMovementAt: z.string(),
    lastMovement: z.int().meta({ description: 'Número del último movimiento: el ETag' }),
    entity: z.literal(ENTITY_CODES).optional(),
    country: z.string().optional(),
    modality: z.enum(MODALITIES).optional(),
    medium: z.enum(MEDIA).optional(),
    credentialType: z.enum(CREDENTIAL_TYPES).optional(),
    sex: z.enum(SEXES).optional(),
    venue: z.string().nullable().optional(),
    simulationOptIn: z.boolean().optional(),
    birthDate: z.string().optional(),
    givenNames: z.string().optional(),
    firstSurname: z.string().optional(),
    secondSurname: z.string().nullable().optional(),
    electorKey: z.string().optional(),
    curp: z.string().nullable().optional(),
    cic: z.string().nullable().optional(),
    ocr: z.string().nullable().optional(),
    citizenIdentifier: z.string().nullable().optional(),
    issueNumber: z.string().nullable().optional(),
    section: z.string().nullable().optional(),
    address: Address.optional(),
    email: z.string().nullable().optional(),
    mobile: z.string().nullable().optional(),
    claimedBy: z.string().nullable().optional(),
    claimedAt: z.string().nullable().optional(),
    receipt: z
      .string()
      .meta({
        description:
          'Acuse firmado (JWS) de una solicitud recién recibida: prueba que la bitácora la contiene',
      })
      .optional(),
    corrections: z.array(Correction).optional(),
    documents: z.array(DocumentDigest).optional(),
    decisions: z.array(Decision).optional(),
  })
  .meta({
    id: 'InscriptionRequest',
    description: 'Solicitud de inscripción, con los campos que el rol alcanza',
  })
export type InscriptionRequest = z.infer<typeof InscriptionRequest>

export const InscriptionRequestPage = z
  .object({ data: z.array(InscriptionRequest), page: Page })
  .meta({ id: 'InscriptionRequestPage', description: 'Página de solicitudes' })
export type InscriptionRequestPage = z.infer<typeof InscriptionRequestPage>

export const Movement = z
  .object({
    number: z.int(),
    kind: z.enum(MOVEMENT_KINDS),
    from: z.enum(STATUSES).nullable(),
    to: z.enum(STATUSES),
    effectiveAt: z.string(),
    recordedAt: z.string(),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'Movement', description: 'Movimiento de una solicitud' })
export type Movement = z.infer<typeof Movement>

export const MovementList = z.object({ data: z.array(Movement) }).meta({ id: 'MovementList' })

const FieldFinding = z.object({ pointer: z.string(), code: z.string(), detail: z.string() })

export const DryRun = z
  .object({
    outcome: z.enum(['ACCEPT', 'REFUSE']),
    status: z.enum(['RECEIVED']).nullable().meta({ description: 'Estado en que quedaría' }),
    errors: z.array(FieldFinding),
    warnings: z.array(FieldFinding),
    liveRequest: z.boolean().meta({ description: 'Si ya hay una solicitud vigente' }),
  })
  .meta({ id: 'DryRun', description: 'Lo que pasaría al enviar; no se escribe nada' })
export type DryRun = z.infer<typeof DryRun>
