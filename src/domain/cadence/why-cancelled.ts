import type { Facts } from '../because.ts'
import { sharedEnd } from '../delay-end.ts'
import type { Cancellation, OrderState } from '../order.ts'
import { listLines } from './told.ts'

/** What a word of cancelled units explains: so many of a line, by that act. */
type Share = { lineId: string; act: Cancellation }

/** In a sentence for each cause: a sum of several acts is of none of their days, so each is named. */
export const whyCancelled = (order: OrderState, shares: readonly Share[]): string =>
  [...Map.groupBy(shares, ({ act }) => (act.cause === 'expired' ? act.eventId : act.cause))]
    .map(([, some]) => sentenceOf(order, some))
    .join(' ')

function sentenceOf(order: OrderState, shares: readonly Share[]): string {
  const acts = [...new Set(shares.map(({ act }) => act))]
  const titles = listLines(
    order,
    shares.map(({ lineId }) => lineId),
  )
  const [first] = acts
  const when = listed(acts.map(({ at }) => `on ${at}`))
  if (first?.cause === 'unfulfillable')
    return `The merchant said ${when} that ${titles} cannot be had.`
  if (first?.cause === 'expired')
    return `${titles}: ${endInWords(order, first.eventId)}, so cancelled ${when} (16 CFR 435.2(c)).`
  return `${titles} cancelled ${listed(acts.map(({ by, at }) => `by the ${by} on ${at}`))}.`
}

const listed = (words: readonly string[]) => [...new Set(words)].join(' and ')

function endInWords(order: OrderState, eventId: string): string {
  const deadlines = order.expiries.find((one) => one.eventId === eventId)?.deadlines ?? {}
  const day = Object.values(deadlines).sort().at(-1) ?? 'its day'
  return {
    unanswered: `neither shipped nor agreed to by ${day}`,
    agreed: `not shipped by ${day}, the date that was agreed to`,
    unasked: `not shipped by ${day}`,
  }[sharedEnd(order, deadlines)]
}

/** The same as data: whose acts, and when. */
export function actFacts(acts: readonly Cancellation[]): Facts {
  const events = acts.map(({ eventId }) => eventId)
  const [only, ...others] = acts
  if (only && others.length === 0) return { events, by: only.by, cancelled_at: only.at }
  return {
    events,
    by: [...new Set(acts.map((one) => one.by))],
    cancelled_at: Object.fromEntries(acts.map((one) => [one.eventId, one.at])),
  }
}
