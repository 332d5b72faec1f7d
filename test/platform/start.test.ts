/** Starts that fail: what they leave behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { parseConfig } from '../../src/platform/config.ts'
import {
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.ts'
import { provision } from '../../src/platform/provision.ts'

t.test('a start that fails leaves no PostgreSQL running that it has started', async (t) => {
  const folder = mkdtempSync(join(process.env.LNE_TEST_SCRATCH ?? tmpdir(), 'lne-start-'))
  const dataDir = join(folder, 'postgres')
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as AddressInfo
  /** Starts the service on a port that is taken. */
  const startInVain = async () => {
    const child = spawn(process.execPath, ['build/src/server.js'], {
      env: {
        PATH: process.env.PATH,
        LNE_DATA_DIR: folder,
        PORT: String(port),
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    child.stderr.on('data', (part) => {
      told += part
    })
    const [code] = await once(child, 'close')
    t.equal(code, 1, told)
    t.match(told, /EADDRINUSE/)
  }

  await startInVain()
  t.ok(existsSync(dataDir))
  t.equal(findEmbeddedPostgres(dataDir), undefined, 'its port was taken')

  const config = { ...parseConfig({ LNE_DATA_DIR: folder }), LNE_NOW: 'at no time' }
  await t.rejects(
    provision(config, () => {}),
    { code: '22007' },
  )
  t.equal(findEmbeddedPostgres(dataDir), undefined, 'its database could not be made ready')

  const server = await startEmbeddedPostgres({ dataDir, durable: false, log: () => {} })
  t.teardown(() => server.stop())
  await startInVain()
  t.ok(findEmbeddedPostgres(dataDir), 'one that was there may be that of another service')
})
