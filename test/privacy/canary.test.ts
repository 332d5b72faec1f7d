import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pg from 'pg'
import t from 'tap'
import { exportLog } from '../../src/audit/export.ts'
import { signHead } from '../../src/audit/log.ts'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/*
 * Recognisable people go through every door; then they are looked for wherever they must not be:
 * logs at their most talkative, the database's tables and files, the audit log and its export, the
 * answers to whoever may not see them, errors. The birth date stays with the facts, since ages are
 * figures, and is the named exception.
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

function canaryPerson(number: number) {
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

t.test('what tells who a person is, is found nowhere but where it may be', async (t) => {
  const logged: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk))
      done()
    },
  })
  const running = await startApp(t, { logger: { level: 'trace', stream } })
  const { as, database, services } = running
  const [portal, agent] = [as({ role: 'srve' }), as({ role: 'inetel_agent', subject: 'inés' })]
  const reviewer = as({ role: 'derfe_reviewer', subject: 'rafael' })
  const purpose = { purpose: 'Prueba' }
  const keyed = () => ({ 'idempotency-key': aKey() })
  const path = '/v1/inscription-requests'
  const people = Array.from({ length: PEOPLE }, (_, number) => canaryPerson(number))
  const values = people.flatMap((person) => person.values)
  t.ok(values.length >= 10 * PEOPLE, `${values.length} values`)
  const others: string[] = []
  const secrets: string[] = []

  for (const [number, { body }] of people.entries()) {
    const channel = number % 2 ? agent : portal
    const key = keyed()
    const made = await channel.post(path, body, key)
    t.equal(made.status, 201, made.text)
    const { folio } = made.body
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
  others.push((await as({ role: 'auditor' }).get('/v1/audit/entries?limit=200')).text)
  others.push((await as().get('/openapi.json')).text, (await as().get('/health/ready')).text)

  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  await owner.query('checkpoint')
  const dump: string[] = []
  const { rows: tables } = await owner.query(
    `select c.relname as name from pg_class c where c.relkind in ('r', 'v') and c.relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of tables) {
    const { rows } = await owner.query(`select r::text as line from ${name} r`)
    dump.push(...rows.map(({ line }) => line))
  }
  for await (const line of exportLog(owner)) dump.push(line)
  const {
    rows: [{ directory, oid }],
  } = await owner.query(
    `select current_setting('data_directory') as directory, oid::text from pg_database where datname = current_database()`,
  )
  const files: Buffer[] = []
  const take = (folder: string) => {
    for (const file of readdirSync(folder)) {
      const whole = join(folder, file)
      if (statSync(whole).isFile()) files.push(readFileSync(whole))
    }
  }
  take(join(directory, 'base', oid))
  take(join(directory, 'pg_wal'))
  t.ok(files.reduce((sum, file) => sum + file.length, 0) > 1_000_000, 'files were read')

  const places: Record<string, string> = {
    'the log at level trace': logged.join('\n'),
    'answers to others, and errors': others.join('\n'),
    'tables and the export of the audit log': dump.join('\n'),
  }
  t.ok(
    logged.length > 100 && dump.length > 100,
    `${logged.length} lines of log, ${dump.length} rows`,
  )
  const found: string[] = []
  for (const value of values) {
    for (const form of forms(value)) {
      for (const [place, text] of Object.entries(places)) {
        if (text.includes(form)) found.push(`${form} in ${place}`)
      }
    }
    // Files hold other words as well: short values would be found by chance.
    if (value.length >= 8 && files.some((file) => file.includes(value))) {
      found.push(`${value} in files`)
    }
  }
  t.same(found, [], `${values.length} values, in ${forms(values[0] ?? '').length} forms each`)
  secrets.push(await running.token({ role: 'srve' }))
  t.notOk(logged.join('').includes(secrets[0] ?? '?'), 'no token is logged')

  t.test('and this test would find them', async (t) => {
    const [{ values: known }] = people as [(typeof people)[0]]
    const planted = `... ${Buffer.from(`x${known[0]}y`).toString('base64')} ...`
    t.ok(forms(known[0] ?? '').some((form) => planted.includes(form)))
    await owner.query(`create table planted as select $1::text as name`, [known[0]])
    await owner.query('checkpoint')
    files.length = 0
    take(join(directory, 'base', oid))
    t.ok(files.some((file) => file.includes(known[0] ?? '?')))
  })
})
