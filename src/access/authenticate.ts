import { isUtf8 } from 'node:buffer'
import jwt, { type Secret } from '@fastify/jwt'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { DomainError } from '../platform/errors.ts'
import type { Keys } from '../platform/keys.ts'
import { type Actor, Claims } from './actor.ts'
import { type Demands, recentUntil } from './demands.ts'
import { ALGORITHMS, IssuerKeys, type KeySource, type VerificationKey } from './issuer-keys.ts'
import { type Action, authorize } from './policy.ts'
import { CLOCK_TOLERANCE_MS, Revocations, TOKEN_LIFETIME_MAX_SECONDS } from './revocations.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What tokens are judged by, for the health of the service. */
    authentication: {
      keys: KeySource
      revocations: Revocations
      /** Whether the service takes the tokens that it signs for itself. */
      isDevelopment: boolean
      /**
       * Who bears a token that came in another place than the header of a request.
       * @throws UNAUTHENTICATED, UNAVAILABLE
       */
      identify(request: FastifyRequest, token: string): Promise<Actor>
    }
  }
  interface FastifyRequest {
    /** Who calls; set on every route that is not public. */
    actor: Actor
  }
  interface FastifyContextConfig {
    /** Open to everybody: no token is read. */
    public?: boolean
    /** The token may come in the cookie of a browser's session: pages only, never the API. */
    session?: boolean
    /** The row of the policy table that the role must have before anything else is judged. */
    action?: Action
  }
}

/** Issuer of the tokens that the service signs for itself, in development only. */
export const DEVELOPMENT_ISSUER = 'lne-extranjero-development'

/**
 * An issuer that is not the service: its name, its keys, how long its tokens may last, and how people
 * must have signed in there.
 */
export type OutsideIssuer = {
  issuer: string
  jwksUrl: string
  refreshSeconds: number
  maxLifetimeSeconds: number
  demands?: Demands
}

/** Where token keys come from: our own pair in development, or an outside issuer; never both. */
export type TokenSettings = {
  audience: string
  outside: OutsideIssuer | undefined
  development: Keys['token']
}

/** Tokens are at most this long: they are looked at before anybody is known to be anybody. */
const TOKEN_BYTES_MAX = 8_192

/** Verified tokens that are kept, by the header that carried them: so many, and so many characters. */
const TOKENS_KEPT = 10_000
const CHARACTERS_KEPT = 20_000_000

const BEARER = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i

const absent = z.never().optional()

/**
 * What stands before the claims. RFC 9068, 2.1 and 4: the type says that it is an access token. What
 * would change how it is verified, or bring the key along, is refused and not merely passed over:
 * RFC 8725, 3.9 and 3.10.
 */
const TokenHeader = z.object({
  alg: z.enum(ALGORITHMS),
  typ: z.string().regex(/^(application\/)?at\+jwt$/i),
  kid: z.string().min(1).max(200),
  ...{ crit: absent, b64: absent, jku: absent, jwk: absent, x5u: absent, x5c: absent, zip: absent },
})

/** RFC 6750, 3: whoever sent no token is told the scheme, and whoever sent a bad one that it is. */
const unauthenticated = (error: '' | ', error="invalid_token"' = ', error="invalid_token"') =>
  new DomainError('UNAUTHENTICATED', {
    headers: { 'www-authenticate': `Bearer realm="lne-extranjero"${error}` },
  })

/** The key of the development tokens, if there is one. */
function developmentKeys(pair: Keys['token']): KeySource {
  const pem = pair?.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const key: VerificationKey | undefined = pem === undefined ? undefined : { alg: 'EdDSA', pem }
  return {
    find: (kid) => (kid === pair?.id ? key : undefined),
    ready: true,
    start: async () => {},
    stop: () => {},
  }
}

/** Whether a part of a token is written as RFC 7515 has it: each content has one spelling only. */
function isCanonical(part: string, isText: boolean): boolean {
  const bytes = Buffer.from(part, 'base64url')
  return bytes.toString('base64url') === part && (!isText || isUtf8(bytes))
}

/**
 * The header that carries the token.
 * @throws UNAUTHENTICATED when there is none, or several: which one counts would be anybody's guess
 */
function authorizationOf({ headers, raw, routeOptions }: FastifyRequest): string {
  let seen = 0
  for (let i = 0; i < raw.rawHeaders.length; i += 2) {
    const name = raw.rawHeaders[i]
    if (name?.length === 13 && name.toLowerCase() === 'authorization') seen += 1
  }
  // What no header said was put there from the session's cookie.
  const isOfSession = seen === 0 && routeOptions.config.session && headers.authorization
  if (seen !== 1 && !isOfSession) throw unauthenticated(seen === 0 ? '' : undefined)
  return headers.authorization ?? ''
}

/**
 * Refuses what cannot be a token, by its size and its letters.
 * @throws UNAUTHENTICATED
 */
function requireTokenForm(authorization: string): void {
  if (authorization.length > 'Bearer '.length + TOKEN_BYTES_MAX) throw unauthenticated()
  const [, header, payload, signature] = BEARER.exec(authorization) ?? []
  if (header === undefined || payload === undefined || signature === undefined) {
    throw unauthenticated()
  }
  const isWellSpelled =
    isCanonical(header, true) && isCanonical(payload, true) && isCanonical(signature, false)
  if (!isWellSpelled) throw unauthenticated()
}

/** A token that was verified, the key that did, and until when it need not be again, in seconds. */
type Verified = { actor: Actor; kid: string; key: VerificationKey; until: number }

/**
 * Reads the bearer token of every request into `request.actor`. Authentication is global: a route opts
 * out with `public: true`.
 *
 * A token that is refused costs no message to the issuer and none to the database: keys and deny-list
 * are in memory, read on timers. Sources: RFC 8725, RFC 9068.
 */
export const authenticate = fp<TokenSettings>(
  async (app, { audience, outside, development }) => {
    if (outside && development) throw new Error('An outside issuer excludes development tokens')
    const keys = outside
      ? new IssuerKeys(
          { jwksUrl: outside.jwksUrl, refreshMs: outside.refreshSeconds * 1000 },
          app.log,
        )
      : developmentKeys(development)
    const lifetimeMaxSeconds = outside?.maxLifetimeSeconds ?? TOKEN_LIFETIME_MAX_SECONDS
    const demands = outside?.demands ?? {}
    const revocations = new Revocations(app.services.db)
    const verified = new LRUCache<string, Verified>({
      max: TOKENS_KEPT,
      maxSize: CHARACTERS_KEPT,
      sizeCalculation: (_verified, authorization) => authorization.length,
    })
    app.decorate('authentication', { keys, revocations, identify, isDevelopment: !outside })
    app.addHook('onReady', async () => {
      await Promise.all([keys.start(), revocations.start()])
    })
    app.addHook('onClose', async () => {
      keys.stop()
      await revocations.stop()
    })

    const keysInUse = new WeakMap<FastifyRequest, { kid: string; key: VerificationKey }>()

    /** The key that a header names, of the algorithm that it names. */
    function keyOf(header: unknown): { kid: string; key: VerificationKey } {
      const parsed = TokenHeader.safeParse(header)
      if (!parsed.success) throw unauthenticated()
      const { kid, alg } = parsed.data
      const key = keys.find(kid)
      if (key?.alg !== alg) throw unauthenticated()
      return { kid, key }
    }

    await app.register(jwt, {
      decode: { complete: true },
      secret: (async (request: FastifyRequest, token: { header?: unknown }) => {
        const using = keyOf(token.header)
        keysInUse.set(request, using)
        return using.key.pem
      }) as unknown as Secret,
      verify: {
        algorithms: [...ALGORITHMS],
        allowedIss: outside?.issuer ?? DEVELOPMENT_ISSUER,
        allowedAud: audience,
        requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub', 'jti', 'client_id'],
        clockTolerance: CLOCK_TOLERANCE_MS,
      },
    })
    app.decorateRequest('actor')

    /** Who bears a token that was verified before, is good still, and whose key is still there. */
    function knownActorOf(authorization: string): Actor | undefined {
      const known = verified.get(authorization)
      if (!known) return undefined
      if (known.until * 1000 > Date.now() && keys.find(known.kid) === known.key) {
        return known.actor
      }
      verified.delete(authorization)
      return undefined
    }

    async function actorOf(request: FastifyRequest, authorization: string): Promise<Actor> {
      requireTokenForm(authorization)
      let payload: unknown
      try {
        payload = await request.jwtVerify()
      } catch (error) {
        throw error instanceof DomainError ? error : unauthenticated()
      }
      const claims = Claims.safeParse(payload)
      if (!claims.success) throw unauthenticated()
      const actor = claims.data
      const lifetime = actor.exp - actor.iat
      const isOfTomorrow = actor.iat * 1000 > Date.now() + CLOCK_TOLERANCE_MS
      if (isOfTomorrow || lifetime <= 0 || lifetime > lifetimeMaxSeconds) throw unauthenticated()
      const until = Math.min(actor.exp, recentUntil(actor, payload, demands))
      const used = keysInUse.get(request)
      if (used) verified.set(authorization, { actor, until, ...used })
      return actor
    }

    async function identify(request: FastifyRequest, token: string): Promise<Actor> {
      const authorization = `Bearer ${token}`
      revocations.requireClock()
      // Where the library looks for it.
      request.headers.authorization = authorization
      const actor = knownActorOf(authorization) ?? (await actorOf(request, authorization))
      if (revocations.refuses(actor)) throw unauthenticated()
      return actor
    }

    app.addHook('onRequest', (request, _reply, done) => {
      const { config } = request.routeOptions
      if (request.is404 || config.public) return done()
      const admit = (actor: Actor, authorization: string) => {
        if (revocations.refuses(actor)) {
          verified.delete(authorization)
          throw unauthenticated()
        }
        request.actor = actor
      }
      try {
        revocations.requireClock()
        const authorization = authorizationOf(request)
        const known = knownActorOf(authorization)
        if (!known) {
          actorOf(request, authorization)
            .then((actor) => admit(actor, authorization))
            .then(() => done(), done)
          return
        }
        admit(known, authorization)
        done()
      } catch (error) {
        done(error as Error)
      }
    })
  },
  { name: 'authenticate' },
)

/**
 * Refuses a role that has no cell for the route's action, before anything else is judged. By then the
 * client is charged: who is refused without end is told to wait.
 */
export const refuseRoles = fp(
  async (app) => {
    app.addHook('onRequest', (request, _reply, done) => {
      const { action } = request.routeOptions.config
      try {
        if (action && request.actor) authorize(request.actor, action)
        done()
      } catch (error) {
        done(error as Error)
      }
    })
  },
  { name: 'refuse-roles', dependencies: ['authenticate', 'limit-clients'] },
)
