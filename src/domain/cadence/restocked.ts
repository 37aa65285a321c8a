import { because } from '../because.ts'
import type { NoticeFacts } from '../message.ts'
import { allocatedQuantity, type Line, type OrderState, toldDate, waitingLines } from '../order.ts'
import { heldWith, saidDate, saidRules } from '../said-date.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell, tellDates, usedOf, wasSaid } from './told.ts'

/**
 * Stock came for what the customer knows to be waiting, and it is being prepared: at once, until
 * it ships. Who was never told of the wait is not told of its end.
 */
export const wantRestocked: Rule = (order, context) => {
  const allocated = order.lines.filter(
    (line) => allocatedQuantity(line) > 0 && line.backorder?.allocation?.imported === false,
  )
  const news = allocated.filter((line) => isNews(order, line))
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
        told: { ...tell(order, { allocated: true }), ...datesSaid(order, lines, context) },
      }),
    },
  ]
}

/**
 * The day that its words state: the handling time, where no date was told before. It is one that we
 * said, so it is missed like any other; only what the sentence holds counts as told.
 */
function datesSaid(order: OrderState, lines: readonly Line[], context: CadenceContext): Dates {
  const rules = saidRules(order, context)
  const [day = null, ...others] = new Set(lines.map((line) => saidDate(order, line, rules)))
  const isKept = rules.split !== 'ship_available' && waitingLines(order).length > 0
  if (day === null || others.length > 0 || day < rules.today || isKept) return { dates: {} }
  const held = new Set(lines.flatMap((line) => heldWith(order, line, rules.split)))
  return tellDates(order, [...held], rules)
}

type Dates = Pick<NoticeFacts['told'], 'dates' | 'own'>

const isNews = (order: OrderState, { id, backorder }: Line) =>
  toldDate(order, id) !== undefined && usedOf(backorder) > saidQuantity(order, 'allocated', id)

const keyOf = (allocation: Allocation) => `restocked:${allocation?.eventId}`

type Allocation = { eventId: string; at: string } | null | undefined
const byTime = (a: Allocation, b: Allocation) => ((a?.at ?? '') < (b?.at ?? '') ? -1 : 1)
