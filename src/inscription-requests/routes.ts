import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { ACT_REFUSALS, refusals, sendAnswer } from '../platform/rest.ts'
import { Folio, headers } from '../platform/wire.ts'
import { requestExamples, requestPageExamples } from './examples.ts'
import {
  ContactDataChange,
  DryRun,
  InscriptionRequest,
  InscriptionRequestPage,
  Lookup,
  ModalityChange,
  MovementList,
  RequestsQuery,
  Submission,
  Withdrawal,
} from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ folio: Folio })
const tags = ['Solicitudes']

/** Intake, look-up, lists and changes of inscription requests. */
export const inscriptionRequestRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.post('/inscription-requests', {
    config: {
      action: 'request:submit',
      rules: (services, request) => service.submissionRules(services, request.body),
    },
    schema: {
      operationId: 'createInscriptionRequest',
      summary: 'Recibir una solicitud de inscripción',
      tags,
      headers: headers.key,
      body: Submission,
      response: {
        201: InscriptionRequest,
        ...refusals(400, 409, 413, 415, 422),
      },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.createInscriptionRequest(contextOf(request), request.body)),
  })

  app.post('/inscription-requests/dry-run', {
    config: { action: 'request:dry-run', judgesOwnBody: true },
    schema: {
      operationId: 'dryRunInscriptionRequest',
      summary: 'Saber qué pasaría al enviar una solicitud, sin enviarla',
      tags,
      body: Submission,
      response: { 200: DryRun, ...refusals(400, 413, 415) },
    },
    handler: (request) => service.dryRunInscriptionRequest(contextOf(request), request.body),
  })

  app.get('/inscription-requests', {
    config: {
      action: 'request:list',
      permits: (actor, request) =>
        service.requireVisibleFilters(actor, request.query as Record<string, unknown>),
    },
    schema: {
      operationId: 'listInscriptionRequests',
      summary: 'Listar las solicitudes al alcance del rol, de la más reciente a la más antigua',
      tags,
      querystring: RequestsQuery,
      headers: headers.purpose,
      response: {
        200: {
          description: 'Una página de solicitudes',
          content: {
            'application/json': { schema: InscriptionRequestPage, examples: requestPageExamples },
          },
        },
        ...refusals(400),
      },
    },
    handler: (request) => service.listInscriptionRequests(contextOf(request), request.query),
  })

  app.post('/inscription-requests/lookup', {
    config: {
      action: 'request:lookup',
      rules: async (_services, { actor, body }) => service.lookupRules(actor, body),
    },
    schema: {
      operationId: 'lookupInscriptionRequest',
      summary: 'Buscar la solicitud vigente por clave de elector',
      tags,
      headers: headers.purpose,
      body: Lookup,
      response: { 200: InscriptionRequest, ...refusals(400, 404, 413, 415, 429) },
    },
    handler: async (request, reply) => {
      const found = await service.lookupInscriptionRequest(contextOf(request), request.body)
      return reply.header('etag', `"${found.lastMovement}"`).send(found)
    },
  })

  app.get('/inscription-requests/:folio', {
    config: { action: 'request:read' },
    schema: {
      operationId: 'getInscriptionRequest',
      summary: 'Consultar una solicitud por folio',
      tags,
      params,
      headers: headers.purpose,
      response: {
        200: {
          description: 'La solicitud, con los campos que el rol alcanza',
          content: {
            'application/json': { schema: InscriptionRequest, examples: requestExamples },
          },
        },
        ...refusals(400, 404),
      },
    },
    handler: async (request, reply) => {
      const found = await service.getInscriptionRequest(contextOf(request), request.params.folio)
      return reply.header('etag', `"${found.lastMovement}"`).send(found)
    },
  })

  app.get('/inscription-requests/:folio/movements', {
    config: { action: 'request:movements' },
    schema: {
      operationId: 'listMovements',
      summary: 'Listar los movimientos de una solicitud',
      tags,
      params,
      response: { 200: MovementList, ...refusals(400, 404) },
    },
    handler: async (request) => ({
      data: await service.listMovements(contextOf(request), request.params.folio),
    }),
  })

  app.post('/inscription-requests/:folio/modality', {
    config: {
      action: 'request:change',
      rules: (services, { body }) => service.modalityRules(services, body),
    },
    schema: {
      operationId: 'changeModality',
      summary: 'Cambiar la modalidad o la sede',
      tags,
      params,
      headers: headers.match,
      body: ModalityChange,
      response: { 200: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.changeModality(contextOf(request), request.params.folio, request.body),
      ),
  })

  app.post('/inscription-requests/:folio/contact-data', {
    config: {
      action: 'request:change',
      rules: (services, { body }) => service.contactRules(services, body),
    },
    schema: {
      operationId: 'changeContactData',
      summary: 'Cambiar los datos de contacto',
      tags,
      params,
      headers: headers.match,
      body: ContactDataChange,
      response: { 200: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.changeContactData(contextOf(request), request.params.folio, request.body),
      ),
  })

  app.post('/inscription-requests/:folio/withdrawal', {
    config: { action: 'request:withdraw' },
    schema: {
      operationId: 'withdrawInscriptionRequest',
      summary: 'Retirar la solicitud',
      tags,
      params,
      headers: headers.match,
      body: Withdrawal,
      response: { 200: InscriptionRequest, ...refusals(...ACT_REFUSALS) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.withdrawInscriptionRequest(
          contextOf(request),
          request.params.folio,
          request.body,
        ),
      ),
  })
}
