/** Reports that are made when they are asked for: as data, and printed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { enterExport } from '../audit/exports.ts'
import { REPORT_FORMS, type ReportForm } from '../cutoffs/schemas.ts'
import { preferredForm, sendTable } from '../platform/rest.ts'
import type { ReportName, ReportOf, Subject } from './layout.ts'
import { printOut } from './maker.ts'

const PRINTED = ['xlsx', 'pdf'] as const

/** A report in each of its forms, for the contract. */
export const reportForms = (description: string, schema: z.ZodType) => ({
  description,
  content: {
    'application/json': { schema },
    'text/csv': { schema: z.string().meta({ description: 'Lo mismo en CSV' }) },
    ...Object.fromEntries(
      PRINTED.map((form) => [
        REPORT_FORMS[form],
        { schema: z.string().meta({ format: 'binary', description: 'Para leer e imprimir' }) },
      ]),
    ),
  },
})

/**
 * The form that a report is asked for: `?format=` wins over Accept.
 * @throws NOT_ACCEPTABLE
 */
export const reportFormOf = (request: FastifyRequest, format?: ReportForm): ReportForm =>
  format ?? preferredForm(request, REPORT_FORMS)

/** What printing costs whoever asks for it, beyond the unit of every request. */
const PRINT_UNITS = 19

/**
 * Sends a report in the form asked for; as a file, once it is entered in the audit log.
 *
 * @param name of the file, without its extension
 * @throws NOT_ACCEPTABLE, TOO_MANY_REQUESTS, UNAVAILABLE
 */
export async function sendReport<Name extends ReportName>(
  request: FastifyRequest,
  reply: FastifyReply,
  report: Name,
  table: ReportOf<Name> & Subject & { rows: readonly object[]; total: object },
  name: string,
  format?: ReportForm,
): Promise<FastifyReply> {
  const form = reportFormOf(request, format)
  if (form === 'json' || form === 'csv') return sendTable(request, reply, table, name, form)
  const bytes = await printOut({ report, table, form }, () =>
    reply.server.limiter?.chargeClient(reply, PRINT_UNITS),
  )
  const file = `${name}.${form}`
  await enterExport(request, file)
  return reply
    .header('vary', 'accept')
    .header('content-disposition', `attachment; filename="${file}"`)
    .type(REPORT_FORMS[form])
    .send(bytes as never)
}
