import { dirname, resolve, sep } from 'node:path'
import { z } from 'zod'
import { TOKEN_LIFETIME_MAX_SECONDS } from '../access/revocations.ts'

/** Everything that the environment decides, parsed once. */
export type Config = z.infer<typeof Environment>

/** The settings of a bucket: all of them, or none. */
const BUCKET = [
  'DOCUMENTS_S3_ENDPOINT',
  'DOCUMENTS_S3_BUCKET',
  'DOCUMENTS_S3_REGION',
  'DOCUMENTS_S3_ACCESS_KEY_ID',
  'DOCUMENTS_S3_SECRET_ACCESS_KEY',
] as const

const port = z.coerce.number().int().min(0).max(65535)
const atLeast = (minimum: number) => z.coerce.number().int().min(minimum)
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })

/** The settings, in the order of the README's table. */
export const Environment = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
    PORT: port.default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      // It is printed into what is sealed for ever.
      .refine((url) => {
        const { username, password, search, hash } = new URL(url)
        return !(username || password || search || hash)
      }, 'must be an address alone, without a user, a query or a fragment')
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_MIGRATION_URL: postgresUrl.optional(),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
    LNE_DATA_DIR: z.string().min(1).default('.data'),
    LNE_KEYS_FILE: z.string().min(1).optional(),
    AUDIT_HEADS_FILE: z.string().min(1).optional(),
    LNE_NOW: z.iso.datetime().optional(),
    JWT_ISSUER: z.string().min(1).optional(),
    JWT_AUDIENCE: z.string().min(1).default('lne-extranjero'),
    JWT_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
    // With the time that an answer may take, less than a minute: a key that is gone must stop by then.
    JWT_JWKS_REFRESH_SECONDS: z.coerce.number().int().min(1).max(55).default(30),
    JWT_MAX_LIFETIME_SECONDS: z.coerce
      .number()
      .int()
      .min(60)
      .max(TOKEN_LIFETIME_MAX_SECONDS)
      .default(900),
    JWT_ACR_VALUES: z
      .string()
      // What the answer to another class quotes.
      .regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]{1,1000}$/)
      .transform((text) => text.split(' ').filter(Boolean))
      .pipe(z.array(z.string()).min(1))
      .optional(),
    JWT_MAX_AUTH_AGE_SECONDS: z.coerce.number().int().min(60).max(2_592_000).optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_RESOURCE: z.url().optional(),
    // The costliest request is 40 units: a limit below would refuse it for ever.
    LIMIT_PERSON: atLeast(40).default(1_200),
    LIMIT_SYSTEM: atLeast(40).default(60_000),
    LIMIT_ADDRESS: atLeast(1).default(600),
    LIMIT_IN_PROGRESS: atLeast(1).default(200),
    TRUSTED_PROXIES: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
      .optional(),
    DOCUMENTS_MAX_BYTES: z.coerce.number().int().min(1).max(20_000_000).default(10_485_760),
    DOCUMENTS_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    DOCUMENTS_S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional(),
    DOCUMENTS_S3_REGION: z.string().min(1).optional(),
    DOCUMENTS_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    DOCUMENTS_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    ALLOW_PLAIN_CONNECTIONS: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true'),
  })
  .superRefine(conditions, { when: () => true })
  .readonly()

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)

/** Where an OpenID provider can be asked about itself. */
function isIssuerUrl(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** Values of `sslmode` by which there is no connection without TLS. */
const BY_TLS_ONLY = ['require', 'verify-ca', 'verify-full']

/**
 * Whether a database is reached through a network without TLS. What the address says twice counts the
 * last time, and a host among its parameters before the other, as the driver has it.
 */
function isPlainDatabase(url: string): boolean {
  const { hostname, searchParams } = new URL(url)
  const last = (name: string) => searchParams.getAll(name).at(-1)
  const host = last('host') || hostname
  const isHere = /^(\/|%2f)/i.test(host) || host === '::1' || isLoopback(host)
  return !isHere && !BY_TLS_ONLY.includes(last('sslmode') ?? '')
}

/** Whether a bucket is reached through a network without TLS. */
function isPlainBucket(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint)
  return protocol === 'http:' && !isLoopback(hostname)
}

/** Whether a file lies in a folder, or in one below it. */
const liesIn = (folder: string, file: string): boolean =>
  `${resolve(file)}${sep}`.startsWith(`${resolve(folder)}${sep}`)

/** What is wrong with where the keys lie, by its remedy; links are not followed. */
function faultsOfKeysPlace({
  LNE_KEYS_FILE: keys,
  LNE_DATA_DIR: data,
  AUDIT_HEADS_FILE: heads,
}: Record<string, unknown>): string[] {
  if (typeof keys !== 'string') return []
  const faults: string[] = []
  if (typeof data === 'string' && liesIn(data, keys)) {
    faults.push('must lie outside of LNE_DATA_DIR, whose copies would hold the keys that open them')
  }
  if (typeof heads === 'string' && dirname(resolve(heads)) === dirname(resolve(keys))) {
    faults.push(
      'must lie in another folder than AUDIT_HEADS_FILE: who keeps heads must not get what signs them',
    )
  }
  return faults
}

/** What one setting asks of another; told together with what is wrong by itself. */
function conditions(env: Record<string, unknown>, context: z.core.$RefinementCtx): void {
  const wrong = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message })
  const outsideIssuer = env.JWT_ISSUER !== undefined || env.JWT_JWKS_URL !== undefined
  if (outsideIssuer && env.JWT_ISSUER === undefined) wrong('JWT_ISSUER', 'goes with JWT_JWKS_URL')
  if (outsideIssuer && env.JWT_JWKS_URL === undefined) wrong('JWT_JWKS_URL', 'goes with JWT_ISSUER')
  for (const name of ['JWT_ACR_VALUES', 'JWT_MAX_AUTH_AGE_SECONDS'] as const) {
    if (env[name] !== undefined && !outsideIssuer) wrong(name, 'goes with JWT_ISSUER')
  }
  for (const name of ['OIDC_CLIENT_SECRET', 'OIDC_RESOURCE'] as const) {
    if (env[name] !== undefined && env.OIDC_CLIENT_ID === undefined) {
      wrong(name, 'goes with OIDC_CLIENT_ID')
    }
  }
  if (env.OIDC_CLIENT_ID !== undefined && typeof env.JWT_ISSUER !== 'string') {
    wrong('OIDC_CLIENT_ID', 'goes with JWT_ISSUER')
  } else if (env.OIDC_CLIENT_ID !== undefined && !isIssuerUrl(String(env.JWT_ISSUER))) {
    wrong(
      'JWT_ISSUER',
      'must be an https address, or http on the same machine, with OIDC_CLIENT_ID',
    )
  }
  if (outsideIssuer && env.LNE_NOW !== undefined) {
    wrong('LNE_NOW', 'moves the business clock, which an outside issuer excludes')
  }
  // A malformed address has been told already.
  if (typeof env.JWT_JWKS_URL === 'string' && URL.canParse(env.JWT_JWKS_URL)) {
    const { protocol, hostname, username, password } = new URL(env.JWT_JWKS_URL)
    if (protocol === 'http:' && !isLoopback(hostname)) wrong('JWT_JWKS_URL', 'must be https')
    if (username || password) wrong('JWT_JWKS_URL', 'cannot carry a user')
  }
  const givenOfBucket = BUCKET.find((name) => env[name] !== undefined)
  for (const name of BUCKET) {
    if (givenOfBucket && env[name] === undefined) wrong(name, `goes with ${givenOfBucket}`)
  }
  if (env.NODE_ENV !== 'production') {
    const isOpen = typeof env.HOST === 'string' && env.HOST !== '::1' && !isLoopback(env.HOST)
    if (isOpen && env.DATABASE_URL !== undefined && !outsideIssuer) {
      wrong(
        'HOST',
        'only this machine takes development tokens with a DATABASE_URL: set JWT_ISSUER',
      )
    }
    return
  }
  for (const name of [
    'DATABASE_URL',
    'LNE_KEYS_FILE',
    'AUDIT_HEADS_FILE',
    'JWT_ISSUER',
    'JWT_JWKS_URL',
  ] as const) {
    if (env[name] === undefined) wrong(name, 'is required in production')
  }
  for (const fault of faultsOfKeysPlace(env)) wrong('LNE_KEYS_FILE', fault)
  if (env.ALLOW_PLAIN_CONNECTIONS === true) return
  const orAllow = 'or set ALLOW_PLAIN_CONNECTIONS=true where the network is private'
  for (const [name, isPlain, remedy] of [
    [
      'DATABASE_URL',
      isPlainDatabase,
      'must say sslmode=verify-full (or verify-ca, require) to another machine',
    ],
    ['DOCUMENTS_S3_ENDPOINT', isPlainBucket, 'must be https to another machine'],
  ] as const) {
    const url = env[name]
    // A malformed address has been told already.
    if (typeof url === 'string' && URL.canParse(url) && isPlain(url)) {
      wrong(name, `${remedy}, ${orAllow}`)
    }
  }
}

/**
 * The configuration, or an error that tells every wrong setting by name. Empty variables count as
 * absent, since that is what an empty line of a compose file means.
 *
 * @throws Error with one line per wrong setting
 */
export function parseConfig(env: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(present)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The service cannot start with these settings:\n${lines.join('\n')}`)
}
