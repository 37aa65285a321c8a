import { describe, expect, it } from 'vitest'
import { explainBuffer } from '../../src/domain/explain-buffer.ts'
import type { LearnedBuffer } from '../../src/domain/promise.ts'

const kept: LearnedBuffer = {
  days: 9,
  honestDays: 9,
  rule: 'learned',
  supplier: 'Acme',
  samples: 60,
  open: 3,
  merchantSamples: 900,
  confidence: 0.9,
}
const facts = { reason: 'learned' as const, watched: 58, onTime: 41, maxBufferDays: 30 }

describe('explainBuffer says in one sentence', () => {
  it.each([
    [
      'what a supplier taught',
      {},
      '41 of 58 supplies of Acme came by the date first told and 3 were open past the date that morning; 840 supplies of your other suppliers together count like 100 more of Acme; to keep 90 of 100 promises, we add 9 days.',
    ],
    [
      'nothing of the others where its own are plenty',
      { samples: 1_000, merchantSamples: 1_900, open: 0 },
      '41 of 58 supplies of Acme came by the date first told; to keep 90 of 100 promises, we add 9 days.',
    ],
    [
      'how much the others count, where they are many',
      { samples: 4, watched: 4, onTime: 1, open: 1 },
      '1 of 4 supplies of Acme came by the date first told and 1 was open past the date that morning; 896 supplies of your other suppliers together count like 100 more of Acme; to keep 90 of 100 promises, we add 9 days.',
    ],
    [
      'that a supplier is unknown',
      { samples: 0, watched: 0, onTime: 0, open: 0, days: 0, honestDays: 0 },
      'No past supply of Acme is known, so we go by 900 supplies of your other suppliers; to keep 90 of 100 promises, we add nothing.',
    ],
    [
      'that all is young, and the default rule still counts',
      { samples: 2, watched: 2, onTime: 2, open: 0, merchantSamples: 5 },
      '2 of 2 supplies of Acme came by the date first told; 3 supplies of your other suppliers and the default rule count too; to keep 90 of 100 promises, we add 9 days.',
    ],
    [
      'that the line has no supplier',
      { supplier: null, samples: 0, open: 0, watched: 0, onTime: 0, merchantSamples: 1 },
      '1 supply of all suppliers is known; with so few, the default rule counts too; to keep 90 of 100 promises, we add 9 days.',
    ],
    [
      'that its own dates are kept',
      { reason: 'own_date_kept' as const, days: 0, honestDays: 0, onTime: 57, open: 0 },
      '57 of 58 supplies of Acme came by the date first told, so we add nothing to its dates.',
    ],
    [
      'why no date is told',
      { reason: 'too_long' as const, days: null, honestDays: 84, open: 0 },
      '41 of 58 supplies of Acme came by the date first told; 840 supplies of your other suppliers together count like 100 more of Acme; to keep 90 of 100 promises, we would have to add 84 days, and the limit is 30 days, so no date is told.',
    ],
    [
      'that no day can be named at all',
      { reason: 'too_long' as const, days: null, honestDays: 366, open: 0 },
      '41 of 58 supplies of Acme came by the date first told; 840 supplies of your other suppliers together count like 100 more of Acme; to keep 90 of 100 promises, no day within a year can be named, so no date is told.',
    ],
    [
      'that nothing is known',
      {
        rule: 'default' as const,
        reason: 'no_history' as const,
        merchantSamples: 0,
        days: 1,
        honestDays: 1,
      },
      'No past supply is known yet, so the default rule adds 1 day.',
    ],
    [
      'that what is known is too little',
      {
        rule: 'default' as const,
        reason: 'no_history' as const,
        merchantSamples: 9,
        days: 4,
        honestDays: 4,
      },
      'Only 9 supplies are known, so the default rule adds 4 days.',
    ],
  ])('%s', (_, others, sentence) => {
    expect(explainBuffer({ ...kept, ...facts, ...others })).toBe(sentence)
  })

  it('what is left to say of a buffer that was kept without its record', () => {
    expect(explainBuffer(kept)).toBe(
      '60 supplies of Acme are known and 3 were open past the date that morning; 840 supplies of your other suppliers together count like 100 more of Acme; to keep 90 of 100 promises, we add 9 days.',
    )
  })
})
