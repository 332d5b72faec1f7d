/** Who imports whom, as docs/architecture.md tells. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import t from 'tap'

/** They put everything together. */
const EVERYTHING = ['app.ts', 'lne.ts', 'resolvers.ts', 'server.ts', 'service.ts', 'demo/main.ts']

/** Queries that other features than their own may use: the doors to movements, figures and seals. */
const DOORS: Record<string, string[]> = {
  'inscription-requests/queries': ['demo', 'grants', 'review'],
  'aggregates/queries': ['crossings', 'cutoffs', 'reports', 'review-reports'],
  'cutoffs/queries': ['aggregates'],
}

/** What a part of a feature leaves to those above it, its own and those of others. */
const ABOVE: Record<string, string[]> = {
  routes: ['resolvers'],
  resolvers: ['routes'],
  service: ['routes', 'resolvers'],
  queries: ['service', 'routes', 'resolvers'],
  schemas: ['queries', 'service', 'routes', 'resolvers'],
}

const ENDS = ['routes', 'resolvers']
const OF_PLATFORM = ['queries', 'service', ...ENDS]

const src = join(process.cwd(), 'src')
const partOf = (path: string): string => basename(path).replace(/\.tsx?$/, '')

/** What a source imports of the others, by path within src/. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(src, path), 'utf8')
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom '(\.[^']+)'/gm)].map(([, to = '']) =>
    normalize(join(dirname(path), to)),
  )
}

/** Why a source may not import another; nothing where it may. */
function refusal(from: string, to: string): string | undefined {
  const [own, other] = [dirname(from), dirname(to)]
  const part = partOf(to)
  if (ABOVE[partOf(from)]?.includes(part)) return `${part} is above it`
  if (own === other || other === '.') return undefined
  if (ENDS.includes(part)) return `${part} are for app.ts and resolvers.ts`
  if (own === 'platform' && OF_PLATFORM.includes(part) && other !== 'catalogues') {
    return 'the platform knows no use case'
  }
  if (part !== 'queries') return undefined
  return DOORS[`${other}/queries`]?.includes(own) ? undefined : 'these queries are its own'
}

t.test('imports go the ways of the architecture page', async (t) => {
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !EVERYTHING.includes(path))
  const wrong: string[] = []
  const used = new Set<string>()
  let imports = 0
  for (const from of sources) {
    for (const to of importsOf(from)) {
      imports += 1
      const why = refusal(from, to)
      if (why) wrong.push(`${from} imports ${to}: ${why}`)
      if (partOf(to) === 'queries' && dirname(to) !== dirname(from)) {
        used.add(`${dirname(to)}/queries by ${dirname(from)}`)
      }
    }
  }
  t.ok(imports > 500, `${imports} imports`)
  t.same(wrong, [])
  const doors = Object.entries(DOORS).flatMap(([door, to]) => to.map((one) => `${door} by ${one}`))
  t.same([...used].sort(), doors.sort(), 'no door stands open that nobody uses')
})
