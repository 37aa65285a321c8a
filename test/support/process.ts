import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/** The command line of Tidings, as somebody starts it. */
export const TIDINGS = 'src/cli/tidings.js'

/**
 * For every process that a test starts: most of a start is the reading of code, and what one that
 * ended by itself has compiled, the next ones take, in the next run too.
 */
export const COMPILED = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/tidings-tests') }

const LOOKED_EVERY_MS = 50

/** `tidings serve` as a process of its own, once it answers on `port`. */
export async function startServer(env: Record<string, string>, port: number) {
  const child = spawn(process.execPath, [TIDINGS, 'serve'], {
    stdio: 'ignore',
    env: { ...COMPILED, PATH: process.env.PATH, TIDINGS_DEMO: '0', ...env, PORT: String(port) },
  })
  const exit = once(child, 'exit')
  while (!(await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    await new Promise((after) => setTimeout(after, LOOKED_EVERY_MS))
  }
  return { child, exit, port }
}
