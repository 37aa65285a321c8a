/** A share of a count, and between what it lies if the count was a draw from many more. */
export type Share = { rate: number; low: number; high: number }

/** Standard deviations of a normal distribution between which 95 % lie. */
const Z = 1.96

/**
 * `part` of `whole`; null of nothing. The bounds are Wilson's (1927), with a confidence of 95 %: of
 * three answers that are all good they say "44 % or more", where the share alone would say 100 %.
 */
export function shareOf(part: number, whole: number): Share | null {
  if (whole === 0) return null
  const rate = part / whole
  const square = Z * Z
  const middle = (rate + square / (2 * whole)) / (1 + square / whole)
  const reach =
    (Z / (1 + square / whole)) * Math.sqrt((rate * (1 - rate)) / whole + square / (4 * whole ** 2))
  return { rate, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) }
}
