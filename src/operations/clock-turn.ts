import type { GiveBack } from '../db/holds.ts'
import type { Services } from './services.ts'

/**
 * One at a time has a test merchant's clock, among all processes: whoever moves it, or who sends
 * what is due by it. A lease is measured by that clock, so to move it under the worker's hands would
 * end the lease of what is just being handed over, and hand the same over once more.
 */
export const takeClock = ({ writer }: Services, merchantId: string): Promise<GiveBack> =>
  writer.holds.take(nameOf(merchantId))

/** The clock if nobody has it, else null: the worker has others to look after. */
export const tryClock = ({ writer }: Services, merchantId: string): Promise<GiveBack | null> =>
  writer.holds.attempt(nameOf(merchantId))

export const isClockTaken = ({ writer }: Services, merchantId: string): boolean =>
  writer.holds.isTaken(nameOf(merchantId))

const nameOf = (merchantId: string) => `clock ${merchantId}`
