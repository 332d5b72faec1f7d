/** `npm run demo`: a PostgreSQL, INE's published figures, invented people, the service, and tokens. */
import cliProgress from 'cli-progress'
import { signDevelopmentToken, type TokenRequest } from '../access/development-tokens.ts'
import { type Config, parseConfig } from '../platform/config.ts'
import { fingerprintOf } from '../platform/jws.ts'
import type { Keys } from '../platform/keys.ts'
import { type Provisioned, provision, setClock } from '../platform/provision.ts'
import { keysOf, runService, stopWithNpm } from '../service.ts'
import { fillDemo } from './fill.ts'

/** The demo lives on the day after INE's published cut. */
const DEMO_NOW = '2023-12-01T06:00:00Z'

const say = (text: string): void => console.log(text)

/** Fills the demo, telling how far it has come. */
async function loadDemo(config: Config, keys: Keys, provisioned: Provisioned): Promise<void> {
  let bar: cliProgress.SingleBar | undefined
  await fillDemo(provisioned, keys, {
    begin: () => {
      say('Cargando la población de la demostración (51,185 solicitudes inventadas) …')
      bar = new cliProgress.SingleBar(
        {
          format: '  [{bar}] {percentage} % · {value} de {total} movimientos',
          hideCursor: true,
        },
        cliProgress.Presets.shades_classic,
      )
      bar.start(1, 0)
    },
    progress: (done, total) => {
      bar?.setTotal(total)
      bar?.update(done)
      // Where nobody looks the bar draws nothing: a line, whenever more is in.
      if (!process.stderr.isTTY) say(`  ${done} de ${total} movimientos`)
    },
    publicUrl: config.PUBLIC_URL,
  })
  if (!bar) return
  bar.stop()
  await setClock(provisioned.ownerUrl, config.LNE_NOW ?? DEMO_NOW)
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
  Tablero        ${address}/tablero   (pide uno de los tokens)
  API            ${address}/v1
  Documentación  ${address}/docs
  GraphiQL       ${address}/graphiql
  Salud          ${address}/health/ready

Huella de la clave que sella los cortes (docs/partidos.md):
  ${await fingerprintOf(keys.sealing)}

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
stopWithNpm()
let provisioned: Provisioned | undefined
try {
  const { HOST = '127.0.0.1', PORT = '3000' } = process.env
  const config = parseConfig({
    LNE_NOW: DEMO_NOW,
    LOG_LEVEL: 'warn',
    // A port that is not chosen yet is in no address.
    ...(PORT !== '0' && { PUBLIC_URL: `http://${HOST}:${PORT}` }),
    ...process.env,
  })
  if (config.NODE_ENV === 'production' || config.JWT_ISSUER) {
    throw new Error('La demostración no corre en producción ni con un emisor externo de tokens')
  }
  say('Preparando PostgreSQL …')
  let stopping = false
  // Until the service runs and stops by itself, a signal stops the database, as soon as there is one.
  const stopEarly = () => {
    stopping = true
    void provisioned?.stop().finally(() => process.exit(130))
  }
  process.once('SIGINT', stopEarly).once('SIGTERM', stopEarly)
  provisioned = await provision(config, (message) => say(`  ${message}`))
  if (stopping) {
    await provisioned.stop()
    process.exit(130)
  }
  const keys = keysOf(config)
  await loadDemo(config, keys, provisioned)
  process.off('SIGINT', stopEarly).off('SIGTERM', stopEarly)
  const { address } = await runService(config, provisioned)
  await printGuide(config, keys, address)
  say(`Listo en ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
} catch (error) {
  console.error((error as Error).message)
  await provisioned?.abandon()
  process.exit(1)
}
