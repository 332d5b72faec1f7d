import pg from 'pg'
import t from 'tap'
import { parseConfig } from '../../src/platform/config.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { createTestDatabase } from '../helpers/database.ts'

t.test('instants are UTC whatever the zone of the server', async (t) => {
  const { ownerUrl, appUrl, name } = await createTestDatabase(t)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(`alter database ${name} set timezone to 'America/Mexico_City'`)
  await owner.query(`alter database ${name} set datestyle to 'SQL, DMY'`)
  await owner.end()
  for (const url of [appUrl, ownerUrl]) {
    const db = openDatabase(url, { size: 1 })
    t.teardown(() => db.end())
    const { rows } = await db.query(
      `select '2023-12-01T06:00:00.120Z'::timestamptz as instant, '2023-11-30'::date as day,
              current_user = 'lne_app' as "asApplication"`,
    )
    t.same(rows[0], {
      instant: '2023-12-01T06:00:00.12Z',
      day: '2023-11-30',
      asApplication: url === appUrl,
    })
  }
})

t.test(
  'production refuses a connection that others could read, unless it is told to',
  async (t) => {
    const production = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://lne_app@127.0.0.1/lne',
      LNE_KEYS_FILE: 'keys.json',
      AUDIT_HEADS_FILE: 'heads/heads.jsonl',
      JWT_ISSUER: 'https://issuer.example',
      JWT_JWKS_URL: 'https://issuer.example/jwks',
    }
    const bucket = {
      DOCUMENTS_S3_ENDPOINT: 'https://s3.example',
      DOCUMENTS_S3_BUCKET: 'documents',
      DOCUMENTS_S3_REGION: 'auto',
      DOCUMENTS_S3_ACCESS_KEY_ID: 'id',
      DOCUMENTS_S3_SECRET_ACCESS_KEY: 'secret',
    }
    const told = (change: Record<string, string>): string => {
      try {
        parseConfig({ ...production, ...change })
        return ''
      } catch (error) {
        return (error as Error).message
      }
    }
    for (const url of [
      'postgres://lne_app@database.example/lne',
      'postgresql://lne_app:geheim@10.0.0.7:5432/lne',
      'postgres://a@database.example/lne?sslmode=disable',
      'postgres://a@database.example/lne?sslmode=prefer',
      'postgres://a@database.example/lne?sslmode=no-verify',
      'postgres://a@database.example/lne?sslmode=require&sslmode=disable',
      'postgres://a@127.0.0.1/lne?host=database.example',
      'postgres://a@127.0.0.1.example/lne',
      'postgres://a@[2001:db8::1]/lne',
    ]) {
      const message = told({ DATABASE_URL: url })
      t.match(message, /^ {2}DATABASE_URL: must say sslmode=.*ALLOW_PLAIN_CONNECTIONS=true/m, url)
      t.notMatch(message, /geheim/, 'and no password is told')
      t.equal(told({ DATABASE_URL: url, ALLOW_PLAIN_CONNECTIONS: 'true' }), '', 'knowingly')
      t.match(told({ DATABASE_URL: url, ALLOW_PLAIN_CONNECTIONS: 'false' }), /DATABASE_URL/)
      t.equal(
        told({ DATABASE_URL: url, NODE_ENV: 'development', JWT_ISSUER: '', JWT_JWKS_URL: '' }),
        '',
      )
    }
    for (const url of [
      'postgres://a@database.example/lne?sslmode=require',
      'postgres://a@database.example/lne?sslmode=verify-ca',
      'postgres://a@database.example/lne?sslmode=verify-full&sslrootcert=/etc/ca.pem',
      'postgres://a@127.0.0.1/lne',
      'postgres://a@localhost:5433/lne',
      'postgres://a@[::1]/lne',
      'postgres:///lne?user=a&host=/var/run/postgresql',
      'postgres://a@%2Fvar%2Frun%2Fpostgresql/lne',
    ]) {
      t.equal(told({ DATABASE_URL: url }), '', url)
    }

    t.equal(told(bucket), '')
    const plain = { ...bucket, DOCUMENTS_S3_ENDPOINT: 'http://s3.example:9000' }
    t.match(told(plain), /^ {2}DOCUMENTS_S3_ENDPOINT: must be https.*ALLOW_PLAIN_CONNECTIONS=true/m)
    t.equal(told({ ...plain, ALLOW_PLAIN_CONNECTIONS: 'true' }), '')
    t.equal(told({ ...plain, DOCUMENTS_S3_ENDPOINT: 'http://127.0.0.1:9000' }), '')
    const both = told({ ...plain, DATABASE_URL: 'postgres://a@database.example/lne', PORT: 'x' })
    for (const name of ['PORT', 'DATABASE_URL', 'DOCUMENTS_S3_ENDPOINT']) {
      t.match(both, `  ${name}: `, 'all are told together')
    }
    t.match(told({ ALLOW_PLAIN_CONNECTIONS: 'yes' }), /ALLOW_PLAIN_CONNECTIONS: /)
  },
)

t.test(
  'production refuses keys that lie with what they open, or with what they sign',
  async (t) => {
    const production = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://lne_app@127.0.0.1/lne',
      LNE_KEYS_FILE: '/run/secrets/keys',
      LNE_DATA_DIR: '/var/lib/lne-data',
      AUDIT_HEADS_FILE: '/var/lib/lne/audit-heads.jsonl',
      JWT_ISSUER: 'https://issuer.example',
      JWT_JWKS_URL: 'https://issuer.example/jwks',
    }
    t.equal(parseConfig(production).LNE_KEYS_FILE, '/run/secrets/keys')
    for (const change of [
      { LNE_KEYS_FILE: '/var/lib/lne-data-keys/keys.json' },
      { LNE_KEYS_FILE: '/var/lib/lne/keys/keys.json' },
      { LNE_KEYS_FILE: 'keys.json', LNE_DATA_DIR: '' },
    ]) {
      t.ok(parseConfig({ ...production, ...change }), JSON.stringify(change))
    }
    const [inData, besideHeads] = [
      /^ {2}LNE_KEYS_FILE: .* LNE_DATA_DIR/m,
      /^ {2}LNE_KEYS_FILE: .* AUDIT_/m,
    ]
    for (const [change, complaint] of [
      [{ LNE_KEYS_FILE: '/var/lib/lne-data/keys.json' }, inData],
      [{ LNE_KEYS_FILE: '/var/lib/lne-data/documents/keys.json' }, inData],
      [{ LNE_KEYS_FILE: '/run/../var/lib//lne-data/x/../keys.json' }, inData],
      [{ LNE_KEYS_FILE: '.data/keys.json', LNE_DATA_DIR: '' }, inData],
      [{ LNE_KEYS_FILE: 'data/keys.json', LNE_DATA_DIR: './data/' }, inData],
      [{ LNE_KEYS_FILE: '/var/lib/lne/keys.json' }, besideHeads],
      [{ LNE_KEYS_FILE: './keys.json', AUDIT_HEADS_FILE: 'audit-heads.jsonl' }, besideHeads],
    ] as const) {
      t.throws(
        () => parseConfig({ ...production, ...change }),
        { message: complaint },
        JSON.stringify(change),
      )
      t.ok(
        parseConfig({ ...production, ...change, NODE_ENV: 'development' }),
        'where there is nothing to lose it may be',
      )
    }
  },
)
