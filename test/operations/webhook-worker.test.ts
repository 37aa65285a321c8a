import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { webhooksAtRest } from '../../src/operations/webhook-gate.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, ORDER } from '../support/shop.ts'
import { DOWN, type HookedShop, openHookedShop, TAKEN } from '../support/webhook-shop.ts'

/** Orders of which each has one event to tell. */
const ORDERS = 12

eachDatabase('endpoints beside the worker', (open) => {
  let handle: Handle
  let shop: HookedShop
  beforeEach(async () => {
    handle = await open()
    shop = await openHookedShop(handle, { mode: 'live' })
  })

  const cancel = (orderId = ORDER) =>
    cancelOrder(shop.services, shop.merchant, orderId, {
      scope: 'all',
      lines: null,
      reason: null,
      by: 'shopper',
      actor: 'shopper',
    })
  /** Until nothing is due at this moment, and nothing is on its way. */
  async function runOut() {
    for (let round = 0; round < 200; round += 1) {
      const claimed = await pumpDue(shop.services)
      await webhooksAtRest(shop.services)
      if (claimed === 0) return
    }
    throw new Error('it does not come to rest')
  }
  async function cancelledOrders() {
    for (let n = 0; n < ORDERS; n += 1) {
      await shop.place([aLine('1')], { order_id: `ord_${n}`, order_number: `${n}` })
      await cancel(`ord_${n}`)
    }
  }
  const sentMails = async () =>
    (
      await handle.read
        .selectFrom('messages')
        .select('id')
        .where('channel', '=', 'email')
        .where('status', '=', 'sent')
        .execute()
    ).length

  it('hold up no mail where they give no answer, and no more than eight at once', async () => {
    await shop.register(['order.cancelled'])
    let release: (outcome: Outcome) => void = () => {}
    const hanging = new Promise<Outcome>((resolve) => {
      release = resolve
    })
    shop.endpoints.answer = () => hanging
    await cancelledOrders()
    for (let round = 0; round < 8; round += 1) await pumpDue(shop.services)

    expect(await sentMails()).toBe(ORDERS)
    expect(shop.endpoints.calls).toHaveLength(8)
    release(TAKEN)
    await webhooksAtRest(shop.services)
    // Those that found no room have a turn of their own, a little later.
    shop.services.clock.advance({ seconds: 2 })
    await runOut()
    expect(shop.endpoints.calls).toHaveLength(ORDERS)
    expect((await shop.hooks()).every(({ status }) => status === 'delivered')).toBe(true)
  })

  it('that fail throughout are tried one at a time, and told all that waited once they answer', async () => {
    await shop.register(['order.cancelled'])
    shop.endpoints.answer = () => DOWN
    await cancelledOrders()
    await runOut()
    const atFirst = shop.endpoints.calls.length
    for (let minute = 0; minute < 10; minute += 1) {
      shop.services.clock.advance({ minutes: 1 })
      await runOut()
    }
    expect(atFirst).toBeLessThanOrEqual(ORDERS)
    // Twelve orders of their own would have been tried some hundred times by now.
    expect(shop.endpoints.calls.length - atFirst).toBeLessThan(60)

    shop.endpoints.answer = () => TAKEN
    shop.services.clock.advance({ minutes: 16 })
    await runOut()
    // Eight at once, and those that found no room a moment later.
    shop.services.clock.advance({ seconds: 2 })
    await runOut()
    expect((await shop.hooks()).every(({ status }) => status === 'delivered')).toBe(true)
  })

  it('are told again what was on its way when our process ended', async () => {
    await shop.register(['order.cancelled'])
    const never = new Promise<Outcome>(() => {})
    shop.endpoints.answer = () => never
    await shop.place([aLine('1')])
    await cancel()
    for (let round = 0; round < 4; round += 1) await pumpDue(shop.services)
    expect((await shop.hooks()).map(({ status }) => status)).toEqual(['sending'])

    // Another process, which knows nothing of what the first had on its way.
    const other = await openHookedShop(handle, { name: 'Other' })
    const services = { ...other.services, channels: shop.services.channels }
    shop.endpoints.answer = () => TAKEN
    services.clock.set(shop.services.clock.now().toISOString())
    await pumpDue(services)
    await webhooksAtRest(services)
    expect(shop.endpoints.calls).toHaveLength(1)
    services.clock.advance({ seconds: 31 })
    await pumpDue(services)
    await webhooksAtRest(services)

    expect((await shop.hooks()).map(({ status }) => status)).toEqual(['delivered'])
    const [first, second] = shop.endpoints.calls
    expect(second).toMatchObject({ messageId: first?.messageId, body: first?.body })
    expect((second?.seconds ?? 0) - (first?.seconds ?? 0)).toBe(31)
  })

  it('are told what is of one order in its order by two processes at once', async () => {
    await shop.register()
    const second = { ...shop.services, writer: { ...shop.services.writer } }
    await cancelledOrders()
    for (let round = 0; round < 30; round += 1) {
      await Promise.all([pumpDue(shop.services), pumpDue(second)])
      await Promise.all([webhooksAtRest(shop.services), webhooksAtRest(second)])
      shop.services.clock.advance({ seconds: 1 })
    }
    const told = shop.endpoints.calls.map(({ body }) => JSON.parse(body))
    for (let n = 0; n < ORDERS; n += 1) {
      const types = told.filter(({ data }) => data.order_id === `ord_${n}`).map(({ type }) => type)
      const rows = (await shop.hooks()).filter(({ order_id }) => order_id === `ord_${n}`)
      const inOrder = rows.sort((a, b) => (a.due_at + a.id < b.due_at + b.id ? -1 : 1))
      expect(types).toEqual(inOrder.map(({ kind }) => kind))
      expect(types).toContain('refund.due')
    }
  })
})
