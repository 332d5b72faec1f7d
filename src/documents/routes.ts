import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZodOpenApi } from 'fastify-zod-openapi'
import { z } from 'zod'
import { isSystem } from '../access/actor.ts'
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
 * Contents that the process has in memory at once, as many sent as read; each takes up to three times
 * its size while it is encrypted or opened. Whoever comes later waits outside.
 */
const CONTENTS_AT_ONCE = 8

/** Of them, what one person reads: a download that is not read keeps its place for seconds. */
const PERSON_AT_ONCE = 2

/** Places for contents, each taken by a request until its answer has left, or its caller has. */
function placesForContents() {
  const taken = new Map<FastifyReply, string>()
  return async ({ actor }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    for (const holder of taken.keys()) {
      // Answers that wait behind another one are told nothing when the connection breaks.
      if (holder.request.raw.socket.destroyed) taken.delete(holder)
    }
    const client = `${actor.role} ${actor.sub}`
    const own = [...taken.values()].filter((other) => other === client).length
    // A system asks for many people.
    const ownMost = isSystem(actor) ? CONTENTS_AT_ONCE : PERSON_AT_ONCE
    if (taken.size >= CONTENTS_AT_ONCE || own >= ownMost) {
      throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
    }
    taken.set(reply, client)
    reply.raw.once('close', () => taken.delete(reply))
  }
}

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
    onRequest: placesForContents(),
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
    onRequest: placesForContents(),
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
