import { writeBecause } from '../../src/domain/because.ts'
import type { CadenceContext } from '../../src/domain/cadence/context.ts'
import { foldContact } from '../../src/domain/fold-contact.ts'
import { later } from '../../src/domain/instant.ts'
import type { ContactChannel, MessageKind, StoredMessage } from '../../src/domain/message.ts'
import type { Instant, OrderState } from '../../src/domain/order.ts'
import { compareEvents, type Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import { reachOf, recipientZone } from '../../src/domain/recipient.ts'
import { type Plan, replan, type Wanted } from '../../src/domain/replan.ts'
import { dueDecisions, nextDecisionAt } from '../../src/domain/timed-decision.ts'
import { type Arrived, arrive, nothingYet, said } from '../support/events.ts'

/** One word that went out: what, when, how, and what it was about. */
export type Spoken = { at: Instant; kind: MessageKind; channel: ContactChannel; wanted: Wanted }
type World = {
  known: Arrived
  stored: StoredMessage[]
  spoken: Spoken[]
  policy: Policy
  policyAt: (now: Instant) => Partial<Policy>
  feed: Feed
  wakeAt: Instant | null
}
/** Since when the merchant's feed looks dead, as it would be known at a moment. */
type Feed = (now: Instant) => Instant | null
type Story = { spoken: Spoken[]; stored: StoredMessage[]; order: OrderState }

/**
 * Plays a life of an order in the domain alone: each event in the moment of its arrival, each
 * planned message in its own, asked once more before it goes. `down` is an outage of the sending.
 * A delay is only told of, unless the policy says otherwise.
 */
export function play(
  events: readonly Recorded[],
  until: Instant,
  {
    policy = {},
    policyAt = () => ({}),
    down = null,
    feed = () => null,
  }: {
    policy?: Partial<Policy>
    /** What the merchant has set anew by a moment. */
    policyAt?: (now: Instant) => Partial<Policy>
    down?: { from: Instant; to: Instant } | null
    feed?: Feed
  } = {},
): Story {
  const world: World = {
    known: nothingYet(),
    stored: [],
    spoken: [],
    policy: { ...defaultPolicy(), delay_options: 'notify', ...policy },
    policyAt,
    feed,
    wakeAt: null,
  }
  for (const event of [...events].sort(byArrival)) {
    sendUntil(world, event.receivedAt, down)
    world.known = arrive(world.known, event)
    settle(world, event.receivedAt)
  }
  sendUntil(world, until, down, true)
  return { spoken: world.spoken, stored: world.stored, order: world.known.order }
}

/** "kind @ moment", with the channel where it is a text. */
export const inShort = ({ spoken }: Story): string[] =>
  spoken.map(
    ({ at, kind, channel }) => `${at.slice(0, 16)} ${kind}${channel === 'sms' ? ' (sms)' : ''}`,
  )

/** Stores what a plan says, as the worker's database would. */
export function carryOut(stored: readonly StoredMessage[], plan: Plan): StoredMessage[] {
  const moved = stored.map((message): StoredMessage => {
    const move = plan.move.find(({ messageId }) => messageId === message.messageId)
    if (move) return { ...message, ...rowOf(move.wanted) }
    const gone = plan.withdraw.find(({ messageId }) => messageId === message.messageId)
    if (!gone) return message
    const withdrawnBecause = writeBecause(gone.because)
    return { ...message, status: 'withdrawn', why: gone.why, withdrawnBecause }
  })
  const made = plan.insert.map((wanted, at) => ({
    messageId: `msg_${stored.length + at + 1}`,
    sentAt: null,
    ...rowOf(wanted),
  }))
  return [...moved, ...made]
}

function settle(world: World, now: Instant): Plan {
  const contact = foldContact(world.known.events)
  const context: CadenceContext = {
    now,
    policy: { ...world.policy, ...world.policyAt(now) },
    zone: recipientZone(contact, 'America/New_York'),
    merchantZone: 'America/New_York',
    country: 'US',
    recipientCountry: contact.address?.country ?? null,
    reach: reachOf(contact, 'US', world.policy),
    feedSilentSince: world.feed(now),
    hasNotifyEmail: true,
  }
  decide(world, context)
  world.wakeAt = nextDecisionAt(world.known.order, context)
  const plan = replan(world.known.order, contact, world.stored, context)
  world.stored = carryOut(world.stored, plan)
  return plan
}

/** Records what time alone has decided, as the house does. */
function decide(world: World, context: CadenceContext) {
  const { now } = context
  for (const draft of dueDecisions(world.known.order, context)) {
    const id = `own_${world.known.events.length}`
    const event = { ...draft, id, occurred_at: now, receivedAt: now } as Recorded
    world.known = arrive(world.known, event)
  }
}

/** Sends what is due before `end` (or at it, at the end of the story), each at its own moment. */
function sendUntil(
  world: World,
  end: Instant,
  down: { from: Instant; to: Instant } | null,
  inclusive = false,
) {
  for (let sent = 0; sent < MESSAGES_MAX; sent += 1) {
    const next = world.stored
      .filter(({ status }) => status === 'planned')
      .map((message) => ({ message, at: momentOf(message.dueAt, down) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .at(0)
    const wakeAt = world.wakeAt === null ? null : momentOf(world.wakeAt, down)
    if (wakeAt !== null && wakeAt < end && (!next || wakeAt <= next.at)) {
      settle(world, wakeAt)
      continue
    }
    if (!next || next.at > end || (!inclusive && next.at === end)) return
    send(world, next.message.messageId, next.at)
  }
  throw new Error('the story does not end')
}

function send(world: World, messageId: string, now: Instant) {
  const plan = settle(world, now)
  const message = world.stored.find((one) => one.messageId === messageId)
  if (message?.status !== 'planned' || message.dueAt > now) return
  const wanted = plan.wanted.find(
    ({ key, channel }) => key === message.key && channel === message.channel,
  )
  if (!wanted) throw new Error(`${message.key} is planned and no rule wants it`)

  world.stored = world.stored.map((one) =>
    one === message ? { ...one, status: 'sent' as const, sentAt: now } : one,
  )
  const { kind, key, channel } = wanted
  world.spoken.push({ at: now, kind, channel, wanted })
  world.known = arrive(world.known, said(now, kind, wanted.facts.told, { messageId, key, channel }))
  settle(world, now)
}

const momentOf = (dueAt: Instant, down: { from: Instant; to: Instant } | null) =>
  down && dueAt >= down.from ? later(dueAt, down.to) : dueAt

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

const byArrival = (a: Recorded, b: Recorded) =>
  a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : compareEvents(a, b)

const MESSAGES_MAX = 200
