import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BACKORDER_KINDS, SHIPMENT_STATUSES } from '../../src/domain/event.ts'
import { KINDS_WITH_CANCEL_LINK } from '../../src/domain/message.ts'
import { type Line, openQuantity, type SplitPolicy } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { runs } from '../support/runs.ts'
import { offerOf, optionOf } from './choice-examples.ts'
import { scan } from './delivery-examples.ts'
import { EXAMPLES } from './examples.ts'
import {
  CANCEL,
  factsOf,
  inputOf,
  lineOf,
  merchantOf,
  orderOf,
  shipmentOf,
  TRACKING,
  waitingLine,
} from './scenes.ts'
import { SPECIAL_CASES } from './special-cases.ts'

const BYTES_MAX = 25_000
const bytes = (html: string | null) => Buffer.byteLength(html ?? '')
/** What is shown and run: without the one data block, which is neither (it has its own tests). */
const shown = (html: string | null) =>
  (html ?? '').replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '')

const NASTY = [
  '<script>alert(1)</script>',
  '</mj-text></mj-column>',
  '{{constructor.constructor "x"}}',
  '{{> footer}}',
  '{item} {day} {0}',
  '"><img src=x onerror=alert(1)>',
  "'); DROP TABLE orders;--",
  'a\r\nBcc: victim@example.test',
  '\u202eevil\u0000',
  '$& $1 $`',
]

describe.each(SPOKEN_KINDS)('%s', (kind) => {
  const nasty = (text: string): MessageInput => {
    const input = EXAMPLES[kind]()
    const lines = input.order.lines.map((line) => ({
      ...line,
      title: text,
      variant: text,
      productUrl: `javascript:${text}`,
    }))
    const shipments = input.order.shipments.map((one) => ({
      ...one,
      carrier: text,
      trackingNumber: text,
      trackingUrl: `javascript:${text}`,
      checkpoints: [scan(one.status, text, one.statusAt, text)],
    }))
    const brand = {
      color: text,
      font: text,
      footer: text,
      support_phone: text,
      shop_url: `javascript:${text}`,
    }
    return {
      ...input,
      order: { ...input.order, orderNumber: text, lines, shipments },
      facts: {
        ...input.facts,
        reason: text,
        substitutes: [0, 1].map((at) => ({
          offer: text,
          lineId: lines[at]?.id ?? '',
          options: [optionOf(text, text, '5.00')],
        })),
      },
      ...(input.letter ? { letter: { text: `${text}\n\n${text}` } } : {}),
      links: { ...input.links, consent: `javascript:${text}`, keep: `javascript:${text}` },
      merchant: merchantOf({
        name: text,
        sender: { email: 'a@b.test', name: text, smsFrom: null },
        brand,
      }),
      contact: { ...input.contact, locale: text },
    }
  }

  it.each(NASTY)('keeps %j as text', (text) => {
    const { subject, preheader, html, text: plain } = drawMail(nasty(text))
    const { body } = drawText(nasty(text))
    expect(`${subject}${preheader}${body}`).not.toMatch(/[\p{Cc}\u202e]/u)
    if (!nasty(text).letter) expect(plain).not.toMatch(/^Bcc:/m)
    expect(shown(html)).not.toMatch(/<script|<img|onerror=alert\(1\)>|href="javascript:/)
    expect(html ?? '').not.toContain('\u202e')
    if (text.includes('{')) expect(plain).toContain(text.slice(0, 12))
  })

  it('is valid in its outline, asks nobody for anything, and is small', () => {
    const { html } = drawMail(EXAMPLES[kind]())
    if (html === null) return
    expect(html).toMatch(/<html lang="en" dir="ltr"/)
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(shown(html)).not.toMatch(/<(img|link|script|iframe)\b|@import|url\(/)
    expect([...html.matchAll(/<table(?![^>]*role="presentation")[^>]*>/g)]).toEqual([])
    expect(html).not.toContain('{{')
    expect(bytes(html)).toBeLessThan(BYTES_MAX)
  })
})

describe('size', () => {
  it.each(Object.entries(SPECIAL_CASES))('of %s stays under 25 KB', (_, build) => {
    expect(bytes(drawMail(build()).html)).toBeLessThan(BYTES_MAX)
  })

  it('of five hundred lines too, and it says how many are not shown', () => {
    const lines = Array.from({ length: 500 }, (_, at) =>
      waitingLine(`l_${at}`, `2025-0${4 + (at % 5)}-${10 + (at % 19)}`, {
        title: `Plate ${'x'.repeat(400)}`,
      }),
    )
    const { html, text } = drawMail(inputOf('backorder_confirmed', orderOf(lines)))
    expect(bytes(html)).toBeLessThan(BYTES_MAX)
    const shown = [...text.matchAll(/^ {2}1 × /gm)].length
    const left = [...text.matchAll(/and (\d+) more items?, listed/g)].map(([, n]) => Number(n))
    expect(shown + left.reduce((a, b) => a + b, 0)).toBe(500)
  })
})

describe('the logo', () => {
  it('is ours, has a text for pictures off, and nothing else is loaded', () => {
    const input = EXAMPLES.shipped()
    const logo = 'https://tidings.example/brand/harbor.png'
    const { html } = drawMail({ ...input, links: { ...input.links, logo } })
    expect(html).toMatch(
      /<img src="https:\/\/tidings\.example\/brand\/harbor\.png" alt="Harbor Goods"/,
    )
    expect([...(html ?? '').matchAll(/<img/g)]).toHaveLength(1)
  })
})

describe('any order in any state', () => {
  const day = fc.constantFrom(null, '2025-03-03', '2025-03-10', '2025-03-14', '2026-01-05')
  const line = fc
    .record({
      title: fc.oneof(
        fc.constantFrom('Widget Pro', 'The', 'the ', ''),
        fc.string({ unit: 'grapheme', maxLength: 90 }),
      ),
      quantity: fc.integer({ min: 1, max: 4 }),
      shipped: fc.integer({ min: 0, max: 4 }),
      cancelled: fc.integer({ min: 0, max: 4 }),
      allocated: fc.integer({ min: 0, max: 4 }),
      unfulfillable: fc.integer({ min: 0, max: 2 }),
      kind: fc.constantFrom(...BACKORDER_KINDS),
      requiresShipping: fc.boolean(),
      waits: fc.boolean(),
      day,
    })
    .map(
      ({ waits, day, allocated, unfulfillable, kind, ...rest }) =>
        (id: string): Line =>
          waits ? waitingLine(id, day, rest, { allocated, unfulfillable, kind }) : lineOf(id, rest),
    )
  const input = fc
    .record({
      kind: fc.constantFrom(...SPOKEN_KINDS),
      lines: fc.array(line, { minLength: 1, maxLength: 6 }),
      split: fc.constantFrom<SplitPolicy | null>(null, 'hold', 'ask', 'ship_available'),
      dates: fc.array(
        fc.record({ lineId: fc.constantFrom('l_0', 'l_1', 'l_9'), old: day, new: day }),
        { maxLength: 3 },
      ),
      cancelled: fc.array(
        fc.record({
          lineId: fc.constantFrom('l_0', 'l_9'),
          quantity: fc.integer({ min: 1, max: 2 }),
        }),
        { maxLength: 2 },
      ),
      dueOn: fc.constantFrom('2025-03-03', '2025-03-20'),
      amount: fc.constantFrom(null, '19.90'),
      offers: fc.array(
        fc.record({
          lineId: fc.constantFrom('l_0', 'l_1', 'l_9'),
          revisedOn: day,
          until: fc.constantFrom('2025-03-07', '2025-04-09'),
          silence: fc.constantFrom('consent' as const, 'cancel' as const),
        }),
        { maxLength: 3 },
      ),
      status: fc.constantFrom(...SHIPMENT_STATUSES),
      ships: fc.array(fc.constantFrom('l_0', 'l_1'), { maxLength: 3 }),
      locale: fc.constantFrom(null, 'en', 'fr-CA', 'x-y-z', 'en-GB'),
    })
    .map((one): MessageInput => {
      const { kind, lines, split, dates, cancelled, dueOn, amount, ships, locale } = one
      const base = inputOf(
        kind,
        orderOf(
          lines.map((make, at) => make(`l_${at}`)),
          {
            split,
            shipments: ships.map((id, at) =>
              shipmentOf(`s_${at}`, [{ id, quantity: 1 }], { status: one.status }),
            ),
          },
        ),
      )
      const refund = { amount: amount ? { amount, currency: 'USD' } : null, dueOn }
      return {
        ...base,
        contact: { ...base.contact, locale },
        facts: factsOf({ dates, cancelled, refund, offers: one.offers.map(offerOf) }),
        letter: { text: 'Hello' },
      }
    })

  it('is said without a gap, a broken promise or a way out that is missing', () => {
    fc.assert(
      fc.property(input, (one) => {
        const { html, text, subject } = drawMail(one)
        const { body, segments } = drawText(one)
        const all = `${subject}\n${text}\n${body}`
        expect(all).not.toMatch(
          /undefined|\[object|NaN|[Yy]our {2}|the {2}| {2,}by|ships? by (?:Mon(?:day)?),? Mar(?:ch)? 3\b/,
        )
        expect(subject.trim().length).toBeGreaterThan(5)
        expect(bytes(html)).toBeLessThan(BYTES_MAX)
        expect(segments).toBeLessThanOrEqual(12)
        const isLeft = one.order.lines.some((line) => openQuantity(line) > 0)
        const mayBeOver = one.kind === 'delay_expired' || one.kind === 'partially_shipped'
        if (KINDS_WITH_CANCEL_LINK.has(one.kind) && (isLeft || !mayBeOver))
          for (const part of [text, html ?? text]) expect(part).toContain(CANCEL)
        // Both answers to an offer lie behind one link where a text has no room for two.
        if (KINDS_WITH_CANCEL_LINK.has(one.kind) && (isLeft || !mayBeOver))
          expect(body.includes(CANCEL) || body.includes(`${TRACKING}/consent`)).toBe(true)
      }),
      runs(200),
    )
  })
})
