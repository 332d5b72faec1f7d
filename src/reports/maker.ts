/**
 * Makes contents, forms and reports beside the service: a workbook and a document of the whole country
 * take the better part of a second, in which whoever submits would wait. What is sealed goes there as
 * text, since to read it, to add it up and to write it in canonical form take their time as well.
 */
import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Unbalanced } from '../aggregates/difference.ts'
import type { Flow } from '../aggregates/queries.ts'
import type { SealedContent } from '../cutoffs/schemas.ts'
import { DomainError } from '../platform/errors.ts'
import type { ReportName, Subject } from './layout.ts'
import type { DigestedForm } from './names.ts'

/** What a cut-off is to hold, as JSON. */
export type Figures = { figures: string }

/** What the forms of a sealed cut-off are made from: contents as they were sealed, and what moved since the former. */
export type Given = {
  content: string
  digest: string
  former: string | undefined
  flows: readonly Flow[] | undefined
  publicUrl: string | undefined
}

/** A report to print, as it is served. */
export type Printing = { report: ReportName; table: Subject; form: 'xlsx' | 'pdf' }

/** A drawing to make a picture of. */
export type Drawing = { svg: string }

/** What a thread is told. */
export type Asked = Figures | Given | Printing | Drawing

/**
 * What comes of it: a content, forms, or what was printed (nothing where pictures cannot be made); which
 * figures do not add up; or a failure.
 */
export type Made =
  | { content: string; digest: string }
  | { forms: DigestedForm[] }
  | { printed: Uint8Array | undefined }
  | { unbalanced: string }
  | { error: string | undefined }

/** A thread is loaded once for what comes one after another, and then given back. */
const IDLE_MS = 30_000

const file = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url)
/** From the sources a thread loads tsx by itself: it inherits no loader. */
const FROM_SOURCES = `import('tsx/esm/api').then(({ register }) => {
  register()
  return import(${JSON.stringify(file)})
})`

/** A thread that makes one thing after another. */
function openDesk() {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let making: Promise<unknown> = Promise.resolve()
  let waiting = 0

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

  async function ask(given: Asked): Promise<Made> {
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
      if ('unbalanced' in made) throw new Unbalanced(made.unbalanced)
      if ('error' in made) throw new Error(made.error)
      return made
    } finally {
      worker.unref()
      idle = setTimeout(() => {
        // Whoever asks while it ends gets another one.
        thread = undefined
        void worker.terminate()
      }, IDLE_MS).unref()
    }
  }

  return {
    make<Answer extends Made>(given: Asked): Promise<Answer> {
      waiting += 1
      const made = making.then(() => ask(given)) as Promise<Answer>
      making = made
        .catch(() => {})
        .finally(() => {
          waiting -= 1
        })
      return made
    },
    waiting: () => waiting,
  }
}

/** Buffers cross threads as plain bytes. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

/** A seal waits for no report that somebody asked for. */
const [seals, prints] = [openDesk(), openDesk()]

/**
 * The bytes of a cut-off in canonical form, once its accounts close.
 * @throws Unbalanced
 */
export const makeContent = (figures: SealedContent) =>
  seals.make<{ content: string; digest: string }>({ figures: JSON.stringify(figures) })

/**
 * Every form of a sealed cut-off, one cut-off after another.
 * @throws Unbalanced
 */
export async function makeForms(given: Given): Promise<DigestedForm[]> {
  const { forms } = await seals.make<{ forms: DigestedForm[] }>(given)
  return forms.map((form) => ({ ...form, bytes: bufferOf(form.bytes) }))
}

/** Reports and pictures that wait to be made: whoever comes then is told to come back. */
const WAITING_MAX = 8

/**
 * A report in a printed form, or a drawing as a picture (PNG), one after another.
 *
 * @param charge what it costs, where it is taken on: whoever is turned away pays nothing
 * @throws UNAVAILABLE, and what `charge` throws
 */
export async function printOut(asked: Printing | Drawing, charge = () => {}): Promise<Buffer> {
  if (prints.waiting() >= WAITING_MAX) {
    throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
  }
  charge()
  const { printed } = await prints.make<{ printed: Uint8Array | undefined }>(asked)
  if (!printed) throw new DomainError('UNAVAILABLE')
  return bufferOf(printed)
}
