import { beforeEach, expect, it } from 'vitest'
import type { Connection } from '../../src/db/connections.ts'
import type { Handle } from '../../src/db/open.ts'
import { createConnection } from '../../src/operations/connections.ts'
import { findOrdersOfNumber } from '../../src/operations/find-order-of.ts'
import { handlePrivacy } from '../../src/operations/privacy.ts'
import { receiveInbound } from '../../src/operations/receive-inbound.ts'
import { setPreferences } from '../../src/operations/set-preferences.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPackage, OPENED_AT, openShop, type Shop, waitingLine } from '../support/shop.ts'

const NUMBER = '+12125550123'
const customer = { name: 'Jon Snow', phone: NUMBER, sms_consent: true, email: 'jon@example.com' }

eachDatabase('a number that said STOP', (open) => {
  let handle: Handle
  let shop: Shop
  let connection: Connection
  let texts = 0
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
    const { id } = await createConnection(shop.services, shop.merchant.id, {
      connector: 'twilio-inbound',
      secret: 'secret',
    })
    connection = { id, merchantId: shop.merchant.id, isClosed: false } as Connection
  })
  const text = (wish: 'stop' | 'start' | 'cancel', from = NUMBER) => {
    texts += 1
    return receiveInbound(shop.services, connection, {
      deliveryId: `SM${texts}`,
      topic: 'text',
      via: 'sms',
      from,
      to: ['+12125550100'],
      subject: null,
      text: wish,
      attachments: 0,
      answers: [],
      wish,
      ignored: null,
    } as unknown as Parameters<typeof receiveInbound>[2])
  }
  const place = (order_id: string, over: Partial<typeof customer> = {}) =>
    shop.place([waitingLine('1')], {
      order_id,
      id: `placed ${order_id}`,
      customer: { ...customer, ...over },
    })
  const stopped = async (orderId: string) => (await shop.contact(orderId))?.textsStopped ?? false
  const ship = (order_id: string) =>
    shop.tell('shipment.created', { ...aPackage({ 1: 1 }), order_id, shipment_id: `S ${order_id}` })
  const channels = async (orderId: string) =>
    (await shop.messages(orderId))
      .filter(({ kind }) => kind === 'shipped')
      .map(({ channel }) => channel)

  it('is written to by no order that comes later, whatever consent it brings, until START', async () => {
    await place('a')
    await text('stop')
    await place('b')
    await shop.advance('P30D')
    await place('c', { phone: '(212) 555-0123' })
    await ship('b')
    await ship('c')

    expect([await stopped('a'), await stopped('b'), await stopped('c')]).toEqual([true, true, true])
    expect([await channels('b'), await channels('c')]).toEqual([['email'], ['email']])

    await text('start')
    await place('d')
    await ship('d')
    expect([await stopped('c'), await stopped('d')]).toEqual([false, false])
    expect((await channels('d')).sort()).toEqual(['email', 'sms'])
  })

  it('is heeded where no order of it is known yet, and stops no other number', async () => {
    expect(await text('stop')).toMatchObject({ answer: 'ignored' })
    await place('a')
    await place('b', { phone: '+12125550124' })

    expect([await stopped('a'), await stopped('b')]).toEqual([true, false])
  })

  it('is lifted by START alone, also where the page had stopped the texts before', async () => {
    const choose = (orderId: string, texts: boolean) =>
      setPreferences(shop.services, shop.merchant, orderId, { texts, newsOff: [] })
    await place('a')
    await choose('a', false)
    await place('b')
    expect([await stopped('a'), await stopped('b')]).toEqual([true, true])
    await choose('a', true)
    expect(await stopped('a')).toBe(false)

    await choose('a', false)
    await text('stop')
    await choose('a', true)
    expect(await stopped('a')).toBe(true)
    await text('start')
    expect(await stopped('a')).toBe(false)
  })

  it('outlives the erasure of who said it', async () => {
    await place('a')
    await text('cancel')
    const now = OPENED_AT
    const request = {
      kind: 'redact_customer',
      orderIds: ['a'] as string[],
      email: null,
      phone: NUMBER,
    } as const
    await shop.services.writer.write((db) =>
      handlePrivacy(shop.services, db, shop.merchant, request, now),
    )
    await place('b')

    expect(await stopped('b')).toBe(true)
    const rows = await handle.db.selectFrom('stopped_numbers').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('5550123')
  })

  it('is asked about for who may be texted, and for nobody else', async () => {
    await place('a', { sms_consent: false })
    await handle.db.deleteFrom('stopped_numbers').execute()
    await handle.db.schema.dropTable('stopped_numbers').execute()

    await place('b', { sms_consent: false })
    await shop.place([waitingLine('1')], { order_id: 'c', id: 'c' })
    await expect(place('d')).rejects.toThrow(/stopped_numbers/)
  })

  it('is looked for in its newest orders, whatever their ids', async () => {
    for (let n = 60; n > 0; n -= 1) {
      const at = new Date(Date.parse('2026-02-01T12:00:00Z') + (60 - n) * 3_600_000).toISOString()
      await shop.place([waitingLine('1')], {
        order_id: `o${String(n).padStart(3, '0')}`,
        id: `e${n}`,
        at,
        customer,
      })
    }
    const found = await findOrdersOfNumber(handle.read, [shop.merchant], NUMBER)

    expect(found).toHaveLength(50)
    expect(found[0]?.state.orderId).toBe('o001')
    expect(found.map(({ state }) => state.orderId)).not.toContain('o060')
  })
})
