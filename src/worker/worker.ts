import { fetchPictures, picturesAtRest } from '../operations/fetch-pictures.ts'
import { runLive, runRunning, untilNextDue } from '../operations/run-due.ts'
import { runWalks } from '../operations/run-walks.ts'
import type { Services } from '../operations/services.ts'
import { webhooksAtRest } from '../operations/webhook-gate.ts'

/** The net beneath the timer: another process may have planned something sooner than we know. */
const POLL_MS = 1_000
/** A clock that jumps, or a database that answers nonsense, must not spin the processor. */
const PAUSE_MS_MIN = 2
const PAUSE_AFTER_FAULT_MS = 1_000
/** What a merchant's endpoint has not answered by then goes again, by whoever runs next. */
const REST_MS_MAX = 1_500

export type Worker = { wake(): void; stop(): Promise<void> }

/**
 * Sends what is due, in bounded batches, and sleeps until the next moment at which something is.
 * The one owner of timers: everything that waits is a row with a time, never a timer of its own.
 */
export function startWorker(services: Services): Worker {
  let isStopped = false
  let isWoken = false
  let rouse = () => {}

  async function run() {
    while (!isStopped) {
      isWoken = false
      const pause = await work(services)
      if (isStopped || isWoken) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const running = run()
  return {
    wake() {
      isWoken = true
      rouse()
    },
    async stop() {
      isStopped = true
      rouse()
      await running
      const atRest = Promise.all([webhooksAtRest(services), picturesAtRest(services)])
      await Promise.race([atRest, after(REST_MS_MAX)])
    },
  }
}

const after = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

/** One round; how long to sleep after it. */
async function work(services: Services): Promise<number> {
  try {
    // Before messages: what goes at this moment is to be what the walks left.
    const walked = await runWalks(services)
    const claimed = (await runLive(services)) + (await runRunning(services))
    // Behind messages: a mail without a picture is a mail.
    await fetchPictures(services)
    if (walked + claimed > 0) return PAUSE_MS_MIN
    const wait = await untilNextDue(services)
    return Math.max(PAUSE_MS_MIN, Math.min(wait ?? POLL_MS, POLL_MS))
  } catch (error) {
    services.log.error({ error }, 'the worker met a fault and goes on')
    return PAUSE_AFTER_FAULT_MS
  }
}
