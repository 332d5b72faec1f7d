import { KeyObject, type webcrypto } from 'node:crypto'
import jwt, { type Secret } from '@fastify/jwt'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { createRemoteJWKSet, errors as joseErrors } from 'jose'
import { LRUCache } from 'lru-cache'
import { DomainError } from '../platform/errors.ts'
import type { Keys } from '../platform/keys.ts'
import { type Actor, Claims } from './actor.ts'
import { type Action, authorize } from './policy.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set on every route that is not public. */
    actor: Actor
  }
  interface FastifyContextConfig {
    /** Open to everybody: no token is read. */
    public?: boolean
    /** The row of the policy table that the role must have before anything else is judged. */
    action?: Action
  }
}

/** Issuer of the tokens that the service signs for itself, in development only. */
export const DEVELOPMENT_ISSUER = 'lne-extranjero-development'

/** Where token keys come from: our own pair in development, or an outside issuer's address. */
export type TokenSettings = {
  audience: string
  outside: { issuer: string; jwksUrl: string } | undefined
  development: Keys['token']
}

const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const

/** A token is taken from the cache at most this long, so that its expiry is looked at again. */
const CACHED_TOKENS = 10_000

const unauthenticated = (error = 'invalid_token'): DomainError =>
  new DomainError('UNAUTHENTICATED', {
    headers: { 'www-authenticate': `Bearer realm="lne-extranjero", error="${error}"` },
  })

/** The public key that a token names, as PEM, from wherever keys come. */
function keyFinder(settings: TokenSettings) {
  const { outside, development } = settings
  if (outside) {
    const remote = createRemoteJWKSet(new URL(outside.jwksUrl), {
      timeoutDuration: 3_000,
      cooldownDuration: 30_000,
      cacheMaxAge: 600_000,
    })
    return async (header: { alg: string; kid?: string }): Promise<string> => {
      const key = await remote({ alg: header.alg, kid: header.kid })
      const keyObject = key instanceof KeyObject ? key : KeyObject.from(key as webcrypto.CryptoKey)
      return keyObject.export({ type: 'spki', format: 'pem' }).toString()
    }
  }
  const pem = development?.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return async (header: { alg: string; kid?: string }): Promise<string> => {
    if (!pem || header.kid !== development?.id || header.alg !== 'EdDSA') throw unauthenticated()
    return pem
  }
}

/**
 * Reads the bearer token of every request into `request.actor`, and refuses at once a role that has
 * no cell for the route's action. Authentication is global: a route opts out with `public: true`.
 */
export const authenticate = fp<TokenSettings>(
  async (app, settings) => {
    const findKey = keyFinder(settings)
    const verified = new LRUCache<string, Actor>({ max: CACHED_TOKENS })

    await app.register(jwt, {
      decode: { complete: true },
      secret: ((_request: FastifyRequest, token: { header?: { alg: string; kid?: string } }) => {
        const known = ALGORITHMS.some((alg) => alg === token.header?.alg)
        return token.header && known ? findKey(token.header) : Promise.reject(unauthenticated())
      }) as unknown as Secret,
      verify: {
        algorithms: [...ALGORITHMS],
        allowedIss: settings.outside?.issuer ?? DEVELOPMENT_ISSUER,
        allowedAud: settings.audience,
        requiredClaims: ['iss', 'aud', 'exp', 'sub'],
        clockTolerance: 5_000,
      },
    })
    app.decorateRequest('actor')

    /** Who bears a token that was verified before and has not expired. */
    function knownActorOf(request: FastifyRequest): Actor | undefined {
      const known = verified.get(request.headers.authorization ?? '')
      return known && known.exp * 1000 > Date.now() ? known : undefined
    }

    async function actorOf(request: FastifyRequest): Promise<Actor> {
      const { authorization = '' } = request.headers
      const [scheme, token] = authorization.split(' ')
      if (!token || scheme?.toLowerCase() !== 'bearer') throw unauthenticated('invalid_request')
      let claims: unknown
      try {
        claims = await request.jwtVerify()
      } catch (error) {
        const unreachable =
          error instanceof joseErrors.JWKSTimeout ||
          (error instanceof TypeError && /fetch/i.test(error.message))
        if (unreachable) throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '5' } })
        throw unauthenticated()
      }
      // With `decode.complete` the library answers the whole token.
      const payload = (claims as { payload?: unknown }).payload ?? claims
      const parsed = Claims.safeParse(payload)
      if (!parsed.success) throw unauthenticated()
      verified.set(authorization, parsed.data)
      return parsed.data
    }

    app.addHook('onRequest', (request, _reply, done) => {
      const { config } = request.routeOptions
      if (request.is404 || config.public) return done()
      const admit = (actor: Actor) => {
        request.actor = actor
        if (config.action) authorize(actor, config.action)
      }
      const known = knownActorOf(request)
      if (!known) {
        actorOf(request)
          .then(admit)
          .then(() => done(), done)
        return
      }
      try {
        admit(known)
        done()
      } catch (error) {
        done(error as Error)
      }
    })
  },
  { name: 'authenticate' },
)
