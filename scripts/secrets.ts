/** Secrets belong neither into the repository nor into the image. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Names of files that hold keys, passwords or tokens. */
const NAMES =
  /(^|\/)(\.env(\..+)?|\.pgpass|\.netrc|id_(rsa|dsa|ecdsa|ed25519)|keys[^/]*\.json|credentials[^/]*|[^/]+\.(pem|key|p12|pfx|jks|keystore))$/i

/** Texts that only a secret has: private keys, signed tokens, access keys, registry passwords. */
const TEXTS =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}|\bAKIA[0-9A-Z]{16}\b|_authToken\s*=|"(secret|d)":\s*"[A-Za-z0-9+/_-]{40,}={0,2}"/

/** Whether a file is, or holds, what looks like a secret. */
export const looksSecret = (path: string, content: string): boolean =>
  NAMES.test(path) || TEXTS.test(content)

/** What the image may be built from: everything else stays out by the first line of .dockerignore. */
const IN_IMAGE = [
  ...['bin', 'migrations', 'src', 'verifiers', '.npmrc', 'package.json', 'package-lock.json'],
  ...['schema.graphql', 'tsconfig.json', 'tsconfig.build.json'],
]

/** Wrong lines of a .dockerignore: it shuts everything out, and lets in what is known. */
export function wrongImageRules(dockerignore: string): string[] {
  const rules = dockerignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const wrong = rules.slice(1).filter((rule) => !IN_IMAGE.includes(rule.replace(/^!/, '')))
  return rules[0] === '*' ? wrong : ['the first rule is not *', ...wrong]
}

/** Files under a folder that an image is built from, tracked or not. */
function filesIn(top: string, path: string): string[] {
  try {
    return readdirSync(join(top, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(top.length))
  } catch {
    return [path]
  }
}

/** The tracked files; none where the sources came without their repository. */
function trackedIn(top: string): string[] {
  if (!existsSync(join(top, '.git'))) return []
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: top, encoding: 'utf8' })
  return paths.split('\0').filter(Boolean)
}

/** What looks like a secret among the tracked files and those that the image is built from. */
export function secretsIn(top: string): string[] {
  const paths = new Set([...trackedIn(top), ...IN_IMAGE.flatMap((path) => filesIn(top, path))])
  const found = [...paths].filter((path) => {
    try {
      return looksSecret(path, readFileSync(join(top, path), 'latin1'))
    } catch {
      // Tracked, and deleted since.
      return false
    }
  })
  return [...found, ...wrongImageRules(readFileSync(join(top, '.dockerignore'), 'utf8'))]
}
