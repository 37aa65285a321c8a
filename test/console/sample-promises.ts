import type { PromiseReportView } from '../../src/operations/console-types.ts'

type Figures = PromiseReportView['total']

const oak: Figures = {
  key: 'Oak & Sons',
  promises: 40,
  kept: 38,
  missed: 2,
  missedOpen: 1,
  pending: 3,
  keptRate: 0.95,
  keptRateByLast: 0.975,
  slipped: 1,
  meanDaysEarly: 2.25,
  meanDaysLate: 3,
  meanSlipDays: 6,
}

/** One supplier that keeps its dates, one that does not, and lines that name none. */
export const promises: PromiseReportView = {
  from: '2026-01-01',
  to: '2026-04-01',
  by: 'supplier',
  confidence: 0.9,
  total: { ...oak, key: null, promises: 52, kept: 43, missed: 9, keptRate: 43 / 52 },
  groups: [
    {
      ...oak,
      key: '<Pine> of the very long name that goes on and on',
      promises: 12,
      kept: 5,
      missed: 7,
      missedOpen: 4,
      keptRate: 5 / 12,
      meanDaysLate: 11.4,
    },
    oak,
    {
      ...oak,
      key: null,
      promises: 0,
      kept: 0,
      missed: 0,
      missedOpen: 0,
      keptRate: null,
      meanDaysEarly: null,
    },
  ],
}
