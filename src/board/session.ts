/**
 * The session of a browser: an access token in a cookie that scripts cannot read, that other sites
 * cannot send, and that only the pages of the board look at. Nothing is kept on the server: when the
 * token expires or is revoked, the session is over. Whoever ends a session revokes its token.
 */
import { parse, serialize } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Actor } from '../access/actor.ts'
import { contextOf } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { signOut } from '../token-revocations/service.ts'

/** Where the cookie is sent: never to the API. */
const PATH = '/tablero'

/** Browsers keep no longer cookies, name included. */
export const TOKEN_LENGTH_MAX = 4_000

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether browsers come by TLS only, whatever a proxy tells of it. */
    byTlsOnly: boolean
  }
}

/** Whether the browser came by TLS, to us or to a proxy. */
export const isSecure = ({ protocol, server }: FastifyRequest): boolean =>
  server.byTlsOnly || protocol === 'https'

/**
 * Where browsers reach the board: as the settings say it, since the Host of a request is whatever its
 * sender wrote.
 */
export const originOf = (request: FastifyRequest): string => {
  const { publicUrl } = request.server.services
  return publicUrl
    ? new URL(publicUrl).origin
    : `${isSecure(request) ? 'https' : 'http'}://${request.host}`
}

/** By TLS browsers refuse a cookie of this name that was set without it. */
const nameOf = (request: FastifyRequest, name: string): string =>
  isSecure(request) ? `__Secure-${name}` : name

const SESSION = 'lne-tablero'

/** A cookie of the board, as it was sent. */
export const cookieOf = (request: FastifyRequest, name: string): string | undefined =>
  parse(request.headers.cookie ?? '')[nameOf(request, name)]

export type CookieOptions = { maxAge: number; sameSite: 'strict' | 'lax'; path?: string }

/** Sets a cookie; without a value, removes it. */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string | undefined,
  { maxAge, sameSite, path = PATH }: CookieOptions,
): void {
  const { request } = reply
  const cookie = serialize(nameOf(request, name), value ?? '', {
    path,
    httpOnly: true,
    sameSite,
    secure: isSecure(request),
    maxAge: value === undefined ? 0 : maxAge,
  })
  const former = reply.getHeader('set-cookie')
  reply.header('set-cookie', former === undefined ? cookie : [former, cookie].flat())
}

/** Opens a session that ends with its token. */
export const openSession = (reply: FastifyReply, token: string, expiresAt: number): void =>
  setCookie(reply, SESSION, token, {
    maxAge: Math.max(Math.floor(expiresAt - Date.now() / 1000), 0),
    sameSite: 'strict',
  })

/** Tells the browser to forget its session; the token itself is revoked by `signOut`. */
export const closeSession = (reply: FastifyReply): void =>
  setCookie(reply, SESSION, undefined, { maxAge: 0, sameSite: 'strict' })

/** The token of the session that a browser says it has. */
export const sessionOf = (request: FastifyRequest): string | undefined =>
  cookieOf(request, SESSION) || undefined

/** Whether the browser brought a session, good or not. */
export const hasSession = (request: FastifyRequest): boolean =>
  cookieOf(request, SESSION) !== undefined

/**
 * Who bears a token; nobody, where it is none that is good.
 * @throws UNAVAILABLE
 */
export const bearerOf = (request: FastifyRequest, token: string): Promise<Actor | undefined> =>
  request.server.authentication.identify(request, token).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return undefined
    throw error
  })

/**
 * Ends the session that a browser has, if it has one, by the act of whoever has it: a copy of its
 * token is good for nothing either. One that is not good any more has ended already.
 *
 * @returns whether it was good; undefined where there is none
 * @throws UNAVAILABLE, TOO_MANY_REQUESTS
 */
export async function endSession(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean | undefined> {
  const token = sessionOf(request)
  if (token === undefined) return undefined
  const { limiter } = request.server
  // Counted as every request with a token: a good one costs its address nothing.
  request.headers.authorization = `Bearer ${token}`
  limiter?.chargeAddress(request)
  const actor = await bearerOf(request, token)
  if (!actor) {
    limiter?.refuseToken(request)
    return false
  }
  limiter?.admitToken(request)
  limiter?.chargeClient(reply, 1, actor)
  await signOut({ ...contextOf(request), actor })
  return true
}

/** Whether a browser says that what it asks for was begun here, or by the person alone. */
const isBegunHere = (site: unknown): boolean => site === 'same-origin' || site === 'none'

/**
 * Refuses a form that another site sent. Browsers say where it comes from in Sec-Fetch-Site, and
 * where they do not (by HTTP to another machine) in Origin.
 * @throws CROSS_SITE
 */
export function requireOwnForm(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  const isOwn = site === undefined ? origin === originOf(request) : isBegunHere(site)
  if (!isOwn) throw new DomainError('CROSS_SITE')
}

/**
 * Refuses a link of another site where following it does something. Browsers that do not say where a
 * link is from are let through: a link has no Origin.
 * @throws CROSS_SITE
 */
export function requireOwnLink({ headers: { 'sec-fetch-site': site } }: FastifyRequest): void {
  if (site !== undefined && !isBegunHere(site)) throw new DomainError('CROSS_SITE')
}

/** Puts the token of the session where the service looks for tokens, on the pages that take it. */
export const sessions = fp<{ byTlsOnly: boolean }>(
  async (app, { byTlsOnly }) => {
    app.decorate('byTlsOnly', byTlsOnly)
    app.addHook('onRequest', (request, _reply, done) => {
      if (request.routeOptions.config.session && request.headers.authorization === undefined) {
        const token = cookieOf(request, SESSION)
        if (token !== undefined) request.headers.authorization = `Bearer ${token}`
      }
      done()
    })
  },
  { name: 'sessions' },
)
