import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { Environment } from '../src/platform/config.ts'
import { FIELD_PROBLEMS, PROBLEMS } from '../src/platform/errors.ts'
import { transitionRows } from '../src/review/transitions.ts'

const root = join(import.meta.dirname, '..')
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

t.test('every item of the ASVS that is listed names a test that is there', async (t) => {
  const rows = read('docs/asvs.md')
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
  t.ok(rows.length >= 17)
  for (const row of rows) {
    const [item = '', , , shown = ''] = row
      .split(' | ')
      .map((cell) => cell.replace(/^\||\|$/g, '').trim())
    const [, file, title] = /^\[(test\/\S+)\]\(\.\.\/\1\)(?: "(.+)")?$/.exec(shown) ?? []
    if (file === undefined) t.fail(`no test is understood in: ${row}`)
    else t.ok(read(file).includes(title ?? ''), `${item}: ${file} ${title}`)
  }
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
