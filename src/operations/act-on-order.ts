import type { Db } from '../db/open.ts'
import { lockOrder } from '../db/order-lock.ts'
import { findContact } from '../db/orders.ts'
import type { CadenceContext } from '../domain/cadence/context.ts'
import { noContact } from '../domain/contact.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { CancelActor, Instant, OrderState } from '../domain/order.ts'
import type { OwnEventDraft } from '../domain/own-event.ts'
import { asHeard } from './heard-order.ts'
import { asItIsNow } from './present-merchant.ts'
import { recordAct } from './record-act.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { cadenceContext } from './settle-order.ts'

/** `by` is whose wish it was; `actor` who did it, for the audit log. */
export type Actor = { by: CancelActor; actor: string }
/** What came of a press: `same` is a second one, which changes nothing and is answered alike. */
export type Chosen = { order: OrderState; result: 'chosen' | 'same' }

export type Locked = {
  db: Db
  order: OrderState
  context: CadenceContext
  now: Instant
  /** Records what was decided, and answers the order as it then is. */
  record(act: OwnEventDraft): Promise<OrderState>
}

/**
 * A shopper's or an agent's act on one order: decided on what is known under its lock, and recorded
 * in the same transaction. Decided before it, two presses at once would both find the choice open.
 */
export async function actOnOrder<T>(
  services: Services,
  known: Merchant,
  orderId: string,
  { actor }: Pick<Actor, 'actor'>,
  act: (locked: Locked) => Promise<T>,
): Promise<T> {
  const result = await services.writer.write(async (db) => {
    const now = await timeOf(services, db, known)
    const locked = await lockOrder(db, known.id, orderId, now)
    const merchant = await asItIsNow(db, known, locked)
    const { state } = locked
    if (!state?.placed) throw new DomainError('not_found', `There is no order ${orderId}`)

    const contact = (await findContact(db, merchant.id, orderId)) ?? noContact()
    return act({
      db,
      order: await asHeard(db, merchant.id, state),
      context: cadenceContext(merchant, contact, now),
      now,
      record: async (draft) =>
        (await recordAct(services, db, merchant, draft, { now, actor })).order,
    })
  })
  services.wake()
  return result
}
