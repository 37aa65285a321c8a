import type { MessageKind } from '../src/domain/message.ts'
import type { Card } from '../src/render/page.ts'
import { isSpoken } from '../src/render/speech/index.ts'
import type { PageContext, Reach } from './context.ts'

/**
 * What happens next, for the part of the order that most needs saying: trouble first, then what
 * waits without a date, then what waits with one, then what is under way.
 */
export function nextOf(
  cards: readonly Card[],
  { order, merchant, words, reach }: PageContext,
): string | null {
  const { next } = words
  const wayOut = next.wayOut(merchant.policy.cancellation === 'request')
  if (!order.placed) return next.unknown
  // A kind without words is never sent, and a merchant may turn one off: then the page must not say so.
  const tells = (kind: MessageKind): Reach =>
    !isSpoken(kind) || merchant.policy.kinds_off.includes(kind) ? 'page' : reach
  const phases = new Set(cards.map((card) => (card.kind === 'package' ? card.phase : null)))
  const waits = cards.filter((card) => card.kind === 'waiting')
  const missed = cards.some(
    (card) => (card.kind === 'waiting' || card.kind === 'preparing') && card.missed,
  )

  if (phases.has('lost')) return next.lost
  if (phases.has('returning')) return next.returning
  if (phases.has('held_up')) return next.heldUp
  if (missed) return next.missed(wayOut)
  if (waits.some((card) => !card.shipsBy)) return next.noDate(reach, wayOut)
  if (waits.length > 0) return next.waiting(reach, wayOut)
  if (phases.has('pickup')) return next.pickup
  if (cards.some((card) => card.kind === 'preparing') || phases.has('label')) {
    return next.preparing(tells('shipped'))
  }
  if (phases.has('delayed')) return next.delayed
  if (phases.has('moving') || phases.has('out_for_delivery')) return next.moving(tells('delivered'))
  return phases.has('delivered') ? next.delivered : null
}
