import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { formOf } from '../../src/platform/rest.ts'
import { reportFormOf } from '../../src/reports/send.ts'

t.test('Accept is read with its qualities, and format wins over it', async (t) => {
  const asking = (accept?: string) => ({ headers: { accept } }) as FastifyRequest
  for (const [accept, form] of [
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['text/*', 'csv'],
    ['text/csv;q=0, */*', 'json'],
    ['application/json, text/csv;q=0.5', 'json'],
    ['application/json;q=0.5, text/csv', 'csv'],
    ['application/pdf;q=0.1, text/csv;q=0.9', 'csv'],
  ] as const) {
    t.equal(formOf(asking(accept)), form, String(accept))
    t.equal(reportFormOf(asking(accept)), form, String(accept))
  }
  t.equal(reportFormOf(asking('application/pdf, */*;q=0.1')), 'pdf')
  t.equal(formOf(asking('text/csv'), 'json'), 'json')
  t.throws(() => formOf(asking('application/json;q=0')), { code: 'NOT_ACCEPTABLE' })
  t.throws(() => formOf(asking('application/pdf')), { code: 'NOT_ACCEPTABLE' })
})
