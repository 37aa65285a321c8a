import { readBecause } from './because.ts'
import { PACKAGE_STATES, type Speech } from './cadence/arbitration.ts'
import { wasSaid } from './cadence/told.ts'
import { addHours } from './instant.ts'
import type { MessageKind, Notice, StoredMessage } from './message.ts'
import { type Instant, type OrderState, ownValue } from './order.ts'
import type { Policy } from './policy.ts'
import { isTextedKind } from './policy-of-kind.ts'
import type { Said, Told } from './said.ts'

/**
 * Kinds of mail in whose words a slip is to go that is owed by text as well: what was cancelled, or a
 * choice, shows the moved date beside it and takes the place of the word of it, but goes by mail
 * alone, as does a kind that the merchant keeps from texts. To who reads texts they are no word. An
 * offer is its own word, and is made by mail.
 */
export function mailedInstead(
  { notices, silenced }: Speech,
  order: OrderState,
  policy: Policy,
): ReadonlySet<MessageKind> {
  const kinds = silenced.flatMap(({ key, by, byKey }) => {
    if (!key.startsWith('eta_slipped:') || by === 'delay_option') return []
    if (isTextedKind(policy, by, order)) return []
    const isOffer = notices.some((one) => one.key === byKey && isOffering(one))
    return isOffer ? [] : [by]
  })
  return new Set(kinds)
}

const isOffering = ({ facts }: Notice) => (facts.told.offers?.length ?? 0) > 0

/**
 * A package and its first state are told in one moment: two mails, for the one says what is still to
 * come and the other what became of the package; but one text, as to who reads texts alone.
 */
export function isToldWithState(
  { notices }: Speech,
  order: OrderState,
  { now, policy }: { now: Instant; policy: Policy },
): boolean {
  const going = notices.filter(({ key, dueAt }) => dueAt <= now && !wasSaid(order, key))
  const states = going.filter(
    ({ kind }) => PACKAGE_STATES.includes(kind) && isTextedKind(policy, kind, order),
  )
  return going.some(
    ({ kind, facts }) =>
      kind === 'partially_shipped' &&
      states.some((state) => state.facts.shipments.some((id) => facts.shipments.includes(id))),
  )
}

/**
 * The order as its texts told it, while the text of a slip waits whose date such a mail has told
 * since: by what the mail told it would be no news any more, and no text would ever say it.
 */
export function withoutMailedDates(
  order: OrderState,
  stored: readonly StoredMessage[],
  policy: Policy,
): OrderState {
  const owed = stored.flatMap(({ kind, channel, status, because }) => {
    if (kind !== 'eta_slipped' || channel !== 'sms' || status !== 'planned') return []
    const { lines = [], told_by: toldBy = [] } = readBecause(because)?.facts ?? {}
    const before = order.said.findIndex(({ messageId }) =>
      (toldBy as readonly string[]).includes(messageId),
    )
    return before < 0 ? [] : [{ lines: lines as readonly string[], before }]
  })
  if (owed.length === 0) return order
  let isSame = true
  const said = order.said.map((one, at): Said => {
    if (one.channel !== 'email' || one.told.offers?.length) return one
    if (isTextedKind(policy, one.kind, order)) return one
    const ids = owed.flatMap(({ lines, before }) => (at > before ? lines : []))
    if (!ids.some((id) => Object.hasOwn(one.told.dates, id))) return one
    isSame = false
    return { ...one, told: withoutDates(one.told, ids) }
  })
  return isSame ? order : { ...order, said }
}

/**
 * The order as its mails told it, where a text of the last hours told another date than they: a text
 * that lay until the morning says what moved meanwhile, and the mail of it may still wait for its hour.
 * By what the text told it would be no news any more, and no mail would ever say it.
 */
export function asMailed(order: OrderState, now: Instant): OrderState {
  const since = addHours(now, -TEXTED_HOURS)
  if (!order.said.some(({ channel, at }) => channel === 'sms' && at >= since)) return order
  const owed = order.lines.flatMap(({ id }) => {
    const telling = order.said.filter(({ told }) => Object.hasOwn(told.dates, id))
    const mail = telling.findLast(({ channel }) => channel === 'email')
    const last = telling.at(-1)
    const isOther = mail && last && ownValue(mail.told.dates, id) !== ownValue(last.told.dates, id)
    return isOther && last.at >= since ? [{ id, after: order.said.indexOf(mail) }] : []
  })
  if (owed.length === 0) return order
  const said = order.said.map((one, at): Said => {
    const ids = owed.filter(({ after }) => at > after).map(({ id }) => id)
    return ids.length > 0 ? { ...one, told: withoutDates(one.told, ids) } : one
  })
  return { ...order, said }
}

/** A night, and what a cap defers after it. */
const TEXTED_HOURS = 24

function withoutDates(told: Told, ids: readonly string[]): Told {
  const kept = <T>(of: Record<string, T>) =>
    Object.fromEntries(Object.entries(of).filter(([id]) => !ids.includes(id)))
  return {
    ...told,
    dates: kept(told.dates),
    statements: kept(told.statements),
    ...(told.own && { own: kept(told.own) }),
  }
}
