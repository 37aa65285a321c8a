import { noContact } from '../domain/contact.ts'
import { DomainError } from '../domain/error.ts'
import type { MessageKind } from '../domain/message.ts'
import { isDomainName, ownDomain } from '../domain/own-domain.ts'
import { renderMail } from '../render/message.ts'
import type { BrandConsole, DomainView, SampleState } from './brand-console-types.ts'
import { keepLogo } from './keep-logo.ts'
import { loadMerchant } from './merchants.ts'
import { checkOwnDomain, nameDomain, readOwnDomain } from './own-domain.ts'
import { readFeedbackReport } from './read-feedback-report.ts'
import { sampleOrder } from './sample-order.ts'
import type { Services } from './services.ts'
import { putBrand } from './settings.ts'
import { sampleMessage } from './template-samples.ts'

export function brandConsole(services: Services): BrandConsole {
  return {
    readBrand: async (merchantId) => (await loadMerchant(services, merchantId)).brand,
    async saveBrand(merchantId, brand) {
      await putBrand(services, await loadMerchant(services, merchantId), brand)
    },
    async keepLogo(merchantId, file) {
      await keepLogo(services, merchantId, file)
    },
    readDomain: (merchantId) => domainView(services, merchantId),
    async nameDomain(merchantId, text) {
      await nameDomain(services, merchantId, readDomain(text))
    },
    async checkDomain(merchantId) {
      await checkOwnDomain(services, await loadMerchant(services, merchantId))
    },
    readFeedbackReport: (merchantId, { by }) =>
      readFeedbackReport(services, merchantId, { by, from: null, to: null }),
    async sampleOrder(merchantId, draft, state) {
      const merchant = { ...(await loadMerchant(services, merchantId)), brand: draft }
      const now = services.clock.now().toISOString()
      const contact = { ...noContact(), name: 'Ada Park', email: 'ada@example.com' }
      return { merchant, order: sampleOrder(merchant, state, now), contact, now }
    },
    async sampleMail(merchantId, draft, state) {
      const merchant = { ...(await loadMerchant(services, merchantId)), brand: draft }
      const now = services.clock.now().toISOString()
      const { baseUrl, templates } = services
      const about = { kind: MAILS[state], locale: merchant.locale, baseUrl, now }
      return renderMail(templates, sampleMessage(merchant, about)).html ?? ''
    },
  }
}

/** What is said as an order comes into a state. */
const MAILS = {
  open: 'backorder_confirmed',
  partially_shipped: 'partially_shipped',
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'order_cancelled',
} as const satisfies Record<SampleState, MessageKind>

async function domainView(services: Services, merchantId: string): Promise<DomainView | null> {
  const found = await readOwnDomain(services, await loadMerchant(services, merchantId))
  if (!found) return null
  const { domain, state, reason, checkedAt, record, target } = found
  const hasTarget = isDomainName(target)
  const leads = { type: 'CNAME' as const, name: domain, value: target }
  const records = hasTarget ? [leads, record] : [record]
  return { domain, state, reason, checkedAt, records, hasTarget }
}

function readDomain(text: string | null): string | null {
  if (text === null) return null
  const parsed = ownDomain.safeParse(text)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', `${text} is not a domain like "track.shop.com"`)
}
