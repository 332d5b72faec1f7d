import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { isSystem } from '../access/actor.ts'
import { readsPersonalData } from '../access/policy.ts'
import { AuditWriter } from '../audit/entries.ts'
import { ReadingWatch } from '../audit/reading.ts'
import { CatalogueReader } from '../catalogues/reader.ts'
import type { DocumentStore } from '../documents/storage.ts'
import type { Database } from './database.ts'
import type { Language } from './errors.ts'
import { DomainError } from './errors.ts'
import type { Keys } from './keys.ts'
import { Turns } from './turns.ts'
import { isPurpose } from './wire.ts'

/** What the process owns and every act needs. */
export type Services = {
  db: Database
  keys: Keys
  catalogues: CatalogueReader
  audit: AuditWriter
  reading: ReadingWatch
  documents: DocumentStore
  turns: Turns
  /** Where the service is reached, for what is read on paper; without it, addresses are paths. */
  publicUrl?: string
}

/** The services of one instance on a database. */
export const openServices = (
  db: Database,
  keys: Keys,
  documents: DocumentStore,
  publicUrl?: string,
): Services => ({
  db,
  keys,
  catalogues: new CatalogueReader(db),
  audit: new AuditWriter(db),
  reading: new ReadingWatch(),
  documents,
  turns: new Turns(),
  publicUrl,
})

/** One act: the services, who acts, and the conditions that the caller put on it. */
export type Context = Services & {
  actor: Actor
  language: Language
  log: FastifyBaseLogger
  purpose: string | undefined
  idempotencyKey: string | undefined
  ifMatch: string | undefined
}

/** Spanish unless the caller prefers English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'es'
  const wanted = acceptLanguage
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { language: tag.slice(0, 2), quality: quality ? Number(quality.split('=')[1]) : 1 }
    })
    .filter(({ language, quality }) => (language === 'es' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted[0]?.language === 'en' ? 'en' : 'es'
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/**
 * What a request is for; nothing where that is no purpose, which the operations that read it refuse.
 * All others would keep it as it came, however long, and a character that the log cannot hold would
 * fail every entry that is stored together with theirs.
 */
function purposeOf(text: string | undefined): string | undefined {
  return text !== undefined && isPurpose(text) ? decodeURIComponent(text) : undefined
}

/** The context of a request, for REST and GraphQL alike. */
export function contextOf(request: FastifyRequest): Context {
  return {
    ...request.server.services,
    actor: request.actor,
    language: languageOf(header(request, 'accept-language')),
    log: request.log,
    purpose: purposeOf(header(request, 'purpose')),
    idempotencyKey: header(request, 'idempotency-key'),
    ifMatch: header(request, 'if-match'),
  }
}

/**
 * People say why they read personal data; systems have their purpose in their registration.
 * @throws PURPOSE_REQUIRED
 */
export function requirePurpose({ actor, purpose }: Context): void {
  if (purpose === undefined && !isSystem(actor) && readsPersonalData(actor.role)) {
    throw new DomainError('PURPOSE_REQUIRED')
  }
}

/**
 * Whether an act's answer may tell who the person is: to a system, and to who says what for and is not
 * paused for reading too much. An act goes on without, since it was asked for something else.
 */
export function mayTellPerson({ actor, purpose, reading }: Context): boolean {
  return isSystem(actor) || (purpose !== undefined && !reading.isPaused(actor))
}

declare module 'fastify' {
  interface FastifyInstance {
    services: Services
  }
}
