import { because } from '../because.ts'
import { addHours, earlier, later } from '../instant.ts'
import type { Notice } from '../message.ts'
import {
  type Instant,
  isWaiting,
  type OrderState,
  type Shipment,
  shippedShipments,
} from '../order.ts'
import type { CadenceContext, Rule } from './context.ts'
import { tellOffers } from './delay-words.ts'
import { toldBeside } from './offers-beside.ts'
import { factsOf, tell } from './told.ts'

/**
 * A package is in the carrier's hands. While something remains it is `partially_shipped`, and says
 * what follows; with the last it is `shipped`. Packages that leave together make one message.
 *
 * By policy it waits for the first scan, so that the number works when it is pressed; twelve hours
 * at most, for some carriers scan nothing before the door.
 */
export const wantShipped: Rule = (order, context) => {
  const news = shippedShipments(order).filter(
    ({ shipmentId, status, imported }) =>
      !imported && status !== 'delivered' && !isTold(order, shipmentId),
  )
  const ready = news.filter((shipment) => readyAt(shipment, context) <= context.now)
  const unscanned = news.filter((shipment) => !ready.includes(shipment))
  return [ready, unscanned]
    .filter((some) => some.length > 0)
    .map((some) => noticeOf(order, some, context))
    .concat(stillTrue(order, context))
}

function readyAt({ shippedAt, carrierWord }: Shipment, { now, policy }: CadenceContext): Instant {
  if (policy.shipped_on === 'handover' || carrierWord || !shippedAt) return now
  return addHours(shippedAt, FIRST_SCAN_HOURS_MAX)
}

const FIRST_SCAN_HOURS_MAX = 12

function noticeOf(order: OrderState, news: Shipment[], context: CadenceContext): Notice {
  const kind = isWaiting(order) ? 'partially_shipped' : 'shipped'
  const shipments = news.map(({ shipmentId }) => shipmentId)
  const dueAt = later(
    news.map((shipment) => readyAt(shipment, context)).reduce(earlier),
    context.now,
  )
  const beside = kind === 'partially_shipped' ? toldBeside(order, [], context) : null
  // What waits for its scan leaves the offer to a word of its own: that one has to go at once.
  const offers = dueAt <= context.now ? (beside?.offers ?? []) : []
  return {
    kind,
    key: `${kind}:${shipments.at(-1)}`,
    dueAt,
    why: `Package ${shipments.join(', ')} is with the carrier; ${kind === 'shipped' ? 'nothing remains' : 'more is to come'}.`,
    because: because(kind, {
      packages: shipments,
      events: news.map(({ eventId }) => eventId),
      shipped_on: context.policy.shipped_on,
    }),
    facts: factsOf({
      shipments,
      ...beside?.facts,
      offers,
      told: tellOffers(told(order, shipments, context), offers),
    }),
  }
}

const told = (order: OrderState, shipments: string[], context: CadenceContext) =>
  tell(order, { dates: context, allocated: true, shipments })

/** What was said of packages on the way stays wanted until they are delivered. */
function stillTrue(order: OrderState, context: CadenceContext): Notice[] {
  const present = isWaiting(order) ? 'partially_shipped' : 'shipped'
  const onTheWay = new Set(
    shippedShipments(order)
      .filter(({ status }) => status !== 'delivered')
      .map(({ shipmentId }) => shipmentId),
  )
  return order.said
    .filter(({ kind, told }) => kind === present && told.shipments.some((id) => onTheWay.has(id)))
    .map(({ kind, key, at, messageId, told: { shipments } }) => ({
      kind,
      key,
      dueAt: at,
      why: `Package ${shipments.join(', ')} is on its way.`,
      because: because('still_on_the_way', {
        packages: shipments,
        told_by: [messageId],
        told_at: at,
      }),
      facts: factsOf({ shipments, told: told(order, shipments, context) }),
    }))
}

const isTold = (order: OrderState, shipmentId: string) =>
  order.said.some(({ told }) => told.shipments.includes(shipmentId))
