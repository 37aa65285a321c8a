import { because } from '../because.ts'
import { addHours } from '../instant.ts'
import type { Notice, NoticeFacts } from '../message.ts'
import {
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  type Shipment,
  waitingQuantity,
} from '../order.ts'
import { packedUnits } from '../packed-units.ts'
import type { Said } from '../said.ts'
import { OF_OTHERS, SPEAKS_OF_STOCK, unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { isSaidBack, isTakenBack, takenBackAt, unitsBack } from './taken-back.ts'
import { factsOf, listLines, tell, wasSaid } from './told.ts'

/**
 * A package of which its reader was told that it is on its way, and that was taken back: what was in
 * it has not left, and she hears so on the spot, not with the next "still being prepared" of the week.
 * A label is voided to be printed again, so it waits as long as any other change for what may follow.
 * What waits for stock again is confirmed with its date instead, in a word of its own.
 */
export const wantCalledBack: Rule = (order, context) => {
  if (unawareLines(order).length > 0) return []
  const since = addHours(context.now, -NEWS_HOURS)
  const taken = order.shipments.filter(
    (shipment) => (shipment.voidedAt ?? '') >= since && isToldAndTaken(order, shipment),
  )
  // One that was told stays wanted for its text, and says nothing of what is taken back since.
  const isSaid = (shipment: Shipment) => wasSaid(order, keyOf(order, shipment))
  return [taken.filter((one) => !isSaid(one)), taken.filter(isSaid)].flatMap((some) =>
    noticeOf(order, some, context),
  )
}

/**
 * The same beside the word of a promise that went by while the package was thought to be under way:
 * one word says both, for to who reads "on its way" an apology that it has not shipped says nothing
 * that she can understand. Null where no line of hers is concerned; `key` is the word's own.
 */
export function calledBackBeside(
  order: OrderState,
  { lineIds, key }: { lineIds: readonly string[]; key: string },
  context: CadenceContext,
): {
  turned: NonNullable<NoticeFacts['turned']>
  packages: string[]
  at: Instant
} | null {
  const taken = order.shipments.filter((shipment) => isToldAndTaken(order, shipment, key))
  const news = (line: Line) =>
    taken.filter(
      (one) => unitsBack(order, line, [one]) > 0 && !isApologized(order, { line, by: key }, one),
    )
  const lines = order.lines.filter((line) => lineIds.includes(line.id) && news(line).length > 0)
  if (lines.length === 0) return null
  const packages = new Set(lines.flatMap(news))
  return {
    turned: { lines: lines.map(({ id }) => id), from: 'shipped' },
    packages: [...packages].map(({ shipmentId }) => shipmentId),
    at: takenBackAt([...packages], context),
  }
}

function noticeOf(
  order: OrderState,
  taken: readonly Shipment[],
  context: CadenceContext,
): Notice[] {
  const lines = order.lines.filter(
    (line) =>
      openQuantity(line) > waitingQuantity(line) - packedUnits(order, line) &&
      unitsBack(order, line, taken) > 0 &&
      !taken.every((shipment) => isApologized(order, { line }, shipment)),
  )
  const last = taken
    .filter((one) => one.lines.some(({ id }) => lines.some((line) => line.id === id)))
    .at(-1)
  if (!last) return []

  const ids = lines.map(({ id }) => id)
  const packages = taken.map(({ shipmentId }) => shipmentId)
  return [
    {
      kind: 'order_update',
      key: keyOf(order, last),
      dueAt: takenBackAt(taken, context),
      why: `Package ${packages.join(', ')} was told to be on its way and taken back: ${listLines(order, ids)} has not left.`,
      because: because('package_taken_back', {
        lines: ids,
        packages,
        told_by: order.said
          .filter(({ told }) => told.shipments.some((id) => packages.includes(id)))
          .map(({ messageId }) => messageId),
        taken_back_at: last.voidedAt ?? null,
      }),
      facts: factsOf({
        lines: ids,
        turned: { lines: ids, from: 'shipped' },
        told: { ...tell(order, {}), takenBack: packages },
      }),
    },
  ]
}

/** After that it is no correction any more: the words of the wait have said where it stands. */
export const NEWS_HOURS = 14 * 24

/** Told as on its way, and no word since that says what is here: `by` is the word that may be said. */
export function isToldAndTaken(
  order: OrderState,
  shipment: Shipment,
  by = keyOf(order, shipment),
): boolean {
  const { voidedAt } = shipment
  if (!isTakenBack(shipment) || !voidedAt || !tellingOf(order, shipment)) return false
  if (isSaidBack(order, shipment, by)) return false
  return !order.said.some(
    ({ kind, key, at }) =>
      SPEAKS_OF_STOCK.has(kind) && !OF_OTHERS.has(kind) && at >= voidedAt && key !== by,
  )
}

/** Its missed promise was told since it was taken back, and that with it. */
const isApologized = (
  { said }: OrderState,
  { line, by }: { line: Line; by?: string },
  { voidedAt = '' }: Shipment,
): boolean =>
  said.some(
    ({ kind, key, at, told }) =>
      kind === 'promise_missed' &&
      key !== by &&
      at >= voidedAt &&
      (Object.hasOwn(told.dates, line.id) || Object.hasOwn(told.came ?? {}, line.id)),
  )

/** By the word that it takes back: a package may leave, and be taken back, more than once by one id. */
function keyOf(order: OrderState, shipment: Shipment): string {
  const key = firstKey(shipment)
  const telling = tellingOf(order, shipment)
  return telling && takenBefore(order, shipment) ? `${key}:${telling.messageId}` : key
}

/** What told that it is on its way, since the last word that it is not. */
function tellingOf(order: OrderState, shipment: Shipment): Said | undefined {
  const since = takenBefore(order, shipment)?.at ?? ''
  return order.said.find(
    ({ at, told }) => at > since && told.shipments.includes(shipment.shipmentId),
  )
}

/** The last word that it was taken back, of before it was this time. */
function takenBefore({ said }: OrderState, shipment: Shipment): Said | undefined {
  const first = firstKey(shipment)
  const isOwn = (key: string) =>
    key === first || said.some(({ messageId }) => key === `${first}:${messageId}`)
  return said.findLast(({ key, at }) => at < (shipment.voidedAt ?? '') && isOwn(key))
}

const firstKey = ({ shipmentId }: Shipment) => `order_update:taken_back:${shipmentId}`
