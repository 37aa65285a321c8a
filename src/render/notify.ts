import Handlebars from 'handlebars'
import type { Merchant } from '../domain/merchant.ts'
import type { MailedNotice } from '../domain/merchant-notice.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import { dayIn, formatDay, formatInstant } from './dates.ts'
import { chooseLocale, languageOf } from './locale.ts'
import { formatMoney } from './money.ts'
import { languageFor, NOTICE_LANGUAGES } from './notify-words/index.ts'
import type { NoticeLanguage } from './notify-words/language.ts'
import { clean, truncate } from './plain.ts'

/** All that a mail to the merchant is made of; the same input gives the same bytes. */
export type NoticeInput = {
  notice: Pick<MailedNotice, 'kind' | 'facts'>
  /** Null for what is of the shop and of no order. */
  order: OrderState | null
  merchant: Merchant
  /** The question that it is about, where it is about one. */
  question: { from: string | null; text: string } | null
  /** Where it is done. */
  url: string
  now: Instant
}
export type NoticeMail = { subject: string; text: string; html: string; templateVersion: string }

/** What the words of a notice may say: facts as people write them, in its language. */
export type NoticeScene = NoticeInput & {
  locale: string
  language: NoticeLanguage
  ref: string
  items: string[]
  by: string
  day: (day: string) => string
  moment: (at: Instant) => string
  /** "$19.90", or null where the sum is not known. */
  amount: string | null
}
/** The subject says what to do; the paragraphs say why. */
export type NoticeWords = { subject: string; paragraphs: string[]; quote?: string; button: string }

const VERSION = 'notify.2'
const LANGUAGES = new Set(NOTICE_LANGUAGES.keys())
const NUMBER_MAX = 24
const TITLE_MAX = 80
const SUBJECT_MAX = 120
export const QUOTE_MAX = 4_000

/**
 * A short mail to the merchant, in the merchant's language. Plain on purpose: it is read by who runs
 * the shop, between other work, and has one link to where the act is done.
 */
export function renderNotice(input: NoticeInput): NoticeMail {
  const scene = sceneOf(input)
  const { language, locale } = scene
  const said = language.kinds[input.notice.kind](scene)
  const reason = input.notice.facts.reason
  const paragraphs = reason
    ? [...said.paragraphs, language.reasonGiven(clean(reason, 500))]
    : said.paragraphs
  const words = { ...said, paragraphs }
  return {
    subject: clean(said.subject, SUBJECT_MAX),
    text: textOf(words, scene),
    html: htmlOf(words, scene),
    templateVersion: `${VERSION}.${languageOf(locale)}`,
  }
}

function sceneOf(input: NoticeInput): NoticeScene {
  const { order, merchant, now, notice } = input
  const today = dayIn(now, merchant.timeZone)
  const locale = chooseLocale([merchant.locale], LANGUAGES)
  const language = languageFor(languageOf(locale))
  const amount = notice.facts.refund?.amount
  const number = clean(order?.orderNumber ?? '', NUMBER_MAX)
  return {
    ...input,
    locale,
    language,
    ref: /^\d/.test(number) ? `#${number}` : number,
    items: itemsOf(input),
    by: language.actors[notice.facts.by ?? 'tidings'],
    day: (day) => formatDay(day, locale, 'short', today),
    moment: (at) => formatInstant(at, locale, merchant.timeZone, 'short', today),
    amount: amount ? formatMoney(amount, locale) : null,
  }
}

const itemsOf = ({ order, notice }: NoticeInput): string[] =>
  notice.facts.lines.map(({ lineId, quantity }) => {
    const title = order?.lines.find(({ id }) => id === lineId)?.title
    return `${quantity} × ${clean(title ?? lineId, TITLE_MAX)}`
  })

function textOf(
  { paragraphs, quote, button }: NoticeWords,
  { items, url, merchant, language }: NoticeScene,
) {
  return [
    ...paragraphs,
    items.map((item) => `- ${item}`).join('\n'),
    quote === undefined ? '' : quoted(quote),
    `${button}:\n${url}`,
    `${language.signature(clean(merchant.name, TITLE_MAX))}\n`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

const quoted = (text: string) =>
  truncate(text, QUOTE_MAX)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')

const escapeText = Handlebars.Utils.escapeExpression

function htmlOf(
  { paragraphs, quote, button }: NoticeWords,
  { items, url, merchant, language, locale }: NoticeScene,
) {
  const list = items.map((item) => `<li>${escapeText(item)}</li>`).join('')
  const body = [
    ...paragraphs.map((text) => `<p>${escapeText(text)}</p>`),
    list && `<ul>${list}</ul>`,
    quote === undefined
      ? ''
      : `<blockquote style="${QUOTE_STYLE}">${escapeText(truncate(quote, QUOTE_MAX))}</blockquote>`,
    `<p><a href="${escapeText(url)}">${escapeText(button)}</a></p>`,
    `<p>${escapeText(language.signature(clean(merchant.name, TITLE_MAX)))}</p>`,
  ]
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body style="${BODY_STYLE}">${body.join('')}</body></html>`
}

const BODY_STYLE =
  'max-width:560px;margin:0 auto;padding:24px;font:16px/1.5 system-ui,-apple-system,Segoe UI,sans-serif'
const QUOTE_STYLE =
  'margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #8a8a8a;white-space:pre-wrap'
