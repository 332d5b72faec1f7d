import { z } from 'zod'
import { Instant, Limit, Page, text } from '../platform/wire.ts'
import { ROLES } from '../vocabulary.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/, 'WRONG_FORMAT')
/** A number of entries: decimal digits in an address, a number in GraphQL. */
const size = z
  .union(
    [
      z.int('WRONG_TYPE').min(0, 'TOO_SMALL'),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ],
    'WRONG_FORMAT',
  )
  .meta({
    override: ({ jsonSchema }) => {
      delete jsonSchema.anyOf
      Object.assign(jsonSchema, { type: 'integer', minimum: 0 })
    },
  })

/** A signed head of the log. */
export const AuditHead = z
  .object({
    at: z.string().meta({ description: 'Instante de la firma (reloj real)' }),
    size: z.int().meta({ description: 'Asientos que cubre' }),
    root: hex.meta({ description: 'Raíz del árbol (RFC 6962), en hexadecimal' }),
    signature: z.string().meta({ description: 'JWS compacto de at, size y root' }),
  })
  .meta({ id: 'AuditHead' })
export type AuditHead = z.infer<typeof AuditHead>

/** An entry in its place in the log. */
export const AuditEntry = z
  .object({
    index: z.int().meta({ description: 'Lugar en la bitácora, desde 0' }),
    id: z.string(),
    at: z.string(),
    role: z.string(),
    actor: z.string(),
    action: z.string(),
    outcome: z.string().meta({ description: 'OK, REPLAYED o el código del rechazo' }),
    records: z.array(z.string()).meta({ description: 'Seudónimos de las solicitudes' }),
    purpose: z.string().nullable(),
    content: z.string().meta({ description: 'Texto RFC 8785 del que la hoja es resumen' }),
    leaf: hex.meta({ description: 'SHA-256(0x00 ‖ content)' }),
  })
  .meta({ id: 'AuditEntry' })

export const AuditEntriesQuery = z.strictObject({
  record: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'WRONG_FORMAT')
    .optional(),
  before: size.optional().meta({ description: 'Asientos antes de este lugar' }),
  limit: Limit,
})
export type AuditEntriesQuery = z.infer<typeof AuditEntriesQuery>

/** A page of the log, newest first; `before` of the next page is `nextBefore`. */
export const AuditEntryPage = z
  .object({
    data: z.array(AuditEntry),
    page: z.object({ nextBefore: z.int().optional(), hasMore: z.boolean() }),
  })
  .meta({ id: 'AuditEntryPage' })
export type AuditEntryPage = z.infer<typeof AuditEntryPage>

export const InclusionQuery = z
  .strictObject({
    leaf: hex.optional(),
    entry: z.uuid('WRONG_FORMAT').optional(),
    size: size.optional(),
  })
  .superRefine(({ leaf, entry }, context) => {
    if ((leaf === undefined) === (entry === undefined)) {
      context.addIssue({ code: 'custom', path: ['leaf'], message: 'REQUIRED' })
    }
  })
export type InclusionQuery = z.infer<typeof InclusionQuery>

/** The proof that the tree of `size` leaves holds a leaf. */
export const InclusionProof = z
  .object({ index: z.int(), size: z.int(), root: hex, path: z.array(hex) })
  .meta({ id: 'InclusionProof' })
export type InclusionProof = z.infer<typeof InclusionProof>

export const ConsistencyQuery = z.strictObject({ from: size, to: size.optional() })
export type ConsistencyQuery = z.infer<typeof ConsistencyQuery>

/** The proof that one tree is the beginning of another. */
export const ConsistencyProof = z
  .object({ from: z.int(), to: z.int(), fromRoot: hex, toRoot: hex, path: z.array(hex) })
  .meta({ id: 'ConsistencyProof' })
export type ConsistencyProof = z.infer<typeof ConsistencyProof>

export const ConsultationsQuery = z.strictObject({
  before: Instant.optional().meta({
    description: 'Lo anterior a un instante: el `at` de la última línea de la página anterior',
  }),
})
export type ConsultationsQuery = z.infer<typeof ConsultationsQuery>

/** Who consulted a record, when and why. */
export const Consultations = z
  .object({
    data: z.array(
      z.object({
        at: z.string(),
        role: z.enum([...ROLES, 'service']),
        entity: z.string().nullable().meta({ description: 'Entidad del OPL' }),
        actor: z.string(),
        action: z.string(),
        purpose: z.string().nullable(),
      }),
    ),
    page: Page,
  })
  .meta({ id: 'Consultations' })
export type Consultations = z.infer<typeof Consultations>

/** Reading that was unusual, and is paused until another person releases it. */
export const ReadingPause = z
  .object({
    id: z.uuid().meta({ description: 'Asiento de la alarma' }),
    role: z.string(),
    subject: z.string(),
    since: z.string().meta({ description: 'Instante de la alarma (reloj real)' }),
  })
  .meta({ id: 'ReadingPause', description: 'Lectura en pausa por su volumen' })
export type ReadingPause = z.infer<typeof ReadingPause>

export const ReadingPauseList = z
  .object({ data: z.array(ReadingPause) })
  .meta({ id: 'ReadingPauseList' })

export const ReadingRelease = z
  .strictObject({
    reason: text(10, 500).meta({ description: 'Por qué se libera; queda en la bitácora' }),
  })
  .meta({ id: 'ReadingRelease' })
export type ReadingRelease = z.infer<typeof ReadingRelease>
