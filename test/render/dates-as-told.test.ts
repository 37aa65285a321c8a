import { describe, expect, it } from 'vitest'
import { noContact } from '../../src/domain/contact.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import { play } from '../domain/story-driver.ts'
import { drawMail } from '../support/drawn.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { comes, hourOf, MAILED, moves, TEXTED, type Word, wordsIn } from './lived-words.ts'
import { inputOf, merchantOf, readBy } from './scenes.ts'

const never = (): never => {
  throw new Error('nothing was said')
}

/** Ordered on 2 March; days are counted from there. */
const DAY = 24
const order = (expected_at: string | null, customer: object = MAILED) =>
  placed([backordered('L1', expected_at)], { customer, payment_status: 'paid' } as never)
const wordOf = (
  kind: Word['kind'],
  events: readonly Recorded[],
  { days, policy = {} }: { days: number; policy?: Partial<Policy> },
): string => {
  const rules = { delay_options: 'ftc', ...policy } as const
  const words = wordsIn('en', events, { until: hourOf(days * DAY), policy: rules })
  return words.find((one) => one.kind === kind)?.words ?? ''
}

describe('a delay is worded by what was told', () => {
  it('with the missed day that was told, and not the last that its reader has in whole', () => {
    // 16 March in New York is over at nine in the evening of her 16th.
    const zone = { timeZone: 'America/Los_Angeles' }
    const west = { ...MAILED, time_zone: zone.timeZone }
    const policy = { delay_options: 'ftc', expiry: 'confirm' } as const
    const { spoken, order: lived } = play([order('2026-03-12', west)], hourOf(16 * DAY), { policy })
    const { at: now, wanted } = spoken.at(-1) ?? never()
    const merchant = merchantOf({ policy: { ...defaultPolicy(), ...policy } })
    const contact = { ...noContact(), ...MAILED, ...zone }
    const input = inputOf(wanted.kind, lived, { facts: wanted.facts, now, merchant, contact })
    const missed = drawMail(readBy(input, 'en')).text

    expect(missed).toContain('the date that we had given you was Monday, March 16')
    expect(missed).not.toContain('March 15')
  })

  it('with the number of what is named, and all that ends with it by name', () => {
    const both = placed(
      [
        backordered('L1', '2026-03-12', {
          backorder: {
            quantity: 1,
            kind: 'standard',
            expected_at: '2026-03-12',
            shown_ships_by: '2026-04-01',
          },
        }),
        lineData('Vase'),
      ],
      { customer: MAILED, payment_status: 'paid', split: 'hold' } as never,
    )
    const late = moves(6 * DAY, '2026-03-30')
    const words = wordsIn('en', [both, late], {
      until: hourOf(40 * DAY),
      policy: { delay_options: 'ftc' },
    })
    const last = words.findLast(({ kind }) => kind === 'backorder_update')?.words

    expect(last).toMatch(/Your Item L1 ships by .*, or is cancelled/)
    expect(last).toContain('Item L1 and 1 more: what has not shipped by Wednesday, April 8')
  })

  it('with the date that the word beside it gives: not "without a date" under a date', () => {
    // Offered without one three days before T, 1 April; come since, and not packed in time.
    const missed = wordOf('promise_missed', [order(null), comes(30 * DAY)], { days: 38 })

    expect(missed).toContain('It now ships by')
    expect(missed).toContain('you have not told us that you want to wait')
    expect(missed).not.toContain('without a date')
  })

  it('by the confirmation, where its packing alone is late against the day shown', () => {
    const backorder = {
      quantity: 1,
      kind: 'standard',
      expected_at: null,
      shown_ships_by: '2026-03-03',
    } as const
    const lived = (customer: object) => {
      const order = placed([backordered('L1', null, { backorder })], {
        customer,
        payment_status: 'paid',
      } as never)
      const rules = { until: hourOf(2 * DAY), policy: { delay_options: 'ftc' } } as const
      const here = { ...comes(0), id: 'evt_zz_comes' } as Recorded
      return wordsIn('en', [order, here], rules)
    }
    for (const customer of [MAILED, TEXTED]) {
      const [word, ...others] = lived(customer)

      expect(others).toEqual([])
      expect(word?.kind).toBe('order_confirmed')
      expect(word?.words).toMatch(/ships by (Thursday, March 5|Thu, Mar 5)/)
      expect(word?.words).toMatch(/hear nothing from you|No answer means/)
    }
    const mail = lived(MAILED)[0]?.words
    expect(mail).toContain('Keep waiting')
    expect(mail).not.toContain('has moved')
  })

  it('for no reason of the supply once its stock has come', () => {
    const slipped = anEvent('backorder.eta_changed', hourOf(6 * DAY), {
      lines: [{ id: 'L1', expected_at: '2026-04-20' }],
      reason: 'Port strike',
    })
    const events = [order('2026-03-12'), slipped]
    expect(wordOf('delay_option', events, { days: 8 })).toContain('Port strike')
    const here = wordOf('restocked', [...events, comes(10 * DAY)], { days: 12 })

    expect(here).toContain('Keep waiting')
    expect(here).not.toContain('Port strike')
    const moved = moves(6 * DAY, '2026-04-20')
    expect(
      wordOf('restocked', [order('2026-03-12'), moved, comes(10 * DAY)], { days: 12 }),
    ).not.toContain('has not come')
  })
})
