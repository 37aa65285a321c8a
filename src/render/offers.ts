import type { NoticeFacts } from '../domain/message.ts'
import { type Day, type Line, toldDate, waitingQuantity } from '../domain/order.ts'
import type { DelayOffer } from '../domain/said.ts'
import { dayParams } from './changes.ts'
import { asChosen } from './chosen.ts'
import { formatTightDay } from './dates.ts'
import { clean } from './plain.ts'
import { dateState } from './portions.ts'
import type { Scene } from './scene.ts'
import { toSms } from './sms.ts'
import { waitKind } from './wait-kind.ts'

/** What one delay option says, in the order in which it is read; `item` only beside others. */
export type OfferWords = { item: string | null; words: string[] }

/** Lines that share an offer; it is then put once. `revisedOn` is null where the day has gone by. */
export type Offered = Omit<DelayOffer, 'lineId'> & { lines: Line[]; case: OfferCase }

/**
 * The cases of 16 CFR 435.2(b)(1): (ii) a date at most 30 days later, silence agrees; (iii) a later
 * one, silence cancels; and no date, where who agrees must hear that the way out stays open. Where
 * the date has come before the day on which silence cancels, it ships unasked if it is kept.
 */
export type OfferCase = 'consent' | 'cancel' | 'cancel_intime' | 'cancel_undated'

const OFFERS_MAX = 12
const REASON_MAX = 200
const ITEM_MAX = 48
const TEXT_OFFERS_MAX = 6
const TEXT_ITEM_MAX = 24

/** What silence ends comes first, and of it what ends first. */
export function offered({ facts, order, today }: Scene): Offered[] {
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const found = facts.offers.flatMap(({ lineId, ...offer }): Offered[] => {
    const ordered = byId.get(lineId)
    if (!ordered) return []
    const line = asChosen(order, ordered)
    const revisedOn = dateState(offer.revisedOn, today) === 'dated' ? offer.revisedOn : null
    const dated = { ...offer, revisedOn }
    return [{ ...dated, lines: [line], case: caseOf(dated) }]
  })
  const alike = Map.groupBy(found, (one) =>
    // What is here is late for another reason than what still has to come.
    [one.originalOn, one.revisedOn, one.case, one.until, isHere(one.lines)].join(' '),
  )
  return [...alike.values()]
    .map((members) => ({
      ...(members[0] as Offered),
      lines: members.flatMap(({ lines }) => lines),
    }))
    .sort((a, b) => rank(a).localeCompare(rank(b)))
}

const rank = ({ case: one, until }: Offered) => `${one === 'consent' ? 1 : 0} ${until}`

/** `told`: the message says elsewhere what the dates were and are, and a reason that all share. */
export function offerWords(
  offers: readonly Offered[],
  scene: Scene,
  { told, isOne = offers.length === 1 }: { told: boolean; isOne?: boolean },
): OfferWords[] {
  const isShared = told && sharedReason(offers, scene) !== null
  const shown = offers.slice(0, OFFERS_MAX)
  return shown.map((offer) => {
    const item = told ? scene.itemName(offer.lines, ITEM_MAX) : namesOf(offer.lines, scene)
    const params = { ...offerParams(offer, scene), n: offer.lines.length }
    const moved = offer.revisedOn ? 'offer.moved' : 'offer.undated'
    const isMoved = !told && wasShown(offer)
    return {
      item: isMoved || (isOne && (told || offer.lines.length === 1)) ? null : item,
      words: [
        ...(isMoved ? [scene.word(moved, { item, ...params })] : []),
        ...(isShared ? [] : [scene.word('common.why', { reason: reasonOf(offer.lines, scene) })]),
        scene.word(`offer.${offer.case}${isConfirmed(offer, scene) ? '_confirm' : ''}`, params),
      ],
    }
  })
}

/** Where the merchant confirms each end, nothing is cancelled "by itself". */
const isConfirmed = (offer: Offered, { merchant }: Scene) =>
  offer.case !== 'consent' && merchant.policy.expiry === 'confirm'

/** Where no list stands beside it: "Widget Pro and Moka pot", and no "1 more" that is left to guess. */
function namesOf(lines: readonly Line[], scene: Scene): string {
  if (lines.length > NAMES_MAX) return scene.itemName(lines, ITEM_MAX)
  const names = lines.map((line) => scene.itemName([line], ITEM_MAX))
  return new Intl.ListFormat(scene.locale, { type: 'conjunction' }).format(names)
}

const NAMES_MAX = 4

/** Else T is 30 days from the order, by the law: a day that nobody named to the reader. */
const wasShown = ({ lines, originalOn }: Offered) =>
  lines.every(({ backorder }) => backorder?.shownShipsBy === originalOn)

/**
 * As a text has room for it: what silence means, and of several offers each by its name. The first
 * word of a delay that silence ends says why, as the mail does (16 CFR 435.2(b)(1)).
 */
export function offerText(
  offers: readonly Offered[],
  scene: Scene,
  { isOne = offers.length === 1, isFirst = false }: { isOne?: boolean; isFirst?: boolean } = {},
): string | null {
  const [only] = offers
  if (!only) return null
  if (isOne) {
    const key = `sms.offer.${only.case}${isConfirmed(only, scene) ? '_confirm' : ''}`
    const words = scene.word(key, offerParams(only, scene))
    const isWhyOwed = isFirst && only.case !== 'consent'
    return isWhyOwed ? `${shortReason(only.lines, scene)} ${words}` : words
  }
  // Said before: where two parts do not hold them all, the first that ends is the one to know of.
  if (scene.isOneLink && !isFirst && only.case !== 'consent') {
    const first = offers.filter((one) => one.case !== 'consent' && one.until === only.until)
    const ending = first.flatMap(({ lines }) => lines)
    const item = scene.itemName(ending, TEXT_ITEM_MAX)
    return scene.word('sms.offer.more', { item, ...offerParams(only, scene) })
  }
  if (scene.isOneLink) return offersInShort(offers, scene, isFirst)
  return offers
    .slice(0, TEXT_OFFERS_MAX)
    .map((offer) => {
      const item = scene.itemName(offer.lines, TEXT_ITEM_MAX)
      return scene.word(`sms.offer.${offer.case}_item`, { item, ...offerParams(offer, scene) })
    })
    .join(' ')
}

/** Several in two parts: what silence means once, and below it each with its dates. */
function offersInShort(offers: readonly Offered[], ample: Scene, isFirst: boolean): string {
  const scene = {
    ...ample,
    short: (day: Day) => formatTightDay(day, ample.locale, ample.today),
  }
  const agreed = offers.filter((one) => one.case === 'consent')
  const ending = offers.filter((one) => one.case !== 'consent')
  const listOf = (some: readonly Offered[], nameOf: (offer: Offered) => string) =>
    some
      .slice(0, TEXT_OFFERS_MAX)
      .map((offer) =>
        scene.word(`sms.offers.${nameOf(offer)}`, {
          item: scene.itemName(offer.lines, TEXT_ITEM_MAX),
          ...offerParams(offer, scene),
        }),
      )
      .join(', ')
  const why = shortReason(
    ending.flatMap(({ lines }) => lines),
    scene,
  )
  const cancels = () => {
    const list = listOf(ending, ({ revisedOn }) => (revisedOn ? 'dated_until' : 'undated_until'))
    return scene.word('sms.offers.cancel', { list })
  }
  return [
    ...(isFirst && ending.length > 0 ? [why] : []),
    ...(ending.length > 0 ? [cancels()] : []),
    ...(agreed.length > 0
      ? [scene.word('sms.offers.consent', { list: listOf(agreed, () => 'dated') })]
      : []),
  ].join(' ')
}

/** The reason that all offers have, to be said once. */
export function sharedReason(offers: readonly Offered[], scene: Scene): string | null {
  const reasons = new Set(offers.map(({ lines }) => reasonOf(lines, scene)))
  return reasons.size === 1 ? ([...reasons][0] ?? null) : null
}

/** The reason for the delay, which the law wants said: what is known, else what its kind implies. */
function reasonOf(lines: readonly Line[], scene: Scene): string {
  const { word } = scene
  if (isChosen(lines, scene)) return word('why.preparing')
  const reason = statedReason(lines, scene)
  if (reason) return reason
  const moved = causeOf(lines, word)
  if (moved) return moved
  return word(isHere(lines) ? 'why.preparing' : `why.${waitKind(lines)}`)
}

function statedReason(lines: readonly Line[], { facts }: Pick<Scene, 'facts'>): string {
  const stated =
    (isHere(lines) ? null : facts.reason) ??
    lines.find(({ backorder }) => backorder?.reason)?.backorder?.reason
  return stated ? clean(stated, REASON_MAX) : ''
}

/** The merchant's words where they fit a text and do not double its parts, else what its kind implies. */
function shortReason(lines: readonly Line[], scene: Scene): string {
  if (isChosen(lines, scene)) return scene.word('sms.why.preparing')
  const stated = statedReason(lines, scene)
  if (stated && stated.length <= TEXT_REASON_MAX && toSms(stated).encoding === 'GSM-7')
    return /[.!?]$/.test(stated) ? stated : `${stated}.`
  return scene.word(`sms.why.${isHere(lines) ? 'preparing' : waitKind(lines)}`)
}

const TEXT_REASON_MAX = 40

/** Named by what was chosen instead: the reason was that of what had been ordered. */
const isChosen = (lines: readonly Line[], { order }: Scene) =>
  lines.some((line) => !order.lines.includes(line))

const isHere = (lines: readonly Line[]) => lines.every((line) => waitingQuantity(line) === 0)

/** What in the line for the item moved its date, where all of the lines have that one reason. */
export function causeOf(lines: readonly Line[], word: Scene['word']): string | null {
  const causes = new Set(lines.map(({ backorder }) => backorder?.history.at(-1)?.cause ?? 'joined'))
  const [cause] = causes
  return cause && cause !== 'joined' && causes.size === 1 ? word(`why.${cause}`) : null
}

export const offerParams = ({ originalOn, revisedOn, until }: Offered, scene: Scene) =>
  dayParams({ original: originalOn, revised: revisedOn, now: revisedOn, until }, scene)

/**
 * Old beside new, of what is offered and of what else moved with it. Where the facts say that the
 * reader had no date (T is then 30 days from the order), none is set beside the new one.
 */
export function offerDates(offers: readonly Offered[], scene: Scene): NoticeFacts['dates'] {
  const { dates } = scene.facts
  const moved = offers.flatMap(({ lines, originalOn, revisedOn }) =>
    lines.map((line) => {
      const stated = dates.find(({ lineId }) => lineId === line.id)
      const old = stated ? stated.old : (oldDay(line, revisedOn, scene) ?? originalOn)
      return { lineId: line.id, old, new: revisedOn }
    }),
  )
  const offered = new Set(moved.map(({ lineId }) => lineId))
  return [...moved, ...dates.filter(({ lineId }) => !offered.has(lineId))]
}

/** A day that is the new one already was told by the offer itself, and is no old one. */
function oldDay(line: Line, revisedOn: Day | null, { order }: Scene): Day | null {
  const told = toldDate(order, line.id) ?? null
  return told === revisedOn ? null : told
}

function caseOf({ silence, revisedOn, until }: Omit<DelayOffer, 'lineId'>): OfferCase {
  if (revisedOn === null) return 'cancel_undated'
  return silence === 'cancel' && revisedOn <= until ? 'cancel_intime' : silence
}
