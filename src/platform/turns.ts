/**
 * Questions that take much of the database: each client's go one after another, and all of them together
 * take no more connections than leave enough for everybody else.
 */
import type { Actor } from '../access/actor.ts'
import { DomainError } from './errors.ts'

/** Of the ten connections that a pool has by default. */
const AT_ONCE = 3

/** Questions of one client that wait; one more is told to come back. */
const WAITING_MAX = 20

/** Lets costly questions wait for each other: of one client one at a time, of all a few. */
export class Turns {
  #running = 0
  readonly #queue: (() => void)[] = []
  /** The last question of each client that has one. */
  readonly #lines = new Map<string, { last: Promise<unknown>; length: number }>()

  /**
   * Works when it is the client's turn.
   * @throws UNAVAILABLE when too many of its own wait already
   */
  take<Result>({ role, sub }: Actor, work: () => Promise<Result>): Promise<Result> {
    const client = `${role}:${sub}`
    const line = this.#lines.get(client) ?? { last: Promise.resolve(), length: 0 }
    if (line.length >= WAITING_MAX) {
      throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '2' } })
    }
    const done = line.last.then(() => this.#admit(work))
    line.length += 1
    line.last = done
      .catch(() => {})
      .then(() => {
        line.length -= 1
        if (line.length === 0) this.#lines.delete(client)
      })
    this.#lines.set(client, line)
    return done
  }

  async #admit<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= AT_ONCE) await new Promise<void>((pass) => this.#queue.push(pass))
    else this.#running += 1
    try {
      return await work()
    } finally {
      // Whoever waits takes the place over.
      const next = this.#queue.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}
