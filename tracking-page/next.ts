import type { MessageKind } from '../src/domain/message.ts'
import type { Card } from '../src/render/page.ts'
import { withoutReplaced } from '../src/render/replaced.ts'
import { isSpoken } from '../src/render/speech/index.ts'
import type { PageContext, Reach } from './context.ts'

/** `asks`: it ends in "write to us", and the way to do that stands beside it. */
type Next = { text: string; asks: boolean }

/**
 * What happens next, for the part of the order that most needs saying: trouble first, then what
 * waits without a date, then what waits with one, then what is under way.
 */
export function nextOf(
  all: readonly Card[],
  { order, merchant, words, reach }: PageContext,
): Next | null {
  const { next } = words
  // What was sent again is no trouble any more: its reader need not write.
  const cards = withoutReplaced(all)
  const wayOut = next.wayOut(merchant.policy.cancellation === 'request')
  if (!order.placed) return say(next.unknown)
  // A kind without words is never sent, and a merchant may turn one off: then the page must not say so.
  const tells = (kind: MessageKind): Reach =>
    !isSpoken(kind) || merchant.policy.kinds_off.includes(kind) ? 'page' : reach
  const phases = new Set(cards.map((card) => (card.kind === 'package' ? card.phase : null)))
  const waits = cards.filter((card) => card.kind === 'waiting')
  const missed = cards.some(
    (card) => (card.kind === 'waiting' || card.kind === 'preparing') && card.missed,
  )

  if (phases.has('lost')) return ask(next.lost)
  if (phases.has('returning')) return ask(next.returning)
  if (phases.has('held_up')) return ask(next.heldUp)
  if (missed) return say(next.missed(reach, wayOut))
  if (waits.some((card) => !card.shipsBy)) {
    const some = waits.some((card) => card.shipsBy)
    return say(next.noDate(reach, wayOut, some))
  }
  if (waits.length > 0) return say(next.waiting(reach, wayOut))
  if (phases.has('pickup')) return say(next.pickup)
  if (cards.some((card) => card.kind === 'preparing') || phases.has('label')) {
    return say(next.preparing(tells('shipped')))
  }
  if (phases.has('delayed')) return say(next.delayed)
  if (phases.has('moving') || phases.has('out_for_delivery')) {
    return say(next.moving(tells('delivered')))
  }
  return phases.has('delivered') ? ask(next.delivered) : null
}

const say = (text: string): Next => ({ text, asks: false })
const ask = (text: string): Next => ({ text, asks: true })
