import { z } from 'zod'
import { FiguresQuery } from '../aggregates/schemas.ts'
import { CivilDate, Folio, Limit, Page } from '../platform/wire.ts'
import { COUNTED_STATUSES, ENTITY_CODES } from '../vocabulary.ts'

const count = z.int()

export const ReasonsQuery = FiguresQuery.omit({ country: true, status: true })
export type ReasonsQuery = z.infer<typeof ReasonsQuery>

export const FunnelQuery = FiguresQuery.omit({ status: true })
export type FunnelQuery = z.infer<typeof FunnelQuery>

const entity = z.literal(ENTITY_CODES).optional()
const process = z.string().max(20).optional()
const { format } = FiguresQuery.shape

/**
 * Stays that ended between two days, both included; without them, in the fifteen days that ended last
 * at the point asked for, which is all that is told outside DERFE and audit.
 */
export const DurationsQuery = FiguresQuery.omit({ country: true, status: true })
  .extend({ from: CivilDate.optional(), to: CivilDate.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'TOO_SMALL',
    path: ['to'],
  })
export type DurationsQuery = z.infer<typeof DurationsQuery>

export const LastMovementsQuery = z.strictObject({
  process,
  entity,
  status: z.enum(COUNTED_STATUSES).optional(),
  limit: Limit,
  cursor: z.string().max(200, 'TOO_LONG').optional(),
  format,
})
export type LastMovementsQuery = z.infer<typeof LastMovementsQuery>

const status = z.enum(['PROVISIONAL', 'SEALED'])
const filter = z.record(z.string(), z.string())

const FunnelRow = z
  .object({
    entity: z.string(),
    label: z.string(),
    received: count,
    complies: count,
    listed: count
      .nullable()
      .meta({ description: 'En la lista definitiva; null mientras no la hay' }),
  })
  .meta({ id: 'FunnelRow' })

export const Funnel = z
  .object({
    process: z.string(),
    asOf: z.string(),
    cutDate: z.string(),
    knownAsOf: count,
    status,
    filter,
    rows: z.array(FunnelRow),
    total: FunnelRow.omit({ entity: true, label: true }),
  })
  .meta({ id: 'Funnel', description: 'De solicitud a cumple y a la lista' })
export type Funnel = z.infer<typeof Funnel>

/** Hours, with one decimal; null where nobody stayed, or too few to be told. */
const hours = z.number().nullable()

const Stays = z.object({ n: count, median: hours, p90: hours, p95: hours, max: hours }).meta({
  id: 'Stays',
  description:
    'Horas en un estado: mediana, percentiles 90 y 95, máximo; para OPL y consulta del INE, null con menos de 10 estancias',
})

// Descriptions of the two by themselves would be written beside their reference as a schema of its own.
const DurationRow = z.object({ status: z.enum(COUNTED_STATUSES), ended: Stays, open: Stays }).meta({
  id: 'DurationRow',
  description: 'ended: estancias que terminaron en el periodo; open: estancias abiertas al momento',
})

export const Durations = z
  .object({
    process: z.string(),
    asOf: z.string().meta({ description: 'Instante hasta el que se cuentan las abiertas' }),
    knownAsOf: count,
    status,
    filter,
    from: z.string(),
    to: z.string(),
    rows: z.array(DurationRow),
    total: z.object({ ended: z.object({ n: count }), open: z.object({ n: count }) }),
  })
  .meta({ id: 'Durations', description: 'Tiempo en cada estado de la revisión' })
export type Durations = z.infer<typeof Durations>

export const LastMovement = z
  .object({
    folio: Folio,
    entity: z.string(),
    country: z.string(),
    status: z.enum(COUNTED_STATUSES),
    lastMovement: count,
    lastMovementAt: z.string().meta({ description: 'Fecha de último movimiento' }),
  })
  .meta({ id: 'LastMovement' })
export type LastMovement = z.infer<typeof LastMovement>

export const LastMovementPage = z
  .object({ data: z.array(LastMovement), page: Page })
  .meta({ id: 'LastMovementPage', description: 'Solicitudes por fecha de último movimiento' })
export type LastMovementPage = z.infer<typeof LastMovementPage>
