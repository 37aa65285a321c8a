import type { MailedNoticeKind } from '../domain/merchant-notice.ts'
import { isZero } from '../domain/money.ts'
import type { NoticeScene, NoticeWords } from './notify.ts'

const SEE = 'See the order'

/** What each notice says to the merchant: first what to do, then why. */
export const NOTICE_WORDS: Record<MailedNoticeKind, (scene: NoticeScene) => NoticeWords> = {
  'cancellation.requested': ({ ref, by }) => ({
    subject: `Order ${ref}: answer a request to cancel`,
    paragraphs: [
      `A cancellation was asked for by ${by}. It may be packed already, so nothing is cancelled until you answer: accept or decline it, or ship it, and the customer is told.`,
    ],
    button: SEE,
  }),
  'order.cancelled': ({ ref, by }) => ({
    subject: `Order ${ref}: cancelled, do not ship`,
    paragraphs: [
      `This was cancelled by ${by}, and the customer is told so. Cancel it in your own system too: what still ships after this wins over the cancellation.`,
    ],
    button: SEE,
  }),
  'refund.due': ({ ref, amount, day, notice: { facts } }) =>
    facts.refund?.amount && isZero(facts.refund.amount)
      ? refundVoid(ref)
      : {
          subject: `Order ${ref}: refund ${amount ?? 'the customer'}${facts.refund ? ` by ${day(facts.refund.deadline)}` : ''}`,
          paragraphs: [
            `${amount ?? 'Money'} for what was cancelled has to go back by the same means, with the shipping and the tax that were paid for it${facts.refund ? `, by ${day(facts.refund.deadline)}` : ''}. The customer was told so. Tell Tidings of the refund (order.refunded), and this is done.`,
          ],
          button: SEE,
        },
  'delay.expiring': ({ ref, day, notice: { facts } }) => {
    const by = facts.deadline ? ` by ${day(facts.deadline)}` : ' in time'
    const ahead = {
      subject: `Order ${ref}: ships or is agreed to${by}, else ${facts.by === 'merchant' ? 'you decide' : 'cancelled'}`,
      text: `It has not shipped, and its customer has agreed to no later day. Unless it ships${by}, or they agree to a new date before, ${facts.by === 'merchant' ? 'it is yours to cancel and refund' : 'what waits is cancelled and the refund is due'}.`,
    }
    const past = {
      subject: `Order ${ref}: not shipped${by}, you decide`,
      text: `It did not ship${by}, and its customer has agreed to no later day. We do not cancel it by ourselves: cancel it and refund it, or agree with the customer on a new date.`,
    }
    const { subject, text } = facts.since ? past : ahead
    return { subject, paragraphs: [text], button: SEE }
  },
  'delay.expired': ({ ref }) => ({
    subject: `Order ${ref}: the delay was not agreed to, cancelled`,
    paragraphs: [
      'The customer did not agree to the delay in time, so what waited is cancelled, and the customer is told so. Do not ship it, and refund it.',
    ],
    button: SEE,
  }),
  'customer.unreachable': ({ ref }) => ({
    subject: `Order ${ref}: its customer can't be reached`,
    paragraphs: [
      'The order waits, and its customer hears nothing: there is no e-mail address that takes mail, and no phone number with consent to texts. Find another way to tell them, or add an address to the order.',
    ],
    button: SEE,
  }),
  'split.chosen': ({ ref, notice: { facts } }) => ({
    subject:
      facts.chosen === 'hold'
        ? `Order ${ref}: hold it until it is complete`
        : `Order ${ref}: ship what is in stock first`,
    paragraphs: [
      facts.chosen === 'hold'
        ? 'The customer chose to get everything together. Hold the order until the last item is in.'
        : 'The customer chose to get what is in stock now, and the rest when it comes.',
    ],
    button: SEE,
  }),
  'substitute.chosen': ({ ref, order, notice: { facts } }) => ({
    subject: `Order ${ref}: send ${titleOf(order, facts.chosen)} instead`,
    paragraphs: [
      `The customer took ${titleOf(order, facts.chosen)} (SKU ${facts.chosen}) in place of what waits. Change the order in your own system.`,
    ],
    button: SEE,
  }),
  'inquiry.received': ({ ref, moment, question, notice: { facts } }) => ({
    subject: `Order ${ref}: a question to answer within 24 hours`,
    paragraphs: [
      `${question?.from ? `${question.from} wrote` : 'The customer wrote'}${facts.since ? ` on ${moment(facts.since)}` : ''}, and was told that a person answers within 24 hours. Answer on the order's page; a reply to this mail does not reach the customer.`,
    ],
    ...(question && { quote: question.text }),
    button: 'Answer it',
  }),
  'feed.silent': ({ moment, merchant, notice: { facts } }) => ({
    subject: `${merchant.name}: no events since ${facts.since ? moment(facts.since) : 'days'}`,
    paragraphs: [
      `Your shop sent events on most days, and has sent none since ${facts.since ? moment(facts.since) : 'days'}. If that is a broken webhook, customers hear old news. Until events come again, no wait is cancelled because its time ran out.`,
    ],
    button: 'See your orders',
  }),
}

const refundVoid = (ref: string): NoticeWords => ({
  subject: `Order ${ref}: no refund, it has shipped`,
  paragraphs: [
    'This was cancelled and has shipped all the same, so no refund of it is due: what we wrote before no longer holds for it. The customer is told that it has shipped. If you have refunded it already, settle it with them.',
  ],
  button: SEE,
})

/** By its name where the offer gave one, else by its SKU. */
function titleOf(order: NoticeScene['order'], sku: string | null): string {
  const options = order?.substitutes.flatMap((one) => one.options) ?? []
  return options.find((option) => option.sku === sku)?.title ?? sku ?? 'another article'
}
