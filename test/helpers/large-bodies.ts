/** Bodies that no request needs, and what they cost the service. */
import { connect } from 'node:net'
import type { Test } from 'tap'
import type { RunningApp } from './app.ts'
import { answersIn } from './raw.ts'

const CHUNK = Buffer.alloc(65_536, 0x20)

/**
 * Sends so many bytes of a body, in chunks or with its length, as fast as the service takes them, and
 * goes on after the answer, as one who does not listen.
 *
 * @returns the status of the answer, 0 if the connection was cut before one came
 */
function sendBody(address: string, authorization: string, bytes: number, chunked: boolean) {
  const { hostname, port } = new URL(address)
  const framing = chunked ? 'transfer-encoding: chunked' : `content-length: ${bytes}`
  const head = `POST /v1/inscription-requests HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\n${framing}\r\n\r\n`
  return new Promise<number>((resolve) => {
    const socket = connect(Number(port), hostname)
    const received: Buffer[] = []
    let sent = 0
    const write = () => {
      while (sent < bytes && !socket.destroyed) {
        const piece = CHUNK.subarray(0, Math.min(CHUNK.length, bytes - sent))
        sent += piece.length
        if (chunked) socket.write(`${piece.length.toString(16)}\r\n`)
        const more = socket.write(piece)
        if (chunked) socket.write('\r\n')
        if (!more) return
      }
      if (sent >= bytes) socket.end(chunked ? '0\r\n\r\n' : '')
    }
    socket.on('connect', () => {
      socket.write(head)
      write()
    })
    socket.on('drain', write)
    socket.on('data', (chunk) => received.push(chunk))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(15_000, () => socket.destroy())
    socket.on('close', () => resolve(answersIn(Buffer.concat(received))[0]?.status ?? 0))
  })
}

/** Resident memory in MB, once what is not used has been given back as far as it ever is. */
const residentMb = (): number => process.memoryUsage().rss / 1_048_576

/** So many bodies of so many bytes at once: each is refused, and memory does not follow their size. */
export async function refuseLargeBodies(
  t: Test,
  { address, token, as }: RunningApp,
  { megabytes, bodies, ceilingMb }: { megabytes: number; bodies: number; ceilingMb: number },
): Promise<void> {
  const authorization = `Bearer ${await token({ role: 'srve' })}`
  const send = (bytes: number, chunked: boolean) => sendBody(address, authorization, bytes, chunked)
  // What is loaded with the first request of a kind is not what a body costs.
  await Promise.all([send(100_000, true), send(100_000, false)])
  const before = residentMb()
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, residentMb())
  }, 20)
  t.teardown(() => clearInterval(watch))
  const statuses = await Promise.all(
    Array.from({ length: bodies }, (_, n) => send(megabytes * 1_048_576, n % 2 === 0)),
  )
  clearInterval(watch)
  // A service that closes on whoever goes on sending may cut its own answer off.
  t.same(
    statuses.filter((status) => status !== 413 && status !== 0),
    [],
    'refused, or cut',
  )
  t.ok(statuses.includes(413), `${statuses.filter((status) => status === 413).length} told 413`)
  const growth = highest - before
  t.comment(`${bodies} bodies of ${megabytes} MB: ${growth.toFixed(1)} MB more at most`)
  t.ok(growth <= ceilingMb, `at most ${ceilingMb} MB more`)
  t.equal((await as({ role: 'ine_viewer' }).get('/v1/cutoffs')).status, 200, 'and it goes on')
}
