import { z } from 'zod'
import { CivilDate, Instant, text } from '../platform/wire.ts'
import { ENTITY_CODES } from '../vocabulary.ts'

const label = text(1, 120)

/** Offices that an entity elects from abroad. */
export const OFFICES = [
  'GOVERNOR',
  'HEAD_OF_GOVERNMENT',
  'MIGRANT_DEPUTY',
  'PROPORTIONAL_DEPUTY',
] as const

/** What grounds of a refusal are about. */
export const GROUND_FAMILIES = ['SIGNATURE', 'PROOF_OF_ADDRESS', 'REQUIREMENTS'] as const

/** What an entry of each catalogue says. */
export const CatalogueValues = {
  entities: z.strictObject({
    label,
    abbreviation: text(1, 6),
    /** Place in INE's printed order, from 1. */
    position: z.number().int().min(1).max(32),
    /** Local offices elected from abroad; empty where there are none. */
    localVote: z.array(z.enum(OFFICES)).max(OFFICES.length),
  }),
  countries: z.strictObject({ label }),
  venues: z.strictObject({ label, country: z.string().regex(/^[A-Z]{2}$/), open: z.boolean() }),
  grounds: z.strictObject({
    label,
    family: z.enum(GROUND_FAMILIES),
    /** What the elector is told. */
    electorText: text(1, 500),
    inUse: z.boolean(),
  }),
  requirements: z.strictObject({ label }),
  processes: z
    .strictObject({
      label,
      electionDay: CivilDate,
      registration: z.strictObject({ opensAt: Instant, closesAt: Instant }),
      /** Last instant to withdraw or to change modality or contact data is the window's; to withdraw, this. */
      withdrawalClosesAt: Instant,
      /** Calendar days to answer a correction; not established by the sources, hence configuration. */
      rectificationDays: z.number().int().min(1).max(60),
      rectificationDeadline: Instant,
      /** First and last day with a cut-off. */
      cutoffsFrom: CivilDate,
      cutoffsTo: CivilDate,
      /** Last day of the process, once it is declared: contents of documents go after it (LGIPE 335.3). */
      endsOn: CivilDate.optional(),
      /** Minutes that a look-up keeps a record open to the agent who made it. */
      attentionMinutes: z.number().int().min(1).max(1440),
    })
    .refine((value) => value.registration.opensAt < value.registration.closesAt, {
      path: ['registration', 'closesAt'],
      message: 'TOO_SMALL',
    }),
} as const

export type CatalogueName = keyof typeof CatalogueValues
export type CatalogueValue<Name extends CatalogueName> = z.infer<(typeof CatalogueValues)[Name]>
/** Their names, as addresses have them. */
export const CATALOGUE_NAMES = Object.keys(CatalogueValues) as CatalogueName[]

/** Form of the codes of each catalogue. */
export const CATALOGUE_CODES: Record<CatalogueName, z.ZodType<string>> = {
  entities: z.enum(ENTITY_CODES, 'UNKNOWN_VALUE'),
  countries: z.string().regex(/^[A-Z]{2}$/, 'WRONG_FORMAT'),
  venues: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'WRONG_FORMAT'),
  grounds: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'WRONG_FORMAT'),
  requirements: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'WRONG_FORMAT'),
  processes: z.string().regex(/^\d{4}-\d{4}$/, 'WRONG_FORMAT'),
}

/** One entry as it is in force at an instant. */
export const CatalogueEntry = z
  .object({
    code: z.string(),
    value: z.record(z.string(), z.unknown()),
    validFrom: z.string(),
    act: z.string(),
  })
  .meta({ id: 'CatalogueEntry', description: 'Entrada de un catálogo, como rige en un instante' })
export type CatalogueEntry = z.infer<typeof CatalogueEntry>

/** A version on its way: proposed by one person, in force once another approves it. */
export const CatalogueVersion = CatalogueEntry.extend({
  id: z.string(),
  catalogue: z.string(),
  status: z.enum(['PROPOSED', 'APPROVED']),
  proposedBy: z.string(),
  proposedAt: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
}).meta({ id: 'CatalogueVersion', description: 'Versión de una entrada de catálogo' })
export type CatalogueVersion = z.infer<typeof CatalogueVersion>

export const ProposeVersion = z
  .strictObject({
    code: z.string().min(1).max(60),
    value: z.record(z.string(), z.unknown()),
    validFrom: Instant,
    act: text(3, 300),
  })
  .meta({
    id: 'ProposeVersion',
    description: 'Nueva versión de una entrada, con el acto jurídico que la ordena',
    example: {
      code: '15',
      value: {
        label: 'México',
        abbreviation: 'MEX',
        position: 15,
        localVote: ['PROPORTIONAL_DEPUTY'],
      },
      validFrom: '2023-11-22T06:00:00Z',
      act: 'INE/CG621/2023',
    },
  })
