import { policySchema } from '../../src/domain/policy.ts'
import type { PolicyView } from '../../src/operations/policy-console-types.ts'

const first = policySchema.parse({})
const second = policySchema.parse({ silence_budget_days: 5, kinds_off: ['backorder_checkin'] })
const third = policySchema.parse({
  ...second,
  closed_on: ['12-24/01-01'],
  by_kind: { preorder: { buffer: { share: 0.1 }, silence_budget_days: 21 } },
})

/** Two kinds of backorder are treated apart; a person, a program and the start set it. */
export const policyView: PolicyView = {
  policy: third,
  version: 3,
  versions: [
    { version: 3, at: '2026-03-09T15:00:00.000Z', actor: 'sam@example.test', policy: third },
    { version: 2, at: '2026-02-01T09:30:00.000Z', actor: 'api', policy: second },
    { version: 1, at: '2025-12-01T09:00:00.000Z', actor: 'admin', policy: first },
  ],
  next: null,
}
