/** How a process that planned something wakes the workers of others. */
type Others = { tell(): Promise<void>; ensure(): Promise<void> }

/** At most one signal in this time, however many requests were committed in it. */
const TELL_MS = 5
/** After the server was away the listening comes back within this time. */
const ENSURE_MS = 5_000

/** Coalesces signals to other processes, and keeps our own listening alive. */
export function wakeOthers(others: Others): { tell(): void; stop(): void } {
  let pending: NodeJS.Timeout | null = null
  void others.ensure()
  const keeping = setInterval(() => void others.ensure(), ENSURE_MS)

  return {
    tell() {
      pending ??= setTimeout(() => {
        pending = null
        void others.tell()
      }, TELL_MS)
    },
    stop() {
      clearInterval(keeping)
      if (pending) clearTimeout(pending)
    },
  }
}
