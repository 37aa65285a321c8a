import { type DeliveryView, packageRange } from '../domain/delivery-range.ts'
import type { Day, OrderState } from '../domain/order.ts'
import { dayIn, formatDay, inHeading } from './dates.ts'
import {
  cardsOf,
  countOf,
  isOpenCard,
  type OpenCard,
  orderedCount,
  type PackageCard,
  type Viewpoint,
} from './page.ts'
import { type SummaryState, type Words, wordsFor } from './page-words/index.ts'
import { withoutReplaced } from './replaced.ts'
import { soonRange } from './soon.ts'

export type SummaryOptions = Viewpoint & {
  locale: string
  /** Set as a heading: no line ends inside of a date. */
  isHeading?: boolean
  /** Where it goes: a package whose carrier names no day has ours, as on its card. */
  delivery?: Omit<DeliveryView, 'today'>
}

/** What one sentence can hold before it stops being an answer; the rest is counted together. */
const PARTS_MAX = 3
const TITLE_MAX = 60

/**
 * The answer in one sentence: what happened and when the rest comes. The page's headline and the
 * first line of a mail are this same text, so that the two never contradict each other.
 */
export function summarize(order: OrderState, options: SummaryOptions): string {
  const { words, locale } = wordsFor(options.locale)
  if (!order.placed) return words.summary.unknown
  const cards = cardsOf(order, options)
  const live = withoutReplaced(cards).filter(isOpenCard)
  if (live.length === 0) {
    // A line that was lowered to nothing, or taken off, is gone for its reader like any other.
    const isCancelled = order.lines.every(({ quantity, cancelled }) => cancelled >= quantity)
    return isCancelled ? words.summary.cancelled : words.summary.nothingToShip
  }
  const context = { words, locale, options, order }
  const parts = fewParts(live.map((card) => partOf(card, options)))
  return parts.length === 1 && parts[0]
    ? whole(parts[0], live, context)
    : severalParts(parts, context)
}

type Context = { words: Words; locale: string; options: SummaryOptions; order: OrderState }

/** So many of the order's items, in one state, with one day or range of days where it has one. */
type Part = { state: SummaryState; count: number; from: Day | null; to: Day | null }

function partOf(card: OpenCard, options: SummaryOptions): Part {
  return { count: countOf(card.items), ...stateOf(card, options) }
}

function stateOf(card: OpenCard, options: SummaryOptions): Omit<Part, 'count'> {
  switch (card.kind) {
    case 'package':
      return packageState(card, options)
    case 'preparing': {
      if (card.kept) return on('kept')
      if (card.swapped) return on('swapped')
      if (!card.restocked) return on('preparing')
      return card.shipsBy ? on('restocked_dated', card.shipsBy) : on('restocked')
    }
    case 'waiting':
      if (card.shipsBy) return on('waiting', card.shipsBy)
      if (card.missed) return on('missed', card.missed)
      return on(card.waitsFor === 'stock' ? 'no_date' : 'undated')
  }
}

function packageState(card: PackageCard, options: SummaryOptions) {
  const { phase, arrival, since } = card
  const today = dayIn(options.now, options.readerZone ?? options.zone)
  if (phase === 'delivered' || phase === 'silent') return on(phase, since)
  if (phase === 'out_for_delivery' && since === today) return on('out_today')
  if (phase === 'moving' && !arrival) return estimated(card, options)
  if ((phase !== 'moving' && phase !== 'delayed') || !arrival) return on(phase)
  if (arrival.late) return on(phase === 'moving' ? 'moving_late' : phase)
  return { state: phase, from: arrival.from, to: arrival.to }
}

/** By the days in transit; without one where nobody knows where it goes, and where it has passed. */
function estimated({ shipment }: PackageCard, { delivery }: SummaryOptions) {
  const range = delivery ? packageRange(shipment, delivery) : null
  return { state: 'moving' as const, from: range?.earliest ?? null, to: range?.latest ?? null }
}

const on = (state: SummaryState, day: Day | null = null) => ({ state, from: day, to: day })

/**
 * As few clauses as the truth allows. Packages under way are one, with one range around them all;
 * ship-by dates stay apart while there is room, for "by the last of them" says less.
 */
function fewParts(parts: Part[]): Part[] {
  const apart = merge(parts, ({ state, to }) =>
    RANGED.has(state) ? `${state} ${to !== null}` : `${state} ${to}`,
  )
  const ahead = apart.filter(({ state }) => state !== 'delivered')
  const delivered = merge(
    parts.filter(({ state }) => state === 'delivered'),
    () => '',
  )
  if (ahead.length === 0) return delivered
  // What has arrived is known to its reader: said only where there is room.
  if (ahead.length < PARTS_MAX) return [...ahead, ...delivered]
  if (ahead.length === PARTS_MAX) return ahead
  const gone = ahead.filter(({ state }) => GONE.has(state))
  const coming = ahead.filter(({ state }) => !GONE.has(state))
  return [...merge(coming, ({ state }) => state), ...asOne(gone)]
}

/** What does not come may not be counted among what does: "2 more follow" would be false of it. */
const GONE: ReadonlySet<SummaryState> = new Set<SummaryState>([
  'lost',
  'missing',
  'returning',
  'gone',
])

const asOne = (gone: Part[]): Part[] =>
  gone.length < 2 ? gone : merge(gone, () => '').map((part) => ({ ...part, state: 'gone' }))

const RANGED: ReadonlySet<SummaryState> = new Set<SummaryState>(['moving', 'delayed'])

function merge(parts: Part[], keyOf: (part: Part) => string): Part[] {
  const merged = new Map<string, Part>()
  for (const part of parts) {
    const known = merged.get(keyOf(part))
    if (!known) {
      merged.set(keyOf(part), { ...part })
      continue
    }
    known.count += part.count
    if (part.from && (!known.from || part.from < known.from)) known.from = part.from
    if (part.to && (!known.to || part.to > known.to)) known.to = part.to
  }
  return [...merged.values()]
}

function whole(part: Part, live: OpenCard[], context: Context): string {
  const { words, order } = context
  const lines = new Set(live.flatMap(({ items }) => items.map(({ line }) => line)))
  const [only] = lines
  const title = lines.size === 1 && only && part.count === 1 ? only.title : null
  const partly = order.lines.some((line) => line.cancelled > 0)
  return words.summary.whole(part.state, {
    name:
      partly && part.state === 'delivered'
        ? words.summary.kept
        : words.summary.subject(title && title.length <= TITLE_MAX ? title : null, partly),
    when: whenOf(part, 'long', context),
    packages: live.length,
    partly,
    instead: insteadOf(live),
  })
}

/** What was chosen, where it is one thing. */
function insteadOf(live: readonly OpenCard[]): string | null {
  const names = new Set(live.map((card) => (card.kind === 'preparing' ? card.instead : null)))
  const [name = null] = names.size === 1 ? names : []
  return name !== null && name.length <= TITLE_MAX ? name : null
}

function severalParts(parts: Part[], context: Context): string {
  const { words, order } = context
  const { shown, gone, rest } = shorten(parts)
  const total = orderedCount(order)
  const clauses = [...shown, ...gone].map((part, at) => {
    const when = whenOf(part, 'short', context)
    return words.summary.part(part.state, { count: part.count, of: at === 0 ? total : null, when })
  })
  if (rest > 0) clauses.splice(shown.length, 0, words.summary.rest(rest))
  return words.summary.join(clauses)
}

/** What comes first, then every day that is known: a reader who waits for one must find it. */
function shorten(parts: Part[]): { shown: Part[]; gone: Part[]; rest: number } {
  const isTooLong = parts.length > PARTS_MAX
  const gone = isTooLong ? parts.filter(({ state }) => GONE.has(state)) : []
  const coming = parts.filter((part) => !gone.includes(part))
  if (coming.length <= PARTS_MAX) return { shown: coming, gone, rest: 0 }
  const [first, ...others] = coming
  const dated = DATED.flatMap((state) =>
    others.filter((part) => part.state === state && part.to !== null),
  )
  const chosen = [first, ...(dated.length > 0 ? dated.slice(0, PARTS_MAX - 1) : others.slice(0, 1))]
  const shown = coming.filter((part) => chosen.includes(part))
  const left = coming.filter((part) => !shown.includes(part))
  return { shown, gone, rest: left.reduce((count, part) => count + part.count, 0) }
}

const DATED: readonly SummaryState[] = ['waiting', 'moving', 'missed', 'restocked_dated', 'delayed']

function whenOf(part: Part, style: 'long' | 'short', context: Context): string {
  const when = dateOf(part, style, context)
  return context.options.isHeading ? inHeading(when) : when
}

function dateOf({ state, from, to }: Part, style: 'long' | 'short', context: Context): string {
  const { locale, options } = context
  if (!from || !to) return ''
  // A clause names one day of arrival or none: several packages came on several days.
  if (state === 'delivered' && from !== to && style === 'short') return ''
  if (!RANGED.has(state)) return formatDay(to, locale, style, dayIn(options.now, options.zone))
  const today = dayIn(options.now, options.readerZone ?? options.zone)
  return soonRange({ from, to }, locale, style, today)
}
