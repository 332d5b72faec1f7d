import t from 'tap'
import { authorize, fieldsOf, POLICY, reachOf } from '../../src/access/policy.ts'
import { askAs, type Claims } from '../../src/platform/database.ts'
import { policyIsCurrent } from '../../src/platform/schema-state.ts'
import { ENTITY_CODES, ROLES } from '../../src/vocabulary.ts'
import { startApp } from '../helpers/app.ts'
import { aKey, aSubmission } from '../helpers/requests.ts'

/*
 * The second wall, by itself: statements without any condition, sent as the application's user with
 * the claims of each role. What they see is row-level security's alone.
 */

/** What a query that forgot its scope would read of each table, by the entity of the request. */
const UNSCOPED = {
  inscription_requests: 'select entity from inscription_requests',
  identities:
    'select r.entity, i.given_names from identities i left join inscription_requests r on r.id = i.request_id',
  contact_data:
    'select r.entity, c.mobile from contact_data c left join inscription_requests r on r.id = c.request_id',
  documents:
    'select r.entity from documents d left join inscription_requests r on r.id = d.request_id',
  corrections:
    'select r.entity from corrections d left join inscription_requests r on r.id = d.request_id',
  decisions:
    'select r.entity from decisions d left join inscription_requests r on r.id = d.request_id',
  movements: 'select entity from movements',
  counters: 'select entity from counters',
  birthday_counters: `select case margin when 'ENTITY' then key else '*' end as entity from birthday_counters`,
} as const

/** What tells who somebody is, or was written about one. */
const OF_PERSONS = ['identities', 'contact_data', 'documents', 'corrections', 'decisions'] as const

/** Tables without rows of anybody: settings, sealed figures, and hashes of the log. */
const OPEN_TABLES = [
  'access_policy',
  'audit_heads',
  'audit_leaves',
  'audit_nodes',
  'audit_pending',
  'catalogue_versions',
  'cutoff_annexes',
  'cutoff_forms',
  'cutoff_manifests',
  'cutoffs',
  'movement_heads',
  'service_state',
]

const FIRST_OF_EACH = ENTITY_CODES

t.test('row-level security alone keeps every role within its reach', async (t) => {
  const { as, services } = await startApp(t)
  const { db } = services
  const [portal, agent] = [as({ role: 'srve' }), as({ role: 'inetel_agent', subject: 'inés' })]
  const reviewer = as({ role: 'derfe_reviewer', subject: 'rafael' })
  for (const [index, entity] of FIRST_OF_EACH.entries()) {
    const channel = index % 3 === 0 ? agent : portal
    const { body, status } = await channel.post(
      '/v1/inscription-requests',
      aSubmission({ entity, credentialType: 'CPV' }),
      {
        'idempotency-key': aKey(),
      },
    )
    if (status !== 201) t.fail(JSON.stringify(body))
    const path = `/v1/inscription-requests/${body.folio}`
    await reviewer.post(`${path}/initial-check`, {}, { 'if-match': `"${body.lastMovement}"` })
    await reviewer.post(`${path}/claim`, {})
    const items = [{ code: 'PROOF_EXPIRED', kind: 'OUTDATED', text: 'Otro comprobante' }]
    const found = await reviewer.get(path, { purpose: 'Prueba' })
    const asked = await reviewer.post(
      `${path}/corrections`,
      { items },
      { 'idempotency-key': aKey(), 'if-match': found.headers.get('etag') ?? '' },
    )
    if (asked.status !== 201) t.fail(asked.text)
  }
  const seen = (claims: Claims, sql: string): Promise<{ entity: string }[]> =>
    askAs(db, claims, async (tx) => (await tx.query(sql)).rows)
  /** How many rows of each table, and how many of them of other entities than 09, in one question. */
  const countsOf = async (claims: Claims, only?: readonly string[]) => {
    const counted = Object.entries({
      ...UNSCOPED,
      audit_entries: `select '09' as entity from audit_entries`,
    })
      .filter(([table]) => only?.includes(table) ?? true)
      .map(
        ([table, sql]) =>
          `select '${table}' as name, count(*)::int as all,
                (count(*) filter (where entity is distinct from '09'))::int as foreign
           from (${sql}) rows`,
      )
    const rows = await askAs(
      db,
      claims,
      async (tx) => (await tx.query(counted.join(' union all '))).rows,
    )
    return Object.fromEntries(
      (rows as { name: string; all: number; foreign: number }[]).map((row) => [row.name, row]),
    )
  }
  const owned = async (table: keyof typeof UNSCOPED) =>
    (await seen({ role: 'service', action: 'job', entity: null, subject: 'test' }, UNSCOPED[table]))
      .length

  const totals: Record<string, number> = {}
  for (const table of Object.keys(UNSCOPED) as (keyof typeof UNSCOPED)[]) {
    totals[table] = await owned(table)
    if (table !== 'decisions') t.ok((totals[table] ?? 0) >= 32, `${table} holds ${totals[table]}`)
  }

  t.test('without claims nothing at all is seen', async (t) => {
    for (const [table, sql] of Object.entries(UNSCOPED)) {
      t.equal((await db.query(sql)).rows.length, 0, table)
    }
    t.equal((await db.query('select * from live_requests')).rows.length, 0)
    t.equal((await db.query('select * from audit_entries')).rows.length, 0)
    t.equal((await db.query('select * from idempotency_keys')).rows.length, 0)
  })

  t.test('claims end with their transaction', async (t) => {
    await seen(
      { role: 'derfe_admin', action: 'request:read', entity: null, subject: 'x' },
      'select 1 as entity',
    )
    for (let tries = 0; tries < 12; tries += 1) {
      t.equal((await db.query('select from inscription_requests')).rows.length, 0)
    }
  })

  t.test('every role and action sees what its cell says', async (t) => {
    for (const role of ROLES) {
      for (const action of Object.keys(POLICY) as (keyof typeof POLICY)[]) {
        const reach = reachOf(role, action)
        const claims = { role, action, entity: role === 'opl' ? '09' : null, subject: 'nobody' }
        // A cell that gives nothing gives no reach, whatever the table.
        const seenOf = await countsOf(claims, reach === '-' ? ['identities'] : undefined)
        const rows = seenOf[reach === '-' ? 'identities' : 'inscription_requests']?.all ?? 0
        const expected = {
          all: 32,
          figures: 32,
          portal: 21,
          entity: 1,
          attended: 0,
          granted: 0,
          log: 0,
          sealed: 0,
          open: 0,
          own: 0,
          '-': 0,
        }[reach]
        if (rows !== expected) t.fail(`${role} ${action}: ${rows} instead of ${expected}`)
        if ((seenOf.audit_entries?.all ?? 0) > 0 !== (reach === 'log'))
          t.fail(`${role} ${action}: ${seenOf.audit_entries?.all} entries of the log`)
        for (const table of OF_PERSONS) {
          const persons = seenOf[table]?.all ?? 0
          const isForFigures = reach === 'figures' || action.startsWith('figure:')
          const isTold = !isForFigures && fieldsOf(role).length > 0 && expected > 0
          if (persons > 0 !== isTold && table !== 'decisions')
            t.fail(`${role} ${action}: ${persons} of ${table}`)
        }
        // Of other entities an OPL sees nothing, whatever it asks and of whichever table.
        if (role !== 'opl') continue
        for (const table of Object.keys(UNSCOPED)) {
          const foreign = seenOf[table]?.foreign ?? 0
          if (foreign > 0) t.fail(`opl ${action}: ${foreign} foreign of ${table}`)
        }
        if (reach === '-')
          t.throws(() =>
            authorize({ role, sub: 'x', exp: 0, entity: '09', party: 'P' } as never, action),
          )
      }
    }
    t.equal(
      (
        await seen(
          { role: 'nobody', action: 'request:read', entity: '09', subject: 'x' },
          UNSCOPED.movements,
        )
      ).length,
      0,
    )
    t.equal(
      (
        await seen(
          { role: 'opl', action: 'nothing', entity: '09', subject: 'x' },
          UNSCOPED.movements,
        )
      ).length,
      0,
    )
  })

  t.test('each local body sees its entity and no other, in every table', async (t) => {
    for (const entity of ENTITY_CODES) {
      for (const [action, tables] of [
        [
          'request:list',
          [
            'inscription_requests',
            'identities',
            'contact_data',
            'documents',
            'corrections',
            'decisions',
            'movements',
          ],
        ],
        ['figure:read', ['counters', 'birthday_counters', 'movements']],
      ] as const) {
        for (const table of tables) {
          const rows = await seen(
            { role: 'opl', action, entity, subject: 'olivia' },
            UNSCOPED[table],
          )
          const foreign = rows.filter((row) => row.entity !== entity)
          if (foreign.length > 0)
            t.fail(`${entity} sees ${foreign.length} foreign rows of ${table}`)
          if (rows.length === 0 && table !== 'decisions')
            t.fail(`${entity} sees nothing of ${table}`)
        }
      }
    }
  })

  t.test('an agent sees what it attends, another one does not', async (t) => {
    const [{ folio }] = (await seen(
      { role: 'service', action: 'job', entity: null, subject: 'x' },
      `select folio, entity from inscription_requests limit 1`,
    )) as unknown as [{ folio: string }]
    await agent.get(`/v1/inscription-requests/${folio}`, { purpose: 'Llamada' })
    const claims = { role: 'inetel_agent', action: 'request:movements', entity: null }
    t.equal((await seen({ ...claims, subject: 'inés' }, UNSCOPED.inscription_requests)).length, 1)
    t.equal((await seen({ ...claims, subject: 'otra' }, UNSCOPED.inscription_requests)).length, 0)
  })

  t.test('nobody writes beyond its reach', async (t) => {
    const opl: Claims = { role: 'opl', action: 'request:list', entity: '09', subject: 'olivia' }
    const touched = await askAs(db, opl, (tx) =>
      tx.query(`update inscription_requests set claimed_by = 'x'`),
    )
    t.equal(touched.rowCount, 1, 'an update without a condition touches its own row only')
    await t.rejects(
      askAs(db, opl, (tx) =>
        tx.query(
          `update contact_data set email = null where request_id in (select id from inscription_requests) returning 1`,
        ),
      ).then(() =>
        askAs(db, opl, (tx) =>
          tx.query(`insert into live_requests select 'x', '\\x00', gen_random_uuid()`),
        ).then(() =>
          askAs(db, { ...opl, role: 'party' }, (tx) =>
            tx.query(`insert into live_requests select 'y', '\\x00', gen_random_uuid()`),
          ),
        ),
      ),
      { code: '42501' },
    )
    for (const table of ['counters', 'movements', 'access_policy', 'audit_leaves']) {
      await t.rejects(db.query(`delete from ${table}`), { code: '42501' }, table)
    }
  })

  t.test("a grant is asked for and given under one's own name, once", async (t) => {
    const ask: Claims = {
      role: 'auditor',
      action: 'access:request',
      entity: null,
      subject: 'aurora',
    }
    const insert = (claims: Claims, by: string | null, subject = 'aurora', role = 'auditor') =>
      askAs(db, claims, (tx) =>
        tx.query(
          `insert into access_grants (id, role, subject, folio, reason, minutes, requested_at, approved_by, approved_at, ends_at)
           select gen_random_uuid(), $1, $2, 'X', 'Prueba', 5, now(), $3,
                  case when $3::text is not null then now() end,
                  case when $3::text is not null then now() + interval '5 minutes' end`,
          [role, subject, by],
        ),
      )
    t.equal((await insert(ask, null)).rowCount, 1)
    const approve = { ...ask, role: 'derfe_admin', action: 'access:approve', subject: 'carla' }
    for (const [claims, by, subject, role] of [
      [ask, 'carla'],
      [ask, null, 'somebody'],
      [ask, null, 'aurora', 'derfe_analyst'],
      [{ ...ask, role: 'party' }, null, 'aurora', 'party'],
      [{ ...ask, action: 'access:use' }, null],
      [approve, 'carla', 'aurora'],
    ] as [Claims, string | null, string?, string?][]) {
      await t.rejects(insert(claims, by, subject, role), { code: '42501' }, JSON.stringify(claims))
    }
    const give = (claims: Claims, by: string, minutes = 5) =>
      askAs(db, claims, (tx) =>
        tx.query(
          `update access_grants set approved_by = $1, approved_at = now(),
                  ends_at = now() + $2 * interval '1 minute'`,
          [by, minutes],
        ),
      )
    const all = 'select * from access_grants'
    t.equal((await db.query(all)).rowCount, 0, 'without claims none is seen')
    t.equal((await seen({ ...ask, subject: 'other' }, all)).length, 0)
    t.equal((await seen({ ...ask, action: 'request:list' }, all)).length, 0)
    t.equal((await seen(ask, all)).length, 1)
    t.equal((await give(ask, 'aurora')).rowCount, 0, 'nobody gives it to itself')
    await t.rejects(give(approve, 'somebody'), { code: '42501' }, 'nor in the name of others')
    await t.rejects(give(approve, 'carla', 6), { code: '23514' }, 'nor for longer than was asked')
    t.equal((await give(approve, 'carla')).rowCount, 1)
    t.equal((await give(approve, 'carla')).rowCount, 0, 'nor twice')
  })

  t.test('every table is behind this wall, but for those that hold nobody', async (t) => {
    const { rows } = await db.query(
      `select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity
        order by 1`,
    )
    t.same(
      rows.map(({ name }) => name),
      OPEN_TABLES,
    )
  })

  t.test('nobody revokes what is not its own, but for who may revoke all', async (t) => {
    const insert = (claims: Claims, jti: string | null, subject: string | null, by: string) =>
      askAs(db, claims, (tx) =>
        tx.query(
          `insert into revoked_tokens (id, jti, subject, issued_before, reason, revoked_by, revoked_at, until)
           values (gen_random_uuid(), $1, $2, case when $2::text is not null then now() end, 'Prueba', $3, now(),
                   now() + interval '1 minute')`,
          [jti, subject, by],
        ),
      )
    const admin: Claims = {
      role: 'derfe_admin',
      action: 'token:revoke',
      entity: null,
      subject: 'carla',
    }
    t.equal((await insert(admin, null, 'somebody', 'carla')).rowCount, 1)
    for (const role of ROLES) {
      const own: Claims = { role, action: 'token:sign-out', entity: null, subject: 'olivia' }
      const revoked = await insert(own, `${role}'s`, null, 'olivia').catch(() => undefined)
      t.equal(revoked?.rowCount === 1, reachOf(role, 'token:sign-out') === 'own', role)
      for (const [claims, jti, subject, by] of [
        [own, null, 'somebody', 'olivia'],
        [own, 'x', null, 'somebody'],
        [{ ...own, action: 'catalogue:read' }, 'x', null, 'olivia'],
        [{ ...own, role: 'nobody' }, 'x', null, 'olivia'],
      ] as const) {
        await t.rejects(
          insert(claims, jti, subject, by),
          { code: '42501' },
          `${role} ${claims.action}`,
        )
      }
      if (role === 'derfe_admin') continue
      await t.rejects(insert({ ...admin, role }, 'x', null, 'carla'), { code: '42501' }, role)
    }
    await t.rejects(db.query(`insert into revoked_tokens select * from revoked_tokens`), {
      code: '42501',
    })
    t.equal(
      (await db.query('delete from revoked_tokens')).rowCount,
      0,
      'only what has expired goes',
    )
  })

  t.test('the copy of the policy table is this version’s', async (t) => {
    t.ok(await policyIsCurrent(db))
  })
})
