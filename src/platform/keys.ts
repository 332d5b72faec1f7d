import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const secret = z.base64().refine((value) => Buffer.from(value, 'base64').length >= 32, {
  message: 'must hold at least 32 bytes',
})

const signing = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/), privateKey: z.string() })
type SigningKey = z.infer<typeof signing>

/**
 * The keys file: versioned keys by use, the first of each list in use, the others kept to read or
 * verify what they once made. `hash` keys the elector hash; `encryption` the personal data (AES-256);
 * `audit` signs receipts and heads of the audit log, `seal` manifests of cut-offs and their annexes,
 * `token` development tokens (Ed25519 PKCS 8).
 */
const KeysFile = z.strictObject({
  hash: z.array(z.strictObject({ id: z.string().min(1), secret })).min(1),
  encryption: z
    .array(z.strictObject({ version: z.int().min(1).max(255), secret }))
    .min(1)
    .refine((keys) => new Set(keys.map(({ version }) => version)).size === keys.length, {
      message: 'each version once',
    }),
  audit: z.array(signing).min(1),
  seal: z.array(signing).min(1),
  token: z.array(signing).optional(),
})
type KeysFile = z.infer<typeof KeysFile>

/** A pair that signs. */
export type SigningPair = { id: string; privateKey: KeyObject; publicKey: KeyObject }

/** The keys of the service, ready to use. */
export type Keys = {
  /** Keyed hash of an elector key, for equality without the key itself. */
  electorHash(electorKey: string): Buffer
  /** Keyed digest of a request body, so that its stored fingerprint tells nothing of it. */
  fingerprint(text: string): Buffer
  /** What stands for a folio in the audit log: the same for the same folio, and nothing without the key. */
  pseudonym(folio: string): string
  /** Version of the encryption key in use; older ones only open. */
  encryptionVersion: number
  /** Encrypts under the key in use; `place` (table, column, row) is bound to it. */
  seal(place: string, plain: string | Buffer): Buffer
  /**
   * What `seal` encrypted for the same place.
   * @throws Error when it was changed, moved from another place, or its key is not in the file
   */
  open(place: string, sealed: Buffer): Buffer
  /** The pair that signs receipts and heads of the audit log, and all pairs that ever did. */
  audit: SigningPair
  auditPairs: readonly SigningPair[]
  /** The pair that signs sealed cut-offs and their annexes, and all pairs that ever did. */
  sealing: SigningPair
  sealingPairs: readonly SigningPair[]
  /** The pair that signs development tokens, if there is one. */
  token: SigningPair | undefined
}

const newSigningKey = (use: string): SigningKey => ({
  id: `${use}-${randomBytes(4).toString('hex')}`,
  privateKey: generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
})
const newSecret = (): string => randomBytes(32).toString('base64')

/** A whole set of keys: those that are given stay, the others are new. */
const withMissing = (given: Partial<KeysFile>, withToken: boolean): KeysFile => ({
  hash: given.hash ?? [{ id: 'hash-1', secret: newSecret() }],
  encryption: given.encryption ?? [{ version: 1, secret: newSecret() }],
  audit: given.audit ?? [newSigningKey('audit')],
  seal: given.seal ?? [newSigningKey('seal')],
  ...(given.token || withToken ? { token: given.token ?? [newSigningKey('token')] } : {}),
})

/** Puts the file in place at once, readable by its owner only. */
function writeKeysFile(path: string, keys: KeysFile): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(draft, path)
}

/**
 * Makes a keys file, or adds the uses that an older one lacks. The service does so by itself outside
 * of production only; there, `lne keys create` makes one without a key for development tokens.
 */
export function createKeysFile(path: string, withToken = true): void {
  const given = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeysFile) : {}
  const whole = withMissing(given, withToken)
  if (Object.keys(given).length < Object.keys(whole).length) writeKeysFile(path, whole)
}

/** Uses whose key is exchanged in two steps. */
export const ROTATED_USES = ['encryption', 'audit', 'seal'] as const
export type SigningUse = Exclude<(typeof ROTATED_USES)[number], 'encryption'>

/** The place of a signing key among those of its use, as its id says: `audit-2-…`; the first has none. */
const placeOf = ({ id }: SigningKey): number => Number(/-(\d+)-[0-9a-f]{8}$/.exec(id)?.[1] ?? 1)

/**
 * Adds a new signing key after those that are there: every instance that starts again publishes it,
 * and none signs with it yet.
 *
 * @returns its id
 */
export function addSigningKey(path: string, use: SigningUse): string {
  const keys = KeysFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  const key = newSigningKey(`${use}-${Math.max(...keys[use].map(placeOf)) + 1}`)
  keys[use].push(key)
  writeKeysFile(path, KeysFile.parse(keys))
  return key.id
}

/**
 * Puts the newest signing key first: instances that start again sign with it. The others stay, so
 * that what they signed can be verified.
 *
 * @returns its id
 */
export function signWithNewestKey(path: string, use: SigningUse): string {
  const keys = KeysFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  keys[use].sort((a, b) => placeOf(b) - placeOf(a))
  writeKeysFile(path, keys)
  return keys[use][0]?.id ?? ''
}

/**
 * Adds a new encryption key after those that are there: every instance that starts again can open
 * what it will encrypt, and none encrypts with it yet.
 *
 * @returns the new version
 */
export function addEncryptionKey(path: string): number {
  const keys = KeysFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  const version = Math.max(...keys.encryption.map((key) => key.version)) + 1
  keys.encryption.push({ version, secret: newSecret() })
  writeKeysFile(path, KeysFile.parse(keys))
  return version
}

/**
 * Puts the newest encryption key first: instances that start again encrypt with it. `lne keys rotate`
 * then moves everything over.
 *
 * @returns its version
 */
export function encryptWithNewestKey(path: string): number {
  const keys = KeysFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  keys.encryption.sort((a, b) => b.version - a.version)
  writeKeysFile(path, keys)
  return keys.encryption[0]?.version ?? 0
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Random bytes fetched for many nonces at once: fetching them one by one costs as much as encrypting. */
const nonces = Buffer.alloc(NONCE_BYTES * 1_024)
let nextNonce = nonces.length

function newNonce(): Buffer {
  if (nextNonce === nonces.length) {
    randomFillSync(nonces)
    nextNonce = 0
  }
  nextNonce += NONCE_BYTES
  return nonces.subarray(nextNonce - NONCE_BYTES, nextNonce)
}

/** Field encryption: one byte of key version, nonce, tag, ciphertext. */
function sealingWith(
  encryption: KeysFile['encryption'],
): Pick<Keys, 'seal' | 'open' | 'encryptionVersion'> {
  const byVersion = new Map(
    encryption.map(({ version, secret: text }) => [
      version,
      createSecretKey(Buffer.from(text, 'base64').subarray(0, 32)),
    ]),
  )
  const current = encryption[0] as KeysFile['encryption'][number]
  const key = byVersion.get(current.version) as KeyObject
  const header = Buffer.of(current.version)
  return {
    encryptionVersion: current.version,
    seal(place, plain) {
      const nonce = newNonce()
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
      const text = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
      cipher.final()
      return Buffer.concat([header, nonce, cipher.getAuthTag(), text])
    },
    open(place, sealed) {
      const known = byVersion.get(sealed[0] ?? 0)
      if (!known) throw new Error(`No encryption key of version ${sealed[0]} is in the keys file`)
      const text = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', known, sealed.subarray(1, 1 + NONCE_BYTES))
        .setAAD(Buffer.from(place))
        .setAuthTag(sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES))
      const plain = decipher.update(text)
      decipher.final()
      return plain
    },
  }
}

const pairOf = ({ id, privateKey: pem }: SigningKey): SigningPair => {
  const privateKey = createPrivateKey(pem)
  return { id, privateKey, publicKey: createPublicKey(privateKey) }
}

/**
 * Reads the keys file.
 * @throws Error that names the file and what is wrong with it, never its contents
 */
export function readKeys(path: string): Keys {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`LNE_KEYS_FILE: ${path} cannot be read as JSON (${(error as Error).name})`)
  }
  const parsed = KeysFile.safeParse(json)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`LNE_KEYS_FILE: ${path} is not a keys file:\n${lines.join('\n')}`)
  }
  const [hash] = parsed.data.hash
  const hashSecret = Buffer.from(hash?.secret ?? '', 'base64')
  const keyed = (use: string, text: string) =>
    createHmac('sha256', hashSecret).update(`${use}\0`).update(text).digest()
  const auditPairs = parsed.data.audit.map(pairOf)
  const sealingPairs = parsed.data.seal.map(pairOf)
  return {
    electorHash: (electorKey) => keyed('elector', electorKey),
    fingerprint: (text) => keyed('fingerprint', text),
    pseudonym: (folio) => keyed('pseudonym', folio).toString('hex').slice(0, 32),
    ...sealingWith(parsed.data.encryption),
    audit: auditPairs[0] as SigningPair,
    auditPairs,
    sealing: sealingPairs[0] as SigningPair,
    sealingPairs,
    token: parsed.data.token?.[0] && pairOf(parsed.data.token[0]),
  }
}
