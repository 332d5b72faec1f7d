import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import t from 'tap'
import { parse } from 'yaml'
import { FIELD_GROUPS, POLICY, POLICY_COLUMNS, VISIBLE_GROUPS } from '../src/access/policy.ts'
import { MEDIA_TYPES } from '../src/documents/schemas.ts'
import { Environment } from '../src/platform/config.ts'
import { FIELD_PROBLEMS, PROBLEMS } from '../src/platform/errors.ts'
import { transitionRows } from '../src/review/transitions.ts'
import * as tables from '../src/tables.ts'

const root = process.cwd()
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Every page that people read. */
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))

/** The part of a page under a heading, up to the next one of the same depth. */
function sectionOf(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n${heading}\n`)
  const depth = heading.split(' ')[0]
  return after.split(`\n${depth} `)[0] ?? ''
}

/** The first cell of each row of a table, where it is code. */
const codesOfTable = (text: string): string[] =>
  [...text.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code as string)

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

t.test('the catalogue of errors has every code, and no other', async (t) => {
  const page = read('docs/errors.md')
  const [problems = '', fields = ''] = page.split('\n## ')
  t.same(codesOfTable(problems).sort(), Object.keys(PROBLEMS).sort())
  t.same(codesOfTable(fields).sort(), Object.keys(FIELD_PROBLEMS).sort())
})

t.test('the life cycle that is drawn is the one that is enforced', async (t) => {
  const drawing =
    /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(read('docs/domain.md'))?.[1] ?? ''
  const lines = drawing.split('\n').filter((line) => line.includes('-->'))
  const drawn = lines.flatMap((line) => {
    const [, from, to, kind] = /^\s+(\S+) --> (\w+): (\w+)$/.exec(line) ?? []
    return kind === undefined ? [] : [`${from} ${kind} ${to}`]
  })
  // A movement that keeps its state is no arrow.
  const rows = transitionRows().filter(({ from, to }) => from !== to)
  t.same(drawn.sort(), rows.map(({ from, kind, to }) => `${from ?? '[*]'} ${kind} ${to}`).sort())
  const ends = lines.filter((line) => line.endsWith('--> [*]')).map((line) => line.trim())
  t.same(ends.sort(), ['SUPERSEDED --> [*]', 'WITHDRAWN --> [*]'])
  t.equal(drawn.length + ends.length, lines.length, 'every line of the drawing was understood')
})

t.test("the README's settings are those that the service reads", async (t) => {
  const names = codesOfTable(sectionOf(read('README.md'), '## Settings'))
  t.same(names, Object.keys(Environment.unwrap().shape), 'the same names in the same order')
})

t.test('every script that the docs name exists', async (t) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const page of pages) {
    for (const [, name] of read(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)) {
      t.ok(scripts[name as string], `${page}: npm run ${name}`)
    }
  }
  const table = sectionOf(read('README.md'), '## Scripts')
  const implied = ['start', 'test']
  for (const name of Object.keys(scripts)) {
    const command = implied.includes(name) ? `npm ${name}` : `npm run ${name}`
    t.ok(table.includes(`\`${command}`), `the README tells ${command}`)
  }
})

t.test('links inside the docs lead somewhere', async (t) => {
  for (const page of pages) {
    const text = read(page).replace(/```[\s\S]*?```/g, '')
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : join(dirname(page), path)
      t.ok(existsSync(join(root, file)), `${page}: ${target}`)
      if (anchor === undefined || !file.endsWith('.md')) continue
      const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title as string)
      t.ok(headings.map(anchorOf).includes(anchor), `${page}: ${target} is a heading`)
    }
  }
})

t.test('every test that the page on security names is there, under its title', async (t) => {
  const page = read('docs/security.md')
  const items = sectionOf(page, '## OWASP API Security Top 10 (2023)').split('\n### API').slice(1)
  t.equal(items.length, 10)
  for (const [index, item] of items.entries()) {
    const named = [...item.matchAll(/^- \[(test\/\S+)\]\(\.\.\/\1\) "(.+)"$/gm)]
    t.ok(named.length > 0, `API${index + 1} is shown by a test`)
    t.equal(named.length, item.match(/^- /gm)?.length, `API${index + 1}: each line is understood`)
  }
  for (const [, file = '', title = ''] of page.matchAll(/^- \[(test\/\S+)\]\(\.\.\/\1\) "(.+)"$/gm))
    t.ok(read(file).includes(title), `${file} ${title}`)
})

t.test('the page of the policy is the table that is enforced', async (t) => {
  const [actions = '', fields = '', groups = ''] = read('docs/policy.md').split('\n## ')
  const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| '))
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  /** Without the second cell, which says the first in words. */
  const codes = (lines: string[]) =>
    lines.map((line) => {
      const [, name = '', words = '', ...rest] = line.split('|')
      t.ok(words.trim().length > 2, `${name} in words`)
      return row([name.trim(), ...rest.slice(0, -1).map((cell) => cell.trim())])
    })
  const roles = POLICY_COLUMNS.map((role) => `\`${role}\``)
  t.same(codes(rowsOf(actions)), [
    row(['acción', ...roles]),
    row(['---', ...roles.map(() => '---')]),
    ...Object.entries(POLICY).map(([action, cells]) => row([`\`${action}\``, ...cells])),
  ])
  t.same(
    rowsOf(fields).slice(2),
    POLICY_COLUMNS.map((role) =>
      row([`\`${role}\``, (VISIBLE_GROUPS[role] ?? []).join(', ') || 'ninguno']),
    ),
  )
  t.same(
    codes(rowsOf(groups).slice(2)),
    Object.entries(FIELD_GROUPS).map(([group, names]) => row([group, names.join(', ')])),
  )
})

t.test('every table has its class of retention', async (t) => {
  const [, page = ''] = read('docs/domain.md').split('**Retention classes**')
  for (const table of Object.values(tables)) {
    if (!is(table, PgTable)) continue
    const name = getTableName(table)
    t.ok(page.includes(`\`${name}\``), name)
  }
})

/** How many items each section of ASVS 5.0.0 has, by chapter. */
const ASVS_SECTIONS = [
  [2, 10, 12, 3, 3],
  [3, 3, 5, 2],
  [1, 3, 5, 8, 8, 1, 5],
  [5, 5, 2, 4],
  [1, 6, 3, 3],
  [3, 12, 8, 6, 8, 4, 2, 4],
  [3, 4, 2, 5, 3, 2],
  [4, 4, 3, 2],
  [3, 4],
  [2, 3, 5, 16, 5, 2, 3],
  [4, 5, 5, 4, 2, 2, 2],
  [5, 2, 5],
  [4, 6, 4, 7],
  [2, 8, 3],
  [5, 5, 7, 4],
  [1, 5, 4, 3, 4],
  [2, 8, 2],
]

const ASVS_ITEMS = ASVS_SECTIONS.flatMap((sections, chapter) =>
  sections.flatMap((items, section) =>
    Array.from({ length: items }, (_, item) => `${chapter + 1}.${section + 1}.${item + 1}`),
  ),
)

/** The cells of the rows of tables in a text, without their headings. */
const cellsIn = (text: string): string[][] =>
  [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | '))

/** Whether a file has a test of that title, or one that begins so and is filled in. */
function hasTest(file: string, title: string): boolean {
  const path = join(root, file)
  if (file === '' || !existsSync(path)) return false
  const text = readFileSync(path, 'utf8')
  const spellings = [`'${title}'`, `"${title}"`, `\`${title}\``, `\`${title} \${`]
  return spellings.some((spelling) =>
    text
      .split(spelling)
      .slice(0, -1)
      .some((before) => /\bt\.test\(\s*$/.test(before)),
  )
}

/** What is wrong with a page on the ASVS. */
function faultsOfAsvs(page: string): string[] {
  const faults: string[] = []
  const [chapters = ''] = page.split('\n## Written down\n')
  const listed: string[] = []
  const excepted: Record<string, string[]> = {}
  const shownAs = { test: 0, exception: 0, none: 0 }
  const parts = chapters.split(/^## V/m).slice(1)
  for (const part of parts) {
    const chapter = /^\d+/.exec(part)?.[0] ?? ''
    for (const [label = '', short = '', what = '', shown = '', ...more] of cellsIn(part)) {
      if (!/^\d/.test(label)) continue
      const [, first = '', last = first] = /^([\d.]+)(?: to ([\d.]+))?$/.exec(label) ?? []
      const items = ASVS_ITEMS.slice(ASVS_ITEMS.indexOf(first), ASVS_ITEMS.indexOf(last) + 1)
      listed.push(...(items.length > 0 ? items : [label]))
      if (!first.startsWith(`${chapter}.`)) faults.push(`${label} stands under V${chapter}`)
      if (more.length > 0 || short === '' || what === '') faults.push(`${label}: four cells`)
      if (shown === 'Not applicable') {
        shownAs.none += items.length
        continue
      }
      const [, exception] = /^Exception (E\d+)$/.exec(shown) ?? []
      if (exception !== undefined) {
        shownAs.exception += items.length
        excepted[exception] = [...(excepted[exception] ?? []), ...items]
        continue
      }
      shownAs.test += items.length
      for (const one of shown.split('; ')) {
        const [, file = '', title = ''] = /^\[(test\/\S+)\]\(\.\.\/\1\) "(.+)"$/.exec(one) ?? []
        if (!hasTest(file, title)) faults.push(`${label}: no test in ${one}`)
      }
    }
  }
  for (const item of ASVS_ITEMS) {
    const times = listed.filter((one) => one === item).length
    if (times !== 1) faults.push(`${item} is listed ${times} times`)
  }
  for (const [index, item] of listed.entries()) {
    if (ASVS_ITEMS[index] !== item) faults.push(`${item} is no item, or out of its order`)
  }
  const exceptions = cellsIn(sectionOf(page, '## Exceptions')).filter(([name]) =>
    /^E\d/.test(name ?? ''),
  )
  for (const [index, [name = '', items = '', ...rest]] of exceptions.entries()) {
    if (name !== `E${index + 1}`) faults.push(`${name} is out of its order`)
    if (items !== excepted[name]?.join(', ')) faults.push(`${name} is not of ${items}`)
    if (rest.length !== 4 || rest.includes(''))
      faults.push(`${name}: reason, role, rest, signature`)
    delete excepted[name]
  }
  for (const name of Object.keys(excepted)) faults.push(`there is no ${name}`)
  const counts = [ASVS_ITEMS.length, shownAs.test, shownAs.exception, shownAs.none]
  const told = /Of its \*\*(\d+)\*\* items \*\*(\d+)\*\* .+ \*\*(\d+)\*\* .+ \*\*(\d+)\*\*/.exec(
    page,
  )
  if (told?.slice(1).join() !== counts.join()) faults.push(`the counts are ${counts.join(', ')}`)
  return faults
}

t.test(
  'every item of the ASVS has a test that is there, an exception, or no use here',
  async (t) => {
    const page = read('docs/asvs.md')
    t.same(faultsOfAsvs(page), [])
    t.equal(ASVS_ITEMS.length, 345, 'as many as the standard has')

    t.test('and this test would tell', async (t) => {
      const without = (line: RegExp) => page.replace(line, '')
      const changes: [name: string, changed: string, fault: RegExp][] = [
        ['an item is missing', without(/^\| 1\.3\.2 .*\n/m), /^1\.3\.2 is listed 0 times/],
        ['the last item is missing', without(/^\| 16\.5\.4 .*\n/m), /^16\.5\.4 is listed 0 times/],
        ['a range is shorter', page.replace('9.1.1 to 9.2.4', '9.1.1 to 9.2.3'), /^9\.2\.4 is/],
        ['an item twice', page.replace('| 2.1.2 |', '| 2.1.1 |'), /^2\.1\.1 is listed 2 times/],
        ['an item of no standard', page.replace('| 2.1.2 |', '| 2.1.9 |'), /^2\.1\.9 is no item/],
        ['another title', page.replace('"a label is text', '"a label is no text'), /no test in/],
        ['a title that is a part', page.replace(': in pages, drawings', ''), /no test in/],
        ['another file', page.replaceAll('test/races.test.ts', 'test/race.test.ts'), /no test in/],
        ['no form', page.replace('| Exception E1 |', '| yes |'), /^1\.2\.10: no test in yes/],
        [
          'an unknown exception',
          page.replace('| Exception E1 |', '| Exception E99 |'),
          /^there is no E99/,
        ],
        ['an exception less', without(/^\| E2 .*\n/m), /^there is no E2/],
        [
          'an exception of others',
          page.replace('| E2 | 2.4.2 |', '| E2 | 2.4.1 |'),
          /^E2 is not of 2\.4\.1/,
        ],
        [
          'an exception without a role',
          page.replace(/^(\| E19 (?:\|[^|]+){2})\|[^|]+\|/m, '$1|'),
          /^E19: /,
        ],
        [
          'another count',
          page.replace(/\*\*345\*\* items \*\*\d+\*\*/, '**345** items **1**'),
          /^the counts/,
        ],
      ]
      for (const [name, changed, fault] of changes) {
        t.not(changed, page, `${name}: changed`)
        const found = faultsOfAsvs(changed)
        t.ok(
          found.some((one) => fault.test(one)),
          `${name}: ${found.join('; ')}`,
        )
      }
    })
  },
)

/** The tables under a heading of the third depth of the page on the ASVS. */
const writtenDown = (heading: string): string[][] =>
  cellsIn(sectionOf(sectionOf(read('docs/asvs.md'), '## Written down'), `### ${heading}`)).slice(1)

t.test('what is written down for the ASVS is what the sources say', async (t) => {
  for (const [heading, rows] of [
    ['Browsers', 4],
    ['Sessions', 6],
    ['What access is judged by', 6],
    ['Connections', 7],
    ['Files', 3],
  ] as const) {
    const written = writtenDown(heading)
    t.equal(written.length, rows, heading)
    for (const cells of written) {
      for (const source of (cells.at(-1) ?? '').split(/; (?=\[)/)) {
        const [, file = '', code = ''] =
          /^\[[\w.-]+\]\(\.\.\/(src\/\S+)\) `(.+)`$/.exec(source) ?? []
        const isThere = file !== '' && read(file).includes(code)
        t.ok(isThere, `${heading}, ${cells[0]}: ${source}`)
      }
    }
  }
  const types = Object.entries(MEDIA_TYPES).map(([type, { extension }]) => `${type} ${extension}`)
  const files = writtenDown('Files').map(([type, extension]) => `${type} ${extension}`)
  t.same(
    files,
    types.map((one) => one.replace(/(\S+) (\S+)/, '`$1` `$2`')),
  )
})

t.test('every use of cryptography is in the inventory, and no other algorithm', async (t) => {
  const rows = writtenDown('Cryptography')
  const linked = rows.flatMap(([, , , files = '']) =>
    [...files.matchAll(/\]\(\.\.\/(src\/[^)]+)\)/g)].map(([, path]) => path as string),
  )
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('demo/'))
    .map((path) => [`src/${path}`, read(`src/${path}`)] as const)
  const uses = /from '(node:crypto|jose|@fastify\/jwt|openid-client)'/
  const using = sources.filter(([, text]) => uses.test(text)).map(([path]) => path)
  t.same([...new Set(linked)].sort(), using.sort(), 'the files that use any')
  const others =
    /from '(crypto-js|bcrypt\w*|tweetnacl|node-forge|elliptic|@noble\/\S+|sodium\S*)'|\bcrypto\.subtle/
  t.same(
    sources.filter(([, text]) => others.test(text)).map(([path]) => path),
    [],
  )
  const made =
    /\b(?:createHash|createHmac|createCipheriv|createDecipheriv|generateKeyPairSync)\('([^']+)'/g
  const named = sources.flatMap(([, text]) => [...text.matchAll(made)].map(([, name]) => name))
  const written = rows.flatMap(([, algorithm = '']) =>
    [...algorithm.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  t.same([...new Set(named)].sort(), ['aes-256-gcm', 'ed25519', 'sha256'])
  t.same([...new Set(written)].sort(), [...new Set(named)].sort(), 'the algorithms that are named')
})

t.test('every field of a request has its class of protection', async (t) => {
  const groups = writtenDown('Data').flatMap(([, what = '']) =>
    [...what.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  t.same(groups.sort(), Object.keys(FIELD_GROUPS).sort(), 'each group of fields, once')
})

t.test('the map of the code names what is there', async (t) => {
  const map = /```\n([\s\S]*?)```/.exec(sectionOf(read('README.md'), '## The map'))?.[1] ?? ''
  const named = map.split('\n').flatMap((line) => {
    const names = /^ {0,2}\S+(?: {2}\S+)*(?= {2,}|$)/.exec(line)?.[0] ?? ''
    return names.trim() === ''
      ? []
      : names
          .trim()
          .split(/\s+/)
          .map((name) => [line, name] as const)
  })
  let folder = ''
  for (const [line, name] of named) {
    if (!line.startsWith(' ')) folder = ''
    t.ok(existsSync(join(root, folder, name)), join(folder, name))
    if (!line.startsWith(' ') && name === 'src/') folder = name
  }
  for (const entry of readdirSync(join(root, 'src'))) {
    t.ok(map.includes(`  ${entry}`), `src/${entry} is on the map`)
  }
})

t.test('the containers are pinned, hardened and hold no secret', async (t) => {
  const compose = parse(read('docker-compose.yml'), { merge: true })
  for (const [name, service] of Object.entries<Record<string, unknown>>(compose.services)) {
    t.match(service.image, /:\d+\.\d+(\.\d+)?$/, `${name}: the tag is pinned`)
    t.ok(typeof service.user === 'string' && !/^(root|0)\b/.test(service.user), `${name}: user`)
    t.equal(service.read_only, true, `${name}: its files cannot be changed`)
    t.same(service.cap_drop, ['ALL'], `${name}: no capabilities`)
    t.same(service.security_opt, ['no-new-privileges:true'], `${name}: no new privileges`)
    const environment = Object.entries((service.environment ?? {}) as Record<string, string>)
    for (const [key, value] of environment) {
      if (!/PASSWORD|^DATABASE_/.test(key)) continue
      t.match(value, /\$\{\w+:\?[^}]+\}/, `${name}: ${key} has no default`)
    }
  }
  const { service, migrate } = compose.services
  t.equal(service.environment.NODE_ENV, 'production')
  for (const key of ['JWT_ISSUER', 'JWT_JWKS_URL']) {
    t.match(service.environment[key], /\$\{\w+:\?/, `${key} is required`)
  }
  t.match(service.environment.DATABASE_URL, /\/\/lne_app:/, 'serves as the application')
  t.match(migrate.environment.DATABASE_MIGRATION_URL, /\/\/lne_owner:/, 'migrates as the owner')
  t.equal(service.depends_on.migrate.condition, 'service_completed_successfully')
  t.ok(compose.services.database.healthcheck)
  t.equal(service.environment.ALLOW_PLAIN_CONNECTIONS, 'true', 'known, since')
  t.same(compose.services.database.networks, ['inside'])
  t.equal(compose.networks.inside.internal, true, 'nobody else is on that network')

  const known = Object.keys(Environment.unwrap().shape)
  for (const { environment } of [service, migrate]) {
    for (const key of Object.keys(environment)) t.ok(known.includes(key), `${key} is a setting`)
  }

  const dockerfile = read('Dockerfile')
  for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) {
    t.match(image, /^node:\d+\.\d+\.\d+-slim$/)
  }
  t.match(dockerfile, /^USER (?!root)\w+$/m)
  t.match(dockerfile, /^HEALTHCHECK [\s\S]+\/health\/ready/m)
  for (const [, sources = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const source of sources.split(' ')) {
      t.ok(existsSync(join(root, source)), `${source} is there to be copied`)
      t.match(read('.dockerignore'), new RegExp(`^!${source.replaceAll('.', '\\.')}$`, 'm'))
    }
  }
})

/** What of a compose file lies with the keys of the service, or could. */
function faultsOfKeys(text: string): string[] {
  const compose = parse(text, { merge: true })
  type Mounted = string | { source?: string; target?: string }
  type Service = {
    environment?: Record<string, string>
    secrets?: Mounted[]
    volumes?: Mounted[]
  }
  const services = Object.entries<Service>(compose.services)
  /** Source and target, however a mount is spelled. */
  const endsOf = (mount: Mounted): [source: string, target: string] => {
    if (typeof mount !== 'string') return [mount.source ?? '', mount.target ?? '']
    const [source = '', target = source] = mount.split(':')
    return [source, target]
  }
  /** Where a secret is found: its own folder, unless its target is a path. */
  const placeOf = (secret: Mounted): string => {
    const [name, target] = endsOf(secret)
    return target.startsWith('/') ? target : `/run/secrets/${target || name}`
  }
  const isWithin = (folder: string, path: string) =>
    `${path}/`.startsWith(`${folder.replace(/\/+$/, '')}/`)
  const ofDatabase = (compose.services.database?.volumes ?? []).map(
    (one: Mounted) => endsOf(one)[0],
  )
  const faults: string[] = []
  if (ofDatabase.length === 0) faults.push('the database has no volume')
  if (!/^\$\{\w+:\?[^}]+\}$/.test(compose.secrets?.keys?.file ?? '')) {
    faults.push('the keys have a default, or are no file of their own')
  }
  for (const [name, { environment = {}, secrets = [], volumes = [] }] of services) {
    const keys = secrets.filter((one) => endsOf(one)[0] === 'keys')
    const path = environment.LNE_KEYS_FILE
    if (path !== undefined && !keys.some((one) => placeOf(one) === path)) {
      faults.push(`${name}: the keys come by no secret`)
    }
    for (const [source, target] of volumes.map(endsOf)) {
      if (keys.length > 0 && ofDatabase.includes(source)) faults.push(`${name}: keys and database`)
      if (path !== undefined && isWithin(target, path)) faults.push(`${name}: keys in ${source}`)
      if (!(source in compose.volumes)) faults.push(`${name}: ${source} is no volume`)
    }
  }
  if (!services.some(([, { environment }]) => environment?.LNE_KEYS_FILE !== undefined)) {
    faults.push('no service has keys')
  }
  return faults
}

t.test('the keys come by secret, and lie with no volume that holds data', async (t) => {
  const text = read('docker-compose.yml')
  t.same(faultsOfKeys(text), [])

  t.test('and this test would tell', async (t) => {
    const changes: [name: string, from: string | RegExp, to: string, fault: RegExp][] = [
      [
        'keys for the database',
        /^ {4}image: postgres:.*$/m,
        '$&\n    secrets: [keys]',
        /database: keys and/,
      ],
      [
        'keys for it, in the long form',
        /^ {4}image: postgres:.*$/m,
        '$&\n    secrets: [{ source: keys, target: k }]',
        /database: keys and/,
      ],
      [
        'its volume for the service',
        "'heads:/var/lib/lne'",
        "'database:/old'",
        /service: keys and/,
      ],
      [
        'its volume, in the long form',
        "'heads:/var/lib/lne'",
        '{ type: volume, source: database, target: /old }',
        /service: keys and/,
      ],
      [
        'keys among documents',
        /(service:[\s\S]+LNE_KEYS_FILE: )\S+/,
        '$1/var/lib/lne-data/k',
        /by no/,
      ],
      [
        'documents over the keys',
        'documents:/var/lib/lne-data',
        'documents:/run/secrets',
        /keys in/,
      ],
      ['documents over all', 'documents:/var/lib/lne-data', 'documents:/run', /keys in documents/],
      [
        'a folder of the machine',
        "'heads:/var/lib/lne'",
        "'./keys:/keys'",
        /\.\/keys is no volume/,
      ],
      ['without the secret', /^ {4}secrets: \[keys\]\n/gm, '', /service: the keys come by no/],
      [
        'another place',
        'secrets: [keys]',
        'secrets: [{ source: keys, target: /k }]',
        /by no secret/,
      ],
      ['a default', /\$\{LNE_KEYS:\?[^}]+\}/, './keys.json', /the keys have a default/],
      ['no keys', /^ +LNE_KEYS_FILE: .*\n/gm, '', /no service has keys/],
    ]
    for (const [name, from, to, fault] of changes) {
      const changed = text.replace(from, to)
      t.not(changed, text, `${name}: changed`)
      const found = faultsOfKeys(changed)
      t.ok(
        found.some((one) => fault.test(one)),
        `${name}: ${found.join('; ')}`,
      )
    }
  })
})
