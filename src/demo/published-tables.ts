/**
 * Readers of the published tables and of the invented requests that add up to them, for the demo
 * and the tests. What each table holds and where it comes from: data/README.md.
 */

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const DATA = new URL('../../data/', import.meta.url)

/** Columns of `requests.csv.gz`, in their order. Source: data/README.md. */
export const REQUEST_COLUMNS = [
  'request_no',
  'entity_code',
  'country_iso2',
  'medium',
  'credential_type',
  'modality',
  'sex',
  'birth_date',
  'status',
  'received_at',
] as const

/** One invented request, every value as it is written in the file. */
export type RequestRow = Record<(typeof REQUEST_COLUMNS)[number], string>

/**
 * The rows of `data/tables/<name>.csv`, each keyed by the header line, values as written (a blank
 * is the empty string).
 *
 * @throws the file system's ENOENT when there is no such table; SyntaxError when a line has not as
 *   many values as the header
 */
export function readTable(name: string): Record<string, string>[] {
  const [header = [], ...lines] = parseCsv(
    readFileSync(new URL(`tables/${name}.csv`, DATA), 'utf8'),
  )
  return lines.map((line, index) => {
    if (line.length !== header.length) {
      throw new SyntaxError(`${name}.csv: row ${index + 1} has ${line.length} values`)
    }
    return Object.fromEntries(header.map((column, position) => [column, line[position] ?? '']))
  })
}

/**
 * The 51,185 invented requests, in order of reception.
 *
 * @throws SyntaxError when the file's columns are not `REQUEST_COLUMNS`
 */
export function* readRequests(): Generator<RequestRow> {
  const lines = gunzipSync(readFileSync(new URL('requests.csv.gz', DATA)))
    .toString()
    .split('\n')
  const header = lines[0]?.trimEnd()
  if (header !== REQUEST_COLUMNS.join(',')) {
    throw new SyntaxError(`requests.csv.gz: unexpected columns ${header}`)
  }
  for (const line of lines.slice(1)) {
    if (line === '') continue
    // No value of this file is quoted, and splitting is several times faster than parsing.
    const values = line.trimEnd().split(',')
    yield {
      request_no: values[0] ?? '',
      entity_code: values[1] ?? '',
      country_iso2: values[2] ?? '',
      medium: values[3] ?? '',
      credential_type: values[4] ?? '',
      modality: values[5] ?? '',
      sex: values[6] ?? '',
      birth_date: values[7] ?? '',
      status: values[8] ?? '',
      received_at: values[9] ?? '',
    }
  }
}

/** Lines of values of a CSV text (RFC 4180): commas, CRLF or LF, quotes doubled inside quotes. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') lines.push([])
    if (end === '') break
  }
  return lines.filter((line) => line.length > 1)
}
