import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { inShort, play } from './story-driver.ts'

/** A Widget that is promised by 16 March and a Lamp by 13 April, each of which ships by itself. */
const LAMP = '2026-04-13'
const LATER = '2026-05-15'
const order = placed([backordered('Widget', '2026-03-12'), backordered('Lamp', '2026-04-01')])
const moves = (at: string, expected_at: string | null) =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'Lamp', expected_at }], reason: 'Storm' })
const allocated = (at: string, id = 'Widget') =>
  anEvent('backorder.allocated', at, { lines: [{ id, quantity: 1 }] })
const shipped = (at: string) =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'Widget', quantity: 1 }],
  })
const since = (events: Recorded[], policy: Partial<Policy> = {}) => {
  const story = play(events, '2026-03-11T00:00:00.000Z', { policy })
  return { ...story, after: inShort(story).filter((one) => one >= '2026-03-10') }
}
const lastOf = ({ spoken }: ReturnType<typeof play>, kind: string) =>
  spoken.findLast((one) => one.kind === kind)?.wanted.facts

describe('a date is said once', () => {
  it('by the word that stock came, where another moved with it: old beside new, and why', () => {
    const story = since([
      order,
      moves('2026-03-10T15:00:00Z', '2026-05-01'),
      allocated('2026-03-10T15:02:00Z'),
    ])

    expect(story.after).toEqual(['2026-03-10T15:02 restocked'])
    expect(lastOf(story, 'restocked')).toMatchObject({
      lines: ['Widget'],
      dates: [{ lineId: 'Lamp', old: LAMP, new: LATER }],
      reason: 'Storm',
      told: { dates: { Widget: '2026-03-16', Lamp: LATER } },
    })
  })

  it('by the word that the last of it came, of what was kept back for it', () => {
    const undated = placed([backordered('Widget', '2026-03-12'), backordered('Lamp', null)], {
      split: 'hold',
    })
    const story = since([
      undated,
      allocated('2026-03-09T15:00:00Z'),
      allocated('2026-03-10T15:00:00Z', 'Lamp'),
    ])

    expect(story.after).toEqual(['2026-03-10T15:00 restocked'])
    const { told, dates } = lastOf(story, 'restocked') ?? {}
    const [moved] = dates ?? []
    expect(moved).toMatchObject({ lineId: 'Widget', old: null })
    expect(told?.dates).toMatchObject({ Widget: moved?.new })
  })

  it('by the word that stock came, of what came and of what it waits with', () => {
    const undated = placed([backordered('Widget', null), backordered('Lamp', null)], {
      split: 'hold',
    })
    const story = since([
      undated,
      moves('2026-03-09T15:00:00Z', '2026-03-20'),
      allocated('2026-03-10T15:00:00Z'),
    ])

    expect(story.after).toEqual(['2026-03-10T15:00 restocked'])
    const { dates } = lastOf(story, 'restocked')?.told ?? {}
    expect(dates).toMatchObject({ Widget: dates?.Lamp, Lamp: expect.any(String) })
  })

  it('by the word that a package left', () => {
    const story = since([
      order,
      allocated('2026-03-09T15:00:00Z'),
      moves('2026-03-10T15:00:00Z', '2026-05-01'),
      shipped('2026-03-10T15:02:00Z'),
    ])

    expect(story.after).toEqual(['2026-03-10T15:02 partially_shipped'])
    expect(lastOf(story, 'partially_shipped')).toMatchObject({
      dates: [{ lineId: 'Lamp', old: LAMP, new: LATER }],
      reason: 'Storm',
    })
  })

  it('and a slip is not kept back for a package that waits for its scan', () => {
    const story = since(
      [
        order,
        allocated('2026-03-09T15:00:00Z'),
        moves('2026-03-10T15:00:00Z', '2026-05-01'),
        shipped('2026-03-10T15:02:00Z'),
      ],
      { shipped_on: 'first_scan' },
    )

    expect(story.after).toEqual(['2026-03-10T15:10 eta_slipped'])
  })

  it('and where it moves again after that, it is told again', () => {
    const story = since([
      order,
      moves('2026-03-10T13:00:00Z', '2026-05-01'),
      allocated('2026-03-10T13:02:00Z'),
      moves('2026-03-10T16:00:00Z', '2026-06-01'),
    ])

    expect(story.after).toEqual(['2026-03-10T13:02 restocked', '2026-03-10T16:10 eta_slipped'])
    expect(lastOf(story, 'eta_slipped')?.dates).toMatchObject([{ lineId: 'Lamp', old: LATER }])
  })
})

describe('what a list shows first counts as told', () => {
  /** An order that came by an import: nothing was said of it when its reader writes. */
  const imported = placed([backordered('Lamp', '2026-04-01'), lineData('Cup')], {
    receivedAt: '2026-03-09T15:00:00.000Z',
  })
  const asked = anEvent('order.cancelled', '2026-03-09T15:01:00Z', {
    lines: [{ id: 'Cup', quantity: 1 }],
  })

  it('so that it cannot slip without a word', () => {
    const story = play(
      [imported, asked, moves('2026-03-09T16:00:00Z', '2026-05-01')],
      '2026-03-09T18:00:00.000Z',
    )

    expect(inShort(story)).toEqual([
      '2026-03-09T15:01 order_cancelled',
      '2026-03-09T16:10 eta_slipped',
    ])
    expect(lastOf(story, 'order_cancelled')?.told.dates).toEqual({ Lamp: LAMP })
  })
})

describe('a line that is here, of which its reader is asked whether it ships now', () => {
  it('is told its day, by which it ships unless she chooses otherwise', () => {
    const story = since([placed([backordered('Widget', '2026-03-12'), lineData('Cup')])], {
      split: 'ask',
    })
    expect(lastOf(story, 'backorder_confirmed')?.told.dates).toEqual({ Widget: '2026-03-16' })

    const comes = (date: string | null) => [
      placed([backordered('Widget', date), backordered('Lamp', '2026-04-01')]),
      anEvent('backorder.allocated', '2026-03-03T15:00:00Z', {
        lines: [{ id: 'Widget', quantity: 1 }],
      }),
    ]
    const dated = since(comes('2026-03-12'), { split: 'ask' })
    expect(lastOf(dated, 'restocked')?.told.dates).toMatchObject({ Widget: '2026-03-16' })

    const undated = since(comes(null), { split: 'ask' })
    expect(lastOf(undated, 'restocked')?.told.dates).toMatchObject({ Widget: '2026-03-06' })
  })

  it('and hears where that is missed', () => {
    const story = play(
      [
        placed([backordered('Widget', null), backordered('Lamp', '2026-04-01')]),
        anEvent('backorder.allocated', '2026-03-03T15:00:00Z', {
          lines: [{ id: 'Widget', quantity: 1 }],
        }),
      ],
      '2026-03-08T00:00:00.000Z',
      { policy: { split: 'ask' } },
    )

    expect(story.spoken.at(-1)).toMatchObject({
      kind: 'promise_missed',
      at: '2026-03-07T14:00:00.000Z',
    })
  })
})
