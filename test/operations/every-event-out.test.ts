import { expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '../../src/domain/merchant-notice.ts'
import { answerDelay } from '../../src/operations/answer-delay.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { chooseSplit } from '../../src/operations/choose-split.ts'
import { chooseSubstitute } from '../../src/operations/choose-substitute.ts'
import { joinWaitlist } from '../../src/operations/join-waitlist.ts'
import { noteFeedSilence } from '../../src/operations/note-feed-silence.ts'
import { receiveInquiry } from '../../src/operations/receive-inquiry.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, OPENED_AT, ORDER, waitingLine } from '../support/shop.ts'
import { type HookedShop, openHookedShop } from '../support/webhook-shop.ts'

const SHOPPER = { by: 'shopper', actor: 'shopper' } as const
const REFUSED = { status: 'rejected', code: '550', detail: 'no such mailbox' } as const
const allocated = { lines: [{ id: '1', quantity: 1 }] }
const cancelBy = (shop: HookedShop, by: 'shopper' | 'merchant') =>
  cancelOrder(shop.services, shop.merchant, ORDER, {
    scope: 'all',
    lines: null,
    reason: null,
    by,
    actor: by === 'merchant' ? 'api' : by,
  })
/** An order whose delay is put before its customer by 16 CFR 435.2: there is no date. */
const delayed = async (shop: HookedShop) => {
  await shop.place([waitingLine('1', null, { shown_ships_by: '2026-03-06' })])
  await shop.advance('PT1H')
}

/** What happens in the world for each of our events: from outside, as it does. */
const STORIES: Record<WebhookEventType, (shop: HookedShop) => Promise<unknown>> = {
  'order.cancelled': async (shop) => {
    await shop.place([aLine('1')])
    await cancelBy(shop, 'merchant')
  },
  'refund.due': async (shop) => {
    await shop.place([aLine('1')])
    await cancelBy(shop, 'shopper')
  },
  'cancellation.requested': async (shop) => {
    await shop.place([waitingLine('1')])
    await shop.tell('backorder.allocated', allocated)
    await cancelBy(shop, 'shopper')
  },
  'promise.changed': async (shop) => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-04-30' }] })
  },
  'backorder.allocated': async (shop) => {
    await shop.place([waitingLine('1')])
    await shop.tell('backorder.allocated', allocated)
  },
  'message.sent': (shop) => shop.place([aLine('1')]),
  'message.failed': async (shop) => {
    const mail = { name: 'fake', send: async () => ({ outcome: REFUSED, bytes: '' }) }
    const { outbox } = shop.services.channels
    Object.assign(shop.services.channels, { outbox: { ...outbox, mail } })
    await shop.place([aLine('1')])
  },
  'customer.unreachable': (shop) => shop.place([waitingLine('1')], { customer: { name: 'Jon' } }),
  'feed.silent': (shop) =>
    shop.services.writer.write((db) =>
      noteFeedSilence(shop.services, db, shop.merchant, { since: OPENED_AT, now: OPENED_AT }),
    ),
  'split.chosen': async (shop) => {
    await shop.place([aLine('1'), waitingLine('2')])
    await chooseSplit(shop.services, shop.merchant, ORDER, { split: 'hold', ...SHOPPER })
  },
  'substitute.chosen': async (shop) => {
    await shop.place([waitingLine('1')])
    const options = [{ sku: 'NEW', title: 'New' }]
    await shop.tell('substitute.offered', { line_id: '1', options }, { id: 'evt_offer' })
    const choice = { offer: 'evt_offer', sku: 'NEW', ...SHOPPER }
    await chooseSubstitute(shop.services, shop.merchant, ORDER, choice)
  },
  'delay.consented': async (shop) => {
    await delayed(shop)
    const answer = { answer: 'keep', offer: null, lines: null, ...SHOPPER } as const
    await answerDelay(shop.services, shop.merchant, ORDER, answer)
  },
  'delay.expiring': async (shop) => {
    await delayed(shop)
    await shop.advance('P28D')
  },
  'delay.expired': async (shop) => {
    await delayed(shop)
    await shop.advance('P40D')
  },
  'waitlist.joined': async (shop) => {
    await shop.place([waitingLine('1', undefined, { sku: 'FERN' })])
    await cancelBy(shop, 'shopper')
    await joinWaitlist(shop.services, shop.merchant, ORDER, { lines: null, ...SHOPPER })
  },
  'inquiry.received': async (shop) => {
    await shop.place([aLine('1')])
    await receiveInquiry(shop.services, shop.merchant, ORDER, 'Where is it?')
  },
}

eachDatabase('every event out', (open) => {
  const openFor = (handle: Handle) =>
    openHookedShop(handle, {
      notify_email: 'owner@fern.example',
      policy: { delay_options: 'ftc', split: 'ask' },
    })

  it.each(WEBHOOK_EVENT_TYPES)(
    '%s goes out once when it happens, and not by mail',
    async (type) => {
      const handle = await open()
      const shop = await openFor(handle)
      await shop.register([type])
      await STORIES[type](shop)
      await shop.advance('PT2H')

      expect(shop.endpoints.types().filter((told) => told !== type)).toEqual([])
      expect(new Set(shop.endpoints.calls.map(({ messageId }) => messageId)).size).toBeGreaterThan(
        0,
      )
      const mails = await handle.read
        .selectFrom('messages')
        .select('id')
        .where('channel', '=', 'notify')
        .where('kind', '=', type)
        .where('status', '=', 'sent')
        .execute()
      expect(mails).toEqual([])
    },
  )

  it('says of a cancellation who made it: the merchant’s own act comes back to it as well', async () => {
    const shop = await openFor(await open())
    await shop.register(['order.cancelled', 'refund.due'])
    await STORIES['order.cancelled'](shop)
    await shop.advance('PT1M')
    await shop.tell('order.cancelled', {}) // and its shop's system follows
    await shop.advance('PT1M')
    const told = shop.endpoints.calls.map(({ body }) => JSON.parse(body))
    expect(told.map(({ type }) => type)).toEqual(['order.cancelled'])
    expect(told[0].data).toMatchObject({ order_id: ORDER, by: 'merchant' })
  })
})
