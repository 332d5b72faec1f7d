/**
 * The verifier as one page for a browser: the same algorithm, taken from the same file, with a form
 * around it. Nothing of it loads or sends anything.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export const VERIFIER_PAGE = 'verifiers/cutoff.html'

/** From here on the file is the command line. */
const COMMAND_LINE = '/* Desde aquí, la línea de comandos. */'

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f1d;--paper:#fbfaf7;--line:#8a8f8a;--good:#1c6b3c;--bad:#a12622;--soft:#5a605c}
@media (prefers-color-scheme:dark){:root{--ink:#eceae4;--paper:#161a18;--line:#7d847f;--good:#7fd6a0;--bad:#ff9d94;--soft:#aab0ab}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,sans-serif}
body{overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}
p{margin:.5rem 0}
.hint{color:var(--soft);font-size:.9375rem}
fieldset{border:0;padding:0;margin:1.5rem 0}
label{display:block;font-weight:600;margin:1.25rem 0 .25rem}
input{font:inherit;width:100%;padding:.6rem;border:1px solid var(--line);border-radius:.4rem;background:transparent;color:inherit}
button{font:inherit;font-weight:600;padding:.75rem 1.5rem;border:0;border-radius:.4rem;background:var(--ink);color:var(--paper);cursor:pointer}
:focus-visible{outline:3px solid var(--good);outline-offset:2px}
#verdict h2{font-size:1.375rem;margin:2rem 0 .5rem}
.good{color:var(--good)}.bad{color:var(--bad)}
code{font:.9375rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
li{margin:.4rem 0}
@media print{fieldset,button,.hint{display:none}}
`

const SCRIPT = `
const form = document.querySelector('form')
const verdict = document.querySelector('#verdict')
const put = (parent, tag, text, className) => {
  const element = parent.appendChild(document.createElement(tag))
  element.textContent = text
  if (className) element.className = className
  return element
}
const readAll = (id) =>
  Promise.all(
    [...document.getElementById(id).files].map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  )
const list = (lines, className) => {
  if (lines.length === 0) return
  const items = put(verdict, 'ul', '', className)
  for (const line of lines) put(items, 'li', line)
}
const KNOWN = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
async function knowsEd25519() {
  try {
    await crypto.subtle.importKey('jwk', KNOWN, 'Ed25519', false, ['verify'])
    return true
  } catch {
    return false
  }
}
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  verdict.replaceChildren()
  try {
    if (!(await knowsEd25519())) {
      put(verdict, 'h2', 'Este navegador no comprueba firmas Ed25519', 'bad')
      put(verdict, 'p', 'Use uno más reciente (Chrome 137, Firefox 130, Safari 17 o posteriores), o Node con verifiers/cutoff.mjs.')
      return
    }
    const [cutoffs, [keys], files, [annexes]] = await Promise.all(
      ['cutoffs', 'keys', 'files', 'annexes'].map(readAll),
    )
    const jwks = jwksOf(keys.bytes)
    const fingerprint = document.getElementById('fingerprint').value.trim() || undefined
    const result = await verifyCutoffs({ cutoffs, jwks, fingerprint, files, annexes })
    put(verdict, 'h2', result.verified ? '✓ Verificado' : '✗ No verificado', result.verified ? 'good' : 'bad')
    put(verdict, 'p', linesOf(result).at(-1).replace(/^[^:]*: /, '').replace(/^./, (letter) => letter.toUpperCase()))
    list(result.problems.map(({ file, message, code }) => file + ': ' + message + ' [' + code + ']'), 'bad')
    for (const { file, date, received, digest, fingerprint: of } of result.cutoffs) {
      put(verdict, 'h3', 'Corte del ' + date + (received === undefined ? '' : ': ' + received.toLocaleString('es-MX') + ' solicitudes'))
      for (const [label, text] of [['Archivo', file], ['SHA-256 del contenido', digest], ['Huella de la clave', of]]) {
        const line = put(verdict, 'p', label + ' ')
        put(line, 'code', text)
      }
    }
    list(result.notes)
  } catch (error) {
    verdict.replaceChildren()
    put(verdict, 'h2', 'No se pudo leer', 'bad')
    put(verdict, 'p', toldBy(error))
  }
})
`

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The page as it should be. */
export function verifierPage(): string {
  const source = readFileSync(new URL('../verifiers/cutoff.mjs', import.meta.url), 'utf8')
  const algorithm = source.slice(source.indexOf('/**'), source.indexOf(COMMAND_LINE))
  const script = `\n${algorithm}${SCRIPT}`.replaceAll('export ', '')
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(STYLE)}; base-uri 'none'; object-src 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="es-MX">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verificar un corte de la LNE-Extranjero</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Verificar un corte de la LNE-Extranjero</h1>
<p>Comprueba en su computadora, sin red, que un corte es el que se selló y que sus cuentas cierran. Nada sale de esta página: puede desconectarse antes de usarla.</p>
<form>
<fieldset>
<label for="cutoffs">Cortes sellados <span class="hint">(corte_….lne.json, uno o varios)</span></label>
<input id="cutoffs" type="file" multiple required accept=".json">
<label for="keys">Claves públicas <span class="hint">(jwks.json)</span></label>
<input id="keys" type="file" required accept=".json">
<label for="fingerprint">Huella de la clave que sella</label>
<input id="fingerprint" type="text" autocomplete="off" spellcheck="false" aria-describedby="why">
<p class="hint" id="why">Tómela de donde el INE la publica, no del servicio del que bajó el corte: quien pudiera cambiar uno podría cambiar también las claves.</p>
<label for="files">Otros archivos del corte <span class="hint">(XLSX, PDF, CSV; si los tiene)</span></label>
<input id="files" type="file" multiple>
<label for="annexes">Anexos <span class="hint">(si los tiene)</span></label>
<input id="annexes" type="file" accept=".json">
</fieldset>
<button>Verificar</button>
</form>
<div id="verdict" role="status"></div>
</main>
<script type="module">${script}</script>
</body>
</html>
`
}
