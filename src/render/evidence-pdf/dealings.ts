import type { EvidencePack } from '../../domain/evidence.ts'
import type { Pause, Sheet } from './sheet.ts'
import { writeTable } from './table.ts'
import { writeViews } from './views.ts'
import { inWords, momentIn, sayLines, sayMoney } from './words.ts'

type Pack = EvidencePack

export async function writeCancellations(sheet: Sheet, pack: Pack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  sheet.heading('4 Cancellations and refunds')
  const { cancellation_requests: requests, cancellations, refunds } = pack
  if (requests.length + cancellations.length + refunds.length === 0)
    sheet.write('Nobody asked to cancel, nothing was cancelled and nothing refunded.')
  for (const { at, by, lines, reason, answer } of requests) {
    sheet.small(`Asked to cancel, ${moment(at)}`)
    sheet.facts([
      ['By', whoOf(by)],
      ['What', sayLines(pack, lines)],
      ['Reason', reason],
      ['Answer', answer ? `${answer.answer}, ${moment(answer.at)}` : 'none yet'],
      ['Its reason', answer?.reason ?? null],
    ])
  }
  for (const one of cancellations) {
    sheet.small(`Cancelled, ${moment(one.at)}`)
    sheet.facts([
      ['By', whoOf(one.by)],
      ['What', sayLines(pack, one.lines)],
      ['Reason', one.reason],
      ['Cause', one.cause && inWords(one.cause)],
      ['Refund due by', one.refund_due_on],
      ['Amount', sayMoney(one.refund_amount)],
    ])
  }
  if (refunds.length === 0) return
  await writeTable(
    sheet,
    [
      { title: 'Refunded', width: 0.25 },
      { title: 'Amount', width: 0.25 },
      { title: 'Event', width: 0.5 },
    ],
    refunds.map(({ at, amount, event_id: id }) => [moment(at), sayMoney(amount), id]),
    pause,
  )
}

export async function writeDelays(sheet: Sheet, pack: Pack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  const numbers = new Map(pack.messages.map(({ id, number }) => [id, number]))
  sheet.heading('6 Delays put before the customer')
  if (pack.delay_options.length === 0) {
    sheet.write('No delay with the choice to cancel (16 CFR 435.2) was put before the customer.')
    return
  }
  sheet.write(
    'Each offer of a later date with the choice to cancel (16 CFR 435.2), and what came of it. Its words stand in section 5.',
  )
  await writeTable(
    sheet,
    [
      { title: 'Offered', width: 0.17 },
      { title: 'Item', width: 0.19 },
      { title: 'From', width: 0.12 },
      { title: 'To', width: 0.12 },
      { title: 'Silence means', width: 0.17 },
      { title: 'Outcome', width: 0.23 },
    ],
    pack.delay_options.map((one) => [
      `${moment(one.offered_at)}, message ${one.message_ids.map((id) => numbers.get(id) ?? '–').join(', ')}`,
      one.title,
      one.original_on,
      one.revised_on ?? 'no date',
      `${one.silence_means} on ${one.until}`,
      `${inWords(one.outcome)}${one.outcome_at ? `, ${moment(one.outcome_at)}` : ''}${agreedElse(one)}`,
    ]),
    pause,
  )
}

/** Agreed to once its day was over, or once more: to what had been told since. */
const agreedElse = ({ agreed_to: given, revised_on: offered }: Pack['delay_options'][number]) =>
  given.some(({ ships_by: day }) => day !== offered)
    ? `, to ${given.map(({ ships_by: day }) => day ?? 'no date').join(', then ')}`
    : ''

export async function writeQuestions(sheet: Sheet, pack: Pack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  sheet.heading('7 Questions and answers')
  if (pack.inquiries.length + pack.letters.length === 0)
    sheet.write('The customer asked nothing, and no letter was written.')
  const entries = [
    ...pack.inquiries.map((one) => ({
      at: one.at,
      title: `The customer wrote (${one.via}), ${moment(one.at)}`,
      after: endOf(one, moment),
      text: one.text || '(erased)',
    })),
    ...pack.letters.map((one) => ({
      at: one.at,
      title: `The shop wrote, ${moment(one.at)}`,
      after: null,
      text: one.text ?? '(erased)',
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const { title, text, after } of entries) {
    sheet.small(title)
    sheet.write(text, { indent: 14 })
    if (after) sheet.write(after)
    await pause()
  }
}

const endOf = (
  { answered_at: answeredAt, closed_at: closedAt }: Pack['inquiries'][number],
  moment: (at: string) => string,
) => {
  if (closedAt) return `Closed without an answer ${moment(closedAt)}.`
  return answeredAt ? `Answered ${moment(answeredAt)}.` : 'Not answered yet.'
}

export async function writeConsents(sheet: Sheet, pack: Pack, pause: Pause) {
  sheet.heading('8 What the customer did, and agreed to hear')
  sheet.facts(consentFacts(pack.consent_state))
  const rows = [...pack.customer_acts, ...pack.consents].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
  if (rows.length === 0) sheet.write('Nothing is recorded.')
  else await writeActs(sheet, pack, rows, pause)
  await writeViews(sheet, pack, pause)
}

function writeActs(sheet: Sheet, pack: Pack, rows: Pack['consents'], pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  return writeTable(
    sheet,
    [
      { title: 'When', width: 0.155 },
      { title: 'Who', width: 0.105 },
      { title: 'What', width: 0.3 },
      { title: 'Event', width: 0.44 },
    ],
    rows.map(({ at, by, detail, event_id: id }) => [moment(at), whoOf(by), detail, id]),
    pause,
  )
}

const consentFacts = (now: Pack['consent_state']): [string, string | null][] => [
  ['Consent to texts', now.texts_consented ? 'given' : 'not given'],
  ['Texts', now.texts_stopped ? 'stopped by the customer' : null],
  ['E-mail refused', now.email_refused && inWords(now.email_refused)],
  ['Number refused', now.sms_refused && inWords(now.sms_refused)],
  ['News turned off', now.news_off.map(inWords).join(', ')],
]

/** Who reads this knows a customer; a shopper is our word. */
const whoOf = (by: string | null) => (by === 'shopper' ? 'customer' : (by ?? ''))
