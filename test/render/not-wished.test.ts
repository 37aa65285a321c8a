import { describe, expect, it } from 'vitest'
import { type MessageKind, noFacts } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  placed,
  said,
} from '../support/events.ts'
import { wantedNotices } from '../support/wanted-notices.ts'
import { inputOf, readBy } from './scenes.ts'

const AT = '2026-03-03T15:00:00.000Z'
const before = [
  placed(
    [
      backordered('L1', '2026-03-12', { quantity: 3, title: 'Lamp' }),
      backordered('L2', '2026-03-12', { quantity: 2, title: 'Desk' }),
      backordered('L3', '2026-03-12', { title: 'Rug' }),
      lineData('L4', { title: 'Mug' }),
    ],
    { payment_status: 'paid' },
  ),
  said(PLACED_AT, 'backorder_confirmed', {
    dates: { L1: '2026-03-16', L2: '2026-03-16', L3: '2026-03-16' },
  }),
]
const of = (id: string, quantity: number) => ({ lines: [{ id, quantity }] })
const cancels = (id: string, quantity: number) => anEvent('order.cancelled', AT, of(id, quantity))
const cannotBeHad = (id: string, quantity: number) =>
  anEvent('backorder.unfulfillable', AT, of(id, quantity))
const silenceEnds = (id: string, quantity: number) =>
  ownEvent('delay.expired', AT, {
    lines: [{ id, quantity, total: quantity }],
    deadlines: { [id]: '2026-03-02' },
  })

function wordsOf(kind: MessageKind, events: Recorded[], locale: string) {
  const order = fold([...before, ...events])
  const notices = wantedNotices(order, contextAt(AT)).filter(({ facts }) => facts.cancelled.length)
  const [notice] = notices
  expect(notices.map((one) => one.kind)).toEqual([kind])
  const facts = notice?.facts ?? noFacts()
  const input = readBy(inputOf(kind as 'order_cancelled', order, { facts }), locale)
  const { subject, text } = drawMail({ ...input, now: AT })
  return { subject, mail: text, sms: drawText({ ...input, now: AT }).body }
}

type Words = { missing: (item: string) => string; late: RegExp; part: string }
const LANGUAGES: Record<string, Words> = {
  en: { missing: (item) => `We can't get your ${item}, so`, late: /not ship/, part: '1 of 3' },
  de: { missing: (item) => `Wir können ${item} nicht`, late: /nicht rechtzeitig/, part: '1 von 3' },
  es: { missing: (item) => `No podemos conseguir ${item} y`, late: /a tiempo/, part: '1 de 3' },
  fr: { missing: (item) => `${item} : nous ne pouvons pas`, late: /à temps/, part: '1 sur 3' },
}
/** As they are typed: with plain signs and spaces. */
const plain = (text: string) => text.replaceAll('’', "'").replace(/\s+/g, ' ')

describe.each(Object.entries(LANGUAGES))('one word of several causes, in %s', (locale, words) => {
  it('says of what cannot be had that we cannot get it, and of nothing else', () => {
    // The shop's own cancellation of two has the one in it that cannot be had.
    const events = [cancels('L1', 2), cannotBeHad('L1', 1), cancels('L2', 1)]
    const { mail, sms } = wordsOf('order_cancelled', events, locale)

    for (const text of [mail, sms]) {
      expect(plain(text)).toContain(words.missing(`Lamp (${words.part})`))
      expect(plain(text)).toMatch(/59[.,]70/)
    }
  })

  it('names each line that cannot be had', () => {
    const events = [cannotBeHad('L2', 2), cannotBeHad('L3', 1), cancels('L4', 1)]
    const { mail, sms } = wordsOf('order_cancelled', events, locale)

    for (const text of [mail, sms]) expect(plain(text)).toMatch(/Desk (and|und|y|et) Rug/)
  })

  it('says of what silence ended that it did not ship in time, and of nothing else', () => {
    const events = [cancels('L1', 1), silenceEnds('L3', 1), cannotBeHad('L2', 2)]
    const { subject, mail, sms } = wordsOf('delay_expired', events, locale)

    expect(subject).not.toMatch(words.late)
    expect(plain(mail)).toMatch(new RegExp(`Rug ?: .*${words.late.source}`))
    expect(plain(sms)).toMatch(new RegExp(`Rug [^.]*${words.late.source}`))
    for (const text of [mail, sms]) {
      expect(plain(text)).toContain(words.missing('Desk'))
      expect(plain(text)).toMatch(/79[.,]60/)
    }
  })

  it('leaves each cause its own words where it stands alone', () => {
    const ended = wordsOf('delay_expired', [silenceEnds('L3', 1)], locale)
    const missing = wordsOf('backorder_unfulfillable', [cannotBeHad('L2', 2)], locale)

    expect(plain(ended.mail)).not.toMatch(/Rug ?: /)
    expect(plain(missing.mail)).not.toContain(words.missing('Desk'))
    expect(plain(missing.sms)).toContain(words.missing('Desk'))
  })
})

describe('two lines that cannot be had, the second in part', () => {
  it('names the one of which some still come', () => {
    const lost = [cannotBeHad('L1', 3), cannotBeHad('L2', 1)]
    const { mail, sms } = wordsOf('backorder_unfulfillable', lost, 'en')

    expect(mail).toMatch(/^We can’t get your Desk \(1 of 2\) and 1 more/)
    expect(sms).toContain("We can't get your Desk (1 of 2) and 1 more, so")
  })
})
