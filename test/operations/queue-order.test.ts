import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { listEntriesAfter } from '../../src/db/queue.ts'
import { findQueues } from '../../src/db/sku-queues.ts'
import { type Ahead, assign, pass, rankOf } from '../../src/domain/supply-queue.ts'
import { listComing } from '../../src/operations/coming.ts'
import { runWalks } from '../../src/operations/run-walks.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { joinQueue } from '../support/queue-join.ts'
import { runs } from '../support/runs.ts'
import { openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const SKU = 'KETTLE'
const CLOCK = '2026-03-02T15:00:00.000Z'
const MINUTE = 60_000

type Act =
  | { do: 'place'; priority: number; minute: number; quantity: number }
  | { do: 'tell' | 'walk' }
  | { do: 'cancel'; which: number }
  | { do: 'supply'; id: string; quantity: number; day: number | null }
  | { do: 'receive'; quantity: number; names: boolean }
  | { do: 'level'; available: number }
  | { do: 'give'; which: number }
  | { do: 'raise'; which: number }

const few = fc.integer({ min: 1, max: 3 })
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      priority: fc.integer({ min: 0, max: 2 }),
      minute: fc.integer({ min: 0, max: 3 }),
      quantity: few,
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ do: fc.constantFrom('tell' as const, 'walk' as const) }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('supply' as const),
      id: fc.constantFrom('PO1', 'PO2', 'PO3'),
      quantity: fc.integer({ min: 1, max: 8 }),
      day: fc.option(fc.integer({ min: 12, max: 28 })),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      quantity: few,
      names: fc.boolean(),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('level' as const),
      available: fc.integer({ min: -9, max: 2 }),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ do: fc.constantFrom('give' as const, 'raise'), which: fc.nat(20) }),
    weight: 2,
  },
)

type Model = { name: string; rank: string; epoch: number; quantity: number; isTold: boolean }

/** What happens to one SKU. */
class Life {
  readonly shop: Shop
  placed = 0

  constructor(shop: Shop) {
    this.shop = shop
  }

  async do(one: Act) {
    const { shop } = this
    switch (one.do) {
      case 'place':
        return this.place(one)
      case 'tell':
        await shop.advance('PT2H')
        return
      case 'walk':
        await shop.advance('PT0S')
        return
      case 'cancel': {
        if (this.placed === 0) return
        const order_id = `ord_${one.which % this.placed}`
        await shop.tell('order.cancelled', { order_id })
        return
      }
      case 'supply': {
        const { id: supply_id, quantity, day } = one
        const expected_at = day === null ? null : `2026-04-${day}`
        await shop.tell('supply.expected', { supply_id, sku: SKU, quantity, expected_at })
        return
      }
      case 'receive': {
        const { quantity, names } = one
        const receipt = { sku: SKU, quantity, received_at: CLOCK }
        await shop.tell('supply.received', { ...receipt, ...(names && { supply_id: 'PO1' }) })
        return
      }
      case 'level':
        await shop.tell('inventory.level', { sku: SKU, available: one.available })
        return
      case 'give':
      case 'raise': {
        if (this.placed === 0) return
        const order_id = `ord_${one.which % this.placed}`
        const lines = [{ id: '1', quantity: 1 }]
        if (one.do === 'give') await shop.tell('backorder.allocated', { order_id, lines })
        else await shop.tell('order.updated', { order_id, priority: one.which })
        return
      }
    }
  }

  async place({ priority, minute, quantity }: Extract<Act, { do: 'place' }>) {
    const name = `ord_${this.placed}`
    this.placed += 1
    const placed_at = new Date(Date.parse(CLOCK) - (9 - minute) * MINUTE).toISOString()
    const data = orderData([waitingLine('1', null, { sku: SKU, quantity })], {
      order_id: name,
      order_number: name,
      placed_at,
      priority,
    })
    await this.shop.tell('order.placed', data, { at: placed_at })
  }
}

async function entriesOf({ services, merchant }: Shop) {
  return listEntriesAfter(services.read, merchant.id, { sku: SKU, after: null, limit: 100 })
}

/** After everything has come to rest: what is stored is what the domain says at once. */
async function checkWhole(shop: Shop) {
  const { read } = shop.services
  const [queue] = await findQueues(read, shop.merchant.id, [SKU])
  if (!queue) return
  const entries = await entriesOf(shop)
  const coming = await listComing(read, shop.merchant, SKU)
  expect(queue.units).toBe(entries.reduce((all, { quantity }) => all + quantity, 0))

  let ahead: Ahead = { units: 0, eligible: 0 }
  for (const entry of entries) {
    const { isHere, supply } = assign(ahead, entry, { pool: queue.pool, coming })
    ahead = pass(ahead, entry, queue.pool)
    expect(isHere, 'all that is here is given out').toBe(false)
    expect(entry.dated).toMatchObject({
      supplyId: supply?.supplyId ?? null,
      expectedAt: supply?.expectedAt ?? null,
    })
    const [line] = (await shop.order(entry.orderId)).lines
    expect(line?.backorder?.queued?.expectedAt ?? null).toBe(supply?.expectedAt ?? null)
    expect(line?.backorder?.queued?.supplyId ?? null).toBe(
      supply?.expectedAt ? supply.supplyId : null,
    )
  }
}

eachDatabase('the queue of a SKU, whatever happens', (open, dialect) => {
  const times = dialect === 'sqlite' ? 12 : 4

  it('is dated, when all walks have ended, as the domain would date it at once', async () => {
    const handle = await open()
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
        const life = new Life(await openShop(handle, { clock: CLOCK }))
        for (const one of acts) await life.do(one)
        await life.shop.advance('PT0S')
        await checkWhole(life.shop)
      }),
      runs(times),
    )
  })

  it('is so too when several walk it, and orders come and go, all at the same time', async () => {
    const shop = await openShop(await open(), { mode: 'live' })
    const life = new Life(shop)
    const placeOne = (minute: number) =>
      life.place({ do: 'place', priority: minute % 2, minute, quantity: 1 + (minute % 3) })
    const news = (quantity: number, day: number) =>
      life.do({ do: 'supply', id: 'PO1', quantity, day })
    for (let at = 0; at < 50; at += 1) await placeOne(at % 4)
    await news(40, 12)
    await runWalks(shop.services)
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([
        news(30 + round, 13 + round),
        ...[1, 2, 3].map(() => runWalks(shop.services)),
        ...[1, 2, 3].map((at) => life.do({ do: 'cancel', which: 7 * round + 2 * at })),
        ...[1, 2, 3].map(placeOne),
        life.do({ do: 'receive', quantity: 2, names: true }),
        pumpDue(shop.services),
      ])
    }
    while ((await runWalks(shop.services)) > 0);
    await checkWhole(shop)
  })

  it('takes in newcomers as the model does', async () => {
    const handle = await open()
    const joining = fc.record({
      priority: fc.integer({ min: 0, max: 2 }),
      minute: fc.integer({ min: 0, max: 3 }),
      tells: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(joining, { minLength: 2, maxLength: 9 }), async (all) => {
        expect(await joinedIn(handle, all)).toEqual(modelOf(all))
      }),
      runs(times),
    )
  })
})

type Joining = { priority: number; minute: number; tells: boolean }

/** Each takes its place; after some of them, everybody who waits is told a date. */
async function joinedIn(handle: Handle, all: readonly Joining[]): Promise<string[]> {
  const shop = await openShop(handle, { clock: CLOCK })
  const supply = { supply_id: 'PO1', sku: SKU, quantity: 99, expected_at: '2026-04-20' }
  await shop.tell('supply.expected', supply)
  const life = new Life(shop)
  for (const { tells, ...one } of all) {
    await life.place({ do: 'place', quantity: 1, ...one })
    if (tells) await shop.advance('PT0S')
  }
  return (await entriesOf(shop)).map(({ orderId }) => orderId)
}

function modelOf(all: readonly Joining[]): string[] {
  let queue: Model[] = []
  for (const [at, { priority, minute, tells }] of all.entries()) {
    const placedAt = new Date(Date.parse(CLOCK) - (9 - minute) * MINUTE).toISOString()
    const rank = rankOf({ priority, placedAt }, at + 1)
    const newcomer = { name: `ord_${at}`, rank, quantity: 1, isTold: false, countedAt: placedAt }
    queue = joinQueue(queue.map(counted), newcomer, { displaces: false })
    if (tells) queue = queue.map((entry) => ({ ...entry, isTold: true }))
  }
  return queue.map(({ name }) => name)
}

const counted = (entry: Model) => ({ ...entry, countedAt: '' })
