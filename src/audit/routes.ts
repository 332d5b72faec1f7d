import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { refusals } from '../platform/rest.ts'
import { Folio } from '../platform/wire.ts'
import {
  AuditEntriesQuery,
  AuditEntryPage,
  AuditHead,
  ConsistencyProof,
  ConsistencyQuery,
  Consultations,
  InclusionProof,
  InclusionQuery,
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
      response: { 200: AuditHead, ...refusals(404) },
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
      response: { 200: Consultations, ...refusals(400) },
    },
    handler: (request) => service.listConsultations(contextOf(request), request.params.folio),
  })
}
