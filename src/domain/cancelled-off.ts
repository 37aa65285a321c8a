import type { Apply } from './apply-event.ts'
import { addLines } from './cancellation-act.ts'
import { addHours } from './instant.ts'
import type { Instant, Line, OrderState, Removal } from './order.ts'

type Event = Parameters<Apply>[1]
type LineQuantity = { id: string; quantity: number }

/**
 * What an update that sets a line to `quantity` takes off it of what is cancelled. `quantity` is what
 * the shop has sent or has still to send; so where it falls, first goes what was cancelled through us
 * and the shop has not told us of: that is how it carries it out, and to take as much again from what
 * is left would cancel it twice. What it has told us of by name is over, but for the hour after that: many
 * shops send the order as it stands after each of their words. Then what is open goes, and last what else is cancelled. What went is
 * asked for no more, or a line that is put back would come back cancelled.
 */
export function takeCancelledOff(line: Line, quantity: number, at: Instant) {
  const { cancelAsked, cancelled, shipped } = line
  const { ours, theirs, off = 0, confirmedAt } = cancelAsked
  const fewer = line.quantity - quantity
  if (fewer <= 0) return setOff(line, off + fewer)
  const isOneAct = confirmedAt !== undefined && at <= addHours(confirmedAt, ONE_ACT_HOURS)
  const echo = Math.min(fewer, cancelled, isOneAct ? ours : Math.max(0, ours - theirs))
  // Of what was confirmed by name nobody waits to hear it once more.
  const confirmed = isOneAct ? Math.min(echo, theirs) : 0
  const open = line.quantity - shipped - cancelled
  const more = Math.min(cancelled - echo, Math.max(0, fewer - echo - open))
  line.cancelled -= echo + more
  cancelAsked.ours = Math.max(0, ours - echo - more)
  cancelAsked.theirs = Math.max(0, theirs - confirmed - more)
  setOff(line, off + echo - confirmed)
}

const ONE_ACT_HOURS = 1

/** Of what the shop cancels by name, what it told us before by an update: that much is no news. */
export function echoOfOff(line: Line, quantity: number): number {
  const { off = 0 } = line.cancelAsked
  const echo = Math.min(quantity, off)
  setOff(line, off - echo)
  return echo
}

function setOff({ cancelAsked }: Line, units: number) {
  if (units > 0) cancelAsked.off = units
  else delete cancelAsked.off
}

/** Whoever counted the total of an act did not know that an update of before had taken these off. */
export const offUnknown = (order: OrderState, { id }: Line, event: Event): number =>
  (order.removals ?? [])
    .filter((one) => isHeardAfter(one, event))
    .flatMap(({ lines }) => lines)
    .reduce((all, line) => (line.id === id ? all + (line.wasCancelled ?? 0) : all), 0)

const isHeardAfter = ({ heardAt = '' }: Removal, { receivedAt }: Event) => heardAt > receivedAt

/** What an `order.cancelled` without lines names. */
export const everyLine = ({ lines }: OrderState): LineQuantity[] =>
  lines.map(({ id }) => ({ id, quantity: EVERY_UNIT }))

const EVERY_UNIT = Number.MAX_SAFE_INTEGER

/**
 * An update of before the act, of which was heard only after it, had taken off what the act then named:
 * whoever was told of the act was told that these are cancelled, and they are, once. So they count as
 * cancelled by name, like what an update takes off after the act.
 */
export function takeNamedOff(draft: OrderState, named: readonly LineQuantity[], event: Event) {
  const isUnknown = (one: Removal) => isHeardAfter(one, event)
  if (!draft.removals?.some(isUnknown)) return
  const act = draft.cancellations.find(({ eventId }) => eventId === event.id)
  const left = new Map(named.map((one) => [one.id, beyond(draft, one)]))
  const taken: LineQuantity[] = []
  draft.removals = draft.removals.map((one) => {
    if (!isUnknown(one)) return one
    const lines = one.lines.map((line) => {
      const { id, wasCancelled = 0 } = line
      const quantity = Math.min(line.quantity, Math.max(0, left.get(id) ?? 0))
      left.set(id, (left.get(id) ?? 0) - quantity)
      if (quantity === 0) return line
      taken.push({ id, quantity })
      return { ...line, quantity: line.quantity - quantity, wasCancelled: wasCancelled + quantity }
    })
    return { ...one, lines }
  })
  // What the shop named beyond that stays an anomaly, for who can mend it.
  for (const { id, quantity } of event.type === 'order.cancelled' ? [] : taken) {
    const line = draft.lines.find((one) => one.id === id)
    if (!line) continue
    line.cancelAsked.ours -= quantity
    setOff(line, (line.cancelAsked.off ?? 0) + quantity)
  }
  draft.cancellations = draft.cancellations.map((one) =>
    one === act && taken.length > 0 ? { ...one, held: addLines(one.held ?? [], taken) } : one,
  )
}

/** What was named beyond what is ordered now: of an act of the whole order it is whatever went. */
function beyond({ lines }: OrderState, { id, quantity }: LineQuantity): number {
  const line = lines.find((one) => one.id === id)
  if (!line || quantity === EVERY_UNIT) return quantity
  return Math.min(
    quantity,
    Math.max(line.cancelAsked.ours, line.cancelAsked.theirs) - line.quantity,
  )
}
