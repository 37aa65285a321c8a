import { z } from 'zod'
import { MESSAGE_KINDS } from './message.ts'

/** What several fields of a policy are made of, each with the reason that it is refused with. */
export const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, like "08:00"')
export const kinds = z.array(z.enum(MESSAGE_KINDS)).max(MESSAGE_KINDS.length)
export const whole = (min: number, max: number, why = `a whole number from ${min} to ${max}`) =>
  z.int(why).min(min, why).max(max, why)
export const silence = (max: number) =>
  whole(
    1,
    max,
    `a whole number of days from 1 to ${max}: a budget of none would leave who waits in silence`,
  )

const bufferFields = {
  min_days: whole(0, 30),
  share: z.number().min(0).max(2).describe('Of the days from the statement to the date.'),
  max_days: whole(0, 60),
  rule: z
    .enum(['default', 'learned'])
    .describe('`learned`: from how late past supplies of that supplier came.'),
  confidence: z
    .number()
    .min(0.5)
    .max(0.99)
    .describe('How many of a hundred learned promises are to be kept, as a share.'),
  max_buffer_days: whole(1, 365).describe(
    'Where an honest buffer is longer, no date is told: "ships when restocked".',
  ),
  earlier_by_days: whole(
    2,
    30,
    'from 2 to 30 days: a date that moves forward by a day with every mail of a supplier is no date',
  ).describe('A date that was told moves earlier by so many days, or stays.'),
}

const { min_days, share, max_days, rule, confidence, max_buffer_days, earlier_by_days } =
  bufferFields

export const bufferSchema = z.strictObject({
  min_days: min_days.default(2),
  share: share.default(0.4),
  max_days: max_days.default(14),
  rule: rule.default('default'),
  confidence: confidence.default(0.9),
  max_buffer_days: max_buffer_days.default(30),
  earlier_by_days: earlier_by_days.default(2),
})

/**
 * What one kind of backorder may have of its own; what is left out is the policy's. Not what an order
 * has one of, whatever waits in it: how it is split, by which law a delay is offered and what silence
 * then ends, how long changes rest, and the hours for texts.
 */
export const kindPolicySchema = z.strictObject({
  kinds_off: kinds.optional(),
  sms_off: kinds.optional().describe('By e-mail only where every backorder of the order says so.'),
  checkin_after_hours: whole(1, 168).optional(),
  silence_budget_days: silence(60).optional(),
  send_hour: hour.optional(),
  missed_at: hour.optional(),
  buffer: z.strictObject(bufferFields).partial().optional(),
  handling_days: whole(0, 30).optional(),
  cancellation: z.enum(['auto', 'request']).optional(),
  fulfilment_window_days: whole(1, 365).optional(),
})
