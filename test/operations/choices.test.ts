import { beforeEach, describe, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { chooseSplit } from '../../src/operations/choose-split.ts'
import { chooseSubstitute } from '../../src/operations/choose-substitute.ts'
import { keepWaiting } from '../../src/operations/keep-waiting.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const shopper = { by: 'shopper', actor: 'shopper' } as const

eachDatabase("the shopper's choices", (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { policy: { split: 'ask', delay_options: 'notify' } })
  })

  const everything = async () => ({
    order: await shop.order(),
    messages: await shop.messages(),
    events: (await handle.read.selectFrom('events').select('id').execute()).length,
    audit: (await handle.read.selectFrom('audit').select('id').execute()).length,
  })
  const audit = () => handle.read.selectFrom('audit').select(['actor', 'action']).execute()

  describe('how it ships', () => {
    const choose = (split: 'ship_available' | 'hold', orderId = ORDER) =>
      chooseSplit(shop.services, shop.merchant, orderId, { split, ...shopper })

    it('is recorded once, and a second press changes nothing', async () => {
      await shop.place([aLine('1'), waitingLine('2')])
      const first = await choose('hold')
      expect([first.result, first.order.split]).toEqual(['chosen', 'hold'])
      expect(await audit()).toEqual([{ actor: 'shopper', action: 'split.chosen' }])

      const before = await everything()
      expect((await choose('hold')).result).toBe('same')
      expect(await everything()).toEqual(before)
    })

    it('is one act where it is pressed three times in one moment', async () => {
      await shop.place([aLine('1'), waitingLine('2')])
      const results = await Promise.all([choose('hold'), choose('hold'), choose('hold')])

      expect(results.map(({ result }) => result).sort()).toEqual(['chosen', 'same', 'same'])
    })

    it('can be changed until something has shipped, and is then refused', async () => {
      await shop.place([aLine('1'), waitingLine('2')])
      await choose('hold')
      expect((await choose('ship_available')).order.split).toBe('ship_available')

      await shop.tell('shipment.created', aPackage({ 1: 1 }))
      await expect(choose('hold')).rejects.toMatchObject({ code: 'conflict' })
      expect((await choose('ship_available')).result).toBe('same')
    })

    it('is refused where nobody asks, and of an order that is not known', async () => {
      await shop.place([aLine('1'), waitingLine('2')], { split: 'ship_available' })

      await expect(choose('hold')).rejects.toMatchObject({ code: 'conflict' })
      await expect(choose('hold', 'ord_none')).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  describe('a substitute', () => {
    const offer = (id = 'evt_offer') =>
      shop.tell(
        'substitute.offered',
        {
          line_id: '1',
          options: [
            { sku: 'NEW', title: 'New', price_difference: { amount: '2.00', currency: 'USD' } },
            { sku: 'OTHER', title: 'Other' },
          ],
        },
        { id },
      )
    const take = (sku: string, offerId = 'evt_offer') =>
      chooseSubstitute(shop.services, shop.merchant, ORDER, { offer: offerId, sku, ...shopper })

    it('is offered by mail with its page, taken once, and then the merchant’s to swap', async () => {
      await shop.place([waitingLine('1', null, { sku: 'OLD' })])
      await shop.advance('PT2H')
      await offer()
      const { sent } = await shop.advance('PT1H')
      expect(sent.map(({ kind }) => kind)).toEqual(['substitute_offered'])
      const { id } = await shop.message('substitute_offered')
      const mail = (await loadMessage(shop.services, shop.merchant, id)).sent?.content
      expect(mail?.html).toMatch(/href="[^"]+\/t\/[^"]+\/substitute"/)
      expect(mail?.text).toMatch(/\/substitute$/m)

      expect((await take('NEW')).result).toBe('chosen')
      const before = await everything()
      expect((await take('NEW')).result).toBe('same')
      expect(await everything()).toEqual(before)
      const order = await shop.order()
      expect(order.substitutes[0]?.chosen?.sku).toBe('NEW')
      expect(order.lines[0]?.sku).toBe('OLD')
      await expect(take('OTHER')).rejects.toMatchObject({ code: 'conflict' })
    })

    it('that was taken before the mail went out is not offered by it', async () => {
      await shop.place([waitingLine('1')])
      await shop.advance('PT1M')
      await offer()
      await take('NEW')
      await shop.advance('PT3H')

      expect((await shop.message('substitute_offered')).status).toBe('withdrawn')
    })

    it('is refused once the line was cancelled, or it is no option of the offer', async () => {
      await shop.place([waitingLine('1')])
      await offer()
      await expect(take('NONE')).rejects.toMatchObject({ code: 'invalid' })
      await expect(take('NEW', 'evt_none')).rejects.toMatchObject({ code: 'conflict' })
      await shop.tell('order.cancelled', {})
      await expect(take('NEW')).rejects.toMatchObject({ code: 'conflict' })
    })
  })

  describe('keep waiting', () => {
    const keep = () => keepWaiting(shop.services, shop.merchant, ORDER, shopper)

    it('is asked past the window, and again one window after the answer', async () => {
      await shop.place([waitingLine('1', null)])
      const first = await shop.advance('2026-04-01T14:30:00.000Z')
      expect(first.sent.map(({ kind }) => kind)).toContain('backorder_choice')
      const { id } = await shop.message('backorder_choice')
      const mail = (await loadMessage(shop.services, shop.merchant, id)).sent?.content
      expect(mail?.html).toMatch(/href="[^"]+\/t\/[^"]+\/choice"/)

      expect((await keep()).result).toBe('chosen')
      const before = await everything()
      expect((await keep()).result).toBe('same')
      expect(await everything()).toEqual(before)

      const second = await shop.advance('2026-05-02T14:30:00.000Z')
      expect(second.sent.filter(({ kind }) => kind === 'backorder_choice')).toHaveLength(1)
    })

    it('is no answer to a delay that was offered since: it would be cancelled all the same', async () => {
      const own = await openShop(handle, { policy: { delay_options: 'ftc' } })
      await own.place([waitingLine('1', null)])
      await own.advance('2026-03-29T15:00:00.000Z')
      expect((await own.message('delay_option')).sent_at).not.toBeNull()

      await expect(keepWaiting(own.services, own.merchant, ORDER, shopper)).rejects.toMatchObject({
        code: 'conflict',
      })
      expect((await own.order()).kept).toEqual([])
    })

    it('records nothing where nobody was asked yet, and is refused where nothing waits', async () => {
      await shop.place([waitingLine('1', null)])
      expect((await keep()).result).toBe('same')
      expect((await shop.order()).kept).toEqual([])

      await shop.tell('order.cancelled', {})
      await expect(keep()).rejects.toMatchObject({ code: 'conflict' })
    })
  })
})
