import { z } from 'zod'
import { PointQuery } from '../aggregates/schemas.ts'
import { CivilDate, Limit, Page } from '../platform/wire.ts'
import {
  AGE_GROUPS,
  CREDENTIAL_TYPES,
  DIMENSIONS,
  type Dimension,
  MEDIA,
  MODALITIES,
  SEXES,
} from '../vocabulary.ts'

const cutoff = CivilDate.optional().meta({
  description: 'Fecha de un corte sellado, en lugar de validAsOf y knownAsOf',
})

export const CrossingQuery = PointQuery.extend({
  groupBy: z
    .string('WRONG_TYPE')
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.enum(DIMENSIONS))
        .refine((names) => new Set(names).size === names.length, 'WRONG_FORMAT'),
    )
    .meta({
      description: `Dimensiones separadas por comas: ${DIMENSIONS.join(', ')}`,
      example: 'entity,modality',
      override: ({ jsonSchema }) => {
        for (const key of Object.keys(jsonSchema)) delete (jsonSchema as never)[key]
        Object.assign(jsonSchema, {
          type: 'string',
          description: `Dimensiones separadas por comas: ${DIMENSIONS.join(', ')}`,
          example: 'entity,modality',
        })
      },
    }),
  cutoff,
})
export type CrossingQuery = z.infer<typeof CrossingQuery>

const CrossingKey = z
  .object(
    Object.fromEntries(DIMENSIONS.map((name) => [name, z.string().optional()])) as Record<
      Dimension,
      z.ZodOptional<z.ZodString>
    >,
  )
  .meta({ id: 'CrossingKey', description: 'Las dimensiones pedidas, y no otras' })

export const Crossing = z
  .object({
    process: z.string(),
    asOf: z.string(),
    knownAsOf: z.int(),
    status: z.enum(['PROVISIONAL', 'SEALED']),
    filter: z.record(z.string(), z.string()),
    smallestGroup: z
      .int()
      .optional()
      .meta({ description: 'Menos personas que éstas no se dicen; falta donde nada se reserva' }),
    rows: z.array(
      z
        .object({
          key: CrossingKey,
          total: z.int().nullable().meta({ description: 'Nulo: cifra reservada' }),
        })
        .meta({ id: 'CrossingRow' }),
    ),
    total: z.object({ total: z.int() }),
  })
  .meta({ id: 'Crossing', description: 'Solicitudes por las dimensiones pedidas; sin ceros' })
export type Crossing = z.infer<typeof Crossing>

/** Columns of the published tables, by their names in CSV. */
export const CASE_COLUMNS = [
  'total',
  'received',
  ...['INETEL', 'SRVE', 'EX_OFFICIO'].map((value) => `medium.${value}` as const),
  ...['CPVE', 'CPV'].map((value) => `credentialType.${value}` as const),
  ...['ELECTRONIC', 'POSTAL', 'IN_PERSON'].map((value) => `modality.${value}` as const),
  ...['H', 'M', 'X'].map((value) => `sex.${value}` as const),
  'initialCheck',
  'forAnalysis',
  'inAnalysis',
  'subsane',
  'complies',
  'inadmissible',
]

export const CasesQuery = PointQuery.omit({ format: true }).extend({
  column: z
    .enum(CASE_COLUMNS as [string, ...string[]])
    .default('total')
    .meta({
      description: 'Columna de la cifra, con el nombre que lleva en CSV',
    }),
  medium: z.enum(MEDIA).optional(),
  credentialType: z.enum(CREDENTIAL_TYPES).optional(),
  modality: z.enum(MODALITIES).optional(),
  sex: z.enum(SEXES).optional(),
  ageGroup: z
    .enum(AGE_GROUPS)
    .optional()
    .meta({ description: 'Grupo de edad al último día completo de la cifra' }),
  receivedOn: CivilDate.optional().meta({
    description: 'Día en que se recibieron, en la Ciudad de México: un renglón del diario',
  }),
  receivedTo: CivilDate.optional().meta({
    description: 'Último día en que se recibieron: el acumulado del diario',
  }),
  reason: z
    .string()
    .max(100, 'TOO_LONG')
    .optional()
    .meta({ description: 'Causal de subsane o improcedencia en que están' }),
  cutoff,
  limit: Limit,
  // It holds the whole question, twice in quotes.
  cursor: z.string().max(2_000, 'INVALID_CURSOR').optional(),
})
export type CasesQuery = z.infer<typeof CasesQuery>

export const FigureCasePage = z
  .object({
    data: z.array(
      z
        .object({
          folio: z.string().optional(),
          pseudonym: z
            .string()
            .optional()
            .meta({ description: 'En lugar del folio, para auditoría' }),
        })
        .meta({ id: 'FigureCase' }),
    ),
    page: Page,
  })
  .meta({ id: 'FigureCasePage', description: 'Las solicitudes detrás de una cifra' })
export type FigureCasePage = z.infer<typeof FigureCasePage>
