/** The thread that makes forms: what it is told comes in, the forms go out, one cut-off at a time. */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { cutoffDifference, UnbalancedDifference } from '../aggregates/difference.ts'
import { contentOf } from '../cutoffs/schemas.ts'
import { sha256 } from '../platform/canonical.ts'
import { formsOf } from './forms.ts'
import type { Given, Made } from './maker.ts'
import type { DigestedForm } from './names.ts'

/** On Linux a thread has a priority of its own: whoever submits meanwhile goes first. */
function yieldToOthers(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), 10)
  } catch {
    // Elsewhere it competes as an equal.
  }
}

yieldToOthers()

async function make({ content, digest, former, flows }: Given): Promise<DigestedForm[]> {
  const sealed = contentOf(content)
  const before = former === undefined ? undefined : contentOf(former)
  const difference = before && flows && cutoffDifference(before, sealed, flows)
  const forms = await formsOf(sealed, digest, before, difference)
  return forms.map((form) => ({ ...form, sha256: sha256(form.bytes) }))
}

const tell = (made: Made): void => parentPort?.postMessage(made)

parentPort?.on('message', async (given: Given) => {
  try {
    tell({ forms: await make(given) })
  } catch (error) {
    const { message, stack } = error as Error
    tell(error instanceof UnbalancedDifference ? { unbalanced: message } : { error: stack })
  }
})
