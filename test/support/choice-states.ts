import type { OrderState, SubstituteOption } from '../../src/domain/order.ts'
import {
  cancelledPage,
  cancelPage,
  choicePage,
  keptPage,
  listedPage,
  type Page,
  splitChosenPage,
  splitPage,
  stalePage,
  substitutedPage,
  substitutePage,
  type TrackingPageInput,
  trackingPage,
  waitlistPage,
} from '../../tracking-page/index.ts'
import { delayInput } from './delay-states.ts'
import { aBackorder, aLine, aMerchant, anOrder } from './order-state.ts'

const AT = '2026-03-09T15:00:00.000Z'
const LONG =
  'Expedition Tunnel Tent with Extended Vestibule and Replaceable Aluminium Poles, Four-Season'

/** One here, one waiting, and the shopper is asked how it ships. */
export const asking = (over: Partial<OrderState> = {}) =>
  anOrder({
    split: 'ask',
    lines: [
      aLine({ id: 'a', title: 'Rope, 20 m' }),
      aLine({
        id: 'b',
        title: 'Widget Pro',
        quantity: 2,
        backorder: aBackorder('2026-03-20', { quantity: 2 }),
      }),
    ],
    ...over,
  })
export const chosen = (split: 'ship_available' | 'hold' = 'hold') =>
  asking({ split, splitChosen: { eventId: 'evt_split', at: AT, split } })

const option = (sku: string, title: string, amount: string | null): SubstituteOption => ({
  sku,
  title,
  imageUrl: null,
  priceDifference: amount === null ? null : { amount, currency: 'USD' },
})

/** Two lines that wait, the first with a substitute for it. */
export const offering = (options: SubstituteOption[], taken: string | null = null, over = {}) =>
  anOrder({
    lines: [
      aLine({ backorder: aBackorder(null) }),
      aLine({
        id: 'b',
        title: 'Camp Kettle',
        quantity: 3,
        backorder: aBackorder('2026-03-20', { quantity: 3 }),
      }),
    ],
    substitutes: [
      {
        eventId: 'evt_offer',
        at: AT,
        imported: false,
        lineId: 'line_1',
        options,
        chosen: taken ? { eventId: 'own_take', at: AT, sku: taken } : null,
      },
    ],
    ...over,
  })
export const ONE = [option('MINI', 'Widget Mini', '-4.00')]
const SEVERAL = [
  option('MINI', 'Widget Mini', '-4.00'),
  option('MAX', 'Widget Max', '6.50'),
  option('ALT', 'Widget Pro, red', '0.00'),
  option('TENT', LONG, null),
]
const twoOffers = () => {
  const order = offering(SEVERAL)
  const more = { eventId: 'evt_more', lineId: 'b', options: [option('POT', 'Camp Pot', '1.25')] }
  return {
    ...order,
    substitutes: [...order.substitutes, { at: AT, imported: false, chosen: null, ...more }],
  }
}

/** Cancelled, and still wanted or not. */
export const cancelledOrder = (over: Partial<OrderState> = {}) =>
  anOrder({
    lines: [aLine({ cancelled: 1, backorder: aBackorder(null) })],
    cancellations: [
      {
        eventId: 'evt_cancel',
        at: AT,
        by: 'shopper',
        lines: [{ id: 'line_1', quantity: 1 }],
        reason: null,
        imported: false,
      },
    ],
    ...over,
  })
export const listed = () =>
  cancelledOrder({ waitlist: [{ eventId: 'own_join', at: AT, lineId: 'line_1', sku: 'WID-PRO' }] })

const DECISION = { made: [{ id: 'line_1', quantity: 1 }], requested: [] }
const waits = () => anOrder({ lines: [aLine({ backorder: aBackorder(null) })] })

type InputFor = (order: OrderState, over?: Partial<TrackingPageInput>) => TrackingPageInput

/** The states of the choices, beside those of the tracking page itself. */
export const choiceStates = (inputFor: InputFor): Record<string, () => Page> => ({
  'split-asked': () => trackingPage(inputFor(asking())),
  'split-chosen': () => trackingPage(inputFor(chosen())),
  'split-choice': () => splitPage(inputFor(asking())),
  'split-again': () => splitPage(inputFor(chosen())),
  'split-done': () => splitChosenPage(inputFor(chosen())),
  'substitute-offered': () => trackingPage(inputFor(offering(SEVERAL))),
  'substitute-taken': () => trackingPage(inputFor(offering(ONE, 'MINI'))),
  'substitute-one': () => substitutePage(inputFor(offering(ONE))),
  'substitute-several': () => substitutePage(inputFor(twoOffers())),
  'substitute-delayed': () => substitutePage(delayInput(inputFor, offering(ONE), ['line_1'])),
  'substitute-done': () =>
    substitutedPage({ ...inputFor(offering(ONE, 'MINI')), offer: 'evt_offer' }),
  'choice-asked': () => trackingPage(inputFor(waits(), { asked: ['line_1'] })),
  choice: () => choicePage(inputFor(offering(ONE))),
  'choice-kept': () => keptPage({ ...inputFor(waits()), asksAgainAt: '2026-04-09T14:00:00.000Z' }),
  'waitlist-offered': () => trackingPage(inputFor(cancelledOrder())),
  'waitlist-listed': () => trackingPage(inputFor(listed())),
  waitlist: () => waitlistPage(inputFor(cancelledOrder())),
  'waitlist-done': () => listedPage(inputFor(listed())),
  'cancel-and-join': () => cancelPage({ ...inputFor(waits()), scope: 'all', lines: [] }),
  'cancel-joined': () => cancelledPage({ ...inputFor(listed()), decision: DECISION }),
  'choice-stale': () => stalePage(inputFor(listed(), { merchant: aMerchant({ brand: {} }) })),
})
