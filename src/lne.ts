/** `lne`: the operator's tool. Results go to standard output, all else to standard error. */
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { pipeline } from 'node:stream/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import pg from 'pg'
import { signDevelopmentToken } from './access/development-tokens.ts'
import { verifyFigures } from './aggregates/verify.ts'
import { draftOf, recordEntries } from './audit/entries.ts'
import { exportLog, wrongColumns } from './audit/export.ts'
import { seedCatalogues } from './catalogues/seed.ts'
import { closeDueCutoffs } from './cutoffs/service.ts'
import { rotateDocuments } from './documents/rotate.ts'
import { openDocumentStore } from './documents/storage.ts'
import { type Config, parseConfig } from './platform/config.ts'
import { openServices } from './platform/context.ts'
import { openDatabase } from './platform/database.ts'
import { findEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { fingerprintOf, publicJwks } from './platform/jws.ts'
import {
  addEncryptionKey,
  addSigningKey,
  createKeysFile,
  encryptWithNewestKey,
  type Keys,
  ROTATED_USES,
  readKeys,
  signWithNewestKey,
} from './platform/keys.ts'
import { migrate } from './platform/migrate.ts'
import { rotateWithProgress } from './platform/rotate.ts'
import { ENTITY_CODES, ROLES, type Role } from './vocabulary.ts'

const settings = (): Config => parseConfig({ ...process.env, NODE_ENV: 'development' })

/**
 * The owner's address: what migrates is never the application's user. Without settings, and with keys
 * that are the demo's own, that of a demo that runs beside.
 */
function ownerUrl(): string {
  const { DATABASE_MIGRATION_URL, DATABASE_URL, LNE_KEYS_FILE, LNE_DATA_DIR } = settings()
  const given = DATABASE_MIGRATION_URL ?? DATABASE_URL
  if (given) return given
  const isOfDemo = LNE_KEYS_FILE === undefined && process.env.NODE_ENV !== 'production'
  const found = isOfDemo ? findEmbeddedPostgres(`${LNE_DATA_DIR}/postgres`) : undefined
  if (!found) throw new Error('Set DATABASE_MIGRATION_URL (the owner) or DATABASE_URL')
  const url = found('lne', 'lne_owner')
  console.error(`On the demo's database, port ${new URL(url).port}`)
  return url
}

const keysPath = (): string => {
  const { LNE_KEYS_FILE, LNE_DATA_DIR } = settings()
  return LNE_KEYS_FILE ?? `${LNE_DATA_DIR}/keys.json`
}

/** Runs something on one connection of the owner's, without the limits of a request. */
async function asOwner<Result>(work: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: ownerUrl() })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** Enters in the audit log what the operator did, as the account of the machine that it was done from. */
async function enter(owner: pg.Client, keys: Keys, action: string): Promise<void> {
  const actor = { role: 'operator', sub: userInfo().username }
  const entry = draftOf({ keys, actor }, { action, outcome: 'OK', folios: [] })
  await owner.query('begin')
  await recordEntries(owner, [entry])
  await owner.query('commit')
}

type Use = (typeof ROTATED_USES)[number]
const keyUse = () =>
  new Option('--use <use>', 'what the key is for').choices(ROTATED_USES).default('encryption')

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
  $ lne cutoff seal                              close the cut-offs that are due
  $ lne audit verify --heads heads.jsonl         verify the audit log against copied heads
  $ lne keys rotate                              encrypt everything with the first key
  $ npm run --silent token -- --role opl --entity 09 --subject maria`,
  )

program
  .command('migrate')
  .description('apply what is missing of migrations/; harmless when repeated')
  .action(async () => {
    await migrate(ownerUrl())
    console.error('The schema is current')
    if (!existsSync(keysPath())) return
    const { rows } = await rotateWithProgress(ownerUrl(), readKeys(keysPath()), 'plain')
    if (rows > 0) console.error(`${rows} rows that older versions had left plain are encrypted`)
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
  .description('compare the live counters with a recount of the states of requests')
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

const cutoff = program
  .command('cutoff')
  .description('fortnightly cut-offs, sealed')
  .addHelpText(
    'after',
    `
Examples:
  $ lne cutoff seal --date 2023-11-30
  $ lne cutoff verify corte_*.lne.json --keys jwks.json --fingerprint "$HUELLA"`,
  )

cutoff
  .command('seal')
  .description('close the cut-offs that are due, as the service does by itself')
  .option('--date <date>', 'only the cut-off of this date')
  .option('--json', 'print the result as JSON')
  .action(async (options: { date?: string; json?: boolean }) => {
    const db = openDatabase(ownerUrl(), { size: 2, statementTimeoutMs: 600_000 })
    try {
      const config = settings()
      const documents = openDocumentStore(config)
      const services = openServices(db, readKeys(keysPath()), documents, config.PUBLIC_URL)
      const { closed, refused } = await closeDueCutoffs(services, options.date)
      if (options.json) console.log(JSON.stringify({ sealed: closed, refused }))
      else for (const date of closed) console.log(date)
      for (const { date, identity } of refused) {
        console.error(`The accounts of ${date} do not close, and it is not sealed: ${identity}`)
      }
      const isIdle = closed.length === 0 && refused.length === 0
      if (isIdle) console.error('Nothing is due that is not sealed already')
      process.exitCode = refused.length > 0 || (options.date && isIdle) ? 1 : 0
    } finally {
      await db.end()
    }
  })

type CutoffVerdict = { verified: boolean }
type NamedFile = { name: string; bytes: Uint8Array }

/** The stand-alone verifier, so that both say the same. */
const cutoffVerifier = (): Promise<{
  verifyCutoffs: (given: {
    cutoffs: NamedFile[]
    jwks: { keys: object[] }
    fingerprint?: string
    files?: NamedFile[]
    annexes?: NamedFile
  }) => Promise<CutoffVerdict>
  linesOf: (verdict: CutoffVerdict) => string[]
  jwksOf: (bytes: Uint8Array) => { keys: object[] }
  toldBy: (error: unknown) => string
}> => import(new URL('../verifiers/cutoff.mjs', import.meta.url).href)

const named = (name: string): NamedFile => ({ name, bytes: readFileSync(name) })

cutoff
  .command('verify <files...>')
  .description('verify sealed cut-offs (….lne.json), one or a chain, without the service')
  .option('--keys <file>', 'public keys (JWKS); those of the keys file otherwise')
  .option(
    '--fingerprint <hex...>',
    'fingerprint of the key that seals, from outside of the service',
  )
  .option('--files <files...>', 'reports and tables of the cut-offs')
  .option('--annexes <file>', 'annexes of a cut-off')
  .option('--json', 'print the result as JSON')
  .action(
    async (
      files: string[],
      options: {
        keys?: string
        fingerprint?: string[]
        files?: string[]
        annexes?: string
        json?: boolean
      },
    ) => {
      const { verifyCutoffs, linesOf, toldBy } = await cutoffVerifier()
      try {
        const verdict = await verifyCutoffs({
          cutoffs: files.map(named),
          jwks: await publicKeys(options.keys),
          fingerprint: options.fingerprint?.join(' '),
          files: options.files?.map(named),
          annexes: options.annexes === undefined ? undefined : named(options.annexes),
        })
        console.log(options.json ? JSON.stringify(verdict, null, 2) : linesOf(verdict).join('\n'))
        process.exitCode = verdict.verified ? 0 : 1
      } catch (error) {
        // As the verifier by itself ends: what cannot be read is not what is wrong.
        console.error(toldBy(error))
        process.exitCode = 2
      }
    },
  )

type Verdict = { entries: number; heads: number; covered: number; problems: string[] }

/** The stand-alone verifier, so that both say the same. */
const verifier = (): Promise<{
  verifyAudit: (
    lines: AsyncIterable<string>,
    heads: Iterable<string>,
    jwks: { keys: object[] },
  ) => Promise<Verdict>
  signedPart: (found: Verdict) => string
}> => import(new URL('../verifiers/audit.mjs', import.meta.url).href)

/** The public keys of the service: from a file, or of the keys file of this installation. */
async function publicKeys(file: string | undefined): Promise<{ keys: object[] }> {
  if (file) return (await cutoffVerifier()).jwksOf(readFileSync(file))
  return { keys: await publicJwks(readKeys(keysPath())) }
}

const audit = program.command('audit').description('the audit log and its proofs')

audit
  .command('export <file>')
  .description('write the log to a file that the verifier reads')
  .action(async (file: string) => {
    await asOwner(async (owner) => {
      // First, so that no copy is made that the log does not know of.
      await enter(owner, readKeys(keysPath()), 'lne audit export')
      let lines = 0
      const text = async function* () {
        for await (const line of exportLog(owner)) {
          lines += 1
          yield `${line}\n`
        }
      }
      await pipeline(text, createWriteStream(file, { mode: 0o600 })).catch((error: Error) => {
        throw new Error(`The log is not exported to ${file}: ${error.message}`)
      })
      console.error(`${lines} lines written to ${file}`)
    })
  })

audit
  .command('verify')
  .description('verify the log in the database against its signed heads')
  .option('--heads <file>', 'heads copied out of the database (AUDIT_HEADS_FILE)')
  .option('--keys <file>', 'public keys (JWKS); those of the keys file otherwise')
  .option('--json', 'print the result as JSON')
  .action(async (options: { heads?: string; keys?: string; json?: boolean }) => {
    const { verifyAudit, signedPart } = await verifier()
    const { AUDIT_HEADS_FILE, LNE_DATA_DIR } = settings()
    const file = options.heads ?? AUDIT_HEADS_FILE ?? `${LNE_DATA_DIR}/audit-heads.jsonl`
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    const heads = lines.filter((line) => line.trim() !== '')
    if (options.heads && heads.length === 0) throw new Error(`There are no heads at ${file}`)
    if (heads.length === 0) {
      console.error('Without heads kept outside of the database its end can be cut off unseen.')
    }
    const result = await asOwner(async (owner) => {
      const found = await verifyAudit(exportLog(owner), heads, await publicKeys(options.keys))
      return { ...found, problems: [...found.problems, ...(await wrongColumns(owner))] }
    })
    if (options.json) console.log(JSON.stringify(result, null, 2))
    else {
      for (const problem of result.problems) console.log(problem)
      console.log(
        result.problems.length === 0
          ? `The log holds: ${result.heads} heads; ${signedPart(result)}`
          : `The log does NOT hold: ${result.problems.length} problems`,
      )
    }
    process.exitCode = result.problems.length === 0 ? 0 : 1
  })

program
  .command('keys')
  .description('keys of the installation')
  .addCommand(
    new Command('show')
      .description('print the public keys that seal and sign the log, with their fingerprints')
      .action(async () => {
        const { auditPairs, sealingPairs } = readKeys(keysPath())
        for (const pair of [...sealingPairs, ...auditPairs]) {
          console.log(`${pair.id}  ${await fingerprintOf(pair)}`)
        }
      }),
  )
  .addCommand(
    new Command('create')
      .argument('<file>')
      .description('make a keys file for production, or add the uses that an older one lacks')
      .action((file: string) => {
        createKeysFile(file, false)
        console.error(`${file} holds every key of a service; keep a copy where no database copy is`)
      }),
  )
  .addCommand(
    new Command('add')
      .description('add a key that is not in use yet: first step of a rotation')
      .addOption(keyUse())
      .action(({ use }: { use: Use }) => {
        if (use !== 'encryption') {
          const id = addSigningKey(keysPath(), use)
          console.error(`Key ${id} is in ${keysPath()}. Restart every instance, so that each`)
          console.error(`publishes it, then run \`lne keys use --use ${use}\`.`)
          return
        }
        const version = addEncryptionKey(keysPath())
        console.error(`Encryption key ${version} is in ${keysPath()}. Restart every instance, then`)
        console.error('run `lne keys use`.')
      }),
  )
  .addCommand(
    new Command('use')
      .description('use the newest key from the next start on: second step of a rotation')
      .addOption(keyUse())
      .action(({ use }: { use: Use }) => {
        if (use !== 'encryption') {
          console.error(`Key ${signWithNewestKey(keysPath(), use)} signs from the next start on.`)
          console.error('Restart every instance. Leave the others where they are: they verify.')
          return
        }
        const version = encryptWithNewestKey(keysPath())
        console.error(`Encryption key ${version} is first. Restart every instance, then run`)
        console.error('`lne keys rotate`.')
      }),
  )
  .addCommand(
    new Command('rotate')
      .description(
        'encrypt with the first key what older ones encrypted; can be stopped and repeated',
      )
      .action(async () => {
        const keys = readKeys(keysPath())
        // First: one that is stopped has begun.
        await asOwner((owner) => enter(owner, keys, 'lne keys rotate'))
        const { rows } = await rotateWithProgress(ownerUrl(), keys)
        console.error(`${rows} rows encrypted with the key in use`)
        const { written, damaged } = await asOwner((owner) =>
          rotateDocuments(owner, keys, openDocumentStore(settings())),
        )
        console.error(`${written} documents encrypted with the key in use`)
        if (damaged.length === 0) return
        console.error(`These documents are missing or damaged:\n${damaged.join('\n')}`)
        process.exitCode = 1
      }),
  )

try {
  await program.parseAsync()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
