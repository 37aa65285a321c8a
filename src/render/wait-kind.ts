import type { BackorderKind, Line } from '../domain/order.ts'

/**
 * Why a line waits differs by kind: what is made to order is not "restocked". Lines of several
 * kinds, and lines in stock beside them, are spoken of in the plain words.
 */
export function waitKind(lines: readonly Line[]): BackorderKind {
  const kinds = new Set(lines.map(({ backorder }) => backorder?.kind ?? 'standard'))
  const [kind = 'standard'] = kinds
  return kinds.size === 1 ? kind : 'standard'
}

/** The ending of a variant whose words must not speak of stock; words without one fall back. */
export const specialEnding = (lines: readonly Line[]) =>
  waitKind(lines) === 'standard' ? '' : '_special'
