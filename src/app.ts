/** The whole architecture on one screen: every plugin and every feature, in order. */
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { authenticate, type TokenSettings } from './access/authenticate.ts'
import { aggregateRoutes } from './aggregates/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { catalogueRoutes } from './catalogues/routes.ts'
import { cutoffRoutes } from './cutoffs/routes.ts'
import { grantRoutes } from './grants/routes.ts'
import { inscriptionRequestRoutes } from './inscription-requests/routes.ts'
import { bodies } from './platform/bodies.ts'
import type { Services } from './platform/context.ts'
import { contracts } from './platform/contracts.ts'
import { graphql } from './platform/graphql.ts'
import { operation } from './platform/operation.ts'
import { problems, refuseMalformedMessage, sendProblem, traceIdOf } from './platform/problem.ts'
import { serveRest } from './platform/rest.ts'
import { loaders, resolvers } from './resolvers.ts'
import { reviewRoutes } from './review/routes.ts'
import { tokenRevocationRoutes } from './token-revocations/routes.ts'

/** What the application is made of; opened before it and closed after it. */
export type AppOptions = {
  services: Services
  tokens: TokenSettings
  logger?: FastifyServerOptions['logger']
  /** Whether GraphQL answers questions about its own schema. */
  introspection?: boolean
  /** Whether every answer is checked against its contract, at a cost: for the tests. */
  checkAnswers?: boolean
}

/** 64 KiB hold any request many times over. */
const BODY_LIMIT = 65_536

/** The application, ready to listen; it never listens by itself. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.logger ?? false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
    routerOptions: { maxParamLength: 200 },
    genReqId: ({ headers }) => traceIdOf(headers),
    logController: new LogController({ requestIdLogLabel: 'traceId', disableRequestLogging: true }),
    frameworkErrors: sendProblem,
    clientErrorHandler: refuseMalformedMessage,
  })
  app.decorate('services', options.services)
  app.removeContentTypeParser('text/plain')

  await app.register(problems)
  await app.register(bodies)
  await app.register(authenticate, options.tokens)
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
      reviewRoutes,
      aggregateRoutes,
      cutoffRoutes,
      catalogueRoutes,
      auditRoutes,
      grantRoutes,
      tokenRevocationRoutes,
    ],
  })
  await app.register(operation, { tokens: options.tokens })
  return app
}
