/**
 * How much the service takes on: from one client and one address in a minute, and from all of them at
 * once. Counted in the memory of each instance: what many may ask together is the number of instances
 * times this. Whatever is public (docs, contracts, keys, the board's door) is asked without end, and held
 * apart from the rest while it is answered; health is always answered.
 */
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { isSystem } from '../access/actor.ts'
import { DomainError } from './errors.ts'

/** The limits, as the settings give them. */
export type Limits = {
  /** Units per minute of a person: a request is one, what takes much of the database and the pages of the board 5 to 10, what is printed 20, a page one per 50 rows, GraphQL one per 500 of cost. */
  person: number
  /** Units per minute of a system, which asks for many people. */
  system: number
  /** Requests per minute of an address whose token is missing, wrong, or not yet known to be good. */
  address: number
  /** Requests in progress at once, and as many of what is public; one more is told to come back. */
  inProgress: number
}

const WINDOW_MS = 60_000
const ROWS_PER_UNIT = 50
/** No page has more. */
const ROWS_MAX = 200
const COST_PER_UNIT = 500

/** An answer that nobody reads is given up after this long: it holds memory and a connection. */
const SENDING_MS = 8_000
const LOOKED_AT_EVERY_MS = 1_000

/** Requests that one connection sends without waiting for answers: each answer is held until it is read. */
const UNANSWERED_MAX = 10

/** What a key has left in its window. */
type Standing = { admitted: boolean; remaining: number; seconds: number }

/**
 * Units used per key, in windows of a minute that open with the first use. Checked and counted in the
 * same turn, so that requests that come together cannot all pass; the keys used least are forgotten
 * beyond a number, so that a flood of addresses costs no memory.
 */
function unitsPerMinute() {
  const windows = new LRUCache<string, { used: number; until: number }>({ max: 20_000 })
  return {
    charge(key: string, units: number, limit: number): Standing {
      const now = performance.now()
      let window = windows.get(key)
      if (!window || window.until <= now) {
        window = { used: 0, until: now + WINDOW_MS }
        windows.set(key, window)
      }
      const admitted = window.used + units <= limit
      if (admitted) window.used += units
      const seconds = Math.ceil(Math.min(window.until - now, WINDOW_MS) / 1000)
      return { admitted, remaining: limit - window.used, seconds }
    },
    giveBack(key: string): void {
      const window = windows.get(key)
      if (window && window.used > 0) window.used -= 1
    },
  }
}

/** An IPv4 address, or the first 64 bits of an IPv6 one: whoever has one of those has them all. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped || !address.includes(':')) return mapped ?? address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  const known = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: Math.max(8 - groups.length - known.length, 0) }, () => '0')
  return [...groups, ...zeros, ...known].slice(0, 4).join(':')
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-09, and the three of its earlier versions. */
const headersOf = (policy: string, limit: number, { remaining, seconds }: Standing) => ({
  'ratelimit-policy': `"${policy}";q=${limit};w=${WINDOW_MS / 1000}`,
  ratelimit: `"${policy}";r=${remaining};t=${seconds}`,
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(seconds),
})

/** A refusal that says when to come back. */
const tooMany = (policy: string, limit: number, standing: Standing): DomainError =>
  new DomainError('TOO_MANY_REQUESTS', {
    headers: { ...headersOf(policy, limit, standing), 'retry-after': String(standing.seconds) },
  })

/** What a request costs: by its operation, and a page by its rows. */
function unitsOf({ query, routeOptions }: FastifyRequest): number {
  const rows = Number((query as { limit?: unknown } | undefined)?.limit)
  const pages = rows > ROWS_PER_UNIT ? Math.ceil(Math.min(rows, ROWS_MAX) / ROWS_PER_UNIT) : 1
  return pages + (routeOptions.config.units ?? 1) - 1
}

/** Who has used how much; one per instance. */
function createLimiter(limits: Limits) {
  const addresses = unitsPerMinute()
  const clients = unitsPerMinute()
  const charged = new WeakMap<FastifyRequest, string>()
  /** Tokens that were good within the last minute: a flood from an address does not shut them out. */
  const good = new LRUCache<string, true>({ max: 10_000, ttl: WINDOW_MS })
  const tokenOf = ({ headers }: FastifyRequest): string => headers.authorization ?? ''

  return {
    /** @throws TOO_MANY_REQUESTS */
    chargeAddress(request: FastifyRequest): void {
      if (charged.has(request) || good.has(tokenOf(request))) return
      const address = networkOf(request.ip)
      const standing = addresses.charge(address, 1, limits.address)
      if (!standing.admitted) throw tooMany('address', limits.address, standing)
      charged.set(request, address)
    },
    /** The token is good: the request is none of its address's business. */
    admitToken(request: FastifyRequest): void {
      const address = charged.get(request)
      if (address === undefined) return
      addresses.giveBack(address)
      good.set(tokenOf(request), true)
    },
    /**
     * The token is good no more: what comes with it is its address's business again.
     * @throws TOO_MANY_REQUESTS
     */
    refuseToken(request: FastifyRequest): void {
      good.delete(tokenOf(request))
      this.chargeAddress(request)
    },
    /** @throws TOO_MANY_REQUESTS */
    chargeClient(reply: FastifyReply, units: number, actor = reply.request.actor): void {
      const limit = isSystem(actor) ? limits.system : limits.person
      const standing = clients.charge(`${actor.role} ${actor.sub}`, units, limit)
      if (!standing.admitted) throw tooMany('client', limit, standing)
      reply.headers(headersOf('client', limit, standing))
    },
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of an operation that takes more than most. */
    units?: number
  }
  interface FastifyInstance {
    /** Absent where nothing is limited. */
    limiter: ReturnType<typeof createLimiter> | undefined
  }
}

/**
 * Charges a GraphQL operation by its cost, beyond the unit that every request costs.
 * @throws TOO_MANY_REQUESTS
 */
export function chargeCost(reply: FastifyReply, cost: number): void {
  const units = Math.ceil(cost / COST_PER_UNIT) - 1
  if (units > 0) reply.server.limiter?.chargeClient(reply, units)
}

/**
 * Before the token is verified, since refusing must stay cheap: requests beyond those in progress,
 * and addresses that send no token or wrong ones without end. Answers that nobody reads are given up.
 */
export const limitUnknown = fp<{ limits: Limits | undefined }>(
  async (app, { limits }) => {
    const limiter = limits && createLimiter(limits)
    app.decorate('limiter', limiter)

    /** Answers to come, and since when each is being sent; what anybody may ask takes no place of others. */
    const open = new Map<FastifyReply, number | undefined>()
    const openToAll: typeof open = new Map()
    const sweep = setInterval(() => {
      const now = performance.now()
      for (const answers of [open, openToAll]) {
        for (const [reply, since] of answers) {
          const { socket } = reply.request.raw
          // Answers that wait behind another one are told nothing when the connection breaks.
          if (socket.destroyed) answers.delete(reply)
          else if (since !== undefined && now - since > SENDING_MS) socket.destroy()
          else if (since === undefined && reply.raw.headersSent) answers.set(reply, now)
        }
      }
    }, LOOKED_AT_EVERY_MS)
    sweep.unref()
    app.addHook('onClose', async () => clearInterval(sweep))

    const unanswered = new WeakMap<Socket, number>()
    const begin = (answers: typeof open, reply: FastifyReply, socket: Socket, before: number) => {
      answers.set(reply, undefined)
      unanswered.set(socket, before + 1)
      reply.raw.once('close', () => {
        answers.delete(reply)
        unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1)
      })
    }

    app.addHook('onRequest', (request, reply, done) => {
      const { config, url } = request.routeOptions
      const answers = config.public ? openToAll : open
      const { socket } = request.raw
      const before = unanswered.get(socket) ?? 0
      if (before >= UNANSWERED_MAX) {
        const headers = { 'retry-after': '1', connection: 'close' }
        done(new DomainError('TOO_MANY_REQUESTS', { headers }))
        return
      }
      // Whoever watches the service must not take it for dead because others ask much.
      if (limits && answers.size >= limits.inProgress && !url?.startsWith('/health/')) {
        done(new DomainError('UNAVAILABLE', { headers: { 'retry-after': '1' } }))
        return
      }
      begin(answers, reply, socket, before)
      try {
        if (!config.public) limiter?.chargeAddress(request)
        done()
      } catch (error) {
        done(error as Error)
      }
    })
  },
  { name: 'limit-unknown' },
)

/** After the token is verified: charges the caller, and no longer the address. */
export const limitClients = fp(
  async (app) => {
    const { limiter } = app
    if (!limiter) return
    app.addHook('onRequest', (request, reply, done) => {
      if (request.is404 || request.routeOptions.config.public) return done()
      try {
        limiter.admitToken(request)
        limiter.chargeClient(reply, unitsOf(request))
        done()
      } catch (error) {
        done(error as Error)
      }
    })
  },
  { name: 'limit-clients', dependencies: ['authenticate', 'limit-unknown'] },
)
