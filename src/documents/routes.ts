import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { contextOf } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { refusals, sendAnswer } from '../platform/rest.ts'
import { Folio, headers } from '../platform/wire.ts'
import { Contents, Document, DocumentList, MEDIA_TYPES, type MediaType } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ folio: Folio })
const documentParams = z.strictObject({ folio: Folio, id: z.uuid('WRONG_FORMAT') })
const tags = ['Documentos']
const mediaTypes = Object.keys(MEDIA_TYPES) as MediaType[]

/**
 * Contents that the process has in memory at once; each takes up to three times its size while it is
 * encrypted or opened. Whoever comes later waits outside.
 */
const CONTENTS_AT_ONCE = 8

/** The media type of a body, which only has a parser if it is one of ours. */
const mediaTypeOf = ({ headers }: FastifyRequest): MediaType =>
  headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() as MediaType

/** The documents of a request, and their contents: the only bodies here that are not JSON. */
export const documentRoutes: FastifyPluginAsyncZodOpenApi = async (app) => {
  const { maxBytes } = app.services.documents
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(mediaTypes, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )

  let inMemory = 0
  const takePlace = async (_request: FastifyRequest, { raw }: FastifyReply): Promise<void> => {
    if (inMemory >= CONTENTS_AT_ONCE) {
      throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
    }
    inMemory += 1
    // Also when the caller hangs up half-way.
    raw.once('close', () => {
      inMemory -= 1
    })
  }

  app.get('/inscription-requests/:folio/documents', {
    config: { action: 'document:read' },
    schema: {
      operationId: 'listDocuments',
      summary: 'Listar los documentos de una solicitud, por su huella',
      tags,
      params,
      headers: headers.purpose,
      response: { 200: DocumentList, ...refusals(400, 404) },
    },
    handler: async (request) => ({
      data: await service.listDocuments(contextOf(request), request.params.folio),
    }),
  })

  app.post('/inscription-requests/:folio/documents', {
    config: { action: 'document:store' },
    bodyLimit: maxBytes,
    onRequest: takePlace,
    schema: {
      operationId: 'storeDocument',
      summary: 'Guardar el contenido de un documento ya presentado por su huella',
      tags,
      consumes: mediaTypes,
      params,
      headers: headers.key,
      body: Contents,
      response: { 201: Document, ...refusals(400, 404, 409, 413, 415, 422) },
    },
    handler: async (request, reply) =>
      sendAnswer(
        reply,
        await service.storeDocument(
          contextOf(request),
          request.params.folio,
          mediaTypeOf(request),
          request.body,
        ),
      ),
  })

  app.get('/inscription-requests/:folio/documents/:id', {
    config: { action: 'document:read' },
    onRequest: takePlace,
    schema: {
      operationId: 'getDocument',
      summary: 'Descargar el contenido de un documento',
      tags,
      params: documentParams,
      headers: headers.purpose,
      response: {
        200: {
          description: 'El contenido, tal como se presentó',
          content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: Contents }])),
        },
        ...refusals(400, 404, 409, 429),
      },
    },
    handler: async (request, reply) => {
      const { folio, id } = request.params
      const { document, bytes } = await service.getDocument(contextOf(request), folio, id)
      const kind = document.type.toLowerCase().replaceAll('_', '-')
      const name = `${kind}-${document.folio}.${MEDIA_TYPES[document.mime].extension}`
      return reply
        .type(document.mime)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(bytes as never)
    },
  })
}
