import type { MessageInput } from '../../src/render/message.ts'
import type { SpokenKind } from '../../src/render/speech/index.ts'
import { CHOICE_EXAMPLES } from './choice-examples.ts'
import { DELIVERY_EXAMPLES } from './delivery-examples.ts'
import {
  factsOf,
  inputOf,
  lineOf,
  orderOf,
  promiseOf,
  shipmentOf,
  TRACKING,
  waitingLine,
} from './scenes.ts'

const moka = (changes = {}) => lineOf('l_2', { title: 'Moka pot', variant: '6 cups', ...changes })
const waits = (day: string | null, changes = {}) => waitingLine('l_1', day, changes)
const mixed = () => orderOf([moka(), waits('2025-03-14', { quantity: 2, variant: 'Graphite' })])
const slip = { lines: ['l_1'], reason: 'The factory ships a week later than planned.' }
const gone = (...ids: string[]) =>
  ids.map((id, at) => shipmentOf(`s_${at + 1}`, [{ id, quantity: 1 }]))
const allocation = { eventId: 'e_9', at: '2025-03-09T12:00:00.000Z', imported: false }

/** One ordinary message of each kind: what the pictures show and what every rule is tried on. */
export const EXAMPLES: Record<SpokenKind, () => MessageInput> = {
  ...CHOICE_EXAMPLES,
  ...DELIVERY_EXAMPLES,
  order_confirmed: () =>
    inputOf(
      'order_confirmed',
      orderOf([moka(), lineOf('l_3', { title: 'Filter papers', quantity: 3 })]),
    ),
  backorder_confirmed: () => inputOf('backorder_confirmed', mixed()),
  preorder_confirmed: () => {
    const backorder = { kind: 'preorder' as const, promise: promiseOf('2025-04-04', '2025-04-01') }
    const line = waitingLine('l_1', '2025-04-04', { title: 'The Harbor Atlas' }, backorder)
    return inputOf('preorder_confirmed', orderOf([line]))
  },
  backorder_checkin: () => inputOf('backorder_checkin', mixed()),
  backorder_update: () => inputOf('backorder_update', mixed()),
  order_update: () => inputOf('order_update', orderOf([moka()])),
  eta_slipped: () => {
    const dates = [{ lineId: 'l_1', old: '2025-03-14', new: '2025-03-25' }]
    return inputOf('eta_slipped', orderOf([waits('2025-03-25')]), {
      facts: factsOf({ ...slip, dates }),
    })
  },
  eta_improved: () => {
    const dates = [{ lineId: 'l_1', old: '2025-03-25', new: '2025-03-14' }]
    return inputOf('eta_improved', orderOf([waits('2025-03-14')]), { facts: factsOf({ dates }) })
  },
  promise_missed: () => {
    const dates = [{ lineId: 'l_1', old: '2025-03-07', new: null }]
    return inputOf('promise_missed', orderOf([waits('2025-03-07')]), { facts: factsOf({ dates }) })
  },
  restocked: () => {
    const line = waitingLine('l_1', '2025-03-14', {}, { allocated: 1, allocation })
    return inputOf('restocked', orderOf([line]), { facts: factsOf({ lines: ['l_1'] }) })
  },
  partially_shipped: () => {
    const order = orderOf([moka({ shipped: 1 }), waits('2025-03-14')], { shipments: gone('l_2') })
    return inputOf('partially_shipped', order, { facts: factsOf({ shipments: ['s_1'] }) })
  },
  shipped: () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14', { shipped: 1 })], {
      shipments: gone('l_1'),
    })
    return inputOf('shipped', order, {
      facts: factsOf({ shipments: ['s_1'] }),
      links: { tracking: TRACKING, cancel: null },
    })
  },
  order_cancelled: () => {
    const refund = { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2025-03-19' }
    const cancelled = [{ lineId: 'l_1', quantity: 1 }]
    return inputOf('order_cancelled', orderOf([waits('2025-03-14', { cancelled: 1 })]), {
      facts: factsOf({ cancelled, refund }),
      links: { tracking: TRACKING, cancel: null },
    })
  },
  cancellation_requested: () => {
    const lines = [{ id: 'l_1', quantity: 2, total: 2 }]
    const cancellationRequest = {
      eventId: 'e_5',
      at: allocation.at,
      by: 'shopper' as const,
      lines,
      reason: null,
    }
    return inputOf(
      'cancellation_requested',
      { ...mixed(), cancellationRequest },
      {
        links: { tracking: TRACKING, cancel: null },
      },
    )
  },
  cancellation_declined: () =>
    inputOf('cancellation_declined', mixed(), {
      facts: factsOf({ lines: ['l_1'], reason: 'It is packed and waits for the carrier.' }),
      links: { tracking: TRACKING, cancel: null },
    }),
}
