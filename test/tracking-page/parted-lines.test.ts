import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/render/page-words/index.ts'
import { cancelPage, consentPage, type Page, trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inLocale, inputFor, pageStates } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'
import { inFourStates, keptInParts } from '../support/parted-states.ts'

const languages = Object.keys(LANGUAGES)
const stateOf = (name: string): Page => {
  const build = pageStates[name]
  if (!build) throw new Error(`No state ${name}`)
  return build()
}
const waysOut = (html: string) =>
  [...html.matchAll(/<a class="quiet" href="(\/t\/tok\/cancel[^"]*)"[^>]*>([^<]*)</g)].map(
    ([, href = '', label = '']) => ({ href: href.replaceAll('&amp;', '&'), label }),
  )
const labels = (html: string) => waysOut(html).map(({ label }) => label)

describe('a line whose units are in several states', () => {
  it('has one place with two ways out, each saying how many and which', () => {
    expect(waysOut(stateOf('parted').html)).toEqual([
      { href: '/t/tok/cancel?scope=waiting', label: 'Cancel the 2 that wait' },
      { href: '/t/tok/cancel?lines=line_1', label: 'Cancel the 4 that have not shipped' },
    ])
  })

  it('says of one unit that it waits', () => {
    const [line] = inFourStates().lines
    const order = { ...inFourStates(), lines: line ? [{ ...line, cancelled: 1 }] : [] }

    expect(labels(trackingPage(inputFor(order)).html)[0]).toBe('Cancel the 1 that waits')
  })

  it.each(languages)(
    'never calls two things alike, and heads the next page as named, in %s',
    (language) => {
      for (const order of [inFourStates(), keptInParts()]) {
        inLocale(language, () => {
          const page = trackingPage(inputFor(order))
          const ways = waysOut(page.html)
          expect(new Set(ways.map(({ label }) => label)).size).toBe(ways.length)
          for (const { href, label } of ways) {
            const query = new URL(href, 'https://shop.example').searchParams
            const scope = query.get('scope') === 'waiting' ? 'waiting' : 'all'
            const next = cancelPage({ ...inputFor(order), scope, lines: query.getAll('lines') })
            expect(textOf(next.html)).toContain(textOf(label))
          }
          return page
        })
      }
    },
  )

  it('names the article where the order holds others, and all of it as all of it', () => {
    expect(labels(stateOf('parted-kept').html)).toEqual([
      'Cancel the Trail Lantern',
      'Cancel the 2 Camp Kettle that wait',
      'Cancel all 3 Camp Kettle',
      'Cancel the order',
    ])
  })

  it('is in stock again only as to what was not', () => {
    const text = textOf(stateOf('parted').html)

    expect(text).toContain('In stock again, being prepared 1 × Widget Pro')
    expect(text).not.toContain('In stock again, being prepared 2 × Widget Pro')
    expect(text).not.toContain('1 × Widget Pro 1 × Widget Pro')
  })

  it('is kept in one card with what else is kept', () => {
    const text = textOf(stateOf('parted-kept').html)

    expect(text).toContain('In stock, ships with the rest 1 × Trail Lantern 1 × Camp Kettle')
  })

  it('is called by what is left, once the others have shipped', () => {
    const order = anOrder({
      lines: [aLine({ quantity: 3, shipped: 2, backorder: aBackorder(null) })],
      shipments: [aShipment('in_transit', { lines: [{ id: 'line_1', quantity: 2 }] })],
    })

    expect(labels(trackingPage(inputFor(order)).html)).toEqual(['Cancel the 1 that waits'])
  })
})

describe('a press that cancels some of a line and asks for the rest', () => {
  it('says of each what becomes of it, and of neither what is true of the other', () => {
    const text = textOf(stateOf('parted-cancelled').html)

    expect(text).toContain(
      '1 × Widget Pro is cancelled. We confirm it by email. We have your request for 1 more item.',
    )
    expect(text).toMatch(/Cancelled 1 × Widget Pro You get your money back/)
    expect(text).toMatch(/Asked for 1 × Widget Pro We check whether we can still stop it/)
    expect(text.match(/it may still ship/g)).toHaveLength(1)
  })

  it('says before it that what stock came for has to be stopped, though others of it wait', () => {
    expect(textOf(stateOf('parted-cancel').html)).toContain(
      'What you ask to cancel 1 × Widget Pro If we can stop it, you get your money back',
    )
  })
})

/** An offer for so many of the first line, as the domain puts it before its reader. */
function offered(quantity: number) {
  const made = {
    lineId: 'line_1',
    originalOn: '2026-03-14',
    revisedOn: '2026-03-30',
    silence: 'consent' as const,
    until: '2026-03-30',
    messageIds: ['msg_1'],
    key: 'delay_option:1',
    at: '2026-03-04T15:00:00.000Z',
    answers: [],
    consentedAt: null,
  }
  const clock = {
    lineId: 'line_1',
    quantity,
    originalOn: '2026-03-14',
    basis: 'promised' as const,
    startedAt: made.at,
    knownAt: made.at,
    date: '2026-03-30',
    since: null,
    isPassed: false,
    isFreed: false,
    isOfStock: false,
    offers: [made],
    state: { name: 'asked' as const, on: '2026-03-30' },
  }
  return [{ clock, offer: made, until: '2026-03-30T23:59:59.000Z' }]
}

describe('what comes back where a delay is answered with a cancellation', () => {
  const late = (over = {}) => aLine({ backorder: aBackorder('2026-03-30'), ...over })
  const consent = (lines: ReturnType<typeof aLine>[], quantity: number) => {
    const order = anOrder({ lines })
    return textOf(consentPage({ ...inputFor(order), offers: offered(quantity) }).html)
  }
  const three = () => late({ quantity: 3, backorder: aBackorder('2026-03-30', { quantity: 1 }) })

  it('is all of the money, shipping included, where the whole order ends', () => {
    expect(consent([late()], 1)).toContain('all of your money back within 7 working days')
    expect(consent([late()], 1)).toContain('shipping included')
  })

  it('is the money for it, as a sum, where the rest of the order is sent', () => {
    const oneOfThree = consent([three()], 1)
    const oneOfTwoLines = consent([late(), aLine({ id: 'b', title: 'Rope' })], 1)

    for (const text of [oneOfThree, oneOfTwoLines]) {
      expect(text).toContain('You get $19.90 back for it within 7 working days')
      expect(text).not.toContain('shipping included')
      expect(text).not.toContain('all of your money')
    }
    expect(oneOfThree).toContain('Cancel the 1 that waits')
  })

  it('is a full refund for it, where its price is not known', () => {
    const text = consent([late({ unitPrice: null }), aLine({ id: 'b', title: 'Rope' })], 1)

    expect(text).toContain('You get a full refund for it within 7 working days')
  })

  it('is listed once, of what waits, and says in words what ends beside it', () => {
    const order = anOrder({ lines: [three()] })
    const pages = [consentPage, trackingPage].map((page) =>
      textOf(page({ ...inputFor(order), offers: offered(3) }).html),
    )

    for (const text of pages) {
      expect(text).toContain('This cancels 3 items, also the 2 in stock.')
      expect(text).not.toContain('3 × Widget Pro')
    }
    expect(pages[0]?.match(/\d × Widget Pro/g)).toEqual(['1 × Widget Pro'])
    expect(consent([late()], 1)).not.toContain('This cancels')
  })

  it('has one button for it on the order, in the card that asks', () => {
    const order = anOrder({ lines: [three()] })
    const { html } = trackingPage({ ...inputFor(order), offers: offered(1) })

    expect(html.match(/Cancel the 1 that waits/g)).toHaveLength(1)
    expect(labels(html)).toEqual(['Cancel all 3'])

    const all = trackingPage({ ...inputFor(order), offers: offered(3) }).html
    expect(all.match(/Cancel all 3/g)).toHaveLength(1)
    expect(labels(all)).toEqual(['Cancel the 1 that waits'])
  })
})
