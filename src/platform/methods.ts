/** Methods that an address lacks: 405, with those that it has. */
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { DomainError } from './errors.ts'
import { sendProblem } from './problem.ts'

const METHODS: HTTPMethods[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

/** The addresses served from now on. */
export function watchAddresses(app: FastifyInstance): Set<string> {
  const served = new Set<string>()
  app.addHook('onRoute', ({ url }) => {
    served.add(url)
  })
  return served
}

/** An address that exists answers 405 to the methods that it lacks, and names those that it has. */
export function refuseOtherMethods(app: FastifyInstance, served: Set<string>): void {
  for (const url of [...served]) {
    const allow = METHODS.filter((method) => app.hasRoute({ method, url }))
    const headers = { allow: allow.join(', ') }
    app.route({
      method: METHODS.filter((method) => !allow.includes(method)),
      url,
      config: { public: true },
      schema: { hide: true },
      // Before the body, which is nobody's business.
      onRequest: (request, reply) =>
        sendProblem(new DomainError('METHOD_NOT_ALLOWED', { headers }), request, reply),
      handler: () => {},
    })
  }
}
