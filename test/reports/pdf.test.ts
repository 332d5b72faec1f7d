/** The report to print: the sealed numbers on every page, and the same bytes at any time. */
import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import t from 'tap'
import { contentOf } from '../../src/cutoffs/seal.ts'
import { pdfOf } from '../../src/reports/pdf.ts'
import { startDemo } from '../helpers/demo.ts'
import { reportsOf } from '../helpers/reports.ts'

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** What each page writes, in the order in which it is written. */
function pagesOf(pdf: Buffer): string[][] {
  const file = pdf.toString('latin1')
  const streams = [...file.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n(.*?)\nendstream/gs)].map(
    ([, bytes]) => inflateSync(Buffer.from(bytes as string, 'latin1')).toString('latin1'),
  )
  return streams
    .map((content) =>
      [...content.matchAll(/\[(.*?)\] TJ/g)].map(([, parts]) =>
        [...(parts as string).matchAll(/<([0-9a-f]+)>/g)]
          .map(([, hex]) => Buffer.from(hex as string, 'hex').toString('latin1'))
          .join(''),
      ),
    )
    .filter((texts) => texts.length > 0)
}

t.test('the report of the published cut-off, to print', async (t) => {
  const reports = reportsOf(await startDemo(t))
  const { content, digest, bytes, manifest } = await reports('2023-11-30', 'pdf')
  const former = contentOf((await reports('2023-11-15', 'pdf')).content)
  const sealed = contentOf(content)
  const { tables } = sealed
  const pages = pagesOf(bytes)
  const count = new Intl.NumberFormat('es-MX')
  const lineOf = (label: string, numbers: number[]): string =>
    [label, ...numbers.map((n) => count.format(n))].join('|')
  const all = pages.map((texts) => texts.join('|')).join('|')

  t.test('is one of the forms that the manifest names, and a PDF', async (t) => {
    const name = `informe_2023-11-30_${digest.slice(0, 8)}.pdf`
    const form = manifest.forms.find((one: { name: string }) => one.name === name)
    t.match(form, { sha256: sha256(bytes), bytes: bytes.length, mediaType: 'application/pdf' })
    t.match(bytes.subarray(0, 9).toString('latin1'), /^%PDF-1\.7/)
    const file = bytes.toString('latin1')
    t.match(file, '/Lang (es-MX)')
    t.match(file, '(D:20231201060000Z)')
    t.match(file, `(${digest})`)
    t.match(file.slice(-10), /%%EOF\s*$/)
  })

  t.test('is made of the content alone, at any time', async (t) => {
    const again = await pdfOf(sealed, digest, former)
    t.equal(sha256(again), sha256(bytes), 'as it was when the cut-off was sealed')
    const alone = pagesOf(await pdfOf(sealed, digest, undefined))
    t.notOk(alone.flat().includes('COMPARATIVO CON EL CORTE ANTERIOR'))
    t.ok(pages.flat().includes('COMPARATIVO CON EL CORTE ANTERIOR'))
  })

  t.test('every page has its number, the digest and how to verify it', async (t) => {
    t.ok(pages.length > 8)
    for (const [index, texts] of pages.entries()) {
      const place = `Página ${index + 1} de ${pages.length}`
      t.ok(texts.includes(`Cifras preliminares e informativas \u0096 ${place}`), place)
      t.ok(
        texts.includes(`SHA-256 ${digest} · verificar en /v1/cutoffs/2023-11-30/manifest`),
        place,
      )
    }
  })

  t.test('has the sealed numbers', async (t) => {
    const age = new Intl.NumberFormat('es-MX', { minimumFractionDigits: 2 })
    for (const table of [tables.entities, tables.entitiesComplying, tables.countries]) {
      for (const row of [...table.rows, { ...table.total, label: 'TOTAL', averageAge: null }]) {
        const { medium, credentialType, modality, sex } = row
        // biome-ignore format: in the order of the headings
        const line = lineOf(row.label, [
          row.total, medium.INETEL, medium.SRVE, credentialType.CPVE, credentialType.CPV,
          modality.ELECTRONIC, modality.POSTAL, modality.IN_PERSON, sex.H, sex.M,
        ])
        const value = row.averageAge?.value
        t.ok(all.includes(value ? `${line}|${age.format(value)}` : line), line)
      }
    }
    for (const row of [...tables.review.rows, { ...tables.review.total, label: 'TOTAL' }]) {
      const { received, initialCheck, forAnalysis, complies, subsane, inAnalysis, inadmissible } =
        row
      const numbers = [
        ...[received, initialCheck, forAnalysis],
        ...[complies, subsane, inAnalysis, inadmissible],
      ]
      const line = lineOf(row.label, numbers)
      t.ok(all.includes(line), line)
    }
    const { countryEntity } = tables
    for (const row of [...countryEntity.rows, { ...countryEntity.total, label: 'TOTAL' }]) {
      const line = lineOf(row.label, [row.total, ...row.cells.map(({ total }) => total)])
      t.ok(all.includes(line), line)
    }
    for (const { reason, label, total } of tables.reasons.rows) {
      t.ok(all.includes(`${reason}|${label}|${count.format(total)}`), label)
    }
    const was = former.tables.entities.total.total
    t.ok(all.includes(`Nacional|${lineOf('TOTAL', [was, 51_185])}|+${count.format(51_185 - was)}`))
    t.ok(all.includes(lineOf('TOTAL', [51_185])))
    t.ok(all.includes(lineOf('TOTAL', [43_444])))
  })
})
