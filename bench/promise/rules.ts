import { daysBetween } from '../../src/domain/calendar.ts'
import { type LatenessModel, learnBuffer } from '../../src/domain/lateness.ts'
import { defaultBufferDays } from '../../src/domain/promise.ts'
import { SLIP_MAX } from './score.ts'
import { type Known, type Order, type Rule, slipOf } from './walk.ts'

export const CONFIDENCE = 0.9
export const MAX_BUFFER_DAYS = 30

export const OWN_DATE = "supplier's own date"
export const PLAIN = 'plain 0.9 quantile'
export const LEARNED = 'learned'
export const LEARNED_TOLD = `learned, at most ${MAX_BUFFER_DAYS} days`

/** What is measured, and what it is measured against. */
export function rulesOf(): Record<string, Rule> {
  return {
    [OWN_DATE]: () => 0,
    '+ 4 days': () => 4,
    '× 1.4': (order) => Math.max(0, Math.round(0.4 * leadOf(order))),
    'default rule': (order) => byDefault(order),
    [PLAIN]: plainQuantile(),
    [LEARNED]: (order, known) => Math.min(SLIP_MAX, ask(order, known.model()).honestDays),
    [LEARNED_TOLD]: (order, known) => ask(order, known.model()).days,
  }
}

const leadOf = ({ toldOn, promisedOn }: Order) => daysBetween(toldOn, promisedOn)

const byDefault = (order: Order) =>
  defaultBufferDays(leadOf(order), { min_days: 2, share: 0.4, max_days: 14 })

const ask = (order: Order, model: LatenessModel) =>
  learnBuffer(model, {
    supplier: order.supplier,
    confidence: CONFIDENCE,
    maxBufferDays: MAX_BUFFER_DAYS,
    fallbackDays: byDefault(order),
  })

/** Of the slips that are known, as most would do it: what is still open says nothing. */
function plainQuantile(): Rule {
  const byDay = new WeakMap<Known, number>()
  return (_, known) => {
    const found = byDay.get(known)
    if (found !== undefined) return found

    const slips = known.outcomes.map(slipOf).filter((slip) => slip !== null)
    slips.sort((a, b) => a - b)
    const slip = slips[Math.max(0, Math.ceil(CONFIDENCE * slips.length) - 1)] ?? 0
    const days = Math.min(SLIP_MAX, Math.max(0, slip))
    byDay.set(known, days)
    return days
  }
}
