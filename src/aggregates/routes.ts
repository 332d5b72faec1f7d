import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { refusals, sendLines } from '../platform/rest.ts'
import { reportForms, sendReport } from '../reports/send.ts'
import { differenceCsv } from './difference.ts'
import {
  CountryEntityFigures,
  CountryFigures,
  DailyFigures,
  DifferenceQuery,
  EntityFigures,
  FigureDifference,
  FiguresQuery,
  ReviewFigures,
} from './schemas.ts'
import { type FigureTable, getFigureDifference, getFigures } from './service.ts'

/** Each table with its operation and what it tells. */
const TABLES = {
  entities: ['getEntityFigures', 'Cifras por entidad', EntityFigures],
  countries: ['getCountryFigures', 'Cifras por país de residencia', CountryFigures],
  'country-entity': ['getCountryEntityFigures', 'País por entidad', CountryEntityFigures],
  review: ['getReviewFigures', 'Estado de la revisión por entidad', ReviewFigures],
  daily: ['getDailyFigures', 'Registro diario', DailyFigures],
} as const satisfies Record<FigureTable, readonly [string, string, z.ZodType]>

/** Figures, live and at any past instant, as data and printed. */
export const aggregateRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  for (const table of Object.keys(TABLES) as FigureTable[]) {
    const [operationId, summary, shape] = TABLES[table]
    app.get(`/aggregates/${table}`, {
      config: { action: 'figure:read' },
      schema: {
        operationId,
        summary,
        tags: ['Cifras'],
        querystring: FiguresQuery,
        response: {
          200: reportForms(summary, shape),
          ...refusals(400, 406),
        },
      },
      handler: async (request, reply) => {
        const figures = await getFigures(contextOf(request), table, request.query)
        const name = `${table}_${figures.cutDate}_${figures.knownAsOf}`
        return sendReport(request, reply, table, figures as never, name, request.query.format)
      },
    })
  }

  app.get('/aggregates/difference', {
    config: { action: 'figure:difference', units: 10 },
    schema: {
      operationId: 'getFigureDifference',
      summary: 'Qué cambió entre dos cortes, por clase de movimiento y causal',
      tags: ['Cifras'],
      querystring: DifferenceQuery,
      response: {
        200: {
          description: 'opening + Σ in − Σ out = closing, celda por celda',
          content: {
            'application/json': { schema: FigureDifference },
            'text/csv': { schema: z.string().meta({ description: 'Una línea por celda y clase' }) },
          },
        },
        ...refusals(400, 404, 406, 409),
      },
    },
    handler: async (request, reply) => {
      const difference = await getFigureDifference(contextOf(request), request.query)
      const { table, from, to, rows } = difference
      const name = `diferencia_${table}_${from.date}_${to.date ?? to.knownAsOf}`
      const csv = () => differenceCsv(rows)
      return sendLines(request, reply, difference, csv, name, request.query.format)
    },
  })
}
