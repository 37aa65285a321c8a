import { at, BUFFER_RULE, CANCELLATION, type PolicyField } from './policy-fields.ts'

const AS_FOR_ALL = 'as for all'

/** What one kind of backorder may have of its own; empty: what holds for all. */
export const kindFields = (kind: string): PolicyField[] =>
  (
    [
      { path: at('silence_budget_days'), label: 'A word every', kind: 'number', unit: 'days' },
      { path: at('send_hour'), label: 'That nothing has changed, at', kind: 'time' },
      { path: at('checkin_after_hours'), label: 'Check-in after', kind: 'number', unit: 'hours' },
      { path: at('missed_at'), label: 'A broken promise, the morning after, at', kind: 'time' },
      {
        path: at('buffer', 'rule'),
        label: 'The date that is told',
        kind: 'choice',
        options: [['', AS_FOR_ALL], ...BUFFER_RULE],
      },
      { path: at('buffer', 'share'), label: 'Buffer: share', kind: 'percent', unit: '%' },
      { path: at('buffer', 'min_days'), label: 'At least', kind: 'number', unit: 'days' },
      { path: at('buffer', 'max_days'), label: 'At most', kind: 'number', unit: 'days' },
      {
        path: at('buffer', 'confidence'),
        label: 'Learned: dates to be kept',
        kind: 'percent',
        unit: '%',
      },
      {
        path: at('buffer', 'max_buffer_days'),
        label: 'Learned: none that takes more than',
        kind: 'number',
        unit: 'days',
      },
      {
        path: at('buffer', 'earlier_by_days'),
        label: 'Earlier only by',
        kind: 'number',
        unit: 'days or more',
      },
      {
        path: at('handling_days'),
        label: 'From stock to parcel',
        kind: 'number',
        unit: 'working days',
      },
      {
        path: at('fulfilment_window_days'),
        label: 'Asked whether to go on after',
        kind: 'number',
        unit: 'days',
      },
      {
        path: at('cancellation'),
        label: 'One press of a customer',
        kind: 'choice',
        options: [['', AS_FOR_ALL], ...CANCELLATION],
      },
    ] satisfies PolicyField[]
  ).map((field) => ({ ...field, path: ['by_kind', kind, ...field.path], empty: AS_FOR_ALL }))
