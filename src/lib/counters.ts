/** What this process has done since it began, by name and label: only ever more. */
export type Counters = {
  add(name: string, label: string): void
  read(): { name: string; label: string; value: number }[]
}

/** Names and labels come from our own code alone, never from a request: their number is bounded. */
export function createCounters(): Counters {
  const values = new Map<string, { name: string; label: string; value: number }>()
  return {
    add(name, label) {
      const key = `${name} ${label}`
      const known = values.get(key)
      if (known) known.value += 1
      else values.set(key, { name, label, value: 1 })
    },
    read: () => [...values.values()].map((one) => ({ ...one })),
  }
}
