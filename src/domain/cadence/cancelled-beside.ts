import { addFacts } from '../because.ts'
import type { MessageKind, Notice } from '../message.ts'

/** A word that is left out, and the one that says it instead. */
export type Pair = { weaker: Notice; stronger: Notice }

/** Kinds whose text has room, beside what it is about, for what was cancelled in the same hour. */
export const SAYS_CANCELLED: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'partially_shipped',
  'shipped',
  'restocked',
])

/**
 * A cancellation and a package, or stock that came, of one night: who reads texts alone hears of both
 * in one, and not in two of the same minute. By mail each went in its own hour. Only of what counts as
 * told by its quantities: a word that is known by its key alone would be said once more.
 */
export function cancelledBeside(
  unsaid: readonly Notice[],
  momentOf: (notice: Notice) => string,
): Pair[] {
  const [weaker, ...others] = unsaid.filter(
    ({ kind, facts: { told } }) =>
      kind === 'order_cancelled' &&
      (Object.keys(told.cancelled).length > 0 || (told.removed ?? []).length > 0),
  )
  if (!weaker || others.length > 0) return []
  const stronger = unsaid.find(
    (one) => SAYS_CANCELLED.has(one.kind) && momentOf(one) === momentOf(weaker),
  )
  return stronger ? [{ weaker, stronger }] : []
}

/** With what was cancelled, and the money that comes back for it. */
export function withCancelled(notice: Notice, pairs: readonly Pair[]): Notice {
  if (!SAYS_CANCELLED.has(notice.kind)) return notice
  const cancelled = pairs.find(
    ({ stronger, weaker }) => stronger === notice && weaker.kind === 'order_cancelled',
  )?.weaker
  if (!cancelled) return notice
  const { facts } = notice
  const { cancelled: quantities, refund, told } = cancelled.facts
  return {
    ...addFacts(notice, {
      cancelled: Object.fromEntries(quantities.map((one) => [one.lineId, one.quantity])),
    }),
    why: `${notice.why} ${cancelled.why}`,
    facts: {
      ...facts,
      cancelled: quantities,
      refund,
      told: {
        ...facts.told,
        cancelled: { ...facts.told.cancelled, ...told.cancelled },
        ...(told.removed && { removed: told.removed }),
        ...(told.taken && { taken: told.taken }),
        acts: told.acts ?? (cancelled.because.facts.events as string[]),
      },
    },
  }
}
