import { describe, expect, it } from 'vitest'
import { noFacts } from '../../src/domain/message.ts'
import type { BackorderKind, OrderState } from '../../src/domain/order.ts'
import { formatTextDay } from '../../src/render/dates.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { drawText } from '../support/drawn.ts'
import { delay, offerOf, openOffer } from './choice-examples.ts'
import { factsOf, inputOf, lineOf, NOW, orderOf, readBy, waitingLine } from './scenes.ts'

const LANGUAGES = ['en', 'es', 'fr', 'de']
const KINDS: BackorderKind[] = [
  'standard',
  'preorder',
  'custom',
  'dropship',
  'manufacturer',
  'seasonal',
  'indefinite',
]

const textSaid: OrderState['said'][number] = {
  messageId: 'm_0',
  kind: 'shipped',
  key: 'shipped:s_0',
  channel: 'sms',
  at: NOW,
  told: noFacts().told,
}

/** Links as they are: the shop's own host, and a key that names its merchant beside 128 bits. */
const TOKEN = 'trk_k3v9x2m5q8wt_8Jq2mXv0bW4Zr7Lk1nPs9Axyz4'
const LINK = `https://track.shop.example/t/${TOKEN}`
const real = (input: MessageInput): MessageInput => ({
  ...input,
  // Not the first of its order: that one says how texts end too.
  order: { ...input.order, said: [textSaid] },
  links: { tracking: LINK, cancel: `${LINK}/cancel` },
})
const text = (input: MessageInput, locale = 'en') => drawText(readBy(real(input), locale))

const later = offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' })
const waits = (day: string | null, kind: BackorderKind = 'standard', title = 'Widget Pro') =>
  waitingLine('l_1', day, { title }, { kind })
const OFFERS = { consent: offerOf(), cancel: later, undated: openOffer() }

const PAIRS: [string, (typeof OFFERS)['cancel'][]][] = [
  ['a later date and none', [later, openOffer()]],
  ['two later dates', [later, offerOf({ ...later, revisedOn: '2025-05-09' })]],
  ['none for either', [openOffer(), openOffer({ originalOn: '2025-03-17', until: '2025-04-16' })]],
  [
    'two dates that silence agrees to',
    [offerOf(), offerOf({ revisedOn: '2025-04-04', until: '2025-04-04' })],
  ],
]

const turnedTo = (offer: (typeof OFFERS)['cancel'], line: ReturnType<typeof waits>) => {
  const input = delay('backorder_confirmed', [offer], [line])
  return { ...input, facts: { ...input.facts, turned: { lines: ['l_1'], from: 'stock' as const } } }
}

/** Every word that a delay may be told by, with real links. */
function cases(kind: BackorderKind, title: string): [string, MessageInput][] {
  return Object.entries(OFFERS).flatMap(([name, offer]) => {
    const line = waits(offer.revisedOn, kind, title)
    const moved = { lineId: 'l_1', old: '2025-05-09', new: offer.revisedOn }
    const told = delay('delay_option', [offer], [line])
    return [
      [`delay_option ${name}`, told],
      [
        `delay_option ${name}, of which no date was told`,
        { ...told, facts: { ...told.facts, dates: [{ ...moved, old: null }] } },
      ],
      [`delay_option_reminder ${name}`, delay('delay_option_reminder', [offer], [line])],
      [`backorder_confirmed ${name}`, delay('backorder_confirmed', [offer], [line])],
      [`backorder_confirmed ${name}, told as in stock before`, turnedTo(offer, line)],
      [`backorder_checkin ${name}`, delay('backorder_checkin', [offer], [line])],
      [`backorder_update ${name}`, delay('backorder_update', [offer], [line])],
    ] satisfies [string, MessageInput][]
  })
}

describe.each(LANGUAGES)('a delay as a text in %s', (locale) => {
  it.each(KINDS)('of kind %s has two parts of GSM at most, with links as they are', (kind) => {
    const long = 'Hand-forged carbon steel knife with a walnut handle'
    for (const title of ['Widget Pro', long])
      for (const [name, input] of cases(kind, title)) {
        const { body, segments, encoding } = text(input, locale)
        expect(encoding, `${name}: ${body}`).toBe('GSM-7')
        expect(segments, `${name}: ${body}`).toBeLessThanOrEqual(2)
        expect(body).toContain(`${LINK}/consent`)
      }
  })

  it.each(PAIRS)('of two lines with clocks of their own, %s, is two parts as well', (_, pair) => {
    const lines = pair.map(({ revisedOn }, at) =>
      waitingLine(`l_${at + 1}`, revisedOn, { title: at === 0 ? 'Widget Pro' : 'Moka pot' }),
    )
    const offers = pair.map((offer, at) => ({ ...offer, lineId: `l_${at + 1}` }))
    for (const kind of ['delay_option', 'delay_option_reminder', 'backorder_confirmed'] as const) {
      const input = inputOf(kind, orderOf(lines), { facts: factsOf({ offers }) })
      const { body, segments, encoding } = text(input, locale)
      expect(encoding, body).toBe('GSM-7')
      expect(segments, `${kind}: ${body}`).toBeLessThanOrEqual(2)
      if (kind !== 'delay_option_reminder')
        expect(body).toMatch(/Widget Pro.*Moka pot|Moka pot.*Widget Pro/)
    }
  })

  it('of what is in stock as well', () => {
    const input = delay('delay_option', [openOffer()], [lineOf('l_1')])
    expect(text(input, locale)).toMatchObject({ encoding: 'GSM-7', segments: 2 })
  })

  it('pays for no accent of a weekday or a month', () => {
    const saturdays = offerOf({ revisedOn: '2025-08-02', silence: 'cancel', until: '2025-04-12' })
    const { encoding, segments, body } = text(delay('delay_option', [saturdays]), locale)
    expect(encoding, body).toBe('GSM-7')
    expect(segments, body).toBe(2)
  })
})

describe('what a text of a delay holds (16 CFR 435.2(b)(1))', () => {
  it('of a later date: the date, why, what silence means, that it is free, and both ways on', () => {
    const { body } = text(delay('delay_option', [later]))
    expect(body).toContain('Your Widget Pro now ships by Fri, May 2 (before: Fri, Mar 14)')
    expect(body).toContain('Its stock has not come yet.')
    expect(body).toContain(
      'Unless you agree or it ships by Sun, Apr 13, it is cancelled, full refund.',
    )
    expect(body).toContain(`Keep or cancel: ${LINK}/consent`)
  })

  it("says the merchant's own reason where there is room for it, else what its kind implies", () => {
    const input = delay('delay_option', [openOffer()])
    const reasoned = (reason: string) => text({ ...input, facts: { ...input.facts, reason } }).body
    expect(reasoned('Stuck in port')).toContain('Stuck in port. Unless you agree')
    expect(reasoned('Застрял в порту')).toContain('Its stock has not come yet. Unless')
    expect(reasoned('x '.repeat(60))).toContain('Its stock has not come yet. Unless')
  })

  it('has two links where there is room for two', () => {
    const short = { tracking: 'https://s.example/t/1', cancel: 'https://s.example/t/1/cancel' }
    const input = real(delay('delay_option', [later]))
    const { body } = drawText({ ...input, links: short })
    expect(body).toContain(
      'Wait: https://s.example/t/1/consent Cancel: https://s.example/t/1/cancel',
    )
  })

  it('never puts the way out of what is not an offer behind a link to agree', () => {
    const long = 'Hand-forged carbon steel knife with a walnut handle'
    const input = real(inputOf('backorder_update', orderOf([waits('2025-03-28', 'custom', long)])))
    expect(drawText(input).body).toContain(`${LINK}/cancel`)
  })

  it('of several offers says each by its name', () => {
    const lines = [waits('2025-05-02'), waitingLine('l_2', null, { title: 'Moka pot' })]
    const facts = factsOf({ offers: [later, openOffer({ lineId: 'l_2' })] })
    const { body } = text(inputOf('delay_option', orderOf(lines), { facts }))
    expect(body).toContain('Cancelled, full refund, unless you agree')
    expect(body).toContain('Widget Pro (now May 2) by Apr 13, Moka pot (no date) by Apr 14.')
    // After what it is the reason for: before it, it would be read as that of what stands there.
    expect(body).toContain('by Apr 14. Their stock has not come yet.')
  })

  it('said again, names the first that ends and where the others stand', () => {
    const lines = [waits('2025-05-02'), waitingLine('l_2', '2025-05-02', { title: 'Moka pot' })]
    const next = offerOf({ ...later, lineId: 'l_2', until: '2025-04-20' })
    const alike = { ...next, until: later.until }
    const bodyOf = (offers: (typeof later)[]) =>
      text(inputOf('backorder_update', orderOf(lines), { facts: factsOf({ offers }) })).body
    expect(bodyOf([later, next])).toContain('Widget Pro: cancelled')
    expect(bodyOf([later, next])).toContain('The rest is on your order page.')
    expect(bodyOf([later, alike])).not.toContain('The rest is')
  })
})

describe('the first text of an order', () => {
  const first = (input: MessageInput, locale = 'en') =>
    drawText(readBy({ ...real(input), order: input.order }, locale))

  it('says how texts end, the later ones do not', () => {
    const input = inputOf('shipped', orderOf([lineOf('l_1')]))
    expect(first(input).body).toMatch(/ Reply STOP to end texts\.$/)
    expect(text(input).body).not.toContain('STOP')
  })

  it.each(LANGUAGES)('says so in %s, also where an offer fills two parts', (locale) => {
    for (const [name, input] of cases('custom', 'Widget Pro')) {
      const { body, segments, encoding } = first(input, locale)
      expect(body, name).toContain('STOP')
      expect(encoding, body).toBe('GSM-7')
      expect(segments, body).toBeLessThanOrEqual(3)
    }
  })

  it('shortens names rather than to take another part', () => {
    const long = waits(
      '2025-03-28',
      'custom',
      'Hand-forged carbon steel knife with a walnut handle',
    )
    const { body, segments } = first(inputOf('restocked', orderOf([long])))
    expect(body).toContain('STOP')
    expect(segments, body).toBe(2)
  })
})

describe('formatTextDay', () => {
  it('keeps the weekday where it can be written, and the year where it is another', () => {
    expect(formatTextDay('2025-03-14', 'en', '2025-03-10')).toBe('Fri, Mar 14')
    expect(formatTextDay('2025-03-14', 'es', '2025-03-10')).toBe('vie 14 mar')
    expect(formatTextDay('2025-03-15', 'es', '2025-03-10')).toBe('15 mar')
    expect(formatTextDay('2026-03-14', 'es', '2025-03-10')).toBe('14 mar 2026')
    expect(formatTextDay('2025-08-01', 'fr', '2025-03-10')).toBe('ven. 1er aout')
  })
})
