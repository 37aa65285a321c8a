import { because } from '../because.ts'
import type { MessageKind, Notice, NoticeFacts } from '../message.ts'
import { oncePerOrder } from '../once-per-plan.ts'
import {
  type Line,
  type OrderState,
  openQuantity,
  type Shipment,
  toldDate,
  waitingLines,
  waitingQuantity,
} from '../order.ts'
import { packedUnits } from '../packed-units.ts'
import type { Said } from '../said.ts'
import { unswappedLines } from '../substitute.ts'
import type { Rule } from './context.ts'
import { offersOfConfirmation, tellOffers } from './delay-words.ts'
import { isSaidBack, isTakenBack, takenBackAt, unitsBack } from './taken-back.ts'
import { datesNow, factsOf, listLines, statements, tell } from './told.ts'

/**
 * At once, where a line waits that the customer was never told about: at the order, or when stock
 * turns out short after a plain confirmation. Preorders alone read differently: the reason to wait
 * is a release.
 */
export const wantBackorderConfirmed: Rule = (order, context) => {
  if (!order.placed) return []
  const unaware = unawareLines(order)
  if (unaware.length === 0) return []

  const isPreorder = waitingLines(order).every(({ backorder }) => backorder?.kind === 'preorder')
  const kind = isPreorder ? 'preorder_confirmed' : 'backorder_confirmed'
  const before = order.said.findLast(
    (said) => said.kind === 'backorder_confirmed' || said.kind === 'preorder_confirmed',
  )
  const lines = unaware.map(({ id }) => id)
  const offers = offersOfConfirmation(order, context)
  const { turned, tellings } = turnedLines(order, unaware)
  const besides = turned?.from === 'shipped' ? packagesBesides(order, unaware) : []
  const after = turned
    ? `the customer had been told that it was ${INSTEAD[turned.from]}`
    : 'this is the first word of it'
  return [
    {
      kind,
      key: before ? `${kind}:${before.messageId}` : kind,
      dueAt: unaware.every(({ id }) => isCalledBack(order, id))
        ? takenBackAt(takenFrom(order, lines), context)
        : context.now,
      why: `${listLines(order, lines)} ${lines.length > 1 ? 'wait' : 'waits'} for stock, and ${after}.`,
      because: because(kind, {
        lines,
        now: datesNow(order, unaware, context),
        events: statements(unaware),
        ...(turned ? { told_by: tellings.map(({ messageId }) => messageId) } : {}),
      }),
      facts: factsOf({
        lines,
        offers,
        ...(turned ? { turned } : {}),
        told: {
          ...tellOffers(tell(order, { dates: context, allocated: true }), offers),
          ...(besides.length > 0 && { takenBack: besides }),
        },
      }),
    },
  ]
}

/**
 * Waiting lines that no message has spoken of yet, or only to say that they are on their way in a
 * package that was taken back since; what is long past is left to the next update, and what is to be
 * swapped waits for no date of its own.
 */
export const unawareLines = oncePerOrder((order): readonly Line[] =>
  unswappedLines(order).filter(
    ({ id, backorder }) =>
      (toldDate(order, id) === undefined || isCalledBack(order, id)) &&
      backorder?.history[0]?.imported === false,
  ),
)

/** Told as shipped, by a package that is none any more, and nothing was said of its date since. */
const isCalledBack = (order: OrderState, lineId: string): boolean =>
  calledBackWith(order, lineId).length > 0

/**
 * Of those the ones that left the line with less under way than its reader knows of. What has a new
 * label is packed, and waits for no stock.
 */
export function calledBackWith(order: OrderState, lineId: string, by?: string): Shipment[] {
  const taken = unheardWith(order, lineId, by)
  const line = order.lines.find(({ id }) => id === lineId)
  if (!line || taken.length === 0) return []
  return unitsBack(order, line, taken) > packedUnits(order, line) ? taken : []
}

/** The word says itself that this line did not leave, and needs none that confirms it anew. */
export const isCalledBackBy = (
  order: OrderState,
  { id }: Pick<Line, 'id'>,
  { key, facts: { told } }: Pick<Notice, 'key' | 'facts'>,
): boolean => {
  const packages = told.takenBack ? calledBackWith(order, id, key) : []
  return packages.length > 0 && packages.every((one) => told.takenBack?.includes(one.shipmentId))
}

/**
 * The packages that held what waits for stock again, and of which its reader knows nothing but that
 * they are on their way. A word of the line's date that went before it was taken back spoke of its
 * other units, and corrects nothing. `by` is the key of a word that may be said on its other channel.
 */
export function unheardWith(order: OrderState, lineId: string, by?: string): Shipment[] {
  const { said } = order
  return takenFrom(order, [lineId]).filter((shipment) => {
    if (shipment.waitsAgain && waitsAgain(shipment, lineId) === 0) return false
    if (isSaidBack(order, shipment, by)) return false
    const { shipmentId, voidedAt = '' } = shipment
    const gone = said.findLastIndex(({ told }) => told.shipments.includes(shipmentId))
    const since = said.slice(gone + 1)
    // The apology for what had come of it says that the package did not leave, and lists the rest.
    const isOfPart = ({ kind, told: { came = {} } }: Said) =>
      kind === 'promise_missed' && Object.hasOwn(came, lineId)
    const isDated = (one: Said) =>
      one.at >= voidedAt &&
      one.key !== by &&
      !OF_OTHERS.has(one.kind) &&
      (Object.hasOwn(one.told.dates, lineId) || isOfPart(one))
    return gone >= 0 && !since.some(isDated)
  })
}

/** They list what is still to come beside what came or left, and say of nothing why it is listed. */
export const OF_OTHERS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'restocked',
  'partially_shipped',
])

const waitsAgain = ({ waitsAgain: units = [] }: Shipment, lineId: string): number =>
  units.find(({ id }) => id === lineId)?.quantity ?? 0

const takenFrom = ({ shipments }: Pick<OrderState, 'shipments'>, lineIds: readonly string[]) =>
  shipments.filter(
    (shipment) => isTakenBack(shipment) && shipment.lines.some(({ id }) => lineIds.includes(id)),
  )

/**
 * Lines whose reader has been told otherwise: to confirm them a second time, as if nothing had been
 * said, would leave her to find out herself which of the two mails is true. A line that was added
 * since was never spoken of.
 */
function turnedLines(
  order: OrderState,
  unaware: readonly Line[],
): { turned?: NoticeFacts['turned']; tellings: Said[] } {
  const tellings = unaware.flatMap((line) => {
    const went = calledBackWith(order, line.id)
    const isGone = went.length > 0
    const telling = order.said.findLast(
      ({ kind, at, told }) =>
        at >= (line.added?.at ?? '') &&
        (isGone
          ? went.some(({ shipmentId }) => told.shipments.includes(shipmentId))
          : SPEAKS_OF_STOCK.has(kind)),
    )
    const again = went.reduce((all, one) => all + waitsAgain(one, line.id), 0)
    const units = Math.min(again, unitsBack(order, line, went) - packedUnits(order, line))
    return telling ? [{ line, telling, isGone, units }] : []
  })
  if (tellings.length === 0) return { tellings: [] }
  const isGone = tellings.every((one) => one.isGone)
  const parts = tellings.filter(({ line, units }) => units > 0 && units < waitingQuantity(line))
  const units = Object.fromEntries(parts.map((one) => [one.line.id, one.units]))
  return {
    turned: {
      lines: tellings.map(({ line }) => line.id),
      from: isGone ? 'shipped' : 'stock',
      ...(parts.length > 0 && { units }),
    },
    tellings: [...new Set(tellings.map(({ telling }) => telling))],
  }
}

/** Those that held more than what waits again: of the rest it is said as well that it did not leave. */
function packagesBesides(order: OrderState, unaware: readonly Line[]): string[] {
  const packages = new Set(unaware.flatMap(({ id }) => calledBackWith(order, id)))
  const others = order.lines.filter((line) => !unaware.includes(line) && openQuantity(line) > 0)
  return [...packages]
    .filter(({ lines }) => lines.some((held) => others.some(({ id }) => id === held.id)))
    .map(({ shipmentId }) => shipmentId)
}

const INSTEAD = { stock: 'in stock', shipped: 'on its way' } as const

/** What these say of a line that is not on backorder: it is here, or being prepared. */
export const SPEAKS_OF_STOCK: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_update',
  'order_update',
  'partially_shipped',
])
