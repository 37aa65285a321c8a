import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { listUnfinishedAfter } from '../../src/db/walks.ts'
import { policySchema } from '../../src/domain/policy.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { runClock } from '../../src/operations/run-due.ts'
import { runWalks } from '../../src/operations/run-walks.ts'
import { putPolicy, readPolicyVersions } from '../../src/operations/settings.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, aPackage, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const LIVE_NOW = '2026-03-02T15:00:00.000Z'
const idOf = (at: number) => `ord_${String(at).padStart(3, '0')}`

eachDatabase('a walk over orders', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
  })

  const put = async ({ services, merchant }: Shop, policy: Record<string, unknown>) =>
    putPolicy(services, await loadMerchant(services, merchant.id), policySchema.parse(policy))
  const placeMany = async (shop: Shop, count: number) => {
    for (let at = 0; at < count; at += 1) {
      const data = orderData([waitingLine('1')], { order_id: idOf(at), order_number: idOf(at) })
      await shop.tell('order.placed', data, { at: LIVE_NOW })
    }
  }
  const checkins = async (shop: Shop, count: number) => {
    const found = new Set<string>()
    for (let at = 0; at < count; at += 1)
      found.add((await shop.message('backorder_checkin', idOf(at))).due_at)
    return [...found]
  }
  const walksOf = (shop: Shop) =>
    shop.services.read.selectFrom('walks').selectAll().orderBy('created_at').execute()

  it('plans every waiting order anew after a policy was put, in batches, and ends', async () => {
    const shop = await openShop(handle, { mode: 'live' })
    await placeMany(shop, 20)
    await put(shop, { checkin_after_hours: 24 })
    expect(await checkins(shop, 20)).toEqual(['2026-03-04T15:00:00.000Z'])

    expect(await runWalks(shop.services)).toBe(3)
    expect(await checkins(shop, 20)).toEqual(['2026-03-03T15:00:00.000Z'])
    expect(await runWalks(shop.services)).toBe(0)
    expect((await walksOf(shop)).every(({ done_at }) => done_at === LIVE_NOW)).toBe(true)
  })

  it('goes on after a crash where it was, and others write in between', async () => {
    const shop = await openShop(handle, { mode: 'live' })
    await placeMany(shop, 50)
    await put(shop, { checkin_after_hours: 24 })
    await runWalks(shop.services)
    const [open] = await walksOf(shop)
    expect(open).toMatchObject({ done_at: null, cursor: expect.stringContaining(idOf(31)) })

    const again = { ...shop.services }
    expect(await runWalks(again)).toBe(3)
    expect(await checkins(shop, 50)).toEqual(['2026-03-03T15:00:00.000Z'])
  })

  it('gives each merchant its turn: a great shop does not hold up a small one', async () => {
    const great = await openShop(handle, { mode: 'live' })
    const small = await openShop(handle, { mode: 'live', name: 'Small' })
    await placeMany(great, 100)
    await placeMany(small, 2)
    await put(great, { checkin_after_hours: 24 })
    await put(small, { checkin_after_hours: 36 })
    await runWalks(great.services)

    expect(await checkins(small, 2)).toEqual(['2026-03-04T03:00:00.000Z'])
    expect(await checkins(great, 100)).toHaveLength(2)
  })

  it('is not waited for by a message: what is due is asked under the new policy first', async () => {
    const shop = await openShop(handle, { mode: 'live' })
    await placeMany(shop, 1)
    await pumpDue(shop.services)
    shop.services.clock.advance({ hours: 48 })
    await put(shop, { kinds_off: ['backorder_checkin'] })
    await pumpDue(shop.services)

    expect(await shop.message('backorder_checkin', idOf(0))).toMatchObject({
      status: 'withdrawn',
      withdrawn_why: 'The merchant turned backorder_checkin off.',
    })
  })

  it('of a test merchant runs with its clock alone, and before the messages of that moment', async () => {
    const shop = await openShop(handle)
    await shop.place([waitingLine('1')])
    await shop.advance('PT47H')
    await put(shop, { checkin_after_hours: 72 })
    expect(await runWalks(shop.services)).toBe(0)
    expect((await shop.message('backorder_checkin')).due_at).toBe('2026-03-04T15:00:00.000Z')

    expect((await shop.advance('PT0S')).sent).toEqual([])
    expect((await shop.message('backorder_checkin')).due_at).toBe('2026-03-05T15:00:00.000Z')
    expect((await shop.advance('PT24H')).sent).toEqual([])
    expect((await walksOf(shop)).map(({ done_at }) => done_at)).toEqual([
      '2026-03-04T14:00:00.000Z',
    ])
  })

  it('of a policy that another has replaced is over', async () => {
    const shop = await openShop(handle, { mode: 'live' })
    await placeMany(shop, 1)
    await put(shop, { checkin_after_hours: 24 })
    await put(shop, { checkin_after_hours: 30 })

    expect(await runWalks(shop.services)).toBe(1)
    expect(await checkins(shop, 1)).toEqual(['2026-03-03T21:00:00.000Z'])
  })

  it('passes over an order that fails by a fault of ours, and reaches those behind it', async () => {
    const shop = await openShop(handle, { mode: 'live' })
    await placeMany(shop, 3)
    await handle.db
      .updateTable('orders')
      .set({ state: '{"lines"' })
      .where('order_id', '=', idOf(1))
      .execute()
    await put(shop, { checkin_after_hours: 24 })
    for (let round = 0; round < 3; round += 1) await runWalks(shop.services)

    for (const at of [0, 2]) {
      expect((await shop.message('backorder_checkin', idOf(at))).due_at, idOf(at)).toBe(
        '2026-03-03T15:00:00.000Z',
      )
    }
    expect(await runWalks(shop.services)).toBe(0)
  })

  it('goes over what is open, shipped in part and lately shipped, and over no order twice', async () => {
    const shop = await openShop(handle, { mode: 'live' })
    await placeMany(shop, 5)
    const ship = (at: number, lines: Record<string, number>, over = {}) =>
      shop.tell('shipment.created', {
        ...aPackage(lines, { shipment_id: idOf(at), tracking_number: idOf(at), ...over }),
        order_id: idOf(at),
      })
    await ship(1, { 1: 1 })
    await shop.tell('order.cancelled', { order_id: idOf(2) })
    const two = orderData([aLine('1'), waitingLine('2')], { order_id: 'part', order_number: 'p' })
    await shop.tell('order.placed', two)
    await shop.tell('shipment.created', { ...aPackage({ 1: 1 }), order_id: 'part' })

    const seen: string[] = []
    let after = ''
    const shippedSince = '2026-01-01T00:00:00.000Z'
    for (let turn = 0; turn < 10; turn += 1) {
      const stops = await listUnfinishedAfter(shop.services.read, shop.merchant.id, {
        after,
        shippedSince,
        limit: 2,
      })
      seen.push(...stops.map(({ orderId }) => orderId))
      after = stops.at(-1)?.position ?? after
    }
    expect(seen).toEqual([idOf(0), idOf(3), idOf(4), 'part', idOf(1)])
  })
})

eachDatabase('the versions of a policy', (open) => {
  it('begin with the one a merchant was made with, and count on, also for two at once', async () => {
    const shop = await openShop(await open(), { policy: { send_hour: '09:00' } })
    const { services, merchant } = shop
    const policies = [1, 2, 3].map((hours) => policySchema.parse({ checkin_after_hours: hours }))
    await Promise.all(policies.map((policy) => putPolicy(services, merchant, policy)))

    const { rows, next } = await readPolicyVersions(services, merchant.id, {
      before: null,
      limit: 3,
    })
    expect(rows.map(({ version }) => version)).toEqual([4, 3, 2])
    expect(new Set(rows.map(({ policy }) => policy.checkin_after_hours))).toEqual(
      new Set([1, 2, 3]),
    )
    const last = await readPolicyVersions(services, merchant.id, { before: next, limit: 3 })
    expect(last).toMatchObject({
      rows: [{ version: 1, actor: 'admin', policy: { send_hour: '09:00' } }],
      next: null,
    })
    const holds = await loadMerchant(services, merchant.id)
    expect(rows[0]?.policy).toEqual(holds.policy)
    expect((await runClock(services, merchant.id, LIVE_NOW)).claimed).toBe(0)
  })
})
