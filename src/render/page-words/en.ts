import { calendarEn } from './calendar-en.ts'
import { cancelEn } from './cancel-en.ts'
import { choicesEn } from './choices-en.ts'
import { consentEn } from './consent-en.ts'
import { feedbackEn } from './feedback-en.ts'
import { inquiryEn } from './inquiry-en.ts'
import { lineEn } from './line-en.ts'
import { liveEn } from './live-en.ts'
import { packageEn } from './package-en.ts'
import { preferencesEn } from './preferences-en.ts'
import { revealEn } from './reveal-en.ts'
import { summaryEn } from './summary-en.ts'

type Reach = 'email' | 'text' | 'page'
/** What a wait ended for that nobody cancelled. */
type End = 'unanswered' | 'agreed' | 'unasked'

/** Any of these means one thing: how the reader hears of it, as a verb. */
const tell = (reach: Reach, what: string) =>
  reach === 'page' ? `This page shows ${what}.` : `We’ll ${reach} you ${what}.`

/** English. The reader is spoken to by the merchant: "we" is always the shop. */
export const en = {
  summary: summaryEn,
  package: packageEn,
  cancel: cancelEn,
  choices: choicesEn,
  consent: consentEn,
  inquiry: inquiryEn,
  line: lineEn,
  live: liveEn,
  feedback: feedbackEn,
  calendar: calendarEn,
  preferences: preferencesEn,
  reveal: revealEn,

  orderName: (number: string) => `Order ${/^\d+$/.test(number) ? '#' : ''}${number}`,
  pageTitle: (order: string, merchant: string) => `${order} · ${merchant}`,
  asOf: (when: string) => `As of ${when}.`,

  next: {
    waiting: (reach: Reach, wayOut: string) =>
      reach === 'page'
        ? `If the date moves, this page shows the new one. Until it ships you can ${wayOut}.`
        : `If the date moves, we’ll ${reach} you the new one and you can ${wayOut}.`,
    /** `some`: of others there is a date. */
    noDate: (reach: Reach, wayOut: string, some: boolean) =>
      `${tell(reach, some ? 'the date that is still missing as soon as there is one' : 'the date as soon as there is one')} Until it ships you can ${wayOut}.`,
    missed: (reach: Reach, wayOut: string) =>
      `We are sorry that we broke our word. ${tell(reach, 'the new date')} Until it ships you can ${wayOut}.`,
    wayOut: (asks: boolean) => (asks ? 'ask to cancel' : 'cancel with one press'),
    preparing: (reach: Reach) =>
      reach === 'page' ? 'This page shows when it ships.' : `We’ll ${reach} you when it ships.`,
    moving: (reach: Reach) =>
      reach === 'page' ? 'This page shows when it arrives.' : `We’ll ${reach} you when it arrives.`,
    heldUp:
      'The carrier’s latest update is below. If it does not move on, write to us and we take it up with them.',
    delayed: 'The carrier’s latest update is below. There is nothing you need to do.',
    delayedNoDate: (reach: Reach) =>
      `There is no new delivery date yet. There is nothing you need to do; ${reach === 'page' ? 'this page shows when it arrives.' : `we’ll ${reach} you when it arrives.`}`,
    silent: (reach: Reach) =>
      `We take it up with the carrier. There is nothing you need to do: ${reach === 'page' ? 'this page shows when it moves.' : `this page shows when it moves, and we’ll ${reach} you when it arrives.`}`,
    pickup: 'The carrier’s page says where it is kept, and until when.',
    pickupNoLink:
      'It is kept for you at the pickup point. If you do not know where that is, write to us.',
    swapped: (reach: Reach) =>
      reach === 'page'
        ? 'The change is being made. This page shows when it ships.'
        : `The change is being made. We’ll ${reach} you when it ships.`,
    returning: 'If you still want it, write to us and we tell you what we can do.',
    lost: 'We are sorry. We send it again or give your money back: write to us and say which.',
    delivered: 'Something missing or not right? Write to us.',
    unknown: 'Look again in a little while.',
  },

  waiting: {
    name: {
      stock: 'Waiting for stock',
      release: 'Preorder',
      season: 'Waiting for the season',
      making: 'Being made',
    },
    shipsBy: (day: string) => `ships by ${day}`,
    noDate: {
      stock: 'ships when restocked',
      release: 'no date yet',
      season: 'no date yet',
      making: 'no date yet',
    },
    missed: (day: string) => `was to ship by ${day}`,
    noDateText: 'There is no date yet that we could keep.',
    release: (day: string) => `Release: ${day}.`,
    missedText: 'That day has passed and it has not shipped.',
    dates: 'How the date changed',
    noDateThen: 'No date',
    stated: (day: string) => `set on ${day}`,
  },

  preparing: {
    name: (restocked: boolean) => (restocked ? 'In stock again, being prepared' : 'Being prepared'),
    swapped: 'Being swapped',
    kept: 'In stock, ships with the rest',
    shipsBy: (day: string) => `ships by ${day}`,
    missed: (day: string) => `was to ship by ${day}`,
  },

  cancelled: {
    name: 'Cancelled',
    on: (day: string) => day,
    earlier: (count: number) =>
      `${count} earlier ${count === 1 ? 'cancellation' : 'cancellations'}`,
    refundDue: (days: number, by: string | null) =>
      by
        ? `The refund is due by ${by}, the way you paid.`
        : `The refund is due within ${days} working days of the cancellation, the way you paid.`,
    unfulfillable: 'We could not get it.',
    ended: (end: End, day: string) => {
      if (end === 'unasked')
        return 'It had not shipped in time, so we cancelled it without waiting for you to ask.'
      return end === 'agreed'
        ? `It had not shipped by ${day}, the new date that we had given you, so we cancelled it.`
        : `It had not shipped, and by ${day} we had not heard from you that you wanted to wait, so we cancelled it.`
    },
  },

  unshipped: 'No shipping needed',

  request: {
    name: 'You asked to cancel',
    on: (day: string) => `asked on ${day}`,
    text: (reach: Reach, isHere: boolean) =>
      `${isHere ? 'It may be packed already, so we check first. Until we answer it can still ship.' : 'It still waits for stock. We confirm the cancellation ourselves.'} ${tell(reach, 'our answer')}`,
    declined: 'We could not cancel it',
    declinedText: 'It was too far along to be stopped, so it still comes.',
  },

  items: {
    times: (count: number) => `${count} ×`,
    inside: 'Contents',
    more: (count: number) => `${count} more ${count === 1 ? 'line' : 'lines'}`,
    summary: (count: number) => `${count} ${count === 1 ? 'item' : 'items'}`,
  },

  details: {
    heading: 'Order details',
    print: 'Print this page',
    number: 'Number',
    placed: 'Placed',
    to: 'Goes to',
    updates: 'Updates to',
    how: 'How it ships',
    refunded: 'Refunded',
    refundedOn: (amount: string, day: string) => `${amount} on ${day}`,
    split: {
      ship_available: 'What is ready ships first; the rest follows in another package.',
      hold: 'Everything ships together, once all of it is here.',
      ask: 'What is ready can ship first. Tell us if you want everything in one package.',
    },
  },

  questions: {
    heading: 'Questions',
    text: (merchant: string) => `Write to ${merchant}, or reply to any of our messages.`,
    none: 'Reply to any of our messages: a person reads it.',
    help: 'Help pages',
  },

  notice: {
    expired: {
      title: 'This link has expired',
      text: 'Your order is safe. Look it up with its number and your email address or postcode.',
    },
    wrong: {
      title: 'This link is not right',
      text: 'Part of it may be missing. Open it again from the message, or copy it whole.',
    },
    fault: {
      title: 'We cannot show your order just now',
      text: 'The fault is ours and your order is safe. Try again in a few minutes.',
    },
    too_large: {
      title: 'That is too long',
      text: 'Nothing was done. Go back and shorten what you wrote: a question may have at most 2,000 characters.',
    },
    unreadable: {
      title: 'That could not be read',
      text: 'Nothing was done. Open your order from the message that we sent you, and try again there.',
    },
    stale: {
      title: 'Your order has changed since',
      text: 'Nothing was done. See where it stands now, then choose again.',
    },
    nothing: {
      title: 'There is nothing to choose here now',
      text: 'This is where your order stands.',
    },
    forbidden: {
      title: 'This request did not come from our page',
      text: 'Nothing was done. Open your order from the message that we sent you.',
    },
  },
  toOrder: 'See your order',
  toLookup: 'Look up your order',

  lookup: {
    heading: 'Find your order',
    number: 'Order number',
    numberHint: 'It is in every message about your order, for example #1001.',
    key: 'Email address or postcode',
    button: 'Find my order',
    problem:
      'We found no order with these details. Check the number, and the email address or postcode of the order.',
    tooMany: 'That was too many tries. Wait a few minutes, then try again.',
  },
}
