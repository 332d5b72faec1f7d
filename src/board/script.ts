/**
 * What the page can do beyond being read: sort a table by a column, copy one for a spreadsheet, open
 * the data before printing, read the figures of the head again, and leave when the session has ended in
 * another window. Without it nothing is missing: the page leaves when the session's time is over.
 */
export const SCRIPT = `'use strict'
const es = document.documentElement.lang.startsWith('es')
const numberOf = (cell) => Number(cell.dataset.n ?? cell.textContent.replace(/[^\\d.\\u2212-]/g, '').replace('\\u2212', '-'))
for (const table of document.querySelectorAll('table[data-sort]')) {
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, index) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') === 'descending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending')
      const body = table.tBodies[0]
      const isText = head.classList.contains('left') || index === 0
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [a.cells[index], b.cells[index]]
        return isText ? y.textContent.localeCompare(x.textContent, 'es') : numberOf(y) - numberOf(x)
      })
      body.append(...(up ? rows.reverse() : rows))
    })
  })
  const copy = document.createElement('button')
  copy.type = 'button'
  copy.className = 'quiet'
  copy.textContent = es ? 'Copiar tabla' : 'Copy table'
  copy.addEventListener('click', async () => {
    const lines = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join('\\t'))
    await navigator.clipboard.writeText(lines.join('\\n'))
    copy.textContent = es ? 'Copiada' : 'Copied'
  })
  table.closest('figure')?.querySelector('.files')?.append(copy)
}
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true
})
addEventListener('focus', async () => {
  const answer = await fetch(location.href, { method: 'HEAD' })
  if (answer.status === 401) location.reload()
})
const head = document.querySelector('[data-refresh]')
if (head) {
  setInterval(async () => {
    const answer = await fetch(location.href)
    if (!answer.ok || answer.redirected) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-refresh]')
    if (fresh) head.replaceChildren(...fresh.childNodes)
  }, 300000)
}
`
