import type { OpenOffer } from '../../src/domain/delay-answer.ts'
import type { Day, OrderState } from '../../src/domain/order.ts'
import type { TrackingPageInput } from '../../tracking-page/context.ts'
import { consentedPage, consentPage, type Page, trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder } from './order-state.ts'

type InputFor = (order: OrderState, over?: Partial<TrackingPageInput>) => TrackingPageInput

const delayed = (revisedOn: Day | null) =>
  anOrder({
    lines: [
      aLine({ backorder: aBackorder(revisedOn, { reason: 'The ship was delayed in port' }) }),
      aLine({ id: 'line_2', title: 'Travel Case', backorder: aBackorder(revisedOn) }),
    ],
  })

/** What was offered for both lines on 4 March, of which the first waits for its answer. */
function offered(
  revisedOn: Day | null,
  lines: readonly string[],
  consentedAt: string | null = null,
): OpenOffer[] {
  const silence = revisedOn ? ('consent' as const) : ('cancel' as const)
  return lines.map((lineId) => {
    const until = revisedOn ?? '2026-04-13'
    const offer = { lineId, originalOn: '2026-03-14', revisedOn, silence, until }
    const at = '2026-03-04T15:00:00.000Z'
    const made = {
      ...offer,
      messageIds: ['msg_1'],
      key: 'delay_option:1',
      at,
      answers: [],
      consentedAt,
    }
    const clock = {
      lineId,
      quantity: 1,
      originalOn: '2026-03-14',
      basis: 'promised' as const,
      startedAt: at,
      knownAt: at,
      date: revisedOn,
      since: null,
      isPassed: false,
      isFreed: false,
      isOfStock: false,
      offers: [made],
      state: consentedAt ? agreedTo(revisedOn) : { name: 'asked' as const, on: until },
    }
    return { clock, offer: made, until: `${until}T23:59:59.000Z` }
  })
}

const agreedTo = (on: Day | null) =>
  on
    ? { name: 'agreed' as const, on, by: 'answer' as const }
    : { name: 'open_ended' as const, on: null }

/** An order of which a delay of these lines waits for its reader's word. */
export const delayInput = (
  inputFor: InputFor,
  order: OrderState,
  lines: readonly string[],
  revisedOn: Day | null = '2026-03-30',
) => inputFor(order, { offers: offered(revisedOn, lines) })

/** A delay that waits for its reader's word: on the order's page, on its own, and once answered. */
export const delayStates = (inputFor: InputFor): Record<string, () => Page> => {
  const inputWith = (revisedOn: Day | null, lines: readonly string[]) =>
    inputFor(delayed(revisedOn), { offers: offered(revisedOn, lines) })
  const dated = () => inputWith('2026-03-30', ['line_1'])
  const undated = () => inputWith(null, ['line_1', 'line_2'])
  const agreed = (revisedOn: Day | null, lines: readonly string[]) =>
    trackingPage(
      inputFor(delayed(revisedOn), {
        agreed: offered(revisedOn, lines, '2026-03-05T15:00:00.000Z'),
      }),
    )
  return {
    'delay-agreed': () => agreed('2026-03-30', ['line_1', 'line_2']),
    'delay-agreed-open': () => agreed(null, ['line_1']),
    'delay-dated': () => trackingPage(dated()),
    'delay-undated': () => trackingPage(undated()),
    consent: () => consentPage(dated()),
    'consent-undated': () => consentPage(undated()),
    'consent-over': () => consentPage(undated(), { isOver: true }),
    'consent-none': () => consentPage(inputFor(delayed(null))),
    consented: () =>
      consentedPage({ ...inputFor(delayed(null)), agreed: offered(null, ['line_1', 'line_2']) }),
  }
}
