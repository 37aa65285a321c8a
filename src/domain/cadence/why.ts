import { type Because, because } from '../because.ts'
import type { OrderState } from '../order.ts'
import type { Said } from '../said.ts'
import type { CadenceContext } from './context.ts'

/** The sentence, and the same as data. */
export type Why = { why: string; because: Because }

/** By kind, where something is left to ship; `causes` are the ids that its key names. */
export type Reason = (
  order: OrderState,
  causes: readonly string[],
  context: CadenceContext,
) => Why | null

export const byWord = (rule: string, { messageId, kind, at }: Said, why: string): Why => ({
  why,
  because: because(rule, { last_word: messageId, last_word_kind: kind, last_word_at: at }),
})

/** The first that explains it, in their order. */
export const firstOf =
  (...reasons: Reason[]): Reason =>
  (order, causes, context) =>
    reasons.reduce<Why | null>((found, reason) => found ?? reason(order, causes, context), null)
