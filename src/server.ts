/** The process of `npm start`: environment → service. */
import { parseConfig } from './platform/config.ts'
import { type Provisioned, provision } from './platform/provision.ts'
import { runService, stopWithNpm } from './service.ts'

stopWithNpm()
let provisioned: Provisioned | undefined
try {
  const config = parseConfig(process.env)
  provisioned = await provision(config, (message) => console.error(message))
  await runService(config, provisioned)
} catch (error) {
  console.error((error as Error).message)
  await provisioned?.abandon()
  process.exit(1)
}
