/**
 * One at a time has a test merchant's clock, by process: whoever moves it, or who sends what is due
 * by it. A lease is measured by that clock, so to move it under the worker's hands would end the
 * lease of what is just being handed over, and hand the same over once more.
 */
const turns = new Map<string, Promise<void>>()

/** Waits for the clock; call what it answers to give it back. */
export async function takeClock(merchantId: string): Promise<() => void> {
  while (turns.has(merchantId)) await turns.get(merchantId)
  return hold(merchantId)
}

/** The clock if nobody has it, else null: the worker has others to look after. */
export const tryClock = (merchantId: string): (() => void) | null =>
  turns.has(merchantId) ? null : hold(merchantId)

export const isClockTaken = (merchantId: string): boolean => turns.has(merchantId)

function hold(merchantId: string): () => void {
  let end = () => {}
  const turn = new Promise<void>((resolve) => {
    end = resolve
  })
  turns.set(merchantId, turn)
  return () => {
    turns.delete(merchantId)
    end()
  }
}
