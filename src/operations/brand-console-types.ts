import type { Brand } from '../domain/brand.ts'
import type { Contact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'

/** What the page of the brand asks of the operations; types only, as beside it. */
export type BrandConsole = {
  readBrand(merchantId: string): Promise<Brand>
  /** Throws `conflict` where its domain is another's. */
  saveBrand(merchantId: string, brand: Brand): Promise<void>
  /** A made-up order in a state, of the shop as it would be dressed. Nothing is stored. */
  sampleOrder(merchantId: string, draft: Brand, state: SampleState): Promise<Sample>
}

export const SAMPLE_STATES = [
  'partially_shipped',
  'open',
  'shipped',
  'delivered',
  'cancelled',
] as const
export type SampleState = (typeof SAMPLE_STATES)[number]
export type Sample = { merchant: Merchant; order: OrderState; contact: Contact; now: Instant }
