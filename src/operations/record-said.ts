import { readAhead, writeTogether } from '../db/compiled.ts'
import { insertEvent } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { type LockedOrder, lockOrder } from '../db/order-lock.ts'
import { findOrderRows } from '../db/order-rows.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MailedNotice } from '../domain/merchant-notice.ts'
import type { Instant } from '../domain/order.ts'
import type { OwnEvent, Recorded } from '../domain/own-event.ts'
import type { Wanted } from '../domain/replan.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'
import { queuesOf } from './stand-in-queue.ts'

/** `held`: its order, as the caller has locked it. */
type Beside = { held?: LockedOrder | null; alongside?: () => Promise<void> }
type Spoken = { merchant: Merchant; orderId: string; wanted: Wanted | MailedNotice }

/**
 * What was said is an event of our own: the next rules are measured against it. A word to the
 * merchant is none: counted as one, it would stand for a word to the customer who waits. What else
 * is written of it goes along.
 */
export async function recordSaid(
  services: Services,
  db: Db,
  spoken: Spoken,
  messageId: string,
  now: Instant,
  { held = null, alongside = async () => {} }: Beside = {},
) {
  const { merchant, orderId } = spoken
  const said = saidOf(services, spoken, messageId, now)
  await writeTogether(db, async () => {
    await alongside()
    if (said) await insertEvent(db, merchant.id, said, { orderId, source: 'tidings' })
  })
  if (!said) return
  readAhead(db, () => [
    held
      ? queuesOf(db, merchant, held.state)
      : lockOrder(db, merchant.id, orderId, now).then(({ state }) =>
          readAhead(db, () => [queuesOf(db, merchant, state)]),
        ),
    findOrderRows(db, merchant.id, orderId),
  ])
  await settleOrder(services, db, merchant, orderId, [said], now, { held })
}

function saidOf(
  services: Services,
  { merchant, orderId, wanted }: Spoken,
  messageId: string,
  now: Instant,
): Recorded<OwnEvent> | null {
  if (wanted.channel === 'notify') return null
  const { kind, key, channel, facts } = wanted
  return {
    id: services.newId('evt', merchant.id),
    type: 'message.sent',
    occurred_at: now,
    receivedAt: now,
    data: { order_id: orderId, said: { messageId, kind, key, channel, told: facts.told } },
  }
}
