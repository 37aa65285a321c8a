import { lastWholeDay } from '../domain/deadline.ts'
import type { NoticeFacts } from '../domain/message.ts'
import { type Day, type Line, openQuantity, toldDate, waitingQuantity } from '../domain/order.ts'
import type { DelayOffer } from '../domain/said.ts'
import { heldWith } from '../domain/said-date.ts'
import { unitsInWait } from '../domain/wait-units.ts'
import { dayParams } from './changes.ts'
import { asChosen } from './chosen.ts'
import { clean } from './plain.ts'
import { dateState } from './portions.ts'
import type { Scene } from './scene.ts'
import { toSms } from './sms.ts'
import { openUnits, type Units } from './units.ts'
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
 * and the mail of weeks ago is not at hand, but where the message says a reason of its own.
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
      ...((isAgain ? scene.facts.reason !== null : isShared)
        ? []
        : [scene.word('common.why', { reason: reasonOf(offer.lines, scene) })]),
    ]
    const isNamed = !isMoved && !(isOne && (told || offer.lines.length === 1))
    const label = isNamed ? item : null
    if (same.length < 2 && !isPartly(offer.lines, scene))
      return [{ item: label, words: [...own, endOf([offer], scene)] }]
    return [
      ...(own.length > 0 ? [{ item: label, words: own }] : []),
      // What they share is said once, below the last of them; and of a line it ends all that is left.
      ...(same.at(-1) === offer
        ? [{ item: namesOf(linesOf(same), scene, openUnits), words: [endOf(same, scene)] }]
        : []),
    ]
  })
}

/** Offers of which silence means the same, by the same days. */
const sentenceOf = (offer: Offered, scene: Scene) =>
  [wordOf(offer, scene), offer.revisedOn, offer.until].join(' ')

/** What silence means for offers that say it alike. */
function endOf(offers: readonly Offered[], scene: Scene): string {
  const [first] = offers as readonly [Offered, ...Offered[]]
  const lines = linesOf(offers)
  const params = { ...offerParams(first, scene), n: lines.length }
  return scene.word(`offer.${wordOf(first, scene)}`, params)
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

/** Where no list stands beside it: "Widget Pro and Moka pot", and no "1 more" that is left to guess. */
function namesOf(lines: readonly Line[], scene: Scene, units?: Units): string {
  if (lines.length > NAMES_MAX) return scene.itemName(lines, ITEM_MAX, units)
  const names = lines.map((line) => scene.itemName([line], ITEM_MAX, units))
  return new Intl.ListFormat(scene.locale, { type: 'conjunction' }).format(names)
}

const NAMES_MAX = 4

/** Else T is 30 days from the order, by the law: a day that nobody named to the reader. */
const wasShown = ({ lines, originalOn }: Offered) =>
  lines.every(({ backorder }) => backorder?.shownShipsBy === originalOn)

/** The reason that all offers have, to be said once. */
export function sharedReason(offers: readonly Offered[], scene: Scene): string | null {
  const n = linesOf(offers).length
  const reasons = new Set(offers.map(({ lines }) => reasonOf(lines, scene, n)))
  return reasons.size === 1 ? ([...reasons][0] ?? null) : null
}

/** The reason for the delay, which the law wants said: what is known, else what its kind implies. */
const reasonOf = (lines: readonly Line[], scene: Scene, n = lines.length): string =>
  ofEach(lines, scene, (some) => commonReason(some, scene, some === lines ? n : some.length))

/** Once where it is true of all; else each beside what it is true of, by its name. */
function ofEach(
  lines: readonly Line[],
  scene: Scene,
  reasonFor: (lines: readonly Line[]) => string,
): string {
  const alike = Map.groupBy(lines, (line) => whyOf(line, scene))
  if (alike.size < 2) return reasonFor(lines)
  return [...alike.values()]
    .map((some) => {
      const text = withStop(reasonFor(some))
      return scene.word('common.labelled', { label: namesOf(some, scene), text })
    })
    .join(' ')
}

/** What its reason comes of: stock that is here is not "not here yet", nor one line's delay another's. */
function whyOf(line: Line, scene: Scene): string {
  if (isChosen([line], scene)) return 'chosen'
  const stated = statedReason([line], scene)
  if (stated) return `stated ${stated}`
  if (!isHere([line])) return 'waits'
  return areKept([line], scene) ? 'kept' : 'here'
}

const withStop = (reason: string) => (/[.!?]$/.test(reason) ? reason : `${reason}.`)

function commonReason(lines: readonly Line[], scene: Scene, n: number): string {
  const { word } = scene
  if (isChosen(lines, scene)) return word('why.preparing', { n })
  const reason = statedReason(lines, scene)
  if (reason) return reason
  const moved = causeOf(lines, word, n)
  if (moved) return moved
  if (areKept(lines, scene)) return word('group.kept.note', { n })
  return word(isHere(lines) ? 'why.preparing' : `why.${waitKind(lines)}`, { n })
}

/** In stock, and late by nothing but what they are kept for. */
const areKept = (lines: readonly Line[], { order, rules }: Scene): boolean =>
  isHere(lines) &&
  lines.every((line) =>
    heldWith(order, line, rules.split).some((one) => one !== line && waitingQuantity(one) > 0),
  )

function statedReason(lines: readonly Line[], { facts }: Pick<Scene, 'facts'>): string {
  const stated =
    (isHere(lines) ? null : facts.reason) ??
    lines.find(({ backorder }) => backorder?.reason)?.backorder?.reason
  return stated ? clean(stated, REASON_MAX) : ''
}

/** The merchant's words where they fit a text and do not double its parts, else what its kind implies. */
export const shortReason = (lines: readonly Line[], scene: Scene): string =>
  ofEach(lines, scene, (some) => shortCommonReason(some, scene))

function shortCommonReason(lines: readonly Line[], scene: Scene): string {
  const n = { n: lines.length }
  if (isChosen(lines, scene)) return scene.word('sms.why.preparing', n)
  const stated = statedReason(lines, scene)
  if (stated && stated.length <= TEXT_REASON_MAX && toSms(stated).encoding === 'GSM-7')
    return withStop(stated)
  if (areKept(lines, scene)) return scene.word('sms.why.kept', n)
  return scene.word(`sms.why.${isHere(lines) ? 'preparing' : waitKind(lines)}`, n)
}

const TEXT_REASON_MAX = 40

/** Named by what was chosen instead: the reason was that of what had been ordered. */
const isChosen = (lines: readonly Line[], { order }: Scene) =>
  lines.some((line) => !order.lines.includes(line))

const isHere = (lines: readonly Line[]) => lines.every((line) => waitingQuantity(line) === 0)

/** What in the line for the item moved its date, where all of the lines have that one reason. */
export function causeOf(
  lines: readonly Line[],
  word: Scene['word'],
  n = lines.length,
): string | null {
  const causes = new Set(lines.map(({ backorder }) => backorder?.history.at(-1)?.cause ?? 'joined'))
  const [cause] = causes
  return cause && cause !== 'joined' && causes.size === 1 ? word(`why.${cause}`, { n }) : null
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
