import type { MailedNoticeKind } from '../../domain/merchant-notice.ts'
import { isZero } from '../../domain/money.ts'
import type { CancelActor } from '../../domain/order.ts'
import type { NoticeScene, NoticeWords } from '../notify.ts'

/** All that a mail to the merchant says in one language; none of it can be left out. */
export type NoticeLanguage = {
  kinds: Record<MailedNoticeKind, (scene: NoticeScene) => NoticeWords>
  actors: Record<CancelActor, string>
  reasonGiven: (reason: string) => string
  signature: (merchant: string) => string
}

/** A refund that was asked for and is not due any more: it has shipped. */
export const isVoid = ({ notice: { facts } }: NoticeScene) =>
  facts.refund?.amount != null && isZero(facts.refund.amount)

/** Money was taken: of an order that is authorized only, there is none to send back. */
export const isCharged = ({ order }: NoticeScene) =>
  order === null || order.paymentStatus === 'paid'

/** Whoever can be reached by no channel was told nothing of it. */
export const isReached = ({ notice: { facts } }: NoticeScene) => facts.isUnreached !== true

/** By its name where the offer gave one, else by its SKU. */
export function titleOf({ order, notice: { facts } }: NoticeScene, another: string): string {
  const options = order?.substitutes.flatMap((one) => one.options) ?? []
  return options.find((option) => option.sku === facts.chosen)?.title ?? facts.chosen ?? another
}
