import { agesOf, BEYOND, daysUntil, type Tally, tallyOf } from './lateness-curve.ts'
import { type LatenessRow, latenessRow, type SupplyOutcome } from './lateness-row.ts'
import type { Day } from './order.ts'
import type { LearnedBuffer } from './promise.ts'

export type { SupplyOutcome } from './lateness-row.ts'

/** All that is known on a day of how late a merchant's supplies come. */
export type LatenessModel = {
  today: Day
  samples: number
  all: Tally
  /** How many supplies have had the time to be so many days late. */
  ages: Float64Array
  bySupplier: ReadonlyMap<string, readonly LatenessRow[]>
}

export type BufferAsk = {
  supplier: string | null
  /** How many of a hundred promises are to be kept, as a share. */
  confidence: number
  /** A year at most. */
  maxBufferDays: number
  /** What the default rule would add to this very statement. */
  fallbackDays: number
}

/** What is told to the merchant beside the days: why they are so many, or none. */
export type BufferFacts = {
  reason: 'no_history' | 'own_date_kept' | 'learned' | 'too_long'
  /** The supplier's supplies that are due and that we knew of by the promised day. */
  watched: number
  /** Of those watched: came by the promised day. */
  onTime: number
  maxBufferDays: number
}

/** What is known on the morning of a day. Later facts may be passed in: they change nothing. */
export function latenessOf(outcomes: readonly SupplyOutcome[], today: Day): LatenessModel {
  const rows: LatenessRow[] = []
  const bySupplier = new Map<string, LatenessRow[]>()
  for (const outcome of outcomes) {
    const row = latenessRow(outcome, today)
    if (!row) continue
    rows.push(row)
    if (row.supplier === null) continue
    const own = bySupplier.get(row.supplier)
    if (own) own.push(row)
    else bySupplier.set(row.supplier, [row])
  }
  const samples = rows.filter(({ isSample }) => isSample).length
  return { today, samples, all: tallyOf(rows), ages: agesOf(rows), bySupplier }
}

/**
 * The days to add so that the asked share of promises is kept, from how late that supplier's
 * supplies came; the fewer they are, the more the merchant's others and the default rule say.
 *
 * A supplier whose own dates are kept gets nothing, whatever the others do: most are punctual, and
 * a buffer borrowed from the late ones would make every one of their promises needlessly late.
 */
export function learnBuffer(known: LatenessModel, ask: BufferAsk): LearnedBuffer & BufferFacts {
  const own = ask.supplier === null ? [] : (known.bySupplier.get(ask.supplier) ?? [])
  const facts = factsOf(own, known, ask)
  if (known.samples < RECORD_MIN) {
    const days = ask.fallbackDays
    return { ...facts, days, honestDays: days, rule: 'default', reason: 'no_history' }
  }
  if (keepsItsDates(facts)) {
    return { ...facts, days: 0, honestDays: 0, rule: 'learned', reason: 'own_date_kept' }
  }
  const honestDays = honestBuffer(own, facts, known, ask)
  return honestDays > ask.maxBufferDays
    ? { ...facts, days: null, honestDays, rule: 'learned', reason: 'too_long' }
    : { ...facts, days: honestDays, honestDays, rule: 'learned', reason: 'learned' }
}

/**
 * Fewer supplies than this are no record: neither of a merchant that is new here, nor that a supplier
 * keeps its dates, nor of a day by which things come that fewer have had the time to reach.
 */
const RECORD_MIN = 10

/** All other suppliers together count as at most so many supplies of the one that is asked about. */
export const OTHERS_WEIGHT = 100

/** The default rule counts as so many past supplies of the merchant. */
const DEFAULT_WEIGHT = 10

/**
 * The supplier has the benefit of half a standard error: what so many supplies cannot tell apart
 * from the share that was asked for is no reason to add a day.
 */
const BENEFIT_OF_DOUBT = 0.5

type Facts = Omit<LearnedBuffer & BufferFacts, 'days' | 'honestDays' | 'rule' | 'reason'>

function factsOf(own: readonly LatenessRow[], known: LatenessModel, ask: BufferAsk): Facts {
  const facts = { samples: 0, open: 0, watched: 0, onTime: 0 }
  for (const row of own) {
    if (row.isSample) facts.samples += 1
    if (row.isOpenLate) facts.open += 1
    if (!row.isWatched) continue
    facts.watched += 1
    if (row.hasCome && row.exit <= 0) facts.onTime += 1
  }
  const { supplier, confidence, maxBufferDays } = ask
  return { supplier, ...facts, merchantSamples: known.samples, confidence, maxBufferDays }
}

const keepsItsDates = ({ watched, onTime, confidence }: Facts) =>
  watched >= RECORD_MIN && onTime >= watched * confidence

function honestBuffer(
  own: readonly LatenessRow[],
  { samples, merchantSamples, confidence }: Facts,
  known: LatenessModel,
  { fallbackDays }: BufferAsk,
): number {
  const others = merchantSamples - samples + DEFAULT_WEIGHT
  const othersWeigh = Math.min(1, OTHERS_WEIGHT / others)
  const error = Math.sqrt((confidence * (1 - confidence)) / merchantSamples)
  const days = daysUntil(confidence - BENEFIT_OF_DOUBT * error, {
    own: tallyOf(own),
    all: known.all,
    othersWeigh,
    supposed: { weight: DEFAULT_WEIGHT * othersWeigh, fallbackDays, confidence },
  })
  const isKnown = days <= fallbackDays || (known.ages[days] ?? 0) >= RECORD_MIN
  return isKnown ? days : BEYOND
}
