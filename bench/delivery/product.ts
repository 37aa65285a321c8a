import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'
import { SECRET } from './template-order.ts'

const CLI = fileURLToPath(new URL('../../src/cli/tidings.js', import.meta.url))
const READY_MS_MAX = 30_000
export const ADMIN = 'the-admin-token-of-a-bench'

/** The product as its user starts it: a process with a server and a worker, and its default settings. */
export type Product = {
  origin: string
  pid: number
  /** What it holds by itself, without pages of files that it shares. */
  ownMemory(): Promise<number>
  /** Of the processor, since it started. */
  cpuMicros(): Promise<number>
  stop(): Promise<void>
  kill(): Promise<void>
}

export async function startProduct(
  databaseUrl: string,
  sinkPort: number,
  { environment = {}, nodeOptions = [] as string[] } = {},
): Promise<Product> {
  const port = await freePort()
  const child = spawn(process.execPath, [...nodeOptions, CLI, 'serve'], {
    // A log goes where a service's goes when nobody reads it, and costs what it costs.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      BASE_URL: 'https://track.example',
      TIDINGS_SECRET: SECRET,
      TIDINGS_ADMIN_TOKEN: ADMIN,
      TIDINGS_DEMO: '0',
      SENDGRID_API_KEY: 'SG.bench',
      SENDGRID_API_URL: `http://127.0.0.1:${sinkPort}`,
      ...environment,
    },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const origin = `http://127.0.0.1:${port}`
  await ready(child, origin)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null) child.kill(signal)
    await ended
  }
  process.once('exit', () => child.kill('SIGKILL'))
  return {
    origin,
    pid: child.pid ?? 0,
    ownMemory: () => ownMemory(child.pid ?? 0),
    cpuMicros: () => cpuMicros(child.pid ?? 0),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

async function ready(child: ChildProcess, origin: string) {
  const until = performance.now() + READY_MS_MAX
  for (;;) {
    const answer = await fetch(`${origin}/healthz`).catch(() => null)
    if (answer?.ok) return
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`the product did not start (${child.exitCode ?? 'no answer'})`)
    await sleep(50)
  }
}

/** Bytes; of Linux only, as the figure that is compared with. */
async function ownMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1_024
}

/** Linux counts in ticks of a hundredth of a second (proc(5): utime and stime). */
async function cpuMicros(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}
