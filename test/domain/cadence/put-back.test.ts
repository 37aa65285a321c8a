import { describe, expect, it } from 'vitest'
import { anEvent, backordered, lineData, ownEvent, placed } from '../../support/events.ts'
import { inShort, play } from '../story-driver.ts'

const END = '2026-03-06T00:00:00.000Z'
const ordered = (customer?: object) =>
  placed([backordered('L1', '2026-03-12', { quantity: 4 }), lineData('L2')], {
    payment_status: 'paid',
    ...(customer && { customer }),
  })
const at = (hour: string, day = 3) => `2026-03-0${day}T${hour}:00.000Z`
const sets = (quantity: number, moment: string, more: Record<string, unknown>[] = []) =>
  anEvent('order.updated', moment, { lines: [{ id: 'L1', quantity }, ...more] } as never)
const cancels = (quantity: number, moment: string) =>
  ownEvent(
    'cancellation.made',
    moment,
    { by: 'shopper', lines: [{ id: 'L1', quantity, total: quantity }], reason: null },
    'own_made',
  )

type Story = ReturnType<typeof play>
const OF_GONE = ['order_cancelled', 'cancellation_declined']
/** When it was said, how many were told as gone (less: as back), and of how many no money comes. */
const words = ({ spoken }: Story) =>
  spoken
    .filter(({ kind }) => OF_GONE.includes(kind))
    .map(({ at: moment, kind, channel, wanted: { facts } }) => [
      `${moment.slice(8, 16)}${channel === 'sms' ? ' (sms)' : ''}`,
      (kind === 'order_cancelled' ? 1 : -1) * (facts.cancelled[0]?.quantity ?? 0),
      facts.backAgain?.[0]?.quantity,
    ])

describe('what was told as gone and is put back on the order', () => {
  it('is told once, when the change has settled, with what does not come back', () => {
    const story = play([ordered(), sets(2, at('15:00')), sets(4, at('15:05'))], END)

    expect(words(story)).toEqual([
      ['03T15:00', 2, undefined],
      ['03T15:15', -2, 2],
    ])
  })

  it('is told of a part, and again of the rest', () => {
    const events = [ordered(), sets(0, at('15:00')), sets(1, at('16:00')), sets(4, at('18:00'))]

    expect(words(play(events, END)).slice(1)).toEqual([
      ['03T16:10', -1, 1],
      ['03T18:10', -3, 3],
    ])
  })

  it('is not, where it goes again before that was said', () => {
    for (const [again, taken] of [
      ['15:12', 2],
      ['15:10', 2],
    ] as const) {
      const story = play(
        [ordered(), sets(2, at('15:00')), sets(4, at('15:05')), sets(taken, at(again))],
        END,
      )
      expect(words(story)).toEqual([['03T15:00', 2, undefined]])
    }
  })

  it('is told as gone once more, where it goes after that was said', () => {
    const events = [ordered(), sets(2, at('15:00')), sets(4, at('15:05')), sets(1, at('17:00'))]

    expect(words(play(events, END))).toEqual([
      ['03T15:00', 2, undefined],
      ['03T15:15', -2, 2],
      ['03T17:00', 3, undefined],
    ])
  })

  it('is told where it was cancelled by name, went from the order and is there again', () => {
    const events = [ordered(), cancels(3, at('15:00')), sets(1, at('16:00')), sets(2, at('17:00'))]

    expect(words(play(events, END))).toEqual([
      ['03T15:00', 3, undefined],
      ['03T17:10', -1, 1],
    ])
  })

  it('says nothing of money where something else had taken its place', () => {
    const other = lineData('L9')
    const events = [ordered(), sets(2, at('15:00'), [other]), sets(4, at('16:00'))]

    expect(words(play(events, END)).at(-1)).toEqual(['03T16:10', -2, undefined])
  })

  it('is not, where it was back before the rest was told', () => {
    const texts = { phone: '+12125550123', sms_consent: true }
    const events = [ordered(texts), sets(0, at('05:00', 4)), sets(1, at('05:10', 4))]

    expect(words(play(events, END))).toEqual([['04T13:00 (sms)', 3, undefined]])
  })

  it('is no news to who had heard of nothing gone', () => {
    expect(words(play([ordered(), sets(2, at('15:00')), sets(4, at('15:00'))], END))).toEqual([])
    expect(words(play([ordered(), sets(6, at('15:00'))], END))).toEqual([])
  })

  it('goes by text in the morning, and not at all where it was lowered and raised in the night', () => {
    const texts = { phone: '+12125550123', sms_consent: true }
    const [evening, night] = [at('22:00'), at('05:00', 4)]
    const story = play([ordered(texts), sets(2, evening), sets(4, night)], END)
    const asleep = play([ordered(texts), sets(2, at('04:00', 4)), sets(4, night)], END)

    expect(words(story)).toEqual([
      ['03T22:00 (sms)', 2, undefined],
      ['04T13:00 (sms)', -2, 2],
    ])
    expect(words(asleep)).toEqual([])
    expect(inShort(asleep).length).toBeGreaterThan(0)
  })
})
