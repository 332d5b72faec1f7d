import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pg from 'pg'
import t from 'tap'
import { USUAL_READS } from '../../src/access/policy.ts'
import { exportLog } from '../../src/audit/export.ts'
import { signHead } from '../../src/audit/log.ts'
import { openDocumentStore, openFolder } from '../../src/documents/storage.ts'
import { parseConfig } from '../../src/platform/config.ts'
import { createKeysFile, readKeys } from '../../src/platform/keys.ts'
import { setClock } from '../../src/platform/provision.ts'
import { keysOf } from '../../src/service.ts'
import { REPORT_INSTANT, startApp } from '../helpers/app.ts'
import { dumpOf, searchFor, serverLog, watchFiles } from '../helpers/at-rest.ts'
import {
  EVERY_FIELD,
  EVERY_OPERATION,
  graphqlNamed,
  type Person,
  REST,
  walkAsMeant,
  walkAstray,
} from '../helpers/canary-walks.ts'
import { createTestDatabase } from '../helpers/database.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/*
 * Recognisable people go through every operation of the contract and every root field of the schema, as
 * it is meant and in every wrong way; then they are looked for wherever they must not be: logs at their
 * most talkative, the database's files and the log written ahead of them, a backup of it, the store of
 * documents, the export of the audit log, the answers to whoever may not see them, errors. The birth
 * date stays with the facts, since ages are figures, and is the named exception.
 */

/** Each has 13 values; `npm run test:long` sends 80 people, for more than 1,000. */
const PEOPLE = Number(process.env.LNE_TEST_PEOPLE ?? 12)

/** Every personal field, each value found nowhere else in the world. */
const mark = (name: string, size: number): string =>
  createHmac('sha256', 'canary')
    .update(name)
    .digest('hex')
    .replace(/[0-9]/g, '')
    .toUpperCase()
    .repeat(3)
    .slice(0, size)

function canaryPerson(number: number): Person {
  const name = (field: string) => {
    const text = mark(`${field}${number}`, 9)
    return `${text[0]}${text.slice(1).toLowerCase()}`
  }
  const body = aSubmission({
    givenNames: name('given'),
    firstSurname: name('first'),
    secondSurname: name('second'),
    country: 'US',
    modality: 'ELECTRONIC',
    email: `${mark(`mail${number}`, 10).toLowerCase()}@example.org`,
    mobile: `+1312${String(7_110_000 + number * 37)}`,
    address: {
      lines: [`${name('street')} 4711`],
      city: name('city'),
      region: name('region'),
      postalCode: `Z${6000 + number}Q`,
    },
    cic: String(710_000_000 + number * 1_009),
    citizenIdentifier: String(820_000_000 + number * 1_013),
    section: String(1_000 + number),
  }) as Record<string, unknown>
  const address = body.address as {
    lines: string[]
    city: string
    region: string
    postalCode: string
  }
  const values = [
    body.givenNames,
    body.firstSurname,
    body.secondSurname,
    body.email,
    body.mobile,
    body.cic,
    body.citizenIdentifier,
    body.electorKey,
    body.curp,
    address.lines[0],
    address.city,
    address.region,
    address.postalCode,
  ].filter((value): value is string => typeof value === 'string')
  return { body, values }
}

/** A value as it may appear: as it is, in other cases, and as encodings would write it. */
const forms = (value: string): string[] => {
  const bytes = Buffer.from(value)
  // Base64 of the value at each of the three offsets that it may have inside of a longer text.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    return text.slice(Math.ceil((offset * 4) / 3), -4)
  })
  return [
    ...new Set([
      value,
      value.toLowerCase(),
      value.toUpperCase(),
      encodeURIComponent(value),
      bytes.toString('hex'),
      ...base64.filter((text) => text.length > 7),
    ]),
  ]
}

/** A key, whole and without what the standard form wraps around it, as encodings write it. */
const keyTexts = (key: string): string[] =>
  [Buffer.from(key, 'base64'), Buffer.from(key, 'base64').subarray(-32)].flatMap((bytes) =>
    (['base64', 'base64url', 'hex'] as const).map((encoding) => bytes.toString(encoding)),
  )

t.test('what tells who a person is, is found nowhere but where it may be', async (t) => {
  const logged: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk))
      done()
    },
  })
  const keysFolder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-keys-'))
  t.teardown(() => rmSync(keysFolder, { recursive: true, force: true }))
  const keysFile = join(keysFolder, 'keys.json')
  createKeysFile(keysFile)
  const database = await createTestDatabase(t)
  await setClock(database.ownerUrl, REPORT_INSTANT)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const filesNow = await watchFiles(t, owner)
  const store = join(keysFolder, 'documents')
  const running = await startApp(t, {
    database,
    keys: readKeys(keysFile),
    logger: { level: 'trace', stream },
    documents: openFolder(store),
    // The first record that an analyst reads is more than usual, and pauses its reading.
    usualReads: { ...USUAL_READS, derfe_analyst: 0 },
  })
  const { as, services } = running
  const [portal, agent] = [as({ role: 'srve' }), as({ role: 'inetel_agent', subject: 'inés' })]
  const reviewer = as({ role: 'derfe_reviewer', subject: 'rafael' })
  const purpose = { purpose: 'Prueba' }
  const keyed = () => ({ 'idempotency-key': aKey() })
  const path = '/v1/inscription-requests'
  const people = Array.from({ length: PEOPLE }, (_, number) => canaryPerson(number))
  const [byRest, byGraphql, astray, named] = [0, 1, 2, 3].map((more) =>
    canaryPerson(PEOPLE + more),
  ) as [Person, Person, Person, Person]
  const values = [...people, byRest, byGraphql, astray].flatMap((person) => person.values)
  t.ok(values.length >= 10 * PEOPLE, `${values.length} values`)
  const others: string[] = []
  const folios: string[] = []

  for (const [number, { body }] of people.entries()) {
    const channel = number % 2 ? agent : portal
    const key = keyed()
    const made = await channel.post(path, body, key)
    t.equal(made.status, 201, made.text)
    const { folio } = made.body
    folios.push(folio)
    await channel.post(path, body, key)
    others.push((await portal.post(path, body, keyed())).text)
    await portal.post(`${path}/dry-run`, body)
    const lookup = { electorKey: body.electorKey, ...(number % 2 ? {} : { folio }) }
    t.equal((await channel.post(`${path}/lookup`, lookup, purpose)).status, 200)
    const own = await reviewer.get(`${path}/${folio}`, purpose)
    t.match(own.text, body.givenNames as string, 'who may see it does')
    // Wrong in many ways, each with personal values in it.
    others.push(
      (
        await channel.post(
          path,
          { ...body, email: `${body.email} ${body.curp}`, country: body.givenNames },
          keyed(),
        )
      ).text,
      (await channel.post(path, { ...body, curp: `${body.curp}X`, nonsense: 1 }, keyed())).text,
      (await channel.post(path, JSON.stringify(body).slice(0, -9), keyed())).text,
      (await reviewer.get(`${path}/${encodeURIComponent(String(body.electorKey))}`, purpose)).text,
      (await reviewer.get(`${path}?name=${encodeURIComponent(String(body.givenNames))}`, purpose))
        .text,
      (await reviewer.get(`/${encodeURIComponent(String(body.email))}`)).text,
      (await as({ role: 'opl', entity: '20' }).get(`${path}/${folio}`, purpose)).text,
      (await as({ role: 'auditor' }).get(`${path}/${folio}`, purpose)).text,
      (await as({ role: 'party', party: 'PARTIDO_A' }).get(path)).text,
    )
    const mutation = `mutation ($input: SubmissionInput!, $key: String) { createInscriptionRequest(input: $input, idempotencyKey: $key) { folio } }`
    others.push((await channel.query(mutation, { input: body, key: aKey() })).text)
    others.push(
      (await channel.query(mutation, { input: { ...body, sex: body.curp }, key: aKey() })).text,
    )
    others.push(
      (
        await channel.query(
          `{ listInscriptionRequests(purpose: "x", first: ${JSON.stringify(body.mobile)}) { edges { node { folio } } } }`,
        )
      ).text,
    )
    await channel.post(
      `${path}/${folio}/contact-data`,
      { email: `a.${body.email}` },
      { 'if-match': made.headers.get('etag') ?? '' },
    )
  }
  for (const table of ['entities', 'countries', 'country-entity', 'review', 'daily']) {
    others.push((await as({ role: 'auditor' }).get(`/v1/aggregates/${table}`)).text)
    others.push(
      (await as({ role: 'opl', entity: '09' }).get(`/v1/aggregates/${table}?format=csv`)).text,
    )
  }
  await signHead(services)

  const [label = ''] = named.values
  for (const [door, person, day, all] of [
    [REST, byRest, '2023-11-15', EVERY_OPERATION],
    [graphqlNamed(label), byGraphql, '2023-11-29', EVERY_FIELD],
  ] as const) {
    const walked = await walkAsMeant(running, door, person, day)
    others.push(...walked.others)
    const undriven = all.filter((name) => !walked.through.has(name))
    t.same(undriven, [], `${door.name}: each of ${all.length} was asked as it is meant`)
  }
  const wrongly = await walkAstray(running, astray, named)
  others.push(...wrongly.others)
  t.same(wrongly.failed, [], `${wrongly.asked} requests that are wrong, and none failed`)
  const spared = [...EVERY_OPERATION, ...EVERY_FIELD.map((name) => `field ${name}`)].filter(
    (name) => !wrongly.through.has(name),
  )
  t.same(spared, [], 'each operation and each field was asked wrongly')

  others.push((await as({ role: 'auditor' }).get('/v1/audit/entries?limit=200')).text)
  others.push((await as().get('/openapi.json')).text, (await as().get('/health/ready')).text)

  const shown: string[] = []
  const { rows: views } = await owner.query(
    `select relname as name from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of views) {
    const { rows } = await owner.query(`select r::text as line from ${name} r`)
    shown.push(...rows.map(({ line }) => line))
  }
  for await (const line of exportLog(owner)) shown.push(line)
  const backup = await dumpOf(database, owner)
  const files = await filesNow()
  const places = new Map([
    ['the log at level trace', Buffer.from(logged.join('\n'))],
    ['answers to others, and errors', Buffer.from(others.join('\n'))],
    ['views and the export of the audit log', Buffer.from(shown.join('\n'))],
    ['the log of the database server', await serverLog(owner)],
  ])
  for (const [table, text] of backup.tables) places.set(`backup of ${table}`, Buffer.from(text))
  for (const [name, bytes] of files) places.set(`file ${name}`, bytes)
  for (const name of readdirSync(store)) {
    places.set(`document ${name}`, readFileSync(join(store, name)))
  }
  const foundIn = (texts: readonly string[], among = places): string[] => {
    const search = searchFor(texts)
    return [...among].flatMap(([place, bytes]) =>
      search(bytes).map((text) => `${text} in ${place}`),
    )
  }
  const isBackup = ([place]: [string, Buffer]) => place.startsWith('backup of ')
  const isFile = ([place]: [string, Buffer]) => place.startsWith('file ')
  const sizeOf = (some: [string, Buffer][]) =>
    some.reduce((sum, [, bytes]) => sum + bytes.length, 0)
  t.ok(logged.length > 100 && shown.length > 100, `${logged.length} lines of log`)
  t.ok(sizeOf([...places].filter(isFile)) > 1_000_000, `${files.size} files were read`)
  t.ok(
    [...files.keys()].some((name) => name.startsWith('pg_wal')),
    'the write-ahead log with them',
  )
  t.ok(places.get('the log of the database server')?.length, 'the server logs')
  t.ok(
    [...places.keys()].some((place) => place.startsWith('document ')),
    'contents of documents are kept',
  )
  t.comment(`A backup of ${backup.tables.size} tables by ${backup.by}, and ${files.size} files`)

  const whole = values.flatMap(forms)
  t.same(
    foundIn(whole),
    [],
    `${values.length} values, in ${forms(values[0] ?? '').length} forms each`,
  )
  // Whoever sends a name that nobody knows, of a member, a parameter, a field, is told which one it was.
  const told = 'answers to others, and errors'
  const elsewhere = new Map([...places].filter(([place]) => place !== told))
  t.same(foundIn(named.values.flatMap(forms), elsewhere), [], 'nor what stands for names')
  const likeToken = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]+/
  t.match(await running.token({ role: 'srve' }), likeToken)
  t.notMatch(logged.join(''), likeToken, 'no token is logged')

  t.test('what stays with the facts is in their table, and in no other of a backup', async (t) => {
    const birthDates = people.map(({ body }) => String(body.birthDate))
    const backups = new Map([...places].filter(isBackup))
    const tables = foundIn(birthDates, backups).map((found) => found.split(' of ')[1])
    t.same([...new Set(tables)], ['inscription_requests'])
  })

  t.test('every column of a person is bytes, encrypted with the key in use', async (t) => {
    const { rows: columns } = await owner.query<{ table: string; name: string; type: string }>(
      `select table_name as table, column_name as name, data_type as type
         from information_schema.columns
        where table_schema = 'public' and table_name in ('identities', 'contact_data')
          and column_name not in ('request_id', 'elector_hash')`,
    )
    t.ok(columns.length >= 13, `${columns.length} columns`)
    for (const { table, name, type } of columns) {
      t.equal(type, 'bytea', `${table}.${name}`)
      const { rows } = await owner.query(
        `select distinct get_byte(${name}, 0) as version from ${table} where ${name} is not null`,
      )
      const versions = rows.map(({ version }) => version)
      t.strictSame(
        versions.filter((one) => one !== running.keys.encryptionVersion),
        [],
        name,
      )
    }
  })

  t.test('no key lies with what it opens', async (t) => {
    // Where the service puts them by itself: beside database and documents, and in neither.
    const home = join(keysFolder, 'home')
    const config = parseConfig({ LNE_DATA_DIR: home })
    keysOf(config)
    await openDocumentStore(config).put('contents', Buffer.of(0))
    t.same(readdirSync(home).sort(), ['documents', 'keys.json'])
    t.same(readdirSync(join(home, 'documents')), ['contents'])
    const { hash, encryption, ...pairs } = JSON.parse(readFileSync(keysFile, 'utf8'))
    const secrets = [...hash, ...encryption].map(({ secret }: { secret: string }) => secret)
    const signing = Object.values(pairs as Record<string, { privateKey: string }[]>)
      .flat()
      .map(({ privateKey }) => privateKey.split('\n')[1] ?? '')
    t.ok(secrets.length >= 2 && signing.length >= 3 && signing.every((text) => text.length > 40))
    t.same(foundIn([...secrets, ...signing].flatMap(keyTexts)), [])
    // Of a signing key, what the standard form wraps.
    const raw = [...secrets, ...signing].map((text) => Buffer.from(text, 'base64').subarray(-32))
    t.notOk([...places.values()].some((bytes) => raw.some((key) => bytes.includes(key))))
    await owner.query('create table planted_keys as select $1::bytea as key', [raw[0]])
    const { tables } = await dumpOf(database, owner)
    const planted = new Map([['planted', Buffer.from(tables.get('planted_keys') ?? '')]])
    t.equal(
      foundIn(keyTexts(secrets[0] as string), planted).length,
      1,
      'one in a backup would be found',
    )
    const grown = [...(await filesNow()).values()]
    t.ok(
      grown.some((bytes) => bytes.includes(raw[0] as Buffer)),
      'and in a file',
    )
  })

  t.test('and this test would find them', async (t) => {
    const [{ values: known }] = people as [(typeof people)[0]]
    const name = known[0] ?? '?'
    const planted = Buffer.from(`... ${Buffer.from(`x${name}y`).toString('base64')} ...`)
    t.ok(searchFor(forms(name))(planted).length > 0, 'encoded')
    for (const [kind, isKind] of Object.entries({ backup: isBackup, file: isFile })) {
      const some = new Map([...places].filter(isKind))
      const found = new Set(foundIn(folios, some).map((text) => text.split(' in ')[0]))
      t.equal(found.size, folios.length, `folios are in clear, and found in a ${kind}`)
    }
    await owner.query(`create table planted as select $1::text as name`, [name])
    const { tables } = await dumpOf(database, owner)
    t.match(tables.get('planted'), name)
    const grown = await filesNow()
    const holding = [...grown].filter(([, bytes]) => bytes.includes(name)).map(([path]) => path)
    t.ok(
      holding.some((path) => path.startsWith('base')),
      'a table of its own',
    )
    t.ok(
      holding.some((path) => path.startsWith('pg_wal')),
      'and what was written ahead of it',
    )
  })
})
