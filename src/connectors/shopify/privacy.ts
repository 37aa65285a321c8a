import type { Delivery, Said } from './delivery.ts'
import { type Body, idText, record, text } from './read.ts'

const ORDERS_MAX = 10_000

/**
 * `customers/data_request` and `customers/redact`, which listed apps must answer. The customer's
 * own id is of no use here (orders are known by theirs), and may be missing.
 */
export function translateCustomerRequest(body: Body, { topic }: Delivery): Said {
  const isRedaction = topic === 'customers/redact'
  const customer = record(body.customer)
  const orders = isRedaction ? body.orders_to_redact : body.orders_requested
  const privacy = {
    kind: isRedaction ? ('redact_customer' as const) : ('data_request' as const),
    email: text(customer.email) ?? null,
    phone: text(customer.phone) ?? null,
    orderIds: readIds(orders),
  }
  const isEmpty = !privacy.email && !privacy.phone && privacy.orderIds.length === 0
  return isEmpty ? { ignored: 'the request names no e-mail, phone or order' } : { privacy }
}

/** Comes 48 hours after the app was removed: everything of the shop is to go. */
export function translateShopRequest(body: Body, { shop }: Delivery): Said {
  const domain = text(body.shop_domain) ?? text(shop)
  return domain
    ? { privacy: { kind: 'redact_shop', shop: domain } }
    : { ignored: 'the request names no shop' }
}

const readIds = (value: unknown): string[] =>
  Array.isArray(value) ? value.slice(0, ORDERS_MAX).flatMap((one) => idText(one) ?? []) : []
