import { because } from '../because.ts'
import { askedToCancel } from '../cancel-asked.ts'
import { asOfNow } from '../delay-answer.ts'
import {
  backBy,
  type ExpiringClock,
  expiringClocks,
  isReminded,
  remindedAt,
  reminderKey,
  warnedDays,
} from '../delay-expiry.ts'
import { owedOffers } from '../delay-offer.ts'
import type { DelayClock } from '../delay-option.ts'
import { addHours } from '../instant.ts'
import type { Notice } from '../message.ts'
import type { Day, Instant, OrderState } from '../order.ts'
import type { DelayOffer } from '../said.ts'
import type { CadenceContext, Rule } from './context.ts'
import { offeredBy } from './delay-words.ts'
import { factsOf, listLines, tell } from './told.ts'

/**
 * Before silence cancels: 7 and 2 days ahead and as the policy says, to who has not answered. Not where silence is consent,
 * nor within a day of the offer itself; one that an outage kept back goes while the next is not due. Of
 * what was thought to be under way then, the word that it is not says the same.
 */
export const wantDelayOptionReminder: Rule = (order, context) => {
  const asked = expiringClocks(order, context).filter(
    ({ clock, held }) =>
      clock.state.name === 'asked' &&
      held !== 'late' &&
      !askedToCancel(order)?.lines.includes(clock.lineId),
  )
  const days = [...new Set(asked.map(({ clock }) => clock.state.on))]
  return days.flatMap((until) =>
    until === null
      ? []
      : remindersOf(
          order,
          context,
          until,
          asked.filter(({ clock }) => clock.state.on === until),
        ),
  )
}

function remindersOf(
  order: OrderState,
  context: CadenceContext,
  until: Day,
  asked: readonly ExpiringClock[],
): Notice[] {
  const end = asked[0]?.at ?? context.now
  return warnedDays(context).flatMap((days, place, all) => {
    const dueAt = remindedAt(until, days, context)
    const next = all[place + 1]
    const over = next ? remindedAt(until, next, context) : end
    if (context.now >= over) return []
    const offers = asked.flatMap(({ clock }): DelayOffer[] => {
      const last = clock.offers.at(-1)
      const offer = asOfNow(clock)
      const isBack = backBy(order, clock.lineId, { at: dueAt, context }) !== null
      const isOpen = last && !isBack && !isAskedAnew(order, clock, { dueAt, context })
      const isDue = isOpen && isReminded(last.at, until, { days, context })
      return offer && isDue ? [offer] : []
    })
    if (offers.length === 0) return []
    const lines = offers.map(({ lineId }) => lineId)
    return [
      {
        kind: 'delay_option_reminder' as const,
        key: reminderKey(until, days),
        dueAt,
        why: `${listLines(order, lines)}: an answer is due by the end of ${until}, ${ENDS[context.policy.expiry]}.`,
        because: because('delay_unanswered', {
          lines,
          told_by: offeredBy(asked.map(({ clock }) => clock)),
          until_day: until,
          days_before: days,
          send_hour: context.policy.send_hour,
          zone: context.zone,
        }),
        facts: factsOf({ lines, offers, told: tell(order, {}) }),
      },
    ]
  })
}

/** Within the hour of its own moment, and of another date: it would ask about what is no longer so. */
function isAskedAnew(
  order: OrderState,
  { lineId }: DelayClock,
  { dueAt, context }: { dueAt: Instant; context: CadenceContext },
): boolean {
  if (dueAt > context.now) return false
  const by = addHours(context.now, 1)
  return owedOffers(order, context).some(
    (owed) => owed.isKnown && owed.clock.lineId === lineId && owed.dueAt <= by,
  )
}

const ENDS = {
  auto: 'when silence cancels',
  confirm: 'when the merchant says what silence ends',
} as const
