import { because } from '../because.ts'
import { expiringClocks } from '../delay-expiry.ts'
import { delayClocks } from '../delay-option.ts'
import { openQuantity, waitingLines, waitingQuantity } from '../order.ts'
import { firstOf, type Reason } from './why.ts'

/**
 * What holds now in the place of what a message was planned for, where nothing of note undid it: asked
 * last of its kind, so that support reads a state and its facts, and never a bare "no longer true".
 */

/** Its day still stands, and another word comes before; or what is left ends on another day. */
export const whyEndsElse: Reason = (order, [, until], context) => {
  const clocks = expiringClocks(order, context)
  if (clocks.length === 0) return null
  const same = clocks.filter(({ clock }) => clock.state.on === until)
  return same.length > 0
    ? {
        why: `Another word of the delay comes before its end on ${until}.`,
        because: because('other_word_first', {
          lines: same.map(({ clock }) => clock.lineId),
          until_day: until ?? null,
        }),
      }
    : {
        why: `By what holds now nothing ends on ${until}.`,
        because: because('ends_on_another_day', {
          until_day: until ?? null,
          until: Object.fromEntries(clocks.map(({ clock }) => [clock.lineId, clock.state.on])),
        }),
      }
}

/** An offer: the day that it was about is over, the quiet hours of a text among it, or none is late. */
const dayOver: Reason = (order, _, context) => {
  const over = expiringClocks(order, context).filter(({ at }) => at <= context.now)
  return over.length > 0
    ? {
        why: 'It was for a day that is over: an offer after it would answer nothing.',
        because: because('offer_too_late', {
          lines: over.map(({ clock }) => clock.lineId),
          until: Object.fromEntries(over.map(({ clock }) => [clock.lineId, clock.state.on])),
        }),
      }
    : null
}

const nothingToAsk: Reason = (order, _, context) => {
  const clocks = delayClocks(order, context)
  return clocks.length > 0
    ? {
        why: 'What holds now is no delay that is still to be asked about.',
        because: because('no_delay_to_ask_about', {
          now: Object.fromEntries(clocks.map(({ lineId, date }) => [lineId, date])),
          stood: Object.fromEntries(clocks.map(({ lineId, state }) => [lineId, state.on])),
        }),
      }
    : null
}

export const whyNothingAsked = firstOf(dayOver, nothingToAsk)

/** A word of what is being prepared: what is left waits for stock, or is something else. */
export const whyNotPrepared: Reason = (order) => {
  const waiting = waitingLines(order)
  const here = order.lines.filter((line) => openQuantity(line) > waitingQuantity(line))
  const why =
    waiting.length > 0
      ? 'What is left waits for stock, and the words of that say so.'
      : 'What is left is being prepared, and another word says so.'
  return {
    why,
    because: because(waiting.length > 0 ? 'waits_for_stock' : 'said_by_another_word', {
      lines: (waiting.length > 0 ? waiting : here).map(({ id }) => id),
    }),
  }
}

/** A day that was missed: nothing of which it was told waits any more. */
export const whyNoneMissed: Reason = (order, causes) => {
  const told = order.said.filter(({ messageId }) => causes.includes(messageId))
  const lines = [...new Set(told.flatMap((one) => Object.keys(one.told.dates)))]
  const left = waitingLines(order).filter(({ id }) => lines.includes(id))
  return lines.length > 0
    ? {
        why: left.length > 0 ? 'What holds now misses no day.' : 'What it was about waits no more.',
        because: because(left.length > 0 ? 'no_day_missed' : 'nothing_asked_waits', { lines }),
      }
    : null
}
