/** Clients that keep a connection and let the service wait, each in its way. */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

type Scenario = {
  /** What is written at once. */
  opening: string
  /** What is written again every 500 ms, for as long as the connection lasts. */
  drop?: string
  /** Whether answers stay unread. */
  deaf?: boolean
}

/** The seven of trust.md. `large` is the address of an answer that no buffer of a connection holds. */
export function scenarios(authorization: string, large: string): Record<string, Scenario> {
  const fields = `host: x\r\nauthorization: ${authorization}\r\n`
  const post = `POST /v1/inscription-requests HTTP/1.1\r\n${fields}content-type: application/json\r\n`
  return {
    'slow headers': { opening: `GET /v1/cutoffs HTTP/1.1\r\n${fields}`, drop: 'x-a: b\r\n' },
    'slow body': { opening: `${post}content-length: 60000\r\n\r\n{`, drop: ' ' },
    'no body': { opening: `${post}content-length: 60000\r\n\r\n` },
    'half a request line': { opening: 'GET /v1/cut' },
    'idle after an answer': { opening: `GET /v1/cutoffs HTTP/1.1\r\n${fields}\r\n` },
    // Asked for many times on one connection, an answer is as large as need be.
    'slow reading': { opening: `GET ${large} HTTP/1.1\r\n${fields}\r\n`.repeat(40), deaf: true },
    silence: { opening: '' },
  }
}

/**
 * Opens connections that all behave so.
 *
 * @returns how to end those that are still open; the service closes them on its own
 */
export async function openSlowClients(
  address: string,
  { opening, drop, deaf }: Scenario,
  connections: number,
): Promise<() => void> {
  const { hostname, port } = new URL(address)
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  for (let n = 0; n < connections; n += 1) {
    const socket = connect(Number(port), hostname)
    sockets.add(socket)
    socket.on('error', () => {})
    if (!deaf) socket.resume()
    socket.write(opening)
    if (drop !== undefined) {
      const timer = setInterval(() => socket.writable && socket.write(drop), 500)
      timers.add(timer)
      socket.on('close', () => clearInterval(timer))
    }
    // Not more at once than a listening socket keeps in its queue.
    if (n % 50 === 49) await sleep(20)
  }
  return () => {
    for (const timer of timers) clearInterval(timer)
    for (const socket of sockets) socket.destroy()
  }
}
