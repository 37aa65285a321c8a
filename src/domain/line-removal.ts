import type { Apply } from './apply-event.ts'
import { toInstant } from './instant.ts'
import type { OrderState } from './order.ts'

type Standing = ReadonlyMap<
  string,
  { ordered: number; open: number; cancelled: number; shipped: number }
>

/** What is ordered of each line, and what of it has neither left nor been cancelled. */
export const standingOf = ({ lines }: OrderState): Standing =>
  new Map(
    lines.map(({ id, quantity, shipped, cancelled }) => [
      id,
      { ordered: quantity, open: Math.max(0, quantity - shipped - cancelled), cancelled, shipped },
    ]),
  )

const NOTHING = { ordered: 0, open: 0, cancelled: 0, shipped: 0 }

/**
 * Keeps what an update took off the order as a fact of its own. To its reader it is a cancellation,
 * though the shop did not call it one; and it is not counted among those, for what is ordered has
 * fallen already, and the line may be put back. What was chosen instead is no news to who chose it.
 */
export function noteRemoval(draft: OrderState, before: Standing, event: Parameters<Apply>[1]) {
  const swapped = new Set(
    draft.substitutes.filter(({ chosen }) => chosen).map(({ lineId }) => lineId),
  )
  const lines = draft.lines.flatMap(({ id, quantity, cancelled }) => {
    const { ordered: from, open, cancelled: was, shipped: had } = before.get(id) ?? NOTHING
    const gone = Math.max(0, Math.min(from - quantity, open))
    const wasCancelled = from > quantity ? Math.max(0, was - cancelled) : 0
    const held = Math.max(0, Math.min(from - quantity - gone - wasCancelled, had))
    if (gone + wasCancelled + held === 0 || swapped.has(id)) return []
    const more = { ...(wasCancelled > 0 && { wasCancelled }), ...(held > 0 && { held }) }
    return [{ id, quantity: gone, from, ...more }]
  })
  if (lines.length === 0) return
  const isExchange = draft.lines.some(
    ({ id, quantity }) => quantity > (before.get(id)?.ordered ?? 0),
  )
  const { id: eventId, occurred_at, imported } = event
  draft.removals ??= []
  draft.removals.push({ eventId, at: toInstant(occurred_at), imported, isExchange, lines })
}
