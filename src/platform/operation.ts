import type { FastifyInstance } from 'fastify'
import { exportJWK } from 'jose'
import type { TokenSettings } from '../access/authenticate.ts'
import { DomainError, PROBLEMS } from './errors.ts'
import { publicJwks } from './jws.ts'
import { sendProblem } from './problem.ts'
import { schemaState } from './schema-state.ts'

const page = (title: string, body: string): string => `<!doctype html>
<html lang="es-MX"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="icon" href="/tablero/icono.svg" type="image/svg+xml">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left}
:target{background:#fff3c4}</style>${body}</html>`

const errorsPage = page(
  'LNE-Extranjero · Códigos de error',
  `<h1>Códigos de error</h1><table><tr><th>Código<th>HTTP<th>Qué dice</tr>${Object.entries(PROBLEMS)
    .map(
      ([code, { status, es }]) =>
        `<tr id="${code}"><td><code>${code}</code><td>${status}<td>${es}</tr>`,
    )
    .join('')}</table>`,
)

/** The page is one document with its style inside, and an icon. */
const CONTENT_SECURITY = [
  `default-src 'none'`,
  `img-src 'self'`,
  `style-src 'unsafe-inline'`,
  `base-uri 'none'`,
  `object-src 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** A database that says nothing for so long is not there for whoever asks. */
const READY_WITHIN_MS = 2_000

/** What people and machines that operate the service look at; nothing here needs a token. */
export async function operation(
  app: FastifyInstance,
  { tokens }: { tokens: TokenSettings },
): Promise<void> {
  const open = { config: { public: true }, schema: { hide: true } }
  const jwks = tokens.development
    ? [
        {
          ...(await exportJWK(tokens.development.publicKey)),
          kid: tokens.development.id,
          alg: 'EdDSA',
          use: 'sig',
        },
      ]
    : []

  app.get('/health/live', open, async () => ({ status: 'ok' }))

  const look = async () => {
    const { db } = app.services
    const { keys, revocations } = app.authentication
    const asking = { name: 'ready', text: 'select business_now()', query_timeout: READY_WITHIN_MS }
    const alive = await db.query(asking).then(
      () => true,
      () => false,
    )
    const migrations = alive
      ? await schemaState(db, READY_WITHIN_MS).catch(() => 'unknown')
      : 'unknown'
    const tokens = {
      keys: keys.ready,
      revocations: revocations.ready,
      clock: revocations.clockAgrees,
    }
    const isReady =
      alive &&
      (migrations === 'current' || migrations === 'newer') &&
      tokens.keys &&
      tokens.revocations &&
      tokens.clock
    return { isReady, checks: { database: alive, migrations, ...tokens } }
  }
  // Whoever asks meanwhile is told the same: anybody may ask, and it takes a connection of the database.
  let looking: ReturnType<typeof look> | undefined

  app.get('/health/ready', open, async (request, reply) => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    const { isReady, checks } = await looking
    if (isReady) return { status: 'ok', checks }
    const headers = { 'retry-after': '2' }
    sendProblem(new DomainError('UNAVAILABLE', { headers }), request, reply, { checks })
    return reply
  })

  app.get('/.well-known/jwks.json', open, async () => ({
    keys: [...jwks, ...(await publicJwks(app.services.keys))],
  }))
  // Written out once: it is long, and anybody may ask for it.
  let contract: string | undefined
  app.get('/openapi.json', open, async (_request, reply) => {
    contract ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').serializer(String).send(contract)
  })
  app.get('/docs/errors', open, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', CONTENT_SECURITY)
      .send(errorsPage),
  )
  app.get('/', open, async (_request, reply) => reply.redirect('/docs'))
}
