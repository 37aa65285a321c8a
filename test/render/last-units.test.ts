import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import { backordered, lineData, placed } from '../support/events.ts'
import {
  cancels,
  comes,
  hourOf,
  LANGUAGES,
  MAILED,
  moves,
  OF,
  orders,
  scans,
  ships,
  TEXTED,
  wordsIn,
} from './lived-words.ts'

const three = backordered('L1', '2026-03-12', { quantity: 3, title: 'Widget' })
const lamp = lineData('L2', { title: 'Lamp' })

/** One unit of three at a time, hours apart: each word is of one. */
const LIVES: Record<string, readonly Recorded[]> = {
  'all cancelled': [cancels(30), cancels(40), cancels(50)],
  'cancelled, and what is left comes and leaves': [
    cancels(30),
    cancels(40),
    comes(50),
    ships(60, 'S1'),
    scans(70, 'S1', 'delivered'),
  ],
  'shipped, cancelled, shipped and delivered': [
    ships(30, 'S1'),
    cancels(40),
    ships(50, 'S2'),
    scans(60, 'S1', 'delivered'),
    scans(70, 'S2', 'delivered'),
  ],
  'taken off by updates, one after the other': [orders(30, 2), orders(40, 1)],
  'taken off by updates, and the last one slips, comes and leaves': [
    orders(30, 2),
    orders(40, 1),
    moves(50, '2026-05-01'),
    comes(60),
    ships(70, 'S1'),
  ],
  'cancelled by name, and taken off by an update after it': [
    cancels(30),
    orders(31, 2),
    cancels(40),
    orders(41, 1),
    ships(50, 'S1'),
  ],
}

describe.each(LANGUAGES)('the last units of a line of three, in %s', (locale) => {
  it.each(Object.keys(LIVES))('are counted: %s', (name) => {
    for (const customer of [MAILED, TEXTED])
      for (const lines of [[three], [three, lamp]]) {
        const order = placed(lines, { customer, payment_status: 'paid' })
        const events = [order, ...(LIVES[name] ?? [])]
        const all = wordsIn(locale, events, { until: hourOf(80) })
        const since = all.filter(({ at }) => at > hourOf(29))
        // Named in a sentence, and not as a row of a list ("1 × Widget") or in a link.
        const named = since.flatMap(({ words }) => [
          ...words.matchAll(/Widget(?! Pro)[^\n]{0,11}/g),
        ])
        const counts = named.filter(([one]) => /^Widget ?\S/.test(one)).map(([one]) => one)
        expect(counts.length).toBeGreaterThan(2)
        for (const count of counts)
          expect(count).toMatch(new RegExp(`^Widget \\([12] ${OF[locale]} 3\\)`))
      }
  })
})

describe('the last that is cancelled', () => {
  it.each(LANGUAGES)('is named in the text that says so, in %s', (locale) => {
    const order = placed([three], { customer: TEXTED, payment_status: 'paid' })
    const all = wordsIn(locale, [order, cancels(30, 2), cancels(50)], { until: hourOf(60) })

    expect(all.at(-1)).toMatchObject({ kind: 'order_cancelled', at: hourOf(50) })
    expect(all.at(-1)?.words).toContain(`Widget (1 ${OF[locale]} 3)`)
  })

  it('is no "last" where it is all there ever was', () => {
    const order = placed([three], { customer: TEXTED, payment_status: 'paid' })
    const all = wordsIn('en', [order, cancels(30, 3)], { until: hourOf(60) })

    expect(all.at(-1)?.words).toContain('Order #1001 is cancelled, $59.70 comes back to you')
  })
})
