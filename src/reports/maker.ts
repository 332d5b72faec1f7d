/**
 * Makes forms beside the service: a workbook and a document of the whole country take the better part
 * of a second, in which whoever submits would wait. What is sealed goes there as text, since to read
 * it takes its time as well.
 */
import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { UnbalancedDifference } from '../aggregates/difference.ts'
import type { Flow } from '../aggregates/queries.ts'
import type { DigestedForm } from './names.ts'

/** What the forms of a sealed cut-off are made from: contents as they were sealed, and what moved since the former. */
export type Given = {
  content: string
  digest: string
  former: string | undefined
  flows: readonly Flow[] | undefined
}

/** What comes of it: the forms, or the cell of the difference that does not add up, or a failure. */
export type Made =
  | { forms: DigestedForm[] }
  | { unbalanced: string }
  | { error: string | undefined }

/** The thread is loaded once for the seals that come one after another, and then given back. */
const IDLE_MS = 30_000

const file = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url)
/** From the sources a thread loads tsx by itself: it inherits no loader. */
const FROM_SOURCES = `import('tsx/esm/api').then(({ register }) => {
  register()
  return import(${JSON.stringify(file)})
})`

let thread: Worker | undefined
let idle: NodeJS.Timeout | undefined
let making: Promise<unknown> = Promise.resolve()

function openThread(): Worker {
  const opened = file.href.endsWith('.ts')
    ? new Worker(FROM_SOURCES, { eval: true, execArgv: [] })
    : new Worker(file)
  // It never keeps the process alive by itself.
  opened.unref()
  opened.once('exit', () => {
    if (thread === opened) thread = undefined
  })
  return opened
}

async function make(given: Given): Promise<DigestedForm[]> {
  clearTimeout(idle)
  thread ??= openThread()
  const worker = thread
  worker.ref()
  try {
    worker.postMessage(given)
    const ended = new AbortController()
    const [made] = (await Promise.race([
      once(worker, 'message', { signal: ended.signal }),
      once(worker, 'exit', { signal: ended.signal }).then(() => {
        throw new Error('The thread that makes forms has ended')
      }),
    ]).finally(() => ended.abort())) as [Made]
    if ('unbalanced' in made) throw new UnbalancedDifference(made.unbalanced)
    if ('error' in made) throw new Error(made.error)
    return made.forms.map((form) => {
      // Buffers cross threads as plain bytes.
      const { buffer, byteOffset, byteLength } = form.bytes
      return { ...form, bytes: Buffer.from(buffer, byteOffset, byteLength) }
    })
  } finally {
    worker.unref()
    idle = setTimeout(() => void worker.terminate(), IDLE_MS).unref()
  }
}

/**
 * Every form of a sealed cut-off, one cut-off after another.
 * @throws UnbalancedDifference
 */
export function makeForms(given: Given): Promise<DigestedForm[]> {
  const made = making.then(() => make(given))
  making = made.catch(() => {})
  return made
}
