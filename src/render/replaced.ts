import type { Line } from '../domain/order.ts'
import type { Card, Item, PackageCard, Phase } from './page.ts'

/**
 * What more packages hold than was ordered counts once. Lost or returning goods that were sent again
 * are what comes, not what went; next a label is what was made anew, and not the package that left; of
 * what has come another is on its way; and of two of those the later one is the other's double.
 * Counted line by line, for of two packages that were lost perhaps only one was sent again.
 */
export function withoutReplaced(cards: readonly Card[]): Card[] {
  const surplus = surplusOf(cards)
  if (surplus.size === 0) return [...cards]
  const left = DOUBLES.reduce((some, isDouble) => fewer(some, isDouble, surplus), [...cards])
  return left.length > 0 ? left : [...cards]
}

/** From the last card on: cards stand in the order in which they arrive. */
const fewer = (cards: Card[], isDouble: (card: Card) => boolean, surplus: Map<Line, number>) =>
  cards
    .toReversed()
    .flatMap((card): Card[] => {
      if (card.kind !== 'package' || !isDouble(card)) return [card]
      const items = card.items.flatMap((item) => unreplaced(item, surplus))
      return items.length > 0 ? [{ ...card, items }] : []
    })
    .toReversed()

/** A package that does not come by itself any more. */
export const isGone = (card: Card): card is PackageCard =>
  card.kind === 'package' &&
  (card.phase === 'lost' || card.phase === 'missing' || card.phase === 'returning')

const isIn = (phase: Phase) => (card: Card) => card.kind === 'package' && card.phase === phase

/** Which packages are taken for a double, the likeliest first. */
const DOUBLES = [isGone, isIn('label'), isIn('delivered'), (card: Card) => card.kind === 'package']

/** How much more of a line is in packages and waits than was ordered of it. */
function surplusOf(cards: readonly Card[]): Map<Line, number> {
  const counts = new Map<Line, number>()
  for (const card of cards) {
    if (card.kind === 'cancelled') continue
    for (const { line, quantity } of card.items)
      counts.set(line, (counts.get(line) ?? 0) + quantity)
  }
  const over = [...counts].map(([line, count]) => {
    return [line, count - Math.max(0, line.quantity - line.cancelled)] as const
  })
  return new Map(over.filter(([, count]) => count > 0))
}

function unreplaced({ line, quantity }: Item, surplus: Map<Line, number>): Item[] {
  const taken = Math.min(quantity, surplus.get(line) ?? 0)
  surplus.set(line, (surplus.get(line) ?? 0) - taken)
  return quantity > taken ? [{ line, quantity: quantity - taken }] : []
}
