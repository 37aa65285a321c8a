import { addMinutes, later } from '../instant.ts'
import type { Instant, Shipment } from '../order.ts'
import type { CadenceContext } from './context.ts'

/** It is no package that left: voided, or made anew since, of which there is no more than a label. */
export const isTakenBack = ({ voided, madeAnew, shippedAt }: Shipment): boolean =>
  voided || (madeAnew !== undefined && shippedAt === null)

/**
 * When the word goes that packages were taken back. A label is voided to be printed again: what leaves
 * a minute later under another number is all that there is to say, so it waits for what may follow.
 */
export function takenBackAt(
  taken: readonly Pick<Shipment, 'voidedAt'>[],
  { now, policy }: Pick<CadenceContext, 'now' | 'policy'>,
): Instant {
  const last = taken.map(({ voidedAt }) => voidedAt ?? '').reduce(later, '')
  return last === '' ? now : later(now, addMinutes(last, policy.change_quiet_minutes))
}
