import type {
  Backorder,
  Day,
  Instant,
  Line,
  OrderState,
  PromiseChange,
  Shipment,
  SplitPolicy,
} from '../domain/order.ts'
import { waitingQuantity } from '../domain/order.ts'
import { saidDate } from '../domain/said-date.ts'
import { statedHistory } from '../domain/stated-history.ts'
import { type CancelledCard, cancelledCards, withItem } from './cancelled-cards.ts'
import { dayIn } from './dates.ts'
import { type Arrival, type Phase, whereabouts } from './package-phase.ts'
import {
  cameInBy,
  openPortions,
  type Portion,
  type PortionRules,
  unshippedPortions,
} from './portions.ts'

export type { Phase } from './package-phase.ts'

export type Item = { line: Line; quantity: number }

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
  /** Here, and held until the rest can ship with it. */
  kept: boolean
  /** To be swapped for what its reader chose: the date of what was ordered is no date any more. */
  swapped: boolean
  /** The name of that. */
  instead: string | null
  items: Item[]
  shipsBy: Day | null
  missed: Day | null
}

type WaitsFor = 'stock' | 'release' | 'season' | 'making'
export type DateStep = {
  shipsBy: Day | null
  statedOn: Day
  /** In the merchant's words, or what in the line for the item moved it. */
  reason: string | null
  cause: PromiseChange['cause'] | null
}

export type WaitingCard = {
  kind: 'waiting'
  waitsFor: WaitsFor
  items: Item[]
  shipsBy: Day | null
  missed: Day | null
  /** Every date there was, the present one last; equal neighbours are one. */
  dates: DateStep[]
}

/** Without a parcel (a gift card, a service): part of the order, and nothing to wait for. */
export type UnshippedCard = { kind: 'unshipped'; items: Item[] }
export type { CancelledCard } from './cancelled-cards.ts'
export type OpenCard = PackageCard | PreparingCard | WaitingCard
export type Card = OpenCard | UnshippedCard | CancelledCard

/** What is on its way or still has to leave. */
export const isOpenCard = (card: Card): card is OpenCard =>
  card.kind !== 'cancelled' && card.kind !== 'unshipped'

/**
 * `zone` is the merchant's, for ship-by days; `readerZone` the reader's, for what the carrier does.
 * `split` is the merchant's policy, for an order that has none of its own.
 */
export type Viewpoint = { now: Instant; zone: string; readerZone?: string; split?: SplitPolicy }

/** An order as its reader sees it: one card a package and a wait, in the order in which they arrive. */
export function cardsOf(order: OrderState, view: Viewpoint): Card[] {
  const cards: Card[] = [
    ...packageCards(order, view),
    ...openCards(order, view),
    ...unshippedCards(order),
    ...cancelledCards(order, view.readerZone ?? view.zone),
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
        number: at + 1,
        items,
        ...whereabouts(order, shipment, { zone: readerZone, today }),
      }
    })
}

/** Lines with one answer share a card: forty lines of one delivery are one wait. */
function openCards(order: OrderState, { now, zone, split }: Viewpoint) {
  const today = dayIn(now, zone)
  const groups = new Map<string, PreparingCard | WaitingCard>()
  const rules = { today, split: order.split ?? split ?? DEFAULT_SPLIT }
  const dateOf = (line: Line) => saidDate(order, line, rules)
  for (const portion of unpacked(order, { ...rules, dateOf })) {
    const item = { line: portion.line, quantity: portion.quantity }
    const card = cardOf(portion, { today, dateOf }, zone)
    const key = JSON.stringify({ ...card, items: [] })
    const known = groups.get(key)
    if (!known) groups.set(key, { ...card, items: [item] })
    else known.items = withItem(known.items, item)
  }
  return [...groups.values()]
}

const DEFAULT_SPLIT: SplitPolicy = 'ship_available'

/**
 * What nobody has yet put into a package: a label is a package, even before the carrier has it. It
 * takes first what was in stock, then what came in, then what we still believe to wait.
 */
function unpacked(order: OrderState, rules: PortionRules) {
  const labelled = new Map<string, number>()
  for (const { voided, shippedAt, lines } of order.shipments) {
    if (voided || shippedAt !== null) continue
    for (const { id, quantity } of lines) labelled.set(id, (labelled.get(id) ?? 0) + quantity)
  }
  return openPortions(order, rules)
    .map((portion): Portion => {
      const { id } = portion.line
      const taken = Math.min(portion.quantity, labelled.get(id) ?? 0)
      labelled.set(id, (labelled.get(id) ?? 0) - taken)
      return { ...portion, quantity: portion.quantity - taken }
    })
    .filter(({ quantity }) => quantity > 0)
}

function cardOf(
  { line, state, day, cameIn, instead }: Portion,
  { today, dateOf }: Pick<PortionRules, 'today' | 'dateOf'>,
  zone: string,
) {
  const items: Item[] = []
  const { backorder } = line
  if (state === 'dated' || state === 'undated' || state === 'passed') {
    const missed = state === 'passed' ? (day ?? dateOf(line)) : null
    const waitsFor = (backorder && WAITS_FOR[backorder.kind]) ?? 'stock'
    const dates = backorder ? datesOf(backorder, zone) : []
    const shipsBy = state === 'dated' ? day : null
    return { kind: 'waiting' as const, waitsFor, items, shipsBy, missed, dates }
  }
  const isPart = waitingQuantity(line) > 0 && state !== 'kept'
  const promised = cameIn && state !== 'swapped' ? (isPart ? cameInBy : dateOf)(line) : null
  return {
    kind: 'preparing' as const,
    // What is kept for the rest is kept, wherever it came from: one card, and no two of one name.
    restocked: cameIn === true && state !== 'kept' && state !== 'swapped',
    kept: state === 'kept',
    swapped: state === 'swapped',
    instead: instead ?? null,
    items,
    shipsBy: day,
    missed: promised !== null && promised < today ? promised : null,
  }
}

const WAITS_FOR: Partial<Record<Backorder['kind'], WaitsFor>> = {
  preorder: 'release',
  seasonal: 'season',
  custom: 'making',
}

function unshippedCards(order: OrderState): UnshippedCard[] {
  const items = unshippedPortions(order).map(({ line, quantity }) => ({ line, quantity }))
  return items.length > 0 ? [{ kind: 'unshipped', items }] : []
}

function datesOf(backorder: Backorder, zone: string): DateStep[] {
  const steps: DateStep[] = []
  for (const { shipsBy, at, reason, cause } of statedHistory(backorder)) {
    if (steps.length > 0 && steps.at(-1)?.shipsBy === shipsBy) continue
    steps.push({ shipsBy, statedOn: dayIn(at, zone), reason, cause: cause ?? null })
  }
  return steps
}

/** A text that sorts as the cards arrive; equal ones keep the order's own sequence. */
function placeOf(card: Card): string {
  switch (card.kind) {
    case 'package':
      return placeOfPackage(card)
    case 'preparing':
      return `4 ${card.shipsBy ?? ''}`
    case 'waiting':
      return `5 ${card.shipsBy ?? card.missed ?? 'without a date'}`
    case 'unshipped':
      return '6'
    case 'cancelled':
      return '7'
  }
}

function placeOfPackage({ phase, arrival, since }: PackageCard): string {
  if (phase === 'delivered') return `0 ${since}`
  if (phase === 'out_for_delivery' || phase === 'pickup') return '1'
  if (phase === 'label') return '3'
  return `2 ${arrival && !arrival.late ? arrival.from : '9'}`
}
