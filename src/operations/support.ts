import { listOrderAudit } from '../db/audit.ts'
import { listOrderEvents } from '../db/events.ts'
import { listMemberships } from '../db/members.ts'
import { findMerchant } from '../db/merchants.ts'
import { listOrderMessages, listSentMessages } from '../db/messages.ts'
import { findOrder, findOrderNumbers } from '../db/orders.ts'
import { listPageViews } from '../db/page-views.ts'
import { listContents } from '../db/sent.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { MessageKind, MessageStatus } from '../domain/message.ts'
import { orderStatus } from '../domain/order.ts'
import { compareEvents } from '../domain/own-event.ts'
import { maskTokens } from '../lib/log.ts'
import { readAttention } from './attention.ts'
import { attentionConsole } from './attention-console.ts'
import { brandConsole } from './brand-console.ts'
import { cancelOrder } from './cancel-order.ts'
import type { ConsoleOperations, TimelineEntry } from './console-types.ts'
import { makeEvidenceJson, makeEvidencePdf } from './evidence-files.ts'
import { loadMerchant } from './merchants.ts'
import { loadMessageView } from './message-view.ts'
import { policyConsole } from './policy-console.ts'
import { listInquiries, questionsOf } from './read-inquiries.ts'
import { type ListedMessage, readCursor, withEnvelopes, writeCursor } from './read-orders.ts'
import { readPromiseReport } from './read-promise-report.ts'
import { revokeOrderLinks } from './revoke-links.ts'
import { searchForSupport } from './search-for-support.ts'
import type { Services } from './services.ts'
import { silenceOf } from './silence.ts'
import { suppressionConsole } from './suppression-console.ts'
import { templateConsole } from './template-console.ts'
import { undeliveredOperations } from './undelivered.ts'
import { webhookConsole } from './webhook-console.ts'
import { writeLetter } from './write-letter.ts'

/** What the support pages may ask, bound to the services: they never see a database. */
export function consoleOperations(services: Services): ConsoleOperations {
  return {
    ...webhookConsole(services),
    ...attentionConsole(services),
    ...brandConsole(services),
    ...policyConsole(services),
    ...undeliveredOperations(services),
    ...suppressionConsole(services),
    ...templateConsole(services),
    merchantsOf: (userId) => merchantsOf(services, userId),
    searchOrders: (merchantId, input) => searchForSupport(services, merchantId, input),
    loadSupportView: (merchantId, orderId) => loadSupportView(services, merchantId, orderId),
    loadMessageView: (merchantId, messageId) => loadMessageView(services, merchantId, messageId),
    listOutbox: (merchantId, input) => listOutbox(services, merchantId, input),
    listInquiries: async (merchantId, input) =>
      listInquiries(services, await loadMerchant(services, merchantId), input),
    readPromiseReport: (merchantId, { by }) =>
      readPromiseReport(services, merchantId, { by, from: null, to: null }),
    async writeLetter(merchantId, orderId, letter) {
      const merchant = await loadMerchant(services, merchantId)
      refuseNul(orderId)
      await writeLetter(services, merchant, orderId, { ...letter, subject: null })
    },
    async makeEvidence(merchantId, orderId, kind) {
      const merchant = await loadMerchant(services, merchantId)
      const make = kind === 'pdf' ? makeEvidencePdf : makeEvidenceJson
      return make(services, merchant, orderId)
    },
    async cancelOrder(merchantId, orderId, { scope, reason, by }) {
      const merchant = await loadMerchant(services, merchantId)
      refuseNul(orderId)
      const act = { scope, lines: null, reason, by: 'support', actor: by } as const
      const { result } = await cancelOrder(services, merchant, orderId, act)
      if (result === 'nothing')
        throw new DomainError('conflict', 'Nothing of this order can be cancelled any more')
    },
    async revokeLink(merchantId, orderId, by) {
      const merchant = await loadMerchant(services, merchantId)
      refuseNul(orderId)
      await revokeOrderLinks(services, merchant, orderId, { actor: by })
    },
  }
}

async function merchantsOf(services: Services, userId: string) {
  const systemNow = services.clock.now()
  const memberships = await listMemberships(services.read, userId)
  const merchants = await Promise.all(memberships.map((id) => findMerchant(services.read, id)))
  return merchants
    .filter((merchant) => merchant !== null)
    .map(({ id, slug, name, mode, timeZone, clock }) => ({
      id,
      slug,
      name,
      mode,
      timeZone,
      now: merchantNow({ clock }, systemNow),
    }))
}

async function loadSupportView(services: Services, merchantId: string, orderId: string) {
  const merchant = await loadMerchant(services, merchantId)
  refuseNul(orderId)
  const record = await findOrder(services.read, merchantId, orderId)
  if (!record) throw new DomainError('not_found', `There is no order ${orderId}`)
  const rows = await listOrderMessages(services.read, merchantId, orderId)
  return {
    order: record.state,
    contact: record.contact,
    merchant,
    now: merchantNow(merchant, services.clock.now()),
    trackingUrlMasked: `${services.baseUrl}/t/…`,
    status: orderStatus(record.state),
    silentSince: record.silentSince,
    silence: silenceOf(services, merchant, record, rows),
    timeline: await timelineOf(services, merchant, orderId),
    attention: await readAttention(services, merchant, record),
    questions: await questionsOf(services, merchant, orderId, record.state.inquiries),
    letterId: services.newId('let', merchantId),
  }
}

/** No order is called so, and PostgreSQL refuses even to look. */
function refuseNul(orderId: string) {
  if (orderId.includes('\0')) throw new DomainError('not_found', 'There is no such order')
}

/** Everything that happened to an order or was said of it, oldest first. */
async function timelineOf(
  services: Services,
  merchant: Merchant,
  orderId: string,
): Promise<TimelineEntry[]> {
  const { read } = services
  const events = await listOrderEvents(read, merchant.id, orderId)
  const rows = await listOrderMessages(read, merchant.id, orderId)
  const messages = await withEnvelopes(services, merchant.id, rows)
  const acts = await listOrderAudit(read, merchant.id, orderId)
  const views = await listPageViews(read, merchant.id, orderId)
  const entries: TimelineEntry[] = [
    // What we sent stands there as the message itself.
    ...events
      .toSorted(compareEvents)
      .filter(({ type }) => type !== 'message.sent')
      .map(({ id, type, occurred_at, source, data }) => ({
        sort: 'event' as const,
        at: new Date(occurred_at).toISOString(),
        id,
        type,
        source,
        data,
      })),
    ...messages.flatMap(messageEntries),
    ...acts.map(({ at, actor, action, detail }) => ({
      sort: 'act' as const,
      at,
      actor,
      action,
      detail: reasonOf(detail),
    })),
    ...views.map(({ at, page, client, postcodeGiven }) => ({
      sort: 'view' as const,
      at,
      page,
      client,
      postcodeGiven,
    })),
  ]
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function messageEntries({ message, to, subject, receipts }: ListedMessage): TimelineEntry[] {
  const at =
    message.sent_at ?? (message.status === 'withdrawn' ? message.updated_at : message.due_at)
  return [
    {
      sort: 'message',
      at,
      messageId: message.id,
      kind: message.kind as MessageKind | MerchantNoticeKind,
      channel: message.channel,
      status: message.status as MessageStatus,
      dueAt: message.due_at,
      sentAt: message.sent_at,
      to,
      subject,
      why: message.why,
      withdrawnWhy: message.withdrawn_why,
    },
    ...receipts.map(({ kind, at: seenAt, detail }) => ({
      sort: 'receipt' as const,
      at: seenAt,
      messageId: message.id,
      kind,
      detail,
    })),
  ]
}

async function listOutbox(
  services: Services,
  merchantId: string,
  { cursor, limit }: { cursor: string | null; limit: number },
) {
  const merchant = await loadMerchant(services, merchantId)
  const before = cursor ? readCursor(cursor) : null
  const messages = await listSentMessages(services.read, merchantId, before, limit + 1)
  const page = messages.slice(0, limit)
  const { read } = services
  const ids = page.map(({ id }) => id)
  const contents = await listContents(read, merchantId, ids)
  const orderIds = page.map((message) => message.order_id)
  const numbers = await findOrderNumbers(read, merchantId, [...new Set(orderIds)])
  const last = messages.length > limit ? page.at(-1) : undefined
  return {
    nextCursor: last ? writeCursor([last.sent_at ?? '', last.id]) : null,
    rows: page.map((message) => {
      const sent = contents.find(({ messageId: id }) => id === message.id)
      return {
        messageId: message.id,
        orderId: message.order_id,
        orderNumber: numbers.get(message.order_id) ?? message.order_id,
        kind: message.kind as MessageKind | MerchantNoticeKind,
        channel: message.channel,
        to: sent?.to ?? null,
        subject: sent?.subject ?? null,
        text: sent ? maskTokens(sent.content.text) : null,
        sentAt: message.sent_at,
        merchantSlug: merchant.slug,
      }
    }),
  }
}

/** The audit keeps data; support reads the sentence in it. */
function reasonOf(detail: string): string | null {
  const { reason } = JSON.parse(detail) as { reason?: unknown }
  return typeof reason === 'string' && reason !== '' ? reason : null
}
