/** What electors can do through the portal and the call centre, and what people may read of it. */
import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import type { Actor } from '../../src/access/actor.ts'
import type { TokenRequest } from '../../src/access/development-tokens.ts'
import { FIELD_GROUPS, fieldsOf } from '../../src/access/policy.ts'
import { buildCurp, buildElectorKey, newFolio } from '../../src/inscription-requests/identifiers.ts'
import { setClock } from '../../src/platform/provision.ts'
import { countFailure } from '../../src/platform/throttle.ts'
import { REQUIREMENTS } from '../../src/vocabulary.ts'
import { type Caller, type Reply, startApp } from '../helpers/app.ts'
import { contentsOf } from '../helpers/contents.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

const REQUESTS = '/v1/inscription-requests'
const PORTAL: TokenRequest = { role: 'srve' }
const AGENT: TokenRequest = { role: 'inetel_agent', subject: 'agente' }
const ANA: TokenRequest = { role: 'derfe_reviewer', subject: 'ana' }
const UNO: TokenRequest = { role: 'derfe_admin', subject: 'uno' }
const DOS: TokenRequest = { role: 'derfe_admin', subject: 'dos' }
const purpose = { purpose: 'Prueba' }

type Sent = Record<string, unknown>
type Placed = { folio: string; electorKey: string; match: Record<string, string>; reply: Reply }

const submit = (caller: Caller, body: Sent): Promise<Reply> =>
  caller.post(REQUESTS, body, { 'idempotency-key': aKey() })

/** A request that was received, as whoever submitted it knows it. */
async function place(caller: Caller, change: Sent = {}): Promise<Placed> {
  const sent = aSubmission(change)
  const reply = await submit(caller, sent)
  if (reply.status !== 201) throw new Error(reply.text)
  return {
    folio: reply.body.folio,
    electorKey: String(sent.electorKey),
    match: { 'if-match': reply.headers.get('etag') ?? '' },
    reply,
  }
}

const matchOf = (reply: Reply) => ({ 'if-match': reply.headers.get('etag') ?? '' })

/** The pointers and codes of what is wrong. */
const wrongOf = ({ body }: Reply): string[] =>
  (body.errors ?? []).map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`)

const foliosOf = ({ body }: Reply): string[] =>
  body.data.map((request: { folio: string }) => request.folio)

/** How many requests the figures count, by state. */
const reviewOf = async (caller: Caller, query = ''): Promise<Record<string, number>> =>
  (await caller.get(`/v1/aggregates/review${query}`)).body.total

t.test('a dry run tells the whole consequence, and writes nothing', async (t) => {
  const { as, database } = await startApp(t)
  const portal = as(PORTAL)
  const live = await place(portal)
  const dryRun = (body: unknown, caller = portal) => caller.post(`${REQUESTS}/dry-run`, body)
  const before = await contentsOf(database)

  t.test('of a submission that would be received', async (t) => {
    for (const caller of [portal, as(AGENT)]) {
      const reply = await dryRun(aSubmission(), caller)
      t.equal(reply.status, 200)
      t.same(reply.body, {
        outcome: 'ACCEPT',
        status: 'RECEIVED',
        errors: [],
        warnings: [],
        liveRequest: false,
      })
    }
  })

  t.test('of one that is wrong: what its submission would say', async (t) => {
    for (const body of [
      {},
      null,
      [],
      aSubmission({ email: 'x', modality: 'IN_PERSON', venue: 'ATLANTIS', extra: 1 }),
      aSubmission({ credentialType: 'CPV', documents: [] }),
      { ...aSubmission(), birthDate: '2006-06-03', curp: 'X', country: 'MX' },
    ]) {
      const reply = await dryRun(JSON.stringify(body), portal)
      t.match(reply.body, { outcome: 'REFUSE', status: null })
      const refused = await portal.post(REQUESTS, JSON.stringify(body), {
        'idempotency-key': aKey(),
      })
      t.equal(refused.status, 400)
      t.same(reply.body.errors, refused.body.errors, 'pointer, code and text')
    }
  })

  t.test('of an elector who has a live request', async (t) => {
    const again = (change: Sent = {}) => aSubmission({ electorKey: live.electorKey, ...change })
    const reply = await dryRun(again())
    t.match(reply.body, { outcome: 'REFUSE', liveRequest: true })
    t.same(wrongOf(reply), ['/supersedes LIVE_REQUEST_EXISTS'])
    t.notOk(reply.text.includes(live.folio), 'that there is one, and nothing else of it')
    t.match((await dryRun(again({ supersedes: live.folio }))).body, {
      outcome: 'ACCEPT',
      liveRequest: true,
    })
    const other = await dryRun(aSubmission({ supersedes: live.folio }))
    t.same(wrongOf(other), ['/supersedes NOTHING_TO_SUPERSEDE'])
    t.match(other.body, { outcome: 'REFUSE', liveRequest: false })
  })

  t.test('of keys that say other than what is declared: warnings, and no refusal', async (t) => {
    const holder = {
      givenNames: 'Ficticia',
      firstSurname: 'Ejemplo',
      secondSurname: 'Prueba',
      birthDate: '1984-02-29',
      entityCode: '09',
      sex: 'M',
      homonym: 5,
    } as const
    const body = {
      ...aSubmission(),
      electorKey: buildElectorKey(holder),
      curp: buildCurp(holder),
      birthDate: '1985-03-01',
      sex: 'X',
    }
    const reply = await dryRun(body)
    t.match(reply.body, { outcome: 'ACCEPT', errors: [] })
    t.same(
      reply.body.warnings.map(({ pointer, code }: Sent) => `${pointer} ${code}`),
      [
        '/electorKey ELECTOR_KEY_BIRTH_DATE_DIFFERS',
        '/electorKey ELECTOR_KEY_SEX_DIFFERS',
        '/curp CURP_BIRTH_DATE_DIFFERS',
        '/curp CURP_SEX_DIFFERS',
      ],
    )
    for (const { detail } of reply.body.warnings) t.match(detail, /difiere/)
  })

  t.test('and nothing was written', async (t) => {
    t.same(await contentsOf(database), before)
  })
})

t.test('a request that supersedes takes the place of the former', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const reviewer = as(ANA)
  const former = await place(portal)
  const again = aSubmission({
    electorKey: former.electorKey,
    supersedes: former.folio,
    entity: '14',
  })
  const reply = await submit(portal, again)
  t.equal(reply.status, 201)
  t.not(reply.body.folio, former.folio)

  const read = await reviewer.get(`${REQUESTS}/${former.folio}`, purpose)
  t.equal(read.body.status, 'SUPERSEDED')
  const movements = await reviewer.get(`${REQUESTS}/${former.folio}/movements`)
  t.match(movements.body.data.at(-1), { kind: 'SUPERSESSION', from: 'RECEIVED', to: 'SUPERSEDED' })
  t.match(await reviewOf(reviewer), { received: 1 }, 'the elector is counted once')
  t.match(await reviewOf(reviewer, '?entity=14'), { received: 1 })
  t.match(await reviewOf(reviewer, '?entity=09'), { received: 0 })

  await t.test('from any state of the review, which ends with it', async (t) => {
    const path = `${REQUESTS}/${reply.body.folio}`
    const checked = await reviewer.post(`${path}/initial-check`, {}, matchOf(reply))
    await reviewer.post(`${path}/claim`)
    const asked = await reviewer.post(
      `${path}/corrections`,
      { items: [{ code: 'PROOF_EXPIRED', kind: 'OUTDATED', text: 'Envíe otro.' }] },
      { ...matchOf(checked), 'idempotency-key': aKey() },
    )
    t.equal(asked.status, 201)
    const third = await submit(as(AGENT), {
      ...aSubmission({ electorKey: former.electorKey }),
      supersedes: reply.body.folio,
    })
    t.match(third.body, { status: 'RECEIVED', medium: 'INETEL' })
    const second = await reviewer.get(path, purpose)
    t.match(second.body, { status: 'SUPERSEDED', claimedBy: null })
    t.match(second.body.corrections, [{ closedAt: /Z$/, answered: false }])
    t.match(await reviewOf(reviewer), { received: 1, initialCheck: 1, subsane: 0 })
  })

  t.test('the former admits nothing more', async (t) => {
    const path = `${REQUESTS}/${former.folio}`
    for (const [caller, verb, body] of [
      [portal, 'modality', { modality: 'POSTAL' }],
      [portal, 'contact-data', { email: 'otra@example.com' }],
      [portal, 'withdrawal', {}],
      [reviewer, 'initial-check', {}],
    ] as const) {
      const refused = await caller.post(`${path}/${verb}`, body, matchOf(read))
      t.match(refused.body, { status: 409, code: 'TRANSITION_NOT_ADMITTED' }, verb)
      t.match(refused.body.detail, /SUPERSEDED se admite ninguno/, 'says what is admitted')
    }
    t.match((await submit(portal, again)).body, { code: 'LIVE_REQUEST_EXISTS' })
  })
})

t.test('a withdrawal frees the elector', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const reviewer = as(ANA)
  const placed = await place(portal)
  const withdrawn = await portal.post(`${REQUESTS}/${placed.folio}/withdrawal`, {}, placed.match)
  t.equal(withdrawn.status, 200)
  t.equal(withdrawn.body.status, 'WITHDRAWN')
  t.match(await reviewOf(reviewer), { received: 0 })
  const { body } = await submit(portal, aSubmission({ electorKey: placed.electorKey }))
  t.equal(body.status, 'RECEIVED')
  t.match(await reviewOf(reviewer), { received: 1 })

  t.test('a list holds what the figures count, and the rest only when asked for', async (t) => {
    t.same(foliosOf(await reviewer.get(REQUESTS, purpose)), [body.folio])
    t.same(foliosOf(await reviewer.get(`${REQUESTS}?status=WITHDRAWN`, purpose)), [placed.folio])
    t.same(foliosOf(await reviewer.get(`${REQUESTS}?status=SUPERSEDED`, purpose)), [])
  })
})

t.test('registration is open from midnight to midnight in Mexico City', async (t) => {
  const before = await startApp(t, { now: '2023-09-01T05:50:00Z' })
  const portal = before.as(PORTAL)
  /** An instance that has just read the clock, as dry runs do now and then. */
  const dryRun = async (): Promise<Reply> => {
    const { as } = await startApp(t, { database: before.database, keys: before.keys })
    return as(PORTAL).post(`${REQUESTS}/dry-run`, aSubmission())
  }
  const clockAt = (instant: string) => setClock(before.database.ownerUrl, instant)
  const closed = async (t: Test, reply: Reply): Promise<void> => {
    t.match(reply.body, { status: 409, code: 'WINDOW_CLOSED' })
    t.match(reply.body.detail, /2023-09-01T06:00:00Z.*2024-02-21T06:00:00Z/, 'says when it is open')
    const rehearsed = await dryRun()
    t.match(rehearsed.body, { outcome: 'REFUSE', errors: [{ pointer: '', code: 'WINDOW_CLOSED' }] })
  }

  await t.test('not on 31 August', async (t) => {
    await closed(t, await submit(portal, aSubmission()))
  })

  await clockAt('2023-09-01T06:00:00Z')
  const first = await place(portal)
  t.ok(first.reply.body.receivedAt >= '2023-09-01T06:00:00')
  t.match((await dryRun()).body, { outcome: 'ACCEPT' })

  await clockAt('2024-02-21T05:55:00Z')
  const last = await place(portal)
  t.match(last.reply.body.receivedAt, /^2024-02-21T05:5\d/, '23:55 on 20 February')

  await clockAt('2024-02-21T06:00:00Z')
  await t.test('not on 21 February', async (t) => {
    await closed(t, await submit(portal, aSubmission()))
    const again = aSubmission({ electorKey: last.electorKey, supersedes: last.folio })
    t.match((await submit(portal, again)).body, { code: 'WINDOW_CLOSED' })
    const path = `${REQUESTS}/${last.folio}`
    const change = await portal.post(`${path}/modality`, { modality: 'POSTAL' }, last.match)
    t.match(change.body, { code: 'WINDOW_CLOSED' })
    const contact = await portal.post(`${path}/contact-data`, { country: 'CA' }, last.match)
    t.match(contact.body, { code: 'WINDOW_CLOSED' })
  })

  await t.test('but the review goes on, and a withdrawal is admitted until 30 April', async (t) => {
    const reviewer = before.as(ANA)
    const checked = await reviewer.post(`${REQUESTS}/${first.folio}/initial-check`, {}, first.match)
    t.equal(checked.status, 200)
    const withdrawn = await portal.post(`${REQUESTS}/${last.folio}/withdrawal`, {}, last.match)
    t.equal(withdrawn.body.status, 'WITHDRAWN')
    await clockAt('2024-04-30T06:00:00Z')
    const late = await portal.post(`${REQUESTS}/${first.folio}/withdrawal`, {}, matchOf(checked))
    t.match(late.body, { code: 'WINDOW_CLOSED', detail: /2024-04-30T06:00:00Z/ })
  })
})

t.test('an elector is 18 on election day', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const youngest = await submit(portal, aSubmission({ birthDate: '2006-06-02' }))
  t.equal(youngest.status, 201, '18 on 2 June 2024')
  const younger = await submit(portal, aSubmission({ birthDate: '2006-06-03' }))
  t.equal(younger.status, 400)
  t.same(wrongOf(younger), ['/birthDate UNDERAGE_ON_ELECTION_DAY'])
  const leap = await submit(portal, aSubmission({ birthDate: '2004-02-29' }))
  t.equal(leap.status, 201, 'also when born on 29 February')
})

t.test('a request is reached by folio and elector key together', async (t) => {
  const running = await startApp(t)
  const { as, database } = running
  const portal = as(PORTAL)
  const agent = as(AGENT)
  const byPortal = await place(portal)
  const byPhone = await place(agent)
  const lookup = (caller: Caller, body: Sent, headers: Record<string, string> = purpose) =>
    caller.post(`${REQUESTS}/lookup`, body, headers)
  const { electorKey, folio, match } = byPhone

  await t.test('by the portal, whoever took the request in', async (t) => {
    t.same(wrongOf(await lookup(portal, { electorKey })), ['/folio REQUIRED'])
    const found = await lookup(portal, { electorKey, folio })
    t.match(found.body, { folio, electorKey, medium: 'INETEL' })
    t.equal(found.headers.get('etag'), match['if-match'])
    const plain = await lookup(portal, { electorKey, folio }, {})
    t.equal(plain.status, 200, 'its purpose stands in its registration')
  })

  await t.test('what does not match is as what does not exist', async (t) => {
    const sorts = [
      { electorKey, folio: byPortal.folio },
      { electorKey: byPortal.electorKey, folio },
      { electorKey: aSubmission().electorKey, folio },
    ]
    const told = await Promise.all(sorts.map((sort) => lookup(portal, sort)))
    for (const { body } of told) {
      t.equal(body.code, 'NOT_FOUND')
      t.same({ ...body, traceId: '' }, { ...told[0]?.body, traceId: '' })
    }
  })

  await t.test('and with both the portal acts on what it did not take in', async (t) => {
    const path = `${REQUESTS}/${folio}`
    const change = { modality: 'POSTAL' }
    t.equal((await portal.get(path)).status, 404, 'out of its reach by folio alone')
    t.equal((await portal.post(`${path}/modality`, change, match)).status, 404)
    const other = { ...change, electorKey: byPortal.electorKey }
    t.equal((await portal.post(`${path}/modality`, other, match)).status, 404)
    const proven = await portal.post(`${path}/modality`, { ...change, electorKey }, match)
    t.match(proven.body, { status: 'RECEIVED', modality: 'POSTAL', medium: 'INETEL' })
    byPhone.match = matchOf(proven)
  })

  await t.test('whoever guesses is told to wait', async (t) => {
    const guesser = as({ role: 'srve', subject: 'adivina' })
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const reply = await lookup(guesser, { electorKey: aSubmission().electorKey, folio })
      if (reply.status !== 404) t.fail(`attempt ${attempt} answered ${reply.status}`)
    }
    const refused = await lookup(guesser, { electorKey, folio })
    t.match(refused.body, { status: 429, code: 'TOO_MANY_REQUESTS' })
    t.ok(Number(refused.headers.get('retry-after')) > 0)
    const act = { modality: 'POSTAL', electorKey }
    const also = await guesser.post(`${REQUESTS}/${folio}/modality`, act, byPhone.match)
    t.equal(also.status, 429, 'nor is a proof taken meanwhile')
    const elsewhere = { electorKey: byPortal.electorKey, folio: byPortal.folio }
    t.equal((await lookup(guesser, elsewhere)).status, 200, 'others by the same portal go on')
    const own = await guesser.post(`${REQUESTS}/${byPortal.folio}/modality`, {}, byPortal.match)
    t.not(own.status, 429, 'and so does what needs no proof')
    t.equal((await lookup(portal, { electorKey, folio })).status, 200, 'and other portals')
    t.equal((await lookup(as({ ...AGENT, subject: 'adivina' }), { electorKey })).status, 200)
  })

  await t.test('whoever guesses at many is told to wait as well', async (t) => {
    const person = as({ ...AGENT, subject: 'curiosa' })
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const reply = await lookup(person, { electorKey: aSubmission().electorKey })
      if (reply.status !== 404) t.fail(`attempt ${attempt} answered ${reply.status}`)
    }
    t.equal((await lookup(person, { electorKey })).status, 429, 'a person by 30 in all')

    const guesser = as({ role: 'srve', subject: 'tanteo' })
    const same = { electorKey: aSubmission().electorKey }
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const reply = await lookup(guesser, { ...same, folio: newFolio(randomBytes(12)) })
      if (reply.status !== 404) t.fail(`attempt ${attempt} answered ${reply.status}`)
    }
    t.equal((await lookup(guesser, { ...same, folio })).status, 429, 'an elector by 30 folios')
    const another = () =>
      lookup(guesser, { electorKey: aSubmission().electorKey, folio: newFolio(randomBytes(12)) })
    t.equal((await another()).status, 404)
    // Faster than by asking, which would take longer than the minute on a slow machine.
    const actor = { role: 'srve', sub: 'tanteo' } as Actor
    for (let attempt = 32; attempt <= 3_000; attempt += 1) countFailure(actor)
    t.equal((await another()).status, 429, 'and a portal by 3,000 in all')
  })

  await t.test('an agent acts on a record looked up, for an hour', async (t) => {
    const other = as({ role: 'inetel_agent', subject: 'colega' })
    const path = `${REQUESTS}/${byPortal.folio}`
    const change = (caller: Caller, email: string, headers: Record<string, string>) =>
      caller.post(`${path}/contact-data`, { email }, headers)
    t.equal((await change(agent, 'a@example.com', byPortal.match)).status, 404)
    t.equal((await agent.get(`${path}/movements`)).status, 404)
    t.equal((await lookup(agent, { electorKey: byPortal.electorKey }, {})).status, 400)
    const found = await lookup(agent, { electorKey: byPortal.electorKey })
    t.equal(found.body.folio, byPortal.folio, 'by elector key alone')
    t.equal((await agent.get(`${path}/movements`)).status, 200)
    const changed = await change(agent, 'a@example.com', matchOf(found))
    t.equal(changed.body.email, 'a@example.com')
    t.equal((await change(other, 'b@example.com', matchOf(changed))).status, 404, 'no other agent')
    const byFolio = await other.get(path, purpose)
    t.equal(byFolio.status, 200)
    const late = await change(other, 'b@example.com', matchOf(byFolio))
    t.equal(late.status, 200, 'until that one has looked it up as well')
    await setClock(database.ownerUrl, '2023-12-01T07:30:00Z')
    t.equal((await change(agent, 'c@example.com', matchOf(late))).status, 404, 'and no longer')
    t.equal((await agent.get(`${path}/movements`)).status, 404)
  })
})

t.test('people say why they read personal data', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const { folio, electorKey } = await place(portal)
  const READS: ((caller: Caller, headers?: Record<string, string>) => Promise<Reply>)[] = [
    (caller, headers) => caller.get(`${REQUESTS}/${folio}`, headers),
    (caller, headers) => caller.get(REQUESTS, headers),
    (caller, headers) => caller.post(`${REQUESTS}/lookup`, { electorKey }, headers),
  ]
  for (const [index, read] of READS.entries()) {
    const missing = await read(as(ANA))
    t.match(missing.body, { status: 400, code: 'PURPOSE_REQUIRED' }, `read ${index}`)
    const said = await read(as(ANA), { purpose: encodeURIComponent('Atención a la ciudadanía') })
    t.equal(said.status, 200)
  }
  t.equal((await READS[0]?.(portal))?.status, 200, 'a system has its own')
  t.equal((await READS[1]?.(portal))?.status, 200)
  const robot = as({ role: 'derfe_reviewer', subject: 'lne-development' })
  t.equal((await READS[1]?.(robot))?.status, 200, 'a client that acts for itself is a system')
  const movements = await as(ANA).get(`${REQUESTS}/${folio}/movements`)
  t.equal(movements.status, 200, 'movements hold no personal data')
})

t.test('pages of a list are the newest first, and stable while requests come in', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const reviewer = as(ANA)
  const placed: string[] = []
  for (let made = 0; made < 12; made += 1) placed.unshift((await place(portal)).folio)

  const walked: string[] = []
  let query = '?limit=5'
  const sizes: number[] = []
  for (;;) {
    const { body } = await reviewer.get(REQUESTS + query, purpose)
    walked.push(...body.data.map((request: { folio: string }) => request.folio))
    sizes.push(body.data.length)
    t.equal(body.page.hasMore, body.page.nextCursor !== undefined)
    if (!body.page.hasMore) break
    await Promise.all([place(portal), place(portal), place(portal)])
    query = `?limit=5&cursor=${body.page.nextCursor}`
  }
  t.same(walked, placed, 'each that was there, once, in order')
  t.same(sizes, [5, 5, 2])

  const { body: all } = await reviewer.get(`${REQUESTS}?limit=200`, purpose)
  t.equal(all.data.length, 18)
  t.same(all.page, { hasMore: false })
  const instants = all.data.map((request: { receivedAt: string }) => Date.parse(request.receivedAt))
  t.same(
    instants,
    [...instants].sort((a, b) => b - a),
  )
  t.match(await reviewOf(reviewer), { received: 18 }, 'what the figures count')
  const { body: exact } = await reviewer.get(`${REQUESTS}?limit=18`, purpose)
  t.same(exact.page, { hasMore: false }, 'a page that ends where the list ends is the last')
})

t.test('a list is filtered by what its reader sees', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const reviewer = as(ANA)
  const a = await place(portal, { entity: '14', country: 'CA', sex: 'M' })
  const b = await place(as(AGENT), { sex: 'H', modality: 'POSTAL' })
  const c = await place(portal, { sex: 'X', credentialType: 'CPV', modality: 'IN_PERSON' })
  const folios = (query: string, caller = reviewer) =>
    caller.get(`${REQUESTS}?${query}`, purpose).then(foliosOf)
  for (const [query, ...expected] of [
    ['entity=14', a],
    ['country=CA', a],
    ['country=FR'],
    ['modality=POSTAL', b],
    ['medium=INETEL', b],
    ['medium=SRVE', c, a],
    ['credentialType=CPV', c],
    ['sex=X', c],
    ['status=RECEIVED', c, b, a],
    ['status=COMPLIES'],
    ['medium=SRVE&entity=09&sex=X', c],
    [`receivedFrom=${c.reply.body.receivedAt}`, c],
    [`receivedTo=${b.reply.body.receivedAt}`, a],
    [`receivedFrom=${b.reply.body.receivedAt}&receivedTo=${c.reply.body.receivedAt}`, b],
  ] as [string, ...Placed[]][]) {
    t.same(
      await folios(query),
      expected.map(({ folio }) => folio),
      query,
    )
  }
  t.same(await folios('limit=5', portal), [c.folio, a.folio], 'the portal lists what it took in')
  const { lastMovementAt } = c.reply.body
  const changed = await portal.post(
    `${REQUESTS}/${a.folio}/modality`,
    { modality: 'POSTAL' },
    a.match,
  )
  t.same(
    await folios(`updatedSince=${changed.body.lastMovementAt}`, portal),
    [a.folio],
    'and what has changed since',
  )
  t.ok(Date.parse(changed.body.lastMovementAt) > Date.parse(lastMovementAt))

  t.test('an OPL sees its entity, and of each request what its list holds', async (t) => {
    const opl = as({ role: 'opl', entity: '14' })
    const { body } = await opl.get(REQUESTS, purpose)
    t.same(
      body.data.map((request: { folio: string }) => request.folio),
      [a.folio],
    )
    const seen = ['status', 'place', 'modality', 'name'] as const
    const all = seen.flatMap((group) => [...FIELD_GROUPS[group]] as string[])
    // A tombstone, where there is one.
    const fields = all.filter((field) => field !== 'personalDataRemovedAt')
    t.same(Object.keys(body.data[0]).sort(), [...fields].sort(), 'and no other member at all')
    t.same([...fieldsOf('opl')].sort(), [...all].sort())
    const one = await opl.get(`${REQUESTS}/${a.folio}`, purpose)
    t.same(Object.keys(one.body).sort(), [...fields].sort())
    t.equal(one.headers.get('etag'), matchOf(changed)['if-match'], 'the ETag is everybody’s')
    for (const secret of [a.electorKey, 'example.com', 'Example Street']) {
      t.notOk(one.text.includes(secret))
    }
    t.equal((await opl.get(`${REQUESTS}/${b.folio}`, purpose)).status, 404)
    t.same(await folios('entity=09', opl), [], 'another entity is an empty page')
    t.same(await folios('entity=14&modality=POSTAL&country=CA', opl), [a.folio])
    for (const hidden of ['sex=M', 'medium=SRVE', 'credentialType=CPVE']) {
      const refused = await opl.get(`${REQUESTS}?${hidden}`, purpose)
      t.match(refused.body, { status: 403, code: 'FIELD_FORBIDDEN' }, hidden)
      t.match(refused.body.detail, hidden.split('=')[0])
    }
  })
})

t.test('an act is on the request as it was read', async (t) => {
  const { as } = await startApp(t)
  const portal = as(PORTAL)
  const reviewer = as(ANA)
  const { folio, match } = await place(portal)
  const path = `${REQUESTS}/${folio}`
  const change = (email: string, headers: Record<string, string>) =>
    portal.post(`${path}/contact-data`, { email }, headers)
  t.match((await change('a@example.com', {})).body, { status: 428, code: 'PRECONDITION_REQUIRED' })
  const first = await change('a@example.com', match)
  t.equal(first.status, 200)
  t.not(first.headers.get('etag'), match['if-match'])
  t.match((await change('b@example.com', match)).body, { status: 412, code: 'PRECONDITION_FAILED' })
  const claimed = await reviewer.post(`${path}/claim`)
  t.equal(claimed.headers.get('etag'), first.headers.get('etag'), 'a claim leaves the ETag alone')
  const released = await reviewer.post(`${path}/release`)
  t.equal(released.headers.get('etag'), first.headers.get('etag'), 'and so does a release')
  t.equal((await change('b@example.com', matchOf(first))).body.email, 'b@example.com')

  await t.test('repeated with its key, it answers what it answered', async (t) => {
    const headers = { ...matchOf(await portal.get(path)), 'idempotency-key': aKey() }
    const done = await change('c@example.com', headers)
    const again = await change('c@example.com', headers)
    t.equal(done.headers.get('idempotency-replayed'), null)
    t.equal(again.headers.get('idempotency-replayed'), 'true')
    t.same(again.body, done.body, 'although its ETag is stale by now')
    t.equal((await change('d@example.com', headers)).status, 422)
  })

  await t.test(
    'a change of country moves the request in the figures, and its status stays',
    async (t) => {
      const match = matchOf(await portal.get(path))
      const moved = await portal.post(
        `${path}/contact-data`,
        {
          country: 'CA',
          address: { lines: ['1 Example Road'], city: 'Toronto' },
          simulationOptIn: true,
        },
        match,
      )
      t.match(moved.body, { status: 'RECEIVED', country: 'CA', simulationOptIn: true })
      t.same(moved.body.address, { lines: ['1 Example Road'], city: 'Toronto' })
      t.equal(moved.body.email, 'c@example.com', 'what is not sent stays')
      t.match(await reviewOf(reviewer, '?country=CA'), { received: 1 })
      t.match(await reviewOf(reviewer, '?country=US'), { received: 0 })
    },
  )

  await t.test('a change of modality needs what the new one needs', async (t) => {
    const postal = await place(portal, { modality: 'POSTAL', email: undefined, mobile: undefined })
    const modality = (body: Sent) =>
      portal.post(`${REQUESTS}/${postal.folio}/modality`, body, postal.match)
    t.same(wrongOf(await modality({ modality: 'ELECTRONIC' })).sort(), [
      '/email EMAIL_REQUIRED_FOR_ELECTRONIC',
      '/mobile MOBILE_REQUIRED_FOR_ELECTRONIC',
    ])
    const reply = await modality({
      modality: 'ELECTRONIC',
      email: 'a@example.com',
      mobile: '+13125550123',
    })
    t.match(reply.body, { modality: 'ELECTRONIC', email: 'a@example.com' })
  })
})

t.test('two persons change the catalogues, and the next write obeys', async (t) => {
  const one = await startApp(t)
  const other = await startApp(t, { database: one.database, keys: one.keys })
  const uno = one.as(UNO)
  const dos = other.as(DOS)
  const portal = one.as(PORTAL)
  // The second instance has the catalogues in memory before they change.
  t.equal((await submit(other.as(PORTAL), aSubmission())).status, 201)

  async function version(t: Test, name: string, sent: Sent): Promise<void> {
    const act = { validFrom: '2023-12-01T06:00:00Z', act: 'INE/CG000/2023', ...sent }
    const proposed = await uno.post(`/v1/catalogues/${name}/versions`, act)
    t.match(proposed.body, { status: 'PROPOSED', proposedBy: 'uno' })
    const path = `/v1/catalogues/${name}/versions/${proposed.body.id}/approve`
    t.match((await uno.post(path)).body, { status: 403, code: 'SAME_PERSON' })
    const approved = await dos.post(path)
    t.match(approved.body, { status: 'APPROVED', proposedBy: 'uno', approvedBy: 'dos' })
  }
  const inChicago = () => aSubmission({ modality: 'IN_PERSON', venue: 'CHICAGO' })

  await t.test('a venue that closes', async (t) => {
    t.equal((await submit(portal, inChicago())).status, 201)
    const value = { label: 'Chicago', country: 'US', open: false }
    const proposed = await uno.post('/v1/catalogues/venues/versions', {
      code: 'CHICAGO',
      value,
      validFrom: '2023-12-01T06:00:00Z',
      act: 'INE/CG000/2023',
    })
    t.equal(proposed.status, 202)
    t.equal((await submit(portal, inChicago())).status, 201, 'a proposal changes nothing')
    t.equal(
      (await dos.post(`/v1/catalogues/venues/versions/${proposed.body.id}/approve`)).status,
      200,
    )
    for (const { as } of [one, other]) {
      const refused = await submit(as(PORTAL), inChicago())
      t.equal(refused.status, 400)
      t.same(wrongOf(refused), ['/venue VENUE_UNKNOWN'])
    }
  })

  await t.test('a window that closes, and opens again', async (t) => {
    const { body } = await uno.get('/v1/catalogues/processes')
    const { value } = body.data[0]
    const window = (closesAt: string) => ({
      code: '2023-2024',
      value: { ...value, registration: { ...value.registration, closesAt } },
    })
    await version(t, 'processes', window('2023-12-01T06:00:00Z'))
    for (const { as } of [one, other]) {
      const refused = await submit(as(PORTAL), aSubmission())
      t.match(refused.body, { code: 'WINDOW_CLOSED', detail: /2023-12-01T06:00:00Z/ })
    }
    const again = { ...window('2024-02-26T06:00:00Z'), validFrom: '2023-12-01T06:00:00.001Z' }
    await version(t, 'processes', again)
    for (const { as } of [one, other]) {
      t.equal((await submit(as(PORTAL), aSubmission())).status, 201)
    }
  })

  await t.test('a ground out of use', async (t) => {
    const placed = await place(portal)
    const reviewer = one.as(ANA)
    const path = `${REQUESTS}/${placed.folio}`
    const checked = await reviewer.post(`${path}/initial-check`, {}, placed.match)
    await reviewer.post(`${path}/claim`)
    await version(t, 'grounds', {
      code: 'DECEASED',
      value: {
        label: 'Defunción',
        family: 'REQUIREMENTS',
        electorText: 'Se señala.',
        inUse: false,
      },
    })
    const refused = await reviewer.post(
      `${path}/decision`,
      { to: 'INADMISSIBLE', reasons: [{ code: 'DECEASED' }] },
      matchOf(checked),
    )
    t.same(wrongOf(refused), ['/reasons/0/code GROUND_UNKNOWN'])
  })

  t.test('and both versions stay, with the act', async (t) => {
    const { body } = await dos.get('/v1/catalogues/processes/versions')
    t.equal(body.data.length, 3)
    t.same(body.data.map(({ act }: { act: string }) => act).slice(1), [
      'INE/CG000/2023',
      'INE/CG000/2023',
    ])
    const before = await dos.get('/v1/catalogues/venues?asOf=2023-11-30')
    const chicago = before.body.data.find(({ code }: { code: string }) => code === 'CHICAGO')
    t.match(chicago, { code: 'CHICAGO' })
  })
})

t.test('only derfe_admin dates a decision back, and never before the last movement', async (t) => {
  const running = await startApp(t, { now: '2023-11-28T18:00:00Z' })
  const { as, database } = running
  const portal = as(PORTAL)
  const [ana, uno] = [as(ANA), as(UNO)]
  const { folio, match } = await place(portal)
  const path = `${REQUESTS}/${folio}`
  const checked = await ana.post(`${path}/initial-check`, {}, match)
  await setClock(database.ownerUrl, '2023-12-01T06:00:00Z')

  const requirements = REQUIREMENTS.map((code) => ({ code, result: 'MET' }))
  const decide = (caller: Caller, effectiveAt: string) =>
    caller.post(`${path}/decision`, { to: 'COMPLIES', requirements, effectiveAt }, matchOf(checked))
  await ana.post(`${path}/claim`)
  t.same(wrongOf(await decide(ana, '2023-11-29T18:00:00Z')), [
    '/effectiveAt EFFECTIVE_AT_NOT_ADMITTED',
  ])
  t.equal((await ana.post(`${path}/release`)).status, 200)
  await uno.post(`${path}/claim`)
  const before = await decide(uno, '2023-11-28T17:59:59Z')
  t.match(before.body, { status: 409, code: 'BACKDATED_TOO_FAR' })
  t.match(before.body.detail, checked.body.lastMovementAt, 'says since when it may be')
  t.match((await decide(uno, '2023-12-02T00:00:00Z')).body, { code: 'BACKDATED_TOO_FAR' })
  const done = await decide(uno, '2023-11-29T18:00:00Z')
  t.match(done.body, { status: 'COMPLIES', statusSince: '2023-11-29T18:00:00Z' })

  const { body } = await uno.get(`${path}/movements`)
  const last = body.data.at(-1)
  t.match(last, {
    kind: 'DECISION',
    effectiveAt: '2023-11-29T18:00:00Z',
    recordedAt: /^2023-12-01T/,
  })
  const known = last.number - 1
  t.match(await reviewOf(uno, '?validAsOf=2023-11-29'), { complies: 1, inAnalysis: 0 })
  t.match(await reviewOf(uno, '?validAsOf=2023-11-28'), { complies: 0, inAnalysis: 1 })
  t.match(
    await reviewOf(uno, `?validAsOf=2023-11-29&knownAsOf=${known}`),
    { complies: 0, inAnalysis: 1 },
    'as it was known before the decision was recorded',
  )
})

t.test('a page by every filter is followed by the next one', async (t) => {
  const { as } = await startApp(t)
  const portal = as({ role: 'srve' })
  for (let made = 0; made < 2; made += 1) {
    const body = aSubmission({ sex: 'H' })
    await portal.post('/v1/inscription-requests', body, { 'idempotency-key': aKey() })
  }
  const reviewer = as({ role: 'derfe_reviewer' })
  const page = (more: string) =>
    reviewer.get(
      `/v1/inscription-requests?country=US&status=RECEIVED&modality=ELECTRONIC&medium=SRVE&credentialType=CPVE&sex=H&entity=09&limit=1${more}`,
      { purpose: 'Prueba' },
    )
  const first = await page('')
  t.equal(first.body.data.length, 1)
  const next = await page(`&cursor=${first.body.page.nextCursor}`)
  t.equal(next.status, 200, next.text)
  t.not(next.body.data[0].folio, first.body.data[0].folio)
})
