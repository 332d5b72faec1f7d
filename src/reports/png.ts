/** Drawings as pictures: a PNG of two pixels for each unit. */
import { createRequire } from 'node:module'

const PIXELS = 2

/** The letters of pictures come with the service: a server need not have any. */
const require = createRequire(import.meta.url)
const fontFiles = ['400Regular/PublicSans_400Regular', '700Bold/PublicSans_700Bold'].map((name) =>
  require.resolve(`@expo-google-fonts/public-sans/${name}.ttf`),
)
const FAMILY = 'Public Sans'

/** The drawing as a picture; nothing where what makes pictures is not installed. */
export async function drawingPng(svg: string): Promise<Buffer | undefined> {
  const resvg = await import('@resvg/resvg-js').catch(() => undefined)
  if (!resvg) return undefined
  // Not by renderAsync, whose threads have the priority of the service.
  const drawing = new resvg.Resvg(svg, {
    fitTo: { mode: 'zoom', value: PIXELS },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
  })
  return drawing.render().asPng()
}
