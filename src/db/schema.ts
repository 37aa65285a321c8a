import type { Generated, Insertable, Selectable } from 'kysely'
import type { NewsTopic } from '../domain/optional-news.ts'
import type { MerchantDomainsTable } from './schema-domains.ts'
import type { FeedbackTable } from './schema-feedback.ts'
import type { PageViewsTable } from './schema-page-views.ts'
import type { PicturesTable, PictureUrlsTable, SkuPicturesTable } from './schema-pictures.ts'
import type { PromiseOutcomesTable } from './schema-promises.ts'
import type {
  AttemptsTable,
  EarlyReceiptsTable,
  ProviderIdsTable,
  ReceiptsTable,
  SuppressionsTable,
} from './schema-receipts.ts'
import type { MessageBytesTable } from './schema-sent.ts'
import type {
  ItemLevelsTable,
  QueueTable,
  SkuItemsTable,
  SkuLevelsTable,
  SkuQueuesTable,
  SuppliesTable,
  WaitlistTable,
} from './schema-stock.ts'
import type { OwnTemplatesTable, TemplateDictionariesTable } from './schema-templates.ts'
import type { WalksTable } from './schema-walks.ts'
import type { WebhookEndpointsTable } from './schema-webhooks.ts'

/**
 * One schema for SQLite and PostgreSQL. Instants are UTC text of fixed width, which sorts and
 * compares alike in both and can be read by a person; JSON is text, since only we look inside.
 * Every key begins with merchant_id, so that rows of one merchant live together.
 */
export type Database = {
  merchants: MerchantsTable
  api_keys: ApiKeysTable
  connections: ConnectionsTable
  deliveries: DeliveriesTable
  events: EventsTable
  orders: OrdersTable
  contacts: ContactsTable
  order_terms: OrderTermsTable
  unattached: UnattachedTable
  messages: MessagesTable
  due: DueTable
  attempts: AttemptsTable
  message_bytes: MessageBytesTable
  receipts: ReceiptsTable
  suppressions: SuppressionsTable
  provider_ids: ProviderIdsTable
  early_receipts: EarlyReceiptsTable
  links: LinksTable
  audit: AuditTable
  sku_items: SkuItemsTable
  sku_levels: SkuLevelsTable
  item_levels: ItemLevelsTable
  supplies: SuppliesTable
  sku_queues: SkuQueuesTable
  queue: QueueTable
  walks: WalksTable
  policy_versions: PolicyVersionsTable
  own_templates: OwnTemplatesTable
  template_dictionaries: TemplateDictionariesTable
  members: MembersTable
  inquiries: InquiriesTable
  letters: LettersTable
  waitlist: WaitlistTable
  /** That said STOP, as hashes: no person is found by them, and none forgotten. */
  stopped_numbers: { merchant_id: string; number_hash: string; stopped_at: string }
  feed_hours: FeedHoursTable
  news_stops: NewsStopsTable
  promise_outcomes: PromiseOutcomesTable
  webhook_endpoints: WebhookEndpointsTable
  picture_urls: PictureUrlsTable
  pictures: PicturesTable
  sku_pictures: SkuPicturesTable
  feedback: FeedbackTable
  page_views: PageViewsTable
  merchant_domains: MerchantDomainsTable
}

export type MerchantsTable = {
  id: string
  slug: string
  name: string
  mode: 'live' | 'test'
  time_zone: string
  country: string
  locale: string
  sender: string
  notify_email: string | null
  brand: string
  policy: string
  clock_at: string | null
  clock_running_since: string | null
  publishable_key: string
  /** Its endpoints that are enabled, as JSON: what its orders look at. */
  webhooks: Generated<string>
  /** Its own templates in use, as JSON: the version by kind, channel and locale. */
  templates: Generated<string>
  signing_secret: string
  created_at: string
}

export type ApiKeysTable = {
  merchant_id: string
  key_hash: string
  created_at: string
  revoked_at: string | null
}

/** `merchant_id` is '' for the installation's own provider accounts. */
export type ConnectionsTable = {
  merchant_id: string
  id: string
  connector: string
  secret: string
  created_at: string
  closed_at: string | null
}

/** What a connector received, as it came, understood or not. */
export type DeliveriesTable = {
  merchant_id: string
  connection_id: string
  delivery_id: string
  topic: string
  received_at: string
  /** Whose delivery it is: its body holds personal data, and is redacted with that order. */
  order_id: string | null
  body: string
  ignored: string | null
}

/** `origin`: 'merchant' for what we were told, 'tidings' for what we decided or said. */
export type EventsTable = {
  merchant_id: string
  origin: 'merchant' | 'tidings'
  id: string
  type: string
  order_id: string | null
  occurred_at: string
  received_at: string
  source: string
  body: string
  /** What was decided about it as it was recorded, as JSON: `Decided`. */
  decided: string | null
}

export type OrdersTable = {
  merchant_id: string
  order_id: string
  order_number: string
  status: string
  /** '' while it is not known: NULL would be kept out of the order that the index is in. */
  placed_at: string
  /** The fold of the order's events; '' on a row that was made only to be locked. */
  state: string
  /** Sort key of the last event folded: what comes before it is late, and folds anew. */
  folded_to: string
  silent_since: string | null
  /** 1 where no channel reaches the customer. */
  unreachable: number
  /** When time alone decides something about it; a row in `due` stands at the same moment. */
  wake_at: string | null
  /** When a person may first have to look at it: '' at once, null never as far as is known. */
  look_from: string | null
  updated_at: string
}

export type ContactsTable = {
  merchant_id: string
  order_id: string
  contact: string
  /** Which rows of `order_terms` are the order's, as `[[kind, term], …]`: no index tells it. */
  terms: string
}

/** What support finds an order by: one row a term. Personal data: erased with the customer. */
export type OrderTermsTable = { merchant_id: string; term: string; kind: string; order_id: string }

/** Events that name no order yet: a tracking number or shipment that no order is known to hold. */
export type UnattachedTable = { merchant_id: string; reference: string; event_id: string }

export type MessagesTable = {
  merchant_id: string
  id: string
  order_id: string
  kind: string
  key: string
  /** `notify` and `webhook` go to the merchant; their kinds are MERCHANT_NOTICE_KINDS. */
  channel: 'email' | 'sms' | 'notify' | 'webhook'
  status: string
  due_at: string
  /** '' where `words` has it, as `because` is null there. */
  why: string
  withdrawn_why: string | null
  /** The same as data: `Because` as JSON, null where it was planned before facts were kept. */
  because: string | null
  withdrawn_because: string | null
  created_at: string
  /** '' where that is the same. */
  updated_at: string
  sent_at: string | null
  provider: string | null
  provider_id: string | null
  /** `why` and `because`, shortened: see `message-words.ts`. */
  words: Uint8Array | null
}

/** What waits, and nothing else: leased rows move behind their lease, so none stands in front. */
export type DueTable = {
  merchant_id: string
  message_id: string
  /** 'live', or the test merchant whose own clock moves it. */
  clock: string
  lane: number
  /** When to look at it next: its due moment, or the end of its lease. */
  at: string
}

export type LinksTable = {
  merchant_id: string
  token_hash: string
  order_id: string
  purpose: 'tracking' | 'unsubscribe'
  sealed: string
  created_at: string
  revoked_at: string | null
}

/** What a reader turned off for good; `order_id` is where they said so. */
export type NewsStopsTable = {
  merchant_id: string
  reader_hash: string
  topic: NewsTopic
  order_id: string
  stopped_at: string
}

export type AuditTable = {
  merchant_id: string
  id: string
  at: string
  actor: string
  action: string
  order_id: string | null
  detail: string
}

export type PolicyVersionsTable = {
  merchant_id: string
  version: number
  at: string
  actor: string
  policy: string
}

/** Who may see which merchant; users themselves are the sign-in library's. */
export type MembersTable = { merchant_id: string; user_id: string; role: string }

/** A customer's question, in their words: personal data, redacted with the order. */
export type InquiriesTable = {
  merchant_id: string
  id: string
  order_id: string
  via: 'email' | 'sms' | 'page'
  sender: string | null
  subject: string | null
  text: string
  attachments: number
  received_at: string
  answered_at: string | null
}

/** What an agent wrote to a customer. */
export type LettersTable = {
  merchant_id: string
  id: string
  order_id: string
  inquiry_id: string | null
  subject: string | null
  text: string
  written_by: string
  written_at: string
}

/** The hours in which a merchant sent something. */
export type FeedHoursTable = { merchant_id: string; hour: string }

export type InquiryRow = Selectable<InquiriesTable>
export type OrderRow = Selectable<OrdersTable>
/** As everybody reads and writes it: `message-words.ts` is between that and the table. */
export type MessageRow = Omit<Selectable<MessagesTable>, 'words'>
export type NewMessageRow = Omit<Insertable<MessagesTable>, 'words'>
