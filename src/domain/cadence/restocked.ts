import { because } from '../because.ts'
import {
  allocatedQuantity,
  type Line,
  type OrderState,
  toldDate,
  waitingLines,
  waitingQuantity,
} from '../order.ts'
import { type SaidRules, saidDate, saidRules } from '../said-date.ts'
import type { Rule } from './context.ts'
import { tellOffers } from './delay-words.ts'
import { toldBeside } from './offers-beside.ts'
import { datedLines, factsOf, listLines, saidQuantity, tell, usedOf, wasSaid } from './told.ts'

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
  const rules = saidRules(order, context)
  const beside = toldBeside(order, ids, context)
  return [
    {
      kind: 'restocked',
      key: keyOf(last),
      // Said by mail, its text is due since then, and may wait for the morning.
      dueAt: order.said.find(({ key }) => key === keyOf(last))?.at ?? context.now,
      why: `Stock was allocated to ${listLines(order, ids)} on ${last.at}.`,
      because: because('allocated', {
        lines: ids,
        allocated: Object.fromEntries(lines.map((one) => [one.id, one.backorder?.allocated ?? 0])),
        events: [...new Set(lines.flatMap((one) => one.backorder?.allocation?.eventId ?? []))],
        allocated_at: last.at,
      }),
      facts: factsOf({
        lines: ids,
        ...beside.facts,
        told: tellOffers(
          tell(order, {
            dates: context,
            dated: [...new Set([...shownLines(order, lines, rules), ...movedOf(order, beside)])],
            allocated: true,
          }),
          beside.offers,
        ),
      }),
    },
  ]
}

/**
 * Lines of which its words state a day: what its sentence says (the handling time, where no date was
 * told before), and where a list of all that is still to come stands below it, every day of that list.
 */
function shownLines(order: OrderState, lines: readonly Line[], rules: SaidRules): Line[] {
  const days = new Set(lines.map((line) => saidDate(order, line, rules)))
  const waits = waitingLines(order).length > 0
  const isKept = waits && rules.split === 'hold'
  const isListed = waits || days.size > 1
  const dated = datedLines(order, rules)
  return order.lines.filter((line) => {
    if (waitingQuantity(line) > 0 || isKept) return dated.includes(line)
    const day = saidDate(order, line, rules)
    const isSaid = isListed ? allocatedQuantity(line) > 0 : lines.includes(line)
    return isSaid && day !== null && day >= rules.today
  })
}

/** Those whose move it says beside: what is here already may get its day by what came now. */
const movedOf = (order: OrderState, { facts }: ReturnType<typeof toldBeside>): Line[] =>
  order.lines.filter(({ id }) => facts.dates.some(({ lineId }) => lineId === id))

const isNews = (order: OrderState, { id, backorder }: Line) =>
  toldDate(order, id) !== undefined && usedOf(backorder) > saidQuantity(order, 'allocated', id)

const keyOf = (allocation: Allocation) => `restocked:${allocation?.eventId}`

type Allocation = { eventId: string; at: string } | null | undefined
const byTime = (a: Allocation, b: Allocation) => ((a?.at ?? '') < (b?.at ?? '') ? -1 : 1)
