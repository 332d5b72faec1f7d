import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { refusals, sendTable } from '../platform/rest.ts'
import { CasesQuery, Crossing, CrossingQuery, FigureCasePage } from './schemas.ts'
import { getCrossing, listFigureCases } from './service.ts'

const tags = ['Cifras']
const Csv = z.string().meta({ description: 'Las mismas cifras en CSV, con una línea TOTAL' })

/** Figures by any declared dimensions, and the requests behind a figure. */
export const crossingRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.get('/aggregates', {
    config: { action: 'figure:cross', units: 10 },
    schema: {
      operationId: 'getCrossing',
      summary: 'Cifras por las dimensiones que se pidan',
      tags,
      querystring: CrossingQuery,
      response: {
        200: {
          description: 'Solicitudes por las dimensiones pedidas',
          content: { 'application/json': { schema: Crossing }, 'text/csv': { schema: Csv } },
        },
        ...refusals(400, 406, 409),
      },
    },
    handler: async (request, reply) => {
      const crossing = await getCrossing(contextOf(request), request.query)
      const name = `${request.query.groupBy.join('-')}_${crossing.knownAsOf}`
      return sendTable(request, reply, crossing, name, request.query.format)
    },
  })

  app.get('/aggregates/cases', {
    config: { action: 'figure:cases', units: 5 },
    schema: {
      operationId: 'listFigureCases',
      summary: 'Las solicitudes detrás de una cifra',
      tags,
      querystring: CasesQuery,
      response: { 200: FigureCasePage, ...refusals(400, 409) },
    },
    handler: (request) => listFigureCases(contextOf(request), request.query),
  })
}
