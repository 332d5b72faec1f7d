/**
 * Preloaded into every test that is not run for coverage: tap's loader, which notes each module for it,
 * takes half of the time that a test needs to start.
 */
import module from 'node:module'

const { register } = module
const loaders = /@tapjs\/processinfo\//

module.register = (specifier: string | URL, ...rest: unknown[]) => {
  if (!loaders.test(String(specifier)))
    (register as (...given: unknown[]) => void)(specifier, ...rest)
}
