import { describe, expect, it } from 'vitest'
import type { NoticeFacts } from '../../src/domain/message.ts'
import type { Line } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { offerOf, optionOf } from './choice-examples.ts'
import { factsOf, inputOf, lineOf, merchantOf, orderOf, readBy, waitingLine } from './scenes.ts'

const LANGUAGES = ['en', 'es', 'fr', 'de']
const mail = drawMail
const sms = (input: MessageInput) => drawText(input).body
const all = (input: MessageInput) => {
  const { subject, preheader, text } = mail(input)
  return `${subject}\n${preheader}\n${text}\n${sms(input)}`
}
const SORRY = /sorry|disculpas|sentimos|excuser|entschuldig/gi
const moka = () => lineOf('l_2', { title: 'Moka pot' })

describe('an order that was confirmed as in stock, and now waits', () => {
  type Turned = NonNullable<NoticeFacts['turned']>
  const turned = (
    lines: Line[],
    from: Turned['from'] = 'stock',
    kind: 'backorder_confirmed' | 'preorder_confirmed' = 'backorder_confirmed',
  ) => {
    const ids = lines.filter(({ backorder }) => backorder).map(({ id }) => id)
    const facts = factsOf({ lines: ids, turned: { lines: ids, from } })
    return inputOf(kind, orderOf(lines), { facts })
  }

  it('is told that this changed, with an apology and the date, and not confirmed once more', () => {
    const input = turned([moka(), waitingLine('l_1', '2025-03-21')])
    const { subject, text, html } = mail(input)
    expect(subject).toBe('Order #1001 has changed: Widget Pro ships by Fri, Mar 21')
    expect(text).toContain('Your Widget Pro has to wait and ships by Friday, March 21')
    expect(text).toContain(
      'We told you that it was in stock. That no longer holds, and we are sorry.',
    )
    expect(html).toContain('We told you that it was in stock.')
    expect(sms(input)).toContain(
      'Order #1001 has changed. Your Widget Pro has to wait and ships by Fri, Mar 21. Sorry.',
    )
    expect(all(input)).not.toMatch(/confirmed/i)
  })

  it('without a date says so, and what was under way was not told as in stock', () => {
    const input = turned([waitingLine('l_1', null)], 'shipped')
    const { subject, text } = mail(input)
    expect(subject).toBe('Order #1001 has changed: Widget Pro ships when restocked')
    expect(text).toContain('Your Widget Pro has to wait, and there is no date yet')
    expect(text).toContain('We told you that it was on its way.')
  })

  it('speaks of the lines that changed, and lists the others', () => {
    const input = turned([waitingLine('l_1', '2025-03-21'), waitingLine('l_2', null)])
    const facts = { ...input.facts, turned: { lines: ['l_1'], from: 'stock' as const } }
    expect(mail({ ...input, facts }).text).toContain('Your Widget Pro has to wait and ships by')
  })

  it('names the units that did not leave, where others of the line waited all along', () => {
    const line = waitingLine('l_1', '2025-03-21', { quantity: 3 }, { quantity: 3 })
    const input = turned([line], 'shipped')
    const told = { lines: ['l_1'], from: 'shipped' as const, units: { l_1: 1 } }
    const part = { ...input, facts: { ...input.facts, turned: told } }
    expect(mail(part).text).toContain('Your Widget Pro (1 of 3) has to wait and ships by')
    expect(sms(part)).toContain('Your Widget Pro (1 of 3) has to wait')
    expect(mail(input).text).toContain('Your Widget Pro has to wait and ships by')
  })

  it.each(LANGUAGES)('is told so in %s, whatever it waits for, sorry once', (locale) => {
    for (const day of ['2025-03-21', null])
      for (const kind of ['standard', 'custom', 'preorder', 'indefinite'] as const)
        for (const from of ['stock', 'shipped'] as const) {
          const line = waitingLine('l_1', day, {}, { kind })
          const input = readBy(
            turned(
              [line],
              from,
              kind === 'preorder' ? 'preorder_confirmed' : 'backorder_confirmed',
            ),
            locale,
          )
          const plain = readBy(inputOf('backorder_confirmed', orderOf([line])), locale)
          expect(mail(input).subject.length).toBeLessThanOrEqual(60)
          expect(mail(input).text.match(SORRY), mail(input).text).toHaveLength(1)
          expect(sms(input)).toMatch(SORRY)
          expect(mail(input).subject).not.toBe(mail(plain).subject)
        }
  })

  it('carries the offer where the delay is one', () => {
    const input = turned([waitingLine('l_1', '2025-05-02')])
    const offers = [offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' })]
    const { text } = mail({ ...input, facts: { ...input.facts, offers } })
    expect(text).toContain('We told you that it was in stock.')
    expect(text).toContain('Unless you do so by Sunday, April 13')
  })
})

describe('a promise that passed while its package was thought to be under way', () => {
  const missed = (locale: string) => {
    const line = waitingLine('l_1', '2025-03-21')
    const facts = factsOf({
      lines: ['l_1'],
      dates: [{ lineId: 'l_1', old: '2025-03-05', new: '2025-03-21' }],
      turned: { lines: ['l_1'], from: 'shipped' },
    })
    return readBy(inputOf('promise_missed', orderOf([line]), { facts }), locale)
  }

  it('says first that it did not leave, and then that the date is missed', () => {
    const { text, html } = mail(missed('en'))

    expect(text.replace(/\s+/g, ' ')).toContain(
      'We had told you that it was on its way. That package did not leave. It has not shipped by the date that we gave you, and we are sorry.',
    )
    expect(html).toContain('That package did not leave.')
    expect(sms(missed('en'))).toContain('The package we told you of did not leave. Your Widget Pro')
  })

  it.each(LANGUAGES)('in %s, as a text of two parts and with one apology', (locale) => {
    const { body, segments } = drawText(missed(locale))

    expect(body).toMatch(/did not leave|nicht abgegangen|no sali|pas parti/)
    expect(segments).toBeLessThanOrEqual(2)
    expect(mail(missed(locale)).text.match(SORRY)).toHaveLength(1)
  })
})

describe('a word near the end of a wait', () => {
  const near = (kind: 'backorder_checkin' | 'backorder_update', day: string, over = {}) =>
    inputOf(kind, orderOf([waitingLine('l_1', day)]), {
      facts: factsOf({ lines: ['l_1'], endsOn: '2025-03-14', endsFor: ['l_1'], ...over }),
    })

  it.each(['backorder_checkin', 'backorder_update'] as const)(
    '%s says it in the headline and as a text, and not "still set to ship"',
    (kind) => {
      const input = near(kind, '2025-03-14')
      expect(mail(input).subject).toMatch(/ships by Fri, Mar 14, or is cancelled/)
      expect(mail(input).text).toContain('Friday, March 14')
      expect(mail(input).text).toContain('full refund')
      expect(sms(input)).toContain('ships by Fri, Mar 14, or is cancelled with a full refund.')
      expect(all(input)).not.toMatch(/still set to ship|date that holds/)
    },
  )

  it('names the earlier date beside the day on which it ends', () => {
    const { text } = mail(near('backorder_update', '2025-03-12'))
    expect(text).toContain('Your Widget Pro ships by Friday, March 14, or you get a full refund')
    expect(text).toContain('It is still set to ship by Wednesday, March 12.')
    expect(mail(near('backorder_checkin', '2025-03-12')).text).toContain(
      'still set to ship by Wednesday, March 12. If it has not shipped by the end of Friday, March 14',
    )
  })

  it('says of a part of what waits which part it is', () => {
    for (const kind of ['backorder_checkin', 'backorder_update'] as const) {
      const lines = [
        waitingLine('l_1', '2025-03-14'),
        waitingLine('l_2', '2025-03-28', { title: 'Moka pot' }),
      ]
      const input = { ...near(kind, '2025-03-14'), order: orderOf(lines) }
      expect(mail(input).text).toContain(
        'Widget Pro: what has not shipped by Friday, March 14 is cancelled',
      )
      expect(sms(input)).toContain('Widget Pro: if not shipped by Fri, Mar 14, cancelled')
      expect(mail(input).subject).not.toContain('cancelled')
    }
  })

  it('is said beside a date that moved', () => {
    const facts = factsOf({
      lines: ['l_1'],
      dates: [{ lineId: 'l_1', old: '2025-03-14', new: '2025-03-12' }],
      endsOn: '2025-03-14',
      endsFor: ['l_1'],
    })
    const input = inputOf('eta_improved', orderOf([waitingLine('l_1', '2025-03-12')]), { facts })
    expect(mail(input).text).toContain('not shipped by Friday, March 14')
    expect(mail(input).html).toContain('not shipped by Friday, March 14')
    expect(sms(input)).toContain('If not shipped by Fri, Mar 14, it is cancelled, full refund.')
  })

  it('is not said once the day is over', () => {
    const input = near('backorder_update', '2025-03-14', { endsOn: '2025-03-09' })
    expect(all(input)).not.toMatch(/cancelled/)
  })

  it.each(LANGUAGES)('is a text of one sentence in %s', (locale) => {
    for (const kind of ['backorder_checkin', 'backorder_update'] as const) {
      const { body, encoding, segments } = drawText(readBy(near(kind, '2025-03-14'), locale))
      expect(body).toMatch(/14 mar|Mar 14|14 mars|14\. März/)
      expect([encoding, segments]).toEqual(['GSM-7', 2])
    }
  })
})

describe('an end that the merchant confirms', () => {
  const policy = { ...merchantOf().policy, expiry: 'confirm' as const }
  const offer = offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' })
  const open = offerOf({ revisedOn: null, silence: 'cancel', until: '2025-04-14' })
  const BY_ITSELF =
    /automatically|automátic|por sí solo|automatiqu|de lui-même|automatisch|von selbst/

  it.each(LANGUAGES)('is not said to come by itself, in %s', (locale) => {
    for (const one of [offer, open])
      for (const kind of ['delay_option', 'backorder_update', 'backorder_confirmed'] as const) {
        const line = waitingLine('l_1', one.revisedOn)
        const input = inputOf(kind, orderOf([line]), { facts: factsOf({ offers: [one] }) })
        const confirmed = { ...input, merchant: merchantOf({ policy }) }
        expect(all(readBy(confirmed, locale))).not.toMatch(BY_ITSELF)
        expect(all(readBy(input, locale))).toMatch(BY_ITSELF)
      }
  })

  it('still says by when, and that the money comes back', () => {
    const input = inputOf('delay_option', orderOf([waitingLine('l_1', '2025-05-02')]), {
      facts: factsOf({ offers: [offer] }),
      merchant: merchantOf({ policy }),
    })
    expect(mail(input).text).toContain(
      'Unless you do so by Sunday, April 13, or it ships by then, our team confirms the cancellation with a full refund',
    )
  })
})

describe('an order of which a part is to be swapped', () => {
  const chosen = { eventId: 'e_9', at: '2025-03-05T15:00:00.000Z', sku: 'a' }
  const order = orderOf(
    [waitingLine('l_1', '2025-03-21'), waitingLine('l_2', '2025-03-28', { title: 'Moka pot' })],
    {
      substitutes: [
        {
          eventId: 'e_8',
          at: '2025-03-04T15:00:00.000Z',
          imported: false,
          lineId: 'l_1',
          options: [optionOf('a', 'Widget Mini', null)],
          chosen,
        },
      ],
    },
  )

  it.each(['backorder_update', 'backorder_checkin', 'partially_shipped'] as const)(
    '%s lists no old date for it',
    (kind) => {
      const { subject, preheader, text } = mail(inputOf(kind, order))
      expect(`${subject}${preheader}${text}`).not.toMatch(/Mar(ch)? 21/)
      expect(`${subject}${text}`).toMatch(/Mar(ch)? 28/)
    },
  )

  it.each([
    ['en', 'Being swapped for Widget Mini'],
    ['es', 'Se cambia por Widget Mini'],
    ['fr', 'Échange en cours contre Widget Mini'],
    ['de', 'Wird getauscht gegen Widget Mini'],
  ])('says in %s what it is swapped for', (locale, words) => {
    const { text, html } = mail(readBy(inputOf('backorder_update', order), locale))
    expect(text).toContain(words)
    expect(html).toContain(words)
  })
})
