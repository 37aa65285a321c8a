import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { listMessages } from '../../src/operations/read-orders.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, openShop, type Shop } from '../support/shop.ts'

const price = (amount: string) => ({ amount, currency: 'USD' })

eachDatabase('what was refunded before it was cancelled', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
  })

  const subjectAfter = async (refunded: string, locale: string) => {
    const customer = { name: 'Jo Field', email: 'jo@example.com', locale }
    await shop.place([aLine('1', { quantity: 1, unit_price: price('19.90') })], { customer })
    await shop.tell('order.refunded', { amount: price(refunded) })
    await shop.tell('order.cancelled', {})
    await shop.advance('PT1H')
    const listed = await listMessages(shop.services, shop.merchant, 'ord_1')
    return listed.find(({ message }) => message.kind === 'order_cancelled')?.subject ?? ''
  }

  it.each(['en-US', 'es-ES', 'fr-FR', 'de-DE'])('is not promised again (%s)', async (locale) => {
    const subject = await subjectAfter('19.90', locale)
    expect(subject).toContain('1001')
    expect(subject).not.toMatch(/\d[.,]\d\d/)
  })

  it('is taken off what is promised', async () => {
    expect(await subjectAfter('9.90', 'en-US')).toContain('$10.00')
  })
})
