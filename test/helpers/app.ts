import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { Test } from 'tap'
import type { OutsideIssuer } from '../../src/access/authenticate.ts'
import { signDevelopmentToken, type TokenRequest } from '../../src/access/development-tokens.ts'
import { type AppOptions, buildApp } from '../../src/app.ts'
import { ReadingWatch } from '../../src/audit/reading.ts'
import { type DocumentStore, openFolder } from '../../src/documents/storage.ts'
import type { Services } from '../../src/platform/context.ts'
import { openServices } from '../../src/platform/context.ts'
import { findRow, openDatabase } from '../../src/platform/database.ts'
import { createKeysFile, type Keys, readKeys } from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import { noteAnswer } from './contract.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export const AUDIENCE = 'lne-extranjero'

/** The moment of INE's report: the end of 30 November 2023 in Mexico City. */
export const REPORT_INSTANT = '2023-12-01T06:00:00Z'

export type AppSettings = {
  /** Where the business clock starts. */
  now?: string
  introspection?: boolean
  logger?: FastifyServerOptions['logger']
  /** Without them nothing is limited: the tests ask much in a short time. */
  limits?: AppOptions['limits']
  trustedProxies?: string[]
  byTlsOnly?: boolean
  /** Another instance on the database of a first one. */
  database?: TestDatabase
  /** Another instance takes the tokens and hashes of the first one. */
  keys?: Keys
  /** Who issues the tokens; without one, the service's own development key. */
  outside?: OutsideIssuer
  /** By whom people sign in to the board. */
  provider?: AppOptions['provider']
  /** How much each role usually reads; what the service goes by, unless it is told. */
  usualReads?: ConstructorParameters<typeof ReadingWatch>[0]
  /** Where documents' contents go; a folder that is thrown away unless it is told. */
  documents?: DocumentStore
}

/** An answer over HTTP: `body` is parsed when it is JSON, and the text otherwise. */
export type Reply = {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  body: any
}

/** Someone who calls the service with a token, or without one. */
export type Caller = {
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** POST /graphql. */
  query(
    document: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Reply>
}

export type RunningApp = {
  app: FastifyInstance
  address: string
  services: Services
  keys: Keys
  database: TestDatabase
  /** A token as the demo gives them. */
  token(request: TokenRequest): Promise<string>
  /** Without a token request, nobody. */
  as(request?: TokenRequest): Caller
  /** The business clock. */
  now(): Promise<string>
}

/**
 * The whole service on a database of its own, listening on a port of its own, stopped at the end of
 * `t`. The business clock stands at INE's report unless `now` says otherwise.
 */
export async function startApp(t: Test, settings: AppSettings = {}): Promise<RunningApp> {
  const database = settings.database ?? (await createTestDatabase(t))
  if (!settings.database) await setClock(database.ownerUrl, settings.now ?? REPORT_INSTANT)
  const keys = settings.keys ?? makeKeys(t)
  const db = openDatabase(database.appUrl)
  const services = {
    ...openServices(db, keys, settings.documents ?? openFolder(scratch('documents'))),
    reading: new ReadingWatch(settings.usualReads),
  }
  const app = await buildApp({
    services,
    tokens: {
      audience: AUDIENCE,
      outside: settings.outside,
      development: settings.outside ? undefined : keys.token,
    },
    provider: settings.provider,
    logger: settings.logger,
    introspection: settings.introspection ?? true,
    limits: settings.limits,
    trustedProxies: settings.trustedProxies,
    byTlsOnly: settings.byTlsOnly,
    checkAnswers: true,
  })
  // Teardowns run in reverse: this one before the database is dropped.
  t.teardown(async () => {
    await app.close()
    await db.end()
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const token = (request: TokenRequest) => signDevelopmentToken(keys, AUDIENCE, request)
  return {
    app,
    address,
    services,
    keys,
    database,
    token,
    as: (request) => callerOf(address, request && token(request)),
    now: async () => {
      const row = await findRow<{ now: string }>(db, {
        name: 'test_business_now',
        text: 'select business_now() as now',
      })
      return row?.now ?? ''
    },
  }
}

/** A place for files that goes away with the run. */
const scratch = (name: string): string => join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), name)

/** Keys of one test, in a file that goes with it. */
export function makeKeys(t: Test): Keys {
  const directory = mkdtempSync(scratch('lne-keys-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'keys.json')
  createKeysFile(path)
  return readKeys(path)
}

/** Someone who calls the service at an address. */
export function callerOf(address: string, token: Promise<string> | undefined): Caller {
  async function send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const answer = await fetch(`${address}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token ? { authorization: `Bearer ${await token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    const contentType = answer.headers.get('content-type')
    noteAnswer({ method, path, status: answer.status, contentType, text })
    const isJson = /[/+]json/.test(contentType ?? '')
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    }
  }
  return {
    get: (path, headers = {}) => send('GET', path, undefined, headers),
    post: (path, body, headers = {}) => send('POST', path, body, headers),
    query: (document, variables, headers = {}) =>
      send('POST', '/graphql', { query: document, variables }, headers),
  }
}
