import { deleteDue, insertDue, LIVE } from '../db/due.ts'
import { insertMessages, rewordMessage, updateMessage } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import { writeBecause } from '../domain/because.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { WantedNotice } from '../domain/merchant-notice.ts'
import { LANES, laneOf } from '../domain/message.ts'
import type { Instant } from '../domain/order.ts'
import type { PlanOf, Wanted } from '../domain/replan.ts'
import type { Services } from './services.ts'

/**
 * Writes the difference between the messages that should exist and those that are stored, and the
 * row that wakes the worker where time decides next.
 */
export async function savePlan(
  services: Services,
  db: Db,
  merchant: Merchant,
  orderId: string,
  { plans, wake, now }: Planned,
) {
  const due: DueRow[] = []
  const fresh: DueRow[] = []
  const silenced: string[] = []
  const rows = plans
    .flatMap(({ insert }) => insert)
    .map((wanted) => {
      const id = services.newId('msg', merchant.id)
      if (wanted.status === 'planned') fresh.push(dueRow(merchant, id, wanted))
      return { merchant_id: merchant.id, id, order_id: orderId, ...newMessage(wanted, now) }
    })
  await insertMessages(db, rows)

  for (const { messageId, wanted, isDueNew } of plans.flatMap(({ move }) => move)) {
    const row = { merchant_id: merchant.id, id: messageId, order_id: orderId, key: wanted.key }
    await rewordMessage(db, row, { ...asWanted(wanted), updated_at: now })
    if (wanted.status !== 'planned') silenced.push(messageId)
    else if (isDueNew) due.push(dueRow(merchant, messageId, wanted))
  }
  for (const { messageId, why, because } of plans.flatMap(({ withdraw }) => withdraw)) {
    await updateMessage(db, merchant.id, messageId, {
      status: 'withdrawn',
      withdrawn_why: why,
      withdrawn_because: writeBecause(because),
      updated_at: now,
    })
    silenced.push(messageId)
  }
  if (wake.at !== wake.before) {
    if (wake.at === null) silenced.push(`${WAKE_PREFIX}${orderId}`)
    else due.push(wakeRow(merchant, orderId, wake.at))
  }
  await insertDue(db, due, fresh)
  await deleteDue(db, merchant.id, silenced)
}

type Planned = {
  plans: readonly PlanOf<Wanted | WantedNotice>[]
  /** When time alone decides something of the order, as it was stored and as it is now. */
  wake: { before: Instant | null; at: Instant | null }
  now: Instant
}

const newMessage = (wanted: Wanted | WantedNotice, now: Instant) => ({
  ...asWanted(wanted),
  key: wanted.key,
  channel: wanted.channel,
  created_at: now,
  updated_at: now,
  sent_at: null,
  provider: null,
  provider_id: null,
})

/** What a message that is planned again has of its new plan; its key and its channel are its own. */
const asWanted = ({ kind, status, dueAt, why, because }: Wanted | WantedNotice) => ({
  kind,
  status,
  due_at: dueAt,
  why,
  because: writeBecause(because),
  withdrawn_why: null,
  withdrawn_because: null,
})

type DueRow = Parameters<typeof insertDue>[1][number]

const dueRow = (
  merchant: Merchant,
  messageId: string,
  { kind, channel, dueAt }: Wanted | WantedNotice,
): DueRow => ({
  merchant_id: merchant.id,
  message_id: messageId,
  clock: clockOf(merchant),
  lane: laneOf(kind, channel),
  at: dueAt,
})

/** The row that wakes the worker for an order when no message does. */
export const wakeRow = (merchant: Merchant, orderId: string, at: Instant): DueRow => ({
  merchant_id: merchant.id,
  message_id: `${WAKE_PREFIX}${orderId}`,
  clock: clockOf(merchant),
  // Behind confirmations: thousands of deadlines may fall at one midnight.
  lane: LANES.own,
  at,
})
export const WAKE_PREFIX = 'wake:'

const clockOf = ({ id, mode }: Merchant) => (mode === 'live' ? LIVE : id)
