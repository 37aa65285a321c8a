import { beforeEach, expect, it } from 'vitest'
import { inWords } from '../../src/cli/simulate.ts'
import type { Handle } from '../../src/db/open.ts'
import { policySchema } from '../../src/domain/policy.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { simulatePolicy } from '../../src/operations/simulate-policy.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const FROM_STOCK = { order_id: 'ord_2', order_number: '1002' }

eachDatabase('a policy over recorded orders', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { country: 'DE', time_zone: 'Europe/Berlin' })
  })

  const address = { shipping_address: { country: 'DE', postal_code: '10117' } }
  const simulate = async (policy: Record<string, unknown>, over = {}) =>
    simulatePolicy(shop.services, await loadMerchant(shop.services, shop.merchant.id), {
      policy: policySchema.parse(policy),
      from: null,
      to: null,
      limit: 100,
      ...over,
    })
  /** A backorder that slips and ships, and another order from stock. */
  const live = async () => {
    await shop.place([waitingLine('1')], address)
    await shop.tell('order.placed', orderData([aLine('1')], { ...FROM_STOCK, ...address }))
    await shop.advance('P3D')
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-04-01' }] })
    await shop.advance('P12D')
    await shop.tell('shipment.created', aPackage({ 1: 1 }, { shipped_at: '2026-03-17T15:00:00Z' }))
    await shop.advance('P10D')
  }

  it('would have sent what was sent, where it is the policy that held', async () => {
    await live()
    const { orders, was, would, differing } = await simulate({})

    expect(orders).toBe(2)
    expect(was.messages).toBeGreaterThanOrEqual(6)
    expect(would).toEqual(was)
    expect(differing).toBe(0)
  })

  it('says what another would have sent: counts by kind, the longest silence, and per order', async () => {
    await live()
    const policy = { silence_budget_days: 3, kinds_off: ['backorder_checkin'] }
    const { was, would, differing, differences } = await simulate(policy)

    expect(was.byKind).toMatchObject({ backorder_checkin: 1, backorder_confirmed: 1, shipped: 1 })
    expect(would.byKind.backorder_checkin).toBeUndefined()
    expect(would.byKind.backorder_update).toBeGreaterThan(was.byKind.backorder_update ?? 0)
    expect(was.longestSilence?.seconds).toBeLessThanOrEqual(7 * 86_400)
    expect(would.longestSilence).toMatchObject({ budgetDays: 3 })
    expect(would.longestSilence?.seconds).toBeLessThanOrEqual(3 * 86_400)
    expect([differing >= 1, would.overBudget]).toEqual([true, 0])
    const backorder = differences.find(({ orderId }) => orderId === 'ord_1')
    expect(backorder?.was.map(({ kind }) => kind)).toContain('backorder_checkin')
    expect(backorder?.would[0]).toMatchObject({ kind: 'backorder_confirmed', channel: 'email' })
    expect(backorder?.would[0]?.why).toEqual(expect.any(String))
  })

  it('holds again what a feed that looked dead held', async () => {
    const held = await openShop(handle, { slug: 'held', policy: { delay_options: 'ftc' } })
    for (let day = 0; day < 22; day += 1) {
      await held.tell('inventory.level', { sku: 'OTHER', available: day })
      if (day === 5) await held.place([waitingLine('1')])
      if (day === 9)
        await held.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: null }] })
      await held.advance('P1D')
    }
    await held.advance('P40D')
    expect((await held.order()).expiries).toEqual([])
    const merchant = await loadMerchant(held.services, held.merchant.id)
    const query = { policy: merchant.policy, from: null, to: null, limit: 100 }
    const { was, would, differences } = await simulatePolicy(held.services, merchant, query)

    expect(differences).toEqual([])
    expect(would).toEqual(was)
  })

  it('believes a feed dead by the policy that is tried, not by the one that held', async () => {
    const quiet = await openShop(handle, { slug: 'quiet', policy: { delay_options: 'ftc' } })
    for (let day = 0; day < 12; day += 1) {
      await quiet.tell('inventory.level', { sku: 'OTHER', available: day })
      if (day === 5) await quiet.place([waitingLine('1')])
      if (day === 9)
        await quiet.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: null }] })
      await quiet.advance('P1D')
    }
    await quiet.advance('P60D')
    expect((await quiet.order()).expiries).toHaveLength(1)
    const merchant = await loadMerchant(quiet.services, quiet.merchant.id)
    const tried = async (over: object) => {
      const policy = policySchema.parse({ ...merchant.policy, ...over })
      const query = { policy, from: null, to: null, limit: 100 }
      return (await simulatePolicy(quiet.services, merchant, query)).would.byKind.delay_expired
    }

    expect(await tried({})).toBe(1)
    expect(await tried({ feed_busy_days: 12 })).toBeUndefined()
  })

  it('lets people do again what they did, and says again what they were told for it', async () => {
    await shop.place([waitingLine('1')], address)
    await shop.advance('PT1H')
    const merchant = await loadMerchant(shop.services, shop.merchant.id)
    const act = { scope: 'all', lines: null, reason: null, by: 'shopper', actor: 'link' } as const
    await cancelOrder(shop.services, merchant, 'ord_1', act)
    await shop.advance('P10D')
    const { would, differing } = await simulate({})

    expect([would.byKind, differing]).toEqual([{ backorder_confirmed: 1, order_cancelled: 1 }, 0])
  })

  it('changes nothing', async () => {
    await live()
    const before = [await shop.messages(), await shop.events(), await shop.due()]
    await simulate({ silence_budget_days: 2 })

    expect([await shop.messages(), await shop.events(), await shop.due()]).toEqual(before)
  })

  it('looks at the newest orders of a time, and at no more than it was asked for', async () => {
    await live()
    expect((await simulate({}, { limit: 1 })).orders).toBe(1)
    expect((await simulate({}, { from: '2026-03-02', to: '2026-03-02' })).orders).toBe(2)
    expect((await simulate({}, { from: '2026-03-03' })).orders).toBe(0)
    expect((await simulate({}, { to: '2026-03-02T15:00:00Z' })).orders).toBe(0)
    await expect(simulate({}, { from: '2026-02-30' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('lets others in between its orders, and runs once at a time for a merchant', async () => {
    for (let at = 0; at < 20; at += 1) {
      const data = orderData([waitingLine('1')], { order_id: `o${at}`, order_number: `${at}` })
      await shop.tell('order.placed', data)
    }
    await shop.advance('P20D')
    let turns = 0
    let isOver = false
    const others = (async () => {
      while (!isOver) {
        await new Promise(setImmediate)
        turns += 1
      }
    })()
    // Which of the two comes first, the database's pool decides.
    const both = await Promise.allSettled([simulate({}), simulate({})])
    isOver = true
    await others

    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    expect(turns).toBeGreaterThanOrEqual(20)
  })

  it('is told in a terminal side by side', async () => {
    await live()
    const text = inWords(await simulate({ kinds_off: ['backorder_checkin'] }))

    expect(text).toMatch(/^2 orders, of which 1 would have heard something else/)
    expect(text).toMatch(/backorder_checkin +1 +0/)
    expect(text).toMatch(/longest silence +\d\.\d days +\d\.\d days/)
  })
})
