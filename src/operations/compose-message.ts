import { findOpenConnection } from '../db/connections.ts'
import { findLetter } from '../db/letters.ts'
import type { Db } from '../db/open.ts'
import { writeOut } from '../db/packed.ts'
import { hasCancelLink } from '../domain/cancel-link.ts'
import type { Contact } from '../domain/contact.ts'
import { asHeard, type Heard } from '../domain/heard.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MessageKind } from '../domain/message.ts'
import { carriesUnsubscribe } from '../domain/optional-news.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import type { Mail, Text } from '../domain/outcome.ts'
import { mailAddress, textNumber } from '../domain/recipient.ts'
import type { Wanted } from '../domain/replan.ts'
import type { Told } from '../domain/said.ts'
import type { MessageInput } from '../render/message.ts'
import { clean } from '../render/plain.ts'
import type { Composed } from './composed.ts'
import { mailSample, textSample } from './content-samples.ts'
import { threadOf } from './find-order-of.ts'
import { findToken, makeLink, trackingUrl, unsubscribeUrl } from './links.ts'
import { mailHeaders } from './mail-headers.ts'
import { originOf } from './own-domain.ts'
import { renderMailFor, renderTextFor } from './own-words.ts'
import type { Services } from './services.ts'
import { showPictures } from './show-pictures.ts'

/** Room for any display name; what a header holds at most is much more (RFC 5322, 2.1.1). */
const NAME_MAX = 255
const SUBJECT_MAX = 200

type Input = {
  merchant: Merchant
  order: OrderState
  contact: Contact
  wanted: Wanted
  messageId: string
  now: Instant
  /** Whether its notice goes by another channel as well. */
  plan?: { wanted: readonly Wanted[] }
}

/** The message as it will be handed over, rendered from what is true now. */
export async function composeMessage(services: Services, db: Db, input: Input): Promise<Composed> {
  const rendering = await renderingOf(services, db, input)
  if (input.wanted.channel !== 'email') return composeText(services, db, input, rendering)
  const { merchant, order, wanted, now } = input
  if (!carriesUnsubscribe(wanted.kind)) return composeMail(services, db, input, rendering)
  const unsubscribe = await unsubscribeUrl(services, db, {
    merchantId: merchant.id,
    orderId: order.orderId,
    origin: rendering.links.origin ?? services.baseUrl,
    now,
  })
  const links = { ...rendering.links, unsubscribe }
  return composeMail(services, db, input, { ...rendering, links })
}

async function renderingOf(services: Services, db: Db, input: Input): Promise<MessageInput> {
  const { merchant, order, contact, wanted, now } = input
  const token =
    (await findToken(services, db, merchant.id, order.orderId)) ??
    (await makeLink(services, db, merchant.id, order.orderId, now))
  const origin = await originOf(services, db, merchant)
  const tracking = trackingUrl(origin, token)
  const cancel = hasCancelLink(wanted.kind, wanted.facts, order) ? `${tracking}/cancel` : null
  const logo = merchant.brand.logo ? `${origin}/m/${merchant.slug}/logo` : null
  // A text shows none.
  const shown = wanted.channel === 'email' ? await showPictures(db, merchant, order) : order
  return {
    kind: wanted.kind,
    facts: wanted.facts,
    order: shown,
    contact,
    merchant,
    links: {
      tracking,
      cancel,
      keep: `${tracking}/choice`,
      act: actLink(tracking, wanted.kind),
      logo,
      origin,
    },
    letter: await letterOf(db, input),
    now,
  }
}

/** The words of an agent's, which lie apart from the events. */
async function letterOf(db: Db, { merchant, wanted }: Input) {
  const { letterId } = wanted.facts
  return letterId ? findLetter(db, merchant.id, letterId) : null
}

/** Where the main button of a kind leads, where one press there does what the message offers. */
const actLink = (tracking: string, kind: MessageKind) =>
  ACT_PATHS[kind] ? `${tracking}${ACT_PATHS[kind]}` : null

const ACT_PATHS: Partial<Record<MessageKind, string>> = {
  substitute_offered: '/substitute',
  delivery_feedback: '/feedback',
}

async function composeMail(
  services: Services,
  db: Db,
  input: Input,
  rendering: MessageInput,
): Promise<Composed> {
  const { merchant, contact, messageId, now, order } = input
  const mailed = await renderMailFor(services, db, rendering)
  const { html, text, templateVersion, note, own } = mailed
  // An agent may have given their message a subject of its own.
  const subject = clean(rendering.letter?.subject ?? '', SUBJECT_MAX) || mailed.subject
  const { email, name } = merchant.sender
  const domain = email.split('@')[1] ?? 'localhost'
  // One thread an order (RFC 5322, 3.6.4): every mail answers the same first one.
  const thread = threadOf(merchant.id, order.orderId)
  const { unsubscribe } = rendering.links
  const headers = mailHeaders({ messageId, thread, domain, now, unsubscribe })
  const to = mailAddress(contact) ?? ''
  const mail: Mail = {
    messageId,
    from: { email, name: clean(name, NAME_MAX) },
    // Where the brand says that it is asked; else an answer goes to the sender.
    replyTo: merchant.brand.support_email
      ? { email: merchant.brand.support_email, name: clean(name, NAME_MAX) }
      : null,
    to: { email: to, name: clean(contact.name ?? '', NAME_MAX) || null },
    subject,
    html,
    text,
    headers,
  }
  return {
    outgoing: { channel: 'email', mail },
    envelope: { to, subject, templateVersion },
    written: writeOut({ html, text, headers }),
    sample: mailSample(services, rendering, { own, templateVersion }),
    note,
  }
}

async function composeText(
  services: Services,
  db: Db,
  input: Input,
  rendering: MessageInput,
): Promise<Composed> {
  const { merchant, contact, messageId } = input
  const statusCallback = await callbackOf(services, db, merchant, messageId)
  const rendered = await renderTextFor(services, db, rendering)
  const { body, templateVersion, note, heard, own } = rendered
  const to = textNumber(contact, merchant.country) ?? ''
  const text: Text = {
    messageId,
    from: merchant.sender.smsFrom,
    to,
    body,
    ...(statusCallback && { statusCallback }),
  }
  return {
    outgoing: { channel: 'sms', text },
    envelope: { to, subject: null, templateVersion },
    written: writeOut({ html: null, text: body, headers: {} }),
    sample: textSample(services, rendering, { own, templateVersion }),
    note,
    told: heard && toldBy(heard, input),
  }
}

/** What a text tells by its words (`asHeard`): of a mail all stands in its lists. */
function toldBy(heard: Heard, { order, wanted, plan }: Input): Told {
  const { kind, key, facts } = wanted
  const isMailed = plan?.wanted.some((one) => one.key === key && one.channel === 'email') ?? false
  const isRead = order.said.some((one) => one.key === key && one.channel === 'email')
  return asHeard(order, kind, facts.told, { heard, isMailed: isMailed || isRead, isRead })
}

/** What may have to be worded anew; of what goes to the merchant itself nothing is told to a customer. */
type Worded<Other> = Pick<Input, 'merchant' | 'messageId' | 'now'> & {
  settled: Pick<Input, 'order' | 'contact' | 'plan'> | null
  wanted: Wanted | Other
}

/** A text that was begun before, as its words are now: of its first ones nothing is known any more. */
export async function asWorded<Other extends { channel: 'notify' } | undefined>(
  services: Services,
  db: Db,
  { settled, wanted, ...about }: Worded<Other>,
): Promise<Wanted | Other> {
  if (!settled || wanted?.channel !== 'sms') return wanted
  const { told } = await composeMessage(services, db, { ...about, ...settled, wanted })
  return told ? { ...wanted, facts: { ...wanted.facts, told } } : wanted
}

/** Where Twilio says what becomes of a text, if a connection is set up to hear it. */
async function callbackOf(
  { baseUrl, channels }: Services,
  db: Db,
  { id, mode }: Merchant,
  messageId: string,
): Promise<string | null> {
  if (mode === 'test' || channels.text.name !== 'twilio') return null
  const connection = await findOpenConnection(db, id, 'twilio')
  return connection && `${baseUrl}/webhooks/twilio/${connection}?message=${messageId}`
}
