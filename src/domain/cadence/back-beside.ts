import { addFacts } from '../because.ts'
import { addHours } from '../instant.ts'
import type { MessageKind, Notice } from '../message.ts'
import { type OrderState, openQuantity, type Shipment } from '../order.ts'
import { unheardWith } from './backorder-confirmed.ts'
import { isToldAndTaken, NEWS_HOURS } from './called-back.ts'
import type { CadenceContext } from './context.ts'
import { isTakenBack } from './taken-back.ts'
import { TELLS_MOVES } from './tell-shown.ts'

/**
 * A notice that goes at once says as well that a package which was told as on its way did not leave:
 * else it would list as still to come what its reader thinks is under way, or tell of the package that
 * took its place as if there were two, and the correction would come after it. Nothing more is then
 * owed of that.
 */
export function sayTakenBack(
  order: OrderState,
  { now }: Pick<CadenceContext, 'now'>,
): (notice: Notice) => Notice {
  const since = addHours(now, -NEWS_HOURS)
  const taken = order.shipments.filter(
    (shipment) => isTakenBack(shipment) && (shipment.voidedAt ?? '') >= since,
  )
  if (taken.length === 0) return (notice) => notice
  return (notice) => {
    if (!SAYS_TAKEN_BACK.includes(notice.kind) || notice.dueAt > now) return notice
    const packages = taken
      .filter((one) => isConcerned(order, one, notice) && isUnheard(order, one, notice.key))
      .map(({ shipmentId }) => shipmentId)
    if (packages.length === 0) return notice
    const { facts } = notice
    return {
      ...addFacts(notice, { taken_back: packages }),
      facts: { ...facts, told: { ...facts.told, takenBack: packages } },
    }
  }
}

/** They list what is still to come, or tell of another package; an update has words of its own. */
export const SAYS_TAKEN_BACK: readonly MessageKind[] = [
  ...[...TELLS_MOVES].filter((kind) => kind !== 'order_update'),
  'partially_shipped',
  'shipped',
  'restocked',
]

const isUnheard = (order: OrderState, shipment: Shipment, key: string): boolean =>
  isToldAndTaken(order, shipment, key) ||
  shipment.lines.some(({ id }) => unheardWith(order, id, key).includes(shipment))

/** What it held is still to come, or is in the package that is told of. */
function isConcerned({ lines, shipments }: OrderState, one: Shipment, { facts }: Notice): boolean {
  const held = new Set(one.lines.map(({ id }) => id))
  return (
    lines.some((line) => held.has(line.id) && openQuantity(line) > 0) ||
    shipments.some(
      (other) =>
        facts.shipments.includes(other.shipmentId) && other.lines.some(({ id }) => held.has(id)),
    )
  )
}
