import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { ReasonFigures } from '../aggregates/schemas.ts'
import { contextOf } from '../platform/context.ts'
import { formOf, refusals, sendTable } from '../platform/rest.ts'
import {
  Durations,
  DurationsQuery,
  Funnel,
  FunnelQuery,
  LastMovementPage,
  LastMovementsQuery,
  ReasonsQuery,
} from './schemas.ts'
import * as service from './service.ts'

const tags = ['Cifras']

/** A table in both forms. */
const forms = (description: string, schema: z.ZodType) => ({
  description,
  content: {
    'application/json': { schema },
    'text/csv': { schema: z.string().meta({ description: 'Lo mismo en CSV' }) },
  },
})

/** Reports on the review, as JSON and CSV. */
export const reviewReportRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.get('/aggregates/reasons', {
    config: { action: 'report:reasons' },
    schema: {
      operationId: 'getReasonFigures',
      summary: 'Solicitudes con inconsistencia por causal',
      tags,
      querystring: ReasonsQuery,
      response: {
        200: forms('Solicitudes con inconsistencia por causal', ReasonFigures),
        ...refusals(400, 406),
      },
    },
    handler: async (request, reply) => {
      const table = await service.getReasonFigures(contextOf(request), request.query)
      const name = `reasons_${table.cutDate}_${table.knownAsOf}`
      return sendTable(request, reply, table, name, request.query.format)
    },
  })

  app.get('/aggregates/funnel', {
    config: { action: 'figure:read' },
    schema: {
      operationId: 'getFunnel',
      summary: 'De solicitud a cumple y a la lista, por entidad',
      tags,
      querystring: FunnelQuery,
      response: { 200: forms('De solicitud a la lista', Funnel), ...refusals(400, 406) },
    },
    handler: async (request, reply) => {
      const table = await service.getFunnel(contextOf(request), request.query)
      const name = `funnel_${table.cutDate}_${table.knownAsOf}`
      return sendTable(request, reply, table, name, request.query.format)
    },
  })

  app.get('/aggregates/durations', {
    config: { action: 'figure:read' },
    schema: {
      operationId: 'getDurations',
      summary: 'Tiempo en cada estado, con percentiles',
      tags,
      querystring: DurationsQuery,
      response: { 200: forms('Tiempo en cada estado', Durations), ...refusals(400, 406) },
    },
    handler: async (request, reply) => {
      const table = await service.getDurations(contextOf(request), request.query)
      const name = `durations_${table.from}_${table.to}`
      return sendTable(request, reply, table, name, request.query.format)
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
        200: forms('Una página de solicitudes', LastMovementPage),
        ...refusals(400, 406),
      },
    },
    handler: async (request, reply) => {
      const form = formOf(request, request.query.format)
      const page = await service.listLastMovements(contextOf(request), request.query)
      if (form === 'json') return page
      const { nextCursor } = page.page
      // The address of the next page travels beside the rows: CSV has no place for it.
      if (nextCursor) {
        const next = new URLSearchParams({ ...request.query, cursor: nextCursor } as never)
        reply.header('link', `</v1/reports/last-movements?${next}>; rel="next"`)
      }
      const table = { rows: page.data, total: { total: page.data.length } }
      return sendTable(request, reply, table, 'ultimo-movimiento', 'csv')
    },
  })
}
