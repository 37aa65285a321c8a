import { beforeEach, expect, it } from 'vitest'
import { statedHistory } from '../../src/domain/stated-history.ts'
import { eachDatabase } from '../support/databases.ts'
import { LATER, QUEUE_CLOCK, queueOf, SKU, SOON, SOON_PROMISED } from '../support/queue-shop.ts'
import { openShop, type Shop } from '../support/shop.ts'

eachDatabase('why the queue gives a date, or none', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { clock: QUEUE_CLOCK })
  })
  const { supply, place, lineOf, supplies, cause, heard } = queueOf(() => shop)
  const queued = async (id: string) => (await lineOf(id)).backorder.queued
  const dated = async () => {
    await supply('PO1', 1, SOON, { supplier: 'Ridge' })
    await place('a')
    await place('b')
    await heard('PT1H')
  }

  it('knows the supply that comes without a date', async () => {
    await supply('PO1', 1, null, { supplier: 'Ridge' })
    await place('a')
    await place('b')
    expect(await heard('PT1H')).toEqual(['a backorder_confirmed', 'b backorder_confirmed'])
    const undated = { supplyId: 'PO1', supplier: 'Ridge', overdueSince: null }
    expect(await queued('a')).toMatchObject({ supplyId: null, expectedAt: null, undated })
    expect(await queued('b')).toBeUndefined()

    await supply('PO1', 2, null)
    expect(await heard('PT24H')).toEqual([])
    expect(await queued('b')).toMatchObject({ undated })
    await supply('PO1', 2, SOON)
    expect(await heard('PT3H')).toEqual(['a eta_improved', 'b eta_improved'])
    expect(await cause('a')).toBe('supply_dated')
    expect(await queued('a')).not.toHaveProperty('undated')
  })

  it('begins the history with the date that the queue gave, not with none that nobody heard', async () => {
    const history = async (id: string) =>
      statedHistory((await lineOf(id)).backorder).map(({ shipsBy }) => shipsBy)
    await place('early')
    await heard('PT1H')
    await supply('PO1', 2, SOON)
    await heard('PT3H')
    await place('late')
    await heard('PT1H')

    expect(await history('early')).toEqual([null, SOON_PROMISED])
    expect(await history('late')).toEqual([SOON_PROMISED])
  })

  it('knows since when the supply is overdue that would reach the place', async () => {
    await supply('PO1', 9, SOON, { supplier: 'Ridge' })
    await place('a')
    await heard('PT1H')
    await shop.advance('2026-04-20T15:00:00.000Z')
    await place('b')
    await heard('PT1H')

    expect(await queued('b')).toMatchObject({
      expectedAt: null,
      undated: { supplyId: 'PO1', supplier: 'Ridge', overdueSince: SOON },
    })
    await shop.tell('supply.cancelled', { supply_id: 'PO1' })
    await heard('PT1H')
    expect(await queued('b')).not.toHaveProperty('undated')
  })

  it('says that a supply lost its date, though fewer of it were stated before', async () => {
    await supply('PO1', 9, SOON)
    await dated()
    await supply('PO1', 1, null)

    expect(await heard('PT1H')).toEqual(['a eta_slipped'])
    expect(await cause('a')).toBe('supply_undated')
    expect((await queued('a'))?.undated).toMatchObject({ supplyId: 'PO1', overdueSince: null })
  })

  it('says that a supply went to another SKU', async () => {
    await dated()
    await supply('PO1', 1, SOON, { sku: 'POT' })

    expect(await heard('PT1H')).toEqual(['a eta_slipped'])
    expect(await cause('a')).toBe('supply_moved')
  })

  it('says that a line is new in the queue of the SKU that it became', async () => {
    await dated()
    await supply('POT1', 1, LATER, { sku: 'POT' })
    await shop.tell('order.updated', { order_id: 'a', lines: [{ id: '1', sku: 'POT' }] })

    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'b eta_improved'])
    expect(await cause('a')).toBe('joined')
    expect(await supplies('a', 'b')).toEqual(['POT1', 'PO1'])
  })

  it('says of who is behind that the supplies changed, where another one did', async () => {
    await supply('PO2', 1, LATER)
    await dated()
    await shop.tell('supply.cancelled', { supply_id: 'PO1' })

    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'b eta_slipped'])
    expect([await cause('a'), await cause('b')]).toEqual(['supply_cancelled', 'supplies_changed'])
  })

  it('says of who was first that its place moved, where the merchant served another before it', async () => {
    await supply('PO2', 9, LATER)
    await dated()
    await shop.tell('backorder.allocated', { order_id: 'b', lines: [{ id: '1', quantity: 1 }] })

    expect(await heard('PT1H')).toEqual(['a eta_slipped', 'b restocked'])
    expect(await cause('a')).toBe('queue_moved')
  })

  it('says that the merchant took its own date back', async () => {
    await dated()
    const state = (expected_at: string | null) =>
      shop.tell('backorder.eta_changed', { order_id: 'a', lines: [{ id: '1', expected_at }] })
    await state('2026-05-20')
    await heard('PT1H')
    await state(null)

    expect(await heard('PT2H')).toEqual(['a eta_improved'])
    expect(await cause('a')).toBe('date_withdrawn')
    // What the queue itself says of it is what it said before.
    expect((await queued('a'))?.cause).toBe('joined')
  })

  it.each(['2999-01-01', '0001-01-01', '2101-01-01T00:00:00Z', '9999-12-31'])(
    'takes no supply for %s, and says which field is wrong',
    async (expected_at) => {
      const news = supply('PO1', 1, expected_at)
      await expect(news).rejects.toMatchObject({
        code: 'invalid',
        faults: [{ pointer: '/data/expected_at' }],
      })
      const when = { sku: SKU, quantity: 1, received_at: `${expected_at.slice(0, 10)}T00:00:00Z` }
      await expect(shop.tell('supply.received', when)).rejects.toMatchObject({ code: 'invalid' })
    },
  )
})
