import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import {
  formOf,
  preferredForm,
  refusals,
  sendAnswer,
  sendFile,
  sendTable,
} from '../platform/rest.ts'
import { CivilDate, headers } from '../platform/wire.ts'
import {
  AnnexProposal,
  Cutoff,
  CutoffAnnex,
  CutoffAnnexList,
  CutoffList,
  CutoffManifest,
  CutoffProposal,
  CutoffQuery,
  CutoffRead,
  REPORT_FORMS,
  ReportQuery,
  SealedFile,
} from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ date: CivilDate })
const annexParams = z.strictObject({ date: CivilDate, id: z.uuid('WRONG_FORMAT') })
const ofProcess = CutoffQuery.pick({ process: true })
const tags = ['Cortes']
const Csv = z.string().meta({ description: 'Una tabla del corte en CSV' })
const File = z.string().meta({ format: 'binary', description: 'Los bytes, como se sellaron' })

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
          content: { 'application/json': { schema: CutoffRead }, 'text/csv': { schema: Csv } },
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
      response: { 200: Cutoff, ...refusals(400, 404, 409, 413, 415) },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.approveCutoff(contextOf(request), request.params.date)),
  })

  app.get('/cutoffs/:date/report', {
    config: { action: 'cutoff:read' },
    schema: {
      operationId: 'getCutoffReport',
      summary: 'Descargar un corte sellado, para verificarlo, o una de sus formas',
      tags,
      params,
      querystring: ReportQuery,
      response: {
        200: {
          description: 'El archivo, con los mismos bytes para todos',
          content: {
            ...Object.fromEntries(
              Object.values(REPORT_FORMS).map((type) => [type, { schema: File }]),
            ),
            [REPORT_FORMS.json]: { schema: SealedFile },
          },
        },
        304: { description: 'Los bytes son los del ETag' },
        ...refusals(400, 404, 406, 409),
      },
    },
    handler: async (request, reply) => {
      const form = request.query.format ?? preferredForm(request, REPORT_FORMS)
      const { date } = request.params
      const file = await service.getCutoffReport(contextOf(request), date, form, request.query)
      return sendFile(request, reply, file)
    },
  })

  app.get('/cutoffs/:date/manifest', {
    config: { action: 'cutoff:read' },
    schema: {
      operationId: 'getCutoffManifest',
      summary: 'Consultar el manifiesto firmado de un corte sellado',
      tags,
      params,
      querystring: ofProcess,
      response: { 200: CutoffManifest, ...refusals(400, 404, 409) },
    },
    handler: (request) =>
      service.getCutoffManifest(contextOf(request), request.params.date, request.query.process),
  })

  app.get('/cutoffs/:date/annexes', {
    config: { action: 'cutoff:read' },
    schema: {
      operationId: 'listCutoffAnnexes',
      summary: 'Listar los anexos de un corte sellado',
      tags,
      params,
      querystring: ofProcess,
      response: { 200: CutoffAnnexList, ...refusals(400, 404, 409) },
    },
    handler: async (request) => {
      const { date } = request.params
      const { process } = request.query
      return { data: await service.listCutoffAnnexes(contextOf(request), date, process) }
    },
  })

  app.get('/cutoffs/:date/annexes/:id', {
    config: { action: 'cutoff:read' },
    schema: {
      operationId: 'getCutoffAnnex',
      summary: 'Consultar un anexo de un corte sellado',
      tags,
      params: annexParams,
      querystring: ofProcess,
      response: { 200: CutoffAnnex, ...refusals(400, 404) },
    },
    handler: (request) => {
      const { date, id } = request.params
      return service.getCutoffAnnex(contextOf(request), date, id, request.query.process)
    },
  })

  app.post('/cutoffs/:date/annexes', {
    config: { action: 'cutoff:annex' },
    schema: {
      operationId: 'addCutoffAnnex',
      summary: 'Agregar a un corte sellado una tabla de otro sistema',
      tags,
      params,
      headers: headers.key,
      body: AnnexProposal,
      response: { 201: CutoffAnnex, ...refusals(400, 404, 409, 413, 415, 422) },
    },
    handler: async (request, reply) => {
      const { date } = request.params
      return sendAnswer(reply, await service.addCutoffAnnex(contextOf(request), date, request.body))
    },
  })
}
