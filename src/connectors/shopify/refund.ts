import { LINES_MAX, type MerchantEvent } from '../../domain/event.ts'
import { isZero, type Money, sum } from '../../domain/money.ts'
import type { Said } from './delivery.ts'
import { makeEvent } from './make-event.ts'
import { amountText, type Body, idText, instant, record, records, text, whole } from './read.ts'

const TRANSACTIONS_MAX = 100
const AMOUNT = /^\d{1,15}(\.\d{1,6})?$/

export function translateRefund(body: Body): Said {
  const events = refundEvents(body)
  return events.length > 0 ? { events } : { ignored: 'no money moved and nothing was taken off' }
}

/**
 * A refund, alone or inside its order: money that went back, goods that were taken off the order,
 * or both. A refund of nothing is how Shopify removes unfulfilled goods; no customer should read
 * that 0.00 was refunded.
 */
export function refundEvents(
  refund: Body,
  order?: { id: string; currency: string },
): MerchantEvent[] {
  const id = idText(refund.id)
  const orderId = idText(refund.order_id) ?? order?.id
  const at = instant(refund.created_at) ?? instant(refund.processed_at)
  if (!id || !orderId || !at) return []

  const lines = refundLines(refund)
  const off = lines
    .filter(({ takenOff }) => takenOff > 0)
    .map((line) => ({ id: line.id, quantity: line.takenOff }))
  const amount = readAmount(refund, order?.currency)
  return [
    ...(off.length > 0
      ? makeEvent('order.cancelled', {
          id: `refund:${id}:cancelled`,
          at,
          data: { order_id: orderId, lines: off },
        })
      : []),
    ...(amount
      ? makeEvent('order.refunded', {
          id: `refund:${id}`,
          at,
          data: {
            order_id: orderId,
            amount,
            lines: lines.map((line) => ({ id: line.id, quantity: line.quantity })),
          },
        })
      : []),
  ]
}

/** Each line once, with how many were refunded and how many of these will therefore not ship. */
export function refundLines(refund: Body): { id: string; quantity: number; takenOff: number }[] {
  const byId = new Map<string, { id: string; quantity: number; takenOff: number }>()
  for (const line of records(refund.refund_line_items, LINES_MAX)) {
    const id = idText(line.line_item_id) ?? idText(record(line.line_item).id)
    const quantity = whole(line.quantity) ?? 0
    if (!id || quantity < 1) continue
    const known = byId.get(id) ?? { id, quantity: 0, takenOff: 0 }
    known.quantity += quantity
    known.takenOff += takenOffQuantity(line, quantity, refund.restock === true)
    byId.set(id, known)
  }
  return [...byId.values()]
}

/**
 * `cancel` restocks goods that were not fulfilled, `return` such as were (shopify.dev,
 * RefundLineItemRestockType). `no_restock` may be either: damaged goods that arrived, or goods that
 * will never leave. It is the latter where nothing of the line was fulfilled and the line has that
 * many fewer to fulfil. Refunds of older versions have no type, and one `restock` for all: what went
 * back to the shelf and was never fulfilled will not ship.
 */
function takenOffQuantity(
  { restock_type, line_item }: Body,
  quantity: number,
  isRestocked: boolean,
): number {
  if (restock_type === 'cancel') return quantity
  if (restock_type === 'return') return 0

  const item = record(line_item)
  const ordered = whole(item.quantity)
  const open = whole(item.fulfillable_quantity)
  const isUntouched = (item.fulfillment_status ?? null) === null
  if (isRestocked && restock_type === undefined && isUntouched && item.id !== undefined)
    return quantity
  if (!isUntouched || ordered === undefined || open === undefined) return 0
  return ordered - open >= quantity ? quantity : 0
}

/** What really went back; null while a gateway still works on it, or where nothing did. */
function readAmount(refund: Body, currency: string | undefined): Money | null {
  const refunds = records(refund.transactions, TRANSACTIONS_MAX).filter(
    ({ kind }) => kind === 'refund',
  )
  if (refunds.some(({ status }) => status === 'pending')) return null

  const amounts = refunds
    .filter(({ status }) => status === 'success')
    .flatMap((one) => {
      const amount = amountText(one.amount)
      const code = text(one.currency) ?? currency
      return amount && AMOUNT.test(amount) && code ? [{ amount, currency: code }] : []
    })
  const total = sum(amounts)
  return total && !isZero(total) ? total : null
}
