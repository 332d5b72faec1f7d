import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import t, { type Test } from 'tap'
import { seedCatalogues } from '../src/catalogues/seed.ts'
import { migrate } from '../src/platform/migrate.ts'
import { schemaState } from '../src/platform/schema-state.ts'
import { createTestDatabase } from './helpers/database.ts'

const root = process.cwd()
const migrationsFolder = join(root, 'migrations')

type Journal = { entries: { idx: number; when: number; tag: string }[] }
const journal = JSON.parse(
  readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'),
) as Journal

/** A connection as the owner, closed at the end of the test. */
async function connect(t: Test, url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  return client
}

/** A database with nothing in it, dropped at the end of the test. */
async function emptyDatabase(t: Test): Promise<string> {
  const server = process.env.LNE_TEST_SERVER ?? ''
  const name = `test_${randomBytes(8).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  t.teardown(async () => {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

function scratch(t: Test): string {
  const directory = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'migrations-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Everything that migrations make, as PostgreSQL describes it. */
async function schemaOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
  from information_schema.columns where table_schema = 'public'
union all
select format('constraint %s %s', conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
union all
select indexdef from pg_indexes where schemaname = 'public'
union all
select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
union all
select format('view %s %s', viewname, definition) from pg_views where schemaname = 'public'
union all
select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
union all
select format('grant %s %s %s', relname, relacl, reloptions)
  from pg_class where relnamespace = 'public'::regnamespace
union all
select format('column grant %s %s %s', attrelid::regclass, attname, attacl)
  from pg_attribute where attacl is not null
union all
select format('comment %s %s %s', objoid::regclass, objsubid, description)
  from pg_description where classoid = 'pg_class'::regclass
   and objoid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
order by 1`)
  return rows.map(({ line }) => line)
}

const applied = async (client: pg.Client): Promise<number> =>
  (await client.query('select count(*)::int as n from drizzle.__drizzle_migrations')).rows[0].n

t.test('a second run does nothing', async (t) => {
  const { ownerUrl } = await createTestDatabase(t)
  const client = await connect(t, ownerUrl)
  const before = await schemaOf(client)
  t.ok(before.length > 200, 'there is something to compare')
  await migrate(ownerUrl)
  await seedCatalogues(ownerUrl)
  t.same(await schemaOf(client), before)
  t.equal(await applied(client), journal.entries.length, 'each migration was applied once')
  t.equal(await schemaState(client), 'current')
})

t.test('ten instances migrate an empty database at once', async (t) => {
  const url = await emptyDatabase(t)
  const client = await connect(t, url)
  t.equal(await schemaState(client), 'older', 'an empty database is an older one')
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      await migrate(url)
      await seedCatalogues(url)
    }),
  )
  t.equal(await applied(client), journal.entries.length)
  const model = await connect(t, (await createTestDatabase(t)).ownerUrl)
  t.same(await schemaOf(client), await schemaOf(model), 'the same schema as by one instance')
  const entries = (client: pg.Client) =>
    client.query('select catalogue, code, valid_from from catalogue_versions order by 1, 2, 3')
  t.same((await entries(client)).rows, (await entries(model)).rows, 'and the same catalogues')
})

t.test('an older schema is brought up to date', async (t) => {
  const model = await connect(t, (await createTestDatabase(t)).ownerUrl)
  for (const last of journal.entries.slice(0, -1)) {
    // The migrations of an earlier version of the service: the first ones, and no others.
    const folder = scratch(t)
    mkdirSync(join(folder, 'meta'))
    const entries = journal.entries.filter(({ idx }) => idx <= last.idx)
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
    for (const { tag } of entries) {
      cpSync(join(migrationsFolder, `${tag}.sql`), join(folder, `${tag}.sql`))
    }
    const url = await emptyDatabase(t)
    const client = await connect(t, url)
    await applyMigrations(drizzle(client), { migrationsFolder: folder })
    t.equal(await schemaState(client), 'older', `${last.tag} alone is refused at start`)
    await migrate(url)
    t.equal(await schemaState(client), 'current')
    t.same(await schemaOf(client), await schemaOf(model), `from ${last.tag}`)
  }
})

t.test('a newer schema is left alone, and accepted', async (t) => {
  const { ownerUrl, appUrl } = await createTestDatabase(t)
  const client = await connect(t, ownerUrl)
  await client.query(
    `insert into drizzle.__drizzle_migrations (hash, created_at)
     select 'of a later version', max(created_at) + 1 from drizzle.__drizzle_migrations`,
  )
  const before = await schemaOf(client)
  t.equal(await schemaState(client), 'newer')
  await migrate(ownerUrl)
  t.same(await schemaOf(client), before)
  t.equal(await applied(client), journal.entries.length + 1)
  // The service looks as the application's user.
  t.equal(await schemaState(await connect(t, appUrl)), 'newer')
})

t.test('tables.ts adds nothing to migrations/', async (t) => {
  const folder = scratch(t)
  const copy = join(folder, 'migrations')
  cpSync(migrationsFolder, copy, { recursive: true })
  const before = readdirSync(copy, { recursive: true }).sort()
  const cli = join(root, 'node_modules/drizzle-kit/bin.cjs')
  const config = join(folder, 'drizzle.config.json')
  // The generator takes every path from where it runs, and has none that is absolute.
  writeFileSync(
    config,
    JSON.stringify({
      dialect: 'postgresql',
      schema: './src/tables.ts',
      out: relative(root, copy),
      breakpoints: true,
    }),
  )
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cli, 'generate', `--config=${config}`],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } },
  )
  t.match(stdout, /No schema changes/)
  t.same(readdirSync(copy, { recursive: true }).sort(), before)
  for (const { tag } of journal.entries) {
    t.equal(
      readFileSync(join(copy, `${tag}.sql`), 'utf8'),
      readFileSync(join(migrationsFolder, `${tag}.sql`), 'utf8'),
      tag,
    )
  }
})

t.test('every CHECK has a name of its own, and every table and column a comment', async (t) => {
  const client = await connect(t, (await createTestDatabase(t)).ownerUrl)
  const unnamed = await client.query(
    `select conname from pg_constraint
      where connamespace = 'public'::regnamespace and contype = 'c' and conname ~ '_check[0-9]*$'`,
  )
  t.same(unnamed.rows, [])
  const silent = await client.query(
    `select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'
        and obj_description(oid, 'pg_class') is null`,
  )
  t.same(silent.rows, [], 'analysts read the database without us')
})
