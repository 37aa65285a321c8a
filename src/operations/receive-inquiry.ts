import { insertInquiry, listOrderInquiries } from '../db/inquiries.ts'
import type { Db } from '../db/open.ts'
import { INQUIRY_TEXT_MAX } from '../domain/inquiry.ts'
import { addHours } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Inquiry, Instant, OrderState } from '../domain/order.ts'
import { actOnOrder } from './act-on-order.ts'
import { recordAct } from './record-act.ts'
import type { Services } from './services.ts'

/** What somebody asked, by whichever way it came. */
export type Asked = {
  via: Inquiry['via']
  from: string | null
  subject: string | null
  text: string
  attachments: number
  /** A text that said CANCEL: it is asked back by mail, and no person has to answer. */
  stopsTexts: boolean
}

/** `full`: it was not kept, and whoever asked has to be told so. */
export type Received = 'received' | 'same' | 'full'

/** A question from the tracking page. Pressed twice it is one question, and is answered alike. */
export function receiveInquiry(
  services: Services,
  merchant: Merchant,
  orderId: string,
  text: string,
): Promise<{ result: Received }> {
  const asked: Asked = {
    via: 'page',
    from: null,
    subject: null,
    text,
    attachments: 0,
    stopsTexts: false,
  }
  return actOnOrder(services, merchant, orderId, { actor: 'shopper' }, ({ db, order, now }) =>
    recordInquiry(services, db, merchant, order, asked, now),
  )
}

/**
 * Makes a question of an order's whose row the caller has locked: the words into their own table,
 * the fact into the events. The same words again within the hour are the same question, unless it
 * was closed: who says them once more does wait for an answer.
 */
export async function recordInquiry(
  services: Services,
  db: Db,
  merchant: Merchant,
  { orderId, inquiries }: OrderState,
  asked: Asked,
  now: Instant,
): Promise<{ result: Received }> {
  const text = asked.text.replaceAll('\0', '').trim().slice(0, INQUIRY_TEXT_MAX)
  const since = addHours(now, -SAME_WITHIN_HOURS)
  const before = await listOrderInquiries(db, merchant.id, orderId)
  const closed = inquiries.filter((one) => one.closed).map(({ inquiryId }) => inquiryId)
  const isSame = before.some(
    (one) => one.text === text && one.receivedAt > since && !closed.includes(one.id),
  )
  if (isSame) return { result: 'same' }
  if (before.length >= INQUIRIES_MAX) return { result: 'full' }

  const id = services.newId('inq', merchant.id)
  await insertInquiry(db, merchant.id, {
    id,
    orderId,
    via: asked.via,
    from: asked.from,
    subject: asked.subject?.replaceAll('\0', '') ?? null,
    text,
    attachments: asked.attachments,
    receivedAt: now,
    answeredAt: asked.stopsTexts ? now : null,
  })
  const data = {
    order_id: orderId,
    inquiry_id: id,
    via: asked.via,
    stops_texts: asked.stopsTexts,
  }
  const actor = asked.from === null ? 'shopper' : `shopper by ${asked.via}`
  await recordAct(services, db, merchant, { type: 'inquiry.received', data }, { now, actor })
  return { result: 'received' }
}

const SAME_WITHIN_HOURS = 1
/** More questions to one order are written by a machine. */
const INQUIRIES_MAX = 100
