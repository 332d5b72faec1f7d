/**
 * Where documents' contents are kept, outside the database: a folder, or a bucket that speaks S3.
 * Either holds objects that the service has encrypted, by the id of their document and nothing else.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { S3mini } from 's3mini'
import type { Config } from '../platform/config.ts'

/** An object by its name, and when it was put there, in milliseconds of the epoch by the store's clock. */
export type Kept = { name: string; at: number }

/** What keeps objects by the id of their document. What fails is thrown as it comes. */
export type DocumentStore = {
  /** The most bytes that the contents of a document may have. */
  readonly maxBytes: number
  /** Keeps an object, in the place of a former one with the same id, whole or not at all. */
  put(id: string, sealed: Buffer): Promise<void>
  /** The object as it is kept; undefined when there is none. */
  get(id: string): Promise<Buffer | undefined>
  /** Removes an object; nothing happens when there is none. */
  remove(id: string): Promise<void>
  /** All that is kept, some at a time; in a folder also drafts that a crash left. */
  list(): AsyncIterable<Kept[]>
}

/** What is listed at a time. */
const PAGE = 500

/** What an object is bound to: another document's object, put in its place, does not open. */
export const placeOf = (id: string): string => `documents:${id}`

/** 10 MiB: a photograph of a card, or a scanned bill of several pages. */
const MAX_BYTES = 10_485_760

/** A bucket answers within this time, or the request is given up. */
const BUCKET_TIMEOUT_MS = 5_000

/** A rename lasts when its folder is on disk. Windows opens no folder, and keeps the rename itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Documents as files of a folder that only the service's user may read, made when it is needed. */
export function openFolder(folder: string, maxBytes = MAX_BYTES): DocumentStore {
  const pathOf = (id: string) => join(folder, id)
  return {
    maxBytes,
    async put(id, sealed) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = pathOf(`${id}.${randomBytes(4).toString('hex')}.draft`)
      try {
        const handle = await open(draft, 'wx', 0o600)
        await handle
          .writeFile(sealed)
          .then(() => handle.sync())
          .finally(() => handle.close())
        await rename(draft, pathOf(id))
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
      await syncFolder(folder)
    },
    get: (id) =>
      readFile(pathOf(id)).catch((error) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      }),
    remove: (id) => rm(pathOf(id), { force: true }),
    async *list() {
      const names = await readdir(folder).catch((error) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      for (let at = 0; at < names.length; at += PAGE) {
        const page = names.slice(at, at + PAGE).map(async (name) => {
          // One may be gone, or renamed, since they were read.
          const found = await stat(pathOf(name)).catch(() => undefined)
          return found ? [{ name, at: found.mtimeMs }] : []
        })
        yield (await Promise.all(page)).flat()
      }
    },
  }
}

/** A bucket, and who the service is to it. */
export type Bucket = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** Documents as objects of a bucket, addressed by path. */
export function openBucket(settings: Bucket, maxBytes = MAX_BYTES): DocumentStore {
  const s3 = new S3mini({
    ...settings,
    endpoint: `${settings.endpoint.replace(/\/$/, '')}/${settings.bucket}`,
    requestAbortTimeout: BUCKET_TIMEOUT_MS,
    // A redirect would lead to somebody whom the settings do not name.
    fetch: (input, init) => fetch(input, { ...init, redirect: 'error' }),
  })
  return {
    maxBytes,
    async put(id, sealed) {
      await s3.putObject(id, sealed, 'application/octet-stream')
    },
    async get(id) {
      const bytes = await s3.getObjectArrayBuffer(id)
      return bytes === null ? undefined : Buffer.from(bytes)
    },
    async remove(id) {
      await s3.deleteObject(id)
    },
    async *list() {
      let token: string | undefined
      do {
        const page = await s3.listObjectsPaged('/', '', PAGE, token)
        yield (page?.objects ?? []).map(({ Key, LastModified }) => ({
          name: Key,
          at: new Date(LastModified).getTime(),
        }))
        token = page?.nextContinuationToken
      } while (token)
    },
  }
}

/** The store of the settings: a bucket where one is named, otherwise a folder beside the rest. */
export function openDocumentStore(config: Config): DocumentStore {
  const {
    DOCUMENTS_MAX_BYTES: maxBytes,
    DOCUMENTS_S3_ENDPOINT: endpoint,
    DOCUMENTS_S3_BUCKET: bucket,
    DOCUMENTS_S3_REGION: region,
    DOCUMENTS_S3_ACCESS_KEY_ID: accessKeyId,
    DOCUMENTS_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = config
  return endpoint && bucket && region && accessKeyId && secretAccessKey
    ? openBucket({ endpoint, bucket, region, accessKeyId, secretAccessKey }, maxBytes)
    : openFolder(join(config.LNE_DATA_DIR, 'documents'), maxBytes)
}
