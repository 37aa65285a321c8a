import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { ConsoleAuth, ConsoleOptions } from '../../src/console/console-env.ts'
import { consoleRoutes } from '../../src/console/routes.tsx'
import { noContact } from '../../src/domain/contact.ts'
import { DomainError } from '../../src/domain/error.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { drawBrandPreview } from '../../src/http/brand-preview.ts'
import type { ConsoleOperations } from '../../src/operations/console-types.ts'
import { sampleOrder } from '../../src/operations/sample-order.ts'
import { aMerchant } from '../support/order-state.ts'
import * as sample from './sample.ts'
import { domain } from './sample-domain.ts'
import { feedback } from './sample-feedback.ts'
import { policyView } from './sample-policy.ts'
import { promises } from './sample-promises.ts'
import { suppressionSamples } from './sample-suppressions.ts'
import { templateSamples } from './sample-templates.ts'
import { webhooks } from './sample-webhooks.ts'

export const ORIGIN = 'http://127.0.0.1:8080'

/** Operations over the sample: m_1 has all of it, every other merchant nothing. */
export const sampleOperations: ConsoleOperations = {
  merchantsOf: async () => [sample.merchant, sample.otherMerchant],
  searchOrders: async (merchantId, { q, needsLook }) => {
    const rows = sample.rows.filter(
      ({ orderNumber, flags }) => orderNumber.includes(q) && (!needsLook || flags.length > 0),
    )
    return {
      rows: merchantId === 'm_1' ? rows : [],
      nextCursor: merchantId === 'm_1' && !q ? 'c_2' : null,
    }
  },
  loadSupportView: async (merchantId, orderId) => {
    const found = sample.views.get(orderId)
    if (merchantId !== 'm_1' || !found) throw notFound()
    return found
  },
  loadMessageView: async (merchantId, messageId) => {
    const found = [sample.message, sample.text].find((one) => one.messageId === messageId)
    if (merchantId !== 'm_1' || !found) throw notFound()
    return found
  },
  listOutbox: async (merchantId) => ({
    rows: merchantId === 'm_1' ? sample.outbox : [],
    nextCursor: null,
  }),
  listInquiries: async (merchantId) => ({
    rows: merchantId === 'm_1' ? sample.inquiries : [],
    nextCursor: null,
  }),
  listUndelivered: async (merchantId) => ({
    rows: merchantId === 'm_1' ? sample.undelivered : [],
    nextCursor: null,
  }),
  sendAgain: async () => {},
  ...suppressionSamples,
  ...templateSamples,
  readPromiseReport: async () => promises,
  listWebhooks: async (merchantId) =>
    merchantId === 'm_1' ? webhooks : { endpoints: [], parked: [], latest: [] },
  pingWebhook: async () => ({ delivered: true, detail: null }),
  replayWebhooks: async () => ({ replayed: 1 }),
  writeLetter: async () => {},
  makeEvidence: async (merchantId, orderId, kind) => {
    if (merchantId !== 'm_1' || !sample.views.has(orderId)) throw notFound()
    return { name: `evidence-1001.${kind}`, bytes: new TextEncoder().encode(kind) }
  },
  cancelOrder: async () => {},
  answerCancellation: async () => {},
  keepOrder: async () => {},
  closeInquiry: async () => {},
  reopenInquiry: async () => {},
  revokeLink: async () => {},
  readPolicy: async () => policyView,
  savePolicy: async () => {},
  readBrand: async () => ({ color: '#0b6e4f', logo: 'data:image/png;base64,AAAA' }),
  saveBrand: async () => {},
  sampleMail: async (_, { footer }) => `<!doctype html><p>${footer ?? 'a mail'}</p>`,
  keepLogo: async () => {},
  readDomain: async () => domain,
  nameDomain: async () => {},
  checkDomain: async () => {},
  readFeedbackReport: async () => feedback,
  sampleOrder: async (_, draft, state) => {
    const made = { ...aMerchant({ brand: draft }), policy: defaultPolicy() }
    const order = sampleOrder(made, state, sample.merchant.now)
    return { merchant: made, order, contact: noContact(), now: sample.merchant.now }
  },
}

/** Someone who has signed in, without a sign-in. */
export const signedInAuth: ConsoleAuth = {
  signIn: async () => ({ status: 'refused' }),
  signOut: async () => ({ cookies: [] }),
  requireMember: createMiddleware(async (c, next) => {
    c.set('user', { id: 'u_1', name: 'Sam Okafor', email: 'sam@example.test' })
    await next()
  }),
}

export function consoleApp(options: Partial<ConsoleOptions> = {}) {
  const routes = consoleRoutes({
    operations: sampleOperations,
    auth: signedInAuth,
    baseUrl: ORIGIN,
    clientAddress: () => '192.0.2.1',
    drawPreview: drawBrandPreview,
    onUnexpected: (error) => {
      throw error
    },
    ...options,
  })
  return new Hono().route('/console', routes)
}

const notFound = () => new DomainError('not_found', 'There is no such page')
