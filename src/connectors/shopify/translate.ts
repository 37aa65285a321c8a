import type { Headers, Translation } from '../connector.ts'
import { type Delivery, readDelivery, type Said } from './delivery.ts'
import { translateFulfillment } from './fulfillment.ts'
import { translateFulfillmentEvent } from './fulfillment-event.ts'
import { translateOrder } from './order.ts'
import { translateCustomerRequest, translateShopRequest } from './privacy.ts'
import { type Body, isRecord, parseExact } from './read.ts'
import { translateRefund } from './refund.ts'
import { translateLevel, translateProduct } from './stock.ts'

type Translator = (body: Body, delivery: Delivery) => Said

/**
 * `orders/edited` names lines by id and delta alone; the `orders/updated` beside it carries the
 * whole order, so nothing is lost by leaving it out.
 */
const TRANSLATORS = new Map<string, Translator>([
  ['orders/create', translateOrder],
  ['orders/updated', translateOrder],
  ['orders/paid', translateOrder],
  ['orders/partially_fulfilled', translateOrder],
  ['orders/fulfilled', translateOrder],
  ['orders/cancelled', translateOrder],
  ['fulfillments/create', translateFulfillment],
  ['fulfillments/update', translateFulfillment],
  ['fulfillment_events/create', translateFulfillmentEvent],
  ['refunds/create', translateRefund],
  ['inventory_levels/update', translateLevel],
  ['products/create', translateProduct],
  ['products/update', translateProduct],
  ['customers/data_request', translateCustomerRequest],
  ['customers/redact', translateCustomerRequest],
  ['shop/redact', translateShopRequest],
])

/**
 * A Shopify webhook in our words.
 *
 * The id of an event is that of its fact (an order placed, a fulfilment made, a refund) and not of
 * its delivery: Shopify tells one fact on several topics, twice, and out of order, and an order
 * whose `orders/create` was lost still begins with its first `orders/updated`. What has no identity
 * of its own, a state at a moment, is named by that moment and its content.
 */
export function translateShopify(raw: string, headers: Headers): Translation {
  const delivery = readDelivery(raw, headers)
  const said = translateTopic(raw, delivery)
  return {
    deliveryId: delivery.id,
    topic: delivery.topic,
    events: [],
    items: [],
    levels: [],
    privacy: null,
    ignored: null,
    ...said,
  }
}

function translateTopic(raw: string, delivery: Delivery): Said {
  const translate = TRANSLATORS.get(delivery.topic)
  if (!translate) {
    return ignore(delivery.topic ? 'the topic is not one we act on' : 'no topic header')
  }
  const body = readBody(raw)
  return body ? translate(body, delivery) : ignore('the body is not a JSON object')
}

function readBody(raw: string): Body | null {
  try {
    const body = parseExact(raw)
    return isRecord(body) ? body : null
  } catch {
    return null // signed and still not JSON (or nested beyond the stack): the sender's fault
  }
}

const ignore = (reason: string): Said => ({ ignored: reason })
