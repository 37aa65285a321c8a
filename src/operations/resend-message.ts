import { findMessage, isToCustomer, listOrderMessages } from '../db/messages.ts'
import type { MessageRow } from '../db/schema.ts'
import { isSaidAgainAs, resendKey } from '../domain/cadence/resends.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { isLost } from '../domain/receipt.ts'
import { merchantOf } from '../lib/id.ts'
import { actOnOrder } from './act-on-order.ts'
import { type ListedMessage, withEnvelopes } from './read-orders.ts'
import type { Services } from './services.ts'

/** What somebody may have missed; what is still to go goes anyway. */
const OVER: ReadonlySet<string> = new Set(['sent', 'delivered', 'bounced', 'failed', 'unclear'])

/** Asked for, and still to go. */
const UNDER_WAY: ReadonlySet<string> = new Set(['planned', 'held', 'sending'])

const HANDED_OVER: ReadonlySet<string> = new Set(['sending', 'unclear', 'sent', 'delivered'])
const isGoing = ({ status, due_at: dueAt }: MessageRow, now: Instant) =>
  HANDED_OVER.has(status) || (status === 'planned' && dueAt <= now)

/** More is no help to anybody: it is a button that somebody keeps pressing, or a loop. */
export const RESENDS_MAX = 20

/**
 * Says a message again, as a message of its own: of the same kind and cause, with today's truth, to
 * today's address. `conflict` where it is not true any more. The old bytes sent once more would tell
 * a date that has moved since. `once`: where it is on its way again already, that is the answer, so
 * that a button pressed twice says it once. So is what has gone, or goes now, in the place of one that
 * nobody read: to a mended address it goes by itself, and a second one beside it would be told twice.
 */
export async function resendMessage(
  services: Services,
  merchant: Merchant,
  { id, by, once = false }: { id: string; by: string; once?: boolean },
): Promise<ListedMessage> {
  const known =
    merchantOf(id) === merchant.id ? await findMessage(services.read, merchant.id, id) : null
  if (!known || !isToCustomer(known))
    throw new DomainError('not_found', `There is no message ${id}`)
  if (!OVER.has(known.status)) throw new DomainError('conflict', 'It has not been sent yet')

  // Of one that was sent again already, the first is said again.
  const key = known.key.replace(/:resend:evt_\w+(?::msg_\w+)?$/, '')
  const orderId = known.order_id
  const listed = await actOnOrder(services, merchant, orderId, { actor: by }, async (locked) => {
    const before = await listOrderMessages(locked.db, merchant.id, orderId)
    const underWay = before.find(
      (row) => once && row.key.startsWith(resendKey(key, '')) && UNDER_WAY.has(row.status),
    )
    const saidAgain = isLost(known.status)
      ? before.find((row) => isSaidAgainAs(row.key, key) && isGoing(row, locked.now))
      : undefined
    const going = underWay ?? saidAgain
    if (going) return going
    if (locked.order.resends.length >= RESENDS_MAX)
      throw new DomainError(
        'conflict',
        `Messages of one order go again ${RESENDS_MAX} times at most`,
      )
    const data = { order_id: orderId, message_id: id, key }
    const { resends } = await locked.record({ type: 'resend.asked', data })
    const again = resendKey(key, resends.at(-1)?.eventId ?? '')
    const rows = await listOrderMessages(locked.db, merchant.id, orderId)
    // Thrown inside the transaction: then nothing was asked either.
    const row = rows.find((one) => one.key === again)
    if (!row) throw new DomainError('conflict', 'What it said is no longer true')
    return row
  })
  const [message] = await withEnvelopes(services, merchant.id, [listed])
  if (!message) throw new Error(`no message was planned for ${id}`)
  return message
}
