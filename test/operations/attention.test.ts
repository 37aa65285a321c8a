import { beforeEach, describe, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { AttentionConsole } from '../../src/operations/attention-console-types.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { consoleOperations } from '../../src/operations/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPackage, OPENED_AT, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const PAGE = { cursor: null, limit: 50 }
const BY = 'maya@fern.example'
const ASKED = { scope: 'all', lines: null, reason: null, by: 'shopper', actor: 'shopper' } as const
/** Nothing is known of its date: silence cancels 30 days after T, which is 30 days after the order. */
const ENDED = '2026-05-02T12:00:00Z'

eachDatabase('what waits for a person', (open) => {
  let handle: Handle
  let shop: Shop
  let support: ReturnType<typeof consoleOperations>
  const start = async (policy: Record<string, unknown> = {}) => {
    handle = await open()
    shop = await openShop(handle, {
      policy: { delay_options: 'ftc', expiry: 'confirm', ...policy },
    })
    support = consoleOperations(shop.services)
  }
  beforeEach(() => start())

  const view = (orderId = ORDER) => support.loadSupportView(shop.merchant.id, orderId)
  const list = (over: object = {}) =>
    support.searchOrders(shop.merchant.id, { q: '', status: null, ...PAGE, ...over })
  const flags = async (over: object = {}) =>
    (await list(over)).rows.map(({ orderId, flags }) => [orderId, ...flags])
  const answer = (given: Partial<Parameters<AttentionConsole['answerCancellation']>[2]>) =>
    support.answerCancellation(shop.merchant.id, ORDER, {
      answer: 'accept',
      reason: null,
      by: BY,
      about: 'end',
      ...given,
    })
  const acts = async () =>
    (await view()).timeline.flatMap((entry) => (entry.sort === 'act' ? [entry] : []))

  describe('a request to cancel', () => {
    const asked = async () => {
      await shop.place([waitingLine('1', '2026-03-12', { quantity: 2 })])
      await shop.tell('backorder.allocated', { lines: [{ id: '1', quantity: 2 }] })
      await shop.advance('PT1H')
      await cancelOrder(shop.services, shop.merchant, ORDER, ASKED)
      const { order } = await view()
      return order.cancellationRequest?.eventId ?? ''
    }

    it('is flagged, and declined with a reason that the customer reads', async () => {
      const about = await asked()
      expect(await flags()).toEqual([[ORDER, 'request']])
      await answer({ answer: 'decline', reason: 'It is packed already', about })
      await shop.advance('PT5M')

      const { id } = await shop.message('cancellation_declined')
      const { sent } = await loadMessage(shop.services, shop.merchant, id)
      expect(sent?.content.text).toContain('It is packed already')
      expect(await flags()).toEqual([[ORDER]])
      expect(await acts()).toContainEqual(
        expect.objectContaining({ action: 'cancellation.answered', actor: BY }),
      )
    })

    it('is accepted: all that it asked for is cancelled, and told', async () => {
      await answer({ about: await asked() })
      await shop.advance('PT5M')
      expect((await view()).status).toBe('cancelled')
      expect((await shop.message('order_cancelled')).status).toBe('sent')
    })

    it('is not answered by who was shown another one, and nothing changes', async () => {
      const about = await asked()
      for (const shown of ['end', 'evt_of_before'])
        await expect(answer({ about: shown })).rejects.toMatchObject({ code: 'conflict' })
      expect((await view()).order.cancellationRequest?.eventId).toBe(about)
      await answer({ answer: 'decline', about })
      await expect(answer({ answer: 'decline', about })).rejects.toMatchObject({ code: 'conflict' })
    })
  })

  describe('an end that is held', () => {
    const held = async () => {
      await shop.place([waitingLine('1', null)])
      await shop.advance('2026-05-01T12:00:00Z')
      expect((await view()).attention.heldEnd).toBeNull()
      await shop.advance(ENDED)
    }

    it('is flagged with what is held and since when, and ends by the agent’s word', async () => {
      await held()
      expect((await view()).attention.heldEnd).toEqual({
        lines: [{ id: '1', quantity: 1, deadline: '2026-05-01' }],
        since: '2026-05-02T04:00:00.000Z',
        held: 'confirm',
        keepable: ['1'],
      })
      expect(await flags()).toEqual([[ORDER, 'held_end']])
      await expect(answer({ answer: 'decline' })).rejects.toMatchObject({ code: 'conflict' })

      await answer({})
      await shop.advance('PT5M')
      expect((await view()).status).toBe('cancelled')
      expect((await shop.message('delay_expired')).status).toBe('sent')
      expect(await flags()).toEqual([[ORDER]])
      expect(await acts()).toMatchObject([{ action: 'delay.expired', actor: BY }])
    })

    it('is kept where the customer told the agent so, with who recorded it', async () => {
      await held()
      await support.keepOrder(shop.merchant.id, ORDER, BY)
      const { attention, order, status } = await view()
      expect([attention.heldEnd, status, order.consents.length]).toEqual([null, 'open', 1])
      expect(await acts()).toMatchObject([{ action: 'delay.consented', actor: BY }])
      const consented = (await view()).timeline.find(
        (entry) => entry.sort === 'event' && entry.type === 'delay.consented',
      )
      expect(consented).toMatchObject({ data: { by: 'support' } })
      await expect(support.keepOrder(shop.merchant.id, ORDER, BY)).rejects.toMatchObject({
        code: 'conflict',
      })
    })

    it('goes on being said to wait for the policy, however long it does', async () => {
      await held()
      await shop.advance('P9D')
      expect((await view()).attention.heldEnd?.held).toBe('confirm')
    })

    it('of an order that came after its day has nothing to agree to, and can be ended', async () => {
      await start({ expiry: 'auto' })
      await shop.advance('2026-05-20T12:00:00Z')
      await shop.place([waitingLine('1', null)], { at: OPENED_AT })
      await shop.advance('P2D')
      const { heldEnd } = (await view()).attention
      expect(heldEnd).toMatchObject({ held: 'late', keepable: [] })
      await expect(support.keepOrder(shop.merchant.id, ORDER, BY)).rejects.toMatchObject({
        code: 'conflict',
      })
      await answer({})
      expect((await view()).status).toBe('cancelled')
    })

    it('because the feed looks dead says so, and not once it lives again', async () => {
      await start({ expiry: 'auto' })
      await shop.place([waitingLine('1', null)])
      for (let day = 1; day <= 24; day += 1) {
        await shop.advance(`2026-04-${String(day).padStart(2, '0')}T16:00:00Z`)
        await shop.tell('inventory.level', { sku: 'OTHER', available: day })
      }
      await shop.advance(ENDED)
      expect((await view()).attention.heldEnd?.held).toBe('feed')
      expect(await flags()).toEqual([[ORDER, 'held_end']])

      await shop.tell('shipment.created', aPackage({ 1: 1 }))
      expect((await view()).attention.heldEnd).toBeNull()
    })

    it('is none where silence cancels by itself', async () => {
      await start({ expiry: 'auto' })
      await shop.place([waitingLine('1', null)])
      await shop.advance('2026-05-01T12:00:00Z')
      expect((await view()).attention.heldEnd).toBeNull()
      await shop.advance(ENDED)
      expect((await view()).status).toBe('cancelled')
    })
  })

  describe('a customer whom nothing reaches', () => {
    const customer = { name: 'Jon Snow' }
    const undelivered = async () =>
      (await support.listUndelivered(shop.merchant.id, PAGE)).rows.map(
        ({ kind, status, reason }) => [kind, status, reason],
      )

    it('is flagged once somebody has to act, and what is held stands under "not delivered"', async () => {
      await shop.place([waitingLine('1')], { customer })
      expect((await view()).attention.unreached).toBeNull()
      await shop.advance('P1D')
      expect((await view()).attention.unreached).toMatchObject({
        since: '2026-03-02T16:00:00.000Z',
        why: expect.stringContaining('no e-mail address'),
      })
      expect(await flags()).toEqual([[ORDER, 'unreached']])
      // What is held for a day to come is not late yet.
      const why = 'there is no e-mail address, and no number with consent to texts.'
      expect(await undelivered()).toEqual([['backorder_confirmed', 'held', why]])
      const { rows } = await support.listUndelivered('m_other', PAGE).catch(() => ({ rows: [] }))
      expect(rows).toEqual([])

      await shop.tell('order.updated', { customer: { email: 'jon@example.com' } })
      await shop.advance('PT1H')
      expect(await flags()).toEqual([[ORDER]])
      expect(await undelivered()).toEqual([])
    })
  })

  it('is a list of its own, of all that is flagged and nothing else, page by page', async () => {
    for (const at of [1, 2, 3, 4, 5, 6]) {
      const over = at % 2 === 0 ? { customer: { name: 'X' } } : {}
      const placed_at = `2026-03-02T14:0${at}:00Z`
      await shop.place([waitingLine('1')], { order_id: `o${at}`, placed_at, ...over })
    }
    await shop.advance('P1D')
    expect(await flags({ needsLook: true })).toEqual([
      ['o6', 'unreached'],
      ['o4', 'unreached'],
      ['o2', 'unreached'],
    ])

    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        needsLook: true,
        cursor,
        limit: 1,
      })
      seen.push(...page.rows.map(({ orderId }) => orderId))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(['o6', 'o4', 'o2'])
  })

  it('asks for those alone that somebody may have to look at, and for what was stored before', async () => {
    const stored = async (orderId = ORDER) =>
      (
        await shop.services.read
          .selectFrom('orders')
          .select('look_from')
          .where('order_id', '=', orderId)
          .executeTakeFirstOrThrow()
      ).look_from
    const store = (look_from: string | null) =>
      handle.db.updateTable('orders').set({ look_from }).where('order_id', '=', ORDER).execute()
    await shop.place([waitingLine('1', null)])
    expect(await stored()).toBe('2026-04-02T04:00:00.000Z')
    await shop.advance(ENDED)
    expect(await flags({ needsLook: true })).toEqual([[ORDER, 'held_end']])
    await store(null)
    expect(await flags({ needsLook: true })).toEqual([])
    await store('')
    expect(await flags({ needsLook: true })).toEqual([[ORDER, 'held_end']])

    await answer({})
    expect(await stored()).toBeNull()
  })

  it('changes nothing by being looked at', async () => {
    await shop.place([waitingLine('1', null)])
    await shop.advance(ENDED)
    const before = await shop.order()
    await view()
    await list({ needsLook: true })
    expect(await shop.order()).toEqual(before)
  })
})
