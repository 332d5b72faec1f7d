/** The same sources give the same build, byte for byte, wherever and whenever they are compiled. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'

const top = process.cwd()

/** Copies what the build reads to a folder, and builds it there as others do. */
async function buildIn(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'src']) {
    cpSync(join(top, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'))
  const npm = spawn('npm', ['run', 'build'], {
    cwd: folder,
    // The test runner's own instruments would follow the compiler.
    env: { ...process.env, NODE_OPTIONS: '', _TAPJS_PROCESSINFO_COVERAGE_: '0', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(npm, 'exit')
  if (code !== 0) throw new Error(`The build ended with ${code}`)
}

/** Every file of a folder, with its SHA-256. */
const digestsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name)
        const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
        return [path.slice(folder.length + 1), digest] as const
      })
      .sort(),
  )

t.test('two builds in two folders are the same, byte for byte', async (t) => {
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-build-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const [one, other] = [join(folder, 'one'), join(folder, 'some', 'where', 'else')]
  await buildIn(one, { TZ: 'America/Mexico_City', LANG: 'es_MX.UTF-8' })
  await buildIn(other, { TZ: 'Asia/Tokyo', LANG: 'C' })
  const first = digestsOf(join(one, 'dist'))
  t.ok(first['server.js'], 'the service is there')
  t.notOk(first['demo/main.js'], 'and its demo is not')
  t.comment(`${Object.keys(first).length} files`)
  t.same(digestsOf(join(other, 'dist')), first)
})
