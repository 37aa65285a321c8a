import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attentionOf, looksFrom } from '../../src/domain/attention.ts'
import { addHours } from '../../src/domain/instant.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { lifeWithRefusals } from '../support/arbitrary-lives.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  placed,
} from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { FTC } from './delay-story.ts'
import { live, type Moment } from './life-driver.ts'

const DAYS = 45
const CONFIRM: Partial<Policy> = { ...FTC, expiry: 'confirm' }

/** What of a moment waits for a person some days later, while nothing more is heard. */
function flaggedLater({ order, context: then }: Moment, policy: Partial<Policy>) {
  const context = { ...then, policy: { ...then.policy, ...policy } }
  const from = looksFrom(order, context)
  return Array.from({ length: DAYS }, (_, day) => addHours(context.now, 24 * day)).flatMap(
    (now) => {
      const { heldEnd, unreached } = attentionOf(order, { ...context, now })
      return heldEnd || unreached ? [{ now, from }] : []
    },
  )
}

describe('from when on a person may have to look at an order', () => {
  it('is never later than that somebody has to, whatever keeps an end from coming by itself', () => {
    let flagged = 0
    fc.assert(
      fc.property(lifeWithRefusals, (one) => {
        const { moments } = live(one)
        const later = moments
          .filter((_, at) => at % 7 === 0)
          .flatMap((moment) => [...flaggedLater(moment, CONFIRM), ...flaggedLater(moment, FTC)])
        flagged += later.length
        return later.every(({ now, from }) => from !== null && from <= now)
      }),
      runs(20),
    )
    expect(flagged).toBeGreaterThan(0)
  })

  it('is at once for a request and for what does not fit together', () => {
    const asked = anEvent('shipment.created', PLACED_AT, {
      shipment_id: 'S1',
      lines: [{ id: 'L9', quantity: 1 }],
    })
    const order = fold([placed([lineData('L1')]), asked])
    expect(looksFrom(order, contextAt(PLACED_AT))).toBe('')
  })

  it('is never where nothing can be asked of anybody, and the day of its end where it can', () => {
    const stocked = fold([placed([lineData('L1')])])
    expect(looksFrom(stocked, contextAt(PLACED_AT))).toBeNull()
    const waiting = fold([placed([backordered('L1')])])
    expect(looksFrom(waiting, contextAt(PLACED_AT, CONFIRM))).toBe('2026-04-02T04:00:00.000Z')
  })
})
