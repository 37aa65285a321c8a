import { addFacts, type Because, because, writeBecause } from './because.ts'
import type { CadenceContext } from './cadence/context.ts'
import { asReadOfRefunds } from './cadence/merchant/refund-as-read.ts'
import { later } from './instant.ts'
import {
  type HookedNotice,
  isMailedNotice,
  type MailedNotice,
  type MerchantNotice,
  type StoredNotice,
  type WantedNotice,
} from './merchant-notice.ts'
import type { Instant } from './order.ts'
import type { PlanOf } from './replan.ts'
import { causeOf, endpointOf, takenSince, webhookKey } from './webhook.ts'

type Context = Pick<CadenceContext, 'now' | 'hasNotifyEmail' | 'webhooks'>
type Stored = readonly StoredNotice[]

/**
 * The difference between what the merchant should hear and what is stored: compared by key, like a
 * customer's messages. What needs an act goes to the endpoints that take it, else by mail; without
 * either it is held, so that the console shows what nobody was told.
 */
export function planNotices(
  notices: readonly MerchantNotice[],
  stored: Stored,
  context: Context,
  whyDone: (cause: string) => Because = doneOrUntrue,
): PlanOf<WantedNotice> {
  // In the order in which it happened: an endpoint hears what is of one order in that order.
  const wanted = [...asReadOfRefunds(notices, stored, context.now)]
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
    .flatMap((notice) => address(notice, stored, context))
  const plan: PlanOf<WantedNotice> = { insert: [], move: [], withdraw: [], wanted }
  const find = ({ key, channel }: WantedNotice) =>
    stored.find((known) => known.key === key && known.channel === channel)
  for (const one of wanted) {
    const known = find(one)
    if (!known) plan.insert.push(one)
    else if (OPEN.has(known.status) && !isUnderWay(known)) {
      const moved = asDueAs(known, one, context.now)
      if (!differs(known, moved)) continue
      const isDueNew = known.status !== 'planned' || known.dueAt !== moved.dueAt
      plan.move.push({ messageId: known.messageId, wanted: moved, isDueNew })
    }
  }
  for (const known of stored) {
    if (known.status !== 'planned' && known.status !== 'held') continue
    if (wanted.some(({ key, channel }) => key === known.key && channel === known.channel)) continue
    if (isLeftToWorker(known, context)) continue
    plan.withdraw.push({ messageId: known.messageId, ...whyGone(known, wanted, context, whyDone) })
  }
  return plan
}

const OPEN: ReadonlySet<StoredNotice['status']> = new Set(['planned', 'held', 'withdrawn'])
const TOLD: ReadonlySet<StoredNotice['status']> = new Set([
  'sending',
  'unclear',
  'sent',
  'delivered',
])

/** Once an endpoint was tried it may have heard it: the same event goes until it is taken. */
const isUnderWay = ({ channel, status, isBegun }: StoredNotice) =>
  channel === 'webhook' && status === 'planned' && isBegun === true

/**
 * What was to be told to an endpoint that is off is ended by who would tell it, who knows whether it
 * may be turned on again: then it is parked, and can be replayed.
 */
const isLeftToWorker = (known: StoredNotice, context: Context) =>
  isUnderWay(known) ||
  (known.channel === 'webhook' &&
    known.status === 'planned' &&
    known.dueAt <= context.now &&
    !isEnabled(known, context))

const isEnabled = ({ key }: StoredNotice, { webhooks = [] }: Context) =>
  webhooks.some(({ id }) => id === endpointOf(key))

function address(notice: MerchantNotice, stored: Stored, context: Context): WantedNotice[] {
  const hooks = hooksOf(notice, stored, context)
  const mail = mailOf(notice, hooks, stored, context)
  return mail ? [...hooks, mail] : hooks
}

/**
 * To each endpoint that takes it and has taken it since before it happened. What needs an act and
 * was told to nobody goes also to one that is newer: it is still to be done.
 */
function hooksOf(notice: MerchantNotice, stored: Stored, context: Context): HookedNotice[] {
  const { webhooks = [], now } = context
  if (webhooks.length === 0) return []
  const isUntold = isMailable(notice) && !isTold(notice, stored)
  return webhooks.flatMap(({ id, types }) => {
    const key = webhookKey(id, notice.key)
    const since = takenSince({ types }, notice.kind)
    const isKnown = stored.some((one) => one.key === key && one.status !== 'withdrawn')
    if (since === null || (notice.dueAt < since && !isUntold && !isKnown)) return []
    const { dueAt: at } = notice
    return [{ ...notice, key, at, dueAt: later(at, now), channel: 'webhook', status: 'planned' }]
  })
}

/** By mail where no endpoint takes it, or those that do have not taken it for three days. */
function mailOf(
  notice: MerchantNotice,
  hooks: readonly HookedNotice[],
  stored: Stored,
  { now, hasNotifyEmail }: Context,
): MailedNotice | null {
  const { kind } = notice
  if (!isMailedNotice(kind) || notice.webhookOnly) return null
  if (hooks.some(({ key }) => !isParked(key, stored)) || isTold(notice, stored, 'webhook'))
    return null
  const dueAt = later(notice.dueAt, now)
  const mail = { ...notice, kind, dueAt, channel: 'notify' as const }
  if (hasNotifyEmail) return { ...mail, status: 'planned' }
  const why = `${notice.why} Held: no notify_email is set.`
  return { ...addFacts(mail, { held: 'no_notify_email' }), why, status: 'held' }
}

const isMailable = ({ kind, webhookOnly }: MerchantNotice) => isMailedNotice(kind) && !webhookOnly

const isParked = (key: string, stored: Stored) =>
  stored.some((one) => one.key === key && one.channel === 'webhook' && one.status === 'failed')

/** Handed over, by the mail or to any endpoint, one that has gone since among them. */
const isTold = ({ key }: MerchantNotice, stored: Stored, by?: StoredNotice['channel']) =>
  stored.some(
    (one) =>
      TOLD.has(one.status) &&
      (by === undefined || one.channel === by) &&
      (one.channel === 'webhook' ? causeOf(one.key) === key : one.key === key),
  )

/** Overdue stays overdue: what is due already is not pushed on to "now" by each replan. */
const asDueAs = (known: StoredNotice, wanted: WantedNotice, now: Instant): WantedNotice =>
  known.status === wanted.status && known.dueAt <= now && wanted.dueAt <= now
    ? { ...wanted, dueAt: known.dueAt }
    : wanted

function differs(known: StoredNotice, wanted: WantedNotice): boolean {
  if (known.status !== wanted.status || known.why !== wanted.why) return true
  if (known.because !== undefined && known.because !== writeBecause(wanted.because)) return true
  return known.dueAt !== wanted.dueAt
}

function whyGone(
  known: StoredNotice,
  wanted: readonly WantedNotice[],
  context: Context,
  whyDone: (cause: string) => Because,
) {
  const cause = known.channel === 'webhook' ? causeOf(known.key) : known.key
  if (known.channel === 'webhook' && !isEnabled(known, context)) return endpointGone(cause)
  if (wanted.some(({ channel, key }) => channel === 'webhook' && causeOf(key) === cause))
    return {
      why: 'A webhook endpoint takes it, so no mail says it.',
      because: because('endpoint_takes_it', { cause }),
    }
  return {
    why: 'It was done meanwhile, or is no longer true.',
    because: whyDone(cause),
  }
}

const doneOrUntrue = (cause: string) => because('done_or_no_longer_true', { cause })

/** Why an event is not told any more: where it was to go is no more. */
export const endpointGone = (cause: string) => ({
  why: 'The endpoint was removed or disabled.',
  because: because('endpoint_gone', { cause }),
})
