import type { MerchantEvent } from '../domain/event.ts'
import type { Receipt } from '../domain/receipt.ts'
import type { Inbound } from './inbound.ts'

/** Header lookup in any case, as Hono's `c.req.header` gives it. */
export type Headers = (name: string) => string | undefined

export type Verified = { ok: true } | { ok: false; reason: string }

/**
 * What a delivery says, in our words. A delivery that is verified and not understood is stored and
 * counted as ignored, so `ignored` is an answer and never an error.
 */
export type Translation = {
  /** The sender's own id for this delivery, the same on a redelivery. */
  deliveryId: string
  topic: string
  events: MerchantEvent[]
  /** Facts about the catalogue: which SKU an inventory item is. */
  items: { itemId: string; sku: string | null; title: string | null; imageUrl: string | null }[]
  /** Stock of an inventory item at a place; becomes `inventory.level` once its SKU is known. */
  levels: { itemId: string; location: string; available: number; at: string }[]
  privacy: PrivacyRequest | null
  ignored: string | null
}

export type PrivacyRequest =
  | { kind: 'data_request'; email: string | null; phone: string | null; orderIds: string[] }
  | { kind: 'redact_customer'; email: string | null; phone: string | null; orderIds: string[] }
  | { kind: 'redact_shop'; shop: string }

/** `ignored` says what was not understood, or is no word on delivery; without any address. */
export type ReadReceipts = { receipts: Receipt[]; ignored: string[] }

/** One outside that sends to us: pure functions of the raw body and its headers. */
export type Connector = {
  name: string
  /** How large a body may be, where it is more than elsewhere. */
  bodyMaxBytes?: number
  /** Over the raw bytes, in constant time; `url` is the address that the sender was given. */
  verify(raw: Uint8Array, headers: Headers, secret: string, now: Date, url?: string): Verified
  /** Throws DomainError('invalid') only where the sender must be told; else `ignored` says why. */
  translate(raw: string, headers: Headers): Translation
  /** Of those that bring what people write: it is read instead of being translated. */
  readMessage?(raw: Uint8Array, headers: Headers): Promise<Inbound>
  /** Of those that say what became of our messages; `query` is that of the address. */
  readReceipts?(raw: Uint8Array, query: URLSearchParams): ReadReceipts
  /** What the sender wants to hear, where JSON would be an error to it. */
  answer?(words: string | null): { body: string; type: string }
}
