import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi'
import type { Role } from '../vocabulary.ts'

/** A first request for each role, to be tried with its token of the demonstration. */
const FIRST_REQUESTS: Record<Role, string> = {
  srve: 'POST /v1/inscription-requests · POST /v1/inscription-requests/dry-run',
  inetel_agent: 'POST /v1/inscription-requests/lookup `{ "electorKey": … }` con Purpose',
  derfe_reviewer: 'GET /v1/inscription-requests?status=IN_ANALYSIS&limit=5 con Purpose',
  derfe_admin: 'POST /v1/cutoffs `{ "date": "2023-11-29" }`, y otra persona …/approve',
  derfe_analyst: 'GET /v1/aggregates/review?validAsOf=2023-11-30',
  utsi: 'GET /v1/catalogues/venues',
  deoe: 'GET /v1/catalogues/entities',
  ine_viewer: 'GET /v1/aggregates/countries?format=csv',
  opl: 'GET /v1/inscription-requests?limit=5 con Purpose · GET /v1/aggregates/entities',
  party: 'GET /v1/cutoffs/2023-11-30?table=entities&format=csv',
  party_reviewer: 'GET /v1/cutoffs',
  auditor: 'GET /v1/aggregates/entities?status=COMPLIES',
}

const DESCRIPTION = `API de la Lista Nominal del Electorado en el Extranjero.

Cada operación exige un token cuyo rol tenga una celda en la tabla de acceso (docs/policy.md). Los
errores son problemas RFC 9457 con un código estable (docs/errors.md). Las fechas son de la Ciudad de
México y los instantes van en UTC con Z.

Para probar: \`npm run demo\` imprime un token por rol; péguelo en *Authorize*.

| rol | primera petición |
| --- | --- |
${Object.entries(FIRST_REQUESTS)
  .map(([role, request]) => `| \`${role}\` | ${request.replaceAll('|', '')} |`)
  .join('\n')}`

/** The page runs its own files, asks this service only, and draws with styles and images inline. */
const CONTENT_SECURITY = [
  `default-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** The REST contract, made from the routes that follow, and its page at /docs. */
export const contracts = fp(
  async (app) => {
    await app.register(fastifyZodOpenApiPlugin, {
      documentOpts: {
        override: ({ jsonSchema, io }) => {
          // A format says it; the library's pattern beside it is a page long.
          if (jsonSchema.format !== undefined) delete jsonSchema.pattern
          // The limits of a JavaScript number are nobody's rule.
          if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
          if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
          // Answers may grow; requests may not carry what nobody knows.
          if (io === 'output' && jsonSchema.additionalProperties === false) {
            delete jsonSchema.additionalProperties
          }
        },
      },
    })
    const { transform, transformObject } = fastifyZodOpenApiTransformers
    await app.register(swagger, {
      transformObject,
      // Each operation names its row of the policy table.
      transform: (given) => {
        const made = transform(given)
        const { action } = given.route.config ?? {}
        return action ? { ...made, schema: { ...made.schema, 'x-action': action } as never } : made
      },
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'LNE-Extranjero',
          description: DESCRIPTION,
          version: '1.0.0',
          license: { name: 'MIT', identifier: 'MIT' },
        },
        servers: [{ url: '/', description: 'Este servicio' }],
        tags: [
          { name: 'Solicitudes', description: 'Recepción, consulta y cambios' },
          { name: 'Documentos', description: 'Contenidos, por su huella' },
          { name: 'Revisión', description: 'Verificación, decisión y subsane' },
          { name: 'Cifras', description: 'En vivo y a cualquier instante pasado' },
          { name: 'Cortes', description: 'Cifras quincenales selladas' },
          { name: 'Catálogos', description: 'Versiones con fecha y acto jurídico' },
          { name: 'Bitácora', description: 'Asientos, cabezas firmadas, pruebas' },
          { name: 'Acceso extraordinario', description: 'De dos personas y por un tiempo' },
        ],
        components: {
          securitySchemes: {
            bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          },
        },
        security: [{ bearer: [] }],
      },
    })
    app.addHook('onRoute', (route) => {
      if (route.url.startsWith('/docs')) route.config = { ...route.config, public: true }
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: CONTENT_SECURITY,
      // A token that somebody types in is gone with the page.
      uiConfig: { docExpansion: 'list', persistAuthorization: false },
      theme: { title: 'LNE-Extranjero · API' },
    })
  },
  { name: 'contracts' },
)
