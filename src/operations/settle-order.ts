import { writeTogether } from '../db/compiled.ts'
import { attachEvents, listOrderEvents, lockReferences } from '../db/events.ts'
import { withLosses } from '../db/losses.ts'
import { toStoredMessages, toStoredNotices } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { type LockedOrder, lockOrder, summaryOf } from '../db/order-lock.ts'
import { findOrderRows } from '../db/order-rows.ts'
import { saveOrder } from '../db/orders.ts'
import { applyEvents, foldOrder, newOrder } from '../domain/apply-event.ts'
import { looksFrom } from '../domain/attention.ts'
import type { CadenceContext } from '../domain/cadence/context.ts'
import { wantedMerchantNotices } from '../domain/cadence/merchant/index.ts'
import { whyDone } from '../domain/cadence/merchant/why-done.ts'
import { withoutUnread } from '../domain/cadence/say-again.ts'
import { type Contact, noContact } from '../domain/contact.ts'
import { applyToContact, foldContact } from '../domain/fold-contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { WantedNotice } from '../domain/merchant-notice.ts'
import { declinedKinds } from '../domain/optional-news.ts'
import { type Instant, isWaiting, type OrderState, orderStatus } from '../domain/order.ts'
import { compareEvents, type Recorded, sortKey } from '../domain/own-event.ts'
import { planNotices } from '../domain/plan-notices.ts'
import { calendarOf } from '../domain/policy-calendar.ts'
import { buffersByKind } from '../domain/policy-of-kind.ts'
import type { PromiseRules } from '../domain/promise.ts'
import { reachOf, recipientZone } from '../domain/recipient.ts'
import { type Plan, type PlanOf, replan } from '../domain/replan.ts'
import { dueDecisions, nextDecisionAt } from '../domain/timed-decision.ts'
import { withFeed } from './note-feed.ts'
import { notePromises } from './note-promises.ts'
import { references } from './order-references.ts'
import { asItIsNow } from './present-merchant.ts'
import { lastFolded, recordDecision } from './record-decision.ts'
import { saveFindable } from './save-findable.ts'
import { savePlan } from './save-plan.ts'
import type { Services } from './services.ts'
import { standInQueue } from './stand-in-queue.ts'
import { heedStop } from './stopped-numbers.ts'
import { heedLifted } from './suppress-address.ts'

export type Settled = {
  order: OrderState
  contact: Contact
  plan: Plan
  /** What the merchant itself is to hear. */
  notices: PlanOf<WantedNotice>
  wakeAt: Instant | null
}
type Folded = Pick<Settled, 'order' | 'contact'>

const NOTHING_YET = { contact: null, messages: [] }

/**
 * Brings an order up to date with events just recorded in this transaction: lock, load, fold,
 * replan, save. The only writer of an order's state and of its planned messages. `held`: as the
 * caller has just locked it.
 */
export async function settleOrder(
  services: Services,
  db: Db,
  asked: Merchant,
  orderId: string,
  news: readonly Recorded[],
  now: Instant,
  { anew = false, held = null }: { anew?: boolean; held?: LockedOrder | null } = {},
): Promise<Settled> {
  const locked = held ?? (await lockOrder(db, asked.id, orderId, now))
  const merchant = await asItIsNow(db, asked, locked)
  const isNew = locked.state === null
  await lockReferences(db, merchant.id, references(news, null))
  const attached = await attachEvents(db, merchant.id, references(news, locked.state), orderId)
  const events = [...news, ...attached].sort(compareEvents)
  const { contact: known, messages: stored } = isNew
    ? NOTHING_YET
    : await findOrderRows(db, merchant.id, orderId)
  const before = known ?? noContact()
  const first = await fold(db, merchant, { orderId, locked, events, before, anew })
  const packed = await withLatePackages(db, merchant, { locked, first, events })
  const standing = { before: locked.state, order: packed.order, locked, events, now }
  const folded = { ...packed, order: await standInQueue(services, db, merchant, standing) }
  const heeding = { events, now }
  const unstopped = await heedStop(services, db, merchant, folded, heeding)
  const marked = { order: folded.order, contact: unstopped }
  const contact = await heedLifted(services, db, merchant, marked, heeding)
  const messages = await withLosses(db, merchant.id, toStoredMessages(stored))
  const heard = (one: OrderState) => withoutUnread(one, messages)
  const asKnown = cadenceContext(merchant, contact, now)
  const context = await withFeed(services, db, merchant, heard(folded.order), asKnown)
  const deciding = { folded, locked, events, context, heard }
  const decided = await decideByTime(services, db, merchant, deciding)
  const again = { before: folded.order, order: decided, locked, events, now }
  const order =
    decided === folded.order ? decided : await standInQueue(services, db, merchant, again)

  const plan = replan(order, contact, messages, context)
  const toMerchant = wantedMerchantNotices(heard(order), context, messages)
  const notices = planNotices(toMerchant, toStoredNotices(stored), context, (cause) =>
    whyDone(order, cause),
  )
  const wakeAt = nextDecisionAt(heard(order), context)
  const wake = { before: locked.wakeAt, at: wakeAt }
  const plans = [plan, notices]
  const foldedTo = lastFolded(locked, events)
  await writeTogether(db, async () => {
    await savePlan(services, db, merchant, orderId, { plans, wake, now })
    const lookFrom = looksFrom(heard(order), context)
    const planned = { order, plans, context, foldedTo, wakeAt, lookFrom }
    await saveChanged(db, merchant.id, locked, planned)
    await notePromises(db, merchant, locked.state, order)
  })
  await saveFindable(db, merchant, { order, contact, before, isNew, events })
  return { order, contact, plan, notices, wakeAt }
}

/** Asked once more before each hand-over, an order is mostly as it was: then it is not written. */
async function saveChanged(
  db: Db,
  merchantId: string,
  locked: LockedOrder,
  { order: state, plans, context, foldedTo, wakeAt, lookFrom }: Planned,
) {
  const status = orderStatus(state)
  const since = silentSince(state)
  const isReachable = context.reach !== 'none'
  const isSame =
    state === locked.state &&
    wakeAt === locked.wakeAt &&
    summaryOf({ status, silent_since: since, isReachable, look_from: lookFrom }) ===
      locked.summary &&
    plans.every(({ insert, move, withdraw }) => insert.length + move.length + withdraw.length === 0)
  if (isSame) return
  const { now } = context
  const beside = { status, foldedTo, silentSince: since, isReachable, wakeAt, lookFrom }
  await saveOrder(db, merchantId, { state, ...beside, now })
}

type Planned = {
  order: OrderState
  plans: readonly PlanOf<unknown>[]
  context: CadenceContext
  foldedTo: string
  wakeAt: Instant | null
  lookFrom: Instant | null
}

/**
 * Records what time alone has decided by now, and folds it: an event of ours like any other, so
 * that it is never decided again. One decision may bring on the next, but not without end.
 */
async function decideByTime(
  services: Services,
  db: Db,
  merchant: Merchant,
  {
    folded,
    locked,
    events,
    context,
    heard,
  }: {
    folded: Folded
    locked: { foldedTo: string }
    events: Recorded[]
    context: CadenceContext
    /** Without what nobody read: an offer that came back has put nothing before anybody. */
    heard(order: OrderState): OrderState
  },
): Promise<OrderState> {
  let { order } = folded
  for (let round = 0; round < DECISIONS_MAX; round += 1) {
    const drafts = dueDecisions(heard(order), context)
    if (drafts.length === 0) return order
    const unsettled = { order, locked, events }
    order = await recordDecision(services, db, merchant, unsettled, drafts, context.now)
  }
  return order
}

const DECISIONS_MAX = 8

/**
 * Packages that came before their order are known only once it is placed; what waited for them by
 * a tracking number comes in then, and the order is folded with it.
 */
async function withLatePackages(
  db: Db,
  merchant: Merchant,
  {
    locked,
    first,
    events,
  }: { locked: { state: OrderState | null }; first: Folded; events: Recorded[] },
): Promise<Folded> {
  const { orderId, shipments } = first.order
  if (locked.state?.placed || !first.order.placed || shipments.length === 0) return first
  const waiting = references([], first.order)
  await lockReferences(db, merchant.id, waiting)
  const attached = await attachEvents(db, merchant.id, waiting, orderId)
  if (attached.length === 0) return first

  events.push(...attached)
  const all = await listOrderEvents(db, merchant.id, orderId)
  return { order: foldOrder(orderId, all, promiseRules(merchant)), contact: foldContact(all) }
}

/** Since when a waiting order has heard nothing: the last word, else the order itself. */
export function silentSince(order: OrderState): Instant | null {
  if (!isWaiting(order)) return null
  return order.said.at(-1)?.at ?? order.placed?.at ?? null
}

export const cadenceContext = (
  merchant: Merchant,
  contact: Contact,
  now: Instant,
): CadenceContext => ({
  now,
  policy: merchant.policy,
  zone: recipientZone(contact, merchant.policy.time_zone ?? merchant.timeZone),
  merchantZone: merchant.timeZone,
  country: merchant.country,
  recipientCountry: contact.address?.country ?? null,
  reach: reachOf(contact, merchant.country, merchant.policy),
  feedSilentSince: null,
  hasNotifyEmail: merchant.notifyEmail !== null,
  ...(merchant.webhooks && { webhooks: merchant.webhooks }),
  ...(contact.closedBy && { unreachedBy: contact.closedBy }),
  declined: declinedKinds(contact),
})

export const promiseRules = ({ timeZone, country, policy }: Merchant): PromiseRules => ({
  timeZone,
  country,
  calendar: calendarOf(policy, country),
  buffer: policy.buffer,
  handlingDays: policy.handling_days,
  byKind: buffersByKind(policy),
})

/** In turn where nothing came late and nothing waits; else the whole of it anew. */
async function fold(
  db: Db,
  merchant: Merchant,
  {
    orderId,
    locked,
    events,
    before,
    anew,
  }: {
    orderId: string
    locked: { state: OrderState | null; foldedTo: string }
    events: Recorded[]
    before: Contact
    anew: boolean
  },
): Promise<{ order: OrderState; contact: Contact }> {
  const rules = promiseRules(merchant)
  const state = locked.state ?? newOrder(orderId)
  if (events.length === 0) {
    const order = anew
      ? foldOrder(orderId, await listOrderEvents(db, merchant.id, orderId), rules)
      : state
    return { order, contact: before }
  }

  const isLate = events.some((event) => sortKey(event) < locked.foldedTo)
  if (!isLate && state.pending.length === 0) {
    return {
      order: applyEvents(state, events, rules),
      contact: events.reduce(applyToContact, before),
    }
  }
  const all = await listOrderEvents(db, merchant.id, orderId)
  return { order: foldOrder(orderId, all, rules), contact: foldContact(all) }
}
