/** `npm run check`: types, lint, generated files, contracts and migrations are what they should be. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createConfig, formatProblems, lintFromString } from '@redocly/openapi-core'
import { generated } from './generate.ts'
import { refusedLicences } from './licences.ts'
import { secretsIn } from './secrets.ts'

const top = fileURLToPath(new URL('..', import.meta.url))

/** Runs a tool of the project and tells whether it was content. */
function run(tool: string, ...args: string[]): boolean {
  const bin = join(top, 'node_modules', '.bin', tool)
  return spawnSync(bin, args, { cwd: top, stdio: 'inherit' }).status === 0
}

/** Generated files are committed: what is there must be what the code gives today. */
async function generatedFilesAreCurrent(): Promise<boolean> {
  const stale = Object.entries(await generated()).filter(([path, content]) => {
    try {
      return readFileSync(join(top, path), 'utf8') !== content
    } catch {
      return true
    }
  })
  for (const [path] of stale) console.error(`${path} is not current: run \`npm run generate\``)
  return stale.length === 0
}

/** The REST contract passes the recommended rules of Redocly. */
async function contractIsSound(): Promise<boolean> {
  const config = await createConfig({
    extends: ['recommended'],
    rules: { 'operation-4xx-response': 'error', 'no-unused-components': 'error' },
  })
  const source = readFileSync(join(top, 'openapi.yaml'), 'utf8')
  const problems = await lintFromString({ source, absoluteRef: join(top, 'openapi.yaml'), config })
  if (problems.length > 0) {
    formatProblems(problems, { format: 'stylish', version: '', totals: count(problems) })
  }
  return problems.length === 0
}

const count = (problems: { severity: string }[]) => ({
  errors: problems.filter(({ severity }) => severity === 'error').length,
  warnings: problems.filter(({ severity }) => severity === 'warn').length,
  ignored: 0,
})

/** A migration made now would be empty: migrations/ says all that tables.ts says. */
function migrationsAreCurrent(): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'lne-migrations-'))
  try {
    cpSync(join(top, 'migrations'), copy, { recursive: true })
    const before = readdirSync(copy).length
    const out = spawnSync(
      join(top, 'node_modules', '.bin', 'drizzle-kit'),
      ['generate', '--dialect', 'postgresql', '--schema', './src/tables.ts', '--out', copy],
      { cwd: top, encoding: 'utf8' },
    )
    const current = out.status === 0 && readdirSync(copy).length === before
    if (!current) console.error(`migrations/ is not current: ${out.stdout}${out.stderr}`)
    return current
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Tells what was found, and whether nothing was. */
function none(found: string[]): boolean {
  for (const one of found) console.error(one)
  return found.length === 0
}

const lockFile = () => JSON.parse(readFileSync(join(top, 'package-lock.json'), 'utf8'))

const CHECKS: [string, () => boolean | Promise<boolean>][] = [
  ['types', () => run('tsc', '--noEmit')],
  ['lint and format', () => run('biome', 'check', '--error-on-warnings')],
  ['generated files', generatedFilesAreCurrent],
  ['OpenAPI', contractIsSound],
  ['migrations', migrationsAreCurrent],
  ['licences', () => none(refusedLicences(lockFile()))],
  ['no secrets', () => none(secretsIn(top))],
]

let failed = 0
for (const [name, check] of CHECKS) {
  const passed = await check()
  console.log(`${passed ? 'ok' : 'FAILED'}  ${name}`)
  if (!passed) failed += 1
}
console.log(`${CHECKS.length - failed} checks passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
