import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { refusals, sendAnswer } from '../platform/rest.ts'
import { Folio, headers } from '../platform/wire.ts'
import {
  AuditEntriesQuery,
  AuditEntryPage,
  AuditHead,
  ConsistencyProof,
  ConsistencyQuery,
  Consultations,
  ConsultationsQuery,
  InclusionProof,
  InclusionQuery,
  ReadingPause,
  ReadingPauseList,
  ReadingRelease,
} from './schemas.ts'
import * as service from './service.ts'

const tags = ['Bitácora']

/** The audit log and its proofs. */
export const auditRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.get('/audit/entries', {
    config: { action: 'audit:read' },
    schema: {
      operationId: 'listAuditEntries',
      summary: 'Listar los asientos de la bitácora',
      tags,
      querystring: AuditEntriesQuery,
      response: { 200: AuditEntryPage, ...refusals(400) },
    },
    handler: (request) => service.listAuditEntries(contextOf(request), request.query),
  })

  app.get('/audit/head', {
    config: { action: 'audit:prove' },
    schema: {
      operationId: 'getAuditHead',
      summary: 'Consultar la última cabeza firmada',
      tags,
      response: { 200: AuditHead, ...refusals(400, 404) },
    },
    handler: (request) => service.getAuditHead(contextOf(request)),
  })

  app.get('/audit/proofs/inclusion', {
    config: { action: 'audit:prove' },
    schema: {
      operationId: 'proveInclusion',
      summary: 'Probar que la bitácora contiene un asiento',
      tags,
      querystring: InclusionQuery,
      response: { 200: InclusionProof, ...refusals(400, 404) },
    },
    handler: (request) => service.proveInclusion(contextOf(request), request.query),
  })

  app.get('/audit/proofs/consistency', {
    config: { action: 'audit:prove' },
    schema: {
      operationId: 'proveConsistency',
      summary: 'Probar que una bitácora es el comienzo de otra',
      tags,
      querystring: ConsistencyQuery,
      response: { 200: ConsistencyProof, ...refusals(400) },
    },
    handler: (request) => service.proveConsistency(contextOf(request), request.query),
  })

  app.get('/inscription-requests/:folio/consultations', {
    config: { action: 'audit:consultations' },
    schema: {
      operationId: 'listConsultations',
      summary: 'Consultar quién ha tratado los datos de una solicitud, cuándo y para qué',
      tags,
      params: z.strictObject({ folio: Folio }),
      querystring: ConsultationsQuery,
      response: { 200: Consultations, ...refusals(400) },
    },
    handler: (request) =>
      service.listConsultations(contextOf(request), request.params.folio, request.query),
  })

  app.get('/audit/pauses', {
    config: { action: 'audit:pauses' },
    schema: {
      operationId: 'listReadingPauses',
      summary: 'Listar las lecturas en pausa por su volumen',
      tags,
      response: { 200: ReadingPauseList, ...refusals(400) },
    },
    handler: async (request) => ({ data: await service.listReadingPauses(contextOf(request)) }),
  })

  app.post('/audit/pauses/:id/release', {
    config: { action: 'audit:pauses' },
    schema: {
      operationId: 'releaseReading',
      summary: 'Liberar la lectura en pausa de otra persona, con su razón',
      tags,
      params: z.strictObject({ id: z.uuid('WRONG_FORMAT') }),
      headers: headers.optionalKey,
      body: ReadingRelease,
      response: { 200: ReadingPause, ...refusals(400, 404, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.releaseReading(contextOf(request), request.params.id, request.body),
      ),
  })
}
