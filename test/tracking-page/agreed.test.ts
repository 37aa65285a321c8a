import { describe, expect, it } from 'vitest'
import type { OrderState } from '../../src/domain/order.ts'
import { trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder } from '../support/order-state.ts'
import { inLocale, inputFor, pageStates } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

const stateText = (name: string) => textOf(pageStates[name]?.().html ?? '')

describe('what was agreed to', () => {
  it('is said with its end, and what happens then', () => {
    const text = stateText('delay-agreed')

    expect(text).toContain('You agreed on Thu, Mar 5 to wait until Mon, Mar 30.')
    expect(text).toContain('If it has not shipped by then, we cancel it')
    expect(text).not.toContain('Keep waiting')
  })

  it('names what it is about where the card holds more, and no end where there is none', () => {
    const text = stateText('delay-agreed-open')

    expect(text).toContain('Widget Pro You agreed on Thu, Mar 5 to wait without a date.')
    expect(text).not.toContain('by the end of that day')
  })

  it.each(['de', 'es', 'fr'])('is said in %s', (locale) => {
    const build = pageStates['delay-agreed']
    if (!build) throw new Error('the state is gone')

    expect(textOf(inLocale(locale, build).html)).not.toContain('You agreed')
  })
})

describe('the way out of a wait', () => {
  it('is one press where a delay makes it a right, though the shop wants to be asked', () => {
    const order = anOrder({ lines: [aLine({ backorder: aBackorder('2026-04-08') })] })
    const input = inputFor(order)
    const policy = { ...input.merchant.policy, cancellation: 'request' as const }
    const merchant = { ...input.merchant, policy }
    const say = (rights: string[]) => textOf(trackingPage({ ...input, merchant, rights }).html)

    expect(say([])).toContain('you can ask to cancel')
    expect(say(['line_1'])).toContain('you can cancel with one press')
  })
})

describe('an end that nobody has to answer', () => {
  const line = (id: string, title: string) =>
    aLine({ id, title, backorder: aBackorder('2026-04-08') })
  const order = () => anOrder({ lines: [line('a', 'Widget'), line('b', 'Lamp')] })
  const say = (ends: { lineId: string; on: string }[], over: Partial<OrderState> = {}) =>
    textOf(trackingPage(inputFor({ ...order(), ...over }, { ends })).html)

  it('is said beside what waits, and named where it is of a part', () => {
    const both = say(['a', 'b'].map((lineId) => ({ lineId, on: '2026-04-08' })))
    expect(both).toContain(
      'If it has not shipped by Wed, Apr 8, we cancel it and you get your money',
    )
    const one = say([{ lineId: 'b', on: '2026-04-08' }])
    expect(one).toContain('Lamp If it has not shipped by Wed, Apr 8, we cancel it')
    expect(say([])).not.toContain('we cancel it')
    expect(say([{ lineId: 'a', on: '2026-04-08' }], { paymentStatus: 'authorized' })).toContain(
      'Widget If it has not shipped by Wed, Apr 8, we cancel it.',
    )
  })

  it.each(['de', 'es', 'fr'])('is said in %s, each sentence ended once', (locale) => {
    const page = () =>
      trackingPage(inputFor(order(), { ends: [{ lineId: 'a', on: '2026-04-01' }] }))
    const text = textOf(inLocale(locale, page).html)
    expect(text).not.toContain('If it has not shipped')
    expect(text).toMatch(/Widget (Geht|Si)/)
    expect(text).not.toContain('..')
  })
})

describe('a package that left with what was cancelled', () => {
  it('says so, and leads to who can help', () => {
    const { html } = pageStates['cancel-crossed']?.() ?? { html: '' }

    expect(textOf(html)).toContain('You asked to cancel, and it was already on its way.')
    expect(html).toContain('class="quiet" href="/t/tok/inquiry"')
  })

  it('says it to nobody who did not wish it', () => {
    expect(stateText('moving')).not.toContain('You asked to cancel')
  })
})

describe('where the page says "write to us"', () => {
  it.each(['delivered', 'lost', 'returning', 'exception'])(
    '%s: the way stands beside it',
    (name) => {
      const { html } = pageStates[name]?.() ?? { html: '' }
      const next = html.slice(html.indexOf('data-part="next"'), html.indexOf('<section'))

      expect(next).toContain('href="/t/tok/inquiry"')
    },
  )

  it('and nowhere else above the cards', () => {
    const { html } = pageStates.moving?.() ?? { html: '' }

    expect(html.slice(0, html.indexOf('<section'))).not.toContain('/inquiry')
  })
})

describe('the headline', () => {
  it('keeps a short name on one line, and breaks a long one', () => {
    expect(pageStates.preparing?.().html).toContain('Your Widget\u00a0Pro is being prepared.')
    const order = anOrder({ lines: [aLine({ title: 'Widget of the Kind That Whistles' })] })

    expect(trackingPage(inputFor(order)).html).toContain('Your Widget of the Kind That Whistles is')
  })
})
