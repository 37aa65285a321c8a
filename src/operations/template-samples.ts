import { noContact } from '../domain/contact.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type MessageKind, type NoticeFacts, noFacts } from '../domain/message.ts'
import type { Day, Instant } from '../domain/order.ts'
import type { MessageInput } from '../render/message.ts'
import type { SampleState } from './brand-console-types.ts'
import { sampleOrder } from './sample-order.ts'

/** What waits in the made-up order, and what does not. */
const MUG = '2'
const LETTER = 'Dear Ada,\n\nthe green mug and the white one hold the same.\n\nKind regards,\nMaria'
const PRICE = { amount: '19.90', currency: 'USD' }

type Days = { promise: Day | null; day: (fromNow: number) => Day }
type Sample = { state: SampleState; facts?: (days: Days) => Partial<NoticeFacts> }

/**
 * A message of a kind as it would be about a made-up order: what a template is tried on. The order
 * is folded from events like any other; only what the message is about is said here.
 */
export function sampleMessage(
  merchant: Merchant,
  about: { kind: MessageKind; locale: string; baseUrl: string; now: Instant },
): MessageInput {
  const { kind, locale, baseUrl, now } = about
  const { state, facts } = SAMPLES[kind] ?? { state: 'open' }
  const order = sampleOrder(merchant, state, now)
  const promise = order.lines.find(({ id }) => id === MUG)?.backorder?.promise?.shipsBy ?? null
  const day = (fromNow: number) => addHours(now, fromNow * 24).slice(0, 10)
  const tracking = `${baseUrl}/t/example`
  return {
    kind,
    facts: { ...noFacts(), ...facts?.({ promise, day }) },
    order,
    contact: { ...noContact(), name: 'Ada Park', email: 'ada@example.com', locale },
    merchant,
    links: {
      tracking,
      cancel: `${tracking}/cancel`,
      logo: merchant.brand.logo ? `${baseUrl}/m/${merchant.slug}/logo` : null,
    },
    letter: { text: LETTER },
    now,
  }
}

const onItsWay = (state: SampleState): Sample => ({
  state,
  facts: () => ({ shipments: ['sample-1'] }),
})
const moved = (old: number): Sample => ({
  state: 'open',
  facts: ({ promise, day }) => ({
    lines: [MUG],
    dates: [{ lineId: MUG, old: day(old), new: promise }],
    reason: 'The maker ships later than planned.',
  }),
})
const offered: Sample = {
  state: 'open',
  facts: ({ promise, day }) => ({
    offers: [
      {
        lineId: MUG,
        originalOn: day(5),
        revisedOn: promise,
        silence: 'consent',
        until: promise ?? day(30),
      },
    ],
  }),
}
const cancelled: Sample = {
  state: 'cancelled',
  facts: ({ day }) => ({
    lines: [MUG],
    cancelled: [{ lineId: MUG, quantity: 1 }],
    refund: { amount: PRICE, dueOn: day(9) },
    refunded: PRICE,
  }),
}

/** The kinds that say more than how the order stands. */
const SAMPLES: { [kind in MessageKind]?: Sample } = {
  eta_slipped: moved(5),
  eta_improved: moved(40),
  promise_missed: moved(-1),
  delay_option: offered,
  delay_option_reminder: offered,
  restocked: { state: 'open', facts: () => ({ lines: [MUG] }) },
  partially_shipped: onItsWay('partially_shipped'),
  shipped: onItsWay('shipped'),
  out_for_delivery: onItsWay('shipped'),
  available_for_pickup: onItsWay('shipped'),
  delivered: onItsWay('delivered'),
  delivery_delayed: onItsWay('shipped'),
  delivery_exception: onItsWay('shipped'),
  delivery_stalled: onItsWay('shipped'),
  delivery_lost: onItsWay('shipped'),
  returned: onItsWay('shipped'),
  delivery_feedback: onItsWay('delivered'),
  order_cancelled: cancelled,
  refund_issued: cancelled,
  backorder_unfulfillable: cancelled,
  delay_expired: cancelled,
  back_in_stock: { state: 'cancelled', facts: () => ({ lines: [MUG] }) },
  backorder_choice: { state: 'open', facts: () => ({ lines: [MUG] }) },
  substitute_offered: {
    state: 'open',
    facts: () => ({
      substitutes: [
        {
          offer: 'sample',
          lineId: MUG,
          options: [
            { sku: 'mug-white', title: 'Enamel mug, white', imageUrl: null, priceDifference: null },
          ],
        },
      ],
    }),
  },
}
