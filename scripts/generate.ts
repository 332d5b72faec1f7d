/** `npm run generate`: writes everything that is derived; `npm run check` compares. */
import { writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { FIELD_GROUPS, POLICY, POLICY_COLUMNS, VISIBLE_GROUPS } from '../src/access/policy.ts'
import { buildApp } from '../src/app.ts'
import { openServices } from '../src/platform/context.ts'
import { openDatabase } from '../src/platform/database.ts'
import { FIELD_PROBLEMS, PROBLEMS } from '../src/platform/errors.ts'
import type { Keys } from '../src/platform/keys.ts'
import { GRAPHQL_TYPES_FILE, generateGraphqlTypes } from './generate-graphql.ts'
import { OUTLINES_FILE, outlines } from './generate-maps.ts'
import { generateOpenapiTypes, OPENAPI_TYPES_FILE } from './generate-openapi-types.ts'
import { VERIFIER_PAGE, verifierPage } from './verifier-page.ts'

const DO_NOT_EDIT = '<!-- Generado por `npm run generate`; no se edita. -->'

/** The REST contract. The pool connects on first use, so no database is needed. */
async function openapi(): Promise<string> {
  const db = openDatabase('postgres://nobody@127.0.0.1:1/none')
  const services = openServices(db, {} as Keys)
  const tokens = { audience: 'lne-extranjero', outside: undefined, development: undefined }
  const app = await buildApp({ services, tokens, introspection: true })
  await app.ready()
  const document = app.swagger()
  await app.close()
  await db.end()
  return stringify(document, { lineWidth: 100, aliasDuplicateObjects: false })
}

const table = (header: string[], rows: string[][]): string =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** The policy table as a lawyer can read it. */
function policy(): string {
  const fields = POLICY_COLUMNS.map((role) => [
    `\`${role}\``,
    (VISIBLE_GROUPS[role] ?? []).join(', ') || 'ninguno',
  ])
  return `${DO_NOT_EDIT}

# Tabla de acceso

Quién puede hacer qué, y sobre cuáles registros. Lo que la tabla no nombra se niega con 403; un
registro fuera del alcance responde 404, igual que uno que no existe.

- **all**: todos los registros. **portal**: los que entraron por el portal (SRVE), o el que la persona
  titular prueba con folio y clave de elector. **attended**: el que la agente tiene abierto tras
  buscarlo. **entity**: los de su entidad. **granted**: el de un acceso extraordinario vigente.
  **sealed**: ninguno, sólo lo que se publica sellado. **own**: ninguno, sólo su propio token.
  **-**: ninguno.

${table(
  ['acción', ...POLICY_COLUMNS.map((role) => `\`${role}\``)],
  Object.entries(POLICY).map(([action, row]) => [`\`${action}\``, ...row]),
)}

## Campos de una solicitud que ve cada rol

${table(['rol', 'grupos'], fields)}

## Qué tiene cada grupo

${table(
  ['grupo', 'campos'],
  Object.entries(FIELD_GROUPS).map(([group, names]) => [group, names.join(', ')]),
)}

Los grupos birth, name, identifiers y contact son datos personales: una persona que los consulta dice
su finalidad (encabezado \`Purpose\`); los sistemas la tienen en su registro.
`
}

/** The catalogue of codes. */
function errors(): string {
  return `${DO_NOT_EDIT}

# Códigos de error

Todo rechazo es un \`application/problem+json\` (RFC 9457) con un \`code\` estable; en GraphQL, el mismo
código va en \`extensions.code\`.

${table(
  ['código', 'HTTP', 'español', 'English'],
  Object.entries(PROBLEMS).map(([code, { status, es, en }]) => [
    `\`${code}\``,
    String(status),
    es,
    en,
  ]),
)}

## Códigos de campo

Van en \`errors[]\` con su \`pointer\`: \`/campo\` del cuerpo, \`query.campo\`, \`path.campo\` o
\`header.campo\`.

${table(
  ['código', 'español', 'English'],
  Object.entries(FIELD_PROBLEMS).map(([code, { es, en }]) => [`\`${code}\``, es, en]),
)}
`
}

/** Every derived file, by its path, as it should be. */
export async function generated(): Promise<Record<string, string>> {
  const contract = await openapi()
  return {
    'openapi.yaml': contract,
    [OPENAPI_TYPES_FILE]: await generateOpenapiTypes(contract),
    [GRAPHQL_TYPES_FILE]: await generateGraphqlTypes(),
    'docs/policy.md': policy(),
    'docs/errors.md': errors(),
    [OUTLINES_FILE]: outlines(),
    [VERIFIER_PAGE]: verifierPage(),
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  for (const [path, content] of Object.entries(await generated())) {
    writeFileSync(new URL(`../${path}`, import.meta.url), content)
    console.log(`wrote ${path}`)
  }
}
