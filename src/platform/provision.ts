/** From settings to a database ready to serve: which one, migrated, with catalogues and clock. */
import pg from 'pg'
import { seedCatalogues } from '../catalogues/seed.ts'
import type { Config } from './config.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { policyIsCurrent, schemaState } from './schema-state.ts'

/** The two users of a database, and what to stop when the service ends. */
export type Provisioned = {
  ownerUrl: string
  appUrl: string
  stop: () => Promise<void>
  /** Stops what was started here, when the service cannot start: what was there may serve another. */
  abandon: () => Promise<void>
}

/** The name of the application's user, made by the first migration. */
const APP_ROLE = 'lne_app'

/** The same database, working as the application's user. */
function asApplication(url: string): string {
  const asApp = new URL(url)
  asApp.searchParams.set('options', `-c role=${APP_ROLE}`)
  return asApp.toString()
}

/** Users and database of an embedded server; those that are there already stay. */
async function prepareEmbedded(server: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    const password = client.escapeLiteral(decodeURIComponent(new URL(server.url('x')).password))
    for (const [role, rights] of [
      ['lne_owner', 'login createrole'],
      [APP_ROLE, 'login'],
    ]) {
      await client.query(
        `do $$ begin create role ${role} ${rights} password ${password};
         exception when duplicate_object then null; end $$`,
      )
    }
    const { rows } = await client.query(`select from pg_database where datname = 'lne'`)
    if (rows.length === 0) await client.query('create database lne owner lne_owner')
  } finally {
    await client.end()
  }
}

/**
 * Sets the business clock: at the latest of `now`, the last movement and the last cut-off, or, with
 * no `now`, at the real time.
 */
export async function setClock(ownerUrl: string, now: string | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `
update service_state
   set clock_offset_ms = case when $1::timestamptz is null then 0 else
         (extract(epoch from greatest(
            $1::timestamptz,
            (select max(last_effective_at) from movement_heads),
            (select max(instant) from cutoffs where status = 'SEALED')
          ) - clock_timestamp()) * 1000)::bigint end
 where id = 1`,
      [now ?? null],
    )
  } finally {
    await client.end()
  }
}

/** A database that somebody else runs, as the settings name it. */
function external(config: Config, url: string): Provisioned {
  const ownerUrl = config.DATABASE_MIGRATION_URL ?? url
  const appUrl =
    config.DATABASE_MIGRATION_URL || config.NODE_ENV === 'production' ? url : asApplication(url)
  return { ownerUrl, appUrl, stop: async () => {}, abandon: async () => {} }
}

/** Production refuses to work with more rights than the application needs, or an older schema. */
async function inspectProduction(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ powerful: boolean }>(`
select r.rolsuper or r.rolbypassrls
       or pg_has_role(current_user, (select relowner from pg_class where relname = 'movements' and relkind = 'r'), 'MEMBER') as powerful
  from pg_roles r where r.rolname = current_user`)
    if (rows[0]?.powerful) {
      throw new Error(
        'DATABASE_URL: its user owns the schema or bypasses its rules; use the application user',
      )
    }
    if ((await schemaState(client)) === 'older') {
      throw new Error('The schema is older than this version: run `lne migrate` first')
    }
    if (!(await policyIsCurrent(client))) {
      throw new Error('The policy table in the database is not this version’s: run `lne migrate`')
    }
  } finally {
    await client.end()
  }
}

/** Migrates a database, and gives it its catalogues and its clock. */
async function makeReady(provisioned: Provisioned, { LNE_NOW }: Config): Promise<Provisioned> {
  // What writes migrations is read here alone: production, and the tests, start without it.
  const { migrate } = await import('./migrate.ts')
  await migrate(provisioned.ownerUrl)
  await seedCatalogues(provisioned.ownerUrl)
  await setClock(provisioned.ownerUrl, LNE_NOW)
  return provisioned
}

/**
 * The database that the settings name, or an embedded one; outside production migrated and with
 * its catalogues.
 */
export async function provision(
  config: Config,
  log: (message: string) => void,
): Promise<Provisioned> {
  if (config.DATABASE_URL) {
    const given = external(config, config.DATABASE_URL)
    if (config.NODE_ENV !== 'production') return makeReady(given, config)
    await inspectProduction(given.appUrl)
    return given
  }
  const server = await startEmbeddedPostgres({
    dataDir: `${config.LNE_DATA_DIR}/postgres`,
    durable: true,
    log,
  })
  const provisioned = {
    ownerUrl: server.url('lne', 'lne_owner'),
    appUrl: server.url('lne', APP_ROLE),
    stop: () => server.stop(),
    abandon: async () => {
      if (!server.adopted) await server.stop()
    },
  }
  try {
    await prepareEmbedded(server)
    return await makeReady(provisioned, config)
  } catch (error) {
    await provisioned.abandon()
    throw error
  }
}
