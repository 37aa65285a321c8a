import type { Card } from '../src/render/page.ts'

/**
 * How many packages there are, as the mails count them: what is still to be packed is one more,
 * however it will be packed, so that "Package 1 of 2" reads alike in both.
 */
export function packageCount(cards: readonly Card[]): number {
  const packing = cards.some(({ kind }) => kind === 'waiting' || kind === 'preparing')
  return cards.filter(({ kind }) => kind === 'package').length + (packing ? 1 : 0)
}
