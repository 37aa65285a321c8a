import type { Day, Line } from '../domain/order.ts'
import { formatTightDay } from './dates.ts'
import { isConfirmed, isPartly, type Offered, offerParams, wordOf } from './offers.ts'
import { shortReason } from './reasons.ts'
import type { Scene } from './scene.ts'
import { openUnits } from './units.ts'
import type { Params } from './words.ts'

const TEXT_OFFERS_MAX = 6
const TEXT_ITEM_MAX = 24

/**
 * `dated`: lines whose date, or that there is none, stands in the text already: not said twice.
 * `isDateOwed`: nothing before it speaks of the wait, so the date is said even where there is little
 * room. `isNamed`: the sentence before it names all that has not left already. `just`: the lines that
 * the sentence before it is of, and of no others.
 */
type Saying = {
  isOne?: boolean
  isNamed?: boolean
  isFirst?: boolean
  dated?: readonly string[]
  isDateOwed?: boolean
  just?: readonly string[]
}

/**
 * As a text has room for it: what silence means, and of several offers each by its name. The first
 * word of a delay that silence ends says why, as the mail does (16 CFR 435.2(b)(1)). `isOne` only
 * where the sentence before it names all that is offered, and says its date: it is "it" here.
 */
export function offerText(
  offers: readonly Offered[],
  scene: Scene,
  {
    isOne = offers.length === 1,
    isFirst = false,
    dated = [],
    isDateOwed = false,
    isNamed = false,
    just = [],
  }: Saying = {},
): string | null {
  const [only] = offers
  if (!only) return null
  if (isOne) {
    const params = { ...offerParams(only, scene), n: only.lines.length }
    const words = endInText(only, params, scene, isNamed)
    const isWhyOwed = isFirst && only.case !== 'consent'
    return isWhyOwed ? `${shortReason(only.lines, scene)} ${words}` : words
  }
  // Said before: where two parts do not hold them all, the first that ends is the one to know of.
  if (isFirstEndAlone(offers, scene, isFirst)) {
    const alike = endingWith(only, offers)
    const ending = alike.flatMap(({ lines }) => lines)
    const isDated = isDateOwed && alike.length === 1
    const params = { ...offerParams(only, scene), n: ending.length }
    const isJustNamed = alike.length === 1 && isSame(idsOf(only), just)
    const item = scene.itemName(ending, TEXT_ITEM_MAX, isDated ? undefined : openUnits)
    const words = isJustNamed
      ? endInText(only, params, scene, isNamed)
      : scene.word(isDated ? withDate(only, scene) : withoutDate(only, scene), { ...params, item })
    // Its reader was told of the others, and is not to take them for safe.
    const isAll = offers.every((one) => one.case === 'consent' || alike.includes(one))
    return isAll ? words : `${words} ${scene.word('sms.list.page')}`
  }
  if (scene.isOneLink) return offersInShort(offers, scene, isFirst)
  const say = (offer: Offered) => {
    const isDated = offer.lines.every(({ id }) => dated.includes(id))
    const key = isDated ? withoutDate(offer, scene) : withDate(offer, scene)
    const item = scene.itemName(offer.lines, TEXT_ITEM_MAX, isDated ? openUnits : undefined)
    return scene.word(key, { item, n: offer.lines.length, ...offerParams(offer, scene) })
  }
  const some = inRoom(offers, scene)
  const { agreed, ending } = byEnding(some)
  const words = [...ending.map(say), ...whyOfEnds(some, scene, isFirst), ...agreed.map(say)]
  return [...words, ...restOf(some, offers, scene)].join(' ')
}

/** The sentence before it may be of what waits of a line, and not of what has come: both end. */
function endInText(offer: Offered, params: Params, scene: Scene, isNamed: boolean): string {
  const text = scene.word(`sms.offer.${wordOf(offer, scene)}`, params)
  if (isNamed || !isPartly(offer.lines, scene)) return text
  const label = scene.itemName(offer.lines, TEXT_ITEM_MAX, openUnits)
  return scene.word('common.labelled', { label, text })
}

/** What a text has room for: of a few, those that silence ends. The others follow by themselves. */
function inRoom(offers: readonly Offered[], { most }: Pick<Scene, 'most'>): readonly Offered[] {
  if (most === undefined) return offers.slice(0, TEXT_OFFERS_MAX)
  const { agreed, ending } = byEnding(offers)
  return [...ending, ...agreed].slice(0, most)
}

const restOf = (some: readonly Offered[], all: readonly Offered[], scene: Scene) =>
  scene.most !== undefined && some.length < all.length ? [scene.word('sms.list.rest')] : []

/** What silence ends stands first, and why right after it: "its stock" is that of what was named last. */
const byEnding = (offers: readonly Offered[]) => ({
  agreed: offers.filter((one) => one.case === 'consent'),
  ending: offers.filter((one) => one.case !== 'consent'),
})

const withDate = (offer: Offered, scene: Scene) =>
  `sms.offer.${offer.case}_item${isConfirmed(offer, scene) ? '_confirm' : ''}`

/** What silence means, of what has its date in the sentence before. */
function withoutDate(offer: Offered, scene: Scene): string {
  if (offer.case === 'consent') return 'sms.offer.agreed'
  return `sms.offer.more${isConfirmed(offer, scene) ? '_confirm' : ''}`
}

const isFirstEndAlone = (
  [only]: readonly Offered[],
  { isOneLink }: Pick<Scene, 'isOneLink'>,
  isFirst: boolean,
) => isOneLink === true && !isFirst && only !== undefined && only.case !== 'consent'

const endingWith = ({ until }: Offered, offers: readonly Offered[]) =>
  offers.filter((one) => one.case !== 'consent' && one.until === until)

/** The reason for what silence ends, where it is told for the first time (16 CFR 435.2(b)(1)). */
function whyOfEnds(offers: readonly Offered[], scene: Scene, isFirst: boolean): string[] {
  const ending = offers.filter((one) => one.case !== 'consent').flatMap(({ lines }) => lines)
  return isFirst && ending.length > 0 ? [shortReason(ending, scene)] : []
}

/** The lines that `offerText` speaks of: what it has no room for is not offered by it. */
export function offersNamed(
  offers: readonly Offered[],
  scene: Pick<Scene, 'isOneLink' | 'most'>,
  { isFirst = false }: { isFirst?: boolean } = {},
): string[] {
  const [only] = offers
  const said =
    only && isFirstEndAlone(offers, scene, isFirst)
      ? endingWith(only, offers)
      : inRoom(offers, scene)
  return said.flatMap(idsOf)
}

/** The lines of which `offerText` itself says the date, or that there is none. */
export function offersDated(
  offers: readonly Offered[],
  scene: Pick<Scene, 'isOneLink' | 'most'>,
  { isOne = offers.length === 1, isFirst = false, dated = [], isDateOwed = false }: Saying = {},
): string[] {
  const [only] = offers
  if (isOne || !only) return []
  if (isFirstEndAlone(offers, scene, isFirst))
    return isDateOwed && endingWith(only, offers).length === 1 ? idsOf(only) : []
  const said = offersNamed(offers, scene, { isFirst })
  return scene.isOneLink ? said : said.filter((id) => !dated.includes(id))
}

/** Whether an offer is for these lines and for no other: then no word has to say which is meant. */
export const isForAll = (offers: readonly Offered[], lines: readonly Line[]): boolean =>
  offers.length === 1 &&
  offers[0]?.lines.length === lines.length &&
  offers[0].lines.every(({ id }) => lines.some((line) => line.id === id))

const isSame = (ids: readonly string[], others: readonly string[]) =>
  ids.length === others.length && ids.every((id) => others.includes(id))

const idsOf = ({ lines }: Offered) => lines.map(({ id }) => id)

/** Several in two parts: what silence means once, and below it each with its dates. */
function offersInShort(offers: readonly Offered[], ample: Scene, isFirst: boolean): string {
  const scene = {
    ...ample,
    short: (day: Day) => formatTightDay(day, ample.locale, ample.today),
  }
  const shown = inRoom(offers, ample)
  const { agreed, ending } = byEnding(shown)
  const listOf = (some: readonly Offered[], nameOf: (offer: Offered) => string) =>
    some
      .map((offer) =>
        scene.word(`sms.offers.${nameOf(offer)}`, {
          item: scene.itemName(offer.lines, TEXT_ITEM_MAX),
          ...offerParams(offer, scene),
        }),
      )
      .join(', ')
  const cancels = () => {
    const list = listOf(ending, ({ revisedOn }) => (revisedOn ? 'dated_until' : 'undated_until'))
    const isAsked = ending.some((offer) => isConfirmed(offer, scene))
    return scene.word(`sms.offers.cancel${isAsked ? '_confirm' : ''}`, { list })
  }
  return [
    ...(ending.length > 0 ? [cancels()] : []),
    ...whyOfEnds(shown, scene, isFirst),
    ...(agreed.length > 0
      ? [scene.word('sms.offers.consent', { list: listOf(agreed, () => 'dated') })]
      : []),
    ...restOf(shown, offers, scene),
  ].join(' ')
}
