import { isUtf8 } from 'node:buffer'
import fp from 'fastify-plugin'
import { DomainError } from './errors.ts'

/**
 * The only bodies that are read: JSON in UTF-8. The framework's own parser puts a replacement
 * character wherever the bytes are not UTF-8, and a name would be stored that nobody sent.
 */
export const bodies = fp(
  async (app) => {
    const parse = app.getDefaultJsonParser('error', 'error')
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      const bytes = body as Buffer
      if (isUtf8(bytes)) parse(request, bytes.toString(), done)
      else done(new DomainError('MALFORMED_JSON'))
    })
  },
  { name: 'bodies' },
)
