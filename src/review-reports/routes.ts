import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { ReasonFigures } from '../aggregates/schemas.ts'
import { contextOf } from '../platform/context.ts'
import { linesToCsv } from '../platform/csv.ts'
import { refusals, sendLines } from '../platform/rest.ts'
import { reportFormOf, reportForms, sendReport } from '../reports/send.ts'
import {
  Durations,
  DurationsQuery,
  Funnel,
  FunnelQuery,
  LastMovement,
  LastMovementPage,
  LastMovementsQuery,
  ReasonsQuery,
} from './schemas.ts'
import * as service from './service.ts'

const tags = ['Cifras']

/** Reports on the review, as data and printed. */
export const reviewReportRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.get('/aggregates/reasons', {
    config: { action: 'report:reasons', units: 5 },
    schema: {
      operationId: 'getReasonFigures',
      summary: 'Solicitudes con inconsistencia por causal',
      tags,
      querystring: ReasonsQuery,
      response: {
        200: reportForms('Solicitudes con inconsistencia por causal', ReasonFigures),
        ...refusals(400, 406),
      },
    },
    handler: async (request, reply) => {
      const table = await service.getReasonFigures(contextOf(request), request.query)
      const name = `reasons_${table.cutDate}_${table.knownAsOf}`
      return sendReport(request, reply, 'reasons', table, name, request.query.format)
    },
  })

  app.get('/aggregates/funnel', {
    config: { action: 'figure:read' },
    schema: {
      operationId: 'getFunnel',
      summary: 'De solicitud a cumple y a la lista, por entidad',
      tags,
      querystring: FunnelQuery,
      response: { 200: reportForms('De solicitud a la lista', Funnel), ...refusals(400, 406) },
    },
    handler: async (request, reply) => {
      const table = await service.getFunnel(contextOf(request), request.query)
      const name = `funnel_${table.cutDate}_${table.knownAsOf}`
      return sendReport(request, reply, 'funnel', table, name, request.query.format)
    },
  })

  app.get('/aggregates/durations', {
    config: { action: 'figure:read', units: 10 },
    schema: {
      operationId: 'getDurations',
      summary: 'Tiempo en cada estado, con percentiles',
      tags,
      querystring: DurationsQuery,
      response: { 200: reportForms('Tiempo en cada estado', Durations), ...refusals(400, 406) },
    },
    handler: async (request, reply) => {
      const table = await service.getDurations(contextOf(request), request.query)
      const name = `durations_${table.from}_${table.to}`
      return sendReport(request, reply, 'durations', table, name, request.query.format)
    },
  })

  app.get('/reports/last-movements', {
    config: { action: 'report:last-movements' },
    schema: {
      operationId: 'listLastMovements',
      summary: 'Solicitudes por fecha de último movimiento, sin nombres',
      tags,
      querystring: LastMovementsQuery,
      response: {
        200: reportForms('Una página de solicitudes', LastMovementPage),
        ...refusals(400, 406),
      },
    },
    handler: async (request, reply) => {
      const { format } = request.query
      const form = reportFormOf(request, format)
      const ctx = contextOf(request)
      const page = await service.listLastMovements(ctx, request.query)
      if (form === 'json') return page
      const { nextCursor } = page.page
      // The address of the next page travels beside the rows: the other forms have no place for it.
      if (nextCursor) {
        const next = new URLSearchParams({ ...request.query, cursor: nextCursor } as never)
        reply.header('link', `</v1/reports/last-movements?${next}>; rel="next"`)
      }
      const name = 'ultimo-movimiento'
      if (form === 'csv') {
        // A page has no total: its last line is one more request.
        const csv = () => linesToCsv(page.data, Object.keys(LastMovement.shape))
        return sendLines(request, reply, page, csv, name, form)
      }
      const { entity, status } = request.query
      const table = {
        process: page.process,
        asOf: page.asOf,
        // What is printed is read by people: names, and no codes.
        rows: page.data.map((row) => ({
          ...row,
          entity: ctx.catalogues.label('entities', row.entity),
          country: ctx.catalogues.label('countries', row.country),
        })),
        total: { total: page.data.length },
        filter: { ...(entity && { entity }), ...(status && { status }) },
      }
      return sendReport(request, reply, 'last-movements', table, name, form)
    },
  })
}
