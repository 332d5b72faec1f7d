/** The report as a workbook: INE's layout, and the same numbers as the sealed tables. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { contentOf } from '../../src/cutoffs/schemas.ts'
import { workbookOf } from '../../src/reports/xlsx.ts'
import { startDemo } from '../helpers/demo.ts'
import { reportsOf } from '../helpers/reports.ts'
import { type ReadSheet, readWorkbook, serialOf, unzip } from '../helpers/workbook.ts'

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Every number below a value, in order. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(numbersIn)
}

const sorted = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b)

t.test('the workbook of the published cut-off', async (t) => {
  const running = await startDemo(t)
  const reports = reportsOf(running)
  const { content, digest, bytes, manifest } = await reports('2023-11-30', 'xlsx')
  const former = contentOf((await reports('2023-11-15', 'xlsx')).content)
  const sealed = contentOf(content)
  const { tables } = sealed
  const book = readWorkbook(bytes)
  const sheetOf = (name: string): ReadSheet => {
    const sheet = book.get(name)
    if (!sheet) throw new Error(`No sheet ${name} among ${[...book.keys()]}`)
    return sheet
  }

  t.test('is one of the forms that the manifest names', async (t) => {
    const name = `informe_2023-11-30_${digest.slice(0, 8)}.xlsx`
    const form = manifest.forms.find((one: { name: string }) => one.name === name)
    t.match(form, { sha256: sha256(bytes), bytes: bytes.length })
    t.same(
      [...book.keys()],
      [
        'Portada',
        'Recibidas por entidad',
        'Cumplen por entidad',
        'País por entidad',
        'Análisis jurídico',
        'Serie diaria',
        'Comparativo',
        'Causales',
        'Datos (plano)',
        'Diccionario',
      ],
    )
  })

  t.test('is made of the content alone, at any time', async (t) => {
    const again = await workbookOf(sealed, digest, former)
    t.equal(sha256(again), sha256(bytes), 'as it was when the cut-off was sealed')
    const parts = unzip(bytes)
    t.same(new Set([...parts.values()].map(({ time }) => time)).size, 1)
    t.match(parts.get('docProps/core.xml')?.text, /<dcterms:modified[^>]*>2023-12-01T06:00:00Z</)
    const published = await workbookOf(sealed, digest, former, 'https://lne.example')
    t.match(
      readWorkbook(published).get('Portada')?.row(12)[1],
      'https://lne.example/tablero/cortes/2023-11-30',
      'where it is verified',
    )
    const other = await workbookOf({ ...sealed, process: '2026-2027' }, digest, former)
    t.not(sha256(other), sha256(bytes))
    const alone = readWorkbook(await workbookOf(sealed, digest, undefined))
    t.notOk(alone.has('Comparativo'), 'nothing to compare with')
    t.equal(alone.size, book.size - 1)
  })

  t.test('a cut-off of nobody has no sums of nothing', async (t) => {
    const { countries, countryEntity, daily, reasons } = sealed.tables
    const nobody = structuredClone({
      ...sealed,
      tables: {
        ...sealed.tables,
        countries: { ...countries, rows: [] },
        countryEntity: { ...countryEntity, rows: [] },
        daily: { ...daily, rows: [] },
        reasons: { ...reasons, rows: [] },
      },
    })
    const sheets = readWorkbook(await workbookOf(nobody, digest, undefined))
    for (const name of ['País por entidad', 'Serie diaria', 'Causales']) {
      const formulas = [...(sheets.get(name)?.cells.values() ?? [])].filter((cell) => cell.formula)
      t.same(formulas, [], name)
    }
  })

  t.test('the cover tells what it is of, and how it is verified', async (t) => {
    const texts = [...sheetOf('Portada').cells.values()].map(({ value }) => value)
    for (const wanted of [digest, '2023-2024', serialOf('2023-11-30'), 51_185, 43_444]) {
      t.ok(texts.includes(wanted), `${wanted}`)
    }
    t.match(texts.join('\n'), 'Cifras preliminares e informativas')
    t.match(texts.join('\n'), '/v1/cutoffs/2023-11-30/report')
    t.match(texts.join('\n'), '2023-12-01T06:00:00Z')
  })

  for (const [name, table, total] of [
    ['Recibidas por entidad', tables.entities, 51_185],
    ['Cumplen por entidad', tables.entitiesComplying, 43_444],
  ] as const) {
    t.test(`${name} has INE's layout and the sealed numbers`, async (t) => {
      const sheet = sheetOf(name)
      t.equal(sheet.row(1)[0], 'PANORAMA GENERAL DE LNE-EXTRANJERO')
      t.match(sheet.row(2)[0], /^POR ENTIDAD/)
      const none = null
      // biome-ignore format: a heading is read by rows
      t.same(sheet.row(4), [
        'ENTIDAD', 'TOTAL', 'MEDIO DE REGISTRO', none, 'TIPO DE CPV', none, 'MODALIDAD DE VOTACIÓN', none, none,
        'SOLICITUDES POR SEXO Y EDAD', none, none,
      ])
      // biome-ignore format: a heading is read by rows
      t.same(sheet.row(5), [
        none, none, 'INETEL', 'SRVE', 'EXTRANJERO', 'NACIONAL', 'ELECTRÓNICO POR INTERNET', 'POSTAL', 'PRESENCIAL',
        'HOMBRES', 'MUJERES', 'PROMEDIO DE EDAD',
      ])
      t.same(sheet.merges, ['A4:A5', 'B4:B5', 'C4:D4', 'E4:F4', 'G4:I4', 'J4:L4'])
      t.equal(table.rows.length, 32)
      for (const [index, row] of table.rows.entries()) {
        const { medium, credentialType, modality, sex } = row
        // biome-ignore format: in the order of the headings
        t.same(sheet.row(6 + index), [
          row.label, row.total, medium.INETEL, medium.SRVE, credentialType.CPVE, credentialType.CPV,
          modality.ELECTRONIC, modality.POSTAL, modality.IN_PERSON, sex.H, sex.M, row.averageAge?.value,
        ], row.label)
      }
      const counts = [...'BCDEFGHIJK']
      for (const column of counts) {
        const cell = sheet.cells.get(`${column}38`)
        t.equal(cell?.formula, `SUM(${column}6:${column}37)`)
        t.equal(cell?.format, '#,##0')
      }
      const { medium, credentialType, modality, sex } = table.total
      // biome-ignore format: in the order of the headings
      t.same(sheet.row(38), [
        'TOTAL', total, medium.INETEL, medium.SRVE, credentialType.CPVE, credentialType.CPV,
        modality.ELECTRONIC, modality.POSTAL, modality.IN_PERSON, sex.H, sex.M, none,
      ], 'INE prints no average of all')
      t.equal(sheet.cells.get('L6')?.format, '0.00')
      t.equal(sheet.rows, 38)
    })
  }

  t.test('countries by entity: all of them, with the local elections in pink', async (t) => {
    const sheet = sheetOf('País por entidad')
    const { columns, rows, total } = tables.countryEntity
    t.same(sheet.row(4), ['PAÍS', 'TOTAL', ...columns.map(({ abbreviation }) => abbreviation)])
    for (const [index, row] of [...rows, { ...total, label: 'TOTAL' }].entries()) {
      const cells = row.cells.map((cell) => cell.total)
      t.same(sheet.row(5 + index), [row.label, row.total, ...cells], row.label)
    }
    const fills = [...sheet.cells].filter(([reference]) => /^[A-Z]+4$/.test(reference))
    const pink = fills.filter(([, { fill }]) => fill === 'FBDCEA').map(([, { value }]) => value)
    t.same(pink, ['CHIS', 'CDMX', 'GTO', 'JAL', 'MEX', 'MOR', 'OAX', 'PUE', 'YUC'])
  })

  t.test('the review, with the checks of its lines', async (t) => {
    const sheet = sheetOf('Análisis jurídico')
    const { rows, total } = tables.review
    for (const [index, row] of [...rows, { ...total, label: 'TOTAL' }].entries()) {
      const { received, initialCheck, forAnalysis, complies, subsane, inAnalysis, inadmissible } =
        row
      // biome-ignore format: in the order of the headings
      t.same(sheet.row(6 + index), [
        row.label, received, initialCheck, forAnalysis, complies, subsane, inAnalysis, inadmissible, 'Sí',
      ])
      t.match(sheet.cells.get(`I${6 + index}`)?.formula, /^IF\(AND\(/)
    }
    const checks = [...sheet.cells.values()].filter(({ formula }) => formula?.includes("'!B38"))
    t.same(
      checks.map(({ value }) => value),
      ['Sí', 'Sí'],
    )
  })

  t.test('a line that does not add up says so', async (t) => {
    const broken = structuredClone(sealed)
    const [first] = broken.tables.review.rows
    if (first) first.complies += 1
    broken.tables.review.total.complies += 1
    const sheet = readWorkbook(await workbookOf(broken, digest, former)).get('Análisis jurídico')
    t.equal(sheet?.cells.get('I6')?.value, 'No')
    t.equal(sheet?.cells.get('I7')?.value, 'Sí')
    const checks = [...(sheet?.cells.values() ?? [])].filter(({ formula }) =>
      formula?.includes("'!B38"),
    )
    t.same(
      checks.map(({ value }) => value),
      ['Sí', 'No'],
    )
  })

  t.test('the days, with both cut-offs marked', async (t) => {
    const sheet = sheetOf('Serie diaria')
    for (const [
      index,
      { date, received, cumulative, medium, modality },
    ] of tables.daily.rows.entries()) {
      const mark = ['2023-11-15', '2023-11-30'].includes(date) ? ['Corte'] : [null]
      // biome-ignore format: in the order of the headings
      t.same(sheet.row(6 + index), [
        serialOf(date), received, cumulative, medium.INETEL, medium.SRVE,
        modality.ELECTRONIC, modality.POSTAL, modality.IN_PERSON, ...mark,
      ], date)
    }
    t.equal(sheet.cells.get('A6')?.format, 'dd/mm/yyyy')
    t.equal(sheet.row(6 + tables.daily.rows.length)[1], 51_185)
  })

  t.test('the comparison with the former cut-off', async (t) => {
    const sheet = sheetOf('Comparativo')
    t.same(sheet.row(5).slice(2, 4), ['15/11/2023', '30/11/2023'])
    const lines = Array.from({ length: sheet.rows - 5 }, (_, index) => sheet.row(6 + index))
    const lineOf = (scope: string, label: string) =>
      lines.find(([one, other]) => one === scope && other === label)?.slice(2)
    const expected = (was: number, is: number) => [was, is, is - was, was ? (is - was) / was : '']
    const totalOf = (row: { total: number } | undefined): number => row?.total ?? 0
    t.same(lineOf('Nacional', 'TOTAL'), [
      ...expected(former.tables.entities.total.total, 51_185),
      ...expected(former.tables.entitiesComplying.total.total, 43_444),
    ])
    const all = new Set<string>()
    for (const { country, label, total } of tables.countries.rows) {
      const same = (row: { country: string }) => row.country === country
      t.same(
        lineOf('País', label),
        [
          ...expected(totalOf(former.tables.countries.rows.find(same)), total),
          ...expected(
            totalOf(former.tables.countriesComplying.rows.find(same)),
            totalOf(tables.countriesComplying.rows.find(same)),
          ),
        ],
        label,
      )
      all.add(label)
    }
    const printed = lines.filter(([scope]) => scope === 'País').map(([, label]) => label)
    t.same(new Set(printed), all)
    t.equal(lines.filter(([scope]) => scope === 'Entidad').length, 32)
  })

  t.test('the grounds', async (t) => {
    const sheet = sheetOf('Causales')
    for (const [index, { reason, label, total }] of tables.reasons.rows.entries()) {
      t.same(sheet.row(5 + index).slice(1), [reason, label, total])
    }
    t.equal(sheet.row(5 + tables.reasons.rows.length)[3], tables.reasons.total.total)
  })

  t.test('the long form holds every number of the sealed tables but zeros', async (t) => {
    const sheet = sheetOf('Datos (plano)')
    const lines = Array.from({ length: sheet.rows - 1 }, (_, index) => sheet.row(2 + index))
    const cellsOf = tables.countryEntity.rows.map(({ cells }) => cells)
    for (const [name, rows] of [
      ['Recibidas por entidad', tables.entities.rows],
      ['Cumplen por entidad', tables.entitiesComplying.rows],
      ['Recibidas por país', tables.countries.rows],
      ['Cumplen por país', tables.countriesComplying.rows],
      ['País por entidad', cellsOf],
      ['Análisis por entidad', tables.review.rows],
      ['Análisis por país', tables.reviewByCountry.rows],
      ['Serie diaria', tables.daily.rows],
      ['Causales', tables.reasons.rows],
    ] as const) {
      const mine = lines.filter(([, table]) => table === name).map((line) => line[9] as number)
      t.same(sorted(mine), sorted(numbersIn(rows).filter((n) => n !== 0)), name)
    }
    const one = lines.find(
      ([, table, entity, , country]) =>
        table === 'País por entidad' && entity === '09' && country === 'US',
    )
    const row = tables.countryEntity.rows.find(({ country }) => country === 'US')
    const cell = row?.cells.find(({ entity }) => entity === '09')
    t.same(one, [
      serialOf('2023-11-30'),
      'País por entidad',
      '09',
      'Ciudad de México',
      'US',
      'EUA',
      null,
      'TOTAL',
      '',
      cell?.total,
    ])
    t.match(unzip(bytes).get('xl/tables/table1.xml')?.text, `ref="A1:J${sheet.rows}"`)
  })

  t.test('every sheet prints well, and every formula comes with its result', async (t) => {
    for (const [name, { xml, cells }] of book) {
      t.match(xml, /orientation="landscape"/, name)
      t.match(xml, /fitToWidth="1"/, name)
      t.match(xml, 'Cifras preliminares e informativas – Página &amp;P de &amp;N', name)
      if (name !== 'Portada') t.match(xml, /<pane [^>]*state="frozen"/, name)
      for (const [reference, { formula, value }] of cells) {
        if (formula) t.not(value, null, `${name} ${reference}`)
      }
    }
    const titles = unzip(bytes).get('xl/workbook.xml')?.text ?? ''
    t.match(titles, "'País por entidad'!$1:$4")
    t.equal(titles.match(/_xlnm.Print_Titles/g)?.length, book.size - 1)
  })
})
