import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { HandedOver, Mail, Outcome, Text } from '../../src/domain/outcome.ts'
import { ADMIN, type Shop, type TestApp } from '../http/http-app.ts'
import { pumpDue } from './pump.ts'
import { ORDER, orderData, waitingLine } from './shop.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const SENDGRID_KEY = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
export const TWILIO_TOKEN = 'the token of the account'
const SECRETS: Record<string, string> = { sendgrid: SENDGRID_KEY, twilio: TWILIO_TOKEN }
const taken = (providerId: string): Outcome => ({ status: 'accepted', providerId })

/** A mail and a text provider under their real names, which keep what they were handed. */
export function providers(test: TestApp) {
  const mails: Mail[] = []
  const texts: Text[] = []
  const answers: { mail: Outcome | 'dies'; text: Outcome | 'dies' } = {
    mail: taken('prv_1'),
    text: taken('SM1'),
  }
  const hand = async <T>(list: T[], one: T, answer: Outcome | 'dies'): Promise<HandedOver> => {
    list.push(one)
    await providing.whileHanded()
    if (answer === 'dies') throw new Error('the process ended here')
    return { outcome: answer, bytes: '{}' }
  }
  const providing = {
    mails,
    texts,
    answers,
    /** What happens before our own commit of the outcome. */
    whileHanded: async () => {},
    /** What is due, and what becomes due of that. */
    async run() {
      let claimed = 0
      for (let last = -1; last !== 0; claimed += last) last = await pumpDue(test.services)
      return claimed
    },
  }
  test.services.channels = {
    ...test.services.channels,
    mail: { name: 'sendgrid', send: (one) => hand(mails, one, answers.mail) },
    text: { name: 'twilio', send: (one) => hand(texts, one, answers.text) },
  }
  return providing
}

/** Places an order that waits, of a customer who may get texts too. */
export const placeOrder = (
  test: TestApp,
  shop: Shop,
  { orderId = ORDER, email = 'jon.snow@example.com', sms = false } = {},
) =>
  test.call(
    'POST',
    '/v1/events',
    {
      id: `placed ${orderId}`,
      type: 'order.placed',
      occurred_at: test.services.clock.now().toISOString(),
      data: orderData([waitingLine('1')], {
        order_id: orderId,
        order_number: orderId,
        customer: { name: 'Jon', email, phone: '+12125550123', sms_consent: sms },
      }),
    },
    shop.key,
  )

/** A connection of the installation, or of the shop whose key is given. */
export async function connect(test: TestApp, connector: string, key = ADMIN): Promise<string> {
  const body = { connector, secret: SECRETS[connector] }
  const answer = await test.call('POST', '/v1/connections', body, key)
  return ((await answer.json()) as { url: string }).url
}

export type Event = Record<string, unknown>
let events = 0

export const sendgridEvent = (messageId: string, event: string, over: Event = {}): Event => {
  events += 1
  return {
    email: 'jon.snow@example.com',
    event,
    timestamp: 1_772_463_600,
    sg_event_id: `sg_${String(events).padStart(8, '0')}`,
    sg_message_id: 'abc.filter0001.1.2-0',
    tidings_message_id: messageId,
    ...over,
  }
}

/** A batch as SendGrid posts it: signed over the timestamp and the bytes, which end with CRLF. */
export function signedEvents(batch: readonly Event[], signed?: string) {
  const body = `[${batch.map((one) => JSON.stringify(one)).join(',\r\n')}]\r\n`
  const timestamp = '1772463600'
  const signature = sign('sha256', Buffer.from(timestamp + (signed ?? body)), privateKey)
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-signature': signature.toString('base64'),
      'x-twilio-email-event-webhook-timestamp': timestamp,
    },
  }
}

export const postEvents = (test: TestApp, url: string, batch: readonly Event[], signed?: string) =>
  test.app.request(url, { method: 'POST', ...signedEvents(batch, signed) })

/** Posts a status as Twilio does: signed over the whole address and the sorted fields. */
export function postStatus(test: TestApp, url: string, fields: Record<string, string>) {
  const signed =
    url +
    Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join('')
  const signature = createHmac('sha1', TWILIO_TOKEN).update(signed).digest('base64')
  return test.app.request(url, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
  })
}
