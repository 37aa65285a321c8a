import type { ChannelBounds, MailChannel, Outcome } from '../domain/outcome.ts'
import { isOfPolicy, isOfSender } from '../domain/refusal.ts'
import { suppressionOfRefusal } from '../domain/suppression.ts'

/**
 * Mail by the first; by the second what the first does not take: it says "later", or no. Never where
 * the first gave no answer, since it may have the mail; nor where its no names the mailbox, or is our
 * own check's: that would be the second's answer too, and knocking at a mailbox that is not there is
 * what senders are judged by.
 */
export function withFailover(first: MailChannel, second: MailChannel): MailChannel {
  return {
    name: first.name,
    second,
    get bounds() {
      return boundsOfBoth(first.bounds ?? {}, second.bounds ?? {})
    },
    async send(mail, { beforeSecond } = {}) {
      const one = await first.send(mail)
      if (!passesOn(one.outcome)) return one
      // Killed in the middle of this it would count as handed to the first, which knows nothing of
      // it and would be handed it again.
      if (beforeSecond && !(await beforeSecond(second.name))) return one

      const two = await second.send(mail)
      const outcome = together(one.outcome, two.outcome)
      const note =
        'detail' in one.outcome ? `before that, ${first.name}: ${one.outcome.detail}` : ''
      // For good: asked again, it would say no again, so what is left to try is the second alone.
      const isForGood = one.outcome.status === 'rejected' && !isOfSender(one.outcome)
      if (isForGood)
        return { ...(two.bytes === '' ? one : two), outcome, note, by: second.name, isForGood }
      // Without bytes it was not called, but spared.
      return two.bytes === ''
        ? { ...one, outcome, note }
        : { ...two, outcome, note, by: second.name }
    },
  }
}

/** Those of the first; of the second while the first takes none, since all goes by it then. */
function boundsOfBoth(first: ChannelBounds, second: ChannelBounds): ChannelBounds {
  const one = first.standing?.()
  if (!one || one.room === Number.POSITIVE_INFINITY) return first
  const two = second.standing?.()
  if (two && two.room < one.room) return first
  if (!two) return second
  const again = two.room === 0 ? Math.min(one.again, two.again) : two.again
  return { ...second, standing: () => ({ room: two.room, again }) }
}

const passesOn = (outcome: Outcome) =>
  outcome.status === 'try_later' ||
  (outcome.status === 'rejected' &&
    !OWN_CHECKS.has(outcome.code) &&
    suppressionOfRefusal('email', outcome) === null)
const OWN_CHECKS: ReadonlySet<string> = new Set(['header_invalid', 'address_invalid'])

/**
 * The second's answer, unless the first may yet take it: then as soon as one of them may. Refused by
 * both it is the first's where the second only does not send for us.
 */
function together(one: Outcome, two: Outcome): Outcome {
  if (one.status === 'rejected' && two.status === 'rejected')
    return isOfSender(two) && !isOfSender(one) ? { ...one, detail: two.detail } : two
  if (one.status !== 'try_later') return two
  if (two.status === 'rejected' && isOfPolicy(two.detail)) return { ...one, detail: two.detail }
  if (two.status !== 'try_later') return two
  // Where one of them named no moment, ours is sooner than any.
  const waits = [one.retryAfterSeconds, two.retryAfterSeconds].filter((wait) => wait !== null)
  return { ...two, retryAfterSeconds: waits.length === 2 ? Math.min(...waits) : null }
}
