import { z } from 'zod'
import { CivilDate, Instant } from '../platform/wire.ts'
import { COUNTED_STATUSES, ENTITY_CODES, MOVEMENT_KINDS } from '../vocabulary.ts'

/** A movement number, or an instant. */
const KnownAsOf = z
  .union(
    [
      z.int().min(0),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
      Instant,
    ],
    'WRONG_FORMAT',
  )
  .meta({ description: 'Número de movimiento, o instante', example: 204713 })

/** A date, whose end in Mexico City is meant, or an instant. */
const ValidAsOf = z
  .union([CivilDate, Instant], 'WRONG_FORMAT')
  .meta({ description: 'Fecha (su fin en la Ciudad de México) o instante', example: '2023-11-30' })

/** What every figure can be asked for, as data. */
export const PointQuery = z.strictObject({
  process: z.string().max(20).optional(),
  entity: z.literal(ENTITY_CODES).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'COUNTRY_UNKNOWN')
    .optional(),
  status: z.enum(COUNTED_STATUSES).optional(),
  validAsOf: ValidAsOf.optional(),
  knownAsOf: KnownAsOf.optional(),
  format: z.enum(['json', 'csv']).optional(),
})
export type PointQuery = z.infer<typeof PointQuery>

/** The same of what is printed as well, and told outside DERFE and audit as it stands now or was sealed. */
export const FiguresQuery = PointQuery.extend({
  validAsOf: ValidAsOf.meta({
    description:
      'Fecha (su fin en la Ciudad de México) o instante; para OPL y consulta del INE, la fecha de un corte sellado, cuyas cifras son las que se sellaron',
    example: '2023-11-30',
  }).optional(),
  knownAsOf: KnownAsOf.meta({
    description:
      'Número de movimiento, o instante; para OPL y consulta del INE, el del corte sellado, que no hace falta decir',
    example: 204713,
  }).optional(),
  format: z.enum(['json', 'csv', 'xlsx', 'pdf']).optional(),
})
export type FiguresQuery = z.infer<typeof FiguresQuery>

const count = z.int()
const Medium = z.object({ INETEL: count, SRVE: count, EX_OFFICIO: count })
const CredentialType = z.object({ CPVE: count, CPV: count })
const Modality = z.object({ ELECTRONIC: count, POSTAL: count, IN_PERSON: count })
const Sex = z.object({ H: count, M: count, X: count })
const AverageAge = z.object({ value: z.number().nullable(), n: count }).meta({
  id: 'AverageAge',
  description:
    'Edad promedio en años cumplidos, a dos decimales, y de cuántas personas; null de nadie y, en tablas vivas para OPL y consulta del INE, de menos de 10 personas o por estado',
})

/** The columns of INE's panorama. */
export const Panorama = z
  .object({
    total: count,
    medium: Medium,
    credentialType: CredentialType,
    modality: Modality,
    sex: Sex,
    averageAge: AverageAge.optional(),
  })
  .meta({ id: 'Panorama', description: 'Columnas del panorama general del INE' })
export type Panorama = z.infer<typeof Panorama>

const header = {
  process: z.string(),
  asOf: z.string().meta({ description: 'Instante de las cifras' }),
  cutDate: z.string().meta({ description: 'Último día completo en la Ciudad de México' }),
  knownAsOf: z.int().meta({ description: 'Último movimiento contado' }),
  status: z.enum(['PROVISIONAL', 'SEALED']),
  filter: z.record(z.string(), z.string()),
}

/** Columns in the order in which JSON and CSV print them: the key first. */
const rowOf = <Key extends z.ZodRawShape, Shape extends z.ZodRawShape>(key: Key, shape: Shape) =>
  z.object({ ...key, ...shape })
const entityKey = { entity: z.string(), label: z.string() }
const countryKey = { country: z.string(), label: z.string() }

const EntityRow = rowOf(entityKey, Panorama.shape).meta({ id: 'EntityRow' })
const CountryRow = rowOf(countryKey, Panorama.shape).meta({ id: 'CountryRow' })

export const EntityFigures = z
  .object({ ...header, rows: z.array(EntityRow), total: Panorama })
  .meta({ id: 'EntityFigures', description: 'Solicitudes por entidad' })
export type EntityFigures = z.infer<typeof EntityFigures>

export const CountryFigures = z
  .object({ ...header, rows: z.array(CountryRow), total: Panorama })
  .meta({ id: 'CountryFigures', description: 'Solicitudes por país de residencia' })
export type CountryFigures = z.infer<typeof CountryFigures>

const MatrixCell = z.object({ entity: z.string(), total: count })
const MatrixTotals = z.object({ total: count, cells: z.array(MatrixCell) })

export const CountryEntityFigures = z
  .object({
    ...header,
    columns: z.array(
      z.object({ entity: z.string(), abbreviation: z.string(), localVote: z.boolean() }),
    ),
    rows: z.array(rowOf(countryKey, MatrixTotals.shape)),
    total: MatrixTotals,
  })
  .meta({ id: 'CountryEntityFigures', description: 'País por entidad, con ambos márgenes' })
export type CountryEntityFigures = z.infer<typeof CountryEntityFigures>

/** Where requests stand in the review; `received` is the sum of the states. */
const ReviewCounts = z.object({
  received: count,
  initialCheck: count,
  forAnalysis: count,
  inAnalysis: count,
  subsane: count,
  complies: count,
  inadmissible: count,
})
export type ReviewCounts = z.infer<typeof ReviewCounts>

export const ReviewFigures = z
  .object({
    ...header,
    rows: z.array(rowOf(entityKey, ReviewCounts.shape)),
    total: ReviewCounts,
  })
  .meta({ id: 'ReviewFigures', description: 'Estado de la revisión por entidad' })
export type ReviewFigures = z.infer<typeof ReviewFigures>

export const ReviewByCountryFigures = z
  .object({
    ...header,
    rows: z.array(rowOf(countryKey, ReviewCounts.shape)),
    total: ReviewCounts,
  })
  .meta({ id: 'ReviewByCountryFigures' })
export type ReviewByCountryFigures = z.infer<typeof ReviewByCountryFigures>

const DailyCounts = z.object({ received: count, medium: Medium, modality: Modality })
const DailyRow = z.object({
  date: z.string(),
  received: count,
  cumulative: count,
  medium: Medium,
  modality: Modality,
})

export const DailyFigures = z
  .object({
    ...header,
    rows: z.array(DailyRow),
    total: DailyCounts,
  })
  .meta({ id: 'DailyFigures', description: 'Registro diario de lo que se cuenta' })
export type DailyFigures = z.infer<typeof DailyFigures>

export const ReasonFigures = z
  .object({
    ...header,
    rows: z.array(
      z.object({ status: z.string(), reason: z.string(), label: z.string(), total: count }),
    ),
    total: z.object({ total: count }),
  })
  .meta({
    id: 'ReasonFigures',
    description: 'Solicitudes en subsane o improcedentes por causal; una puede tener varias',
  })
export type ReasonFigures = z.infer<typeof ReasonFigures>

export const DifferenceQuery = z.strictObject({
  process: z.string().max(20).optional(),
  table: z
    .enum(
      [
        'entities',
        'entitiesComplying',
        'countries',
        'countriesComplying',
        'countryEntity',
        'review',
        'reviewByCountry',
        'daily',
        'reasons',
      ],
      'UNKNOWN_TABLE',
    )
    .meta({ description: 'Tabla que se compara' }),
  from: CivilDate.meta({ description: 'Fecha de un corte sellado', example: '2023-10-31' }),
  to: z
    .union([CivilDate, z.literal('now')], 'WRONG_FORMAT')
    .meta({ description: 'Fecha de un corte sellado, o `now`', example: '2023-11-30' }),
  format: z.enum(['json', 'csv']).optional(),
})
export type DifferenceQuery = z.infer<typeof DifferenceQuery>

export const DifferencePoint = z
  .object({
    date: z.string().nullable().meta({ description: 'Fecha del corte; null, cifras vivas' }),
    instant: z.string(),
    knownAsOf: count,
  })
  .meta({ id: 'DifferencePoint' })
export type DifferencePoint = z.infer<typeof DifferencePoint>

const DifferenceFlow = z
  .object({
    kind: z.enum(MOVEMENT_KINDS),
    reason: z.string().nullable().meta({
      description:
        'Primera causal del movimiento como se registró; null, sin causal, o reservada (reasonsWithheld)',
    }),
    n: count.meta({ description: 'Cuántos movimientos' }),
    late: count.meta({
      description: 'De ellos, con efecto antes del corte inicial y registrados después de él',
    }),
  })
  .meta({ id: 'DifferenceFlow' })
export type DifferenceFlow = z.infer<typeof DifferenceFlow>

const DifferenceRow = z
  .object({
    key: z
      .object({
        entity: z.string().optional(),
        country: z.string().optional(),
        date: z.string().optional(),
        status: z.string().optional(),
        reason: z.string().optional(),
      })
      .meta({ description: 'De qué es el renglón: lo que su tabla tenga' }),
    column: z
      .string()
      .meta({ description: 'Columna de la tabla, con puntos', example: 'medium.SRVE' }),
    opening: count,
    in: z.array(DifferenceFlow),
    out: z.array(DifferenceFlow),
    closing: count,
  })
  .meta({ id: 'DifferenceRow', description: 'opening + Σ in − Σ out = closing' })
export type DifferenceRow = z.infer<typeof DifferenceRow>

export const FigureDifference = z
  .object({
    process: z.string(),
    table: z.string(),
    from: DifferencePoint,
    to: DifferencePoint,
    reasonsWithheld: z.boolean().meta({
      description:
        'Si las causales no se dicen por celda: fuera de la DERFE y la auditoría, solo las del país (tabla reasons)',
    }),
    rows: z.array(DifferenceRow),
  })
  .meta({
    id: 'FigureDifference',
    description: 'Qué cambió entre dos puntos, celda por celda, por clase de movimiento y causal',
  })
export type FigureDifference = z.infer<typeof FigureDifference>
