import { type Because, FACTS_THAT_NAME, readBecause } from '../../src/domain/because.ts'
import type { Check } from './life-checks.ts'

/**
 * Every message, planned, held, sent or withdrawn, names its rule, and whatever its facts name is
 * there: the lines and packages of that order, events that came, messages that exist.
 */
export const namesItsCause: Check = ({ moments, events, stored: all }) => {
  const eventIds = new Set(events.map(({ id }) => id))
  const messageIds = new Set(all.map(({ messageId }) => messageId))
  return moments.flatMap(({ stored, order, context: { now } }) => {
    const exists = {
      line: (id: string) => order.lines.some((line) => line.id === id),
      package: (id: string) => order.shipments.some(({ shipmentId }) => shipmentId === id),
      event: (id: string) => eventIds.has(id),
      message: (id: string) => messageIds.has(id),
    }
    return stored.flatMap(({ key, status, because, withdrawnBecause }) => {
      const reasons = [
        { of: key, data: readBecause(because) },
        ...(status === 'withdrawn'
          ? [{ of: `${key} withdrawn`, data: readBecause(withdrawnBecause) }]
          : []),
      ]
      return reasons.flatMap(({ of, data }) => {
        if (!data?.rule) return [`${now} ${of}: no rule`]
        return namedBy(data)
          .filter(({ what, id }) => !exists[what](id))
          .map(({ what, id }) => `${now} ${of} (${data.rule}): no ${what} ${id}`)
      })
    })
  })
}

/** Everything that the facts name, with what it is. */
export const namedBy = ({ facts }: Because) =>
  Object.entries(facts).flatMap(([fact, value]) => {
    const what = FACTS_THAT_NAME[fact]
    if (!what || value === null) return []
    const ids =
      typeof value === 'object' ? (Array.isArray(value) ? value : Object.keys(value)) : [value]
    return ids.map((id) => ({ what, id: String(id) }))
  })
