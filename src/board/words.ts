/** How the board writes numbers and dates, in Spanish as INE does and in English. */
import { endOfDay, lastEndedDay, ZONE } from '../platform/calendar.ts'
import type { Language } from '../platform/errors.ts'
import type { CountedStatus, Role } from '../vocabulary.ts'

/** What is written in one language. */
export type Words = {
  language: Language
  /** The language of labels from the catalogues, where it is not the page's. */
  labels?: 'es-MX'
  /** The one of two texts that is in the language. */
  say(es: string, en: string): string
  count(n: number): string
  /** With its sign, and a true minus. */
  difference(n: number): string
  /** A share of one, with one decimal. */
  percent(share: number): string
  age(years: number): string
  /** With every decimal that it has. */
  number(n: number): string
  /** With one decimal. */
  tenths(n: number): string
  /** `2023-11-30` in full. */
  date(date: string): string
  /** `2023-11-30` in a few letters. */
  shortDate(date: string): string
  /** An instant by the clock of Mexico City. */
  instant(instant: string): string
  /** The instant up to which figures go: the end of a day is 24:00 of that day, as reports print it. */
  upTo(instant: string): string
}

/** Never `es` alone, which writes 51.185. */
const LOCALES = { es: 'es-MX', en: 'en-US' } as const

/** Noon in UTC is the same date everywhere in Mexico. */
const noonOf = (date: string): Date => new Date(`${date}T12:00:00Z`)

function wordsIn(language: Language): Words {
  const locale = LOCALES[language]
  const whole = new Intl.NumberFormat(locale)
  const full = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 })
  const tenth = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const hundredth = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: ZONE })
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: ZONE })
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ZONE,
  })
  const say = (es: string, en: string): string => (language === 'es' ? es : en)
  const instantOf = (instant: string): string => {
    const at = new Date(instant)
    return `${long.format(at)}, ${clock.format(at)} ${say('(hora del centro)', '(Mexico City time)')}`
  }
  return {
    language,
    labels: language === 'es' ? undefined : 'es-MX',
    say,
    count: (n) => whole.format(n),
    difference: (n) => (n > 0 ? '+' : n < 0 ? '−' : '±') + whole.format(Math.abs(n)),
    percent: (share) => `${tenth.format(share * 100)} %`,
    number: (n) => full.format(n),
    tenths: (n) => tenth.format(n),
    age: (years) => hundredth.format(years),
    date: (date) => long.format(noonOf(date)),
    shortDate: (date) => short.format(noonOf(date)),
    instant: instantOf,
    upTo: (instant) => {
      const day = lastEndedDay(instant)
      return Date.parse(endOfDay(day)) === Date.parse(instant)
        ? `${long.format(noonOf(day))}, 24:00 ${say('(hora del centro)', '(Mexico City time)')}`
        : instantOf(instant)
    },
  }
}

const WORDS: Record<Language, Words> = { es: wordsIn('es'), en: wordsIn('en') }

/** How the board speaks a language. */
export const wordsOf = (language: Language): Words => WORDS[language]

/** States in the order in which they are stacked, with the words of INE's report. */
export const STATUS_WORDS: Record<CountedStatus, readonly [es: string, en: string]> = {
  COMPLIES: ['Cumplen', 'Compliant'],
  IN_ANALYSIS: ['En procesamiento', 'In analysis'],
  SUBSANE: ['Subsane', 'Correction asked'],
  INITIAL_CHECK: ['Verificación inicial', 'Initial check'],
  RECEIVED: ['Recibidas', 'Received'],
  INADMISSIBLE: ['No proceden', 'Inadmissible'],
}

/** Who a role is, for the head of the page. */
export const ROLE_WORDS: Record<Role, readonly [es: string, en: string]> = {
  srve: ['Portal SRVE', 'SRVE portal'],
  inetel_agent: ['INETEL', 'INETEL'],
  derfe_reviewer: ['DERFE · revisión', 'DERFE · review'],
  derfe_admin: ['DERFE · administración', 'DERFE · administration'],
  derfe_analyst: ['DERFE · análisis', 'DERFE · analysis'],
  utsi: ['UTSI', 'UTSI'],
  deoe: ['DEOE', 'DEOE'],
  ine_viewer: ['INE · consulta', 'INE · viewer'],
  opl: ['Organismo público local', 'Local electoral body'],
  party: ['Partido político', 'Political party'],
  party_reviewer: ['Partido político · revisión', 'Political party · review'],
  auditor: ['Auditoría', 'Audit'],
}
