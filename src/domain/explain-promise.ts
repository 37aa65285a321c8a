import type { Backorder } from './backorder.ts'
import { explainBuffer } from './explain-buffer.ts'

/**
 * Why a line has the date that it has, or none, for the merchant: in sentences that hold the facts
 * as they were when the date was stated.
 */
export function explainPromise(backorder: Backorder): string {
  const { promise, buffer, expectedAt } = backorder
  if (promise?.basis.rule === 'allocation')
    return 'Its stock has come: it leaves within the handling time.'
  if (expectedAt === null) return whyNoDate(backorder)

  if (!promise && buffer?.days !== null)
    return `${source(backorder, expectedAt)} ${gone(backorder)}`
  const added = promise ? promise.basis.bufferDays : 0
  const rule = buffer
    ? explainBuffer(buffer)
    : `The default rule and the shipping calendar add ${days(added)}.`
  return `${source(backorder, expectedAt)} ${rule}`
}

/** A day that nobody was told, or that was told and is over. */
const gone = ({ expectedAt, statedAt }: Backorder) =>
  (expectedAt ?? '').slice(0, 10) < statedAt.slice(0, 10)
    ? 'That day had gone by already, so no day is promised.'
    : 'It went by, so no day is promised until a new one is stated.'

function source({ byQueue, queued, statedAt }: Backorder, expectedAt: string): string {
  if (!byQueue || !queued?.supplyId)
    return `The merchant stated ${expectedAt.slice(0, 10)} on ${statedAt.slice(0, 10)}.`
  const whose = queued.supplier ? ` of ${queued.supplier}` : ''
  const place = `Supply ${queued.supplyId}${whose}, expected ${expectedAt.slice(0, 10)}, reaches it`
  return `${place}: with it, ${queued.placeInQueue} of the SKU are waited for.`
}

function whyNoDate({ byQueue, queued }: Backorder): string {
  if (!byQueue && !queued) return 'No date was stated for it.'
  return queued?.supplyId
    ? `Supply ${queued.supplyId} has no date.`
    : 'No supply that is known, and has a date, reaches its place in the queue.'
}

const days = (number: number) => (number === 1 ? '1 day' : `${number} days`)

/** What moved a date, for who reads its history. */
export const CAUSES: Record<NonNullable<Backorder['history'][number]['cause']>, string> = {
  joined: 'took its place in the queue',
  supply_moved: 'the supply moved',
  supply_short: 'the supply came short',
  supply_cancelled: 'the supply was cancelled',
  queue_moved: 'its place in the queue changed',
}
