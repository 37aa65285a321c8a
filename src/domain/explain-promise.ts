import type { Backorder, PromiseChange, Promised } from './backorder.ts'
import { explainBuffer } from './explain-buffer.ts'
import { keptOf } from './order.ts'

/**
 * Why a line has the date that it has, or none, for the merchant: in sentences that hold the facts
 * as they were when the date was stated.
 */
export function explainPromise(backorder: Backorder): string {
  const { promise, buffer, expectedAt } = backorder
  if (promise?.basis.rule === 'allocation')
    return 'Its stock has come: it leaves within the handling time.'
  if (promise && hasCome(backorder))
    return `Its stock has come: the promise of ${promise.shipsBy} holds.`
  if (expectedAt === null) return whyNoDate(backorder)

  const from = source(backorder, expectedAt)
  if (!promise) return `${from} ${buffer?.days === null ? explainBuffer(buffer) : gone(backorder)}`
  const made = madeFor(backorder, promise)
  return `${from} ${made ? kept(made, promise) : added(buffer, promise)}`
}

const hasCome = (backorder: Backorder) => {
  const kept = keptOf(backorder)
  const { unfulfillable, shippedEarly = 0 } = backorder
  return kept > 0 && kept + unfulfillable + shippedEarly >= backorder.quantity
}

/** The day that a promise was first made for, where it is another than the one that holds now. */
function madeFor({ history }: Backorder, { shipsBy, basis }: Promised): Made | null {
  const made = history.findLast((change) => change.shipsBy === shipsBy)
  return made?.expected && made.expected !== basis.expectedAt ? (made as Made) : null
}

type Made = PromiseChange & { expected: string }

/** What was added when it was made is not what lies between now. */
const kept = (made: Made, { shipsBy, basis }: Promised) =>
  `It had been ${made.expected} before: the promise of ${shipsBy}, made then, holds, and leaves ${days(basis.bufferDays)}.`

function added(buffer: Backorder['buffer'], { basis }: Promised): string {
  const { bufferDays } = basis
  if (!buffer) return `The default rule and the shipping calendar add ${days(bufferDays)}.`
  const more = buffer.days !== null && bufferDays > buffer.days
  return `${explainBuffer(buffer)}${more ? ` With the shipping calendar that is ${days(bufferDays)}.` : ''}`
}

/** A day that nobody was told, or that was told and is over. */
const gone = ({ expectedAt, statedAt }: Backorder) =>
  (expectedAt ?? '').slice(0, 10) < statedAt.slice(0, 10)
    ? 'That day had gone by already, so no day is promised.'
    : 'It went by, so no day is promised until a new one is stated.'

function source(backorder: Backorder, expectedAt: string): string {
  const { byQueue, bySetting, queued, statedAt, promise } = backorder
  // The day in the merchant's zone, where it is known: an instant's text has the day of another.
  const expected = promise?.basis.expectedAt ?? expectedAt.slice(0, 10)
  const stated = statedAt.slice(0, 10)
  if (byQueue && queued?.supplyId) {
    const reached = `${supplyNamed(queued)}, expected ${expected}, reached it on ${stated}`
    return `${reached}: with it, ${queued.placeInQueue} of the SKU were waited for.`
  }
  return bySetting
    ? `The merchant's setting for its SKU said ${expected} on ${stated}.`
    : `The merchant stated ${expected} on ${stated}.`
}

function whyNoDate({ queued }: Backorder): string {
  if (!queued) return 'No date was stated for it, and no supply of it was known.'
  const { undated } = queued
  if (!undated)
    return 'No supply that is known reaches its place in the queue, and no date was stated.'
  return undated.overdueSince === null
    ? `${supplyNamed(undated)} reaches it, and has no date.`
    : `${supplyNamed(undated)} reaches it: it was expected on ${undated.overdueSince}, and is overdue.`
}

const supplyNamed = ({
  supplyId,
  supplier,
}: {
  supplyId: string | null
  supplier: string | null
}) => `Supply ${supplyId}${supplier ? ` of ${supplier}` : ''}`

const days = (number: number) => (number === 1 ? '1 day' : `${number} days`)

/** What moved a date, for who reads its history. */
export const CAUSES: Record<NonNullable<Backorder['history'][number]['cause']>, string> = {
  joined: 'took its place in the queue',
  supply_moved: 'the supply moved',
  supply_undated: 'the supply has no date any more',
  supply_dated: 'the date of the supply is known now',
  supply_short: 'fewer of the supply are to come than was said',
  supply_cancelled: 'the supply was cancelled',
  supplies_changed: 'what else is to come changed',
  queue_moved: 'its place in the queue changed',
  line_grew: 'more of the line was ordered',
  date_withdrawn: 'the merchant took its own date back',
}
