/** What the forms of a sealed cut-off are called; how they are made is in forms.ts. */

/** A file, and under which name it is given out. */
export type Form = { name: string; mediaType: string; bytes: Buffer }

/** The same with the digest of its bytes. */
export type DigestedForm = Form & { sha256: string }

/** The head of a content's digest that file names carry. */
const headOf = (digest: string): string => digest.slice(0, 8)

/** The name of the content itself, in JSON. */
export const contentName = (date: string, digest: string): string =>
  `corte_${date}_${headOf(digest)}.json`

/** The name of the file that holds content, difference, manifest and signature. */
export const sealedFileName = (date: string, digest: string): string =>
  `corte_${date}_${headOf(digest)}.lne.json`

/** The name of the difference from the former cut-off. */
export const differenceName = (date: string, digest: string, extension: 'json' | 'csv'): string =>
  `diferencia_${date}_${headOf(digest)}.${extension}`

/** The name of one table in CSV. */
export const tableName = (table: string, date: string, digest: string): string =>
  `${table}_${date}_${headOf(digest)}.csv`

/** The name of the report. */
export const reportName = (date: string, digest: string, extension: 'xlsx' | 'pdf'): string =>
  `informe_${date}_${headOf(digest)}.${extension}`
