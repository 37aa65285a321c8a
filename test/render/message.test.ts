import { describe, expect, it } from 'vitest'
import { noContact } from '../../src/domain/contact.ts'
import { MESSAGE_KINDS, type MessageKind } from '../../src/domain/message.ts'
import type { Line, OrderState } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { MessageInput } from '../../src/render/message.ts'
import type { SpokenKind } from '../../src/render/speech/index.ts'
import { drawMail } from '../support/drawn.ts'
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

const mail = drawMail
const example = (kind: SpokenKind) => mail(EXAMPLES[kind]())
const about = (kind: MessageKind, order: OrderState, changes: Partial<MessageInput> = {}) =>
  mail(inputOf(kind, order, changes))
const moka = (changes = {}) => lineOf('l_2', { title: 'Moka pot', ...changes })
/** Four lines, the two links and the days between them. */
const CHECKIN_MAX = 500
/** What is read, without tags: the sentence must stand in both parts. */
const read = (html: string | null) =>
  (html ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&#x3D;/g, '=')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')

const SUBJECTS: [SpokenKind, string][] = [
  ['order_confirmed', 'Order #1001 confirmed and being prepared'],
  ['backorder_confirmed', 'Order #1001 confirmed: Widget Pro ships by Fri, Mar 14'],
  ['preorder_confirmed', 'Preorder #1001 confirmed: Harbor Atlas ships by Fri, Apr 4'],
  ['backorder_checkin', 'Order #1001: still set to ship by Fri, Mar 14'],
  ['backorder_update', 'Your Widget Pro is still set to ship by Fri, Mar 14'],
  ['eta_slipped', 'New date for your Widget Pro: Tue, Mar 25'],
  ['eta_improved', 'Earlier date for your Widget Pro: Fri, Mar 14'],
  ['promise_missed', 'We missed our date for your Widget Pro'],
  ['restocked', 'Your Widget Pro is in and being prepared'],
  ['partially_shipped', '1 of 2 packages is on its way'],
  ['shipped', 'On its way: thanks for your patience'],
  ['order_cancelled', 'Order #1001 is cancelled, $19.90 comes back to you'],
  ['cancellation_requested', 'We have your request to cancel the Widget Pro'],
  ['cancellation_declined', 'We could not cancel the Widget Pro'],
  ['order_update', 'Order #1001 is still being prepared'],
  ['delay_option', 'New date for your Widget Pro: Fri, Mar 28'],
  ['delay_option_reminder', 'Keep your Widget Pro? Please answer by Mon, Apr 14'],
  ['delay_expired', 'Widget Pro cancelled, $19.90 comes back to you'],
  ['out_for_delivery', 'Your Widget Pro is out for delivery'],
  ['available_for_pickup', 'Your Widget Pro is ready to pick up'],
  ['delivered', 'Delivered: your Widget Pro'],
  ['delivery_delayed', 'New delivery date for your Widget Pro: Mon, Mar 17'],
  ['delivery_exception', 'The delivery of your Widget Pro is held up'],
  ['delivery_stalled', 'No news of your Widget Pro since Wed, Mar 5'],
  ['delivery_lost', 'Your Widget Pro seems to be lost: what we do now'],
  ['returned', 'Your Widget Pro is on its way back to us'],
  ['refund_issued', '$19.90 is on its way back to you'],
  ['backorder_unfulfillable', 'We can’t get your Widget Pro: $19.90 comes back'],
  ['backorder_choice', 'Your Widget Pro: keep waiting or cancel?'],
  ['substitute_offered', 'Your Widget Pro: what you can have instead'],
  ['back_in_stock', 'The Widget Pro is back in stock'],
  ['delivery_feedback', 'Did your Widget Pro come when we said?'],
  ['inquiry_received', 'We have your message about order #1001'],
  ['inquiry_reply', 'Our answer about order #1001'],
  ['cancel_or_stop', 'Order #1001: did you mean the order or the texts?'],
  ['free_message', 'A message about order #1001'],
]

describe('every kind', () => {
  it.each(SUBJECTS)('%s answers in its subject', (kind, subject) => {
    expect(example(kind).subject).toBe(subject)
    expect(subject.length).toBeLessThanOrEqual(60)
  })

  it('is tried, none left out', () => {
    expect(SUBJECTS.map(([kind]) => kind).sort()).toEqual([...MESSAGE_KINDS].sort())
  })

  it.each(SUBJECTS)('%s says in its text what it says in HTML', (kind) => {
    const { html, text } = example(kind)
    if (html === null) return
    const seen = read(html)
    const said = text
      .split('\n')
      .map((line) => line.replace(/^ +[\d,]+ × |^Before: |^Now: |: https?:.*$/g, '').trim())
    for (const part of said.flatMap((line) => line.split(/, (?=\d cups|Graphite|\$|same)/)))
      if (part !== '--') expect(seen).toContain(part)
  })

  it.each(SUBJECTS)('%s has both parts, a preheader, a signature and a version', (kind) => {
    const { html, text, preheader, templateVersion } = example(kind)
    expect(html === null).toBe(kind === 'backorder_checkin')
    expect(text).toMatch(/^Harbor Goods$/m)
    expect(text).toMatch(/[Rr]eply to this email/)
    expect(preheader.length).toBeGreaterThan(10)
    if (html) expect(html).toContain(preheader)
    expect(templateVersion).toMatch(/^[0-9a-f]{10}\.[0-9a-f]{10}$/)
  })
})

describe('backorder_confirmed', () => {
  it('gives each line its state, and says how the order is split and what a slip means', () => {
    const { text, html } = example('backorder_confirmed')
    for (const part of [text.replace(/\s+/g, ' '), read(html)]) {
      expect(part).toContain('Being prepared')
      expect(part).toContain('Ships by Friday, March 14')
      expect(part).toContain('What is in stock ships now; the rest follows when it arrives.')
      expect(part).toContain('If a date moves, we’ll tell you the same day')
    }
    expect(text).toContain('  2 × Widget Pro, Graphite')
  })

  it('invents no date where there is none', () => {
    const { subject, text } = about('backorder_confirmed', orderOf([waitingLine('l_1', null)]))
    expect(subject).toBe('Order #1001 confirmed: Widget Pro ships when restocked')
    expect(text).toContain('Ships when restocked\n  1 × Widget Pro')
    expect(text.match(/We’ll email you when it’s on the way\./g)).toHaveLength(1)
    expect(text).not.toMatch(/March|ships by/)
  })

  it('never states a date that has gone by as one to come', () => {
    const { subject, text } = about(
      'backorder_confirmed',
      orderOf([waitingLine('l_1', '2025-03-07')]),
    )
    expect(`${subject} ${text}`).not.toMatch(/March 7|Mar 7/)
    expect(text).toContain('We’ll write as soon as there is a new date.')
  })

  it('states today, which is no past date', () => {
    const { text } = about('backorder_confirmed', orderOf([waitingLine('l_1', '2025-03-10')]))
    expect(text).toContain('ships by Monday, March 10')
  })

  it('says the year where it is not this one', () => {
    const { text } = about('backorder_confirmed', orderOf([waitingLine('l_1', '2026-01-02')]))
    expect(text).toContain('ships by Friday, January 2, 2026')
  })

  it('shows what is cancelled as nothing to come', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14'), moka({ cancelled: 1 })])
    expect(about('backorder_confirmed', order).text).not.toContain('Moka pot')
  })

  it('divides a line of which a part is in stock', () => {
    const line = waitingLine('l_1', '2025-03-14', { quantity: 3 }, { quantity: 2 })
    const { text } = about('backorder_confirmed', orderOf([line]))
    expect(text).toContain('Being prepared\n  1 × Widget Pro')
    expect(text).toContain('Ships by Friday, March 14\n  2 × Widget Pro')
  })

  it('held, ships together by the last date and by no earlier one', () => {
    const lines = [moka(), waitingLine('l_1', '2025-03-14'), waitingLine('l_3', '2025-03-21')]
    const { text } = about('backorder_confirmed', orderOf(lines, { split: 'hold' }))
    expect(text).not.toContain('March 14')
    expect(text).toContain('Ships by Friday, March 21')
    expect(text).toContain('In stock, kept for you')
    expect(text).toContain('Everything ships together, once the last item is here.')
  })

  it('says how it ships where all of it waits, for different days', () => {
    const apart = [waitingLine('l_1', '2025-03-14'), waitingLine('l_3', '2025-03-21')]
    const same = [waitingLine('l_1', '2025-03-14'), waitingLine('l_3', '2025-03-14')]
    const told = (lines: Line[], split: 'ask' | 'hold' | 'ship_available') =>
      about('backorder_confirmed', orderOf(lines, { split })).text
    expect(told(apart, 'ask')).toContain('each item ships by its own date, or everything')
    expect(told(apart, 'hold')).toContain('Everything ships together, once the last')
    expect(told(apart, 'ship_available')).not.toMatch(/together|choose/)
    expect(`${told(same, 'ask')}${told(same, 'hold')}`).not.toMatch(/together|choose/)
  })

  it('asks where the merchant lets the customer choose', () => {
    const merchant = merchantOf({ policy: { ...defaultPolicy(), split: 'ask' } })
    const order = orderOf([moka(), waitingLine('l_1', '2025-03-14')])
    expect(about('backorder_confirmed', order, { merchant }).text).toContain('you can choose')
  })

  it('tells the date that is recorded as told', () => {
    const facts = factsOf()
    facts.told.dates.l_1 = '2025-03-18'
    const order = orderOf([waitingLine('l_1', '2025-03-14')])
    expect(about('backorder_confirmed', order, { facts }).text).toContain('Tuesday, March 18')
  })

  it('says once that we write, where the day that was told has gone by', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-03')])
    const { text } = about('backorder_confirmed', order)
    expect(text.match(/as soon as/g)).toHaveLength(1)
    expect(text).toContain('\nYou can keep waiting or cancel.')
  })

  /** By their names the subject would have 64 characters, and the date is what a telephone cuts off. */
  it('agrees in number, and says how many where a subject has no room for names', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14'), waitingLine('l_3', '2025-03-14')])
    const { subject, text } = about('backorder_confirmed', order)
    expect(subject).toBe('Order #1001 confirmed: 2 items ship by Fri, Mar 14')
    expect(text).toContain('Your Widget Pro and 1 more ship by Friday, March 14')
  })
})

describe('preorder_confirmed', () => {
  it('says the release and the promise', () => {
    const { text } = example('preorder_confirmed')
    expect(text).toContain('Release: Tuesday, April 1.')
    expect(text).toContain('ships by Friday, April 4')
  })
})

describe('backorder_checkin', () => {
  it('is four lines and the links', () => {
    const [said] = example('backorder_checkin').text.split('\n\n')
    expect(said?.split('\n')).toEqual([
      'Your Widget Pro from order #1001 is on backorder and still set to ship by Friday, March 14.',
      'We’ll email you when it ships.',
      'Just reply to this email if you have a question.',
      'Harbor Goods',
    ])
  })

  it.each(['en', 'es', 'fr', 'de'])(
    'has no pictures and no marketing, whatever the shop has of both (%s)',
    (locale) => {
      const line = { imageUrl: 'https://shop.example/w.png', productUrl: 'https://shop.example/w' }
      const brand = {
        logo: 'data:image/png;base64,AAAA',
        footer: 'Everything 20% off: https://shop.example/sale',
        shop_url: 'https://shop.example',
      }
      const { html, text } = about(
        'backorder_checkin',
        orderOf([waitingLine('l_1', '2025-03-14', line)]),
        { merchant: merchantOf({ brand }), contact: { ...noContact(), locale } },
      )
      expect(html).toBeNull()
      expect(text.match(/https?:\/\/\S+/g)).toEqual([TRACKING, CANCEL])
      expect(text).not.toContain('20%')
      expect(text.length).toBeLessThan(CHECKIN_MAX)
    },
  )

  it('lists the dates only where a sentence cannot hold them', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14'), waitingLine('l_3', null)])
    const { text } = about('backorder_checkin', order)
    expect(text).toContain('Ships by Friday, March 14')
    expect(text).toContain('Ships when restocked')
  })
})

describe('dates that move', () => {
  it('stand beside the old one, with the reason and both ways on', () => {
    const { text, html } = example('eta_slipped')
    expect(text).toContain('Before: Friday, March 14\nNow: Tuesday, March 25')
    expect(text).toContain('Why: The factory ships a week later than planned.')
    expect(text).toContain('To keep waiting, there is nothing to do.')
    expect(read(html)).toMatch(/Before Friday, March 14 Now Tuesday, March 25/)
  })

  it('are withdrawn in words, not with a blank', () => {
    const facts = factsOf({ dates: [{ lineId: 'l_1', old: '2025-03-14', new: null }] })
    const { subject, text } = about('eta_slipped', orderOf([waitingLine('l_1', null)]), { facts })
    expect(subject).toBe('No date at present for your Widget Pro')
    expect(text).toContain('We’ll write as soon as there is one')
    expect(text).toContain('Now: No date yet')
  })

  it('are first dates where none was told', () => {
    const facts = factsOf({ dates: [{ lineId: 'l_1', old: null, new: '2025-03-25' }] })
    const { subject, text } = about('eta_improved', orderOf([waitingLine('l_1', '2025-03-25')]), {
      facts,
    })
    expect(subject).toBe('A date for your Widget Pro: Tue, Mar 25')
    expect(text).not.toContain('Before')
  })

  it('are listed line by line where they moved differently', () => {
    const lines = [
      waitingLine('l_1', '2025-03-25'),
      waitingLine('l_2', null, { title: 'Moka pot' }),
    ]
    const dates = [
      { lineId: 'l_1', old: '2025-03-14', new: '2025-03-25' },
      { lineId: 'l_2', old: '2025-03-14', new: null },
    ]
    const { subject, text } = about('eta_slipped', orderOf(lines), { facts: factsOf({ dates }) })
    expect(subject).toBe('New dates for order #1001')
    expect(text).toContain('Widget Pro\nBefore: Friday, March 14\nNow: Tuesday, March 25')
    expect(text).toContain('Moka pot\nBefore: Friday, March 14\nNow: No date yet')
  })

  it('are sorry only for what is later where one came nearer', () => {
    const lines = [
      waitingLine('l_1', '2025-03-25'),
      waitingLine('l_2', '2025-03-12', { title: 'Moka pot' }),
    ]
    const dates = [
      { lineId: 'l_1', old: '2025-03-14', new: '2025-03-25' },
      { lineId: 'l_2', old: '2025-03-18', new: '2025-03-12' },
    ]
    const { text } = about('eta_slipped', orderOf(lines), { facts: factsOf({ dates }) })
    expect(text).toContain('We are sorry for each that is later.')
    expect(text).not.toContain('longer wait')
  })

  it('say sorry once where a promise was missed, and what holds now', () => {
    const { text } = example('promise_missed')
    expect(text.match(/sorry/g)).toHaveLength(1)
    expect(text).toContain('There is no new date yet')
    expect(text).toContain('Before: Friday, March 7')
  })
})

describe('packages', () => {
  it('say what is in them, who carries them, and what follows when', () => {
    const { text } = example('partially_shipped')
    expect(text).toContain('Another package follows: the rest ships by Friday, March 14.')
    expect(text).toContain('Package 1 of 2 · expected Thu, Mar 13\nUPS 1Z999AA10123456784')
    expect(text).toContain('Track this package: https://carrier.example/track/1Z999AA10123456784')
    expect(text).toMatch(/Still to come\n\nShips by Friday, March 14\n {2}1 × Widget Pro/)
  })

  it.each([
    ['one more, however many dates the rest waits for', [], '1 of 2 packages is on its way'],
    ['a label beside what has none', ['l_1'], '1 of 3 packages is on its way'],
    ['the labels alone where they hold it all', ['l_1', 'l_3'], '1 of 3 packages is on its way'],
  ])('count %s', (_, labelled, subject) => {
    const lines = [
      moka({ shipped: 1 }),
      waitingLine('l_1', '2025-03-14'),
      waitingLine('l_3', '2025-04-18'),
    ]
    const gone = shipmentOf('s_1', [{ id: 'l_2', quantity: 1 }])
    const labels = labelled.map((id) =>
      shipmentOf(`s_${id}`, [{ id, quantity: 1 }], { shippedAt: null }),
    )
    const order = orderOf(lines, { shipments: [gone, ...labels] })
    const facts = factsOf({ shipments: ['s_1'] })
    expect(about('partially_shipped', order, { facts }).subject).toBe(subject)
  })

  it('thank for patience only where something waited', () => {
    const order = orderOf([moka({ shipped: 1 })], {
      shipments: [shipmentOf('s_1', [{ id: 'l_2', quantity: 1 }])],
    })
    const facts = factsOf({ shipments: ['s_1'] })
    expect(example('shipped').text).toContain('Thanks for your patience while we restocked.')
    expect(about('shipped', order, { facts }).text).not.toContain('patience')
  })

  it('come several in one message', () => {
    const lines = [moka({ shipped: 1 }), waitingLine('l_1', '2025-03-14', { shipped: 1 })]
    const shipments = lines.map(({ id }) => shipmentOf(`s_${id}`, [{ id, quantity: 1 }]))
    const facts = factsOf({ shipments: shipments.map(({ shipmentId }) => shipmentId) })
    const { text } = about('shipped', orderOf(lines, { shipments }), { facts })
    expect(text).toContain('Package 1 of 2')
    expect(text).toContain('Package 2 of 2')
  })

  it('state no delivery day that has gone by, and link no page that is none', () => {
    const shipments = [
      shipmentOf('s_1', [{ id: 'l_2', quantity: 1 }], {
        expectedDelivery: '2025-03-09',
        trackingUrl: 'javascript:alert(1)',
      }),
    ]
    const { text, html } = about('shipped', orderOf([moka({ shipped: 1 })], { shipments }))
    expect(text).not.toContain('expected')
    expect(`${text}${html}`).not.toContain('javascript:')
  })
})

describe('cancellations', () => {
  const refund = (amount: string | null, dueOn = '2025-03-19') => ({
    amount: amount === null ? null : { amount, currency: 'USD' },
    dueOn,
  })
  const cancelled = (value: ReturnType<typeof refund> | null) =>
    about('order_cancelled', orderOf([waitingLine('l_1', null, { cancelled: 1 })]), {
      facts: factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }], refund: value }),
    })

  it('say the amount and the day', () => {
    expect(cancelled(refund('19.90')).text).toContain(
      '$19.90 comes back to you by Wednesday, March 19',
    )
  })

  it('say "your refund" where the amount is not known, and nothing where nothing was paid', () => {
    expect(cancelled(refund(null)).text).toContain('Your refund comes back to you by Wednesday')
    expect(`${cancelled(null).subject}${cancelled(null).text}`).not.toMatch(/refund|comes back/)
  })

  it('state no day that has gone by', () => {
    expect(cancelled(refund('19.90', '2025-03-07')).text).not.toContain('March 7')
  })

  it('of a part show the rest as still to come', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14'), moka({ cancelled: 1 })])
    const facts = factsOf({ cancelled: [{ lineId: 'l_2', quantity: 1 }] })
    const { subject, text } = about('order_cancelled', order, { facts })
    expect(subject).toBe('Cancelled: Moka pot, order #1001')
    expect(text).toContain('Cancelled\n  1 × Moka pot')
    expect(text).toContain('Ships by Friday, March 14\n  1 × Widget Pro')
  })

  it('that are declined give the reason, and blame nothing on the wrong line', () => {
    expect(example('cancellation_declined').text).toContain('Why: It is packed and waits')
    const unnamed = about('cancellation_declined', orderOf([waitingLine('l_1', null)]))
    expect(unnamed.subject).toBe('Order #1001: we could not cancel as you asked')
  })
})
