import type { Card } from '../src/render/page.ts'

/** How many packages there are; null while something is still to be packed, for nobody knows yet. */
export function packageCount(cards: readonly Card[]): number | null {
  const packing = cards.some(({ kind }) => kind === 'waiting' || kind === 'preparing')
  return packing ? null : cards.filter(({ kind }) => kind === 'package').length
}
