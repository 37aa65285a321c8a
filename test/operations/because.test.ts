import { beforeEach, expect, it } from 'vitest'
import { toMessage } from '../../src/db/message-words.ts'
import type { Handle } from '../../src/db/open.ts'
import type { MessageRow } from '../../src/db/schema.ts'
import { type Because, readBecause } from '../../src/domain/because.ts'
import { noteFeedSilence } from '../../src/operations/note-feed-silence.ts'
import { loadOrder } from '../../src/operations/read-orders.ts'
import { RESENDS_MAX, resendMessage } from '../../src/operations/resend-message.ts'
import { readPolicyVersions } from '../../src/operations/settings.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  aPackage,
  OPENED_AT,
  ORDER,
  openShop,
  PROMISED,
  type Shop,
  waitingLine,
} from '../support/shop.ts'

const customer = {
  name: 'Jon Snow',
  email: 'jon.snow@example.com',
  phone: '+12125550123',
  sms_consent: true,
}

eachDatabase('why a message is planned', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { notify_email: 'owner@fern.example' })
  })
  const dataOf = (row: MessageRow | undefined): Because | null => readBecause(row?.because)
  const data = async (kind: string) => dataOf(await shop.message(kind))

  it('is stored as data, and names what made it so', async () => {
    await shop.place([waitingLine('1')], { id: 'evt_placed' })

    expect(await data('backorder_confirmed')).toEqual({
      rule: 'backorder_confirmed',
      facts: { lines: ['1'], now: { 1: PROMISED }, events: ['evt_placed'] },
    })
  })

  it('is renewed when the plan moves it, also where it was planned before there was data', async () => {
    await shop.place([waitingLine('1')], { id: 'evt_placed' })
    await shop.advance('PT1M')
    const before = { words: null, why: 'It was so.', because: null }
    await handle.db.updateTable('messages').set(before).execute()
    const tell = (id: string, expected_at: string) =>
      shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at }] }, { id })
    await tell('evt_first', '2026-04-01')
    expect(await data('eta_slipped')).toMatchObject({ facts: { events: ['evt_first'] } })
    expect(await data('backorder_checkin')).toMatchObject({ rule: 'backorder_checkin' })

    await shop.advance('PT5M')
    await tell('evt_second', '2026-05-01')
    const confirmed = await shop.message('backorder_confirmed')
    expect(await data('eta_slipped')).toMatchObject({
      rule: 'eta_slipped',
      facts: { events: ['evt_second'], told: { 1: PROMISED }, told_by: [confirmed.id] },
    })
    expect(dataOf(confirmed)).toBeNull() // what was sent is not touched
  })

  it('says of a message that went away what silenced it', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    await shop.tell('shipment.created', aPackage({ 1: 1 }), { id: 'evt_shipped' })
    const gone = await shop.message('backorder_checkin')

    expect(gone.status).toBe('withdrawn')
    expect(readBecause(gone.withdrawn_because)).toEqual({
      rule: 'all_shipped',
      facts: { packages: ['shp_1'], events: ['evt_shipped'] },
    })
    expect(dataOf(gone)?.rule).toBe('backorder_checkin')
  })

  it('keeps of a text that waited for the morning that it waited, and until when', async () => {
    await shop.place([waitingLine('1')], { customer })
    await shop.advance('PT9H') // 19:00 in New York
    await shop.advance('PT4H')
    await shop.tell('backorder.allocated', { lines: [{ id: '1', quantity: 1 }] })
    await shop.advance('P1D')
    const texts = (await shop.messages()).filter(
      ({ channel, kind }) => channel === 'sms' && kind === 'restocked',
    )

    expect(texts).toMatchObject([{ status: 'sent' }])
    expect(dataOf(texts[0])?.facts).toMatchObject({
      quiet_hours_until: '2026-03-03T13:00:00.000Z',
      quiet_hours_zone: 'America/New_York',
    })
  })

  it('is what an order answers for its silence', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1M')
    const { silence } = await loadOrder(shop.services, shop.merchant, ORDER)
    const { id } = await shop.message('backorder_confirmed')

    expect(silence.because).toMatchObject({
      rule: 'next_word_planned',
      facts: { last_word: id, next_kind: 'backorder_checkin' },
    })
    expect(silence.next?.because?.rule).toBe('backorder_checkin')
  })

  it('is asked to be sent again so many times, and no more', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1M')
    const { id } = await shop.message('backorder_confirmed')
    const again = () => resendMessage(shop.services, shop.merchant, { id, by: 'support' })
    for (let n = 0; n < RESENDS_MAX; n += 1) await again()

    await expect(again()).rejects.toThrow(`${RESENDS_MAX} times at most`)
    expect((await shop.order()).resends).toHaveLength(RESENDS_MAX)
  })

  it('is held where the shop’s own address was taken away before it went', async () => {
    await shop.services.writer.write((db) =>
      noteFeedSilence(shop.services, db, shop.merchant, {
        since: '2026-02-27T15:00:00.000Z',
        now: OPENED_AT,
      }),
    )
    await handle.db.updateTable('merchants').set({ notify_email: null }).execute()
    await shop.advance('PT1M')
    const found = await handle.db.selectFrom('messages').selectAll().execute()
    const rows = found.map(toMessage)

    expect(rows).toMatchObject([{ kind: 'feed.silent', status: 'held', sent_at: null }])
    expect(dataOf(rows[0])).toMatchObject({
      rule: 'feed_silent',
      facts: { since: '2026-02-27T15:00:00.000Z', held: 'no_notify_email' },
    })
    expect(await shop.due()).toEqual([])
  })

  it('is said of a policy by the clock of its merchant, from its first version on', async () => {
    shop.services.clock.advance({ days: 30 })
    const test = await openShop(handle, { clock: '2025-01-01T00:00:00Z' })
    const page = { before: null, limit: 5 }
    const { rows } = await readPolicyVersions(test.services, test.merchant.id, page)

    expect(rows).toMatchObject([{ version: 1, at: '2025-01-01T00:00:00.000Z' }])
  })
})

eachDatabase('an offer whose mail came back', (open) => {
  it('decides nothing, warns of nothing, and no page says that its silence cancels', async () => {
    const shop = await openShop(await open(), {
      notify_email: 'owner@fern.example',
      policy: { delay_options: 'ftc' },
    })
    const { services, merchant } = shop
    await shop.place([waitingLine('1')])
    await shop.advance('PT1M')
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-05-20' }] })
    await shop.advance('PT15M')
    const offer = await shop.message('delay_option')
    expect(offer.status).toBe('sent')
    const bounce = (status: string) =>
      services.writer.write((db) =>
        db.updateTable('messages').set({ status }).where('kind', '=', 'delay_option').execute(),
      )
    for (let day = 0; day < 46; day += 1) {
      await bounce('bounced')
      await shop.advance('P1D')
    }

    expect((await shop.order()).expiries).toEqual([])
    expect((await shop.order()).lines[0]?.cancelled).toBe(0)
    const { silence } = await loadOrder(services, merchant, ORDER)
    expect(silence.lastWord?.kind).not.toBe('delay_option')
  })
})
