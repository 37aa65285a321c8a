import type { Silence } from '../../src/domain/cadence/explain-silence.ts'

/** Told of a new date on Wednesday, an update taken back since, the next one in four days. */
export const silence: Silence = {
  lastWord: { kind: 'eta_slipped', at: '2026-03-11T18:16:00.000Z' },
  next: {
    kind: 'backorder_update',
    channel: 'email',
    dueAt: '2026-03-18T14:00:00.000Z',
    why: 'The last word was eta_slipped on 2026-03-11T18:16:00.000Z; the next comes within 7 days.',
    because: null,
  },
  unsaid: [
    {
      kind: 'backorder_update',
      channel: 'email',
      status: 'withdrawn',
      why: 'A later word went out: eta_slipped.',
      because: null,
    },
  ],
  why: 'The last word was eta_slipped on 2026-03-11T18:16:00.000Z.',
  keptBack: [],
  because: { rule: 'next_word_planned', facts: {} },
}

/** Nothing was said, for nothing is known of the order itself. */
export const silenceBefore: Silence = {
  lastWord: null,
  next: null,
  unsaid: [],
  why: 'Nothing was said yet. The order itself has not come yet.',
  keptBack: [],
  because: { rule: 'order_not_known', facts: {} },
}
