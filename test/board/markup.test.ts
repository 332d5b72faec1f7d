/** What people wrote is text wherever the board and its files show it, and the script trusts no page. */
import t from 'tap'
import { SCRIPT } from '../../src/board/script.ts'
import { startApp } from '../helpers/app.ts'
import { signedIn, visitorOf } from '../helpers/browser.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/** Markup, the end of an attribute, and the beginning of a formula. */
const LABEL = '=1+1<img src=x onerror=alert(1)>"\'&'
const SHORT = '"<i>&'

t.test('a label is text: in pages, drawings and tables', async (t) => {
  const running = await startApp(t)
  const admin = (subject: string) => running.as({ role: 'derfe_admin', subject })
  const versions = '/v1/catalogues/entities/versions'
  const proposed = await admin('uno').post(versions, {
    code: '09',
    value: { label: LABEL, abbreviation: SHORT, position: 9, localVote: [] },
    validFrom: '2023-11-01T06:00:00Z',
    act: 'INE/CG000/2023',
  })
  t.equal(proposed.status, 202, proposed.text)
  t.equal((await admin('dos').post(`${versions}/${proposed.body.id}/approve`)).status, 200)
  const received = await running
    .as({ role: 'srve' })
    .post('/v1/inscription-requests', aSubmission({ entity: '09' }), { 'idempotency-key': aKey() })
  t.equal(received.status, 201)

  const visitor = await signedIn(running, { role: 'ine_viewer', subject: 'elena' })
  for (const path of ['/tablero', '/tablero/g/entidades.svg']) {
    const { status, text } = await visitor.get(path)
    t.equal(status, 200, path)
    t.ok(text.includes('=1+1&lt;img src=x'), `${path} shows it`)
    t.notMatch(text, /<(img|i)\b(?! class)/, `${path}: as no element`)
    for (const [, value] of text.matchAll(/<abbr title=("[^>]*")>/g)) {
      t.match(value, /^"[^"]*"$/, `${path}: nor as the end of an attribute`)
    }
  }
  const csv = async (path: string) => (await visitor.get(path)).text
  const api = running.as({ role: 'ine_viewer', subject: 'elena' })
  const tables = [
    await csv('/tablero/g/entidades.csv'),
    (await api.get('/v1/aggregates/entities?format=csv')).text,
  ]
  for (const text of tables) {
    const line = text.split('\r\n').find((one) => one.includes('=1+1')) ?? ''
    t.ok(line.includes(`"'=1+1<img src=x onerror=alert(1)>""'&"`), `no formula: ${line}`)
  }
  const table = (await api.get('/v1/aggregates/entities')).body
  const row = table.rows.find((one: { entity: string }) => one.entity === '09')
  t.equal(row.label, LABEL, 'and what is stored is what was written')
})

t.test(
  'the script is the same for everybody, and takes nothing from names or other windows',
  async (t) => {
    const running = await startApp(t)
    const visitor = await signedIn(running, { role: 'ine_viewer', subject: 'elena' })
    const page = await visitor.get('/tablero')
    const [, path = ''] = /<script src="([^"]+)" defer><\/script>/.exec(page.text) ?? []
    t.equal(page.text.match(/<script/g)?.length, 1, 'one script')
    t.notMatch(page.text, /<(object|embed|applet|iframe|base)\b/, 'and nothing else that runs')
    t.equal((await visitor.get(path)).text, SCRIPT)
    t.equal((await visitorOf(running.address).get(path)).text, SCRIPT, 'also to nobody')

    t.match(SCRIPT, /^'use strict'\n/)
    const ofDocument = [...SCRIPT.matchAll(/document\.(\w+)/g)].map(([, name]) => name)
    t.same(
      [...new Set(ofDocument)].sort(),
      ['createElement', 'documentElement', 'querySelector', 'querySelectorAll'],
      'no element by its name',
    )
    t.notMatch(
      SCRIPT,
      /innerHTML|outerHTML|insertAdjacentHTML|eval|Function\(|postMessage|'message'|Storage|indexedDB|cookie|window\.|importScripts|import\(/,
    )
  },
)
