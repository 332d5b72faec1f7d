/**
 * The service behind a real OpenID provider: its access tokens, the rotation of its keys, its absence,
 * and tokens that are revoked before they expire, on every instance.
 */
import { generateKeyPairSync } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'
import Provider, { type JWK } from 'oidc-provider'
import pg from 'pg'
import t, { type Test } from 'tap'
import { IssuerKeys } from '../../src/access/issuer-keys.ts'
import { forgetRevocations } from '../../src/access/revocations.ts'
import { AUDIENCE, callerOf, type RunningApp, startApp } from '../helpers/app.ts'
import { listenFor } from '../helpers/listener.ts'
import { aKey } from '../helpers/requests.ts'

const RESOURCE = 'urn:ine:lne-extranjero'
const SECRET = 'a secret of the tests that opens nothing else'

/** What each client of the provider is to the service. */
const CLIENTS: Record<string, Record<string, string>> = {
  portal: { role: 'srve' },
  admin: { role: 'derfe_admin' },
  reviewer: { role: 'derfe_reviewer' },
  opl: { role: 'opl', entity: '09' },
  'opl-of-nowhere': { role: 'opl' },
  guest: {},
}

const ALGORITHMS = { EC: 'ES256', OKP: 'EdDSA', RSA: 'RS256' } as const
type KeyType = keyof typeof ALGORITHMS

/** A private key, as the provider takes it. */
function newKey(kid: string, kty: KeyType = 'EC'): JWK {
  const { privateKey } =
    kty === 'EC'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : kty === 'OKP'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: ALGORITHMS[kty] } as JWK
}

/** A provider whose keys can be changed, and that can be away. */
type Issuer = {
  issuer: string
  jwksUrl: string
  /** How often its keys were asked for. */
  fetches(): number
  /** From now on it signs with the first of these, and publishes them all. */
  rotate(...keys: [JWK, ...JWK[]]): void
  /** Answers instead of the provider; without it the provider is back. */
  interrupt(answer?: RequestListener): void
  /** A token by the grant client_credentials, as any OAuth client asks for it. */
  token(client: string): Promise<string>
}

/** Its tokens are JWTs: there is nothing to keep. */
const FORGETFUL = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

/** The provider's own handler, for the keys given. */
function providerWith(issuer: string, keys: [JWK, ...JWK[]]): RequestListener {
  const provider = new Provider(issuer, {
    jwks: { keys },
    adapter: () => FORGETFUL,
    ttl: { ClientCredentials: 600 },
    clients: Object.keys(CLIENTS).map((client_id) => ({
      client_id,
      client_secret: SECRET,
      id_token_signed_response_alg: keys[0].alg as 'ES256',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: AUDIENCE,
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: keys[0].alg as 'ES256', kid: keys[0].kid } },
        }),
      },
    },
    extraTokenClaims: (_ctx, token) => CLIENTS[token.clientId ?? ''],
  })
  return provider.callback()
}

async function startIssuer(t: Test, ...keys: [JWK, ...JWK[]]): Promise<Issuer> {
  let fetches = 0
  let answer: RequestListener = () => {}
  let interruption: RequestListener | undefined
  const issuer = await listenFor(t, (request, response) => {
    if (request.url === '/jwks') fetches += 1
    ;(interruption ?? answer)(request, response)
  })
  const rotate = (...next: [JWK, ...JWK[]]) => {
    answer = providerWith(issuer, next)
  }
  rotate(...keys)
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    fetches: () => fetches,
    rotate,
    interrupt: (instead) => {
      interruption = instead
    },
    token: async (client) => {
      const reply = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${client}:${encodeURIComponent(SECRET)}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: RESOURCE }),
      })
      const body = (await reply.json()) as { access_token?: string }
      if (!body.access_token) throw new Error(JSON.stringify(body))
      return body.access_token
    },
  }
}

const settingsOf = ({ issuer, jwksUrl }: Issuer, refreshSeconds = 1) => ({
  outside: { issuer, jwksUrl, refreshSeconds, maxLifetimeSeconds: 900 },
})

const callerWith = ({ address }: RunningApp, token: string) =>
  callerOf(address, Promise.resolve(token))

/** What both doors answer to a token: twice the same status. */
async function statusesOf(running: RunningApp, token: string): Promise<[number, number]> {
  const caller = callerWith(running, token)
  const rest = await caller.get('/v1/cutoffs')
  const graphql = await caller.query('{ listCutoffs { date } }')
  return [rest.status, graphql.status]
}

/** Asks until the answer is the one expected; milliseconds that it took, or never. */
async function until(
  expected: number,
  limitMs: number,
  ask: () => Promise<number>,
): Promise<number> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < limitMs) {
    if ((await ask()) === expected) return performance.now() - startedAt
    await sleep(50)
  }
  return Number.POSITIVE_INFINITY
}

/** The keys of an issuer as an instance holds them, read ten times a second. */
async function keysOf(t: Test, { jwksUrl }: Issuer, keptMs: number): Promise<IssuerKeys> {
  const keys = new IssuerKeys({ jwksUrl, refreshMs: 100, keptMs }, Fastify().log)
  t.teardown(() => keys.stop())
  await keys.start()
  return keys
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

t.test('tokens of a real provider work, each within its role', async (t) => {
  for (const kty of Object.keys(ALGORITHMS) as KeyType[]) {
    await t.test(ALGORITHMS[kty], async (t) => {
      const issuer = await startIssuer(t, newKey('first', kty))
      const running = await startApp(t, settingsOf(issuer, 60))
      const admin = await issuer.token('admin')
      t.same(await statusesOf(running, admin), [200, 200])
      t.equal((await callerWith(running, admin).get('/health/ready')).status, 200)

      const opl = callerWith(running, await issuer.token('opl'))
      t.equal((await opl.get('/v1/inscription-requests')).status, 200)
      t.equal((await opl.get('/v1/aggregates/entities?entity=14')).status, 403)
      const portal = callerWith(running, await issuer.token('portal'))
      t.equal((await portal.get('/v1/aggregates/entities')).status, 403)
      for (const nobody of ['guest', 'opl-of-nowhere']) {
        t.same(await statusesOf(running, await issuer.token(nobody)), [401, 401], nobody)
      }
      t.equal(issuer.fetches(), 1)
    })
  }
})

t.test('keys rotate: the new one within a refresh, and the old one no longer', async (t) => {
  const [first, second, third] = [newKey('first'), newKey('second', 'RSA'), newKey('third')]
  const issuer = await startIssuer(t, first)
  const running = await startApp(t, settingsOf(issuer))
  const byFirst = await issuer.token('admin')
  const ask = (token: string) => async () => (await statusesOf(running, token))[0]
  t.same(await statusesOf(running, byFirst), [200, 200])

  issuer.rotate(second, first)
  const bySecond = await issuer.token('admin')
  t.ok((await until(200, 5_000, ask(bySecond))) < 3_000, 'the new key is known')
  t.same(await statusesOf(running, bySecond), [200, 200])
  t.same(await statusesOf(running, byFirst), [200, 200], 'and the old one still is')

  issuer.rotate(second)
  t.ok((await until(401, 5_000, ask(byFirst))) < 3_000, 'the old key is gone')
  t.same(await statusesOf(running, byFirst), [401, 401], 'though its token was kept as verified')
  t.same(await statusesOf(running, bySecond), [200, 200])

  // Another key under a known id: what the former one signed is no longer believed.
  issuer.rotate({ ...third, kid: 'second' })
  t.ok((await until(401, 5_000, ask(bySecond))) < 3_000)
  t.same(await statusesOf(running, await issuer.token('admin')), [200, 200])
})

t.test('an issuer that is away', async (t) => {
  const issuer = await startIssuer(t, newKey('first'))
  const token = await issuer.token('admin')
  issuer.interrupt((_request, response) => response.writeHead(503).end())
  const running = await startApp(t, settingsOf(issuer))

  t.test('without any keys nobody can be judged', async (t) => {
    const caller = callerWith(running, token)
    for (const reply of [await caller.get('/v1/cutoffs'), await caller.query('{ __typename }')]) {
      t.equal(reply.status, 503)
      t.match(reply.headers.get('retry-after'), /^\d+$/)
      t.match(reply.text, 'UNAVAILABLE')
    }
    const ready = await caller.get('/health/ready')
    t.equal(ready.status, 503)
    t.match(ready.body.checks, { keys: false, database: true, revocations: true })
    t.equal((await caller.get('/health/live')).status, 200)
    t.same(await statusesOf(running, 'nonsense'), [401, 401], 'what is no token is told so')
  })

  t.test('it is asked again until it answers', async (t) => {
    issuer.interrupt()
    const ask = async () => (await statusesOf(running, token))[0]
    t.ok((await until(200, 5_000, ask)) < 3_000)
    t.equal((await callerWith(running, token).get('/health/ready')).status, 200)
  })

  t.test('what is not a set of keys leaves the last one as it was', async (t) => {
    const other = await startIssuer(t, newKey('first'))
    const keys = await keysOf(t, issuer, 60_000)
    const known = keys.find('first')
    const answers: Record<string, RequestListener> = {
      'a failure': (_request, response) => response.writeHead(500).end('{"keys":[]}'),
      'a page': (_request, response) => response.end('<html>'),
      'something else in JSON': (_request, response) => response.end('{"keys":{}}'),
      'a redirect': (_request, response) =>
        response.writeHead(302, { location: other.jwksUrl }).end(),
      'an answer too long': (_request, response) =>
        response.end(JSON.stringify({ keys: [], padding: 'x'.repeat(70_000) })),
      'too many keys': (_request, response) =>
        response.end(JSON.stringify({ keys: Array(101).fill({ kid: 'x' }) })),
      'an answer that does not end': (_request, response) => response.write('{"keys":['),
      'no answer': (request) => request.socket.destroy(),
    }
    for (const [name, answer] of Object.entries(answers)) {
      let asked = 0
      issuer.interrupt((request, response) => {
        asked += 1
        answer(request, response)
      })
      t.ok((await until(1, 10_000, async () => Number(asked >= 2))) < 10_000, name)
      t.equal(keys.find('first'), known, name)
    }
    t.equal(other.fetches(), 0, 'the redirect was not followed')
    issuer.interrupt()
  })

  t.test('keys are not believed for ever', async (t) => {
    const keys = await keysOf(t, issuer, 1_000)
    t.ok(keys.find('first'))
    issuer.interrupt((request) => request.socket.destroy())
    await sleep(500)
    t.ok(keys.ready, 'a short absence is bridged')
    t.ok((await until(1, 5_000, async () => Number(!keys.ready))) < 2_000)
    t.throws(() => keys.find('first'), { code: 'UNAVAILABLE' })
  })

  t.test('an issuer that publishes no key has withdrawn them all', async (t) => {
    issuer.interrupt((_request, response) => response.end('{"keys":[]}'))
    const ask = async () => (await statusesOf(running, token))[0]
    t.ok((await until(401, 5_000, ask)) < 3_000)
  })
})

t.test('what is revoked is refused by every instance within five seconds', async (t) => {
  const issuer = await startIssuer(t, newKey('first'))
  const one = await startApp(t, settingsOf(issuer))
  const two = await startApp(t, { ...settingsOf(issuer), database: one.database, keys: one.keys })
  const instances = [one, two]
  const admin = callerWith(one, await issuer.token('admin'))

  /** Refused on both instances over both doors, in time. */
  async function refusedInTime(t: Test, token: string): Promise<void> {
    const times = await Promise.all(
      instances.map((instance) =>
        until(401, 10_000, async () => (await statusesOf(instance, token))[0]),
      ),
    )
    for (const time of times) t.ok(time < 5_000, `after ${Math.round(time)} ms`)
    for (const instance of instances) t.same(await statusesOf(instance, token), [401, 401])
  }

  t.test('one token, and no other', async (t) => {
    const [stolen, other] = [await issuer.token('reviewer'), await issuer.token('reviewer')]
    for (const instance of instances) t.same(await statusesOf(instance, stolen), [200, 200])
    const body = { jti: claimsOf(stolen).jti, reason: 'Equipo extraviado' }
    const key = aKey()
    const reply = await admin.post('/v1/token-revocations', body, { 'idempotency-key': key })
    t.equal(reply.status, 201, reply.text)
    t.match(reply.body, { ...body, id: /^[0-9a-f-]{36}$/, revokedBy: 'admin' })
    t.same(Object.keys(reply.body).sort(), [
      'id',
      'jti',
      'reason',
      'revokedAt',
      'revokedBy',
      'until',
    ])
    t.ok(
      Date.parse(reply.body.until) > claimsOf(stolen).exp * 1000,
      'remembered for as long as it could be used',
    )
    await refusedInTime(t, stolen)
    for (const instance of instances) t.same(await statusesOf(instance, other), [200, 200])
    const again = await admin.post('/v1/token-revocations', body, { 'idempotency-key': key })
    t.same([again.status, again.body.id], [201, reply.body.id], 'the same key, the same answer')
    t.equal(again.headers.get('idempotency-replayed'), 'true')
  })

  t.test('all of a subject issued so far, over GraphQL, and none issued later', async (t) => {
    const former = [await issuer.token('reviewer'), await issuer.token('reviewer')]
    const foreign = await issuer.token('opl')
    const { body } = await admin.query(
      `mutation ($revocation: TokenRevocationInput!) {
        revokeTokens(revocation: $revocation) { jti subject issuedBefore reason revokedBy }
      }`,
      { revocation: { subject: 'reviewer', reason: 'Dejó el cargo' } },
    )
    t.match(body, {
      data: {
        revokeTokens: {
          jti: null,
          subject: 'reviewer',
          issuedBefore: /Z$/,
          reason: 'Dejó el cargo',
          revokedBy: 'admin',
        },
      },
    })
    for (const token of former) await refusedInTime(t, token)
    t.same(await statusesOf(two, foreign), [200, 200])
    // Clocks may be five seconds apart: as long, a new token counts as issued before.
    await sleep(Math.max(0, Date.parse(body.data.revokeTokens.issuedBefore) - Date.now()) + 1_000)
    const later = await issuer.token('reviewer')
    for (const instance of instances) t.same(await statusesOf(instance, later), [200, 200])
  })

  t.test('an instance that starts later knows it too', async (t) => {
    const stolen = await issuer.token('reviewer')
    const { jti } = claimsOf(stolen)
    await admin.post('/v1/token-revocations', { jti, reason: 'Equipo extraviado' })
    const settings = { ...settingsOf(issuer), database: one.database, keys: one.keys }
    t.same(await statusesOf(await startApp(t, settings), stolen), [401, 401])
  })

  t.test('also when it is committed after a later one, and connections were cut', async (t) => {
    const [early, late] = [await issuer.token('opl'), await issuer.token('opl')]
    const owner = new pg.Client({ connectionString: one.database.ownerUrl })
    await owner.connect()
    t.teardown(() => owner.end())
    await owner.query('begin')
    await owner.query(
      `insert into revoked_tokens (id, jti, reason, revoked_by, revoked_at, until)
       values (gen_random_uuid(), $1, 'Prueba', 'admin', clock_timestamp(), now() + interval '1 hour')`,
      [claimsOf(early).jti],
    )
    await admin.post('/v1/token-revocations', { jti: claimsOf(late).jti, reason: 'Prueba' })
    await refusedInTime(t, late)
    for (const instance of instances) t.same(await statusesOf(instance, early), [200, 200])
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await owner.query('commit')
    await refusedInTime(t, early)
  })

  t.test('by whom, and with what', async (t) => {
    const good = { jti: 'x', reason: 'Prueba' }
    for (const client of ['reviewer', 'portal', 'opl']) {
      const caller = callerWith(one, await issuer.token(client))
      const reply = await caller.post('/v1/token-revocations', good)
      t.same([reply.status, reply.body.code], [403, 'FORBIDDEN'], client)
    }
    for (const [body, wrong] of [
      [{ reason: 'Prueba' }, ['/jti REQUIRED']],
      [{ jti: 'x' }, ['/reason REQUIRED']],
      [{ ...good, subject: 'y' }, ['/subject NOT_ADMITTED']],
      [{ ...good, reason: 'no' }, ['/reason TOO_SHORT']],
      [{ ...good, reason: 'x'.repeat(201) }, ['/reason TOO_LONG']],
      [{ ...good, reason: 'a\0b' }, ['/reason INVALID_CHARACTER']],
      [{ jti: '', reason: 'Prueba' }, ['/jti WRONG_FORMAT']],
      [{ jti: 'a\0b', reason: 'Prueba' }, ['/jti WRONG_FORMAT']],
      [{ subject: 7, reason: 'Prueba' }, ['/subject WRONG_TYPE']],
      [{ ...good, until: '2030-01-01T00:00:00Z' }, ['/until UNKNOWN_FIELD']],
    ] as const) {
      const reply = await admin.post('/v1/token-revocations', body)
      const told = reply.body.errors?.map(
        ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`,
      )
      t.same([reply.status, told], [400, wrong], JSON.stringify(body).slice(0, 60))
    }
  })

  t.test('is forgotten when the last of them has expired, and not before', async (t) => {
    const owner = new pg.Client({ connectionString: one.database.ownerUrl })
    await owner.connect()
    t.teardown(() => owner.end())
    const count = async () =>
      (await owner.query('select count(*)::integer as n from revoked_tokens')).rows[0].n
    const before = await count()
    t.ok(before > 0)
    await owner.query(
      `insert into revoked_tokens (id, jti, reason, revoked_by, revoked_at, until)
       values (gen_random_uuid(), 'old', 'Prueba', 'admin', now() - interval '13 hours', now() - interval '1 second')`,
    )
    await forgetRevocations(one.services.db)
    t.equal(await count(), before)
    await t.rejects(
      one.services.db.query(`update revoked_tokens set reason = 'x'`),
      { code: '42501' },
      'the service cannot change one',
    )
  })

  t.test('nobody is let in when the list cannot be read', async (t) => {
    const token = await issuer.token('admin')
    t.same(await statusesOf(one, token), [200, 200])
    const owner = new pg.Client({ connectionString: one.database.ownerUrl })
    await owner.connect()
    t.teardown(() => owner.end())
    await owner.query('alter table revoked_tokens rename to hidden')
    const ask = async () => (await statusesOf(one, token))[0]
    const closedAfter = await until(503, 20_000, ask)
    t.ok(closedAfter > 5_000 && closedAfter < 12_500, `after ${Math.round(closedAfter)} ms`)
    t.same(await statusesOf(one, token), [503, 503])
    const ready = await admin.get('/health/ready')
    t.same([ready.status, ready.body.checks.revocations], [503, false])
    await owner.query('alter table hidden rename to revoked_tokens')
    t.ok((await until(200, 5_000, ask)) < 5_000, 'and is again when it can')
  })
})
