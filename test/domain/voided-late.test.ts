import { describe, expect, it } from 'vitest'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { inShort, play } from './story-driver.ts'

const WHO = { email: 'jon.snow@example.com', phone: '+12125550123', sms_consent: true }
const allocated = anEvent('backorder.allocated', '2026-03-05T15:00:00Z', {
  lines: [{ id: 'L1', quantity: 1 }],
})
const left = anEvent('shipment.created', '2026-03-06T15:00:00Z', {
  shipment_id: 'S1',
  shipped_at: '2026-03-06T15:00:00Z',
  lines: [{ id: 'L1', quantity: 1 }],
})
const voided = (at: string) => anEvent('shipment.voided', at, { shipment_id: 'S1' })
const BACK = { lines: ['L1'], from: 'shipped' }

/** All that was said from the void on, and whether it says that the package did not leave. */
const since = (story: ReturnType<typeof play>, at: string) =>
  inShort(story)
    .map((line, index) => ({ line, turned: story.spoken[index]?.wanted.facts.turned }))
    .filter(({ line }) => line > at)
    .map(({ line, turned }) => `${line}${turned ? ' (did not leave)' : ''}`)

describe('a package that was told as on its way, and is taken back late', () => {
  const at = '2026-03-18T15:00:00Z'
  const order = (lines = [backordered('L1')]) => placed(lines, { customer: WHO })

  it.each(['notify', 'ftc'] as const)('is one word with the promise that passed (%s)', (rule) => {
    for (const stock of [[allocated], []]) {
      const story = play([order(), ...stock, left, voided(at)], '2026-03-20T15:00:00.000Z', {
        policy: { delay_options: rule },
      })

      expect(since(story, '2026-03-18')).toEqual([
        '2026-03-18T15:10 promise_missed (did not leave)',
        '2026-03-18T15:10 promise_missed (sms) (did not leave)',
      ])
      expect(story.spoken.at(-1)?.wanted.facts.turned).toEqual(BACK)
    }
  })

  it('is said once: a second date that passes is an apology of its own', () => {
    const story = play([order(), allocated, left, voided(at)], '2026-03-25T00:00:00.000Z')

    expect(since(story, '2026-03-19')).toEqual([
      '2026-03-24T13:00 promise_missed',
      '2026-03-24T13:00 promise_missed (sms)',
    ])
  })

  it('is said to who reads it in the morning, too', () => {
    const night = voided('2026-03-18T03:00:00Z')
    const story = play([order(), allocated, left, night], '2026-03-18T20:00:00.000Z')

    expect(since(story, '2026-03-18')).toEqual([
      '2026-03-18T03:10 promise_missed (did not leave)',
      '2026-03-18T12:00 promise_missed (sms) (did not leave)',
    ])
  })

  it('is not said where the label was printed again and left within the minutes', () => {
    const again = anEvent('shipment.created', '2026-03-18T15:05:00Z', {
      shipment_id: 'S2',
      shipped_at: '2026-03-18T15:05:00Z',
      lines: [{ id: 'L1', quantity: 1 }],
    })
    const story = play([order(), allocated, left, voided(at), again], '2026-03-20T15:00:00.000Z')

    expect(since(story, '2026-03-18').filter((line) => !line.includes(' shipped'))).toEqual([])
  })

  /** Till then she waited for nothing: the budget that ran out meanwhile makes no word before it. */
  it('comes before any other word of the wait, where no promise has passed', () => {
    for (const [line, stock] of [
      [backordered('L1', '2026-04-10'), [allocated]],
      [lineData('L1'), []],
    ] as const) {
      const story = play([order([line]), ...stock, left, voided(at)], '2026-03-20T15:00:00.000Z')

      expect(since(story, '2026-03-18')).toEqual(['2026-03-18T15:10 order_update (did not leave)'])
    }
  })
})
