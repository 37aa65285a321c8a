import { isCharged, isReached, isVoid, type NoticeLanguage, titleOf } from './language.ts'

const SEE = 'See the order'
const ENDPOINTS = 'See your webhooks'
const ANOTHER = 'another article'
const TOLD = 'and the customer is told so'
const UNTOLD = 'but the customer can’t be reached: tell them in another way'

export const en: NoticeLanguage = {
  actors: { shopper: 'the customer', support: 'support', merchant: 'you', tidings: 'Tidings' },
  reasonGiven: (reason) => `The reason given: ${reason}`,
  signature: (merchant) => `— Tidings, for ${merchant}`,
  kinds: {
    'cancellation.requested': ({ ref, by }) => ({
      subject: `Order ${ref}: answer a request to cancel`,
      paragraphs: [
        `A cancellation was asked for by ${by}. It may be packed already, so nothing is cancelled until you answer: accept or decline it, or ship it, and the customer is told.`,
      ],
      button: SEE,
    }),
    'order.cancelled': (scene) => ({
      subject: `Order ${scene.ref}: cancelled, do not ship`,
      paragraphs: [
        `This was cancelled by ${scene.by}, ${isReached(scene) ? TOLD : UNTOLD}. Cancel it in your own system too: what still ships after this wins over the cancellation.`,
      ],
      button: SEE,
    }),
    'refund.due': (scene) => {
      const { ref, amount, day, notice } = scene
      if (isVoid(scene))
        return {
          subject: `Order ${ref}: no refund, it has shipped`,
          paragraphs: [
            'This was cancelled and has shipped all the same, so no refund of it is due: what we wrote before no longer holds for it. The customer is told that it has shipped. If you have refunded it already, settle it with them.',
          ],
          button: SEE,
        }
      const by = notice.facts.refund ? day(notice.facts.refund.deadline) : null
      return {
        subject: `Order ${ref}: refund ${amount ?? 'the customer'}${by ? ` by ${by}` : ''}`,
        paragraphs: [
          `${amount ?? 'Money'} for what was cancelled has to go back by the same means, with the shipping and the tax that were paid for it${by ? `, by ${by}` : ''}. ${isReached(scene) ? 'The customer was told so.' : 'The customer can’t be reached: tell them in another way.'} Tell Tidings of the refund (order.refunded), and this is done.`,
        ],
        button: SEE,
      }
    },
    'delay.expiring': (scene) => {
      const { ref, day, notice } = scene
      const { facts } = notice
      const by = facts.deadline ? ` by ${day(facts.deadline)}` : ' in time'
      const isYours = facts.by === 'merchant'
      return facts.since
        ? {
            subject: `Order ${ref}: not shipped${by}, you decide`,
            paragraphs: [
              `It did not ship${by}, and its customer has agreed to no later day. We do not cancel it by ourselves: cancel it${isCharged(scene) ? ' and refund it' : ''}, or agree with the customer on a new date.`,
            ],
            button: SEE,
          }
        : {
            subject: `Order ${ref}: ships${facts.isUnasked ? '' : ' or is agreed to'}${by}, else ${isYours ? 'you decide' : 'cancelled'}`,
            paragraphs: [
              `It has not shipped, and its customer has agreed to no later day. Unless it ships${by}, or they agree to a new date before, ${isYours ? `it is yours to cancel${isCharged(scene) ? ' and refund' : ''}` : `what waits is cancelled${isCharged(scene) ? ' and the refund is due' : ''}`}.`,
            ],
            button: SEE,
          }
    },
    'delay.expired': (scene) => {
      const { ref, day, notice } = scene
      const { deadline, isUnasked } = notice.facts
      const by = deadline ? ` by ${day(deadline)}` : ' in time'
      const why = isUnasked
        ? `It did not ship${by}, and its customer had agreed to no later day`
        : 'The customer did not agree to the delay in time'
      return {
        subject: `Order ${ref}: ${isUnasked ? `not shipped${by}` : 'the delay was not agreed to'}, cancelled`,
        paragraphs: [
          `${why}, so what waited is cancelled, ${isReached(scene) ? TOLD : UNTOLD}. Do not ship it${isCharged(scene) ? ', and refund it' : ''}.`,
        ],
        button: SEE,
      }
    },
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
    'substitute.chosen': (scene) => ({
      subject: `Order ${scene.ref}: send ${titleOf(scene, ANOTHER)} instead`,
      paragraphs: [
        `The customer took ${titleOf(scene, ANOTHER)} (SKU ${scene.notice.facts.chosen}) in place of what waits. Change the order in your own system.`,
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
    'feed.silent': ({ moment, merchant, notice: { facts } }) => {
      const since = facts.since ? moment(facts.since) : 'days'
      return {
        subject: `${merchant.name}: no events since ${since}`,
        paragraphs: [
          `Your shop sent events on most days, and has sent none since ${since}. If that is a broken webhook, customers hear old news. Until events come again, nothing is cancelled for having run out of time.`,
        ],
        button: 'See your orders',
      }
    },
    'endpoint.disabled': ({ merchant, notice: { facts } }) => ({
      subject: `${merchant.name}: a webhook endpoint is turned off`,
      paragraphs: [
        `${facts.endpoint ?? 'An endpoint of yours'} answered 410 Gone, so nothing is sent there any more. What needs an act of yours comes by mail where no other endpoint takes it.`,
        'If that was a mistake, turn the endpoint on again; what it missed can be sent again from the console.',
      ],
      button: ENDPOINTS,
    }),
    'endpoint.failing': ({ merchant, moment, notice: { facts } }) => ({
      subject: `${merchant.name}: a webhook endpoint has taken nothing for 3 days`,
      paragraphs: [
        `${facts.endpoint ?? 'An endpoint of yours'} has failed${facts.since ? ` since ${moment(facts.since)}` : ''}. Events that were tried for 3 days are parked: they wait until you send them again from the console. What needs an act of yours comes by mail.`,
      ],
      button: ENDPOINTS,
    }),
  },
}
