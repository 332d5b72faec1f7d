/** The thread that makes contents, forms and reports: what it is told comes in, files go out, one at a time. */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { cutoffDifference, Unbalanced } from '../aggregates/difference.ts'
import { brokenIdentity } from '../cutoffs/identities.ts'
import { contentOf, type SealedContent } from '../cutoffs/schemas.ts'
import { canonicalText, sha256 } from '../platform/canonical.ts'
import { formsOf } from './forms.ts'
import type { Asked, Drawing, Figures, Given, Made, Printing } from './maker.ts'
import type { DigestedForm } from './names.ts'
import { reportPdf } from './pdf.ts'
import { drawingPng } from './png.ts'
import { reportWorkbook } from './xlsx.ts'

/** On Linux a thread has a priority of its own: whoever submits meanwhile goes first. */
function yieldToOthers(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), 10)
  } catch {
    // Elsewhere it competes as an equal.
  }
}

yieldToOthers()

/** The bytes that are sealed, once the accounts close. */
function fix({ figures }: Figures): { content: string; digest: string } {
  const content = JSON.parse(figures) as SealedContent
  const identity = brokenIdentity(content.tables)
  if (identity !== undefined) throw new Unbalanced(identity)
  const text = canonicalText(content)
  return { content: text, digest: sha256(text) }
}

async function make(given: Given): Promise<DigestedForm[]> {
  const { content, digest, former, flows, publicUrl } = given
  const sealed = contentOf(content)
  const before = former === undefined ? undefined : contentOf(former)
  const difference = before && flows && cutoffDifference(before, sealed, flows)
  const forms = await formsOf(sealed, digest, before, difference, publicUrl)
  return forms.map((form) => ({ ...form, sha256: sha256(form.bytes) }))
}

const tell = (made: Made): void => parentPort?.postMessage(made)

function print(asked: Printing | Drawing): Promise<Buffer | undefined> {
  if ('svg' in asked) return drawingPng(asked.svg)
  const { report, table, form } = asked
  return form === 'xlsx' ? reportWorkbook(report, table) : reportPdf(report, table)
}

parentPort?.on('message', async (asked: Asked) => {
  try {
    if ('figures' in asked) tell(fix(asked))
    else if ('content' in asked) tell({ forms: await make(asked) })
    else tell({ printed: await print(asked) })
  } catch (error) {
    const { message, stack } = error as Error
    tell(error instanceof Unbalanced ? { unbalanced: message } : { error: stack })
  }
})
