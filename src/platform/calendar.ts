import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'

/** The zone in which days, fortnights and windows are counted. Always by name: the law changed it once. */
export const ZONE = 'America/Mexico_City'

/** The day that was last asked for, from its first millisecond to the next one's. */
let known = { date: '', from: Number.NaN, to: Number.NaN }

/** The calendar date in Mexico City at an instant: nearly always the same as a moment ago. */
export function dateAt(instant: string): string {
  const at = Date.parse(instant)
  if (at >= known.from && at < known.to) return known.date
  const date = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate()
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(ZONE).epochMilliseconds
  known = { date: date.toString(), from: start(date), to: start(date.add({ days: 1 })) }
  return known.date
}

/** Every list of cut-offs asks when each of its fortnights ends. */
const dayEnds = new LRUCache<string, string>({
  max: 1_000,
  memoMethod: (date) =>
    Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(ZONE).toInstant().toString(),
})

/** The instant at which a day of Mexico City ends: the start of the next one. */
export const endOfDay = (date: string): string => dayEnds.memo(date)

/** The last midnight of Mexico City at or before an instant. */
export const lastMidnight = (instant: string): string =>
  Temporal.PlainDate.from(dateAt(instant)).toZonedDateTime(ZONE).toInstant().toString()

/** The last day of Mexico City that had ended by an instant. */
export const lastEndedDay = (instant: string): string =>
  Temporal.PlainDate.from(dateAt(instant)).subtract({ days: 1 }).toString()

/** An instant moved by calendar days of Mexico City. */
export const addDays = (instant: string, days: number): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).add({ days }).toInstant().toString()

/** An instant moved by milliseconds. */
export const addMilliseconds = (instant: string, milliseconds: number): string =>
  Temporal.Instant.from(instant).add({ milliseconds }).toString()

/** Whether `a` is before `b`; instants may differ in how many decimals they print. */
export const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b)

/** The later of two instants. */
export const later = (a: string, b: string): string => (isBefore(a, b) ? b : a)

/** The 15th and the last day of each month from `from` to `to`, both included. */
export function fortnightEnds(from: string, to: string): string[] {
  const ends: string[] = []
  let month = Temporal.PlainDate.from(from).with({ day: 1 })
  while (month.toString() <= to) {
    for (const day of [15, month.daysInMonth]) {
      const date = month.with({ day }).toString()
      if (date >= from && date <= to) ends.push(date)
    }
    month = month.add({ months: 1 })
  }
  return ends
}
