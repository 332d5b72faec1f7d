/** Licences of what is installed, as the lock file names them. */

/** Licences under which a public service may use and hand on what it is made of. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  // Copyleft of its own files only: what turns a drawing into a picture, used as it comes.
  'MPL-2.0',
  // A font that pictures are written with, handed on with them as letters only.
  'OFL-1.1',
  'Zlib',
])

/**
 * Allowed for tools of development only. The map of the entities is CC BY 4.0: its outlines, rounded,
 * are in the board, which names MapSVG on every page and drawing that shows them.
 */
const ALLOWED_FOR_TOOLS = new Set(['CC-BY-3.0', 'CC-BY-4.0', 'PSF-2.0', 'Python-2.0'])

/** Packages that name no licence where others do; each was read. */
const READ: Record<string, string> = {
  'jsonc-simple-parser@3.0.0': 'MIT',
  // Below the S3 server of the tests.
  'busboy@0.3.1': 'MIT',
  'dicer@0.3.0': 'MIT',
  'humanize-number@0.0.2': 'MIT',
  'only@0.0.2': 'MIT',
  // Below what writes the PDF.
  'png-js@2.0.0': 'MIT',
  'streamsearch@0.1.2': 'MIT',
}

type Package = { version?: string; license?: string; dev?: boolean }

/**
 * Packages whose licence is not allowed, as `name@version: licence`. Of alternatives, one must be
 * allowed; of licences that hold together, all.
 */
export function refusedLicences({ packages }: { packages: Record<string, Package> }): string[] {
  return Object.entries(packages).flatMap(([path, { version, license, dev }]) => {
    if (path === '') return []
    const name = `${path.split('node_modules/').at(-1)}@${version}`
    const expression = license ?? READ[name] ?? 'none'
    const isAllowed = (one: string) =>
      ALLOWED.has(one) || (dev === true && ALLOWED_FOR_TOOLS.has(one))
    const allowed = expression
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((alternative) => alternative.split(' AND ').every(isAllowed))
    return allowed ? [] : [`${name}: ${expression}`]
  })
}
