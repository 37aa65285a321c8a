import { Worker } from 'node:worker_threads'

/**
 * Brings what SQLite's log holds home into the database beside the writing, by a thread with a
 * connection of its own. Left to the writer it is done in the middle of some commit, for a thousand
 * pages with two waits for the disk, and all who came with that commit wait for it: in a tenth of
 * them on a busy machine, three times as long as the others took.
 */
export type Checkpoints = {
  /** After a commit, with the number of rows that it changed. */
  noteChanged(rows: number): void
  /** When nothing is being brought home. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Some 500 pages where many commit together, and 5,000 where everybody commits alone. */
export const ROWS_BETWEEN = 5_000

/**
 * From so many pages on the writer does it itself: where the thread has failed, or where writes
 * never pause, for the log begins anew only once nothing of it is left to be brought home.
 */
export const LOG_PAGES_MAX = 8_000

export function openCheckpoints(path: string): Checkpoints {
  let rows = 0
  let thread: Worker | null = null
  let running: Promise<void> | null = null

  function begin() {
    rows = 0
    thread ??= startThread(path, () => {
      thread = null
    })
    const asked = thread
    running = new Promise<void>((resolve) => {
      const end = () => {
        asked.off('message', end).off('exit', end)
        running = null
        resolve()
      }
      asked.on('message', end).on('exit', end)
    })
    asked.postMessage('checkpoint')
  }

  return {
    noteChanged(count) {
      rows += count
      if (rows >= ROWS_BETWEEN && running === null) begin()
    },
    async settled() {
      await running
    },
    async close() {
      // A process that waits for a thread which holds nothing open would end in the middle, with 13.
      thread?.ref()
      await running
      await thread?.terminate()
    },
  }
}

/** In memory there is no log. */
export const noCheckpoints: Checkpoints = {
  noteChanged() {},
  async settled() {},
  async close() {},
}

/** Started when there is something to do: a command, or a quiet shop, needs none. */
function startThread(path: string, onExit: () => void): Worker {
  const thread = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    workerData: { path },
    execArgv: [], // it reads no page, so it needs no loader of them
  })
  thread.unref()
  // A full disk ends it; the writer meets the same, and says so. The next one may fare better.
  thread.on('error', () => {})
  return thread.once('exit', onExit)
}
