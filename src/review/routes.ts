import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { InscriptionRequest } from '../inscription-requests/schemas.ts'
import { contextOf } from '../platform/context.ts'
import { ACT_REFUSALS, refusals, sendAnswer } from '../platform/rest.ts'
import { Folio, headers } from '../platform/wire.ts'
import { CorrectionAnswer, CorrectionRequest, DecisionInput, InitialCheck } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ folio: Folio })
const correctionParams = z.strictObject({ folio: Folio, id: z.uuid('WRONG_FORMAT') })
const tags = ['Revisión']

/** The acts of DERFE's review, and the elector's answer to a correction. */
export const reviewRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.post('/inscription-requests/:folio/initial-check', {
    config: { action: 'review:check' },
    schema: {
      operationId: 'checkInscriptionRequest',
      summary: 'Verificar la situación registral y pasar a análisis',
      tags,
      params,
      headers: headers.match,
      body: InitialCheck,
      response: { 200: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.checkInscriptionRequest(
          contextOf(request),
          request.params.folio,
          request.body,
        ),
      ),
  })

  app.post('/inscription-requests/:folio/claim', {
    config: { action: 'review:claim' },
    schema: {
      operationId: 'claimInscriptionRequest',
      summary: 'Tomar una solicitud para revisarla',
      tags,
      params,
      headers: headers.act,
      response: { 200: InscriptionRequest, ...refusals(400, 404, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.claimInscriptionRequest(contextOf(request), request.params.folio),
      ),
  })

  app.post('/inscription-requests/:folio/release', {
    config: { action: 'review:claim' },
    schema: {
      operationId: 'releaseInscriptionRequest',
      summary: 'Soltar una solicitud tomada',
      tags,
      params,
      headers: headers.act,
      response: { 200: InscriptionRequest, ...refusals(400, 404, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.releaseInscriptionRequest(contextOf(request), request.params.folio),
      ),
  })

  app.post('/inscription-requests/:folio/decision', {
    config: {
      action: 'review:decide',
      rules: (services, { actor, body }) => service.decisionRules(services, actor, body),
    },
    schema: {
      operationId: 'decideInscriptionRequest',
      summary: 'Decidir sobre una solicitud',
      tags,
      params,
      headers: headers.match,
      body: DecisionInput,
      response: { 200: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.decideInscriptionRequest(
          contextOf(request),
          request.params.folio,
          request.body,
        ),
      ),
  })

  app.post('/inscription-requests/:folio/corrections', {
    config: {
      action: 'correction:ask',
      rules: (services, { body }) => service.correctionRules(services, body),
    },
    schema: {
      operationId: 'askCorrection',
      summary: 'Pedir una corrección (subsane)',
      tags,
      params,
      headers: headers.matchAndKey,
      body: CorrectionRequest,
      response: { 201: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.askCorrection(contextOf(request), request.params.folio, request.body),
      ),
  })

  app.post('/inscription-requests/:folio/corrections/:id/answer', {
    config: { action: 'correction:answer' },
    schema: {
      operationId: 'answerCorrection',
      summary: 'Responder una corrección',
      tags,
      params: correctionParams,
      headers: headers.match,
      body: CorrectionAnswer,
      response: { 200: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.answerCorrection(
          contextOf(request),
          request.params.folio,
          request.params.id,
          request.body,
        ),
      ),
  })
}
