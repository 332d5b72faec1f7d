import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { demoKeysFile, startDemo } from '../helpers/demo.ts'

const root = process.cwd()

/** The commands of a page, block by block. */
const blocksOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(
    ([, block = '']) => block,
  )

t.test("a party's fortnight works as it is pasted", async (t) => {
  const demo = await startDemo(t)
  const [first = '', ...blocks] = blocksOf('docs/partidos.md')
  t.match(first, /^API=http:\/\/127\.0\.0\.1:3000\n/, 'where the demonstration is')
  t.ok(blocks.length >= 7, `${blocks.length} blocks`)

  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'party-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  // As in the project's folder, but that what is made stays apart, and the port is another one.
  const script = [
    'set -euo pipefail',
    `export LNE_KEYS_FILE='${demoKeysFile()}'`,
    first.replace(/^API=.*/, `API=${demo.address}`),
    `ln -s '${join(root, 'verifiers')}' '${folder}/verifiers' && cd '${folder}'`,
    ...blocks.map((block, index) => `echo "== ${index}"\n${block}`),
  ].join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  t.match(
    readFileSync(join(root, '.gitignore'), 'utf8'),
    /^cortes\/$/m,
    "what is made in the folder is nobody else's",
  )
  const answers = stdout.split(/^== \d+\n/m).slice(1)
  t.equal(answers.length, blocks.length)
  t.match(answers[1], /^2023-11-30 SEALED [0-9a-f]{64}$/m, 'the list')
  t.match(answers[3], /corte del 2023-11-15, 42887[\s\S]*corte del 2023-11-30, 51185/)
  for (const at of [3, 4, 6]) t.match(answers[at], /^VERIFICADO: /m, `block ${at}`)
  t.match(answers[5], /opening/, 'the difference')
})
