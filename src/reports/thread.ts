/** The thread that makes forms: what it is told comes in, the forms go out, one cut-off at a time. */
import { parentPort } from 'node:worker_threads'
import { formsOf } from './forms.ts'

parentPort?.on('message', async (given: Parameters<typeof formsOf>) => {
  try {
    parentPort?.postMessage({ forms: await formsOf(...given) })
  } catch (error) {
    parentPort?.postMessage({ error: (error as Error).stack })
  }
})
