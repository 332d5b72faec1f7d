/** `npm run demo`: a PostgreSQL, INE's published figures, invented people, the service, and tokens. */
import cliProgress from 'cli-progress'
import pg from 'pg'
import { signDevelopmentToken, type TokenRequest } from '../access/development-tokens.ts'
import { jobScope } from '../access/policy.ts'
import { CatalogueReader } from '../catalogues/reader.ts'
import { seal } from '../cutoffs/seal.ts'
import { addMilliseconds, dateAt, endOfDay, fortnightEnds } from '../platform/calendar.ts'
import { type Config, parseConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import type { Keys } from '../platform/keys.ts'
import { type Provisioned, provision, setClock } from '../platform/provision.ts'
import { keysOf, runService } from '../service.ts'
import { loadPopulation } from './load.ts'
import { demoPopulation } from './population.ts'

const PROCESS = '2023-2024'
/** The demo lives on the day after INE's published cut. */
const DEMO_NOW = '2023-12-01T06:00:00Z'

const ANALYZE = 'analyze movements, inscription_requests, counters, birthday_counters'

const say = (text: string): void => console.log(text)

/** Loads the demo population, with a cut-off sealed at each fortnight as it is reached. */
async function loadDemo(config: Config, keys: Keys, provisioned: Provisioned): Promise<void> {
  const owner = new pg.Client({ connectionString: provisioned.ownerUrl })
  // A stop while loading closes the server first; that is no failure.
  owner.on('error', () => {})
  await owner.connect()
  const db = openDatabase(provisioned.appUrl, { size: 2, statementTimeoutMs: 60_000 })
  try {
    const { rows } = await owner.query(
      `select (select count(*)::int from cutoffs where status = 'SEALED') as sealed`,
    )
    const dates = fortnightEnds('2023-09-15', '2023-11-30')
    if (rows[0]?.sealed >= dates.length) return
    say('Cargando la población de la demostración (51,185 solicitudes inventadas) …')
    const bar = new cliProgress.SingleBar(
      {
        format: '  [{bar}] {percentage} % · {value} de {total} movimientos',
        noTTYOutput: true,
        notTTYSchedule: 2_000,
        hideCursor: true,
      },
      cliProgress.Presets.shades_classic,
    )
    bar.start(1, 0)
    const catalogues = new CatalogueReader(db)
    await loadPopulation(provisioned.ownerUrl, keys, PROCESS, demoPopulation(), {
      milestones: dates.map(endOfDay),
      atMilestone: async (instant) => {
        const date = dateAt(addMilliseconds(instant, -1))
        // What was just loaded has no statistics yet, and plans made without them are slow.
        await owner.query(`set default_statistics_target = 10`)
        await owner.query(ANALYZE)
        await seal(db, jobScope(), catalogues, { process: PROCESS, date, approvedBy: null })
      },
      progress: (done, total) => {
        bar.setTotal(total)
        bar.update(done)
      },
    })
    bar.stop()
    await owner.query('reset default_statistics_target')
    await owner.query(ANALYZE)
    await setClock(provisioned.ownerUrl, config.LNE_NOW ?? DEMO_NOW)
  } finally {
    await owner.end()
    await db.end()
  }
}

/** Tokens to try each role; three persons for the acts of two. */
const PERSONAS: TokenRequest[] = [
  { role: 'srve' },
  { role: 'inetel_agent', subject: 'ines' },
  { role: 'derfe_reviewer', subject: 'rafael' },
  { role: 'derfe_admin', subject: 'ana' },
  { role: 'derfe_admin', subject: 'beatriz' },
  { role: 'derfe_admin', subject: 'carlos' },
  { role: 'derfe_analyst', subject: 'daniel' },
  { role: 'utsi' },
  { role: 'deoe' },
  { role: 'ine_viewer', subject: 'elena' },
  { role: 'opl', subject: 'olivia', entity: '09' },
  { role: 'party', subject: 'pablo', party: 'PARTIDO_A' },
  { role: 'party_reviewer', subject: 'pilar', party: 'PARTIDO_A' },
  { role: 'auditor', subject: 'aurora' },
]

/** What each role can see at once, as arguments of curl. */
const FIRST_LOOK: Partial<Record<TokenRequest['role'], string>> = {
  srve: '/v1/inscription-requests?limit=1',
  derfe_reviewer: '/v1/inscription-requests?status=IN_ANALYSIS&limit=1',
  derfe_admin: '/v1/cutoffs',
  derfe_analyst: '/v1/aggregates/review?validAsOf=2023-11-30',
  ine_viewer: '/v1/aggregates/countries?format=csv',
  opl: '/v1/inscription-requests?limit=2',
  party: '/v1/cutoffs/2023-11-30?table=entities&format=csv',
  party_reviewer: '/v1/cutoffs',
  auditor: '/v1/aggregates/entities?status=COMPLIES',
}

async function printGuide(config: Config, keys: Keys, address: string): Promise<void> {
  say(`
  API            ${address}/v1
  Documentación  ${address}/docs
  GraphiQL       ${address}/graphiql
  Salud          ${address}/health/ready

Un token por rol, bueno por 12 horas, y una línea para probarlo:
`)
  for (const persona of PERSONAS) {
    const token = await signDevelopmentToken(keys, config.JWT_AUDIENCE, persona)
    const path = FIRST_LOOK[persona.role] ?? '/v1/catalogues/processes'
    say(`# ${persona.role}${persona.subject ? ` (${persona.subject})` : ''}`)
    say(
      `curl -s '${address}${path}' -H 'Purpose: Demostraci%C3%B3n' -H 'Authorization: Bearer ${token}'\n`,
    )
  }
  say('Ctrl-C detiene el servicio y su base de datos.')
}

const startedAt = performance.now()
try {
  const config = parseConfig({ LNE_NOW: DEMO_NOW, LOG_LEVEL: 'warn', ...process.env })
  if (config.NODE_ENV === 'production' || config.JWT_ISSUER) {
    throw new Error('La demostración no corre en producción ni con un emisor externo de tokens')
  }
  say('Preparando PostgreSQL …')
  const provisioned = await provision(config, (message) => say(`  ${message}`))
  const stopEarly = () => {
    void provisioned.stop().finally(() => process.exit(130))
  }
  process.once('SIGINT', stopEarly).once('SIGTERM', stopEarly)
  const keys = keysOf(config)
  await loadDemo(config, keys, provisioned)
  process.off('SIGINT', stopEarly).off('SIGTERM', stopEarly)
  const { address } = await runService(config, provisioned)
  await printGuide(config, keys, address)
  say(`Listo en ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
