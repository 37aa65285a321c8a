import { type MessageKind, SMS_KINDS } from './message.ts'
import type { BackorderKind, Line, OrderState } from './order.ts'
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

/** Off for all, or off for every kind of backorder that the notice is about. */
export function isTurnedOff(
  policy: Policy,
  kind: MessageKind,
  order: Pick<OrderState, 'lines'>,
  lineIds: readonly string[] = [],
): boolean {
  if (policy.kinds_off.includes(kind)) return true
  if (!hasKindsOff(policy)) return false
  const about = order.lines.filter(({ id, backorder }) =>
    lineIds.length > 0 ? lineIds.includes(id) : backorder !== null,
  )
  return about.length > 0 && about.every((line) => ofLine(policy, line).kinds_off.includes(kind))
}

/** Goes by text beside its mail: by the cadence, and unless the merchant keeps it to mail. */
export const isTextedKind = ({ sms_off: off }: Policy, kind: MessageKind): boolean =>
  SMS_KINDS.has(kind) && !off.includes(kind)

/** Of which nothing is off for one kind of backorder alone, no line has to be looked at. */
const hasKindsOff = ({ by_kind }: Policy) =>
  Object.values(by_kind).some((own) => (own?.kinds_off?.length ?? 0) > 0)

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

/** What is left out, and what a program left undefined, is no value of its own. */
const given = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
