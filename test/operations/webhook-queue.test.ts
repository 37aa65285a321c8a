import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { ORDER, waitingLine } from '../support/shop.ts'
import { openHookedShop } from '../support/webhook-shop.ts'

eachDatabase('what the queue decides', (open) => {
  it('is told to endpoints: a promise that a supply moves, and stock that is given', async () => {
    const shop = await openHookedShop(await open())
    await shop.register(['promise.changed', 'backorder.allocated'])
    await shop.place([waitingLine('1', null, { sku: 'FERN' })])
    const supply = { order_id: undefined, supply_id: 'po_1', sku: 'FERN', quantity: 5 }
    await shop.tell('supply.expected', { ...supply, expected_at: '2026-03-20' })
    await shop.advance('PT1M')
    await shop.tell('supply.expected', { ...supply, expected_at: '2026-04-20' })
    await shop.advance('PT1M')
    const received_at = '2026-03-02T15:02:00.000Z'
    await shop.tell('supply.received', { ...supply, received_at })
    await shop.advance('P1D')

    const told = shop.endpoints.calls.map(({ body }) => JSON.parse(body))
    const moves = told.filter(({ type }) => type === 'promise.changed').map(({ data }) => data)
    expect(moves[0]).toMatchObject({
      order_id: ORDER,
      old: null,
      basis: { expected_at: '2026-03-20' },
    })
    expect(moves[1]).toMatchObject({ old: moves[0]?.new, basis: { expected_at: '2026-04-20' } })
    expect(told.find(({ type }) => type === 'backorder.allocated')?.data).toMatchObject({
      order_id: ORDER,
      lines: [{ id: '1', sku: 'FERN', quantity: 1 }],
    })
    const ids = shop.endpoints.calls.map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
