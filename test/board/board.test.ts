/** The board over HTTP: who sees what, that it is what the API says, and how light it is. */
import t from 'tap'
import { jobScope, reachOf } from '../../src/access/policy.ts'
import { seesReview } from '../../src/board/service.ts'
import { seal } from '../../src/cutoffs/seal.ts'
import { ROLES, type Role } from '../../src/vocabulary.ts'
import { type RunningApp, startApp } from '../helpers/app.ts'
import { type Page, signedIn } from '../helpers/browser.ts'
import { startDemo } from '../helpers/demo.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const tokenOf = (role: Role) => ({ role, entity: '09', party: 'PARTIDO_A', subject: 'ana' })

/** Whole numbers of es-MX in the cells of a table. */
const written = (n: number): string => new Intl.NumberFormat('es-MX').format(n)

/** The names of the figures of a page. */
const figuresOf = ({ text }: Page): string[] =>
  [...text.matchAll(/<figure [^>]*aria-labelledby="c-([a-z-]+)"/g)].map(([, id]) => id as string)

/** The cards of a page, in order. */
const cardsOf = ({ text }: Page): string[] =>
  [...text.matchAll(/<dd class="big">([^<]*)</g)].map(([, n]) => n as string)

/** The name of the file that an answer is. */
const fileOf = ({ headers }: Page): string | undefined =>
  /filename="([^"]*)"/.exec(headers.get('content-disposition') ?? '')?.[1]

/** Lines of CSV without their ends. */
const linesOf = (csv: string): string[][] =>
  csv
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))

const COUNTRY_FIGURES = [
  'avance',
  'diario',
  'acumulado',
  'entidades',
  'edad',
  'proporciones',
  'paises',
  'mapa-mexico',
  'mapa-mundo',
  'pais-entidad',
]

t.test('with nothing in the database the board renders for every role', async (t) => {
  const running = await startApp(t)
  for (const role of ROLES) {
    const visitor = await signedIn(running, tokenOf(role))
    const page = await visitor.get('/tablero')
    t.equal(page.status, 200, role)
    const hasFigures = reachOf(role, 'figure:read') !== '-'
    const hasCutoffs = reachOf(role, 'cutoff:read') !== '-'
    t.match(
      page.text,
      hasFigures
        ? 'Todavía no hay solicitudes que contar'
        : hasCutoffs
          ? 'Todavía no hay cortes sellados'
          : 'Sin panorama para este rol',
      role,
    )
    for (const path of ['/tablero/comparar', '/tablero/cortes']) {
      t.equal((await visitor.get(path)).status, hasCutoffs ? 200 : 403, `${role} ${path}`)
    }
    const hasReports = seesReview(role)
    t.equal((await visitor.get('/tablero/revision')).status, hasReports ? 200 : 403, role)
    const figure = await visitor.get('/tablero/g/entidades.csv')
    t.equal(figure.status, hasCutoffs ? 404 : 403, `${role}: a figure of nothing`)
  }
})

t.test('the published figures', async (t) => {
  const running = await startDemo(t)

  t.test('are those of the API, for roles of the whole country', async (t) => {
    for (const role of ['ine_viewer', 'derfe_analyst', 'derfe_admin', 'auditor'] as const) {
      const visitor = await signedIn(running, tokenOf(role))
      const page = await visitor.get('/tablero')
      t.equal(page.status, 200)
      t.same(figuresOf(page), COUNTRY_FIGURES, role)
      const { total } = (await running.as(tokenOf(role)).get('/v1/aggregates/review')).body
      t.same(
        cardsOf(page),
        [total.received, total.complies, total.inAnalysis, total.subsane, total.inadmissible].map(
          written,
        ),
        role,
      )
    }
    await figuresAreThoseOfTheApi(t, running)
  })

  t.test('an OPL sees its entity, and no other', async (t) => {
    const opl = await signedIn(running, tokenOf('opl'))
    const page = await opl.get('/tablero')
    const { total } = (await running.as(tokenOf('opl')).get('/v1/aggregates/review')).body
    t.equal(cardsOf(page)[0], written(total.received))
    t.notMatch(page.text, '51,185', 'not even the national total')
    t.notMatch(page.text, /<figure [^>]*c-(entidades|mapa-mexico|edad)/)
    const other = await opl.get('/tablero?entidad=14')
    t.equal(other.status, 403)
    t.match(other.text, 'ENTITY_FORBIDDEN')
    t.match(other.headers.get('content-type'), /^text\/html/)
    const csv = linesOf((await opl.get('/tablero/g/pais-entidad.csv')).text)
    t.same(csv[0], ['País', 'Total', 'CDMX'])
    const compare = await opl.get('/tablero/comparar')
    t.match(compare.text, '51,185', 'sealed national tables are for everybody')
    const past = await opl.get('/tablero?corte=2023-11-15')
    t.equal(past.status, 200)
    t.notMatch(past.text, /<figure [^>]*c-diario/)
    t.match(past.text, 'De un corte sólo hay registros por día de todo el país')
  })

  t.test('a party sees sealed cut-offs, and nothing else', async (t) => {
    for (const role of ['party', 'party_reviewer'] as const) {
      const party = await signedIn(running, tokenOf(role))
      const page = await party.get('/tablero')
      t.match(page.text, 'Corte al 30 de noviembre de 2023, 24:00 (hora del centro)')
      t.notMatch(page.text, 'Al momento')
      t.notMatch(page.text, 'data-refresh')
      t.same(figuresOf(page), COUNTRY_FIGURES)
      const { body } = await running.as(tokenOf(role)).get('/v1/cutoffs/2023-11-15?table=review')
      const former = await party.get('/tablero?corte=2023-11-15')
      t.equal(cardsOf(former)[0], written(body.tables.review.total.received))
      const refused = await party.get('/tablero?entidad=09')
      t.equal(refused.status, 400)
      t.match(refused.text, 'entidad')
      t.equal((await party.get('/tablero?corte=2023-11-16')).status, 400, 'no such cut-off')
    }
    const one = await signedIn(running, { role: 'party', party: 'PARTIDO_A', subject: 'uno' })
    const two = await signedIn(running, { role: 'party', party: 'PARTIDO_B', subject: 'dos' })
    for (const path of ['/tablero/g/pais-entidad.csv', '/tablero/g/entidades.svg']) {
      t.equal((await one.get(path)).text, (await two.get(path)).text, 'the same for every party')
    }
  })

  t.test('systems and roles without figures are told so, politely', async (t) => {
    for (const role of ['srve', 'inetel_agent', 'utsi', 'deoe'] as const) {
      const visitor = await signedIn(running, tokenOf(role))
      const page = await visitor.get('/tablero')
      t.equal(page.status, 200)
      t.match(page.text, 'Sin panorama para este rol')
      t.notMatch(page.text, /51,185|43,444/)
      t.equal((await visitor.get('/tablero/g/mapa-mundo.svg')).status, 403)
      t.equal((await visitor.get('/tablero/cortes/2023-11-30')).status, 403)
      // What the policy table gives them elsewhere is named.
      t.equal(page.text.includes('groupBy=entity,modality'), reachOf(role, 'figure:cross') !== '-')
      const review = page.text.match(/href="\/tablero\/revision"/g) ?? []
      t.equal(review.length, seesReview(role) ? 2 : 0, 'in its text too')
    }
  })

  t.test('each view is a link', async (t) => {
    const viewer = await signedIn(running, tokenOf('derfe_analyst'))
    const api = running.as(tokenOf('derfe_analyst'))
    for (const [view, question] of [
      ['entidad=14', 'entity=14'],
      ['pais=CA', 'country=CA'],
      ['entidad=14&pais=CA', 'entity=14&country=CA'],
      ['corte=2023-10-15', 'validAsOf=2023-10-15&knownAsOf=109611'],
      ['corte=2023-10-15&entidad=09', 'validAsOf=2023-10-15&knownAsOf=109611&entity=09'],
    ] as const) {
      const page = await viewer.get(`/tablero?${view}`)
      t.equal(page.status, 200, view)
      const { total } = (await api.get(`/v1/aggregates/review?${question}`)).body
      t.equal(cardsOf(page)[0], written(total.received), view)
    }
    const note = 'De un corte sólo hay registros por día de todo el país'
    for (const [view, isTold] of [
      ['corte=2023-10-15&entidad=09', true],
      ['corte=2023-10-15', false],
      ['entidad=09', false],
    ] as const) {
      t.equal((await viewer.get(`/tablero?${view}`)).text.includes(note), isTold, view)
    }
    const drawn = async (query: string) =>
      (await viewer.get(`/tablero/g/entidades.svg?${query}`)).text
    t.not(await drawn('escala=100'), await drawn(''))
    t.equal(
      await drawn('estado=SUBSANE&escala=100'),
      await drawn('estado=SUBSANE'),
      'of one state every bar would be full',
    )
    const subsane = await viewer.get('/tablero/g/entidades.csv?estado=SUBSANE')
    t.equal(linesOf(subsane.text).at(-1)?.[1], '464')
    t.equal((await viewer.get('/tablero?entidad=&pais=&estado=&corte=')).status, 200, 'a form')
    for (const wrong of ['entidad=33', 'pais=XX', 'estado=x', 'corte=ayer', 'otro=1', 'lang=fr']) {
      t.equal((await viewer.get(`/tablero?${wrong}`)).status, 400, wrong)
    }
    t.equal((await viewer.get('/tablero/nada')).status, 404)
    t.match((await viewer.get('/tablero/nada')).text, /<h1>No hay nada en esta dirección/)
    t.equal((await viewer.get('/tablero/g/nada.svg')).status, 404)
    t.equal((await viewer.get('/tablero/cortes/2023-11-29')).status, 404)
  })

  t.test('compares two cut-offs', async (t) => {
    const viewer = await signedIn(running, tokenOf('party'))
    const csv = linesOf(
      (await viewer.get('/tablero/g/comparacion.csv?de=2023-10-15&a=2023-11-30&cifra=complies'))
        .text,
    )
    const tables = async (date: string) =>
      (await running.as(tokenOf('party')).get(`/v1/cutoffs/${date}?table=review`)).body.tables
    const [before, after] = [await tables('2023-10-15'), await tables('2023-11-30')]
    const [from, to] = [before.review.total.complies, after.review.total.complies]
    t.same(csv.at(-1)?.slice(0, 4), ['TOTAL', `${from}`, `${to}`, `${to - from}`])
    t.equal(csv.length, 34)
    const fallen = await viewer.get('/tablero/comparar?de=2023-11-30&a=2023-10-31')
    t.match(
      fallen.text,
      /la entidad que más cambia es Ciudad de México, con −3,107/,
      'who loses most',
    )
  })

  t.test('a day that is sealed by hand later changes no page of a sealed cut-off', async (t) => {
    const another = await startDemo(t)
    const party = await signedIn(another, tokenOf('party'))
    const path = '/tablero?corte=2023-11-30'
    const changes = ({ text }: Page) => [...text.matchAll(/desde el [^<]*/g)].map(String)
    const before = changes(await party.get(path))
    t.notMatch((await party.get('/tablero/cortes')).text, 'fuera de quincena')
    t.match(before.join(), 'desde el 15 nov')
    const sealed = { process: '2023-2024', date: '2023-11-29', approvedBy: null }
    await seal(another.services, jobScope('cutoff:seal'), sealed)
    t.same(changes(await party.get(path)), before)
    const list = (await party.get('/tablero/cortes')).text
    t.equal(list.match(/fuera de quincena/g)?.length, 1, 'the list marks it')
    const drawn = (await party.get('/tablero/g/diario.svg')).text
    t.match(drawn, '>30 nov<')
    t.notMatch(drawn, '>29 nov<', 'its date has no room')
    t.equal(drawn.match(/class="c"/g)?.length, 7, 'its mark has')
  })

  t.test('a day that is running is no day of a mean, nor of the days left', async (t) => {
    const another = await startDemo(t)
    const viewer = await signedIn(another, tokenOf('derfe_analyst'))
    const findings = ({ text }: Page) =>
      [/en los últimos siete días[^<]*/, /faltan \d+ días/].map((one) => one.exec(text)?.[0])
    const meanLine = async () =>
      /class="m" d="([^"]*)/.exec((await viewer.get('/tablero/g/diario.svg')).text)?.[1]
    const points = (line = '') => line.split(/[CML]/).length
    const [before, line] = [findings(await viewer.get('/tablero')), await meanLine()]
    t.match(before.join(), /siete días completos llegaron [\d,]+ diarios.*faltan 82 días/)
    const sent = await another
      .as({ role: 'srve' })
      .post('/v1/inscription-requests', aSubmission({ entity: '09' }), {
        'idempotency-key': aKey(),
      })
    t.equal(sent.status, 201, sent.text)
    t.match((await viewer.get('/tablero/g/diario.csv')).text, /2023-12-01,1,/)
    t.same(findings(await viewer.get('/tablero')), before)
    t.equal(points(await meanLine()), points(line), 'the line ends with the last whole day')
    for (const filter of ['entidad=09', 'entidad=14', 'corte=2023-11-30']) {
      t.match((await viewer.get(`/tablero?${filter}`)).text, 'faltan 82 días', filter)
    }
  })

  t.test('who is told what is published divides the figures no further', async (t) => {
    const viewer = await signedIn(running, tokenOf('ine_viewer'))
    const page = await viewer.get('/tablero')
    t.match(page.text, 'name="corte"')
    t.notMatch(page.text, /name="(entidad|pais|estado)"/)
    for (const filter of ['entidad=14', 'pais=CA', 'estado=SUBSANE']) {
      for (const path of ['/tablero', '/tablero/g/proporciones.csv']) {
        t.equal((await viewer.get(`${path}?${filter}`)).status, 400, `${path} ${filter}`)
      }
    }
  })

  t.test('a figure by itself tells what it is of, and so does its file', async (t) => {
    const viewer = await signedIn(running, tokenOf('derfe_analyst'))
    const opl = await signedIn(running, tokenOf('opl'))
    const api = running.as(tokenOf('derfe_analyst'))
    const { body } = await api.get('/v1/cutoffs/2023-11-30/manifest')
    const head = body.manifest.digest.slice(0, 8)
    const live = 'cifras del 30 de noviembre de 2023, 24:00 (hora del centro), movimiento 215,448'
    const sealed = `corte al 30 de noviembre de 2023, SHA-256 ${head}…`
    for (const [visitor, figure, query, caption, file] of [
      [viewer, 'avance', '', live, /^avance_20231201T0600Z_215448$/],
      [viewer, 'avance', 'estado=SUBSANE', live, /^avance_20231201T0600Z_215448$/],
      [viewer, 'avance', 'corte=2023-11-30', sealed, `avance_2023-11-30_corte_${head}`],
      [
        viewer,
        'diario',
        'entidad=14&pais=CA&estado=COMPLIES',
        'Jalisco · Canadá · Cumplen',
        /^diario_20231201T0600Z_215448_14_CA_COMPLIES$/,
      ],
      [opl, 'avance', '', 'Ciudad de México', /^avance_20231201T0600Z_215448_09$/],
      [opl, 'espera', '', 'Ciudad de México', /^espera_20231201T06\d\dZ_215448_09$/],
      [viewer, 'causas', '', live, /^causas_20231201T0600Z_215448$/],
      [
        viewer,
        'comparacion',
        'cifra=complies',
        `… y ${sealed} · Cumplen`,
        RegExp(`^comparacion_2023-11-15_corte_[0-9a-f]{8}_2023-11-30_corte_${head}_complies$`),
      ],
    ] as const) {
      const name = `${figure}?${query}`
      const svg = await visitor.get(`/tablero/g/${figure}.svg?${query}`)
      const texts = [...svg.text.matchAll(/class="t">([^<]*)</g)].map(([, text]) => text)
      t.ok(texts.join(' ').includes(caption), `${name}: ${texts.slice(-3).join(' ')}`)
      t.match(fileOf(svg)?.replace(/\.svg$/, ''), file, name)
      const csv = await visitor.get(`/tablero/g/${figure}.csv?${query}`)
      t.match(fileOf(csv)?.replace(/\.csv$/, ''), file, name)
    }
  })

  t.test('the drawing of cells tells which countries it leaves out, and its colours', async (t) => {
    const viewer = await signedIn(running, tokenOf('ine_viewer'))
    const { text } = await viewer.get('/tablero/g/pais-entidad.svg')
    const { body } = await running.as(tokenOf('ine_viewer')).get('/v1/aggregates/countries')
    t.match(text, `Los 40 países con más solicitudes, de ${body.rows.length}.`)
    for (const label of ['1–9', '10–99', '100–999', '≥ 1,000', 'elección local']) {
      t.match(text, `>${label}<`)
    }
    t.notMatch((await viewer.get('/tablero')).text, 'Los 40 países', 'a page leaves out none')
  })

  t.test('a state filters no card, and the page says so', async (t) => {
    const viewer = await signedIn(running, tokenOf('derfe_analyst'))
    const [all, one] = [
      await viewer.get('/tablero'),
      await viewer.get('/tablero?estado=INADMISSIBLE'),
    ]
    t.same(cardsOf(one), cardsOf(all))
    const note = 'Las tarjetas y el avance cuentan todas las situaciones'
    t.match(one.text, note)
    t.notMatch(all.text, note)
    t.match(all.text, '<dt>No proceden</dt>')
    t.notMatch(all.text, 'Improcedente')
  })

  t.test('annexes are read and downloaded', async (t) => {
    const title = 'Llamadas <atendidas>'
    const annex = {
      title,
      source: 'INETEL',
      period: { from: '2023-11-01', to: '2023-11-15' },
      table: { columns: ['País', 'Llamadas', 'Minutos'], rows: [['EUA', 1520, 12.34567]] },
    }
    const admin = running.as({ role: 'derfe_admin', subject: 'ana' })
    const added = await admin.post('/v1/cutoffs/2023-11-15/annexes', annex, {
      'idempotency-key': aKey(),
    })
    t.equal(added.status, 201)
    const party = await signedIn(running, tokenOf('party'))
    const page = await party.get('/tablero/cortes/2023-11-15')
    t.match(page.text, 'Llamadas &lt;atendidas')
    t.match(page.text, /<td class="?left"?>EUA<\/td><td>1,520<\/td><td>12.34567<\/td>/)
    t.match(page.text, 'INETEL, 1 de noviembre de 2023 – 15 de noviembre de 2023')
    const file = await party.get('/tablero/cortes/2023-11-15/anexos.json')
    const api = await running.as(tokenOf('party')).get('/v1/cutoffs/2023-11-15/annexes')
    t.same(JSON.parse(file.text), api.body)
    const agent = await signedIn(running, tokenOf('inetel_agent'))
    t.equal((await agent.get('/tablero/cortes/2023-11-15/anexos.json')).status, 403)
  })

  t.test('a party downloads what it verifies: the bytes that the API gives', async (t) => {
    const token = tokenOf('party')
    const party = await signedIn(running, token)
    const page = await party.get('/tablero/cortes/2023-11-30')
    t.equal(page.status, 200)
    const { manifest } = (await running.as(token).get('/v1/cutoffs/2023-11-30/manifest')).body
    t.match(page.text, manifest.digest)
    t.match(page.text, /<a [^>]*aria-current="true"[^>]*>Cortes y descargas</)
    const { previous } = manifest
    t.match(
      page.text,
      `<a href="/tablero/cortes/${previous.date}">${previous.date}</a> · ${previous.digest}`,
    )
    const former = await party.get(`/tablero/cortes/${previous.date}`)
    const own = `<dt>Huella del manifiesto (SHA-256)</dt><dd class="hash">${previous.digest}</dd>`
    t.ok(former.text.includes(own), 'the chain can be followed by eye')
    const links = [...page.text.matchAll(/href="(\/tablero\/cortes\/[^"]+descarga[^"]+)"/g)]
    t.ok(links.length >= 10, `${links.length} files`)
    for (const [, link = ''] of links) {
      const path = link.replaceAll('&amp;', '&')
      const file = await party.get(path)
      t.equal(file.status, 200, path)
      const [, query] = path.split('?')
      const api = await running.as(token).get(`/v1/cutoffs/2023-11-30/report?${query}`)
      for (const name of ['etag', 'content-disposition', 'repr-digest', 'content-type']) {
        t.equal(file.headers.get(name), api.headers.get(name), `${path} ${name}`)
      }
    }
    for (const wrong of ['2023-11-29/descarga?format=json', '2023-11-30/descarga?format=doc']) {
      t.ok((await party.get(`/tablero/cortes/${wrong}`)).status >= 400, wrong)
    }
    const nobody = await signedIn(running, tokenOf('utsi'))
    t.equal((await nobody.get('/tablero/cortes/2023-11-30/descarga?format=json')).status, 403)
  })

  t.test(
    'grounds and waiting are those of the API, each to whom the policy gives it',
    async (t) => {
      for (const role of ['derfe_reviewer', 'ine_viewer'] as const) {
        const visitor = await signedIn(running, tokenOf(role))
        const api = running.as(tokenOf(role))
        const reasons = (await api.get('/v1/aggregates/reasons')).body
        t.ok(reasons.rows.length > 0)
        t.same(
          linesOf((await visitor.get('/tablero/g/causas.csv')).text)
            .slice(1)
            .map((line) => line.slice(-2)),
          reasons.rows.map((row: { label: string; total: number }) => [row.label, `${row.total}`]),
          role,
        )
        const durations = (await api.get('/v1/aggregates/durations')).body
        const open = durations.rows.find((row: { status: string }) => row.status === 'SUBSANE').open
        const waiting = linesOf((await visitor.get('/tablero/g/espera.csv')).text)
        t.equal(waiting.find(([state]) => state === 'Subsane')?.[1], `${open.n}`, role)
        t.match((await visitor.get('/tablero/revision')).text, 'Antigüedad de lo que espera')
      }
      const agent = await signedIn(running, tokenOf('inetel_agent'))
      const page = await agent.get('/tablero/revision')
      t.match(page.text, 'c-causas')
      t.notMatch(page.text, 'c-espera')
      t.equal((await agent.get('/tablero/g/espera.csv')).status, 404)
      const opl = await signedIn(running, tokenOf('opl'))
      const ofOpl = await opl.get('/tablero/revision')
      t.match(ofOpl.text, 'c-espera')
      t.notMatch(ofOpl.text, 'c-causas', 'why people of its list were refused is not its to read')
      t.equal((await opl.get('/tablero/g/causas.csv')).status, 404)
      const party = await signedIn(running, tokenOf('party'))
      t.equal((await party.get('/tablero/revision')).status, 403)
    },
  )

  t.test('in English', async (t) => {
    const viewer = await signedIn(running, tokenOf('ine_viewer'))
    const page = await viewer.get('/tablero?lang=en')
    t.match(page.text, '<html lang="en">')
    t.match(page.text, 'Preliminary figures, for information')
    t.notMatch(page.text, /Cumplen|Corte al|Ver datos/)
    const analyst = await signedIn(running, tokenOf('derfe_analyst'))
    const [english, spanish] = [
      (await analyst.get('/tablero/revision?lang=en')).text,
      (await analyst.get('/tablero/revision')).text,
    ]
    const { rows } = (await running.as(tokenOf('derfe_analyst')).get('/v1/aggregates/reasons')).body
    for (const { label } of rows) t.match(english, `<td class=left lang=es-MX>${label}<`)
    t.match(english, /ground is “<span lang="es-MX">[^<]+<\/span>”, in/)
    t.match(english, /<g text-anchor="end" lang="es-MX"><text[^>]*>[^<]/, 'in its drawing')
    t.notMatch(spanish, /<(td|span|g) [^>]*lang=/)
    t.match(
      (await analyst.get('/tablero?lang=en')).text,
      '<option value="14" lang="es-MX">Jalisco<',
    )
  })

  t.test('is light, quick, and says nothing to other sites', async (t) => {
    const viewer = await signedIn(running, tokenOf('ine_viewer'))
    const page = await viewer.get('/tablero')
    let bytes = Buffer.byteLength(page.text)
    const files = [...page.text.matchAll(/(?:src|href)="(\/tablero\/[^"]*\.(?:css|js|svg)[^"]*)"/g)]
      .map(([, url]) => url as string)
      .filter((url) => !url.startsWith('/tablero/g/'))
    t.equal(files.length, 3)
    for (const url of files) {
      const file = await viewer.get(url)
      t.equal(file.status, 200, url)
      bytes += Buffer.byteLength(file.text)
    }
    t.ok(bytes <= 150 * 1024, `${bytes} bytes with style, script and icon`)
    const script = await viewer.get(files.find((url) => url.includes('.js')) ?? '')
    t.ok(script.text.length <= 3 * 1024, 'a small script')
    const times: number[] = []
    for (let i = 0; i < 5; i += 1) {
      const startedAt = performance.now()
      await viewer.get('/tablero')
      times.push(performance.now() - startedAt)
    }
    t.ok(Math.min(...times) <= 300, `${Math.min(...times).toFixed(0)} ms`)
    const policy = page.headers.get('content-security-policy') ?? ''
    t.match(policy, /^default-src 'none'; /)
    t.notMatch(policy, /unsafe|https?:|\*|data:/)
    t.equal(page.headers.get('cache-control'), 'no-store')
    t.notMatch(page.text, /\sstyle="|\son\w+="|<script>|https?:\/\/(?!www\.w3\.org)/)
  })

  t.test('figures go into documents', async (t) => {
    const viewer = await signedIn(running, tokenOf('ine_viewer'))
    for (const figure of COUNTRY_FIGURES) {
      const svg = await viewer.get(`/tablero/g/${figure}.svg`)
      t.equal(svg.status, 200, figure)
      t.match(svg.headers.get('content-type'), /^image\/svg\+xml/)
      t.match(svg.text, /^<svg xmlns[\s\S]*<title>[^<]{20,}/)
      t.notMatch(svg.text, /NaN|undefined|Infinity|<script|href=/, figure)
    }
    const answer = await fetch(`${running.address}/tablero/g/entidades.png`, {
      headers: { authorization: `Bearer ${await running.token(tokenOf('ine_viewer'))}` },
    })
    t.equal(answer.headers.get('content-type'), 'image/png')
    const bytes = Buffer.from(await answer.arrayBuffer())
    t.equal(bytes.subarray(1, 4).toString(), 'PNG')
    t.ok(bytes.readUInt32BE(16) > 1_000, 'wide enough for a page')
  })

  t.test(
    'reading figures is nobody’s data: only files and refusals are in the audit log',
    async (t) => {
      const count = async () =>
        (await running.services.db.query('select count(*)::integer as n from audit_pending'))
          .rows[0]?.n as number
      const viewer = await signedIn(running, tokenOf('ine_viewer'))
      const opl = await signedIn(running, tokenOf('opl'))
      const before = await count()
      await viewer.get('/tablero')
      await viewer.get('/tablero/g/diario.svg')
      t.equal(await count(), before)
      await viewer.get('/tablero/g/diario.csv')
      t.equal(await count(), before + 1, 'a file to keep')
      await opl.get('/tablero?entidad=14')
      t.equal(await count(), before + 2, 'an entity that is not its own')
    },
  )
})

async function figuresAreThoseOfTheApi(t: Tap, running: RunningApp): Promise<void> {
  const viewer = await signedIn(running, tokenOf('ine_viewer'))
  const api = running.as(tokenOf('ine_viewer'))
  const csv = async (figure: string) => linesOf((await viewer.get(`/tablero/g/${figure}.csv`)).text)
  const table = async (name: string) => (await api.get(`/v1/aggregates/${name}`)).body

  const review = await table('review')
  t.same(
    (await csv('entidades')).slice(1),
    [...review.rows, { ...review.total, label: 'TOTAL' }].map((row) => [
      row.label,
      ...[
        row.received,
        row.complies,
        row.inAnalysis,
        row.subsane,
        row.initialCheck,
        row.inadmissible,
      ].map(String),
    ]),
  )
  const matrix = await table('country-entity')
  t.same(
    (await csv('pais-entidad')).slice(1).map((line) => line.slice(-33)),
    [...matrix.rows, matrix.total].map((row) =>
      [row.total, ...row.cells.map((cell: { total: number }) => cell.total)].map(String),
    ),
  )
  const daily = await table('daily')
  t.same(
    (await csv('diario')).slice(1),
    daily.rows.map((row: { date: string; received: number; cumulative: number }) => [
      row.date,
      String(row.received),
      String(row.cumulative),
    ]),
  )
  const panorama = await table('entities')
  const ages = await csv('edad')
  for (const row of panorama.rows) {
    t.same(ages.find(([label]) => label === row.label)?.[1], String(row.averageAge.value))
  }
  const { modality, sex } = panorama.total
  const shares = await csv('proporciones')
  const counted = (label: string) => Number(shares.find((line) => line[1] === label)?.[2])
  t.equal(counted('Postal'), modality.POSTAL)
  t.equal(counted('Mujeres'), sex.M)
  // The same table is in the page.
  const page = await viewer.get('/tablero')
  const [, cells = ''] =
    /<tr><th scope=row>Canadá<td>([^T]*?)<tr>/.exec(
      page.text.slice(page.text.indexOf('c-pais-entidad')),
    ) ?? []
  t.same(
    cells.split(/<td[^>]*>/).map((cell) => Number(cell.replaceAll(',', ''))),
    [3927, ...matrix.rows[1].cells.map((cell: { total: number }) => cell.total)],
  )
}

type Tap = { same: typeof t.same; equal: typeof t.equal }
