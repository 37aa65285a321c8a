/**
 * A copy, to its depth, of what JSON can hold. `structuredClone` writes it out and reads it again:
 * ten times as long for a new order, and what it makes takes longer to be written as JSON.
 */
export function copyPlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyPlain) as T

  // Spread first, and then what lies deeper: built up field by field it took twice as long. So it
  // also has for its own what is called as the prototype is, as a line may be.
  const copy = { ...value } as Record<string, unknown>
  for (const name of Object.keys(copy)) {
    const field = copy[name]
    if (typeof field === 'object' && field !== null) copy[name] = copyPlain(field)
  }
  return copy as T
}
