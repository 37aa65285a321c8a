import type { Content } from '../db/packed.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type MailedNotice, merchantFacts } from '../domain/merchant-notice.ts'
import { carriesUnsubscribe } from '../domain/optional-news.ts'
import { defaultPolicy } from '../domain/policy.ts'
import { chooseLocale, languageOf } from '../render/locale.ts'
import { type MessageInput, renderMail, renderText } from '../render/message.ts'
import { renderNotice } from '../render/notify.ts'
import type { Sample } from './composed.ts'
import { mailHeaders } from './mail-headers.ts'
import { sampleOrder } from './sample-order.ts'
import type { Services } from './services.ts'
import { sampleMessage } from './template-samples.ts'

/**
 * Made-up messages that real ones are compressed against. Nobody's name, address or order is in
 * them, since they outlive every erasure; nothing of one shop alone but its own words; and no clock
 * is read, so that a template gives the same one in every process.
 */
const NOW = '2026-01-05T12:00:00.000Z'
const ORIGIN = 'https://track.example'
const DOMAIN = 'shop.example'
const IDS = {
  messageId: 'msg_00000000000000000000000000_00000000000000000000000000',
  thread: '0'.repeat(32),
  domain: DOMAIN,
  now: NOW,
}
const SHOP: Merchant = {
  id: 'mer_00000000000000000000000000',
  slug: 'shop',
  name: 'Sample Shop',
  mode: 'live',
  locale: 'en',
  timeZone: 'UTC',
  country: 'US',
  sender: { email: `hello@${DOMAIN}`, name: 'Sample Shop', smsFrom: null },
  notifyEmail: null,
  brand: {},
  policy: defaultPolicy(),
  clock: null,
  publishableKey: '',
}

/** By what the words were: the shop's own, or ours. */
type By<Own> = { own: Own; templateVersion: string }

export const mailSample = (
  { templates }: Services,
  message: MessageInput,
  { own, templateVersion }: By<Parameters<typeof renderMail>[2]>,
): Sample => ({
  name: `${message.kind}/email/${templateVersion}`,
  templateVersion,
  make(): Content {
    const input = sampleOf(message, templates.words)
    const { html, text } = renderMail(templates, input, own)
    return { html, text, headers: mailHeaders({ ...IDS, ...input.links }) }
  },
})

export const textSample = (
  { templates }: Services,
  message: MessageInput,
  { own, templateVersion }: By<Parameters<typeof renderText>[2]>,
): Sample => ({
  name: `${message.kind}/sms/${templateVersion}`,
  templateVersion,
  make: () => {
    const { body } = renderText(templates, sampleOf(message, templates.words), own)
    return { html: null, text: body, headers: {} }
  },
})

/** In the language alone, of which the version is; a region changes how a day is written. */
function sampleOf({ kind, contact, merchant }: MessageInput, words: ReadonlyMap<string, unknown>) {
  const wished = [contact.locale, merchant.locale]
  const locale = languageOf(chooseLocale(wished, new Set(words.keys())))
  const shop = { ...SHOP, locale }
  const input = sampleMessage(shop, { kind, locale, baseUrl: ORIGIN, now: NOW })
  const unsubscribe = carriesUnsubscribe(kind) ? `${ORIGIN}/u/example` : null
  return { ...input, links: { ...input.links, unsubscribe, origin: ORIGIN } }
}

type OfNotice = {
  notice: Pick<MailedNotice, 'kind'>
  merchant: Merchant
  isOfOrder: boolean
  templateVersion: string
}

/** A version of theirs is of a language, and each kind has other words. */
export const noticeSample = ({
  notice: { kind },
  merchant,
  isOfOrder,
  templateVersion,
}: OfNotice): Sample => ({
  name: `${kind}/notify/${templateVersion}`,
  templateVersion,
  make(): Content {
    const shop = { ...SHOP, locale: languageOf(merchant.locale) }
    const { html, text } = renderNotice({
      notice: { kind, facts: merchantFacts({ since: NOW }) },
      order: isOfOrder ? sampleOrder(shop, 'open', NOW) : null,
      merchant: shop,
      question: null,
      url: `${ORIGIN}/console/shop`,
      now: NOW,
    })
    return { html, text, headers: mailHeaders(IDS) }
  },
})
