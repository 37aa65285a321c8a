import { LINES_MAX } from '../../domain/event.ts'
import { isVoided, shippedLines } from './fulfillment.ts'
import { readPreorder, readShownDate } from './preorder.ts'
import { amountText, type Body, idText, record, records, text, whole } from './read.ts'
import { refundLines } from './refund.ts'

const TITLE_MAX = 500
const LISTED_MAX = 250

/**
 * The lines as ordered. `quantity` never falls in Shopify: what was taken off since is told by the
 * update and the cancellations that follow, also where this is the first that we hear of the order.
 */
export function placedLines(
  order: Body,
  { currency, placedOn }: { currency: string; placedOn: string },
) {
  return lineItems(order)
    .map(({ id, item }) => {
      const quantity = whole(item.quantity) ?? 0
      const isShipped = item.requires_shipping !== false
      const preorder = isShipped ? readPreorder(item, placedOn) : null
      const shown = isShipped ? readShownDate(item, placedOn) : null
      const shown_ships_by = shown ?? undefined
      const backorder = preorder
        ? { quantity, ...(shown && { shown_ships_by: shown }), ...preorder }
        : undefined
      return { ...describe(item, currency), id, quantity, backorder, shown_ships_by }
    })
    .filter(({ quantity }) => quantity > 0)
}

/**
 * The lines as they stand, 0 for one that was removed. Without its backorder: the date that a
 * property stated at checkout, said again at every update, would undo each later change of it.
 */
export function updatedLines(order: Body, currency: string) {
  const fulfillments = records(order.fulfillments, LISTED_MAX).filter((one) => !isVoided(one))
  const shipped = total(fulfillments.flatMap(shippedLines))
  const refunded = records(order.refunds, LISTED_MAX).flatMap(refundLines)
  const allRefunded = total(refunded)
  const takenOff = total(refunded.map(({ id, takenOff: quantity }) => ({ id, quantity })))

  return lineItems(order).map(({ id, item }) => {
    const known = {
      shipped: shipped.get(id) ?? 0,
      refunded: allRefunded.get(id) ?? 0,
      takenOff: takenOff.get(id) ?? 0,
    }
    return { ...describe(item, currency), id, quantity: standingQuantity(item, known) }
  })
}

/**
 * How many of a line stand ordered, in our sense: with what was cancelled or returned, without what
 * an edit of the order removed.
 *
 * `current_quantity` would be wrong as it is. It also falls with every refund, and there a
 * cancellation of ours tells of the same units (they would be taken off twice) or the units had
 * shipped (the line would have shipped more than was ordered). So what refunds account for is added
 * back. Of a line that is fulfilled nothing waits: what shipped and what was cancelled is all.
 */
function standingQuantity(
  item: Body,
  { shipped, refunded, takenOff }: { shipped: number; refunded: number; takenOff: number },
): number | undefined {
  const ordered = whole(item.quantity)
  const current = whole(item.current_quantity)
  if (ordered === undefined || current === undefined) return ordered

  const isDone = item.fulfillment_status === 'fulfilled' && shipped > 0
  const standing = isDone ? shipped + takenOff : Math.max(current + refunded, shipped)
  return Math.max(0, Math.min(ordered, standing))
}

function lineItems(order: Body) {
  const byId = new Map<string, { id: string; item: Body }>()
  for (const item of records(order.line_items, LINES_MAX)) {
    const id = idText(item.id)
    if (id && !byId.has(id)) byId.set(id, { id, item })
  }
  return [...byId.values()]
}

function describe(item: Body, currency: string) {
  const variant = text(item.variant_title)
  const title = text(item.title) ?? text(item.name) ?? text(item.sku) ?? 'Item'
  return {
    title: title.slice(0, TITLE_MAX).toWellFormed(),
    sku: text(item.sku),
    variant: variant === 'Default Title' ? undefined : variant,
    unit_price: readPrice(item, currency),
    requires_shipping:
      typeof item.requires_shipping === 'boolean' ? item.requires_shipping : undefined,
    // A gift card is not shipped, and still its shop has to send it.
    handed_over:
      item.requires_shipping === false ? item.fulfillment_status === 'fulfilled' : undefined,
  }
}

/** In the shop's currency, which is the order's; the customer's own may differ from line to refund. */
function readPrice(item: Body, currency: string) {
  const set = record(record(item.price_set).shop_money)
  const inSet = { amount: amountText(set.amount), currency: text(set.currency_code) }
  if (inSet.amount && inSet.currency) return inSet
  const amount = amountText(item.price)
  return amount ? { amount, currency } : undefined
}

function total(lines: readonly { id: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { id, quantity } of lines) sums.set(id, (sums.get(id) ?? 0) + quantity)
  return sums
}
