import type { PromiseFigures, PromiseReport } from '../../operations/read-promise-report.ts'

/** Rates to four places: more would feign a precision that counts of orders do not have. */
const round = (value: number | null) => (value === null ? null : Math.round(value * 1e4) / 1e4)

const figures = (one: PromiseFigures) => ({
  promises: one.promises,
  kept: one.kept,
  missed: one.missed,
  missed_open: one.missedOpen,
  pending: one.pending,
  cancelled: one.cancelled,
  kept_rate: round(one.keptRate),
  kept_rate_by_last_date: round(one.keptRateByLast),
  slipped: one.slipped,
  mean_days_early: round(one.meanDaysEarly),
  mean_days_late: round(one.meanDaysLate),
  mean_slip_days: round(one.meanSlipDays),
})

export const promiseReportShape = ({ from, to, by, confidence, total, groups }: PromiseReport) => ({
  from,
  to,
  by,
  confidence,
  total: figures(total),
  data: groups.map((group) => ({ [by]: group.key, ...figures(group) })),
})
