import type { CadenceContext } from './cadence/context.ts'
import { SMS_KINDS, type StoredMessage } from './message.ts'
import type { OrderState } from './order.ts'
import { afterQuietHours } from './recipient.ts'
import type { Said } from './said.ts'

/**
 * The order as it is known by text in the morning, to who reads mails as well: less what was said by
 * mail in the hours in which no text may go, and has not been said by text. By it the texts of a night
 * are planned: they say together what is true then, each thing once, as to who reads texts alone. By
 * what the mails told, the last mail's news would be all that is left to say.
 *
 * The order itself where no text waits. An offer keeps the day that its mail named (16 CFR 435.2), so
 * the mail that made it counts as told.
 */
export function asTexted(
  order: OrderState,
  stored: readonly StoredMessage[],
  { now, zone, policy }: Pick<CadenceContext, 'now' | 'zone' | 'policy'>,
): OrderState {
  const waiting = stored.filter(({ channel, status }) => channel === 'sms' && status === 'planned')
  if (waiting.length === 0) return order
  const isOwed = (said: Said): boolean => {
    if (said.channel !== 'email' || !isNews(said)) return false
    const morning = afterQuietHours(said.at, zone, policy)
    if (morning === said.at || (said.told.offers?.length ?? 0) > 0) return false
    if (stored.some((one) => one.key === said.key && one.channel === 'sms' && isGone(one)))
      return false
    return now < morning || waiting.some(({ dueAt }) => dueAt <= morning)
  }
  const said = order.said.filter((one) => !isOwed(one))
  return said.length === order.said.length ? order : { ...order, said }
}

/** A date that moved back in the night is by mail alone, and the texts are of both moves or of neither. */
const isNews = ({ kind }: Said) => SMS_KINDS.has(kind) || kind === 'eta_improved'

const isGone = ({ status }: StoredMessage) => !UNSENT.has(status)
const UNSENT: ReadonlySet<StoredMessage['status']> = new Set(['planned', 'held', 'withdrawn'])
