import { z } from 'zod'
import { DocumentDigest } from '../inscription-requests/schemas.ts'
import { Folio, Instant } from '../platform/wire.ts'

/** Media types that a document may have, with the bytes that its contents begin with. */
export const MEDIA_TYPES = {
  'image/jpeg': { extension: 'jpg', magic: Buffer.of(0xff, 0xd8, 0xff) },
  'image/png': {
    extension: 'png',
    magic: Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  'application/pdf': { extension: 'pdf', magic: Buffer.from('%PDF-') },
} as const satisfies Record<
  z.infer<typeof DocumentDigest>['mime'],
  { extension: string; magic: Buffer }
>
export type MediaType = keyof typeof MEDIA_TYPES

/** A document of a request, known by its digest since it was presented. */
export const Document = z
  .object({
    id: z.uuid(),
    folio: Folio,
    ...DocumentDigest.shape,
    recordedAt: Instant,
    storedAt: Instant.nullable().meta({
      description: 'Cuándo se guardó su contenido; null si sólo se conoce su huella',
    }),
    alsoIn: z.int().min(0).optional().meta({
      description: 'Cuántas otras solicitudes tienen un documento con la misma huella',
    }),
  })
  .meta({ id: 'Document', description: 'Documento de una solicitud' })
export type Document = z.infer<typeof Document>

export const DocumentList = z
  .object({ data: z.array(Document) })
  .meta({ id: 'DocumentList', description: 'Documentos de una solicitud' })

/** The bytes of a document, as they are. */
export const Contents = z.instanceof(Buffer, { error: 'REQUIRED' }).meta({
  description: 'El contenido del documento, tal cual',
  override: { type: 'string', format: 'binary' },
})
