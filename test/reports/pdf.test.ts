/** The report on paper: every sealed number of its tables, and the same bytes at any time. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { contentOf } from '../../src/cutoffs/schemas.ts'
import { pdfOf } from '../../src/reports/pdf.ts'
import { startDemo } from '../helpers/demo.ts'
import { linesOf, structureOf } from '../helpers/paper.ts'
import { reportsOf } from '../helpers/reports.ts'

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Numbers as Mexico writes them, by hand: 51,185. */
const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
const signed = (n: number): string => (n > 0 ? '+' : n < 0 ? '-' : '') + count(Math.abs(n))

t.test('the document of the published cut-off', async (t) => {
  const reports = reportsOf(await startDemo(t))
  const { content, digest, bytes, manifest } = await reports('2023-11-30', 'pdf')
  const formerContent = (await reports('2023-11-15', 'pdf')).content
  const sealed = contentOf(content)
  const former = contentOf(formerContent)
  const { tables } = sealed
  const pages = linesOf(bytes)
  const lines = pages.flat()
  /** Lines of a table one after another, after the place where the last one ended. */
  let at = 0
  const follows = (texts: string[], from: number): number => {
    for (let start = from; start < lines.length; start++) {
      if (texts.every((text, index) => lines[start + index] === text)) return start + texts.length
    }
    return -1
  }
  const section = (title: string): void => {
    at = lines.indexOf(title)
  }
  const has = (texts: string[]): boolean => {
    const next = follows(texts, at)
    if (next !== -1) at = next
    return next !== -1
  }

  t.test('is one of the forms that the manifest names', async (t) => {
    const name = `informe_2023-11-30_${digest.slice(0, 8)}.pdf`
    const form = manifest.forms.find((one) => one.name === name)
    t.match(form, {
      mediaType: 'application/pdf',
      sha256: sha256(bytes),
      bytes: bytes.length,
    })
    t.equal(bytes.toString('latin1', 0, 8), '%PDF-1.7')
  })

  t.test('is made of the content alone, at any time', async (t) => {
    const again = await pdfOf(sealed, digest, former)
    t.equal(sha256(again), sha256(bytes), 'as it was when the cut-off was sealed')
    const text = bytes.toString('latin1')
    const dates = [...text.matchAll(/D:(\d{14})/g)].map(([, date]) => date)
    t.same([...new Set(dates)], ['20231201060000'])
    const published = linesOf(await pdfOf(sealed, digest, former, 'https://lne.example')).flat()
    t.ok(published.includes('https://lne.example/tablero/cortes/2023-11-30'), 'where to verify')
    const other = await pdfOf({ ...sealed, process: '2026-2027' }, digest, former)
    t.not(sha256(other), sha256(bytes))
  })

  t.test('can be read aloud', async (t) => {
    const text = bytes.toString('latin1')
    t.match(text, '/Lang (es-MX)')
    t.match(text, '/Marked true')
    t.match(text, '/DisplayDocTitle true')
    const structure = structureOf(bytes)
    const sections = 10
    t.equal(structure.get('H1'), 1)
    t.equal(structure.get('H2'), sections - 1)
    t.equal(structure.get('Sect'), sections)
    t.equal(structure.get('Table'), 7)
    t.equal(structure.get('Figure'), 2)
    const cells = tables.countryEntity.rows.length * 33
    t.ok((structure.get('TD') ?? 0) > cells, 'every number is a cell')
  })

  t.test('the cover tells what it is of', async (t) => {
    const cover = pages.find((page) => page.includes('Residentes en el Extranjero')) ?? []
    for (const wanted of [
      '51,185',
      '43,444',
      '464',
      '7,259',
      digest,
      '/tablero/cortes/2023-11-30',
      'Informe al 30 de noviembre de 2023, 24:00 (hora del centro)',
      'Cifras preliminares e informativas.',
    ]) {
      t.ok(cover.includes(wanted), wanted)
    }
    const change = tables.review.total.received - former.tables.review.total.received
    t.ok(cover.includes(`${signed(change)} desde el 15/11/2023`))
  })

  for (const [title, table] of [
    ['POR ENTIDAD', tables.entities],
    ['POR ENTIDAD · SOLICITUDES QUE CUMPLEN', tables.entitiesComplying],
    ['POR PAÍS DE RESIDENCIA', tables.countries],
  ] as const) {
    t.test(`${title}: every sealed number`, async (t) => {
      section(title)
      for (const row of [...table.rows, { ...table.total, label: 'TOTAL' }]) {
        const { total, medium, credentialType, modality, sex, averageAge } = row
        const counts = [
          total,
          medium.INETEL,
          medium.SRVE,
          credentialType.CPVE,
          credentialType.CPV,
          modality.ELECTRONIC,
          modality.POSTAL,
          modality.IN_PERSON,
          sex.H,
          sex.M,
        ].map(count)
        const age = row.label === 'TOTAL' ? [] : [averageAge?.value?.toFixed(2) ?? '']
        t.ok(has([row.label, ...counts, ...age]), row.label)
      }
    })
  }

  t.test('countries by entity', async (t) => {
    section('PAÍS DE RESIDENCIA POR ENTIDAD')
    const { columns, rows, total } = tables.countryEntity
    t.ok(has(['PAÍS', 'TOTAL', ...columns.map(({ abbreviation }) => abbreviation)]))
    for (const row of [...rows, { ...total, label: 'TOTAL' }]) {
      const numbers = [row.total, ...row.cells.map((cell) => cell.total)].map(count)
      t.ok(has([row.label, ...numbers]), row.label)
    }
  })

  t.test('the review', async (t) => {
    section('ANÁLISIS DE LA SITUACIÓN REGISTRAL Y JURÍDICA')
    for (const row of [...tables.review.rows, { ...tables.review.total, label: 'TOTAL' }]) {
      const { received, initialCheck, forAnalysis, complies, subsane, inAnalysis, inadmissible } =
        row
      const numbers = [
        received,
        initialCheck,
        forAnalysis,
        complies,
        subsane,
        inAnalysis,
        inadmissible,
      ]
      t.ok(has([row.label, ...numbers.map(count), 'Sí']), row.label)
    }
  })

  t.test('the comparison with the former cut-off', async (t) => {
    section('COMPARATIVO CON EL CORTE ANTERIOR')
    const was = former.tables.entities.rows
    for (const [index, { label, total }] of tables.entities.rows.entries()) {
      const before = was[index]?.total ?? 0
      const share = `${((100 * (total - before)) / before).toFixed(1)} %`
      const change = total - before
      t.ok(has(['Entidad', label, count(before), count(total), signed(change), share]), label)
    }
    for (const { country, label, total } of tables.countries.rows) {
      const row = former.tables.countries.rows.find((one) => one.country === country)
      t.ok(has(['País', label, count(row?.total ?? 0), count(total)]), label)
    }
  })

  t.test('the grounds', async (t) => {
    section('CAUSALES')
    for (const { reason, label, total } of tables.reasons.rows) {
      t.ok(has([reason, label, count(total)]), reason)
    }
  })

  t.test('every page says which it is, and every letter is there', async (t) => {
    const said = pages.map((page) => page.find((line) => line.startsWith('Página ')))
    const wanted = pages.map((_, index) => `Página ${index + 1} de ${pages.length}`)
    t.same(new Set(said), new Set(wanted))
    t.notOk(lines.some((line) => line.includes('\u0000')))
  })

  t.test('a first cut-off, of nobody', async (t) => {
    const { countries, countryEntity, daily, reasons, review } = tables
    const none = Object.fromEntries(Object.keys(review.total).map((key) => [key, 0]))
    const nobody = structuredClone({
      ...sealed,
      tables: {
        ...tables,
        countries: { ...countries, rows: [] },
        countryEntity: { ...countryEntity, rows: [] },
        daily: { ...daily, rows: [] },
        reasons: { ...reasons, rows: [] },
        review: { ...review, total: none as typeof review.total },
      },
    })
    const empty = linesOf(await pdfOf(nobody, digest, undefined)).flat()
    t.ok(empty.includes('No hay solicitudes.'))
    t.ok(empty.includes('ninguno: es el primero'))
    t.notOk(empty.includes('COMPARATIVO CON EL CORTE ANTERIOR'))
  })
})
