import type { Handle } from '../../src/db/open.ts'
import { answerDelay } from '../../src/operations/answer-delay.ts'
import { applyReceipts } from '../../src/operations/apply-receipts.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { loadTrackingUrl } from '../../src/operations/read-orders.ts'
import { receiveInquiry } from '../../src/operations/receive-inquiry.ts'
import { setPreferences } from '../../src/operations/set-preferences.ts'
import { writeLetter } from '../../src/operations/write-letter.ts'
import { aLine, aPackage, EXPECTED, ORDER, openShop, type Shop, waitingLine } from './shop.ts'

/** In scripts of one font and of the other, and of none; with a sign that is seven code points. */
export const NAME = 'Анна Åström محمد علي 王小明 👩‍👩‍👧'
const SHOPPER = { by: 'shopper', actor: 'shopper' } as const

/**
 * An order that lives through nearly everything that a dispute asks about: a date that slips, the
 * delay agreed to, a parcel that arrives, a question with the shopper's own link in it, what waits
 * cancelled and refunded.
 */
export async function disputedOrder(handle: Handle, input: Record<string, unknown> = {}) {
  const shop = await openShop(handle, { policy: { delay_options: 'ftc' }, ...input })
  const { services, merchant } = shop
  await shop.place(
    [waitingLine('tent', EXPECTED, { title: 'Fell Tent 2', quantity: 2 }), aLine('cup')],
    {
      customer: { name: NAME, email: 'anna@example.com', phone: '+12125550199', sms_consent: true },
    },
  )
  await shop.advance('PT1H')
  const reason = 'Stuck in port'
  const lines = [{ id: 'tent', expected_at: '2026-03-30' }]
  await shop.tell('backorder.eta_changed', { lines, reason })
  await shop.advance('PT2H')
  await answerDelay(services, merchant, ORDER, {
    answer: 'keep',
    offer: null,
    lines: null,
    ...SHOPPER,
  })
  await shop.tell('shipment.created', aPackage({ cup: 1 }, { shipped_at: '2026-03-02T18:00:00Z' }))
  await shop.advance('P1D')
  await deliver(shop)
  await shop.advance('PT2H')
  const link = await loadTrackingUrl(services, merchant, ORDER)
  await receiveInquiry(services, merchant, ORDER, `Where is the tent? My page is ${link}`)
  const letter = { text: 'It is on the ship.', subject: null, inquiryId: null, by: 'user_1' }
  await writeLetter(services, merchant, ORDER, letter)
  await shop.advance('PT1H')
  await setPreferences(services, merchant, ORDER, { texts: false, newsOff: ['feedback'] })
  const wish = { scope: 'all', lines: null, reason: 'Found another', ...SHOPPER } as const
  await cancelOrder(services, merchant, ORDER, wish)
  await shop.advance('P1D')
  await shop.tell('order.refunded', { amount: { amount: '39.80', currency: 'USD' } })
  await shop.advance('P2D')
  return { shop, token: link.slice(link.indexOf('/t/') + 3) }
}

/** The carrier's last word, and the mailbox's of the first mail. */
async function deliver(shop: Shop) {
  const { services, merchant } = shop
  await shop.tell('shipment.updated', {
    shipment_id: 'shp_1',
    status: 'delivered',
    checkpoint: { at: '2026-03-03T16:30:00Z', message: 'Left at front door', city: 'New York' },
  })
  const [first] = await shop.messages()
  const at = '2026-03-02T15:00:04.000Z'
  const receipt = { messageId: null, providerId: null, receiptId: 'r1', kind: 'delivered' } as const
  const receipts = [{ ...receipt, at, code: null, detail: '250 ok' }]
  await services.writer.write((db) =>
    applyReceipts(services, db, merchant, { messageId: first?.id ?? '', receipts }, at),
  )
}
