import { insertEvent } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { deleteStopped, insertStopped, isStopped } from '../db/stopped-numbers.ts'
import type { Contact } from '../domain/contact.ts'
import { applyToContact } from '../domain/fold-contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import type { OwnEvent, Recorded } from '../domain/own-event.ts'
import { textNumber } from '../domain/recipient.ts'
import type { Services } from './services.ts'

/**
 * STOP is said by a number and not by an order, so it is kept by number: for orders that come later,
 * and for those of whose number nobody knew yet.
 */
export async function turnNumber(
  db: Db,
  merchants: readonly Merchant[],
  { number, wish, now }: { number: string; wish: 'stop' | 'start' | 'cancel'; now: Instant },
) {
  const ids = merchants.map(({ id }) => id)
  if (wish === 'start') await deleteStopped(db, ids, number)
  else await insertStopped(db, ids, number, now)
}

/**
 * The contact as a STOP of its number leaves it, which is then recorded of this order too. Only START
 * lifts it, and no consent that a shop sends with a later order: a box that was ticked once comes
 * again with each order, says nothing of when, and the carriers go on blocking the number until
 * START. Asked only of who may get texts at all, so it costs no other order a query; and asked each
 * time, also before a text goes, so that an order which came in the same second as the STOP sends
 * none.
 */
export async function heedStop(
  services: Services,
  db: Db,
  merchant: Merchant,
  { order: { orderId }, contact }: { order: OrderState; contact: Contact },
  { events, now }: { events: Recorded[]; now: Instant },
): Promise<Contact> {
  const number = merchant.policy.sms ? textNumber(contact, merchant.country) : null
  if (number === null || !(await isStopped(db, merchant.id, number))) return contact

  const stopped: Recorded<OwnEvent> = {
    id: services.newId('evt', merchant.id),
    type: 'texts.stopped',
    occurred_at: now,
    receivedAt: now,
    data: { order_id: orderId },
  }
  await insertEvent(db, merchant.id, stopped, { orderId, source: 'tidings' })
  events.push(stopped)
  return applyToContact(contact, stopped)
}
