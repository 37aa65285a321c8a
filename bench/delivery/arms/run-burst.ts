import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../src/db/open.ts'
import { setDue } from '../due-moments.ts'
import { awaitArrivals, clockMs, type Lab, type Master, WARM } from '../lab.ts'
import { startProduct } from '../product.ts'
import type { Store } from '../stores.ts'

/** Long enough for a process to start, and to send what warms it up. */
const AHEAD_MS = 7_000
const AHEAD_MS_MAX = 120_000

export type Burst = {
  perSecond: number
  lost: number
  doubled: number
  stored: number
  /** The product's processor time for one, which neighbours on the machine change least. */
  cpuMicros: number
}

type BurstOptions = {
  messages: number
  delayMs?: number
  nodeOptions?: string[]
  /** What is done to the database before the product starts. */
  prepare?: (url: string) => Promise<void>
}

/** All due at one moment, from which on is counted; the product on a fresh copy of the database. */
export async function runBurst(
  lab: Lab,
  store: Store,
  master: Master,
  options: BurstOptions,
): Promise<Burst> {
  for (let aheadMs = AHEAD_MS; aheadMs <= AHEAD_MS_MAX; aheadMs *= 2) {
    const burst = await tryBurst(lab, store, master, { ...options, aheadMs })
    if (burst) return burst
  }
  throw new Error(
    `${store.name}: not warm within ${AHEAD_MS_MAX / 1_000} s: the machine is too busy`,
  )
}

/** Null where the moment came before it was warm. */
async function tryBurst(
  lab: Lab,
  store: Store,
  master: Master,
  { messages, aheadMs, delayMs = 0, nodeOptions = [], prepare }: BurstOptions & { aheadMs: number },
): Promise<Burst | null> {
  const url = await store.copy(master.url, `run_${Date.now()}`)
  await prepare?.(url)
  await lab.sink.ask({ do: 'reset', delayMs })
  const now = clockMs()
  const moment = Math.ceil(now + aheadMs)
  await setDue(url, [
    ...Array.from({ length: WARM }, () => now),
    ...Array.from({ length: messages }, () => moment),
  ])
  const product = await startProduct(url, lab.sink.port, { nodeOptions })
  try {
    await awaitArrivals(lab.sink, WARM)
    if (clockMs() > moment) return null
    await sleep(Math.max(0, moment - clockMs()))
    const before = await product.cpuMicros()
    const { unique, doubled, lastAt } = await awaitArrivals(lab.sink, WARM + messages)
    const arrived = unique - WARM
    const cpuMicros = ((await product.cpuMicros()) - before) / arrived
    await product.stop()
    const perSecond = arrived / ((lastAt - moment) / 1_000)
    const stored = await countSent(url)
    return { perSecond, lost: messages - arrived, doubled, stored, cpuMicros }
  } finally {
    await product.kill()
    await store.remove(url)
  }
}

/** What the product itself says of them, once it has stopped. */
async function countSent(url: string): Promise<number> {
  const handle = openDatabase(url)
  try {
    const { sent } = await handle.db
      .selectFrom('messages')
      .select(({ fn }) => fn.countAll<number>().as('sent'))
      .where('provider', '=', 'sendgrid')
      .where('status', '=', 'sent')
      .executeTakeFirstOrThrow()
    return Number(sent) - WARM
  } finally {
    await handle.close()
  }
}

/** A rate of a run that lost something is no rate. */
export function refuseFaults(name: string, { lost, doubled, stored }: Burst, messages: number) {
  if (lost === 0 && doubled === 0 && stored === messages) return
  throw new Error(
    `${name}: ${lost} lost, ${doubled} doubled, ${stored} of ${messages} stored as sent`,
  )
}
