import { describe, expect, it } from 'vitest'
import { type CancelChoice, cancelledPage, cancelPage } from '../../tracking-page/index.ts'
import { delayInput } from '../support/delay-states.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inputFor, pageStates, split } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

const pageFor = (order: ReturnType<typeof anOrder>, choice: Partial<CancelChoice> = {}) =>
  cancelPage({ ...inputFor(order), scope: 'all', lines: [], ...choice })
const posted = (html: string) => /<form method="post"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
const fields = (html: string) =>
  [...posted(html).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name, value],
  )

const noDate = () => anOrder({ lines: [aLine({ backorder: aBackorder(null) })] })

describe('cancelPage', () => {
  it('cancels by one POST to the address of the act, named as what it does', () => {
    const { html, headers } = pageFor(noDate())

    expect(posted(html)).toContain('action="/t/tok/cancel"')
    expect(html.match(/method="post"/g)?.length).toBe(1)
    expect(textOf(posted(html))).toContain('Cancel the Widget Pro')
    expect(fields(html)).toEqual([
      ['lines', 'line_1'],
      ['totals', '1'],
    ])
    expect(headers['content-security-policy']).toContain("form-action 'self'")
  })

  it('leads who keeps it to the answer, where silence would cancel it', () => {
    const keepOf = (lines: readonly string[], revisedOn: string | null) => {
      const input = delayInput(inputFor, noDate(), lines, revisedOn)
      const { html } = cancelPage({ ...input, scope: 'all', lines: [] })
      return /<a class="button" href="([^"]*)"[^>]*>\s*Keep/.exec(html)?.[1]
    }

    expect(keepOf(['line_1'], null)).toBe('/t/tok/consent')
    expect(keepOf(['line_1'], '2026-03-30')).toBe('/t/tok')
    expect(keepOf([], null)).toBe('/t/tok')
  })

  it('promises no money where all of it was paid back already', () => {
    const price = { amount: '19.90', currency: 'USD' }
    const order = anOrder({
      lines: [aLine({ backorder: aBackorder(null), unitPrice: price })],
      refunds: [
        { eventId: 'evt_r', at: '2026-03-03T15:00:00.000Z', amount: price, imported: false },
      ],
    })

    expect(textOf(pageFor({ ...order, refunds: [] }).html)).toContain('You get your money back')
    expect(textOf(pageFor(order).html)).not.toContain('money back')
  })

  it('says of a request for what waits that the shop confirms it, and not that it is being packed', () => {
    const input = inputFor(noDate())
    const merchant = {
      ...input.merchant,
      policy: { ...input.merchant.policy, cancellation: 'request' as const },
    }
    const text = (order: ReturnType<typeof anOrder>) =>
      textOf(cancelPage({ ...inputFor(order), merchant, scope: 'all', lines: [] }).html)

    expect(text(noDate())).toContain('It still waits for stock. We confirm the cancellation')
    expect(text(noDate())).not.toContain('being prepared')
    const packed = { ...noDate(), shipments: [aShipment('pre_transit')] }
    for (const order of [anOrder({ lines: [aLine({})] }), packed])
      expect(text(order)).toContain('It is being prepared, so we check')
  })

  it('lets the browser say where its POST comes from: under no-referrer it would say "null"', () => {
    expect(pageFor(noDate()).headers['referrer-policy']).toBe('same-origin')
  })

  it('says what goes, what stays and what has shipped', () => {
    const text = textOf(pageFor(split(), { scope: 'waiting' }).html)

    expect(text).toMatch(/What will be cancelled 1 × Widget Pro/)
    expect(text).toMatch(/This stays in your order 3 × Rope, 20 m/)
    expect(text).toMatch(/can’t be stopped 1 × Trail Lantern/)
  })

  it('posts exactly what it shows', () => {
    expect(fields(pageFor(split(), { scope: 'waiting' }).html)).toEqual([
      ['scope', 'waiting'],
      ['lines', 'c'],
      ['totals', '1'],
    ])
    for (const lines of [['d'], ['d', 'no such line']])
      expect(fields(pageFor(split(), { lines }).html)).toEqual([
        ['lines', 'd'],
        ['totals', '3'],
      ])
  })

  it('offers the other choices by GET, where there are any', () => {
    const { html } = pageFor(split())

    expect(html).toContain('href="/t/tok/cancel?scope=waiting"')
    expect(html).toMatch(/<form method="get"[\s\S]*type="checkbox" name="lines" value="c"/)
    expect(pageFor(noDate()).html).not.toContain('Or cancel something else')
  })

  it('asks for a reason and does not require one', () => {
    expect(posted(pageFor(noDate()).html)).toMatch(/name="reason" maxlength="500"/)
    expect(posted(pageFor(noDate()).html)).not.toContain('required')
  })

  it('asks the merchant for what is being prepared, and says so', () => {
    const text = textOf(pageStates['cancel-ask']?.().html ?? '')

    expect(text).toContain('Ask to cancel the Widget Pro')
    expect(text).toContain('If we can stop it, you get your money back')
  })

  it('tells apart what is done at once and what is checked first', () => {
    const text = textOf(pageStates['cancel-mixed']?.().html ?? '')

    expect(text).toMatch(/What will be cancelled 1 × Camp Kettle/)
    expect(text).toMatch(/What you ask to cancel 1 × Widget Pro/)
  })

  it('calls the whole order the order, and what is left of it the rest', () => {
    const two = [aLine(), aLine({ id: 'b', title: 'Rope' })]

    expect(textOf(pageFor(anOrder({ lines: two })).html)).toContain('Cancel the order?')
    expect(textOf(pageFor(split()).html)).toContain('Cancel the rest of the order?')
  })

  it('says nothing of money where nothing was paid', () => {
    const order = { ...noDate(), paymentStatus: 'pending' as const }

    expect(textOf(pageFor(order).html)).not.toMatch(/money|refund/i)
  })

  it('has no button where all of it has shipped', () => {
    const order = anOrder({
      lines: [aLine({ shipped: 1 })],
      shipments: [aShipment('in_transit')],
    })
    const { html } = pageFor(order)

    expect(textOf(html)).toContain('It has shipped already')
    expect(html).not.toContain('<form')
  })
})

describe('cancelledPage', () => {
  const gone = anOrder({
    lines: [aLine({ cancelled: 1 })],
    cancellations: [
      {
        eventId: 'evt_cancel',
        at: '2026-03-09T15:00:00.000Z',
        by: 'shopper',
        lines: [{ id: 'line_1', quantity: 1 }],
        reason: null,
        imported: false,
      },
    ],
  })
  const made = [{ id: 'line_1', quantity: 1 }]

  it('answers a second press like the first', () => {
    const first = cancelledPage({ ...inputFor(gone), decision: { made, requested: [] } })
    const second = cancelledPage({ ...inputFor(gone), decision: { made: [], requested: [] } })

    expect(textOf(first.html)).toContain('The Widget Pro is cancelled.')
    expect(second).toEqual(first)
  })

  const requestedOf = (order: ReturnType<typeof anOrder>) =>
    textOf(cancelledPage({ ...inputFor(order), decision: { made: [], requested: made } }).html)

  it('says of a request for what is here that it may still ship', () => {
    const text = requestedOf(anOrder({ lines: [aLine()] }))
    expect(text).toContain('Until then it may still ship.')
    expect(text).toContain('If we can stop it')
    expect(text).not.toContain('is cancelled')
  })

  it('says of a request for what waits that nothing has to be stopped', () => {
    const text = requestedOf(noDate())
    expect(text).toContain('It still waits for stock. We confirm the cancellation ourselves.')
    expect(text).toContain('Once we confirm it, you get your money back')
    expect(text).not.toMatch(/may still ship|stop it/)
  })
})
