import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, lineData, ownEvent, placed } from '../support/events.ts'
import { hourOf, MAILED, TEXTED, wordsIn } from './lived-words.ts'

const shown = (id: string, title: string, quantity: number, [expected_at, by]: [string, string]) =>
  lineData(id, {
    title,
    quantity,
    backorder: { quantity, kind: 'standard', expected_at, shown_ships_by: by },
  })
const widgets = shown('L1', 'Widget', 2, ['2026-03-12', '2026-03-18'])
const lamp = shown('L2', 'Lamp', 1, ['2026-03-20', '2026-04-10'])
const label = anEvent('shipment.created', hourOf(300), {
  shipment_id: 'S1',
  shipped_at: null,
  lines: [{ id: 'L1', quantity: 2 }],
})
const read = (customer: object, events: readonly Recorded[], delay_options: 'ftc' | 'notify') =>
  wordsIn('en', [placed([widgets, lamp], { customer }), ...events], {
    until: hourOf(24 * 24),
    policy: { delay_options },
  }).map((one) => ({ ...one, words: one.words.replace(/\s+/g, ' ') }))
const wordsOf = (kind: MessageKind, words: ReturnType<typeof read>) =>
  words.filter((one) => one.kind === kind && one.at > hourOf(300)).map((one) => one.words)

describe('goods that have a label and are not with the carrier yet', () => {
  it('wait for no stock, by the words of the offer and of the weeks after it', () => {
    const words = read(MAILED, [label], 'ftc')
    const [offer] = wordsOf('delay_option', words)

    expect(offer).toContain('Now: Being prepared Why: It is still being prepared.')
    expect(wordsOf('backorder_update', words)[0]).toContain('Being prepared 2 × Widget Ships by')
    for (const { words: said } of words.filter(({ at }) => at > hourOf(300)))
      expect(said).not.toMatch(/restocked 2 × Widget|stock for it has not come/)
  })

  it('nor by those of an apology, also as a text', () => {
    expect(wordsOf('promise_missed', read(MAILED, [label], 'notify'))[0]).toContain(
      'Now: Being prepared',
    )
    expect(wordsOf('promise_missed', read(TEXTED, [label], 'notify'))[0]).toMatch(/being prepared/)
  })

  it('may have to be stopped, where they are asked to be cancelled', () => {
    const asked = ownEvent('cancellation.requested', hourOf(301), {
      by: 'shopper',
      reason: null,
      lines: [{ id: 'L1', quantity: 2, total: 2 }],
    })
    const words = (events: Recorded[]) =>
      wordsOf('cancellation_requested', read(MAILED, events, 'notify'))[0]

    expect(words([label, asked])).toContain('We check whether it can still be stopped')
    expect(words([asked])).toContain('nothing has to be stopped')
  })
})
