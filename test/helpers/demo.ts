import { join } from 'node:path'
import type { Test } from 'tap'
import { fillDemo } from '../../src/demo/fill.ts'
import { syntheticPopulation } from '../../src/demo/population.ts'
import { createKeysFile, readKeys } from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import { type AppSettings, makeKeys, REPORT_INSTANT, type RunningApp, startApp } from './app.ts'
import { createTestDatabase, DEMO_TEMPLATE, makeTemplateOnce } from './database.ts'

/** Where the keys of the demo of this run are, once it was started. */
export const demoKeysFile = (): string => join(process.env.LNE_TEST_SCRATCH ?? '', 'demo-keys.json')

/**
 * The whole service on a database filled as `npm run demo` fills it: the published population, each
 * movement at its own instant, with a cut-off sealed at every fortnight. The first file that asks
 * loads it, some half a minute; all others copy it in seconds. They share its keys.
 */
export async function startDemo(t: Test, settings: AppSettings = {}): Promise<RunningApp> {
  const keysFile = demoKeysFile()
  await makeTemplateOnce(DEMO_TEMPLATE, async (draft) => {
    createKeysFile(keysFile)
    await fillDemo(draft, readKeys(keysFile))
  })
  const database = await createTestDatabase(t, DEMO_TEMPLATE)
  await setClock(database.ownerUrl, REPORT_INSTANT)
  return startApp(t, { database, keys: readKeys(keysFile), ...settings })
}

/**
 * The same with some requests only, in the proportions of the published ones: the cut-offs are those
 * of the demo, at a fraction of their size.
 */
export async function startSmallDemo(t: Test, requests: number): Promise<RunningApp> {
  const [keys, database] = [makeKeys(t), await createTestDatabase(t)]
  await fillDemo(database, keys, {}, syntheticPopulation(requests))
  await setClock(database.ownerUrl, REPORT_INSTANT)
  return startApp(t, { database, keys })
}
