import { isZero, type Money } from '../domain/money.ts'
import type { SubstituteOption } from '../domain/order.ts'
import { type GoodsPicture, goodsPicture } from './goods-picture.ts'
import { formatMoney } from './money.ts'
import { clean, isolate } from './plain.ts'
import { type Scene, TITLE_MAX } from './scene.ts'

/** What may be had instead of a line, and what it costs more or less; null: nobody has said. */
export type Option = { title: string; price: string | null; picture: GoodsPicture | null }

const OPTIONS_MAX = 10

export const optionsOf = (options: readonly SubstituteOption[], scene: Scene): Option[] =>
  options.slice(0, OPTIONS_MAX).map((option) => ({
    title: isolate(clean(option.title, TITLE_MAX) || clean(option.sku, TITLE_MAX)),
    price: option.priceDifference && priceWords(option.priceDifference, scene),
    picture: goodsPicture(shownOf(option, scene), scene),
  }))

/** What a message was planned with knows no pictures: those of the order as it is shown do. */
function shownOf({ picture, sku, imageUrl }: SubstituteOption, { order }: Scene) {
  const alike = () =>
    order.substitutes
      .flatMap(({ options }) => options)
      .find((one) => one.picture && one.sku === sku && one.imageUrl === imageUrl)
  return picture ?? alike()?.picture
}

function priceWords(difference: Money, { word, locale }: Scene): string {
  if (isZero(difference)) return word('option.same')
  const isLess = difference.amount.startsWith('-')
  const amount = { ...difference, amount: difference.amount.replace(/^-/, '') }
  return word(isLess ? 'option.less' : 'option.more', { amount: formatMoney(amount, locale) })
}
