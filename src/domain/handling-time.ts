import type { CadenceContext } from './cadence/context.ts'
import { addWorkingDays, type Calendar, countedDay, shippingDayFrom } from './calendar.ts'
import type { Day, Instant, Line } from './order.ts'
import { calendarOf } from './policy-calendar.ts'
import { policyFor } from './policy-of-kind.ts'

/** How long what is here takes until it leaves, and on which days of whom. */
export type Handling = {
  timeZone: string
  country: string
  /** When parcels leave; absent: Mon–Fri less the country's holidays, at any hour. */
  calendar?: Calendar
  handlingDays: number
}

/** By when what is here from a moment on (or on a day) leaves: on a day on which the shop's parcels do. */
export function packedBy(at: Instant | Day, handling: Handling): Day {
  const { country, calendar, handlingDays } = handling
  const when = calendar ?? country
  const counted = countedFrom(at, handling)
  // Where a cut-off is kept, work begins with a shipping day: Friday evening is Monday morning.
  const from = calendar?.cutOff ? shippingDayFrom(counted, when) : counted
  return shippingDayFrom(addWorkingDays(from, handlingDays, when), when)
}

/** From which day a moment counts: what comes after the cut-off is there a day later. */
export const countedFrom = (at: Instant | Day, { timeZone, calendar }: Handling): Day =>
  countedDay(at, timeZone, calendar ?? NO_CUT_OFF)

const NO_CUT_OFF = { cutOff: null }

type Kinded = Pick<Line, 'backorder'>

/** Of lines that go in one parcel: the longest that one of their kinds takes. */
export function handlingOf(
  lines: readonly Kinded[],
  { policy, country, merchantZone }: Pick<CadenceContext, 'policy' | 'country' | 'merchantZone'>,
): Handling {
  const days = lines.map(
    ({ backorder }) => policyFor(policy, backorder?.kind ?? null).handling_days,
  )
  return {
    timeZone: merchantZone,
    country,
    calendar: calendarOf(policy, country),
    handlingDays: days.length > 0 ? Math.max(...days) : policy.handling_days,
  }
}

/** The same once more, after a day that was missed: a day at least, and so many times as long. */
export const handledAgain = (handling: Handling, times = 1): Handling => ({
  ...handling,
  handlingDays: times * Math.max(1, handling.handlingDays),
})
