import { askedQuantity } from './apply-cancellation.ts'
import type { Apply } from './apply-event.ts'
import { namedBy } from './cancellation-act.ts'
import { toInstant } from './instant.ts'
import { type Instant, type Line, type OrderState, shippedShipments } from './order.ts'

type Context = Parameters<Apply>[1]
/**
 * A package that went out with what somebody had cancelled, or asked to: the package wins.
 * `wished`: its reader did, and so has to hear that it ships after all.
 */
export type Crossing = {
  eventId: string
  at: Instant
  imported: boolean
  shipmentId: string
  /** `isOff`: an update had taken them off, and nobody cancelled them by name. */
  lines: { id: string; quantity: number; wished: boolean; isOff?: true }[]
}

/**
 * Keeps what an event took from a cancellation as a fact of its own: a package that leaves with it,
 * or our act (or silence's) on what had left, when we hear of the package only afterwards. Worked out
 * later, from quantities, it could not be told from a line that was cut to what had shipped.
 */
export const withCrossings =
  (apply: Apply): Apply =>
  (draft, event, rules) => {
    const wishes = wishesOf(draft)
    const before = lostQuantities(draft, wishes)
    const unmet = apply(draft, event, rules)
    // A request that the package answered is over by now, and a new one begins now: both count.
    const all = new Map([...wishes, ...wishesOf(draft)])
    const lines = [...lostQuantities(draft, all)].flatMap(([id, lost]) => {
      const quantity = lost - (before.get(id) ?? 0)
      const wished = all.has(id) || isWished(draft, event, id)
      return quantity > 0 ? [{ id, quantity, wished }] : []
    })
    const shipmentId = packageOf(draft, lines)
    if (lines.length === 0 || shipmentId === undefined) return unmet
    const { id: eventId, imported } = event
    draft.crossings.push({ eventId, at: toInstant(event.occurred_at), imported, shipmentId, lines })
    return unmet
  }

/** Line id to how many of it are to be cancelled in all, were the open request granted. */
type Wishes = ReadonlyMap<string, number>
const wishesOf = ({ cancellationRequest }: OrderState): Wishes =>
  new Map(cancellationRequest?.lines.map(({ id, total }) => [id, total]))

const lostQuantities = (draft: OrderState, wishes: Wishes) =>
  new Map(draft.lines.map((line) => [line.id, lostQuantity(line, wishes)]))

/** Of what was to be cancelled, so much has shipped. */
function lostQuantity(line: Line, wishes: Wishes): number {
  const wanted = Math.max(askedQuantity(line), wishes.get(line.id) ?? 0)
  return Math.max(0, Math.min(wanted, line.quantity) + line.shipped - line.quantity)
}

/** By an act that stands, or by this one, of which nothing may be left. */
const isWished = ({ cancellations }: OrderState, event: Context, lineId: string) =>
  (event.type === 'cancellation.made' && isReaders(event.data)) ||
  cancellations.some(
    (act) => !act.cause && isReaders(act) && namedBy(act).some(({ id }) => id === lineId),
  )

const isReaders = ({ by }: { by: string }) => by === 'shopper' || by === 'support'

/** The package that left last with any of the lines. */
const packageOf = (draft: OrderState, lines: readonly { id: string }[]): string | undefined =>
  shippedShipments(draft)
    .filter((shipment) => shipment.lines.some(({ id }) => lines.some((line) => line.id === id)))
    .sort((a, b) => ((a.shippedAt ?? '') < (b.shippedAt ?? '') ? -1 : 1))
    .at(-1)?.shipmentId
