import { countFeedback, type FeedbackCount, type FeedbackGrouping } from '../db/feedback.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import { DATE_RECORDS, type DateRecord } from '../domain/date-record.ts'
import { SCORES, type Score } from '../domain/feedback.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { Day } from '../domain/order.ts'
import { type Share, shareOf } from '../domain/share.ts'
import { loadMerchant } from './merchants.ts'
import type { Services } from './services.ts'

const SPAN_DAYS = 365
const GROUPS_MAX = 500
/** "Yes" to the question: 4 and 5. */
const HIGH_FROM = 4

/** Answers, and what they say. `high` is the share of 4 and 5; null where nobody answered. */
export type ScoreFigures = {
  answers: number
  mean: number | null
  high: Share | null
  scores: Record<Score, number>
}
export type FeedbackFigures = ScoreFigures & {
  key: string | null
  /** The same by what the record says of these orders' dates. */
  record: Record<DateRecord, ScoreFigures>
}
export type FeedbackReport = {
  from: Day
  to: Day
  by: FeedbackGrouping
  total: FeedbackFigures
  groups: FeedbackFigures[]
}

/**
 * What customers answered to "did it come when we said", beside what the record says of the same
 * orders: a low score where every date was kept tells of something else than the dates. Counted
 * under the day of the answer; the last year where no span is given.
 */
export async function readFeedbackReport(
  services: Services,
  merchantId: string,
  { by, from, to }: { by: FeedbackGrouping; from: Day | null; to: Day | null },
): Promise<FeedbackReport> {
  const merchant = await loadMerchant(services, merchantId)
  const until = to ?? dayOf(merchantNow(merchant, services.clock.now()), merchant.timeZone)
  const span = { from: from ?? addDays(until, -SPAN_DAYS), to: until }
  const counts = await countFeedback(services.read, merchant.id, { by, ...span })
  const groups = [...Map.groupBy(counts, ({ key }) => key)].map(([key, rows]) =>
    figuresOf(key, rows),
  )
  // Of a year, its months as they came; else those first of whom most is known.
  if (by === 'carrier') groups.sort((a, b) => b.answers - a.answers)
  return { ...span, by, total: figuresOf(null, counts), groups: groups.slice(0, GROUPS_MAX) }
}

function figuresOf(key: string | null, rows: readonly FeedbackCount[]): FeedbackFigures {
  const ofRecord = (record: DateRecord) => scoresOf(rows.filter((row) => row.record === record))
  const record = Object.fromEntries(DATE_RECORDS.map((one) => [one, ofRecord(one)] as const))
  return { key, ...scoresOf(rows), record: record as FeedbackFigures['record'] }
}

function scoresOf(rows: readonly FeedbackCount[]): ScoreFigures {
  const count = (wanted: (score: number) => boolean) =>
    rows.reduce((sum, { score, answers }) => sum + (wanted(score) ? answers : 0), 0)
  const answers = count(() => true)
  const points = rows.reduce((sum, { score, answers: times }) => sum + score * times, 0)
  const scores = SCORES.map((score) => [score, count((one) => one === score)] as const)
  return {
    answers,
    mean: answers === 0 ? null : points / answers,
    high: shareOf(
      count((score) => score >= HIGH_FROM),
      answers,
    ),
    scores: Object.fromEntries(scores) as Record<Score, number>,
  }
}
