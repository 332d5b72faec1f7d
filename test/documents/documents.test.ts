/** Contents of documents: who may send and read them, what is kept of them, and what is refused. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import t, { type Test } from 'tap'
import type { TokenRequest } from '../../src/access/development-tokens.ts'
import { POLICY_COLUMNS, reachOf } from '../../src/access/policy.ts'
import { rotateDocuments } from '../../src/documents/rotate.ts'
import { removeStrays } from '../../src/documents/service.ts'
import { type DocumentStore, openBucket, openFolder } from '../../src/documents/storage.ts'
import { newFolio } from '../../src/inscription-requests/identifiers.ts'
import { parseConfig } from '../../src/platform/config.ts'
import {
  addEncryptionKey,
  createKeysFile,
  encryptWithNewestKey,
  readKeys,
} from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import { removeDue, removeEnded } from '../../src/retention/service.ts'
import { type Reply, type RunningApp, startApp } from '../helpers/app.ts'
import { notedFetch } from '../helpers/contract.ts'
import type { TestDatabase } from '../helpers/database.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const REQUESTS = '/v1/inscription-requests'
const PORTAL: TokenRequest = { role: 'srve' }
const REVIEWER: TokenRequest = { role: 'derfe_reviewer', subject: 'ana' }
const purpose = { purpose: 'Revisi%C3%B3n' }
/** Above what other bodies may have. */
const MAX_BYTES = 100_000

/** What every file of the tests holds, to be looked for where it must not be. */
const MARKER = 'MARCA-DE-CONTENIDO'

/** A file, and how its document is presented. */
type File = { type: string; mime: string; bytes: Buffer }

const MAGIC = {
  'image/jpeg': Buffer.of(0xff, 0xd8, 0xff, 0xe0),
  'image/png': Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'application/pdf': Buffer.from('%PDF-1.7\n'),
} as const

/** A file that no other test has, of as many bytes. */
const aFile = (mime: keyof typeof MAGIC, type: string, size = 5_000): File => {
  const head = Buffer.concat([MAGIC[mime], Buffer.from(MARKER)])
  return { type, mime, bytes: Buffer.concat([head, randomBytes(size - head.length)]) }
}

const threeFiles = (): [File, File, File] => [
  aFile('image/jpeg', 'CARD_FRONT'),
  aFile('image/png', 'CARD_BACK'),
  aFile('application/pdf', 'PROOF_OF_ADDRESS', MAX_BYTES),
]

const presented = ({ type, mime, bytes }: File) => ({
  type,
  mime,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.length,
})

/** A request that presents files by their digests. */
async function place(running: RunningApp, files: File[], by = PORTAL): Promise<string> {
  const body = aSubmission({ credentialType: 'CPV', documents: files.map(presented) })
  const reply = await running.as(by).post(REQUESTS, body, { 'idempotency-key': aKey() })
  if (reply.status !== 201) throw new Error(reply.text)
  return reply.body.folio
}

const pathOf = (folio: string, id?: string) =>
  `${REQUESTS}/${folio}/documents${id === undefined ? '' : `/${id}`}`

/** Sends bytes as the portal does, or as somebody else. */
async function upload(
  { address, token }: RunningApp,
  folio: string,
  body: RequestInit['body'],
  headers: Record<string, string>,
  by = PORTAL,
): Promise<Reply> {
  const answer = await notedFetch(`${address}${pathOf(folio)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token(by)}`,
      'idempotency-key': aKey(),
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
}

const send = (running: RunningApp, folio: string, { mime, bytes }: File, key = aKey()) =>
  upload(running, folio, new Uint8Array(bytes), { 'content-type': mime, 'idempotency-key': key })

async function download(
  { address, token }: RunningApp,
  folio: string,
  id: string,
  by = REVIEWER,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await notedFetch(`${address}${pathOf(folio, id)}`, {
    headers: { authorization: `Bearer ${await token(by)}`, ...purpose },
  })
  const { status, headers } = answer
  return { status, headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const codeOf = ({ bytes }: { bytes: Buffer }): string => JSON.parse(bytes.toString()).code

type Listed = {
  id: string
  type: string
  sha256: string
  storedAt: string | null
  alsoIn?: number
}
const list = async (running: RunningApp, folio: string, by = REVIEWER): Promise<Listed[]> =>
  (await running.as(by).get(pathOf(folio))).body.data

const aDirectory = (): string =>
  mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'documents-'))

/** Every file below a directory. */
const filesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

type S3Server = { run(): Promise<{ port: number }>; close(): Promise<void> }
const S3rver = createRequire(import.meta.url)('s3rver') as new (
  options: Record<string, unknown>,
) => S3Server

/** A bucket on a server of its own, which stops with `t`. */
async function aBucket(t: Test, directory: string): Promise<DocumentStore & { stop(): unknown }> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'documents', configs: [] }],
  })
  const { port } = await server.run()
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= server.close()
    return stopped
  }
  t.teardown(stop)
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1' }
  const endpoint = `http://127.0.0.1:${port}/`
  return { ...openBucket({ ...credentials, endpoint, bucket: 'documents' }, MAX_BYTES), stop }
}

/** Rows of a statement, as the owner of the database sees them. */
async function asOwner(
  { ownerUrl }: TestDatabase,
  text: string,
  values: unknown[] = [],
  // biome-ignore lint/suspicious/noExplicitAny: rows of many shapes
): Promise<any[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

const STORES: Record<string, (t: Test, directory: string) => Promise<DocumentStore>> = {
  'a folder': async (_t, directory) => openFolder(join(directory, 'new', 'folder'), MAX_BYTES),
  'a bucket': aBucket,
}

for (const [kind, openStore] of Object.entries(STORES)) {
  t.test(`contents are kept in ${kind}, and come back as they were sent`, async (t) => {
    const directory = aDirectory()
    const documents = await openStore(t, directory)
    const running = await startApp(t, { documents })
    const files = threeFiles()
    const folio = await place(running, files)

    const before = await list(running, folio, PORTAL)
    t.same(
      before.map(({ id: _, ...rest }) => rest),
      files.map((file) => ({
        folio,
        ...presented(file),
        recordedAt: (before[0] as unknown as { recordedAt: string }).recordedAt,
        storedAt: null,
      })),
      'known by their digests, and the portal learns of no other request',
    )
    const idOf = (file: File) =>
      before.find(({ sha256 }) => sha256 === presented(file).sha256)?.id ?? ''

    for (const file of files) {
      const id = idOf(file)
      const early = await download(running, folio, id)
      t.equal(early.status, 409)
      t.equal(codeOf(early), 'DOCUMENT_NOT_STORED')

      const key = aKey()
      const sent = await send(running, folio, file, key)
      t.equal(sent.status, 201, sent.text)
      t.match(sent.body, { id, folio, ...presented(file), storedAt: /^2023-12-01T06:/ })
      t.equal(sent.headers.get('location'), pathOf(folio, id))

      const replayed = await send(running, folio, file, key)
      t.equal(replayed.status, 201)
      t.equal(replayed.headers.get('idempotency-replayed'), 'true')
      const again = await send(running, folio, file)
      t.equal(again.status, 201)
      t.same([replayed.body, again.body], [sent.body, sent.body], 'repeating changes nothing')

      for (const by of [PORTAL, REVIEWER, { role: 'derfe_admin', subject: 'uno' } as const]) {
        const got = await download(running, folio, id, by)
        t.equal(got.status, 200)
        t.ok(got.bytes.equals(file.bytes), 'every byte')
        t.equal(got.headers.get('content-type'), file.mime)
        t.match(
          got.headers.get('content-disposition'),
          /^attachment; filename="(card-front|card-back|proof-of-address)-[\w-]+\.(jpg|png|pdf)"$/,
        )
        t.ok(got.headers.get('content-disposition')?.includes(folio))
        t.equal(got.headers.get('cache-control'), 'no-store')
        t.equal(got.headers.get('x-content-type-options'), 'nosniff')
      }
    }
    t.ok((await list(running, folio)).every(({ storedAt }) => storedAt !== null))

    t.test('encrypted, under the id of the document and nothing else', async (t) => {
      const kept = filesOf(directory)
      const ids = files.map(idOf)
      for (const id of ids) t.equal(kept.filter((path) => path.includes(id)).length > 0, true)
      for (const path of kept) {
        t.ok(
          ids.some((id) => path.includes(id)),
          'nothing is left of the repetitions',
        )
        const bytes = readFileSync(path)
        t.notOk(bytes.includes(MARKER))
        t.notOk(path.includes(folio) || bytes.includes(folio))
        for (const { bytes: plain } of files) {
          t.notOk(bytes.includes(plain.subarray(100, 132)), 'no piece of a file')
        }
      }
      const sizes = kept.map((path) => statSync(path).size)
      for (const { bytes } of files) t.ok(sizes.includes(bytes.length + 29), 'each whole')
    })

    t.test('what was changed, exchanged or lost is refused, and repaired by sending', async (t) => {
      const [front, back] = files
      const [a, b] = [idOf(front), idOf(back)]
      const objects = {
        a: (await documents.get(a)) as Buffer,
        b: (await documents.get(b)) as Buffer,
      }
      const changed = Buffer.from(objects.a)
      changed.writeUInt8(changed.readUInt8(1_000) ^ 1, 1_000)
      const damages: [string, Buffer | undefined][] = [
        ['one bit', changed],
        ['cut short', objects.a.subarray(0, -1)],
        ['empty', Buffer.alloc(0)],
        ['the object of another document', objects.b],
        ['not encrypted', front.bytes],
        ['a key that nobody has', Buffer.concat([Buffer.of(99), objects.a.subarray(1)])],
        ['lost', undefined],
      ]
      for (const [damage, object] of damages) {
        await (object ? documents.put(a, object) : documents.remove(a))
        const got = await download(running, folio, a)
        t.equal(got.status, 409, damage)
        t.equal(codeOf(got), 'DOCUMENT_DAMAGED')
      }
      await documents.remove(a)
      t.equal((await send(running, folio, front)).status, 201)
      t.ok((await download(running, folio, a)).bytes.equals(front.bytes))
    })

    t.test('a digest that was changed in the database is noticed too', async (t) => {
      const [front] = files
      await asOwner(running.database, 'update documents set sha256 = $2 where id = $1', [
        idOf(front),
        'f'.repeat(64),
      ])
      t.equal(codeOf(await download(running, folio, idOf(front))), 'DOCUMENT_DAMAGED')
    })
  })
}

t.test('only what the policy table names is served', async (t) => {
  const running = await startApp(t)
  const [file, ...others] = threeFiles()
  const folio = await place(running, [file, ...others])
  await send(running, folio, file)
  const [{ id } = { id: '' }] = await list(running, folio)

  for (const role of POLICY_COLUMNS) {
    const by = { role, entity: '09', party: 'PARTIDO_A' } as TokenRequest
    const caller = running.as(by)
    const answers = [
      ['document:read', (await caller.get(pathOf(folio))).status, 200],
      ['document:read', (await download(running, folio, id, by)).status, 200],
      [
        'document:store',
        (
          await upload(
            running,
            folio,
            new Uint8Array(file.bytes),
            { 'content-type': file.mime },
            by,
          )
        ).status,
        201,
      ],
    ] as const
    for (const [action, status, done] of answers) {
      t.equal(status, reachOf(role, action) === '-' ? 403 : done, `${role} ${action}`)
    }
  }
  for (const path of [pathOf(folio), pathOf(folio, id)]) {
    t.equal((await running.as().get(path)).status, 401, 'nobody')
  }
  t.match((await running.as(REVIEWER).get(pathOf(folio, id))).body, {
    status: 400,
    code: 'PURPOSE_REQUIRED',
  })

  t.test('what did not come by the portal looks to it as if it did not exist', async (t) => {
    const files = threeFiles()
    const agents = await place(running, files, { role: 'inetel_agent', subject: 'agente' })
    const absent = newFolio(randomBytes(12))
    const portal = running.as(PORTAL)
    const [document = { id: '' }] = await list(running, agents)
    const told = async (one: string, documentId: string) => {
      const replies = [
        await portal.get(pathOf(one)),
        await portal.get(pathOf(one, documentId)),
        await send(running, one, files[0]),
      ]
      return replies.map(({ status, body }) => {
        t.equal(status, 404)
        const { instance: _, traceId: __, ...rest } = body
        return rest
      })
    }
    t.same(await told(agents, document.id), await told(absent, document.id))
    t.same(
      (await list(running, agents)).map(({ storedAt }) => storedAt),
      [null, null, null],
    )

    const elsewhere = await running.as(REVIEWER).get(pathOf(agents, id), purpose)
    t.equal(elsewhere.status, 404, 'a document of another request')
  })
})

t.test('what is wrong with a body is told, and nothing is kept of it', async (t) => {
  const directory = aDirectory()
  const running = await startApp(t, { documents: openFolder(directory, MAX_BYTES) })
  const files = threeFiles()
  const [jpeg, , pdf] = files
  const folio = await place(running, files)
  const bytes = new Uint8Array(jpeg.bytes)
  const streamOf = (chunk: Uint8Array, times: number) => {
    let left = times
    return new ReadableStream({
      pull: (controller) => {
        left -= 1
        if (left < 0) controller.close()
        else controller.enqueue(chunk)
      },
    })
  }
  const html = Buffer.from(`<html>${MARKER}</html>`)
  const other = aFile('image/jpeg', 'CARD_FRONT')

  const cases: [string, RequestInit['body'], Record<string, string>, number, string][] = [
    ['JSON', '{}', { 'content-type': 'application/json' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['text', 'x', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a type of ours, and more',
      bytes,
      { 'content-type': 'image/jpeg2000' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['SVG', '<svg/>', { 'content-type': 'image/svg+xml' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no type', bytes, {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an empty type', bytes, { 'content-type': ' ' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'too large',
      new Uint8Array(MAX_BYTES + 1),
      { 'content-type': 'image/png' },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'too large, in pieces',
      streamOf(bytes, 25),
      { 'content-type': 'image/jpeg' },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'another type than it says',
      bytes,
      { 'content-type': 'image/png' },
      400,
      'DOCUMENT_NOT_OF_ITS_TYPE',
    ],
    [
      'a page that says it is an image',
      new Uint8Array(html),
      { 'content-type': 'image/jpeg' },
      400,
      'DOCUMENT_NOT_OF_ITS_TYPE',
    ],
    [
      'less than its magic bytes',
      bytes.subarray(0, 2),
      { 'content-type': 'image/jpeg' },
      400,
      'DOCUMENT_NOT_OF_ITS_TYPE',
    ],
    ['no body', undefined, { 'content-type': 'image/jpeg' }, 400, 'DOCUMENT_NOT_OF_ITS_TYPE'],
    [
      'a file that was not presented',
      new Uint8Array(other.bytes),
      { 'content-type': 'image/jpeg' },
      409,
      'DOCUMENT_NOT_PRESENTED',
    ],
    [
      'one that was, cut short',
      bytes.subarray(0, -1),
      { 'content-type': 'image/jpeg' },
      409,
      'DOCUMENT_NOT_PRESENTED',
    ],
    [
      'without a key',
      bytes,
      { 'content-type': 'image/jpeg', 'idempotency-key': '' },
      400,
      'INVALID_REQUEST',
    ],
  ]
  for (const [name, body, headers, status, code] of cases) {
    const reply = await upload(running, folio, body, headers)
    t.equal(reply.status, status, name)
    t.equal(reply.body.code, code, name)
    t.equal(reply.headers.get('content-type')?.startsWith('application/problem+json'), true)
  }
  const unknown = await upload(running, 'XXXX', bytes, {
    'content-type': 'image/jpeg',
    'idempotency-key': 'short',
  })
  t.same(
    unknown.body.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`),
    ['path.folio INVALID_FOLIO', 'header.idempotency-key INVALID_IDEMPOTENCY_KEY'],
    'everything at once',
  )
  t.match((await running.as(REVIEWER).get(`${pathOf(folio)}/x`, purpose)).body, {
    status: 400,
    errors: [{ pointer: 'path.id', code: 'WRONG_FORMAT' }],
  })
  t.equal((await running.as(REVIEWER).get(`${pathOf(folio)}?all=1`)).status, 400)
  const put = await fetch(`${running.address}${pathOf(folio)}`, { method: 'PUT' })
  t.equal(put.status, 405)

  t.same(filesOf(directory), [], 'nothing was kept')
  t.ok((await list(running, folio)).every(({ storedAt }) => storedAt === null))

  t.test('a document that was presented with another size or type than its file has', async (t) => {
    const [front, back, proof] = threeFiles()
    for (const wrong of [{ size: front.bytes.length + 1 }, { mime: 'image/png' }]) {
      const body = aSubmission({
        credentialType: 'CPV',
        documents: [{ ...presented(front), ...wrong }, presented(back), presented(proof)],
      })
      const placed = await running.as(PORTAL).post(REQUESTS, body, { 'idempotency-key': aKey() })
      t.equal(placed.status, 201)
      const reply = await send(running, placed.body.folio, front)
      t.equal(reply.status, 409)
      t.equal(reply.body.code, 'DOCUMENT_NOT_PRESENTED')
    }
    t.same(filesOf(directory), [])
  })

  t.test('a key that was used for another body', async (t) => {
    const key = aKey()
    t.equal((await send(running, folio, jpeg, key)).status, 201)
    const reply = await send(running, folio, pdf, key)
    t.equal(reply.status, 422)
    t.equal(reply.body.code, 'IDEMPOTENCY_KEY_REUSED')
    const stored = (await list(running, folio)).map(({ storedAt }) => storedAt !== null)
    t.same(stored, [true, false, false])
  })

  t.test('a media type with parameters and capitals is the same media type', async (t) => {
    const headers = { 'content-type': 'Image/JPEG; name=x' }
    t.equal((await upload(running, folio, bytes, headers)).status, 201)
  })
})

t.test('the same file in several requests is flagged to reviewers', async (t) => {
  const running = await startApp(t)
  const [shared, , own] = threeFiles()
  const folios: string[] = []
  for (let i = 0; i < 3; i += 1) {
    const [, back, proof] = threeFiles()
    folios.push(await place(running, i === 0 ? [shared, back, own] : [shared, back, proof]))
  }
  for (const folio of folios) {
    const seen = (await list(running, folio)).map(({ alsoIn }) => alsoIn)
    t.same(seen, [2, 0, 0])
    for (const document of await list(running, folio, PORTAL)) t.notHas(document, 'alsoIn')
  }
  t.test('and twice in one request both are kept, and it is no other request', async (t) => {
    const [front] = threeFiles()
    const back = { ...front, type: 'CARD_BACK' }
    const [, , proof] = threeFiles()
    const folio = await place(running, [front, back, proof])
    t.equal((await send(running, folio, front)).status, 201)
    const documents = await list(running, folio)
    t.same(
      documents.map(({ alsoIn }) => alsoIn),
      [0, 0, 0],
    )
    t.same(
      documents.map(({ storedAt }) => storedAt !== null),
      [true, true, false],
    )
    for (const { id } of documents.slice(0, 2)) {
      t.ok((await download(running, folio, id)).bytes.equals(front.bytes))
    }
  })
})

t.test('every act, read and refusal is in the audit log when its answer arrives', async (t) => {
  const running = await startApp(t)
  const files = threeFiles()
  const folio = await place(running, files)
  const [{ id } = { id: '' }, { id: unsent } = { id: '' }] = await list(running, folio)
  const entries = async () =>
    asOwner(
      running.database,
      `select role, actor, action, outcome, purpose from audit_entries
        where records = array[$1] and action ~ 'ocument' order by id`,
      [running.keys.pseudonym(folio)],
    )
  const told = async (act: () => Promise<unknown>) => {
    const before = (await entries()).length
    await act()
    return (await entries()).slice(before)
  }
  const [jpeg] = files
  t.match(await told(() => send(running, folio, jpeg)), [
    { role: 'srve', action: 'storeDocument', outcome: 'OK' },
  ])
  t.match(await told(() => download(running, folio, id)), [
    {
      role: 'derfe_reviewer',
      actor: 'ana',
      action: 'document:read',
      outcome: 'OK',
      purpose: 'Revisión',
    },
  ])
  t.match(await told(() => list(running, folio)), [{ action: 'document:read', outcome: 'OK' }])
  t.match(await told(() => download(running, folio, unsent)), [
    { action: 'document:read', outcome: 'DOCUMENT_NOT_STORED' },
  ])
  t.match(await told(() => send(running, folio, { ...jpeg, mime: 'image/png' })), [
    { action: 'document:store', outcome: 'DOCUMENT_NOT_OF_ITS_TYPE' },
  ])
  t.match(await told(() => download(running, folio, id, { role: 'auditor', subject: 'x' })), [
    { role: 'auditor', action: 'document:read', outcome: 'FORBIDDEN' },
  ])
  for (const entry of await entries()) {
    t.notOk(JSON.stringify(entry).includes(presented(jpeg).sha256))
  }
})

t.test('a store that fails is unavailable, and nothing is said to be stored', async (t) => {
  const bucket = await aBucket(t, aDirectory())
  const blocked = join(aDirectory(), 'a-file')
  writeFileSync(blocked, 'not a folder')
  const stores: [string, DocumentStore, () => unknown][] = [
    ['a bucket that is gone', bucket, bucket.stop],
    ['a folder that is none', openFolder(blocked, MAX_BYTES), () => undefined],
  ]
  for (const [name, documents, fail] of stores) {
    const running = await startApp(t, { documents })
    const [file, ...others] = threeFiles()
    const folio = await place(running, [file, ...others])
    await fail()
    const reply = await send(running, folio, file)
    t.equal(reply.status, 503, name)
    t.equal(reply.headers.get('retry-after'), '5')
    const [document = { id: '', storedAt: '' }] = await list(running, folio)
    t.equal(document.storedAt, null)
    await asOwner(running.database, 'update documents set stored_at = now() where id = $1', [
      document.id,
    ])
    t.equal((await download(running, folio, document.id)).status, 503, name)
  }
})

t.test('a bucket sends nobody elsewhere', async (t) => {
  const listening = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  let strangers = 0
  const elsewhere = await listening((_request, response) => {
    strangers += 1
    response.end('what nobody asked for')
  })
  for (const status of [301, 302, 303, 307, 308]) {
    const endpoint = await listening((request, response) => {
      response.writeHead(status, { location: `${elsewhere}${request.url}` }).end()
    })
    const settings = { accessKeyId: 'x', secretAccessKey: 'y', region: 'auto', bucket: 'documents' }
    const documents = openBucket({ ...settings, endpoint })
    await t.rejects(documents.put('a', Buffer.from('x')), `${status}: put`)
    await t.rejects(documents.get('a'), `${status}: get`)
    await t.rejects(documents.remove('a'), `${status}: remove`)
  }
  t.equal(strangers, 0)
})

t.test('contents move over to a new key, and the former one is needed no more', async (t) => {
  const path = join(aDirectory(), 'keys.json')
  createKeysFile(path)
  const directory = aDirectory()
  const documents = openFolder(directory, MAX_BYTES)
  const before = await startApp(t, { documents, keys: readKeys(path) })
  const [front, back, proof] = threeFiles()
  const folio = await place(before, [front, back, proof])
  const [a, b, c] = (await list(before, folio)).map(({ id }) => id) as [string, string, string]
  for (const file of [front, back]) await send(before, folio, file)
  const removed = await place(before, [aFile('image/png', 'CARD_FRONT'), back, proof])
  await send(before, removed, back)
  await asOwner(
    before.database,
    'update inscription_requests set personal_data_removed_at = now() where folio = $1',
    [removed],
  )

  addEncryptionKey(path)
  encryptWithNewestKey(path)
  const keys = readKeys(path)
  const owner = new Client({ connectionString: before.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const after = await startApp(t, { documents, keys, database: before.database })
  await send(after, folio, proof)
  await documents.put(b, Buffer.from('changed'))
  const rotate = () => rotateDocuments(owner, keys, documents)
  t.same(await rotate(), { written: 1, damaged: [b] }, 'what was changed is told')
  t.same(await rotate(), { written: 0, damaged: [b] }, 'repeated, nothing is left')
  await documents.remove(b)
  t.same(await rotate(), { written: 0, damaged: [b] }, 'and what was lost')
  t.equal((await send(after, folio, back)).status, 201)
  t.same(await rotate(), { written: 0, damaged: [] })

  const file = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...file, encryption: [file.encryption[0]] }))
  const only = await startApp(t, { documents, keys: readKeys(path), database: before.database })
  for (const [id, { bytes }] of [
    [a, front],
    [b, back],
    [c, proof],
  ] as const) {
    t.ok((await download(only, folio, id)).bytes.equals(bytes))
  }
})

t.test('contents go when their time has come, and not before', async (t) => {
  const directory = aDirectory()
  const documents = openFolder(directory, MAX_BYTES)
  const running = await startApp(t, { documents })
  const files = threeFiles()
  const folio = await place(running, files)
  for (const file of files) await send(running, folio, file)
  await setClock(running.database.ownerUrl, '2031-06-01T12:00:00Z')
  t.equal(await removeDue(running.services), 0)
  t.equal(filesOf(directory).length, 3)

  await setClock(running.database.ownerUrl, '2031-06-04T12:00:00Z')
  const blocked = { ...documents, remove: async () => Promise.reject(new Error('away')) }
  await t.rejects(removeDue({ ...running.services, documents: blocked }), { message: 'away' })
  t.equal(filesOf(directory).length, 3)
  t.equal(await removeDue(running.services), 1, 'what could not be removed is still due')
  t.same(filesOf(directory), [])
  const rows = await asOwner(running.database, 'select stored_at from documents')
  t.same(
    rows.map(({ stored_at }) => stored_at),
    [null, null, null],
  )
})

t.test('contents go when their process has ended, the rest stays', async (t) => {
  const directory = aDirectory()
  const running = await startApp(t, { documents: openFolder(directory, MAX_BYTES) })
  const files = threeFiles()
  const folio = await place(running, files)
  for (const file of files) await send(running, folio, file)
  const [ana, beatriz] = ['ana', 'beatriz'].map((subject) =>
    running.as({ role: 'derfe_admin', subject }),
  )
  const [process] = (await ana?.get('/v1/catalogues/processes'))?.body.data ?? []
  const proposed = await ana?.post(
    '/v1/catalogues/processes/versions',
    {
      code: process.code,
      value: { ...process.value, endsOn: '2024-08-14' },
      validFrom: '2023-12-02T06:00:00Z',
      act: 'Declaración de validez',
    },
    { 'idempotency-key': aKey() },
  )
  t.equal(proposed?.status, 202)
  const approved = await beatriz?.post(
    `/v1/catalogues/processes/versions/${proposed?.body.id}/approve`,
  )
  t.equal(approved?.status, 200)
  await setClock(running.database.ownerUrl, '2024-08-15T05:59:00Z')
  await running.services.catalogues.fresh()
  await removeEnded(running.services)
  t.equal(filesOf(directory).length, 3, 'not before its last day has ended in Mexico City')

  await setClock(running.database.ownerUrl, '2024-08-15T06:01:00Z')
  await sleep(2_100)
  t.equal(await removeDue(running.services), 0)
  t.equal(filesOf(directory).length, 3, 'nor by what looks each half minute')
  await removeEnded(running.services)
  t.same(filesOf(directory), [])
  const read = await running.as(REVIEWER).get(`${REQUESTS}/${folio}`, purpose)
  t.ok(read.body.givenNames, 'who the person is stays')
  const entries = await asOwner(
    running.database,
    `select content::json ->> 'about' as about from audit_entries where action = 'retention:documents'`,
  )
  t.same(entries, [{ about: process.code }])
})

for (const [kind, openStore] of Object.entries(STORES)) {
  t.test(`what a crash leaves in ${kind} goes after a day, and nothing else`, async (t) => {
    const directory = aDirectory()
    const store = await openStore(t, directory)
    const running = await startApp(t, { documents: store })
    const files = threeFiles()
    const folio = await place(running, files)
    const [kept] = files
    await send(running, folio, kept)
    const ids: string[] = (await list(running, folio, PORTAL)).map(({ id }) => id)
    const [first = '', second = '', third = ''] = ids
    const foreign = randomUUID()
    const draft = `${first}.0a1b2c3d.draft`
    for (const name of [second, third, foreign, draft, 'README.md']) {
      await store.put(name, Buffer.from('x'))
    }
    const isThere = async () => {
      const names: string[] = []
      for await (const page of store.list()) names.push(...page.map(({ name }) => name))
      return names.sort()
    }
    t.equal((await isThere()).length, 6)
    t.equal(await removeStrays(running.services), 0, 'they may still be on their way')

    /** The same store a day later; one of them was put again meanwhile. */
    const later: DocumentStore = {
      ...store,
      async *list() {
        for await (const page of store.list()) {
          yield page.map(({ name, at }) => ({ name, at: name === third ? at : at - 86_401_000 }))
        }
      },
    }
    const services = { ...running.services, documents: later }
    t.equal(await removeStrays(services), 2)
    t.same(await isThere(), [first, third, foreign, 'README.md'].sort())
    t.equal(await removeStrays(services), 0)
    t.ok((await download(running, folio, first)).bytes.equals(kept.bytes), 'what is kept is served')
  })
}

t.test('what is removed while it is sent leaves nothing behind', async (t) => {
  const directory = aDirectory()
  const folder = openFolder(directory, MAX_BYTES)
  let afterPut = async (): Promise<unknown> => undefined
  const documents: DocumentStore = {
    ...folder,
    put: async (id, sealed) => {
      await folder.put(id, sealed)
      await afterPut()
    },
  }
  const running = await startApp(t, { documents })
  const [file, ...others] = threeFiles()
  const folio = await place(running, [file, ...others])
  afterPut = async () => {
    t.equal(filesOf(directory).length, 1, 'it was there')
    await asOwner(
      running.database,
      'update inscription_requests set personal_data_removed_at = now() where folio = $1',
      [folio],
    )
  }
  const reply = await send(running, folio, file)
  t.equal(reply.status, 404)
  t.same(filesOf(directory), [])
  t.equal((await running.as(REVIEWER).get(pathOf(folio))).status, 404)
})

t.test('by default a file may have 10 MiB, and no byte more', async (t) => {
  const running = await startApp(t)
  const [, ...others] = threeFiles()
  const file = aFile('image/jpeg', 'CARD_FRONT', 10_485_760)
  const folio = await place(running, [file, ...others])
  const reply = await send(running, folio, file)
  t.equal(reply.status, 201)
  t.ok((await download(running, folio, reply.body.id)).bytes.equals(file.bytes))
  const larger = { ...file, bytes: Buffer.concat([file.bytes, Buffer.of(0)]) }
  t.match((await send(running, folio, larger)).body, { status: 413, detail: /10485760/ })
})

t.test('contents in memory are bounded, and a caller who hangs up frees its place', async (t) => {
  const running = await startApp(t)
  const [file, ...others] = threeFiles()
  const folio = await place(running, [file, ...others])
  const token = await running.token(PORTAL)
  const { hostname, port } = new URL(running.address)
  const sockets: Socket[] = []
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
  })
  let arrived = 0
  running.app.server.on('request', () => {
    arrived += 1
  })
  // Each sends its headers and the first half of a body, and no more.
  for (let i = 0; i < 8; i += 1) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    sockets.push(socket)
    socket.write(
      `POST ${pathOf(folio)} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
        `idempotency-key: ${aKey()}\r\ncontent-type: ${file.mime}\r\n` +
        `content-length: ${file.bytes.length}\r\n\r\n`,
    )
    socket.write(file.bytes.subarray(0, 2_500))
  }
  for (let i = 0; i < 40 && arrived < sockets.length; i += 1) await sleep(50)
  t.equal(arrived, sockets.length)
  // What arrived still has its token verified before it takes a place.
  await sleep(200)
  /** The first answer with this status, within two seconds. */
  const awaited = async (status: number): Promise<Reply | undefined> => {
    for (let i = 0; i < 40; i += 1) {
      const reply = await send(running, folio, file)
      if (reply.status === status) return reply
      await sleep(50)
    }
    return undefined
  }
  const refused = await awaited(503)
  t.equal(refused?.headers.get('retry-after'), '1')
  t.equal((await running.as(REVIEWER).get(pathOf(folio))).status, 200, 'the rest is served')
  for (const socket of sockets) socket.destroy()
  t.ok(await awaited(201), 'their places are free again')
})

t.test('who does not read what it asked for keeps two places, and nobody else waits', async (t) => {
  const running = await startApp(t)
  const [, ...others] = threeFiles()
  // Larger than what a connection buffers.
  const file = aFile('image/jpeg', 'CARD_FRONT', 10_485_760)
  const folio = await place(running, [file, ...others])
  const { id } = (await send(running, folio, file)).body
  const token = await running.token(REVIEWER)
  const { hostname, port } = new URL(running.address)
  const deaf = connect(Number(port), hostname)
  t.teardown(() => deaf.destroy())
  deaf.on('error', () => undefined)
  const asked =
    `GET ${pathOf(folio, id)} HTTP/1.1\r\nhost: x\r\n` +
    `authorization: Bearer ${token}\r\npurpose: ${purpose.purpose}\r\n\r\n`
  deaf.write(asked.repeat(2))
  await sleep(200)
  /** Whether the reviewer is answered so, within two seconds. */
  const isAnswered = async (status: number): Promise<boolean> => {
    for (let i = 0; i < 40; i += 1) {
      if ((await download(running, folio, id)).status === status) return true
      await sleep(50)
    }
    return false
  }
  t.ok(await isAnswered(503), 'a third waits')
  const colleagues = await Promise.all(
    ['berta', 'carla', 'dora'].map((subject) =>
      download(running, folio, id, { role: 'derfe_reviewer', subject }),
    ),
  )
  t.same(
    colleagues.map(({ status }) => status),
    [200, 200, 200],
  )
  t.equal((await send(running, folio, file)).status, 201, 'and so does what is sent')
  deaf.destroy()
  t.ok(await isAnswered(200), 'both places are free again')
  const two = await Promise.all([download(running, folio, id), download(running, folio, id)])
  t.same(
    two.map(({ status }) => status),
    [200, 200],
  )
})

t.test('who hangs up on answers that wait for each other frees their places', async (t) => {
  const folder = openFolder(aDirectory(), MAX_BYTES)
  let beforeGet = async (): Promise<unknown> => undefined
  const documents: DocumentStore = {
    ...folder,
    get: async (id) => {
      await beforeGet()
      return folder.get(id)
    },
  }
  const running = await startApp(t, { documents })
  const [file, ...others] = threeFiles()
  const folio = await place(running, [file, ...others])
  const { id } = (await send(running, folio, file)).body
  const token = await running.token(REVIEWER)
  const { hostname, port } = new URL(running.address)
  let asking = 0
  beforeGet = () => {
    asking += 1
    return sleep(500)
  }
  const hasty = connect(Number(port), hostname)
  const asked =
    `GET ${pathOf(folio, id)} HTTP/1.1\r\nhost: x\r\n` +
    `authorization: Bearer ${token}\r\npurpose: ${purpose.purpose}\r\n\r\n`
  hasty.write(asked.repeat(2))
  for (let i = 0; i < 100 && asking < 2; i += 1) await sleep(20)
  t.equal(asking, 2)
  hasty.destroy()
  await sleep(100)
  const two = await Promise.all([download(running, folio, id), download(running, folio, id)])
  t.same(
    two.map(({ status }) => status),
    [200, 200],
  )
})

t.test('the settings of a bucket go together', async (t) => {
  const told = (env: Record<string, string>): string => {
    try {
      parseConfig(env)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  const whole = {
    DOCUMENTS_S3_ENDPOINT: 'https://s3.example.com',
    DOCUMENTS_S3_BUCKET: 'documents',
    DOCUMENTS_S3_REGION: 'us-east-1',
    DOCUMENTS_S3_ACCESS_KEY_ID: 'id',
    DOCUMENTS_S3_SECRET_ACCESS_KEY: 'secret',
  }
  t.equal(told({}), '')
  t.equal(told(whole), '')
  for (const name of Object.keys(whole)) {
    const partial = told({ ...whole, [name]: '' })
    t.match(partial, new RegExp(`^ {2}${name}: goes with DOCUMENTS_S3_`, 'm'))
    t.equal(partial.split('\n').length, 2, 'and nothing else is wrong')
  }
  const wrong = told({ DOCUMENTS_S3_BUCKET: 'A_B', DOCUMENTS_MAX_BYTES: '0', PORT: 'x' })
  for (const name of [
    'PORT',
    'DOCUMENTS_MAX_BYTES',
    'DOCUMENTS_S3_BUCKET',
    'DOCUMENTS_S3_REGION',
  ]) {
    t.match(wrong, `  ${name}: `, 'all are told together')
  }
  t.notMatch(told({ ...whole, DOCUMENTS_S3_ENDPOINT: 'ftp://x' }), 'secret')
})
