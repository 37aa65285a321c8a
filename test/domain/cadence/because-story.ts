import type { CadenceContext } from '../../../src/domain/cadence/context.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  ownEvent,
  PLACED_AT,
  placed,
  sendNow,
} from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'
import { FAR, FTC } from '../delay-story.ts'

export type Case = {
  events: Recorded[]
  now: string
  because: { rule: string; facts: Record<string, unknown> }
  over?: Partial<CadenceContext>
}

export const LATER = '2026-03-05T15:00:00.000Z'
export const waiting = placed([backordered('L1')])
export const told = () => sendNow([waiting], 'backorder_confirmed', PLACED_AT)
export const moved = (expected_at: string | null) =>
  anEvent(
    'backorder.eta_changed',
    '2026-03-04T16:00:00Z',
    { lines: [{ id: 'L1', expected_at }] },
    { id: 'evt_moved' },
  )
export const allocated = anEvent(
  'backorder.allocated',
  '2026-03-04T16:00:00Z',
  { lines: [{ id: 'L1', quantity: 1 }] },
  { id: 'evt_allocated' },
)
export const shipped = (lines = ['L1']) =>
  anEvent(
    'shipment.created',
    '2026-03-04T16:00:00Z',
    {
      shipment_id: 'S1',
      shipped_at: '2026-03-04T16:00:00Z',
      expected_delivery: '2026-03-06',
      lines: lines.map((id) => ({ id, quantity: 1 })),
    },
    { id: 'evt_shipped' },
  )
export const status = (state: 'delivered' | 'in_transit', at = '2026-03-04T18:00:00Z') =>
  anEvent('shipment.updated', at, { shipment_id: 'S1', status: state })
export const carrier = (state: string): Case => ({
  events: [waiting, shipped(), status(state as 'delivered')],
  now: LATER,
  because: {
    rule: 'carrier_status',
    facts: { packages: ['S1'], status: state, status_at: '2026-03-04T18:00:00.000Z' },
  },
})
export const carrierSilent = (rule: string, facts: Record<string, unknown>, now: string): Case => ({
  events: [waiting, shipped(), status('in_transit')],
  now,
  because: { rule, facts: { packages: ['S1'], ...facts } },
})
export const cancelled = anEvent(
  'order.cancelled',
  '2026-03-04T16:00:00Z',
  {},
  { id: 'evt_cancelled' },
)
export const asked = ownEvent(
  'cancellation.requested',
  '2026-03-04T16:00:00Z',
  { by: 'shopper', lines: [{ id: 'L1', quantity: 1, total: 1 }], reason: null },
  'evt_asked',
)
export const asks = (stops_texts: boolean) =>
  ownEvent(
    'inquiry.received',
    '2026-03-04T16:00:00Z',
    { inquiry_id: 'inq_1', via: 'sms', stops_texts },
    'evt_inquiry',
  )
export const wrote = (inquiry_id: string | null) =>
  ownEvent(
    'letter.written',
    '2026-03-04T17:00:00Z',
    { letter_id: 'let_1', inquiry_id },
    'evt_wrote',
  )
export const ftc = (now: string, over: Partial<CadenceContext> = {}) => ({
  ...contextAt(now, FTC),
  ...over,
})
export const offered = () => {
  const events = [...told(), FAR]
  const now = '2026-03-09T15:00:00.000Z'
  const notice = wantedNotices(fold(events), ftc(now)).find(({ kind }) => kind === 'delay_option')
  if (!notice) throw new Error('no offer')
  const { key, kind, facts } = notice
  const data = { said: { messageId: 'msg_offer', kind, key, channel: 'email', told: facts.told } }
  return [...events, ownEvent('message.sent', now, data as never)]
}

export function FTC_CONTEXT(): Partial<CadenceContext> {
  return { policy: contextAt(LATER, FTC).policy }
}
