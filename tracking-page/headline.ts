import type { OrderState } from '../src/domain/order.ts'
import { joinWeekdays } from './context.ts'

/** Longer ones are broken where there is room: held together they would push the line about. */
const TITLE_MAX = 20

/**
 * The sentence as it is set, large: a short name ("Widget Pro") stays on one line, as a range of
 * days does, for at this size every line holds only three or four words.
 */
export function headline(sentence: string, { lines }: OrderState): string {
  const title = lines.map((line) => line.title).find((one) => sentence.includes(one))
  const isShort = title !== undefined && title.length <= TITLE_MAX
  const held = isShort ? sentence.replace(title, () => title.replaceAll(' ', '\u00a0')) : sentence
  return joinWeekdays(held)
}
