import type { Db } from '../db/open.ts'
import { insertTerms, replaceTerms } from '../db/order-terms.ts'
import { insertContact, saveContact } from '../db/orders.ts'
import type { Contact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { OrderState } from '../domain/order.ts'
import type { Recorded } from '../domain/own-event.ts'
import { searchTerms } from '../domain/search.ts'

/** Keeps the person behind an order, and what it is found by, where either has changed. */
export async function saveFindable(
  db: Db,
  merchant: Merchant,
  {
    order,
    contact,
    before,
    isNew,
    events,
  }: {
    order: OrderState
    contact: Contact
    before: Contact
    isNew: boolean
    events: readonly Recorded[]
  },
) {
  const { orderId } = order
  if (isNew) {
    const terms = searchTerms(order, contact)
    await insertContact(db, merchant.id, orderId, contact, terms)
    return insertTerms(db, merchant.id, orderId, terms)
  }
  if (before !== contact && JSON.stringify(before) !== JSON.stringify(contact)) {
    await saveContact(db, merchant.id, orderId, contact)
  }
  if (events.some(({ type }) => CHANGES_TERMS.has(type))) {
    await replaceTerms(db, merchant.id, orderId, searchTerms(order, contact))
  }
}

const CHANGES_TERMS: ReadonlySet<string> = new Set([
  'order.placed',
  'order.updated',
  'shipment.created',
])
