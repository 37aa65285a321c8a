import { beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, OPENED_AT, openShop, type Shop, waitingLine } from '../support/shop.ts'

const CHECKIN_AT = '2026-03-04T15:00:00.000Z'
const A_SECOND_BEFORE = '2026-03-04T14:59:59.000Z'

eachDatabase('what is planned for an order', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open())
  })

  it('is withdrawn, with why, when a package leaves one second before the check-in', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance(A_SECOND_BEFORE)
    await shop.tell('shipment.created', aPackage({ 1: 1 }, { shipped_at: A_SECOND_BEFORE }))
    const { sent } = await shop.advance('PT1H')

    expect(sent.map(({ kind, at }) => [kind, at])).toEqual([['shipped', A_SECOND_BEFORE]])
    expect(await shop.message('backorder_checkin')).toMatchObject({
      status: 'withdrawn',
      withdrawn_why: 'Everything in the order has shipped.',
      due_at: CHECKIN_AT,
      sent_at: null,
    })
    expect(await shop.due()).toEqual([])
  })

  it('goes one second later as it was planned', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance(CHECKIN_AT)
    await shop.tell('shipment.created', aPackage({ 1: 1 }, { shipped_at: CHECKIN_AT }))

    expect(await shop.message('backorder_checkin')).toMatchObject({
      status: 'sent',
      sent_at: CHECKIN_AT,
    })
  })

  it('comes back under the same row when its reason comes back', async () => {
    await shop.place([waitingLine('1')])
    const { id } = await shop.message('backorder_checkin')
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    expect((await shop.message('backorder_checkin')).status).toBe('withdrawn')
    await shop.tell('shipment.voided', { shipment_id: 'shp_1' })

    expect(await shop.message('backorder_checkin')).toMatchObject({
      id,
      status: 'planned',
      withdrawn_why: null,
    })
    expect((await shop.due()).map(({ message_id }) => message_id)).toContain(id)
  })

  it('is never taken out of what was sent', async () => {
    await shop.place([aLine('1')])
    await shop.advance('PT1M')
    const sent = await shop.message('order_confirmed')
    await shop.tell('order.cancelled', {})

    expect(await shop.message('order_confirmed')).toEqual(sent)
  })

  it('is held, with why, where nobody can be reached, and goes once an address is known', async () => {
    await shop.place([waitingLine('1')], {
      customer: { name: 'Jon Snow', phone: '+1 212 555 0123' },
    })
    expect(await shop.message('backorder_confirmed')).toMatchObject({
      status: 'held',
      why: expect.stringContaining('Held: there is no e-mail address'),
    })
    expect((await shop.advance('PT1H')).sent).toEqual([])
    expect(await shop.due()).toEqual([])

    await shop.tell('order.updated', { customer: { email: 'jon.snow@example.com' } })
    const { sent } = await shop.advance('PT1H')

    expect(sent.map(({ kind, at }) => [kind, at])).toEqual([
      ['backorder_confirmed', '2026-03-02T16:00:00.000Z'],
    ])
  })

  it('moves its row in what is due along with it', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1M')
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-04-20' }] })
    const first = await shop.message('eta_slipped')
    await shop.advance('PT5M')
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-04-27' }] })
    const second = await shop.message('eta_slipped')

    expect([first.due_at, second.due_at]).toEqual([
      '2026-03-02T15:11:00.000Z',
      '2026-03-02T15:16:00.000Z',
    ])
    const due = (await shop.due()).find(({ message_id }) => message_id === first.id)
    expect(due?.at).toBe(second.due_at)
  })

  it('stands in the lane of its urgency, on the clock of its merchant', async () => {
    await shop.place([aLine('1'), waitingLine('2')])
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    const kinds = new Map((await shop.messages()).map(({ id, kind }) => [id, kind]))
    const lanes = (await shop.due()).map(({ message_id, lane, clock }) => [
      kinds.get(message_id),
      lane,
      clock === shop.merchant.id,
    ])

    expect(lanes).toEqual(
      expect.arrayContaining([
        ['backorder_confirmed', 0, true],
        ['partially_shipped', 1, true],
        ['backorder_checkin', 2, true],
      ]),
    )
  })

  it('says since when a waiting order has heard nothing', async () => {
    const silentSince = async () =>
      (await shop.services.read.selectFrom('orders').select('silent_since').execute())[0]
        ?.silent_since
    await shop.place([waitingLine('1')])
    expect(await silentSince()).toBe(OPENED_AT)
    await shop.advance('PT48H')
    expect(await silentSince()).toBe(CHECKIN_AT)
    await shop.tell('order.cancelled', {})
    expect(await silentSince()).toBeNull()
  })
})
