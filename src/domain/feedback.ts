import { type OrderState, orderStatus } from './order.ts'

/** Did it come when we said: from not at all to exactly. */
export const SCORES = [1, 2, 3, 4, 5] as const
export type Score = (typeof SCORES)[number]

export const toScore = (text: string | null): Score | null =>
  SCORES.find((score) => String(score) === text) ?? null

/** Asked once all of it has come, and answered once: an answer of today must not change last week's. */
export const mayRate = (order: OrderState): boolean =>
  orderStatus(order) === 'delivered' && order.shipments.length > 0 && !order.feedback
