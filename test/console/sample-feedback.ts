import { shareOf } from '../../src/domain/share.ts'
import type { FeedbackReport } from '../../src/operations/brand-console-types.ts'

type Counts = [number, number, number, number, number]

const scoresOf = (counts: Counts) => {
  const answers = counts.reduce((sum, one) => sum + one, 0)
  const points = counts.reduce((sum, one, at) => sum + one * (at + 1), 0)
  const [one, two, three, four, five] = counts
  return {
    answers,
    mean: answers === 0 ? null : points / answers,
    high: shareOf(four + five, answers),
    scores: { 1: one, 2: two, 3: three, 4: four, 5: five },
  }
}

const figures = (key: string | null, kept: Counts, missed: Counts, none: Counts) => ({
  key,
  ...scoresOf(kept.map((one, at) => one + (missed[at] ?? 0) + (none[at] ?? 0)) as Counts),
  record: { kept: scoresOf(kept), missed: scoresOf(missed), none: scoresOf(none) },
})

/** A year's answers: good where the dates were kept, and a month of three. */
export const feedback: FeedbackReport = {
  from: '2025-03-02',
  to: '2026-03-02',
  by: 'month',
  total: figures(null, [2, 1, 4, 20, 35], [6, 3, 2, 1, 0], [0, 0, 1, 2, 1]),
  groups: [
    figures('2026-01', [1, 1, 3, 12, 20], [5, 2, 1, 1, 0], [0, 0, 1, 1, 1]),
    figures('2026-02', [1, 0, 1, 7, 13], [1, 1, 1, 0, 0], [0, 0, 0, 0, 0]),
    figures('2026-03', [0, 0, 0, 1, 2], [0, 0, 0, 0, 0], [0, 0, 0, 1, 0]),
  ],
}
