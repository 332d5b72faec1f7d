/** Sign-in to the board by a real OpenID provider: authorization code with PKCE, and what may go wrong. */
import { generateKeyPairSync } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { SignJWT } from 'jose'
import Provider, { type JWK } from 'oidc-provider'
import pg from 'pg'
import t, { type Test } from 'tap'
import type { Demands } from '../../src/access/demands.ts'
import { AUDIENCE, type RunningApp, startApp } from '../helpers/app.ts'
import { type Visitor, visitorOf } from '../helpers/browser.ts'
import { listenFor } from '../helpers/listener.ts'

const RESOURCE = 'urn:ine:lne-extranjero'
const SECRET = 'a secret of the tests that opens nothing else'

/** What each account of the provider is to the service. */
const ACCOUNTS: Record<string, Record<string, string>> = {
  elena: { role: 'ine_viewer' },
  olivia: { role: 'opl', entity: '09' },
  fuerte: { role: 'ine_viewer', acr: 'urn:ine:mfa' },
  nadie: {},
}

/** A provider, which knows the board once it is told where it is. */
async function startProvider(t: Test, tokenSeconds = 600) {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end()
  const issuer = await listenFor(t, (request, response) => answer(request, response))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key: JWK = {
    ...privateKey.export({ format: 'jwk' }),
    kid: 'a',
    use: 'sig',
    alg: 'ES256',
  } as JWK
  let seen: URLSearchParams | undefined
  const serve = (redirectUri: string) => {
    const provider = new Provider(issuer, {
      jwks: { keys: [key] },
      cookies: { keys: [SECRET] },
      clients: [
        {
          client_id: 'board',
          client_secret: SECRET,
          id_token_signed_response_alg: 'ES256',
          redirect_uris: [redirectUri],
        },
      ],
      findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
      extraTokenClaims: (_ctx, token) =>
        ACCOUNTS[(token as { accountId?: string }).accountId ?? ''],
      pkce: { required: () => true },
      features: {
        devInteractions: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({
            scope: '',
            audience: AUDIENCE,
            accessTokenTTL: tokenSeconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256', kid: 'a' } },
          }),
          useGrantedResource: () => true,
        },
      },
    })
    const callback = provider.callback()
    answer = (request, response) => {
      const url = new URL(request.url ?? '', issuer)
      if (url.pathname === '/auth') seen = url.searchParams
      callback(request, response)
    }
  }
  return { issuer, serve, asked: () => seen }
}

/** Signs in at the provider as a person does, up to the address that leads back. */
async function signInAt(start: string, login: string): Promise<string> {
  const provider = visitorOf(new URL(start).origin)
  let page = await provider.get(start.slice(new URL(start).origin.length))
  for (let step = 0; step < 12; step += 1) {
    if (page.location) {
      const to = new URL(page.location, start)
      if (to.pathname.startsWith('/tablero')) return to.pathname + to.search
      page = await provider.get(to.pathname + to.search)
      continue
    }
    const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(page.text) ?? []
    const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page.text) ?? []
    const to = new URL(action, start)
    page = await provider.send(to.pathname, { prompt, login, password: 'x' })
  }
  throw new Error(`No way back: ${page.status} ${page.text.slice(0, 300)}`)
}

async function startBoard(t: Test, tokenSeconds?: number, demands?: Demands) {
  const provider = await startProvider(t, tokenSeconds)
  const running = await startApp(t, {
    outside: {
      issuer: provider.issuer,
      jwksUrl: `${provider.issuer}/jwks`,
      refreshSeconds: 1,
      maxLifetimeSeconds: 900,
      demands,
    },
    provider: {
      issuer: provider.issuer,
      clientId: 'board',
      clientSecret: SECRET,
      resource: RESOURCE,
      demands,
    },
  })
  provider.serve(`${running.address}/tablero/entrar/regreso`)
  await keysKnown(running)
  return { running, provider }
}

/** The provider is up only after the service has a port: until its keys are read again. */
async function keysKnown({ app }: RunningApp): Promise<void> {
  const startedAt = performance.now()
  while (!app.authentication.keys.ready) {
    if (performance.now() - startedAt > 10_000) throw new Error('The keys were never read')
    await sleep(50)
  }
}

/** Goes to the provider and comes back. */
async function enter(visitor: Visitor, login: string, volver = '/tablero') {
  const begun = await visitor.get(`/tablero/entrar/proveedor?volver=${encodeURIComponent(volver)}`)
  t.equal(begun.status, 303)
  const back = await signInAt(begun.location ?? '', login)
  return visitor.get(back, { 'sec-fetch-site': 'cross-site' })
}

t.test('a person signs in by the provider', async (t) => {
  const { running, provider } = await startBoard(t)
  const visitor = visitorOf(running.address)
  const door = await visitor.get('/tablero/entrar?volver=%2Ftablero%2Fcortes')
  t.match(door.text, '/tablero/entrar/proveedor?volver=%2Ftablero%2Fcortes')
  t.notMatch(door.text, 'name="token"')
  t.equal((await visitor.send('/tablero/entrar', { token: 'x' })).status, 405, 'no token by hand')

  const back = await enter(visitor, 'elena', '/tablero/cortes')
  t.equal(back.status, 200)
  t.match(back.text, 'content="0; url=/tablero/cortes"')
  t.match(back.headers.getSetCookie().join(), /lne-tablero=.*HttpOnly; SameSite=Strict/)
  t.same([...visitor.cookies.keys()], ['lne-tablero'], 'what was begun is over')
  const page = await visitor.get('/tablero/cortes')
  t.equal(page.status, 200)
  t.match(page.text, 'INE · consulta')

  const asked = provider.asked()
  t.equal(asked?.get('code_challenge_method'), 'S256')
  t.equal(asked?.get('response_type'), 'code')
  t.equal(asked?.get('scope'), 'openid', 'and nothing more')
  t.equal(asked?.get('resource'), RESOURCE)
  t.equal(asked?.get('redirect_uri'), `${running.address}/tablero/entrar/regreso`)
})

t.test('an account without a role stays out, and one with an entity is bound to it', async (t) => {
  const { running } = await startBoard(t)
  const nobody = visitorOf(running.address)
  const refused = await enter(nobody, 'nadie')
  t.equal(refused.status, 401)
  t.match(refused.text, 'la cuenta no tiene un rol')
  t.equal(nobody.cookies.size, 0)

  const opl = visitorOf(running.address)
  t.equal((await enter(opl, 'olivia')).status, 200)
  t.match((await opl.get('/tablero')).text, 'Organismo público local · Ciudad de México')
  t.equal((await opl.get('/tablero?entidad=14')).status, 403)
})

t.test(
  'the provider is asked for what is demanded, and whoever did otherwise stays out',
  async (t) => {
    const { running, provider } = await startBoard(t, 600, {
      acrValues: ['urn:ine:mfa', 'urn:ine:hw'],
    })
    const weak = visitorOf(running.address)
    const refused = await enter(weak, 'elena')
    t.equal(refused.status, 401)
    t.match(refused.text, 'no entró como éste lo pide')
    t.equal(weak.cookies.size, 0)
    t.equal(provider.asked()?.get('acr_values'), 'urn:ine:mfa urn:ine:hw')
    t.equal(provider.asked()?.get('max_age'), null)
    const strong = visitorOf(running.address)
    t.equal((await enter(strong, 'fuerte')).status, 200)
    t.equal((await strong.get('/tablero')).status, 200)

    const aged = await startBoard(t, 600, { maxAgeSeconds: 3_600 })
    t.equal((await enter(visitorOf(aged.running.address), 'fuerte')).status, 401, 'it does not say')
    t.equal(aged.provider.asked()?.get('max_age'), '3600')
    t.equal(aged.provider.asked()?.get('acr_values'), null)
  },
)

t.test('what others began is finished by nobody', async (t) => {
  const { running } = await startBoard(t)
  const [one, other] = [visitorOf(running.address), visitorOf(running.address)]
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())
  const begun = await one.get('/tablero/entrar/proveedor')
  const back = await signInAt(begun.location ?? '', 'elena')
  await other.get('/tablero/entrar/proveedor')
  t.equal((await other.get(back)).status, 401, 'the state is of another browser')
  t.equal((await visitorOf(running.address).get(back)).status, 401, 'and nobody’s')
  const forged = back.replace(/code=[^&]+/, 'code=x')
  await one.get('/tablero/entrar/proveedor')
  t.equal((await one.get(forged)).status, 401)
  const denied = await one.get('/tablero/entrar/regreso?error=access_denied')
  t.equal(denied.status, 401)
  t.equal(one.cookies.size, 0)
  t.equal((await enter(one, 'elena')).status, 200)
  const { rows } = await owner.query(
    `select role || ' ' || actor || ' ' || action || ' ' || outcome as line
       from audit_entries order by id`,
  )
  t.same(
    rows.map(({ line }) => line),
    [...Array(4).fill('nobody nobody signIn UNAUTHENTICATED'), 'ine_viewer elena signIn OK'],
    'each attempt is entered, and who came in at last',
  )
})

t.test('the address of the board is the one of the settings, whatever Host says', async (t) => {
  const { running } = await startBoard(t)
  const comesBackTo = async () => {
    const { location } = await visitorOf(running.address).get('/tablero/entrar/proveedor')
    return new URL(location ?? '').searchParams.get('redirect_uri')
  }
  t.equal(await comesBackTo(), `${running.address}/tablero/entrar/regreso`)
  running.services.publicUrl = 'https://lne.example'
  t.equal(await comesBackTo(), 'https://lne.example/tablero/entrar/regreso')
  for (const [origin, status] of [
    ['https://lne.example', 303],
    [running.address, 403],
  ] as const) {
    const left = await fetch(`${running.address}/tablero/salir`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'manual',
    })
    t.equal(left.status, status, origin)
  }
})

t.test('a session ends with its token', async (t) => {
  const { running } = await startBoard(t, 3)
  const visitor = visitorOf(running.address)
  t.equal((await enter(visitor, 'elena')).status, 200)
  t.equal((await visitor.get('/tablero')).status, 200)
  const startedAt = performance.now()
  let page = await visitor.get('/tablero')
  while (page.status === 200 && performance.now() - startedAt < 20_000) {
    page = await visitor.get('/tablero')
  }
  t.same([page.status, page.location], [303, '/tablero/entrar?sesion=terminada'])
})

t.test('another site cannot begin a sign-in', async (t) => {
  const { running, provider } = await startBoard(t)
  const visitor = visitorOf(running.address)
  const begin = (headers: Record<string, string>) =>
    visitor.get('/tablero/entrar/proveedor', headers)
  for (const site of ['cross-site', 'same-site']) {
    const page = await begin({ 'sec-fetch-site': site })
    t.same([page.status, page.location], [403, null], site)
    t.match(page.text, 'CROSS_SITE')
    t.match(page.text, 'href="/tablero"', 'with the way to the board')
    t.equal(visitor.cookies.size, 0, 'and nothing begun')
  }
  t.equal(provider.asked(), undefined, 'the provider sees nobody')
  const door = await visitor.get('/tablero/entrar', { 'sec-fetch-site': 'cross-site' })
  t.equal(door.status, 200, 'a link of another site leads to the door')
  t.equal((await begin({ 'sec-fetch-site': 'none' })).status, 303, 'an address typed in')
  const url = `${running.address}/tablero/entrar/proveedor`
  const old = await fetch(url, { redirect: 'manual' })
  t.equal(old.status, 303, 'a browser that does not say')
  const { rows } = await running.services.db.query(
    'select count(*)::integer as n from audit_pending',
  )
  t.equal(rows[0]?.n, 2, 'each attempt is an entry')
})

t.test('who begins to sign in again ends the session that it has', async (t) => {
  const { running } = await startBoard(t)
  const visitor = visitorOf(running.address)
  await enter(visitor, 'elena')
  const thief = visitorOf(running.address)
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value)
  t.equal((await thief.get('/tablero')).status, 200)
  t.equal((await visitor.get('/tablero/entrar/proveedor')).status, 303)
  t.same([...visitor.cookies.keys()], ['lne-tablero-entrada'])
  const startedAt = performance.now()
  while ((await thief.get('/tablero')).status === 200 && performance.now() - startedAt < 10_000) {
    await sleep(50)
  }
  t.ok(performance.now() - startedAt < 5_000, `after ${performance.now() - startedAt} ms`)
})

t.test('a session stays when no other one can be begun', async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig', alg: 'ES256' }]
  // Its keys are there, and it does not say who it is.
  const issuer = await listenFor(t, (request, response) => {
    response.writeHead(request.url === '/jwks' ? 200 : 503).end(JSON.stringify({ keys }))
  })
  const running = await startApp(t, {
    outside: { issuer, jwksUrl: `${issuer}/jwks`, refreshSeconds: 60, maxLifetimeSeconds: 900 },
    provider: { issuer, clientId: 'board' },
  })
  const token = await new SignJWT({ role: 'ine_viewer', client_id: 'board' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'a' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject('elena')
    .setJti('one')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(privateKey)
  const visitor = visitorOf(running.address)
  visitor.cookies.set('lne-tablero', token)
  t.equal((await visitor.get('/tablero')).status, 200)
  t.equal((await visitor.get('/tablero/entrar/proveedor')).status, 503)
  t.same([...visitor.cookies.keys()], ['lne-tablero'])
  t.equal((await running.services.db.query('select from revoked_tokens')).rowCount, 0)
})

t.test('a provider that is away is told as such', async (t) => {
  const running = await startApp(t, {
    outside: {
      issuer: 'http://127.0.0.1:9',
      jwksUrl: 'http://127.0.0.1:9/jwks',
      refreshSeconds: 1,
      maxLifetimeSeconds: 900,
    },
    provider: { issuer: 'http://127.0.0.1:9', clientId: 'board' },
  })
  const visitor = visitorOf(running.address)
  const page = await visitor.get('/tablero/entrar/proveedor')
  t.equal(page.status, 503)
  t.equal(page.headers.get('retry-after'), '5')
  const without = await startApp(t, {
    outside: {
      issuer: 'http://127.0.0.1:9',
      jwksUrl: 'http://127.0.0.1:9/jwks',
      refreshSeconds: 1,
      maxLifetimeSeconds: 900,
    },
  })
  t.match((await visitorOf(without.address).get('/tablero/entrar')).text, 'OIDC_CLIENT_ID')
})

t.test('a provider that says it is another one is not believed', async (t) => {
  let asked = 0
  let issuer = ''
  const address = await listenFor(t, (_request, response) => {
    asked += 1
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: 'https://example.org/auth',
        token_endpoint: 'https://example.org/token',
        jwks_uri: 'https://example.org/jwks',
        response_types_supported: ['code'],
      }),
    )
  })
  const outside = {
    issuer: address,
    jwksUrl: `${address}/jwks`,
    refreshSeconds: 60,
    maxLifetimeSeconds: 900,
  }
  const running = await startApp(t, { outside, provider: { issuer: address, clientId: 'board' } })
  const visitor = visitorOf(running.address)
  const begin = () => visitor.get('/tablero/entrar/proveedor')
  for (const name of ['https://example.org', `${address}/other`, address.slice(0, -1)]) {
    issuer = name
    const before = asked
    const page = await begin()
    t.equal(page.status, 503, name)
    t.equal(page.location, null)
    t.ok(asked > before, 'it was asked')
  }
  issuer = address
  t.match((await begin()).location, 'https://example.org/auth?', 'by its own name it would be')
})
