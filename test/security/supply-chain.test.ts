/** What the project is made of, and what must not be in it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { refusedLicences } from '../../scripts/licences.ts'
import { looksSecret, secretsIn, wrongImageRules } from '../../scripts/secrets.ts'

const top = process.cwd()

t.test('every licence is allowed, and others would not be', async (t) => {
  const lock = JSON.parse(readFileSync(join(top, 'package-lock.json'), 'utf8'))
  t.same(refusedLicences(lock), [])
  const judge = (license: string | undefined, dev = false) =>
    refusedLicences({ packages: { 'node_modules/a': { version: '1.0.0', license, dev } } })
  for (const license of ['MIT', '(WTFPL OR MIT)', '(MIT AND Zlib)', 'MIT OR GPL-3.0-only']) {
    t.same(judge(license), [], license)
  }
  for (const license of [
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'UNLICENSED',
    'SEE LICENSE IN x',
  ]) {
    t.same(judge(license), [`a@1.0.0: ${license}`])
  }
  t.same(judge(undefined), ['a@1.0.0: none'])
  t.same(judge('Python-2.0', true), [])
  t.same(judge('Python-2.0'), ['a@1.0.0: Python-2.0'])
})

t.test('every version is exact, and every package has its digest', async (t) => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(top, 'package.json'), 'utf8'),
  )
  const versions: Record<string, string> = {
    ...dependencies,
    ...devDependencies,
    ...optionalDependencies,
  }
  for (const [name, version] of Object.entries(versions)) t.match(version, /^\d+\.\d+\.\d+/, name)
  const { packages } = JSON.parse(readFileSync(join(top, 'package-lock.json'), 'utf8'))
  const locked = packages['']
  t.same(
    { ...locked.dependencies, ...locked.devDependencies, ...locked.optionalDependencies },
    versions,
    'what is locked is what is asked for',
  )
  for (const [name, version] of Object.entries(versions)) {
    t.equal(packages[`node_modules/${name}`]?.version, version, `${name} is locked`)
  }
  const undigested = Object.entries<{ integrity?: string; inBundle?: boolean }>(packages).filter(
    ([path, { integrity, inBundle }]) =>
      path !== '' && !inBundle && !/^sha512-/.test(integrity ?? ''),
  )
  t.same(
    undigested.map(([path]) => path),
    [],
  )
})

t.test('every list has a cap', async (t) => {
  const contract = parse(readFileSync(join(top, 'openapi.yaml'), 'utf8'))
  type Schema = { $ref?: string; type?: string; properties?: { data?: Schema } }
  const whole = (schema: Schema = {}): Schema =>
    schema.$ref ? contract.components.schemas[schema.$ref.split('/').at(-1) as string] : schema
  /** Lists of what is few, or cut in the statement: by their cap. */
  const BOUNDED: Record<string, string> = {
    listGrants: 'the last 200',
    listConsultations: 'the last 200',
    listReadingPauses: 'subjects that are paused',
    listMovements: 'movements of one request',
    listDocuments: 'documents of one request',
    listCutoffs: 'one a day of a process at most',
    listCutoffAnnexes: 'tables of other systems to one cut-off',
    listTransitions: 'the life cycle',
    listCatalogue: 'one catalogue',
    listCatalogueVersions: 'versions of one catalogue',
  }
  const lists: string[] = []
  for (const path of Object.values<Record<string, never>>(contract.paths)) {
    for (const operation of Object.values<{
      operationId: string
      parameters?: { name: string; schema: { maximum?: number } }[]
      responses: Record<string, { content?: Record<string, { schema: Schema }> }>
    }>(path)) {
      const answer = whole(operation.responses?.['200']?.content?.['application/json']?.schema)
      if (answer.type !== 'array' && whole(answer.properties?.data).type !== 'array') continue
      lists.push(operation.operationId)
      const limit = operation.parameters?.find(({ name }) => name === 'limit')
      const capped = Number(limit?.schema.maximum) <= 200
      t.ok(capped || BOUNDED[operation.operationId], `${operation.operationId} has a cap`)
    }
  }
  t.ok(lists.length >= 8, lists.join(', '))
  for (const name of Object.keys(BOUNDED)) t.ok(lists.includes(name), `${name} is a list`)
})

t.test('no secret is in the repository, nor in what the image is built from', async (t) => {
  t.same(secretsIn(top), [])
  // Put together here, so that this file is not what it looks for.
  const secrets: [path: string, content: string][] = [
    ['.env', ''],
    ['deploy/.env.production', ''],
    ['keys.json', '{}'],
    ['src/keys-2024.json', '{}'],
    ['tls/server.pem', ''],
    ['id_ed25519', ''],
    ['a.md', ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')],
    ['a.ts', `const token = '${['eyJ', 'eyJ', ''].map((p) => p + 'a'.repeat(20)).join('.')}'`],
    ['.npmrc', `//registry/:_auth${'Token='}abc`],
    ['a.json', `{ "secret": "${'a'.repeat(43)}=" }`],
  ]
  for (const [path, content] of secrets) t.ok(looksSecret(path, content), path)
  for (const path of ['src/platform/keys.ts', 'docs/security.md', 'src/app.ts']) {
    t.notOk(looksSecret(path, 'export const keys = 1'), path)
  }
  t.same(wrongImageRules('*\n!src\n'), [])
  t.same(wrongImageRules('*\n!src\n!.env\n'), ['!.env'])
  t.same(wrongImageRules('node_modules\n'), ['the first rule is not *'])
})

/** What is dangerous in a source, how it is told, and the only files where it may be. */
const DANGEROUS: Record<string, { told: RegExp; sample: string; where: string[] }> = {
  'text run as code': {
    told: /\beval\(|new Function\(|from 'node:vm'|set(Timeout|Interval)\(['"`]/,
    sample: 'eval(text)',
    where: [],
  },
  'programs started': {
    told: /node:child_process/,
    sample: `import { spawn } from 'node:child_process'`,
    // The PostgreSQL of the demo, which production refuses.
    where: ['src/platform/embedded-postgres.ts'],
  },
  'patterns made while it runs': {
    told: /new RegExp\(/,
    sample: 'new RegExp(sent)',
    // Of numbers of digits.
    where: ['src/inscription-requests/schemas.ts'],
  },
  'markup that is not escaped': {
    told: /dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML/,
    sample: 'element.innerHTML = text',
    // Drawings and tables, escaped where they are written.
    where: ['src/board/drawings.tsx', 'src/board/pages.tsx'],
  },
  'files written': {
    told: /\b(writeFile(Sync)?|appendFile(Sync)?|createWriteStream|open(Sync)?)\([^)]*['"](a|w|wx)['"]|\bwriteFile(Sync)?\(|\bappendFile(Sync)?\(|\bcreateWriteStream\(/,
    sample: `await writeFile(path, text)`,
    where: [
      'src/audit/log.ts',
      'src/documents/storage.ts',
      'src/lne.ts',
      'src/platform/embedded-postgres.ts',
      'src/platform/keys.ts',
    ],
  },
  'others asked over the network': {
    told: /\bfetch\((?!\[)|from '(openid-client|s3mini|node:https?|node:tls|node:dgram)'/,
    sample: 'await fetch(address)',
    where: [
      'src/access/issuer-keys.ts',
      'src/board/provider.ts',
      // The page asks for itself, in the browser.
      'src/board/script.ts',
      'src/documents/storage.ts',
      // It asks Node which methods there are.
      // It answers: what is not HTTP has no request.
      'src/platform/problem.ts',
    ],
  },
  'certificates not looked at': {
    told: /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/,
    sample: '{ rejectUnauthorized: false }',
    where: [],
  },
  'chance that can be guessed': {
    told: /Math\.random/,
    sample: 'Math.random()',
    // How long to wait for a port.
    where: ['src/platform/embedded-postgres.ts'],
  },
  'formats that bring code along': {
    told: /node:v8|unserialize|from '(yaml|fast-xml-parser|xml2js|libxmljs)'/,
    sample: `import { parse } from 'yaml'`,
    where: [],
  },
}

t.test('what is dangerous is in the sources where it is known, and nowhere else', async (t) => {
  const sources = readdirSync(join(top, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('demo/'))
    .map((path) => [`src/${path}`, readFileSync(join(top, 'src', path), 'utf8')] as const)
  t.ok(sources.length > 100, `${sources.length} sources`)
  for (const [danger, { told, sample, where }] of Object.entries(DANGEROUS)) {
    const found = sources.filter(([, text]) => told.test(text)).map(([path]) => path)
    t.same(found.sort(), where, danger)
    t.match(sample, told, `${danger}: it would be found`)
  }
})
