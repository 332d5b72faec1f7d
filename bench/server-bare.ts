/**
 * What the service is measured against: Fastify and pg alone, with the statements of the service,
 * the contracts of the service compiled by Fastify, its encryption of personal data, and nothing else:
 * no token, no scope, no row-level security, no audit log, no counters.
 */
import Fastify from 'fastify'
import pg from 'pg'
import type { z } from 'zod'
import { createSchema } from 'zod-openapi'
import { createRegistry } from 'zod-openapi/api'
import { openRequest } from '../src/inscription-requests/queries.ts'
import {
  InscriptionRequest,
  InscriptionRequestPage,
  Submission,
} from '../src/inscription-requests/schemas.ts'
import { newRequest } from '../src/inscription-requests/service.ts'
import { readKeys } from '../src/platform/keys.ts'
import { NOW } from './cluster.ts'
import { INSERT_COLUMNS, insertStatement } from './inserts.ts'
import { endWithBench, settingsOfChild } from './processes.ts'
import {
  byIdQuestion,
  FIGURES,
  type Figure,
  figureQuestion,
  pageQuestion,
  READERS,
} from './questions.ts'

const given = settingsOfChild<{ ownerUrl: string; keysFile: string }>()
const keys = readKeys(given.keysFile)

// Connections stay, as the service's do: between two bursts they would lose their plans.
const connections = { connectionString: given.ownerUrl, max: 10, idleTimeoutMillis: 0 }
/** As the owner, whom row-level security does not bind. As anybody would: instants and dates become Date objects. */
const pool = new pg.Pool(connections)
/** Leaner: instants and dates stay as PostgreSQL writes them. */
const textPool = new pg.Pool({
  ...connections,
  types: {
    getTypeParser: (id: number, format?: never) =>
      id === pg.types.builtins.TIMESTAMPTZ || id === pg.types.builtins.DATE
        ? (text: string) => text
        : pg.types.getTypeParser(id, format),
  } as pg.CustomTypesConfig,
})

function jsonSchemaOf(type: z.ZodType, io: 'input' | 'output'): object {
  const { schema, components } = createSchema(type, {
    io,
    registry: createRegistry({}),
    schemaRefPath: '#/definitions/',
  })
  return { ...(schema as object), definitions: components }
}

const integers = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'integer' }]))
const text = { type: ['string', 'null'] }
const counts = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      key: text,
      key2: text,
      ...integers('n', 'inetel', 'srve', 'ex_officio', 'cpve', 'cpv', 'electronic', 'postal'),
      ...integers('in_person', 'sex_h', 'sex_m', 'sex_x'),
      // A bigint, which pg gives as text.
      ages: text,
    },
  },
}

// Contracts carry examples, which the validator would take for a mistake.
const app = Fastify({ ajv: { customOptions: { keywords: ['example'] } } })

for (const [prefix, db] of [
  ['', pool],
  ['/text', textPool],
] as const) {
  for (const reader of READERS) {
    const byId = await byIdQuestion(reader, '')
    const [, ...scope] = byId.values
    app.get<{ Params: { folio: string } }>(
      `${prefix}/${reader}/requests/:folio`,
      { schema: { response: { 200: jsonSchemaOf(InscriptionRequest, 'output') } } },
      async (request, reply) => {
        const values = [request.params.folio, ...scope]
        const { rows } = await db.query({ name: byId.name, text: byId.text, values })
        return rows[0] ? openRequest(keys, rows[0]) : reply.code(404).send()
      },
    )
    const page = await pageQuestion(reader)
    app.get(
      `${prefix}/${reader}/requests`,
      { schema: { response: { 200: jsonSchemaOf(InscriptionRequestPage, 'output') } } },
      async () => {
        const { rows } = await db.query(page)
        const data = rows.slice(0, 50).map((row) => openRequest(keys, row))
        return { data, page: { hasMore: rows.length > 50 } }
      },
    )
  }
}

for (const figure of Object.keys(FIGURES) as Figure[]) {
  const question = await figureQuestion(figure, NOW)
  app.get(`/figures/${figure}`, { schema: { response: { 200: counts } } }, async () => {
    const { rows } = await pool.query(question)
    return rows
  })
}

/** Encrypted as the service does it. */
const sealed = (table: string, id: string, row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value === null
        ? null
        : keys.seal(
            `${table}.${column}:${id}`,
            typeof value === 'string' ? value : JSON.stringify(value),
          ),
    ]),
  )

/** Apart from the service's own, so that the service's totals can be counted afterwards. */
const PROCESS = 'bare'
const insert = { name: 'insert', text: insertStatement() }
app.post<{ Body: Submission }>(
  '/requests',
  { schema: { body: jsonSchemaOf(Submission, 'input') } },
  async ({ body }, reply) => {
    const electorHash = keys.electorHash(body.electorKey)
    const now = new Date().toISOString()
    const made = newRequest(
      { ...body, documents: body.documents ?? [] },
      { process: PROCESS, medium: 'SRVE', electorHash, now },
    )
    const row: Record<string, unknown> = {
      ...made.request,
      ...sealed('identities', made.request.id, made.identity),
      ...sealed('contact_data', made.request.id, made.contact),
      elector_hash: electorHash,
    }
    const values = INSERT_COLUMNS.map((column) => row[column])
    await pool.query({ ...insert, values })
    return reply.code(201).send({ folio: made.request.folio, status: 'RECEIVED' })
  },
)

endWithBench(async () => {
  await app.close()
  await pool.end()
  await textPool.end()
})
const address = await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ port: Number(new URL(address).port) })
