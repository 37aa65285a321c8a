import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { recordEvent, recordEvents } from '../../src/operations/record-events.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  aLine,
  aPackage,
  EXPECTED,
  OPENED_AT,
  openShop,
  orderData,
  PROMISED,
  type Shop,
  waitingLine,
} from '../support/shop.ts'

const hours = (count: number) => new Date(Date.parse(OPENED_AT) + count * 3_600_000).toISOString()
const placedEvent = (id: string, over: object = {}) => ({
  id,
  type: 'order.placed',
  occurred_at: OPENED_AT,
  data: { ...orderData([aLine('1')]), ...over },
})

eachDatabase('recording an event', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
  })

  const statusOf = async (input: unknown) =>
    (await recordEvent(shop.services, shop.merchant, input)).status
  const anomalies = async () => anomaliesOf(await shop.order()).map(({ message }) => message)

  it('makes the order, its contact and its messages in one', async () => {
    await shop.place([waitingLine('1')])

    expect((await shop.order()).lines[0]?.backorder?.promise?.shipsBy).toBe(PROMISED)
    expect(await shop.contact()).toMatchObject({ email: 'jon.snow@example.com' })
    expect(
      (await shop.messages()).map(({ kind, status, due_at }) => [kind, status, due_at]),
    ).toEqual(
      expect.arrayContaining([
        ['backorder_confirmed', 'planned', OPENED_AT],
        ['backorder_checkin', 'planned', hours(48)],
      ]),
    )
  })

  it('changes nothing when the id comes again, whatever its body', async () => {
    expect(await statusOf(placedEvent('evt_1'))).toBe('accepted')
    const before = [await shop.order(), await shop.contact(), await shop.messages()]

    expect(await statusOf(placedEvent('evt_1', { customer: { email: 'else@example.com' } }))).toBe(
      'duplicate',
    )
    expect(await statusOf(placedEvent('evt_1', { order_id: 'ord_2' }))).toBe('duplicate')
    expect([await shop.order(), await shop.contact(), await shop.messages()]).toEqual(before)
    await expect(shop.order('ord_2')).rejects.toThrow('there is no order')
  })

  it('calls an accepted id a duplicate, though its body is wrong now', async () => {
    await statusOf(placedEvent('evt_1'))

    expect(await statusOf({ id: 'evt_1', type: 'nonsense' })).toBe('duplicate')
    const ahead = { ...placedEvent('evt_1'), occurred_at: '2027-01-01T00:00:00Z' }
    expect(await statusOf(ahead)).toBe('duplicate')
    await expect(statusOf({ id: 'evt_2', type: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('has a scan that came after its package and before its order, by number alone', async () => {
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    await recordEvent(shop.services, shop.merchant, scan('evt_scan', '1Z999AA1'))
    await shop.place([aLine('1')])

    expect((await shop.order()).shipments[0]?.status).toBe('out_for_delivery')
  })

  it('confirms a line whatever it is called', async () => {
    for (const id of ['__proto__', 'constructor']) {
      const order_id = `of ${id}`
      await shop.tell('order.placed', { ...orderData([waitingLine(id)]), order_id })
    }
    const { sent } = await shop.advance('P3D')

    expect(sent.map(({ kind }) => kind).sort()).toEqual([
      'backorder_checkin',
      'backorder_checkin',
      'backorder_confirmed',
      'backorder_confirmed',
    ])
  })

  it('keeps one id apart from the same id of another merchant', async () => {
    const other = await openShop(handle, { name: 'Other' })
    await statusOf(placedEvent('evt_1'))

    expect(await recordEvent(other.services, other.merchant, placedEvent('evt_1'))).toEqual({
      id: 'evt_1',
      status: 'accepted',
    })
  })

  it('lets a refused id be used again, with every fault of the first said', async () => {
    const wrong = { ...placedEvent('evt_1'), data: { ...orderData([]), currency: 'dollars' } }

    await expect(statusOf(wrong)).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ pointer: '/data/currency' }, { pointer: '/data/lines' }],
    })
    expect(await shop.events()).toEqual([])
    expect(await statusOf(placedEvent('evt_1'))).toBe('accepted')
  })

  it('takes what lies 24 hours ahead at once, and refuses what lies further', async () => {
    expect(await statusOf({ ...placedEvent('evt_1'), occurred_at: hours(24) })).toBe('accepted')
    expect((await shop.message('order_confirmed')).due_at).toBe(OPENED_AT)

    const further = new Date(Date.parse(hours(24)) + 1).toISOString()
    await expect(statusOf({ ...placedEvent('evt_2'), occurred_at: further })).rejects.toMatchObject(
      { code: 'invalid', faults: [{ pointer: '/occurred_at' }] },
    )
    expect(await shop.events()).toEqual(['evt_1'])
  })

  it('takes nothing for received that is still to come', async () => {
    const receipt = (id: string, received_at: string) => ({
      id,
      type: 'supply.received',
      occurred_at: OPENED_AT,
      data: { sku: 'KETTLE', quantity: 1, received_at },
    })
    expect(await statusOf(receipt('evt_1', hours(24)))).toBe('accepted')
    await expect(statusOf(receipt('evt_2', '2030-01-01T00:00:00Z'))).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ pointer: '/data/received_at' }],
    })
  })

  it('says nothing of its own about what is more than 72 hours past', async () => {
    const at = new Date(Date.parse(hours(-72)) - 1).toISOString()
    await shop.place([aLine('1')], { at })
    await shop.tell('shipment.created', aPackage({ 1: 1 }, { shipped_at: at }), { at })

    expect((await shop.order()).placed?.imported).toBe(true)
    // The update that it would have heard while it waited went with the package.
    const messages = await shop.messages()
    expect(messages.map(({ kind, status }) => [kind, status])).toEqual([
      ['order_update', 'withdrawn'],
    ])
  })

  it('confirms what is 72 hours past and no more', async () => {
    await shop.place([aLine('1')], { at: hours(-72) })

    expect((await shop.messages()).map(({ kind }) => kind)).toEqual(['order_confirmed'])
  })

  it('keeps an event of an unknown order, shows it, and applies it when the order comes', async () => {
    const moved = { lines: [{ id: '1', expected_at: '2026-03-20' }] }
    await shop.tell('backorder.eta_changed', moved, { at: hours(-1) })
    await shop.tell('shipment.created', aPackage({ 2: 1 }), { at: hours(-1) })
    expect(await anomalies()).toHaveLength(2)
    expect(await shop.messages()).toEqual([])

    await shop.place([waitingLine('1'), aLine('2')], { at: hours(-2) })

    expect(await anomalies()).toEqual([])
    const { lines } = await shop.order()
    expect(lines.map(({ shipped }) => shipped)).toEqual([0, 1])
    expect(lines[0]?.backorder?.expectedAt).toBe('2026-03-20')
  })

  it('still knows what waits for its premise after something was sent', async () => {
    await shop.place([waitingLine('1')])
    await shop.tell('backorder.allocated', { lines: [{ id: '9', quantity: 1 }] })
    await shop.advance('PT1H')
    expect(await anomalies()).toEqual([expect.stringContaining('no line 9')])

    const line = { id: '9', title: 'Nine', quantity: 1 }
    const backorder = { quantity: 1, kind: 'standard', expected_at: EXPECTED }
    await shop.tell('order.updated', { lines: [{ ...line, backorder }] })

    expect(await anomalies()).toEqual([])
    expect((await shop.order()).lines[1]?.backorder?.allocated).toBe(1)
  })

  it('finds the order of a package by its number alone, however it is grouped', async () => {
    await shop.place([aLine('1')])
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    const { status } = await recordEvent(
      shop.services,
      shop.merchant,
      scan('evt_scan', '1z-999aa1'),
    )

    expect(status).toBe('accepted')
    expect((await shop.order()).shipments[0]?.status).toBe('out_for_delivery')
  })

  it('keeps the scan of a package that no order is known to hold, until one is', async () => {
    await recordEvent(shop.services, shop.merchant, scan('evt_scan', '1Z999AA1'))
    await recordEvent(shop.services, shop.merchant, scan('evt_scan', '1Z999AA1'))
    await shop.place([aLine('1')])
    expect((await shop.order()).shipments).toEqual([])

    await shop.tell('shipment.created', aPackage({ 1: 1 }))

    expect((await shop.order()).shipments[0]?.status).toBe('out_for_delivery')
    expect(await handle.read.selectFrom('unattached').selectAll().execute()).toEqual([])
  })

  it('gives a waiting scan to its shipment by id too, and only of its own merchant', async () => {
    const other = await openShop(handle, { name: 'Other' })
    const event = scan('evt_scan', undefined, 'shp_1')
    await recordEvent(other.services, other.merchant, event)
    await shop.place([aLine('1')])
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    expect((await shop.order()).shipments[0]?.status).toBe('in_transit')

    await recordEvent(shop.services, shop.merchant, event)
    expect((await shop.order()).shipments[0]?.status).toBe('out_for_delivery')
  })

  it('gives a verdict each, and keeps the good ones beside the wrong', async () => {
    const verdicts = await recordEvents(shop.services, shop.merchant, [
      placedEvent('evt_1'),
      { id: 'evt_2', type: 'order.exploded' },
      placedEvent('evt_1', { order_number: '2' }),
      { type: 'order.placed' },
      placedEvent('evt_3', { order_id: 'ord_3' }),
      'nonsense',
    ])

    expect(verdicts.map(({ id, status }) => [id, status])).toEqual([
      ['evt_1', 'accepted'],
      ['evt_2', 'rejected'],
      ['evt_1', 'duplicate'],
      [null, 'rejected'],
      ['evt_3', 'accepted'],
      [null, 'rejected'],
    ])
    expect((await shop.order()).orderNumber).toBe('1001')
    expect(await shop.events()).toEqual(['evt_1', 'evt_3'])
  })

  it('has the first of two bodies under one id, also where both come in one batch', async () => {
    const inputs = Array.from({ length: 40 }, (_, at) =>
      placedEvent(`evt_${at % 4}`, { order_id: `ord_${at % 4}`, order_number: `no ${at}` }),
    )
    const verdicts = await recordEvents(shop.services, shop.merchant, inputs)

    expect(verdicts.flatMap(({ status }, at) => (status === 'accepted' ? [at] : []))).toEqual([
      0, 1, 2, 3,
    ])
    expect((await shop.order('ord_3')).orderNumber).toBe('no 3')
  })

  it('leaves nothing behind when it fails half way', async () => {
    const failing = {
      ...shop.services,
      newId(prefix: string, merchantId?: string) {
        if (prefix === 'msg') throw new Error('no more ids')
        return shop.services.newId(prefix, merchantId)
      },
    }
    await expect(recordEvent(failing, shop.merchant, placedEvent('evt_1'))).rejects.toThrow(
      'no more ids',
    )

    for (const table of [
      'events',
      'orders',
      'contacts',
      'order_terms',
      'messages',
      'due',
      'links',
    ] as const) {
      expect(await handle.read.selectFrom(table).selectAll().execute(), table).toEqual([])
    }
    expect(await statusOf(placedEvent('evt_1'))).toBe('accepted')
  })

  it('takes or refuses a NUL alike on both databases', async () => {
    const customer = { name: 'Jon\0Snow', email: 'jon\0snow@example.com' }
    const lines = [aLine('1', { sku: 'A\0B' })]
    const wrong = placedEvent('evt_1', { order_id: 'ord\0', customer, lines })

    await expect(statusOf(wrong)).rejects.toMatchObject({
      code: 'invalid',
      faults: [
        { pointer: '/data/order_id' },
        { pointer: '/data/customer/name' },
        { pointer: '/data/lines/0/sku' },
      ],
    })
    const odd = { customer: { email: 'jon\0snow@example.com' }, 'gift note\0': 'a\0b \ud800' }
    expect(await statusOf(placedEvent('evt_1', odd))).toBe('accepted')
  })

  it('wakes the worker for what is news, and for nothing else', async () => {
    let woken = 0
    const services = {
      ...shop.services,
      wake: () => {
        woken += 1
      },
    }
    await recordEvent(services, shop.merchant, placedEvent('evt_1'))
    await recordEvent(services, shop.merchant, placedEvent('evt_1'))

    expect(woken).toBe(1)
  })
})

const scan = (id: string, tracking_number: string | undefined, shipment_id?: string) => ({
  id,
  type: 'shipment.updated',
  occurred_at: hours(1),
  data: { tracking_number, shipment_id, status: 'out_for_delivery' },
})
