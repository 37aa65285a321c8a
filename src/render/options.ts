import type { NoticeFacts } from '../domain/message.ts'
import { isZero, type Money } from '../domain/money.ts'
import { type SubstituteOption, waitingQuantity } from '../domain/order.ts'
import { type GoodsPicture, goodsPicture } from './goods-picture.ts'
import { formatMoney } from './money.ts'
import { clean, isolate } from './plain.ts'
import { type Scene, TITLE_MAX } from './scene.ts'

/** What may be had instead of a line, and what it costs more or less; null: nobody has said. */
export type Option = {
  title: string
  price: string | null
  picture: GoodsPicture | null
  /** Of several lines, before the first for each: what it is to be had in place of. */
  instead: string | null
}

const OPTIONS_MAX = 10
/** Beside what each of them is to be had in place of. */
const OPTIONS_OF_SEVERAL_MAX = 7

/**
 * What may be had in place of each line, so many in all, and of each as many as the others leave room
 * for: its page has the rest. With one line alone it need not be said of which.
 */
export function insteadOf(offers: NoticeFacts['substitutes'], scene: Scene): Option[] {
  const shown = offers.slice(0, LINES_MAX)
  const room = shown.length > 1 ? OPTIONS_OF_SEVERAL_MAX : OPTIONS_MAX
  const each = Math.max(1, Math.floor(room / Math.max(1, shown.length)))
  return shown.flatMap(({ lineId, options }) =>
    options.slice(0, each).map((option, at) => {
      const lines = scene.order.lines.filter(({ id }) => id === lineId)
      const isNamed = at === 0 && offers.length > 1 && lines.length > 0
      const item = isNamed ? scene.itemName(lines, INSTEAD_ITEM_MAX) : ''
      const instead = isNamed ? scene.word('option.instead', { item }) : null
      const isEach = lines.some((line) => waitingQuantity(line) > 1)
      return { ...optionOf(option, { scene, isEach }), instead }
    }),
  )
}

/** How many lines have no room in it: their page lists them. */
export const leftOut = (offers: NoticeFacts['substitutes']) =>
  Math.max(0, offers.length - LINES_MAX)

const LINES_MAX = 4
const INSTEAD_ITEM_MAX = 40

/** `isEach`: several of it are to be swapped, and what is told is the price of one. */
const optionOf = (
  option: SubstituteOption,
  { scene, isEach }: { scene: Scene; isEach: boolean },
): Omit<Option, 'instead'> => ({
  title: isolate(clean(option.title, TITLE_MAX) || clean(option.sku, TITLE_MAX)),
  price: option.priceDifference && priceWords(option.priceDifference, { scene, isEach }),
  picture: goodsPicture(shownOf(option, scene), scene),
})

/** What a message was planned with knows no pictures: those of the order as it is shown do. */
function shownOf({ picture, sku, imageUrl }: SubstituteOption, { order }: Scene) {
  const alike = () =>
    order.substitutes
      .flatMap(({ options }) => options)
      .find((one) => one.picture && one.sku === sku && one.imageUrl === imageUrl)
  return picture ?? alike()?.picture
}

function priceWords(
  difference: Money,
  { scene: { word, locale }, isEach }: { scene: Scene; isEach: boolean },
): string {
  if (isZero(difference)) return word('option.same')
  const isLess = difference.amount.startsWith('-')
  const amount = { ...difference, amount: difference.amount.replace(/^-/, '') }
  const price = word(isLess ? 'option.less' : 'option.more', {
    amount: formatMoney(amount, locale),
  })
  return isEach ? word('option.each', { price }) : price
}
