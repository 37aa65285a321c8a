import { readAhead } from '../db/compiled.ts'
import { listLinks } from '../db/links.ts'
import { findMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { type LockedOrder, lockOrderAhead } from '../db/order-lock.ts'
import { findOrderRows } from '../db/order-rows.ts'
import type { MessageRow } from '../db/schema.ts'
import { findSkuPictures } from '../db/sku-pictures.ts'
import { listOpenWalks } from '../db/walks.ts'
import type { Merchant } from '../domain/merchant.ts'
import { unpicturedSkus } from '../domain/picture.ts'
import type { Claimed } from './send-message.ts'
import { queuesOf } from './stand-in-queue.ts'
import { suppressionOf } from './suppress-address.ts'

/** What is known of it beforehand: all this goes with the first question. */
export function askOfOrder(db: Db, merchantId: string, orderId: string) {
  lockOrderAhead(db, merchantId, orderId)
  readAhead(db, () => [
    listOpenWalks(db, merchantId),
    findOrderRows(db, merchantId, orderId),
    listLinks(db, merchantId, orderId, 'tracking'),
  ])
}

/** Among those of its order, which are asked for anyway, where that is known. */
export async function findClaimed(db: Db, { merchantId, messageId, orderId }: Claimed) {
  const asked: ReturnType<typeof findOrderRows>[] = []
  if (orderId)
    readAhead(db, () => {
      asked.push(findOrderRows(db, merchantId, orderId))
      return asked
    })
  const found = (await asked[0])?.messages.find(({ id }) => id === messageId)
  return found ?? findMessage(db, merchantId, messageId)
}

/** What settling and composing will ask for. */
export function askAhead(
  db: Db,
  merchant: Merchant,
  { order_id: orderId, channel }: MessageRow,
  locking: Promise<LockedOrder>,
) {
  const asContact = channel === 'email' || channel === 'sms' ? channel : null
  readAhead(db, () => [
    listOpenWalks(db, merchant.id),
    findOrderRows(db, merchant.id, orderId).then(({ contact }) => {
      if (contact && asContact)
        readAhead(db, () => [suppressionOf(db, merchant, contact, asContact)])
    }),
    listLinks(db, merchant.id, orderId, 'tracking'),
    locking.then(({ state }) => {
      if (!state) return
      readAhead(db, () => [
        queuesOf(db, merchant, state),
        findSkuPictures(db, merchant.id, unpicturedSkus(state)),
      ])
    }),
  ])
}
