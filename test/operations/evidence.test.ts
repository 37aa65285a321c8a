import { createHash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { insertMessages } from '../../src/db/messages.ts'
import type { Handle } from '../../src/db/open.ts'
import { packContent, writeOut } from '../../src/db/packed.ts'
import { findContent } from '../../src/db/sent.ts'
import {
  EVIDENCE_MESSAGES_MAX,
  type EvidencePack,
  evidencePack,
} from '../../src/domain/evidence.ts'
import { canonicalJson } from '../../src/domain/evidence-canonical.ts'
import { answerCancellation, cancelOrder } from '../../src/operations/cancel-order.ts'
import { loadEvidence } from '../../src/operations/evidence.ts'
import { handlePrivacy } from '../../src/operations/privacy.ts'
import { eachDatabase, onSqlite } from '../support/databases.ts'
import { disputedOrder, NAME } from '../support/evidence-story.ts'
import { aLine, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

eachDatabase('an evidence pack', (open) => {
  let handle: Handle
  let shop: Shop
  let token: string
  let pack: EvidencePack
  const load = () => loadEvidence(shop.services, shop.merchant, ORDER)
  beforeAll(async () => {
    handle = await open()
    const story = await disputedOrder(handle)
    shop = story.shop
    token = story.token
    pack = await load()
  })

  it('is what the documents say, with order, person and parcel', () => {
    evidencePack.parse(pack)

    expect(pack.order).toMatchObject({
      number: '1001',
      goods_total: { amount: '59.70', currency: 'USD' },
      customer: { name: NAME, email: 'anna@example.com', erased: false },
      shipping_address: { postal_code: '10012' },
    })
    expect(pack.shipments).toMatchObject([
      {
        carrier: 'UPS',
        tracking_number: '1Z 999 AA1',
        delivered_at: '2026-03-03T16:30:00.000Z',
        checkpoints: [{ status: 'delivered', message: 'Left at front door', city: 'New York' }],
      },
    ])
  })

  it('holds every message to the customer, oldest first, as it was sent', async () => {
    const rows = await shop.messages()
    const ids = pack.messages.map(({ id }) => id)

    expect(ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    expect(pack.messages.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1))
    const moments = pack.messages.map((one) => one.sent_at ?? one.due_at)
    expect(moments).toEqual(moments.toSorted())
    for (const one of pack.messages.filter(({ sent_at: at }) => at !== null)) {
      expect(one.text?.length, one.kind).toBeGreaterThan(20)
      expect(one.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(one.sha256_of).toBe('handed_over')
      expect(one.because?.rule).toBeTruthy()
    }
    expect(pack.messages[0]).toMatchObject({
      kind: 'backorder_confirmed',
      status: 'delivered',
      to: 'anna@example.com',
      receipts: [{ kind: 'delivered', at: '2026-03-02T15:00:04.000Z', detail: '250 ok' }],
    })
    expect(
      pack.messages.some(({ status, withdrawn_why: why }) => status === 'withdrawn' && why),
    ).toBe(true)
  })

  it('says each date that was told, by which message, and what came of it', () => {
    const [tent] = pack.promises
    const told = tent?.told.map(({ date, message_id: id }) => [
      date,
      pack.messages.find((one) => one.id === id)?.kind,
    ])

    expect(told?.slice(0, 2)).toEqual([
      ['2026-03-16', 'backorder_confirmed'],
      [tent?.last_told_on, 'delay_option'],
    ])
    expect(tent).toMatchObject({ first_told_on: '2026-03-16', outcome: 'cancelled' })
    expect(tent?.history.at(-1)).toMatchObject({ reason: 'Stuck in port' })
    expect(pack.promises).toHaveLength(1)
  })

  it('keeps the record of a delay: its words, what silence meant, and the answer', () => {
    expect(pack.delay_options).toMatchObject([
      {
        line_id: 'tent',
        original_on: '2026-03-16',
        silence_means: 'consent',
        outcome: 'consented',
        outcome_at: '2026-03-02T18:00:00.000Z',
        words: expect.stringContaining('Fell Tent 2'),
      },
    ])
  })

  it('tells what was cancelled, by when its money was due, and what went back', () => {
    expect(pack.cancellations).toMatchObject([
      {
        by: 'shopper',
        reason: 'Found another',
        lines: [{ line_id: 'tent', quantity: 2 }],
        refund_amount: { amount: '39.80', currency: 'USD' },
        refund_due_on: '2026-03-12',
      },
    ])
    expect(pack.refunds).toMatchObject([{ amount: { amount: '39.80', currency: 'USD' } }])
  })

  it('tells what was asked and answered, done, and agreed to', () => {
    expect(pack.inquiries).toMatchObject([{ via: 'page', text: expect.stringContaining('tent') }])
    expect(pack.letters).toMatchObject([{ text: 'It is on the ship.' }])
    expect(pack.customer_acts.map(({ detail }) => detail)).toEqual([
      'Agreed to the delay of Fell Tent 2',
      'Wrote to the shop (from the page)',
      'Cancelled: Fell Tent 2 (Found another)',
    ])
    expect(pack.consents.map(({ detail }) => detail)).toEqual([
      'The shop states: consent to texts given',
      'Texts stopped (on the page)',
      'News turned off: feedback',
    ])
    expect(pack.consent_state).toMatchObject({ texts_stopped: true, news_off: ['feedback'] })
  })

  it('sums up what the record shows to each claim, and nothing beyond it', () => {
    const text = Object.fromEntries(pack.summary.map((one) => [one.reason, one.text]))

    expect(text.not_received).toContain('1 of 3 items shipped')
    expect(text.not_received).toContain('delivered on 2026-03-03 in New York')
    expect(text.not_as_promised).toContain(
      'On 2026-03-02 the customer was told that "Fell Tent 2" ships by 2026-03-16',
    )
    expect(text.not_as_promised).toContain('they agreed once')
    expect(text.cancelled_or_not_refunded).toContain('39.80 USD refunded on 2026-03-04')
  })

  it('has no key to the order’s page anywhere, though the customer wrote it themselves', () => {
    const text = JSON.stringify(pack)

    expect(text).toContain('/t/…')
    expect(text).not.toContain(token)
    expect(text).not.toMatch(/(trk|uns)_/)
  })

  it('is the same for the same record, and its hash is of it', async () => {
    shop.services.clock.advance({ minutes: 3 })
    const again = await load()
    const { generated_at: at, integrity, ...rest } = again

    expect({ ...again, generated_at: pack.generated_at }).toEqual(pack)
    expect(JSON.stringify({ ...again, generated_at: '' })).toBe(
      JSON.stringify({ ...pack, generated_at: '' }),
    )
    const hash = createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(rest))))
    expect(integrity.sha256).toBe(hash.digest('hex'))
    expect(at).toMatch(/Z$/)
  })

  it('has another hash as soon as something is added', async () => {
    await shop.tell('order.refunded', { amount: { amount: '1.00', currency: 'USD' } })

    expect((await load()).integrity.sha256).not.toBe(pack.integrity.sha256)
  })

  it('is of one merchant alone', async () => {
    const other = await openShop(handle, { name: 'Other' })

    for (const orderId of [ORDER, 'a\0b', 'none'])
      await expect(loadEvidence(other.services, other.merchant, orderId)).rejects.toMatchObject({
        code: 'not_found',
      })
  })

  it('shows nothing more of a person who was erased, and keeps hashes and times', async () => {
    const { services, merchant } = shop
    const request = { kind: 'redact_customer', email: 'anna@example.com', phone: null } as const
    await services.writer.write((db) =>
      handlePrivacy(
        services,
        db,
        merchant,
        { ...request, orderIds: [ORDER] },
        services.clock.now().toISOString(),
      ),
    )
    const erased = evidencePack.parse(await load())
    const text = JSON.stringify(erased)

    for (const gone of ['Анна', 'anna@', '2125550199', 'Mill Lane', 'Found another', 'My page is'])
      expect(text, gone).not.toContain(gone)
    expect(erased.order.customer).toMatchObject({ name: null, erased: true })
    const sent = pack.messages.filter(({ sent_at: at }) => at !== null)
    expect(erased.messages).toEqual(
      expect.arrayContaining(
        sent.map(({ id, sha256, sent_at }) => expect.objectContaining({ id, sha256, sent_at })),
      ),
    )
  })
})

onSqlite('a message whose process ended before its answer was stored', (open) => {
  it('is not given the hash of its content for that of what was handed over', async () => {
    const handle = await open()
    const shop = await openShop(handle)
    await shop.place([aLine('1')])
    await shop.advance('PT1M')
    const { db } = handle
    const [row] = await db.selectFrom('message_bytes').selectAll().execute()
    const kept = await findContent(db, shop.merchant.id, row?.message_id ?? '')
    const { sha256 } = packContent(writeOut(kept?.content ?? { html: null, text: '', headers: {} }))
    await db.updateTable('message_bytes').set({ handed_over: null, sha256 }).execute()

    const { messages } = await loadEvidence(shop.services, shop.merchant, ORDER)
    expect(messages[0]).toMatchObject({ sha256, sha256_of: 'content', handed_over: null })
  })
})

onSqlite('an order with more messages than a pack holds', (open) => {
  it('says how many it leaves off', async () => {
    const shop = await openShop(await open())
    await shop.place([aLine('1')])
    const [row] = await shop.messages()
    if (!row) throw new Error('nothing is planned')
    const more = Array.from({ length: EVIDENCE_MESSAGES_MAX }, (_, n) => ({
      ...row,
      id: `${row.id}${n}`,
      key: `more:${n}`,
      status: 'withdrawn',
    }))
    for (let n = 0; n < more.length; n += 200)
      await shop.services.writer.write((db) => insertMessages(db, more.slice(n, n + 200)))
    const pack = await loadEvidence(shop.services, shop.merchant, ORDER)
    const all = (await shop.messages()).length

    expect(pack.messages).toHaveLength(EVIDENCE_MESSAGES_MAX)
    expect(pack.left_off.messages).toBe(all - EVIDENCE_MESSAGES_MAX)
  })
})

eachDatabase('requests to cancel', (open) => {
  it('stand with their answers, also once they are answered', async () => {
    const shop = await openShop(await open())
    const { services, merchant } = shop
    await shop.place([waitingLine('1'), aLine('2')])
    await shop.tell('backorder.allocated', { lines: [{ id: '1', quantity: 1 }] })
    await shop.advance('PT1H')
    const wish = { scope: 'all', lines: null, by: 'shopper', actor: 'shopper' } as const
    await cancelOrder(services, merchant, ORDER, { ...wish, reason: 'Too late' })
    await shop.advance('PT1H')
    const answer = { answer: 'decline', reason: 'It is packed', actor: 'api' } as const
    await answerCancellation(services, merchant, ORDER, answer)
    const pack = evidencePack.parse(await loadEvidence(services, merchant, ORDER))

    expect(pack.cancellation_requests).toMatchObject([
      { by: 'shopper', reason: 'Too late', answer: { answer: 'decline', reason: 'It is packed' } },
    ])
    expect(pack.summary[2]?.text).toContain('declined on 2026-03-02 ("It is packed")')
  })
})
