import { z } from 'zod'
import { SHIPMENT_STATUSES } from './event.ts'
import {
  evidenceAct as act,
  evidenceConsentState as consentState,
  evidenceInquiry as inquiry,
  evidencePageView as pageView,
} from './evidence-dealing.ts'
import { evidenceMessage as message } from './evidence-message.ts'
import { MESSAGE_KINDS } from './message.ts'

/**
 * What a merchant hands in at a card dispute: everything that was known, promised, said and done
 * about one order. A schema and not only a type, so that the documents tell of each field and the
 * tests hold every pack against it.
 */
const instant = z.iso.datetime()
const day = z.iso.date()
const text = z.string().nullable()

/** A scan of the carrier's as it is told on: by the API and in a pack alike. */
export const checkpointShape = z.strictObject({
  at: instant,
  status: z.enum(SHIPMENT_STATUSES),
  message: z.string(),
  city: text,
  region: text,
  country: text,
})
const count = z.int().min(0)
const money = z.strictObject({ amount: z.string(), currency: z.string() }).nullable()
const actor = z.enum(['merchant', 'shopper', 'support', 'tidings'])
const quantities = z.array(z.strictObject({ line_id: z.string(), quantity: count }))

const summary = z.array(
  z.strictObject({
    reason: z
      .enum(['not_received', 'not_as_promised', 'cancelled_or_not_refunded'])
      .describe('What a dispute claims.'),
    title: z.string(),
    text: z.string().describe('What the record says to it, in sentences.'),
  }),
)

const merchant = z.strictObject({
  id: z.string(),
  name: z.string(),
  country: z.string(),
  time_zone: z.string().describe('Its days are counted in it.'),
  sender_email: z.string(),
  mode: z.enum(['live', 'test']),
})

const order = z.strictObject({
  id: z.string(),
  number: z.string(),
  status: z.enum(['open', 'partially_shipped', 'shipped', 'delivered', 'cancelled']),
  placed_at: instant.nullable(),
  heard_at: instant.nullable().describe('When it reached us.'),
  imported: z.boolean().describe('It was told to us only long after.'),
  payment_status: z.enum(['paid', 'authorized', 'pending']),
  paid_at: instant.nullable().describe('Where it was paid after it was placed.'),
  currency: z.string(),
  goods_total: money.describe('Prices times quantities; null where a price is not known.'),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      sku: text,
      variant: text,
      quantity: count,
      unit_price: money,
      amount: money,
      shipped: count,
      cancelled: count,
    }),
  ),
  customer: z.strictObject({
    name: text,
    email: text,
    phone: text,
    locale: text,
    erased: z.boolean().describe('Erased at the customer’s request: hashes, times and kinds stay.'),
  }),
  shipping_address: z
    .strictObject({
      name: text,
      line1: text,
      line2: text,
      city: text,
      region: text,
      postal_code: text,
      country: text,
    })
    .nullable(),
  anomalies: z.array(z.string()).describe('What does not fit together in the record.'),
})

const promise = z.strictObject({
  line_id: z.string(),
  title: z.string(),
  quantity: count,
  kind: z.string(),
  supplier: text,
  shown_before_payment: day.nullable(),
  first_told_on: day.nullable().describe('The date that the customer was told first.'),
  last_told_on: day.nullable(),
  shipped_on: day.nullable().describe('The day on which the last of the line left.'),
  outcome: z
    .enum(['kept', 'kept_by_last_date', 'missed', 'cancelled', 'open', 'no_date_told'])
    .describe('`kept`: by the date told first. `open`: neither shipped nor cancelled yet.'),
  told: z
    .array(
      z.strictObject({
        at: instant,
        date: day.nullable().describe('Null: "ships when restocked".'),
        of: z
          .enum(['line', 'allocated'])
          .describe(
            '`allocated`: of the units that stock came for, while others of the line wait.',
          ),
        message_id: z.string(),
        kind: z.enum(MESSAGE_KINDS),
        channel: z.enum(['email', 'sms']),
        why: text,
      }),
    )
    .describe('Each time a date was told, by which message and why.'),
  history: z
    .array(
      z.strictObject({
        ships_by: day.nullable(),
        at: instant,
        heard_at: instant,
        reason: text,
        cause: text.describe('What in the queue for the SKU moved it.'),
        event_id: z.string(),
      }),
    )
    .describe('Every date there was, told or not.'),
})

const delayOption = z.strictObject({
  line_id: z.string(),
  title: z.string(),
  offered_at: instant,
  message_ids: z.array(z.string()),
  words: text.describe('The text of the message that made the offer.'),
  original_on: day,
  revised_on: day.nullable(),
  silence_means: z.enum(['consent', 'cancel']),
  until: day,
  outcome: z
    .enum(['consented', 'swapped', 'cancelled', 'expired', 'replaced', 'unanswered'])
    .describe('`expired`: silence cancelled it. `replaced`: a later offer took its place.'),
  outcome_at: instant.nullable(),
  event_id: text,
  agreed_to: z
    .array(z.strictObject({ event_id: z.string(), at: instant, ships_by: day.nullable() }))
    .describe('Each yes to it, and the date that it bound: the last one told by then.'),
})

const cancellation = z.strictObject({
  event_id: z.string(),
  at: instant,
  by: actor,
  lines: quantities,
  reason: text,
  cause: z.enum(['unfulfillable', 'expired']).nullable(),
  refund_due_on: day.nullable().describe('Seven working days by 16 CFR 435.2, or the policy.'),
  refund_amount: money.describe('Null where a price is not known or nothing was paid.'),
})

const cancellationRequest = z.strictObject({
  event_id: z.string(),
  at: instant,
  by: actor,
  lines: quantities,
  reason: text,
  answer: z
    .strictObject({
      event_id: z.string(),
      at: instant,
      answer: z.enum(['accept', 'decline']),
      reason: text,
    })
    .nullable(),
})

const shipment = z.strictObject({
  shipment_id: z.string(),
  carrier: text,
  service: text,
  tracking_number: text,
  tracking_url: text,
  shipped_at: instant.nullable(),
  status: z.enum(SHIPMENT_STATUSES),
  status_at: instant,
  delivered_at: instant.nullable(),
  expected_delivery: text,
  voided: z.boolean(),
  lines: quantities,
  checkpoints: z.array(checkpointShape),
})

const recorded = z.strictObject({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  occurred_at: instant,
  received_at: instant,
  sha256: z.string().describe('Of the canonical JSON of its id, type, occurred_at and data.'),
})

export const evidencePack = z.strictObject({
  pack: z.literal('tidings.evidence'),
  version: z.literal(1),
  generated_at: instant.describe("On the merchant's clock."),
  summary,
  merchant,
  order,
  promises: z.array(promise),
  messages: z.array(message).describe('Every message to the customer, withdrawn ones too.'),
  delay_options: z.array(delayOption).describe('The record that 16 CFR 435.2 asks for.'),
  cancellations: z.array(cancellation),
  cancellation_requests: z.array(cancellationRequest),
  refunds: z.array(z.strictObject({ event_id: z.string(), at: instant, amount: money })),
  shipments: z.array(shipment),
  inquiries: z.array(inquiry),
  letters: z
    .array(z.strictObject({ event_id: z.string(), at: instant, inquiry_id: text, text: text }))
    .describe('What an agent wrote, with the words; they went out as messages.'),
  customer_acts: z.array(act).describe('What the customer did on the pages, by mail or by text.'),
  page_views: z
    .array(pageView)
    .describe('Each page of the order that was opened by who has its link, once an hour.'),
  consents: z.array(act).describe('Consent to texts, STOP, START, preferences, dead addresses.'),
  consent_state: consentState.describe(
    'As it stands now, where another order brought it about too.',
  ),
  events: z.array(recorded).describe('Everything recorded about the order, by id and hash.'),
  not_recorded: z.array(z.string()).describe('What this pack cannot prove, and why.'),
  left_off: z
    .strictObject({ messages: count, handed_over: count, events: count })
    .describe('What lies beyond the limits of a pack.'),
  integrity: z.strictObject({
    algorithm: z.literal('sha256'),
    canonical_form: z.literal('RFC 8785'),
    covers: z.literal('everything but generated_at and integrity'),
    sha256: z.string().describe('The same for the same record, whenever the pack is made.'),
  }),
})

export type EvidencePack = z.infer<typeof evidencePack>
export type EvidenceMessage = EvidencePack['messages'][number]
export type EvidenceBody = Omit<EvidencePack, 'generated_at' | 'integrity' | 'summary'>

export const EVIDENCE_MESSAGES_MAX = 1_000
export const EVIDENCE_EVENTS_MAX = 2_000
/** Characters of all that was handed over, in one pack: some two hundred mails. */
export const EVIDENCE_HANDED_OVER_MAX = 4_000_000
