import { packageRange } from '../domain/delivery-range.ts'
import type { Line, Shipment } from '../domain/order.ts'
import { shippedShipments } from '../domain/order.ts'
import { carrierDay, numbersOf } from '../domain/shipment.ts'
import { carrierPage } from './carrier-page.ts'
import { toDay } from './dates.ts'
import { type Group, type Rows, rowsOf } from './groups.ts'
import { clean, isolate } from './plain.ts'
import type { Portion } from './portions.ts'
import type { Scene } from './scene.ts'
import { nameOf, unitsOf } from './units.ts'

/** A card of one shipment; `carrier` and `number` are plain text, `url` is the carrier's page. */
export type Package = Pick<Group, 'title' | keyof Rows> & {
  estimate: string | null
  carrier: string | null
  number: string | null
  url: string | null
  track: string
}

const PACKAGES_MAX = 8
const CARRIER_MAX = 40
const NUMBER_MAX = 60
const NUMBERS_MAX = 10

/** The shipments that a message is about; all that shipped where it names none. */
export function shipmentsOf({ facts, order }: Scene): Shipment[] {
  const shipped = shippedShipments(order)
  const named = shipped.filter(({ shipmentId }) => facts.shipments.includes(shipmentId))
  return named.length > 0 ? named : shipped
}

/** Lines in these shipments, each once, in the order's sequence. */
export function linesIn(shipments: readonly Shipment[], { order }: Scene): Line[] {
  const ids = new Set(shipments.flatMap(({ lines }) => lines.map(({ id }) => id)))
  return order.lines.filter(({ id }) => ids.has(id))
}

/** What these packages hold, as a sentence names it: of three that were ordered, the two inside. */
export const nameInside = (shipments: readonly Shipment[], scene: Scene): Scene['itemName'] =>
  nameOf(scene, unitsOf(shipments.flatMap((shipment) => partsIn(shipment, scene))))

/** `total` counts packages that are still to come, so that "1 of 2" is true. */
export function packagesOf(shipments: readonly Shipment[], total: number, scene: Scene): Package[] {
  const all = shippedShipments(scene.order)
  return shipments.slice(0, PACKAGES_MAX).map((shipment) => ({
    title: titleOf(shipment, { place: all.indexOf(shipment) + 1, total }, scene),
    estimate: estimateOf(shipment, scene),
    ...contentsOf(shipment, scene),
    carrier: shipment.carrier ? isolate(clean(shipment.carrier, CARRIER_MAX)) : null,
    number: numbersOf(shipment).length > 0 ? saidNumbers(shipment) : null,
    url: carrierPage(shipment),
    track: scene.word('package.track'),
  }))
}

const saidNumbers = (shipment: Shipment) =>
  numbersOf(shipment)
    .slice(0, NUMBERS_MAX)
    .map((number) => clean(number, NUMBER_MAX))
    .join(', ')

/**
 * Labels that exist are packages; what has none yet counts as one more, however many dates it waits
 * for: nobody knows how it will be packed.
 */
export function packagesToCome(open: readonly Portion[], { order }: Scene): number {
  const labels = order.shipments.filter(({ voided, shippedAt }) => !voided && !shippedAt)
  const labelled = sumOf(labels.flatMap(({ lines }) => lines))
  return Math.max(1, labels.length + (sumOf(open) > labelled ? 1 : 0))
}

const sumOf = (parts: readonly { quantity: number }[]) =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0)

/** Packages beyond the cards that a mail shows. */
export function morePackages(shipments: readonly Shipment[], { word }: Scene): string[] {
  const left = shipments.length - PACKAGES_MAX
  return left > 0 ? [word('package.more', { n: left })] : []
}

function titleOf(
  shipment: Shipment,
  { place, total }: { place: number; total: number },
  { word, short, today, merchant, kind }: Scene,
): string {
  const name = total > 1 ? word('package.numbered', { place, total }) : word('package.only')
  const isExpected = EXPECTED.has(shipment.status) && !UNEXPECTED_KINDS.has(kind)
  const expected = isExpected ? carrierDay(shipment) : null
  const day = expected ? toDay(expected, merchant.timeZone) : null
  return day && day >= today ? word('package.expected', { name, day: short(day) }) : name
}

/** Where the carrier has named no day: between which days it comes, by the days in transit. */
function estimateOf(shipment: Shipment, { kind, word, delivery, estimate }: Scene): string | null {
  if (shipment.expectedDelivery || UNEXPECTED_KINDS.has(kind)) return null
  const range = packageRange(shipment, delivery)
  return range && word('note.estimated', { range: estimate(range) })
}

/** A package that has come, waits to be collected, or never comes is expected on no day. */
const EXPECTED: ReadonlySet<string> = new Set(['pre_transit', 'in_transit', 'delayed'])
const UNEXPECTED_KINDS: ReadonlySet<string> = new Set(['delivery_stalled', 'delivery_lost'])

const contentsOf = (shipment: Shipment, scene: Scene) => rowsOf(partsIn(shipment, scene), scene)

function partsIn(shipment: Shipment, { order }: Scene) {
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  return shipment.lines.flatMap(({ id, quantity }) => {
    const line = byId.get(id)
    return line ? [{ line, quantity }] : []
  })
}
