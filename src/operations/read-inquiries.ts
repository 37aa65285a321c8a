import { listOpenInquiries, listOrderInquiries, type Question } from '../db/inquiries.ts'
import { findOrderNumbers } from '../db/orders.ts'
import { answerDueAt } from '../domain/inquiry.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Inquiry } from '../domain/order.ts'
import type { Policy } from '../domain/policy.ts'
import type { InquiryRow, QuestionView } from './console-types.ts'
import { type PageOf, readCursor, writeCursor } from './read-orders.ts'
import type { Services } from './services.ts'

/** What customers asked of an order, oldest first, with the words; `known` says which were closed. */
export async function questionsOf(
  { read }: Services,
  { id: merchantId, policy }: Merchant,
  orderId: string,
  known: readonly Inquiry[] = [],
): Promise<QuestionView[]> {
  const closed = new Set(known.filter((one) => one.closed).map(({ inquiryId }) => inquiryId))
  const asked = await listOrderInquiries(read, merchantId, orderId)
  return asked.map((question) => ({
    ...toView(question, policy),
    isClosed: closed.has(question.id),
  }))
}

/** What nobody has answered yet, the next to run out of time first. */
export async function listInquiries(
  { read }: Services,
  { id: merchantId, policy }: Merchant,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<PageOf<InquiryRow>> {
  const after = cursor ? readCursor(cursor) : null
  const questions = await listOpenInquiries(read, merchantId, after, limit + 1)
  const page = questions.slice(0, limit)
  const last = questions.length > limit ? page.at(-1) : undefined
  const ids = [...new Set(page.map(({ orderId }) => orderId))]
  const numbers = await findOrderNumbers(read, merchantId, ids)
  return {
    rows: page.map((question) => ({
      ...toView(question, policy),
      orderId: question.orderId,
      orderNumber: numbers.get(question.orderId) ?? question.orderId,
    })),
    nextCursor: last ? writeCursor([last.receivedAt, last.id]) : null,
  }
}

const toView = (question: Question, policy: Policy): QuestionView => ({
  inquiryId: question.id,
  via: question.via,
  from: question.from,
  subject: question.subject,
  text: question.text,
  attachments: question.attachments,
  receivedAt: question.receivedAt,
  answeredAt: question.answeredAt,
  isClosed: false,
  answerDueAt: answerDueAt(question.receivedAt, policy),
})
