/** The running service: what it opens, its jobs, and how it stops. */
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { forgetRevocations } from './access/revocations.ts'
import { buildApp } from './app.ts'
import { copyHeads, signHead } from './audit/log.ts'
import { closeDueCutoffs } from './cutoffs/service.ts'
import { removeStrays } from './documents/service.ts'
import { openDocumentStore } from './documents/storage.ts'
import { forgetIdempotencyKeys } from './platform/act.ts'
import type { Config } from './platform/config.ts'
import type { Services } from './platform/context.ts'
import { openServices } from './platform/context.ts'
import { openDatabase } from './platform/database.ts'
import { createKeysFile, type Keys, readKeys } from './platform/keys.ts'
import { namesOf } from './platform/problem.ts'
import type { Provisioned } from './platform/provision.ts'
import { rotateKeys } from './platform/rotate.ts'
import { removeDue, removeEnded } from './retention/service.ts'

/** How often jobs run: what was entered in the audit log is under a signed head within a minute. */
const JOBS_EVERY_MS = 30_000

/** Documents, and their store, are gone through once a day. */
const DAY_MS = 86_400_000

/** The keys of the settings; outside production made when there are none. */
export function keysOf(config: Config): Keys {
  const path = config.LNE_KEYS_FILE ?? `${config.LNE_DATA_DIR}/keys.json`
  if (config.LNE_KEYS_FILE === undefined) createKeysFile(path)
  return readKeys(path)
}

/**
 * npm runs scripts through a shell that dies of SIGTERM without passing it on: when the parent is
 * gone, so are we.
 */
export function stopWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 200).unref()
}

/**
 * Runs the jobs now and every half minute, where the clock is that of the database. One that fails is
 * logged, tried again at the next, and keeps no other from its work: while a bucket is away, heads are
 * signed. So they are while others take minutes: what is watched has a line of its own.
 *
 * @returns what ends them, once those that run are done
 */
export function startJobs(
  app: FastifyInstance,
  services: Services,
  headsFile: string,
): () => Promise<void> {
  const kept = {
    cutoffs: async () => {
      const { closed, refused } = await closeDueCutoffs(services)
      if (closed.length > 0) app.log.info({ dates: closed }, 'Cut-offs closed')
      for (const one of refused)
        app.log.error(one, 'A cut-off is refused: its accounts do not close')
    },
    idempotency: () => forgetIdempotencyKeys(services.db),
    revocations: () => forgetRevocations(services.db),
    retention: async () => {
      const removed = await removeDue(services)
      if (removed > 0) app.log.info({ removed }, 'Personal data removed: their time had come')
    },
    ended: daily(() => removeEnded(services)),
    strays: daily(async () => {
      const removed = await removeStrays(services)
      if (removed > 0)
        app.log.warn({ removed }, 'Contents removed that their documents did not say to have')
    }),
  }
  const watched = {
    reading: async () => {
      const alarms = await services.reading.watch(services)
      if (alarms.length > 0) app.log.warn({ readers: alarms }, 'Unusual volume of reading')
    },
    log: async () => {
      await signHead(services)
      await copyHeads(services.db, headsFile)
    },
  }
  const ends = [kept, watched].map((jobs) => repeat(app, jobs))
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}

/** Works when a day has passed. */
function daily(work: () => Promise<void>): () => Promise<void> {
  let next = 0
  return async () => {
    if (Date.now() < next) return
    // Also after a failure: nothing is lost by another day.
    next = Date.now() + DAY_MS
    await work()
  }
}

/** Runs some jobs now and every half minute, one after another. */
function repeat(
  app: FastifyInstance,
  jobs: Record<string, () => Promise<void>>,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    // Which contents are strays is told by the time of this process.
    if (!app.authentication.revocations.clockAgrees) {
      const names = Object.keys(jobs)
      app.log.error(
        { jobs: names },
        'The clock is not that of the database: no job runs until it is',
      )
      return
    }
    for (const [job, work] of Object.entries(jobs)) {
      try {
        await work()
      } catch (error) {
        app.log.error({ job, ...namesOf(error) }, 'A job failed and will be tried again')
      }
    }
  }
  const next = () => {
    running = running.then(run)
  }
  const timer = setInterval(next, JOBS_EVERY_MS)
  timer.unref()
  next()
  return () => {
    clearInterval(timer)
    return running
  }
}

/**
 * Opens everything, listens, and closes in order on a signal: first no new requests, then those in
 * flight, then the pool, then the database if it is ours.
 */
export async function runService(
  config: Config,
  provisioned: Provisioned,
): Promise<{ app: FastifyInstance; address: string; keys: Keys }> {
  const keys = keysOf(config)
  // In production `lne migrate` does it.
  if (config.NODE_ENV !== 'production') await rotateKeys(provisioned.ownerUrl, keys, 'plain')
  const db = openDatabase(provisioned.appUrl, { size: config.DATABASE_POOL_SIZE })
  const documents = openDocumentStore(config)
  const services = openServices(db, keys, documents, config.PUBLIC_URL)
  // Heads are signed and reading is watched whatever everybody else asks of the pool.
  const jobsDb = openDatabase(provisioned.appUrl, { size: 2 })
  const ofJobs = openServices(jobsDb, keys, documents, config.PUBLIC_URL)
  const demands = {
    acrValues: config.JWT_ACR_VALUES,
    maxAgeSeconds: config.JWT_MAX_AUTH_AGE_SECONDS,
  }
  const outside =
    config.JWT_ISSUER && config.JWT_JWKS_URL
      ? {
          issuer: config.JWT_ISSUER,
          jwksUrl: config.JWT_JWKS_URL,
          refreshSeconds: config.JWT_JWKS_REFRESH_SECONDS,
          maxLifetimeSeconds: config.JWT_MAX_LIFETIME_SECONDS,
          demands,
        }
      : undefined
  const app = await buildApp({
    services,
    tokens: {
      audience: config.JWT_AUDIENCE,
      outside,
      development: outside ? undefined : keys.token,
    },
    provider:
      config.JWT_ISSUER && config.OIDC_CLIENT_ID
        ? {
            issuer: config.JWT_ISSUER,
            clientId: config.OIDC_CLIENT_ID,
            clientSecret: config.OIDC_CLIENT_SECRET,
            resource: config.OIDC_RESOURCE,
            demands,
          }
        : undefined,
    introspection: config.NODE_ENV !== 'production',
    byTlsOnly: config.NODE_ENV === 'production',
    limits: {
      person: config.LIMIT_PERSON,
      system: config.LIMIT_SYSTEM,
      address: config.LIMIT_ADDRESS,
      inProgress: config.LIMIT_IN_PROGRESS,
    },
    trustedProxies: config.TRUSTED_PROXIES,
    logger: { level: config.LOG_LEVEL, redact: ['req.headers.authorization'] },
  })
  let stopJobs = async () => {}
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) app.log.error(namesOf(err), 'Closing after a failure')
    await Promise.all([stopJobs(), app.close()])
    await Promise.all([db.end(), jobsDb.end()])
    await provisioned.stop()
  })
  const address = await app.listen({ port: config.PORT, host: config.HOST })
  // Not before: until it is ready, whether its clock is the database's is not known.
  stopJobs = startJobs(
    app,
    { ...ofJobs, reading: services.reading },
    config.AUDIT_HEADS_FILE ?? `${config.LNE_DATA_DIR}/audit-heads.jsonl`,
  )
  return { app, address, keys }
}
