import { z } from 'zod'
import { BACKORDER_KINDS } from './event.ts'
import { calendarFields } from './policy-calendar.ts'
import { brokenPromises } from './policy-faults.ts'
import { bufferSchema, hour, kindPolicySchema, kinds, silence, whole } from './policy-parts.ts'
import { transitFields } from './transit.ts'
import { isZone } from './zone.ts'

const zone = z
  .string()
  .max(64)
  // A bare offset is a zone to the runtime, and to nobody whose clocks change.
  .refine(
    (name) => isZone(name) && !/^[+-]/.test(name),
    'an IANA time zone, like "America/New_York"',
  )
const refundDays = whole(
  1,
  7,
  'from 1 to 7 working days: a refund is due within seven (16 CFR 435.1(d))',
)

/** SKUs that are sold on backorder whatever their level says: a merchant's setting. */
const skuBackorders = z.record(
  z.string().min(1).max(255),
  z.strictObject({
    kind: z.enum(BACKORDER_KINDS).default('standard'),
    expected_at: z.iso.date().nullable().default(null),
  }),
)

/** Field by field, each with its default: what is missing in a policy is the cadence's own. */
const fields = {
  kinds_off: kinds
    .default([])
    .describe(
      'Kinds that are not sent at all. What keeps a reader from waiting in silence cannot be turned off.',
    ),
  sms: z.boolean().default(true).describe('Whether texts go to who agreed to them.'),
  sms_off: kinds.default([]).describe('Kinds that go by e-mail only.'),
  sms_from: hour.default('08:00').describe("Texts go from here on the reader's clock."),
  sms_until: hour.default('21:00').describe("Texts end here on the reader's clock."),
  time_zone: zone
    .nullable()
    .default(null)
    .describe("Of readers whose own is not known; null: the merchant's."),
  checkin_after_hours: whole(1, 168)
    .default(48)
    .describe('When a backorder is checked in on, counted from the order.'),
  silence_budget_days: silence(30)
    .default(7)
    .describe('No reader who waits hears nothing for longer.'),
  preorder_silence_budget_days: silence(60)
    .default(30)
    .describe('The same where all that waits are preorders.'),
  send_hour: hour.default('10:00').describe('When a "still waiting" word goes out.'),
  change_quiet_minutes: whole(0, 60)
    .default(10)
    .describe('A date that moved is told once it has rested so long.'),
  change_minutes_max: whole(1, 240)
    .default(60)
    .describe('And at the latest so long after it first moved.'),
  message_gap_minutes: whole(
    60,
    720,
    'from 60 to 720 minutes: a customer hears of an order once an hour at most',
  )
    .default(60)
    .describe('Between two messages of an order, beside confirmations, shipments and the like.'),
  missed_at: hour
    .default('09:00')
    .describe('When the word of a missed promise goes out, on the day after it.'),
  buffer: bufferSchema
    .prefault({})
    .describe('Days that a promise lies behind the date that the merchant hopes for.'),
  import_spread_hours: whole(
    1,
    24,
    'from 1 to 24 hours: who waits in an import hears of it within a day',
  )
    .default(24)
    .describe('Waiting orders of an import get their first word spread over so long.'),
  answer_within_hours: whole(
    1,
    24,
    'from 1 to 24 hours: whoever asks is told that an answer comes within 24',
  )
    .default(24)
    .describe("When a question is late in support's list. Customers are told 24 hours."),
  queue_displaces: z
    .boolean()
    .default(false)
    .describe(
      'Whether a later order of higher priority may take the place, in the queue for a SKU, of one that was told its date.',
    ),
  handling_days: whole(0, 30)
    .default(3)
    .describe('Working days from stock to parcel; after them a line in stock waits, too.'),
  ...calendarFields,
  ...transitFields,
  refund_days: refundDays.default(7).describe('Working days in which money goes back.'),
  split: z.enum(['ship_available', 'hold', 'ask']).default('ship_available'),
  cancellation: z
    .enum(['auto', 'request'])
    .default('auto')
    .describe('Whether a cancellation before allocation is made at once, or asked for.'),
  delay_options: z
    .enum(['notify', 'ftc'])
    .nullable()
    .default(null)
    .describe('16 CFR 435.2; null: `ftc` where the merchant or the address is in the US.'),
  expiry: z
    .enum(['auto', 'confirm'])
    .default('auto')
    .describe('Whether a wait that silence ends is cancelled, or put before the merchant.'),
  warned_days: z
    .array(whole(2, 28))
    .max(5)
    .default([7, 2])
    .describe(
      'How many days before a wait ends by itself its customer is reminded and you are warned. 7 and 2 are always among them.',
    ),
  feed_silent_days: whole(
    1,
    3,
    'from 1 to 3 days: a broken webhook must not cancel what has shipped',
  )
    .default(3)
    .describe(
      'Without an event for so long your feed looks dead: then silence cancels nothing by itself, and you are alarmed.',
    ),
  feed_busy_days: whole(
    10,
    20,
    'from 10 to 20 days of 28: of fewer a silence says nothing, and more would leave who sends often unguarded',
  )
    .default(20)
    .describe('Of the 28 days before, those with events that make a silence one.'),
  fulfilment_window_days: whole(1, 365)
    .default(30)
    .describe('Past it, whoever still waits is asked: keep, swap or cancel.'),
  shipped_on: z
    .enum(['handover', 'first_scan'])
    .default('handover')
    .describe('`first_scan` holds "shipped" until the number works.'),
  first_scan_hours: whole(
    1,
    12,
    'from 1 to 12 hours: whose parcel is on its way hears of it the same day, scanned or not',
  )
    .default(12)
    .describe('So long it is held at most.'),
  stalled_after_days: whole(1, 30).default(4).describe('In transit without a checkpoint.'),
  lost_after_days: whole(2, 60).default(10).describe('In transit without a checkpoint.'),
  delivery_feedback: z
    .boolean()
    .default(false)
    .describe('One question, some days after the delivery.'),
  feedback_after_days: whole(1, 30).default(2).describe('How many.'),
  page_views: z
    .boolean()
    .default(true)
    .describe(
      "Whether it is noted that an order's pages were opened (when, which, the family of the browser; no address), for the evidence pack.",
    ),
  by_kind: z
    .partialRecord(z.enum(BACKORDER_KINDS), kindPolicySchema)
    .default({})
    .describe(
      'What a kind of backorder has of its own. Of lines that differ, the shorter time and the earlier hour win.',
    ),
  sku_backorders: skuBackorders
    .default({})
    .describe(
      'SKUs that are sold on backorder whatever their level says: for product pages, and for what a new order leaves unsaid of them.',
    ),
}

const plainSchema = z.strictObject(fields)

/**
 * A merchant's cadence as data, with the defaults of all. A policy that would break a promise of
 * the cadence is refused with the reason (a wait in silence, a budget of none). All reasons at
 * once, also beside what could not be read: who mends one fault is not to meet the next.
 */
export const policySchema = plainSchema.superRefine(
  (policy, ctx) => {
    const sound = ctx.issues.length === 0 ? policy : soundPart(policy)
    for (const { path, message } of brokenPromises(sound)) {
      ctx.addIssue({ code: 'custom', path, message })
    }
  },
  { when: () => true },
)

export type Policy = z.output<typeof plainSchema>
export type KindPolicy = z.output<typeof kindPolicySchema>

export const defaultPolicy = (): Policy => plainSchema.parse({})

/**
 * A policy as it was stored, by whatever release. What today's rules would refuse still holds, and
 * a field that no longer reads falls back to its default: a merchant must not stand still over it.
 */
export function storedPolicy(stored: unknown): Policy {
  const parsed = plainSchema.safeParse(stored)
  return parsed.success ? parsed.data : soundPart(stored)
}

/** Of which each entry is looked at by itself, whatever else stands in the list. */
const CHECKED_LISTS: ReadonlySet<string> = new Set(['kinds_off', 'sms_off', 'closed_on'])

/** Each field that reads by itself, and of a list what is a text; the rest as by default. */
function soundPart(input: unknown): Policy {
  const given =
    typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
  const sound = Object.entries(fields).flatMap(([name, schema]): [string, unknown][] => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return [[name, parsed.data]]
    const isText = Array.isArray(value) && value.every((one) => typeof one === 'string')
    const isList = isText && CHECKED_LISTS.has(name)
    return isList ? [[name, value]] : []
  })
  return { ...defaultPolicy(), ...Object.fromEntries(sound) }
}
