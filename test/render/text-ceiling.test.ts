import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { addMinutes } from '../../src/domain/instant.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { renderText, SEGMENTS_MAX, type Templates } from '../../src/render/message.ts'
import { type Life, live, type Told } from '../domain/life-driver.ts'
import { anEvent, backordered, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { ownTemplates } from '../support/templates.ts'
import { inputOf, readBy } from './scenes.ts'

let templates: Templates
beforeAll(async () => {
  templates = await ownTemplates()
})

/** Ten past nine in the evening in New York: from here on texts lie until eight. */
const NIGHT = '2026-03-04T02:10:00.000Z'
const TITLES = [
  'Adjustable Standing Desk 140',
  'Moka pot',
  'Ergonomic Office Chair, grey',
  'Widget Pro',
  'Lamp',
]
const LINES = ['A', 'B', 'C', 'D', 'E'] as const
const LANGUAGES = ['en', 'es', 'fr', 'de']

const line = fc.constantFrom(...LINES)
const day = fc.constantFrom(null, '2026-03-20', '2026-04-01', '2026-05-01', '2026-07-15')
const happening: fc.Arbitrary<(at: string) => Recorded> = fc.oneof(
  fc.tuple(line, day).map(([id, expected_at]) => (at: string) => {
    return anEvent('backorder.eta_changed', at, { lines: [{ id, expected_at }] })
  }),
  line.map((id) => (at: string) => {
    return anEvent('backorder.allocated', at, { lines: [{ id, quantity: 1 }] })
  }),
  line.map((id) => (at: string) => {
    const lines = [{ id, quantity: 1 }]
    return anEvent('shipment.created', at, { shipment_id: `S${id}`, shipped_at: at, lines })
  }),
  line.map((id) => (at: string) => {
    return anEvent('order.cancelled', at, { lines: [{ id, quantity: 1 }] })
  }),
)

/** All that may come together in the texts of one morning, to who reads nothing else. */
const night = fc
  .record({
    days: fc.array(day, { minLength: 5, maxLength: 5 }),
    split: fc.constantFrom('ship_available' as const, 'hold' as const),
    expiry: fc.constantFrom('auto' as const, 'confirm' as const),
    happenings: fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 620 })), {
      minLength: 4,
      maxLength: 12,
    }),
  })
  .map(({ days, split, expiry, happenings }): Life => {
    const begins = addMinutes(NIGHT, -8 * 60)
    const lines = LINES.map((id, at) => ({
      ...backordered(id, days[at] ?? null, { quantity: 3 }),
      title: TITLES[at] ?? id,
    }))
    const customer = { phone: '+12125550123', sms_consent: true }
    const rest = happenings.map(([make, at], index) => {
      return { ...make(addMinutes(NIGHT, at)), id: `evt_${index}` }
    })
    return {
      events: [
        placed(lines, { at: begins, customer, split } as Parameters<typeof placed>[1]),
        ...rest,
      ],
      until: addMinutes(NIGHT, 3 * 24 * 60),
      merchantZone: 'America/New_York',
      policies: [{ from: begins, policy: { ...defaultPolicy(), delay_options: 'ftc', expiry } }],
      outages: [],
      refused: [],
    }
  })

const textsOf = (life: Life) => {
  const { spoken } = live(life)
  return spoken.flatMap((told: Told) => {
    const { wanted, order, at } = told
    const input = inputOf(wanted.kind as MessageKind, order, {
      facts: wanted.facts,
      now: at,
    } as never)
    return LANGUAGES.map((locale) => ({
      kind: wanted.kind,
      locale,
      ...renderText(templates, readBy(input, locale)),
    }))
  })
}

describe('a text', () => {
  it('is never longer than four parts, whatever came together and in any language', () => {
    fc.assert(
      fc.property(night, (life) => {
        for (const { kind, locale, body, segments } of textsOf(life)) {
          expect(segments <= SEGMENTS_MAX, `${kind} in ${locale}: ${body}`).toBe(true)
        }
      }),
      runs(30),
    )
  })
})
