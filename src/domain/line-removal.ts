import type { Apply } from './apply-event.ts'
import { later, toInstant } from './instant.ts'
import type { Instant, Line, OrderState, Raised } from './order.ts'

type Standing = ReadonlyMap<
  string,
  { ordered: number; open: number; cancelled: number; shipped: number }
>

/** What is ordered of each line, and what of it has neither left nor been cancelled. */
export const unitsByLine = ({ lines }: OrderState): Standing =>
  new Map(
    lines.map(({ id, quantity, shipped, cancelled }) => [
      id,
      { ordered: quantity, open: Math.max(0, quantity - shipped - cancelled), cancelled, shipped },
    ]),
  )

const NOTHING = { ordered: 0, open: 0, cancelled: 0, shipped: 0 }

/**
 * Keeps what an update took off the order as a fact of its own, and with a line what one added to it.
 * To its reader it is a cancellation, though the shop did not call it one; and it is not counted among
 * those, for what is ordered has fallen already, and the line may be put back.
 */
export function noteRemoval(draft: OrderState, before: Standing, event: Parameters<Apply>[1]) {
  const knownAt = later(toInstant(event.occurred_at), event.receivedAt)
  const lines = draft.lines.flatMap((line) => {
    const { id, quantity, cancelled } = line
    const { ordered: from, open, cancelled: was, shipped: had } = before.get(id) ?? NOTHING
    const wasCancelled = from > quantity ? Math.max(0, was - cancelled) : 0
    const gone = Math.max(0, Math.min(from - quantity - wasCancelled, open))
    const held = Math.max(0, Math.min(from - quantity - gone - wasCancelled, had))
    if (quantity > from)
      line.raised = [...(line.raised ?? []), { quantity: quantity - from, since: knownAt }]
    const raised = takeRaised(line, gone, knownAt)
    const swapped = swappedOf(draft, before, line, gone)
    if (swapped !== null && gone + wasCancelled > swapped)
      return [{ id, quantity: gone - swapped, from, ...(wasCancelled > 0 && { wasCancelled }) }]
    if (swapped !== null || gone + wasCancelled + held === 0) return []
    const more = {
      ...(wasCancelled > 0 && { wasCancelled }),
      ...(held > 0 && { held }),
      ...(raised.length > 0 && { raised }),
    }
    return [{ id, quantity: gone, from, ...more }]
  })
  if (lines.length === 0) return
  const isExchange = draft.lines.some(
    ({ id, quantity }) => quantity > (before.get(id)?.ordered ?? 0),
  )
  const { id: eventId, occurred_at, imported } = event
  draft.removals ??= []
  const at = toInstant(occurred_at)
  const late = knownAt > at ? { heardAt: knownAt } : {}
  draft.removals.push({ eventId, at, imported, isExchange, lines, ...late })
}

/**
 * Of what goes from a line of which another article was chosen, as much as the same update brings of
 * that; of an update that brings none, all. What was chosen instead is no news to who chose it, and the
 * rest is. Null where none was chosen, or the line is of the other article itself by now.
 */
function swappedOf(
  { substitutes, lines }: OrderState,
  before: Standing,
  { id, sku }: Line,
  gone: number,
): number | null {
  const taken = substitutes.findLast(({ lineId, chosen }) => chosen && lineId === id)?.chosen
  if (!taken || sku === taken.sku) return null
  const brought = lines
    .filter((line) => line.sku === taken.sku)
    .reduce((all, line) => all + line.quantity - (before.get(line.id)?.ordered ?? 0), 0)
  return brought > 0 ? Math.min(gone, brought) : gone
}

/** Of the units that go, those that updates had added: what was added last goes first. */
function takeRaised(line: Line, gone: number, until: Instant): (Raised & { until: Instant })[] {
  const left = [...(line.raised ?? [])]
  const taken: (Raised & { until: Instant })[] = []
  for (let units = gone; units > 0; ) {
    const last = left.pop()
    if (!last) break
    const quantity = Math.min(units, last.quantity)
    taken.push({ quantity, since: last.since, until })
    if (last.quantity > quantity) left.push({ ...last, quantity: last.quantity - quantity })
    units -= quantity
  }
  if (taken.length > 0) line.raised = left
  return taken
}
