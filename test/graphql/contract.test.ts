import { readFileSync } from 'node:fs'
import {
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from 'graphql'
import t from 'tap'
import { GRAPHQL_TYPES_FILE, generateGraphqlTypes } from '../../scripts/generate-graphql.ts'
import { EXAMPLES } from '../../src/platform/graphiql.ts'
import { ACTIONS } from '../../src/resolvers.ts'
import * as vocabulary from '../../src/vocabulary.ts'
import { startApp } from '../helpers/app.ts'

const sdl = readFileSync('schema.graphql', 'utf8')
const contract = buildSchema(sdl)

/** Operations of REST that GraphQL does not have, each with its reason. */
const WITHOUT_FIELD: Record<string, string> = {
  listDocuments: 'InscriptionRequest.documents tells the digests; the rest serves the download',
  storeDocument: 'contents are bytes, and GraphQL is JSON',
  getDocument: 'contents are bytes, and GraphQL is JSON',
  getCutoffReport: 'files are bytes, and GraphQL is JSON',
}

const operationsOf = (document: { paths?: object }): string[] =>
  Object.values(document.paths ?? {}).flatMap((path) =>
    Object.values(path as object).flatMap(
      (operation) => (operation as { operationId?: string }).operationId ?? [],
    ),
  )

t.test(
  'the running schema is schema.graphql, and has a field for every REST operation',
  async (t) => {
    const { app, as } = await startApp(t)
    t.equal(
      printSchema(lexicographicSortSchema(app.graphql.schema)),
      printSchema(lexicographicSortSchema(contract)),
    )
    const fields = [contract.getQueryType(), contract.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    )
    const operations = operationsOf(app.swagger() as { paths?: object })
    t.ok(operations.length > 25)
    for (const operation of operations) {
      if (WITHOUT_FIELD[operation]) continue
      t.ok(fields.includes(operation), `${operation} is a field`)
    }
    for (const field of fields) t.ok(operations.includes(field), `${field} is a REST operation`)
    t.same(Object.keys(ACTIONS).sort(), [...fields].sort(), 'every field has its row of the policy')

    t.test('GraphiQL loads without a token and without another host', async (t) => {
      const nobody = as()
      const page = await nobody.get('/graphiql')
      t.equal(page.status, 200)
      t.notMatch(page.text, /https?:/)
      t.match(page.headers.get('content-security-policy'), `default-src 'self'`)
      const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '')
      t.equal(links.length, 6)
      for (const link of links) {
        const file = await nobody.get(link)
        t.equal(file.status, 200, link)
        t.ok(file.text.length > 100, `${link} is not empty`)
      }
      const start = await nobody.get('/graphiql/start.js')
      for (const role of vocabulary.ROLES) t.match(start.text, `# ${role}.`)
    })

    t.test('the example of each role fits the schema, and its role', async (t) => {
      t.same(
        EXAMPLES.map(({ role }) => role),
        [...vocabulary.ROLES],
      )
      for (const { role, query, variables } of EXAMPLES) {
        t.same(validate(contract, parse(query)), [], role)
        const { body } = await as({ role, entity: '09', party: 'PARTIDO_A' }).query(
          query,
          variables,
        )
        const codes = (body.errors ?? []).map(
          (error: { extensions: { code: string } }) => error.extensions.code,
        )
        t.same(
          codes.filter((code: string) => code !== 'NOT_FOUND'),
          [],
          `${role}: ${JSON.stringify(body.errors)}`,
        )
      }
    })

    t.test('introspection is within the limits', async (t) => {
      const { body } = await as({ role: 'utsi' }).query(getIntrospectionQuery())
      t.notOk(body.errors, JSON.stringify(body.errors))
      t.ok(body.data.__schema.types.length > 50)
    })
  },
)

t.test('the generated types are current', async (t) => {
  t.equal(readFileSync(GRAPHQL_TYPES_FILE, 'utf8'), await generateGraphqlTypes())
})

t.test('enums are the closed lists of the domain', async (t) => {
  const valuesOf = (name: string) => {
    const type = contract.getType(name)
    return type && 'getValues' in type ? type.getValues().map((value) => value.name) : []
  }
  const lists = {
    Medium: vocabulary.MEDIA,
    CredentialType: vocabulary.CREDENTIAL_TYPES,
    Modality: vocabulary.MODALITIES,
    Sex: vocabulary.SEXES,
    Status: vocabulary.STATUSES,
    CountedStatus: vocabulary.COUNTED_STATUSES,
    MovementKind: vocabulary.MOVEMENT_KINDS,
    DocumentType: vocabulary.DOCUMENT_TYPES,
    Requirement: vocabulary.REQUIREMENTS,
    RequirementResult: vocabulary.REQUIREMENT_RESULTS,
    CorrectionKind: vocabulary.CORRECTION_KINDS,
  }
  for (const [name, values] of Object.entries(lists)) t.same(valuesOf(name), values, name)
})

t.test('without introspection the schema cannot be asked for, nor guessed', async (t) => {
  const { as } = await startApp(t, { introspection: false })
  const caller = as({ role: 'derfe_admin' })
  for (const query of [getIntrospectionQuery(), '{ __type(name: "Query") { name } }']) {
    const { body } = await caller.query(query)
    t.equal(body.data, undefined)
    t.equal(body.errors[0].extensions.code, 'INVALID_QUERY')
  }
  const { body } = await caller.query('{ listCutoff { dat } }')
  t.equal(body.errors[0].extensions.code, 'INVALID_QUERY')
  t.notMatch(body.errors[0].message, /Did you mean|listCutoffs/)
  t.same((await caller.query('{ __typename }')).body.data, { __typename: 'Query' })
  t.equal((await as().get('/graphiql')).status, 404)
})
