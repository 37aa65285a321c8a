import { namedBy } from '../cancellation-act.ts'
import type { NoticeFacts } from '../message.ts'
import { type OrderState, ownValue } from '../order.ts'
import { refundLeftOf } from '../refund-owed.ts'
import { wholeCancelled } from '../removed-units.ts'
import type { Said } from '../said.ts'
import { knownCancelled, untold as untoldOf, wasNamedBy } from './cancelled.ts'
import { type ActNow, cancelledNow } from './merchant/cancelled-now.ts'
import { goneTooSoon, staysOff } from './removed-too-soon.ts'

/**
 * What stays cancelled where a package took some, and has to be said with it: what of these lines
 * nobody was told yet, and of the words that the package made wrong the rest. Who read one sum of the
 * whole order, and now that a part of it does not come, is told one sum again, or she would take the
 * rest of one line for all of it. Not what another word had told: its sum was of that alone, and holds
 * as it was; of a wish that nobody had granted no money was ever announced.
 */
export function staysCancelled(
  order: OrderState,
  ids: readonly string[],
): NoticeFacts['cancelled'] {
  const wrong = actsMadeWrong(order, ids)
  const off = staysOff(order, ids).lines
  return order.lines.flatMap(({ id }) => {
    const whole = wholeCancelled(order, id)
    const untold = isToldBeside(order, ids) ? 0 : Math.max(0, whole - knownCancelled(order, id))
    const removed = off.find(({ lineId }) => lineId === id)?.quantity ?? 0
    const rest = countOf(wrong ?? [], id) + (ids.includes(id) ? untold : 0)
    const isUnnamed = ids.includes(id) && isWrong(order, id) && wrong === null
    const quantity = Math.min(whole, isUnnamed ? whole : rest) + removed
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
}

/**
 * What is cancelled and untold is more than of these lines, or has words of its own: then that goes as
 * a word beside this one, with one sum of all of it, which is not to be read in part a second time.
 */
export const isToldBeside = (order: OrderState, ids: readonly string[]): boolean =>
  untoldOf(order).some(({ lineId, act }) => !ids.includes(lineId) || act.cause !== undefined)

/** The reader knows of more than is: of this line a word has said what is no longer so. */
const isWrong = (order: OrderState, id: string) =>
  order.said.some((said) => tooMuch(order, said, id) > 0) || goneTooSoon(order, id) > 0

/**
 * The acts of which a package took some, and those that the same words told, where money is due. Null
 * where no act is known to have lost any: what was told is of none that is left.
 */
function actsMadeWrong(order: OrderState, ids: readonly string[]): ActNow[] | null {
  const acts = cancelledNow(order)
  const lost = acts.filter(({ act, lines }) =>
    namedBy(act).some(
      ({ id, quantity }) =>
        ids.includes(id) && isWrong(order, id) && quantity > countOf([{ act, lines }], id),
    ),
  )
  const words = order.said.filter(
    (said) =>
      ids.some((id) => tooMuch(order, said, id) > 0) ||
      lost.some(({ act }) => wasNamedBy(order, said, act)),
  )
  const wrong = acts.filter(
    (one) => lost.includes(one) || words.some((said) => wasNamedBy(order, said, one.act)),
  )
  return wrong.length === 0
    ? null
    : wrong.filter((one) => one.lines.length > 0 && refundLeftOf(order, acts, one) !== null)
}

/** How much more of a line a word told than is cancelled of it. */
const tooMuch = (order: OrderState, { told }: Said, id: string): number =>
  (ownValue(told.cancelled, id) ?? 0) - wholeCancelled(order, id)

const countOf = (acts: readonly ActNow[], id: string) =>
  acts
    .flatMap(({ lines }) => lines)
    .reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)
