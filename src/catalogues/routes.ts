import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { refusals, sendAnswer } from '../platform/rest.ts'
import { CivilDate, headers, Instant } from '../platform/wire.ts'
import { transitionRows } from '../review/transitions.ts'
import { MOVEMENT_KINDS, STATUSES } from '../vocabulary.ts'
import { CATALOGUE_NAMES, CatalogueEntry, CatalogueVersion, ProposeVersion } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ name: z.enum(CATALOGUE_NAMES) })
const versionParams = z.strictObject({ name: z.enum(CATALOGUE_NAMES), id: z.uuid('WRONG_FORMAT') })
const tags = ['Catálogos']

const Transition = z
  .object({
    from: z.enum(STATUSES).nullable(),
    kind: z.enum(MOVEMENT_KINDS),
    to: z.enum(STATUSES),
  })
  .meta({ id: 'Transition', description: 'Movimiento que un estado admite, y a dónde lleva' })

/** Catalogues as in force at an instant, and the versions that change them. */
export const catalogueRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  app.get('/catalogues/transitions', {
    config: { action: 'catalogue:read' },
    schema: {
      operationId: 'listTransitions',
      summary: 'El ciclo de vida de una solicitud',
      tags,
      querystring: z.strictObject({}),
      response: { 200: z.object({ data: z.array(Transition) }), ...refusals(400) },
    },
    handler: async () => ({ data: transitionRows() }),
  })

  app.get('/catalogues/:name', {
    config: { action: 'catalogue:read' },
    schema: {
      operationId: 'listCatalogue',
      summary: 'Un catálogo como rige en un instante',
      tags,
      params,
      querystring: z.strictObject({
        asOf: z.union([CivilDate, Instant], 'WRONG_FORMAT').optional(),
      }),
      response: { 200: z.object({ data: z.array(CatalogueEntry) }), ...refusals(400) },
    },
    handler: async (request) => ({
      data: await service.listCatalogue(
        contextOf(request),
        request.params.name,
        request.query.asOf,
      ),
    }),
  })

  app.get('/catalogues/:name/versions', {
    config: { action: 'catalogue:change' },
    schema: {
      operationId: 'listCatalogueVersions',
      summary: 'Las versiones de un catálogo, propuestas y aprobadas',
      tags,
      params,
      response: { 200: z.object({ data: z.array(CatalogueVersion) }), ...refusals(400) },
    },
    handler: async (request) => ({
      data: await service.listCatalogueVersions(contextOf(request), request.params.name),
    }),
  })

  app.post('/catalogues/:name/versions', {
    config: {
      action: 'catalogue:change',
      rules: async (_services, { params, body }) =>
        service.versionRules(String((params as { name?: unknown }).name), body),
    },
    schema: {
      operationId: 'proposeCatalogueVersion',
      summary: 'Proponer una versión de una entrada, con su acto jurídico',
      tags,
      params,
      headers: headers.optionalKey,
      body: ProposeVersion,
      response: { 202: CatalogueVersion, ...refusals(400, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.proposeCatalogueVersion(
          contextOf(request),
          request.params.name,
          request.body,
        ),
      ),
  })

  app.post('/catalogues/:name/versions/:id/approve', {
    config: { action: 'catalogue:change' },
    schema: {
      operationId: 'approveCatalogueVersion',
      summary: 'Aprobar una versión propuesta por otra persona',
      tags,
      params: versionParams,
      headers: headers.optionalKey,
      response: { 200: CatalogueVersion, ...refusals(400, 404, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.approveCatalogueVersion(
          contextOf(request),
          request.params.name,
          request.params.id,
        ),
      ),
  })
}
