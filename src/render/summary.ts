import { type SummaryState, type Words, wordsFor } from '../../tracking-page/words/index.ts'
import type { Day, OrderState } from '../domain/order.ts'
import { dayIn, formatDay, formatRange } from './dates.ts'
import {
  type Card,
  cardsOf,
  countOf,
  orderedCount,
  type PackageCard,
  type PreparingCard,
  type Viewpoint,
  type WaitingCard,
} from './page.ts'
import { soonRange } from './soon.ts'

export type SummaryOptions = Viewpoint & {
  locale: string
  /** How the customer hears of a change; `page` where we can write to nobody. */
  reach?: 'email' | 'text' | 'page'
}

/** What one sentence can hold before it stops being an answer; the rest is counted together. */
export const PARTS_MAX = 3
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
  const parts = mergeParts(live.map((card) => partOf(card, context)))
  return parts.length === 1 && parts[0]
    ? whole(parts[0], live, context)
    : severalParts(parts, context)
}

type Context = { words: Words; locale: string; options: SummaryOptions; order: OrderState }
type LiveCard = Exclude<Card, { kind: 'cancelled' }>

/** `when` in both lengths: the whole sentence has room for long names, a clause has not. */
type Part = { state: SummaryState; count: number; when: string; whenLong: string }

/** Lost or returned goods that were sent again are counted once: as what comes, not as what went. */
function withoutReplaced(cards: LiveCard[], ordered: number): LiveCard[] {
  const count = cards.reduce((sum, { items }) => sum + countOf(items), 0)
  if (count <= ordered) return cards
  const coming = cards.filter(
    (card) => card.kind !== 'package' || (card.phase !== 'lost' && card.phase !== 'returning'),
  )
  return coming.length > 0 ? coming : cards
}

function partOf(card: LiveCard, context: Context): Part {
  const count = countOf(card.items)
  switch (card.kind) {
    case 'package':
      return { count, ...packagePart(card, context) }
    case 'preparing':
      return { count, ...preparingPart(card, context) }
    case 'waiting':
      return { count, ...waitingPart(card, context) }
  }
}

function packagePart({ phase, arrival, since }: PackageCard, context: Context) {
  const today = dayIn(context.options.now, context.options.readerZone ?? context.options.zone)
  if (phase === 'delivered') return { state: 'delivered' as const, ...days(since, context) }
  if (phase === 'out_for_delivery' && since === today) return dateless('out_today')
  const underWay = phase === 'moving' || phase === 'delayed'
  if (!underWay || !arrival) return dateless(phase)
  if (arrival.late) return dateless(phase === 'moving' ? 'moving_late' : phase)
  const { locale } = context
  return {
    state: phase,
    when: soonRange(arrival, locale, 'short', today),
    whenLong: soonRange(arrival, locale, 'long', today),
  }
}

function preparingPart({ restocked, shipsBy }: PreparingCard, context: Context) {
  if (!restocked) return dateless('preparing')
  return shipsBy
    ? { state: 'restocked_dated' as const, ...days(shipsBy, context) }
    : dateless('restocked')
}

function waitingPart({ shipsBy, missed }: WaitingCard, context: Context) {
  if (shipsBy) return { state: 'waiting' as const, ...days(shipsBy, context) }
  return missed ? { state: 'missed' as const, ...days(missed, context) } : dateless('no_date')
}

const dateless = (state: SummaryState) => ({ state, when: '', whenLong: '' })

function days(day: Day, { locale, options }: Context) {
  const today = dayIn(options.now, options.zone)
  return {
    when: formatDay(day, locale, 'short', today),
    whenLong: formatDay(day, locale, 'long', today),
  }
}

/** Cards of one state and one date are one part: two packages that arrive together, for one. */
function mergeParts(parts: Part[]): Part[] {
  const merged = new Map<string, Part>()
  for (const part of parts) {
    const key = `${part.state} ${part.when}`
    const known = merged.get(key)
    if (known) known.count += part.count
    else merged.set(key, { ...part })
  }
  const all = [...merged.values()]
  const coming = all.filter(({ state }) => state !== 'delivered')
  const arrived = all.filter(({ state }) => state === 'delivered')
  if (coming.length === 0) return arrived.slice(-1)
  return coming.length < PARTS_MAX ? [...coming, ...togetherArrived(arrived)] : coming
}

/** What has arrived is known to its reader: counted in one clause, and only where there is room. */
function togetherArrived(arrived: Part[]): Part[] {
  const last = arrived.at(-1)
  const count = arrived.reduce((sum, part) => sum + part.count, 0)
  return last ? [{ ...last, when: arrived.length > 1 ? '' : last.when, count }] : []
}

function whole(part: Part, live: LiveCard[], { words, options, order }: Context): string {
  const lines = new Set(live.flatMap(({ items }) => items.map(({ line }) => line)))
  const [only] = lines
  const title = lines.size === 1 && only && part.count === 1 ? only.title : null
  const partly = order.lines.some((line) => line.cancelled > 0)
  return words.summary.whole(part.state, {
    name: words.summary.subject(title && title.length <= TITLE_MAX ? title : null, partly),
    when: part.whenLong,
    packages: live.length,
    reach: options.reach ?? 'email',
  })
}

function severalParts(parts: Part[], { words, order }: Context): string {
  const shown = parts.length > PARTS_MAX ? parts.slice(0, PARTS_MAX - 1) : parts
  const rest = parts.slice(shown.length).reduce((count, part) => count + part.count, 0)
  const total = orderedCount(order)
  const clauses = shown.map((part, at) =>
    words.summary.part(part.state, { ...part, of: at === 0 ? total : null }),
  )
  return words.summary.join(rest > 0 ? [...clauses, words.summary.rest(rest)] : clauses)
}
