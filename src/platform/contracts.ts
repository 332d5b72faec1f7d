import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi'

const DESCRIPTION = `API de la Lista Nominal del Electorado en el Extranjero.

Cada operación exige un token cuyo rol tenga una celda en la tabla de acceso (docs/policy.md). Los
errores son problemas RFC 9457 con un código estable (docs/errors.md). Las fechas son de la Ciudad de
México y los instantes van en UTC con Z.`

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
    await app.register(swagger, {
      ...fastifyZodOpenApiTransformers,
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
          { name: 'Revisión', description: 'Verificación, decisión y subsane' },
          { name: 'Cifras', description: 'En vivo y a cualquier instante pasado' },
          { name: 'Cortes', description: 'Cifras quincenales selladas' },
          { name: 'Catálogos', description: 'Versiones con fecha y acto jurídico' },
        ],
        components: {
          securitySchemes: {
            bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          },
        },
        security: [{ bearer: [] }],
      },
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: false,
      uiConfig: { docExpansion: 'list', persistAuthorization: true },
      uiHooks: {},
      theme: { title: 'LNE-Extranjero · API' },
    })
    app.addHook('onRoute', (route) => {
      if (route.url.startsWith('/docs')) route.config = { ...route.config, public: true }
    })
  },
  { name: 'contracts' },
)
