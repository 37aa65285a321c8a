import type { Inbound } from '../connectors/inbound.ts'
import { type Connection, insertDelivery } from '../db/connections.ts'
import { findMerchant, listMerchantsOfSender } from '../db/merchants.ts'
import type { Db } from '../db/open.ts'
import { lockOrder } from '../db/order-lock.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { isWaiting } from '../domain/order.ts'
import { merchantOf } from '../lib/id.ts'
import { answerToText } from './answer-text.ts'
import { type FoundOrder, findOrderOfMail, findOrdersOfNumber } from './find-order-of.ts'
import { recordInquiry } from './receive-inquiry.ts'
import { recordAct } from './record-act.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { turnNumber } from './stopped-numbers.ts'

/** `say`: what the sender is told on the spot, where the provider carries an answer. */
export type InboundAnswer = { answer: 'stored' | 'ignored' | 'duplicate'; say: string | null }
/** Whose it is, and why nobody has to read it. */
type Read = {
  orders: FoundOrder[]
  merchants: Merchant[]
  ignored: string | null
  /** A wish about texts, which is heeded also where no order of its number is known yet. */
  turns: 'stop' | 'start' | 'cancel' | null
}

/**
 * Takes what a person wrote to a shop: it becomes a question of the order that it is about. What
 * finds no order is kept and counted as ignored; so is what a machine wrote, or we ourselves.
 */
export async function receiveInbound(
  services: Services,
  connection: Connection,
  inbound: Inbound,
): Promise<InboundAnswer> {
  const answer = await services.writer.write(async (db) => {
    const read = await readInbound(db, connection, inbound)
    const [order] = read.orders
    const merchant = order?.merchant ?? read.merchants[0] ?? null
    const now = merchant ? await timeOf(services, db, merchant) : services.clock.now().toISOString()
    const isNews = await insertDelivery(db, merchant?.id ?? connection.merchantId, {
      connectionId: connection.id,
      deliveryId: inbound.deliveryId,
      topic: inbound.topic,
      receivedAt: now,
      orderId: order?.state.orderId ?? null,
      body: bodyOf(inbound),
      ignored: read.ignored,
    })
    if (!isNews) return { answer: 'duplicate' as const, say: null }
    const say = merchant && answerToText(inbound, merchant)
    if (read.turns)
      await turnNumber(db, read.merchants, { number: inbound.from, wish: read.turns, now })
    if (read.ignored) return { answer: 'ignored' as const, say }
    await act(services, db, inbound, read.orders)
    return { answer: 'stored' as const, say }
  })
  services.wake()
  return answer
}

/** Kept as it was read: the files that came with it are not, nor the markup. */
const bodyOf = ({ from, to, subject, text, attachments }: Inbound) =>
  JSON.stringify({ from, to, subject, text, attachments }).replaceAll('\\u0000', '')

async function readInbound(db: Db, connection: Connection, inbound: Inbound): Promise<Read> {
  const merchants = await merchantsOf(db, connection, inbound)
  const ignoring = (ignored: string): Read => ({
    orders: [],
    merchants,
    ignored,
    turns: null,
  })
  if (connection.isClosed) return ignoring('the connection was closed')
  if (inbound.ignored) return ignoring(inbound.ignored)
  if (merchants.some((merchant) => isOwn(merchant, inbound)))
    return ignoring('it came from the shop')
  const { wish } = inbound
  const turns = inbound.via === 'sms' && wish && wish !== 'help' ? wish : null
  const orders = await ordersOf(db, merchants, inbound)
  if (orders.length === 0) return { ...ignoring('no order of its sender is known'), turns }
  if (wish === 'help') return { orders, merchants, ignored: 'it was answered at once', turns }
  return inbound.wish === null && inbound.text.trim() === ''
    ? { orders, merchants, ignored: 'nothing is written in it', turns }
    : { orders, merchants, ignored: null, turns }
}

async function ordersOf(db: Db, merchants: Merchant[], inbound: Inbound): Promise<FoundOrder[]> {
  if (inbound.via === 'sms') return findOrdersOfNumber(db, merchants, inbound.from)
  const order = await findOrderOfMail(db, merchants, inbound)
  return order ? [order] : []
}

/**
 * A merchant's own connection is for its orders alone. One of the installation serves all that send
 * from the address or the number which was written to; a mail may also name its merchant by the id
 * of the message that it answers.
 */
async function merchantsOf(
  db: Db,
  connection: Connection,
  { to, answers }: Inbound,
): Promise<Merchant[]> {
  if (connection.merchantId) {
    const own = await findMerchant(db, connection.merchantId)
    return own ? [own] : []
  }
  const named = answers.map((id) => merchantOf(id.split('@')[0] ?? '')).filter((id) => id !== null)
  // One after the other: a transaction has one connection.
  const byAnswer: (Merchant | null)[] = []
  for (const id of new Set(named)) byAnswer.push(await findMerchant(db, id))
  const bySender = await listMerchantsOfSender(db, to.filter(Boolean))
  const all = [...byAnswer.filter((one) => one !== null), ...bySender]
  return [...new Map(all.map((merchant) => [merchant.id, merchant])).values()]
}

/** An answer to our own mail from ourselves would be answered again. */
const isOwn = ({ sender, notifyEmail }: Merchant, { from }: Inbound) =>
  [sender.email.toLowerCase(), notifyEmail?.toLowerCase(), sender.smsFrom].includes(from)

async function act(services: Services, db: Db, inbound: Inbound, orders: readonly FoundOrder[]) {
  // Locked in one order everywhere, or two that touch the same two would wait for each other.
  const sorted = [...orders].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const moments = new Map<string, Instant>()
  for (const { merchant } of sorted)
    if (!moments.has(merchant.id)) moments.set(merchant.id, await timeOf(services, db, merchant))
  const nowOf = ({ merchant }: FoundOrder) => moments.get(merchant.id) ?? ''
  if (inbound.wish && inbound.wish !== 'help')
    for (const order of sorted) await turnTexts(services, db, order, inbound.wish, nowOf(order))

  const [order] = orders
  if (!order || (inbound.wish !== null && inbound.wish !== 'cancel')) return
  if (inbound.wish === 'cancel' && !isWaiting(order.state)) return
  const { merchant, state } = order
  const now = nowOf(order)
  const locked = await lockOrder(db, merchant.id, state.orderId, now)
  const { via, from, subject, text, attachments } = inbound
  const asked = { via, from, subject, text, attachments, stopsTexts: inbound.wish === 'cancel' }
  await recordInquiry(services, db, merchant, locked.state ?? state, asked, now)
}

const keyOf = ({ merchant, state }: FoundOrder) => `${merchant.id} ${state.orderId}`

/** Twilio has stopped them too, and answered; what we plan must not run into that. */
async function turnTexts(
  services: Services,
  db: Db,
  { merchant, state, contact }: FoundOrder,
  wish: 'stop' | 'start' | 'cancel',
  now: Instant,
) {
  const stops = wish !== 'start'
  // Stopped on the page before, it is now stopped by the number, and only START lifts that.
  const isSame = (contact.textsStopped ?? false) === stops && !(stops && contact.stoppedOnPage)
  if (isSame) return
  const type = stops ? 'texts.stopped' : 'texts.started'
  const data = { order_id: state.orderId }
  await recordAct(services, db, merchant, { type, data }, { now, actor: 'shopper by sms' })
}
