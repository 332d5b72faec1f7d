/** A page to try GraphQL by hand, with an example per role, made of local files only. */
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { introspectionFromSchema } from 'graphql'
import type { Role } from '../vocabulary.ts'

/** What a role can try. */
export type Example = { role: Role; query: string; variables?: Record<string, unknown> }

const FIGURES = `query Cifras {
  getEntityFigures(validAsOf: "2023-11-30", status: COMPLIES) {
    cutDate
    knownAsOf
    total { total averageAge { value n } }
    rows { entity label total modality { ELECTRONIC POSTAL IN_PERSON } }
  }
}`

const CUTOFFS = `query Cortes {
  listCutoffs { date status digest }
  getCutoff(date: "2023-11-30") {
    digest
    tables { review { total { received complies subsane inAnalysis } } }
  }
}`

const LIST = `query Solicitudes($finalidad: String) {
  listInscriptionRequests(first: 10, purpose: $finalidad) {
    edges {
      cursor
      node { folio status entityLabel countryLabel modality movements { number kind to } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

const CATALOGUES = `query Catalogos {
  listCatalogue(name: venues) { code value validFrom }
  listTransitions { from kind to }
}`

/** One example per role, each within what its role may ask. */
export const EXAMPLES: readonly Example[] = [
  {
    role: 'srve',
    query: `mutation Ensayo($solicitud: SubmissionInput!) {
  dryRunInscriptionRequest(submission: $solicitud) {
    outcome
    status
    errors { pointer code detail }
    warnings { pointer code detail }
    liveRequest
  }
}`,
    variables: {
      solicitud: {
        electorKey: 'EJPRFC84022914M300',
        givenNames: 'Ficticia',
        firstSurname: 'Ejemplo',
        secondSurname: 'Prueba',
        birthDate: '1984-02-29',
        sex: 'M',
        entity: '14',
        country: 'US',
        address: { lines: ['100 Example Street'], city: 'Chicago', postalCode: '60601' },
        email: 'ficticia@example.com',
        mobile: '+13125550123',
        credentialType: 'CPVE',
        modality: 'ELECTRONIC',
      },
    },
  },
  {
    role: 'inetel_agent',
    query: `mutation Busqueda($clave: String!, $finalidad: String) {
  lookupInscriptionRequest(electorKey: $clave, purpose: $finalidad) {
    folio
    status
    givenNames
    firstSurname
    corrections { dueAt items { label text } }
  }
}`,
    variables: { clave: 'EJPRFC84022914M300', finalidad: 'Atención ciudadana' },
  },
  { role: 'derfe_reviewer', query: LIST, variables: { finalidad: 'Revisión de solicitudes' } },
  { role: 'derfe_admin', query: LIST, variables: { finalidad: 'Supervisión' } },
  { role: 'derfe_analyst', query: FIGURES },
  { role: 'utsi', query: CATALOGUES },
  { role: 'deoe', query: CATALOGUES },
  {
    role: 'ine_viewer',
    query: `query Revision {
  getReviewFigures {
    asOf
    total { received forAnalysis inAnalysis subsane complies inadmissible }
    rows { label received complies }
  }
}`,
  },
  {
    role: 'opl',
    query: `query MiEntidad($finalidad: String) {
  getReviewFigures { rows { label received complies } }
  listInscriptionRequests(first: 10, purpose: $finalidad) {
    edges { node { folio givenNames firstSurname country status } }
  }
}`,
    variables: { finalidad: 'Seguimiento de la lista' },
  },
  { role: 'party', query: CUTOFFS },
  { role: 'party_reviewer', query: CUTOFFS },
  { role: 'auditor', query: FIGURES },
]

/** What the token of an example's role is asked for with. */
const TOKEN_OF: Partial<Record<Role, string>> = {
  opl: '--role opl --entity 09',
  party: '--role party --party PARTIDO_A',
  party_reviewer: '--role party_reviewer --party PARTIDO_A',
}

const HEADERS = JSON.stringify({ Authorization: 'Bearer …' }, null, 2)

const tabs = EXAMPLES.map(({ role, query, variables }) => ({
  query: `# ${role}. Ponga su token en Headers: npm run --silent token -- ${TOKEN_OF[role] ?? `--role ${role}`}
${query}`,
  variables: variables ? JSON.stringify(variables, null, 2) : undefined,
  headers: HEADERS,
}))

const PAGE = `<!doctype html>
<html lang="es-MX">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>LNE-Extranjero · GraphiQL</title>
<link rel="icon" href="/tablero/icono.svg" type="image/svg+xml">
<link rel="stylesheet" href="/graphiql/graphiql.min.css">
<style>html, body, #graphiql { height: 100%; margin: 0 }</style>
<div id="graphiql">Cargando…</div>
<script src="/graphiql/react.production.min.js"></script>
<script src="/graphiql/react-dom.production.min.js"></script>
<script src="/graphiql/graphiql.min.js"></script>
<script src="/graphiql/start.js"></script>
</html>
`

/** The schema comes with the page, so that its documentation needs no token. */
const startWith = (schema: object): string => `'use strict'
const root = ReactDOM.createRoot(document.getElementById('graphiql'))
root.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    schema: ${JSON.stringify(schema)},
    defaultTabs: ${JSON.stringify(tabs)},
    defaultHeaders: ${JSON.stringify(HEADERS)},
    defaultEditorToolsVisibility: 'headers',
    shouldPersistHeaders: false,
  }),
)
`

/** Nothing from elsewhere, even if a file of the page asked for it. */
const CONTENT_SECURITY = [
  `default-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `font-src 'self' data:`,
  `worker-src 'self' blob:`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** The files of the page: the package of each, where it is inside it, and what it is. */
const FILES = [
  ['react', 'umd/react.production.min.js', 'text/javascript'],
  ['react-dom', 'umd/react-dom.production.min.js', 'text/javascript'],
  ['graphiql', 'graphiql.min.js', 'text/javascript'],
  ['graphiql', 'graphiql.min.css', 'text/css'],
] as const

const { resolve } = createRequire(import.meta.url)

/** Where the files are; nothing where the packages of development are not installed. */
function filesOfPage(): { name: string; path: string; type: string }[] | undefined {
  try {
    return FILES.map(([name, file, type]) => {
      const path = join(dirname(resolve(`${name}/package.json`)), file)
      return { name: basename(file), path, type }
    })
  } catch {
    return undefined
  }
}

/** /graphiql; loading it needs no token, asking does. */
export async function graphiql(app: FastifyInstance): Promise<void> {
  const files = filesOfPage()
  if (!files) {
    app.log.info('GraphiQL is not installed: /graphiql is not served')
    return
  }
  const open = { config: { public: true } }
  let start: string | undefined
  app.get('/graphiql', open, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', CONTENT_SECURITY)
      .send(PAGE),
  )
  app.get('/graphiql/start.js', open, async (_request, reply) => {
    start ??= startWith(introspectionFromSchema(app.graphql.schema))
    return reply.type('text/javascript; charset=utf-8').send(start)
  })
  for (const { name, path, type } of files) {
    app.get(`/graphiql/${name}`, open, async (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=86400')
        .send(createReadStream(path)),
    )
  }
}
