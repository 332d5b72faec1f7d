import type { Test } from 'tap'
import { fillDemo } from '../../src/demo/fill.ts'
import { setClock } from '../../src/platform/provision.ts'
import { REPORT_INSTANT, type RunningApp, startApp } from './app.ts'

/**
 * The whole service on a database filled as `npm run demo` fills it: the published population, each
 * movement at its own instant, with a cut-off sealed at every fortnight. It takes a while: tests
 * that need it belong in one file.
 */
export async function startDemo(t: Test): Promise<RunningApp> {
  const running = await startApp(t)
  await fillDemo(running.database, running.keys)
  await setClock(running.database.ownerUrl, REPORT_INSTANT)
  return running
}
