import { openQuantity } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { endingOf } from '../ending.ts'
import { type Offered, offered, offerText, offerWords } from '../offers.ts'
import type { Scene } from '../scene.ts'
import type { SpokenKind } from './index.ts'
import type { Speech } from './speech.ts'

/**
 * What happens if its reader says nothing, beside whatever else a message says: from the facts, for
 * every kind alike, unless its own speech has words for it. So no kind can forget it.
 */
export function withSilence(kind: SpokenKind, speech: Speech, spoken: Scene): Speech {
  const scene = stillOpen(kind, spoken)
  const ending = OWN_END.has(kind) ? null : endingOf(scene, speech.lines)
  const wish = OWN_WISH.has(kind) ? null : wishOf(scene)
  const offers = speech.offers === undefined ? unansweredOf(scene) : null
  const held = heldOf(scene)
  const notes = [ending?.note, held?.note, OWN_CHOICE.has(kind) ? null : wish?.note]
  const texts = [speech.endText, ending?.text, held?.text, wish?.text].filter((one) => one != null)
  return {
    ...speech,
    ...(offers && { ...offers, keep: speech.keep ?? offers.keep }),
    notes: [...(speech.notes ?? []), ...notes.filter((one) => one != null)],
    endText: texts.length > 0 ? texts.join(' ') : null,
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
export function unansweredOf(scene: Scene): Pick<Speech, 'offers' | 'offerText' | 'keep'> | null {
  const offers = offered(scene)
  if (offers.length === 0) return null
  const isOne = isOnlyOne(offers, scene)
  const words = offerWords(offers, scene, { told: true, isOne })
  return {
    offers: words.map((one) => ({ ...one, words: one.words.slice(-1) })),
    offerText: offerText(offers, scene, { isOne }),
    keep: 'consent',
  }
}

/** One offer for all that is open: only then nobody has to be told which of it is meant. */
export function isOnlyOne(offers: readonly Offered[], { order }: Scene): boolean {
  const open = order.lines.filter((line) => openQuantity(line) > 0)
  return offers.length === 1 && offers[0]?.lines.length === open.length
}
