import { lastWholeDay } from '../domain/deadline.ts'
import type { Day, Line } from '../domain/order.ts'
import { saidDate } from '../domain/said-date.ts'
import { dayParams } from './changes.ts'
import type { Scene } from './scene.ts'
import { openUnits } from './units.ts'
import type { Params } from './words.ts'

/**
 * The end of a wait that nobody has to answer: what has not shipped by a day is cancelled. "Still set
 * to ship" alone would be half of the truth in the last days before it.
 */
export type Ending = {
  /** It is the end of all that the sentence is about, so that the sentence itself can say it. */
  isWhole: boolean
  params: Params
  note: string
  /** As a text has room for it. */
  text: string
  /** The same beside a sentence that says the day itself. */
  thenText: string
}

const ITEM_MAX = 48
const TEXT_ITEM_MAX = 24

/** Null where no end is near, or its day is over. `lines` are those that the sentence is about. */
export function endingOf(scene: Scene, lines: readonly Line[]): Ending | null {
  const { endsOn, endsFor = [] } = scene.facts
  if (!endsOn || endsOn < scene.today) return null
  const ends = scene.order.lines.filter(({ id }) => endsFor.includes(id))
  // Beside an offer that waits for its answer it is not all: there is something to do.
  const isWhole =
    scene.facts.offers.length === 0 &&
    (ends.length === 0 || lines.every((line) => ends.includes(line)))
  // What is kept in stock for them ends with them, and is no part of their sentence.
  const isAll = isWhole && ends.every((line) => lines.includes(line))
  const params = dayParams({ until: endDay(endsOn, ends, scene) }, scene)
  const about = Math.max(1, lines.length)
  const ending = isAll ? 'ends' : 'ends_item'
  const n = ends.length || about
  const say = (key: string, max: number) =>
    scene.word(key, { ...params, n, item: scene.itemName(ends, max, openUnits) })
  return {
    isWhole,
    params: { ...params, n: isWhole ? about : n },
    note: say(`note.${ending}`, ITEM_MAX),
    text: say(`sms.${ending}`, TEXT_ITEM_MAX),
    thenText: say(isAll ? 'sms.ends_then' : `sms.${ending}`, TEXT_ITEM_MAX),
  }
}

/**
 * A day that its reader has in whole, wherever it ends first; but never one before the date that the
 * same message promises. That is the merchant's day, and said as it was promised.
 */
function endDay(endsOn: Day, lines: readonly Line[], scene: Scene): Day {
  const { order, rules, merchant, delivery } = scene
  const zones = { zone: delivery.readerZone, merchantZone: merchant.timeZone }
  const whole = lastWholeDay(endsOn, zones)
  return lines.some((line) => (saidDate(order, line, rules) ?? '') > whole) ? endsOn : whole
}
