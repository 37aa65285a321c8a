import type { MessageKind } from '../../src/domain/message.ts'
import type { Line, OrderState, SubstituteOption } from '../../src/domain/order.ts'
import type { DelayOffer } from '../../src/domain/said.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { factsOf, inputOf, NOW, orderOf, TRACKING, waitingLine } from './scenes.ts'

export const offerOf = (changes: Partial<DelayOffer> = {}): DelayOffer => ({
  lineId: 'l_1',
  originalOn: '2025-03-14',
  revisedOn: '2025-03-28',
  silence: 'consent',
  until: '2025-03-28',
  ...changes,
})
/** No date can be given: silence cancels, 30 days after the day by which it was to ship. */
export const openOffer = (changes: Partial<DelayOffer> = {}) =>
  offerOf({ revisedOn: null, silence: 'cancel', until: '2025-04-14', ...changes })

export const optionOf = (sku: string, title: string, more: string | null): SubstituteOption => ({
  sku,
  title,
  imageUrl: null,
  priceDifference: more === null ? null : { amount: more, currency: 'USD' },
})
const OPTIONS = [
  optionOf('wp-2', 'Widget Pro 2', '5.00'),
  optionOf('wm-1', 'Widget Mini', '-4.90'),
  optionOf('wp-r', 'Widget Pro, refurbished', '0.00'),
]

/** A line that waits, delayed as the offers say. */
export const delay = (
  kind: MessageKind,
  offers: DelayOffer[],
  lines: Line[] = [waitingLine('l_1', offers[0]?.revisedOn ?? null)],
): MessageInput => inputOf(kind, orderOf(lines), { facts: factsOf({ offers }) })

const NO_CANCEL = { links: { tracking: TRACKING, cancel: null } }
const REFUND = { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2025-03-19' }
const cancelled = () => orderOf([waitingLine('l_1', null, { cancelled: 1 })])
const ended = () => factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }], refund: REFUND })
const inquiry = { inquiryId: 'q_1', eventId: 'e_7', at: NOW, stopsTexts: false }

const placedLongAgo: Pick<OrderState, 'placed'> = {
  placed: {
    eventId: 'e_0',
    at: '2025-02-07T16:00:00.000Z',
    heardAt: '2025-02-07T16:00:00.000Z',
    imported: false,
  },
}
const swap = (lineId = 'l_1', options = OPTIONS) => ({ offer: 'e_8', lineId, options })

export const LETTER = `Dear Ann,

the graphite one comes in the same box as the silver one: 32 × 20 × 12 cm.
You find all sizes at https://harbor.example/sizes?item=widget&lang=en

Kind regards,
Maria`

export const CHOICE_EXAMPLES = {
  delay_option: () => delay('delay_option', [offerOf()]),
  delay_option_reminder: () => delay('delay_option_reminder', [openOffer()]),
  delay_expired: () => {
    const offers = [openOffer({ originalOn: '2025-02-07', until: '2025-03-09' })]
    const other = waitingLine('l_2', '2025-03-21', { title: 'Moka pot' })
    const order = orderOf([...cancelled().lines, other])
    return inputOf('delay_expired', order, { facts: { ...ended(), offers } })
  },
  backorder_unfulfillable: () =>
    inputOf('backorder_unfulfillable', cancelled(), { facts: ended(), ...NO_CANCEL }),
  refund_issued: () => {
    const amount = REFUND.amount
    const order = orderOf([waitingLine('l_1', null, { cancelled: 1 })], {
      refunds: [{ eventId: 'e_9', at: NOW, amount, imported: false }],
    })
    return inputOf('refund_issued', order, {
      facts: factsOf({ refunded: amount }),
      ...NO_CANCEL,
    })
  },
  backorder_choice: () =>
    inputOf('backorder_choice', orderOf([waitingLine('l_1', null)], placedLongAgo), {
      facts: factsOf({ lines: ['l_1'] }),
    }),
  substitute_offered: () =>
    inputOf('substitute_offered', orderOf([waitingLine('l_1', '2025-04-18')]), {
      facts: factsOf({ substitutes: [swap()] }),
    }),
  back_in_stock: () => {
    const productUrl = 'https://harbor.example/widget-pro'
    const line = waitingLine('l_1', null, { cancelled: 1, productUrl })
    return inputOf('back_in_stock', orderOf([line]), {
      facts: factsOf({ lines: ['l_1'] }),
      ...NO_CANCEL,
    })
  },
  inquiry_received: () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14')], {
      inquiries: [{ ...inquiry, via: 'email' }],
    })
    return inputOf('inquiry_received', order, {
      facts: factsOf({ inquiryId: 'q_1' }),
      ...NO_CANCEL,
    })
  },
  inquiry_reply: () =>
    inputOf('inquiry_reply', orderOf([waitingLine('l_1', '2025-03-14')]), {
      facts: factsOf({ inquiryId: 'q_1', letterId: 'w_1' }),
      letter: { text: LETTER },
      ...NO_CANCEL,
    }),
  cancel_or_stop: () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14')], {
      inquiries: [{ ...inquiry, via: 'sms', stopsTexts: true }],
    })
    return inputOf('cancel_or_stop', order, { facts: factsOf({ inquiryId: 'q_1' }) })
  },
  free_message: () =>
    inputOf('free_message', orderOf([waitingLine('l_1', '2025-03-14')]), {
      facts: factsOf({ letterId: 'w_2' }),
      letter: { text: LETTER },
      ...NO_CANCEL,
    }),
} satisfies { [kind in MessageKind]?: () => MessageInput }
