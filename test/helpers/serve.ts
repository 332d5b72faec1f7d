/** One instance of the service, as a process: told by its environment where its database and keys are. */
import { dirname, join } from 'node:path'
import { buildApp } from '../../src/app.ts'
import { ReadingWatch } from '../../src/audit/reading.ts'
import { openFolder } from '../../src/documents/storage.ts'
import { openServices } from '../../src/platform/context.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { readKeys } from '../../src/platform/keys.ts'
import { ROLES } from '../../src/vocabulary.ts'

const { TEST_DATABASE_URL = '', TEST_KEYS_FILE = '', TEST_LIMITS } = process.env

const db = openDatabase(TEST_DATABASE_URL)
const keys = readKeys(TEST_KEYS_FILE)
const documents = openFolder(join(dirname(TEST_KEYS_FILE), 'documents'))
const unwatched = Object.fromEntries(ROLES.map((role) => [role, Infinity]))
const app = await buildApp({
  // What is tested here is who asks much, by few tokens.
  services: { ...openServices(db, keys, documents), reading: new ReadingWatch(unwatched) },
  tokens: { audience: 'lne-extranjero', outside: undefined, development: keys.token },
  limits: TEST_LIMITS ? JSON.parse(TEST_LIMITS) : undefined,
  checkAnswers: true,
})
console.log(await app.listen({ port: 0, host: '127.0.0.1' }))

// Whoever started it holds the other end: when that is gone, so is this.
process.stdin.resume().on('end', async () => {
  await app.close()
  await db.end()
})
