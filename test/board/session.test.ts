/** Who comes in to the board, how long it stays, and that no other site can do it in its name. */
import { setTimeout as sleep } from 'node:timers/promises'
import { SignJWT } from 'jose'
import pg from 'pg'
import t, { type Test } from 'tap'
import { type RunningApp, startApp } from '../helpers/app.ts'
import { signedIn, visitorOf } from '../helpers/browser.ts'

const VIEWER = { role: 'ine_viewer', subject: 'elena' } as const

t.test('a token opens a session, and signing out ends it', async (t) => {
  const running = await startApp(t)
  const visitor = visitorOf(running.address)
  const before = await visitor.get('/tablero?escala=100')
  t.same(
    [before.status, before.location],
    [303, '/tablero/entrar?volver=%2Ftablero%3Fescala%3D100'],
  )
  const door = await visitor.get(before.location ?? '')
  t.equal(door.status, 200)
  t.match(door.text, 'name="volver" value="/tablero?escala=100"')

  const token = await running.token(VIEWER)
  const entered = await visitor.send('/tablero/entrar', { token, volver: '/tablero?escala=100' })
  t.same([entered.status, entered.location], [303, '/tablero?escala=100'])
  const set = entered.headers.get('set-cookie') ?? ''
  t.match(set, /^lne-tablero=[\w.-]+; Max-Age=\d+; Path=\/tablero; HttpOnly; SameSite=Strict$/)
  const seconds = Number(/Max-Age=(\d+)/.exec(set)?.[1])
  t.ok(seconds > 11 * 3600 && seconds <= 12 * 3600, 'as long as the token lasts')
  const page = await visitor.get('/tablero?escala=100')
  t.equal(page.status, 200)
  t.match(page.text, '<form method="post" action="/tablero/salir">', 'the way out is in sight')
  const [, wait = '', next = ''] = /^(\d+); url=(.+)$/.exec(page.headers.get('refresh') ?? '') ?? []
  t.ok(Math.abs(Number(wait) - seconds) <= 5, 'an open page goes when its session ends')
  t.equal(next, '/tablero/entrar?volver=%2Ftablero%3Fescala%3D100&sesion=terminada')
  t.equal((await visitor.get(next)).headers.get('refresh'), null, 'the door stays')

  const left = await visitor.send('/tablero/salir', {})
  t.same([left.status, left.location], [303, '/tablero/entrar'])
  t.equal(left.headers.get('clear-site-data'), '"cache", "storage"')
  t.equal(visitor.cookies.size, 0)
  t.equal((await visitor.get('/tablero')).status, 303)
})

t.test('by TLS the cookie goes by TLS only', async (t) => {
  const running = await startApp(t, { trustedProxies: ['127.0.0.1'] })
  const visitor = visitorOf(running.address)
  const byTls = { 'x-forwarded-proto': 'https' }
  const form = { token: await running.token(VIEWER) }
  const entered = await visitor.send('/tablero/entrar', form, byTls)
  t.match(entered.headers.get('set-cookie'), /^__Secure-lne-tablero=.*; Secure; SameSite=Strict$/)
  t.equal((await visitor.get('/tablero', byTls)).status, 200)
  t.equal((await visitor.get('/tablero')).status, 303, 'and not without it')
})

t.test('a token that is none opens nothing, and is not repeated', async (t) => {
  const running = await startApp(t)
  const good = await running.token(VIEWER)
  const signed = (more: object, agoSeconds: number) =>
    new SignJWT({ role: 'ine_viewer', client_id: 'x', ...more })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: running.keys.token?.id ?? '' })
      .setIssuer('lne-extranjero-development')
      .setAudience('lne-extranjero')
      .setSubject('ayer')
      .setJti('ayer')
      .setIssuedAt(Math.floor(Date.now() / 1000) - agoSeconds)
      .setExpirationTime(Math.floor(Date.now() / 1000) - agoSeconds + 3600)
      .sign(running.keys.token?.privateKey as never)
  const expired = await signed({}, 7200)
  const long = await signed({ padding: 'x'.repeat(3_000) }, 0)
  t.equal(
    (await fetch(`${running.address}/v1/cutoffs`, { headers: { authorization: `Bearer ${long}` } }))
      .status,
    200,
    'good for the API, and more than a browser keeps in a cookie',
  )
  for (const token of ['', 'x', `${good}x`, expired, long, 'a'.repeat(9_000)]) {
    const visitor = visitorOf(running.address)
    const page = await visitor.send('/tablero/entrar', { token })
    t.equal(page.status, 401, token.slice(0, 20))
    t.match(page.text, 'Ese token no es válido')
    t.equal(visitor.cookies.size, 0)
    if (token.length > 1) t.notOk(page.text.includes(token), 'nothing sent comes back')
  }
  const visitor = visitorOf(running.address)
  visitor.cookies.set('lne-tablero', expired)
  const page = await visitor.get('/tablero/comparar')
  t.same(
    [page.status, page.location],
    [303, '/tablero/entrar?volver=%2Ftablero%2Fcomparar&sesion=terminada'],
  )
  t.equal(visitor.cookies.size, 0, 'the cookie that has ended goes')
  t.match((await visitor.get(page.location ?? '')).text, 'Su sesión terminó')
})

t.test('a session that is revoked is over', async (t) => {
  const running = await startApp(t)
  const visitor = await signedIn(running, VIEWER)
  t.equal((await visitor.get('/tablero')).status, 200)
  const revoked = await running
    .as({ role: 'derfe_admin' })
    .post('/v1/token-revocations', { subject: 'elena', reason: 'Equipo extraviado' })
  t.equal(revoked.status, 201)
  const startedAt = performance.now()
  let status = 200
  while (status === 200 && performance.now() - startedAt < 10_000) {
    status = (await visitor.get('/tablero')).status
  }
  t.equal(status, 303)
})

/** The status of the board and of the API for a token, as a cookie and as a header. */
async function statusesOf({ address }: RunningApp, token: string): Promise<number[]> {
  const thief = visitorOf(address)
  thief.cookies.set('lne-tablero', token)
  const headers = { authorization: `Bearer ${token}` }
  const api = await fetch(`${address}/v1/catalogues/entities`, { headers })
  await api.arrayBuffer()
  return [(await thief.get('/tablero')).status, api.status]
}

/** Refused on each instance, over both doors, within five seconds. */
async function refusedInTime(t: Test, instances: RunningApp[], token: string): Promise<void> {
  const startedAt = performance.now()
  for (const instance of instances) {
    let statuses = await statusesOf(instance, token)
    while (statuses.join() !== '303,401' && performance.now() - startedAt < 10_000) {
      await sleep(50)
      statuses = await statusesOf(instance, token)
    }
    t.same(statuses, [303, 401])
    t.ok(performance.now() - startedAt < 5_000, `after ${performance.now() - startedAt} ms`)
  }
}

t.test('who signs out takes every copy of its session along', async (t) => {
  const one = await startApp(t)
  const two = await startApp(t, { database: one.database, keys: one.keys })
  const [token, other] = [await one.token(VIEWER), await one.token(VIEWER)]
  const visitor = visitorOf(one.address)
  await visitor.send('/tablero/entrar', { token })
  for (const instance of [one, two]) t.same(await statusesOf(instance, token), [200, 200])
  const cookies = new Map(visitor.cookies)
  t.equal((await visitor.send('/tablero/salir', {})).status, 303)
  // Before the instances know, and twice at once.
  const again = [visitorOf(one.address), visitorOf(two.address)]
  for (const one of again) for (const [name, value] of cookies) one.cookies.set(name, value)
  const pages = await Promise.all(again.map((one) => one.send('/tablero/salir', {})))
  t.same(
    pages.map(({ status, location }) => [status, location]),
    [
      [303, '/tablero/entrar'],
      [303, '/tablero/entrar'],
    ],
    'harmless when repeated',
  )
  await refusedInTime(t, [one, two], token)
  for (const instance of [one, two]) t.same(await statusesOf(instance, other), [200, 200])
  const late = visitorOf(one.address)
  late.cookies.set('lne-tablero', token)
  t.equal((await late.send('/tablero/salir', {})).status, 303, 'also of what has ended already')
  t.equal(late.cookies.size, 0)
  const { rows } = await one.services.db.query(
    'select jti, subject, reason, revoked_by, until from revoked_tokens',
  )
  const { jti, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  t.match(rows[0], { jti, subject: null, reason: 'Cierre de sesión', revoked_by: 'elena' })
  t.ok(Date.parse(rows[0].until) > exp * 1000, 'remembered for as long as it could be used')
})

t.test('who signs in again ends the former session', async (t) => {
  const running = await startApp(t)
  const [former, token] = [await running.token(VIEWER), await running.token(VIEWER)]
  const visitor = visitorOf(running.address)
  await visitor.send('/tablero/entrar', { token: former })
  await visitor.send('/tablero/entrar', { token: former })
  t.equal((await visitor.send('/tablero/entrar', { token: 'x' })).status, 401)
  const count = async () => (await running.services.db.query('select from revoked_tokens')).rowCount
  t.equal(await count(), 0, 'not by the same token, nor by one that is none')
  t.equal((await visitor.send('/tablero/entrar', { token })).status, 303)
  await refusedInTime(t, [running], former)
  t.same(await statusesOf(running, token), [200, 200])
})

t.test('who signs out while the database is away is told what that leaves', async (t) => {
  const running = await startApp(t)
  const { db } = running.services
  const visitor = await signedIn(running, VIEWER)
  const token = visitor.cookies.get('lne-tablero') ?? ''
  const { connect } = db
  db.connect = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
  const page = await visitor.send('/tablero/salir', {})
  db.connect = connect
  t.equal(page.status, 503)
  t.match(page.text, 'Su sesión se cerró en este navegador, pero no se pudo revocar')
  t.equal(page.headers.get('clear-site-data'), '"cache", "storage"')
  t.equal(visitor.cookies.size, 0)
  t.equal((await visitor.get('/tablero')).status, 303)
  await sleep(2_500)
  t.same(await statusesOf(running, token), [200, 200], 'what it says is so')
})

t.test('signing in and out is entered, good or bad, and never with the token', async (t) => {
  const limits = { person: 40, system: 40, address: 8, inProgress: 10 }
  const running = await startApp(t, { limits })
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const entered = async () =>
    (
      await owner.query(
        // Whoever waits for a revocation asks more than its limit.
        `select role, actor, action, outcome, content from audit_entries
          where outcome <> 'TOO_MANY_REQUESTS' order by id`,
      )
    ).rows
  const told = (rows: Record<string, string>[]) =>
    rows.map(({ role, actor, action, outcome }) => [role, actor, action, outcome].join(' '))

  const token = await running.token({ role: 'opl', entity: '09', subject: 'olivia' })
  const visitor = visitorOf(running.address)
  const cross = { 'sec-fetch-site': 'cross-site' }
  t.equal((await visitor.send('/tablero/entrar', { token: `${token}x` })).status, 401)
  t.equal((await visitor.send('/tablero/entrar', { token }, cross)).status, 403)
  t.equal((await visitor.send('/tablero/entrar', { token })).status, 303)
  t.equal((await visitor.get('/tablero')).status, 200)
  t.equal((await visitor.send('/tablero/salir', {}, cross)).status, 403)
  const thief = visitorOf(running.address)
  thief.cookies.set('lne-tablero', token)
  t.equal((await visitor.send('/tablero/salir', {})).status, 303)
  t.equal((await visitor.send('/tablero/salir', {})).status, 303, 'of nothing, which is no entry')
  await refusedInTime(t, [running], token)
  t.equal((await thief.send('/tablero/salir', {})).status, 303)
  const rows = await entered()
  t.same(told(rows), [
    'nobody nobody signIn UNAUTHENTICATED',
    'nobody nobody signIn CROSS_SITE',
    'opl olivia signIn OK',
    'nobody nobody signOut CROSS_SITE',
    'opl olivia signOut OK',
    'nobody nobody signOut UNAUTHENTICATED',
  ])
  for (const { content } of rows) {
    for (const part of token.split('.')) t.notOk(content.includes(part), 'nothing of the token')
  }
  t.match(JSON.parse(rows[2].content), { client: 'lne-development', entity: '09', at: /Z$/ })

  t.test('and no flood fills the log', async (t) => {
    const statuses: number[] = []
    // Neither by a good token beside, nor by one that was good a moment ago.
    const headers = { authorization: `Bearer ${await running.token(VIEWER)}` }
    await fetch(`${running.address}/v1/cutoffs`, { headers })
    for (let i = 0; i < 12; i += 1) {
      const form = { token: 'x' }
      statuses.push(
        (await visitorOf(running.address).send('/tablero/entrar', form, headers)).status,
      )
      const late = visitorOf(running.address)
      late.cookies.set('lne-tablero', token)
      statuses.push((await late.send('/tablero/salir', {})).status)
    }
    t.ok(statuses.includes(429))
    t.ok((await entered()).length <= rows.length + limits.address)
  })

  t.test('nobody comes in whom the log cannot tell', async (t) => {
    const running = await startApp(t)
    running.services.audit.add = () =>
      Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
    const visitor = visitorOf(running.address)
    const form = { token: await running.token(VIEWER) }
    t.equal((await visitor.send('/tablero/entrar', form)).status, 503)
    t.equal(visitor.cookies.size, 0)
    t.equal((await visitor.send('/tablero/entrar', { token: 'x' })).status, 401, 'refusing goes on')
  })
})

t.test('the cookie opens the board alone, and never the API', async (t) => {
  const running = await startApp(t)
  const visitor = await signedIn(running, VIEWER)
  for (const path of ['/v1/aggregates/review', '/v1/cutoffs', '/v1/catalogues/entities']) {
    t.equal((await visitor.get(path)).status, 401, path)
  }
  const graphql = await visitor.send('/graphql', {})
  t.ok([401, 415].includes(graphql.status))
  const header = { authorization: `Bearer ${await running.token({ role: 'srve' })}` }
  t.match(
    (await visitor.get('/tablero', header)).text,
    'Sin panorama',
    'a header says more than a cookie',
  )
})

t.test('another site can neither sign in nor out', async (t) => {
  const running = await startApp(t)
  const token = await running.token(VIEWER)
  const visitor = await signedIn(running, VIEWER)
  for (const headers of [
    { 'sec-fetch-site': 'cross-site', origin: 'https://example.org' },
    { 'sec-fetch-site': 'same-site', origin: running.address },
  ]) {
    for (const path of ['/tablero/entrar', '/tablero/salir']) {
      const page = await visitor.send(path, { token }, headers)
      t.equal(page.status, 403, `${path} ${JSON.stringify(headers)}`)
      t.match(page.text, 'CROSS_SITE')
      t.equal(page.headers.get('set-cookie'), null)
    }
  }
  // An older browser, or one that came by HTTP, tells its origin alone.
  const bare = (headers: Record<string, string>) =>
    fetch(`${running.address}/tablero/salir`, { method: 'POST', headers, redirect: 'manual' })
  t.equal((await bare({ origin: running.address })).status, 303)
  t.equal((await bare({ origin: 'https://example.org' })).status, 403)
  t.equal((await bare({ origin: 'null' })).status, 403)
  t.equal((await bare({})).status, 403)
  t.equal((await visitor.get('/tablero/salir')).status, 405, 'a link does not sign out')
})

t.test('a link of another site opens, and leads nowhere else', async (t) => {
  const running = await startApp(t)
  const visitor = visitorOf(running.address)
  const again = await visitor.get('/tablero?entidad=09', { 'sec-fetch-site': 'cross-site' })
  t.equal(again.status, 200)
  t.match(again.text, 'content="0; url=/tablero?entidad=09"', 'once more, now with its cookie')
  for (const volver of [
    'https://example.org',
    '//example.org',
    '/tablero/../v1',
    '/v1',
    '/tablerox',
  ]) {
    const page = await visitor.get(`/tablero/entrar?volver=${encodeURIComponent(volver)}`)
    t.equal(page.status, 400, volver)
    const entered = await visitor.send('/tablero/entrar', {
      token: await running.token(VIEWER),
      volver,
    })
    t.notMatch(entered.location ?? '', /example|v1/, volver)
  }
})

t.test('sign-in is limited like every address without a token', async (t) => {
  const running = await startApp(t, {
    limits: { person: 40, system: 40, address: 5, inProgress: 10 },
  })
  const visitor = visitorOf(running.address)
  const statuses: number[] = []
  for (let i = 0; i < 7; i += 1) {
    statuses.push((await visitor.send('/tablero/entrar', { token: 'x' })).status)
  }
  t.same(statuses, [401, 401, 401, 401, 401, 429, 429])
})
