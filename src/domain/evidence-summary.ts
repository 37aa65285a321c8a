import { dayOf } from './calendar.ts'
import type { EvidenceBody, EvidencePack } from './evidence.ts'

type Summary = EvidencePack['summary']
type Body = EvidenceBody

/**
 * One paragraph for each thing that a dispute claims. It states what the record shows, and where it
 * shows nothing says that: a summary that argued beyond its record would cost the record its worth.
 */
export function evidenceSummary(body: Body): Summary {
  return [
    {
      reason: 'not_received',
      title: 'If the claim is that the goods were not received',
      text: sentences(receivedSentences(body)),
    },
    {
      reason: 'not_as_promised',
      title: 'If the claim is that the goods came later than promised',
      text: sentences(promisedSentences(body)),
    },
    {
      reason: 'cancelled_or_not_refunded',
      title: 'If the claim is that the order was cancelled, or not refunded',
      text: sentences(cancelledSentences(body)),
    },
  ]
}

function receivedSentences(body: Body): string[] {
  const day = dayIn(body)
  const ordered = total(body.order.lines, 'quantity')
  const shipped = total(body.order.lines, 'shipped')
  const parcels = body.shipments.filter(({ voided, shipped_at: at }) => !voided && at !== null)
  if (parcels.length === 0)
    return [`No shipment is recorded of the ${items(ordered)} that this order is for.`]

  const each = parcels.map((parcel) => {
    const number = parcel.tracking_number ? ` (${parcel.tracking_number})` : ''
    const how = `${parcel.carrier ?? 'a carrier that was not named'}${number}`
    const left = `A parcel went out with ${how} on ${day(parcel.shipped_at)}`
    return parcel.delivered_at
      ? `${left}, and the carrier's record says that it was delivered on ${day(parcel.delivered_at)}${placeOf(parcel)}.`
      : `${left}; the carrier's last word, of ${day(parcel.status_at)}, is "${words(parcel.status)}", and no delivery has been recorded.`
  })
  const notices = told(body, ['shipped', 'partially_shipped', 'delivered', 'out_for_delivery'])
  return [`${shipped} of ${items(ordered)} shipped.`, ...each, ...noticeSentence(notices)]
}

function promisedSentences(body: Body): string[] {
  const day = dayIn(body)
  const made = body.promises.filter(({ first_told_on: first }) => first !== null)
  if (made.length === 0)
    return ['No date was told to the customer for a backordered line of this order.']
  const each = made.map((one) => {
    const first = one.told.find(({ date }) => date !== null)
    const since = `On ${day(first?.at ?? null)} the customer was told that "${one.title}" ships by ${one.first_told_on}`
    const moved = one.last_told_on === one.first_told_on ? '' : `, and later by ${one.last_told_on}`
    return `${since}${moved}; ${OUTCOMES[one.outcome](one.shipped_on)}.`
  })
  const offers = body.delay_options
  if (offers.length === 0) return [...each, ...viewSentence(body)]
  const agreed = timesOffered(offers.filter(({ outcome }) => outcome === 'consented'))
  const offered = `The delay was put before the customer ${times(timesOffered(offers))}, with the choice to cancel for a full refund`
  return [
    ...each,
    `${offered}; ${agreed === 0 ? 'no agreement by an answer is recorded' : `they agreed ${times(agreed)}`} (section 6).`,
    ...viewSentence(body),
  ]
}

/** A link can be passed on, and a gateway opens it: who looked is not said, and those are not counted. */
function viewSentence(body: Body): string[] {
  const seen = body.page_views.filter(({ soon_after_message: message }) => message === null)
  const last = seen.at(-1)
  if (!last) return []
  const many = seen.length === 1 ? 'One view' : `${seen.length} views`
  const verb = seen.length === 1 ? 'is' : 'are'
  return [
    `${many} of the order's pages, where its dates stand, ${verb} recorded, the last on ${dayIn(body)(last.at)} (section 8).`,
  ]
}

/** One message may offer several lines: it is one time. */
const timesOffered = (offers: Body['delay_options']) =>
  new Set(offers.map(({ message_ids: [id] }) => id)).size

type Promised = Body['promises'][number]
const OUTCOMES: Record<Promised['outcome'], (shippedOn: string | null) => string> = {
  kept: (on) => `it left on ${on}, by the date told first`,
  kept_by_last_date: (on) => `it left on ${on}, after the date told first and by the one told last`,
  missed: (on) => `it left on ${on}, after the date told last`,
  cancelled: () => 'it was cancelled before it left',
  open: () => 'it has not left and was not cancelled',
  no_date_told: () => 'no date was told',
}

function cancelledSentences(body: Body): string[] {
  const day = dayIn(body)
  const asked = body.cancellation_requests.map(({ at, by, answer }) => {
    const request = `A cancellation was asked for by ${WHO[by]} on ${day(at)}`
    if (!answer) return `${request}; no answer is recorded.`
    const said = answer.answer === 'accept' ? 'accepted' : 'declined'
    return `${request}; it was ${said} on ${day(answer.at)}${reasonOf(answer.reason)}.`
  })
  const done = body.cancellations.map(({ at, by, lines, cause, reason, refund_due_on: due }) => {
    const what = items(lines.reduce((all, { quantity }) => all + quantity, 0))
    const why = cause ? ` (${CAUSES[cause]})` : reasonOf(reason)
    return `${what} cancelled by ${WHO[by]} on ${day(at)}${why}${due ? `; day by which its refund is due: ${due}` : ''}.`
  })
  const refunds = body.refunds.map(
    ({ at, amount }) => `${amount?.amount} ${amount?.currency} refunded on ${day(at)}.`,
  )
  if (asked.length + done.length + refunds.length === 0)
    return ['Nobody asked to cancel, nothing was cancelled, and no refund is recorded.']
  const none = done.length > 0 && refunds.length === 0 ? ['No refund is recorded.'] : []
  return [...asked, ...done, ...refunds, ...none]
}

const CAUSES = { unfulfillable: 'it could not be had', expired: 'no answer to a delay' } as const
const WHO = {
  merchant: 'the merchant',
  shopper: 'the customer',
  support: "the merchant's support",
  tidings: 'the system',
} as const

/** Handed to a provider is not read: what its provider says of it is said, and no more. */
function noticeSentence(notices: Body['messages']): string[] {
  if (notices.length === 0) return ['No message told the customer of it.']
  const arrived = notices.filter(({ status }) => status === 'delivered').length
  const which = `section 5, number ${notices.map(({ number }) => number).join(', ')}`
  const many = notices.length === 1 ? 'one message' : `${notices.length} messages`
  const sure =
    arrived === 0 ? 'no arrival is confirmed' : `the arrival of ${arrived} of them is confirmed`
  return [`The customer was told of it in ${many} (${which}); ${sure}.`]
}

const told = ({ messages }: Body, kinds: readonly string[]) =>
  messages.filter(({ kind, sent_at: at }) => at !== null && kinds.includes(kind))

function placeOf({ checkpoints }: Body['shipments'][number]): string {
  const last = checkpoints.findLast(({ status }) => status === 'delivered')
  const place = [last?.city, last?.region, last?.country].filter(Boolean).join(', ')
  return place ? ` in ${place}` : ''
}

const dayIn =
  ({ merchant }: Body) =>
  (at: string | null) =>
    at === null ? 'a day that is not known' : dayOf(at, merchant.time_zone)
const total = (lines: Body['order']['lines'], field: 'quantity' | 'shipped') =>
  lines.reduce((all, line) => all + line[field], 0)
const items = (number: number) => (number === 1 ? '1 item' : `${number} items`)
const times = (number: number) =>
  number === 1 ? 'once' : number === 2 ? 'twice' : `${number} times`
const words = (name: string) => name.replaceAll('_', ' ')
const reasonOf = (reason: string | null) => (reason ? ` ("${reason}")` : '')
const sentences = (all: readonly string[]) => all.join(' ')
