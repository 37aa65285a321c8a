import { because } from '../because.ts'
import { type Line, type OrderState, toldDate, waitingLines } from '../order.ts'
import type { Rule } from './context.ts'
import { offersOfConfirmation, tellOffers } from './delay-words.ts'
import { datesNow, factsOf, listLines, statements, tell, todayOf } from './told.ts'

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
  return [
    {
      kind,
      key: before ? `${kind}:${before.messageId}` : kind,
      dueAt: context.now,
      why: `${listLines(order, lines)} ${lines.length > 1 ? 'wait' : 'waits'} for stock, and the customer has not been told.`,
      because: because(kind, { lines, now: datesNow(unaware), events: statements(unaware) }),
      facts: factsOf({
        lines,
        offers,
        told: tellOffers(
          tell(order, { dates: true, allocated: true, today: todayOf(context) }),
          offers,
        ),
      }),
    },
  ]
}

/** Waiting lines that no message has spoken of yet; what is long past is left to the next update. */
export const unawareLines = (order: OrderState): Line[] =>
  waitingLines(order).filter(
    ({ id, backorder }) =>
      toldDate(order, id) === undefined && backorder?.history[0]?.imported === false,
  )
