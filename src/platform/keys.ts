import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const secret = z.base64().refine((value) => Buffer.from(value, 'base64').length >= 32, {
  message: 'must hold at least 32 bytes',
})

/**
 * The keys file: versioned keys by use, the first of each list in use, the others kept to read what
 * they once made. `hash` keys the elector hash; `token` signs development tokens (Ed25519 PKCS 8).
 */
const KeysFile = z.strictObject({
  hash: z.array(z.strictObject({ id: z.string().min(1), secret })).min(1),
  token: z.array(z.strictObject({ id: z.string().min(1), privateKey: z.string() })).optional(),
})

/** The keys of the service, ready to use. */
export type Keys = {
  /** Keyed hash of an elector key, for equality without the key itself. */
  electorHash(electorKey: string): Buffer
  /** Keyed digest of a request body, so that its stored fingerprint tells nothing of it. */
  fingerprint(text: string): Buffer
  /** The pair that signs development tokens, if there is one. */
  token: { id: string; privateKey: KeyObject; publicKey: KeyObject } | undefined
}

/** Makes a keys file that only its owner reads; for the demo and for tests. */
export function createKeysFile(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519')
  const keys: z.infer<typeof KeysFile> = {
    hash: [{ id: 'hash-1', secret: randomBytes(32).toString('base64') }],
    token: [
      {
        id: `token-${randomBytes(4).toString('hex')}`,
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    ],
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
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
  const token = parsed.data.token?.[0]
  const privateKey = token && createPrivateKey(token.privateKey)
  const keyed = (use: string, text: string) =>
    createHmac('sha256', hashSecret).update(`${use}\0`).update(text).digest()
  return {
    electorHash: (electorKey) => keyed('elector', electorKey),
    fingerprint: (text) => keyed('fingerprint', text),
    token: token &&
      privateKey && { id: token.id, privateKey, publicKey: createPublicKey(privateKey) },
  }
}
