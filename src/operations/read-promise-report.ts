import { countPromises, type Grouping, type PromiseCounts } from '../db/promise-outcomes.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { Day } from '../domain/order.ts'
import { loadMerchant } from './merchants.ts'
import type { Services } from './services.ts'

/** Groups of one report; who wants more asks for a shorter span. */
export const GROUPS_MAX = 500
const SPAN_DAYS = 90

/** How promises of one group were kept. Rates are shares; null where nothing is to be judged yet. */
export type PromiseFigures = {
  key: string | null
  /** Promises whose outcome is known: kept or missed. */
  promises: number
  kept: number
  missed: number
  /** Of those missed: the customer still waits. */
  missedOpen: number
  pending: number
  /** The customer left before the day: neither kept nor missed. */
  cancelled: number
  keptRate: number | null
  /** The same by the date that was told last, for who wants to see how much the revisions hide. */
  keptRateByLast: number | null
  slipped: number
  meanDaysEarly: number | null
  /**
   * Of all that were missed: until the parcel left or the wait ended, and of who still waits until
   * today. Without those, the worst would be left out for as long as they last.
   */
  meanDaysLate: number | null
  meanSlipDays: number | null
}

export type PromiseReport = {
  from: Day
  to: Day
  by: Grouping
  /** What the merchant's policy asks for. */
  confidence: number
  total: PromiseFigures
  groups: PromiseFigures[]
}

/**
 * Whether the dates that customers were told were kept, by the date told first. A promise counts
 * under the day that it named: the last 90 days where no span is given.
 */
export async function readPromiseReport(
  services: Services,
  merchantId: string,
  { by, from, to }: { by: Grouping; from: Day | null; to: Day | null },
): Promise<PromiseReport> {
  const merchant = await loadMerchant(services, merchantId)
  const today = dayOf(merchantNow(merchant, services.clock.now()), merchant.timeZone)
  const until = to ?? today
  const span = { from: from ?? addDays(until, -SPAN_DAYS), to: until, today }
  const [total, groups] = await Promise.all([
    countPromises(services.read, merchant.id, { ...span, by: null, limit: 1 }),
    countPromises(services.read, merchant.id, { ...span, by, limit: GROUPS_MAX }),
  ])
  return {
    from: span.from,
    to: span.to,
    by,
    confidence: merchant.policy.buffer.confidence,
    total: figuresOf(total[0] ?? NONE),
    groups: groups.map(figuresOf),
  }
}

function figuresOf(counts: PromiseCounts): PromiseFigures {
  const { kept, missed, missedOpen, pending, cancelled, slipped } = counts
  const promises = kept + missed
  return {
    key: counts.key,
    promises,
    kept,
    missed,
    missedOpen,
    pending,
    cancelled,
    keptRate: share(kept, promises),
    keptRateByLast: share(counts.keptByLast, promises),
    slipped,
    meanDaysEarly: share(counts.daysEarly, kept),
    meanDaysLate: share(counts.daysLate, missed),
    meanSlipDays: share(counts.slipDays, slipped),
  }
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

const NONE: PromiseCounts = {
  key: null,
  kept: 0,
  keptByLast: 0,
  missed: 0,
  missedOpen: 0,
  pending: 0,
  cancelled: 0,
  slipped: 0,
  daysEarly: 0,
  daysLate: 0,
  slipDays: 0,
}
