import { settingOf, stateDate } from './apply-backorder.ts'
import { carryOutAsked, countCancelled } from './apply-cancellation.ts'
import type { Apply, Unmet } from './apply-event.ts'
import { takeCancelledOff } from './cancelled-off.ts'
import type { EventData } from './event.ts'
import { toInstant } from './instant.ts'
import { resettle } from './line-date.ts'
import { orderQuantity, swapUnits } from './line-quantities.ts'
import { noteRemoval, unitsByLine } from './line-removal.ts'
import { isAtLeast, isZero, type Money, minus, multiply, sum } from './money.ts'
import { type Instant, type Line, type OrderState, openQuantity } from './order.ts'
import type { PromiseRules } from './promise.ts'
import { backorderBy } from './sku-setting.ts'

type Context = Parameters<Apply>[1]
type LineData = EventData<'order.placed'>['lines'][number]
type OptionData = EventData<'substitute.offered'>['options'][number]
type LineChange = NonNullable<EventData<'order.updated'>['lines']>[number]

/** Orders themselves: placed, updated, refunded, substitutes offered, and what we said about them. */
export const applyOrderEvent: Apply = (draft, event, rules) => {
  switch (event.type) {
    case 'order.placed':
      return place(draft, event, event.data, rules)
    case 'order.updated':
      return update(draft, event, event.data, rules)
    case 'order.refunded': {
      const { amount, currency } = event.data.amount
      const { id: eventId, imported } = event
      const lines = (event.data.lines ?? []).map(({ id }) => id)
      draft.refunds.push({
        eventId,
        at: toInstant(event.occurred_at),
        amount: { amount, currency },
        ...(lines.length > 0 && { lines }),
        imported,
      })
      return null
    }
    case 'substitute.offered':
      return offerSubstitute(draft, event, event.data)
    case 'message.sent': {
      const { said } = event.data
      // Unclear counts as said; gone again, it was said by its second going and no sooner.
      draft.said = draft.said.filter(({ messageId }) => messageId !== said.messageId)
      draft.said.push({ ...said, at: toInstant(event.occurred_at) })
      resettle(draft, said.told, event, rules)
      return null
    }
    default:
      return null
  }
}

function place(
  draft: OrderState,
  event: Context,
  data: EventData<'order.placed'>,
  rules: PromiseRules,
) {
  if (draft.placed) {
    return unmet(event, `the order was already placed by ${draft.placed.eventId}`)
  }
  draft.placed = {
    eventId: event.id,
    at: toInstant(data.placed_at),
    heardAt: event.receivedAt,
    imported: event.imported,
  }
  takeFields(draft, data)
  for (const line of data.lines) addLine(draft, line, event, rules)
  return null
}

function update(
  draft: OrderState,
  event: Context,
  data: EventData<'order.updated'>,
  rules: PromiseRules,
) {
  const moment = { at: toInstant(event.occurred_at), heardAt: event.receivedAt }
  const wasPending = draft.paymentStatus === 'pending'
  takeFields(draft, data)
  if (wasPending && draft.paymentStatus !== 'pending') draft.paid = moment
  const before = unitsByLine(draft)
  const unknown: LineChange[] = []
  for (const change of data.lines ?? []) {
    const line = draft.lines.find(({ id }) => id === change.id)
    if (line) changeLine(draft, line, change, event, rules)
    else if (isWhole(change)) addLine(draft, change, event, rules).added = moment
    else if (change.quantity !== 0) unknown.push(change)
  }
  countCancelled(draft)
  noteRemoval(draft, before, event)
  if (unknown.length === 0) return null

  const rest = { ...event, data: { order_id: draft.orderId, lines: unknown } } as Unmet['rest']
  const lines = unknown.map(({ id }) => id)
  return {
    why: `no line ${lines.join(', ')}, and a new line needs a title and a quantity`,
    rest,
    lines,
  }
}

/**
 * In place of a line that is there to be swapped. One that has shipped waits for its package to be
 * voided, and shows meanwhile: an offer that goes nowhere must not look as if it had been made.
 */
function offerSubstitute(
  draft: OrderState,
  event: Context,
  { line_id: lineId, options }: EventData<'substitute.offered'>,
) {
  const line = draft.lines.find(({ id }) => id === lineId)
  if (!line) return unmet(event, `the order has no line ${lineId}`)
  if (openQuantity(line) === 0) return unmet(event, `line ${lineId} ${whyClosed(line)}`)
  const why = options.map((option) => whyNoPrice(draft, line, option)).find((one) => one !== null)
  if (why) return unmet(event, why)
  draft.substitutes.push({
    eventId: event.id,
    at: toInstant(event.occurred_at),
    imported: event.imported,
    chosen: null,
    lineId,
    options: options.map(({ sku, title, image_url, price_difference }) => ({
      sku,
      title,
      imageUrl: image_url ?? null,
      priceDifference: price_difference ?? null,
    })),
  })
  return null
}

/** A price that its reader could not be asked: of other money, or less than nothing. */
function whyNoPrice(
  { currency }: OrderState,
  { id, unitPrice }: Line,
  { sku, price_difference: difference }: OptionData,
): string | null {
  if (!difference) return null
  const said = `${difference.amount} ${difference.currency}`
  if (difference.currency !== currency)
    return `the price of ${sku} differs by ${said}, and the order is in ${currency}`
  const price = unitPrice && sum([unitPrice, difference])
  return price && !isAtLeast(price, multiply(price, 0))
    ? `the price of ${sku} differs by ${said}, and line ${id} costs ${unitPrice.amount}`
    : null
}

function whyClosed(line: Line) {
  if (line.shipped > 0) return 'has shipped'
  return line.cancelled > 0 || line.quantity === 0 ? 'is cancelled' : 'is not shipped at all'
}

function takeFields(draft: OrderState, data: EventData<'order.updated'>) {
  if (data.order_number !== undefined) draft.orderNumber = data.order_number
  if (data.currency !== undefined) draft.currency = data.currency
  if (data.placed_at !== undefined && draft.placed) draft.placed.at = toInstant(data.placed_at)
  if (data.payment_status) draft.paymentStatus = data.payment_status
  if (data.priority !== undefined && data.priority !== null) draft.priority = data.priority
  // Sent again with the rest of the order, "ask" is no new question: the answer stands.
  if (data.split === 'ask') draft.split = draft.splitChosen?.split ?? 'ask'
  else if (data.split) draft.split = data.split
}

const isWhole = (change: LineChange): change is LineData =>
  change.title !== undefined && change.quantity !== undefined && change.quantity > 0

function addLine(draft: OrderState, data: LineData, event: Context, rules: PromiseRules) {
  const line: Line = {
    id: data.id,
    title: data.title,
    sku: data.sku ?? null,
    variant: data.variant ?? null,
    quantity: data.quantity,
    unitPrice: data.unit_price
      ? { amount: data.unit_price.amount, currency: data.unit_price.currency }
      : null,
    imageUrl: data.image_url ?? null,
    productUrl: data.product_url ?? null,
    requiresShipping: data.requires_shipping ?? true,
    ...(data.handed_over === false && { isOwed: true }),
    shipped: 0,
    cancelled: 0,
    cancelAsked: { ours: 0, theirs: 0 },
    backorder: null,
  }
  draft.lines.push(line)
  const shown = data.shown_ships_by ? { shown_ships_by: data.shown_ships_by } : {}
  const backorder = backorderBy(data, settingOf(event, line.id))
  if (backorder) stateDate(draft, line, { ...shown, ...backorder }, event, rules)
  countCancelled(draft)
  return line
}

function changeLine(
  draft: OrderState,
  line: Line,
  change: LineChange,
  event: Context,
  rules: PromiseRules,
) {
  if (change.title !== undefined) line.title = change.title
  if (change.sku !== undefined) {
    if (line.sku !== null && change.sku !== line.sku) swapUnits(line)
    line.sku = change.sku
  }
  if (change.variant !== undefined) line.variant = change.variant
  if (change.quantity !== undefined) {
    const open = openQuantity(line)
    takeCancelledOff(line, change.quantity, toInstant(event.occurred_at))
    orderQuantity(line, change.quantity)
    carryOutAsked(draft, line.id, open - openQuantity(line))
  }
  if (change.unit_price) {
    const { amount, currency } = change.unit_price
    notePriceCut(draft, line, { amount, currency }, toInstant(event.occurred_at))
    line.unitPrice = { amount, currency }
  }
  if (change.image_url !== undefined) line.imageUrl = change.image_url
  if (change.product_url !== undefined) line.productUrl = change.product_url
  if (typeof change.requires_shipping === 'boolean')
    line.requiresShipping = change.requires_shipping
  if (typeof change.handed_over === 'boolean') line.isOwed = !change.handed_over
  if (change.backorder) stateDate(draft, line, change.backorder, event, rules)
  if (change.backorder === null) line.backorder = null
}

/** A refund of the difference is none of what is cancelled later: that is the lower price by then. */
function notePriceCut(draft: OrderState, line: Line, price: Money, at: Instant) {
  const { id: lineId, quantity, cancelled, unitPrice: old } = line
  if (draft.paymentStatus !== 'paid' || old?.currency !== price.currency) return
  const amount = multiply(minus(old, price), quantity - cancelled)
  if (isZero(amount) || !isAtLeast(old, price)) return
  draft.priceCuts = [...(draft.priceCuts ?? []), { at, lineId, amount }]
}

function unmet(event: Context, why: string): Unmet {
  return { why, rest: event, lines: null }
}
