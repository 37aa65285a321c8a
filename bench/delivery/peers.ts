import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '../child.ts'
import { freePort } from './free-port.ts'
import { awaitArrivals, clockMs, type Lab, WARM } from './lab.ts'
import type { PeerAnswer, PeerName, PeerQuestion } from './peer-process.ts'
import type { Store } from './stores.ts'
import type { Scene } from './template-order.ts'

export type { PeerName } from './peer-process.ts'

const PACKAGES: Record<PeerName, { package: string; needs: 'PostgreSQL' | 'Redis' }> = {
  'graphile-worker, tuned': { package: 'graphile-worker', needs: 'PostgreSQL' },
  'graphile-worker, batching off': { package: 'graphile-worker', needs: 'PostgreSQL' },
  'pg-boss, tuned': { package: 'pg-boss', needs: 'PostgreSQL' },
  'BullMQ, tuned': { package: 'bullmq', needs: 'Redis' },
}
/** All peers enqueue before the moment comes: the slowest takes a second for four thousand. */
const ENQUEUED_PER_SECOND = 3_000
const AHEAD_MS = 25_000

export type Peers = {
  names: PeerName[]
  /** What is not measured, with how it would be; null where all are. */
  missing: string | null
  postgres: Store | undefined
  redisPort: number
  close(): Promise<void>
}

export async function openPeers(lab: Lab): Promise<Peers> {
  const postgres = lab.stores.find(({ name }) => name === 'PostgreSQL')
  const installed = (Object.keys(PACKAGES) as PeerName[]).filter((name) => isInstalled(lab, name))
  const redis = installed.includes('BullMQ, tuned') ? await startRedis(lab.folder) : null
  const names = installed.filter((name) =>
    PACKAGES[name].needs === 'Redis' ? redis !== null : postgres !== undefined,
  )
  return {
    names,
    missing: missingOf(names),
    postgres,
    redisPort: redis?.port ?? 0,
    close: async () => redis?.stop(),
  }
}

function missingOf(names: readonly PeerName[]): string | null {
  const all = Object.keys(PACKAGES) as PeerName[]
  const missing = new Set(
    all.filter((name) => !names.includes(name)).map((name) => PACKAGES[name].package),
  )
  return missing.size === 0 ? null : `not measured: ${[...missing].join(', ')}. ${HOW}`
}

const HOW =
  'In a folder of their own: npm i graphile-worker@0.18.0 pg-boss@12.0.0 bullmq@6.7.0 ioredis@6.0.0, with redis-server in the PATH; then --peers FOLDER'

const isInstalled = ({ options: { peers } }: Lab, name: PeerName) =>
  peers !== null && existsSync(join(peers, 'node_modules', PACKAGES[name].package))

/** The same burst: as many before, to warm up, and then all at one moment. */
export async function runPeer(
  lab: Lab,
  { postgres, redisPort }: Peers,
  name: PeerName,
  scene: Scene,
): Promise<number | null> {
  const { messages } = lab.options
  const isRelational = PACKAGES[name].needs === 'PostgreSQL'
  const postgresUrl = isRelational ? ((await postgres?.create(`peer_${Date.now()}`)) ?? '') : ''
  const child = startChild<PeerQuestion, PeerAnswer>('./delivery/peer-process.ts')
  try {
    await lab.sink.ask({ do: 'reset', delayMs: 0 })
    const moment = clockMs() + AHEAD_MS + (messages / ENQUEUED_PER_SECOND) * 1_000
    const moments = [
      ...Array.from({ length: WARM }, () => clockMs()),
      ...Array.from({ length: messages }, () => moment),
    ]
    const folder = lab.options.peers ?? ''
    const sinkPort = lab.sink.port
    await child.ask({ name, folder, scene, sinkPort, postgresUrl, redisPort, moments })
    if (clockMs() > moment) {
      console.log(`  ${name} was still enqueueing when all was due: this round is not counted`)
      return null
    }
    await sleep(Math.max(0, moment - clockMs()))
    const { unique, lastAt } = await awaitArrivals(lab.sink, WARM + messages)
    if (unique < WARM + messages)
      throw new Error(`${name}: ${unique} of ${WARM + messages} arrived`)
    return messages / ((lastAt - moment) / 1_000)
  } finally {
    await child.end()
    if (isRelational) await postgres?.remove(postgresUrl)
  }
}

async function startRedis(folder: string) {
  const port = await freePort()
  const dir = await mkdtemp(join(folder, 'redis-'))
  const settings = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', dir, '--save', '']
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec']
  const child = spawn('redis-server', [...settings, ...durable], { stdio: 'ignore' })
  const isThere = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false))
    child.once('spawn', () => resolve(true))
  })
  if (!isThere) return null
  await sleep(500)
  process.once('exit', () => child.kill('SIGKILL'))
  return {
    port,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await gone
    },
  }
}
