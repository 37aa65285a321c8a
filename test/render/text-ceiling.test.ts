import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { SEGMENTS_MAX } from '../../src/render/message.ts'
import { type Life, live, type Told } from '../domain/life-driver.ts'
import { drawText } from '../support/drawn.ts'
import { backordered } from '../support/events.ts'
import { happeningsOf, nightOf } from '../support/night.ts'
import { runs } from '../support/runs.ts'
import { inputOf, readBy } from './scenes.ts'

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
const { moves, comes, leaves, ends } = happeningsOf(line, day)
const happening = fc.oneof(moves, comes, leaves, ends)

/** All that may come together in the texts of one morning, to who reads nothing else. */
const night = fc
  .record({
    days: fc.array(day, { minLength: 5, maxLength: 5 }),
    split: fc.constantFrom('ship_available' as const, 'hold' as const),
    expiry: fc.constantFrom('auto' as const, 'confirm' as const),
    happenings: fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 720 })), {
      minLength: 4,
      maxLength: 12,
    }),
  })
  .map(({ days, split, expiry, happenings }): Life => {
    const lines = LINES.map((id, at) => ({
      ...backordered(id, days[at] ?? null, { quantity: 3 }),
      title: TITLES[at] ?? id,
    }))
    const customer = { phone: '+12125550123', sms_consent: true }
    const policy = { ...defaultPolicy(), delay_options: 'ftc' as const, expiry }
    return nightOf({ lines, customer, split, policy, happenings })
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
      ...drawText(readBy(input, locale)),
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
