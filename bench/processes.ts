/** Child processes of the bench, and what processes have cost, from /proc. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A server under measurement: a process of its own on a port of its own. */
export type ServerProcess = { pid: number; port: number }

const children = new Set<ChildProcess>()

/** Starts one of the bench's programs with its settings, and gives its first message. */
export async function startChild<Ready>(
  program: string,
  settings: object,
  execArgv: readonly string[] = [],
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = fork(join(import.meta.dirname, program), {
    // Settings hold a password: the environment is nobody else's to read, arguments are.
    env: { ...process.env, BENCH_SETTINGS: JSON.stringify(settings) },
    execArgv: [...process.execArgv, ...execArgv],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as Ready),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${code} before it was ready`)
    }),
  ])
  return { child, ready }
}

/** Starts a server; `profile` is a directory for its CPU profile. */
export async function startServer(
  program: string,
  settings: object,
  profile?: string,
): Promise<ServerProcess> {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const { child, ready } = await startChild<{ port: number }>(program, settings, flags)
  return { pid: child.pid ?? 0, port: ready.port }
}

/** Ends every child: they close when the bench lets go of them, and are killed when they do not. */
export async function stopChildren(): Promise<void> {
  await Promise.all(
    [...children].map(async (child) => {
      const gone = once(child, 'exit')
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(timer)
    }),
  )
}

/** For a child: runs `close` and ends when the bench lets go, and leaves Ctrl-C to the bench. */
export function endWithBench(close: () => Promise<void>): void {
  process.on('SIGINT', () => {})
  process.once('disconnect', () => {
    void close().finally(() => process.exit(0))
  })
}

/** What the bench gave a child. */
export const settingsOfChild = <Settings>(): Settings =>
  JSON.parse(process.env.BENCH_SETTINGS ?? '{}') as Settings

/** Linux counts CPU time in these, whatever its own tick is. */
const TICK_MS = 10

type Times = { parent: number; ownMs: number; reapedMs: number }

function timesOf(pid: number | string): Times | undefined {
  try {
    // The name stands in brackets and may hold anything; what follows it never holds a bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const ms = (...at: number[]) => at.reduce((sum, i) => sum + Number(fields[i]) * TICK_MS, 0)
    return { parent: Number(fields[1]), ownMs: ms(11, 12), reapedMs: ms(13, 14) }
  } catch {
    return undefined
  }
}

/** Whether this system tells what processes cost. */
export const canMeasureCpu = (): boolean => timesOf('self') !== undefined

/** CPU time of one process, in milliseconds. */
export const cpuOf = (pid: number): number => timesOf(pid)?.ownMs ?? Number.NaN

/** CPU time of PostgreSQL: its parent process, all its children, and those that have ended. */
export function cpuOfPostgres(postmaster: number): number {
  const parent = timesOf(postmaster)
  if (!parent) return Number.NaN
  const ofChildren = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => timesOf(pid))
    .filter((times) => times?.parent === postmaster)
    .reduce((sum, times) => sum + (times?.ownMs ?? 0), 0)
  return parent.ownMs + parent.reapedMs + ofChildren
}

/** The process that a backend of PostgreSQL was started by. */
export const parentOf = (pid: number): number => timesOf(pid)?.parent ?? 0
