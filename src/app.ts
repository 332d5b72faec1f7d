/** The whole architecture on one screen: every plugin and every feature, in order. */
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { authenticate, refuseRoles, type TokenSettings } from './access/authenticate.ts'
import { aggregateRoutes } from './aggregates/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import type { ProviderSettings } from './board/provider.ts'
import { boardRoutes } from './board/routes.tsx'
import { sessions } from './board/session.ts'
import { catalogueRoutes } from './catalogues/routes.ts'
import { crossingRoutes } from './crossings/routes.ts'
import { cutoffRoutes } from './cutoffs/routes.ts'
import { SEAL_TIMEOUT_MS } from './cutoffs/seal.ts'
import { documentRoutes } from './documents/routes.ts'
import { grantRoutes } from './grants/routes.ts'
import { inscriptionRequestRoutes } from './inscription-requests/routes.ts'
import { bodies } from './platform/bodies.ts'
import type { Services } from './platform/context.ts'
import { contracts } from './platform/contracts.ts'
import { graphql } from './platform/graphql.ts'
import { type Limits, limitClients, limitUnknown } from './platform/limits.ts'
import { refuseUnknownAddresses } from './platform/methods.ts'
import { operation } from './platform/operation.ts'
import { problems, refuseAddress, refuseMalformedMessage, traceIdOf } from './platform/problem.ts'
import { serveRest } from './platform/rest.ts'
import { loaders, resolvers } from './resolvers.ts'
import { reviewRoutes } from './review/routes.ts'
import { reviewReportRoutes } from './review-reports/routes.ts'
import { tokenRevocationRoutes } from './token-revocations/routes.ts'

/** What the application is made of; opened before it and closed after it. */
export type AppOptions = {
  services: Services
  tokens: TokenSettings
  /** By whom people sign in to the board, where tokens are of an outside issuer. */
  provider?: ProviderSettings
  logger?: FastifyServerOptions['logger']
  /** Whether GraphQL answers questions about its own schema. */
  introspection?: boolean
  /** How much clients may ask, and the instance takes on; without them, whatever it can bear. */
  limits?: Limits
  /** Proxies whose word about the address of a caller is believed, as addresses or ranges. */
  trustedProxies?: string[]
  /** Whether browsers are told to come by TLS only. */
  byTlsOnly?: boolean
  /** Whether every answer is checked against its contract, at a cost: for the tests. */
  checkAnswers?: boolean
}

/** 64 KiB hold any request many times over. */
const BODY_LIMIT = 65_536

/** The application, ready to listen; it never listens by itself. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { byTlsOnly = false } = options
  const app = Fastify({
    logger: options.logger ?? false,
    bodyLimit: BODY_LIMIT,
    // Whoever is slow or silent is gone within 15 s, whatever the part at which it stays.
    requestTimeout: 10_000,
    // A connection on which nothing passes, while a seal of many requests is made for whoever waits.
    connectionTimeout: SEAL_TIMEOUT_MS,
    keepAliveTimeout: 8_000,
    http: {
      headersTimeout: 8_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16_384,
      // Asked for by `problems`, in our own words.
      requireHostHeader: false,
    },
    trustProxy: options.trustedProxies ?? false,
    routerOptions: { maxParamLength: 200 },
    genReqId: ({ headers }) => traceIdOf(headers),
    logController: new LogController({ requestIdLogLabel: 'traceId', disableRequestLogging: true }),
    frameworkErrors: refuseAddress(byTlsOnly),
    clientErrorHandler: refuseMalformedMessage(byTlsOnly),
  })
  app.decorate('services', options.services)
  app.removeContentTypeParser('text/plain')

  await app.register(problems, { byTlsOnly })
  await app.register(bodies)
  await app.register(sessions, { byTlsOnly })
  await app.register(limitUnknown, { limits: options.limits })
  await app.register(authenticate, options.tokens)
  await app.register(limitClients)
  await app.register(refuseRoles)
  refuseUnknownAddresses(app)
  await app.register(graphql, {
    introspection: options.introspection ?? false,
    resolvers,
    loaders,
  })
  await app.register(contracts)
  await app.register(serveRest, {
    prefix: '/v1',
    checkAnswers: options.checkAnswers ?? false,
    features: [
      inscriptionRequestRoutes,
      documentRoutes,
      reviewRoutes,
      aggregateRoutes,
      reviewReportRoutes,
      crossingRoutes,
      cutoffRoutes,
      catalogueRoutes,
      auditRoutes,
      grantRoutes,
      tokenRevocationRoutes,
    ],
  })
  await app.register(boardRoutes, { prefix: '/tablero', provider: options.provider })
  await app.register(operation, { tokens: options.tokens })
  return app
}
