import { TELLS_MOVES } from '../../domain/cadence/tell-shown.ts'
import { openQuantity } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { endingOf } from '../ending.ts'
import { namedBySentence } from '../heard.ts'
import { movedBeside } from '../moved-beside.ts'
import { offersDated, offerText } from '../offer-text.ts'
import { isOnlyOne, offered, offerWords } from '../offers.ts'
import { openPortions } from '../portions.ts'
import { type Scene, TITLE_MAX } from '../scene.ts'
import { restInText } from './dates-in-text.ts'
import type { SpokenKind } from './index.ts'
import { toldBeside } from './offers-beside.ts'
import type { Speech } from './speech.ts'

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
    : movedHere(kind, scene, offers ? offersDated(offered(scene), scene, saying) : [])
  const paid = paidBackOf(scene)
  const notes = [ending?.note, held?.note, OWN_CHOICE.has(kind) ? null : wish?.note, paid?.note]
  const texts = [
    speech.endText,
    moved.text,
    ending?.text,
    held?.text,
    wish?.text,
    paid?.text,
  ].filter((one) => one != null)
  return {
    ...speech,
    ...(offers && {
      offers: offers.offers,
      offerText: offers.offerText,
      keep: made?.keep ?? speech.keep ?? offers.keep,
    }),
    notes: [...(speech.notes ?? []), ...moved.notes, ...notes.filter((one) => one != null)],
    ...(moved.named.length > 0 && {
      named: [...(speech.named ?? namedBySentence(kind, speech.lines, scene)), ...moved.named],
    }),
    endText: texts.length > 0 ? texts.join(' ') : null,
  }
}

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

/** Of a line that is cancelled in part, what is left is named by its quantity. */
function withLeft(kind: SpokenKind, scene: Scene): Scene {
  if (!ABOUT_OTHERS.has(kind)) return scene
  return {
    ...scene,
    itemName: (lines, max = TITLE_MAX) => {
      const [only] = lines
      const quantity = only ? openQuantity(only) : 0
      if (!only || lines.length > 1 || only.cancelled === 0 || quantity === 0)
        return scene.itemName(lines, max)
      const around = scene.word('common.quantity', { quantity, title: '' }).length
      const title = scene.itemName(lines, max - around)
      return scene.word('common.quantity', { quantity, title })
    },
  }
}

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
    note: scene.word('note.paid_back', { item: scene.itemName(lines) }),
    text: scene.word('sms.paid_back'),
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
  // With its new date in the offer's own sentence, it is not said once more.
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
  switch (`${kind}.${part}`) {
    case 'cancel_or_stop.lead':
      return scene.word('silence.cancel_or_stop')
    case 'delay_expired.preheader':
      return scene.word('silence.expired')
    case 'backorder_unfulfillable.lead':
      return scene.word('silence.unfulfillable')
    case 'backorder_unfulfillable.preheader':
      return scene.word('silence.unfulfillable_short')
    default:
      return null
  }
}

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
  if (wish && lines.every(({ id }) => asked.includes(id))) return wish.note
  const words = [wish?.note, scene.facts.offers.length > 0 ? scene.word('silence.asked') : null]
  const said = words.filter((one) => one != null)
  return said.length > 0 ? said.join(' ') : null
}

/** What was to end by itself and has not: why, and how it ends now. */
function heldOf(scene: Scene): { note: string; text: string } | null {
  const { endHeld } = scene.facts
  const lines = scene.order.lines.filter(({ id }) => endHeld?.lines.includes(id))
  if (!endHeld || lines.length === 0) return null
  const params = { ...dayParams({ until: endHeld.on }, scene), item: scene.itemName(lines) }
  return { note: scene.word('note.held', params), text: scene.word('sms.held', params) }
}

/** A wish to cancel that nobody has answered: said, so that its reader knows that it was heard. */
function wishOf(scene: Scene): { note: string; text: string } | null {
  const { cancelAsked } = scene.facts
  const lines = scene.order.lines.filter(({ id }) => cancelAsked?.lines.includes(id))
  if (!cancelAsked || lines.length === 0) return null
  const params = { ...dayParams({ day: cancelAsked.on }, scene), item: scene.itemName(lines) }
  return {
    note: scene.word('silence.requested', params),
    text: scene.word('silence.requested_sms'),
  }
}

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
