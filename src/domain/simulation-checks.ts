import { dayOf } from './calendar.ts'
import {
  isWaiting,
  type OrderState,
  openQuantity,
  ownValue,
  shippedShipments,
  toldDate,
  waitingQuantity,
} from './order.ts'
import type { Policy } from './policy.ts'
import { saidDate, splitOf } from './said-date.ts'
import type { Spoken } from './simulation.ts'

/** A word that should not have gone out, and what is wrong with it. */
export type BadWord = { at: string; kind: string; why: string }

/**
 * Words that were not true when they went out, held against the order as it was at that moment and
 * not against the rule that wanted them.
 */
export const staleWords = (
  spoken: readonly Spoken[],
  merchantZone: string,
  policy: Pick<Policy, 'split'> = { split: 'ship_available' },
): BadWord[] =>
  spoken.flatMap((word) => {
    const why = whyStale(word, { merchantZone, policy })
    return why ? [{ at: word.at, kind: word.wanted.kind, why }] : []
  })

function whyStale(
  { at, wanted, order }: Spoken,
  merchant: { merchantZone: string; policy: Pick<Policy, 'split'> },
): string | null {
  const today = dayOf(at, merchant.merchantZone)
  const rules = { split: splitOf(order, merchant.policy), today }
  const { facts, kind } = wanted
  if (OF_A_WAIT.has(kind) && !isWaiting(order)) return 'nothing waits any more'
  for (const [id, told] of Object.entries(facts.told.dates)) {
    const line = order.lines.find((one) => one.id === id)
    if (!line || openQuantity(line) === 0) return `line ${id} waits no more`
    const holds = saidDate(order, line, rules)
    // A promise that has passed is told as none, or as what the reader was told before: no better is known.
    const isOver = holds !== null && holds < today
    const isBest = isOver && (told === null || told === toldDate(order, id))
    // Nor is today a date to promise to who knows of none: it is no news, and no day to plan by.
    const isToday = holds === today && told === null && toldDate(order, id) === null
    // What is here is never "no date": its offer or apology gives it a new one, which holds from then on.
    const isHere = REPACKS.has(kind) && waitingQuantity(line) === 0
    const isRepacked = isOver && isHere && (told ?? '') > today
    if (told !== holds && !isBest && !isToday && !isRepacked)
      return `line ${id}: says ${told ?? 'no date'}, holds ${holds ?? 'no date'}`
  }
  for (const id of facts.told.shipments) {
    const shipment = order.shipments.find(({ shipmentId }) => shipmentId === id)
    if (!shipment || shipment.voided) return `package ${id} is none`
  }
  return null
}

const REPACKS: ReadonlySet<string> = new Set(['delay_option', 'promise_missed'])
const OF_A_WAIT: ReadonlySet<string> = new Set([
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'delay_option',
  'delay_option_reminder',
  'restocked',
  'partially_shipped',
  'backorder_choice',
  'substitute_offered',
])

const HOUR_MS = 3_600_000

/**
 * Two words within an hour that tell different dates for one line, where the second says neither
 * that the date moved nor that its stock has come: whoever reads both cannot know which holds.
 */
export function contradictions(spoken: readonly Spoken[]): BadWord[] {
  return spoken.flatMap((word, at) => {
    const before = spoken
      .slice(0, at)
      .filter((one) => Date.parse(word.at) - Date.parse(one.at) <= HOUR_MS)
    return Object.entries(word.wanted.facts.told.dates).flatMap(([id, told]) => {
      const last = before.findLast(({ wanted }) => Object.hasOwn(wanted.facts.told.dates, id))
      if (!last) return []
      const said = ownValue(last.wanted.facts.told.dates, id)
      if (said === undefined || said === told) return []
      const isSaid = word.wanted.facts.dates.some(
        ({ lineId, old }) => lineId === id && old === said,
      )
      const { allocated } = word.wanted.facts.told
      const isNowThere =
        Object.hasOwn(allocated, id) && !Object.hasOwn(last.wanted.facts.told.allocated, id)
      if (isSaid || isNowThere) return []
      const why = `line ${id}: ${said ?? 'no date'}, then ${told ?? 'no date'}`
      return [{ at: word.at, kind: word.wanted.kind, why }]
    })
  })
}

/**
 * Of lines that shipped whole after a date was told: how many by the first date, and how many by the
 * last. `withdrawn` are those whose last date was taken back in time ("no date can be given", while
 * its day was not over): they shipped with no promise left to be kept. "No date" from a word that came
 * when the day was over takes nothing back.
 */
export type Kept = { told: number; byFirst: number; byLast: number; withdrawn: number }

export function keptPromises(order: OrderState, zone: string): Kept {
  const kept: Kept = { told: 0, byFirst: 0, byLast: 0, withdrawn: 0 }
  for (const { id, quantity, shipped, cancelled } of order.lines) {
    const shippedAt = shippedShipments(order)
      .filter(({ lines }) => lines.some((line) => line.id === id))
      .flatMap((shipment) => shipment.shippedAt ?? [])
      .sort()
      .at(-1)
    if (!shippedAt || shipped + cancelled < quantity) continue
    const tellings = order.said
      .filter(({ at, told }) => at <= shippedAt && Object.hasOwn(told.dates, id))
      .map(({ at, told }) => ({ on: dayOf(at, zone), date: ownValue(told.dates, id) ?? null }))
    const first = tellings.find(({ date }) => date !== null)?.date
    const lastAt = tellings.findLastIndex(({ date }) => date !== null)
    const last = tellings[lastAt]?.date
    if (!first || !last) continue
    const day = dayOf(shippedAt, zone)
    const after = tellings[lastAt + 1]
    kept.told += 1
    if (day <= first) kept.byFirst += 1
    if (after && after.on <= last) kept.withdrawn += 1
    else if (day <= last) kept.byLast += 1
  }
  return kept
}
