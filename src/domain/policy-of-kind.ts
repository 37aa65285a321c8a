import { type MessageKind, SMS_KINDS } from './message.ts'
import { type BackorderKind, type Line, type OrderState, openQuantity } from './order.ts'
import type { KindPolicy, Policy } from './policy.ts'

/** What holds for one kind of backorder: nothing of it is left open. */
export type PolicyOfKind = AllGiven<Omit<KindPolicy, 'buffer'>> & { buffer: Policy['buffer'] }

type AllGiven<T> = { [K in keyof T]-?: Exclude<T[K], undefined> }

/**
 * The policy as it is for a kind of backorder; null is a line in stock. Kept beside the policy, which
 * is never changed in place: a plan asks for each line of each of its notices.
 */
export function policyFor(policy: Policy, kind: BackorderKind | null): PolicyOfKind {
  const kinds = byKind.get(policy) ?? new Map<BackorderKind | null, PolicyOfKind>()
  if (kinds.size === 0) byKind.set(policy, kinds)
  const known = kinds.get(kind)
  if (known) return known
  const made = madeFor(policy, kind)
  kinds.set(kind, made)
  return made
}

const byKind = new WeakMap<Policy, Map<BackorderKind | null, PolicyOfKind>>()

function madeFor(policy: Policy, kind: BackorderKind | null): PolicyOfKind {
  const { buffer, ...own } = (kind && policy.by_kind[kind]) || {}
  return {
    kinds_off: policy.kinds_off,
    sms_off: policy.sms_off,
    send_hour: policy.send_hour,
    missed_at: policy.missed_at,
    checkin_after_hours: policy.checkin_after_hours,
    silence_budget_days:
      kind === 'preorder' ? policy.preorder_silence_budget_days : policy.silence_budget_days,
    handling_days: policy.handling_days,
    cancellation: policy.cancellation,
    fulfilment_window_days: policy.fulfilment_window_days,
    ...given(own),
    buffer: { ...policy.buffer, ...given(buffer ?? {}) },
  }
}

type Kinded = Pick<Line, 'backorder'>

/**
 * How long an order may hear nothing while these lines wait: the shortest of their budgets, for a
 * preorder beside a late lamp must not silence the lamp.
 */
export const silenceBudgetDays = (policy: Policy, lines: readonly Kinded[]): number =>
  shortest(policy, lines, 'silence_budget_days')

/** How long after the order a check-in is due: the earliest of what its lines ask for. */
export const checkinAfterHours = (policy: Policy, lines: readonly Kinded[]): number =>
  shortest(policy, lines, 'checkin_after_hours')

/** After how many days whoever waits for these lines is asked whether to go on. */
export const fulfilmentWindowDays = (policy: Policy, lines: readonly Kinded[]): number =>
  shortest(policy, lines, 'fulfilment_window_days')

/** When on a reader's day a word goes out that these lines still wait: the earliest of their hours. */
export const sendHour = (policy: Policy, lines: readonly Kinded[]): string =>
  earliest(policy, lines, 'send_hour')

/** At which hour of the day after a promise that was missed is owned up to: one hour for an order. */
export const missedHour = (policy: Policy, { lines }: Pick<OrderState, 'lines'>): string =>
  earliest(
    policy,
    lines.filter((line) => line.backorder !== null && openQuantity(line) > 0),
    'missed_at',
  )

/** Off for all, or off for every kind of backorder that the notice is about. */
export function isTurnedOff(
  policy: Policy,
  kind: MessageKind,
  order: Pick<OrderState, 'lines'>,
  lineIds: readonly string[] = [],
): boolean {
  if (policy.kinds_off.includes(kind)) return true
  if (!hasOwn(policy, 'kinds_off')) return false
  const about = order.lines.filter(({ id, backorder }) =>
    lineIds.length > 0 ? lineIds.includes(id) : backorder !== null,
  )
  return about.length > 0 && about.every((line) => ofLine(policy, line).kinds_off.includes(kind))
}

/**
 * Goes by text beside its mail: by the cadence, and unless the merchant keeps it to mail. For a kind of
 * backorder it is asked of the whole order, so that a word is texted alike wherever it is looked at.
 */
export function isTextedKind(
  policy: Policy,
  kind: MessageKind,
  { lines }: Pick<OrderState, 'lines'>,
): boolean {
  if (!SMS_KINDS.has(kind) || policy.sms_off.includes(kind)) return false
  if (!hasOwn(policy, 'sms_off')) return true
  const waited = lines.filter(({ backorder }) => backorder !== null)
  return waited.length === 0 || !waited.every((line) => ofLine(policy, line).sms_off.includes(kind))
}

/** Of which nothing is off for one kind of backorder alone, no line has to be looked at. */
const hasOwn = ({ by_kind }: Policy, field: 'kinds_off' | 'sms_off') =>
  Object.values(by_kind).some((own) => (own?.[field]?.length ?? 0) > 0)

/** By kind of backorder, for who computes promises: only the kinds that have something of their own. */
export const buffersByKind = (policy: Policy) =>
  Object.fromEntries(
    Object.keys(policy.by_kind).map((kind) => {
      const { buffer, handling_days: handlingDays } = policyFor(policy, kind as BackorderKind)
      return [kind, { buffer, handlingDays }]
    }),
  ) as Partial<Record<BackorderKind, { buffer: Policy['buffer']; handlingDays: number }>>

const ofLine = (policy: Policy, { backorder }: Kinded) => policyFor(policy, backorder?.kind ?? null)

function shortest(
  policy: Policy,
  lines: readonly Kinded[],
  field: 'silence_budget_days' | 'checkin_after_hours' | 'fulfilment_window_days',
): number {
  const all = lines.map((line) => ofLine(policy, line)[field])
  return all.length > 0 ? Math.min(...all) : policy[field]
}

/** Hours of one clock, written alike: as text they stand in the order of the day. */
function earliest(
  policy: Policy,
  lines: readonly Kinded[],
  field: 'send_hour' | 'missed_at',
): string {
  const all = lines.map((line) => ofLine(policy, line)[field])
  return all.reduce((first, next) => (next < first ? next : first), all[0] ?? policy[field])
}

/** What is left out, and what a program left undefined, is no value of its own. */
const given = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
