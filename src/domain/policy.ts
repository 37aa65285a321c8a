import { z } from 'zod'
import { BACKORDER_KINDS } from './event.ts'
import { MESSAGE_KINDS, type MessageKind } from './message.ts'
import { isZone } from './zone.ts'

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, like "08:00"')

const zone = z.string().max(64).refine(isZone, 'an IANA time zone, like "America/New_York"')

/**
 * A merchant's cadence as data, with the defaults of all. A policy that would break a promise of
 * the cadence is refused with the reason (a wait in silence, a budget of none).
 */
export const policySchema = z
  .strictObject({
    /** Kinds that are not sent at all; confirmations and what ends a wait cannot be turned off. */
    kinds_off: z.array(z.enum(MESSAGE_KINDS)).default([]),
    sms: z.boolean().default(true),
    checkin_after_hours: z.int().min(1).max(168).default(48),
    silence_budget_days: z.int().min(1).max(30).default(7),
    preorder_silence_budget_days: z.int().min(1).max(60).default(30),
    send_hour: hour.default('10:00'),
    sms_from: hour.default('08:00'),
    sms_until: hour.default('21:00'),
    buffer: z
      .strictObject({
        min_days: z.int().min(0).max(30).default(2),
        share: z.number().min(0).max(2).default(0.4),
        max_days: z.int().min(0).max(60).default(14),
      })
      .prefault({}),
    handling_days: z.int().min(0).max(30).default(3),
    refund_days: z.int().min(1).max(7).default(7),
    split: z.enum(['ship_available', 'hold', 'ask']).default('ship_available'),
    cancellation: z.enum(['auto', 'request']).default('auto'),
    /** The zone of readers whose own is not known; null is the merchant's. */
    time_zone: zone.nullable().default(null),
    /** When the word of a missed promise goes out, on the day after it. */
    missed_at: hour.default('09:00'),
    /** 16 CFR 435.2 for whom it binds: null is `ftc` where the merchant or the address is in the US. */
    delay_options: z.enum(['notify', 'ftc']).nullable().default(null),
    /** Whether a wait that silence ends is cancelled by itself, or put before the merchant. */
    expiry: z.enum(['auto', 'confirm']).default('auto'),
    /** Past it, whoever still waits is asked: keep, swap or cancel. */
    fulfilment_window_days: z.int().min(1).max(365).default(30),
    /** `first_scan` holds "shipped" until the number works at the carrier, 12 hours at most. */
    shipped_on: z.enum(['handover', 'first_scan']).default('handover'),
    stalled_after_days: z.int().min(1).max(30).default(4),
    lost_after_days: z.int().min(2).max(60).default(10),
    /** One question, two days after the delivery. */
    delivery_feedback: z.boolean().default(false),
    /** Kinds that go by e-mail only. */
    sms_off: z.array(z.enum(MESSAGE_KINDS)).default([]),
    /** SKUs that are sold on backorder whatever their level says: a merchant's setting. */
    sku_backorders: z
      .record(
        z.string().min(1).max(255),
        z.strictObject({
          kind: z.enum(BACKORDER_KINDS).default('standard'),
          expected_at: z.iso.date().nullable().default(null),
        }),
      )
      .default({}),
  })
  .superRefine((policy, ctx) => {
    for (const [at, kind] of policy.kinds_off.entries()) {
      if (!MUST_BE_SAID.has(kind)) continue
      ctx.addIssue({
        code: 'custom',
        path: ['kinds_off', at],
        message: `${kind} cannot be turned off: whoever waits would be left in silence`,
      })
    }
    if (policy.sms_from >= policy.sms_until) {
      ctx.addIssue({ code: 'custom', path: ['sms_until'], message: 'must be later than sms_from' })
    }
  })

export type Policy = z.infer<typeof policySchema>

export const defaultPolicy = (): Policy => policySchema.parse({})

const MUST_BE_SAID: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'promise_missed',
  'delay_option',
  'delay_option_reminder',
  'delay_expired',
  'order_cancelled',
  'cancellation_requested',
  'cancellation_declined',
])
