/** Far more than the shops of one installation change their settings in a day. */
const KEPT_MAX = 500

/**
 * Reads a text the first time it is met: the settings of a merchant are read with every message and
 * every page, and checking them takes longer than the query that fetched them. What is read is
 * frozen, for many hands hold it.
 */
export function readOnce<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found

    const value = freeze(read(text))
    if (known.size >= KEPT_MAX) known.clear()
    known.set(text, value)
    return value
  }
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
