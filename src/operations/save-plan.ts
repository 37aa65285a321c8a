import { deleteDue, insertDue, LIVE } from '../db/due.ts'
import { insertMessages, updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { WantedNotice } from '../domain/merchant-notice.ts'
import { LANES, laneOf } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import type { PlanOf, Wanted } from '../domain/replan.ts'
import type { Services } from './services.ts'

/** Writes the difference between the messages that should exist and those that are stored. */
export async function savePlan(
  services: Services,
  db: Db,
  merchant: Merchant,
  orderId: string,
  plans: readonly PlanOf<Wanted | WantedNotice>[],
  now: Instant,
) {
  const clock = merchant.mode === 'live' ? LIVE : merchant.id
  const due: Parameters<typeof insertDue>[1][number][] = []
  const rows = plans
    .flatMap(({ insert }) => insert)
    .map(({ kind, key, channel, status, dueAt, why }) => {
      const id = services.newId('msg', merchant.id)
      if (status === 'planned')
        due.push({ merchant_id: merchant.id, message_id: id, clock, lane: laneOf(kind), at: dueAt })
      return {
        merchant_id: merchant.id,
        id,
        order_id: orderId,
        kind,
        key,
        channel,
        status,
        due_at: dueAt,
        why,
        withdrawn_why: null,
        created_at: now,
        updated_at: now,
        sent_at: null,
        provider: null,
        provider_id: null,
      }
    })
  await insertMessages(db, rows)

  const silenced: string[] = []
  for (const { messageId, wanted, isDueNew } of plans.flatMap(({ move }) => move)) {
    const { kind, status, dueAt, why } = wanted
    const change = { kind, status, due_at: dueAt, why, withdrawn_why: null, updated_at: now }
    await updateMessage(db, merchant.id, messageId, change)
    if (status !== 'planned') silenced.push(messageId)
    else if (isDueNew)
      due.push({
        merchant_id: merchant.id,
        message_id: messageId,
        clock,
        lane: laneOf(kind),
        at: dueAt,
      })
  }
  for (const { messageId, why } of plans.flatMap(({ withdraw }) => withdraw)) {
    await updateMessage(db, merchant.id, messageId, {
      status: 'withdrawn',
      withdrawn_why: why,
      updated_at: now,
    })
    silenced.push(messageId)
  }
  await insertDue(db, due)
  await deleteDue(db, merchant.id, silenced)
}

/** The row that wakes the worker for an order when no message does. */
export const wakeRow = (merchant: Merchant, orderId: string, at: Instant) => ({
  merchant_id: merchant.id,
  message_id: `${WAKE_PREFIX}${orderId}`,
  clock: merchant.mode === 'live' ? LIVE : merchant.id,
  // Behind confirmations: thousands of deadlines may fall at one midnight.
  lane: LANES.notice,
  at,
})
export const WAKE_PREFIX = 'wake:'

export async function saveWake(
  db: Db,
  merchant: Merchant,
  orderId: string,
  { before, wakeAt }: { before: Instant | null; wakeAt: Instant | null },
) {
  if (wakeAt === before) return
  if (wakeAt === null) await deleteDue(db, merchant.id, [`${WAKE_PREFIX}${orderId}`])
  else await insertDue(db, [wakeRow(merchant, orderId, wakeAt)])
}
