/** How much a client, an address and all together may ask, and how they are told. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import t, { type Test } from 'tap'
import { networkOf } from '../../src/platform/limits.ts'
import { type Reply, startApp } from '../helpers/app.ts'
import { answersIn, sendRaw } from '../helpers/raw.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const LIMITS = { person: 40, system: 80, address: 20, inProgress: 1_000 }
const CUTOFFS = '/v1/cutoffs'

const times = async (n: number, ask: () => Promise<Reply>): Promise<Reply[]> => {
  const replies: Reply[] = []
  for (let i = 0; i < n; i += 1) replies.push(await ask())
  return replies
}
const count = (replies: Reply[], status: number): number =>
  replies.filter((reply) => reply.status === status).length

/** A refusal that tells when to come back, in the fields of every version of the draft. */
function checkRefusal(t: Test, reply: Reply, policy: string, limit: number): void {
  t.equal(reply.status, 429)
  t.match(reply.headers.get('content-type'), /^application\/problem\+json/)
  t.match(reply.body, { status: 429, code: 'TOO_MANY_REQUESTS', traceId: /^[0-9a-f]{32}$/ })
  const seconds = Number(reply.headers.get('retry-after'))
  t.ok(seconds >= 1 && seconds <= 60, `Retry-After ${seconds}`)
  t.equal(reply.headers.get('ratelimit-policy'), `"${policy}";q=${limit};w=60`)
  t.match(reply.headers.get('ratelimit'), new RegExp(`^"${policy}";r=\\d+;t=${seconds}$`))
  t.equal(reply.headers.get('ratelimit-limit'), String(limit))
  t.match(reply.headers.get('ratelimit-remaining'), /^\d+$/)
  t.equal(reply.headers.get('ratelimit-reset'), String(seconds))
}

t.test('a client asks so much in a minute, and is told what is left', async (t) => {
  const { as } = await startApp(t, { limits: LIMITS })
  const ana = as({ role: 'derfe_analyst', subject: 'ana' })
  const first = await ana.get(CUTOFFS)
  t.equal(first.status, 200)
  t.equal(first.headers.get('ratelimit-policy'), '"client";q=40;w=60')
  t.match(first.headers.get('ratelimit'), /^"client";r=39;t=(60|59)$/)
  t.equal(first.headers.get('ratelimit-limit'), '40')
  t.equal(first.headers.get('ratelimit-remaining'), '39')

  const replies = await times(41, () => ana.get(CUTOFFS))
  t.equal(count(replies, 200), 39)
  t.equal(count(replies, 429), 2)
  checkRefusal(t, replies.at(-1) as Reply, 'client', 40)

  t.equal((await as({ role: 'derfe_analyst', subject: 'berta' }).get(CUTOFFS)).status, 200)
  t.equal(
    (await as({ role: 'ine_viewer', subject: 'ana' }).get(CUTOFFS)).status,
    200,
    'another role is another client',
  )
  const portal = as({ role: 'srve' })
  const system = await times(60, () => portal.get('/v1/catalogues/venues'))
  t.equal(count(system, 429), 0, 'a system asks for many people')
  t.equal(system[0]?.headers.get('ratelimit-limit'), '80')

  // Refused clients, like anybody, find what is public.
  for (const path of ['/health/live', '/health/ready', '/docs', '/openapi.json']) {
    const reply = await ana.get(path)
    t.ok(reply.status < 400, path)
    t.equal(reply.headers.get('ratelimit'), null, path)
  }
})

t.test('requests that come together do not pass together', async (t) => {
  const { as } = await startApp(t, { limits: { ...LIMITS, address: 1_000 } })
  const ana = as({ role: 'derfe_analyst', subject: 'ana' })
  const replies = await Promise.all(Array.from({ length: 120 }, () => ana.get(CUTOFFS)))
  t.equal(count(replies, 200), 40)
  t.equal(count(replies, 429), 80)
})

t.test('what costs more counts for more', async (t) => {
  const { as } = await startApp(t, { limits: LIMITS })
  const remaining = (reply: Reply) => Number(reply.headers.get('ratelimit-remaining'))
  const list = (limit: string) =>
    as({ role: 'derfe_admin', subject: `page ${limit}` }).get(
      `/v1/inscription-requests?limit=${limit}`,
      { purpose: 'Prueba' },
    )
  for (const [limit, units] of [
    ['1', 1],
    ['50', 1],
    ['51', 2],
    ['200', 4],
  ] as const) {
    const reply = await list(limit)
    t.equal(reply.status, 200)
    t.equal(40 - remaining(reply), units, `a page of ${limit}`)
  }
  for (const limit of ['999999', '-5', 'NaN', '1e9', '0']) {
    const reply = await list(limit)
    t.equal(reply.status, 400)
    const units = 40 - remaining(reply)
    t.ok(units >= 1 && units <= 4, `a page of ${limit} costs ${units}`)
  }

  const admin = as({ role: 'derfe_admin', subject: 'graphql' })
  const page = (first: number) =>
    `{ listInscriptionRequests(first: ${first}, purpose: "Prueba") { edges { node { folio status entity country movements { number kind } } } } }`
  const cheap = await admin.query('{ __typename }')
  t.equal(40 - remaining(cheap), 1)
  const dear = await admin.query(page(200))
  const { cost } = dear.body.extensions
  t.ok(cost > 2_000, `cost ${cost}`)
  t.equal(39 - remaining(dear), Math.ceil(cost / 500))

  const replies = await times(20, () => admin.query(page(200)))
  const refused = replies.find(({ status }) => status === 429) as Reply
  t.ok(refused, 'a few dear documents use it up')
  t.match(refused.body.errors[0].extensions, { code: 'TOO_MANY_REQUESTS', status: 429 })
  t.equal(refused.headers.get('ratelimit-policy'), '"client";q=40;w=60')
  t.match(refused.headers.get('retry-after'), /^\d+$/)
})

t.test('pages and drawings of the board cost more, its pictures as much as printing', async (t) => {
  const { as } = await startApp(t, { limits: LIMITS })
  const submission = aSubmission()
  await as({ role: 'srve' }).post('/v1/inscription-requests', submission, {
    'idempotency-key': aKey(),
  })
  const ana = as({ role: 'derfe_analyst', subject: 'ana' })
  const left = async (path: string) => {
    const { status, headers } = await ana.get(`/tablero${path}`)
    return [status, Number(headers.get('ratelimit-remaining'))]
  }
  t.same(await left(''), [200, 35])
  t.same(await left('/g/entidades.svg'), [200, 30])
  t.same(await left('/g/entidades.png'), [200, 10])
  const refused = await ana.get('/tablero/g/entidades.png')
  t.equal(refused.headers.get('content-disposition'), null)
  checkRefusal(t, refused, 'client', 40)
})

t.test('printing costs, and only so many reports wait to be printed', async (t) => {
  const { as } = await startApp(t, { limits: LIMITS })
  const remaining = (reply: Reply) => Number(reply.headers.get('ratelimit-remaining'))
  const printed = (form: string) => `/v1/aggregates/entities?format=${form}`
  const ana = as({ role: 'derfe_analyst', subject: 'ana' })
  t.equal(40 - remaining(await ana.get(printed('csv'))), 1, 'data cost as all data')
  t.equal(39 - remaining(await ana.get(printed('xlsx'))), 20)
  const third = await ana.get(printed('pdf'))
  t.equal(third.status, 429, 'nineteen units are left, and a report costs twenty')
  checkRefusal(t, third, 'client', 40)

  const clients = Array.from({ length: 30 }, (_, at) =>
    as({ role: 'derfe_analyst', subject: `cliente ${at}` }),
  )
  const replies = await Promise.all(clients.map((client) => client.get(printed('pdf'))))
  const [made, turnedAway] = [200, 503].map((status) =>
    replies.filter((reply) => reply.status === status),
  ) as [Reply[], Reply[]]
  t.equal(made.length + turnedAway.length, 30)
  t.ok(made.length >= 8, `${made.length} printed`)
  t.ok(turnedAway.length > 0, `${turnedAway.length} turned away`)
  for (const reply of turnedAway) {
    t.match(reply.body, { status: 503, code: 'UNAVAILABLE' })
    t.match(reply.headers.get('retry-after'), /^\d+$/)
    t.equal(remaining(reply), 39, 'who is turned away pays for the question alone')
  }
  t.ok(made.every((reply) => remaining(reply) === 20))
})

t.test('wrong tokens are counted by address before they are verified', async (t) => {
  const { address, as, token } = await startApp(t, { limits: LIMITS })
  const known = as({ role: 'derfe_analyst', subject: 'conocida' })
  t.equal((await known.get(CUTOFFS)).status, 200)

  const wrong = async (authorization?: string): Promise<Reply> => {
    const answer = await fetch(`${address}${CUTOFFS}`, {
      headers: authorization ? { authorization } : {},
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
  }
  const good = await token({ role: 'derfe_analyst', subject: 'conocida' })
  // All at once: the verification of the first has not ended when the last is judged.
  const flood = await Promise.all(
    Array.from({ length: 100 }, (_, n) => wrong(`Bearer ${good.slice(0, -6)}${100_000 + n}`)),
  )
  t.equal(count(flood, 401), 20)
  t.equal(count(flood, 429), 80)
  checkRefusal(t, flood.find(({ status }) => status === 429) as Reply, 'address', 20)
  t.equal((await wrong()).status, 429, 'no token counts alike')
  for (const [method, path] of [
    ['GET', '/nowhere'],
    ['DELETE', CUTOFFS],
  ] as const) {
    const around = await fetch(`${address}${path}`, { method })
    await around.text()
    t.equal(around.status, 429, `and so does looking around: ${method} ${path}`)
  }

  t.equal((await known.get(CUTOFFS)).status, 200, 'who was known goes on, from the same address')
  t.equal(
    (await as({ role: 'derfe_analyst', subject: 'nueva' }).get(CUTOFFS)).status,
    429,
    'who was not waits',
  )
})

t.test('good tokens cost their address nothing', async (t) => {
  const { as } = await startApp(t, { limits: { ...LIMITS, address: 5 } })
  for (let n = 0; n < 30; n += 1) {
    const reply = await as({ role: 'derfe_analyst', subject: `analista ${n}` }).get(CUTOFFS)
    t.equal(reply.status, 200)
  }
})

t.test('who may not do it pays for asking, and its address does not', async (t) => {
  const { address, as, token } = await startApp(t, { limits: { ...LIMITS, address: 5 } })
  const authorization = `Bearer ${await token({ role: 'party', party: 'UNO', subject: 'pia' })}`
  const ask = async (): Promise<Reply> => {
    const answer = await fetch(`${address}/v1/aggregates/entities`, { headers: { authorization } })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
  }
  const replies = await times(60, ask)
  t.equal(count(replies, 403), 40)
  t.equal(count(replies, 429), 20)
  t.equal(replies[0]?.headers.get('ratelimit-remaining'), '39')
  checkRefusal(t, replies.at(-1) as Reply, 'client', 40)
  const newcomer = as({ role: 'derfe_analyst', subject: 'nueva' })
  t.equal((await newcomer.get(CUTOFFS)).status, 200, 'others behind the same address go on')
})

t.test('an address is the one that a trusted proxy tells', async (t) => {
  const limits = { ...LIMITS, address: 3 }
  const flood = async (address: string, forwarded: (n: number) => string): Promise<number[]> => {
    const statuses: number[] = []
    for (let n = 0; n < 6; n += 1) {
      const answer = await fetch(`${address}${CUTOFFS}`, {
        headers: { 'x-forwarded-for': forwarded(n) },
      })
      await answer.text()
      statuses.push(answer.status)
    }
    return statuses
  }
  const behind = await startApp(t, { limits, trustedProxies: ['127.0.0.1/32'] })
  t.same(await flood(behind.address, (n) => `203.0.113.${n}`), [401, 401, 401, 401, 401, 401])
  // Whoever has one address of a network of 64 bits has them all.
  t.same(await flood(behind.address, (n) => `2001:db8::${n}`), [401, 401, 401, 429, 429, 429])

  const open = await startApp(t, { limits, database: behind.database, keys: behind.keys })
  t.same(await flood(open.address, (n) => `203.0.113.${n}`), [401, 401, 401, 429, 429, 429])

  for (const [address, network] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '0:0:0:0'],
    ['2001:DB8::1', '2001:db8:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
  ] as const) {
    t.equal(networkOf(address), network)
  }
})

t.test('more than the instance can do at once is refused soon, and health answers', async (t) => {
  const limits = { person: 100_000, system: 100_000, address: 100_000, inProgress: 20 }
  const { address, as, database } = await startApp(t, { limits })
  const admin = as({ role: 'derfe_admin', subject: 'uno' })
  t.equal((await admin.get(CUTOFFS)).status, 200)

  // A lock holds the readers of cut-offs as a slow database would.
  const holder = new Client({ connectionString: database.ownerUrl })
  await holder.connect()
  t.teardown(() => holder.end())
  await holder.query('begin; lock table cutoffs in access exclusive mode')
  const timed = async (ask: Promise<Reply>) => {
    const started = performance.now()
    const reply = await ask
    return { reply, ms: performance.now() - started }
  }
  const refused: Reply[] = []
  const asked = Array.from({ length: 220 }, async () => {
    const reply = await admin.get(CUTOFFS)
    if (reply.status === 503) refused.push(reply)
    return reply
  })
  for (let waited = 0; refused.length < 200 && waited < 4_000; waited += 20) await sleep(20)
  t.equal(refused.length, 200, 'all but the 20 that wait are refused')
  for (const { body, headers } of refused.slice(0, 5)) {
    t.match(body, { status: 503, code: 'UNAVAILABLE' })
    t.equal(headers.get('retry-after'), '1')
  }
  const alone = await timed(admin.get(CUTOFFS))
  t.equal(alone.reply.status, 503)
  t.ok(alone.ms <= 100, `refused in ${alone.ms.toFixed(1)} ms`)
  const wrong = await timed(
    fetch(`${address}${CUTOFFS}`, { headers: { authorization: 'Bearer x' } }).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }) as Reply,
    ),
  )
  t.equal(wrong.reply.status, 503, 'before any token is looked at')
  const live = await timed(admin.get('/health/live'))
  t.equal(live.reply.status, 200)
  t.ok(live.ms <= 200, `alive in ${live.ms.toFixed(1)} ms`)

  await holder.query('rollback')
  t.equal(count(await Promise.all(asked), 200), 20, 'whoever was admitted is answered')
  t.equal((await admin.get(CUTOFFS)).status, 200, 'and it goes on')
})

/** A form of the board whose body does not come. */
const slowForm = (path: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n` +
  'content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nt'

t.test('what anybody may ask takes no place of others, and health answers', async (t) => {
  const limits = { person: 1_000, system: 1_000, address: 1_000, inProgress: 10 }
  const { address, as, database } = await startApp(t, { limits })
  const ana = as({ role: 'derfe_analyst', subject: 'ana' })
  const [{ status: left } = { status: 0 }] = answersIn(
    await sendRaw(address, slowForm('/tablero/salir'), 500),
  )
  t.equal(left, 303, 'nobody waits for a body that says nothing')

  const forms = Array.from({ length: 12 }, () =>
    sendRaw(address, slowForm('/tablero/entrar'), 3_000),
  )
  const anybody = as()
  for (let n = 0; n < 50 && (await anybody.get('/docs/errors')).status !== 503; n += 1) {
    await sleep(20)
  }
  const refused = await anybody.get('/docs/errors')
  t.match(refused.body, { status: 503, code: 'UNAVAILABLE' }, 'what is public has its own cap')
  t.equal(refused.headers.get('retry-after'), '1')
  t.equal((await ana.get(CUTOFFS)).status, 200, 'others go on')
  for (const path of ['/health/live', '/health/ready']) {
    t.equal((await anybody.get(path)).status, 200, path)
  }
  await Promise.all(forms)

  // A lock holds the reader of migrations, as a slow database would.
  const holder = new Client({ connectionString: database.ownerUrl })
  await holder.connect()
  t.teardown(() => holder.end())
  await holder.query('begin; lock table drizzle.__drizzle_migrations in access exclusive mode')
  let answered = 0
  const asked = Array.from({ length: 50 }, async () => {
    const { status } = await anybody.get('/health/ready')
    answered += 1
    return status
  })
  await sleep(300)
  t.equal((await ana.get(CUTOFFS)).status, 200, 'of places and connections there are enough')
  t.equal(answered, 0, 'while all of them wait')
  await holder.query('rollback')
  t.same(new Set(await Promise.all(asked)), new Set([200]))
})

t.test('who signs in is counted by address before the form arrives', async (t) => {
  const { address } = await startApp(t, { limits: { ...LIMITS, address: 5 } })
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => sendRaw(address, slowForm('/tablero/entrar'))),
  )
  const statuses = answers.flatMap((bytes) => answersIn(bytes).map(({ status }) => status))
  t.same(statuses, [429, 429, 429], 'five are waited for')
})

t.test('one connection does not ask for more than it reads', async (t) => {
  const { address } = await startApp(t)
  const asked = 'GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'
  const statusesOf = async (requests: number) =>
    answersIn(await sendRaw(address, asked.repeat(requests))).map(({ status }) => status)
  t.same(await statusesOf(10), Array(10).fill(200), 'some at once are answered in order')
  t.same(await statusesOf(40), [...Array(10).fill(200), 429], 'then it is closed')
})
