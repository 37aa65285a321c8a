import type {
  FeedbackFigures,
  FeedbackReport,
  ScoreFigures,
} from '../../operations/read-feedback-report.ts'

/** To four places, as other rates. */
const round = (value: number | undefined | null) =>
  value === null || value === undefined ? null : Math.round(value * 1e4) / 1e4

const scores = ({ answers, mean, high, scores: given }: ScoreFigures) => ({
  answers,
  mean: round(mean),
  high_rate: round(high?.rate),
  high_rate_from: round(high?.low),
  high_rate_to: round(high?.high),
  scores: given,
})

const figures = ({ record, ...all }: FeedbackFigures) => ({
  ...scores(all),
  by_record: {
    kept: scores(record.kept),
    missed: scores(record.missed),
    none: scores(record.none),
  },
})

export const feedbackReportShape = ({ from, to, by, total, groups }: FeedbackReport) => ({
  from,
  to,
  by,
  total: figures(total),
  data: groups.map((group) => ({ [by]: group.key, ...figures(group) })),
})
