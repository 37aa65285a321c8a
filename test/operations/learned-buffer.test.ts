import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { addDays } from '../../src/domain/calendar.ts'
import { explainPromise } from '../../src/domain/explain-promise.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const LEARNED = { policy: { buffer: { rule: 'learned' } } }
const FIRST_DAY = '2026-03-02'
const SUPPLIES = 24

eachDatabase('the learned buffer', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
  })

  /** Two dozen supplies of one supplier, a few days apart, each so many days after its date. */
  const teach = async (shop: Shop, supplier: string, daysLate: number) => {
    for (let n = 0; n < SUPPLIES; n += 1) {
      const promised = addDays(FIRST_DAY, 10 + n)
      await shop.tell('supply.expected', {
        supply_id: `${supplier}-${n}`,
        sku: `${supplier}-SKU-${n}`,
        quantity: 5,
        expected_at: promised,
        supplier,
      })
    }
    // Told at once in the end: it is the day of the arrival that counts, not the day of the word.
    await shop.advance(`${addDays(FIRST_DAY, 11 + SUPPLIES + daysLate)}T16:00:00Z`)
    for (let n = 0; n < SUPPLIES; n += 1) {
      await shop.tell('supply.received', {
        supply_id: `${supplier}-${n}`,
        sku: `${supplier}-SKU-${n}`,
        quantity: 5,
        received_at: `${addDays(FIRST_DAY, 10 + n + daysLate)}T15:30:00Z`,
      })
    }
  }
  /** A line that waits for a date of the supplier's, forty days from the shop's first. */
  const waitFor = async (shop: Shop, supplier: string, expected_at: string) => {
    const line = waitingLine('1')
    const backorder = { ...line.backorder, expected_at, supplier } as typeof line.backorder
    await shop.tell('order.placed', orderData([{ ...line, sku: null, backorder }]))
    const [waiting] = (await shop.order()).lines
    if (!waiting?.backorder) throw new Error('the line has no backorder')
    return waiting.backorder
  }

  it('adds what a late supplier has taught, tells from what, and keeps it when folded anew', async () => {
    const shop = await openShop(handle, LEARNED)
    await teach(shop, 'Oak', 9)
    const backorder = await waitFor(shop, 'Oak', '2026-04-24')

    expect(backorder.promise?.basis).toMatchObject({ rule: 'learned', confidence: 0.9 })
    expect(backorder.promise?.basis.samples).toBe(SUPPLIES)
    expect(backorder.promise?.basis.bufferDays).toBeGreaterThanOrEqual(9)
    expect(explainPromise(backorder)).toContain('0 of 24 supplies of Oak came by the date')

    // A late event makes the order be folded anew, months later, when Oak has mended its ways.
    const soonAfter = (await loadMerchant(shop.services, shop.merchant.id)).clock?.at ?? ''
    await shop.advance('P60D')
    await shop.tell('order.updated', { priority: 1 }, { at: soonAfter })
    const [line] = (await shop.order()).lines
    expect(line?.backorder?.history[0]).toEqual(backorder.history[0])
  })

  it('says of what comes on the day itself how it stood that morning, for so it was counted', async () => {
    const shop = await openShop(handle, LEARNED)
    await teach(shop, 'Oak', 9)
    const late = { supply_id: 'late', sku: 'S', quantity: 1, supplier: 'Oak' }
    const today = (await loadMerchant(shop.services, shop.merchant.id)).clock?.at ?? ''
    await shop.tell('supply.expected', { ...late, expected_at: addDays(today.slice(0, 10), 1) })
    await shop.advance('P5D')
    await waitFor(shop, 'Oak', '2026-05-04') // the model of the day is made before it comes
    await shop.advance('PT1H')
    const now = (await loadMerchant(shop.services, shop.merchant.id)).clock?.at ?? ''
    await shop.tell('supply.received', { ...late, received_at: now })
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-05-20' }] })

    const [line] = (await shop.order()).lines
    expect(line?.backorder && explainPromise(line.backorder)).toContain(
      'and 1 was open past the date that morning',
    )
  })

  it('adds nothing for one that keeps its dates, whatever others do', async () => {
    const shop = await openShop(handle, LEARNED)
    await teach(shop, 'Ash', 0)
    const backorder = await waitFor(shop, 'Ash', '2026-04-24')

    expect(backorder.buffer).toMatchObject({ rule: 'learned', days: 0 })
    expect(backorder.promise?.shipsBy).toBe('2026-04-24')
  })

  it('tells no date where an honest one would lie too far, though it is known', async () => {
    const policy = { buffer: { rule: 'learned', max_buffer_days: 5 } }
    const shop = await openShop(handle, { policy })
    await teach(shop, 'Oak', 9)
    const backorder = await waitFor(shop, 'Oak', '2026-04-24')

    expect(backorder).toMatchObject({ expectedAt: '2026-04-24', promise: null })
    expect(explainPromise(backorder)).toContain('the limit is 5 days, so no date is told')
    await shop.advance('PT1H')
    expect((await shop.message('backorder_confirmed')).status).toBe('sent')
  })

  it('is learned for the one kind of backorder that asks for it', async () => {
    const learned = { rule: 'learned', max_buffer_days: 60 }
    const of = async (slug: string, kind: string) => {
      const shop = await openShop(handle, {
        slug,
        policy: { by_kind: { [kind]: { buffer: learned } } },
      })
      await teach(shop, 'Oak', 9)
      return (await waitFor(shop, 'Oak', '2026-04-24')).promise?.basis
    }
    expect(await of('same', 'standard')).toMatchObject({ rule: 'learned', samples: SUPPLIES })
    expect(await of('other', 'dropship')).toMatchObject({ rule: 'default' })
  })

  it('is the default rule for who has not asked for it, and for who has no past', async () => {
    const shop = await openShop(handle)
    await teach(shop, 'Oak', 9)
    expect((await waitFor(shop, 'Oak', '2026-04-24')).promise?.basis.rule).toBe('default')

    const young = await openShop(handle, LEARNED)
    const backorder = await waitFor(young, 'Oak', '2026-03-12')
    expect(backorder.promise).toMatchObject({ shipsBy: '2026-03-16', basis: { rule: 'default' } })
  })

  it('finds the supplier of a line whose date moves', async () => {
    const shop = await openShop(handle, LEARNED)
    await teach(shop, 'Oak', 9)
    await waitFor(shop, 'Oak', '2026-04-24')
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-05-20' }] })

    const [line] = (await shop.order()).lines
    expect(line?.backorder?.buffer).toMatchObject({ supplier: 'Oak', samples: SUPPLIES })
    expect(line?.backorder?.promise?.basis).toMatchObject({ expectedAt: '2026-05-20' })
  })
})
