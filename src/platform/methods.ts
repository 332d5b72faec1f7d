/** Addresses that there are not: 404; and methods that an address lacks: 405, with those that it has. */
import type { FastifyInstance, HTTPMethods } from 'fastify'
import FindMyWay from 'find-my-way'
import { DomainError } from './errors.ts'
import { instanceAt, sendProblem } from './problem.ts'

const METHODS: HTTPMethods[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

/** The pattern of an address, and the methods that it has. */
type Address = { url: string; allow: string }

/**
 * Refuses what no route was found for, before its body is looked at, which may be wrong as well: an
 * address that exists answers 405 and names the methods that it has. The addresses are those of the
 * routes registered from now on, in a router of their own: a route for each method that an address
 * lacks would be twenty times as many.
 */
export function refuseUnknownAddresses(app: FastifyInstance): void {
  const served = new Set<string>()
  const router = FindMyWay({ maxParamLength: app.initialConfig.routerOptions?.maxParamLength })
  app.addHook('onRoute', ({ url }) => {
    served.add(url)
  })
  app.addHook('onReady', async () => {
    for (const url of served) {
      const allow = METHODS.filter((method) => app.hasRoute({ method, url })).join(', ')
      router.on('GET', url, () => {}, { url, allow } satisfies Address)
    }
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const found = router.find('GET', request.url)
    if (!found) return done(new DomainError('UNKNOWN_ADDRESS'))
    const { url, allow } = found.store as Address
    const refusal = new DomainError('METHOD_NOT_ALLOWED', { headers: { allow } })
    sendProblem(refusal, request, reply, { instance: instanceAt(url, found.params) })
  })
}
