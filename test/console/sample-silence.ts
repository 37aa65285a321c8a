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
  why: 'The next is backorder_update, on 2026-03-18T14:00:00.000Z: the last word was eta_slipped on 2026-03-11T18:16:00.000Z; the next comes within 7 days.',
  keptBack: [],
  because: {
    rule: 'next_word_planned',
    facts: { last_word_kind: 'eta_slipped', next_kind: 'backorder_update', reach: 'sms' },
  },
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
