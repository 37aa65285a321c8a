import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { allocatedQuantity, toldDate, waitingQuantity } from '../../src/domain/order.ts'
import { onSqlite } from '../support/databases.ts'
import { QueueModel } from '../support/queue-model.ts'
import { SKU } from '../support/queue-shop.ts'
import { runs } from '../support/runs.ts'
import { aPackage, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const CLOCK = '2026-03-02T15:00:00.000Z'
const ACTS = [
  'place',
  'grow',
  'cancel',
  'cancel_some',
  'prioritise',
  'reduce',
  'ship',
  'ship_some',
  'give',
  'expect',
  'cancel_supply',
  'move_supply',
  'receive',
  'receive_unnamed',
] as const
/** What is told where a level follows every act: then it is the level that gives out. */
const LEVEL_ACTS: readonly (typeof ACTS)[number][] = [
  'place',
  'cancel',
  'cancel_some',
  'ship',
  'expect',
  'receive',
]
const WEIGHTS: Partial<Record<(typeof ACTS)[number], number>> = { place: 8, expect: 6, receive: 5 }

const actOf = (names: readonly (typeof ACTS)[number][]) =>
  fc.record({
    name: fc.oneof(
      ...names.map((name) => ({ arbitrary: fc.constant(name), weight: WEIGHTS[name] ?? 2 })),
    ),
    which: fc.nat(30),
    quantity: fc.integer({ min: 1, max: 4 }),
    priority: fc.integer({ min: 0, max: 2 }),
    /** Told of late: ordered before somebody who is known already. */
    isLate: fc.boolean(),
    day: fc.option(fc.integer({ min: 10, max: 28 }), { freq: 5 }),
    /** Of what is ordered, so many are in stock and do not wait. */
    stock: fc.nat(2),
  })
type Act = ReturnType<typeof actOf> extends fc.Arbitrary<infer A> ? A : never
/** A queue begins with the first news of a supply: what the merchant gave out before is not known. */
const FIRST: Act = {
  name: 'expect',
  which: 0,
  quantity: 1,
  priority: 0,
  isLate: false,
  day: 12,
  stock: 0,
}

/** The first level is of who waits already: what they had been given before it is not known. */
const PLACE: Act = { ...FIRST, name: 'place' }

/** One life of a SKU: every act is told to a shop and to the model, and both must agree after it. */
class Story {
  readonly shop: Shop
  readonly model = new QueueModel()
  readonly quantities = new Map<string, number>()
  /** Of those, in stock as ordered. */
  private readonly stocked = new Map<string, number>()
  /** Cancelled into what was in stock: of a cancellation only the sum is known to who orders more. */
  private readonly cut = new Set<string>()
  /** Messages that an order may still get: one for each change that touched it. */
  readonly owed = new Map<string, number>()
  /** A receipt and its level are heard one after the other: each may have its word. */
  protected readonly words: number = 1
  now = CLOCK
  count = 0

  /** Of messages that went while an act and its level were told. */
  private meanwhile: Sent[] = []

  constructor(shop: Shop) {
    this.shop = shop
  }

  async go(one: Act) {
    const before = this.reaches()
    const promisedBefore = await this.promises(this.model.told)
    const own = await this.act(one)
    const promised = await this.promises(this.model.told)
    if (own && (one.name === 'place' || one.name === 'grow')) {
      for (const id of [...promised.keys()].filter((id) => id !== own))
        expect(promised.get(id), `${id} was told a date, and ${own} came later`).toBe(
          promisedBefore.get(id),
        )
    }
    const after = this.reaches()
    for (const [id, reach] of after) if (reach !== before.get(id)) this.owe(id)
    if (own) this.owe(own)
    await this.hear(own)
    await this.agree()
  }

  protected act(one: Act): Promise<string | null> {
    return this.tell(one)
  }

  /** Time enough for what was told to take effect, and for no message that it may cause. */
  protected async pause() {
    this.now = later(this.now, 1)
    this.meanwhile.push(...(await this.shop.advance(this.now)).sent)
  }

  /** As `name` says, if there is whom or what it can be about; answers with its order. */
  protected async tell(one: Act): Promise<string | null> {
    const { model, shop, now } = this
    const ids = [...model.orders.keys()]
    const order_id = ids[one.which % Math.max(1, ids.length)]
    const supply_id = `PO${one.which % 4}`
    switch (one.name) {
      case 'place':
        return this.place(one)
      case 'expect': {
        const quantity = 2 * one.quantity
        const expected_at = one.day === null ? null : `2026-04-${one.day}`
        model.expect(supply_id, quantity, expected_at)
        await shop.tell('supply.expected', { supply_id, sku: SKU, quantity, expected_at })
        return null
      }
      case 'move_supply': {
        const quantity = (model.supplies.get(supply_id)?.came ?? 0) + 1
        const data = { supply_id, sku: 'POT', quantity, expected_at: null }
        model.moveSupply(supply_id)
        await shop.tell('supply.expected', data)
        return null
      }
      case 'cancel_supply':
        model.cancelSupply(supply_id)
        await shop.tell('supply.cancelled', { supply_id })
        return null
      case 'receive':
      case 'receive_unnamed': {
        const id = one.name === 'receive' ? supply_id : null
        // Often more than anybody waits for: the rest goes on to the shelf.
        const quantity = one.quantity + (one.isLate ? 4 : 0)
        model.receive(id, quantity, now)
        const receipt = { sku: SKU, quantity, received_at: now }
        await shop.tell('supply.received', { ...receipt, ...(id && { supply_id: id }) })
        return null
      }
      default:
        return order_id ? this.tellOf(order_id, one.name, one) : null
    }
  }

  private async tellOf(
    order_id: string,
    name: Exclude<Act['name'], `${string}supply` | `receive${string}` | 'place' | 'expect'>,
    { quantity, priority }: Act,
  ): Promise<string | null> {
    const { model, shop, now, quantities } = this
    const { held = 0, stock = 0 } = model.orders.get(order_id) ?? {}
    const open = model.waiting(order_id) + held + stock
    const lines = (units: number) => [{ id: '1', quantity: units }]
    switch (name) {
      case 'grow': {
        if (this.cut.has(order_id)) return null
        const all = (quantities.get(order_id) ?? 0) + quantity
        quantities.set(order_id, all)
        model.grow(order_id, quantity, now)
        const short = all - (this.stocked.get(order_id) ?? 0)
        const backorder = { quantity: short, kind: 'standard', expected_at: null }
        const line = { id: '1', quantity: all, backorder }
        await shop.tell('order.updated', { order_id, lines: [line] })
        return order_id
      }
      case 'cancel':
      case 'cancel_some': {
        const units = name === 'cancel' ? open : Math.min(quantity, open)
        if (units === 0) return null
        model.cancel(order_id, units, now)
        if (this.stockOf(order_id) < stock) this.cut.add(order_id)
        await shop.tell('order.cancelled', { order_id, lines: lines(units) })
        return order_id
      }
      case 'reduce': {
        const all = quantities.get(order_id) ?? 0
        const units = Math.min(quantity, open, all - 1)
        if (units <= 0) return null
        quantities.set(order_id, all - units)
        model.cancel(order_id, units, now)
        const fewer = stock - this.stockOf(order_id)
        this.stocked.set(order_id, (this.stocked.get(order_id) ?? 0) - fewer)
        await shop.tell('order.updated', { order_id, lines: lines(all - units) })
        return order_id
      }
      case 'prioritise':
        model.prioritise(order_id, priority)
        await shop.tell('order.updated', { order_id, priority })
        return order_id
      case 'ship':
      case 'ship_some': {
        const units = name === 'ship' ? held + stock : Math.min(quantity, open)
        if (units === 0) return null
        this.count += 1
        model.ship(order_id, units)
        const shipment = { shipment_id: `shp_${this.count}`, tracking_number: `1Z${this.count}` }
        const parcel = aPackage({ 1: units }, { ...shipment, shipped_at: now })
        await shop.tell('shipment.created', { order_id, ...parcel })
        return order_id
      }
      case 'give':
        if (model.waiting(order_id) === 0) return null
        model.give(order_id)
        await shop.tell('backorder.allocated', { order_id, lines: lines(1) })
        return order_id
    }
  }

  private stockOf = (order_id: string) => this.model.orders.get(order_id)?.stock ?? 0

  private async place({ quantity, priority, isLate, stock }: Act) {
    this.count += 1
    const order_id = `ord_${String(this.count).padStart(2, '0')}`
    const placedAt = isLate ? later(this.now, -150) : this.now
    this.quantities.set(order_id, quantity + stock)
    this.stocked.set(order_id, stock)
    this.model.place(order_id, quantity, { priority, placedAt, stock })
    const backorder = { quantity, kind: 'standard' as const, expected_at: null }
    const line = waitingLine('1', null, { sku: SKU, quantity: quantity + stock, backorder })
    const named = { order_id, order_number: order_id, placed_at: placedAt, priority }
    await this.shop.tell('order.placed', orderData([line], named), { at: placedAt })
    return order_id
  }

  /** What is sent after an act goes to who is owed a word, and to nobody else. */
  private async hear(own: string | null) {
    this.now = later(this.now, 120)
    const sent = [...this.meanwhile, ...(await this.shop.advance(this.now)).sent]
    this.meanwhile = []
    const heard = new Map<string, string>()
    for (const { orderId, kind } of sent) {
      const owed = this.owed.get(orderId) ?? 0
      expect(owed, `${orderId} hears ${kind} though nothing touched it`).toBeGreaterThan(0)
      this.owed.set(orderId, owed - 1)
      // Who cancels some of it hears so, and then of the date that the rest has.
      if (orderId !== own && this.words === 1)
        expect(heard.get(orderId), `${orderId} hears ${kind} beside it`).toBeUndefined()
      heard.set(orderId, kind)
    }
    const told = await Promise.all(
      [...this.model.orders.keys()].map(async (id) =>
        toldDate(await this.shop.order(id), '1') ? [id] : [],
      ),
    )
    this.model.told = new Set(told.flat())
  }

  private async agree() {
    for (const [id, { held }] of this.model.orders) {
      const [line] = (await this.shop.order(id)).lines
      if (!line) throw new Error(`${id} has no line`)
      expect(waitingQuantity(line), `${id} waits for`).toBe(this.model.waiting(id))
      expect(allocatedQuantity(line), `${id} holds`).toBe(held)
      if (waitingQuantity(line) === 0) continue
      const reach = this.model.reach(id)
      const { supplyId = null, expectedAt = null, undated = null } = line.backorder?.queued ?? {}
      expect({ id, supplyId, expectedAt, undated: undated?.supplyId ?? null }).toEqual({
        id,
        supplyId: reach?.day ? reach.supplyId : null,
        expectedAt: reach?.day ?? null,
        undated: reach && !reach.day ? reach.supplyId : null,
      })
    }
  }

  private owe(id: string) {
    this.owed.set(id, (this.owed.get(id) ?? 0) + this.words)
  }

  /** What each has and waits for, by the model. */
  private reaches(): Map<string, string> {
    return new Map(
      [...this.model.orders].map(([id, { held }]) => [
        id,
        JSON.stringify([held, this.model.waiting(id) > 0 && this.model.reach(id)]),
      ]),
    )
  }

  private async promises(ids: Iterable<string>): Promise<Map<string, string | null>> {
    const promised = new Map<string, string | null>()
    for (const id of ids) {
      const [line] = (await this.shop.order(id)).lines
      promised.set(id, line?.backorder?.promise?.shipsBy ?? null)
    }
    return promised
  }
}

type Sent = Awaited<ReturnType<Shop['advance']>>['sent'][number]

/** The same in a shop that tells its levels, before or after what they are of. */
class StoryByLevels extends Story {
  protected override readonly words = 2
  available = 0
  private told = 0

  protected override async act(one: Act): Promise<string | null> {
    const { model } = this
    if (one.name === 'place' && this.available > 0) {
      // Nobody waits for what is on the shelf.
      this.available -= Math.min(this.available, one.quantity)
      await this.tellLevel()
      return null
    }
    const open = () =>
      [...model.orders].reduce((all, [id, { held }]) => all + held + model.waiting(id), 0)
    const before = open()
    const ids = [...model.orders.keys()]
    const waits = model.waiting(ids[one.which % Math.max(1, ids.length)] ?? '') > 0
    const units = this.unitsOf(one)
    const isFirst =
      one.isLate && (one.name === 'receive' || (one.name.startsWith('cancel') && !waits))
    if (isFirst) {
      this.available += units
      await this.tellLevel()
      await this.pause()
    }
    const own = await this.tell({ ...one, isLate: false, stock: 0 })
    if (one.name !== 'receive')
      this.available += isFirst ? 0 : one.name === 'ship' ? 0 : before - open()
    else if (!isFirst) this.available += units
    if (!isFirst) {
      if (one.day !== null) await this.pause()
      await this.tellLevel()
    }
    return own
  }

  /** That it makes available, told before it is. */
  private unitsOf({ name, which, quantity }: Act): number {
    if (name === 'receive') return quantity
    const ids = [...this.model.orders.keys()]
    const held = this.model.orders.get(ids[which % Math.max(1, ids.length)] ?? '')?.held ?? 0
    return name === 'cancel' ? held : name === 'cancel_some' ? Math.min(quantity, held) : 0
  }

  private async tellLevel() {
    if (this.available === this.told) return
    this.told = this.available
    await this.shop.tell('inventory.level', { sku: SKU, available: this.available })
  }
}

const later = (at: string, minutes: number) =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString()

onSqlite('a SKU, unit by unit', (open) => {
  vi.setConfig({ testTimeout: runs(120_000).numRuns }) // whole lives, one after the other

  it('gives each unit once and loses none, and moves only whom an act touches', async () => {
    const handle = await open()
    await fc.assert(
      fc.asyncProperty(fc.array(actOf(ACTS), { minLength: 6, maxLength: 18 }), async (acts) => {
        const story = new Story(await openShop(handle, { clock: CLOCK }))
        for (const one of [FIRST, ...acts]) await story.go(one)
      }),
      runs(14),
    )
  })

  it('does so where levels say what has come, and what was given up', async () => {
    const handle = await open()
    const acts = fc.array(actOf(LEVEL_ACTS), { minLength: 6, maxLength: 18 })
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const story = new StoryByLevels(await openShop(handle, { clock: CLOCK }))
        for (const one of [FIRST, PLACE, ...all]) await story.go(one)
      }),
      runs(10),
    )
  })
})
