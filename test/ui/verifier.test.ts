import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import t from 'tap'
import { fingerprintOf } from '../../src/platform/jws.ts'
import { startDemo } from '../helpers/demo.ts'
import { takePicture } from '../helpers/pictures.ts'

const scratch = join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'verifier-page')
mkdirSync(scratch, { recursive: true })
const page = pathToFileURL('verifiers/cutoff.html').href
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const demo = await startDemo(t)
const party = demo.as({ role: 'party', party: 'PARTIDO_A' })
const put = (name: string, content: string): string => {
  writeFileSync(join(scratch, name), content)
  return join(scratch, name)
}
const sealed = (await party.get('/v1/cutoffs/2023-11-30/report')).text
const good = put('corte.lne.json', sealed)
const bad = put('malo.lne.json', sealed.replace(/(\\"total\\":)(\d)/, '$19$2'))
const keys = put('jwks.json', (await demo.as().get('/.well-known/jwks.json')).text)

let browser: Browser
t.before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.LNE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat(
      ['background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`),
    ),
  })
})
t.teardown(() => browser.close())

/** The page, opened as a file, with what it logs and asks for. */
async function opened(width: number, scheme: 'light' | 'dark'): Promise<[Page, string[]]> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    offline: true,
  })
  const tab = await context.newPage()
  const noise: string[] = []
  tab.on('console', (message) => noise.push(message.text()))
  tab.on('pageerror', (error) => noise.push(error.message))
  tab.on('request', (request) => {
    if (!request.url().startsWith('file:')) noise.push(request.url())
  })
  await tab.goto(page)
  return [tab, noise]
}

async function verify(tab: Page, cutoff: string, fingerprint: string): Promise<string> {
  await tab.setInputFiles('#cutoffs', cutoff)
  await tab.setInputFiles('#keys', keys)
  await tab.fill('#fingerprint', fingerprint)
  await tab.click('button')
  await tab.waitForSelector('#verdict h2')
  return tab.innerText('#verdict')
}

for (const [width, scheme] of [
  [1280, 'light'],
  [390, 'dark'],
] as const) {
  t.test(`a laptop without Node verifies a cut-off: ${width} px, ${scheme}`, async (t) => {
    const fingerprint = await fingerprintOf(demo.keys.sealing)
    const [tab, noise] = await opened(width, scheme)
    t.match(await verify(tab, good, fingerprint), /✓ Verificado[\s\S]*51,185 solicitudes/)
    await takePicture(t, tab, `verifier-good-${width}`)
    t.match(await verify(tab, good, '00'.repeat(32)), /✗ No verificado[\s\S]*FINGERPRINT/)
    t.match(await verify(tab, bad, fingerprint), /✗ No verificado[\s\S]*CONTENT_CHANGED/)
    await takePicture(t, tab, `verifier-bad-${width}`)
    t.equal(
      await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      false,
      'nothing is wider than the window',
    )
    t.same(noise, [], 'no message, no error, nothing asked of any network')

    // Scripts of the page only: the checker comes in beside its policy.
    const context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 900 } })
    const checked = await context.newPage()
    await checked.goto(page)
    await verify(checked, bad, fingerprint)
    await checked.addScriptTag({ path: axe })
    const { violations } = await checked.evaluate(() =>
      // biome-ignore lint/suspicious/noExplicitAny: the script puts it there
      (window as any).axe.run(),
    )
    t.same(
      violations
        .filter(({ impact }: { impact: string }) => ['serious', 'critical'].includes(impact))
        .map(({ id }: { id: string }) => id),
      [],
    )
  })
}
