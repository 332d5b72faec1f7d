import { LRUCache } from 'lru-cache'
import { DomainError } from './errors.ts'

/** Failed attempts admitted per minute and subject, on each instance. */
const ATTEMPTS_PER_MINUTE = 30

const failures = new LRUCache<string, { count: number; until: number }>({ max: 10_000 })

/**
 * Refuses a subject that guesses too much.
 * @throws TOO_MANY_REQUESTS with Retry-After
 */
export function refuseGuessing(subject: string): void {
  const known = failures.get(subject)
  if (!known || known.until <= Date.now() || known.count < ATTEMPTS_PER_MINUTE) return
  const seconds = Math.ceil((known.until - Date.now()) / 1000)
  throw new DomainError('TOO_MANY_REQUESTS', { headers: { 'retry-after': String(seconds) } })
}

/** Counts a failed attempt. */
export function countFailure(subject: string): void {
  const known = failures.get(subject)
  if (known && known.until > Date.now()) known.count += 1
  else failures.set(subject, { count: 1, until: Date.now() + 60_000 })
}
