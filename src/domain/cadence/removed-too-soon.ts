import type { Crossing } from '../apply-crossing.ts'
import { type OrderState, ownValue, type Shipment, shippedShipments } from '../order.ts'
import { takenBy } from '../removed-units.ts'
import type { Said } from '../said.ts'

/**
 * Packages that left with units which its reader had been told of as taken off the order: before the
 * update, where we heard of the package only then, or after it. The package wins, and the money that was
 * announced does not come. Measured by what was told: where it left before the update, that took nothing
 * in the order of events, and the state no longer knows that there was anything to be wrong about.
 */
export const removedTooSoon = (order: OrderState): Crossing[] =>
  tellings(order).flatMap((telling) =>
    Object.keys(telling.told.taken ?? {}).flatMap((id) => crossingOf(order, telling, id)),
  )

function crossingOf(order: OrderState, telling: Said, id: string): Crossing[] {
  const { told, at } = telling
  let excess = (ownValue(told.taken ?? {}, id) ?? 0) - takenOff(order, told.removed ?? [], id)
  if (excess <= 0) return []
  return unknownTo(order, telling).flatMap(({ eventId, shipmentId, imported, lines }) => {
    const quantity = Math.min(excess, lines.find((one) => one.id === id)?.quantity ?? 0)
    excess -= quantity
    const taken = [{ id, quantity, wished: true, isOff: true as const }]
    return quantity > 0 ? [{ eventId, at, imported, shipmentId, lines: taken }] : []
  })
}

/** The words that told what was taken off, each once, though it went by mail and as a text. */
const tellings = ({ said }: OrderState): Said[] => [
  ...new Map(said.filter(({ told }) => told.taken).map((one) => [one.key, one])).values(),
]

/** How many of the line these updates took, by all that is known of its packages now. */
const takenOff = (order: OrderState, eventIds: readonly string[], id: string): number =>
  takenBy(order)
    .filter(({ removal: { eventId } }) =>
      eventIds.some((one) => one === eventId || one === `${eventId}:voided`),
    )
    .flatMap(({ lines }) => lines)
    .reduce((all, line) => (line.id === id ? all + line.quantity : all), 0)

/** Packages of which the reader did not know then: those that had left, and of the others the last. */
function unknownTo(order: OrderState, { at }: Said): Shipment[] {
  const unknown = shippedShipments(order)
    .filter(
      ({ shipmentId }) =>
        !order.said.some((one) => one.at <= at && one.told.shipments.includes(shipmentId)),
    )
    .sort((a, b) => ((a.shippedAt ?? '') < (b.shippedAt ?? '') ? -1 : 1))
  const [before, since] = [
    unknown.filter(({ shippedAt }) => (shippedAt ?? '') <= at),
    unknown.filter(({ shippedAt }) => (shippedAt ?? '') > at),
  ]
  return [...before, ...since.reverse()]
}

/** Something else took their place: what comes back was the shop's sum to make, and none was told. */
const isExchange = ({ removals = [] }: OrderState, { told }: Said): boolean =>
  removals.some((one) => one.isExchange && told.removed?.includes(one.eventId))

/** How many of the line were told as gone, with money for them, and have left. */
export const goneTooSoon = (order: OrderState, id: string): number =>
  countTooSoon(order, id, (telling) => !isExchange(order, telling))

/** The same without a word of money. */
export const exchangedTooSoon = (order: OrderState, id: string): number =>
  countTooSoon(order, id, (telling) => isExchange(order, telling))

const countTooSoon = (order: OrderState, id: string, isOwn: (telling: Said) => boolean): number =>
  tellings(order)
    .filter(isOwn)
    .flatMap((telling) => crossingOf(order, telling, id))
    .flatMap(({ lines }) => lines)
    .reduce((all, { quantity }) => all + quantity, 0)

/** What the same words told as taken off, and is: with when the last of it was. */
export function staysOff(
  order: OrderState,
  ids: readonly string[],
): { lines: { lineId: string; quantity: number }[]; at: string | null } {
  const wrong = tellings(order).filter(
    (telling) =>
      !isExchange(order, telling) && ids.some((id) => crossingOf(order, telling, id).length > 0),
  )
  const events = wrong.flatMap(({ told }) => told.removed ?? [])
  const lines = order.lines.flatMap(({ id }) => {
    const quantity = takenOff(order, events, id)
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
  const dates = (order.removals ?? [])
    .filter(({ eventId }) => events.includes(eventId))
    .map(({ at }) => at)
  return { lines, at: dates.sort().at(-1) ?? null }
}
