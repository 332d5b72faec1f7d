/** Shapes that many features share on the wire: dates, instants, folios, headers, pages, problems. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { isFolio } from '../inscription-requests/identifiers.ts'

/**
 * The first year is left out with the year 0, which the library's calendar has and PostgreSQL's has
 * not: the day before any other date can be asked for.
 */
const isRealDate = (text: string): boolean => {
  if (text < '0002') return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** A calendar date, `YYYY-MM-DD`, that exists. */
export const CivilDate = z
  .string('WRONG_TYPE')
  .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDate(text), 'INVALID_DATE')
  .meta({ format: 'date', example: '2023-11-30' })

/** An instant, RFC 3339 in UTC with `Z`, with at most milliseconds. */
export const Instant = z
  .string('WRONG_TYPE')
  .refine(
    (text) =>
      /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/.test(text) &&
      isRealDate(text.slice(0, 10)),
    'INVALID_INSTANT',
  )
  .meta({ format: 'date-time', example: '2023-12-01T06:00:00Z' })

/** Public id of a request, with a check character. */
export const Folio = z
  .string('WRONG_TYPE')
  .refine(isFolio, 'INVALID_FOLIO')
  .meta({ description: 'Folio de la solicitud', example: '4Z8N-7QKM-2WXT-0' })

/** Control characters but tab, line feed and carriage return, and halves of surrogate pairs. */
const UNWELCOME = /(?![\t\n\r])\p{Cc}|\p{Cs}/u

/** Text that PostgreSQL can store and people can read. */
export const text = (min: number, max: number) =>
  z
    .string('WRONG_TYPE')
    .refine((value) => !UNWELCOME.test(value), 'INVALID_CHARACTER')
    .trim()
    .min(min, 'TOO_SHORT')
    .max(max, 'TOO_LONG')

/** How many rows a page holds. Decimal digits in an address, a number in GraphQL. */
export const Limit = z
  .union(
    [
      z.int('WRONG_TYPE'),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ],
    'WRONG_TYPE',
  )
  .pipe(z.int().min(1, 'TOO_SMALL').max(200, 'TOO_LARGE'))
  .default(50)
  .meta({
    override: ({ jsonSchema }) => {
      delete jsonSchema.anyOf
      Object.assign(jsonSchema, { type: 'integer', minimum: 1, maximum: 200, default: 50 })
    },
  })

const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,128}$/, 'INVALID_IDEMPOTENCY_KEY')
  .meta({ description: 'Clave de idempotencia', example: 'b6f1e0c2-demo-0001' })

const ifMatch = z
  .string()
  .regex(/^(W\/)?"[^"]{1,64}"$/, 'INVALID_IF_MATCH')
  .optional()
  .meta({ description: 'ETag de la solicitud que se leyó', example: '"204713"' })

/** Printable, since it is written beside every reading: no controls, and no marks that turn text round. */
const PURPOSE = /^\P{C}{3,200}$/u

/** Letters and digits, without the fillers of Hangul: letters that show nothing. */
const LEGIBLE = /(?![\u115f\u1160\u3164\uffa0])[\p{L}\p{N}]/gu

/** Whether a header holds a purpose, in UTF-8 and percent-encoded: three letters or digits at least. */
export const isPurpose = (encoded: string): boolean => {
  try {
    const text = decodeURIComponent(encoded)
    return PURPOSE.test(text) && (text.match(LEGIBLE) ?? []).length >= 3
  } catch {
    return false
  }
}

const purpose = z.string().refine(isPurpose, 'INVALID_PURPOSE').optional().meta({
  description: 'Finalidad de la consulta, en UTF-8 codificado en porcentaje',
  example: 'Atenci%C3%B3n%20ciudadana',
})

/** Headers that an operation reads; all others are none of its business. */
export const headers = {
  /** A read that may answer personal data. */
  purpose: z.object({ purpose }),
  /** A write whose idempotency key is required. */
  key: z.object({ 'idempotency-key': idempotencyKey }),
  /** A write whose idempotency key is optional. */
  optionalKey: z.object({ 'idempotency-key': idempotencyKey.optional() }),
  /** A write on a request as it was read. */
  match: z.object({ purpose, 'idempotency-key': idempotencyKey.optional(), 'if-match': ifMatch }),
  matchAndKey: z.object({ purpose, 'idempotency-key': idempotencyKey, 'if-match': ifMatch }),
  /** A write on a request as it stands. */
  act: z.object({ purpose, 'idempotency-key': idempotencyKey.optional() }),
} as const

export const Page = z
  .object({ nextCursor: z.string().optional(), hasMore: z.boolean() })
  .meta({ id: 'Page', description: 'Dónde sigue la lista' })

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    traceId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Problema, según RFC 9457' })
