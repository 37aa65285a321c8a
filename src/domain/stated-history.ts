import type { Backorder, PromiseChange } from './backorder.ts'

/**
 * The promises of a line for whoever reads them, oldest first. Where the queue dated a line in the
 * moment in which it was heard of, nobody was ever told that it had no date: it begins with its date.
 */
export function statedHistory({ history }: Backorder): PromiseChange[] {
  const [first, second] = history
  const isPassing =
    first?.shipsBy === null && second?.cause === 'joined' && second.heardAt === first.heardAt
  return isPassing ? history.slice(1) : [...history]
}
