/** The process of `npm start`: environment → service. */
import { parseConfig } from './platform/config.ts'
import { provision } from './platform/provision.ts'
import { runService, stopWithNpm } from './service.ts'

stopWithNpm()
try {
  const config = parseConfig(process.env)
  await runService(config, await provision(config, (message) => console.error(message)))
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
