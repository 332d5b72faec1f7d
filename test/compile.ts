import { readdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildFailure, build } from 'esbuild'

/** Where the compiled tests are, with the sources that they test, in folders of the same names. */
export const BUILD = 'build'

/** What the sources read beside their own folder. */
const BESIDE = ['data', 'migrations', 'schema.graphql', 'verifiers']

/**
 * Compiles tests and sources, file by file, so that each of the hundred processes of a run starts in
 * half the time that it takes through a loader. Names in stack traces and in coverage stay those of the
 * sources, by source maps.
 *
 * @param root the project's folder
 * @returns false when a source does not compile, which has been told
 */
export async function compile(root: string): Promise<boolean> {
  const done = await compileAll(root).catch((error: Partial<BuildFailure>) => {
    if (!error.errors) throw error
  })
  if (!done) return false
  const made = new Set([
    ...Object.keys(done.metafile.outputs),
    ...BESIDE.map((name) => join(BUILD, name)),
  ])
  for (const entry of readdirSync(join(root, BUILD), { recursive: true, withFileTypes: true })) {
    const path = join(BUILD, entry.parentPath.slice(join(root, BUILD).length), entry.name)
    // Of a source that is no more.
    if (!entry.isDirectory() && !made.has(path)) rmSync(join(root, path))
  }
  for (const name of BESIDE) link(join('..', name), join(root, BUILD, name))
  return true
}

const compileAll = (root: string) =>
  build({
    absWorkingDir: root,
    entryPoints: ['src/**/*.ts', 'src/**/*.tsx', 'test/**/*.ts', 'scripts/**/*.ts'],
    outdir: BUILD,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    // Files stay apart: what one imports of another is only called by its compiled name.
    bundle: true,
    packages: 'external',
    plugins: [
      {
        name: 'by compiled names',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\.?\/.*\.tsx?$/ }, ({ path, kind }) =>
            kind === 'entry-point'
              ? undefined
              : { path: path.replace(/\.tsx?$/, '.js'), external: true },
          )
        },
      },
    ],
  })

function link(target: string, path: string): void {
  try {
    symlinkSync(target, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** The compiled file of a test; any other argument stays what it is. */
export const compiled = (arg: string): string =>
  arg.replace(/^(?:\.\/)?(test\/.*)\.tsx?$/, `${BUILD}/$1.js`)

/** A line of the report with the names of tests that people know. */
export const sourceNames = (line: string): string =>
  line.replaceAll(/\bbuild\/(test\/\S+)\.js\b/g, '$1.ts')
