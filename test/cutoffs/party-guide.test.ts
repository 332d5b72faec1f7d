import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { fingerprintOf } from '../../src/platform/jws.ts'
import { startDemo } from '../helpers/demo.ts'

const root = process.cwd()

/** The commands of a page, block by block. */
const blocksOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(
    ([, block = '']) => block,
  )

t.test("a party's fortnight works as it is pasted", async (t) => {
  const demo = await startDemo(t)
  const token = await demo.token({ role: 'party', party: 'PARTIDO_A' })
  const [first, ...blocks] = blocksOf('docs/partidos.md')
  t.match(first, /API=.*\nTOKEN=.*\nHUELLA=/, 'all three are those of the demonstration')
  t.ok(blocks.length >= 7, `${blocks.length} blocks`)

  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'party-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  // As in the project's folder, but that what is made stays apart.
  const script = [
    'set -euo pipefail',
    `ln -s '${join(root, 'verifiers')}' '${folder}/verifiers' && cd '${folder}'`,
    `API=${demo.address} TOKEN=${token} HUELLA='${await fingerprintOf(demo.keys.sealing)}'`,
    ...blocks.map((block, index) => `echo "== ${index}"\n${block}`),
  ].join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  const answers = stdout.split(/^== \d+\n/m).slice(1)
  t.equal(answers.length, blocks.length)
  t.match(answers[1], /^2023-11-30 SEALED [0-9a-f]{64}$/m, 'the list')
  t.match(answers[3], /corte del 2023-11-15, 42887[\s\S]*corte del 2023-11-30, 51185/)
  for (const at of [3, 4, 6]) t.match(answers[at], /^VERIFICADO: /m, `block ${at}`)
  t.match(answers[5], /opening/, 'the difference')
})
