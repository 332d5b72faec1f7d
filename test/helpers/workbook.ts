/** Reading a workbook as an office program does: the parts of its archive, and the cells of its sheets. */
import { inflateRawSync } from 'node:zlib'

type Entry = { time: number; text: string }

/** The parts of an archive by name, each with its time as the archive writes it. */
export function unzip(archive: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  let at = archive.readUInt32LE(end + 16)
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20))
    const stored = archive.readUInt16LE(at + 10) === 0
    const text = (stored ? bytes : inflateRawSync(bytes)).toString('utf8')
    entries.set(name, { time: archive.readUInt32LE(at + 12), text })
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')

export type ReadCell = {
  value: string | number | null
  formula?: string
  format: string
  fill: string | undefined
}

export type ReadSheet = {
  xml: string
  /** By reference, as in `B6`. */
  cells: Map<string, ReadCell>
  merges: string[]
  /** The values of a row, counted from 1, up to its last cell. */
  row(number: number): (string | number | null)[]
  /** The last row with a cell. */
  rows: number
}

/** The column of a reference, counted from 0. */
const columnOf = (reference: string): number =>
  [...reference.replace(/\d+/, '')].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1

const all = (text: string, pattern: RegExp): RegExpExecArray[] => [...text.matchAll(pattern)]

/** Formats and fills of a workbook's cell styles, in their order. */
function stylesOf(xml: string): { format: string; fill: string | undefined }[] {
  const formats = new Map(
    all(xml, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g).map(([, id, code]) => [
      id,
      unescaped(code as string),
    ]),
  )
  const fills = all(xml, /<fill>(.*?)<\/fill>/gs).map(
    ([, fill]) => /fgColor rgb="(?:FF)?(\w{6})"/.exec(fill as string)?.[1],
  )
  const builtIn: Record<string, string> = { '2': '0.00', '3': '#,##0', '49': '@' }
  const cellStyles = /<cellXfs.*?<\/cellXfs>/s.exec(xml)?.[0] ?? ''
  return all(cellStyles, /<xf ([^>]*)>/g).map(([, attributes]) => {
    const id = /numFmtId="(\d+)"/.exec(attributes as string)?.[1] ?? '0'
    const fill = /fillId="(\d+)"/.exec(attributes as string)?.[1] ?? '0'
    return { format: formats.get(id) ?? builtIn[id] ?? 'General', fill: fills[Number(fill)] }
  })
}

/** Every sheet of a workbook by its name. */
export function readWorkbook(archive: Buffer): Map<string, ReadSheet> {
  const parts = unzip(archive)
  const partText = (name: string): string => parts.get(name)?.text ?? ''
  const textOf = (xml: string): string =>
    all(xml, /<t(?: [^>]*)?>(.*?)<\/t>/gs)
      .map(([, text]) => unescaped(text as string))
      .join('')
  const strings = all(partText('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map(([, xml]) =>
    textOf(xml as string),
  )
  const styles = stylesOf(partText('xl/styles.xml'))
  const files = new Map(
    all(partText('xl/_rels/workbook.xml.rels'), /<Relationship ([^>]*)>/g).map(([, one]) => [
      /Id="([^"]*)"/.exec(one as string)?.[1],
      /Target="([^"]*)"/.exec(one as string)?.[1]?.replace(/^\/xl\//, ''),
    ]),
  )
  return new Map(
    all(partText('xl/workbook.xml'), /<sheet ([^>]*)>/g).map(([, one]) => {
      const name = unescaped(/name="([^"]*)"/.exec(one as string)?.[1] ?? '')
      const xml = partText(`xl/${files.get(/r:id="([^"]*)"/.exec(one as string)?.[1])}`)
      return [name, readSheet(xml, strings, styles, textOf)]
    }),
  )
}

function readSheet(
  xml: string,
  strings: string[],
  styles: ReturnType<typeof stylesOf>,
  textOf: (xml: string) => string,
): ReadSheet {
  const cells = new Map<string, ReadCell>()
  const values: (string | number | null)[][] = []
  for (const [, attributes = '', inner = ''] of all(xml, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const reference = /r="([A-Z]+\d+)"/.exec(attributes)?.[1] as string
    const type = /\bt="(\w+)"/.exec(attributes)?.[1]
    const raw = /<v>(.*?)<\/v>/s.exec(inner)?.[1]
    const formula = /<f[^>]*>(.*?)<\/f>/s.exec(inner)?.[1]
    const value =
      type === 'inlineStr'
        ? textOf(inner)
        : raw === undefined
          ? type === 'str'
            ? ''
            : null
          : type === 's'
            ? (strings[Number(raw)] as string)
            : type === 'str' || type === 'e'
              ? unescaped(raw)
              : Number(raw)
    const style = styles[Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? 0)]
    cells.set(reference, {
      value,
      ...(formula !== undefined && { formula: unescaped(formula) }),
      format: style?.format ?? 'General',
      fill: style?.fill,
    })
    const row = Number(/\d+/.exec(reference)?.[0])
    values[row] ??= []
    ;(values[row] as (string | number | null)[])[columnOf(reference)] = value
  }
  return {
    xml,
    cells,
    merges: all(xml, /<mergeCell ref="([^"]*)"/g).map(([, ref]) => ref as string),
    row: (number) => Array.from(values[number] ?? [], (value) => value ?? null),
    rows: values.length - 1,
  }
}

/** The number by which a workbook counts a civil date. */
export const serialOf = (date: string): number => Date.parse(date) / 86_400_000 + 25_569

/** The workbook without the results that its formulas came with. */
export const FORMULA_RESULT = /(<f[^>]*>[^<]*<\/f>)<v>[^<]*<\/v>/g
