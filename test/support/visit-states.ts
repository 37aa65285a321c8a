import type { Contact } from '../../src/domain/contact.ts'
import type { OrderState } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import {
  feedbackPage,
  noCalendarPage,
  type Page,
  postcodePage,
  preferencesPage,
  type TrackingPageInput,
  trackingPage,
  unsubscribePage,
} from '../../tracking-page/index.ts'
import { aContact, aLine, aMerchant, anOrder, aShipment } from './order-state.ts'

type InputFor = (order: OrderState, over?: Partial<TrackingPageInput>) => TrackingPageInput

const AT = '2026-03-09T15:00:00.000Z'
const come = (over: Partial<OrderState> = {}) =>
  anOrder({ lines: [aLine({ shipped: 1 })], shipments: [aShipment('delivered')], ...over })
const answered = () => come({ feedback: { eventId: 'evt_1', at: AT, score: 4 } })
const texting = () => aMerchant({ policy: { ...defaultPolicy(), sms: true } })
const reader = (over: Partial<Contact> = {}) =>
  aContact({ phone: '+15025550123', smsConsent: true, ...over })

/** What may be done on the page beside choosing and cancelling. */
export const visitStates = (inputFor: InputFor): Record<string, () => Page> => {
  const input = (over: Partial<TrackingPageInput> = {}) => inputFor(anOrder(), over)
  const wishes = (over: Partial<Contact>, isRevealed = false) =>
    input({ merchant: texting(), contact: reader(over), isRevealed })
  const ending = (isDone: boolean) =>
    unsubscribePage({
      merchant: aMerchant(),
      locale: input().locale,
      logo: null,
      action: '/u/tok',
      isDone,
    })
  return {
    revealed: () => trackingPage(input({ isRevealed: true })),
    postcode: () => postcodePage(input()),
    'postcode-wrong': () => postcodePage({ ...input(), problem: 'wrong' }),
    'postcode-too-many': () => postcodePage({ ...input(), problem: 'tooMany' }),
    preferences: () => preferencesPage({ ...wishes({}), newsOff: ['feedback'] }),
    'preferences-saved': () =>
      preferencesPage({ ...wishes({ smsConsent: false }, true), newsOff: [], saved: true }),
    'preferences-locked': () => preferencesPage({ ...wishes({ smsConsent: false }), newsOff: [] }),
    'preferences-stopped': () =>
      preferencesPage({ ...wishes({ textsStopped: true }), newsOff: [] }),
    'preferences-mail-only': () => preferencesPage({ ...input(), newsOff: [] }),
    unsubscribe: () => ending(false),
    unsubscribed: () => ending(true),
    'no-calendar': () => noCalendarPage(input()),
    'feedback-asked': () => trackingPage(inputFor(come())),
    'feedback-answered': () => trackingPage(inputFor(answered())),
    feedback: () => feedbackPage(inputFor(come())),
    'feedback-given': () => feedbackPage(inputFor(answered())),
    live: () =>
      trackingPage(
        inputFor(
          anOrder({ lines: [aLine({ shipped: 1 })], shipments: [aShipment('in_transit')] }),
          {
            version: 'v1',
          },
        ),
      ),
  }
}
