import type { Db } from '../db/open.ts'
import { lockOrder } from '../db/order-lock.ts'
import { findContact, findOrder } from '../db/orders.ts'
import type { CadenceContext } from '../domain/cadence/context.ts'
import { type CancelWish, cancellable, decideCancellation } from '../domain/cancellation.ts'
import { noContact } from '../domain/contact.ts'
import { cancelRights } from '../domain/delay-answer.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { CancelActor, Instant, OrderState } from '../domain/order.ts'
import type { CancelledLine } from '../domain/own-event.ts'
import { confirmedEnd } from '../domain/timed-decision.ts'
import { asHeard } from './heard-order.ts'
import { joinInTransaction } from './join-waitlist.ts'
import { asItIsNow } from './present-merchant.ts'
import { recordAct } from './record-act.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { cadenceContext } from './settle-order.ts'

export type CancelAct = CancelWish & {
  reason: string | null
  by: CancelActor
  /** Who it was, for the audit log: a support agent's id, 'shopper', 'api'. */
  actor: string
  /** What this cancels is still wanted: it joins the waiting list of its SKU. */
  waitlist?: boolean
}
/** What came of it: `nothing` where all of it had been cancelled, asked or shipped before. */
export type Cancelled = { order: OrderState; result: 'made' | 'requested' | 'nothing' }

/**
 * Cancels what can still be cancelled, or asks the merchant where stock is being prepared. Pressed
 * twice it does nothing more: the second press finds nothing left, and answers like the first.
 */
export async function cancelOrder(
  services: Services,
  merchant: Merchant,
  orderId: string,
  act: CancelAct,
): Promise<Cancelled> {
  const cancelled = await services.writer.write((db) =>
    cancelInTransaction(services, db, merchant, orderId, act),
  )
  services.wake()
  return cancelled
}

export type CancellationAnswer = {
  answer: 'accept' | 'decline'
  reason: string | null
  actor: string
  /** What its giver was shown, the request's event or `end`: what came since is not answered unread. */
  about?: string
}

/**
 * The merchant's answer to a request: yes cancels, no is told with the reason. Without a request it
 * confirms the end of a wait whose day is over and that was held for it (`expiry: confirm`). To that
 * there is no "no": what has not shipped by then, and was not agreed to, is owed back (16 CFR 435.2).
 */
export async function answerCancellation(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { answer, reason, actor, about }: CancellationAnswer,
): Promise<OrderState> {
  const order = await services.writer.write(async (db) => {
    const now = await timeOf(services, db, merchant)
    const locked = await lockOrder(db, merchant.id, orderId, now)
    const { state } = locked
    if (!state?.placed) throw new DomainError('not_found', `There is no order ${orderId}`)
    const request = state.cancellationRequest
    if (about !== undefined && about !== (request?.eventId ?? 'end'))
      throw new DomainError('conflict', 'The order has changed since: look at what is asked now')
    if (!request) {
      const ended = confirmedEnd(
        ...(await heardBy(db, await asItIsNow(db, merchant, locked), state, now)),
      )
      if (!ended) throw new DomainError('conflict', 'No cancellation waits for an answer')
      if (answer === 'decline') throw new DomainError('conflict', NO_DECLINE)
      return (await recordAct(services, db, merchant, ended, { now, actor })).order
    }

    const lines = answer === 'accept' ? totalsNow(state, request.lines) : []
    const data = { order_id: orderId, answer, lines, reason }
    await recordAct(services, db, merchant, { type: 'cancellation.answered', data }, { now, actor })
    return (await findOrder(db, merchant.id, orderId))?.state ?? state
  })
  services.wake()
  return order
}

const NO_DECLINE =
  'Its day is over, and nobody agreed to wait: it ships, its customer agrees on the order page, or it is cancelled'

/** The part inside a transaction, for acts that cancel among other things. */
export async function cancelInTransaction(
  services: Services,
  db: Db,
  known: Merchant,
  orderId: string,
  act: CancelAct,
): Promise<Cancelled> {
  const now = await timeOf(services, db, known)
  const locked = await lockOrder(db, known.id, orderId, now)
  const merchant = await asItIsNow(db, known, locked)
  const { state } = locked
  if (!state?.placed) throw new DomainError('not_found', `There is no order ${orderId}`)

  refuseUnknownLines(state, act)
  const { by, reason, actor } = act
  const rights = await rightsOf(db, merchant, state, now)
  const { made, requested } = decideCancellation(state, act, merchant.policy, rights)
  const asked = requested.filter((line) => !isAsked(state, line))
  const told = { order_id: orderId, by, reason }
  if (made.length > 0) {
    await recordAct(
      services,
      db,
      merchant,
      { type: 'cancellation.made', data: { ...told, lines: made } },
      { now, actor },
    )
  }
  if (asked.length > 0) {
    const lines = [
      ...(state.cancellationRequest?.lines ?? []).filter(
        ({ id }) => !asked.some((line) => line.id === id),
      ),
      ...asked,
    ]
    await recordAct(
      services,
      db,
      merchant,
      { type: 'cancellation.requested', data: { ...told, lines } },
      { now, actor },
    )
  }
  if (act.waitlist) {
    const lines = [...made, ...asked].map(({ id }) => id)
    await joinInTransaction(services, db, merchant, orderId, { lines, by, actor, now })
  }
  const order = (await findOrder(db, merchant.id, orderId))?.state ?? state
  return { order, result: made.length > 0 ? 'made' : resultOf(order, asked) }
}

/** By whichever door the wish comes: the cancel link of an offer's mail leads to the plain page. */
const rightsOf = async (db: Db, merchant: Merchant, state: OrderState, now: Instant) =>
  cancelRights(...(await heardBy(db, merchant, state, now)))

/** The order as its customer has read of it, and what its rules look at beside it. */
async function heardBy(
  db: Db,
  merchant: Merchant,
  state: OrderState,
  now: Instant,
): Promise<[OrderState, CadenceContext]> {
  const contact = (await findContact(db, merchant.id, state.orderId)) ?? noContact()
  const heard = await asHeard(db, merchant.id, state)
  return [heard, cadenceContext(merchant, contact, now)]
}

/** Lines that are all unknown are a mistake; one among others is passed over, as in an old form. */
function refuseUnknownLines(order: OrderState, { lines }: CancelWish) {
  const isKnown = ({ id }: { id: string }) => order.lines.some((line) => line.id === id)
  if (!lines || lines.some(isKnown)) return
  const faults = lines.map(({ id }, at) => ({
    pointer: `/lines/${at}/id`,
    message: `the order has no line ${id}`,
  }))
  throw new DomainError('invalid', 'The order has no such line', faults)
}

function resultOf(order: OrderState, asked: CancelledLine[]): Cancelled['result'] {
  if (asked.length > 0) return 'requested'
  return order.cancellationRequest && cancellable(order).length > 0 ? 'requested' : 'nothing'
}

const isAsked = ({ cancellationRequest }: OrderState, { id, total }: CancelledLine) =>
  cancellationRequest?.lines.some((line) => line.id === id && line.total >= total) ?? false

/** The request named quantities when it was made; what has shipped since is no longer in it. */
const totalsNow = (order: OrderState, lines: readonly CancelledLine[]): CancelledLine[] =>
  lines.flatMap(({ id, quantity }) => {
    const line = order.lines.find((one) => one.id === id)
    const open = line ? Math.min(quantity, line.quantity - line.shipped - line.cancelled) : 0
    return line && open > 0 ? [{ id, quantity: open, total: line.cancelled + open }] : []
  })
