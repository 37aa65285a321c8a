import { SMS_KINDS } from '../domain/message.ts'
import { sayKind } from './words.ts'

/** One setting as a form shows it; `path` is its place in the policy. */
export type PolicyField = {
  path: readonly string[]
  label: string
  /** Beside the field: what is counted. */
  unit?: string
  /** `optional`: left empty it holds what `empty` says. */
  kind: 'number' | 'numbers' | 'percent' | 'time' | 'text' | 'lines' | 'yes' | 'choice' | 'several'
  empty?: string
  options?: readonly (readonly [string, string])[]
}
export type PolicyGroup = { name: string; fields: readonly PolicyField[] }

const WEEKDAYS = [
  ['mon', 'Mon'],
  ['tue', 'Tue'],
  ['wed', 'Wed'],
  ['thu', 'Thu'],
  ['fri', 'Fri'],
  ['sat', 'Sat'],
  ['sun', 'Sun'],
] as const
export const BUFFER_RULE = [
  ['default', 'by a share of the time until then'],
  ['learned', 'by as much as that supplier was late before'],
] as const
export const CANCELLATION = [
  ['auto', 'cancels at once, until stock is being prepared'],
  ['request', 'asks you first'],
] as const

export const at = (...path: string[]) => path

/** The main settings. What is in none of these stays as it was set by the API. */
export const POLICY_GROUPS: readonly PolicyGroup[] = [
  {
    name: 'Nobody waits in silence',
    fields: [
      {
        path: at('silence_budget_days'),
        label: 'Who waits hears from us at least every',
        kind: 'number',
        unit: 'days',
      },
      {
        path: at('preorder_silence_budget_days'),
        label: 'The same where all that waits are preorders',
        kind: 'number',
        unit: 'days',
      },
      { path: at('send_hour'), label: 'A word that nothing has changed goes out at', kind: 'time' },
      {
        path: at('checkin_after_hours'),
        label: 'A backorder is checked in on after',
        kind: 'number',
        unit: 'hours',
      },
      {
        path: at('missed_at'),
        label: 'A broken promise is owned up to, the morning after, at',
        kind: 'time',
      },
      {
        path: at('import_spread_hours'),
        label: 'First words to who waits in an import are spread over',
        kind: 'number',
        unit: 'hours',
      },
      {
        path: at('answer_within_hours'),
        label: 'A question is late in your list after (customers are told 24)',
        kind: 'number',
        unit: 'hours',
      },
    ],
  },
  {
    name: 'Dates that are kept',
    fields: [
      {
        path: at('buffer', 'rule'),
        label: 'The date that is told lies behind the one you hope for',
        kind: 'choice',
        options: BUFFER_RULE,
      },
      { path: at('buffer', 'share'), label: 'That share', kind: 'percent', unit: '%' },
      { path: at('buffer', 'min_days'), label: 'At least', kind: 'number', unit: 'days' },
      { path: at('buffer', 'max_days'), label: 'At most', kind: 'number', unit: 'days' },
      {
        path: at('buffer', 'confidence'),
        label: 'Learned: dates that are to be kept',
        kind: 'percent',
        unit: '%',
      },
      {
        path: at('buffer', 'max_buffer_days'),
        label: 'Learned: no date is told that would take more than',
        kind: 'number',
        unit: 'days',
      },
      {
        path: at('buffer', 'earlier_by_days'),
        label: 'A date that was told moves earlier only by',
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
        label: 'Who still waits is asked whether to go on after',
        kind: 'number',
        unit: 'days',
      },
    ],
  },
  {
    name: 'When parcels leave',
    fields: [
      { path: at('shipping_days'), label: 'On these days', kind: 'several', options: WEEKDAYS },
      {
        path: at('cut_off'),
        label: 'What comes by this hour leaves the same day',
        kind: 'time',
        empty: 'all day',
      },
      {
        path: at('closed_on'),
        label: 'Closed on, one a line: 2026-12-24, every year 12-24, 2026-08-03/2026-08-14',
        kind: 'lines',
      },
      {
        path: at('holidays', 'observed'),
        label: 'None leaves on public holidays',
        kind: 'yes',
      },
      {
        path: at('holidays', 'region'),
        label: 'Holidays of, like US-CA or DE-BY',
        kind: 'text',
        empty: 'your country',
      },
    ],
  },
  {
    name: 'Cancelling and delays',
    fields: [
      {
        path: at('cancellation'),
        label: 'One press of a customer',
        kind: 'choice',
        options: CANCELLATION,
      },
      {
        path: at('delay_options'),
        label: 'A delay is put as a choice, with what silence means (16 CFR 435.2)',
        kind: 'choice',
        options: [
          ['', 'where you or the address are in the US'],
          ['ftc', 'always'],
          ['notify', 'never: the new date is told'],
        ],
      },
      {
        path: at('expiry'),
        label: 'A wait that silence ends',
        kind: 'choice',
        options: [
          ['auto', 'is cancelled'],
          ['confirm', 'is put before you'],
        ],
      },
      {
        path: at('warned_days'),
        label:
          'Before it ends, the customer is reminded and you are warned: 7, 2 and, if you like, more',
        kind: 'numbers',
        unit: 'days ahead',
      },
      {
        path: at('feed_silent_days'),
        label: 'Your shop’s feed looks dead, and silence cancels nothing, without an event for',
        kind: 'number',
        unit: 'days',
      },
      {
        path: at('feed_busy_days'),
        label: 'Where before it there were events on',
        kind: 'number',
        unit: 'of 28 days',
      },
      {
        path: at('split'),
        label: 'What is here, while the rest waits',
        kind: 'choice',
        options: [
          ['ship_available', 'ships first'],
          ['hold', 'waits for the rest'],
          ['ask', 'as the customer chooses'],
        ],
      },
      {
        path: at('refund_days'),
        label: 'Money goes back within',
        kind: 'number',
        unit: 'working days',
      },
    ],
  },
  {
    name: 'Texts and parcels',
    fields: [
      { path: at('sms'), label: 'Texts go to who agreed to them', kind: 'yes' },
      { path: at('sms_from'), label: 'From, on the reader’s clock', kind: 'time' },
      { path: at('sms_until'), label: 'Until', kind: 'time' },
      {
        path: at('sms_off'),
        label: 'By e-mail only',
        kind: 'several',
        options: [...SMS_KINDS].map((kind) => [kind, sayKind(kind)] as const),
      },
      {
        path: at('shipped_on'),
        label: '“Shipped” is said',
        kind: 'choice',
        options: [
          ['handover', 'when you hand it over'],
          ['first_scan', 'with the first scan'],
        ],
      },
      {
        path: at('first_scan_hours'),
        label: 'With the first scan: without one, after',
        kind: 'number',
        unit: 'hours',
      },
      {
        path: at('stalled_after_days'),
        label: 'A parcel without a scan is stuck after',
        kind: 'number',
        unit: 'days',
      },
      { path: at('lost_after_days'), label: 'And lost after', kind: 'number', unit: 'days' },
      {
        path: at('delivery_feedback'),
        label: 'One question after the delivery',
        kind: 'yes',
      },
      {
        path: at('feedback_after_days'),
        label: 'It is asked after',
        kind: 'number',
        unit: 'days',
      },
      {
        path: at('page_views'),
        label: 'Note when the pages of an order are opened, for its evidence',
        kind: 'yes',
      },
    ],
  },
]

export const nameOfField = ({ path }: Pick<PolicyField, 'path'>) => path.join('.')
