import type { Brand } from '../domain/brand.ts'
import type { Contact } from '../domain/contact.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import type { FeedbackReport } from './read-feedback-report.ts'

/** What the page of the brand asks of the operations; types only, as beside it. */
export type BrandConsole = {
  readBrand(merchantId: string): Promise<Brand>
  /** Throws `conflict` where its domain is another's. */
  saveBrand(merchantId: string, brand: Brand): Promise<void>
  /** A file as the logo, or none; throws `invalid` where it is no picture that can be drawn. */
  keepLogo(merchantId: string, file: Uint8Array | null): Promise<void>
  readDomain(merchantId: string): Promise<DomainView | null>
  /** Throws `invalid` where it is no domain, and `conflict` where it is another's. */
  nameDomain(merchantId: string, domain: string | null): Promise<void>
  /** Asks the world; throws `conflict` where it is another's by now. */
  checkDomain(merchantId: string): Promise<void>
  /** What customers answered to "did it come when we said". */
  readFeedbackReport(
    merchantId: string,
    input: { by: FeedbackReport['by'] },
  ): Promise<FeedbackReport>
  /** A made-up order in a state, of the shop as it would be dressed. Nothing is stored. */
  sampleOrder(merchantId: string, draft: Brand, state: SampleState): Promise<Sample>
  /** The mail that says it has come into that state, as HTML. */
  sampleMail(merchantId: string, draft: Brand, state: SampleState): Promise<string>
}

/** A merchant's own domain; `hasTarget`: this installation has a name that it can lead to. */
export type DomainView = {
  domain: string
  state: 'pending' | 'proven'
  reason: string | null
  checkedAt: Instant | null
  records: { type: 'CNAME' | 'TXT'; name: string; value: string }[]
  hasTarget: boolean
}
export type { FeedbackReport }

export const SAMPLE_STATES = [
  'partially_shipped',
  'open',
  'shipped',
  'delivered',
  'cancelled',
] as const
export type SampleState = (typeof SAMPLE_STATES)[number]
export type Sample = { merchant: Merchant; order: OrderState; contact: Contact; now: Instant }
