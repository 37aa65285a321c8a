import type { MessageKind } from './message.ts'
import { type BackorderKind, ownValue } from './order.ts'
import type { Policy } from './policy.ts'
import { closedForAYear } from './policy-calendar.ts'
import { policyFor } from './policy-of-kind.ts'

/** A place in a policy that breaks a promise of the cadence, and which. */
export type BrokenPromise = { path: (string | number)[]; message: string }

/**
 * The promises that a policy would break, all of them. What a merchant may choose is how it speaks;
 * that whoever waits hears something, by day, and by a date that can be kept is not theirs to choose.
 */
export function brokenPromises(policy: Policy): BrokenPromise[] {
  const { lost_after_days: lost, stalled_after_days: stalled } = policy
  return [
    ...wordsThatMustBeSaid(policy.kinds_off, ['kinds_off']),
    ...nightsOfTexts(policy),
    ...buffersThatCross(policy.buffer, ['buffer', 'max_days']),
    ...(lost <= stalled
      ? [
          {
            path: ['lost_after_days'],
            message: `must be more than stalled_after_days (${stalled}): a package stalls before it is lost`,
          },
        ]
      : []),
    ...(policy.change_minutes_max < policy.change_quiet_minutes
      ? [
          {
            path: ['change_minutes_max'],
            message: `must not be less than change_quiet_minutes (${policy.change_quiet_minutes})`,
          },
        ]
      : []),
    ...closures(policy),
    ...warningsLeftOut(policy),
    ...Object.keys(policy.by_kind).flatMap((kind) => ofKind(policy, kind)),
  ]
}

function closures(policy: Policy): BrokenPromise[] {
  const message = closedForAYear(policy)
  return message ? [{ path: ['closed_on'], message }] : []
}

/** More may be said ahead of an end, but not less, and not later. */
const warningsLeftOut = ({ warned_days: days }: Policy): BrokenPromise[] =>
  WARNED_AT_LEAST.filter((one) => !days.includes(one)).map((one) => ({
    path: ['warned_days'],
    message: `must hold ${one}: nothing ends by silence without a word ${one} days ahead`,
  }))

const WARNED_AT_LEAST = [7, 2]

function ofKind(policy: Policy, kind: string): BrokenPromise[] {
  const own = policy.by_kind[kind as keyof Policy['by_kind']]
  if (!own) return []
  const days = own.silence_budget_days ?? 0
  const tooLong =
    kind === 'preorder' || days <= SILENCE_DAYS_MAX
      ? []
      : [
          {
            path: ['by_kind', kind, 'silence_budget_days'],
            message: `at most ${SILENCE_DAYS_MAX} days: only a preorder waits longer without a word`,
          },
        ]
  const at = (field: string) => ['by_kind', kind, field]
  const crossing = own.buffer
    ? buffersThatCross(policyFor(policy, kind as BackorderKind).buffer, [
        ...at('buffer'),
        'max_days',
      ])
    : []
  return [...wordsThatMustBeSaid(own.kinds_off ?? [], at('kinds_off')), ...tooLong, ...crossing]
}

const SILENCE_DAYS_MAX = 30

const wordsThatMustBeSaid = (off: readonly MessageKind[], path: string[]): BrokenPromise[] =>
  off.flatMap((kind, at) => {
    const why = ownValue(MUST_BE_SAID, kind)
    return why ? [{ path: [...path, at], message: `${kind} cannot be turned off: ${why}` }] : []
  })

/** By night no text goes (47 CFR 64.1200(c)(1)); and a day must be left to reach who has no mail. */
function nightsOfTexts({ sms_from: from, sms_until: until }: Policy): BrokenPromise[] {
  const faults: BrokenPromise[] = []
  if (from < DAY_FROM)
    faults.push({ path: ['sms_from'], message: `not before ${DAY_FROM}: no text goes by night` })
  if (until > DAY_UNTIL)
    faults.push({ path: ['sms_until'], message: `not after ${DAY_UNTIL}: no text goes by night` })
  if (from >= until) faults.push({ path: ['sms_until'], message: 'must be later than sms_from' })
  else if (minutesOf(until) - minutesOf(from) < MINUTES_MIN) {
    const message = `leaves less than ${MINUTES_MIN} minutes a day: who is reached by text alone would outwait the silence budget`
    faults.push({ path: ['sms_until'], message })
  }
  return faults
}

const DAY_FROM = '08:00'
const DAY_UNTIL = '21:00'
const MINUTES_MIN = 60

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const buffersThatCross = (buffer: Policy['buffer'], path: string[]): BrokenPromise[] =>
  buffer.max_days < buffer.min_days
    ? [{ path, message: `must not be less than min_days (${buffer.min_days})` }]
    : []

const SILENCE = 'whoever waits would be left in silence'
const WAY_OUT = 'a delay comes with a way out, and with what silence means'
const ANSWER = 'whoever asked would be left without an answer'
const MONEY = 'whoever is cancelled has to know it, and when the money comes'
const ON_ITS_WAY = 'every word before it says "we’ll email you when it’s on the way"'
const NO_ARRIVAL = 'what was said to be on its way would never come, and nobody would have said so'

/** Why a kind of message is always sent. */
const MUST_BE_SAID: Record<string, string> = {
  order_confirmed: SILENCE,
  backorder_confirmed: SILENCE,
  preorder_confirmed: SILENCE,
  backorder_update: SILENCE,
  order_update: SILENCE,
  eta_slipped: 'a date that was told would pass without a word',
  promise_missed: 'a date that was told would pass without a word',
  partially_shipped: ON_ITS_WAY,
  shipped: ON_ITS_WAY,
  delay_option: WAY_OUT,
  delay_option_reminder: WAY_OUT,
  delay_expired: WAY_OUT,
  order_cancelled: MONEY,
  backorder_unfulfillable: MONEY,
  refund_issued: 'the day by which the money was to be back would pass without a word',
  delivery_lost: NO_ARRIVAL,
  returned: NO_ARRIVAL,
  cancellation_requested: ANSWER,
  cancellation_declined: ANSWER,
  inquiry_received: ANSWER,
  inquiry_reply: ANSWER,
  cancel_or_stop: ANSWER,
  free_message: 'an agent wrote it',
} satisfies Partial<Record<MessageKind, string>>
