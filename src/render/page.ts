import {
  allocatedQuantity,
  type Backorder,
  type Day,
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  type Shipment,
  waitingQuantity,
} from '../domain/order.ts'
import { dayIn, toDay } from './dates.ts'

/** Where a package is, in the words of its reader and not of its carrier. */
export type Phase =
  | 'label'
  | 'moving'
  | 'delayed'
  | 'held_up'
  | 'out_for_delivery'
  | 'pickup'
  | 'delivered'
  | 'returning'
  | 'lost'

export type Item = { line: Line; quantity: number }

/** `late`: the last day of the range has passed, so no date may be stated as one to come. */
export type Arrival = { from: Day; to: Day; late: boolean }

export type PackageCard = {
  kind: 'package'
  shipment: Shipment
  phase: Phase
  /** Its place among the order's packages: fixed, so that "Package 2" never changes its name. */
  number: number
  items: Item[]
  arrival: Arrival | null
  /** The day of the present phase, in the reader's zone. */
  since: Day
}

/** `missed` is a promise that has passed: it is told as past, never as a date to come. */
export type PreparingCard = {
  kind: 'preparing'
  restocked: boolean
  items: Item[]
  shipsBy: Day | null
  missed: Day | null
}

export type WaitsFor = 'stock' | 'release' | 'making'
export type DateStep = { shipsBy: Day | null; statedOn: Day; reason: string | null }

export type WaitingCard = {
  kind: 'waiting'
  waitsFor: WaitsFor
  items: Item[]
  shipsBy: Day | null
  missed: Day | null
  /** Every date there was, the present one last; equal neighbours are one. */
  dates: DateStep[]
}

export type CancelledCard = { kind: 'cancelled'; items: Item[]; on: Day | null }
export type Card = PackageCard | PreparingCard | WaitingCard | CancelledCard

/** `zone` is the merchant's, for ship-by days; `readerZone` the reader's, for what the carrier does. */
export type Viewpoint = { now: Instant; zone: string; readerZone?: string }

/** An order as its reader sees it: one card a package and a wait, in the order in which they arrive. */
export function cardsOf(order: OrderState, view: Viewpoint): Card[] {
  const cards: Card[] = [
    ...packageCards(order, view),
    ...preparingCards(order, view),
    ...waitingCards(order, view),
    ...cancelledCards(order, view),
  ]
  return cards
    .map((card) => ({ card, place: placeOf(card) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ card }) => card)
}

export const countOf = (items: readonly Item[]) =>
  items.reduce((count, { quantity }) => count + quantity, 0)

/** What is promised to ship, cancelled quantities not counted. */
export const orderedCount = (order: OrderState) =>
  order.lines.reduce(
    (count, line) =>
      count + (line.requiresShipping ? Math.max(0, line.quantity - line.cancelled) : 0),
    0,
  )

/** What nobody has yet put into a package: a label is a package, even before the carrier has it. */
export function unpackedItems(order: OrderState): Item[] {
  return order.lines
    .map((line) => ({ line, quantity: unpacked(order, line).all }))
    .filter(({ quantity }) => quantity > 0)
}

export const phaseOf = ({ status, shippedAt }: Shipment): Phase =>
  status === 'pre_transit' ? (shippedAt ? 'moving' : 'label') : PHASES[status]

/**
 * Delivery is told as a range: the single day that a carrier names is an estimate, and read as a
 * promise it would be broken by one day of delay. Days of the range that are over are left out.
 */
export const RANGE_DAYS = 2

export function arrivalOf(expected: string | null, zone: string, today: Day): Arrival | null {
  if (!expected) return null
  const first = toDay(expected, zone)
  const to = addDays(first, RANGE_DAYS)
  return { from: first < today && today <= to ? today : first, to, late: to < today }
}

export function addDays(day: Day, days: number): Day {
  const at = new Date(`${day}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

const PHASES = {
  in_transit: 'moving',
  out_for_delivery: 'out_for_delivery',
  available_for_pickup: 'pickup',
  delivered: 'delivered',
  delayed: 'delayed',
  exception: 'held_up',
  return_to_sender: 'returning',
  lost: 'lost',
} as const

function packageCards(order: OrderState, { now, zone, readerZone = zone }: Viewpoint) {
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const today = dayIn(now, readerZone)
  return order.shipments
    .filter((shipment) => !shipment.voided)
    .map((shipment, at): PackageCard => {
      const items = shipment.lines.flatMap(({ id, quantity }) => {
        const line = byId.get(id)
        return line ? [{ line, quantity }] : []
      })
      return {
        kind: 'package',
        shipment,
        phase: phaseOf(shipment),
        number: at + 1,
        items,
        arrival: arrivalOf(shipment.expectedDelivery, readerZone, today),
        since: dayIn(shipment.statusAt, readerZone),
      }
    })
}

function preparingCards(order: OrderState, { now, zone }: Viewpoint): PreparingCard[] {
  const today = dayIn(now, zone)
  const groups = new Map<string, PreparingCard>()
  const add = (key: string, card: PreparingCard) => {
    const known = groups.get(key)
    if (known) known.items.push(...card.items)
    else groups.set(key, card)
  }
  for (const line of order.lines) {
    const { inStock, allocated } = unpacked(order, line)
    const plain = { kind: 'preparing', restocked: false, shipsBy: null, missed: null } as const
    if (inStock > 0) add('in stock', { ...plain, items: [{ line, quantity: inStock }] })
    if (allocated === 0) continue
    const day = line.backorder?.promise?.shipsBy ?? null
    const items = [{ line, quantity: allocated }]
    add(`restocked ${day}`, { ...plain, restocked: true, items, ...tense(day, today) })
  }
  return [...groups.values()]
}

/** Lines with one date and one history share a card: forty lines of one delivery are one wait. */
function waitingCards(order: OrderState, { now, zone }: Viewpoint): WaitingCard[] {
  const today = dayIn(now, zone)
  const groups = new Map<string, WaitingCard>()
  for (const line of order.lines) {
    const quantity = unpacked(order, line).waiting
    if (!line.backorder || quantity === 0) continue
    const day = line.backorder.promise?.shipsBy ?? null
    const waitsFor = WAITS_FOR[line.backorder.kind] ?? 'stock'
    const dates = datesOf(line.backorder, zone)
    const key = JSON.stringify([waitsFor, day, dates])
    const known = groups.get(key)
    if (known) known.items.push({ line, quantity })
    else {
      const items = [{ line, quantity }]
      groups.set(key, { kind: 'waiting', waitsFor, items, dates, ...tense(day, today) })
    }
  }
  return [...groups.values()]
}

const WAITS_FOR: Partial<Record<Backorder['kind'], WaitsFor>> = {
  preorder: 'release',
  seasonal: 'release',
  custom: 'making',
}

function cancelledCards(order: OrderState, { zone, readerZone = zone }: Viewpoint) {
  const items = order.lines
    .map((line) => ({ line, quantity: line.cancelled }))
    .filter(({ quantity }) => quantity > 0)
  if (items.length === 0) return []
  const last = order.cancellations.at(-1)
  const card: CancelledCard = {
    kind: 'cancelled',
    items,
    on: last ? dayIn(last.at, readerZone) : null,
  }
  return [card]
}

function datesOf({ history }: Backorder, zone: string): DateStep[] {
  const steps: DateStep[] = []
  for (const { shipsBy, at, reason } of history) {
    if (steps.length > 0 && steps.at(-1)?.shipsBy === shipsBy) continue
    steps.push({ shipsBy, statedOn: dayIn(at, zone), reason })
  }
  return steps
}

const tense = (day: Day | null, today: Day) =>
  day !== null && day < today ? { shipsBy: null, missed: day } : { shipsBy: day, missed: null }

/** A label takes first what was in stock, then what came in, then what we still believe to wait. */
function unpacked(order: OrderState, line: Line) {
  const open = openQuantity(line)
  const waiting = waitingQuantity(line)
  const allocated = allocatedQuantity(line)
  let labelled = labelledQuantity(order, line.id)
  const take = (quantity: number) => {
    const taken = Math.min(quantity, labelled)
    labelled -= taken
    return quantity - taken
  }
  const left = {
    inStock: take(open - waiting - allocated),
    allocated: take(allocated),
    waiting: take(waiting),
  }
  return { ...left, all: left.inStock + left.allocated + left.waiting }
}

const labelledQuantity = (order: OrderState, lineId: string) =>
  order.shipments
    .filter((shipment) => !shipment.voided && shipment.shippedAt === null)
    .flatMap((shipment) => shipment.lines)
    .filter(({ id }) => id === lineId)
    .reduce((count, { quantity }) => count + quantity, 0)

/** A text that sorts as the cards arrive; equal ones keep the order's own sequence. */
function placeOf(card: Card): string {
  switch (card.kind) {
    case 'package':
      return placeOfPackage(card)
    case 'preparing':
      return `4 ${card.shipsBy ?? ''}`
    case 'waiting':
      return `5 ${card.shipsBy ?? card.missed ?? 'without a date'}`
    case 'cancelled':
      return '6'
  }
}

function placeOfPackage({ phase, arrival, since }: PackageCard): string {
  if (phase === 'delivered') return `0 ${since}`
  if (phase === 'out_for_delivery' || phase === 'pickup') return '1'
  if (phase === 'label') return '3'
  return `2 ${arrival && !arrival.late ? arrival.from : '9'}`
}
