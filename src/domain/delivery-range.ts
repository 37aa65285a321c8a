import { addDays, addWorkingDays, dayOf, weekdayOf } from './calendar.ts'
import type { Contact } from './contact.ts'
import { isPublicHoliday } from './holidays.ts'
import type { Merchant } from './merchant.ts'
import type { Day, Instant, Shipment, ShipmentStatus } from './order.ts'
import { recipientZone } from './recipient.ts'
import { type Destination, type TransitRule, transitRuleFor } from './transit.ts'

/** Days between which a parcel comes; `carrier` where the carrier itself named the day. */
export type DeliveryRange = { earliest: Day; latest: Day; source: 'carrier' | 'estimate' }

/** What ranges are made from, beside the parcel: where it comes from, and how long that takes. */
export type TransitRules = { country: string; timeZone: string; transit: readonly TransitRule[] }

/** Where an order goes, from where, and how days look from there on a day. */
export type DeliveryView = {
  to: Destination
  rules: TransitRules
  /** Today for who ships, and for who waits. */
  today: Day
  readerZone: string
  readerToday: Day
}

export function deliveryView(
  { country, timeZone, policy }: Pick<Merchant, 'country' | 'timeZone' | 'policy'>,
  contact: Contact,
  now: Instant,
): DeliveryView {
  const readerZone = recipientZone(contact, policy.time_zone ?? timeZone)
  return {
    to: { country: contact.address?.country ?? null, postalCode: contact.address?.postalCode },
    rules: { country, timeZone, transit: policy.transit },
    today: dayOf(now, timeZone),
    readerZone,
    readerToday: dayOf(now, readerZone),
  }
}

/**
 * When a parcel that leaves on a day comes: the days in transit of the first rule that fits, at the
 * pace of the destination, where Sundays and holidays bring nothing. Null where it is not known
 * where it goes or how long that takes: a range that nobody stated would be an invented date. It is
 * an estimate: what is promised is the day on which it ships.
 */
export function deliveryRange(
  leavesOn: Day,
  parcel: { to: Destination; carrier?: string | null; service?: string | null },
  { country, transit }: Pick<TransitRules, 'country' | 'transit'>,
): DeliveryRange | null {
  const rule = transitRuleFor(transit, { from: country, ...parcel })
  const place = parcel.to.country?.toUpperCase()
  if (!rule || !place) return null

  const after = (days: number) =>
    deliveryDayFrom(
      rule.counts === 'working' ? addWorkingDays(leavesOn, days, place) : addDays(leavesOn, days),
      place,
    )
  const [min, max] = rule.days
  return { earliest: after(min), latest: after(max), source: 'estimate' }
}

/**
 * When a package comes: the carrier's own day, else ours, counted from its hand-over. Null where it
 * is not on its way (a label, delivered, at the counter, coming back, lost, held up: then no day is
 * known), and where the last day has passed: that is no longer a date to come.
 */
export function packageRange(
  shipment: Parcel,
  { to, rules, readerZone, readerToday: today }: Omit<DeliveryView, 'today'>,
): DeliveryRange | null {
  const { status, voided, shippedAt, expectedDelivery, carrier, service } = shipment
  if (voided || shipment.isDayVoid || !ON_ITS_WAY.has(status)) return null
  if (expectedDelivery) {
    const day = dayOf(expectedDelivery, readerZone)
    return toCome({ earliest: day, latest: day, source: 'carrier' }, today)
  }
  // Our days are of a parcel that nothing holds up, and that is not at the door already.
  if (!shippedAt || !RUNS_AS_ESTIMATED.has(status)) return null
  const leftOn = dayOf(shippedAt, rules.timeZone)
  return toCome(deliveryRange(leftOn, { to, carrier, service: service ?? null }, rules), today)
}

type Parcel = Pick<
  Shipment,
  'status' | 'voided' | 'shippedAt' | 'expectedDelivery' | 'isDayVoid' | 'carrier' | 'service'
>

const RUNS_AS_ESTIMATED: ReadonlySet<ShipmentStatus> = new Set(['pre_transit', 'in_transit'])
const ON_ITS_WAY: ReadonlySet<ShipmentStatus> = new Set([
  ...RUNS_AS_ESTIMATED,
  'out_for_delivery',
  'delayed',
])

/** When what is promised to ship by a day comes; null once that day has passed. */
export function promisedRange(
  shipsBy: Day | null,
  { to, rules, today }: Pick<DeliveryView, 'to' | 'rules' | 'today'>,
): DeliveryRange | null {
  return shipsBy === null || shipsBy < today ? null : deliveryRange(shipsBy, { to }, rules)
}

/** What of a range is over is left out of it: a parcel does not come yesterday. */
function toCome(range: DeliveryRange | null, today: Day): DeliveryRange | null {
  if (!range || range.latest < today) return null
  return range.earliest < today ? { ...range, earliest: today } : range
}

/** The day itself, or the next one on which parcels are brought there. */
function deliveryDayFrom(day: Day, place: string): Day {
  let candidate = day
  for (let tries = 0; tries < DAYS_MAX && !isDeliveryDay(candidate, place); tries += 1)
    candidate = addDays(candidate, 1)
  return candidate
}

const isDeliveryDay = (day: Day, place: string) =>
  weekdayOf(day) !== SUNDAY && !isPublicHoliday(day, place)

const SUNDAY = 0
const DAYS_MAX = 30
