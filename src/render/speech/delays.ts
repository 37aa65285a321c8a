import { type Day, waitingLines } from '../../domain/order.ts'
import { dayParams, type Moves, movesOf } from '../changes.ts'
import { withChosen } from '../chosen.ts'
import { movedBeside } from '../moved-beside.ts'
import { offersNamed, offerText } from '../offer-text.ts'
import {
  isConfirmed,
  type Offered,
  offerDates,
  offered,
  offerWords,
  sharedReason,
} from '../offers.ts'
import type { Scene } from '../scene.ts'
import { nameOf, openUnits } from '../units.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

/** A delay, and both ways on: what the law wants said, and the two buttons. */
export const delayOption: Speaker = (scene) => {
  const offers = offered(scene)
  const moves = movesOf({ ...scene, order: withChosen(scene.order) }, offerDates(offers, scene))
  const only = onlyOne(offers, moves)
  const first = moves.same?.old === null ? '_first' : ''
  const ways = bothWays(offers, { isOne: only !== null, isFirst: true }, scene)
  const others = othersInText(offers, scene)
  return {
    ...ways,
    offerText: others.text ? `${ways.offerText ?? ''} ${others.text}`.trim() : ways.offerText,
    named: [...ways.named, ...others.named],
    variant: only ? `${sentenceOf(only)}${first}` : 'several',
    params: dayParams(
      {
        old: moves.same?.old ?? null,
        now: only?.revisedOn ?? null,
        until: only?.until ?? null,
      },
      scene,
    ),
    changes: moves.changes,
  }
}

/** That it is kept where it ships in time is the offer's own sentence: the delay is the same. */
const sentenceOf = (offer: Offered) => (offer.case === 'cancel_intime' ? 'cancel' : offer.case)

/** Dates that moved with it and are not offered: told by this message, so its text says them too. */
function othersInText(offers: readonly Offered[], scene: Scene) {
  const offered = offers.flatMap(({ lines }) => lines.map(({ id }) => id))
  const dates = scene.facts.dates.filter(({ lineId, came }) => came || !offered.includes(lineId))
  return movedBeside({ ...scene, facts: { ...scene.facts, dates } })
}

/** Silence is about to end the wait: said before, so that nobody is cancelled by surprise. */
export const delayOptionReminder: Speaker = (scene) => {
  const offers = offered(scene)
  const [ending] = offers
  const isOne = ending !== undefined && offers.length === 1
  return {
    ...bothWays(offers, { isOne, isNamed: true }, scene),
    // It asks about the end, and that is of all that has not left.
    itemName: nameOf(scene, openUnits),
    variant: isOne ? howOf(ending) : 'several',
    params: dayParams(
      { now: ending?.revisedOn ?? null, until: ending?.until ?? scene.today },
      scene,
    ),
    // Of several lines the sentence names the first alone: all of them stand here.
    changes: isOne && ending.lines.length < 2 ? [] : nowOnly(offerDates(offers, scene), scene),
  }
}

const howOf = (offer: Offered) =>
  offer.case === 'cancel_intime' ? 'intime' : offer.revisedOn ? 'dated' : 'undated'

/** One offer, and no other date that moved with it: it can be spoken of in one sentence. */
const onlyOne = ([first, ...others]: readonly Offered[], { same, lines }: Moves): Offered | null =>
  first && others.length === 0 && same !== null && lines.length === first.lines.length
    ? first
    : null

function bothWays(
  offers: readonly Offered[],
  {
    isOne,
    isFirst = false,
    isNamed = false,
  }: { isOne: boolean; isFirst?: boolean; isNamed?: boolean },
  scene: Scene,
) {
  const lines = offers.flatMap((offer) => offer.lines)
  const affected = linesNamed(scene.facts.lines, scene, waitingLines(scene.order))
  return {
    lines: lines.length > 0 ? lines : affected,
    reason: sharedReason(offers, scene),
    offers: offerWords(offers, scene, { told: true, isOne }),
    offerText: offerText(offers, scene, { isOne, isFirst, isNamed }),
    named: offersNamed(offers, scene, { isFirst }),
    isConfirmed: offers.some((offer) => isConfirmed(offer, scene)),
    ...inShort(offers, isFirst, scene),
    keep: 'consent',
  } satisfies Partial<Speech>
}

/** Two offers take most of two parts: the sentence before them gives way. */
function inShort(
  offers: readonly Offered[],
  isFirst: boolean,
  { isOneLink, word, orderRef }: Scene,
) {
  if (!isOneLink || offers.length < 2) return {}
  return { text: word(isFirst ? 'sms.offers.lead' : 'sms.offers.reminder', { order: orderRef }) }
}

/** What moved was told before; a reminder says what holds. */
const nowOnly = (dates: { lineId: string; new: Day | null }[], scene: Scene) =>
  movesOf(
    { ...scene, order: withChosen(scene.order) },
    dates.map((one) => ({ ...one, old: null })),
  ).changes
