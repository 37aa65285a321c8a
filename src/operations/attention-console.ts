import { DomainError } from '../domain/error.ts'
import { answerDelay } from './answer-delay.ts'
import { readAttention } from './attention.ts'
import type { AttentionConsole } from './attention-console-types.ts'
import { answerCancellation } from './cancel-order.ts'
import { closeInquiry, reopenInquiry } from './close-inquiry.ts'
import { loadMerchant } from './merchants.ts'
import { loadRecord } from './read-orders.ts'
import type { Services } from './services.ts'

/** What support does about an order that waits for a person. */
export const attentionConsole = (services: Services): AttentionConsole => ({
  async answerCancellation(merchantId, orderId, { answer, reason, by, about }) {
    const merchant = await loadMerchant(services, merchantId)
    const act = { answer, reason, actor: by, about }
    await answerCancellation(services, merchant, orderId, act)
  },
  async keepOrder(merchantId, orderId, by) {
    const merchant = await loadMerchant(services, merchantId)
    const record = await loadRecord(services, merchant, orderId)
    const { heldEnd } = await readAttention(services, merchant, record)
    if (!heldEnd || heldEnd.keepable.length === 0) throw new DomainError('conflict', NO_OFFER)
    const lines = heldEnd.keepable
    const answer = { answer: 'keep', offer: null, lines } as const
    await answerDelay(services, merchant, orderId, { ...answer, by: 'support', actor: by })
  },
  async closeInquiry(merchantId, orderId, inquiryId, by) {
    const merchant = await loadMerchant(services, merchantId)
    await closeInquiry(services, merchant, orderId, { inquiryId, actor: by })
  },
  async reopenInquiry(merchantId, orderId, inquiryId, by) {
    const merchant = await loadMerchant(services, merchantId)
    await reopenInquiry(services, merchant, orderId, { inquiryId, actor: by })
  },
})

const NO_OFFER = 'Nothing that the customer could agree to stands open any more'
