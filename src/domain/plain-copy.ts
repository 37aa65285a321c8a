/**
 * A copy, to its depth, of what JSON can hold. `structuredClone` writes it out and reads it again:
 * ten times as long for a new order, and what it makes takes longer to be written as JSON.
 */
export function copyPlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyPlain) as T

  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[name]
    // Assigned, it would be the prototype: a line may be called so.
    if (name === '__proto__') Object.defineProperty(copy, name, own(copyPlain(field)))
    else copy[name] = copyPlain(field)
  }
  return copy as T
}

const own = (value: unknown) => ({ value, enumerable: true, writable: true, configurable: true })
