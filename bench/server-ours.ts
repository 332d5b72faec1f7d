/** The service as it runs in production, but for the jobs, on one database. */
import { dirname, join } from 'node:path'
import { keptFigures } from '../src/aggregates/service.ts'
import { buildApp } from '../src/app.ts'
import { ReadingWatch } from '../src/audit/reading.ts'
import { openFolder } from '../src/documents/storage.ts'
import { openServices } from '../src/platform/context.ts'
import { openDatabase } from '../src/platform/database.ts'
import { readKeys } from '../src/platform/keys.ts'
import { ROLES } from '../src/vocabulary.ts'
import { endWithBench, settingsOfChild } from './processes.ts'

const given = settingsOfChild<{
  appUrl: string
  keysFile: string
  audience: string
  /** Whether each request finds no table of figures that an earlier one has made. */
  forgets?: boolean
  /** Whether reads are entered nowhere. */
  silent?: boolean
}>()
const keys = readKeys(given.keysFile)
const db = openDatabase(given.appUrl)
// Readers here read without end, and nobody is there to release them.
const unwatched = new ReadingWatch(Object.fromEntries(ROLES.map((role) => [role, Infinity])))
const documents = openFolder(join(dirname(given.keysFile), 'documents'))
const services = { ...openServices(db, keys, documents), reading: unwatched }
if (given.silent) services.audit.add = async () => {}
const app = await buildApp({
  services,
  tokens: { audience: given.audience, outside: undefined, development: keys.token },
  logger: { level: 'warn', redact: ['req.headers.authorization'] },
})
if (given.forgets) {
  app.addHook('onRequest', (_request, _reply, done) => {
    keptFigures(db).clear()
    done()
  })
}
endWithBench(async () => {
  await app.close()
  await db.end()
})
const address = await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ port: Number(new URL(address).port) })
