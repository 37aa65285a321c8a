import type { EventData } from '../../src/domain/event.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Random } from './random.ts'

type Line = EventData<'order.placed'>['lines'][number]
type Act = { type: string; data: Record<string, unknown> }

const MINUTE_MS = 60_000

/**
 * What a shop and its customer change of an order on its way: lines lowered and raised, and units that
 * the one or the other cancels, or that cannot be had; several in one moment, or over hours and days.
 * Told at once: what comes out of turn is the matter of the other events.
 */
export function edits(
  random: Random,
  { orderId, lines, fromMs, untilMs }: EditedOrder,
): Recorded[] {
  const ordered = new Map(lines.map(({ id, quantity }) => [id, quantity]))
  let ms = fromMs + random.next() * Math.max(0, untilMs - fromMs)
  return Array.from({ length: random.pick([1, 2, 2, 3, 4]) }, (_, at): Recorded => {
    const line = random.pick(lines)
    const { type, data } = actOn(random, line, ordered)
    const moment = new Date(Math.floor(ms)).toISOString()
    ms += gapOf(random)
    return {
      id: `edit_${at}`,
      type,
      occurred_at: moment,
      receivedAt: moment,
      data: { order_id: orderId, ...data },
    } as unknown as Recorded
  })
}

export type EditedOrder = {
  orderId: string
  lines: readonly Line[]
  fromMs: number
  untilMs: number
}

function actOn(random: Random, { id, backorder }: Line, ordered: Map<string, number>): Act {
  const now = ordered.get(id) ?? 0
  const quantity = random.int(1, 2)
  const fate = random.next()
  if (fate < 0.4) {
    const to = random.chance(0.85) ? Math.max(0, now - quantity) : now + 1
    ordered.set(id, to)
    return { type: 'order.updated', data: { lines: [{ id, quantity: to }] } }
  }
  if (fate < 0.6) return { type: 'order.cancelled', data: { lines: [{ id, quantity }] } }
  if (fate < 0.65) return { type: 'order.cancelled', data: {} }
  if (fate < 0.8 && backorder)
    return { type: 'backorder.unfulfillable', data: { lines: [{ id, quantity }] } }
  // How many that is in all, its order says when it is pressed.
  const lines = [{ id, quantity, total: quantity }]
  return { type: 'cancellation.made', data: { by: 'shopper', lines, reason: null } }
}

const gapOf = (random: Random) =>
  random.pick([0, 0, MINUTE_MS, 7 * 60 * MINUTE_MS, random.int(1, 72) * 60 * MINUTE_MS])
