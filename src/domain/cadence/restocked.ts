import { because } from '../because.ts'
import type { NoticeFacts } from '../message.ts'
import { allocatedQuantity, type Line, type OrderState, toldDate, waitingLines } from '../order.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell, todayOf, wasSaid } from './told.ts'

/**
 * Stock came for what the customer knows to be waiting, and it is being prepared: at once, until
 * it ships. Who was never told of the wait is not told of its end.
 */
export const wantRestocked: Rule = (order, context) => {
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
      dueAt: context.now,
      why: `Stock was allocated to ${listLines(order, ids)} on ${last.at}.`,
      because: because('allocated', {
        lines: ids,
        allocated: Object.fromEntries(lines.map((one) => [one.id, one.backorder?.allocated ?? 0])),
        events: [...new Set(lines.flatMap((one) => one.backorder?.allocation?.eventId ?? []))],
        allocated_at: last.at,
      }),
      facts: factsOf({
        lines: ids,
        told: { ...tell(order, { allocated: true }), dates: datesSaid(order, lines, context) },
      }),
    },
  ]
}

/**
 * The day that its words state: the handling time, where no date was told before. It is one that we
 * said, so it is missed like any other; only what the sentence holds counts as told.
 */
function datesSaid(order: OrderState, lines: readonly Line[], context: CadenceContext): Dates {
  const [day = null, ...others] = new Set(lines.map(({ backorder }) => backorder?.promise?.shipsBy))
  const isKept =
    (order.split ?? context.policy.split) !== 'ship_available' && waitingLines(order).length > 0
  if (day === null || others.length > 0 || day < todayOf(context) || isKept) return {}
  return Object.fromEntries(lines.map(({ id }) => [id, day]))
}

type Dates = NoticeFacts['told']['dates']

const isNews = (order: OrderState, lineId: string, allocated: number) =>
  toldDate(order, lineId) !== undefined && allocated > saidQuantity(order, 'allocated', lineId)

const keyOf = (allocation: Allocation) => `restocked:${allocation?.eventId}`

type Allocation = { eventId: string; at: string } | null | undefined
const byTime = (a: Allocation, b: Allocation) => ((a?.at ?? '') < (b?.at ?? '') ? -1 : 1)
