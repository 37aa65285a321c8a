import { because } from '../because.ts'
import { addHours, addMinutes, earlier, later } from '../instant.ts'
import type { MessageKind, Notice } from '../message.ts'
import {
  type Instant,
  isWaiting,
  type OrderState,
  type Shipment,
  type ShipmentStatus,
  shippedShipments,
} from '../order.ts'
import type { Policy } from '../policy.ts'
import { trackingTerm } from '../search.ts'
import { numbersOf } from '../shipment.ts'
import { SPEAKS_OF_STOCK } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { tellOffers } from './delay-words.ts'
import { toldBeside } from './offers-beside.ts'
import { unitsIn } from './taken-back.ts'
import { factsOf, tell } from './told.ts'

/**
 * A package is in the carrier's hands. While something remains it is `partially_shipped`, and says
 * what follows; with the last it is `shipped`. Packages that leave together make one message.
 *
 * By policy it waits for the first scan, so that the number works when it is pressed; twelve hours
 * at most, for some carriers scan nothing before the door.
 */
export const wantShipped: Rule = (order, context) => {
  const held = heldBack(order, context)
  const ready = newShipments(order).filter((shipment) => !held.includes(shipment))
  const isLast = unscannedShipments(order, context).length === 0
  return [ready, held]
    .filter((some) => some.length > 0)
    .map((some) => noticeOf(order, some, { context, isLast: some === held || isLast }))
    .concat(stillTrue(order, context))
}

const newShipments = (order: OrderState): Shipment[] =>
  shippedShipments(order).filter(
    (shipment) => !shipment.imported && shipment.status !== 'delivered' && !isTold(order, shipment),
  )

/**
 * What has left and is not told before the carrier has seen it: to its reader it is still to come. So
 * much of it as is in no other package: of more than was ordered nothing is.
 */
export function unscannedShipments(order: OrderState, context: ScanContext): Shipment[] {
  const held = heldBack(order, context)
  if (held.length === 0) return held
  const told = shippedShipments(order).filter((shipment) => !held.includes(shipment))
  const left = new Map(order.lines.map((line) => [line.id, line.quantity - unitsIn(told, line)]))
  return held.flatMap((shipment) => {
    const lines = shipment.lines.flatMap(({ id, quantity }) => {
      const room = left.get(id) ?? 0
      left.set(id, room - quantity)
      return room > 0 ? [{ id, quantity: Math.min(room, quantity) }] : []
    })
    return lines.length > 0 ? [{ ...shipment, lines }] : []
  })
}

/** Packages that have left and are not told yet. */
export const heldBack = (order: OrderState, context: ScanContext): Shipment[] =>
  newShipments(order).filter((shipment) => readyAt(order, shipment, context) > context.now)

type ScanContext = {
  now: Instant
  policy: Pick<Policy, 'shipped_on' | 'first_scan_hours' | 'change_quiet_minutes'>
}

function readyAt(order: OrderState, shipment: Shipment, { now, policy }: ScanContext): Instant {
  const { shippedAt, carrierWord } = shipment
  if (carrierWord || !shippedAt) return now
  if (policy.shipped_on !== 'handover') return addHours(shippedAt, policy.first_scan_hours)
  return isSurplus(order, shipment) ? addMinutes(shippedAt, policy.change_quiet_minutes) : now
}

/**
 * It holds more than is left of the order beside what was told as under way: mostly it takes the place
 * of a package that is voided a moment later, and the two are one word then.
 */
function isSurplus(order: OrderState, shipment: Shipment): boolean {
  const told = shippedShipments(order).filter(
    (one) => one !== shipment && !ARRIVED.has(one.status) && isTold(order, one),
  )
  if (told.length === 0) return false
  return order.lines.some((line) => {
    const units = unitsIn([shipment], line)
    return units > 0 && units + unitsIn(told, line) > line.quantity
  })
}

/** Of what has come, is lost or comes back, another package is a new one. */
const ARRIVED: ReadonlySet<ShipmentStatus> = new Set(['delivered', 'return_to_sender', 'lost'])

/** `isLast`: no other package waits for its scan, of which its reader would hear only after it. */
function noticeOf(
  order: OrderState,
  news: Shipment[],
  { context, isLast }: { context: CadenceContext; isLast: boolean },
): Notice {
  const kind = isWaiting(order) || !isLast ? 'partially_shipped' : 'shipped'
  const shipments = news.map(({ shipmentId }) => shipmentId)
  const dueAt = later(
    news.map((shipment) => readyAt(order, shipment, context)).reduce(earlier),
    context.now,
  )
  const beside = kind === 'partially_shipped' ? toldBeside(order, [], context) : null
  // What waits for its scan leaves the offer to a word of its own: that one has to go at once.
  const offers = dueAt <= context.now ? (beside?.offers ?? []) : []
  return {
    kind,
    key: keyOf(order, kind, shipments.at(-1) ?? ''),
    dueAt,
    why: `${shipments.length > 1 ? `Packages ${shipments.join(', ')} are` : `Package ${shipments.join('')} is`} with the carrier; ${kind === 'shipped' ? 'nothing remains' : 'more is to come'}.`,
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

/** It takes the place of `restocked`, and so says the day of what is being prepared as well. */
function told(order: OrderState, shipments: string[], context: CadenceContext) {
  return tell(order, { dates: context, allocated: true, shipments })
}

/** What was said of packages on the way stays wanted until they are delivered. */
function stillTrue(order: OrderState, context: CadenceContext): Notice[] {
  const isUnscanned = unscannedShipments(order, context).length > 0
  const present = isWaiting(order) || isUnscanned ? 'partially_shipped' : 'shipped'
  const onTheWay = new Map(
    shippedShipments(order)
      .filter((shipment) => shipment.status !== 'delivered' && isTold(order, shipment))
      .flatMap((shipment) => idsOf(order, shipment).map((id) => [id, shipment.shipmentId])),
  )
  return order.said
    .filter(({ kind, told }) => kind === present && told.shipments.some((id) => onTheWay.has(id)))
    .map((one) => ({
      ...one,
      shipments: [...new Set(one.told.shipments.map((id) => onTheWay.get(id) ?? id))],
    }))
    .map(({ kind, key, at, messageId, shipments }) => ({
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

/** One that was told before, and is to be told anew, is another word. */
function keyOf(order: OrderState, kind: MessageKind, shipmentId: string): string {
  const before = tellingOf(order, [shipmentId])
  return before ? `${kind}:${shipmentId}:${before.messageId}` : `${kind}:${shipmentId}`
}

const tellingOf = ({ said }: OrderState, ids: readonly string[]) =>
  said.findLast(({ told }) => told.shipments.some((id) => ids.includes(id)))

/**
 * Not by what was said before it was voided and made anew, unless it is the same package and nobody
 * heard that it was taken back. So it is where its label was voided, and made anew by another id.
 */
function isTold(order: OrderState, shipment: Shipment): boolean {
  const { shipmentId, madeAnew, voidedAt = '' } = shipment
  const telling = tellingOf(order, [shipmentId])
  if (!telling) return labelsBefore(order, shipment).some((label) => wasHeard(order, label))
  if (!madeAnew || telling.at >= madeAnew.at) return true
  return madeAnew.isSame && !isHeardBack(order, voidedAt, telling.at)
}

const wasHeard = (order: OrderState, { shipmentId, voidedAt = '' }: Shipment): boolean => {
  const telling = tellingOf(order, [shipmentId])
  return telling !== undefined && !isHeardBack(order, voidedAt, telling.at)
}

/** Whether a word since says that what was on its way is here. */
const isHeardBack = ({ said }: OrderState, voidedAt: Instant, toldAt: Instant): boolean =>
  said.some(
    ({ kind, at }) =>
      (SPEAKS_OF_STOCK.has(kind) || kind === 'backorder_checkin') && at >= voidedAt && at > toldAt,
  )

const idsOf = (order: OrderState, shipment: Shipment): string[] => [
  shipment.shipmentId,
  ...labelsBefore(order, shipment).map(({ shipmentId }) => shipmentId),
]

/** Voided ones of the same number, which held all that this one holds: the same parcel by another id. */
function labelsBefore({ shipments }: OrderState, shipment: Shipment): Shipment[] {
  const numbers = numbersOf(shipment).map(trackingTerm)
  if (numbers.length === 0 || !shipments.some(({ voided }) => voided)) return []
  return shipments.filter(
    (one) =>
      one.voided &&
      numbersOf(one).some((number) => numbers.includes(trackingTerm(number))) &&
      shipment.lines.every(({ id, quantity }) =>
        one.lines.some((held) => held.id === id && held.quantity >= quantity),
      ),
  )
}
