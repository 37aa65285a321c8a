import { lastWholeDay } from '../domain/deadline.ts'
import type { MessageKind, NoticeFacts } from '../domain/message.ts'
import { type Day, type Line, openQuantity, toldDate } from '../domain/order.ts'
import type { DelayOffer } from '../domain/said.ts'
import { unitsInWait } from '../domain/wait-units.ts'
import { dayParams } from './changes.ts'
import { asChosen } from './chosen.ts'
import { dateState } from './portions.ts'
import { isHere, namesOf, reasonOf } from './reasons.ts'
import type { Scene } from './scene.ts'

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
const ITEM_MAX = 48

/** What silence ends comes first, and of it what ends first. */
export function offered(scene: Scene): Offered[] {
  const { facts, order, today } = scene
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const found = facts.offers.flatMap(({ lineId, ...offer }): Offered[] => {
    const ordered = byId.get(lineId)
    if (!ordered) return []
    const line = asChosen(order, ordered)
    const revisedOn = dateState(offer.revisedOn, today) === 'dated' ? offer.revisedOn : null
    const dated = { ...offer, revisedOn }
    const until = offer.silence === 'cancel' ? answerDay(offer.until, scene) : offer.until
    return [{ ...dated, until, lines: [line], case: caseOf(dated) }]
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

/** An answer may take all of the day that is named. */
const answerDay = (until: Day, { merchant, delivery, now }: Scene): Day =>
  lastWholeDay(until, { zone: delivery.readerZone, merchantZone: merchant.timeZone, now })

const rank = ({ case: one, until }: Offered) => `${one === 'consent' ? 1 : 0} ${until}`

/**
 * `told`: the message says elsewhere what the dates were and are, and a reason that all share.
 * `isAgain`: the offer was put before, and is only said again: with why, for the law wants it said
 * and the mail of weeks ago is not at hand, but where the message says a reason of its own, or what it
 * says of the order is the whole reason: that it is still being prepared.
 */
type Told = { told: boolean; isOne?: boolean; isAgain?: boolean }

export function offerWords(
  offers: readonly Offered[],
  scene: Scene,
  { told, isOne = offers.length === 1, isAgain = false }: Told,
): OfferWords[] {
  const isShared = told && sharedReason(offers, scene) !== null
  const shown = offers.slice(0, OFFERS_MAX)
  const alike = Map.groupBy(shown, (offer) => sentenceOf(offer, scene))
  return shown.flatMap((offer) => {
    const params = { ...offerParams(offer, scene), n: offer.lines.length }
    const moved = offer.revisedOn ? 'offer.moved' : 'offer.undated'
    const isMoved = !told && wasShown(offer)
    const same = alike.get(sentenceOf(offer, scene)) ?? []
    const names = namesOf(offer.lines, scene)
    const item = told ? scene.itemName(offer.lines, ITEM_MAX) : names
    const own = [
      ...(isMoved ? [scene.word(moved, { ...params, item: names })] : []),
      ...((isAgain ? isReasonSaid(offer.lines, scene) : isShared)
        ? []
        : [scene.word('common.why', { reason: reasonOf(offer.lines, scene) })]),
    ]
    const isNamed = !isMoved && !(isOne && (told || offer.lines.length === 1))
    const label = isNamed ? item : null
    if (same.length < 2) return [{ item: label, words: [...own, endOf([offer], scene)] }]
    return [
      ...(own.length > 0 ? [{ item: label, words: own }] : []),
      // What they share is said once, below the last of them.
      ...(same.at(-1) === offer
        ? [{ item: namesOf(linesOf(same), scene), words: [endOf(same, scene)] }]
        : []),
    ]
  })
}

const isReasonSaid = (lines: readonly Line[], scene: Scene): boolean =>
  scene.facts.reason !== null ||
  (SAY_PREPARED.has(scene.kind) &&
    reasonOf(lines, scene) === scene.word('why.preparing', { n: lines.length }))

/** Of what is here they are about nothing else. */
const SAY_PREPARED: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_update',
  'backorder_update',
])

/** Offers of which silence means the same, by the same days. */
const sentenceOf = (offer: Offered, scene: Scene) =>
  [wordOf(offer, scene), offer.revisedOn, offer.until].join(' ')

/** What silence means for offers that say it alike, and what it ends beside those that are named. */
function endOf(offers: readonly Offered[], scene: Scene): string {
  const [first] = offers as readonly [Offered, ...Offered[]]
  const lines = linesOf(offers)
  const params = { ...offerParams(first, scene), n: lines.length }
  const end = scene.word(`offer.${wordOf(first, scene)}`, params)
  const { all, here } = takenUnits(lines, scene)
  const isOfAll = first.case === 'consent' || here === 0
  return isOfAll ? end : `${end} ${scene.word('offer.takes', { all, n: here })}`
}

/** A line ends whole, though the date is that of its units which wait. */
function takenUnits(lines: readonly Line[], { rules }: Pick<Scene, 'rules'>) {
  const all = lines.map(openQuantity).reduce((a, b) => a + b, 0)
  const waiting = lines.map((line) => unitsInWait(line, rules.split)).reduce((a, b) => a + b, 0)
  return { all, here: all - waiting }
}

const linesOf = (offers: readonly Offered[]) => offers.flatMap(({ lines }) => lines)

/** Whose end the merchant confirms is not cancelled "by itself"; what was refunded is not once more. */
export function wordOf(offer: Offered, scene: Scene): string {
  const { paidBack = [] } = scene.facts
  const paid = offer.lines.every(({ id }) => paidBack.includes(id)) ? '_paid' : ''
  return `${offer.case}${isConfirmed(offer, scene) ? '_confirm' : ''}${paid}`
}

/** Where the merchant confirms each end, nothing is cancelled "by itself". */
export const isConfirmed = (offer: Offered, { merchant }: Scene) =>
  offer.case !== 'consent' && merchant.policy.expiry === 'confirm'

/** One offer for all that is open: only then nobody has to be told which of it is meant. */
export function isOnlyOne(offers: readonly Offered[], { order, rules }: Scene): boolean {
  const open = order.lines.filter((line) => openQuantity(line) > 0)
  return (
    !isPartly(open, { rules }) && offers.length === 1 && offers[0]?.lines.length === open.length
  )
}

/** Some of it is here, and the date that moved is that of the others. */
export const isPartly = (lines: readonly Line[], { rules }: Pick<Scene, 'rules'>): boolean =>
  lines.some((line) => unitsInWait(line, rules.split) < openQuantity(line))

/** Else T is 30 days from the order, by the law: a day that nobody named to the reader. */
const wasShown = ({ lines, originalOn }: Offered) =>
  lines.every(({ backorder }) => backorder?.shownShipsBy === originalOn)

/** The reason that all offers have, to be said once. */
export function sharedReason(offers: readonly Offered[], scene: Scene): string | null {
  const n = linesOf(offers).length
  const reasons = new Set(offers.map(({ lines }) => reasonOf(lines, scene, n)))
  return reasons.size === 1 ? ([...reasons][0] ?? null) : null
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
      const stated = dates.find(({ lineId, came }) => lineId === line.id && !came)
      const old = stated ? stated.old : (oldDay(line, revisedOn, scene) ?? originalOn)
      return { lineId: line.id, old, new: revisedOn }
    }),
  )
  const offered = new Set(moved.map(({ lineId }) => lineId))
  return [...moved, ...dates.filter(({ lineId, came }) => came || !offered.has(lineId))]
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
