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
import { CivilDate, text } from '../platform/wire.ts'

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

/** What is sealed: its RFC 8785 bytes are what the digest is of. */
export type SealedContent = {
  date: string
  instant: string
  knownAsOf: number
  process: string
  tables: CutoffTables
}

/** What was sealed, with the columns of its tables back in printed order. */
export function contentOf(text: string): SealedContent {
  const content = JSON.parse(text) as SealedContent
  return { ...content, tables: CutoffTables.parse(content.tables) }
}
/** The tables of a sealed cut-off, by their names in its content. */
export const TABLE_NAMES = Object.keys(CutoffTables.shape) as (keyof CutoffTables)[]

const CutoffStatus = z.enum(['PENDING', 'PROPOSED', 'SEALED', 'REFUSED'])

/** A link of the chain of cut-offs: the one sealed before, by the digest of its manifest. */
const Link = z
  .object({ date: z.string(), digest: z.string() })
  .meta({ id: 'CutoffLink', description: 'Otro corte, con la huella de su manifiesto' })

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
  manifestDigest: z
    .string()
    .optional()
    .meta({ description: 'SHA-256 del manifiesto, por el que el corte siguiente lo nombra' }),
  previous: Link.optional(),
  key: z.string().optional().meta({ description: 'Clave que firmó el manifiesto (kid del JWKS)' }),
}

export const CutoffSummary = z
  .object(head)
  .meta({ id: 'CutoffSummary', description: 'Corte quincenal, sin sus tablas' })
export type CutoffSummary = z.infer<typeof CutoffSummary>

export const Cutoff = z
  .object({ ...head, tables: CutoffTables.optional() })
  .meta({ id: 'Cutoff', description: 'Corte quincenal; sellado, con sus tablas' })
export type Cutoff = z.infer<typeof Cutoff>

/** The same as it is read, where a table can be asked for by itself. */
export const CutoffRead = z
  .object({
    ...head,
    tables: CutoffTables.partial()
      .meta({
        id: 'CutoffTablesRead',
        description: 'Tablas de un corte; con table, sólo la que se pidió',
      })
      .optional(),
  })
  .meta({ id: 'CutoffRead', description: 'Corte quincenal; sellado, con sus tablas' })

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

/** The forms of a sealed cut-off: what `format` takes, with the media type of each. */
export const REPORT_FORMS = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const
export type ReportForm = keyof typeof REPORT_FORMS

export const ReportQuery = z.strictObject({
  process: z.string().max(20).optional(),
  format: z.enum(Object.keys(REPORT_FORMS) as ReportForm[]).optional(),
  table: z
    .enum([...TABLE_NAMES, 'difference'], 'UNKNOWN_TABLE')
    .optional()
    .meta({ description: 'Tabla del CSV; entities si falta. Las demás formas las tienen todas' }),
})
export type ReportQuery = z.infer<typeof ReportQuery>

/** What a manifest says of a sealed cut-off. Its RFC 8785 bytes are what is signed. */
export const Manifest = z
  .object({
    version: z.literal(1),
    process: z.string(),
    date: z.string(),
    instant: z.string(),
    knownAsOf: z.int(),
    sealedAt: z.string(),
    digest: z.string().meta({ description: 'SHA-256 del contenido' }),
    previous: Link.nullable().meta({ description: 'El corte sellado justo antes' }),
    auditHead: z
      .string()
      .nullable()
      .meta({ description: 'Última cabeza firmada de la bitácora al sellar (JWS compacto)' }),
    forms: z.array(
      z
        .object({
          name: z.string(),
          mediaType: z.string(),
          bytes: z.int().meta({ description: 'Tamaño en bytes' }),
          sha256: z.string(),
        })
        .meta({ id: 'CutoffForm', description: 'Archivo del corte, hecho una sola vez' }),
    ),
    key: z.string().meta({ description: 'Clave que firma (kid del JWKS)' }),
  })
  .meta({ id: 'Manifest' })
export type Manifest = z.infer<typeof Manifest>

export const CutoffManifest = z
  .object({
    manifest: Manifest,
    signature: z.string().meta({
      description: 'JWS separado (RFC 7515, apéndice F) sobre el JSON canónico del manifiesto',
    }),
  })
  .meta({ id: 'CutoffManifest', description: 'Manifiesto firmado de un corte sellado' })
export type CutoffManifest = z.infer<typeof CutoffManifest>

/** The file that anybody can verify by itself. Its members are texts, since bytes are what is signed. */
export const SealedFile = z
  .object({
    manifest: z.string().meta({ description: 'JSON canónico (RFC 8785) del manifiesto' }),
    signature: z.string().meta({ description: 'JWS separado sobre manifest' }),
    content: z.string().meta({ description: 'JSON canónico del contenido' }),
    difference: z
      .string()
      .nullable()
      .meta({ description: 'JSON canónico de la diferencia del corte anterior; null sin ella' }),
  })
  .meta({ id: 'SealedFile', description: 'Un corte sellado, para verificarlo sin el servicio' })

/** An integer beyond 2^53 would have been rounded before anybody saw it: as a text it stays whole. */
const exact = z
  .number()
  .refine((n) => !Number.isInteger(n) || Number.isSafeInteger(n), { message: 'TOO_LARGE' })
const cell = z.union([text(0, 200), exact, z.null()], 'WRONG_TYPE')

/** Rows and columns that an annex may have [configuration]. */
const COLUMNS_MAX = 40
const ROWS_MAX = 1_000

const AnnexTable = z
  .strictObject({
    columns: z.array(text(1, 100)).min(1, 'TOO_FEW').max(COLUMNS_MAX, 'TOO_MANY'),
    rows: z.array(z.array(cell)).min(1, 'TOO_FEW').max(ROWS_MAX, 'TOO_MANY'),
  })
  .superRefine(({ columns, rows }, context) => {
    for (const [index, column] of columns.entries()) {
      if (columns.indexOf(column) !== index) {
        context.addIssue({ code: 'custom', path: ['columns', index], message: 'REPEATED' })
      }
    }
    for (const [index, row] of rows.entries()) {
      if (row.length === columns.length) continue
      const message = row.length < columns.length ? 'TOO_FEW' : 'TOO_MANY'
      context.addIssue({ code: 'custom', path: ['rows', index], message })
    }
  })

/** A table of another system beside a cut-off: numbers and codes, never a person's data. */
export const AnnexProposal = z
  .strictObject({
    title: text(3, 200),
    source: text(3, 200).meta({ description: 'Sistema o área de la que viene' }),
    period: z
      .strictObject({ from: CivilDate, to: CivilDate })
      .refine(({ from, to }) => from <= to, { message: 'TOO_SMALL', path: ['to'] }),
    table: AnnexTable,
  })
  .meta({
    id: 'AnnexProposal',
    description: 'Tabla de otro sistema, para agregarla firmada a un corte sellado',
    example: {
      title: 'Llamadas atendidas por INETEL',
      source: 'INETEL',
      period: { from: '2023-11-16', to: '2023-11-30' },
      table: { columns: ['País', 'Llamadas'], rows: [['EUA', 1520]] },
    },
  })
export type AnnexProposal = z.infer<typeof AnnexProposal>

/** What is signed of an annex. */
export const Annex = z
  .object({
    version: z.literal(1),
    process: z.string(),
    date: z.string(),
    cutoff: z.string().meta({ description: 'Huella del manifiesto del corte' }),
    previous: z.string().nullable().meta({ description: 'Huella del anexo anterior del corte' }),
    title: z.string(),
    source: z.string(),
    period: z.object({ from: z.string(), to: z.string() }),
    table: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    }),
    addedAt: z.string(),
    key: z.string().meta({ description: 'Clave que firma (kid del JWKS)' }),
  })
  .meta({ id: 'Annex' })
export type Annex = z.infer<typeof Annex>

export const CutoffAnnex = z
  .object({
    id: z.string(),
    digest: z.string().meta({ description: 'SHA-256 del JSON canónico del anexo' }),
    annex: Annex,
    signature: z.string().meta({
      description: 'JWS separado (RFC 7515, apéndice F) sobre el JSON canónico del anexo',
    }),
  })
  .meta({ id: 'CutoffAnnex', description: 'Anexo firmado de un corte sellado' })
export type CutoffAnnex = z.infer<typeof CutoffAnnex>

export const CutoffAnnexList = z
  .object({ data: z.array(CutoffAnnex) })
  .meta({ id: 'CutoffAnnexList' })
