import { describe, expect, it } from 'vitest'
import {
  cancelPage,
  choicePage,
  consentPage,
  type Page,
  splitPage,
  substitutePage,
  trackingPage,
} from '../../tracking-page/index.ts'
import { asking, cancelledOrder, chosen, ONE, offering } from '../support/choice-states.ts'
import { delayInput } from '../support/delay-states.ts'
import { aBackorder, aContact, aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inputFor, pageStates } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

const stateOf = (name: string): Page => {
  const build = pageStates[name]
  if (!build) throw new Error(`there is no state ${name}`)
  return build()
}
const textIn = (name: string) => textOf(stateOf(name).html)
const forms = (html: string) =>
  [...html.matchAll(/<form method="post"[\s\S]*?<\/form>/g)].map(([one]) => one)
const noReach = { contact: aContact({ email: null, phone: null }) }

describe('the pages of the choices', () => {
  it.each(['split-choice', 'substitute-one', 'choice', 'waitlist'])(
    '%s lets the browser say where its POST comes from, and post to us alone',
    (name) => {
      const { headers } = stateOf(name)
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['content-security-policy']).toContain("form-action 'self'")
    },
  )

  it.each([
    'split-done',
    'substitute-done',
    'choice-kept',
    'waitlist-done',
    'choice-stale',
    'split-asked',
    'substitute-offered',
    'choice-asked',
    'waitlist-offered',
  ])('%s posts nothing', (name) => {
    expect(stateOf(name).html).not.toContain('<form')
  })
})

describe('how it ships', () => {
  it('is asked on the tracking page, and can be chosen again', () => {
    expect(stateOf('split-asked').html).toContain('href="/t/tok/split"')
    expect(textIn('split-asked')).toContain('You choose how it ships')
    expect(textIn('split-chosen')).toContain('You chose: Everything ships in one package.')
    expect(textIn('split-chosen')).toContain('Choose again')
  })

  it('is said once: the card takes the place of the line in the details', () => {
    expect(textIn('split-asked')).not.toContain('Tell us if you want')
    const { html } = trackingPage(inputFor(asking({ split: 'ship_available' })))
    expect(textOf(html)).toContain('the rest follows in another package')
  })

  it('shows what each way means for the dates', () => {
    const text = textIn('split-choice')
    expect(text).toMatch(/Ships first 1 × Rope, 20 m/)
    expect(text).toMatch(/ships by Fri, Mar 20 2 × Widget Pro/)
    expect(text).toContain('All of it ships by Fri, Mar 20.')
    expect(forms(stateOf('split-choice').html)).toHaveLength(2)
  })

  it('names no date for all where one of them has none', () => {
    const order = asking()
    order.lines.push(aLine({ id: 'c', title: 'Kettle', backorder: aBackorder(null) }))
    expect(textOf(splitPage(inputFor(order)).html)).toContain('There is no date for that yet.')
  })

  it('is not said to have changed where it was never asked', () => {
    const page = splitPage(inputFor(anOrder()))

    expect(page.status).toBe(200)
    expect(textOf(page.html)).toContain('There is nothing to choose here now')
    expect(textOf(page.html)).not.toMatch(/has changed|Nothing was done/)
  })

  it('has no button for what was chosen', () => {
    const { html } = splitPage(inputFor(chosen('hold')))
    expect(forms(html)).toHaveLength(1)
    expect(forms(html)[0]).toContain('value="ship_available"')
  })

  it('is over once something has shipped, and says where the order stands', () => {
    const order = asking({
      shipments: [aShipment('in_transit', { lines: [{ id: 'a', quantity: 1 }] })],
    })
    const { html } = splitPage(inputFor(order))
    expect(html).not.toContain('<form')
    expect(textOf(html)).toContain('There is nothing to choose here now')
    expect(trackingPage(inputFor(order)).html).not.toContain('/t/tok/split')
  })
})

describe('a substitute', () => {
  it('has its price beside it, by piece where several wait, and a way to cancel', () => {
    const text = textIn('substitute-several')
    expect(text).toContain('Widget Mini $4.00 less')
    expect(text).toContain('Widget Max $6.50 more')
    expect(text).toContain('Widget Pro, red The same price')
    expect(text).toContain('Camp Pot $1.25 more for each')
    expect(text).toContain('Cancel the Camp Kettle')
  })

  it('is told line by line: an offer for each of two lines is no choice of two', () => {
    const offer = (lineId: string, ...titles: string[]) => ({
      eventId: `evt_${lineId}`,
      at: '2026-03-09T15:00:00.000Z',
      lineId,
      options: titles.map((title) => ({
        sku: title,
        title,
        imageUrl: null,
        priceDifference: null,
      })),
      chosen: null,
      imported: false,
    })
    const lines = [
      aLine({ id: 'a', backorder: aBackorder(null) }),
      aLine({ id: 'b', title: 'Blue Sofa', backorder: aBackorder(null) }),
    ]
    const text = (...substitutes: ReturnType<typeof offer>[]) =>
      textOf(trackingPage(inputFor(anOrder({ lines, substitutes }))).html)

    const each = text(offer('a', 'Widget Mini'), offer('b', 'Green Sofa', 'Red Sofa'))
    expect(each).toContain('Instead of the Widget Pro you can have the Widget Mini.')
    expect(each).toContain('Instead of the Blue Sofa you can have one of 2 others.')
    expect(text(offer('b', 'Green Sofa'))).toContain('You can have the Green Sofa instead.')
  })

  it('posts the offer and the option that the button names', () => {
    const [form = ''] = forms(stateOf('substitute-one').html)
    expect(form).toContain('name="offer" value="evt_offer"')
    expect(form).toContain('name="sku" value="MINI"')
    expect(textOf(form)).toContain('Take the Widget Mini')
  })

  it('escapes what the merchant wrote', () => {
    const hostile = ONE.map((option) => ({ ...option, sku: '"><b>', title: '<script>x</script>' }))
    const { html } = substitutePage(inputFor(offering(hostile)))
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('"><b>')
  })

  it('that was taken is shown as such until it is swapped, and not offered again', () => {
    const text = textIn('substitute-taken')
    expect(text).toContain('You chose the Widget Mini. We swap it.')
    expect(stateOf('substitute-taken').html).not.toContain('/t/tok/substitute')
    // The date of what was ordered is nobody's any more.
    expect(text).toContain('Being swapped')
    expect(text).not.toMatch(/ships when restocked|no date/)
  })
})

describe('a choice beside a delay that waits for its answer', () => {
  const input = (line: string) => delayInput(inputFor, offering(ONE), [line])

  it('is to swap it, or to answer the delay: nobody is told that there is nothing to do', () => {
    const { html } = substitutePage(input('line_1'))
    const text = textOf(html)

    expect(text).toContain('One press swaps it. Or tell us below whether you want to wait.')
    expect(text).not.toContain('there is nothing you need to do')
    expect(forms(html).map((form) => /action="([^"]+)"/.exec(form)?.[1])).toEqual([
      '/t/tok/substitute',
      '/t/tok/consent',
      '/t/tok/consent',
    ])
    expect(html).not.toContain('>Keep waiting</a>')
  })

  it('is as ever where the delay is of another line', () => {
    const { html } = substitutePage(input('b'))

    expect(textOf(html)).toContain('To keep waiting, there is nothing you need to do.')
    expect(forms(html)).toHaveLength(1)
  })

  it('is to be found from where the delay is answered', () => {
    const swap = 'href="/t/tok/substitute"'

    expect(consentPage(input('line_1')).html).toContain(swap)
    expect(consentPage(input('b')).html).not.toContain(swap)
  })

  it('after a long wait is the answer to the delay', () => {
    const { html } = choicePage(input('line_1'))

    expect(forms(html)[0]).toContain('action="/t/tok/consent"')
    expect(html).not.toContain('action="/t/tok/choice"')
  })
})

describe('a long wait', () => {
  it('is asked about on the tracking page where its window has passed', () => {
    expect(stateOf('choice-asked').html).toContain('href="/t/tok/choice"')
    expect(stateOf('waiting-no-date').html).not.toContain('/t/tok/choice')
  })

  it('may be kept, swapped or cancelled', () => {
    const { html } = stateOf('choice')
    expect(forms(html)[0]).toContain('name="answer" value="keep"')
    expect(html).toContain('href="/t/tok/substitute"')
    expect(textOf(html)).toContain('Cancel the order')
  })
})

describe('the waiting list', () => {
  it('is offered on the cancel page for what was out of stock, and for nothing else', () => {
    expect(stateOf('cancel-and-join').html).toContain('name="waitlist" value="1"')
    const inStock = cancelPage({ ...inputFor(anOrder()), scope: 'all', lines: [] })
    expect(inStock.html).not.toContain('waitlist')
  })

  it('is offered after the cancellation, until it was joined', () => {
    expect(stateOf('waitlist-offered').html).toContain('href="/t/tok/waitlist"')
    expect(stateOf('waitlist-listed').html).not.toContain('href="/t/tok/waitlist"')
    expect(textIn('waitlist-listed')).toContain('We’ll tell you when it is available again.')
  })

  it('promises no word to who cannot be written to', () => {
    const gone = trackingPage(inputFor(cancelledOrder(), noReach))
    expect(gone.html).not.toContain('waitlist')
    const order = anOrder({ lines: [aLine({ backorder: aBackorder(null) })] })
    const page = cancelPage({ ...inputFor(order, noReach), scope: 'all', lines: [] })
    expect(page.html).not.toContain('waitlist')
  })
})
