import { because } from '../because.ts'
import { namedBy } from '../cancellation-act.ts'
import type { MessageKind, Notice, NoticeFacts } from '../message.ts'
import {
  allocatedQuantity,
  type Cancellation,
  type OrderState,
  ownValue,
  toldDate,
  waitingQuantity,
} from '../order.ts'
import { allGone, refundDeadline, refundLeft } from '../refund-owed.ts'
import { cancelledAndOff, wholeCancelled } from '../removed-units.ts'
import type { Said } from '../said.ts'
import { saidDate, saidRules } from '../said-date.ts'
import { type CadenceContext, refundRules } from './context.ts'
import { cancelledNow } from './merchant/cancelled-now.ts'
import { factsOf, tell, wasSaid } from './told.ts'
import { backUntold } from './told-removals.ts'
import { actFacts, whyCancelled } from './why-cancelled.ts'

type Cancelled = NoticeFacts['cancelled'][number]

/** The word to be said, and which kind tells an act, where several causes are told as one. */
type Telling = { kind: MessageKind; kindOf: (act: Cancellation) => MessageKind }

/**
 * The word of what was cancelled, for the acts that are told by its kind: what of it nobody has been
 * told yet, or again what was told last. Each cause has words of its own, and of one line some may be
 * the shopper's wish and the rest not to be had: so what is untold is first shared out over the acts.
 */
export function tellCancelled(
  order: OrderState,
  context: CadenceContext,
  { kind, kindOf }: Telling,
): Notice[] {
  const known = untold(order)
  if (order.cancellations.length === 0 && known.length === 0) return []
  const news = known.filter(({ act }) => kindOf(act) === kind)
  // What another word told, under its own key, is no word of this one that could be repeated.
  const last = order.cancellations.findLast(
    (one) => !one.imported && wasSaid(order, nameOf(order, kind, one)),
  )
  const act = news.at(-1)?.act ?? last
  if (!act) return []

  const isNews = news.length > 0
  const shares = isNews ? withTold(order, news) : stillCancelled(order, act)
  const cancelled = perLine(order, shares)
  if (cancelled.length === 0) return []
  const lines = cancelled.map(({ lineId }) => lineId)
  const acts = [...new Set(shares.map((one) => one.act))]
  const left = leftOf(order, cancelled, context)
  return [
    {
      kind,
      key: keyOf(order, kind, namingAct(kind, news) ?? act, isNews),
      dueAt: context.now,
      why: whyCancelled(order, shares),
      because: because(kind, {
        lines,
        cancelled: Object.fromEntries(cancelled.map((one) => [one.lineId, one.quantity])),
        ...actFacts(acts),
      }),
      facts: factsOf({
        lines,
        cancelled,
        reason: act.reason,
        refund: refundFor(order, cancelled, act.at, context),
        ...(left.length > 0 ? { dates: left } : {}),
        told: {
          ...tellLeft(order, left, context),
          cancelled: toldTotals(order, isNews ? perLine(order, news) : cancelled),
          ...(acts.length > 1 && { acts: acts.map(({ eventId }) => eventId) }),
        },
      }),
    },
  ]
}

/** An end that time decided stood in the plan under its own key, whatever it is told with. */
const namingAct = (kind: MessageKind, news: readonly Untold[]): Cancellation | undefined =>
  kind === 'delay_expired' ? news.findLast(({ act }) => act.cause === 'expired')?.act : undefined

/**
 * What is left of these lines and is here: with the last of a line that waited its date is gone too,
 * and by when the others ship is told by no other word, for how long a packing takes moves no date.
 */
function leftOf(
  order: OrderState,
  cancelled: readonly Cancelled[],
  context: CadenceContext,
): NoticeFacts['dates'] {
  const rules = saidRules(order, context)
  return order.lines.flatMap((line) => {
    if (!cancelled.some(({ lineId }) => lineId === line.id)) return []
    if (allocatedQuantity(line) === 0 || waitingQuantity(line) > 0) return []
    const old = toldDate(order, line.id) ?? null
    const date = saidDate(order, line, rules)
    const isNews = date !== null && date >= rules.today && date !== old
    return isNews ? [{ lineId: line.id, old, new: date }] : []
  })
}

/** Told as what has come, so that the days of its packing are no applicable time. */
function tellLeft(order: OrderState, left: NoticeFacts['dates'], context: CadenceContext) {
  const dated = order.lines.filter(({ id }) => left.some(({ lineId }) => lineId === id))
  if (dated.length === 0) return tell(order, {})
  const lines = dated.map(({ id }) => id)
  return tell(order, { dates: context, dated, allocated: true, lines })
}

type Untold = { lineId: string; quantity: number; act: Cancellation }

/**
 * What was cancelled and not told, by act: the newest that no message has named takes first. Where
 * more is untold than the acts of a line name (a package was voided), it is the last one's.
 */
export function untold(order: OrderState): Untold[] {
  const acts = order.cancellations.filter(({ imported }) => !imported)
  const found = order.lines.flatMap(({ id }): Untold[] => {
    // What was told as gone and is back is not told so: cancelled by name, it is as it was told.
    const known = knownCancelled(order, id) + Math.max(0, backUntold(order, id))
    let left = wholeCancelled(order, id) - known
    const naming = acts.filter((act) => namedBy(act).some((line) => line.id === id))
    const shares: Untold[] = []
    for (const act of naming.filter((one) => !wasNamed(order, one)).reverse()) {
      const quantity = Math.min(left, namedBy(act).find((line) => line.id === id)?.quantity ?? 0)
      if (quantity > 0) shares.push({ lineId: id, quantity, act })
      left -= Math.max(0, quantity)
    }
    const last = naming.at(-1) ?? ofVoided(order, id)
    if (left > 0 && last) shares.push({ lineId: id, quantity: left, act: last })
    return shares
  })
  return found.sort((a, b) => acts.indexOf(a.act) - acts.indexOf(b.act))
}

/**
 * Cancelled while a package held it, so that no act took anything, and of the merchant's wish since
 * that package was taken back.
 */
function ofVoided({ shipments, lines }: OrderState, id: string): Cancellation | undefined {
  const last = shipments.findLast((one) => one.voidedAt && one.lines.some((line) => line.id === id))
  const line = lines.find((one) => one.id === id)
  if (!last?.voidedAt || !line || line.cancelled === 0) return undefined
  const { eventId, voidedAt: at, imported } = last
  const isMissing = (line.backorder?.unfulfillable ?? 0) > 0
  return {
    eventId: `${eventId}:voided`,
    at,
    by: 'merchant',
    lines: [{ id, quantity: line.cancelled }],
    reason: null,
    imported,
    ...(isMissing && { cause: 'unfulfillable' as const }),
  }
}

/**
 * What the reader last heard to be cancelled of a line; a package may have won meanwhile. What came
 * by an import is long past, and counts as known.
 */
export function knownCancelled(order: OrderState, lineId: string): number {
  const imported = order.cancellations
    .filter((act) => act.imported)
    .flatMap(({ lines }) => lines)
    .filter(({ id }) => id === lineId)
    .reduce((all, { quantity }) => all + quantity, 0)
  return order.said.reduce((known, { told }) => ownValue(told.cancelled, lineId) ?? known, imported)
}

/** By a word of its own, or by one that summed it with a later act, under whose key it went. */
const wasNamed = (order: OrderState, act: Cancellation) =>
  order.said.some((said) => wasNamedBy(order, said, act))

export const wasNamedBy = (order: OrderState, { key, told }: Said, act: Cancellation): boolean =>
  told.acts?.includes(act.eventId) || KINDS.some((kind) => key === nameOf(order, kind, act))

/**
 * The act by its event; one that time decided by its day, under which it stood in the plan before:
 * so the row that support saw coming is the one that goes.
 */
function nameOf({ expiries }: OrderState, kind: MessageKind, { eventId }: Cancellation): string {
  const expiry = expiries.find((one) => one.eventId === eventId)
  const [day] = expiry ? Object.values(expiry.deadlines).sort() : []
  return `${kind}:${kind === 'delay_expired' && day ? day : eventId}`
}

const KINDS: readonly MessageKind[] = [
  'order_cancelled',
  'backorder_unfulfillable',
  'delay_expired',
]

/**
 * An act that was told, and holds again as a package was taken back, is told as the whole that it is:
 * a sum of what came back to it alone would be read as all the money that comes.
 */
function withTold(order: OrderState, news: readonly Untold[]): Untold[] {
  const again = new Set(news.map(({ act }) => act).filter((act) => wasNamed(order, act)))
  const told = [...again].flatMap((act) =>
    stillCancelled(order, act).flatMap(({ lineId, quantity }) => {
      const own = news.filter((one) => one.act === act && one.lineId === lineId)
      const more = own.reduce((left, one) => left - one.quantity, quantity)
      return more > 0 ? [{ lineId, quantity: more, act }] : []
    }),
  )
  return [...news, ...told]
}

/**
 * In the order's own sequence, each line once; of it what stands no more on the order as taken off,
 * and what nobody wished: that it cannot be had, or silence ended it, is true of those units alone.
 */
const perLine = (order: OrderState, shares: readonly Untold[]): Cancelled[] =>
  order.lines.flatMap(({ id }): Cancelled[] => {
    const own = shares.filter(({ lineId }) => lineId === id)
    const quantity = Math.min(wholeCancelled(order, id), countOf(own))
    if (quantity === 0) return []
    const of = (cause: Cancellation['cause']) =>
      Math.min(quantity, countOf(own.filter(({ act }) => act.cause === cause)))
    const some = {
      removed: Math.min(quantity, cancelledAndOff(order, id)),
      missing: of('unfulfillable'),
      expired: of('expired'),
    }
    const counts = Object.entries(some).filter(([, count]) => count > 0)
    return [{ lineId: id, quantity, ...Object.fromEntries(counts) }]
  })

const countOf = (shares: readonly { quantity: number }[]): number =>
  shares.reduce((all, { quantity }) => all + quantity, 0)

/** What an act cancelled, less what a package has taken since: that would be told as a lie. */
const stillCancelled = (order: OrderState, act: Cancellation): Untold[] =>
  namedBy(act).map(({ id, quantity }) => ({
    lineId: id,
    quantity: Math.min(quantity, wholeCancelled(order, id)),
    act,
  }))

/** The whole that is known to be cancelled once this is read, and no more than its words say. */
const toldTotals = (order: OrderState, cancelled: readonly Cancelled[]) =>
  Object.fromEntries(
    cancelled.map(({ lineId, quantity }) => {
      const whole = wholeCancelled(order, lineId)
      return [lineId, Math.min(whole, knownCancelled(order, lineId) + quantity)]
    }),
  )

/** What an act cancelled only after it was told (a package was voided) is one word more, each time. */
function keyOf(order: OrderState, kind: MessageKind, act: Cancellation, isNews: boolean): string {
  const name = nameOf(order, kind, act)
  let key = name
  for (let told = lastSaid(order, key); told && isNews; told = lastSaid(order, key))
    key = `${name}:${told.messageId}`
  return key
}

const lastSaid = ({ said }: OrderState, key: string) => said.findLast((one) => one.key === key)

/** The money of what is gone that has still to come back, and by when; null where none has. */
export function refundFor(
  order: OrderState,
  cancelled: readonly Cancelled[],
  at: string,
  context: CadenceContext,
): NoticeFacts['refund'] {
  const left = refundLeft(order, {
    own: cancelled,
    all: allGone(order, cancelledNow(order), at),
    at,
  })
  return left && { amount: left.amount, dueOn: refundDeadline(at, refundRules(context)) }
}
