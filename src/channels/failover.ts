import type { ChannelBounds, MailChannel, Outcome } from '../domain/outcome.ts'

/**
 * Mail by the first; by the second what the first does not take: it says "later", or refuses us (a
 * key that ended, credit used up). Never where the first gave no answer, since it may have the mail;
 * and an address that one refuses is not tried at the other.
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

/** SendGrid's refusals of the account or the sender, not of the mail or its reader. */
const REFUSES_US: ReadonlySet<string> = new Set(['401', '402', '403', '404', '405'])
/** RFC 3463, 3.8: refused for who sends and by what way, as by a server that does not relay for us. */
const POLICY = /\b5\.7\.\d{1,3}\b/

const passesOn = (outcome: Outcome) =>
  outcome.status === 'try_later' || (outcome.status === 'rejected' && REFUSES_US.has(outcome.code))

/** The second's answer, unless the first may yet take it: then as soon as one of them may. */
function together(one: Outcome, two: Outcome): Outcome {
  if (one.status !== 'try_later') return two
  if (two.status === 'rejected' && POLICY.test(two.detail)) return { ...one, detail: two.detail }
  if (two.status !== 'try_later') return two
  // Where one of them named no moment, ours is sooner than any.
  const waits = [one.retryAfterSeconds, two.retryAfterSeconds].filter((wait) => wait !== null)
  return { ...two, retryAfterSeconds: waits.length === 2 ? Math.min(...waits) : null }
}
