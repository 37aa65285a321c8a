import type { MessageKind } from '../../src/domain/message.ts'
import type { Instant, OrderState } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { anEvent, backordered, ownEvent, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

/** Placed on 2 March with a promise for the 16th, told at once: T, and T + 30 is 15 April. */
export const ORDERED = placed([backordered('L1')])
export const FTC: Partial<Policy> = { delay_options: null }
const OURS: readonly MessageKind[] = [
  'delay_option',
  'delay_option_reminder',
  'delay_expired',
  'eta_slipped',
  'promise_missed',
  'order_cancelled',
]

export const moved = (at: string, expected_at: string | null, id = 'L1') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id, expected_at }], reason: 'Stuck in port' })
export const shippedOn = (at: string) =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'L1', quantity: 1 }],
  })

/** The shopper's yes to the last offer, given at a moment of the story. */
export const agreed = (at: string, offer: string) =>
  ownEvent('delay.consented', at, { by: 'shopper', lines: [{ id: 'L1', offer }] })

export const SLIP = moved('2026-03-09T15:00:00Z', '2026-03-24') // 15 days away: a promise for 30 March
export const FAR = moved('2026-03-09T15:00:00Z', '2026-04-20') // one for 4 May, past T + 30
export const GONE = moved('2026-03-09T15:00:00Z', null)
export const UNDATED = placed([backordered('L1', null)])

export const END = '2026-06-01T00:00:00.000Z'
export const tell = (
  events: Recorded[],
  over: Parameters<typeof play>[2] = {},
  until: Instant = END,
) => play(events, until, { ...over, policy: { ...FTC, ...over.policy } })
export const heard = ({ spoken }: ReturnType<typeof play>) =>
  spoken
    .filter(({ kind }) => OURS.includes(kind))
    .map(({ at, kind }) => `${at.slice(5, 16)} ${kind}`)
export const offersOf = ({ said: all }: OrderState) =>
  all
    .flatMap(({ told }) => told.offers ?? [])
    .map(({ revisedOn, silence, until }) => ({ revisedOn, silence, until }))
export const expiredOn = ({ expiries }: OrderState) => expiries.at(-1)?.deadlines.L1 ?? null

export const offerIdOf = ({ said: all }: OrderState) =>
  all.findLast(({ told }) => told.offers)?.messageId ?? ''
