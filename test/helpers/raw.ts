/** HTTP as bytes, for what no client would send. */
import { connect } from 'node:net'

/** One answer as it came. */
export type RawAnswer = { status: number; headers: Record<string, string>; text: string }

/**
 * Writes bytes to a connection, and gives all that comes back until the other side closes it or says
 * nothing for `quietMs`. A connection that is cut says what it said before.
 */
export function sendRaw(address: string, bytes: string | Buffer, quietMs = 1_000): Promise<Buffer> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes as string, 'latin1'))
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.setTimeout(quietMs, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(Buffer.concat(chunks)))
  })
}

/** Bytes as the answers that they are, each read by its length. Throws where they are none. */
export function answersIn(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const end = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1])
    if (end < 0 || !status) throw new Error(`Not an answer: ${rest.toString().slice(0, 80)}`)
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }),
    )
    const body = end + 4
    const length = Number(headers['content-length'] ?? 0)
    answers.push({ status, headers, text: rest.subarray(body, body + length).toString() })
    rest = rest.subarray(body + length)
  }
  return answers
}
