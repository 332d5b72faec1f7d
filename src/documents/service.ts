/** The contents of documents: taken from the portal, kept encrypted, and served to who may read them. */
import { authorize, jobScope } from '../access/policy.ts'
import { noteRead } from '../inscription-requests/service.ts'
import { type Answer, act } from '../platform/act.ts'
import { sha256 } from '../platform/canonical.ts'
import { type Context, requirePurpose, type Services } from '../platform/context.ts'
import { askAs } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import * as queries from './queries.ts'
import { type Document, MEDIA_TYPES, type MediaType } from './schemas.ts'
import { placeOf } from './storage.ts'

const notFound = (): DomainError => new DomainError('NOT_FOUND')

/**
 * Asks the store for something. Whatever fails there (a full disk, a bucket out of reach, a wrong
 * secret) is for the operator to see, and for the caller to try again.
 * @throws UNAVAILABLE
 */
async function ask<Result>(ctx: Context, asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string }
    ctx.log.error({ error: name, errorCode: code }, 'The store of documents failed')
    throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '5' } })
  }
}

/**
 * The documents of a request, known by digest since they were presented.
 * @throws NOT_FOUND
 */
export async function listDocuments(ctx: Context, folio: string): Promise<Document[]> {
  const scope = authorize(ctx.actor, 'document:read')
  const documents = await askAs(ctx.db, scope, (db) => queries.selectDocuments(db, scope, folio))
  if (!documents) throw notFound()
  await noteRead(ctx, scope, [folio])
  return documents
}

/**
 * Keeps the contents of the documents of a request that have their digest; they are one, unless the
 * same file was presented as two. The encrypted object is there before the database says so:
 * repeating puts it in its own place.
 *
 * @returns the first of those documents
 * @throws DOCUMENT_NOT_OF_ITS_TYPE, NOT_FOUND, DOCUMENT_NOT_PRESENTED, UNAVAILABLE
 */
export async function storeDocument(
  ctx: Context,
  folio: string,
  mime: MediaType,
  bytes: Buffer,
): Promise<Answer<Document>> {
  const scope = authorize(ctx.actor, 'document:store')
  const { magic } = MEDIA_TYPES[mime]
  if (!bytes.subarray(0, magic.length).equals(magic)) {
    throw new DomainError('DOCUMENT_NOT_OF_ITS_TYPE', { params: { mime } })
  }
  const digest = { sha256: sha256(bytes), mime, size: bytes.length }
  const presented = await askAs(ctx.db, scope, (db) => queries.selectDocuments(db, scope, folio))
  const ids = (presented ?? [])
    .filter(
      ({ sha256, size, mime }) =>
        sha256 === digest.sha256 && size === digest.size && mime === digest.mime,
    )
    .map(({ id }) => id)
  for (const id of ids) {
    await ask(ctx, ctx.documents.put(id, ctx.keys.seal(placeOf(id), bytes)))
  }
  let isPresented = true
  const answer = act(
    ctx,
    scope,
    { name: 'storeDocument', input: [folio, digest] },
    async (tx, now): Promise<Answer<Document>> => {
      isPresented = await queries.lockRequest(tx, scope, folio)
      if (!isPresented) throw notFound()
      const [document] = await queries.markStored(tx, scope, folio, ids, now)
      isPresented = document !== undefined
      if (!document) throw new DomainError('DOCUMENT_NOT_PRESENTED')
      const location = `/v1/inscription-requests/${folio}/documents/${document.id}`
      return { status: 201, body: document, location }
    },
  )
  return answer.catch(async (error) => {
    // Removed in the meantime, as when its time had come: so must be what has just been put.
    if (!isPresented) for (const id of ids) await ask(ctx, ctx.documents.remove(id))
    throw error
  })
}

/**
 * What was kept for a document, if it is still what was presented: neither the object nor the row
 * with its digest was changed, or exchanged for another.
 */
function opened({ keys }: Context, document: Document, sealed: Buffer): Buffer | undefined {
  try {
    const bytes = keys.open(placeOf(document.id), sealed)
    return sha256(bytes) === document.sha256 ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * A document with its contents.
 * @throws READING_PAUSED, PURPOSE_REQUIRED, NOT_FOUND, DOCUMENT_NOT_STORED, DOCUMENT_DAMAGED, UNAVAILABLE
 */
export async function getDocument(
  ctx: Context,
  folio: string,
  id: string,
): Promise<{ document: Document; bytes: Buffer }> {
  const scope = authorize(ctx.actor, 'document:read')
  ctx.reading.refuse(ctx.actor)
  requirePurpose(ctx)
  const documents = await askAs(ctx.db, scope, (db) => queries.selectDocuments(db, scope, folio))
  const document = documents?.find((one) => one.id === id.toLowerCase())
  if (!document) throw notFound()
  if (document.storedAt === null) throw new DomainError('DOCUMENT_NOT_STORED')
  const sealed = await ask(ctx, ctx.documents.get(document.id))
  const bytes = sealed && opened(ctx, document, sealed)
  if (!bytes) {
    ctx.log.error({ document: document.id, found: sealed !== undefined }, 'A document is damaged')
    throw new DomainError('DOCUMENT_DAMAGED')
  }
  await noteRead(ctx, scope, [folio])
  return { document, bytes }
}

/**
 * Removes the contents of all documents of a process, as when its time has come: an object first, and
 * then what says that it is there. It can be stopped, and goes over what is left when repeated.
 *
 * @returns how many it removed
 */
export async function removeContents(
  { db, documents }: Pick<Services, 'db' | 'documents'>,
  process: string,
): Promise<number> {
  const scope = jobScope<'document:store'>('job')
  for (let removed = 0; ; ) {
    const ids = await askAs(db, scope, (tx) => queries.selectStored(tx, scope, process))
    if (ids.length === 0) return removed
    removed += ids.length
    for (const { id } of ids) await documents.remove(id)
    await askAs(db, scope, (tx) =>
      queries.forgetStored(
        tx,
        scope,
        ids.map(({ id }) => id),
      ),
    )
  }
}

/** Whoever sends contents is done with them long before, or has failed. */
const STRAY_AFTER_MS = 86_400_000

/** An object of ours, or the draft of one. */
const OWN_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[0-9a-f]{8}\.draft)?$/

/**
 * Removes the contents of documents that do not say to have any, and drafts, once a day has passed: a
 * crash between the store and the database leaves them, and no removal of a process would find them.
 * What belongs to no document of this database may be another's, and is left alone.
 *
 * @returns how many it removed
 */
export async function removeStrays({
  db,
  documents,
}: Pick<Services, 'db' | 'documents'>): Promise<number> {
  const scope = jobScope<'document:store'>('job')
  const before = Date.now() - STRAY_AFTER_MS
  let removed = 0
  for await (const page of documents.list()) {
    const old = page.flatMap(({ name, at }) => {
      const id = at < before ? OWN_NAME.exec(name)?.[1] : undefined
      return id === undefined ? [] : [{ name, id }]
    })
    if (old.length === 0) continue
    const ids = old.map(({ id }) => id)
    const rows = await askAs(db, scope, (tx) => queries.selectKnown(tx, scope, ids))
    const isKept = new Map(rows.map((row) => [row.id, row.isKept]))
    for (const { name, id } of old) {
      if (isKept.get(id) === false || (isKept.has(id) && name !== id)) {
        await documents.remove(name)
        removed += 1
      }
    }
  }
  return removed
}
