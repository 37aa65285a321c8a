import { describe, expect, it } from 'vitest'
import { trackingPage } from '../../tracking-page/index.ts'
import { aLine, anOrder } from '../support/order-state.ts'
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

    expect(text).toContain('Widget Pro: You agreed on Thu, Mar 5 to wait without a date.')
    expect(text).not.toContain('by the end of that day')
  })

  it.each(['de', 'es', 'fr'])('is said in %s', (locale) => {
    const build = pageStates['delay-agreed']
    if (!build) throw new Error('the state is gone')

    expect(textOf(inLocale(locale, build).html)).not.toContain('You agreed')
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
