import { allocatedQuantity, type OrderState, toldDate } from '../order.ts'
import type { Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell, wasSaid } from './told.ts'

/**
 * Stock came for what the customer knows to be waiting, and it is being prepared: at once, until
 * it ships. Who was never told of the wait is not told of its end.
 */
export const wantRestocked: Rule = (order, { now }) => {
  const allocated = order.lines.filter(
    (line) => allocatedQuantity(line) > 0 && line.backorder?.allocation?.imported === false,
  )
  const news = allocated.filter(({ id, backorder }) => isNews(order, id, backorder?.allocated ?? 0))
  const told = allocated.filter(({ backorder }) => wasSaid(order, keyOf(backorder?.allocation)))
  const lines = news.length > 0 ? news : told
  const last = lines
    .map(({ backorder }) => backorder?.allocation)
    .sort(byTime)
    .at(-1)
  if (!last) return []

  const ids = lines.map(({ id }) => id)
  return [
    {
      kind: 'restocked',
      key: keyOf(last),
      dueAt: now,
      why: `Stock was allocated to ${listLines(order, ids)} on ${last.at}.`,
      facts: factsOf({ lines: ids, told: tell(order, { allocated: true }) }),
    },
  ]
}

const isNews = (order: OrderState, lineId: string, allocated: number) =>
  toldDate(order, lineId) !== undefined && allocated > saidQuantity(order, 'allocated', lineId)

const keyOf = (allocation: Allocation) => `restocked:${allocation?.eventId}`

type Allocation = { eventId: string; at: string } | null | undefined
const byTime = (a: Allocation, b: Allocation) => ((a?.at ?? '') < (b?.at ?? '') ? -1 : 1)
