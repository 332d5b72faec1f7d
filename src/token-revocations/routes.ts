import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { contextOf } from '../platform/context.ts'
import { refusals, sendAnswer } from '../platform/rest.ts'
import { headers } from '../platform/wire.ts'
import { TokenRevocation, TokenRevocationInput } from './schemas.ts'
import * as service from './service.ts'

/** The deny-list of tokens. */
export const tokenRevocationRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.post('/token-revocations', {
    config: { action: 'token:revoke' },
    schema: {
      operationId: 'revokeTokens',
      summary: 'Revocar un token, o todos los de un sujeto emitidos hasta ahora',
      tags: ['Tokens'],
      headers: headers.optionalKey,
      body: TokenRevocationInput,
      response: { 201: TokenRevocation, ...refusals(400, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(reply, await service.revokeTokens(contextOf(request), request.body)),
  })
}
