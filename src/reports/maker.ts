/**
 * Makes forms beside the service: a workbook and a document of the whole country take the better part
 * of a second, in which whoever submits would wait.
 */
import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { formsOf } from './forms.ts'
import type { Form } from './names.ts'

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

async function make(given: Parameters<typeof formsOf>): Promise<Form[]> {
  clearTimeout(idle)
  thread ??= openThread()
  const worker = thread
  worker.ref()
  try {
    worker.postMessage(given)
    const ended = new AbortController()
    const [answer] = (await Promise.race([
      once(worker, 'message', { signal: ended.signal }),
      once(worker, 'exit', { signal: ended.signal }).then(() => {
        throw new Error('The thread that makes forms has ended')
      }),
    ]).finally(() => ended.abort())) as [{ forms?: Form[]; error?: string }]
    if (!answer.forms) throw new Error(answer.error)
    // Buffers cross threads as plain bytes.
    return answer.forms.map((form) => ({ ...form, bytes: Buffer.from(form.bytes) }))
  } finally {
    worker.unref()
    idle = setTimeout(() => void worker.terminate(), IDLE_MS).unref()
  }
}

/** Every form of a sealed cut-off, as `formsOf` makes them, one cut-off after another. */
export function makeForms(...given: Parameters<typeof formsOf>): Promise<Form[]> {
  const made = making.then(() => make(given))
  making = made.catch(() => {})
  return made
}
