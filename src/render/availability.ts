import type { Availability } from '../domain/availability.ts'
import type { Day } from '../domain/order.ts'
import { AVAILABILITY_WORDS } from './availability-words.ts'
import { formatDay } from './dates.ts'
import { formatEstimate } from './estimate.ts'
import { chooseLocale, languageOf } from './locale.ts'

const LANGUAGES: ReadonlySet<string> = new Set(Object.keys(AVAILABILITY_WORDS))

/** The language of a shop's page, as far as we have words for it: asked for, else the merchant's. */
export const availabilityLocale = (asked: string | null, merchants: string): string =>
  chooseLocale([asked, merchants], LANGUAGES)

/** The line of a product page, with the words that its delivery range is told in. */
export function availabilityTexts(
  { state, shipsBy, delivery }: Availability,
  { locale, today }: { locale: string; today: Day },
): { text: string | null; delivery: string | null } {
  const words = AVAILABILITY_WORDS[languageOf(locale)] ?? AVAILABILITY_WORDS.en
  if (!words || state === 'unknown') return { text: null, delivery: null }

  const day = shipsBy && formatDay(shipsBy, locale, 'long', today)
  return {
    text: state === 'in_stock' ? words.inStock : words[state](day),
    delivery: delivery && words.delivery(formatEstimate(delivery, locale, today)),
  }
}
