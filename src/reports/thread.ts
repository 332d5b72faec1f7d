/** The thread that makes forms: what it is told comes in, the forms go out, one cut-off at a time. */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { formsOf } from './forms.ts'

/** On Linux a thread has a priority of its own: whoever submits meanwhile goes first. */
function yieldToOthers(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), 10)
  } catch {
    // Elsewhere it competes as an equal.
  }
}

yieldToOthers()

parentPort?.on('message', async (given: Parameters<typeof formsOf>) => {
  try {
    parentPort?.postMessage({ forms: await formsOf(...given) })
  } catch (error) {
    parentPort?.postMessage({ error: (error as Error).stack })
  }
})
