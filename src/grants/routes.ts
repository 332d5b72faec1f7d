import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { InscriptionRequest } from '../inscription-requests/schemas.ts'
import { contextOf } from '../platform/context.ts'
import { refusals, sendAnswer } from '../platform/rest.ts'
import { headers } from '../platform/wire.ts'
import { Grant, GrantList, GrantRequest } from './schemas.ts'
import * as service from './service.ts'

const tags = ['Acceso extraordinario']
const params = z.strictObject({ id: z.uuid('WRONG_FORMAT') })

/** Access beyond a role, by two persons and for a time. */
export const grantRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.post('/access-grants', {
    config: { action: 'access:request' },
    schema: {
      operationId: 'requestGrant',
      summary: 'Pedir acceso extraordinario a un registro',
      tags,
      headers: headers.key,
      body: GrantRequest,
      response: { 202: Grant, ...refusals(400, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.requestGrant(contextOf(request), request.body)),
  })

  app.get('/access-grants', {
    config: { action: 'access:approve' },
    schema: {
      operationId: 'listGrants',
      summary: 'Listar los accesos extraordinarios',
      tags,
      response: { 200: GrantList, ...refusals(400) },
    },
    handler: async (request) => ({ data: await service.listGrants(contextOf(request)) }),
  })

  app.post('/access-grants/:id/approve', {
    config: { action: 'access:approve' },
    schema: {
      operationId: 'approveGrant',
      summary: 'Aprobar el acceso que otra persona pidió',
      tags,
      params,
      response: { 200: Grant, ...refusals(400, 404, 409, 413, 415) },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.approveGrant(contextOf(request), request.params.id)),
  })

  app.get('/access-grants/:id/inscription-request', {
    config: { action: 'access:use' },
    schema: {
      operationId: 'readGranted',
      summary: 'Consultar el registro de un acceso vigente',
      tags,
      params,
      headers: headers.purpose,
      response: { 200: InscriptionRequest, ...refusals(400, 404, 429) },
    },
    handler: (request) => service.readGranted(contextOf(request), request.params.id),
  })
}
