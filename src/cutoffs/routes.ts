import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { formOf, refusals, sendAnswer, sendTable } from '../platform/rest.ts'
import { CivilDate, headers } from '../platform/wire.ts'
import { Cutoff, CutoffList, CutoffProposal, CutoffQuery } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ date: CivilDate })
const tags = ['Cortes']
const Csv = z.string().meta({ description: 'Una tabla del corte en CSV' })

/** Fortnightly cut-offs. */
export const cutoffRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.get('/cutoffs', {
    config: { action: 'cutoff:read' },
    schema: {
      operationId: 'listCutoffs',
      summary: 'Listar los cortes quincenales',
      tags,
      querystring: z.strictObject({ process: z.string().max(20).optional() }),
      response: { 200: CutoffList, ...refusals(400) },
    },
    handler: async (request) => ({
      data: await service.listCutoffs(contextOf(request), request.query.process),
    }),
  })

  app.get('/cutoffs/:date', {
    config: { action: 'cutoff:read' },
    schema: {
      operationId: 'getCutoff',
      summary: 'Consultar un corte con sus tablas, o una tabla en CSV',
      tags,
      params,
      querystring: CutoffQuery,
      response: {
        200: {
          description: 'El corte',
          content: { 'application/json': { schema: Cutoff }, 'text/csv': { schema: Csv } },
        },
        ...refusals(400, 404, 406, 409),
      },
    },
    handler: async (request, reply) => {
      const ctx = contextOf(request)
      const { date } = request.params
      const { table, format } = request.query
      if (formOf(request, format) === 'json') {
        const cutoff = await service.getCutoff(ctx, date, request.query.process)
        const tables = table && cutoff.tables ? { [table]: cutoff.tables[table] } : cutoff.tables
        // Stored bytes, and not one schema more: a part of the tables is still what was sealed.
        return reply
          .header('content-type', 'application/json; charset=utf-8')
          .header('vary', 'accept')
          .serializer(String)
          .send(JSON.stringify({ ...cutoff, tables }) as never)
      }
      const rows = await service.getCutoffTable(ctx, date, request.query)
      return sendTable(request, reply, rows, `${table ?? 'entities'}_${date}`, 'csv')
    },
  })

  app.post('/cutoffs', {
    config: { action: 'cutoff:seal' },
    schema: {
      operationId: 'proposeCutoff',
      summary: 'Proponer el sellado de un corte',
      tags,
      headers: headers.key,
      body: CutoffProposal,
      response: { 202: Cutoff, ...refusals(400, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.proposeCutoff(contextOf(request), request.body)),
  })

  app.post('/cutoffs/:date/approve', {
    config: { action: 'cutoff:seal' },
    schema: {
      operationId: 'approveCutoff',
      summary: 'Aprobar y sellar un corte propuesto por otra persona',
      tags,
      params,
      response: { 200: Cutoff, ...refusals(400, 404, 409) },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.approveCutoff(contextOf(request), request.params.date)),
  })
}
