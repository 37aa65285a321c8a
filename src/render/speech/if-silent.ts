import { TELLS_MOVES } from '../../domain/cadence/tell-shown.ts'
import { lastWholeDay } from '../../domain/deadline.ts'
import { type Line, openQuantity } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { endingOf } from '../ending.ts'
import { namedBySentence } from '../heard.ts'
import { movedBeside } from '../moved-beside.ts'
import { offersDated, offerText } from '../offer-text.ts'
import { isOnlyOne, offered, offerWords } from '../offers.ts'
import { openPortions } from '../portions.ts'
import { type Scene, TITLE_MAX } from '../scene.ts'
import { allUnits, openUnits, partOf, unitsToCome } from '../units.ts'
import { restInText } from './dates-in-text.ts'
import type { SpokenKind } from './index.ts'
import { toldBeside } from './offers-beside.ts'
import type { Speech } from './speech.ts'
import { wishOf } from './wish.ts'

/**
 * What happens if its reader says nothing, beside whatever else a message says: from the facts, for
 * every kind alike, unless its own speech has words for it. So no kind can forget it.
 */
export function withSilence(kind: SpokenKind, speech: Speech, spoken: Scene): Speech {
  const scene = withLeft(kind, stillOpen(kind, spoken))
  const ending = OWN_END.has(kind) ? null : endingOf(scene, speech.lines)
  const wish = OWN_WISH.has(kind) ? null : wishOf(scene)
  const made = madeBeside(kind, scene)
  const saying = {
    isOne: !ABOUT_OTHERS.has(kind) && isForAllOpen(scene),
    dated: speech.named ?? [],
    isDateOwed: ABOUT_OTHERS.has(kind),
  }
  const offers = made ?? (speech.offers === undefined ? unansweredOf(scene, saying) : null)
  const held = heldOf(scene)
  const moved = made
    ? { notes: made.notes, text: made.endText, named: made.named }
    : movedHere(kind, scene, [
        ...saidBy(kind, speech, scene),
        ...(offers ? offersDated(offered(scene), scene, saying) : []),
      ])
  const paid = paidBackOf(scene)
  const notes = [ending?.note, held?.note, OWN_CHOICE.has(kind) ? null : wish?.note, paid?.note]
  const before = [speech.endText, moved.text].filter((one) => one != null)
  const isThen = before.length === 0 && saysDay(speech, ending?.params.until_short)
  const texts = [
    ...before,
    isThen ? ending?.thenText : ending?.text,
    held?.text,
    wish?.text,
    paid?.text,
  ].filter((one) => one != null)
  return {
    ...speech,
    ...(offers && {
      offers: offers.offers,
      offerText: offers.offerText,
      keep: offers.keep,
    }),
    ...(held && !offers && scene.facts.endHeld?.canKeep && { keep: 'consent' as const }),
    notes: [...(speech.notes ?? []), ...moved.notes, ...notes.filter((one) => one != null)],
    ...(moved.named.length > 0 && {
      named: [...(speech.named ?? namedBySentence(kind, speech.lines, scene)), ...moved.named],
    }),
    endText: texts.length > 0 ? texts.join(' ') : null,
  }
}

/** Lines whose new date stands in the sentence of a text already. */
function saidBy(kind: SpokenKind, speech: Speech, { facts, short }: Scene): string[] {
  const named = speech.named ?? namedBySentence(kind, speech.lines, { facts })
  const days = Object.values(speech.params ?? {})
  return facts.dates
    .filter(({ lineId, new: day }) => named.includes(lineId) && day && days.includes(short(day)))
    .map(({ lineId }) => lineId)
}

/** The only day of a sentence; beside another one "by then" would be read of either. */
const saysDay = ({ params = {} }: Speech, day: unknown) =>
  day !== undefined && params.day_short === day && !('old_short' in params)

const isForAllOpen = (scene: Scene) => isOnlyOne(offered(scene), scene)

/** Their sentence is of something else: beside it, "it is cancelled" would be read of that. */
const ABOUT_OTHERS: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'order_cancelled',
  'backorder_unfulfillable',
  'cancellation_requested',
  'cancellation_declined',
  'delay_expired',
  'delivered',
  'inquiry_received',
  'cancel_or_stop',
])

/** Beside "Widget Pro (1 of 2)" that is cancelled, what is left of it is named by its quantity. */
function withLeft(kind: SpokenKind, scene: Scene): Scene {
  if (!ABOUT_OTHERS.has(kind)) return scene
  const { itemName, rules, word } = scene
  return {
    ...scene,
    itemName: (lines, max = TITLE_MAX, units = unitsToCome(rules.split)) => {
      const [only, ...others] = lines
      const quantity = (only && partOf(only, units, scene)?.quantity) ?? 0
      const isPart = only && (only.cancelled > 0 || isLowered(only, scene))
      if (quantity === 0 || others.length > 0 || !isPart) return itemName(lines, max, units)
      const around = word('common.quantity', { quantity, title: '' }).length
      return word('common.quantity', { quantity, title: itemName(lines, max - around, allUnits) })
    },
  }
}

/** The word says as well that units of it were taken off, and are no more among those ordered. */
const isLowered = ({ id }: Line, { facts }: Scene) =>
  facts.cancelled.some(({ lineId, removed = 0 }) => lineId === id && removed > 0)

/** Kinds whose own sentences say how a wait ends, that a wish to cancel is with us, or what to do. */
const OWN_END: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'backorder_update',
  'backorder_checkin',
])
const OWN_WISH: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'cancellation_requested',
  'cancellation_declined',
])
const OWN_CHOICE: ReadonlySet<SpokenKind> = new Set<SpokenKind>(['eta_slipped', 'promise_missed'])

/** Money that went back though the line still waits: no sentence of a refund may promise it twice. */
function paidBackOf(scene: Scene): { note: string; text: string } | null {
  const lines = scene.order.lines.filter(({ id }) => scene.facts.paidBack?.includes(id))
  if (lines.length === 0) return null
  return {
    note: scene.word('note.paid_back', {
      item: scene.itemName(lines, TITLE_MAX, openUnits),
      n: lines.length,
    }),
    text: scene.word('sms.paid_back', { n: lines.length }),
  }
}

/** Dates that moved, in a message about something else: the list below it shows the new ones. */
function movedHere(
  kind: SpokenKind,
  scene: Scene,
  dated: readonly string[],
): ReturnType<typeof movedBeside> {
  if (!TELLS_MOVES.has(kind)) return { notes: [], text: null, named: [] }
  const { facts } = scene
  if (facts.isFirstWord) {
    const rest = restInText(openPortions(scene.order, scene.rules), scene)
    return { notes: [], text: rest?.text ?? null, named: [...(rest?.named ?? [])] }
  }
  const moved = movedBeside({ ...scene, facts: { ...facts, reason: facts.moveReason ?? null } })
  // With its new date in the offer's own sentence, or in that of the text, it is not said once more.
  const others = facts.dates.filter(({ lineId }) => !dated.includes(lineId))
  return { ...moved, text: movedBeside({ ...scene, facts: { ...facts, dates: others } }).text }
}

/** A delay that is offered by a message about something else: the offer's own words, and not those of a reminder. */
function madeBeside(kind: SpokenKind, scene: Scene): ReturnType<typeof toldBeside> | null {
  const { facts } = scene
  if (!TELLS_MOVES.has(kind) || (facts.told.offers?.length ?? 0) === 0) return null
  return toldBeside({ ...scene, facts: { ...facts, reason: facts.moveReason ?? null } })
}

/** "There is nothing to do" would be false beside an open offer: what these parts say in its place. */
export function saidInstead(
  kind: SpokenKind,
  part: string,
  { speech, scene }: { speech: Speech; scene: Scene },
): string | null {
  if (part === 'choice') return choiceInstead(scene, speech)
  if (stillOpen(kind, scene).facts.offers.length === 0) return null
  const n = Math.max(1, speech.lines.length)
  switch (`${kind}.${part}`) {
    case 'backorder_confirmed.preheader':
    case 'preorder_confirmed.preheader':
    case 'backorder_update.preheader':
    case 'restocked.preheader':
      return scene.word('silence.asked_short')
    case 'restocked.subject':
      return restockedSubject(speech, scene)
    case 'cancel_or_stop.lead':
      return scene.word('silence.cancel_or_stop')
    case 'delay_expired.preheader':
      return scene.word('silence.expired', { n })
    case 'backorder_unfulfillable.lead':
      return scene.word('silence.unfulfillable', { n })
    case 'backorder_unfulfillable.preheader':
      return scene.word('silence.unfulfillable_short', { n })
    default:
      return null
  }
}

/** Good news of one line, and an answer that the law asks for about another: its subject says both. */
function restockedSubject({ lines, itemName }: Speech, scene: Scene): string | null {
  if ((scene.facts.told.offers?.length ?? 0) === 0) return null
  const item = (itemName ?? scene.itemName)(lines, SUBJECT_ITEM_MAX)
  return scene.word('silence.restocked', { item })
}

const SUBJECT_ITEM_MAX = 20

/** An end names the offers that ran out: those of other lines alone still wait for an answer. */
function stillOpen(kind: SpokenKind, scene: Scene): Scene {
  if (kind !== 'delay_expired') return scene
  const { cancelled, offers } = scene.facts
  const open = offers.filter(
    ({ lineId }) => cancelled.length > 0 && !cancelled.some((one) => one.lineId === lineId),
  )
  return { ...scene, facts: { ...scene.facts, offers: open } }
}

function choiceInstead(scene: Scene, { lines }: Speech): string | null {
  const wish = wishOf(scene)
  const asked = scene.facts.cancelAsked?.lines ?? []
  const held = scene.facts.endHeld?.lines ?? []
  // What is left to do is said with why it has not ended: "nothing" would be untrue beside it.
  if (!wish && lines.length > 0 && lines.every(({ id }) => held.includes(id)))
    return scene.word('silence.held')
  if (wish && lines.every(({ id }) => asked.includes(id))) return wish.note
  const words = [wish?.note, askedBelow(scene, lines)]
  const said = words.filter((one) => one != null)
  return said.length > 0 ? said.join(' ') : null
}

/** Where what is below is about other lines than the message, it says which. */
function askedBelow(scene: Scene, lines: Speech['lines']): string | null {
  const asked = new Set(scene.facts.offers.map(({ lineId }) => lineId))
  if (asked.size === 0) return null
  if (lines.some(({ id }) => asked.has(id))) return scene.word('silence.asked')
  const others = scene.order.lines.filter(({ id }) => asked.has(id))
  return scene.word('silence.asked_item', { item: scene.itemName(others, TITLE_MAX) })
}

/** What was to end by itself and has not: why, and how it ends now. */
function heldOf(scene: Scene): { note: string; text: string } | null {
  const { endHeld } = scene.facts
  const lines = scene.order.lines.filter(({ id }) => endHeld?.lines.includes(id))
  if (!endHeld || lines.length === 0) return null
  const { merchant, delivery } = scene
  const zones = { zone: delivery.readerZone, merchantZone: merchant.timeZone }
  // A date that was told is said as it was told: only a day to answer by has to be whole for its reader.
  const until = endHeld.isUnsaid ? endHeld.on : lastWholeDay(endHeld.on, zones)
  const days = dayParams({ until }, scene)
  const item = scene.itemName(lines, TITLE_MAX, openUnits)
  const params = { ...days, item, n: lines.length }
  const note = scene.word(endHeld.isUnsaid ? 'note.held_unsaid' : 'note.held', params)
  return {
    note: endHeld.canKeep ? `${note} ${scene.word('note.held_keep')}` : note,
    text: heldInText(lines, scene),
  }
}

/** By name, where more is still to come: behind another line's end "not cancelled yet" is read of that. */
function heldInText(lines: readonly Line[], scene: Scene): string {
  const text = scene.word('sms.held', { n: lines.length })
  const isAll = scene.order.lines.every((line) => openQuantity(line) === 0 || lines.includes(line))
  const label = scene.itemName(lines, TEXT_ITEM_MAX, openUnits)
  return isAll ? text : scene.word('common.labelled', { label, text })
}

const TEXT_ITEM_MAX = 24

/**
 * An offer that nobody has answered, said again with where the order stands. Not what the date was
 * and why it moved: the offer told that, and where T is 30 days from the order nobody was told it.
 */
export function unansweredOf(
  scene: Scene,
  saying: Again = { isOne: isForAllOpen(scene) },
): Unanswered | null {
  const offers = offered(scene)
  if (offers.length === 0) return null
  const words = offerWords(offers, scene, { told: true, isOne: saying.isOne, isAgain: true })
  return {
    offers: words,
    offerText: offerText(offers, scene, saying),
    keep: 'consent',
  }
}

type Again = { isOne: boolean; dated?: readonly string[]; isDateOwed?: boolean }
type Unanswered = Pick<Speech, 'offers' | 'offerText' | 'keep'>
