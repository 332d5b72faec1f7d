/** What a figure is of, as its caption and the name of its file say once it is by itself. */
import type { CutoffSummary } from '../cutoffs/schemas.ts'
import type { CountedStatus } from '../vocabulary.ts'
import type { Board } from './service.ts'
import { STATUS_WORDS, type Words } from './words.ts'

type Named = { code: string; label: string }

export type Subject = {
  /** Sealed figures have one cut-off, a comparison two, live ones a point. */
  of: CutoffSummary[] | { asOf: string; knownAsOf: number }
  entity?: Named
  country?: Named
  status?: CountedStatus
  /** What is compared, where it is to be chosen. */
  compared?: 'received' | 'complies'
}

const named = (options: Named[], code: string | undefined): Named | undefined =>
  code === undefined
    ? undefined
    : (options.find((one) => one.code === code) ?? { code, label: code })

/** What the figures of a board are of. */
export const subjectOf = (board: Board): Subject => ({
  of: board.cutoff ? [board.cutoff] : board.standing,
  entity: named(board.entities, board.filter.entity),
  country: named(board.countries, board.filter.country),
  status: board.filter.status,
})

/** What was chosen, by its names. */
export const filtersOf = ({ entity, country, status }: Subject, { say }: Words): string[] =>
  [entity?.label, country?.label, status && say(...STATUS_WORDS[status])].filter(
    (name) => name !== undefined,
  )

const headOf = ({ digest = '' }: CutoffSummary): string => digest.slice(0, 8)

/** In words: the letters that pictures are written with have no arrow. */
export function captionOf(subject: Subject, words: Words): string {
  const { of, compared } = subject
  const { say } = words
  const at = Array.isArray(of)
    ? of
        .map((one) =>
          say(
            `corte al ${words.date(one.date)}, SHA-256 ${headOf(one)}…`,
            `cut-off of ${words.date(one.date)}, SHA-256 ${headOf(one)}…`,
          ),
        )
        .join(say(' y ', ' and '))
    : say(
        `cifras del ${words.upTo(of.asOf)}, movimiento ${words.count(of.knownAsOf)}`,
        `figures of ${words.upTo(of.asOf)}, movement ${words.count(of.knownAsOf)}`,
      )
  const what =
    compared &&
    (compared === 'received' ? say('Recibidas', 'Received') : say(...STATUS_WORDS.COMPLIES))
  return [at, ...filtersOf(subject, words), what].filter(Boolean).join(' · ')
}

/** `20231201T0606Z`, which sorts and is a good name everywhere. */
const stampOf = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`

/**
 * The name of a downloaded figure: what it shows, of when, and of whom, as
 * `entidades_2023-11-30_corte_1a2b3c4d_09.svg`.
 */
export function fileNameOf(name: string, subject: Subject, form: string): string {
  const { of, entity, country, status, compared } = subject
  const at = Array.isArray(of)
    ? of.map((one) => `${one.date}_corte_${headOf(one)}`)
    : [stampOf(of.asOf), of.knownAsOf]
  const parts = [name, ...at, entity?.code, country?.code, status, compared]
  return `${parts.filter((part) => part !== undefined).join('_')}.${form}`
}
