/**
 * The forms of a sealed cut-off: files made once, at sealing, from what was sealed. The same cut-off
 * gives the same bytes.
 */
import { type CutoffDifference, cutoffDifferenceCsv } from '../aggregates/difference.ts'
import type { SealedContent } from '../cutoffs/schemas.ts'
import { type CutoffTables, REPORT_FORMS, TABLE_NAMES } from '../cutoffs/schemas.ts'
import { canonicalText } from '../platform/canonical.ts'
import { toCsv } from '../platform/csv.ts'
import { contentName, differenceName, type Form, reportName, tableName } from './names.ts'
import { pdfOf } from './pdf.ts'
import { workbookOf } from './xlsx.ts'

const csvOf = (table: CutoffTables[keyof CutoffTables]): Buffer => Buffer.from(toCsv(table))

/**
 * Every form of a sealed cut-off.
 *
 * @param sealed its content, with the tables' columns in printed order
 * @param digest SHA-256 of the content's canonical text
 * @param former the sealed cut-off before it by date, if there is one
 * @param difference what changed since the former
 * @param publicUrl where the service is reached, for what is read on paper
 */
export async function formsOf(
  sealed: SealedContent,
  digest: string,
  former: SealedContent | undefined,
  difference: CutoffDifference | undefined,
  publicUrl?: string,
): Promise<Form[]> {
  const { date, tables } = sealed
  const json = (name: string, value: object): Form => ({
    name,
    mediaType: 'application/json',
    bytes: Buffer.from(canonicalText(value)),
  })
  return [
    json(contentName(date, digest), sealed),
    ...TABLE_NAMES.map((table) => ({
      name: tableName(table, date, digest),
      mediaType: 'text/csv',
      bytes: csvOf(tables[table]),
    })),
    {
      name: reportName(date, digest, 'xlsx'),
      mediaType: REPORT_FORMS.xlsx,
      bytes: await workbookOf(sealed, digest, former, publicUrl),
    },
    {
      name: reportName(date, digest, 'pdf'),
      mediaType: REPORT_FORMS.pdf,
      bytes: await pdfOf(sealed, digest, former, publicUrl),
    },
    ...(difference
      ? [
          json(differenceName(date, digest, 'json'), difference),
          {
            name: differenceName(date, digest, 'csv'),
            mediaType: 'text/csv',
            bytes: Buffer.from(cutoffDifferenceCsv(difference)),
          },
        ]
      : []),
  ]
}
