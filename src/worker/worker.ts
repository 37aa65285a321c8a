import { pruneEarly } from '../operations/early-receipts.ts'
import { fetchPictures, picturesAtRest } from '../operations/fetch-pictures.ts'
import { prunePictures } from '../operations/prune-pictures.ts'
import { runRunning, untilRunningDue } from '../operations/run-due.ts'
import { runWalks } from '../operations/run-walks.ts'
import type { Services } from '../operations/services.ts'
import { webhooksAtRest } from '../operations/webhook-gate.ts'
import { createPump } from './pump.ts'

/** The net beneath the timer: another process may have planned something sooner than we know. */
const POLL_MS = 1_000
/** A clock that jumps, or a database that answers nonsense, must not spin the processor. */
const PAUSE_MS_MIN = 1
const PAUSE_AFTER_FAULT_MS = 1_000
/** What a merchant's endpoint has not answered by then goes again, by whoever runs next. */
const REST_MS_MAX = 1_000
/** A provider may take ten seconds to answer, and so long is all that whoever stops us waits. */
const STOP_MS_MAX = 8_000

export type Worker = {
  wake(): void
  /** Waits at most so long for what is in flight; what has no answer by then is unclear, as after a kill. */
  stop(msMax?: number): Promise<void>
}

/**
 * Sends what is due, and sleeps until the next moment at which something is. The one owner of
 * timers: everything that waits is a row with a time, never a timer of its own. What may take its
 * time goes round by itself: a message that falls due while a thousand orders are walked, or while
 * test merchants' clocks run, would wait for the end of that.
 */
export function startWorker(services: Services): Worker {
  const pump = createPump(services, () => sending.wake())
  const sending = startRounds(services, () => pump.round())
  const chores = startRounds(services, () => doChores(services))
  return {
    wake() {
      sending.wake()
      chores.wake()
    },
    async stop(msMax = STOP_MS_MAX) {
      const closed = pump.close()
      const stopped = Promise.all([sending.stop(), chores.stop(), closed])
      await within(
        msMax,
        stopped.then(() => pump.close()), // what its last round had begun
      )
      const atRest = Promise.all([webhooksAtRest(services), picturesAtRest(services)])
      await within(REST_MS_MAX, atRest)
    },
  }
}

/** What is done between messages; in how many ms there is more of it. */
async function doChores(services: Services): Promise<number | null> {
  // Before messages of running clocks: what goes at this moment is to be what the walks left.
  const walked = await runWalks(services)
  const claimed = await runRunning(services)
  // Behind messages: a mail without a picture is a mail.
  await fetchPictures(services)
  if (walked + claimed > 0) return 0
  // Last, and only where nothing else is to be done.
  if ((await prunePictures(services)) + (await pruneEarly(services)) > 0) return 0
  return untilRunningDue(services)
}

/** Round after round, with a pause that `wake` ends. */
function startRounds(services: Services, round: () => Promise<number | null>) {
  let isStopped = false
  let isWoken = false
  let rouse = () => {}

  async function pauseAfterRound(): Promise<number> {
    try {
      return Math.max(PAUSE_MS_MIN, Math.min((await round()) ?? POLL_MS, POLL_MS))
    } catch (error) {
      services.log.error({ error }, 'the worker met a fault and goes on')
      return PAUSE_AFTER_FAULT_MS
    }
  }

  async function run() {
    while (!isStopped) {
      isWoken = false
      const pause = await pauseAfterRound()
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
    stop() {
      isStopped = true
      rouse()
      return running
    },
  }
}

/** The timer holds the process open: what is waited for may be held by nothing else. */
async function within(ms: number, work: Promise<unknown>) {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, over]).finally(() => clearTimeout(timer))
}
