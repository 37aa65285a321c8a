import { applyEvents, foldOrder, newOrder } from './apply-event.ts'
import { writeBecause } from './because.ts'
import type { CadenceContext } from './cadence/context.ts'
import { type Contact, noContact } from './contact.ts'
import { applyToContact, foldContact } from './fold-contact.ts'
import { later } from './instant.ts'
import { laneOf, type StoredMessage } from './message.ts'
import type { Instant, OrderState } from './order.ts'
import { compareEvents, type OwnEventDraft, type Recorded, sortKey } from './own-event.ts'
import type { PromiseRules } from './promise.ts'
import { type Plan, replan, type Wanted } from './replan.ts'
import {
  followWait,
  measureSilence,
  newSilenceMeter,
  type Outage,
  type SilenceMeter,
} from './silence-meter.ts'
import { awaitsFeed, dueDecisions, nextDecisionAt } from './timed-decision.ts'

/** What a life of an order is played under. */
export type Settings = {
  rules: PromiseRules
  contextOf(contact: Contact, now: Instant): CadenceContext
  /** Since when the merchant's feed looked dead at a moment: what it held then is held here too. */
  feedSilentSince?(now: Instant): Instant | null
  /** When nothing was sent, oldest first. */
  outages?: readonly Outage[]
  /** What a shop that has read our word still tells of an event; null: it does not happen. */
  tells?(order: OrderState, event: Recorded): Recorded | null
}

/** One word that went out: when, how, and what it was about. */
export type Spoken = { messageId: string; at: Instant; wanted: Wanted; order: OrderState }

export type Simulated = {
  spoken: Spoken[]
  stored: StoredMessage[]
  order: OrderState
  meter: SilenceMeter
  /** It never came to rest: a fault of the rules. */
  endless: boolean
}

type World = Simulated & {
  settings: Settings
  orderId: string
  contact: Contact
  events: Recorded[]
  foldedTo: string
  wakeAt: Instant | null
  /** How far time has come. */
  now: Instant
}

/**
 * Plays a life of an order on a clock of its own, in the domain alone: each event in the moment at
 * which it came, each planned message in its own, asked once more before it goes, and what time
 * alone decides. The same fold, decisions and plan as the house runs on; only the house's storing
 * and sending is not there.
 */
export function simulateOrder(
  orderId: string,
  heard: readonly Recorded[],
  until: Instant,
  settings: Settings,
): Simulated {
  const world = newWorld(orderId, settings)
  const known = new Set<string>()
  for (const event of [...heard].sort(byArrival)) {
    if (event.receivedAt > until) break
    if (known.has(event.id)) continue // said twice
    known.add(event.id)
    runUntil(world, event.receivedAt, false)
    const told = settings.tells ? settings.tells(world.order, event) : event
    if (told === null) continue
    hear(world, [answering(world, told)], event.receivedAt)
    settle(world, event.receivedAt)
  }
  runUntil(world, until, true)
  pass(world, until)
  return world
}

/** Who agreed to a delay agreed to the offer that they had: here it is another message. */
function answering({ order }: World, event: Recorded): Recorded {
  if (event.type !== 'delay.consented') return event
  const lines = event.data.lines.map(({ id, offer }) => {
    const isOfLine = (one: { lineId: string }) => one.lineId === id
    const had = order.said.findLast(
      ({ told }) => told.offers?.some(isOfLine) || told.held?.some(isOfLine),
    )
    return { id, offer: had?.messageId ?? offer }
  })
  return { ...event, data: { ...event.data, lines } }
}

/** The silence that there was: everything that is recorded, our own words too, and nothing planned. */
export function measureRecorded(
  orderId: string,
  events: readonly Recorded[],
  until: Instant,
  settings: Settings,
): SilenceMeter {
  const world = newWorld(orderId, settings)
  for (const event of [...events].sort(byArrival)) {
    if (event.receivedAt > until) break
    hear(world, [event], event.receivedAt)
  }
  pass(world, until)
  return world.meter
}

const newWorld = (orderId: string, settings: Settings): World => ({
  settings,
  orderId,
  contact: noContact(),
  events: [],
  foldedTo: '',
  wakeAt: null,
  now: '',
  spoken: [],
  stored: [],
  order: newOrder(orderId),
  meter: newSilenceMeter(),
  endless: false,
})

const byArrival = (a: Recorded, b: Recorded) =>
  a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : compareEvents(a, b)

/** Time goes by until `now`: the silence until then is what it is. */
function pass(world: World, now: Instant) {
  world.now = now
  const { settings, contact, order, meter } = world
  measureSilence(meter, order, settings.contextOf(contact, now), settings.outages ?? [])
}

/** Folds what was heard at `now`: in turn, or anew where it came late or something waits for it. */
function hear(world: World, news: readonly Recorded[], now: Instant) {
  pass(world, now)
  const { settings, orderId, order } = world
  const isLate = news.some((event) => sortKey(event) < world.foldedTo) || order.pending.length > 0
  world.events.push(...news)
  world.order = isLate
    ? foldOrder(orderId, world.events, settings.rules)
    : applyEvents(order, news, settings.rules)
  world.contact = isLate ? foldContact(world.events) : news.reduce(applyToContact, world.contact)
  world.foldedTo = news.map(sortKey).reduce(later, world.foldedTo)
  followWait(world.meter, world.order, settings.contextOf(world.contact, now))
}

/** What time has decided, then what should exist: as `settleOrder` does it. */
function settle(world: World, now: Instant): Plan {
  world.now = now
  const context = contextWithFeed(world, now)
  for (let round = 0; round < DECISIONS_MAX; round += 1) {
    const drafts = dueDecisions(world.order, context)
    if (drafts.length === 0) break
    hear(
      world,
      drafts.map((draft) => recorded(world, draft, now)),
      now,
    )
  }
  const plan = replan(world.order, world.contact, world.stored, context)
  world.stored = carryOut(world.stored, plan)
  world.wakeAt = nextDecisionAt(world.order, context)
  return plan
}

const DECISIONS_MAX = 8

/** Looked at only where a wait would end this moment, as `settleOrder` looks at it. */
function contextWithFeed({ settings, contact, order }: World, now: Instant): CadenceContext {
  const context = settings.contextOf(contact, now)
  if (!settings.feedSilentSince || !awaitsFeed(order, context)) return context
  return { ...context, feedSilentSince: settings.feedSilentSince(now) }
}

const recorded = (world: World, draft: OwnEventDraft, now: Instant) =>
  ({
    ...draft,
    id: `sim_evt_${String(world.events.length).padStart(6, '0')}`,
    occurred_at: now,
    receivedAt: now,
  }) as Recorded

/** Sends and decides what falls due before `end`, or at it, each at its own moment. */
function runUntil(world: World, end: Instant, inclusive: boolean) {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const next = nextOf(world)
    if (!next || next.at > end || (!inclusive && next.at === end)) return
    if (next.messageId === null) settle(world, next.at)
    else send(world, next.messageId, next.at)
  }
  world.endless = true
}

/** An order that waits for years hears a few hundred words. */
const STEPS_MAX = 5_000

type Step = { at: Instant; lane: number; dueAt: Instant; messageId: string | null }

/** What is done next: at one moment the more urgent lane first, as the worker claims it. */
function nextOf({ stored, wakeAt, now, settings: { outages = [] } }: World): Step | null {
  const momentOf = (at: Instant) => afterOutages(later(at, now), outages)
  const steps: Step[] = stored
    .filter(({ status }) => status === 'planned')
    .map(({ messageId, dueAt, kind }) => {
      return { at: momentOf(dueAt), lane: laneOf(kind), dueAt, messageId }
    })
  if (wakeAt) {
    steps.push({ at: momentOf(wakeAt), lane: 0, dueAt: wakeAt, messageId: null })
  }
  const first = steps.map(({ at }) => at).sort()[0]
  const due = steps.filter(({ at }) => at === first)
  return due.sort((a, b) => a.lane - b.lane || (a.dueAt < b.dueAt ? -1 : 1))[0] ?? null
}

const afterOutages = (at: Instant, outages: readonly Outage[]): Instant =>
  outages.reduce((moment, { from, to }) => (moment >= from && moment < to ? to : moment), at)

/** Asked once more, as before every handing over; then it is said, and the rules know it. */
function send(world: World, messageId: string, now: Instant) {
  const plan = settle(world, now)
  const message = world.stored.find((one) => one.messageId === messageId)
  const wanted = plan.wanted.find(
    ({ key, channel }) => key === message?.key && channel === message.channel,
  )
  if (message?.status !== 'planned' || !wanted || wanted.dueAt > now) return

  world.stored = world.stored.map((one) =>
    one === message ? { ...one, status: 'sent' as const, sentAt: now } : one,
  )
  world.spoken.push({ messageId, at: now, wanted, order: world.order })
  const { kind, key, channel, facts } = wanted
  const said = { messageId, kind, key, channel, told: facts.told }
  const draft: OwnEventDraft = { type: 'message.sent', data: { order_id: world.orderId, said } }
  hear(world, [recorded(world, draft, now)], now)
  settle(world, now)
}

/** Stores what a plan says, as the database would. */
function carryOut(stored: readonly StoredMessage[], plan: Plan): StoredMessage[] {
  const moved = stored.map((message): StoredMessage => {
    const move = plan.move.find(({ messageId }) => messageId === message.messageId)
    if (move) return { ...message, ...rowOf(move.wanted) }
    const gone = plan.withdraw.find(({ messageId }) => messageId === message.messageId)
    const because = gone && writeBecause(gone.because)
    return gone
      ? { ...message, status: 'withdrawn', why: gone.why, withdrawnBecause: because ?? null }
      : message
  })
  const made = plan.insert.map((wanted, at) => ({
    messageId: `sim_msg_${stored.length + at + 1}`,
    sentAt: null,
    ...rowOf(wanted),
  }))
  return [...moved, ...made]
}

const rowOf = ({ kind, key, channel, status, dueAt, why, because }: Wanted) => ({
  kind,
  key,
  channel,
  status,
  dueAt,
  why,
  because: writeBecause(because),
  withdrawnBecause: null,
})
