import { because } from '../because.ts'
import { askedUnits } from '../cancel-asked.ts'
import { namedBy } from '../cancellation-act.ts'
import type { Notice } from '../message.ts'
import { type CancellationRequest, type OrderState, openQuantity } from '../order.ts'
import { wholeCancelled } from '../removed-units.ts'
import { knownCancelled, refundFor } from './cancelled.ts'
import type { CadenceContext, Rule } from './context.ts'
import { removedTooSoon, staysOff } from './removed-too-soon.ts'
import { isToldBeside, staysCancelled } from './stays-cancelled.ts'
import { factsOf, listLines, saidQuantity, tell } from './told.ts'
import { toldTooSoon } from './told-too-soon.ts'

/**
 * A wish to cancel that the merchant must answer is acknowledged at once; so is a no, and so is the
 * package that left with it.
 */
export const wantCancellationAsked: Rule = (order, context) => [
  ...askedOrAnswered(order, context),
  ...crossed(order, context),
]

function askedOrAnswered(order: OrderState, { now }: CadenceContext): Notice[] {
  const { cancellationRequest: request, cancellationDeclined: declined } = order
  if (request && isSaidBeside(order, request)) return []
  if (request && isStillAsked(order, request)) {
    const lines = request.lines.map(({ id }) => id)
    return [
      {
        kind: 'cancellation_requested',
        key: `cancellation_requested:${request.eventId}`,
        dueAt: now,
        why: `The ${request.by} asked to cancel ${listLines(order, lines)}; the answer is the merchant’s.`,
        because: because('cancellation_requested', {
          lines,
          events: [request.eventId],
          by: request.by,
          asked_at: request.at,
        }),
        facts: factsOf({ lines, cancelled: askedUnits(order), told: tell(order, {}) }),
      },
    ]
  }
  if (request || !declined) return []
  return [
    {
      kind: 'cancellation_declined',
      key: `cancellation_declined:${declined.eventId}`,
      dueAt: now,
      why: `The merchant declined to cancel${declined.reason ? `: ${declined.reason}` : ''}.`,
      because: because('cancellation_declined', {
        lines: declined.lines,
        events: [declined.eventId],
        declined_at: declined.at,
      }),
      facts: factsOf({
        lines: declined.lines,
        cancelled: stillOpen(order, declined.asked ?? []),
        reason: declined.reason,
        told: tell(order, {}),
      }),
    },
  ]
}

/** By the cancellation of the rest, where that said as well what was asked: it was that press's one word. */
const isSaidBeside = ({ said }: OrderState, { eventId }: CancellationRequest): boolean =>
  said.some(({ told }) => told.asked?.includes(eventId))

/** Not what has left since it was asked: of that a word of its own says so. */
const stillOpen = (
  { lines }: OrderState,
  asked: readonly { id: string; quantity: number }[],
): Notice['facts']['cancelled'] =>
  asked.flatMap(({ id, quantity }) => {
    const line = lines.find((one) => one.id === id)
    const open = line ? Math.min(quantity, openQuantity(line)) : 0
    return open > 0 ? [{ lineId: id, quantity: open }] : []
  })

/**
 * It was cancelled, or asked to be, and has shipped all the same: said to whoever wished it or was
 * told of it. "On its way" alone would read as if nobody had listened. Over once it is voided. What
 * left before any of it was told is one word, though several packages took it, and from several acts:
 * two of one minute would say the same of the same line. What leaves after that is a word of its own.
 */
function crossed(order: OrderState, context: CadenceContext): Notice[] {
  const known = [...order.crossings, ...toldTooSoon(order), ...removedTooSoon(order)]
  const found = known.flatMap((crossing): Crossed[] => {
    const { shipmentId, imported } = crossing
    const isOut = order.shipments.some(
      (one) => one.shipmentId === shipmentId && !one.voided && one.shippedAt !== null,
    )
    const lines = crossing.lines.filter(({ id, wished }) => wished || wasPromised(order, id))
    return imported || !isOut || lines.length === 0 ? [] : [{ ...crossing, lines }]
  })
  const words = [...Map.groupBy(found, (one) => saidKey(order, one, known) ?? UNSAID)]
  const unsaid = words.filter(([key]) => key === UNSAID).flatMap(([, some]) => some)
  return words.flatMap(([key, crossings]): Notice[] => {
    const [first] = crossings as [Crossed]
    if (key === UNSAID) return [crossedNotice(order, context, keyOf(first.eventId), crossings)]
    const said = crossedNotice(order, context, key, crossings)
    const more = takenSince(order, { key, crossings }, unsaid)
    return more ? [said, crossedNotice(order, context, more.key, [more.crossing])] : [said]
  })
}

const UNSAID = 'unsaid'

/**
 * What another package took of the same act, heard of only after the first was told: one word more,
 * under the name of the one that it corrects. Not what a word of its own is about to say.
 */
function takenSince(
  order: OrderState,
  { key: saidAs, crossings }: { key: string; crossings: readonly Crossed[] },
  unsaid: readonly Crossed[],
): { key: string; crossing: Crossed } | null {
  const [first] = crossings as [Crossed]
  const own = [saidAs, ...crossings.map(({ eventId }) => keyOf(eventId))]
  const told = order.said.findLast(({ key }) =>
    own.some((one) => key === one || key.startsWith(`${one}:`)),
  )
  const taken = new Map(crossings.flatMap((one) => one.lines).map((line) => [line.id, line]))
  const lines = [...taken.values()].flatMap(({ id, wished }) => {
    const isElsewhere = unsaid.some((one) => one.lines.some((line) => line.id === id))
    const quantity = isElsewhere ? 0 : knownCancelled(order, id) - wholeCancelled(order, id)
    return quantity > 0 ? [{ id, quantity, wished }] : []
  })
  if (!told || lines.length === 0) return null
  return { key: `${keyOf(first.eventId)}:${told.messageId}`, crossing: { ...first, lines } }
}

function crossedNotice(
  order: OrderState,
  context: CadenceContext,
  key: string,
  crossings: readonly Crossed[],
): Notice {
  const packages = [...new Set(crossings.map(({ shipmentId }) => shipmentId))]
  const events = [...new Set(crossings.map(({ eventId }) => eventId))]
  const lines = crossings.flatMap((one) => one.lines)
  const off = lines.filter(({ isOff }) => isOff)
  const ids = [...new Set(lines.map(({ id }) => id))]
  const which = `Package${packages.length > 1 ? 's' : ''} ${packages.join(' and ')}`
  return {
    kind: 'cancellation_declined',
    key,
    dueAt: context.now,
    why: `${which} left with ${listLines(order, ids)}, which was to be cancelled.`,
    because: because('shipped_despite_cancellation', {
      lines: ids,
      events,
      packages,
    }),
    facts: factsOf({
      lines: ids,
      // Not what was cancelled but what could not be: so much of each line the words are about.
      cancelled: ids.map((lineId) => ({ lineId, quantity: quantityOf(lines, lineId) })),
      shipments: packages,
      refund: refundOfRest(order, ids, context),
      ...(isFurther(order, key, ids) && { isFurther: true as const }),
      told: {
        ...tell(order, {}),
        cancelled: cancelledNow(order, ids),
        ...(events.length > 1 && { crossed: events }),
        ...(off.length > 0 && { leftAfterAll: countsOf(off) }),
      },
    }),
  }
}

type Crossed = OrderState['crossings'][number]

const keyOf = (eventId: string) => `cancellation_declined:${eventId}`

/** The last that its reader read of one of these lines is that others of it had left as well. */
function isFurther({ said }: OrderState, key: string, ids: readonly string[]): boolean {
  const own = said.findIndex((one) => one.key === key)
  const before = own < 0 ? said : said.slice(0, own)
  return ids.some((id) => {
    const last = before.findLast(({ told }) => Object.hasOwn(told.cancelled, id))
    return last?.kind === 'cancellation_declined'
  })
}

/** The word that told of it: its own, one of several, or that of the same package before it. */
function saidKey(
  { said }: OrderState,
  crossing: Crossed,
  known: readonly Crossed[],
): string | undefined {
  const keys = known
    .filter(({ shipmentId }) => shipmentId === crossing.shipmentId)
    .map(({ eventId }) => keyOf(eventId))
  return said.find(
    ({ key, at, told }) =>
      key === keyOf(crossing.eventId) ||
      told.crossed?.includes(crossing.eventId) ||
      (keys.includes(key) &&
        at >= crossing.at &&
        crossing.lines.every(({ id }) => Object.hasOwn(told.cancelled, id))),
  )?.key
}

const quantityOf = (lines: Crossed['lines'], lineId: string) =>
  lines.filter(({ id }) => id === lineId).reduce((all, { quantity }) => all + quantity, 0)

const countsOf = (lines: Crossed['lines']) =>
  Object.fromEntries(lines.map(({ id }) => [id, quantityOf(lines, id)]))

/** The reader has read of more that is cancelled than now is. */
const wasPromised = (order: OrderState, id: string) =>
  saidQuantity(order, 'cancelled', id) > wholeCancelled(order, id)

/** The money of what stays cancelled, which the package did not take. */
function refundOfRest(order: OrderState, ids: readonly string[], context: CadenceContext) {
  const rest = staysCancelled(order, ids)
  const act = order.cancellations.findLast((one) =>
    namedBy(one).some(({ id }) => rest.some(({ lineId }) => lineId === id)),
  )
  const [at] = [act?.at ?? '', staysOff(order, ids).at ?? ''].sort().reverse()
  return rest.length > 0 && at ? refundFor(order, rest, at, context) : null
}

/**
 * What is left of a cancellation that was told: a voided package is then news again. Nothing of a line
 * of which the word beside this one tells: of the two, whichever is handed over last must not undo it.
 */
function cancelledNow(order: OrderState, ids: readonly string[]) {
  const isBeside = isToldBeside(order, ids)
  return Object.fromEntries(
    order.lines.flatMap(({ id }) => {
      const whole = wholeCancelled(order, id)
      const isUntold = isBeside && whole >= knownCancelled(order, id)
      return ids.includes(id) && !isUntold ? [[id, whole]] : []
    }),
  )
}

/** Not once the merchant cancelled it by other means, or all of it has shipped. */
export const isStillAsked = (order: OrderState, { lines }: CancellationRequest) =>
  lines.some(({ id, total }) => {
    const line = order.lines.find((one) => one.id === id)
    return line === undefined || (openQuantity(line) > 0 && line.cancelled < total)
  })
