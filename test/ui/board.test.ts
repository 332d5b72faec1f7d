/**
 * The board in a real browser: every role, wide and narrow, light and dark, in both languages, printed.
 * Pictures of what it looks like are left in LNE_UI_PICTURES, if that names a folder.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { type Browser, chromium, type Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { ROLES, type Role } from '../../src/vocabulary.ts'
import { type RunningApp, startApp } from '../helpers/app.ts'
import { startDemo } from '../helpers/demo.ts'
import { PICTURES, takePicture } from '../helpers/pictures.ts'

const CHROMIUM = process.env.LNE_CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const WIDTHS = { desktop: 1280, phone: 390 } as const
const tokenOf = (role: Role) => ({ role, entity: '09', party: 'PARTIDO_A', subject: 'ana' })

async function launch(t: Test): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  t.teardown(() => browser.close())
  return browser
}

type View = { width?: keyof typeof WIDTHS; scheme?: 'light' | 'dark'; scripts?: boolean }

/** A page that tells at once what it should not have done. */
async function openPage(t: Test, browser: Browser, running: RunningApp, view: View = {}) {
  const { width = 'desktop', scheme = 'light', scripts = true } = view
  const context = await browser.newContext({
    viewport: { width: WIDTHS[width], height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  t.teardown(() => context.close())
  const page = await context.newPage()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) t.fail(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => t.fail(`page: ${error.message}`))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== running.address) t.fail(`asked ${request.url()}`)
  })
  return page
}

async function signIn(page: Page, running: RunningApp, role: Role): Promise<void> {
  await page.goto(`${running.address}/tablero`)
  await page.fill('[name=token]', await running.token(tokenOf(role)))
  await page.click('main button[type=submit]')
  await page.waitForURL(/\/tablero(\?|$)/)
}

/** What axe finds that keeps people out. */
async function serious(page: Page): Promise<string[]> {
  // Around the page's policy, which admits no script from elsewhere.
  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: put there a line above
    const { violations } = await (globalThis as any).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    // biome-ignore lint/suspicious/noExplicitAny: the shape is axe's
    return violations.map((one: any) => [
      one.impact,
      `${one.id}: ${one.nodes[0]?.html.slice(0, 120)} ${one.nodes[0]?.failureSummary ?? ''}`,
    ])
  })
  return (found as [string, string][])
    .filter(([impact]) => impact === 'serious' || impact === 'critical')
    .map(([, what]) => what)
}

/** What every page must be, whoever looks at it and with whatever. */
async function judge(t: Test, page: Page, name: string): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ])
  t.ok((content ?? 0) <= (window ?? 0), `${name}: ${content} of ${window} wide`)
  t.same(await serious(page), [], name)
  await takePicture(t, page, name)
}

const PATHS = [
  '/tablero',
  '/tablero/comparar',
  '/tablero/revision',
  '/tablero/cortes',
  '/tablero/cortes/2023-11-30',
]

/** What is chosen on them. */
const VIEWS = [
  '/tablero?entidad=09',
  '/tablero?corte=2023-10-15',
  '/tablero?lang=en',
  '/tablero/revision?lang=en',
  '/tablero/cortes/2023-11-30?lang=en',
]

/** A table of another system, wider than a telephone. */
const ANNEX = {
  title: 'Llamadas atendidas por INETEL',
  source: 'INETEL',
  period: { from: '2023-11-16', to: '2023-11-30' },
  table: {
    columns: ['País', ...Array.from({ length: 14 }, (_, at) => `Servicio ${at + 1}`)],
    rows: ['EUA', 'Canadá', 'España'].map((country) => [
      country,
      ...Array.from({ length: 14 }, (_, at) => 1_520 + at),
    ]),
  },
}

t.test('the published figures', async (t) => {
  const running = await startDemo(t)
  const admin = running.as({ role: 'derfe_admin', subject: 'ana' })
  const headers = { 'idempotency-key': 'an-annex-on-the-board' }
  t.equal((await admin.post('/v1/cutoffs/2023-11-30/annexes', ANNEX, headers)).status, 201)
  const browser = await launch(t)

  t.test('every role, on a desk and on a telephone', async (t) => {
    for (const role of ROLES) {
      for (const width of ['desktop', 'phone'] as const) {
        const page = await openPage(t, browser, running, { width })
        await signIn(page, running, role)
        t.match(await page.title(), /^Tablero/)
        await judge(t, page, `${role}-${width}`)
      }
    }
  })

  t.test('every page, in the light and in the dark', async (t) => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of ['desktop', 'phone'] as const) {
        const page = await openPage(t, browser, running, { scheme, width })
        await signIn(page, running, 'derfe_analyst')
        for (const path of [...PATHS, ...VIEWS]) {
          await page.goto(`${running.address}${path}`)
          for (const summary of await page.$$('summary')) await summary.click()
          const name = path.replaceAll(/\W+/g, '-').slice(1)
          await judge(t, page, `${name}-${scheme}-${width}`)
        }
      }
    }
  })

  t.test('without scripts, everything can be read', async (t) => {
    const page = await openPage(t, browser, running, { scripts: false })
    await signIn(page, running, 'derfe_analyst')
    t.match(await page.textContent('.cards'), /51,185/)
    await page.click('#entidades summary')
    t.ok(await page.isVisible('#entidades table'))
    await page.selectOption('[name=entidad]', '14')
    await page.click('.filters button')
    t.match(page.url(), /entidad=14/)
    t.match(await page.textContent('.stamp'), /Jalisco/)
  })

  t.test('by keyboard alone', async (t) => {
    const page = await openPage(t, browser, running)
    await signIn(page, running, 'ine_viewer')
    await page.keyboard.press('Tab')
    const skip = page.locator('.skip')
    t.ok(await skip.evaluate((link) => link === document.activeElement))
    t.ok(((await skip.boundingBox())?.y ?? -1) >= 0, 'the skip link shows itself')
    await page.keyboard.press('Enter')
    t.match(page.url(), /#contenido$/)
  })

  t.test('tables are sorted and copied, and the matrix scrolls inside its box', async (t) => {
    const page = await openPage(t, browser, running, { width: 'phone' })
    await signIn(page, running, 'ine_viewer')
    await page.click('#entidades summary')
    const heads = page.locator('#entidades thead th')
    await heads.nth(2).locator('button').click()
    t.equal(await heads.nth(2).getAttribute('aria-sort'), 'descending')
    const first = page.locator('#entidades tbody tr').first()
    t.match(await first.textContent(), /^Ciudad de México/)
    await heads.nth(2).locator('button').click()
    t.match(await first.textContent(), /^Campeche/)
    await page.click('#entidades .files button')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    t.match(copied.split('\n')[0], /^Entidad\tRecibidas\tCumplen/)
    t.equal(copied.split('\n').length, 34)

    const box = page.locator('.matrix')
    const isWide = await box.evaluate((one) => one.scrollWidth > one.clientWidth)
    t.ok(isWide)
    await box.evaluate((one) => one.scrollTo(600, 300))
    const [corner, country] = [
      await page.locator('.matrix thead th').first().boundingBox(),
      await box.boundingBox(),
    ]
    t.ok(Math.abs((corner?.x ?? 0) - (country?.x ?? 99)) < 3, 'the first column stays')
    t.ok(Math.abs((corner?.y ?? 0) - (country?.y ?? 99)) < 3, 'and the first row')
  })

  t.test('a party downloads a cut-off', async (t) => {
    const page = await openPage(t, browser, running)
    await signIn(page, running, 'party')
    await page.click('nav >> text=Cortes y descargas')
    await page.click('text=30 de noviembre de 2023')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('text=Archivo sellado'),
    ])
    t.match(download.suggestedFilename(), /^corte_2023-11-30_[0-9a-f]{8}\.lne\.json$/)
    const file = JSON.parse(readFileSync(await download.path(), 'utf8'))
    t.same(Object.keys(file).sort(), ['content', 'difference', 'manifest', 'signature'])
    for (const name of ['cutoff.html', 'cutoff.mjs', 'jwks.json']) {
      const [kept] = await Promise.all([
        page.waitForEvent('download'),
        page.click(name === 'jwks.json' ? 'text=las claves públicas' : `text=${name} >> nth=0`),
      ])
      t.equal(kept.suggestedFilename(), name)
    }
  })

  t.test('on paper', async (t) => {
    const page = await openPage(t, browser, running)
    await signIn(page, running, 'ine_viewer')
    await page.goto(`${running.address}/tablero?corte=2023-11-30`)
    const path = join(PICTURES, 'printed.pdf')
    const pdf = await page.pdf({ preferCSSPageSize: true, path })
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    t.ok(pages >= 5 && pages <= 12, `${pages} pages`)
    t.match(pdf.toString('latin1'), /MediaBox \[0 0 792 612\]/, 'the matrix lies on its side')
    const texts = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split(
      '\f',
    )
    const named = texts.filter((text) => /\bAGS\b/.test(text) && /\bZAC\b/.test(text))
    t.equal(named.length, 2, 'each page of it names its columns')
    await page.emulateMedia({ media: 'print' })
    t.notOk(await page.isVisible('nav'))
    t.ok(await page.isVisible('text=SHA-256'))
    t.ok(await page.isVisible('#entidades thead >> text=Recibidas'), 'data are open')
  })
})

t.test('with nothing to show', async (t) => {
  const running = await startApp(t)
  const browser = await launch(t)
  for (const role of ['ine_viewer', 'opl', 'party'] as const) {
    for (const width of ['desktop', 'phone'] as const) {
      const page = await openPage(t, browser, running, { width })
      await page.goto(`${running.address}/tablero`)
      await judge(t, page, `door-${role}-${width}`)
      await signIn(page, running, role)
      await judge(t, page, `empty-${role}-${width}`)
      await page.goto(`${running.address}/tablero/cortes`)
      await judge(t, page, `empty-cortes-${role}-${width}`)
    }
  }
})

t.test('what somebody was shown goes with its session', async (t) => {
  const running = await startApp(t)
  const browser = await launch(t)
  const context = await browser.newContext()
  t.teardown(() => context.close())
  const [one, other] = [await context.newPage(), await context.newPage()]
  await signIn(one, running, 'ine_viewer')
  await other.goto(`${running.address}/tablero/revision`)
  t.match(await other.title(), 'Revisión')
  await other.evaluate(() => dispatchEvent(new Event('focus')))
  await one.click('header button')
  await one.waitForURL(/\/tablero\/entrar/)
  await other.evaluate(() => dispatchEvent(new Event('focus')))
  await other.waitForURL(/\/tablero\/entrar\?volver=/)
  t.equal(await other.locator('header button').count(), 0, 'in another window as well')

  const short = await new SignJWT({ role: 'ine_viewer', client_id: 'x' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: running.keys.token?.id ?? '' })
    .setIssuer('lne-extranjero-development')
    .setAudience('lne-extranjero')
    .setSubject('ana')
    .setJti('short')
    .setIssuedAt()
    .setExpirationTime('5s')
    .sign(running.keys.token?.privateKey as never)
  const still = await browser.newContext({ javaScriptEnabled: false })
  t.teardown(() => still.close())
  const left = await still.newPage()
  await left.goto(`${running.address}/tablero/entrar`)
  await left.fill('[name=token]', short)
  await left.click('main button[type=submit]')
  await left.waitForURL(/\/tablero(\?|$)/)
  await left.waitForURL(/\/tablero\/entrar\?sesion=terminada/, { timeout: 15_000 })
  t.match(
    await left.textContent('[role=alert]'),
    'Su sesión terminó',
    'by itself, without a script',
  )
})
