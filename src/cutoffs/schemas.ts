import { z } from 'zod'
import {
  CountryEntityFigures,
  CountryFigures,
  DailyFigures,
  EntityFigures,
  ReasonFigures,
  ReviewByCountryFigures,
  ReviewFigures,
} from '../aggregates/schemas.ts'
import { CivilDate } from '../platform/wire.ts'

/** The tables of a cut-off, each in the shape in which the same figures are served live. */
export const CutoffTables = z
  .object({
    entities: EntityFigures,
    entitiesComplying: EntityFigures,
    countries: CountryFigures,
    countriesComplying: CountryFigures,
    countryEntity: CountryEntityFigures,
    review: ReviewFigures,
    reviewByCountry: ReviewByCountryFigures,
    daily: DailyFigures,
    reasons: ReasonFigures,
  })
  .meta({ id: 'CutoffTables', description: 'Tablas de un corte' })
export type CutoffTables = z.infer<typeof CutoffTables>
export const TABLE_NAMES = Object.keys(CutoffTables.shape) as (keyof CutoffTables)[]

const CutoffStatus = z.enum(['PENDING', 'PROPOSED', 'SEALED', 'REFUSED'])

const head = {
  process: z.string(),
  date: z.string(),
  instant: z.string().meta({ description: 'Fin del día en la Ciudad de México' }),
  status: CutoffStatus,
  knownAsOf: z.int().optional().meta({ description: 'Último movimiento contado' }),
  digest: z.string().optional().meta({
    description:
      'SHA-256 del JSON canónico (RFC 8785) de date, instant, knownAsOf, process y tables',
  }),
  refusal: z.string().optional().meta({ description: 'La identidad contable que no se cumplió' }),
  proposedBy: z.string().optional(),
  approvedBy: z.string().optional(),
}

export const CutoffSummary = z
  .object(head)
  .meta({ id: 'CutoffSummary', description: 'Corte quincenal, sin sus tablas' })
export type CutoffSummary = z.infer<typeof CutoffSummary>

export const Cutoff = z
  .object({ ...head, tables: CutoffTables.optional() })
  .meta({ id: 'Cutoff', description: 'Corte quincenal; sellado, con sus tablas' })
export type Cutoff = z.infer<typeof Cutoff>

export const CutoffList = z.object({ data: z.array(CutoffSummary) }).meta({ id: 'CutoffList' })

export const CutoffProposal = z
  .strictObject({ date: CivilDate })
  .meta({ id: 'CutoffProposal', description: 'Corte por sellar', example: { date: '2023-11-29' } })
export type CutoffProposal = z.infer<typeof CutoffProposal>

export const CutoffQuery = z.strictObject({
  process: z.string().max(20).optional(),
  table: z.enum(TABLE_NAMES, 'UNKNOWN_TABLE').optional(),
  format: z.enum(['json', 'csv']).optional(),
})
export type CutoffQuery = z.infer<typeof CutoffQuery>
