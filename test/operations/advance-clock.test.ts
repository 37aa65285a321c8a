import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { letClockRun, readClock } from '../../src/operations/advance-clock.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { runRunning, untilRunningDue } from '../../src/operations/run-due.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, OPENED_AT, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

eachDatabase('advancing a clock', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
  })

  const now = async () => {
    const merchant = await loadMerchant(shop.services, shop.merchant.id)
    return readClock(shop.services, merchant).now
  }

  it('stops at every moment at which something is due, and says what went, in order', async () => {
    await shop.place([waitingLine('1')])
    await shop.tell(
      'order.placed',
      orderData([aLine('1')], { order_id: 'ord_2', order_number: '2' }),
    )
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-04-20' }] })
    const { sent, now: answered } = await shop.advance('PT72H')

    expect(sent.map(({ orderId, kind, at, status }) => [orderId, kind, at, status])).toEqual(
      expect.arrayContaining([
        ['ord_1', 'backorder_confirmed', OPENED_AT, 'sent'],
        ['ord_2', 'order_confirmed', OPENED_AT, 'sent'],
      ]),
    )
    expect(sent.slice(2).map(({ kind, at }) => [kind, at])).toEqual([
      ['backorder_checkin', '2026-03-04T15:00:00.000Z'],
    ])
    expect(answered).toBe('2026-03-05T15:00:00.000Z')
    expect(await now()).toBe(answered)
    expect(
      (await shop.messages()).filter(({ sent_at }) => sent_at).every((m) => m.sent_at === m.due_at),
    ).toBe(true)
  })

  it('leaves no silence longer than the budget in thirty days of waiting', async () => {
    await shop.place([waitingLine('1', null)])
    const { sent } = await shop.advance('P30D')

    const heard = sent.map(({ at }) => Date.parse(at))
    const gaps = [...heard.slice(1), Date.parse(await now())].map((at, i) => at - (heard[i] ?? 0))
    expect(sent.slice(0, 2).map(({ kind }) => kind)).toEqual([
      'backorder_confirmed',
      'backorder_checkin',
    ])
    // The last of them is the question at the end of the fulfilment window, in place of an update.
    const updates = Array(3).fill('backorder_update')
    expect(sent.slice(2).map(({ kind }) => kind)).toEqual([...updates, 'backorder_choice'])
    expect(Math.max(...gaps)).toBeLessThanOrEqual(7 * 86_400_000)
  })

  it('keeps ten o’clock in New York over the change to summer time', async () => {
    await shop.place([waitingLine('1', null)])
    const { sent } = await shop.advance('P14D')

    expect(sent.map(({ kind, at }) => [kind, at])).toEqual([
      ['backorder_confirmed', '2026-03-02T15:00:00.000Z'],
      ['backorder_checkin', '2026-03-04T15:00:00.000Z'],
      ['backorder_update', '2026-03-11T14:00:00.000Z'],
    ])
  })

  it('counts a day by the calendar where hours are missing in it', async () => {
    await shop.advance('2026-03-08T06:00:00Z')

    expect((await shop.advance('PT2H')).now).toBe('2026-03-08T08:00:00.000Z')
    expect((await shop.advance('P1D')).now).toBe('2026-03-09T08:00:00.000Z')
  })

  it('takes the present, which sends what is due now', async () => {
    await shop.place([aLine('1')])
    const { sent, now: answered } = await shop.advance(OPENED_AT)

    expect(answered).toBe(OPENED_AT)
    expect(sent.map(({ kind }) => kind)).toEqual(['order_confirmed'])
    expect((await shop.advance('PT0S')).sent).toEqual([])
  })

  it('does not go back', async () => {
    for (const past of ['2026-03-02T14:59:59.999Z', '-PT1S', '0001-01-01T00:00:00Z']) {
      await expect(shop.advance(past)).rejects.toMatchObject({ code: 'conflict' })
    }
    expect(await now()).toBe(OPENED_AT)
  })

  it('refuses what is no duration or moment, and what lies beyond reach', async () => {
    for (const wrong of [
      'P1X',
      'tomorrow',
      '',
      'P11Y',
      'P8000Y',
      'P300000Y',
      '9999-12-31T00:00:00Z',
      'P999999999999999Y',
    ]) {
      await expect(shop.advance(wrong), wrong).rejects.toMatchObject({
        code: 'invalid',
        faults: [{ pointer: expect.stringMatching(/^\/(by|to)$/) }],
      })
    }
    expect(await now()).toBe(OPENED_AT)
  })

  it('is nothing for a live merchant', async () => {
    const live = await openShop(handle, { name: 'Live', mode: 'live' })

    await expect(live.advance('PT1H')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('adds up where two come at once, and sends nothing twice', async () => {
    await shop.place([waitingLine('1')])
    const [first, second] = await Promise.all([shop.advance('PT24H'), shop.advance('PT24H')])

    expect([first?.now, second?.now].sort()).toEqual([
      '2026-03-03T15:00:00.000Z',
      '2026-03-04T15:00:00.000Z',
    ])
    expect(await now()).toBe('2026-03-04T15:00:00.000Z')
    const kinds = [...(first?.sent ?? []), ...(second?.sent ?? [])].map(({ kind }) => kind)
    expect(kinds).toEqual(['backorder_confirmed', 'backorder_checkin'])
  })

  it('moves no other merchant’s clock and sends none of its messages', async () => {
    const other = await openShop(handle, { name: 'Other' })
    await other.place([aLine('1')])

    expect((await shop.advance('P2D')).sent).toEqual([])
    expect((await other.message('order_confirmed')).status).toBe('planned')
  })

  it('starts where the merchant was made to start', async () => {
    const past = await openShop(handle, { name: 'Past', clock: '2024-06-01T12:00:00+02:00' })
    const merchant = await loadMerchant(past.services, past.merchant.id)

    expect(readClock(past.services, merchant)).toEqual({ now: '2024-06-01T10:00:00.000Z' })
  })

  it('lets a clock run on: the worker then sends by it, and an advance keeps it running', async () => {
    const { clock } = shop.services
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    await letClockRun(shop.services, shop.merchant.id)
    expect(await untilRunningDue(shop.services)).toBe(47 * 3_600_000)

    clock.advance({ hours: 46 })
    expect(await now()).toBe('2026-03-04T14:00:00.000Z')
    expect(await runRunning(shop.services)).toBe(0)
    await shop.advance('PT30M')
    clock.advance({ minutes: 30 })

    expect(await runRunning(shop.services)).toBe(1)
    expect(await shop.message('backorder_checkin')).toMatchObject({
      status: 'sent',
      sent_at: '2026-03-04T15:00:00.000Z',
    })
  })
})
