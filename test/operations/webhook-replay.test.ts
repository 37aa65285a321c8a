import { beforeEach, expect, it } from 'vitest'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { pingEndpoint, replayEndpoint } from '../../src/operations/webhook-deliveries.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, ORDER, waitingLine } from '../support/shop.ts'
import { DOWN, type HookedShop, openHookedShop, TAKEN } from '../support/webhook-shop.ts'

eachDatabase('parked events that are sent again by hand', (open) => {
  let shop: HookedShop
  let id: string
  beforeEach(async () => {
    shop = await openHookedShop(await open())
    id = (await shop.register(['order.cancelled'])).id
    shop.endpoints.answer = () => DOWN
  })

  const cancel = (lines: string[] | null = null) =>
    cancelOrder(shop.services, shop.merchant, ORDER, {
      scope: 'all',
      lines: lines?.map((line) => ({ id: line, quantity: null })) ?? null,
      reason: null,
      by: 'shopper',
      actor: 'shopper',
    })
  const replay = () =>
    replayEndpoint(shop.services, shop.merchant, { id, messageId: null, actor: 'test' })
  const statuses = async () => (await shop.hooks()).map(({ status }) => status)
  /** How many attempts are made while so much time goes by. */
  async function triedIn(by: string): Promise<number> {
    const before = shop.endpoints.calls.length
    await shop.advance(by)
    return shop.endpoints.calls.length - before
  }

  it('are tried at once, however long the endpoint was to be left alone', async () => {
    await shop.place([aLine('1')])
    await cancel()
    await shop.advance('P4D')
    expect(await statuses()).toEqual(['failed'])
    await pingEndpoint(shop.services, shop.merchant, id)

    shop.endpoints.answer = () => TAKEN
    await replay()
    expect(await triedIn('PT1S')).toBe(1)
    expect((await shop.hooks('delivered')).map(({ kind }) => kind)).toEqual(['order.cancelled'])
  })

  it('are tried for three days anew where it still fails, quickly at first', async () => {
    await shop.place([aLine('1')])
    await cancel()
    await shop.advance('P4D')
    await replay()

    expect(await triedIn('PT30S')).toBeGreaterThanOrEqual(4)
    await shop.advance('P2D')
    expect(await statuses()).toEqual(['planned'])
    await shop.advance('P2D')
    expect(await statuses()).toEqual(['failed'])
  })

  it('do not wait for one before them that was to be tried in hours', async () => {
    await shop.place([waitingLine('1'), waitingLine('2')])
    await cancel(['1'])
    await shop.advance('P2D')
    await cancel(['2'])
    await shop.advance('P2D')
    expect(await statuses()).toEqual(['failed', 'planned'])

    shop.endpoints.answer = () => TAKEN
    await replay()
    await shop.advance('PT10S')
    expect(await statuses()).toEqual(['delivered', 'delivered'])
  })
})
