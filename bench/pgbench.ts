/** pgbench, the limit: the same statements with nothing between the client and PostgreSQL. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Asked } from './questions.ts'

const PACKAGED = '/usr/lib/postgresql'

/** The program, in PATH or where distributions put it; undefined where there is none. */
export function findPgbench(): string | undefined {
  const versions = existsSync(PACKAGED) ? readdirSync(PACKAGED) : []
  const packaged = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((v) => join(PACKAGED, v, 'bin'))
  return [...(process.env.PATH ?? '').split(delimiter), ...packaged]
    .map((dir) => join(dir, 'pgbench'))
    .find((path) => existsSync(path))
}

const literal = (value: unknown): string =>
  typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`

/**
 * A statement as a script: its values as literals, the folio as one of many by a random number,
 * and its text without what pgbench would take for one of its variables (`:MI` in a pattern).
 */
export function scriptOf({ text, values }: Asked, folios: readonly string[] = []): string {
  const given = text
    .replace(/:([A-Z])/g, `:' || '$1`)
    .replace(/\$(\d+)/g, (_, place: string) =>
      folios.length > 0 && place === '1'
        ? `(array[${folios.map(literal).join(', ')}])[:n]`
        : literal(values[Number(place) - 1]),
    )
  return `\\set n random(1, ${Math.max(folios.length, 1)})\n${given.trim()};\n`
}

/** Runs a script with prepared statements for some seconds. */
export async function runPgbench(
  program: string,
  url: string,
  script: string,
  options: { seconds: number; connections: number; signal: AbortSignal },
): Promise<{ requests: number; seconds: number; errors: number }> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const folder = mkdtempSync(join(tmpdir(), 'lne-pgbench-'))
  try {
    const file = join(folder, 'script.sql')
    writeFileSync(file, script)
    const clients = String(options.connections)
    const args = ['-n', '-M', 'prepared', '-c', clients, '-j', '1', '-T', String(options.seconds)]
    const where = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)]
    const child = spawn(program, [...args, '-f', file, ...where], {
      env: { ...process.env, PGPASSWORD: decodeURIComponent(password), LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: options.signal,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    const [code] = await once(child, 'close')
    const requests = Number(/transactions actually processed: (\d+)/.exec(output)?.[1])
    const tps = Number(/tps = ([\d.]+)/.exec(output)?.[1])
    if (code !== 0 || !requests || !tps) throw new Error(`pgbench failed:\n${output}`)
    // Without the time that it takes to connect.
    return { requests, seconds: requests / tps, errors: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
