import { beforeEach, expect, it } from 'vitest'
import { toMessage } from '../../src/db/message-words.ts'
import type { Handle } from '../../src/db/open.ts'
import { answerCancellation, cancelOrder } from '../../src/operations/cancel-order.ts'
import { noteFeedSilence } from '../../src/operations/note-feed-silence.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { loadOrder } from '../../src/operations/read-orders.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, OPENED_AT, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const NOTIFY = 'owner@fern.example'

eachDatabase('notices to the merchant', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { notify_email: NOTIFY })
  })

  const cancel = () =>
    cancelOrder(shop.services, shop.merchant, ORDER, {
      scope: 'all',
      lines: null,
      reason: 'Found one nearby',
      by: 'shopper',
      actor: 'shopper',
    })
  const rows = async (channel: 'email' | 'notify' = 'notify') => {
    const found = await handle.read
      .selectFrom('messages')
      .selectAll()
      .where('channel', '=', channel)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return found.map(toMessage)
  }
  const told = async () => (await rows()).map(({ kind, status }) => `${kind} ${status}`)

  it('go by mail to notify_email, and are kept as sent', async () => {
    await shop.place([waitingLine('1')])
    await cancel()
    await shop.advance('PT1M')

    expect(await told()).toEqual(['order.cancelled sent', 'refund.due sent'])
    const [cancelled] = await rows()
    const { sent, attempts } = await loadMessage(shop.services, shop.merchant, cancelled?.id ?? '')
    expect(sent).toMatchObject({ to: NOTIFY, subject: 'Order #1001: cancelled, do not ship' })
    expect(sent?.content.text).toContain('Found one nearby')
    expect(sent?.content.text).toContain(
      `http://127.0.0.1:8080/console/${shop.merchant.slug}/orders/${ORDER}`,
    )
    expect(attempts).toMatchObject([{ provider: 'outbox', outcome: 'accepted' }])
  })

  it('are no word to the customer: not listed, not next, not said', async () => {
    await shop.place([waitingLine('1')])
    await cancel()
    const before = await loadOrder(shop.services, shop.merchant, ORDER)
    const { sent } = await shop.advance('PT1M')

    expect(before.nextMessage?.channel).toBe('email')
    expect((await shop.messages()).every(({ channel }) => channel === 'email')).toBe(true)
    expect(sent.every(({ channel }) => channel === 'email')).toBe(true)
    expect((await shop.order()).said.map(({ kind }) => kind)).toEqual(['order_cancelled'])
  })

  it('are held without an address', async () => {
    const quiet = await openShop(handle, {})
    await quiet.place([waitingLine('1')])
    await cancelOrder(quiet.services, quiet.merchant, ORDER, {
      scope: 'all',
      lines: null,
      reason: null,
      by: 'shopper',
      actor: 'shopper',
    })
    await quiet.advance('P1D')

    expect(await told()).toEqual(['order.cancelled held', 'refund.due held'])
    expect((await rows()).every(({ why }) => why.endsWith('Held: no notify_email is set.'))).toBe(
      true,
    )
  })

  it('are withdrawn where the act is done before they go', async () => {
    await shop.place([waitingLine('1')])
    await shop.tell('backorder.allocated', { lines: [{ id: '1', quantity: 1 }] })
    await cancel()
    await answerCancellation(shop.services, shop.merchant, ORDER, {
      answer: 'decline',
      reason: null,
      actor: 'api',
    })

    expect(await told()).toEqual(['cancellation.requested withdrawn'])
    await shop.advance('PT1H')
    expect(await told()).toEqual(['cancellation.requested withdrawn'])
  })

  it('remind of a refund that the merchant owes by its own cancellation, unless it came', async () => {
    await shop.place([aLine('1')])
    await shop.tell('order.cancelled', {})
    await shop.advance('P1D')
    expect(await told()).toEqual(['refund.due planned'])

    await shop.tell('order.refunded', { amount: { amount: '19.90', currency: 'USD' } })
    expect(await told()).toEqual(['refund.due withdrawn'])
    const [row] = await rows()
    const refund = (await shop.order()).refunds[0]?.eventId
    expect(JSON.parse(row?.withdrawn_because ?? '')).toMatchObject({
      rule: 'refunded',
      facts: { cause: row?.key, events: [refund] },
    })
  })

  it('tell of a customer whom nobody can reach', async () => {
    await shop.place([waitingLine('1')], { customer: { name: 'Jon Snow' } })
    await shop.advance('PT2H')

    expect(await told()).toEqual(['customer.unreachable sent'])
  })

  it('tell once of a feed that fell silent, of no order, and take it back where it speaks', async () => {
    const since = '2026-02-27T15:00:00.000Z'
    const note = (silent: string | null) =>
      shop.services.writer.write((db) =>
        noteFeedSilence(shop.services, db, shop.merchant, { since: silent, now: OPENED_AT }),
      )
    await note(since)
    await note(null)
    expect(await told()).toEqual(['feed.silent withdrawn'])

    await note(since)
    await note(since)
    await shop.advance('PT1M')
    await note(since)
    expect(await told()).toEqual(['feed.silent sent'])
    const { sent } = await loadMessage(shop.services, shop.merchant, (await rows())[0]?.id ?? '')
    expect(sent?.subject).toBe('Fern & Fell: no events since Fri, Feb 27, 10:00 AM')
    expect(await handle.read.selectFrom('orders').select('order_id').execute()).toEqual([])
  })
})
