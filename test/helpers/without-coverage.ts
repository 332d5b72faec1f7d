/**
 * Preloaded into every test that is not run for coverage: habits of tap that take more of a test's
 * time than the test.
 */
import hooks from 'node:async_hooks'
import module from 'node:module'

// Its loader notes each module for the coverage, half of the time that a test needs to start.
const { register } = module
const loaders = /@tapjs\/processinfo\//

module.register = (specifier: string | URL, ...rest: unknown[]) => {
  if (!loaders.test(String(specifier)))
    (register as (...given: unknown[]) => void)(specifier, ...rest)
}

// Its hook follows every promise, a fifth of the time of a test that asks much, so that what is thrown
// where nobody waits for it counts against its part of the file: without it, it ends the file.
const hook = { enable: () => hook, disable: () => hook }
hooks.createHook = () => hook
module.syncBuiltinESMExports()

// It would do so in every process that a test starts, which are the service's own.
const spawning = Symbol.for('process-on-spawn@*:singletonId')
Object.assign(globalThis, { [spawning]: { version: 1, listeners: [], unwrap: () => {} } })
if (process.env.TAP_CHILD_ID !== undefined) delete process.env.NODE_OPTIONS
