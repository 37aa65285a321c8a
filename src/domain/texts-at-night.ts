import { addFacts, readBecause } from './because.ts'
import type { CadenceContext } from './cadence/context.ts'
import { addMinutes, later } from './instant.ts'
import type { Notice, StoredMessage } from './message.ts'
import type { Instant, OrderState } from './order.ts'
import type { Policy } from './policy.ts'
import { isTextedKind } from './policy-of-kind.ts'
import { afterQuietHours } from './recipient.ts'
import type { Said } from './said.ts'

/**
 * The order as it is known by text in the morning, to who reads mails as well: less what was said by
 * mail in the hours in which no text may go, and has not been said by text. By it the texts of a night
 * are planned: they say together what is true then, each thing once, as to who reads texts alone. By
 * what the mails told, the last mail's news would be all that is left to say.
 *
 * The order itself where no text waits. An offer keeps the day that its mail named (16 CFR 435.2), so
 * the mail that made it counts as told. A mail of the first minutes of the day, for which the texts
 * wait, is as new to them as those of the night.
 */
export function asTexted(
  order: OrderState,
  stored: readonly StoredMessage[],
  { now, zone, policy }: Timed,
): OrderState {
  const waiting = stored.filter(({ channel, status }) => channel === 'sms' && status === 'planned')
  if (waiting.length === 0) return order
  const isOwed = (said: Said): boolean => {
    const morning = afterQuietHours(said.at, zone, policy)
    if (morning === said.at || !isUnread(said, { order, stored, policy })) return false
    return now < morning || waiting.some((text) => (keptUntil(text) ?? text.dueAt) <= morning)
  }
  const first = order.said.findIndex(isOwed)
  if (first < 0) return order
  const isByDay = ({ at }: Said) => afterQuietHours(at, zone, policy) === at
  const said = order.said.filter(
    (one, at) =>
      at < first || !(isOwed(one) || (isByDay(one) && isUnread(one, { order, stored, policy }))),
  )
  return { ...order, said }
}

/**
 * The texts of a night come after the mails that are about to go, and are known as the night's for as
 * long: by their new moment they would be texts of the day, which have nothing to say but the last
 * mail's news.
 */
export function afterMails(
  due: Instant | null,
  stored: readonly StoredMessage[],
  { now, zone, policy }: Timed,
): (text: Notice) => Notice {
  const kept = stored
    .filter(({ channel, status }) => channel === 'sms' && status === 'planned')
    .flatMap((one) => keptUntil(one) ?? [])
    .sort()
    .at(0)
  return (text) => {
    const morning = afterQuietHours(text.dueAt, zone, policy)
    const until = morning > text.dueAt ? morning : text.dueAt <= now ? kept : null
    const held = until ? addFacts(text, { quiet_hours_until: until, quiet_hours_zone: zone }) : text
    return due ? { ...held, dueAt: later(text.dueAt, addMinutes(due, 1)) } : held
  }
}

type Timed = Pick<CadenceContext, 'now' | 'zone' | 'policy'>

/** The end of the night that kept a text, also where mails or the cap put it off further. */
function keptUntil({ because }: StoredMessage): Instant | null {
  if (!because?.includes('"quiet_hours_until"')) return null
  const until = readBecause(because)?.facts.quiet_hours_until
  return typeof until === 'string' ? until : null
}

type Texting = { order: OrderState; stored: readonly StoredMessage[]; policy: Policy }

const isUnread = (said: Said, { order, stored, policy }: Texting): boolean =>
  said.channel === 'email' &&
  isNews(said, order, policy) &&
  (said.told.offers?.length ?? 0) === 0 &&
  !stored.some((one) => one.key === said.key && one.channel === 'sms' && isGone(one))

/** A date that moved back in the night is by mail alone, and the texts are of both moves or of neither. */
const isNews = ({ kind }: Said, order: OrderState, policy: Policy) =>
  isTextedKind(policy, kind, order) || kind === 'eta_improved'

const isGone = ({ status }: StoredMessage) => !UNSENT.has(status)
const UNSENT: ReadonlySet<StoredMessage['status']> = new Set(['planned', 'held', 'withdrawn'])
