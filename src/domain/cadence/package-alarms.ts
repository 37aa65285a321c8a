import { because, type Facts } from '../because.ts'
import { addDays, dayOf } from '../calendar.ts'
import { addHours, later } from '../instant.ts'
import { momentOf, plusDays } from '../local-time.ts'
import type { MessageKind, Notice } from '../message.ts'
import { type Instant, type Shipment, type ShipmentStatus, shippedShipments } from '../order.ts'
import type { Said } from '../said.ts'
import type { CadenceContext, Rule } from './context.ts'
import { isDayMissed, packageNews } from './package-news.ts'
import { NEWS_DAYS_MAX, packageFacts } from './package-status.ts'

type Alarm = {
  kind: MessageKind
  state: ShipmentStatus | 'stalled'
  dueAt: Instant
  why: string
  facts: Facts
  isAnew: (last: Said) => boolean
}

/**
 * What a carrier's silence means: the expected day went by, no checkpoint for some days, none for
 * many. Planned ahead at every checkpoint, and over with the next. Only once a carrier has spoken
 * of the package: a shop whose carrier reports nothing would alarm every one of its customers.
 */
export const wantPackageAlarms: Rule = (order, context) =>
  shippedShipments(order).flatMap((shipment) =>
    alarmsOf(shipment, context)
      .filter(({ dueAt }) => addHours(dueAt, NEWS_DAYS_MAX * 24) >= context.now)
      .map(
        ({ kind, state, dueAt, why, facts, isAnew }): Notice => ({
          kind,
          ...packageNews(order, shipment, { kind, dueAt: later(dueAt, context.now), isAnew }),
          why,
          because: because(kind, { packages: [shipment.shipmentId], ...facts }),
          facts: packageFacts(order, shipment, state),
        }),
      ),
  )

function alarmsOf(shipment: Shipment, context: CadenceContext): Alarm[] {
  const { shipmentId, carrierWord: word, status } = shipment
  if (!word || word.imported) return []
  const { stalled_after_days, lost_after_days } = context.policy
  const alarms: Alarm[] = []
  const overdueAt = overdue(shipment, context)
  const lostAt = daysAfter(word.at, lost_after_days, context)
  // A parcel that was called lost is late no more.
  if (MOVES.has(status) && overdueAt && overdueAt < lostAt) {
    const why = `Package ${shipmentId} was expected on ${shipment.expectedDelivery}: said the morning after, unless it has arrived.`
    const facts = { expected_delivery: shipment.expectedDelivery, zone: context.zone }
    const isAnew = isDayMissed(shipment, context.zone)
    alarms.push({
      kind: 'delivery_delayed',
      state: 'delayed',
      dueAt: overdueAt,
      why,
      facts,
      isAnew,
    })
  }
  // A silence after a scan is another one than that before it.
  const isAnew = (last: Said) => word.at > last.at
  const quiet = `The carrier last spoke of package ${shipmentId} on ${word.at}`
  if (STALLS.has(status)) {
    const why = `${quiet}: said after ${stalled_after_days} days without another word.`
    const dueAt = daysAfter(word.at, stalled_after_days, context)
    const facts = { carrier_spoke_at: word.at, after_days: stalled_after_days }
    alarms.push({ kind: 'delivery_stalled', state: 'stalled', dueAt, why, facts, isAnew })
  }
  if (STALLS.has(status) || status === 'exception') {
    const why = `${quiet}: said after ${lost_after_days} days without another word.`
    const facts = { carrier_spoke_at: word.at, after_days: lost_after_days }
    alarms.push({ kind: 'delivery_lost', state: 'lost', dueAt: lostAt, why, facts, isAnew })
  }
  return alarms
}

const MOVES: ReadonlySet<ShipmentStatus> = new Set(['in_transit', 'out_for_delivery'])
const STALLS: ReadonlySet<ShipmentStatus> = new Set([...MOVES, 'delayed'])

/** The morning after the day that was expected, which is the reader's: the parcel arrives there. */
function overdue({ expectedDelivery }: Shipment, { policy, zone }: CadenceContext): Instant | null {
  if (!expectedDelivery) return null
  const after = addDays(dayOf(expectedDelivery, zone), 1)
  return momentOf(after, policy.missed_at, zone)
}

/** Days of the reader's calendar: over a change of the clocks the hour stays. */
const daysAfter = (at: Instant, days: number, { zone }: CadenceContext): Instant =>
  plusDays(at, days, zone)
