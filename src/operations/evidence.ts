import { listOrderEvents, type StoredEvent } from '../db/events.ts'
import { listOrderInquiries } from '../db/inquiries.ts'
import { findLetter } from '../db/letters.ts'
import { findOrder, type OrderRecord } from '../db/orders.ts'
import { listPageViews } from '../db/page-views.ts'
import { DomainError } from '../domain/error.ts'
import { EVIDENCE_EVENTS_MAX, type EvidenceBody, type EvidencePack } from '../domain/evidence.ts'
import { evidenceActs, evidenceConsent } from '../domain/evidence-acts.ts'
import { evidenceCancellations, evidenceRequests } from '../domain/evidence-cancellations.ts'
import { canonicalJson } from '../domain/evidence-canonical.ts'
import { evidenceDelays } from '../domain/evidence-delays.ts'
import { evidenceMerchant, evidenceOrder, evidenceShipments } from '../domain/evidence-order.ts'
import { evidencePromises } from '../domain/evidence-promises.ts'
import { evidenceSummary } from '../domain/evidence-summary.ts'
import { evidenceViews } from '../domain/evidence-views.ts'
import { toInstant } from '../domain/instant.ts'
import type { Merchant } from '../domain/merchant.ts'
import { compareEvents } from '../domain/own-event.ts'
import { PAGE_VIEWS_MAX, type PageView } from '../domain/page-view.ts'
import { recipientZone } from '../domain/recipient.ts'
import { hashKey } from '../lib/crypto.ts'
import { maskLinks } from './evidence-mask.ts'
import { type EvidenceMessages, loadEvidenceMessages } from './evidence-messages.ts'
import { findToken } from './links.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'

/**
 * Everything that is known, promised, said and done about an order, as one document with its own
 * hash. It is a pure reading of the record: the same record makes the same pack and the same hash,
 * whenever it is asked for, so that two who hold it can see that nothing was added in between.
 */
export async function loadEvidence(
  services: Services,
  merchant: Merchant,
  orderId: string,
): Promise<EvidencePack> {
  const { read } = services
  const record = orderId.includes('\0') ? null : await findOrder(read, merchant.id, orderId)
  if (!record) throw new DomainError('not_found', `There is no order ${orderId}`)
  const said = await loadEvidenceMessages(services, merchant.id, orderId)
  const events = (await listOrderEvents(read, merchant.id, orderId)).sort(compareEvents)
  const words = {
    inquiries: await inquiriesOf(services, merchant.id, record),
    letters: await lettersOf(services, merchant.id, record),
    views: await listPageViews(read, merchant.id, orderId),
  }
  const tokens = await tokensOf(services, merchant.id, orderId)
  const body = maskLinks(bodyOf(merchant, record, { said, events, ...words }), tokens)
  const summary = evidenceSummary(body)
  const { pack, version, ...rest } = body
  return {
    pack,
    version,
    generated_at: await timeOf(services, read, merchant),
    summary,
    ...rest,
    integrity: {
      algorithm: 'sha256',
      canonical_form: 'RFC 8785',
      covers: 'everything but generated_at and integrity',
      sha256: hashKey(canonicalJson({ ...body, summary })),
    },
  }
}

type Told = Pick<EvidenceBody, 'inquiries' | 'letters'> & {
  said: EvidenceMessages
  events: StoredEvent[]
  views: PageView[]
}

function bodyOf(merchant: Merchant, record: OrderRecord, told: Told): EvidenceBody {
  const { state, contact } = record
  const { messages, leftOff, handedOverLeftOff, erased } = told.said
  const { policy, timeZone, country } = merchant
  const whyOf = new Map(messages.map(({ id, why }) => [id, why]))
  const textOf = new Map(messages.map(({ id, text }) => [id, text]))
  const events = told.events.slice(0, EVIDENCE_EVENTS_MAX)
  return {
    pack: 'tidings.evidence',
    version: 1,
    merchant: evidenceMerchant(merchant),
    order: evidenceOrder(state, contact, erased),
    promises: evidencePromises(state, timeZone, whyOf),
    messages,
    delay_options: evidenceDelays(state, textOf, {
      zone: recipientZone(contact, timeZone),
      merchantZone: timeZone,
    }),
    cancellations: evidenceCancellations(state, {
      timeZone,
      country,
      refundDays: policy.refund_days,
    }),
    cancellation_requests: evidenceRequests(told.events),
    refunds: state.refunds.map(({ eventId, at, amount }) => ({
      event_id: eventId,
      at,
      amount: { amount: amount.amount, currency: amount.currency },
    })),
    shipments: evidenceShipments(state),
    inquiries: told.inquiries,
    letters: told.letters,
    ...evidenceActs(state, told.events),
    page_views: evidenceViews(told.views, messages),
    consent_state: evidenceConsent(contact),
    events: events.map(shapeEvent),
    not_recorded: [viewsNote(policy.page_views), ...NOT_RECORDED],
    left_off: {
      messages: leftOff,
      handed_over: handedOverLeftOff,
      events: told.events.length - events.length,
    },
  }
}

/** Said in the pack itself: who reads it must not take silence for proof. */
const NOT_RECORDED = [
  'Whether a mail was opened: mails carry no open pixel.',
  'Signatures at the door: only what the carrier told, as it stands under the shipments.',
]

const viewsNote = (isNoted: boolean) =>
  isNoted
    ? `Who opened a page of the order, or how often: of each page and hour the first view is noted, up to ${PAGE_VIEWS_MAX}; those of browsers that ask not to be tracked, and of known robots, are not.`
    : 'Whether the customer looked at the order page: the merchant has turned off that views are noted.'

function shapeEvent({ id, type, occurred_at: at, data, receivedAt, source }: StoredEvent) {
  return {
    id,
    type,
    source,
    occurred_at: toInstant(at),
    received_at: receivedAt,
    sha256: hashKey(canonicalJson({ id, type, occurred_at: at, data })),
  }
}

async function inquiriesOf({ read }: Services, merchantId: string, { state }: OrderRecord) {
  const questions = await listOrderInquiries(read, merchantId, state.orderId)
  return questions.map(({ id, via, from, subject, text, attachments, ...at }) => {
    const closed = state.inquiries.find(({ inquiryId }) => inquiryId === id)?.closed
    return {
      id,
      at: at.receivedAt,
      via,
      from,
      subject,
      text,
      attachments,
      answered_at: closed ? null : at.answeredAt,
      ...(closed && { closed_at: closed.at }),
    }
  })
}

async function lettersOf({ read }: Services, merchantId: string, { state }: OrderRecord) {
  const letters: EvidenceBody['letters'] = []
  for (const { eventId, at, letterId, inquiryId } of state.letters) {
    const letter = await findLetter(read, merchantId, letterId)
    letters.push({ event_id: eventId, at, inquiry_id: inquiryId, text: letter?.text || null })
  }
  return letters
}

async function tokensOf(services: Services, merchantId: string, orderId: string) {
  const purposes = ['tracking', 'unsubscribe'] as const
  const found = await Promise.all(
    purposes.map((purpose) => findToken(services, services.read, merchantId, orderId, purpose)),
  )
  return found.filter((token) => token !== null)
}
