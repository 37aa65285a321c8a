import { beforeEach, expect, it } from 'vitest'
import { toMessage } from '../../src/db/message-words.ts'
import type { Handle } from '../../src/db/open.ts'
import type { MessageRow } from '../../src/db/schema.ts'
import { askEndpointAgain } from '../../src/operations/note-endpoint-down.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { replayEndpoint } from '../../src/operations/webhook-deliveries.ts'
import { changeEndpoint } from '../../src/operations/webhook-endpoints.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, OPENED_AT } from '../support/shop.ts'
import { DOWN, GONE_410, type HookedShop, openHookedShop, TAKEN } from '../support/webhook-shop.ts'

eachDatabase('an endpoint that takes nothing more', (open) => {
  let handle: Handle
  let shop: HookedShop
  const openAs = async (input: Record<string, unknown>) => {
    shop = await openHookedShop(handle, input)
  }
  beforeEach(async () => {
    handle = await open()
    await openAs({ notify_email: 'owner@fern.example', locale: 'de' })
  })

  const rows = async () => {
    const found = await handle.read
      .selectFrom('messages')
      .selectAll()
      .where('kind', 'like', 'endpoint.%')
      .orderBy('id')
      .execute()
    return found.map(toMessage)
  }
  const told = async () => (await rows()).map(({ kind, status }) => `${kind} ${status}`)
  const sentOf = async (at = 0) =>
    (await loadMessage(shop.services, shop.merchant, (await rows())[at]?.id ?? '')).sent

  it('is told of by mail at once where it is gone, in the merchant’s language', async () => {
    await shop.register(['message.sent'], 'https://hooks.fern.example/in?key=secret')
    shop.endpoints.answer = () => GONE_410
    await shop.place([aLine('1')])
    await shop.advance('PT1M')

    expect(await told()).toEqual(['endpoint.disabled sent'])
    const sent = await sentOf()
    expect(sent?.to).toBe('owner@fern.example')
    expect(sent?.subject).toBe('Fern & Fell: ein Webhook-Endpunkt ist abgeschaltet')
    expect(sent?.content.text).toContain('hooks.fern.example hat mit 410 Gone geantwortet')
    expect(sent?.content.text).toContain(`/console/${shop.merchant.slug}/webhooks`)
    expect(sent?.content.text).not.toContain('secret')
  })

  it('is told of once where it has failed for three days, however much is parked', async () => {
    await shop.register(['message.sent'])
    shop.endpoints.answer = () => DOWN
    await shop.place([aLine('1')])
    await shop.advance('P2D')
    expect(await told()).toEqual([])
    await shop.advance('P4D')
    expect(await told()).toEqual(['endpoint.failing sent'])
    expect((await shop.hooks('failed')).length).toBeGreaterThan(0)
    await shop.tell('shipment.created', {
      shipment_id: 's1',
      shipped_at: '2026-03-08T15:00:00Z',
      lines: [{ id: '1', quantity: 1 }],
    })
    await shop.advance('P5D')
    expect(await told()).toEqual(['endpoint.failing sent'])
  })

  it('is told of again where it took something in between', async () => {
    await shop.register(['message.sent'])
    shop.endpoints.answer = () => DOWN
    await shop.place([aLine('1')])
    await shop.advance('P4D')
    shop.endpoints.answer = () => TAKEN
    await shop.tell('order.placed', { ...second, order_id: 'ord_2' })
    await shop.advance('PT1H')
    shop.endpoints.answer = () => DOWN
    await shop.tell('order.placed', { ...second, order_id: 'ord_3' })
    await shop.advance('P5D')
    expect(await told()).toEqual(['endpoint.failing sent', 'endpoint.failing sent'])
  })

  it('is not told of where somebody has turned it on again before the mail went', async () => {
    const { id } = await shop.register(['message.sent'])
    shop.endpoints.answer = () => GONE_410
    await openHeld()
    await shop.place([aLine('1')])
    await shop.advance('PT1M')
    expect(await told()).toEqual(['endpoint.disabled held'])

    const [row] = await rows()
    const ask = () =>
      shop.services.writer.write((db) =>
        askEndpointAgain(shop.services, db, shop.merchant, row as MessageRow, OPENED_AT),
      )
    expect((await ask())?.facts.endpoint).toBe('shop.example')
    const change = { enabled: true }
    await changeEndpoint(shop.services, shop.merchant, { id, change, actor: 'test' })
    expect(await ask()).toBeUndefined()
    expect(await told()).toEqual(['endpoint.disabled withdrawn'])
  })

  it('keeps what waited for it when it was turned off, to be replayed once it is on again', async () => {
    const { id } = await shop.register(['message.sent', 'refund.due', 'order.cancelled'])
    shop.endpoints.answer = () => DOWN
    await shop.place([aLine('1')])
    await shop.advance('PT1M')
    // Of the first order one waits to be tried again; of the second none was ever tried.
    await shop.tell('order.placed', { ...second, order_id: 'ord_2' })
    shop.endpoints.answer = ({ body }) => (body.includes('ord_2') ? GONE_410 : DOWN)
    await shop.advance('PT1H')
    const events = await shop.hooks()
    expect(events.length).toBeGreaterThan(1)
    expect(new Set(events.map(({ status }) => status))).toEqual(new Set(['failed']))

    const change = { enabled: true }
    await changeEndpoint(shop.services, shop.merchant, { id, change, actor: 'test' })
    await shop.refresh()
    shop.endpoints.answer = () => TAKEN
    shop.endpoints.calls.length = 0
    const replay = { id, messageId: null, actor: 'test' }
    const answer = await replayEndpoint(shop.services, shop.merchant, replay)
    expect(answer.replayed).toBe(events.length)
    await shop.advance('PT1H')
    expect(new Set(shop.endpoints.calls.map(({ messageId }) => messageId))).toEqual(
      new Set(events.map((event) => event.id)),
    )
  })

  /** Without an address the notice is held, and stands in the console. */
  const openHeld = () => handle.db.updateTable('merchants').set({ notify_email: null }).execute()
})

const second = {
  order_number: '2',
  placed_at: '2026-03-06T15:00:00Z',
  currency: 'USD',
  customer: { email: 'b@example.com' },
  shipping_address: { country: 'US' },
  lines: [{ id: '1', title: 'Fern', quantity: 1 }],
}
