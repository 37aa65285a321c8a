import { type OrderState, waitingQuantity } from '../../src/domain/order.ts'
import { orderData, type Shop, waitingLine } from './shop.ts'

export const SKU = 'KETTLE'
export const QUEUE_CLOCK = '2026-03-02T15:00:00.000Z'
/** Stated on Monday, 2 March 2026: eighteen days, eight of buffer, on to a shipping day. */
export const SOON = '2026-03-20'
export const SOON_PROMISED = '2026-03-30'
export const LATER = '2026-04-10'

/** What happens to one SKU, and what its orders are told and given: of whichever shop is the present. */
export function queueOf(shopNow: () => Shop) {
  let placed = 0
  const line = ({ lines: [first] }: OrderState) => {
    if (!first?.backorder) throw new Error('nothing of it is on backorder')
    return { ...first, backorder: first.backorder }
  }
  const lineOf = async (orderId: string) => line(await shopNow().order(orderId))
  const promise = async (orderId: string) => (await lineOf(orderId)).backorder.promise
  return {
    supply: (
      supply_id: string,
      quantity: number,
      expected_at: string | null,
      more: Record<string, unknown> = {},
    ) => shopNow().tell('supply.expected', { supply_id, sku: SKU, quantity, expected_at, ...more }),
    receive: (supply_id: string | null, quantity: number) =>
      shopNow().tell('supply.received', {
        ...(supply_id && { supply_id }),
        sku: SKU,
        quantity,
        received_at: QUEUE_CLOCK,
      }),
    /** Orders of one line each, a minute after the other; the merchant gives no date. */
    async place(order_id: string, quantity = 1, over = {}) {
      placed += 1
      const placed_at = new Date(Date.parse('2026-03-02T09:00Z') + placed * 60_000).toISOString()
      const waiting = waitingLine('1', null, { sku: SKU, quantity })
      const data = orderData([waiting], { order_id, order_number: order_id, placed_at, ...over })
      await shopNow().tell('order.placed', data, { at: placed_at })
    },
    /** More or less of the line, all of it on backorder. */
    change: (order_id: string, quantity: number) =>
      shopNow().tell('order.updated', {
        order_id,
        lines: [
          { id: '1', quantity, backorder: { quantity, kind: 'standard', expected_at: null } },
        ],
      }),
    cancel: (order_id: string, quantity?: number) =>
      shopNow().tell('order.cancelled', {
        order_id,
        ...(quantity && { lines: [{ id: '1', quantity }] }),
      }),
    lineOf,
    promise,
    dates: (...ids: string[]) =>
      Promise.all(ids.map(async (id) => (await promise(id))?.shipsBy ?? null)),
    supplies: (...ids: string[]) =>
      Promise.all(ids.map(async (id) => (await promise(id))?.basis.supplyId ?? null)),
    waits: (...ids: string[]) =>
      Promise.all(ids.map(async (id) => waitingQuantity(await lineOf(id)))),
    /** The last of what moved its date. */
    cause: async (orderId: string) => (await lineOf(orderId)).backorder.history.at(-1)?.cause,
    heard: async (by: string) =>
      (await shopNow().advance(by)).sent.map(({ orderId, kind }) => `${orderId} ${kind}`).sort(),
  }
}
