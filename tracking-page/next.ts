import type { MessageKind } from '../src/domain/message.ts'
import { waitingQuantity } from '../src/domain/order.ts'
import type { Card, PackageCard } from '../src/render/page.ts'
import { withoutReplaced } from '../src/render/replaced.ts'
import { isSpoken } from '../src/render/speech/index.ts'
import { decisionFor } from './cancel-choice.ts'
import type { PageContext, Reach } from './context.ts'
import { parcelLink } from './safe-link.ts'

/** `asks`: it ends in "write to us", and the way to do that stands beside it. */
type Next = { text: string; asks: boolean }

/**
 * What happens next, for the part of the order that most needs saying: trouble first, then what
 * waits without a date, then what waits with one, then what is under way.
 */
export function nextOf(all: readonly Card[], context: PageContext): Next | null {
  const { order, merchant, words, reach } = context
  const { next } = words
  // What was sent again is no trouble any more: its reader need not write.
  const cards = withoutReplaced(all)
  const wayOut = next.wayOut(isAsked(context))
  if (!order.placed) return say(next.unknown)
  // A kind without words is never sent, and a merchant may turn one off: then the page must not say so.
  const tells = (kind: MessageKind): Reach =>
    !isSpoken(kind) || merchant.policy.kinds_off.includes(kind) ? 'page' : reach
  const phases = new Set(cards.map((card) => (card.kind === 'package' ? card.phase : null)))
  const waits = cards.filter((card) => card.kind === 'waiting')
  const missed = cards.some(
    (card) => (card.kind === 'waiting' || card.kind === 'preparing') && card.missed,
  )

  if (phases.has('lost') || phases.has('missing')) return ask(next.lost)
  if (phases.has('returning')) return ask(next.returning)
  if (phases.has('held_up')) return ask(next.heldUp)
  if (phases.has('silent')) return ask(next.silent(reach))
  if (missed) return say(next.missed(reach, wayOut))
  if (waits.some((card) => !card.shipsBy)) {
    const some = waits.some((card) => card.shipsBy)
    return say(next.noDate(reach, wayOut, some))
  }
  if (waits.length > 0) return say(next.waiting(reach, wayOut))
  if (phases.has('pickup')) return pickup(cards, next)
  if (cards.some((card) => card.kind === 'preparing') || phases.has('label')) {
    const swaps = cards.every((card) => card.kind !== 'preparing' || card.swapped)
    return say((swaps && !phases.has('label') ? next.swapped : next.preparing)(tells('shipped')))
  }
  if (phases.has('delayed')) {
    const isDated = cards.some((card) => card.kind === 'package' && isDue(card))
    return say(isDated ? next.delayed : next.delayedNoDate(tells('delivered')))
  }
  if (phases.has('moving') || phases.has('out_for_delivery')) {
    return say(next.moving(tells('delivered')))
  }
  return phases.has('delivered') ? ask(next.delivered) : null
}

/** By what the press would come to: a delay that was put before its reader makes it a right. */
function isAsked(context: PageContext): boolean {
  const scope = context.order.lines.some((line) => waitingQuantity(line) > 0) ? 'waiting' : 'all'
  return decisionFor(context, { scope, lines: [] }).requested.length > 0
}

/** Of the carrier's page only where there is a link to it. */
function pickup(cards: readonly Card[], next: PageContext['words']['next']): Next {
  const waiting = cards.filter((card) => card.kind === 'package' && card.phase === 'pickup')
  const isLinked = waiting.every((card) => card.kind === 'package' && parcelLink(card.shipment))
  return isLinked ? say(next.pickup) : ask(next.pickupNoLink)
}

const isDue = ({ phase, arrival }: PackageCard) =>
  phase === 'delayed' && arrival !== null && !arrival.late

const say = (text: string): Next => ({ text, asks: false })
const ask = (text: string): Next => ({ text, asks: true })
