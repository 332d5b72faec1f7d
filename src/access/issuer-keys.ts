/**
 * The public keys of an outside issuer, read from its JWKS address (RFC 7517) at the start and on a
 * timer, and never because of a token: one with an unknown key costs no message to anybody.
 */
import { createPublicKey } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { z } from 'zod'
import { DomainError } from '../platform/errors.ts'

/** Signatures that are accepted, each made by one kind of key: RFC 8725, 3.1 and 3.2. */
export const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

/** A public key (SPKI in PEM) and the only algorithm that it verifies. */
export type VerificationKey = { readonly alg: Algorithm; readonly pem: string }

/** Where the keys that verify tokens come from. */
export type KeySource = {
  /**
   * The key with that id; the same object for as long as the key stays as it is.
   * @throws UNAVAILABLE while no keys are known
   */
  find(kid: string): VerificationKey | undefined
  /** Whether tokens can be judged. */
  readonly ready: boolean
  /** Reads the keys for the first time; a failure is logged, and tried again. */
  start(): Promise<void>
  stop(): void
}

/** One answer of the issuer takes at most this long and this much, and holds at most so many keys. */
const ANSWER_TIMEOUT_MS = 3_000
const ANSWER_BYTES = 65_536
const KEYS_MAX = 100

/** Until the first set is there nobody can enter: it is asked for this often. */
const FIRST_RETRY_MS = 1_000

/**
 * While the issuer cannot be reached its last keys are good for this long: as long as a token lasts
 * by default, and no longer, since a key withdrawn meanwhile would still be believed.
 */
const KEPT_MS = 900_000

/** RFC 8725, 3.5: no less than 2048 bits. */
const RSA_BITS_MIN = 2048

const JwkSet = z.object({ keys: z.array(z.looseObject({ kid: z.unknown() })).max(KEYS_MAX) })

/** A key that is for signatures, public, and of a kind that we verify; others are passed over. */
const signing = {
  kid: z.string().min(1).max(200),
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
  d: z.never().optional(),
}
const SigningKey = z.discriminatedUnion('kty', [
  z.object({
    ...signing,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    alg: z.literal('ES256').default('ES256'),
    x: z.string(),
    y: z.string(),
  }),
  z.object({
    ...signing,
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    alg: z.literal('EdDSA').default('EdDSA'),
    x: z.string(),
  }),
  z.object({
    ...signing,
    kty: z.literal('RSA'),
    alg: z.literal('RS256').default('RS256'),
    n: z.string(),
    e: z.string(),
  }),
])

/** The key of one entry, if it is one that we can use. */
function verificationKeyOf(entry: unknown): { kid: string; key: VerificationKey } | undefined {
  const parsed = SigningKey.safeParse(entry)
  if (!parsed.success) return undefined
  const { kid, alg } = parsed.data
  try {
    const key = createPublicKey({ key: parsed.data, format: 'jwk' })
    const { modulusLength = RSA_BITS_MIN } = key.asymmetricKeyDetails ?? {}
    if (modulusLength < RSA_BITS_MIN) return undefined
    return { kid, key: { alg, pem: key.export({ type: 'spki', format: 'pem' }).toString() } }
  } catch {
    return undefined
  }
}

/**
 * The usable keys of a set by their id. An id that two entries share says nothing: neither is used.
 * @throws ZodError when it is not a set of keys
 */
export function keysOfSet(json: unknown): Map<string, VerificationKey> {
  const { keys: entries } = JwkSet.parse(json)
  const isShared = (kid: unknown) => entries.filter((entry) => entry.kid === kid).length > 1
  const keys = new Map<string, VerificationKey>()
  for (const entry of entries) {
    const found = isShared(entry.kid) ? undefined : verificationKeyOf(entry)
    if (found) keys.set(found.kid, found.key)
  }
  return keys
}

/** The text of an answer, given up when it is longer than admitted. */
async function boundedText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES) throw new Error('The answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The public keys of the outside issuer, read from its JWKS address by a timer and by no token. */
export class IssuerKeys implements KeySource {
  readonly #url: string
  readonly #refreshMs: number
  readonly #keptMs: number
  readonly #log: FastifyBaseLogger
  readonly #stopped = new AbortController()
  #keys: Map<string, VerificationKey> | undefined
  #readAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(
    settings: { jwksUrl: string; refreshMs: number; keptMs?: number },
    log: FastifyBaseLogger,
  ) {
    this.#url = settings.jwksUrl
    this.#refreshMs = settings.refreshMs
    this.#keptMs = settings.keptMs ?? KEPT_MS
    this.#log = log
  }

  get ready(): boolean {
    return this.#keys !== undefined && performance.now() - this.#readAt < this.#keptMs
  }

  find(kid: string): VerificationKey | undefined {
    if (!this.ready) throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '5' } })
    return this.#keys?.get(kid)
  }

  /** Reads the keys, and again from then on. */
  async start(): Promise<void> {
    try {
      await this.#read()
    } catch (error) {
      if (this.#stopped.signal.aborted) return
      this.#log.warn({ error: (error as Error).name }, 'The keys of the issuer cannot be read')
    }
    if (this.#stopped.signal.aborted) return
    const wait = this.#keys ? this.#refreshMs : Math.min(FIRST_RETRY_MS, this.#refreshMs)
    this.#timer = setTimeout(() => void this.start(), wait).unref()
  }

  stop(): void {
    this.#stopped.abort()
    clearTimeout(this.#timer)
  }

  async #read(): Promise<void> {
    // A redirect would lead to keys of somebody whom the settings do not name.
    const answer = await fetch(this.#url, {
      redirect: 'error',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_TIMEOUT_MS), this.#stopped.signal]),
    })
    if (answer.status !== 200) {
      await answer.body?.cancel()
      throw new Error('The issuer does not answer its keys')
    }
    const former = this.#keys
    const keys = keysOfSet(JSON.parse(await boundedText(answer)))
    for (const [kid, key] of keys) {
      const known = former?.get(kid)
      // The same object, which is how a verified token knows that its key is still there.
      if (known && known.pem === key.pem && known.alg === key.alg) keys.set(kid, known)
    }
    this.#keys = keys
    this.#readAt = performance.now()
    const isSame =
      former?.size === keys.size && [...keys].every(([kid, key]) => former.get(kid) === key)
    if (!isSame) this.#log.info({ kids: [...keys.keys()] }, 'The keys of the issuer changed')
  }
}
