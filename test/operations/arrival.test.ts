import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { isMerchantEventType, type Recorded } from '../../src/domain/own-event.ts'
import { recordEvent } from '../../src/operations/record-events.ts'
import { arrival } from '../support/arbitrary-events.ts'
import { eachDatabase } from '../support/databases.ts'
import { PLACED_AT } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

/** Three days after the first: what happened in its first hours comes as an import. */
const NOW = new Date(Date.parse(PLACED_AT) + 75 * 3_600_000).toISOString()

eachDatabase('events of one order', (open, dialect) => {
  const times = dialect === 'sqlite' ? 24 : 8

  it('end in one stored state however they arrive: shuffled, twice, late', async () => {
    const handle = await open()
    await fc.assert(
      fc.asyncProperty(arrival, async ({ events, arriving }) => {
        const [inTurn, disordered] = [await live(handle, events), await live(handle, arriving)]
        expect(disordered).toEqual(inTurn)
      }),
      runs(times),
    )
  })

  it('end in it too when two writers bring them at the same time', async () => {
    const handle = await open()
    await fc.assert(
      fc.asyncProperty(arrival, async ({ events, arriving }) => {
        const shop = await openShop(handle, { clock: NOW })
        const [inTurn] = [await live(handle, events)]
        const half = Math.ceil(arriving.length / 2)
        await Promise.all([bring(shop, arriving.slice(0, half)), bring(shop, arriving.slice(half))])
        expect(await storedState(shop)).toEqual(inTurn)
      }),
      runs(times),
    )
  })

  it('lose no scan that comes in the same moment as its package', async () => {
    const shop = await openShop(await open())
    for (let round = 0; round < 25; round += 1) {
      const order_id = `ord_${round}`
      await shop.tell('order.placed', orderData([waitingLine('1')], { order_id }))
      await Promise.all([
        shop.tell('shipment.created', packed(order_id, round)),
        shop.tell('shipment.updated', scanned(round)),
      ])
      expect((await shop.order(order_id)).shipments[0]?.status).toBe('out_for_delivery')
    }
  })
})

const packed = (order_id: string, round: number) => ({
  order_id,
  shipment_id: `shp_${round}`,
  tracking_number: `1Z${round}`,
  shipped_at: PLACED_AT,
  lines: [{ id: '1', quantity: 1 }],
})
const scanned = (round: number) => ({
  order_id: undefined,
  tracking_number: `1Z${round}`,
  status: 'out_for_delivery',
})

async function live(handle: Handle, events: readonly Recorded[]) {
  const shop = await openShop(handle, { clock: NOW })
  await bring(shop, events)
  return storedState(shop)
}

/** What we said and decided ourselves comes through no door. */
async function bring({ services, merchant }: Shop, events: readonly Recorded[]) {
  for (const { receivedAt: _, ...event } of events) {
    if (isMerchantEventType(event.type)) await recordEvent(services, merchant, event)
  }
}

/** All that is kept of an order, less what tells of the way to it: ids of ours, and what was withdrawn. */
async function storedState(shop: Shop) {
  const { read } = shop.services
  const { id } = shop.merchant
  const orders = await read
    .selectFrom('orders')
    .selectAll()
    .where('merchant_id', '=', id)
    .where('state', '!=', '')
    .execute()
  const messages = await read
    .selectFrom('messages')
    .leftJoin('due', 'due.message_id', 'messages.id')
    .select(['key', 'channel', 'kind', 'status', 'due_at', 'due.lane', 'due.at'])
    .where('messages.merchant_id', '=', id)
    .where('status', '!=', 'withdrawn')
    .orderBy('key')
    .execute()
  const terms = await read
    .selectFrom('order_terms')
    .select(['kind', 'term'])
    .where('merchant_id', '=', id)
    .orderBy('kind')
    .orderBy('term')
    .execute()
  const contact = orders[0] ? await shop.contact(orders[0].order_id) : null
  return {
    orders: orders.map((row) => ({ ...row, merchant_id: '', state: JSON.parse(row.state) })),
    messages,
    terms,
    contact,
  }
}
