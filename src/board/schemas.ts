import { z } from 'zod'
import { CivilDate } from '../platform/wire.ts'
import { COUNTED_STATUSES, ENTITY_CODES } from '../vocabulary.ts'

/** A field of a form: what is left open is sent empty. */
const field = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === '' ? undefined : value), shape.optional())

const lang = field(z.enum(['es', 'en']))

/** What a view of the board is chosen by; its address is the view. */
export const BoardQuery = z.strictObject({
  entidad: field(z.enum(ENTITY_CODES)),
  pais: field(z.string().regex(/^[A-Z]{2}$/, 'COUNTRY_UNKNOWN')),
  estado: field(z.enum(COUNTED_STATUSES)),
  /** The date of a sealed cut-off; live without it. */
  corte: field(CivilDate),
  /** Entities as shares of themselves, and not as counts. */
  escala: field(z.literal('100')),
  lang,
})
export type BoardQuery = z.infer<typeof BoardQuery>

/** Two cut-offs side by side: from, to, and what is compared. */
export const ComparisonQuery = z.strictObject({
  de: field(CivilDate),
  a: field(CivilDate),
  cifra: field(z.enum(['received', 'complies'])),
  lang,
})
export type ComparisonQuery = z.infer<typeof ComparisonQuery>

export const LanguageQuery = z.strictObject({ lang })

/** Where sign-in leads to: an address of the board, never of another site. */
export const ReturnPath = field(
  z
    .string()
    .max(500)
    .regex(/^\/tablero(?:\/[\w-]+)*(?:\?[\w\-.=&%]*)?$/),
)
