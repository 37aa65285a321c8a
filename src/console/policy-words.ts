import { BACKORDER_KINDS } from '../domain/event.ts'
import { type MessageKind, SMS_KINDS } from '../domain/message.ts'
import type { BackorderKind } from '../domain/order.ts'
import type { Policy } from '../domain/policy.ts'
import { type PolicyOfKind, policyFor } from '../domain/policy-of-kind.ts'
import { count, inWords, sayKind } from './words.ts'

/** Kinds of backorder for which one thing holds, and what. */
export type PolicyWords = { name: string; says: string[] }

/** What a policy means for who waits, a paragraph for all kinds of backorder that it treats alike. */
export function policyWords(policy: Policy): PolicyWords[] {
  const alike = Map.groupBy(BACKORDER_KINDS, (kind) => JSON.stringify(sentences(policy, kind)))
  return [...alike].map(([said, kinds]) => ({
    name: names(kinds),
    says: JSON.parse(said) as string[],
  }))
}

function sentences(policy: Policy, kind: BackorderKind): string[] {
  const own = policyFor(policy, kind)
  const off = new Set([...policy.kinds_off, ...own.kinds_off])
  const days = (n: number) => count(n, 'day')
  return [
    `Who waits hears from you at least every ${days(own.silence_budget_days)}, at ${own.send_hour} on their clock.`,
    off.has('backorder_checkin')
      ? 'No check-in follows the order.'
      : `A short check-in follows the order after ${count(own.checkin_after_hours, 'hour')}.`,
    bufferWords(own.buffer),
    `A date that was told moves earlier only by ${days(own.buffer.earlier_by_days)} or more. One that passes is owned up to the day after, at ${own.missed_at}.`,
    `What has come ships within ${count(own.handling_days, 'working day')}.`,
    own.cancellation === 'auto'
      ? 'One press cancels at once, until stock is being prepared; then you are asked.'
      : 'Who wants to cancel asks you.',
    `Who still waits after ${days(own.fulfilment_window_days)} is asked whether to go on.`,
    ...offWords(off),
    ...mailOnlyWords(new Set([...policy.sms_off, ...own.sms_off])),
  ]
}

function bufferWords(buffer: PolicyOfKind['buffer']): string {
  const { rule, share, min_days: min, max_days: max } = buffer
  const span = min === max ? count(max, 'day') : `${min} to ${count(max, 'day')}`
  if (rule === 'default') {
    return share === 0 || max === 0
      ? `The date that is told lies ${count(min, 'day')} behind the one you hope for.`
      : `The date that is told lies behind the one you hope for by ${percent(share)} of the time until then: ${span}.`
  }
  return `The date that is told is one that would have been kept ${Math.round(buffer.confidence * 100)} times of 100, by how late that supplier was before; where that takes more than ${count(buffer.max_buffer_days, 'day')}, none is told.`
}

function offWords(off: ReadonlySet<string>): string[] {
  const silent = [...off].filter((kind) => kind !== 'backorder_checkin')
  return silent.length > 0
    ? [`Not sent: ${silent.map((kind) => sayKind(kind as 'shipped').toLowerCase()).join(', ')}.`]
    : []
}

function mailOnlyWords(off: ReadonlySet<MessageKind>): string[] {
  const mailed = [...off].filter((kind) => SMS_KINDS.has(kind))
  return mailed.length > 0
    ? [`By e-mail only: ${mailed.map((kind) => sayKind(kind).toLowerCase()).join(', ')}.`]
    : []
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`

function names(kinds: readonly BackorderKind[]): string {
  if (kinds.length === BACKORDER_KINDS.length) return 'Every kind of backorder'
  const said = kinds.map((kind, at) => (at === 0 ? inWords(kind) : kind.replaceAll('_', ' ')))
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(said)
}

/** What one version changed against the one before: "silence_budget_days 7 → 5". */
export function policyChanges(before: Policy | null, after: Policy): string[] {
  if (before === null) return []
  const was = flat(before)
  const is = flat(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((place) => was.get(place) !== is.get(place))
    .map((place) => `${place} ${was.get(place) ?? 'none'} → ${is.get(place) ?? 'none'}`)
}

function flat(value: object, under = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([name, inner]): [string, string][] =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? [...flat(inner, `${under}${name}.`)]
        : [[`${under}${name}`, sayValue(inner)]],
    ),
  )
}

const VALUE_MAX = 80

function sayValue(value: unknown): string {
  const said =
    Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? value.join(', ') || 'none'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  return said.length > VALUE_MAX ? `${said.slice(0, VALUE_MAX)}…` : said
}
