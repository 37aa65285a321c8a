import type { CadenceContext } from '../../src/domain/cadence/context.ts'
import type { Contact } from '../../src/domain/contact.ts'
import { foldContact } from '../../src/domain/fold-contact.ts'
import type { StoredMessage } from '../../src/domain/message.ts'
import type { Instant, OrderState } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { reachOf, recipientZone } from '../../src/domain/recipient.ts'
import { type Plan, replan, type Wanted } from '../../src/domain/replan.ts'
import type { Said } from '../../src/domain/said.ts'
import { dueDecisions } from '../../src/domain/timed-decision.ts'
import { type Arrived, arrive, nothingYet, RULES, said } from '../support/events.ts'
import { carryOut, type Spoken } from './story-driver.ts'

/** A generated life of an order: what happens, and what the house itself goes through meanwhile. */
export type Life = {
  events: Recorded[]
  until: Instant
  merchantZone: string
  /** What the merchant's policy is from a moment on, the first from the beginning. */
  policies: { from: Instant; policy: Policy }[]
  /** The worker stands still; events are recorded all the same. */
  outages: { from: Instant; to: Instant }[]
  /** Whether the provider refuses a message for good, by the how manieth it is. */
  refused: boolean[]
}

/** The order and its plan at one moment; `isDown` while the worker stands still. */
export type Moment = {
  context: CadenceContext
  contact: Contact
  order: OrderState
  before: readonly StoredMessage[]
  plan: Plan
  stored: readonly StoredMessage[]
  isDown: boolean
}
export type Told = Spoken & { order: OrderState; context: CadenceContext }
export type Lived = {
  moments: Moment[]
  spoken: Told[]
  stored: StoredMessage[]
  order: OrderState
  events: Recorded[]
}

/** How the house behaves; each may be broken, to show that the properties notice. */
export type House = {
  replan: typeof replan
  asksAgain: boolean
  /** What the words of a message tell, where that is less than it was to tell. */
  tells?: (told: Told, contact: Contact) => Said['told']
}
export const WHOLE: House = { replan, asksAgain: true }

/** Plays a life in the domain alone, each thing in its own moment, and keeps every moment of it. */
export function live(life: Life, house: House = WHOLE): Lived {
  const world = new World(life, house)
  const happenings = [
    ...life.events.map((event) => ({ at: event.receivedAt, event })),
    ...life.policies.map(({ from }) => ({ at: from, event: null })),
    ...life.outages.map(({ to }) => ({ at: to, event: null })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const { at, event } of happenings) {
    world.sendBefore(at)
    if (event) world.hear(event)
    world.settle(at)
  }
  world.sendBefore(life.until)
  const { order, events } = world.known
  return { ...world.kept, stored: world.stored, order, events }
}

class World {
  readonly #life: Life
  readonly #house: House
  known: Arrived = nothingYet()
  stored: StoredMessage[] = []
  readonly kept: { moments: Moment[]; spoken: Told[] } = { moments: [], spoken: [] }
  /** What each message was to say when it was planned: what a house that never asks again sends. */
  readonly #planned = new Map<string, Wanted>()
  #tries = 0

  constructor(life: Life, house: House) {
    this.#life = life
    this.#house = house
  }

  hear(event: Recorded) {
    const rules = { ...RULES, timeZone: this.#life.merchantZone }
    this.known = arrive(this.known, event, { rules })
  }

  settle(now: Instant): Moment {
    const contact = foldContact(this.known.events)
    const { merchantZone } = this.#life
    const { policy } =
      this.#life.policies.findLast(({ from }) => from <= now) ?? this.#life.policies[0] ?? never()
    const context: CadenceContext = {
      now,
      policy,
      zone: recipientZone(contact, merchantZone),
      merchantZone,
      country: 'US',
      recipientCountry: 'US',
      reach: reachOf(contact, 'US', policy),
      feedSilentSince: null,
      hasNotifyEmail: true,
    }
    this.#decide(context)
    const before = this.stored
    const plan = this.#house.replan(this.known.order, contact, before, context)
    this.stored = carryOut(before, plan)
    for (const wanted of plan.wanted) {
      const row = this.stored.find((one) => isSame(one, wanted))
      if (row && !this.#planned.has(row.messageId)) this.#planned.set(row.messageId, wanted)
    }
    const isDown = this.#life.outages.some(({ from, to }) => now >= from && now < to)
    const { order } = this.known
    const moment = { context, contact, order, before, plan, stored: this.stored, isDown }
    this.kept.moments.push(moment)
    return moment
  }

  /** What time alone has decided is recorded, as the house does. */
  #decide(context: CadenceContext) {
    const { now } = context
    for (const draft of dueDecisions(this.known.order, context)) {
      const id = `own_${this.known.events.length}`
      this.hear({ ...draft, id, occurred_at: now, receivedAt: now } as Recorded)
    }
  }

  sendBefore(end: Instant) {
    for (let sent = 0; sent < MESSAGES_MAX; sent += 1) {
      const next = this.stored
        .filter(({ status }) => status === 'planned')
        .map(({ messageId, dueAt }) => ({ messageId, at: this.#workedAt(dueAt) }))
        .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
      if (!next || next.at >= end) return
      this.#send(next.messageId, next.at)
    }
    throw new Error('the life does not end')
  }

  #send(messageId: string, now: Instant) {
    const { plan, context, order } = this.settle(now)
    const row = this.stored.find((one) => one.messageId === messageId)
    if (row?.status !== 'planned' || row.dueAt > now) {
      if (this.#house.asksAgain) return
    }
    const wanted = this.#house.asksAgain
      ? plan.wanted.find((one) => row && isSame(row, one))
      : this.#planned.get(messageId)
    if (!row || !wanted) throw new Error(`${messageId} is planned and no rule wants it`)

    const isRefused = this.#life.refused[this.#tries] ?? false
    this.#tries += 1
    const status = isRefused ? ('failed' as const) : ('sent' as const)
    this.stored = this.stored.map((one) =>
      one.messageId === messageId ? { ...one, status, sentAt: isRefused ? null : now } : one,
    )
    if (!isRefused) {
      const { kind, key, channel, facts } = wanted
      const spoken = { at: now, kind, channel, wanted, order, context }
      this.kept.spoken.push(spoken)
      const told = this.#house.tells?.(spoken, foldContact(this.known.events)) ?? facts.told
      this.hear(said(now, kind, told, { messageId, key, channel }))
    }
    this.settle(now)
  }

  #workedAt(dueAt: Instant): Instant {
    const outage = this.#life.outages.find(({ from, to }) => dueAt >= from && dueAt < to)
    return outage ? outage.to : dueAt
  }
}

const isSame = (row: StoredMessage, wanted: Wanted) =>
  row.key === wanted.key && row.channel === wanted.channel

const never = (): never => {
  throw new Error('a life has a policy')
}

const MESSAGES_MAX = 400
