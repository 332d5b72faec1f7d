/** The report in the programs that people open it with: LibreOffice computes what we wrote. */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { zipSync } from 'fflate'
import t from 'tap'
import { startDemo } from '../helpers/demo.ts'
import { reportsOf } from '../helpers/reports.ts'
import { FORMULA_RESULT, readWorkbook, unzip } from '../helpers/workbook.ts'

const run = promisify(execFile)
const scratch = join(process.env.LNE_TEST_SCRATCH ?? '', 'workbook')
mkdirSync(scratch)

/** LibreOffice with a profile of its own, so that one that is open is left alone. */
async function convert(file: string, format: string): Promise<string> {
  const profile = pathToFileURL(join(scratch, 'profile')).href
  const out = join(scratch, 'converted')
  await run('soffice', [
    `-env:UserInstallation=${profile}`,
    '--headless',
    '--convert-to',
    format,
    '--outdir',
    out,
    join(scratch, file),
  ])
  return join(out, file.replace(/\w+$/, format))
}

/** The same workbook, whose formulas have no results yet. */
function withoutResults(workbook: Buffer): Buffer {
  const parts = [...unzip(workbook)].map(([name, { text }]) => {
    const xml = name.includes('worksheets/') ? text.replace(FORMULA_RESULT, '$1') : text
    return [name, Buffer.from(xml)] as const
  })
  return Buffer.from(zipSync(Object.fromEntries(parts)))
}

t.test('the report of the published cut-off', async (t) => {
  const reports = reportsOf(await startDemo(t))

  t.test('LibreOffice computes the totals that the workbook came with', async (t) => {
    const { bytes } = await reports('2023-11-30', 'xlsx')
    writeFileSync(join(scratch, 'formulas.xlsx'), withoutResults(bytes))
    const stripped = readWorkbook(readFileSync(join(scratch, 'formulas.xlsx')))
    const computed = readWorkbook(readFileSync(await convert('formulas.xlsx', 'xlsx')))
    t.same([...computed.keys()], [...stripped.keys()])
    let formulas = 0
    for (const [name, sheet] of readWorkbook(bytes)) {
      for (const [reference, { formula, value }] of sheet.cells) {
        if (formula === undefined) continue
        formulas++
        t.notOk(stripped.get(name)?.cells.get(reference)?.value, `${name} ${reference}`)
        const found = computed.get(name)?.cells.get(reference)?.value
        const wanted = typeof value === 'number' ? value.toFixed(9) : value
        t.equal(
          typeof found === 'number' ? found.toFixed(9) : found,
          wanted,
          `${name} ${reference}`,
        )
      }
    }
    t.ok(formulas > 500, `${formulas} formulas`)
    const totalOf = (name: string) => computed.get(name)?.cells.get('B38')?.value
    t.same(['Recibidas por entidad', 'Cumplen por entidad'].map(totalOf), [51_185, 43_444])
  })
  t.test('another program reads the report on paper, with its accents', async (t) => {
    const { bytes, digest } = await reports('2023-11-30', 'pdf')
    const file = join(scratch, 'informe.pdf')
    writeFileSync(file, bytes)
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-'])
    const pages = text.split('\f').slice(0, -1)
    for (const [index, page] of pages.entries()) {
      t.match(page, `Página ${index + 1} de ${pages.length}`)
      t.match(page, digest)
    }
    for (const line of [
      'Informe al 30 de noviembre de 2023, 24:00 (hora del centro)',
      /^ *TOTAL +51,185 +14,785 +36,400 +44,629 +6,556 +33,311 +14,924 +2,950 +28,331 +22,854$/m,
      /^ *TOTAL +43,444 /m,
      /^ *Michoacán +3,289 +1,213 +2,076 .* 47\.47$/m,
      /^ *España +2,610 /m,
    ]) {
      t.match(text, line)
    }
    const { stdout: facts } = await run('pdfinfo', [file])
    t.match(facts, /Tagged: +yes/)
    t.match(facts, /Page size: +792 x 612 pts \(letter\)/)
  })
})
