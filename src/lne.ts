/** `lne`: the operator's tool. Results go to standard output, all else to standard error. */
import { existsSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { signDevelopmentToken } from './access/development-tokens.ts'
import { verifyFigures } from './aggregates/verify.ts'
import { seedCatalogues } from './catalogues/seed.ts'
import { type Config, parseConfig } from './platform/config.ts'
import { openDatabase } from './platform/database.ts'
import { readKeys } from './platform/keys.ts'
import { migrate } from './platform/migrate.ts'
import { ENTITY_CODES, ROLES, type Role } from './vocabulary.ts'

const settings = (): Config => parseConfig({ ...process.env, NODE_ENV: 'development' })

/** The owner's address: what migrates is never the application's user. */
function ownerUrl(): string {
  const config = settings()
  const url = config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL
  if (!url) throw new Error('Set DATABASE_MIGRATION_URL (the owner) or DATABASE_URL')
  return url
}

function entity(code: string): string {
  if (ENTITY_CODES.some((known) => known === code)) return code
  throw new InvalidArgumentError('Use the two-digit INEGI code, as in 09.')
}

const program = new Command('lne')
  .description('LNE-Extranjero: herramienta de operación')
  .showHelpAfterError()
  .addHelpText(
    'after',
    `
Examples:
  $ lne migrate                                  apply pending migrations as the owner
  $ lne seed                                     load the initial catalogues
  $ lne figures verify                           compare the counters with a recount
  $ npm run --silent token -- --role opl --entity 09 --subject maria`,
  )

program
  .command('migrate')
  .description('apply what is missing of migrations/; harmless when repeated')
  .action(async () => {
    await migrate(ownerUrl())
    console.error('The schema is current')
  })

program
  .command('seed')
  .description('load the initial catalogues; entries that are there stay')
  .action(async () => {
    await seedCatalogues(ownerUrl())
    console.error('The catalogues are loaded')
  })

program
  .command('token')
  .description('print a development token, and nothing else, on standard output')
  .addOption(new Option('--role <role>', 'role').choices(ROLES).makeOptionMandatory())
  .option('--entity <code>', 'entity of an OPL, by INEGI code', entity)
  .option('--party <name>', 'party of a representative', 'PARTIDO_A')
  .option('--subject <name>', 'who acts')
  .action(async (options: { role: Role; entity?: string; party: string; subject?: string }) => {
    const config = parseConfig(process.env)
    if (config.JWT_ISSUER) throw new Error('Tokens come from the outside issuer: see JWT_ISSUER')
    const path = config.LNE_KEYS_FILE ?? `${config.LNE_DATA_DIR}/keys.json`
    if (!existsSync(path)) throw new Error(`There are no keys at ${path}: start the service first`)
    console.log(await signDevelopmentToken(readKeys(path), config.JWT_AUDIENCE, options))
  })

program
  .command('figures')
  .description('figures and their counters')
  .command('verify')
  .description('compare the live counters with a recount of the movements')
  .option('--json', 'print the result as JSON')
  .action(async (options: { json?: boolean }) => {
    const db = openDatabase(ownerUrl(), { size: 1, statementTimeoutMs: 600_000 })
    try {
      const differences = await verifyFigures(db)
      if (options.json) console.log(JSON.stringify({ differences }, null, 2))
      else if (differences.length === 0) console.log('The counters equal the recount')
      else for (const line of differences) console.log(JSON.stringify(line))
      process.exitCode = differences.length === 0 ? 0 : 1
    } finally {
      await db.end()
    }
  })

try {
  await program.parseAsync()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
