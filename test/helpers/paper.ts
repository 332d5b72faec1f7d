/** Reading a PDF without a library: its objects, and what its pages say. */
import { inflateSync } from 'node:zlib'

/** Streams of a document, inflated, in their order. */
const streamsOf = (document: Buffer): string[] => {
  const text = document.toString('latin1')
  return [...text.matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)].flatMap((found) => {
    const start = found.index + found[0].length
    const bytes = document.subarray(start, start + Number(found[1]))
    // Zlib's first byte: other streams are written as they are.
    return bytes[0] === 0x78 ? [inflateSync(bytes).toString('latin1')] : []
  })
}

/** Bytes 0x80 to 0x9f of WinAnsi differ from Latin-1. */
const decoded = (hex: string): string =>
  new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'))

/** Each line of text as it was written, page by page. */
export const linesOf = (document: Buffer): string[][] =>
  streamsOf(document)
    .filter((stream) => /\bBT\b/.test(stream))
    .map((stream) =>
      [...stream.matchAll(/\bBT\b(.*?)\bET\b/gs)].map(([, text = '']) =>
        [...text.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => decoded(hex)).join(''),
      ),
    )

/** How many elements of its structure a document has, by type. */
export function structureOf(document: Buffer): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [, type = ''] of document.toString('latin1').matchAll(/^\/S \/(\w+)$/gm)) {
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return counts
}
