import type { PrivacyRequest } from '../connectors/connector.ts'
import { insertAudit } from '../db/audit.ts'
import { eraseDeliveries, eraseOrder, listOrderIds } from '../db/erasure.ts'
import type { Db } from '../db/open.ts'
import { findOrdersByTerm } from '../db/order-terms.ts'
import { findContact, findOrder, saveContact } from '../db/orders.ts'
import { erasedContact } from '../domain/erasure.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { type SearchTerm, searchPrefixes } from '../domain/search.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'

const PAGE = 200
const PAGES_MAX = 5_000

/**
 * A person's request that reached the shop. To be told what is kept: noted for the merchant, who
 * owes the answer. To be forgotten: done at once, and noted without saying who it was.
 */
export async function handlePrivacy(
  services: Services,
  db: Db,
  merchant: Merchant,
  request: PrivacyRequest,
  now: Instant,
) {
  const orderIds = request.kind === 'redact_shop' ? [] : await ordersOf(db, merchant.id, request)
  let erased = 0
  if (request.kind === 'redact_customer') {
    for (const orderId of orderIds) erased += await erase(services, db, merchant, orderId, now)
    const texts = [request.email, request.phone].filter((text) => text !== null)
    await eraseDeliveries(db, merchant.id, texts)
  }
  if (request.kind === 'redact_shop') {
    erased = await eraseAll(services, db, merchant, now)
    await eraseDeliveries(db, merchant.id, null)
  }
  await insertAudit(db, merchant.id, {
    id: services.newId('aud', merchant.id),
    at: now,
    actor: 'shopify',
    action: `privacy.${request.kind}`,
    orderId: null,
    detail: JSON.stringify({ orders: request.kind === 'redact_shop' ? null : orderIds, erased }),
  })
}

async function ordersOf(
  db: Db,
  merchantId: string,
  request: Exclude<PrivacyRequest, { kind: 'redact_shop' }>,
) {
  const terms: SearchTerm[] = []
  if (request.email) terms.push({ kind: 'email', term: request.email.toLowerCase() })
  for (const term of request.phone ? searchPrefixes(request.phone) : [])
    terms.push({ kind: 'phone', term })
  const found = await findOrdersByTerm(db, merchantId, terms)
  return [...new Set([...request.orderIds, ...found])]
}

async function eraseAll(
  services: Services,
  db: Db,
  merchant: Merchant,
  now: Instant,
): Promise<number> {
  let after = ''
  let erased = 0
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const ids = await listOrderIds(db, merchant.id, after, PAGE)
    for (const orderId of ids) erased += await erase(services, db, merchant, orderId, now)
    after = ids.at(-1) ?? ''
    if (ids.length < PAGE) break
  }
  return erased
}

async function erase(
  services: Services,
  db: Db,
  merchant: Merchant,
  orderId: string,
  now: Instant,
): Promise<number> {
  if (!(await findOrder(db, merchant.id, orderId))) return 0
  await eraseOrder(db, merchant.id, orderId)
  const contact = await findContact(db, merchant.id, orderId)
  if (contact) await saveContact(db, merchant.id, orderId, erasedContact(contact))
  // What was still to be sent has no address any more: it is held, with why. Folded anew, for the
  // state holds the reasons that people gave.
  await settleOrder(services, db, merchant, orderId, [], now, { anew: true })
  return 1
}
