import type { Crossing } from './apply-crossing.ts'
import type { Backorder } from './backorder.ts'
import type { CancelActor, Cancellation } from './cancellation-act.ts'
import type { BACKORDER_KINDS } from './event.ts'
import type { Money } from './money.ts'
import type { CancelledLine } from './own-event.ts'
import type { ShownPicture } from './picture.ts'
import type { Said } from './said.ts'
import type { Shipment } from './shipment.ts'

export type { Backorder, PromiseChange, Promised, QueuedDate } from './backorder.ts'
export type { CancelActor, Cancellation } from './cancellation-act.ts'
export type { Checkpoint, Shipment, ShipmentStatus } from './shipment.ts'
export type BackorderKind = (typeof BACKORDER_KINDS)[number]
export type SplitPolicy = 'ship_available' | 'hold' | 'ask'
export type OrderStatus = 'open' | 'partially_shipped' | 'shipped' | 'delivered' | 'cancelled'
export type BackorderStateName = 'waiting' | 'allocated' | 'shipped' | 'cancelled' | 'unfulfillable'

/** An instant as UTC text with milliseconds; a day as `YYYY-MM-DD` in the merchant's zone. */
export type Instant = string
export type Day = string

/**
 * What is known of an order: the fold of its events, with no personal data in it (that is the
 * contact's), so that erasing a customer never changes what an order is.
 */
export type OrderState = {
  orderId: string
  /** Null until `order.placed` is known: everything else then waits for it in `pending`. */
  placed: { eventId: string; at: Instant; heardAt: Instant; imported: boolean } | null
  orderNumber: string
  currency: string
  paymentStatus: 'paid' | 'authorized' | 'pending'
  /** When it was paid, where that came after the order. */
  paid?: { at: Instant; heardAt: Instant }
  priority: number
  split: SplitPolicy | null
  lines: Line[]
  shipments: Shipment[]
  cancellations: Cancellation[]
  /** A shopper's wish to cancel that the merchant has still to answer. */
  cancellationRequest: CancellationRequest | null
  /** The last request that the merchant declined, with the reason if one was given. */
  cancellationDeclined: {
    eventId: string
    at: Instant
    lines: string[]
    /** How many of each were asked for. */
    asked?: { id: string; quantity: number }[]
    reason: string | null
  } | null
  /** What the merchant took off the order by an update, and nobody cancelled by that name. */
  removals?: Removal[]
  crossings: Crossing[]
  refunds: {
    eventId: string
    at: Instant
    amount: Money
    /** What it was for, where that was said. */
    lines?: string[]
    imported: boolean
  }[]
  /** Prices that an update lowered after they were paid: what the units that it was for cost less. */
  priceCuts?: { at: Instant; lineId: string; amount: Money }[]
  substitutes: {
    eventId: string
    at: Instant
    imported: boolean
    lineId: string
    options: SubstituteOption[]
    /** The option taken; the line is then the merchant's to change, and the offer is closed. */
    chosen: { eventId: string; at: Instant; sku: string } | null
  }[]
  /** Agreements to a delay, each to the offer of a line in one message. */
  consents: { eventId: string; at: Instant; lineId: string; offer: string }[]
  /** Waits that silence ended: with the day that had been named, by line. */
  expiries: { eventId: string; at: Instant; deadlines: Record<string, Day> }[]
  /** What the shopper chose where the policy asks: kept apart, for the policy may be set again. */
  splitChosen: {
    eventId: string
    at: Instant
    split: 'ship_available' | 'hold'
    /** When all in one package was chosen last, also where that was taken back since. */
    heldAt?: Instant
  } | null
  /** Lines that somebody chose to keep waiting for, past the fulfilment window. */
  kept: { eventId: string; at: Instant; lines: string[] }[]
  waitlist: { eventId: string; at: Instant; lineId: string; sku: string }[]
  /** SKUs of the waiting list that are to be had again. */
  available: { eventId: string; at: Instant; sku: string }[]
  inquiries: Inquiry[]
  /** What an agent wrote: an answer to an inquiry, or a message of their own. */
  letters: { eventId: string; at: Instant; letterId: string; inquiryId: string | null }[]
  /** Messages that are to be said again, by their keys. */
  resends: { eventId: string; at: Instant; key: string }[]
  /** Whether it came when we said, 1 to 5, as its reader answered. */
  feedback?: { eventId: string; at: Instant; score: number }
  /** What customers have been told, oldest first: one entry a message that was handed over. */
  said: Said[]
  /** Events, or parts of them, that conflict with the present state and wait for their premise. */
  pending: PendingEvent[]
}

export type Line = {
  id: string
  title: string
  sku: string | null
  variant: string | null
  /** Ordered, after every update; 0 where the merchant removed the line. */
  quantity: number
  unitPrice: Money | null
  imageUrl: string | null
  /** Where we serve it from, on an order as it is shown; never stored. */
  picture?: ShownPicture
  productUrl: string | null
  requiresShipping: boolean
  /** Of what needs no shipping, where the shop said that its customer does not have it yet. */
  isOwed?: boolean
  /** In the carrier's hands, never more than was ordered. */
  shipped: number
  /** What is cancelled of it, never more than was not shipped: a shipment that crosses wins. */
  cancelled: number
  /**
   * What was asked to be cancelled by us and by the merchant's system. The greater counts, so a
   * cancellation of ours that comes back as an event changes nothing.
   */
  cancelAsked: {
    ours: number
    theirs: number
    /** With its whole order: what is cancelled of it by name after that is the same once more. */
    isWhole?: true
    /** Of ours, what an update took off the line since: a cancellation of these by name is its echo. */
    off?: number
    /** When the shop last told us by name of what we had cancelled. */
    confirmedAt?: Instant
  }
  backorder: Backorder | null
  /** When it was last so that all which had waited is gone: the date told till then is nobody's. */
  undatedAt?: Instant
  /** When it was added, where that came after the order. */
  added?: { at: Instant; heardAt: Instant }
  /** What updates ordered more of it and none has taken off since, oldest first. */
  raised?: Raised[]
}

/** Units that an update added to an order, and since when it is known that they are on it. */
export type Raised = { quantity: number; since: Instant }

/**
 * `from`: what was ordered before. `wasCancelled`: so many more had been cancelled by name, and are no
 * part of what is ordered now. `held`: so many more were in packages, and go once these are taken back.
 * `raised`: those of them that updates had added, and until when they were known to be on the order.
 * `isExchange`: the same update put something else in its place. `heardAt`: when it came, if late. */
export type Removal = {
  eventId: string
  at: Instant
  imported: boolean
  isExchange: boolean
  heardAt?: Instant
  lines: {
    id: string
    quantity: number
    from: number
    wasCancelled?: number
    held?: number
    raised?: (Raised & { until: Instant })[]
  }[]
}

export type CancellationRequest = {
  eventId: string
  at: Instant
  by: CancelActor
  lines: CancelledLine[]
  reason: string | null
}

/** A question of the reader's; its words lie elsewhere, under `inquiryId`. */
export type Inquiry = {
  inquiryId: string
  eventId: string
  at: Instant
  via: 'email' | 'sms' | 'page'
  stopsTexts: boolean
  /** Ended without an answer, for it asked for none: "Thanks, that is all!". */
  closed?: { eventId: string; at: Instant }
  /** It does ask for one: only what is written from then on answers it. */
  reopened?: { eventId: string; at: Instant }
}

export type SubstituteOption = {
  sku: string
  title: string
  imageUrl: string | null
  picture?: ShownPicture
  priceDifference: Money | null
}

/** `why` is the anomaly in words; `lines` is set where only a part of the event waits. */
export type PendingEvent = {
  eventId: string
  type: string
  at: Instant
  why: string
  lines: string[] | null
}

/** Quantity of a line that is still to be shipped. */
export const openQuantity = (line: Line) =>
  line.requiresShipping ? Math.max(0, line.quantity - line.shipped - line.cancelled) : 0

/**
 * Quantity of a line that waits for stock. Of `quantity`, the backorder's are short and the others
 * were in stock. What is cancelled, and what is ordered less, is taken from what waits first; what
 * ships was in stock first, then of what stock came for, and only then of what still waits: that is
 * how shops pick. Units that shipped out of their turn are counted (`shippedEarly`) and not only left
 * out of what is open: else stock that comes for the rest would count for them, and the rest wait on.
 */
export function waitingQuantity(line: Line): number {
  const { backorder, quantity, cancelled } = line
  if (!backorder) return 0
  const short = Math.min(backorder.quantity, quantity) - keptOf(backorder) - cancelled
  return Math.max(0, Math.min(short - (backorder.shippedEarly ?? 0), openQuantity(line)))
}

/** Stock has come for it and it is being prepared, but it has not shipped. */
export function allocatedQuantity(line: Line): number {
  if (!line.backorder) return 0
  const prepared = openQuantity(line) - waitingQuantity(line)
  return Math.max(0, Math.min(keptOf(line.backorder), prepared))
}

/** Of the units that stock came for, those that were not given on to others. */
export const keptOf = ({ allocated, freed = 0 }: Backorder): number =>
  Math.max(0, allocated - freed)

/** Lines that have something waiting for stock, in the order's own sequence. */
export const waitingLines = (order: OrderState) =>
  order.lines.filter((line) => waitingQuantity(line) > 0)

export const isWaiting = (order: OrderState) => order.lines.some((line) => openQuantity(line) > 0)

/** Shipments that are not voided and in the carrier's hands. */
export const shippedShipments = (order: OrderState) =>
  order.shipments.filter((shipment) => !shipment.voided && shipment.shippedAt !== null)

export function orderStatus(order: OrderState): OrderStatus {
  const toShip = order.lines.filter(
    (line) => line.requiresShipping && line.quantity > line.cancelled,
  )
  const shipments = shippedShipments(order)
  if (order.lines.length > 0 && order.lines.every((line) => line.cancelled >= line.quantity))
    return 'cancelled'
  if (isWaiting(order)) return shipments.length > 0 ? 'partially_shipped' : 'open'
  if (toShip.length === 0 && shipments.length === 0)
    return order.placed && !order.lines.some(isOwed) ? 'delivered' : 'open'
  return shipments.length > 0 && shipments.every(({ status }) => status === 'delivered')
    ? 'delivered'
    : 'shipped'
}

/** A gift card or a download that has not gone out. */
const isOwed = ({ isOwed: owed = false, requiresShipping, quantity, cancelled }: Line) =>
  owed && !requiresShipping && quantity > cancelled

/**
 * The promise last told to the customer for a line: undefined where nothing was told yet, or only of
 * units that are cancelled since while the rest was in stock. What comes then has no date to miss.
 */
export function toldDate(order: OrderState, lineId: string): Day | null | undefined {
  const { undatedAt = '' } = order.lines.find(({ id }) => id === lineId) ?? {}
  const said = order.said.findLast(
    ({ at, told }) => at > undatedAt && toldOf(order, told, lineId) !== undefined,
  )
  return said && toldOf(order, said.told, lineId)
}

/**
 * What one message told of a line; undefined where nothing. Of what had come while others of it waited
 * that is a date of its own, and once none waits any more it is the one that its reader has for the line.
 */
export function toldOf(
  order: OrderState,
  { dates, came }: Said['told'],
  lineId: string,
): Day | null | undefined {
  const apart = came && ownValue(came, lineId)
  if (apart === undefined) return ownValue(dates, lineId)
  const line = order.lines.find(({ id }) => id === lineId)
  return line && waitingQuantity(line) === 0 ? apart : ownValue(dates, lineId)
}

/** Line ids are the merchant's: one that is called `constructor` must not be found on every object. */
export const ownValue = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
