import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { waitingQuantity } from '../../src/domain/order.ts'
import { type Ahead, assign, pass } from '../../src/domain/supply-queue.ts'
import { runWalks } from '../../src/operations/run-walks.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { openShop, orderData, type Shop, shopOf, waitingLine } from '../support/shop.ts'

const SKU = 'KETTLE'
const NOW = '2026-03-02T15:00:00.000Z'
const SOON = '2026-03-20'
const LATER = '2026-04-10'
const idOf = (at: number) => `ord_${String(at).padStart(3, '0')}`
const minuteOf = (at: number) => new Date(Date.parse(NOW) - (500 - at) * 60_000).toISOString()

eachDatabase('a walk over a queue', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { mode: 'live' })
  })

  const supply = (supply_id: string, quantity: number, expected_at: string | null) =>
    shop.tell('supply.expected', { supply_id, sku: SKU, quantity, expected_at })
  const place = (at: number, quantity = 1, one = shop) => {
    const [order_id, placed_at] = [idOf(at), minuteOf(at)]
    const line = waitingLine('1', null, { sku: SKU, quantity })
    const data = orderData([line], { order_id, order_number: order_id, placed_at })
    return one.tell('order.placed', data, { at: placed_at })
  }
  const placeMany = async (count: number) => {
    for (let at = 0; at < count; at += 1) await place(at, 1 + (at % 3))
  }
  const supplyOf = async (at: number) => {
    const [line] = (await shop.order(idOf(at))).lines
    return line?.backorder?.promise?.basis.supplyId ?? null
  }
  const supplies = async (count: number) => {
    const found: (string | null)[] = []
    for (let at = 0; at < count; at += 1) found.push(await supplyOf(at))
    return found
  }
  /** What each is to be dated by, worked out at once and without a database. */
  const byModel = (quantities: readonly number[], known: readonly [string, number][]) => {
    const coming = known.map(([supplyId, remaining]) => ({
      supplyId,
      remaining,
      supplier: null,
      expectedAt: SOON,
    }))
    const pool = { left: 0, until: '', unaccounted: 0 }
    let ahead: Ahead = { units: 0, eligible: 0 }
    return quantities.map((quantity) => {
      const entry = { quantity, countedAt: NOW }
      const { supply } = assign(ahead, entry, { pool, coming })
      ahead = pass(ahead, entry, pool)
      return quantity === 0 ? null : (supply?.supplyId ?? null)
    })
  }
  const quantitiesOf = (count: number) => Array.from({ length: count }, (_, at) => 1 + (at % 3))
  const walks = (kind = 'queue') =>
    handle.read.selectFrom('walks').selectAll().where('kind', '=', kind).execute()
  const isOpen = async (kind = 'queue') =>
    (await walks(kind)).some(({ done_at }) => done_at === null)
  const finish = async () => {
    for (let round = 0; round < 50 && (await runWalks(shop.services)) > 0; round += 1);
  }
  const datings = async () =>
    (
      await handle.read
        .selectFrom('events')
        .select('order_id')
        .where('type', '=', 'queue.dated')
        .execute()
    ).map(({ order_id }) => order_id)

  it('comes to the same in batches as at once, though orders go before and behind it', async () => {
    await placeMany(70)
    await supply('PO1', 60, SOON)
    await supply('PO2', 60, LATER)
    await finish()
    const quantities = quantitiesOf(70)
    const expected = byModel(quantities, [
      ['PO1', 60],
      ['PO2', 60],
    ])
    expect(await supplies(70)).toEqual(expected)

    await supply('PO1', 20, SOON)
    await runWalks({ ...shop.services, writer: onceOnly(shop, 2) }).catch(() => {})
    expect(await isOpen()).toBe(true)
    for (const at of [3, 60]) {
      await shop.tell('order.cancelled', { order_id: idOf(at) })
      quantities[at] = 0
    }
    await finish()
    const left = byModel(quantities, [
      ['PO1', 20],
      ['PO2', 60],
    ])
    expect((await supplies(70)).filter((_, at) => quantities[at] !== 0)).toEqual(
      left.filter((_, at) => quantities[at] !== 0),
    )
  })

  it('goes on after a crash where it was: nothing is lost, and nothing doubled', async () => {
    await placeMany(70)
    await supply('PO1', 200, SOON)
    const crashing = { ...shop.services, writer: onceOnly(shop, 3) }
    await expect(runWalks(crashing)).rejects.toThrow('crash')
    expect(await isOpen()).toBe(true)
    const before = await datings()
    expect(before.length).toBeLessThan(70)

    shop = shopOf(shop.services, shop.merchant)
    await finish()
    const dated = await datings()
    expect(dated).toHaveLength(70)
    expect(new Set(dated).size).toBe(70)
    expect(dated.slice(0, before.length)).toEqual(expect.arrayContaining(before))
    expect(new Set(await supplies(70))).toEqual(new Set(['PO1']))
  })

  it('lets others’ messages go while it is under way', async () => {
    await placeMany(100)
    const drain = async () => {
      while ((await pumpDue(shop.services)) > 0);
    }
    await drain()
    await supply('PO1', 500, SOON)
    await runWalks(shop.services)
    const other = shopOf(shop.services, (await openShop(handle, { mode: 'live' })).merchant)
    await other.tell('order.placed', orderData([waitingLine('1')], { order_id: 'small' }))
    await drain()

    expect(await isOpen()).toBe(true)
    expect((await datings()).length).toBeLessThan(100)
    const [confirmed] = await other.messages('small')
    expect(confirmed).toMatchObject({ kind: 'backorder_confirmed', status: 'sent' })
  })

  it('is one walk, however often its supply is said anew', async () => {
    await placeMany(3)
    await supply('PO1', 9, SOON)
    await finish()
    for (const day of ['21', '22', '23']) await supply('PO1', 9, `2026-03-${day}`)
    expect((await walks()).filter(({ done_at }) => done_at === null)).toHaveLength(1)
  })

  it('lets no message go with a date that it would have changed', async () => {
    await placeMany(1)
    await pumpDue(shop.services)
    await supply('PO1', 9, SOON)
    await finish()
    shop.services.clock.advance({ hours: 48 })
    await supply('PO1', 9, '2026-06-01')
    for (let round = 0; round < 3; round += 1) await pumpDue(shop.services)

    expect(await isOpen()).toBe(true)
    const { said } = await shop.order(idOf(0))
    expect(said.some(({ told }) => told.dates['1'] === '2026-03-30')).toBe(false)
  })

  it('passes over the order that fails, by its name, and over none beside it', async () => {
    await placeMany(30)
    for (const at of [2, 7, 8]) {
      await handle.db
        .updateTable('orders')
        .set({ folded_to: 'z', state: '{"lines"' })
        .where('order_id', '=', idOf(at))
        .execute()
    }
    await handle.db
      .insertInto('walks')
      .values({ ...(await aWalk('policy')), merchant_id: shop.merchant.id })
      .execute()
    await finish()

    expect(await isOpen('policy')).toBe(false)
    const { rows } = await settledOnes()
    expect(rows).toHaveLength(27)
  })

  it('dates everybody behind one that fails, and that one when it can be read again', async () => {
    await placeMany(30)
    await supply('PO1', 100, SOON)
    await finish()
    const { state } = await handle.read
      .selectFrom('orders')
      .select('state')
      .where('order_id', '=', idOf(4))
      .executeTakeFirstOrThrow()
    const write = (text: string) =>
      handle.db.updateTable('orders').set({ state: text }).where('order_id', '=', idOf(4)).execute()
    await write('{"lines"')
    await supply('PO1', 100, LATER)
    await finish()
    const expectedOf = async (at: number) =>
      (await shop.order(idOf(at))).lines[0]?.backorder?.expectedAt

    expect(await isOpen()).toBe(false)
    expect([await expectedOf(3), await expectedOf(5), await expectedOf(29)]).toEqual(
      Array(3).fill(LATER),
    )
    await write(state)
    await shop.tell('order.updated', { order_id: idOf(4), currency: 'USD' })
    expect(await expectedOf(4)).toBe(LATER)
  })

  const aWalk = async (kind: string, over = {}) => ({
    id: `wlk_${kind}`,
    kind,
    subject: '',
    cursor: '',
    created_at: NOW,
    done_at: null,
    clock: 'live',
    walked_at: '',
    ...over,
  })
  const settledOnes = async () => ({
    rows: await handle.read
      .selectFrom('orders')
      .select('order_id')
      .where('state', 'like', '%"placed":%')
      .execute(),
  })

  it('of a kind that a newer release knows stands, and holds up nobody', async () => {
    const newer = { ...(await aWalk('of_tomorrow')), merchant_id: shop.merchant.id }
    await handle.db.insertInto('walks').values(newer).execute()
    await placeMany(1)
    await supply('PO1', 9, SOON)
    await finish()

    expect(await supplyOf(0)).toBe('PO1')
    expect(await walks('of_tomorrow')).toMatchObject([{ done_at: null, walked_at: '' }])
    expect(await runWalks(shop.services)).toBe(0)
  })

  it('is forgotten some days after it was done', async () => {
    await placeMany(1)
    await supply('PO1', 9, SOON)
    await finish()
    expect((await walks()).length).toBe(1)
    shop.services.clock.advance({ days: 9 })
    await supply('PO1', 9, LATER)
    await finish()
    expect((await walks()).length).toBe(1)
  })
})

eachDatabase('two who want the last unit at once', (open) => {
  const placeAt = (shop: Shop, at: number) =>
    shop.tell(
      'order.placed',
      orderData([waitingLine('1', null, { sku: SKU })], {
        order_id: idOf(at),
        order_number: idOf(at),
        placed_at: minuteOf(at),
      }),
      { at: minuteOf(at) },
    )

  it('are dated one after the other', async () => {
    const shop = await openShop(await open())
    await shop.tell('supply.expected', {
      supply_id: 'PO1',
      sku: SKU,
      quantity: 4,
      expected_at: SOON,
    })
    await Promise.all(Array.from({ length: 9 }, (_, at) => placeAt(shop, at)))
    await shop.advance('PT0S')

    const dated: (string | undefined)[] = []
    for (let at = 0; at < 9; at += 1) {
      const [line] = (await shop.order(idOf(at))).lines
      dated.push(line?.backorder?.promise?.shipsBy)
    }
    expect(dated.map(Boolean)).toEqual([true, true, true, true, ...Array(5).fill(false)])
  })

  it('and share what has come, none of it twice', async () => {
    const shop = await openShop(await open())
    await shop.tell('supply.received', { sku: SKU, quantity: 4, received_at: NOW })
    await Promise.all(Array.from({ length: 9 }, (_, at) => placeAt(shop, at)))
    await shop.advance('PT0S')

    const waiting: number[] = []
    for (let at = 0; at < 9; at += 1) {
      const [line] = (await shop.order(idOf(at))).lines
      if (line) waiting.push(waitingQuantity(line))
    }
    expect(waiting.filter((quantity) => quantity === 0)).toHaveLength(4)
  })
})

/** A process that ends in its n-th transaction, and writes nothing more. */
function onceOnly({ services: { writer } }: Shop, last: number): Shop['services']['writer'] {
  let count = 0
  return {
    ...writer,
    write: (work) =>
      writer.write(async (db) => {
        const answer = await work(db)
        count += 1
        if (count >= last) throw new Error('crash')
        return answer
      }),
  }
}
