import type { MessageKind } from './message.ts'
import { isAtLeast, type Money, multiply, sum } from './money.ts'
import { type Line, type OrderState, openQuantity } from './order.ts'
import { removedNow, takenBy } from './removed-units.ts'
import type { Simulated, Spoken } from './simulation.ts'
import type { BadWord } from './simulation-checks.ts'

/**
 * What was told to be cancelled, held against what is: each word by itself as it went, and all of them
 * together once the order's year is over. Counted from the acts, and not by the rules that tell them.
 */
export const wrongSums = (played: Simulated): BadWord[] => [
  ...played.spoken.flatMap(wrongCounts),
  ...twiceAtOnce(played.spoken),
  ...wrongWhole(played),
  ...(['email', 'sms'] as const).flatMap((channel) => tooMuch(played, channel)),
]

/** Words whose facts name what was not cancelled: a wish, or what had left already. */
const OF_NONE: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'cancellation_requested',
  'cancellation_declined',
])
const isOfCancelled = ({ wanted: { kind, facts } }: Spoken) =>
  facts.cancelled.length > 0 && !OF_NONE.has(kind)

/** "2 of 1", and "1 of 1" where one is still to come, or has come. */
function wrongCounts(word: Spoken): BadWord[] {
  if (!isOfCancelled(word)) return []
  const { at, wanted, order } = word
  return wanted.facts.cancelled.flatMap(({ lineId, quantity, removed = 0 }) => {
    const line = order.lines.find(({ id }) => id === lineId)
    const of = (line?.quantity ?? 0) + removed
    const isLeft = line !== undefined && openQuantity(line) + line.shipped > 0
    if (quantity < of || (quantity === of && !isLeft)) return []
    return [{ at, kind: wanted.kind, why: `line ${lineId}: ${quantity} of ${of} cancelled` }]
  })
}

/** Changes that come together make one message: two of one moment, a sum in each, are one too many. */
const twiceAtOnce = (spoken: readonly Spoken[]): BadWord[] =>
  spoken.filter(isOfCancelled).flatMap((word, at, words) => {
    const { kind, channel } = word.wanted
    const isSecond = words
      .slice(0, at)
      .some(
        (one) =>
          one.at === word.at && isAlike(one.wanted.kind, kind) && one.wanted.channel === channel,
      )
    return isSecond ? [{ at: word.at, kind, why: 'the second of its kind in one moment' }] : []
  })

/** Whatever cancelled it. */
const isAlike = (one: MessageKind, other: MessageKind) =>
  one === other || (TELLS.has(one) && TELLS.has(other))

/** Of what is gone alone; one that is still to go when the year is over makes no sum. */
const TELLS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_cancelled',
  'backorder_unfulfillable',
  'delay_expired',
])

/** The units and the money of all the words, against those of all the acts. */
function wrongWhole({ spoken, stored, order }: Simulated): BadWord[] {
  const isUnsaid = stored.some(
    ({ kind, status }) => status === 'held' || (status === 'planned' && TELLS.has(kind)),
  )
  if (isUnsaid || !isPlain(order, spoken)) return []
  const words = [
    ...new Map(spoken.filter(isOfCancelled).map((one) => [one.wanted.key, one])).values(),
  ]
  const last = words.at(-1)
  const wrong = (why: string): BadWord[] => [{ at: last?.at ?? '', kind: 'order_cancelled', why }]
  const units = order.lines.flatMap(({ id }) => {
    const [told, gone] = [
      countOf(
        words.flatMap(({ wanted }) => wanted.facts.cancelled),
        id,
      ),
      countOf(goneUnits(order), id),
    ]
    return told === gone ? [] : wrong(`line ${id}: ${told} told to be cancelled, and ${gone} are`)
  })
  const told = sum(words.flatMap(({ wanted }) => wanted.facts.refund?.amount ?? []))
  const due = priceOf(order)
  if (!due || isSame(told ?? multiply(due, 0), due)) return units
  return [
    ...units,
    ...wrong(`${told?.amount ?? 'nothing'} told to come back, and ${due.amount} does`),
  ]
}

/**
 * No unit twice in what one channel told: a text that gathers what several mails told has a key of its
 * own, and to who reads texts alone it is all there is.
 */
function tooMuch({ spoken, order }: Simulated, channel: Spoken['wanted']['channel']): BadWord[] {
  if (!isPlain(order, spoken)) return []
  const words = spoken.filter((one) => one.wanted.channel === channel && isOfCancelled(one))
  return order.lines.flatMap(({ id }) => {
    const units = words.flatMap(({ wanted }) => wanted.facts.cancelled)
    const [told, gone] = [countOf(units, id), countOf(goneUnits(order), id)]
    const at = words.at(-1)?.at ?? ''
    const why = `line ${id}: ${told} told by ${channel} to be cancelled, and ${gone} are`
    return told > gone ? [{ at, kind: 'order_cancelled', why }] : []
  })
}

/**
 * Where the sums add up: nothing crossed, was taken back, put back or swapped, was refunded already,
 * or was long past when it came. Those are told in other words, some units of them twice.
 */
function isPlain(order: OrderState, spoken: readonly Spoken[]): boolean {
  const { cancellations, removals = [], crossings, shipments, refunds } = order
  const stillOff = removedNow(order).flatMap(({ all }) => all)
  const takenOff = takenBy(order).flatMap(({ lines }) => lines)
  const countAll = (all: readonly { quantity: number; wasCancelled?: number }[]) =>
    all.reduce((count, { quantity, wasCancelled = 0 }) => count + quantity + wasCancelled, 0)
  return (
    crossings.length === 0 &&
    refunds.length === 0 &&
    !shipments.some(({ voided }) => voided) &&
    !order.lines.some((line) => isTaken(order, line)) &&
    ![...cancellations, ...removals].some(({ imported }) => imported) &&
    !removals.some(({ isExchange }) => isExchange) &&
    countAll(stillOff) === countAll(takenOff) &&
    !spoken.some(({ wanted }) => wanted.kind === 'cancellation_declined')
  )
}

/** Packages hold more of it than is left on the order: they left with what was taken off. */
const isTaken = ({ shipments }: OrderState, { id, quantity, cancelled }: Line) =>
  countOf(
    shipments.flatMap(({ lines }) => lines.map((one) => ({ lineId: one.id, ...one }))),
    id,
  ) >
  quantity - cancelled

const goneUnits = (order: OrderState) =>
  [...order.cancellations, ...takenBy(order)].flatMap(({ lines }) =>
    lines.map(({ id, quantity }) => ({ lineId: id, quantity })),
  )

const countOf = (lines: readonly { lineId: string; quantity: number }[], id: string) =>
  lines.reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)

/** Null where nothing was paid, or a price is not known. */
function priceOf(order: OrderState): Money | null {
  if (order.paymentStatus !== 'paid') return null
  const prices = goneUnits(order).map(({ lineId, quantity }) => {
    const price = order.lines.find(({ id }) => id === lineId)?.unitPrice
    return price ? multiply(price, quantity) : null
  })
  return prices.includes(null) ? null : sum(prices as Money[])
}

const isSame = (told: Money | null, due: Money) =>
  told !== null && isAtLeast(told, due) && isAtLeast(due, told)
