/*
 * The stand-alone verifier accepts what the service seals, and names what is wrong with everything
 * else: with what an outsider changes, and with what whoever holds the key would sign wrongly.
 */
import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import canonicalize from 'canonicalize'
import t from 'tap'
import { brokenIdentity } from '../../src/cutoffs/identities.ts'
import { detachedJwsOf, jwsOf } from '../../src/platform/jws.ts'
import type { SigningPair } from '../../src/platform/keys.ts'
import { MOVEMENT_KINDS } from '../../src/vocabulary.ts'
import { notedFetch } from '../helpers/contract.ts'
import { startSmallDemo } from '../helpers/demo.ts'
import { Random, seedOfRun } from '../helpers/random.ts'
import { aKey } from '../helpers/requests.ts'

// biome-ignore lint/suspicious/noExplicitAny: what is tampered with has any shape
type Json = any
type NamedFile = { name: string; bytes: Uint8Array }
type Verdict = {
  verified: boolean
  problems: { code: string; file: string; message: string }[]
  notes: string[]
  cutoffs: { date: string; received: number; fingerprint: string }[]
}
type Given = {
  cutoffs: NamedFile[]
  jwks: { keys: Json[] }
  fingerprint?: string
  files?: NamedFile[]
  annexes?: NamedFile
}
const {
  verifyCutoffs,
  linesOf,
  MOVEMENT_KINDS: kindsKnown,
} = (await import(new URL('../../verifiers/cutoff.mjs', import.meta.url).href)) as {
  verifyCutoffs: (given: Given) => Promise<Verdict>
  linesOf: (verdict: Verdict) => string[]
  MOVEMENT_KINDS: string[]
}

/** The four texts of a sealed file. */
type Sealed = { manifest: string; signature: string; content: string; difference: string | null }

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
const canonical = (value: Json): string => canonicalize(value) as string
const fileOf = (sealed: Sealed, name = 'corte.lne.json'): NamedFile => ({
  name,
  bytes: Buffer.from(
    JSON.stringify({
      manifest: sealed.manifest,
      signature: sealed.signature,
      content: sealed.content,
      difference: sealed.difference,
    }),
  ),
})

/** Enough that every kind of cell and of movement is there: each of 200 changes is verified whole. */
const REQUESTS = 1_300
const demo = await startSmallDemo(t, REQUESTS)
const party = demo.as({ role: 'party', party: 'PARTIDO_A' })
const jwks = (await demo.as().get('/.well-known/jwks.json')).body
const sealing = demo.keys.sealing

const DATES = ['2023-09-15', '2023-09-30', '2023-10-15', '2023-10-31', '2023-11-15', '2023-11-30']
const originals = new Map<string, NamedFile>()
for (const date of DATES) {
  const token = await demo.token({ role: 'party', party: 'PARTIDO_A' })
  const answer = await notedFetch(`${demo.address}/v1/cutoffs/${date}/report`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? ''
  originals.set(date, { name, bytes: new Uint8Array(await answer.arrayBuffer()) })
}
const original = (date: string): NamedFile => originals.get(date) as NamedFile
const partsOf = (date: string): Sealed => JSON.parse(Buffer.from(original(date).bytes).toString())

/** Signs what is changed as whoever holds the key could: every digest is made anew. */
function resealed(
  date: string,
  change: (parts: { manifest: Json; content: Json; difference: Json }) => void,
  pair: SigningPair = sealing,
): Sealed {
  const parts = partsOf(date)
  const content = JSON.parse(parts.content)
  const manifest = JSON.parse(parts.manifest)
  const difference = parts.difference === null ? null : JSON.parse(parts.difference)
  const all = { manifest, content, difference }
  const before = manifest.digest
  change(all)
  const contentText = canonical(all.content)
  const differenceText = all.difference === null ? null : canonical(all.difference)
  if (manifest.digest === before) manifest.digest = sha256(contentText)
  const head = manifest.digest.slice(0, 8)
  for (const form of manifest.forms) {
    form.name = form.name.replace(`_${before.slice(0, 8)}.`, `_${head}.`)
    const text = form.name === `corte_${date}_${head}.json` ? contentText : null
    const own = form.name === `diferencia_${date}_${head}.json` ? differenceText : text
    if (own === null) continue
    form.bytes = Buffer.byteLength(own)
    form.sha256 = sha256(own)
  }
  if (pair !== sealing) manifest.key = pair.id
  const text = canonical(manifest)
  return {
    manifest: text,
    signature: detachedJwsOf(pair, 'lne-cutoff-manifest', text),
    content: contentText,
    difference: differenceText,
  }
}

const verify = (sealed: Sealed, more: Partial<Given> = {}) =>
  verifyCutoffs({ cutoffs: [fileOf(sealed)], jwks, ...more })

const LAST = '2023-11-30'

t.test('what the service seals is verified, one by one and as a chain', async (t) => {
  const all = await verifyCutoffs({ cutoffs: DATES.map(original), jwks })
  t.same(all.problems, [])
  t.ok(all.verified)
  t.equal(all.cutoffs.at(-1)?.received, REQUESTS)
  const alone = await verifyCutoffs({ cutoffs: [original(LAST)], jwks })
  t.ok(alone.verified)
  t.match(alone.notes.join('\n'), 'falta el corte del 2023-11-15 para comprobar el eslabón')
  const right = await verifyCutoffs({
    cutoffs: [original(LAST)],
    jwks,
    fingerprint: alone.cutoffs[0]?.fingerprint,
  })
  t.ok(right.verified)
  t.same(
    right.notes.filter((note) => note.includes('huella')),
    [],
  )
})

t.test(
  'what is signed anew and unchanged is verified: the cases below fail for their change',
  async (t) => {
    for (const date of DATES) t.same((await verify(resealed(date, () => {}))).problems, [], date)
  },
)

/** Where each number of some tables stands: one place of every kind, as `rows.*.medium.SRVE`. */
function placesOfNumbers(tables: Json, random: Random): string[][] {
  const kinds = new Map<string, string[][]>()
  const visit = (value: Json, place: string[]): void => {
    if (typeof value === 'number') {
      const kind = place.map((name) => (/^\d+$/.test(name) ? '*' : name)).join('.')
      if (place.includes('rows') || place.includes('total')) {
        kinds.set(kind, [...(kinds.get(kind) ?? []), place])
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(inner, [...place, name])
    }
  }
  visit(tables, [])
  return [...kinds.values()].map((places) => random.pick(places))
}

t.test('a number that the verifier would refuse is not sealed', async (t) => {
  const seed = seedOfRun()
  t.comment(`LNE_TEST_SEED=${seed}`)
  const random = new Random(seed)
  const { tables } = JSON.parse(partsOf('2023-09-15').content)
  const places = placesOfNumbers(tables, random)
  t.ok(places.length > 100, `${places.length} kinds of numbers`)
  let refused = 0
  for (const place of places) {
    const by = random.pick([1, 7, -100_000, 0.5])
    const change = (tables: Json): Json => {
      const holder = place.slice(0, -1).reduce((inner, name) => inner[name], tables)
      holder[place.at(-1) as string] += by
      return tables
    }
    const identity = brokenIdentity(change(structuredClone(tables)))
    if (identity !== undefined) refused += 1
    // The verifier takes its time over each: a quarter of them, others at every run.
    if (!random.chance(0.25)) continue
    const { problems } = await verify(
      resealed('2023-09-15', ({ content }) => void change(content.tables)),
    )
    const found = problems.some(({ code }) => ['ACCOUNT_OPEN', 'NOT_A_COUNT'].includes(code))
    t.equal(identity !== undefined, found, `${place.join('.')} by ${by}: ${identity}`)
  }
  // An average is of nothing that is added up, and of how many it is, the total alone is.
  t.ok(refused > 0.9 * places.length, `${refused} of ${places.length} are refused`)
})

/** Every form that the service serves of the last cut-off, by its name. */
async function formsOf(date: string): Promise<NamedFile[]> {
  const token = await demo.token({ role: 'party', party: 'PARTIDO_A' })
  const { forms } = JSON.parse(partsOf(date).manifest)
  const files: NamedFile[] = []
  for (const { name } of forms as { name: string }[]) {
    const [kind = '', extension] = [name.split('_')[0], name.split('.').at(-1)]
    if (extension === 'json') continue
    const table = kind === 'diferencia' ? 'difference' : kind
    const query = extension === 'csv' ? `format=csv&table=${table}` : `format=${extension}`
    const answer = await notedFetch(`${demo.address}/v1/cutoffs/${date}/report?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    files.push({ name, bytes: new Uint8Array(await answer.arrayBuffer()) })
  }
  return files
}

t.test('every form is one that the manifest names, and a changed one is not', async (t) => {
  const files = await formsOf(LAST)
  t.ok(files.length >= 9)
  t.same((await verifyCutoffs({ cutoffs: [original(LAST)], jwks, files })).problems, [])
  for (const { name, bytes } of files) {
    const changed = Uint8Array.from(bytes)
    const middle = Math.floor(changed.length / 2)
    changed[middle] = (changed[middle] ?? 0) ^ 1
    const given = { cutoffs: [original(LAST)], jwks, files: [{ name, bytes: changed }] }
    const { verified, problems } = await verifyCutoffs(given)
    t.notOk(verified, name)
    t.same(
      problems.map(({ code, file }) => [code, file]),
      [['FORM_CHANGED', name]],
    )
  }
  const [first] = files as [NamedFile]
  const renamed = { name: 'enviado por correo.csv', bytes: first.bytes }
  const told = await verifyCutoffs({ cutoffs: [original(LAST)], jwks, files: [renamed] })
  t.ok(told.verified)
  t.match(told.notes.join('\n'), `enviado por correo.csv es ${first.name}, con otro nombre.`)
})

const pairOf = (id: string): SigningPair => ({ id, ...generateKeyPairSync('ed25519') })
const stranger = pairOf('seal-stranger')
const impostor = pairOf(sealing.id)

const edit = (sealed: Sealed, name: keyof Sealed, change: (text: string) => string): Sealed => ({
  ...sealed,
  [name]: change(sealed[name] as string),
})
const headerOf = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url')
const withHeader = (fields: object): Sealed => {
  const sealed = partsOf(LAST)
  return { ...sealed, signature: sealed.signature.replace(/^[^.]+/, headerOf(fields)) }
}
/** Changes the number at a place of the text, the first that a pattern finds. */
const nudge = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (_all, before: string, number: string) => `${before}${Number(number) + 1}`)
const entityOf = (content: Json, code: string): Json =>
  content.tables.entities.rows.find((row: Json) => row.entity === code)

/** The last cut-off with its difference changed. */
const withDifference = (change: (difference: Json) => void): Sealed =>
  resealed(LAST, ({ difference }) => change(difference))

t.test('a difference of four tables is verified: the first versions sealed no more', async (t) => {
  const ofFour = (d: Json) => {
    for (const table of Object.keys(d.tables)) {
      if (!['countries', 'countryEntity', 'entities', 'review'].includes(table)) {
        delete d.tables[table]
      }
    }
  }
  const first = resealed('2023-11-15', ({ difference }) => ofFour(difference))
  t.same((await verify(first)).problems, [])
  const after = (change: (difference: Json) => void) =>
    resealed(LAST, ({ manifest, difference }) => {
      manifest.previous.digest = sha256(first.manifest)
      change(difference)
    })
  for (const change of [ofFour, () => {}]) {
    const cutoffs = [fileOf(first, 'a.lne.json'), fileOf(after(change), 'b.lne.json')]
    t.same((await verifyCutoffs({ cutoffs, jwks })).problems, [])
  }
  // Once a version tells all nine, the ones after it do not tell less.
  const cutoffs = [original('2023-11-15'), fileOf(withDifference(ofFour))]
  t.same(
    (await verifyCutoffs({ cutoffs, jwks })).problems.map(({ code }) => code),
    ['DIFFERENCE_SHAPE'],
  )
})

t.test('the verifier knows every kind of movement', async (t) => {
  t.same(kindsKnown, MOVEMENT_KINDS)
})

const cellWith = (difference: Json, column: string, table = 'entities'): Json =>
  difference.tables[table].rows.find((row: Json) => row.column === column && row.in.length > 0)

/** What is done to the flows or fields of a difference whose sums stay right, and its code. */
const FLOW_TAMPERINGS: [what: string, code: string, change: (difference: Json) => void][] = [
  [
    'a kind of movement that is none',
    'DIFFERENCE_FLOW',
    (d) => {
      for (const { rows } of Object.values<Json>(d.tables)) {
        for (const flow of rows.flatMap((row: Json) => [...row.in, ...row.out])) {
          if (flow.kind === 'SUBMISSION') flow.kind = 'GIFT'
        }
      }
    },
  ],
  [
    'an empty ground',
    'DIFFERENCE_FLOW',
    (d) => {
      cellWith(d, 'total').in[0].reason = ''
    },
  ],
  [
    'a ground that is a number',
    'DIFFERENCE_FLOW',
    (d) => {
      cellWith(d, 'total').in[0].reason = 7
    },
  ],
  [
    'a movement of nobody',
    'DIFFERENCE_FLOW',
    (d) => {
      cellWith(d, 'total', 'countryEntity').out.push({
        kind: 'WITHDRAWAL',
        reason: null,
        n: 0,
        late: 0,
      })
    },
  ],
  [
    'a movement told in two parts',
    'DIFFERENCE_FLOW',
    (d) => {
      const { in: flows } = cellWith(d, 'total', 'countryEntity')
      const flow = flows.find((one: Json) => one.n > 1) ?? flows[0]
      flows.push({ ...flow, n: 1, late: 0 })
      flow.n -= 1
    },
  ],
  [
    'a field more in a movement',
    'DIFFERENCE_FLOW',
    (d) => {
      cellWith(d, 'total').in[0].by = 'nadie'
    },
  ],
  [
    'a field more in a row',
    'DIFFERENCE_SHAPE',
    (d) => {
      cellWith(d, 'total').label = 'Aguascalientes'
    },
  ],
  [
    'a field more in a key',
    'DIFFERENCE_SHAPE',
    (d) => {
      cellWith(d, 'total').key.note = 'x'
    },
  ],
  [
    'a field more in a difference',
    'DIFFERENCE_SHAPE',
    (d) => {
      d.note = 'x'
    },
  ],
  [
    'a total moved by what its parts are not',
    'DIFFERENCE_SUM',
    (d) => {
      cellWith(d, 'total').in[0].reason = 'CARD_ILLEGIBLE'
    },
  ],
  [
    'movements there and back in a total alone',
    'DIFFERENCE_SUM',
    (d) => {
      const flow = { kind: 'WITHDRAWAL', reason: null, n: 3, late: 0 }
      const cell = cellWith(d, 'total')
      cell.in.push(flow)
      cell.out.push(flow)
    },
  ],
  [
    'late ones in a total alone',
    'DIFFERENCE_SUM',
    (d) => {
      const [flow] = cellWith(d, 'total').in
      flow.late = flow.late === 0 ? 1 : 0
    },
  ],
  [
    'a day moved by what its parts are not',
    'DIFFERENCE_SUM',
    (d) => {
      cellWith(d, 'received', 'daily').in[0].kind = 'DECISION'
    },
  ],
  [
    'states moved by what was not received',
    'DIFFERENCE_SUM',
    (d) => {
      cellWith(d, 'inAnalysis', 'review').in[0].reason = 'CARD_ILLEGIBLE'
    },
  ],
  [
    'a country moved by what no entity was',
    'DIFFERENCE_SUM',
    (d) => {
      const { country } = cellWith(d, 'total', 'countries').key
      for (const row of d.tables.countries.rows) {
        if (row.key.country !== country) continue
        for (const flow of row.in) if (flow.kind === 'SUBMISSION') flow.kind = 'CONTACT_CHANGE'
      }
    },
  ],
  [
    'a cell of the matrix moved by something else',
    'DIFFERENCE_SUM',
    (d) => {
      cellWith(d, 'total', 'countryEntity').in[0].kind = 'CONTACT_CHANGE'
    },
  ],
  [
    'who complies, in its panorama alone',
    'DIFFERENCE_SUM',
    (d) => {
      const { entity } = cellWith(d, 'total', 'entitiesComplying').key
      for (const row of d.tables.entitiesComplying.rows) {
        if (row.key.entity !== entity) continue
        for (const flow of row.in) flow.reason = 'CARD_ILLEGIBLE'
      }
    },
  ],
]

/** What is done to the last cut-off, and the code by which the verifier names it. */
const TAMPERINGS: [what: string, code: string, tampered: () => Sealed][] = [
  [
    'a total, in the content alone',
    'CONTENT_CHANGED',
    () => edit(partsOf(LAST), 'content', (text) => nudge(text, /("total":)(\d+)/)),
  ],
  [
    'a blank in the content',
    'NOT_CANONICAL',
    () => edit(partsOf(LAST), 'content', (text) => text.replace(':', ': ')),
  ],
  [
    'names of the content in another order',
    'NOT_CANONICAL',
    () =>
      edit(partsOf(LAST), 'content', (text) =>
        JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse())),
      ),
  ],
  [
    'a name given twice',
    'NOT_CANONICAL',
    () =>
      edit(partsOf(LAST), 'content', (text) =>
        text.replace('{"date":', '{"date":"2023-11-29","date":'),
      ),
  ],
  [
    'half a character',
    'NOT_CANONICAL',
    () =>
      edit(partsOf(LAST), 'content', (text) =>
        text.replace(/"label":"[^"]+"/, '"label":"\\ud800"'),
      ),
  ],
  [
    'a text in another case of its escapes',
    'NOT_CANONICAL',
    () => edit(partsOf(LAST), 'content', (text) => text.replace('"label":"', '"label":"\\u0041')),
  ],
  [
    'a number as 1.0',
    'NOT_CANONICAL',
    () => edit(partsOf(LAST), 'content', (text) => text.replace(/"total":(\d+)/, '"total":$1.0')),
  ],
  [
    'a number as 1e3',
    'NOT_CANONICAL',
    () =>
      edit(partsOf(LAST), 'content', (text) =>
        text.replace(/"knownAsOf":(\d+)/, '"knownAsOf":$1e0'),
      ),
  ],
  [
    'a digit of the manifest',
    'SIGNATURE_WRONG',
    () => edit(partsOf(LAST), 'manifest', (text) => nudge(text, /("knownAsOf":)(\d+)/)),
  ],
  [
    'the time of sealing',
    'SIGNATURE_WRONG',
    () => edit(partsOf(LAST), 'manifest', (text) => text.replace('"sealedAt":"2', '"sealedAt":"3')),
  ],
  [
    'a digest of a form',
    'SIGNATURE_WRONG',
    () =>
      edit(partsOf(LAST), 'manifest', (text) =>
        text.replace(
          /("sha256":")(.)/,
          (_all, before, digit) => `${before}${digit === '0' ? '1' : '0'}`,
        ),
      ),
  ],
  [
    'a field more in the manifest',
    'MANIFEST_SHAPE',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.approvedBy = 'nadie'
      }),
  ],
  [
    'another version of the manifest',
    'MANIFEST_SHAPE',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.version = 2
      }),
  ],
  [
    'a time of sealing that is none',
    'MANIFEST_SHAPE',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.sealedAt = 'ayer'
      }),
  ],
  [
    'forms that are no list',
    'FORMS_SHAPE',
    () =>
      edit(partsOf(LAST), 'manifest', (text) => canonical({ ...JSON.parse(text), forms: 'todas' })),
  ],
  [
    'a date that no calendar has',
    'INSTANT',
    () =>
      resealed(LAST, ({ manifest, content }) => {
        manifest.date = content.date = '2023-13-45'
      }),
  ],
  [
    'a letter of the signature',
    'SIGNATURE_WRONG',
    () =>
      edit(partsOf(LAST), 'signature', (text) =>
        text.replace(/\.\.(.)/, (_all, letter) => `..${letter === 'A' ? 'B' : 'A'}`),
      ),
  ],
  [
    'the bits left over in the signature',
    'SIGNATURE_FORM',
    () =>
      edit(
        partsOf(LAST),
        'signature',
        (text) =>
          `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`,
      ),
  ],
  [
    'the signature of another cut-off',
    'SIGNATURE_WRONG',
    () => ({ ...partsOf(LAST), signature: partsOf('2023-11-15').signature }),
  ],
  ['no signature', 'SIGNATURE_FORM', () => ({ ...partsOf(LAST), signature: '' })],
  [
    'a signature with its payload',
    'SIGNATURE_FORM',
    () => edit(partsOf(LAST), 'signature', (text) => text.replace('..', '.e30.')),
  ],
  [
    'alg none',
    'SIGNATURE_ALGORITHM',
    () => withHeader({ alg: 'none', kid: sealing.id, typ: 'lne-cutoff-manifest' }),
  ],
  [
    'alg HS256',
    'SIGNATURE_ALGORITHM',
    () => withHeader({ alg: 'HS256', kid: sealing.id, typ: 'lne-cutoff-manifest' }),
  ],
  [
    'a header that brings its key',
    'SIGNATURE_HEADER',
    () => withHeader({ alg: 'EdDSA', jwk: {}, kid: sealing.id, typ: 'lne-cutoff-manifest' }),
  ],
  [
    'a header with b64',
    'SIGNATURE_HEADER',
    () =>
      withHeader({
        alg: 'EdDSA',
        b64: false,
        crit: ['b64'],
        kid: sealing.id,
        typ: 'lne-cutoff-manifest',
      }),
  ],
  [
    'a signature of another type',
    'SIGNATURE_TYPE',
    () => {
      const sealed = partsOf(LAST)
      return { ...sealed, signature: detachedJwsOf(sealing, 'lne-cutoff-annex', sealed.manifest) }
    },
  ],
  ['a key that nobody publishes', 'KEY_UNKNOWN', () => resealed(LAST, () => {}, stranger)],
  [
    'another key under the name of ours',
    'SIGNATURE_WRONG',
    () => resealed(LAST, () => {}, impostor),
  ],
  [
    'a manifest that names another key',
    'KEY_OTHER',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.key = demo.keys.audit.id
      }),
  ],
  [
    'the content of another cut-off',
    'CONTENT_CHANGED',
    () => ({ ...partsOf(LAST), content: partsOf('2023-11-15').content }),
  ],
  [
    'another cut-off under this date',
    'CONTENT_OTHER',
    () =>
      resealed('2023-11-15', ({ manifest }) => {
        manifest.date = LAST
      }),
  ],
  [
    'an instant one second late',
    'INSTANT',
    () =>
      resealed(LAST, ({ manifest, content }) => {
        manifest.instant = content.instant = '2023-12-01T06:00:01Z'
      }),
  ],
  [
    'the instant of another zone',
    'INSTANT',
    () =>
      resealed(LAST, ({ manifest, content }) => {
        manifest.instant = content.instant = '2023-12-01T00:00:00Z'
      }),
  ],
  [
    'a table of another movement',
    'TABLE_POINT',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.daily.knownAsOf -= 1
      }),
  ],
  [
    'a table that says provisional',
    'TABLE_POINT',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.review.status = 'PROVISIONAL'
      }),
  ],
  [
    'a table less',
    'TABLES_SHAPE',
    () =>
      resealed(LAST, ({ content }) => {
        delete content.tables.reasons
      }),
  ],
  [
    'a signed total that its parts are not',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        entityOf(content, '09').total += 1
      }),
  ],
  [
    'a signed national total',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.entities.total.total += 1
      }),
  ],
  [
    'one request moved between entities',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        for (const [code, n] of [
          ['09', -1],
          ['15', 1],
        ] as const) {
          const row = entityOf(content, code)
          row.total += n
          row.medium.SRVE += n
          row.credentialType.CPVE += n
          row.modality.ELECTRONIC += n
          row.sex.H += n
        }
      }),
  ],
  [
    'one request moved between cells of the matrix',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        const [row] = content.tables.countryEntity.rows
        row.cells[0].total += 1
        row.cells[1].total -= 1
      }),
  ],
  [
    'a state that grew',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.review.rows[0].subsane += 1
      }),
  ],
  [
    'a day that shrank',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.daily.rows[3].received -= 1
      }),
  ],
  [
    'a negative count',
    'NOT_A_COUNT',
    () =>
      resealed(LAST, ({ content }) => {
        const { medium } = entityOf(content, '01')
        medium.SRVE += medium.INETEL + 1
        medium.INETEL = -1
      }),
  ],
  [
    'one request of the review moved between countries',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        const [one, other] = content.tables.reviewByCountry.rows
        for (const key of ['received', 'forAnalysis', 'complies']) {
          one[key] -= 1
          other[key] += 1
        }
      }),
  ],
  [
    'states exchanged by country alone',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        const { rows, total } = content.tables.reviewByCountry
        for (const counts of [rows[0], total]) {
          counts.inAnalysis -= 1
          counts.subsane += 1
        }
      }),
  ],
  [
    'a country in two rows',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        const { rows } = content.tables.countries
        const empty = JSON.parse(JSON.stringify(rows[0]), (_name, value) =>
          typeof value === 'number' ? 0 : value,
        )
        rows.push(empty)
      }),
  ],
  [
    'days out of order',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        const { rows } = content.tables.daily
        ;[rows[0].date, rows[1].date] = [rows[1].date, rows[0].date]
      }),
  ],
  ...['2023-12-01', '2023-11-31'].map((date): [string, string, () => Sealed] => [
    `the day ${date}`,
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.daily.rows.at(-1).date = date
      }),
  ]),
  [
    'a ground of who complies',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.reasons.rows.push({
          status: 'COMPLIES',
          reason: 'CARD_ILLEGIBLE',
          label: '',
          total: 0,
        })
      }),
  ],
  [
    'a ground of more requests than its state has',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        const { reasons, review } = content.tables
        reasons.rows[0].total += review.total.subsane
        reasons.total.total += review.total.subsane
      }),
  ],
  [
    'requests without any ground',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.reasons.rows = []
        content.tables.reasons.total.total = 0
      }),
  ],
  [
    'half a person',
    'NOT_A_COUNT',
    () =>
      resealed(LAST, ({ content }) => {
        entityOf(content, '01').sex.X = 0.5
      }),
  ],
  [
    'a count as text',
    'ACCOUNT_OPEN',
    () =>
      resealed(LAST, ({ content }) => {
        entityOf(content, '01').total = String(entityOf(content, '01').total)
      }),
  ],
  [
    'two entities exchanged',
    'ENTITY_ORDER',
    () =>
      resealed(LAST, ({ content }) => {
        const { rows } = content.tables.entities
        ;[rows[0], rows[1]] = [rows[1], rows[0]]
      }),
  ],
  [
    'an entity less',
    'ENTITY_ORDER',
    () =>
      resealed(LAST, ({ content }) => {
        content.tables.review.rows.pop()
      }),
  ],
  [
    'forms out of order',
    'FORMS_ORDER',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.forms.reverse()
      }),
  ],
  [
    'a form twice',
    'FORMS_ORDER',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.forms.push(manifest.forms.at(-1))
      }),
  ],
  [
    'a form of another date',
    'FORMS_SHAPE',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.forms[0].name = 'corte_2023-11-15_5b475a91.json'
      }),
  ],
  [
    'a content that no form is',
    'FORM_CHANGED',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.forms = manifest.forms.filter((form: Json) => !form.name.startsWith('corte_'))
      }),
  ],
  [
    'a head of the log that was changed',
    'AUDIT_HEAD',
    () =>
      resealed(LAST, ({ manifest }) => {
        const [header, , signature] = manifest.auditHead.split('.')
        manifest.auditHead = [
          header,
          Buffer.from('{"size":9}').toString('base64url'),
          signature,
        ].join('.')
      }),
  ],
  [
    'a head of the log by a stranger',
    'AUDIT_HEAD',
    () =>
      resealed(LAST, ({ manifest }) => {
        manifest.auditHead = jwsOf(stranger, 'lne-audit-head', {
          at: '2023-12-01T00:00:00Z',
          size: 1,
          root: '',
        })
      }),
  ],
  [
    'a difference that does not add up',
    'DIFFERENCE_OPEN',
    () =>
      withDifference((d) => {
        cellWith(d, 'total').in[0].n += 1
      }),
  ],
  [
    'a difference that closes elsewhere',
    'DIFFERENCE_CLOSING',
    () =>
      withDifference((d) => {
        const cell = cellWith(d, 'total')
        cell.in[0].n += 1
        cell.closing += 1
      }),
  ],
  [
    'a difference with a cell twice',
    'DIFFERENCE_REPEATED',
    () =>
      withDifference((d) => {
        d.tables.review.rows.push(d.tables.review.rows[0])
      }),
  ],
  [
    'a difference with a cell less',
    'DIFFERENCE_MISSING',
    () =>
      withDifference((d) => {
        d.tables.countries.rows.pop()
      }),
  ],
  [
    'a difference without a day',
    'DIFFERENCE_MISSING',
    () =>
      withDifference((d) => {
        d.tables.daily.rows.pop()
      }),
  ],
  [
    'a difference with another ground',
    'DIFFERENCE_CLOSING',
    () =>
      withDifference((d) => {
        const cell = d.tables.reasons.rows.find((row: Json) => row.opening > 0)
        cell.opening -= 1
        cell.closing -= 1
      }),
  ],
  [
    'a difference with more late than counted',
    'DIFFERENCE_LATE',
    () =>
      withDifference((d) => {
        const [flow] = cellWith(d, 'total').in
        flow.late = flow.n + 1
      }),
  ],
  [
    'a difference to another point',
    'DIFFERENCE_POINT',
    () =>
      withDifference((d) => {
        d.to.knownAsOf -= 1
      }),
  ],
  [
    'a difference without one of its tables',
    'DIFFERENCE_SHAPE',
    () =>
      withDifference((d) => {
        delete d.tables.review
      }),
  ],
  ...FLOW_TAMPERINGS.map(([what, code, change]): [string, string, () => Sealed] => [
    what,
    code,
    () => withDifference(change),
  ]),
  ['a difference taken away', 'DIFFERENCE_ABSENT', () => ({ ...partsOf(LAST), difference: null })],
  [
    'a difference changed beside its form',
    'FORM_CHANGED',
    () => edit(partsOf(LAST), 'difference', (text) => nudge(text, /("late":)(\d+)/)),
  ],
]

t.test('whatever is changed is refused by its name', async (t) => {
  t.ok(TAMPERINGS.length >= 30, `${TAMPERINGS.length} kinds`)
  const seed = seedOfRun()
  t.comment(`LNE_TEST_SEED=${seed}`)
  for (const [what, code, tampered] of new Random(seed).sample(TAMPERINGS, 70)) {
    const { verified, problems } = await verify(tampered())
    t.notOk(verified, what)
    t.ok(
      problems.some((problem) => problem.code === code),
      `${what}: ${code} among ${problems.map((problem) => problem.code)}`,
    )
  }
})

/** The last cut-off as the first of its process would be: it follows none and has no difference. */
const asFirst = (): Sealed =>
  resealed(LAST, (parts) => {
    parts.manifest.previous = null
    parts.difference = null
    parts.manifest.forms = parts.manifest.forms.filter(
      ({ name }: Json) => !name.startsWith('diferencia_'),
    )
  })

/** Cut-offs that each hold by themselves, and whose links do not. */
const CHAINS: [what: string, code: string, cutoffs: () => NamedFile[]][] = [
  [
    'two cut-offs of one date',
    'CHAIN_TWO_OF_A_DATE',
    () => [
      original(LAST),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.sealedAt = '2023-12-09T06:00:00.000Z'
        }),
        'otro.lne.json',
      ),
    ],
  ],
  [
    'a link to a manifest that is not there',
    'CHAIN_BROKEN',
    () => [
      original('2023-11-15'),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.previous.digest = '0'.repeat(64)
        }),
      ),
    ],
  ],
  [
    'a link under another date',
    'CHAIN_BROKEN',
    () => [
      original('2023-11-15'),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.previous.date = '2023-10-31'
        }),
      ),
    ],
  ],
  [
    'a fork',
    'CHAIN_FORK',
    () => [
      original('2023-10-31'),
      original('2023-11-15'),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.previous = JSON.parse(partsOf('2023-11-15').manifest).previous
        }),
      ),
    ],
  ],
  [
    'a second beginning',
    'CHAIN_FORK',
    () => [
      original('2023-09-15'),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.previous = null
        }),
      ),
    ],
  ],
  [
    'a beginning after a cut-off that is not the first',
    'CHAIN_BROKEN',
    () => [
      original('2023-11-15'),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.previous = null
        }),
      ),
    ],
  ],
  [
    'a beginning after another, with its difference taken away',
    'CHAIN_BROKEN',
    () => [original('2023-11-15'), fileOf(asFirst())],
  ],
  [
    'a beginning with a difference, alone',
    'CHAIN_BROKEN',
    () => [
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.previous = null
        }),
      ),
    ],
  ],
  [
    'fewer movements than before',
    'CHAIN_BACKWARDS',
    () => [
      original('2023-11-15'),
      fileOf(
        resealed(LAST, ({ manifest, content }) => {
          manifest.knownAsOf = content.knownAsOf = 5
          for (const table of Object.values<Json>(content.tables)) table.knownAsOf = 5
        }),
      ),
    ],
  ],
  [
    'sealed before the one it follows',
    'CHAIN_BACKWARDS',
    () => [
      original('2023-11-15'),
      fileOf(
        resealed(LAST, ({ manifest }) => {
          manifest.sealedAt = '2023-01-01T00:00:00.000Z'
        }),
      ),
    ],
  ],
  [
    'fewer movements than a cut-off long before, the ones between left out',
    'CHAIN_BACKWARDS',
    () => [
      original('2023-09-30'),
      fileOf(
        resealed(LAST, ({ manifest, content }) => {
          manifest.knownAsOf = content.knownAsOf = 5
          for (const table of Object.values<Json>(content.tables)) table.knownAsOf = 5
        }),
      ),
    ],
  ],
  [
    'a difference from another point than the former cut-off',
    'DIFFERENCE_POINT',
    () => [
      original('2023-11-15'),
      fileOf(
        withDifference((d) => {
          d.from.knownAsOf -= 1
        }),
      ),
    ],
  ],
  [
    'an opening that the former cut-off is not',
    'DIFFERENCE_OPENING',
    () => [
      original('2023-11-15'),
      fileOf(
        withDifference((d) => {
          const cell = cellWith(d, 'total')
          cell.opening += 1
          cell.in[0].n -= 1
        }),
      ),
    ],
  ],
]

t.test('cut-offs that do not follow one another are refused', async (t) => {
  for (const [what, code, cutoffs] of CHAINS) {
    const { verified, problems } = await verifyCutoffs({ cutoffs: cutoffs(), jwks })
    t.notOk(verified, what)
    t.ok(
      problems.some((problem) => problem.code === code),
      `${what}: ${code} among ${problems.map((problem) => problem.code)}`,
    )
  }
})

t.test('what is missing of a chain is told, and two processes are two chains', async (t) => {
  const cutoffs = [original('2023-09-30'), original(LAST)]
  const { verified, notes } = await verifyCutoffs({ cutoffs, jwks })
  t.ok(verified, 'what is there holds')
  for (const date of ['2023-09-15', '2023-11-15']) {
    t.match(notes.join('\n'), `falta el corte del ${date} para comprobar el eslabón`)
  }
  const former = fileOf(
    resealed('2023-09-15', ({ manifest, content }) => {
      manifest.process = content.process = '2017-2018'
      for (const table of Object.values<Json>(content.tables)) table.process = '2017-2018'
    }),
    'otro-proceso.lne.json',
  )
  const both = await verifyCutoffs({ cutoffs: [former, original('2023-09-15')], jwks })
  t.same(both.problems, [])
})

t.test('a log that shrank between two cut-offs is told', async (t) => {
  const headOf = (size: number) =>
    jwsOf(demo.keys.audit, 'lne-audit-head', { at: '2023-12-01T00:00:00Z', size, root: '' })
  const first = resealed('2023-11-15', ({ manifest }) => {
    manifest.auditHead = headOf(9)
  })
  const second = (size: number) =>
    resealed(LAST, ({ manifest }) => {
      manifest.auditHead = headOf(size)
      manifest.previous.digest = sha256(first.manifest)
    })
  const told = async (size: number) => {
    const cutoffs = [fileOf(first, 'a.lne.json'), fileOf(second(size), 'b.lne.json')]
    return (await verifyCutoffs({ cutoffs, jwks })).problems.map(({ code }) => code)
  }
  t.same(await told(9), [])
  t.same(await told(8), ['CHAIN_BACKWARDS'])
})

t.test('keys are told by their fingerprint, and retired ones still verify', async (t) => {
  const codes = ({ problems }: Verdict) => problems.map(({ code }) => code)
  // A cut-off under the key that was retired, and the next one under that of today.
  const retired = pairOf('seal-retired')
  const before = resealed('2023-11-15', () => {}, retired)
  const after = resealed(LAST, ({ manifest }) => {
    manifest.previous.digest = sha256(before.manifest)
  })
  const old = { ...retired.publicKey.export({ format: 'jwk' }), kid: retired.id }
  const given = {
    cutoffs: [fileOf(before, 'a.lne.json'), fileOf(after, 'b.lne.json')],
    jwks: { keys: [...jwks.keys, old] },
  }
  const told = await verifyCutoffs(given)
  t.ok(told.verified)
  const [theFirst = '', theSecond = ''] = told.cutoffs.map((cutoff) => cutoff.fingerprint)
  t.not(theFirst, theSecond)
  t.ok((await verifyCutoffs({ ...given, fingerprint: `${theSecond}, ${theFirst}` })).verified)
  t.same(codes(await verifyCutoffs({ ...given, fingerprint: theSecond })), ['FINGERPRINT'])
  t.same(codes(await verifyCutoffs({ ...given, fingerprint: theSecond.slice(1) })), ['FINGERPRINT'])
  t.same(codes(await verifyCutoffs({ ...given, fingerprint: '' })), ['FINGERPRINT'])
  const twice = { keys: [...given.jwks.keys, { ...old, kid: sealing.id }] }
  t.match(codes(await verifyCutoffs({ ...given, jwks: twice })), ['KEYS_AMBIGUOUS'])
  // A whole set of forged keys holds together; only the fingerprint from outside tells.
  const forged = resealed(LAST, () => {}, stranger)
  const jwk = { ...stranger.publicKey.export({ format: 'jwk' }), kid: stranger.id }
  const theirs = { keys: [...jwks.keys, jwk] }
  t.ok((await verify(forged, { jwks: theirs })).verified, 'by their own keys')
  const fingerprint = (await verifyCutoffs({ cutoffs: [original(LAST)], jwks })).cutoffs[0]
    ?.fingerprint
  const refused = await verify(forged, { jwks: theirs, fingerprint })
  t.same(
    refused.problems.map(({ code }) => code),
    ['FINGERPRINT'],
  )
})

t.test('any byte that changes is found', async (t) => {
  const random = new Random(seedOfRun())
  let missed = 0
  for (let turn = 0; turn < 100; turn += 1) {
    const { bytes, name } = original(DATES[turn % DATES.length] as string)
    const changed = Uint8Array.from(bytes)
    const at = random.below(changed.length)
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8))
    if ((await verifyCutoffs({ cutoffs: [{ name, bytes: changed }], jwks })).verified) missed += 1
  }
  t.equal(missed, 0, '100 of 100')
  const { bytes, name } = original('2023-09-15')
  for (const cut of [0, 1, 1_000, bytes.length - 1]) {
    const short = { name, bytes: bytes.slice(0, cut) }
    t.notOk((await verifyCutoffs({ cutoffs: [short], jwks })).verified, `${cut} bytes`)
  }
})

t.test('annexes are chained to their cut-off and to each other', async (t) => {
  const admin = demo.as({ role: 'derfe_admin', subject: 'ana' })
  for (const calls of [1_520, 1_641]) {
    const annex = {
      title: 'Llamadas atendidas',
      source: 'INETEL',
      period: { from: '2023-11-16', to: '2023-11-30' },
      table: { columns: ['País', 'Llamadas'], rows: [['EUA', calls]] },
    }
    const key = { 'idempotency-key': aKey() }
    t.equal((await admin.post(`/v1/cutoffs/${LAST}/annexes`, annex, key)).status, 201)
  }
  const { body } = await party.get(`/v1/cutoffs/${LAST}/annexes`)
  const told = async (data: Json[]) => {
    const annexes = { name: 'anexos.json', bytes: Buffer.from(JSON.stringify({ data })) }
    const given = { cutoffs: [original(LAST)], jwks, annexes }
    return (await verifyCutoffs(given)).problems.map(({ code }) => code)
  }
  const [first, second] = body.data
  t.same(await told([first, second]), [])
  t.same(await told([second]), ['ANNEX_CHAIN'], 'one taken away')
  t.same(await told([second, first]), ['ANNEX_CHAIN', 'ANNEX_CHAIN'], 'exchanged')
  const changed = structuredClone(first)
  changed.annex.table.rows[0][1] += 1
  t.match(await told([changed]), ['ANNEX_CHANGED', 'ANNEX_SIGNATURE'])
  const strange = {
    ...first,
    signature: detachedJwsOf(stranger, 'lne-cutoff-annex', canonical(first.annex)),
  }
  t.same(await told([strange]), ['ANNEX_SIGNATURE'])
  t.same(await told([null]), ['ANNEX_CHANGED'])
  // Published by whoever serves the keys, but not the key whose fingerprint is known.
  const rogue = { ...first.annex, key: stranger.id }
  const theirs = {
    cutoffs: [original(LAST)],
    jwks: {
      keys: [...jwks.keys, { ...stranger.publicKey.export({ format: 'jwk' }), kid: stranger.id }],
    },
    annexes: {
      name: 'anexos.json',
      bytes: Buffer.from(
        JSON.stringify({
          data: [
            {
              annex: rogue,
              digest: sha256(canonical(rogue)),
              signature: detachedJwsOf(stranger, 'lne-cutoff-annex', canonical(rogue)),
            },
          ],
        }),
      ),
    },
  }
  const plain = await verifyCutoffs(theirs)
  t.same(plain.problems, [])
  const { fingerprint } = plain.cutoffs[0] as Verdict['cutoffs'][number]
  t.same(
    (await verifyCutoffs({ ...theirs, fingerprint })).problems.map(({ code }) => code),
    ['FINGERPRINT'],
  )
  const annexes = { name: 'anexos.json', bytes: Buffer.from(JSON.stringify({ data: [first] })) }
  const other = await verifyCutoffs({ cutoffs: [original('2023-11-15')], jwks, annexes })
  t.same(
    other.problems.map(({ code }) => code),
    ['ANNEX_CUTOFF'],
  )
})

t.test('what is missing is named, and by no message of JavaScript', async (t) => {
  const content = (change: (content: Json) => void) => resealed(LAST, (all) => change(all.content))
  const without: [named: string, Sealed][] = [
    ['/tables/entities/total', content((c) => delete c.tables.entities.total)],
    ['/tables/countries/rows', content((c) => delete c.tables.countries.rows)],
    ['/tables/entities/0/sex', content((c) => delete c.tables.entities.rows[0].sex)],
    ['/tables/daily/2/medium', content((c) => delete c.tables.daily.rows[2].medium)],
    ['/tables/countryEntity/1/cells', content((c) => c.tables.countryEntity.rows[1].cells.pop())],
    ['/tables/countryEntity/columns', content((c) => delete c.tables.countryEntity.columns)],
    ['/tables/review/total', content((c) => (c.tables.review.total = null))],
    ['/tables: ', content((c) => (c.tables = null))],
    ['/tables/review: no son las 32', content((c) => c.tables.review.rows.pop())],
    ['sus campos', withDifference((d) => delete d.to)],
    ['sus campos', withDifference((d) => (d.tables.entities.rows = null))],
    ['entities renglón 1: ', withDifference((d) => (d.tables.entities.rows[0] = null))],
    ['entities renglón 2: ', withDifference((d) => delete d.tables.entities.rows[1].in)],
    ['entities renglón 3: ', withDifference((d) => (d.tables.entities.rows[2].out = [null]))],
    ['Falta el manifiesto.', { ...partsOf(LAST), manifest: undefined as never }],
    ['Falta el contenido.', { ...partsOf(LAST), content: null as never }],
    ['El contenido no es JSON.', { ...partsOf(LAST), content: '{' }],
  ]
  for (const [named, sealed] of without) {
    const { verified, problems } = await verify(sealed)
    t.notOk(verified, named)
    const told = problems.map(({ message }) => message).join('\n')
    t.match(told, named)
    t.notMatch(told, /undefined|null|reading|Unexpected|Invalid|iterable|JSON at|not /)
  }
})

t.test('what is not signed moves no cursor, and is not described', async (t) => {
  const forged = '\u001b[2J\u009b2J\u202e\u2028\nVERIFICADO: el corte es lo que se selló.'
  const unsigned = edit(partsOf(LAST), 'manifest', (text) =>
    canonical({
      ...JSON.parse(text),
      date: forged,
      key: forged,
      previous: { date: forged, digest: forged },
    }),
  )
  const owned = resealed(LAST, ({ manifest, content, difference }) => {
    manifest.key = forged
    content.date = difference.from.date = forged
  })
  for (const sealed of [unsigned, owned, withHeader({ alg: forged, kid: forged, typ: forged })]) {
    const given = { cutoffs: [fileOf(sealed, `${forged}.lne.json`)], jwks }
    const verdict = await verifyCutoffs(given)
    const lines = linesOf(verdict).flatMap((line) => line.split('\n'))
    t.match(lines.at(-1), /^NO VERIFICADO: /)
    t.same(
      lines.filter((line) => /^VERIFICADO|[\p{C}\p{Zl}]|solicitudes$/u.test(line)),
      [],
    )
    t.same(verdict.cutoffs, [])
    t.notMatch(JSON.stringify(verdict), /[\p{C}\p{Zl}]/u)
  }
})

t.test('as a command it says what it found, and how it ended', async (t) => {
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'verifier-'))
  const put = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const keys = put('jwks.json', JSON.stringify(jwks))
  const good = put('corte.lne.json', original(LAST).bytes)
  const bad = put('malo.lne.json', fileOf((TAMPERINGS[0] as (typeof TAMPERINGS)[0])[2]()).bytes)
  const script = 'verifiers/cutoff.mjs'
  const run = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    promisify(execFile)(process.execPath, [script, ...args]).then(
      (done) => ({ code: 0, ...done }),
      (error) => error,
    )
  const verified = await run(good, '--keys', keys)
  t.equal(verified.code, 0)
  t.match(verified.stdout, RegExp(`corte del 2023-11-30, ${REQUESTS} solicitudes[^]*VERIFICADO`))
  const refused = await run(bad, '--keys', keys)
  t.equal(refused.code, 1)
  t.match(refused.stdout, /malo\.lne\.json: El contenido no es el sellado[\s\S]*NO VERIFICADO/)
  t.equal(JSON.parse((await run(bad, '--keys', keys, '--json')).stdout).verified, false)
  const groups = /clave +(.+)$/m.exec(verified.stdout)?.[1]?.split(' ') ?? []
  t.equal(groups.length, 16)
  // Whatever the order of the words, no cut-off is passed over.
  for (const args of [
    ['--keys', keys, good, bad],
    [good, '--keys', keys, '--json', bad],
    [good, '--fingerprint', ...groups, bad].concat(['--keys', keys]),
  ]) {
    const { code, stdout } = await run(...args)
    t.equal(code, 1, args.join(' '))
    t.match(stdout, 'CONTENT_CHANGED')
    t.notMatch(stdout, '[FINGERPRINT]')
  }
  // The operator's tool says the same.
  const lne = 'build/src/lne.js'
  for (const [file, code] of [
    [good, 0],
    [bad, 1],
  ] as const) {
    const told: { code?: number; stdout: string } = await promisify(execFile)(process.execPath, [
      lne,
      ...['cutoff', 'verify', file, '--keys', keys],
    ]).catch((error) => error)
    t.equal(told.code ?? 0, code)
    t.equal(told.stdout, (await run(file, '--keys', keys)).stdout)
  }
  const ended = (...args: string[]): Promise<{ code?: number; stdout: string; stderr: string }> =>
    promisify(execFile)(process.execPath, [lne, 'cutoff', ...args]).catch((error) => error)
  const empty = put('vacio.json', '{}')
  for (const args of [
    [join(folder, 'none.json'), '--keys', keys],
    [good, '--keys', join(folder, 'none.json')],
    [good, '--keys', empty],
  ]) {
    const told = await ended('verify', ...args)
    t.equal(told.code, 2, `lne cutoff verify ${args.join(' ')}`)
    t.match(told.stderr, /none\.json|falta keys/)
  }
  t.match((await ended('--help')).stdout, '$ lne cutoff verify corte_*.lne.json')
  t.match((await run(good, '--keys', empty)).stderr, /^Las claves públicas no son un JWKS: falta/)
  t.match(await run('--help'), { code: 0, stdout: /^Uso: / })
  for (const args of [
    [],
    [good],
    [good, '--keys', keys, '--fingerprint'],
    [good, '--keys', join(folder, 'none.json')],
    [join(folder, 'none.json'), '--keys', keys],
    [good, '--keys', empty],
    [good, '--keys', keys, '--bad'],
  ]) {
    t.equal((await run(...args)).code, 2, args.join(' '))
  }
})
