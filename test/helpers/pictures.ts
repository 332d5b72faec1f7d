/** Pictures of pages: each is taken, looked at for being one, and left where a person may look too. */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'

/** LNE_UI_PICTURES, if that names a folder, and otherwise one that goes with the run. */
export const PICTURES =
  process.env.LNE_UI_PICTURES ?? join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'pictures')
mkdirSync(PICTURES, { recursive: true })

/** Takes a picture of a whole page, which must be a PNG as wide as the window and no less high. */
export async function takePicture(t: Test, page: Page, name: string): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const picture = await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
  t.equal(picture.toString('latin1', 1, 4), 'PNG', name)
  t.equal(picture.readUInt32BE(16), width, `${name}: as wide as the window`)
  t.ok(picture.readUInt32BE(20) >= height, `${name}: the whole page`)
}
