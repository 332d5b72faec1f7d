/** Addresses that there are not: 404; and methods that an address lacks: 405, with those that it has. */
import { METHODS as READ } from 'node:http'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { DomainError } from './errors.ts'
import { sendProblem } from './problem.ts'

const METHODS: HTTPMethods[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

/** Methods that Node reads and no address has; CONNECT never becomes a request. */
const STRANGE = READ.filter((method) => method !== 'CONNECT' && !METHODS.includes(method as never))

/** The addresses served from now on, which are known by whatever method they are asked. */
export function watchAddresses(app: FastifyInstance): Set<string> {
  for (const method of STRANGE) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  }
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
      method: [...METHODS.filter((method) => !allow.includes(method)), ...STRANGE] as HTTPMethods[],
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

/** An address that does not exist is 404 before its body is looked at, which may be wrong as well. */
export function refuseUnknownAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) =>
    done(request.is404 ? new DomainError('UNKNOWN_ADDRESS') : undefined),
  )
}
