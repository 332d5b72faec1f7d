/** Guesses at what only somebody else knows, counted in the memory of each instance. */
import { LRUCache } from 'lru-cache'
import { type Actor, isRoleOfPeople } from '../access/actor.ts'
import { DomainError } from './errors.ts'

/** Failed attempts admitted per minute: of a person, and of a system about one record. */
const ATTEMPTS_PER_MINUTE = 30

/** Of a system about all records: those of many people who mistype, and of one who guesses. */
const ATTEMPTS_OF_SYSTEM = 3_000

const failures = new LRUCache<string, { count: number }>({
  max: 20_000,
  ttl: 60_000,
  noUpdateTTL: true,
})

/**
 * What failures are counted by, and how many are admitted of each. A system asks for many people: who
 * guesses through it shuts the record guessed at, and not the others out.
 */
function countsOf(actor: Actor, guessed: readonly string[]): [key: string, admitted: number][] {
  const keyOf = (of = '') => `${actor.role} ${of} ${actor.sub}`
  if (isRoleOfPeople(actor)) return [[keyOf(), ATTEMPTS_PER_MINUTE]]
  return [
    [keyOf(), ATTEMPTS_OF_SYSTEM],
    ...guessed.map((one): [string, number] => [keyOf(one), ATTEMPTS_PER_MINUTE]),
  ]
}

/**
 * Refuses who guesses too much, and what is guessed at too much.
 * @param guessed what tells the record, such as its folio; without blanks
 * @throws TOO_MANY_REQUESTS with Retry-After
 */
export function refuseGuessing(actor: Actor, guessed: readonly string[] = []): void {
  for (const [key, admitted] of countsOf(actor, guessed)) {
    if ((failures.get(key)?.count ?? 0) < admitted) continue
    const seconds = Math.ceil(failures.getRemainingTTL(key) / 1000)
    throw new DomainError('TOO_MANY_REQUESTS', { headers: { 'retry-after': String(seconds) } })
  }
}

/** Counts a failed attempt. */
export function countFailure(actor: Actor, guessed: readonly string[] = []): void {
  for (const [key] of countsOf(actor, guessed)) {
    const known = failures.get(key)
    if (known) known.count += 1
    else failures.set(key, { count: 1 })
  }
}
