/** `npm run generate`: writes everything that is derived; `npm run check` compares. */
import { writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import {
  type Action,
  CROSSINGS,
  FIELD_GROUPS,
  type FieldGroup,
  GRANTED_VIEW,
  POLICY,
  POLICY_COLUMNS,
  SMALLEST_GROUP,
  USUAL_READS,
  VISIBLE_GROUPS,
} from '../src/access/policy.ts'
import { buildApp } from '../src/app.ts'
import { openFolder } from '../src/documents/storage.ts'
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
  const services = openServices(db, {} as Keys, openFolder('none'))
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

/** Each action in words, for who reads the table and not the code. */
const ACTIONS_IN_WORDS: Record<Action, string> = {
  'request:submit': 'recibir una solicitud de inscripción',
  'request:dry-run': 'ensayar una solicitud: qué se le objetaría, sin guardarla',
  'request:list': 'consultar la lista de solicitudes',
  'request:read': 'consultar una solicitud por su folio',
  'request:lookup': 'buscar una solicitud por la clave de elector',
  'request:movements': 'consultar la historia de una solicitud',
  'request:change': 'cambiar la modalidad de voto o los datos de contacto',
  'request:withdraw': 'retirar una solicitud a petición de su titular',
  'correction:answer': 'responder un subsane',
  'review:check': 'hacer la verificación inicial',
  'review:claim': 'tomar una solicitud para su análisis, o dejarla',
  'review:decide': 'decidir: cumple, subsane o improcedente',
  'review:backdate': 'fechar una decisión antes del momento en que se captura',
  'correction:ask': 'pedir un subsane',
  'figure:read': 'consultar cifras en vivo o a un instante pasado',
  'figure:cross': 'cruzar cifras por varias dimensiones a la vez',
  'figure:cases':
    'consultar los casos que forman una cifra: folios, o seudónimos para quien audita',
  'report:reasons': 'consultar causales y totales por comentario',
  'report:last-movements': 'consultar los folios por su último movimiento, sin nombres',
  'figure:difference': 'consultar qué cambió entre dos cortes, celda por celda',
  'cutoff:read': 'consultar y descargar cortes sellados',
  'cutoff:seal': 'proponer y aprobar un corte, dos personas',
  'cutoff:annex': 'anexar a un corte las cifras de otro sistema',
  'catalogue:read': 'consultar catálogos',
  'catalogue:change': 'proponer y aprobar versiones de catálogos, dos personas',
  'document:store': 'entregar el contenido de los documentos de una solicitud',
  'document:read': 'consultar los documentos de una solicitud',
  'audit:read': 'consultar la bitácora',
  'audit:prove': 'pedir cabezas y pruebas de la bitácora: huellas, sin datos',
  'audit:consultations': 'saber quién consultó una solicitud, cuándo y para qué',
  'audit:pauses': 'ver y levantar pausas por lectura inusual, otra persona',
  'token:revoke': 'revocar accesos',
  'token:sign-out': 'cerrar la propia sesión',
  'access:request': 'pedir acceso extraordinario a una solicitud, con motivo',
  'access:approve': 'dar el acceso que otra persona pidió',
  'access:use': 'consultar la solicitud de un acceso extraordinario vigente',
}

/** Each group of fields in words. */
const GROUPS_IN_WORDS: Record<FieldGroup, string> = {
  status: 'estado y movimientos',
  place: 'entidad y país',
  modality: 'modalidad de voto',
  facts: 'vía, credencial, sexo, sede y simulacro',
  birth: 'fecha de nacimiento',
  name: 'nombre',
  identifiers: 'claves de la credencial',
  contact: 'domicilio, correo y teléfono',
  corrections: 'subsanes',
  documents: 'documentos presentados',
  review: 'análisis y decisiones',
}

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
- Sin registro de ninguna persona: **figures**, lo que las cifras cuentan (estado, lugar y
  características), sin nombre, claves, contacto ni documentos; **log**, la bitácora; **sealed**, lo que
  se publica sellado; **open**, lo que no es de nadie (catálogos, pruebas, propuestas); **own**, sólo su
  propio token; **-**, nada.

PostgreSQL aplica estos alcances por segunda vez (seguridad por renglón): una consulta que olvidara el
suyo no vería más.

${table(
  ['acción', 'qué es', ...POLICY_COLUMNS.map((role) => `\`${role}\``)],
  Object.entries(POLICY).map(([action, row]) => [
    `\`${action}\``,
    ACTIONS_IN_WORDS[action as Action],
    ...row,
  ]),
)}

## Campos de una solicitud que ve cada rol

${table(['rol', 'grupos'], fields)}

Quien tiene un acceso extraordinario vigente (\`access:use\`) ve de esa única solicitud lo que ve
\`${GRANTED_VIEW}\`: lo pide una persona con motivo, lo da otra, y termina solo.

## Qué tiene cada grupo

${table(
  ['grupo', 'qué es', 'campos'],
  Object.entries(FIELD_GROUPS).map(([group, names]) => [
    group,
    GROUPS_IN_WORDS[group as FieldGroup],
    names.join(', '),
  ]),
)}

Los grupos birth, name, identifiers y contact son datos personales: una persona que los consulta dice
su finalidad (encabezado \`Purpose\`); los sistemas la tienen en su registro.

## Cruces de cifras (\`figure:cross\`)

Por cuáles dimensiones puede cruzar cada rol, y cuántas a la vez. Donde el alcance es **sealed** sólo
cortes sellados, y nada más fino que las tablas publicadas que forme grupos de menos de ${SMALLEST_GROUP}
personas (configuración).

${table(
  ['rol', 'a la vez', 'dimensiones'],
  Object.entries(CROSSINGS).map(([role, { dimensions, most }]) => [
    `\`${role}\``,
    String(most),
    dimensions.join(', '),
  ]),
)}

## Lectura habitual

Solicitudes que una persona o sistema de cada rol lee en diez minutos (configuración). Quien pasa de
ahí queda en pausa hasta que otra persona la levante.

${table(
  ['rol', 'solicitudes'],
  Object.entries(USUAL_READS).map(([role, records]) => [`\`${role}\``, String(records)]),
)}
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
