import { insertAudit } from '../db/audit.ts'
import { insertEvent } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { findContact } from '../db/orders.ts'
import { insertStopped } from '../db/stopped-numbers.ts'
import { confirmSuppression, findSuppression, insertSuppression } from '../db/suppressions.ts'
import type { Contact } from '../domain/contact.ts'
import { applyToContact } from '../domain/fold-contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MailedNotice } from '../domain/merchant-notice.ts'
import type { ContactChannel, MessageChannel } from '../domain/message.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import type { Mail, Outcome, Text } from '../domain/outcome.ts'
import type { OwnEvent, Recorded } from '../domain/own-event.ts'
import { mailAddress, phoneNumber, textNumber, writtenAddress } from '../domain/recipient.ts'
import type { Wanted } from '../domain/replan.ts'
import { type SuppressionReason, suppressionOfRefusal } from '../domain/suppression.ts'
import { asRecorded } from './record-decision.ts'
import type { Services } from './services.ts'
import { type Settled, settleOrder } from './settle-order.ts'

type Refused = {
  messageId: string
  orderId: string
  channel: ContactChannel
  address: string
  reason: SuppressionReason
  /** Who said so: the name of the provider. */
  source: string
  /** When it was said, where that is not now. */
  at?: Instant
}

/**
 * Keeps that an address takes nothing more of this merchant, and plans the order of the message
 * that showed it anew, with what else has just happened to it: what can go by text goes. A STOP at
 * the carrier is the STOP that a text would have told us, and is kept and lifted as that one is.
 */
export async function suppressAddress(
  services: Services,
  db: Db,
  merchant: Merchant,
  { address, ...refused }: Refused,
  now: Instant,
) {
  const { messageId, orderId, channel, reason, source, at = now } = refused
  if (address === '') return
  if (reason === 'stopped') return insertStopped(db, [merchant.id], address, now)

  const isNews = await insertSuppression(db, {
    merchant_id: merchant.id,
    id: services.newId('sup', merchant.id),
    channel,
    address,
    reason,
    source,
    order_id: orderId,
    message_id: messageId,
    at,
  })
  if (!isNews) {
    await confirmSuppression(db, merchant.id, { channel, address, reason, at })
    return
  }
  await insertAudit(db, merchant.id, {
    id: services.newId('aud', merchant.id),
    at: now,
    actor: source,
    action: 'address.suppressed',
    orderId,
    detail: JSON.stringify({ channel, reason, message_id: messageId }),
  })
}

/**
 * What a refusal at the hand-over says of the address; and the order is planned anew, for nobody has
 * read what it said: by another channel it goes at once, by the same one after a day, and endpoints
 * hear of the failure. Left until the next event, an order of one message would wait for ever.
 */
export async function heedRefusal(
  services: Services,
  db: Db,
  begun: HandedOverTo,
  { messageId, outcome }: { messageId: string; outcome: Outcome },
  now: Instant,
): Promise<void> {
  const { merchant, orderId, provider, wanted } = begun
  if (orderId === '' || wanted.channel === 'notify') return
  const reason =
    outcome.status === 'rejected' ? suppressionOfRefusal(wanted.channel, outcome) : null
  if (reason) {
    const { channel } = wanted
    const address = begun.channel === 'email' ? begun.mail.to.email : begun.text.to
    const refused = { messageId, orderId, channel, address, reason, source: provider }
    await suppressAddress(services, db, merchant, refused, now)
  }
  await settleRefused(services, db, merchant, { orderId, channel: wanted.channel }, now)
}

type HandedOverTo = {
  merchant: Merchant
  orderId: string
  provider: string
  wanted: Wanted | MailedNotice
} & ({ channel: 'email'; mail: Mail } | { channel: 'sms'; text: Text })

/** Plans an order anew once one of its messages came back, or its address was given up. */
export async function settleRefused(
  services: Services,
  db: Db,
  merchant: Merchant,
  { orderId, channel }: { orderId: string; channel: MessageChannel },
  now: Instant,
) {
  if (orderId === '' || (channel !== 'email' && channel !== 'sms')) return
  const contact = await findContact(db, merchant.id, orderId)
  const news = contact
    ? await notedOf(services, db, merchant, { orderId, contact, channel }, now)
    : []
  await settleOrder(services, db, merchant, orderId, news, now)
}

/**
 * The order as it stands where its address has been given up meanwhile by what was sent to it of
 * another order: that becomes an event of this order too, and its plan goes by what is left. Asked
 * when a message is about to go, and at no event: so recording an order costs nothing more, each
 * hand-over one look at a primary key, and an order that came in the same second as the bounce
 * sends nothing there all the same. The first word of an order goes at once, so a new one knows
 * at once too.
 */
export async function heedSuppression(
  services: Services,
  db: Db,
  merchant: Merchant,
  { settled, channel }: { settled: Settled; channel: MessageChannel },
  now: Instant,
): Promise<Settled> {
  if (channel !== 'email' && channel !== 'sms') return settled
  const { contact, order } = settled
  const { orderId } = order
  const news = await notedOf(services, db, merchant, { orderId, contact, channel }, now)
  return news.length === 0 ? settled : settleOrder(services, db, merchant, orderId, news, now)
}

/**
 * The contact as it is where what stands in it was given up, and is free: the order has another
 * address by now, or it was lifted. Asked each time, for the word of a new address may be older than
 * the bounce of the old one; but only of orders that are marked so, and of no other.
 */
export async function heedLifted(
  services: Services,
  db: Db,
  merchant: Merchant,
  { order: { orderId }, contact }: { order: OrderState; contact: Contact },
  { events, now }: { events: Recorded[]; now: Instant },
): Promise<Contact> {
  let lifted = contact
  for (const channel of ['email', 'sms'] as const) {
    if (!contact.suppressed?.[channel]) continue
    const address =
      channel === 'email' ? writtenAddress(contact) : phoneNumber(contact, merchant.country)
    if (address && (await findSuppression(db, merchant.id, { channel, address }))) continue
    const data = { order_id: orderId, channel }
    const event = asRecorded(services, merchant, { type: 'address.restored', data }, now)
    await insertEvent(db, merchant.id, event, { orderId, source: 'tidings' })
    events.push(event)
    lifted = applyToContact(lifted, event)
  }
  return lifted
}

/** What `heedSuppression` looks for. */
export async function suppressionOf(
  db: Db,
  { id, country }: Merchant,
  contact: Contact,
  channel: ContactChannel,
) {
  const address = channel === 'email' ? mailAddress(contact) : textNumber(contact, country)
  return address ? findSuppression(db, id, { channel, address }) : null
}

async function notedOf(
  services: Services,
  db: Db,
  merchant: Merchant,
  { orderId, contact, channel }: { orderId: string; contact: Contact; channel: ContactChannel },
  now: Instant,
): Promise<Recorded<OwnEvent>[]> {
  const found = await suppressionOf(db, merchant, contact, channel)
  if (!found) return []
  const data = { order_id: orderId, channel, reason: found.reason }
  const event = asRecorded(services, merchant, { type: 'address.suppressed', data }, now)
  await insertEvent(db, merchant.id, event, { orderId, source: 'tidings' })
  return [event]
}
