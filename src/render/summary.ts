import type { Day, OrderState } from '../domain/order.ts'
import { dayIn, formatDay, inHeading } from './dates.ts'
import {
  type Card,
  cardsOf,
  countOf,
  orderedCount,
  type PackageCard,
  type Viewpoint,
} from './page.ts'
import { type SummaryState, type Words, wordsFor } from './page-words/index.ts'
import { soonRange } from './soon.ts'

export type SummaryOptions = Viewpoint & {
  locale: string
  /** Set as a heading: no line ends inside of a date. */
  isHeading?: boolean
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
  const live = withoutReplaced(
    cards.filter((card) => card.kind !== 'cancelled'),
    orderedCount(order),
  )
  if (live.length === 0) {
    return cards.length > 0 ? words.summary.cancelled : words.summary.nothingToShip
  }
  const context = { words, locale, options, order }
  const parts = fewParts(live.map((card) => partOf(card, options)))
  return parts.length === 1 && parts[0]
    ? whole(parts[0], live, context)
    : severalParts(parts, context)
}

type Context = { words: Words; locale: string; options: SummaryOptions; order: OrderState }
type LiveCard = Exclude<Card, { kind: 'cancelled' }>

/** So many of the order's items, in one state, with one day or range of days where it has one. */
type Part = { state: SummaryState; count: number; from: Day | null; to: Day | null }

/** Lost or returned goods that were sent again are counted once: as what comes, not as what went. */
function withoutReplaced(cards: LiveCard[], ordered: number): LiveCard[] {
  const count = cards.reduce((sum, { items }) => sum + countOf(items), 0)
  if (count <= ordered) return cards
  const coming = cards.filter(
    (card) => card.kind !== 'package' || (card.phase !== 'lost' && card.phase !== 'returning'),
  )
  return coming.length > 0 ? coming : cards
}

function partOf(card: LiveCard, options: SummaryOptions): Part {
  return { count: countOf(card.items), ...stateOf(card, options) }
}

function stateOf(card: LiveCard, options: SummaryOptions): Omit<Part, 'count'> {
  switch (card.kind) {
    case 'package':
      return packageState(card, options)
    case 'preparing': {
      if (card.kept) return on('kept')
      if (!card.restocked) return on('preparing')
      return card.shipsBy ? on('restocked_dated', card.shipsBy) : on('restocked')
    }
    case 'waiting':
      if (card.shipsBy) return on('waiting', card.shipsBy)
      if (card.missed) return on('missed', card.missed)
      return on(card.waitsFor === 'stock' ? 'no_date' : 'undated')
  }
}

function packageState({ phase, arrival, since }: PackageCard, options: SummaryOptions) {
  const today = dayIn(options.now, options.readerZone ?? options.zone)
  if (phase === 'delivered') return on('delivered', since)
  if (phase === 'out_for_delivery' && since === today) return on('out_today')
  if ((phase !== 'moving' && phase !== 'delayed') || !arrival) return on(phase)
  if (arrival.late) return on(phase === 'moving' ? 'moving_late' : phase)
  return { state: phase, from: arrival.from, to: arrival.to }
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
  const coming = apart.filter(({ state }) => state !== 'delivered')
  const delivered = merge(
    parts.filter(({ state }) => state === 'delivered'),
    () => '',
  )
  if (coming.length === 0) return delivered
  // What has arrived is known to its reader: said only where there is room.
  if (coming.length < PARTS_MAX) return [...coming, ...delivered]
  return coming.length === PARTS_MAX ? coming : merge(coming, ({ state }) => state)
}

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

function whole(part: Part, live: LiveCard[], context: Context): string {
  const { words, order } = context
  const lines = new Set(live.flatMap(({ items }) => items.map(({ line }) => line)))
  const [only] = lines
  const title = lines.size === 1 && only && part.count === 1 ? only.title : null
  const partly = order.lines.some((line) => line.cancelled > 0)
  return words.summary.whole(part.state, {
    name: words.summary.subject(title && title.length <= TITLE_MAX ? title : null, partly),
    when: whenOf(part, 'long', context),
    packages: live.length,
  })
}

function severalParts(parts: Part[], context: Context): string {
  const { words, order } = context
  const shown = parts.length > PARTS_MAX ? parts.slice(0, PARTS_MAX - 1) : parts
  const rest = parts.slice(shown.length).reduce((count, part) => count + part.count, 0)
  const total = orderedCount(order)
  const clauses = shown.map((part, at) => {
    const when = whenOf(part, 'short', context)
    return words.summary.part(part.state, { count: part.count, of: at === 0 ? total : null, when })
  })
  return words.summary.join(rest > 0 ? [...clauses, words.summary.rest(rest)] : clauses)
}

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
