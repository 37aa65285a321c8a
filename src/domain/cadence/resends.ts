import type { Notice } from '../message.ts'
import type { OrderState } from '../order.ts'

/**
 * Messages that somebody wants again: not the old words, but what their rule would say of the same
 * cause today, had it and all after it not been said. Where that is nothing, nothing goes:
 * yesterday's date, sent again, is a new lie.
 */
export const wantResends = (
  order: OrderState,
  wantedFor: (order: OrderState) => Notice[],
): Notice[] =>
  order.resends.flatMap(({ eventId, at, key }) => {
    const saidAt = order.said.findIndex((said) => said.key === key)
    const before = saidAt < 0 ? order : { ...order, said: order.said.slice(0, saidAt) }
    const notice = wantedFor(before).find((one) => one.key === key || isSaidAgainAs(key, one.key))
    if (!notice) return []
    const why = `Asked to be sent again. ${notice.why}`
    const { rule, facts } = notice.because
    const asked = { rule, facts: { ...facts, resend_of: key, resend_asked_by: eventId } }
    return [{ ...notice, key: resendKey(key, eventId), dueAt: at, why, because: asked }]
  })

export const resendKey = (key: string, eventId: string) => `${key}:resend:${eventId}`

/** The key of what was sent again under this one; null where it is none that was sent again. */
export const causeOfResend = (key: string) => /^(.+):resend:evt_\w+$/.exec(key)?.[1] ?? null

/** A word that failed is said again under its own key and the message that failed. */
export const isSaidAgainAs = (key: string, cause: string) =>
  key.startsWith(`${cause}:msg_`) && !key.slice(cause.length + 1).includes(':')
