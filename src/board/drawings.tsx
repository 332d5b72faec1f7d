/** Figures by themselves: as a drawing and a table of text. */
import { stringify } from 'csv-stringify/sync'
import { renderToString } from 'preact-render-to-string'
import { sha256 } from '../platform/canonical.ts'
import type { Figure } from './figures.tsx'
import { DRAWING_PAPER, DRAWING_STYLE } from './style.ts'

/** Margin around a drawing that stands alone, and room for its words. */
const MARGIN = 16
const LINE = 17

/** A text in lines of about so many letters. */
function linesOf(text: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < letters) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}

/** A document of its own: with title, finding, note and style. */
export function svgOf({ title, finding, drawing, note, partial }: Figure, stamp: string): string {
  const inner = renderToString(drawing)
  const [, innerWidth = '520', innerHeight = '0'] =
    /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(inner) ?? []
  const above = linesOf(finding, 84)
  const below = [note, partial, stamp].flatMap((text) => (text ? linesOf(text, 88) : []))
  const top = MARGIN + 22 + above.length * LINE + 12
  const full = {
    width: Number(innerWidth) + 2 * MARGIN,
    height: top + Number(innerHeight) + 10 + below.length * LINE + MARGIN,
  }
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${full.width} ${full.height}`}
      width={full.width}
      height={full.height}
      font-family="sans-serif"
    >
      <title>{`${title}. ${finding}`}</title>
      <style>{`${DRAWING_STYLE}svg .title{font-size:16px;font-weight:600}`}</style>
      <path fill={DRAWING_PAPER} d={`M0 0H${full.width}V${full.height}H0z`} />
      <text x={MARGIN} y={MARGIN + 14} class="title">
        {title}
      </text>
      {above.map((line, index) => (
        <text x={MARGIN} y={MARGIN + 36 + index * LINE} class="t">
          {line}
        </text>
      ))}
      <svg
        x={MARGIN}
        y={top}
        width={innerWidth}
        height={innerHeight}
        viewBox={`0 0 ${innerWidth} ${innerHeight}`}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered above
        dangerouslySetInnerHTML={{ __html: inner.replace(/^<svg[^>]*>|<\/svg>$/g, '') }}
      />
      {below.map((line, index) => (
        <text x={MARGIN} y={top + Number(innerHeight) + 22 + index * LINE} class="t">
          {line}
        </text>
      ))}
    </svg>,
  )
}

/** The table of a figure: UTF-8 with BOM and CRLF, numbers as they are. */
export function csvOf({ table }: Figure): string {
  const rows = table.total ? [...table.rows, table.total] : table.rows
  return stringify([table.columns.map(({ label }) => label), ...rows], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

/** The digest of a file of the page, for its address. */
export const digestOf = (content: string): string => sha256(content).slice(0, 12)
