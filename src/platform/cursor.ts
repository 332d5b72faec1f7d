/** Cursors of lists: where a page ended, bound to the question that it was told under. */
import type { z } from 'zod'
import { invalidRequest } from './errors.ts'

/** A cursor that goes on after a place. */
export const cursorOf = (place: readonly unknown[], question: unknown): string =>
  Buffer.from(JSON.stringify([...place, JSON.stringify(question)])).toString('base64url')

/**
 * The place of a cursor. Anybody can write one: what it holds must be what PostgreSQL reads.
 * @throws INVALID_REQUEST when it is none, or of another question
 */
export function placeIn<Place>(cursor: string, shape: z.ZodType<Place>, question: unknown): Place {
  const refuse = (code: 'INVALID_CURSOR' | 'CURSOR_OF_OTHER_FILTERS') =>
    invalidRequest([{ pointer: 'query.cursor', code }])
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw refuse('INVALID_CURSOR')
  }
  const place = shape.safeParse(Array.isArray(parts) ? parts.slice(0, -1) : parts)
  if (!place.success) throw refuse('INVALID_CURSOR')
  if ((parts as unknown[]).at(-1) !== JSON.stringify(question)) {
    throw refuse('CURSOR_OF_OTHER_FILTERS')
  }
  return place.data
}
