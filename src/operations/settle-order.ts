import { attachEvents, insertEvent, listOrderEvents, lockReferences } from '../db/events.ts'
import { listOrderMessages, toStoredMessages, toStoredNotices } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { insertTerms, replaceTerms } from '../db/order-terms.ts'
import { findContact, insertContact, lockOrder, saveContact, saveOrder } from '../db/orders.ts'
import { applyEvents, foldOrder, newOrder } from '../domain/apply-event.ts'
import type { CadenceContext } from '../domain/cadence/context.ts'
import { wantedMerchantNotices } from '../domain/cadence/merchant/index.ts'
import { type Contact, noContact } from '../domain/contact.ts'
import { applyToContact, foldContact } from '../domain/fold-contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { WantedNotice } from '../domain/merchant-notice.ts'
import { type Instant, isWaiting, type OrderState, orderStatus } from '../domain/order.ts'
import {
  compareEvents,
  type OwnEvent,
  type OwnEventDraft,
  type Recorded,
  sortKey,
} from '../domain/own-event.ts'
import { planNotices } from '../domain/plan-notices.ts'
import { buffersByKind } from '../domain/policy-of-kind.ts'
import type { PromiseRules } from '../domain/promise.ts'
import { reachOf, recipientZone } from '../domain/recipient.ts'
import { type Plan, type PlanOf, replan } from '../domain/replan.ts'
import { searchTerms, trackingTerm } from '../domain/search.ts'
import { dueDecisions, nextDecisionAt } from '../domain/timed-decision.ts'
import { makeLink } from './links.ts'
import { withFeed } from './note-feed.ts'
import { savePlan, saveWake } from './save-plan.ts'
import type { Services } from './services.ts'

export type Settled = {
  order: OrderState
  contact: Contact
  plan: Plan
  /** What the merchant itself is to hear. */
  notices: PlanOf<WantedNotice>
  wakeAt: Instant | null
}
type Folded = Pick<Settled, 'order' | 'contact'>

/**
 * Brings an order up to date with events just recorded in this transaction: lock, load, fold,
 * replan, save. The only writer of an order's state and of its planned messages.
 */
export async function settleOrder(
  services: Services,
  db: Db,
  merchant: Merchant,
  orderId: string,
  news: readonly Recorded[],
  now: Instant,
  { anew = false } = {},
): Promise<Settled> {
  const locked = await lockOrder(db, merchant.id, orderId, now)
  const isNew = locked.state === null
  await lockReferences(db, merchant.id, references(news, null))
  const attached = await attachEvents(db, merchant.id, references(news, locked.state), orderId)
  const events = [...news, ...attached].sort(compareEvents)
  const before = isNew
    ? noContact()
    : ((await findContact(db, merchant.id, orderId)) ?? noContact())
  const first = await fold(db, merchant, { orderId, locked, events, before, anew })
  const folded = await withLatePackages(db, merchant, { locked, first, events })
  const { contact } = folded
  const asKnown = cadenceContext(merchant, contact, now)
  const context = await withFeed(services, db, merchant, folded.order, asKnown)
  const order = await decideByTime(services, db, merchant, { folded, locked, events, context })

  const stored = isNew ? [] : await listOrderMessages(db, merchant.id, orderId)
  const plan = replan(order, contact, toStoredMessages(stored), context)
  const toMerchant = wantedMerchantNotices(order, context)
  const notices = planNotices(toMerchant, toStoredNotices(stored), context)
  await savePlan(services, db, merchant, orderId, [plan, notices], now)
  const wakeAt = nextDecisionAt(order, context)
  await saveWake(db, merchant, orderId, { before: locked.wakeAt, wakeAt })
  await saveOrder(db, merchant.id, {
    state: order,
    status: orderStatus(order),
    foldedTo: lastFolded(locked, events),
    silentSince: silentSince(order),
    isReachable: context.reach !== 'none',
    wakeAt,
    now,
  })
  await saveFindable(db, merchant, { order, contact, before, isNew, events })
  if (isNew) await makeLink(services, db, merchant.id, orderId, now)
  return { order, contact, plan, notices, wakeAt }
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
  }: {
    folded: Folded
    locked: { foldedTo: string }
    events: Recorded[]
    context: CadenceContext
  },
): Promise<OrderState> {
  const rules = promiseRules(merchant)
  let { order } = folded
  for (let round = 0; round < DECISIONS_MAX; round += 1) {
    const drafts = dueDecisions(order, context)
    if (drafts.length === 0) return order
    const decided = drafts.map((draft) => asRecorded(services, merchant, draft, context.now))
    for (const event of decided)
      await insertEvent(db, merchant.id, event, { orderId: order.orderId, source: 'tidings' })
    // The very news that brought us here may lie ahead of our clock, and so behind what we decide.
    const last = lastFolded(locked, events)
    const isLate = decided.some((event) => sortKey(event) < last)
    order =
      isLate || order.pending.length > 0
        ? foldOrder(order.orderId, await listOrderEvents(db, merchant.id, order.orderId), rules)
        : applyEvents(order, decided, rules)
    events.push(...decided)
  }
  return order
}

const DECISIONS_MAX = 8

const lastFolded = ({ foldedTo }: { foldedTo: string }, events: readonly Recorded[]) =>
  events.map(sortKey).reduce((last, key) => (key > last ? key : last), foldedTo)

/** An act of our own, of this moment. */
export const asRecorded = (
  services: Services,
  merchant: Merchant,
  draft: OwnEventDraft,
  now: Instant,
): Recorded<OwnEvent> =>
  ({
    ...draft,
    id: services.newId('evt', merchant.id),
    occurred_at: now,
    receivedAt: now,
  }) as Recorded<OwnEvent>

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
})

export const promiseRules = ({ timeZone, country, policy }: Merchant): PromiseRules => ({
  timeZone,
  country,
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

async function saveFindable(
  db: Db,
  merchant: Merchant,
  {
    order,
    contact,
    before,
    isNew,
    events,
  }: Folded & { before: Contact; isNew: boolean; events: readonly Recorded[] },
) {
  const { orderId } = order
  if (isNew) {
    const terms = searchTerms(order, contact)
    await insertContact(db, merchant.id, orderId, contact, terms)
    return insertTerms(db, merchant.id, orderId, terms)
  }
  if (JSON.stringify(before) !== JSON.stringify(contact)) {
    await saveContact(db, merchant.id, orderId, contact)
  }
  if (events.some(({ type }) => CHANGES_TERMS.has(type))) {
    await replaceTerms(db, merchant.id, orderId, searchTerms(order, contact))
  }
}

const CHANGES_TERMS: ReadonlySet<string> = new Set([
  'order.placed',
  'order.updated',
  'shipment.created',
])

/** What an event that names no order may be waiting for: a package by its id or its number. */
function references(news: readonly Recorded[], known: OrderState | null): string[] {
  const packages = [
    ...(known?.shipments ?? []).map(({ shipmentId, trackingNumber }) => ({
      id: shipmentId,
      number: trackingNumber,
    })),
    ...news.flatMap((event) =>
      event.type === 'shipment.created'
        ? [{ id: event.data.shipment_id, number: event.data.tracking_number }]
        : [],
    ),
  ]
  return packages.flatMap(({ id, number }) => [
    `shipment:${id}`,
    ...(number ? [`tracking:${trackingTerm(number)}`] : []),
  ])
}
