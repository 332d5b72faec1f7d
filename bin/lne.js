#!/usr/bin/env node
// The operator's tool: the built program where there is one, the source where there is not.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/lne.js', import.meta.url)
const source = new URL('../src/lne.ts', import.meta.url)

if (existsSync(fileURLToPath(source))) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(source.href)
} else {
  await import(built.href)
}
